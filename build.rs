//! Turns the word lists of `src/words/*.txt` into static tables, so that nothing is unpacked when the engine starts.
//!
//! A list is one entry a line: the word, then optionally a tab and one or more attributes separated by commas. `#` begins a
//! comment. A word that ends in `*` may go on where it ends in a Latin letter (`akia*`). Words are found by their first two
//! characters; see `src/words/mod.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const BUCKET_BITS: u32 = 15;

/// Lists that only names, roles, facts and the form read: without these (`--cfg garim_identifiers`) their words are left out.
const OF_PERSONS: [&str; 10] = [
    "buildings",
    "foreign_names",
    "honorifics",
    "latin_names",
    "matters",
    "persons",
    "places",
    "roles",
    "titles",
    "fact_",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/words");
    let mut lists = BTreeMap::new();
    for entry in fs::read_dir("src/words").expect("src/words is part of the source") {
        let path = entry.expect("a readable folder").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("a word list in UTF-8");
            lists.insert(name, text);
        }
    }
    let code = generate(&lists);
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("words.rs"), code).expect("OUT_DIR is writable");
}

fn camel(name: &str) -> String {
    name.split('_')
        .map(|part| {
            let mut chars = part.chars();
            chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
        })
        .collect()
}

fn units(word: &str, list: &str) -> Vec<u16> {
    let lower: Vec<u16> = word.to_ascii_lowercase().encode_utf16().collect();
    assert!(lower.len() >= 2, "{list}: {word}: a word has at least two characters");
    assert!(lower.len() < 32, "{list}: {word}: a word has at most thirty-one characters");
    lower
}

fn generate(lists: &BTreeMap<String, String>) -> String {
    // word → the (list, attribute) pairs it carries
    let mut words: BTreeMap<Vec<u16>, BTreeSet<(usize, String)>> = BTreeMap::new();
    let mut attrs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut open_words: BTreeSet<Vec<u16>> = BTreeSet::new();
    let identifiers = env::var_os("CARGO_CFG_GARIM_IDENTIFIERS").is_some();
    for (index, (list, text)) in lists.iter().enumerate() {
        let left_out = identifiers && OF_PERSONS.iter().any(|of| list.starts_with(of));
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("").trim_end();
            if line.trim().is_empty() {
                continue;
            }
            let (word, tags) = line.split_once('\t').unwrap_or((line, ""));
            if left_out {
                let tags = tags.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
                attrs.entry(list.clone()).or_default().extend(tags);
                continue;
            }
            let (word, goes_on) = match word.trim().strip_suffix('*') {
                Some(open) => (open, true),
                None => (word.trim(), false),
            };
            let key = units(word, list);
            if goes_on {
                open_words.insert(key.clone());
            }
            let set = words.entry(key).or_default();
            let mut any = false;
            for tag in tags.split(',').map(str::trim).filter(|t| !t.is_empty()) {
                set.insert((index, tag.to_owned()));
                attrs.entry(list.clone()).or_default().insert(tag.to_owned());
                any = true;
            }
            if !any {
                set.insert((index, String::new()));
            }
        }
    }
    // `관리자 계정` of one list and `관리자계정` of another are found at the same place, the longer first: each carries what the other does.
    let spaced: Vec<(Vec<u16>, Vec<u16>)> = words
        .keys()
        .filter(|w| w.contains(&0x20) && w[0] >= 0xAC00)
        .map(|w| (w.clone(), w.iter().copied().filter(|&u| u != 0x20).collect()))
        .filter(|(_, compact): &(Vec<u16>, Vec<u16>)| words.contains_key(compact))
        .collect();
    for (word, compact) in spaced {
        let tags: BTreeSet<_> = words[&word].union(&words[&compact]).cloned().collect();
        words.insert(word, tags.clone());
        words.insert(compact, tags);
    }
    let mut code = String::from("// Made by build.rs from src/words/*.txt.\n\n");
    code.push_str("/// The word lists, one a file of `src/words/`.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]\n#[repr(u8)]\npub enum List {\n");
    for list in lists.keys() {
        let _ = writeln!(code, "    /// `{list}.txt`\n    {},", camel(list));
    }
    code.push_str("}\n\n/// The attributes of each list.\npub mod attr {\n");
    for (list, set) in &attrs {
        if matches!(list.as_str(), "labels" | "cues") {
            continue;
        }
        for (i, tag) in set.iter().enumerate() {
            let _ = writeln!(
                code,
                "    /// `{tag}` in `{list}.txt`\n    pub const {}_{}: u8 = {};",
                list.to_uppercase(),
                tag.to_uppercase(),
                i
            );
        }
    }
    code.push_str("}\n\n");

    // Words that carry the same tags share a set.
    let mut sets: BTreeMap<(bool, Vec<(String, String)>), usize> = BTreeMap::new();
    let mut numbered = Vec::new();
    for (word, tags) in &words {
        let tags: Vec<(String, String)> = tags.iter().map(|(list, attr)| tag(lists, *list, attr)).collect();
        let next = sets.len();
        numbered.push((word.as_slice(), *sets.entry((open_words.contains(word), tags)).or_insert(next)));
    }
    code.push_str(&Packed::of(&numbered).code());
    let mut ordered: Vec<_> = sets.into_iter().map(|(key, index)| (index, key)).collect();
    ordered.sort();
    let _ = writeln!(code, "pub(super) static SETS: [Set; {}] = [", ordered.len());
    let mut tag_pool = Vec::new();
    for (_, (open, tags)) in &ordered {
        let lists: BTreeSet<&String> = tags.iter().map(|(list, _)| list).collect();
        let mask: Vec<String> = lists.iter().map(|list| format!("1 << List::{list} as u8")).collect();
        let _ = writeln!(
            code,
            "    Set {{ lists: {}, tag_at: {}, tags: {}, open: {open} }},",
            mask.join(" | "),
            tag_pool.len(),
            tags.len()
        );
        tag_pool.extend(tags.iter().cloned());
    }
    let _ = writeln!(code, "];\npub(super) static TAGS: [Tag; {}] = [", tag_pool.len());
    for (list, attr) in &tag_pool {
        let _ = writeln!(code, "    Tag {{ list: List::{list}, attr: {attr} }},");
    }
    code.push_str("];\n");
    code
}

/// The words in their order, packed by columns: what a word has in common with the one before it is left out. `words::Group` reads them.
#[derive(Default)]
struct Packed {
    /// The pairs of characters that words begin with: the first of each, and the second.
    pairs: [Vec<u16>; 2],
    /// How many pairs begin with a character below each multiple of `COARSE`.
    coarse: Vec<u16>,
    /// Where the words of every `STRIDE`th pair begin, and their characters.
    samples: [Vec<u16>; 2],
    /// A byte a word: how many characters behind the pair it shares with the word before (three bits), how many follow (five).
    shapes: Vec<u8>,
    /// What a word carries, and `LAST` where it is the last of its pair.
    carried: Vec<u16>,
    /// The characters that follow.
    tails: Vec<u16>,
    /// One bit a bucket of pairs: whether it holds one.
    filled: Vec<u64>,
}

impl Packed {
    const STRIDE: usize = 8;
    const COARSE: usize = 32;
    const LAST: u16 = 1 << 15;

    fn of(words: &[(&[u16], usize)]) -> Self {
        let mut packed = Self { filled: vec![0; 1 << (BUCKET_BITS - 6)], ..Self::default() };
        let small = |n: usize| u16::try_from(n).expect("more words than the tables can number");
        let mut before: &[u16] = &[];
        for &(word, set) in words {
            let pair = &word[..2];
            if before.get(..2) != Some(pair) {
                if packed.pairs[0].len().is_multiple_of(Self::STRIDE) {
                    packed.samples[0].push(small(packed.shapes.len()));
                    packed.samples[1].push(small(packed.tails.len()));
                }
                packed.pairs[0].push(pair[0]);
                packed.pairs[1].push(pair[1]);
                packed.carried.last_mut().into_iter().for_each(|last| *last |= Self::LAST);
                let slot = bucket(pair[0], pair[1]);
                packed.filled[slot / 64] |= 1 << (slot % 64);
                before = pair;
            }
            let shared = word[2..].iter().zip(&before[2..]).take_while(|(a, b)| a == b).count().min(7);
            let tail = &word[2 + shared..];
            packed.shapes.push((shared << 5 | tail.len()) as u8);
            assert!(set < Self::LAST as usize, "too many sets of tags");
            packed.carried.push(set as u16);
            packed.tails.extend_from_slice(tail);
            before = word;
        }
        packed.carried.last_mut().into_iter().for_each(|last| *last |= Self::LAST);
        let below = |limit: usize| packed.pairs[0].partition_point(|&first| usize::from(first) < limit);
        packed.coarse = (0..=65536 / Self::COARSE).map(|k| small(below(k * Self::COARSE))).collect();
        packed
    }

    fn code(&self) -> String {
        let mut code = format!(
            "pub(super) const BUCKET_BITS: u32 = {BUCKET_BITS};\npub(super) const STRIDE: usize = {};\n\
             pub(super) const COARSE: usize = {};\npub(super) const LAST: u16 = {};\n",
            Self::STRIDE,
            Self::COARSE,
            Self::LAST
        );
        let mut column = |name: &str, of: &str, numbers: &dyn std::fmt::Debug, len: usize| {
            let _ = writeln!(code, "pub(super) static {name}: [{of}; {len}] = {numbers:?};");
        };
        column("BELOW", "u16", &self.coarse, self.coarse.len());
        column("FIRSTS", "u16", &self.pairs[0], self.pairs[0].len());
        column("SECONDS", "u16", &self.pairs[1], self.pairs[1].len());
        column("SAMPLED_WORDS", "u16", &self.samples[0], self.samples[0].len());
        column("SAMPLED_TAILS", "u16", &self.samples[1], self.samples[1].len());
        column("SHAPES", "u8", &self.shapes, self.shapes.len());
        column("CARRIED", "u16", &self.carried, self.carried.len());
        column("TAILS", "u16", &self.tails, self.tails.len());
        column("FILLED", "u64", &self.filled, self.filled.len());
        code
    }
}

/// A list and an attribute as they are written in Rust.
fn tag(lists: &BTreeMap<String, String>, list: usize, attr: &str) -> (String, String) {
    let name = lists.keys().nth(list).expect("a list");
    let value = if attr.is_empty() {
        "0".to_owned()
    } else if matches!(name.as_str(), "labels" | "cues") {
        format!("Kind::{} as u8", camel(attr))
    } else {
        format!("attr::{}_{}", name.to_uppercase(), attr.to_uppercase())
    };
    (camel(name), value)
}

/// The same arithmetic as `words::bucket`.
fn bucket(a: u16, b: u16) -> usize {
    let h = (u32::from(a) << 16 | u32::from(b)).wrapping_mul(0x9E37_79B1);
    (h >> (32 - BUCKET_BITS)) as usize
}
