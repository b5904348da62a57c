//! 계좌번호 (bank account number).
//!
//! Ten to fourteen digits (seven at the least beside a label), cut as each bank likes (금융결제원 CMS 계좌번호체계, 2026-05-08): there is no common check digit, so a
//! bank's name beside it or a label must speak for it. An account of public money stays; a company's falls under item 7. Telephone,
//! business and resident numbers look alike and need a label of accounts to be read as one.

use crate::kind::{Action, Kind};
use crate::kinds::holder::{self, Holder};
use crate::kinds::phone;
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::rule::{CERTAIN, EVEN, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 2, min: 1, max: 16 }, find)),
    spoken: true,
    partial: |value| crate::style::keep_first(value, 3),
    ..Spec::new(Kind::BankAccount)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "은행 이름이나 계좌 표시 곁에 있는 계좌번호입니다. 시금고·세입세출외현금 같은 공금 계좌는 그대로 두고, 업체의 계좌는 제7호로 제안합니다.",
    examples: EXAMPLES,
};

const HYPHEN: Gaps = Gaps(Gap::Hyphen as u16);

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(first) = numbers.groups.get(group) else { return };
    if !page.clear_left(first.start) {
        return;
    }
    if masked(page, first.start as usize, sink) {
        return;
    }
    // As far as hyphens reach; then over spaces and line breaks where a label stands before.
    let read = |n, gaps| numbers.take(&page.folded, group, n, gaps).filter(|t| page.clear_right(t.span.end)).map(|t| (t, n));
    if first.reach < 7 {
        return;
    }
    let hyphens = (7..=16).rev().find_map(|n| read(n, HYPHEN));
    let mut best = hyphens;
    if hyphens.is_none_or(|(_, n)| n < 10) {
        // A number that is whole in its line does not take the number of the next row in.
        let line = Gaps::PLAIN.with(Gap::Dot);
        let wider = [line, line.with(Gap::Newline)].iter().find_map(|&gaps| (10..=14).rev().find_map(|n| read(n, gaps)));
        if let Some((wide, n)) = wider
            && (page.labelled(wide.span, Kind::BankAccount).is_some_and(|p| p <= Place::Column || wide.layout().len() >= 3 && named(page, wide.span)) || beside(page, wide.span))
        {
            best = Some((wide, n));
        }
        // Other marks, the same throughout; where it is sure whose number it is.
        if best.is_none_or(|(_, n)| n < 10) {
            let marked = [Gap::Slash, Gap::MiddleDot, Gap::Tilde, Gap::Comma, Gap::Cell].iter().find_map(|&gap| {
                (10..=14).rev().find_map(|n| read(n, Gaps(gap as u16))).filter(|(t, _)| t.layout().len() >= 2 && !amounts(t.layout(), gap))
            });
            // (302) 0000-0417-11: the first part in brackets, or marks mixed.
            let mixed = Gaps::PLAIN.with(Gap::Paren).with(Gap::Slash);
            let marked = marked.or_else(|| {
                (10..=14).rev().find_map(|n| read(n, mixed)).filter(|(t, _)| (3..=5).contains(&t.layout().len()) && !dated(t.digits(), t.layout()))
            });
            if let Some((marked, n)) = marked
                && (page.labels(marked.span).of(Kind::BankAccount) == Some(Place::Near) || page.labelled(marked.span, Kind::BankAccount).is_some_and(|p| p <= Place::Column) && !marked.gaps.has(Gap::Cell) || beside(page, marked.span) || !marked.gaps.has(Gap::Cell) && named(page, marked.span) && page.labelled(marked.span, Kind::BankAccount).is_some())
            {
                best = Some((marked, n));
            }
        }
    }
    let Some((best, count)) = best else { return };
    let mut span = best.span;
    // (302) 0000-0417-11: the bracket that closes inside the number opens it.
    let opened = span.start > 0 && page.folded.unit_before(span.start as usize) == 0x28;
    if opened && span.range().any(|i| page.folded.unit(i) == 0x29) {
        span.start -= 1;
    }
    let labels = page.labels(span);
    let own = labels.iter().filter(|(h, _)| h.labels(Kind::BankAccount)).map(|(_, p)| p).min();
    if labels.of(Kind::PaymentNo).is_some_and(|p| own.is_none_or(|o| p <= o)) {
        return;
    }
    let near = own.is_some_and(|p| p <= Place::Column);
    let bank = beside(page, span) || follows(page, numbers, group);
    let known = structure(best.layout(), best.number(0, usize::from(best.layout().first().copied().unwrap_or(0)).min(6)));
    if !near && !bank && !(own.is_some() && (named(page, span) || known)) && !(known && !labels.refute(Kind::BankAccount)) {
        return;
    }
    if count < 10 && !(near && best.layout().len() >= 2 && count >= 8 || bank && own.is_some()) {
        return;
    }
    // A nearer label of something else speaks: 전화, 사업자번호, 전자납부번호 …
    let rival = labels.iter().filter(|(h, _)| !h.labels(Kind::BankAccount) && rivals(h)).map(|(_, p)| p).min();
    if rival.is_some_and(|r| own.is_none_or(|o| r < o)) && !bank {
        return;
    }
    if rival == Some(Place::Near) && !near {
        return;
    }
    // 부산 2026-0012-3401: a document.
    if !near && best.layout().len() > 1 && best.layout().first() == Some(&4) && (1900..=2100).contains(&best.number(0, 4)) {
        return;
    }
    // 2026-11-21 and its like.
    if dated(best.digits(), best.layout()) || (alike(best.digits(), best.layout(), page, numbers, group) && !near) {
        return;
    }
    push(page, span, near, bank, sink);
}

/// Whether the cut and the first group are those of one bank alone: 농협 3-4-4-2, 카카오 4-2-7, 우리 4-3-6.
fn structure(layout: &[u8], first: u32) -> bool {
    match layout {
        [3, 4, 4, 2] => matches!(first, 301 | 302 | 305 | 306 | 312 | 317 | 351 | 352 | 355 | 356),
        [4, 2, 7] => matches!(first, 3333 | 3355),
        [4, 3, 6] => matches!(first, 1002 | 1005 | 1006),
        _ => false,
    }
}

/// Whether a label announces a number of another kind, not a name or a place.
fn rivals(hit: &Hit) -> bool {
    use Kind::{Address, BirthDate, Email, FamilyStatus, PersonName, PersonalFinance, UnitPrice, WelfareStatus};
    let mute = [Address, BirthDate, Email, FamilyStatus, PersonName, PersonalFinance, UnitPrice, WelfareStatus];
    hit.tags().iter().any(|t| t.list == List::OtherLabels || t.list == List::Labels && !mute.iter().any(|&k| k as u8 == t.attr))
}

/// Whether groups may be amounts: threes between commas, or cells of a table.
fn amounts(layout: &[u8], gap: Gap) -> bool {
    match gap {
        Gap::Comma => layout.iter().skip(1).all(|&l| l == 3),
        Gap::Cell => layout.len() > 4 || layout.first().is_some_and(|&l| l < 3),
        _ => false,
    }
}

/// A date with a running number behind it.
fn dated(d: &[u8], layout: &[u8]) -> bool {
    matches!(layout, [4, 2, 2] | [4, 1, 2] | [4, 2, 1] | [2, 2, 2]) && d.len() <= 8 && matches!(d, [1, 9, ..] | [2, 0, ..] | [_, _, 0..=1, ..])
}

/// Whether the digits are written as another number is.
fn alike(d: &[u8], layout: &[u8], page: &Page, numbers: &Numbers, group: usize) -> bool {
    match layout {
        // Business number, resident number, corporate number.
        [3, 2, 5] | [6, 7] => true,
        [4, 4] | [3, 4] => true,
        _ if d.first() == Some(&0) => phone::read(page, numbers, group).is_some(),
        _ => false,
    }
}

/// Whether a bank's name stands directly before the number or directly behind it.
fn beside(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let before = page.hits_before(at.start).take(3).find(|h| h.is(List::Banks));
    if let Some(hit) = before {
        let full = hit.has(List::Banks, attr::BANKS_FULL);
        if bridge(page, hit, at.start, full) && (full || word_start(page, hit)) {
            return true;
        }
    }
    let mut i = at.end as usize;
    while i < at.end as usize + 3 && (f.class(i) == Class::Space || matches!(f.unit(i), 0x28 | 0x2F | 0x2C | 0x5B | 0x09 | 0x7C)) {
        i += 1;
    }
    let after = page.hits_after(i as u32).next().filter(|h| h.start as usize == i && h.is(List::Banks));
    if let Some(hit) = after {
        let bracket = f.unit(i - 1) == 0x28;
        let ends = !matches!(f.class(hit.end as usize), Class::Hangul | Class::Latin | Class::Digit);
        return (hit.has(List::Banks, attr::BANKS_FULL) || ends) && (bracket || i > at.end as usize);
    }
    // In the next cell of the row, or in the one before.
    let cell = page.cell_index(at.start);
    let line = page.cells.get(cell).map_or(u32::MAX, |c| c.line);
    let row = [cell.wrapping_sub(1), cell + 1].iter().filter_map(|&c| page.cells.get(c)).any(|c| {
        c.line == line && c.end > c.start && c.end - c.start <= 12 && page.hits_in(c.span()).any(|h| h.is(List::Banks) && h.start == c.start)
    });
    row || below(page, at, cell)
}

/// Whether a bank's name and nothing else fills the line above a number that begins its own, as cells one a line have it.
fn below(page: &Page, at: FoldSpan, cell: usize) -> bool {
    let (Some(own), Some(above)) = (page.cells.get(cell), page.cells.get(cell.wrapping_sub(1))) else { return false };
    let f = &page.folded;
    own.start == at.start
        && above.line + 1 == own.line
        && (2..=8).contains(&(above.end.saturating_sub(above.start)))
        && above.span().range().all(|i| f.class(i) == Class::Hangul)
        && page.hits_before(above.end).take(3).any(|h| h.is(List::Banks) && h.end == above.end && (h.start == above.start || h.has(List::Banks, attr::BANKS_FULL)))
}

/// Whether another account stands before the number, nothing but a comma between, and that one has its label or bank.
fn follows(page: &Page, numbers: &Numbers, group: usize) -> bool {
    let f = &page.folded;
    let mut g = group;
    for _ in 0..4 {
        let Some(own) = numbers.groups.get(g) else { return false };
        let Some(last) = g.checked_sub(1).and_then(|b| numbers.groups.get(b)) else { return false };
        let between = (last.end as usize..own.start as usize).all(|i| matches!(f.unit(i), 0x2C | 0x20 | 0x2F | 0xB7)) && own.start > last.end;
        if !between || own.start - last.end > 3 || last.gap == Gap::Space {
            return false;
        }
        g -= 1;
        let mut digits = last.len();
        while g > 0 && numbers.groups.get(g - 1).is_some_and(|b| b.gap == Gap::Hyphen) {
            g -= 1;
            digits += numbers.groups.get(g).map_or(0, crate::page::Group::len);
        }
        if !(10..=14).contains(&digits) {
            return false;
        }
        let Some(first) = numbers.groups.get(g) else { return false };
        let before = FoldSpan { start: first.start, end: last.end };
        if page.labelled(before, Kind::BankAccount).is_some_and(|p| p <= Place::Column) || beside(page, before) {
            return true;
        }
    }
    false
}

/// Whether a short bank name is a word of its own, 은행 allowed behind it.
fn word_start(page: &Page, hit: &Hit) -> bool {
    !matches!(page.folded.class_before(hit.start as usize), Class::Hangul | Class::Latin)
}

/// Whether only brackets, 은행, 계좌, a branch or a short name stand between a bank's name and the number.
fn bridge(page: &Page, hit: &Hit, to: u32, full: bool) -> bool {
    let f = &page.folded;
    let (mut letters, mut i) = (0, hit.end);
    let limit = if full { 14 } else { 8 };
    if to < i || to - i > limit {
        return false;
    }
    while i < to {
        match f.class(i as usize) {
            Class::Digit | Class::Newline => return false,
            Class::Hangul | Class::Latin => letters += 1,
            _ => {}
        }
        i += 1;
    }
    if full {
        return letters <= 8;
    }
    let said = f.starts_with(hit.end as usize, "은행") || f.starts_with(hit.end as usize, " 은행") || f.starts_with(hit.end as usize, " 계좌") || f.starts_with(hit.end as usize, "계좌");
    letters == 0 || said && letters <= 5
}

/// Whether a bank is named in the line.
fn named(page: &Page, at: FoldSpan) -> bool {
    page.hits_in(holder::around(page, at)).any(|h| h.has(List::Banks, attr::BANKS_FULL))
}

fn push(page: &Page, span: FoldSpan, near: bool, bank: bool, sink: &mut Sink) {
    let (verdict, score, rule) = match (near, bank) {
        (true, true) => (Verdict::Proven, CERTAIN, "bank_account/bank"),
        (true, false) => (Verdict::Proven, LIKELY, "bank_account/label"),
        (false, true) => (Verdict::Proven, LIKELY, "bank_account/bank"),
        (false, false) => (Verdict::Plausible, LIKELY, "bank_account/structure"),
    };
    let person = holder::near(page, span, attr::HOLDERS_PERSON, 0);
    if holder::near(page, span, attr::HOLDERS_TREASURY, 1) && !(person && !public_holder(page, span)) || public_holder(page, span) {
        let why = "공금 계좌이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::BankAccount, span, verdict, score, "bank_account/treasury", why).action(Action::Keep));
        return;
    }
    let company = holder::of(page, span) == Holder::Company || holder::near(page, span, attr::HOLDERS_COMPANY, 0) || company_sign(page, span);
    let candidate = if company {
        Candidate::new(Kind::BankAccount, span, verdict, score, rule, "업체의 계좌번호입니다.").item(7)
    } else {
        Candidate::new(Kind::BankAccount, span, verdict, score, rule, "예금주를 알 수 있는 계좌번호입니다.")
    };
    sink.push(candidate);
}

/// ㈜ in the line.
fn company_sign(page: &Page, span: FoldSpan) -> bool {
    page.folded.units()[holder::around(page, span).range()].contains(&0x321C)
}

/// Whether the holder named behind 예금주 in the same line or the next, or in the bracket right behind the number, is a public body or public money: ○○시,
/// ○○구청, (군 기금), (누리도 도로관리사업소 세입금).
fn public_holder(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let index = page.line_index(span.start);
    let Some(line) = page.lines.get(index) else { return false };
    let stop = page.lines.get(index + 1).map_or(line.end, |l| l.end.min(line.end + 30)).min(span.end + 80);
    let open = span.end as usize + usize::from(f.unit(span.end as usize) == 0x20);
    if f.unit(open) == 0x28
        && let Some(shut) = (open..(open + 28).min(line.end as usize)).find(|&i| f.unit(i) == 0x29)
        && PUBLIC_MONEY.within(f, open, shut).is_some()
    {
        return true;
    }
    let Some(named) = (span.end.saturating_sub(60).max(line.start)..stop).find(|&i| f.starts_with(i as usize, "예금주")) else { return false };
    let mut i = named as usize + 3;
    while i < stop as usize && !matches!(f.class(i), Class::Hangul | Class::Blank) {
        i += 1;
    }
    let from = i;
    while i < stop as usize && i - from < 20 && matches!(f.class(i), Class::Hangul | Class::Blank) {
        i += 1;
    }
    i - from >= 3
        && (["시", "군", "구", "청", "시장", "군수", "구청장", "도지사", "교육청", "교육감", "교육장", "학교", "학교장", "보건소", "세무서", "사업소", "공단"].iter().any(|w| f.ends_with(i, w))
            || PUBLIC_MONEY.within(f, from, i).is_some())
}

/// What ends the name of public money or of a public body that holds some. 구 and 시 alone end names of persons and banks too.
static PUBLIC_MONEY: Phrases<22> = Phrases::new([
    "세입", "세입금", "세외수입", "수입금", " 수입", "기금", "재해구호", "공동모금회", "모금회", "초등학교", "중학교", "고등학교", "체육회", "도시공사", "개발공사", "시설공단", "개발원",
    "관리계정", "산학협력단", "사업소", "교육청", "시 금고",
]);

/// `110-***-***123` beside a label or bank: already taken out.
fn masked(page: &Page, start: usize, sink: &mut Sink) -> bool {
    let f = &page.folded;
    let (mut i, mut blanks, mut all, mut end) = (start, 0, 0, start);
    while i < start + 24 {
        match f.class(i) {
            Class::Digit => all += 1,
            Class::Blank => {
                all += 1;
                blanks += 1;
            }
            _ if f.unit(i) == 0x2D && i == end => {
                i += 1;
                continue;
            }
            _ => break,
        }
        i += 1;
        end = i;
    }
    if blanks < 2 || !(8..=14).contains(&all) {
        return false;
    }
    let span = FoldSpan::new(start, end);
    if page.labelled(span, Kind::BankAccount).is_some() || beside(page, span) {
        let why = "이미 일부를 가린 계좌번호이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::BankAccount, span, Verdict::Plausible, EVEN, "bank_account/masked", why).action(Action::Keep));
    }
    true
}

const EXAMPLES: &[Example] = &[
    Example::Finds("입금계좌: 농협 [[bank_account|302-0000-1234-01]] 김가람"),
    Example::Finds("계좌번호[[bank_account|１１０－０００－００１２３４]]로"),
    Example::Finds("김가람 [[bank_account|3333-00-0001234]](카카오)"),
    Example::Finds("신한 [[bank_account|110000001234]]으로 입금"),
    Example::Finds("시금고 농협 [[bank_account!keep|302-0000-1234-01]]"),
    Example::Passes("문의 국민은행 02-000-1234"),
    Example::Passes("사업자등록번호 099-01-23451"),
    Example::Passes("문서번호 2026-0000-123401"),
];
