//! Addresses that no Korean grammar reads: abroad, or a post-office box. Only beside the label of an address.

use crate::kind::Kind;
use crate::page::Page;
use crate::rule::{Candidate, FAIR, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// The longest such address, in folded units.
const LONG: u32 = 110;

/// Pushes what stands behind a label of addresses where it is written like one from abroad.
pub(super) fn find(page: &Page, hit: &Hit, sink: &mut Sink) {
    page.values(hit, &mut |value| {
        let span = clip(page, value.span);
        if latin(page, span) || eastern(page, span) || boxed(page, span) {
            sink.push(Candidate::new(
                Kind::Address,
                span,
                Verdict::Plausible,
                FAIR,
                "address/abroad",
                "주소 표시 곁에 적힌 국외 주소나 사서함입니다.",
            ));
        }
    });
}

/// To the end of the address: a Hangul word, a bar, a semicolon or a slash between spaces ends it.
fn clip(page: &Page, at: FoldSpan) -> FoldSpan {
    let f = &page.folded;
    let limit = at.end.min(at.start + LONG);
    let boxed = f.starts_with(at.start as usize, "사서함");
    let mut end = at.start;
    while end < limit {
        let i = end as usize;
        let stop = match f.class(i) {
            Class::Newline | Class::Tab => true,
            Class::Hangul => !boxed && f.class_before(i) == Class::Space && !names_box(page, end),
            _ => matches!(f.unit(i), 0x7C | 0x3B) || f.unit(i) == 0x2F && f.unit_before(i) == 0x20,
        };
        if stop {
            break;
        }
        end += 1;
    }
    while end > at.start
        && (f.class_before(end as usize) == Class::Space || matches!(f.unit_before(end as usize), 0x2C | 0x2E | 0x28))
    {
        end -= 1;
    }
    FoldSpan { start: at.start, end }
}

fn names_box(page: &Page, at: u32) -> bool {
    page.folded.starts_with(at as usize, "사서함")
}

fn count(page: &Page, at: FoldSpan, class: Class) -> usize {
    at.range().filter(|&i| page.folded.class(i) == class).count()
}

/// `4417 Maple Hollow Dr, Apt 12, Fairfax, VA 22030`: a number, several words and a comma; no mailbox, no page.
fn latin(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let words = at.range().filter(|&i| f.class(i) == Class::Latin && f.class(i + 1) != Class::Latin).count();
    let comma = at.range().any(|i| f.unit(i) == 0x2C);
    let other = at.range().any(|i| matches!(f.unit(i), 0x40 | 0x3D)) || at.range().any(|i| f.starts_with(i, "://"));
    words >= 3 && comma && !other && count(page, at, Class::Digit) >= 1 && count(page, at, Class::Hangul) == 0
}

/// `埼玉県川口市芝中田9-0-41`: Hanja and a number.
fn eastern(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let hanja = count(page, at, Class::Hanja);
    hanja >= 4
        && count(page, at, Class::Digit) >= 1
        && count(page, at, Class::Hangul) == 0
        && at.range().any(|i| {
            matches!(f.unit(i), 0x5E02 | 0x7701 | 0x770C | 0x7E23 | 0x533A | 0x8DEF | 0x753A | 0x53BF | 0x5340)
        })
}

/// `○○우체국 사서함 제12호`
fn boxed(page: &Page, at: FoldSpan) -> bool {
    at.range().any(|i| names_box(page, i as u32)) && count(page, at, Class::Digit) >= 1
}
