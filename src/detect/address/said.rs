//! Numbers of houses that are said: `별빛로 이십일`, `구천사십일 번지`, `솔바람길 열넷`, `9012의 일`, `이공사호`.

use super::grammar::Parser;
use crate::text::{Class, is_hangul};

/// Numerals of Korean stock, the longer first.
const NATIVE: [&str; 23] = [
    "열하나",
    "열다섯",
    "열여섯",
    "열일곱",
    "열여덟",
    "열아홉",
    "스물하나",
    "스물둘",
    "스물셋",
    "하나",
    "다섯",
    "여섯",
    "일곱",
    "여덟",
    "아홉",
    "열둘",
    "열셋",
    "열넷",
    "스물",
    "서른",
    "둘",
    "셋",
    "넷",
];

/// What may stand glued behind a number that is said.
const BEHIND: [&str; 22] = [
    "번지",
    "번길",
    "길",
    "다시",
    "의 ",
    "에 ",
    "에서",
    "로 ",
    "으로",
    "이고",
    "이며",
    "입니다",
    "이라",
    "라고",
    "이에요",
    "예요",
    "이요",
    "인데",
    "호",
    "층",
    "동",
    "이 ",
];

impl Parser<'_> {
    /// Where the numeral that is said ends: known places only. `least` numerals make a number.
    pub(super) fn said(&self, at: u32, least: u32) -> Option<u32> {
        if !self.known || !matches!(self.class(at), Class::Hangul | Class::Hanja) {
            return None;
        }
        let f = &self.page.folded;
        let native = NATIVE.iter().find(|w| f.starts_with(at as usize, w)).map(|w| w.chars().count() as u32);
        let sino = self.page.said(at as usize) as u32;
        let (long, least) = match native {
            Some(long) if long > sino => (long, 1),
            _ => (sino, least),
        };
        let mut end = at + long;
        // …이십일이고: the last syllable may be a particle.
        if long > 1
            && native.is_none()
            && self.unit(end - 1) == 0xC774
            && is_hangul(self.unit(end))
            && !self.closed(end)
        {
            end -= 1;
        }
        (end - at >= least && end - at <= 7 && end > at && self.closed(end)).then_some(end)
    }

    /// Whether a number that is said may end here.
    fn closed(&self, end: u32) -> bool {
        let f = &self.page.folded;
        match self.class(end) {
            Class::Hangul => {
                BEHIND.iter().any(|w| f.starts_with(end as usize, w))
                    || self.page.hits_after(end).next().is_some_and(|h| h.start == end)
            }
            Class::Hanja | Class::Digit | Class::Latin => false,
            _ => true,
        }
    }
}
