//! Edits: after each of them a session answers what a new session answers on the same blocks, and what a check answers on their joined text.

use garim::check::check;
use garim::policy::Policy;
use garim::session::{After, Block, Change, Mark, Role, Session, Shown};
use garim::text::Utf16Map;

use crate::targets::tape::Tape;

/// At most so many blocks and edits a run: more would only be slower.
const BLOCKS: usize = 24;
const EDITS: usize = 12;

/// A block out of the tape.
fn block(tape: &mut Tape<'_>, id: usize) -> Block {
    let text = tape.text(6);
    let role = match tape.below(12) {
        0..=2 => Role::Cell,
        3 => Role::Heading,
        _ => Role::Paragraph,
    };
    let row = (role == Role::Cell && tape.below(3) > 0).then(|| tape.below(3) as u32);
    let end = text.encode_utf16().count();
    // A mark begins and ends between characters; one that does not is refused, which is an answer too.
    let marks = match tape.below(16) {
        0 if end > 0 => vec![Mark { start: 0, end, item: 5 }],
        1 if end > 1 => vec![Mark { start: tape.below(end), end, item: 7 }],
        _ => Vec::new(),
    };
    Block { id: format!("b{id}"), text, role, row, marks }
}

/// The blocks as a check reads them.
fn joined(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (i, block) in blocks.iter().enumerate() {
        if let Some(before) = i.checked_sub(1).and_then(|p| blocks.get(p)) {
            let row = before.role == Role::Cell && block.role == Role::Cell && before.row == block.row;
            out.push(if row { '\t' } else { '\n' });
        }
        out.push_str(&block.text);
    }
    out
}

/// What a session shows, with the places of blocks for their numbers.
fn shown(session: &Session) -> Vec<(String, Vec<Shown>)> {
    let place = |n: u32| session.numbers().iter().position(|&x| x == n).expect("a block") as u32;
    let bare = |s: &Shown| {
        let mut s = s.clone();
        s.id = 0;
        s.pieces.iter_mut().for_each(|p| p.block = place(p.block));
        s
    };
    let all = session.numbers().iter();
    all.map(|&n| (session.id(n).expect("a name").to_owned(), session.shown(n).iter().map(bare).collect())).collect()
}

/// What a session shows, as a check tells it.
fn flat(session: &Session, blocks: &[Block]) -> Vec<(usize, usize, String)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for block in blocks {
        starts.push(at);
        at += block.text.encode_utf16().count() + 1;
    }
    let place = |n: u32| session.numbers().iter().position(|&x| x == n).expect("a block");
    let mut out = Vec::new();
    for s in session.numbers().iter().flat_map(|&n| session.shown(n)) {
        let (Some(first), Some(last)) = (s.pieces.first(), s.pieces.last()) else { continue };
        let start = starts[place(first.block)] + first.start as usize;
        let end = starts[place(last.block)] + last.end as usize;
        out.push((start, end, format!("{} {} {} {}", s.kind.id(), s.action.id(), s.rule, s.why)));
    }
    out
}

/// Edits a document and compares.
pub fn edits(bytes: &[u8]) {
    let mut tape = Tape::new(bytes);
    let policy = Policy::default();
    let mut next = 1 + tape.below(BLOCKS / 2);
    let mut blocks: Vec<Block> = (0..next).map(|id| block(&mut tape, id)).collect();
    let Ok(mut session) = Session::open(blocks.clone(), &policy) else { return };
    for rev in 1..=EDITS as u32 {
        if tape.is_over() {
            break;
        }
        let mut change = Change { rev, ..Change::default() };
        let mut then = blocks.clone();
        let at = tape.below(blocks.len());
        match tape.below(8) {
            // Typed into a block.
            0..=2 if !then.is_empty() => {
                let text = &mut then[at].text;
                let place = tape.place(text);
                text.insert_str(place, &tape.piece());
                then[at].marks.clear();
                change.upsert.push((then[at].clone(), After::All));
            }
            // A stretch deleted.
            3 if !then.is_empty() => {
                let text = &mut then[at].text;
                let (a, b) = (tape.place(text), tape.place(text));
                text.replace_range(a.min(b)..a.max(b), "");
                then[at].marks.clear();
                change.upsert.push((then[at].clone(), After::All));
            }
            // A block removed, and one put anywhere.
            4 if !then.is_empty() => change.remove.push(then.remove(at).id),
            5 if then.len() < BLOCKS => {
                let new = block(&mut tape, next);
                next += 1;
                let after =
                    at.checked_sub(1).and_then(|p| then.get(p)).map_or(After::None, |b| After::Block(b.id.clone()));
                then.insert(at.min(then.len()), new.clone());
                change.upsert.push((new, after));
            }
            // Moved.
            6 if !then.is_empty() => {
                let moved = then.remove(at);
                let to = tape.below(then.len() + 1);
                then.insert(to, moved);
                change.order = Some(then.iter().map(|b| b.id.clone()).collect());
            }
            // Written anew.
            _ if !then.is_empty() => {
                let new = Block { id: then[at].id.clone(), ..block(&mut tape, next) };
                then[at] = new.clone();
                change.upsert.push((new, After::All));
            }
            _ => {}
        }
        let old = shown(&session);
        if session.apply(change).is_err() {
            assert!(shown(&session) == old, "a change that was refused changed something");
            continue;
        }
        blocks = then;
        let text = joined(&blocks);
        assert!(session.text() == text, "not the same text");
        let fresh = Session::open(blocks.clone(), &policy).expect("the same blocks");
        assert!(shown(&session) == shown(&fresh), "not what a new session answers after edit {rev}");
        assert_eq!(session.form().disclosure.level, fresh.form().disclosure.level);
        if blocks.iter().all(|b| b.marks.is_empty()) {
            let mut map = Utf16Map::new(&text);
            let findings = check(&text, &policy).findings;
            let whole: Vec<_> = (findings.iter())
                .map(|f| (f, map.span(f.span)))
                .map(|(f, at)| (at.start, at.end, format!("{} {} {} {}", f.kind.id(), f.action.id(), f.rule, f.why)))
                .collect();
            assert!(flat(&session, &blocks) == whole, "not what a check answers after edit {rev}");
        }
    }
    if let Ok(sealed) = session.seal(&policy) {
        let left = check(&sealed.text, &policy).findings;
        assert!(left.iter().all(|f| f.action != garim::kind::Action::Mask), "something is left to mask");
    }
}
