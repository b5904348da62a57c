//! 공개 전 특허 등의 출원번호 (number of a filing not yet published).
//!
//! `10-YYYY-NNNNNNN` (10 patent, 20 utility model, 30 design, 40 trade mark), and `PCT/KR2026/000000`. Eighteen months after filing it is
//! published; a published or registered right is public. The number itself does not say which, so the drafter decides; a line that names a
//! registration or publication is left alone. `10-NNNNNNN` is a registration and none.

use super::beside;
use crate::kind::Kind;
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::rule::{always, Form, CERTAIN, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: 0b0001_1110, reach: 13, min: 2, max: 13 }, domestic)),
    spoken: false,
    word: Some(international),
    partial: |value| crate::style::keep_first(value, 6),
    form: Some(Form {
        fits: |s| s.digits(13) && matches!(s.number(0, 2), 10 | 20 | 30 | 40) && (1948..2100).contains(&s.number(2, 6)),
        strong: always,
        letters: false,
        worded: None,
        push: |page, span, near, sink| {
            if !published(page, span) {
                let why = "출원번호 표시 곁에 있는 번호입니다. 공개 전 출원인지 확인하십시오.";
                beside::push(Kind::PatentFiling, "patent_filing/label", why, span, near, sink);
            }
        },
    }),
    ..Spec::new(Kind::PatentFiling)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특허·실용신안·디자인·상표의 출원번호(10·20·30·40-연도-7자리, PCT)입니다. 공개 전 출원이면 7호를 검토합니다. 등록번호와 공개번호는 찾지 않습니다.",
    examples: EXAMPLES,
};

/// Whether the line or the lines beside it say that the right is registered or published.
fn published(page: &Page, at: FoldSpan) -> bool {
    let line = page.line(at.start);
    // 등록번호 10-1234567 in the same line: a registration of the same right.
    let registered = page.hits_in(line.span()).any(|h| h.has(List::OtherLabels, attr::OTHER_LABELS_PUBLISHED));
    registered && !page.around(at, 60, List::FilingWords, None)
}

fn domestic(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(taken) = numbers.take(&page.folded, group, 13, Gaps::PLAIN.with(Gap::Newline)) else { return };
    let shaped = taken.layout() == [2, 4, 7];
    let one = taken.layout() == [13];
    let d = taken.digits();
    if !(shaped || one) || d[1] != 0 || !matches!(d[0], 1..=4) || !(1948..2100).contains(&taken.number(2, 6)) {
        return;
    }
    if !page.clear_left(taken.span.start) || !page.clear_right(taken.span.end) {
        return;
    }
    let labels = page.labels(taken.span);
    let own = labels.of(Kind::PatentFiling);
    let rival = labels.of(Kind::PetitionNo).into_iter().chain(labels.of(Kind::BankAccount)).chain(labels.of(Kind::CaseNo)).min();
    if labels.refute(Kind::PatentFiling) || rival.is_some_and(|r| own.is_none_or(|o| r < o)) || published(page, taken.span) {
        return;
    }
    let (verdict, score, rule, why) = match own {
        Some(place) if shaped || place < Place::Line => {
            (Verdict::Proven, CERTAIN, "patent_filing/label", "출원번호 표시 곁에 있는 번호입니다. 공개 전 출원인지 확인하십시오.")
        }
        None if shaped && page.around(taken.span, 60, List::FilingWords, None) => {
            (Verdict::Plausible, LIKELY, "patent_filing/shape", "공개 전이라고 적힌 곳의 출원번호 모양입니다.")
        }
        None if shaped && taken.gaps == Gaps(Gap::Hyphen as u16) => {
            (Verdict::Plausible, LIKELY, "patent_filing/shape", "특허 등의 출원번호 모양입니다. 공개 전 출원인지 확인하십시오.")
        }
        _ => return,
    };
    sink.push(Candidate::new(Kind::PatentFiling, taken.span, verdict, score, rule, why));
}

/// `PCT/KR2026/000000`, from the word `PCT`.
fn international(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    if !(f.unit(hit.start as usize) | 0x20 == 0x70 && hit.end - hit.start == 3 && f.unit(hit.end as usize) == 0x2F) {
        return;
    }
    let mut i = hit.end as usize + 1;
    let mut digits = 0;
    while matches!(f.class(i), Class::Latin | Class::Digit) || f.unit(i) == 0x2F && f.class(i + 1) == Class::Digit {
        digits += u32::from(f.class(i) == Class::Digit);
        i += 1;
    }
    let span = FoldSpan::new(hit.start as usize, i);
    if !(8..=12).contains(&digits) || published(page, span) {
        return;
    }
    let why = "국제출원번호입니다. 공개 전 출원인지 확인하십시오.";
    sink.push(Candidate::new(Kind::PatentFiling, span, Verdict::Proven, CERTAIN, "patent_filing/pct", why));
}

const EXAMPLES: &[Example] = &[
    Example::Finds("출원번호 [[patent_filing|10-2026-0000123]]"),
    Example::Finds("공개전출원([[patent_filing|20-2026-0000045]])의"),
    Example::Finds("출원번호는[[patent_filing|１０－２０２６－００００１２３]]이다"),
    Example::Finds("국제출원 [[patent_filing|PCT/KR2026/000001]]"),
    Example::Passes("특허 제10-0000123호"),
    Example::Passes("공개번호 10-2026-0000123"),
    Example::Passes("접수번호 10-2026-0000123"),
];
