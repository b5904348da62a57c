//! 생년월일 (date of birth), also a year of birth that stands beside a certain person.
//!
//! A date is a birth date where something says so: 생 or 출생 behind it, its label or the head of its column, a name before the bracket it
//! stands in, the sex of the person beside it, a row that begins with a name. Everything else in a draft is dated too: what comes into
//! force, is due, was received, is no birth date. 1972년생 alone is a cohort (1972년생 이상), beside a name it is a person's.

use super::birth_cues::{aged_before, beside_name, beside_person, before, born, bracketed, closes, cohort, day_behind, earliest, event, inside, lead, lunar, named_after, period, role, runs_on, sex, strict};
use crate::kind::Kind;
use crate::page::dates::{self, Date};
use super::{birth_said, masked};
use crate::page::{Numbers, Page, Place};
use crate::rule::{CERTAIN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 2, min: 1, max: 8 }, find)),
    word: Some(|page, hit, sink| {
        masked::after_label(page, hit, Kind::BirthDate, "birth_date/masked", sink);
        birth_said::after_label(page, hit, sink);
        birth_said::born(page, hit, sink);
    }),
    partial: |value| {
        let year = value.chars().take_while(|c| c.is_numeric() || *c == '\'').count();
        crate::style::keep_first(value, if year >= 6 { year - 4 } else { year })
    },
    spoken: true,
    ..Spec::new(Kind::BirthDate)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "생년월일입니다. 생년월일이라는 표시나 열 제목, 뒤의 ‘생’·‘출생’, 이름 뒤 괄호, 곁의 성별이 있을 때 찾습니다. 사람 곁의 ‘1972년생’도 찾습니다. \
         시행일·기한 같은 다른 날짜와 ‘1972년생 이상’ 같은 나이 기준은 그대로 둡니다.",
    examples: EXAMPLES,
};

/// The last year of a grown-up's birth: a date before it, alone behind a name, is seldom that of an event.
const GROWN: u32 = 2013;

/// The last year of a birth that a bracket with two dates tells; later, the first date is more often the beginning of a term.
const LIVED: u32 = 1980;

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(date) = dates::written(f, numbers, group) else { return };
    if !page.clear_left(date.span.start) || inside(page, date.span.start) {
        return;
    }
    let end = date.span.end as usize;
    if matches!(f.class(end), Class::Digit | Class::Latin | Class::Circled) || page.numbers.groups.get(date.next).is_some_and(|_| runs_on(page, end)) {
        return;
    }
    // 연습 11. 4. 14:00: the last number is an hour.
    if f.unit(end) == 0x3A && f.class(end + 1) == Class::Digit {
        return;
    }
    // 12. 8. 10시, 10. 2. 1학년: the last number counts something else.
    let another = ["시", "학년", "분", "층", "호", "명", "개", "회", "차"];
    if f.class_before(end) == Class::Digit && another.iter().any(|w| f.starts_with(end, w)) {
        return;
    }
    let born = born(page, end);
    let mentioned = page.mentions(Kind::BirthDate);
    if !mentioned && born.is_none() && !date.full() {
        return;
    }
    // 1990. 1. 2.생, 1972년생: 생 is one word with the date; 1990. 1. 2. 출생 is not.
    let word = f.unit(end + usize::from(f.class(end) == Class::Space)) == 0xC0DD;
    let to = if date.full() && !word { date.span.end } else { born.unwrap_or(date.span.end) };
    let to = if date.month == 0 && word { day_behind(page, to).unwrap_or(to) } else { to };
    let span = FoldSpan { start: date.span.start, end: to };
    let Some((verdict, score, rule, why)) = judge(page, numbers, &date, born, mentioned) else { return };
    sink.push(Candidate::new(Kind::BirthDate, span, verdict, score, rule, why));
}

type Judged = (Verdict, i16, &'static str, &'static str);

const LABEL: Judged = (Verdict::Proven, CERTAIN, "birth_date/label", "생년월일이라는 표시가 있는 날짜입니다.");
const COLUMN: Judged = (Verdict::Plausible, LIKELY, "birth_date/column", "생년월일 열에 있는 날짜입니다.");
const BORN: Judged = (Verdict::Proven, CERTAIN, "birth_date/born", "태어난 날이라고 적은 날짜입니다.");
const PERSON: Judged = (Verdict::Plausible, LIKELY, "birth_date/person", "사람의 이름 곁에 적은 생년월일입니다.");
const ROW: Judged = (Verdict::Weak, FAIR, "birth_date/row", "사람을 적은 줄에 있는 생년월일입니다.");

fn judge(page: &Page, numbers: &Numbers, date: &Date, born: Option<u32>, mentioned: bool) -> Option<Judged> {
    let span = date.span;
    let own = if mentioned { page.owner(span, Kind::BirthDate) } else { None };
    let cohort = born.is_some_and(|to| cohort(page, to));
    if born.is_some() && !cohort {
        if date.full() || date.month > 0 {
            return Some(BORN);
        }
        return (own.is_some_and(|p| p <= Place::Column) || beside_person(page, span.start) || sex(page, span) || role(page, span.start) || named_after(page, born)).then_some(PERSON);
    }
    if cohort && own.is_none() {
        return None;
    }
    let period = period(page, span);
    if let Some(place) = own
        && !period
    {
        let alone = date.month == 0 && date.bare;
        let enough = date.full() || date.month > 0 || !date.bare || place <= Place::Column && date.year > 1000;
        let early = date.year < GROWN;
        match place {
            Place::Near if alone && !page.tight(span, Kind::BirthDate) => {}
            Place::Near if page.tight(span, Kind::BirthDate) || early || page.name_ends_strictly(before(page, span.start)) => return enough.then_some(LABEL),
            Place::Row | Place::Column if enough => return Some(LABEL),
            Place::Loose if date.full() && earliest(page, numbers, date) => return Some(COLUMN),
            Place::Line if date.full() && early && !event(page, span) => return Some(COLUMN),
            _ => {}
        }
    }
    let f = &page.folded;
    // 손일출(1948. 2. 1.~2026. 10. 30.): a life, not a term of office.
    if period && date.full() && date.year < LIVED && bracketed(page, span) && strict(page, span) && f.unit_before(span.start as usize) == 0x28 {
        return Some(ROW);
    }
    if !date.full() || period {
        return None;
    }
    if date.year < GROWN && (lunar(page, span.end) || !event(page, span) && aged_before(page, span.start)) {
        return Some(PERSON);
    }
    let slash = lead(page, span.start).1 == 0x2F;
    // 김가람(900101), 김가람 / 900101 /: a date in one run is one only between marks behind a name.
    if date.bare && !(slash || f.unit_before(span.start as usize) == 0x28 || sex(page, span)) {
        return None;
    }
    if page.owned_by_other(span, Kind::BirthDate) || event(page, span) {
        return None;
    }
    let early = date.year < GROWN;
    if sex(page, span) {
        return Some(PERSON);
    }
    if date.bare {
        let named = page.name_ends_strictly(before(page, span.start)) || bracketed(page, span);
        return (named && closes(page, span.end as usize)).then_some(ROW);
    }
    if bracketed(page, span) && closes(page, span.end as usize) && (early || strict(page, span)) {
        return Some(PERSON);
    }
    let torn = span.range().any(|i| f.class(i) == Class::Newline);
    if early && !torn && beside_name(page, span) {
        return Some(ROW);
    }
    // One value a line: the line above is a name and nothing else.
    let cell = page.cell_index(span.start);
    let alone = page.cells[cell].start == span.start && page.cells[cell].end <= span.end + 1;
    let above = alone && cell > 0 && {
        let above = page.cells[cell - 1];
        above.end - above.start <= 12 && page.name_ends_strictly(above.end)
    };
    (above && (early || mentioned)).then_some(ROW)
}

const EXAMPLES: &[Example] = &[
    Example::Finds("생년월일: [[birth_date|1990. 1. 2.]]"),
    Example::Finds("김가람([[birth_date|１９９９．　１．　１．]])은"),
    Example::Finds("[[birth_date|90.1.2생]]인 사람"),
    Example::Finds("맹옥분(여, [[birth_date|38년생]])을"),
    Example::Finds("성명\t생년월일\t입사일\n육근동\t[[birth_date|1966.11.28.]]\t2001.3.2."),
    Example::Passes("시행일 2026. 11. 21."),
    Example::Passes("1961년생 이상 주민"),
    Example::Passes("조례 개정(2021. 3. 2.)에 따라"),
    Example::Passes("2026년 생산 계획, 2026. 1. 1. 생활임금"),
];
