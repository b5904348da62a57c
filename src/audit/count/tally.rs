//! One document added to the figures.
//!
//! Exposed is a document that is not closed and holds something to mask. An identifier by law (개인정보 보호법 제24조: resident, foreigner, passport and
//! driver's numbers) weighs ten times.

use super::{EXAMPLES, MOST, NOWHERE, OTHERS, Summary, WORST, Worst, left};
use crate::audit::Day;
use crate::audit::record::Record;
use crate::kind::Kind;

/// How much an identifier by law weighs against another finding.
pub(crate) const WEIGHT: u64 = 10;

/// Identifiers by 개인정보 보호법 제24조.
pub(crate) const IDENTIFIERS: [Kind; 4] = [Kind::Rrn, Kind::Frn, Kind::Passport, Kind::DriverLicense];

/// Figures of a group of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// All that were looked at.
    pub documents: u64,
    /// Read, if not wholly.
    pub read: u64,
    /// Not read.
    pub unread: u64,
    /// Read, but with places or pictures that nobody read.
    pub partly: u64,
    /// Read wholly, nothing to mask or review.
    pub clean: u64,
    /// Read and not closed: what exposures are counted among.
    pub public: u64,
    /// Exposed.
    pub exposed: u64,
    /// Exposed with an identifier by law.
    pub identified: u64,
    /// Findings to be masked in exposed documents.
    pub findings: u64,
    /// The same, identifiers by law weighing ten times.
    pub weight: u64,
    /// With something to review and nothing to mask.
    pub review: u64,
}

/// Figures of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KindCount {
    /// What it is called.
    pub name: String,
    /// Exposed documents that hold it.
    pub documents: u64,
    /// Findings to be masked in them.
    pub mask: u64,
    /// Findings to be reviewed, in all that were read.
    pub review: u64,
    /// Examples, masked.
    pub examples: Vec<String>,
}

/// Whether a kind is an identifier by law.
pub(crate) fn is_identifier(id: &str) -> bool {
    IDENTIFIERS.iter().any(|k| k.id() == id)
}

/// What a document weighs.
pub(crate) fn weight(record: &Record) -> u64 {
    record.found.iter().map(|f| u64::from(f.mask) * if is_identifier(&f.kind) { WEIGHT } else { 1 }).sum()
}

/// Adds a document.
pub(super) fn add(to: &mut Summary, record: &Record, today: Day) {
    let department = if record.department.is_empty() { NOWHERE } else { &record.department };
    let one = of(record);
    to.all.add(&one);
    slot(&mut to.departments, department.to_owned(), OTHERS.to_owned()).add(&one);
    let month = record.day.map_or_else(|| "날짜를 모름".to_owned(), |d| Day(d).month());
    slot(&mut to.months, month, OTHERS.to_owned()).add(&one);
    if let Some(author) = record.author {
        slot(&mut to.authors, author, u64::MAX).add(&one);
    }
    let level = ["open", "partial", "closed"].iter().position(|l| Some(*l) == record.level.as_deref()).unwrap_or(3);
    if let Some(count) = to.levels.get_mut(level) {
        *count += 1;
    }
    if let Some(why) = &record.unread {
        *to.unread.entry(why.clone()).or_default() += 1;
        return;
    }
    let exposed = one.exposed == 1;
    to.open_exposed += u64::from(exposed && level == 0);
    to.partial_exposed += u64::from(exposed && level == 1);
    to.closed_clean +=
        u64::from(level == 2 && record.is_whole() && record.found.is_empty() && record.suggested == "open");
    let mut suggested = record.suggested_items.clone();
    suggested.sort_unstable();
    to.other_items += u64::from(!record.items.is_empty() && !suggested.is_empty() && record.items != suggested);
    to.attached += u64::from(exposed && record.attached);
    for f in &record.found {
        let kind = to.kinds.entry(f.kind.clone()).or_default();
        if kind.name.is_empty() {
            kind.name = called(&f.kind, f.name.as_deref());
        }
        kind.review += u64::from(f.review);
        if exposed && f.mask > 0 {
            kind.documents += 1;
            kind.mask += u64::from(f.mask);
            if kind.examples.len() < EXAMPLES && !kind.examples.contains(&f.shown) {
                kind.examples.push(f.shown.clone());
            }
            if let Some(count) = usize::from(f.item).checked_sub(1).and_then(|i| to.items.get_mut(i)) {
                *count += u64::from(f.mask);
            }
        }
    }
    if exposed {
        let left = left(record, today);
        if let Some(days) = left {
            let place = [1, 4, 8, 31].iter().position(|&end| days < end).unwrap_or(4);
            if let Some(count) = to.left.get_mut(place) {
                *count += 1;
            }
        }
        worst(to, record, &one, department, left);
    }
}

/// Keeps the worst documents, the heaviest first, then in order.
fn worst(to: &mut Summary, record: &Record, one: &Group, department: &str, left: Option<i32>) {
    let light = to.worst.last().is_some_and(|w| to.worst.len() >= WORST && w.weight >= one.weight);
    if light {
        return;
    }
    let identifiers = record.found.iter().filter(|f| is_identifier(&f.kind)).map(|f| f.mask).sum();
    let place = to.worst.partition_point(|w| w.weight >= one.weight);
    to.worst.insert(
        place,
        Worst {
            weight: one.weight,
            n: record.n,
            department: department.to_owned(),
            shown: if record.title.is_empty() { record.path.clone() } else { record.title.clone() },
            level: record.level.clone(),
            mask: record.found.iter().map(|f| f.mask).sum(),
            identifiers,
            left,
        },
    );
    to.worst.truncate(WORST);
}

/// The figures of one document.
fn of(record: &Record) -> Group {
    let mut one = Group { documents: 1, ..Group::default() };
    if record.unread.is_some() {
        one.unread = 1;
        return one;
    }
    one.read = 1;
    one.partly = u64::from(!record.is_whole());
    let masks: u64 = record.found.iter().map(|f| u64::from(f.mask)).sum();
    let reviews: u64 = record.found.iter().map(|f| u64::from(f.review)).sum();
    one.clean = u64::from(record.is_whole() && masks + reviews == 0);
    one.review = u64::from(masks == 0 && reviews > 0);
    if record.is_public() {
        one.public = 1;
        if masks > 0 {
            one.exposed = 1;
            one.findings = masks;
            one.weight = weight(record);
            one.identified = u64::from(record.found.iter().any(|f| f.mask > 0 && is_identifier(&f.kind)));
        }
    }
    one
}

impl Group {
    fn add(&mut self, other: &Self) {
        let Self { documents, read, unread, partly, clean, public, exposed, identified, findings, weight, review } =
            other;
        self.documents += documents;
        self.read += read;
        self.unread += unread;
        self.partly += partly;
        self.clean += clean;
        self.public += public;
        self.exposed += exposed;
        self.identified += identified;
        self.findings += findings;
        self.weight += weight;
        self.review += review;
    }
}

/// The group of a name; of the rest where there are too many names.
fn slot<K: Ord>(groups: &mut std::collections::BTreeMap<K, Group>, name: K, rest: K) -> &mut Group {
    let name = if groups.len() < MOST || groups.contains_key(&name) { name } else { rest };
    groups.entry(name).or_default()
}

/// What a kind is called.
pub(crate) fn called(id: &str, own: Option<&str>) -> String {
    own.map(str::to_owned)
        .or_else(|| Kind::from_id(id).map(|k| k.name_ko().to_owned()))
        .unwrap_or_else(|| id.to_owned())
}
