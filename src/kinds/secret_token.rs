//! One word behind the label of a secret: where it ends, what it is made of, and which words are none (`${DB_PW}`, `AES-256`). Readers for `secret_value.rs`.

use crate::page::Page;
use crate::text::Class;

/// What a token is made of.
#[derive(Default)]
pub(super) struct Made {
    pub(super) digits: usize,
    pub(super) lower: usize,
    pub(super) upper: usize,
    pub(super) hangul: usize,
    pub(super) marks: usize,
    pub(super) blanks: usize,
}

/// Reads up to a space, a closing mark or a particle; gives the end and what it is made of.
pub(super) fn token(page: &Page, from: usize, to: usize) -> Option<(usize, Made)> {
    let f = &page.folded;
    let mut i = from;
    let to = to.min(from + 400);
    while i < to {
        match f.unit(i) {
            0x20 | 0x09 | 0x0A | 0x22 | 0x27 | 0x60 | 0x7C | 0x3C => break,
            0x2C | 0x3B
                if !matches!(f.class(i + 1), Class::Digit | Class::Latin | Class::Punct | Class::Blank)
                    || f.class(i + 1) == Class::Hangul =>
            {
                break;
            }
            0x28 if i == from || f.class(i + 1) == Class::Hangul => break,
            0x29 | 0x5D | 0x7D if f.class(i + 1) != Class::Digit && f.class(i + 1) != Class::Latin => break,
            0x2192 | 0x203B => break,
            // token=ab12&page=3: the next field of a request.
            0x26 if field(page, i + 1) => break,
            _ => {}
        }
        i += 1;
    }
    // What Hangul stands at the end is a particle or the rest of the sentence.
    let mut end = i;
    while end > from && (f.class(end - 1) == Class::Hangul || matches!(f.unit(end - 1), 0x2E | 0x2C | 0x3A | 0x3B)) {
        end -= 1;
    }
    if end == from {
        return None;
    }
    // Hangul inside after ASCII at the start: 1234로(변경)… ends at the particle.
    if f.class(from) != Class::Hangul
        && let Some(cut) = (from..end).find(|&k| f.class(k) == Class::Hangul)
    {
        end = cut;
    }
    let mut made = Made::default();
    for k in from..end {
        match (f.class(k), f.unit(k)) {
            (Class::Digit, _) => made.digits += 1,
            (_, 0x61..=0x7A) => made.lower += 1,
            (_, 0x41..=0x5A) => made.upper += 1,
            (Class::Hangul, _) => made.hangul += 1,
            (Class::Blank, _) => made.blanks += 1,
            (Class::Punct, _) => made.marks += 1,
            _ => return None,
        }
    }
    Some((end, made))
}

/// Whether the name of a field and an equals sign stand at `i`.
fn field(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    let named = |k: &usize| f.class(*k) == Class::Latin || f.unit(*k) == 0x5F;
    let end = i + (i..i + 20).take_while(named).count();
    end > i && f.unit(end) == 0x3D
}

/// `${DB_PW}`, `<password>`, `%s`, a web or e-mail address: no secret.
pub(super) fn placeholder(page: &Page, from: usize, end: usize) -> bool {
    const WORDS: [&str; 22] = [
        "null",
        "none",
        "true",
        "false",
        "xxxx",
        "required",
        "optional",
        "string",
        "varchar",
        "password",
        "passwd",
        "http://",
        "https://",
        "n/a",
        "undefined",
        "expired",
        "invalid",
        "failed",
        "reset",
        "change",
        "changed",
        "unknown",
    ];
    let f = &page.folded;
    if matches!((f.unit(from), f.unit(from + 1)), (0x24, 0x7B | 0x28) | (0x7B, 0x7B) | (0x25, _) | (0x26, 0x6E)) {
        return true;
    }
    let low = |i: usize| if (0x41..=0x5A).contains(&f.unit(i)) { f.unit(i) | 0x20 } else { f.unit(i) };
    if WORDS.iter().any(|w| {
        (w.ends_with("//") || w.len() == end - from) && w.chars().enumerate().all(|(k, c)| low(from + k) == c as u16)
    }) {
        return true;
    }
    // A mailbox: one sign, then a host with a dot.
    (from + 1..end).find(|&i| f.unit(i) == 0x40).is_some_and(|at| {
        let host = (at + 1..end)
            .all(|i| matches!(f.class(i), Class::Latin | Class::Digit) || matches!(f.unit(i), 0x2E | 0x2D));
        host && (at + 1..end).any(|i| f.unit(i) == 0x2E && f.class(i + 1) == Class::Latin)
    })
}

/// Names of algorithms, standards and things: AES-256, SHA2, WPA2, TLS1.3.
pub(super) fn algorithm(page: &Page, from: usize, end: usize) -> bool {
    const NAMES: [&str; 24] = [
        "aes", "sha", "rsa", "md", "tls", "ssl", "wpa", "wep", "fido", "aria", "seed", "lea", "hmac", "otp", "usb",
        "pc", "cctv", "ip", "ipv", "http", "base", "kcmvp", "des", "pki",
    ];
    let f = &page.folded;
    let low = |i: usize| if (0x41..=0x5A).contains(&f.unit(i)) { f.unit(i) | 0x20 } else { f.unit(i) };
    NAMES.iter().any(|w| {
        let n = w.len();
        n < end - from
            && end - from - n <= 5
            && w.chars().enumerate().all(|(k, c)| low(from + k) == c as u16)
            && (from + n..end).all(|i| f.class(i) == Class::Digit || matches!(f.unit(i), 0x2D..=0x2F))
    })
}
