//! HTML as browsers take it apart (WHATWG HTML, 13.2.5 Tokenization): tags with their attributes, text, comments, and where each stands.
//!
//! Nothing is refused and nothing is lost: every byte belongs to one token. Not here: what an element means (`html`).

use std::ops::Range;

/// An attribute of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// In lower case.
    pub(super) name: String,
    /// Its value as written, without quotes; empty where it has none.
    pub(super) value: Range<usize>,
    /// All of it with the space before.
    pub(super) whole: Range<usize>,
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text with its escapes.
    Text(Range<usize>),
    /// A tag that opens or closes.
    Tag { name: String, closes: bool, raw: Range<usize>, attributes: Vec<Attribute> },
    /// What a script, a style sheet or a frame holds.
    Inside { of: &'static str, raw: Range<usize> },
    /// A document type.
    Doctype(Range<usize>),
    /// A comment, an instruction, a tag that never ends: nothing that is shown.
    Unseen(Range<usize>),
}

/// Elements whose content is no markup.
const CLOSED: &[&str] = &["script", "style", "iframe"];

/// Takes a stretch of a document apart.
pub(super) fn pieces(text: &str, within: Range<usize>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = within.start;
    let mut shown = at;
    let end = within.end.min(text.len());
    let text = text.get(..end).unwrap_or(text);
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('<')).map(|i| at + i) {
        let Some((piece, next)) = piece(text, open) else {
            at = open + 1;
            continue;
        };
        if shown < open {
            out.push(Piece::Text(shown..open));
        }
        let inside = match &piece {
            Piece::Tag { name, closes: false, raw, .. }
                if !text.get(raw.clone()).unwrap_or_default().ends_with("/>") =>
            {
                CLOSED.iter().find(|c| **c == name.as_str()).copied()
            }
            _ => None,
        };
        out.push(piece);
        at = next;
        if let Some(of) = inside {
            let stop = closing(text, at, of);
            out.push(Piece::Inside { of, raw: at..stop });
            at = stop;
        }
        shown = at;
    }
    if shown < end {
        out.push(Piece::Text(shown..end));
    }
    out
}

/// Where the closing tag of an element begins, or the end.
fn closing(text: &str, from: usize, name: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("</")).map(|i| at + i) {
        let after = next + 2 + name.len();
        let named = bytes.get(next + 2..after).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
        if named && bytes.get(after).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>')) {
            return next;
        }
        at = next + 2;
    }
    text.len()
}

/// The piece that begins with the `<` at a byte, and where it ends; none where that is text.
fn piece(text: &str, open: usize) -> Option<(Piece, usize)> {
    let bytes = text.as_bytes();
    let rest = text.get(open + 1..)?;
    let until = |sign: &str| rest.find(sign).map_or(text.len(), |i| open + 1 + i + sign.len());
    let unseen = |end: usize| Some((Piece::Unseen(open..end), end));
    match bytes.get(open + 1)? {
        b'!' => {
            if rest.starts_with("!--") {
                return unseen(comment(text, open + 4));
            }
            let end = until(">");
            if rest.get(1..8).is_some_and(|d| d.eq_ignore_ascii_case("doctype")) {
                return Some((Piece::Doctype(open..end), end));
            }
            unseen(end)
        }
        b'?' => unseen(until(">")),
        b'/' => match bytes.get(open + 2)? {
            b if b.is_ascii_alphabetic() => tag(text, open, open + 2, true),
            _ => unseen(until(">")),
        },
        b if b.is_ascii_alphabetic() => tag(text, open, open + 1, false),
        _ => None,
    }
}

/// Where a comment ends whose text begins at a byte.
fn comment(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    if rest.starts_with('>') {
        return from + 1;
    }
    if rest.starts_with("->") {
        return from + 2;
    }
    let plain = rest.find("-->").map(|i| from + i + 3);
    let odd = rest.find("--!>").map(|i| from + i + 4);
    match (plain, odd) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b).unwrap_or(text.len()),
    }
}

fn tag(text: &str, open: usize, from: usize, closes: bool) -> Option<(Piece, usize)> {
    let bytes = text.as_bytes();
    let space = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    let mut at = from;
    while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>')) {
        at += 1;
    }
    let name = text.get(from..at)?.to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        let before = at;
        while space(at) || bytes.get(at) == Some(&b'/') {
            at += 1;
        }
        match bytes.get(at) {
            // Browsers leave out a tag that does not end.
            None => return Some((Piece::Unseen(open..text.len()), text.len())),
            Some(b'>') => return Some((Piece::Tag { name, closes, raw: open..at + 1, attributes }, at + 1)),
            Some(_) => {}
        }
        let start = at;
        at += 1;
        while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'=')) {
            at += 1;
        }
        let label = text.get(start..at)?.to_ascii_lowercase();
        let mut value = at..at;
        let mut next = at;
        while space(next) {
            next += 1;
        }
        if bytes.get(next) == Some(&b'=') {
            next += 1;
            while space(next) {
                next += 1;
            }
            match bytes.get(next) {
                Some(&quote @ (b'"' | b'\'')) => {
                    let end = bytes.get(next + 1..).and_then(|r| r.iter().position(|&b| b == quote));
                    let Some(end) = end.map(|i| next + 1 + i) else {
                        return Some((Piece::Unseen(open..text.len()), text.len()));
                    };
                    value = next + 1..end;
                    at = end + 1;
                }
                _ => {
                    at = next;
                    while bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'>') {
                        at += 1;
                    }
                    value = next..at;
                }
            }
        }
        attributes.push(Attribute { name: label, value, whole: before..at });
    }
}

/// A piece of text: what it says, where it stands, and whether its bytes say it themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) raw: Range<usize>,
    pub(super) plain: bool,
}

/// Text or a value with its escapes read.
pub(super) fn words(text: &str, raw: Range<usize>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let Some(body) = text.get(raw.clone()) else { return out };
    let plain = |from: usize, to: usize, out: &mut Vec<Word>| {
        if from < to {
            let text = text.get(from..to).unwrap_or_default().to_owned();
            out.push(Word { text, raw: from..to, plain: true });
        }
    };
    let (mut at, mut shown) = (0, 0);
    while let Some(amp) = body.get(at..).and_then(|r| r.find('&')).map(|i| at + i) {
        let Some((says, length)) = body.get(amp..).and_then(entity) else {
            at = amp + 1;
            continue;
        };
        plain(raw.start + shown, raw.start + amp, &mut out);
        let stands = raw.start + amp..raw.start + amp + length;
        out.push(Word { text: says.to_string(), raw: stands, plain: false });
        at = amp + length;
        shown = at;
    }
    plain(raw.start + shown, raw.end, &mut out);
    out
}

/// Names of characters that separate or join, or stand in numbers and addresses. Those that browsers read without a semicolon come first.
const NAMED: &[(&str, char)] = &[
    ("nbsp", '\u{A0}'),
    ("shy", '\u{AD}'),
    ("amp", '&'),
    ("AMP", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("middot", '·'),
    ("apos", '\''),
    ("commat", '@'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semi", ';'),
    ("sol", '/'),
    ("bsol", '\\'),
    ("lowbar", '_'),
    ("UnderBar", '_'),
    ("hyphen", '\u{2010}'),
    ("dash", '\u{2010}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("horbar", '\u{2015}'),
    ("minus", '\u{2212}'),
    ("plus", '+'),
    ("num", '#'),
    ("percnt", '%'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lsqb", '['),
    ("rsqb", ']'),
    ("ast", '*'),
    ("equals", '='),
    ("quest", '?'),
    ("excl", '!'),
    ("verbar", '|'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("emsp13", '\u{2004}'),
    ("emsp14", '\u{2005}'),
    ("numsp", '\u{2007}'),
    ("puncsp", '\u{2008}'),
    ("thinsp", '\u{2009}'),
    ("ThinSpace", '\u{2009}'),
    ("hairsp", '\u{200A}'),
    ("VeryThinSpace", '\u{200A}'),
    ("MediumSpace", '\u{205F}'),
    ("NonBreakingSpace", '\u{A0}'),
    ("ZeroWidthSpace", '\u{200B}'),
    ("NegativeThinSpace", '\u{200B}'),
    ("NegativeMediumSpace", '\u{200B}'),
    ("NegativeThickSpace", '\u{200B}'),
    ("NegativeVeryThinSpace", '\u{200B}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("NoBreak", '\u{2060}'),
    ("bull", '•'),
    ("hellip", '…'),
    ("cir", '○'),
];

/// How many of them need no semicolon.
const OPEN: usize = 8;

/// The character of an escape at the head of a text, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, head) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
        if length == 0 {
            return None;
        }
        let code = u32::from_str_radix(digits.get(..length)?, radix).ok().and_then(char::from_u32);
        let stop = usize::from(digits.as_bytes().get(length) == Some(&b';'));
        return Some((code.filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER), head + length + stop));
    }
    let length = body.bytes().take(24).take_while(u8::is_ascii_alphanumeric).count();
    let name = body.get(..length)?;
    if body.as_bytes().get(length) == Some(&b';') {
        let c = NAMED.iter().find(|(n, _)| *n == name)?.1;
        return Some((c, length + 2));
    }
    let (name, c) = NAMED.iter().take(OPEN).find(|(n, _)| name.starts_with(n))?;
    Some((*c, name.len() + 1))
}

/// Words in which percent sequences are read as what they stand for, too.
pub(super) fn unescaped(words: Vec<Word>) -> Vec<Word> {
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        if !word.plain || !word.text.contains('%') {
            out.push(word);
            continue;
        }
        let (mut at, mut shown) = (0, 0);
        let cut = |from: usize, to: usize, out: &mut Vec<Word>| {
            if from < to {
                let text = word.text.get(from..to).unwrap_or_default().to_owned();
                out.push(Word { text, raw: word.raw.start + from..word.raw.start + to, plain: true });
            }
        };
        while let Some(sign) = word.text.get(at..).and_then(|r| r.find('%')).map(|i| at + i) {
            let Some((c, length)) = word.text.get(sign..).and_then(super::xml::percent) else {
                at = sign + 1;
                continue;
            };
            cut(shown, sign, &mut out);
            let raw = word.raw.start + sign..word.raw.start + sign + length;
            out.push(Word { text: c.to_string(), raw, plain: false });
            at = sign + length;
            shown = at;
        }
        cut(shown, word.text.len(), &mut out);
    }
    out
}

/// What words say together.
pub(super) fn said(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_document_apart_without_losing_a_byte() {
        let text = "<!DOCTYPE html><p class=a title='b>c' hidden>가<!-- x > y -->나</p/><script>a<b</script >1 < 2 <a href=x/y>z<?php 1?></ p><b";
        let pieces = pieces(text, 0..text.len());
        let mut at = 0;
        let mut kinds = String::new();
        for piece in &pieces {
            let (raw, kind) = match piece {
                Piece::Text(raw) => (raw, 't'),
                Piece::Tag { raw, closes, .. } => (raw, if *closes { '/' } else { '<' }),
                Piece::Inside { raw, .. } => (raw, 'i'),
                Piece::Doctype(raw) => (raw, 'd'),
                Piece::Unseen(raw) => (raw, 'u'),
            };
            assert_eq!(raw.start, at, "{piece:?}");
            at = raw.end;
            kinds.push(kind);
        }
        assert_eq!((at, kinds.as_str()), (text.len(), "d<tut/<i/t<tuuu"));
        let Some(Piece::Tag { attributes, .. }) = pieces.get(1) else { panic!("a tag") };
        let values: Vec<(&str, &str)> = attributes.iter().map(|a| (a.name.as_str(), &text[a.value.clone()])).collect();
        assert_eq!(values, [("class", "a"), ("title", "b>c"), ("hidden", "")]);
    }

    #[test]
    fn reads_escapes_as_browsers_do() {
        let read = |text: &str| said(&unescaped(words(text, 0..text.len())));
        assert_eq!(
            read("&#48;&#x31&#x30;&hyphen;a&nbspb&ampc&foo;d&shy;%30%EA%B9%80"),
            "010\u{2010}a\u{A0}b&c&foo;d\u{AD}0김"
        );
    }
}
