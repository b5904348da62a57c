//! DOCX documents with a canary in one place. Everything in them is invented.

use super::{CANARY, Way, pack};

/// The places that `docx` knows.
pub const DOCX: &[&str] = &[
    "paragraph",
    "cell",
    "nested table",
    "text box",
    "text box of old programs",
    "header",
    "footer",
    "footnote",
    "endnote",
    "comment",
    "comment mark",
    "people",
    "inserted text",
    "deleted text",
    "moved from",
    "moved to",
    "deleted instruction",
    "field instruction",
    "simple field",
    "field data",
    "vector picture",
    "link target",
    "link tooltip",
    "link anchor",
    "bookmark",
    "control alias",
    "control tag",
    "control text",
    "control list",
    "custom XML",
    "title",
    "creator",
    "subject",
    "keywords",
    "description",
    "last modified by",
    "company",
    "manager",
    "titles of parts",
    "link base",
    "template",
    "custom property",
    "custom property name",
    "building block",
    "building block settings",
    "embedded workbook",
    "embedded object name",
    "control object",
    "alternative text",
    "alternative title",
    "picture source",
    "picture text of old programs",
    "word art",
    "drawing state",
    "chart cache",
    "chart title",
    "diagram",
    "mail merge",
    "recipients",
    "document variable",
    "session marks",
    "attached template",
    "thumbnail",
    "exif",
    "picture name",
    "macro",
    "printer",
    "hidden text",
    "markup comment",
    "processing instruction",
    "comment in settings",
    "formula",
    "ruby",
    "form default",
    "form help",
    "style name",
    "numbering",
    "label",
    "behind a tab",
    "behind a line break",
    "author of a change",
    "date of a control",
];

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// A document with the canary in one place, written in one way; in its body too where `beside` says so. None for a place it does not know.
pub fn docx(place: &str, way: Way, beside: bool) -> Option<Vec<u8>> {
    let whole = way.joined();
    let run = |t: &str| format!("<w:r><w:t xml:space=\"preserve\">{t}</w:t></w:r>");
    let runs: String = way.pieces().iter().map(|p| run(p)).collect();
    let p = |inner: &str| format!("<w:p>{inner}</w:p>");
    let drawing = |inner: &str| format!("<w:r><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></w:r>");
    let mut body = p(&run("가림 점검을 위한 문서입니다."));
    if beside {
        body += &p(&run(&format!("연락처 {CANARY} 입니다.")));
    }
    let mut core = String::from("<dc:title>점검 문서</dc:title>");
    let mut app = String::from("<Application>Word</Application>");
    let mut settings = String::from("<w:zoom w:percent=\"100\"/>");
    let (mut rels, mut types) = (String::new(), String::new());
    let mut extra: Vec<(&str, Vec<u8>)> = Vec::new();
    let part = |tag: &str, inner: &str| format!("<w:{tag} {W}>{inner}</w:{tag}>").into_bytes();
    match place {
        "paragraph" => body += &p(&runs),
        "cell" => {
            body += &format!(
                "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
                p(&run("연락처")),
                p(&runs)
            )
        }
        "nested table" => {
            let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&runs));
            body += &format!("<w:tbl><w:tr><w:tc>{inner}{}</w:tc></w:tr></w:tbl>", p(""));
        }
        "text box" => {
            body += &p(&format!(
                "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent></w:r>",
                p(&runs)
            ))
        }
        "text box of old programs" => {
            body += &p(&format!(
                "<w:r><mc:AlternateContent><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
                p(&runs)
            ))
        }
        "header" => extra.push(("word/header1.xml", part("hdr", &p(&runs)))),
        "footer" => extra.push(("word/footer1.xml", part("ftr", &p(&runs)))),
        "footnote" => {
            extra.push(("word/footnotes.xml", part("footnotes", &format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(&runs)))))
        }
        "endnote" => {
            extra.push(("word/endnotes.xml", part("endnotes", &format!("<w:endnote w:id=\"1\">{}</w:endnote>", p(&runs)))))
        }
        "comment" => {
            rels += "<Relationship Id=\"rId8\" Type=\"x/comments\" Target=\"comments.xml\"/>";
            types += "<Override PartName=\"/word/comments.xml\" ContentType=\"x\"/>";
            body += &p("<w:commentRangeStart w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>");
            extra.push(("word/comments.xml", part("comments", &format!("<w:comment w:id=\"0\">{}</w:comment>", p(&runs)))));
        }
        "comment mark" => body += &p(&format!("<w:commentRangeStart w:id=\"{whole}\"/>")),
        "people" => extra.push((
            "word/people.xml",
            format!("<w15:people xmlns:w15=\"x\"><w15:person w15:author=\"{whole}\"/></w15:people>").into_bytes(),
        )),
        "inserted text" => body += &p(&format!("<w:ins w:id=\"1\" w:author=\"김가람\">{runs}</w:ins>")),
        "deleted text" => {
            body += &p(&format!("<w:del w:id=\"1\"><w:r><w:delText>{whole}</w:delText></w:r></w:del>"))
        }
        "moved from" => body += &p(&format!("<w:moveFrom w:id=\"1\">{runs}</w:moveFrom>")),
        "moved to" => body += &p(&format!("<w:moveTo w:id=\"1\">{runs}</w:moveTo>")),
        "deleted instruction" => {
            body += &p(&format!("<w:del w:id=\"1\"><w:r><w:delInstrText>{whole}</w:delInstrText></w:r></w:del>"))
        }
        "field instruction" => {
            let pieces: String =
                way.pieces().iter().map(|p| format!("<w:r><w:instrText>{p}</w:instrText></w:r>")).collect();
            body += &p(&format!(
                "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"tel:</w:instrText></w:r>{pieces}<w:r><w:instrText>\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            ));
        }
        "field data" => {
            let kept = base64(&utf16(CANARY));
            body += &p(&format!("<w:r><w:fldChar w:fldCharType=\"begin\"><w:fldData xml:space=\"preserve\">{kept}</w:fldData></w:fldChar></w:r>"));
        }
        "vector picture" => {
            let runs: String = way.pieces().iter().map(|p| format!("<tspan>{p}</tspan>")).collect();
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{runs}</text></svg>");
            extra.push(("word/media/image1.svg", svg.into_bytes()));
        }
        "simple field" => body += &p(&format!("<w:fldSimple w:instr=\" QUOTE {whole} \">{}</w:fldSimple>", run("값"))),
        "link target" => {
            rels += &format!("<Relationship Id=\"rId9\" Type=\"x/hyperlink\" Target=\"tel:{whole}\" TargetMode=\"External\"/>");
            body += &p(&format!("<w:hyperlink r:id=\"rId9\">{}</w:hyperlink>", run("연락처")));
        }
        "link tooltip" => body += &p(&format!("<w:hyperlink w:tooltip=\"{whole}\">{}</w:hyperlink>", run("값"))),
        "link anchor" => body += &p(&format!("<w:hyperlink w:anchor=\"{whole}\">{}</w:hyperlink>", run("값"))),
        "bookmark" => body += &p(&format!("<w:bookmarkStart w:id=\"3\" w:name=\"{whole}\"/><w:bookmarkEnd w:id=\"3\"/>")),
        "control alias" | "control tag" | "control list" | "control text" | "date of a control" => {
            let (properties, content) = match place {
                "control alias" => (format!("<w:alias w:val=\"{whole}\"/>"), run("값")),
                "control tag" => (format!("<w:tag w:val=\"{whole}\"/>"), run("값")),
                "control list" => (
                    format!("<w:dropDownList><w:listItem w:displayText=\"{whole}\" w:value=\"{whole}\"/></w:dropDownList>"),
                    run("값"),
                ),
                "date of a control" => (format!("<w:date w:fullDate=\"{whole}\"/>"), run("값")),
                _ => (String::new(), runs.clone()),
            };
            body += &format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", p(&content));
        }
        "custom XML" => {
            rels += "<Relationship Id=\"rId7\" Type=\"x/customXml\" Target=\"../customXml/item1.xml\"/>";
            extra.push(("customXml/item1.xml", format!("<root><phone>{whole}</phone></root>").into_bytes()));
            extra.push(("customXml/_rels/item1.xml.rels", b"<Relationships/>".to_vec()));
        }
        "title" => core = format!("<dc:title>{whole}</dc:title>"),
        "creator" => core += &format!("<dc:creator>{whole}</dc:creator>"),
        "subject" => core += &format!("<dc:subject>{whole}</dc:subject>"),
        "keywords" => core += &format!("<cp:keywords>{whole}</cp:keywords>"),
        "description" => core += &format!("<dc:description>{whole}</dc:description>"),
        "last modified by" => core += &format!("<cp:lastModifiedBy>{whole}</cp:lastModifiedBy>"),
        "company" => app += &format!("<Company>{whole}</Company>"),
        "manager" => app += &format!("<Manager>{whole}</Manager>"),
        "link base" => app += &format!("<HyperlinkBase>{whole}</HyperlinkBase>"),
        "template" => app += &format!("<Template>{whole}</Template>"),
        "titles of parts" => {
            app += &format!("<TitlesOfParts><vt:vector xmlns:vt=\"x\"><vt:lpstr>{whole}</vt:lpstr></vt:vector></TitlesOfParts>")
        }
        "custom property" | "custom property name" => {
            let (name, value) = if place.ends_with("name") { (whole.as_str(), "값") } else { ("항목", whole.as_str()) };
            extra.push((
                "docProps/custom.xml",
                format!("<Properties xmlns:vt=\"x\"><property name=\"{name}\"><vt:lpwstr>{value}</vt:lpwstr></property></Properties>").into_bytes(),
            ));
        }
        "building block" => extra.push(("word/glossary/document.xml", part("glossaryDocument", &p(&runs)))),
        "building block settings" => extra.push((
            "word/glossary/settings.xml",
            part("settings", &format!("<w:docVars><w:docVar w:name=\"a\" w:val=\"{whole}\"/></w:docVars>")),
        )),
        "embedded workbook" => {
            let sheet = format!("<worksheet><c t=\"inlineStr\"><is><t>{whole}</t></is></c></worksheet>");
            let book = pack(&[("xl/worksheets/sheet1.xml".into(), sheet.into_bytes())]);
            extra.push(("word/embeddings/Microsoft_Excel_Worksheet.xlsx", book));
        }
        "embedded object name" => {
            rels += "<Relationship Id=\"rId6\" Type=\"x/oleObject\" Target=\"embeddings/010-0000-7391.bin\"/>";
            extra.push(("word/embeddings/010-0000-7391.bin", b"ole".to_vec()));
        }
        "control object" => extra.push(("word/activeX/activeX1.bin", utf16(CANARY))),
        "alternative text" => body += &p(&drawing(&format!("<wp:docPr id=\"1\" name=\"그림 1\" descr=\"{whole}\"/>"))),
        "alternative title" => body += &p(&drawing(&format!("<wp:docPr id=\"1\" name=\"그림 1\" title=\"{whole}\"/>"))),
        "picture source" => {
            body += &p(&drawing(&format!("<pic:pic><pic:cNvPr id=\"0\" name=\"{whole}.jpg\" descr=\"C:\\사진\\{whole}.jpg\"/></pic:pic>")))
        }
        "picture text of old programs" => {
            body += &p(&format!("<w:r><w:pict><v:shape alt=\"{whole}\"><v:imagedata o:title=\"{whole}\"/></v:shape></w:pict></w:r>"))
        }
        "word art" => {
            body += &p(&format!("<w:r><w:pict><v:shape><v:textpath string=\"{whole}\"/></v:shape></w:pict></w:r>"))
        }
        "drawing state" => {
            let state = base64(pack(&[("drs/shapexml.xml".into(), format!("<a>{CANARY}</a>").into_bytes())]).as_slice());
            body += &p(&format!("<w:r><w:pict><v:shape o:gfxdata=\"{state} {whole}\"/></w:pict></w:r>"));
        }
        "chart cache" => extra.push((
            "word/charts/chart1.xml",
            format!("<c:chartSpace xmlns:c=\"x\"><c:strCache><c:pt idx=\"0\"><c:v>{whole}</c:v></c:pt></c:strCache></c:chartSpace>").into_bytes(),
        )),
        "chart title" | "diagram" => {
            let pieces: String =
                way.pieces().iter().map(|p| format!("<a:r><a:rPr/><a:t>{p}</a:t></a:r>")).collect();
            let name = if place == "diagram" { "word/diagrams/data1.xml" } else { "word/charts/chart2.xml" };
            extra.push((name, format!("<x:x xmlns:x=\"x\" xmlns:a=\"y\"><a:p>{pieces}</a:p></x:x>").into_bytes()));
        }
        "mail merge" => settings += &format!("<w:mailMerge><w:query w:val=\"SELECT '{whole}'\"/></w:mailMerge>"),
        "recipients" => extra.push(("word/recipientData.xml", part("recipients", &format!("<w:recipientData><w:uniqueTag w:val=\"{whole}\"/></w:recipientData>")))),
        "document variable" => settings += &format!("<w:docVars><w:docVar w:name=\"v\" w:val=\"{whole}\"/></w:docVars>"),
        "session marks" => settings += &format!("<w:rsids><w:rsid w:val=\"{whole}\"/></w:rsids>"),
        "attached template" => extra.push((
            "word/_rels/settings.xml.rels",
            format!("<Relationships><Relationship Id=\"rId1\" Type=\"x/attachedTemplate\" Target=\"file:///C:\\서식\\{whole}.dotx\" TargetMode=\"External\"/></Relationships>").into_bytes(),
        )),
        "thumbnail" => extra.push(("docProps/thumbnail.jpeg", format!("\u{FF}{CANARY}").into_bytes())),
        "exif" => {
            let segment = [&b"Exif\0\0"[..], CANARY.as_bytes()].concat();
            let length = (segment.len() as u16 + 2).to_be_bytes();
            let jpeg = [&b"\xFF\xD8\xFF\xE1"[..], &length, &segment, b"\xFF\xDA\x00\x02x\xFF\xD9"].concat();
            extra.push(("word/media/image1.jpg", jpeg));
        }
        "picture name" => {
            rels += &format!("<Relationship Id=\"rId5\" Type=\"x/image\" Target=\"media/{CANARY}.png\"/>");
            extra.push(("word/media/010-0000-7391.png", b"\x89PNG\r\n\x1A\n".to_vec()));
        }
        "macro" => extra.push(("word/vbaProject.bin", format!("Sub a() ' {CANARY}").into_bytes())),
        "printer" => extra.push(("word/printerSettings1.bin", utf16(CANARY))),
        "hidden text" => body += &p(&format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{whole}</w:t></w:r>")),
        "markup comment" => body += &format!("<!-- {whole} -->"),
        "processing instruction" => body += &format!("<?note {whole}?>"),
        "comment in settings" => settings += &format!("<!-- {whole} -->"),
        "formula" => {
            let pieces: String = way.pieces().iter().map(|p| format!("<m:r><m:t>{p}</m:t></m:r>")).collect();
            body += &p(&format!("<m:oMath>{pieces}</m:oMath>"));
        }
        "ruby" => body += &p(&format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{runs}</w:rubyBase></w:ruby></w:r>", run("값"))),
        "form default" => {
            body += &p(&format!("<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:textInput><w:default w:val=\"{whole}\"/></w:textInput></w:ffData></w:fldChar></w:r>"))
        }
        "form help" => {
            body += &p(&format!("<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:helpText w:type=\"text\" w:val=\"{whole}\"/></w:ffData></w:fldChar></w:r>"))
        }
        "style name" => extra.push(("word/styles.xml", part("styles", &format!("<w:style><w:name w:val=\"{whole}\"/></w:style>")))),
        "numbering" => extra.push(("word/numbering.xml", part("numbering", &format!("<w:lvl><w:lvlText w:val=\"{whole}\"/></w:lvl>")))),
        "label" => extra.push(("docMetadata/LabelInfo.xml", format!("<l id=\"{whole}\"/>").into_bytes())),
        "behind a tab" => body += &p(&format!("{}<w:r><w:tab/></w:r>{runs}", run("연락처"))),
        "behind a line break" => body += &p(&format!("{}<w:r><w:br/></w:r>{runs}", run("연락처"))),
        "author of a change" => body += &p(&format!("<w:ins w:id=\"1\" w:author=\"{whole}\">{}</w:ins>", run("값"))),
        _ => return None,
    }
    let rel = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut entries: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>{types}</Types>").into_bytes()),
        ("_rels/.rels".into(), format!("<Relationships xmlns=\"{rel}\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>").into_bytes()),
        ("word/document.xml".into(), format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{body}<w:sectPr/></w:body></w:document>").into_bytes()),
        ("word/_rels/document.xml.rels".into(), format!("<Relationships xmlns=\"{rel}\">{rels}</Relationships>").into_bytes()),
        ("word/settings.xml".into(), part("settings", &settings)),
        ("docProps/core.xml".into(), format!("<cp:coreProperties xmlns:cp=\"a\" xmlns:dc=\"b\">{core}</cp:coreProperties>").into_bytes()),
        ("docProps/app.xml".into(), format!("<Properties xmlns=\"a\">{app}</Properties>").into_bytes()),
    ];
    entries.extend(extra.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    Some(pack(&entries))
}

/// A text in UTF-16, low byte first.
pub fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Bytes in base64.
pub fn base64(bytes: &[u8]) -> String {
    let signs = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let held = chunk.iter().fold(0u32, |n, &b| n << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let sign = signs[(held >> (18 - 6 * i) & 63) as usize];
            out.push(if i > chunk.len() { '=' } else { char::from(sign) });
        }
    }
    out
}
