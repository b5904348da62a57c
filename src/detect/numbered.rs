//! Numbers of persons right beside a name that was found: `대위 김가람(15-10042)`, `40317 김가람`, `김가람(M2024-11873) 논문심사`, `강미솔 2441011 · `.
//!
//! They have no shape of their own and no label; that a number stands in the bracket behind a name, or before the names of several lines, says
//! that it is its bearer's, and the words around say what sort it is.

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::page::dates;
use crate::rule::{Candidate, FAIR, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Folded, Phrases};

/// How far before a name the words may stand that say what sort a number is, in folded units; the title and the rest of the line count as well.
const ABOUT: usize = 240;
/// The fewest and the most signs of a number, and the fewest digits among them.
const SIGNS: (usize, usize) = (5, 14);
const DIGITS: usize = 5;
/// How many lines at the top of a draft may be its title.
const TOP: usize = 4;

/// A sort of number: its kind, its rule, the sentence why, and words that tell it.
type Sort = (Kind, &'static str, &'static str, Phrases<16>);

/// The sorts, the surest words first.
static SORTS: [Sort; 3] = [
    (
        Kind::MilitaryNo,
        "military_no/name",
        "군인의 이름 곁에 적은 번호입니다.",
        Phrases::new([
            "군번", "소령", "중령", "대령", "대위", "중위", "소위", "준위", "원사", "상사 ", "중사", "하사", "병장",
            "상병", "일병", "이병",
        ]),
    ),
    (
        Kind::StudentNo,
        "student_no/name",
        "학생이나 응시자의 이름 곁에 적은 번호입니다.",
        Phrases::new([
            "학번",
            "학생",
            "학년",
            "학과",
            "학부",
            "대학원",
            "논문",
            "학위",
            "장학생",
            "응시",
            "수험",
            "휴학",
            "복학",
            "졸업",
            "방과후",
            "재학",
        ]),
    ),
    (
        Kind::EmployeeNo,
        "employee_no/name",
        "직원의 이름 곁에 적은 번호입니다.",
        Phrases::new([
            "사번",
            "사원",
            "직원",
            "발령",
            "전보",
            "승진",
            "근무성적",
            "근무평정",
            "휴직",
            "복직",
            "징계",
            "견책",
            "재직",
            "공무원",
            "조합비",
            "교번",
        ]),
    ),
];

/// The words that name a number of each sort: without one of them plain digits, and numbers of officials, are not believed.
static NAMED: Phrases<9> =
    Phrases::new(["군번", "학번", "수험번호", "응시번호", "사번", "교번", "사원번호", "직원번호", "공무원번호"]);

/// What a draft speaks of in which examinees stand under numbers instead of labels.
static EXAMS: Phrases<12> = Phrases::new([
    "응시",
    "수험",
    "면접",
    "실기",
    "필기",
    "서류전형",
    "서류합격",
    "서류 합격",
    "합격",
    "고사장",
    "고사실",
    "결시",
]);

/// Who bears a number that begins with a year.
static ENROLLED: Phrases<7> = Phrases::new(["학생", "학년", "학과", "대학", "재학", "휴학", "졸업"]);

/// A number beside a name.
struct Beside {
    at: FoldSpan,
    /// Which candidate the name is.
    name: usize,
    private: bool,
    side: Side,
    /// Digits and nothing else.
    plain: bool,
    /// It could be a date as well.
    dated: bool,
    /// Begins with the year in which somebody entered: 20241187, 2024210456.
    entered: bool,
    /// Written as only lists of examinees are: 산-01, A-1107, 26-미-003, 2027-0311.
    listed: bool,
    /// Stands before the name of an entry in the flow of a line, or with the mark of a row between.
    flows: bool,
}

/// On which side of the name it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Bracket,
    Behind,
}

impl Beside {
    /// What goes together: numbers of the same length at the same side.
    fn group(&self) -> usize {
        (self.at.len() % GROUP) * SIDES + self.side as usize
    }
}

/// So many names of private persons with numbers of one length beside them are a list.
const MANY: u32 = 4;
const GROUP: usize = SIGNS.1 + 2;
const SIDES: usize = 3;

/// Pushes the numbers beside the names among the candidates.
pub fn collect(page: &Page, sink: &mut Sink) {
    let mut found = Vec::new();
    for (i, name) in sink.iter().enumerate().filter(|(_, c)| c.kind == Kind::PersonName) {
        let private = name.action != Action::Keep;
        let end = name.span.end;
        let beside = bracketed(page, end).or_else(|| leading(page, name.span.start)).or_else(|| behind(page, end));
        if let Some(beside) = beside {
            found.push(Beside { name: i, private, ..beside });
        }
    }
    // How many there are, how many of private persons, how many that are no dates; and what sort the first that is told says they are.
    let mut groups: [(u32, u32, u32, Option<Option<usize>>); GROUP * SIDES] = [(0, 0, 0, None); GROUP * SIDES];
    let mut counts = [0u32; GROUP * SIDES];
    for beside in found.iter().filter(|b| b.private && !b.dated) {
        counts.get_mut(beside.group()).into_iter().for_each(|n| *n += 1);
    }
    for beside in &found {
        let Some(group) = groups.get_mut(beside.group()) else { continue };
        group.0 += 1;
        group.1 += u32::from(beside.private);
        group.2 += u32::from(!beside.dated);
        if group.3.is_none_or(|told| told.is_none())
            && let Some(name) = sink.get(beside.name)
        {
            group.3 = Some(sort(page, beside, name.span, counts.get(beside.group()).is_some_and(|&n| n >= MANY)));
        }
    }
    for beside in &found {
        let Some(&(all, going, undated, Some(Some(sort)))) = groups.get(beside.group()) else { continue };
        // One number before a name may be a row's; before several names, of which one at least is private, they are theirs.
        let listed = beside.side == Side::Bracket || all >= 2 && going > 0;
        let free = !sink.iter().skip(beside.name.saturating_sub(4)).take(12).any(|c| c.span.overlaps(beside.at));
        if listed
            && undated > 0
            && free
            && let Some(&(kind, rule, why, _)) = SORTS.get(sort)
            && !page.owned_by_other(beside.at, kind)
        {
            sink.push(Candidate::new(kind, beside.at, Verdict::Weak, FAIR, rule, why));
        }
    }
}

/// The code in the bracket right behind a name, all the bracket holds or what a comma parts from the rest: `(15-10042)`, `(국어교육과 3학년, 20241187)`,
/// `(2026114032, 대학생)`.
fn bracketed(page: &Page, end: u32) -> Option<Beside> {
    let f = &page.folded;
    let open = end as usize + usize::from(f.unit(end as usize) == 0x20);
    if f.unit(open) != 0x28 {
        return None;
    }
    let close = (open + 1..open + 32).find(|&i| f.unit(i) == 0x29 || f.class(i) == Class::Newline)?;
    let comma = |i: usize| (f.unit(i) == 0x2C).then(|| i + 1 + usize::from(f.unit(i + 1) == 0x20));
    let starts = std::iter::once(open + 1).chain((open + 1..close).filter_map(comma));
    let mut codes = starts.filter_map(|from| code(page, from));
    let found = codes.find(|c| {
        let next = c.at.end as usize;
        next == close || f.unit(next) == 0x2C && f.unit(next + 1) == 0x20
    })?;
    (f.unit(close) == 0x29).then_some(Beside { side: Side::Bracket, ..found })
}

/// The code behind a name, with a space or the mark of a row between, that ends its cell, its line or its entry: `강미솔 2441011 · 라온하`.
fn behind(page: &Page, end: u32) -> Option<Beside> {
    let f = &page.folded;
    let blank = |i: usize| matches!(f.class(i), Class::Space | Class::Tab);
    let mark = |i: usize| matches!(f.unit(i), 0xB7 | 0x2F | 0x7C);
    let mut from = end as usize;
    let mut marks = 0;
    while from < end as usize + 4 && (blank(from) || marks == 0 && mark(from)) {
        marks += usize::from(mark(from));
        from += 1;
    }
    let found = (from > end as usize).then(|| code(page, from)).flatten()?;
    let next = found.at.end as usize;
    let shut = matches!(f.class(next), Class::Newline | Class::Tab)
        || mark(next)
        || f.unit(next) == 0x20 && (mark(next + 1) || f.class(next + 1) == Class::Newline)
        || f.unit(next) == 0;
    shut.then_some(Beside { side: Side::Behind, ..found })
}

/// The code that begins the line or cell before a name.
fn leading(page: &Page, start: u32) -> Option<Beside> {
    let f = &page.folded;
    let line = page.line(start).start as usize;
    let blank = |k: usize| matches!(f.class(k), Class::Space | Class::Tab);
    let mut i = start as usize;
    let mut marks = 0;
    while i > line
        && start as usize - i < 6
        && (blank(i - 1) || marks == 0 && matches!(f.unit(i - 1), 0x2F | 0x7C | 0x2502 | 0x2503))
    {
        marks += usize::from(!blank(i - 1));
        i -= 1;
    }
    let mut from = i;
    // A syllable belongs to it before a hyphen: 산-01, 26-미-003.
    let part = |k: usize| {
        matches!(f.class(k), Class::Digit | Class::Latin)
            || f.unit(k) == 0x2D
            || f.class(k) == Class::Hangul
                && (k + 1..k + 4).find(|&n| f.class(n) != Class::Hangul).is_some_and(|n| f.unit(n) == 0x2D)
    };
    while from > line && i - from <= SIGNS.1 && part(from - 1) {
        from -= 1;
    }
    let row = from == line || f.class(from - 1) == Class::Tab;
    let entry = from > line && f.unit(from - 1) == 0x20;
    let found = ((row || entry) && from < i && i < start as usize).then(|| code(page, from)).flatten()?;
    let fits = found.listed || row && marks == 0;
    (found.at.end as usize == i && fits).then_some(Beside { flows: !row || marks > 0, ..found })
}

/// A code as lists of examinees have them: one to three syllables or one or two letters with a hyphen and two digits or more behind (산-01, A-1107),
/// a syllable between numbers (26-미-003), or four digits behind a year (2027-0311).
fn listed(page: &Page, at: usize) -> Option<usize> {
    let f = &page.folded;
    let run = |from: usize, class: Class| (from..from + 10).take_while(|&i| f.class(i) == class).count();
    let (hangul, latin) = (run(at, Class::Hangul), run(at, Class::Latin));
    let (mut i, mut parts, mut own, mut digits) = (at, 0, false, 0);
    if hangul + latin > 0 {
        if hangul > 3 || latin > 2 || f.unit(at + hangul + latin) != 0x2D {
            return None;
        }
        (i, own) = (at + hangul + latin + 1, true);
    }
    loop {
        let n = run(i, Class::Digit);
        let between = run(i, Class::Hangul);
        if n > 0 && n < 9 {
            (i, digits) = (i + n, digits + n);
        } else if parts > 0 && (1..=2).contains(&between) && f.unit(i + between) == 0x2D {
            (i, own) = (i + between, true);
        } else {
            return None;
        }
        parts += 1;
        if f.unit(i) != 0x2D || parts > 3 {
            break;
        }
        i += 1;
    }
    // 2027-0311, 26-0103: a year or a class of two digits, and a number of three or four.
    let year = f.unit(at) == 0x32 && f.unit(at + 1) == 0x30 && matches!(f.unit(at + 2), 0x31..=0x33);
    let yearly = parts == 2
        && (year && f.unit(at + 4) == 0x2D && i == at + 9
            || f.unit(at + 2) == 0x2D && matches!(i - at, 6 | 7) && f.unit(at) != 0x30);
    let enough = if own { digits >= 2 && (hangul > 0 || digits >= 3) } else { yearly };
    let ends = !matches!(f.class(i), Class::Latin | Class::Digit | Class::Hangul | Class::Blank) && f.unit(i) != 0x2D;
    (enough && ends).then_some(i)
}

/// A code at `at`: at most two capitals, digits, hyphens between; no years, no telephone, no round sum.
fn code(page: &Page, at: usize) -> Option<Beside> {
    if let Some(end) = listed(page, at) {
        let at = FoldSpan::new(at, end);
        return Some(Beside {
            at,
            name: 0,
            private: false,
            side: Side::Before,
            plain: false,
            dated: false,
            entered: false,
            listed: true,
            flows: false,
        });
    }
    let f = &page.folded;
    let mut i = at;
    while i < at + 2 && f.class(i) == Class::Latin {
        i += 1;
    }
    let letters = i - at;
    let (mut digits, mut hyphens, mut last) = (0, 0, 0);
    loop {
        match f.class(i) {
            Class::Digit => (digits, last) = (digits + 1, last + 1),
            _ if f.unit(i) == 0x2D && f.class(i + 1) == Class::Digit => (hyphens, last) = (hyphens + 1, 0),
            _ => break,
        }
        i += 1;
        if i > at + SIGNS.1 {
            return None;
        }
    }
    if digits < DIGITS || hyphens > 2 {
        return None;
    }
    let zero = |k: usize| f.unit(k) == 0x30;
    let begins = |a: u16, b: u16| f.unit(at) == a && f.unit(at + 1) == b;
    // 2015-2019, 2026-03, 2024-1
    let years = letters == 0
        && hyphens == 1
        && matches!(last, 1 | 2 | 4)
        && digits - last == 4
        && (begins(0x31, 0x39) || begins(0x32, 0x30))
        && (last < 3 || matches!(f.unit(i - 4), 0x31 | 0x32));
    let phone =
        letters == 0 && hyphens > 0 && (zero(at) || last == 4 && matches!(digits - last, 3 | 4) && hyphens == 1);
    let round = letters == 0 && hyphens == 0 && zero(i - 1) && zero(i - 2) && zero(i - 3);
    let whole = !matches!(f.class(i), Class::Latin | Class::Digit | Class::Hangul)
        && f.unit(i) != 0x2E
        && !(f.unit(i) == 0x2C && f.class(i + 1) != Class::Space);
    if !whole || years || phone && !military(f, at, i) || round {
        return None;
    }
    let dated = dates::written(f, &page.numbers, page.numbers.index(at as u32)).is_some_and(|d| d.full());
    let plain = letters == 0 && hyphens == 0;
    let entered =
        plain && (8..=10).contains(&digits) && begins(0x32, 0x30) && matches!(f.unit(at + 2), 0x30..=0x33) && !dated;
    Some(Beside {
        at: FoldSpan::new(at, i),
        name: 0,
        private: false,
        side: Side::Before,
        plain,
        dated,
        entered,
        listed: false,
        flows: false,
    })
}

/// Whether a code has digits enough, at most two letters before them, and no syllable.
fn plainly(page: &Page, at: FoldSpan) -> bool {
    let of = |class: Class| at.range().filter(|&i| page.folded.class(i) == class).count();
    of(Class::Digit) >= DIGITS && of(Class::Hangul) == 0
}

/// `09-20017`: two digits, a hyphen and five or more.
fn military(f: &Folded, at: usize, end: usize) -> bool {
    f.unit(at + 2) == 0x2D && end >= at + 8 && (at + 3..end).all(|i| f.class(i) == Class::Digit)
}

/// What sort of number stands beside a name, by the words before it, in its line, and in the first lines of the draft.
/// Plain digits are believed where `many` names have them.
fn sort(page: &Page, beside: &Beside, name: FoldSpan, many: bool) -> Option<usize> {
    let f = &page.folded;
    let start = beside.at.start.min(name.start) as usize;
    let line = page.line(name.start);
    let top = page.lines.iter().take(TOP).next_back().map_or(0, |l| l.end as usize);
    let ranges = [
        (line.start as usize, (line.end as usize).min(line.start as usize + 2 * ABOUT)),
        (start.saturating_sub(ABOUT), start),
        (0, top.min(2 * ABOUT)),
    ];
    let said = |at: &dyn Fn(usize) -> bool| ranges.iter().any(|&(from, to)| (from..to).any(at));
    if beside.listed && beside.private && said(&|i| EXAMS.at(f, i).is_some()) {
        return SORTS.iter().position(|sort| sort.0 == Kind::StudentNo);
    }
    if beside.flows || beside.listed && !plainly(page, beside.at) {
        return None;
    }
    let enrolled = (beside.entered || many) && beside.private && said(&|i| ENROLLED.at(f, i).is_some());
    if (!beside.private || beside.plain && !enrolled) && !said(&|i| NAMED.at(f, i).is_some()) {
        return None;
    }
    SORTS.iter().position(|sort| said(&|i| sort.3.at(f, i).is_some()))
}
