//! Amounts and the words that speak for them: the nearest before one decides (체납액, 예산, 단가 …), then the head of its column.
//!
//! Not here: whose an amount is and whether it goes (`worth.rs`).

use crate::kind::Kind;
use crate::page::cells::{Cell, Cut, Line, NONE};
use crate::page::{Page, Place};
use crate::rule::{Candidate, Sink};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

use super::amount::{self, Amount};
use super::norms::{Known, known, treat};
use super::rows;
use super::scene::{Scene, Tie, Who};
use super::worth::judge;

/// The kinds found here.
pub(super) const KINDS: [Kind; 4] = [Kind::PersonalFinance, Kind::UnitPrice, Kind::ReservePrice, Kind::SalesFigure];

/// How far before an amount its word may stand, in folded units.
pub(super) const REACH: u32 = 28;

/// Finds the amounts of a page that are somebody's.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    let mut last: Option<(u32, u8)> = None;
    let mut from = 0;
    let begun = sink.len();
    for group in &page.numbers.groups {
        if group.start < from || page.folded.class_before(group.start as usize) == Class::Latin {
            continue;
        }
        let Some(found) = amount::read(page, group.start) else { continue };
        let bare = !found.unit && !found.rate;
        if bare
            && (!found.comma && group.len() < 4
                || !page.clear_left(found.span.start)
                || !page.clear_right(found.span.end)
                || goes_on(page, found.span.end)
                || counts(page, found.span.end))
        {
            continue;
        }
        from = found.span.end;
        let class = class(page, scene, &found, last, group.start);
        last = class.map(|(c, _)| (found.span.end, c));
        if let Some((class, place)) = class
            && let Some(candidate) = judge(page, scene, &found, class, place)
        {
            let candidate = Candidate { span: torn(page, &found, group.start, candidate.span), ..candidate };
            sink.push(match candidate.kind {
                Kind::PersonalFinance => Candidate { span: held(page, candidate.span), ..candidate },
                _ => candidate,
            });
        }
    }
    rows::find(page, scene, begun, sink);
}

/// Whether a number goes on behind a full stop: the year of `2099. 5. 16.` is no amount.
fn goes_on(page: &Page, end: u32) -> bool {
    let f = &page.folded;
    let next = end as usize + 1;
    let next = next + usize::from(f.unit(next) == 0x20);
    f.unit(end as usize) == 0x2E && f.class(next) == Class::Digit
}

/// With the digits that stand one by one before the last of them: `6 0만원`, `4 1 , 3 0 0 원`. The first of a row may be its number.
fn torn(page: &Page, found: &Amount, digits: u32, span: FoldSpan) -> FoldSpan {
    let f = &page.folded;
    let alone = f.class(digits as usize + 1) != Class::Digit;
    if !found.unit || found.comma || digits != span.start || !alone && f.class(digits as usize + 3) == Class::Digit {
        return span;
    }
    let floor = page.cell(span.start).start + 2;
    let mut start = span.start;
    while start > floor && f.unit(start as usize - 1) == 0x20 {
        let mut i = start as usize - 2;
        let comma = f.unit(i) == 0x2C;
        if comma {
            i -= 1 + usize::from(f.unit(i - 1) == 0x20);
        }
        let single = !matches!(f.class_before(i), Class::Digit | Class::Latin | Class::Hangul);
        if f.class(i) != Class::Digit || !comma && !(alone && single) || i < floor as usize {
            break;
        }
        start = i as u32;
    }
    FoldSpan { start, end: span.end }
}

/// Whether a number without a unit counts something else: 1,204건, 3,077명.
fn counts(page: &Page, end: u32) -> bool {
    const THINGS: &str = "건명개호대회차년월일평세주식인필마층번장권톤곳";
    let f = &page.folded;
    f.class(end as usize) == Class::Hangul && THINGS.encode_utf16().any(|u| u == f.unit(end as usize))
}

/// What the words around say an amount is, and how near they stand; its digits begin at `digits`.
fn class(page: &Page, scene: &Scene, found: &Amount, last: Option<(u32, u8)>, digits: u32) -> Option<(u8, Place)> {
    let at = found.span.start;
    if known(page, found.span.end) == Some(Known::Sealed) && found.unit {
        return Some((attr::FACT_MONEY_RESERVE, Place::Near));
    }
    // 빚 2천300만 원: one syllable is no word of the lists.
    if found.unit && page.folded.ends_with(at as usize, " 빚 ") {
        return Some((attr::FACT_MONEY_OWN, Place::Near));
    }
    // 일당 32만 원: the word that is read as part of the amount. 대당 232만원 in a quote is a price.
    if digits > at {
        let f = &page.folded;
        let head = FoldSpan { start: at, end: digits };
        if f.starts_with(at as usize, "일당") {
            return Some((attr::FACT_MONEY_OWN, Place::Near));
        }
        if scene.quote && !scene.decided && head.range().any(|i| f.unit(i) == 0xB2F9) {
            return Some((attr::FACT_MONEY_PRICE, Place::Near));
        }
    }
    let cell = *page.cell(at);
    let line = *page.line(at);
    let left = if line.cut == Cut::Words { line.start } else { cell.start };
    let floor = last.map_or(left, |(end, _)| left.max(end));
    for hit in page.hits_before(at) {
        if hit.start < floor || hit.end + REACH < at {
            break;
        }
        if let Some(c) = money(hit).filter(|_| word(page, hit)) {
            // 과태료 금액: the word before says what the 금액 is.
            let c = match page.hits_before(hit.start).next() {
                Some(before) if c == attr::FACT_MONEY_PLAIN && hit.start - before.end <= 2 => {
                    money(before).unwrap_or(c)
                }
                // 단가 합계는 4억 2천만원
                Some(before) if c == attr::FACT_MONEY_TOTAL && hit.start - before.end <= 2 => {
                    money(before).filter(|&c| c == attr::FACT_MONEY_PRICE).unwrap_or(c)
                }
                _ => c,
            };
            // 합계 3,140,000원(김가람): whose it is says more than a sum.
            if matches!(c, attr::FACT_MONEY_TOTAL | attr::FACT_MONEY_PLAIN)
                && found.unit
                && !scene.quote
                && beside(page, scene, found)
            {
                return Some((attr::FACT_MONEY_OWN, Place::Near));
            }
            let place = if at - hit.end <= 6 { Place::Near } else { Place::Line };
            return found.unit.then_some((c, place)).or_else(|| (at - hit.end <= 3).then_some((c, Place::Near)));
        }
    }
    if cell.row_head != NONE
        && let Some(class) = head(page, cell.row_head, cell.row_head + 1)
    {
        return Some((class, Place::Row));
    }
    if cell.head_from != NONE {
        if cell.exact() {
            if let Some(class) = head(page, cell.head_from, cell.head_to) {
                return Some((class, Place::Column));
            }
        } else if found.unit || found.comma || found.rate {
            let class = in_order(page, &line, &cell, found).or_else(|| head(page, cell.head_from, cell.head_to));
            if let Some(class) = class {
                return Some((class, Place::Loose));
            }
        }
    }
    // 연소득, and 2,200만 원 in the line below.
    if let Some(class) = label_above(page, &line, at).filter(|_| found.unit || found.comma) {
        return Some((class, Place::Row));
    }
    if offered(page, scene, found) {
        return Some((attr::FACT_MONEY_PRICE, Place::Near));
    }
    // ①306,152,000 ②309,740,000: what stands in a row with one is the same.
    if let Some((end, c)) = last
        && found.comma
        && end >= left
        && at > end
        && at - end <= 6
        && (end..at).all(|i| in_row(page, i))
    {
        return Some((c, Place::Line));
    }
    // 250,000원(초과 40,000원): the second is what the first is.
    if let Some((end, c)) = last
        && found.unit
        && end >= left
        && at.saturating_sub(end) <= REACH
    {
        return Some((c, Place::Line));
    }
    let offered = scene.quote && !scene.decided && matches!(scene.owner(page, at), Some((_, Tie::Line)));
    if found.unit && (offered || beside(page, scene, found)) {
        return Some((
            if scene.quote && !scene.decided { attr::FACT_MONEY_PRICE } else { attr::FACT_MONEY_OWN },
            Place::Near,
        ));
    }
    if let Some(c) = found.unit.then(|| above(page, at)).flatten() {
        return Some((c, Place::Loose));
    }
    // An amount shortly behind one person, and nothing that says what it is.
    let alone = found.unit && !scene.quote && !treat(page, at) && {
        let near = FoldSpan { start: line.start.max(at.saturating_sub(NEAR)), end: at };
        scene.holds(near, Who::Person) && matches!(scene.owner(page, at), Some((Who::Person, Tie::Line)))
    };
    alone.then_some((attr::FACT_MONEY_OWN, Place::Line))
}

/// What the line above says where it is a label and nothing else, and the amount at `at` begins its line.
fn label_above(page: &Page, line: &Line, at: u32) -> Option<u8> {
    const SHORT: u32 = 14;
    let f = &page.folded;
    let letters = |from: u32, to: u32| (from..to).filter(|&i| f.class(i as usize) == Class::Hangul).count();
    let i = page.line_index(at);
    let above = page.lines.get(i.checked_sub(1)?)?;
    if line.cut != Cut::Whole || above.cut != Cut::Whole || at - line.start > 4 || letters(line.start, at) > 0 {
        return None;
    }
    // 보증금(원), 환수 예정:
    let open = (above.start..above.end).find(|&i| matches!(f.unit(i as usize), 0x28 | 0x3A)).unwrap_or(above.end);
    let hit = page
        .hits_before(open + 1)
        .take_while(|h| h.start >= above.start)
        .find(|h| h.end == open && money(h).is_some())?;
    (above.end - above.start <= SHORT && letters(above.start, hit.start) <= 4).then(|| money(hit)).flatten()
}

/// `값: 가람 1억 7500, 이든 169,000,000`, or the same below a line that says 가격: what each company asks while nothing is decided.
pub(super) fn offered(page: &Page, scene: &Scene, found: &Amount) -> bool {
    const HEADS: [&str; 6] = ["값", "가격", "제안가", "제시가", "제안금액", "견적"];
    let f = &page.folded;
    let at = found.span.start;
    if !(scene.quote || scene.scoring) || scene.decided || scene.published || !(found.unit || found.comma) {
        return false;
    }
    let line = page.line(at);
    let named = at > line.start + 2 && f.unit_before(at as usize) == 0x20 && f.class(at as usize - 2) == Class::Hangul;
    let list = (at.saturating_sub(40).max(line.start)..line.end.min(at + 60))
        .any(|i| matches!(f.unit(i as usize), 0x2C | 0x2F) && matches!(f.unit(i as usize + 1), 0x20));
    let says = |from: u32, to: u32| {
        (from..to).find(|&i| f.class(i as usize) == Class::Hangul).is_some_and(|i| {
            HEADS
                .iter()
                .any(|w| f.starts_with(i as usize, w) && f.class(i as usize + w.chars().count()) != Class::Hangul)
        })
    };
    let above = page.line_index(at).checked_sub(1).and_then(|i| page.lines.get(i));
    let headed = above.is_some_and(|l| l.end - l.start <= 10 && says(l.start, l.end));
    named && list && (headed || says(line.start, line.end.min(line.start + 8)))
}

/// Whether a sign stands between the amounts of a row: a space, a circled number, `,` `/` `~` `→`, a dot in the middle.
fn in_row(page: &Page, i: u32) -> bool {
    let f = &page.folded;
    matches!(f.class(i as usize), Class::Space | Class::Circled)
        || matches!(f.unit(i as usize), 0x2C | 0x2F | 0x7E | 0x2192 | 0xB7)
}

/// `김가람 728,000원`, `김가람(분식점) 3천만원`, `통역 김가람(80,000원)`, `3,140,000원(김가람)`: a private person and an amount, with nothing between.
fn beside(page: &Page, scene: &Scene, found: &Amount) -> bool {
    let f = &page.folded;
    let line = page.line(found.span.start);
    let floor = line.start.max(found.span.start.saturating_sub(44));
    let mut i = found.span.start;
    if i > floor && f.unit_before(i as usize) == 0x28 {
        return scene.person_ends(i - 1);
    }
    if i > floor && f.unit_before(i as usize) == 0x20 {
        i -= 1;
    }
    if treat(page, i) {
        return false;
    }
    // One word that says what for: 감면 88,210원.
    let word = (i.saturating_sub(5).max(floor)..i)
        .rev()
        .find(|&k| f.class(k as usize) != Class::Hangul)
        .filter(|&k| f.unit(k as usize) == 0x20 && k + 2 < i);
    let near = |mut i: u32| {
        if i > floor && f.unit_before(i as usize) == 0x29 {
            let Some(open) = (floor..i).rev().find(|&k| f.unit(k as usize) == 0x28) else { return false };
            i = if f.unit_before(open as usize) == 0x20 { open - 1 } else { open };
        }
        scene.person_ends(i)
    };
    let behind = f.unit(found.span.end as usize) == 0x28 && scene.person_begins(found.span.end + 1);
    near(i) || word.is_some_and(near) || behind
}

/// How far behind a person an amount may stand that no word explains, in folded units.
const NEAR: u32 = 44;

/// Kinds of wealth and debt that are told beside their amount: 예금 3천만원, 재산세 1,182,400원.
const HELD: [&str; 30] = [
    "재산세",
    "자동차세",
    "주민세",
    "소득세",
    "취득세",
    "상속세",
    "증여세",
    "양도세",
    "양도소득세",
    "지방세",
    "국세",
    "예금",
    "적금",
    "주식",
    "채권",
    "펀드",
    "대출",
    "채무",
    "부채",
    "카드빚",
    "빚",
    "임야",
    "토지",
    "농지",
    "아파트",
    "상가",
    "전세",
    "월세",
    "현금",
    "보증",
];

/// With the kind of wealth or debt before the amount, and whose it is: `아버지 명의 임야 6,500만원`.
fn held(page: &Page, span: FoldSpan) -> FoldSpan {
    let f = &page.folded;
    let line = page.line(span.start);
    let at = span.start as usize;
    if line.cut != Cut::Whole
        || f.unit(at) == 0xAE08
        || f.unit_before(at) != 0x20
        || !HELD.iter().any(|w| f.ends_with(at - 1, w))
    {
        return span;
    }
    let mut start = at - 1;
    while start > line.start as usize && f.class_before(start) == Class::Hangul {
        start -= 1;
    }
    // A word that begins its line, or stands behind a colon, is the name of a field.
    let field = start <= line.start as usize
        || f.unit_before(start) == 0x20 && matches!(f.unit_before(start - 1), 0x3A | 0x29 | 0x2E);
    if field || at - start > 8 { span } else { FoldSpan { start: start as u32, end: span.end } }
}

/// The telling class among some heads.
fn head(page: &Page, from: u32, to: u32) -> Option<u8> {
    let heads = page.cells[from as usize..to as usize].iter();
    heads.flat_map(|h| page.hits_in(h.span()).filter_map(money)).min_by_key(|&c| rank(c))
}

/// Where a row has as many amounts as its header has columns of money, the first belongs to the first.
fn in_order(page: &Page, line: &Line, cell: &Cell, found: &Amount) -> Option<u8> {
    let header = page.lines[page.cells[cell.head_from as usize].line as usize];
    if header.start == line.start {
        return None;
    }
    let mut heads = [0u8; 12];
    let mut n = 0;
    for h in &page.cells[header.cells()] {
        if let Some(class) = page
            .hits_in(h.span())
            .filter_map(money)
            .min_by_key(|&c| rank(c))
            .filter(|&c| c != attr::FACT_MONEY_PLAIN || page.folded.starts_with(h.start as usize, "금액"))
            && n < heads.len()
        {
            heads[n] = class;
            n += 1;
        }
    }
    let (mut total, mut own, mut from) = (0, None, 0);
    let first = page.numbers.index(line.start);
    for group in page.numbers.groups.get(first..)?.iter().take(96).take_while(|g| g.start < line.end) {
        if group.start < from {
            continue;
        }
        let Some(a) = amount::read(page, group.start).filter(|a| a.unit || a.comma || a.rate) else { continue };
        from = a.span.end;
        if a.span.start == found.span.start {
            own = Some(total);
        }
        total += 1;
    }
    if total != n { None } else { heads.get(own?).copied() }
}

/// Whether a short word of money stands by itself: 거래 in 거래처 does not.
fn word(page: &Page, hit: &Hit) -> bool {
    if hit.end - hit.start > 2 {
        return true;
    }
    let f = &page.folded;
    let next = f.unit(hit.end as usize);
    let after =
        f.class(hit.end as usize) != Class::Hangul || "은는이가을를의와과도로만액금".encode_utf16().any(|p| p == next);
    after && f.class_before(hit.start as usize) != Class::Hangul
}

/// What the nearest of the lines before says, where nothing nearer does: a title or a heading.
fn above(page: &Page, at: u32) -> Option<u8> {
    let line = page.line(at).start;
    page.hits_before(line)
        .take_while(|h| h.start + 200 > line)
        .filter(|h| word(page, h))
        .filter_map(money)
        .find(|&c| c != attr::FACT_MONEY_PLAIN)
}

/// The class of a word of money.
pub(super) fn money(hit: &Hit) -> Option<u8> {
    hit.attr(List::FactMoney)
}

/// Where several columns are possible the telling one counts.
fn rank(class: u8) -> u8 {
    match class {
        attr::FACT_MONEY_OWN => 0,
        attr::FACT_MONEY_PRICE => 1,
        attr::FACT_MONEY_RESERVE => 2,
        attr::FACT_MONEY_SALES => 3,
        attr::FACT_MONEY_PUBLIC => 4,
        attr::FACT_MONEY_FEE => 5,
        _ => 6,
    }
}
