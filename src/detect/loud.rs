//! Secrets that no label names, in a draft that speaks of accounts or secrets: words written like passwords and like nothing else
//! (`임시 Wc9!x-Rua4`, `솔솔01@@`), turns of a dial (`좌4-우17-좌32`), and the answer to a question for one (`비번은?⏎창구: Qw7#hs9`).

use crate::kind::Kind;
use crate::page::{Page, Signs};
use crate::rule::{Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};

/// What a line says of machines and their users where no label stands.
static SIGNING: Phrases<8> =
    Phrases::new(["로그인", "접속", "공유기", "와이파이", "관리자", "인증서", "초기화", "서버"]);

/// How long such a word is.
const LENGTH: std::ops::RangeInclusive<usize> = 6..=24;

/// How far behind a label the question ends, and how far into the next line the answer begins.
const ASKED: u32 = 12;
const SPEAKER: usize = 24;

/// Pushes the secrets among the candidates, which are sorted by start.
pub fn collect(page: &Page, sink: &mut Sink) {
    let found = sink.len();
    let f = &page.folded;
    let speaks = page.mentions(Kind::Credential)
        || page.mentions(Kind::AccountId)
        || (0..f.len()).any(|i| f.class(i) == Class::Hangul && SIGNING.at(f, i).is_some());
    let mut new = Vec::new();
    let (mut i, mut next) = (0, 0);
    while i < f.len() {
        if !sign(page, i) {
            i += 1;
            continue;
        }
        let from = i;
        while sign(page, i) {
            i += 1;
        }
        let end = trimmed(page, from, i);
        let at = FoldSpan::new(from, end.max(from));
        while next < found && sink[next].span.end <= at.start {
            next += 1;
        }
        if sink.get(next).is_some_and(|c| next < found && c.span.overlaps(at)) {
            continue;
        }
        if loud(page, at, speaks) {
            let why =
                "비밀번호처럼 글자와 숫자, 기호를 섞어 적은 값입니다. 문서에 적지 말고 바로 바꾸는 것이 좋습니다.";
            new.push(Candidate::new(Kind::Credential, at, Verdict::Plausible, FAIR, "credential/written", why));
        } else if let Some((begin, stop)) = turned(page, from) {
            let why = "금고 다이얼을 돌리는 순서로 보입니다. 문서에 적지 말고 바로 바꾸는 것이 좋습니다.";
            let span = FoldSpan::new(begin, stop);
            new.push(Candidate::new(Kind::Credential, span, Verdict::Plausible, LIKELY, "credential/dial", why));
            i = i.max(stop);
        }
    }
    answers(page, &mut new);
    firsts(page, &mut new);
    if !new.is_empty() {
        sink.append(&mut new);
        super::resolve::resolve(sink);
    }
}

/// Whether a sign may stand in a secret without ending it.
fn sign(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    matches!(f.class(i), Class::Digit | Class::Latin | Class::Hangul | Class::Hanja)
        || matches!(f.unit(i), 0x21 | 0x23 | 0x24 | 0x2A | 0x2D | 0x2E | 0x40 | 0x5E | 0x5F)
}

/// Where a word ends without the particle and the full stop behind it.
fn trimmed(page: &Page, from: usize, stop: usize) -> usize {
    let f = &page.folded;
    let mut end = stop;
    while end > from && (f.class(end - 1) == Class::Hangul || matches!(f.unit(end - 1), 0x2E | 0x2D)) {
        end -= 1;
    }
    end
}

/// Whether a word is written like a password and like nothing else: letters or syllables, digits, and a mark that no other word has in that place.
/// In a draft that speaks of no secret the mark must stand between letters.
fn loud(page: &Page, at: FoldSpan, speaks: bool) -> bool {
    let f = &page.folded;
    let (from, end) = (at.start as usize, at.end as usize);
    if !LENGTH.contains(&at.len()) || !matches!(f.class(from), Class::Digit | Class::Latin | Class::Hangul) {
        return false;
    }
    let of = |wanted: &dyn Fn(usize) -> bool| at.range().filter(|&i| wanted(i)).count();
    let digits = of(&|i| f.class(i) == Class::Digit);
    let lower = of(&|i| (0x61..=0x7A).contains(&f.unit(i)));
    let upper = of(&|i| (0x41..=0x5A).contains(&f.unit(i)));
    let hangul = of(&|i| f.class(i) == Class::Hangul);
    let mark = |i: usize| i < end && matches!(f.unit(i), 0x21 | 0x23 | 0x24 | 0x2A | 0x40 | 0x5E);
    // A mark between two signs, or two of them at the end.
    let part = |i: usize| i < end && matches!(f.class(i), Class::Digit | Class::Latin | Class::Hangul);
    let inside = of(&|i| mark(i) && i > from && part(i - 1) && (part(i + 1) || mark(i + 1) && !part(i + 2)));
    let inside = inside + of(&|i| mark(i) && i + 1 < end && matches!(f.unit(i + 1), 0x2D | 0x5F));
    let stars = (from..end).any(|i| f.unit(i) == 0x2A && (f.unit(i + 1) == 0x2A || f.unit_before(i) == 0x2A));
    // 900*2100, C#12, CCTV#3: a product or a number.
    let counted = of(&|i| {
        mark(i) && matches!(f.unit(i), 0x2A | 0x23) && f.class(i + 1) == Class::Digit && lower + hangul == 0
            || f.unit(i) == 0x2A && f.class(i + 1) == Class::Digit && f.class_before(i) == Class::Digit
    });
    // A mailbox, a handle, a host.
    let mailed = (from..end).find(|&i| f.unit(i) == 0x40).is_some_and(|i| {
        (i + 1..end)
            .all(|k| matches!(f.class(k), Class::Latin | Class::Digit) || matches!(f.unit(k), 0x2D | 0x2E | 0x5F))
            && (i + 1..end).all(|k| f.class(k) != Class::Digit)
            || f.class(i + 1) == Class::Latin && (i + 1..end).any(|k| f.unit(k) == 0x2E)
    });
    let bounded = !matches!(f.unit_before(from), 0x2F | 0x3F | 0x26 | 0x5C)
        && !matches!(f.unit(end), 0x2F | 0x3F | 0x26 | 0x5C)
        && !matches!(f.class_before(from), Class::Blank)
        && !matches!(f.class(end), Class::Blank);
    let letter = |i: usize| i < end && f.class(i) == Class::Latin;
    let between = |i: usize| matches!(f.unit(i), 0x21 | 0x24 | 0x5E) && letter(i - 1) && letter(i + 1);
    if !speaks && !(from + 1..end).any(between) {
        return false;
    }
    if inside == 0 || stars || counted > 0 || mailed || !bounded || digits == 0 {
        return false;
    }
    match hangul {
        0 => lower + upper >= 2 && lower > 0 && digits + lower + upper >= 5,
        // 솔솔01@@, 12ga나34!
        1..=12 => hangul < at.len() - 2 && (digits >= 2 || lower + upper > 0) && !page.counts(at.end),
        _ => false,
    }
}

/// Where turns of a dial begin and end that a word begins with: three directions and more in turn, a whole number behind each.
fn turned(page: &Page, from: usize) -> Option<(usize, usize)> {
    let f = &page.folded;
    // 번호L38-R12-L77
    let from = if f.starts_with(from, "번호") { from + 2 } else { from };
    let side = |i: usize| match f.unit(i) {
        0xC88C | 0x5DE6 | 0x4C => Some((false, 1)),
        0xC6B0 | 0x53F3 | 0x52 => Some((true, 1)),
        _ if f.starts_with(i, "왼쪽") => Some((false, if f.starts_with(i + 2, "으로") { 4 } else { 2 })),
        _ if f.starts_with(i, "오른쪽") => Some((true, if f.starts_with(i + 3, "으로") { 5 } else { 3 })),
        _ => None,
    };
    let (mut i, mut end, mut turns, mut last) = (from, from, 0, None);
    while turns < 8 {
        let Some((now, width)) = side(i).filter(|&(s, _)| last != Some(s)) else { break };
        let mut k = i + width;
        k += usize::from(matches!(f.unit(k), 0x20 | 0x2D));
        let digits = k;
        while f.class(k) == Class::Digit && k - digits < 3 {
            k += 1;
        }
        // A share, a length, a sight of 1.0.
        let whole = k > digits && k - digits < 3 && !(f.unit(k) == 0x2E && f.class(k + 1) == Class::Digit);
        if !whole {
            break;
        }
        (last, end, turns) = (Some(now), k, turns + 1);
        while k < end + 3 && matches!(f.unit(k), 0x20 | 0x2D | 0x2C | 0x2F | 0x2192 | 0x3E | 0xB7) {
            k += 1;
        }
        i = k;
    }
    (turns >= 3 && !page.counts(end as u32) && page.clear_left(from as u32)).then_some((from, end))
}

/// What stands before the secret that an account begins with.
static FIRST: Phrases<9> =
    Phrases::new(["임시 ", "초기 ", "초기값 ", "초기화 → ", "초기화→", "임시: ", "초기: ", "임시로 ", "초기값: "]);

/// The secrets an account begins with, in a line that speaks of one: `hana_01 / 초기 welcome2026`, `PW 초기화 → init2026`.
fn firsts(page: &Page, new: &mut Sink) {
    let f = &page.folded;
    for i in 0..f.len() {
        let Some(width) = FIRST.at(f, i).filter(|_| f.class_before(i) != Class::Hangul) else { continue };
        let from = i + width;
        let mut end = from;
        while end < from + 25 && sign(page, end) {
            end += 1;
        }
        let end = trimmed(page, from, end);
        let at = FoldSpan::new(from, end.max(from));
        let of = |class: Class| at.range().filter(|&k| f.class(k) == class).count();
        let (hangul, latin, digits) = (of(Class::Hangul), of(Class::Latin), of(Class::Digit));
        let letters = latin >= 2 && digits > 0 && hangul == 0 && at.len() >= 6;
        let word = hangul >= 2 && digits >= 2 && latin == 0 && f.class(from) == Class::Hangul;
        if !(4..=24).contains(&at.len()) || !(letters || word) || page.counts(at.end) || f.class(end) == Class::Blank {
            continue;
        }
        let own = page.line_index(at.start);
        let near = |h: &&crate::words::Hit| page.line_index(h.start) == own;
        let labels = |h: &crate::words::Hit| h.labels(Kind::Credential) || h.labels(Kind::AccountId);
        if page.hits_before(at.start).take(12).take_while(near).any(labels)
            || page.hits_after(at.end).take(6).take_while(near).any(labels)
        {
            let why = "계정을 처음 열 때 쓰는 비밀번호로 보입니다. 바로 바꾸는 것이 좋습니다.";
            new.push(Candidate::new(Kind::Credential, at, Verdict::Plausible, LIKELY, "credential/first", why));
        }
    }
}

/// The line behind a question that ends shortly behind its label: from where to where.
fn asked(page: &Page, hit: &crate::words::Hit) -> Option<(usize, usize)> {
    let f = &page.folded;
    let line = page.line(hit.start);
    let last = line.end.saturating_sub(1);
    let asks = f.unit(last as usize) == 0x3F
        || ["죠", "나요", "까요", "지요", "어요", "세요", "줘요"].iter().any(|w| f.ends_with(line.end as usize, w));
    if line.end > hit.end + ASKED || line.end <= hit.end || !asks {
        return None;
    }
    let next = page.line((line.end + 1).min(f.len().saturating_sub(1) as u32));
    (next.start > line.start).then_some((next.start as usize, next.end as usize))
}

/// How far into the answer the numbers of people are looked for.
const ANSWER: usize = 48;

/// The numbers in the answer to a question for one: `학번은요?⏎교무: 김가람은 3 0 3 2 7, 나한솔은 삼공삼이팔`.
fn numbered(page: &Page, hit: &crate::words::Hit, kind: Kind, new: &mut Sink) {
    let f = &page.folded;
    let Some((start, stop)) = asked(page, hit) else { return };
    let fits = |s: &Signs| s.lists == 0 && s.digits(s.len()) && (4..=10).contains(&s.len());
    let mut i = start;
    while i < stop.min(start + ANSWER) {
        let at = FoldSpan::new(i, stop);
        let read = if page.begins(i) { page.loose(at, false, false, &fits) } else { None };
        let Some(span) = read.filter(|s| !page.counts(s.end) && !page.is_date(*s) && page.clear_right(s.end)) else {
            i += 1;
            continue;
        };
        // 02:15 현장: the time of a line.
        if f.unit(span.end as usize) != 0x3A && !span.range().any(|k| matches!(f.unit(k), 0x3A | 0x2F)) {
            let (rule, why) = match kind {
                Kind::StudentNo => ("student_no/answer", "학번이나 수험번호를 묻는 말에 답한 번호입니다."),
                _ => ("employee_no/answer", "직원의 번호를 묻는 말에 답한 번호입니다."),
            };
            new.push(Candidate::new(kind, span, Verdict::Plausible, FAIR, rule, why));
        }
        i = (span.end as usize).max(i + 1);
    }
}

/// The answers to questions for a secret or an account: `비번은?⏎창구: Qw7#hs9 예요`.
fn answers(page: &Page, new: &mut Sink) {
    let f = &page.folded;
    for hit in &page.hits {
        if let Some(&kind) = [Kind::StudentNo, Kind::EmployeeNo].iter().find(|&&k| hit.labels(k)) {
            numbered(page, hit, kind, new);
            continue;
        }
        let kind = match (hit.labels(Kind::Credential), hit.labels(Kind::AccountId)) {
            (true, _) => Kind::Credential,
            (_, true) => Kind::AccountId,
            _ => continue,
        };
        let Some((start, stop)) = asked(page, hit) else { continue };
        // Behind the speaker and a word of assent.
        let said = (start..stop.min(start + SPEAKER)).rev().find(|&i| f.unit(i) == 0x3A && f.unit(i + 1) == 0x20);
        let mut from = said.map_or(start, |i| i + 2);
        if let Some(word) = ["네 ", "넵 ", "넹 ", "예 ", "네, ", "예, ", "아 "].iter().find(|w| f.starts_with(from, w))
        {
            from += word.chars().count();
        }
        let mut end = from;
        while end < stop && sign(page, end) && f.class(end) != Class::Hangul {
            end += 1;
        }
        while end > from && f.unit(end - 1) == 0x2E {
            end -= 1;
        }
        let of = |class: Class| (from..end).filter(|&i| f.class(i) == class).count();
        let (latin, digits) = (of(Class::Latin), of(Class::Digit));
        let own = match kind {
            Kind::Credential => digits > 0 && (latin >= 2 || digits == end - from && digits >= 4),
            _ => latin >= 3 && (digits > 0 || (from..end).any(|i| f.unit(i) == 0x5F)),
        };
        let at = FoldSpan::new(from, end);
        if !(4..=24).contains(&at.len())
            || !own
            || page.counts(at.end)
            || page.is_date(at)
            || f.class(end) == Class::Blank
        {
            continue;
        }
        let (rule, why) = match kind {
            Kind::Credential => ("credential/answer", "비밀번호를 묻는 말에 답한 값입니다. 바로 바꾸는 것이 좋습니다."),
            _ => ("account_id/answer", "계정을 묻는 말에 답한 이름입니다."),
        };
        new.push(Candidate::new(kind, at, Verdict::Plausible, FAIR, rule, why));
    }
}
