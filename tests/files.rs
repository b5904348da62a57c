//! Files in parts: a canary planted in every place that a format offers, in eight ways of writing, must not be anywhere in the masked copy.
//!
//! What is searched here is searched by other means than the product's: archives are opened by another crate, texts are joined and folded by
//! a few lines of their own.

#![cfg(feature = "export")]

#[path = "files/mod.rs"]
mod builder;

use builder::{CANARY, HWPX, WAYS, Way, hwpx, unpack};
use garim::check::Checker;
use garim::export::{self, Refusal};
use garim::policy::Policy;

/// The canary's digits however they are written: tags, entities and separators taken out.
fn holds_canary(bytes: &[u8]) -> bool {
    let digits: String = CANARY.chars().filter(char::is_ascii_digit).collect();
    let squeezed = |text: &str| -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in text.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if inside => out.push(c),
                c => out.push(c),
            }
        }
        out
    };
    let without_tags = |text: &str| -> String {
        let mut out = String::new();
        let mut depth = 0;
        for c in text.chars() {
            match c {
                '<' => depth = 1,
                '>' => depth = 0,
                c if depth == 0 => out.push(c),
                _ => {}
            }
        }
        out
    };
    let plain = |text: &str| -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let entity = rest.strip_prefix("&#").and_then(|r| r.split_once(';')).and_then(|(n, after)| {
                let code = match n.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => n.parse().ok()?,
                };
                Some((char::from_u32(code)?, after))
            });
            let (c, after) = entity.unwrap_or((c, &rest[c.len_utf8()..]));
            let c =
                if ('\u{FF10}'..='\u{FF19}').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
            if c.is_ascii_digit() {
                out.push(c);
            } else if c.is_alphabetic() {
                out.push('.');
            }
            rest = after;
        }
        out
    };
    let utf16: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&b| u16::from_le_bytes(b)).collect();
    let texts = [String::from_utf8_lossy(bytes).into_owned(), String::from_utf16_lossy(&utf16)];
    texts.iter().any(|t| plain(&without_tags(t)).contains(&digits) || plain(&squeezed(t)).contains(&digits))
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_hwpx() {
    let mut wrong = Vec::new();
    let mut checker = Checker::new();
    for place in HWPX {
        for way in WAYS {
            let file = hwpx(place, way).expect("a place that is built");
            let opened = match export::open("hwpx", &file) {
                Ok(opened) => opened,
                Err(refusal) => {
                    wrong.push(format!("{place} {way:?}: not opened: {refusal}"));
                    continue;
                }
            };
            match export::mask(&opened, &Policy::default(), &mut checker) {
                Ok(copy) => {
                    for (name, content) in unpack(copy.bytes.as_ref()) {
                        if holds_canary(&content) {
                            wrong.push(format!("{place} {way:?}: left in {name}"));
                        }
                    }
                }
                Err(Refusal::Leaks | Refusal::Survives(_)) => wrong.push(format!("{place} {way:?}: refused")),
                Err(refusal) => wrong.push(format!("{place} {way:?}: {refusal}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), HWPX.len() * WAYS.len(), wrong.join("\n"));
}

#[test]
fn it_sees_the_canary_in_every_file_before_it_is_masked() {
    for place in HWPX {
        let file = hwpx(place, Way::Whole).expect("a place that is built");
        assert!(unpack(&file).iter().any(|(_, content)| holds_canary(content)), "{place}");
    }
}
