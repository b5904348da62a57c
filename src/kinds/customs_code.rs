//! 개인통관고유부호 (personal customs clearance code).
//!
//! `P` and twelve digits, thirteen signs (관세청). Written together it speaks for itself, unless the label of a product or asset stands beside it.

use crate::kind::Kind;
use super::{beside, masked};
use crate::page::{Gaps, Numbers, Page};
use crate::rule::{always, CERTAIN, LIKELY, Candidate, Example, Form, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 12, min: 1, max: 12 }, find)),
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 2),
    form: Some(Form {
        fits: |s| s.all().first() == Some(&b'P') && s.like(b"A000000000000"),
        strong: always,
        letters: true,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::CustomsCode, "customs_code/odd", "표시 곁에 있는 개인통관고유부호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::CustomsCode)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "개인통관고유부호입니다. P와 숫자 12자리입니다. 물품·자산 번호라는 표시가 곁에 있으면 그대로 둡니다.",
    examples: EXAMPLES,
};

/// What the label announces: masked already, or written oddly.
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    masked::after_label(page, hit, Kind::CustomsCode, "customs_code/masked", sink);
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let at = numbers.groups[group].start as usize;
    let back = usize::from(at > 0 && matches!(f.unit(at - 1), 0x20 | 0x2D));
    let Some(letter) = at.checked_sub(1 + back) else { return };
    if f.unit(letter) & !0x20 != 0x50 {
        return;
    }
    let Some(taken) = numbers.take(f, group, 12, Gaps::PLAIN) else { return };
    let span = FoldSpan::new(letter, taken.span.end as usize);
    if !page.clear_left(span.start) || !page.clear_right(span.end) {
        return;
    }
    let label = page.mentions(Kind::CustomsCode) && page.owner(span, Kind::CustomsCode).is_some();
    if label {
        sink.push(Candidate::new(
            Kind::CustomsCode,
            span,
            Verdict::Proven,
            CERTAIN,
            "customs_code/label",
            "표시 곁에 있는 개인통관고유부호입니다.",
        ));
    } else if (span.len() == 13 || taken.layout() == [4, 4, 4]) && !page.owned_by_other(span, Kind::CustomsCode) {
        sink.push(Candidate::new(
            Kind::CustomsCode,
            span,
            Verdict::Plausible,
            LIKELY,
            "customs_code/shape",
            "P와 숫자 12자리는 개인통관고유부호의 꼴입니다.",
        ));
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("개인통관고유부호 [[customs_code|P000000000417]]"),
    Example::Finds("통관부호는[[customs_code|Ｐ０００００００００４１７]]이며"),
    Example::Finds("[[customs_code|p000000000417]] 확인"),
    Example::Passes("제품코드 P000000000417"),
    Example::Passes("P0000000004171"),
    Example::Passes("XP000000000417"),
];
