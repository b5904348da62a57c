//! What one keystroke costs in documents of 10 KB, 100 KB, 1 MB and 5 MB, beside a full check of the same document in the same run. Time is
//! that of the processor, where the system tells it: a busy machine stretches a long run more than a short one.

mod common;

use std::hint::black_box;
use std::time::{Duration, Instant};

use garim::check::Checker;
use garim::policy::Policy;
use garim::session::{After, Block, Change, Session};

/// How many keystrokes are measured in a document.
const KEYS: u32 = 200;

fn main() {
    let texts = common::texts();
    let mixed = texts.first().map(|(_, drafts)| drafts.join("\n")).unwrap_or_default();
    let mut first = None;
    for size in [10_000, 100_000, 1_000_000, 5_000_000] {
        let blocks = document(&mixed, size);
        let text = blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
        let policy = Policy::default();
        let mut checker = Checker::new();
        let times = (2_000_000 / size).clamp(1, 100) as u32;
        let full = time(|| {
            for _ in 0..times {
                drop(black_box(checker.check(black_box(&text), &policy)));
            }
        }) / times;
        let mut session = Session::open(blocks.clone(), &policy).expect("blocks");
        let mut keys = Vec::new();
        let begin = processor();
        for rev in 1..=KEYS {
            // Words are typed here and there, syllable by syllable; not into the title, which every chapter reads.
            let at = 8 + (rev / 8) as usize * 7919 % (blocks.len() - 8);
            let mut block = blocks[at].clone();
            block.text.extend("담당자 이나래 확인".chars().take(1 + (rev % 8) as usize));
            let change = Change { rev, upsert: vec![(block, After::All)], ..Change::default() };
            let begin = Instant::now();
            let answer = session.apply(change).expect("a change");
            black_box(garim::wire::session::spans(&session, &answer));
            keys.push(begin.elapsed());
        }
        let whole = match (begin, processor()) {
            (Some(before), Some(after)) => Duration::from_nanos(after - before),
            _ => keys.iter().sum(),
        };
        keys.sort_unstable();
        let (mean, median, late) = (whole / KEYS, keys[keys.len() / 2], keys[keys.len() * 99 / 100]);
        let smallest = *first.get_or_insert(mean);
        println!(
            "{:>7} bytes, {:>6} blocks: full check {:>9.3} ms; a keystroke {:.3} ms (by the clock: median {:.3} ms, p99 {:.3} ms): 1/{:.0} of the check, {:.2} of the cost in the smallest",
            text.len(),
            blocks.len(),
            ms(full),
            ms(mean),
            ms(median),
            ms(late),
            ms(full) / ms(mean),
            ms(mean) / ms(smallest),
        );
    }
}

/// A document of about `size` bytes, a block a line.
fn document(text: &str, size: usize) -> Vec<Block> {
    let mut len = 0;
    text.split('\n')
        .cycle()
        .take_while(|line| {
            len += line.len() + 1;
            len <= size
        })
        .enumerate()
        .map(|(i, line)| Block { id: format!("p{i}"), text: line.to_owned(), ..Block::default() })
        .collect()
}

fn time(run: impl FnOnce()) -> Duration {
    let (begin, own) = (Instant::now(), processor());
    run();
    match (own, processor()) {
        (Some(before), Some(after)) => Duration::from_nanos(after - before),
        _ => begin.elapsed(),
    }
}

/// How long this thread has run, in nanoseconds.
fn processor() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
