//! 군번 (military service number).
//!
//! Soldiers: `YY-NNNNNNNN`; officers and sergeants `YY-NNNNN`; older ones eight digits or fewer. No public check: only beside its label.

use crate::kind::Kind;
use super::{beside, masked};
use crate::page::{Gap, Gaps, Numbers, Page, Place, codes};
use crate::rule::{Form, CERTAIN, Candidate, Example, Gate, LIKELY, Manual, Sink, Spec, Verdict};
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 5, min: 1, max: 12 }, find)),
    spoken: true,
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 2),
    form: Some(Form {
        fits: |s| s.gaps > 0 && (s.head <= 2 || s.joined() && s.spaces + 1 == s.len()) && [10, 8, 7].iter().any(|&n| s.digits(n)) && !(s.number(0, 2) == 2 && s.len() > 8),
        strong: |s| s.head == 2 && s.len() > 7 || s.spoken > 6,
        letters: false,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::MilitaryNo, "military_no/odd", "군번이라는 표시가 있는 번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::MilitaryNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "군번입니다. 2-8자리, 2-5자리 또는 이어 쓴 숫자이며, 군번이라는 표시가 있을 때만 찾습니다.",
    examples: EXAMPLES,
};

/// What the label announces: masked already, or written oddly.
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    masked::after_label(page, hit, Kind::MilitaryNo, "military_no/masked", sink);
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    if !page.mentions(Kind::MilitaryNo) {
        return;
    }
    // 26-00004417, also with spaces around the hyphen or spoken.
    if let Some(taken) = numbers.take(&page.folded, group, 10, Gaps::PLAIN) {
        let shaped = taken.layout() == [2, 8];
        let own = page.owner(taken.span, Kind::MilitaryNo);
        let own = match own {
            Some(Place::Near) => shaped || page.tight(taken.span, Kind::MilitaryNo),
            Some(Place::Row | Place::Column) => true,
            // A name of two words moves the columns of a row.
            Some(_) | None => shaped && !page.folded.ends_with(taken.span.start as usize, "문서 ") && !page.owned_by_other(taken.span, Kind::MilitaryNo),
        };
        // 동원과 26-10000012호 is a document, 055-000-0625 a telephone.
        let other = page.folded.unit(taken.span.end as usize) == 0xD638 || telephone(taken.layout(), taken.digits());
        if own && !other && page.clear_left(taken.span.start) && page.clear_right(taken.span.end) {
            sink.push(Candidate::new(
                Kind::MilitaryNo,
                taken.span,
                Verdict::Proven,
                CERTAIN,
                "military_no/label",
                "군번이라는 표시가 있는 번호입니다.",
            ));
            return;
        }
    }
    if torn(page, numbers, group, sink) {
        return;
    }
    let Some(code) = codes::code(page, &numbers.groups[group]) else { return };
    if !(5..=11).contains(&code.digits) || code.letters > 2 || code.syllables > 1 || code.hyphens > 2 || code.blanks > 0 {
        return;
    }
    if !page.clear_left(code.span.start) || !page.clear_right(code.span.end) {
        return;
    }
    let own = match page.owner(code.span, Kind::MilitaryNo) {
        Some(Place::Near) => page.tight(code.span, Kind::MilitaryNo),
        Some(Place::Row | Place::Column) => true,
        Some(Place::Loose | Place::Line) => code.hyphens == 1 && matches!(code.digits, 7 | 8) && !page.mentions(Kind::RegistryNo),
        None => false,
    };
    if own {
        sink.push(Candidate::new(
            Kind::MilitaryNo,
            code.span,
            Verdict::Plausible,
            LIKELY,
            "military_no/label",
            "군번이라는 표시가 있는 번호입니다.",
        ));
    }
}

/// `09 - 7 1 1 2 0`, `23-⏎76001 177`: two digits, a hyphen, and five or eight with spaces or a line break in them, right beside the label.
fn torn(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) -> bool {
    let gaps = Gaps::PLAIN.with(Gap::Newline);
    let first = &numbers.groups[group];
    if first.len() != 2 || first.gap != Gap::Hyphen && first.gap != Gap::Newline {
        return false;
    }
    for n in [10, 7] {
        let Some(taken) = numbers.take(&page.folded, group, n, gaps) else { continue };
        if taken.layout().len() > 2 && page.clear_left(taken.span.start) && page.clear_right(taken.span.end) && page.tight(taken.span, Kind::MilitaryNo) {
            sink.push(Candidate::new(Kind::MilitaryNo, taken.span, Verdict::Plausible, LIKELY, "military_no/label", "군번이라는 표시가 있는 번호입니다."));
            return true;
        }
    }
    false
}

/// Whether ten digits are parted like a telephone number: 055-000-0625.
fn telephone(layout: &[u8], digits: &[u8]) -> bool {
    digits.first() == Some(&0) && layout.len() == 3 && layout[0] <= 3 && layout[2] == 4
}

const EXAMPLES: &[Example] = &[
    Example::Finds("군번 [[military_no|00-00412770]]"),
    Example::Finds("군번([[military_no|２６－００００４４１７]])을"),
    Example::Finds("군번: [[military_no|00-41277]]"),
    Example::Passes("접수번호 26-00004417"),
    Example::Passes("군번 확인 후 2026. 11. 21.까지 회신"),
    Example::Passes("25개 시군번영회 2026-00412"),
];
