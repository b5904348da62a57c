//! The form's notations: `부분공개(5,6)`, the nine-character code of some groupware, line ranges.

use super::{Disclosure, Level};
use crate::order;
use crate::page::Page;
use crate::span::Span;

/// `공개`, `부분공개(5,6)`, `비공개(4)`: the items in rising order, as 공공기록물법 시행규칙 제18조 asks.
pub fn notation(disclosure: &Disclosure) -> String {
    let mut items: Vec<u8> = disclosure.items.iter().map(|i| i.item).collect();
    order::sort(&mut items);
    let mut out = String::from(disclosure.level.name_ko());
    for (n, item) in items.iter().enumerate() {
        out.push(if n == 0 { '(' } else { ',' });
        out.push(char::from(b'0' + item));
    }
    if !items.is_empty() {
        out.push(')');
    }
    out
}

/// The nine-character code: the level (1 open, 2 partial, 3 closed; systems differ), then Y or N for each item.
pub fn code(disclosure: &Disclosure) -> String {
    let level = match disclosure.level {
        Level::Open => '1',
        Level::Partial => '2',
        Level::Closed => '3',
    };
    let mut out = String::from(level);
    for item in 1..=8 {
        out.push(if disclosure.items.iter().any(|i| i.item == item) { 'Y' } else { 'N' });
    }
    out
}

/// The lines that hold the spans, counted from 1, as `1-3,5`.
pub fn lines(page: &Page, spans: &[Span]) -> String {
    let mut numbers: Vec<usize> = Vec::new();
    for span in spans {
        let first = page.line_index(page.folded.unit_at(span.start) as u32);
        let last = page.line_index(page.folded.unit_at(span.end.saturating_sub(1).max(span.start)) as u32);
        numbers.extend(first + 1..=last + 1);
    }
    order::sort(&mut numbers);
    numbers.dedup();
    let mut out = String::new();
    let mut i = 0;
    while i < numbers.len() {
        let from = numbers[i];
        let mut to = from;
        while numbers.get(i + 1) == Some(&(to + 1)) {
            i += 1;
            to += 1;
        }
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(&from.to_string());
        if to > from {
            out.push('-');
            out.push_str(&to.to_string());
        }
        i += 1;
    }
    out
}
