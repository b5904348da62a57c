//! Builds PPTX files and archives with a value planted in one place. Everything in them is invented.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of these entries.
pub fn pack(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        out.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        out.write_all(bytes).expect("memory");
    }
    out.finish().expect("an archive").into_inner()
}

/// The places that `pptx` knows.
pub const PLACES: &[&str] = &[
    "slide",
    "split runs",
    "table",
    "notes",
    "comment",
    "comment author",
    "master",
    "layout",
    "chart",
    "diagram",
    "description",
    "link",
    "tag",
    "title",
    "author",
    "custom property",
];

/// A presentation whose place holds the value.
pub fn pptx(place: &str, value: &str) -> Option<Vec<u8>> {
    let runs = |texts: &[&str]| {
        let runs: String = texts.iter().map(|t| format!("<a:r><a:rPr lang=\"ko-KR\"/><a:t>{t}</a:t></a:r>")).collect();
        format!("<a:p>{runs}</a:p>")
    };
    let mut slide = runs(&["가림 점검을 위한 발표 자료입니다."]);
    let mut entries: Vec<(&str, Vec<u8>)> = Vec::new();
    let mut core = "<dc:title>점검</dc:title>".to_owned();
    let xml = |inner: &str| format!("<?xml version=\"1.0\"?><p:x>{inner}</p:x>").into_bytes();
    match place {
        "slide" => slide += &runs(&[value]),
        "split runs" => {
            let (a, b) = value.split_at(value.char_indices().nth(5)?.0);
            slide += &runs(&[a, b]);
        }
        "table" => {
            slide += &format!(
                "<a:tbl><a:tr><a:tc><a:txBody>{}</a:txBody></a:tc><a:tc><a:txBody>{}</a:txBody></a:tc></a:tr></a:tbl>",
                runs(&["연락처"]),
                runs(&[value])
            )
        }
        "notes" => entries.push(("ppt/notesSlides/notesSlide1.xml", xml(&runs(&[value])))),
        "comment" => entries
            .push(("ppt/comments/comment1.xml", xml(&format!("<p:cm authorId=\"0\"><p:text>{value}</p:text></p:cm>")))),
        "comment author" => entries
            .push(("ppt/commentAuthors.xml", xml(&format!("<p:cmAuthor id=\"0\" name=\"{value}\" initials=\"a\"/>")))),
        "master" => entries.push(("ppt/slideMasters/slideMaster1.xml", xml(&runs(&[value])))),
        "layout" => entries.push(("ppt/slideLayouts/slideLayout1.xml", xml(&runs(&[value])))),
        "chart" => entries.push((
            "ppt/charts/chart1.xml",
            xml(&format!("<c:strCache><c:pt idx=\"0\"><c:v>{value}</c:v></c:pt></c:strCache>")),
        )),
        "diagram" => entries.push(("ppt/diagrams/data1.xml", xml(&runs(&[value])))),
        "description" => slide += &format!("<p:cNvPr id=\"2\" name=\"x\" descr=\"{value}\"/>"),
        "link" => entries.push((
            "ppt/slides/_rels/slide1.xml.rels",
            xml(&format!("<Relationship Target=\"tel:{value}\" TargetMode=\"External\"/>")),
        )),
        "tag" => entries.push(("ppt/tags/tag1.xml", xml(&format!("<p:tag name=\"N\" val=\"{value}\"/>")))),
        "title" => core = format!("<dc:title>{value}</dc:title>"),
        "author" => core = format!("<dc:creator>{value}</dc:creator>"),
        "custom property" => entries.push((
            "docProps/custom.xml",
            xml(&format!("<property name=\"p\"><vt:lpwstr>{value}</vt:lpwstr></property>")),
        )),
        _ => return None,
    }
    entries.extend([
        ("[Content_Types].xml", xml("")),
        ("ppt/presentation.xml", xml("")),
        ("ppt/slides/slide1.xml", xml(&slide)),
        ("docProps/core.xml", xml(&core)),
        ("ppt/media/image1.png", b"\x89PNG".to_vec()),
    ]);
    Some(pack(&entries))
}
