//! What stands around a name, as features: a class of evidence at a place.

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::page::cells::NONE;
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

/// How many places there are.
pub const PLACES: usize = 16;
/// How many classes of words there are (`roles.txt`).
pub const WORD_CLASSES: usize = 52;
/// The first class that is a list of its own: words of facts about persons, banks.
const OTHER_LISTS: u8 = 44;
/// The lists that are classes of their own.
const LISTS: [List; 8] = [
    List::FactHealth,
    List::FactCrime,
    List::FactMoney,
    List::FactWelfare,
    List::FactFamily,
    List::FactRecord,
    List::FactBelief,
    List::Banks,
];
/// How many features there are.
pub const FEATURES: usize = (WORD_CLASSES + SHAPES) * PLACES + PAIRS + TAILS;
/// How many slots the ends of unknown words beside a name share.
const TAILS: usize = 1024;
/// How many slots pairs of evidence share: what stands beside the name together with what the draft is about.
const PAIRS: usize = 2048;

/// Where evidence stands.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Place {
    Before,
    Before2,
    Before3,
    After,
    After2,
    Cell,
    Line,
    Column,
    Loose,
    Heads,
    Row,
    Heading,
    Title,
    Draft,
    LineAbove,
    LineBelow,
}

/// What a place is called in a reason.
pub(super) fn place_ko(place: usize) -> &'static str {
    match place {
        0..=2 => "이름 앞의",
        3 | 4 => "이름 뒤의",
        5 | 6 => "같은 줄의",
        7..=9 => "열 제목의",
        10 => "행 제목의",
        11 => "위 제목의",
        12 => "문서 제목의",
        14 | 15 => "이웃한 줄의",
        _ => "문서 안의",
    }
}

/// What a class is called in a reason.
pub(super) fn class_ko(class: usize) -> &'static str {
    if class < WORD_CLASSES {
        return match class as u8 {
            attr::ROLES_OFFICIAL
            | attr::ROLES_RANK
            | attr::ROLES_MIXED
            | attr::ROLES_UNIFORM
            | attr::ROLES_TEACHER
            | attr::ROLES_JUDGE
            | attr::ROLES_ELECTED => "직급·직위",
            attr::ROLES_DUTY | attr::ROLES_APPROVAL => "담당·결재 표시",
            attr::ROLES_APPOINT => "위촉·임명",
            attr::ROLES_COMPANY | attr::ROLES_CONTRACT => "업체·계약 표시",
            attr::ROLES_PUBLIC => "보도·작품 표시",
            attr::ROLES_COMMITTEE | attr::ROLES_EVALUATOR | attr::ROLES_MINUTES => "위원·심의 표시",
            attr::ROLES_OFFICIAL_HEAD => "직급·소속 칸",
            attr::ROLES_ROSTER_CTX | attr::ROLES_PLAN_CTX => "업무 표시",
            _ => "당사자 표시",
        };
    }
    match class - WORD_CLASSES {
        0 => "부서·기관 이름",
        1 => "업체 이름",
        2 | 3 => "사무실 전화",
        9 => "직급",
        _ => "이웃한 정보",
    }
}

const SHAPES: usize = 32;

/// Evidence that is no word: the number after `WORD_CLASSES`.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Shape {
    Office = 0,
    Company = 1,
    OfficePhone = 2,
    PersonPhone = 3,
    Mobile = 4,
    Birth = 5,
    Identifier = 6,
    Address = 7,
    Account = 8,
    Grade = 9,
    Amount = 10,
    Age = 11,
    Colon = 12,
    Paren = 13,
    Comma = 14,
    Masked = 15,
    Start = 16,
    Number = 17,
    Particle = 18,
    OfficeTitle = 19,
    Honorific = 20,
    Name = 21,
    OfficeMail = 22,
    Alone = 23,
    Unit = 24,
    Road = 25,
    /// A title, office or duty before the name, and nothing near it that speaks for a private person.
    DutyBefore = 26,
    /// The same after the name.
    DutyAfter = 27,
    /// The part of a private person before or after the name.
    Private = 28,
    /// A title beside the name in a draft about discipline, leave or appraisal.
    DutyAsSubject = 29,
    /// A title beside the name, with a private person's data behind it.
    DutyWithData = 30,
    /// Neither a title nor a private part beside the name.
    Unsaid = 31,
}

/// Classes that say that somebody acts in an office when they stand before a name.
const DUTIES: [u8; 8] = [
    attr::ROLES_OFFICIAL,
    attr::ROLES_UNIFORM,
    attr::ROLES_ELECTED,
    attr::ROLES_TEACHER,
    attr::ROLES_JUDGE,
    attr::ROLES_RANK,
    attr::ROLES_DUTY,
    attr::ROLES_APPROVAL,
];
/// The same behind a name.
const TITLES: [u8; 6] = [
    attr::ROLES_OFFICIAL,
    attr::ROLES_UNIFORM,
    attr::ROLES_ELECTED,
    attr::ROLES_TEACHER,
    attr::ROLES_JUDGE,
    attr::ROLES_RANK,
];
/// Classes of private persons and of parts that go.
const PARTIES: [u8; 7] = [
    attr::ROLES_SUBJECT,
    attr::ROLES_PETITION,
    attr::ROLES_EVALUATOR,
    attr::ROLES_COMPANY,
    attr::ROLES_EXPERT,
    attr::ROLES_LAWYER,
    attr::ROLES_VILLAGE,
];

/// What only a draft about persons holds.
const IDENTIFIERS: [Shape; 6] =
    [Shape::Mobile, Shape::Birth, Shape::Identifier, Shape::Account, Shape::PersonPhone, Shape::Address];

/// What stands around one name: for each place one bit a class or shape, and the ends of words beside it.
#[derive(Default)]
struct Around {
    places: [u128; PLACES],
    tails: [u16; 4],
    count: usize,
}

const _: () = assert!(WORD_CLASSES + SHAPES <= 128);

/// One bit for each of some classes of words.
const fn words_set(classes: &[u8]) -> u128 {
    let (mut bits, mut i) = (0, 0);
    while i < classes.len() {
        bits |= 1 << classes[i];
        i += 1;
    }
    bits
}

/// One bit for each of some shapes.
const fn shapes_set(shapes: &[Shape]) -> u128 {
    let (mut bits, mut i) = (0, 0);
    while i < shapes.len() {
        bits |= 1 << (WORD_CLASSES + shapes[i] as usize);
        i += 1;
    }
    bits
}

/// One bit for each of some places.
const fn places_set(places: &[Place]) -> u32 {
    let (mut bits, mut i) = (0, 0);
    while i < places.len() {
        bits |= 1 << places[i] as u32;
        i += 1;
    }
    bits
}

/// The places that decide together with another.
const NEAR: u32 = places_set(&[Place::Before, Place::Before2, Place::After, Place::Column, Place::Row]);
/// The places that say what the draft is about.
const ABOUT: u32 = places_set(&[Place::Title, Place::Heading]);

impl Around {
    fn tail(&mut self, feature: u16) {
        let known = self.tails.iter().take(self.count).any(|&t| t == feature);
        if let Some(slot) = self.tails.get_mut(self.count)
            && !known
        {
            *slot = feature;
            self.count += 1;
        }
    }

    /// Lists all features, each once: what stands around, the ends of words, and what stands beside the name, at the head of its column
    /// or before it together with what the draft is about.
    fn list(&self, out: &mut Vec<u16>) {
        out.clear();
        for (place, &bits) in self.places.iter().enumerate() {
            for mut half in [bits as u64, (bits >> 64) as u64].into_iter().enumerate() {
                while half.1 != 0 {
                    let class = half.0 * 64 + half.1.trailing_zeros() as usize;
                    out.push((class * PLACES + place) as u16);
                    half.1 &= half.1 - 1;
                }
            }
        }
        let beside = out.len();
        out.extend_from_slice(self.tails.get(..self.count).unwrap_or(&[]));
        let in_set = |feature: u16, set: u32| set >> (u32::from(feature) % PLACES as u32) & 1 == 1;
        let others: Vec<u16> = out.iter().copied().filter(|&f| in_set(f, NEAR | ABOUT)).collect();
        // One bit a slot: each is pushed once.
        let mut seen = [0u64; PAIRS / 64];
        for i in 0..beside {
            let one = out[i];
            if !in_set(one, NEAR) {
                continue;
            }
            for &other in &others {
                if other > one || in_set(other, ABOUT) {
                    let slot = ((u32::from(one) * 2048 + u32::from(other)).wrapping_mul(0x9E37_79B1) >> 21) as usize;
                    let (word, bit) = (slot / 64, 1 << (slot % 64));
                    if seen[word] & bit == 0 {
                        seen[word] |= bit;
                        out.push(((WORD_CLASSES + SHAPES) * PLACES + slot) as u16);
                    }
                }
            }
        }
    }
}

/// The evidence of a draft.
pub struct Evidence<'a> {
    page: &'a Page,
    candidates: &'a [Candidate],
    title: u64,
    draft: u64,
    /// Bit `s` is set where shape `s` stands somewhere in the draft.
    shapes: u32,
}

impl<'a> Evidence<'a> {
    /// Reads what concerns the whole draft. `candidates` are sorted by start.
    pub fn new(page: &'a Page, candidates: &'a [Candidate]) -> Self {
        let mut evidence = Self { page, candidates, title: 0, draft: 0, shapes: 0 };
        let mut lines = page.lines.iter().filter(|l| l.end > l.start);
        let title_end = lines.nth(1).or(page.lines.last()).map_or(0, |l| l.end.min(l.start + 120));
        for hit in &page.hits {
            let bits = classes(hit.tags());
            if hit.end <= title_end {
                evidence.title |= bits;
            }
            evidence.draft |= bits;
        }
        for c in candidates {
            if let Some(shape) = shape_of(c) {
                evidence.shapes |= 1 << shape as u32;
            }
        }
        evidence
    }

    /// The features of a name, each once.
    pub fn of(&self, at: FoldSpan, features: &mut Vec<u16>) {
        let mut around = Around::default();
        let out = &mut around;
        let page = self.page;
        let cell = page.cell(at.start);
        let line = page.lines[cell.line as usize];
        let prose = line.cut == crate::page::cells::Cut::Words || line.last_cell - line.first_cell < 2;
        let (left, right) = if prose { (line.start, line.end) } else { (cell.start, cell.end) };
        self.before(at, left, out);
        self.after(at, right, out);
        if !prose {
            self.beside(cell.line, page.cell_index(at.start), out);
        }
        let mut bits =
            self.words(FoldSpan { start: left.max(at.start.saturating_sub(60)), end: right.min(at.end + 60) }, at);
        push_bits(bits, Place::Cell, out);
        bits = self.words(
            FoldSpan { start: line.start.max(at.start.saturating_sub(200)), end: line.end.min(at.end + 200) },
            at,
        );
        push_bits(bits, Place::Line, out);
        self.neighbours(at, line.start.max(at.start.saturating_sub(120)), line.end.min(at.end + 120), Place::Line, out);
        self.neighbours(at, left.max(at.start.saturating_sub(24)), right.min(at.end + 24), Place::Cell, out);
        if cell.head_from != NONE {
            let place = if cell.exact() { Place::Column } else { Place::Loose };
            let (from, to) = (cell.head_from as usize, cell.head_to as usize);
            for head in &page.cells[from..to.min(page.cells.len())] {
                push_bits(self.words(head.span(), at), place, out);
            }
            let header = page.lines[page.cells[from].line as usize];
            push_bits(self.words(header.span(), at), Place::Heads, out);
            self.line_words(page.cells[from].line, -1, Place::Heading, at, out);
        } else {
            self.heading(cell.line, at, out);
        }
        if cell.row_head != NONE {
            push_bits(self.words(page.cells[cell.row_head as usize].span(), at), Place::Row, out);
        } else if line.last_cell - line.first_cell >= 2 {
            let first = page.cells[line.first_cell as usize];
            if first.end <= at.start {
                push_bits(self.words(first.span(), at), Place::Row, out);
            }
        }
        self.line_words(cell.line, -1, Place::LineAbove, at, out);
        self.line_words(cell.line, 1, Place::LineBelow, at, out);
        self.tails(at, left, right, out);
        push_bits(self.title, Place::Title, out);
        push_bits(self.draft, Place::Draft, out);
        for shape in IDENTIFIERS {
            if self.shapes >> shape as u32 & 1 == 1 {
                push_shape(shape, Place::Draft, out);
            }
        }
        if IDENTIFIERS.iter().all(|&shape| self.shapes >> shape as u32 & 1 == 0) {
            push_shape(Shape::Alone, Place::Draft, out);
        }
        if at.start == left {
            push_shape(Shape::Start, Place::Before, out);
        }
        // What an address itself holds: a unit (호, 층) or a road.
        let f = &page.folded;
        for i in at.start as usize + 1..at.end as usize {
            if matches!(f.unit(i), 0xD638 | 0xCE35) && f.class(i - 1) == Class::Digit {
                push_shape(Shape::Unit, Place::Cell, out);
            }
            if matches!(f.unit(i), 0xB85C | 0xAE38) && f.class(i + 1) != Class::Hangul {
                push_shape(Shape::Road, Place::Cell, out);
            }
        }
        if at.start == line.start && at.end == line.end {
            push_shape(Shape::Alone, Place::Line, out);
        }
        self.sums_up(out);
        around.list(features);
    }

    /// What the neighbours say taken together.
    fn sums_up(&self, out: &mut Around) {
        const DUTY: u128 = words_set(&DUTIES) | shapes_set(&[Shape::OfficeTitle, Shape::Office]);
        const TITLE: u128 = words_set(&TITLES) | shapes_set(&[Shape::Grade]);
        const PARTY: u128 = words_set(&PARTIES);
        const HONORED: u128 = words_set(&[attr::ROLES_PRIVATE_HON]) | shapes_set(&[Shape::Honorific]);
        const DATA: u128 = shapes_set(&[Shape::Birth, Shape::Identifier, Shape::Account, Shape::Address, Shape::Age]);
        const DISCIPLINE: u128 = words_set(&[attr::ROLES_DISCIPLINE]);
        let any = |set: u128, places: &[Place]| places.iter().any(|&p| out.places[p as usize] & set != 0);
        let titled_before = any(DUTY, &[Place::Before]);
        let titled_after = any(TITLE, &[Place::After]);
        let private =
            any(PARTY, &[Place::Before, Place::After, Place::Column, Place::Row]) || any(HONORED, &[Place::After]);
        let data = any(DATA, &[Place::After, Place::After2, Place::Cell]);
        let subject = any(DISCIPLINE, &[Place::Title, Place::Heading, Place::Cell, Place::Column, Place::Heads]);
        if titled_before && !private && !data && !subject {
            push_shape(Shape::DutyBefore, Place::Before, out);
        }
        if titled_after && !private && !data && !subject {
            push_shape(Shape::DutyAfter, Place::Before, out);
        }
        if private {
            push_shape(Shape::Private, Place::Before, out);
        }
        if (titled_before || titled_after) && subject {
            push_shape(Shape::DutyAsSubject, Place::Before, out);
        }
        if (titled_before || titled_after) && data {
            push_shape(Shape::DutyWithData, Place::Before, out);
        }
        if !titled_before && !titled_after && !private {
            push_shape(Shape::Unsaid, Place::Before, out);
        }
    }

    /// The classes of the words in a span, the name itself left out.
    fn words(&self, span: FoldSpan, but: FoldSpan) -> u64 {
        self.page
            .hits_in(span)
            .filter(|h| h.end <= but.start || h.start >= but.end)
            .fold(0, |bits, h| bits | classes(h.tags()))
    }

    fn line_words(&self, line: u32, step: i32, place: Place, at: FoldSpan, out: &mut Around) {
        let index = line as i64 + i64::from(step);
        if let Some(line) = usize::try_from(index).ok().and_then(|i| self.page.lines.get(i)) {
            let end = line.end.min(line.start + 160);
            push_bits(self.words(FoldSpan { start: line.start, end }, at), place, out);
        }
    }

    /// The nearest heading above: a short line that ends in no full stop.
    fn heading(&self, line: u32, at: FoldSpan, out: &mut Around) {
        for l in self.page.lines[..line as usize].iter().rev().take(8) {
            let len = l.end - l.start;
            let first = self.page.folded.class(l.start as usize);
            let marked = matches!(first, Class::Punct | Class::Blank | Class::Digit);
            if len > 1 && len <= 40 && (marked || len <= 24) && l.last_cell - l.first_cell < 2 {
                push_bits(self.words(l.span(), at), Place::Heading, out);
                return;
            }
        }
    }

    /// The 어절 before the name, up to three.
    fn before(&self, at: FoldSpan, left: u32, out: &mut Around) {
        let f = &self.page.folded;
        let mut end = at.start;
        let mut names = 0;
        let mut places = [Place::Before, Place::Before2, Place::Before3].into_iter().peekable();
        while let Some(&place) = places.peek() {
            while end > left && matches!(f.class(end as usize - 1), Class::Space | Class::Punct | Class::Blank) {
                let unit = f.unit(end as usize - 1);
                match unit {
                    0x3A => push_shape(Shape::Colon, place, out),
                    0x2C | 0xB7 => push_shape(Shape::Comma, place, out),
                    0x28 | 0x29 => push_shape(Shape::Paren, place, out),
                    _ => {}
                }
                end -= 1;
            }
            let mut start = end;
            while start > left
                && end - start < 24
                && !matches!(
                    f.class(start as usize - 1),
                    Class::Space | Class::Punct | Class::Blank | Class::Newline | Class::Tab
                )
            {
                start -= 1;
            }
            if start == end {
                return;
            }
            let token = FoldSpan { start, end };
            // A name before a comma shares what stands before it: 심사위원 가, 나, 다.
            if names < 8 && self.is_name(token) {
                names += 1;
                push_shape(Shape::Name, place, out);
                end = start;
                continue;
            }
            push_bits(self.tail_words(token), place, out);
            self.shape(token, place, out);
            end = start;
            places.next();
        }
    }

    /// The cells to the left and right in a row: their last and first words, and what sort of thing they hold.
    fn beside(&self, line: u32, cell: usize, out: &mut Around) {
        let line = self.page.lines[line as usize];
        let f = &self.page.folded;
        let (first, last) = (line.first_cell as usize, line.last_cell as usize);
        for (index, place) in [(cell.checked_sub(1), Place::Before2), (cell.checked_sub(2), Place::Before3)] {
            let Some(cell) = index.filter(|&i| i >= first).map(|i| self.page.cells[i]).filter(|c| c.end > c.start)
            else {
                continue;
            };
            let mut start = cell.end;
            while start > cell.start && cell.end - start < 24 && f.class(start as usize - 1) != Class::Space {
                start -= 1;
            }
            let token = FoldSpan { start, end: cell.end };
            push_bits(self.tail_words(token), place, out);
            self.shape(token, place, out);
        }
        for index in cell + 1..(cell + 3).min(last) {
            let cell = self.page.cells[index];
            if cell.end <= cell.start {
                continue;
            }
            let mut end = cell.start;
            while end < cell.end && end - cell.start < 24 && f.class(end as usize) != Class::Space {
                end += 1;
            }
            let token = FoldSpan { start: cell.start, end };
            let bits = self
                .page
                .hits_in(FoldSpan { start: cell.start, end: end.min(cell.start + 12) })
                .take(2)
                .fold(0, |b, h| b | classes(h.tags()));
            push_bits(bits, Place::After2, out);
            self.shape(token, Place::After2, out);
        }
    }

    fn is_name(&self, token: FoldSpan) -> bool {
        let first = self.candidates.partition_point(|c| c.span.start < token.start);
        self.candidates[first..]
            .iter()
            .take_while(|c| c.span.start < token.end)
            .any(|c| c.kind == Kind::PersonName && c.span.end + 1 >= token.end)
    }

    /// The 어절 after the name: what is glued to it, then the next.
    fn after(&self, at: FoldSpan, right: u32, out: &mut Around) {
        let f = &self.page.folded;
        let mut start = at.end;
        for place in [Place::After, Place::After2] {
            while start < right && matches!(f.class(start as usize), Class::Space | Class::Punct | Class::Blank) {
                match f.unit(start as usize) {
                    0x3A => push_shape(Shape::Colon, place, out),
                    0x2C | 0xB7 => push_shape(Shape::Comma, place, out),
                    0x28 => push_shape(Shape::Paren, place, out),
                    _ => {}
                }
                start += 1;
            }
            let mut end = start;
            while end < right
                && end - start < 24
                && !matches!(
                    f.class(end as usize),
                    Class::Space | Class::Punct | Class::Blank | Class::Newline | Class::Tab
                )
            {
                end += 1;
            }
            if start == end {
                return;
            }
            let token = FoldSpan { start, end };
            let glued = start == at.end;
            if glued
                && matches!(
                    f.unit(start as usize),
                    0xC740 | 0xB294 | 0xC774 | 0xAC00 | 0xC744 | 0xB97C | 0xC758 | 0xC5D0 | 0xACFC | 0xC640
                )
            {
                push_shape(Shape::Particle, place, out);
            }
            if matches!(f.unit(start as usize), 0xB2D8 | 0xC528 | 0xAD70 | 0xC591 | 0xC639)
                && (end - start <= 3 || glued)
            {
                push_shape(Shape::Honorific, place, out);
            }
            let bits = self
                .page
                .hits_in(FoldSpan { start, end: end.min(start + 12) })
                .take(2)
                .fold(0, |b, h| b | classes(h.tags()));
            push_bits(bits, place, out);
            self.shape(token, place, out);
            start = end;
        }
    }

    /// The last two syllables before the name and at the head of its column, the first two after it, in a few hundred slots.
    fn tails(&self, at: FoldSpan, left: u32, right: u32, out: &mut Around) {
        let f = &self.page.folded;
        let mut end = at.start;
        while end > left && matches!(f.class(end as usize - 1), Class::Space | Class::Punct) {
            end -= 1;
        }
        if end >= left + 2 {
            self.tail(end, 0, out);
        }
        let mut start = at.end;
        while start < right && matches!(f.class(start as usize), Class::Space | Class::Punct) {
            start += 1;
        }
        if start + 2 <= right {
            self.tail(start + 2, 1, out);
        }
        let cell = self.page.cell(at.start);
        if cell.head_from != NONE && cell.exact() {
            self.tail(self.page.cells[cell.head_from as usize].end, 2, out);
        }
        if cell.row_head != NONE {
            self.tail(self.page.cells[cell.row_head as usize].end, 3, out);
        }
    }

    fn tail(&self, end: u32, place: u32, out: &mut Around) {
        let f = &self.page.folded;
        let end = end as usize;
        if end >= 2 && f.class(end - 1) == Class::Hangul && f.class(end - 2) == Class::Hangul {
            let key = (u32::from(f.unit(end - 2)) << 16 | u32::from(f.unit(end - 1))) ^ place.wrapping_mul(0x85EB_CA6B);
            let slot = (key.wrapping_mul(0x9E37_79B1) >> 22) as usize;
            out.tail(((WORD_CLASSES + SHAPES) * PLACES + PAIRS + slot) as u16);
        }
    }

    /// The classes of words that end where a token ends.
    fn tail_words(&self, token: FoldSpan) -> u64 {
        self.page
            .hits_before(token.end)
            .take(3)
            .filter(|h| h.end == token.end)
            .fold(0, |bits, h| bits | classes(h.tags()))
    }

    fn shape(&self, token: FoldSpan, place: Place, out: &mut Around) {
        let f = &self.page.folded;
        let (first, last) = (token.start as usize, token.end as usize - 1);
        let unit = f.unit(last);
        if f.class(last) == Class::Hangul && token.len() >= 2 {
            // 과 팀 실 국 관 서 청 소 원 처 부 단 계 반
            let two = f.unit(last - 1);
            let office = matches!(unit, 0xACFC | 0xD300 | 0xAD6D | 0xCCAD | 0xC2E4 | 0xCC98 | 0xC11C | 0xC18C | 0xACC4)
                || (unit == 0xD130 && two == 0xC13C)
                || (unit == 0xAD6D && two == 0xC0AC);
            if office && token.len() >= 3 {
                push_shape(Shape::Office, place, out);
            }
            // 의사팀장, 건설과장, 인사담당: a title with its office.
            let titled = (unit == 0xC7A5
                && matches!(
                    two,
                    0xACFC | 0xD300 | 0xAD6D | 0xC2E4 | 0xACC4 | 0xC18C | 0xC11C | 0xBA74 | 0xB3D9 | 0xC74D
                ))
                || (unit == 0xB2F9 && two == 0xB2F4);
            if titled && token.len() >= 4 {
                push_shape(Shape::OfficeTitle, place, out);
            }
            if unit == 0xAE09 && f.class(last - 1) == Class::Digit {
                push_shape(Shape::Grade, place, out);
            }
            if unit == 0xC6D0 && f.class(last - 1) == Class::Digit {
                push_shape(Shape::Amount, place, out);
            }
            if unit == 0xC138 && f.class(last - 1) == Class::Digit {
                push_shape(Shape::Age, place, out);
            }
        }
        if f.unit(first) == 0x321C || f.ends_with(last + 1, "(주)") || f.starts_with(first, "주식회사") {
            push_shape(Shape::Company, place, out);
        }
        let at = self.candidates.partition_point(|c| c.span.end <= token.start);
        if let Some(shape) = self.candidates.get(at).filter(|c| c.span.overlaps(token)).and_then(shape_of) {
            push_shape(shape, place, out);
            return;
        }
        match f.class(first) {
            Class::Digit => push_shape(Shape::Number, place, out),
            Class::Blank => push_shape(Shape::Masked, place, out),
            _ => {}
        }
    }

    /// Identifiers, phones and addresses that stand in the same stretch.
    fn neighbours(&self, at: FoldSpan, from: u32, to: u32, place: Place, out: &mut Around) {
        let first = self.candidates.partition_point(|c| c.span.start < from);
        for c in self.candidates[first..].iter().take_while(|c| c.span.start < to) {
            if c.span == at {
                continue;
            }
            let Some(shape) = shape_of(c) else { continue };
            push_shape(shape, place, out);
        }
    }
}

/// What a neighbouring finding says about a name.
fn shape_of(c: &Candidate) -> Option<Shape> {
    Some(match c.kind {
        Kind::Landline if c.action == Action::Keep => Shape::OfficePhone,
        Kind::Landline => Shape::PersonPhone,
        Kind::Mobile => Shape::Mobile,
        Kind::BirthDate => Shape::Birth,
        Kind::Rrn
        | Kind::Frn
        | Kind::Passport
        | Kind::DriverLicense
        | Kind::StudentNo
        | Kind::VehiclePlate
        | Kind::EmployeeNo => Shape::Identifier,
        Kind::Address => Shape::Address,
        Kind::BankAccount => Shape::Account,
        Kind::Email if c.action == Action::Keep => Shape::OfficeMail,
        Kind::PersonName => Shape::Name,
        _ => return None,
    })
}

/// The classes of a word, as bits.
fn classes(tags: &[crate::words::Tag]) -> u64 {
    tags.iter().fold(0, |bits, t| {
        let class = match t.list {
            List::Roles => Some(t.attr),
            list => LISTS.iter().position(|&l| l == list).map(|p| OTHER_LISTS + p as u8),
        };
        class.map_or(bits, |c| bits | 1 << c)
    })
}

fn push_bits(bits: u64, place: Place, out: &mut Around) {
    out.places[place as usize] |= u128::from(bits);
}

fn push_shape(shape: Shape, place: Place, out: &mut Around) {
    out.places[place as usize] |= 1 << (WORD_CLASSES + shape as usize);
}

/// The name of a feature, for the trainer's report.
pub fn name(feature: u16) -> String {
    let (class, place) = (feature as usize / PLACES, feature as usize % PLACES);
    if class >= WORD_CLASSES + SHAPES {
        return format!("pair {feature}");
    }
    let shapes = [
        "Office",
        "Company",
        "OfficePhone",
        "PersonPhone",
        "Mobile",
        "Birth",
        "Identifier",
        "Address",
        "Account",
        "Grade",
        "Amount",
        "Age",
        "Colon",
        "Paren",
        "Comma",
        "Masked",
        "Start",
        "Number",
        "Particle",
        "OfficeTitle",
        "Honorific",
        "Name",
        "OfficeMail",
        "Alone",
        "Unit",
        "Road",
        "DutyBefore",
        "DutyAfter",
        "Private",
        "DutyAsSubject",
        "DutyWithData",
        "Unsaid",
    ];
    let places = [
        "Before", "Before2", "Before3", "After", "After2", "Cell", "Line", "Column", "Loose", "Heads", "Row",
        "Heading", "Title", "Draft", "Above", "Below",
    ];
    let class =
        if class >= WORD_CLASSES { shapes[class - WORD_CLASSES].to_owned() } else { words_class(class).to_string() };
    format!("{class}@{}", places[place])
}

/// How strongly the trainer holds a feature back: what stands beside the name speaks louder than what the draft holds elsewhere.
pub fn restraint(feature: usize) -> u32 {
    if feature >= (WORD_CLASSES + SHAPES) * PLACES + PAIRS {
        return TAIL_RESTRAINT;
    }
    if feature / PLACES >= WORD_CLASSES + SHAPES {
        return 20;
    }
    if feature / PLACES >= WORD_CLASSES && feature % PLACES == Place::Draft as usize {
        return 6;
    }
    [1, 2, 4, 1, 3, 5, 8, 1, 3, 6, 3, 6, 6, 24, 14, 14][feature % PLACES]
}

/// A word of a class, for the trainer's report.
fn words_class(class: usize) -> String {
    format!("class{class}")
}

const TAIL_RESTRAINT: u32 = 3;
