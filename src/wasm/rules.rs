//! An organisation's rules in the engine: they come as bytes from the module that read the profile, and hold for everything that is checked from then on.
//!
//! Their patterns stay in that module: for each page that is checked it is asked once.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use wasm_bindgen::prelude::*;

use crate::policy::{Patterns, Policy, Rules, packed};

#[wasm_bindgen]
extern "C" {
    /// What answers for the patterns.
    #[wasm_bindgen(typescript_type = "{ find(text: string): Uint32Array }")]
    pub type Finder;

    #[wasm_bindgen(method)]
    fn find(this: &Finder, text: &str) -> Vec<u32>;
}

thread_local! {
    static RULES: RefCell<Option<Arc<Rules>>> = const { RefCell::new(None) };
    static FINDER: Cell<Option<Finder>> = const { Cell::new(None) };
}

/// The module of the profile, asked across.
struct Across;

impl Patterns for Across {
    fn find(&self, text: &str, each: &mut dyn FnMut(u32, usize, usize)) {
        // Nothing is borrowed while it runs. Without an answer nothing may go on: a page in which nothing was looked for would pass as clean.
        let Some(finder) = FINDER.take() else { wasm_bindgen::throw_str("the patterns of the profile are gone") };
        let found = finder.find(text);
        FINDER.set(Some(finder));
        for hit in found.chunks_exact(3) {
            if let [number, from, to] = *hit {
                each(number, from as usize, to as usize);
            }
        }
    }
}

/// Lays an organisation's rules, as the module of the profile packed them, under all checks and sessions to come; `patterns` answers for their patterns.
///
/// # Errors
/// Where the bytes are of another build.
#[wasm_bindgen(js_name = useRules)]
pub fn use_rules(rules: &[u8], patterns: Option<Finder>) -> Result<(), JsError> {
    let across = patterns.is_some().then(|| Arc::new(Across) as Arc<dyn Patterns>);
    let rules =
        packed::unpack(rules, across).ok_or_else(|| JsError::new("the rules are of another version of garim"))?;
    FINDER.set(patterns);
    RULES.set(Some(Arc::new(rules)));
    Ok(())
}

/// What holds where a caller says nothing.
pub(super) fn base() -> Policy {
    match RULES.with_borrow(Clone::clone) {
        Some(rules) => Policy::default().under(rules),
        None => Policy::default(),
    }
}
