//! The door of sessions; `wasm` tells what JavaScript sees.

use wasm_bindgen::prelude::*;

use super::options::{self, CheckOptions, DecisionIn};
use crate::policy::{Decided, Policy};
use crate::session::{After, Answer, Block, Change, Decision, Fault, Mark, Role};
use crate::wire::session as wire;

#[wasm_bindgen]
extern "C" {
    /// A block, as JavaScript gives it.
    #[wasm_bindgen(typescript_type = "Block")]
    pub type BlockIn;
    #[wasm_bindgen(method, getter, structural)]
    fn id(this: &BlockIn) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn text(this: &BlockIn) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn role(this: &BlockIn) -> Option<String>;
    #[wasm_bindgen(method, getter, structural)]
    fn row(this: &BlockIn) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn marks(this: &BlockIn) -> Option<Vec<MarkIn>>;
    #[wasm_bindgen(method, getter, structural)]
    fn after(this: &BlockIn) -> JsValue;

    /// A mark.
    #[wasm_bindgen(typescript_type = "{ start: number; end: number; item?: number }")]
    pub type MarkIn;
    #[wasm_bindgen(method, getter, structural)]
    fn start(this: &MarkIn) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn end(this: &MarkIn) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn item(this: &MarkIn) -> JsValue;

    /// An edit.
    #[wasm_bindgen(typescript_type = "Change")]
    pub type ChangeIn;
    #[wasm_bindgen(method, getter, structural)]
    fn rev(this: &ChangeIn) -> JsValue;
    #[wasm_bindgen(method, getter, structural)]
    fn upsert(this: &ChangeIn) -> Option<Vec<BlockIn>>;
    #[wasm_bindgen(method, getter, structural)]
    fn remove(this: &ChangeIn) -> Option<Vec<String>>;
    #[wasm_bindgen(method, getter, structural)]
    fn order(this: &ChangeIn) -> Option<Vec<String>>;
    #[wasm_bindgen(method, getter, structural)]
    fn decisions(this: &ChangeIn) -> Option<Vec<DecisionIn>>;

    #[wasm_bindgen(js_name = Error)]
    type Thrown;
    #[wasm_bindgen(constructor, js_class = "Error")]
    fn new(message: &str) -> Thrown;
    #[wasm_bindgen(method, setter, structural)]
    fn set_code(this: &Thrown, code: &str);
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("session.d.ts");

/// A document while it is edited.
#[wasm_bindgen]
pub struct Session {
    inner: crate::session::Session,
    policy: Policy,
}

#[wasm_bindgen]
impl Session {
    /// Opens a document at revision 0.
    pub fn open(blocks: Vec<BlockIn>, options: Option<CheckOptions>) -> Result<Session, JsValue> {
        let policy = policy(options, &super::rules::base())?;
        let blocks = blocks.iter().map(block).collect::<Result<Vec<_>, _>>().map_err(thrown)?;
        let inner = crate::session::Session::open(blocks, &policy).map_err(thrown)?;
        Ok(Self { inner, policy })
    }

    /// The revision.
    #[wasm_bindgen(getter)]
    pub fn rev(&self) -> u32 {
        self.inner.rev()
    }

    /// Applies an edit and gives the spans of the blocks that changed.
    pub fn apply(&mut self, change: &ChangeIn) -> Result<Vec<u32>, JsValue> {
        let answer = self.change(change)?;
        Ok(wire::spans(&self.inner, &answer))
    }

    /// Applies an edit and gives what changed as JSON.
    #[wasm_bindgen(js_name = applyJson)]
    pub fn apply_json(&mut self, change: &ChangeIn) -> Result<String, JsValue> {
        let answer = self.change(change)?;
        Ok(wire::answer(&self.inner, &answer))
    }

    /// The spans of all blocks.
    pub fn spans(&self) -> Result<Vec<u32>, JsValue> {
        self.alive()?;
        Ok(wire::spans(&self.inner, &all(&self.inner)))
    }

    /// The findings of one block as JSON.
    pub fn findings(&self, block: &str) -> Result<Option<String>, JsValue> {
        self.alive()?;
        Ok(self.inner.number(block).map(|n| wire::findings(&self.inner, n)))
    }

    /// The finding with a number as JSON.
    pub fn finding(&self, id: u32) -> Result<Option<String>, JsValue> {
        self.alive()?;
        Ok(self.inner.finding(id).map(|f| wire::finding(&self.inner, f)))
    }

    /// What is suggested for the form as JSON.
    pub fn disclosure(&self) -> Result<String, JsValue> {
        self.alive()?;
        Ok(wire::disclosure(&self.inner))
    }

    /// The number that stands for a block in spans.
    pub fn number(&self, block: &str) -> Option<u32> {
        self.inner.number(block)
    }

    /// The block that a number stands for.
    pub fn block(&self, number: u32) -> Option<String> {
        self.inner.id(number).map(str::to_owned)
    }

    /// The text that is checked.
    pub fn text(&self) -> Result<String, JsValue> {
        self.alive()?;
        Ok(self.inner.text())
    }

    /// The masked copy as JSON.
    pub fn seal(&self, options: Option<CheckOptions>) -> Result<String, JsValue> {
        let policy = policy(options, &self.policy)?;
        let sealed = self.inner.seal(&policy).map_err(thrown)?;
        Ok(wire::sealed(&self.inner, &sealed))
    }

    /// Overwrites and drops everything held.
    pub fn dispose(&mut self) {
        self.inner.dispose();
    }

    fn alive(&self) -> Result<(), JsValue> {
        if self.inner.is_disposed() { Err(thrown(Fault::Disposed)) } else { Ok(()) }
    }

    fn change(&mut self, from: &ChangeIn) -> Result<Answer, JsValue> {
        change(from).and_then(|change| self.inner.apply(change)).map_err(thrown)
    }
}

/// Checks blocks and gives what a session on them answers, as JSON.
#[wasm_bindgen(js_name = checkBlocks)]
pub fn check_blocks(blocks: Vec<BlockIn>, options: Option<CheckOptions>) -> Result<String, JsValue> {
    let session = Session::open(blocks, options)?;
    Ok(wire::answer(&session.inner, &all(&session.inner)))
}

/// All blocks, as an answer.
fn all(session: &crate::session::Session) -> Answer {
    Answer { rev: session.rev(), changed: session.numbers().to_vec(), disclosure: true }
}

fn thrown(fault: Fault) -> JsValue {
    coded(&fault.to_string(), fault)
}

fn coded(clause: &str, fault: Fault) -> JsValue {
    let error = Thrown::new(clause);
    error.set_code(fault.code());
    error.into()
}

/// A whole number out of JavaScript.
fn whole(number: &JsValue) -> Result<Option<u32>, Fault> {
    if number.is_undefined() || number.is_null() {
        return Ok(None);
    }
    number.as_f64().and_then(wire::whole).map(Some).ok_or(Fault::BadChange)
}

fn block(from: &BlockIn) -> Result<Block, Fault> {
    let role = match from.role() {
        Some(role) => Role::from_id(&role).ok_or(Fault::BadChange)?,
        None => Role::default(),
    };
    let mark = |m: &MarkIn| {
        let unit = |n: JsValue| whole(&n)?.map(|n| n as usize).ok_or(Fault::BadChange);
        let item = whole(&m.item())?.unwrap_or(6).min(255) as u8;
        Ok(Mark { start: unit(m.start())?, end: unit(m.end())?, item })
    };
    Ok(Block {
        id: from.id().ok_or(Fault::BadChange)?,
        text: from.text().ok_or(Fault::BadChange)?,
        role,
        row: whole(&from.row())?,
        marks: from.marks().unwrap_or_default().iter().map(mark).collect::<Result<_, _>>()?,
    })
}

fn change(from: &ChangeIn) -> Result<Change, Fault> {
    let upsert = |b: &BlockIn| {
        let after = b.after();
        let after = if after.is_undefined() {
            After::All
        } else if after.is_null() {
            After::None
        } else {
            After::Block(after.as_string().ok_or(Fault::BadChange)?)
        };
        Ok((block(b)?, after))
    };
    let decision = |d: &DecisionIn| {
        let Decided { kind, value, action } = options::decided(d)?;
        Some(Decision { kind, value, action, block: d.block() })
    };
    let decisions = match from.decisions() {
        Some(all) => Some(all.iter().map(decision).collect::<Option<_>>().ok_or(Fault::BadChange)?),
        None => None,
    };
    Ok(Change {
        rev: whole(&from.rev())?.ok_or(Fault::BadChange)?,
        upsert: from.upsert().unwrap_or_default().iter().map(upsert).collect::<Result<_, _>>()?,
        remove: from.remove().unwrap_or_default(),
        order: from.order(),
        decisions,
    })
}

/// A policy out of options; what they leave out is as in `base`.
fn policy(options: Option<CheckOptions>, base: &Policy) -> Result<Policy, JsValue> {
    let Some(options) = options else { return Ok(base.clone()) };
    options::policy(&options, base).map_err(|clause| coded(clause, Fault::BadChange))
}
