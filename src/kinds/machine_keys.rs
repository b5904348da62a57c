//! Secrets that machines use: keys by what they begin with, commands and connection strings that carry one, private keys, and the numbers of
//! doors behind a word of `credential_marks.txt`. Called from `credential.rs`.

use super::credential::{WHY, WHY_KEY, push};
use super::door_code;
use super::lock_numbers::{keyed_row, pressed, turns};
use super::secret_token::placeholder;
use super::secret_value::secret;
use crate::page::{Page, Place, Value};
use crate::rule::{CERTAIN, LIKELY, Sink};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, attr};

/// Keys of machines and commands that carry one.
pub(super) fn machine(page: &Page, hit: &Hit, what: u8, sink: &mut Sink) {
    let f = &page.folded;
    let start = hit.start as usize;
    let line_end = page.line(hit.start).end as usize;
    let stop = line_end.min(hit.end as usize + 300);
    let key_end = |from: usize, dots: bool| {
        let mut i = from;
        while i < stop.max(from)
            && (matches!(f.class(i), Class::Digit | Class::Latin)
                || matches!(f.unit(i), 0x5F | 0x2D | 0x2B | 0x2F | 0x3D)
                || dots && f.unit(i) == 0x2E && f.class(i + 1) != Class::Space)
        {
            i += 1;
        }
        i
    };
    match what {
        attr::CREDENTIAL_MARKS_TOKEN => {
            let end = key_end(start, false);
            let digits = (start..end).any(|i| f.class(i) == Class::Digit);
            // key=sk_live_…
            let clear = page.clear_left(hit.start) || f.unit_before(start) == 0x3D;
            if end - start >= 19 && digits && clear {
                push(sink, start, end, CERTAIN, "credential/key", WHY_KEY);
            }
        }
        attr::CREDENTIAL_MARKS_JWT => {
            let end = key_end(start, true);
            let dots = (start..end).filter(|&i| f.unit(i) == 0x2E).count();
            if end - start >= 30 && dots >= 1 {
                push(sink, start, end, CERTAIN, "credential/key", WHY_KEY);
            }
        }
        attr::CREDENTIAL_MARKS_BEARER => {
            let from = hit.end as usize + 1;
            let end = key_end(from, true);
            let digits = (from..end).any(|i| f.class(i) == Class::Digit);
            if f.unit(hit.end as usize) == 0x20 && end >= from + 16 && digits {
                push(sink, from, end, CERTAIN, "credential/key", WHY_KEY);
            }
        }
        attr::CREDENTIAL_MARKS_PRESSED => door_code::signed(page, hit.start, sink),
        // 1502 샵 3341 누르고
        attr::CREDENTIAL_MARKS_PRESS => {
            let from = start.saturating_sub(16).max(page.line(hit.start).start as usize);
            if let Some(key) = (from..start).find(|&i| matches!(f.unit(i), 0xC0F5 | 0xC0FE)) {
                door_code::signed(page, key as u32, sink);
            }
        }
        attr::CREDENTIAL_MARKS_BLOCK => block(page, hit, sink),
        // Wi-Fi(SSID: dangjik_5G) 키 tkdghkd#2411
        attr::CREDENTIAL_MARKS_NET => {
            let reach = line_end.min(hit.end as usize + 40);
            let key = (hit.end as usize..reach).find(|&i| {
                ["키 ", "키:", "키는 ", "키=", "key ", "key:", "KEY ", "KEY:", "Key "]
                    .iter()
                    .any(|w| f.starts_with(i, w))
                    && !matches!(f.class_before(i), Class::Hangul | Class::Latin)
            });
            if let Some(key) = key {
                let mut from = key + 1;
                while from < line_end && !matches!(f.class(from), Class::Space) && !matches!(f.unit(from), 0x3A | 0x3D)
                {
                    from += 1;
                }
                while from < line_end && (f.class(from) == Class::Space || matches!(f.unit(from), 0x3A | 0x3D)) {
                    from += 1;
                }
                secret(
                    page,
                    Value { span: FoldSpan::new(from, line_end), place: Place::Near, marked: true },
                    false,
                    sink,
                );
            }
        }
        attr::CREDENTIAL_MARKS_DOOR | attr::CREDENTIAL_MARKS_KEYPAD => {
            keyed_row(page, hit, sink);
            pressed(page, hit, sink);
            if what == attr::CREDENTIAL_MARKS_DOOR {
                door_code::told(page, hit, sink);
            }
            // 현관: 880417, 창고: #4417*
            let mut i = hit.end as usize;
            while f.class(i) == Class::Space && i < stop {
                i += 1;
            }
            // 현관 별별4117
            if matches!(f.unit(i), 0xBCC4 | 0xC0F5) {
                secret(page, Value { span: FoldSpan::new(i, line_end), place: Place::Near, marked: true }, true, sink);
                return;
            }
            // 금고는 왼쪽으로 십이 …, 금고 L24-R08-L51, 열쇠함 7-3-1-9: turns, or small numbers in a row.
            let mut k = hit.end as usize;
            k += usize::from(matches!(f.unit(k), 0xC740 | 0xB294 | 0xC774 | 0xAC00));
            k += usize::from(f.unit(k) == 0x20);
            if ["금고", "열쇠함", "자물쇠"].iter().any(|w| f.starts_with(start, w))
                && let Some((a, b)) = turns(page, FoldSpan::new(k, line_end))
                && (turned(page, a, b) || small(page, a, b))
            {
                push(sink, a, b, LIKELY, "credential/dial", WHY);
                return;
            }
            let particle = matches!(f.unit(i), 0xC740 | 0xB294) && f.unit(i + 1) == 0x20 && i == hit.end as usize;
            i += if particle { 2 } else { 0 };
            let colon = f.unit(i) == 0x3A;
            i += usize::from(colon);
            while f.class(i) == Class::Space && i < stop {
                i += 1;
            }
            if colon && f.starts_with(i, "번호") {
                i += 2;
                while f.class(i) == Class::Space && i < stop {
                    i += 1;
                }
            }
            if colon
                && f.starts_with(start, "금고")
                && let Some((a, b)) = turns(page, FoldSpan::new(i, line_end))
            {
                push(sink, a, b, CERTAIN, "credential/dial", WHY);
                return;
            }
            let from = i;
            let (mut digits, mut keys) = (0, 0);
            while i < stop && (f.class(i) == Class::Digit || matches!(f.unit(i), 0x23 | 0x2A)) {
                digits += usize::from(f.class(i) == Class::Digit);
                keys += usize::from(f.class(i) != Class::Digit);
                i += 1;
            }
            let plain = what == attr::CREDENTIAL_MARKS_DOOR && colon && keys == 0 && (4..=8).contains(&digits);
            // 물류창고 #102 입고: a mark that only stands before is no key.
            let before = keys == 1 && f.unit(from) == 0x23 && !colon && what == attr::CREDENTIAL_MARKS_KEYPAD;
            let keypad = (3..=10).contains(&digits) && (1..=3).contains(&keys) && !before;
            let ends = !matches!(f.class(i), Class::Latin | Class::Digit | Class::Blank)
                && !matches!(f.unit(i), 0x2D | 0x2E | 0x2C | 0x7E | 0x3A | 0x2F)
                && !page.counts(i as u32);
            if (plain || keypad) && ends && !page.is_date(FoldSpan::new(from, i)) {
                push(sink, from, i, if keypad { CERTAIN } else { LIKELY }, "credential/door", WHY);
            }
        }
        attr::CREDENTIAL_MARKS_PIPE => {
            let from = start.saturating_sub(60);
            let echo = (from..start).rev().find(|&i| f.starts_with(i, "echo "));
            if let Some(echo) = echo
                && let Some((a, b)) = quoted(page, echo + 5, start)
            {
                push(sink, a, b, CERTAIN, "credential/command", WHY_KEY);
            }
        }
        _ => {
            // -pSecret, -p 'Secret', -u user:Secret, -a Secret
            let option = match what {
                attr::CREDENTIAL_MARKS_FLAG_A => " -a",
                attr::CREDENTIAL_MARKS_FLAG_U => " -u",
                _ => " -p",
            };
            let Some(at) = (hit.end as usize..stop).find(|&i| f.starts_with(i, option)) else { return };
            let mut from = at + 3;
            let spaced = f.unit(from) == 0x20;
            // `mysql -p db` asks for the password: only sshpass and options with a value take a space.
            if spaced && option == " -p" && !f.starts_with(start, "ssh") {
                return;
            }
            from += usize::from(spaced);
            if let Some((mut a, b)) = quoted(page, from, line_end) {
                if option == " -u" {
                    match (a..b).find(|&i| f.unit(i) == 0x3A) {
                        Some(colon) => a = colon + 1,
                        None => return,
                    }
                }
                if b >= a + 3 {
                    push(sink, a, b, CERTAIN, "credential/command", WHY_KEY);
                }
            }
        }
    }
}

/// A word of a command line, without its quotes.
fn quoted(page: &Page, from: usize, to: usize) -> Option<(usize, usize)> {
    let f = &page.folded;
    let quote = f.unit(from);
    let (start, close) = if matches!(quote, 0x22 | 0x27) { (from + 1, Some(quote)) } else { (from, None) };
    let mut end = start;
    while end < to
        && close.map_or(!matches!(f.unit(end), 0x20 | 0x0A | 0x09 | 0x7C), |q| f.unit(end) != q)
        && f.class(end) != Class::Hangul
    {
        end += 1;
    }
    (end >= start + 3).then_some((start, end))
}

/// Between `-----BEGIN … PRIVATE KEY-----` and `-----END`.
fn block(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let from = hit.end as usize;
    let Some(head) = (from..from + 40).find(|&i| f.starts_with(i, "PRIVATE KEY-----")) else { return };
    let mut start = head + 16;
    while matches!(f.class(start), Class::Newline | Class::Space) && start < f.len() {
        start += 1;
    }
    let mut end = start;
    let limit = f.len().min(start + 6000);
    while end < limit && f.unit(end) != 0x2D && f.class(end) != Class::Hangul {
        end += 1;
    }
    while end > start && matches!(f.class(end - 1), Class::Newline | Class::Space) {
        end -= 1;
    }
    if end > start + 8 {
        push(sink, start, end, CERTAIN, "credential/private_key", WHY_KEY);
    }
}

/// What a field of a request is called, in its last letters, when it holds a secret.
const FIELDS: [&str; 10] = ["key", "token", "secret", "passwd", "password", "pwd", "pass", "auth", "sig", "tok"];

/// `?key=hr_0Zq81`, `&access_token=…`, `key=tk_test_0000`: the value of a field of a request, up to the next field; `at` is its equals sign.
pub(super) fn field(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let at = at as usize;
    let low = |i: usize| f.unit(i) | 0x20;
    let ends = |w: &&&str| {
        let n = w.len();
        at >= n
            && w.bytes()
                .enumerate()
                .all(|(k, b)| low(at - n + k) == u16::from(b) && f.class(at - n + k) == Class::Latin)
    };
    let Some(word) = FIELDS.iter().find(ends) else { return };
    let mut name = at - word.len();
    while name > 0
        && at - name < 24
        && (matches!(f.class(name - 1), Class::Latin | Class::Digit) || matches!(f.unit(name - 1), 0x5F | 0x2D))
    {
        name -= 1;
    }
    // monkey=, compass=: a word of its own, or the end of one that says so.
    let own = name + word.len() == at
        || matches!(f.unit(at - word.len() - 1), 0x5F | 0x2D)
        || (0x41..=0x5A).contains(&f.unit(at - word.len()));
    let asked = matches!(f.unit_before(name), 0x3F | 0x26);
    let from = at + 1;
    let mut end = from;
    while end - from < 200
        && (matches!(f.class(end), Class::Digit | Class::Latin)
            || matches!(f.unit(end), 0x5F | 0x2D | 0x2E | 0x2B | 0x2F | 0x25 | 0x7E | 0x21))
    {
        end += 1;
    }
    while end > from && matches!(f.unit(end - 1), 0x2E | 0x2D) {
        end -= 1;
    }
    let any = |class: Class| (from..end).any(|i| f.class(i) == class);
    let least = if asked { 6 } else { 10 };
    if own && end >= from + least && any(Class::Latin) && any(Class::Digit) && !placeholder(page, from, end) {
        push(sink, from, end, LIKELY, "credential/field", WHY_KEY);
    }
}

/// `scheme://user:secret@host`, from the sign.
pub(super) fn uri(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let at = at as usize;
    let mut i = at;
    let mut colon = None;
    while i > 0 && at - i < 100 && !matches!(f.class(i - 1), Class::Space | Class::Newline | Class::Tab | Class::Hangul)
    {
        i -= 1;
        if f.unit(i) == 0x2F && f.unit_before(i) == 0x2F {
            break;
        }
        if f.unit(i) == 0x3A {
            colon = Some(i);
        }
    }
    let scheme = i >= 3 && f.unit(i) == 0x2F && f.unit(i - 1) == 0x2F && f.unit(i - 2) == 0x3A;
    if scheme
        && let Some(colon) = colon
        && at > colon + 2
        && !placeholder(page, colon + 1, at)
    {
        push(sink, colon + 1, at, CERTAIN + 8, "credential/uri", WHY_KEY);
    }
}

/// Whether a row of numbers names the way to turn.
fn turned(page: &Page, from: usize, to: usize) -> bool {
    (from..to).any(|i| matches!(page.folded.unit(i), 0xC88C | 0xC6B0 | 0xC67C | 0xB978 | 0x4C | 0x52))
}

/// Whether a row holds nothing but three to six numbers of one or two digits with hyphens between.
fn small(page: &Page, from: usize, to: usize) -> bool {
    let f = &page.folded;
    let mut groups = 1;
    let mut run = 0;
    for i in from..to {
        match f.class(i) {
            Class::Digit => run += 1,
            _ if f.unit(i) == 0x2D => {
                groups += 1;
                run = 0;
            }
            _ => return false,
        }
        if run > 2 {
            return false;
        }
    }
    (3..=6).contains(&groups) && page.clear_right(to as u32)
}
