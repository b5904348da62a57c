//! Names of persons, found without a neural model.
//!
//! One pass collects what may be a name (`candidates`, `spaced`, `unspaced`, `foreign`, `latin`, `announced`, `alone`), reads what stands around it (`context`), lets mentions speak for one
//! another (`propagate`) and weighs all of it (`features`, `weights`, `score`). The tables of syllables and words are derived by
//! `tools/names/build.py`, the weights by `examples/train_names.rs` from the training corpus with this very code.
//!
//! Not here: whose name stays (`detect/roles.rs`).

mod again;
mod alike;
mod alone;
mod announced;
mod around;
mod before;
mod behind;
mod candidates;
mod context;
pub mod features;
mod foreign;
mod hanja;
mod latin;
mod lexical;
mod places;
mod propagate;
pub mod score;
pub mod second;
mod sound;
mod spaced;
mod tables;
mod tails;
mod unspaced;
mod weights;
pub mod wording;

use crate::detect::told::Told;
use crate::kind::Kind;
use crate::order;
use crate::page::Page;
use crate::rule::{CERTAIN, Candidate, LIKELY, Score, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use features::{Feature, Features};
use tails::Tail;

/// From this score on a mention is a name, where a place speaks for it.
pub const THRESHOLD: Score = 0;
/// From this score on where only the letters speak: in ordinary prose a false mask is worse than even odds.
const LETTERS_ONLY: Score = 12;
/// The same where the letters are also a word with its particle or suffix.
const WORD_ONLY: Score = 72;
/// The same where a place speaks for letters that are a word.
const WORD_PLACED: Score = 60;
/// The same where hardly anything but a name stands.
const WORD_SURE: Score = 30;
/// The same where a place speaks for other letters.
const PLACED: Score = 8;
/// Where a draft names several people and holds their numbers, in a place that speaks for a name: a name missed is worse than one too many.
const CROWDED: Score = -8;
/// How much less is asked in a draft that holds people.
const LENIENT: Score = 2;
/// How much of these is asked where other names of the document are sure: such a draft is no ordinary prose.
const PEOPLED: [Score; 4] = [4, 2, 1, 0];

/// The score a mention needs.
pub fn needed(f: &Features) -> Score {
    let word = f.any(&[
        Feature::PlacedWord2,
        Feature::PlacedWord3,
        Feature::PlacedParticle,
        Feature::Word2Place,
        Feature::Word2Common,
    ]) || f.get(Feature::PlacedOther) > 8
        || f.has(Feature::Latin) && !f.has(Feature::LatinKnown);
    let alone = if f.any(&[Feature::Sure, Feature::OthersAfter]) {
        if f.get(Feature::SureWord) > 8 { WORD_SURE } else { THRESHOLD }
    } else if !f.has(Feature::NoContext) || f.any(&[Feature::ListedProved, Feature::StackedProved, Feature::Repeated]) {
        if word { WORD_PLACED } else { PLACED }
    } else if f.any(&[
        Feature::OtherParticle,
        Feature::OtherSuffix,
        Feature::NounSuffix,
        Feature::Word3,
        Feature::Word2Common,
    ]) {
        WORD_ONLY
    } else {
        LETTERS_ONLY
    };
    // 공정한 재판: what says something of the next word is hardly ever a name, whoever else the draft names.
    if f.has(Feature::VerbForm) && f.any(&[Feature::NoContext, Feature::LabelNear]) {
        return WORD_ONLY;
    }
    // One other name leaves half of the doubt, two a quarter, four none.
    let word = word || f.any(&[Feature::NoContext, Feature::SpacedWord]) && !f.has(Feature::ListedBetween);
    if f.get(Feature::Peopled) >= 12 && f.has(Feature::Personal) && !word {
        return CROWDED;
    }
    let others = ((f.get(Feature::Peopled) + f.get(Feature::Personal)) / 4).clamp(0, 3);
    let asked = alone * PEOPLED.get(others as usize).copied().unwrap_or(0) / 4;
    if others > 0 { asked / 2 - LENIENT } else { asked }
}

/// A name that was found, for the stages that ask whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// Where, in folded units; without title, honorific or particle.
    pub span: FoldSpan,
    /// How sure, in log-odds.
    pub score: Score,
}

/// Something that may be a name.
#[derive(Clone)]
pub struct Mention {
    start: u32,
    end: u32,
    after: u32,
    tail: Tail,
    line: u32,
    slot: u8,
    /// Somebody says that it is a name, or a form asks for nothing else there.
    introduced: bool,
    /// A second look took it for a name.
    lifted: bool,
    /// What is known of it.
    pub features: Features,
    /// What that weighs.
    pub score: Score,
}

impl Mention {
    fn new(start: usize, end: usize, after: usize, tail: Tail, features: Features) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
            after: after as u32,
            tail,
            line: 0,
            slot: 63,
            introduced: false,
            lifted: false,
            features,
            score: 0,
        }
    }

    /// Where it stands, in folded units.
    pub const fn span(&self) -> FoldSpan {
        FoldSpan { start: self.start, end: self.end }
    }
}

/// The memory of one search for names, kept for the next.
#[derive(Default)]
pub struct Memory {
    mentions: Vec<Mention>,
    unordered: Vec<Mention>,
    order: Vec<(u64, u32)>,
}

/// Everything on a page that may be a name, weighed; overlapping readings are all there.
pub fn observe(page: &Page, existing: &[Candidate]) -> Vec<Mention> {
    let mut memory = Memory::default();
    read(page, existing, &mut Told::default(), &mut memory);
    memory.mentions
}

fn read(page: &Page, existing: &[Candidate], told: &mut Told<()>, memory: &mut Memory) {
    memory.unordered.clear();
    candidates::collect(page, &mut memory.unordered);
    foreign::collect(page, &mut memory.unordered);
    latin::collect(page, &mut memory.unordered);
    announced::collect(page, &mut memory.unordered);
    alone::collect(page, &mut memory.unordered);
    unspaced::collect(page, &mut memory.unordered);
    in_order(memory);
    let mentions = &mut memory.mentions;
    once(mentions);
    outside_addresses(existing, mentions);
    foreign::mark_inside(mentions);
    let numbers = context::Numbers::of(existing);
    context::read(page, &numbers, mentions);
    let mut apart = Vec::new();
    mentions.retain(|m| {
        let out = vetoed(&m.features);
        if out && m.features.has(Feature::Spaced) {
            apart.push(m.clone());
        }
        !out
    });
    propagate::neighbours(page, mentions);
    propagate::columns(page, mentions);
    propagate::recurring(page, mentions);
    for m in mentions.iter_mut() {
        m.score = score::of(&m.features);
    }
    propagate::beside(page, mentions);
    propagate::repeat(page, mentions, told);
    let mut more = Vec::new();
    again::whole(page, mentions, &mut more);
    again::apart(page, mentions, apart, &mut more);
    order::sort_by_key(&mut more, |m| (m.start, m.end));
    let names = propagate::given_names(page, mentions);
    let wholes = more.len();
    again::given(page, mentions, &names, told, &mut more);
    let (whole, given) = more.split_at_mut(wholes);
    context::read(page, &numbers, whole);
    context::read(page, &numbers, given);
    let peopled = names.len().min(16) as i16;
    for m in whole {
        m.features.on(Feature::RepeatedWord);
        m.features.set(Feature::Peopled, peopled);
        m.score = score::of(&m.features);
    }
    for m in given {
        m.features.set(Feature::Peopled, peopled);
        m.score = score::of(&m.features);
    }
    mentions.append(&mut more);
    mentions.retain(|m| !stands_alone(&m.features));
}

/// Sorts mentions by start, then end, without moving them more than once.
fn in_order(memory: &mut Memory) {
    let Memory { mentions, unordered, order } = memory;
    let place = |(i, m): (usize, &Mention)| (u64::from(m.start) << 32 | u64::from(m.end), i as u32);
    order.clear();
    order.extend(unordered.iter().enumerate().map(place));
    // Two runs that are sorted but for a few: found and merged.
    crate::order::sort(order);
    mentions.clear();
    mentions.extend(order.iter().filter_map(|&(_, i)| unordered.get(i as usize).cloned()));
}

/// Of one stretch the first reading stays: letters that are a Korean name, then foreign sounds, then what a form announces.
fn once(mentions: &mut Vec<Mention>) {
    mentions.dedup_by(|later, first| {
        let same = (later.start, later.end) == (first.start, first.end);
        // 받은 이 보 리 안: foreign sounds are nothing where a name is asked for.
        if same && later.introduced && first.features.any(&[Feature::Foreign, Feature::ForeignSingle]) {
            *first = later.clone();
        } else if same && later.introduced {
            first.features.when(Feature::Repeated, later.features.has(Feature::Repeated));
            // What a name is said to be is one, whatever word its letters are elsewhere.
            lexical::no_word(&mut first.features, -16);
            first.features.set(Feature::OtherRare, 0);
            first.features.set(Feature::LongCommon, 0);
            first.features.on(Feature::AnnouncedToo);
            first.features.on(Feature::LabelColon);
        } else if same && later.features.has(Feature::Announced) {
            first.features.on(Feature::AnnouncedToo);
        }
        same
    });
}

/// Readings that no letters can save: a word that is also a surname before another word (이 경우, 전 직원) outside a name's place.
fn vetoed(f: &Features) -> bool {
    let placed = f.any(&[
        Feature::Placed,
        Feature::Row,
        Feature::Column,
        Feature::ColumnWhole,
        Feature::LabelColon,
        Feature::LabelNear,
        Feature::OthersAfter,
        Feature::NumberNear,
    ]);
    // 허 탁, 차 남, 정가람: between commas a name is read out of letters that are words elsewhere.
    let listed = f.has(Feature::DashBefore) && f.any(&[Feature::AfterClosed, Feature::TailCore]);
    (f.has(Feature::SpacedWord)
        && !placed
        && !listed
        && !f.any(&[Feature::TitleBefore, Feature::Torn, Feature::PersonNear, Feature::PersonSuffix]))
        || (f.has(Feature::Spaced)
            && f.has(Feature::NoContext)
            && !f.any(&[
                Feature::LineWhole,
                Feature::LineStart,
                Feature::DashBefore,
                Feature::ColonBefore,
                Feature::OrdinalBefore,
                Feature::PersonSuffix,
                Feature::PartedEach,
                Feature::PartedMarked,
                Feature::ParenBefore,
                Feature::AfterClosed,
            ])
            // 우 담은 조사에서: where the draft holds somebody's numbers the particle is enough.
            && !(f.has(Feature::Personal) && f.any(&[Feature::TailCore, Feature::TailPersonal])))
}

/// Latin letters and foreign sounds without a place, a list or a proved name beside them are words.
fn stands_alone(f: &Features) -> bool {
    f.any(&[Feature::Latin, Feature::Foreign, Feature::ForeignSingle])
        && f.has(Feature::NoContext)
        && !f.any(&[
            Feature::ListedProved,
            Feature::StackedProved,
            Feature::Repeated,
            Feature::ColonBefore,
            Feature::OrdinalBefore,
        ])
        && !(f.any(&[Feature::Personal, Feature::Peopled])
            && (f.any(&[
                Feature::Listed,
                Feature::ColumnShare,
                Feature::TailCore,
                Feature::TailPersonal,
                Feature::NumberBelow,
            ])
                // OS RHEL 8.10: capitals that nobody knows stand at such places as often as names.
                || (!f.has(Feature::Latin) || f.has(Feature::LatinKnown))
                    && f.any(&[Feature::LineStart, Feature::AfterClosed])))
}

/// Drops what lies inside an address: streets and buildings are named like people.
fn outside_addresses(existing: &[Candidate], mentions: &mut Vec<Mention>) {
    let mut spans: Vec<(u32, u32)> = existing
        .iter()
        .filter(|c| c.kind == Kind::Address && c.verdict >= Verdict::Plausible)
        .map(|c| (c.span.start, c.span.end))
        .collect();
    if spans.is_empty() {
        return;
    }
    order::sort(&mut spans);
    let mut i = 0;
    mentions.retain(|m| {
        while spans.get(i).is_some_and(|s| s.0 <= m.start) {
            i += 1;
        }
        i.checked_sub(1).and_then(|i| spans.get(i)).is_none_or(|s| s.1 < m.end)
    });
}

/// Finds the names of a page and pushes them as candidates; returns them for other stages.
pub fn collect(page: &Page, told: &mut Told<()>, memory: &mut Memory, sink: &mut Sink) -> Vec<NameHit> {
    read(page, sink, told, memory);
    again_near(page, &mut memory.mentions);
    let is_name = |m: &&Mention| {
        (m.lifted || m.score >= needed(&m.features))
            && !(m.features.has(Feature::NoContext) && alike::ends_like_things(page, m.span()))
    };
    let mut mentions: Vec<&Mention> = memory.mentions.iter().filter(is_name).collect();
    // The best reading of each stretch stands.
    order::sort_by_key(&mut mentions, |m| (std::cmp::Reverse(m.score), std::cmp::Reverse(m.end - m.start), m.start));
    let mut hits: Vec<NameHit> = Vec::new();
    let mut taken = crate::sorted::Map::new();
    for m in &mentions {
        let clash = taken.before(&m.end).is_some_and(|(_, &end): (&u32, &u32)| end > m.start);
        if clash {
            continue;
        }
        taken.insert(m.start, m.end);
        hits.push(NameHit { span: m.span(), score: m.score });
        let verdict = if m.score >= LIKELY { Verdict::Plausible } else { Verdict::Weak };
        sink.push(Candidate::new(
            Kind::PersonName,
            m.span(),
            verdict,
            m.score.min(CERTAIN),
            rule(&m.features),
            score::why(&m.features),
        ));
    }
    written_again(page, &mut hits, sink);
    hanja::collect(page, &mut hits, sink);
    order::sort_by_key(&mut hits, |h| h.span.start);
    hits
}

/// Lifts what a second look takes for a name, where nothing it touches is one.
fn again_near(page: &Page, mentions: &mut [Mention]) {
    let mut reach = 0;
    let mut lifted: Vec<(usize, Score)> = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        if m.score >= needed(&m.features) {
            lifted.pop_if(|(k, _)| mentions.get(*k).is_some_and(|o| o.end > m.start));
            reach = reach.max(m.end);
        } else if m.start >= reach
            && let Some(score) = second::look(page, m)
        {
            lifted.push((i, score));
        }
    }
    for (i, score) in lifted {
        if let Some(m) = mentions.get_mut(i) {
            (m.score, m.lifted) = (score, true);
        }
    }
}

/// The same name in brackets behind it, in Hanja or in Latin letters: 김가람(金佳藍), 김가람(KIM Garam); or in Hangul behind Latin letters.
fn written_again(page: &Page, hits: &mut Vec<NameHit>, sink: &mut Sink) {
    for i in 0..hits.len() {
        let hit = hits[i];
        let latin = page.folded.class(hit.span.start as usize) == Class::Latin;
        let again = if latin { latin::in_hangul(page, hit.span) } else { in_other_letters(page, hit.span) };
        let Some(span) = again.filter(|span| !hits.iter().any(|h| h.span.overlaps(*span))) else { continue };
        hits.push(NameHit { span, score: hit.score });
        let why = match latin {
            true => "바로 앞의 로마자 이름을 한글로 다시 적은 것입니다.",
            false => "바로 앞의 이름을 한자나 로마자로 다시 적은 것입니다.",
        };
        sink.push(Candidate::new(
            Kind::PersonName,
            span,
            Verdict::Plausible,
            hit.score.min(CERTAIN),
            "person_name/again",
            why,
        ));
    }
}

/// The bracket behind a name that holds it in Hanja or in Latin letters.
fn in_other_letters(page: &Page, name: FoldSpan) -> Option<FoldSpan> {
    let folded = &page.folded;
    let mut at = name.end as usize;
    if folded.unit(at) == 0x20 {
        at += 1;
    }
    if folded.unit(at) != 0x28 {
        return None;
    }
    let (start, mut end) = (at + 1, at + 1);
    let class = folded.class(start);
    while end < start + 24
        && (folded.class(end) == class || (class == Class::Latin && matches!(folded.unit(end), 0x20 | 0x2C | 0x2D)))
    {
        end += 1;
    }
    let fits = match class {
        Class::Hanja => (2..=4).contains(&(end - start)),
        Class::Latin => {
            (5..=24).contains(&(end - start))
                && (start..end).any(|k| folded.unit(k) == 0x20)
                && (0x41..=0x5A).contains(&folded.unit(start))
        }
        _ => false,
    };
    (fits && folded.unit(end) == 0x29).then(|| FoldSpan::new(start, end))
}

/// The rule that a finding names: what spoke loudest.
fn rule(features: &Features) -> &'static str {
    match score::loudest(features)[0] {
        Some(Feature::Row | Feature::Column | Feature::Loose | Feature::CellWhole) => "person_name/table",
        Some(
            Feature::LabelNear | Feature::LabelColon | Feature::PersonNear | Feature::PersonColon | Feature::LineLabel,
        ) => "person_name/label",
        Some(Feature::TitleBefore | Feature::TitleAfter | Feature::TailTitle | Feature::RankBefore) => {
            "person_name/title"
        }
        Some(Feature::TailHonorific | Feature::HonorificAfter | Feature::PersonAfter | Feature::TailPersonal) => {
            "person_name/honorific"
        }
        Some(Feature::Listed | Feature::Stacked) => "person_name/list",
        Some(Feature::Repeated) => "person_name/repeated",
        Some(Feature::Foreign | Feature::ForeignKnown | Feature::Latin | Feature::LatinKnown) => "person_name/foreign",
        _ => "person_name/letters",
    }
}
