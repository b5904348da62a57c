//! Accounts without a label of their own: in a draft that speaks of accounts, a number cut like one in the row or record of a private person
//! (`3/ 모세린/ 000-0000-01-234`, `봉솔아⏎솔새로 9012⏎000-00-001234`).

use crate::kind::{Action, Kind};
use crate::page::cells::Cut;
use crate::page::{Gap, Gaps, Page};
use crate::rule::{Candidate, FAIR, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};
use crate::words::List;

/// How far behind its bearer's name a number of a record may stand, in folded units, and in how many lines.
const NEAR: u32 = 120;
const LINES: usize = 7;
/// The fewest and the most digits of an account.
const DIGITS: std::ops::RangeInclusive<usize> = 10..=14;

/// What draws money, where no account is named.
static DRAWS: Phrases<4> = Phrases::new(["통장", "이체", "입금", "송금"]);

/// Pushes the accounts in the rows and records of the persons among the candidates.
pub fn collect(page: &Page, sink: &mut Sink) {
    let found = sink.len();
    let private = |c: &Candidate| c.kind == Kind::PersonName && c.action == Action::Mask;
    if !sink.iter().any(private) || !speaks(page) {
        return;
    }
    let mut behind = 0;
    for (group, first) in page.numbers.groups.iter().enumerate() {
        if first.start < behind || first.reach < 10 || !page.clear_left(first.start) {
            continue;
        }
        let Some(at) = shaped(page, group) else { continue };
        behind = at.end;
        let next = sink[..found].partition_point(|c| c.span.start < at.end);
        let free = sink[..found].iter().take(next).rev().take(4).all(|c| !c.span.overlaps(at));
        let bearer = sink[..found]
            .iter()
            .take(next)
            .rev()
            .take_while(|c| c.span.start + NEAR > at.start)
            .find(|c| c.kind == Kind::PersonName);
        if free
            && bearer.is_some_and(|c| private(c) && row(page, c.span, at))
            && !page.owned_by_other(at, Kind::BankAccount)
        {
            let why = "개인의 이름과 함께 적은 계좌번호로 보입니다.";
            sink.push(Candidate::new(Kind::BankAccount, at, Verdict::Weak, FAIR, "bank_account/row", why));
        }
    }
}

/// Whether the draft names accounts or banks.
fn speaks(page: &Page) -> bool {
    let f = &page.folded;
    page.hits.iter().any(|h| h.labels(Kind::BankAccount) || h.is(List::Banks))
        || (0..f.len()).any(|i| f.class(i) == Class::Hangul && DRAWS.at(f, i).is_some())
}

/// A number cut like an account that begins with a group: hyphens between its parts, or the same other mark between three and more.
fn shaped(page: &Page, group: usize) -> Option<FoldSpan> {
    let f = &page.folded;
    for gap in [Gap::Hyphen, Gap::Space, Gap::Dot, Gap::Slash, Gap::MiddleDot, Gap::Tilde] {
        let taken = DIGITS
            .rev()
            .find_map(|n| page.numbers.take(f, group, n, Gaps(gap as u16)).filter(|t| page.clear_right(t.span.end)));
        let Some(taken) = taken else { continue };
        let (layout, digits) = (taken.layout(), taken.digits());
        let parts = layout.len();
        if parts < if gap == Gap::Hyphen { 2 } else { 3 } {
            continue;
        }
        let unlike = match layout {
            // Business, resident and telephone numbers, a date with a running number.
            [3, 2, 5] | [6, 7] | [2 | 3, 3 | 4, 4] => true,
            [4, ..] => matches!(digits, [1, 9, ..] | [2, 0, ..]),
            // Ten years, amounts of three digits each.
            _ => layout.iter().all(|&l| l == 2) || gap == Gap::Space && layout.iter().all(|&l| l == 3),
        };
        let cut = layout.iter().all(|&l| l <= 9) && !(parts == 2 && layout.first() == Some(&1));
        return (!unlike && cut).then_some(taken.span);
    }
    None
}

/// Whether the number stands in the row of the name, or in a line of its own in the record below it.
fn row(page: &Page, name: FoldSpan, at: FoldSpan) -> bool {
    let (own, line) = (page.line_index(name.start), page.line(at.start));
    if line.cut != Cut::Whole {
        return false;
    }
    if page.line(name.start).start == line.start {
        return true;
    }
    let alone = line.start == at.start && line.end == at.end;
    alone && page.line_index(at.start) - own <= LINES
}
