//! Secrets that are told by word of mouth and written down so: `비 영 영 칠 에이`, `강남 띄고 팔팔 골뱅이`, `대문자 티, 샵, 이공이육`, `기숙사2층칠칠삼삼`.
//!
//! A reader for `secret_value.rs`; that a label stands before it is known there.

use crate::page::Page;
use crate::text::{Class, Phrases};

/// What a sign is called, and how it is to be typed, when a secret is told.
static SIGNS: Phrases<19> = Phrases::new([
    "골뱅이",
    "느낌표",
    "물결",
    "샵",
    "샾",
    "별표",
    "우물정자",
    "우물정",
    "우물 정",
    "언더바",
    "언더스코어",
    "밑줄",
    "하트",
    "마침표",
    "물음표",
    "달러",
    "띄고",
    "띄우고",
    "하이픈",
]);

/// How the next sign is to be typed.
static SHIFTS: Phrases<4> = Phrases::new(["대문자", "소문자", "영문", "숫자"]);

/// What begins a word about a secret rather than one: 변경일, 오류 5회, 문의 1234.
static ABOUT: Phrases<24> = Phrases::new([
    "변경",
    "오류",
    "문의",
    "담당",
    "내선",
    "전화",
    "최소",
    "최대",
    "생년",
    "생일",
    "사번",
    "학번",
    "주민",
    "휴대",
    "자리",
    "규칙",
    "설정",
    "초기화",
    "분실",
    "알고리즘",
    "관리",
    "문서",
    "제",
    "별지",
]);

/// The longest secret of this sort, and the most words of it that are no signs.
const LONGEST: usize = 32;
const WORDS: usize = 2;

/// Where a secret ends that is told from `from` on; `meant` says that something before it says that a value follows.
pub(super) fn spelled(page: &Page, from: usize, to: usize, meant: bool) -> Option<usize> {
    let f = &page.folded;
    let to = to.min(from + LONGEST);
    let (mut i, mut end) = (from, from);
    let (mut names, mut said, mut letters, mut typed, mut words, mut syllables) = (0, 0, 0, 0, 0, 0);
    // How many numerals and digits stand last, and whether a space parts them from a word before.
    let (mut last, mut apart) = (0, false);
    while i < to {
        if f.class(i) == Class::Space || f.unit(i) == 0x2C && f.class(i + 1) == Class::Space {
            apart |= last == 0;
            i += 1;
            continue;
        }
        let mark = matches!(f.unit(i), 0x21 | 0x23..=0x26 | 0x2A | 0x40 | 0x5E | 0x5F | 0x7E | 0x2606);
        if let Some(len) = SIGNS.at(f, i) {
            (names, i, last) = (names + 1, i + len, 0);
        } else if let Some(len) = SHIFTS.at(f, i) {
            (i, last) = (i + len, 0);
            continue;
        } else if let Some((_, digits, width)) =
            page.numeral(i).filter(|_| f.class(i) == Class::Digit || numeral(page, i, last))
        {
            let hangul = f.class(i) != Class::Digit;
            (said, typed) = (said + usize::from(hangul) * digits, typed + usize::from(!hangul));
            (i, last) = (i + width, last + digits);
        } else if let Some(len) = page.letter(i).filter(|&len| alone(page, i, len)) {
            (letters, i, last) = (letters + 1, i + len, 0);
        } else if f.class(i) == Class::Latin || mark {
            (typed, i, last) = (typed + 1, i + 1, 0);
        } else if f.class(i) == Class::Hangul && words < WORDS && ABOUT.at(f, i).is_none() {
            let begin = i;
            while i < to && f.class(i) == Class::Hangul && SIGNS.at(f, i).is_none() && page.said(i) < 2 {
                i += 1;
            }
            // A syllable that begins a row of numerals and is no word.
            i = i.max(begin + 1);
            (words, syllables, last, apart) = (words + 1, syllables + i - begin, 0, false);
            continue;
        } else {
            break;
        }
        end = i;
    }
    let rest = end + usize::from(f.class(end) == Class::Space);
    let copula = ["입니다", "이에요", "예요", "이요", "요", "이다", "임", "이며", "이고", "으로", "로", "라고", "이라"]
        .iter()
        .any(|w| f.starts_with(rest, w));
    let ends = copula
        || matches!(f.class(end), Class::Newline | Class::Tab | Class::Punct)
        || end >= f.len()
        || f.starts_with(end, " /");
    let told = names > 0 && (said >= 2 || typed >= 2 || letters > 0);
    let single = words == 0 && names == 0 && typed == 0 && letters > 0 && said >= 2 && letters + said >= 4;
    // 기숙사2층칠칠삼삼: one word, and no numeral that a word may end with.
    let one = last >= 4 && (from..end).all(|k| !matches!(f.class(k), Class::Space | Class::Punct));
    let worded = (meant || one)
        && ends
        && names + letters == 0
        && syllables >= 2
        && (last >= 2 && !apart || last >= 3)
        && typed <= 4;
    let year = last == 4 && matches!(f.unit(end.saturating_sub(4)), 0x31 | 0x32) && apart;
    let counted = page.counts(end as u32) || f.starts_with(rest, "자리");
    (end > from && !counted && (told || single || worded && !year)).then_some(end)
}

/// Whether the numeral at `i` is no syllable of a word and no copula: more of them follow, a sign does, or it stands alone or last.
fn numeral(page: &Page, i: usize, last: usize) -> bool {
    let f = &page.folded;
    let ends = f.class(i + 1) != Class::Hangul || SIGNS.at(f, i + 1).is_some();
    page.said(i) >= 2 || ends && (last > 0 || f.class_before(i) != Class::Hangul)
}

/// Whether the name of a letter stands as a word.
fn alone(page: &Page, i: usize, len: usize) -> bool {
    let f = &page.folded;
    let behind = f.class(i + len) != Class::Hangul || page.said(i + len) >= 2 || SIGNS.at(f, i + len).is_some();
    f.class_before(i) != Class::Hangul && behind
}
