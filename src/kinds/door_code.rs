//! Numbers that open a door or a safe, known by what stands around them: the keys that are pressed (`별표 두 번 3390 샵`, `9#0417#`), or what is
//! done with them (`네 자리는 1107`, `자물쇠를 4-1-7로 맞추어`). Called from `credential.rs` and `machine_keys.rs`.

use super::credential::{WHY, push};
use crate::page::Page;
use crate::rule::{LIKELY, Sink};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};
use crate::words::Hit;

/// Keys of a lock: marks, or their names.
static KEYS: Phrases<9> = Phrases::new(["별표", "우물정자", "우물 정자", "우물정", "우물 정", "샵", "샾", "#", "★"]);

/// How often, or what comes next.
static BETWEEN: Phrases<9> = Phrases::new(["두 번", "세 번", "두번", "세번", "다음에", "다음", "뒤에", "뒤", "누르고"]);

/// What locks, and what is done with its keys.
static LOCKS: Phrases<14> = Phrases::new([
    "문은",
    "문을",
    "외곽문",
    "현관",
    "도어",
    "자물쇠",
    "금고",
    "비번",
    "비밀번호",
    "번호키",
    "캐비닛",
    "누르",
    "누른",
    "눌러",
]);

/// What may lock: enough where two keys or one that is no star say so too.
static DOORS: Phrases<16> = Phrases::new([
    "출입",
    "문이",
    "열쇠",
    "보관실",
    "보관함",
    "창고",
    "서버실",
    "전산실",
    "성적처리실",
    "잠금",
    "잠기",
    "잠가",
    "열린",
    "열립",
    "열어",
    "해제",
]);

/// What is pressed on a telephone.
static MENUS: Phrases<9> =
    Phrases::new(["전화", "통화", "상담원", "ARS", "내선", "연결", "시행령", "시행규칙", "별표 제"]);

/// What announces the number of a lock.
static ANNOUNCED: Phrases<11> =
    Phrases::new(["자리는", "자리를", "자리", "번호", "번호를", "번호는", "숫자는", "숫자를", "조합은", "값은", "값"]);

/// What is done with the number that stands before.
static DONE: Phrases<14> = Phrases::new([
    "로 맞추",
    "으로 맞추",
    "로 맞춰",
    "로 열",
    "으로 열",
    "로 잠",
    "으로 잠",
    "를 누르",
    "을 누르",
    " 누르",
    "를 치",
    "을 치",
    " 조합",
    "로 바꾸지",
]);

/// How far around a number the line is looked at.
const REACH: usize = 60;

/// A number with the keys of a lock, in a line that speaks of one; `at` is one of the keys.
pub(super) fn signed(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let at = at as usize;
    // ****: a mask.
    if f.unit(at) == 0x2A && (f.unit(at + 1) == 0x2A || at > 0 && f.unit(at - 1) == 0x2A) {
        return;
    }
    let digit = |i: usize| f.class(i) == Class::Digit || page.said(i) > 0;
    // 3390 샵: the number before the key.
    let back = at - usize::from(at > 0 && f.unit(at - 1) == 0x20);
    let mut from = back;
    while from > 0 && back - from < 15 && (digit(from - 1) || from < back && f.unit(from - 1) == 0x23) {
        from -= 1;
        // 3 3 0 9 #: sign by sign.
        let single =
            from > 1 && f.unit(from - 1) == 0x20 && f.class(from) == Class::Digit && f.class(from - 2) == Class::Digit;
        from -= usize::from(single && f.class(from + 1) != Class::Digit);
    }
    // A syllable of the word before: 문이 3390.
    while from < back && f.class(from) == Class::Hangul && f.class_before(from) == Class::Hangul {
        from += 1;
    }
    let before = (from..back).filter(|&i| digit(i)).count();
    let from = if before >= 2 { from } else { at };
    if matches!(f.class_before(from), Class::Digit | Class::Latin | Class::Blank) || f.unit_before(from) == 0x2D {
        return;
    }
    let line = page.line(at as u32);
    let Some(Code { end, digits, sure }) = code(page, from, line.end as usize) else { return };
    let mut around = from.saturating_sub(REACH).max(line.start as usize)..(end + 24).min(line.end as usize);
    let locked = around.clone().any(|i| LOCKS.at(f, i).is_some() || sure && DOORS.at(f, i).is_some());
    let counted = page.counts(end as u32) || f.class(end) == Class::Latin;
    if (3..=8).contains(&digits) && !counted && locked && !around.any(|i| MENUS.at(f, i).is_some()) {
        push(sink, from, end, LIKELY, "credential/keys", WHY);
    }
}

/// Keys and numbers that follow each other.
struct Code {
    end: usize,
    digits: usize,
    /// Whether the keys are neither one star nor one 별표 before a number, which is the name of an annex as well.
    sure: bool,
}

fn code(page: &Page, from: usize, to: usize) -> Option<Code> {
    let f = &page.folded;
    let (mut i, mut end, mut digits, mut keys, mut vague) = (from, from, 0, 0, 0);
    for _ in 0..16 {
        let at = i + usize::from(i > from && f.unit(i) == 0x20);
        // The keys end it: 7718# 2층.
        if keys > 0 && digits >= 4 && at > i && f.class(at) == Class::Digit && f.unit(i - 1) == 0x23 {
            break;
        }
        let star = f.unit(at) == 0x2A;
        // 900*2100: a measure.
        if star && (digits > 0 && f.class(at + 1) == Class::Digit || f.unit(at + 1) == 0x2A) {
            return None;
        }
        if let Some(len) = KEYS.at(f, at).or_else(|| star.then_some(1)) {
            vague += usize::from(star || f.starts_with(at, "별표 ") && page.numeral(at + 3).is_some());
            (i, end, keys) = (at + len, at + len, keys + 1);
        } else if let Some((_, count, width)) = page.numeral(at).filter(|_| at < to) {
            // 영칠영이이니: the last one belongs to the verb.
            let copula =
                f.unit(at) == 0xC774 && digits >= 3 && f.class(at + 1) == Class::Hangul && page.said(at + 1) == 0;
            if copula {
                break;
            }
            (i, end, digits) = (at + width, at + width, digits + count);
        } else if let Some(len) = BETWEEN.at(f, at).filter(|_| i > from) {
            i = at + len;
        } else {
            break;
        }
    }
    (keys > 0 && digits > 0 && end <= to).then_some(Code { end, digits, sure: keys > 1 || vague == 0 })
}

/// A number that is announced behind the word of a lock in its line, or with which something is done there.
pub(super) fn told(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let from = hit.end as usize;
    let to = (page.line(hit.start).end as usize).min(from + 48);
    let mut i = from;
    while i < to {
        let odd = matches!(f.class_before(i), Class::Digit | Class::Latin | Class::Blank)
            || f.class(i) == Class::Hangul && f.class_before(i) == Class::Hangul;
        let (end, digits) = if odd { (i, 0) } else { number(page, i, to) };
        if end == i {
            i += 1;
            continue;
        }
        let lead = i - usize::from(f.unit(i - 1) == 0x20);
        // 관리번호는, 문서번호: another number than that of the lock.
        let announced = ANNOUNCED.before(f, lead).is_some_and(|n| {
            let word = lead - n;
            let number = f.unit(word) == 0xBC88;
            !number
                || f.class_before(word) != Class::Hangul
                || ["비밀", "열쇠", "출입", "현관", "임시"].iter().any(|w| f.ends_with(word, w))
        });
        let done = DONE.at(f, end).is_some();
        let span = FoldSpan::new(i, end);
        let least = if done { 3 } else { 4 };
        if (least..=8).contains(&digits)
            && (done || announced && !page.counts(end as u32))
            && !page.is_date(span)
            && page.clear_right(end as u32)
        {
            push(sink, i, end, LIKELY, "credential/told", WHY);
            return;
        }
        i = end;
    }
}

/// A number in one piece, or sign by sign with hyphens or spaces between: where it ends, how many digits it has.
fn number(page: &Page, from: usize, to: usize) -> (usize, usize) {
    let f = &page.folded;
    let (mut i, mut end, mut digits, mut parts) = (from, from, 0, 0);
    while i < to && digits < 9 {
        let Some((_, count, width)) = page.numeral(i) else { break };
        let copula = f.unit(i) == 0xC774 && digits >= 3 && f.class(i + 1) == Class::Hangul && page.said(i + 1) == 0;
        if copula || parts > 0 && count > 1 {
            break;
        }
        (i, end, digits) = (i + width, i + width, digits + count);
        let single = digits == 1 || parts > 0;
        if single
            && matches!(f.unit(i), 0x20 | 0x2D)
            && page.numeral(i + 1).is_some_and(|n| n.1 == 1 && f.class(i + 1) == Class::Digit)
        {
            (i, parts) = (i + 1, parts + 1);
        }
    }
    (end, digits)
}
