//! 자동차등록번호 (vehicle registration plate).
//!
//! Two or three digits, a syllable for the use, four digits; before 2004 and on commercial vehicles the region stands before it; two-wheelers
//! have a district. Only the syllables that the plates know are read (자동차등록번호판 고시: 자가용 32, 영업용 아바사자, 택배 배, 대여 하허호). A vehicle of an
//! office stays.

use crate::kind::{Action, Kind};
use crate::kinds::holder;
use crate::page::numerals::{said_dash, spoken_digit};
use crate::page::{Numbers, Page, Place};
use crate::rule::{CERTAIN, EVEN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Folded, OTHER, Phrases, Units};
use crate::words::{Hit, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 4 }, find)),
    spoken: true,
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
    let (start, end) = (g.start as usize, g.end as usize);
    if g.len() == 3 {
        diplomatic(page, numbers, group, sink);
    }
    // The syllable of use behind the front, or before the rest where no digit stands before it.
    let mut behind = end;
    while behind < end + 2 && sign(f.unit(behind)).is_some() && !is_use(f.unit(behind)) {
        behind += 1;
    }
    let behind = behind + between(f, behind);
    if is_use(f.unit(behind)) && f.class(behind) == Class::Hangul {
        plate(page, behind, sink);
    }
    let mut before = start;
    while before > 0 && start - before < 4 && looks_alike(f.unit(before - 1)) {
        before -= 1;
    }
    let before = before - between_back(f, before);
    if before > 0 && is_use(f.unit(before - 1)) {
        let front = before - 1 - between_back(f, before - 1);
        if f.class_before(front) != Class::Digit {
            plate(page, before - 1, sink);
        }
    }
}

/// How far behind a word of vehicles a plate that is said is looked for.
const REACH: usize = 28;

/// `차는 공공가일이삼사라 함`: a plate that is said, behind a word of vehicles.
fn spoken(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let from = hit.end as usize;
    let end = (page.line(hit.start).end as usize).min(from + REACH);
    for at in from..end {
        let said = |k: usize| f.class(k) != Class::Digit && sign(f.unit(k)).is_some();
        if is_use(f.unit(at)) && said(at + 1 + between(f, at + 1)) {
            plate(page, at, sink);
        }
    }
}

/// A digit, a numeral in letters, a letter that looks like a digit.
fn sign(unit: u16) -> Option<u8> {
    spoken_digit(unit)
}

/// A letter typed for a digit.
fn looks_alike(unit: u16) -> bool {
    unit < 0x80 && !(0x30..=0x39).contains(&unit) && sign(unit).is_some()
}

/// What may stand on both sides of the syllable: marks, brackets, a decoration; 에 or 다시 where the plate is said.
fn separates(unit: u16) -> bool {
    matches!(unit, 0x20 | 0x22 | 0x27..=0x29 | 0x2D..=0x2F | 0x5B | 0x5D | 0x5F | 0xB7 | 0x0A | 0x3161 | 0x300C..=0x300F | OTHER)
}

/// Other marks that may, the same one on both sides, where a vehicle is spoken of: 00=가=1234, 00•가•1234.
fn odd(unit: u16) -> bool {
    matches!(unit, 0x2A..=0x2C | 0x3A | 0x3B | 0x3D | 0x5E | 0x7E | 0x2022 | 0x2190..=0x21FF)
}

/// Whether an odd mark stands alone at `i`; more of them stand for what was taken out.
fn odd_alone(f: &Folded, i: usize) -> bool {
    odd(f.unit(i)) && !odd(f.unit(i + 1)) && !odd(f.unit_before(i))
}

/// How much stands between two pieces of a plate, from `at` on: up to three marks, among them a dash that is said.
fn between(f: &Folded, at: usize) -> usize {
    let mut i = at;
    while i < at + 3 && (separates(f.unit(i)) || odd_alone(f, i)) {
        i += 1;
    }
    let said = said_dash(f, i);
    let glued = |i: usize| page_said(f, i) >= 3;
    if said > 0 && (i > at || glued(i + said + usize::from(f.unit(i + said) == 0x20))) {
        i += said;
        i += usize::from(f.unit(i) == 0x20);
    }
    i - at
}

/// How many numerals in words stand in a row from `i` on.
fn page_said(f: &Folded, i: usize) -> usize {
    (i..i + 5).take_while(|&k| f.class(k) == Class::Hangul && sign(f.unit(k)).is_some()).count()
}

/// The same before `at`.
fn between_back(f: &Folded, at: usize) -> usize {
    let mut i = at;
    if i > 3 && f.unit(i - 1) == 0x20 {
        let dash = if f.ends_with(i - 1, "에") { 1 } else { 2 * usize::from(f.ends_with(i - 1, "다시") || f.ends_with(i - 1, "대시")) };
        if dash > 0 {
            i -= 1 + dash;
        }
    }
    let stop = i.saturating_sub(3);
    while i > stop && (separates(f.unit(i - 1)) || odd_alone(f, i - 1)) {
        i -= 1;
    }
    at - i
}

/// Whether what stands on both sides of the syllable is more than a blank, and alike.
fn alike_sides(f: &Folded, at: usize, left: usize, right: usize) -> bool {
    let marked = |from: usize, n: usize| (from..from + n).any(|k| f.unit(k) != 0x20);
    left == right && marked(at - left, left) && marked(at + 1, right)
}

/// Signs read in one direction: where they end, how many of each sort, how many stand apart.
#[derive(Clone, Copy, Default)]
struct Signs {
    edge: usize,
    count: usize,
    plain: usize,
    alike: usize,
    apart: usize,
    /// Two and two: 31 17.
    pairs: bool,
}

impl Signs {
    fn add(&mut self, f: &Folded, at: usize) {
        self.count += 1;
        self.plain += usize::from(f.class(at) == Class::Digit);
        self.alike += usize::from(looks_alike(f.unit(at)));
    }
}

/// The four signs behind the syllable; a blank or the end of a line may stand between two of them.
fn tail(f: &Folded, from: usize) -> Option<Signs> {
    let mut signs = Signs::default();
    let mut at = from;
    while signs.count < 4 {
        let halves = signs.count == 2 && matches!(f.unit(at), 0x2D | 0x2E | 0xB7 | 0x2F);
        if signs.count > 0 && (matches!(f.unit(at), 0x20 | 0x0A) || halves) {
            at += 1;
            signs.apart += 1;
            signs.pairs = signs.count == 2 && signs.apart == 1;
        }
        // ○一二三: a ring is a zero among numerals in Hanja.
        let ring = f.class(at) == Class::Blank
            && (from..from + 8).filter(|&k| f.class(k) == Class::Hanja && sign(f.unit(k)).is_some()).count() >= 2;
        if !ring && sign(f.unit(at)).is_none() {
            return None;
        }
        signs.add(f, at);
        at += 1;
    }
    signs.edge = at;
    signs.pairs &= signs.apart == 1;
    Some(signs)
}

/// The two or three signs before the syllable, from the last to the first.
fn front(f: &Folded, end: usize) -> Signs {
    let mut signs = Signs { edge: end, ..Signs::default() };
    let mut at = end;
    while signs.count < 3 && at > 0 {
        let mut next = at - 1;
        let gap = signs.count > 0 && f.unit(next) == 0x20 && next > 0;
        if gap {
            next -= 1;
        }
        // 대구 0 0 자: the last syllable of a word before is no nine.
        if gap && f.class(next) == Class::Hangul && f.class_before(next) == Class::Hangul && signs.count >= 2 {
            break;
        }
        // A sign that stands apart is alone: in 27 0 0 가 the 7 belongs to something else.
        let alone = !gap || next == 0 || sign(f.unit(next - 1)).is_none();
        if sign(f.unit(next)).is_none() || gap && !alone || signs.count == 2 && gap != (signs.apart > 0) {
            break;
        }
        signs.apart += usize::from(gap);
        signs.add(f, next);
        at = next;
        signs.edge = next;
    }
    signs
}

/// Reads a plate around its syllable of use.
fn plate(page: &Page, at: usize, sink: &mut Sink) {
    let f = &page.folded;
    let (left, right) = (between_back(f, at), between(f, at + 1));
    let front = front(f, at - left);
    let (known, start) = region(page, front.edge);
    // 12가****: taken out.
    let from = at + 1 + right;
    let stars = (from..from + 4).all(|k| matches!(f.class(k), Class::Blank | Class::Digit));
    if f.class(from) == Class::Blank && stars && left + right == 0 && front.count >= 2 {
        let why = "이미 일부를 가린 차량번호이므로 그대로 둡니다.";
        let span = FoldSpan::new(start, from + 4);
        let masked = Candidate::new(Kind::VehiclePlate, span, Verdict::Weak, EVEN, "vehicle_plate/masked", why);
        sink.push(masked.action(Action::Keep));
        return;
    }
    let Some(tail) = tail(f, from) else { return };
    let (plain, alike) = (front.plain + tail.plain, front.alike + tail.alike);
    let count = front.count + tail.count;
    if front.count < 2 && !(front.count == 1 && known) {
        return old(page, at - left, &tail, sink);
    }
    if !edges(page, start, tail.edge) {
        return;
    }
    let apart = front.apart + tail.apart;
    let span = FoldSpan::new(start, tail.edge);
    // An odd mark on one side only, or where nothing speaks of vehicles: 10, 가, 1234.
    let marks = |from: usize, n: usize| (from..from + n).find(|&k| odd(f.unit(k))).map(|k| f.unit(k));
    let (before, behind) = (marks(at - left, left), marks(at + 1, right));
    let list = before == Some(0x2C) && left > 1;
    if before != behind || list || before.is_some() && !cued(page, span) {
        return;
    }
    let form = Form {
        region: known,
        tight: left + right + apart == 0 && plain + alike == count && plain > 0,
        // 0 0 더 4 4 1 8, 00·머·7024
        even: plain + alike == count
            && plain > 0
            && (apart + 2 == count && left + right == 2 || apart == 0 && alike_sides(f, at, left, right)),
        said: plain + alike < count,
        whole: left + right + apart == 0,
    };
    // 00 배 0 4 1 8, 00 - 아 - 31 17, 0 0 오 33 18: where a vehicle is spoken of, or beside a person.
    let spread = plain + alike == count
        && plain > 0
        && matches!(front.apart, 0..=2)
        && (tail.apart == 3 || tail.pairs || front.apart > 0 && tail.apart == 0)
        && (left.min(right) > 0 || tail.pairs && page.labels(span).of(Kind::VehiclePlate).is_some_and(|p| p <= Place::Column))
        && free_standing(page, span)
        && (cued(page, span) || !tail.pairs && vehicles(page, span) || beside_person(page, span));
    let form = Form { even: form.even || spread, ..form };
    // 12가3 456: one gap in the rest, and no other; or a gap behind each of its digits.
    if !matches!(tail.apart, 0 | 3) && !(tail.apart == 1 && left + right + front.apart == 0) && !form.said && !spread {
        return;
    }
    judge(page, span, form, sink);
}

/// How a plate is written.
#[derive(Clone, Copy)]
struct Form {
    /// A region stands before it.
    region: bool,
    /// Nothing stands between its signs, and they are digits or look like digits.
    tight: bool,
    /// All of its signs stand apart in the same way.
    even: bool,
    /// Some of it is written in words.
    said: bool,
    /// Nothing stands between its signs, however they are written.
    whole: bool,
}

fn is_use(unit: u16) -> bool {
    USES.has(unit)
}

/// Whether a region stands before the digits, and where the plate begins.
fn region(page: &Page, at: usize) -> (bool, usize) {
    let f = &page.folded;
    let mut i = at;
    if f.unit_before(i) == 0x20 {
        i -= 1;
    }
    for name in REGIONS {
        let labelled = || page.hits_before(i as u32 - 2).next().is_some_and(|h| h.end as usize == i - 2 && h.labels(Kind::VehiclePlate));
        if f.ends_with(i, name) && (f.class_before(i - 2) != Class::Hangul || labelled()) {
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
        Class::Punct => !(matches!(f.unit_before(start), 0x2D..=0x2F) && start >= 2 && matches!(f.class(start - 2), Class::Digit | Class::Latin)),
        Class::Hangul => f.unit_before(start) != 0xC81C,
        _ => true,
    };
    let right = match f.class(end) {
        Class::Digit | Class::Latin | Class::Blank => false,
        Class::Punct => !(matches!(f.unit(end), 0x2C..=0x2F) && f.class(end + 1) == Class::Digit || f.unit(end) == 0x25),
        _ => true,
    };
    left && right
}

fn judge(page: &Page, span: FoldSpan, form: Form, sink: &mut Sink) {
    let f = &page.folded;
    let labels = page.labels(span);
    let label = labels.of(Kind::VehiclePlate);
    let end = span.end as usize;
    let unit = UNITS.contains(&f.unit(end)) && !f.starts_with(end, "호차") && !f.starts_with(end, "번");
    let close = label.is_some_and(|p| p <= Place::Column);
    if unit && !close {
        return;
    }
    // 99고1234: an old case number behind a word of courts.
    if labels.of(Kind::CaseNo).is_some_and(|p| p <= Place::Row) && !close {
        return;
    }
    let free = !labels.refute(Kind::VehiclePlate);
    let (verdict, score, rule) = match label {
        Some(_) if form.said => (Verdict::Proven, LIKELY, "vehicle_plate/spoken"),
        Some(_) => (Verdict::Proven, CERTAIN, "vehicle_plate/label"),
        None if form.tight && free => (Verdict::Plausible, LIKELY, "vehicle_plate/shape"),
        None if form.region && !form.tight => (Verdict::Plausible, LIKELY, "vehicle_plate/region"),
        None if !form.tight && vehicles(page, span) => (Verdict::Plausible, FAIR, "vehicle_plate/words"),
        None if form.said && form.whole && free => (Verdict::Plausible, FAIR, "vehicle_plate/said"),
        None if form.even && free => (Verdict::Plausible, FAIR, "vehicle_plate/apart"),
        _ => return,
    };
    let candidate = if holder::near(page, span, attr::HOLDERS_FLEET, 2)
        && !holder::near(page, span, attr::HOLDERS_PERSON, 0)
        && !person_row(page, span)
    {
        Candidate::new(Kind::VehiclePlate, span, verdict, score, "vehicle_plate/fleet", "기관이 쓰는 차량의 번호이므로 그대로 둡니다.").action(Action::Keep)
    } else {
        Candidate::new(Kind::VehiclePlate, span, verdict, score, rule, "소유자를 알 수 있는 자동차등록번호입니다.")
    };
    sink.push(candidate);
}

/// Whether the plate stands in the row of a person: a mailbox or a mobile number in another cell.
fn person_row(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let line = page.line(span.start);
    let wide = line.last_cell > line.first_cell + 3;
    wide && line.span().range().any(|i| f.unit(i) == 0x40 || f.starts_with(i, "010-") || f.starts_with(i, "011-"))
}

/// Whether the line speaks of vehicles: by a word, or by the syllable 차 right before.
fn vehicles(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let mut at = span.start as usize;
    let stop = at.saturating_sub(3);
    while at > stop && matches!(f.unit(at - 1), 0x20 | 0x28 | 0x3A | 0xC740 | 0xB294) {
        at -= 1;
    }
    let car = f.unit_before(at) == 0xCC28 && at > 1 && f.class(at - 2) != Class::Digit;
    car || page.hits_in(holder::around(page, span)).any(|h| h.labels(Kind::VehiclePlate))
}

/// Whether no other figure stands before it and nothing is counted behind it: 배점 10 20 가 30 40, 12 나 3 4 5 6 원.
fn free_standing(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let (start, end) = (span.start as usize, span.end as usize);
    let figure = f.class_before(start) == Class::Space && start >= 2 && f.class(start - 2) == Class::Digit;
    let counted = f.unit(end) == 0x20 && UNITS.contains(&f.unit(end + 1)) && f.class(end + 2) != Class::Hangul;
    !figure && !counted
}

/// Words of plates and drivers that are no labels.
static CUES: Phrases<6> = Phrases::new(["번호", "운전", "등록", "자가용", "차주", "번호판"]);

/// How far before a plate in pieces such a word may stand.
const CUE: usize = 16;

/// Whether a word of vehicles stands before it in its line, or a short line above speaks of them.
fn cued(page: &Page, span: FoldSpan) -> bool {
    let line = page.line_index(span.start);
    let (start, first) = (span.start as usize, page.lines.get(line).map_or(0, |l| l.start as usize));
    let from = start.saturating_sub(CUE).max(first);
    let above = line.checked_sub(1).and_then(|i| page.lines.get(i)).filter(|l| l.end - l.start <= 40);
    page.labels(span).of(Kind::VehiclePlate).is_some()
        || (from..start).any(|i| CUES.at(&page.folded, i).is_some())
        || above.is_some_and(|l| page.hits_in(l.span()).any(|h| h.labels(Kind::VehiclePlate)))
}

/// Whether a name stands right before the plate, or a mobile number beside it in its line.
fn beside_person(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let mut at = span.start;
    while at > 0 && span.start - at < 3 && matches!(f.unit(at as usize - 1), 0x20 | 0x2C | 0x2F | 0x28) {
        at -= 1;
    }
    let around = holder::around(page, span);
    at < span.start && page.name_ends_strictly(at) || around.range().any(|i| f.starts_with(i, "010-"))
}

/// `서울 가 1234`, `서울 종로 가 1234`: the region, perhaps a district, a syllable, four digits. Begins where the region ends.
fn old(page: &Page, end: usize, tail: &Signs, sink: &mut Sink) {
    let f = &page.folded;
    let i = end;
    if f.class_before(i) == Class::Digit {
        return;
    }
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
    if !edges(page, start, tail.edge) {
        return;
    }
    let span = FoldSpan::new(start, tail.edge);
    if page.labels(span).of(Kind::VehiclePlate).is_none() && !vehicles(page, span) {
        return;
    }
    let said = tail.plain + tail.alike < tail.count;
    judge(page, span, Form { region: true, tight: false, even: false, said, whole: false }, sink);
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
        judge(page, span, Form { region: true, tight: false, even: false, said: false, whole: false }, sink);
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
    Example::Passes("점검 11/14/수/1400"),
];
