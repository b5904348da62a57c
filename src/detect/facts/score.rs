//! Points: what evaluators gave before the decision (`reserve_price`), and a person's grades and appraisals (`personal_record`).

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::{Cut, Line, NONE};
use crate::rule::{Candidate, FAIR, LIKELY, Score, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Folded};
use crate::words::{List, attr};

use super::scene::{Scene, Tie, Who};

/// How sure points in running text are, as measured on the training texts.
pub(super) const LOOSE: Score = 12;

/// How many words of a header row are looked at for those who give points.
const HEADS: usize = 48;

const TOTALS: [&str; 8] = ["평균", "총점", "합계", "합", "계", "최종", "환산", "순위"];
const GIVEN: &str = "결정 전에 평가자가 준 점수입니다.";
const RECORD: &str = "특정인의 성적·평정 점수입니다.";

/// Finds the points of a page.
pub(super) fn find(page: &Page, scene: &Scene, sink: &mut Sink) {
    if scene.published {
        return;
    }
    for (i, line) in page.lines.iter().enumerate() {
        if line.header {
            continue;
        }
        if line.cut != Cut::Whole || line.cells().len() == 1 && line.end > line.start + 1 {
            rows(page, scene, i, sink);
        }
        below(page, scene, i, sink);
        prose(page, scene, line.span(), sink);
    }
}

/// A whole cell that is one number of up to three digits, with a fraction, 점 or `/25` at most.
pub(super) fn is_score(f: &Folded, at: FoldSpan) -> bool {
    let (mut i, end) = (at.start as usize, at.end as usize);
    let from = i;
    while i < end && f.class(i) == Class::Digit {
        i += 1;
    }
    if i == from || i - from > 3 {
        return false;
    }
    if f.unit(i) == 0x2E && i + 1 < end {
        i += 1;
        while i < end && f.class(i) == Class::Digit {
            i += 1;
        }
    }
    i == end
        || (i + 1 == end && f.unit(i) == 0xC810)
        || f.unit(i) == 0x2F && end - i <= 4 && f.class(i + 1) == Class::Digit
}

fn rows(page: &Page, scene: &Scene, l: usize, sink: &mut Sink) {
    let line = &page.lines[l];
    for k in line.cells() {
        let cell = page.cells[k];
        if cell.head_from == NONE
            || !is_score(&page.folded, cell.span())
            || line.cut == Cut::Words && cell.end - cell.start < 2
        {
            continue;
        }
        let heads = &page.cells[cell.head_from as usize..cell.head_to as usize];
        let scored = |c: &crate::page::Cell| {
            page.hits_in(c.span()).any(|h| {
                h.has(List::FactScene, attr::FACT_SCENE_SCORE) || h.has(List::FactScene, attr::FACT_SCENE_NEAR_SCORE)
            })
        };
        let total = |c: &crate::page::Cell| TOTALS.iter().any(|w| page.folded.starts_with(c.start as usize, w));
        // 평가위원 | A사 | B사: the first head says that the rest are points.
        let first = page.lines[heads[0].line as usize].cells().start;
        let by_member = scored(&page.cells[first]) && scene.scoring;
        let given = heads.iter().any(scored) && scene.scoring || by_member;
        let last = k + 1 == line.cells().end;
        let sum = if cell.exact() {
            total(&heads[0])
        } else {
            last && (heads.last().is_some_and(total) || adds_up(page, line))
        };
        let record = heads.iter().any(|h| page.hits_in(h.span()).any(|h| h.labels(Kind::PersonalRecord)));
        let points = heads.iter().any(|h| page.folded.starts_with(h.start as usize, "점수"));
        let official = record && scene.official_in(line.span());
        let person =
            (official || scene.holds(line.span(), Who::Person)) && !(points && scene.holds(line.span(), Who::Company));
        // 위원1 | 위원2 | 합계: what the members gave, and its sum.
        let judged = sum
            && scene.scoring
            && page.lines.get(heads[0].line as usize).is_some_and(|h| {
                page.hits_in(h.span())
                    .take(HEADS)
                    .filter(|h| h.has(List::FactScene, attr::FACT_SCENE_SCORE))
                    .take(2)
                    .count()
                    == 2
            });
        if judged && !orders(page, cell) {
            push(sink, Kind::ReservePrice, cell.span(), LIKELY);
        } else if (sum && scene.scoring || record || points && cell.exact() && !scene.scoring)
            && person
            && !place(page, cell)
        {
            push(sink, Kind::PersonalRecord, cell.span(), LIKELY);
        } else if (given || sum && scene.scoring && scene.holds(line.span(), Who::Company)) && !orders(page, cell) {
            push(sink, Kind::ReservePrice, cell.span(), LIKELY);
        }
    }
}

/// `면접 점수`, and 87.3 in the line below: points one a line.
fn below(page: &Page, scene: &Scene, l: usize, sink: &mut Sink) {
    const SAID: [&str; 3] = ["점수", "평점", "총점"];
    let f = &page.folded;
    let Some((line, above)) = l.checked_sub(1).and_then(|i| page.lines.get(l).zip(page.lines.get(i))) else { return };
    let short = line.cut == Cut::Whole && line.end - line.start <= 6 && above.end - above.start <= 12;
    if short
        && scene.scoring
        && !scene.decided
        && line.end > line.start + 1
        && is_score(f, line.span())
        && SAID.iter().any(|w| f.ends_with(above.end as usize, w))
        && scene.owner(page, line.start).is_some()
    {
        push(sink, Kind::ReservePrice, line.span(), LOOSE);
    }
}

/// Whether a cell of a record holds a place or a number of things and no mark: it says so, or one digit stands in it.
fn place(page: &Page, cell: crate::page::Cell) -> bool {
    cell.end - cell.start == 1 || orders(page, cell)
}

/// Whether the head of a cell says that it counts or orders, or how many points there are at most: 순위, 연번, 배점.
fn orders(page: &Page, cell: crate::page::Cell) -> bool {
    const HEADS: [&str; 7] = ["순위", "연번", "순번", "번호", "배점", "만점", "구분"];
    cell.exact()
        && page
            .cells
            .get(cell.head_from as usize)
            .is_some_and(|head| HEADS.iter().any(|w| page.folded.starts_with(head.start as usize, w)))
}

/// Whether `from`/`to` reads as the day of a month as well: 5/1, 3/30.
fn reads_as_day(f: &Folded, at: usize, slash: usize, end: usize) -> bool {
    let number = |from: usize, to: usize| hundredths(f, FoldSpan::new(from, to));
    (100..=1200).contains(&number(at, slash)) && (100..=3100).contains(&number(slash + 1, end))
}

/// Whether the points that end at `end` are a bound and not a mark: 70점 이상, 총점(100점), 10점 만점.
fn is_bound(f: &Folded, at: usize, end: usize) -> bool {
    const BOUNDS: [&str; 6] = ["이상", "이하", "미만", "초과", "만점", "가점"];
    let next = if f.unit(end) == 0x20 { end + 1 } else { end };
    let whole = f.unit_before(at) == 0x28 && f.unit(end) == 0x29 && f.starts_with(at, "100");
    whole || BOUNDS.iter().any(|w| f.starts_with(next, w))
}

/// Whether the last number of a row is the sum or the mean of those before it: 27 29 25 81.
fn adds_up(page: &Page, line: &Line) -> bool {
    let (mut sum, mut n, mut last) = (0u32, 0u32, 0u32);
    for cell in page.cells[line.cells()].iter().filter(|c| is_score(&page.folded, c.span())) {
        sum += last;
        n += u32::from(last > 0);
        last = hundredths(&page.folded, cell.span());
    }
    n >= 2 && (last == sum || (last * n).abs_diff(sum) <= 10 * n)
}

/// A number with up to two decimals, times a hundred.
fn hundredths(f: &Folded, at: FoldSpan) -> u32 {
    let (mut whole, mut rest, mut places, mut dot) = (0u32, 0u32, 0, false);
    for i in at.range() {
        match f.unit(i) {
            0x2E => dot = true,
            d @ 0x30..=0x39 if !dot => whole = (whole * 10 + u32::from(d - 0x30)).min(99_999),
            d @ 0x30..=0x39 if places < 2 => {
                rest = rest * 10 + u32::from(d - 0x30);
                places += 1;
            }
            _ => break,
        }
    }
    whole * 100 + if places == 1 { rest * 10 } else { rest }
}

pub(super) fn push(sink: &mut Sink, kind: Kind, span: FoldSpan, score: i16) {
    let (rule, why) =
        if kind == Kind::ReservePrice { ("reserve_price/score", GIVEN) } else { ("personal_record/score", RECORD) };
    sink.push(Candidate::new(kind, span, Verdict::Plausible, score, rule, why));
}

/// `국어 42점`, `가람푸드 87.3점`, `의사소통 우수 (23/25)`, `가람 82/79`.
fn prose(page: &Page, scene: &Scene, line: FoldSpan, sink: &mut Sink) {
    let f = &page.folded;
    let first = page.numbers.index(line.start);
    let mut done = 0;
    if weights(page, line) {
        return;
    }
    let given = scene.scoring && !scene.decided && gathered(page, line);
    for group in page.numbers.groups[first.min(page.numbers.groups.len())..].iter().take_while(|g| g.start < line.end) {
        if group.start < done
            || group.len() > 3
            || !matches!(f.class_before(group.start as usize), Class::Space | Class::Punct | Class::Hangul)
        {
            continue;
        }
        if f.unit_before(group.start as usize) == 0x2F || f.unit_before(group.start as usize) == 0x2E {
            continue;
        }
        let mut i = group.end as usize;
        if f.unit(i) == 0x2E && f.class(i + 1) == Class::Digit {
            i += 1;
            while f.class(i) == Class::Digit {
                i += 1;
            }
        }
        let points = f.unit(i) == 0xC810 && !matches!(f.unit(i + 1), 0xAC80 | 0xC6A9 | 0xD3EC | 0xC810);
        let mut j = i;
        let ratio = f.unit(i) == 0x2F && {
            j = i + 1;
            while f.class(j) == Class::Digit || f.unit(j) == 0x2E && f.class(j + 1) == Class::Digit {
                j += 1;
            }
            let n = j - i - 1;
            (1..=3).contains(&n) && f.unit(j) != 0x2F && !matches!(f.class(j), Class::Hangul | Class::Latin)
        };
        // 면접 점수 87, 79 and 김가람 84: a bare number behind a name or the name of a test, and those that follow it.
        let bare = !points
            && !ratio
            && scene.scoring
            && !scene.decided
            && !scene.expense
            && (bare(page, scene, group.start, i as u32, done) || given && listed(page, group.start, i as u32));
        let ratio = ratio && !reads_as_day(f, group.start as usize, i, j);
        if !points && !ratio && !bare || points && is_bound(f, group.start as usize, i + 1) {
            continue;
        }
        let end = if points {
            i + 1
        } else if bare {
            i
        } else {
            j
        };
        if bare {
            done = end as u32;
            push(sink, Kind::ReservePrice, FoldSpan { start: group.start, end: end as u32 }, LOOSE);
            continue;
        }
        done = end as u32;
        let span = FoldSpan { start: group.start, end: end as u32 };
        let owner = scene.owner(page, group.start);
        let near = page.hits_before(group.start).take_while(|h| h.start >= line.start && h.end + 20 >= group.start);
        let mut record = false;
        for hit in near {
            record |= hit.labels(Kind::PersonalRecord)
                || hit.is(List::FactRecord)
                || hit.has(List::FactMoney, attr::FACT_MONEY_OWN);
        }
        let subject =
            ["국어", "수학", "영어", "과학", "사회", "태도", "성장", "필기", "실기", "가점"].iter().any(|s| {
                let n = s.chars().count() + 1;
                group.start as usize >= n
                    && (f.starts_with(group.start as usize - n, s) || f.ends_with(group.start as usize, s))
            });
        if points && scene.person(page, group.start).is_some() && credit(page, group.start, line.start) {
            sink.push(Candidate::new(
                Kind::PersonalFinance,
                span,
                Verdict::Plausible,
                FAIR,
                "personal_finance/credit",
                "특정인의 신용을 나타내는 점수입니다.",
            ));
        } else if scene.scoring
            && !scene.decided
            && (points && numbered(page, group.start, line.start)
                || owner.is_some_and(|(w, t)| ratio || w == Who::Company || t == Tie::Line))
        {
            push(sink, Kind::ReservePrice, span, LOOSE);
        } else if (record || subject)
            && (!ratio || part(f, group.start as usize, i, j))
            && matches!(owner, Some((Who::Person, Tie::Line | Tie::Block)))
        {
            push(sink, Kind::PersonalRecord, span, LOOSE);
        }
    }
}

/// `(정량 20, 정성 60, 가격 20)`, `사업성 40점, 실현가능성 30점, 지역기여 30점`: whether the numbers of a line are how much each part counts. They add
/// up to a hundred, or the line says so.
fn weights(page: &Page, line: FoldSpan) -> bool {
    const SAID: [&str; 5] = ["배점", "평가기준", "평가 기준", "심사기준", "심사 기준"];
    let f = &page.folded;
    let (mut sum, mut n) = (0u32, 0u32);
    let first = page.numbers.index(line.start);
    for g in page.numbers.groups.iter().skip(first).take(24).take_while(|g| g.start < line.end) {
        let next = f.unit(g.end as usize);
        if g.len() <= 2
            && f.unit_before(g.start as usize) == 0x20
            && matches!(next, 0x2C | 0x29 | 0xC810)
            && !(next == 0x2C && f.class(g.end as usize + 1) == Class::Digit)
        {
            sum += hundredths(f, FoldSpan { start: g.start, end: g.end });
            n += 1;
        }
    }
    n >= 2 && (sum == 10_000 || line.range().take(40).any(|i| SAID.iter().any(|w| f.starts_with(i, w))))
}

/// `기술점수 집계: 가온 76.50, 나래 77.25`: whether a line begins with what the points are and a colon.
fn gathered(page: &Page, line: FoldSpan) -> bool {
    let f = &page.folded;
    let Some(colon) = line.range().take(20).find(|&i| f.unit(i) == 0x3A) else { return false };
    let head = FoldSpan { start: line.start, end: colon as u32 };
    head.range().any(|i| f.starts_with(i, "점수") || f.starts_with(i, "평점"))
        && page.hits_in(head).any(|h| h.has(List::FactScene, attr::FACT_SCENE_SCORE))
}

/// Whether a number of two digits or with a fraction ends an entry of a list: a word before it, a comma or the end of the line behind it.
fn listed(page: &Page, at: u32, end: u32) -> bool {
    let f = &page.folded;
    let shut = matches!(f.class(end as usize), Class::Newline)
        || matches!(f.unit(end as usize), 0x2C | 0x2F) && f.unit(end as usize + 1) == 0x20;
    shut && end - at >= 2 && at >= 2 && f.unit_before(at as usize) == 0x20 && f.class(at as usize - 2) == Class::Hangul
}

/// `11204번 90점`: whether the number of a candidate begins the line and stands before the points.
fn numbered(page: &Page, at: u32, line: u32) -> bool {
    let f = &page.folded;
    let digits = (line..at).take_while(|&i| f.class(i as usize) == Class::Digit).count() as u32;
    let end = line + digits + u32::from(f.unit((line + digits) as usize) == 0x20);
    digits >= 2 && f.unit(end as usize) == 0xBC88 && at > end && at - end <= 3
}

/// Whether `18/20` is so many of so many points: not 1/3 of a salary, not the 4th of December.
fn part(f: &Folded, at: usize, slash: usize, end: usize) -> bool {
    let number = |from: usize, to: usize| hundredths(f, FoldSpan::new(from, to));
    let (given, of) = (number(at, slash), number(slash + 1, end));
    of >= 500 && given <= of
}

/// Words before a bare number that is a score.
const TESTS: [&str; 14] =
    ["점수", "배점", "평점", "총점", "면접", "서류", "발표", "실연", "필기", "실기", "정성", "정량", "기술", "가격"];

/// Whether the bare number from `at` to `end` stands where a score stands; `done` is where the last one ended.
fn bare(page: &Page, scene: &Scene, at: u32, end: u32, done: u32) -> bool {
    let f = &page.folded;
    let shut = matches!(f.class(end as usize), Class::Newline)
        || matches!(f.unit(end as usize), 0x2C | 0x2F | 0x29)
        || f.unit(end as usize) == 0xB7 && end - at >= 2
        || f.unit(end as usize) == 0x20 && f.unit(end as usize + 1) != 0x25;
    // 71·68·74
    if shut && end - at >= 2 && done > 0 && done + 1 == at && f.unit_before(at as usize) == 0xB7 {
        return true;
    }
    if !shut
        || f.unit_before(at as usize) != 0x20
        || f.unit(end as usize) == 0x2C && f.class(end as usize + 1) == Class::Digit
    {
        return false;
    }
    let before = at - 1;
    // 41 38 35, 87, 79
    let goes_on = done > 0 && (done == before || done + 1 == before && f.unit(done as usize) == 0x2C);
    goes_on || scene.person_ends(before) || TESTS.iter().any(|w| f.ends_with(before as usize, w))
}

/// NICE 612점, 신용점수 731점.
fn credit(page: &Page, at: u32, floor: u32) -> bool {
    let f = &page.folded;
    let from = floor.max(at.saturating_sub(10)) as usize;
    (from..at as usize).any(|i| f.starts_with(i, "신용") || f.starts_with(i, "NICE") || f.starts_with(i, "KCB"))
}
