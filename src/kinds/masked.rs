//! Forms that somebody masked already: `900101-1******`, `M********`, `OOO-OOOO`.
//!
//! What is masked is recognised, so that nobody asks whether it was seen, and left as it is.

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// What `why` says of something masked.
pub(crate) const WHY: &str = "이미 가려져 있어 그대로 둡니다.";

/// A finder for words: the masked value that a label of `kind` announces is kept.
pub(super) fn after_label(page: &Page, hit: &Hit, kind: Kind, rule: &'static str, sink: &mut Sink) {
    if let Some(span) = after(page, hit) {
        push(kind, span, rule, sink);
    }
}

/// Pushes a kept finding.
pub(super) fn push(kind: Kind, span: FoldSpan, rule: &'static str, sink: &mut Sink) {
    sink.push(Candidate::new(kind, span, Verdict::Plausible, LIKELY, rule, WHY).action(Action::Keep));
}

/// The masked value that follows a label in its line or in the next cell.
pub(super) fn after(page: &Page, hit: &Hit) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = hit.end as usize;
    let limit = i + 8;
    while i < limit {
        match f.class(i) {
            Class::Space | Class::Tab => i += 1,
            Class::Punct if matches!(f.unit(i), 0x3A | 0x28 | 0x7C | 0x5B | 0x29) => i += 1,
            // 는 은
            Class::Hangul if matches!(f.unit(i), 0xB294 | 0xC740) => i += 1,
            _ => break,
        }
    }
    token(page, i)
}

/// The masked value that begins at `i`: letters, digits and separators with at least two signs in a row that stand for something.
pub(super) fn token(page: &Page, i: usize) -> Option<FoldSpan> {
    let f = &page.folded;
    if !is_blank(f.unit(i)) && !matches!(f.class(i), Class::Latin | Class::Digit | Class::Blank) {
        return None;
    }
    let (mut end, mut last, mut run, mut longest, mut blanks) = (i, i, 0, 0, 0);
    while end - i < 40 {
        let unit = f.unit(end);
        if f.class(end) == Class::Blank || is_blank(unit) {
            run += 1;
            blanks += 1;
            longest = longest.max(run);
            end += 1;
            last = end;
        } else {
            run = 0;
            match f.class(end) {
                Class::Latin | Class::Digit => {
                    end += 1;
                    last = end;
                }
                Class::Punct if matches!(unit, 0x2D | 0x2E | 0x2F | 0x5F) => end += 1,
                Class::Space
                    if f.class(end + 1) != Class::Space
                        && (is_joint(f.unit(end + 1)) || is_joint(f.unit_before(end))) =>
                {
                    end += 1
                }
                _ => break,
            }
        }
    }
    let shown = last - i;
    (longest >= 2 && blanks * 4 >= shown && f.class(last) != Class::Hangul).then(|| FoldSpan::new(i, last))
}

/// Letters that people write for something taken out: O o X x ㅇ.
fn is_blank(unit: u16) -> bool {
    matches!(unit, 0x4F | 0x6F | 0x58 | 0x78 | 0x3147 | 0x2A)
}

fn is_joint(unit: u16) -> bool {
    matches!(unit, 0x2D | 0x2E)
}

/// How many signs that stand for something taken out follow at `i`.
pub(super) fn blanks(page: &Page, i: usize) -> usize {
    let mut n = 0;
    while n < 20 && (page.folded.class(i + n) == Class::Blank || matches!(page.folded.unit(i + n), 0x58 | 0x78)) {
        n += 1;
    }
    n
}
