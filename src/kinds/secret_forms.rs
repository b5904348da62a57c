//! How a secret is written where it is no single word: with its name before a slash, in spoken digits, sign by sign, in several words.
//!
//! Readers for `credential.rs` and `account_id.rs`; no kind is decided here.

use super::secret_token::placeholder;
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::List;

/// A name and its secret with a slash between: `wifi-oper / 0per#Wifi9`. Gives both; the secret mixes letters, digits and marks.
pub(super) fn pair(page: &Page, at: u32) -> Option<(FoldSpan, FoldSpan)> {
    let f = &page.folded;
    let at = at as usize;
    let space = |i: usize| f.unit(i) == 0x20;
    let to = at.checked_sub(1)? + usize::from(!space(at - 1));
    let mut from = to;
    while from > 0
        && to - from < 25
        && (matches!(f.class(from - 1), Class::Digit | Class::Latin) || matches!(f.unit(from - 1), 0x2E | 0x5F | 0x2D))
    {
        from -= 1;
    }
    let bounded = from == 0
        || matches!(f.class(from - 1), Class::Space | Class::Newline | Class::Tab | Class::Hangul)
        || matches!(f.unit(from - 1), 0x3A | 0x28 | 0x2C | 0x3D | 0x7C | 0x5B);
    if !(3..25).contains(&(to - from)) || f.class(from) != Class::Latin || !bounded {
        return None;
    }
    let start = at + 1 + usize::from(space(at + 1));
    let mut end = start;
    while end - start < 25
        && (matches!(f.class(end), Class::Digit | Class::Latin | Class::Punct) || f.unit(end) == 0x2A)
        && !matches!(
            f.unit(end),
            0x2F | 0x2C | 0x28 | 0x29 | 0x7C | 0x22 | 0x27 | 0x3C | 0x3E | 0x3A | 0x5D | 0x3D | 0x3F | 0x26
        )
    {
        end += 1;
    }
    while end > start && f.unit(end - 1) == 0x2E {
        end -= 1;
    }
    let any = |class: Class| (start..end).any(|i| f.class(i) == class);
    let marked =
        (start..end).any(|i| matches!(f.unit(i), 0x21 | 0x23 | 0x24 | 0x25 | 0x40 | 0x5E | 0x2A | 0x7E | 0x2B));
    // admin/Gdj!!home: two marks that no word has.
    let loud = (start..end).filter(|&i| matches!(f.unit(i), 0x21 | 0x23 | 0x24 | 0x40 | 0x5E | 0x2A)).count() >= 2;
    let ends = !matches!(f.class(end), Class::Digit | Class::Latin) && f.unit(end) != 0x2F;
    let least = if known(page, from, to) { 4 } else { 6 };
    let fits = (least..25).contains(&(end - start))
        && any(Class::Latin)
        && (any(Class::Digit) && (marked || announced(page, from)) || loud || known(page, from, to))
        && ends
        && !placeholder(page, start, end);
    fits.then(|| (FoldSpan::new(from, to), FoldSpan::new(start, end)))
}

/// Whether a name is one that every machine has, and what stands before says that it is meant: `서버 root / toor`.
fn known(page: &Page, from: usize, to: usize) -> bool {
    let f = &page.folded;
    let name = ["root", "admin", "administrator", "sa", "guest"]
        .iter()
        .any(|w| w.len() == to - from && f.starts_with(from, w));
    name && ["서버 ", "공유기 ", "관리자 ", "장비 ", "계정 ", "계정: ", "관리자: ", "로그인 ", "콘솔 "]
        .iter()
        .any(|w| f.ends_with(from, w))
}

/// Whether the words for a way in stand right before: 접속정보, 로그인, ID/PW.
fn announced(page: &Page, from: usize) -> bool {
    const WORDS: [&str; 16] = [
        "접속정보",
        "접속 정보",
        "계정정보",
        "계정 정보",
        "로그인",
        "ID/PW",
        "id/pw",
        "아이디/비밀번호",
        "접속계정",
        "계정/암호",
        "접속 계정",
        "WiFi",
        "Wi-Fi",
        "와이파이",
        "무선랜",
        "SSID",
    ];
    let f = &page.folded;
    let floor = (page.line(from as u32).start as usize).max(from.saturating_sub(14));
    (floor..from).any(|i| WORDS.iter().any(|w| f.starts_with(i, w)))
}

/// Four or more spoken digits (이공이육공사), with the keys that follow.
pub(super) fn spoken(page: &Page, from: usize, to: usize) -> Option<usize> {
    let f = &page.folded;
    // 별표 이공삼칠 우물정: keys said before and behind.
    const KEYS: [&str; 6] = ["별표", "우물정자", "우물정", "샵", "별", "#"];
    let key = |k: usize| KEYS.iter().find(|w| f.starts_with(k, w)).map_or(0, |w| w.chars().count());
    let lead = key(from);
    let from = if lead > 0 { from + lead + usize::from(f.unit(from + lead) == 0x20) } else { from };
    let mut i = from;
    let digit =
        |k: usize| k < to && f.class(k) == Class::Hangul && crate::page::numerals::spoken_digit(f.unit(k)).is_some();
    while digit(i) || i > from + 1 && f.class(i) == Class::Space && digit(i + 1) && digit(i + 2) {
        i += 1;
    }
    // 공오일일이라: the last syllable belongs to the verb.
    if i > from && f.unit(i - 1) == 0xC774 && f.class(i) == Class::Hangul {
        i -= 1;
    }
    let tail = i + usize::from(f.unit(i) == 0x20);
    let behind = key(tail);
    if i >= from + 3 && behind > 0 && f.unit(tail) != 0x23 {
        return Some(tail + behind);
    }
    if i < from + 4 {
        return None;
    }
    if matches!(f.unit(i), 0x23 | 0x2A | 0x21 | 0x40) {
        while i < to
            && !matches!(f.class(i), Class::Space | Class::Newline | Class::Tab)
            && !matches!(f.unit(i), 0x2C | 0x29)
        {
            i += 1;
        }
        return Some(i);
    }
    let particle = ["이", "로", "입", "은", "는", "인", "라", "으"].iter().any(|p| f.starts_with(i, p));
    (f.class(i) != Class::Hangul || particle).then_some(i)
}

/// Sign by sign with spaces between: `r o o m 2 6 !`. At least five signs, one of them no letter.
pub(super) fn apart(page: &Page, from: usize, to: usize) -> Option<usize> {
    let f = &page.folded;
    let sign = |i: usize| {
        i < to
            && (matches!(f.class(i), Class::Digit | Class::Latin)
                || matches!(f.unit(i), 0x21 | 0x23..=0x26 | 0x2A | 0x2B | 0x2D | 0x40 | 0x5E | 0x5F))
    };
    let (mut i, mut signs, mut other) = (from, 0, false);
    while sign(i) && !sign(i + 1) {
        signs += 1;
        other |= f.class(i) != Class::Latin;
        i += 1;
        if f.class(i) != Class::Space || !sign(i + 1) || sign(i + 2) {
            break;
        }
        i += 1;
    }
    (signs >= 5 && other).then_some(i)
}

/// Whether a secret goes on behind a space, and where it ends: marks (`gpki0417 @@`), groups of digits of one length (`829 114 003`), keys said
/// in words (`1102 별표 77`), and where a colon announces it the words up to the end of the line (`Rsv 2026 !! door`).
pub(super) fn goes_on(page: &Page, end: &mut usize, to: usize, phrase: bool, digits: bool) -> bool {
    let f = &page.folded;
    let begin = *end;
    let mut first = 0;
    while digits && first < begin && f.class(begin - 1 - first) == Class::Digit {
        first += 1;
    }
    for key in [" 별표", " 샵", " 우물정", "별표", "우물정자"] {
        if digits && first >= 3 && f.starts_with(*end, key) {
            *end += key.chars().count();
            let space = usize::from(f.unit(*end) == 0x20);
            let mut i = *end + space;
            while i < to && f.class(i) == Class::Digit {
                i += 1;
            }
            if i > *end + space {
                *end = i;
            }
            return true;
        }
    }
    let mut pieces = 0;
    while pieces < 5 && *end < to && f.unit(*end) == 0x20 {
        let from = *end + 1;
        let mut i = from;
        while i < to
            && matches!(f.class(i), Class::Digit | Class::Latin | Class::Punct)
            && !matches!(f.unit(i), 0x2C | 0x28 | 0x29 | 0x2F | 0x7C | 0x3A | 0x3D | 0x5B | 0x3C | 0x3E)
        {
            i += 1;
        }
        if i == from || matches!(f.unit(i), 0x3A | 0x3D | 0x2F) {
            break;
        }
        let marks = (from..i).all(|k| matches!(f.unit(k), 0x21 | 0x23..=0x26 | 0x2A | 0x40 | 0x5E | 0x7E));
        let group = digits
            && (3..=4).contains(&first)
            && i - from == first
            && (from..i).all(|k| f.class(k) == Class::Digit)
            && !page.counts(i as u32)
            && page.clear_right(i as u32);
        let label = page.hits_after(from as u32).next().is_some_and(|h| {
            (h.start as usize) < i && (h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Network))
        });
        let word = phrase && !digits && !label && f.class(i) != Class::Hangul;
        if !(marks || group || word) {
            break;
        }
        *end = i;
        pieces += 1;
    }
    // A phrase must fill its line, and hold more than words.
    let filled =
        matches!(f.class(*end), Class::Newline | Class::Tab) || *end >= to || matches!(f.unit(*end), 0x2C | 0x28);
    let other = (begin..*end).any(|k| matches!(f.class(k), Class::Digit | Class::Punct));
    let last = (begin..*end)
        .rev()
        .take_while(|&k| f.unit(k) != 0x20)
        .all(|k| f.class(k) != Class::Latin && f.class(k) != Class::Digit);
    if pieces > 0 && other && (filled || last || digits) {
        return true;
    }
    *end = begin;
    false
}
