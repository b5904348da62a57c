//! Points in a table whose head row holds names that no list knows: `위원 | 가람테크 | 나래소프트`, and a number in every cell below.

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::{Cut, Line, NONE};
use crate::rule::Sink;
use crate::text::Class;
use crate::words::{List, attr};

use super::scene::{Scene, Who};
use super::score::{LOOSE, is_score, push};

/// How many lines above the head row may say that points follow.
const TITLE: usize = 4;

/// Finds them.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    if scene.published {
        return;
    }
    let mut head = 0;
    for (i, line) in page.lines.iter().enumerate() {
        if scene.scoring && !scene.decided && unheaded(page, line) && told(page, i) {
            for cell in page.cells.get(line.cells()).unwrap_or(&[]).iter().skip(1) {
                push(sink, Kind::ReservePrice, cell.span(), LOOSE);
            }
            continue;
        }
        let goes_on = i > 0 && table(line) && line.cells().len() == page.lines[i - 1].cells().len();
        if !goes_on || !table(&page.lines[i - 1]) {
            head = i;
            continue;
        }
        let top = &page.lines[head];
        if !told(page, head) {
            continue;
        }
        let members = MEMBERS.iter().any(|w| page.folded.starts_with(first(page, top) as usize, w));
        let bidders = scene.holds(top.span(), Who::Company) || scene.holds(first_cell(page, line), Who::Company);
        let person = scene.holds(line.span(), Who::Person);
        // A head row of known words is read where the columns are known.
        if !(members || bidders || person && !top.header) {
            continue;
        }
        for (cell, above) in line.cells().zip(top.cells()).skip(1) {
            let (cell, above) = (&page.cells[cell], &page.cells[above]);
            let named = above.is_label && page.hits_in(above.span()).any(|h| h.is(List::Headers) || h.is(List::Labels));
            if is_score(&page.folded, cell.span())
                && cell.end > cell.start + 1
                && !named
                && !is_score(&page.folded, above.span())
            {
                let kind = if members || bidders { Kind::ReservePrice } else { Kind::PersonalRecord };
                push(sink, kind, cell.span(), LOOSE);
            }
        }
    }
}

/// `가람기획   52   48   55   51`: a row of one name and points, whose columns no word heads.
fn unheaded(page: &Page, line: &Line) -> bool {
    const OTHER: [&str; 7] = ["배점", "만점", "구분", "합계", "계", "순위", "연번"];
    let f = &page.folded;
    let Some((first, rest)) = page.cells.get(line.cells()).and_then(|c| c.split_first()) else { return false };
    let score = |c: &crate::page::Cell| {
        is_score(f, c.span()) && c.end > c.start + 1 && f.unit(c.start as usize) != 0x30 && c.end - c.start <= 5
    };
    matches!(line.cut, Cut::Marks | Cut::Columns)
        && !line.header
        && rest.len() >= 3
        && f.class(first.start as usize) == Class::Hangul
        && first.end - first.start >= 2
        && !OTHER.iter().any(|w| f.starts_with(first.start as usize, w))
        && rest.iter().all(|c| score(c) && c.head_from == NONE)
}

/// What a column of those who give points is called.
const MEMBERS: [&str; 6] = ["위원", "평가위원", "심사위원", "평가자", "심사자", "채점자"];

fn table(line: &Line) -> bool {
    matches!(line.cut, Cut::Marks | Cut::Columns) && line.cells().len() >= 3
}

fn first(page: &Page, line: &Line) -> u32 {
    page.cells[line.first_cell as usize].start
}

fn first_cell(page: &Page, line: &Line) -> crate::span::FoldSpan {
    page.cells[line.first_cell as usize].span()
}

/// Whether the head row or one of the lines above it speaks of points.
fn told(page: &Page, head: usize) -> bool {
    page.lines[head.saturating_sub(TITLE)..=head].iter().any(|line| {
        page.hits_in(line.span()).any(|h| {
            h.has(List::FactScene, attr::FACT_SCENE_SCORE) || h.has(List::FactScene, attr::FACT_SCENE_NEAR_SCORE)
        })
    })
}
