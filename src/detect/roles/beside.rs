//! What stands directly before and behind a name in its line or cell, and in the cells beside it.

use super::around::Around;
use super::class::Said;
use super::evidence::Evidence;
use super::place::Place;
use super::shape::{self, Shape};
use crate::kind::Kind;
use crate::span::FoldSpan;
use crate::text::Class;

/// The longest token that is read, in folded units.
const TOKEN: u32 = 24;

impl Evidence<'_> {
    /// The 어절 before the name, up to three. A name before a comma shares what stands before it: 심사위원 가, 나, 다.
    pub(super) fn before(&self, at: FoldSpan, left: u32, out: &mut Around) {
        let f = &self.page.folded;
        let mut end = at.start;
        let mut names = 0;
        let mut places = [Place::Before, Place::Before2, Place::Before3].into_iter().peekable();
        while let Some(&place) = places.peek() {
            while end > left && matches!(f.class(end as usize - 1), Class::Space | Class::Punct | Class::Blank) {
                if let Some(sign) = sign(f.unit(end as usize - 1)) {
                    out.shape(sign, place);
                }
                end -= 1;
            }
            let mut start = end;
            while start > left && end - start < TOKEN && !parts(f.class(start as usize - 1)) {
                start -= 1;
            }
            if start == end {
                return;
            }
            let token = FoldSpan { start, end };
            if names < 8 && self.is_name(token) {
                names += 1;
                out.shape(Shape::Name, place);
                end = start;
                continue;
            }
            self.token(token, place, out);
            end = start;
            places.next();
        }
    }

    /// The 어절 after the name: what is glued to it, then the next.
    pub(super) fn after(&self, at: FoldSpan, right: u32, out: &mut Around) {
        let f = &self.page.folded;
        let mut start = at.end;
        for place in [Place::After, Place::After2] {
            while start < right && matches!(f.class(start as usize), Class::Space | Class::Punct | Class::Blank) {
                if let Some(sign) = sign(f.unit(start as usize)).filter(|_| f.unit(start as usize) != 0x29) {
                    out.shape(sign, place);
                }
                start += 1;
            }
            let mut end = start;
            while end < right && end - start < TOKEN && !parts(f.class(end as usize)) {
                end += 1;
            }
            if start == end {
                return;
            }
            let glued = start == at.end;
            if glued {
                self.particle(start, out);
            }
            if matches!(f.unit(start as usize), 0xB2D8 | 0xC528 | 0xAD70 | 0xC591 | 0xC639)
                && (end - start <= 3 || glued)
            {
                out.shape(Shape::Honorific, place);
            }
            self.opening(FoldSpan { start, end }, place, out);
            start = end;
        }
    }

    /// Whether the name does something or something is done to it.
    fn particle(&self, at: u32, out: &mut Around) {
        let f = &self.page.folded;
        let at = at as usize;
        // 이 가 은 는 께서; 을 를 에게 께 한테; 의 에 과 와
        let (doer, done_to) = match f.unit(at) {
            0xC774 | 0xAC00 | 0xC740 | 0xB294 => (true, false),
            0xAED8 => (f.unit(at + 1) == 0xC11C, f.unit(at + 1) != 0xC11C),
            0xC744 | 0xB97C => (false, true),
            0xC5D0 => (false, f.unit(at + 1) == 0xAC8C),
            0xD55C => (false, f.unit(at + 1) == 0xD14C),
            0xC758 | 0xACFC | 0xC640 => (false, false),
            _ => return,
        };
        out.shape(Shape::Particle, Place::After);
        if doer {
            out.shape(Shape::Doer, Place::After);
        }
        if done_to {
            out.shape(Shape::DoneTo, Place::After);
        }
    }

    /// The cells to the left and right in a row: their last and first words, and what sort of thing they hold.
    pub(super) fn cells_beside(&self, line: u32, cell: usize, out: &mut Around) {
        let line = self.page.lines[line as usize];
        let f = &self.page.folded;
        let (first, last) = (line.first_cell as usize, line.last_cell as usize);
        for (index, place) in [(cell.checked_sub(1), Place::Before2), (cell.checked_sub(2), Place::Before3)] {
            let Some(cell) = index.filter(|&i| i >= first).map(|i| self.page.cells[i]).filter(|c| c.end > c.start)
            else {
                continue;
            };
            let mut start = cell.end;
            while start > cell.start && cell.end - start < TOKEN && f.class(start as usize - 1) != Class::Space {
                start -= 1;
            }
            self.token(FoldSpan { start, end: cell.end }, place, out);
        }
        for index in cell + 1..(cell + 3).min(last) {
            let cell = self.page.cells[index];
            if cell.end <= cell.start {
                continue;
            }
            let mut end = cell.start;
            while end < cell.end && end - cell.start < TOKEN && f.class(end as usize) != Class::Space {
                end += 1;
            }
            self.opening(FoldSpan { start: cell.start, end }, Place::After2, out);
        }
    }

    /// What a token before a name says: the words that end with it, and its shapes.
    pub(super) fn token(&self, token: FoldSpan, place: Place, out: &mut Around) {
        let hits = self.page.hits_before(token.end).take(3).filter(|h| h.end == token.end);
        out.words(Said::of(hits), place);
        out.bits(shape::of_token(self.page, self.candidates, token), place);
    }

    /// What a token behind a name says: the words that open it, and its shapes.
    pub(super) fn opening(&self, token: FoldSpan, place: Place, out: &mut Around) {
        let start = FoldSpan { start: token.start, end: token.end.min(token.start + 12) };
        let hits = self.page.hits_in(start).take(2);
        out.words(Said::of(hits), place);
        out.bits(shape::of_token(self.page, self.candidates, token), place);
    }

    fn is_name(&self, token: FoldSpan) -> bool {
        let first = self.candidates.partition_point(|c| c.span.start < token.start);
        self.candidates[first..]
            .iter()
            .take_while(|c| c.span.start < token.end)
            .any(|c| c.kind == Kind::PersonName && c.span.end + 1 >= token.end)
    }
}

/// Whether a character of the class stands between tokens.
fn parts(class: Class) -> bool {
    matches!(class, Class::Space | Class::Punct | Class::Blank | Class::Newline | Class::Tab)
}

/// What a sign between tokens says.
fn sign(unit: u16) -> Option<Shape> {
    match unit {
        0x3A => Some(Shape::Colon),
        0x2C | 0xB7 => Some(Shape::Comma),
        0x28 | 0x29 => Some(Shape::Paren),
        _ => None,
    }
}
