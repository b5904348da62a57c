//! The candidate scan: a page is read and the identifiers that may stand on it are collected.

mod common;

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use garim::detect::candidates;
use garim::page::Page;

fn main() {
    let (text, rules, kinds) = (common::mixed(), common::regexes(), common::identifiers().kinds);
    let (mut page, mut sink) = (Page::default(), Vec::new());
    let mut scan = || {
        page.read(black_box(&text));
        sink.clear();
        candidates::collect(&page, kinds, &mut sink);
        black_box(&sink);
    };
    let times = common::compare(
        7,
        &mut [&mut scan, &mut || common::validate(&text, 1), &mut || {
            black_box(common::search(&rules, &text));
        }],
    );
    common::tell("scan", times[0], times[1], times[2]);

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("mixed 1 MB", |b| b.iter(&mut scan));
    group.finish();
    criterion.final_summary();
}
