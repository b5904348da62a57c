//! The objects of a PDF file, found by reading it from its first byte to its last: every revision of each, and those that no table lists.
//!
//! Tables of places are not believed: what a file hides behind a wrong one is found all the same. Of several objects of one number the last counts;
//! the others are earlier states.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::filter::{self, Unpacked};
use super::object::{Dict, Object, Parser, Token};
use crate::export::Refusal;
use crate::export::reading::Budget;

/// Objects of a file: more are hostile.
const OBJECTS: usize = 1_000_000;

/// One object as it stands in the file.
pub(super) struct Item {
    pub(super) number: u32,
    pub(super) value: Object,
    /// Where its stream's bytes stand, if it is one.
    pub(super) stream: Option<Range<usize>>,
    /// Whether a later object of the same number replaces it.
    pub(super) old: bool,
}

/// A file taken apart.
pub(super) struct File<'a> {
    bytes: &'a [u8],
    pub(super) items: Vec<Item>,
    latest: BTreeMap<u32, usize>,
    /// Dictionaries at the end of each revision.
    pub(super) trailers: Vec<Dict>,
    /// How often the file was ended.
    pub(super) ends: usize,
}

impl<'a> File<'a> {
    /// Finds all objects.
    ///
    /// # Errors
    /// [`Refusal::Encrypted`], [`Refusal::Broken`] without any object, [`Refusal::TooLarge`].
    pub(super) fn read(bytes: &'a [u8], budget: &mut Budget) -> Result<Self, Refusal> {
        let mut file = Self { bytes, items: Vec::new(), latest: BTreeMap::new(), trailers: Vec::new(), ends: 0 };
        file.scan()?;
        file.index();
        let encrypted = |d: &Dict| d.get("Encrypt").is_some_and(|e| *e != Object::Null);
        let streams = file.items.iter().filter_map(|i| i.value.dict().filter(|d| d.name("Type") == Some("XRef")));
        if streams.chain(&file.trailers).any(encrypted) {
            return Err(Refusal::Encrypted);
        }
        file.packed(budget)?;
        file.index();
        if file.items.is_empty() { Err(Refusal::Broken) } else { Ok(file) }
    }

    fn scan(&mut self) -> Result<(), Refusal> {
        let mut parser = Parser::new(self.bytes, 0);
        // The two numbers in front of `obj`.
        let mut before: [Option<i64>; 2] = [None; 2];
        // How long streams are that say so by an object further on.
        let mut later: Vec<(usize, u32)> = Vec::new();
        // Words `trailer` without a dictionary behind them: looked behind only so often, for one without an end is read to the end of the file.
        const TRAILERS: u32 = 64;
        let mut failed = 0;
        loop {
            // Comments are passed over, but for the mark of an end.
            let from = parser.at;
            parser.skip();
            let passed = self.bytes.get(from..parser.at).unwrap_or_default();
            self.ends += passed.windows(5).filter(|w| w == b"%%EOF").count();
            let at = parser.at;
            // Strings and lists outside of objects are no more than bytes: one without an end hides nothing.
            if matches!(self.bytes.get(at), Some(b'(' | b'<' | b'[')) {
                parser.at += 1;
                before = [None; 2];
                continue;
            }
            match parser.next(false) {
                None => break,
                Some(Token::Object(Object::Number(_))) => {
                    let whole = self.bytes.get(at..parser.at).and_then(|b| std::str::from_utf8(b).ok());
                    before = [before[1], whole.and_then(|n| n.parse().ok())];
                    continue;
                }
                Some(Token::Word(word)) if word.starts_with(b"obj") => {
                    parser.at = at + 3;
                    if let Some(number) = before[0].and_then(|n| u32::try_from(n).ok()) {
                        self.item(number, &mut parser, &mut later)?;
                    }
                }
                Some(Token::Word(b"trailer")) if failed < TRAILERS => {
                    let mut ahead = parser.clone();
                    if let Some(Token::Object(Object::Dict(dict))) = ahead.next(true) {
                        self.trailers.push(dict);
                        parser = ahead;
                    } else {
                        failed += 1;
                    }
                }
                _ => {}
            }
            before = [None; 2];
        }
        self.index();
        // A length that stands elsewhere is a whole number there, or the stream ends at its end mark as found.
        for (item, reference) in later {
            let length = self.value(reference).and_then(Object::whole).and_then(|n| usize::try_from(n).ok());
            if let Some(Item { stream: Some(range), .. }) = self.items.get_mut(item)
                && let Some(end) = length.and_then(|l| range.start.checked_add(l))
                && end <= range.end
            {
                range.end = end;
            }
        }
        Ok(())
    }

    /// One object from behind `obj` on.
    fn item(&mut self, number: u32, parser: &mut Parser<'a>, later: &mut Vec<(usize, u32)>) -> Result<(), Refusal> {
        if self.items.len() >= OBJECTS {
            return Err(Refusal::TooLarge);
        }
        let mut ahead = parser.clone();
        let Some(Token::Object(value)) = ahead.next(true) else { return Ok(()) };
        parser.at = ahead.at;
        let mut stream = None;
        if let Object::Dict(dict) = &value
            && ahead.next(true) == Some(Token::Word(b"stream"))
        {
            let line = match self.bytes.get(ahead.at..ahead.at + 2) {
                Some([13, 10]) => 2,
                Some([10 | 13, _]) => 1,
                _ => 0,
            };
            let start = ahead.at + line;
            let told = dict.whole("Length").and_then(|n| usize::try_from(n).ok()).and_then(|l| start.checked_add(l));
            let ends = |end: usize| {
                let tail = self.bytes.get(end..self.bytes.len().min(end + 16)).unwrap_or_default();
                let tail = tail.get(tail.iter().take_while(|b| b.is_ascii_whitespace()).count()..).unwrap_or_default();
                tail.starts_with(b"endstream")
            };
            let end = match told.filter(|&end| ends(end)) {
                Some(end) => end,
                None => {
                    let rest = self.bytes.get(start..).unwrap_or_default();
                    if let Some(Object::Ref(reference)) = dict.get("Length") {
                        later.push((self.items.len(), *reference));
                    }
                    start + find(rest, b"endstream").unwrap_or(rest.len())
                }
            };
            stream = Some(start..end);
            parser.at = end;
        }
        self.items.push(Item { number, value, stream, old: false });
        Ok(())
    }

    /// Which object of each number is the last.
    fn index(&mut self) {
        self.latest.clear();
        for (i, item) in self.items.iter().enumerate() {
            self.latest.insert(item.number, i);
        }
        for (i, item) in self.items.iter_mut().enumerate() {
            item.old = self.latest.get(&item.number) != Some(&i);
        }
    }

    /// Takes the objects out of streams of objects; they stand in their revision's place.
    fn packed(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        let mut all = Vec::with_capacity(self.items.len());
        let holders: Vec<usize> = (self.items.iter().enumerate())
            .filter(|(_, i)| i.stream.is_some() && i.value.dict().is_some_and(|d| d.name("Type") == Some("ObjStm")))
            .map(|(i, _)| i)
            .collect();
        let mut inside: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
        for holder in holders {
            let Some(Unpacked::Bytes(bytes, _)) = self.unpacked(holder, budget)? else { continue };
            let Some(dict) = self.items.get(holder).and_then(|i| i.value.dict()) else { continue };
            let first = dict.whole("First").and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            let count = dict.whole("N").and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            let mut head = Parser::new(bytes.get(..first).unwrap_or_default(), 0);
            let mut found = Vec::new();
            while found.len() < count {
                let mut whole = || match head.next(false) {
                    Some(Token::Object(number)) => number.whole(),
                    _ => None,
                };
                let (Some(number), Some(at)) = (whole(), whole()) else { break };
                let (Ok(number), Ok(at)) = (u32::try_from(number), usize::try_from(at)) else { break };
                if let Some(Token::Object(value)) = Parser::new(&bytes, first.saturating_add(at)).next(true) {
                    found.push(Item { number, value, stream: None, old: false });
                }
                if self.items.len() + found.len() > OBJECTS {
                    return Err(Refusal::TooLarge);
                }
            }
            inside.insert(holder, found);
        }
        for (i, item) in std::mem::take(&mut self.items).into_iter().enumerate() {
            all.push(item);
            all.append(&mut inside.remove(&i).unwrap_or_default());
        }
        if all.len() > OBJECTS {
            return Err(Refusal::TooLarge);
        }
        self.items = all;
        Ok(())
    }

    /// The index of the last object of a number.
    pub(super) fn place(&self, number: u32) -> Option<usize> {
        self.latest.get(&number).copied()
    }

    fn value(&self, number: u32) -> Option<&Object> {
        self.place(number).and_then(|i| self.items.get(i)).map(|i| &i.value)
    }

    /// What an object is, references followed.
    pub(super) fn follow<'o>(&'o self, object: &'o Object) -> &'o Object {
        let mut at = object;
        for _ in 0..16 {
            match at {
                Object::Ref(number) => at = self.value(*number).unwrap_or(&Object::Null),
                _ => return at,
            }
        }
        &Object::Null
    }

    /// A dictionary's value, references followed.
    pub(super) fn get<'o>(&'o self, dict: &'o Dict, name: &str) -> Option<&'o Object> {
        dict.get(name).map(|o| self.follow(o))
    }

    /// A dictionary inside a dictionary.
    pub(super) fn dict<'o>(&'o self, dict: &'o Dict, name: &str) -> Option<&'o Dict> {
        self.get(dict, name).and_then(Object::dict)
    }

    /// The bytes of an item's stream; none where it has none.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] beyond the limits.
    pub(super) fn unpacked(&self, item: usize, budget: &mut Budget) -> Result<Option<Unpacked>, Refusal> {
        let Some(Item { value: Object::Dict(dict), stream: Some(range), .. }) = self.items.get(item) else {
            return Ok(None);
        };
        // Filters and their parameters may stand elsewhere.
        let mut own = Dict::default();
        for (name, value) in &dict.0 {
            if matches!(name.as_str(), "Filter" | "DecodeParms" | "F" | "DP") {
                let value = match self.follow(value) {
                    Object::Array(items) => Object::Array(items.iter().map(|i| self.follow(i).clone()).collect()),
                    other => other.clone(),
                };
                // F beside Filter is a file outside.
                if name != "F" || matches!(value, Object::Name(_) | Object::Array(_)) {
                    own.0.push((name.clone(), value));
                }
            }
        }
        let raw = self.bytes.get(range.clone()).unwrap_or_default();
        filter::unpack(&own, raw, budget).map(Some)
    }

    /// The pages in order, by the tree of the catalogue; all that there are where it has none.
    pub(super) fn pages(&self) -> Vec<usize> {
        let is = |i: usize, kind: &str| {
            self.items.get(i).and_then(|i| i.value.dict()).is_some_and(|d| d.name("Type") == Some(kind))
        };
        let roots = (self.trailers.iter().rev())
            .chain(self.items.iter().rev().filter_map(|i| i.value.dict()).filter(|d| d.name("Type") == Some("XRef")));
        let catalogue = (roots.filter_map(|d| self.dict(d, "Root")).next()).or_else(|| {
            self.items
                .iter()
                .filter(|i| !i.old)
                .filter_map(|i| i.value.dict())
                .find(|d| d.name("Type") == Some("Catalog"))
        });
        let mut out = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<u32> = match catalogue.and_then(|c| c.get("Pages")) {
            Some(Object::Ref(number)) => vec![*number],
            _ => Vec::new(),
        };
        while let Some(number) = open.pop() {
            let Some(i) = self.place(number) else { continue };
            if !seen.insert(i) {
                continue;
            }
            match self.items.get(i).and_then(|i| i.value.dict()).and_then(|d| self.get(d, "Kids")) {
                Some(Object::Array(kids)) => {
                    open.extend(kids.iter().rev().filter_map(|k| if let Object::Ref(n) = k { Some(*n) } else { None }));
                }
                _ => out.push(i),
            }
        }
        // Pages that the tree does not lead to are read too, behind the others.
        out.extend((0..self.items.len()).filter(|i| is(*i, "Page") && !seen.contains(i)));
        out
    }
}

/// Where a word stands first.
fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|w| w == word)
}
