//! What DOCX and XLSX have in common (ECMA-376 part 2): the list of types, relations, properties, and XML with a text here and there.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Refusal;
use super::archive::{Archive, Fate};
use super::image;
use super::package::{Package, Removed};
use super::source::{Builder, Edit, Holds};
use super::xml::{Attribute, Token, attribute, attributes, escaped_text, is_loud, link_text, speaks, walk};

/// What becomes of the entries of a package besides its own text parts.
pub(super) struct Parts {
    /// Names of all entries.
    pub(super) names: Vec<String>,
    /// Which are left out.
    pub(super) gone: Vec<String>,
    /// New names.
    pub(super) renamed: BTreeMap<String, String>,
}

impl Parts {
    /// Drops what `drop` says, with the relations of what is dropped, empties what `embedded` says, and gives pictures and embedded files
    /// plain names where theirs might say something.
    pub(super) fn new(
        package: &mut Package,
        drop: impl Fn(usize) -> Option<Removed>,
        embedded: impl Fn(usize) -> bool,
        picture: impl Fn(usize) -> bool,
    ) -> Self {
        let names: Vec<String> = package.archive.entries.iter().map(|e| e.name.clone()).collect();
        let mut gone: Vec<String> = Vec::new();
        for (part, name) in names.iter().enumerate() {
            if let Some(why) = drop(part) {
                package.set(part, Fate::Drop);
                package.removes(why);
                gone.push(name.clone());
            }
        }
        let mut renamed = BTreeMap::new();
        for (part, name) in names.iter().enumerate() {
            if owner(name).is_some_and(|owner| gone.contains(&owner)) {
                package.set(part, Fate::Drop);
                gone.push(name.clone());
            } else if embedded(part) {
                package.set(part, Fate::Write(Vec::new()));
                package.removes(Removed::Embedded);
            }
            if (embedded(part) || picture(part))
                && let Some(plain) = plain_name(name, part)
            {
                package.names.insert(part, plain.clone());
                package.removes(Removed::Name);
                renamed.insert(name.clone(), plain);
            }
        }
        Self { names, gone, renamed }
    }

    /// The name of an entry.
    pub(super) fn name(&self, part: usize) -> &str {
        self.names.get(part).map_or("", String::as_str)
    }
}

/// A name that says nothing, where the given one might: `word/media/image1.png` stays.
pub(super) fn plain_name(name: &str, part: usize) -> Option<String> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let letters = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = stem.len() - letters.len();
    let usual = ["image", "img", "picture", "oleobject", "package", "object", "hdphoto", "media", "bin", "ole", ""];
    let hashed = stem.len() >= 16 && stem.bytes().all(|b| b.is_ascii_hexdigit());
    if hashed || digits < 6 && usual.iter().any(|u| u.eq_ignore_ascii_case(letters)) || letters.is_empty() && digits < 6
    {
        return None;
    }
    let ending = if image::is_picture(&ending.to_ascii_lowercase()) || ending.bytes().all(|b| b.is_ascii_lowercase()) {
        ending
    } else {
        "bin"
    };
    let slash = if folder.is_empty() { "" } else { "/" };
    Some(format!("{folder}{slash}file{part}.{ending}"))
}

/// The part whose relations an entry holds: `word/document.xml` of `word/_rels/document.xml.rels`.
fn owner(name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/')?;
    let file = file.strip_suffix(".rels")?;
    let folder = folder.strip_suffix("_rels")?;
    (!file.is_empty()).then(|| format!("{folder}{file}"))
}

/// The list of types: entries of parts that are gone go, renamed ones bear their new names.
pub(super) fn types(text: &str, part: usize, parts: &Parts) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let mut said = false;
    walk(text, |token| match token {
        Token::Open { name: "Override", raw, empty: true, .. } => {
            let Some(a) = attributes(text, &raw).find(|a| a.name == "PartName") else { return };
            let path = a.value.trim_start_matches('/');
            if parts.gone.iter().any(|g| g == path) {
                edits.push(Edit { part, raw, with: String::new() });
            } else if let Some(new) = parts.renamed.get(path) {
                edits.push(Edit { part, raw: a.raw, with: format!("/{new}") });
            } else {
                said |= attributes(text, &raw).any(|a| speaks(a.value));
            }
        }
        Token::Open { raw, .. } if attributes(text, &raw).any(|a| speaks(a.value)) => said = true,
        Token::Aside { raw } => edits.push(Edit { part, raw, with: String::new() }),
        Token::Text { text, .. } => said |= !text.trim().is_empty(),
        Token::Open { raw, .. } => said |= text.get(raw).is_some_and(|tag| !tag.is_ascii()),
        _ => {}
    })?;
    // Nothing is said in a list of types.
    if said { Err(Refusal::Broken) } else { Ok(edits) }
}

/// Links' targets as text; relations to parts that are gone are taken out, with them what leads to somebody's machine.
pub(super) fn relations(
    text: &str,
    part: usize,
    name: &str,
    parts: &Parts,
    aside: &mut Builder,
) -> Result<Vec<Edit>, Refusal> {
    let folder = name.strip_suffix(name.rsplit('/').next().unwrap_or_default()).unwrap_or_default();
    let base = folder.strip_suffix("_rels/").unwrap_or_default();
    let mut edits = Vec::new();
    let mut said = false;
    walk(text, |token| {
        let (raw, tag) = match token {
            Token::Open { name, raw, .. } => (raw, name),
            Token::Text { text, .. } => {
                said |= !text.trim().is_empty();
                return;
            }
            Token::Sign { .. } => {
                said = true;
                return;
            }
            Token::Aside { raw } => {
                edits.push(Edit { part, raw, with: String::new() });
                return;
            }
            _ => return,
        };
        // Nothing is said beside targets.
        said |= attributes(text, &raw)
            .any(|a| a.name != "Target" && speaks(a.value) && !(a.name == "Id" && is_given(a.value)));
        if tag != "Relationship" {
            return;
        }
        let Some(target) = attributes(text, &raw).find(|a| a.name == "Target") else { return };
        let path = match target.value.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => resolved(base, target.value),
        };
        if parts.gone.contains(&path) {
            edits.push(Edit { part, raw, with: String::new() });
        } else if let Some(new) = parts.renamed.get(&path) {
            edits.push(Edit { part, raw: target.raw, with: format!("/{new}") });
        } else if attribute(text, &raw, "TargetMode") == Some("External") {
            if leads_home(target.value) {
                edits.push(Edit { part, raw: target.raw, with: NOWHERE.to_owned() });
            } else if target.value != NOWHERE {
                link_text(aside, target.value, target.raw.start);
                aside.end_line();
            }
        } else if speaks(target.value) {
            link_text(aside, target.value, target.raw.start);
            aside.end_line();
        }
    })?;
    if said { Err(Refusal::Broken) } else { Ok(edits) }
}

/// Whether a name is one that a program gives relations: `R` and sixteen hexadecimal digits, `Rc18738a3894548a2`.
fn is_given(id: &str) -> bool {
    let inner = id.strip_prefix(['R', 'r']).unwrap_or_default();
    inner.len() == 16 && inner.bytes().all(|b| b.is_ascii_hexdigit()) && inner.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Where a link leads that led to somebody's machine.
const NOWHERE: &str = "about:blank";

/// Whether a link leads to somebody's machine or network.
pub(super) fn leads_home(target: &str) -> bool {
    let file = target.get(..5).is_some_and(|t| t.eq_ignore_ascii_case("file:"));
    file || target.contains('\\') || target.to_ascii_lowercase().contains("%5c")
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
pub(super) fn properties(text: &str, part: usize, meta: &mut Builder) -> Result<Vec<Edit>, Refusal> {
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
        "Application",
        "created",
        "modified",
        "i4",
        "bool",
    ];
    let mut edits = Vec::new();
    let mut open: Vec<String> = Vec::new();
    walk(text, |token| match token {
        Token::Open { name, raw, empty } => {
            spoken(text, name, &raw, meta);
            if !empty {
                open.push(name.to_owned());
            }
        }
        Token::Close { .. } => {
            open.pop();
            meta.end_line();
        }
        Token::Text { text, start } if !text.trim().is_empty() => match open.last().map(String::as_str) {
            Some("title") => meta.plain(text, start),
            Some(name) if KEPT.contains(&name) && (is_instant(text) || !speaks(text)) => {}
            // Numbers of a kind that is known by its parent only stay numbers.
            Some("TotalTime" | "revision") => {
                edits.push(Edit { part, raw: start..start + text.len(), with: "1".into() })
            }
            _ => edits.push(Edit { part, raw: start..start + text.len(), with: String::new() }),
        },
        Token::Sign { c, raw } => match open.last().map(String::as_str) {
            Some("title") => meta.escaped(c.encode_utf8(&mut [0; 4]), raw),
            _ => edits.push(Edit { part, raw, with: String::new() }),
        },
        Token::Aside { raw } => edits.push(Edit { part, raw, with: String::new() }),
        _ => {}
    })?;
    Ok(edits)
}

/// Elements of a part that are left out whole, by their names.
pub(super) type Out<'a> = &'a dyn Fn(&str) -> bool;

/// Texts and attributes with words in a part that is not running text; what `out` names is left out.
pub(super) fn words(text: &str, part: usize, aside: &mut Builder, out: Out<'_>) -> Result<Vec<Edit>, Refusal> {
    let mut edits = Vec::new();
    let (mut depth, mut omitted) = (0usize, None);
    // Inside of what a run looks like, nothing ends.
    let mut look: Option<usize> = None;
    walk(text, |token| match token {
        Token::Open { name, raw, empty, .. } => {
            if look.is_none() && !empty && matches!(name, "rPr" | "endParaRPr") {
                look = Some(depth);
            }
            if omitted.is_none() {
                if out(name) {
                    if empty {
                        edits.push(Edit { part, raw, with: String::new() });
                    } else {
                        omitted = Some((raw.start, depth));
                    }
                } else {
                    spoken(text, name, &raw, aside);
                    edits.extend(states(text, part, &raw));
                }
            }
            depth += usize::from(!empty);
        }
        Token::Close { name, raw } => {
            depth = depth.saturating_sub(1);
            let looks = look.is_some();
            look = look.filter(|&level| level != depth);
            match omitted {
                Some((from, level)) if level == depth => {
                    edits.push(Edit { part, raw: from..raw.end, with: String::new() });
                    omitted = None;
                }
                Some(_) => {}
                None if looks || matches!(name, "r" | "t" | "tspan") => {}
                None => aside.end_line(),
            }
        }
        Token::Text { text, start } if omitted.is_none() && !text.trim().is_empty() => aside.plain(text, start),
        Token::Sign { c, raw } if omitted.is_none() => aside.escaped(c.encode_utf8(&mut [0; 4]), raw),
        Token::Aside { raw } if omitted.is_none() => edits.push(Edit { part, raw, with: String::new() }),
        _ => {}
    })?;
    aside.end_line();
    Ok(edits)
}

/// What a picture is called whose file's name is taken away.
const PICTURE: &str = "그림";

/// Attributes that keep an editor's state (whole drawings in base64, authors, where data comes from), and names of the files that pictures came from.
pub(super) fn states(text: &str, part: usize, raw: &Range<usize>) -> Vec<Edit> {
    (attributes(text, raw))
        .filter_map(|a| {
            let state = is_state(&a);
            let with = if state { "" } else { PICTURE };
            (state && !a.value.is_empty() || is_file(&a)).then(|| Edit { part, raw: a.raw, with: with.to_owned() })
        })
        .collect()
}

fn is_state(a: &Attribute<'_>) -> bool {
    matches!(
        a.name,
        "gfxdata"
            | "author"
            | "initials"
            | "userId"
            | "providerId"
            | "connection"
            | "command"
            | "serverCommand"
            | "sourceFile"
            | "odcFile"
            | "singleSignOnId"
            | "editPage"
    )
}

/// Whether an attribute names the file that a picture came from.
fn is_file(a: &Attribute<'_>) -> bool {
    let ending = a.value.rsplit_once('.').map_or("", |(_, e)| e);
    matches!(a.name, "name" | "title" | "descr" | "alt")
        && (image::is_picture(&ending.to_ascii_lowercase()) || a.value.contains(":\\"))
}

/// Whether a value is a point in time such as `2026-11-22T09:00:00Z`.
pub(super) fn is_instant(value: &str) -> bool {
    value.len() < 30 && value.contains('T') && value.bytes().all(|b| b.is_ascii_digit() || b"-:.TZ+".contains(&b))
}

/// Elements whose `val` is a name or a text that somebody gave.
const NAMED: &[&str] =
    &["alias", "tag", "docPart", "statusText", "helpText", "default", "listEntry", "result", "attr", "docVar"];

/// Attributes that name fonts and colours.
const LOOKS: &[&str] =
    &["typeface", "ascii", "hAnsi", "eastAsia", "cs", "altName", "rgb", "lastClr", "sig", "panose", "xmlns"];

/// Attributes that hold words of the document, whatever their tag: by their names, or by what stands in them.
pub(super) fn spoken(text: &str, tag: &str, raw: &Range<usize>, aside: &mut Builder) {
    for a in attributes(text, raw).filter(|a| !is_file(a) && !is_state(a) && a.value != PICTURE) {
        if a.name == "date" && is_instant(a.value) {
            continue;
        }
        let ids = matches!(a.name, "paraId" | "textId" | "durableId" | "uri" | "guid" | "uid" | "id")
            || a.name.starts_with("rsid")
            || a.name.starts_with("xmlns")
            || a.value.starts_with('{');
        let words = matches!(
            a.name,
            "descr"
                | "title"
                | "alt"
                | "tooltip"
                | "string"
                | "fullName"
                | "docLocation"
                | "anchor"
                | "displayText"
                | "caption"
                | "sourceName"
                | "prompt"
                | "promptTitle"
                | "error"
                | "errorTitle"
                | "href"
        ) || a.name == "val" && NAMED.contains(&tag)
            || a.name == "value" && matches!(tag, "listItem" | "attr")
            || a.name == "name"
                && matches!(tag, "bookmarkStart" | "docVar" | "attr" | "moveFromRangeStart" | "moveToRangeStart");
        let unseen = ids && a.value.bytes().all(|b| b.is_ascii_alphanumeric()) || LOOKS.contains(&a.name);
        if (words || if unseen { LOOKS.contains(&a.name) && is_loud(a.value) } else { speaks(a.value) })
            && !a.value.trim().is_empty()
        {
            if a.value.contains('%') {
                link_text(aside, a.value, a.raw.start);
            } else {
                escaped_text(aside, a.value, a.raw.start);
            }
            aside.end_line();
        }
    }
}

/// A picture that is written as XML (SVG): what it says is text, scripts and particulars go. One that cannot be read is emptied.
pub(super) fn drawing(package: &mut Package, part: usize, name: &str) {
    if !name.to_ascii_lowercase().ends_with(".svg") {
        return;
    }
    let mut aside = Builder::new(part);
    let read = match package.text(part) {
        Ok(text) => {
            words(text, part, &mut aside, &|element| matches!(element, "script" | "metadata" | "foreignObject"))
        }
        Err(refusal) => Err(refusal),
    };
    match read {
        Ok(edits) => {
            package.cleaning.extend(edits);
            aside.finish(&mut package.source, name, Holds::Attribute);
        }
        Err(_) => {
            package.set(part, Fate::Write(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec()));
            package.removes(Removed::Embedded);
        }
    }
}

/// What every part of such a package gets that is not running text.
pub(super) enum Task<'a> {
    /// Texts and attributes with words, some elements left out.
    Words(Out<'a>),
    /// Targets of links.
    Relations,
    /// Title, authors, dates.
    Properties,
    /// The list of types.
    Types,
    /// A picture.
    Picture,
}

/// Does it.
///
/// # Errors
/// [`Refusal::Broken`].
pub(super) fn tend(package: &mut Package, part: usize, parts: &Parts, task: &Task<'_>) -> Result<(), Refusal> {
    if let Task::Picture = task {
        package.picture(part);
        drawing(package, part, parts.name(part));
        return Ok(());
    }
    let text = package.text(part)?.to_owned();
    let mut aside = Builder::new(part);
    let name = parts.name(part);
    let (edits, holds) = match task {
        Task::Words(out) => (words(&text, part, &mut aside, *out)?, Holds::Attribute),
        Task::Relations => (relations(&text, part, name, parts, &mut aside)?, Holds::Attribute),
        Task::Properties => {
            let edits = properties(&text, part, &mut aside)?;
            if !edits.is_empty() {
                package.removes(Removed::Property);
            }
            (edits, Holds::Meta)
        }
        Task::Types => (types(&text, part, parts)?, Holds::Attribute),
        Task::Picture => return Ok(()),
    };
    package.cleaning.extend(edits);
    aside.finish(&mut package.source, name, holds);
    Ok(())
}

/// Refuses a signed package and a part that nobody knows.
///
/// # Errors
/// [`Refusal::Signed`], [`Refusal::UnknownPart`].
pub(super) fn classes<C>(archive: &Archive, classify: fn(&str) -> Option<C>) -> Result<Vec<C>, Refusal> {
    (archive.entries.iter())
        .map(|e| {
            let signed = e.name.to_ascii_lowercase().starts_with("_xmlsignatures/");
            classify(&e.name).ok_or(if signed { Refusal::Signed } else { Refusal::UnknownPart })
        })
        .collect()
}
