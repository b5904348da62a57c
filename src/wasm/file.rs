//! The door of the files, a module of its own (`export.wasm`): bytes in, what they are, the contract's JSON, verified bytes out.
//!
//! It detects nothing by itself: the engine that the page has already is lent to every call that checks.
//!
//! # What JavaScript sees
//!
//! ```ts
//! export class OpenFile {
//!   static open(bytes: Uint8Array, name: string): OpenFile;      // throws an Error with a code: encrypted, protected, damaged …
//!   info(): string;                                              // JSON: {format, unread, remarks, members?}
//!   text(): string;                                              // what findings point into
//!   checkJson(engine: Engine, options?: CheckOptions): string;   // the contract's JSON; the id is the one given
//!   mask(engine: Engine, out: string | undefined, options?: CheckOptions): MaskedFile;   // "txt", "html", or its own format
//!   verifyJson(engine: Engine, options?: CheckOptions): string;  // [{kind, start, end}]: what is still to be masked
//!   survivorsJson(engine: Engine, original: OpenFile, options?: CheckOptions): string;   // [{kind, times}]
//!   free(): void;
//! }
//! export function useRules(rules: Uint8Array): void;            // the organisation's, as the lent engine has them: for masks that are made here
//! export interface Engine { checkJson(text: string, options?: CheckOptions): string }
//! export class MaskedFile { bytes(): Uint8Array; ending(): string; counts(): string; free(): void }
//! ```

use serde::Deserialize;
use serde_json::value::RawValue;
use wasm_bindgen::prelude::*;

use super::options::{self, CheckOptions};
use crate::check::{Checker, lent};
use crate::detect::secret;
use crate::export::source::Source;
use crate::export::{self, MaskedCopy, Opened, Out, Refusal, verify};
use crate::finding::{Finding, Own};
use crate::kind::{Action, Kind};
use crate::mask;
use crate::policy::Policy;
use crate::span::Span;
use crate::text::Utf16Map;
use crate::wire;

#[wasm_bindgen]
extern "C" {
    /// The engine, or anything that checks as it does.
    #[wasm_bindgen(typescript_type = "{ checkJson(text: string, options?: object | null): string }")]
    pub type Engine;

    #[wasm_bindgen(method, js_name = checkJson)]
    fn check_json(this: &Engine, text: &str, options: &JsValue) -> String;

    #[wasm_bindgen(js_name = Error)]
    type CodedError;

    #[wasm_bindgen(constructor, js_class = "Error")]
    fn new(message: &str) -> CodedError;

    #[wasm_bindgen(method, setter)]
    fn set_code(this: &CodedError, code: &str);
}

fn refused(refusal: &Refusal) -> JsValue {
    let error = CodedError::new(&refusal.to_string());
    error.set_code(refusal.code());
    error.into()
}

#[derive(Deserialize)]
struct Lent {
    findings: Vec<LentFinding>,
}

#[derive(Deserialize)]
struct LentFinding {
    start: usize,
    end: usize,
    kind: String,
    name: Option<String>,
    action: String,
    item: u8,
    mask: Option<String>,
    rule: String,
    why: String,
}

/// Lends an engine, with the options of this call, to all checks until the next call. An error that the engine throws goes through to the caller, and
/// so does an answer that is not understood: nothing is made of a text that was not checked.
fn lend(engine: &Engine, options: Option<&CheckOptions>) {
    let engine: Engine = JsValue::from(engine).unchecked_into();
    let options = options.map_or(JsValue::UNDEFINED, JsValue::from);
    lent::lend(std::rc::Rc::new(move |text| {
        let answer: Lent = match serde_json::from_str(&engine.check_json(text, &options)) {
            Ok(answer) => answer,
            Err(_) => wasm_bindgen::throw_str("the engine's answer is not understood"),
        };
        let mut places = Places { text, byte: 0, unit: 0 };
        answer.findings.into_iter().map(|found| finding(found, &mut places)).collect()
    }));
}

fn finding(found: LentFinding, places: &mut Places<'_>) -> Finding {
    let span = Span { start: places.byte(found.start), end: places.byte(found.end) };
    // Only an organisation's own kinds bear a name.
    let own = found.name.map(|name| Own { id: found.kind.clone(), name });
    let kind = if own.is_some() { Some(Kind::RestrictedPart) } else { Kind::from_id(&found.kind) };
    let Some(kind) = kind else { wasm_bindgen::throw_str("the engine is of another version") };
    let action = match found.action.as_str() {
        "mask" => Action::Mask,
        "review" => Action::Review,
        _ => Action::Keep,
    };
    // Only the rules of secret markings decide anything behind a check.
    let rule = secret::RULES.iter().copied().find(|rule| *rule == found.rule).unwrap_or("engine");
    Finding {
        span,
        kind,
        action,
        item: found.item,
        confidence: 99,
        rule,
        why: found.why.into(),
        mask: found.mask,
        own: own.map(Into::into),
    }
}

/// An engine's answer as it came, piece by piece.
#[derive(Deserialize)]
struct Told<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    findings: Vec<&'a RawValue>,
    #[serde(borrow)]
    disclosure: &'a RawValue,
    #[serde(borrow)]
    masked: &'a RawValue,
}

#[derive(Deserialize)]
struct Begins {
    start: usize,
}

/// The answer with the place of each finding and the text that they point into, byte for byte as the command writes it.
fn placed(told: &str, text: &str, source: &Source) -> String {
    let Ok(answer) = serde_json::from_str::<Told<'_>>(told) else {
        wasm_bindgen::throw_str("the engine's answer is not understood")
    };
    let mut places = Places { text, byte: 0, unit: 0 };
    let findings = answer.findings.iter().map(|finding| {
        let begins: Option<Begins> = serde_json::from_str(finding.get()).ok();
        let place = begins.and_then(|b| source.place(places.byte(b.start))).map(place);
        match place.and_then(|p| serde_json::to_string(&p).ok()) {
            Some(place) => format!("{},\"place\":{place}}}", finding.get().strip_suffix('}').unwrap_or_default()),
            None => finding.get().to_owned(),
        }
    });
    let findings = findings.collect::<Vec<_>>().join(",");
    let source = serde_json::to_string(text).unwrap_or_default();
    let (id, disclosure, masked) = (answer.id.get(), answer.disclosure.get(), answer.masked.get());
    format!(
        "{{\"id\":{id},\"findings\":[{findings}],\"disclosure\":{disclosure},\"masked\":{masked},\"source\":{source}}}"
    )
}

/// A place in the contract's words; rows and columns are counted from 1 there, and a part's name holds no value.
fn place(place: &export::source::Place) -> wire::Place {
    let name: String = place.part.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    let found = Checker::new().check(&name, &Policy::default());
    wire::Place {
        part: mask::masked(&name, &found.findings),
        holds: place.holds.id(),
        paragraph: place.number,
        row: place.cell.map(|(row, _)| row + 1),
        column: place.cell.map(|(_, column)| column + 1),
    }
}

/// Bytes of rising places in UTF-16 units.
struct Places<'a> {
    text: &'a str,
    byte: usize,
    unit: usize,
}

impl Places<'_> {
    fn byte(&mut self, unit: usize) -> usize {
        for c in self.text.get(self.byte..).unwrap_or_default().chars() {
            if self.unit >= unit {
                break;
            }
            self.byte += c.len_utf8();
            self.unit += c.len_utf16();
        }
        self.byte
    }
}

fn policy(options: Option<&CheckOptions>) -> Result<Policy, JsValue> {
    let base = super::rules::base();
    match options {
        Some(options) => options::policy(options, &base).map_err(|clause| {
            let error = CodedError::new(clause);
            error.set_code("bad_option");
            error.into()
        }),
        None => Ok(base),
    }
}

/// A file that was read.
#[wasm_bindgen]
pub struct OpenFile {
    opened: Opened,
}

#[wasm_bindgen]
impl OpenFile {
    /// Reads a file; its name tells formats apart that bytes do not.
    ///
    /// # Errors
    /// An `Error` whose `code` is that of the refusal.
    pub fn open(bytes: &[u8], name: &str) -> Result<OpenFile, JsValue> {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        export::open(ending, bytes).map(|opened| Self { opened }).map_err(|refusal| refused(&refusal))
    }

    /// What it is and what of it was not read, as JSON.
    pub fn info(&self) -> String {
        wire::file::opened(&self.opened)
    }

    /// The text that findings point into.
    pub fn text(&self) -> String {
        self.opened.text.clone()
    }

    /// The contract's JSON of the text; where the file is not that text itself, with it and with the place of each finding.
    #[wasm_bindgen(js_name = checkJson)]
    pub fn check_json(&self, engine: &Engine, options: Option<CheckOptions>) -> String {
        lend(engine, options.as_ref());
        let told = engine.check_json(&self.opened.text, &options.map_or(JsValue::UNDEFINED, JsValue::from));
        match self.opened.source() {
            Some(source) => placed(&told, &self.opened.text, source),
            None => told,
        }
    }

    /// A masked, verified copy: in its own format, or as `txt` or `html`.
    ///
    /// # Errors
    /// The code of the refusal; `bad_option`.
    pub fn mask(
        &self,
        engine: &Engine,
        out: Option<String>,
        options: Option<CheckOptions>,
    ) -> Result<MaskedFile, JsValue> {
        let policy = policy(options.as_ref())?;
        lend(engine, options.as_ref());
        let mut checker = Checker::new();
        let parted = self.opened.format.is_read_only() || self.opened.package.is_some();
        let way = out.as_deref().and_then(Out::of).filter(|_| parted);
        let made = match way {
            Some(way) => export::mask_as(&self.opened, way, &policy, &mut checker),
            None => export::mask(&self.opened, &policy, &mut checker),
        };
        let ending = match way {
            Some(Out::Html) => "html",
            Some(Out::Text) => "txt",
            None if self.opened.format.is_read_only() => "txt",
            None => self.opened.format.ending(),
        };
        made.map(|copy| MaskedFile { copy, ending }).map_err(|refusal| refused(&refusal))
    }

    /// What is still to be masked in it, as JSON.
    ///
    /// # Errors
    /// `bad_option`.
    #[wasm_bindgen(js_name = verifyJson)]
    pub fn verify_json(&self, engine: &Engine, options: Option<CheckOptions>) -> Result<String, JsValue> {
        let policy = policy(options.as_ref())?;
        lend(engine, options.as_ref());
        let findings = Checker::new().check(&self.opened.text, &policy).findings;
        let mut map = Utf16Map::new(&self.opened.text);
        let left = findings.iter().filter(|f| f.action == Action::Mask).map(|f| (f.kind, map.span(f.span)));
        Ok(wire::file::places(left.map(|(kind, at)| (kind, at.start, at.end))))
    }

    /// Which masked values of an original survive in it, as JSON.
    ///
    /// # Errors
    /// `bad_option`.
    #[wasm_bindgen(js_name = survivorsJson)]
    pub fn survivors_json(
        &self,
        engine: &Engine,
        original: &OpenFile,
        options: Option<CheckOptions>,
    ) -> Result<String, JsValue> {
        let policy = policy(options.as_ref())?;
        lend(engine, options.as_ref());
        let findings = Checker::new().check(&original.opened.text, &policy).findings;
        let left = verify::survivors(&original.opened.text, &findings, &self.opened.text);
        Ok(wire::file::survivors(left.iter().map(|s| (s.kind, s.times))))
    }
}

/// A masked copy that was verified.
#[wasm_bindgen]
pub struct MaskedFile {
    copy: MaskedCopy,
    ending: &'static str,
}

#[wasm_bindgen]
impl MaskedFile {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        self.copy.bytes.as_ref().to_vec()
    }

    /// The ending that its name should have.
    pub fn ending(&self) -> String {
        self.ending.to_owned()
    }

    /// How much of it is masked and left, as JSON.
    pub fn counts(&self) -> String {
        wire::file::copy(&self.copy)
    }
}
