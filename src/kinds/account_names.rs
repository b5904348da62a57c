//! How the name of an account is written: `park_op3`, `회원01`, `saedeul_es_일`, and what only looks like one. Readers for `account_id.rs` and its neighbours.

use crate::page::{Page, Place};
use crate::rule::{CERTAIN, FAIR, LIKELY, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::List;

/// `dohr.민원`, `saedeul_es_일`: letters, a mark, and syllables up to the end of the word.
pub(super) fn mixed(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let (from, to) = (at.start as usize, at.end as usize);
    let sign = |i: usize| {
        matches!(f.class(i), Class::Digit | Class::Latin | Class::Hangul) || matches!(f.unit(i), 0x2E | 0x5F | 0x2D)
    };
    let end = (from..to.min(from + 30)).find(|&i| !sign(i)).unwrap_or(to.min(from + 30));
    let first = (from..end).find(|&i| f.class(i) == Class::Hangul)?;
    let mark = (from..first).rfind(|&i| matches!(f.unit(i), 0x2E | 0x5F))?;
    let joined = mark + 1 == first && (first..end).all(|i| matches!(f.class(i), Class::Hangul | Class::Digit));
    let lower = (from..mark).filter(|&i| f.class(i) == Class::Latin).count();
    let closed = !matches!(f.class(end), Class::Digit | Class::Latin | Class::Hangul | Class::Blank);
    (joined && lower >= 2 && f.class(from) == Class::Latin && end - first <= 6 && closed)
        .then(|| FoldSpan::new(from, end))
}

/// What is no name of an account although it stands beside the label.
const OTHERS: [&str; 34] = [
    "null", "none", "true", "false", "http", "https", "www", "login", "logout", "password", "pass", "from", "with",
    "name", "type", "string", "varchar", "info", "list", "error", "card", "page", "server", "failed", "denied",
    "success", "invalid", "unknown", "account", "accounts", "agent", "access", "for", "not",
];

/// Whether a word is no account's name although it stands where one would.
pub(super) fn is_other(page: &Page, from: usize, end: usize) -> bool {
    let f = &page.folded;
    OTHERS
        .iter()
        .any(|o| o.len() == end - from && o.chars().enumerate().all(|(k, c)| f.unit(from + k) | 0x20 == c as u16))
}

/// The end of a run of characters that an account name may hold.
pub(super) fn run(page: &Page, from: usize, to: usize) -> usize {
    let f = &page.folded;
    let mut i = from;
    while i < to && (matches!(f.class(i), Class::Digit | Class::Latin) || matches!(f.unit(i), 0x2E | 0x5F | 0x2D)) {
        i += 1;
    }
    while i > from && matches!(f.unit(i - 1), 0x2E | 0x2D) {
        i -= 1;
    }
    i
}

pub(super) fn name(
    page: &Page,
    at: FoldSpan,
    place: Place,
    marked: bool,
    numeric: bool,
) -> Option<(FoldSpan, Verdict, i16)> {
    let f = &page.folded;
    let mut from = at.start as usize;
    if f.unit(from) == 0x40 || f.unit(from) == 0x2F && f.class(from + 1) == Class::Latin {
        from += 1;
    }
    let mut end = run(page, from, at.end as usize);
    // dami.t@school: no mailbox, its host has no dot.
    if f.unit(end) == 0x40 && f.class(end + 1) == Class::Latin {
        let host = run(page, end + 1, at.end as usize);
        if (end + 1..host).all(|i| f.unit(i) != 0x2E) && host > end + 2 {
            end = host;
        }
    }
    let span = FoldSpan::new(from, end);
    let after = f.unit(end);
    if span.len() < 3
        || span.len() > 40
        || f.class(end) == Class::Blank
        || after == 0x40
        || after == 0x3A && f.unit(end + 1) == 0x2F
    {
        return None;
    }
    let (mut upper, mut lower, mut digits, mut marks, mut dots) = (0, 0, 0, 0, 0);
    for i in span.range() {
        match (f.class(i), f.unit(i)) {
            (Class::Digit, _) => digits += 1,
            (_, 0x41..=0x5A) => upper += 1,
            (_, 0x61..=0x7A) => lower += 1,
            (_, 0x2E) => dots += 1,
            _ => marks += 1,
        }
    }
    let letters = upper + lower;
    if letters == 0 {
        // Member and card numbers; a number behind a plain ID label must be long and announced.
        let enough = if numeric { digits >= 4 } else { digits >= 6 && marked && place != Place::Loose };
        let plain = dots == 0 && !page.is_date(span) && !page.counts(end as u32) && page.clear_right(end as u32);
        let dialled = f.unit(from) == 0x30 && digits >= 9;
        return (enough && plain && !dialled).then_some((span, Verdict::Proven, if numeric { CERTAIN } else { FAIR }));
    }
    if is_other(page, from, end) {
        return None;
    }
    // Addresses of the web and versions: two dots, or a dot and a domain.
    if dots >= 2
        || dots == 1
            && (f.ends_with(end, ".kr")
                || f.ends_with(end, ".com")
                || f.ends_with(end, ".net")
                || f.ends_with(end, ".log"))
        || letters < digits && dots > 0
    {
        return None;
    }
    // IF-2026-0417: the number of a thing; 33330004119OO: that of an account at a bank.
    if upper > 0 && lower == 0 && marks >= 2 || digits >= 10 && letters <= 2 {
        return None;
    }
    if upper > 0 && lower == 0 && digits == 0 && marks == 0 {
        // 접속계정: ADMIN
        let alone =
            marked && upper >= 5 && place <= Place::Column && !matches!(f.class(end), Class::Hangul | Class::Latin);
        return alone.then_some((span, Verdict::Plausible, FAIR));
    }
    if place == Place::Loose {
        // A lower-case word that fills its cell is rarely anything else in a Korean table.
        let cell = page.cell(span.start);
        let fills = cell.span() == span && lower >= 5 && upper == 0;
        return (digits > 0 || marks > 0 || dots > 0 && lower >= 4 || fills).then_some((
            span,
            Verdict::Plausible,
            LIKELY,
        ));
    }
    let mixed = lower > 0 && (digits > 0 || marks > 0 || dots > 0) || upper > 0 && digits > 1;
    let shut =
        place == Place::Near && lower >= 5 && matches!(f.unit(end), 0x2C | 0x29 | 0x0A | 0) && f.unit(end + 1) != 0x2F;
    // 관리자 계정 lifeadmin 로그인
    const DONE: [&str; 12] =
        ["로그인", "접속", "비밀번호", "암호", "잠금", "삭제", "탈취", "도용", "차단", "초기화", "정지", "발급"];
    let done =
        place == Place::Near && lower >= 5 && f.unit(end) == 0x20 && DONE.iter().any(|w| f.starts_with(end + 1, w));
    // A cell under the head holds short names too.
    let word = (lower >= 4 || lower == 3 && place == Place::Column)
        && upper == 0
        && digits == 0
        && (marked || f.class(end) == Class::Hangul || shut || done);
    // A product: Office365, Windows11, and a sentence in English.
    let product = upper == 1 && lower >= 2 && digits > 0 && !marked;
    // A label behind a space begins the next field: ID=app_rw PW=….
    let field = page.hits_after(end as u32).next().is_some_and(|h| h.start as usize == end + 1 && h.is(List::Labels))
        || (end + 1..end + 24)
            .find(|&i| f.class(i) != Class::Latin && f.unit(i) != 0x5F)
            .is_some_and(|i| matches!(f.unit(i), 0x3D | 0x3A));
    let sentence = word
        && !mixed
        && !field
        && place == Place::Near
        && f.class(end) == Class::Space
        && f.class(end + 1) == Class::Latin;
    if (mixed || word) && !product && !sentence {
        Some((span, Verdict::Proven, if marked || mixed { CERTAIN } else { LIKELY }))
    } else {
        None
    }
}

/// `문정효(jhmoon)` behind 사용자: a name, and the account in brackets.
pub(super) fn named(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = at.start as usize;
    while i < at.end as usize && (f.class(i) == Class::Hangul || f.class(i) == Class::Space) {
        i += 1;
    }
    if f.unit(i) != 0x28 || !(2..=5).contains(&(i - at.start as usize)) {
        return None;
    }
    let end = run(page, i + 1, at.end as usize);
    let lower = (i + 1..end).all(|k| !matches!(f.unit(k), 0x41..=0x5A));
    let letters = (i + 1..end).filter(|&k| f.class(k) == Class::Latin).count();
    (lower && letters >= 3 && f.unit(end) == 0x29 && (4..=24).contains(&(end - i - 1)))
        .then(|| FoldSpan::new(i + 1, end))
}

/// Whether a word is written like an account's name and like nothing else: small letters with three digits, a low line or a dot.
pub(super) fn written(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let of = |wanted: fn(u16) -> bool| span.range().filter(|&i| wanted(f.unit(i))).count();
    let (lower, digits, upper) =
        (of(|u| (0x61..=0x7A).contains(&u)), of(|u| (0x30..=0x39).contains(&u)), of(|u| (0x41..=0x5A).contains(&u)));
    let marks = of(|u| matches!(u, 0x5F | 0x2E));
    lower >= 2
        && upper == 0
        && span.len() >= 5
        && f.class(span.start as usize) == Class::Latin
        && (digits >= 2 || marks > 0)
}

/// `회의실예약01`: syllables with a number behind, and nothing else in the clause.
pub(super) fn worded(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = at.start as usize;
    while i < at.end as usize && f.class(i) == Class::Hangul {
        i += 1;
    }
    let syllables = i - at.start as usize;
    let from = i;
    while i < at.end as usize && f.class(i) == Class::Digit {
        i += 1;
    }
    let ends = matches!(f.class(i), Class::Newline | Class::Tab)
        || matches!(f.unit(i), 0x2C | 0x29 | 0x7C | 0)
        || i >= at.end as usize;
    ((2..=10).contains(&syllables) && (2..=4).contains(&(i - from)) && ends)
        .then(|| FoldSpan::new(at.start as usize, i))
}

/// `y d r 0 7 7`: sign by sign.
pub(super) fn apart(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let sign = |i: usize| matches!(f.class(i), Class::Digit | Class::Latin) || matches!(f.unit(i), 0x2D | 0x5F);
    let (mut i, mut signs, mut letters) = (at.start as usize, 0, 0);
    while i < at.end as usize && sign(i) && !sign(i + 1) {
        signs += 1;
        letters += usize::from(f.class(i) == Class::Latin);
        i += 1;
        if f.class(i) != Class::Space || !sign(i + 1) || sign(i + 2) {
            break;
        }
        i += 1;
    }
    (signs >= 4 && letters >= 1 && letters < signs).then(|| FoldSpan::new(at.start as usize, i))
}

/// `ab***`, `***`: a name that is taken out already.
pub(super) fn blanked(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = at.start as usize;
    let mut blanks = 0;
    while i < at.end as usize && matches!(f.class(i), Class::Blank | Class::Latin | Class::Digit) {
        blanks += usize::from(f.class(i) == Class::Blank);
        i += 1;
    }
    (blanks >= 2 && f.unit(i) != 0x40).then(|| FoldSpan::new(at.start as usize, i))
}
