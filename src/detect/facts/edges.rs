//! Where a fact told in words begins and ends: what stands beside the telling words in the same phrase but says nothing of the fact is taken
//! off again, `어머니가 [파킨슨병]`, `5월부터 3주마다 [항암]`, `[위암]으로 수술`.
//!
//! Not here: how far a phrase grows (`phrase.rs`, `reach.rs`, the tagger). What stands in a column or behind a label stays as it is.

use crate::kind::Kind;
use crate::page::Page;
use crate::span::FoldSpan;
use crate::text::Class;

use super::topic::{self, Strength, Topic};

/// How many words are looked at on either side.
const WORDS: usize = 8;

/// Whole words that lead to a fact: when, whose, and what was said before.
const LEADS: [&str; 27] = [
    "그",
    "님",
    "씨",
    "날",
    "달",
    "또",
    "이미",
    "다만",
    "모두",
    "평소",
    "지금",
    "현재",
    "올해",
    "지난",
    "지난달",
    "지난해",
    "작년",
    "최근",
    "무렵",
    "당일",
    "당시",
    "이후",
    "이번",
    "본인",
    "본인도",
    "자신도",
    "저도",
];
/// Endings of words that lead to an illness or an aid: since when, how it came about.
const BEFORE: [&str; 19] = [
    "부터",
    "마다",
    "인데",
    "는데",
    "하다",
    "하나",
    "으나",
    "지만",
    "이후",
    "무렵",
    "넘어져",
    "떨어져",
    "미끄러져",
    "무너져",
    "부딪쳐",
    "부딪혀",
    "걸려",
    "굴러",
    "당해",
];
/// Those who may have it.
const PEOPLE: [&str; 25] = [
    "어머니",
    "아버지",
    "남편",
    "아내",
    "아들",
    "딸",
    "할머니",
    "할아버지",
    "동생",
    "누나",
    "언니",
    "오빠",
    "형",
    "부인",
    "노모",
    "부친",
    "모친",
    "배우자",
    "부모",
    "시어머니",
    "장모",
    "본인",
    "자신",
    "따님",
    "나",
];
/// Particles behind them.
const OF: [&str; 8] = ["이", "가", "은", "는", "도", "께서", "께서는", "님이"];
/// What is done about an illness, behind 으로.
const CARE: [&str; 8] = ["치료", "요양", "병원", "수술", "다시", "손을", "휴직", "휴학"];
/// Last words that say what an office has or wants of an illness, an offence, an aid.
const AFTER: [&[&str]; 3] = [
    &["사실", "호소", "이송", "요청", "희망", "첨부", "제출", "예약"],
    &["사실", "예정", "병행", "문의"],
    &["신청", "자격"],
];

/// Calls `each` with the stretches of a fact that tell it; with the whole where none does.
pub(super) fn trim(page: &Page, kind: Kind, at: FoldSpan, mut each: impl FnMut(FoldSpan)) {
    let Some(at) = unmasked(page, kind, at) else { return };
    let Some(topic) = topic::ALL.iter().find(|t| t.kind == kind && topic::in_words(t)) else { return each(at) };
    let mut from = at.start;
    let mut found = false;
    for i in at.start..=at.end {
        if i == at.end || parts(page, at, i) && !within(page, topic, i) {
            let piece = FoldSpan { start: from, end: i };
            if i < at.end || found || from > at.start {
                if tells(page, topic, piece) {
                    found = true;
                    each(core(page, topic, piece));
                }
                from = i + 1;
            }
        }
    }
    if !found {
        let whole = from == at.start && tells(page, topic, at);
        each(if whole { core(page, topic, at) } else { at });
    }
}

/// An amount told in words ends where something is masked already: 1,605,920번호****.
fn unmasked(page: &Page, kind: Kind, at: FoldSpan) -> Option<FoldSpan> {
    let blank = |i: u32| page.folded.class(i as usize) == Class::Blank;
    let masked = (at.start..at.end).find(|&i| kind == Kind::PersonalFinance && blank(i) && blank(i + 1));
    let end = masked.unwrap_or(at.end);
    (end > at.start).then_some(FoldSpan { start: at.start, end })
}

/// A stretch without what leads to its fact and what follows it. A belief is told with all its words.
fn core(page: &Page, topic: &Topic, at: FoldSpan) -> FoldSpan {
    let at = bare(page, at);
    let after = match topic.kind {
        Kind::SensitiveHealth => AFTER[0],
        Kind::SensitiveCriminal => AFTER[1],
        Kind::WelfareStatus => AFTER[2],
        _ => return at,
    };
    ends(page, topic, heads(page, topic, at), after)
}

/// Whether a word of the topic stands in a stretch.
fn tells(page: &Page, topic: &Topic, at: FoldSpan) -> bool {
    page.hits_in(at).any(|h| topic.strength(h).is_some_and(|s| s != Strength::Not && s != Strength::More))
}

/// Whether a word stands in a stretch that tells without help.
fn sure(page: &Page, topic: &Topic, at: FoldSpan) -> bool {
    page.hits_in(at).any(|h| matches!(topic.strength(h), Some(Strength::Sure | Strength::Near)))
}

/// Whether a word of the topic goes on across `at`.
fn within(page: &Page, topic: &Topic, at: u32) -> bool {
    page.hits_before(at + 1)
        .take_while(|h| h.start + 16 > at)
        .any(|h| h.start < at && h.end > at && topic.strength(h).is_some_and(|s| s != Strength::Not))
}

/// Whether the sign at `i` parts one matter from the next: ` / `, `;`, `→`, ` - `, the end of a sentence or a line, a label's colon.
fn parts(page: &Page, at: FoldSpan, i: u32) -> bool {
    let f = &page.folded;
    let (unit, before, next) = (f.unit(i as usize), f.unit_before(i as usize), f.unit(i as usize + 1));
    let mark = match unit {
        0x2F | 0x2D => before == 0x20 && next == 0x20,
        0x3B | 0x2192 => true,
        0x3A => f.class(i as usize + 1) != Class::Digit,
        0x2E => next == 0x20 && f.class(i as usize + 2) == Class::Hangul && f.class_before(i as usize) != Class::Digit,
        _ => matches!(f.class(i as usize), Class::Newline),
    };
    mark && i > at.start && {
        let open = (at.start..i).filter(|&k| f.unit(k as usize) == 0x28).count();
        open <= (at.start..i).filter(|&k| f.unit(k as usize) == 0x29).count()
    }
}

/// Without the spaces on both sides.
fn bare(page: &Page, at: FoldSpan) -> FoldSpan {
    let space = |i: u32| matches!(page.folded.class(i as usize), Class::Space | Class::Newline | Class::Tab);
    let (mut start, mut end) = (at.start, at.end);
    while start < end && space(start) {
        start += 1;
    }
    while end > start && space(end - 1) {
        end -= 1;
    }
    FoldSpan { start, end }
}

/// Without the words that lead to the fact, where none of them tells it and what is left does.
fn heads(page: &Page, topic: &Topic, at: FoldSpan) -> FoldSpan {
    let f = &page.folded;
    let mut start = at.start;
    let mut from = at.start;
    for _ in 0..WORDS {
        let Some(space) = (from..at.end).find(|&i| f.class(i as usize) == Class::Space) else { break };
        let (word, rest) = (FoldSpan { start: from, end: space }, FoldSpan { start: space + 1, end: at.end });
        if sure(page, topic, FoldSpan { start: at.start, end: space }) || !sure(page, topic, rest) {
            break;
        }
        if leads(page, topic, word) {
            start = space + 1;
        }
        from = space + 1;
    }
    bare(page, FoldSpan { start, end: at.end })
}

fn leads(page: &Page, topic: &Topic, word: FoldSpan) -> bool {
    let f = &page.folded;
    let (start, end) = (word.start as usize, word.end as usize);
    let is = |w: &str| f.starts_with(start, w) && w.chars().count() == end - start;
    let person = || {
        PEOPLE.iter().any(|w| {
            f.starts_with(start, w) && {
                let rest = start + w.chars().count();
                OF.iter().any(|p| f.starts_with(rest, p) && rest + p.chars().count() == end)
            }
        })
    };
    // 9월 낙상, 2일 골절.
    let day = || {
        matches!(f.unit_before(end), 0xC6D4 | 0xC77C)
            && end > start + 1
            && (start..end - 1).all(|i| f.class(i) == Class::Digit)
    };
    LEADS.iter().any(|w| is(w))
        || topic.kind != Kind::SensitiveCriminal
            && (is("중") || is("뒤") || person() || day() || BEFORE.iter().any(|w| f.ends_with(end, w)))
}

/// Without the words behind the fact that say what is done about it, where what is left tells it.
fn ends(page: &Page, topic: &Topic, at: FoldSpan, after: &[&str]) -> FoldSpan {
    let f = &page.folded;
    let mut end = at.end;
    // 위암으로 수술, 파킨슨병으로 치료 중: the illness alone.
    if topic.kind == Kind::SensitiveHealth {
        let care = (at.start + 2..at.end).find(|&i| {
            f.unit(i as usize) == 0x20
                && f.unit_before(i as usize) == 0xB85C
                && CARE.iter().any(|w| f.starts_with(i as usize + 1, w))
        });
        if let Some(i) = care {
            let full = u32::from(f.unit(i as usize - 2) == 0xC73C);
            let told = FoldSpan { start: at.start, end: i - 1 - full };
            if sure(page, topic, told) && !strong(page, topic, FoldSpan { start: i, end: at.end }) {
                end = told.end;
            }
        }
    }
    for _ in 0..2 {
        let Some(space) = (at.start..end).rev().find(|&i| f.class(i as usize) == Class::Space) else { break };
        let left = FoldSpan { start: at.start, end: space };
        if !after.iter().any(|w| f.starts_with(space as usize + 1, w) && space + 1 + w.chars().count() as u32 == end)
            || !sure(page, topic, left)
        {
            break;
        }
        end = space;
    }
    bare(page, FoldSpan { start: at.start, end })
}

fn strong(page: &Page, topic: &Topic, at: FoldSpan) -> bool {
    page.hits_in(at).any(|h| topic.strength(h) == Some(Strength::Sure))
}
