//! ODT (OpenDocument 1.3, ISO/IEC 26300): a text of XML parts in a ZIP archive.
//!
//! The body stands in `content.xml`, heads and feet of pages in `styles.xml`: paragraphs `p` and `h`, tables, notes, boxes. For publication
//! annotations, tracked deletions, older versions, thumbnails, pictures of objects, scripts and printers are left out, tracked insertions
//! stay, authors are emptied. Spreadsheets, presentations and drawings of the same family are not read.

use std::ops::Range;

use super::Refusal;
use super::archive::{Archive, Fate};
use super::image;
use super::ooxml::{drawing, is_instant, leads_home, plain_name, spoken};
use super::package::{Package, Removed};
use super::source::{Builder, Edit, Holds};
use super::xml::{Token, attribute, attributes, link_text, speaks, walk};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Paragraphs: the body, heads and feet of pages, objects.
    Story,
    /// Title, authors, dates.
    Meta,
    /// How the document is shown and printed.
    Settings,
    /// The list of parts.
    Manifest,
    /// XML with a text here and there.
    Marked,
    /// Left out.
    Dropped(Removed),
    /// A picture.
    Picture,
    /// Folders, fonts, the type of the file.
    Frame,
    /// An object of another program: emptied.
    Embedded,
}

fn classify(name: &str) -> Option<Class> {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, e)| e);
    let folder = lower.split('/').next().unwrap_or_default();
    Some(match (folder, file) {
        ("thumbnails", _) => Class::Dropped(Removed::Preview),
        ("objectreplacements", _) => Class::Dropped(Removed::Preview),
        ("configurations2", _) => Class::Dropped(Removed::Property),
        ("basic" | "scripts" | "dialogs", _) => Class::Dropped(Removed::Script),
        ("versions" | "versionlist.xml" | "layout-cache", _) => Class::Dropped(Removed::History),
        _ if name.ends_with('/') => Class::Frame,
        ("mimetype", _) => Class::Frame,
        ("meta-inf", "manifest.xml") => Class::Manifest,
        ("meta-inf", _) => return None,
        ("fonts", _) if matches!(ending, "ttf" | "otf" | "woff" | "woff2") => Class::Frame,
        ("pictures" | "media", _) if image::is_picture(ending) => Class::Picture,
        ("pictures", _) => Class::Embedded,
        (_, "content.xml" | "styles.xml") => Class::Story,
        (_, "meta.xml") => Class::Meta,
        (_, "settings.xml") => Class::Settings,
        ("manifest.rdf", _) => Class::Marked,
        _ if folder.starts_with("object ") && !lower.contains('/') => Class::Embedded,
        _ => return None,
    })
}

/// Reads an ODT file.
///
/// # Errors
/// [`Refusal::Unsupported`] for spreadsheets and drawings, [`Refusal::Encrypted`], [`Refusal::Signed`], [`Refusal::UnknownPart`],
/// [`Refusal::Broken`].
pub(super) fn open(archive: Archive) -> Result<Package, Refusal> {
    let mut package = Package::new(archive);
    let kind =
        package.archive.find("mimetype").map(|i| package.text(i).map(str::to_owned)).transpose()?.unwrap_or_default();
    if !matches!(
        kind.trim(),
        "application/vnd.oasis.opendocument.text" | "application/vnd.oasis.opendocument.text-template"
    ) {
        return Err(Refusal::Unsupported);
    }
    let names: Vec<String> = package.archive.entries.iter().map(|e| e.name.clone()).collect();
    let classes: Vec<Class> = (names.iter())
        .map(|name| {
            let signed = name.to_ascii_lowercase().contains("signatures");
            classify(name).ok_or(if signed { Refusal::Signed } else { Refusal::UnknownPart })
        })
        .collect::<Result<_, _>>()?;
    let mut renamed: Vec<(String, String)> = Vec::new();
    let mut gone: Vec<String> = Vec::new();
    for (part, (name, class)) in names.iter().zip(&classes).enumerate() {
        match class {
            Class::Dropped(why) => {
                package.set(part, Fate::Drop);
                if !name.ends_with('/') {
                    package.removes(*why);
                }
                gone.push(name.clone());
            }
            Class::Embedded => {
                package.set(part, Fate::Write(Vec::new()));
                package.removes(Removed::Embedded);
            }
            Class::Picture => package.picture(part),
            _ => {}
        }
        if matches!(class, Class::Picture | Class::Embedded)
            && name.contains('/')
            && let Some(plain) = plain_name(name, part)
        {
            package.names.insert(part, plain.clone());
            package.removes(Removed::Name);
            renamed.push((name.clone(), plain));
        }
    }
    let mut stories: Vec<usize> = (0..classes.len()).filter(|&i| classes.get(i) == Some(&Class::Story)).collect();
    let name_of = |part: usize| names.get(part).map_or("", String::as_str);
    stories.sort_by_key(|&i| (name_of(i) != "content.xml", name_of(i).to_owned()));
    let mut asides = Vec::new();
    for part in stories {
        let text = package.text(part)?.to_owned();
        let mut story = Story::new(part, &renamed, &gone);
        walk(&text, |token| story.see(&text, token))?;
        let holds = if name_of(part) == "content.xml" { Holds::Body } else { Holds::Margin };
        story.body.finish(&mut package.source, name_of(part), holds);
        asides.push((story.aside, part));
        package.cleaning.append(&mut story.cleaning);
        for what in story.removed {
            package.removes(what);
        }
    }
    package.source.body = package.source.text.len();
    for (aside, part) in asides {
        aside.finish(&mut package.source, name_of(part), Holds::Attribute);
    }
    for (part, class) in classes.iter().enumerate() {
        let read = match class {
            Class::Meta => meta as fn(&str, usize, &mut Builder) -> Result<Vec<Edit>, Refusal>,
            Class::Settings => settings,
            Class::Marked => marked,
            Class::Manifest => {
                let edits = manifest(package.text(part)?, part, &gone, &renamed)?;
                package.cleaning.extend(edits);
                continue;
            }
            Class::Picture => {
                drawing(&mut package, part, name_of(part));
                continue;
            }
            Class::Story | Class::Dropped(_) | Class::Frame | Class::Embedded => continue,
        };
        let text = package.text(part)?.to_owned();
        let mut aside = Builder::new(part);
        let edits = read(&text, part, &mut aside)?;
        if !edits.is_empty() {
            package.removes(Removed::Property);
        }
        package.cleaning.extend(edits);
        aside.finish(&mut package.source, name_of(part), Holds::Meta);
    }
    Ok(package)
}

/// The list of parts without those that are gone.
fn manifest(text: &str, part: usize, gone: &[String], renamed: &[(String, String)]) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let (mut encrypted, mut said) = (false, false);
    let known = |path: &str| path.starts_with("Pictures/") && plain_name(path, 0).is_none();
    walk(text, |token| match token {
        Token::Open { name: "file-entry", raw, empty } => {
            let Some(a) = attributes(text, &raw).find(|a| a.name == "full-path") else { return };
            let below =
                |g: &String| g == a.value || g.starts_with(a.value) && a.value.len() > 1 && a.value.ends_with('/');
            if empty && gone.iter().any(below) {
                edits.push(Edit { part, raw, with: String::new() });
            } else if let Some((_, new)) = renamed.iter().find(|(old, _)| old == a.value) {
                edits.push(Edit { part, raw: a.raw, with: new.clone() });
            } else {
                said |= attributes(text, &raw).any(|a| speaks(a.value) && !known(a.value));
            }
        }
        Token::Open { name: "encryption-data" | "keyinfo", .. } => encrypted = true,
        Token::Text { text, .. } => said |= !text.trim().is_empty(),
        Token::Sign { .. } => said = true,
        Token::Open { raw, .. } => said |= attributes(text, &raw).any(|a| speaks(a.value)),
        Token::Aside { raw } => edits.push(Edit { part, raw, with: String::new() }),
        _ => {}
    })?;
    match (encrypted, said) {
        (true, _) => Err(Refusal::Encrypted),
        // Nothing is said in a list of parts.
        (_, true) => Err(Refusal::Broken),
        _ => Ok(edits),
    }
}

/// Particulars: the title is text, dates and counts stay, everything else is emptied.
fn meta(text: &str, part: usize, builder: &mut Builder) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut gone: Option<(usize, usize)> = None;
    walk(text, |token| match token {
        Token::Open { name, raw, empty } => {
            // Fields that somebody named, and paths of templates.
            if gone.is_none() && matches!(name, "user-defined" | "template" | "auto-reload" | "hyperlink-behaviour") {
                if empty {
                    edits.push(Edit { part, raw: raw.clone(), with: String::new() });
                } else {
                    gone = Some((raw.start, open.len()));
                }
            }
            if gone.is_none() && !matches!(name, "user-defined" | "template" | "auto-reload" | "hyperlink-behaviour") {
                spoken(text, name, &raw, builder);
            }
            if !empty {
                open.push(name.to_owned());
            }
        }
        Token::Close { raw, .. } => {
            open.pop();
            builder.end_line();
            if let Some((from, depth)) = gone
                && depth == open.len()
            {
                edits.push(Edit { part, raw: from..raw.end, with: String::new() });
                gone = None;
            }
        }
        Token::Text { text, start } if gone.is_none() && !text.trim().is_empty() => {
            match open.last().map(String::as_str) {
                Some("title") => builder.plain(text, start),
                Some("generator") if !speaks(text) => {}
                Some("creation-date" | "date") if is_instant(text) => {}
                Some("editing-cycles" | "editing-duration" | "language") if text.len() < 24 && !speaks(text) => {}
                _ => edits.push(Edit { part, raw: start..start + text.len(), with: String::new() }),
            }
        }
        Token::Sign { c, raw } if gone.is_none() => match open.last().map(String::as_str) {
            Some("title") => builder.escaped(c.encode_utf8(&mut [0; 4]), raw),
            _ => edits.push(Edit { part, raw, with: String::new() }),
        },
        Token::Aside { raw } => edits.push(Edit { part, raw, with: String::new() }),
        _ => {}
    })?;
    Ok(edits)
}

/// Settings: printers, databases and paths are emptied, other words are text.
fn settings(text: &str, part: usize, builder: &mut Builder) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let mut emptied = false;
    walk(text, |token| match token {
        Token::Open { name: "config-item", raw, .. } => {
            let of = |wanted| attribute(text, &raw, wanted);
            let private = ["Printer", "CurrentDatabase", "Redline", "Password", "Path", "URL"];
            spoken(text, "config-item", &raw, builder);
            emptied = of("type") == Some("base64Binary")
                || of("name").is_some_and(|n| private.iter().any(|p| n.contains(p))) && of("type") == Some("string");
        }
        Token::Close { .. } => {
            emptied = false;
            builder.end_line();
        }
        Token::Text { text, start } => {
            if text.trim().is_empty() {
                // Between elements.
            } else if emptied {
                edits.push(Edit { part, raw: start..start + text.len(), with: String::new() });
            } else {
                builder.plain(text, start);
            }
        }
        Token::Sign { c, raw } => {
            if emptied {
                edits.push(Edit { part, raw, with: String::new() });
            } else {
                builder.escaped(c.encode_utf8(&mut [0; 4]), raw);
            }
        }
        Token::Open { name, raw, .. } => spoken(text, name, &raw, builder),
        Token::Aside { raw } => edits.push(Edit { part, raw, with: String::new() }),
    })?;
    Ok(edits)
}

fn marked(text: &str, part: usize, builder: &mut Builder) -> Result<Vec<Edit>, Refusal> {
    super::ooxml::words(text, part, builder, &|_| false)
}

/// The walk over a story.
struct Story<'a> {
    part: usize,
    body: Builder,
    aside: Builder,
    cleaning: Vec<Edit>,
    removed: Vec<Removed>,
    renamed: &'a [(String, String)],
    gone: &'a [String],
    depth: usize,
    omitted: Option<(usize, usize)>,
    paragraphs: usize,
    /// Columns taken so far in each open row, and how many the open cell takes.
    columns: Vec<(usize, usize)>,
}

/// Elements that are left out, and why.
const OUT: &[(&str, Removed)] = &[
    ("annotation", Removed::Memo),
    ("annotation-end", Removed::Memo),
    ("tracked-changes", Removed::Deletion),
    ("change", Removed::Deletion),
    ("change-start", Removed::Deletion),
    ("change-end", Removed::Deletion),
    ("hidden-text", Removed::Hidden),
    ("script", Removed::Script),
    ("scripts", Removed::Script),
    ("event-listeners", Removed::Script),
    ("dde-connection-decls", Removed::Property),
];

/// Lists of paragraphs inside a paragraph.
const INNER: &[&str] = &["note-body", "text-box", "ruby-text", "table-cell", "covered-table-cell", "title", "desc"];

/// Spaces and columns that an element may stand for.
const REPEATED: usize = 1000;

impl<'a> Story<'a> {
    fn new(part: usize, renamed: &'a [(String, String)], gone: &'a [String]) -> Self {
        Self {
            part,
            body: Builder::new(part),
            aside: Builder::new(part),
            cleaning: Vec::new(),
            removed: Vec::new(),
            renamed,
            gone,
            depth: 0,
            omitted: None,
            paragraphs: 0,
            columns: Vec::new(),
        }
    }

    fn drop_bytes(&mut self, raw: Range<usize>) {
        self.cleaning.push(Edit { part: self.part, raw, with: String::new() });
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
                        self.drop_bytes(from..raw.end);
                    }
                    Some(_) => {}
                    None => self.closes(name),
                }
            }
            Token::Text { text, start } if self.omitted.is_none() => {
                if self.paragraphs > 0 {
                    self.body.plain(text, start);
                } else if !text.trim().is_empty() {
                    self.aside.plain(text, start);
                }
            }
            Token::Sign { c, raw } if self.omitted.is_none() => {
                let c = c.encode_utf8(&mut [0; 4]).to_owned();
                if self.paragraphs > 0 { self.body.escaped(&c, raw) } else { self.aside.escaped(&c, raw) }
            }
            Token::Aside { raw } if self.omitted.is_none() => self.drop_bytes(raw),
            _ => {}
        }
    }

    fn opens(&mut self, text: &str, name: &str, raw: &Range<usize>, empty: bool) {
        if let Some((_, why)) = OUT.iter().find(|(n, _)| *n == name) {
            self.removed.push(*why);
            if empty {
                self.drop_bytes(raw.clone());
            } else {
                self.omitted = Some((raw.start, self.depth));
            }
            return;
        }
        let count = |wanted: &str| {
            attribute(text, raw, wanted).and_then(|v| v.parse().ok()).map_or(1, |n: usize| n.clamp(1, REPEATED))
        };
        match name {
            "p" | "h" if !empty => self.paragraphs += 1,
            "s" => (0..count("c").min(8)).for_each(|_| self.body.sign(' ')),
            "tab" => self.body.sign('\t'),
            "line-break" => self.body.sign('\n'),
            "table" if !empty => self.body.open_table(),
            "table-row" if !empty => {
                self.body.open_row();
                self.columns.push((0, 1));
            }
            "table-cell" | "covered-table-cell" => {
                let wide = count("number-columns-repeated");
                if empty {
                    if let Some((taken, _)) = self.columns.last_mut() {
                        *taken += wide;
                    }
                } else {
                    if let Some((_, span)) = self.columns.last_mut() {
                        *span = wide;
                    }
                    self.body.open_cell();
                }
            }
            _ if !empty && INNER.contains(&name) => self.body.open_cell(),
            _ => {}
        }
        self.attributes(text, raw);
    }

    fn attributes(&mut self, text: &str, raw: &Range<usize>) {
        for a in attributes(text, raw).filter(|a| a.name == "href") {
            let path = a.value.strip_prefix("./").unwrap_or(a.value);
            if let Some((_, new)) = self.renamed.iter().find(|(old, _)| old == path) {
                self.cleaning.push(Edit { part: self.part, raw: a.raw, with: new.clone() });
            } else if self.gone.iter().any(|g| g == path) || leads_home(a.value) || a.value.starts_with('/') {
                self.drop_bytes(a.raw);
            } else if !a.value.is_empty() && !path.starts_with("Pictures/") && !path.starts_with("Object ") {
                link_text(&mut self.aside, a.value, a.raw.start);
                self.aside.end_line();
            }
        }
        // The rest as text where it says something.
        let tag = text.get(raw.clone()).unwrap_or_default();
        if !tag.is_ascii()
            || tag.bytes().filter(u8::is_ascii_digit).count() >= 7
            || tag.contains(['&', '@', '*', '%'])
            || tag.contains("title")
        {
            for a in attributes(text, raw).filter(|a| a.name != "href") {
                let ids = matches!(a.name, "id" | "style-name") && a.value.bytes().all(|b| b.is_ascii_alphanumeric());
                let words = matches!(a.name, "title" | "string-value" | "label" | "display-name");
                if a.name.starts_with("xmlns") || ids || !(words || speaks(a.value)) || a.value.trim().is_empty() {
                    continue;
                }
                super::xml::escaped_text(&mut self.aside, a.value, a.raw.start);
                self.aside.end_line();
            }
        }
    }

    fn closes(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.body.end_line();
                self.aside.end_line();
                self.paragraphs = self.paragraphs.saturating_sub(1);
            }
            "table" => self.body.close_table(),
            "table-row" => {
                self.columns.pop();
            }
            "table-cell" | "covered-table-cell" => {
                let column = self.columns.last_mut().map(|(taken, span)| {
                    let at = *taken;
                    *taken += *span;
                    *span = 1;
                    at
                });
                self.body.close_cell(column);
            }
            _ if INNER.contains(&name) => self.body.close_cell(None),
            _ if self.paragraphs == 0 => self.aside.end_line(),
            _ => {}
        }
    }
}
