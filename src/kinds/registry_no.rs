//! 장애인등록·수급자·농업경영체·자격 번호, CI·DI (numbers of registers of persons).
//!
//! No register publishes its format, so the label decides: 장애인등록번호, 경영체번호, 보훈번호, 자격번호 … A licence number may also stand right behind
//! the name of the qualification (`건축사(제2014-00417호)`). CI (88) and DI (64) are Base64 runs. A bare 등록번호 counts only among persons.

use super::beside;
use crate::kind::{Action, Kind};
use crate::page::{Page, Place, Signs, digit};
use crate::rule::{Form, CERTAIN, FAIR, LIKELY, Candidate, Example, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    word: Some(labelled),
    listed: Some((List::Licences, labelled)),
    partial: |value| crate::style::keep_first(value, 2),
    form: Some(Form {
        fits: numbered,
        strong: |s| s.spoken >= 4 && s.len() >= 5,
        letters: true,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::RegistryNo, "registry_no/odd", "한 사람에게 주어진 등록·자격 번호의 표시 곁에 있는 번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::RegistryNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "장애인등록번호, 수급자번호, 농업경영체 등록번호, 보훈번호, 자격·면허 번호, CI·DI처럼 한 사람에게 주어진 번호입니다. 표시나 자격 이름 곁의 번호를 찾아 확인을 권합니다.",
    examples: EXAMPLES,
};

fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    if hit.is(List::Licences) && !hit.labels(Kind::RegistryNo) {
        licence(page, hit, sink);
        return;
    }
    let first = page.folded.unit(hit.start as usize);
    // 관리번호 is a person's only right behind the word for one: 수급자로 관리번호 ….
    if page.folded.starts_with(hit.start as usize, "관리번호") && !managed(page, hit) {
        return;
    }
    // CI, DI and 연계정보, 중복가입확인정보: only a run of Base64 counts.
    let run = matches!(first, 0x43 | 0x63 | 0x44 | 0x64 | 0xC5F0 | 0xC911);
    let broad = page.folded.starts_with(hit.start as usize, "등록");
    if broad && page.folded.class_before(hit.start as usize) == Class::Hangul {
        return;
    }
    page.values(hit, &mut |value| {
        if run {
            // 연계정보(CI) 노출 여부: 1건 확인 Zt0A…: the run may stand some words behind.
            let f = &page.folded;
            let to = (value.span.end as usize).min(value.span.start as usize + 40);
            let word = |i: &usize| {
                *i == value.span.start as usize || matches!(f.class_before(*i), Class::Space | Class::Punct) && matches!(f.class(*i), Class::Latin | Class::Digit)
            };
            for i in (value.span.start as usize..to).filter(word) {
                if base64(page, FoldSpan::new(i, value.span.end as usize), sink) {
                    break;
                }
            }
            return;
        }
        let from = skip_name(page, value.span);
        let at = FoldSpan { start: from, end: value.span.end };
        let Some(code) = page.code(at, from == value.span.start) else { return };
        let span = code.span();
        // A licence to drive has a kind of its own.
        if page.folded.starts_with(hit.start as usize, "면허") && code.digits + code.blanks == 12 && code.latin == 0 {
            return;
        }
        if code.blanks > 0 {
            if code.blanks + code.digits >= 6 && code.blanks >= 2 {
                let why = "이미 일부를 가린 등록·자격 번호입니다.";
                sink.push(Candidate::new(Kind::RegistryNo, span, Verdict::Proven, LIKELY, "registry_no/masked", why).action(Action::Keep));
            }
            return;
        }
        if broad && !(personal(page, span) && (value.marked || code.numbered || code.hyphens > 0)) {
            return;
        }
        if telephone(page, span) && code.hyphens == 2 && code.latin == 0 {
            return;
        }
        if code.digits < 5
            && !broad
            && value.place != Place::Loose
            && let Some(span) = page.spread(at)
        {
            let why = "한 사람에게 주어진 등록·자격 번호의 표시 곁에 있는 번호입니다.";
            sink.push(Candidate::new(Kind::RegistryNo, span, Verdict::Proven, LIKELY, "registry_no/label", why));
            return;
        }
        // 수용자 번호, 수형번호 are short.
        let short = page.folded.unit(hit.start as usize) == 0xC218 && code.digits >= 4;
        let enough = short || code.digits >= 5 || code.digits >= 3 && (code.latin > 0 || code.numbered || code.hyphens > 0);
        if !enough || code.digits > 18 || code.latin > 6 || code.hangul > if code.hyphens >= 2 { 12 } else { 4 } || page.is_date(span) || code.hyphens == 0 && page.counts(code.end) || !page.clear_right(code.end) {
            return;
        }
        if value.place == Place::Loose && (code.hyphens == 0 && code.digits < 7 || code.hangul > 0) || !value.marked && code.hangul > 0 && code.hyphens < 2 {
            return;
        }
        let score = if broad { FAIR } else { CERTAIN };
        let why = "한 사람에게 주어진 등록·자격 번호의 표시 곁에 있는 번호입니다.";
        sink.push(Candidate::new(Kind::RegistryNo, span, Verdict::Proven, score, "registry_no/label", why));
    });
}

/// Five to thirteen digits that are said or stand each by itself, up to three letters among them.
fn numbered(s: &Signs) -> bool {
    let letters = s.all().iter().filter(|&&sign| !digit(sign)).count();
    s.lists == 0
        && (s.spoken >= 4 || s.gaps > 0 && s.gaps + 1 == s.len())
        && letters <= 3 && (5..=13).contains(&(s.len() - letters)) && s.spoken + s.plain + letters == s.len()
}

/// The value may begin with the name of the qualification or office: `간호사 제417700호`, `서울 제12-345호`.
fn skip_name(page: &Page, at: FoldSpan) -> u32 {
    let f = &page.folded;
    let mut i = at.start as usize;
    let to = (at.end as usize).min(i + 14);
    while i < to && matches!(f.class(i), Class::Hangul | Class::Space) {
        if f.unit(i) == 0xC81C && matches!(f.class(i + 1), Class::Digit | Class::Space) {
            return i as u32;
        }
        if f.unit(i + 1) == 0x2D {
            return at.start;
        }
        i += 1;
    }
    if matches!(f.class(i), Class::Digit | Class::Latin) { i as u32 } else { at.start }
}

/// Whether the word for a person in a register stands shortly before a 관리번호.
fn managed(page: &Page, hit: &Hit) -> bool {
    const WORDS: [&str; 12] = ["수급자", "수급권자", "대상자", "환자", "사례", "가구", "장애인", "유공자", "피해자", "이용인", "입소자", "치매"];
    let f = &page.folded;
    let from = page.line(hit.start).start.max(hit.start.saturating_sub(12));
    // 김가람(관리번호 …), and 복지-02-114820, 사례-2025-0412: the word stands in the number.
    let open = hit.start as usize - usize::from(f.unit_before(hit.start as usize) == 0x20);
    let bracket = open > 1 && f.unit_before(open) == 0x28 && {
        let name = open - 1 - usize::from(f.class_before(open - 1) == Class::Space);
        page.name_ends_strictly(name as u32)
    };
    let mut own = false;
    page.values(hit, &mut |value| {
        own |= ["복지", "사례", "수급", "장애", "의급", "보훈", "돌봄", "자활", "아동", "치매"].iter().any(|w| f.starts_with(value.span.start as usize, w));
    });
    bracket || own || (from..hit.start).any(|i| WORDS.iter().any(|w| f.starts_with(i as usize, w)))
}

/// Whether persons and their state are spoken of: a bare 등록번호 is then theirs.
fn personal(page: &Page, at: FoldSpan) -> bool {
    const WORDS: [&str; 31] = [
        "의급", "내담자", "사육업", "장애", "수급", "교통약자", "아동", "유공자", "보훈", "환자", "어르신", "돌봄", "복지", "차상위", "한부모", "요양", "자격", "면허", "상이", "중개", "임대사업자", "이용등록",
        "참전", "명예수당", "모자가족", "미혼모", "한부모", "농업인", "경영체", "이용자", "어린이집",
    ];
    let from = at.start.saturating_sub(160);
    let f = &page.folded;
    (from..at.end + 20).any(|i| f.class(i as usize) == Class::Hangul && WORDS.iter().any(|w| f.starts_with(i as usize, w)))
}

/// `건축사(제2014-00417호)`, `간호사 제417700호`, `용접기능사를 취득(0000-417)`.
fn licence(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let mut i = hit.end as usize;
    let mut open = false;
    // At most one bracket, a space, 면허·자격(증)(번호), and 를/을 취득 stand between.
    const BETWEEN: [&str; 12] = ["를 취득", "을 취득", "자격증", "면허증", "자격", "면허", "등록", "번호", "취득", "1급", "2급", "증"];
    let (mut steps, mut papers) = (0, false);
    while steps < 6 {
        steps += 1;
        match f.unit(i) {
            0x20 | 0x3A => i += 1,
            0x28 | 0x5B => {
                open = true;
                i += 1;
            }
            _ => match BETWEEN.iter().find(|w| f.starts_with(i, w)) {
                Some(w) => {
                    papers |= ["자격증", "면허증", "자격", "면허", "번호"].contains(w);
                    i += w.chars().count();
                }
                None => break,
            },
        }
    }
    let line = page.line(hit.start);
    let Some(code) = page.code(FoldSpan::new(i, line.end as usize), papers) else { return };
    let span = code.span();
    // 요양보호사 자격증 26-0041827, 조리사면허 2020-경북-0041호, 영양사 면허 41827
    let papers = papers
        && (code.hyphens > 0 && code.digits >= 6 && code.hangul <= 4 || code.hyphens == 0 && (5..=11).contains(&code.digits) && code.hangul + code.latin == 0)
        && !telephone(page, span)
        && page.clear_right(code.end);
    let closed = open && matches!(f.unit(code.end as usize), 0x29 | 0x5D | 0x2C);
    // 자격 정비산업기사 0417-3391
    let said = page.hits_before(hit.start).next().is_some_and(|h| hit.start - h.end <= 6 && h.is(List::Licences) && page.folded.starts_with(h.start as usize, "자격"));
    let said = said && code.hyphens > 0 && code.digits >= 6 && !telephone(page, span);
    // 토목기사 11-00-220417: three parts, as certificates are numbered.
    let said = said || !open && code.hyphens == 2 && (8..=14).contains(&code.digits) && code.latin == 0 && !telephone(page, span);
    let bracketed = closed && code.digits >= 5 && (code.hyphens > 0 || code.digits >= 6) && !telephone(page, span);
    if code.blanks > 0 || code.digits < 3 || !(code.numbered || bracketed || said || papers) || page.is_date(span) || page.counts(code.end) {
        return;
    }
    let why = "자격·면허의 이름 바로 뒤에 있는 번호입니다.";
    sink.push(Candidate::new(Kind::RegistryNo, span, Verdict::Proven, LIKELY, "registry_no/licence", why));
}

/// Whether it begins like a telephone number (0 and an area) and is as long: a number behind a title.
fn telephone(page: &Page, at: FoldSpan) -> bool {
    let digits = at.range().filter(|&i| page.folded.class(i) == Class::Digit).count();
    let seoul = page.folded.unit(at.start as usize + 2) != 0x2D || page.folded.unit(at.start as usize + 1) == 0x32;
    seoul && page.folded.unit(at.start as usize) == 0x30 && page.folded.unit(at.start as usize + 1) != 0x30 && digits >= 9
}

/// A CI or DI: at least forty characters of Base64.
fn base64(page: &Page, at: FoldSpan, sink: &mut Sink) -> bool {
    let f = &page.folded;
    let mut i = at.start as usize;
    while i < at.end as usize && (matches!(f.class(i), Class::Digit | Class::Latin) || matches!(f.unit(i), 0x2B | 0x2F | 0x3D)) {
        i += 1;
    }
    let span = FoldSpan::new(at.start as usize, i);
    let fits = (40..=120).contains(&span.len());
    if fits {
        let why = "본인확인에 쓰는 연계정보(CI·DI)입니다.";
        sink.push(Candidate::new(Kind::RegistryNo, span, Verdict::Proven, CERTAIN, "registry_no/ci", why));
    }
    fits
}

const EXAMPLES: &[Example] = &[
    Example::Finds("농업경영체번호 [[registry_no|1-002-417-338]]"),
    Example::Finds("상하수도기술사([[registry_no|제96-412-00417호]])"),
    Example::Finds("보훈번호는[[registry_no|00-004177]]이다"),
    Example::Finds("장애인등록번호：[[registry_no|２６－００００－４１７]]"),
    Example::Finds("자격 간호사 [[registry_no|제417700호]]"),
    Example::Passes("등록번호 총무과-1234"),
    Example::Passes("자격증 3종, 면허 취득 2026. 3."),
    Example::Passes("건축사 3명"),
];
