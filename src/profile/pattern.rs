//! An organisation's patterns: what may be written, and how it is compiled.
//!
//! What a pattern may cost is bounded before it is compiled: its longest match is known (no `*` or `+`), it looks at nothing beside itself (no
//! `^`, `$`, `\b`: Garim looks at the neighbours), and what it unfolds to is counted. A search then costs at most its length times the longest match.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

use crate::policy::Patterns;
use crate::span::FoldSpan;
use crate::text::Folded;

/// The longest match, in bytes of UTF-8.
const LONGEST: usize = 600;
/// What a compiled pattern may take.
const SIZE: usize = 1 << 20;
/// What its automaton may take while it searches.
const AUTOMATON: usize = 4 << 20;
/// How deep brackets may stand.
const NEST: u32 = 40;
/// What a pattern may unfold to, in steps: each range of a class, each letter, as often as it is repeated.
pub(super) const WEIGHT: u64 = 20_000;
/// What all patterns of a profile may unfold to together.
pub(super) const WEIGHTS: u64 = 100_000;

/// A compiled pattern.
pub struct Compiled {
    regex: Regex,
    /// What it unfolds to.
    pub(super) weight: u64,
    /// As it is written.
    pub(super) written: String,
}

impl Compiled {
    /// Whether it matches a whole text, as folded.
    pub(super) fn is_whole(&self, text: &str) -> bool {
        let text = folded(text);
        self.regex.find(&text).is_some_and(|m| m.range() == (0..text.len()))
    }

    /// Whether it is found in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(&folded(text))
    }
}

/// The patterns of all own kinds, with the places of these.
struct All(Vec<(u32, Arc<Compiled>)>);

impl Patterns for All {
    fn find(&self, text: &str, each: &mut dyn FnMut(u32, usize, usize)) {
        for (number, pattern) in &self.0 {
            for found in pattern.regex.find_iter(text) {
                each(*number, found.start(), found.end());
            }
        }
    }
}

/// Compiled patterns as the core takes them.
pub(super) fn together(patterns: Vec<(u32, Arc<Compiled>)>) -> Option<Arc<dyn Patterns>> {
    if patterns.is_empty() { None } else { Some(Arc::new(All(patterns))) }
}

/// Compiles patterns that a reader has accepted, as [`super::Loaded`] gives them; nothing where one of them is none.
pub fn compiled<'a>(patterns: impl IntoIterator<Item = (u32, &'a str)>) -> Option<Arc<dyn Patterns>> {
    let one = |(number, written): (u32, &str)| Some((number, Arc::new(compile(written).ok()?)));
    Some(Arc::new(All(patterns.into_iter().map(one).collect::<Option<_>>()?)))
}

fn folded(text: &str) -> String {
    let folded = Folded::new(text);
    folded.text(FoldSpan::new(0, folded.len()))
}

/// Compiles a pattern.
///
/// # Errors
/// Why it cannot be used, in Korean and English.
pub(super) fn compile(written: &str) -> Result<Compiled, (&'static str, &'static str)> {
    let hir =
        ParserBuilder::new().nest_limit(NEST).build().parse(written).map_err(|_| {
            ("문법에 맞지 않거나 괄호가 너무 깊습니다.", "the syntax is wrong or brackets are too deep")
        })?;
    let properties = hir.properties();
    if !properties.look_set().is_empty() {
        return Err((
            "^, $, \\b는 쓸 수 없습니다. 앞뒤의 글자와 숫자는 가림이 스스로 봅니다.",
            "^, $ and \\b are not allowed; neighbours are looked at anyway",
        ));
    }
    if properties.minimum_len().is_none_or(|least| least < 2) {
        return Err(("두 글자보다 짧은 것을 찾습니다.", "it matches less than two characters"));
    }
    if properties.maximum_len().is_none_or(|most| most > LONGEST) {
        return Err((
            "최대 길이가 없거나 200글자를 넘습니다. *나 + 대신 {1,20}처럼 횟수를 적으십시오.",
            "its longest match is unknown or over 200 characters: write {1,20} instead of * or +",
        ));
    }
    let weight = weight(&hir);
    if weight > WEIGHT {
        return Err((
            "너무 복잡합니다. 반복 횟수와 글자 묶음을 줄이십시오.",
            "too complex: use fewer repetitions and smaller classes",
        ));
    }
    let regex = RegexBuilder::new(written)
        .nest_limit(NEST)
        .size_limit(SIZE)
        .dfa_size_limit(AUTOMATON)
        .build()
        .map_err(|_| ("컴파일한 크기가 1 MB를 넘습니다.", "it compiles to more than 1 MB"))?;
    Ok(Compiled { regex, weight, written: written.to_owned() })
}

/// What a pattern unfolds to, in steps.
fn weight(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(class) => match class {
            regex_syntax::hir::Class::Unicode(class) => 1 + 4 * class.ranges().len() as u64,
            regex_syntax::hir::Class::Bytes(class) => 1 + class.ranges().len() as u64,
        },
        HirKind::Repetition(repetition) => {
            let times = u64::from(repetition.max.unwrap_or(u32::MAX)).max(1);
            weight(&repetition.sub).saturating_add(1).saturating_mul(times)
        }
        HirKind::Capture(capture) => weight(&capture.sub).saturating_add(2),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(1, |sum: u64, part| sum.saturating_add(weight(part)).saturating_add(1))
        }
    }
}
