//! The full check of 1 MB of mixed official text, with everything on; and from text to findings with the identifiers alone.

mod common;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use garim::check::Checker;
use garim::policy::Policy;

fn main() {
    let (text, rules, all, identifiers) =
        (common::mixed(), common::regexes(), Policy::default(), common::identifiers());
    let (mut checker, mut finder) = (Checker::new(), Checker::new());
    let mut check = || {
        black_box(checker.check(black_box(&text), &all));
    };
    let mut find = || {
        black_box(finder.find(black_box(&text), &identifiers));
    };
    let times = common::compare(
        7,
        &mut [&mut check, &mut find, &mut || common::validate(&text, 1), &mut || {
            black_box(common::search(&rules, &text));
        }],
    );
    common::tell("check, everything on", times[0], times[2], times[3]);
    common::tell("check, identifiers to findings", times[1], times[2], times[3]);

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("check");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
    group.bench_function("everything", |b| b.iter(&mut check));
    group.bench_function("identifiers", |b| b.iter(&mut find));
    group.finish();
    criterion.final_summary();
}
