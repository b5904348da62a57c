//! Names whose letters tell nothing, behind a word that asks for a name and alone up to the end of their cell: 성명 랑 우 희, 신청자     먹하늘, 통역 에·르·덴.
//! Three syllables one by one are hardly ever written otherwise; a word stands here only where its end is the given name of many.
//!
//! Not here: what begins with a surname (`candidates.rs`, `spaced.rs`).

use super::Mention;
use super::features::{Feature, Features};
use super::spaced::counted_off;
use super::tables::{self, Syllable};
use super::tails::Tail;
use crate::kind::Kind;
use crate::page::Page;
use crate::text::{Class, Phrases, Syllables, is_hangul, seek};
use crate::words::{Hit, List};

/// What stands where a name is asked for and is none.
static NONE: Phrases<46> = Phrases::new([
    "본인",
    "대표",
    "대리",
    "없음",
    "있음",
    "생략",
    "미상",
    "불상",
    "불명",
    "상동",
    "동일",
    "기재",
    "서명",
    "날인",
    "확인",
    "개인",
    "법인",
    "단체",
    "비공개",
    "공개",
    "익명",
    "가명",
    "무기명",
    "직접",
    "의견",
    "주장",
    "전원",
    "전체",
    "모두",
    "해당",
    "기타",
    "명단",
    "정보",
    "현황",
    "별도",
    "별지",
    "별첨",
    "붙임",
    "상기",
    "아래",
    "추후",
    "미정",
    "공란",
    "위임",
    "부모",
    "가족",
]);

/// Words for a person that are no labels elsewhere.
static ASKED: Phrases<3> = Phrases::new(["주인", "대상", "상담"]);

/// Syllables that one by one count, join or lead.
static LEADS: Syllables = Syllables::of("및등외중명건개원인년월일시분각총제본동서남북여상하좌우대소");

/// Collects them.
pub(super) fn collect(page: &Page, out: &mut Vec<Mention>) {
    for hit in &page.hits {
        let form = hit.labels(Kind::PersonName);
        if form
            || hit.is(List::Persons)
            || hit.is(List::Roles) && ASKED.filling(&page.folded, hit.start as usize, hit.end as usize).is_some()
        {
            behind(page, hit.start as usize, hit.end as usize, form, out);
        }
    }
    // 받은 이, 맡긴 이: whoever did something.
    let units = page.folded.units();
    let mut i = 0;
    while let Some(at) = seek(units, i, |unit| unit == 0xC774) {
        i = at + 1;
        let whoever = page.folded.class_before(at) == Class::Space
            && at >= 2
            && matches!(
                page.folded.unit(at - 2),
                0xC740 | 0xB294 | 0xC628 | 0xD55C | 0xAE34 | 0xAC04 | 0xB09C | 0xC900 | 0xB4E0 | 0xC4F4
            )
            && !is_hangul(page.folded.unit(i));
        if whoever {
            behind(page, at, i, false, out);
        }
    }
}

/// What stands behind the label from `start` to `end`; `form`: a form's label.
fn behind(page: &Page, start: usize, end: usize, form: bool, out: &mut Vec<Mention>) {
    let folded = &page.folded;
    // 재신청인, 신청인은: part of another word.
    if is_hangul(folded.unit(end)) {
        return;
    }
    let mut at = end;
    // 이름(입양 뒤)
    if folded.unit(at) == 0x28 {
        match (at + 1..at + 12).find(|&i| folded.unit(i) == 0x29) {
            Some(close) => at = close + 1,
            None => return,
        }
    }
    let (mut spaces, mut marked, mut lines) = (0, false, 0);
    while at < end + 30 {
        match (folded.class(at), folded.unit(at)) {
            (Class::Space, _) => spaces += 1,
            (Class::Newline, _) if lines == 0 => lines = 1,
            (Class::Tab, _) | (_, 0x3A | 0x7C | 0x3D) => marked = true,
            _ => break,
        }
        at += 1;
    }
    if at == end || !is_hangul(folded.unit(at)) {
        return;
    }
    // A label that reaches over a line end fills its own line.
    let head = || {
        let own = (start.saturating_sub(14)..start).rev().take_while(|&i| folded.class(i) != Class::Newline);
        own.clone().count() < 14 && own.filter(|&i| is_hangul(folded.unit(i))).count() <= 6
    };
    if lines > 0 && !head() {
        return;
    }
    let set = marked || lines > 0 || spaces >= 2;
    let Some((stop, apart)) = letters(page, at) else { return };
    let n = (at..stop).filter(|&i| is_hangul(folded.unit(i))).count();
    if !closed(page, stop) || listed(page, at, stop, apart) || NONE.at(folded, at).is_some() {
        return;
    }
    let mut sounds = [0u16; 4];
    for (slot, i) in sounds.iter_mut().zip((at..stop).filter(|&i| is_hangul(folded.unit(i)))) {
        *slot = folded.unit(i);
    }
    let s = |k: usize| Syllable::of(sounds.get(k).copied().unwrap_or(0));
    let name = match apart {
        // 청 각 장 애, 시 스 템: words of forms stand apart too, in halves or whole.
        true => {
            let leads = (at..stop).filter(|&i| LEADS.has(folded.unit(i))).count();
            let halves = n == 4 && folded.unit(at + 1) == 0x20;
            let word = !form && tables::word3(s(0), s(1), s(2)) && folded.unit(stop) != 0x28;
            n >= 3 && leads + 1 < n && !halves && !word && !counted_off(sounds.get(..n.min(4)).unwrap_or(&[]))
        }
        // 먹하늘: a surname of few before a given name of many.
        false => form && set && n == 3 && !tables::is_surname(sounds[0]) && tables::shared(s(1), s(2)) > 0,
    };
    if !name {
        return;
    }
    let mut f = Features::default();
    f.on(Feature::AnnouncedToo);
    f.on(Feature::LabelColon);
    f.when(Feature::Spaced, apart);
    f.when(Feature::PartedEach, apart && folded.unit(at + 1) == 0x20);
    f.when(Feature::PartedMarked, apart && folded.unit(at + 1) != 0x20);
    f.when(Feature::Repeated, apart);
    out.push(Mention { introduced: true, ..Mention::new(at, stop, stop, Tail::None, f) });
}

/// The syllables at `at`: where they end, and whether they stand one by one with the same sign between them.
fn letters(page: &Page, at: usize) -> Option<(usize, bool)> {
    let folded = &page.folded;
    let run = (at..at + 5).take_while(|&i| is_hangul(folded.unit(i))).count();
    if run > 1 {
        return (run <= 4).then_some((at + run, false));
    }
    let sign = folded.unit(at + 1);
    if !matches!(sign, 0x20 | 0x5F | 0xB7 | 0x2D | 0x2E) {
        return None;
    }
    let most = if sign == 0x20 { 4 } else { 8 };
    let (mut end, mut n) = (at + 1, 1);
    while n <= most && folded.unit(end) == sign && is_hangul(folded.unit(end + 1)) && !is_hangul(folded.unit(end + 2)) {
        (end, n) = (end + 2, n + 1);
    }
    // 보 리 안 입니다: a word behind syllables that stand apart by spaces.
    (n <= most && (sign == 0x20 || folded.unit(end) != sign)).then_some((end, true))
}

/// Whether a name ends here: a mark, an edge, a digit, a wide gap, or a word of the lists.
fn closed(page: &Page, end: usize) -> bool {
    let folded = &page.folded;
    let next = end + usize::from(folded.unit(end) == 0x20);
    match folded.class(next) {
        Class::Newline | Class::Tab => true,
        Class::Digit => next > end,
        Class::Space => true,
        Class::Punct => matches!(folded.unit(next), 0x28 | 0x29 | 0x2C | 0x2F | 0x3B | 0x7C | 0x3A | 0x22 | 0x27),
        Class::Hangul if next > end => {
            page.hits_after(next as u32).take_while(|h| h.start as usize == next).any(speaks)
        }
        _ => end >= folded.len(),
    }
}

fn speaks(hit: &Hit) -> bool {
    [List::Titles, List::Labels, List::OtherLabels, List::Persons, List::Honorifics].iter().any(|&l| hit.is(l))
}

/// Whether a word of the lists fills the syllables, or begins a word that is written together: 전 화, 생년월일.
fn listed(page: &Page, at: usize, stop: usize, apart: bool) -> bool {
    let own = |h: &Hit| !apart || h.end as usize >= stop;
    page.hits_after(at as u32)
        .take_while(|h| h.start as usize == at)
        .any(|h| own(h) && (speaks(h) || h.is(List::Headers) || h.is(List::Roles)))
}
