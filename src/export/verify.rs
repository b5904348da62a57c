//! Whether a masked copy keeps what it promises: read again from its bytes, with readers of its own, and compared place by place.
//!
//! By position: an occurrence that stays by decision, or is part of another word, is not a survivor. Not here: how the copy was made.

mod html;

use crate::check::Checker;
use crate::export::{Refusal, cp949, leak};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::plan;
use crate::policy::Policy;
use crate::span::{FoldSpan, Span};
use crate::style;
use crate::text::{Class, Folded};

/// Bytes of a masked copy that was verified. Nothing else may be written or handed on.
pub struct VerifiedBytes(Vec<u8>);

impl AsRef<[u8]> for VerifiedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Verifies a masked copy of `original`: outside the masked places it says what the draft says, every masked place holds its mask and
/// nothing of the value, and a check of the whole finds nothing more to mask.
///
/// # Errors
/// [`Refusal::Survives`] with the places of the copy's text, [`Refusal::Damaged`] where the bytes are no text.
pub fn verify(
    original: &str,
    findings: &[Finding],
    bytes: Vec<u8>,
    policy: &Policy,
    checker: &mut Checker,
) -> Result<VerifiedBytes, Refusal> {
    let copy = read(&bytes).ok_or(Refusal::Damaged(1))?;
    compare(original, findings, &copy, bytes, policy, checker)
}

/// Verifies a masked copy that is a page of HTML, in the same way.
///
/// # Errors
/// As [`verify`].
pub fn verify_html(
    original: &str,
    findings: &[Finding],
    bytes: Vec<u8>,
    policy: &Policy,
    checker: &mut Checker,
) -> Result<VerifiedBytes, Refusal> {
    let copy = html::read(&bytes).ok_or(Refusal::Damaged(1))?;
    compare(original, findings, &copy, bytes, policy, checker)
}

/// Where a copy is not the draft with its masks, or where a check of it still masks something: places of the copy, in order.
///
/// `clean` is a text in which such a check, under the same policy, found nothing to mask: the copy is not checked a second time where it is that text,
/// byte for byte.
fn wrong(
    original: &str,
    findings: &[Finding],
    copy: &str,
    clean: Option<&str>,
    policy: &Policy,
    checker: &mut Checker,
) -> Vec<Span> {
    let mut wrong = misplaced(original, findings, copy);
    if clean == Some(copy) {
        return wrong;
    }
    let left = checker.check(copy, policy).findings;
    wrong.extend(left.iter().filter(|f| f.action == Action::Mask).map(|f| f.span));
    wrong.sort();
    wrong.dedup();
    wrong
}

fn compare(
    original: &str,
    findings: &[Finding],
    copy: &str,
    bytes: Vec<u8>,
    policy: &Policy,
    checker: &mut Checker,
) -> Result<VerifiedBytes, Refusal> {
    let wrong = wrong(original, findings, copy, None, policy, checker);
    if wrong.is_empty() { Ok(VerifiedBytes(bytes)) } else { Err(Refusal::Survives(wrong)) }
}

/// Verifies a masked copy in parts: its text, read again (`again`), is the draft's with every mask in its place, a check of it finds nothing
/// more to mask, and no view of any part of its bytes holds a masked value.
///
/// # Errors
/// [`Refusal::Survives`] with places of the copy's text, [`Refusal::Leaks`] where a part holds a value.
pub fn verify_package(
    original: &str,
    findings: &[Finding],
    again: &str,
    bytes: Vec<u8>,
    policy: &Policy,
    checker: &mut Checker,
) -> Result<VerifiedBytes, Refusal> {
    verify_planned(original, findings, again, None, bytes, policy, checker)
}

/// The same, where a check under this policy found nothing to mask in the text `clean`.
pub(super) fn verify_planned(
    original: &str,
    findings: &[Finding],
    again: &str,
    clean: Option<&str>,
    bytes: Vec<u8>,
    policy: &Policy,
    checker: &mut Checker,
) -> Result<VerifiedBytes, Refusal> {
    let wrong = wrong(original, findings, again, clean, policy, checker);
    if !wrong.is_empty() {
        return Err(Refusal::Survives(wrong));
    }
    let values = (findings.iter().filter(|f| f.action == Action::Mask))
        .filter_map(|f| original.get(f.span.range()).map(|value| (value, f.kind)));
    match leak::Needles::new(values, again).search(&bytes) {
        None => Ok(VerifiedBytes(bytes)),
        Some(_) => Err(Refusal::Leaks),
    }
}

/// Reads a text file strictly; none where a byte is no character.
fn read(bytes: &[u8]) -> Option<String> {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|&pair| unit(pair)).collect();
        if odd.is_empty() { String::from_utf16(&units).ok() } else { None }
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)) {
            Ok(text) => Some(text.to_owned()),
            Err(_) => cp949::decode_strict(bytes),
        },
    }
}

/// Places of the copy that are not what the draft and its masks make them.
fn misplaced(original: &str, findings: &[Finding], copy: &str) -> Vec<Span> {
    let mut wrong = Vec::new();
    let (mut from, mut at) = (0, 0);
    for (finding, place) in plan::places(findings) {
        let mask = finding.mask.as_deref().unwrap_or(style::FIXED);
        let value = &original[finding.span.range()];
        let kept = copy.get(at..place.start) == original.get(from..finding.span.start);
        let masked = copy.get(place.range()) == Some(mask);
        if !kept || !masked {
            // From here on nothing stands where it should.
            wrong.push(Span { start: at.min(copy.len()), end: copy.len() });
            return wrong;
        }
        if mask == value || key(mask).contains(&key(value)) {
            wrong.push(place);
        }
        (from, at) = (finding.span.end, place.end);
    }
    if copy.get(at..) != original.get(from..) {
        wrong.push(Span { start: at.min(copy.len()), end: copy.len() });
    }
    wrong
}

/// A masked value of the draft that stands in the copy after all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survivor {
    /// What it is.
    pub kind: Kind,
    /// How many times more often it stands there than the draft's unmasked places explain.
    pub times: usize,
    /// Where it stands, in bytes of the copy.
    pub places: Vec<Span>,
}

/// Which masked values of a draft survive in a copy that anybody made of it: those that stand in it more often than in the draft outside
/// its masked places. Spaces, dashes, dots and full-width forms do not hide a value.
pub fn survivors(original: &str, findings: &[Finding], copy: &str) -> Vec<Survivor> {
    let (draft, copy) = (Stream::new(original), Stream::new(copy));
    let mut values: Vec<(Vec<u16>, Kind)> = findings
        .iter()
        .filter(|f| f.action == Action::Mask)
        .map(|f| (Stream::new(&original[f.span.range()]).units, f.kind))
        .filter(|(value, _)| value.len() >= 2)
        .collect();
    values.sort();
    values.dedup_by(|a, b| a.0 == b.0);
    let masked: Vec<Span> = findings.iter().filter(|f| f.action == Action::Mask).map(|f| f.span).collect();
    let mut explained = vec![0; values.len()];
    draft.occurrences(&values, |value, at| explained[value] += usize::from(!touches(&masked, at)));
    let mut places = vec![Vec::new(); values.len()];
    copy.occurrences(&values, |value, at| places[value].push(at));
    let mut out: Vec<Survivor> = values
        .iter()
        .zip(explained)
        .zip(places)
        .filter(|((_, explained), places)| places.len() > *explained)
        .map(|((&(_, kind), explained), places)| Survivor { kind, times: places.len() - explained, places })
        .collect();
    out.sort_by_key(|s| (s.places.first().copied(), s.kind));
    out
}

/// Whether a span shares a byte with one of the sorted, disjoint `spans`.
fn touches(spans: &[Span], at: Span) -> bool {
    let next = spans.partition_point(|s| s.end <= at.start);
    spans.get(next).is_some_and(|s| s.overlaps(at))
}

fn key(text: &str) -> String {
    String::from_utf16_lossy(&Stream::new(text).units)
}

/// Whether a unit only separates: a space, a line's end, a dash, a full stop, a comma, a slash, a bracket.
pub(super) fn separates(unit: u16, class: Class) -> bool {
    matches!(class, Class::Newline | Class::Space | Class::Tab)
        || matches!(unit, 0x2D | 0x2E | 0x2C | 0x2F | 0x28 | 0x29 | 0xB7)
}

/// A text without what separates: the units that a value is recognised by, and where each stands.
pub(super) struct Stream {
    folded: Folded,
    pub(super) units: Vec<u16>,
    source: Vec<u32>,
}

impl Stream {
    pub(super) fn new(text: &str) -> Self {
        let folded = Folded::new(text);
        let (mut units, mut source) = (Vec::new(), Vec::new());
        for (i, &unit) in folded.units().iter().enumerate() {
            if !separates(unit, folded.class(i)) {
                units.push(unit);
                source.push(i as u32);
            }
        }
        Self { folded, units, source }
    }

    /// Tells every place where one of the sorted `values` stands: its index and the place. At each unit the values that still fit are a
    /// range that narrows, so what is common costs no more than what is rare.
    pub(super) fn occurrences(&self, values: &[(Vec<u16>, Kind)], mut tell: impl FnMut(usize, Span)) {
        let mut begins = vec![false; 1 << 16];
        for (value, _) in values {
            if let Some(&unit) = value.first() {
                begins[unit as usize] = true;
            }
        }
        for start in (0..self.units.len()).filter(|&i| begins[self.units[i] as usize]) {
            let (mut low, mut high) = (0, values.len());
            for (depth, &unit) in self.units[start..].iter().enumerate() {
                let fits = &values[low..high];
                let from = fits.partition_point(|(v, _)| v.get(depth).is_none_or(|&u| u < unit));
                let to = fits.partition_point(|(v, _)| v.get(depth).is_none_or(|&u| u <= unit));
                (low, high) = (low + from, low + to);
                let Some((value, _)) = values[low..high].first() else { break };
                if value.len() == depth + 1 {
                    let end = start + depth;
                    tell(low, self.folded.span(FoldSpan { start: self.source[start], end: self.source[end] + 1 }));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;

    const DRAFT: &str = "번호 990101-3000012, 담당 김가람, 여권 M00000001\n";

    fn findings() -> Vec<Finding> {
        check(DRAFT, &Policy::default()).findings
    }

    #[test]
    fn refuses_a_copy_that_still_holds_a_value() {
        let found = findings();
        let good = crate::mask::masked(DRAFT, &found);
        let verdict = |copy: &str| {
            verify(DRAFT, &found, copy.as_bytes().to_vec(), &Policy::default(), &mut Checker::new()).map(drop)
        };
        assert_eq!(verdict(&good), Ok(()));
        assert!(matches!(verdict(DRAFT), Err(Refusal::Survives(_))));
        assert!(matches!(verdict(&good.replace("담당", "당담")), Err(Refusal::Survives(_))));
        assert!(matches!(verdict(&format!("{good} 990101-3000012")), Err(Refusal::Survives(_))));
        assert!(matches!(verdict(""), Err(Refusal::Survives(_))));
    }

    #[test]
    fn sees_a_value_that_was_only_written_otherwise() {
        let found = findings();
        assert!(survivors(DRAFT, &found, &crate::mask::masked(DRAFT, &found)).is_empty());
        let left = survivors(DRAFT, &found, "번호 ９９０１０１ 3000012");
        assert_eq!(left.iter().map(|s| (s.kind, s.times)).collect::<Vec<_>>(), [(Kind::Rrn, 1)]);
    }

    #[test]
    fn lets_stay_what_stood_outside_the_masked_places() {
        let draft = "주민등록번호 990101-3000012, 문서번호 990101-30000123456";
        let found = check(draft, &Policy::default()).findings;
        assert!(survivors(draft, &found, &crate::mask::masked(draft, &found)).is_empty());
    }
}
