//! The grammar of an address, read from left to right over folded units: provinces, districts and towns. The road or village and its number
//! are read in `number`, what follows in `details`.

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, is_hangul};
use crate::words::{List, attr};

/// How much of an address stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// From a province or district down to a number.
    Full,
    /// A road, 동 or 리 with a number, and one more sign of an address.
    Local,
    /// A building or complex with 동 and 호.
    Unit,
    /// A road, 동 or 리 with a number and nothing else: only beside a label.
    Bare,
}

/// An address read from some start.
#[derive(Clone, Copy, Debug)]
pub struct Address {
    /// One past the last unit.
    pub end: u32,
    /// How much of it stands there.
    pub strength: Strength,
}

/// How far before its first number an address may begin.
pub(super) const BACK: u32 = 48;

/// How far behind a number inside the name of a road or village (중앙2로) the name may end.
const NAME: u32 = 20;

/// The syllable of a road, a village or a house (로 길 동 리 가) that the number at `at` stands behind, with nothing between but 산, 지하, 제,
/// a letter, spaces or a line break.
pub(super) fn suffix_before(page: &Page, at: u32) -> Option<u32> {
    let f = &page.folded;
    let skip = |mut i: usize| {
        while i > 0 && matches!(f.class(i - 1), Class::Space | Class::Newline) {
            i -= 1;
        }
        i
    };
    let mut i = skip(at as usize);
    let unit = f.unit_before(i);
    if matches!(unit, 0xC0B0 | 0xD558 | 0xC81C) || f.class_before(i) == Class::Latin {
        i -= usize::from(i > 0);
        i -= usize::from(unit == 0xD558 && f.unit_before(i) == 0xC9C0);
        i = skip(i);
    }
    // 읍 and 면 where the village is left out: 모서면 9015번지.
    let bunji = || {
        let digits = (at as usize..at as usize + 11).find(|&k| f.class(k) != Class::Digit && f.unit(k) != 0x2D);
        digits.is_some_and(|k| f.starts_with(k + usize::from(f.unit(k) == 0x20), "번지"))
    };
    let town = matches!(f.unit_before(i), 0xC74D | 0xBA74) && bunji();
    (town || matches!(f.unit_before(i), 0xB85C | 0xAE38 | 0xB3D9 | 0xB9AC | 0xAC00)).then(|| i as u32 - 1)
}

/// Whether such a syllable with a number behind it follows group `i` closely: the group may stand inside a name.
pub(super) fn suffix_behind(page: &Page, i: usize) -> bool {
    let Some(group) = page.numbers.groups.get(i) else { return false };
    let end = group.start + NAME;
    let near = page.numbers.groups.windows(2).skip(i).take_while(|w| w[0].end <= end);
    near.filter_map(|w| suffix_before(page, w[1].start)).any(|s| (group.start..end).contains(&s))
}

/// Where the stretch of words before a number begins: at most `BACK` units, not before `floor`, not across a sentence or a label's colon.
pub fn reach_back(page: &Page, number: u32, floor: u32) -> u32 {
    let f = &page.folded;
    let limit = number.saturating_sub(BACK).max(floor);
    let mut i = number;
    let mut breaks = 0;
    while i > limit {
        let k = i as usize - 1;
        match f.class(k) {
            Class::Hangul | Class::Space | Class::Latin | Class::Digit | Class::Blank => {}
            Class::Newline | Class::Tab => {
                breaks += 1;
                if breaks > 1 {
                    break;
                }
            }
            _ => match f.unit(k) {
                0xB7 | 0x2D => {}
                0x2C if is_hangul(f.unit(i as usize)) || f.class(i as usize) == Class::Space => {}
                _ => break,
            },
        }
        i -= 1;
    }
    while i < number
        && !is_hangul(f.unit(i as usize))
        && f.class(i as usize) != Class::Blank
        && f.class(i as usize) != Class::Digit
    {
        i += 1;
    }
    i
}

/// The beginning of the next word.
pub fn next_word(page: &Page, at: u32, end: u32) -> u32 {
    let f = &page.folded;
    let mut i = at + 1;
    while i < end {
        let here = f.class(i as usize);
        let before = f.class(i as usize - 1);
        let begins = matches!(here, Class::Hangul | Class::Blank | Class::Digit)
            && (before != here || place_at(page, i).is_some());
        if begins && !(here == Class::Hangul && before == Class::Digit) {
            return i;
        }
        i += 1;
    }
    end
}

/// Whether an address may begin here.
pub fn may_begin(page: &Page, at: u32) -> bool {
    let i = at as usize;
    matches!(page.folded.class(i), Class::Hangul | Class::Blank | Class::Digit | Class::Latin)
}

/// The place name of the lists that begins here: its end and attribute.
fn place_at(page: &Page, at: u32) -> Option<(u32, u8)> {
    let i = page.hit_index(at);
    let hit = page.hits.get(i).filter(|h| h.start == at)?;
    hit.attr(List::Places).map(|a| (hit.end, a))
}

/// Reads an address that begins at `at`.
pub fn parse(page: &Page, at: u32) -> Option<Address> {
    whole(Parser { page, at, known: false, sure: false })
}

/// Reads an address that begins at `at` where something else says that it is one: its numbers may be said.
pub fn parse_said(page: &Page, at: u32) -> Option<Address> {
    whole(Parser { page, at, known: true, sure: true })
}

/// Where the field or the cell of a known address ends whose other words belong to it.
pub(super) fn rest(page: &Page, at: FoldSpan) -> Option<u32> {
    Parser { page, at: at.end, known: true, sure: true }.rest(at.start)
}

fn whole(mut p: Parser) -> Option<Address> {
    let page = p.page;
    let sure = p.sure;
    let mut known = 0;
    let mut admin = 0;
    // Province.
    if let Some((end, attr)) = place_at(page, p.at)
        && matches!(attr, attr::PLACES_PROVINCE | attr::PLACES_SHORT)
    {
        let after = p.skip(end);
        p.known = true;
        let follows = place_at(page, after).is_some() || p.unit_name(after).is_some();
        let left_out = p.words_left_out(after);
        if attr == attr::PLACES_SHORT && !follows && !p.road_or_village(after) && left_out.is_none() {
            return None;
        }
        p.at = after;
        known += 1;
        admin += 1;
    }
    // Districts, towns.
    for _ in 0..4 {
        if let Some((end, attr)) = place_at(page, p.at)
            && attr == attr::PLACES_DISTRICT
            && p.ends_word(end)
        {
            p.at = p.skip(end);
            known += 1;
            p.known = true;
            admin += 1;
        } else if let Some((end, attr::PLACES_CUT)) = place_at(page, p.at)
            && let after = p.skip(end)
            && (p.road_or_village(after)
                || p.unit_name(after).is_some()
                || p.village(after).is_some()
                || p.words_left_out(after).is_some())
        {
            // 파주 운정 솔내울길 9021, 고양일산동 바람재로 9117
            p.at = after;
            known += 1;
            p.known = true;
            admin += 1;
        } else if let Some(end) = p.unit_name(p.at) {
            p.at = p.skip(end);
            admin += 1;
        } else if let Some(end) = p.words_left_out(p.at).filter(|_| known > 0) {
            p.at = end;
        } else if let Some(end) = p.village(p.at).filter(|_| known > 0) {
            p.at = p.skip(end);
        } else {
            break;
        }
    }
    let body = p.at;
    p.known = known > 0 || sure;
    let located = p.location();
    if located == Located::None {
        // 한울임대 103동 904호; 수정구 상원길 9018 is a location.
        p.at = body;
        return p.unit_only(admin > 0);
    }
    let number_end = p.at;
    let details = p.details();
    let signs = u32::from(details > 0) + u32::from(located == Located::Marked) + u32::from(admin > 0);
    let strength = if known > 0 {
        Strength::Full
    } else if signs > 0 {
        Strength::Local
    } else {
        Strength::Bare
    };
    if strength == Strength::Bare && p.counted(number_end) {
        return None;
    }
    Some(Address { end: p.at, strength })
}

/// What a road or village was read with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Located {
    None,
    /// A number after a road or village.
    Plain,
    /// The same with 번지, 산, a sub-number or N번길.
    Marked,
}

/// Where the reader of one address stands.
pub(super) struct Parser<'a> {
    pub(super) page: &'a Page,
    pub(super) at: u32,
    /// Whether a province or district of the lists was read: what follows is an address.
    pub(super) known: bool,
    /// Whether an address is expected, as behind its label.
    pub(super) sure: bool,
}

impl Parser<'_> {
    pub(super) fn unit(&self, i: u32) -> u16 {
        self.page.folded.unit(i as usize)
    }

    pub(super) fn class(&self, i: u32) -> Class {
        self.page.folded.class(i as usize)
    }

    /// Skips spaces, one comma-free gap; one line break or cell border where a word follows.
    fn skip(&self, mut i: u32) -> u32 {
        let from = i;
        while self.class(i) == Class::Space && i < from + 3 {
            i += 1;
        }
        if matches!(self.class(i), Class::Newline | Class::Tab) && i > 0 {
            let next = i + 1;
            if is_hangul(self.unit(next)) || self.class(next) == Class::Digit {
                return next;
            }
        }
        i
    }

    pub(super) fn skip_spaces(&self, mut i: u32) -> u32 {
        while self.class(i) == Class::Space {
            i += 1;
        }
        i
    }

    /// Whether a place name ends where the word ends, or another part of an address is glued to it.
    fn ends_word(&self, end: u32) -> bool {
        !is_hangul(self.unit(end))
            || place_at(self.page, end).is_some()
            || self.unit_name(end).is_some()
            || self.road_or_village(end)
    }

    /// A name that ends in 시, 군, 구, 읍 or 면 (also ○○시): its end.
    fn unit_name(&self, at: u32) -> Option<u32> {
        let mut i = at;
        while i < at + 8 {
            match self.class(i) {
                Class::Hangul | Class::Blank => {}
                _ => return None,
            }
            let unit = self.unit(i);
            let next = self.class(i + 1);
            // 시 군 구 읍 면
            if i > at && matches!(unit, 0xC2DC | 0xAD70 | 0xAD6C | 0xC74D | 0xBA74) {
                if matches!(next, Class::Space | Class::Newline | Class::Tab) {
                    // A following word must go on with the address.
                    let after = self.skip(i + 1);
                    if place_at(self.page, after).is_some() || self.road_or_village(after) || self.unit_tail(after) {
                        return Some(i + 1);
                    }
                    return None;
                }
                if next == Class::Hangul
                    && i >= at + 2
                    && (self.road_or_village(i + 1))
                    && matches!(unit, 0xC74D | 0xBA74 | 0xAD6C)
                {
                    return Some(i + 1);
                }
            }
            i += 1;
        }
        None
    }

    /// 초장동 봄뜰로 9210: a village named before the road; its end.
    fn village(&self, at: u32) -> Option<u32> {
        let mut end = at;
        while end < at + 6 && self.class(end) == Class::Hangul {
            end += 1;
        }
        let named = end >= at + 2 && matches!(self.unit(end - 1), 0xB3D9 | 0xB9AC | 0xAC00);
        let after = self.skip(end);
        (named && after > end && is_hangul(self.unit(after)) && self.road_or_village(after)).then_some(end)
    }

    /// `운정 솔내울길 9021`, `덕진 송천 물꼬길 902`: one or two words whose 읍, 면, 동 or 구 is left out before a road or village with its number; where that begins.
    fn words_left_out(&self, at: u32) -> Option<u32> {
        let mut next = at;
        for _ in 0..2 {
            let mut end = next;
            while end < next + 5 && self.class(end) == Class::Hangul {
                end += 1;
            }
            // 은 는 을 를 에 의 와 과 로
            let particle = matches!(
                self.unit(end.wrapping_sub(1)),
                0xC740 | 0xB294 | 0xC744 | 0xB97C | 0xC5D0 | 0xC758 | 0xC640 | 0xACFC | 0xB85C
            );
            if !(next + 2..next + 5).contains(&end) || particle || self.class(end) != Class::Space {
                return None;
            }
            next = end + 1;
            if is_hangul(self.unit(next)) && self.road_or_village(next) {
                return Some(next);
            }
        }
        None
    }

    fn unit_tail(&self, at: u32) -> bool {
        let mut i = at;
        while i < at + 8 && matches!(self.class(i), Class::Hangul | Class::Blank) {
            if i > at
                && matches!(self.unit(i), 0xC2DC | 0xAD70 | 0xAD6C | 0xC74D | 0xBA74)
                && !is_hangul(self.unit(i + 1))
            {
                let after = self.skip(i + 1);
                return self.road_or_village(after);
            }
            i += 1;
        }
        false
    }
}
