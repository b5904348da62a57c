//! 건강보험증 번호 (health insurance card number).
//!
//! Eleven digits, written together or as `N-NNNNNNNNNN`; there is no public check digit, so that only a label (증번호, 건강보험증번호)
//! makes a number one.

use crate::kind::Kind;
use super::{beside, masked};
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::rule::{Form, CERTAIN, Candidate, Example, Gate, LIKELY, Manual, Sink, Spec, Verdict};
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 10, min: 1, max: 11 }, find)),
    spoken: true,
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 2),
    form: Some(Form {
        fits: |s| s.digits(11) && !(s.value(0) == 0 && s.value(1) == 1 && s.head != 1),
        strong: |s| s.head == 1,
        letters: false,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::HealthInsuranceNo, "health_insurance_no/odd", "건강보험증 번호라는 표시가 있는 번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::HealthInsuranceNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "건강보험증 번호입니다. 11자리이며 1-10자리로 나누어 적기도 합니다. 건강보험증 번호라는 표시가 있을 때만 찾습니다.",
    examples: EXAMPLES,
};

/// What the label announces: masked already, or written oddly.
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    masked::after_label(page, hit, Kind::HealthInsuranceNo, "health_insurance_no/masked", sink);
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    if !page.mentions(Kind::HealthInsuranceNo) {
        return;
    }
    for n in [11, 10] {
        let Some(taken) = numbers.take(&page.folded, group, n, Gaps::PLAIN.with(Gap::Dot).with(Gap::Newline)) else {
            continue;
        };
        if !page.clear_left(taken.span.start) || !page.clear_right(taken.span.end) {
            continue;
        }
        let shaped = taken.layout() == [1, 10];
        // A mobile number in the same row has its own head; a loose one is told by its 01.
        let mobile = n == 11 && taken.digits().starts_with(&[0, 1]) || n == 10 && taken.digits().starts_with(&[0]);
        let own = match page.owner(taken.span, Kind::HealthInsuranceNo) {
            Some(Place::Near | Place::Row | Place::Column) => true,
            Some(Place::Loose | Place::Line) => shaped || n == 11 && !mobile && taken.layout() == [11],
            None => shaped && !page.owned_by_other(taken.span, Kind::HealthInsuranceNo),
        };
        if own {
            let (verdict, score) = if shaped || n == 11 { (Verdict::Proven, CERTAIN) } else { (Verdict::Plausible, LIKELY) };
            sink.push(Candidate::new(
                Kind::HealthInsuranceNo,
                taken.span,
                verdict,
                score,
                "health_insurance_no/label",
                "건강보험증 번호라는 표시가 있는 번호입니다.",
            ));
            return;
        }
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("건강보험증번호 [[health_insurance_no|1-0000004177]]"),
    Example::Finds("증번호[[health_insurance_no|１－００００００４１７７]]로"),
    Example::Finds("건강보험증 번호: [[health_insurance_no|10000004177]]"),
    Example::Passes("접수번호 1-0000004177"),
    Example::Passes("10000004177"),
    Example::Passes("건강보험증 사본 1부, 연락처 010-0000-1234"),
];
