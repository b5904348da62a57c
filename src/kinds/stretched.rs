//! Names and secrets that go on behind a space (`haneul . 2 0 1 1`, `nogari 99_z`, `Nara!! 2026 gaeul`), and what stands in quotes. No kind of its own: readers for
//! `account_id.rs` and `credential.rs`.

use crate::page::Page;
use crate::text::{Class, Phrases};
use crate::words::List;

/// How long a name and a secret may be, and of how many pieces.
const LONGEST: usize = 30;
const PIECES: usize = 10;

/// What is made of the signs `from..to`.
#[derive(Clone, Copy, Default)]
struct Made {
    lower: usize,
    upper: usize,
    digits: usize,
    lows: usize,
    marks: usize,
}

fn made(page: &Page, from: usize, to: usize) -> Made {
    let mut made = Made::default();
    for i in from..to {
        match page.folded.unit(i) {
            0x61..=0x7A => made.lower += 1,
            0x41..=0x5A => made.upper += 1,
            0x30..=0x39 => made.digits += 1,
            0x5F => made.lows += 1,
            0x21 | 0x23..=0x26 | 0x2A | 0x2B | 0x40 | 0x5E | 0x7E => made.marks += 1,
            _ => {}
        }
    }
    made
}

/// Whether a word of some list that speaks begins in `from..to`.
fn labelled(page: &Page, from: usize, to: usize) -> bool {
    page.hits_after(from as u32).next().is_some_and(|h| {
        (h.start as usize) < to && (h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Network))
    })
}

/// Where a name ends that goes on behind a space: `ssis_k1 2 0 4`, `hr_yeom 0 2`, `mo . eungyeom_vpn`, `cash 03`. `None` where it is one piece.
pub(super) fn name(page: &Page, from: usize, to: usize) -> Option<usize> {
    let f = &page.folded;
    let to = to.min(from + LONGEST);
    let sign = |i: usize| {
        i < to && (matches!(f.class(i), Class::Digit | Class::Latin) || matches!(f.unit(i), 0x2E | 0x5F | 0x2D))
    };
    let word = |i: usize| {
        let mut end = i;
        while sign(end) {
            end += 1;
        }
        end
    };
    let first = word(from);
    let begin = made(page, from, first);
    if f.class(from) != Class::Latin || begin.lower < 2 || begin.upper > 1 {
        return None;
    }
    let mut end = first;
    for _ in 0..PIECES {
        let next = end + 1;
        let stop = word(next);
        if f.unit(end) != 0x20 || stop == next || labelled(page, next, stop) {
            break;
        }
        let piece = made(page, next, stop);
        let single = stop == next + 1;
        let low = |i: usize| f.unit(i) == 0x5F;
        let dotted = |i: usize| f.unit(i) == 0x2E;
        // raon _ nurse: a mark by itself belongs to what stands on both its sides.
        let between = single && (low(next) || dotted(next)) && sign(stop + 1) && f.unit(stop) == 0x20;
        let glued = low(end - 1)
            || low(next)
            || dotted(end - 1) && (end >= from + 2 && f.unit(end - 2) == 0x20 || begin.digits + begin.lows > 0);
        let closed = !matches!(f.unit(stop), 0x2E | 0x2F | 0x3A | 0x3D | 0x40 | 0x28)
            && !page.counts(stop as u32)
            && !matches!(f.class(stop), Class::Blank | Class::Latin);
        let digits = piece.digits == stop - next;
        let number = digits
            && piece.digits <= 5
            && closed
            && (single || f.class(stop) != Class::Space || f.class(stop + 1) == Class::Hangul);
        let mixed = piece.upper == 0
            && piece.lower > 0
            && (piece.digits > 0 || piece.lows > 0)
            && closed
            && f.class(stop + 1) != Class::Latin;
        if !(between || glued && closed || number || mixed) {
            // abc 1 2 3 명: a number of things.
            if digits && end > first && page.counts(stop as u32) {
                return None;
            }
            break;
        }
        end = stop;
    }
    while end > first && matches!(f.unit(end - 1), 0x2E | 0x2D | 0x20) {
        end -= 1;
    }
    let whole = made(page, from, end);
    let ends = !matches!(f.class(end), Class::Digit | Class::Latin | Class::Blank)
        && !matches!(f.unit(end), 0x40 | 0x2F | 0x3A);
    (end > first && ends && whole.digits + whole.lows > 0 && end - from >= 5).then_some(end)
}

/// What ends a secret that was not announced by a mark: what is said of it, or the end of its clause.
static BEHIND: Phrases<14> = Phrases::new([
    " 이고",
    " 이며",
    " 였",
    " 이었",
    " 입니다",
    " 이에요",
    " 에서",
    " 인데",
    " 로 ",
    " 으로",
    " 띄어쓰기",
    " 요 ",
    " 은 ",
    " (",
]);

/// Where a secret ends that goes on behind spaces: `Nara!! 2026 gaeul`, `noeul$ 2 6`, `gksmf quf 0518!!`, `JBSW Y3DP 00A7`. `None` where it is one piece.
pub(super) fn secret(page: &Page, from: usize, to: usize) -> Option<usize> {
    let f = &page.folded;
    let to = to.min(from + LONGEST);
    let sign = |i: usize| {
        i < to
            && (matches!(f.class(i), Class::Digit | Class::Latin)
                || matches!(f.unit(i), 0x21 | 0x23..=0x26 | 0x2A | 0x2B | 0x2D | 0x2E | 0x40 | 0x5E | 0x5F | 0x7E))
    };
    let (mut end, mut at, mut pieces, mut blocks, mut words, mut numbers) = (from, from, 0, 0, 0, 0);
    for _ in 0..PIECES {
        let mut stop = at;
        while sign(stop) {
            stop += 1;
        }
        if stop == at || labelled(page, at, stop) || matches!(f.unit(stop), 0x3A | 0x3D) {
            break;
        }
        let piece = made(page, at, stop);
        let long = stop - at;
        blocks += usize::from(long == 4 && piece.upper + piece.digits == 4);
        words += usize::from(long >= 3 && piece.lower + piece.upper == long);
        numbers += usize::from(piece.digits == long);
        (end, pieces) = (stop, pieces + 1);
        at = stop + 1;
        at += usize::from(f.unit(stop) == 0x20 && f.unit(stop + 1) == 0x20);
        if f.unit(stop) != 0x20 || !sign(at) {
            break;
        }
    }
    while end > from && matches!(f.unit(end - 1), 0x2E | 0x20) {
        end -= 1;
    }
    let whole = made(page, from, end);
    let letters = whole.lower + whole.upper;
    // Letters and something else; words of a sentence have neither.
    let key = blocks >= 3 && blocks == pieces && whole.digits > 0 && letters > 0;
    let loud = letters > 0 && whole.marks > 0 && words <= 2 && whole.digits > 0;
    let apart = letters > 0 && whole.digits > 0 && words == 0 && numbers >= 2;
    let closed = matches!(f.class(end), Class::Newline | Class::Tab | Class::Hangul)
        || end >= f.len()
        || matches!(f.unit(end), 0x2C | 0x29 | 0x28 | 0x22 | 0x27 | 0x7C)
        || BEHIND.at(f, end).is_some();
    (pieces >= 2 && (key || loud || apart) && closed && !page.counts(end as u32)).then_some(end)
}

/// What stands in quotes from `from` on, if the quote opens right before: `"dobi 77 33!!"`. It is short and holds a digit or a mark.
pub(super) fn quoted(page: &Page, from: usize) -> Option<usize> {
    let f = &page.folded;
    let close = match f.unit_before(from) {
        0x22 => 0x22,
        0x27 => 0x27,
        0x300C => 0x300D,
        _ => return None,
    };
    let end = (from..from + LONGEST).take_while(|&i| f.class(i) != Class::Newline).find(|&i| f.unit(i) == close)?;
    let whole = made(page, from, end);
    let hangul = (from..end).filter(|&i| f.class(i) == Class::Hangul).count();
    let gaps = (from..end).filter(|&i| f.unit(i) == 0x20).count();
    let mixed = whole.digits + whole.marks > 0 && whole.lower + whole.upper + hangul > 0;
    (mixed && end >= from + 4 && gaps <= 3 && hangul <= 12 && !page.counts(end as u32)).then_some(end)
}
