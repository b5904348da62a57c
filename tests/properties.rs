//! What holds for every text, tried on texts nobody would write: pieces of the corpus, numbers, odd writing and arbitrary characters.
//!
//! The same texts every time; `PROPTEST_CASES` tries more, `PROPTEST_RNG_SEED` others.

mod common;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use unicode_segmentation::UnicodeSegmentation;

use garim::check::{Checked, check};
use garim::finding::Finding;
use garim::kind::{Action, Kind};
use garim::mask::masked;
use garim::policy::Policy;
use garim::span::{FoldSpan, Span};
use garim::style::{self, Style};
use garim::text::Folded;

/// Texts of the corpus, the values marked in them, and their words.
static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut pieces = Vec::new();
    for case in common::kinds_corpus() {
        pieces.extend(case.marks.iter().map(|&(start, end, ..)| case.text[start..end].to_owned()));
        pieces.extend(case.text.split_inclusive([' ', '\n', '\t']).map(str::to_owned));
        pieces.push(case.text);
    }
    pieces.sort();
    pieces.dedup();
    pieces
});

/// Every word of the lists of labels, heads, places and banks.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lists = ["labels", "other_labels", "headers", "places", "banks"];
    let words = |list: &&str| {
        let path = format!("{}/src/words/{list}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the lists are part of the repository");
        let first = |line: &str| line.split('\t').next().unwrap_or_default().to_owned();
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .map(first)
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
    };
    lists.iter().flat_map(words).collect()
});

/// Numerals however they are written, letters that are said, and what stands between them.
const SAID: &[&str] = &[
    "영",
    "공",
    "일",
    "이",
    "삼",
    "구",
    "십",
    "백",
    "천",
    "만",
    "억",
    "하나",
    "둘",
    "다시",
    "점",
    "에",
    "의",
    "년",
    "월",
    "일생",
    "생",
    "호",
    "동",
    "번지",
    "원",
    "九",
    "千",
    "〇",
    "十",
    "○",
    "O",
    "l",
    "7",
    "08",
    "2026",
    "９",
    "①",
    "④",
    "케이",
    "에스",
    "골뱅이",
    "언더바",
    "\"",
    "'",
    "‘",
    "(",
    ")",
    "_",
    "\u{1106}\u{1161}\u{11AB}",
    "김",
    "가",
    "로 ",
    "길 ",
];

/// Words that announce kinds, and signs that stand between things.
const JOINTS: &[&str] = &[
    "",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " | ",
    ": ",
    "-",
    "—",
    ".",
    "/",
    "(",
    ")",
    "[",
    "]",
    "*",
    "○",
    "○○○",
    "****",
    "\u{200B}",
    "\u{AD}",
    "\u{301}",
    "\u{1100}",
    "\u{1161}",
    "\u{11A8}",
    "\u{200D}",
    "👩\u{200D}👧",
    "\u{FE0F}",
    "🇰🇷",
    "\u{600}",
    "\u{FEFF}",
    "번호",
    "은",
    "에게",
    "제",
    "호",
    "생년월일 ",
    "전화 ",
    "성명 ",
    "주민등록번호 ",
    "계좌번호: ",
    "끝번호 ",
    "비밀번호 ",
    "학번\t",
    "@",
    "％",
    "１",
    "공일공",
    "둘",
    "[성명1]",
    "[휴대전화번호2] ",
];

fn joint() -> impl Strategy<Value = String> {
    select(JOINTS).prop_map(str::to_owned)
}

/// Kinds whose findings are passages: facts and what is told. A passage gives way to what is found in it, and once that is masked it may be
/// found itself, for its own words; a copy is therefore read again until nothing is left (`plan`).
const PASSAGES: [Kind; 8] = [
    Kind::SensitiveHealth,
    Kind::SensitiveCriminal,
    Kind::SensitiveBelief,
    Kind::WelfareStatus,
    Kind::TradeSecret,
    Kind::RestrictedPart,
    Kind::PersonalRecord,
    Kind::FamilyStatus,
];

/// Whether a finding is a passage that has letters of its own outside the masked places.
fn has_own_words(finding: &Finding, copy: &str, places: &[(Span, Kind, &str)]) -> bool {
    PASSAGES.contains(&finding.kind)
        && copy[finding.span.range()].char_indices().any(|(i, c)| {
            let at = finding.span.start + i;
            style::cover(c).is_some() && !places.iter().any(|(place, ..)| place.start <= at && at < place.end)
        })
}

/// Full-width digits, decomposed Hangul, something invisible between characters.
fn oddly(text: String, way: u8) -> String {
    match way {
        0 => text
            .chars()
            .map(|c| char::from_u32(if c.is_ascii_graphic() { c as u32 + 0xFEE0 } else { c as u32 }).unwrap_or(c))
            .collect(),
        1 => text.chars().flat_map(decomposed).collect(),
        2 => text.chars().flat_map(|c| [c, '\u{200B}']).collect(),
        3 => text.chars().flat_map(|c| [c, ' ']).collect(),
        4 => text.replace('-', "\n"),
        _ => text,
    }
}

fn decomposed(c: char) -> Vec<char> {
    let code = c as u32;
    if !(0xAC00..=0xD7A3).contains(&code) {
        return vec![c];
    }
    let n = code - 0xAC00;
    [0x1100 + n / 588, 0x1161 + n % 588 / 28, 0x11A7 + n % 28]
        .into_iter()
        .filter(|&j| j != 0x11A7)
        .filter_map(char::from_u32)
        .collect()
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(&*PIECES),
        2 => (select(&*PIECES), 0..5u8).prop_map(|(text, way)| oddly(text, way)),
        4 => joint(),
        2 => "[0-9]{1,16}",
        2 => "[0-9]{2,6}[-. ]?[0-9]{2,7}[-. ]?[0-9]{0,6}",
        1 => "[가-힣]{1,6}",
        1 => "[A-Za-z0-9._%+-]{1,12}",
        1 => "\\PC{0,8}",
        1 => any::<String>().prop_map(|s| s.chars().take(12).collect()),
    ]
}

fn text() -> impl Strategy<Value = String> {
    vec((piece(), joint()), 0..12).prop_map(|parts| parts.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

/// Words of the lists, numerals and marks with nothing between, or hardly anything.
fn glued() -> impl Strategy<Value = String> {
    let part = prop_oneof![3 => select(&*WORDS), 6 => select(SAID).prop_map(str::to_owned), 1 => joint()];
    let gap = prop_oneof![6 => Just(""), 3 => Just(" "), 1 => Just("\n"), 1 => Just("\t")];
    vec((part, gap), 1..24).prop_map(|parts| parts.into_iter().flat_map(|(a, b)| [a, b.to_owned()]).collect())
}

fn policy(style: Style, strict: bool) -> Policy {
    Policy { style, strict, ..Policy::default() }
}

/// Where the masks stand in the masked text.
fn places(checked: &Checked) -> Vec<(Span, Kind, &'static str)> {
    let (mut shift, mut out) = (0isize, Vec::new());
    for f in checked.findings.iter().filter(|f| f.action == Action::Mask) {
        let mask = f.mask.as_deref().unwrap_or_default();
        let start = f.span.start.checked_add_signed(shift).expect("a place in the text");
        out.push((Span { start, end: start + mask.len() }, f.kind, f.rule));
        shift += mask.len() as isize - (f.span.end - f.span.start) as isize;
    }
    out
}

fn config() -> ProptestConfig {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(20260501);
    ProptestConfig { rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16 * config().cases, ..config() })]

    /// A reader that stood still at `영천` behind a label was found by a draft; what is glued of words and numerals finds the like.
    #[test]
    fn it_comes_to_an_end_whatever_stands_beside_a_word(text in glued()) {
        let checked = check(&text, &Policy::default());
        prop_assert!(checked.findings.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn it_finds_sorted_disjoint_spans_on_grapheme_boundaries(text in text(), strict: bool) {
        let checked = check(&text, &policy(Style::Full, strict));
        let boundaries: Vec<usize> = text.grapheme_indices(true).map(|(i, _)| i).chain([text.len()]).collect();
        let mut end = 0;
        for f in &checked.findings {
            prop_assert!(end <= f.span.start && f.span.start < f.span.end && f.span.end <= text.len(), "{f:?} {}", f.rule);
            for at in [f.span.start, f.span.end] {
                prop_assert!(boundaries.binary_search(&at).is_ok(), "{f:?} {} at {at} of {text:?}", f.rule);
            }
            end = f.span.end;
            prop_assert!((1..=8).contains(&f.item) && f.confidence <= 100 && !f.why.is_empty(), "{f:?}");
            prop_assert!(f.rule.starts_with(f.kind.id()), "{f:?} {}", f.rule);
            prop_assert_eq!(f.mask.is_none(), f.action == Action::Keep, "{:?}", f);
            prop_assert!(!strict || f.action != Action::Review, "{:?}", f);
        }
    }

    #[test]
    fn it_changes_nothing_outside_the_masked_spans(text in text(), strict: bool) {
        for style in [Style::Full, Style::Partial, Style::Label] {
            let checked = check(&text, &policy(style, strict));
            let copy = masked(&text, &checked.findings);
            let (mut at, mut rest) = (0, copy.as_str());
            for f in checked.findings.iter().filter(|f| f.action == Action::Mask) {
                let kept = &text[at..f.span.start];
                prop_assert!(rest.starts_with(kept), "{:?}", f);
                rest = &rest[kept.len()..];
                let mask = f.mask.as_deref().unwrap_or_default();
                prop_assert!(rest.starts_with(mask) && !mask.is_empty(), "{:?}", f);
                rest = &rest[mask.len()..];
                at = f.span.end;
            }
            prop_assert_eq!(rest, &text[at..]);
        }
    }

    #[test]
    fn it_keeps_the_number_of_graphemes_in_a_full_mask(text in text()) {
        use garim::kind::Length;
        for f in check(&text, &Policy::default()).findings {
            let value = &text[f.span.range()];
            // Scripts in which letters join in ways of their own are masked, not counted.
            let plain = value.chars().all(|c| matches!(c as u32, 0..=0x58F | 0x1100..=0x11FF | 0x2000..=0xA4CF | 0xA960..=0xA97C | 0xAC00..=0xFFFF));
            if let Some(mask) = f.mask.as_deref().filter(|_| plain && f.kind.length() == Length::Kept) {
                prop_assert_eq!(mask.graphemes(true).count(), value.graphemes(true).count(), "{:?} {:?} {:?}", f, value, mask);
            }
        }
    }

    #[test]
    fn it_hides_something_in_every_mask(text in text(), strict: bool) {
        for style in [Style::Full, Style::Partial, Style::Label] {
            for f in check(&text, &policy(style, strict)).findings {
                let value = &text[f.span.range()];
                // Signs alone, ○○ say, have nothing to hide.
                if f.action == Action::Mask && value.chars().any(|c| style::cover(c).is_some()) {
                    prop_assert!(f.mask.as_deref() != Some(value), "{f:?} {} {value:?} in {:?}", f.rule, style.id());
                }
            }
        }
    }

    #[test]
    fn it_shows_no_letter_or_digit_in_a_full_mask(value in any::<String>(), piece in piece()) {
        for value in [value, piece] {
            for &kind in Kind::ALL {
                let mask = style::full(kind, &value);
                prop_assert!(mask.chars().all(|c| !c.is_alphanumeric()), "{value:?} {mask:?}");
            }
        }
    }

    #[test]
    fn it_finds_nothing_to_mask_where_it_masked(text in text(), strict: bool) {
        for style in [Style::Full, Style::Label] {
            let policy = policy(style, strict);
            let checked = check(&text, &policy);
            let copy = masked(&text, &checked.findings);
            let places = places(&checked);
            for f in check(&copy, &policy).findings.iter().filter(|f| f.action == Action::Mask && !has_own_words(f, &copy, &places)) {
                let again = places.iter().find(|(place, ..)| place.overlaps(f.span));
                prop_assert!(again.is_none(), "{:?} {} found again in {:?}: {again:?}\n{text:?}\n{copy:?}", f, f.rule, style.id());
            }
        }
    }

    #[test]
    fn it_unfolds_what_it_folds(text in text()) {
        let folded = Folded::new(&text);
        let mut at = 0;
        for i in 0..folded.len() {
            let span = folded.span(FoldSpan::new(i, i + 1));
            prop_assert_eq!(span.start, at);
            prop_assert!(span.start < span.end && text.is_char_boundary(span.end));
            for byte in span.range() {
                prop_assert_eq!(folded.unit_at(byte), i);
            }
            at = span.end;
        }
        prop_assert_eq!(at, text.len());
        // What is in its normal form already stays as it is; but a single consonant may only then come to stand before a syllable.
        if !text.contains(|c: char| ('\u{1100}'..='\u{115F}').contains(&c)) {
            let once = folded.text(FoldSpan::new(0, folded.len()));
            let twice = Folded::new(&once);
            prop_assert_eq!(&once, &twice.text(FoldSpan::new(0, twice.len())));
        }
    }

    #[test]
    fn it_takes_any_bytes(bytes in vec(any::<u8>(), 0..400), cut in text(), at: prop::sample::Index) {
        let text = String::from_utf8_lossy(&bytes);
        check(&text, &Policy::default());
        // A text that was cut in the middle of a character.
        let cut = cut.into_bytes();
        let bytes = if cut.is_empty() { &cut[..] } else { &cut[at.index(cut.len())..] };
        let text = String::from_utf8_lossy(bytes);
        garim::check_json(&text, serde_json::value::RawValue::NULL, &Policy::default());
        #[cfg(feature = "export")]
        for bytes in [&cut[..], bytes] {
            if let Ok(opened) = garim::export::open("txt", bytes) {
                let _ = garim::export::mask(&opened, &Policy::default(), &mut garim::check::Checker::new());
            }
        }
    }

    #[test]
    fn it_shows_values_in_text_and_masked_only(text in text(), strict: bool) {
        let json = garim::check_json(&text, serde_json::value::RawValue::NULL, &policy(Style::Full, strict));
        let mut document: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let mut values = Vec::new();
        for finding in document["findings"].as_array_mut().expect("findings") {
            let value = finding["text"].take().as_str().expect("a text").to_owned();
            // A short word may stand in a sentence by chance; a number or a long name may not.
            if value.chars().filter(char::is_ascii_digit).count() >= 4 || value.chars().filter(|c| c.is_alphabetic()).count() >= 8 {
                values.push(value);
            }
        }
        document["masked"].take();
        let rest = document.to_string();
        for value in values {
            prop_assert!(!rest.contains(&value), "{value:?} in {rest}");
        }
    }
}

#[cfg(feature = "export")]
proptest! {
    #![proptest_config(config())]

    #[test]
    fn it_writes_a_copy_that_verifies_clean(text in text(), strict: bool) {
        use garim::export::{self, Refusal, verify};
        let Ok(opened) = export::open("txt", text.as_bytes()) else { return Ok(()) };
        for style in [Style::Full, Style::Partial, Style::Label] {
            let policy = policy(style, strict);
            match export::mask(&opened, &policy, &mut garim::check::Checker::new()) {
                Ok(copy) => {
                    let read = String::from_utf8(copy.bytes.as_ref().to_vec()).expect("UTF-8 as it came");
                    let read = read.strip_prefix('\u{FEFF}').unwrap_or(&read);
                    prop_assert!(check(read, &policy).findings.iter().all(|f| f.action != Action::Mask));
                    // What a partial mask leaves open may make up the value again with what stands beside it.
                    let survivors = verify::survivors(&opened.text, &copy.findings, read);
                    prop_assert!(style == Style::Partial || survivors.is_empty(), "{text:?} {read:?}");
                }
                Err(Refusal::Survives(places)) => prop_assert!(false, "{} {places:?}\n{text:?}", style.id()),
                Err(refusal) => prop_assert_eq!(refusal, Refusal::Secret),
            }
        }
    }
}
