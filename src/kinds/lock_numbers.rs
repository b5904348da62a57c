//! Numbers of locks: said with their keys (`공일팔이 샵`), in a row of a list of doors, or as turns of a dial (`좌 4회 27, 우 3회 81`). Called from `credential.rs`.

use super::credential::{WHY, push};
use super::secret_value::secret;
use crate::page::{Page, Place, Signs, Value};
use crate::rule::{CERTAIN, Sink};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// Four to eight digits that are said.
pub(super) fn keyed(s: &Signs) -> bool {
    s.lists == 0 && s.spoken >= 4 && (4..=8).contains(&s.len()) && s.digits(s.len())
}

/// Behind the keys that are pressed after the digits: 공공칠칠 우물 정, 삼삼일팔에 별 두 번, 칠일공사✱.
pub(super) fn keys(page: &Page, end: usize) -> usize {
    const KEYS: [&str; 11] =
        ["\u{21B5}별", "우물 정자", "우물정자", "우물 정", "우물정", "별표", "별", "샵", "#", "*", "✱"];
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

/// In a list of doors and safes: the number of the row (`현관 도어락 | 1층 | 2580**`) stands under a head that says 번호.
pub(super) fn keyed_row(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let line = *page.line(hit.start);
    if line.last_cell < line.first_cell + 3 || line.header {
        return;
    }
    let start = hit.start as usize;
    let door = [
        "도어",
        "디지털",
        "금고",
        "이중금고",
        "번호키",
        "현관",
        "공동현관",
        "출입문",
        "무인경비",
        "전자자물쇠",
        "자물쇠",
        "잠금",
        "열쇠함",
    ]
    .iter()
    .any(|w| f.starts_with(start, w));
    if !door || page.cell(hit.start).start + 16 < hit.start {
        return;
    }
    for cell in &page.cells[line.cells()] {
        if !cell.exact() || cell.start <= hit.start {
            continue;
        }
        let head = page.cells[cell.head_from as usize];
        const HEADS: [&str; 9] =
            ["번호", "현재번호", "현재 번호", "설정번호", "변경번호", "비밀번호", "새 번호", "신규번호", "기존번호"];
        let says = HEADS.iter().any(|w| {
            f.starts_with(head.start as usize, w) && head.start as usize + w.chars().count() == head.end as usize
        });
        if says {
            secret(page, Value { span: cell.span(), place: Place::Column, marked: true }, true, sink);
        }
    }
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
            (
                _,
                0xC624 | 0xC73C | 0xB85C | 0xBC88 | 0xC804 | 0x20 | 0x2D | 0x2C | 0x3E | 0x2192 | 0xB7 | 0x28 | 0x29
                | 0x2F | 0x2E,
            ) => {}
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
