//! What stands around a mention: labels, titles, offices before it; titles, honorifics, brackets, numbers behind it; its cell and column.
//!
//! Not here: what other mentions say (`propagate.rs`).

use super::Mention;
use super::candidates::{Tail, address, particle};
use super::features::{Feature, Features, ON};
use crate::kind::Kind;
use crate::order;
use crate::page::cells::{Cut, NONE};
use crate::page::{Page, Place};
use crate::text::{Class, has_final, is_hangul};
use crate::words::{Hit, List};

/// How far behind a name a number may stand that speaks for it, in folded units.
const NUMBER_REACH: u32 = 24;

/// Where numbers of persons begin, sorted.
pub(super) struct Numbers(pub(super) Vec<u32>);

impl Numbers {
    /// The starts of what other kinds found that goes with a person.
    pub(super) fn of(existing: &[crate::rule::Candidate]) -> Self {
        let mut starts: Vec<u32> = existing
            .iter()
            .filter(|c| {
                matches!(
                    c.kind,
                    Kind::Rrn
                        | Kind::Frn
                        | Kind::Mobile
                        | Kind::Landline
                        | Kind::BirthDate
                        | Kind::Email
                        | Kind::SafeNumber
                        | Kind::BankAccount
                        | Kind::EmployeeNo
                        | Kind::StudentNo
                        | Kind::Passport
                )
            })
            .map(|c| c.span.start)
            .collect();
        order::sort(&mut starts);
        Self(starts)
    }

    fn between(&self, from: u32, to: u32) -> bool {
        let i = self.0.partition_point(|&s| s < from);
        self.0.get(i).is_some_and(|&s| s < to)
    }
}

/// What stands before a mention in its line.
struct Before {
    /// One past the last letter or digit before it.
    end: usize,
    spaces: bool,
    colon: bool,
    comma: bool,
    paren: bool,
    quote: bool,
    dash: bool,
    /// The line or cell begins here.
    edge: bool,
}

fn before(page: &Page, at: usize) -> Before {
    let folded = &page.folded;
    let mut b = Before {
        end: at,
        spaces: false,
        colon: false,
        comma: false,
        paren: false,
        quote: false,
        dash: false,
        edge: false,
    };
    let limit = at.saturating_sub(8);
    loop {
        if b.end == 0 {
            b.edge = true;
            return b;
        }
        if b.end <= limit {
            return b;
        }
        match folded.class(b.end - 1) {
            Class::Newline => {
                b.edge = true;
                return b;
            }
            Class::Space => b.spaces = true,
            Class::Tab => b.colon = true,
            Class::Punct => match folded.unit(b.end - 1) {
                0x3A | 0x7C | 0x3D => b.colon = true,
                0x2C | 0xB7 | 0x2F | 0x3B | 0x2E => b.comma = true,
                0x28 | 0x5B | 0x3C => b.paren = true,
                0x22 | 0x27 | 0x300C | 0x300E => b.quote = true,
                0x2D | 0x2192 | 0x27A1 | 0x203B => b.dash = true,
                0x29 | 0x5D | 0x3E => return b,
                _ => {}
            },
            Class::Blank | Class::Circled => b.dash = true,
            _ => return b,
        }
        b.end -= 1;
    }
}

/// Whether a line has nothing before `end` but its number: `1`, `①`, `가`, `26-101`, `A-3`.
fn ordinal(page: &Page, end: usize) -> bool {
    let folded = &page.folded;
    let mut i = end;
    let mut digit = false;
    while i > 0 && end - i < 12 {
        match folded.class(i - 1) {
            Class::Newline => return digit,
            Class::Digit | Class::Circled => digit = true,
            Class::Hangul if end - i > 2 && !digit => return false,
            Class::Hangul if digit && !matches!(folded.unit(i - 1), 0xC81C | 0xC870 | 0xBC18 | 0xBC88) => return false,
            Class::Hangul => digit = true,
            _ => {}
        }
        i -= 1;
    }
    i == 0 && digit
}

/// The hit that ends at `end`, or one syllable of a particle before it.
fn hit_ending(hits: &[Hit], page: &Page, end: usize) -> Option<Hit> {
    let after_particle = end.checked_sub(1).filter(|&e| {
        e > 0
            && matches!(
                page.folded.unit(e),
                0xC740 | 0xB294 | 0xC774 | 0xAC00 | 0xC758 | 0xC778 | 0xACFC | 0xC640 | 0xB85C | 0xB2D8 | 0xBA85
            )
            && has_final(page.folded.unit(e - 1)).is_some()
    });
    hits.iter()
        .rev()
        .take(4)
        .find(|h| h.end as usize == end || after_particle.is_some_and(|e| h.end as usize == e))
        .copied()
}

/// Reads what stands around every mention.
pub(super) fn read(page: &Page, numbers: &Numbers, mentions: &mut [Mention]) {
    let (mut hit, mut line, mut cell) = (0, 0, 0);
    let mut slots = Slots::default();
    for m in mentions.iter_mut() {
        while hit < page.hits.len() && page.hits[hit].start < m.start {
            hit += 1;
        }
        while line + 1 < page.lines.len() && page.lines[line + 1].start <= m.start {
            line += 1;
        }
        while cell + 1 < page.cells.len() && page.cells[cell + 1].start <= m.start {
            cell += 1;
        }
        m.line = line as u32;
        let from = hit.saturating_sub(6);
        let left = &page.hits[from..hit];
        let right = page.hits.get(hit..).unwrap_or(&[]);
        look_left(page, m, left);
        look_right(page, m, right, numbers);
        look_around(page, m, line, cell, numbers, &mut slots);
        finish(&mut m.features);
    }
}

fn look_left(page: &Page, m: &mut Mention, hits: &[Hit]) {
    let folded = &page.folded;
    let at = m.start as usize;
    let b = before(page, at);
    let f = &mut m.features;
    f.when(Feature::LineStart, b.edge);
    f.when(Feature::QuoteBefore, b.quote);
    f.when(Feature::ParenBefore, b.paren);
    f.when(Feature::DashBefore, b.dash || b.comma);
    f.when(Feature::ColonBefore, b.colon && folded.class_before(at) != Class::Tab);
    f.when(Feature::DigitBefore, folded.class_before(at) == Class::Digit || folded.class_before(at) == Class::Latin);
    if b.edge || b.end == 0 {
        return;
    }
    f.when(Feature::OrdinalBefore, ordinal(page, b.end));
    let last = folded.unit(b.end - 1);
    if let Some(h) = hit_ending(hits, page, b.end) {
        let close = !b.comma && (!b.dash || b.colon);
        let person = h.is(List::Persons);
        let formal = h.labels(Kind::PersonName);
        if close && (formal || person) {
            // A label with a mark is a form's; without one it may be a word of the sentence.
            let marked = b.colon || b.paren;
            match (formal, person, marked) {
                (true, _, true) => f.on(Feature::LabelColon),
                (false, _, true) => f.on(Feature::PersonColon),
                (_, false, false) => f.on(Feature::LabelNear),
                (_, true, false) => f.on(Feature::PersonNear),
            }
        } else if close && b.colon && !h.is(List::Titles) && (h.is(List::Labels) || h.is(List::OtherLabels)) {
            f.on(Feature::OtherLabel);
        }
        if h.is(List::Titles) && !b.comma && (h.end as usize == b.end || folded.unit(b.end - 1) != 0xC758) {
            f.on(Feature::TitleBefore);
            return;
        }
    }
    // 의견 제출자, 며느리, 딸, 모: a noun for a person that stands in no list.
    if !f.any(&[Feature::LabelNear, Feature::LabelColon, Feature::PersonNear, Feature::PersonColon])
        && (b.spaces || b.colon || b.paren)
        && !b.comma
    {
        // 자 인 원 생 측 주 장 딸 들 모 부 처 사 가
        let noun = matches!(
            last,
            0xC790
                | 0xC778
                | 0xC6D0
                | 0xC0DD
                | 0xCE21
                | 0xC8FC
                | 0xC7A5
                | 0xB538
                | 0xB4E4
                | 0xBAA8
                | 0xBD80
                | 0xCC98
                | 0xC0AC
                | 0xAC00
                | 0xC544
                | 0xC5B4
                | 0xBA74
        );
        f.when(Feature::PersonSuffix, noun && (b.colon || last != 0xAC00));
    }
    // 직무대리 김가람, 代 김가람 stand as titles do; 행정7급 김가람.
    if last == 0xAE09 && folded.class_before(b.end - 1) == Class::Digit && !b.comma {
        f.on(Feature::RankBefore);
    }
    if b.spaces && !b.colon && !b.comma && !b.paren {
        // 과 팀 국 실 소 청 원 단 센터 관 부 서 반 처 회 교 면 읍 동 시 군 구
        let office = matches!(
            last,
            0xACFC
                | 0xD300
                | 0xAD6D
                | 0xC2E4
                | 0xC18C
                | 0xCCAD
                | 0xC6D0
                | 0xB2E8
                | 0xD130
                | 0xAD00
                | 0xBD80
                | 0xC11C
                | 0xBC18
                | 0xCC98
                | 0xD68C
                | 0xAD50
                | 0xB300
        ) && b.end >= 3
            && is_hangul(folded.unit(b.end - 2))
            && (is_hangul(folded.unit(b.end - 3)) || folded.class(b.end - 3) == Class::Blank);
        f.when(Feature::OfficeBefore, office);
    }
    if b.spaces || b.paren {
        let mut i = b.end;
        let low = b.end.saturating_sub(14);
        let mut company = matches!(folded.unit(b.end.saturating_sub(1)), 0x321C | 0x3231);
        while i > low && !company {
            i -= 1;
            match folded.unit(i) {
                0x321C | 0x3231 => company = true,
                // (주), (유), (사)
                0x29 if i >= 2
                    && folded.unit(i - 2) == 0x28
                    && matches!(folded.unit(i - 1), 0xC8FC | 0xC720 | 0xC0AC) =>
                {
                    company = true
                }
                0x20 | 0x0A | 0x09 => break,
                _ => {}
            }
        }
        f.when(Feature::CompanyBefore, company);
    }
}

fn look_right(page: &Page, m: &mut Mention, hits: &[Hit], numbers: &Numbers) {
    let folded = &page.folded;
    let f = &mut m.features;
    match m.tail {
        Tail::None => f.on(Feature::TailNone),
        Tail::Core => f.on(Feature::TailCore),
        Tail::Personal => f.on(Feature::TailPersonal),
        Tail::Other => f.on(Feature::TailOther),
        Tail::Wrong => f.on(Feature::TailWrong),
        Tail::Honorific => f.on(Feature::TailHonorific),
        Tail::Title => f.on(Feature::TailTitle),
    }
    let after = m.after as usize;
    let mut i = after;
    while folded.class(i) == Class::Space && i < after + 3 {
        i += 1;
    }
    let class = folded.class(i);
    let open = matches!(folded.unit(i), 0x28 | 0x5B | 0x3C);
    let closed = match class {
        Class::Newline | Class::Tab | Class::Digit => true,
        Class::Punct => !matches!(folded.unit(i), 0x22 | 0x27 | 0x2E) || folded.class(i + 1) != Class::Digit,
        _ => false,
    };
    f.when(Feature::AfterClosed, closed && m.tail == Tail::None);
    let road = m.tail == Tail::None
        && matches!(folded.unit(m.end as usize - 1), 0xAE38 | 0xB85C | 0xB3D9 | 0xB9AC)
        && (class == Class::Digit || folded.unit(i) == 0xC0B0);
    f.when(Feature::Road, road);
    f.when(Feature::LineEnd, matches!(class, Class::Newline | Class::Tab) || folded.unit(i) == 0x7C);
    if m.tail == Tail::None || m.tail == Tail::Other {
        if class == Class::Hangul && i > after {
            let mut e = i;
            while is_hangul(folded.unit(e)) && e < i + 12 {
                e += 1;
            }
            let hit = hits.iter().take_while(|h| h.start as usize <= i).find(|h| h.start as usize == i);
            let end = hit.map_or(i, |h| h.end as usize);
            let closed = end >= e || particle(folded, end, e).is_some() || folded.unit(end) == 0xB2D8;
            if hit.is_some_and(|h| h.is(List::Titles)) && closed {
                f.on(Feature::TitleAfter);
            } else if address(page, i, hits)
                .is_some_and(|end| end >= e || particle(folded, end, e).is_some() || folded.unit(end) == 0xB2D8)
            {
                f.on(Feature::HonorificAfter);
            } else if hit.is_some_and(|h| h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Persons)) {
                f.on(Feature::NextLabel);
            } else if folded.unit(i) == 0xC678
                && e == i + 1
                && (folded.class(i + 1) == Class::Digit || folded.class(i + 2) == Class::Digit)
            {
                f.on(Feature::OthersAfter);
            } else {
                f.on(Feature::WordAfter);
            }
        }
        if folded.unit(after) == 0x3A && f.has(Feature::LineStart) {
            f.on(Feature::Speaker);
        }
    } else if matches!(m.tail, Tail::Title | Tail::Honorific) && folded.unit(after) == 0x3A {
        f.on(Feature::Speaker);
    }
    if m.tail == Tail::Other
        && folded.unit(m.end as usize) == 0xC678
        && (folded.class(after) == Class::Digit || folded.class(after + 1) == Class::Digit)
    {
        f.on(Feature::OthersAfter);
    }
    if open {
        paren(page, f, i + 1, hits);
    }
    let reach = m.after + NUMBER_REACH;
    f.when(Feature::NumberNear, numbers.between(m.after, reach) && !crosses(page, after, reach as usize, numbers));
    // Before the numbers of other kinds are known: a long number right behind.
    if !f.has(Feature::NumberNear) {
        let j = if open { i + 1 } else { i };
        if folded.class(j) == Class::Digit || (folded.unit(j) == 0x260E || folded.unit(j) == 0x260F) {
            let g = page.numbers.index(j as u32);
            let long = page
                .numbers
                .groups
                .get(g)
                .is_some_and(|g| g.start < j as u32 + 3 && g.reach >= 9 && g.gap != crate::page::Gap::Break);
            f.when(Feature::NumberNear, long);
        }
    }
}

/// Whether a line ends between a name and the number behind it.
fn crosses(page: &Page, from: usize, to: usize, numbers: &Numbers) -> bool {
    let k = numbers.0.partition_point(|&s| (s as usize) < from);
    let end = numbers.0.get(k).map_or(to, |&s| s as usize);
    (from..end).any(|i| page.folded.class(i) == Class::Newline)
}

/// Whether digits in brackets may be an age, a date or a number of a person: (71), (36세), (1990. 1. 2.), (010-…), not (50×50cm).
fn numeral(page: &Page, at: usize) -> bool {
    let mut end = at;
    while page.folded.class(end) == Class::Digit && end < at + 8 {
        end += 1;
    }
    // ) 세 . - 년 / , 살 학 ~ and a space or bracket of a telephone number
    end - at >= 5
        || matches!(
            page.folded.unit(end),
            0x29 | 0x5D | 0xC138 | 0x2E | 0x2D | 0xB144 | 0x2F | 0x2C | 0xC0B4 | 0xD559 | 0x20
        )
}

/// What stands in brackets right behind a name.
fn paren(page: &Page, f: &mut Features, at: usize, hits: &[Hit]) {
    let folded = &page.folded;
    let unit = folded.unit(at);
    let next = folded.unit(at + 1);
    let identity = match folded.class(at) {
        Class::Digit => numeral(page, at),
        Class::Hanja => folded.class(at + 1) == Class::Hanja,
        // 남, 여 / 만 36세 / 초2 / 인
        Class::Hangul => {
            (matches!(unit, 0xB0A8 | 0xC5EC) && matches!(next, 0x2C | 0x29 | 0x2F | 0x20 | 0xB7)
                || (matches!(unit, 0xB0A8 | 0xC5EC) && folded.class(at + 1) == Class::Digit))
                || (unit == 0xB9CC && (folded.class(at + 1) == Class::Digit || folded.class(at + 2) == Class::Digit))
                || (matches!(unit, 0xCD08 | 0xC911 | 0xACE0 | 0xB300) && folded.class(at + 1) == Class::Digit)
                || (unit == 0xC778 && next == 0x29)
                || (unit == 0xC11C && next == 0xBA85)
                || (unit == 0xAC00 && next == 0xBA85)
        }
        _ => matches!(unit, 0x260E | 0x260F),
    };
    if identity {
        f.on(Feature::ParenIdentity);
        return;
    }
    let close = (at..at + 24).find(|&i| matches!(folded.unit(i), 0x29 | 0x5D | 0x3E | 0x0A)).unwrap_or(at);
    let mut word = folded.class(at) == Class::Latin && folded.class(at + 1) == Class::Latin;
    for h in hits.iter().take(8).skip_while(|h| (h.start as usize) < at).take_while(|h| h.end as usize <= close) {
        word |= h.is(List::Titles) || h.is(List::Labels) || h.is(List::Persons) || h.is(List::Headers);
    }
    if close > at && !word {
        // 건설과, 한빛초등학교
        word = matches!(folded.unit(close - 1), 0xACFC | 0xD300 | 0xAD50 | 0xC0AC | 0xC6D0) && close - at >= 3;
    }
    f.when(Feature::ParenWord, word);
}

fn look_around(page: &Page, m: &mut Mention, line: usize, cell: usize, numbers: &Numbers, slots: &mut Slots) {
    let folded = &page.folded;
    let (Some(line), Some(cell)) = (page.lines.get(line), page.cells.get(cell)) else { return };
    let at = m.span();
    let f = &mut m.features;
    f.when(Feature::HeaderLine, line.header);
    let whole = cell.start == m.start && (cell.end == m.end || (cell.end == m.after && m.tail != Tail::Core));
    if line.cut == Cut::Whole {
        let mut end = line.end;
        while end > m.end && folded.class(end as usize - 1) == Class::Space {
            end -= 1;
        }
        f.when(Feature::LineWhole, f.has(Feature::LineStart) && end == m.after);
        m.slot = slots.of(page, line.start, m.start);
    } else {
        f.when(Feature::CellWhole, whole && line.cut != Cut::Words);
        m.slot = if line.cut == Cut::Words {
            slots.of(page, line.start, m.start)
        } else {
            32 + (page_slot(cell, page, line))
        };
    }
    if cell.row_head == NONE
        && cell.head_from == NONE
        && !f.any(&[Feature::LineStart])
        && !has_label_before(page, line.start, m.start)
    {
        return;
    }
    let labels = page.labels(at);
    let mut other = false;
    for (hit, place) in labels.iter() {
        let own = hit.labels(Kind::PersonName);
        match (place, own) {
            (Place::Row, true) => f.on(Feature::Row),
            (Place::Column, true) => f.on(Feature::Column),
            (Place::Loose, true) => f.on(Feature::Loose),
            (Place::Line | Place::Near, true) => f.on(Feature::LineLabel),
            (Place::Column, false) => other = true,
            _ => {}
        }
    }
    // The word that stands as far along its row as the header of names along its own, in a row that may have lost or gained cells.
    if whole && cell.head_from != NONE && f.any(&[Feature::Column, Feature::Loose]) {
        let own = page.cells.get(line.cells()).unwrap_or(&[]);
        let place = own.iter().take_while(|c| c.start < cell.start).count() as u32;
        let base = own.first().map_or(NONE, |c| c.head_from);
        let head =
            base.checked_add(place).filter(|h| *h < cell.head_to.max(base)).and_then(|h| page.cells.get(h as usize));
        let named = head.is_some_and(|h| page.hits_in(h.span()).any(|h| h.labels(Kind::PersonName)));
        f.when(Feature::ColumnWhole, named || f.has(Feature::Column));
    }
    // A column that is known and announces something else.
    if cell.exact() && !f.has(Feature::Column) {
        let head = page.cells.get(cell.head_from as usize).is_some_and(|c| c.is_label);
        f.when(Feature::OtherColumn, other || head);
    }
    if (f.has(Feature::Column) || f.has(Feature::Row)) && !whole && line.cut != Cut::Words {
        // Under a name's header, but with other words in the cell.
        let share = (m.after - m.start) * 2 >= cell.end - cell.start || cell.start == m.start;
        if !share {
            f.set(Feature::Column, f.get(Feature::Column) / 2);
            f.set(Feature::Row, f.get(Feature::Row) / 2);
        }
    }
    if f.has(Feature::Loose) {
        // The name of a row stands early in it, or beside a number.
        f.when(Feature::NumberNear, numbers.between(m.after, m.after + 2));
    }
}

fn has_label_before(page: &Page, from: u32, at: u32) -> bool {
    page.hits_before(at).take(3).any(|h| h.start >= from && h.end + 40 >= at && h.labels(Kind::PersonName))
}

fn page_slot(cell: &crate::page::Cell, page: &Page, line: &crate::page::Line) -> u8 {
    let first = page.cells.get(line.first_cell as usize).map_or(cell.start, |c| c.start);
    let mut n = 0;
    for c in &page.cells[line.cells()] {
        if c.start >= cell.start {
            break;
        }
        n += 1;
    }
    let _ = first;
    n.min(24)
}

/// How many words stand before a place in its line, counted on from place to place.
#[derive(Default)]
struct Slots {
    line: u32,
    at: u32,
    words: u8,
    inside: bool,
}

impl Slots {
    /// The words before `at`, at most 20; 63 where the line begins too far before.
    fn of(&mut self, page: &Page, line: u32, at: u32) -> u8 {
        if at.saturating_sub(60) > line {
            return 63;
        }
        if self.line != line || self.at > at || self.at < line {
            *self = Self { line, at: line, words: 0, inside: false };
        }
        for class in page.folded.classes().get(self.at as usize..at as usize).unwrap_or(&[]) {
            let space = matches!(class, Class::Space | Class::Tab);
            self.words += u8::from(self.inside && space);
            self.inside = !space;
        }
        self.at = at;
        self.words.min(20)
    }
}

/// Features made of others.
fn finish(f: &mut Features) {
    const PLACES: [Feature; 13] = [
        Feature::LabelColon,
        Feature::LabelNear,
        Feature::PersonColon,
        Feature::Row,
        Feature::Column,
        Feature::TitleAfter,
        Feature::HonorificAfter,
        Feature::TailHonorific,
        Feature::TailTitle,
        Feature::ParenIdentity,
        Feature::NumberNear,
        Feature::Speaker,
        Feature::RankBefore,
    ];
    const WEAK: [Feature; 9] = [
        Feature::PersonNear,
        Feature::TitleBefore,
        Feature::OfficeBefore,
        Feature::CompanyBefore,
        Feature::OthersAfter,
        Feature::CellWhole,
        Feature::Loose,
        Feature::ParenWord,
        Feature::LineLabel,
    ];
    const WORDS: [Feature; 10] = [
        Feature::Word3,
        Feature::Word2Common,
        Feature::Word2Place,
        Feature::Word2Rare,
        Feature::OtherParticle,
        Feature::OtherSuffix,
        Feature::NounSuffix,
        Feature::OtherRare,
        Feature::HeadCommon,
        Feature::LongCommon,
    ];
    let places = f.count(&PLACES) as i16;
    if places > 0 && f.any(&WORDS) {
        f.set(Feature::WordInPlace, ON + (places - 1).min(2) * 8);
    }
    let weak = f.any(&WEAK);
    let all = places + f.count(&WEAK) as i16;
    f.when(Feature::Places2, all >= 2);
    f.when(Feature::Places3, all >= 3);
    let alone = places == 0
        && !weak
        && !f.any(&[Feature::OrdinalBefore, Feature::PersonSuffix, Feature::LineStart, Feature::ColonBefore]);
    if alone {
        f.set(Feature::LexiconAlone, f.get(Feature::Lexicon));
        f.set(Feature::SharedAlone, f.get(Feature::Shared));
        f.set(Feature::Shared, 0);
        // 현재용, 경영상: without a place a word and its suffix are a word, however usual the name.
        f.when(Feature::OtherSuffix, f.has(Feature::OtherSuffix));
    }
    f.when(Feature::NoContext, places == 0 && !weak);
    if places > 0 || f.any(&[Feature::OrdinalBefore, Feature::Loose, Feature::TitleBefore]) {
        f.set(Feature::WordAfter, 0);
    }
    let before = [
        Feature::TitleBefore,
        Feature::RankBefore,
        Feature::OfficeBefore,
        Feature::PersonNear,
        Feature::PersonColon,
        Feature::LabelNear,
        Feature::LabelColon,
        Feature::PersonSuffix,
    ];
    // 성명: 도 한밭, 현 무암 위원: a surname that is also a word, where a name stands.
    if f.has(Feature::SpacedWord)
        && f.any(&[
            Feature::LabelColon,
            Feature::PersonColon,
            Feature::ColumnWhole,
            Feature::TitleAfter,
            Feature::HonorificAfter,
            Feature::ParenIdentity,
        ])
    {
        f.set(Feature::SpacedWord, 0);
    }
    f.when(Feature::PlaceClosed, f.has(Feature::AfterClosed) && f.any(&before));
    place(f);
}

/// In a place where little but a name can stand it matters less that the syllables are also a word: other weights hold there.
fn place(f: &mut Features) {
    const HARD: [Feature; 6] = [
        Feature::ColumnWhole,
        Feature::TitleAfter,
        Feature::HonorificAfter,
        Feature::TailHonorific,
        Feature::ParenIdentity,
        Feature::Speaker,
    ];
    const BEFORE: [Feature; 7] = [
        Feature::TitleBefore,
        Feature::RankBefore,
        Feature::LabelColon,
        Feature::LabelNear,
        Feature::PersonColon,
        Feature::PersonNear,
        Feature::OfficeBefore,
    ];
    let closed = f.has(Feature::PlaceClosed) && f.any(&BEFORE);
    if !closed && !f.any(&HARD) {
        return;
    }
    f.on(Feature::Placed);
    let moves = [
        (Feature::Word2Common, Feature::PlacedWord2, ON),
        (Feature::Word2Place, Feature::PlacedWord2, ON / 2),
        (Feature::Word2Rare, Feature::PlacedWord2, ON / 4),
        (Feature::Word3, Feature::PlacedWord3, ON),
        (Feature::NounSuffix, Feature::PlacedWord3, ON),
        (Feature::OtherParticle, Feature::PlacedParticle, ON),
        (Feature::OtherSuffix, Feature::PlacedOther, ON),
        (Feature::OtherRare, Feature::PlacedOther, ON / 2),
        (Feature::LongCommon, Feature::PlacedOther, ON),
        (Feature::Long, Feature::PlacedLong, ON),
        (Feature::Lexicon, Feature::PlacedLexicon, 0),
    ];
    for (from, to, value) in moves {
        let there = f.get(from);
        if there != 0 {
            f.set(to, if value == 0 { there } else { value.max(f.get(to)) });
            f.set(from, 0);
        }
    }
}
