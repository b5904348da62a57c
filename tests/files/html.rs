//! Pages and fragments with a canary in one place. Everything in them is invented.

use super::docx::{base64, utf16};
use super::{CANARY, Way};

/// The places that `html` knows.
pub const HTML: &[&str] = &[
    "paragraph",
    "heading",
    "cell",
    "cell without ends",
    "nested table",
    "between rows",
    "caption",
    "list item",
    "definition",
    "link text",
    "link target",
    "mail link",
    "query of a link",
    "link title",
    "file link",
    "image text",
    "image title",
    "image file",
    "image set",
    "picture metadata",
    "vector picture address",
    "text address",
    "object data",
    "form value",
    "hidden form value",
    "placeholder",
    "text area",
    "option",
    "option label",
    "button",
    "aria label",
    "data attribute",
    "state of an editor",
    "state of 한글",
    "comment",
    "comment of 한글",
    "conditional comment",
    "open comment",
    "odd comment",
    "fragment marks",
    "instruction",
    "script",
    "script data",
    "handler",
    "script link",
    "style comment",
    "style string",
    "style strings",
    "style escape",
    "style attribute",
    "style attribute string",
    "style address",
    "style variable",
    "title",
    "author",
    "description",
    "keywords",
    "refresh",
    "base address",
    "hidden attribute",
    "hidden by style",
    "hidden by 오피스",
    "template",
    "without script",
    "details",
    "deleted",
    "inserted",
    "struck",
    "ruby",
    "vector text",
    "vector title",
    "vector particulars",
    "formula",
    "formula note",
    "frame document",
    "frame text",
    "office data",
    "office namespace",
    "conditional text",
    "class",
    "identifier",
    "element name",
    "attribute name",
    "attribute of a closing tag",
    "unquoted value",
    "doubled attribute",
    "broken tag",
    "character data",
    "preformatted",
    "nested tags",
    "time",
    "abbreviation",
    "quotation source",
    "paste of a word processor",
    "plain text element",
    "label",
];

/// A page with the canary in one place, written in one way; in its text too where `beside` says so. None for a place it does not know.
pub fn html(place: &str, way: Way, beside: bool) -> Option<Vec<u8>> {
    let whole = way.joined();
    let pieces = way.pieces();
    // Tags, an empty comment and places where a line may break part the pieces.
    let parted: String = match way {
        Way::Halves => pieces.iter().map(|p| format!("<b>{p}</b>")).collect(),
        Way::Thirds => pieces.join("<wbr><!-- x -->"),
        Way::Letters => pieces.iter().map(|p| format!("<span style=\"color:red\">{p}</span>")).collect(),
        _ => whole.clone(),
    };
    let attribute = |tag: &str, name: &str| format!("<{tag} {name}=\"{whole}\">값</{tag}>");
    let percent: String = CANARY.bytes().map(|b| format!("%{b:02X}")).collect();
    let png = |text: &str| {
        let chunk = |kind: &[u8], data: &[u8]| [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat();
        [b"\x89PNG\r\n\x1A\n".to_vec(), chunk(b"IHDR", &[0; 13]), chunk(b"tEXt", text.as_bytes()), chunk(b"IEND", &[])]
            .concat()
    };
    let mut head = String::from("<meta charset=\"utf-8\">");
    let mut body = String::from("<p>가림 점검을 위한 문서입니다.</p>\n");
    if beside {
        body += &format!("<p>연락처는 <i>{CANARY}</i> 입니다.</p>\n");
    }
    match place {
        "paragraph" => body += &format!("<p>연락처 {parted}</p>"),
        "heading" => body += &format!("<h2>{parted}</h2>"),
        "cell" => {
            body +=
                &format!("<table><tr><th>연락처</th><th>비고</th></tr><tr><td>{parted}</td><td>값</td></tr></table>")
        }
        "cell without ends" => body += &format!("<table><tr><td>연락처<td>{parted}<tr><td>값</table>"),
        "nested table" => {
            body += &format!("<table><tr><td><table><tr><td>{parted}</td></tr></table></td></tr></table>")
        }
        "between rows" => body += &format!("<table>{parted}<tr><td>값</td></tr></table>"),
        "caption" => body += &format!("<table><caption>{parted}</caption><tr><td>값</td></tr></table>"),
        "list item" => body += &format!("<ul><li>{parted}<li>값</ul>"),
        "definition" => body += &format!("<dl><dt>연락처<dd>{parted}</dl>"),
        "link text" => body += &format!("<a href=\"https://example.com/\">{parted}</a>"),
        "link target" => {
            body += &format!("<a href=\"tel:{}\">전화</a>", if way == Way::Spaced { &percent } else { &whole })
        }
        "mail link" => body += &format!("<a href='mailto:x@example.com?subject={whole}'>메일</a>"),
        "query of a link" => body += &format!("<a href=\"https://example.com/?p={percent}&amp;q={whole}\">링크</a>"),
        "link title" => body += &attribute("a", "title"),
        "file link" => body += &format!("<a href=\"file:///C:/Users/{whole}/a.hwp\">파일</a>"),
        "image text" => body += &format!("<img src=a.png alt=\"{whole}\">"),
        "image title" => body += &format!("<img src=a.png title=\"{whole}\">"),
        "image file" => body += &format!("<img src=\"사진/{whole}.jpg\">"),
        "image set" => body += &format!("<img srcset=\"{whole}.jpg 2x, data:text/plain,{whole} 1x\">"),
        "picture metadata" => body += &format!("<img src=\"data:image/png;base64,{}\">", base64(&png(CANARY))),
        "vector picture address" => {
            body += &format!(
                "<img src=\"data:image/svg+xml;base64,{}\">",
                base64(format!("<svg><text>{CANARY}</text></svg>").as_bytes())
            )
        }
        "text address" => body += &format!("<a href=\"data:text/plain,{whole}\">글</a>"),
        "object data" => {
            body += &format!("<object data=\"data:text/html;base64,{}\">{parted}</object>", base64(CANARY.as_bytes()))
        }
        "form value" => body += &format!("<input type=text value=\"{whole}\">"),
        "hidden form value" => body += &format!("<input type=hidden value='{whole}'>"),
        "placeholder" => body += &format!("<input placeholder=\"{whole}\">"),
        "text area" => body += &format!("<textarea>{whole}</textarea>"),
        "option" => body += &format!("<select><option>{whole}<option>값</select>"),
        "option label" => body += &format!("<select><option label=\"{whole}\">값</select>"),
        "button" => body += &format!("<button>{parted}</button>"),
        "aria label" => body += &attribute("div", "aria-label"),
        "data attribute" => body += &attribute("div", "data-phone"),
        "state of an editor" => {
            body += &format!("<p data-slate-fragment=\"{}\" data-pm-slice=\"1 1 []\">값</p>", base64(&utf16(CANARY)))
        }
        "state of 한글" => body += &format!("<div data-hwpjson='{{\"t\":\"{whole}\"}}'>값</div>"),
        "comment" => body += &format!("<!-- {whole} -->"),
        "comment of 한글" => body += &format!("<!--[data-hwpjson]{{\"ru\":[{{\"ch\":\"{whole}\"}}]}}-->"),
        "conditional comment" => body += &format!("<!--[if gte mso 9]><xml><w:T>{whole}</w:T></xml><![endif]-->"),
        "open comment" => body += &format!("<!-- {whole}"),
        "odd comment" => body += &format!("<!--> <p>값</p> <!--- {whole} --!><p>값</p>"),
        "fragment marks" => body += &format!("<!--StartFragment {whole}--><p>값</p><!--EndFragment-->"),
        "instruction" => body += &format!("<?note {whole}?>"),
        "script" => body += &format!("<script>var p = \"{whole}\";</script>"),
        "script data" => body += &format!("<script type=\"application/json\">{{\"p\":\"{whole}\"}}</script>"),
        "handler" => body += &attribute("p", "onclick"),
        "script link" => body += &format!("<a href=\"java&#10;script:alert('{whole}')\">값</a>"),
        "style comment" => head += &format!("<style><!-- /* {whole} */ p {{ color: red }} --></style>"),
        "style string" => head += &format!("<style>p::before {{ content: \"{whole}\" }}</style>"),
        "style strings" => head += "<style>p::before { content: \"010-\" '0000-' \"7391\" }</style>",
        "style escape" => head += "<style>p::before { content: \"\\30 10-0000-7391\" }</style>",
        "style attribute" => body += &format!("<p style=\"--phone: {whole}; color: red\">값</p>"),
        "style attribute string" => body += &format!("<p style='content: \"{whole}\"'>값</p>"),
        "style address" => {
            head += &format!("<style>p {{ background: url(\"data:text/plain,{whole}\"), url(/a?{whole}) }}</style>")
        }
        "style variable" => head += &format!("<style>:root {{ --p: {whole}; }}</style>"),
        "title" => head += &format!("<title>{whole}</title>"),
        "author" => head += &format!("<meta name=author content=\"{whole}\">"),
        "description" => head += &format!("<meta name=\"description\" content=\"{whole}\">"),
        "keywords" => head += &format!("<meta name=\"keywords\" content=\"{whole}\">"),
        "refresh" => head += &format!("<meta http-equiv=refresh content=\"0; url=tel:{whole}\">"),
        "base address" => head += &format!("<base href=\"https://example.com/{whole}/\">"),
        "hidden attribute" => body += &format!("<p hidden>{parted}</p>"),
        "hidden by style" => body += &format!("<p style=\"display : none\">{parted}</p>"),
        "hidden by 오피스" => body += &format!("<p>앞<span style='mso-hide:all'>{parted}</span>뒤</p>"),
        "template" => body += &format!("<template><p>{parted}</p></template>"),
        "without script" => body += &format!("<noscript><p>{parted}</p></noscript>"),
        "details" => body += &format!("<details><summary>값</summary>{parted}</details>"),
        "deleted" => body += &format!("<p><del>{parted}</del></p>"),
        "inserted" => body += &format!("<p><ins cite=\"tel:{whole}\">{parted}</ins></p>"),
        "struck" => body += &format!("<p><s>{parted}</s></p>"),
        "ruby" => body += &format!("<ruby>값<rt>{parted}</ruby>"),
        "vector text" => body += &format!("<svg><text><tspan>{parted}</tspan></text></svg>"),
        "vector title" => body += &format!("<svg><title>{parted}</title><desc>{parted}</desc></svg>"),
        "vector particulars" => body += &format!("<svg><metadata><dc:creator>{whole}</dc:creator></metadata></svg>"),
        "formula" => body += &format!("<math><mtext>{parted}</mtext></math>"),
        "formula note" => {
            body += &format!(
                "<math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">{whole}</annotation></semantics></math>"
            )
        }
        "frame document" => body += &format!("<iframe srcdoc=\"&lt;p&gt;{whole}&lt;/p&gt;\"></iframe>"),
        "frame text" => body += &format!("<iframe>{whole}</iframe>"),
        "office data" => {
            body += &format!("<xml><o:DocumentProperties><o:Author>{whole}</o:Author></o:DocumentProperties></xml>")
        }
        "office namespace" => body += &format!("<p class=MsoNormal><o:p>{parted}</o:p></p>"),
        "conditional text" => body += &format!("<![if !supportLists]>{parted}<![endif]>"),
        "class" => body += &attribute("p", "class"),
        "identifier" => body += &attribute("p", "id"),
        "element name" => body += &format!("<p-{CANARY}>값</p-{CANARY}>"),
        "attribute name" => body += &format!("<p x{CANARY}=1>값</p>"),
        "attribute of a closing tag" => body += &format!("<p>값</p title=\"{whole}\">"),
        "unquoted value" => body += &format!("<p title={}>값</p>", whole.replace(' ', "-")),
        "doubled attribute" => body += &format!("<p title=a title=\"{whole}\">값</p>"),
        "broken tag" => body += &format!("<p title=\"{whole}"),
        "character data" => body += &format!("<![CDATA[ {whole} ]]>"),
        "preformatted" => body += &format!("<pre>연락처\n{parted}\n</pre>"),
        "nested tags" => body += &format!("<p><b><i><u><font size=2>{parted}</font></u></i></b></p>"),
        "time" => body += &attribute("time", "datetime"),
        "abbreviation" => body += &attribute("abbr", "title"),
        "quotation source" => body += &attribute("blockquote", "cite"),
        "paste of a word processor" => {
            body += &format!(
                "<p class=\"0\" style=\"font-family:맑은 고딕;mso-font-width:95%\"><span lang=\"EN-US\" style=\"letter-spacing:0pt\">{parted}</span></p>"
            )
        }
        "plain text element" => body += &format!("<xmp>{whole}</xmp>"),
        "label" => body += &format!("<label for=a>{parted}</label>"),
        _ => return None,
    }
    Some(format!("<!DOCTYPE html>\n<html lang=ko><head>{head}</head>\n<body>\n{body}\n</body></html>\n").into_bytes())
}
