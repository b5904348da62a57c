//! MAC 주소 (MAC address).
//!
//! Six bytes in hexadecimal (IEEE 802): `00:00:5E:…`, `00-00-5E-…`, `0000.5e00.…`, with spaces or without a mark beside a label. It tells
//! the device and with it who uses it.

use super::beside;
use crate::kind::{Action, Kind};
use crate::page::{Edge, Numbers, Page, Place, Signs};
use crate::rule::{Form, CERTAIN, EVEN, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 12 }, find)),
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 6),
    form: Some(Form {
        fits: twelve,
        strong: |s| s.gaps >= 2 || s.plain >= 6 && s.plain < 12,
        letters: true,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::MacAddress, "mac_address/label", "단말이나 장비를 알 수 있는 MAC 주소입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::MacAddress)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "단말이나 장비의 MAC 주소(16진수 12자리)입니다. 구분 기호가 없으면 표시 곁에 있을 때 찾습니다.",
    examples: EXAMPLES,
};

/// Twelve hexadecimal digits, O for 0 and l for 1 among them.
fn twelve(s: &Signs) -> bool {
    let hex = s.all().iter().all(|&c| matches!(c, b'0'..=b'9' | b'A'..=b'F' | b'O' | b'L' | b'I'));
    let (parts, n) = s.parts(Edge::Mark);
    let even = match n {
        3 => parts.iter().take(3).all(|&p| p == 4),
        6 => parts.iter().take(6).all(|&p| p == 2),
        1 | 2 => true,
        _ => s.gaps == 11,
    };
    s.len() == 12 && even && hex && (s.plain + s.spoken) * 2 >= 12
}

/// `OO-OO-5E-OO-53-E4`: six pairs with one mark between, O for 0 among them, a digit and a letter of its own at least. Gives its end.
fn slipped(page: &Page, at: usize) -> Option<usize> {
    let f = &page.folded;
    let sign = |i: usize| hex(page, i) || matches!(f.unit(i), 0x4F | 0x6F);
    let mark = f.unit(at + 2);
    if !matches!(mark, 0x2D | 0x3A | 0xB7) || matches!(f.class_before(at), Class::Digit | Class::Latin | Class::Punct) {
        return None;
    }
    let pair = |k: usize| sign(at + 3 * k) && sign(at + 3 * k + 1) && (k == 5 || f.unit(at + 3 * k + 2) == mark);
    let end = at + 17;
    let digits = (at..end).any(|i| f.class(i) == Class::Digit);
    let letters = (at..end).any(|i| hex(page, i) && f.class(i) == Class::Latin);
    let closed = !matches!(f.class(end), Class::Digit | Class::Latin) && f.unit(end) != mark;
    ((0..6).all(pair) && digits && letters && closed).then_some(end)
}

/// The longest way to write it without spaces.
const LONG: usize = 17;

/// The longest, with spaces around the marks.
const WIDE: usize = 27;

fn hex(page: &Page, i: usize) -> bool {
    match page.folded.class(i) {
        Class::Digit => true,
        Class::Latin => matches!(page.folded.unit(i), 0x41..=0x46 | 0x61..=0x66),
        _ => false,
    }
}

fn mark(page: &Page, i: usize) -> bool {
    matches!(page.folded.unit(i), 0x3A | 0x2D | 0x2E | 0x20)
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(first) = numbers.groups.get(group) else { return };
    let (before, behind) = (first.start as usize, first.end as usize);
    let joins = |i: usize| hex(page, i) || mark(page, i);
    // Between words it is a number of something else.
    if first.len() < 12 && !joins(behind) && !(before > 1 && joins(before - 1) && (hex(page, before - 1) || joins(before - 2))) {
        return;
    }
    // Only from the first digit of an address: before it stand letters and marks alone.
    let low = (first.start as usize).saturating_sub(WIDE);
    let mut start = first.start as usize;
    while start > low && (hex(page, start - 1) || mark(page, start - 1)) {
        if page.folded.class(start - 1) == Class::Digit {
            // Two bytes back there is a digit: that group has seen this address, unless it is of another number.
            break;
        }
        start -= 1;
    }
    for at in start.saturating_sub(if first.len() <= 2 { 15 } else { 0 })..=first.start as usize {
        if let Some(end) = slipped(page, at).filter(|_| at < start || !hex(page, at) || !hex(page, at + 1) || page.folded.unit(at + 2) == 0xB7) {
            push(page, at, end, sink);
            return;
        }
        if at < start {
            continue;
        }
        if let Some(end) = read(page, at) {
            push(page, at, end, sink);
            return;
        }
    }
}

/// Where an address that begins at `at` ends.
fn read(page: &Page, at: usize) -> Option<usize> {
    let f = &page.folded;
    if !hex(page, at) || !hex(page, at + 1) || !left(page, at) {
        return None;
    }
    let pairs = |width: usize, count: usize, sep: u16| {
        let mut i = at;
        for n in 0..count {
            if n > 0 {
                // 00 : 00 : 5E
                let wide = sep != 0x20 && f.unit(i) == 0x20 && f.unit(i + 1) == sep && f.unit(i + 2) == 0x20;
                i += usize::from(wide);
                if f.unit(i) != sep {
                    return None;
                }
                i += 1 + usize::from(wide);
                // The end of a line behind a mark.
                i += usize::from(sep != 0x20 && f.class(i) == Class::Newline);
            }
            for _ in 0..width {
                if !hex(page, i) {
                    return None;
                }
                i += 1;
            }
        }
        let ends = !matches!(f.class(i), Class::Digit | Class::Latin) && !(f.unit(i) == sep && sep != 0x20 && hex(page, i + 1));
        ends.then_some(i)
    };
    // The third character tells how it is written.
    match f.unit(at + 2) {
        0x20 => pairs(2, 6, 0x3A).or_else(|| pairs(2, 6, 0x2D)).or_else(|| pairs(2, 6, 0x20)).or_else(|| pairs(2, 6, 0x2E)),
        mark @ (0x3A | 0x2D | 0x2E) => pairs(2, 6, mark),
        _ if hex(page, at + 2) => pairs(4, 3, 0x2E).or_else(|| pairs(4, 3, 0x2D)).or_else(|| pairs(12, 1, 0)),
        _ => None,
    }
}

fn left(page: &Page, at: usize) -> bool {
    let f = &page.folded;
    match f.class_before(at) {
        Class::Digit => false,
        Class::Latin => page.hits_before(at as u32).take(1).any(|h| h.end == at as u32 && h.labels(Kind::MacAddress)),
        Class::Punct => !(matches!(f.unit_before(at), 0x3A | 0x2D | 0x2E) && at >= 2 && hex(page, at - 2) && !matches!(f.class_before(at - 2), Class::Hangul) && label_colon(page, at)),
        _ => true,
    }
}

/// Whether the mark before `at` belongs to the address and not to a label: `MAC:00…` has a label before its colon.
fn label_colon(page: &Page, at: usize) -> bool {
    !page.hits_before(at as u32 - 1).take(1).any(|h| h.end as usize == at - 1)
}

fn push(page: &Page, start: usize, end: usize, sink: &mut Sink) {
    let span = FoldSpan::new(start, end);
    let f = &page.folded;
    let shape = (start..end).find(|&i| mark(page, i) && (f.unit(i) != 0x20 || !matches!(f.unit(i + 1), 0x3A | 0x2D))).map_or(0, |i| f.unit(i));
    let letters = (start..end).any(|i| f.class(i) == Class::Latin);
    let label = page.labelled(span, Kind::MacAddress);
    let sure = match shape {
        0x3A => true,
        0x2D => (LONG..=LONG + 1).contains(&(end - start)) && (letters || label.is_some() || f.starts_with(start, "00")) || label.is_some(),
        0x2E => end - start == 14 && letters || label.is_some(),
        // Twelve digits and letters in a run: also where the line speaks of a network.
        0 if letters && f.class(start) == Class::Digit && (start..end).filter(|&i| f.class(i) == Class::Digit).count() >= 4 => {
            label.is_some_and(|p| p <= Place::Line) || page.hits_in(page.line(span.start).span()).any(|h| h.is(List::Network))
        }
        _ => label.is_some_and(|p| p <= Place::Line),
    };
    let zero = (start..end).all(|i| !hex(page, i) || f.unit(i) == 0x30) || (start..end).all(|i| !hex(page, i) || matches!(f.unit(i), 0x46 | 0x66));
    if !sure || zero {
        return;
    }
    let rule = if label.is_some() { "mac_address/label" } else { "mac_address/shape" };
    sink.push(Candidate::new(Kind::MacAddress, span, Verdict::Proven, CERTAIN, rule, "단말이나 장비를 알 수 있는 MAC 주소입니다."));
}

/// `00:00:5E:**:**:**` and addresses without a single digit, beside a label.
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let mut i = hit.end as usize;
    let stop = i + 8;
    while i < stop && !hex(page, i) && f.class(i) != Class::Newline {
        i += 1;
    }
    let (mut k, mut blanks, mut all, mut digits) = (i, 0, 0, 0);
    while k < i + LONG && (hex(page, k) || f.class(k) == Class::Blank || matches!(f.unit(k), 0x3A | 0x2D | 0x58 | 0x78)) {
        if !mark(page, k) {
            all += 1;
            blanks += usize::from(!hex(page, k));
            digits += usize::from(f.class(k) == Class::Digit);
        }
        k += 1;
    }
    if all != 12 {
        return;
    }
    if blanks >= 2 {
        let why = "이미 가린 MAC 주소이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::MacAddress, FoldSpan::new(i, k), Verdict::Weak, EVEN, "mac_address/masked", why).action(Action::Keep));
    } else if digits == 0
        && blanks == 0
        && let Some(end) = read(page, i)
    {
        push(page, i, end, sink);
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("MAC 주소 [[mac_address|00:00:5E:00:53:1C]]"),
    Example::Finds("단말[[mac_address|00-00-5e-00-53-a4]]에서"),
    Example::Finds("맥주소: [[mac_address|００：００：５Ｅ：００：５３：１Ｃ]]"),
    Example::Finds("MAC [[mac_address|00005E005301]]"),
    Example::Finds("물리주소 [[mac_address|AE:DE:48:00:11:22]]"),
    Example::Passes("시각 10:20:30:40:50:60:70"),
    Example::Passes("제품 00005E005301"),
    Example::Passes("지문 00:00:5E:00:53:1C:AA:BB"),
];
