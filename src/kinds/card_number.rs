//! 신용·체크카드번호 (payment card number).
//!
//! Thirteen to nineteen digits with a Luhn check digit (ISO/IEC 7812): 4-4-4-4, Amex 4-6-5, Diners 4-6-4. A failed check refutes it, but for
//! domestic cards that begin with 9 beside a label. The last four digits are found behind the word of a card and 끝자리, 뒷번호. IMEI and serial numbers pass the check too: their labels refute.

use super::beside;
use crate::kind::{Action, Kind};
use crate::page::{Gap, Gaps, Numbers, Page, Place, Signs};
use crate::rule::{always, Form, CERTAIN, EVEN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 4, min: 1, max: 19 }, find)),
    spoken: true,
    word: Some(tail),
    partial: |value| {
        let total = value.chars().filter(|&c| crate::style::cover(c).is_some()).count();
        crate::style::keep(value, |i, _| i < 6 || i + 4 >= total)
    },
    form: Some(Form {
        fits: checked,
        strong: always,
        letters: false,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::CardNumber, "card_number/label", "결제에 쓸 수 있는 카드번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::CardNumber)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "신용·체크·법인카드 번호입니다. 검증번호(Luhn)가 맞거나, 표시 곁에 있는 국내전용(9로 시작) 번호이면 찾습니다. 카드의 끝자리라고 밝힌 네 자리도 찾습니다.",
    examples: EXAMPLES,
};

/// Fifteen or sixteen digits of an issuer, with a right check digit.
fn checked(s: &Signs) -> bool {
    let n = s.len();
    if !matches!(n, 15 | 16) || !s.digits(n) {
        return false;
    }
    let mut d = [0u8; 16];
    for (i, slot) in d.iter_mut().take(n).enumerate() {
        *slot = s.value(i) as u8;
    }
    d.get(..n).is_some_and(|d| luhn(d) && issuer(d))
}

/// Luhn's check.
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &d)| {
            let d = u32::from(d);
            if i % 2 == 0 { d } else { d * 2 - if d > 4 { 9 } else { 0 } }
        })
        .sum();
    sum.is_multiple_of(10)
}

const GAPS: Gaps = Gaps::PLAIN.with(Gap::Newline).with(Gap::Dot).with(Gap::Cell);

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(first) = numbers.groups.get(group) else { return };
    if first.len() == 4 {
        masked(page, first.start as usize, sink);
    }
    if first.reach < 13 || !page.clear_left(first.start) {
        return;
    }
    for n in [16, 15, 14, 19, 18, 17, 13] {
        let Some(taken) = numbers.take(&page.folded, group, n, GAPS) else { continue };
        if !page.clear_right(taken.span.end) {
            continue;
        }
        let d = taken.digits();
        let layout = taken.layout();
        let cut = matches!((n, layout), (16, [4, 4, 4, 4]) | (15, [4, 6, 5]) | (14, [4, 6, 4]) | (19, [4, 4, 4, 4, 3]));
        let run = layout.len() == 1;
        let labels = page.labels(taken.span);
        let own = labels.of(Kind::CardNumber);
        let near = own.is_some_and(|p| p <= Place::Column) || behind(page, taken.span.end);
        if (taken.gaps.has(Gap::Cell) || taken.gaps.has(Gap::Newline)) && !near && !(cut && luhn(d)) {
            continue;
        }
        if labels.refute(Kind::CardNumber) || (!near && (labels.of(Kind::BankAccount).is_some_and(|p| p <= Place::Column) || labels.of(Kind::PaymentNo).is_some_and(|p| p <= Place::Column))) {
            continue;
        }
        let (verdict, score, rule) = match (luhn(d), near, cut) {
            (true, true, _) => (Verdict::Proven, CERTAIN, "card_number/label"),
            (true, false, true) if issuer(d) => (Verdict::Proven, LIKELY, "card_number/check"),
            (true, false, _) if run && own.is_some() && issuer(d) => (Verdict::Plausible, LIKELY, "card_number/run"),
            (true, false, _) if run && (15..=16).contains(&n) && scheme(d) => (Verdict::Weak, FAIR, "card_number/run"),
            (false, true, _) if d.first() == Some(&9) && n == 16 => (Verdict::Plausible, LIKELY, "card_number/domestic"),
            _ => continue,
        };
        sink.push(Candidate::new(Kind::CardNumber, taken.span, verdict, score, rule, "결제에 쓸 수 있는 카드번호입니다."));
        return;
    }
}

/// The last four digits behind the word of a card: 카드번호 끝 4444, 법인카드 뒷번호 4 4 4 4.
fn tail(page: &Page, hit: &Hit, sink: &mut Sink) {
    const ENDS: [&str; 9] = ["끝번호", "끝자리", "끝 네 자리", "끝 4자리", "뒷번호", "뒷자리", "뒤 네 자리", "뒤 4자리", "끝"];
    let f = &page.folded;
    let mut i = hit.end as usize;
    i += 2 * usize::from(f.starts_with(i, "번호"));
    i += usize::from(matches!(f.unit(i), 0x20 | 0x28));
    let Some(word) = ENDS.iter().find(|w| f.starts_with(i, w)) else { return };
    i += word.chars().count();
    while matches!(f.unit(i), 0x20 | 0x3A | 0x28) {
        i += 1;
    }
    let at = FoldSpan::new(i, page.line(hit.start).end.max(i as u32) as usize);
    if let Some(span) = page.loose(at, false, false, &|s| s.digits(4) && (s.gaps == 0 || s.gaps == 3))
        && page.clear_right(span.end)
        && !page.counts(span.end)
    {
        let why = "카드번호의 끝자리라고 적은 번호입니다. 다른 자료와 맞추면 사람을 알 수 있습니다.";
        sink.push(Candidate::new(Kind::CardNumber, span, Verdict::Plausible, LIKELY, "card_number/part", why));
    }
}

/// Whether the number is called a card directly behind it: `0000-… 카드로`.
fn behind(page: &Page, end: u32) -> bool {
    page.hits_after(end).next().is_some_and(|h| h.start <= end + 2 && h.labels(Kind::CardNumber))
}

/// Whether the first digit is one of payment cards.
fn issuer(d: &[u8]) -> bool {
    matches!(d, [3..=6 | 9, ..] | [2, 2..=7, ..])
}

/// Whether length and first digits are those of an international scheme.
fn scheme(d: &[u8]) -> bool {
    matches!((d.len(), d), (16, [4, ..] | [5, 1..=5, ..] | [3, 5, ..] | [6, 2 | 5, ..]) | (15, [3, 4 | 7, ..]))
}

/// `1234-56**-****-7890`: already taken out.
fn masked(page: &Page, start: usize, sink: &mut Sink) {
    let f = &page.folded;
    if matches!(f.class_before(start), Class::Digit | Class::Latin | Class::Blank) {
        return;
    }
    let (mut i, mut blanks, mut all) = (start, 0, 0);
    let mut end = start;
    while i < start + 22 {
        match f.class(i) {
            Class::Digit => all += 1,
            Class::Blank => {
                all += 1;
                blanks += 1;
            }
            _ if matches!(f.unit(i), 0x58 | 0x78) => {
                all += 1;
                blanks += 1;
            }
            _ if matches!(f.unit(i), 0x2D | 0x20) && i == end => {
                i += 1;
                continue;
            }
            _ => break,
        }
        i += 1;
        end = i;
    }
    if (15..=16).contains(&all) && blanks >= 4 {
        let why = "이미 일부를 가린 카드번호이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::CardNumber, FoldSpan::new(start, end), Verdict::Weak, EVEN, "card_number/masked", why).action(Action::Keep));
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("법인카드 [[card_number|4111-1111-1111-1111]]로"),
    Example::Finds("카드번호[[card_number|５５５５ ５５５５ ５５５５ ４４４４]]"),
    Example::Finds("아멕스 카드 [[card_number|3782-822463-10005]]"),
    Example::Finds("카드번호: [[card_number|9490-0000-0000-0000]]"),
    Example::Finds("법인카드 끝번호 [[card_number|4444]]로 결제"),
    Example::Passes("법인카드 끝수 4매, 카드 발급 4444건"),
    Example::Passes("관리번호 1234-5678-9012-3456"),
    Example::Passes("IMEI 490154203237518"),
    Example::Passes("가상계좌 4111111111111112"),
];
