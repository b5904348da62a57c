//! 주민등록번호 (resident registration number).
//!
//! Thirteen digits `YYMMDD-G…`: birth date, then a digit for century and sex (1, 2: 19xx; 3, 4: 20xx; 9, 0: 18xx), then six more. Numbers
//! given before 2020-10-05 end in a check digit, later ones do not: a failed check never clears a number (주민등록법 시행규칙 제2조,
//! as of 2026-10-02). A seventh digit 9 or 0 is read only beside a label. Also found: the seven digits behind, or the front with one
//! digit, beside a label.

use crate::checksum;
use crate::kind::Kind;
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::rule::{CERTAIN, Candidate, Example, FAIR, Gate, LIKELY, Sink, Spec, Verdict};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((
        Gate { first: Gate::ANY, reach: 13, min: 1, max: 13 },
        whole,
    )),
    spoken: true,
    partial: |value| crate::style::keep_first(value, 6),
    examples: EXAMPLES,
    ..Spec::new(
        Kind::Rrn,
        "13자리 주민등록번호입니다. 앞 6자리가 날짜이고 7번째 자리가 1–4이면 찾습니다(9·0은 표시가 곁에 있을 때). \
         2020년 10월 뒤에 받은 번호는 검증번호가 없으므로 검증에 맞지 않아도 찾습니다.",
    )
};

/// What `why` begins with for numbers that need a statutory basis.
const BASIS: &str = "주민등록번호는 법령에 근거가 있을 때만 적을 수 있습니다.";

const GAPS: Gaps = Gaps::LOOSE.with(Gap::Cell);

fn whole(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(taken) = numbers.take(&page.folded, group, 13, GAPS) else {
        return;
    };
    let d = taken.digits();
    if !matches!(d[6], 0..=4 | 9) || !checksum::date(0, taken.number(2, 4), taken.number(4, 6)) {
        return;
    }
    if !page.clear_left(taken.span.start) || !page.clear_right(taken.span.end) {
        return;
    }
    let labels = page.labels(taken.span);
    let label = labels.of(Kind::Rrn);
    let joined = taken.layout() == [6, 7] && taken.gaps.within(Gaps::PLAIN.with(Gap::Newline));
    let one = taken.layout() == [13];
    let proven = checksum::resident(d);
    if matches!(d[6], 9 | 0) && label.is_none() {
        return;
    }
    if taken.gaps.has(Gap::Cell) && label.is_none() {
        return;
    }
    if labels.refute(Kind::Rrn) && !(joined && proven) {
        return;
    }
    let (verdict, score, rule, why) = match (label, joined, proven) {
        (Some(_), ..) => (Verdict::Proven, CERTAIN, "rrn/label", "표시 곁에 있는 13자리 번호입니다."),
        (None, true, _) => (Verdict::Proven, CERTAIN, "rrn/shape", "생년월일과 성별 자리가 맞는 6-7자리 번호입니다."),
        (None, false, true) => (Verdict::Proven, LIKELY, "rrn/checksum", "날짜와 검증번호가 맞는 13자리 번호입니다."),
        (None, false, false) if one => (Verdict::Weak, FAIR, "rrn/date", "앞 6자리가 날짜인 13자리 번호입니다."),
        _ => return,
    };
    sink.push(Candidate::new(Kind::Rrn, taken.span, verdict, score, rule, format!("{BASIS} {why}")));
    let _ = Place::Near;
}

const EXAMPLES: &[Example] = &[
    Example::Finds("번호[[rrn|990101-3000012]]는"),
    Example::Finds("주민등록번호 [[rrn|９９０１０１－３０００００１]]"),
    Example::Finds("[[rrn|0001013000017]] 확인"),
    Example::Passes("문서번호 990101-3000012345"),
    Example::Passes("991301-3000012"),
    Example::Passes("990101-8000012"),
];
