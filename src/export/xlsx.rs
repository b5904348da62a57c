//! XLSX (ECMA-376): Excel's workbook of XML parts in a ZIP archive.
//!
//! A sheet's rows become lines and its cells stand side by side, hidden ones too, so that the heads of columns speak. A text that several
//! cells share is masked in each by its own place. Numbers are read as what they were before a spreadsheet took their zeros, dates as dates;
//! where one is masked, its cell becomes text. For publication comments, threads and their writers, pivot caches, cached values of other
//! files, histories, printers and macros are left out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Refusal;
use super::archive::Archive;
use super::columns::{self, Head};
use super::image;
use super::ooxml::{Parts, Task, classes, spoken, states, tend};
use super::package::{Package, Removed};
use super::source::{Builder, Edit, Extra, Holds, Shown};
use super::xml::{Token, attribute, attributes, said, speaks, walk};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// The list of sheets and names.
    Workbook,
    /// Rows and cells.
    Sheet,
    /// Texts that cells share.
    Strings,
    /// XML with a text here and there.
    Marked,
    /// Names and values of a pivot table's fields.
    Fields,
    /// Where data comes from.
    Connections,
    /// Targets of links.
    Relations,
    /// Title, authors, dates.
    Properties,
    /// Left out.
    Dropped(Removed),
    /// A picture.
    Picture,
    /// The list of types.
    Types,
    /// Folders.
    Frame,
    /// A document of another program: emptied.
    Embedded,
}

fn classify(name: &str) -> Option<Class> {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, e)| e);
    let folder = lower.split('/').next().unwrap_or_default();
    let inner = lower.strip_prefix("xl/").unwrap_or_default();
    let below = inner.split('/').next().unwrap_or_default();
    Some(match (folder, below) {
        _ if name.ends_with('/') => Class::Frame,
        _ if lower == "[content_types].xml" => Class::Types,
        ("_xmlsignatures", _) => return None,
        _ if ending == "rels" => Class::Relations,
        ("docprops", _) if ending == "xml" && !file.starts_with("custom") => Class::Properties,
        ("docprops", _) if ending == "xml" => Class::Dropped(Removed::Property),
        ("docprops", _) => Class::Dropped(Removed::Preview),
        ("customxml" | "docmetadata" | "customui" | "package", _) => Class::Dropped(Removed::Property),
        ("xl", "workbook.xml") => Class::Workbook,
        ("xl", "sharedstrings.xml") => Class::Strings,
        ("xl", "worksheets" | "macrosheets" | "dialogsheets") if ending == "xml" => Class::Sheet,
        // Where a writer makes no folder for its sheets.
        ("xl", _) if ending == "xml" && below == file && file.starts_with("sheet") => Class::Sheet,
        ("xl", "threadedcomments" | "persons") => Class::Dropped(Removed::Memo),
        ("xl", _) if below.starts_with("comments") => Class::Dropped(Removed::Memo),
        ("xl", _) if ending == "vml" => Class::Dropped(Removed::Memo),
        ("xl", "pivotcache") if file.contains("records") => Class::Dropped(Removed::History),
        ("xl", "pivotcache") => Class::Fields,
        ("xl", "calcchain.xml" | "revisions" | "usernames.xml") => Class::Dropped(Removed::History),
        ("xl", "printersettings" | "customproperty" | "webextensions") => Class::Dropped(Removed::Property),
        // A sheet's own properties, and what a program on the network keeps of its tables.
        ("xl", _) if ending == "bin" && below.starts_with("customproperty") => Class::Dropped(Removed::Property),
        ("xl", "metadata") => Class::Dropped(Removed::Property),
        ("xl", _) if ending == "bin" && ["vba", "attached", "jsa"].iter().any(|kind| file.starts_with(kind)) => {
            Class::Dropped(Removed::Script)
        }
        ("xl", "ctrlprops") => Class::Dropped(Removed::Embedded),
        ("xl", "connections.xml" | "querytables") => Class::Connections,
        ("xl", "media") if image::is_picture(ending) => Class::Picture,
        ("xl", "embeddings" | "activex") => Class::Embedded,
        (
            "xl",
            "styles.xml"
            | "theme"
            | "charts"
            | "chartsheets"
            | "drawings"
            | "diagrams"
            | "tables"
            | "pivottables"
            | "externallinks"
            | "metadata.xml"
            | "richdata"
            | "slicers"
            | "slicercaches"
            | "timelines"
            | "timelinecaches"
            | "xmlmaps.xml"
            | "tablesinglecells"
            | "featurepropertybag"
            | "volatiledependencies.xml"
            | "namedsheetviews"
            | "sheetmetadata.xml",
        ) if ending == "xml" => Class::Marked,
        _ => return None,
    })
}

/// Elements that are left out wherever they stand: values cached from other files, paths, marks of editing sessions, and what leads to parts
/// that are left out.
fn is_state(element: &str) -> bool {
    matches!(
        element,
        "sheetDataSet"
            | "absPath"
            | "fileSharing"
            | "customWorkbookViews"
            | "customSheetViews"
            | "legacyDrawing"
            | "legacyDrawingHF"
            | "controls"
            | "customProperties"
            | "webPublishItems"
            | "webPublishObjects"
            | "rPh"
            | "phoneticPr"
            | "ddeItems"
            | "oleItems"
    )
}

/// Reads an XLSX file.
///
/// # Errors
/// [`Refusal::Signed`], [`Refusal::UnknownPart`], [`Refusal::Broken`].
pub(super) fn open(archive: Archive) -> Result<Package, Refusal> {
    let mut package = Package::new(archive);
    let classes = classes(&package.archive, classify)?;
    let class = |part: usize| classes.get(part).copied();
    let parts = Parts::new(
        &mut package,
        |part| if let Some(Class::Dropped(why)) = class(part) { Some(why) } else { None },
        |part| class(part) == Some(Class::Embedded),
        |part| class(part) == Some(Class::Picture),
    );
    let find = |wanted: Class| (0..classes.len()).find(|&i| class(i) == Some(wanted));
    let styles = match package.archive.find("xl/styles.xml") {
        Some(part) => formats(package.text(part)?)?,
        None => Vec::new(),
    };
    let later = match find(Class::Workbook) {
        Some(part) => {
            package.text(part)?.contains("date1904=\"1\"") || package.text(part)?.contains("date1904=\"true\"")
        }
        None => false,
    };
    let mut strings = Strings { part: 0, items: Vec::new() };
    if let Some(part) = find(Class::Strings) {
        let text = package.text(part)?.to_owned();
        strings.part = part;
        let edits = strings.read(&text)?;
        package.cleaning.extend(edits);
    }
    let mut used = BTreeSet::new();
    let mut sheets: Vec<usize> = (0..classes.len()).filter(|&i| class(i) == Some(Class::Sheet)).collect();
    sheets.sort_by_key(|&i| (parts.name(i).len(), parts.name(i).to_owned()));
    let mut asides = Vec::new();
    for part in sheets {
        let text = package.text(part)?.to_owned();
        let mut sheet = Sheet::new(part, &strings, &styles, later);
        walk(&text, |token| sheet.see(&text, token))?;
        sheet.rows.close_table();
        package.cleaning.append(&mut sheet.cleaning);
        used.append(&mut sheet.used);
        sheet.rows.finish(&mut package.source, parts.name(part), Holds::Body);
        asides.push((sheet.aside, part));
        // Some programs show a scenario as a sheet of its name.
        let text = package.text(part)?;
        let scenarios = if text.contains("scenario") { names(text, "scenario")? } else { Vec::new() };
        package.names_of_sheets.extend(scenarios);
    }
    package.source.body = package.source.text.len();
    for (aside, part) in asides {
        aside.finish(&mut package.source, parts.name(part), Holds::Attribute);
    }
    // Texts that no cell shows any more.
    let mut orphans = Builder::new(strings.part);
    for (_, item) in strings.items.iter().enumerate().filter(|(i, _)| !used.contains(i)) {
        say(&mut orphans, &item.pieces);
        orphans.end_line();
    }
    orphans.finish(&mut package.source, parts.name(strings.part), Holds::Attribute);
    for (part, class) in classes.iter().enumerate() {
        let task = match class {
            Class::Sheet | Class::Strings | Class::Embedded | Class::Frame | Class::Dropped(_) => continue,
            Class::Relations if parts.gone.iter().any(|g| g == parts.name(part)) => continue,
            Class::Fields => {
                let text = package.text(part)?.to_owned();
                let (builder, edits) = fields(&text, part)?;
                package.cleaning.extend(edits);
                builder.finish(&mut package.source, parts.name(part), Holds::Attribute);
                continue;
            }
            Class::Connections => {
                package.removes(Removed::Property);
                Task::Words(&is_source)
            }
            Class::Workbook => {
                let names = names(package.text(part)?, "sheet")?;
                package.names_of_sheets.extend(names);
                Task::Words(&is_state)
            }
            Class::Types => Task::Types,
            Class::Marked => Task::Words(&is_state),
            Class::Relations => Task::Relations,
            Class::Properties => Task::Properties,
            Class::Picture => Task::Picture,
        };
        tend(&mut package, part, &parts, &task)?;
    }
    Ok(package)
}

/// Elements of a connection that hold its parameters and addresses.
fn is_source(element: &str) -> bool {
    matches!(element, "parameters" | "textPr" | "webPr" | "olapPr" | "extLst" | "rangePr")
}

/// The names of the sheets, or of other elements that bear some.
fn names(text: &str, of: &str) -> Result<Vec<String>, Refusal> {
    let mut out = Vec::new();
    walk(text, |token| {
        if let Token::Open { name, raw, .. } = token
            && name == of
            && let Some(name) = attribute(text, &raw, "name")
        {
            out.push(said(name));
        }
    })?;
    Ok(out)
}

/// How numbers are shown: by the index of a cell's style.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    Date,
    Digits(String),
}

/// The looks of a workbook.
fn formats(text: &str) -> Result<Vec<Look>, Refusal> {
    let mut codes: Vec<(u32, String)> = Vec::new();
    let mut out = Vec::new();
    let mut inside = false;
    walk(text, |token| match token {
        Token::Open { name: "numFmt", raw, .. } => {
            let id = attribute(text, &raw, "numFmtId").and_then(|n| n.parse().ok());
            if let (Some(id), Some(code)) = (id, attribute(text, &raw, "formatCode")) {
                codes.push((id, code.replace("&quot;", "\"").replace("&amp;", "&")));
            }
        }
        Token::Open { name: "cellXfs", empty, .. } => inside = !empty,
        Token::Close { name: "cellXfs", .. } => inside = false,
        Token::Open { name: "xf", raw, .. } if inside => {
            let id: u32 = attribute(text, &raw, "numFmtId").and_then(|n| n.parse().ok()).unwrap_or(0);
            let code = codes.iter().find(|(n, _)| *n == id).map(|(_, c)| c.as_str());
            out.push(match code {
                Some(code) if columns::is_date(code) => Look::Date,
                Some(code) => Look::Digits(code.to_owned()),
                None if matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=58) => Look::Date,
                None => Look::Plain,
            });
        }
        _ => {}
    })?;
    Ok(out)
}

/// Text of a part: what it says, where, and whether its bytes say it themselves.
type Said = (String, Range<usize>, bool);

/// Gives text to a builder: lines as lines, `_x0030_` as the character it stands for.
fn say(builder: &mut Builder, pieces: &[Said]) {
    for (text, raw, plain) in pieces {
        if !plain {
            match text.as_str() {
                "\n" | "\r" => builder.end_line(),
                text => builder.escaped(text, raw.clone()),
            }
            continue;
        }
        let (mut at, mut shown) = (0, 0);
        let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        while let Some(sign) = text.get(at..).and_then(|r| r.find(['\n', '\r', '_'])).map(|i| at + i) {
            let tail = text.get(sign..).unwrap_or_default();
            if !tail.starts_with('_') {
                builder.plain(part(shown, sign), raw.start + shown);
                builder.end_line();
                at = sign + 1;
                shown = at;
            } else if let Some(c) = escape(tail) {
                builder.plain(part(shown, sign), raw.start + shown);
                builder.escaped(c.encode_utf8(&mut [0; 4]), raw.start + sign..raw.start + sign + ESCAPE);
                at = sign + ESCAPE;
                shown = at;
            } else {
                at = sign + 1;
            }
        }
        builder.plain(part(shown, text.len()), raw.start + shown);
    }
}

/// How long `_x0030_` is.
const ESCAPE: usize = 7;

/// The character of `_x0030_` at the head of a text (ECMA-376 part 1, 22.9.2.19).
fn escape(text: &str) -> Option<char> {
    let hex = text.get(..ESCAPE)?.strip_prefix("_x")?.strip_suffix('_')?;
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).filter(|c| !c.is_control())
}

/// A text that cells share.
struct Item {
    /// What stands between its tags.
    raw: Range<usize>,
    pieces: Vec<Said>,
}

/// The texts that cells share.
struct Strings {
    part: usize,
    items: Vec<Item>,
}

impl Strings {
    /// Reads them; gives what is left out of them.
    fn read(&mut self, text: &str) -> Result<Vec<Edit>, Refusal> {
        let part = self.part;
        let mut edits = Vec::new();
        let mut open: Option<Item> = None;
        let (mut texts, mut phonetic) = (0usize, None);
        let mut said = false;
        walk(text, |token| match token {
            Token::Open { name: "si", raw, empty } => {
                let item = Item { raw: raw.end..raw.end, pieces: Vec::new() };
                if empty {
                    self.items.push(item);
                } else {
                    open = Some(item);
                }
            }
            Token::Close { name: "si", raw } => {
                if let Some(mut item) = open.take() {
                    item.raw.end = raw.start;
                    self.items.push(item);
                }
            }
            // How a text is spoken says it again.
            Token::Open { name: "rPh" | "phoneticPr", raw, empty: true } => {
                edits.push(Edit { part, raw, with: String::new() })
            }
            Token::Open { name: "rPh" | "phoneticPr", raw, .. } => phonetic = Some(raw.start),
            Token::Close { name: "rPh" | "phoneticPr", raw } => {
                if let Some(from) = phonetic.take() {
                    edits.push(Edit { part, raw: from..raw.end, with: String::new() });
                }
            }
            Token::Open { name: "t", empty: false, .. } => texts += 1,
            Token::Close { name: "t", .. } => texts = texts.saturating_sub(1),
            Token::Text { text, start } if texts > 0 && phonetic.is_none() => {
                if let Some(item) = &mut open {
                    item.pieces.push((text.to_owned(), start..start + text.len(), true));
                }
            }
            Token::Sign { c, raw } if texts > 0 && phonetic.is_none() => {
                if let Some(item) = &mut open {
                    item.pieces.push((c.to_string(), raw, false));
                }
            }
            Token::Aside { raw } => edits.push(Edit { part, raw, with: String::new() }),
            Token::Text { text, .. } => said |= phonetic.is_none() && !text.trim().is_empty(),
            Token::Sign { .. } => said |= phonetic.is_none(),
            Token::Open { raw, .. } => {
                said |= attributes(text, &raw).any(|a| a.name != "rFont" && speaks(a.value) && a.value.is_ascii())
            }
            _ => {}
        })?;
        // Nothing is said beside the texts.
        if said { Err(Refusal::Broken) } else { Ok(edits) }
    }
}

/// A cell that is open.
#[derive(Default)]
struct Cell {
    column: usize,
    /// Where its type stands, or could stand (then with a space and its name before), and what it is.
    kind: (Range<usize>, String),
    style: usize,
    value: Option<Range<usize>>,
    inline: Vec<Said>,
    number: Vec<Said>,
    formula: Vec<Said>,
}

/// The walk over a sheet.
struct Sheet<'a> {
    part: usize,
    strings: &'a Strings,
    styles: &'a [Look],
    later: bool,
    rows: Builder,
    aside: Builder,
    cleaning: Vec<Edit>,
    used: BTreeSet<usize>,
    heads: Vec<Option<Head>>,
    row: u32,
    cell: Option<Cell>,
    /// Which element of a cell the text is of.
    inside: &'static str,
    depth: usize,
    omitted: Option<(usize, usize)>,
    /// The text of the head or foot of pages that is open.
    margin: Option<Vec<Said>>,
}

impl<'a> Sheet<'a> {
    fn new(part: usize, strings: &'a Strings, styles: &'a [Look], later: bool) -> Self {
        let mut rows = Builder::new(part);
        rows.open_table();
        Self {
            part,
            strings,
            styles,
            later,
            rows,
            aside: Builder::new(part),
            cleaning: Vec::new(),
            used: BTreeSet::new(),
            heads: Vec::new(),
            row: 0,
            cell: None,
            inside: "",
            depth: 0,
            omitted: None,
            margin: None,
        }
    }

    fn see(&mut self, text: &str, token: Token<'_>) {
        match token {
            Token::Open { name, raw, empty } => {
                if self.omitted.is_none() {
                    self.opens(text, name, &raw, empty);
                }
                self.depth += usize::from(!empty);
            }
            Token::Close { name, raw } => {
                self.depth = self.depth.saturating_sub(1);
                match self.omitted {
                    Some((from, depth)) if depth == self.depth => {
                        self.omitted = None;
                        self.cleaning.push(Edit { part: self.part, raw: from..raw.end, with: String::new() });
                    }
                    Some(_) => {}
                    None => self.closes(name, &raw),
                }
            }
            Token::Text { text, start } if self.omitted.is_none() => {
                self.words((text.to_owned(), start..start + text.len(), true));
            }
            Token::Sign { c, raw } if self.omitted.is_none() => self.words((c.to_string(), raw, false)),
            Token::Aside { raw } if self.omitted.is_none() => {
                self.cleaning.push(Edit { part: self.part, raw, with: String::new() });
            }
            _ => {}
        }
    }

    fn words(&mut self, said: Said) {
        if let Some(margin) = &mut self.margin {
            margin.push(said);
        } else if let (Some(cell), "v" | "f" | "t") = (&mut self.cell, self.inside) {
            match self.inside {
                "v" => cell.number.push(said),
                "f" => cell.formula.push(said),
                _ => cell.inline.push(said),
            }
        } else if !said.0.trim().is_empty() || !said.2 {
            let (text, raw, plain) = said;
            if plain { self.aside.plain(&text, raw.start) } else { self.aside.escaped(&text, raw) }
        }
    }

    fn opens(&mut self, text: &str, name: &str, raw: &Range<usize>, empty: bool) {
        let tag = text.get(raw.clone()).unwrap_or_default();
        if matches!(name, "row" | "c" | "v" | "f" | "t") && (speaks(tag) || tag.contains('&')) {
            spoken(text, name, raw, &mut self.aside);
        }
        match name {
            "row" => {
                let number = attribute(text, raw, "r").and_then(|r| r.parse().ok());
                self.row = number.unwrap_or(self.row + 1);
                self.rows.open_row_at(self.row.saturating_sub(1));
                return;
            }
            "c" if !empty => {
                self.cell = Some(self.cell_of(text, raw));
                return;
            }
            "c" => return,
            "v" | "f" | "t" if self.cell.is_some() => {
                if let (Some(cell), "v") = (&mut self.cell, name) {
                    cell.value = Some(raw.clone());
                }
                if !empty {
                    self.inside = match name {
                        "v" => "v",
                        "f" => "f",
                        _ => "t",
                    };
                }
                return;
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" if !empty => {
                self.margin = Some(Vec::new());
            }
            "pageSetup" => {
                // It leads to the settings of a printer, which are left out.
                if let Some(whole) = relation(text, raw) {
                    self.cleaning.push(Edit { part: self.part, raw: whole, with: String::new() });
                }
            }
            _ if is_state(name) => {
                if empty {
                    self.cleaning.push(Edit { part: self.part, raw: raw.clone(), with: String::new() });
                } else {
                    self.omitted = Some((raw.start, self.depth));
                }
                return;
            }
            _ => {}
        }
        self.cleaning.extend(states(text, self.part, raw));
        spoken(text, name, raw, &mut self.aside);
    }

    fn cell_of(&self, text: &str, raw: &Range<usize>) -> Cell {
        let tag = text.get(raw.clone()).unwrap_or_default();
        let head = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
        let mut cell = Cell { kind: (raw.start + head..raw.start + head, String::new()), ..Cell::default() };
        let mut column = None;
        for a in attributes(text, raw) {
            match a.name {
                "t" => cell.kind = (a.raw, a.value.to_owned()),
                "s" => cell.style = a.value.parse().unwrap_or(0),
                "r" => column = column_of(a.value),
                _ => {}
            }
        }
        cell.column = column.unwrap_or(0);
        cell
    }

    fn closes(&mut self, name: &str, raw: &Range<usize>) {
        match name {
            "v" | "f" | "t" => {
                if let (Some(cell), "v") = (&mut self.cell, name)
                    && let Some(value) = &mut cell.value
                {
                    value.end = raw.end;
                }
                self.inside = "";
                if self.cell.is_none() {
                    self.aside.end_line();
                }
            }
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.tell(cell);
                }
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                if let Some(said) = self.margin.take() {
                    margin(&mut self.aside, &said);
                }
            }
            _ => self.aside.end_line(),
        }
    }

    /// How a cell's type is changed.
    fn typed(&self, cell: &Cell, kind: &str) -> Edit {
        let (raw, now) = &cell.kind;
        let with = if now.is_empty() { format!(" t=\"{kind}\"") } else { kind.to_owned() };
        Edit { part: self.part, raw: raw.clone(), with }
    }

    /// A cell that was read: its text goes into the row, its formula beside it.
    fn tell(&mut self, cell: Cell) {
        formula(&mut self.aside, &cell.formula);
        self.rows.open_cell();
        let stored: String = cell.number.iter().map(|s| s.0.as_str()).collect();
        let shown = match cell.kind.1.as_str() {
            "s" => self.shared(&cell, stored.trim()),
            "inlineStr" => {
                say(&mut self.rows, &cell.inline);
                cell.inline.iter().map(|s| s.0.as_str()).collect()
            }
            "str" | "d" | "e" => {
                say(&mut self.rows, &cell.number);
                stored
            }
            _ => {
                self.number(&cell, stored.trim());
                stored
            }
        };
        if let Some(head) = Head::of(&shown) {
            if self.heads.len() <= cell.column {
                self.heads.resize(cell.column + 1, None);
            }
            if let Some(slot) = self.heads.get_mut(cell.column) {
                *slot = Some(head);
            }
        }
        self.rows.from(self.part, None);
        self.rows.close_cell(Some(cell.column));
    }

    /// A cell that shows a shared text.
    fn shared(&mut self, cell: &Cell, index: &str) -> String {
        let item = index.parse().ok().and_then(|i: usize| Some((i, self.strings.items.get(i)?)));
        let (Some((index, item)), Some(value)) = (item, &cell.value) else { return String::new() };
        self.used.insert(index);
        let own =
            vec![self.typed(cell, "inlineStr"), Edit { part: self.part, raw: value.clone(), with: "<is>".to_owned() }];
        let shown = Shown { part: self.strings.part, item: item.raw.clone(), own, close: "</is>", empty: "<t/>" };
        self.rows.from(self.strings.part, Some(Extra::Shown(shown)));
        say(&mut self.rows, &item.pieces);
        item.pieces.iter().map(|s| s.0.as_str()).collect()
    }

    /// A number: with the zeros that it lost, as the date or in the digits that it is shown as.
    fn number(&mut self, cell: &Cell, stored: &str) {
        let (Some(first), Some(last)) = (cell.number.first(), cell.number.last()) else { return };
        let raw = first.1.start..last.1.end;
        let text = self.typed(cell, "str");
        self.rows.from(self.part, Some(Extra::Beside(vec![text])));
        let look = self.styles.get(cell.style).unwrap_or(&Look::Plain);
        let head = self.heads.get(cell.column).copied().flatten();
        let number = columns::whole(stored);
        let day = || {
            let whole = stored.split_once('.').map_or(stored, |(before, _)| before);
            whole.parse().ok().and_then(|n| columns::date(n, self.later))
        };
        let shown = match (look, &number) {
            (Look::Date, _) => day(),
            (Look::Digits(code), Some(number)) => columns::written(number, code),
            _ => None,
        };
        let shown = shown.or_else(|| match head? {
            Head::Birth if stored.len() == 5 => day(),
            head => head.restored(number.as_deref()?),
        });
        match shown.or_else(|| number.filter(|n| n != stored)) {
            Some(shown) => self.rows.escaped(&shown, raw),
            None if cell.number.iter().all(|s| s.2) => {
                self.rows.plain(stored, first.1.start + first.0.find(stored).unwrap_or(0))
            }
            None => say(&mut self.rows, &cell.number),
        }
    }
}

/// The attribute that leads to another part, with the space before it.
fn relation(text: &str, raw: &Range<usize>) -> Option<Range<usize>> {
    let a = attributes(text, raw).find(|a| a.name == "id")?;
    let before = text.get(raw.start..a.raw.start)?;
    let start = raw.start + before.rfind(char::is_whitespace)?;
    Some(start..a.raw.end + 1)
}

/// The column of `AB12`, from 0.
fn column_of(cell: &str) -> Option<usize> {
    let letters = cell.bytes().take(4).take_while(u8::is_ascii_uppercase);
    let number = letters.fold(0usize, |n, b| n * 26 + usize::from(b - b'A') + 1);
    number.checked_sub(1)
}

/// Letters of text, each with its place.
fn letters(said: &[Said]) -> Vec<(char, Range<usize>, bool)> {
    (said.iter())
        .flat_map(|(text, raw, plain)| {
            text.char_indices().map(move |(i, c)| {
                (c, if *plain { raw.start + i..raw.start + i + c.len_utf8() } else { raw.clone() }, *plain)
            })
        })
        .collect()
}

fn letter(builder: &mut Builder, (c, raw, plain): (char, Range<usize>, bool)) {
    let text = c.encode_utf8(&mut [0; 4]).to_owned();
    if plain { builder.plain(&text, raw.start) } else { builder.escaped(&text, raw) }
}

/// A formula as text; texts that it joins, with `&` or by a function, are one.
fn formula(builder: &mut Builder, said: &[Said]) {
    let letters = letters(said);
    let text: String = letters.iter().map(|l| l.0.to_ascii_uppercase()).collect();
    let by_function = ["CONCAT", "TEXTJOIN"].iter().any(|function| text.contains(function));
    let is = |at: usize, c: char| letters.get(at).is_some_and(|l| l.0 == c);
    let mut at = 0;
    while let Some(l) = letters.get(at) {
        if l.0 == '"' {
            let mut next = at + 1;
            while is(next, ' ') {
                next += 1;
            }
            if is(next, '&') || by_function && (is(next, ',') || is(next, ';')) {
                next += 1;
                while is(next, ' ') {
                    next += 1;
                }
                if is(next, '"') {
                    at = next + 1;
                    continue;
                }
            }
        }
        letter(builder, l.clone());
        at += 1;
    }
    builder.end_line();
}

/// The head or foot of pages: `&L&"바탕,보통"&10 text` without what only formats it.
fn margin(builder: &mut Builder, said: &[Said]) {
    let letters = letters(said);
    let mut at = 0;
    while let Some(l) = letters.get(at) {
        if l.0 != '&' {
            letter(builder, l.clone());
            at += 1;
            continue;
        }
        let next = letters.get(at + 1).map(|l| l.0);
        at += match next {
            Some('"') => 2 + letters.iter().skip(at + 2).position(|l| l.0 == '"').map_or(0, |n| n + 1),
            Some('0'..='9') => 1 + letters.iter().skip(at + 1).take(2).take_while(|l| l.0.is_ascii_digit()).count(),
            Some('K') => 2 + letters.iter().skip(at + 2).take(6).take_while(|l| l.0.is_ascii_hexdigit()).count(),
            Some(_) => 2,
            None => 1,
        };
        if matches!(next, Some('L' | 'C' | 'R')) {
            builder.end_line();
        }
    }
    builder.end_line();
}

/// The fields of a pivot table's cache as tables of one column each; the values themselves, which stand in a part that is left out, are
/// fetched again when the file is opened.
fn fields(text: &str, part: usize) -> Result<(Builder, Vec<Edit>), Refusal> {
    let mut builder = Builder::new(part);
    let mut edits = Vec::new();
    let mut open = false;
    walk(text, |token| match token {
        Token::Open { name: "pivotCacheDefinition", raw, .. } => {
            if let Some(whole) = relation(text, &raw) {
                let mut with = String::new();
                for (name, value) in [("saveData", "0"), ("refreshOnLoad", "1")] {
                    match attributes(text, &raw).find(|a| a.name == name) {
                        Some(a) => edits.push(Edit { part, raw: a.raw, with: value.to_owned() }),
                        None => with.push_str(&format!(" {name}=\"{value}\"")),
                    }
                }
                edits.push(Edit { part, raw: whole, with });
            }
            edits.extend(
                (attributes(text, &raw)).filter(|a| a.name == "refreshedBy" && !a.value.is_empty()).map(|a| Edit {
                    part,
                    raw: a.raw,
                    with: String::new(),
                }),
            );
        }
        Token::Open { name: "cacheField", raw, empty } => {
            builder.open_table();
            open = !empty;
            for a in attributes(text, &raw) {
                match a.name {
                    "name" | "caption" => row(&mut builder, a.value, a.raw),
                    "formula" => row(&mut builder, a.value, a.raw),
                    _ => {}
                }
            }
            if empty {
                builder.close_table();
            }
        }
        Token::Close { name: "cacheField", .. } => {
            builder.close_table();
            open = false;
        }
        Token::Open { name: tag @ ("s" | "n" | "d" | "e"), raw, .. } if open => {
            for a in attributes(text, &raw).filter(|a| a.name == "v" || a.name == "c") {
                let sign = raw.start + 1..raw.start + 2;
                // A number that is masked is text.
                let renamed = matches!(tag, "n" | "d") && text.get(sign.clone()) == Some(tag);
                let extra = renamed.then(|| Extra::Beside(vec![Edit { part, raw: sign, with: "s".to_owned() }]));
                builder.from(part, extra);
                row(&mut builder, a.value, a.raw);
                builder.from(part, None);
            }
        }
        Token::Open { name, raw, .. } => {
            if !open {
                edits.extend(states(text, part, &raw));
            }
            spoken(text, name, &raw, &mut builder);
        }
        Token::Aside { raw } => edits.push(Edit { part, raw, with: String::new() }),
        Token::Text { text, start } if !text.trim().is_empty() => builder.plain(text, start),
        Token::Sign { c, raw } => builder.escaped(c.encode_utf8(&mut [0; 4]), raw),
        _ => {}
    })?;
    Ok((builder, edits))
}

fn row(builder: &mut Builder, value: &str, raw: Range<usize>) {
    builder.open_row();
    builder.open_cell();
    super::xml::escaped_text(builder, value, raw.start);
    builder.close_cell(Some(0));
}
