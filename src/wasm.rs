//! The WebAssembly door: converts what JavaScript gives, calls the core, converts what it answers. No logic of its own.

use serde_json::value::RawValue;
use wasm_bindgen::prelude::*;

use crate::policy::Policy;

#[wasm_bindgen]
extern "C" {
    /// What a caller may add to a check.
    #[wasm_bindgen(typescript_type = "{ id?: unknown }")]
    pub type CheckOptions;

    #[wasm_bindgen(method, getter, structural)]
    fn id(this: &CheckOptions) -> JsValue;

    #[wasm_bindgen(js_namespace = JSON, js_name = stringify)]
    fn to_json(value: &JsValue) -> Option<String>;
}

/// Checks one document and gives the contract's JSON as a string: the line that `garim check --jsonl` prints.
///
/// `options.id` may be any JSON value and is given back. Lone surrogates are read as U+FFFD.
#[wasm_bindgen(js_name = checkJson)]
pub fn check_json(text: &str, options: Option<CheckOptions>) -> String {
    let id = options.and_then(|options| to_json(&options.id())).and_then(|id| RawValue::from_string(id).ok());
    crate::check_json(text, id.as_deref().unwrap_or(RawValue::NULL), &Policy::default())
}
