//! What is suggested for a long document, from what is suggested for its chapters: an item gets its best chapter, as it gets its best window
//! within one. Order-free but for ties, which go to the chapter that comes first, and for lists, which follow the document.

use super::advice::{Advice, Remedy};
use super::weigh::compare;
use super::{Attachment, Disclosure, Item, Level};
use crate::span::Span;

/// What is suggested for one chapter, and where it stands.
#[derive(Clone, Copy)]
pub struct Chapter<'a> {
    /// Where it begins in the document, in bytes.
    pub start: usize,
    /// How long it is, in bytes.
    pub len: usize,
    /// What is suggested for it alone; spans are its own.
    pub disclosure: &'a Disclosure,
    /// Bit `i` is set where something of item `i + 1` is masked.
    pub found: u8,
}

/// Most evidence spans of an item, most attachments.
const MOST: usize = 20;
/// From this score on weak companions are no help, and how strong a companion must be.
const STRONG: (u8, u8) = (82, 52);

/// The least score of an item that one chapter alone speaks for.
const LEAST: u8 = 68;

/// What is suggested for the document that these chapters make.
pub fn merge<'a>(chapters: impl Iterator<Item = Chapter<'a>>) -> Disclosure {
    let mut out = Disclosure::default();
    let (mut all, mut closed, mut found) = (0, 0, 0u8);
    let mut places: Places = [[0; 101]; 8];
    let mut all_items: Vec<Told> = Vec::new();
    let (mut said, mut title, mut secret) = (0u32, false, false);
    for chapter in chapters {
        let from = chapter.disclosure;
        all += chapter.len;
        found |= chapter.found;
        if from.level == Level::Closed {
            closed += chapter.len;
        }
        from.advice.iter().for_each(|&a| said |= 1 << a as u32);
        title |= chapter.start == 0 && from.advice.contains(&Advice::Title);
        secret |= from.level == Level::Closed
            && from.advice.contains(&Advice::Secret)
            && from.items.first().is_some_and(|i| matches!(i.item, 1 | 2));
        for item in &from.items {
            all_items.push(Told { number: item.item, score: item.score, start: chapter.start, item });
            if let Some(count) = places
                .get_mut(usize::from(item.item).saturating_sub(1))
                .and_then(|p| p.get_mut(usize::from(item.score)))
            {
                *count += item.evidence.len() as u32;
            }
            match out.items.iter_mut().find(|i| i.item == item.item) {
                Some(known) if known.score >= item.score => {}
                Some(known) => *known = bare(item),
                None => out.items.push(bare(item)),
            }
        }
        let left = MOST.saturating_sub(out.attachments.len());
        out.attachments.extend(from.attachments.iter().take(left).map(|a| Attachment {
            span: moved(a.span, chapter.start),
            level: a.level,
            items: a.items.clone(),
        }));
        if let Some(declared) = &from.declared {
            let mut declared = declared.clone();
            declared.span = moved(declared.span, chapter.start);
            out.declared = Some(declared);
        }
        out.title = out.title.or(from.title.filter(|_| chapter.start == 0));
        let left = MOST.saturating_sub(out.free.len());
        out.free.extend(from.free.iter().take(left).map(|&span| moved(span, chapter.start)));
        out.parts.extend(from.parts.iter().map(|&(span, item)| (moved(span, chapter.start), item)));
    }
    let strongest = out.items.iter().map(|i| i.score).max().unwrap_or(0);
    let by_finding = |item: u8| found >> (item.clamp(1, 8) - 1) & 1 == 1;
    // One of many chapters is easily mistaken.
    out.items.retain(|i| i.score >= LEAST || by_finding(i.item));
    out.items.retain(|i| strongest < STRONG.0 || i.score >= STRONG.1 || by_finding(i.item));
    crate::order::sort_by_key(&mut out.items, |i| (std::cmp::Reverse(i.score), i.item));
    for item in &mut out.items {
        let least = places.get(usize::from(item.item).saturating_sub(1)).map_or(0, least);
        item.evidence = evidence(&all_items, item.item, least);
    }
    out.level = if out.items.is_empty() {
        Level::Open
    } else if closed * 10 >= all * 7 || secret {
        Level::Closed
    } else {
        Level::Partial
    };
    if out.level != Level::Open {
        out.remedies = Remedy::ALL.to_vec();
    }
    out.advice = advise(&out, said, title);
    out
}

/// An item of a chapter, and where the chapter begins.
struct Told<'a> {
    number: u8,
    score: u8,
    start: usize,
    item: &'a Item,
}

/// How many places each score of each item brings.
type Places = [[u32; 101]; 8];

/// The score from which evidence is shown: that of the chapters where the item is strongest, until there is enough.
fn least(places: &[u32; 101]) -> u8 {
    let mut sum = 0;
    let enough = |&(_, &count): &(usize, &u32)| {
        sum += count;
        sum as usize >= MOST
    };
    places.iter().enumerate().rev().find(enough).map_or(0, |(score, _)| score as u8)
}

/// Evidence of the chapters where the item is strongest, in the order of the document.
fn evidence(told: &[Told], number: u8, least: u8) -> Vec<Span> {
    let own = told.iter().filter(|t| t.number == number && t.score >= least);
    let strong = own.flat_map(|t| t.item.evidence.iter().map(|&s| (t.score == least, moved(s, t.start))));
    let all: Vec<(bool, Span)> = strong.collect();
    // Of the weakest chapters that are needed, the first ones.
    let mut room = MOST.saturating_sub(all.iter().filter(|(weakest, _)| !weakest).count());
    let mut out: Vec<Span> = all
        .into_iter()
        .filter(|(weakest, _)| {
            let taken = !weakest || room > 0;
            room -= usize::from(*weakest && room > 0);
            taken
        })
        .map(|(_, span)| span)
        .collect();
    crate::order::sort(&mut out);
    out
}

/// `said` holds a bit for each advice that some chapter gives, `title` says whether the first one gives that on the title, which it alone holds.
fn advise(whole: &Disclosure, said: u32, title: bool) -> Vec<Advice> {
    let mut out: Vec<Advice> = Vec::new();
    for advice in [
        Advice::Secret,
        Advice::PartialShowsBody,
        Advice::StageAndEnd,
        Advice::Title,
        Advice::AttachmentOpen,
        Advice::PastRetention,
        Advice::Expired,
        Advice::ReadersOnly,
    ] {
        let holds = match advice {
            Advice::PartialShowsBody => whole.level == Level::Partial,
            Advice::Title => title,
            _ => said >> advice as u32 & 1 == 1,
        };
        if holds {
            out.push(advice);
        }
    }
    if let Some(declared) = &whole.declared {
        compare(declared, whole, &mut out);
    }
    out
}

/// An item without its evidence.
fn bare(item: &Item) -> Item {
    Item { evidence: Vec::new(), ..item.clone() }
}

fn moved(span: Span, by: usize) -> Span {
    Span { start: span.start + by, end: span.end + by }
}

/// Whether two suggestions say the same about the same places.
pub fn same(a: &Disclosure, b: &Disclosure) -> bool {
    let item = |(a, b): (&Item, &Item)| {
        a.item == b.item
            && a.score == b.score
            && std::ptr::eq(a.ground, b.ground)
            && a.reason == b.reason
            && a.until == b.until
            && a.date == b.date
            && a.evidence == b.evidence
    };
    let attachment = |(a, b): (&Attachment, &Attachment)| a.span == b.span && a.level == b.level && a.items == b.items;
    a.level == b.level
        && a.items.len() == b.items.len()
        && a.items.iter().zip(&b.items).all(item)
        && a.attachments.len() == b.attachments.len()
        && a.attachments.iter().zip(&b.attachments).all(attachment)
        && a.remedies == b.remedies
        && a.advice == b.advice
        && a.declared == b.declared
        && a.title == b.title
        && a.free == b.free
        && a.public_copy == b.public_copy
        && a.parts == b.parts
}

impl Disclosure {
    /// Whether nothing at all is said.
    pub fn is_empty(&self) -> bool {
        same(self, &Self::default())
    }

    /// The same for a stretch of the text it was made for: spans inside it count from its start, others are left out.
    pub fn within(&mut self, at: Span) {
        let own = |s: &Span| s.start >= at.start && s.start < at.end;
        let moved = |s: Span| Span { start: s.start - at.start, end: s.end - at.start };
        for item in &mut self.items {
            item.evidence.retain(own);
            item.evidence.iter_mut().for_each(|s| *s = moved(*s));
        }
        self.attachments.retain(|a| own(&a.span));
        self.attachments.iter_mut().for_each(|a| a.span = moved(a.span));
        self.declared = self.declared.take().filter(|d| own(&d.span));
        if let Some(declared) = &mut self.declared {
            declared.span = moved(declared.span);
        }
        self.title = self.title.filter(own).map(moved);
        self.free.retain(own);
        self.free.iter_mut().for_each(|s| *s = moved(*s));
        self.parts.retain(|(s, _)| own(s));
        self.parts.iter_mut().for_each(|p| p.0 = moved(p.0));
    }
}
