//! What sort of text a draft is, as far as that speaks against a restriction: rules, lessons and notices speak of secrets without holding
//! any. Told by the title and by how much of the text addresses the public. The counts add up block by block.

use super::passages::Extract;
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};
use crate::words::{List, attr};

/// Titles of texts that lay down what is to be done.
static RULES: Phrases<24> = Phrases::new([
    "처리방침",
    "운영방침",
    "관리방침",
    "운영 방침",
    "관리 방침",
    "규정",
    "지침",
    "조례",
    "규칙",
    "세칙",
    "내규",
    "예규",
    "훈령",
    "매뉴얼",
    "편람",
    "요령",
    "길잡이",
    "안내서",
    "해설",
    "가이드",
    "세부기준",
    "표준안",
    "정관",
    "헌장",
]);
/// Titles of texts that teach.
static LESSONS: Phrases<12> =
    Phrases::new(["교육", "연수", "교재", "강의", "강좌", "특강", "워크숍", "연찬", "과정", "훈련", "배움", "체험"]);
/// Titles of texts that are there to be published.
static NOTICES: Phrases<20> = Phrases::new([
    "보도자료",
    "입법예고",
    "행정예고",
    "공고",
    "고시",
    "공람",
    "안내",
    "알림",
    "공개",
    "공표",
    "공포",
    "모집",
    "홍보",
    "소식",
    "기념",
    "위촉",
    "개최",
    "배포",
    "보도",
    "게시",
]);

/// The signs of a sort of text that are counted, each beside how many pieces there are.
pub const SIGNS: usize = 5;

/// Where the title stands among the pieces of a draft: behind the word 제목 near the beginning, else first.
pub fn title(page: &Page, pieces: &[FoldSpan]) -> usize {
    pieces.iter().take(12).position(|p| page.folded.starts_with(p.start as usize, "제목")).unwrap_or(0)
}

/// Counts a piece: whether it says that something is published, and whether it addresses a reader politely.
pub fn count(page: &Page, piece: FoldSpan, extract: &mut Extract) {
    extract.pieces += 1;
    extract.published += u32::from(page.hits_in(piece).any(|h| h.has(List::Matters, attr::MATTERS_PUBLISHED)));
    let mut end = piece.end as usize;
    while end > piece.start as usize && page.folded.class(end - 1) != Class::Hangul {
        end -= 1;
    }
    let polite = ["니다", "세요", "시오", "까요", "랍니다"];
    extract.addressed += u32::from(polite.iter().any(|tail| page.folded.ends_with(end, tail)));
}

/// What the title and the counts say, in 1/256: rule, lesson, notice, published, addressed.
pub fn signs(page: &Page, title: FoldSpan, extract: &Extract) -> [i32; SIGNS] {
    let (from, end) = (title.start as usize, (title.end as usize).min(title.start as usize + 80));
    let has = |at: &dyn Fn(usize) -> bool| i32::from((from..end).any(at)) * 256;
    let share = |n: u32| (u64::from(n) * 256 / u64::from(extract.pieces.max(1))) as i32;
    [
        has(&|i| RULES.at(&page.folded, i).is_some()),
        has(&|i| LESSONS.at(&page.folded, i).is_some()),
        has(&|i| NOTICES.at(&page.folded, i).is_some()),
        share(extract.published),
        share(extract.addressed),
    ]
}
