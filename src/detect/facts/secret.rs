//! Trade secrets: the technical content of a passage that is said to be one (영업비밀, 노하우, 미공개 기술, 출원 전).

use crate::kind::Kind;
use crate::page::Page;
use crate::rule::{Candidate, FAIR, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

use super::phrase::whole;
use super::scene::Scene;

const WHY: &str = "외부에 알리지 않기로 한 업체의 기술·노하우 내용입니다.";
/// The longest passage, in folded units.
const LONG: u32 = 60;

/// Finds the technical passages of a draft that claims secrecy.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    let is = |h: &crate::words::Hit, a| h.has(List::FactSecret, a);
    let claimed = page.hits.iter().any(|h| is(h, attr::FACT_SECRET_CLAIM));
    if !claimed && !page.hits.iter().any(|h| is(h, attr::FACT_SECRET_FILED)) {
        return;
    }
    names(page, sink);
    for line in &page.lines {
        let colon = |h: &crate::words::Hit| {
            page.folded.unit(h.end as usize) == 0x3A || page.folded.unit(h.end as usize + 1) == 0x3A
        };
        let head = page
            .hits_in(line.span())
            .find(|h| claimed && is(h, attr::FACT_SECRET_HEAD) || is(h, attr::FACT_SECRET_NAME) && colon(h))
            .copied();
        let mut tech = page.hits_in(line.span()).filter(|h| is(h, attr::FACT_SECRET_TECH) && whole(page, h));
        let (first, last) = (tech.next().copied(), tech.last().copied());
        let claim = page.hits_in(line.span()).any(|h| is(h, attr::FACT_SECRET_CLAIM));
        let span = match (head, first) {
            (Some(head), _) if value(page, head.end, line.end).is_some() => value(page, head.end, line.end),
            (_, Some(first))
                if claimed
                    && (claim || last.is_some())
                    && exact(page, first.start, line.end)
                    && (scene.companies > 0 || figures(page, first.start, line.end)) =>
            {
                let last = last.unwrap_or(first);
                let said =
                    page.hits_in(line.span()).filter(|h| is(h, attr::FACT_SECRET_CLAIM) && h.end <= first.start).last();
                Some(clause(page, first.start, last.end, said.map_or(line.start, |h| h.end), line.end))
            }
            _ => None,
        };
        if let Some(span) = span.filter(|s| s.len() <= LONG as usize) {
            let (score, rule) =
                if head.is_some() { (FAIR, "trade_secret/head") } else { (FAIR, "trade_secret/passage") };
            sink.push(Candidate::new(Kind::TradeSecret, span, Verdict::Plausible, score, rule, WHY));
        }
    }
}

/// What an application that is not published yet is about: the cells of a column 명칭 beside a column of filing numbers, and the name in
/// quotes behind such a number.
fn names(page: &Page, sink: &mut Sink) {
    let f = &page.folded;
    let told = |h: &crate::words::Hit| {
        h.has(List::FactSecret, attr::FACT_SECRET_NAME) || h.has(List::FactSecret, attr::FACT_SECRET_COLUMN)
    };
    for cell in page.cells.iter().filter(|c| c.exact() && !c.is_label && c.end > c.start + 3 && c.end - c.start <= LONG)
    {
        let head = page.cells[cell.head_from as usize];
        let row = page.lines[head.line as usize].span();
        if page.hits_in(head.span()).any(told) && page.hits_in(row).any(|h| h.labels(Kind::PatentFiling)) {
            sink.push(Candidate::new(
                Kind::TradeSecret,
                cell.span(),
                Verdict::Plausible,
                FAIR,
                "trade_secret/name",
                WHY,
            ));
        }
    }
    for hit in page.hits.iter().filter(|h| h.labels(Kind::PatentFiling)) {
        let end = page.line(hit.start).end;
        let quote = |i: u32| matches!(f.unit(i as usize), 0x22 | 0x27 | 0x201C | 0x201D | 0x2018 | 0x2019);
        let Some(open) = (hit.end..end.min(hit.end + 40)).find(|&i| quote(i)) else { continue };
        let Some(shut) = (open + 1..end.min(open + LONG)).find(|&i| quote(i)) else { continue };
        if shut > open + 4 {
            sink.push(Candidate::new(
                Kind::TradeSecret,
                FoldSpan { start: open + 1, end: shut },
                Verdict::Plausible,
                FAIR,
                "trade_secret/name",
                WHY,
            ));
        }
    }
}

/// Whether a figure stands in what follows.
fn figures(page: &Page, from: u32, end: u32) -> bool {
    (from..end.min(from + 40)).any(|i| page.folded.class(i as usize) == Class::Digit)
}

/// Whether the passage is one content and not a rule: a figure stands in it, or it is short.
fn exact(page: &Page, from: u32, end: u32) -> bool {
    end - from <= 40 || figures(page, from, end)
}

/// What stands behind the head word, to the end of the clause.
fn value(page: &Page, from: u32, end: u32) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = from;
    while i < end && (f.class(i as usize) == Class::Space || f.unit(i as usize) == 0x3A) {
        i += 1;
    }
    if i == from || end <= i + 3 {
        return None;
    }
    let to = (i..end.min(i + LONG))
        .find(|&k| f.unit(k as usize) == 0x2E && f.class(k as usize + 1) != Class::Digit)
        .unwrap_or(end.min(i + LONG));
    let filled = (i..to).any(|k| matches!(f.class(k as usize), Class::Hangul | Class::Latin | Class::Digit));
    // 국가핵심기술 해당 여부 검토, 핵심기술 (대외비): a question, a mark.
    let mark = f.unit(i as usize) == 0x28 && (to - 1..=to).any(|k| f.unit(k as usize) == 0x29);
    let asked = mark || (i..to).any(|k| f.starts_with(k as usize, "여부"));
    (filled && !asked).then_some(FoldSpan { start: i, end: to })
}

/// The noun phrase around the technical words: from the last particle or mark before them to the last of them, with its bracket.
fn clause(page: &Page, first: u32, last: u32, from: u32, to: u32) -> FoldSpan {
    let f = &page.folded;
    let mut start = first;
    let floor = from.max(first.saturating_sub(20));
    while start > floor {
        let i = start as usize - 1;
        let mark = matches!(f.unit(i), 0x09 | 0x7C | 0x2C | 0x3A | 0x28 | 0x2E | 0x22 | 0x27);
        // … 노하우인, … 협약에 따라, … 의: what stands before is no content.
        let particle = f.class(i) == Class::Space
            && i > 0
            && matches!(f.unit(i - 1), 0xC740 | 0xB294 | 0xC774 | 0xAC00 | 0xC758 | 0xC778 | 0xB77C | 0xB85C);
        if mark || particle {
            break;
        }
        start -= 1;
    }
    while start < first && f.class(start as usize) == Class::Space {
        start += 1;
    }
    let mut end = last;
    if f.unit(end as usize) == 0x28 {
        end = (end..to.min(end + 24)).find(|&k| f.unit(k as usize) == 0x29).map_or(end, |k| k + 1);
    }
    FoldSpan { start, end }
}
