//! Phones follow their holder: what the words around a number leave open, the name beside it decides once its part is known.

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::rule::Candidate;
use crate::text::Class;
use crate::words::{List, attr};

/// How far before a number its holder's name may stand, in units.
const REACH: u32 = 48;

/// Keeps the office numbers of officials who stay.
pub(super) fn follow(page: &Page, candidates: &mut [Candidate]) {
    for i in 0..candidates.len() {
        let Some(phone) = candidates.get(i) else { continue };
        if phone.kind != Kind::Landline || phone.action != Action::Mask || phone.rule == "landline/company" {
            continue;
        }
        let at = phone.span.start;
        // The nearest name before the number.
        let holder = candidates
            .iter()
            .take(i)
            .rev()
            .take_while(|c| at.saturating_sub(c.span.end) <= REACH)
            .find(|c| c.kind == Kind::PersonName && c.span.end <= at);
        let stays = holder.is_some_and(|c| c.action == Action::Keep && is_beside(page, c.span.end, at));
        if stays && let Some(phone) = candidates.get_mut(i) {
            phone.action = Action::Keep;
            phone.rule = "landline/official";
            phone.why = "직무로 적힌 사람의 사무실 전화번호로 보이므로 그대로 둡니다.".into();
        }
    }
}

/// Whether a number belongs to the name that ends at `name`: in the same line or the next, with no word between them that says it is a private
/// person's.
fn is_beside(page: &Page, name: u32, number: u32) -> bool {
    let breaks = (name..number).filter(|&i| page.folded.class(i as usize) == Class::Newline).count();
    let private = page
        .hits_before(number)
        .take_while(|h| h.start + REACH >= number)
        .any(|h| h.start >= name && h.has(List::Holders, attr::HOLDERS_PERSON));
    breaks <= 1 && !private
}
