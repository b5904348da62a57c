//! The cold start: a fresh process and its first check of a paragraph; beside a process that does nothing and one that compiles the same
//! rules as regular expressions. The bench calls itself for each.

mod common;

use std::hint::black_box;
use std::process::Command;

use criterion::Criterion;
use garim::policy::Policy;

const ROLE: &str = "GARIM_COLD";

fn main() {
    match std::env::var(ROLE).as_deref() {
        Ok("check") => {
            black_box(garim::check::check(common::paragraph(), &Policy::default()));
            return;
        }
        Ok("same") => {
            black_box(common::search(&common::same_rules(), &[common::paragraph().to_owned()]));
            return;
        }
        Ok("ascii") => {
            black_box(common::search(&common::ascii_rules(), &[common::paragraph().to_owned()]));
            return;
        }
        Ok(_) => {
            black_box(std::str::from_utf8(black_box(common::paragraph().as_bytes())).is_ok());
            return;
        }
        Err(_) => {}
    }
    let this = std::env::current_exe().expect("the bench itself");
    let start = |role: &str| {
        let status = Command::new(&this).env(ROLE, role).status().expect("a process");
        assert!(status.success());
    };
    let times = common::compare(
        20,
        &mut [&mut || start("check"), &mut || start("nothing"), &mut || start("same"), &mut || start("ascii")],
    );
    let ratio = |i: usize| times[i].as_secs_f64() / times[0].as_secs_f64();
    println!(
        "cold start: {:.3} ms; {:.2} × as fast as the same rules as separate regexes, {:.2} × as the ASCII rules",
        times[0].as_secs_f64() * 1e3,
        ratio(2),
        ratio(3),
    );
    println!("  of which the process itself takes {:.3} ms", times[1].as_secs_f64() * 1e3);

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("cold", |b| b.iter(|| start("check")));
    criterion.final_summary();
}
