//! 자동차등록번호 (vehicle registration plate).
//!
//! Two or three digits, a syllable for the use, four digits; before 2004 and on commercial vehicles the region stands before it; two-wheelers
//! have a district. Only the syllables that the plates know are read (자동차등록번호판 고시: 자가용 32, 영업용 아바사자, 택배 배, 대여 하허호). A vehicle of an
//! office stays.

use crate::kind::{Action, Kind};
use crate::kinds::holder;
use crate::page::numbers::spoken_digit;
use crate::page::{Gap, Numbers, Page, Place};
use crate::rule::{CERTAIN, EVEN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases, Units};
use crate::words::{Hit, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 4 }, find)),
    word: Some(spoken),
    partial: |value| {
        let total = value.chars().filter(|&c| crate::style::cover(c).is_some()).count();
        crate::style::keep(value, |i, _| i + 4 < total)
    },
    ..Spec::new(Kind::VehiclePlate)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "자동차등록번호입니다. 지역 이름이 붙은 옛 번호와 이륜차 번호도 찾습니다. 관용차의 번호는 그대로 둡니다.",
    examples: EXAMPLES,
};

static USES: Units<40> = Units::new("가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호");

const REGIONS: [&str; 17] = ["서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주"];

static DIPLOMATIC: Phrases<7> = Phrases::new(["외교", "영사", "준외", "준영", "국기", "협정", "대표"]);

/// What stands behind an amount or a count and never behind a plate.
const UNITS: [u16; 24] = [
    0xC6D0, 0xAC74, 0xBA85, 0xB144, 0xAC1C, 0xB300, 0xD638, 0xC77C, 0xC6D4, 0xC2DC, 0xBD84, 0xD68C, 0xC138, 0xBC88, 0xCC9C, 0xB9CC, 0xC5B5, 0xBD80, 0xC8FC, 0xB3D9, 0xCE35, 0xC810, 0xAD8C,
    0xC870,
];

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(g) = numbers.groups.get(group) else { return };
    match g.len() {
        1..=3 => {
            diplomatic(page, numbers, group, sink);
            modern(page, numbers, group, sink);
        }
        4 => old(page, g.start as usize, g.end as usize, sink),
        _ => {}
    }
    if f.class_before(g.start as usize) != Class::Digit {
        spread(page, g.start as usize, sink);
    }
}

/// 공공가일이삼사, 12가 일이삼사 behind a label.
fn spoken(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let skip = |mut i: usize, most: usize| {
        let stop = i + most;
        while i < stop && matches!(f.unit(i), 0x20 | 0x3A | 0x28 | 0x09 | 0x7C | 0xC740 | 0xB294 | 0x2D) {
            i += 1;
        }
        i
    };
    let read = |mut i: usize, most: usize| {
        let (mut n, mut end, mut words) = (0, i, false);
        while n < most && spoken_digit(f.unit(i)).is_some() {
            words |= f.class(i) == Class::Hangul;
            n += 1;
            i += 1;
            end = i;
            i += usize::from(f.unit(i) == 0x20 && spoken_digit(f.unit(i + 1)).is_some());
        }
        (n, end, words)
    };
    let start = skip(hit.end as usize, 4);
    // The syllable of use may itself be a numeral (오, 구, 사): try the longer front first.
    for front in [3, 2] {
        let (a, end, said) = read(start, front);
        let use_at = skip(end, 1);
        if a != front || !is_use(f.unit(use_at)) {
            continue;
        }
        let (b, end, also) = read(skip(use_at + 1, 1), 4);
        if b == 4 && (said || also) && !matches!(f.class(end), Class::Digit | Class::Latin) {
            let why = "차량번호 표시 곁에 말로 적은 번호입니다.";
            sink.push(Candidate::new(Kind::VehiclePlate, FoldSpan::new(start, end), Verdict::Proven, LIKELY, "vehicle_plate/spoken", why));
            return;
        }
    }
}

/// A digit, or the letter O typed for zero.
fn digitish(page: &Page, i: usize) -> bool {
    page.folded.class(i) == Class::Digit || matches!(page.folded.unit(i), 0x4F | 0x6F)
}

/// `OO라665O`, `0 0 더 4 4 1 8`: O for zero, spaces between the digits. Begins from the first digit behind the syllable.
fn spread(page: &Page, at: usize, sink: &mut Sink) {
    let f = &page.folded;
    let mut tail = at;
    while tail > 0 && at - tail < 4 && matches!(f.unit(tail - 1), 0x4F | 0x6F) {
        tail -= 1;
    }
    let gap = |k: usize| usize::from(f.unit_before(k) == 0x20);
    let syllable = tail - gap(tail);
    if syllable == 0 || !is_use(f.unit(syllable - 1)) {
        return;
    }
    let front = syllable - 1 - gap(syllable - 1);
    let (mut start, mut count, mut i) = (front, 0, front);
    while count < 3 && i > 0 && digitish(page, i - 1) {
        i -= 1;
        start = i;
        count += 1;
        if i >= 2 && f.unit(i - 1) == 0x20 && digitish(page, i - 2) && gap(syllable - 1) == 1 {
            i -= 1;
        }
    }
    let (mut end, mut behind) = (tail, 0);
    while behind < 4 && digitish(page, end) {
        end += 1;
        behind += 1;
        if behind < 4 && f.unit(end) == 0x20 && digitish(page, end + 1) && gap(tail) == 1 {
            end += 1;
        }
    }
    // Written plainly it has been read already.
    let plain = end - tail == 4 && front - start == count && (start..end).all(|k| !matches!(f.unit(k), 0x4F | 0x6F));
    if plain || count < 2 || behind < 4 || !(start..end).any(|k| f.class(k) == Class::Digit) {
        return;
    }
    let (region, start) = region(page, start);
    if edges(page, start, end) {
        judge(page, FoldSpan::new(start, end), end - tail == 4, region, sink);
    }
}

fn is_use(unit: u16) -> bool {
    USES.has(unit)
}

fn modern(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(g) = numbers.groups.get(group) else { return };
    let blank = |k: usize| matches!(f.unit(k), 0x20 | 0x5F | 0x2D | 0x2E | 0x0A);
    let mut i = g.end as usize;
    let mut apart = false;
    if blank(i) {
        apart = true;
        i += 1;
    }
    if !is_use(f.unit(i)) {
        return;
    }
    i += 1;
    if blank(i) {
        apart = true;
        i += 1;
    }
    let (region, start) = region(page, g.start as usize);
    // 12가****: taken out.
    if f.class(i) == Class::Blank && (i..i + 4).all(|k| matches!(f.class(k), Class::Blank | Class::Digit)) && !apart && g.len() >= 2 {
        let why = "이미 일부를 가린 차량번호이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::VehiclePlate, FoldSpan::new(start, i + 4), Verdict::Weak, EVEN, "vehicle_plate/masked", why).action(Action::Keep));
        return;
    }
    let Some(tail) = numbers.groups.get(group + 1).filter(|t| t.start as usize == i && t.len() <= 4) else { return };
    let mut end = tail.end as usize;
    if tail.len() < 4 {
        // 00나9 014: a space or a line break inside the four digits.
        let rest = numbers.groups.get(group + 2).filter(|r| r.start == tail.end + 1 && r.len() + tail.len() == 4 && matches!(tail.gap, Gap::Space | Gap::Newline));
        let Some(rest) = rest else { return };
        if apart || g.len() < 2 {
            return;
        }
        apart = true;
        end = rest.end as usize;
    }
    if g.len() == 1 && !region {
        return;
    }
    if !edges(page, start, end) {
        return;
    }
    judge(page, FoldSpan::new(start, end), apart, region, sink);
}

/// Whether a region stands before the digits, and where the plate begins.
fn region(page: &Page, at: usize) -> (bool, usize) {
    let f = &page.folded;
    let mut i = at;
    if f.unit_before(i) == 0x20 {
        i -= 1;
    }
    for name in REGIONS {
        if f.ends_with(i, name) && f.class_before(i - 2) != Class::Hangul {
            return (true, i - 2);
        }
        // 경 기
        let mut letters = name.chars();
        let (a, b) = (letters.next().map_or(0, u32::from), letters.next().map_or(0, u32::from));
        if i >= 3 && u32::from(f.unit(i - 1)) == b && f.unit(i - 2) == 0x20 && u32::from(f.unit(i - 3)) == a && f.class_before(i - 3) != Class::Hangul {
            return (true, i - 3);
        }
    }
    (false, at)
}

fn edges(page: &Page, start: usize, end: usize) -> bool {
    let f = &page.folded;
    let left = match f.class_before(start) {
        Class::Digit | Class::Latin => false,
        Class::Punct => !(matches!(f.unit_before(start), 0x2D | 0x2E) && start >= 2 && matches!(f.class(start - 2), Class::Digit | Class::Latin)),
        Class::Hangul => f.unit_before(start) != 0xC81C,
        _ => true,
    };
    let right = match f.class(end) {
        Class::Digit | Class::Latin | Class::Blank => false,
        Class::Punct => !(matches!(f.unit(end), 0x2C..=0x2E) && f.class(end + 1) == Class::Digit || f.unit(end) == 0x25),
        _ => true,
    };
    left && right
}

fn judge(page: &Page, span: FoldSpan, apart: bool, region: bool, sink: &mut Sink) {
    let f = &page.folded;
    let labels = page.labels(span);
    let label = labels.of(Kind::VehiclePlate);
    let unit = UNITS.contains(&f.unit(span.end as usize)) && !f.starts_with(span.end as usize, "호차") && !f.starts_with(span.end as usize, "번");
    let close = label.is_some_and(|p| p <= Place::Column);
    if unit && !close {
        return;
    }
    // 99고1234: an old case number behind a word of courts.
    if labels.of(Kind::CaseNo).is_some_and(|p| p <= Place::Row) && !close {
        return;
    }
    let (verdict, score, rule) = match (label, apart) {
        (Some(_), _) => (Verdict::Proven, CERTAIN, "vehicle_plate/label"),
        (None, false) if !labels.refute(Kind::VehiclePlate) => (Verdict::Plausible, LIKELY, "vehicle_plate/shape"),
        (None, true) if region => (Verdict::Plausible, LIKELY, "vehicle_plate/region"),
        (None, true) if vehicles(page, span) => (Verdict::Plausible, FAIR, "vehicle_plate/words"),
        _ => return,
    };
    let candidate = if holder::near(page, span, attr::HOLDERS_FLEET, 2) && !holder::near(page, span, attr::HOLDERS_PERSON, 0) {
        Candidate::new(Kind::VehiclePlate, span, verdict, score, "vehicle_plate/fleet", "기관이 쓰는 차량의 번호이므로 그대로 둡니다.").action(Action::Keep)
    } else {
        Candidate::new(Kind::VehiclePlate, span, verdict, score, rule, "소유자를 알 수 있는 자동차등록번호입니다.")
    };
    sink.push(candidate);
}

/// Whether the line speaks of vehicles.
fn vehicles(page: &Page, span: FoldSpan) -> bool {
    page.hits_in(holder::around(page, span)).any(|h| h.labels(Kind::VehiclePlate))
}

/// `서울 가 1234`, `서울 종로 가 1234`: the region, perhaps a district, a syllable, four digits.
fn old(page: &Page, at: usize, end: usize, sink: &mut Sink) {
    let f = &page.folded;
    let space = |k: usize| usize::from(f.unit_before(k) == 0x20);
    let mut i = at - space(at);
    if i == 0 || !is_use(f.unit(i - 1)) {
        return;
    }
    i -= 1;
    if f.class_before(i) == Class::Digit {
        return;
    }
    i -= space(i);
    let mut district = i;
    while district > 0 && f.class(district - 1) == Class::Hangul && i - district < 5 {
        district -= 1;
    }
    let name = |k: usize| REGIONS.iter().any(|r| f.ends_with(k, r) && !matches!(f.class_before(k - 2), Class::Hangul | Class::Digit | Class::Latin));
    let start = if name(i) {
        i - 2
    } else if (2..=4).contains(&(i - district)) && f.unit_before(district) == 0x20 && name(district - 1) {
        district - 3
    } else if (4..=6).contains(&(i - district)) && name(district + 2) {
        district
    } else {
        return;
    };
    if !edges(page, start, end) {
        return;
    }
    let span = FoldSpan::new(start, end);
    if page.labels(span).of(Kind::VehiclePlate).is_none() && !vehicles(page, span) {
        return;
    }
    judge(page, span, false, true, sink);
}

/// `외교 005-003`.
fn diplomatic(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(g) = numbers.groups.get(group).filter(|g| g.len() == 3) else { return };
    let at = g.start as usize;
    let i = if f.unit_before(at) == 0x20 { at - 1 } else { at };
    if DIPLOMATIC.before(f, i).is_none() || i < 2 || f.class_before(i - 2) == Class::Hangul {
        return;
    }
    let Some(tail) = numbers.groups.get(group + 1).filter(|t| t.start as usize == g.end as usize + 1 && t.len() == 3) else { return };
    let span = FoldSpan::new(i - 2, tail.end as usize);
    let known = page.labels(span).of(Kind::VehiclePlate).is_some() || vehicles(page, span);
    if f.unit(g.end as usize) == 0x2D && edges(page, i - 2, tail.end as usize) && known {
        judge(page, span, false, true, sink);
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("차량번호 [[vehicle_plate|00가1234]]"),
    Example::Finds("위반차량[[vehicle_plate|０００하１２３４]]를"),
    Example::Finds("택시 [[vehicle_plate|서울00바1234]]에"),
    Example::Finds("차량 [[vehicle_plate|00 가 1234]] 견인"),
    Example::Finds("관용차 [[vehicle_plate!keep|00나1234]] 배차"),
    Example::Passes("대상 123가구 5678명"),
    Example::Passes("지원금 20주1234원"),
    Example::Passes("대법원 2012두1234 판결"),
    Example::Passes("제12조 2026"),
];
