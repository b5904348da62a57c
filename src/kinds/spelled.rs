//! Names of accounts that are spelled out: `danbi영구사영`, `lab(밑줄)order(밑줄)공일`, `케이오에스케이 언더바 삼`. No kind of its own.

use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;

/// Words said for marks in a name.
const MARKS: [&str; 9] = ["밑줄", "언더바", "언더스코어", "하이픈", "대시", "다시", "점", "닷", "쩜"];

/// What may stand behind a name that ends in a syllable.
const BEHIND: [&str; 16] = [
    "이고",
    "이며",
    "이에",
    "예요",
    "입니다",
    "임",
    "으로",
    "로 ",
    "를",
    "을",
    "은",
    "는",
    "라고",
    "이라",
    "인데",
    "이랑",
];

/// The name that is spelled from the beginning of `at` on, and how many of its signs are said.
pub(super) fn name(page: &Page, at: FoldSpan) -> Option<(FoldSpan, usize)> {
    let f = &page.folded;
    let (start, to) = (at.start as usize, (at.end as usize).min(at.start as usize + 48));
    let (mut i, mut end, mut signs, mut said, mut letters) = (start, start, 0, 0, 0);
    while i < to {
        match f.class(i) {
            Class::Latin | Class::Digit => {
                letters += usize::from(f.class(i) == Class::Latin);
                signs += 1;
                i += 1;
                end = i;
                continue;
            }
            Class::Hangul => {
                let spelled = page.letter(i).or_else(|| page.numeral(i).map(|(_, _, width)| width));
                if let Some(width) = spelled.filter(|_| !ends(page, i, signs)) {
                    letters += usize::from(page.letter(i).is_some());
                    (signs, said, i) = (signs + 1, said + 1, i + width);
                    end = i;
                    continue;
                }
            }
            _ => {}
        }
        if matches!(f.unit(i), 0x2E | 0x5F | 0x2D) {
            i += 1;
            continue;
        }
        let Some(next) = mark(page, i).filter(|_| signs > 0) else { break };
        said += 1;
        i = next;
    }
    let closed = f.class(end) != Class::Hangul || ends(page, end, signs);
    (signs >= 4 && said >= 2 && letters >= 2 && closed && end > start).then(|| {
        // 케이와이일일팔(ky118): the same in letters.
        let close = (end + 1..(end + 20).min(at.end as usize))
            .take_while(|&k| {
                matches!(f.class(k), Class::Latin | Class::Digit) || matches!(f.unit(k), 0x2E | 0x5F | 0x2D)
            })
            .last();
        let end = match close {
            Some(k) if f.unit(end) == 0x28 && f.unit(k + 1) == 0x29 && k >= end + 3 => k + 2,
            _ => end,
        };
        (FoldSpan::new(start, end), said)
    })
}

/// Whether a particle ends a name at `i`.
fn ends(page: &Page, i: usize, signs: usize) -> bool {
    signs > 3 && BEHIND.iter().any(|w| page.folded.starts_with(i, w))
}

/// Behind a word said for a mark, perhaps in brackets or between spaces.
fn mark(page: &Page, at: usize) -> Option<usize> {
    let f = &page.folded;
    let mut i = at + usize::from(f.unit(at) == 0x20);
    let open = matches!(f.unit(i), 0x28 | 0x5B);
    i += usize::from(open);
    let word = MARKS.iter().find(|w| f.starts_with(i, w))?;
    i += word.chars().count();
    if open {
        if !matches!(f.unit(i), 0x29 | 0x5D) {
            return None;
        }
        i += 1;
    }
    i += usize::from(f.unit(i) == 0x20);
    let goes_on = matches!(f.class(i), Class::Latin | Class::Digit) || page.letter(i).is_some() || page.said(i) > 0;
    goes_on.then_some(i)
}
