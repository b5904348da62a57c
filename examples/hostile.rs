//! One hostile document, checked once: `hostile CASE SIZE` prints what it cost (`cpu_ms`, `peak_kb`, `bytes`, `findings`), `hostile list` the cases.
//! `cargo xtask prove hostile` calls it at growing sizes and compares.
//!
//! Times are of the processor, not of the clock, so that a busy machine changes little. Where the system has no `/proc` they are zero.

use garim::check::check;
use garim::mask::masked;
use garim::policy::Policy;
use garim::session::{After, Block, Change, Role, Session};

/// What a case makes of a size: a text to check, or a session to edit.
enum Work {
    Text(fn(usize) -> String),
    Session(fn(usize)),
}

/// All cases, and what their size counts.
const CASES: &[(&str, &str, Work)] = &[
    ("text", "KB of mixed prose, tables and lists", Work::Text(|kb| repeated(PROSE, kb))),
    ("findings", "findings: mobile numbers, comma by comma, in lines of ten", Work::Text(numbers)),
    ("line", "KB of prose without a line end", Work::Text(|kb| repeated(PROSE, kb).replace('\n', " "))),
    ("endless", "KB of syllables without a space", Work::Text(|kb| repeated("가나다라마바사아자차카타파하", kb))),
    ("digits", "KB of digits without end", Work::Text(|kb| repeated("0123456789", kb))),
    ("chain", "KB of digits and hyphens", Work::Text(|kb| repeated("10-", kb))),
    ("spaced", "KB of digits and spaces", Work::Text(|kb| repeated("0 1 ", kb))),
    ("spoken", "KB of numerals as they are said", Work::Text(|kb| repeated("공일이삼사오육칠팔구", kb))),
    ("keys", "KB of keys and numbers in the line of a door", Work::Text(|kb| repeated("현관 #1*2 ", kb))),
    ("annexes", "KB of names of annexes and of keys", Work::Text(|kb| repeated("별표 3 누르고 ", kb))),
    ("combining", "KB of marks on one letter", Work::Text(|kb| format!("가{}", repeated("\u{301}", kb)))),
    ("jamo", "KB of decomposed Hangul", Work::Text(|kb| repeated("\u{1112}\u{1161}\u{11AB}", kb))),
    (
        "births",
        "KB of words for births, decomposed, without an end",
        Work::Text(|kb| repeated("\u{110E}\u{116E}\u{11AF}\u{1109}\u{1162}\u{11BC}", kb)),
    ),
    ("scales", "KB of an amount that does not end", Work::Text(|kb| repeated("8만", kb))),
    ("thousands", "KB of thousands that do not end", Work::Text(|kb| repeated("111,", kb))),
    ("sums", "KB of an amount that is said without an end", Work::Text(|kb| repeated("천백만 ", kb))),
    ("numerals", "KB of numerals one by one", Work::Text(|kb| repeated("칠 백 이 십 만 ", kb))),
    (
        "accounts",
        "KB of rows with a name and what is cut like an account",
        Work::Text(|kb| format!("지급 계좌\n{}", repeated("김가람/ 000-0000-01-234\n", kb))),
    ),
    (
        "tails",
        "KB of addresses whose field goes on",
        Work::Text(|kb| repeated("주소: 가람시 솔새로 9012 옛 방앗간 (뒤채)\n", kb)),
    ),
    ("glosses", "KB of Hanja in brackets", Work::Text(|kb| repeated("김(金)", kb))),
    ("roads", "KB of roads without numbers, one a line", Work::Text(|kb| repeated("솔새길\n", kb))),
    ("towns", "KB of towns without a road", Work::Text(|kb| repeated("파주 운정 ", kb))),
    ("joined", "KB of emoji that are joined to one", Work::Text(|kb| repeated("👩\u{200D}", kb))),
    ("nothing", "KB of characters without width", Work::Text(|kb| repeated("\u{200B}", kb))),
    ("brackets", "KB of brackets that open", Work::Text(|kb| repeated("[(「", kb))),
    ("labels", "KB of labels without values", Work::Text(|kb| repeated("성명: 연락처: 주소: 계좌번호: ", kb))),
    ("names", "KB of names, each another", Work::Text(names)),
    ("one-name", "KB of one name", Work::Text(|kb| repeated("신청인 김가람\n", kb))),
    ("lines", "KB of empty lines", Work::Text(|kb| repeated("\n", kb))),
    ("bars", "KB of bars", Work::Text(|kb| repeated("|", kb))),
    ("masks", "KB of masks", Work::Text(|kb| repeated("○○○ [성명1] ", kb))),
    ("at-signs", "KB of signs of mailboxes", Work::Text(|kb| repeated("a@b.", kb))),
    ("address", "KB of one address that does not end", Work::Text(|kb| repeated("가온시 나래구 다솜로 9001 ", kb))),
    ("cells", "cells of one table, five a row", Work::Text(cells)),
    ("row", "cells in one row", Work::Text(|n| "김가람\t010-0000-1234\t".repeat(n / 2))),
    ("blocks", "blocks of a session, edited a hundred times and sealed", Work::Session(blocks)),
];

const PROSE: &str = "1. 관련: 총무과-1234(2099. 3. 2.)\n2. 위 호와 관련하여 민원인 김가람(010-0000-1234)이 신청한 시설 보수 건을 아래와 같이 처리하고자 합니다.\n\
    가. 신청 내용: 가온로 9001 앞 보도의 파손된 경계석 교체\n나. 처리 계획: 2099. 3. 10.까지 현장을 확인하고 담당자가 결과를 알림\n성명\t생년월일\t연락처\n\
    이나래\t2099. 1. 1.\t010-0000-5678\n붙임  현장 사진 1부.  끝.\n";

/// A piece again and again, as many KB.
fn repeated(piece: &str, kb: usize) -> String {
    piece.repeat((kb * 1024).div_ceil(piece.len()))
}

fn numbers(count: usize) -> String {
    let mut out = String::with_capacity(count * 16);
    for n in 0..count {
        out.push_str(&format!("010-0000-{:04}", n % 10_000));
        out.push_str(if n % 10 == 9 { "\n" } else { ", " });
    }
    out
}

fn names(kb: usize) -> String {
    let (first, second): (Vec<char>, Vec<char>) = (
        "김이박최정강조윤장임한오서신권황안송류홍".chars().collect(),
        "가나다라마바사아자하온솔빛별봄결찬율담샘".chars().collect(),
    );
    let mut out = String::with_capacity(kb * 1024 + 64);
    let mut n = 0;
    while out.len() < kb * 1024 {
        let pick = |from: &[char], at: usize| from[at % from.len()];
        out.extend([
            "신청인 ".to_owned(),
            [pick(&first, n), pick(&second, n / 20), pick(&second, n / 400)].iter().collect(),
        ]);
        out.push_str("에게 알림\n");
        n += 1;
    }
    out
}

fn cells(count: usize) -> String {
    let mut out = "연번\t성명\t생년월일\t연락처\t비고\n".to_owned();
    for n in 0..count / 5 {
        out.push_str(&format!("{n}\t김가람\t2099. 1. 1.\t010-0000-{:04}\t해당 없음\n", n % 10_000));
    }
    out
}

/// Opens a session of so many blocks, types into a hundred of them, pastes, removes, and seals.
fn blocks(count: usize) {
    let lines: Vec<&str> = PROSE.lines().collect();
    let block = |n: usize| Block {
        id: format!("b{n}"),
        text: lines[n % lines.len()].to_owned(),
        role: Role::Paragraph,
        ..Block::default()
    };
    let mut session = Session::open((0..count).map(block).collect(), &Policy::default()).expect("a document");
    let opened = cpu_ms();
    for rev in 1..=100 {
        let n = rev as usize * 7919 % count;
        let mut typed = block(n);
        typed.text.push_str(" 연락처 010-0000-4321");
        let change = Change { rev, upsert: vec![(typed, After::All)], ..Change::default() };
        session.apply(change).expect("an edit");
    }
    let edited = cpu_ms();
    let sealed = session.seal(&Policy::default()).expect("a copy");
    println!("open_ms={opened} edit_us={} seal_ms={}", (edited - opened) * 10, cpu_ms() - edited);
    println!(
        "cpu_ms={} peak_kb={} bytes={} findings={}",
        cpu_ms(),
        peak_kb(),
        sealed.text.len(),
        sealed.manifest.len()
    );
}

/// Milliseconds of the processor that this process has had.
fn cpu_ms() -> u64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1_000_000
}

/// The most memory that this process has held.
fn peak_kb() -> u64 {
    let told = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0)
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let case = words.first().and_then(|name| CASES.iter().find(|(n, ..)| n == name));
    let size = words.get(1).and_then(|n| n.parse().ok());
    let (Some((_, _, work)), Some(size)) = (case, size) else {
        for (name, what, _) in CASES {
            println!("{name}\t{what}");
        }
        return;
    };
    match work {
        Work::Session(run) => run(size),
        Work::Text(make) => {
            let text = make(size);
            let before = cpu_ms();
            let checked = check(&text, &Policy::default());
            let copy = masked(&text, &checked.findings);
            assert!(!copy.is_empty());
            println!(
                "cpu_ms={} peak_kb={} bytes={} findings={}",
                cpu_ms() - before,
                peak_kb(),
                text.len(),
                checked.findings.len()
            );
        }
    }
}
