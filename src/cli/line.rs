//! One line of JSONL as it may come: `{"id": any, "text": string}`, in any order, with more fields, with lone surrogates.
//!
//! The id is given back as the very characters it was written in, also where the rest of the line makes no sense.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// No JSON, at this byte (1 is the first).
    NotJson(usize),
    /// JSON, but no object.
    NotObject,
    /// No `text`.
    NoText,
    /// `text` is no string.
    TextNoString,
}

impl Fault {
    /// The stable code in the answer.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::NotUtf8 => "invalid_utf8",
            Self::NotJson(_) => "invalid_json",
            Self::NotObject => "not_an_object",
            Self::NoText => "missing_text",
            Self::TextNoString => "text_not_a_string",
        }
    }
}

/// Reads a line: the id (JSON, as written; `null` where there is none) and the text or what is wrong.
pub(crate) fn read(bytes: &[u8]) -> (Box<RawValue>, Result<String, Fault>) {
    let Ok(line) = std::str::from_utf8(bytes) else {
        let line = String::from_utf8_lossy(bytes);
        let (id, _) = fields(&line);
        // An id that holds such bytes itself cannot be given back.
        let id = id.filter(|id| !id.get().contains(char::REPLACEMENT_CHARACTER));
        return (id.unwrap_or_else(null), Err(Fault::NotUtf8));
    };
    let (id, text) = fields(line);
    (id.unwrap_or_else(null), text)
}

fn null() -> Box<RawValue> {
    RawValue::NULL.to_owned()
}

fn fields(line: &str) -> (Option<Box<RawValue>>, Result<String, Fault>) {
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(line);
    let read = (&mut fields).deserialize(&mut json).and_then(|()| json.end());
    let id = fields.id.map(ToOwned::to_owned);
    let text = match (read, fields.text) {
        (Err(error), _) if error.is_data() => Err(match line.trim_start().starts_with('{') {
            true => Fault::NotJson(error.column()),
            false => not_object(line),
        }),
        (Err(error), _) => Err(Fault::NotJson(error.column())),
        (Ok(()), None) => Err(Fault::NoText),
        (Ok(()), Some(raw)) => string(raw.get()).ok_or(Fault::TextNoString),
    };
    (id, text)
}

/// No object: some other JSON, or none.
fn not_object(line: &str) -> Fault {
    match serde_json::from_str::<IgnoredAny>(line) {
        Ok(_) => Fault::NotObject,
        Err(error) => Fault::NotJson(error.column()),
    }
}

/// A JSON string; lone surrogates become U+FFFD.
fn string(raw: &str) -> Option<String> {
    // Read as bytes, a lone surrogate is three bytes that are not UTF-8: ED, A0–BF, 80–BF.
    let bytes = serde::Deserializer::deserialize_bytes(&mut serde_json::Deserializer::from_str(raw), Bytes).ok()?;
    Some(String::from_utf8(bytes).unwrap_or_else(|error| replace_surrogates(error.as_bytes())))
}

/// WTF-8 to UTF-8, one U+FFFD for each surrogate.
fn replace_surrogates(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                break;
            }
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                out.push_str(std::str::from_utf8(valid).unwrap_or_default());
                out.push(char::REPLACEMENT_CHARACTER);
                rest = after.get(3..).unwrap_or_default();
            }
        }
    }
    out
}

/// What was read of a line, also where reading stopped midway. Of several fields of one name the last counts, as in JavaScript.
#[derive(Default)]
struct Fields<'a> {
    id: Option<&'a RawValue>,
    text: Option<&'a RawValue>,
}

impl<'de> DeserializeSeed<'de> for &mut Fields<'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Fields<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key_seed(Bytes)? {
            match name.as_slice() {
                b"id" => self.id = Some(map.next_value()?),
                b"text" => self.text = Some(map.next_value()?),
                _ => drop(map.next_value::<&RawValue>()?),
            }
        }
        Ok(())
    }
}

/// A JSON string as bytes, which may hold lone surrogates.
struct Bytes;

impl<'de> DeserializeSeed<'de> for Bytes {
    type Value = Vec<u8>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<u8>, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl Visitor<'_> for Bytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
        Ok(bytes.to_vec())
    }

    fn visit_str<E>(self, text: &str) -> Result<Vec<u8>, E> {
        Ok(text.as_bytes().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> (String, Result<String, Fault>) {
        let (id, text) = read(line.as_bytes());
        (id.get().to_owned(), text)
    }

    #[test]
    fn reads_fields_in_any_order_and_gives_the_id_back_as_written() {
        assert_eq!(
            of(r#"{"text":"가","id":[1, {"a":2.50}] ,"more":{"id":3}}"#),
            (r#"[1, {"a":2.50}]"#.into(), Ok("가".into()))
        );
        assert_eq!(of(r#"{"text":"\n"}"#), ("null".into(), Ok("\n".into())));
        assert_eq!(of(r#"{"id":1,"id":2,"text":"a","text":"b"}"#), ("2".into(), Ok("b".into())));
        assert_eq!(of(r#"{"id":"\ud800","\udc00":1,"text":"x"}"#), (r#""\ud800""#.into(), Ok("x".into())));
        assert_eq!(of(r#"{"i\u0064":7,"text":""}"#), ("7".into(), Ok(String::new())));
    }

    #[test]
    fn reads_a_lone_surrogate_as_one_replacement_character() {
        assert_eq!(
            of(r#"{"text":"a\ud800b\udfff\ud83d\ude00\udc00\ud800"}"#).1,
            Ok("a\u{FFFD}b\u{FFFD}😀\u{FFFD}\u{FFFD}".into())
        );
        assert_eq!(of(r#"{"text":"\ud800\u0041\ud800\n"}"#).1, Ok("\u{FFFD}A\u{FFFD}\n".into()));
    }

    #[test]
    fn says_what_is_wrong_and_keeps_the_id() {
        assert_eq!(of(r#"{"id":7,"text":"#), ("7".into(), Err(Fault::NotJson(15))));
        assert_eq!(of(r#"{"id":7}"#), ("7".into(), Err(Fault::NoText)));
        assert_eq!(of(r#"{"id":7,"text":null}"#), ("7".into(), Err(Fault::TextNoString)));
        assert_eq!(of("[1]"), ("null".into(), Err(Fault::NotObject)));
        assert_eq!(of("\"a\""), ("null".into(), Err(Fault::NotObject)));
        assert!(matches!(of("hello").1, Err(Fault::NotJson(_))));
        assert!(matches!(of(r#"{"id":1,"text":"a"} x"#), (id, Err(Fault::NotJson(_))) if id == "1"));
        let (id, text) = read(b"{\"id\":\"a\",\"text\":\"\xFF\"}");
        assert_eq!((id.get(), text), ("\"a\"", Err(Fault::NotUtf8)));
        let (id, _) = read(b"{\"id\":\"\xFF\",\"text\":\"\"}");
        assert_eq!(id.get(), "null");
    }
}
