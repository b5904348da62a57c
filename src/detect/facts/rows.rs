//! The other amounts in the row of a person one of whose columns is money of theirs: 발생액 | 수납액 | 잔액, 본세 | 가산세 | 계.

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::{Cell, Cut, NONE};
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::words::{List, attr};

use super::amount;
use super::norms::limited;
use super::scene::{Scene, Tie, Who};

/// Heads whose amounts hold for many, or are no money of a person.
const OTHERS: [&str; 12] =
    ["단가", "기준", "한도", "예산", "정원", "인원", "면적", "수량", "공시", "지원", "배정", "목표"];

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
    let head = page.cells.get(cell.head_from as usize)?;
    let other = page.hits_in(head.span()).any(|h| {
        h.attr(List::FactMoney).is_some_and(|c| !matches!(c, attr::FACT_MONEY_PLAIN | attr::FACT_MONEY_TOTAL))
    });
    let named = (head.start..head.end).any(|i| OTHERS.iter().any(|w| page.folded.starts_with(i as usize, w)));
    let person = matches!(scene.owner(page, cell.start), Some((Who::Person, Tie::Line)));
    (!other && !named && person && !limited(page, found.span.start, found.span.end)).then_some(found.span)
}
