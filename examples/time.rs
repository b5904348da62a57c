//! Times the stages of a check on a text file, beside a UTF-8 validation of the same bytes: `time FILE [ROUNDS]`.
//!
//! Every stage does what `Checker::check` does there; the candidates of the stage before are copied anew for each round.

use std::hint::black_box;
use std::time::{Duration, Instant};

use garim::detect::told::Told;
use garim::detect::{address, candidates, facts, names, resolve, roles};
use garim::disclosure;
use garim::page::{Numbers, Page};
use garim::policy::Policy;
use garim::rule::Candidate;
use garim::text::Folded;

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

    let (mut folded, mut page, mut hits) = (Folded::default(), Page::default(), Vec::new());
    let (mut checker, mut memory) = (garim::check::Checker::new(), names::Memory::default());
    let policy = Policy::default();
    watch.stage("fold", || (), |()| folded.fold(&text));
    watch.stage("words", || (), |()| garim::words::scan(&folded, &mut hits));
    watch.stage("page", || (), |()| page.read(&text));
    let page = &page;
    let groups = |n: &Numbers| n.groups.len();
    let sizes = (
        page.hits.len(),
        groups(&page.numbers),
        groups(&page.spoken),
        page.lines.len(),
        page.cells.len(),
        folded.len(),
    );
    println!("{sizes:?} words, groups, spoken groups, lines, cells, units");
    let found = watch.stage("candidates", Vec::new, |sink: &mut Vec<Candidate>| {
        candidates::collect(page, policy.kinds, sink);
    });
    let found = watch.stage("address", || found.clone(), |sink| address::collect(page, sink));
    let found = watch.stage(
        "names",
        || found.clone(),
        |sink| {
            names::collect(page, &mut Told::default(), &mut memory, sink);
        },
    );
    let found = watch.stage("resolve", || found.clone(), |sink| resolve::resolve(sink));
    let found = watch.stage("roles", || found.clone(), |sink| roles::assign(page, &mut Told::default(), sink));
    let found = watch.stage("facts", || found.clone(), |sink| facts::collect(page, policy.kinds, sink));
    watch.stage("resolve", || found.clone(), |sink| resolve::resolve(sink));
    let findings = checker.find(&text, &policy);
    let form =
        watch.stage("form", disclosure::Disclosure::default, |form| *form = disclosure::suggest(page, &findings));
    watch.stage("parts", || findings.clone(), |sink| disclosure::add_parts(page, &form, sink));
    watch.stage(
        "check",
        || (),
        |()| {
            black_box(checker.check(&text, &policy));
        },
    );
}
