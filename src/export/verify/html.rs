//! Reads the HTML of a copy by itself: a paragraph or a row is a line, cells of a row stand apart by tabs. A tag that no copy has is an error.

/// The text of a page; none where it is not what a copy is.
pub(super) fn read(bytes: &[u8]) -> Option<String> {
    let page = std::str::from_utf8(bytes).ok()?;
    let (head, body) = page.split_once("<body>")?;
    let (body, tail) = body.split_once("</body>")?;
    // Neither before nor behind the body is there room for a text.
    if head.len() > 400 || tail.trim() != "</html>" {
        return None;
    }
    let mut lines: Vec<String> = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    let mut text: Option<String> = None;
    let mut rest = body;
    while !rest.is_empty() {
        let (before, tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        match &mut text {
            Some(text) => text.push_str(&plain(before)?),
            None if before.trim().is_empty() => {}
            None => return None,
        }
        if tag.is_empty() {
            break;
        }
        let (name, after) = tag.get(1..)?.split_once('>')?;
        rest = after;
        match name {
            "p" | "td" if text.is_none() => text = Some(String::new()),
            "/p" => lines.push(text.take()?),
            "/td" => cells.push(text.take()?),
            "tr" if cells.is_empty() => {}
            "/tr" => lines.push(std::mem::take(&mut cells).join("\t")),
            "table" | "/table" if text.is_none() => {}
            _ => return None,
        }
    }
    Some(lines.join("\n"))
}

fn plain(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at)?);
        let (name, after) = rest.get(at + 1..)?.split_once(';')?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#13" => '\r',
            _ => return None,
        });
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_copy_and_nothing_else() {
        let page = |body: &str| format!("<!DOCTYPE html><head></head><body>{body}</body></html>").into_bytes();
        let rows = "<p>가 &amp; 나</p><table><tr><td>a</td><td></td></tr></table><p></p>";
        assert_eq!(read(&page(rows)).as_deref(), Some("가 & 나\na\t\n"));
        for odd in ["<p>가</p>나", "<b>가</b>", "<!-- 가 -->", "<p>&nbsp;</p>", "<p title='가'></p>"] {
            assert_eq!(read(&page(odd)), None, "{odd}");
        }
    }
}
