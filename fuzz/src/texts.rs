//! What is done with any text: it is folded, checked, masked, answered as a line of JSONL, and judged by an organisation's rules.

use garim::check::{Checked, Checker, check};
use garim::export::{self, Refusal, verify};
use garim::kind::Action;
use garim::mask::masked;
use garim::policy::Policy;
use garim::profile;
use garim::span::FoldSpan;
use garim::style::Style;
use garim::text::Folded;

use crate::targets::line;
use crate::targets::tape::Tape;

/// The first bytes as they are, or put together from pieces.
fn text_of(bytes: &[u8]) -> String {
    match bytes.split_first() {
        Some((first, rest)) if first % 2 == 0 => Tape::new(rest).remainder(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Every folded unit has bytes of its own, and they come one after the other.
pub fn fold(bytes: &[u8]) {
    let text = text_of(bytes);
    let folded = Folded::new(&text);
    let mut at = 0;
    for i in 0..folded.len() {
        let span = folded.span(FoldSpan::new(i, i + 1));
        assert_eq!(span.start, at, "a gap before unit {i}");
        assert!(span.start < span.end && text.is_char_boundary(span.end), "unit {i} stands in no place");
        assert_eq!(folded.unit_at(span.end - 1), i);
        at = span.end;
    }
    assert_eq!(at, text.len(), "something was not folded");
}

/// A policy out of three bytes.
fn policy_of(tape: &mut Tape<'_>) -> Policy {
    let style = [Style::Full, Style::Partial, Style::Label][tape.below(3)];
    Policy { style, strict: tape.below(2) == 1, min_confidence: [0, 0, 50, 100][tape.below(4)], ..Policy::default() }
}

/// What holds for every answer.
fn holds(text: &str, checked: &Checked, policy: &Policy) {
    let mut end = 0;
    for f in &checked.findings {
        assert!(end <= f.span.start && f.span.start < f.span.end, "findings overlap: {}", f.rule);
        assert!(text.is_char_boundary(f.span.start) && text.is_char_boundary(f.span.end), "in a character: {}", f.rule);
        assert!(!policy.strict || f.action != Action::Review, "left for review: {}", f.rule);
        assert_eq!(f.mask.is_none(), f.action == Action::Keep, "a mask or none: {}", f.rule);
        assert!((1..=8).contains(&f.item) && f.confidence <= 100 && !f.why.is_empty(), "{}", f.rule);
        end = f.span.end;
    }
}

/// A checker that has read another text before answers as a new one, and its JSON is JSON.
pub fn checks(bytes: &[u8]) {
    let mut tape = Tape::new(bytes);
    let policy = policy_of(&mut tape);
    let (before, text) = (tape.text(6), tape.remainder());
    let mut used = Checker::new();
    used.check(&before, &policy);
    let (again, fresh) = (used.check(&text, &policy), check(&text, &policy));
    holds(&text, &fresh, &policy);
    let told = |checked: &Checked| garim::wire::document(serde_json::value::RawValue::NULL, &text, checked);
    let json = told(&fresh);
    assert!(json == told(&again), "what was read before is remembered");
    assert!(!json.contains('\n') && serde_json::from_str::<serde::de::IgnoredAny>(&json).is_ok(), "no line of JSON");
}

/// A copy changes nothing but the masked places, verifies clean, and is refused for no other reason than a secret marking.
pub fn mask(bytes: &[u8]) {
    let mut tape = Tape::new(bytes);
    let policy = Policy { min_confidence: 0, ..policy_of(&mut tape) };
    let text = tape.remainder();
    let checked = check(&text, &policy);
    let copy = masked(&text, &checked.findings);
    let (mut at, mut rest) = (0, copy.as_str());
    for f in checked.findings.iter().filter(|f| f.action == Action::Mask) {
        let mask = f.mask.as_deref().unwrap_or_default();
        rest = rest.strip_prefix(&text[at..f.span.start]).and_then(|r| r.strip_prefix(mask)).expect("text as it was");
        at = f.span.end;
    }
    assert!(rest == &text[at..], "changed behind the last mask");
    let Ok(opened) = export::open("txt", text.as_bytes()) else { return };
    let mut checker = Checker::new();
    match export::mask(&opened, &policy, &mut checker) {
        Ok(copy) => {
            let read = export::open("txt", copy.bytes.as_ref()).expect("a copy that opens");
            let left = checker.check(&read.text, &policy).findings;
            assert!(left.iter().all(|f| f.action != Action::Mask), "something is left to mask");
            let survivors = verify::survivors(&opened.text, &copy.findings, &read.text);
            assert!(policy.style == Style::Partial || survivors.is_empty(), "a value survives");
        }
        Err(refusal) => {
            let partial = policy.style == Style::Partial && matches!(refusal, Refusal::Survives(_));
            assert!(partial || matches!(refusal, Refusal::Secret | Refusal::Damaged(_)), "refused: {}", refusal.code());
        }
    }
}

/// Any line gets one line, with the id that it came with.
pub fn jsonl(bytes: &[u8]) {
    for bytes in bytes.split(|b| *b == b'\n') {
        let (id, text) = line::read(bytes);
        assert!(serde_json::from_str::<serde::de::IgnoredAny>(id.get()).is_ok(), "an id that is no JSON");
        let Ok(text) = text else { continue };
        let answer = garim::check_json(&text, &id, &Policy::default());
        assert!(!answer.contains('\n'), "an answer of two lines");
        let (back, given) = line::read(answer.as_bytes());
        assert_eq!(back.get(), id.get());
        assert!(given.is_err(), "an answer has no text of its own");
    }
}

/// What the profile's text is laid on, so that single lines of it mean something.
const HEAD: &str = "garim = 1\nname = \"가온구\"\n";

/// A file that is no profile ends in faults with places; one that is read is applied without harm.
pub fn profiles(bytes: &[u8]) {
    let whole = [HEAD.as_bytes(), bytes].concat();
    for file in [bytes, &whole] {
        match profile::load(&[file], &|_| None, false) {
            Err((place, faults)) => assert!(place == 0 && !faults.is_empty() && faults.len() <= profile::MOST_FAULTS),
            Ok(loaded) => {
                let policy = Policy::default().under(loaded.rules);
                let text = Tape::new(bytes).text(12);
                holds(&text, &check(&text, &policy), &policy);
                for layer in &loaded.layers {
                    profile::run(layer, &policy);
                }
            }
        }
    }
}
