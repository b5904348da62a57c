//! The grammar of an address, read from left to right over folded units.

use crate::page::Page;
use crate::text::{Class, Phrases, is_hangul};
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
const BACK: u32 = 48;

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
                0xB7 | 0x2D | 0x5F => {}
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
        // A province may be glued to the number before it, as where the cells of a row have run together.
        let province =
            || place_at(page, i).is_some_and(|(_, a)| !matches!(a, attr::PLACES_DISTRICT | attr::PLACES_SHORT));
        if begins && (!(here == Class::Hangul && before == Class::Digit) || province()) {
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
    let mut p = Parser { page, at };
    let mut known = 0;
    let mut admin = 0;
    // Province.
    if let Some((end, attr)) = place_at(page, p.at)
        && attr != attr::PLACES_DISTRICT
    {
        let after = p.skip(end);
        let follows = place_at(page, after).is_some() || p.unit_name(after).is_some();
        if attr == attr::PLACES_SHORT && !follows && !p.road_or_village(after) {
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
            admin += 1;
        } else if let Some(end) = p.unit_name(p.at) {
            p.at = p.skip(end);
            admin += 1;
        } else if known > 0
            && let Some(next) = p.village(p.at)
        {
            p.at = next;
        } else {
            break;
        }
    }
    let body = p.at;
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Located {
    None,
    /// A number after a road or village.
    Plain,
    /// The same with 번지, 산, a sub-number or N번길.
    Marked,
}

struct Parser<'a> {
    page: &'a Page,
    at: u32,
}

impl Parser<'_> {
    fn unit(&self, i: u32) -> u16 {
        self.page.folded.unit(i as usize)
    }

    fn class(&self, i: u32) -> Class {
        self.page.folded.class(i as usize)
    }

    /// Skips spaces, one comma-free gap; one line break or cell border where a word follows.
    fn skip(&self, mut i: u32) -> u32 {
        let from = i;
        while self.space(i) && i < from + 3 {
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

    fn skip_spaces(&self, mut i: u32) -> u32 {
        while self.space(i) {
            i += 1;
        }
        i
    }

    /// A space, or the low line that stands for one.
    fn space(&self, i: u32) -> bool {
        self.class(i) == Class::Space || self.unit(i) == 0x5F
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
                if matches!(next, Class::Space | Class::Newline | Class::Tab) || self.space(i + 1) {
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

    /// A 동 or 리 that stands before a road: 초장동 봄뜰로 9210. Where the road begins.
    fn village(&self, at: u32) -> Option<u32> {
        let mut i = at;
        while i < at + 7 && matches!(self.class(i), Class::Hangul) {
            i += 1;
        }
        if i < at + 2 || !matches!(self.unit(i - 1), 0xB3D9 | 0xB9AC) {
            return None;
        }
        let next = self.skip(i);
        (next > i && is_hangul(self.unit(next)) && self.road_or_village(next)).then_some(next)
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

    /// Whether a road or village with a number begins here.
    fn road_or_village(&self, at: u32) -> bool {
        let mut probe = Parser { page: self.page, at };
        probe.location() != Located::None
    }

    /// A road or village and its number; moves past it.
    fn location(&mut self) -> Located {
        let start = self.at;
        // The name: up to fourteen letters or digits that end in 로, 길, 동, 리, 가, 읍, 면.
        let mut i = start;
        let mut letters = 0;
        while i < start + 16 {
            match self.class(i) {
                Class::Hangul | Class::Blank => letters += 1,
                Class::Digit if letters > 0 => {}
                _ if self.unit(i) == 0xB7 && letters > 0 => {}
                _ => break,
            }
            i += 1;
            let unit = self.unit(i - 1);
            let suffix = matches!(unit, 0xB85C | 0xAE38 | 0xB3D9 | 0xB9AC | 0xAC00);
            if !suffix || letters < 2 {
                continue;
            }
            let road = matches!(unit, 0xB85C | 0xAE38);
            if road && self.not_a_road(start, i) {
                continue;
            }
            let located = self.number(i, road);
            if located != Located::None {
                return located;
            }
        }
        Located::None
    }

    /// Adverbs that end in 로, and other words no road is called: 바로 3, 주로 2, 별도로 5.
    fn not_a_road(&self, start: u32, end: u32) -> bool {
        static NOT: Phrases<36> = Phrases::new([
            "바로",
            "주로",
            "별도로",
            "따로",
            "서로",
            "새로",
            "스스로",
            "그대로",
            "대로",
            "으로",
            "함께로",
            "실제로",
            "대체로",
            "제대로",
            "차례로",
            "순서대로",
            "차례대로",
            "절대로",
            "홀로",
            "때로",
            "도로",
            "진로",
            "선로",
            "경로",
            "통로",
            "항로",
            "수로",
            "활주로",
            "기준으로",
            "등으로",
            "순으로",
            "원으로",
            "위로",
            "아래로",
            "앞으로",
            "뒤로",
        ]);
        let f = &self.page.folded;
        if end - start < 2 {
            return true;
        }
        // Words ending in 으로 are never roads.
        if end - start >= 3 && f.ends_with(end as usize, "으로") {
            return true;
        }
        NOT.filling(f, start as usize, end as usize).is_some()
    }

    /// The number behind a road or village name that ends at `end`; moves past it.
    fn number(&mut self, end: u32, road: bool) -> Located {
        let mut i = self.skip_spaces(end);
        if self.class(i) == Class::Newline && self.number_below(i + 1) {
            i += 1;
        }
        let mut marked = false;
        let glued = i == end;
        // 123번길 45, 45길 6
        if self.class(i) == Class::Digit && road {
            let digits = self.digits(i);
            let mut j = digits;
            if self.unit(j) == 0xBC88 && self.unit(j + 1) == 0xAE38 {
                j += 2;
            } else if self.unit(j) == 0xAE38 || (self.unit(j) == 0xAC00 && self.unit(j + 1) == 0xAE38) {
                j += if self.unit(j) == 0xAE38 { 1 } else { 2 };
            }
            if j > digits {
                marked = true;
                i = self.skip_spaces(j);
            }
        }
        // 산, 지하
        if self.unit(i) == 0xC0B0
            && (self.class(i + 1) == Class::Digit
                || (self.class(i + 1) == Class::Space && self.class(i + 2) == Class::Digit))
        {
            marked = true;
            i = self.skip_spaces(i + 1);
        } else if self.unit(i) == 0xC9C0 && self.unit(i + 1) == 0xD558 {
            let j = self.skip_spaces(i + 2);
            if self.class(j) == Class::Digit {
                i = j;
            }
        }
        if self.class(i) != Class::Digit {
            return Located::None;
        }
        let first = self.spaced_digits(i);
        if first - i > 8 {
            return Located::None;
        }
        let mut j = first;
        if self.unit(j) == 0x2D && self.class(j + 1) == Class::Digit {
            let sub = self.digits(j + 1);
            if sub - j <= 5 && self.unit(sub) != 0x2D {
                j = sub;
                marked = true;
            } else {
                return Located::None;
            }
        }
        let bunji = self.skip_spaces(j);
        if self.unit(bunji) == 0xBC88 && self.unit(bunji + 1) == 0xC9C0 {
            j = bunji + 2;
            marked = true;
        }
        // 동 alone with a glued number is a unit (3동101호), a number right behind 로 or 리 may be glued.
        if glued && !road && !marked {
            return Located::None;
        }
        if !marked && self.counted(j) {
            return Located::None;
        }
        match self.class(j) {
            Class::Digit | Class::Latin => return Located::None,
            _ if matches!(self.unit(j), 0x2E | 0x3A | 0x25 | 0x2F) && self.class(j + 1) == Class::Digit => {
                return Located::None;
            }
            _ if self.unit(j) == 0x25 => return Located::None,
            _ => {}
        }
        self.at = j;
        if marked { Located::Marked } else { Located::Plain }
    }

    /// Where a number ends that is written with single spaces inside: `9 0 1 2`, `90 17 (`. Four digits at most, and nothing that counts behind.
    fn spaced_digits(&self, at: u32) -> u32 {
        let whole = self.digits(at);
        let (mut i, mut digits, mut groups) = (whole, whole - at, 1);
        if digits > 2 {
            return whole;
        }
        while self.unit(i) == 0x20 && self.class(i + 1) == Class::Digit {
            let next = self.digits(i + 1);
            digits += next - i - 1;
            groups += 1;
            i = next;
        }
        let ends = matches!(self.class(i), Class::Newline | Class::Tab | Class::Punct)
            || self.class(i) == Class::Space && !is_hangul(self.unit(i + 1));
        let singles = groups == digits && groups >= 3;
        if digits <= 4 && groups > 1 && ends && (singles || digits >= 3) && !self.counted(i) { i } else { whole }
    }

    fn digits(&self, mut i: u32) -> u32 {
        while self.class(i) == Class::Digit {
            i += 1;
        }
        i
    }

    /// Whether a counter follows a number: 3개소, 200미터, 5명.
    fn counted(&self, end: u32) -> bool {
        static COUNTERS: Phrases<46> = Phrases::new([
            "개", "명", "건", "회", "원", "미터", "킬로", "년", "월", "일 ", "일(", "일,", "일부", "일까", "시간",
            "시 ", "분 ", "차", "호선", "대", "곳", "세", "만", "억", "천", "인", "배", "단계", "위", "점", "쪽", "항",
            "조", "학년", "반", "팀", "주", "동을", "가지", "필지", "구간", "면 ", "톤", "여", "㎡", "㎞",
        ]);
        let f = &self.page.folded;
        let i = self.skip_spaces(end);
        let glued = i == end;
        if self.class(i) == Class::Latin && glued {
            return true;
        }
        glued && COUNTERS.at(f, i as usize).is_some()
    }

    /// Details behind the number: building, 동, 호, 층, (법정동, 건물). Returns how many were read.
    fn details(&mut self) -> u32 {
        let mut read = 0;
        if let Some(end) = self.torn_number(self.at) {
            self.at = end;
        }
        for _ in 0..5 {
            let mut i = self.at;
            let mut comma = false;
            while i < self.at + 4 {
                match self.unit(i) {
                    0x2C if !comma => comma = true,
                    0x20 => {}
                    0x0A | 0x09 if self.detail_follows(i + 1) => {}
                    _ => break,
                }
                i += 1;
            }
            if let Some(end) = self.unit_detail(i) {
                self.at = self.side(end);
                read += 1;
            } else if let Some(end) = self.building(i, comma) {
                self.at = end;
                read += 1;
            } else if let Some(end) = self.bare_unit(i, comma, read > 0) {
                self.at = end;
                read += 1;
            } else if let Some(end) = self.bracket(i) {
                self.at = end;
                read += 1;
            } else {
                break;
            }
        }
        read
    }

    /// Whether a line begins with the number of the road or village that the line above ends with, and not with the number of an item or row.
    fn number_below(&self, at: u32) -> bool {
        if self.class(at) != Class::Digit {
            return false;
        }
        let end = self.digits(at);
        let long = end - at;
        if long > 4 {
            return false;
        }
        match self.unit(end) {
            0x2C => self.class(end + 1) != Class::Digit,
            0xBC88 => true,
            0x2D => self.class(end + 1) == Class::Digit && self.digits(end + 1) - end <= 5 && long > 1,
            0x20 => self.detail_follows(end + 1),
            0x29 => long >= 3,
            0 | 0x0A | 0x09 | 0xC758 => long >= 2,
            _ => false,
        }
    }

    /// `영로 90⏎44, 302호`: where the number of a building ends that a line break tears apart; only where the address goes on behind it.
    fn torn_number(&self, at: u32) -> Option<u32> {
        if self.class(at) != Class::Newline || at == 0 || self.class(at - 1) != Class::Digit {
            return None;
        }
        let mut from = at;
        while from > 0 && at - from < 5 && self.class(from - 1) == Class::Digit {
            from -= 1;
        }
        let end = self.digits(at + 1);
        let all = end - 1 - from;
        let goes_on = match self.unit(end) {
            0x2C => !matches!(self.class(end + 1), Class::Digit) || self.unit_detail(end + 1).is_some(),
            // 번지, 번길
            0xBC88 => true,
            0x20 => self.unit_detail(end + 1).is_some(),
            0x09 => true,
            _ => false,
        };
        (end > at + 1 && all <= 4 && goes_on).then_some(end)
    }

    fn detail_follows(&self, i: u32) -> bool {
        self.unit_detail(i).is_some() || self.building(i, false).is_some()
    }

    /// 101동, 가동, 1203호, B102호, 3층, 지하1층, 옥탑, 반지하.
    fn unit_detail(&self, at: u32) -> Option<u32> {
        let f = &self.page.folded;
        static HOMES: Phrases<9> =
            Phrases::new(["반지하", "옥탑방", "옥탑", "지층", "반지층", "지하층", "별채", "본채", "문간방"]);
        if let Some(long) = HOMES.at(f, at as usize) {
            return Some(at + long as u32);
        }
        let mut i = at;
        if f.starts_with(at as usize, "지하") {
            i = self.skip_spaces(at + 2);
        } else if f.starts_with(at as usize, "제") && self.class(at + 1) == Class::Digit {
            i += 1;
        } else if self.class(i) == Class::Latin && (self.class(i + 1) == Class::Digit || self.unit(i + 1) == 0xB3D9) {
            i += 1;
            if self.unit(i) == 0xB3D9 {
                return Some(i + 1);
            }
        } else if matches!(self.unit(i), 0xAC00 | 0xB098 | 0xB2E4 | 0xB77C | 0xB9C8 | 0xBC14)
            && self.unit(i + 1) == 0xB3D9
            && !is_hangul(self.unit(i + 2))
        {
            return Some(i + 2);
        }
        if let Some(end) = self.said_unit(i) {
            return Some(end);
        }
        if self.class(i) != Class::Digit {
            return None;
        }
        let mut end = self.unit_digits(i);
        // 10⏎7동, 1⏎202호
        if self.class(end) == Class::Newline && self.class(end + 1) == Class::Digit {
            let further = self.digits(end + 1);
            if further - i <= 5 && matches!(self.unit(further), 0xB3D9 | 0xD638) {
                end = further;
            }
        }
        if end - i > 5 {
            return None;
        }
        // 3~4층, 101-1203호
        if matches!(self.unit(end), 0x7E | 0x2D) && self.class(end + 1) == Class::Digit {
            end = self.digits(end + 1);
        }
        let j = self.skip_spaces(end);
        match self.unit(j) {
            // 3단지 and 1차 before a 동.
            0xB2E8 if j == end && self.unit(j + 1) == 0xC9C0 => Some(j + 2),
            0xCC28 if j == end && self.class(j + 1) == Class::Space && self.class(j + 2) == Class::Digit => {
                self.unit_detail(j + 2).map(|_| j + 1)
            }
            0xB3D9 | 0xD638 | 0xCE35 if j <= end + 1 => {
                // 호 in 호선, 호봉; 층 in 층간; 동 in 동안.
                let next = self.unit(j + 1);
                if self.unit(j) == 0xD638 && matches!(next, 0xC120 | 0xBD09 | 0xCC28) {
                    return None;
                }
                if self.unit(j) == 0xCE35 && next == 0xAC04 {
                    return None;
                }
                Some(j + 1)
            }
            // 101-1203 right after a building
            _ => None,
        }
    }

    /// The digits of a unit, with single spaces or letters that look like digits inside, where 동, 호 or 층 follows: `4 0 1호`, `1O2동`.
    fn unit_digits(&self, at: u32) -> u32 {
        let whole = self.digits(at);
        let (mut i, mut digits) = (at, 0);
        while digits < 5 {
            let skip = u32::from(digits > 0 && self.unit(i) == 0x20);
            if self.class(i + skip) != Class::Digit && !matches!(self.unit(i + skip), 0x4F | 0x6F | 0x6C | 0x49) {
                break;
            }
            i += skip + 1;
            digits += 1;
        }
        if digits > 1 && matches!(self.unit(i), 0xB3D9 | 0xD638 | 0xCE35) { i } else { whole }
    }

    /// 백이동, 천삼호, 일공이동: a unit said in words, where its word ends behind it.
    fn said_unit(&self, at: u32) -> Option<u32> {
        const SAID: &str = "공영일이삼사오육칠팔구십백천";
        let mut i = at;
        while i < at + 6 && SAID.encode_utf16().any(|u| u == self.unit(i)) {
            i += 1;
        }
        let word = matches!(self.unit(i), 0xB3D9 | 0xD638 | 0xCE35) && !is_hangul(self.unit(i + 1));
        let next = self.skip_spaces(i + 1);
        let more = next > i + 1 && SAID.encode_utf16().any(|u| u == self.unit(next)) || self.unit(i) != 0xB3D9;
        (i >= at + 2 && word && more).then_some(i + 1)
    }

    /// 우측, 왼쪽 behind a floor or a unit.
    fn side(&self, end: u32) -> u32 {
        static SIDES: Phrases<11> =
            Phrases::new(["우측", "좌측", "왼쪽", "오른쪽", "앞집", "뒷집", "전체", "일부", "점포", "상가", "사무실"]);
        let i = self.skip_spaces(end);
        match SIDES.at(&self.page.folded, i as usize) {
            Some(long) if i > end && !is_hangul(self.unit(i + long as u32)) => i + long as u32,
            _ => end,
        }
    }

    /// `205-1901`, `가-302`, and `302` at the end of a line or bracket: 동 and 호 without their words, behind a comma, a space or a building.
    fn bare_unit(&self, at: u32, comma: bool, behind: bool) -> Option<u32> {
        // 지하 alone
        if self.page.folded.starts_with(at as usize, "지하") && self.ends(at + 2) {
            return Some(at + 2);
        }
        let lettered = matches!(self.unit(at), 0xAC00 | 0xB098 | 0xB2E4 | 0xB77C | 0xBE44 | 0x41..=0x46)
            && self.unit(at + 1) == 0x2D;
        let from = if lettered { at + 2 } else { at };
        if self.class(from) != Class::Digit || at == self.at {
            return None;
        }
        let first = self.digits(from);
        let long = first - from;
        let paired = self.unit(first) == 0x2D && self.class(first + 1) == Class::Digit;
        if paired && !lettered && (comma || behind) {
            let end = self.digits(first + 1);
            return ((1..=4).contains(&long) && (3..=4).contains(&(end - first - 1)) && self.ends(end)).then_some(end);
        }
        if lettered {
            return ((3..=4).contains(&long) && self.ends(first)).then_some(first);
        }
        // Behind a 호 nothing follows. Three digits, or four that are no year.
        if behind && self.unit(self.at - 1) == 0xD638 {
            return None;
        }
        let year = long == 4 && matches!(self.unit(from), 0x31 | 0x32) && matches!(self.unit(from + 1), 0x39 | 0x30);
        ((3..=4).contains(&long) && !year && self.ends(first) && self.class(at - 1) == Class::Space).then_some(first)
    }

    /// Whether a line, cell or clause ends here.
    fn ends(&self, i: u32) -> bool {
        let i = i + u32::from(self.class(i) == Class::Space && self.class(i + 1) == Class::Punct);
        matches!(self.class(i), Class::Newline | Class::Tab)
            || matches!(self.unit(i), 0 | 0x29 | 0x5D | 0x7C | 0x2192)
            || matches!(self.unit(i), 0x2C | 0x2F) && self.class(i + 1) != Class::Digit
    }

    /// A building's name, when a unit follows it or it ends like one.
    fn building(&self, at: u32, comma: bool) -> Option<u32> {
        let mut i = at;
        while i < at + 16 && matches!(self.class(i), Class::Hangul | Class::Latin | Class::Digit) {
            i += 1;
        }
        if i < at + 2 || self.class(at) == Class::Digit {
            return None;
        }
        let mut end = i;
        let named = self.page.hits_before(i).take(2).any(|h| h.is(List::Buildings) && h.end == i && h.start >= at);
        let after = self.skip_spaces(i);
        let unit = self.unit_detail(after).is_some();
        if !named && !unit {
            // 송현아파트101동: the unit may be glued.
            let mut k = at + 1;
            while k < i {
                if self.class(k) == Class::Digit && self.class(k - 1) == Class::Hangul {
                    if let Some(e) = self.unit_detail(k) {
                        end = e;
                        return Some(end);
                    }
                    break;
                }
                k += 1;
            }
            return None;
        }
        let _ = comma;
        Some(end)
    }

    /// (법정동, 공동주택명)
    fn bracket(&self, at: u32) -> Option<u32> {
        if self.unit(at) != 0x28 {
            return None;
        }
        let mut i = at + 1;
        let mut village = false;
        while i < at + 30 {
            match self.class(i) {
                Class::Newline | Class::Tab => return None,
                Class::Hangul
                    if matches!(self.unit(i), 0xB3D9 | 0xB9AC | 0xAC00) && matches!(self.unit(i + 1), 0x2C | 0x29) =>
                {
                    village = true;
                }
                _ if self.unit(i) == 0x29 => return village.then_some(i + 1),
                _ => {}
            }
            i += 1;
        }
        None
    }

    /// 한울임대 103동 904호, 101동 1203호: a building with 동 and 호.
    fn unit_only(&mut self, admin: bool) -> Option<Address> {
        let mut i = self.at;
        if self.class(i) == Class::Hangul || self.class(i) == Class::Latin {
            let mut end = i;
            while end < i + 16 && matches!(self.class(end), Class::Hangul | Class::Latin) {
                end += 1;
            }
            i = self.skip_spaces(end);
            if end > self.at + 12 {
                return None;
            }
        }
        let dong = self.unit_detail(i)?;
        if self.unit(dong - 1) != 0xB3D9 {
            return None;
        }
        let j = self.skip_spaces(dong);
        let ho = self.unit_detail(j)?;
        if self.unit(ho - 1) != 0xD638 {
            return None;
        }
        self.at = ho;
        let _ = admin;
        Some(Address { end: ho, strength: Strength::Unit })
    }
}
