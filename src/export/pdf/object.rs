//! The objects of a PDF file (ISO 32000-1, 7.3) and how they are written.

/// Objects inside objects: deeper ones are hostile.
const DEPTH: usize = 48;

/// One, as numbers are kept: in millionths.
pub(super) const ONE: i64 = 1_000_000;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Null,
    Bool(bool),
    /// In millionths.
    Number(i64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dict(Dict),
    /// Another object, by its number.
    Ref(u32),
}

/// Names and their values, in the order written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dict(pub(super) Vec<(String, Object)>);

impl Dict {
    /// A value as it is written.
    pub(super) fn get(&self, name: &str) -> Option<&Object> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// A name.
    pub(super) fn name(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Object::Name(value)) => Some(value),
            _ => None,
        }
    }

    /// A whole number.
    pub(super) fn whole(&self, name: &str) -> Option<i64> {
        self.get(name).and_then(Object::whole)
    }
}

impl Object {
    /// A whole number.
    pub(super) fn whole(&self) -> Option<i64> {
        match self {
            Self::Number(n) => Some(n / ONE),
            _ => None,
        }
    }

    /// A number in millionths.
    pub(super) fn number(&self) -> Option<i64> {
        match self {
            Self::Number(n) => Some(*n),
            _ => None,
        }
    }

    pub(super) fn array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(super) fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }
}

/// What stands next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Object(Object),
    /// A word that is no value: an operator, `obj`, `stream`.
    Word(&'a [u8]),
}

/// Reads objects from bytes.
#[derive(Clone, Debug)]
pub(super) struct Parser<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Parser<'a> {
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Passes white space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(b) = self.peek(0) {
            if b == b'%' {
                while self.peek(0).is_some_and(|b| !matches!(b, 10 | 13)) {
                    self.at += 1;
                }
            } else if is_space(b) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// What stands next; none at the end. With `refs`, two numbers and an R are a reference.
    pub(super) fn next(&mut self, refs: bool) -> Option<Token<'a>> {
        self.token(refs, 0)
    }

    fn token(&mut self, refs: bool, depth: usize) -> Option<Token<'a>> {
        self.skip();
        let first = self.peek(0)?;
        let object = match first {
            b'/' => Object::Name(self.name()),
            b'(' => Object::Text(self.literal()),
            b'<' if self.peek(1) == Some(b'<') => {
                self.at += 2;
                Object::Dict(self.dict(refs, depth + 1))
            }
            b'<' => Object::Text(self.hex()),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    if depth >= DEPTH {
                        break;
                    }
                    match self.token(refs, depth + 1) {
                        Some(Token::Object(object)) => items.push(object),
                        Some(Token::Word(b"]")) | None => break,
                        // An operator inside an array: the array was never closed.
                        Some(Token::Word(word)) if word.len() > 1 && word != b"]" => {
                            self.at -= word.len();
                            break;
                        }
                        Some(Token::Word(_)) => {}
                    }
                }
                Object::Array(items)
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => {
                let number = self.number();
                if refs && let Some(reference) = self.reference(number) { reference } else { Object::Number(number) }
            }
            b']' | b'{' | b'}' | b')' => {
                self.at += 1;
                return Some(Token::Word(self.bytes.get(self.at - 1..self.at)?));
            }
            b'>' => {
                let length = if self.peek(1) == Some(b'>') { 2 } else { 1 };
                self.at += length;
                return Some(Token::Word(self.bytes.get(self.at - length..self.at)?));
            }
            _ => {
                let start = self.at;
                while self.peek(0).is_some_and(|b| !is_space(b) && !is_delimiter(b)) {
                    self.at += 1;
                }
                match self.bytes.get(start..self.at)? {
                    b"true" => Object::Bool(true),
                    b"false" => Object::Bool(false),
                    b"null" => Object::Null,
                    word => return Some(Token::Word(word)),
                }
            }
        };
        Some(Token::Object(object))
    }

    fn dict(&mut self, refs: bool, depth: usize) -> Dict {
        let mut entries = Vec::new();
        loop {
            if depth >= DEPTH {
                break;
            }
            let name = match self.token(refs, depth) {
                Some(Token::Object(Object::Name(name))) => name,
                Some(Token::Word(b">>")) | None => break,
                // The end of the object without the dictionary's.
                Some(Token::Word(word @ (b"endobj" | b"stream" | b"endstream"))) => {
                    self.at -= word.len();
                    break;
                }
                _ => continue,
            };
            match self.token(refs, depth) {
                Some(Token::Object(value)) => entries.push((name, value)),
                Some(Token::Word(b">>")) | None => break,
                _ => {}
            }
        }
        Dict(entries)
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let mut out = Vec::new();
        while let Some(b) = self.peek(0).filter(|&b| !is_space(b) && !is_delimiter(b)) {
            let code = (b == b'#').then(|| Some(hex(self.peek(1)?)? << 4 | hex(self.peek(2)?)?)).flatten();
            out.push(code.unwrap_or(b));
            self.at += if code.is_some() { 3 } else { 1 };
        }
        String::from_utf8_lossy(&out).into_owned()
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut open = 1;
        while let Some(b) = self.peek(0) {
            self.at += 1;
            match b {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    let Some(escaped) = self.peek(0) else { break };
                    self.at += 1;
                    match escaped {
                        b'n' => out.push(10),
                        b'r' => out.push(13),
                        b't' => out.push(9),
                        b'b' => out.push(8),
                        b'f' => out.push(12),
                        b'0'..=b'7' => {
                            let mut code = u32::from(escaped - b'0');
                            for _ in 0..2 {
                                let Some(digit) = self.peek(0).filter(|d| matches!(d, b'0'..=b'7')) else { break };
                                code = code * 8 + u32::from(digit - b'0');
                                self.at += 1;
                            }
                            out.push(code as u8);
                        }
                        13 => self.at += usize::from(self.peek(0) == Some(10)),
                        10 => {}
                        other => out.push(other),
                    }
                    continue;
                }
                _ => {}
            }
            out.push(b);
        }
        out
    }

    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut out = Vec::new();
        let mut high = None;
        while let Some(b) = self.peek(0) {
            self.at += 1;
            if b == b'>' {
                break;
            }
            if let Some(digit) = hex(b) {
                match high.take() {
                    Some(first) => out.push(first << 4 | digit),
                    None => high = Some(digit),
                }
            }
        }
        out.extend(high.map(|first| first << 4));
        out
    }

    fn number(&mut self) -> i64 {
        let (mut whole, mut part, mut places, mut negative, mut dotted) = (0i64, 0i64, ONE, false, false);
        while let Some(b) = self.peek(0) {
            match b {
                b'-' => negative = true,
                b'+' => {}
                b'.' if !dotted => dotted = true,
                b'0'..=b'9' if dotted => {
                    places /= 10;
                    part += i64::from(b - b'0') * places;
                }
                b'0'..=b'9' => whole = whole.saturating_mul(10).saturating_add(i64::from(b - b'0')).min(1 << 40),
                _ => break,
            }
            self.at += 1;
        }
        let value = whole * ONE + part;
        if negative { -value } else { value }
    }

    /// The reference that a number begins, if a second number and an R follow.
    fn reference(&mut self, number: i64) -> Option<Object> {
        let mut ahead = self.at;
        let spaces = |at: &mut usize| {
            let from = *at;
            while self.bytes.get(*at).is_some_and(|&b| is_space(b)) && *at < from + 8 {
                *at += 1;
            }
            *at > from
        };
        if !spaces(&mut ahead) {
            return None;
        }
        let digits = self.bytes.get(ahead..)?.iter().take(6).take_while(|b| b.is_ascii_digit()).count();
        ahead += digits;
        let spaced = spaces(&mut ahead);
        let ends = self.bytes.get(ahead + 1).is_none_or(|&b| is_space(b) || is_delimiter(b));
        if digits == 0 || !spaced || self.bytes.get(ahead) != Some(&b'R') || !ends || number % ONE != 0 {
            return None;
        }
        self.at = ahead + 1;
        u32::try_from(number / ONE).ok().map(Object::Ref)
    }
}

fn hex(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).map(|d| d as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_written() {
        let mut parser = Parser::new(b"<< /A#20B [1 -2.5 (x\\051\\)) <48 6> 3 0 R true] % no\n /C null >> Tj", 0);
        let Some(Token::Object(Object::Dict(dict))) = parser.next(true) else { panic!("a dictionary") };
        let list = dict.get("A B").and_then(Object::array).expect("a list");
        assert_eq!(
            list,
            [
                Object::Number(ONE),
                Object::Number(-2_500_000),
                Object::Text(b"x))".to_vec()),
                Object::Text(b"H\x60".to_vec()),
                Object::Ref(3),
                Object::Bool(true)
            ]
        );
        assert_eq!(parser.next(true), Some(Token::Word(b"Tj")));
        assert_eq!(parser.next(true), None);
    }

    #[test]
    fn ends_on_anything() {
        for text in [&b"<<<<<<"[..], b"[[[[", b"(((", b"<48", b"/", b"<< /A", b">>]})"] {
            let mut parser = Parser::new(text, 0);
            let mut steps = 0;
            while parser.next(true).is_some() {
                steps += 1;
                assert!(steps < 100);
            }
        }
        let deep = b"[".repeat(100_000);
        let mut parser = Parser::new(&deep, 0);
        while parser.next(true).is_some() {}
    }
}
