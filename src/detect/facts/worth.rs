//! Whose an amount is, and whether it goes: one person's money, a company's price or figures, a price set before a tender.
//!
//! Not here: which word speaks for an amount (`money.rs`).

use crate::kind::{Action, Kind};
use crate::page::cells::{Cut, NONE};
use crate::page::{Page, Place};
use crate::rule::{Candidate, FAIR, LIKELY, Score, Verdict};
use crate::text::Class;
use crate::words::{List, attr};

use super::amount::Amount;
use super::money::{REACH, money, offered};
use super::norms::{self, Known, known, limited, norm, of_many, total};
use super::scene::{Scene, Tie, Who};

/// How sure an amount in the line of its person is, one below the person, and a company's figure, as measured on the training texts.
const OWN: Score = 36;
const ABOVE: Score = 28;
const SALES: Score = 24;

/// What an amount is of a class of words that stands at `place` beside it; `None` where it is nobody's.
pub(super) fn judge(page: &Page, scene: &Scene, found: &Amount, class: u8, place: Place) -> Option<Candidate> {
    if limited(page, found.span.start, found.span.end)
        || scene.expense && class != attr::FACT_MONEY_OWN
        || known(page, found.span.end) == Some(Known::Out)
    {
        return None;
    }
    let owner = scene.owner(page, found.span.start);
    if found.rate && !matches!(class, attr::FACT_MONEY_PRICE | attr::FACT_MONEY_SALES) {
        return None;
    }
    let found_as = |c: Candidate| Some(c).filter(|c| !norms::open(page, found.span.start, c.kind));
    of_class(page, scene, found, class, place, owner).and_then(found_as)
}

/// The same, before it is asked whether everybody may know it.
fn of_class(
    page: &Page,
    scene: &Scene,
    found: &Amount,
    class: u8,
    place: Place,
    owner: Option<(Who, Tie)>,
) -> Option<Candidate> {
    match class {
        attr::FACT_MONEY_TOTAL if scene.quote && !scene.decided => price(page, scene, found, owner),
        attr::FACT_MONEY_PRICE | attr::FACT_MONEY_PUBLIC if scene.reserved && scene.tender && place != Place::Line => {
            reserve(page, scene, found)
        }
        attr::FACT_MONEY_OWN => own(page, scene, found, place),
        attr::FACT_MONEY_FEE if matches!(owner, Some((Who::Person, Tie::Line))) && !scene.quote => {
            own(page, scene, found, place)
        }
        attr::FACT_MONEY_PRICE => price(page, scene, found, owner),
        attr::FACT_MONEY_RESERVE => reserve(page, scene, found),
        attr::FACT_MONEY_SALES
            if !found.rate
                || scene.companies >= 2
                || named_rate(page, found)
                || matches!(place, Place::Column | Place::Row) =>
        {
            sales(page, scene, found, owner)
        }
        attr::FACT_MONEY_PLAIN => plain(page, scene, found, owner, place),
        _ => None,
    }
}

/// Whether the table of an amount tells who won the tender and at which rate: 예정가격 | 계약금액 | 낙찰률. Its prices are published by law.
fn awarded(page: &Page, at: u32) -> bool {
    let cell = page.cell(at);
    let Some(head) = page.cells.get(cell.head_from as usize).filter(|_| cell.head_from != NONE) else { return false };
    let Some(line) = page.lines.get(head.line as usize) else { return false };
    line.start != page.line(at).start
        && page.hits_in(line.span()).any(|h| h.attr(List::FactScene) == Some(attr::FACT_SCENE_DECIDED))
}

fn own(page: &Page, scene: &Scene, found: &Amount, place: Place) -> Option<Candidate> {
    let owner = scene.owner(page, found.span.start);
    // 보증금: 7,800만 원, then 임차인 김가람: a record that begins with its amount.
    let begins = || field(page, found, place) && scene.follows(page, found.span.end);
    let (mut who, tie) = match owner {
        None | Some((_, Tie::Draft)) if begins() => (Who::Person, Tie::Block),
        owner => owner?,
    };
    // 근무처 대진수산(주), then 연소득 2,200만 원: where the person works is named in between.
    if who == Who::Company && tie == Tie::Block && scene.employed(page, found.span.start) {
        who = Who::Person;
    }
    if tie != Tie::Line && many(page, found) {
        return None;
    }
    // ※ 지원단가 …: a note below a table is about all of its rows.
    let note = tie != Tie::Line && page.folded.unit(page.line(found.span.start).start as usize) == 0x203B;
    if note || !matches!(place, Place::Column | Place::Row) && norm(page, scene, found, Kind::PersonalFinance) {
        return None;
    }
    if who == Who::Company || tie > Tie::Block || scene.open(page, found.span.start) && tie != Tie::Line {
        return None;
    }
    // A column is a person's where the person stands in the row, or above where cells are written one a line.
    if matches!(place, Place::Loose | Place::Column | Place::Row)
        && tie != Tie::Line
        && (place == Place::Loose || page.line(found.span.start).cut != Cut::Whole)
    {
        return None;
    }
    let (score, rule, why) = match place {
        Place::Column | Place::Row | Place::Loose => {
            (LIKELY, "personal_finance/column", "사람마다 금액을 적은 칸의 금액입니다.")
        }
        _ if tie == Tie::Line => {
            (OWN, "personal_finance/label", "같은 줄에 적힌 사람의 소득·재산·채무 등을 나타내는 금액입니다.")
        }
        _ => (ABOVE, "personal_finance/passage", "앞에 적힌 사람의 소득·재산·채무 등을 나타내는 금액입니다."),
    };
    Some(Candidate::new(Kind::PersonalFinance, found.span, Verdict::Plausible, score, rule, why))
}

/// Whether the word of money before an amount, or the bracket behind it, says that many are counted.
fn many(page: &Page, found: &Amount) -> bool {
    let at = found.span.start;
    let word = page.hits_before(at).take_while(|h| h.end + REACH >= at).find(|h| money(h).is_some());
    of_many(page, word.map_or(at, |h| h.start), found.span.end)
}

/// Whether nothing but a short label stands before an amount in its line, or the amount fills the line below its label: one field of a record.
fn field(page: &Page, found: &Amount, place: Place) -> bool {
    let f = &page.folded;
    let line = page.line(found.span.start);
    if line.cut != Cut::Whole {
        return false;
    }
    match place {
        Place::Column | Place::Row => found.span.start == page.cell(found.span.start).start,
        Place::Near => {
            found.span.start - line.start <= 14
                && (line.start..found.span.start).filter(|&i| f.class(i as usize) == Class::Hangul).count() <= 4
        }
        _ => false,
    }
}

/// 영업이익률은 4.1%: a rate that is called one.
fn named_rate(page: &Page, found: &Amount) -> bool {
    let at = found.span.start;
    (at.saturating_sub(6)..at).any(|i| matches!(page.folded.unit(i as usize), 0xB960 | 0xC728))
}

/// 금액 alone: what the draft is about decides.
fn plain(page: &Page, scene: &Scene, found: &Amount, owner: Option<(Who, Tie)>, place: Place) -> Option<Candidate> {
    // 단가 금액: the sums beside the prices of a quote.
    if scene.quote && !scene.decided && matches!(place, Place::Column | Place::Loose) && owner.is_none() {
        return price(page, scene, found, owner);
    }
    let (who, tie) = owner?;
    let near = found.unit && who == Who::Person && !scene.quote;
    // 주인 김가람, 주소 …, 금액 41,220원: a record of fields, one a line.
    if tie == Tie::Block
        && who == Who::Person
        && !scene.quote
        && !scene.expense
        && field(page, found, place)
        && scene.recorded(page, found.span.start)
    {
        return own(page, scene, found, place);
    }
    if tie != Tie::Line
        || !(near || matches!(place, Place::Column | Place::Loose | Place::Row))
        || !(found.unit || found.comma)
    {
        return None;
    }
    match who {
        Who::Person if !scene.expense => own(page, scene, found, place),
        Who::Company if scene.quote && !scene.decided => price(page, scene, found, owner),
        _ => None,
    }
}

fn price(page: &Page, scene: &Scene, found: &Amount, owner: Option<(Who, Tie)>) -> Option<Candidate> {
    let contracted = scene.decided && scene.companies > 0;
    if !scene.quote
        && !contracted
        && !offered(page, scene, found)
        && !matches!(owner, Some((Who::Company, Tie::Line | Tie::Block)))
        || !(found.unit || found.comma || found.rate)
    {
        return None;
    }
    if total(page, found.span.start) {
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

fn reserve(page: &Page, scene: &Scene, found: &Amount) -> Option<Candidate> {
    if scene.decided && !scene.tender || awarded(page, found.span.start) || !found.unit && !found.comma {
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
    // 매출액의 2%: a share that was agreed on, no figure of a company.
    let at = found.span.start as usize;
    let share = found.rate && page.folded.unit_before(at - usize::from(page.folded.unit_before(at) == 0x20)) == 0xC758;
    if tie == Tie::Draft
        || share
        || norm(page, scene, found, Kind::SalesFigure)
        || scene.open(page, found.span.start) && tie != Tie::Line
        || !(found.unit || found.comma || found.rate)
    {
        return None;
    }
    Some(Candidate::new(
        Kind::SalesFigure,
        found.span,
        Verdict::Plausible,
        SALES,
        "sales_figure/label",
        "한 업체의 매출·거래·재무를 나타내는 금액입니다.",
    ))
}
