//! A telephone number follows the one it stands behind: `담임 박다솜 031-000-1234` beside a mother's mobile.
//!
//! `kinds/holder.rs` reads the words around a number before anybody's role is known. Here the roles are known: where the nearest name before a
//! number is that of an official on duty, the number is the office's. Never the other way round: what words call an office's stays.

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::page::cells::Cut;
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

/// How far before a number the name may stand, in folded units.
const NEAR: u32 = 20;

/// Keeps the landlines of officials on duty; candidates are sorted by start.
pub fn assign(page: &Page, found: &mut [Candidate]) {
    for i in 0..found.len() {
        let (before, rest) = found.split_at_mut(i);
        let Some(number) = rest
            .first_mut()
            .filter(|c| c.kind == Kind::Landline && c.action == Action::Mask && c.rule != "landline/company")
        else {
            continue;
        };
        if official(page, before, number) {
            number.action = Action::Keep;
            number.rule = "landline/office";
            number.why = "담당 공무원의 이름 곁에 적은 사무실 전화번호이므로 그대로 둡니다.".into();
        }
    }
}

/// Whether the nearest of the candidates before a number is an official's name, shortly before it in its line with no other number between.
fn official(page: &Page, before: &[Candidate], number: &Candidate) -> bool {
    let line = page.line(number.span.start);
    if line.cut != Cut::Whole {
        return false;
    }
    let Some(c) = before.last().filter(|c| c.kind == Kind::PersonName && c.span.start >= line.start) else {
        return false;
    };
    let gap = FoldSpan { start: c.span.end, end: number.span.start };
    let private = page
        .hits_in(gap)
        .any(|h| h.has(List::Holders, attr::HOLDERS_PERSON) || h.has(List::Holders, attr::HOLDERS_COMPANY));
    let digits = gap.range().any(|i| page.folded.class(i) == Class::Digit);
    c.action == Action::Keep && !private && !digits && gap.end - gap.start <= NEAR
}
