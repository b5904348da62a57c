//! The WebAssembly door: converts what JavaScript gives, calls the core, converts what it answers. No logic of its own.

mod options;

use serde_json::value::RawValue;
use wasm_bindgen::prelude::*;

use crate::policy::Policy;
pub use options::CheckOptions;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = JSON, js_name = stringify)]
    fn to_json(value: &JsValue) -> Result<Option<String>, JsValue>;
}

/// Checks one document and gives the contract's JSON as a string: the line that `garim check --jsonl` prints.
///
/// `options.id` may be any JSON value and is given back; `kinds` are ids of kinds with commas between them, `minConfidence` is hundredths from 0 to
/// 100, `style` is `full`, `partial` or `label`. Lone surrogates are read as U+FFFD. Throws an `Error` that names the field where an option is
/// not understood.
#[wasm_bindgen(js_name = checkJson)]
pub fn check_json(text: &str, options: Option<CheckOptions>) -> Result<String, JsError> {
    let Some(options) = options else { return Ok(crate::check_json(text, RawValue::NULL, &Policy::default())) };
    let policy = options::policy(&options).map_err(JsError::new)?;
    let id = to_json(&options.id()).map_err(|_| JsError::new("id: JSON cannot hold it"))?;
    let id = id.and_then(|id| RawValue::from_string(id).ok());
    Ok(crate::check_json(text, id.as_deref().unwrap_or(RawValue::NULL), &policy))
}
