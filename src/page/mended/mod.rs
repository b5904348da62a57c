//! A draft with its oddities of writing taken out, for a second reading: syllables and digits that stand one by one, words and numbers that a line
//! end tears, letters that were read for digits, numbers of houses that are said.
//!
//! What is taken out is given up for nothing else: only what is found across such a place counts (`Mended::across`), everything else was read
//! as it stands.

mod apart;
mod hanging;
mod said;
mod torn;

use super::Page;
use crate::span::{FoldSpan, Span};
use crate::text::Class;

/// A change: these bytes of the draft are read as those digits or that word (neither: they are left out).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    at: Span,
    digits: [u8; 5],
    len: usize,
    /// A word instead of digits.
    word: &'static str,
    /// Whether it joins what a line end tears.
    line: bool,
}

/// A stretch of the mended text: where it begins there, and what it was read from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    begins: usize,
    from: Span,
    /// As it stands: byte for byte.
    plain: bool,
}

/// What the mended text was joined at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// Signs in a line.
    Signs,
    /// The end of a line.
    Line,
    /// Nothing: a space was put beside it.
    Beside,
}

/// A mended draft.
#[derive(Default)]
pub struct Mended {
    text: String,
    changes: Vec<Change>,
    pieces: Vec<Piece>,
}

impl Mended {
    /// Mends what `page` was read from; whether there was anything to mend.
    pub fn read(&mut self, page: &Page, draft: &str) -> bool {
        self.wipe();
        let mut found = Finder { page, changes: &mut self.changes };
        found.digits();
        found.thousands();
        found.houses();
        found.syllables();
        found.listed();
        found.lookalikes();
        found.said();
        found.lines();
        found.hanging();
        found.rows();
        found.underlined();
        found.glossed();
        if self.changes.is_empty() {
            return false;
        }
        self.changes.sort_unstable_by_key(|c| (c.at.start, c.at.end));
        let mut end = 0;
        self.changes.retain(|c| {
            let apart = c.at.start >= end;
            end = end.max(c.at.end);
            apart
        });
        let mut at = 0;
        self.text.reserve(draft.len() + 16 * self.changes.len());
        for change in &self.changes {
            self.pieces.push(Piece {
                begins: self.text.len(),
                from: Span { start: at, end: change.at.start },
                plain: true,
            });
            self.text.push_str(draft.get(at..change.at.start).unwrap_or(""));
            if change.len > 0 || !change.word.is_empty() {
                self.pieces.push(Piece { begins: self.text.len(), from: change.at, plain: false });
                self.text.push_str(change.word);
                self.text.extend(change.digits.iter().take(change.len).map(|&d| char::from(b'0' + d)));
            }
            at = change.at.end;
        }
        self.pieces.push(Piece { begins: self.text.len(), from: Span { start: at, end: draft.len() }, plain: true });
        self.text.push_str(draft.get(at..).unwrap_or(""));
        true
    }

    /// The mended text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the draft that a span of the mended text was read from.
    pub fn span(&self, at: Span) -> Span {
        let last = at.end.saturating_sub(1).max(at.start);
        Span { start: self.back(at.start, false), end: self.back(last, true) }
    }

    /// The byte of the draft that byte `at` of the mended text was read from; with `behind`, where what it belongs to ends.
    fn back(&self, at: usize, behind: bool) -> usize {
        let i = self.pieces.partition_point(|p| p.begins <= at).saturating_sub(1);
        let Some(piece) = self.pieces.get(i) else { return 0 };
        match (piece.plain, behind) {
            (true, _) => (piece.from.start + (at - piece.begins) + usize::from(behind)).min(piece.from.end),
            (false, true) => piece.from.end,
            (false, false) => piece.from.start,
        }
    }

    /// What was mended within a span of the draft, signs or nothing but the ends of lines between words, or beside it.
    pub fn across(&self, at: Span) -> Option<Across> {
        let from = self.changes.partition_point(|c| c.at.end < at.start);
        let near = self.changes.get(from..)?.iter().take_while(|c| c.at.start <= at.end);
        let within = near.filter_map(|c| match c {
            _ if c.at.end > at.start && c.at.start < at.end => Some(if c.line { Across::Line } else { Across::Signs }),
            _ => (c.word == " ").then_some(Across::Beside),
        });
        within.min_by_key(|&a| a as u8)
    }

    /// Whether a word ends within a span of the draft where a space was put.
    pub fn parted(&self, at: Span) -> bool {
        let from = self.changes.partition_point(|c| c.at.end <= at.start);
        self.changes.iter().skip(from).take_while(|c| c.at.start < at.end).any(|c| c.word == " ")
    }

    /// Overwrites what was copied of the draft, and keeps the memory.
    pub fn wipe(&mut self) {
        let mut bytes = std::mem::take(&mut self.text).into_bytes();
        bytes.fill(0);
        std::hint::black_box(&bytes);
        bytes.clear();
        self.text = String::from_utf8(bytes).unwrap_or_default();
        self.changes.iter_mut().for_each(|c| c.digits = [0; 5]);
        std::hint::black_box(&self.changes);
        self.changes.clear();
        self.pieces.clear();
    }
}

/// Looks for what is to be mended.
struct Finder<'a> {
    page: &'a Page,
    changes: &'a mut Vec<Change>,
}

impl Finder<'_> {
    fn unit(&self, i: usize) -> u16 {
        self.page.folded.unit(i)
    }

    fn class(&self, i: usize) -> Class {
        self.page.folded.class(i)
    }

    /// Leaves out the units from `from` to `to`.
    fn leave_out(&mut self, from: usize, to: usize, line: bool) {
        let at = self.page.span(FoldSpan::new(from, to));
        self.changes.push(Change { at, digits: [0; 5], len: 0, word: "", line });
    }

    /// Reads the units from `from` to `to` as digits.
    fn put(&mut self, from: usize, to: usize, digits: &[u8]) {
        let mut change = Change {
            at: self.page.span(FoldSpan::new(from, to)),
            digits: [0; 5],
            len: digits.len(),
            word: "",
            line: false,
        };
        change.digits.iter_mut().zip(digits).for_each(|(slot, &d)| *slot = d);
        self.changes.push(change);
    }

    /// Reads the units from `from` to `to` as a word.
    fn word(&mut self, from: usize, to: usize, word: &'static str) {
        let at = self.page.span(FoldSpan::new(from, to));
        self.changes.push(Change { at, digits: [0; 5], len: 0, word, line: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(draft: &str) -> Option<String> {
        let page = Page::new(draft);
        let mut mended = Mended::default();
        mended.read(&page, draft).then(|| mended.text().to_owned())
    }

    #[test]
    fn it_reads_what_stands_apart_as_one() {
        let cases = [
            ("주소 솔새로 9 0 1 2, 2층", "주소 솔새로 9012, 2층"),
            ("주소 솔새로 9-0-1-2 2층", "주소 솔새로 9012 2층"),
            ("주 소 가 람 시 솔 새 로 9 0 1 2", "주소가람시솔새로9012"),
            ("신청인 함 · 석 · 진 (남)", "신청인 함석진 (남)"),
            ("신청인 우☆정☆화", "신청인 우정화"),
            ("솔새로 9O3l, 302호", "솔새로 9031, 302호"),
            ("갈마리 구천십이 번지", "갈마리 9012 번지"),
            ("솔새로 이백오동 천칠백사호", "솔새로 205동 1704호"),
            ("의향로 九〇〇9, 302호", "의향로 9009, 302호"),
            ("소룡동 九千四十五 番地", "소룡동 9045 번지"),
            ("청전동 九 一 七 〇", "청전동 9170"),
            ("노물길 9 O 1 7", "노물길 9017"),
            ("장고개로 9 0\n4 4, 3\n02호", "장고개로 9044, 302호"),
            ("염순득 (四七年 七月 初三日)", "염순득 (47년 7월 3일)"),
            (
                "팔십이년생, 육십사년 이월 십팔일, 사십이년 칠월 칠일, 칠칠년 오월 이십일",
                "82년생, 64년 2월 18일, 42년 7월 7일, 77년 5월 20일",
            ),
            ("당사자 (6 8 . 0 1 . 1 4)", "당사자 (68 . 01 . 14)"),
            ("솔새로 9\n011)", "솔새로 9011)"),
            (
                "구분 | 성명 | 학번\n휴학 | 봉미\n래 | 20211-\n4029\n복학 | 도솔 | 1",
                "구분 | 성명 | 학번\n휴학 | 봉미래 | 20211-4029\n복학 | 도솔 | 1",
            ),
            ("여권 M 0 0 0 0 0 3 4 5", "여권 M00000345"),
            ("동의서_함석진_811204.pdf", "동의서 함석진 811204.pdf"),
            ("아이디 o p e r a t o r 2", "아이디 operator2"),
            ("명단\n도 규\n선\n1-2", "명단\n도규선\n1-2"),
            ("주 소  가 람 시  솔 새 로  9 0 1 2 , 가 동  2 0 3 호", "주소  가람시  솔새로  9012 , 가동  203호"),
            ("솔새로 90 17 (늘솔동), 산들리 9 071", "솔새로 9017 (늘솔동), 산들리 9071"),
            ("늘솔면 솔내리 九千〇八番地, 들내리 九千〇二十番地", "늘솔면 솔내리 9008번지, 들내리 9020번지"),
            ("늘솔동 구천 육십 칠, 솔새로 구천 팔십오", "늘솔동 9067, 솔새로 9085"),
            ("솔새로 9 0\n8 1 B01호", "솔새로 9081 B01호"),
            ("체납 금 2 , 1 8 4 , 0 0 0 원, 미수 1, 872, 300 원", "체납 금 2,184,000 원, 미수 1,872,300 원"),
            ("배당 83, 210 ,000, 보상 6 3, 0 0 0, 0 0 0", "배당 83,210,000, 보상 63,000,000"),
            ("수당 삼십만원 지급, 월 이백팔십만 삼천원", "수당 30만원 지급, 월 280만 3000원"),
            ("잔액 삼억 육천이백만, 금사십오만원, 백구십구만 팔천", "잔액 3억 6200만, 금45만원, 199만 8000"),
            ("소득 천백 팔십만, 채권 칠백 칠만 원", "소득 1180만, 채권 707만 원"),
            ("김 연구원, 김천 이만원", "김 연구원, 김천 2만원"),
            ("원고료 六十三萬원, 과태료 팔 만 원, 사만이천원", "원고료 63만원, 과태료 8 만 원, 4만2000원"),
            ("솔새길9 0 1 2", "솔새길9012"),
            ("수수료 1 0 만 원, 월세 4 7만원, 대출 3 9 만 7 천 원", "수수료 10 만 원, 월세 47만원, 대출 39 만 7 천 원"),
            ("지방세 2, 4 4 1, 0 0 0원, 미납 3 0 0 , 0 0 0원", "지방세 2,441,000원, 미납 300,000원"),
            ("60,000\t4 5, 0 0 0\t없음", "60,000\t45,000\t없음"),
            ("월 칠 십 이 만 원, 위자료 삼 백 만 원, 三 百 萬 원", "월72만원, 위자료 300만원, 300 만 원"),
            ("2 0 3호, 1 9 8 9년", "203호, 1989년"),
            ("난 청이라 못 듣고 치 매 4 등급, 사유 손 목 터 널", "난청이라 못 듣고 치매 4 등급, 사유 손목터널"),
            ("청구인 석 (石) 만, 옥 (玉) 나 라 및 엄(嚴)이솔", "청구인 석만, 옥나라 및 엄이솔"),
            ("가람시 늘솔면 솔새길\n  9012\n연락처", "가람시 늘솔면 솔새길9012\n연락처"),
            ("가람시 늘솔면 솔새길\n    구천십이번지 2층", "가람시 늘솔면 솔새길9012번지 2층"),
            ("도하람 (이천십년 유월 이십일 출생)", "도하람 (2010년 6월 20일 출생)"),
            ("사는 곳 누리군 늘솔면\n    갈마리\n    9012-3", "사는 곳 누리군 늘솔면 갈마리 9012-3"),
            ("주소 늘솔면 갈마리9 0 1 4", "주소 늘솔면 갈마리9014"),
            ("심판 배구 구봉\n팔(심판비), 씨름 도삼\n열(심판비)", "심판 배구 구봉팔(심판비), 씨름 도삼열(심판비)"),
        ];
        for (draft, text) in cases {
            assert_eq!(mended(draft).as_deref(), Some(text), "{draft}");
        }
    }

    #[test]
    fn it_leaves_ordinary_writing_alone() {
        for draft in [
            "1. 추진 계획\n2. 소요 예산 1,000원",
            "가. 나. 다. 라.",
            "2026. 1. 2. 09:30",
            "별도로 이십 명을 둔다.",
            "예산과\n1\n2\n3",
            "가람시 늘솔동 ○○○",
            "주소: 가람시 솔새로 12\n3) 연락처",
            "김가람\n가람시 솔새로 12\n2\n나도윤",
            "노·사·정 위원장, 민·관·군 합동",
            "가  나  다  라  마  바",
            "솔새로 12 30명, 솔새로 90 17호",
            "남  여  남  여  남  여",
            "구분\t인원\t예산\n합계\t3\t10\n\n끝.",
            "구분 | 인원 | 예산\n합계 | 3 | 10\n자세한 것은 붙임 | 참조\n끝.",
            "이(李)씨 종중, 국가(國家) 사무",
            "다음 자료를 근거로\n2026. 1. 1.부터",
            "대상: 모든 시\n   조사 방법은 따로 정리\n   12. 3.",
            "위원 수 12명\n기준: 두 시간\n\n조치\n문의 051-000-3377",
        ] {
            assert_eq!(mended(draft), None, "{draft}");
        }
    }

    #[test]
    fn it_finds_the_way_back() {
        let draft = "집 솔새로 구천십이 번지 2 0 3 호";
        let page = Page::new(draft);
        let mut mended = Mended::default();
        assert!(mended.read(&page, draft));
        let of = |part: &str| {
            let start = mended.text().find(part).expect("there");
            let span = mended.span(Span { start, end: start + part.len() });
            (&draft[span.range()], mended.across(span))
        };
        assert_eq!(mended.text(), "집 솔새로 9012 번지 203 호");
        assert_eq!(of("솔새로 9012 번지 203 호"), ("솔새로 구천십이 번지 2 0 3 호", Some(Across::Signs)));
        assert_eq!(of("9012"), ("구천십이", Some(Across::Signs)));
        assert_eq!(of("203 호"), ("2 0 3 호", Some(Across::Signs)));
        assert_eq!(of("번지"), ("번지", None));
        assert_eq!(of("집 솔새로"), ("집 솔새로", None));
    }
}
