//! One paragraph of 300 characters, as an editor asks for it at every pause.

mod common;

use std::hint::black_box;

use criterion::Criterion;
use garim::check::Checker;
use garim::policy::Policy;

/// How often a run repeats what takes microseconds.
const TIMES: usize = 200;

fn main() {
    let (same, ascii) = (common::same_rules(), common::ascii_rules());
    let (text, policy) = (common::paragraph(), Policy::default());
    let drafts = vec![text.to_owned(); TIMES];
    let mut checker = Checker::new();
    let mut check = |times: usize| {
        for _ in 0..times {
            black_box(checker.check(black_box(text), &policy));
        }
    };
    let times = common::compare(
        20,
        &mut [
            &mut || check(TIMES),
            &mut || common::validate(&drafts),
            &mut || {
                black_box(common::search(&same, &drafts));
            },
            &mut || {
                black_box(common::search(&ascii, &drafts));
            },
        ],
    );
    let each = |i: usize| times[i] / TIMES as u32;
    println!("{} characters", text.chars().count());
    common::tell("paragraph", each(0), each(1), each(2), each(3));

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("paragraph", |b| b.iter(|| check(1)));
    criterion.final_summary();
}
