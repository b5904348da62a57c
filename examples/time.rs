//! Times the stages of a check on a text file, beside a UTF-8 validation of the same bytes.
use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let bytes = std::fs::read(path).expect("readable");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut folded = garim::text::Folded::default();
    let mut page = garim::page::Page::default();
    let mut hits = Vec::new();
    let mut checker = garim::check::Checker::new();
    let policy = garim::policy::Policy::default();
    let best = |f: &mut dyn FnMut()| {
        let mut b = f64::MAX;
        for _ in 0..9 {
            let t = Instant::now();
            f();
            b = b.min(t.elapsed().as_secs_f64());
        }
        b * 1e3
    };
    let base = best(&mut || {
        std::hint::black_box(std::str::from_utf8(std::hint::black_box(text.as_bytes())).is_ok());
    });
    println!("{} bytes; utf8 {base:.3} ms", text.len());
    let t = best(&mut || folded.fold(&text));
    println!("fold {t:.3} ms {:.1}x", t / base);
    let t = best(&mut || garim::words::scan(&folded, &mut hits));
    println!("words {t:.3} ms {:.1}x", t / base);
    let t = best(&mut || page.read(&text));
    println!("page {t:.3} ms {:.1}x", t / base);
    let t = best(&mut || {
        std::hint::black_box(checker.check(&text, &policy));
    });
    println!("check {t:.3} ms {:.1}x", t / base);
}
