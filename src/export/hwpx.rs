//! HWPX (OWPML, KS X 6101): Hancom's document of XML parts in a ZIP archive.
//!
//! The body stands in `Contents/section*.xml`: paragraphs `p`, runs, texts `t` with tabs, fixed spaces and line breaks inside, tables, notes,
//! boxes. The text's head is repeated in `Preview/PrvText.txt`, page one as a picture beside it, older versions in `DocHistory`, authors in
//! `content.hpf`, links and memos in the parameters of fields. For publication memos, hidden comments and tracked deletions are left
//! out, tracked insertions stay, previews, history and scripts go, authors are emptied.

use std::ops::Range;

use super::Refusal;
use super::archive::{Archive, Fate};
use super::image;
use super::ooxml::{drawing, plain_name};
use super::package::{Package, Removed, escaped};
use super::source::{Builder, Edit, Holds};
use super::xml::{Token, attribute, attributes, escaped_text, is_loud, link_text, speaks, walk};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Text of the document.
    Section,
    /// XML with a text here and there: styles, charts, bibliographies.
    Marked,
    /// The list of parts with title and authors.
    Manifest,
    /// The head of the text.
    Preview,
    /// Pictures of pages, older versions, scripts.
    Dropped,
    /// A picture of the document.
    Picture,
    /// How the archive is put together; holds no text of the document.
    Frame,
    /// A document of another program, a sound, a film: emptied, because nobody reads it.
    Embedded,
}

/// What a part is by its name; none for what nobody knows.
fn classify(name: &str) -> Option<Class> {
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, e)| e);
    Some(match lower.split('/').next().unwrap_or_default() {
        _ if name.ends_with('/') => Class::Frame,
        "mimetype" => Class::Frame,
        "version.xml" | "settings.xml" => Class::Marked,
        "meta-inf" if lower.contains("signature") => return None,
        "meta-inf" if matches!(ending, "xml" | "rdf") => Class::Marked,
        "contents" if ending == "hpf" => Class::Manifest,
        "contents" if lower.starts_with("contents/section") || lower.starts_with("contents/masterpage") => {
            Class::Section
        }
        "contents" | "chart" | "custom" if ending == "xml" => Class::Marked,
        "preview" if ending == "txt" => Class::Preview,
        "preview" | "dochistory" | "scripts" => Class::Dropped,
        "bindata" if image::is_picture(ending) => Class::Picture,
        "bindata" => Class::Embedded,
        _ => return None,
    })
}

/// What stands in a shape's comment instead of the name of the picture's file.
const PICTURE: &str = "그림입니다.";

/// UTF-16 units of the text's head that Hancom puts into the preview.
const PREVIEW: usize = 1023;

/// Attributes that hold words of the document.
const WORDS: &[&str] = &["caption", "text", "metatag", "displayText", "composeText", "href", "name", "title"];

/// Elements whose names are those of fonts and styles.
const STYLES: &[&str] = &["font", "substFont", "typeInfo", "style", "fontface"];

/// Reads an HWPX file.
///
/// # Errors
/// [`Refusal::Encrypted`] for files with a password or Hancom's protection of personal data, [`Refusal::Signed`], [`Refusal::UnknownPart`],
/// [`Refusal::Broken`].
pub(super) fn open(archive: Archive) -> Result<Package, Refusal> {
    let mut package = Package::new(archive);
    let classes: Vec<Class> = (package.archive.entries.iter())
        .map(|e| {
            let signed = e.name.to_ascii_lowercase().contains("signature");
            classify(&e.name).ok_or(if signed { Refusal::Signed } else { Refusal::UnknownPart })
        })
        .collect::<Result<_, _>>()?;
    if let Some(manifest) = package.archive.find("META-INF/manifest.xml")
        && package.text(manifest)?.contains("encryption-data")
    {
        return Err(Refusal::Encrypted);
    }
    let mut sections: Vec<usize> = (0..classes.len()).filter(|&i| classes.get(i) == Some(&Class::Section)).collect();
    if sections.is_empty() {
        return Err(Refusal::Broken);
    }
    // section10 comes after section9, whatever the order of entries.
    sections.sort_by_key(|&i| package.archive.entries.get(i).map(|e| (e.name.len(), e.name.clone())));
    rename(&mut package, &classes);
    let mut asides = Vec::new();
    for part in sections {
        let mut section = Section::new(part);
        let text = package.text(part)?.to_owned();
        section.read(&text)?;
        let name = package.archive.entries.get(part).map(|e| e.name.clone()).unwrap_or_default();
        section.body.finish(&mut package.source, &name, Holds::Body);
        asides.push((section.aside, name.clone()));
        package.cleaning.append(&mut section.cleaning);
        for what in section.removed {
            package.removes(what);
        }
        if section.pictures > 0 {
            package.pictures.insert(name.clone(), section.pictures);
        }
    }
    package.source.body = package.source.text.len();
    for (aside, name) in asides {
        aside.finish(&mut package.source, &name, Holds::Attribute);
    }
    for (part, class) in classes.iter().enumerate() {
        let name = package.archive.entries.get(part).map(|e| e.name.clone()).unwrap_or_default();
        match class {
            Class::Section | Class::Frame => {}
            Class::Embedded => {
                package.set(part, Fate::Write(Vec::new()));
                package.removes(Removed::Embedded);
            }
            Class::Marked => {
                let mut aside = Builder::new(part);
                let text = package.text(part)?.to_owned();
                let authors = marked(&text, part, &mut aside)?;
                package.cleaning.extend(authors);
                aside.finish(&mut package.source, &name, Holds::Attribute);
            }
            Class::Manifest => manifest(&mut package, part, &classes, &name)?,
            Class::Preview => package.preview = Some((part, PREVIEW)),
            Class::Dropped => {
                let lower = name.to_ascii_lowercase();
                package.set(part, Fate::Drop);
                package.removes(match lower.split('/').next() {
                    Some("preview") => Removed::Preview,
                    Some("scripts") => Removed::Script,
                    _ => Removed::History,
                });
            }
            Class::Picture => {
                package.picture(part);
                drawing(&mut package, part, &name);
            }
        }
    }
    Ok(package)
}

/// Gives the files of `BinData` names that say nothing: a picture is often called as the person in it. Other parts name them by the manifest's ids.
fn rename(package: &mut Package, classes: &[Class]) {
    for (part, class) in classes.iter().enumerate() {
        let name = package.archive.entries.get(part).map(|e| e.name.clone()).unwrap_or_default();
        if matches!(class, Class::Picture | Class::Embedded)
            && let Some(plain) = plain_name(&name, part)
            && plain != name
        {
            package.names.insert(part, plain);
            package.removes(Removed::Name);
        }
    }
}

/// Text and words in attributes of a part that is not the body; gives the names of authors as changes.
fn marked(text: &str, part: usize, aside: &mut Builder) -> Result<Vec<Edit>, Refusal> {
    let mut authors = Vec::new();
    walk(text, |token| match token {
        Token::Open { name, raw, .. } => {
            for a in attributes(text, &raw) {
                let style = STYLES.contains(&name);
                let says = if style { is_loud(a.value) && is_said(a.value) } else { says_something(name, &a) };
                if name == "trackChangeAuthor" && a.name == "name" || a.name == "author" {
                    authors.push(Edit { part, raw: a.raw, with: String::new() });
                } else if says {
                    escaped_text(aside, a.value, a.raw.start);
                    aside.end_line();
                }
            }
        }
        Token::Text { text, start } if !text.trim().is_empty() => aside.plain(text, start),
        Token::Sign { c, raw } => aside.escaped(c.encode_utf8(&mut [0; 4]), raw),
        Token::Close { name: "p" | "v" | "t", .. } => aside.end_line(),
        Token::Aside { raw } => authors.push(Edit { part, raw, with: String::new() }),
        _ => {}
    })?;
    aside.end_line();
    Ok(authors)
}

/// Whether an attribute may hold words: by its name, or by what stands in it.
fn says_something(tag: &str, a: &super::xml::Attribute<'_>) -> bool {
    let words = (WORDS.contains(&a.name) || tag == "listItem") && !a.value.trim().is_empty();
    words || is_said(a.value)
}

/// Whether a value says something; numbers of ten digits are the format's own.
fn is_said(value: &str) -> bool {
    speaks(value) && !(value.len() <= 10 && value.bytes().all(|b| b.is_ascii_digit()))
}

/// The list of parts: the title is text, people and descriptions are emptied, what was dropped is no longer listed.
fn manifest(package: &mut Package, part: usize, classes: &[Class], name: &str) -> Result<(), Refusal> {
    let text = package.text(part)?.to_owned();
    let mut meta = Builder::new(part);
    let mut cleaning = Vec::new();
    let (mut emptied, mut title) = (false, false);
    let dropped: Vec<String> = (package.archive.entries.iter().zip(classes))
        .filter(|(_, class)| **class == Class::Dropped)
        .map(|(entry, _)| entry.name.clone())
        .collect();
    let renamed: Vec<(String, String)> = (package.names.iter())
        .filter_map(|(&part, plain)| Some((escaped(&package.archive.entries.get(part)?.name), escaped(plain))))
        .collect();
    walk(&text, |token| match token {
        Token::Open { name, raw, empty, .. } => {
            let of = |wanted| attribute(&text, &raw, wanted);
            for a in attributes(&text, &raw).filter(|a| a.name != "href" && is_said(a.value)) {
                escaped_text(&mut meta, a.value, a.raw.start);
                meta.end_line();
            }
            match name {
                "title" => title = !empty,
                // Creator, last saved by, subject, keyword, description and whatever else a program adds.
                "meta" => emptied = !empty,
                "item" if of("href").is_some_and(|href| dropped.iter().any(|d| d == href)) => {
                    cleaning.push(Edit { part, raw, with: String::new() });
                }
                "item" => {
                    if let Some(a) = attributes(&text, &raw).find(|a| a.name == "href" && is_outside(a.value)) {
                        cleaning.push(Edit { part, raw: a.raw, with: String::new() });
                    } else if let Some((raw, plain)) = attributes(&text, &raw).find_map(|a| {
                        let known = renamed.iter().find(|(name, _)| a.name == "href" && name == a.value)?;
                        Some((a.raw, known.1.clone()))
                    }) {
                        cleaning.push(Edit { part, raw, with: plain });
                    } else if let Some(a) = attributes(&text, &raw).find(|a| a.name == "href" && is_said(a.value)) {
                        escaped_text(&mut meta, a.value, a.raw.start);
                        meta.end_line();
                    }
                }
                _ => {}
            }
        }
        Token::Text { text, start } if emptied && !text.trim().is_empty() => {
            cleaning.push(Edit { part, raw: start..start + text.len(), with: String::new() });
        }
        Token::Sign { raw, .. } if emptied => cleaning.push(Edit { part, raw, with: String::new() }),
        Token::Text { text, start } if !title && speaks(text) => {
            cleaning.push(Edit { part, raw: start..start + text.len(), with: String::new() });
        }
        Token::Text { text, start } if title => meta.plain(text, start),
        Token::Sign { c, raw } if title => meta.escaped(c.encode_utf8(&mut [0; 4]), raw),
        Token::Aside { raw } => cleaning.push(Edit { part, raw, with: String::new() }),
        Token::Close { .. } => {
            (emptied, title) = (false, false);
            meta.end_line();
        }
        _ => {}
    })?;
    meta.finish(&mut package.source, name, Holds::Meta);
    if !cleaning.is_empty() {
        package.removes(Removed::Property);
    }
    package.cleaning.append(&mut cleaning);
    Ok(())
}

/// Whether a path leads out of the archive: into a folder of somebody's machine.
fn is_outside(path: &str) -> bool {
    path.contains('\\') || path.contains(":/") || path.starts_with('/') || path.get(1..2) == Some(":")
}

/// What is left out while a section is read: from this byte on, until the element of this name closes.
struct Omitted {
    from: usize,
    depth: usize,
}

/// The walk over a section.
struct Section {
    part: usize,
    body: Builder,
    aside: Builder,
    cleaning: Vec<Edit>,
    /// Columns told by the cells that are open.
    columns: Vec<Option<usize>>,
    /// Open elements: whether each is a text box, a note or another paragraph list inside a paragraph.
    inner: Vec<bool>,
    depth: usize,
    /// Where the open `ctrl` begins.
    control: Option<usize>,
    omitted: Option<Omitted>,
    /// Memos that were left out: their end marks go too.
    memos: Vec<String>,
    deleting: bool,
    texts: usize,
    lines: Option<usize>,
    /// The name of the open parameter, if it is a link's target.
    link: bool,
    comment: bool,
    /// Pictures that are shown in it.
    pictures: usize,
    removed: Vec<Removed>,
}

impl Section {
    fn new(part: usize) -> Self {
        Self {
            part,
            body: Builder::new(part),
            aside: Builder::new(part),
            cleaning: Vec::new(),
            columns: Vec::new(),
            inner: Vec::new(),
            depth: 0,
            control: None,
            omitted: None,
            memos: Vec::new(),
            deleting: false,
            texts: 0,
            lines: None,
            link: false,
            comment: false,
            pictures: 0,
            removed: Vec::new(),
        }
    }

    fn read(&mut self, text: &str) -> Result<(), Refusal> {
        walk(text, |token| self.see(text, token))
    }

    fn drop_bytes(&mut self, raw: Range<usize>) {
        self.cleaning.push(Edit { part: self.part, raw, with: String::new() });
    }

    fn see(&mut self, text: &str, token: Token<'_>) {
        match token {
            Token::Open { name, raw, empty, .. } => {
                if self.omitted.is_none() {
                    self.opens(text, name, &raw, empty);
                }
                if empty {
                    if name == "linesegarray" && self.omitted.is_none() {
                        self.body.layout(raw);
                    }
                } else {
                    self.depth += 1;
                }
            }
            Token::Close { name, raw } => {
                self.depth = self.depth.saturating_sub(1);
                match &self.omitted {
                    Some(omitted) if omitted.depth == self.depth => {
                        let from = omitted.from;
                        self.omitted = None;
                        self.drop_bytes(from..raw.end);
                    }
                    Some(_) => {}
                    None => self.closes(name, &raw),
                }
            }
            Token::Text { text, start } if self.omitted.is_none() => self.words(text, start),
            Token::Sign { c, raw } if self.omitted.is_none() => {
                if self.deleting || self.comment {
                    self.drop_bytes(raw);
                } else if self.texts > 0 {
                    self.body.escaped(c.encode_utf8(&mut [0; 4]), raw);
                } else {
                    self.aside.escaped(c.encode_utf8(&mut [0; 4]), raw);
                }
            }
            Token::Aside { raw } if self.omitted.is_none() => self.drop_bytes(raw),
            _ => {}
        }
    }

    fn words(&mut self, text: &str, start: usize) {
        let raw = start..start + text.len();
        if self.deleting && self.texts > 0 || self.comment {
            self.drop_bytes(raw);
        } else if self.texts > 0 {
            self.body.plain(text, start);
        } else if text.trim().is_empty() {
            // Between elements.
        } else if self.link {
            link_text(&mut self.aside, text, start);
        } else {
            self.aside.plain(text, start);
        }
    }

    fn opens(&mut self, text: &str, name: &str, raw: &Range<usize>, empty: bool) {
        let of = |wanted| attribute(text, raw, wanted);
        match name {
            "ctrl" if !empty => self.control = Some(raw.start),
            "hiddenComment" | "fieldBegin" if !empty && (name == "hiddenComment" || of("type") == Some("MEMO")) => {
                self.memos.extend(of("id").map(str::to_owned));
                let (from, depth) = match self.control.take() {
                    Some(control) => (control, self.depth.saturating_sub(1)),
                    None => (raw.start, self.depth),
                };
                self.omitted = Some(Omitted { from, depth });
                self.removed.push(Removed::Memo);
                return;
            }
            "fieldEnd" if of("beginIDRef").is_some_and(|id| self.memos.iter().any(|m| m == id)) => {
                // What is left of a control without its end is none: Hancom's program would not open it.
                match self.control.take() {
                    Some(from) if empty => {
                        self.omitted = Some(Omitted { from, depth: self.depth.saturating_sub(1) });
                    }
                    _ => self.drop_bytes(raw.clone()),
                }
                return;
            }
            "t" if !empty => self.texts += 1,
            "tab" if self.texts > 0 => self.body.sign('\t'),
            "lineBreak" if self.texts > 0 => self.body.sign('\n'),
            "nbSpace" | "fwSpace" if self.texts > 0 => self.body.sign(' '),
            "hyphen" if self.texts > 0 => self.body.sign('-'),
            "deleteBegin" | "deleteEnd" | "insertBegin" | "insertEnd" if self.texts > 0 => {
                match name {
                    "deleteBegin" => {
                        self.deleting = true;
                        self.removed.push(Removed::Deletion);
                    }
                    "deleteEnd" => self.deleting = false,
                    _ => {}
                }
                self.drop_bytes(raw.clone());
                return;
            }
            "tbl" if !empty => self.body.open_table(),
            "tr" if !empty => self.body.open_row(),
            "tc" if !empty => {
                self.body.open_cell();
                self.columns.push(None);
            }
            "cellAddr" => {
                if let Some(column) = self.columns.last_mut() {
                    *column = of("colAddr").and_then(|c| c.parse().ok());
                }
            }
            // A list of paragraphs inside a paragraph that is no cell: a box, a note, a head of the page.
            "drawText" | "footNote" | "endNote" | "header" | "footer" | "caption" if !empty => {
                self.body.open_cell();
                self.inner.push(true);
            }
            "linesegarray" if !empty => self.lines = Some(raw.start),
            "img" if of("binaryItemIDRef").is_some() => self.pictures += 1,
            "shapeComment" if !empty => {
                self.comment = true;
                self.removed.push(Removed::Name);
                self.cleaning.push(Edit { part: self.part, raw: raw.end..raw.end, with: PICTURE.to_owned() });
            }
            "stringParam" if !empty => self.link = matches!(of("name"), Some("Command" | "Path" | "Target")),
            _ => {}
        }
        for a in attributes(text, raw) {
            if says_something(name, &a) {
                escaped_text(&mut self.aside, a.value, a.raw.start);
                self.aside.end_line();
            }
        }
    }

    fn closes(&mut self, name: &str, raw: &Range<usize>) {
        match name {
            "ctrl" => self.control = None,
            "p" => self.body.end_line(),
            "t" => self.texts = self.texts.saturating_sub(1),
            "tc" => {
                let column = self.columns.pop().flatten();
                self.body.close_cell(column);
            }
            "tbl" => self.body.close_table(),
            "drawText" | "footNote" | "endNote" | "header" | "footer" | "caption" if self.inner.pop().is_some() => {
                self.body.close_cell(None);
            }
            "linesegarray" => {
                if let Some(from) = self.lines.take() {
                    self.body.layout(from..raw.end);
                }
            }
            "shapeComment" => self.comment = false,
            "stringParam" => {
                self.link = false;
                self.aside.end_line();
            }
            _ => self.aside.end_line(),
        }
    }
}
