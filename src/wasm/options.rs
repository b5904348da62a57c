//! What a caller in JavaScript may ask for. Nothing is guessed: a value that is not understood is an error that names the field.

use wasm_bindgen::prelude::*;

use crate::disclosure::PublicCopy;
use crate::kind::{Action, Kind};
use crate::policy::{Decided, Policy, Purpose, Rules};
use crate::style::Style;

#[wasm_bindgen]
extern "C" {
    /// What a caller may add to a check.
    #[wasm_bindgen(
        typescript_type = "{ id?: unknown, kinds?: string[], minConfidence?: number, strict?: boolean, style?: string, publicCopy?: string, purpose?: string, decisions?: { kind: string, value: string, action: string }[] }"
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

    #[wasm_bindgen(method, getter, structural)]
    fn purpose(this: &CheckOptions) -> Option<String>;

    #[wasm_bindgen(method, getter, structural)]
    fn decisions(this: &CheckOptions) -> Option<Vec<DecisionIn>>;

    /// A decision.
    #[wasm_bindgen(typescript_type = "{ kind: string; value: string; action: string; block?: string }")]
    pub type DecisionIn;
    #[wasm_bindgen(method, getter, structural)]
    fn kind(this: &DecisionIn) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn value(this: &DecisionIn) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn action(this: &DecisionIn) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    pub(super) fn block(this: &DecisionIn) -> Option<String>;
}

/// A decision as the core takes it; an organisation's own kinds are parts that it restricts.
pub(super) fn decided(from: &DecisionIn) -> Option<Decided> {
    let id = from.kind()?;
    let kind = Kind::from_id(&id).or_else(|| id.starts_with("own_").then_some(Kind::RestrictedPart))?;
    Some(Decided { kind, value: from.value()?, action: Action::from_id(&from.action()?)? })
}

/// How to check, where `base` holds for what is left out; the error is a clause that names the field. What an organisation's rules switch off or are
/// strict about stays so; a style that is asked for is the last word on masks.
pub(super) fn policy(options: &CheckOptions, base: &Policy) -> Result<Policy, &'static str> {
    let mut policy = base.clone();
    if let Some(ids) = options.kinds() {
        let kinds: Option<Vec<Kind>> = ids.iter().map(|id| Kind::from_id(id)).collect();
        policy.kinds = Policy::only(&kinds.ok_or("kinds: a name that is no kind")?).kinds;
        policy.kinds &= !policy.rules().map_or(0, Rules::off);
    }
    if let Some(least) = options.min_confidence() {
        policy.min_confidence =
            u8::try_from(least).ok().filter(|&least| least <= 100).ok_or("minConfidence: not from 0 to 1")?;
    }
    let firm = policy.rules().and_then(|rules| rules.strict).unwrap_or(false);
    policy.strict = options.strict().map_or(policy.strict, |strict| strict || firm);
    if let Some(purpose) = options.purpose() {
        policy.purpose = Purpose::from_id(&purpose).ok_or("purpose: not original or posting")?;
    }
    if let Some(style) = options.style() {
        policy = policy.styled(Style::from_id(&style).ok_or("style: not full, partial or label")?);
    }
    if let Some(all) = options.decisions() {
        let all: Option<Vec<Decided>> = all.iter().map(decided).collect();
        policy.decided = all.ok_or("decisions: not understood")?;
    }
    if let Some(copy) = options.public_copy() {
        policy.public_copy = PublicCopy::from_id(&copy).ok_or("publicCopy: not none, file or body")?;
    }
    Ok(policy)
}
