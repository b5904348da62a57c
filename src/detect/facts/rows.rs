//! The other amounts in the row of a person one of whose columns is money of theirs: 발생액 | 수납액 | 잔액, 본세 | 가산세 | 계.

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::{Cell, Cut, NONE};
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::words::{List, attr};

use super::amount;
use super::norms::limited;
use super::scene::{Scene, Tie, Who};

/// The last syllable of a head of money: 수납액, 가산금, 보험료, 치료비, 본세, 합계, 미납.
const ENDS: [u16; 7] = [0xC561, 0xAE08, 0xB8CC, 0xBE44, 0xC138, 0xACC4, 0xB0A9];
/// The longest head, in folded units.
const LONG: u32 = 16;

/// Adds to the amounts found from `from` on those that stand in the same rows.
pub(super) fn find(page: &Page, scene: &Scene, from: usize, sink: &mut Sink) {
    let mut rows: Vec<usize> = Vec::new();
    for c in sink.iter().skip(from).filter(|c| c.rule == "personal_finance/column") {
        let l = page.line_index(c.span.start);
        if rows.last() != Some(&l) {
            rows.push(l);
        }
    }
    for l in rows {
        let Some(line) = page.lines.get(l).filter(|line| line.cut != Cut::Whole && !line.header) else { continue };
        for cell in page.cells.get(line.cells()).unwrap_or(&[]) {
            if let Some(span) = own(page, scene, cell)
                && !sink.iter().skip(from).any(|c| c.span.overlaps(span))
            {
                let why = "사람마다 금액을 적은 줄의 다른 금액입니다.";
                let (kind, rule) = (Kind::PersonalFinance, "personal_finance/row");
                sink.push(Candidate::new(kind, span, Verdict::Plausible, LIKELY, rule, why));
            }
        }
    }
}

/// The amount that fills a cell of a person's row, where its head says nothing else of it.
fn own(page: &Page, scene: &Scene, cell: &Cell) -> Option<crate::span::FoldSpan> {
    if cell.head_from == NONE || !cell.exact() {
        return None;
    }
    let group = page.numbers.groups.get(page.numbers.index(cell.start)).filter(|g| g.start == cell.start)?;
    let found = amount::read(page, group.start).filter(|a| (a.comma || a.unit) && a.span.end == cell.end)?;
    let head = page.cells.get(cell.head_from as usize).filter(|h| h.end - h.start <= LONG)?;
    let f = &page.folded;
    // 수납액(원)
    let open = (head.start..head.end).find(|&i| f.unit(i as usize) == 0x28).unwrap_or(head.end);
    let money = ENDS.contains(&f.unit_before(open as usize));
    let other = page.hits_in(head.span()).any(|h| {
        h.attr(List::FactMoney).is_some_and(|c| !matches!(c, attr::FACT_MONEY_PLAIN | attr::FACT_MONEY_TOTAL))
    });
    let person = matches!(scene.owner(page, cell.start), Some((Who::Person, Tie::Line)));
    (money && !other && person && !limited(page, found.span.start, found.span.end)).then_some(found.span)
}
