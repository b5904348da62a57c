//! What is written on either side of a mention, word by word: each word, its ending or its beginning and the mention's own edges pick a weight
//! from a table, and the weights are added. It knows no lists: which words go before and behind a name is learned from marked texts.
//!
//! Not here: what the lists and forms of `words/` say (`before.rs`, `behind.rs`), and how much the letters of a name say (`lexical.rs`).

use crate::page::Page;
use crate::rule::Score;
use crate::span::FoldSpan;
use crate::text::{Class, Folded};

/// How many weights there are.
pub const BUCKETS: usize = 1 << 13;

/// The weights, in sixteenths of log-odds. Made by `examples/train_names.rs`.
static WEIGHTS: &[u8; BUCKETS] = include_bytes!("wording.bin");

/// How far it is read to either side, in units, so that no long word costs more than a short one.
const REACH: usize = 48;
/// How much of a word is looked at.
const WORD: usize = 6;

/// One word, number or mark, and whether a space parts it from what is nearer to the mention.
#[derive(Clone, Copy, Default)]
struct Token {
    start: usize,
    end: usize,
    class: Option<Class>,
    apart: bool,
}

/// What weighs of the words around a mention.
pub(super) fn of(page: &Page, span: FoldSpan) -> Score {
    let mut sum = 0i32;
    marks(page, span, &mut |bucket| {
        sum += i32::from(WEIGHTS.get(usize::from(bucket)).copied().unwrap_or(0).cast_signed());
    });
    sum.clamp(-96, 150) as Score
}

/// Hands over the bucket of everything that is looked at around a mention.
pub fn marks(page: &Page, span: FoldSpan, out: &mut dyn FnMut(u16)) {
    let f = &page.folded;
    let (start, end) = (span.start as usize, span.end as usize);
    let mut left = [Token::default(); 3];
    let mut at = start;
    for token in &mut left {
        *token = before(f, at, start.saturating_sub(REACH));
        at = token.start;
    }
    let mut right = [Token::default(); 3];
    at = end;
    for token in &mut right {
        *token = behind(f, at, (end + REACH).min(f.len()));
        at = token.end;
    }
    let mut mark = |template: u32, parts: &[u32]| {
        let mut hash = template.wrapping_mul(0x85EB_CA6B);
        for part in parts {
            hash = (hash.rotate_left(5) ^ part).wrapping_mul(0x9E37_79B1);
        }
        hash ^= hash >> 15;
        out((hash.wrapping_mul(0x2C1B_3C6D) >> 19) as u16);
    };
    let [l1, l2, l3] = left;
    let [r1, r2, r3] = right;
    let apart = |t: Token| u32::from(t.apart);
    mark(1, &[tail(f, l1, WORD), apart(l1)]);
    for n in 1..=3 {
        mark(1 + n as u32, &[tail(f, l1, n)]);
    }
    mark(5, &[tail(f, l2, WORD), joint(f, l1)]);
    mark(6, &[tail(f, l2, 2)]);
    mark(7, &[tail(f, l3, 2)]);
    mark(8, &[head(f, r1, WORD), apart(r1)]);
    mark(9, &[head(f, r1, 1), apart(r1)]);
    mark(10, &[head(f, r1, 2), apart(r1)]);
    mark(11, &[tail(f, r1, 2)]);
    mark(12, &[head(f, r2, WORD), joint(f, r1)]);
    mark(13, &[head(f, r2, 2)]);
    mark(14, &[head(f, r3, 2)]);
    mark(15, &[tail(f, l1, 2), head(f, r1, 2)]);
    let own = Token { start, end, class: Some(Class::Hangul), apart: false };
    mark(16, &[head(f, own, 1)]);
    mark(17, &[head(f, own, 2)]);
    mark(18, &[tail(f, own, 1)]);
    mark(19, &[tail(f, own, 2)]);
    mark(20, &[(end - start).min(9) as u32]);
}

/// The word, number or mark that ends before `at`.
fn before(f: &Folded, at: usize, limit: usize) -> Token {
    let mut end = at;
    while end > limit && f.class(end - 1) == Class::Space {
        end -= 1;
    }
    let mut token = Token { start: end, end, class: None, apart: end < at };
    if end > limit {
        let class = f.class(end - 1);
        token.class = Some(class);
        token.start -= 1;
        while is_run(class) && token.start > limit && f.class(token.start - 1) == class {
            token.start -= 1;
        }
    }
    token
}

/// The word, number or mark that begins behind `at`.
fn behind(f: &Folded, at: usize, limit: usize) -> Token {
    let mut start = at;
    while start < limit && f.class(start) == Class::Space {
        start += 1;
    }
    let mut token = Token { start, end: start, class: None, apart: start > at };
    if start < limit {
        let class = f.class(start);
        token.class = Some(class);
        token.end += 1;
        while is_run(class) && token.end < limit && f.class(token.end) == class {
            token.end += 1;
        }
    }
    token
}

/// Whether letters of a class make words; marks stand each for itself.
const fn is_run(class: Class) -> bool {
    matches!(class, Class::Hangul | Class::Latin | Class::Digit | Class::Hanja)
}

/// The last units of a word; of a number only how long it is.
fn tail(f: &Folded, t: Token, most: usize) -> u32 {
    sum(f, t, t.end.saturating_sub(most).max(t.start), t.end)
}

/// The first units of a word.
fn head(f: &Folded, t: Token, most: usize) -> u32 {
    sum(f, t, t.start, (t.start + most).min(t.end))
}

/// A mark as it is, a word as a word.
fn joint(f: &Folded, t: Token) -> u32 {
    match t.class {
        Some(class) if is_run(class) => class as u32,
        _ => tail(f, t, 1),
    }
}

fn sum(f: &Folded, t: Token, from: usize, to: usize) -> u32 {
    match t.class {
        None => 1,
        Some(Class::Digit) => 2 + (t.end - t.start).min(9) as u32,
        Some(_) => {
            (from..to).fold(17, |sum: u32, i| (sum.rotate_left(7) ^ u32::from(f.unit(i))).wrapping_mul(0x0100_0193))
        }
    }
}
