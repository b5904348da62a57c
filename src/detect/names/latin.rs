//! Names in Latin letters: Nguyen Van A, KIM Garam; and as forms and exports write them: Tran  Van  Bao, Ko, Aran, Gurung_Sita, Huh·Ji·ho, H. J. Pyo.
//!
//! Product names, file names and account names have the same shapes. Words joined by anything but one space are a name only where they sound
//! like one (`sound.rs`), or where they fill the place behind a label; the weights do the rest.
//!
//! Not here: foreign names in Hangul (`foreign.rs`).

use super::Mention;
use super::features::{Feature, Features};
use super::sound;
use super::tables::{self, Grade, Syllable};
use super::tails::{self, Tail};
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::{Class, is_hangul};
use crate::words::List;

/// How many words a name has at most.
const WORDS: usize = 4;

/// Collects names in Latin letters that may stand on a page.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    let n = folded.len();
    let mut i = 0;
    while i < n {
        if !letter(folded.class(i), folded.unit(i)) {
            i += 1;
            continue;
        }
        let begin = i;
        let odd = joined(page, begin).filter(|_| clear(page, begin));
        let end = match odd {
            Some(chain) => {
                mention(page, begin, chain.end, chain.features(), false, out);
                chain.end
            }
            None => spaced(page, begin, out),
        };
        // Past the run of letters in any case.
        i = end.max(begin + 1);
        while letter(folded.class(i), folded.unit(i)) {
            i += 1;
        }
    }
}

/// Whether a name may begin at `begin`: what stands before it is no digit, no sign of a number or a path.
fn clear(page: &Page, begin: usize) -> bool {
    !matches!(page.folded.class_before(begin), Class::Digit | Class::Blank)
        && !matches!(page.folded.unit_before(begin), 0x2D | 0x40 | 0x2E | 0x2F | 0x5F | 0x5C)
}

/// Two to four words with a capital each and one space between; a comma may stand behind a surname in capitals. Answers where they end.
fn spaced(page: &Page, begin: usize, out: &mut Vec<Mention>) -> usize {
    let folded = &page.folded;
    let glued = folded.class_before(begin) == Class::Hangul;
    let (mut words, mut end, mut at) = (0, begin, begin);
    let (mut capitals, mut known, mut long, mut common) = (true, false, false, false);
    // Ri Hyang-mi: a surname before Korean syllables.
    let (mut surname_first, mut korean) = (false, true);
    let mut ends = [(0usize, false, false); WORDS];
    while words < WORDS {
        let Some((stop, upper)) = name_word(page, at) else { break };
        capitals &= upper;
        long |= stop - at >= 2;
        common |= is_common(page, at, stop);
        // Letters with marks hardly stand in anything but names here.
        known |= is_known(page, at, stop) || (at..stop).any(|k| folded.unit(k) > 0x7F);
        let word = sound::Word::of(page, at, stop);
        surname_first |= words == 0 && word.is_clear_surname();
        korean &= word.is_korean();
        end = stop;
        ends[words] = (stop, known || surname_first && korean && words > 0, capitals);
        words += 1;
        let mut next = stop;
        if folded.unit(next) == 0x2C && upper && words == 1 {
            next += 1;
        }
        if folded.unit(next) != 0x20 || !letter(folded.class(next + 1), folded.unit(next + 1)) {
            break;
        }
        at = next + 1;
    }
    // OO, XX stand for what was taken out.
    let blank = (begin..end).all(|k| matches!(folded.unit(k), 0x4F | 0x6F | 0x58 | 0x78 | 0x20));
    if blank || !clear(page, begin) || !long || words == 0 || common {
        return end;
    }
    let surname = glued
        && begin >= 1
        && tables::is_surname(folded.unit(begin - 1))
        && folded.class_before(begin - 1) != Class::Hangul;
    for &(stop, known, capitals) in ends.iter().take(words).skip(usize::from(words > 1 && !surname)) {
        // Mint(5세), Chinzorig라는: a single word that nobody knows, where an age or a naming particle stands behind it.
        let numbered = words < 2 && registered(page, stop);
        if words < 2 && !surname && !known && !numbered && !called(page, stop) {
            continue;
        }
        let mut f = Features::default();
        f.when(Feature::Repeated, numbered);
        f.when(Feature::AnnouncedToo, numbered);
        f.on(Feature::Latin);
        f.when(Feature::LatinKnown, known || numbered);
        f.when(Feature::LatinCapitals, capitals);
        f.when(Feature::LatinSingle, stop == ends[0].0 && !surname);
        mention(page, begin, stop, f, surname, out);
    }
    end
}

/// Pushes a name that ends at `stop`, unless what stands behind makes something else of it. `surname`: a Hangul surname stands before it.
fn mention(page: &Page, begin: usize, stop: usize, f: Features, surname: bool, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    if matches!(folded.class(stop), Class::Digit | Class::Latin | Class::Blank)
        || matches!(folded.unit(stop), 0x40 | 0x5F | 0x2D | 0x2F if folded.class(stop + 1) != Class::Space)
    {
        return;
    }
    let mut after = stop;
    let mut tail = Tail::None;
    let mut run = stop;
    while is_hangul(folded.unit(run)) {
        run += 1;
    }
    if run > stop {
        let from = page.hit_index(stop as u32);
        match tails::tail(page, stop, run, page.hits.get(from..).unwrap_or(&[])) {
            Some(t) => {
                tail = if t == Tail::Wrong { Tail::Core } else { t };
                after = run;
            }
            // 는 behind a Latin letter agrees with nothing that is known here.
            None => return,
        }
    }
    let start = if surname { begin - 1 } else { begin };
    out.push(Mention::new(start, stop, after, tail, f));
}

/// Words that are joined by something else than one space.
struct Chain {
    words: [sound::Word; WORDS],
    count: usize,
    end: usize,
    capitals: bool,
    /// Whether a word of it is a name that is known.
    known: bool,
    /// Whether a digit, a mailbox or the same name in Hangul beside it proves it.
    proved: bool,
}

impl Chain {
    fn features(&self) -> Features {
        let mut f = Features::default();
        f.on(Feature::Latin);
        f.when(Feature::LatinKnown, self.known || self.proved);
        f.when(Feature::LatinCapitals, self.capitals);
        f.when(Feature::ParenIdentity, self.proved);
        f.when(Feature::AnnouncedToo, self.proved);
        f.when(Feature::Repeated, self.proved);
        f
    }

    fn words(&self) -> &[sound::Word] {
        self.words.get(..self.count).unwrap_or(&[])
    }
}

/// What joins two words of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// So many spaces.
    Spaces(usize),
    /// A comma behind the surname, with spaces or without.
    Comma,
    /// A low line or a dot.
    Mark(u16),
    /// A stroke, with a space on both sides or without.
    Stroke,
}

/// What joins the word that ends at `end` to a next one, and where that begins.
fn joint(page: &Page, end: usize) -> Option<(Joint, usize)> {
    let folded = &page.folded;
    let spaces = |from: usize| (from..from + 6).take_while(|&i| folded.unit(i) == 0x20).count();
    let n = spaces(end);
    let sign = folded.unit(end + n);
    let (joint, next) = match (sign, n) {
        (0x2C, 0) => (Joint::Comma, end + 1 + spaces(end + 1)),
        (0x5F | 0xB7, 0) => (Joint::Mark(sign), end + 1),
        (0x2F, 0 | 1) if spaces(end + n + 1) == n => (Joint::Stroke, end + 2 * n + 1),
        (_, 1..=5) => (Joint::Spaces(n), end + n),
        _ => return None,
    };
    letter(folded.class(next), folded.unit(next)).then_some((joint, next))
}

/// A name at `begin` whose words are joined by something else than one space, or that has initials: Tran  Van  Bao, Ko, Aran, Huh·Ji·ho, H. J. Pyo.
fn joined(page: &Page, begin: usize) -> Option<Chain> {
    let folded = &page.folded;
    // Most words of a text have nothing behind them that goes on with a name.
    let (stop, _) = name_word(page, begin)?;
    let initial = stop == begin + 1 && folded.unit(stop) == 0x2E;
    let next = joint(page, stop + usize::from(initial));
    let goes_on = |(joint, at): (Joint, usize)| !matches!(joint, Joint::Spaces(_)) || capital(folded.unit(at));
    if !next.is_some_and(goes_on) && !(begin..stop).any(|i| folded.unit(i) == 0x2D) {
        return None;
    }
    let mut chain = Chain {
        words: [sound::Word::of(page, begin, begin); WORDS],
        count: 0,
        end: begin,
        capitals: true,
        known: false,
        proved: false,
    };
    let (mut at, mut first, mut joints) = (begin, None, [Joint::Spaces(1); WORDS]);
    let (mut surname, mut korean, mut listed, mut initials, mut hyphen) = (false, true, 0, 0, false);
    let mut surnames = 0;
    while chain.count < WORDS {
        let small = chain.count > 0 && joints.get(chain.count - 1) == Some(&Joint::Mark(0xB7));
        let Some((stop, upper)) = name_word(page, at).or_else(|| small.then(|| small_word(page, at)).flatten()) else {
            break;
        };
        if is_common(page, at, stop) || folded.class(stop) == Class::Digit {
            return None;
        }
        let initial = stop == at + 1 && upper && folded.unit(stop) == 0x2E;
        let word = sound::Word::of(page, at, stop);
        let known = is_known(page, at, stop);
        let own = hyphened(page, at, stop);
        hyphen |= own;
        surname |= own || word.is_clear_surname();
        surnames += usize::from(word.is_surname());
        korean &= initial || known || own || word.is_korean();
        listed += usize::from(!initial && (known || own || word.is_surname()));
        initials += usize::from(initial);
        chain.capitals &= upper;
        if let Some(slot) = chain.words.get_mut(chain.count) {
            *slot = word;
        }
        chain.count += 1;
        chain.end = stop + usize::from(initial);
        let Some((joint, next)) = joint(page, chain.end) else { break };
        let fits = match joint {
            // Columns stand apart by other widths than the words of one name.
            Joint::Spaces(n) => initial || first.is_none_or(|f| f == Joint::Spaces(n) || matches!(f, Joint::Comma)),
            // A list goes on behind a second comma.
            Joint::Comma => {
                chain.count <= 2 && !joints.contains(&Joint::Comma) && (word.is_surname() || known || upper)
            }
            Joint::Mark(_) => first.is_none_or(|f| f == joint),
            Joint::Stroke => chain.count == 1 && word.is_surname(),
        };
        if !fits || chain.count == WORDS {
            break;
        }
        if let Some(slot) = joints.get_mut(chain.count - 1) {
            *slot = joint;
        }
        if !initial {
            first.get_or_insert(joint);
        }
        at = next;
    }
    let joints = joints.get(..chain.count.saturating_sub(1)).unwrap_or(&[]);
    let plain = joints.iter().all(|j| *j == Joint::Spaces(1)) && initials == 0 && !hyphen;
    let (words, letters) = (chain.count - initials, chain.words().iter().map(sound::Word::len).sum::<usize>());
    if words == 0 || chain.count < 2 && !hyphen || letters < 4 || open(page, chain.end) {
        return None;
    }
    // Firms and places are written in both letters too: only a surname tells, or a number of a person below.
    let hangul = surnames > 0
        && beside(page, chain.end).is_some_and(|h| korean_name(page, h) && sound::alike(page, chain.words(), h) >= 2)
        || below(page, chain.end)
            .is_some_and(|h| sound::alike(page, chain.words(), h) >= 3 && born(page, h.end as usize));
    let mail = mailed(page, &chain);
    let all = korean && listed > 0;
    let comma = joints.contains(&Joint::Comma);
    let marked = joints.iter().any(|j| matches!(j, Joint::Mark(_)));
    let fits = match () {
        () if hangul || mail => true,
        () if plain || joints.contains(&Joint::Stroke) => false,
        () if comma => all && (surname || chain.capitals) && letters >= 5,
        () if marked => all && letters >= 5,
        () if initials > 0 => listed > 0,
        () if hyphen => true,
        // Unknown words too: the place decides.
        () => true,
    };
    chain.known = listed > 0 && (all || joints.iter().all(|j| matches!(j, Joint::Spaces(_))));
    chain.proved = hangul || mail;
    // BAE_NARAE: capitals are no abbreviation where a surname and syllables sound.
    chain.capitals &= !(surname && korean);
    fits.then_some(chain)
}

/// Whether a sign behind a word says that it goes on: a file name, an account, a number.
fn open(page: &Page, end: usize) -> bool {
    let folded = &page.folded;
    let next = folded.class(end + 1);
    matches!(folded.class(end), Class::Digit | Class::Latin | Class::Blank)
        || matches!(folded.unit(end), 0x2E | 0x40 | 0x5F | 0x2D | 0x2F)
            && matches!(next, Class::Latin | Class::Digit | Class::Hangul)
}

/// Park-Sora: a surname and syllables in one word.
fn hyphened(page: &Page, at: usize, end: usize) -> bool {
    let Some(mark) = (at..end).find(|&i| page.folded.unit(i) == 0x2D) else { return false };
    let given = sound::Word::of(page, mark + 1, end);
    sound::Word::of(page, at, mark).is_clear_surname() && given.is_korean() && given.len() >= 3
}

/// A part of a given name in small letters: the ho of Huh·Ji·ho.
fn small_word(page: &Page, at: usize) -> Option<(usize, bool)> {
    let end = (at..at + 8).find(|&i| page.folded.class(i) != Class::Latin)?;
    (end > at + 1 && sound::Word::of(page, at, end).is_korean()).then_some((end, false))
}

/// Do Gaeun gaeun_do@…: whether the mailbox right behind a name holds a word of it.
fn mailed(page: &Page, chain: &Chain) -> bool {
    let folded = &page.folded;
    let from =
        (chain.end..chain.end + 4).find(|&i| !matches!(folded.unit(i), 0x20 | 0x28 | 0x3C | 0x22 | 0x2C | 0x3A | 0x7C));
    let Some(from) = from.filter(|&i| i > chain.end) else { return false };
    let part = |i: usize| {
        matches!(folded.class(i), Class::Latin | Class::Digit) || matches!(folded.unit(i), 0x5F | 0x2E | 0x2D)
    };
    let to = (from..from + 30).find(|&i| !part(i)).unwrap_or(from);
    let at = to + usize::from(folded.unit(to) == 0x20);
    if to < from + 3 || folded.unit(at) != 0x40 {
        return false;
    }
    let mailbox = sound::Word::of(page, from, to);
    chain.words().iter().any(|w| w.stands_in(&mailbox))
}

/// The syllables in the bracket at `at`, or behind a space: (고아란, 학번 …), (한글 여하루), (성_보).
pub(super) fn beside(page: &Page, at: usize) -> Option<FoldSpan> {
    let folded = &page.folded;
    let open = at + usize::from(folded.unit(at) == 0x20);
    if folded.unit(open) != 0x28 {
        return None;
    }
    const CALLED: [&str; 8] = ["한글이름", "한글명", "한국명", "한국이름", "국문", "한글", "본명", "성명"];
    let mut from = open + 1;
    if let Some(word) = CALLED.iter().find(|w| folded.starts_with(from, w)) {
        let behind = from + word.chars().count();
        let sign = behind + usize::from(matches!(folded.unit(behind), 0x3A | 0x20));
        from = if sign > behind { sign + usize::from(folded.unit(sign) == 0x20) } else { from };
    }
    syllables(page, from).filter(|s| matches!(folded.unit(s.end as usize), 0x29 | 0x2C | 0x2F))
}

/// The same name in Hangul behind one in Latin letters, in brackets or in the next cell or line: Sung Bo(성_보), Gurung Sita and 구·룽·시·타 below it.
pub(super) fn in_hangul(page: &Page, name: FoldSpan) -> Option<FoldSpan> {
    let (mut words, mut count, mut at) = ([sound::Word::of(page, 0, 0); WORDS], 0, name.start as usize);
    while at < name.end as usize {
        let end = (at..name.end as usize).find(|&i| !within(page, i)).unwrap_or(name.end as usize);
        if end > at
            && let Some(slot) = words.get_mut(count)
        {
            *slot = sound::Word::of(page, at, end);
            count += 1;
        }
        at = end + 1;
    }
    let words = words.get(..count)?;
    let end = name.end as usize;
    let own = beside(page, end).or_else(|| below(page, end))?;
    (sound::alike(page, words, own) >= 2).then_some(own)
}

/// Whether syllables begin with a surname and are no word or place: not the 홍콩 of Hong Kong(홍콩).
fn korean_name(page: &Page, span: FoldSpan) -> bool {
    let mut units = span.range().map(|i| page.folded.unit(i)).filter(|&u| is_hangul(u));
    let (Some(first), Some(second)) = (units.next(), units.next()) else { return false };
    let word = tables::word2(Syllable::of(first), Syllable::of(second)) >= Grade::Place;
    let long = units.count();
    (tables::is_surname(first) || tables::is_compound(first, second)) && long <= 2 && !(word && long == 0)
}

/// Whether the next line or cell begins with six digits, as a birth date or a registration number does.
fn born(page: &Page, end: usize) -> bool {
    let from = (end..end + 4).find(|&i| page.folded.class(i) == Class::Digit).unwrap_or(end);
    let digits = (from..from + 12).filter(|&i| page.folded.class(i) == Class::Digit).count();
    let parted = (from..from + 12)
        .all(|i| page.folded.class(i) == Class::Digit || matches!(page.folded.unit(i), 0x20 | 0x2E | 0x2D | 0x0A));
    digits >= 6 && parted
}

/// A letter of a word, or a hyphen inside it.
fn within(page: &Page, i: usize) -> bool {
    letter(page.folded.class(i), page.folded.unit(i)) || matches!(page.folded.unit(i), 0x2D | 0x27)
}

/// The syllables that fill the next cell or line.
fn below(page: &Page, end: usize) -> Option<FoldSpan> {
    let folded = &page.folded;
    let edge = |i: usize| matches!(folded.class(i), Class::Newline | Class::Tab) || folded.unit(i) == 0x7C;
    let space = |i: usize| i + usize::from(folded.unit(i) == 0x20);
    let from = space(end);
    let own = syllables(page, space(from + 1)).filter(|_| edge(from))?;
    (edge(space(own.end as usize)) || own.end as usize == folded.len()).then_some(own)
}

/// The syllables from `from` on, with a space or the same mark between them or without: two to ten of them, and none behind.
pub(super) fn syllables(page: &Page, from: usize) -> Option<FoldSpan> {
    let folded = &page.folded;
    let (mut end, mut n, mut mark) = (from, 0, None);
    loop {
        let run = (end..end + 11).take_while(|&i| is_hangul(folded.unit(i))).count();
        (end, n) = (end + run, n + run);
        let sign = folded.unit(end);
        if run == 0 || n > 10 {
            return None;
        }
        let parts = matches!(sign, 0x20 | 0x5F | 0xB7 | 0x2D) && mark.is_none_or(|m| m == sign);
        if !parts || !is_hangul(folded.unit(end + 1)) {
            break;
        }
        mark = Some(sign);
        end += 1;
    }
    (2..=10).contains(&n).then(|| FoldSpan::new(from, end))
}

/// Whether a bracket with thirteen digits stands at `at`, as a registration number has: Ganzorig(950801-7000337).
fn registered(page: &Page, at: usize) -> bool {
    let folded = &page.folded;
    if folded.unit(at) != 0x28 {
        return false;
    }
    let close = (at + 1..at + 32).find(|&i| folded.class(i) != Class::Digit && !matches!(folded.unit(i), 0x20 | 0x2D));
    let digits = |close: usize| (at + 1..close).filter(|&i| folded.class(i) == Class::Digit).count();
    close.is_some_and(|close| digits(close) == 13)
}

/// Whether a bracket with an age, or 라는 이라는, stands at `at`.
fn called(page: &Page, at: usize) -> bool {
    let folded = &page.folded;
    let digits = (at + 1..at + 4).take_while(|&i| folded.class(i) == Class::Digit).count();
    let aged = folded.unit(at) == 0x28
        && (1..=2).contains(&digits)
        && matches!(folded.unit(at + 1 + digits), 0x29 | 0xC138 | 0xC0B4 | 0x2C);
    let from = at + usize::from(folded.unit(at) == 0xC774);
    aged || folded.unit(from) == 0xB77C && folded.unit(from + 1) == 0xB294
}

/// A Latin letter, with or without marks, or a Cyrillic one: Nguyễn, Müller, Дмитрий (whose letters that look Latin are folded to it).
fn letter(class: Class, unit: u16) -> bool {
    class == Class::Latin || matches!(unit, 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F | 0x400..=0x52F | 0x1E00..=0x1EFF)
}

/// Of the letters with marks behind Latin-1 every other one is a capital.
fn capital(unit: u16) -> bool {
    matches!(unit, 0x41..=0x5A | 0xC0..=0xDE | 0x400..=0x42F)
        || unit.is_multiple_of(2) && matches!(unit, 0x100..=0x137 | 0x14A..=0x177 | 0x1E00..=0x1EFF)
        || unit == 0x1AF
}

/// A word of a name in Latin letters: `Abc`, `ABC`, `A`, `A.`; where it ends, and whether it is all capitals.
fn name_word(page: &Page, at: usize) -> Option<(usize, bool)> {
    let folded = &page.folded;
    let upper = |i: usize| capital(folded.unit(i));
    let letter = |i: usize| letter(folded.class(i), folded.unit(i));
    if !upper(at) {
        return None;
    }
    let mut end = at + 1;
    let (mut capitals, mut small) = (1, 0);
    while letter(end) || (folded.unit(end) == 0x2D && letter(end + 1)) || (folded.unit(end) == 0x27 && upper(end + 1)) {
        if upper(end) {
            capitals += 1;
        } else if letter(end) {
            small += 1;
        }
        end += 1;
        if end - at > 16 {
            return None;
        }
    }
    // McKay, Jae-Won, O'Neil have two capitals.
    (small == 0 || capitals <= 2).then_some((end, small == 0))
}

/// English words of titles and bodies that stand in no name: Creative Commons License.
const COMMON: [&str; 31] = [
    "license",
    "licence",
    "commons",
    "creative",
    "university",
    "college",
    "institute",
    "center",
    "centre",
    "foundation",
    "project",
    "policy",
    "report",
    "system",
    "service",
    "office",
    "company",
    "group",
    "international",
    "national",
    "public",
    "open",
    "data",
    "server",
    "windows",
    "version",
    "the",
    "of",
    "and",
    "korea",
    "republic",
];

/// Whether a word is one of [`COMMON`], whatever its capitals.
fn is_common(page: &Page, at: usize, end: usize) -> bool {
    let same = |w: &&str| {
        w.len() == end - at && w.bytes().zip(at..end).all(|(b, i)| u16::from(b) == page.folded.unit(i) | 0x20)
    };
    COMMON.iter().any(same)
}

fn is_known(page: &Page, at: usize, end: usize) -> bool {
    page.hits_in(FoldSpan::new(at, end))
        .any(|h| h.start as usize == at && h.end as usize == end && h.is(List::LatinNames))
}
