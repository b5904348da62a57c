//! Derives the weights of the name scorer from marked text, with the scorer's own features.
//!
//!     cargo run --release --example train_names -- [--write] [--quick] [--by-file] [--show miss|fp|odd|prose] MARKED… [--prose PLAIN…]
//!
//! MARKED are folders or files of `{"marked": "…[[person_name|…]]…"}` lines; every marked name counts, whatever its action. PLAIN are
//! folders or files of `{"text": "…"}` lines without marks: what is found there is against a name, but for the names that
//! `--named FILE` (before `--prose`) lists.
//! Besides the names as written each text is read again with names drawn from a short table of common surnames and given names, so that
//! the weights do not follow the taste of those who wrote it, and once more with such names written oddly: syllables apart, torn by the
//! end of a line, without any space, all in one line.
//!
//! The words around a mention (`detect/names/wording.rs`) are weighed in the same sum, in a table of their own.
//!
//! Logistic regression with a quadratic penalty, by projected gradient, over groups of readings that exclude one another (김서은, 김서+은):
//! at most one of each group is a name. The sign of each weight is the one that
//! `detect/names/features.rs` allows. Five folds by line give the figures, or with `--by-file` one fold a file (what one hand wrote is
//! never both learnt and asked); then all text gives the weights (`--quick`: at once).

#[path = "../tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use garim::detect::names::features::{COUNT, Feature, Sign};
use garim::detect::names::wording::{self, BUCKETS};
use garim::detect::{candidates, names};
use garim::kind::Kind;
use garim::page::Page;

/// Folds by line, and the folds of unmarked prose in any case.
const FOLDS: usize = 5;

struct Text {
    text: String,
    names: BTreeSet<(usize, usize)>,
    fold: usize,
    prose: bool,
    drawn: bool,
    odd: bool,
}

struct Row {
    values: Vec<(usize, f64)>,
    /// The buckets of the words around it.
    marks: Vec<u16>,
    span: (usize, usize),
    positive: bool,
    weight: f64,
    /// Readings that exclude one another share a number.
    group: usize,
    /// The score from which on the product takes it.
    needed: f64,
}

/// How many of a hundred drawn names are what few are called.
const FEW: usize = 50;

/// A small generator with a fixed seed: the same weights on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below.max(1)
    }
}

/// Surnames, the common ones several times.
const SURNAMES: &str = "김김김김김김김김김김이이이이이이이박박박박최최정정강강조조윤윤장장임임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용";
const GIVEN: &str = "서연 민서 서현 지우 서윤 지민 수빈 하은 예은 윤서 민지 지현 유진 은지 수진 혜진 지영 미영 은정 현정 영희 정희 순자 영자 정숙 미숙 경희 은주 민준 서준 예준 도윤 시우 주원 하준 지호 준서 \
준우 현우 도현 지훈 건우 우진 민재 현준 선우 서진 연우 정우 승현 준혁 승우 지후 성민 동현 상훈 재현 성호 정훈 진우 민수 영수 성수 정호 영호 상철 병철 영철 광수 종수 정식 동수 기영 태현 재호 경수 성진 상욱 \
나연 소연 보람 아름 슬기 하늘 가람 한별 은별 다솜 이슬 한솔 나래 누리 빛나 하람 다온 이든 바다 가을 새봄 보라 하나 사랑 소망 온유 소리 미르 단비 연두 은솔 여진 소영 태희 유리 혜원 규리 세영 윤아 진아 경민 \
춘자 복순 말순 옥순 종식 판석 만수 봉수 덕수 창식 명호 병국 석진 원석 인호 재석 철민 찬호 태식 형준 효진 희정 화영 현숙 해영 지은 정아 인영 은영 연희 선희 상미 미경 말자 금자 경자 귀례 분이 점순 필순";

/// A text without its marks, and its names.
fn parse(marked: &str) -> (String, Vec<(usize, usize)>) {
    let common::Case { text, marks } = common::parse(marked);
    (text, marks.iter().filter(|m| m.2 == Kind::PersonName).map(|m| (m.0, m.1)).collect())
}

fn closed(c: char) -> bool {
    ('가'..='힣').contains(&c) && !(c as u32 - 0xAC00).is_multiple_of(28)
}

/// Surnames of few.
const RARE: &str = "탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당화창옹표명기반라왕금옥육인맹제모석선설마길위연소방공현함변염여추도엄채원천구민류진지차주우";

/// A name that the letters hardly show: a rare surname before syllables that seldom go together, or before one.
fn rare(given: &[&str], dice: &mut Dice) -> String {
    let surnames: Vec<char> = RARE.chars().collect();
    let mut name = String::from(surnames[dice.roll(surnames.len())]);
    let (first, second) = (given[dice.roll(given.len())], given[dice.roll(given.len())]);
    if dice.roll(100) < 65 {
        name.extend(first.chars().next());
    } else if dice.roll(100) < 65 {
        name.push(' ');
    }
    name.extend(second.chars().last());
    name
}

/// The same text with other names, the same name always becoming the same other one.
fn redraw(text: &str, names: &[(usize, usize)], few: usize, dice: &mut Dice) -> (String, BTreeSet<(usize, usize)>) {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let given: Vec<&str> = GIVEN.split_whitespace().collect();
    let mut drawn: BTreeMap<&str, String> = BTreeMap::new();
    let (mut out, mut spans, mut at) = (String::new(), BTreeSet::new(), 0);
    for &(start, end) in names {
        let name = &text[start..end];
        out.push_str(&text[at..start]);
        at = end;
        let plain = name.chars().all(|c| ('가'..='힣').contains(&c)) && name.chars().count() <= 4;
        if plain && !drawn.contains_key(name) {
            let want = name.chars().last().is_some_and(closed);
            let mut new = name.to_owned();
            let strange = dice.roll(100) < few;
            for _ in 0..60 {
                if strange {
                    let drawn = rare(&given, dice);
                    if drawn.chars().last().is_some_and(closed) == want {
                        new = drawn;
                        break;
                    }
                    continue;
                }
                let surname = surnames[dice.roll(surnames.len())];
                let mut second = given[dice.roll(given.len())].to_owned();
                if dice.roll(100) < 6 {
                    second = second.chars().last().map(String::from).unwrap_or_default();
                }
                if second.chars().last().is_some_and(closed) == want {
                    new = format!("{surname}{second}");
                    break;
                }
            }
            drawn.insert(name, new);
        }
        let from = out.len();
        out.push_str(drawn.get(name).map_or(name, String::as_str));
        spans.insert((from, out.len()));
    }
    out.push_str(&text[at..]);
    (out, spans)
}

/// Ways to write a name of Hangul oddly: between the syllables, or between surname and rest.
const WAYS: [(&str, bool); 8] =
    [(" ", true), ("  ", true), (" ", false), (".", true), ("·", true), ("-", true), ("_", true), ("\n", false)];

/// The same text, its Korean names written in one odd way; or without any space; or in one line.
fn write_oddly(text: &str, names: &BTreeSet<(usize, usize)>, dice: &mut Dice) -> (String, BTreeSet<(usize, usize)>) {
    let way = dice.roll(WAYS.len() + 2);
    let (mut out, mut spans, mut at) = (String::new(), BTreeSet::new(), 0);
    let keep = |piece: &str| match way.checked_sub(WAYS.len()) {
        Some(0) => piece.replace([' ', '\t'], ""),
        Some(_) => piece.replace('\n', " "),
        None => piece.to_owned(),
    };
    for &(start, end) in names {
        out.push_str(&keep(&text[at..start]));
        at = end;
        let name: Vec<char> = text[start..end].chars().collect();
        let from = out.len();
        match WAYS.get(way) {
            Some((mark, each)) if name.iter().all(|c| ('가'..='힣').contains(c)) && name.len() <= 4 => {
                for (k, c) in name.iter().enumerate() {
                    if k == 1 || (k > 1 && *each) {
                        out.push_str(mark);
                    }
                    out.push(*c);
                }
            }
            _ => out.push_str(&keep(&text[start..end])),
        }
        spans.insert((from, out.len()));
    }
    out.push_str(&keep(&text[at..]));
    (out, spans)
}

/// The lines of a file or of the files of a folder, each with the number of its file.
fn lines(path: &Path) -> Vec<(usize, String)> {
    let mut files: Vec<_> = if path.is_dir() {
        std::fs::read_dir(path).expect("a folder").map(|e| e.expect("an entry").path()).collect()
    } else {
        vec![path.to_path_buf()]
    };
    files.sort();
    files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "jsonl"))
        .enumerate()
        .flat_map(|(k, f)| {
            let text = std::fs::read_to_string(f).expect("a file");
            text.lines().map(|l| (k, l.to_owned())).collect::<Vec<_>>()
        })
        .filter(|(_, l)| !l.trim().is_empty())
        .collect()
}

fn rows(text: &Text) -> Vec<Row> {
    let page = Page::new(&text.text);
    let mut existing = Vec::new();
    candidates::collect(&page, u64::MAX, &mut existing);
    let (mut group, mut reach, mut inside) = (0, 0, None);
    let mut mentions: Vec<_> = names::observe(&page, &existing).into_iter().map(|m| (page.span(m.span()), m)).collect();
    mentions.sort_by_key(|(span, _)| (span.start, span.end));
    mentions
        .iter()
        .map(|(span, m)| {
            let span = (span.start, span.end);
            let positive = text.names.contains(&span);
            let touched = text.names.iter().find(|n| n.0 < span.1 && span.0 < n.1);
            // Of readings that overlap one at most is right: those that touch a name, or one another.
            if span.0 >= reach || touched != inside {
                group += 1;
            }
            (reach, inside) = (reach.max(span.1), touched);
            let weight = match () {
                // Most of what is written for offices holds no name: such text counts more than its share here.
                () if text.prose => 3.0,
                () if text.drawn => 0.5,
                () => 1.0,
            };
            let own = |(i, v): (usize, i16)| (i != Feature::Words as usize).then(|| (i, f64::from(v) / 16.0));
            let values = m.features.there().filter_map(own).collect();
            let mut marks = Vec::new();
            wording::marks(&page, m.span(), &mut |bucket| marks.push(bucket));
            let needed = f64::from(names::needed(&m.features)) / 16.0;
            Row { values, marks, span, positive, weight, group, needed }
        })
        .collect()
}

fn weigh(row: &Row, w: &[f64]) -> f64 {
    let words: f64 = row.marks.iter().map(|&b| w[COUNT + usize::from(b)]).sum();
    row.values.iter().map(|&(i, v)| w[i] * v).sum::<f64>() + words.clamp(-6.0, 9.375)
}

/// How strongly the weights of words are pulled towards zero: a word must be met often before it says something.
const WORDS_PULL: f64 = 5.0;

/// Projected gradient with a step of its own for every weight.
fn fit(rows: &[&Row]) -> Vec<f64> {
    let mut w = vec![0.0; COUNT + BUCKETS];
    let mut squares = vec![1e-6; COUNT + BUCKETS];
    for round in 0..500 {
        let pull = |i: usize| match i {
            0 => 0.0,
            _ if i < COUNT => 0.6,
            _ => WORDS_PULL,
        };
        let mut gradient: Vec<f64> = w.iter().enumerate().map(|(i, w)| pull(i) * w).collect();
        // Among readings that exclude one another, and no name at all, each has its share.
        for group in rows.chunk_by(|a, b| a.group == b.group) {
            let mut shares: Vec<f64> = group.iter().map(|row| weigh(row, &w)).collect();
            let most = shares.iter().copied().fold(0.0, f64::max);
            shares.iter_mut().for_each(|z| *z = (*z - most).exp());
            let sum = shares.iter().sum::<f64>() + (-most).exp();
            for (row, share) in group.iter().zip(shares) {
                let d = row.weight * (share / sum - f64::from(u8::from(row.positive)));
                for &(i, v) in &row.values {
                    gradient[i] += d * v;
                }
                for &b in &row.marks {
                    gradient[COUNT + usize::from(b)] += d;
                }
            }
        }
        let rate = 0.12 / (1.0 + f64::from(round) / 80.0);
        for i in 0..w.len() {
            squares[i] = 0.9 * squares[i] + 0.1 * gradient[i] * gradient[i];
            w[i] -= rate * gradient[i] / squares[i].sqrt().max(1e-3);
            w[i] = match Feature::ALL.get(i).map(|f| f.sign()) {
                Some(Sign::For) => w[i].max(0.0),
                Some(Sign::Against) => w[i].min(0.0),
                Some(Sign::Free) | None => w[i],
            };
        }
    }
    w
}

#[derive(Default)]
struct Tally {
    exact: usize,
    missed: usize,
    false_found: usize,
    prose_false: usize,
    prose_units: usize,
    bands: [(usize, usize); 10],
}

fn window(text: &str, s: usize, e: usize) -> String {
    let mut left: Vec<char> = text[..s].chars().rev().take(18).collect();
    left.reverse();
    let right: String = text[e..].chars().take(14).collect();
    format!("{}⟦{}⟧{right}", left.iter().collect::<String>(), &text[s..e]).replace('\n', "⏎")
}

fn judge(text: &Text, rows: &[Row], w: &[f64], show: &str, tally: &mut Tally) {
    let mut found: Vec<(f64, &Row)> = rows.iter().map(|r| (weigh(r, w), r)).filter(|(z, r)| *z >= r.needed).collect();
    found.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then((b.1.span.1 - b.1.span.0).cmp(&(a.1.span.1 - a.1.span.0)))
            .then(a.1.span.cmp(&b.1.span))
    });
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (z, row) in found {
        let span = row.span;
        if taken.iter().any(|t| t.0 < span.1 && span.0 < t.1) {
            continue;
        }
        taken.push(span);
        let right = text.names.contains(&span);
        let p = 1.0 / (1.0 + (-z).exp());
        let band = ((p * 20.0) as usize).clamp(10, 19) - 10;
        tally.bands[band].0 += 1;
        tally.bands[band].1 += usize::from(right);
        if right {
            tally.exact += 1;
        } else {
            let mut reasons: Vec<(f64, &str)> =
                row.values.iter().map(|&(i, v)| (w[i] * v, Feature::ALL[i].id())).filter(|r| r.0 > 0.3).collect();
            reasons.sort_by(|a, b| b.0.total_cmp(&a.0));
            let reasons: Vec<String> = reasons.iter().take(4).map(|r| format!("{} {:.1}", r.1, r.0)).collect();
            if text.prose {
                tally.prose_false += 1;
            } else {
                tally.false_found += 1;
            }
            if show == if text.prose { "prose" } else { "fp" } {
                println!("{show} {z:.1} {} {}", window(&text.text, span.0, span.1), reasons.join(", "));
            }
        }
    }
    for name in &text.names {
        if !taken.contains(name) {
            tally.missed += 1;
            if show == "miss" {
                let seen = rows.iter().find(|r| r.span == *name);
                let mut reasons: Vec<(f64, &str)> = seen
                    .map_or(Vec::new(), |r| r.values.iter().map(|&(i, v)| (w[i] * v, Feature::ALL[i].id())).collect());
                reasons.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
                let reasons: Vec<String> = reasons.iter().take(6).map(|r| format!("{} {:.1}", r.1, r.0)).collect();
                println!(
                    "miss {} {} {}",
                    seen.map_or("-".into(), |r| format!("{:.1}", weigh(r, w))),
                    window(&text.text, name.0, name.1),
                    reasons.join(", ")
                );
            }
        }
    }
    if text.prose {
        tally.prose_units += text.text.chars().count();
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (mut write, mut quick, mut show, mut prose, mut by_file, mut folds) =
        (false, false, String::new(), false, false, FOLDS);
    let mut texts: Vec<Text> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--write" => write = true,
            "--quick" => quick = true,
            "--by-file" => (by_file, folds) = (true, 1),
            "--show" => show = args.next().unwrap_or_default(),
            "--prose" => prose = true,
            "--named" => {
                let file = args.next().unwrap_or_default();
                named = std::fs::read_to_string(file)
                    .expect("a list of names")
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect();
            }
            path => {
                for (n, (file, line)) in lines(Path::new(path)).iter().enumerate() {
                    let json: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
                    let fold = if by_file && !prose { *file } else { n % FOLDS };
                    folds = folds.max(fold + 1);
                    if prose {
                        let text = json["text"].as_str().unwrap_or_default().to_owned();
                        let names = named
                            .iter()
                            .flat_map(|n| {
                                text.match_indices(n.as_str()).map(|(at, n)| (at, at + n.len())).collect::<Vec<_>>()
                            })
                            .collect();
                        texts.push(Text { text, names, fold, prose: true, drawn: false, odd: false });
                        continue;
                    }
                    let (text, names) = parse(json["marked"].as_str().unwrap_or_default());
                    for odd in [false, true] {
                        // Private persons of a text are often called what few are called: half of what is not written oddly.
                        let (text, names) = redraw(&text, &names, if odd { 10 } else { FEW }, &mut dice);
                        let (text, names) = if odd { write_oddly(&text, &names, &mut dice) } else { (text, names) };
                        texts.push(Text { text, names, fold, prose: false, drawn: true, odd });
                    }
                    texts.push(Text {
                        text,
                        names: names.into_iter().collect(),
                        fold,
                        prose: false,
                        drawn: false,
                        odd: false,
                    });
                }
            }
        }
    }
    let mut all: Vec<Vec<Row>> = texts.iter().map(rows).collect();
    for (n, row) in all.iter_mut().enumerate().flat_map(|(n, rows)| rows.iter_mut().map(move |r| (n, r))) {
        row.group += n << 20;
    }
    let (mut own, mut drawn, mut odd) = (Tally::default(), Tally::default(), Tally::default());
    for fold in 0..if quick { 0 } else { folds } {
        let training: Vec<&Row> = texts.iter().zip(&all).filter(|(t, _)| t.fold != fold).flat_map(|(_, r)| r).collect();
        let w = fit(&training);
        for (text, rows) in texts.iter().zip(&all).filter(|(t, _)| t.fold == fold) {
            if text.odd {
                judge(text, rows, &w, if show == "odd" { "miss" } else { "" }, &mut odd);
            } else if text.drawn {
                judge(text, rows, &w, "", &mut drawn);
            } else {
                judge(text, rows, &w, &show, &mut own);
            }
        }
    }
    for (name, t) in [("as written", &own), ("names redrawn", &drawn), ("written oddly", &odd)] {
        let p = t.exact as f64 / (t.exact + t.false_found).max(1) as f64;
        let r = t.exact as f64 / (t.exact + t.missed).max(1) as f64;
        println!(
            "{name}: P {p:.3} R {r:.3} F {:.3} ({}/{}/{})",
            2.0 * p * r / (p + r).max(1e-9),
            t.exact,
            t.false_found,
            t.missed
        );
    }
    println!(
        "prose: {} in {} characters, {:.2} per 10,000",
        own.prose_false,
        own.prose_units,
        own.prose_false as f64 * 1e4 / own.prose_units.max(1) as f64
    );
    let bands: Vec<String> =
        own.bands.iter().enumerate().map(|(i, b)| format!("{}%: {} of {}", 50 + i * 5, b.1, b.0)).collect();
    println!("said to be so sure, right: {}", bands.join("; "));
    let rows: Vec<&Row> = all.iter().flatten().collect();
    let w = fit(&rows);
    let mut out = String::from(
        "//! The weights, in sixteenths of log-odds for a feature that is there. Made by `examples/train_names.rs`; not edited by hand.\n\n#[rustfmt::skip]\npub(super) static WEIGHTS: &[i16] = &[\n",
    );
    for (feature, w) in Feature::ALL.iter().zip(&w) {
        let w = if *feature == Feature::Words { 16 } else { (w * 16.0).round() as i64 };
        out.push_str(&format!("    {w:>4}, // {}\n", feature.id()));
    }
    out.push_str("];\n");
    if write {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detect/names/weights.rs"), &out)
            .expect("weights.rs is writable");
        let words: Vec<u8> = w[COUNT..].iter().map(|w| (w * 16.0).round().clamp(-127.0, 127.0) as i8 as u8).collect();
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detect/names/wording.bin"), words)
            .expect("wording.bin is writable");
    } else {
        print!("{out}");
    }
}
