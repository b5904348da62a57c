//! Times the stages of a check on a text file, cut into drafts of usual length, beside a UTF-8 validation: `time FILE [ROUNDS]`.
//!
//! Every stage does what `Checker::check` does there; the candidates of the stage before are copied anew for each round.

use std::hint::black_box;
use std::time::{Duration, Instant};

use garim::detect::told::Told;
use garim::detect::{address, births, candidates, facts, names, resolve, roles};
use garim::disclosure;
use garim::page::Page;
use garim::policy::Policy;
use garim::rule::Candidate;
use garim::text::Folded;
use serde_json::value::RawValue;

/// The shortest of some rounds of one stage, and what they all need.
struct Watch {
    rounds: usize,
    base: Duration,
    bytes: usize,
}

impl Watch {
    /// Runs a stage on fresh input each round and prints its shortest time.
    fn stage<T>(&self, name: &str, mut fresh: impl FnMut() -> T, mut run: impl FnMut(&mut T)) -> T {
        let mut best = Duration::MAX;
        let mut made = fresh();
        for round in 0..self.rounds {
            if round > 0 {
                made = fresh();
            }
            let begin = Instant::now();
            run(&mut made);
            best = best.min(begin.elapsed());
        }
        let (ms, times) = (best.as_secs_f64() * 1e3, best.as_secs_f64() / self.base.as_secs_f64());
        println!("{name:12} {ms:8.3} ms {:6.1} ns a byte {times:6.1}×", ms * 1e6 / self.bytes as f64);
        made
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a file");
    let rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(9);
    let bytes = std::fs::read(path).expect("readable");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut watch = Watch { rounds, base: Duration::MAX, bytes: text.len() };
    for _ in 0..rounds {
        let begin = Instant::now();
        black_box(std::str::from_utf8(black_box(text.as_bytes())).is_ok());
        watch.base = watch.base.min(begin.elapsed());
    }
    println!("{} bytes; utf8 {:.3} ms", text.len(), watch.base.as_secs_f64() * 1e3);

    let drafts = drafts(&text);
    let mut folded: Vec<Folded> = drafts.iter().map(|_| Folded::default()).collect();
    let mut pages: Vec<Page> = drafts.iter().map(|_| Page::default()).collect();
    let (mut hits, mut memory, mut checker) = (Vec::new(), names::Memory::default(), garim::check::Checker::new());
    let policy = Policy::default();
    watch.stage("fold", || (), |()| folded.iter_mut().zip(&drafts).for_each(|(f, draft)| f.fold(draft)));
    watch.stage("words", || (), |()| folded.iter().for_each(|f| garim::words::scan(f, &mut hits)));
    watch.stage("page", || (), |()| pages.iter_mut().zip(&drafts).for_each(|(page, draft)| page.read(draft)));
    let count = |of: fn(&Page) -> usize| pages.iter().map(of).sum::<usize>();
    println!(
        "{} drafts, {} words, {} groups, {} spoken groups, {} lines, {} cells, {} units",
        drafts.len(),
        count(|p| p.hits.len()),
        count(|p| p.numbers.groups.len()),
        count(|p| p.spoken.groups.len()),
        count(|p| p.lines.len()),
        count(|p| p.cells.len()),
        count(|p| p.folded.len()),
    );
    let mut sinks: Vec<Vec<Candidate>> = drafts.iter().map(|_| Vec::new()).collect();
    let mut stage = |name: &str, run: &mut dyn FnMut(&Page, &mut Vec<Candidate>)| {
        let fresh = std::mem::take(&mut sinks);
        let each = |sinks: &mut Vec<Vec<Candidate>>| pages.iter().zip(sinks).for_each(|(page, sink)| run(page, sink));
        sinks = watch.stage(name, || fresh.clone(), each);
    };
    stage("candidates", &mut |page, sink| candidates::collect(page, policy.kinds, sink));
    stage("address", &mut |page, sink| address::collect(page, sink));
    stage("names", &mut |page, sink| {
        names::collect(page, &mut Told::default(), &mut memory, sink);
    });
    stage("resolve", &mut |_, sink| resolve::resolve(sink));
    stage("roles", &mut |page, sink| roles::assign(page, &mut Told::default(), sink));
    stage("births", &mut |page, sink| births::collect(page, sink));
    stage("facts", &mut |page, sink| facts::collect(page, policy.kinds, sink));
    stage("resolve", &mut |_, sink| resolve::resolve(sink));
    let findings: Vec<_> = drafts.iter().map(|draft| checker.find(draft, &policy)).collect();
    watch.stage(
        "form",
        || (),
        |()| {
            for (page, findings) in pages.iter().zip(&findings) {
                black_box(disclosure::suggest(page, findings));
            }
        },
    );
    watch.stage(
        "check",
        || (),
        |()| {
            for draft in &drafts {
                black_box(checker.check(draft, &policy));
            }
        },
    );
    // What `benches/wasm.mjs` measures in Node.
    watch.stage(
        "json",
        || (),
        |()| {
            for draft in &drafts {
                black_box(garim::check_json(draft, RawValue::NULL, &policy));
            }
        },
    );
}

/// The text as drafts of at most eight thousand bytes, cut at line ends.
fn drafts(text: &str) -> Vec<String> {
    let mut drafts = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if drafts.last().is_some_and(|draft| !draft.is_empty() && draft.len() + line.len() > 8000) {
            drafts.push(String::new());
        }
        if let Some(draft) = drafts.last_mut() {
            draft.push_str(line);
        }
    }
    drafts
}
