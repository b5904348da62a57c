//! Markdown (CommonMark 0.31): text with marks in it, addresses in brackets, tags between. Read as what is shown: a value that emphasis,
//! escapes or tags part is whole. Blocks of code are read as they stand.

use std::ops::Range;

use super::Refusal;
use super::html::{EMPTY, Page, picture};
use super::markup::{Piece, pieces, unescaped, words};
use super::package::{Package, Removed};
use super::source::Extra;

/// Reads a text.
///
/// # Errors
/// [`Refusal::Unsupported`] where it is no text, [`Refusal::Damaged`].
pub(super) fn open(bytes: &[u8]) -> Result<Package, Refusal> {
    let mut package = Package::of_one(bytes)?;
    package.escape = escaped;
    let text = package.text(0)?.to_owned();
    let mut page = Page::new(&text);
    page.aside.from(0, Some(Extra::Written(super::package::escaped)));
    let mut start = 0;
    for (code, raw) in blocks(&text) {
        if code {
            read(&mut page, &text, start..raw.start);
            page.body.from(0, Some(Extra::Written(str::to_owned)));
            for line in lines(&text, raw.clone()) {
                page.body.plain(text.get(line.clone()).unwrap_or_default(), line.start);
                page.body.end_line();
            }
            page.body.from(0, None);
            start = raw.end;
        }
    }
    read(&mut page, &text, start..text.len());
    page.finish(&mut package);
    Ok(package)
}

/// A mask in Markdown: its signs mean nothing.
fn escaped(mask: &str) -> String {
    let mut out = String::with_capacity(mask.len());
    for c in mask.chars() {
        if matches!(c, '*' | '[' | ']' | '_' | '<' | '>' | '&' | '`' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Lines of a stretch without their ends.
fn lines(text: &str, raw: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = raw.start;
    let body = text.get(raw).unwrap_or_default();
    body.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    })
}

/// Fenced blocks of code, with their fences.
fn blocks(text: &str) -> Vec<(bool, Range<usize>)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    for line in lines(text, 0..text.len()) {
        let words = text.get(line.clone()).unwrap_or_default().trim_start();
        let sign = words.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |s| words.chars().take_while(|&c| c == s).count());
        match (open, sign) {
            (None, Some(sign)) if length >= 3 => open = Some((line.start, sign, length)),
            (Some((start, fence, least)), Some(sign))
                if sign == fence && length >= least && words.trim_end().chars().all(|c| c == sign) =>
            {
                out.push((true, start..line.end));
                open = None;
            }
            _ => {}
        }
    }
    if let Some((start, ..)) = open {
        out.push((true, start..text.len()));
    }
    out
}

/// Elements that a tag in a text may open.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "math",
    "meta",
    "nav",
    "noscript",
    "object",
    "ol",
    "option",
    "p",
    "param",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xml",
];

/// Reads what is no code: tags as in a page, everything else as text with marks.
fn read(page: &mut Page<'_>, text: &str, within: Range<usize>) {
    let mut at = within.start;
    let mut shown = at;
    // Stretches of tags that follow each other are read as a page; a `<` that opens none of HTML's is text.
    for piece in pieces(text, within.clone()) {
        let (raw, tag) = match &piece {
            Piece::Tag { name, raw, .. } => (raw.clone(), TAGS.contains(&name.as_str())),
            Piece::Inside { raw, .. } => (raw.clone(), true),
            Piece::Unseen(raw) => {
                let inner = text.get(raw.clone()).unwrap_or_default();
                (raw.clone(), inner.starts_with("<!") || inner.starts_with("<?"))
            }
            Piece::Doctype(raw) | Piece::Text(raw) => (raw.clone(), false),
        };
        at = raw.end;
        if tag {
            marked(page, text, shown..raw.start);
            page.see(&piece);
            shown = at;
        }
    }
    marked(page, text, shown..within.end.max(at));
}

/// Text with marks.
fn marked(page: &mut Page<'_>, text: &str, raw: Range<usize>) {
    for word in unescaped(words(text, raw)) {
        if !word.plain {
            page.body.escaped(&word.text, word.raw);
            continue;
        }
        let (mut at, mut shown, mut bare) = (0, 0, 0);
        let body = word.text.as_str();
        let base = word.raw.start;
        while let Some(rest) = body.get(at..).filter(|r| !r.is_empty()) {
            let Some(c) = rest.chars().next() else { break };
            let same = match c {
                '*' | '`' | '~' | '_' => rest.chars().take_while(|&d| d == c).count(),
                _ => 1,
            };
            let before = body.get(..at).and_then(|t| t.chars().next_back());
            let after = rest.chars().nth(same);
            let beside = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
            // How many bytes mean something else than themselves.
            let mark = match c {
                '\n' | '\r' => 1,
                '\\' if rest.chars().nth(1).is_some_and(|d| d.is_ascii_punctuation()) => 1,
                '*' if same <= 3 => same,
                '`' => same,
                '~' if same == 2 => 2,
                '_' if same <= 3 && !beside => same,
                'd' if at >= bare && rest.starts_with("data:") => match data(page, rest, base + at) {
                    Ok(length) => length,
                    // No other address begins in this one.
                    Err(length) => {
                        bare = at + length;
                        0
                    }
                },
                _ => 0,
            };
            if mark == 0 {
                at += match c {
                    '*' | '_' => same,
                    // Of more than two the last two are a mark.
                    '~' if same > 2 => same - 2,
                    _ => c.len_utf8(),
                };
                continue;
            }
            page.body.plain(body.get(shown..at).unwrap_or_default(), base + shown);
            if matches!(c, '\n' | '\r') {
                page.end_line();
            }
            at += mark;
            shown = at;
            // What an escape stands before is itself.
            if c == '\\' {
                at += rest.chars().nth(1).map_or(0, char::len_utf8);
            }
        }
        page.body.plain(body.get(shown..).unwrap_or_default(), base + shown);
    }
}

/// The data in an address: pictures lose what is not seen, other data goes. How long the address is; as an error, how long what holds no data is.
fn data(page: &mut Page<'_>, rest: &str, start: usize) -> Result<usize, usize> {
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | '\'')).unwrap_or(rest.len());
    let address = rest.get(..length).unwrap_or_default();
    if !address.contains(',') {
        return Err(length);
    }
    match picture(address) {
        Some(same) if same == address => {}
        Some(clean) => {
            page.put(start..start + length, &clean);
            page.removed.push(Removed::PictureData);
        }
        None if address == EMPTY => {}
        None => {
            page.put(start..start + length, EMPTY);
            page.removed.push(Removed::Embedded);
        }
    }
    Ok(length)
}
