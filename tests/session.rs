//! A session answers what a check answers, whatever edits led there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use garim::check;
use garim::policy::Policy;
use garim::session::{After, Block, Change, Decision, Fault, Mark, Role, Session, Shown};
use proptest::prelude::*;

/// Lines of the training texts, without their marks.
fn lines() -> &'static [String] {
    static LINES: OnceLock<Vec<String>> = OnceLock::new();
    LINES.get_or_init(|| {
        let mut files = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/training"), &mut files);
        let mut out = Vec::new();
        for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "jsonl")) {
            for line in fs::read_to_string(file).expect("a corpus file").lines() {
                let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else { continue };
                let Some(text) = line.get("marked").or(line.get("text")).and_then(|t| t.as_str()) else { continue };
                out.extend(bare(text).split('\n').map(str::to_owned));
            }
        }
        out
    })
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() { walk(&entry, files) } else { files.push(entry) }
    }
}

fn bare(marked: &str) -> String {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, behind)) = rest.split_once("[[") {
        let Some((inner, after)) = behind.split_once("]]") else { break };
        out.push_str(before);
        out.push_str(inner.split_once('|').map_or(inner, |(_, value)| value));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The document as a caller knows it.
#[derive(Clone, Default)]
struct Editor {
    blocks: Vec<Block>,
    next: usize,
}

impl Editor {
    fn new(lines: &[String], from: usize, bytes: usize) -> Self {
        let mut editor = Self::default();
        let mut len = 0;
        for i in 0.. {
            let line = &lines[(from + i) % lines.len()];
            len += line.len() + 1;
            editor.push(editor.blocks.len(), line.clone());
            if len > bytes {
                return editor;
            }
        }
        editor
    }

    fn push(&mut self, at: usize, text: String) -> Block {
        let block = Block { id: format!("b{}", self.next), text, ..Block::default() };
        self.next += 1;
        self.blocks.insert(at, block.clone());
        block
    }

    fn joined(&self) -> String {
        let mut out = String::new();
        for (i, block) in self.blocks.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).map(|p| &self.blocks[p]) {
                let row = before.role == Role::Cell && block.role == Role::Cell && before.row == block.row;
                out.push(if row { '\t' } else { '\n' });
            }
            out.push_str(&block.text);
        }
        out
    }

    /// The change that makes `then` of what stood before.
    fn change(&self, then: &Self, rev: u32) -> Change {
        let known: BTreeMap<&str, &Block> = self.blocks.iter().map(|b| (b.id.as_str(), b)).collect();
        let wanted: BTreeMap<&str, &Block> = then.blocks.iter().map(|b| (b.id.as_str(), b)).collect();
        let differs = |b: &&Block| known.get(b.id.as_str()).is_none_or(|old| *old != *b);
        Change {
            rev,
            upsert: then.blocks.iter().filter(differs).map(|b| (b.clone(), After::All)).collect(),
            remove: self.blocks.iter().filter(|b| !wanted.contains_key(b.id.as_str())).map(|b| b.id.clone()).collect(),
            order: Some(then.blocks.iter().map(|b| b.id.clone()).collect()),
            decisions: None,
        }
    }
}

/// Decomposed Hangul, as some systems write it.
fn decomposed(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match (c as u32).checked_sub(0xAC00).filter(|s| *s < 11172) {
            Some(s) => {
                let parts = [0x1100 + s / 588, 0x1161 + s % 588 / 28, 0x11A7 + s % 28];
                out.extend(parts.iter().filter(|p| **p != 0x11A7).filter_map(|p| char::from_u32(*p)));
            }
            None => out.push(c),
        }
    }
    out
}

fn place(text: &str, at: usize) -> usize {
    let at = at % (text.len() + 1);
    (0..=at).rev().find(|&i| text.is_char_boundary(i)).expect("the start")
}

/// One edit out of three numbers.
fn edit(editor: &mut Editor, sort: u8, a: usize, b: usize) {
    let lines = lines();
    let count = editor.blocks.len();
    if count == 0 {
        editor.push(0, lines[b % lines.len()].clone());
        return;
    }
    let at = a % count;
    match sort {
        // A character, a name, an emoji typed.
        0..=5 => {
            const TYPED: [&str; 8] = ["가", "1", " ", "김가람 ", "😀", "주무관 이나래", "\t", "990101-3000012"];
            let text = &mut editor.blocks[at].text;
            text.insert_str(place(text, b), TYPED[b % TYPED.len()]);
        }
        // A stretch deleted.
        6 => {
            let text = &mut editor.blocks[at].text;
            let from = place(text, b);
            let to = (from..=text.len()).filter(|&i| text.is_char_boundary(i)).nth(b % 5).unwrap_or(text.len());
            text.replace_range(from..to, "");
        }
        // A block split, and two joined.
        7 => {
            let text = editor.blocks[at].text.clone();
            let (left, right) = text.split_at(place(&text, b));
            editor.blocks[at].text = left.to_owned();
            editor.push(at + 1, right.to_owned());
        }
        8 if at + 1 < count => {
            let gone = editor.blocks.remove(at + 1);
            editor.blocks[at].text.push_str(&gone.text);
        }
        // Blocks pasted, removed, moved.
        9 => {
            for k in 0..=b % 7 {
                editor.push(at, lines[(b + k) % lines.len()].clone());
            }
        }
        10 => {
            editor.blocks.drain(at..(at + 1 + b % 5).min(count));
        }
        11 => {
            let block = editor.blocks.remove(at);
            let to = b % (editor.blocks.len() + 1);
            editor.blocks.insert(to, block);
        }
        // Decomposed; a cell; lines inside a block; the same text in another block.
        12 => editor.blocks[at].text = decomposed(&editor.blocks[at].text),
        13 if b % 4 == 3 => editor.blocks[at].role = Role::Title,
        13 => {
            for block in editor.blocks.iter_mut().skip(at).take(1 + b % 4) {
                block.role = if block.role == Role::Cell { Role::Paragraph } else { Role::Cell };
                block.row = b.is_multiple_of(3).then_some(b as u32 % 2);
            }
        }
        14 => {
            let text = &mut editor.blocks[at].text;
            text.insert(place(text, b), '\n');
        }
        _ => {
            let old = editor.blocks.remove(at);
            editor.push(at, old.text);
        }
    }
}

/// What a session answers for all blocks, without numbers of findings.
fn answers(session: &Session) -> Vec<(String, Vec<Shown>)> {
    let all = session.numbers().iter();
    let bare = |s: &Shown| {
        let mut s = s.clone();
        s.id = 0;
        s.pieces.iter_mut().for_each(|p| p.block = place_of(session, p.block));
        s
    };
    all.map(|&n| (session.id(n).expect("a block").to_owned(), session.shown(n).iter().map(bare).collect())).collect()
}

fn place_of(session: &Session, number: u32) -> u32 {
    session.numbers().iter().position(|&n| n == number).expect("a place") as u32
}

/// What a session answers, as a check would: UTF-16 units of the joined text.
fn flat(session: &Session, editor: &Editor) -> Vec<(usize, usize, String)> {
    let mut out = Vec::new();
    let starts: Vec<usize> = editor
        .blocks
        .iter()
        .scan(0, |at, b| {
            let start = *at;
            *at += b.text.encode_utf16().count() + 1;
            Some(start)
        })
        .collect();
    for &number in session.numbers() {
        for s in session.shown(number) {
            let (first, last) = (s.pieces[0], s.pieces[s.pieces.len() - 1]);
            let start = starts[place_of(session, first.block) as usize] + first.start as usize;
            let end = starts[place_of(session, last.block) as usize] + last.end as usize;
            out.push((start, end, told(s.kind.id(), s.action.id(), s.item, s.confidence, s.rule, &s.why)));
        }
    }
    out
}

fn told(kind: &str, action: &str, item: u8, confidence: u8, rule: &str, why: &str) -> String {
    format!("{kind} {action} {item} {confidence} {rule} {why}")
}

fn checked(text: &str) -> (Vec<(usize, usize, String)>, String) {
    let checked = check::check(text, &Policy::default());
    let mut map = garim::text::Utf16Map::new(text);
    let findings = checked
        .findings
        .iter()
        .map(|f| {
            let at = map.span(f.span);
            (at.start, at.end, told(f.kind.id(), f.action.id(), f.item, f.confidence, f.rule, &f.why))
        })
        .collect();
    let form = checked.disclosure.items.iter().map(|i| format!("{} {} {} {}", i.item, i.score, i.reason, i.until));
    (findings, format!("{:?} {:?} {:?}", checked.disclosure.level, form.collect::<Vec<_>>(), checked.disclosure.advice))
}

fn formed(session: &Session) -> String {
    let d = &session.form().disclosure;
    let form = d.items.iter().map(|i| format!("{} {} {} {}", i.item, i.score, i.reason, i.until));
    format!("{:?} {:?} {:?}", d.level, form.collect::<Vec<_>>(), d.advice)
}

fn open(editor: &Editor) -> Session {
    Session::open(editor.blocks.clone(), &Policy::default()).expect("a document")
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(10)
}

/// Where evidence stands, by the places of blocks.
fn evidence(session: &Session) -> Vec<Vec<(u32, u32, u32)>> {
    let places = |all: &Vec<garim::session::Place>| {
        all.iter().map(|p| (place_of(session, p.block), p.start, p.end)).collect::<Vec<_>>()
    };
    session.form().evidence.iter().map(places).chain([places(&session.form().attachments)]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 60, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn it_answers_as_a_new_session_and_as_a_check(
        from in any::<usize>(),
        bytes in 1_000usize..60_000,
        edits in prop::collection::vec((0u8..17, any::<usize>(), any::<usize>()), 1..14),
    ) {
        let mut editor = Editor::new(lines(), from % lines().len(), bytes);
        if from % 5 == 0 {
            // A text area: everything in one block.
            let all = editor.joined();
            editor.blocks.clear();
            editor.push(0, all);
        }
        let mut session = open(&editor);
        let mut before = vec![editor.clone()];
        for (rev, (sort, a, b)) in edits.into_iter().enumerate() {
            let mut then = editor.clone();
            if sort == 16 {
                // Undone.
                then.blocks = before[a % before.len()].blocks.clone();
            } else {
                edit(&mut then, sort, a, b);
            }
            let told: BTreeMap<String, Vec<Shown>> = answers(&session).into_iter().collect();
            let answer = session.apply(editor.change(&then, rev as u32 + 1)).expect("a change");
            editor = then;
            before.push(editor.clone());
            let text = editor.joined();
            prop_assert_eq!(session.text(), text.clone());
            // A title that the editor names is read as one: a check knows only the first lines.
            if editor.blocks.iter().all(|b| b.role != Role::Title) {
                let (findings, form) = checked(&text);
                prop_assert_eq!(flat(&session, &editor), findings, "after {}", sort);
                prop_assert_eq!(formed(&session), form);
            }
            let fresh = open(&editor);
            prop_assert_eq!(answers(&session), answers(&fresh));
            prop_assert_eq!(evidence(&session), evidence(&fresh));
            // Whatever differs from before was told.
            for (id, shown) in answers(&session) {
                let number = session.number(&id).expect("a block");
                let alike = told.get(&id).is_some_and(|old| {
                    old.len() == shown.len() && old.iter().zip(&shown).all(|(a, b)| a.pieces.len() == 1 && b.pieces.len() == 1
                        && (a.pieces[0].start, a.pieces[0].end) == (b.pieces[0].start, b.pieces[0].end) && (a.kind, a.action, a.rule, &a.why) == (b.kind, b.action, b.rule, &b.why))
                });
                let across = shown.iter().any(|s| s.pieces.len() > 1);
                prop_assert!(alike || across || answer.changed.contains(&number) || shown.is_empty() && told.get(&id).is_none_or(Vec::is_empty), "{}", id);
            }
        }
    }
}

fn block(id: &str, text: &str) -> Block {
    Block { id: id.to_owned(), text: text.to_owned(), ..Block::default() }
}

fn session(texts: &[(&str, &str)]) -> Session {
    Session::open(texts.iter().map(|(id, text)| block(id, text)).collect(), &Policy::default()).expect("a document")
}

fn order(session: &Session) -> Vec<&str> {
    session.numbers().iter().filter_map(|&n| session.id(n)).collect()
}

#[test]
fn it_puts_new_blocks_where_they_are_wanted() {
    let mut s = session(&[("a", "가"), ("b", "나"), ("c", "다")]);
    let behind = |id: &str| After::Block(id.to_owned());
    let upsert = vec![
        (block("d", "라"), After::None),
        (block("e", "마"), behind("a")),
        (block("f", "바"), behind("e")),
        (block("g", "사"), After::All),
        (block("c", "다"), behind("d")),
    ];
    let change = Change { rev: 3, upsert, remove: vec!["b".to_owned()], ..Change::default() };
    let answer = s.apply(change).expect("a change");
    assert_eq!(order(&s), ["d", "c", "a", "e", "f", "g"]);
    assert_eq!(s.text(), "라\n다\n가\n마\n바\n사");
    assert_eq!((answer.rev, s.rev()), (3, 3));
    let ring = vec![(block("x", ""), behind("y")), (block("y", ""), behind("x"))];
    assert_eq!(s.apply(Change { rev: 4, upsert: ring, ..Change::default() }), Err(Fault::BadChange));
    assert_eq!(order(&s).len(), 6);
}

#[test]
fn it_joins_cells_of_a_row_by_tabs() {
    let cell = |id: &str, text: &str, row| Block { role: Role::Cell, row: Some(row), ..block(id, text) };
    let blocks = vec![
        block("t", "대상자 명단"),
        cell("a", "성명", 0),
        cell("b", "휴대전화", 0),
        cell("c", "김가람", 1),
        cell("d", "010-0000-1234", 1),
    ];
    let s = Session::open(blocks, &Policy::default()).expect("a document");
    assert_eq!(s.text(), "대상자 명단\n성명\t휴대전화\n김가람\t010-0000-1234");
    assert_eq!(s.shown(s.number("d").expect("a block")).len(), 1);
}

#[test]
fn it_masks_what_a_person_marked_and_says_so_in_the_form() {
    let mut s = session(&[("a", "회의 결과"), ("b", "담당자 연락처 010-0000-1234 협의 내용")]);
    assert!(s.form().disclosure.items.iter().all(|i| i.item != 5));
    let marked = Block {
        marks: vec![Mark { start: 4, end: 24, item: 5 }],
        ..block("b", "담당자 연락처 010-0000-1234 협의 내용")
    };
    let answer = s.apply(Change { rev: 1, upsert: vec![(marked, After::All)], ..Change::default() }).expect("a change");
    let b = s.number("b").expect("a block");
    assert_eq!((answer.changed.as_slice(), answer.disclosure), ([b].as_slice(), true));
    let rules: Vec<&str> = s.shown(b).iter().map(|f| f.rule).collect();
    assert_eq!(rules, ["restricted_part/marked"]);
    let form = s.form();
    let at = form.disclosure.items.iter().position(|i| i.item == 5).expect("the item of the mark");
    assert_eq!((form.evidence[at][0].block, form.evidence[at][0].start, form.evidence[at][0].end), (b, 4, 24));
    let sealed = s.seal(&Policy::default()).expect("a copy");
    assert!(!sealed.text.contains("1234") && sealed.text.ends_with("내용"));
}

#[test]
fn it_does_as_the_drafter_decided() {
    let text = "신청인 김가람(010-0000-1234), 보호자 이나래(010-0000-5678)";
    let mut s = session(&[("a", text), ("b", "김가람 010-0000-1234")]);
    let decide = |value: &str, action, block: Option<&str>| Decision {
        kind: garim::kind::Kind::Mobile,
        value: value.to_owned(),
        action,
        block: block.map(str::to_owned),
    };
    use garim::kind::Action::{Keep, Mask};
    let decisions = vec![decide("01000001234", Keep, Some("a")), decide("010 0000 5678", Keep, None)];
    let change = Change { rev: 1, decisions: Some(decisions), ..Change::default() };
    s.apply(change).expect("a change");
    let mobiles = |s: &Session, id: &str| -> Vec<garim::kind::Action> {
        let all = s.shown(s.number(id).expect("a block")).iter();
        all.filter(|f| f.kind == garim::kind::Kind::Mobile).map(|f| f.action).collect()
    };
    assert_eq!(mobiles(&s, "a"), [Keep, Keep]);
    assert_eq!(mobiles(&s, "b"), [Mask]);
    let sealed = s.seal(&Policy::default()).expect("a copy");
    assert!(sealed.blocks[0].1.contains("010-0000-1234") && sealed.blocks[0].1.contains("010-0000-5678"));
    assert!(!sealed.blocks[1].1.contains("1234"));
    // What was decided stays decided through edits.
    s.apply(Change { rev: 2, upsert: vec![(block("b", "끝"), After::All)], ..Change::default() }).expect("a change");
    assert_eq!(mobiles(&s, "a"), [Keep, Keep]);
}

#[test]
fn it_seals_place_by_place_in_every_style() {
    let lines = lines();
    let texts: Vec<Block> = (0..160).map(|i| block(&format!("p{i}"), &lines[i * lines.len() / 160])).collect();
    let s = Session::open(texts.clone(), &Policy::default()).expect("a document");
    for style in [garim::style::Style::Full, garim::style::Style::Partial, garim::style::Style::Label] {
        let sealed = s.seal(&Policy { style, ..Policy::default() }).expect("a copy");
        assert!(sealed.manifest.len() >= 20 && sealed.counts[0] > 0);
        for m in &sealed.manifest {
            let place = s.numbers().iter().position(|&n| n == m.at.block).expect("a block");
            let cut = |text: &str, from: u32, to: u32| {
                let units: Vec<u16> = text.encode_utf16().collect();
                String::from_utf16(&units[from as usize..to as usize]).expect("whole characters")
            };
            let given = cut(&texts[place].text, m.source.start, m.source.end);
            assert_ne!(cut(&sealed.blocks[place].1, m.at.start, m.at.end), given, "{}", m.rule);
        }
    }
    let strict = s.seal(&Policy { strict: true, ..Policy::default() }).expect("a copy");
    assert_eq!(strict.counts[1], 0);
}

#[test]
fn it_keeps_the_numbers_of_findings_through_edits_beside_them() {
    let mut s = session(&[("a", "담당자 연락처 010-0000-1234, 예비 010-0000-5678"), ("b", "끝")]);
    let a = s.number("a").expect("a block");
    let ids = |s: &Session| s.shown(a).iter().map(|f| f.id).collect::<Vec<_>>();
    let before = ids(&s);
    assert_eq!(before.len(), 2);
    let text = "비상 담당자 연락처 010-0000-1234, 급한 예비 010-0000-5678";
    s.apply(Change { rev: 1, upsert: vec![(block("a", text), After::All)], ..Change::default() }).expect("a change");
    assert_eq!(ids(&s), before);
    assert_eq!(s.finding(before[1]).map(|f| f.first().block), Some(a));
}

#[test]
fn it_answers_nothing_once_disposed() {
    let mut s = session(&[("a", "김가람 010-0000-1234")]);
    s.dispose();
    assert!(s.is_disposed() && s.text().is_empty() && s.numbers().is_empty());
    assert_eq!(s.apply(Change { rev: 9, ..Change::default() }), Err(Fault::Disposed));
    assert!(matches!(s.seal(&Policy::default()), Err(Fault::Disposed)));
}
