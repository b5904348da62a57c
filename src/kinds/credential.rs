//! 비밀번호·인증키·토큰, 금고와 출입문 번호 (what opens something).
//!
//! Found beside a label (비밀번호, PIN, 인증키, API key, 도어락, 금고 …), by what machine keys begin with (`ghp_`, `AKIA`, `eyJ`), in connection
//! strings (`scheme://user:…@host`), commands (`-p…`), between the lines of a private key, and by the keys of a lock (`door_code.rs`). Only the value; rules about passwords
//! (`비밀번호는 8자 이상`) are prose. Item 3: who reads it gets in.

use super::{account_lines, door_code};
use super::lock_numbers::{keyed, keyed_row, keys, pressed, turns};
use super::machine_keys::{field, machine, uri};
use super::secret_forms::pair;
use super::secret_token::placeholder;
use super::secret_value::secret;
use crate::kind::Kind;
use crate::page::{Page, Place, Value};
use crate::rule::{Form, CERTAIN, LIKELY, Candidate, Example, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    word: Some(found),
    listed: Some((List::CredentialMarks, found)),
    marks: &[(0x40, uri), (0x3D, field), (0x2F, paired), (0x23, door_code::signed), (0x2A, door_code::signed), (0x2605, door_code::signed)],
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
        .any(|h| h.labels(Kind::AccountId) && account_lines::partner(page, h).is_some_and(|p| p.start == hit.start));
    beyond(page, hit, sink);
    page.values(hit, &mut |value| {
        let value = if second { behind_name(page, value) } else { Some(value) };
        let Some(mut value) = value else { return };
        // Behind an account's name in the same line a plain word is meant too.
        value.marked |= value.place == Place::Near && named_before(page, hit);
        if dial && let Some((from, to)) = turns(page, value.span).filter(|&(_, to)| !boxed || !page.counts(to as u32)) {
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

const EXAMPLES: &[Example] = &[
    Example::Finds("임시 비밀번호 [[credential|Tmp!4417#]]는 폐기"),
    Example::Finds("출입문 비밀번호 [[credential|#4179*02]] (매월 변경)"),
    Example::Finds("비밀번호는[[credential|4417]]입니다"),
    Example::Finds("비밀번호：[[credential|ｑｗ１２！＠]]"),
    Example::Finds("DB 접속 postgres://app:[[credential|s3cret!]]@192.0.2.7/db"),
    Example::Finds("기록실은 [[credential|별표 두 번 6120 샵]]을 누르면 열린다"),
    Example::Finds("금고 자물쇠를 [[credential|5-0-2-8]]로 맞추어"),
    Example::Finds("GET /v1/list?key=[[credential|aq_0Zk81Lm]]&page=2"),
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
