//! Numbers that open a door or a safe, known by what stands around them: the keys that are pressed (`별표 두 번 3390 샵`, `9#0417#`), or what is
//! done with them (`네 자리는 1107`, `자물쇠를 4-1-7로 맞추어`). Called from `credential.rs` and `machine_keys.rs`.

use super::credential::push;
use crate::page::Page;
use crate::rule::{LIKELY, Sink};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};
use crate::words::Hit;

const WHY: &str = "문이나 금고를 여는 번호로 보입니다. 문서에 적지 말고 바로 바꾸는 것이 좋습니다.";

/// The names of the keys of a lock.
static KEYS: Phrases<7> = Phrases::new(["별표", "우물정자", "우물 정자", "우물정", "우물 정", "샵", "샾"]);

/// How often, or what comes next.
static BETWEEN: Phrases<9> = Phrases::new(["두 번", "세 번", "두번", "세번", "다음에", "다음", "뒤에", "뒤", "누르고"]);

/// What locks, and what is done with its keys.
static LOCKS: Phrases<21> = Phrases::new([
    "출입문",
    "출입(",
    "서버실",
    "문 번호",
    "번호판",
    "키패드",
    "라커",
    "열쇠",
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
    "누르",
    "누른",
    "눌러",
]);

/// What may lock: enough where the keys leave no doubt.
static DOORS: Phrases<12> = Phrases::new([
    "문이",
    "출입문",
    "열쇠",
    "보관실",
    "보관함",
    "창고",
    "서버실",
    "전산실",
    "실은",
    "잠기",
    "열린",
    "열립",
]);

/// What is pressed on a telephone, and where an annex is meant.
static MENUS: Phrases<8> = Phrases::new(["전화", "통화", "상담원", "ARS", "내선", "연결", "시행령", "시행규칙"]);

/// What announces the number of a lock; `번호` only right behind the lock or behind a word of its own.
static ANNOUNCED: Phrases<8> =
    Phrases::new(["자리는", "자리를", "자리", "번호", "번호를", "번호는", "숫자는", "숫자를"]);

/// What stands before `번호`, or before `자리` with a space, where the number of a lock is meant.
static OWN: Phrases<8> = Phrases::new(["비밀", "열쇠", "출입", "현관", "임시", "자물쇠", "금고", "도어락"]);
static PLACES: Phrases<8> = Phrases::new(["세", "네", "다섯", "여섯", "3", "4", "5", "6"]);

/// What is done with the number that stands before.
static DONE: Phrases<15> = Phrases::new([
    "로 맞추",
    "으로 맞추",
    "로 맞춰",
    "로 열",
    "으로 열",
    "로 잠",
    "으로 잠",
    "를 누르",
    "을 누르",
    "를 눌러",
    "을 눌러",
    " 누르",
    "를 치",
    "을 치",
    " 조합",
]);

/// How far around a number the line is looked at.
const REACH: usize = 60;

/// A number with the keys of a lock, in a line that speaks of one; `at` is one of the keys.
pub(super) fn signed(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let at = at as usize;
    // ****: a mask.
    if f.unit(at) == 0x2A && (f.unit(at + 1) == 0x2A || f.unit_before(at) == 0x2A) {
        return;
    }
    let digit = |i: usize| f.class(i) == Class::Digit || page.said(i) > 0;
    // 3390 샵: the number before the key.
    let back = at - usize::from(f.unit_before(at) == 0x20);
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
    let ringed = ringed(page, at).map(|(end, digits)| Code { end, digits, sure: true, key: true });
    let (from, code) = match ringed {
        Some(code) => (at, Some(code)),
        None => (from, code(page, from, line.end as usize)),
    };
    let Some(Code { end, digits, sure, key }) = code else { return };
    let span = FoldSpan::new(from, end);
    let ends = (key || page.clear_right(end as u32)) && f.class(end) != Class::Latin && f.unit(end) != 0xD638;
    if !(3..=8).contains(&digits) || !ends || page.counts(end as u32) || page.is_date(span) {
        return;
    }
    let mut around = from.saturating_sub(REACH).max(line.start as usize)..(end + 24).min(line.end as usize);
    // 공문을, 질문은 are no doors.
    let locks = |i: usize| {
        LOCKS.at(f, i).is_some() && !(f.unit(i) == 0xBB38 && f.class_before(i) == Class::Hangul)
            || sure
                && (DOORS.at(f, i).is_some()
                    || f.starts_with(i, "잠금")
                    || f.starts_with(i, "문 ") && f.class_before(i) != Class::Hangul)
    };
    // 문 #2211#: keys on both sides of the number, right behind the word.
    let both = sure && key && digits >= 4 && before < 2 && f.ends_with(from, "문 ");
    // 열림 번호는 39200#, 301호 3010*: announced, or in a list of rooms below a word for doors.
    let called = sure && key && digits >= 4 && ["번호는 ", "번호: ", "번호 "].iter().any(|w| f.ends_with(from, w));
    let room = key && digits >= 4 && f.ends_with(from, "호 ") && from > 4 && f.class(from - 3) == Class::Digit;
    let door = |i: usize| LOCKS.at(f, i).is_some() && !(f.unit(i) == 0xBB38 && f.class_before(i) == Class::Hangul);
    let listed = room && (from.saturating_sub(3 * REACH)..from).any(door);
    if (both || called || listed || around.clone().any(locks)) && !around.any(|i| MENUS.at(f, i).is_some()) {
        push(sink, from, end, LIKELY, "credential/keys", WHY);
    }
}

/// `* 0 7 1 4 *`: digits one by one between two of the same key; where they end and how many they are.
fn ringed(page: &Page, at: usize) -> Option<(usize, usize)> {
    let f = &page.folded;
    let (mut i, mut digits) = (at + 1, 0);
    while digits < 9 && f.unit(i) == 0x20 && f.class(i + 1) == Class::Digit {
        (i, digits) = (i + 2, digits + 1);
    }
    let ends =
        f.unit(i) == 0x20 && f.unit(i + 1) == f.unit(at) && !matches!(f.class(i + 2), Class::Digit | Class::Blank);
    let begins = !matches!(f.class_before(at - usize::from(f.class_before(at) == Class::Space)), Class::Digit);
    ((3..=8).contains(&digits) && begins && ends).then_some((i + 2, digits))
}

/// Keys and numbers that follow each other.
struct Code {
    end: usize,
    digits: usize,
    /// Whether there are two keys, or one that is neither a star nor 별표, which is the name of an annex as well.
    sure: bool,
    /// Whether a key stands last.
    key: bool,
}

fn code(page: &Page, from: usize, to: usize) -> Option<Code> {
    let f = &page.folded;
    let (mut i, mut end, mut digits, mut keys, mut vague, mut key) = (from, from, 0, 0, 0, false);
    let mark = |i: usize| matches!(f.unit(i), 0x23 | 0x2A | 0x2605);
    let mut words = 0;
    for _ in 0..16 {
        let at = i + usize::from(i > from && f.unit(i) == 0x20);
        let star = f.unit(at) == 0x2A;
        // 900*2100: a measure. A star stands right at its number.
        if star && (digits > 0 && (f.class(at + 1) == Class::Digit || at > i) || f.unit(at + 1) == 0x2A) {
            return None;
        }
        // The keys end it: 7718# 2층.
        if keys > 0 && digits >= 4 && at > i && f.class(at) == Class::Digit && f.unit(i - 1) == 0x23 {
            break;
        }
        if let Some(len) = KEYS.at(f, at).or_else(|| mark(at).then_some(1)) {
            words += usize::from(!mark(at));
            vague += usize::from(star || f.starts_with(at, "별표 ") && page.numeral(at + 3).is_some());
            (i, end, keys, key) = (at + len, at + len, keys + 1, true);
        } else if let Some(width) = sign(page, at, digits).filter(|_| at < to) {
            (i, end, digits, key) = (at + width.0, at + width.0, digits + width.1, false);
        } else if let Some(len) = BETWEEN.at(f, at).filter(|_| i > from) {
            i = at + len;
        } else {
            break;
        }
    }
    // #1234, * 2099: a mark that only stands before is no key.
    let pressed = words > 0 || keys > 1 || key;
    (pressed && digits > 0 && end <= to).then_some(Code { end, digits, sure: keys > 1 || vague == 0, key })
}

/// A digit, or a numeral that is said digit by digit: its width and how many digits it has. `before` is how many were read already.
fn sign(page: &Page, at: usize, before: usize) -> Option<(usize, usize)> {
    let f = &page.folded;
    let (_, count, width) = page.numeral(at)?;
    // 영칠영이이니: the last one belongs to the verb. 천, 만: no digits.
    let copula = f.unit(at) == 0xC774 && before >= 3 && f.class(at + 1) == Class::Hangul && page.said(at + 1) == 0;
    (!copula && count == width).then_some((width, count))
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
        let (end, digits, apart) = if odd { (i, 0, false) } else { number(page, i, to) };
        if end == i {
            i += 1;
            continue;
        }
        let blank = |k: usize| k - usize::from(f.unit_before(k) == 0x20);
        let lead = blank(i);
        let announced = ANNOUNCED.before(f, lead).is_some_and(|n| {
            let word = lead - n;
            let before = blank(word);
            match f.unit(word) {
                // 관리번호는, 문서 번호: another number than that of the lock.
                0xBC88 => before <= from || OWN.before(f, before).is_some(),
                0xC790 => PLACES.before(f, before).is_some(),
                _ => true,
            }
        });
        let done = DONE.at(f, end).is_some();
        let span = FoldSpan::new(i, end);
        let least = if done && apart { 3 } else { 4 };
        let fits = (least..=8).contains(&digits) && (done || announced && !page.counts(end as u32));
        if fits && !page.is_date(span) && page.clear_right(end as u32) {
            push(sink, i, end, LIKELY, "credential/told", WHY);
            return;
        }
        i = end;
    }
}

/// A number in one piece, or sign by sign with hyphens or spaces between: where it ends, how many digits it has, whether they stand apart.
fn number(page: &Page, from: usize, to: usize) -> (usize, usize, bool) {
    let f = &page.folded;
    let (mut i, mut end, mut digits, mut apart) = (from, from, 0, false);
    while i < to && digits < 9 {
        let Some((width, count)) = sign(page, i, digits) else { break };
        (i, end, digits) = (i + width, i + width, digits + count);
        let single = |k: usize| f.class(k) == Class::Digit && f.class(k + 1) != Class::Digit;
        if (digits == 1 || apart) && matches!(f.unit(i), 0x20 | 0x2D) && single(i + 1) {
            (i, apart) = (i + 1, true);
        } else if apart {
            break;
        }
    }
    (end, digits, apart)
}
