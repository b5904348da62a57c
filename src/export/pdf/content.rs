//! What the operators of a page put where (ISO 32000-1, 8 and 9): letters with their places, and from these the lines that a reader sees.
//!
//! Text under boxes, outside of the page, in white or without any paint is text like any other. Numbers are whole, in millionths.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::File;
use super::filter::Unpacked;
use super::font::{Font, Told};
use super::object::{Dict, ONE, Object, Parser, Token};
use crate::export::Refusal;
use crate::export::reading::Budget;

/// Forms inside forms.
const DEPTH: usize = 12;
/// Bytes of operators that are followed for a whole file: forms that show each other again and again end here.
const WORK: usize = 64 * 1024 * 1024;

/// Letters that stand together.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Along the line, and across it (upwards).
    x: i64,
    y: i64,
    end: i64,
    size: i64,
    /// Written from below or from above.
    turned: bool,
    text: String,
}

/// What was found on a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) pieces: Vec<Piece>,
    /// Texts that stand for others: `ActualText`.
    pub(super) said: Vec<Vec<u8>>,
    pub(super) pictures: usize,
    /// Letters that nobody can tell.
    pub(super) unknown: usize,
}

type Matrix = [i64; 6];
const UNIT: Matrix = [ONE, 0, 0, ONE, 0, 0];

fn times(a: i64, b: i64) -> i64 {
    let product = i128::from(a) * i128::from(b) / i128::from(ONE);
    product.clamp(-(1 << 60), 1 << 60) as i64
}

/// First `a`, then `b`.
fn then(a: &Matrix, b: &Matrix) -> Matrix {
    let dot = |i: usize, j: usize| times(a[i], b[j]).saturating_add(times(a[i + 1], b[j + 2]));
    [dot(0, 0), dot(0, 1), dot(2, 0), dot(2, 1), dot(4, 0).saturating_add(b[4]), dot(4, 1).saturating_add(b[5])]
}

#[derive(Clone)]
struct State {
    at: Matrix,
    font: Rc<Font>,
    size: i64,
    spacing: i64,
    words: i64,
    stretch: i64,
    leading: i64,
    rise: i64,
}

/// Follows operators.
pub(super) struct Reader<'f, 'b> {
    file: &'f File<'b>,
    fonts: BTreeMap<usize, Rc<Font>>,
    streams: BTreeMap<usize, Rc<Vec<u8>>>,
    work: usize,
    /// Streams of operators that are damaged, or packed in a way that nobody knows.
    pub(super) cut: usize,
    /// Streams that were followed.
    pub(super) seen: Vec<bool>,
}

impl<'f, 'b> Reader<'f, 'b> {
    pub(super) fn new(file: &'f File<'b>) -> Self {
        Self {
            file,
            fonts: BTreeMap::new(),
            streams: BTreeMap::new(),
            work: 0,
            cut: 0,
            seen: vec![false; file.items.len()],
        }
    }

    /// The bytes of a stream of operators, unpacked once.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] beyond the limits.
    pub(super) fn stream(&mut self, item: usize, budget: &mut Budget) -> Result<Rc<Vec<u8>>, Refusal> {
        if let Some(seen) = self.seen.get_mut(item) {
            *seen = true;
        }
        if let Some(known) = self.streams.get(&item) {
            return Ok(Rc::clone(known));
        }
        let bytes = match self.file.unpacked(item, budget)? {
            Some(Unpacked::Bytes(bytes, whole)) => {
                self.cut += usize::from(!whole);
                bytes
            }
            // A page whose operators are locked shows nothing that could be read.
            Some(Unpacked::Locked) => {
                self.cut += 1;
                Vec::new()
            }
            Some(Unpacked::Picture) | None => Vec::new(),
        };
        let bytes = Rc::new(bytes);
        self.streams.insert(item, Rc::clone(&bytes));
        Ok(bytes)
    }

    /// Follows the operators of a page or a form of its own.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`] beyond the limits.
    pub(super) fn page(
        &mut self,
        bytes: &[u8],
        resources: &Dict,
        found: &mut Found,
        budget: &mut Budget,
    ) -> Result<(), Refusal> {
        self.run(bytes, resources, &UNIT, found, budget, 0)
    }

    fn run(
        &mut self,
        bytes: &[u8],
        resources: &Dict,
        at: &Matrix,
        found: &mut Found,
        budget: &mut Budget,
        depth: usize,
    ) -> Result<(), Refusal> {
        self.work = self.work.saturating_add(bytes.len());
        if self.work > WORK {
            return Err(Refusal::TooLarge);
        }
        let font = Rc::new(Font::unknown());
        let mut state = State { at: *at, font, size: ONE, spacing: 0, words: 0, stretch: ONE, leading: 0, rise: 0 };
        let mut kept: Vec<State> = Vec::new();
        let (mut text, mut line) = (UNIT, UNIT);
        let mut held: Vec<Object> = Vec::new();
        let mut parser = Parser::new(bytes, 0);
        while let Some(token) = parser.next(false) {
            let word = match token {
                Token::Object(object) => {
                    // No operator has so many.
                    if held.len() < 64 {
                        held.push(object);
                    }
                    continue;
                }
                Token::Word(word) => word,
            };
            let number = |i: usize| held.get(i).and_then(Object::number).unwrap_or(0);
            let last = |i: usize| held.len().checked_sub(i).and_then(|at| held.get(at));
            match word {
                b"q" if kept.len() < 256 => kept.push(state.clone()),
                b"Q" => state = kept.pop().unwrap_or(state),
                b"cm" => {
                    state.at = then(&std::array::from_fn(number), &state.at);
                }
                b"BT" => (text, line) = (UNIT, UNIT),
                b"Tf" => {
                    state.size = last(1).and_then(Object::number).unwrap_or(ONE);
                    if let Some(Object::Name(name)) = last(2) {
                        state.font = self.font(resources, name, budget)?;
                    }
                }
                b"Tc" => state.spacing = number(0),
                b"Tw" => state.words = number(0),
                b"Tz" => state.stretch = number(0) / 100,
                b"TL" => state.leading = number(0),
                b"Ts" => state.rise = number(0),
                b"Td" | b"TD" => {
                    if word == b"TD" {
                        state.leading = -number(1);
                    }
                    line = then(&[ONE, 0, 0, ONE, number(0), number(1)], &line);
                    text = line;
                }
                b"Tm" => {
                    line = std::array::from_fn(number);
                    text = line;
                }
                b"T*" | b"'" | b"\"" => {
                    if word == b"\"" {
                        (state.words, state.spacing) = (number(0), number(1));
                    }
                    line = then(&[ONE, 0, 0, ONE, 0, -state.leading], &line);
                    text = line;
                    if let Some(Object::Text(string)) = last(1) {
                        show(&state, &mut text, string, found);
                    }
                }
                b"Tj" => {
                    if let Some(Object::Text(string)) = last(1) {
                        show(&state, &mut text, string, found);
                    }
                }
                b"TJ" => {
                    for item in last(1).and_then(Object::array).unwrap_or_default() {
                        match item {
                            Object::Text(string) => show(&state, &mut text, string, found),
                            Object::Number(back) => {
                                let by = times(times(-back / 1000, state.size), state.stretch);
                                text = then(&[ONE, 0, 0, ONE, by, 0], &text);
                            }
                            _ => {}
                        }
                    }
                }
                b"Do" => {
                    if let Some(Object::Name(name)) = last(1) {
                        self.object(resources, name, &state.at, found, budget, depth)?;
                    }
                }
                b"BDC" | b"DP" => {
                    let listed = |o: &Object| match o {
                        Object::Name(name) => {
                            self.file.dict(resources, "Properties").and_then(|p| self.file.dict(p, name)).cloned()
                        }
                        other => other.dict().cloned(),
                    };
                    for (name, value) in last(1).and_then(listed).unwrap_or_default().0 {
                        if let ("ActualText" | "Alt" | "E", Object::Text(said)) = (name.as_str(), value) {
                            found.said.push(said);
                        }
                    }
                }
                b"ID" => {
                    found.pictures += 1;
                    let rest = bytes.get(parser.at..).unwrap_or_default();
                    let end = rest.windows(4).position(
                        |w| matches!(w, [a, b'E', b'I', b] if a.is_ascii_whitespace() && b.is_ascii_whitespace()),
                    );
                    parser.at += end.map_or(rest.len(), |end| end + 3);
                }
                _ => {}
            }
            held.clear();
        }
        Ok(())
    }

    /// A picture or a form, by its name.
    fn object(
        &mut self,
        resources: &Dict,
        name: &str,
        at: &Matrix,
        found: &mut Found,
        budget: &mut Budget,
        depth: usize,
    ) -> Result<(), Refusal> {
        let Some(Object::Ref(number)) = self.file.dict(resources, "XObject").and_then(|d| d.get(name)) else {
            return Ok(());
        };
        let Some(item) = self.file.place(*number) else { return Ok(()) };
        let Some(dict) = self.file.items.get(item).and_then(|i| i.value.dict()) else { return Ok(()) };
        if dict.name("Subtype") == Some("Image") {
            found.pictures += 1;
            return Ok(());
        }
        if depth >= DEPTH {
            return Ok(());
        }
        let matrix = match self.file.get(dict, "Matrix").and_then(Object::array) {
            Some(items) if items.len() == 6 => {
                std::array::from_fn(|i| items.get(i).map(|o| self.file.follow(o)).and_then(Object::number).unwrap_or(0))
            }
            _ => UNIT,
        };
        let own = self.file.dict(dict, "Resources").unwrap_or(resources);
        // Copies of large tables are work, too.
        self.work = self.work.saturating_add(own.0.len() * 64);
        let own = own.clone();
        let bytes = self.stream(item, budget)?;
        self.run(&bytes, &own, &then(&matrix, at), found, budget, depth + 1)
    }

    fn font(&mut self, resources: &Dict, name: &str, budget: &mut Budget) -> Result<Rc<Font>, Refusal> {
        let file = self.file;
        let Some(object) = file.dict(resources, "Font").and_then(|d| d.get(name)) else {
            return Ok(Rc::new(Font::unknown()));
        };
        let place = match object {
            Object::Ref(number) => file.place(*number),
            _ => None,
        };
        if let Some(known) = place.and_then(|p| self.fonts.get(&p)) {
            return Ok(Rc::clone(known));
        }
        let Some(dict) = file.follow(object).dict() else { return Ok(Rc::new(Font::unknown())) };
        let font = Rc::new(Font::new(self.told(dict, budget)?));
        self.work = self.work.saturating_add(4096);
        if let Some(place) = place {
            self.fonts.insert(place, Rc::clone(&font));
        }
        Ok(font)
    }

    /// What the file tells of a font.
    fn told(&mut self, dict: &Dict, budget: &mut Budget) -> Result<Told, Refusal> {
        let file = self.file;
        let mut told = Told { composite: dict.name("Subtype") == Some("Type0"), ..Told::default() };
        let mut table = |reader: &mut Self, object: Option<&Object>| -> Result<Option<Vec<u8>>, Refusal> {
            match object {
                Some(Object::Ref(number)) => match file.place(*number) {
                    Some(item) => Ok(Some(reader.stream(item, budget)?.to_vec()).filter(|b| !b.is_empty())),
                    None => Ok(None),
                },
                _ => Ok(None),
            }
        };
        told.to_unicode = table(self, dict.get("ToUnicode"))?;
        match file.get(dict, "Encoding") {
            Some(Object::Name(name)) => told.encoding = Some(name.clone()),
            Some(Object::Dict(encoding)) => {
                told.encoding = encoding.name("BaseEncoding").or(encoding.name("CMapName")).map(str::to_owned);
                told.differences =
                    file.get(encoding, "Differences").and_then(Object::array).unwrap_or_default().to_vec();
                if told.composite {
                    told.embedded = table(self, dict.get("Encoding"))?;
                }
            }
            _ => {}
        }
        let whole = |o: &Object| file.follow(o).number();
        if told.composite {
            let below = file.get(dict, "DescendantFonts").and_then(Object::array).and_then(|d| d.first());
            let Some(below) = below.and_then(|d| file.follow(d).dict()) else { return Ok(told) };
            told.width = file.get(below, "DW").and_then(Object::whole);
            let mut items = file.get(below, "W").and_then(Object::array).unwrap_or_default().iter();
            // Said once, every code has a width; what says more than twice as many repeats itself.
            let mut left = 131_072usize;
            while let (Some(first), Some(next)) = (items.next().and_then(whole), items.next()) {
                let first = (first / ONE).clamp(0, 65_535) as u32;
                match file.follow(next) {
                    Object::Array(each) => {
                        for (i, width) in each.iter().enumerate().take(left.min(65_536)) {
                            left -= 1;
                            told.widths.insert(first + i as u32, whole(width).unwrap_or(0) / ONE);
                        }
                    }
                    last => {
                        let last = last.whole().unwrap_or(0).clamp(0, 65_535) as u32;
                        let width = items.next().and_then(whole).unwrap_or(0) / ONE;
                        let codes = (first..=last).take(left);
                        left = left.saturating_sub((last + 1).saturating_sub(first) as usize);
                        told.widths.extend(codes.map(|code| (code, width)));
                    }
                }
                if left == 0 {
                    break;
                }
            }
            // Widths are told by glyphs, and these are the codes only where the encoding says nothing else.
            if !told.encoding.as_deref().is_some_and(|e| e.starts_with("Identity")) {
                told.widths.clear();
            }
            return Ok(told);
        }
        let first = file.get(dict, "FirstChar").and_then(Object::whole).unwrap_or(0).clamp(0, 255) as u32;
        let scale = match file.get(dict, "FontMatrix").and_then(Object::array).and_then(|m| m.first()).and_then(whole) {
            Some(scale) if dict.name("Subtype") == Some("Type3") => scale,
            _ => ONE / 1000,
        };
        for (i, width) in
            file.get(dict, "Widths").and_then(Object::array).unwrap_or_default().iter().enumerate().take(256)
        {
            told.widths.insert(first + i as u32, times(whole(width).unwrap_or(0), scale) / (ONE / 1000));
        }
        let flags = file.dict(dict, "FontDescriptor").and_then(|d| d.whole("Flags")).unwrap_or(0);
        let base = dict.name("BaseFont").unwrap_or_default();
        let drawn = dict.name("Subtype") == Some("Type3");
        told.symbols = base.contains("Symbol")
            || base.contains("Dingbats")
            || drawn
            || flags & 4 != 0 && told.encoding.is_none() && told.to_unicode.is_none() && base.contains('+');
        Ok(told)
    }
}

/// Shows a string: a piece from here, and the place behind it.
fn show(state: &State, text: &mut Matrix, string: &[u8], found: &mut Found) {
    let shown = then(text, &state.at);
    let mut out = String::new();
    let mut by = 0i64;
    let mut unknown = 0;
    state.font.letters(string, |letter| {
        match letter.text {
            Some(text) => out.push_str(&text),
            None => {
                unknown += 1;
                out.push('\u{FFFD}');
            }
        }
        let spaces = state.spacing.saturating_add(if letter.space { state.words } else { 0 });
        by = by.saturating_add(times(
            times(letter.width * (ONE / 1000), state.size).saturating_add(spaces),
            state.stretch,
        ));
    });
    found.unknown += unknown;
    *text = then(&[ONE, 0, 0, ONE, by, 0], text);
    if out.is_empty() {
        return;
    }
    let ends = then(text, &state.at);
    let size = times(state.size, shown[2].abs().max(shown[3].abs())).abs();
    let turned = shown[1].abs() > shown[0].abs();
    let raise = if turned { 0 } else { times(state.rise, shown[3]) };
    let (x, y, end) = match (turned, shown[1] > 0) {
        (true, true) => (shown[5], -shown[4], ends[5]),
        (true, false) => (-shown[5], shown[4], -ends[5]),
        (false, _) => (shown[4], shown[5].saturating_add(raise), ends[4]),
    };
    found.pieces.push(Piece { x, y, end, size, turned, text: out });
}

/// The lines that pieces make: from above, from the left; wide gaps are tabs, narrow ones spaces.
pub(super) fn lines(mut pieces: Vec<Piece>) -> Vec<String> {
    pieces.sort_by_key(|p| (p.turned, -p.y, p.x));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        match rows.last_mut() {
            Some(row)
                if row
                    .first()
                    .is_some_and(|f| f.turned == piece.turned && f.y - piece.y <= f.size.max(piece.size) * 2 / 5) =>
            {
                row.push(piece);
            }
            _ => rows.push(vec![piece]),
        }
    }
    let mut out = Vec::new();
    for mut row in rows {
        row.sort_by_key(|p| p.x);
        let mut line = String::new();
        let mut before: Option<Piece> = None;
        for piece in row {
            if let Some(last) = &before {
                // The same once more, a little beside: how some programs make letters bold.
                if last.text == piece.text && (piece.x - last.x).abs() < last.size / 8 {
                    continue;
                }
                let gap = piece.x - last.end;
                let size = last.size.max(piece.size);
                if gap > size * 3 / 2 {
                    line.push('\t');
                } else if gap > size / 5 && !line.ends_with(' ') && !piece.text.starts_with(' ') {
                    line.push(' ');
                }
            }
            line.push_str(&piece.text);
            before = Some(piece);
        }
        if !line.trim().is_empty() {
            out.push(line.trim().to_owned());
        }
    }
    out
}
