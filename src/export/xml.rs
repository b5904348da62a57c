//! Walks over XML and says where in its bytes each thing stands. Nothing is ever written anew from what was parsed: parts are changed by
//! splicing their bytes. Document type definitions are refused, so no entity is ever expanded.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Refusal;
use super::source::Builder;

/// Elements inside elements: deeper ones are hostile.
const DEPTH: usize = 256;

/// One thing in a part.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// A tag that opens (`empty`: and closes at once). `raw` is the whole tag.
    Open { name: &'a str, empty: bool, raw: Range<usize> },
    /// A tag that closes.
    Close { name: &'a str, raw: Range<usize> },
    /// Text as it stands, from this byte on.
    Text { text: &'a str, start: usize },
    /// A character written as an entity or by its number.
    Sign { c: char, raw: Range<usize> },
    /// A comment or a processing instruction.
    Aside { raw: Range<usize> },
}

/// Walks over a part.
///
/// # Errors
/// [`Refusal::Broken`] where it is not well-formed, defines entities, or is nested too deep.
pub(super) fn walk(text: &str, mut see: impl FnMut(Token<'_>)) -> Result<(), Refusal> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let mut reader = Reader::from_str(body);
    reader.config_mut().check_end_names = true;
    let mut depth = 0usize;
    loop {
        let start = skipped + reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|_| Refusal::Broken)?;
        let raw = start..skipped + reader.buffer_position() as usize;
        let is_tag = matches!(event, Event::Start(_) | Event::Empty(_));
        let odd = matches!(event, Event::Decl(_)) && text.get(raw.clone()).is_none_or(speaks);
        if odd || is_tag && !text.get(raw.clone()).is_some_and(is_well_formed) {
            return Err(Refusal::Broken);
        }
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(Refusal::Broken);
                }
                see(Token::Open { name: name_of(&tag), empty: false, raw });
            }
            Event::Empty(tag) => see(Token::Open { name: name_of(&tag), empty: true, raw }),
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                see(Token::Close { name: local(tag.name().into_inner()), raw });
            }
            Event::Text(_) => see(Token::Text { text: text.get(raw.clone()).unwrap_or_default(), start }),
            Event::CData(_) => {
                let inner = raw.start + "<![CDATA[".len()..raw.end.saturating_sub("]]>".len());
                see(Token::Text { text: text.get(inner.clone()).unwrap_or_default(), start: inner.start });
            }
            Event::GeneralRef(_) => {
                let c = text.get(raw.clone()).and_then(entity).ok_or(Refusal::Broken)?;
                see(Token::Sign { c, raw });
            }
            Event::Comment(_) | Event::PI(_) => see(Token::Aside { raw }),
            Event::Decl(_) => {}
            Event::DocType(_) => return Err(Refusal::Broken),
            Event::Eof => break,
        }
    }
    if depth == 0 { Ok(()) } else { Err(Refusal::Broken) }
}

/// Whether a tag is a name and attributes with values in quotes, and no name in it says anything.
fn is_well_formed(tag: &str) -> bool {
    let inner = tag.strip_prefix('<').unwrap_or(tag);
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let Some(mut rest) = behind_name(inner.strip_suffix('/').unwrap_or(inner).as_bytes()) else { return false };
    loop {
        let next = rest.trim_ascii_start();
        if next.is_empty() {
            return true;
        }
        // What follows a name or a value stands apart from it.
        if next.len() == rest.len() {
            return false;
        }
        match behind_attribute(next) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
}

/// What stands behind the attribute at the head: a name, equals, a value in quotes; none where there is none.
fn behind_attribute(bytes: &[u8]) -> Option<&[u8]> {
    let value = behind_name(bytes)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (&quote, inside) = value.split_first().filter(|(quote, _)| matches!(quote, b'"' | b'\''))?;
    let end = inside.iter().position(|&b| b == quote || b == b'<')?;
    inside.get(end..)?.strip_prefix(&[quote])
}

/// What stands behind the name at the head; none where no name stands there, or one that says something.
fn behind_name(bytes: &[u8]) -> Option<&[u8]> {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.');
    let end = bytes.iter().position(|b| !plain(b)).unwrap_or(bytes.len());
    let (name, behind) = bytes.split_at_checked(end)?;
    let digits = name.iter().filter(|b| b.is_ascii_digit()).count();
    (!name.is_empty() && digits < 8).then_some(behind)
}

fn name_of<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    local(tag.name().into_inner())
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    match name.bytes().rposition(|b| b == b':') {
        Some(colon) => name.get(colon + 1..).unwrap_or(name),
        None => name,
    }
}

/// The character of `&amp;`, `&#44032;`, `&#xAC00;`.
fn entity(raw: &str) -> Option<char> {
    let name = raw.strip_prefix('&')?.strip_suffix(';')?;
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// An attribute of a tag: its name without prefix, its value as written, and where the value stands.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a str,
    pub(super) raw: Range<usize>,
}

/// The attributes of the tag that stands at `raw` in `text`.
pub(super) fn attributes<'a>(text: &'a str, raw: &Range<usize>) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
    let tag = text.get(raw.clone()).unwrap_or_default();
    let (bytes, begin) = (tag.as_bytes(), raw.start);
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
    let mut at = bytes.iter().position(ends).unwrap_or(tag.len());
    // A well-formed tag: name, equals, a value in quotes; the walk has refused everything else.
    std::iter::from_fn(move || {
        let equals = seek(bytes, at, |b| b == b'=')?;
        let name = tag.get(at..equals).unwrap_or_default().trim();
        let open = seek(bytes, equals, |b| matches!(b, b'"' | b'\''))?;
        let quote = *bytes.get(open)?;
        let end = seek(bytes, open + 1, |b| b == quote)?;
        at = end + 1;
        let value = tag.get(open + 1..end).unwrap_or_default();
        Some(Attribute { name: local(name), value, raw: begin + open + 1..begin + end })
    })
}

/// Where the first such byte stands, from one on.
fn seek(bytes: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    bytes.get(from..)?.iter().position(|&b| is(b)).map(|i| from + i)
}

/// A value by its name.
pub(super) fn attribute<'a>(text: &'a str, raw: &Range<usize>, name: &str) -> Option<&'a str> {
    attributes(text, raw).find(|a| a.name == name).map(|a| a.value)
}

/// Whether an attribute's value may say something of a person: it holds a character that is none of ASCII (or an escape of one), an at
/// sign, nine digits in one piece or eight with something between, or the mask of such a value.
pub(super) fn speaks(value: &str) -> bool {
    let (mut digits, mut one, mut before) = (0, true, 0);
    for b in value.bytes() {
        match b {
            0x80.. | b'@' | b'%' => return true,
            b'#' if before == b'&' => return true,
            b'*' if before == b'*' => return true,
            b'0'..=b'9' => digits += 1,
            b'A'..=b'Z' | b'a'..=b'z' => {}
            _ => one = false,
        }
        before = b;
    }
    digits >= if one { 9 } else { 8 } && !is_mark(value) && !is_fraction(value)
}

/// Whether a value that names a font, a colour or a standard says more than that.
pub(super) fn is_loud(value: &str) -> bool {
    value.contains('@') || value.contains("**") || value.bytes().filter(u8::is_ascii_digit).count() >= 9
}

/// Whether a value is a mark that a program gave: `{8A1B…}`, `#FF000000`.
fn is_mark(value: &str) -> bool {
    let inner = value.trim_start_matches(['{', '#']).trim_end_matches('}');
    let hexadecimal = inner.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    inner.len() < value.len() && hexadecimal && (inner.len() == 36 || inner.len() <= 8)
}

/// Whether a value is a number with a fraction: `0.3999755851924192`.
fn is_fraction(value: &str) -> bool {
    let (before, after) = value.trim_start_matches('-').split_once('.').unwrap_or_default();
    let (after, exponent) = after.split_once(['e', 'E']).unwrap_or((after, "0"));
    let digits = |text: &str| !text.is_empty() && text.len() < 20 && text.bytes().all(|b| b.is_ascii_digit());
    before.len() < 4 && digits(before) && digits(after) && digits(exponent.trim_start_matches(['-', '+']))
}

/// An attribute's value as it is read: entities as what they stand for.
pub(super) fn said(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, tail)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let end = tail.find(';').map_or(tail.len(), |i| i + 1);
        let (sign, behind) = tail.split_at_checked(end).unwrap_or((tail, ""));
        match entity(sign) {
            Some(c) => out.push(c),
            None => out.push_str(sign),
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Gives a builder a stretch of XML text in which entities may stand (an attribute's value, text that was not cut at them).
pub(super) fn escaped_text(builder: &mut Builder, text: &str, start: usize) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let Some(amp) = rest.find('&') else {
            builder.plain(rest, start + at);
            return;
        };
        builder.plain(rest.get(..amp).unwrap_or_default(), start + at);
        let end = rest.get(amp..).and_then(|r| r.find(';')).map_or(rest.len(), |i| amp + i + 1);
        match rest.get(amp..end).and_then(entity) {
            Some(c) => builder.escaped(c.encode_utf8(&mut [0; 4]), start + at + amp..start + at + end),
            None => builder.plain(rest.get(amp..end).unwrap_or_default(), start + at + amp),
        }
        at += end;
    }
}

/// The most bytes that an entity takes.
const LONGEST_ENTITY: usize = 40;

/// Gives a builder a link's target: percent sequences and entities are read as what they stand for.
pub(super) fn link_text(builder: &mut Builder, text: &str, start: usize) {
    pieces(text, |piece, raw, plain| {
        let raw = start + raw.start..start + raw.end;
        if plain { builder.plain(piece, raw.start) } else { builder.escaped(piece, raw) }
    });
}

/// The pieces of a link's target: what each says, where it stands, and whether it stands there as it is.
fn pieces(text: &str, mut give: impl FnMut(&str, Range<usize>, bool)) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let sign = if rest.starts_with('%') {
            percent(rest)
        } else if rest.starts_with('&') {
            let end = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';');
            end.and_then(|end| Some((rest.get(..=end).and_then(entity)?, end + 1)))
        } else {
            None
        };
        let length = match sign {
            Some((c, length)) => {
                give(c.encode_utf8(&mut [0; 4]), at..at + length, false);
                length
            }
            None => {
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let length = rest.get(first..).and_then(|r| r.find(['%', '&'])).map_or(rest.len(), |i| i + first);
                give(rest.get(..length).unwrap_or_default(), at..at + length, true);
                length
            }
        };
        at += length;
    }
}

/// The character that percent sequences at the head of a text stand for, and how many bytes they take.
pub(super) fn percent(text: &str) -> Option<(char, usize)> {
    let mut bytes = Vec::with_capacity(4);
    let mut at = 0;
    while bytes.len() < 4 {
        let pair = text.get(at..at + 3)?.strip_prefix('%')?;
        bytes.push(u8::from_str_radix(pair, 16).ok()?);
        at += 3;
        if let Ok(done) = std::str::from_utf8(&bytes) {
            return done.chars().next().map(|c| (c, at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_things_stand() {
        let text = "<?xml version=\"1.0\"?><a:p id=\"1\" b='&quot;x'>가&amp;나<t/><![CDATA[다]]></a:p>";
        let mut seen = Vec::new();
        walk(text, |token| match token {
            Token::Open { name, raw, .. } => {
                for a in attributes(text, &raw) {
                    assert_eq!(text.get(a.raw.clone()), Some(a.value));
                    seen.push(format!("{}={}", a.name, a.value));
                }
                seen.push(name.to_owned());
            }
            Token::Text { text: piece, start } => {
                assert_eq!(text.get(start..start + piece.len()), Some(piece));
                seen.push(piece.to_owned());
            }
            Token::Sign { c, raw } => seen.push(format!("{c}{}", raw.len())),
            _ => {}
        })
        .expect("it is well-formed");
        assert_eq!(seen, ["id=1", "b=&quot;x", "p", "가", "&5", "나", "t", "다"]);
    }

    #[test]
    fn refuses_definitions_and_depth() {
        assert!(walk("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", |_| {}).is_err());
        assert!(walk("<a><b></a></b>", |_| {}).is_err());
        assert!(walk("<a>", |_| {}).is_err());
        for tag in ["<a 010-0000-1234/>", "<a b='1'c='2'/>", "<a b=1/>", "<a010-0000-1234/>", "<a b='<'/>"] {
            assert!(walk(tag, |_| {}).is_err(), "{tag}");
        }
        assert!(walk("<?xml version='1.0' x='010-0000-1234'?><a/>", |_| {}).is_err());
        assert!(walk("<x:a b = \"1\"\n x:c='>' />", |_| {}).is_ok());
        assert!(walk(&"<a>".repeat(300), |_| {}).is_err());
    }

    #[test]
    fn tells_values_from_measures() {
        for said in ["010-0000-1234", "01000001234", "김", "a@b.kr", "***-****", "1999-01-01"] {
            assert!(speaks(said), "{said}");
        }
        for unsaid in [
            "FF000000",
            "00000000",
            "5274310",
            "0.3999755851924192",
            "{00000000-0000-0000-0000-000000000000}",
            "#FF000000",
            "Accent 1",
        ] {
            assert!(!speaks(unsaid), "{unsaid}");
        }
    }

    #[test]
    fn reads_percent_sequences_as_what_they_stand_for() {
        assert_eq!(percent("%EA%B9%80x"), Some(('김', 9)));
        assert_eq!(percent("%41"), Some(('A', 3)));
        assert_eq!(percent("%GG"), None);
        assert_eq!(percent("%EA%B9"), None);
    }

    #[test]
    fn reads_what_stands_for_a_sign_behind_any_letter() {
        for target in
            ["tel:%30%31%30-0000-5678", "김?%30%31%30-0000-5678", "김&#48;10-0000-5678", "&&&%30%31%30-0000-5678"]
        {
            let mut said = String::new();
            pieces(target, |piece, raw, plain| {
                assert!(!plain || target.get(raw) == Some(piece));
                said.push_str(piece);
            });
            assert!(said.ends_with("010-0000-5678"), "{target}: {said}");
        }
    }
}
