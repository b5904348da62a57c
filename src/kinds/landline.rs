//! 유선전화·팩스번호 (landline or fax number).
//!
//! An area code (02, 031–064), 070, 080, 060 or 030X and seven or eight digits; beside a label or in brackets behind an official also the
//! local part alone. A number of a public office stays, as does a common number (15XX, 16XX, 18XX) and an extension; a person's or a
//! company's is masked. Who holds it is read from what stands around it (`holder.rs`).

use crate::kind::{Action, Kind};
use crate::kinds::beside;
use crate::kinds::holder::{self, Holder};
use crate::kinds::phone::{self, Fit, Sort};
use crate::page::{Gap, Gaps, Numbers, Page, Place};
use crate::rule::{always, Form, CERTAIN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Score, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 15 }, digits)),
    spoken: true,
    word: Some(extension),
    partial: |value| {
        let digits = value.chars().filter(|&c| crate::style::cover(c).is_some()).count();
        crate::style::keep(value, |i, _| i < digits.saturating_sub(8).max(2) || i + 4 >= digits)
    },
    form: Some(Form {
        fits: |s| phone::sort(s) == Some(Sort::Land),
        strong: always,
        letters: false,
        worded: None,
        push: |page, span, near, sink| {
            let (verdict, score) = beside::sure(near);
            decide(page, span, verdict, score, sink);
        },
    }),
    ..Spec::new(Kind::Landline)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "지역번호·070·080으로 시작하는 전화와 팩스 번호입니다. 관공서·담당 부서의 번호와 대표번호는 그대로 두고, 개인이나 업체의 번호는 가립니다.",
    examples: EXAMPLES,
};

fn digits(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(first) = numbers.groups.get(group) else { return };
    match crate::page::numerals::spoken_digit(page.folded.unit(first.start as usize)) {
        Some(0) => whole(page, numbers, group, sink),
        Some(8) if page.folded.unit_before(first.start as usize) == 0x2B => whole(page, numbers, group, sink),
        _ => {}
    }
    if first.reach >= 7 && matches!(first.len(), 3 | 4) && page.folded.class(first.start as usize) == Class::Digit {
        local(page, numbers, group, sink);
    }
}

fn whole(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let Some(found) = phone::read(page, numbers, group).filter(|p| p.sort == Sort::Land) else { return };
    let labels = page.labels(found.span);
    let own = labels.of(Kind::Landline);
    let sign = phone::sign(page, found.span.start, 3);
    if labels.of(Kind::BankAccount).is_some_and(|a| a <= Place::Row) && own.is_none() {
        return;
    }
    let (verdict, score) = match found.fit {
        Fit::Cut => (Verdict::Proven, CERTAIN),
        _ if own.is_some() || sign => (Verdict::Proven, CERTAIN),
        Fit::Spaced | Fit::Run if !labels.refute(Kind::Landline) && holder::of(page, found.span) == Holder::Office => (Verdict::Plausible, LIKELY),
        // Figures that stand side by side in a table are no number: 0 | 100 | 300 | 1.
        Fit::Spaced if !labels.refute(Kind::Landline) && found.span.len() >= 11 && !crosses(page, found.span) => {
            (Verdict::Weak, FAIR)
        }
        _ => return,
    };
    // 문서번호 031-2026-0001: a code of another kind that looks like it.
    if found.fit == Fit::Cut && own.is_none() && !sign && labels.refute(Kind::Landline) {
        return;
    }
    decide(page, found.span, verdict, score, sink);
}

/// Whether something goes on from one cell or line to the next.
fn crosses(page: &Page, span: FoldSpan) -> bool {
    span.range().any(|i| matches!(page.folded.class(i), Class::Tab | Class::Newline))
}

/// Keeps an office's number, masks another's.
fn decide(page: &Page, span: FoldSpan, verdict: Verdict, score: Score, sink: &mut Sink) {
    let (action, rule, why) = match holder::of(page, span) {
        Holder::Office => (Action::Keep, "landline/office", "관공서나 담당 부서의 전화번호이므로 그대로 둡니다."),
        Holder::Person => (Action::Mask, "landline/person", "개인의 전화번호입니다."),
        Holder::Company => (Action::Mask, "landline/company", "업체나 그 담당자의 전화번호입니다."),
        Holder::Unknown => (Action::Mask, "landline/number", "누구의 것인지 알 수 없는 전화번호입니다. 관공서의 번호이면 그대로 두십시오."),
    };
    sink.push(Candidate::new(Kind::Landline, span, verdict, score, rule, why).action(action));
}

/// Prefixes of common numbers (대표번호) that are in use.
const COMMON: [u32; 32] = [
    1511, 1522, 1533, 1544, 1551, 1555, 1566, 1577, 1588, 1599, 1600, 1611, 1622, 1633, 1644, 1655, 1660, 1661, 1666, 1668, 1670, 1677, 1688, 1699, 1800, 1811, 1833, 1844, 1855, 1866,
    1877, 1899,
];

/// Seven or eight digits without an area code.
fn local(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let plain = Gaps::PLAIN.with(Gap::Dot).with(Gap::Paren);
    let Some(taken) = numbers.take(&page.folded, group, 8, plain).or_else(|| numbers.take(&page.folded, group, 7, plain)) else { return };
    if !matches!(taken.layout(), [4, 4] | [3, 4]) || !phone::open_left(page, taken.span.start) || !phone::open_right(page, taken.span.end) {
        return;
    }
    let front = taken.number(0, usize::from(taken.layout()[0]));
    let back = taken.number(usize::from(taken.layout()[0]), taken.digits().len());
    let labels = page.labels(taken.span);
    let sign = phone::sign(page, taken.span.start, 3);
    let own = labels.of(Kind::Landline).filter(|&p| p <= Place::Column);
    let hyphen = taken.gaps.within(Gaps(Gap::Hyphen as u16));
    if COMMON.contains(&front) && hyphen && (own.is_some() || sign || !(1400..=2200).contains(&back)) && !labels.refute(Kind::Landline) {
        let why = "기관이나 업체의 대표번호이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::Landline, taken.span, Verdict::Plausible, LIKELY, "landline/common", why).action(Action::Keep));
        return;
    }
    if labels.refute(Kind::Landline) {
        return;
    }
    let dated = (1900..=2100).contains(&front) && taken.layout()[0] == 4;
    if sign || own == Some(Place::Near) || own.is_some() && (hyphen || taken.gaps.has(Gap::Space)) {
        if dated && !sign && own != Some(Place::Near) {
            return;
        }
        decide(page, taken.span, Verdict::Plausible, LIKELY, sink);
    } else if bracketed(page, taken.span) && hyphen && !dated && holder::of(page, taken.span) == Holder::Office {
        decide(page, taken.span, Verdict::Weak, FAIR, sink);
    }
}

/// Whether a pair of brackets holds the span and nothing else.
fn bracketed(page: &Page, span: FoldSpan) -> bool {
    page.folded.unit_before(span.start as usize) == 0x28 && page.folded.unit(span.end as usize) == 0x29
}

/// `내선 123`: an extension of an office.
fn extension(page: &Page, hit: &Hit, sink: &mut Sink) {
    if !page.folded.starts_with(hit.start as usize, "내선") && !page.folded.starts_with(hit.start as usize, "구내") {
        return;
    }
    let from = page.numbers.index(hit.end);
    if let Some(group) = page.numbers.groups.get(from)
        && matches!(group.len(), 3..=5)
        && group.start <= hit.end + 5
        && phone::open_right(page, group.end)
    {
        let span = FoldSpan { start: group.start, end: group.end };
        let why = "내선번호이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::Landline, span, Verdict::Weak, FAIR, "landline/extension", why).action(Action::Keep));
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("담당 교통행정과 이가온 주무관(☎ [[landline!keep|041-000-1234]])"),
    Example::Finds("신청인 자택 전화 [[landline|031)000-1234]]로"),
    Example::Finds("전화번호는[[landline|０２－００００－１２３４]]입니다"),
    Example::Finds("대표전화 [[landline!keep|1588-0000]]"),
    Example::Passes("사업기간 2025-2026"),
    Example::Passes("예산과목 201-0100"),
    Example::Passes("문서번호 031-2026-0001"),
];
