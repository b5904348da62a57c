//! An address with a line break inside a word, `제천시 의⏎림대로길 9017`: read once more with the break taken out.

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

use super::grammar::{self, Strength};

/// How far behind the number an address may go on.
const AHEAD: u32 = 48;

/// A page for torn addresses, made when the first is met and kept for the next.
#[derive(Default)]
pub(super) struct Mended {
    page: Option<Page>,
    map: Vec<u32>,
}

impl Drop for Mended {
    /// Overwrites what was copied of the draft.
    fn drop(&mut self) {
        if let Some(page) = self.page.as_mut() {
            page.wipe();
        }
    }
}

/// Whether a line break stands between two syllables at `i`, and not behind a label.
fn tear(page: &Page, i: u32) -> bool {
    let f = &page.folded;
    let labelled = || {
        let names = |h: &Hit| h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Headers);
        page.hits_before(i).take_while(|h| h.end == i).any(names)
    };
    f.class(i as usize) == Class::Newline
        && f.class_before(i as usize) == Class::Hangul
        && f.class(i as usize + 1) == Class::Hangul
        && !labelled()
}

/// The whole address that begins at or after `from` and holds the number at `number`, if a break within a word before the number hid it.
pub(super) fn read(page: &Page, from: u32, number: u32, mended: &mut Mended) -> Option<FoldSpan> {
    if !(from..number).any(|i| tear(page, i)) {
        return None;
    }
    mended.map.clear();
    let end = (number + AHEAD).min(page.folded.len() as u32);
    mended.map.extend((from..end).filter(|&i| !(i < number && tear(page, i))));
    let units = mended.map.iter().map(|&i| page.folded.unit(i as usize));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    let whole = mended.page.get_or_insert_default();
    whole.read(&text);
    // What folds once more to another length is none of ours.
    if whole.folded.len() != mended.map.len() {
        return None;
    }
    let at = mended.map.partition_point(|&i| i < number) as u32;
    let mut start = 0;
    while start < at {
        if grammar::may_begin(whole, start)
            && let Some(address) = grammar::parse(whole, start)
            && address.end > at
            && address.strength == Strength::Full
        {
            let first = *mended.map.get(start as usize)?;
            let last = *mended.map.get(address.end as usize - 1)?;
            return Some(FoldSpan { start: first, end: last + 1 });
        }
        start = grammar::next_word(whole, start, at);
    }
    None
}
