//! Files in parts: a canary planted in every place that a format offers, in eight ways of writing, must not be anywhere in the masked copy.
//!
//! What is searched here is searched by other means than the product's: archives are opened by another crate, texts are joined and folded by
//! a few lines of their own.

#![cfg(feature = "export")]

#[path = "files/mod.rs"]
mod builder;

/// An HWPX as large offices' are, of which many different ones are made.
#[path = "../benches/common/hwpx.rs"]
#[allow(dead_code)] // The bench wants its sizes.
mod large;

use builder::docx::{DOCX, docx};
use builder::html::{HTML, html};
use builder::odt::{ODT, odt};
use builder::plain::{CSV, MARKDOWN, csv, markdown};
use builder::xlsx::{XLSX, xlsx};
use builder::{CANARY, HWPX, WAYS, Way, hwpx, pack, unpack};
use garim::check::Checker;
use garim::export::verify::verify_package;
use garim::export::{self, Refusal};
use garim::policy::Policy;

/// The canary's digits however they are written: tags, entities and separators taken out.
fn holds_canary(bytes: &[u8]) -> bool {
    let digits: String = CANARY.chars().filter(char::is_ascii_digit).collect();
    let squeezed = |text: &str| -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in text.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if inside => out.push(c),
                c => out.push(c),
            }
        }
        out
    };
    let without_tags = |text: &str| -> String {
        let mut out = String::new();
        let mut depth = 0;
        for c in text.chars() {
            match c {
                '<' => depth = 1,
                '>' => depth = 0,
                c if depth == 0 => out.push(c),
                _ => {}
            }
        }
        out
    };
    let plain = |text: &str| -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let entity = rest.strip_prefix("&#").and_then(|r| r.split_once(';')).and_then(|(n, after)| {
                let code = match n.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => n.parse().ok()?,
                };
                Some((char::from_u32(code)?, after))
            });
            let (c, after) = entity.unwrap_or((c, &rest[c.len_utf8()..]));
            let c =
                if ('\u{FF10}'..='\u{FF19}').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c };
            if c.is_ascii_digit() {
                out.push(c);
            } else if c.is_alphabetic() {
                out.push('.');
            }
            rest = after;
        }
        out
    };
    let plain = |text: &str| plain(&text.replace("&shy;", "").replace("&nbsp;", " ").replace("<wbr>", ""));
    let utf16: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&b| u16::from_le_bytes(b)).collect();
    let text = String::from_utf8_lossy(bytes).into_owned();
    let texts = [percent(&text), base64(&text), String::from_utf16_lossy(&utf16), text];
    // Spreadsheets write it without its zero.
    let short = "1000007391";
    texts.iter().any(|t| plain(&without_tags(t)).contains(short) || t.contains("1.000007391E9"))
        || texts.iter().any(|t| plain(&without_tags(t)).contains(&digits) || plain(&squeezed(t)).contains(&digits))
}

/// Percent sequences as what they stand for.
fn percent(text: &str) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(b) if b.is_ascii() => out.extend([char::from(b)].into_iter().chain(part[2..].chars())),
            _ => out.push_str(part),
        }
    }
    out
}

/// What stands in base64.
fn base64(text: &str) -> String {
    let signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for stretch in text.split(|c| !signs.contains(c)).filter(|s| s.len() >= 16) {
        let bits: Vec<u8> = stretch
            .chars()
            .filter_map(|c| signs.find(c))
            .flat_map(|v| (0..6).rev().map(move |i| (v >> i & 1) as u8))
            .collect();
        let bytes: Vec<u8> = bits.chunks_exact(8).map(|b| b.iter().fold(0, |n, bit| n << 1 | bit)).collect();
        out.push_str(&String::from_utf8_lossy(&bytes).replace('\0', ""));
        out.push('\n');
    }
    out
}

/// Builds a file with the canary in a place, written in a way; in its running text too where the flag says so.
type Build = fn(&str, Way, bool) -> Option<Vec<u8>>;

/// Every place in every way: what was left, and where.
fn left(ending: &str, places: &[&str], build: Build) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut checker = Checker::new();
    for place in places {
        for way in WAYS {
            let file = build(place, way, false).expect("a place that is built");
            let opened = match export::open(ending, &file) {
                Ok(opened) => opened,
                Err(refusal) => {
                    wrong.push(format!("{place} {way:?}: not opened: {refusal}"));
                    continue;
                }
            };
            let copy = match export::mask(&opened, &Policy::default(), &mut checker) {
                Ok(copy) => copy,
                Err(refusal) => {
                    wrong.push(format!("{place} {way:?}: {refusal}"));
                    continue;
                }
            };
            for (name, content) in parts(copy.bytes.as_ref()) {
                if holds_canary(&content) || holds_canary(name.as_bytes()) {
                    wrong.push(format!("{place} {way:?}: left in {name}"));
                }
            }
            let again = export::open(ending, copy.bytes.as_ref()).expect("what was written can be read");
            match export::mask(&again, &Policy::default(), &mut checker) {
                Ok(second) if parts(second.bytes.as_ref()) == parts(copy.bytes.as_ref()) => {}
                Ok(_) => wrong.push(format!("{place} {way:?}: a copy of the copy differs")),
                Err(refusal) => wrong.push(format!("{place} {way:?}: the copy: {refusal}")),
            }
        }
    }
    wrong
}

/// The parts of a file: its entries, or the whole.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    if bytes.starts_with(b"PK") { unpack(bytes) } else { vec![(String::new(), bytes.to_vec())] }
}

fn leaves_none(ending: &str, places: &[&str], build: Build) {
    let wrong = left(ending, places, build);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), places.len() * WAYS.len(), wrong.join("\n"));
}

fn holds_all(places: &[&str], build: Build) {
    for place in places {
        let file = build(place, Way::Whole, false).expect("a place that is built");
        let seen = parts(&file).iter().any(|(name, bytes)| {
            let inner = if bytes.starts_with(b"PK") { unpack(bytes) } else { Vec::new() };
            holds_canary(bytes) || holds_canary(name.as_bytes()) || inner.iter().any(|(_, b)| holds_canary(b))
        });
        assert!(seen, "{place}");
    }
}

/// One protection at a time is switched off: a part of the masked copy is put back as it was. Every time the check of what survives must
/// say so. Gives how many parts were put back.
fn sees_what_was_put_back(ending: &str, places: &[&str], build: Build) -> usize {
    let mut checker = Checker::new();
    let (mut blind, mut tried) = (Vec::new(), 0);
    for place in places {
        for way in [Way::Whole, Way::Hex, Way::Halves] {
            let file = build(place, way, true).expect("a place that is built");
            let opened = export::open(ending, &file).expect("it opens");
            let copy = export::mask(&opened, &Policy::default(), &mut checker).expect("it is masked");
            let again = export::open(ending, copy.bytes.as_ref()).expect("it opens").text;
            let (before, after) = (unpack(&file), unpack(copy.bytes.as_ref()));
            for (name, bytes) in &before {
                let good = after.iter().any(|(n, b)| n == name && b == bytes);
                let holds = holds_canary(bytes) || holds_canary(name.as_bytes()) || bytes.starts_with(b"PK");
                if good || !holds {
                    continue;
                }
                tried += 1;
                let mut entries: Vec<(String, Vec<u8>)> = after.iter().filter(|(n, _)| n != name).cloned().collect();
                entries.push((name.clone(), bytes.clone()));
                let findings = copy.findings.clone();
                let verdict =
                    verify_package(&opened.text, &findings, &again, pack(&entries), &Policy::default(), &mut checker);
                if !matches!(verdict, Err(Refusal::Leaks)) {
                    blind.push(format!("{place} {way:?}: {name}"));
                }
            }
        }
    }
    assert!(blind.is_empty(), "{} of {tried}:\n{}", blind.len(), blind.join("\n"));
    tried
}

/// One protection at a time is switched off in a file that is one part: everything is masked but the place. Every time the check of what
/// survives must say so.
fn sees_what_was_left(ending: &str, places: &[&str], build: Build) {
    let mut checker = Checker::new();
    let mut blind = Vec::new();
    for place in places {
        for way in [Way::Whole, Way::Hex, Way::Halves] {
            let file = build(place, way, true).expect("a place that is built");
            let opened = export::open(ending, &file).expect("it opens");
            let copy = match export::mask(&opened, &Policy::default(), &mut checker) {
                Ok(copy) => copy,
                Err(refusal) => {
                    blind.push(format!("{place} {way:?}: {refusal}"));
                    continue;
                }
            };
            let again = export::open(ending, copy.bytes.as_ref()).expect("it opens").text;
            let text = String::from_utf8(file).expect("it is UTF-8");
            let half = text.replacen(CANARY, "***-****-****", 1).into_bytes();
            let findings = copy.findings.clone();
            let verdict = verify_package(&opened.text, &findings, &again, half, &Policy::default(), &mut checker);
            if !matches!(verdict, Err(Refusal::Leaks)) {
                blind.push(format!("{place} {way:?}"));
            }
        }
    }
    assert!(blind.is_empty(), "{}:\n{}", blind.len(), blind.join("\n"));
}

/// A canary put between any two letters of a file, into tags, names, addresses and between elements, is masked, goes, or the file is
/// refused. Gives how many copies were made.
fn anywhere(ending: &str, build: Build, places: &[&str], step: usize) -> usize {
    let mut checker = Checker::new();
    let (mut wrong, mut made) = (Vec::new(), 0);
    for place in places {
        let file = build(place, Way::Spaced, false).expect("a place that is built");
        let mut original = parts(&file);
        // What stands in the place already would run together with what is put in.
        for (_, bytes) in &mut original {
            if let Ok(text) = std::str::from_utf8(bytes) {
                *bytes = text.replace(&CANARY.replace('-', " "), "값").replace(CANARY, "값").into_bytes();
            }
        }
        for (index, (name, bytes)) in original.iter().enumerate() {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            for (at, _) in text.char_indices().step_by(step) {
                let changed = format!("{} {CANARY} {}", &text[..at], &text[at..]).into_bytes();
                let file = if name.is_empty() {
                    changed
                } else {
                    let mut entries = original.clone();
                    entries[index].1 = changed;
                    pack(&entries)
                };
                let Ok(opened) = export::open(ending, &file) else { continue };
                let Ok(copy) = export::mask(&opened, &Policy::default(), &mut checker) else { continue };
                made += 1;
                if parts(copy.bytes.as_ref()).iter().any(|(_, content)| holds_canary(content)) {
                    let from = text[..at].char_indices().rev().nth(30).map_or(0, |(i, _)| i);
                    wrong.push(format!("{place} {name}: behind {:?}", &text[from..at]));
                }
            }
        }
    }
    wrong.truncate(40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    made
}

#[test]
fn it_leaves_no_canary_anywhere_in_a_page() {
    let places = [
        "cell",
        "nested table",
        "picture metadata",
        "form value",
        "comment of 한글",
        "vector title",
        "office namespace",
    ];
    assert!(anywhere("html", html, &places, 1) > 500);
}

#[test]
fn it_leaves_no_canary_anywhere_in_a_text_or_a_table() {
    assert!(
        anywhere(
            "md",
            markdown,
            &["emphasis", "table", "block of code", "link title", "picture data", "tag", "comment"],
            1
        ) > 200
    );
    assert!(
        anywhere("csv", csv, &["cell", "cell with doubled quotes", "cell of several lines", "link formula"], 1) > 40
    );
}

#[test]
fn it_leaves_no_canary_anywhere_in_a_document_of_parts() {
    assert!(anywhere("docx", docx, &["text box", "comment", "chart cache", "control list"], 13) > 20);
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_hwpx() {
    leaves_none("hwpx", HWPX, hwpx);
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_docx() {
    leaves_none("docx", DOCX, docx);
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_page() {
    leaves_none("html", HTML, html);
}

#[test]
fn it_sees_every_place_of_a_page_that_is_left_as_it_was() {
    sees_what_was_left("html", HTML, html);
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_workbook() {
    leaves_none("xlsx", XLSX, xlsx);
}

#[test]
fn it_sees_every_part_of_a_workbook_that_is_put_back() {
    assert!(sees_what_was_put_back("xlsx", XLSX, xlsx) > XLSX.len());
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_table() {
    leaves_none("csv", CSV, csv);
}

#[test]
fn it_sees_every_place_of_a_table_that_is_left_as_it_was() {
    sees_what_was_left("csv", CSV, csv);
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_markdown_text() {
    leaves_none("md", MARKDOWN, markdown);
}

#[test]
fn it_sees_every_place_of_a_markdown_text_that_is_left_as_it_was() {
    sees_what_was_left("md", MARKDOWN, markdown);
}

#[test]
fn it_leaves_no_canary_in_any_place_of_a_odt() {
    leaves_none("odt", ODT, odt);
}

#[test]
fn it_sees_every_part_of_a_odt_that_is_put_back() {
    assert!(sees_what_was_put_back("odt", ODT, odt) > ODT.len());
}

/// What other readers say of copies: every part can be read, and says what it said but for masks.
#[test]
fn it_writes_what_other_readers_can_read() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle");
    std::fs::create_dir_all(&folder).expect("a folder");
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/oracle.py");
    let told: &[(&str, Build, &[&str])] = &[
        ("hwpx", hwpx, &["paragraph", "cell", "header", "footnote", "link command", "chart", "field name"]),
        (
            "docx",
            docx,
            &["paragraph", "cell", "text box", "footer", "endnote", "chart title", "formula", "control tag"],
        ),
        (
            "xlsx",
            xlsx,
            &[
                "shared string",
                "rich shared string",
                "shared by two cells",
                "inline string",
                "formula result",
                "header",
            ],
        ),
        ("odt", odt, &["paragraph", "cell", "footnote", "text box", "header", "chart"]),
        (
            "html",
            html,
            &["paragraph", "cell", "nested table", "image text", "vector text", "nested tags", "preformatted"],
        ),
        ("csv", csv, &["cell", "quoted cell", "cell with doubled quotes", "cell of several lines", "link formula"]),
    ];
    let mut checker = Checker::new();
    for &(ending, build, places) in told {
        // Those of which every part is well-formed by itself.
        if ending == "xlsx" {
            continue;
        }
        for place in places {
            let file = build(place, Way::Whole, true).expect("a place that is built");
            let opened = export::open(ending, &file).expect("it opens");
            let copy = export::mask(&opened, &Policy::default(), &mut checker).expect("it is masked");
            let (first, second) = (folder.join("original"), folder.join("copy"));
            std::fs::write(&first, &file).expect("it is written");
            std::fs::write(&second, copy.bytes.as_ref()).expect("it is written");
            let said = std::process::Command::new("python3")
                .arg(&script)
                .arg(ending)
                .args([&first, &second])
                .output()
                .expect("python3 runs");
            let masked: usize = String::from_utf8_lossy(&said.stdout).trim().parse().unwrap_or(0);
            assert!(said.status.success(), "{ending} {place}: {}", String::from_utf8_lossy(&said.stderr));
            assert!(masked >= 11, "{ending} {place}: {masked} letters are masked");
        }
    }
}

/// Without findings every part of a file is what it was, byte for byte.
#[test]
fn it_leaves_every_byte_of_a_file_without_findings() {
    let page = "<!DOCTYPE html>\n<p class='a'>가림 &amp; 점검<br>\r\n<img src=a.png alt=''></p>";
    let sheet = "이름,값\r\n\"가\"\"나\",=1+2\r\n";
    let note = "# 제목\n\n* 가 **나** `다` <b>라</b> \\* \n\n~~~\n<x>\n~~~\n";
    for (ending, text) in [("html", page), ("csv", sheet), ("md", note)] {
        let opened = export::open(ending, text.as_bytes()).expect("it opens");
        let copy = export::mask(&opened, &Policy::default(), &mut Checker::new()).expect("it is masked");
        assert_eq!(copy.bytes.as_ref(), text.as_bytes(), "{ending}");
    }
    let files: &[(&str, Build, &str)] =
        &[("docx", docx, "word/document.xml"), ("xlsx", xlsx, "xl/worksheets/sheet1.xml"), ("odt", odt, "content.xml")];
    for &(ending, build, part) in files {
        let place = if ending == "xlsx" { "person" } else { "creator" };
        let file = build(place, Way::Whole, false).expect("a place that is built");
        let opened = export::open(ending, &file).expect("it opens");
        let copy = export::mask(&opened, &Policy::default(), &mut Checker::new()).expect("it is masked");
        let (before, after) = (unpack(&file), unpack(copy.bytes.as_ref()));
        let of = |entries: &[(String, Vec<u8>)]| entries.iter().find(|(n, _)| n == part).map(|(_, b)| b.clone());
        assert_eq!(of(&before), of(&after), "{ending}");
    }
}

/// Programs give relations names of sixteen hexadecimal digits, in which more stand than a telephone number has.
#[test]
fn it_takes_a_relation_whose_name_is_long_and_no_number() {
    let with = |id: &str| {
        let mut entries = unpack(&docx("title", Way::Whole, true).expect("a place that is built"));
        let relations = entries.iter_mut().find(|(name, _)| name == "_rels/.rels").expect("relations");
        relations.1 = format!(
            "<Relationships><Relationship Id=\"{id}\" Type=\"x\" Target=\"word/document.xml\"/></Relationships>"
        )
        .into_bytes();
        export::open("docx", &pack(&entries))
            .and_then(|file| export::mask(&file, &Policy::default(), &mut Checker::new()))
    };
    assert!(with("Rc18738a3894548a2").is_ok());
    assert!(with(CANARY).is_err());
    assert!(with("R1000007391000000").is_err());
}

#[test]
fn it_leaves_no_empty_control_where_a_memo_ended() {
    let file = hwpx("memo", Way::Whole, true).expect("a place that is built");
    let section = |bytes: &[u8]| {
        let part = unpack(bytes).into_iter().find(|(name, _)| name == "Contents/section0.xml").expect("a section");
        String::from_utf8(part.1).expect("text")
    };
    assert!(section(&file).contains("fieldEnd"));
    let opened = export::open("hwpx", &file).expect("it opens");
    let copy = export::mask(&opened, &Policy::default(), &mut Checker::new()).expect("it is masked");
    let left = section(copy.bytes.as_ref());
    assert!(!left.contains("fieldEnd") && !left.contains("<hp:ctrl></hp:ctrl>"), "{left}");
    assert!(left.contains("</hp:p>"));
}

#[test]
fn it_masks_names_of_sheets_as_such_names_may_be_written() {
    for way in WAYS {
        let file = xlsx("sheet name", way, true).expect("a place that is built");
        let opened = export::open("xlsx", &file).expect("it opens");
        let copy = export::mask(&opened, &Policy::default(), &mut Checker::new()).expect("it is masked");
        let parts = unpack(copy.bytes.as_ref());
        let book = parts.iter().find(|(name, _)| name == "xl/workbook.xml").expect("a workbook");
        let book = String::from_utf8_lossy(&book.1);
        let name = book.split("<sheet name=\"").nth(2).and_then(|rest| rest.split('"').next()).expect("a name");
        assert!(name.contains('○') && !name.contains(['*', '[', ']', ':', '/', '?', '\\']), "{way:?}: {name}");
    }
}

#[test]
fn it_reads_workbooks_whose_writers_name_parts_as_windows_does() {
    let odd = |name: &str| name.to_ascii_lowercase().replace('/', "\\").replace("worksheets\\", "");
    for place in ["shared string", "comment", "sheet name"] {
        let mut entries = unpack(&xlsx(place, Way::Whole, true).expect("a place that is built"));
        entries.iter_mut().for_each(|(name, _)| *name = odd(name));
        let opened = export::open("xlsx", &pack(&entries)).expect("it opens");
        assert!(opened.text.contains(CANARY), "{place}");
        let copy = export::mask(&opened, &Policy::default(), &mut Checker::new());
        let copy = copy.unwrap_or_else(|refusal| panic!("{place}: {refusal:?}"));
        assert!(!holds_canary(copy.bytes.as_ref()), "{place}");
        for (name, content) in unpack(copy.bytes.as_ref()) {
            assert!(!name.contains('\\') && !holds_canary(&content), "{place}: {name}");
        }
    }
}

/// What nobody reads is counted, where it stands.
#[test]
fn it_says_which_pictures_it_did_not_read() {
    let told = |ending: &str, file: &[u8]| garim::wire::file::opened(&export::open(ending, file).expect("it opens"));
    let hwpx = hwpx("picture file", Way::Whole, false).expect("a place that is built");
    assert!(
        told("hwpx", &hwpx)
            .contains("{\"what\":\"picture\",\"place\":\"Contents/section0.xml\",\"count\":1,\"unread\":false}")
    );
    let docx = docx("exif", Way::Whole, false).expect("a place that is built");
    assert!(told("docx", &docx).contains("{\"what\":\"picture\",\"count\":1,\"unread\":false}"));
}

/// What a picture tells besides what is seen goes out of every container, whatever was found in the text.
#[test]
fn it_takes_places_and_cameras_out_of_the_pictures_of_every_container() {
    let files: [(&str, Build, &str); 5] = [
        ("hwpx", hwpx, "exif"),
        ("docx", docx, "exif"),
        ("xlsx", xlsx, "exif"),
        ("odt", odt, "exif"),
        ("html", html, "picture metadata"),
    ];
    for (ending, build, place) in files {
        let file = build(place, Way::Whole, false).expect("a place that is built");
        let opened = export::open(ending, &file).expect("it opens");
        let copy = export::mask(&opened, &Policy::default(), &mut Checker::new()).expect("it is masked");
        assert!(copy.removed.contains_key(&export::Removed::PictureData), "{ending}");
        let exif = |bytes: &[u8]| parts(bytes).iter().any(|(_, b)| b.windows(4).any(|w| w == b"Exif"));
        assert!(ending == "html" || exif(&file), "{ending}");
        assert!(!exif(copy.bytes.as_ref()), "{ending}");
    }
}

/// The same value has the same label in every file of a case.
#[test]
fn it_numbers_labels_over_the_files_of_a_case() {
    let policy = Policy { style: garim::style::Style::Label, ..Policy::default() };
    let (mut checker, mut labels) = (Checker::new(), Some(garim::mask::Labels::default()));
    let mut mask = |ending: &str, text: &str| {
        let opened = export::open(ending, text.as_bytes()).expect("it opens");
        let copy = export::mask_with(&opened, None, &policy, &mut checker, &mut labels).expect("it is masked");
        String::from_utf8(copy.bytes.as_ref().to_vec()).expect("it is text")
    };
    assert!(mask("txt", "연락처 010-0000-7391, 010-0000-7392\n").contains("[휴대전화번호1], [휴대전화번호2]"));
    assert!(mask("html", "<p>연락처 010-0000-<b>7392</b></p>").contains("[휴대전화번호2]"));
    assert!(
        mask("csv", "번호,연락처\n1,010-0000-7393\n2,010 0000 7391\n").contains("1,[휴대전화번호3]\n2,[휴대전화번호1]")
    );
}

/// By format: a part for every row of its table of parts.
const ROWS: [(&str, Build, &str, &[&str]); 4] = [
    (
        "hwpx",
        hwpx,
        "title",
        &[
            "version.xml",
            "settings.xml",
            "META-INF/container.xml",
            "META-INF/manifest.xml",
            "META-INF/container.rdf",
            "META-INF/signatures.xml",
            "Contents/content.hpf",
            "Contents/header.xml",
            "Contents/section1.xml",
            "Contents/masterpage0.xml",
            "Contents/memoExtended.xml",
            "Chart/chart1.xml",
            "Custom/bibliography.xml",
            "Preview/PrvText.txt",
            "Preview/PrvImage.png",
            "DocHistory/versionlog0.xml",
            "Scripts/headerScripts",
            "BinData/image1.png",
            "BinData/image1.svg",
            "BinData/ole1.ole",
            "BinData/sound1.wav",
            "Other/part.xml",
        ],
    ),
    (
        "docx",
        docx,
        "title",
        &[
            "[Content_Types].xml",
            "_rels/.rels",
            "_xmlsignatures/sig1.xml",
            "docProps/custom.xml",
            "docProps/core.xml",
            "docProps/app.xml",
            "docProps/thumbnail.emf",
            "customXml/item1.xml",
            "docMetadata/LabelInfo.xml",
            "customUI/customUI.xml",
            "package/services/metadata/core-properties/1.psmdcp",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/header1.xml",
            "word/footer1.xml",
            "word/footnotes.xml",
            "word/endnotes.xml",
            "word/glossary/document.xml",
            "word/media/image1.png",
            "word/media/image1.svg",
            "word/fonts/font1.odttf",
            "word/comments.xml",
            "word/commentsExtended.xml",
            "word/commentsExtensible.xml",
            "word/commentsIds.xml",
            "word/people.xml",
            "word/recipientData.xml",
            "word/vbaData.xml",
            "word/vbaProject.bin",
            "word/attachedToolbars.bin",
            "word/printerSettings1.bin",
            "word/settings.xml",
            "word/webSettings.xml",
            "word/styles.xml",
            "word/fontTable.xml",
            "word/numbering.xml",
            "word/theme/theme1.xml",
            "word/charts/chart1.xml",
            "word/diagrams/data1.xml",
            "word/afchunk1.xml",
            "word/afchunk1.htm",
            "word/embeddings/sheet1.xlsx",
            "word/activeX/activeX1.bin",
            "other/part.xml",
        ],
    ),
    (
        "xlsx",
        xlsx,
        "title",
        &[
            "[Content_Types].xml",
            "_rels/.rels",
            "_xmlsignatures/sig1.xml",
            "docProps/custom.xml",
            "docProps/core.xml",
            "docProps/app.xml",
            "docProps/thumbnail.wmf",
            "customXml/item1.xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/theme/theme1.xml",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet9.xml",
            "xl/macrosheets/sheet1.xml",
            "xl/dialogsheets/sheet1.xml",
            "xl/chartsheets/sheet1.xml",
            "xl/threadedComments/threadedComment1.xml",
            "xl/persons/person.xml",
            "xl/comments1.xml",
            "xl/drawings/vmlDrawing1.vml",
            "xl/drawings/drawing1.xml",
            "xl/pivotCache/pivotCacheRecords1.xml",
            "xl/pivotCache/pivotCacheDefinition1.xml",
            "xl/pivotTables/pivotTable1.xml",
            "xl/calcChain.xml",
            "xl/revisions/revisionLog1.xml",
            "xl/userNames.xml",
            "xl/printerSettings/printerSettings1.bin",
            "xl/customProperty1.bin",
            "xl/webextensions/webextension1.xml",
            "xl/metadata",
            "xl/metadata.xml",
            "xl/vbaProject.bin",
            "xl/attachedToolbars.bin",
            "xl/jsaProject.bin",
            "xl/ctrlProps/ctrlProp1.xml",
            "xl/connections.xml",
            "xl/queryTables/queryTable1.xml",
            "xl/media/image1.png",
            "xl/media/image1.svg",
            "xl/embeddings/oleObject1.bin",
            "xl/activeX/activeX1.bin",
            "xl/charts/chart1.xml",
            "xl/diagrams/data1.xml",
            "xl/tables/table1.xml",
            "xl/externalLinks/externalLink1.xml",
            "xl/richData/rdrichvalue.xml",
            "xl/slicers/slicer1.xml",
            "xl/slicerCaches/slicerCache1.xml",
            "xl/timelines/timeline1.xml",
            "xl/timelineCaches/timelineCache1.xml",
            "xl/xmlMaps.xml",
            "xl/tableSingleCells/tableSingleCells1.xml",
            "xl/featurePropertyBag/featurePropertyBag.xml",
            "xl/volatileDependencies.xml",
            "xl/namedSheetViews/namedSheetView1.xml",
            "other/part.xml",
        ],
    ),
    (
        "odt",
        odt,
        "title",
        &[
            "META-INF/manifest.xml",
            "META-INF/documentsignatures.xml",
            "content.xml",
            "styles.xml",
            "meta.xml",
            "settings.xml",
            "manifest.rdf",
            "Thumbnails/thumbnail.png",
            "ObjectReplacements/Object 1",
            "Configurations2/accelerator/current.xml",
            "Basic/Standard/Module1.xml",
            "Scripts/python/a.py",
            "Dialogs/Standard/Dialog1.xml",
            "Versions/Version1",
            "VersionList.xml",
            "layout-cache",
            "Fonts/font1.ttf",
            "Pictures/100.png",
            "Pictures/100.svg",
            "Pictures/100.bin",
            "Object 1/content.xml",
            "Object 1/meta.xml",
            "Object 2",
            "other/part.xml",
        ],
    ),
];

/// Mutation proof by rows: whatever a table says of a part, a canary in it is masked, goes, or the file is refused; and where the part is put back
/// as it was, the check of what survives says so.
#[test]
fn it_protects_every_row_of_every_table_of_parts() {
    let mut checker = Checker::new();
    let mut wrong = Vec::new();
    for (ending, build, place, names) in ROWS {
        let (mut masked, mut refused) = (0, 0);
        for &name in names {
            let file = build(place, Way::Whole, true).expect("a place that is built");
            let mut entries = unpack(&file);
            let xml =
                [".xml", ".rels", ".rdf", ".hpf", ".vml", ".svg", ".psmdcp"].iter().any(|end| name.ends_with(end));
            let said = format!("<x v=\"{CANARY}\"><p><t>{CANARY}</t></p></x>");
            match entries.iter_mut().find(|(n, _)| n == name) {
                Some((_, bytes)) if xml => {
                    let text = String::from_utf8(bytes.clone()).expect("it is UTF-8");
                    // Before the root closes; a root that is empty is opened.
                    let (head, root) = text.rsplit_once('<').expect("an element");
                    *bytes = match root.strip_suffix("/>") {
                        Some(tag) => {
                            let end = tag.split_whitespace().next().unwrap_or(tag);
                            format!("{head}<{tag}>{said}</{end}>").into_bytes()
                        }
                        None => format!("{head}{said}<{root}").into_bytes(),
                    };
                }
                Some((_, bytes)) => *bytes = CANARY.into(),
                None if xml => entries.push((name.into(), format!("<?xml version=\"1.0\"?>{said}").into_bytes())),
                None => entries.push((name.into(), CANARY.into())),
            }
            let copy = export::open(ending, &pack(&entries))
                .and_then(|opened| export::mask(&opened, &Policy::default(), &mut checker).map(|copy| (opened, copy)));
            let Ok((opened, copy)) = copy else {
                refused += 1;
                continue;
            };
            masked += 1;
            let after = unpack(copy.bytes.as_ref());
            wrong.extend(
                (after.iter())
                    .filter(|(_, bytes)| holds_canary(bytes))
                    .map(|(n, _)| format!("{ending} {name}: left in {n}")),
            );
            let again = export::open(ending, copy.bytes.as_ref()).expect("it opens").text;
            let mut back: Vec<_> = after.into_iter().filter(|(n, _)| n != name).collect();
            back.extend(entries.into_iter().filter(|(n, _)| n == name));
            let verdict =
                verify_package(&opened.text, &copy.findings, &again, pack(&back), &Policy::default(), &mut checker);
            if !matches!(verdict, Err(Refusal::Leaks)) {
                wrong.push(format!("{ending} {name}: put back, and nobody saw it"));
            }
        }
        assert!(masked > refused, "{ending}: {masked} masked, {refused} refused");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What cannot be masked is refused by its reason.
#[test]
fn it_refuses_what_it_cannot_mask() {
    let refusal = |ending: &str, bytes: &[u8]| export::open(ending, bytes).err();
    let entry = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let text = b"application/vnd.oasis.opendocument.text";
    let sheet = b"application/vnd.oasis.opendocument.spreadsheet";
    let odt = |more: (String, Vec<u8>)| pack(&[entry("mimetype", text), entry("content.xml", b"<a/>"), more]);
    assert_eq!(
        refusal("ods", &pack(&[entry("mimetype", sheet), entry("content.xml", b"<a/>")])),
        Some(Refusal::Unsupported)
    );
    assert_eq!(refusal("odt", &odt(entry("META-INF/documentsignatures.xml", b"<a/>"))), Some(Refusal::Signed));
    assert_eq!(refusal("odt", &odt(entry("secret.bin", b"x"))), Some(Refusal::UnknownPart));
    let locked = b"<manifest><file-entry full-path=\"content.xml\"><encryption-data/></file-entry></manifest>";
    assert_eq!(refusal("odt", &odt(entry("META-INF/manifest.xml", locked))), Some(Refusal::Encrypted));
    let office = |kind: &str, more: (String, Vec<u8>)| {
        pack(&[entry("[Content_Types].xml", b"<Types/>"), entry(kind, b"<a/>"), more])
    };
    for kind in ["word/document.xml", "xl/workbook.xml"] {
        assert_eq!(refusal("", &office(kind, entry("_xmlsignatures/sig1.xml", b"<a/>"))), Some(Refusal::Signed));
        assert_eq!(refusal("", &office(kind, entry("strange/part.xml", b"<a/>"))), Some(Refusal::UnknownPart));
    }
    assert_eq!(refusal("html", b"<meta charset=\"shift_jis\"><p>x</p>"), Some(Refusal::Unsupported));
}

#[test]
fn it_sees_the_canary_in_every_file_before_it_is_masked() {
    holds_all(HWPX, hwpx);
    holds_all(DOCX, docx);
    let written: Vec<&str> = HTML.iter().copied().filter(|p| !matches!(*p, "style strings" | "style escape")).collect();
    holds_all(&written, html);
    holds_all(ODT, odt);
    let numbers = |p: &&str| !(p.contains("number") || p.contains("escaped"));
    holds_all(&XLSX.iter().copied().filter(|p| numbers(p)).collect::<Vec<_>>(), xlsx);
    holds_all(&CSV.iter().copied().filter(|p| numbers(p)).collect::<Vec<_>>(), csv);
    holds_all(&MARKDOWN.iter().copied().filter(|p| numbers(p)).collect::<Vec<_>>(), markdown);
}

#[test]
fn it_sees_every_part_of_a_hwpx_that_is_put_back() {
    assert!(sees_what_was_put_back("hwpx", HWPX, hwpx) > HWPX.len());
}

#[test]
fn it_sees_every_part_of_a_docx_that_is_put_back() {
    assert!(sees_what_was_put_back("docx", DOCX, docx) > DOCX.len());
}

#[test]
fn it_copies_reports_whose_measures_and_words_differ_from_cell_to_cell() {
    let (mut checker, policy) = (Checker::new(), Policy::default());
    for seed in 1..=24u32 {
        let file = large::document(200_000, (1, 3_000), seed.wrapping_mul(0x9E37_79B9));
        let opened = export::open("hwpx", &file).expect("it opens");
        let copy = export::mask(&opened, &policy, &mut checker);
        let copy = copy.unwrap_or_else(|refusal| panic!("{seed}: {refusal:?}"));
        assert!(copy.findings.len() > 10, "{seed}");
    }
}
