//! PDF (ISO 32000-1): the text that its pages show, what stands beside it, and what earlier revisions still hold. Read, never written.
//!
//! Pages in their order with notes and form fields as they appear; behind them every string of every object (titles, authors, links, answers of forms,
//! comments, bookmarks), XMP metadata, and the text of pages and streams that no page shows any more. Pictures and attachments are counted.

mod content;
mod file;
mod filter;
mod font;
mod object;

use std::collections::{BTreeMap, BTreeSet};

use super::Refusal;
use super::properties;
use super::reading::{Budget, Reading, What, Words};
use super::source::{Builder, Holds};
use content::{Found, Reader, lines};
use file::File;
use filter::Unpacked;
use object::{Dict, Object};

/// The first bytes.
pub(super) const MAGIC: &[u8] = b"%PDF-";

/// Keys whose streams draw letters and colours and hold no text.
const DRAWING: &[&str] = &[
    "FontFile",
    "FontFile2",
    "FontFile3",
    "ToUnicode",
    "CIDToGIDMap",
    "CIDSet",
    "SMask",
    "Mask",
    "JBIG2Globals",
    "DestOutputProfile",
    "ColorSpace",
    "Function",
    "TR",
    "HT",
    "BG",
    "UCR",
    "Thumb",
    "Encoding",
    "Shading",
    "Alternates",
    "CharProcs",
];

/// Keys whose strings are bytes, or names of things and not of people.
const SILENT: &[&str] = &[
    "ID",
    "CIDSystemInfo",
    "Panose",
    "CharSet",
    "Cert",
    "ByteRange",
    "Checksum",
    "CheckSum",
    "CreationDate",
    "ModDate",
    "M",
    "DA",
    "Lang",
    "PTEX.Fullbanner",
];

/// Reads a PDF file.
///
/// # Errors
/// [`Refusal::Encrypted`], [`Refusal::Broken`], [`Refusal::TooLarge`].
pub(super) fn open(bytes: &[u8]) -> Result<Reading, Refusal> {
    let mut budget = Budget::new();
    let file = File::read(bytes, &mut budget)?;
    let mut reading = Reading::default();
    let mut reader = Reader::new(&file);
    let mut older = Builder::new(0);
    let mut said: Vec<Vec<u8>> = Vec::new();
    // Which resources a stream is shown with: older states of it are read with the same.
    let mut shown: BTreeMap<u32, Dict> = BTreeMap::new();
    let mut number = 0;
    for page in file.pages() {
        let Some(item) = file.items.get(page) else { continue };
        let Some(dict) = item.value.dict() else { continue };
        let resources = inherited(&file, dict);
        let mut found = Found::default();
        let mut content = Vec::new();
        for stream in streams(&file, dict.get("Contents")) {
            shown.insert(stream, resources.clone());
            if let Some(i) = file.place(stream) {
                content.extend_from_slice(&reader.stream(i, &mut budget)?);
                content.push(b'\n');
            }
        }
        reader.page(&content, &resources, &mut found, &mut budget)?;
        let mut text = lines(std::mem::take(&mut found.pieces));
        for stream in appearances(&file, dict) {
            let Some(i) = file.place(stream) else { continue };
            let own = file.items.get(i).and_then(|i| i.value.dict()).and_then(|d| file.dict(d, "Resources"));
            let own = own.cloned().unwrap_or_else(|| resources.clone());
            let bytes = reader.stream(i, &mut budget)?;
            reader.page(&bytes, &own, &mut found, &mut budget)?;
            text.extend(lines(std::mem::take(&mut found.pieces)));
        }
        said.append(&mut found.said);
        if item.old {
            text.iter().for_each(|line| older.line(line));
            continue;
        }
        number += 1;
        let place = number.to_string();
        (0..found.pictures).for_each(|_| reading.note(What::Picture, &place));
        if text.is_empty() && found.pictures > 0 {
            reading.note(What::Scan, &place);
        }
        if found.unknown > 0 {
            reading.note(What::Glyphs, &place);
            reading.unread += found.unknown;
        }
        let mut body = Builder::new(0);
        text.iter().for_each(|line| body.line(line));
        reading.add(body, &place, Holds::Body);
    }
    reading.end_body();
    let mut meta = Builder::new(0);
    rest(&file, &mut reader, &shown, &mut reading, &mut older, &mut meta, &mut budget)?;
    (0..reader.cut).for_each(|_| reading.note(What::Locked, ""));
    let mut strings = BTreeSet::new();
    strings.extend(said.iter().map(|s| letters(s)));
    for item in &file.items {
        collect(&item.value, &mut strings, 0);
        if item
            .value
            .dict()
            .is_some_and(|d| d.name("Type") == Some("Sig") || d.name("FT") == Some("Sig") && d.get("V").is_some())
        {
            reading.note(What::Signature, "");
        }
    }
    file.trailers.iter().for_each(|t| {
        t.0.iter().for_each(|(name, value)| {
            if !SILENT.contains(&name.as_str()) {
                collect(value, &mut strings, 0);
            }
        })
    });
    let mut aside = Builder::new(0);
    strings.iter().filter(|s| s.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()).for_each(|s| aside.line(s));
    reading.add(older, "revision", Holds::Memo);
    reading.add(aside, "strings", Holds::Attribute);
    reading.add(meta, "metadata", Holds::Meta);
    let linear = file.items.iter().any(|i| i.value.dict().is_some_and(|d| d.get("Linearized").is_some()));
    if file.ends > 1 + usize::from(linear) {
        reading.note(What::Revision, "");
    }
    Ok(reading)
}

/// The resources of a page, its own or those of the node above.
fn inherited(file: &File<'_>, page: &Dict) -> Dict {
    let mut at = page;
    for _ in 0..64 {
        if let Some(own) = file.dict(at, "Resources") {
            return own.clone();
        }
        match file.dict(at, "Parent") {
            Some(above) => at = above,
            None => break,
        }
    }
    Dict::default()
}

/// The numbers of the streams that a value names, by itself or in a list.
fn streams(file: &File<'_>, value: Option<&Object>) -> Vec<u32> {
    let one = |o: &Object| if let Object::Ref(number) = o { Some(*number) } else { None };
    match value {
        Some(Object::Ref(number)) => match file.follow(&Object::Ref(*number)) {
            Object::Array(items) => items.iter().filter_map(one).collect(),
            _ => vec![*number],
        },
        Some(Object::Array(items)) => items.iter().filter_map(one).collect(),
        _ => Vec::new(),
    }
}

/// How the notes and fields of a page look: the streams that draw them.
fn appearances(file: &File<'_>, page: &Dict) -> Vec<u32> {
    let mut out = Vec::new();
    for note in file.get(page, "Annots").and_then(Object::array).unwrap_or_default() {
        let Some(look) = file.follow(note).dict().and_then(|d| file.dict(d, "AP")) else { continue };
        for (_, value) in &look.0 {
            match (value, file.follow(value)) {
                // One for each state: on and off.
                (_, Object::Dict(states)) if states.get("Length").is_none() => {
                    out.extend(
                        states.0.iter().filter_map(|(_, s)| if let Object::Ref(n) = s { Some(*n) } else { None }),
                    );
                }
                (Object::Ref(number), _) => out.push(*number),
                _ => {}
            }
        }
    }
    out
}

/// Streams that no page shows: metadata, attachments, earlier states, and what nobody knows.
fn rest(
    file: &File<'_>,
    reader: &mut Reader<'_, '_>,
    shown: &BTreeMap<u32, Dict>,
    reading: &mut Reading,
    older: &mut Builder,
    meta: &mut Builder,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    let mut drawing = BTreeSet::new();
    for item in &file.items {
        drawn(&item.value, &mut drawing, 0);
    }
    for (i, item) in file.items.iter().enumerate() {
        let (Some(dict), Some(_)) = (item.value.dict(), &item.stream) else { continue };
        let kind = dict.name("Type").unwrap_or_default();
        let subtype = dict.name("Subtype").unwrap_or_default();
        if reader.seen.get(i) == Some(&true) || matches!(kind, "XRef" | "ObjStm") || drawing.contains(&item.number) {
            continue;
        }
        if subtype == "Image" || dict.get("Width").is_some() && dict.get("Height").is_some() {
            continue;
        }
        if kind == "EmbeddedFile" {
            reading.note(What::Embedded, "");
            continue;
        }
        let font = matches!(subtype, "Type1C" | "CIDFontType0C" | "OpenType") || dict.get("Length1").is_some();
        if font || dict.get("FunctionType").is_some() || dict.get("ShadingType").is_some() {
            continue;
        }
        let bytes = match file.unpacked(i, budget)? {
            Some(Unpacked::Bytes(bytes, whole)) => {
                if !whole {
                    reading.note(What::Unknown, "");
                }
                bytes
            }
            Some(Unpacked::Picture) | None => continue,
            Some(Unpacked::Locked) => {
                reading.note(What::Locked, "");
                continue;
            }
        };
        let text = bytes.iter().skip_while(|b| b.is_ascii_whitespace() || **b >= 0xEF).copied().next();
        if kind == "Metadata" || text == Some(b'<') {
            words(&String::from_utf8_lossy(&bytes), meta);
        } else if bytes.windows(2).any(|w| w == b"BT") && bytes.windows(2).any(|w| w == b"ET") || subtype == "Form" {
            let own = file.dict(dict, "Resources").or(shown.get(&item.number)).cloned().unwrap_or_default();
            let mut found = Found::default();
            reader.page(&bytes, &own, &mut found, budget)?;
            reading.unread += found.unknown;
            if found.unknown > 0 {
                reading.note(What::Glyphs, "");
            }
            lines(found.pieces).iter().for_each(|line| older.line(line));
        } else if bytes.windows(9).any(|w| w == b"begincmap") || bytes.get(36..40) == Some(b"acsp") {
            // A table of codes, a table of colours.
        } else if let Ok(text) = std::str::from_utf8(&bytes) {
            text.lines().for_each(|line| meta.line(line));
        } else {
            reading.note(What::Unknown, "");
        }
    }
    Ok(())
}

/// The numbers of streams that draw letters and colours.
fn drawn(value: &Object, out: &mut BTreeSet<u32>, depth: usize) {
    match value {
        Object::Dict(dict) if depth < 48 => {
            for (name, value) in &dict.0 {
                if DRAWING.contains(&name.as_str()) {
                    all(value, out, 0);
                } else {
                    drawn(value, out, depth + 1);
                }
            }
        }
        // A colour space: [/ICCBased 5 0 R].
        Object::Array(items) if depth < 48 => {
            let colours = matches!(items.first(), Some(Object::Name(n)) if matches!(n.as_str(), "ICCBased" | "Indexed" | "Separation" | "DeviceN"));
            for item in items {
                if colours { all(item, out, 0) } else { drawn(item, out, depth + 1) }
            }
        }
        _ => {}
    }
}

fn all(value: &Object, out: &mut BTreeSet<u32>, depth: usize) {
    match value {
        Object::Ref(number) => out.extend([*number]),
        Object::Array(items) if depth < 48 => items.iter().for_each(|i| all(i, out, depth + 1)),
        Object::Dict(dict) if depth < 48 => dict.0.iter().for_each(|(_, v)| all(v, out, depth + 1)),
        _ => {}
    }
}

/// Every string of an object.
fn collect(value: &Object, out: &mut BTreeSet<String>, depth: usize) {
    match value {
        Object::Text(bytes) => out.extend([letters(bytes)]),
        Object::Array(items) if depth < 48 => items.iter().for_each(|i| collect(i, out, depth + 1)),
        Object::Dict(dict) if depth < 48 => {
            let signature = dict.get("ByteRange").is_some();
            for (name, value) in &dict.0 {
                if !(SILENT.contains(&name.as_str()) || signature && name == "Contents") {
                    collect(value, out, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// A string as text: UTF-16 or UTF-8 with their marks, else what Korean Windows writes, else Latin.
fn letters(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest.as_chunks::<2>().0.iter().map(|&b| u16::from_be_bytes(b)).collect();
            String::from_utf16_lossy(&units)
        }
        [0xFF, 0xFE, rest @ ..] => properties::wide(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => properties::narrow(bytes),
    }
}

/// The words of markup: what stands between tags and in quotes, a line each.
fn words(text: &str, out: &mut Builder) {
    let mut rest = text;
    while !rest.is_empty() {
        let (before, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !before.trim().is_empty() {
            out.line(before.trim());
        }
        let (inside, after) = tag.split_at(tag.find('>').map_or(tag.len(), |i| i + 1));
        for (i, value) in inside.split(['"', '\'']).enumerate() {
            if i % 2 == 1 && !value.contains("://") && value.len() > 1 {
                out.line(value);
            }
        }
        rest = after;
    }
}
