//! How much of a draft is restricted: nothing, parts of it, or the draft itself.
//!
//! Of a short draft a few rules say it. Of a longer one learned weights do, over how much of it is about the restricted matter, how much of it is
//! masked, what its title says, and what it says as a whole; the same draft is closed by one officer and parted by another, so no rule by hand came as near.

use super::genre::{self, SIGNS};
use super::matter::{self, ITEMS, Sums, Table};
use super::passages::Extract;
use super::weigh::{Weighed, strength};
use super::whole::SIDES;
use super::{Disclosure, Level};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::span::FoldSpan;

/// What is counted of a draft by itself.
const COUNTED: usize = 15;

/// How many things speak for or against closing a draft.
pub const TERMS: usize = COUNTED + SIGNS + SIDES + ITEMS;

/// The terms of a longer draft in which something stands, in 1/256: shares of the text and of the title, flags, and which item is first.
pub type Terms = [i32; TERMS];

/// From these odds on, in 1/256 of a natural logarithm, a longer draft is closed: parts that can be separated are the default.
const CLOSED: i32 = 128;

/// Open where nothing stands, else partial or closed.
pub(super) fn level(disclosure: &Disclosure, weighed: &Weighed, findings: &[Finding], terms: Option<&Terms>) -> Level {
    let closed = match terms {
        None => return Level::Open,
        Some(terms) if weighed.long => odds(weighed.table, terms) >= CLOSED,
        Some(_) => short(disclosure, weighed, findings),
    };
    if closed { Level::Closed } else { Level::Partial }
}

/// A short draft is closed where a mark of secrecy and the matter say the same, or where its ground is one that closes a whole draft and it is about
/// hardly anything else.
fn short(disclosure: &Disclosure, weighed: &Weighed, findings: &[Finding]) -> bool {
    let Some(first) = disclosure.items.first() else { return false };
    let i = usize::from(first.item.clamp(1, 8)) - 1;
    let about = |sums: &Sums| strength(sums, i) > 0 && matter::shares(&weighed.table.odds(sums))[0] < 400;
    let sum =
        |of: &dyn Fn(&Sums) -> bool| -> u32 { weighed.pieces.iter().filter(|(_, s)| of(s)).map(|(_, s)| s.seen).sum() };
    let mostly = sum(&about) * 10 >= sum(&|_| true) * 7;
    let secret = marked(findings) && matches!(first.item, 1 | 2) && first.score >= weighed.right(600);
    let whole = first.ground.whole && first.score >= weighed.right(700) && matches!(first.item, 1 | 2 | 4 | 5);
    secret || (mostly && whole)
}

fn marked(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.kind == Kind::SecurityMark && f.action != Action::Keep)
}

/// What speaks for or against closing a draft; nothing where nothing stands.
pub(super) fn terms(page: &Page, disclosure: &Disclosure, weighed: &Weighed, findings: &[Finding]) -> Option<Terms> {
    let first = disclosure.items.first()?;
    let i = usize::from(first.item.clamp(1, 8)) - 1;
    let of = |part: u64, all: u64| (part.min(all) * 256 / all.max(1)) as i32;
    let flag = |b: bool| i32::from(b) * 256;
    let masked = |f: &Finding| f.action == Action::Mask;
    // Sums over the pieces, each counting as much as it has features.
    let (mut all, mut own, mut any, mut held, mut either, mut restricted, mut shared) = (0u64, 0, 0, 0, 0, 0, 0);
    let mut title = matter::shares(&[0; ITEMS]);
    let mut extract = Extract::default();
    let mut bytes = 0;
    for (n, &(span, ref sums)) in weighed.pieces.iter().enumerate() {
        let seen = u64::from(sums.seen);
        let shares = matter::shares(&weighed.table.odds(sums));
        let at = page.span(span);
        let from = findings.partition_point(|f| f.span.end <= at.start);
        let holds = findings.iter().skip(from).take_while(|f| f.span.start < at.end).any(masked);
        all += seen;
        own += if strength(sums, i) > 0 && shares[0] < 500 { seen } else { 0 };
        any += if shares[0] < 500 { seen } else { 0 };
        held += if holds { seen } else { 0 };
        either += if holds || shares[0] < 500 { seen } else { 0 };
        restricted += seen * (1000 - u64::from(shares[0]));
        shared += seen * u64::from(shares[i + 1]);
        if n == weighed.title {
            title = shares;
        }
        bytes += at.range().len() as u64;
        genre::count(page, span, &mut extract);
    }
    let covered: u64 = findings.iter().filter(|f| masked(f)).map(|f| f.span.range().len() as u64).sum();
    let many = findings.iter().filter(|f| masked(f)).count().min(100) as i32;
    let head = weighed.pieces.get(weighed.title).map_or(FoldSpan::new(0, 0), |(span, _)| *span);
    let counted: [i32; COUNTED] = [
        of(1000 - u64::from(title[0]), 1000),
        of(u64::from(title[i + 1]), 1000),
        of(own, all),
        of(any, all),
        of(restricted, all * 1000),
        of(shared, all * 1000),
        of(1000 - u64::from(weighed.shares[0]), 1000),
        of(covered, bytes),
        of(held, all),
        of(either, all),
        many * 256 / 10,
        flag(marked(findings)),
        flag(first.ground.whole),
        of(u64::from(first.score), 100),
        flag(disclosure.items.len() > 1),
    ];
    let mut out = [0; TERMS];
    let items: [i32; ITEMS] = std::array::from_fn(|k| flag(k == i));
    let signs = genre::signs(page, head, &extract);
    out.iter_mut().zip(counted.into_iter().chain(signs).chain(weighed.whole).chain(items)).for_each(|(o, v)| *o = v);
    Some(out)
}

/// What the terms say for closing a draft against publishing parts of it, in 1/256 of a natural logarithm.
fn odds(table: Table, terms: &Terms) -> i32 {
    let (weights, offset) = table.closing();
    let sum: i64 = terms.iter().zip(weights).map(|(&t, w)| i64::from(t) * i64::from(w)).sum();
    ((sum >> 8) + i64::from(offset)).clamp(-4096, 4096) as i32
}
