//! Who holds a telephone number, a mailbox or an account: a public office, a private person, a company.
//!
//! Read from what stands around it, nearest first: the head of its own column, the words before it in its line, the words directly
//! behind it, the header row of its table, the lines above. `words/holders.txt` names the words; department names are told by their last
//! syllable (과, 팀). No kind is decided here.

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::{Cut, NONE};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// Who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A public office or one who acts for it.
    Office,
    /// A private person, also an official outside duty.
    Person,
    /// A business.
    Company,
    /// Nothing tells.
    Unknown,
}

/// How far before a value its holder may stand in the line, in folded units.
const LEFT: u32 = 90;
/// How far behind it.
const RIGHT: u32 = 18;
/// How many lines above it.
const ABOVE: usize = 5;
/// A line above that is longer is prose and names no holder.
const SHORT: u32 = 70;

/// ㈜, one character and therefore in no word list.
const COMPANY_SIGN: u16 = 0x321C;

/// Who holds what stands at `at`.
pub(crate) fn of(page: &Page, at: FoldSpan) -> Holder {
    if page.cells.is_empty() {
        return Holder::Unknown;
    }
    let line_index = page.line_index(at.start);
    let line = page.lines[line_index];
    let cell = *page.cell(at.start);
    let table = matches!(line.cut, Cut::Marks | Cut::Columns | Cut::Words);
    for head in own_heads(page, &cell) {
        if let Some(holder) = clear_word(page, head) {
            return holder;
        }
    }
    let from = line.start.max(at.start.saturating_sub(LEFT));
    if private_mail(page, from.max(at.start.saturating_sub(25)), at.start) {
        return Holder::Person;
    }
    let left = walk_left(page, from, at.start);
    if let Some(holder) = left.sure {
        return holder;
    }
    if private_mail(page, from.max(at.start.saturating_sub(40)), at.start) {
        return Holder::Person;
    }
    if let Some(holder) = behind(page, at, line.end) {
        return holder;
    }
    let mut ranks = false;
    if table && let Some(heads) = heads(page, at) {
        let column = page.cells.get(cell.head_from as usize).map_or(at.start, |c| c.start);
        if let Some(holder) = header_row(page, heads, column) {
            return holder;
        }
        if resident(page, heads) || private_mail(page, at.end, line.end.min(at.end + 40)) {
            return Holder::Person;
        }
        if let Some(holder) = title(page, heads.start).and_then(|t| clear_word(page, t)) {
            return holder;
        }
        ranks = page.hits_in(heads).any(|h| h.has(List::Holders, attr::HOLDERS_TITLE));
    }
    if ranks || closing_line(page, around(page, at)) {
        return Holder::Office;
    }
    if left.title {
        return Holder::Office;
    }
    above(page, line_index).unwrap_or(Holder::Unknown)
}

/// Whether a word of `holders.txt` with one of the attributes stands in the line of `at`, at the head of its table, or in the `lines` above.
pub(super) fn near(page: &Page, at: FoldSpan, wanted: u8, lines: usize) -> bool {
    let says = |span: FoldSpan| page.hits_in(span).any(|h| h.has(List::Holders, wanted));
    let index = page.line_index(at.start);
    let Some(line) = page.lines.get(index) else { return false };
    if says(bounded(line.span(), at)) {
        return true;
    }
    if let Some(heads) = heads(page, at)
        && (says(heads) || title(page, heads.start).is_some_and(says))
    {
        return true;
    }
    let first = index.saturating_sub(lines);
    page.lines.get(first..index).is_some_and(|above| above.iter().any(|l| l.end - l.start <= SHORT && says(l.span())))
}

/// Whether a mailbox that is not an office's stands within the units.
fn private_mail(page: &Page, from: u32, to: u32) -> bool {
    let f = &page.folded;
    let Some(sign) = (from..to).rev().find(|&i| f.unit(i as usize) == 0x40) else { return false };
    (sign..to).all(|i| !f.starts_with(i as usize, "go.kr") && !f.starts_with(i as usize, "korea.kr"))
}

/// The part of its line around a value.
pub(super) fn around(page: &Page, at: FoldSpan) -> FoldSpan {
    bounded(page.line(at.start).span(), at)
}

/// The heads of the table that holds a value: those beside the head of its column.
pub(super) fn heads(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let head = page.cells.get(page.cell(at.start).head_from as usize)?.span();
    Some(bounded(page.line(head.start).span(), head))
}

/// The line above a header row, where it is short: the title of the table.
fn title(page: &Page, head: u32) -> Option<FoldSpan> {
    let above = page.line_index(head).checked_sub(1)?;
    page.lines.get(above).filter(|l| l.end - l.start <= SHORT).map(|l| l.span())
}

/// The part of a line around a value that may speak for it.
fn bounded(line: FoldSpan, at: FoldSpan) -> FoldSpan {
    FoldSpan { start: line.start.max(at.start.saturating_sub(LEFT)), end: line.end.min(at.end + LEFT) }
}

fn own_heads<'a>(page: &'a Page, cell: &crate::page::Cell) -> impl Iterator<Item = FoldSpan> + 'a {
    let row = (cell.row_head != NONE).then(|| page.cells[cell.row_head as usize].span());
    let column = (cell.head_from != NONE && cell.exact()).then(|| page.cells[cell.head_from as usize].span());
    row.into_iter().chain(column)
}

/// A holder that a head names without doubt.
fn clear_word(page: &Page, span: FoldSpan) -> Option<Holder> {
    page.hits_in(span).find_map(|h| match h.attr(List::Holders)? {
        attr::HOLDERS_PERSON => Some(Holder::Person),
        attr::HOLDERS_COMPANY => Some(Holder::Company),
        attr::HOLDERS_OFFICE | attr::HOLDERS_DUTY | attr::HOLDERS_ASK => Some(Holder::Office),
        _ => None,
    })
}

/// What the words before a value say.
#[derive(Default)]
struct Left {
    sure: Option<Holder>,
    title: bool,
}

fn walk_left(page: &Page, from: u32, to: u32) -> Left {
    let mut left = Left::default();
    let mut duty: Option<u32> = None;
    let mut hits = page.hits_before(to).take_while(|h| h.start >= from).filter(|h| h.is(List::Holders)).peekable();
    let mut at = to;
    while at > from {
        let hit = hits.peek().filter(|h| h.end >= at).copied();
        if let Some(hit) = hit {
            hits.next();
            if let Some(since) = duty
                && since - hit.end.min(since) > 30
            {
                break;
            }
            match hit.attr(List::Holders) {
                // 가족관계등록, 학생지원팀: part of another word.
                Some(attr::HOLDERS_PERSON | attr::HOLDERS_COMPANY) if !stands(page, hit) => {}
                // 채권자 ○○시(담당 김가람 031-…): who stands beyond the one in charge is somebody else.
                Some(attr::HOLDERS_PERSON)
                    if duty.is_some_and(|since| {
                        since > hit.end + 3 && !page.folded.starts_with(since as usize, "사무")
                    }) =>
                {
                    break;
                }
                Some(attr::HOLDERS_PERSON) => {
                    left.sure = Some(Holder::Person);
                    return left;
                }
                Some(attr::HOLDERS_COMPANY) => {
                    left.sure = Some(Holder::Company);
                    return left;
                }
                Some(attr::HOLDERS_OFFICE) => {
                    left.sure = Some(Holder::Office);
                    return left;
                }
                Some(attr::HOLDERS_DUTY | attr::HOLDERS_ASK) => duty = duty.or(Some(hit.start)),
                Some(attr::HOLDERS_TITLE) => {
                    // 세무과장: the title of a department.
                    if glued(page, hit) && duty.is_none() {
                        left.sure = Some(Holder::Office);
                        return left;
                    }
                    left.title = true;
                }
                _ => {}
            }
            at = hit.start;
            continue;
        }
        if called(page, at) && duty.is_none() && !left.title {
            left.sure = Some(Holder::Person);
            return left;
        }
        // The sentence before is about somebody else.
        if (duty.is_some() || left.title)
            && page.folded.unit(at as usize - 1) == 0x2E
            && page.folded.class(at as usize) == Class::Space
            && at >= 2
            && page.folded.class(at as usize - 2) == Class::Hangul
        {
            break;
        }
        if page.folded.unit(at as usize - 1) == COMPANY_SIGN {
            left.sure = Some(Holder::Company);
            return left;
        }
        if department(page, from, at) {
            left.sure = Some(if employer(page, from, at) { Holder::Company } else { Holder::Office });
            return left;
        }
        at -= 1;
    }
    if duty.is_some() {
        left.sure = Some(Holder::Office);
    }
    left
}

/// Whether a company's name stands right before its department: (주)가온식품 품질관리팀.
fn employer(page: &Page, from: u32, at: u32) -> bool {
    let f = &page.folded;
    let low = from.max(at.saturating_sub(24));
    let mut i = at;
    while i > low {
        i -= 1;
        let k = i as usize;
        match f.unit(k) {
            COMPANY_SIGN => return true,
            0x2C | 0x2F | 0x2E | 0x3A | 0x7C | 0x09 => return false,
            // (주) (유) 회사
            0xC8FC | 0xC720 if f.unit_before(k) == 0x28 && f.unit(k + 1) == 0x29 => return true,
            0xD68C if f.starts_with(k, "회사") => return true,
            _ => {}
        }
    }
    false
}

/// Whether a word stands by itself: no syllables behind it but a particle or a label.
fn stands(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let i = hit.end as usize;
    if f.class(i) != Class::Hangul || f.class(i - 1) != Class::Hangul {
        return true;
    }
    let particle = [
        "의", "은", "는", "이", "가", "을", "를", "에게", "에", "와", "과", "로", "님", "씨", "측", "명", "별", "용",
        "들", "에서", "으로",
    ];
    particle.iter().any(|p| f.starts_with(i, p) && f.class(i + p.chars().count()) != Class::Hangul)
        || page
            .hits_after(hit.end)
            .next()
            .is_some_and(|h| h.start == hit.end && (h.is(List::Labels) || h.is(List::Holders)))
}

/// Whether two syllables at least stand glued before a word.
fn glued(page: &Page, hit: &Hit) -> bool {
    let i = hit.start as usize;
    page.folded.class_before(i) == Class::Hangul && i >= 2 && page.folded.class(i - 2) == Class::Hangul
}

/// Whether 씨 or 님 ends a person's name at `end`; 과장님 and 주무관님 are titles.
fn called(page: &Page, end: u32) -> bool {
    let f = &page.folded;
    let i = end as usize;
    if f.class(i) == Class::Hangul || i < 3 {
        return false;
    }
    let before = if f.unit_before(i - 1) == 0x20 { f.unit_before(i - 2) } else { f.unit_before(i - 1) };
    // 장 관 사 원 리
    let title = matches!(before, 0xC7A5 | 0xAD00 | 0xC0AC | 0xC6D0 | 0xB9AC);
    crate::text::is_hangul(before)
        && match f.unit_before(i) {
            0xC528 => true,
            0xB2D8 => !title,
            _ => false,
        }
}

/// What ends in 과 and is no department, whatever stands before it.
const NO_DEPARTMENT: [&str; 9] = ["결과", "효과", "초과", "부과", "내과", "외과", "투과", "소아과", "부인과"];

/// The same, but for the department that ends alike: 경과 is a course of time, 환경과 a department.
const MOSTLY_NOT: [(&str, &str); 5] = [("통과", "교"), ("경과", "환"), ("성과", "여"), ("치과", "자"), ("학과", "과")];

/// Whether a department's name ends at `end`, a particle allowed behind it: 교통행정과, 징수팀에서.
fn department(page: &Page, from: u32, end: u32) -> bool {
    let f = &page.folded;
    let i = end as usize;
    if !matches!(f.unit(i.wrapping_sub(1)), 0xACFC | 0xD300) || end < from + 3 {
        return false;
    }
    let two = f.class(i - 2) == Class::Hangul && f.class(i - 3) == Class::Hangul || f.class(i - 2) == Class::Blank;
    if !two || NO_DEPARTMENT.iter().any(|w| f.ends_with(i, w)) {
        return false;
    }
    if MOSTLY_NOT.iter().any(|(w, but)| f.ends_with(i, w) && !f.ends_with(i - 2, but)) {
        return false;
    }
    if f.class(i) != Class::Hangul {
        return true;
    }
    ["에", "로", "는", "의", "와", "에서", "으로", "은", "입니다"]
        .iter()
        .any(|p| f.starts_with(i, p) && f.class(i + p.chars().count()) != Class::Hangul)
}

/// What the words directly behind a value say.
fn behind(page: &Page, at: FoldSpan, line_end: u32) -> Option<Holder> {
    let f = &page.folded;
    let mut end = at.end;
    let stop = line_end.min(at.end + RIGHT);
    while end < stop
        && !matches!(f.class(end as usize), Class::Digit | Class::Tab)
        && !matches!(f.unit(end as usize), 0x7C | 0x2C)
    {
        end += 1;
    }
    let span = FoldSpan { start: at.end, end };
    // …로 알려 주시기 바랍니다: asks the reader to call.
    let particle = f.unit(at.end as usize) == 0xB85C
        || f.starts_with(at.end as usize, "으로")
        || f.starts_with(at.end as usize, ")로")
        || f.starts_with(at.end as usize, ")으로");
    if particle {
        let asks = [
            "연락",
            "알려",
            "문의",
            "전화",
            "신고",
            "제출",
            "예약",
            "신청",
            "접수",
            "요청",
            "통보하여",
            "바랍니다",
            "주시",
            "주십",
        ];
        for i in span.start..span.end {
            if asks.iter().any(|w| f.starts_with(i as usize, w)) {
                return Some(Holder::Office);
            }
        }
        return None;
    }
    // In brackets, or beside it without a sentence between.
    if f.unit(at.end as usize) == 0x28 || f.starts_with(at.end as usize, " (") {
        for i in (span.start + 1)..=span.end {
            if f.class(i as usize) != Class::Hangul && department(page, span.start, i) {
                return Some(Holder::Office);
            }
        }
        return clear_word(page, span);
    }
    None
}

/// The holder that the header row names nearest to a column.
fn header_row(page: &Page, row: FoldSpan, column: u32) -> Option<Holder> {
    let decided = |h: &Hit| match h.attr(List::Holders)? {
        attr::HOLDERS_PERSON => Some(Holder::Person),
        attr::HOLDERS_COMPANY => Some(Holder::Company),
        attr::HOLDERS_OFFICE | attr::HOLDERS_DUTY => Some(Holder::Office),
        _ => None,
    };
    let before = page.hits_before(column).take_while(|h| h.start >= row.start).find_map(decided);
    before.or_else(|| page.hits_after(column).take_while(|h| h.end <= row.end).find_map(decided))
}

/// Whether a header row speaks of people at home: their addresses, their dates of birth.
fn resident(page: &Page, row: FoldSpan) -> bool {
    page.hits_in(row).any(|h| h.labels(Kind::Address) || h.labels(Kind::BirthDate) || h.labels(Kind::Rrn))
}

/// The closing lines of an official letter: telephone and fax beside each other, the postal code, the page on the web, the disclosure class.
fn closing_line(page: &Page, line: FoldSpan) -> bool {
    let f = &page.folded;
    let mut marks = 0;
    for i in line.range() {
        let sign = match f.unit(i) {
            0xC804 => f.starts_with(i, "전송") || f.starts_with(i, "전화"),
            0xD329 => f.starts_with(i, "팩스"),
            0x46 | 0x66 => f.starts_with(i, "FAX") || f.starts_with(i, "Fax") || f.starts_with(i, "fax"),
            0xC6B0 => f.starts_with(i, "우 ") || f.starts_with(i, "우편번호") || f.starts_with(i, "우)"),
            0x68 | 0x77 => f.starts_with(i, "http") || f.starts_with(i, "www."),
            0xACF5 | 0xBD80 | 0xBE44 => f.starts_with(i, "공개") || f.starts_with(i, "대국민공개"),
            0x67 => f.starts_with(i, "go.kr"),
            0x6B => f.starts_with(i, "korea.kr"),
            _ => false,
        };
        marks += u32::from(sign);
    }
    marks >= 2
}

/// What the lines above say, the nearest first, each by its first word.
fn above(page: &Page, line_index: usize) -> Option<Holder> {
    let first = line_index.saturating_sub(ABOVE);
    for line in page.lines.get(first..line_index)?.iter().rev() {
        if line.end <= line.start {
            break;
        }
        if line.end - line.start > SHORT {
            continue;
        }
        if page.folded.units()[line.span().range()].contains(&COMPANY_SIGN) {
            return Some(Holder::Company);
        }
        let mut duty = false;
        for hit in page.hits_in(line.span()) {
            match hit.attr(List::Holders) {
                Some(attr::HOLDERS_PERSON) => return Some(Holder::Person),
                Some(attr::HOLDERS_COMPANY) => return Some(Holder::Company),
                Some(attr::HOLDERS_OFFICE) => return Some(Holder::Office),
                Some(attr::HOLDERS_DUTY | attr::HOLDERS_ASK) => duty = true,
                // 경제일자리국장
                Some(attr::HOLDERS_TITLE) if glued(page, hit) => duty = true,
                _ => {}
            }
        }
        if duty
            || (line.start + 3..=line.end)
                .any(|i| page.folded.class(i as usize) != Class::Hangul && department(page, line.start, i))
        {
            return Some(Holder::Office);
        }
    }
    None
}
