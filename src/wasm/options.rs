//! What a caller in JavaScript may ask for. Nothing is guessed: a value that is not understood is an error that names the field.

use wasm_bindgen::prelude::*;

use crate::disclosure::PublicCopy;
use crate::kind::Kind;
use crate::policy::Policy;
use crate::style::Style;

#[wasm_bindgen]
extern "C" {
    /// What a caller may add to a check.
    #[wasm_bindgen(
        typescript_type = "{ id?: unknown, kinds?: string[], minConfidence?: number, strict?: boolean, style?: string, publicCopy?: string }"
    )]
    pub type CheckOptions;

    #[wasm_bindgen(method, getter, structural)]
    pub(super) fn id(this: &CheckOptions) -> JsValue;

    #[wasm_bindgen(method, getter, structural)]
    fn kinds(this: &CheckOptions) -> Option<Vec<String>>;

    #[wasm_bindgen(method, getter, structural, js_name = minConfidence)]
    fn min_confidence(this: &CheckOptions) -> Option<u32>;

    #[wasm_bindgen(method, getter, structural)]
    fn strict(this: &CheckOptions) -> Option<bool>;

    #[wasm_bindgen(method, getter, structural)]
    fn style(this: &CheckOptions) -> Option<String>;

    #[wasm_bindgen(method, getter, structural, js_name = publicCopy)]
    fn public_copy(this: &CheckOptions) -> Option<String>;
}

/// How to check, where `base` holds for what is left out; the error is a clause that names the field.
pub(super) fn policy(options: &CheckOptions, base: &Policy) -> Result<Policy, &'static str> {
    let mut policy = base.clone();
    if let Some(ids) = options.kinds() {
        let kinds: Option<Vec<Kind>> = ids.iter().map(|id| Kind::from_id(id)).collect();
        policy.kinds = Policy::only(&kinds.ok_or("kinds: a name that is no kind")?).kinds;
    }
    if let Some(least) = options.min_confidence() {
        policy.min_confidence =
            u8::try_from(least).ok().filter(|&least| least <= 100).ok_or("minConfidence: not from 0 to 1")?;
    }
    policy.strict = options.strict().unwrap_or(policy.strict);
    if let Some(style) = options.style() {
        policy.style = Style::from_id(&style).ok_or("style: not full, partial or label")?;
    }
    if let Some(copy) = options.public_copy() {
        policy.public_copy = PublicCopy::from_id(&copy).ok_or("publicCopy: not none, file or body")?;
    }
    Ok(policy)
}
