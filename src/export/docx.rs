//! DOCX (ECMA-376, ISO/IEC 29500): Word's document of XML parts in a ZIP archive.
//!
//! The body stands in `word/document.xml`: paragraphs `p`, runs, texts `t`; tables `tbl`; text boxes twice (drawing and fallback). Heads,
//! feet and notes are parts of the same make. For publication comments, tracked deletions and hidden text are left out, tracked insertions stay, thumbnails,
//! custom XML, printer settings and macros go, authors are emptied.

use std::ops::Range;

use super::Refusal;
use super::archive::{Archive, Fate};
use super::image;
use super::package::Package;
use super::source::{Builder, Edit, Holds};
use super::xml::{Token, attribute, attributes, escaped_text, link_text, walk};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Paragraphs: the body, heads and feet, notes, building blocks.
    Story,
    /// XML with a text here and there: charts, diagrams, styles, settings.
    Marked,
    /// Targets of links.
    Relations,
    /// Title, authors, dates.
    Properties,
    /// Comments and who wrote them, thumbnails, custom XML, printers, macros, signatures' origins.
    Dropped,
    /// A picture.
    Picture,
    /// Fonts and the list of types.
    Frame,
    /// A document of another program.
    Embedded,
}

fn classify(name: &str) -> Option<Class> {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, e)| e);
    let folder = lower.split('/').next().unwrap_or_default();
    if lower.starts_with("_xmlsignatures/") {
        return None;
    }
    Some(match (folder, ending) {
        _ if name.ends_with('/') || lower == "[content_types].xml" => Class::Frame,
        (_, "rels") => Class::Relations,
        ("docprops", "xml") => Class::Properties,
        ("docprops" | "customxml", _) => Class::Dropped,
        ("word", _) if lower.starts_with("word/media/") && image::is_picture(ending) => Class::Picture,
        ("word", _) if lower.starts_with("word/fonts/") || ending == "odttf" => Class::Frame,
        ("word", "xml") if lower.starts_with("word/comments") || matches!(file, "people.xml" | "commentsids.xml") => {
            Class::Dropped
        }
        ("word", "xml") if is_story(&lower) => Class::Story,
        ("word", "xml") => Class::Marked,
        ("word", _) if lower.contains("printersettings") => Class::Dropped,
        ("word", "bin") if file.starts_with("vba") => Class::Dropped,
        ("word", _) if lower.starts_with("word/embeddings/") || lower.starts_with("word/activex/") => Class::Embedded,
        _ => return None,
    })
}

fn is_story(lower: &str) -> bool {
    let Some(file) = lower.strip_prefix("word/") else { return false };
    file == "document.xml"
        || file == "glossary/document.xml"
        || ["header", "footer", "footnotes", "endnotes"].iter().any(|head| file.starts_with(head))
}

/// Reads a DOCX file.
///
/// # Errors
/// [`Refusal::Signed`], [`Refusal::UnknownPart`], [`Refusal::Broken`].
pub(super) fn open(archive: Archive) -> Result<Package, Refusal> {
    let mut package = Package::new(archive);
    let classes: Vec<Class> = (package.archive.entries.iter())
        .map(|e| {
            let signed = e.name.to_ascii_lowercase().starts_with("_xmlsignatures/");
            classify(&e.name).ok_or(if signed { Refusal::Signed } else { Refusal::UnknownPart })
        })
        .collect::<Result<_, _>>()?;
    let names: Vec<String> = package.archive.entries.iter().map(|e| e.name.clone()).collect();
    let mut stories: Vec<usize> = (0..classes.len()).filter(|&i| classes.get(i) == Some(&Class::Story)).collect();
    // The body first, then what stands around it.
    stories.sort_by_key(|&i| names.get(i).map(|n| (!n.ends_with("word/document.xml"), n.clone())));
    let mut asides = Vec::new();
    for part in stories {
        let text = package.text(part)?.to_owned();
        let name = names.get(part).map_or("", String::as_str);
        let mut story = Story::new(part);
        walk(&text, |token| story.see(&text, token))?;
        let holds = if name.ends_with("document.xml") { Holds::Body } else { Holds::Margin };
        story.body.finish(&mut package.source, name, holds);
        asides.push((story.aside, name));
        package.cleaning.append(&mut story.cleaning);
    }
    package.source.body = package.source.text.len();
    for (aside, name) in asides {
        aside.finish(&mut package.source, name, Holds::Attribute);
    }
    let gone: Vec<&str> =
        (names.iter().zip(&classes)).filter(|(_, c)| **c == Class::Dropped).map(|(n, _)| n.as_str()).collect();
    for (part, class) in classes.iter().enumerate() {
        let name = names.get(part).map_or("", String::as_str);
        match class {
            Class::Story | Class::Embedded => {}
            Class::Frame => {
                if name == "[Content_Types].xml" {
                    let text = package.text(part)?.to_owned();
                    let edits = unlisted(&text, part, &gone)?;
                    package.cleaning.extend(edits);
                }
            }
            Class::Marked => {
                let text = package.text(part)?.to_owned();
                let mut aside = Builder::new(part);
                words(&text, &mut aside)?;
                aside.finish(&mut package.source, name, Holds::Attribute);
            }
            Class::Relations => {
                let text = package.text(part)?.to_owned();
                let mut aside = Builder::new(part);
                let edits = relations(&text, part, name, &gone, &mut aside)?;
                package.cleaning.extend(edits);
                aside.finish(&mut package.source, name, Holds::Attribute);
            }
            Class::Properties => {
                let text = package.text(part)?.to_owned();
                let mut meta = Builder::new(part);
                let edits = properties(&text, part, &mut meta)?;
                package.cleaning.extend(edits);
                meta.finish(&mut package.source, name, Holds::Meta);
            }
            Class::Dropped => {
                if let Some(fate) = package.fates.get_mut(part) {
                    *fate = Fate::Drop;
                }
            }
            Class::Picture => {
                package.images += 1;
                let bytes = package.archive.entries.get(part).map(|e| e.bytes.as_slice()).unwrap_or_default();
                if let Some(clean) = image::stripped(bytes)
                    && let Some(fate) = package.fates.get_mut(part)
                {
                    *fate = Fate::Write(clean);
                }
            }
        }
    }
    Ok(package)
}

/// The entries of the list of types that name parts which are gone.
fn unlisted(text: &str, part: usize, gone: &[&str]) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    walk(text, |token| {
        if let Token::Open { name: "Override", raw, empty: true, .. } = token
            && attribute(text, &raw, "PartName").is_some_and(|n| gone.contains(&n.trim_start_matches('/')))
        {
            edits.push(Edit { part, raw, with: String::new() });
        }
    })?;
    Ok(edits)
}

/// Links' targets as text; relations to parts that are gone are taken out, with them what leads to somebody's machine.
fn relations(text: &str, part: usize, name: &str, gone: &[&str], aside: &mut Builder) -> Result<Vec<Edit>, Refusal> {
    let folder = name.strip_suffix(name.rsplit('/').next().unwrap_or_default()).unwrap_or_default();
    let base = folder.strip_suffix("_rels/").unwrap_or_default();
    let mut edits = Vec::new();
    walk(text, |token| {
        let Token::Open { name: "Relationship", raw, .. } = token else { return };
        let Some(target) = attributes(text, &raw).into_iter().find(|a| a.name == "Target") else { return };
        let path = match target.value.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => resolved(base, target.value),
        };
        if gone.contains(&path.as_str()) {
            edits.push(Edit { part, raw, with: String::new() });
        } else if attribute(text, &raw, "TargetMode") == Some("External") {
            if target.value.starts_with("file:") || target.value.contains('\\') {
                edits.push(Edit { part, raw: target.raw, with: "about:blank".to_owned() });
            } else {
                link_text(aside, target.value, target.raw.start);
                aside.end_line();
            }
        }
    })?;
    Ok(edits)
}

/// A target below the folder of the part whose relations these are: `word/` and `../customXml/item1.xml` are `customXml/item1.xml`.
fn resolved(base: &str, target: &str) -> String {
    let mut steps: Vec<&str> = base.split('/').filter(|s| !s.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                steps.pop();
            }
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Properties: the title is text, everything that names people, companies, templates and times of work is emptied.
fn properties(text: &str, part: usize, meta: &mut Builder) -> Result<Vec<Edit>, Refusal> {
    /// Counts and versions, which a reading program may ask for.
    const KEPT: &[&str] = &[
        "Pages",
        "Words",
        "Characters",
        "Lines",
        "Paragraphs",
        "CharactersWithSpaces",
        "AppVersion",
        "DocSecurity",
        "ScaleCrop",
        "LinksUpToDate",
        "SharedDoc",
        "HyperlinksChanged",
        "TotalTime",
        "Application",
        "created",
        "modified",
        "revision",
        "i4",
        "bool",
    ];
    let mut edits = Vec::new();
    let mut open: Vec<String> = Vec::new();
    walk(text, |token| match token {
        Token::Open { name, empty: false, .. } => open.push(name.to_owned()),
        Token::Close { .. } => {
            open.pop();
            meta.end_line();
        }
        Token::Text { text, start } if !text.trim().is_empty() => match open.last().map(String::as_str) {
            Some("title") => meta.plain(text, start),
            Some(name) if KEPT.contains(&name) => {}
            _ => edits.push(Edit { part, raw: start..start + text.len(), with: String::new() }),
        },
        Token::Sign { c, raw } => match open.last().map(String::as_str) {
            Some("title") => meta.escaped(c.encode_utf8(&mut [0; 4]), raw),
            _ => edits.push(Edit { part, raw, with: String::new() }),
        },
        _ => {}
    })?;
    Ok(edits)
}

/// Texts and attributes with words in a part that is not a story.
fn words(text: &str, aside: &mut Builder) -> Result<(), Refusal> {
    walk(text, |token| match token {
        Token::Open { raw, .. } => spoken(text, &raw, aside),
        Token::Text { text, start } if !text.trim().is_empty() => aside.plain(text, start),
        Token::Sign { c, raw } => aside.escaped(c.encode_utf8(&mut [0; 4]), raw),
        Token::Close { name: "p" | "v" | "t" | "f", .. } => aside.end_line(),
        _ => {}
    })?;
    aside.end_line();
    Ok(())
}

/// Attributes that hold words of the document, whatever their tag.
fn spoken(text: &str, raw: &Range<usize>, aside: &mut Builder) {
    for a in attributes(text, raw) {
        let words = matches!(a.name, "descr" | "title" | "alt" | "tooltip" | "string" | "fullName" | "docLocation");
        if (words || a.value.contains('@') || !a.value.is_ascii()) && !a.value.trim().is_empty() {
            escaped_text(aside, a.value, a.raw.start);
            aside.end_line();
        }
    }
}

/// The walk over a story.
struct Story {
    part: usize,
    body: Builder,
    aside: Builder,
    cleaning: Vec<Edit>,
    depth: usize,
    /// What is left out: from this byte on, until the element at this depth closes.
    omitted: Option<(usize, usize)>,
    texts: usize,
    instruction: bool,
    /// Columns taken so far in each open row, and how many the open cell takes.
    columns: Vec<(usize, usize)>,
    /// Where the open run begins, at which depth.
    run: Option<(usize, usize)>,
}

impl Story {
    fn new(part: usize) -> Self {
        Self {
            part,
            body: Builder::new(part),
            aside: Builder::new(part),
            cleaning: Vec::new(),
            depth: 0,
            omitted: None,
            texts: 0,
            instruction: false,
            columns: Vec::new(),
            run: None,
        }
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
                self.depth += usize::from(!empty);
            }
            Token::Close { name, raw } => {
                self.depth = self.depth.saturating_sub(1);
                match self.omitted {
                    Some((from, depth)) if depth == self.depth => {
                        self.omitted = None;
                        self.run = self.run.filter(|&(_, run)| run != depth);
                        self.drop_bytes(from..raw.end);
                    }
                    Some(_) => {}
                    None => self.closes(name),
                }
            }
            Token::Text { text, start } if self.omitted.is_none() => {
                if self.texts > 0 {
                    self.body.plain(text, start);
                } else if self.instruction {
                    link_text(&mut self.aside, text, start);
                } else if !text.trim().is_empty() {
                    self.aside.plain(text, start);
                }
            }
            Token::Sign { c, raw } if self.omitted.is_none() => {
                let c = c.encode_utf8(&mut [0; 4]).to_owned();
                if self.texts > 0 { self.body.escaped(&c, raw) } else { self.aside.escaped(&c, raw) }
            }
            Token::Aside { raw } if self.omitted.is_none() => self.drop_bytes(raw),
            _ => {}
        }
    }

    fn opens(&mut self, text: &str, name: &str, raw: &Range<usize>, empty: bool) {
        match name {
            // Tracked deletions, and the old properties of tracked changes.
            "del" | "moveFrom" if !empty => self.omitted = Some((raw.start, self.depth)),
            "commentRangeStart" | "commentRangeEnd" | "commentReference" | "annotationRef" => {
                self.drop_bytes(raw.clone())
            }
            // A text box's copy for old programs says the same again: it is masked as its first is, by its own place.
            "r" if !empty => self.run = Some((raw.start, self.depth)),
            // Hidden text: the run goes.
            "vanish" | "specVanish" if !matches!(attribute(text, raw, "val"), Some("0" | "false")) => {
                if let Some((from, depth)) = self.run {
                    self.omitted = Some((from, depth));
                }
            }
            "t" | "delText" if !empty => self.texts += 1,
            "instrText" if !empty => self.instruction = true,
            "tab" | "ptab" if self.run.is_some() => self.body.sign('\t'),
            "br" | "cr" => self.body.sign('\n'),
            "noBreakHyphen" => self.body.sign('-'),
            "softHyphen" => self.body.sign('\u{AD}'),
            "tbl" if !empty => self.body.open_table(),
            "tr" if !empty => {
                self.body.open_row();
                self.columns.push((0, 1));
            }
            "tc" if !empty => self.body.open_cell(),
            "gridSpan" => {
                if let (Some((_, span)), Some(wide)) =
                    (self.columns.last_mut(), attribute(text, raw, "val").and_then(|v| v.parse().ok()))
                {
                    *span = wide;
                }
            }
            "txbxContent" if !empty => self.body.open_cell(),
            "author" => {}
            _ => {}
        }
        for a in attributes(text, raw).into_iter().filter(|a| matches!(a.name, "author" | "initials")) {
            self.drop_bytes(a.raw);
        }
        if name == "instr" || name == "fldSimple" {
            if let Some(a) = attributes(text, raw).into_iter().find(|a| a.name == "instr") {
                link_text(&mut self.aside, a.value, a.raw.start);
                self.aside.end_line();
            }
        } else if !matches!(name, "ins" | "rPrChange" | "pPrChange") {
            spoken(text, raw, &mut self.aside);
        }
    }

    fn closes(&mut self, name: &str) {
        match name {
            "p" => {
                self.body.end_line();
                self.aside.end_line();
            }
            "t" | "delText" => self.texts = self.texts.saturating_sub(1),
            "instrText" => self.instruction = false,
            "r" => self.run = None,
            "tc" => {
                let column = self.columns.last_mut().map(|(taken, span)| {
                    let at = *taken;
                    *taken += *span;
                    *span = 1;
                    at
                });
                self.body.close_cell(column);
            }
            "tr" => {
                self.columns.pop();
            }
            "tbl" => self.body.close_table(),
            "txbxContent" => self.body.close_cell(None),
            _ => {}
        }
    }
}
