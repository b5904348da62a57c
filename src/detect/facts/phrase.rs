//! Facts told by their words in running text: the word, grown to the phrase it stands in.

use crate::kind::Kind;
use crate::page::Page;
use crate::page::cells::Cut;
use crate::rule::{Candidate, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Folded, Phrases};
use crate::words::{Hit, List, attr};

use super::reach;
use super::scene::{Scene, Tie};
use super::topic::{self, Strength, Topic};

/// What makes an office, a programme or a rule of a word.
static THINGS: Phrases<40> = Phrases::new([
    "센터",
    "복지관",
    "병원",
    "의원",
    "협회",
    "학교",
    "학회",
    "재단",
    "예방",
    "교육",
    "사업",
    "캠페인",
    "검진",
    "상담소",
    "쉼터",
    "시설",
    "법",
    "조례",
    "규정",
    "정책",
    "율",
    "률",
    "건수",
    "환자 수",
    "자 수",
    "발생",
    "현황",
    "통계",
    "여부",
    "위원회",
    "담당",
    "신청서",
    "동의서",
    "증명서",
    "확인서",
    "대장",
    "실태",
    "인식",
    "극복",
    "안내",
]);
/// What turns a sentence into a rule.
static RULES: Phrases<10> =
    Phrases::new(["경우", "하면", "되면", "때에는", "시에는", "우려", "없음", "아님", "없이", "금지"]);
/// Syllables that begin a particle or an ending behind a noun.
const PARTICLES: &str = "이가을를은는으와과의에도만라인임였했하되된로로서며및한합함해";

/// What may stand between two telling words of one phrase: 당뇨 합병증으로 절단, 음주운전 벌금형 2회 및 무면허운전.
const BRIDGES: &str = ",·()%.회년으로와과및후중및의을를";

/// How sure a word is that tells only beside a person, some lines below one.
const FAINT: i16 = 10;

/// Finds the phrases of one kind; `hits` are the words that tell of any.
pub(super) fn find(page: &Page, hits: &[Hit], scene: &Scene, topic: &Topic, sink: &mut Sink) {
    let mut done = 0;
    for hit in hits {
        if hit.start < done {
            continue;
        }
        let strength = match topic.strength(hit) {
            Some(s @ (Strength::Sure | Strength::Near | Strength::Slot)) => s,
            _ => continue,
        };
        if let Some((span, score)) = phrase(page, scene, topic, hit, strength) {
            done = span.end;
            sink.push(Candidate::new(topic.kind, span, Verdict::Plausible, score, topic.word_rule, topic.word_why));
        }
    }
}

fn phrase(page: &Page, scene: &Scene, topic: &Topic, hit: &Hit, strength: Strength) -> Option<(FoldSpan, i16)> {
    let f = &page.folded;
    let (cell, line) = (page.cell(hit.start), page.line(hit.start));
    if cell.is_label && line.cut != Cut::Whole
        || line.header
        || f.unit(hit.end as usize) == 0x3A
        || thing(f, hit.end as usize) && !proved(page, topic, hit, strength)
    {
        return None;
    }
    // 장애인등록 2091-00318: the number of a register, not the fact.
    if !whole(page, hit) || hit.labels(Kind::RegistryNo) && numbered(f, hit.end as usize) {
        return None;
    }
    if rule(f, hit.end as usize) || many(page, hit) {
        return None;
    }
    if strength == Strength::Sure && scene.about_official(page, hit.start) && !scene.open(page, hit.start) {
        return Some((grow(page, scene, topic, hit), topic.weak));
    }
    // 의결: 정직 3월, below the official it is about.
    let form = line.end - line.start <= 40 && scene.official_above(page, hit.start);
    if topic.kind == Kind::PersonalRecord && strength == Strength::Sure && form && !scene.open(page, hit.start) {
        return Some((grow(page, scene, topic, hit), topic.weak));
    }
    let told = strength == Strength::Sure && !scene.open(page, hit.start);
    let tie = scene.person(page, hit.start);
    if told
        && tie.is_none_or(|t| t != Tie::Line)
        && (scene.of_official(page, hit.start) || scene.names_somebody(page, hit.start))
    {
        return Some((grow(page, scene, topic, hit), topic.weak));
    }
    let tie = tie?;
    let labelled = page.labels(FoldSpan { start: hit.start, end: hit.end }).of(topic.kind).is_some();
    let open = scene.open(page, hit.start);
    if strength == Strength::Slot {
        let span = grow(page, scene, topic, hit);
        let beside = tie == Tie::Line && !open && reach::slot(page, scene, topic, hit, span);
        return beside.then_some((span, topic.weak));
    }
    // 친모 김가람, 노조위원장 김가람: only announces a name.
    let names = |end: u32| f.unit(end as usize) == 0x20 && scene.begins(end + 1);
    if matches!(topic.kind, Kind::FamilyStatus | Kind::SensitiveBelief)
        && (names(hit.end) || names(run_end(f, hit.end as usize) as u32))
    {
        return None;
    }
    let score = match (strength, tie) {
        (_, Tie::Line | Tie::Block) if labelled => topic.strong,
        (Strength::Sure, Tie::Line) if !open => topic.strong,
        (Strength::Sure, Tie::Block) if !open => topic.weak,
        (Strength::Near, Tie::Line) if !open => topic.weak,
        // 교육급여를 받고 있으며, below the person: as much as the words beside it speak for. What is only looked at needs the person beside.
        (Strength::Near, Tie::Block)
            if !open && letters(page, hit) > 2 && !matches!(topic.kind, Kind::FamilyStatus | Kind::PersonalRecord) =>
        {
            FAINT
        }
        _ => return None,
    };
    Some((grow(page, scene, topic, hit), score))
}

/// How many signs a word has, its spaces aside.
fn letters(page: &Page, hit: &Hit) -> usize {
    (hit.start..hit.end).filter(|&i| page.folded.class(i as usize) != Class::Space).count()
}

/// Whether a short word stands by itself: not in the middle of another (파출소), nor put together from two (전 과장).
pub(super) fn whole(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let letters = letters(page, hit);
    letters > 3
        || letters == 3 && f.class_before(hit.start as usize) != Class::Hangul
        || !hit.stretched() && (letters == 3 || f.class_before(hit.start as usize) != Class::Hangul)
}

/// Whether what follows makes an office, a programme or a statistic of the word.
fn thing(f: &Folded, end: usize) -> bool {
    let mut i = end;
    if matches!(f.unit(i), 0x20) {
        i += 1;
    }
    THINGS.at(f, i).or_else(|| THINGS.at(f, end)).is_some()
}

/// Whether a digit stands right behind, or behind one sign.
fn numbered(f: &Folded, end: usize) -> bool {
    (end..end + 2).any(|i| f.class(i) == Class::Digit)
}

/// `한부모가족증명서`, `차상위 확인서`, `보호시설에 입소`: what somebody proves by a paper, or lives in.
fn proved(page: &Page, topic: &Topic, hit: &Hit, strength: Strength) -> bool {
    const PAPERS: [&str; 4] = ["증명서", "확인서", "시설", "쉼터"];
    let f = &page.folded;
    let i = hit.end as usize + usize::from(f.unit(hit.end as usize) == 0x20);
    topic.kind == Kind::WelfareStatus && strength == Strength::Sure && PAPERS.iter().any(|w| f.starts_with(i, w))
}

/// Whether the clause goes on like a rule or a denial.
fn rule(f: &Folded, end: usize) -> bool {
    (end..end + 8)
        .take_while(|&i| !matches!(f.class(i), Class::Newline) && !matches!(f.unit(i), 0x2C | 0x29))
        .any(|i| RULES.at(f, i).is_some())
}

/// `절도 412건`, `한부모 20가구`: a count behind the word.
fn many(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let mut i = hit.end as usize;
    while f.class(i) == Class::Hangul && i < hit.end as usize + 3 {
        i += 1;
    }
    if f.unit(i) == 0x20 {
        i += 1;
    }
    let from = i;
    while f.class(i) == Class::Digit || matches!(f.unit(i), 0x2C | 0x2E) {
        i += 1;
    }
    i > from
        && (["명", "가구", "세대", "%", "개소", "인"].iter().any(|w| f.starts_with(i, w))
            || i - from >= 3 && f.unit(i) == 0xAC74)
}

/// `생계급여 수급, 고혈압 투약`: whether a cell tells facts of several kinds, with a comma or a dot between.
fn mixed(page: &Page, topic: &Topic, cell: FoldSpan) -> bool {
    let other = |h: &Hit| {
        let sure = |t: &Topic| t.kind != topic.kind && t.strength(h) == Some(Strength::Sure);
        topic.strength(h).is_none() && topic::ALL.iter().any(sure)
    };
    cell.range().any(|i| matches!(page.folded.unit(i), 0x2C | 0x2F | 0xB7)) && page.hits_in(cell).any(other)
}

/// The whole cell where it is a short one, otherwise the words around that continue the phrase.
fn grow(page: &Page, scene: &Scene, topic: &Topic, hit: &Hit) -> FoldSpan {
    let f = &page.folded;
    let cell = page.cell(hit.start);
    let line = page.line(hit.start);
    let alone = line.cut != Cut::Whole && line.cut != Cut::Words && cell.end - cell.start <= 24 && hit.end <= cell.end;
    if alone && !mixed(page, topic, cell.span()) {
        return cell.span();
    }
    let (mut start, mut end) = (hit.start, run_end(f, hit.end as usize) as u32);
    // Back to the beginning of the word, then over the words that belong to it.
    while start > line.start && matches!(f.class_before(start as usize), Class::Hangul | Class::Blank) {
        start -= 1;
    }
    for before in page.hits_before(start).take(4) {
        if before.end > start {
            continue;
        }
        let gap = start - before.end;
        if before.start < line.start
            || gap > 8
            || topic.strength(before).is_none_or(|s| s == Strength::Not)
            || f.unit(before.end as usize) == 0x3A
        {
            break;
        }
        // 처분 감봉 1월: the name of a field.
        let field =
            before.has(List::FactScene, attr::FACT_SCENE_MEASURE) || before.has(List::FactScene, attr::FACT_SCENE_DEED);
        if field && (line.start..before.start).all(|i| !matches!(f.class(i as usize), Class::Hangul | Class::Latin)) {
            break;
        }
        // 배우자와 2019년 이혼, 혈중알코올농도 0.094% 음주운전: a year, a rate and 와 may stand between.
        let bridge = |i: u32| {
            matches!(f.class(i as usize), Class::Space | Class::Digit)
                || matches!(f.unit(i as usize), 0x25 | 0x2E | 0xB144 | 0xC6D4 | 0xC640 | 0xACFC)
        };
        if !(before.end..start).all(bridge) {
            break;
        }
        start = before.start;
        while start > line.start && f.class_before(start as usize) == Class::Hangul {
            start -= 1;
        }
    }
    // Over a particle only to a word that tells something itself: 뇌물수수 혐의로 기소, but 음주측정 거부 in 음주측정 거부로 신고.
    let (mut reach, mut held) = (end, false);
    for after in page.hits_after(hit.start + 1) {
        if after.end <= reach {
            continue;
        }
        let gap = after.start.saturating_sub(reach);
        let Some(strength) = topic.strength(after).filter(|&s| s != Strength::Not) else { break };
        if after.start >= line.end || gap > 5 {
            break;
        }
        if (reach..after.start).any(|i| {
            !matches!(f.class(i as usize), Class::Space | Class::Digit)
                && !BRIDGES.encode_utf16().any(|b| b == f.unit(i as usize))
        }) {
            break;
        }
        held |= (reach..after.start)
            .any(|i| f.class(i as usize) == Class::Hangul && !matches!(f.unit(i as usize), 0xD68C | 0xB144));
        reach = run_end(f, after.end as usize) as u32;
        if !held || matches!(strength, Strength::Sure | Strength::Near) {
            (end, held) = (reach, false);
        }
    }
    end = measure(f, bracket(f, start, end, line.end));
    end = bracket(f, start, end, line.end);
    // Of words cut at single spaces nobody knows which belong together; a cell holds the phrase.
    if line.cut == Cut::Words {
        return FoldSpan { start, end };
    }
    let bounds = if line.cut == Cut::Whole { line.span() } else { cell.span() };
    start = start.min(reach::back(page, scene, topic, start, bounds.start));
    let more = reach::ahead(page, scene, topic, end, bounds.end);
    if more > end {
        end = bracket(f, start, more, line.end);
    }
    FoldSpan { start: unlabelled(page, topic, start, end), end: undocumented(f, start, end) }
}

/// Where the fact begins behind the name of its field: `[병력] 당뇨·고혈압`, `[위반사실] 업무상 배임`.
fn unlabelled(page: &Page, topic: &Topic, start: u32, end: u32) -> u32 {
    let f = &page.folded;
    let Some(space) = (start..end.min(start + 10)).find(|&i| f.unit(i as usize) == 0x20) else { return start };
    let word = FoldSpan { start, end: space };
    let field = page.hits_in(word).any(|h| {
        h.start == start && h.end == space && (h.is(List::Labels) || h.is(List::OtherLabels) || h.is(List::Headers))
    });
    let told = page
        .hits_in(FoldSpan { start: space + 1, end })
        .any(|h| topic.strength(h).is_some_and(|s| !matches!(s, Strength::Not | Strength::More)));
    if field && told { space + 1 } else { start }
}

/// Where the fact ends before the paper it was told in: `공황장애 [진단서]`.
fn undocumented(f: &Folded, start: u32, end: u32) -> u32 {
    const PAPERS: [&str; 5] = [" 진단서", " 소견서", " 확인서", " 증명서", " 진술서"];
    let paper = PAPERS.iter().find(|p| f.ends_with(end as usize, p)).map_or(0, |p| p.chars().count() as u32);
    if end - start > paper + 1 { end - paper } else { end }
}

/// 정직 3월, 골절 6주, 치매 5등급: a measure behind the phrase belongs to it.
fn measure(f: &Folded, end: u32) -> u32 {
    let mut i = end as usize;
    if f.unit(i) == 0x20 {
        i += 1;
    }
    let from = i;
    while f.class(i) == Class::Digit && i < from + 3 {
        i += 1;
    }
    let digits = i > from;
    // 4 등급, 전치 3 주
    i += usize::from(digits && f.unit(i) == 0x20 && ["등급", "개월"].iter().any(|w| f.starts_with(i + 1, w)));
    let unit = ["개월", "등급", "시간", "만원", "월", "일", "주", "급", "기", "종", "회", "년"]
        .iter()
        .find(|w| f.starts_with(i, w));
    match unit {
        // 1년 6월: the months behind the years.
        Some(&"년") if digits => {
            let (from, mut k) = (i + 1, i + 1 + usize::from(f.unit(i + 1) == 0x20));
            let number = k;
            while f.class(k) == Class::Digit && k < number + 2 {
                k += 1;
            }
            let months = ["개월", "월"].iter().find(|w| k > number && f.starts_with(k, w));
            months.map_or(from, |w| k + w.chars().count()) as u32
        }
        Some(w) if digits => (i + w.chars().count()) as u32,
        _ => end,
    }
}

/// To the end of the Hangul run, without its particle.
fn run_end(f: &Folded, end: usize) -> usize {
    let mut i = end;
    while f.class(i) == Class::Hangul && !PARTICLES.encode_utf16().any(|p| p == f.unit(i)) && i < end + 6 {
        i += 1;
    }
    i
}

/// What a bracket behind a space begins with that says more of an illness.
const DETAILS: [&str; 15] = [
    "심한",
    "심하지",
    "중증",
    "경증",
    "양성",
    "음성",
    "IGRA",
    "도말",
    "왼",
    "오른",
    "좌측",
    "우측",
    "초기",
    "말기",
    "의심",
];

/// A bracket right behind belongs to the phrase; one that was opened inside is closed.
fn bracket(f: &Folded, start: u32, end: u32, line: u32) -> u32 {
    let open = (start..end).filter(|&i| f.unit(i as usize) == 0x28).count();
    let shut = (start..end).filter(|&i| f.unit(i as usize) == 0x29).count();
    let from = if open > shut {
        end
    } else if f.unit(end as usize) == 0x28 {
        end + 1
    } else if f.unit(end as usize) == 0x20 && DETAILS.iter().any(|w| f.starts_with(end as usize + 2, w)) {
        // 자폐스펙트럼 장애 (심한), 잠복결핵 (IGRA 양성)
        end + 2
    } else {
        return end;
    };
    (from..line.min(from + 16)).find(|&i| f.unit(i as usize) == 0x29).map_or(end, |i| i + 1)
}
