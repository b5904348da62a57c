//! Turns the word lists of `src/words/*.txt` into static tables, so that nothing is unpacked when the engine starts.
//!
//! A list is one entry a line: the word, then optionally a tab and one or more attributes separated by commas. `#` begins a
//! comment. A word that ends in `*` may go on where it ends in a Latin letter (`akia*`). Words are found by the hash of
//! their first two characters; see `src/words/mod.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const BUCKET_BITS: u32 = 15;

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
    for (index, (list, text)) in lists.iter().enumerate() {
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or("").trim_end();
            if line.trim().is_empty() {
                continue;
            }
            let (word, tags) = line.split_once('\t').unwrap_or((line, ""));
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
    let mut by_bucket: Vec<Vec<(&Vec<u16>, usize)>> = vec![Vec::new(); 1 << BUCKET_BITS];
    for (word, tags) in &words {
        let tags: Vec<(String, String)> = tags.iter().map(|(list, attr)| tag(lists, *list, attr)).collect();
        let next = sets.len();
        let set = *sets.entry((open_words.contains(word), tags)).or_insert(next);
        by_bucket[bucket(word[0], word[1])].push((word, set));
    }
    assert!(sets.len() <= 1 << 11, "more than 2,048 sets of tags do not fit the heads of words");
    let (mut pool, mut starts) = (Vec::<u16>::new(), Vec::new());
    // One bit a bucket that holds words, and how many such buckets stand before each 64.
    let (mut filled, mut ranks) = (vec![0u64; 1 << (BUCKET_BITS - 6)], Vec::new());
    for (number, bucket) in by_bucket.iter_mut().enumerate() {
        if number % 64 == 0 {
            ranks.push(starts.len());
        }
        if bucket.is_empty() {
            continue;
        }
        filled[number / 64] |= 1 << (number % 64);
        starts.push(pool.len());
        // Longest first: the first match is the one wanted.
        bucket.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(b.0)));
        for (word, set) in bucket {
            pool.push((word.len() as u16) << 11 | *set as u16);
            pool.extend_from_slice(word);
        }
    }
    starts.push(pool.len());
    let width = if pool.len() < 1 << 16 { "u16" } else { "u32" };
    let mut ordered: Vec<_> = sets.into_iter().map(|(key, index)| (index, key)).collect();
    ordered.sort();
    let _ = writeln!(code, "pub(super) const BUCKET_BITS: u32 = {BUCKET_BITS};");
    let _ = writeln!(code, "/// Per word: a head (length << 11 | set of tags), then its characters; bucket by bucket.");
    let _ = writeln!(code, "pub(super) static POOL: [u16; {}] = {pool:?};", pool.len());
    let _ = writeln!(code, "/// Where the words of each filled bucket begin.");
    let _ = writeln!(code, "pub(super) static STARTS: [{width}; {}] = {starts:?};", starts.len());
    let _ = writeln!(code, "/// One bit a bucket: whether it is filled.");
    let _ = writeln!(code, "pub(super) static FILLED: [u64; {}] = {filled:?};", filled.len());
    let _ = writeln!(code, "/// How many filled buckets stand before each 64.");
    let _ = writeln!(code, "pub(super) static RANKS: [u16; {}] = {ranks:?};", ranks.len());
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
