//! What 주민등록번호 and 외국인등록번호 share: thirteen digits `YYMMDD-G…`, whole, in part, or masked already. No kind of its own.
//!
//! The seventh digit tells the kind: 1–4 resident (9, 0: born before 1900), 5–8 foreigner. People write either under the label of the
//! other, so a label of one speaks for both. Numbers given before 2020-10-05 end in a check digit, later ones do not: a failed check never
//! clears a number (주민등록법 시행규칙 제2조, as of 2026-10-02).

use super::masked;
use crate::checksum;
use crate::kind::Kind;
use crate::page::cells::NONE;
use crate::page::{Gap, Gaps, Numbers, Page, Place, Signs};
use crate::rule::{CERTAIN, Candidate, FAIR, Gate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// Which of the two is looked for, and its words.
pub(super) struct Registration {
    /// The kind.
    pub(super) kind: Kind,
    /// The check of numbers given before October 2020.
    pub(super) check: fn(&[u8]) -> bool,
    /// What `why` begins with: such a number needs a statutory basis.
    pub(super) basis: &'static str,
    /// The rules: beside a label, by shape, by check digit, by date, a part of it, masked.
    pub(super) rules: [&'static str; 6],
}

/// All thirteen digits, or the six or seven a part of a number has.
pub(super) const GATE: Gate = Gate { first: Gate::ANY, reach: 6, min: 1, max: 13 };

const GAPS: Gaps = Gaps::LOOSE.with(Gap::Cell).with(Gap::Comma);

/// Looks for whole numbers, then for parts.
pub(super) fn find(of: &Registration, page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    if numbers.groups[group].reach >= 13 && whole(of, page, numbers, group, sink) {
        return;
    }
    part(of, page, numbers, group, sink);
}

/// Where a label of either kind speaks for a span.
fn label(page: &Page, at: FoldSpan) -> Option<Place> {
    if !page.mentions(Kind::Rrn) && !page.mentions(Kind::Frn) {
        return None;
    }
    match (page.owner(at, Kind::Rrn), page.owner(at, Kind::Frn)) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Whether the seventh digit is one of the kind's; without one (a part) the resident number stands for both.
fn seventh(kind: Kind, digit: u8, labelled: bool) -> bool {
    match kind {
        Kind::Frn => matches!(digit, 5..=8),
        _ => matches!(digit, 1..=4) || labelled && matches!(digit, 9 | 0),
    }
}

fn push(of: &Registration, span: FoldSpan, verdict: Verdict, score: i16, rule: usize, why: &str, sink: &mut Sink) {
    sink.push(Candidate::new(of.kind, span, verdict, score, of.rules[rule], format!("{} {why}", of.basis)));
}

fn whole(of: &Registration, page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) -> bool {
    let Some(taken) = numbers.take(&page.folded, group, 13, GAPS) else {
        return false;
    };
    let d = taken.digits();
    if !seventh(of.kind, d[6], true) || !checksum::date(0, taken.number(2, 4), taken.number(4, 6)) {
        return false;
    }
    if !page.clear_left(taken.span.start) || !page.clear_right(taken.span.end) {
        return false;
    }
    let label = label(page, taken.span);
    if !seventh(of.kind, d[6], label.is_some()) {
        return false;
    }
    let proven = (of.check)(d);
    let shape = shape(page, numbers, taken.first, taken.last);
    let other = label.is_none()
        && if shape == Shape::Halves { refuted(page, taken.span) } else { page.owned_by_other(taken.span, of.kind) };
    let (verdict, score, rule, why) = match (label, shape) {
        // Two neighbouring cells are one number only under one label.
        (Some(_), _) if !taken.gaps.has(Gap::Cell) || matches!(shape, Shape::Halves | Shape::Apart) => {
            (Verdict::Proven, CERTAIN, 0, "표시 곁에 있는 13자리 번호입니다.")
        }
        // Two cells, where the row belongs to no table with heads.
        (None, Shape::Apart)
            if taken.gaps.has(Gap::Cell)
                && !other
                && page.cell(taken.span.start).head_from == NONE
                && (proven && !checksum::corporation(d) || person(page, taken.span)) =>
        {
            (Verdict::Plausible, FAIR, 2, "날짜와 성별 자리가 맞는 13자리 번호입니다.")
        }
        _ if taken.gaps.has(Gap::Cell) => return false,
        (None, Shape::Halves)
            if !other && !company(page, taken.span, d, proven) && (proven || !document(page, taken.span)) =>
        {
            (Verdict::Proven, CERTAIN, 1, "생년월일과 성별 자리가 맞는 6-7자리 번호입니다.")
        }
        (None, Shape::Halves) if proven && !checksum::corporation(d) => {
            (Verdict::Plausible, LIKELY, 2, "날짜와 검증번호가 맞는 6-7자리 번호입니다.")
        }
        (None, _) if other => return false,
        (None, Shape::Apart) if proven || person(page, taken.span) => {
            (Verdict::Plausible, LIKELY, 2, "날짜와 성별 자리가 맞는 13자리 번호입니다.")
        }
        (None, Shape::Run | Shape::Singles) if proven => {
            (Verdict::Proven, LIKELY, 2, "날짜와 검증번호가 맞는 13자리 번호입니다.")
        }
        (None, Shape::Singles) => (Verdict::Plausible, LIKELY, 3, "앞 6자리가 날짜인 13자리 번호입니다."),
        (None, Shape::Run) if !barcode(d) => (Verdict::Weak, FAIR, 3, "앞 6자리가 날짜인 13자리 번호입니다."),
        // 97 04 18 3 00 00 12: in twos.
        (None, Shape::Other) if taken.layout() == [2, 2, 2, 1, 2, 2, 2] && (proven || person(page, taken.span)) => {
            (Verdict::Plausible, LIKELY, 2, "날짜와 성별 자리가 맞는 13자리 번호입니다.")
        }
        // 91.08.30-8000034: the front as a date.
        (_, Shape::Other) if dated(numbers, &taken) && !other => {
            (Verdict::Proven, LIKELY, 1, "생년월일과 성별 자리가 맞는 번호입니다.")
        }
        (None, Shape::Other) if proven && taken.gaps.within(Gaps::PLAIN) && numbers.groups[taken.first].len() == 6 => {
            (Verdict::Plausible, FAIR, 2, "날짜와 검증번호가 맞는 13자리 번호입니다.")
        }
        _ => return false,
    };
    push(of, taken.span, verdict, score, rule, why, sink);
    true
}

/// Whether the front is written as a date and a hyphen stands before the seven digits: 91.08.30-8000034.
fn dated(numbers: &Numbers, taken: &crate::page::Taken) -> bool {
    taken.layout() == [2, 2, 2, 7]
        && numbers.groups.get(taken.first + 2).is_some_and(|g| matches!(g.gap, Gap::Hyphen | Gap::Newline))
        && numbers.groups.get(taken.first).is_some_and(|g| matches!(g.gap, Gap::Dot | Gap::Slash))
}

/// Whether the label of a thing or a corporation's number stands beside six and seven digits. Where the draft speaks of such numbers
/// elsewhere, columns may have moved: then only what stands directly before counts.
fn refuted(page: &Page, at: FoldSpan) -> bool {
    let moved = page.mentions(Kind::Rrn) || page.mentions(Kind::Frn);
    let limit = if moved { Place::Row } else { Place::Column };
    page.labels(at).iter().any(|(hit, place)| {
        place <= limit
            && (hit.has(List::OtherLabels, attr::OTHER_LABELS_NUMBER)
                || hit.has(List::OtherLabels, attr::OTHER_LABELS_DOCUMENT)
                || hit.labels(Kind::CorpRegNo))
            && page.stands_alone(&hit)
    })
}

/// How thirteen digits are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Six, a separator, seven; line breaks and spaces may run through either half.
    Halves,
    /// Six and seven with nothing but a space, a dot, a bracket or a line break between.
    Apart,
    /// In one run.
    Run,
    /// Every digit by itself.
    Singles,
    /// Otherwise.
    Other,
}

fn shape(page: &Page, numbers: &Numbers, first: usize, last: usize) -> Shape {
    if first == last {
        return Shape::Run;
    }
    let (mut count, mut middle, mut singles, mut hyphen) = (0, Gap::Break, true, false);
    for group in &numbers.groups[first..last] {
        count += group.len();
        singles &= group.len() == 1;
        if count == 6 {
            middle = group.gap;
            hyphen = (group.end..group.end + 3).any(|i| page.folded.unit(i as usize) == 0x2D);
        } else if !matches!(group.gap, Gap::Newline | Gap::Space) {
            return Shape::Other;
        }
    }
    let broken = last > first + 1;
    match middle {
        Gap::Break => Shape::Other,
        // Spaces alone inside the halves: only digit by digit.
        Gap::Space if broken && !singles => Shape::Other,
        _ if singles => Shape::Singles,
        Gap::Space | Gap::Newline | Gap::Paren | Gap::Cell | Gap::Dot | Gap::Comma if !hyphen => Shape::Apart,
        _ => Shape::Halves,
    }
}

/// Whether a company and no person stands before the number, and the check digit does not speak for a person.
fn company(page: &Page, at: FoldSpan, d: &[u8], proven: bool) -> bool {
    const WORDS: [&str; 7] = ["주식회사", "(주)", "㈜", "법인", "등기", "유한회사", "조합"];
    let from = page.line(at.start).start.max(at.start.saturating_sub(24)) as usize;
    let near = (from..at.start as usize).any(|i| WORDS.iter().any(|w| page.folded.starts_with(i, w)));
    near && (checksum::corporation(d) || !proven) && !person(page, at)
}

/// Whether a number is written like that of a document: 제…호, 접수 ….
fn document(page: &Page, at: FoldSpan) -> bool {
    const WORDS: [&str; 8] = ["제", "접수", "송장", "주문", "코드", "문서", "공고", "전표"];
    let f = &page.folded;
    let i = at.start as usize - usize::from(f.class_before(at.start as usize) == Class::Space);
    f.unit(at.end as usize) == 0xD638 || WORDS.iter().any(|w| f.ends_with(i, w))
}

/// Whether thirteen digits in a run are a Korean article number (GTIN beginning with 880).
fn barcode(d: &[u8]) -> bool {
    let sum: u32 = d[..12].iter().enumerate().map(|(i, &d)| u32::from(d) * (1 + 2 * (i as u32 % 2))).sum();
    d.starts_with(&[8, 8, 0]) && (10 - sum % 10) % 10 == u32::from(d[12])
}

/// The front, the front with one digit, or the seven digits behind; also what is masked behind the front.
fn part(of: &Registration, page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let first = numbers.groups[group];
    let span = FoldSpan { start: first.start, end: first.end };
    match first.len() {
        6 => front(of, page, numbers, group, sink),
        7 => behind(of, page, span, sink),
        // 뒷자리는 2 0 0 0 1 1 7
        1 => {
            let apart = numbers.take(&page.folded, group, 7, Gaps(Gap::Space as u16));
            if let Some(seven) = apart.filter(|t| t.layout().len() == 7 && said_behind(page, t.span)) {
                behind(of, page, seven.span, sink);
            }
        }
        _ => {}
    }
}

fn front(of: &Registration, page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(six) = numbers.take(&page.folded, group, 6, Gaps::NONE) else { return };
    if !checksum::date(0, six.number(2, 4), six.number(4, 6)) || !page.clear_left(six.span.start) {
        return;
    }
    let f = &page.folded;
    let hyphen = {
        let i = six.span.end as usize;
        let j = i + usize::from(f.unit(i) == 0x20);
        (f.unit(j) == 0x2D).then(|| j + 1 + usize::from(f.unit(j + 1) == 0x20))
    };
    if let Some(i) = hyphen {
        let digit = if f.class(i) == Class::Digit { crate::page::numerals::spoken_digit(f.unit(i)) } else { None };
        let from = i + usize::from(digit.is_some());
        let blanks = masked::blanks(page, from);
        if blanks >= 5 && f.class(from + blanks) != Class::Digit {
            let own = digit.map_or(of.kind == Kind::Rrn, |d| seventh(of.kind, d, true));
            if own {
                masked::push(of.kind, FoldSpan::new(six.span.start as usize, from + blanks), of.rules[5], sink);
            }
            return;
        }
        if blanks > 0 {
            return;
        }
        let Some(digit) = digit else { return };
        let span = FoldSpan::new(six.span.start as usize, i + 1);
        if !seventh(of.kind, digit, false) || !page.clear_right(span.end) {
            return;
        }
        let labelled = label(page, span).is_some();
        let person = person(page, span);
        let born = page.mentions(Kind::BirthDate) && page.owner(span, Kind::BirthDate).is_some();
        if labelled || person || born {
            let (verdict, score) = if labelled { (Verdict::Proven, CERTAIN) } else { (Verdict::Plausible, LIKELY) };
            push(of, span, verdict, score, 4, "번호의 앞부분과 성별 자리입니다.", sink);
        }
        return;
    }
    if of.kind == Kind::Rrn
        && page.mentions(Kind::Rrn)
        && page.clear_right(six.span.end)
        && page
            .owner(six.span, Kind::Rrn)
            .is_some_and(|p| matches!(p, Place::Row | Place::Column) || page.tight(six.span, Kind::Rrn))
    {
        push(of, six.span, Verdict::Plausible, LIKELY, 4, "표시 곁에 적힌 번호의 앞부분입니다.", sink);
    }
}

/// Whether signs are a whole number of the kind, or the front and the digit for the sex.
pub(super) fn fits(kind: Kind, s: &Signs) -> bool {
    let dated = s.len() >= 7 && checksum::date(0, s.number(2, 4), s.number(4, 6));
    let sex = s.value(6) as u8;
    dated && (s.digits(13) && seventh(kind, sex, true) || s.head == 6 && s.digits(7) && seventh(kind, sex, false))
}

/// Pushes a number that is written oddly beside its label.
pub(super) fn odd(of: &Registration, span: FoldSpan, near: bool, sink: &mut Sink) {
    let (verdict, score) = super::beside::sure(near);
    push(of, span, verdict, score, 0, "표시 곁에 있는 번호입니다.", sink);
}

/// How far behind the label, and behind a part, the next part may begin.
const STEP: usize = 8;

/// Parts that are said or torn behind the label: 주민번호 앞에 구팔공칠이일 뒤에 사공일팔이공삼, 주민 앞번호 구구이이삼공 다시 3.
pub(super) fn said(of: &Registration, page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let line = page.line(hit.start).end as usize;
    let numeral = |i: usize| crate::page::numerals::spoken_digit(f.unit(i)).is_some();
    let mut from = hit.end as usize;
    for _ in 0..2 {
        // A numeral that stands alone may be a syllable of a word: two in a row begin a part.
        let starts = |&i: &usize| numeral(i) && (numeral(i + 1) || f.unit(i + 1) == 0x20 && numeral(i + 2));
        let Some(start) = (from..(from + STEP).min(line)).find(starts) else { return };
        let at = FoldSpan::new(start, line);
        let date = |d: &[u8]| checksum::date(0, two(d, 2), two(d, 4));
        let fits = |s: &crate::page::Signs| {
            let d = s.all();
            s.spoken > 0
                && match d.len() {
                    13 => s.digits(13) && date(d) && d.get(6).is_some_and(|&g| seventh(of.kind, g - b'0', true)),
                    7 if s.head == 6 => s.digits(7) && date(d),
                    6 => s.digits(6) && date(d),
                    7 => s.digits(7) && d.first().is_some_and(|&g| seventh(of.kind, g - b'0', false)),
                    _ => false,
                }
        };
        let Some(span) = page.loose(at, false, false, &fits) else { return };
        push(of, span, Verdict::Plausible, LIKELY, 4, "표시 곁에 말로 적은 번호입니다.", sink);
        from = span.end as usize;
    }
}

/// The two digits at `i`.
fn two(signs: &[u8], i: usize) -> u32 {
    let digit = |i: usize| signs.get(i).map_or(0, |&s| u32::from(s.wrapping_sub(b'0')));
    digit(i) * 10 + digit(i + 1)
}

/// Words that stand for a person before a number.
const ROLES: [&str; 12] = [
    "본인",
    "대표자",
    "신청인",
    "청구인",
    "대상자",
    "배우자",
    "자녀",
    "대리인",
    "보호자",
    "피의자",
    "피해자",
    "상속인",
];

/// Whether a name stands before a span, or before the bracket it stands in.
fn person(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let mut i = at.start;
    while i > 0
        && at.start - i < 3
        && (f.class(i as usize - 1) == Class::Space || matches!(f.unit(i as usize - 1), 0x28 | 0x2C | 0x2F))
    {
        i -= 1;
    }
    if page.name_ends_strictly(i) || ROLES.iter().any(|r| f.ends_with(i as usize, r)) {
        return true;
    }
    // In a row of a table: the cell before.
    let cell = page.cell_index(at.start);
    cell > 0 && page.cells[cell].line == page.cells[cell - 1].line && page.name_ends_strictly(page.cells[cell - 1].end)
}

/// What announces the digits behind without the name of the number.
const BEHIND: [&str; 9] =
    ["뒷자리", "뒷부분", "뒤 7자리", "뒤7자리", "뒷 자리", "뒷번호", "뒷 7자리", "뒷7자리", "뒤 일곱 자리"];

/// The seven digits behind, where a label says that they are.
fn behind(of: &Registration, page: &Page, span: FoldSpan, sink: &mut Sink) {
    if !page.clear_left(span.start) || !page.clear_right(span.end) {
        return;
    }
    let Some(first) = crate::page::numerals::spoken_digit(page.folded.unit(span.start as usize)).filter(|&d| d != 9)
    else {
        return;
    };
    let said = said_behind(page, span);
    if said {
        if seventh(of.kind, first, of.kind == Kind::Rrn) {
            push(of, span, Verdict::Plausible, LIKELY, 4, "번호의 뒷자리라고 적은 일곱 자리입니다.", sink);
        }
        return;
    }
    if of.kind != Kind::Rrn || !page.mentions(Kind::Rrn) {
        return;
    }
    let own = page.owner(span, Kind::Rrn);
    if !own.is_some_and(|p| matches!(p, Place::Row | Place::Column) || page.tight(span, Kind::Rrn)) {
        return;
    }
    push(of, span, Verdict::Plausible, LIKELY, 4, "표시 곁에 적힌 번호의 뒷자리입니다.", sink);
}

/// Whether 뒷자리 stands right before, and neither an account nor a card is spoken of.
fn said_behind(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let from = page.line(span.start).start.max(span.start.saturating_sub(14));
    let Some(at) = (from..span.start).rev().find(|&i| BEHIND.iter().any(|w| f.starts_with(i as usize, w))) else {
        return false;
    };
    let digits = (at + 4..span.start).any(|i| f.class(i as usize) == Class::Digit);
    let other = page.hits_before(at).take_while(|h| h.end + 10 >= at).any(|h| {
        [Kind::BankAccount, Kind::CardNumber, Kind::Mobile, Kind::Landline, Kind::BusinessRegNo, Kind::CorpRegNo]
            .iter()
            .any(|&k| h.labels(k))
    });
    !digits && !other
}
