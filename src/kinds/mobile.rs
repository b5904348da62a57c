//! 휴대전화번호 (mobile phone number).
//!
//! 010 and eight digits; until 2021 also 011, 016–019 and seven or eight, still found in old rosters. Written with hyphens, dots, spaces,
//! brackets or nothing, with +82 and the zero dropped, in spoken numerals. Also found: the last four digits where a word says so
//! (끝번호 0000), the number without 010 and without its first zero beside a label. A number partly taken out stays as it is.

use crate::kind::{Action, Kind};
use crate::kinds::beside;
use crate::kinds::phone::{self, Fit, Sort};
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::rule::{always, Form, CERTAIN, EVEN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Score, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 2, min: 1, max: 15 }, digits)),
    spoken: true,
    word: Some(word),
    partial,
    form: Some(Form {
        fits: |s| matches!(phone::sort(s), Some(Sort::Mobile | Sort::OldMobile)),
        strong: always,
        letters: false,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::Mobile, "mobile/label", WHY, span, near, sink),
    }),
    ..Spec::new(Kind::Mobile)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "010과 옛 011·016–019로 시작하는 휴대전화번호입니다. 띄어 쓰거나 한글로 적은 것, 국가번호 82가 붙은 것도 찾고, 끝번호라고 밝힌 네 자리도 찾습니다. \
         담당 공무원의 것도 가립니다. 이미 일부를 가린 번호는 그대로 둡니다.",
    examples: EXAMPLES,
};

/// `010-****-1234`.
fn partial(value: &str) -> String {
    let digits = value.chars().filter(|&c| crate::style::cover(c).is_some()).count();
    crate::style::keep(value, |i, _| i < 3.min(digits.saturating_sub(8)) || i + 4 >= digits && digits > 4)
}

fn digits(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(first) = numbers.groups.get(group) else { return };
    let (a, b) = (f.unit(first.start as usize), f.unit(first.start as usize + 1));
    let zero = crate::page::numerals::spoken_digit(a) == Some(0);
    if zero || (a, b) == (0x38, 0x32) {
        if let Some(found) = phone::read(page, numbers, group) {
            if matches!(found.sort, Sort::Mobile | Sort::OldMobile) {
                whole(page, found, sink);
            }
            return;
        }
        if zero && first.len() >= 3 && first.len() <= 7 {
            blanked(page, first.start, sink);
        }
    }
    match first.len() {
        2 if (a, b) == (0x31, 0x30) => short(page, numbers, group, 10, sink),
        4 => {
            short(page, numbers, group, 8, sink);
            tail(page, first.start, first.end, sink);
        }
        8 | 10 => short(page, numbers, group, first.len(), sink),
        _ => {}
    }
}

fn whole(page: &Page, found: phone::Phone, sink: &mut Sink) {
    let labels = page.labels(found.span);
    let own = labels.of(Kind::Mobile);
    let account = labels.of(Kind::BankAccount);
    // 케이뱅크 and 국민은행 hand out accounts that are mobile numbers: a label of accounts that stands nearer decides.
    if account.is_some_and(|a| a <= Place::Column && own.is_none_or(|o| a < o)) {
        return;
    }
    // 금01000001234원: an amount.
    if found.fit != Fit::Cut && page.folded.unit(found.span.end as usize) == 0xC6D0 {
        return;
    }
    let strict = found.sort == Sort::Mobile || found.country;
    let (verdict, score, rule): (_, Score, _) = match (found.fit, own) {
        (Fit::Cut, _) if strict => (Verdict::Proven, CERTAIN, "mobile/shape"),
        (_, Some(_)) => (Verdict::Proven, CERTAIN, "mobile/label"),
        (Fit::Cut, None) => (Verdict::Plausible, LIKELY, "mobile/old"),
        (Fit::Spaced, None) if strict => (Verdict::Proven, LIKELY, "mobile/spaced"),
        (Fit::Run, None) if strict && !labels.refute(Kind::Mobile) => (Verdict::Plausible, LIKELY, "mobile/run"),
        (Fit::Odd, None) if strict && !labels.refute(Kind::Mobile) => (Verdict::Weak, FAIR, "mobile/odd"),
        (_, None) if phone::sign(page, found.span.start, 3) => (Verdict::Plausible, LIKELY, "mobile/sign"),
        _ => return,
    };
    sink.push(Candidate::new(Kind::Mobile, found.span, verdict, score, rule, WHY));
}

const WHY: &str = "휴대전화번호입니다. 담당자의 것이라도 공개할 때는 가립니다.";

/// A number without 010, or without its first zero, beside a label that means a mobile phone.
fn short(page: &Page, numbers: &Numbers, group: usize, n: usize, sink: &mut Sink) {
    let Some(taken) = numbers.take(&page.folded, group, n, Gaps::PLAIN.with(Gap::Dot)) else { return };
    let d = taken.digits();
    let shape = match (n, taken.layout()) {
        (10, [2, 4, 4] | [10]) => d[0] == 1 && d[1] == 0,
        (8, [4, 4] | [8]) => true,
        _ => false,
    };
    if !shape || !phone::open_left(page, taken.span.start) || !phone::open_right(page, taken.span.end) {
        return;
    }
    let labels = page.labels(taken.span);
    let own = labels.iter().filter(|(h, p)| h.labels(Kind::Mobile) && *p <= Place::Column).find(|(h, _)| n == 10 || !h.labels(Kind::Landline));
    if own.is_none() || labels.refute(Kind::Mobile) {
        return;
    }
    sink.push(Candidate::new(Kind::Mobile, taken.span, Verdict::Plausible, LIKELY, "mobile/short", "휴대전화 표시 곁에 앞자리를 뺀 번호입니다."));
}

/// The last four digits under a column head that says so.
fn tail(page: &Page, start: u32, end: u32, sink: &mut Sink) {
    let cell = page.cell(start);
    if cell.start != start || cell.end != end || (cell.row_head == crate::page::cells::NONE && cell.head_from == crate::page::cells::NONE) {
        return;
    }
    let span = FoldSpan { start, end };
    let labels = page.labels(span);
    let said = labels.iter().any(|(h, p)| h.is(List::PartLabels) && p <= Place::Column);
    let other = labels.iter().any(|(h, p)| p <= Place::Column && !h.labels(Kind::Mobile));
    if said && !other {
        part(span, sink);
    }
}

/// The last four digits behind 끝번호, 뒷자리.
fn word(page: &Page, hit: &Hit, sink: &mut Sink) {
    if !hit.is(List::PartLabels) {
        placeholder(page, hit, sink);
        return;
    }
    let about = page.hits_before(hit.start).take_while(|h| h.end + 5 >= hit.start).find(|h| h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Cues));
    if about.is_some_and(|h| !h.labels(Kind::Mobile) && !h.labels(Kind::Landline)) {
        return;
    }
    // 끝번호 0000, 뒤 네 자리만 팔팔삼공, 끝번호: 9 9 1 8
    let f = &page.folded;
    let Some(line) = page.lines.get(page.line_index(hit.start)) else { return };
    let digit = |i: usize| crate::page::numerals::spoken_digit(f.unit(i)).is_some();
    let Some(start) = (hit.end as usize..(hit.end as usize + 8).min(line.end as usize)).find(|&i| digit(i)) else { return };
    let at = FoldSpan::new(start, line.end as usize);
    if let Some(span) = page.loose(at, false, false, &|s| s.digits(4) && (s.gaps == 0 || s.gaps == 3))
        && page.clear_left(span.start)
        && page.clear_right(span.end)
        && !(f.class(span.end as usize) == Class::Space && f.class(span.end as usize + 1) == Class::Digit)
    {
        part(span, sink);
    }
}

fn part(span: FoldSpan, sink: &mut Sink) {
    sink.push(Candidate::new(Kind::Mobile, span, Verdict::Plausible, LIKELY, "mobile/part", "전화번호의 끝자리라고 적은 번호입니다. 다른 자료와 맞추면 사람을 알 수 있습니다."));
}

/// `010-****-1234`, `010-0000-****`: a number of which something was taken out.
fn blanked(page: &Page, start: u32, sink: &mut Sink) {
    let f = &page.folded;
    let i = start as usize;
    if !f.starts_with(i, "01") || !phone::open_left(page, start) {
        return;
    }
    let (mut blanks, mut digits, mut gap, mut end, mut k) = (0u32, 0u32, 0u32, i, i);
    while k < i + 20 {
        match f.class(k) {
            Class::Digit => digits += 1,
            Class::Blank => blanks += 1,
            _ if matches!(f.unit(k), 0x58 | 0x78 | 0x4F | 0x6F | 0x3147 | 0x23 | 0x3F) => blanks += 1,
            Class::Space | Class::Punct if gap < 3 => {
                gap += 1;
                k += 1;
                continue;
            }
            _ => break,
        }
        gap = 0;
        k += 1;
        end = k;
    }
    if blanks >= 2 && (9..=12).contains(&(blanks + digits)) {
        kept(FoldSpan::new(i, end), sink);
    }
}

/// `OOO - OOOO - OOOO` behind a label.
fn placeholder(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let mut i = hit.end as usize;
    while i < hit.end as usize + 4 && matches!(f.unit(i), 0x20 | 0x3A | 0x29 | 0x28) {
        i += 1;
    }
    let blank = |k: usize| f.class(k) == Class::Blank || matches!(f.unit(k), 0x58 | 0x78 | 0x4F | 0x6F | 0x3147 | 0x3F);
    let (mut blanks, mut digits, mut end, mut k) = (0, 0, i, i);
    while k < i + 24 {
        if blank(k) {
            blanks += 1;
            end = k + 1;
        } else if f.class(k) == Class::Digit && blanks >= 3 {
            digits += 1;
            end = k + 1;
        } else if !matches!(f.unit(k), 0x20 | 0x2D | 0x29 | 0x2E) || k > end + 2 {
            break;
        }
        k += 1;
    }
    if (7..=12).contains(&(blanks + digits)) && blanks >= 6 && !matches!(f.class(end), Class::Digit | Class::Latin) {
        kept(FoldSpan::new(i, end), sink);
    }
}

fn kept(span: FoldSpan, sink: &mut Sink) {
    let candidate = Candidate::new(Kind::Mobile, span, Verdict::Weak, EVEN, "mobile/masked", "이미 가린 번호이므로 그대로 둡니다.");
    sink.push(candidate.action(Action::Keep));
}

const EXAMPLES: &[Example] = &[
    Example::Finds("연락처는 [[mobile|010-0000-1234]]입니다."),
    Example::Finds("휴대폰 [[mobile|０１０．００００．１２３４]]"),
    Example::Finds("홍가람[[mobile|01000001234]]로"),
    Example::Finds("[[mobile|+82-10-0000-1234]]"),
    Example::Finds("전화는 [[mobile|공일공 공공공공 일이삼사]]입니다"),
    Example::Finds("휴대전화 끝번호 [[mobile|5678]]"),
    Example::Passes("관리번호 01000001234"),
    Example::Passes("접수 2010-0000-1234"),
    Example::Passes("예산 010-0000-12345"),
    Example::Finds("[[mobile!keep|010-****-1234]]"),
];
