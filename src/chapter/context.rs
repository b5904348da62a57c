//! What a chapter is read with: a bounded piece of its surroundings.
//!
//! Before it stand the document's title (its first two lines), the heading in force, the head rows of the table it goes on with, and its
//! last neighbours; behind it the first lines of the next chapter. What a chapter hands on to the next (`Carry`) is read off its own page.

use crate::disclosure::matter::is_article;
use crate::page::Page;
use crate::page::cells::NONE;
use crate::span::FoldSpan;
use crate::text::Class;

/// How many lines of the chapter before are read again.
const LINES_BEFORE: usize = 5;
/// The most bytes of them.
const BEFORE: usize = 540;
/// How many lines of the chapter behind are read ahead.
const LINES_BEHIND: usize = 2;
/// The most bytes of them.
const BEHIND: usize = 240;
/// The most bytes of one line of the title, of a heading, of all head rows.
const TITLE: usize = 360;
const HEADING: usize = 60;
const HEADS: usize = 1200;
/// So many articles make a set of rules.
const ARTICLES: usize = 3;

/// What stands around a chapter, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// Before it: title, heading, head rows, margin.
    pub(super) before: String,
    /// Behind it.
    pub(super) behind: String,
    /// What the chapter before handed on.
    pub(super) handed: Carry,
}

/// What a chapter hands on to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Carry {
    /// The heading in force, a line.
    heading: String,
    /// The head rows of the table that its last line belongs to.
    heads: String,
    /// The last articles (`제3조(목적)`) of a set of rules, three lines; of fewer than three nothing is handed on yet but them.
    articles: String,
    /// How many of its last lines begin the row that goes on, where cells stand one a line.
    row: Option<usize>,
}

impl Context {
    /// The surroundings of a chapter that is not the first.
    pub(super) fn new(title: &str, carry: &Carry, before: &str, behind: &str) -> Self {
        let mut out = String::with_capacity(title.len() + BEFORE + 128);
        let margin = margin(before, carry.row.unwrap_or(LINES_BEFORE));
        out.push_str(title);
        if carry.articles.matches('\n').count() == ARTICLES {
            out.push_str(&carry.articles);
        }
        if !carry.heading.is_empty() && !margin.contains(carry.heading.as_str()) {
            out.push_str(&carry.heading);
            out.push('\n');
        }
        if !carry.heads.is_empty() && (carry.row.is_some() || !margin.contains(carry.heads.as_str())) {
            out.push_str(&carry.heads);
        }
        out.push_str(margin);
        Self { before: out, behind: ahead(behind).to_owned(), handed: carry.clone() }
    }

    /// The surroundings of the first chapter.
    pub(super) fn first(behind: &str) -> Self {
        Self { behind: ahead(behind).to_owned(), ..Self::default() }
    }
}

/// The title of a document: its first two lines that are not blank, and a blank line.
pub(super) fn title(first: &str) -> String {
    let mut out = String::new();
    for line in first.split('\n').filter(|l| !l.trim().is_empty()).take(2) {
        out.push_str(clip(line, TITLE));
        out.push('\n');
    }
    out.push('\n');
    out
}

/// The start of a text, at most so many bytes.
fn clip(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

/// The last lines of a text.
fn margin(text: &str, lines: usize) -> &str {
    let low =
        (text.len().saturating_sub(BEFORE)..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let tail = text.get(low..).unwrap_or("");
    // Where its lines begin, from the last on; the end of the text begins none.
    let starts = tail.rmatch_indices('\n').map(|(i, _)| i + 1).filter(|&i| i < tail.len());
    let starts = starts.chain((low == 0).then_some(0));
    let from = match starts.take(lines).last() {
        Some(from) => from,
        // One long line: its end.
        None if lines > 0 => 0,
        None => tail.len(),
    };
    tail.get(from..).unwrap_or("")
}

/// The first lines of a text.
fn ahead(text: &str) -> &str {
    let head = clip(text, BEHIND);
    let end = head.match_indices('\n').nth(LINES_BEHIND - 1).map_or(head.len(), |(i, _)| i + 1);
    // Whole lines, where there is one.
    let end = if end == head.len() && head.len() < text.len() { head.rfind('\n').map_or(end, |i| i + 1) } else { end };
    head.get(..end).unwrap_or(head)
}

impl Carry {
    /// The texts held.
    pub(super) fn texts(&mut self) -> [&mut String; 3] {
        [&mut self.heading, &mut self.heads, &mut self.articles]
    }

    /// Reads off a page what stands at the end of the chapter that fills `from..to` (folded units); `before` is what it was handed itself,
    /// `text` the text of the page.
    pub(super) fn read(page: &Page, text: &str, from: u32, to: u32, before: &Self) -> Self {
        let mut carry = Self { heading: before.heading.clone(), articles: before.articles.clone(), ..Self::default() };
        let slice = |first: usize, last: usize| -> String {
            let mut out = String::new();
            for line in page.lines.get(first..=last).unwrap_or(&[]) {
                let span = page.span(line.span());
                out.push_str(text.get(span.range()).unwrap_or(""));
                out.push('\n');
            }
            if out.len() > HEADS { String::new() } else { out }
        };
        if to <= from {
            return carry;
        }
        let (first, last) = (page.line_index(from), page.line_index(to - 1));
        for l in (first..=last).rev() {
            if heading(page, l) {
                carry.heading = slice(l, l).trim_end().to_owned();
                break;
            }
        }
        for l in first..=last {
            let Some(line) = page.lines.get(l).map(|line| trimmed(page, line.span())) else { continue };
            if !is_article(page, line) {
                continue;
            }
            let span = page.span(line);
            carry.articles.push_str(clip(text.get(span.range()).unwrap_or(""), HEADING));
            carry.articles.push('\n');
            if carry.articles.matches('\n').count() > ARTICLES {
                carry.articles.drain(..=carry.articles.find('\n').unwrap_or(0));
            }
        }
        // The head row in force at the last line.
        let head_of = |l: usize| -> Option<usize> {
            let line = page.lines.get(l)?;
            let cells = page.cells.get(line.cells())?;
            let cell = cells.iter().find(|c| c.head_from != NONE)?;
            page.cells.get(cell.head_from as usize).map(|c| c.line as usize).filter(|&h| h < l)
        };
        let ended = page.folded.class(to as usize - 1) == Class::Newline;
        if let Some(head) = head_of(last).filter(|_| ended) {
            let single = |l: usize| page.lines.get(l).is_some_and(|n| n.last_cell - n.first_cell == 1);
            if single(head) && single(last) {
                let heads = || (0..24).map_while(|back| head_of(last.checked_sub(back)?));
                let low = heads().min().unwrap_or(head);
                let high = heads().max().unwrap_or(head);
                carry.heads = slice(low, high);
                carry.row = Some((head - low + 1) % (high - low + 1));
            } else {
                carry.heads = slice(head, head);
            }
        }
        carry
    }
}

/// A line without the spaces before it.
fn trimmed(page: &Page, line: FoldSpan) -> FoldSpan {
    let blank = |i: &u32| matches!(page.folded.class(*i as usize), Class::Space | Class::Tab);
    let lead = (line.start..line.end).take_while(blank).count();
    FoldSpan { start: line.start + lead as u32, end: line.end }
}

/// Whether a line is a heading: short, marked by a sign or a number, no row and no sentence.
fn heading(page: &Page, l: usize) -> bool {
    let Some(line) = page.lines.get(l) else { return false };
    let first = page.folded.class(line.start as usize);
    let len = line.end - line.start;
    let last = page.folded.unit((line.end as usize).saturating_sub(1));
    (2..=40).contains(&len)
        && line.last_cell - line.first_cell < 2
        && matches!(first, Class::Punct | Class::Blank | Class::Digit)
        && last != 0x2E
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_whole_lines_from_both_sides() {
        assert_eq!(margin("가\n나\n다\n", 2), "나\n다\n");
        assert_eq!(margin("가\n나\n다\n", 9), "가\n나\n다\n");
        assert_eq!(margin("가\n나\n다\n", 0), "");
        assert_eq!(ahead("가\n나\n다\n라\n마"), "가\n나\n");
        assert_eq!(ahead("가"), "가");
        let long = "가나다라 ".repeat(100);
        assert!(margin(&long, 6).len() <= BEFORE && !margin(&long, 6).is_empty());
        assert!(ahead(&long).len() <= BEHIND && !ahead(&long).is_empty());
    }

    #[test]
    fn it_carries_the_head_row_and_the_heading() {
        let text = "2. 대상자\n성명\t연락처\t주소\n김가람\t010-0000-1234\t가람시\n이나래\t010-0000-1235\t가람시\n";
        let page = Page::new(text);
        let carry = Carry::read(&page, text, 0, page.folded.len() as u32, &Carry::default());
        assert_eq!(
            (carry.heading.as_str(), carry.heads.as_str(), carry.row),
            ("2. 대상자", "성명\t연락처\t주소\n", None)
        );
        let text = "성명\n연락처\n주소\n김가람\n010-0000-1234\n가람시 별하로 9012\n이나래\n010-0000-1235\n가람시 늘솔로 9033\n";
        let page = Page::new(text);
        let carry = Carry::read(&page, text, 0, page.folded.len() as u32, &Carry::default());
        assert_eq!((carry.heads.as_str(), carry.row), ("성명\n연락처\n주소\n", Some(0)));
    }
}
