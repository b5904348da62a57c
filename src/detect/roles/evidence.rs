//! What stands around a name, as features: a class of evidence at a place.
//!
//! Here it is decided where to look; `beside` reads the words next to the name, `endings` how they end, `elsewhere` what the other
//! mentions of the name say, `outline` lists and the lines above, `label` what a list or a number stands under, `owner` whose name stands
//! beside a number or an address.

use super::around::Around;
use super::class::{self, DISCIPLINE, DUTIES, HELD, HONORED, PARTIES, Said, TITLES};
use super::place::Place;
use super::shape::{self, IDENTIFIERS, Shape};
use crate::page::Page;
use crate::page::cells::{Cut, NONE};
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;

pub use super::around::{FEATURES, name, restraint};
pub use super::place::PLACES;

/// How a name reads by the rows of the contract: named evidence, as bits.
#[derive(Clone, Copy, Default)]
pub struct Readings(u128);

impl Readings {
    /// Whether one of them is this.
    pub(super) const fn has(self, shape: Shape) -> bool {
        self.0 & shape::set(&[shape]) != 0
    }
}

/// The evidence of a draft.
pub struct Evidence<'a> {
    pub(super) page: &'a Page,
    pub(super) candidates: &'a [Candidate],
    title: Said,
    draft: Said,
    /// Bit `s` is set where shape `s` stands somewhere in the draft.
    shapes: u128,
    pub(super) elsewhere: super::elsewhere::Elsewhere,
}

impl<'a> Evidence<'a> {
    /// Reads what concerns the whole draft. `candidates` are sorted by start.
    pub fn new(page: &'a Page, candidates: &'a [Candidate]) -> Self {
        let mut evidence = Self {
            page,
            candidates,
            title: Said::default(),
            draft: Said::default(),
            shapes: 0,
            elsewhere: Default::default(),
        };
        let mut lines = page.lines.iter().filter(|l| l.end > l.start);
        let title_end = lines.nth(1).or(page.lines.last()).map_or(0, |l| l.end.min(l.start + 120));
        for hit in &page.hits {
            if hit.end <= title_end {
                evidence.title = evidence.title.with(hit.tags());
            }
            evidence.draft.classes |= class::of(hit.tags());
        }
        for c in candidates {
            evidence.shapes |= shape::of_finding(c).map_or(0, |s| shape::set(&[s]));
        }
        evidence.elsewhere = evidence.pool();
        evidence
    }

    /// The features of a name, each once, and how it reads by the rows of the contract.
    pub fn of(&self, at: FoldSpan, features: &mut Vec<u16>) -> Readings {
        let mut around = Around::default();
        let out = &mut around;
        let page = self.page;
        let (left, right) = self.near(at, out);
        let cell = page.cell(at.start);
        let line = page.lines[cell.line as usize];
        let wide = |from: u32, to: u32, reach: u32| FoldSpan {
            start: from.max(at.start.saturating_sub(reach)),
            end: to.min(at.end + reach),
        };
        out.words(self.words(wide(left, right, 60), at), Place::Cell);
        out.words(self.words(wide(line.start, line.end, 200), at), Place::Line);
        self.neighbours(at, wide(line.start, line.end, 120), Place::Line, out);
        self.neighbours(at, wide(left, right, 24), Place::Cell, out);
        self.above(at, out);
        self.lead(at, left, out);
        self.verb(at, right, out);
        self.line_words(cell.line, -1, Place::LineAbove, at, out);
        self.line_words(cell.line, 1, Place::LineBelow, at, out);
        out.bits(self.elsewhere.of(page, at, out), Place::Else);
        out.words(self.title, Place::Title);
        out.words(self.draft, Place::Draft);
        let held = IDENTIFIERS.into_iter().fold(0, |bits, s| bits | shape::set(&[s])) & self.shapes;
        out.bits(held, Place::Draft);
        if held == 0 {
            out.shape(Shape::Alone, Place::Draft);
        }
        let list = self.list(at, left, right, out);
        self.endings(at, list, left, right, out);
        self.outline(at, out);
        if self.is_person(at) {
            self.label(at, list, left, out);
            self.done(at, list, right, out);
        } else {
            self.body(at, out);
        }
        out.hint(HELD + crate::kinds::holder::of(page, at) as usize, Place::Before);
        self.rows(at, left, out);
        self.inside(at, out);
        if at.start == line.start && at.end == line.end {
            out.shape(Shape::Alone, Place::Line);
        }
        around.list(features);
        Readings(around.at(&[Place::Before]))
    }

    /// What stands beside the name and at the heads of its column and row. Answers where its line or cell begins and ends.
    pub(super) fn near(&self, at: FoldSpan, out: &mut Around) -> (u32, u32) {
        let page = self.page;
        let cell = page.cell(at.start);
        let line = page.lines[cell.line as usize];
        let prose = line.cut == Cut::Words || line.last_cell - line.first_cell < 2;
        let (left, right) = if prose { (line.start, line.end) } else { (cell.start, cell.end) };
        self.before(at, left, out);
        self.after(at, right, out);
        if !prose {
            self.cells_beside(cell.line, page.cell_index(at.start), out);
        }
        if cell.head_from != NONE {
            let place = if cell.exact() { Place::Column } else { Place::Loose };
            let (from, to) = (cell.head_from as usize, cell.head_to as usize);
            for head in &page.cells[from..to.min(page.cells.len())] {
                out.words(self.words(head.span(), at), place);
            }
        }
        if cell.row_head != NONE {
            out.words(self.words(page.cells[cell.row_head as usize].span(), at), Place::Row);
        } else if line.last_cell - line.first_cell >= 2 {
            let first = page.cells[line.first_cell as usize];
            if first.end <= at.start {
                out.words(self.words(first.span(), at), Place::Row);
            }
        }
        if at.start == left {
            out.shape(Shape::Start, Place::Before);
        }
        self.sums_up(out);
        (left, right)
    }

    /// What the neighbours say taken together.
    fn sums_up(&self, out: &mut Around) {
        const DUTY: u128 = DUTIES | shape::set(&[Shape::OfficeTitle, Shape::Office]);
        const TITLE: u128 = TITLES | shape::set(&[Shape::Grade]);
        const HONOR: u128 = HONORED | shape::set(&[Shape::Honorific]);
        const DATA: u128 = shape::set(&[Shape::Birth, Shape::Identifier, Shape::Account, Shape::Address, Shape::Age]);
        let any = |set: u128, places: &[Place]| out.at(places) & set != 0;
        let titled_before = any(DUTY, &[Place::Before]);
        let titled_after = any(TITLE, &[Place::After]);
        let private =
            any(PARTIES, &[Place::Before, Place::After, Place::Column, Place::Row]) || any(HONOR, &[Place::After]);
        let data = any(DATA, &[Place::After, Place::After2]);
        let subject = self.title.classes & DISCIPLINE as u64 != 0 || any(DISCIPLINE, &[Place::Column]);
        let titled = titled_before || titled_after;
        let said = [
            (Shape::DutyBefore, titled_before && !private && !data && !subject),
            (Shape::DutyAfter, titled_after && !private && !data && !subject),
            (Shape::Private, private),
            (Shape::DutyAsSubject, titled && subject),
            (Shape::DutyWithData, titled && data),
            (Shape::Unsaid, !titled && !private),
        ];
        for (shape, _) in said.into_iter().filter(|&(_, holds)| holds) {
            out.shape(shape, Place::Before);
        }
    }

    /// The header row of its table, or the nearest heading above: a short line that ends in no full stop.
    fn above(&self, at: FoldSpan, out: &mut Around) {
        let page = self.page;
        let cell = page.cell(at.start);
        if let Some(head) = page.cells.get(cell.head_from as usize) {
            out.words(self.words(page.lines[head.line as usize].span(), at), Place::Heads);
            self.line_words(head.line, -1, Place::Heading, at, out);
            return;
        }
        for l in page.lines[..cell.line as usize].iter().rev().take(8) {
            let len = l.end - l.start;
            let first = page.folded.class(l.start as usize);
            let marked = matches!(first, Class::Punct | Class::Blank | Class::Digit);
            if len > 1 && len <= 40 && (marked || len <= 24) && l.last_cell - l.first_cell < 2 {
                out.words(self.words(l.span(), at), Place::Heading);
                return;
            }
        }
    }

    /// The words that open the line, or the part of the line behind a slash: 감사반 문성빈, 피아영 / 단속 예나라.
    fn lead(&self, at: FoldSpan, left: u32, out: &mut Around) {
        let f = &self.page.folded;
        let from = left.max(at.start.saturating_sub(80));
        let parted = (from..at.start)
            .rev()
            .find(|&i| matches!(f.unit(i as usize), 0x2F | 0x3B) && f.unit(i as usize + 1) == 0x20)
            .map_or(from, |i| i + 1);
        let mut start = parted;
        while start < at.start
            && matches!(f.class(start as usize), Class::Space | Class::Punct | Class::Blank | Class::Digit)
        {
            start += 1;
        }
        // Up to a colon, or two 어절.
        let (mut end, mut gaps) = (start, 0);
        while end < at.start && end - start < 24 {
            if f.unit(end as usize) == 0x3A {
                break;
            }
            if f.class(end as usize) == Class::Space {
                gaps += 1;
                if gaps == 2 {
                    break;
                }
            }
            end += 1;
        }
        if end > start {
            out.words(self.words(FoldSpan { start, end }, at), Place::Lead);
            let first = (start..end).find(|&i| f.class(i as usize) != Class::Hangul).unwrap_or(end);
            if first >= start + 2 {
                self.ending(first, 4, out);
            }
        }
    }

    /// The words behind the name up to the end of its sentence.
    fn verb(&self, at: FoldSpan, right: u32, out: &mut Around) {
        let f = &self.page.folded;
        let stop = right.min(at.end + 80);
        let end = (at.end..stop)
            .find(|&i| f.unit(i as usize) == 0x2E && f.class(i as usize - 1) == Class::Hangul)
            .unwrap_or(stop);
        out.words(self.words(FoldSpan { start: at.end, end }, at), Place::Verb);
        // 김가람 위원: 예산이 부족합니다
        let colon = (at.end..right.min(at.end + 8)).find(|&i| f.unit(i as usize) == 0x3A);
        if let Some(colon) = colon
            && right > colon + 8
            && at.start < self.page.line(at.start).start + 16
        {
            out.shape(Shape::Speaker, Place::After);
        }
    }

    /// The classes of the words in a span, the name itself left out.
    pub(super) fn words(&self, span: FoldSpan, but: FoldSpan) -> Said {
        Said::of(self.page.hits_in(span).filter(|h| h.end <= but.start || h.start >= but.end))
    }

    fn line_words(&self, line: u32, step: i32, place: Place, at: FoldSpan, out: &mut Around) {
        let index = line as i64 + i64::from(step);
        if let Some(line) = usize::try_from(index).ok().and_then(|i| self.page.lines.get(i)) {
            let end = line.end.min(line.start + 160);
            out.words(self.words(FoldSpan { start: line.start, end }, at), place);
        }
    }

    /// Identifiers, phones and addresses that stand in the same stretch.
    fn neighbours(&self, at: FoldSpan, within: FoldSpan, place: Place, out: &mut Around) {
        let first = self.candidates.partition_point(|c| c.span.start < within.start);
        for c in self.candidates[first..].iter().take_while(|c| c.span.start < within.end) {
            if c.span != at
                && let Some(shape) = shape::of_finding(c)
            {
                out.shape(shape, place);
            }
        }
    }
}
