//! 법인등록번호 (corporation registration number).
//!
//! Thirteen digits `NNNNNN-NNNNNNN`: register office (4), kind of corporation (2), serial (6), check digit (weights 1, 2 in turn, plain sum).
//! It has the shape of a resident number: beside a label of its own it is one, between companies' words it may be one, without any context a
//! number that reads as a resident number is treated as that (the greater harm). Whether numbers given since 2025 still end in a check digit is
//! not certain, so beside a label the check is not asked.

use super::beside;
use crate::checksum;
use crate::kind::Kind;
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::span::FoldSpan;
use crate::rule::{Form, CERTAIN, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 13, min: 1, max: 13 }, whole)),
    spoken: true,
    partial: |value| crate::style::keep_first(value, 6),
    form: Some(Form {
        fits: |s| s.digits(13) && !(s.head == 6 && checksum::date(0, s.number(2, 4), s.number(4, 6)) && s.value(6) <= 8),
        strong: |s| s.head == 6,
        letters: false,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::CorpRegNo, "corp_reg_no/label", "법인등록번호 표시 곁에 있는 13자리 번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::CorpRegNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "13자리(6-7) 법인등록번호입니다. 표시 곁의 번호와, 검증번호가 맞고 주민등록번호로 읽히지 않는 번호를 찾아 확인을 권합니다. \
         주민등록번호와 모양이 같으므로 문맥이 없으면 주민등록번호로 봅니다.",
    examples: EXAMPLES,
};

const GAPS: Gaps = Gaps::LOOSE;

/// More than any finding by shape: a label of the company's own number stands nearer than one of a person's.
const ABOVE: i16 = 16;

fn whole(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(taken) = numbers.take(&page.folded, group, 13, GAPS) else { return };
    if !page.clear_left(taken.span.start) || !page.clear_right(taken.span.end) {
        return;
    }
    let d = taken.digits();
    let labels = page.labels(taken.span);
    let own = labels.of(Kind::CorpRegNo);
    let person = labels.of(Kind::Rrn).into_iter().chain(labels.of(Kind::Frn)).min();
    let dated = checksum::date(0, taken.number(2, 4), taken.number(4, 6)) && d[6] <= 8;
    let right = checksum::corporation(d);
    let joined = taken.layout() == [6, 7];
    let (verdict, score, rule, why) = match (own, person) {
        // 주민(법인)등록번호: the number itself decides.
        (Some(o), Some(p)) if o <= p && (o < p || !dated || right && !checksum::resident(d)) => LABEL,
        (Some(o), None) if o != Place::Loose || joined => LABEL,
        (None, None) if joined && right && !checksum::resident(d) && company(page, taken.span) => COMPANY,
        (None, None) if joined && !dated && !labels.refute(Kind::CorpRegNo) && company(page, taken.span) => {
            (Verdict::Plausible, LIKELY, COMPANY.2, COMPANY.3)
        }
        (None, None) if right && joined && !dated && taken.gaps.within(Gaps(Gap::Hyphen as u16)) && !labels.refute(Kind::CorpRegNo) => (
            Verdict::Plausible,
            LIKELY,
            "corp_reg_no/checksum",
            "검증번호가 맞고 생년월일로 읽히지 않는 6-7 모양의 번호입니다. 법인의 번호인지 확인하십시오.",
        ),
        _ => return,
    };
    sink.push(Candidate::new(Kind::CorpRegNo, taken.span, verdict, score, rule, why));
}

const LABEL: (Verdict, i16, &str, &str) =
    (Verdict::Proven, CERTAIN + ABOVE, "corp_reg_no/label", "법인등록번호 표시 곁에 있는 13자리 번호입니다.");

const COMPANY: (Verdict, i16, &str, &str) =
    (Verdict::Proven, CERTAIN + ABOVE, "corp_reg_no/company", "법인의 이름 곁에 있는 6-7 모양의 번호입니다.");

/// Whether a corporation is named shortly before in the line.
fn company(page: &Page, at: FoldSpan) -> bool {
    const WORDS: [&str; 10] = ["㈜", "(주)", "주식회사", "유한회사", "(유)", "법인", "등기", "재단", "조합", "회사"];
    let from = at.start.saturating_sub(20).max(page.line(at.start).start) as usize;
    (from..at.start as usize).any(|i| WORDS.iter().any(|w| page.folded.starts_with(i, w)))
}

const EXAMPLES: &[Example] = &[
    Example::Finds("법인등록번호 [[corp_reg_no|999911-1234560]]"),
    Example::Finds("법인등록번호는[[corp_reg_no|999921-0001232]]이며"),
    Example::Finds("(주)가온 [[corp_reg_no|999921-0001232]]"),
    Example::Finds("법인번호: [[corp_reg_no|９９９９１１－１２３４５６０]]"),
    Example::Finds("법인등록번호 [[corp_reg_no|990101-3000171]]"),
    Example::Passes("접수번호 999911-1234561"),
    Example::Passes("물품 9999111234561"),
    Example::Passes("주민등록번호 990101-3000171"),
];
