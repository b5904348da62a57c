//! Puts together what was found and what the text is about: which items stand, how sure, on what evidence, at which level.

use super::advice::{self, Advice, Declared, Remedy};
use super::features::piece_features;
use super::genre;
use super::ground::Ground;
use super::level;
use super::matter::{self, ITEMS, Sums, Table};
use super::passages::{self, Extract};
use super::whole::{SIDES, Whole};
use super::{ARTICLES, Attachment, Disclosure, Item, Level, parts, until};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::span::{FoldSpan, Span};
use crate::text::Class;
use crate::words::{List, attr};

/// Thousandths that must speak against open before anything is suggested for what the text is about.
const GATE: u16 = 415;
/// The same in a longer draft, where one of many passages is easily mistaken.
const LONG_GATE: u16 = 500;
/// A draft of so few features, a few words, says too little for the weights, which saw hardly any as short: it must be plainer.
const FEW: u32 = 20;
/// The share that one needs: the shortest restricted drafts of the training texts stand above it, everyday sentences below.
const FEW_GATE: u16 = 700;
/// Thousandths from which a first item is named.
const FIRST: u16 = 100;
/// Thousandths from which a second item stands on its own evidence.
const SECOND: u16 = 140;
/// The same in a longer draft, whose passages each have their own best item.
const APART: u16 = 250;
/// Thousandths from which a third one does.
const THIRD: u16 = 250;
/// How often an item may be defended, in hundredths, at tenths of its share: in a short draft, and in a longer one.
const RIGHT: [u16; 11] = [20, 36, 57, 62, 74, 78, 82, 90, 94, 96, 98];
/// See `RIGHT`.
const RIGHT_LONG: [u16; 11] = [20, 36, 52, 60, 68, 72, 76, 79, 82, 84, 86];
/// Most evidence spans of an item.
const EVIDENCE: usize = 20;

/// A draft cut and counted.
pub(super) struct Weighed<'a> {
    /// The weights it was counted with.
    pub(super) table: Table<'a>,
    /// Its pieces with their sums.
    pub(super) pieces: Vec<(FoldSpan, Sums)>,
    /// Which of them is the title.
    pub(super) title: usize,
    /// The shares of open and of each item, in thousandths.
    pub(super) shares: [u16; ITEMS + 1],
    /// The odds that it is restricted at all, and that it is itself the restricted matter, in 1/256.
    pub(super) whole: [i32; SIDES],
    /// The pieces that state an end, by their starts, with its date, where nothing found covers that.
    ends: Vec<(u32, until::Date)>,
    /// Whether it was weighed by its passages.
    pub(super) long: bool,
}

impl<'a> Weighed<'a> {
    /// Cuts and counts a page; `nudge` is added to the odds of each item.
    fn new(table: Table<'a>, page: &Page, nudge: &[i32; ITEMS], declared: Option<Span>) -> Self {
        let mut spans = Vec::new();
        matter::pieces(page, &mut spans);
        let recited = matter::recited(page, &spans);
        // What the form says is no matter of the draft either.
        let form = |s: FoldSpan| s.len() <= 40 && declared.is_some_and(|d| d.overlaps(page.span(s)));
        let mut whole = Whole::default();
        let mut count = |(&s, idle): (&FoldSpan, bool)| {
            let mut sums = Sums::default();
            if !idle && !form(s) {
                piece_features(page, s, |bucket| {
                    table.add(bucket, &mut sums);
                    whole.add(table, bucket);
                });
            }
            (s, sums)
        };
        let pieces: Vec<(FoldSpan, Sums)> = spans.iter().zip(recited).map(&mut count).collect();
        let long = pieces.len() > 1 && pieces.iter().map(|(_, s)| s.seen).sum::<u32>() > matter::SHORT;
        let title = genre::title(page, &spans);
        let whole = whole.odds(table);
        let odds = if long { by_passages(table, page, &pieces, title, whole[0]) } else { at_once(table, &pieces) };
        let shares = matter::shares(&std::array::from_fn(|i| odds[i] + nudge[i]));
        Self { table, shares, whole, pieces, title, ends: Vec::new(), long }
    }

    /// The score of an item by its share, in hundredths: how often an item of that share may be defended, as cross-validation tells. That
    /// something is restricted speaks for the first item too: where several items share the odds, the first may be defended more often than its
    /// own share tells.
    fn score(&self, i: usize, first: bool) -> u8 {
        let own = self.shares[i + 1];
        let share = if first { own.midpoint(own.max(1000 - self.shares[0])) } else { own };
        self.right(share)
    }

    /// The score of a share.
    pub(super) fn right(&self, share: u16) -> u8 {
        let right = if self.long { RIGHT_LONG } else { RIGHT };
        let (at, rest) = ((share / 100).min(9) as usize, share % 100);
        (right[at] + (right[at + 1] - right[at]) * rest / 100) as u8
    }

    /// Whether what the text is about asks for an item.
    fn speaks(&self) -> bool {
        let seen = self.pieces.iter().map(|(_, s)| s.seen).sum::<u32>();
        let gate = match seen {
            _ if self.long => LONG_GATE,
            0..FEW => FEW_GATE,
            _ => GATE,
        };
        1000 - self.shares[0] >= gate
    }
}

/// A short draft is weighed as one text.
fn at_once(table: Table, pieces: &[(FoldSpan, Sums)]) -> [i32; ITEMS] {
    let mut whole = Sums::default();
    pieces.iter().for_each(|(_, s)| whole.add(s));
    table.odds(&whole)
}

/// A longer one by its passages, beside its title and the sort of text it is.
fn by_passages(table: Table, page: &Page, pieces: &[(FoldSpan, Sums)], title: usize, whole: i32) -> [i32; ITEMS] {
    let Some(&(head, ref head_sums)) = pieces.get(title) else { return [0; ITEMS] };
    let mut extract = Extract::default();
    let body: Vec<Sums> = pieces.iter().enumerate().filter(|(n, _)| *n != title).map(|(_, (_, s))| *s).collect();
    extract.read(table, &body);
    pieces.iter().for_each(|(span, _)| genre::count(page, *span, &mut extract));
    let signs = genre::signs(page, head, &extract);
    passages::odds(table, &passages::terms(table, &extract, head_sums, &signs, whole))
}

/// Kinds whose findings are the restricted matter itself.
fn is_matter(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::UnitPrice
            | Kind::ReservePrice
            | Kind::SalesFigure
            | Kind::TradeSecret
            | Kind::Credential
            | Kind::IpAddress
            | Kind::SecurityMark
            | Kind::RestrictedPart
    )
}

/// What is suggested for a draft, given what was found in it.
pub fn suggest(page: &Page, findings: &[Finding]) -> Disclosure {
    suggest_with(Table::own(), page, findings)
}

/// The same with other weights: what the trainer measures a fold with.
pub fn suggest_with(table: Table, page: &Page, findings: &[Finding]) -> Disclosure {
    suggest_told(table, page, findings).0
}

/// The same with what speaks for or against closing it, where something stands: what the trainer learns that from.
pub fn suggest_told(table: Table, page: &Page, findings: &[Finding]) -> (Disclosure, Option<level::Terms>) {
    let mut found = [(0u8, 0u32); ITEMS];
    let mut nudge = [0i32; ITEMS];
    for f in findings {
        let Some(i) = usize::from(f.item).checked_sub(1).filter(|&i| i < ITEMS) else { continue };
        match f.action {
            Action::Mask => found[i] = (found[i].0.max(f.confidence), found[i].1 + 1),
            Action::Review if !f.kind.is_silent() => nudge[i] = (nudge[i] + 64).min(128),
            _ => {}
        }
    }
    let matter_found: [bool; ITEMS] = std::array::from_fn(|i| {
        findings.iter().any(|f| f.action == Action::Mask && usize::from(f.item) == i + 1 && is_matter(f.kind))
    });
    let declared = advice::declared(page);
    let mut weighed = Weighed::new(table, page, &nudge, declared.as_ref().map(|d| d.span));
    let mut order: Vec<usize> = (0..ITEMS).collect();
    order::sort_by_key(&mut order, |&i| (std::cmp::Reverse(weighed.shares[i + 1]), i));
    let mut scores = [0u8; ITEMS];
    if weighed.speaks() {
        for (rank, &i) in order.iter().take(3).enumerate() {
            let share = weighed.shares[i + 1];
            let second = if weighed.long { APART } else { SECOND };
            let needed = [FIRST, second, THIRD][rank];
            if share >= needed {
                scores[i] = weighed.score(i, rank == 0);
            }
        }
    }
    // Beside findings that leave no doubt, and beside a matter that does not, a weak companion is no help.
    let certain = found.iter().any(|&(confidence, n)| n > 0 && confidence >= 85);
    let strongest = scores.iter().copied().max().unwrap_or(0);
    let needed = if certain {
        weighed.right(450)
    } else if strongest >= weighed.right(800) {
        weighed.right(200)
    } else {
        0
    };
    scores.iter_mut().filter(|s| **s < needed).for_each(|s| *s = 0);
    let leads = scores.iter().enumerate().any(|(i, &s)| s >= weighed.right(450) && i != 5);
    for i in 0..ITEMS {
        let (confidence, count) = found[i];
        if count == 0 {
            continue;
        }
        // Personal data in a draft about another matter stand behind that matter: they can be cut out of it.
        let sure = if matter_found[i] || !leads { confidence.min(97) } else { confidence.min(44) };
        scores[i] = scores[i].max(sure);
    }
    if scores.iter().any(|&s| s > 0) {
        weighed.ends = ends(page, findings, &weighed.pieces);
    }
    let mut disclosure = Disclosure::default();
    let mut items: Vec<usize> = (0..ITEMS).filter(|&i| scores[i] > 0).collect();
    order::sort_by_key(&mut items, |&i| (std::cmp::Reverse(scores[i]), i));
    for i in items.iter().copied() {
        disclosure.items.push(item(page, findings, &weighed, i, scores[i], &items));
    }
    let told = level::terms(page, &disclosure, &weighed, findings);
    disclosure.level = level::level(&disclosure, &weighed, findings, told.as_ref());
    disclosure.attachments = attachments(page, &weighed, &disclosure);
    disclosure.declared = declared;
    disclosure.parts = parts::propose(page, findings, &disclosure, &weighed);
    if disclosure.level != Level::Open {
        disclosure.remedies = Remedy::ALL.to_vec();
    }
    disclosure.advice = advise(page, findings, &disclosure, &weighed);
    if disclosure.advice.contains(&Advice::Title) {
        disclosure.title = weighed.pieces.get(weighed.title).map(|(span, _)| page.span(*span));
    }
    if disclosure.advice.contains(&Advice::CanOpen) {
        disclosure.free = free(page, findings, &disclosure, &weighed);
    }
    (disclosure, told)
}

/// How strongly a piece speaks for an item: the sum over the root of its length.
pub(super) fn strength(sums: &Sums, i: usize) -> i64 {
    i64::from(sums.items[i]) * 256 / (u64::from(sums.seen.max(16)) << 8).isqrt() as i64
}

fn item(page: &Page, findings: &[Finding], weighed: &Weighed, i: usize, score: u8, all: &[usize]) -> Item {
    let article = &ARTICLES[i];
    let mut strong: Vec<(i64, FoldSpan)> =
        weighed.pieces.iter().map(|(span, sums)| (strength(sums, i), *span)).filter(|(s, _)| *s > 0).collect();
    order::sort_by_key(&mut strong, |(s, span)| (std::cmp::Reverse(*s), span.start));
    let most = strong.first().map_or(0, |(s, _)| *s);
    strong.retain(|(s, _)| *s * 2 >= most);
    strong.truncate(6);
    let by_matter = weighed.speaks() && (0..2).any(|n| score == weighed.score(i, n == 0));
    let mut evidence: Vec<Span> = findings
        .iter()
        .filter(|f| f.action == Action::Mask && usize::from(f.item) == i + 1)
        .map(|f| f.span)
        .take(EVIDENCE)
        .collect();
    let mut topics = [0u16; 64];
    if by_matter || evidence.is_empty() {
        for (_, span) in &strong {
            count_topics(page, *span, &mut topics);
            let bytes = page.span(*span);
            if evidence.len() < EVIDENCE && !evidence.iter().any(|e| e.overlaps(bytes)) {
                evidence.push(bytes);
            }
        }
    }
    if findings.iter().any(|f| f.kind == Kind::BankAccount && f.action == Action::Mask && f.item == 7) {
        topics[usize::from(attr::MATTERS_ACCOUNT)] += 2;
    }
    order::sort(&mut evidence);
    let ground: &'static Ground = article.ground(&topics);
    let mut reason = String::from(ground.reason);
    if let Some((_, decides)) =
        article.confusions.iter().find(|(other, _)| all.iter().any(|&o| o + 1 == usize::from(*other)))
    {
        reason.push(' ');
        reason.push_str(decides);
    }
    let own = |start: u32| weighed.ends.binary_search_by_key(&start, |e| e.0).ok().and_then(|k| weighed.ends.get(k));
    let stated = strong.iter().find_map(|(_, span)| own(span.start)).or(weighed.ends.first());
    let date = stated.map(|(_, date)| *date).filter(|_| i != 5);
    let until = match date {
        Some(date) => format!("{}까지 ({})", until::shown(date), ground.until),
        None => String::from(ground.until),
    };
    Item { item: article.item, score, ground, reason, until, date, evidence }
}

/// The ends that pieces state, in order; findings are sorted and do not overlap.
fn ends(page: &Page, findings: &[Finding], pieces: &[(FoldSpan, Sums)]) -> Vec<(u32, until::Date)> {
    let clear = |at: FoldSpan| {
        let bytes = page.span(at);
        let from = findings.partition_point(|f| f.span.end <= bytes.start);
        let mut over = findings.iter().skip(from).take_while(|f| f.span.start < bytes.end);
        !over.any(|f| f.action != Action::Keep)
    };
    let stated = |&(span, _): &(FoldSpan, Sums)| {
        until::stated(page, span).filter(|(_, at)| clear(*at)).map(|(date, _)| (span.start, date))
    };
    pieces.iter().filter_map(stated).collect()
}

fn count_topics(page: &Page, span: FoldSpan, topics: &mut [u16; 64]) {
    for hit in page.hits_in(span) {
        for tag in hit.tags().iter().filter(|t| t.list == List::Matters) {
            if let Some(n) = topics.get_mut(tag.attr as usize) {
                *n = n.saturating_add(1);
            }
        }
    }
}

/// The attachments that the draft names behind 붙임, each weighed by its name.
fn attachments(page: &Page, weighed: &Weighed, disclosure: &Disclosure) -> Vec<Attachment> {
    let folded = &page.folded;
    let mut out = Vec::new();
    let mut inside = false;
    for (span, sums) in &weighed.pieces {
        let mut from = span.start as usize;
        let end = span.end as usize;
        if folded.starts_with(from, "붙임") || folded.starts_with(from, "첨부") {
            inside = true;
            from += 2;
        } else if inside && folded.class(from) != Class::Digit {
            inside = false;
        }
        if !inside {
            continue;
        }
        while from < end && !matches!(folded.class(from), Class::Hangul | Class::Latin) {
            from += 1;
        }
        if from >= end || out.len() >= 20 {
            continue;
        }
        let name = FoldSpan::new(from, end);
        let shares = matter::shares(&weighed.table.odds(sums));
        let mut items: Vec<u8> =
            disclosure.items.iter().map(|i| i.item).filter(|&n| shares[usize::from(n)] >= 350).collect();
        let personal = page.hits_in(name).any(|h| h.has(List::Matters, attr::MATTERS_ROSTER));
        if personal && !items.contains(&6) && disclosure.items.iter().any(|i| i.item == 6) {
            items.push(6);
        }
        order::sort(&mut items);
        let level = if items.is_empty() { Level::Open } else { Level::Closed };
        out.push(Attachment { span: page.span(name), level, items });
    }
    out
}

/// The stretches of a draft that nothing speaks against: runs of pieces without evidence and without anything to mask or to review.
fn free(page: &Page, findings: &[Finding], disclosure: &Disclosure, weighed: &Weighed) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for (piece, sums) in &weighed.pieces {
        let bytes = page.span(*piece);
        let evident = disclosure.items.iter().any(|i| i.evidence.iter().any(|e| e.overlaps(bytes)));
        let from = findings.partition_point(|f| f.span.end <= bytes.start);
        let over = findings.iter().skip(from).take_while(|f| f.span.start < bytes.end);
        let free = !evident
            && over.into_iter().all(|f| f.action == Action::Keep)
            && matter::shares(&weighed.table.odds(sums))[0] >= 500;
        if open && free {
            out.last_mut().into_iter().for_each(|last| last.end = bytes.end);
        } else if free && out.len() < EVIDENCE {
            out.push(bytes);
        }
        open = free && out.last().is_some_and(|last| last.end == bytes.end);
    }
    out
}

fn advise(page: &Page, findings: &[Finding], disclosure: &Disclosure, weighed: &Weighed) -> Vec<Advice> {
    let mut out = Vec::new();
    if findings.iter().any(|f| f.kind == Kind::SecurityMark && f.action != Action::Keep) {
        out.push(Advice::Secret);
    }
    if disclosure.level == Level::Partial {
        out.push(Advice::PartialShowsBody);
    }
    let review = |i: &Item| i.item == 5 && i.date.is_none() && i.ground.topics.contains(&attr::MATTERS_REVIEW);
    if disclosure.items.iter().any(review) {
        out.push(Advice::StageAndEnd);
    }
    let speaks = |sums: &Sums| {
        let first = disclosure.items.first().map(|i| usize::from(i.item));
        first.is_some_and(|i| matter::shares(&weighed.table.odds(sums))[i] >= 700)
    };
    if weighed.pieces.len() > 1
        && let Some((title, sums)) = weighed.pieces.get(weighed.title)
        && let title = page.span(*title)
        && (findings.iter().any(|f| f.action == Action::Mask && f.span.overlaps(title)) || speaks(sums))
    {
        out.push(Advice::Title);
    }
    if let Some(declared) = &disclosure.declared {
        compare(declared, disclosure, &mut out);
    }
    let said_open =
        |a: &Attachment| page.folded.text(fold_of(page, a.span)).trim_end_matches([' ', '.', '끝']).ends_with("(공개)");
    if disclosure.attachments.iter().any(|a| a.level != Level::Open && said_open(a)) {
        out.push(Advice::AttachmentOpen);
    }
    // A date that was found itself, as that of an 예고문, is shown nowhere, but it is compared.
    let asked = disclosure.level != Level::Open;
    let stated = weighed.pieces.iter().filter(|_| asked).filter_map(|(span, _)| until::stated(page, *span));
    let ends: Vec<until::Date> = stated.map(|(date, _)| date).filter(|d| d.0 > 0).collect();
    let dates = || ends.iter().copied();
    // 예고문: what is protected longer than it is kept.
    if until::kept_until(page).is_some_and(|kept| dates().any(|d| d > kept)) {
        out.push(Advice::PastRetention);
    }
    if let Some(made) = until::made(page) {
        // A retention period begins with the year after the draft was made (공공기록물법 시행령 제26조).
        let past = until::retention(page).is_some_and(|years| dates().any(|d| d.0 > made.0 + years));
        if past && !out.contains(&Advice::PastRetention) {
            out.push(Advice::PastRetention);
        }
        if findings.iter().any(|f| f.kind == Kind::SecurityMark) && dates().any(|d| d < made) {
            out.push(Advice::Expired);
        }
    }
    let sensitive = |f: &&Finding| {
        f.action == Action::Mask
            && matches!(
                f.kind,
                Kind::Rrn
                    | Kind::Frn
                    | Kind::Passport
                    | Kind::DriverLicense
                    | Kind::SensitiveHealth
                    | Kind::SensitiveCriminal
                    | Kind::SensitiveBelief
                    | Kind::WelfareStatus
            )
    };
    if findings.iter().any(|f| sensitive(&f)) {
        out.push(Advice::ReadersOnly);
    }
    out
}

fn fold_of(page: &Page, span: Span) -> FoldSpan {
    FoldSpan::new(page.folded.unit_at(span.start), page.folded.unit_at(span.end.saturating_sub(1)) + 1)
}

/// What the declared level says against the suggested one.
pub(super) fn compare(declared: &Declared, disclosure: &Disclosure, out: &mut Vec<Advice>) {
    match (declared.level, disclosure.level) {
        (Level::Open, Level::Partial | Level::Closed) => out.push(Advice::TooOpen),
        (Level::Partial | Level::Closed, Level::Open) => out.push(Advice::TooClosed),
        (Level::Closed, Level::Partial) => out.push(Advice::CanOpen),
        _ => {}
    }
}
