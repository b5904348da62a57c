//! Builds documents in parts with canaries planted in every place that a format offers. Everything in them is invented.

pub mod docx;
pub mod html;
pub mod odt;
pub mod plain;
pub mod xlsx;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A builder: the place, the way of writing, whether the body holds the canary too.
pub type Build = fn(&str, Way, bool) -> Option<Vec<u8>>;

/// Every format that is built here: its ending, its places, its builder.
#[allow(dead_code)] // Not every test wants all of them.
pub const WRITTEN: [(&str, &[&str], Build); 6] = [
    ("hwpx", HWPX, hwpx),
    ("docx", docx::DOCX, docx::docx),
    ("xlsx", xlsx::XLSX, xlsx::xlsx),
    ("odt", odt::ODT, odt::odt),
    ("html", html::HTML, html::html),
    ("csv", plain::CSV, plain::csv),
];

/// What is planted: found by its shape anywhere, beside a label or not.
pub const CANARY: &str = "010-0000-7391";

/// The ways in which a canary is written into XML text: whole, in entities, split over runs.
pub const WAYS: [Way; 8] =
    [Way::Whole, Way::Decimal, Way::Hex, Way::FullWidth, Way::Halves, Way::Thirds, Way::Letters, Way::Spaced];

/// A way of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As it is.
    Whole,
    /// Every character by its decimal number.
    Decimal,
    /// Every other character by its hexadecimal number.
    Hex,
    /// Full-width digits.
    FullWidth,
    /// In two pieces.
    Halves,
    /// In three.
    Thirds,
    /// Every character by itself.
    Letters,
    /// With spaces for dashes.
    Spaced,
}

impl Way {
    /// The pieces of the canary; whoever can hold one only, joins them.
    pub fn pieces(self) -> Vec<String> {
        let letters: Vec<char> = CANARY.chars().collect();
        let cut = |size: usize| letters.chunks(size).map(|c| c.iter().collect()).collect();
        match self {
            Self::Whole => vec![CANARY.to_owned()],
            Self::Decimal => vec![letters.iter().map(|&c| format!("&#{};", c as u32)).collect()],
            Self::Hex => {
                let hex =
                    |(i, &c): (usize, &char)| if i % 2 == 0 { format!("&#x{:X};", c as u32) } else { c.to_string() };
                vec![letters.iter().enumerate().map(hex).collect()]
            }
            Self::FullWidth => {
                let wide = |&c: &char| char::from_u32(c as u32 + 0xFEE0).unwrap_or(c);
                vec![letters.iter().map(wide).collect()]
            }
            Self::Halves => cut(7),
            Self::Thirds => cut(5),
            Self::Letters => cut(1),
            Self::Spaced => vec![CANARY.replace('-', " ")],
        }
    }

    /// In one piece.
    pub fn joined(self) -> String {
        self.pieces().concat()
    }
}

/// Packs entries into an archive; the first is stored, as `mimetype` must be.
pub fn pack(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, bytes)) in entries.iter().enumerate() {
        let method = if i == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        out.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).expect("an entry");
        out.write_all(bytes).expect("memory");
    }
    out.finish().expect("an archive").into_inner()
}

/// Every entry of an archive, by a reader that is not the product's.
pub fn unpack(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).expect("an entry");
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut content).expect("its content");
            (file.name().expect("its name").into_owned(), content)
        })
        .collect()
}

/// A HWPX document with the canary in one place, written in one way; in its body too where `beside` says so. None for a place it does not
/// know.
pub fn hwpx(place: &str, way: Way, beside: bool) -> Option<Vec<u8>> {
    let whole = way.joined();
    let runs: String =
        way.pieces().iter().map(|p| format!("<hp:run charPrIDRef=\"0\"><hp:t>{p}</hp:t></hp:run>")).collect();
    let text = |t: &str| {
        format!(
            "<hp:p id=\"0\" paraPrIDRef=\"0\"><hp:run charPrIDRef=\"0\"><hp:t>{t}</hp:t></hp:run><hp:linesegarray><hp:lineseg textpos=\"0\"/></hp:linesegarray></hp:p>"
        )
    };
    let list = |inner: &str| format!("<hp:subList id=\"\">{inner}</hp:subList>");
    let own = format!("<hp:p id=\"0\">{runs}<hp:linesegarray><hp:lineseg textpos=\"0\"/></hp:linesegarray></hp:p>");
    let in_run = |inner: &str| format!("<hp:p id=\"0\"><hp:run charPrIDRef=\"0\">{inner}</hp:run></hp:p>");
    let field = |kind: &str, inner: &str, parameters: &str| {
        in_run(&format!(
            "<hp:ctrl><hp:fieldBegin id=\"7\" type=\"{kind}\" name=\"\"><hp:parameters cnt=\"1\">{parameters}</hp:parameters>{inner}</hp:fieldBegin></hp:ctrl><hp:t>여기</hp:t><hp:ctrl><hp:fieldEnd beginIDRef=\"7\"/></hp:ctrl>"
        ))
    };
    let mut body = text("가림 점검을 위한 문서입니다.");
    if beside {
        body += &text(&format!("연락처 {CANARY} 입니다."));
    }
    let mut meta = String::from("<opf:title>점검 문서</opf:title>");
    let mut items = String::new();
    let mut extra: Vec<(String, Vec<u8>)> = Vec::new();
    let mut preview = "가림 점검을 위한 문서입니다.".to_owned();
    let (mut authors, mut settings) = (String::new(), String::new());
    match place {
        "paragraph" => body += &own,
        "cell" => {
            body += &in_run(&format!(
                "<hp:tbl rowCnt=\"1\" colCnt=\"2\"><hp:tr><hp:tc>{}<hp:cellAddr colAddr=\"0\" rowAddr=\"0\"/></hp:tc><hp:tc>{}<hp:cellAddr colAddr=\"1\" rowAddr=\"0\"/></hp:tc></hp:tr></hp:tbl>",
                list(&text("연락처")),
                list(&own)
            ));
        }
        "nested table" => {
            let inner = format!("<hp:tbl><hp:tr><hp:tc>{}</hp:tc></hp:tr></hp:tbl>", list(&own));
            body += &in_run(&format!("<hp:tbl><hp:tr><hp:tc>{}</hp:tc></hp:tr></hp:tbl>", list(&in_run(&inner))));
        }
        "text box" => body += &in_run(&format!("<hp:rect><hp:drawText>{}</hp:drawText></hp:rect>", list(&own))),
        "header" => body += &in_run(&format!("<hp:ctrl><hp:header id=\"1\">{}</hp:header></hp:ctrl>", list(&own))),
        "footer" => body += &in_run(&format!("<hp:ctrl><hp:footer id=\"1\">{}</hp:footer></hp:ctrl>", list(&own))),
        "footnote" => {
            body += &in_run(&format!("<hp:ctrl><hp:footNote number=\"1\">{}</hp:footNote></hp:ctrl>", list(&own)))
        }
        "endnote" => {
            body += &in_run(&format!("<hp:ctrl><hp:endNote number=\"1\">{}</hp:endNote></hp:ctrl>", list(&own)))
        }
        "caption" => body += &in_run(&format!("<hp:pic><hp:caption>{}</hp:caption></hp:pic>", list(&own))),
        "memo" => body += &field("MEMO", &list(&own), "<hp:stringParam name=\"Author\">김가람</hp:stringParam>"),
        "hidden comment" => {
            body += &in_run(&format!("<hp:ctrl><hp:hiddenComment>{}</hp:hiddenComment></hp:ctrl>", list(&own)))
        }
        "deleted text" => body += &text(&format!("앞<hp:deleteBegin Id=\"1\"/>{whole}<hp:deleteEnd Id=\"1\"/>뒤")),
        "inserted text" => body += &text(&format!("앞 <hp:insertBegin Id=\"1\"/>{whole}<hp:insertEnd Id=\"1\"/> 뒤")),
        "behind a tab" => body += &text(&format!("연락처<hp:tab width=\"1\"/>{whole}")),
        "behind a line break" => body += &text(&format!("연락처<hp:lineBreak/>{whole}")),
        "between marks" => body += &text(&format!("<hp:markpenBegin color=\"#FF\"/>{whole}<hp:markpenEnd/>")),
        "behind a fixed space" => body += &text(&format!("연락처<hp:nbSpace/>{whole}<hp:fwSpace/>끝")),
        "link command" => {
            body += &field(
                "HYPERLINK",
                "",
                &format!("<hp:stringParam name=\"Command\">tel:{whole};1;0;0;</hp:stringParam>"),
            )
        }
        "link path" => {
            body += &field(
                "HYPERLINK",
                "",
                &format!("<hp:stringParam name=\"Path\">http://example.com/?p={whole}</hp:stringParam>"),
            )
        }
        "click here" => {
            body += &field("CLICK_HERE", "", &format!("<hp:stringParam name=\"Direction\">{whole}</hp:stringParam>"))
        }
        "field name" => {
            body += &in_run(&format!(
                "<hp:ctrl><hp:fieldBegin id=\"8\" type=\"CLICK_HERE\" name=\"{whole}\"/></hp:ctrl><hp:t>값</hp:t>"
            ));
        }
        "cell name" => {
            body += &in_run(&format!(
                "<hp:tbl><hp:tr><hp:tc name=\"{whole}\">{}</hp:tc></hp:tr></hp:tbl>",
                list(&text("값"))
            ))
        }
        "button caption" => body += &in_run(&format!("<hp:btn caption=\"{whole}\" name=\"b\"/>")),
        "check caption" => body += &in_run(&format!("<hp:checkBtn caption=\"{whole}\"/>")),
        "combo item" => {
            body += &in_run(&format!("<hp:comboBox><hp:listItem displayText=\"{whole}\" value=\"1\"/></hp:comboBox>"))
        }
        "combo value" => {
            body += &in_run(&format!("<hp:comboBox><hp:listItem displayText=\"값\" value=\"{whole}\"/></hp:comboBox>"))
        }
        "edit text" => body += &in_run(&format!("<hp:edit multiLine=\"0\"><hp:text>{whole}</hp:text></hp:edit>")),
        "text art" => body += &in_run(&format!("<hp:textart text=\"{whole}\"/>")),
        "list metatag" => {
            body += &in_run(&format!(
                "<hp:rect><hp:drawText><hp:subList metatag=\"{whole}\">{}</hp:subList></hp:drawText></hp:rect>",
                text("값")
            ))
        }
        "shape comment" => {
            body += &in_run(&format!(
                "<hp:pic><hp:shapeComment>그림입니다. 원본 그림의 이름: {whole}.jpg</hp:shapeComment></hp:pic>"
            ))
        }
        "equation" => body += &in_run(&format!("<hp:equation><hp:script>{whole}</hp:script></hp:equation>")),
        "composed letters" => body += &in_run(&format!("<hp:compose composeText=\"{whole}\"/>")),
        "ruby" => {
            body += &in_run(&format!(
                "<hp:dutmal><hp:mainText>{whole}</hp:mainText><hp:subText>값</hp:subText></hp:dutmal>"
            ))
        }
        "comment of the markup" => body += &format!("<!-- {whole} -->"),
        "title" => meta = format!("<opf:title>{whole}</opf:title>"),
        "creator" => meta += &format!("<opf:meta name=\"creator\" content=\"text\">{whole}</opf:meta>"),
        "last saved by" => meta += &format!("<opf:meta name=\"lastsaveby\" content=\"text\">{whole}</opf:meta>"),
        "subject" => meta += &format!("<opf:meta name=\"subject\" content=\"text\">{whole}</opf:meta>"),
        "keyword" => meta += &format!("<opf:meta name=\"keyword\" content=\"text\">{whole}</opf:meta>"),
        "description" => meta += &format!("<opf:meta name=\"description\" content=\"text\">{whole}</opf:meta>"),
        "linked media" => items += &format!("<opf:item id=\"v\" href=\"C:\\Users\\{whole}\\a.avi\"/>"),
        "picture file" => {
            items += &format!(
                "<opf:item id=\"image1\" href=\"BinData/사진 {CANARY}.png\" media-type=\"image/png\" isEmbeded=\"1\"/>"
            );
            extra.push((
                format!("BinData/사진 {CANARY}.png"),
                b"\x89PNG\r\n\x1A\n\0\0\0\0IEND\xAE\x42\x60\x82".to_vec(),
            ));
            body += &in_run("<hp:pic><hc:img binaryItemIDRef=\"image1\"/></hp:pic>");
        }
        "embedded file" => {
            items += &format!("<opf:item id=\"ole1\" href=\"BinData/{CANARY}.ole\" isEmbeded=\"1\"/>");
            extra.push((format!("BinData/{CANARY}.ole"), b"\xD0\xCF\x11\xE0".to_vec()));
        }
        "preview text" => preview = format!("이전 판: {whole}"),
        "preview picture" => extra.push(("Preview/PrvImage.png".into(), format!("\u{89}PNG {whole}").into_bytes())),
        "history" => {
            items += "<opf:item id=\"h\" href=\"DocHistory/versionlog0.xml\"/>";
            extra.push(("DocHistory/versionlog0.xml".into(), format!("<a who=\"{whole}\"/>").into_bytes()));
        }
        "script" => {
            let script: Vec<u8> = format!("// {CANARY}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            items += "<opf:item id=\"s\" href=\"Scripts/sourceScripts\"/>";
            extra.push(("Scripts/sourceScripts".into(), script));
        }
        "chart" => {
            extra.push(("Chart/chart1.xml".into(), format!("<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:v>{whole}</c:v></c:chart>").into_bytes()))
        }
        "master page" => {
            extra.push(("Contents/masterpage0.xml".into(), format!("<masterPage xmlns:hp=\"http://www.hancom.co.kr/hwpml/2011/paragraph\">{own}</masterPage>").into_bytes()))
        }
        "bibliography" => extra.push(("Custom/bibliography.xml".into(), format!("<b><v>{whole}</v></b>").into_bytes())),
        "change author" => authors = format!("<hh:trackChangeAuthor name=\"{whole}\" id=\"1\"/>"),
        "vector picture" => {
            let runs: String = way.pieces().iter().map(|p| format!("<tspan>{p}</tspan>")).collect();
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{runs}</text></svg>");
            extra.push(("BinData/image1.svg".into(), svg.into_bytes()));
        }
        "embedded object" | "embedded film" => {
            let utf16 = CANARY.encode_utf16().flat_map(u16::to_le_bytes);
            let name = if place == "embedded film" { "BinData/video1.mp4" } else { "BinData/ole1.ole" };
            items += &format!("<opf:item id=\"ole1\" href=\"{name}\" isEmbeded=\"1\"/>");
            body += &in_run("<hp:ole binaryItemIDRef=\"ole1\"/>");
            extra.push((name.into(), b"\xD0\xCF\x11\xE0".iter().copied().chain(utf16).collect()));
        }
        "bookmark" => body += &in_run(&format!("<hp:ctrl><hp:bookmark name=\"{whole}\"/></hp:ctrl><hp:t>값</hp:t>")),
        "mark of an index" => {
            body += &in_run(&format!(
                "<hp:ctrl><hp:indexmark><hp:firstKey>{whole}</hp:firstKey></hp:indexmark></hp:ctrl><hp:t>값</hp:t>"
            ));
        }
        "linked document" => authors = format!("<hh:docOption><hh:linkinfo path=\"D:\\{whole}\\a.hwpx\"/></hh:docOption>"),
        "forbidden word" => {
            authors = format!(
                "<hh:forbiddenWordList><hh:forbiddenWord>{whole}</hh:forbiddenWord></hh:forbiddenWordList>"
            );
        }
        "setting" => settings = format!("<config-item name=\"n\">{whole}</config-item>"),
        "memo particulars" => extra.push((
            "Contents/memoExtended.xml".into(),
            format!("<memo><item author=\"{whole}\">{whole}</item></memo>").into_bytes(),
        )),
        "exif" => {
            let segment = [&b"Exif\0\0"[..], CANARY.as_bytes()].concat();
            let length = (segment.len() as u16 + 2).to_be_bytes();
            let jpeg = [&b"\xFF\xD8\xFF\xE1"[..], &length, &segment, b"\xFF\xDA\x00\x02x\xFF\xD9"].concat();
            extra.push(("BinData/image1.jpg".into(), jpeg));
        }
        _ => return None,
    }
    let mut entries: Vec<(String, Vec<u8>)> = vec![
        ("mimetype".into(), b"application/hwp+zip".to_vec()),
        ("version.xml".into(), b"<hv:HCFVersion xmlns:hv=\"http://www.hancom.co.kr/hwpml/2011/version\" major=\"5\"/>".to_vec()),
        ("META-INF/container.xml".into(), b"<container><rootfile full-path=\"Contents/content.hpf\"/><rootfile full-path=\"Preview/PrvText.txt\"/></container>".to_vec()),
        ("META-INF/manifest.xml".into(), b"<odf:manifest xmlns:odf=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>".to_vec()),
        ("Contents/content.hpf".into(), format!("<opf:package xmlns:opf=\"http://www.idpf.org/2007/opf/\"><opf:metadata>{meta}</opf:metadata><opf:manifest><opf:item id=\"section0\" href=\"Contents/section0.xml\"/>{items}</opf:manifest></opf:package>").into_bytes()),
        ("Contents/header.xml".into(), format!("<hh:head xmlns:hh=\"http://www.hancom.co.kr/hwpml/2011/head\"><hh:font face=\"바탕\"/>{authors}</hh:head>").into_bytes()),
        ("Contents/section0.xml".into(), format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><hs:sec xmlns:hs=\"http://www.hancom.co.kr/hwpml/2011/section\" xmlns:hp=\"http://www.hancom.co.kr/hwpml/2011/paragraph\" xmlns:hc=\"http://www.hancom.co.kr/hwpml/2011/core\">{body}</hs:sec>").into_bytes()),
        ("Preview/PrvText.txt".into(), preview.into_bytes()),
        ("settings.xml".into(), format!("<ha:HWPApplicationSetting xmlns:ha=\"http://www.hancom.co.kr/hwpml/2011/app\">{settings}</ha:HWPApplicationSetting>").into_bytes()),
    ];
    entries.append(&mut extra);
    Some(pack(&entries))
}

/// The places that `hwpx` knows.
pub const HWPX: &[&str] = &[
    "paragraph",
    "cell",
    "nested table",
    "text box",
    "header",
    "footer",
    "footnote",
    "endnote",
    "caption",
    "memo",
    "hidden comment",
    "deleted text",
    "inserted text",
    "behind a tab",
    "behind a line break",
    "between marks",
    "behind a fixed space",
    "link command",
    "link path",
    "click here",
    "field name",
    "cell name",
    "button caption",
    "check caption",
    "combo item",
    "combo value",
    "edit text",
    "text art",
    "list metatag",
    "shape comment",
    "equation",
    "composed letters",
    "ruby",
    "comment of the markup",
    "title",
    "creator",
    "last saved by",
    "subject",
    "keyword",
    "description",
    "linked media",
    "picture file",
    "embedded file",
    "preview text",
    "preview picture",
    "history",
    "script",
    "chart",
    "master page",
    "bibliography",
    "change author",
    "exif",
    "vector picture",
    "embedded object",
    "embedded film",
    "bookmark",
    "mark of an index",
    "linked document",
    "forbidden word",
    "setting",
    "memo particulars",
];
