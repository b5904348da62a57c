//! The words of a line as the tagger reads them: runs between spaces and marks, what stands before each, and whether it is a name.

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::page::cells::Line;
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

use super::super::scene::Scene;
use super::hints;

/// What a word is, apart from its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A word.
    Word,
    /// The name of a private person, perhaps with its particle.
    Person,
    /// An official's name.
    Official,
    /// A company's name.
    Company,
    /// A number, an address or something else with a shape that was found.
    Found,
}

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Where it stands.
    pub(super) at: FoldSpan,
    /// The last mark between it and the word before; 0 where only spaces are.
    pub(super) mark: u16,
    /// Whether it begins a sentence.
    pub(super) first: bool,
    /// Whether it begins a cell.
    pub(super) cell: bool,
    pub(super) role: Role,
    /// The groups of stems it holds, a bit each.
    pub(super) hints: u32,
}

/// The longest line that is read, in words.
const MOST: usize = 400;

/// Reads the words of a line; `found` are the candidates of other kinds, sorted by start.
pub(super) fn read(page: &Page, scene: &Scene, found: &[Candidate], line: &Line, tokens: &mut Vec<Token>) {
    tokens.clear();
    let f = &page.folded;
    let (mut i, mut mark, mut first, mut cell) = (line.start, 0u16, true, true);
    let mut next = line.first_cell as usize;
    while i < line.end && tokens.len() < MOST {
        let (unit, class) = (f.unit(i as usize), f.class(i as usize));
        if !inside(page, i) {
            if class != Class::Space {
                mark = unit;
            }
            let stop = matches!(unit, 0x2E | 0x3F | 0x21) && i > line.start && f.class(i as usize - 1) == Class::Hangul;
            first |= stop || matches!(unit, 0x201C | 0x22);
            i += 1;
            continue;
        }
        let start = i;
        while i < line.end && inside(page, i) {
            i += 1;
        }
        while next < line.last_cell as usize && page.cells[next].start <= start {
            cell |= page.cells[next].start == start;
            next += 1;
        }
        let at = FoldSpan { start, end: i };
        let mut role = role(scene, found, at);
        // 김가람 씨는, 김가람 학생은: still the name.
        if let (Role::Word, Some(name), 0) = (role, tokens.last().filter(|t| t.role == Role::Person), mark) {
            let called = matches!(unit, 0xC528 | 0xB2D8) && at.len() <= 3 || f.starts_with(start as usize, "학생");
            let titled = || page.hits_in(at).any(|h| h.start == start && h.end + 2 >= i && h.is(List::Titles));
            if called || titled() {
                role = name.role;
            }
        }
        // 없음, 해당없음: nothing is told.
        if page
            .hits_in(at)
            .any(|h| h.start == at.start && h.end == at.end && h.has(List::FactScene, attr::FACT_SCENE_NONE))
        {
            role = Role::Found;
        }
        let hints = if role == Role::Word { hints::of(f, at) } else { 0 };
        tokens.push(Token { at, mark, first, cell, role, hints });
        (mark, first, cell) = (0, false, false);
    }
}

/// Whether a unit belongs to a word.
fn inside(page: &Page, i: u32) -> bool {
    let f = &page.folded;
    let digits = || f.class(i as usize + 1) == Class::Digit && f.class_before(i as usize) == Class::Digit;
    match f.class(i as usize) {
        Class::Space | Class::Newline | Class::Tab => false,
        Class::Punct => match f.unit(i as usize) {
            0x25 | 0x2D | 0x7E | 0x2103 => true,
            0x2C | 0x2E => digits(),
            _ => false,
        },
        _ => true,
    }
}

fn role(scene: &Scene, found: &[Candidate], at: FoldSpan) -> Role {
    let from = found.partition_point(|c| c.span.start + 80 < at.start);
    let mut near = found[from..].iter().take_while(|c| c.span.start < at.end);
    if let Some(c) = near.find(|c| c.span.overlaps(at)) {
        return match (c.kind, c.action) {
            (Kind::PersonName, Action::Keep) => Role::Official,
            (Kind::PersonName, _) => Role::Person,
            _ => Role::Found,
        };
    }
    match scene.overlapping(at) {
        Some(super::super::scene::Who::Person) => Role::Person,
        Some(super::super::scene::Who::Company) => Role::Company,
        None => Role::Word,
    }
}
