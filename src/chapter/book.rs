//! The chapters of a document, each with what was found in it. Reads again what is not true any more, and nothing else.
//!
//! What a chapter holds depends on its text, its context and the answers of the other chapters. What it tells of names depends on text and
//! context alone, what it tells of persons on these and on names, so that reading again comes to an end after three rounds at most.

use crate::sorted::Set;

use super::context::{Carry, Context, title};
use super::cut::{self, PieceOfText};
use super::pool::Pool;
use super::reader::Reader;
use crate::detect::roles;
use crate::detect::told::Told;
use crate::disclosure::merge::{self, merge, same};
use crate::disclosure::{self, Disclosure};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::policy::Policy;
use crate::span::Span;

/// Three rounds are enough, as said above; more would be a mistake, and no reason to go on for ever.
const ROUNDS: usize = 8;

/// A chapter that was read.
#[derive(Default)]
pub struct Chapter {
    key: u32,
    /// Its text.
    pub text: String,
    /// Whether the text around makes the place where it begins a cut.
    pub natural: bool,
    /// What was found, by bytes of the chapter; the last may go on in the next chapter.
    findings: Vec<Finding>,
    /// What is suggested for it alone.
    disclosure: Disclosure,
    /// Bit `i` is set where something of item `i + 1` is masked.
    found: u8,
    read: bool,
    context: Context,
    carry: Carry,
    names: Heard<()>,
    persons: Heard<[i32; 2]>,
}

impl Chapter {
    /// Overwrites the texts held.
    fn wipe(&mut self) {
        let Context { before, behind, handed } = &mut self.context;
        [&mut self.text, before, behind].into_iter().for_each(wipe);
        handed.texts().into_iter().chain(self.carry.texts()).for_each(wipe);
    }
}

/// What a chapter told and asked, sorted by key, each key once.
#[derive(Default)]
struct Heard<V> {
    told: Vec<(u64, V)>,
    asked: Vec<(u64, Option<V>)>,
}

impl<V: Copy + PartialEq> Heard<V> {
    /// From what was told in `from..to` (folded units) and asked anywhere.
    fn new(heard: Told<V>, from: u32, to: u32, join: impl Fn(V, V) -> V) -> Self {
        let mut all: Vec<(u64, V)> =
            heard.told.iter().filter(|t| (from..to).contains(&t.2)).map(|t| (t.0, t.1)).collect();
        crate::order::sort_by_key(&mut all, |t| t.0);
        let mut told: Vec<(u64, V)> = Vec::with_capacity(all.len());
        for (key, value) in all {
            match told.last_mut().filter(|t| t.0 == key) {
                Some(last) => last.1 = join(last.1, value),
                None => told.push((key, value)),
            }
        }
        let mut asked = heard.asked;
        crate::order::sort_by_key(&mut asked, |a| a.0);
        asked.dedup_by_key(|a| a.0);
        Self { told, asked }
    }

    /// Whether some answer is not what it was, among `changed` keys or, where there are many, among all.
    fn stale(&self, changed: &[u64], answer: impl Fn(u64) -> Option<V>) -> bool {
        if changed.len() > self.asked.len() {
            return self.asked.iter().any(|&(key, then)| answer(key) != then);
        }
        changed.iter().any(|&key| {
            let asked = self.asked.binary_search_by_key(&key, |a| a.0).ok().and_then(|i| self.asked.get(i));
            asked.is_some_and(|&(_, then)| answer(key) != then)
        })
    }
}

/// A document in chapters.
#[derive(Default)]
pub struct Book {
    policy: Policy,
    /// Whether disclosure is suggested.
    suggests: bool,
    reader: Reader,
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
    /// Which of them must be looked at.
    dirty: Vec<bool>,
    names: Pool<()>,
    persons: Pool<[i32; 2]>,
    next: u32,
    title: String,
    /// The title, where an editor says which it is.
    entitled: Option<String>,
    page: String,
    changed: Changed,
    restless: bool,
}

impl Book {
    /// An empty book; `suggests` says whether disclosure is wanted.
    pub fn new(policy: &Policy, suggests: bool) -> Self {
        Self { policy: policy.clone(), suggests, ..Self::default() }
    }

    /// Reads a whole text.
    pub fn fill(&mut self, text: &str) {
        self.splice(0, self.chapters.len(), cut::pieces(text));
        self.settle();
    }

    /// Puts pieces of text in the place of the chapters `from..to`. Chapters whose text stays keep what is known of them; what must be read is
    /// read by `settle`.
    pub fn splice(&mut self, from: usize, to: usize, pieces: Vec<PieceOfText>) {
        let old = to - from;
        let same = |c: &Chapter, p: &PieceOfText| c.text == p.0;
        let head = self.chapters[from..to].iter().zip(&pieces).take_while(|(c, p)| same(c, p)).count();
        let most = old.min(pieces.len()) - head;
        let tail = self.chapters[from..to].iter().rev().zip(pieces.iter().rev()).take(most);
        let tail = tail.take_while(|(c, p)| same(c, p)).count();
        let (first, fresh) = (from + head, pieces.len() - head - tail);
        for (chapter, piece) in self.chapters[from..first].iter_mut().zip(&pieces) {
            chapter.natural = piece.1;
        }
        for (chapter, piece) in self.chapters[to - tail..to].iter_mut().rev().zip(pieces.iter().rev()) {
            chapter.natural = piece.1;
        }
        let next = &mut self.next;
        let made: Vec<Chapter> = pieces
            .into_iter()
            .skip(head)
            .take(fresh)
            .map(|(text, natural)| {
                *next = next.wrapping_add(1);
                Chapter { key: *next, text, natural, ..Chapter::default() }
            })
            .collect();
        for mut gone in self.chapters.splice(first..to - tail, made) {
            gone.wipe();
            self.names.replace(gone.key, &gone.names.told, &[], &mut self.changed.names);
            self.persons.replace(gone.key, &gone.persons.told, &[], &mut self.changed.persons);
            self.restless |= !gone.disclosure.is_empty();
        }
        self.dirty.splice(first..to - tail, std::iter::repeat_n(true, fresh));
        let beside = first.saturating_sub(1)..(first + fresh + 1).min(self.chapters.len());
        self.dirty[beside].fill(true);
    }

    /// Says which text is the title, where an editor knows; else the first two lines are.
    pub fn entitle(&mut self, title: Option<&str>) {
        if self.entitled.as_deref() != title {
            self.entitled = title.map(str::to_owned);
        }
    }

    /// Whether what is suggested for some chapter changed since this was asked last.
    pub fn take_restless(&mut self) -> bool {
        std::mem::take(&mut self.restless)
    }

    /// Reads until nothing is out of date, and gives the indices of the chapters that were read, in order.
    pub(crate) fn settle(&mut self) -> Set<usize> {
        let mut dirty: Set<usize> = Set::new();
        dirty.extend(self.dirty.iter().enumerate().filter(|(_, dirty)| **dirty).map(|(i, _)| i));
        self.dirty.fill(false);
        let first = self.chapters.first().filter(|_| self.chapters.len() > 1);
        let title = first.map_or(String::new(), |c| title(self.entitled.as_deref().unwrap_or(&c.text)));
        if title != self.title {
            self.title = title;
            dirty.extend(1..self.chapters.len());
        }
        let mut changed = std::mem::take(&mut self.changed);
        let mut touched = Set::new();
        let mut forced = Set::new();
        for _ in 0..ROUNDS {
            while let Some(i) = dirty.pop_first() {
                if i < self.chapters.len() && self.read(i, forced.remove(&i), &mut changed) {
                    touched.insert(i);
                    dirty.insert(i + 1);
                }
            }
            for keys in [&mut changed.names, &mut changed.persons] {
                crate::order::sort(keys);
                keys.dedup();
            }
            if changed.names.is_empty() && changed.persons.is_empty() {
                return touched;
            }
            for (i, chapter) in self.chapters.iter().enumerate() {
                let names = |key| self.names.answer(key, chapter.key, |_, _| ());
                let persons = |key| self.persons.answer(key, chapter.key, roles::stronger);
                if chapter.names.stale(&changed.names, names) || chapter.persons.stale(&changed.persons, persons) {
                    forced.insert(i);
                }
            }
            dirty.extend(forced.iter().copied());
            changed = Changed::default();
        }
        touched
    }

    /// Reads a chapter where its context is not what it was, or where it must be; says whether it did.
    fn read(&mut self, i: usize, forced: bool, changed: &mut Changed) -> bool {
        let text_of = |i: usize| self.chapters.get(i).map_or("", |c| c.text.as_str());
        let behind = text_of(i + 1);
        let context = match i.checked_sub(1).and_then(|p| self.chapters.get(p)) {
            Some(before) => Context::new(&self.title, &before.carry, &before.text, behind),
            None => Context::first(behind),
        };
        let alone = self.chapters.len() == 1;
        let Some(chapter) = self.chapters.get_mut(i) else { return false };
        if chapter.read && !forced && chapter.context == context {
            return false;
        }
        self.page.clear();
        for part in [&context.before, &chapter.text, &context.behind] {
            self.page.push_str(part);
        }
        let core = Span { start: context.before.len(), end: context.before.len() + chapter.text.len() };
        let key = chapter.key;
        let (names, persons) = (&self.names, &self.persons);
        let name_of = |k| names.answer(k, key, |_, _| ());
        let person_of = |k| persons.answer(k, key, roles::stronger);
        let (mut asks_names, mut asks_persons) =
            if alone { Default::default() } else { (Told::among(&name_of), Told::among(&person_of)) };
        let found = self.reader.read(&self.page, &self.policy, &mut asks_names, &mut asks_persons);
        let page = &self.reader.page;
        let mut findings: Vec<Finding> = found.into_iter().filter_map(|f| clipped(f, core)).collect();
        let mut disclosure = Disclosure::default();
        if self.suggests {
            disclosure = disclosure::suggest(page, &findings);
            if self.policy.wants(Kind::RestrictedPart) {
                disclosure::add_parts(page, &disclosure, &mut findings);
                findings.retain(|f| f.span.start >= core.start && f.span.start < core.end);
            }
            disclosure.within(core);
        }
        for f in &mut findings {
            f.span = Span { start: f.span.start - core.start, end: f.span.end - core.start };
        }
        let unit = |byte: usize| {
            if byte >= self.page.len() { page.folded.len() as u32 } else { page.folded.unit_at(byte) as u32 }
        };
        let (from, to) = (unit(core.start), unit(core.end));
        let heard_names = Heard::new(asks_names, from, to, |_, _| ());
        let heard_persons = Heard::new(asks_persons, from, to, roles::stronger);
        let carry = Carry::read(page, &self.page, from, to, &context.handed);
        self.names.replace(key, &chapter.names.told, &heard_names.told, &mut changed.names);
        self.persons.replace(key, &chapter.persons.told, &heard_persons.told, &mut changed.persons);
        chapter.found = findings
            .iter()
            .filter(|f| f.action == Action::Mask && (1..=8).contains(&f.item))
            .fold(0, |set, f| set | 1 << (f.item - 1));
        chapter.findings = findings;
        self.restless |= !same(&chapter.disclosure, &disclosure);
        chapter.disclosure = disclosure;
        chapter.names = heard_names;
        chapter.persons = heard_persons;
        chapter.context = context;
        chapter.carry = carry;
        chapter.read = true;
        true
    }

    /// What was found in a chapter, by its bytes, in order: what the chapter before it holds already is left out. The last finding may go on
    /// behind the chapter's end.
    pub fn findings(&self, i: usize) -> impl Iterator<Item = Finding> + '_ {
        let held = i.checked_sub(1).map_or(0, |p| self.overhang(p));
        self.chapters.get(i).into_iter().flat_map(|c| &c.findings).filter(move |f| f.span.end > held).map(move |f| {
            let mut f = f.clone();
            f.span.start = f.span.start.max(held);
            f
        })
    }

    /// How far the last finding of a chapter reaches into the next.
    pub fn overhang(&self, i: usize) -> usize {
        self.chapters.get(i).map_or(0, |c| c.findings.last().map_or(0, |f| f.span.end.saturating_sub(c.text.len())))
    }

    /// What is suggested for the document; spans count from its beginning.
    pub fn disclosure(&self) -> Disclosure {
        if let [only] = self.chapters.as_slice() {
            return only.disclosure.clone();
        }
        let starts = self.chapters.iter().scan(0, |at, c| {
            let start = *at;
            *at += c.text.len();
            Some(start)
        });
        merge(starts.zip(&self.chapters).map(|(start, c)| merge::Chapter {
            start,
            len: c.text.len(),
            disclosure: &c.disclosure,
            found: c.found,
        }))
    }

    /// Drops everything held and overwrites the text.
    pub fn clear(&mut self) {
        for chapter in &mut self.chapters {
            chapter.wipe();
        }
        wipe(&mut self.page);
        wipe(&mut self.title);
        self.entitled.as_mut().map(wipe);
        self.reader.wipe();
        self.chapters.clear();
        self.dirty.clear();
        self.names.clear();
        self.persons.clear();
    }
}

/// What changed of what chapters tell.
#[derive(Default)]
struct Changed {
    names: Vec<u64>,
    persons: Vec<u64>,
}

/// A finding without what stands before a chapter; none where it stands outside.
fn clipped(mut f: Finding, core: Span) -> Option<Finding> {
    if f.span.end <= core.start || f.span.start >= core.end {
        return None;
    }
    f.span.start = f.span.start.max(core.start);
    Some(f)
}

/// Overwrites a text and empties it.
pub fn wipe(text: &mut String) {
    let mut bytes = std::mem::take(text).into_bytes();
    bytes.fill(0);
    std::hint::black_box(&bytes);
}
