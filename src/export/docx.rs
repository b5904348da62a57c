//! DOCX (ECMA-376, ISO/IEC 29500): Word's document of XML parts in a ZIP archive.
//!
//! The body stands in `word/document.xml`: paragraphs `p`, runs, texts `t`; tables `tbl`; text boxes twice (drawing and fallback). Heads,
//! feet and notes are parts of the same make. For publication comments, tracked deletions and hidden text are left out, tracked insertions stay, thumbnails,
//! custom XML, printer settings and macros go, authors are emptied.

use std::ops::Range;

use super::Refusal;
use super::archive::Archive;
use super::image;
use super::ooxml::{Parts, Task, classes, spoken, states, tend};
use super::package::{Package, Removed};
use super::source::{Builder, Edit, Holds};
use super::xml::{Token, attribute, attributes, link_text, walk};

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
    /// Left out.
    Dropped(Removed),
    /// A picture.
    Picture,
    /// The list of types.
    Types,
    /// Fonts, folders: no text of the document.
    Frame,
    /// A document of another program: emptied.
    Embedded,
}

fn classify(name: &str) -> Option<Class> {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, e)| e);
    let folder = lower.split('/').next().unwrap_or_default();
    let inner = lower.strip_prefix("word/").unwrap_or_default();
    Some(match (folder, ending) {
        _ if name.ends_with('/') => Class::Frame,
        _ if lower == "[content_types].xml" => Class::Types,
        ("_xmlsignatures", _) => return None,
        (_, "rels") => Class::Relations,
        ("docprops", "xml") if file.starts_with("custom") => Class::Dropped(Removed::Property),
        ("docprops", "xml") => Class::Properties,
        ("docprops", _) => Class::Dropped(Removed::Preview),
        ("customxml" | "docmetadata" | "customui" | "userCustomization" | "package", _) => {
            Class::Dropped(Removed::Property)
        }
        ("word", _) if inner.starts_with("media/") && image::is_picture(ending) => Class::Picture,
        ("word", _) if inner.starts_with("fonts/") || ending == "odttf" => Class::Frame,
        ("word", "xml") if inner.starts_with("comments") || matches!(file, "people.xml" | "commentsids.xml") => {
            Class::Dropped(Removed::Memo)
        }
        ("word", "xml") if file.starts_with("recipientdata") => Class::Dropped(Removed::History),
        ("word", "xml") if file.starts_with("vbadata") => Class::Dropped(Removed::Script),
        ("word", "xml") if is_story(inner) => Class::Story,
        ("word", "xml") if !inner.starts_with("afchunk") => Class::Marked,
        ("word", "bin") if lower.contains("printersettings") => Class::Dropped(Removed::Property),
        ("word", "bin") if file.starts_with("vba") || file.starts_with("attachedtoolbars") => {
            Class::Dropped(Removed::Script)
        }
        ("word", _) if inner.starts_with("embeddings/") || inner.starts_with("activex/") => Class::Embedded,
        _ => return None,
    })
}

fn is_story(inner: &str) -> bool {
    let file = inner.strip_prefix("glossary/").unwrap_or(inner);
    file == "document.xml" || ["header", "footer", "footnotes", "endnotes"].iter().any(|head| file.starts_with(head))
}

/// Elements of the settings that are left out: marks of editing sessions, the mailing list, hidden variables.
fn is_state(element: &str) -> bool {
    matches!(element, "rsids" | "mailMerge" | "docVars" | "attachedSchema" | "saveThroughXslt" | "persistentDocumentId")
}

/// Reads a DOCX file.
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
    let mut stories: Vec<usize> = (0..classes.len()).filter(|&i| class(i) == Some(Class::Story)).collect();
    // The body first, then what stands around it.
    stories.sort_by_key(|&i| (!parts.name(i).ends_with("word/document.xml"), parts.name(i).to_owned()));
    let mut asides = Vec::new();
    for part in stories {
        let text = package.text(part)?.to_owned();
        let name = parts.name(part);
        let mut story = Story::new(part);
        walk(&text, |token| story.see(&text, token))?;
        let holds = if name.ends_with("document.xml") { Holds::Body } else { Holds::Margin };
        story.body.finish(&mut package.source, name, holds);
        asides.push((story.aside, name));
        package.cleaning.append(&mut story.cleaning);
        for what in story.removed {
            package.removes(what);
        }
    }
    package.source.body = package.source.text.len();
    for (aside, name) in asides {
        aside.finish(&mut package.source, name, Holds::Attribute);
    }
    for (part, class) in classes.iter().enumerate() {
        let task = match class {
            Class::Story | Class::Embedded | Class::Frame | Class::Dropped(_) => continue,
            Class::Relations if parts.gone.iter().any(|g| g == parts.name(part)) => continue,
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
    removed: Vec<Removed>,
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
            removed: Vec::new(),
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
            "del" | "moveFrom" if !empty => {
                self.omitted = Some((raw.start, self.depth));
                self.removed.push(Removed::Deletion);
                return;
            }
            // What a field keeps for its program, in base64.
            "fldData" => {
                if empty {
                    self.drop_bytes(raw.clone());
                } else {
                    self.omitted = Some((raw.start, self.depth));
                }
                self.removed.push(Removed::History);
                return;
            }
            "commentRangeStart" | "commentRangeEnd" | "commentReference" | "annotationRef" => {
                self.drop_bytes(raw.clone());
                return;
            }
            // A text box's copy for old programs says the same again: it is masked as its first is, by its own place.
            "r" if !empty => self.run = Some((raw.start, self.depth)),
            // Hidden text: the run goes.
            "vanish" | "specVanish" if !matches!(attribute(text, raw, "val"), Some("0" | "false")) => {
                if let Some((from, depth)) = self.run {
                    self.omitted = Some((from, depth));
                    self.removed.push(Removed::Hidden);
                    return;
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
            _ => {}
        }
        self.cleaning.extend(states(text, self.part, raw));
        if name == "instr" || name == "fldSimple" {
            if let Some(a) = attributes(text, raw).find(|a| a.name == "instr") {
                link_text(&mut self.aside, a.value, a.raw.start);
                self.aside.end_line();
            }
        } else {
            spoken(text, name, raw, &mut self.aside);
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
