//! CSV and TSV (RFC 4180): rows of cells, the first often their heads. Quotes, separators, line ends and encoding stay as they came.

use super::Refusal;
use super::columns::{self, Head};
use super::package::Package;
use super::source::{Builder, Holds};

/// Reads a table; its cells are parted by tabs where `tabs` says so, else by what its first row is parted by.
///
/// # Errors
/// [`Refusal::Unsupported`] where it is no text, [`Refusal::Damaged`].
pub(super) fn open(bytes: &[u8], tabs: bool) -> Result<Package, Refusal> {
    let mut package = Package::of_one(bytes)?;
    package.escape = escaped;
    let text = package.text(0)?.to_owned();
    let separator = if tabs { '\t' } else { separator(&text) };
    let mut table = Table { builder: Builder::new(0), heads: Vec::new() };
    table.read(&text, separator);
    table.builder.finish(&mut package.source, "", Holds::Body);
    package.source.body = package.source.text.len();
    Ok(package)
}

/// A mask inside a cell.
fn escaped(mask: &str) -> String {
    mask.replace('"', "\"\"")
}

/// What parts the cells of the first row: the one of three that stands in it most often outside quotes.
fn separator(text: &str) -> char {
    let mut counts = [(',', 0), (';', 0), ('\t', 0)];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            c if !quoted => {
                if let Some(count) = counts.iter_mut().find(|(s, _)| *s == c) {
                    count.1 += 1;
                }
            }
            _ => {}
        }
    }
    counts.into_iter().rev().max_by_key(|(_, n)| *n).map_or(',', |(c, _)| c)
}

/// A number as it was before a spreadsheet wrote it with an exponent, took its zeros or counted its day; none where it did none of it.
fn unshortened(head: Head, written: &str) -> Option<String> {
    let number = columns::whole(written.trim())?;
    if head == Head::Birth && number.len() == 5 {
        return columns::date(number.parse().ok()?, false);
    }
    let shown = head.restored(&number).or_else(|| Some(number).filter(|number| number.len() > 7))?;
    (shown != written.trim()).then_some(shown)
}

struct Table {
    builder: Builder,
    heads: Vec<Option<Head>>,
}

impl Table {
    fn read(&mut self, text: &str, separator: char) {
        self.builder.open_table();
        let mut at = 0;
        let mut row = 0;
        while at < text.len() {
            self.builder.open_row_at(row);
            let mut column = 0;
            loop {
                let (next, ended) = self.cell(text, at, separator, column);
                at = next;
                column += 1;
                if ended {
                    break;
                }
            }
            row += 1;
        }
        self.builder.close_table();
    }

    /// Reads the cell that begins at a byte: where the next begins, and whether the row ended.
    fn cell(&mut self, text: &str, start: usize, separator: char, column: usize) -> (usize, bool) {
        let bytes = text.as_bytes();
        let mut at = start;
        let quoted = bytes.get(at) == Some(&b'"');
        if quoted {
            at += 1;
            while at < bytes.len() {
                if bytes.get(at) == Some(&b'"') {
                    if bytes.get(at + 1) != Some(&b'"') {
                        break;
                    }
                    at += 1;
                }
                at += 1;
            }
        }
        // What stands behind a closing quote belongs to the cell as well.
        let ends = |c: char| c == separator || c == '\n' || c == '\r';
        let end = text.get(at..).and_then(|r| r.find(ends)).map_or(text.len(), |i| at + i);
        self.builder.open_cell();
        self.words(text, start, end, column);
        self.builder.close_cell(Some(column));
        let line_end = match text.get(end..).unwrap_or_default() {
            rest if rest.starts_with("\r\n") => 2,
            rest if rest.starts_with(['\n', '\r']) => 1,
            "" => return (text.len(), true),
            _ => return (end + separator.len_utf8(), false),
        };
        (end + line_end, true)
    }

    /// What a cell says: without the quotes around it, doubled ones once, lines as lines.
    fn words(&mut self, text: &str, start: usize, end: usize, column: usize) {
        let body = text.get(start..end).unwrap_or_default();
        let inner = body.strip_prefix('"').unwrap_or(body);
        let from = end - inner.len();
        let inner = inner.strip_suffix('"').filter(|_| body.starts_with('"')).unwrap_or(inner);
        let head = self.heads.get(column).copied().flatten();
        if let Some(number) = head.and_then(|head| unshortened(head, inner)) {
            self.builder.escaped(&number, from..from + inner.len());
            return;
        }
        if self.heads.len() <= column {
            self.heads.resize(column + 1, None);
        }
        if let Some(head) = Head::of(inner)
            && let Some(slot) = self.heads.get_mut(column)
        {
            *slot = Some(head);
        }
        let formula = inner.starts_with('=');
        let (mut at, mut shown) = (0, 0);
        while let Some(sign) = inner.get(at..).and_then(|r| r.find(['"', '\n', '\r', '&'])).map(|i| at + i) {
            let tail = inner.get(sign..).unwrap_or_default();
            // In a formula `"010-"&"0000"` is one text; the quotes are doubled where the cell is quoted.
            let length = if let Some(more) = tail.strip_prefix("\"\"") {
                if formula { joint(tail).unwrap_or(2) } else { tail.len() - more.len() }
            } else if tail.starts_with(['\n', '\r']) {
                1
            } else if formula {
                joint(tail).unwrap_or(0)
            } else {
                0
            };
            if length == 0 {
                at = sign + 1;
                continue;
            }
            self.builder.plain(inner.get(shown..sign).unwrap_or_default(), from + shown);
            if tail.starts_with("\"\"") && length == 2 {
                self.builder.escaped("\"", from + sign..from + sign + 2);
            } else if tail.starts_with(['\n', '\r']) {
                self.builder.end_line();
            }
            at = sign + length;
            shown = at;
        }
        self.builder.plain(inner.get(shown..).unwrap_or_default(), from + shown);
    }
}

/// How long `" & "` at the head of a text is, which joins two texts in a formula; with doubled quotes too.
fn joint(text: &str) -> Option<usize> {
    let quote = if text.starts_with("\"\"") { "\"\"" } else { "\"" };
    let rest = text.strip_prefix(quote)?.trim_start().strip_prefix('&')?.trim_start().strip_prefix(quote)?;
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        open(text.as_bytes(), false).expect("a table").source.text
    }

    #[test]
    fn reads_rows_as_lines_and_cells_with_tabs() {
        assert_eq!(read("a,\"b,c\",\r\n\"d\"\"e\",f\n"), "a\tb,c\t\nd\"e\tf");
        assert_eq!(read("가;나\n1,5;2"), "가\t나\n1,5\t2");
        assert_eq!(read("=\"010-\"&\"0000\",b"), "=\"010-0000\"\tb");
        assert_eq!(read("휴대전화,금액\n1000001234,1000001234"), "휴대전화\t금액\n01000001234\t1000001234");
    }
}
