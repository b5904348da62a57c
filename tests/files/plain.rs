//! Tables and texts of one part with a canary in one place: CSV and Markdown. Everything in them is invented.

use super::docx::base64;
use super::{CANARY, Way};

/// The places that `csv` knows.
pub const CSV: &[&str] = &[
    "cell",
    "quoted cell",
    "cell with doubled quotes",
    "cell of several lines",
    "head",
    "first row without heads",
    "last cell without line end",
    "number without its zero",
    "number with an exponent",
    "formula",
    "joined formula",
    "link formula",
    "semicolons",
    "tabs",
    "behind a quote",
    "one column",
    "row with fewer cells",
];

/// A table with the canary in one place; in its first column too where `beside` says so. None for a place it does not know.
pub fn csv(place: &str, way: Way, beside: bool) -> Option<Vec<u8>> {
    // Nothing is escaped in a table of this kind.
    let whole = match way {
        Way::FullWidth | Way::Spaced => way.joined(),
        _ => CANARY.to_owned(),
    };
    let pieces = if way == Way::Decimal || way == Way::Hex { vec![CANARY.to_owned()] } else { way.pieces() };
    let mut text = String::from("번호,연락처,비고\r\n");
    if beside {
        text += &format!("1,{CANARY},값\r\n");
    }
    text += &match place {
        "cell" => format!("2,{whole},값\r\n"),
        "quoted cell" => format!("2,\"{whole}\",\"값, 둘\"\r\n"),
        "cell with doubled quotes" => format!("2,\"\"\"{whole}\"\"\",값\r\n"),
        "cell of several lines" => format!("2,\"앞\n{whole}\n뒤\",값\r\n"),
        "head" => format!("번호,{whole},비고\r\n"),
        "first row without heads" => format!("{whole},값\r\n"),
        "last cell without line end" => format!("2,값,{whole}"),
        "number without its zero" => "2,1000007391,값\r\n".to_owned(),
        "number with an exponent" => "2,1.000007391E+09,값\r\n".to_owned(),
        "formula" => format!("2,=\"{whole}\",값\r\n"),
        "joined formula" => format!("2,\"=\"\"{}\"\"\",값\r\n", pieces.join("\"\"&\"\"")),
        "link formula" => format!("2,\"=HYPERLINK(\"\"tel:{whole}\"\",\"\"전화\"\")\",값\r\n"),
        "semicolons" => text.replace(',', ";") + &format!("2;{whole};값\r\n"),
        "tabs" => text.replace(',', "\t") + &format!("2\t{whole}\t값\r\n"),
        "behind a quote" => format!("2,\"값\" {whole},값\r\n"),
        "one column" => format!("{whole}\r\n"),
        "row with fewer cells" => format!("2,{whole}\r\n"),
        _ => return None,
    };
    if matches!(place, "semicolons" | "tabs") {
        text = text.split_once("\r\n").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        if beside {
            text = text.split_once("\r\n").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        }
    }
    Some(text.into_bytes())
}

/// The places that `markdown` knows.
pub const MARKDOWN: &[&str] = &[
    "text",
    "heading",
    "list",
    "quotation",
    "table",
    "emphasis",
    "code",
    "block of code",
    "open block of code",
    "escaped signs",
    "link text",
    "link target",
    "link title",
    "reference",
    "automatic link",
    "picture text",
    "picture target",
    "picture data",
    "text data",
    "tag",
    "attribute",
    "comment",
    "script",
    "front matter",
    "less than",
    "struck",
    "footnote",
];

/// A text with the canary in one place; in a line of its own too where `beside` says so. None for a place it does not know.
pub fn markdown(place: &str, way: Way, beside: bool) -> Option<Vec<u8>> {
    let whole = way.joined();
    let pieces = way.pieces();
    let stressed: String =
        pieces.iter().enumerate().map(|(i, p)| if i % 2 == 0 { format!("**{p}**") } else { p.clone() }).collect();
    let percent: String = CANARY.bytes().map(|b| format!("%{b:02X}")).collect();
    let mut text = String::from("# 점검 문서\n\n가림 점검을 위한 글입니다.\n\n");
    if beside {
        text += &format!("연락처 {CANARY} 입니다.\n\n");
    }
    text += &match place {
        "text" => format!("연락처 {whole}\n"),
        "heading" => format!("## {whole}\n"),
        "list" => format!("* {whole}\n- 값\n"),
        "quotation" => format!("> {whole}\n"),
        "table" => format!("| 연락처 | 비고 |\n|---|---|\n| {whole} | 값 |\n"),
        "emphasis" => format!("연락처 {stressed} 끝\n"),
        "code" => format!("`{whole}`\n"),
        "block of code" => format!("```text\n{CANARY}\n<b>값</b>\n```\n\n끝\n"),
        "open block of code" => format!("~~~\n{CANARY}\n"),
        "escaped signs" => format!("연락처 {}\n", CANARY.replace('-', "\\-")),
        "link text" => format!("[{stressed}](https://example.com/)\n"),
        "link target" => format!("[전화](tel:{percent})\n"),
        "link title" => format!("[값](https://example.com/ \"{whole}\")\n"),
        "reference" => format!("[값][1]\n\n[1]: tel:{whole}\n"),
        "automatic link" => format!("<tel:{CANARY}>\n"),
        "picture text" => format!("![{whole}](a.png)\n"),
        "picture target" => format!("![값](사진/{}.jpg)\n", if way == Way::Whole { &percent } else { CANARY }),
        "picture data" => {
            let chunk =
                |kind: &[u8], data: &[u8]| [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat();
            let png = [b"\x89PNG\r\n\x1A\n".to_vec(), chunk(b"tEXt", CANARY.as_bytes()), chunk(b"IEND", &[])].concat();
            format!("![값](data:image/png;base64,{})\n", base64(&png))
        }
        "text data" => format!("[값](data:text/plain;base64,{})\n", base64(CANARY.as_bytes())),
        "tag" => format!("연락처 <b>{}</b>\n", pieces.join("</b><b>")),
        "attribute" => format!("<a title=\"{whole}\" href='tel:{percent}'>값</a>\n"),
        "comment" => format!("<!-- {whole} -->\n"),
        "script" => format!("<script>var a = '{whole}'</script>\n"),
        "front matter" => format!("---\ntel: {whole}\n---\n"),
        "less than" => format!("a < b <연락처 {whole}> c\n"),
        "struck" => format!("~~{whole}~~\n"),
        "footnote" => format!("값[^1]\n\n[^1]: {whole}\n"),
        _ => return None,
    };
    Some(text.into_bytes())
}
