//! 전자우편 주소 (e-mail address).
//!
//! A local part, `@`, a domain with a top-level name (RFC 5321 in its practical part). Also written with 골뱅이, (at), [@] and with 점, (dot),
//! [.] to hide it from machines. A mailbox at a government domain (go.kr, korea.kr) of an office or of an official on duty stays.

use crate::kind::{Action, Kind};
use crate::kinds::holder::{self, Holder};
use crate::page::{Page, Place};
use crate::rule::{CERTAIN, EVEN, LIKELY, Candidate, Example, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    marks: &[(0x40, at_mark), (0xC573, at_syllable), (0xC5E3, at_syllable)],
    listed: Some((List::AtSigns, at_word)),
    partial,
    ..Spec::new(Kind::Email)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "전자우편 주소입니다. 골뱅이나 (at)으로 적은 것도 찾습니다. 관공서 도메인(go.kr, korea.kr)의 직무용 주소는 그대로 둡니다.",
    examples: EXAMPLES,
};

/// `ab***@domain.kr`.
fn partial(value: &str) -> String {
    let local = value.chars().take_while(|&c| c != '@' && c != '＠' && !('가'..='힣').contains(&c) && c != '(' && c != '[');
    let n = local.filter(|&c| crate::style::cover(c).is_some()).count();
    let shown = if n > 2 { 2 } else { 1 };
    crate::style::keep(value, |i, _| i < shown || i >= n)
}

fn at_mark(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let i = at as usize;
    let bracket = matches!((f.unit_before(i), f.unit(i + 1)), (0x5B, 0x5D) | (0x28, 0x29) | (0x3C, 0x3E));
    // [@] and (@) are words of their own list.
    if bracket {
        return;
    }
    address(page, i, i + 1, 1, sink);
}

/// `garam 앳 example 점 kr`: 앳 or 엣 between a name and a domain in Latin letters.
fn at_syllable(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let i = at as usize;
    let space = |k: usize| usize::from(f.unit(k) == 0x20);
    let before = i - usize::from(f.class_before(i) == Class::Space);
    let named = matches!(f.class_before(before), Class::Latin | Class::Digit);
    if named && f.class(i + 1 + space(i + 1)) == Class::Latin {
        address(page, i, i + 1, 1, sink);
    }
}

fn at_word(page: &Page, hit: &Hit, sink: &mut Sink) {
    address(page, hit.start as usize, hit.end as usize, 2, sink);
}

/// The longest local part (RFC 5321 §4.5.3.1.1).
const LOCAL: usize = 64;

/// Reads an address around the sign that takes `sign_start..sign_end`, with at most `spaces` spaces beside it.
fn address(page: &Page, sign_start: usize, sign_end: usize, spaces: usize, sink: &mut Sink) {
    let f = &page.folded;
    let mut end = sign_start;
    while sign_start - end < spaces && f.unit_before(end) == 0x20 {
        end -= 1;
    }
    let mut start = end;
    let mut blank = false;
    while start > 0 && end - start < LOCAL && is_local(page, start - 1) {
        start -= 1;
        blank |= f.class(start) == Class::Blank;
    }
    // garam 점 kim 골뱅이 …
    let worded = sign_end - sign_start > 1;
    start = said_local(page, start, end, worded);
    while let Some(further) = more(page, start) {
        // Beside a plain @ only what is glued, or a dot with spaces on both sides.
        if !worded && f.unit_before(start) == 0x20 && !f.ends_with(start, " . ") {
            break;
        }
        start = further;
    }
    while start < end && matches!(f.unit(start), 0x2E | 0x2D | 0x2B | 0x25 | 0x5F) && f.class(start) == Class::Punct && f.unit(start) != 0x5F {
        start += 1;
    }
    if start == end || f.ends_with(start, "://") {
        return;
    }
    let mut from = sign_end;
    while from - sign_end < spaces && f.unit(from) == 0x20 {
        from += 1;
    }
    if f.class(from) == Class::Newline && f.class(from + 1) == Class::Latin {
        from += 1;
    }
    let apart = end != sign_start || from != sign_end && f.class(from - 1) == Class::Space;
    let Some(domain) = domain(page, from) else {
        let span = FoldSpan::new(start, from);
        bare(page, span, from, blank, sink);
        return;
    };
    blank |= domain.blank;
    let span = FoldSpan::new(start, domain.end);
    if blank {
        let why = "이미 가린 전자우편 주소이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::Email, span, Verdict::Weak, EVEN, "email/masked", why).action(Action::Keep));
        return;
    }
    if apart && domain.dots == 0 {
        return;
    }
    if domain.public && !private(page, span) {
        let why = "관공서 도메인의 직무용 전자우편 주소이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::Email, span, Verdict::Proven, CERTAIN, "email/office", why).action(Action::Keep));
        return;
    }
    sink.push(Candidate::new(Kind::Email, span, Verdict::Proven, CERTAIN, "email/address", "전자우편 주소입니다."));
}

/// Whether a mailbox at a government's domain is said to be somebody's own: 본인 메일, 신청인 김가람(…). Who writes to whom, or stands further away in the line,
/// tells nothing: such a mailbox is used on duty.
fn private(page: &Page, span: FoldSpan) -> bool {
    let from = page.line(span.start).start.max(span.start.saturating_sub(14));
    let near = FoldSpan { start: from, end: span.start };
    holder::of(page, span) == Holder::Person
        && page.hits_in(near).any(|h| h.has(List::Holders, attr::HOLDERS_PERSON) && !page.folded.starts_with(h.start as usize, "받는"))
}

/// Where a local part begins that is said in part, `pian_점_오삼@` or `마도란점이공 골뱅이`: in its own word, of numerals, names of letters and marks; before
/// a sign in words any syllables.
fn said_local(page: &Page, start: usize, end: usize, worded: bool) -> usize {
    let f = &page.folded;
    let mut from = start;
    while from > 0 && end - from < 24 && (is_local(page, from - 1) || f.class(from - 1) == Class::Hangul) {
        from -= 1;
        // A label is no part of the name.
        if page.hits_before(from as u32 + 1).next().is_some_and(|h| h.end as usize == from + 1 && (h.is(List::Labels) || h.is(List::OtherLabels))) {
            from += 1;
            break;
        }
    }
    let syllables = (from..start).filter(|&i| f.class(i) == Class::Hangul).count();
    if from == start || syllables == 0 {
        return start;
    }
    let latin = (from..end).any(|i| f.class(i) == Class::Latin);
    // Particles and verbs before a plain address are no part of it.
    let (mut i, mut marks) = (from, 0);
    while i < start {
        let said = page.letter(i).or_else(|| page.numeral(i).map(|(_, _, width)| width));
        let word = ["밑줄", "언더바", "점", "닷", "쩜", "하이픈", "대시"].iter().find(|w| f.starts_with(i, w)).map(|w| w.chars().count());
        marks += usize::from(word.is_some());
        match word.or(said) {
            Some(width) => i += width,
            None if is_local(page, i) => i += 1,
            None => break,
        }
    }
    let spelled = i >= start && (latin || marks > 0 || worded);
    let free = worded && !latin && start == end && (2..=12).contains(&syllables);
    if spelled || free { from } else { start }
}

/// Where the local part begins when a dot in words stands before `start`.
fn more(page: &Page, start: usize) -> Option<usize> {
    let f = &page.folded;
    let mut i = start;
    if f.unit_before(i) == 0x20 {
        i -= 1;
    }
    if f.ends_with(start, " . ") {
        let end = start - 3;
        let mut i = end;
        while i > 0 && end - i < LOCAL && is_local(page, i - 1) {
            i -= 1;
        }
        return (i < end).then_some(i);
    }
    let word = ["[점]", "(점)", "(쩜)", "점", "닷", "쩜", "(dot)", "[dot]", "[.]", "(.)"].into_iter().find(|w| f.ends_with(i, w))?;
    i -= word.chars().count();
    if f.unit_before(i) == 0x20 {
        i -= 1;
    }
    let end = i;
    while i > 0 && end - i < LOCAL && is_local(page, i - 1) {
        i -= 1;
    }
    (i < end).then_some(i)
}

/// `id@naver` beside a label: a domain without its top-level name.
fn bare(page: &Page, head: FoldSpan, from: usize, blank: bool, sink: &mut Sink) {
    let f = &page.folded;
    let mut end = from;
    while end < from + 24 && matches!(f.class(end), Class::Latin | Class::Digit) {
        end += 1;
    }
    let span = FoldSpan { start: head.start, end: end as u32 };
    if blank || end < from + 2 || page.labelled(span, Kind::Email).is_none_or(|p| p > Place::Column) {
        return;
    }
    sink.push(Candidate::new(Kind::Email, span, Verdict::Plausible, LIKELY, "email/bare", "전자우편 표시 곁에 있는 주소입니다."));
}

fn is_local(page: &Page, i: usize) -> bool {
    match page.folded.class(i) {
        Class::Latin | Class::Digit | Class::Blank => true,
        Class::Punct => matches!(page.folded.unit(i), 0x2E | 0x5F | 0x25 | 0x2B | 0x2D),
        _ => false,
    }
}

/// A domain as read.
struct Domain {
    end: usize,
    dots: u32,
    public: bool,
    blank: bool,
}

/// Reads a domain with at least one dot and a top-level name of letters.
fn domain(page: &Page, from: usize) -> Option<Domain> {
    let f = &page.folded;
    let (mut i, mut dots, mut blank, mut torn) = (from, 0, false, false);
    let mut good = None;
    loop {
        let label = i;
        let mut letters = true;
        while matches!(f.class(i), Class::Latin | Class::Digit | Class::Blank) || f.unit(i) == 0x2D && i > label {
            letters &= f.class(i) == Class::Latin || f.class(i) == Class::Blank;
            blank |= f.class(i) == Class::Blank;
            i += 1;
            if i - from > 120 {
                return None;
            }
        }
        if i == label && f.class(i) == Class::Hangul {
            // A Korean name before a dot: 가람.kr, 가람.한국.
            if dots > 0 && f.starts_with(i, "한국") {
                i += 2;
            } else {
                while f.class(i) == Class::Hangul && i - label < 12 && dot(page, i) == 0 {
                    i += 1;
                }
                if f.unit(i) != 0x2E {
                    break;
                }
                letters = false;
            }
        }
        if i == label {
            break;
        }
        // A line break inside the domain, where the address cannot end yet.
        if f.class(i) == Class::Newline && f.class(i + 1) == Class::Latin && !torn && (dots == 0 || letters && i - label == 1) {
            torn = true;
            let mut k = i + 1;
            while matches!(f.class(k), Class::Latin | Class::Digit) && k - i < 40 {
                k += 1;
            }
            if dots > 0 || dot(page, k) > 0 {
                i = k;
            }
        }
        let mut tail = i;
        while tail > label && f.unit(tail - 1) == 0x2D {
            tail -= 1;
        }
        if dots > 0 && letters && tail - label >= 2 {
            good = Some((tail, dots));
        }
        // example닷컴
        if f.starts_with(i, "닷컴") || f.starts_with(i, "점컴") {
            good = Some((i + 2, dots + 1));
            break;
        }
        let step = dot(page, i);
        if step == 0 || i - from > 120 {
            break;
        }
        i += step;
        dots += 1;
    }
    let (end, dots) = good?;
    let public = letters_end(page, from, end, "gokr") || letters_end(page, from, end, "koreakr");
    Some(Domain { end, dots, public, blank })
}

/// Whether the letters of `from..end` end in `word`, dots of any writing passed over, and nothing but a dot or the sign stands before it.
fn letters_end(page: &Page, from: usize, end: usize, word: &str) -> bool {
    let f = &page.folded;
    let mut i = end;
    for &want in word.as_bytes().iter().rev() {
        while i > from && f.class(i - 1) != Class::Latin {
            i -= 1;
        }
        if i == from || u32::from(f.unit(i - 1)) | 0x20 != u32::from(want) {
            return false;
        }
        i -= 1;
    }
    i == from || !matches!(f.class(i - 1), Class::Latin | Class::Digit) && f.unit(i - 1) != 0x2D
}

/// Whether the end of a domain begins at `i`, perhaps with one name more, and nothing of its word follows: com, co.kr, example.com.
fn topmost(page: &Page, i: usize) -> bool {
    const NAMES: [&str; 10] = ["com", "net", "org", "kr", "co.kr", "or.kr", "go.kr", "ac.kr", "re.kr", "ne.kr"];
    let f = &page.folded;
    let last = |i: usize| NAMES.iter().any(|name| f.starts_with(i, name) && !matches!(f.class(i + name.len()), Class::Latin | Class::Digit));
    // .example.com
    let mut end = i;
    while end < i + 24 && matches!(f.class(end), Class::Latin | Class::Digit) {
        end += 1;
    }
    last(i) || end > i && f.unit(end) == 0x2E && last(end + 1)
}

/// How long the dot at `i` is, also in words: `.`, `[.]`, `(dot)`, 점.
fn dot(page: &Page, i: usize) -> usize {
    let f = &page.folded;
    let starts = |k: usize| matches!(f.class(k), Class::Latin | Class::Hangul | Class::Blank) || f.class(k) == Class::Digit;
    let mut k = i;
    let space = f.unit(k) == 0x20;
    if f.starts_with(k, " . ") && f.class(k + 3) == Class::Latin {
        return 3;
    }
    // example .com, mail⏎.example.com: the last names of a domain, and no word that begins a sentence.
    if matches!(f.class(k), Class::Space | Class::Newline) && f.unit(k + 1) == 0x2E && topmost(page, k + 2) {
        return 2;
    }
    if space {
        k += 1;
    }
    for (word, spaced) in [(".", false), ("[.]", true), ("(.)", true), ("(dot)", true), ("[dot]", true), ("dot", true), ("점", true), ("닷", true), ("쩜", true), ("[점]", true), ("(점)", true), ("(쩜)", true), ("[쩜]", true), ("( 점 )", true), ("[ 점 ]", true), ("( dot )", true), ("[ dot ]", true), ("{dot}", true), ("{점}", true), ("(닷)", true), ("[닷]", true), ("_dot_", false), ("(_dot_)", true)] {
        let n = word.chars().count();
        if !f.starts_with(k, word) || (space && !spaced) || (word == "dot" && !space) {
            continue;
        }
        let mut after = k + n;
        if spaced && f.unit(after) == 0x20 {
            after += 1;
        }
        let latin = f.class(after) == Class::Latin || word == "." && starts(after);
        if latin {
            return after - i;
        }
    }
    0
}

const EXAMPLES: &[Example] = &[
    Example::Finds("전자우편 [[email|garam.kim@example.com]]으로"),
    Example::Finds("메일은[[email|ｇａｒａｍ＠ｅｘａｍｐｌｅ．ｃｏｍ]]입니다"),
    Example::Finds("[[email|garam골뱅이example점com]]"),
    Example::Finds("[[email|garam (at) example (dot) com]]"),
    Example::Finds("담당 [[email!keep|garam@city.example.go.kr]]"),
    Example::Finds("민원인 김가람 [[email|garam@korea.kr]]"),
    Example::Passes("@김가람 주무관 확인"),
    Example::Passes("package@1.2.3"),
    Example::Passes("골뱅이 무침 안주"),
];
