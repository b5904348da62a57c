//! The part a person plays, for labels: `위원 김가람` becomes `위원 [위원1]`, so that a reader of the copy can still tell a member from an applicant.
//!
//! Only the text says it: the noun right before the name (with a colon or bracket between, or none), right behind it, or at the head of its
//! column. Whose name may stay is decided elsewhere (`detect/roles`); labels follow what a reader sees.

use crate::finding::Finding;
use crate::kind::{Kind, PARTS};

/// How many bytes are looked at on either side of a name.
const REACH: usize = 40;

/// The parts of the names among `findings` (sorted), as an index into [`PARTS`] for each; one pass over the text.
pub(super) fn of(text: &str, findings: &[Finding]) -> Vec<Option<u8>> {
    let mut heads = Heads::new(text);
    let part = |f: &Finding| {
        if f.kind != Kind::PersonName || f.own.is_some() {
            return None;
        }
        before(text.get(..f.span.start)?)
            .or_else(|| behind(text.get(f.span.end..)?))
            .or_else(|| heads.part(f.span.start))
    };
    findings.iter().map(part).collect()
}

/// The noun that ends a text, whatever marks stand behind it.
fn before(text: &str) -> Option<u8> {
    let text = text.trim_end_matches([' ', ':', '：', '(', '[', '\u{a0}']);
    let word = text.get(near(text, text.len().saturating_sub(REACH))..)?;
    longest(|part| word.strip_suffix(part).is_some_and(|rest| !ends_in_syllable(rest)))
}

/// The noun that begins a text.
fn behind(text: &str) -> Option<u8> {
    let text = text.strip_prefix([' ', '(']).unwrap_or(text);
    longest(|part| text.starts_with(part))
}

/// The noun that a head of a column is, spaces left out.
fn head(cell: &str) -> Option<u8> {
    let cell = cell.trim().get(..near(cell.trim(), REACH))?;
    let is = |part: &str| cell.chars().filter(|c| !c.is_whitespace()).eq(part.chars());
    let named = cell.trim_end();
    let named = named.strip_suffix("성명").or_else(|| named.strip_suffix("명")).unwrap_or(named).trim_end();
    longest(|part| is(part) || named == part)
}

fn ends_in_syllable(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| ('가'..='힣').contains(&c))
}

/// The longest noun that passes, by its place in [`PARTS`].
fn longest(passes: impl Fn(&str) -> bool) -> Option<u8> {
    let found = (0u8..).zip(PARTS).filter(|(_, part)| passes(part));
    found.max_by_key(|(n, part)| (part.len(), u8::MAX - n)).map(|(n, _)| n)
}

/// A boundary of characters at or behind a byte.
fn near(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

/// The heads of the columns of the table that a walk over the lines stands in.
struct Heads<'t> {
    text: &'t str,
    /// The first byte of the line, and behind its end.
    line: (usize, usize),
    /// What parts the cells of the table, and the parts that its first row names.
    table: Option<(char, Vec<Option<u8>>)>,
}

impl<'t> Heads<'t> {
    fn new(text: &'t str) -> Self {
        let mut heads = Self { text, line: (0, 0), table: None };
        heads.read(0);
        heads
    }

    /// Reads the line that begins at a byte.
    fn read(&mut self, start: usize) {
        let rest = self.text.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        self.line = (start, start + line.len());
        let bar = ['\t', '|'].into_iter().find(|&c| line.contains(c));
        match (bar, &self.table) {
            (None, _) => self.table = None,
            (Some(bar), Some((now, _))) if bar == *now => {}
            (Some(bar), _) => self.table = Some((bar, line.split(bar).map(head).collect())),
        }
    }

    /// The part that the head of the column says in which a byte stands; bytes are asked in order.
    fn part(&mut self, at: usize) -> Option<u8> {
        while at > self.line.1 && self.line.1 < self.text.len() {
            self.read(self.line.1 + 1);
        }
        let (bar, parts) = self.table.as_ref()?;
        let column = self.text.get(self.line.0..at)?.matches(*bar).count();
        parts.get(column).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn parts(text: &str, names: &[&str]) -> Vec<Option<&'static str>> {
        let findings: Vec<Finding> = names
            .iter()
            .flat_map(|name| text.match_indices(name))
            .map(|(start, name)| Finding {
                span: Span { start, end: start + name.len() },
                kind: Kind::PersonName,
                action: crate::kind::Action::Mask,
                item: 6,
                confidence: 90,
                rule: "person_name/test",
                why: "".into(),
                mask: None,
                own: None,
            })
            .collect();
        of(text, &findings).into_iter().map(|p| p.map(|n| PARTS[usize::from(n)])).collect()
    }

    #[test]
    fn the_noun_beside_a_name_is_its_part() {
        assert_eq!(parts("평가위원 김가람이 말함", &["김가람"]), [Some("평가위원")]);
        assert_eq!(parts("신청인: 김가람", &["김가람"]), [Some("신청인")]);
        assert_eq!(parts("김가람 위원장: 개회", &["김가람"]), [Some("위원장")]);
        assert_eq!(parts("김가람(피해자)에게", &["김가람"]), [Some("피해자")]);
        assert_eq!(parts("담당 김가람", &["김가람"]), [None]);
        // A noun that is the end of another word says nothing: 국회위원 is none of ours, 우리학생 neither.
        assert_eq!(parts("모범학생 김가람", &["김가람"]), [None]);
    }

    #[test]
    fn the_head_of_a_column_is_the_part_of_its_names() {
        let table = "연번\t응시자\t보호자 성명\n1\t김가람\t박나루\n2\t이두리\t최다솜\n\n응시자 아닌 김가람";
        let names = ["김가람\t", "박나루", "이두리", "최다솜"];
        assert_eq!(parts(table, &names[1..2]), [Some("보호자")]);
        assert_eq!(parts(table, &["이두리"]), [Some("응시자")]);
        assert_eq!(parts(table, &["김가람"]), [Some("응시자"), None]);
        assert_eq!(parts("|환자|연락처|\n|---|---|\n|김가람|없음|", &["김가람"]), [Some("환자")]);
    }
}
