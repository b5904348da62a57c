//! Codes: numbers with letters in them (`G0200417`, `26-기-0041`, `소프라노-07`), and the labels that own them.
//!
//! A code has no shape of its own; it is known by its label. Here is only how it is cut out of the text and which label speaks for
//! it; what a code may look like is for the kinds.

use super::numbers::Group;
use super::{Page, Place};
use crate::kind::Kind;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// A code as written.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// From the first sign to the last.
    pub span: FoldSpan,
    /// How many digits.
    pub digits: u32,
    /// How many Latin letters.
    pub letters: u32,
    /// How many syllables.
    pub syllables: u32,
    /// How many hyphens.
    pub hyphens: u32,
    /// How many signs that stand for something taken out.
    pub blanks: u32,
}

/// Whether a hyphen with a space on either side stands at `i`, between letters or digits.
fn wide(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    i > 0
        && f.unit(i) == 0x20
        && f.unit(i + 1) == 0x2D
        && f.unit(i + 2) == 0x20
        && matches!(f.class(i - 1), Class::Digit | Class::Latin)
        && matches!(f.class(i + 3), Class::Digit | Class::Latin)
}

/// The longest code.
const LONGEST: u32 = 24;

/// The code whose first group of digits is `group`. Syllables belong to it only where a hyphen joins them.
pub fn code(page: &Page, group: &Group) -> Option<Code> {
    let f = &page.folded;
    if group.len() == 1
        && let Some(code) = apart(page, group)
    {
        return code;
    }
    let mut start = group.start;
    while start > 0 && group.start - start < LONGEST {
        let i = start as usize - 1;
        match f.class(i) {
            Class::Digit => return None,
            Class::Latin => start -= 1,
            // T26 - 041 begins before its hyphen.
            Class::Space if wide(page, i.wrapping_sub(2)) => match f.class(i - 3) {
                Class::Digit => return None,
                _ => start -= 3,
            },
            Class::Punct if matches!(f.unit(i), 0x2D | 0x5F) && i > 0 => match f.class(i - 1) {
                Class::Digit => return None,
                Class::Latin => start -= 1,
                Class::Hangul => {
                    let mut from = i;
                    while from > 0 && f.class(from - 1) == Class::Hangul && i - from < 6 {
                        from -= 1;
                    }
                    // A code that goes on before the syllables began with an earlier group.
                    if from >= 2 && matches!(f.unit(from - 1), 0x2D) && f.class(from - 2) == Class::Digit {
                        return None;
                    }
                    if i - from > 5 || f.class_before(from) == Class::Hangul {
                        return None;
                    }
                    start = from as u32;
                }
                _ => break,
            },
            _ => break,
        }
    }
    let mut end = group.end;
    while end - start < LONGEST {
        let i = end as usize;
        match f.class(i) {
            Class::Digit | Class::Latin => end += 1,
            Class::Space if wide(page, i) && f.class(i + 3) == Class::Digit && f.class(i - 1) != Class::Hangul => {
                end += 3
            }
            Class::Blank if !matches!(f.unit(i), 0x2022 | 0x25AA) => end += 1,
            Class::Punct if matches!(f.unit(i), 0x2D | 0x5F) => match f.class(i + 1) {
                Class::Digit | Class::Latin | Class::Blank => end += 1,
                Class::Hangul => {
                    let mut to = i + 1;
                    while f.class(to) == Class::Hangul && to - i < 6 {
                        to += 1;
                    }
                    if f.unit(to) == 0x2D && f.class(to + 1) == Class::Digit {
                        end = to as u32 + 1;
                    } else {
                        break;
                    }
                }
                _ => break,
            },
            _ => break,
        }
    }
    let mut code = Code { span: FoldSpan { start, end }, digits: 0, letters: 0, syllables: 0, hyphens: 0, blanks: 0 };
    for i in start..end {
        match f.class(i as usize) {
            Class::Digit => code.digits += 1,
            Class::Latin => code.letters += 1,
            Class::Hangul => code.syllables += 1,
            Class::Blank => code.blanks += 1,
            Class::Space => {}
            _ => code.hyphens += 1,
        }
    }
    Some(code)
}

/// A code that is written sign by sign (`A N 0 0 0 0 7 7 1`); `Some(None)` where an earlier group began it.
fn apart(page: &Page, group: &Group) -> Option<Option<Code>> {
    let f = &page.folded;
    let single = |i: usize| {
        matches!(f.class(i), Class::Digit | Class::Latin) && !matches!(f.class(i + 1), Class::Digit | Class::Latin)
    };
    let mut start = group.start as usize;
    while start >= 2 && group.start as usize - start < 40 && f.class(start - 1) == Class::Space {
        // One sign before, perhaps with a hyphen between.
        let back = if f.unit(start - 2) == 0x2D && start >= 4 && f.class(start - 3) == Class::Space {
            start - 4
        } else {
            start - 2
        };
        if !single(back) || matches!(f.class_before(back), Class::Digit | Class::Latin) {
            break;
        }
        start = back;
    }
    if !super::serials::sign_by_sign(page, start) {
        return None;
    }
    if (start..group.start as usize).any(|i| f.class(i) == Class::Digit) {
        return Some(None);
    }
    let read = super::serials::read(page, start as u32, f.len() as u32, false)?;
    Some((read.end - read.start <= 2 * LONGEST).then_some(Code {
        span: read.span(),
        digits: read.digits,
        letters: read.latin,
        syllables: read.hangul,
        hyphens: read.hyphens,
        blanks: read.blanks,
    }))
}

/// Kinds whose labels announce another number: where one of them stands nearer, the number is not one's own.
const RIVALS: u64 = {
    let kinds = [
        Kind::Rrn,
        Kind::Frn,
        Kind::Passport,
        Kind::DriverLicense,
        Kind::HealthInsuranceNo,
        Kind::CustomsCode,
        Kind::MilitaryNo,
        Kind::StudentNo,
        Kind::EmployeeNo,
        Kind::BirthDate,
        Kind::Mobile,
        Kind::Landline,
        Kind::SafeNumber,
        Kind::BankAccount,
        Kind::CardNumber,
        Kind::AccountId,
        Kind::VehiclePlate,
        Kind::CaseNo,
        Kind::BusinessRegNo,
        Kind::CorpRegNo,
        Kind::PaymentNo,
        Kind::PetitionNo,
        Kind::RegistryNo,
        Kind::PatentFiling,
    ];
    let (mut set, mut i) = (0u64, 0);
    while i < kinds.len() {
        set |= 1 << kinds[i] as u8;
        i += 1;
    }
    set
};

impl Page {
    /// Whether a word is a word of its own: two syllables inside a longer word (학교번호 holds 교번, 기사번호 사번) announce nothing.
    pub fn stands_alone(&self, hit: &Hit) -> bool {
        hit.end - hit.start > 2
            || (self.folded.class_before(hit.start as usize) != Class::Hangul
                && self.folded.unit(hit.end as usize) != 0xD638)
    }

    /// Whether a label of other things contradicts a kind: the head of a column of dates only a date.
    fn contradicts(&self, hit: &Hit, kind: Kind) -> bool {
        let dates = hit.has(List::OtherLabels, attr::OTHER_LABELS_DATE);
        self.stands_alone(hit) && hit.is(List::OtherLabels) && (!dates || kind == Kind::BirthDate)
    }

    /// The place of the label of `kind` that owns a span, unless the label of another number stands nearer.
    pub fn owner(&self, at: FoldSpan, kind: Kind) -> Option<Place> {
        let labels = self.labels(at);
        let mut own: Option<Place> = None;
        let mut rival: Option<Place> = None;
        for (hit, place) in labels.iter() {
            if hit.labels(kind) && self.stands_alone(&hit) {
                own = Some(own.map_or(place, |p| p.min(place)));
            } else if self.contradicts(&hit, kind)
                || hit.tags().iter().any(|t| t.list == List::Labels && RIVALS >> t.attr & 1 == 1)
            {
                rival = Some(rival.map_or(place, |p| p.min(place)));
            }
        }
        let own = own?;
        match rival {
            Some(rival) if rival < own => None,
            // Two labels before it in the line: the nearer one came first.
            Some(Place::Line) if own == Place::Line => labels
                .iter()
                .find(|(h, p)| *p == Place::Line && (h.is(List::OtherLabels) || h.is(List::Labels)))
                .filter(|(h, _)| h.labels(kind))
                .map(|_| own),
            _ => Some(own),
        }
    }

    /// Whether a label or word of other things, or the label of a rival number, owns a span for which `kind` has no label.
    pub fn owned_by_other(&self, at: FoldSpan, kind: Kind) -> bool {
        self.labels(at).iter().any(|(hit, place)| {
            place <= Place::Column
                && !hit.labels(kind)
                && (self.contradicts(&hit, kind)
                    || hit.tags().iter().any(|t| t.list == List::Labels && RIVALS >> t.attr & 1 == 1))
        }) && self.owner(at, kind).is_none()
    }

    /// Whether only separators of a list (`,` `·` `/` `및` `→`, a name in brackets) stand between two spans of one line.
    pub fn lists(&self, before: FoldSpan, next: FoldSpan) -> bool {
        if next.start < before.end || next.start - before.end > 14 {
            return false;
        }
        let mut marks = 0;
        for i in before.end..next.start {
            match self.folded.class(i as usize) {
                Class::Newline | Class::Tab | Class::Digit => return false,
                Class::Punct if matches!(self.folded.unit(i as usize), 0x2C | 0xB7 | 0x2F | 0x7E | 0x3B | 0x3E) => {
                    marks += 1
                }
                // →: what it was and what it is.
                _ if matches!(self.folded.unit(i as usize), 0x2192 | 0x21D2 | 0x27A1) => marks += 1,
                Class::Hangul if self.folded.unit(i as usize) == 0xBC0F => marks += 1,
                _ => {}
            }
        }
        marks > 0
    }

    /// Whether nothing but a particle, colon, brackets, 번호 or spaces stands between the label that announces a span and the span.
    pub fn tight(&self, at: FoldSpan, kind: Kind) -> bool {
        let Some(hit) = self.hits_before(at.start).take(4).find(|h| h.labels(kind)) else {
            return false;
        };
        if at.start - hit.end > 14 {
            return false;
        }
        let (mut i, to) = (hit.end as usize, at.start as usize);
        while i < to {
            match self.folded.class(i) {
                Class::Hangul | Class::Latin | Class::Hanja => {
                    // 는 은 이 가 을 를 도 란 의 제, or a whole bridging word.
                    let short = matches!(
                        self.folded.unit(i),
                        0xB294 | 0xC740 | 0xC774 | 0xAC00 | 0xC744 | 0xB97C | 0xB3C4 | 0xB780 | 0xC758 | 0xC81C
                    );
                    let word = BRIDGES.iter().find(|w| self.folded.starts_with(i, w));
                    i += match word {
                        Some(w) => w.chars().count(),
                        None if short => 1,
                        None => return false,
                    };
                }
                // 앞 6자리
                Class::Digit if self.folded.starts_with(i + 1, "자리") => i += 3,
                Class::Digit | Class::Newline => return false,
                _ => i += 1,
            }
        }
        true
    }
}

/// Words that may stand between a label and its value.
const BRIDGES: [&str; 23] = [
    "번호",
    "양력",
    "음력",
    "앞자리",
    "뒷자리",
    "앞",
    "뒤",
    "자리",
    "확인",
    "구",
    "신",
    "만",
    "현재",
    "변경",
    "복수",
    "단수",
    "관용",
    "No",
    "no",
    "NO",
    "순서대로",
    "각각",
    "줄",
];

/// What follows a number that counts or dates something.
const UNITS: &str = "년월일원명건개회차점부분세급층쪽조항권매천만억학반";

impl Page {
    /// The code that begins with group `g` and stands beside a label of `kind`, with the place of the label: near it with nothing but a bridge
    /// between, at the head of its row or column, or further off where its shape is that of a code (`shaped`). Dates and amounts are
    /// none; at least `fewest` digits where it is digits alone.
    pub fn labelled_code(&self, numbers: &super::Numbers, g: usize, kind: Kind, fewest: u32) -> Option<(Code, Place)> {
        if !self.mentions(kind) {
            return None;
        }
        let group = numbers.groups.get(g)?;
        let mut code = code(self, group)?;
        let plain = code.letters == 0 && code.syllables == 0;
        if code.digits > 14 || code.letters > 6 || code.blanks > 0 || code.hyphens > 3 {
            return None;
        }
        if code.digits < fewest && code.hyphens == 0 && plain || code.digits < 2 && code.hyphens == 0 {
            return None;
        }
        if !self.clear_left(code.span.start) || !self.clear_right(code.span.end) {
            return None;
        }
        let f = &self.folded;
        let counted = code.digits < 9 && UNITS.encode_utf16().any(|u| u == f.unit(code.span.end as usize));
        if plain && (counted || super::dates::written(f, numbers, g).is_some_and(|d| !d.bare)) {
            return None;
        }
        let shaped = if plain {
            code.hyphens == 1 && code.digits >= 5 || (5..=10).contains(&code.digits)
        } else {
            code.digits >= 2
        };
        // An amount, a mobile number and a time look like no code of digits alone.
        let own = self.owner(code.span, kind)?;
        // G 0200417
        let start = code.span.start as usize;
        if own == Place::Near
            && code.letters == 0
            && start >= 3
            && f.class(start - 1) == Class::Space
            && f.class(start - 2) == Class::Latin
            && !matches!(f.class(start - 3), Class::Latin | Class::Digit | Class::Hangul)
        {
            let wide = FoldSpan { start: code.span.start - 2, end: code.span.end };
            if self.tight(wide, kind) {
                code.span = wide;
                code.letters = 1;
            }
        }
        if own == Place::Near && self.tight(code.span, kind) {
            self.stretch(numbers, &mut code);
        }
        // N2019·417, 20·1140: a dot for the hyphen; two codes in a list are equally long.
        let dot = code.span.end as usize;
        if own <= Place::Column
            && matches!(f.unit(dot), 0xB7 | 0x2F | 0x7E)
            && let Some(next) =
                numbers.groups.get(numbers.index(code.span.end)).filter(|n| n.start == code.span.end + 1)
            && next.len() as u32 != code.digits
            && next.len() <= 8
            && self.clear_right(next.end)
            && !matches!(f.class(next.end as usize), Class::Hangul)
        {
            code.span.end = next.end;
            code.digits += next.len() as u32;
            code.hyphens += 1;
        }
        let fits = match own {
            // 학교·학번: ○○외고 2-07-14: what it is a number of may stand between.
            Place::Near => {
                self.tight(code.span, kind) || !plain && code.digits >= 3 || code.hyphens == 2 && code.digits >= 5
            }
            Place::Row | Place::Column => true,
            Place::Loose => shaped && !(plain && f.unit(code.span.start as usize) == 0x30 && code.digits >= 10),
            Place::Line => false,
        };
        (fits || own == Place::Line).then_some((code, own))
    }

    /// Takes in the digits that a space parts from a code beside its label: `2099 0417`; no date, no count, no other number.
    fn stretch(&self, numbers: &super::Numbers, code: &mut Code) {
        let f = &self.folded;
        while code.digits < 12 && f.class(code.span.end as usize) == Class::Space {
            let g = numbers.index(code.span.end);
            let Some(next) = numbers.groups.get(g).filter(|n| n.start == code.span.end + 1) else { return };
            let end = next.end as usize;
            let counted = UNITS.encode_utf16().any(|u| u == f.unit(end));
            if counted || next.len() > 6 || !self.clear_right(next.end) || matches!(f.unit(end), 0x2D | 0x3A) {
                return;
            }
            if super::dates::written(f, numbers, g).is_some_and(|d| !d.bare) {
                return;
            }
            code.span.end = next.end;
            code.digits += next.len() as u32;
        }
    }
}
