//! 비밀번호·인증키·토큰, 금고와 출입문 번호 (what opens something).
//!
//! Found beside a label (비밀번호, PIN, 인증키, API key, 도어락, 금고 …), by what machine keys begin with (`ghp_`, `AKIA`, `eyJ`), in connection
//! strings (`scheme://user:…@host`), commands (`-p…`), between the lines of a private key, and by the keys of a lock (`door_code.rs`). Only the value; rules about passwords
//! (`비밀번호는 8자 이상`) are prose. Item 3: who reads it gets in.

use super::account_id;
use super::{door_code, stretched};
use super::machine_keys::{machine, uri};
use super::secret_forms::{apart, goes_on, pair, spoken};
use crate::kind::{Action, Kind};
use crate::page::{Page, Place, Signs, Value};
use crate::rule::{Form, CERTAIN, LIKELY, Candidate, Example, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    word: Some(found),
    listed: Some((List::CredentialMarks, found)),
    marks: &[(0x40, uri), (0x2F, paired), (0x23, door_code::signed), (0x2A, door_code::signed), (0x2605, door_code::signed)],
    partial: crate::style::hide,
    form: Some(Form {
        fits: keyed,
        strong: keyed,
        letters: false,
        worded: None,
        push: |page, span, _, sink| {
            // 천 단위로: one syllable is no row of digits.
            if span.len() >= 4 {
                push(sink, span.start as usize, keys(page, span.end as usize), LIKELY, "credential/said", WHY);
            }
        },
    }),
    ..Spec::new(Kind::Credential)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "비밀번호, 인증키, 토큰, 출입문·금고 번호의 값입니다. 표시 곁의 값, 기계 열쇠의 머리글자, 접속 문자열, 개인키, 문을 열 때 누르는 글쇠 곁의 번호를 찾습니다. ‘8자 이상’ 같은 규칙 문장은 다루지 않습니다.",
    examples: EXAMPLES,
};

pub(super) const WHY: &str = "비밀번호·인증키 표시 곁에 있는 값입니다. 문서에 적지 말고 바로 바꾸는 것이 좋습니다.";
pub(super) const WHY_KEY: &str = "시스템에 들어갈 수 있는 인증 값입니다. 문서에 적지 말고 바로 바꾸는 것이 좋습니다.";

/// Four to eight digits that are said.
fn keyed(s: &Signs) -> bool {
    s.lists == 0 && s.spoken >= 4 && (4..=8).contains(&s.len()) && s.digits(s.len())
}

/// Behind the keys that are pressed after the digits: 공공칠칠 우물 정, 삼삼일팔에 별 두 번, 칠일공사✱.
fn keys(page: &Page, end: usize) -> usize {
    const KEYS: [&str; 11] = ["\u{21B5}별", "우물 정자", "우물정자", "우물 정", "우물정", "별표", "별", "샵", "#", "*", "✱"];
    const TIMES: [&str; 5] = [" 두 번", " 세 번", " 한 번", " 두번", "표"];
    let f = &page.folded;
    // 공일공****: a mask.
    if f.starts_with(end, "***") {
        return end;
    }
    let mut i = end;
    for _ in 0..2 {
        let mut at = i;
        at += usize::from(matches!(f.unit(at), 0xC5D0 | 0x2C));
        at += usize::from(f.unit(at) == 0x20);
        let Some(key) = KEYS.iter().find(|w| f.starts_with(at, w)) else { break };
        i = at + key.chars().count();
        if let Some(times) = TIMES.iter().find(|w| f.starts_with(i, w)) {
            i += times.chars().count();
        }
    }
    i
}

pub(super) fn push(sink: &mut Sink, from: usize, to: usize, score: i16, rule: &'static str, why: &'static str) {
    let verdict = if score >= LIKELY { Verdict::Proven } else { Verdict::Plausible };
    sink.push(Candidate::new(Kind::Credential, FoldSpan::new(from, to), verdict, score, rule, why));
}

fn found(page: &Page, hit: &Hit, sink: &mut Sink) {
    if let Some(what) = hit.attr(List::CredentialMarks)
        && !hit.labels(Kind::Credential)
    {
        machine(page, hit, what, sink);
        return;
    }
    let f = &page.folded;
    let start = hit.start as usize;
    // 장비번호, 설비번호 hold 비번.
    if hit.end - hit.start == 2 && f.unit(hit.end as usize) == 0xD638 {
        return;
    }
    keyed_row(page, hit, sink);
    pressed(page, hit, sink);
    // A box bears a number of its own: only a row of turns or of keys is a secret.
    let boxed = BOXES.iter().any(|w| f.starts_with(start, w)) && !["비밀번호", "비번", "번호키"].iter().any(|w| f.ends_with(hit.end as usize, w));
    if !boxed {
        door_code::told(page, hit, sink);
    }
    // 다이얼, 금고, 조합: a row of turns.
    let dial = boxed || ["금고", "이중금고", "다이얼", "조합", "잠금장치", "이중잠금", "전자자물쇠"].iter().any(|w| f.starts_with(start, w)) && !f.ends_with(hit.end as usize, "비밀번호");
    let door = dial || ["도어", "번호키", "디지털", "출입", "현관", "공동", "자물쇠", "열쇠함"].iter().any(|w| f.starts_with(start, w));
    let second = page
        .hits_before(hit.start)
        .take(2)
        .any(|h| h.labels(Kind::AccountId) && account_id::partner(page, h).is_some_and(|p| p.start == hit.start));
    beyond(page, hit, sink);
    page.values(hit, &mut |value| {
        let value = if second { behind_name(page, value) } else { Some(value) };
        let Some(mut value) = value else { return };
        // Behind an account's name in the same line a plain word is meant too.
        value.marked |= value.place == Place::Near && named_before(page, hit);
        if dial && let Some((from, to)) = turns(page, value.span) {
            push(sink, from, to, CERTAIN, "credential/dial", WHY);
            return;
        }
        if !boxed {
            let known = sink.len();
            secret(page, value, door, sink);
            successor(page, value, door, known, sink);
        }
    });
}

/// Whether the label of an account stands shortly before in the same line.
fn named_before(page: &Page, hit: &Hit) -> bool {
    page.hits_before(hit.start)
        .take_while(|h| h.end + 36 >= hit.start)
        .any(|h| h.labels(Kind::AccountId) && page.line_index(h.start) == page.line_index(hit.start))
}

/// What the secret just found was changed into: `2417*에서 3391*로`, `4417 → 9920`.
fn successor(page: &Page, value: Value, door: bool, known: usize, sink: &mut Sink) {
    let Some(last) = sink.get(known..).and_then(|new| new.last()) else { return };
    let f = &page.folded;
    let end = last.span.end as usize;
    let Some(turn) = ["에서 ", " → ", "→", " -> ", "->", " ⇒ ", " (기존 ", "(기존 ", " (이전 ", "(이전 ", " (종전 ", " (구 ", " (변경 전 "].iter().find(|w| f.starts_with(end, w)) else { return };
    let from = end + turn.chars().count();
    if from < value.span.end as usize {
        secret(page, Value { span: FoldSpan::new(from, value.span.end as usize), place: value.place, marked: true }, door, sink);
    }
}

/// A secret in the same line that other words part from its label (`비밀번호 … 방식이 아닌 Edu!2611`): letters, digits and marks mixed.
fn beyond(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let cell = page.cell(hit.start);
    let line = page.line(hit.start);
    let stop = if line.last_cell > line.first_cell + 1 { cell.end } else { line.end };
    let to = (stop as usize).min(hit.end as usize + 44);
    let mut i = hit.end as usize;
    while i < to {
        if matches!(f.class(i), Class::Space) || matches!(f.unit(i), 0x22 | 0x27 | 0x28 | 0x2C | 0x3A | 0x3C..=0x3E | 0x5B | 0x60 | 0x7B) {
            i += 1;
            continue;
        }
        let from = i;
        while i < to && !matches!(f.class(i), Class::Space | Class::Hangul) && !matches!(f.unit(i), 0x22 | 0x27 | 0x28 | 0x29 | 0x2C | 0x2F | 0x3A | 0x3E | 0x5D | 0x60 | 0x7D) {
            i += 1;
        }
        if f.class(from) == Class::Hangul {
            while i < to && !matches!(f.class(i), Class::Space) && !matches!(f.unit(i), 0x28 | 0x22 | 0x27 | 0x5B) {
                i += 1;
            }
            continue;
        }
        let any = |class: Class| (from..i).any(|k| f.class(k) == class);
        let mark = (from + 1..i).any(|k| matches!(f.unit(k), 0x21 | 0x23..=0x25 | 0x40 | 0x5E | 0x2A | 0x7E));
        // 생년월일이 아니라 gd2611
        let rather = ["아니라 ", "아닌 ", "말고 "].iter().any(|w| f.ends_with(from, w));
        if rather && (5..25).contains(&(i - from)) && any(Class::Latin) && any(Class::Digit) && !any(Class::Blank) && !placeholder(page, from, i) {
            push(sink, from, i, CERTAIN + 4, "credential/label", WHY);
            return;
        }
        if (6..25).contains(&(i - from)) && any(Class::Latin) && any(Class::Digit) && mark && from > hit.end as usize + 4 && !any(Class::Blank) && !placeholder(page, from, i) {
            push(sink, from, i, CERTAIN + 4, "credential/label", WHY);
            return;
        }
        i = i.max(from + 1);
    }
}

/// Boxes that have numbers like 12 or 1024 themselves.
const BOXES: [&str; 5] = ["캐비닛", "캐비넷", "보관함", "사물함", "열쇠함"];

/// In a list of doors and safes: the number of the row (`현관 도어락 | 1층 | 2580**`) stands under a head that says 번호.
pub(super) fn keyed_row(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let line = *page.line(hit.start);
    if line.last_cell < line.first_cell + 3 || line.header {
        return;
    }
    let start = hit.start as usize;
    let door = ["도어", "디지털", "금고", "이중금고", "번호키", "현관", "공동현관", "출입문", "무인경비", "전자자물쇠", "자물쇠", "잠금", "열쇠함"].iter().any(|w| f.starts_with(start, w));
    if !door || page.cell(hit.start).start + 16 < hit.start {
        return;
    }
    for cell in &page.cells[line.cells()] {
        if !cell.exact() || cell.start <= hit.start {
            continue;
        }
        let head = page.cells[cell.head_from as usize];
        const HEADS: [&str; 9] = ["번호", "현재번호", "현재 번호", "설정번호", "변경번호", "비밀번호", "새 번호", "신규번호", "기존번호"];
        let says = HEADS.iter().any(|w| f.starts_with(head.start as usize, w) && head.start as usize + w.chars().count() == head.end as usize);
        if says {
            secret(page, Value { span: cell.span(), place: Place::Column, marked: true }, true, sink);
        }
    }
}

fn paired(page: &Page, at: u32, sink: &mut Sink) {
    if let Some((_, secret)) = pair(page, at) {
        push(sink, secret.start as usize, secret.end as usize, LIKELY, "credential/pair", "계정 이름 뒤에 빗금을 긋고 적은 비밀번호입니다. 문서에 적지 말고 바로 바꾸는 것이 좋습니다.");
    }
}

/// In `ID/PW: admin / Pass1!` the value behind the name.
fn behind_name(page: &Page, value: Value) -> Option<Value> {
    let f = &page.folded;
    let end = value.span.end as usize;
    let mut i = value.span.start as usize;
    while i < end && !matches!(f.unit(i), 0x20 | 0x2F | 0x2C) {
        i += 1;
    }
    while i < end && matches!(f.unit(i), 0x20 | 0x2F | 0x2C | 0xB7) {
        i += 1;
    }
    (i < end).then_some(Value { span: FoldSpan::new(i, end), place: value.place, marked: true })
}

/// `좌 4회 27, 우 3회 81, 좌 2회 15`, `35-12-48`: at least two numbers with turns or hyphens between.
pub(super) fn turns(page: &Page, at: FoldSpan) -> Option<(usize, usize)> {
    let f = &page.folded;
    let from = at.start as usize;
    let to = (at.end as usize).min(from + 60);
    let (mut i, mut end, mut groups, mut turned) = (from, from, 0, false);
    // Numbers said in words: 왼쪽으로 십이, 오른쪽으로 삼십사.
    const SAID: &str = "공영일이삼사오육칠팔구십백";
    let said = |mut i: usize| {
        let begin = i;
        // 좌 四一
        while i < to && f.class(i) == Class::Hanja && page.numeral(i).is_some() {
            i += 1;
        }
        if i > begin {
            return i;
        }
        while i < to && !f.starts_with(i, "오른") && SAID.encode_utf16().any(|u| u == f.unit(i)) {
            i += 1;
        }
        // 좌 삼: one numeral by itself.
        let alone = f.class(i) != Class::Hangul && f.class_before(begin) == Class::Space;
        if i == begin + 1 && f.unit(begin) != 0xC2ED && !alone { begin } else { i }
    };
    while i < to {
        let number = said(i);
        if turned && number > i {
            groups += 1;
            i = number;
            end = i;
            continue;
        }
        match (f.class(i), f.unit(i)) {
            (Class::Digit, _) => {
                while i < to && f.class(i) == Class::Digit {
                    i += 1;
                }
                groups += 1;
                end = i;
                continue;
            }
            // 좌 우 왼 오 른 쪽 회 번 바 퀴 로 전 L R
            (_, 0xC88C | 0xC6B0 | 0xC67C | 0xB978 | 0xCABD | 0xD68C | 0xBC14 | 0xD034 | 0x4C | 0x52) => turned = true,
            (_, 0xC624 | 0xC73C | 0xB85C | 0xBC88 | 0xC804 | 0x20 | 0x2D | 0x2C | 0x3E | 0x2192 | 0xB7 | 0x28 | 0x29 | 0x2F | 0x2E) => {}
            _ => break,
        }
        i += 1;
    }
    if f.starts_with(end, "회") {
        end += 1;
    }
    let rows = groups >= 3 || groups == 2 && turned;
    let date = f.unit(from + 4) == 0x2E || page.is_date(FoldSpan::new(from, end));
    (rows && !date && end > from && (f.unit(from) != 0x30 || turned)).then_some((from, end))
}

/// What a token is made of.
#[derive(Default)]
struct Made {
    digits: usize,
    lower: usize,
    upper: usize,
    hangul: usize,
    marks: usize,
    blanks: usize,
}

/// Judges the text behind a label.
pub(super) fn secret(page: &Page, value: Value, door: bool, sink: &mut Sink) {
    let f = &page.folded;
    let (mut from, to) = (value.span.start as usize, value.span.end as usize);
    let mut skipped = false;
    for lead in ["Bearer ", "bearer ", "Basic "] {
        if f.starts_with(from, lead) {
            from += lead.len();
        }
    }
    // 예전 그대로 gpki0417: words that only say since when.
    const STILL: [&str; 14] = ["현재", "예전", "기존", "그대로", "아직", "계속", "지금", "새로", "그냥", "모두", "공통", "이전", "종전", "임시로"];
    for _ in 0..2 {
        let Some(word) = STILL.iter().find(|w| f.starts_with(from, w) && f.unit(from + w.chars().count()) == 0x20) else { break };
        from += word.chars().count() + 1;
        skipped = true;
    }
    if several(page, value, from, sink) {
        return;
    }
    if let Some(end) = spoken(page, from, to).or_else(|| apart(page, from, to)) {
        if value.place != Place::Loose {
            push(sink, from, end, LIKELY, "credential/label", WHY);
        }
        return;
    }
    // 비밀번호는 현재 4417이며: one short word may stand before the value.
    if f.class(from) == Class::Hangul && matches!(value.place, Place::Near | Place::Row) {
        let mut k = from;
        while k < to && f.class(k) == Class::Hangul && k - from < 5 {
            k += 1;
        }
        let note = ["봉인", "봉투", "일련", "시리얼", "문서", "관리번호", "보관", "내선", "문의", "담당", "변경", "전화", "오류", "최소", "최대", "총", "약"].iter().any(|w| f.starts_with(from, w));
        let ascii = matches!(f.class(k + 1), Class::Digit | Class::Latin) || matches!(f.unit(k + 1), 0x23 | 0x2A | 0x21 | 0x40);
        if f.unit(k) == 0x20 && ascii && !note {
            from = k + 1;
            skipped = true;
            if several(page, value, from, sink) {
                return;
            }
        }
    }
    // 별별4117, 별 1935 샵: the keys said in words before the number.
    if door {
        let mut k = from;
        while k < to && (matches!(f.unit(k), 0xBCC4 | 0xC0F5) || f.unit(k) == 0x20 && k > from || f.starts_with(k, "표") && k > from) {
            k += 1;
        }
        let digits = k;
        while k < to && f.class(k) == Class::Digit {
            k += 1;
        }
        if digits > from && (3..=8).contains(&(k - digits)) {
            let mut end = k;
            goes_on(page, &mut end, to, false, true);
            push(sink, from, end, LIKELY, "credential/door", WHY);
            return;
        }
    }
    if value.place <= Place::Column && let Some(end) = syllables(page, from, to) {
        push(sink, from, end, LIKELY, "credential/label", WHY);
        return;
    }
    let Some((mut end, made)) = token(page, from, to) else { return };
    // A key that a line break tears behind a hyphen.
    if f.unit(end - 1) == 0x2D && f.class(end) == Class::Newline && matches!(f.class(end + 1), Class::Digit | Class::Latin) && end - from >= 9 {
        end += 1;
        while matches!(f.class(end), Class::Digit | Class::Latin) || f.unit(end) == 0x2D && matches!(f.class(end + 1), Class::Digit | Class::Latin) {
            end += 1;
        }
    }
    let len = end - from;
    let after = f.unit(end);
    if made.blanks >= 3 && made.digits + made.lower + made.upper + made.hangul <= 3 {
        let why = "이미 가린 비밀번호·인증키입니다.";
        let keep = Candidate::new(Kind::Credential, FoldSpan::new(from, end), Verdict::Proven, LIKELY, "credential/masked", why);
        sink.push(keep.action(Action::Keep));
        return;
    }
    let letters = made.lower + made.upper;
    let plain = made.marks == 0 || made.digits + letters == 0;
    if made.hangul == 0 && value.place <= Place::Column && goes_on(page, &mut end, to, value.place <= Place::Row && value.marked && !skipped && plain, letters == 0) {
        if !placeholder(page, from, end) {
            push(sink, from, end, LIKELY, "credential/label", WHY);
        }
        return;
    }
    if !(3..=400).contains(&len) || placeholder(page, from, end) {
        return;
    }
    let strong = value.marked && !skipped;
    let loose = value.place == Place::Loose;
    let score = if strong { CERTAIN } else { LIKELY };
    if letters == 0 && made.hangul == 0 {
        let keypad = made.blanks > 0 || (from..end).any(|i| f.unit(i) == 0x23);
        // A card's check value has three digits.
        let card = value.place <= Place::Row && (4..=12).any(|k| from >= k && (f.starts_with(from - k, "CVC") || f.starts_with(from - k, "CVV")));
        let alone = door && value.place <= Place::Row && matches!(f.class(end), Class::Newline | Class::Tab);
        let least = if keypad || card || door && strong || alone { 3 } else { 4 };
        let only = (from..end).all(|i| f.class(i) == Class::Digit || matches!(f.unit(i), 0x23 | 0x2A | 0x2D | 0x21 | 0x40));
        let dialled = f.unit(from) == 0x30 && made.digits >= 8 || made.digits > 16 || f.starts_with(from, "15") && made.digits == 8 && made.marks == 1;
        let dated = page.is_date(FoldSpan::new(from, end)) && !keypad || after == 0x2E && f.unit(end + 1) == 0x20 && f.class(end + 2) == Class::Digit;
        let continued = matches!(after, 0x7E | 0x3A | 0x2F) && f.class(end + 1) == Class::Digit || after == 0x25;
        // Beside a plain door word a number is more often a room or a model.
        let vague = loose && !keypad && !(4..=8).contains(&made.digits);
        if made.digits >= least && only && !dialled && !dated && !continued && !vague && !(counted(page, end) && !keypad) {
            push(sink, from, end, if skipped || loose { LIKELY } else { score }, "credential/label", WHY);
        }
        return;
    }
    if made.hangul > 0 {
        // 가람2026!: Hangul only with digits behind it and a clear announcement.
        if (strong && !loose || value.place == Place::Near && (from..end).any(|i| matches!(f.unit(i), 0x21 | 0x23 | 0x24 | 0x2A | 0x40))) && made.digits > 0 && made.hangul <= 12 && matches!(f.class(end - 1), Class::Digit | Class::Punct | Class::Blank) && !counted(page, end) && len >= 4 && made.hangul < len - 1 && !dateish(page, from, end) {
            push(sink, from, end, LIKELY, "credential/label", WHY);
        }
        return;
    }
    if algorithm(page, from, end) {
        return;
    }
    let mixed = made.digits > 0 || made.marks > 0 || made.lower > 0 && made.upper > 0 && len >= 8;
    if mixed && len >= 4 && (made.digits > 0 || made.marks > 0 && !f.starts_with(from, "http") || strong) {
        // One hyphen between words is no secret: Wi-Fi, E-mail.
        let words = made.digits == 0 && (from..end).all(|i| f.class(i) == Class::Latin || matches!(f.unit(i), 0x2D | 0x2F | 0x5F | 0x2E));
        if !words || strong && !loose && len >= 6 && f.unit(end) != 0x20 {
            push(sink, from, end, if loose { LIKELY } else { score }, "credential/label", WHY);
        }
        return;
    }
    // A plain word: announced by a mark, and the cell or clause ends behind it.
    let copula = ["입니다", "이다", "임", "으로", "로 ", "이고", "이며", "을 ", "를 "].iter().any(|w| f.starts_with(end, w));
    let ends = matches!(f.class(end), Class::Newline | Class::Tab | Class::Punct) || copula || f.class(end) == Class::Space && f.class(end + 1) != Class::Latin;
    if strong && !loose && len >= 4 && ends && made.digits == 0 {
        push(sink, from, end, LIKELY, "credential/word", WHY);
    }
}

/// A secret in quotes or in several pieces; whether one stood there.
fn several(page: &Page, value: Value, from: usize, sink: &mut Sink) -> bool {
    let quoted = (value.place == Place::Near).then(|| stretched::quoted(page, from)).flatten();
    let pieces = || (value.place <= Place::Column).then(|| stretched::secret(page, from, value.span.end as usize)).flatten();
    let Some(end) = quoted.or_else(pieces).filter(|&end| !placeholder(page, from, end) && !algorithm(page, from, end)) else {
        return false;
    };
    push(sink, from, end, CERTAIN, "credential/label", WHY);
    true
}

/// `새들26!!nice`, `달빛#칠칠일일`, `임시솔!2`, `festa공주2026`: syllables with digits, said or not, and a mark or letters, without a space.
fn syllables(page: &Page, from: usize, to: usize) -> Option<usize> {
    let f = &page.folded;
    let mark = |i: usize| matches!(f.unit(i), 0x21 | 0x23..=0x25 | 0x40 | 0x5E | 0x26 | 0x2A | 0x7E);
    let sign = |i: usize| matches!(f.class(i), Class::Digit | Class::Latin | Class::Hangul) || mark(i);
    let stop = (from..to.min(from + 32)).find(|&i| !sign(i)).unwrap_or(to.min(from + 32));
    // What stands last is a particle, if it is no numeral.
    let mut end = stop;
    while end > from && f.class(end - 1) == Class::Hangul && page.said(end - 1) == 0 {
        end -= 1;
    }
    let of = |class: Class| (from..end).filter(|&i| f.class(i) == class).count();
    let (hangul, digits, latin) = (of(Class::Hangul), of(Class::Digit), of(Class::Latin));
    let marks = (from..end).filter(|&i| mark(i)).count();
    let last = (from..end).rfind(|&i| mark(i));
    let said = last.map_or(0, |i| (i + 1..end).filter(|&k| page.said(k) > 0).count());
    let runs = (from + 1..end).filter(|&i| f.class(i) == Class::Hangul && f.class(i - 1) != Class::Hangul).count() + usize::from(f.class(from) == Class::Hangul);
    let first = f.class(from) == Class::Hangul && marks > 0 && digits + said > 0 && hangul <= 12;
    // Letters, syllables, a number.
    let between = latin >= 3 && f.class(from) == Class::Latin && digits >= 2 && f.class(end.saturating_sub(1)) == Class::Digit && (1..=4).contains(&hangul) && runs == 1;
    let fits = hangul > 0 && (5..=24).contains(&(end - from)) && runs <= 2 && (first || between);
    let counted = page.counts(end as u32) && f.class(end.saturating_sub(1)) == Class::Digit;
    (fits && !counted && !dateish(page, from, end)).then_some(end)
}

/// Four to eight digits in whatever numerals, and a key of a lock right behind them, in the line of a door or a safe: `①호실 공구일팔*`, `금고(공 팔 이 칠 샵)`.
pub(super) fn pressed(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let to = (page.line(hit.start).end as usize).min(hit.end as usize + 60);
    let mut i = hit.end as usize;
    while i < to {
        let ring = |i: usize| f.class(i) == Class::Blank && matches!(f.unit(i), 0x25CB | 0x3007 | 0x25EF);
        let odd = page.said(i) > 0 || ring(i) && page.said(i + 1) > 0;
        let begins = odd && (f.class_before(i) != Class::Hangul && f.class_before(i) != Class::Hanja);
        if !begins {
            i += 1;
            continue;
        }
        let (mut k, mut end, mut n) = (i, i, 0);
        while n < 9 {
            if ring(k) {
                (n, k) = (n + 1, k + 1);
            } else {
                let Some((_, digits, width)) = page.numeral(k) else { break };
                (n, k) = (n + digits, k + width);
            }
            end = k;
            // Sign by sign.
            let single = f.unit(k) == 0x20 && page.numeral(k + 1).is_some() && page.numeral(k + 2).is_none();
            k += usize::from(single);
        }
        let behind = keys(page, end);
        if (3..=8).contains(&n) && behind > end && (n >= 4 || behind > end + 1) {
            // 별표 이공삼칠 우물정: a key before the number.
            let before = i - usize::from(f.class_before(i) == Class::Space);
            let lead = ["별표", "우물정", "샵", "별", "#"].iter().find(|w| f.ends_with(before, w));
            let from = lead.map_or(i, |w| before - w.chars().count());
            push(sink, from, behind, CERTAIN, "credential/said", WHY);
        }
        i = behind.max(i + 1);
    }
}

/// A count (8자), also where only a particle follows a year.
fn counted(page: &Page, end: usize) -> bool {
    page.counts(end as u32) && !page.folded.starts_with(end, "이") && !page.folded.starts_with(end, "일 ")
}

fn dateish(page: &Page, from: usize, end: usize) -> bool {
    (from..end).any(|i| matches!(page.folded.unit(i), 0xC6D4 | 0xB144) && page.folded.class_before(i) == Class::Digit)
}

/// Reads up to a space, a closing mark or a particle; gives the end and what it is made of.
fn token(page: &Page, from: usize, to: usize) -> Option<(usize, Made)> {
    let f = &page.folded;
    let mut i = from;
    let to = to.min(from + 400);
    while i < to {
        match f.unit(i) {
            0x20 | 0x09 | 0x0A | 0x22 | 0x27 | 0x60 | 0x7C | 0x3C => break,
            0x2C | 0x3B if !matches!(f.class(i + 1), Class::Digit | Class::Latin | Class::Punct | Class::Blank) || f.class(i + 1) == Class::Hangul => break,
            0x28 if i == from || f.class(i + 1) == Class::Hangul => break,
            0x29 | 0x5D | 0x7D if f.class(i + 1) != Class::Digit && f.class(i + 1) != Class::Latin => break,
            0x2192 | 0x203B => break,
            _ => {}
        }
        i += 1;
    }
    // What Hangul stands at the end is a particle or the rest of the sentence.
    let mut end = i;
    while end > from && (f.class(end - 1) == Class::Hangul || matches!(f.unit(end - 1), 0x2E | 0x2C | 0x3A | 0x3B)) {
        end -= 1;
    }
    if end == from {
        return None;
    }
    // Hangul inside after ASCII at the start: 1234로(변경)… ends at the particle.
    if f.class(from) != Class::Hangul
        && let Some(cut) = (from..end).find(|&k| f.class(k) == Class::Hangul)
    {
        end = cut;
    }
    let mut made = Made::default();
    for k in from..end {
        match (f.class(k), f.unit(k)) {
            (Class::Digit, _) => made.digits += 1,
            (_, 0x61..=0x7A) => made.lower += 1,
            (_, 0x41..=0x5A) => made.upper += 1,
            (Class::Hangul, _) => made.hangul += 1,
            (Class::Blank, _) => made.blanks += 1,
            (Class::Punct, _) => made.marks += 1,
            _ => return None,
        }
    }
    Some((end, made))
}

/// `${DB_PW}`, `<password>`, `%s`, a web or e-mail address: no secret.
pub(super) fn placeholder(page: &Page, from: usize, end: usize) -> bool {
    const WORDS: [&str; 22] = [
        "null", "none", "true", "false", "xxxx", "required", "optional", "string", "varchar", "password", "passwd", "http://", "https://", "n/a", "undefined", "expired", "invalid", "failed", "reset",
        "change", "changed", "unknown",
    ];
    let f = &page.folded;
    if matches!((f.unit(from), f.unit(from + 1)), (0x24, 0x7B | 0x28) | (0x7B, 0x7B) | (0x25, _) | (0x26, 0x6E)) {
        return true;
    }
    let low = |i: usize| if (0x41..=0x5A).contains(&f.unit(i)) { f.unit(i) | 0x20 } else { f.unit(i) };
    if WORDS.iter().any(|w| (w.ends_with("//") || w.len() == end - from) && w.chars().enumerate().all(|(k, c)| low(from + k) == c as u16)) {
        return true;
    }
    // A mailbox: one sign, then a host with a dot.
    (from + 1..end).find(|&i| f.unit(i) == 0x40).is_some_and(|at| {
        let host = (at + 1..end).all(|i| matches!(f.class(i), Class::Latin | Class::Digit) || matches!(f.unit(i), 0x2E | 0x2D));
        host && (at + 1..end).any(|i| f.unit(i) == 0x2E && f.class(i + 1) == Class::Latin)
    })
}

/// Names of algorithms, standards and things: AES-256, SHA2, WPA2, TLS1.3.
fn algorithm(page: &Page, from: usize, end: usize) -> bool {
    const NAMES: [&str; 24] = [
        "aes", "sha", "rsa", "md", "tls", "ssl", "wpa", "wep", "fido", "aria", "seed", "lea", "hmac", "otp", "usb", "pc", "cctv", "ip", "ipv", "http", "base", "kcmvp", "des", "pki",
    ];
    let f = &page.folded;
    let low = |i: usize| if (0x41..=0x5A).contains(&f.unit(i)) { f.unit(i) | 0x20 } else { f.unit(i) };
    NAMES.iter().any(|w| {
        let n = w.len();
        n < end - from
            && end - from - n <= 5
            && w.chars().enumerate().all(|(k, c)| low(from + k) == c as u16)
            && (from + n..end).all(|i| f.class(i) == Class::Digit || matches!(f.unit(i), 0x2D..=0x2F))
    })
}

const EXAMPLES: &[Example] = &[
    Example::Finds("임시 비밀번호 [[credential|Tmp!4417#]]는 폐기"),
    Example::Finds("출입문 비밀번호 [[credential|#4179*02]] (매월 변경)"),
    Example::Finds("비밀번호는[[credential|4417]]입니다"),
    Example::Finds("비밀번호：[[credential|ｑｗ１２！＠]]"),
    Example::Finds("DB 접속 postgres://app:[[credential|s3cret!]]@192.0.2.7/db"),
    Example::Finds("기록실은 [[credential|별표 두 번 6120 샵]]을 누르면 열린다"),
    Example::Finds("금고 자물쇠를 [[credential|5-0-2-8]]로 맞추어"),
    Example::Passes("현관문 900 * 2100 규격, 창고 #102 입고"),
    Example::Passes("출입문 인터폰에서 119를 누르십시오"),
    Example::Passes("현관 CCTV 관리 번호 1024"),
    Example::Passes("비밀번호는 8자 이상, 3개월마다 변경"),
    Example::Passes("비밀번호 5회 오류 시 잠금"),
    Example::Passes("암호 알고리즘은 AES-256을 쓴다"),
    Example::Passes("비밀번호 변경이 안 됩니다"),
    Example::Finds("관리 콘솔 [[account_id|wifi-oper]] / [[credential|0per#Wifi9]]"),
    Example::Passes("단속장비번호 F0217, 사물함 번호 1024"),
];

