//! The word that a name, a number or an address stands under: the label of its list or the item above it (점검반, 나온 이, 시공), the body that a
//! number belongs to (솔향도서관, 정다운의원), what is done by whom it names.
//!
//! Labels are never listed completely: beside the classes of their words their last syllables are read, spaces passed over (나온 이 → 온이).

use super::around::Around;
use super::evidence::Evidence;
use super::place::Place;
use super::shape::{self, Shape};
use crate::kind::Kind;
use crate::page::cells::NONE;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::List;

/// How far before a list its label begins.
const LABEL: u32 = 60;
/// How far before a number the body it belongs to stands, and how many tokens are passed over.
const BODY: u32 = 120;
const TOKENS: usize = 12;
/// How far the sentence behind a name is read.
const SENTENCE: u32 = 80;
/// How much of what stands above is a label.
const SHORT: u32 = 40;

/// Where the ends of words stand, beside the places of `endings`.
const OF_LABEL: u32 = 33;
const OF_COUNT: u32 = 34;
const OF_VERB: u32 = 35;
const OF_STEM: u32 = 36;
const OF_BRACKETS: u32 = 37;
const OF_BODY: u32 = 38;

impl Evidence<'_> {
    /// What the label of a list of names says. A label that only counts (1반, 나조, 을) or none at all has that of the item above.
    pub(super) fn label(&self, at: FoldSpan, list: FoldSpan, left: u32, out: &mut Around) {
        let f = &self.page.folded;
        if self.page.cell(at.start).head_from != NONE {
            return;
        }
        let from = left.max(list.start.saturating_sub(LABEL));
        let parted = (from..list.start).rev().find(|&i| match f.unit(i as usize) {
            0x2F | 0x3B | 0x7C | 0x2C => true,
            0x2E => f.class_before(i as usize) == Class::Hangul,
            _ => false,
        });
        let own = self.trimmed(FoldSpan { start: parted.map_or(from, |i| i + 1), end: list.start });
        let syllables = own.range().filter(|&i| f.class(i) == Class::Hangul).count();
        if syllables > 0 {
            out.words(self.words(own, at), Place::Label);
        }
        if syllables > 2 {
            self.ends(own, OF_LABEL, out);
            return;
        }
        self.ends(own, OF_COUNT, out);
        if let Some(above) = self.higher(at) {
            let above = self.heading(above);
            out.words(self.words(above, at), Place::Label);
            self.ends(above, OF_LABEL, out);
        }
    }

    /// What is said to be done by those of a list: how its sentence ends, and with which word. What stands in brackets behind it.
    pub(super) fn done(&self, at: FoldSpan, list: FoldSpan, right: u32, out: &mut Around) {
        let f = &self.page.folded;
        self.brackets(at.end, right, out);
        if list.end != at.end {
            self.brackets(list.end, right, out);
        }
        let behind = list.end as usize;
        // 이 가 은 는 께서
        let does = matches!(f.unit(behind), 0xC774 | 0xAC00 | 0xC740 | 0xB294) && f.class(behind + 1) != Class::Hangul
            || f.starts_with(behind, "께서");
        if !does {
            return;
        }
        out.shape(Shape::Doer, Place::List);
        let stop = right.min(list.end + SENTENCE);
        let end = (list.end..stop)
            .find(|&i| f.unit(i as usize) == 0x2E && f.class_before(i as usize) == Class::Hangul)
            .unwrap_or(stop);
        let said = self.trimmed(FoldSpan { start: list.end + 1, end });
        let mut start = said.end;
        while start > said.start && f.class(start as usize - 1) == Class::Hangul {
            start -= 1;
        }
        self.ends(said, OF_VERB, out);
        if said.end >= start + 2 {
            self.ends(FoldSpan { start, end: start + 2 }, OF_STEM, out);
        }
    }

    /// How the word in brackets right behind a name or a list ends: (소방서), (독립 연구자).
    fn brackets(&self, end: u32, right: u32, out: &mut Around) {
        let f = &self.page.folded;
        let open = if f.unit(end as usize) == 0x20 { end + 1 } else { end };
        if f.unit(open as usize) != 0x28 {
            return;
        }
        let stop = right.min(open + 24);
        if let Some(close) = (open..stop).find(|&i| matches!(f.unit(i as usize), 0x29 | 0x2C)) {
            let said = self.trimmed(FoldSpan { start: open + 1, end: close });
            self.ends(said, OF_BRACKETS, out);
            out.words(self.words(said, FoldSpan { start: end, end }), Place::List);
        }
    }

    /// The body that a number, an address or a point belongs to: what is named before it in its line, or in the item above where its line
    /// names only the field (주소:, 전화).
    pub(super) fn body(&self, at: FoldSpan, out: &mut Around) {
        let own = self.named_before(at);
        let Some(body) = own.or_else(|| self.higher(at).map(|l| self.heading(l))) else { return };
        out.words(self.words(body, at), Place::Label);
        out.bits(shape::of_token(self.page, &[], self.last_token(body)), Place::Label);
        if own.is_none() {
            out.shape(Shape::Unsaid, Place::Label);
        }
        self.ends(body, OF_BODY, out);
    }

    fn named_before(&self, at: FoldSpan) -> Option<FoldSpan> {
        const FIELDS: [&str; 18] = [
            "전화",
            "번호",
            "주소",
            "소재지",
            "소재",
            "위치",
            "팩스",
            "전송",
            "연락처",
            "대표",
            "문의",
            "물음",
            "안내",
            "자리",
            "장소",
            "연락",
            "메일",
            "직통",
        ];
        let f = &self.page.folded;
        let low = self.page.line(at.start).start.max(at.start.saturating_sub(BODY));
        let mut end = at.start;
        for _ in 0..TOKENS {
            while end > low && parts(f.class(end as usize - 1)) {
                end -= 1;
            }
            let mut start = end;
            while start > low && !parts(f.class(start as usize - 1)) {
                start -= 1;
            }
            if start == end {
                return None;
            }
            let first = self.candidates.partition_point(|c| c.span.end <= start);
            let found = self.candidates.get(first).filter(|c| c.span.start < end && c.span.end > start);
            if let Some(c) = found {
                end = c.span.start.clamp(low, start);
                continue;
            }
            let syllables = (start..end).filter(|&i| f.class(i as usize) == Class::Hangul).count();
            let field = FIELDS.iter().any(|w| f.ends_with(end as usize, w) && syllables <= w.chars().count() + 2)
                || self.page.hits_before(end).take(2).any(|h| h.end == end && h.start <= start && h.is(List::Labels));
            if syllables < 2 || field {
                end = start;
                continue;
            }
            // 농장은, 청년센터는
            if syllables > 2 && matches!(f.unit(end as usize - 1), 0xC740 | 0xB294) {
                end -= 1;
            }
            let back = low.max(end.saturating_sub(14));
            let cut = (back..start).rev().find(|&i| !matches!(f.class(i as usize), Class::Space | Class::Hangul));
            return Some(self.trimmed(FoldSpan { start: cut.map_or(back, |i| i + 1), end }));
        }
        None
    }

    /// A line without the signs before it, up to a colon or a bracket.
    fn heading(&self, line: FoldSpan) -> FoldSpan {
        let f = &self.page.folded;
        let mut start = line.start;
        // 가. 1) ○
        while start < line.end
            && (f.class(start as usize) != Class::Hangul || matches!(f.unit(start as usize + 1), 0x2E | 0x29))
        {
            start += 1;
        }
        let stop = line.end.min(start + SHORT);
        let end = (start..stop).find(|&i| matches!(f.unit(i as usize), 0x3A | 0x28)).unwrap_or(stop);
        self.trimmed(FoldSpan { start, end })
    }

    /// A stretch without what is neither syllable nor letter nor digit at its ends.
    fn trimmed(&self, mut span: FoldSpan) -> FoldSpan {
        let f = &self.page.folded;
        let says = |i: u32| matches!(f.class(i as usize), Class::Hangul | Class::Latin | Class::Digit);
        while span.end > span.start && !says(span.end - 1) {
            span.end -= 1;
        }
        while span.start < span.end && !says(span.start) {
            span.start += 1;
        }
        span
    }

    fn last_token(&self, span: FoldSpan) -> FoldSpan {
        let f = &self.page.folded;
        let mut start = span.end;
        while start > span.start && !parts(f.class(start as usize - 1)) {
            start -= 1;
        }
        FoldSpan { start, end: span.end.max(start + 1) }
    }

    /// The last syllable of a stretch, its last two and its last three, spaces and signs passed over.
    fn ends(&self, span: FoldSpan, place: u32, out: &mut Around) {
        let f = &self.page.folded;
        let mut key = 0x811C_9DC5u32;
        let syllables = span.range().rev().take(12).filter(|&i| f.class(i) == Class::Hangul).take(3);
        for i in syllables {
            key = (key ^ u32::from(f.unit(i))).wrapping_mul(0x0100_0193);
            out.end(key ^ place.wrapping_mul(0x85EB_CA6B));
        }
    }

    /// Whether what stands at `at` is a name.
    pub(super) fn is_person(&self, at: FoldSpan) -> bool {
        let first = self.candidates.partition_point(|c| c.span.start < at.start);
        let mut own = self.candidates.get(first..).unwrap_or(&[]).iter().take_while(|c| c.span.start == at.start);
        own.any(|c| c.span == at && c.kind == Kind::PersonName)
    }
}

/// Whether a character of the class stands between tokens.
fn parts(class: Class) -> bool {
    matches!(class, Class::Space | Class::Punct | Class::Blank | Class::Newline | Class::Tab)
}
