//! PPTX (ISO/IEC 29500, PresentationML): slides with their tables, notes and comments, masters and layouts, properties. Read, never written.
//!
//! Every part of the archive is classified by its name; one that nobody knows is named as unread.

use super::Refusal;
use super::archive::Archive;
use super::image;
use super::reading::{Reading, What, Words};
use super::source::{Builder, Holds};
use super::xml::{Token, attributes, escaped_text, link_text, walk};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Slide,
    /// Notes of the speaker, comments: beside the slides.
    Note,
    /// Words here and there: masters, layouts, charts, diagrams, properties, tags.
    Marked,
    /// Links out of a part.
    Relations,
    Picture,
    Embedded,
    /// How the archive is put together, colours, views.
    Frame,
    Signature,
}

fn classify(name: &str) -> Option<Class> {
    let lower = name.to_ascii_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, e)| e);
    if lower.ends_with('/') {
        return Some(Class::Frame);
    }
    if ending == "rels" {
        return Some(Class::Relations);
    }
    Some(match lower.split_once('/').unwrap_or(("", &lower)) {
        ("", "[content_types].xml") => Class::Frame,
        ("_xmlsignatures", _) => Class::Signature,
        ("docprops", rest) if image::is_picture(rest.rsplit_once('.').map_or("", |(_, e)| e)) => Class::Picture,
        ("docprops" | "customxml", _) if ending == "xml" => Class::Marked,
        ("ppt", rest) => match rest.split_once('/').unwrap_or(("", rest)) {
            ("slides", _) if ending == "xml" => Class::Slide,
            ("notesslides" | "comments" | "authors", _) if ending == "xml" => Class::Note,
            ("media", _) if image::is_picture(ending) => Class::Picture,
            ("media" | "embeddings" | "activex" | "fonts", _) => Class::Embedded,
            ("theme", _) if ending == "xml" => Class::Frame,
            ("", "presprops.xml" | "viewprops.xml" | "tablestyles.xml" | "revisioninfo.xml") => Class::Frame,
            ("changesinfos", _) if ending == "xml" => Class::Note,
            (
                "" | "slidemasters" | "slidelayouts" | "notesmasters" | "handoutmasters" | "charts" | "diagrams"
                | "tags" | "drawings" | "customxml",
                _,
            ) if ending == "xml" => Class::Marked,
            ("", "vbaproject.bin") | ("printersettings" | "webextensions", _) => Class::Embedded,
            _ => return None,
        },
        _ => return None,
    })
}

/// Reads a PPTX file.
///
/// # Errors
/// [`Refusal::Broken`] where a part is no XML.
pub(super) fn open(archive: &Archive) -> Result<Reading, Refusal> {
    let mut reading = Reading::default();
    let mut parts: Vec<(usize, Option<Class>)> = Vec::new();
    for (i, entry) in archive.entries.iter().enumerate() {
        let class = classify(&entry.name);
        match class {
            Some(Class::Picture) => reading.note(What::Picture, ""),
            Some(Class::Embedded) => reading.note(What::Embedded, &entry.name),
            Some(Class::Signature) => reading.note(What::Signature, ""),
            None => reading.note(What::Unknown, &entry.name),
            _ => {}
        }
        parts.push((i, class));
    }
    // slide10 comes after slide9, whatever the order of entries.
    parts.sort_by_key(|&(i, _)| archive.entries.get(i).map(|e| (e.name.len(), e.name.clone())));
    let mut asides = Vec::new();
    for wanted in [Class::Slide, Class::Note, Class::Marked, Class::Relations] {
        for &(i, _) in parts.iter().filter(|(_, class)| *class == Some(wanted)) {
            let Some(entry) = archive.entries.get(i) else { continue };
            let text = std::str::from_utf8(&entry.bytes).map_err(|_| Refusal::Broken)?;
            let mut page = Page { links: wanted == Class::Relations, ..Page::default() };
            walk(text, |token| page.see(text, token))?;
            let Page { body, aside, .. } = page;
            match wanted {
                Class::Slide => reading.add(body, &entry.name, Holds::Body),
                Class::Note => asides.push((body, entry.name.as_str(), Holds::Memo)),
                _ => asides.push((body, entry.name.as_str(), Holds::Meta)),
            }
            asides.push((aside, entry.name.as_str(), Holds::Attribute));
        }
    }
    reading.end_body();
    for (aside, name, holds) in asides {
        reading.add(aside, name, holds);
    }
    Ok(reading)
}

/// The walk over a part.
#[derive(Debug)]
struct Page {
    body: Builder,
    aside: Builder,
    links: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self { body: Builder::new(0), aside: Builder::new(0), links: false }
    }
}

/// Attributes that hold words of the document.
const WORDS: &[&str] = &["descr", "title", "tooltip", "invalidUrl", "initials", "alt", "string", "val", "lastValue"];

impl Page {
    fn see(&mut self, text: &str, token: Token<'_>) {
        match token {
            Token::Open { name, raw, .. } => {
                match name {
                    "tbl" => self.body.open_table(),
                    "tr" => self.body.open_row(),
                    "tc" => self.body.open_cell(),
                    "br" => self.body.sign('\n'),
                    "tab" => self.body.sign('\t'),
                    _ => {}
                }
                for a in attributes(text, &raw) {
                    if self.links && a.name == "Target" {
                        link_text(&mut self.aside, a.value, a.raw.start);
                        self.aside.end_line();
                    } else if !self.links && says_something(name, a.name, a.value) {
                        escaped_text(&mut self.aside, a.value, a.raw.start);
                        self.aside.end_line();
                    }
                }
            }
            Token::Text { text, .. } if !text.trim().is_empty() => self.body.words(text),
            Token::Sign { c, .. } => self.body.words(c.encode_utf8(&mut [0; 4])),
            Token::Close { name, .. } => match name {
                "tbl" => self.body.close_table(),
                "tc" => self.body.close_cell(None),
                // Paragraphs, and whatever else holds a text of its own outside of runs.
                "r" | "t" | "fld" => {}
                _ => self.body.end_line(),
            },
            _ => {}
        }
    }
}

/// Whether an attribute may hold words: by its name, or by what stands in it.
fn says_something(tag: &str, name: &str, value: &str) -> bool {
    let named = WORDS.contains(&name) && !value.is_empty() && !(name == "val" && value.len() < 4);
    let author = matches!(tag, "cmAuthor" | "author") && name == "name";
    named
        || author
        || name == "name" && !value.is_ascii()
        || value.contains('@')
        || value.contains("://") && name != "uri"
        || !value.is_ascii() && !matches!(name, "typeface" | "panose")
}
