//! The drafts that are learned from and measured with: read from `tests`, cut into pieces, set into one another.

use std::path::{Path, PathBuf};

use garim::disclosure::features::piece_features;
use garim::disclosure::genre::{self, SIGNS};
use garim::disclosure::matter;
use garim::disclosure::passages::Extract;
use garim::page::Page;
use garim::span::FoldSpan;

/// Where a draft comes from, which is how it is reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// A short draft of `tests/training/disclosure`.
    Short,
    /// A whole document of `documents.jsonl` or `whole.jsonl` to `whole6.jsonl`.
    Document,
    /// A whole document of `tests/corpus/disclosure/whole_dev.jsonl`, which nothing is learned from.
    Dev,
    /// An ordinary text of `tests/corpus/plain.jsonl`.
    Plain,
    /// Sentences of `guides.jsonl`, which speak of restricted matters in general, under one title.
    Guide,
    /// A text of `tests/training/people` in which nothing is to be masked or reviewed.
    People,
    /// A short restricted draft set into an ordinary text.
    Composed,
    /// A short open draft with tempting words set into an ordinary text.
    Tempting,
    /// A whole document of `Document` with ordinary texts of other matter behind it, as an attachment: what the terms learn length from.
    Attached,
    /// The same with one of `Dev`.
    DevAttached,
}

/// A draft with the items that may be defended for it.
pub struct Draft {
    pub text: String,
    /// The features of each piece, the title first; none where a rule is recited.
    pub pieces: Vec<Vec<u16>>,
    /// Which of the pieces is the title, and what its sort of text is told by.
    pub title: usize,
    pub counted: Extract,
    pub signs: [i32; SIGNS],
    /// Which of the pieces are restricted, where somebody has said: those of the short draft that was set in, or the lines that were marked.
    pub known: Vec<std::ops::Range<usize>>,
    /// The item most agencies cite, 0 for none.
    pub first: usize,
    pub defensible: Vec<usize>,
    /// The levels that may be defended; none where nobody has said.
    pub levels: Vec<String>,
    pub source: Source,
    pub fold: usize,
}

impl Draft {
    fn new(text: String, source: Source, fold: usize, page: &mut Page) -> Self {
        page.read(&text);
        let mut spans: Vec<FoldSpan> = Vec::new();
        matter::pieces(page, &mut spans);
        let recited = matter::recited(page, &spans);
        let title = genre::title(page, &spans);
        let mut counted = Extract::default();
        spans.iter().for_each(|&s| genre::count(page, s, &mut counted));
        let signs = genre::signs(page, spans.get(title).copied().unwrap_or(FoldSpan::new(0, 0)), &counted);
        let mut pieces = Vec::new();
        for (&span, recited) in spans.iter().zip(recited) {
            let mut list = Vec::new();
            if !recited {
                piece_features(page, span, |f| list.push(f));
            }
            pieces.push(list);
        }
        let (defensible, levels) = (Vec::new(), Vec::new());
        Self { text, pieces, title, counted, signs, known: Vec::new(), first: 0, defensible, levels, source, fold }
    }

    /// Whether the engine weighs it by passages.
    pub fn is_long(&self) -> bool {
        self.pieces.len() > 1 && self.pieces.iter().map(Vec::len).sum::<usize>() > matter::SHORT as usize
    }

    fn like(self, other: &Self) -> Self {
        let (defensible, levels) = (other.defensible.clone(), other.levels.clone());
        Self { first: other.first, defensible, levels, ..self }
    }
}

fn lines(file: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(file).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a draft is JSON")).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("a file").path()).collect();
    files.sort();
    files
}

/// All there is to learn from and to measure with. The folds of short drafts are cut by who wrote which, so that neighbours are never on
/// both sides; `mixed` by turns. Others are cut by turns.
pub fn all(root: &Path, mixed: bool) -> Vec<Draft> {
    let mut drafts: Vec<Draft> =
        files(&root.join("training/disclosure")).iter().flat_map(|file| read(file, mixed)).collect();
    drafts.extend(read_open(&root.join("corpus/plain.jsonl"), Source::Plain));
    for file in files(&root.join("training/people")) {
        drafts.extend(read_open(&file, Source::People));
    }
    let joined = join_guides(&drafts);
    drafts.extend(joined);
    let set_in = compose(&drafts);
    drafts.extend(set_in);
    let dev = read(&root.join("corpus/disclosure/whole_dev.jsonl"), true);
    drafts.extend(dev.into_iter().map(|d| Draft { source: Source::Dev, ..d }));
    let attached = attach(&drafts);
    drafts.extend(attached);
    drafts
}

/// The short drafts alone.
pub fn short(root: &Path) -> Vec<Draft> {
    files(&root.join("training/disclosure")).iter().flat_map(|file| read(file, false)).collect()
}

/// The files of whole documents; the folds are cut by file, so that nobody's texts are on both sides.
const WHOLE: [&str; 11] = [
    "documents.jsonl",
    "whole.jsonl",
    "whole2.jsonl",
    "whole3.jsonl",
    "whole4.jsonl",
    "whole5.jsonl",
    "whole6.jsonl",
    "whole7.jsonl",
    "whole8.jsonl",
    "whole9.jsonl",
    "whole_dev.jsonl",
];

fn read(file: &Path, mixed: bool) -> Vec<Draft> {
    let whole = WHOLE.iter().position(|name| file.ends_with(name));
    let mut page = Page::default();
    let read = |(n, value): (usize, serde_json::Value)| {
        let text = value["text"].as_str().expect("a text").to_owned();
        let list = |key: &str| -> Vec<usize> {
            let of = |a: &Vec<serde_json::Value>| a.iter().filter_map(|v| v.as_u64()).map(|v| v as usize).collect();
            value[key].as_array().map(of).unwrap_or_default()
        };
        let mut defensible = list("items");
        let first = defensible.first().copied().unwrap_or(0);
        defensible.extend(list("also"));
        let levels = value["levels"]
            .as_array()
            .map_or(Vec::new(), |a| a.iter().filter_map(|v| v.as_str()).map(str::to_owned).collect());
        let group = value["group"].as_str().unwrap_or("");
        let number = group.bytes().fold(7usize, |h, b| h.wrapping_mul(131).wrapping_add(usize::from(b)));
        let fold = whole.filter(|_| !mixed).unwrap_or(if mixed { n } else { number }) % 5;
        let guide = file.ends_with("guides.jsonl");
        let source = if whole.is_some() {
            Source::Document
        } else if guide {
            Source::Guide
        } else {
            Source::Short
        };
        let marked = list("restricted");
        let mut draft = Draft { first, defensible, levels, ..Draft::new(text, source, fold, &mut page) };
        draft.known = of_lines(&page, &draft.text, &marked);
        draft
    };
    lines(file).into_iter().enumerate().map(read).collect()
}

/// The pieces of each of some lines of the page, which has just been read.
fn of_lines(page: &Page, text: &str, lines: &[usize]) -> Vec<std::ops::Range<usize>> {
    let mut spans: Vec<FoldSpan> = Vec::new();
    matter::pieces(page, &mut spans);
    let line = |s: &FoldSpan| text[..page.span(*s).start].matches('\n').count();
    let of: Vec<usize> = spans.iter().map(line).collect();
    let range = |&n: &usize| of.partition_point(|&l| l < n)..of.partition_point(|&l| l <= n);
    lines.iter().map(range).filter(|r| !r.is_empty()).collect()
}

/// A text without its marks, and whether all of them say keep.
fn unmarked(marked: &str) -> (String, bool) {
    let case = crate::common::parse(marked);
    let kept = case.marks.iter().all(|m| m.3 == garim::kind::Action::Keep);
    (case.text, kept)
}

/// Texts that are open: the folds are cut by text.
fn read_open(file: &Path, source: Source) -> Vec<Draft> {
    // Pieces of a few lines are no drafts: what is missing in them may stand in the rest of theirs.
    const LEAST: usize = 120;
    let mut page = Page::default();
    let texts = lines(file).into_iter().map(|v| unmarked(v["marked"].as_str().expect("a marked text")));
    let open = texts.filter(|(text, kept)| *kept && text.chars().count() >= LEAST).map(|(text, _)| text).enumerate();
    open.map(|(n, text)| Draft::new(text, source, n % 5, &mut page)).collect()
}

/// Short drafts set into ordinary texts of the same fold, behind the title or further down.
fn compose(drafts: &[Draft]) -> Vec<Draft> {
    let mut page = Page::default();
    let mut out = Vec::new();
    for fold in 0..5 {
        let open = |d: &&Draft| d.first == 0 && matches!(d.source, Source::Plain | Source::Document) && d.is_long();
        let hosts: Vec<&Draft> = drafts.iter().filter(|d| d.fold == fold).filter(open).collect();
        let guests = drafts.iter().filter(|d| d.source == Source::Short && d.fold == fold && !d.is_long()).step_by(2);
        for (n, guest) in guests.enumerate() {
            let Some(host) = hosts.get(n % hosts.len().max(1)) else { continue };
            let mut lines: Vec<&str> = host.text.lines().collect();
            let at = 1 + n * 7 % lines.len();
            let before = lines[..at].join("\n");
            lines.insert(at, &guest.text);
            let source = if guest.first == 0 { Source::Tempting } else { Source::Composed };
            let mut draft = Draft::new(lines.join("\n"), source, fold, &mut page).like(guest);
            // The pieces of a line do not depend on other lines.
            let from = Draft::new(before, source, fold, &mut page).pieces.len();
            draft.known.push(from..from + guest.pieces.len());
            out.push(draft);
        }
    }
    out
}

/// Guides of ten sentences each, of one fold.
fn join_guides(drafts: &[Draft]) -> Vec<Draft> {
    const TITLES: [&str; 5] =
        ["업무 처리 지침", "알기 쉬운 업무 길잡이", "신규 직원 교육 자료", "자주 묻는 질문", "주요업무 추진 요령"];
    let mut page = Page::default();
    let mut out = Vec::new();
    for fold in 0..5 {
        let sentences: Vec<&str> =
            drafts.iter().filter(|d| d.source == Source::Guide && d.fold == fold).map(|d| d.text.as_str()).collect();
        for n in 0..sentences.len() / 5 {
            let some: Vec<&str> = (0..10).map(|k| sentences[(n * 5 + k * 3) % sentences.len()]).collect();
            let text = format!("{}\n\n- {}", TITLES[(n + fold) % 5], some.join("\n- "));
            out.push(Draft::new(text, Source::Guide, fold, &mut page));
        }
    }
    out
}

/// Whole documents with ordinary texts of the same fold behind them, two to nine.
fn attach(drafts: &[Draft]) -> Vec<Draft> {
    let mut page = Page::default();
    let mut out = Vec::new();
    let plain: Vec<&Draft> = drafts.iter().filter(|d| d.source == Source::Plain).collect();
    let whole = drafts.iter().filter(|d| matches!(d.source, Source::Dev | Source::Document) && d.is_long());
    for (n, d) in whole.enumerate() {
        let source = if d.source == Source::Dev { Source::DevAttached } else { Source::Attached };
        let hosts: Vec<&Draft> = plain.iter().copied().filter(|h| h.fold == d.fold).collect();
        let more: Vec<&str> = (0..2 + n * 5 % 8).map(|k| hosts[(n * 11 + k * 5) % hosts.len()].text.as_str()).collect();
        let text = format!("{}\n\n붙임 1\n{}", d.text, more.join("\n\n"));
        out.push(Draft::new(text, source, d.fold, &mut page).like(d));
    }
    out
}
