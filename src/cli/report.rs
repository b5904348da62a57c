//! The report for people: a head with counts, a finding a paragraph with line and column, the disclosure form.
//!
//! Holds no value and no part of one unless `--show-text` asks for it; masks are shown in full style whatever the copy will look like.

use anstyle::{AnsiColor, Style as Paint};
use serde_json::value::RawValue;

use garim::check::Checked;
use garim::finding::Finding;
use garim::kind::Action;
use garim::style;

use super::form;
use super::strings::{Lang, Say};

/// How a report looks.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) lang: Lang,
    pub(crate) colour: bool,
    pub(crate) show_text: bool,
}

/// What is counted over files.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counts {
    pub(crate) mask: usize,
    pub(crate) review: usize,
    pub(crate) unread: usize,
}

impl Counts {
    /// The counts of one file.
    pub(crate) fn of(findings: &[Finding], unread: usize) -> Self {
        let count = |action| findings.iter().filter(|f| f.action == action).count();
        Self { mask: count(Action::Mask), review: count(Action::Review), unread }
    }

    /// Adds another file's.
    pub(crate) fn add(&mut self, other: Self) {
        self.mask += other.mask;
        self.review += other.review;
        self.unread += other.unread;
    }
}

/// The report of one file.
pub(crate) fn of(name: &str, text: &str, checked: &Checked, unread: usize, look: Look) -> String {
    let lang = look.lang;
    let mut out = String::new();
    let Counts { mask, review, unread } = Counts::of(&checked.findings, unread);
    let head = Say::Counts { mask, review, unread }.text(lang);
    out.push_str(&format!("{} — {head}\n", look.paint(Paint::new().bold(), name)));
    if mask + review == 0 {
        out.push_str(&format!("  {}\n", Say::Nothing.text(lang)));
    }
    let mut lines = Lines::new(text);
    for finding in &checked.findings {
        let (line, column) = lines.at(finding.span.start);
        let place = format!("{line}:{column}");
        let title = look.paint(colour(finding.action), &title(finding, lang));
        out.push_str(&format!("  {place:<8} {title}\n"));
        if finding.action != Action::Keep {
            // A label says nothing of the value; a partial mask would show a part of it.
            let label = finding.mask.clone().filter(|m| m.starts_with('[') && m.ends_with(']'));
            let masked = || style::full(finding.kind, &text[finding.span.range()]);
            out.push_str(&format!("           {}: {}\n", lang.pick("판단 근거", "Reason"), finding.why));
            out.push_str(&format!(
                "           {}: {}\n",
                lang.pick("공개용 사본", "Public copy"),
                plain(&label.unwrap_or_else(masked))
            ));
        }
        if look.show_text {
            out.push_str(&format!(
                "           {}: {}\n",
                lang.pick("찾은 글자", "Found"),
                plain(&text[finding.span.range()])
            ));
        }
    }
    out.push_str(&form::of(text, &garim::wire::document(RawValue::NULL, text, checked), lang));
    out
}

/// What a finding is, by the same words as the editor's tooltip.
pub(crate) fn title(finding: &Finding, lang: Lang) -> String {
    let own = finding.own.as_ref().map(|own| own.name.as_str());
    let (name, item) = (own.unwrap_or(lang.kind(finding.kind)), finding.item);
    match (finding.action, lang) {
        (Action::Mask, Lang::Ko) => format!("{name} · 공개할 때 가림(제{item}호)"),
        (Action::Review, Lang::Ko) => format!("{name} · 확인 필요(제{item}호)"),
        (Action::Keep, Lang::Ko) => format!("{name} · 그대로 둠: {}", finding.why),
        (Action::Mask, Lang::En) => format!("{name} · masked when published (item {item})"),
        (Action::Review, Lang::En) => format!("{name} · to review (item {item})"),
        (Action::Keep, Lang::En) => format!("{name} · stays: {}", finding.why),
    }
}

fn colour(action: Action) -> Paint {
    match action {
        Action::Mask => AnsiColor::Red.on_default().bold(),
        Action::Review => AnsiColor::Yellow.on_default(),
        Action::Keep => Paint::new().dimmed(),
    }
}

impl Look {
    fn paint(self, paint: Paint, text: &str) -> String {
        if self.colour { format!("{}{text}{}", paint.render(), paint.render_reset()) } else { text.to_owned() }
    }
}

/// A text on one line that cannot steer a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

/// Lines and columns of rising byte positions, in one walk. Both count from 1, columns in characters.
pub(crate) struct Lines<'a> {
    text: &'a str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, byte: 0, line: 1, column: 1 }
    }

    /// The line and column of a byte, which is not before the one asked last.
    pub(crate) fn at(&mut self, byte: usize) -> (usize, usize) {
        let passed = self.text.get(self.byte..byte).unwrap_or_default();
        let mut chars = passed.chars().peekable();
        while let Some(c) = chars.next() {
            // A carriage return ends a line unless a line feed follows, which then ends it.
            let followed = || self.text[byte..].starts_with('\n');
            let ends = c == '\n' || c == '\r' && !chars.peek().map_or_else(followed, |&next| next == '\n');
            if ends {
                self.line += 1;
                self.column = 1;
            } else if c != '\r' {
                self.column += 1;
            }
        }
        self.byte = byte.max(self.byte);
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_columns_in_characters() {
        let text = "가나\r\n다\r라😀마\n바";
        let mut lines = Lines::new(text);
        let mut place = |needle: &str| lines.at(text.find(needle).expect("it is there"));
        assert_eq!(
            [place("가"), place("나"), place("다"), place("라"), place("마"), place("바")],
            [(1, 1), (1, 2), (2, 1), (3, 1), (3, 3), (4, 1)]
        );
    }
}
