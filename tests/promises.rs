//! What is promised is shown: every row of `docs/threat-model.md` names tests that exist; and the command imports no function of the network.

#[cfg(all(target_os = "linux", target_pointer_width = "64", feature = "cli"))]
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cells of the rows of every table whose last column is "shown by".
fn promises(manual: &str) -> Vec<(String, String)> {
    let (mut rows, mut inside) = (Vec::new(), false);
    for line in manual.lines() {
        let Some(row) = line.strip_prefix('|') else {
            inside = false;
            continue;
        };
        let mut cells = row.trim_end_matches('|').rsplitn(2, '|').map(str::trim);
        let (Some(last), Some(first)) = (cells.next(), cells.next()) else { continue };
        if last == "shown by" {
            inside = true;
        } else if inside && !first.starts_with("---") {
            rows.push((first.to_owned(), last.to_owned()));
        }
    }
    rows
}

/// Whether a file holds a test of that name.
fn holds(file: &str, name: &str) -> bool {
    let Ok(text) = fs::read_to_string(root().join(file)) else { return false };
    if file.ends_with(".rs") {
        return text
            .lines()
            .any(|line| line.trim().strip_prefix("fn ").is_some_and(|l| l.starts_with(&format!("{name}("))));
    }
    text.lines().any(|line| line.trim_start().starts_with(&format!("test(\"{name}\"")))
}

#[test]
fn it_names_only_tests_that_exist() {
    let manual = fs::read_to_string(root().join("docs/threat-model.md")).expect("the threat model");
    let rows = promises(&manual);
    assert!(rows.len() >= 30, "{} rows were read", rows.len());
    let mut wrong = Vec::new();
    for (promise, shown) in rows {
        let mut parts = shown.split('`').skip(1).step_by(2).peekable();
        if parts.peek().is_none() {
            wrong.push(format!("no test: {promise}"));
        }
        for part in parts {
            if !part.split_once(": ").is_some_and(|(file, name)| holds(file, name)) {
                wrong.push(format!("no such test: {part}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn it_sees_a_promise_without_a_test() {
    let rows = promises(
        "| promise | shown by |\n|---|---|\n| a | `tests/tidy.rs: it_is_not_there` |\n| b | by reading |\n\n| c | d |\n",
    );
    assert_eq!(rows.len(), 2);
    assert!(!holds("tests/tidy.rs", "it_is_not_there") && holds("tests/tidy.rs", "it_uses_only_rooms_to_its_left"));
    assert!(holds("tests/wasm/module.test.mjs", "it imports only its own glue's functions"));
}

/// The names that a program takes from shared libraries: the undefined symbols of the dynamic table of a 64-bit ELF file.
#[cfg(all(target_os = "linux", target_pointer_width = "64", feature = "cli"))]
fn imported(file: &[u8]) -> Option<BTreeSet<String>> {
    let number = |at: usize, len: usize| {
        file.get(at..at + len).map(|bytes| bytes.iter().rev().fold(0, |n, b| n << 8 | usize::from(*b)))
    };
    let (table, size, count) = (number(0x28, 8)?, number(0x3A, 2)?, number(0x3C, 2)?);
    let section = |i: usize| {
        let at = table + i * size;
        Some((number(at + 4, 4)?, number(at + 0x18, 8)?, number(at + 0x20, 8)?, number(at + 0x28, 4)?))
    };
    let dynamic = (0..count).filter_map(section).find(|s| s.0 == 11)?;
    let names = section(dynamic.3)?;
    let mut out = BTreeSet::new();
    for at in (dynamic.1..dynamic.1 + dynamic.2).step_by(24) {
        if number(at + 6, 2)? == 0 {
            let name: Vec<u8> = file.get(names.1 + number(at, 4)?..)?.iter().copied().take_while(|b| *b != 0).collect();
            out.insert(String::from_utf8(name).ok()?);
        }
    }
    Some(out)
}

#[test]
#[cfg(all(target_os = "linux", target_pointer_width = "64", feature = "cli"))]
fn it_imports_no_function_of_the_network() {
    let file = fs::read(env!("CARGO_BIN_EXE_garim")).expect("the command");
    let names = imported(&file).expect("a program of this system");
    assert!(names.contains("write") && names.contains("memcpy"), "the imports were read: {}", names.len());
    const NETWORK: [&str; 12] = [
        "socket",
        "socketpair",
        "connect",
        "bind",
        "listen",
        "accept",
        "accept4",
        "sendto",
        "sendmsg",
        "recvfrom",
        "getaddrinfo",
        "gethostbyname",
    ];
    let found: Vec<_> = NETWORK.iter().filter(|name| names.contains(**name)).collect();
    assert!(found.is_empty(), "{found:?}");
}
