//! What is suggested for a long document, from what is suggested for its chapters: an item gets its best chapter, as it gets its best window
//! within one. Order-free but for ties, which go to the chapter that comes first, and for lists, which follow the document.

use super::advice::{Advice, Remedy};
use super::weigh::compare;
use super::{ARTICLES, Attachment, Disclosure, Item, Level};
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

/// The score of an item under which a person marked something.
const MARKED: u8 = 99;

/// The least score of an item that one chapter alone speaks for.
const LEAST: u8 = 68;

/// What is suggested for the document that these chapters make.
pub fn merge<'a>(chapters: impl Iterator<Item = Chapter<'a>> + Clone) -> Disclosure {
    let mut out = Disclosure::default();
    let (mut all, mut closed, mut found) = (0, 0, 0u8);
    for chapter in chapters.clone() {
        let from = chapter.disclosure;
        all += chapter.len;
        found |= chapter.found;
        if from.level == Level::Closed {
            closed += chapter.len;
        }
        for item in &from.items {
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
    out.items.sort_by_key(|i| (std::cmp::Reverse(i.score), i.item));
    for item in &mut out.items {
        item.evidence = evidence(chapters.clone(), item.item);
    }
    let secret = |c: Chapter| {
        c.disclosure.level == Level::Closed
            && c.disclosure.advice.contains(&Advice::Secret)
            && c.disclosure.items.first().is_some_and(|i| matches!(i.item, 1 | 2))
    };
    out.level = if out.items.is_empty() {
        Level::Open
    } else if closed * 10 >= all * 7 || chapters.clone().any(secret) {
        Level::Closed
    } else {
        Level::Partial
    };
    if out.level != Level::Open {
        out.remedies = Remedy::ALL.to_vec();
    }
    out.advice = advise(&out, chapters);
    out
}

/// Evidence of the chapters where the item is strongest first, in the order of the document.
fn evidence<'a>(chapters: impl Iterator<Item = Chapter<'a>>, item: u8) -> Vec<Span> {
    let mut strong: Vec<(u8, usize, &Item)> = chapters
        .flat_map(|c| c.disclosure.items.iter().filter(|i| i.item == item).map(move |i| (i.score, c.start, i)))
        .collect();
    strong.sort_by_key(|&(score, start, _)| (std::cmp::Reverse(score), start));
    let spans = strong.iter().flat_map(|&(_, start, i)| i.evidence.iter().map(move |&s| moved(s, start)));
    let mut out: Vec<Span> = spans.take(MOST).collect();
    out.sort_unstable();
    out
}

fn advise<'a>(whole: &Disclosure, chapters: impl Iterator<Item = Chapter<'a>> + Clone) -> Vec<Advice> {
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
            // Only the first chapter holds the title.
            Advice::Title => chapters.clone().next().is_some_and(|c| c.disclosure.advice.contains(&advice)),
            _ => chapters.clone().any(|c| c.disclosure.advice.contains(&advice)),
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
        && a.parts == b.parts
}

impl Disclosure {
    /// Adds the items under which a person marked something, with where: nobody needs to suggest what a person decided.
    pub fn add_marked(&mut self, marks: &[(Span, u8)]) {
        for &(span, number) in marks {
            let Some(article) = usize::from(number).checked_sub(1).and_then(|i| ARTICLES.get(i)) else { continue };
            let Some(ground) = article.grounds.last() else { continue };
            let known = self.items.iter().position(|i| i.item == number);
            let at = known.unwrap_or_else(|| {
                self.items.push(Item {
                    item: number,
                    score: MARKED,
                    ground,
                    reason: ground.reason.to_owned(),
                    until: ground.until.to_owned(),
                    date: None,
                    evidence: Vec::new(),
                });
                self.items.len() - 1
            });
            if let Some(item) = self.items.get_mut(at) {
                item.score = item.score.max(MARKED);
                item.evidence.retain(|e| !e.overlaps(span));
                item.evidence.push(span);
                item.evidence.sort_unstable();
                item.evidence.truncate(MOST);
            }
        }
        self.items.sort_by_key(|i| (std::cmp::Reverse(i.score), i.item));
        if self.level == Level::Open && !self.items.is_empty() {
            self.level = Level::Partial;
            self.remedies = Remedy::ALL.to_vec();
        }
    }

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
