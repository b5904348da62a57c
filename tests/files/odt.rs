//! ODT documents with a canary in one place. Everything in them is invented.

use super::docx::{base64, utf16};
use super::{CANARY, Way, pack};

/// The places that `odt` knows.
pub const ODT: &[&str] = &[
    "paragraph",
    "heading",
    "list",
    "cell",
    "cell beside repeated cells",
    "nested table",
    "text box",
    "header",
    "footer",
    "footnote",
    "endnote",
    "annotation",
    "annotation writer",
    "tracked deletion",
    "tracked insertion",
    "hidden text",
    "hidden paragraph",
    "link",
    "link title",
    "link to a file",
    "bookmark",
    "field",
    "variable",
    "user field",
    "author field",
    "placeholder",
    "ruby",
    "picture text",
    "picture description",
    "picture name",
    "picture file",
    "exif",
    "vector picture",
    "table name",
    "section name",
    "style name",
    "form value",
    "formula",
    "chart",
    "object",
    "object picture",
    "title",
    "creator",
    "first creator",
    "subject",
    "keyword",
    "description",
    "own particular",
    "name of an own particular",
    "template",
    "printer",
    "printer data",
    "database",
    "thumbnail",
    "script",
    "macro",
    "older version",
    "layout",
    "menus",
    "markup comment",
    "behind a tab",
    "behind a line break",
    "behind spaces",
];

const NS: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" xmlns:form=\"urn:oasis:names:tc:opendocument:xmlns:form:1.0\" xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"";

/// A document with the canary in one place, written in one way; in its body too where `beside` says so. None for a place it does not know.
pub fn odt(place: &str, way: Way, beside: bool) -> Option<Vec<u8>> {
    let whole = way.joined();
    let spans: String =
        way.pieces().iter().map(|p| format!("<text:span text:style-name=\"T1\">{p}</text:span>")).collect();
    let p = |inner: &str| format!("<text:p text:style-name=\"P1\">{inner}</text:p>");
    let mut body = p("가림 점검을 위한 문서입니다.");
    if beside {
        body += &p(&format!("연락처 {CANARY} 입니다."));
    }
    let cell = |inner: &str| format!("<table:table-cell>{inner}</table:table-cell>");
    let frame = |inner: &str| p(&format!("<draw:frame draw:name=\"틀\">{inner}</draw:frame>"));
    let (mut styles, mut settings) = (String::new(), String::new());
    let mut meta = String::from("<dc:title>점검</dc:title>");
    let mut files = String::new();
    let mut extra: Vec<(&str, Vec<u8>)> = Vec::new();
    match place {
        "paragraph" => body += &p(&spans),
        "heading" => body += &format!("<text:h text:outline-level=\"1\">{spans}</text:h>"),
        "list" => body += &format!("<text:list><text:list-item>{}</text:list-item></text:list>", p(&spans)),
        "cell" => body += &format!("<table:table><table:table-row>{}{}</table:table-row></table:table>", cell(&p("연락처")), cell(&p(&spans))),
        "cell beside repeated cells" => {
            body += &format!("<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"3\"/>{}</table:table-row></table:table>", cell(&p(&spans)))
        }
        "nested table" => {
            let inner = format!("<table:table><table:table-row>{}</table:table-row></table:table>", cell(&p(&spans)));
            body += &format!("<table:table><table:table-row>{}</table:table-row></table:table>", cell(&inner));
        }
        "text box" => body += &frame(&format!("<draw:text-box>{}</draw:text-box>", p(&spans))),
        "header" => styles += &format!("<style:header>{}</style:header>", p(&spans)),
        "footer" => styles += &format!("<style:footer>{}</style:footer>", p(&spans)),
        "footnote" | "endnote" => {
            body += &p(&format!("앞<text:note text:note-class=\"{place}\"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>", p(&spans)))
        }
        "annotation" => body += &p(&format!("앞<office:annotation office:name=\"a\"><dc:creator>김가람</dc:creator>{}</office:annotation>뒤<office:annotation-end office:name=\"a\"/>", p(&spans))),
        "annotation writer" => body += &p(&format!("<office:annotation><dc:creator>{whole}</dc:creator>{}</office:annotation>", p("값"))),
        "tracked deletion" => {
            body = format!("<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>{whole}</dc:creator></office:change-info>{}</text:deletion></text:changed-region></text:tracked-changes>{body}", p(&spans))
        }
        "tracked insertion" => body += &p(&format!("<text:change-start text:change-id=\"c1\"/>{spans}<text:change-end text:change-id=\"c1\"/>")),
        "hidden text" => body += &p(&format!("<text:hidden-text text:condition=\"1\" text:string-value=\"{whole}\" text:is-hidden=\"true\"/>")),
        "hidden paragraph" => body += &p(&format!("<text:hidden-paragraph text:condition=\"1\" text:is-hidden=\"true\"/>{spans}")),
        "link" => body += &p(&format!("<text:a xlink:href=\"tel:{whole}\">전화</text:a>")),
        "link title" => body += &p(&format!("<text:a xlink:href=\"#a\" office:title=\"{whole}\">값</text:a>")),
        "link to a file" => body += &p(&format!("<text:a xlink:href=\"file:///home/{whole}/a.odt\">값</text:a>")),
        "bookmark" => body += &p(&format!("<text:bookmark text:name=\"{whole}\"/>")),
        "field" => body += &p(&format!("<text:text-input text:description=\"{whole}\">{spans}</text:text-input>")),
        "variable" => body += &p(&format!("<text:variable-set text:name=\"a\" text:formula=\"ooow:{whole}\" office:string-value=\"{whole}\">값</text:variable-set>")),
        "user field" => body = format!("<text:user-field-decls><text:user-field-decl office:string-value=\"{whole}\" text:name=\"u\"/></text:user-field-decls>{body}"),
        "author field" => body += &p(&format!("<text:author-name>{spans}</text:author-name>")),
        "placeholder" => body += &p(&format!("<text:placeholder text:description=\"{whole}\">&lt;{whole}&gt;</text:placeholder>")),
        "ruby" => body += &p(&format!("<text:ruby><text:ruby-base>{spans}</text:ruby-base><text:ruby-text>값</text:ruby-text></text:ruby>")),
        "picture text" => body += &frame(&format!("<draw:image xlink:href=\"Pictures/a.png\"/><svg:title>{whole}</svg:title>")),
        "picture description" => body += &frame(&format!("<svg:desc>{whole}</svg:desc>")),
        "picture name" => body += &p(&format!("<draw:frame draw:name=\"{whole}\"/>")),
        "picture file" => {
            body += &frame(&format!("<draw:image xlink:href=\"Pictures/{CANARY}.png\"/>"));
            files += &format!("<manifest:file-entry manifest:full-path=\"Pictures/{CANARY}.png\" manifest:media-type=\"image/png\"/>");
            extra.push(("Pictures/010-0000-7391.png", b"\x89PNG\r\n\x1A\n".to_vec()));
        }
        "vector picture" => {
            let runs: String = way.pieces().iter().map(|p| format!("<tspan>{p}</tspan>")).collect();
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{runs}</text></svg>");
            extra.push(("Pictures/1000000000000001.svg", svg.into_bytes()));
        }
        "exif" => {
            let segment = [&b"Exif\0\0"[..], CANARY.as_bytes()].concat();
            let length = (segment.len() as u16 + 2).to_be_bytes();
            extra.push(("Pictures/1000000000000001.jpg", [&b"\xFF\xD8\xFF\xE1"[..], &length, &segment, b"\xFF\xDA\x00\x02x\xFF\xD9"].concat()));
        }
        "table name" => body += &format!("<table:table table:name=\"{whole}\"><table:table-row>{}</table:table-row></table:table>", cell(&p("값"))),
        "section name" => body += &format!("<text:section text:name=\"{whole}\">{}</text:section>", p("값")),
        "style name" => styles += &format!("<style:style style:name=\"P1\" style:display-name=\"{whole}\"/>"),
        "form value" => body += &format!("<office:forms><form:form><form:text form:name=\"a\" form:current-value=\"{whole}\" form:value=\"{whole}\"/></form:form></office:forms>"),
        "formula" => extra.push(("Object 1/content.xml", format!("<math><semantics><mi>x</mi><annotation encoding=\"StarMath 5.0\">{whole}</annotation></semantics></math>").into_bytes())),
        "chart" => extra.push(("Object 2/content.xml", format!("<office:document-content {NS}><table:table table:name=\"local-table\"><table:table-row>{}</table:table-row></table:table></office:document-content>", cell(&p(&spans))).into_bytes())),
        "object" => extra.push(("Object 3", utf16(CANARY))),
        "object picture" => extra.push(("ObjectReplacements/Object 1", utf16(CANARY))),
        "title" => meta = format!("<dc:title>{whole}</dc:title>"),
        "creator" => meta += &format!("<dc:creator>{whole}</dc:creator>"),
        "first creator" => meta += &format!("<meta:initial-creator>{whole}</meta:initial-creator>"),
        "subject" => meta += &format!("<dc:subject>{whole}</dc:subject>"),
        "keyword" => meta += &format!("<meta:keyword>{whole}</meta:keyword>"),
        "description" => meta += &format!("<dc:description>{whole}</dc:description>"),
        "own particular" => meta += &format!("<meta:user-defined meta:name=\"항목\">{whole}</meta:user-defined>"),
        "name of an own particular" => meta += &format!("<meta:user-defined meta:name=\"{whole}\">값</meta:user-defined>"),
        "template" => meta += &format!("<meta:template xlink:href=\"/home/{whole}/a.ott\" xlink:title=\"{whole}\"/>"),
        "printer" => settings += &format!("<config:config-item config:name=\"PrinterName\" config:type=\"string\">{whole}</config:config-item>"),
        "printer data" => settings += &format!("<config:config-item config:name=\"PrinterSetup\" config:type=\"base64Binary\">{}</config:config-item>", base64(CANARY.as_bytes())),
        "database" => settings += &format!("<config:config-item config:name=\"CurrentDatabaseDataSource\" config:type=\"string\">{whole}</config:config-item>"),
        "thumbnail" => extra.push(("Thumbnails/thumbnail.png", CANARY.into())),
        "script" => body = format!("<office:scripts><office:script>{whole}</office:script></office:scripts>{body}"),
        "macro" => extra.push(("Basic/Standard/Module1.xml", format!("<script:module>' {whole}</script:module>").into_bytes())),
        "older version" => extra.push(("Versions/Version1", pack(&[("content.xml".into(), whole.clone().into_bytes())]))),
        "layout" => extra.push(("layout-cache", CANARY.into())),
        "menus" => {
            files += "<manifest:file-entry manifest:full-path=\"Configurations2/menubar/a.xml\" manifest:media-type=\"\"/>";
            extra.push(("Configurations2/menubar/a.xml", format!("<a label=\"{whole}\"/>").into_bytes()));
        }
        "markup comment" => body += &format!("<!-- {whole} -->"),
        "behind a tab" => body += &p(&format!("연락처<text:tab/>{spans}")),
        "behind a line break" => body += &p(&format!("연락처<text:line-break/>{spans}")),
        "behind spaces" => body += &p(&format!("연락처<text:s text:c=\"3\"/>{spans}")),
        _ => return None,
    }
    let xml = |text: String| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}").into_bytes();
    let mut entries: Vec<(String, Vec<u8>)> = vec![
        ("mimetype".into(), b"application/vnd.oasis.opendocument.text".to_vec()),
        (
            "content.xml".into(),
            xml(format!(
                "<office:document-content {NS}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
            )),
        ),
        ("styles.xml".into(), xml(format!("<office:document-styles {NS}>{styles}</office:document-styles>"))),
        (
            "meta.xml".into(),
            xml(format!("<office:document-meta {NS}><office:meta>{meta}</office:meta></office:document-meta>")),
        ),
        ("settings.xml".into(), xml(format!("<office:document-settings {NS}>{settings}</office:document-settings>"))),
        (
            "META-INF/manifest.xml".into(),
            xml(format!(
                "<manifest:manifest {NS}><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>{files}</manifest:manifest>"
            )),
        ),
    ];
    entries.extend(extra.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    Some(pack(&entries))
}
