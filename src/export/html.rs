//! HTML documents and fragments: pages, what editors export, what 한글 and office programs put on the clipboard.
//!
//! Shown text is read across tags, tables as tables, attributes as text of their own. For publication comments (with the data that 한글 and
//! office programs leave in them), scripts, handlers, hidden elements and editors' `data-` attributes are left out; style sheets keep what
//! is no comment; pictures in `data:` addresses lose what they carry besides what is seen, other `data:` addresses are emptied.

use std::ops::Range;

use super::Refusal;
use super::image;
use super::markup::{Attribute, Piece, Word, pieces, said, unescaped, words};
use super::package::{Package, Removed};
use super::source::{Builder, Edit, Holds};
use super::xml::speaks;

/// Elements that stand in lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "dd",
    "desc",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "metadata",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "svg",
    "template",
    "text",
    "textarea",
    "title",
    "ul",
    "xmp",
    "tbody",
    "thead",
    "tfoot",
    "foreignobject",
    "annotation",
    "noscript",
    "listing",
    "colgroup",
    "object",
    "audio",
    "video",
];

/// Elements that never close.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Attributes that hold words.
const WORDS: &[&str] = &[
    "title",
    "alt",
    "placeholder",
    "value",
    "label",
    "summary",
    "content",
    "abbr",
    "download",
    "standby",
    "prompt",
    "desc",
    "aria-label",
    "aria-description",
    "aria-placeholder",
    "aria-valuetext",
    "aria-roledescription",
    "datetime",
    "cite",
];

/// Attributes that hold addresses.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "cite",
    "background",
    "longdesc",
    "data",
    "codebase",
    "srcset",
    "imagesrcset",
    "ping",
    "icon",
    "manifest",
    "usemap",
    "xlink:href",
    "lowsrc",
    "dynsrc",
    "profile",
    "classid",
    "archive",
];

/// Names of a page's particulars that say who made it.
const MAKERS: &[&str] = &[
    "author",
    "creator",
    "publisher",
    "copyright",
    "owner",
    "company",
    "manager",
    "lastauthor",
    "keywords",
    "dc.creator",
    "reply-to",
];

/// Reads a document or a fragment.
///
/// # Errors
/// [`Refusal::Unsupported`] where it is no text or written in an encoding that is not read here, [`Refusal::Damaged`].
pub(super) fn open(bytes: &[u8]) -> Result<Package, Refusal> {
    let mut package = Package::of_one(bytes)?;
    let text = package.text(0)?.to_owned();
    let mut page = Page::new(&text);
    page.read(0..text.len());
    if page.foreign {
        return Err(Refusal::Unsupported);
    }
    page.finish(&mut package);
    Ok(package)
}

/// A table that is open.
#[derive(Default)]
struct Table {
    in_row: bool,
    in_cell: bool,
    column: usize,
    /// The column of the open cell.
    at: usize,
    /// For how many rows, this one included, a column is taken by a cell above.
    taken: Vec<usize>,
}

/// Columns and rows that a cell may say it takes.
const SPAN: usize = 1000;

/// The walk over a page.
pub(super) struct Page<'a> {
    text: &'a str,
    pub(super) body: Builder,
    pub(super) aside: Builder,
    pub(super) cleaning: Vec<Edit>,
    pub(super) removed: Vec<Removed>,
    tables: Vec<Table>,
    /// Whether the small text above another is open.
    ruby: bool,
    /// Open elements in which a line feed is one.
    kept: usize,
    images: usize,
    /// Whether the page says that it is written in an encoding that is not read here.
    foreign: bool,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            body: Builder::new(0),
            aside: Builder::new(0),
            cleaning: Vec::new(),
            removed: Vec::new(),
            tables: Vec::new(),
            ruby: false,
            kept: 0,
            images: 0,
            foreign: false,
        }
    }

    /// Gives what was read to a package.
    pub(super) fn finish(mut self, package: &mut Package) {
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.body.finish(&mut package.source, "", Holds::Body);
        package.source.body = package.source.text.len();
        self.aside.finish(&mut package.source, "", Holds::Attribute);
        package.cleaning.append(&mut self.cleaning);
        package.images += self.images;
        for what in self.removed {
            package.removes(what);
        }
    }

    fn of(&self, raw: &Range<usize>) -> &'a str {
        self.text.get(raw.clone()).unwrap_or_default()
    }

    pub(super) fn put(&mut self, raw: Range<usize>, with: &str) {
        if !raw.is_empty() {
            self.cleaning.push(Edit { part: 0, raw, with: with.to_owned() });
        }
    }

    pub(super) fn drop(&mut self, raw: Range<usize>, what: Removed) {
        self.put(raw, "");
        self.removed.push(what);
    }

    /// Reads a stretch of the page.
    pub(super) fn read(&mut self, within: Range<usize>) {
        let pieces = pieces(self.text, within);
        let ends = ends(&pieces);
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            // An element that goes, goes with all that it holds.
            if let Piece::Tag { name, closes: false, raw, attributes } = piece
                && let Some(what) = self.goes(name, attributes)
                && let Some(end) = ends.get(at).copied().flatten()
                && let Some(Piece::Tag { raw: close, .. }) = pieces.get(end)
            {
                self.drop(raw.start..close.end, what);
                at = end + 1;
                continue;
            }
            self.see(piece);
            at += 1;
        }
    }

    pub(super) fn see(&mut self, piece: &Piece) {
        match piece {
            Piece::Text(raw) => self.shown(raw.clone()),
            Piece::Tag { name, closes, raw, attributes } => self.tag(name, *closes, raw, attributes),
            Piece::Inside { of: "style", raw } => {
                let sheet = self.of(raw);
                let inner = sheet.replace("<!--", "").replace("-->", "");
                if inner.contains(['\\', '<']) {
                    self.drop(raw.clone(), Removed::Script);
                } else {
                    let read = words(self.text, raw.clone());
                    self.sheet(&read);
                }
            }
            Piece::Inside { raw, .. } => self.drop(raw.clone(), Removed::Script),
            Piece::Doctype(raw) => {
                if raw.len() > 200 || speaks(self.of(raw)) {
                    self.put(raw.clone(), "");
                }
            }
            Piece::Unseen(raw) => {
                let inner = self.of(raw);
                if !is_declaration(inner) {
                    self.drop(raw.clone(), Removed::Memo);
                } else if let Some(charset) = inner.split_once("encoding=").map(|(_, e)| e) {
                    self.encoding(charset);
                }
            }
        }
    }

    /// Why an element is left out with all that it holds.
    fn goes(&self, name: &str, attributes: &[Attribute]) -> Option<Removed> {
        if matches!(name, "script" | "xml" | "iframe" | "applet" | "portal") {
            return Some(if name == "xml" { Removed::Property } else { Removed::Script });
        }
        let hidden = |a: &Attribute| {
            if a.name == "hidden" {
                return true;
            }
            let style: String =
                said(&words(self.text, a.value.clone())).chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            let ways = ["display:none", "visibility:hidden", "mso-hide:all", "font-size:0;", "font-size:0px"];
            a.name == "style" && ways.iter().any(|way| style.contains(way))
        };
        (!VOID.contains(&name) && attributes.iter().any(hidden)).then_some(Removed::Hidden)
    }

    fn tag(&mut self, name: &str, closes: bool, raw: &Range<usize>, attributes: &[Attribute]) {
        // A name that says something is no element's.
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_' | b'.'));
        if !plain || name.bytes().filter(u8::is_ascii_digit).count() > 4 || name.len() > 40 {
            self.drop(raw.clone(), Removed::Property);
            return;
        }
        if closes {
            if !attributes.is_empty() {
                self.put(raw.clone(), &format!("</{name}>"));
            }
            self.closes(name);
            return;
        }
        if matches!(name, "script" | "iframe" | "xml") {
            self.drop(raw.clone(), Removed::Script);
            return;
        }
        self.opens(name, attributes);
        for a in attributes {
            self.attribute(name, a, attributes);
        }
    }

    fn opens(&mut self, name: &str, attributes: &[Attribute]) {
        match name {
            "table" => {
                self.end_ruby();
                self.body.open_table();
                self.tables.push(Table::default());
            }
            "tr" if !self.tables.is_empty() => self.open_row(),
            "td" | "th" if !self.tables.is_empty() => {
                let span = |wanted: &str| {
                    let a = attributes.iter().find(|a| a.name == wanted);
                    a.and_then(|a| self.of(&a.value).trim().parse().ok()).map_or(1, |n: usize| n.clamp(1, SPAN))
                };
                let (wide, high) = (span("colspan"), span("rowspan"));
                self.open_cell(wide, high);
            }
            "rt" | "rp" | "rtc" => {
                self.end_ruby();
                self.body.open_cell();
                self.ruby = true;
            }
            "pre" | "textarea" | "xmp" | "listing" | "plaintext" => {
                self.end_line();
                self.kept += 1;
            }
            "meta" => self.particulars(attributes),
            _ if BLOCKS.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    fn closes(&mut self, name: &str) {
        match name {
            "table" if !self.tables.is_empty() => self.close_table(),
            "td" | "th" => self.close_cell(),
            "tr" => {
                self.close_cell();
                if let Some(table) = self.tables.last_mut() {
                    table.in_row = false;
                }
            }
            "rt" | "rp" | "rtc" | "ruby" => self.end_ruby(),
            "pre" | "textarea" | "xmp" | "listing" => {
                self.end_line();
                self.kept = self.kept.saturating_sub(1);
            }
            _ if BLOCKS.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    pub(super) fn end_line(&mut self) {
        self.end_ruby();
        if self.tables.last().is_none_or(|t| t.in_cell) {
            self.body.end_line();
        }
    }

    fn end_ruby(&mut self) {
        if std::mem::take(&mut self.ruby) {
            self.body.close_cell(None);
        }
    }

    fn open_row(&mut self) {
        self.close_cell();
        if let Some(table) = self.tables.last_mut() {
            table.in_row = true;
            table.column = 0;
            for rows in &mut table.taken {
                *rows = rows.saturating_sub(1);
            }
            self.body.open_row();
        }
    }

    fn open_cell(&mut self, wide: usize, high: usize) {
        self.close_cell();
        if self.tables.last().is_some_and(|t| !t.in_row) {
            self.open_row();
        }
        let Some(table) = self.tables.last_mut() else { return };
        while table.taken.get(table.column).is_some_and(|&rows| rows > 0) {
            table.column += 1;
        }
        table.at = table.column;
        if table.column + wide <= SPAN {
            table.taken.resize(table.taken.len().max(table.column + wide), 0);
            for rows in table.taken.iter_mut().skip(table.column).take(wide) {
                *rows = high;
            }
            table.column += wide;
        }
        table.in_cell = true;
        self.body.open_cell();
    }

    fn close_cell(&mut self) {
        self.end_ruby();
        if let Some(table) = self.tables.last_mut()
            && std::mem::take(&mut table.in_cell)
        {
            self.body.close_cell(Some(table.at));
        }
    }

    fn close_table(&mut self) {
        self.close_cell();
        self.tables.pop();
        self.body.close_table();
    }

    /// Text that is shown. Between the rows of a table it gets a row of its own.
    fn shown(&mut self, raw: Range<usize>) {
        let blank = self.of(&raw).bytes().all(|b| b.is_ascii_whitespace());
        if self.tables.last().is_some_and(|t| !t.in_cell) {
            if blank {
                return;
            }
            self.open_row();
            self.open_cell(1, 1);
            if let Some(table) = self.tables.last_mut() {
                table.in_row = false;
            }
        }
        for word in words(self.text, raw) {
            if word.plain {
                self.say(&word.text, word.raw.start);
            } else if !(word.text == "\n" && self.body.is_line_empty()) {
                let text = if word.text == "\n" { " " } else { word.text.as_str() };
                self.body.escaped(text, word.raw);
            }
        }
    }

    /// Text as it stands: a line feed is a space unless the element keeps it.
    pub(super) fn say(&mut self, text: &str, start: usize) {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
            let plain = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let (words, tail) = rest.split_at(plain);
            if !(self.body.is_line_empty() && words.trim().is_empty()) {
                self.body.plain(words, start + at);
            }
            let space = tail.len() - tail.trim_start().len();
            if space > 0 {
                if self.kept > 0 {
                    self.body.end_line();
                } else if !self.body.is_line_empty() {
                    self.body.escaped(" ", start + at + plain..start + at + plain + space);
                }
            }
            at += plain + space;
        }
    }

    /// What a page says of itself: its encoding, its makers.
    fn particulars(&mut self, attributes: &[Attribute]) {
        for a in attributes {
            let value = self.of(&a.value);
            match a.name.as_str() {
                "charset" => self.encoding(value),
                "content" => {
                    let lower = value.to_ascii_lowercase();
                    if let Some(at) = lower.find("charset=") {
                        self.encoding(lower.get(at + 8..).unwrap_or_default());
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes note of an encoding's name.
    fn encoding(&mut self, name: &str) {
        let name: String = (name.trim_start_matches(['"', '\'', ' ']).chars())
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .collect::<String>()
            .to_ascii_lowercase();
        let known = [
            "",
            "utf-8",
            "utf8",
            "utf-16",
            "utf-16le",
            "utf-16be",
            "unicode",
            "euc-kr",
            "euc_kr",
            "ks_c_5601-1987",
            "ksc5601",
            "cp949",
            "ms949",
            "windows-949",
            "x-windows-949",
            "ascii",
            "us-ascii",
            "iso-8859-1",
            "windows-1252",
            "korean",
        ];
        self.foreign |= !known.contains(&name.as_str());
    }

    fn attribute(&mut self, tag: &str, a: &Attribute, all: &[Attribute]) {
        let name = a.name.as_str();
        let odd = !name.is_ascii() || name.bytes().filter(u8::is_ascii_digit).count() > 4 || name.len() > 40;
        if odd || name.starts_with("on") || name == "srcdoc" {
            self.drop(a.whole.clone(), Removed::Script);
            return;
        }
        if name.starts_with("data-") || name.starts_with("mso-") || name == "datafld" || name == "datasrc" {
            self.drop(a.whole.clone(), Removed::History);
            return;
        }
        if a.value.is_empty() || name.starts_with("xmlns") {
            return;
        }
        let read = unescaped(words(self.text, a.value.clone()));
        let value = said(&read);
        let of = |wanted: &str| all.iter().find(|b| b.name == wanted).map(|b| self.of(&b.value).to_ascii_lowercase());
        if tag == "meta" && name == "content" {
            let says = of("name").or_else(|| of("property")).or_else(|| of("http-equiv")).unwrap_or_default();
            if MAKERS.iter().any(|m| says == *m || says.ends_with(&format!(":{m}"))) {
                self.drop(a.value.clone(), Removed::Property);
                return;
            }
        }
        if name == "style" {
            if value.contains(['\\', '<']) {
                self.drop(a.whole.clone(), Removed::Script);
            } else {
                self.sheet(&read);
            }
            return;
        }
        let data = value.trim_start().get(..5).is_some_and(|v| v.eq_ignore_ascii_case("data:"));
        if (data || ADDRESSES.contains(&name)) && !self.address(name, a, &value) {
            return;
        }
        if WORDS.contains(&name) && !value.trim().is_empty() || speaks(&value) {
            self.aside_words(&read);
        }
    }

    /// Cleans an address; whether it is to be read as text.
    fn address(&mut self, name: &str, a: &Attribute, value: &str) -> bool {
        let bare: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        let lower = bare.to_ascii_lowercase();
        if lower.starts_with("data:") {
            match picture(&bare) {
                Some(same) if same == bare => self.images += 1,
                Some(clean) => {
                    self.images += 1;
                    self.put(a.value.clone(), &clean);
                    self.removed.push(Removed::PictureData);
                }
                None if bare != EMPTY => {
                    self.put(a.value.clone(), EMPTY);
                    self.removed.push(Removed::Embedded);
                }
                None => {}
            }
            return false;
        }
        let drive =
            lower.as_bytes().get(1) == Some(&b':') && lower.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
        let local = drive || lower.starts_with("file:") || lower.contains('\\');
        let script = ["javascript:", "vbscript:", "about:srcdoc"].iter().any(|s| lower.starts_with(s));
        if local || script || name.ends_with("srcset") && lower.contains("data:") {
            self.drop(a.value.clone(), if script { Removed::Script } else { Removed::Property });
            return false;
        }
        true
    }

    fn aside_words(&mut self, read: &[Word]) {
        for word in read {
            match (word.plain, word.text.as_str()) {
                (true, text) => {
                    let mut start = word.raw.start;
                    for (n, line) in text.split('\n').enumerate() {
                        if n > 0 {
                            self.aside.sign(' ');
                        }
                        self.aside.plain(line, start);
                        start += line.len() + 1;
                    }
                }
                (false, text) => self.aside.escaped(text, word.raw.clone()),
            }
        }
        self.aside.end_line();
    }

    /// A style sheet: comments go, addresses of data are emptied, and every rule that says something is text, strings that stand side by side
    /// as one.
    fn sheet(&mut self, read: &[Word]) {
        let letters: Vec<(char, Range<usize>, bool)> = (read.iter())
            .flat_map(|w| {
                w.text.char_indices().map(|(i, c)| {
                    let raw = if w.plain { w.raw.start + i..w.raw.start + i + c.len_utf8() } else { w.raw.clone() };
                    (c, raw, w.plain)
                })
            })
            .collect();
        let next_is = |at: usize, text: &str| {
            text.chars().enumerate().all(|(i, c)| letters.get(at + i).is_some_and(|l| l.0.eq_ignore_ascii_case(&c)))
        };
        let mut rule: Vec<(char, Range<usize>, bool)> = Vec::new();
        let mut quote = None;
        let (mut at, mut shut) = (0, 0);
        while let Some(letter) = letters.get(at) {
            let c = letter.0;
            match quote {
                None if next_is(at, "/*") => {
                    let mut end = at + 2;
                    while end < letters.len() && !next_is(end, "*/") {
                        end += 1;
                    }
                    let last = letters.get((end + 1).min(letters.len() - 1)).map_or(letter.1.end, |l| l.1.end);
                    self.drop(letter.1.start..last, Removed::Memo);
                    at = end + 2;
                    continue;
                }
                None if next_is(at, "url(") => {
                    // The bracket that shuts one shuts all that begin before it.
                    if shut < at + 4 {
                        shut = at + 4;
                        while letters.get(shut).is_some_and(|l| l.0 != ')') {
                            shut += 1;
                        }
                    }
                    let end = shut;
                    let inner = letters.get(at + 4..end).unwrap_or_default().iter().map(|l| l.0);
                    let inner = inner.skip_while(|c| c.is_whitespace() || matches!(c, '"' | '\''));
                    let inner: String = inner.take(5).map(|c| c.to_ascii_lowercase()).collect();
                    if inner.is_empty() || inner.starts_with("data:") || inner.starts_with("file:") {
                        if let (Some(first), Some(last)) = (letters.get(at + 4), letters.get(end - 1))
                            && first.1.start < last.1.end
                        {
                            self.drop(first.1.start..last.1.end, Removed::Embedded);
                        }
                        at = end;
                        continue;
                    }
                    rule.extend_from_slice(letters.get(at..at + 4).unwrap_or_default());
                    at += 4;
                    continue;
                }
                None if matches!(c, ';' | '{' | '}') => self.rule(&mut rule),
                None if matches!(c, '"' | '\'') => quote = Some(c),
                Some(open) if open == c => {
                    quote = None;
                    // `"010-" "0000"` is one text.
                    let mut next = at + 1;
                    while letters.get(next).is_some_and(|l| l.0.is_whitespace()) {
                        next += 1;
                    }
                    if letters.get(next).is_some_and(|l| matches!(l.0, '"' | '\'')) {
                        at = next;
                        continue;
                    }
                }
                _ => rule.push(letter.clone()),
            }
            at += 1;
        }
        self.rule(&mut rule);
    }

    fn rule(&mut self, rule: &mut Vec<(char, Range<usize>, bool)>) {
        let rule = std::mem::take(rule);
        let value: String = rule.iter().map(|l| l.0).collect();
        if !speaks(&value) {
            return;
        }
        for (c, raw, plain) in rule {
            let text = c.encode_utf8(&mut [0; 4]).to_owned();
            match c {
                '\n' | '\r' => self.aside.sign(' '),
                _ if plain => self.aside.plain(&text, raw.start),
                _ => self.aside.escaped(&text, raw),
            }
        }
        self.aside.end_line();
    }
}

/// What stands where data stood.
pub(super) const EMPTY: &str = "data:,";

/// A picture in a `data:` address without what it carries besides what is seen; none where it is no picture that is known.
pub(super) fn picture(address: &str) -> Option<String> {
    let (head, data) = address.split_once(',')?;
    let kind = head.get(5..)?.to_ascii_lowercase();
    let kind = kind.strip_suffix(";base64")?;
    if !matches!(kind, "image/png" | "image/jpeg" | "image/jpg" | "image/gif" | "image/bmp") {
        return None;
    }
    let bytes = image::from_base64(data)?;
    if !image::is_whole(&bytes) {
        return None;
    }
    Some(match image::stripped(&bytes) {
        Some(clean) => format!("data:{kind};base64,{}", image::to_base64(&clean)),
        None => address.to_owned(),
    })
}

/// Whether this is `<?xml version="1.0" encoding="euc-kr"?>` and no more.
fn is_declaration(raw: &str) -> bool {
    let Some(inner) = raw.strip_prefix("<?xml ").and_then(|r| r.strip_suffix("?>")) else { return false };
    inner.len() < 80
        && inner.split_whitespace().all(|word| {
            word.split_once('=').is_some_and(|(name, value)| {
                matches!(name, "version" | "encoding" | "standalone")
                    && value.trim_matches(['"', '\'']).bytes().filter(u8::is_ascii_digit).count() <= 6
                    && value.is_ascii()
            })
        })
}

/// For every tag that opens, which piece closes it.
fn ends(pieces: &[Piece]) -> Vec<Option<usize>> {
    /// How many open elements are looked through for the one that a tag closes.
    const OPEN: usize = 64;
    let mut out = vec![None; pieces.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (i, piece) in pieces.iter().enumerate() {
        let Piece::Tag { name, closes, .. } = piece else { continue };
        if !closes {
            if !VOID.contains(&name.as_str()) {
                open.push((i, name));
            }
            continue;
        }
        let found = open.iter().rev().take(OPEN).position(|(_, n)| n == name);
        if let Some(back) = found {
            let at = open.len() - 1 - back;
            if let Some(slot) = open.get(at).and_then(|(start, _)| out.get_mut(*start)) {
                *slot = Some(i);
            }
            open.truncate(at);
        }
    }
    out
}
