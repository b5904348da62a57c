//! The manners of the house, run as tests: which room may use which, what the core must not hold, how files open, and that no text of the
//! corpus holds a number that could be somebody's.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in order, as `src/lib.rs` tells it: a file may use what stands in an earlier row, or in its own room.
const ORDER: &[&[&str]] = &[
    &["order", "sorted", "span", "kind", "finding"],
    &["text"],
    &["style"],
    &["checksum"],
    &["words"],
    &["page"],
    &["rule"],
    &["kinds"],
    &["detect"],
    &["disclosure", "mask"],
    &["policy"],
    &["chapter"],
    &["check", "plan"],
    &["profile"],
    &["export"],
    &["session"],
    &["wire"],
    &["audit", "wasm", "cli"],
    &["main"],
];

/// Which row a room stands in.
fn row(room: &str) -> Option<usize> {
    ORDER.iter().position(|rooms| rooms.contains(&room))
}

/// Whether `src` holds a room of this name.
fn is_room(name: &str) -> bool {
    let src = root().join("src");
    src.join(name).is_dir() || src.join(format!("{name}.rs")).is_file()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` with one of the endings, sorted.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return out };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path, endings));
        } else if path.extension().is_some_and(|e| endings.iter().any(|x| e == *x)) {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The room a source file belongs to: `src/kinds/rrn.rs` is of `kinds`, `src/check.rs` of `check`.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("a file of src");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

/// The lines of a source file before its unit tests, numbered from one.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(n, l)| (n + 1, l)).take_while(|(_, l)| !l.trim_start().starts_with("#[cfg(test)]"))
}

/// A line without its comment and without what stands in quotes.
fn bare(line: &str) -> String {
    let mut out = String::new();
    let (mut quoted, mut escaped) = (false, false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if quoted {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => quoted = false,
                _ => {}
            }
        } else if c == '"' {
            quoted = true;
        } else if c == '/' && chars.peek() == Some(&'/') {
            break;
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether `word` stands in `line` as a whole word.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !joins(line[..at].chars().next_back()) && !joins(line[at + word.len()..].chars().next())
    })
}

#[test]
fn it_uses_only_rooms_to_its_left() {
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), &["rs"]) {
        let own = room(&path);
        if own == "lib" {
            continue;
        }
        let Some(own_row) = row(&own) else {
            wrong.push(format!("{}: the room `{own}` has no place in the order", shown(&path)));
            continue;
        };
        let text = fs::read_to_string(&path).expect("a source file");
        for (n, line) in code_lines(&text) {
            let line = bare(line);
            for (at, _) in line.match_indices("crate::") {
                let name: String = line[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if name.is_empty() || name == own {
                    continue;
                }
                match row(&name) {
                    Some(r) if r < own_row => {}
                    Some(r) if r == own_row => {
                        // Rooms of one row may use each other only in the order they are named.
                        let rooms = ORDER[r];
                        let place = |room: &str| rooms.iter().position(|x| *x == room);
                        if place(&name) >= place(&own) {
                            wrong.push(format!(
                                "{}:{n}: {own} uses {name}, which stands beside it and later",
                                shown(&path)
                            ));
                        }
                    }
                    Some(_) => {
                        wrong.push(format!("{}:{n}: {own} uses {name}, which stands to its right", shown(&path)))
                    }
                    // A function of `lib.rs` is the outer door: only what stands behind `wire` may knock.
                    None if !is_room(&name) && Some(own_row) > row("wire") => {}
                    None => {
                        wrong.push(format!("{}:{n}: {own} uses {name}, which has no place in the order", shown(&path)))
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn it_holds_nothing_that_the_core_must_not_hold() {
    const BANNED: &[&str] = &["f32", "f64", "HashMap", "HashSet", "todo!", "unimplemented!", "dbg!"];
    let mut wrong = Vec::new();
    for path in files(&root().join("src"), &["rs"]) {
        if room(&path) == "wire" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source file");
        for (n, line) in code_lines(&text) {
            let line = bare(line);
            for word in BANNED {
                let name = word.trim_end_matches('!');
                if has_word(&line, name) && (!word.ends_with('!') || line.contains(word)) {
                    wrong.push(format!("{}:{n}: {word}", shown(&path)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn it_skips_no_test_and_expects_no_panic() {
    let banned = [concat!("#[ig", "nore"), concat!("should_", "panic")];
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "xtask", "python/src"] {
        for path in files(&root().join(folder), &["rs"]) {
            let text = fs::read_to_string(&path).expect("a source file");
            for (n, line) in text.lines().enumerate() {
                for word in banned {
                    if bare(line).contains(word) {
                        wrong.push(format!("{}:{}: {word}", shown(&path), n + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Files that may hold `unsafe`: what takes Arrow's pointers. None of the core; one that comes there needs a twin without it and a test that compares both.
const UNSAFE: &[&str] = &["python/src/capsule.rs"];

#[test]
fn it_keeps_to_safe_code() {
    let mut found = Vec::new();
    let folders = ["src", "tests", "xtask", "benches", "examples", "fuzz/src", "fuzz/fuzz_targets", "python/src"];
    let mut all: Vec<PathBuf> = folders.iter().flat_map(|folder| files(&root().join(folder), &["rs"])).collect();
    all.push(root().join("build.rs"));
    for path in all {
        let text = fs::read_to_string(&path).expect("a source file");
        for (n, line) in text.lines().enumerate() {
            let line = bare(line);
            // `unsafe_code` in `deny(unsafe_code)` is another word.
            if (has_word(&line, "unsafe") || line.contains("allow(unsafe_code)"))
                && !UNSAFE.contains(&shown(&path).as_str())
            {
                found.push(format!("{}:{}", shown(&path), n + 1));
            }
        }
    }
    assert!(found.is_empty(), "unsafe in:\n{}", found.join("\n"));
    for root_file in ["src/lib.rs", "src/main.rs", "python/src/lib.rs"] {
        let text = fs::read_to_string(root().join(root_file)).expect("a source file");
        assert!(text.contains("deny(unsafe_code)") || text.contains("forbid(unsafe_code)"), "{root_file} allows it");
    }
}

#[test]
fn it_opens_every_file_with_what_it_is() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "python/src"] {
        for path in files(&root().join(folder), &["rs"]) {
            let text = fs::read_to_string(&path).expect("a source file");
            if !text.starts_with("//!") {
                wrong.push(shown(&path));
            }
        }
    }
    assert!(wrong.is_empty(), "no `//!` at the head of:\n{}", wrong.join("\n"));
}

/// A group of digits in a text, read as people write them: full-width digits are digits, zero-width characters are nothing.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(*c as u32, 0x200B..=0x200D | 0x2060 | 0xFEFF | 0x00AD))
        .map(|c| match c as u32 {
            0xFF01..=0xFF5E => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            0x2010..=0x2015 | 0x2212 => '-',
            0x3000 | 0x00A0 => ' ',
            _ => c,
        })
        .collect()
}

/// What is wrong with the numbers of a text: none may be one that exists.
fn real_numbers(text: &str) -> Vec<&'static str> {
    // A look-alike (a receipt number, a short date) has the shape of a person's number and is none: its case says so by its name.
    let look_alike = text.contains("\"plain-");
    let text = plain(text);
    let mut wrong = Vec::new();
    let find = |pattern: &str| regex::Regex::new(pattern).expect("a pattern");
    // What stands directly beside a match and continues it.
    let alone = |from: usize, to: usize| {
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        !beside(text[..from].chars().next_back()) && !beside(text[to..].chars().next())
    };
    for m in find(r"([0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]) ?-? ?([0-9])[0-9]{6}").captures_iter(&text) {
        let whole = m.get(0).expect("a match");
        if !alone(whole.start(), whole.end()) || !whole.as_str().contains('-') {
            continue;
        }
        let (year, sex): (u32, &str) = (m[1].parse().unwrap_or(0), &m[4]);
        let fixture = match sex {
            "3" | "4" | "7" | "8" => year >= 90,
            "1" | "2" | "5" | "6" => year <= 9,
            _ => true,
        };
        if !fixture && !look_alike {
            wrong.push("a resident or foreigner number of a year in which people live");
        }
    }
    for m in find(r"01[016789][-. )]{1,2}([0-9]{3,4})[-. ]{1,2}[0-9]{4}").captures_iter(&text) {
        let whole = m.get(0).expect("a match");
        if alone(whole.start(), whole.end()) && !matches!(&m[1], "000" | "0000") {
            wrong.push("a mobile number whose exchange is not 0000");
        }
    }
    for m in find(r"([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})").captures_iter(&text) {
        let whole = m.get(0).expect("a match");
        let part = |i: usize| m[i].parse::<u32>().unwrap_or(999);
        let (a, b, c, d) = (part(1), part(2), part(3), part(4));
        let dotted = text[whole.end()..].starts_with('.') || text[..whole.start()].ends_with('.');
        // A version or the numbers of a clause begin small or are not addresses at all.
        if !alone(whole.start(), whole.end())
            || dotted
            || [a, b, c, d].iter().any(|&n| n > 255)
            || a < 11 && a != 8 && a != 1
        {
            continue;
        }
        let version =
            text[..whole.start()].trim_end().chars().next_back().is_some_and(|c| matches!(c, 'v' | 'V' | '전' | '버'));
        let fixture = matches!(
            (a, b, c),
            (192, 0, 2)
                | (198, 51, 100)
                | (203, 0, 113)
                | (192, 168, _)
                | (127, ..)
                | (0, ..)
                | (255, ..)
                | (169, 254, _)
        ) || a == 10
            || a == 172 && (16..32).contains(&b)
            || a >= 224;
        if !fixture && !version && !look_alike && a > 10 {
            wrong.push("a public IP address");
        }
    }
    for m in find(r"(?i)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}").find_iter(&text) {
        let upper = m.as_str().to_ascii_uppercase().replace('-', ":");
        // Seven groups are no address; a locally administered one (the second bit of the first octet) and the ends of the range are nobody's.
        let more = text[..m.start()].ends_with([':', '-']) || text[m.end()..].starts_with([':', '-']);
        let local = u8::from_str_radix(&upper[..2], 16).is_ok_and(|octet| octet & 2 != 0);
        let end = upper == "00:00:00:00:00:00";
        if alone(m.start(), m.end()) && !more && !local && !end && !upper.starts_with("00:00:5E:00:53") {
            wrong.push("a MAC address outside the documentation range");
        }
    }
    for m in find(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)").captures_iter(&text) {
        let domain = m[1].to_ascii_lowercase();
        let digits = domain.split('.').all(|p| p.bytes().all(|b| b.is_ascii_digit()));
        let fixture = ["example.com", "example.net", "example.org", "example.kr", "example.go.kr", "example.co.kr", "example.or.kr", "example.ac.kr"]
            .iter()
            .any(|d| domain == *d || domain.ends_with(&format!(".{d}")))
            || domain.ends_with(".example")
            || domain.ends_with(".test")
            || domain.ends_with(".invalid")
            || domain == "korea.kr"
            // The look-alike of go.kr that is none.
            || domain == "xgo.kr";
        if !digits
            && !fixture
            && domain.split('.').next_back().is_some_and(|t| t.bytes().all(|b| b.is_ascii_alphabetic()))
        {
            wrong.push("a mailbox at a domain that may exist");
        }
    }
    wrong
}

#[test]
fn it_keeps_real_numbers_out_of_the_corpus() {
    let mut wrong = Vec::new();
    for path in files(&root().join("tests/corpus"), &["jsonl", "json", "txt"]) {
        let text = fs::read_to_string(&path).expect("a corpus file");
        for (n, line) in text.lines().enumerate() {
            // Marks may cut a number: look at the text without them. JSON escapes of control characters separate.
            let line = strip_marks(line).replace("\\n", "\n").replace("\\t", "\t");
            for what in real_numbers(&line) {
                wrong.push(format!("{}:{}: {what}", shown(&path), n + 1));
            }
        }
    }
    for path in files(&root().join("src/kinds"), &["rs"]) {
        let text = fs::read_to_string(&path).expect("a source file");
        for (n, line) in text.lines().enumerate() {
            for what in real_numbers(&strip_marks(line)) {
                wrong.push(format!("{}:{}: {what}", shown(&path), n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn it_knows_a_real_number_when_it_sees_one() {
    // Made here, so that none stands in a file.
    let pair = |a: &str, b: &str| format!("{a}{b}");
    assert!(!real_numbers(&pair("85", "0101-1000012")).is_empty());
    assert!(!real_numbers(&pair("010-", "2345-6789")).is_empty());
    assert!(!real_numbers(&pair("93.184.", "216.34")).is_empty());
    assert!(!real_numbers(&pair("AC:DE:48:", "00:11:22")).is_empty());
    assert!(!real_numbers(&pair("somebody@", "company.co.kr")).is_empty());
    assert!(real_numbers("990101-3000012 010-0000-1234 192.0.2.1 00:00:5E:00:53:A4 a@example.com").is_empty());
}

/// The text of a line without `[[kind|` and `]]`.
fn strip_marks(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(open) = rest.find("[[") {
        out.push_str(&rest[..open]);
        let inner = &rest[open + 2..];
        match (inner.find('|'), inner.find("]]")) {
            (Some(bar), Some(close)) if bar < close => {
                out.push_str(&inner[bar + 1..close]);
                rest = &inner[close + 2..];
            }
            _ => {
                out.push_str("[[");
                rest = inner;
            }
        }
    }
    out + rest
}
