//! XLSX workbooks with a canary in one place. Everything in them is invented.

use super::docx::utf16;
use super::{CANARY, Way, pack};

/// The places that `xlsx` knows.
pub const XLSX: &[&str] = &[
    "shared string",
    "rich shared string",
    "shared by two cells",
    "phonetic",
    "orphan string",
    "inline string",
    "text value",
    "number",
    "number in a format",
    "number with exponent",
    "number elsewhere",
    "column of a table",
    "formula text",
    "formula result",
    "joined formula",
    "formula of a function",
    "vector picture",
    "sheet property",
    "kept by a program",
    "script of a program",
    "extended validation",
    "total of a table",
    "chart of a new kind",
    "hidden sheet",
    "hidden row",
    "hidden column",
    "sheet name",
    "two sheet names",
    "defined name",
    "defined text",
    "comment",
    "old comment shape",
    "threaded comment",
    "person",
    "validation list",
    "validation prompt",
    "conditional format",
    "filter",
    "header",
    "footer",
    "link target",
    "link place",
    "link tooltip",
    "pivot field",
    "pivot value",
    "pivot number",
    "pivot records",
    "pivot author",
    "other file",
    "values of another file",
    "connection",
    "query",
    "drawing text",
    "drawing name",
    "chart cache",
    "chart title",
    "calculation chain",
    "number format",
    "style name",
    "title",
    "creator",
    "company",
    "titles of parts",
    "custom property",
    "custom XML",
    "thumbnail",
    "exif",
    "picture name",
    "embedded file",
    "macro",
    "printer",
    "history",
    "path of the file",
    "markup comment",
    "scenario",
    "protected range",
    "slicer",
    "escaped character",
];

/// A workbook with the canary in one place, written in one way; in its first sheet too where `beside` says so. None for a place it does not
/// know.
pub fn xlsx(place: &str, way: Way, beside: bool) -> Option<Vec<u8>> {
    let whole = way.joined();
    let pieces = way.pieces();
    let number = "1000007391";
    let rich: String =
        pieces.iter().map(|p| format!("<r><rPr><b/></rPr><t xml:space=\"preserve\">{p}</t></r>")).collect();
    let cell = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let mut rows = format!("<row r=\"1\">{}{}</row>", cell("A1", "휴대전화"), cell("B1", "비고"));
    if beside {
        rows += &format!("<row r=\"2\">{}</row>", cell("A2", CANARY));
    }
    let mut strings = String::from("<si><t>가림 점검</t></si>");
    let (mut after, mut before) = (String::new(), String::new());
    let mut sheets = String::from("<sheet name=\"목록\" sheetId=\"1\" r:id=\"rId1\"/>");
    let mut book = String::new();
    let mut styles = String::from("<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/></cellXfs>");
    let mut formats = String::from("<numFmts><numFmt numFmtId=\"176\" formatCode=\"000-0000-0000\"/></numFmts>");
    let (mut core, mut app) = (String::from("<dc:title>목록</dc:title>"), String::new());
    let (mut rels, mut types, mut sheet_rels) = (String::new(), String::new(), String::new());
    let mut extra: Vec<(&str, Vec<u8>)> = Vec::new();
    let xml = |text: String| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{text}").into_bytes();
    let sheet = |rows: &str| format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    match place {
        "shared string" => {
            strings += &format!("<si><t>{whole}</t></si>");
            rows += "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c><c r=\"B4\" t=\"s\"><v>0</v></c></row>";
        }
        "rich shared string" => {
            strings += &format!("<si>{rich}</si>");
            rows += "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c></row>";
        }
        "shared by two cells" => {
            strings += &format!("<si><t>{whole}</t></si>");
            rows += "<row r=\"4\"><c r=\"A4\" s=\"0\" t=\"s\"><v>1</v></c></row><row r=\"5\"><c r=\"B5\" t=\"s\"><v>1</v></c></row>";
        }
        "phonetic" => strings += &format!("<si><t>값</t><rPh sb=\"0\" eb=\"1\"><t>{whole}</t></rPh></si>"),
        "orphan string" => strings += &format!("<si>{rich}</si>"),
        "inline string" => rows += &format!("<row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is>{rich}</is></c></row>"),
        "text value" => rows += &format!("<row r=\"4\"><c r=\"A4\" t=\"str\"><v>{whole}</v></c></row>"),
        "number" => rows += &format!("<row r=\"4\"><c r=\"A4\"><v>{number}</v></c></row>"),
        "number in a format" => rows += &format!("<row r=\"4\"><c r=\"D4\" s=\"2\"><v>{number}</v></c></row>"),
        "number with exponent" => rows += "<row r=\"4\"><c r=\"A4\"><v>1.000007391E9</v></c></row>",
        "number elsewhere" => {
            rows += &format!("<row r=\"4\"><c r=\"A4\"><v>{number}</v></c></row><row r=\"6\"><c r=\"F6\" t=\"n\"><v>{number}</v></c></row>");
        }
        "column of a table" => {
            extra.push(("xl/tables/table1.xml", xml(format!("<table><tableColumns><tableColumn id=\"1\" name=\"{whole}\"/></tableColumns></table>"))));
        }
        "formula text" => rows += &format!("<row r=\"4\"><c r=\"C4\" t=\"str\"><f>UPPER(\"{whole}\")</f><v>값</v></c></row>"),
        "formula result" => rows += &format!("<row r=\"4\"><c r=\"C4\" t=\"str\"><f>A1&amp;\"\"</f><v>{whole}</v></c></row>"),
        "joined formula" => {
            let joined = pieces.join("\"&amp;\"");
            rows += &format!("<row r=\"4\"><c r=\"C4\" t=\"str\"><f>\"{joined}\"</f><v>값</v></c></row>");
        }
        "formula of a function" => {
            let joined = pieces.join("\",\"");
            rows += &format!("<row r=\"4\"><c r=\"C4\" t=\"str\"><f>CONCATENATE(\"{joined}\")</f><v>값</v></c></row>");
        }
        "vector picture" => {
            let runs: String = pieces.iter().map(|p| format!("<tspan>{p}</tspan>")).collect();
            extra.push(("xl/media/image1.svg", xml(format!("<svg><text>{runs}</text></svg>"))));
        }
        "sheet property" => {
            after += "<customProperties><customPr name=\"n\" r:id=\"rId4\"/></customProperties>";
            sheet_rels += "<Relationship Id=\"rId4\" Type=\"x/customProperty\" Target=\"../customProperty1.bin\"/>";
            extra.push(("xl/customProperty1.bin", utf16(CANARY)));
        }
        "kept by a program" => extra.push(("xl/metadata", CANARY.into())),
        "script of a program" => extra.push(("xl/jsaProject.bin", CANARY.into())),
        "extended validation" => after += &format!("<extLst><ext><x14:dataValidations xmlns:x14=\"urn:x14\" xmlns:xm=\"urn:xm\"><x14:dataValidation><x14:formula1><xm:f>\"값,{whole}\"</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst>"),
        "total of a table" => {
            extra.push(("xl/tables/table1.xml", xml(format!("<table><tableColumns><tableColumn id=\"1\" name=\"값\" totalsRowLabel=\"{whole}\"/></tableColumns></table>"))));
        }
        "chart of a new kind" => extra.push(("xl/charts/chartEx1.xml", xml(format!("<cx:chartSpace xmlns:cx=\"urn:cx\"><cx:lvl><cx:pt idx=\"0\">{whole}</cx:pt></cx:lvl></cx:chartSpace>")))),
        "hidden sheet" => {
            sheets += "<sheet name=\"숨김\" sheetId=\"2\" state=\"veryHidden\" r:id=\"rId2\"/>";
            extra.push(("xl/worksheets/sheet2.xml", xml(sheet(&format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>{rich}</is></c></row>")))));
        }
        "hidden row" => rows += &format!("<row r=\"4\" hidden=\"1\"><c r=\"A4\" t=\"inlineStr\"><is>{rich}</is></c></row>"),
        "hidden column" => {
            before += "<cols><col min=\"7\" max=\"7\" hidden=\"1\"/></cols>";
            rows += &format!("<row r=\"4\"><c r=\"G4\" t=\"inlineStr\"><is>{rich}</is></c></row>");
        }
        "sheet name" => sheets += &format!("<sheet name=\"{whole}\" sheetId=\"2\" r:id=\"rId2\"/>"),
        "two sheet names" => {
            sheets += &format!("<sheet name=\"{whole}\" sheetId=\"2\" r:id=\"rId2\"/><sheet name=\"010-0000-7392\" sheetId=\"3\" r:id=\"rId3\"/>");
            book += &format!("<definedNames><definedName name=\"곳\">'{whole}'!$A$1</definedName></definedNames>");
        }
        "defined name" => book += &format!("<definedNames><definedName name=\"_{whole}\">목록!$A$1</definedName></definedNames>"),
        "defined text" => book += &format!("<definedNames><definedName name=\"a\">\"{whole}\"</definedName></definedNames>"),
        "comment" => {
            sheet_rels += "<Relationship Id=\"rId1\" Type=\"x/comments\" Target=\"../comments1.xml\"/>";
            types += "<Override PartName=\"/xl/comments1.xml\" ContentType=\"x\"/>";
            extra.push(("xl/comments1.xml", xml(format!("<comments><authors><author>{whole}</author></authors><commentList><comment ref=\"A1\"><text>{rich}</text></comment></commentList></comments>"))));
        }
        "old comment shape" => {
            after += "<legacyDrawing r:id=\"rId5\"/>";
            sheet_rels += "<Relationship Id=\"rId5\" Type=\"x/vmlDrawing\" Target=\"../drawings/vmlDrawing1.vml\"/>";
            extra.push(("xl/drawings/vmlDrawing1.vml", format!("<xml><v:shape alt=\"{whole}\"/></xml>").into_bytes()));
        }
        "threaded comment" => extra.push(("xl/threadedComments/threadedComment1.xml", xml(format!("<ThreadedComments><threadedComment><text>{whole}</text></threadedComment></ThreadedComments>")))),
        "person" => extra.push(("xl/persons/person.xml", xml(format!("<personList><person displayName=\"{whole}\"/></personList>")))),
        "validation list" => after += &format!("<dataValidations><dataValidation type=\"list\" sqref=\"B2\"><formula1>\"값,{whole}\"</formula1></dataValidation></dataValidations>"),
        "validation prompt" => after += &format!("<dataValidations><dataValidation sqref=\"B2\" promptTitle=\"값\" prompt=\"{whole}\" error=\"{whole}\"/></dataValidations>"),
        "conditional format" => after += &format!("<conditionalFormatting sqref=\"A1\"><cfRule type=\"containsText\" text=\"{whole}\"><formula>NOT(ISERROR(SEARCH(\"{whole}\",A1)))</formula></cfRule></conditionalFormatting>"),
        "filter" => after += &format!("<autoFilter ref=\"A1:B9\"><filterColumn colId=\"0\"><filters><filter val=\"{whole}\"/></filters></filterColumn></autoFilter>"),
        "header" => after += &format!("<headerFooter><oddHeader>&amp;C{}&amp;R값</oddHeader></headerFooter>", if way == Way::Whole { CANARY } else { &whole }),
        "footer" => after += &format!("<headerFooter><oddFooter>&amp;L&amp;\"바탕,보통\"&amp;10 {whole}</oddFooter></headerFooter>"),
        "link target" => {
            after += "<hyperlinks><hyperlink ref=\"A1\" r:id=\"rId7\"/></hyperlinks>";
            sheet_rels += &format!("<Relationship Id=\"rId7\" Type=\"x/hyperlink\" Target=\"tel:{whole}\" TargetMode=\"External\"/>");
        }
        "link place" => after += &format!("<hyperlinks><hyperlink ref=\"A1\" location=\"'{whole}'!A1\" display=\"{whole}\"/></hyperlinks>"),
        "link tooltip" => after += &format!("<hyperlinks><hyperlink ref=\"A1\" tooltip=\"{whole}\"/></hyperlinks>"),
        "pivot field" | "pivot value" | "pivot number" | "pivot author" | "pivot records" => {
            let items = match place {
                "pivot value" => format!("<cacheField name=\"값\"><sharedItems><s v=\"{whole}\"/></sharedItems></cacheField>"),
                "pivot number" => format!("<cacheField name=\"휴대전화\"><sharedItems><n v=\"{number}\"/></sharedItems></cacheField>"),
                "pivot field" => format!("<cacheField name=\"{whole}\"><sharedItems/></cacheField>"),
                _ => String::new(),
            };
            let by = if place == "pivot author" { whole.as_str() } else { "" };
            extra.push(("xl/pivotCache/pivotCacheDefinition1.xml", xml(format!("<pivotCacheDefinition r:id=\"rId1\" refreshedBy=\"{by}\"><cacheFields>{items}</cacheFields></pivotCacheDefinition>"))));
            extra.push(("xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels", xml("<Relationships><Relationship Id=\"rId1\" Type=\"x\" Target=\"pivotCacheRecords1.xml\"/></Relationships>".into())));
            if place == "pivot records" {
                extra.push(("xl/pivotCache/pivotCacheRecords1.xml", xml(format!("<pivotCacheRecords><r><s v=\"{whole}\"/></r></pivotCacheRecords>"))));
            }
        }
        "other file" => {
            extra.push(("xl/externalLinks/_rels/externalLink1.xml.rels", xml(format!("<Relationships><Relationship Id=\"rId1\" Type=\"x\" Target=\"file:///C:\\자료\\{whole}.xlsx\" TargetMode=\"External\"/></Relationships>"))));
        }
        "values of another file" => extra.push(("xl/externalLinks/externalLink1.xml", xml(format!("<externalLink><externalBook><sheetNames><sheetName val=\"{whole}\"/></sheetNames><sheetDataSet><sheetData sheetId=\"0\"><row r=\"1\"><cell r=\"A1\" t=\"str\"><v>{whole}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>")))),
        "connection" => extra.push(("xl/connections.xml", xml(format!("<connections><connection id=\"1\" name=\"n\"><dbPr connection=\"UID={whole}\" command=\"SELECT '{whole}'\"/></connection></connections>")))),
        "query" => extra.push(("xl/queryTables/queryTable1.xml", xml(format!("<queryTable name=\"{whole}\" connectionId=\"1\"/>")))),
        "drawing text" | "chart title" => {
            let runs: String = pieces.iter().map(|p| format!("<a:r><a:rPr lang=\"ko-KR\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:rPr><a:t>{p}</a:t></a:r>")).collect();
            let name = if place == "drawing text" { "xl/drawings/drawing1.xml" } else { "xl/charts/chart1.xml" };
            extra.push((name, xml(format!("<x><a:p>{runs}</a:p></x>"))));
        }
        "drawing name" => extra.push(("xl/drawings/drawing1.xml", xml(format!("<xdr:wsDr><xdr:cNvPr id=\"2\" name=\"{whole}\" descr=\"{whole}\"/></xdr:wsDr>")))),
        "chart cache" => extra.push(("xl/charts/chart1.xml", xml(format!("<c:chartSpace><c:strRef><c:f>목록!$A$1</c:f><c:strCache><c:pt idx=\"0\"><c:v>{whole}</c:v></c:pt></c:strCache></c:strRef></c:chartSpace>")))),
        "calculation chain" => extra.push(("xl/calcChain.xml", xml(format!("<calcChain><c r=\"{whole}\"/></calcChain>")))),
        "number format" => formats = format!("<numFmts><numFmt numFmtId=\"176\" formatCode=\"&quot;{whole}&quot;\"/></numFmts>"),
        "style name" => styles += &format!("<cellStyles><cellStyle name=\"{whole}\"/></cellStyles>"),
        "title" => core = format!("<dc:title>{whole}</dc:title>"),
        "creator" => core += &format!("<dc:creator>{whole}</dc:creator>"),
        "company" => app += &format!("<Company>{whole}</Company>"),
        "titles of parts" => app += &format!("<TitlesOfParts><vt:vector><vt:lpstr>{whole}</vt:lpstr></vt:vector></TitlesOfParts>"),
        "custom property" => extra.push(("docProps/custom.xml", xml(format!("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property name=\"{whole}\"><vt:lpwstr>{whole}</vt:lpwstr></property></Properties>")))),
        "custom XML" => extra.push(("customXml/item1.xml", xml(format!("<a>{whole}</a>")))),
        "thumbnail" => extra.push(("docProps/thumbnail.wmf", CANARY.into())),
        "exif" => {
            let segment = [&b"Exif\0\0"[..], CANARY.as_bytes()].concat();
            let length = (segment.len() as u16 + 2).to_be_bytes();
            extra.push(("xl/media/image1.jpeg", [&b"\xFF\xD8\xFF\xE1"[..], &length, &segment, b"\xFF\xDA\x00\x02x\xFF\xD9"].concat()));
        }
        "picture name" => extra.push(("xl/media/010-0000-7391.png", b"\x89PNG\r\n\x1A\n".to_vec())),
        "embedded file" => extra.push(("xl/embeddings/oleObject1.bin", utf16(CANARY))),
        "macro" => extra.push(("xl/vbaProject.bin", CANARY.into())),
        "printer" => {
            after += "<pageSetup orientation=\"portrait\" r:id=\"rId3\"/>";
            sheet_rels += "<Relationship Id=\"rId3\" Type=\"x/printerSettings\" Target=\"../printerSettings/printerSettings1.bin\"/>";
            extra.push(("xl/printerSettings/printerSettings1.bin", utf16(CANARY)));
        }
        "history" => extra.push(("xl/revisions/revisionLog1.xml", xml(format!("<revisions><rcc><nc t=\"inlineStr\"><is><t>{whole}</t></is></nc></rcc></revisions>")))),
        "path of the file" => book += &format!("<x15ac:absPath url=\"C:\\자료\\{whole}\\\"/>"),
        "markup comment" => rows += &format!("<!-- {whole} -->"),
        "scenario" => after += &format!("<scenarios><scenario name=\"{whole}\" comment=\"{whole}\"><inputCells r=\"A1\" val=\"{whole}\"/></scenario></scenarios>"),
        "protected range" => after += &format!("<protectedRanges><protectedRange name=\"{whole}\" sqref=\"A1\"/></protectedRanges>"),
        "slicer" => extra.push(("xl/slicers/slicer1.xml", xml(format!("<slicers><slicer name=\"{whole}\" caption=\"{whole}\"/></slicers>")))),
        "escaped character" => {
            strings += &format!("<si><t>_x0030_{}</t></si>", &CANARY[1..]);
            rows += "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c></row>";
        }
        _ => return None,
    }
    if sheets.contains("rId2") {
        rels += "<Relationship Id=\"rId2\" Type=\"x/worksheet\" Target=\"worksheets/sheet2.xml\"/>";
    }
    if sheets.contains("rId2") && !extra.iter().any(|(n, _)| n.ends_with("sheet2.xml")) {
        extra.push(("xl/worksheets/sheet2.xml", xml(sheet(""))));
    }
    let namespaces = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:x15ac=\"http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac\"";
    rels += "<Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId91\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId92\" Type=\"x/styles\" Target=\"styles.xml\"/>";
    let second = if sheets.contains("rId2") { "worksheets/sheet2=worksheet" } else { "" };
    let known: String = (["workbook=sheet.main", "worksheets/sheet1=worksheet", "sharedStrings=sharedStrings", "styles=styles", second].iter())
        .filter_map(|part| part.split_once('='))
        .map(|(part, what)| format!("<Override PartName=\"/xl/{part}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{what}+xml\"/>"))
        .collect();
    let mut entries: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), xml(format!("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{known}{types}</Types>"))),
        ("_rels/.rels".into(), xml("<Relationships><Relationship Id=\"rId1\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".into())),
        ("xl/workbook.xml".into(), xml(format!("<workbook {namespaces}><sheets>{sheets}</sheets>{book}</workbook>"))),
        ("xl/_rels/workbook.xml.rels".into(), xml(format!("<Relationships>{rels}</Relationships>"))),
        ("xl/worksheets/sheet1.xml".into(), xml(format!("<worksheet {namespaces}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"))),
        ("xl/worksheets/_rels/sheet1.xml.rels".into(), xml(format!("<Relationships>{sheet_rels}</Relationships>"))),
        ("xl/sharedStrings.xml".into(), xml(format!("<sst {namespaces}>{strings}</sst>"))),
        ("xl/styles.xml".into(), xml(format!("<styleSheet {namespaces}>{formats}<fonts><font/></fonts><fills><fill><patternFill patternType=\"none\"/></fill></fills><borders><border/></borders>{styles}</styleSheet>"))),
        ("docProps/core.xml".into(), xml(format!("<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{core}</cp:coreProperties>"))),
        ("docProps/app.xml".into(), xml(format!("<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">{app}</Properties>"))),
    ];
    entries.extend(extra.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)));
    // Relations by the names that other programs know.
    for (_, bytes) in entries.iter_mut().filter(|(name, _)| name.ends_with(".rels")) {
        *bytes = String::from_utf8_lossy(bytes)
            .replace(
                "<Relationships>",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
            )
            .replace("Type=\"x/", "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/")
            .into_bytes();
    }
    Some(pack(&entries))
}
