//! The tagger: facts in free wording. Every word near a person or a company gets a sum of integer weights for each kind of fact; the best
//! way through the words of a line says which of them belong to a phrase, and so how far it reaches.
//!
//! The weights are learned from marked texts by `examples/train_facts.rs`. Lines near which nobody was found are not read.

mod doubt;
mod features;
mod hints;
mod tokens;
mod weights;

use crate::kind::Kind;
use crate::order;
use crate::page::Page;
use crate::page::cells::{Cut, Line};
use crate::rule::{Candidate, LIKELY, Score, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;

use super::amount;
use super::norms::{self, limited, norm, treat};
use super::scene::{Scene, Tie, Who};
pub(super) use doubt::drop_doubtful;
pub use doubt::{FACT_SUMS, Found, found};
use features::Near;
use tokens::{Role, Token};

/// How many kinds are told apart.
pub const CLASSES: usize = 11;
/// What is summed for each word: the kinds, then how much speaks for a phrase that begins with it, and for one that ends with it.
pub const SUMS: usize = CLASSES + 2;
/// Where the sum for a beginning stands.
pub const FIRST: usize = CLASSES;
/// Where the sum for an end stands.
pub const LAST: usize = CLASSES + 1;

/// The kinds, with what the drafter is told.
pub const KINDS: [(Kind, &str, &str); CLASSES] = [
    (Kind::SensitiveHealth, "sensitive_health/wording", "특정인의 질병·장애·진료 사실을 풀어 쓴 말입니다."),
    (Kind::SensitiveCriminal, "sensitive_criminal/wording", "특정인의 범죄·수사 또는 피해 사실을 풀어 쓴 말입니다."),
    (Kind::SensitiveBelief, "sensitive_belief/wording", "특정인의 종교·정당·노조 등 신념을 풀어 쓴 말입니다."),
    (Kind::WelfareStatus, "welfare_status/wording", "특정인의 복지 수급·생활 형편을 풀어 쓴 말입니다."),
    (Kind::PersonalRecord, "personal_record/wording", "특정인의 징계·평정·성적 등을 풀어 쓴 말입니다."),
    (Kind::FamilyStatus, "family_status/wording", "특정인의 가족·학력·경력을 풀어 쓴 말입니다."),
    (Kind::PersonalFinance, "personal_finance/wording", "특정인의 소득·재산·채무를 풀어 쓴 말입니다."),
    (Kind::TradeSecret, "trade_secret/wording", "외부에 알리지 않은 업체의 기술·노하우를 풀어 쓴 말입니다."),
    (Kind::SalesFigure, "sales_figure/wording", "한 업체의 매출·거래·재무를 나타내는 말입니다."),
    (Kind::UnitPrice, "unit_price/wording", "업체가 낸 단가·견적 금액으로 보입니다."),
    (Kind::ReservePrice, "reserve_price/wording", "결정되기 전의 가격이나 평가 점수로 보입니다."),
];

/// What it costs to begin a phrase of each kind, and what it gains to stay in one, in eighths of log-odds.
pub struct Costs {
    /// By kind.
    pub begin: [i32; CLASSES],
    /// For all.
    pub stay: i32,
}

/// Chosen by how each file of the training texts is tagged by weights from the others.
pub const COSTS: Costs = Costs { begin: [-9, -5, -10, -15, -9, -8, -7, -6, -7, -7, -7], stay: 14 };

/// A word at the edge of a phrase belongs to it if it says more than this.
const EDGE: i32 = -4;

/// The words of a phrase that nothing else tells of say at least this on the whole.
const LEAST: i32 = 6;

/// The same where nothing but the words tells of a company's figures.
const SALES: i32 = 12;

/// The same of prices and points.
const PRICES: i32 = 10;

/// A word beside what is known already belongs to it if it says more than this: how far a fact is told (뇌출혈로 쓰러져 입원) goes with it.
const CLEAR: i32 = 10;

/// At this or less, what the words of the lists found is no fact.
const VETO: i32 = -48;

/// A line as the training reads it: where its words stand, and the features of each.
pub struct Sample {
    /// Where the words stand, and whether each may be part of a fact.
    pub words: Vec<(FoldSpan, bool)>,
    /// Whether a word begins a sentence or a cell.
    pub breaks: Vec<bool>,
    /// The features of each.
    pub features: Vec<Vec<u32>>,
}

/// The lines of a page that the tagger reads; `found` holds the candidates of other kinds, sorted by start.
pub fn samples(page: &Page, found: &[Candidate]) -> Vec<Sample> {
    let scene = Scene::read(page, found);
    let (mut words, mut all, mut starts, mut out) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for line in &page.lines {
        if !read(page, &scene, found, line, &mut words, &mut all, &mut starts) {
            continue;
        }
        out.push(Sample {
            words: words.iter().map(|t| (t.at, t.role == Role::Word)).collect(),
            breaks: words.iter().map(|t| t.first || t.cell).collect(),
            features: starts.windows(2).map(|w| all[w[0]..w[1]].to_vec()).collect(),
        });
    }
    out
}

fn read(
    page: &Page,
    scene: &Scene,
    found: &[Candidate],
    line: &Line,
    words: &mut Vec<Token>,
    all: &mut Vec<u32>,
    starts: &mut Vec<usize>,
) -> bool {
    if line.header || line.end < line.start + 2 {
        return false;
    }
    let near = near(page, scene, line);
    if near.who == 0 {
        return false;
    }
    tokens::read(page, scene, found, line, words);
    features::of(page, line, words, near, all, starts);
    !words.is_empty()
}

/// Who stands in a line, and in the lines above it.
fn near(page: &Page, scene: &Scene, line: &Line) -> Near {
    let span = line.span();
    let who = [
        scene.holds(span, Who::Person),
        scene.above(page, line.start, Who::Person),
        scene.official_in(span),
        scene.official_above(page, line.start),
        scene.holds(span, Who::Company),
        scene.quote || scene.tender || scene.scoring,
    ];
    let who = who.iter().enumerate().fold(0, |set, (i, &there)| set | u32::from(there) << i);
    Near { who, open: who != 0 && scene.open(page, line.start) }
}

/// Finds facts in free wording; widens what was found before, and drops what no word of it speaks for. `from` is where the facts begin
/// in the sink.
pub(super) fn find(page: &Page, scene: &Scene, from: usize, sink: &mut Sink) {
    let (mut words, mut all, mut starts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut told, mut spoken) = (Vec::new(), Vec::new());
    let mut facts = sink.split_off(from);
    for line in &page.lines {
        if !read(page, scene, sink, line, &mut words, &mut all, &mut starts) {
            continue;
        }
        let sums: Vec<[i32; SUMS]> = starts
            .windows(2)
            .map(|w| {
                let mut sums = [0; SUMS];
                all[w[0]..w[1]].iter().for_each(|&f| weights::TAGS.add(f, &mut sums));
                sums
            })
            .collect();
        phrases(page, scene, &words, &sums, spoken.len(), &mut told);
        spoken.extend(words.iter().zip(&sums).map(|(t, &s)| (t.at, s)));
    }
    order::sort_by_key(&mut facts, |c| c.span.start);
    facts.retain(|c| labelled(page, c.span.start) || !denied(c, &spoken));
    let mut taken = vec![false; facts.len()];
    for phrase in told {
        let (kind, rule, why) = KINDS[phrase.class];
        let mut candidate = Candidate::new(kind, phrase.span, Verdict::Plausible, score(phrase.sum), rule, why);
        let first = facts.partition_point(|c| c.span.start + LONG < phrase.span.start);
        let mut known: Option<FoldSpan> = None;
        for (old, taken) in facts[first..].iter().zip(&mut taken[first..]) {
            if old.span.start >= phrase.span.end {
                break;
            }
            // 국어 42점, 수학 38점: the points inside a phrase go with it.
            let inside = phrase.span.start <= old.span.start && old.span.end <= phrase.span.end;
            let score = old.rule.ends_with("/score") && kind != Kind::ReservePrice;
            if old.kind == kind && score && inside {
                candidate.score = candidate.score.max(old.score + 1);
            }
            if old.kind == kind && !score && old.span.overlaps(phrase.span) && !*taken {
                // How far it reaches matters where it is masked in words; an amount, and what is only looked at, stays as it is.
                known = known.or(Some(old.span));
                if !told_in_words(kind) {
                    continue;
                }
                *taken = true;
                let both = known.map_or(old.span, |k| FoldSpan {
                    start: k.start.min(old.span.start),
                    end: k.end.max(old.span.end),
                });
                candidate = Candidate { score: old.score.max(candidate.score), ..old.clone() };
                known = Some(both);
            }
        }
        let alone = || qualifies(page, &facts, &phrase);
        if known.is_none() && (phrase.sum < LEAST || !owned(page, scene, kind, phrase.span, phrase.sum) || alone()) {
            continue;
        }
        if known.is_some() && !told_in_words(kind) {
            continue;
        }
        if let Some(known) = known {
            candidate.span = widened(page, known, &phrase, spoken.get(phrase.words.clone()).unwrap_or(&[]));
        }
        sink.push(candidate);
    }
    sink.extend(facts.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(c, _)| c));
}

/// Whether a phrase of one word only goes on about the fact before it: it stands right behind it (동성애자임을 밝혔다), or is a whole cell that
/// qualifies what a cell of its row tells (뇌병변 | 심한).
fn qualifies(page: &Page, facts: &[Candidate], phrase: &Phrase) -> bool {
    if phrase.words.len() != 1 {
        return false;
    }
    let at = phrase.span;
    let cell = page.cell(at.start);
    let line = page.line(at.start).span();
    let whole = (cell.start, cell.end) == (at.start, at.end) && at.len() <= 3;
    let fact = |c: &Candidate| {
        let same = KINDS.get(phrase.class).is_some_and(|k| k.0 == c.kind) && c.span.start >= line.start;
        same && (whole && c.span.end <= cell.start || c.span.end <= at.start && at.start - c.span.end <= 3)
    };
    facts.iter().any(fact)
}

/// Whether an amount that no rule knows may be somebody's: a person stands in its line, or above, and it is no limit.
fn owned(page: &Page, scene: &Scene, kind: Kind, at: FoldSpan, sum: i32) -> bool {
    let digit = at.range().find(|&i| page.folded.class(i) == Class::Digit);
    // What everybody may read elsewhere is nobody's.
    if digit.is_some_and(|i| norms::open(page, i as u32, kind)) {
        return false;
    }
    match kind {
        Kind::SalesFigure => {
            sum >= SALES
                && matches!(scene.owner(page, at.start), Some((Who::Company, Tie::Line | Tie::Block)))
                && !scene.open(page, at.start)
                && !limited(page, at.start, at.end)
        }
        // What was published or is over is a price that anybody may know.
        Kind::UnitPrice | Kind::ReservePrice => {
            let over =
                scene.published || scene.decided && !scene.tender && (kind == Kind::ReservePrice || !scene.quote);
            // A cell of nothing but a number is for the heads of its table to tell.
            let said = |i: usize| matches!(page.folded.class(i), Class::Hangul | Class::Latin);
            let told = page.line(at.start).cut == Cut::Whole || at.range().any(said);
            sum >= PRICES && told && !over && !limited(page, at.start, at.end)
        }
        Kind::PersonalFinance => {
            let near = matches!(scene.owner(page, at.start), Some((Who::Person, Tie::Line | Tie::Block)));
            let here = scene.holds(page.line(at.start).span(), Who::Person);
            // What a norm, a meal or an office's expenses explain is nobody's where the person stands only above.
            let amount = digit.and_then(|i| amount::read(page, i as u32));
            let explained = || {
                scene.expense
                    || scene.open(page, at.start)
                    || amount.is_some_and(|a| treat(page, a.span.start) || norm(page, scene, &a, kind))
            };
            (here || near && scene.named && !explained()) && !limited(page, at.start, at.end)
        }
        _ => true,
    }
}

/// A phrase: its kind, where it stands, how sure its words are on the whole, and which words of the page they are.
struct Phrase {
    class: usize,
    span: FoldSpan,
    sum: i32,
    words: std::ops::Range<usize>,
}

/// Whether a fact of a kind is masked as far as its words tell it.
const fn told_in_words(kind: Kind) -> bool {
    matches!(kind, Kind::SensitiveHealth | Kind::SensitiveCriminal | Kind::WelfareStatus)
}

/// What the words of the lists found, with the words beside it that speak clearly for the same fact, up to the next mark.
fn widened(page: &Page, known: FoldSpan, phrase: &Phrase, words: &[(FoldSpan, [i32; SUMS])]) -> FoldSpan {
    let joined = |from: u32, to: u32| {
        let mark = |i: u32| page.folded.class(i as usize) == Class::Punct && page.folded.unit(i as usize) != 0xB7;
        !(from..to).any(mark) && (from..to).any(|i| page.folded.class(i as usize) == Class::Space)
    };
    let (mut start, mut end) = (known.start, known.end);
    for (at, sums) in words.iter().rev().skip_while(|w| w.0.start >= known.start) {
        // 김가람(1990년생)의 폭행: a particle by itself.
        let particle = at.len() == 1 && page.folded.class(at.start as usize) == Class::Hangul;
        if particle || sums[phrase.class] <= CLEAR || !joined(at.end, start) {
            break;
        }
        start = at.start;
    }
    for (at, sums) in words.iter().skip_while(|w| w.0.start < known.end) {
        let clear =
            sums[phrase.class] > CLEAR || KINDS[phrase.class].0 == Kind::SensitiveCriminal && prosecutes(page, *at);
        if !clear || !joined(end, at.start) || carries(page, *at) || since(page, *at) {
            break;
        }
        // 투석을 주 3회: one syllable goes only with what follows it.
        if !(at.len() == 1 && page.folded.class(at.start as usize) == Class::Hangul) {
            end = at.end;
        }
    }
    let last = FoldSpan { start: words.iter().rfind(|w| w.0.end == end).map_or(start, |w| w.0.start), end };
    let end = if end > known.end { bare(page, last).min(phrase.span.end) } else { end };
    FoldSpan { start: start.max(phrase.span.start).min(known.start), end: end.max(known.end) }
}

/// Whether a word only carries the fact before it: 진단을 받았다, 당뇨를 앓고, 피해를 호소하였다.
fn carries(page: &Page, at: FoldSpan) -> bool {
    const STEMS: [&str; 18] = [
        "신고", "받", "겪", "앓", "있", "없", "당하", "당한", "하였", "했", "호소", "밝히", "밝혀", "보이", "보였",
        "입었", "입은", "입어",
    ];
    handles(page, at) || STEMS.iter().any(|s| page.folded.starts_with(at.start as usize, s))
}

/// Whether a word tells what became of an offence: 음주측정 거부로 입건되었다.
fn prosecutes(page: &Page, at: FoldSpan) -> bool {
    ["입건", "기소", "구속", "송치", "체포"].iter().any(|w| page.folded.starts_with(at.start as usize, w))
}

/// Whether a word only says when, seen from the fact before it: 수술 뒤, 입원 당시.
fn since(page: &Page, at: FoldSpan) -> bool {
    ["뒤", "후", "때", "전", "당시", "이후", "직후", "동안"]
        .iter()
        .any(|w| page.folded.starts_with(at.start as usize, w) && at.len() <= w.chars().count() + 1)
}

/// The longest fact that is widened, in folded units.
const LONG: u32 = 128;

/// Whether a label with its colon stands right before, but for letters that are blank: 노조: ○○노총 조합원.
fn labelled(page: &Page, at: u32) -> bool {
    let f = &page.folded;
    let before =
        (at.saturating_sub(8)..at).rev().find(|&i| !matches!(f.class(i as usize), Class::Space | Class::Blank));
    before.is_some_and(|i| f.unit(i as usize) == 0x3A)
}

/// Whether the words of a fact that was found by words of the lists all speak against it.
fn denied(c: &Candidate, spoken: &[(FoldSpan, [i32; SUMS])]) -> bool {
    // A label, a column or a known number is believed, and so is what the drafter only looks at.
    let worded = c.rule.ends_with("/phrase") || c.rule.ends_with("/passage");
    if !worded || matches!(c.kind, Kind::TradeSecret | Kind::PersonalRecord) {
        return false;
    }
    let Some(class) = KINDS.iter().position(|k| k.0 == c.kind) else { return false };
    let first = spoken.partition_point(|w| w.0.end <= c.span.start);
    let words = spoken[first..].iter().take_while(|w| w.0.start < c.span.end);
    // A word that is hardly ever anything else is believed.
    c.score <= LIKELY && words.map(|w| w.1[class]).max().is_some_and(|most| most <= VETO)
}

/// How sure a phrase is.
fn score(sum: i32) -> Score {
    (sum.clamp(4, 40)) as Score
}

/// The best way through the words of a line: the class of each, `CLASSES` where it is in no phrase. `open` says which words may be in one,
/// `breaks` before which a sentence or a cell begins.
pub fn best(costs: &Costs, open: &[bool], breaks: &[bool], sums: &[[i32; SUMS]]) -> Vec<u8> {
    const OUT: usize = CLASSES;
    const NEVER: i32 = -1_000_000;
    let top = |best: &[i32; CLASSES + 1]| {
        best.iter().enumerate().max_by_key(|&(i, &v)| (v, i)).map_or((OUT, 0), |(i, &v)| (i, v))
    };
    let mut best = [NEVER; CLASSES + 1];
    best[OUT] = 0;
    let mut back: Vec<[u8; CLASSES + 1]> = Vec::with_capacity(sums.len());
    // What the last word says against ending there, and against going on.
    let mut ends = (0, 0);
    for ((sums, &open), &cut) in sums.iter().zip(open).zip(breaks) {
        let (mut now, mut from) = ([NEVER; CLASSES + 1], [OUT as u8; CLASSES + 1]);
        let mut left = best;
        left[..CLASSES].iter_mut().for_each(|v| *v += ends.0);
        let (state, most) = top(&left);
        (now[OUT], from[OUT]) = (most, state as u8);
        let first = sums[FIRST];
        if open {
            for class in 0..CLASSES {
                let begun = most - costs.begin[class] + first.min(0);
                let stayed = if cut { NEVER } else { best[class] + ends.1 + (-first).min(0) + costs.stay };
                let (value, before) = if stayed >= begun { (stayed, class) } else { (begun, state) };
                (now[class], from[class]) = (value + sums[class], before as u8);
            }
        }
        ends = (sums[LAST].min(0), (-sums[LAST]).min(0));
        best = now;
        back.push(from);
    }
    best[..CLASSES].iter_mut().for_each(|v| *v += ends.0);
    let mut at = top(&best).0;
    let mut said = vec![OUT as u8; sums.len()];
    for (tag, from) in said.iter_mut().zip(&back).rev() {
        *tag = at as u8;
        at = from[at] as usize;
    }
    said
}

/// The phrases of a line; `base` is how many words of the page were read before it.
fn phrases(page: &Page, scene: &Scene, words: &[Token], sums: &[[i32; SUMS]], base: usize, out: &mut Vec<Phrase>) {
    let open: Vec<bool> = words.iter().map(|t| t.role == Role::Word).collect();
    let breaks: Vec<bool> = words.iter().map(|t| t.first || t.cell).collect();
    let said = best(&COSTS, &open, &breaks, sums);
    let mut from = 0;
    for i in 1..=said.len() {
        if i < said.len() && said[i] == said[from] && !breaks[i] {
            continue;
        }
        let class = said[from] as usize;
        if class < CLASSES {
            // What stands on the way out and says nothing itself is no part of it.
            let speaks = |s: &[i32; SUMS]| s[class] > EDGE;
            let first = sums[from..i].iter().position(speaks).map_or(from, |k| from + k);
            let mut end = sums[first..i].iter().rposition(speaks).map_or(i, |k| first + k + 1);
            while end > first + 1 && handles(page, words[end - 1].at) {
                end -= 1;
            }
            let total: i32 = sums[first..end].iter().map(|s| s[class]).sum();
            let span = extent(page, class, &words[first..end]);
            // What a company owes or pays is no person's.
            let company = KINDS[class].0 == Kind::PersonalFinance
                && matches!(scene.owner(page, span.start), Some((Who::Company, Tie::Line)));
            // 수급자 김가람: only announces a name.
            let announces = end - first == 1
                && words.get(end).is_some_and(|t| t.mark == 0 && matches!(t.role, Role::Person | Role::Official));
            if !company && !announces {
                out.push(Phrase { class, span, sum: total / (end - first) as i32, words: base + first..base + end });
            }
        }
        from = i;
    }
}

/// Whether a word tells what an office does with the fact: 벌금형 회신, 폭행을 조사하였다.
fn handles(page: &Page, at: FoldSpan) -> bool {
    const ACTS: [&str; 14] = [
        "회신", "통보", "보고", "조회", "제출", "접수", "안내", "확인", "요청", "문의", "송부", "신청", "조사", "제공",
    ];
    ACTS.iter().any(|a| page.folded.starts_with(at.start as usize, a))
}

/// From the first word to the last, without its particle.
fn extent(page: &Page, class: usize, words: &[Token]) -> FoldSpan {
    let f = &page.folded;
    let (first, last) = (words[0].at, words[words.len() - 1].at);
    if matches!(KINDS[class].0, Kind::PersonalFinance | Kind::SalesFigure | Kind::UnitPrice) {
        // Up to the last amount: what is done with the money is no part of it.
        let amount = |t: &Token| {
            let digit = t.at.range().find(|&i| f.class(i) == Class::Digit)?;
            amount::read(page, digit as u32).filter(|a| a.unit && a.span.start < t.at.end)
        };
        if let Some(found) = words.iter().rev().find_map(amount) {
            // 체납액412,350원: only the amount where its label is glued to it.
            let glued = first.start < found.span.start && found.span.start < first.end;
            return FoldSpan { start: if glued { found.span.start } else { first.start }, end: found.span.end };
        }
    }
    FoldSpan { start: first.start, end: bare(page, last) }
}

/// Where a word ends without its particle.
fn bare(page: &Page, at: FoldSpan) -> u32 {
    const PARTICLES: [(&str, u32); 21] = [
        ("이어서", 3),
        ("이라서", 3),
        ("이라고", 3),
        ("다고", 1),
        ("다는", 1),
        ("다며", 1),
        ("으로", 2),
        ("이라", 2),
        ("이며", 2),
        ("에서", 2),
        ("이다", 2),
        ("입니다", 3),
        ("이고", 2),
        ("을", 1),
        ("를", 1),
        ("은", 1),
        ("는", 1),
        ("라", 1),
        ("로", 1),
        ("가", 1),
        ("에", 1),
    ];
    let cut = PARTICLES.iter().find(|(p, _)| page.folded.ends_with(at.end as usize, p)).map_or(0, |p| p.1);
    // 이력이 확인되어, but 어린이.
    let subject = page.folded.ends_with(at.end as usize, "력이") || page.folded.ends_with(at.end as usize, "적이");
    let cut = if subject { 1 } else { cut };
    if at.len() > 2 && at.len() as u32 > cut { at.end - cut } else { at.end }
}
