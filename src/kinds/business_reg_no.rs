//! 사업자등록번호 (business registration number).
//!
//! Ten digits `AAA-BB-CCCCC`: tax office, kind of business, serial and check digit (weights 1,3,7,1,3,7,1,3,5). The middle pair says who holds
//! it: 01–79 and 90–99 a person, the rest a company or a body. The number of a company is public (대법원 2002두9391), that of a person may
//! fall under item 6; whoever holds it, the drafter decides. A failed check digit refutes a bare
//! number, not one beside a label or behind a company's name.

use crate::checksum;
use super::beside;
use crate::kind::{Action, Kind};
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::rule::{Form, CERTAIN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 10, min: 1, max: 10 }, whole)),
    spoken: true,
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 5),
    form: Some(Form {
        fits: |s| s.digits(10) && (s.number(0, 3) > 0 || s.number(3, 10) > 0) && s.lists == 0,
        strong: |s| s.head == 3 && s.number(0, 3) >= 100,
        letters: false,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::BusinessRegNo, "business_reg_no/odd", "사업자등록번호 표시 곁에 있는 10자리 번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::BusinessRegNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "10자리(3-2-5) 사업자등록번호입니다. 표시 곁의 번호와, 표시가 없어도 검증번호가 맞는 3-2-5 번호를 찾아 확인을 권합니다. \
         법인의 번호는 공개되어 있고 개인사업자의 번호는 6호를 검토합니다.",
    examples: EXAMPLES,
};

const GAPS: Gaps = Gaps::LOOSE;

/// What the label announces: masked already, or with letters for digits (lOO-86-O0123).
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    masked(page, hit, sink);
}

fn whole(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(taken) = numbers.take(&page.folded, group, 10, GAPS) else { return };
    if !page.clear_left(taken.span.start) || !page.clear_right(taken.span.end) {
        return;
    }
    let d = taken.digits();
    let shaped = taken.layout() == [3, 2, 5] && taken.gaps.within(Gaps::PLAIN.with(Gap::Dot).with(Gap::Newline));
    let hyphens = taken.layout() == [3, 2, 5] && taken.gaps == Gaps(Gap::Hyphen as u16);
    let labels = page.labels(taken.span);
    let own = labels.of(Kind::BusinessRegNo);
    let rival = [Kind::BankAccount, Kind::Landline, Kind::Mobile, Kind::PaymentNo, Kind::SafeNumber]
        .iter()
        .filter_map(|&k| labels.of(k))
        .min();
    let right = checksum::business(d);
    // No tax office has the number 000: only a label makes such a number one. All zeros are a form that is still empty.
    let office = d[..3].iter().any(|&d| d != 0);
    if d.iter().all(|&d| d == 0) || !office && own.is_none() || labels.refute(Kind::BusinessRegNo) && !(hyphens && right) {
        return;
    }
    // Beside a label any writing of ten digits counts; at a column that is only probable, the shape or the check digit must speak too.
    let labelled = match own {
        Some(Place::Near | Place::Row | Place::Column) => rival.is_none_or(|r| own <= Some(r)),
        Some(_) => shaped || right,
        None => false,
    };
    // 0101234567, 02-000-12345: what begins like a telephone and is not cut 3-2-5.
    let telephone = d[0] == 0 && !shaped;
    let (verdict, score, rule, why) = if labelled && !(telephone && !right && own > Some(Place::Column)) {
        (Verdict::Proven, CERTAIN, "business_reg_no/label", "사업자등록번호 표시 곁에 있는 10자리 번호입니다.")
    } else if !office {
        return;
    } else if (hyphens || shaped && taken.gaps == Gaps(Gap::Dot as u16)) && right && rival.is_none_or(|r| r > Place::Row) {
        (Verdict::Plausible, LIKELY, "business_reg_no/checksum", "검증번호가 맞는 3-2-5 모양의 번호입니다.")
    } else if shaped && rival.is_none() && company(page, taken.span) {
        (Verdict::Plausible, FAIR, "business_reg_no/company", "업체의 이름이나 상호 곁에 있는 3-2-5 모양의 번호입니다.")
    } else {
        return;
    };
    let person = matches!(taken.number(3, 5), 1..=79 | 90..=99);
    let holder = if person { "개인사업자의 번호이면 6호를 검토합니다." } else { "법인의 번호는 공개되어 있으므로 가릴지 확인하십시오." };
    let candidate = Candidate::new(Kind::BusinessRegNo, taken.span, verdict, score, rule, format!("{why} {holder}"));
    sink.push(candidate.item(if person { 6 } else { 7 }));
}

/// Whether a company is spoken of shortly before, and no bank: what a 3-2-5 number without a label needs.
fn company(page: &Page, at: FoldSpan) -> bool {
    const WORDS: [&str; 17] = ["사업자", "등록번호", "공급받는자", "상호", "업체", "㈜", "(주)", "주식회사", "대표", "사업장", "업소", "점포", "상점", "상사", "공급자", "거래처", "업태"];
    const BANKS: [&str; 8] = ["은행", "농협", "신협", "수협", "금고", "우체국", "계좌", "예금"];
    let line = page.line(at.start);
    let from = at.start.saturating_sub(40).max(line.start) as usize;
    let within = |words: &[&str]| (from..at.start as usize).any(|i| words.iter().any(|w| page.folded.starts_with(i, w)));
    within(&WORDS) && !within(&BANKS)
}

/// What is already taken out: `123-45-*****` beside a label.
fn masked(page: &Page, hit: &Hit, sink: &mut Sink) {
    page.values(hit, &mut |value| {
        if let Some(code) = page.code(value.span, false)
            && code.blanks >= 2
            && code.digits + code.blanks == 10
            && page.folded.class(code.end as usize) != Class::Blank
        {
            let why = "이미 일부를 가린 사업자등록번호입니다.";
            sink.push(Candidate::new(Kind::BusinessRegNo, code.span(), Verdict::Proven, LIKELY, "business_reg_no/masked", why).action(Action::Keep));
        }
    });
}

const EXAMPLES: &[Example] = &[
    Example::Finds("사업자등록번호 [[business_reg_no|099-01-23451]]"),
    Example::Finds("가온상사([[business_reg_no|099-01-23451]])와"),
    Example::Finds("사업자번호는[[business_reg_no|0990123451]]입니다"),
    Example::Finds("사업자등록번호: [[business_reg_no|０９９－０１－２３４５１]]"),
    Example::Finds("사업자등록번호 [[business_reg_no!keep|099-01-*****]]"),
    Example::Passes("관리번호 099-01-23452"),
    Example::Passes("계좌번호 0990123451"),
    Example::Passes("예산과목 201-01, 203-02"),
];
