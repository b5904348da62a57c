//! The road, village or town of an address and the number behind it: `한빛로12번길 45`, `갈담리 산 9017-2`, `범서읍 9031-2`.

use crate::text::{Class, Phrases, is_hangul};

use super::grammar::{Located, Parser};

impl Parser<'_> {
    /// Whether a road or village with a number begins here.
    pub(super) fn road_or_village(&self, at: u32) -> bool {
        let mut probe = Parser { page: self.page, at, known: self.known, sure: self.sure };
        probe.location() != Located::None
    }

    /// A road or village and its number; moves past it.
    pub(super) fn location(&mut self) -> Located {
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
            // 범서읍 9031-2, the village left out.
            let town = self.known && letters >= 3 && matches!(unit, 0xC74D | 0xBA74);
            if !suffix && !town || letters < 2 {
                continue;
            }
            let road = matches!(unit, 0xB85C | 0xAE38);
            if road && self.not_a_road(start, i) {
                continue;
            }
            let before = self.at;
            let located = self.number(i, road);
            if located != Located::None && (suffix || located == Located::Marked) {
                return located;
            }
            self.at = before;
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
                if self.class(i) == Class::Newline && self.number_below(i + 1) {
                    i += 1;
                }
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
            return self.said_number(i, glued, road);
        }
        let first = self.digits(i);
        // 노인일자리 3,114: no lot has a comma among its digits.
        let counted = first - i <= 3
            && self.unit(first) == 0x2C
            && (1..=3).all(|k| self.class(first + k) == Class::Digit)
            && self.class(first + 4) != Class::Digit;
        if first - i > 5 || counted {
            return Located::None;
        }
        let mut j = first;
        if let Some(next) = self.hyphen(j).filter(|_| self.known) {
            let sub = self.digits(next);
            if sub - next <= 4 && self.unit(sub) != 0x2D {
                // 9088 - 2층
                j = sub + u32::from(matches!(self.unit(sub), 0xCE35 | 0xD638) && !is_hangul(self.unit(sub + 1)));
                marked = true;
            }
        } else if self.unit(j) == 0x2D && self.class(j + 1) == Class::Digit {
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
        if glued && !road && !marked && !(self.known && first - i >= 2 && self.closes(j)) {
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

    /// The number in words behind a road or village, 이십일 or 구천사십일의 일; moves past it.
    fn said_number(&mut self, at: u32, glued: bool, road: bool) -> Located {
        let mut i = at;
        let mut marked = false;
        // 삼십일길 4
        if let Some(end) = self.said(i, 1).filter(|_| road)
            && (self.unit(end) == 0xAE38 || self.unit(end) == 0xBC88 && self.unit(end + 1) == 0xAE38)
        {
            i = self.skip_spaces(end + if self.unit(end) == 0xAE38 { 1 } else { 2 });
            marked = true;
            if self.class(i) == Class::Digit {
                let end = self.digits(i);
                if end - i > 4 || self.counted(end) {
                    return Located::None;
                }
                self.at = end;
                return Located::Marked;
            }
        }
        let Some(mut end) = self.said(i, if road && !glued { 1 } else { 2 }).or_else(|| {
            // 솔향길칠다시이
            self.said(i, 1).filter(|&end| self.page.folded.starts_with(end as usize, "다시"))
        }) else {
            return Located::None;
        };
        // 9012의 일, 칠다시이
        let behind = self.skip_spaces(end);
        let sub = ["다시", "의"]
            .iter()
            .find(|w| self.page.folded.starts_with(behind as usize, w))
            .map(|w| self.skip_spaces(behind + w.chars().count() as u32));
        if let Some(sub) = sub
            && let Some(last) =
                self.said(sub, 1).or_else(|| (self.class(sub) == Class::Digit).then(|| self.digits(sub)))
        {
            (end, marked) = (last, true);
        }
        let bunji = self.skip_spaces(end);
        if self.unit(bunji) == 0xBC88 && self.unit(bunji + 1) == 0xC9C0 {
            (end, marked) = (bunji + 2, true);
        }
        if !marked && self.counted(end) {
            return Located::None;
        }
        self.at = end;
        if marked { Located::Marked } else { Located::Plain }
    }

    /// `9012 - 3`, `9012다시3`: where the number goes on behind a hyphen that is spaced or spoken.
    fn hyphen(&self, at: u32) -> Option<u32> {
        let next = if self.unit(at) == 0x20 && self.unit(at + 1) == 0x2D && self.unit(at + 2) == 0x20 {
            at + 3
        } else {
            let i = self.skip_spaces(at);
            if !self.page.folded.starts_with(i as usize, "다시") {
                return None;
            }
            self.skip_spaces(i + 2)
        };
        (self.class(next) == Class::Digit).then_some(next)
    }

    /// Whether a glued number ends like that of a place and not like one that is counted: 용당동9081, 원평리9031 /.
    fn closes(&self, end: u32) -> bool {
        match self.class(end) {
            Class::Hangul => self.unit_detail(end).is_some() || self.building(end).is_some(),
            Class::Digit | Class::Latin => false,
            _ => self.unit(end) != 0x25,
        }
    }

    pub(super) fn digits(&self, mut i: u32) -> u32 {
        while self.class(i) == Class::Digit {
            i += 1;
        }
        i
    }

    /// Whether a counter follows a number: 3개소, 200미터, 5명.
    pub(super) fn counted(&self, end: u32) -> bool {
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
            // 마니산로⏎9044 …: no row is counted so far.
            0x20 => self.unit_detail(end + 1).is_some() || self.known && long >= 3 && !self.dated(end + 1),
            0x29 => long >= 3,
            0 | 0x0A | 0x09 | 0xC758 => long >= 2,
            _ => false,
        }
    }

    /// Whether 년, a month or a time follows: 2026 년, 2026 . 1.
    fn dated(&self, at: u32) -> bool {
        matches!(self.unit(at), 0xB144 | 0x2E | 0x3A)
    }

    /// `영로 90⏎44, 302호`: where the number of a building ends that a line break tears apart; only where the address goes on behind it.
    pub(super) fn torn_number(&self, at: u32) -> Option<u32> {
        if self.class(at) != Class::Newline || at == 0 || self.class(at - 1) != Class::Digit {
            return None;
        }
        let mut from = at;
        while from > 0 && at - from < 5 && self.class(from - 1) == Class::Digit {
            from -= 1;
        }
        // The lines of a narrow column: 9⏎   213-4
        let mut below = at + 1;
        while self.known && below < at + 100 && self.class(below) == Class::Space {
            below += 1;
        }
        let mut end = self.digits(below);
        let all = at - from + end - below;
        let goes_on = match self.unit(end) {
            0x2C => !matches!(self.class(end + 1), Class::Digit) || self.unit_detail(end + 1).is_some(),
            // 번지, 번길
            0xBC88 => true,
            0x20 => self.unit_detail(end + 1).is_some() || end > below + 1 && matches!(self.unit(end + 1), 0x2F | 0x28),
            0x09 => true,
            // Not a telephone number in the next line.
            0x2D => self.class(end + 1) == Class::Digit && self.unit(self.digits(end + 1)) != 0x2D,
            // 9⏎107⏎-3: what a branch follows. A number alone in its line is the next value of a record.
            0x0A => self.unit(end + 1) == 0x2D && self.class(end + 2) == Class::Digit,
            _ => false,
        };
        if self.unit(below) == 0x30 {
            return None;
        }
        let branch = end + u32::from(self.class(end) == Class::Newline);
        if end > below && self.unit(branch) == 0x2D {
            end = self.digits(branch + 1);
        }
        (end > below && all <= 4 && goes_on).then_some(end)
    }
}
