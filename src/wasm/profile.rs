//! The door of profiles, a module of its own in two sizes: `profile.wasm` holds patterns, `reader.wasm` none and asks for the other where a profile has some.
//!
//! It detects nothing: what it makes of a profile is bytes for the engine (`useRules`), and answers for the patterns while the engine checks.
//!
//! # What JavaScript sees
//!
//! ```ts
//! export class ProfileReader {
//!   constructor();
//!   layer(bytes: Uint8Array): void;                  // a profile or a bundle, each laid over those before
//!   list(name: string, bytes: Uint8Array): void;     // a list that a profile names
//!   read(pinned: boolean): string;                   // JSON: {layers, stated, own, patterns} or {faults} or {needs: "patterns"}
//!   rules(): Uint8Array;                             // for the engine's `useRules`
//!   patterns(): Uint8Array;                          // for `PatternSet.compile`
//!   free(): void;
//! }
//! /** Only in `profile.wasm`. */
//! export class PatternSet { static compile(bytes: Uint8Array): PatternSet; find(text: string): Uint32Array; free(): void }
//! export function hashOf(bytes: Uint8Array): string;
//! export function isHashOf(written: string, bytes: Uint8Array): boolean;
//! export function isKey(key: string): boolean;
//! export function isSigned(bytes: Uint8Array, signature: Uint8Array | undefined, key: string): boolean;
//! export function isOlder(one: string, other: string): boolean;
//! ```

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::policy::packed;
use crate::profile::{self, Fault, Loaded, bundle, pin};

#[derive(Serialize)]
struct FaultOut {
    layer: usize,
    line: usize,
    ko: String,
    en: String,
}

#[derive(Serialize)]
struct LayerOut<'a> {
    name: &'a str,
    version: &'a str,
    layer: &'a str,
}

#[derive(Serialize)]
struct OwnOut<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct StatedOut<'a> {
    field: &'a str,
    value: &'a str,
    by: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer<'a> {
    Faults(Vec<FaultOut>),
    Needs(&'a str),
    #[serde(untagged)]
    Read {
        layers: Vec<LayerOut<'a>>,
        stated: Vec<StatedOut<'a>>,
        own: Vec<OwnOut<'a>>,
        patterns: usize,
    },
}

/// Reads profiles.
#[wasm_bindgen]
#[derive(Default)]
pub struct ProfileReader {
    layers: Vec<Vec<u8>>,
    lists: Vec<(String, Vec<u8>)>,
    loaded: Option<Loaded>,
}

#[wasm_bindgen]
impl ProfileReader {
    /// Without a profile yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a profile; each is laid over those before.
    pub fn layer(&mut self, bytes: Vec<u8>) {
        self.layers.push(bytes);
    }

    /// Takes a list that a profile names.
    pub fn list(&mut self, name: String, bytes: Vec<u8>) {
        self.lists.push((name, bytes));
    }

    /// Reads what was given, and says what it is or what is wrong with it, as JSON. `pinned` demands hashes of the lists.
    pub fn read(&mut self, pinned: bool) -> String {
        let layers: Vec<&[u8]> = self.layers.iter().map(Vec::as_slice).collect();
        let fetch = |name: &str| self.lists.iter().find(|(n, _)| n == name).map(|(_, bytes)| bytes.clone());
        let read = profile::load(&layers, &fetch, pinned);
        let answer = match &read {
            Err((_, faults)) if faults.iter().any(|f| f.patterns) => Answer::Needs("patterns"),
            Err((layer, faults)) => {
                let out = |f: &Fault| FaultOut { layer: *layer, line: f.line, ko: f.ko.clone(), en: f.en.clone() };
                Answer::Faults(faults.iter().map(out).collect())
            }
            Ok(loaded) => Answer::Read {
                layers: loaded
                    .layers
                    .iter()
                    .map(|l| LayerOut { name: &l.name, version: &l.version, layer: l.layer.id() })
                    .collect(),
                stated: loaded
                    .stated
                    .iter()
                    .map(|s| StatedOut { field: &s.field, value: &s.value, by: &s.by })
                    .collect(),
                own: loaded.rules.own.iter().map(|o| OwnOut { id: &o.own.id, name: &o.own.name }).collect(),
                patterns: loaded.patterns.len(),
            },
        };
        let answer = serde_json::to_string(&answer).unwrap_or_default();
        self.loaded = read.ok();
        answer
    }

    /// The rules for the engine; empty before they were read.
    pub fn rules(&self) -> Vec<u8> {
        self.loaded.as_ref().map(|loaded| packed::pack(&loaded.rules)).unwrap_or_default()
    }

    /// The patterns for [`PatternSet`]; empty where there are none.
    pub fn patterns(&self) -> Vec<u8> {
        let patterns = self.loaded.as_ref().map(|loaded| loaded.patterns.as_slice()).filter(|all| !all.is_empty());
        patterns.and_then(|all| serde_json::to_vec(all).ok()).unwrap_or_default()
    }
}

/// The patterns of a profile, compiled.
#[cfg(feature = "patterns")]
#[wasm_bindgen]
pub struct PatternSet {
    all: std::sync::Arc<dyn crate::policy::Patterns>,
}

#[cfg(feature = "patterns")]
#[wasm_bindgen]
impl PatternSet {
    /// Compiles what [`ProfileReader::patterns`] gave.
    ///
    /// # Errors
    /// Where it gave something else.
    pub fn compile(bytes: &[u8]) -> Result<PatternSet, JsError> {
        let written: Option<Vec<(u32, String)>> = serde_json::from_slice(bytes).ok();
        let all = written.and_then(|all| profile::compiled(all.iter().map(|(number, one)| (*number, one.as_str()))));
        all.map(|all| Self { all }).ok_or_else(|| JsError::new("the patterns are of another version of garim"))
    }

    /// Every match in a folded text: the place of its kind, where it begins and where it ends, in bytes.
    pub fn find(&self, text: &str) -> Vec<u32> {
        let mut out = Vec::new();
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.all.find(text, &mut |number, from, to| out.extend([number, small(from), small(to)]));
        out
    }
}

/// The SHA-256 of a file as small hexadecimal digits.
#[wasm_bindgen(js_name = hashOf)]
pub fn hash_of(bytes: &[u8]) -> String {
    pin::hash(bytes)
}

/// Whether `written` (with or without `sha256:`) is the hash of a file.
#[wasm_bindgen(js_name = isHashOf)]
pub fn is_hash_of(written: &str, bytes: &[u8]) -> bool {
    pin::is_hash_of(written, bytes)
}

/// Whether a text is a public key.
#[wasm_bindgen(js_name = isKey)]
pub fn is_key(key: &str) -> bool {
    pin::is_key(key)
}

/// Whether a file is signed by a key: a bundle bears its signature, a profile has one beside it.
#[wasm_bindgen(js_name = isSigned)]
pub fn is_signed(bytes: &[u8], signature: Option<Vec<u8>>, key: &str) -> bool {
    match bundle::is_bundle(bytes) {
        true => bundle::open(bytes).is_ok_and(|bundle| bundle.is_signed(key)),
        false => signature.is_some_and(|signature| pin::is_signed(bytes, &signature, key)),
    }
}

/// Whether a version of a profile is older than another.
#[wasm_bindgen(js_name = isOlder)]
pub fn is_older(one: &str, other: &str) -> bool {
    bundle::is_older(one, other)
}
