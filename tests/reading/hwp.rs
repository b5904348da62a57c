//! Builds HWP 5.0 documents with a value planted in one place. Everything in them is invented.

use std::io::Write;

use super::cfb::{compound, summary, wide};

/// A record.
pub fn record(tag: u16, level: u16, data: &[u8]) -> Vec<u8> {
    let size = data.len() as u32;
    let short = size.min(0xFFF);
    let mut out = (u32::from(tag) | u32::from(level) << 10 | short << 20).to_le_bytes().to_vec();
    if short == 0xFFF {
        out.extend(size.to_le_bytes());
    }
    out.extend(data);
    out
}

/// A paragraph whose text holds so many controls, which follow it.
fn paragraph(level: u16, text: &[u16], controls: &[Vec<u8>]) -> Vec<u8> {
    let units: Vec<u16> = text.iter().copied().chain([13]).collect();
    let bytes: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    [
        record(0x42, level, &[0; 22]),
        record(0x43, level + 1, &bytes),
        record(0x44, level + 1, &[0; 8]),
        controls.concat(),
    ]
    .concat()
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The eight units of an extended control.
fn sign(code: u16) -> Vec<u16> {
    vec![code, 0, 0, 0, 0, 0, 0, code]
}

fn plain(level: u16, text: &str) -> Vec<u8> {
    paragraph(level, &units(text), &[])
}

/// A control with what its record holds behind its name, and what stands below it.
fn control(level: u16, name: &[u8; 4], rest: &[u8], below: &[u8]) -> Vec<u8> {
    let mut data: Vec<u8> = name.iter().rev().copied().collect();
    data.extend(rest);
    [record(0x47, level, &data), below.to_vec()].concat()
}

fn told(text: &str) -> Vec<u8> {
    let mut out = (text.encode_utf16().count() as u16).to_le_bytes().to_vec();
    out.extend(wide(text));
    out
}

fn cell(level: u16, column: u16, row: u16, inner: &[u8]) -> Vec<u8> {
    let mut head = vec![0u8; 47];
    head[0] = 1;
    head[8..10].copy_from_slice(&column.to_le_bytes());
    head[10..12].copy_from_slice(&row.to_le_bytes());
    [record(0x48, level, &head), inner.to_vec()].concat()
}

/// The places that `hwp` knows.
pub const PLACES: &[&str] = &[
    "paragraph",
    "split by controls",
    "cell",
    "nested table",
    "text box",
    "header",
    "footer",
    "footnote",
    "endnote",
    "caption",
    "hidden comment",
    "memo",
    "link command",
    "field name",
    "object description",
    "equation",
    "text art",
    "form",
    "ruby",
    "index mark",
    "preview",
    "title",
    "author",
    "linked picture",
    "change author",
    "script",
    "unpacked",
];

/// A document whose place holds the value.
pub fn hwp(place: &str, value: &str) -> Option<Vec<u8>> {
    let in_list = |level: u16, inner: &[u8]| [record(0x48, level, &[1, 0, 0, 0, 0, 0, 0, 0]), inner.to_vec()].concat();
    let table = |level: u16, cells: &[u8]| {
        control(level, b"tbl ", &[0; 42], &[record(0x4D, level + 1, &[0; 24]), cells.to_vec()].concat())
    };
    let with = |code: u16, inner: Vec<u8>| paragraph(0, &[units("앞 "), sign(code), units(" 뒤")].concat(), &[inner]);
    let mut body = plain(0, "가림 점검을 위한 문서입니다.");
    let mut streams: Vec<(&str, Vec<u8>)> = Vec::new();
    let (mut preview, mut title, mut author, mut info) = ("미리보기".to_owned(), "점검 문서", "작성자", Vec::new());
    let mut packed = true;
    match place {
        "paragraph" => body.extend(plain(0, &format!("연락처 {value}로 알림"))),
        "split by controls" => {
            let (a, b) = value.split_at(value.char_indices().nth(5)?.0);
            let text = [units(a), sign(3), units(b)].concat();
            body.extend(paragraph(0, &text, &[control(1, b"%clk", &[0; 12], &[])]));
        }
        "cell" => {
            let cells = [cell(2, 0, 0, &plain(2, "연락처")), cell(2, 1, 0, &plain(2, value))].concat();
            body.extend(with(11, table(1, &cells)));
        }
        "nested table" => {
            let inner = paragraph(2, &sign(11), &[table(3, &cell(4, 0, 0, &plain(4, value)))]);
            body.extend(with(11, table(1, &cell(2, 0, 0, &inner))));
        }
        "text box" => {
            let inner = [record(0x4C, 2, &[0; 8]), in_list(3, &plain(3, value))].concat();
            body.extend(with(11, control(1, b"gso ", &[0; 42], &inner)));
        }
        "header" | "footer" | "footnote" | "endnote" | "hidden comment" => {
            let (name, code) = match place {
                "header" => (b"head", 16),
                "footer" => (b"foot", 16),
                "footnote" => (b"fn  ", 17),
                "endnote" => (b"en  ", 17),
                _ => (b"tcmt", 15),
            };
            body.extend(with(code, control(1, name, &[0; 8], &in_list(2, &plain(2, value)))));
        }
        "caption" => {
            let below =
                [in_list(2, &plain(2, value)), record(0x4D, 2, &[0; 24]), cell(2, 0, 0, &plain(2, "값"))].concat();
            body.extend(with(11, control(1, b"tbl ", &[0; 42], &below)));
        }
        "memo" => body.extend([record(0x5D, 1, &[0; 4]), in_list(2, &plain(2, value))].concat()),
        "link command" => {
            let data = [vec![0; 5], told(&format!("mailto\\:{value};1;0;0;"))].concat();
            body.extend(with(3, control(1, b"%hlk", &data, &[])));
        }
        "field name" => {
            let data = [&[0x1B, 2, 1, 0, 0, 0, 0, 0x40, 1, 0][..], &told(value)].concat();
            body.extend(with(3, control(1, b"%clk", &[0; 12], &record(0x57, 2, &data))));
        }
        "object description" => {
            let data = [vec![0; 40], told(&format!("그림입니다. 원본 그림의 이름: {value}.jpg"))].concat();
            body.extend(with(11, control(1, b"gso ", &data, &record(0x4C, 2, &[0; 8]))));
        }
        "equation" => {
            let data = [vec![0; 4], told(value)].concat();
            body.extend(with(11, control(1, b"eqed", &[0; 42], &record(0x58, 2, &data))));
        }
        "text art" => {
            let data = [vec![0; 32], told(value)].concat();
            let inner = [record(0x4C, 2, &[0; 8]), record(0x5A, 3, &data)].concat();
            body.extend(with(11, control(1, b"gso ", &[0; 42], &inner)));
        }
        "form" => {
            let data = [vec![1, 2, 3, 0], wide(&format!("Caption:wstring:20:{value}"))].concat();
            body.extend(with(11, control(1, b"form", &[0; 42], &record(0x5B, 2, &data))));
        }
        "ruby" => body.extend(with(23, control(1, b"tdut", &[told("값"), told(value)].concat(), &[]))),
        "index mark" => body.extend(with(22, control(1, b"idxm", &[told(value), told("")].concat(), &[]))),
        "preview" => preview = format!("이전 판\r\n<연락처><{value}>"),
        "title" => title = value,
        "author" => author = value,
        "linked picture" => {
            info = record(0x12, 0, &[vec![0, 0], told(&format!("C:\\{value}.jpg")), told("a.jpg")].concat())
        }
        "change author" => info = record(0x61, 0, &told(value)),
        "script" => streams.push(("Scripts/DefaultJScript", wide(&format!("// {value}")))),
        "unpacked" => {
            packed = false;
            body.extend(plain(0, value));
        }
        _ => return None,
    }
    let pack = |bytes: &[u8]| if packed { deflate(bytes) } else { bytes.to_vec() };
    for (_, bytes) in &mut streams {
        *bytes = pack(bytes);
    }
    streams.extend([
        ("FileHeader", header(u32::from(packed))),
        ("DocInfo", pack(&info)),
        ("BodyText/Section0", pack(&body)),
        ("PrvText", wide(&preview)),
        ("PrvImage", b"GIF89a".to_vec()),
        ("DocOptions/_LinkDoc", vec![0; 32]),
        ("BinData/BIN0001.jpg", pack(b"\xFF\xD8\xFF\xD9")),
        ("\u{5}HwpSummaryInformation", summary(&[(2, title), (4, author)])),
    ]);
    Some(compound(&streams))
}

/// The head of a file with these flags.
pub fn header(flags: u32) -> Vec<u8> {
    let mut out = vec![0u8; 256];
    out[..17].copy_from_slice(b"HWP Document File");
    out[32..36].copy_from_slice(&[0, 3, 0, 5]);
    out[36..40].copy_from_slice(&flags.to_le_bytes());
    out
}

/// A document that is nothing but a head with these flags and a section.
pub fn flagged(flags: u32) -> Vec<u8> {
    compound(&[("FileHeader", header(flags)), ("BodyText/Section0", plain(0, "본문"))])
}

/// A document of this section, as it stands in the file.
pub fn of_section(flags: u32, section: &[u8]) -> Vec<u8> {
    compound(&[("FileHeader", header(flags)), ("BodyText/Section0", section.to_vec())])
}

/// Raw deflate data.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}
