//! What stands behind the number of an address: building, 동, 호, 층, the bracket with the 법정동.

use crate::kind::Kind;
use crate::span::FoldSpan;
use crate::text::{Class, Phrases, is_hangul};
use crate::words::List;

use super::grammar::{Address, Parser, Strength};

impl Parser<'_> {
    /// Details behind the number: building, 동, 호, 층, (법정동, 건물). Returns how many were read.
    pub(super) fn details(&mut self) -> u32 {
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
                    // 107동-12층-1203호
                    0x2D if i == self.at && read > 0 && self.unit_detail(i + 1).is_some() => {}
                    0x0A | 0x09 if self.detail_follows(i + 1) || self.known && self.bracket(i + 1).is_some() => {}
                    _ => break,
                }
                i += 1;
            }
            if let Some(end) = self.unit_detail(i) {
                self.at = end;
                read += 1;
            } else if let Some(end) = self.pair(i, comma).or_else(|| self.behind_dong(i, read)) {
                self.at = end;
                read += 1;
            } else if let Some(end) = self.building(i) {
                self.at = end;
                read += 1;
            } else if let Some(end) = self.room(i, comma, read) {
                self.at = end;
                read += 1;
            } else if let Some(end) = self.bracket(i) {
                self.at = end;
                read += 1;
            } else if let Some(end) = self.lodging(i).filter(|_| self.known && !comma) {
                self.at = end;
                read += 1;
            } else {
                break;
            }
        }
        read
    }

    /// Whether the address goes on in the next line: a 동 or 호, or a building with one.
    fn detail_follows(&self, i: u32) -> bool {
        let i = self.skip_spaces(i);
        let unit = |end: u32| {
            let named = self.page.hits_before(end).take(2).any(|h| h.is(List::Buildings) && h.end == end);
            let after = self.unit_detail(self.skip_spaces(end));
            after.is_some_and(|u| named || matches!(self.unit(u - 1), 0xB3D9 | 0xD638))
        };
        self.unit_detail(i).is_some() || self.building(i).is_some_and(unit)
    }

    /// `비닐하우스 옆 컨테이너`, `뒤채`, `고시원`: what somebody lives in that is no flat; where the word ends.
    fn lodging(&self, at: u32) -> Option<u32> {
        static WORDS: Phrases<14> = Phrases::new([
            "컨테이너",
            "비닐하우스",
            "뒤채",
            "창고",
            "고시원",
            "쪽방",
            "단독주택",
            "단독",
            "다세대",
            "다가구",
            "민박",
            "농막",
            "움막",
            "옆집",
        ]);
        let f = &self.page.folded;
        let from = if ["옆 ", "앞 ", "뒤 "].iter().any(|w| f.starts_with(at as usize, w)) { at + 2 } else { at };
        let end = from + WORDS.at(f, from as usize)? as u32;
        (!is_hangul(self.unit(end))).then_some(end)
    }

    /// `솔새로 9012 옛 방앗간`, `9012 (너와집 옆)`, `9012 우)00012`: what else a field or a cell holds that begins with an address, as far as it is a few words and
    /// numbers and tells nothing.
    pub(super) fn rest(&self, start: u32) -> Option<u32> {
        const MOST: u32 = 26;
        // What tells of more than a house.
        const OTHER: [List; 7] = [
            List::Labels,
            List::OtherLabels,
            List::Headers,
            List::Persons,
            List::Titles,
            List::Holders,
            List::FactMoney,
        ];
        static TELLS: Phrases<18> = Phrases::new([
            "거주", "전입", "전출", "이사", "소재", "소유", "임차", "임대", "세대", "일대", "일원", "부근", "인근",
            "에서", "으로", "까지", "부터", "에게",
        ]);
        let f = &self.page.folded;
        if !self.known || !matches!(self.unit(self.at), 0x20 | 0x28 | 0x2C | 0x2D) || !self.begins_field(start) {
            return None;
        }
        let mut end = self.at;
        let (mut signs, mut digits) = (0, 0);
        // (솔새로 9012, 가람빌 301): the bracket that opens before it shuts it.
        let bracket = self.unit(start.wrapping_sub(1)) == 0x28;
        let mut open = 0;
        let shuts = |at: u32, open: i32| self.shuts_field(at) || bracket && open == 0 && self.unit(at) == 0x29;
        while end < self.at + MOST && !shuts(end, open) {
            open += i32::from(self.unit(end) == 0x28) - i32::from(self.unit(end) == 0x29);
            let class = self.class(end);
            digits = if class == Class::Digit { digits + 1 } else { 0 };
            signs += u32::from(matches!(class, Class::Hangul | Class::Latin | Class::Digit));
            // 9 0 2 2 로 보냄
            let particle = "로에의은는을를가이와과도".encode_utf16().any(|unit| unit == self.unit(end));
            let told = particle && self.unit(end - 1) == 0x20 && self.unit(end + 1) == 0x20;
            let plain = !told && matches!(class, Class::Hangul | Class::Latin | Class::Digit | Class::Space)
                || matches!(self.unit(end), 0x28 | 0x29 | 0x2C | 0x2D | 0x2F | 0x27 | 0x22 | 0xB7);
            if !plain || digits > 5 || TELLS.at(f, end as usize).is_some() {
                return None;
            }
            end += 1;
        }
        while end > self.at && self.class(end - 1) == Class::Space {
            end -= 1;
        }
        // A sentence, or a field of its own.
        let verb = "다요함됨음임냄남".encode_utf16().any(|unit| unit == self.unit(end - 1));
        let at = FoldSpan { start: self.at, end };
        let mut hits = self.page.hits_in(at);
        let other = hits.any(|h| OTHER.iter().any(|&l| h.is(l)));
        // 월세, 로 보냄: words alone are more than a house only where they name one.
        let house = at.range().any(|i| self.class(i as u32) == Class::Digit || self.unit(i as u32) == 0x28)
            || self.page.hits_in(at).any(|h| h.is(List::Buildings))
            || (at.start..at.end).any(|i| self.lodging(i).is_some());
        let signs = if house { signs } else { 0 };
        let shut = shuts(end, open) || self.shuts_field(end + u32::from(self.unit(end) == 0x20));
        (signs > 0 && shut && !verb && !other).then_some(end)
    }

    /// Whether a field or a cell begins at `at`: a line, a cell, or what stands behind a colon or the label of an address.
    fn begins_field(&self, at: u32) -> bool {
        let mut i = at;
        while i > 0 && self.class(i - 1) == Class::Space {
            i -= 1;
        }
        // 주소는, 집은
        let word = i - u32::from(i > 0 && matches!(self.unit(i - 1), 0xC740 | 0xB294));
        i == 0
            || at > i + 1
            || matches!(self.class(i - 1), Class::Newline | Class::Tab)
            || matches!(self.unit(i - 1), 0x28 | 0x3A | 0x7C | 0x2192 | 0x2502)
            || self.page.hits_before(word).take(4).any(|h| h.end == word && h.labels(Kind::Address))
            || word > 0 && self.unit(word - 1) == 0xC9D1 && (word < 2 || !is_hangul(self.unit(word - 2)))
    }

    /// Whether a field or a cell ends at `at`.
    fn shuts_field(&self, at: u32) -> bool {
        matches!(self.class(at), Class::Newline | Class::Tab)
            || matches!(self.unit(at), 0 | 0x7C | 0x3B | 0x2192 | 0x2502)
            || self.unit(at) == 0x20 && self.unit(at + 1) == 0x20
    }

    /// `3동 402`: a unit without 호 behind a 동, with nothing more in its cell.
    fn behind_dong(&self, at: u32, read: u32) -> Option<u32> {
        if read == 0 || at != self.at + 1 || self.unit(at - 1) != 0x20 || self.unit(at - 2) != 0xB3D9 {
            return None;
        }
        let end = self.digits(at);
        ((3..=4).contains(&(end - at)) && (self.ends_cell(end) || self.unit(end) == 0x28)).then_some(end)
    }

    /// `, 205-1901`, `, 가-302`, `, 302`: a unit written without 동 and 호, behind the comma.
    fn pair(&self, at: u32, comma: bool) -> Option<u32> {
        if !comma {
            return None;
        }
        let lettered =
            matches!(self.unit(at), 0xAC00 | 0xB098 | 0xB2E4 | 0xB77C | 0xBE44) || self.class(at) == Class::Latin;
        let mut i = at;
        if let Some(next) = self.dash(at + 1).filter(|_| lettered) {
            i = next;
        }
        let first = self.digits(i);
        let mut end = first;
        if let Some(next) = self.dash(first).filter(|&next| self.class(next) == Class::Digit) {
            end = self.digits(next);
        }
        let bare = end == first && i == at;
        let shut = match self.class(end) {
            Class::Newline | Class::Tab => true,
            Class::Space => !bare || !matches!(self.class(end + 1), Class::Digit),
            _ => matches!(self.unit(end), 0x29 | 0x2C | 0x2F | 0x7C) && self.class(end + 1) != Class::Digit,
        };
        let long = first - i;
        (long >= if bare { 3 } else { 1 } && long <= 4 && end - first <= 7 && shut).then_some(end)
    }

    /// Behind the hyphen at `at`, which may stand between spaces where an address is known: `비-203`, `가 - 102`.
    fn dash(&self, at: u32) -> Option<u32> {
        if self.unit(at) == 0x2D {
            return Some(at + 1);
        }
        let spaced = self.known && self.unit(at) == 0x20 && self.unit(at + 1) == 0x2D && self.unit(at + 2) == 0x20;
        spaced.then_some(at + 3)
    }

    /// `나-301`, `지하 B01`, `이층 왼쪽`: a room without 호, behind what is known to be an address.
    fn room(&self, at: u32, comma: bool, read: u32) -> Option<u32> {
        if !self.known {
            return None;
        }
        let side = ["왼쪽", "오른쪽", "좌측", "우측", "뒤편", "안쪽"]
            .iter()
            .find(|w| self.page.folded.starts_with(at as usize, w));
        if let Some(side) = side.filter(|_| read > 0 && !comma) {
            return Some(at + side.chars().count() as u32);
        }
        let lettered = matches!(self.unit(at), 0xAC00 | 0xB098 | 0xB2E4 | 0xB77C | 0xB9C8);
        let from = match self.class(at) {
            Class::Latin if read > 0 || comma => at + 1,
            Class::Hangul if lettered && self.unit(at + 1) == 0x2D => at + 2,
            _ => return None,
        };
        let end = self.digits(from);
        ((2..=4).contains(&(end - from))
            && !matches!(self.class(end), Class::Digit | Class::Latin)
            && self.unit(end) != 0x2D)
            .then_some(end)
    }

    /// 이공사호, 백이 호, 일층: a unit that is said.
    fn said_unit(&self, at: u32) -> Option<u32> {
        let end = self.said(at, 1)?;
        let j = self.skip_spaces(end);
        let long = end - at >= 2;
        match self.unit(j) {
            0xD638 | 0xB3D9
                if long && j <= end + 1 && !is_hangul(self.unit(j + 1)) || self.unit(j) == 0xD638 && long =>
            {
                Some(j + 1)
            }
            0xCE35 if j == end => Some(j + 1),
            _ => None,
        }
    }

    /// 101동, 가동, 1203호, B102호, 3층, 지하1층, 옥탑, 반지하.
    pub(super) fn unit_detail(&self, at: u32) -> Option<u32> {
        let f = &self.page.folded;
        static HOMES: Phrases<10> =
            Phrases::new(["반지하", "옥탑방", "옥탑", "지층", "반지층", "별채", "본채", "지하층", "뒷채", "바깥채"]);
        if let Some(long) = HOMES.at(f, at as usize) {
            return Some(at + long as u32);
        }
        let mut i = at;
        if f.starts_with(at as usize, "지하") {
            i = self.skip_spaces(at + 2);
            if self.class(i) != Class::Digit && self.class(at + 2) != Class::Hangul && self.known {
                return Some(at + 2);
            }
        } else if f.starts_with(at as usize, "제") && self.class(at + 1) == Class::Digit {
            i += 1;
        } else if self.class(i) == Class::Latin && (self.class(i + 1) == Class::Digit || self.unit(i + 1) == 0xB3D9) {
            i += 1;
            if self.unit(i) == 0xB3D9 {
                return Some(i + 1);
            }
        } else if self.unit(i) == 0xBE44 && self.known && self.class(self.skip_spaces(i + 1)) == Class::Digit {
            // 비101호
            i = self.skip_spaces(i + 1);
        } else if matches!(self.unit(i), 0xAC00 | 0xB098 | 0xB2E4 | 0xB77C | 0xB9C8 | 0xBC14)
            && self.unit(i + 1) == 0xB3D9
            && !is_hangul(self.unit(i + 2))
        {
            return Some(i + 2);
        } else if self.known
            && matches!(self.unit(i), 0xAC00 | 0xB098 | 0xB2E4 | 0xB77C)
            && self.unit(i + 1) == 0x20
            && self.unit(i + 2) == 0xB3D9
            && !is_hangul(self.unit(i + 3))
        {
            // 가 동 203호
            return Some(i + 3);
        }
        if self.class(i) != Class::Digit {
            return self.said_unit(i);
        }
        let mut end = self.numerals(i);
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
            // 3F
            0x46 if j == end && end - i <= 2 && self.known => {
                let more = matches!(self.class(j + 1), Class::Latin | Class::Digit | Class::Hangul)
                    || self.unit(j + 1) == 0x2D;
                (!more).then_some(j + 1)
            }
            // 7단지, 2차
            0xB2E8 if j == end && self.unit(j + 1) == 0xC9C0 => Some(j + 2),
            0xCC28 if j == end && self.class(j + 1) == Class::Space => {
                self.unit_detail(self.skip_spaces(j + 1)).map(|_| j + 1)
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
                // 1층 우측
                let side = self.skip_spaces(j + 1);
                let sided =
                    ["우측", "좌측", "왼쪽", "오른쪽", "전체", "일부"].iter().find(|w| f.starts_with(side as usize, w));
                Some(match sided {
                    Some(w) if self.unit(j) == 0xCE35 && self.known => side + w.chars().count() as u32,
                    _ => j + 1,
                })
            }
            _ => None,
        }
    }

    /// The digits from `at` on, among them O, o, I and l that stand for 0 and 1: 1O2동, 2O4호.
    fn numerals(&self, at: u32) -> u32 {
        let plain = self.digits(at);
        let mut i = plain;
        while i < at + 5 && (self.class(i) == Class::Digit || matches!(self.unit(i), 0x4F | 0x6F | 0x49 | 0x6C)) {
            i += 1;
        }
        if matches!(self.unit(i), 0xB3D9 | 0xD638) { i } else { plain }
    }

    /// A building's name, when a unit follows it or it ends like one.
    pub(super) fn building(&self, at: u32) -> Option<u32> {
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
        // 강변타운 in 강변 타운 1102동: the name in two words.
        if !named && !unit && self.known && self.class(i) == Class::Space && is_hangul(self.unit(after)) {
            let second = self.word(after);
            let ends = self.page.hits_before(second).take(2).any(|h| h.is(List::Buildings) && h.end == second);
            if second > after && ends && self.unit_detail(self.skip_spaces(second)).is_some() {
                return Some(second);
            }
        }
        // 한빛원룸 304
        let room = self.digits(after);
        let numbered =
            (3..=4).contains(&(room - after)) && !matches!(self.unit(after), 0x30) && !self.year(after, room);
        if named && !unit && self.known && after > i && numbered && self.ends_cell(room) {
            return Some(room);
        }
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
        Some(end)
    }

    /// Whether the digits from `at` to `end` may be a year.
    fn year(&self, at: u32, end: u32) -> bool {
        end - at == 4 && matches!((self.unit(at), self.unit(at + 1)), (0x31, 0x39) | (0x32, 0x30))
    }

    /// Whether nothing of the same cell or sentence goes on at `at`.
    fn ends_cell(&self, at: u32) -> bool {
        matches!(self.class(at), Class::Newline | Class::Tab) || matches!(self.unit(at), 0x29 | 0x2C | 0x2F | 0x7C)
    }

    /// Where the word that begins at `at` ends.
    fn word(&self, at: u32) -> u32 {
        let mut i = at;
        while i < at + 12 && matches!(self.class(i), Class::Hangul | Class::Latin | Class::Digit) {
            i += 1;
        }
        i
    }

    /// (법정동, 공동주택명), (행복빌라): nothing that is a number of something else, no mailbox.
    fn bracket(&self, at: u32) -> Option<u32> {
        if self.unit(at) != 0x28 {
            return None;
        }
        let mut i = at + 1;
        let mut village = false;
        let mut word = true;
        while i < at + 30 {
            match self.class(i) {
                Class::Newline | Class::Tab => return None,
                Class::Hangul
                    if matches!(self.unit(i), 0xB3D9 | 0xB9AC | 0xAC00) && matches!(self.unit(i + 1), 0x2C | 0x29) =>
                {
                    village = true;
                }
                _ if self.unit(i) == 0x40 => return None,
                _ if self.unit(i) == 0x29 => {
                    let building = || self.page.hits_before(i).take(2).any(|h| h.is(List::Buildings) && h.end == i);
                    let lodging = || (at + 1..i).any(|k| self.lodging(k).is_some());
                    return (village || word && building() || self.known && lodging()).then_some(i + 1);
                }
                // (반지하 B02호)
                _ if i == at + 1 && self.unit_detail(i).is_some() => village = true,
                Class::Digit if self.class(i - 1) != Class::Digit => {
                    // 105동, 삼송2차아이파크: a unit, or part of a name.
                    let end = self.digits(i);
                    let named = is_hangul(self.unit(i - 1)) && is_hangul(self.unit(end));
                    // (늘솔동, 참솔원룸 401)
                    let room = self.known && (3..=4).contains(&(end - i)) && self.unit(end) == 0x29 && self.housed(i);
                    village |= room;
                    if !named && !room && self.unit_detail(i).is_none() && self.class(i - 1) != Class::Latin {
                        return None;
                    }
                    i = end;
                    continue;
                }
                Class::Hangul | Class::Latin | Class::Digit => {}
                _ => word = false,
            }
            i += 1;
        }
        None
    }

    /// Whether a house's name ends right before `at`, or with a space between.
    fn housed(&self, at: u32) -> bool {
        let end = at - u32::from(self.unit(at - 1) == 0x20);
        self.page.hits_before(end).take(2).any(|h| h.is(List::Buildings) && h.end == end)
    }

    /// 한울임대 103동 904호, 101동 1203호: a building with 동 and 호.
    pub(super) fn unit_only(&mut self, admin: bool) -> Option<Address> {
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
