//! What an amount is: one person's money, a company's price or figures, a price set before a tender, or public money that stays.
//!
//! The word nearest before it decides (체납액, 예산, 단가 …), then the head of its column; the owner decides whether it is anybody's.

use crate::kind::{Action, Kind};
use crate::page::{Page, Place};
use crate::page::cells::{Cell, NONE};
use crate::rule::{Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

use super::amount::{self, Amount};
use super::scene::{Scene, Tie, Who};

/// The kinds found here.
pub(super) const KINDS: [Kind; 4] = [Kind::PersonalFinance, Kind::UnitPrice, Kind::ReservePrice, Kind::SalesFigure];

/// How far before an amount its word may stand, in folded units.
const REACH: u32 = 28;

/// Words behind an amount that make it a limit or a rule.
const LIMITS: [&str; 12] = ["이하", "이내", "미만", "초과", "이상", "까지", "한도", "범위", "상당", "정도", "부터", "내외"];

/// Finds the amounts of a page that are somebody's.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    let mut last: Option<(u32, u8)> = None;
    let mut from = 0;
    for group in &page.numbers.groups {
        if group.start < from || page.folded.class_before(group.start as usize) == Class::Latin {
            continue;
        }
        let Some(found) = amount::read(page, group.start) else { continue };
        if !found.unit && !found.comma && found.span.len() < 4 && !percent(page, found.span.end) {
            continue;
        }
        from = found.span.end;
        let class = class(page, &found, last);
        last = class.map(|(c, _)| (found.span.end, c));
        if let Some((class, place)) = class
            && let Some(candidate) = judge(page, scene, &found, class, place)
        {
            sink.push(candidate);
        }
    }
}

fn percent(page: &Page, at: u32) -> bool {
    page.folded.unit(at as usize) == 0x25
}

/// What the words around say an amount is, and how near they stand.
fn class(page: &Page, found: &Amount, last: Option<(u32, u8)>) -> Option<(u8, Place)> {
    let at = found.span.start;
    let cell = *page.cell(at);
    let line = *page.line(at);
    let left = if line.cut == crate::page::cells::Cut::Words { line.start } else { cell.start };
    let floor = last.map_or(left, |(end, _)| left.max(end));
    for hit in page.hits_before(at) {
        if hit.start < floor || hit.end + REACH < at {
            break;
        }
        if let Some(c) = money(hit) {
            let place = if at - hit.end <= 6 { Place::Near } else { Place::Line };
            return found.unit.then_some((c, place)).or_else(|| (at - hit.end <= 3).then_some((c, Place::Near)));
        }
    }
    let head = |cell: &Cell, from: u32, to: u32, place| {
        let mut best = None;
        for head in &page.cells[from as usize..to as usize] {
            for c in page.hits_in(head.span()).filter_map(money) {
                if best.is_none_or(|b| rank(c) < rank(b)) {
                    best = Some(c);
                }
            }
        }
        let _ = cell;
        best.map(|c| (c, place))
    };
    if cell.row_head != NONE
        && let Some(found) = head(&cell, cell.row_head, cell.row_head + 1, Place::Row)
    {
        return Some(found);
    }
    if cell.head_from != NONE {
        let place = if cell.exact() { Place::Column } else { Place::Loose };
        if (cell.exact() || found.unit || found.comma)
            && let Some(found) = head(&cell, cell.head_from, cell.head_to, place)
        {
            return Some(found);
        }
    }
    // 250,000원(초과 40,000원): the second is what the first is.
    if let Some((end, c)) = last
        && found.unit
        && end >= left
        && at - end <= REACH
    {
        return Some((c, Place::Line));
    }
    found.unit.then(|| above(page, at)).flatten().map(|c| (c, Place::Loose))
}

/// What the nearest of the lines before says, where nothing nearer does: a title or a heading.
fn above(page: &Page, at: u32) -> Option<u8> {
    let line = page.line(at).start;
    page.hits_before(line)
        .take_while(|h| h.start + 200 > line)
        .filter_map(money)
        .find(|&c| c != attr::FACT_MONEY_PLAIN)
}

fn money(hit: &Hit) -> Option<u8> {
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
        _ => 5,
    }
}

fn limited(page: &Page, end: u32) -> bool {
    let f = &page.folded;
    let mut i = end as usize;
    if f.unit(i) == 0x20 || f.unit(i) == 0xC744 {
        i += 1;
    }
    if f.unit(i) == 0x20 {
        i += 1;
    }
    LIMITS.iter().any(|w| f.starts_with(i, w))
}

fn judge(page: &Page, scene: &Scene, found: &Amount, class: u8, place: Place) -> Option<Candidate> {
    if limited(page, found.span.end) || scene.expense && class != attr::FACT_MONEY_OWN {
        return None;
    }
    let owner = scene.owner(page, found.span.start);
    match class {
        attr::FACT_MONEY_OWN => own(page, scene, found, place),
        attr::FACT_MONEY_PRICE => price(page, scene, found, owner),
        attr::FACT_MONEY_RESERVE => reserve(scene, found),
        attr::FACT_MONEY_SALES => sales(page, scene, found, owner),
        attr::FACT_MONEY_PLAIN => plain(page, scene, found, owner, place),
        _ => None,
    }
}

fn own(page: &Page, scene: &Scene, found: &Amount, place: Place) -> Option<Candidate> {
    let (who, tie) = scene.owner(page, found.span.start)?;
    if who == Who::Company || tie > Tie::Block || scene.open(page, found.span.start) && tie != Tie::Line {
        return None;
    }
    if place == Place::Loose && tie != Tie::Line {
        return None;
    }
    let (score, rule, why) = match place {
        Place::Column | Place::Row | Place::Loose => (LIKELY, "personal_finance/column", "사람마다 금액을 적은 칸의 금액입니다."),
        _ if tie == Tie::Line => (LIKELY, "personal_finance/label", "같은 줄에 적힌 사람의 소득·재산·채무 등을 나타내는 금액입니다."),
        _ => (FAIR, "personal_finance/passage", "앞에 적힌 사람의 소득·재산·채무 등을 나타내는 금액입니다."),
    };
    Some(Candidate::new(Kind::PersonalFinance, found.span, Verdict::Plausible, score, rule, why))
}

/// 금액 alone: what the draft is about decides.
fn plain(page: &Page, scene: &Scene, found: &Amount, owner: Option<(Who, Tie)>, place: Place) -> Option<Candidate> {
    let (who, tie) = owner?;
    if tie != Tie::Line || !matches!(place, Place::Column | Place::Loose | Place::Row) || !(found.unit || found.comma) {
        return None;
    }
    match who {
        Who::Person if !scene.expense => own(page, scene, found, place),
        Who::Company if scene.quote && !scene.decided => price(page, scene, found, owner),
        _ => None,
    }
}

fn price(_page: &Page, scene: &Scene, found: &Amount, owner: Option<(Who, Tie)>) -> Option<Candidate> {
    if !scene.quote && !matches!(owner, Some((Who::Company, Tie::Line | Tie::Block))) {
        return None;
    }
    let why = if scene.decided {
        "계약한 단가는 공개하는 것이 원칙이나 업체의 영업상 비밀이라는 주장이 있을 수 있습니다."
    } else {
        "업체가 낸 단가·견적 금액이며 아직 결정되지 않았습니다."
    };
    let candidate = Candidate::new(Kind::UnitPrice, found.span, Verdict::Plausible, LIKELY, "unit_price/label", why);
    Some(if scene.decided { candidate.action(Action::Review) } else { candidate })
}

fn reserve(scene: &Scene, found: &Amount) -> Option<Candidate> {
    if scene.decided || !found.unit && !found.comma {
        return None;
    }
    let (score, why) = if scene.tender {
        (LIKELY, "공고나 개찰 전에 정한 예정가격·기초금액입니다.")
    } else {
        (FAIR, "예정가격·기초금액은 입찰이 끝나기 전에 알려지면 안 됩니다.")
    };
    Some(Candidate::new(Kind::ReservePrice, found.span, Verdict::Plausible, score, "reserve_price/label", why))
}

fn sales(page: &Page, scene: &Scene, found: &Amount, owner: Option<(Who, Tie)>) -> Option<Candidate> {
    let (_, tie) = owner?;
    if tie == Tie::Draft || scene.open(page, found.span.start) && tie != Tie::Line || !(found.unit || found.comma) {
        return None;
    }
    Some(Candidate::new(
        Kind::SalesFigure,
        found.span,
        Verdict::Plausible,
        LIKELY,
        "sales_figure/label",
        "한 업체의 매출·거래·재무를 나타내는 금액입니다.",
    ))
}

#[allow(dead_code)]
fn span(a: u32, b: u32) -> FoldSpan {
    FoldSpan { start: a, end: b }
}
