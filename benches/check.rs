//! 1 MB of official text: the full check with everything on; from text to findings with the identifiers alone; and the candidate scan: a
//! page is read and the identifiers that may stand on it are collected.

mod common;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use garim::check::Checker;
use garim::detect::candidates;
use garim::page::Page;
use garim::policy::Policy;

fn main() {
    let (same, ascii) = (common::same_rules(), common::ascii_rules());
    println!("{} expressions of the same rules, {} ASCII ones", same.len(), ascii.len());
    let (all, identifiers) = (Policy::default(), common::identifiers());
    let mut criterion = Criterion::default().configure_from_args();
    for (name, drafts) in common::texts() {
        let (mut checker, mut finder) = (Checker::new(), Checker::new());
        let (mut page, mut sink) = (Page::default(), Vec::new());
        let mut check = || {
            for draft in &drafts {
                black_box(checker.check(black_box(draft), &all));
            }
        };
        let mut find = || {
            for draft in &drafts {
                black_box(finder.find(black_box(draft), &identifiers));
            }
        };
        let mut scan = || {
            for draft in &drafts {
                page.read(black_box(draft));
                sink.clear();
                candidates::collect(&page, identifiers.kinds, &mut sink);
                black_box(&sink);
            }
        };
        let times = common::compare(
            7,
            &mut [
                &mut check,
                &mut find,
                &mut scan,
                &mut || common::validate(&drafts),
                &mut || {
                    black_box(common::search(&same, &drafts));
                },
                &mut || {
                    black_box(common::search(&ascii, &drafts));
                },
            ],
        );
        let size: usize = drafts.iter().map(String::len).sum();
        println!("{name}: {size} bytes in {}", drafts.len());
        common::tell("scan, identifiers", times[2], times[3], times[4], times[5]);
        common::tell("check, identifiers to findings", times[1], times[3], times[4], times[5]);
        common::tell("check, everything on", times[0], times[3], times[4], times[5]);

        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(size as u64)).sample_size(10);
        group.bench_function("scan", |b| b.iter(&mut scan));
        group.bench_function("identifiers", |b| b.iter(&mut find));
        group.bench_function("everything", |b| b.iter(&mut check));
        group.finish();
    }
    criterion.final_summary();
}
