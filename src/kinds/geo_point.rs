//! 위도·경도 (latitude and longitude).
//!
//! A pair of decimal degrees within Korea (33–39 north, 124–132 east), or degrees, minutes and seconds; one of the two beside a label. The
//! place of a public facility, of a camera, of works stays; where a person is or lives is masked.

use crate::kind::{Action, Kind};
use crate::kinds::holder;
use crate::page::{Edge, Numbers, Page, Signs};
use crate::rule::{Form, CERTAIN, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::attr;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: 0b1010, reach: 1, min: 2, max: 3 }, find)),
    partial: |value| crate::style::keep_first(value, 2),
    form: Some(Form {
        fits: point,
        strong: |s| s.spoken > 8,
        letters: false,
        worded: None,
        push: |page, span, _, sink| push(page, span, "geo_point/label", sink),
    }),
    ..Spec::new(Kind::GeoPoint)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "위도와 경도 좌표입니다. 공공시설·CCTV·공사 현장의 좌표는 그대로 두고, 사람이 있거나 사는 곳의 좌표는 가립니다.",
    examples: EXAMPLES,
};

/// Which of the two a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    North,
    East,
}

/// A coordinate as read.
struct Degree {
    start: usize,
    end: usize,
    axis: Axis,
    /// Digits behind the point; 9 for minutes and seconds, 8 for minutes alone.
    fine: usize,
}

fn axis(degrees: u32) -> Option<Axis> {
    match degrees {
        33..=43 => Some(Axis::North),
        124..=132 => Some(Axis::East),
        _ => None,
    }
}

/// Both coordinates in degrees with decimals, or one of them.
fn point(s: &Signs) -> bool {
    let (parts, n) = s.parts(Edge::Mark);
    let degree = |at: usize, len: usize| axis(s.number(at, at + len));
    let [a, b, c, d, ..] = parts;
    s.digits(s.len())
        && match n {
            4 => b >= 3 && d >= 3 && (2..=3).contains(&a) && (2..=3).contains(&c) && matches!((degree(0, a), degree(a + b, c)), (Some(x), Some(y)) if x != y),
            2 => b >= 3 && (2..=3).contains(&a) && degree(0, a).is_some(),
            _ => false,
        }
}

/// Reads a coordinate whose degrees are group `group`; gives the index of the next group too.
fn read(page: &Page, numbers: &Numbers, group: usize) -> Option<(Degree, usize)> {
    let f = &page.folded;
    let g = numbers.groups.get(group)?;
    if !matches!(g.len(), 2 | 3) {
        return None;
    }
    let value = (g.start..g.end).fold(0, |n, i| n * 10 + u32::from(f.unit(i as usize).saturating_sub(0x30)));
    let axis = axis(value)?;
    let start = g.start as usize;
    let before = f.class_before(start);
    if matches!(before, Class::Digit) || f.unit_before(start) == 0x2E || (f.unit_before(start) == 0x2D && start >= 2 && f.class(start - 2) == Class::Digit) {
        return None;
    }
    let mut end = g.end as usize;
    let mut next = group + 1;
    let fine;
    if f.unit(end) == 0x2E {
        let decimals = numbers.groups.get(next)?;
        if decimals.start as usize != end + 1 || decimals.len() > 15 || f.unit(decimals.end as usize) == 0x2E && f.class(decimals.end as usize + 1) == Class::Digit {
            return None;
        }
        fine = decimals.len();
        end = decimals.end as usize;
        next += 1;
        // 37.5665°, 37.5665도
        if matches!(f.unit(end), 0xB0 | 0x2DA | 0xBA) {
            end += 1;
        }
    } else {
        let sign = |k: usize, words: &[u16]| words.contains(&f.unit(k));
        if !sign(end, &[0xB0, 0xB3C4, 0x2DA, 0xBA]) {
            return None;
        }
        let mut parts = 0;
        end += 1;
        for marks in [[0x27, 0xBD84, 0xB4], [0x22, 0xCD08, 0x27]] {
            let Some(part) = numbers.groups.get(next) else { break };
            if part.start as usize > end + 1 || part.len() > 2 {
                break;
            }
            end = part.end as usize;
            next += 1;
            if f.unit(end) == 0x2E && numbers.groups.get(next).is_some_and(|d| d.start as usize == end + 1) {
                end = numbers.groups.get(next).map_or(end, |d| d.end as usize);
                next += 1;
            }
            parts += 1;
            if sign(end, &marks) {
                end += if f.unit(end) == 0x27 && f.unit(end + 1) == 0x27 { 2 } else { 1 };
            } else {
                break;
            }
        }
        if parts == 0 {
            return None;
        }
        fine = if parts > 1 { 9 } else { 8 };
    }
    // N, E
    let letter = if f.unit(end) == 0x20 { end + 1 } else { end };
    if matches!(f.unit(letter), 0x4E | 0x45 | 0x6E | 0x65) && !matches!(f.class(letter + 1), Class::Latin | Class::Digit) {
        end = letter + 1;
    } else if matches!(f.class(end), Class::Latin | Class::Digit | Class::Blank) || f.unit(end) == 0x25 {
        return None;
    }
    Some((Degree { start, end, axis, fine }, next))
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some((first, next)) = read(page, numbers, group) else { return };
    let second = read(page, numbers, next).filter(|(d, _)| d.axis != first.axis).map(|(d, _)| d);
    if let Some(second) = &second {
        let between = FoldSpan::new(first.end, second.start);
        // N37.21004 E127.00931: the letter of the second axis stands between.
        let plain = between.range().all(|i| matches!(page.folded.class(i), Class::Space) || matches!(page.folded.unit(i), 0x2C | 0x2F | 0x3B | 0xB7 | 0x4E | 0x45));
        if plain && between.len() <= 4 && !between.is_empty() {
            // N37.21004: the letter belongs to it.
            let lettered = matches!(page.folded.unit_before(first.start), 0x4E | 0x45) && first.start >= 1 && page.folded.class_before(first.start - 1) != Class::Latin;
            let span = FoldSpan::new(first.start - usize::from(lettered), second.end);
            if first.fine.min(second.fine) >= 3 || page.labelled(span, Kind::GeoPoint).is_some() && first.fine.min(second.fine) >= 2 {
                push(page, span, "geo_point/pair", sink);
            }
            return;
        }
    }
    // The second of a pair has been read with the first.
    if group > 0 && paired(page, numbers, group, &first) {
        return;
    }
    let span = FoldSpan::new(first.start, first.end);
    let label = page.labelled(span, Kind::GeoPoint);
    if first.fine >= 3 && label.is_some() || first.fine == 9 && minutes(page, &first) {
        push(page, span, "geo_point/label", sink);
    }
}

/// Whether the coordinate is written in degrees, minutes and seconds: no decimal number with nine digits.
fn minutes(page: &Page, d: &Degree) -> bool {
    (d.start..d.end).any(|i| matches!(page.folded.unit(i), 0x27 | 0xBD84 | 0xB4)) && (d.start..d.end).any(|i| matches!(page.folded.unit(i), 0xB0 | 0xB3C4 | 0x2DA | 0xBA))
}

fn paired(page: &Page, numbers: &Numbers, group: usize, own: &Degree) -> bool {
    for back in 1..=5 {
        let Some(before) = group.checked_sub(back) else { return false };
        if let Some((d, next)) = read(page, numbers, before)
            && next == group
            && d.axis != own.axis
            && own.start - d.end.min(own.start) <= 4
            && (d.end..own.start).all(|i| matches!(page.folded.class(i), Class::Space) || matches!(page.folded.unit(i), 0x2C | 0x2F | 0x3B | 0xB7))
        {
            return true;
        }
    }
    false
}

fn push(page: &Page, span: FoldSpan, rule: &'static str, sink: &mut Sink) {
    let person = holder::near(page, span, attr::HOLDERS_PERSON, 0);
    let public = holder::near(page, span, attr::HOLDERS_FACILITY, 2);
    let candidate = if public && !person {
        Candidate::new(Kind::GeoPoint, span, Verdict::Proven, LIKELY, "geo_point/facility", "공공시설이나 공사·설치 장소의 좌표이므로 그대로 둡니다.").action(Action::Keep)
    } else {
        Candidate::new(Kind::GeoPoint, span, Verdict::Proven, CERTAIN, rule, "사람이 있거나 사는 곳을 알 수 있는 좌표입니다.")
    };
    sink.push(candidate);
}

const EXAMPLES: &[Example] = &[
    Example::Finds("신고자 위치 [[geo_point|37.56651, 126.97802]]에서"),
    Example::Finds("위도[[geo_point|３７．５６６５１]] 경도[[geo_point|126.97802]]"),
    Example::Finds("실종자 단말기 위치 [[geo_point|37°33'58\"N 126°58'40\"E]]"),
    Example::Finds("CCTV 설치 위치: [[geo_point!keep|37.56651, 126.97802]]"),
    Example::Passes("실적 37.56, 126.97"),
    Example::Passes("비율 37.5665%"),
    Example::Passes("기온 37.5도, 길이 126.978m"),
];
