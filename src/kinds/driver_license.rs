//! 운전면허번호 (driver's licence number).
//!
//! `AA-YY-NNNNNN-CC`: the office that gave it (11–26, 28; once the name of the province stood there: 서울 12-345678-90), the year, a running
//! number, two digits that nobody outside can check. A licence number is a unique identifier (개인정보 보호법 시행령 제19조).

use crate::kind::Kind;
use super::{beside, masked};
use crate::page::{Gaps, Gap, Numbers, Page};
use crate::rule::{Form, CERTAIN, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 10, min: 1, max: 12 }, find)),
    spoken: true,
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 2),
    form: Some(Form {
        fits: |s| s.digits(12),
        strong: |s| s.odd() && matches!(s.number(0, 2), 11..=28),
        letters: false,
        worded: Some((&REGIONS, |s| s.digits(10))),
        push: |_, span, near, sink| beside::push(Kind::DriverLicense, "driver_license/odd", "운전면허번호는 법령에 근거가 있을 때만 적을 수 있습니다. 표시 곁에 있는 운전면허번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::DriverLicense)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "운전면허번호입니다. 2-2-6-2자리이고 앞 2자리가 지역 번호이면 찾습니다. 지역 이름으로 시작하는 옛 번호도 찾습니다. \
         이어 쓴 12자리는 표시가 곁에 있을 때만 찾습니다.",
    examples: EXAMPLES,
};

const BASIS: &str = "운전면허번호는 법령에 근거가 있을 때만 적을 수 있습니다.";

/// The provinces that stood in front of older numbers.
const REGIONS: [&str; 20] = [
    "서울", "부산", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주", "대구", "인천", "광주", "대전", "울산", "세종", "경기남부", "경기북부", "경기북",
];

/// What the label announces: masked already, or written oddly.
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    masked::after_label(page, hit, Kind::DriverLicense, "driver_license/masked", sink);
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let (twelve, ten) = (
        numbers.take(&page.folded, group, 12, Gaps::LOOSE),
        numbers.take(&page.folded, group, 10, Gaps::LOOSE.without(Gap::Newline)),
    );
    if let Some(taken) = twelve {
        let label = owner(page, taken.span);
        let region = matches!(taken.number(0, 2), 11..=26 | 28);
        let shaped = taken.layout() == [2, 2, 6, 2] && taken.gaps.within(Gaps::PLAIN.with(Gap::Newline));
        if page.clear_left(taken.span.start) && page.clear_right(taken.span.end) {
            if label {
                push(taken.span, Verdict::Proven, CERTAIN, "driver_license/label", "표시 곁에 있는 12자리 번호입니다.", sink);
                return;
            }
            if shaped && region && taken.gaps == Gaps(Gap::Hyphen as u16) && page.folded.unit(taken.span.end as usize) != 0xD638 && !page.owned_by_other(taken.span, Kind::DriverLicense) {
                push(taken.span, Verdict::Plausible, LIKELY, "driver_license/shape", "지역 번호로 시작하는 2-2-6-2자리 번호입니다.", sink);
                return;
            }
        }
    }
    let Some(taken) = ten else { return };
    let Some(start) = region_before(page, taken.span.start) else { return };
    let shaped = taken.layout() == [2, 6, 2];
    let span = FoldSpan { start, end: taken.span.end };
    if !page.clear_right(span.end) {
        return;
    }
    if owner(page, span) {
        push(span, Verdict::Proven, CERTAIN, "driver_license/label", "표시 곁에 있는 지역 이름과 10자리 번호입니다.", sink);
    } else if shaped && !page.owned_by_other(span, Kind::DriverLicense) {
        push(span, Verdict::Plausible, LIKELY, "driver_license/region", "지역 이름과 2-6-2자리 번호입니다.", sink);
    }
}

fn owner(page: &Page, span: FoldSpan) -> bool {
    page.mentions(Kind::DriverLicense) && page.owner(span, Kind::DriverLicense).is_some()
}

fn push(span: FoldSpan, verdict: Verdict, score: i16, rule: &'static str, why: &str, sink: &mut Sink) {
    sink.push(Candidate::new(Kind::DriverLicense, span, verdict, score, rule, format!("{BASIS} {why}")));
}

/// Where the name of a province begins that stands before `at`, with a space or hyphen between.
fn region_before(page: &Page, at: u32) -> Option<u32> {
    let f = &page.folded;
    let mut i = at as usize;
    while i > 0 && at as usize - i < 2 && matches!(f.unit(i - 1), 0x20 | 0x2D | 0x29) {
        i -= 1;
    }
    let name = REGIONS.iter().filter(|r| f.ends_with(i, r)).max_by_key(|r| r.len())?;
    let start = i - name.chars().count();
    (f.class_before(start) != crate::text::Class::Hangul).then_some(start as u32)
}

const EXAMPLES: &[Example] = &[
    Example::Finds("운전면허번호 [[driver_license|11-26-000417-00]]"),
    Example::Finds("면허번호[[driver_license|１１－０５－０００４１７－００]]로"),
    Example::Finds("면허번호: [[driver_license|서울 05-000417-00]]"),
    Example::Finds("운전면허번호 [[driver_license|110500041700]]"),
    Example::Finds("제시한 [[driver_license|13-05-000417-00]] 확인"),
    Example::Passes("계좌번호 11-05-000417-00"),
    Example::Passes("30-05-000417-00"),
    Example::Passes("일련번호 110500041700"),
];
