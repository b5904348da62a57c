//! Columns and rows headed by the name of a fact: 진단명, 처분, 수급구분, 가족관계. The whole cell is the fact.

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::{Cell, NONE};
use crate::rule::{Candidate, Sink, Verdict};
use crate::text::Class;
use crate::words::{Hit, List, attr};

use super::scene::Scene;
use super::topic::{self, Topic};

/// The longest cell that is one fact, in folded units.
const LONG: u32 = 40;

/// Finds the cells of such columns.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    for cell in &page.cells {
        if label(page, cell) || cell.end <= cell.start || cell.end - cell.start > LONG {
            continue;
        }
        let Some(topic) = head(page, cell) else { continue };
        // A row of officials under a head such as 평정 is about them.
        let appraised = topic.kind == Kind::PersonalRecord && scene.official_in(page.line(cell.start).span());
        // 담당 복지과: a line below the table, not its next row.
        let other = page.hits_in(cell.span()).next().is_some_and(|h| {
            h.start == cell.start
                && topic.strength(h).is_none()
                && (h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Headers) || h.is(List::Persons))
        });
        // 소득인정액: 월 612,400원: a field of its own, not the cell of a column.
        let field = (cell.start..cell.end.min(cell.start + 10)).any(|i| page.folded.unit(i as usize) == 0x3A);
        if other
            || field
            || scene.official_in(cell.span())
            || !says_something(page, cell)
            || !(scene.person(page, cell.start).is_some() || appraised)
        {
            continue;
        }
        if topic.kind != Kind::PersonalRecord && counts(page, topic, cell) {
            continue;
        }
        sink.push(Candidate::new(
            topic.kind,
            cell.span(),
            Verdict::Plausible,
            if matches!(topic.kind, Kind::FamilyStatus | Kind::SensitiveCriminal) { topic.weak } else { topic.strong },
            topic.column_rule,
            topic.column_why,
        ));
    }
}

/// Whether a cell is itself the name of something: a header, or a label before its value.
fn label(page: &Page, cell: &Cell) -> bool {
    let whole = |h: &Hit| h.start == cell.start && h.end == cell.end && (h.is(List::Labels) || h.is(List::Headers));
    let fact = |h: &Hit| h.is(List::FactMoney) || topic::ALL.iter().any(|t| t.strength(h).is_some());
    let header = page.lines.get(cell.line as usize).is_some_and(|l| l.header);
    header || cell.is_label && (cell.head_from == NONE || page.hits_in(cell.span()).any(|h| whole(h) && !fact(h)))
}

fn head(page: &Page, cell: &Cell) -> Option<&'static Topic> {
    let named = |head: &Cell| {
        page.hits_in(head.span())
            .filter(|h| h.is(List::Labels))
            .find_map(|h| topic::ALL.iter().find(|t| h.labels(t.kind)).map(|t| (t, h.start)))
            .filter(|&(t, name)| topic::fits(page, t, name, cell.span()))
            .map(|(t, _)| t)
    };
    if cell.row_head != NONE
        && let Some(topic) = named(&page.cells[cell.row_head as usize])
    {
        return Some(topic);
    }
    if cell.head_from == NONE || !cell.exact() {
        return None;
    }
    named(&page.cells[cell.head_from as usize])
}

/// Whether a cell holds a share, the number of an item or, below a head of relatives, any number and nothing else: no fact.
fn counts(page: &Page, topic: &Topic, cell: &Cell) -> bool {
    let f = &page.folded;
    let said = |i: u32| matches!(f.class(i as usize), Class::Hangul | Class::Latin | Class::Hanja | Class::Blank);
    let item = cell.end - cell.start == 2 && f.unit(cell.start as usize + 1) == 0x2E;
    let share = f.unit_before(cell.end as usize) == 0x25;
    item || (share || topic.kind == Kind::FamilyStatus) && !(cell.start..cell.end).any(said)
}

/// Whether a cell holds letters or digits and is none of 없음, 정상, 해당없음.
pub(super) fn says_something(page: &Page, cell: &Cell) -> bool {
    let f = &page.folded;
    let filled =
        (cell.start..cell.end).any(|i| matches!(f.class(i as usize), Class::Hangul | Class::Latin | Class::Digit));
    let none = page.hits_in(cell.span()).any(|h| h.has(List::FactScene, attr::FACT_SCENE_NONE));
    filled && !none
}
