//! Rules as bytes: how what one module has read reaches the engine, which is another and reads no profile.
//!
//! Words and values are packed as they are compared, so that nothing is folded or sorted a second time. Both sides are of one build and the bytes
//! never outlive it: there is no version in them. What does not read to its end is refused.

use std::sync::Arc;

use crate::disclosure::PublicCopy;
use crate::finding::Own;
use crate::kind::{Action, Kind};
use crate::style::Style;
use crate::words::Lexicon;

use super::allow::AllowList;
use super::{Allow, KindRule, OwnKind, Patterns, Rules};

/// Rules as bytes. Patterns are not among them.
pub fn pack(rules: &Rules) -> Vec<u8> {
    let mut out = Writer(Vec::new());
    out.small(rules.strict.map(u8::from));
    out.name(rules.style.map(Style::id));
    out.name(rules.public_copy.map(PublicCopy::id));
    rules.officials.iter().for_each(|action| out.name(action.map(Action::id)));
    out.list(&rules.kinds, |out, (kind, rule)| {
        out.0.extend([*kind as u8, u8::from(rule.off), rule.find_from, rule.mask_from, u8::from(rule.strict)]);
        out.name(rule.style.map(Style::id));
        out.small(rule.item);
    });
    out.list(&rules.until, |out, (item, until)| {
        out.0.push(*item);
        out.text(until);
    });
    out.list(&rules.allow.lists, |out, list| {
        out.0.extend(list.kinds.to_le_bytes());
        out.text(&list.reason);
    });
    out.list(&rules.allow.values, |out, (value, list)| {
        out.text(value);
        out.number(*list);
    });
    out.list(&rules.allow.like, |out, (like, list)| {
        out.text(&like.iter().collect::<String>());
        out.number(*list);
    });
    out.list(&rules.own, |out, own| {
        out.text(&own.own.id);
        out.text(&own.own.name);
        out.name(Some(own.action.id()));
        out.0.push(own.item);
        out.name(own.style.map(Style::id));
        out.text(&own.why);
    });
    for lexicon in [&rules.words, &rules.labels] {
        out.list(lexicon.entries(), |out, (word, number)| {
            out.list(word, |out, unit| out.0.extend(unit.to_le_bytes()));
            out.number(*number);
        });
    }
    out.0
}

/// The rules that were packed, with their patterns.
pub fn unpack(bytes: &[u8], patterns: Option<Arc<dyn Patterns>>) -> Option<Rules> {
    let mut from = Reader(bytes);
    let rules = Rules {
        strict: from.small()?.map(|strict| strict == 1),
        style: from.name(Style::from_id)?,
        public_copy: from.name(PublicCopy::from_id)?,
        officials: [from.name(Action::from_id)?, from.name(Action::from_id)?],
        kinds: from.list(|from| {
            let kind = *Kind::ALL.get(usize::from(from.byte()?))?;
            let (off, find_from, mask_from) = (from.byte()? == 1, from.byte()?, from.byte()?);
            let strict = from.byte()? == 1;
            let (style, item) = (from.name(Style::from_id)?, from.small()?);
            Some((kind, KindRule { off, find_from, mask_from, strict, style, item }))
        })?,
        until: from.list(|from| Some((from.byte()?, from.text()?.to_owned())))?,
        allow: Allow {
            lists: from.list(|from| {
                let kinds = u64::from_le_bytes(from.take(8)?.try_into().ok()?);
                Some(AllowList { kinds, reason: from.text()?.to_owned() })
            })?,
            values: from.list(|from| Some((from.text()?.into(), from.number()?)))?,
            like: from.list(|from| Some((from.text()?.chars().collect(), from.number()?)))?,
        },
        own: from.list(|from| {
            let own = Own { id: from.text()?.to_owned(), name: from.text()?.to_owned() };
            let (action, item) = (from.name(Action::from_id)??, from.byte()?);
            let (style, why) = (from.name(Style::from_id)?, from.text()?.to_owned());
            Some(OwnKind { own: own.into(), action, item, style, why })
        })?,
        words: from.lexicon()?,
        labels: from.lexicon()?,
        patterns,
    };
    from.0.is_empty().then_some(rules)
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    /// A number below 255, or none.
    fn small(&mut self, number: Option<u8>) {
        self.0.push(number.unwrap_or(u8::MAX));
    }

    fn text(&mut self, text: &str) {
        self.number(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.0.extend(text.as_bytes());
    }

    /// A stable name, or none.
    fn name(&mut self, name: Option<&str>) {
        self.text(name.unwrap_or_default());
    }

    fn list<T>(&mut self, all: &[T], each: impl Fn(&mut Self, &T)) {
        self.number(u32::try_from(all.len()).unwrap_or(u32::MAX));
        all.iter().for_each(|one| each(self, one));
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn small(&mut self) -> Option<Option<u8>> {
        Some(Some(self.byte()?).filter(|n| *n != u8::MAX))
    }

    fn text(&mut self) -> Option<&'a str> {
        let count = self.number()? as usize;
        std::str::from_utf8(self.take(count)?).ok()
    }

    fn name<T>(&mut self, known: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
        match self.text()? {
            "" => Some(None),
            name => known(name).map(Some),
        }
    }

    fn list<T>(&mut self, each: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| each(self)).collect()
    }

    fn lexicon(&mut self) -> Option<Lexicon> {
        let word = |from: &mut Self| {
            let units = from.list(|from| Some(u16::from_le_bytes(from.take(2)?.try_into().ok()?)))?;
            Some((units.into_boxed_slice(), from.number()?))
        };
        Some(Lexicon::sorted(self.list(word)?))
    }
}
