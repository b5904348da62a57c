//! What an organisation knows and leaves as it is: numbers, mailboxes, addresses and names of public offices.
//!
//! Values are compared without spaces and separators (`02) 000-1234` is `02-000-1234`); a mailbox keeps its `@` and dots. A pattern here is a value with
//! `*` (any run) and `?` (one character), which is compared in linear time.

use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::span::FoldSpan;
use crate::text::Folded;

/// One list: for which kinds, and why its values stay.
#[derive(Clone, Debug, Default)]
pub struct AllowList {
    /// The kinds as bits.
    pub kinds: u64,
    /// The sentence that a drafter reads.
    pub reason: String,
}

/// All lists, ready for use.
#[derive(Clone, Default)]
pub struct Allow {
    pub(super) lists: Vec<AllowList>,
    /// Values as they are compared, sorted, with their lists.
    pub(super) values: Vec<(Box<str>, u32)>,
    /// Patterns as they are compared, with their lists.
    pub(super) like: Vec<(Box<[char]>, u32)>,
}

/// Kinds that no list can leave standing: identifiers by law, and keys.
pub(crate) const NEVER: [Kind; 5] = [Kind::Rrn, Kind::Frn, Kind::Passport, Kind::DriverLicense, Kind::Credential];

impl Allow {
    /// Adds a list with its values and patterns.
    pub fn add<'a>(
        &mut self,
        list: AllowList,
        values: impl IntoIterator<Item = &'a str>,
        like: impl IntoIterator<Item = &'a str>,
    ) {
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.lists.push(AllowList { kinds: list.kinds & !never(), ..list });
        self.values
            .extend(values.into_iter().map(|v| (form(v).into_boxed_str(), number)).filter(|(v, _)| !v.is_empty()));
        self.like.extend(like.into_iter().map(|v| (pattern(v), number)));
    }

    /// Makes everything that was added ready for use; to be called once, behind the last `add`.
    pub fn settle(&mut self) {
        self.values.sort();
        self.values.dedup();
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// How many values and patterns there are.
    pub fn len(&self) -> usize {
        self.values.len() + self.like.len()
    }

    /// Leaves what is known as it is, with the list's reason.
    pub(super) fn spare(&self, text: &str, findings: &mut [Finding]) {
        for f in findings.iter_mut().filter(|f| f.action != Action::Keep && !NEVER.contains(&f.kind)) {
            let Some(value) = text.get(f.span.range()) else { continue };
            if let Some(list) = self.find(f.kind, value) {
                f.action = Action::Keep;
                f.rule = "policy/allowed";
                f.why = list.reason.clone().into();
            }
        }
    }

    fn find(&self, kind: Kind, value: &str) -> Option<&AllowList> {
        let form = form(value);
        if form.is_empty() {
            return None;
        }
        let list = |number: u32| {
            let list = self.lists.get(number as usize)?;
            (list.kinds >> kind as u8 & 1 == 1).then_some(list)
        };
        let from = self.values.partition_point(|(v, _)| **v < *form);
        let equal = self.values.get(from..).unwrap_or_default().iter().take_while(|(v, _)| **v == *form);
        let known = equal.filter_map(|(_, number)| list(*number)).next();
        known.or_else(|| {
            let chars: Vec<char> = form.chars().collect();
            self.like.iter().filter(|(p, _)| fits(p, &chars)).filter_map(|(_, number)| list(*number)).next()
        })
    }
}

/// [`NEVER`] as bits.
fn never() -> u64 {
    NEVER.iter().fold(0, |set, &kind| set | 1 << kind as u8)
}

/// A value as it is compared: folded, Latin letters small; without what separates, but for a mailbox's signs.
fn form(value: &str) -> String {
    let mail = value.contains(['@', '\u{FF20}']);
    let folded = Folded::new(value);
    let text = folded.text(FoldSpan::new(0, folded.len()));
    let counts = |c: &char| c.is_alphanumeric() || mail && matches!(c, '@' | '.' | '_' | '-' | '+');
    text.chars().filter(counts).map(|c| c.to_ascii_lowercase()).collect()
}

/// A pattern as it is compared.
fn pattern(written: &str) -> Box<[char]> {
    let mut out: Vec<char> = Vec::new();
    let mail = written.contains('@');
    // Folding reads `*` as a mask: what stands between is folded alone.
    for piece in written.split_inclusive(['*', '?']) {
        let plain = piece.trim_end_matches(['*', '?']);
        let joined = if mail { format!("{plain}@") } else { plain.to_owned() };
        let mut chars: Vec<char> = form(&joined).chars().collect();
        if mail {
            chars.pop();
        }
        out.append(&mut chars);
        match piece.chars().next_back() {
            Some('*') if out.last() != Some(&'*') => out.push('*'),
            Some('?') => out.push('?'),
            _ => {}
        }
    }
    out.into()
}

/// Whether a pattern fits a whole value. Only the last `*` is ever tried again, so that the cost is bounded by the product of the two lengths.
fn fits(pattern: &[char], value: &[char]) -> bool {
    let (mut p, mut v) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(&c) = value.get(v) {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, v));
                p += 1;
            }
            Some(&want) if want == '?' || want == c => {
                p += 1;
                v += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    star = Some((at, from + 1));
                    p = at + 1;
                    v = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_values_without_separators() {
        let mut allow = Allow::default();
        let list = AllowList { kinds: u64::MAX, reason: "이유".into() };
        allow.add(list, ["02-000-1234", "Office@Example.go.kr"], ["031-000-*", "*@dept.example.kr", "02-000-56??"]);
        allow.settle();
        let known = |kind, value| allow.find(kind, value).is_some();
        assert!(known(Kind::Landline, "02) 000-1234") && known(Kind::Landline, "０２－０００－１２３４"));
        assert!(known(Kind::Email, "office@example.go.kr") && !known(Kind::Email, "office@examplego.kr"));
        assert!(known(Kind::Landline, "031)000-9999") && !known(Kind::Landline, "031-001-0000"));
        assert!(known(Kind::Email, "a.b@dept.example.kr") && !known(Kind::Email, "a@xdept.example.kr.example"));
        assert!(known(Kind::Landline, "02-000-5678") && !known(Kind::Landline, "02-000-567"));
        assert!(!known(Kind::Landline, "02-000-1235") && !known(Kind::Landline, ""));
        assert!(!known(Kind::Rrn, "02-000-1234"), "an identifier by law never stays");
    }
}
