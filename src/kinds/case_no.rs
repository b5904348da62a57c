//! 재판·수사 사건번호 (case numbers of courts, the Constitutional Court, prosecutors, police, warrants, administrative appeals).
//!
//! A court's number is year + code + serial (`2026가합1234`); the codes come from the Supreme Court's rules on the registration of cases and are
//! held in [`CODES`], tried longest first. Prosecutors write `2026년 형제1234호`, police `2026-001234`, appeals `2026-04172`: these need a label or
//! the words of an investigation beside them. A cited precedent (판결·선고·결정 with the court) stays. Alone the number names nobody: review.

use crate::kind::{Action, Kind};
use crate::page::numerals::spoken_digit;
use crate::page::{Gap, Numbers, Page, Place};
use crate::rule::{CERTAIN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Score, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Syllables};
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 2, min: 1, max: 4 }, find)),
    word: Some(labelled),
    listed: Some((List::CaseWords, labelled)),
    partial: |value| crate::style::keep_first(value, 4),
    ..Spec::new(Kind::CaseNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "법원·헌법재판소의 사건번호(연도+부호+일련번호), 검찰 형제번호, 경찰·영장·행정심판의 번호입니다. 확인을 권하고, 인용한 판례(대법원 … 선고 … 판결)는 그대로 둡니다.",
    examples: EXAMPLES,
};

/// Codes of courts, longest first; a code of two or more syllables is proof enough, one syllable needs more.
const CODES: [&str; 170] = [
    "간회단", "간회합", "재가단", "재가합", "재고단", "재고합", "재구합", "고약전", "형제", "고불항", "불항", "압제", "수제", "진정", "내사", "헌가", "헌나", "헌다", "헌라",
    "헌마", "헌바", "헌사", "헌아", "가단", "가합", "가소", "가기", "카단", "카합", "카기", "카담", "카조", "카열", "카경", "카확", "카공", "카소", "카명", "카불", "카정", "카구",
    "카허", "카임", "타경", "타채", "타기", "타배", "타인", "고단", "고합", "고정", "고약", "전고", "전노", "전도", "감고", "감노", "감도", "치고", "치노", "치도", "초기", "초보",
    "초재", "초적", "초사", "초치", "보고", "구단", "구합", "드단", "드합", "느단", "느합", "즈단", "즈합", "즈기", "호파", "너단", "정가", "정기", "하보", "개보", "회단", "회합", "회확", "회기", "하단", "하합",
    "하면", "하확", "하기", "개회", "개확", "개기", "차전", "머조", "배상", "재다", "재나", "재누", "재두", "재노", "재도", "재드", "재르", "재므", "다카", "푸초", "푸집", "버집",
    "인마", "인라", "비단", "비합", "부해", "부노", "호기", "호명", "느기", "드기", "구기", "준재", "과태", "정명", "동행", "동버", "행심", "아동", "의조", "상조", "임조", "가", "나", "다", "라", "마", "그", "바", "차", "머", "자", "노", "도", "로", "모", "초", "오", "보", "누", "두",
    "루", "무", "아", "드", "르", "므", "스", "으", "느", "허", "후", "흐", "수", "우", "푸", "버", "본", "조", "당",
];

/// Codes of prosecutors and police: `2026년 형제1234호`.
const OFFICE: [&str; 7] = ["형제", "고불항", "불항", "압제", "수제", "진정", "내사"];

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let g = numbers.groups[group];
    match g.len() {
        4 => {}
        1 => {
            if let Some(end) = apart(page, g.start) {
                court(page, g.start, end, true, sink);
            }
            return;
        }
        // 2O26카확104: the year with a letter in it.
        2 if g.start >= 2 && page.folded.unit(g.start as usize - 1) == 0x4F && matches!(page.folded.unit(g.start as usize - 2), 0x31 | 0x32) && page.clear_left(g.start - 2) => {
            let long = code(page, g.end as usize + usize::from(page.folded.class(g.end as usize) == Class::Space)).is_some_and(|(c, _)| c.chars().count() >= 2);
            if long {
                court(page, g.start - 2, g.end, true, sink);
            }
            return;
        }
        2 => {
            // 98다12345: an old precedent with a year of two digits.
            let long = code(page, g.end as usize).is_some_and(|(c, _)| c.chars().count() >= 2);
            if !long && !page.around(FoldSpan { start: g.start, end: g.end }, 24, List::CaseWords, None) && !page.folded.ends_with(g.start as usize, "'") {
                return;
            }
        }
        _ => return,
    }
    if g.len() == 4 && ["조심 ", "조심"].iter().any(|w| page.folded.ends_with(g.start as usize, w)) {
        tax(page, &g, sink);
        return;
    }
    if g.len() == 4 {
        let year = (g.start..g.end).fold(0, |n, i| n * 10 + u32::from(page.folded.unit(i as usize)).saturating_sub(0x30));
        if !(1948..2100).contains(&year) {
            return;
        }
        if g.gap == Gap::Hyphen {
            serial(page, numbers, group, sink);
            return;
        }
    }
    if page.folded.class_before(g.start as usize) == Class::Punct && !page.clear_left(g.start) || !matches!(page.folded.class_before(g.start as usize), Class::Space | Class::Newline | Class::Tab | Class::Punct | Class::Hangul | Class::Blank | Class::Hanja) {
        return;
    }
    court(page, g.start, g.end, g.len() == 4, sink);
}

/// Where a year ends that is written digit by digit: `2 0 2 6 고 단 8 2 1`.
fn apart(page: &Page, at: u32) -> Option<u32> {
    let f = &page.folded;
    let at = at as usize;
    let begins = matches!(f.unit(at), 0x31 | 0x32) && matches!(f.class_before(at), Class::Space | Class::Newline | Class::Tab | Class::Punct);
    let digits = (0..4).all(|k| f.class(at + 2 * k) == Class::Digit) && (0..4).all(|k| f.unit(at + 2 * k + 1) == 0x20);
    let year = (0..4).fold(0, |n, k| n * 10 + u32::from(f.unit(at + 2 * k)).saturating_sub(0x30));
    (begins && digits && (1948..2100).contains(&year)).then_some(at as u32 + 7)
}

/// `조심 2026중0441`: the tax tribunal, an area and a serial.
fn tax(page: &Page, year: &crate::page::Group, sink: &mut Sink) {
    let f = &page.folded;
    let mut i = year.end as usize + usize::from(f.class(year.end as usize) == Class::Space);
    if f.class(i) != Class::Hangul {
        return;
    }
    i += 1;
    let from = i;
    while f.class(i) == Class::Digit && i - from < 6 {
        i += 1;
    }
    if i >= from + 3 && page.clear_right(i as u32) {
        let start = year.start as usize - 2 - usize::from(f.class_before(year.start as usize) == Class::Space);
        let why = "조세심판의 사건번호입니다. 진행 중이면 가릴지 확인하십시오.";
        sink.push(Candidate::new(Kind::CaseNo, FoldSpan::new(start, i), Verdict::Proven, LIKELY, "case_no/code", why));
    }
}

/// Year, code, serial.
fn court(page: &Page, start: u32, end: u32, full_year: bool, sink: &mut Sink) {
    let f = &page.folded;
    let mut i = end as usize;
    let mut spaces = 0;
    i += usize::from(f.starts_with(i, " 년 형제"));
    i += usize::from(f.starts_with(i, ". 형제") || f.starts_with(i, ".형제"));
    let year_word = f.starts_with(i, "년");
    if year_word {
        i += 1;
    }
    let mut skip = |i: &mut usize| {
        while f.class(*i) == Class::Space && spaces < 4 {
            spaces += 1;
            *i += 1;
        }
    };
    skip(&mut i);
    // 2026-가단-10442
    let hyphen = f.unit(i) == 0x2D && full_year;
    i += usize::from(hyphen);
    // 2026경기행심00871: the committee of a province.
    if f.class(i) == Class::Hangul && f.starts_with(i + 2, "행심") {
        i += 2;
    }
    let Some((code, used)) = code(page, i) else { return };
    if hyphen && (code.chars().count() < 2 || f.unit(i + used) != 0x2D) {
        return;
    }
    i += used;
    skip(&mut i);
    // A line may break before the serial where the code leaves no doubt.
    if f.class(i) == Class::Newline && code.chars().count() >= 2 && !matches!(code, "보고" | "초기" | "가기" | "하기" | "아동" | "배상" | "진정" | "내사" | "과태") && (1..=6).any(|k| f.class(i + k) != Class::Digit && k > 2) {
        i += 1;
    }
    let ordinal = f.starts_with(i, "제") || f.unit(i) == 0x2D;
    if ordinal {
        i += 1;
    }
    let from = i;
    while f.class(i) == Class::Digit && i - from < 8 {
        i += 1;
    }
    // 2026고단O0912
    if f.unit(i) == 0x4F && code.chars().count() >= 2 && i <= from + 1 {
        let mut k = i;
        while (f.class(k) == Class::Digit || f.unit(k) == 0x4F) && k - from < 8 {
            k += 1;
        }
        i = if k - from >= 3 { k } else { i };
    }
    let mut digits = i - from;
    // 4 4 1 7: digit by digit.
    if digits == 1 {
        let (mut k, mut n) = (i, 1);
        while n < 8 && f.class(k) == Class::Space && f.class(k + 1) == Class::Digit && f.class(k + 2) != Class::Digit {
            k += 2;
            n += 1;
        }
        if n >= 3 {
            (i, digits) = (k, n);
        }
    }
    let after = f.class(i);
    if digits == 0 || digits > 7 || matches!(after, Class::Digit | Class::Latin) || !page.clear_right(i as u32) && f.unit(i) != 0x2C {
        return;
    }
    let inner = code.chars().count() < used;
    let office = OFFICE.contains(&code);
    let mut stop = i;
    if office && f.starts_with(i, "호") {
        stop += 1;
    } else if office && spaces > 1 && f.starts_with(i, " 호") {
        stop += 2;
    }
    let span = FoldSpan::new(start as usize, stop);
    let labels = page.labels(span);
    let own = labels.of(Kind::CaseNo).is_some();
    let near = announced(page, start) || page.around(span, 60, List::CaseWords, None);
    let long = code.chars().count() >= 2;
    // The year word stands only before a prosecutor's code; spaces inside need the words of a court.
    if year_word && !office || labels.refute(Kind::CaseNo) && !near || page.counts(stop as u32) && (spaces > 0 || f.class(stop) == Class::Hangul) && !own && !(long && digits >= 3) {
        return;
    }
    let court = own || near;
    let ambiguous = !long || matches!(code, "진정" | "내사" | "배상" | "과태" | "보고" | "초기" | "가기" | "하기" | "아동" | "정명" | "수제" | "동행");
    let sure: Option<(Verdict, Score)> = match (court, ambiguous) {
        (true, _) if !(spaces > 0 || inner) || own || digits >= 2 => Some((Verdict::Proven, CERTAIN)),
        (false, false) if full_year && !inner && (spaces <= 1 || spaces == 2 && matches!(code, "가단" | "가합" | "가소" | "고단" | "고합" | "고정" | "고약" | "구단" | "구합" | "드단" | "드합" | "느단" | "느합" | "카단" | "카합" | "타경" | "타채" | "형제" | "헌마" | "헌바" | "개회" | "하단")) => Some((Verdict::Proven, LIKELY)),
        // 26구합4417이요: the year in two digits.
        (false, false) if !full_year && !inner && spaces == 0 && digits >= 3 && !ordinal => Some((Verdict::Plausible, FAIR)),
        (false, true) if full_year && spaces == 0 && !inner && digits >= 3 && !ordinal => Some((Verdict::Plausible, FAIR)),
        _ => None,
    };
    let Some((verdict, score)) = sure else { return };
    if !full_year && !court && ambiguous {
        return;
    }
    if cited(page, span) {
        let why = "인용한 판례의 사건번호이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::CaseNo, span, verdict, score, "case_no/cited", why).action(Action::Keep));
    } else {
        let why = "재판·수사의 사건번호입니다. 당사자와 함께 적혔거나 진행 중이면 가릴지 확인하십시오.";
        sink.push(Candidate::new(Kind::CaseNo, span, verdict, score, "case_no/code", why));
    }
}

/// Whether 사건 stands right before: 사건 2026-07714, 사건: 2 0 2 6 고 단 8 2 1.
fn announced(page: &Page, at: u32) -> bool {
    ["사건 ", "사건: ", "사건:", "사건  "].iter().any(|w| page.folded.ends_with(at as usize, w))
}

/// The syllables that codes begin with.
static HEADS: Syllables = Syllables::beginning(&CODES);

/// The longest code at `i`, with the units it takes; single spaces may stand between its syllables.
fn code(page: &Page, i: usize) -> Option<(&'static str, usize)> {
    let f = &page.folded;
    // The serial ends even the longest code with all its spaces.
    if !HEADS.has(f.unit(i)) || !(i + 1..i + 10).any(|k| f.class(k) == Class::Digit) {
        return None;
    }
    CODES.iter().find_map(|code| {
        let mut at = i;
        for (k, c) in code.chars().enumerate() {
            if k > 0 && f.class(at) == Class::Space {
                at += 1;
            }
            if u32::from(f.unit(at)) != c as u32 {
                return None;
            }
            at += 1;
        }
        // What follows must be the serial.
        let mut next = at;
        while f.class(next) == Class::Space && next < at + 2 {
            next += 1;
        }
        let next = if f.starts_with(next, "제") || f.unit(next) == 0x2D { next + 1 } else { next };
        // Behind two syllables the line may break.
        let next = next + usize::from(f.class(next) == Class::Newline && code.chars().count() >= 2);
        let slip = f.unit(next) == 0x4F && f.class(next + 1) == Class::Digit && code.chars().count() >= 2;
        (f.class(next) == Class::Digit || slip).then_some((*code, at - i))
    })
}

/// Whether the number is cited as a precedent: the highest courts, or `선고 … 판결` with a date, or 참조 behind.
fn cited(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let line = page.line(at.start);
    let from = at.start.saturating_sub(70).max(line.start);
    let before = FoldSpan { start: from, end: at.start };
    let high = page.hits_in(before).any(|h| h.has(List::CaseWords, attr::CASE_WORDS_CITED) && !f.starts_with(h.start as usize, "선고"));
    let pronounced = page.hits_in(FoldSpan { start: at.start.saturating_sub(6).max(line.start), end: at.start }).any(|h| f.starts_with(h.start as usize, "선고"));
    let end = at.end as usize;
    let reach = end + 14;
    let verdict = (end..reach.min(line.end as usize)).any(|i| {
        ["판결", "결정", "전원합의체", "참조"].iter().any(|w| f.starts_with(i, w)) && !f.starts_with(i + 2, " 보고") && !f.starts_with(i + 2, "에 대한 항소")
    });
    let referred = (end..reach.min(line.end as usize)).any(|i| f.starts_with(i, "참조"));
    // 선고 between a date and the number, then 판결.
    let dated = pronounced && (from as usize..at.start as usize).any(|i| f.class(i) == Class::Digit);
    let pending = page.hits_in(before).any(|h| h.labels(Kind::CaseNo)) || (from as usize..at.start as usize).any(|i| f.starts_with(i, "사건 ") || f.starts_with(i, "상고심"));
    // 선례로, 유사 재결례, 인용 판례, 원고판결: named as a precedent.
    const NAMED: [&str; 12] = ["선례", "판례", "재결례", "참고판결", "참조판결", "인용판결", "판시", "같은 취지", "같은 뜻", "유사 재결", "유사 판결", "기존 판결"];
    let clause = (from as usize..at.start as usize).rev().find(|&i| f.unit(i) == 0x2E && f.class(i + 1) == Class::Space && f.class_before(i) == Class::Hangul).unwrap_or(from as usize);
    let named = (clause..at.start as usize).any(|i| NAMED.iter().any(|w| f.starts_with(i, w)));
    let gist = ["호 취지", " 취지", "의 취지", "와 같은", "과 같은", " 같은 취지", "에 비추어"].iter().any(|w| f.starts_with(end, w));
    // 대법원 2007두10198 right behind the court, and nothing is pending.
    let bare = ["대법원 ", "대법원"].iter().any(|w| f.ends_with(at.start as usize, w))
        && !pending
        && !["상고", "계속", "심리", "사건", "접수", "계류"].iter().any(|w| (from as usize..(end + 16).min(line.end as usize)).any(|i| f.starts_with(i, w)));
    named || gist || bare || referred || high && (verdict || pronounced) && !pending || dated && verdict && !pending
}

/// `2026-001234`: police and appeals.
fn serial(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let g = numbers.groups[group];
    let Some(second) = numbers.groups.get(group + 1) else { return };
    let f = &page.folded;
    let mut span = FoldSpan { start: g.start, end: second.end };
    let third = if second.gap == Gap::Hyphen { numbers.groups.get(group + 2) } else { None };
    // 영장 2026-00441-1
    let part = third.filter(|t| t.len() <= 2 && t.start == second.end + 1 && t.gap != Gap::Hyphen && second.len() >= 3);
    if third.is_some() && (part.is_none() || !f.ends_with(g.start as usize, "영장 ") && !f.ends_with(g.start as usize, "영장(")) || second.len() > 7 {
        return;
    }
    let second = part.unwrap_or(second);
    span.end = second.end;
    if !page.clear_left(g.start) || !page.clear_right(second.end) || matches!(f.unit_before(g.start as usize), 0x2D) || f.unit_before(g.start as usize) == 0xC81C && !(f.starts_with(second.end as usize, "호 사건") || page.around(span, 40, List::CaseWords, Some(attr::CASE_WORDS_POLICE))) || page.counts(second.end) {
        return;
    }
    let labels = page.labels(span);
    let own = labels.of(Kind::CaseNo);
    let why = "수사·심판의 사건번호입니다. 진행 중이면 가릴지 확인하십시오.";
    if (named_before(page, span) || ["에 비추어", " 같은 취지"].iter().any(|w| f.starts_with(span.end as usize, w))) && page.around(span, 200, List::CaseWords, None) {
        let why = "인용한 선례의 사건번호이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::CaseNo, span, Verdict::Plausible, LIKELY, "case_no/cited", why).action(Action::Keep));
        return;
    }
    if let Some(place) = own
        && !labels.refute(Kind::CaseNo)
    {
        let loose = place >= Place::Line && second.len() < 4;
        if !loose {
            sink.push(Candidate::new(Kind::CaseNo, span, Verdict::Proven, CERTAIN, "case_no/label", why));
        }
        return;
    }
    let number = [Kind::BankAccount, Kind::EmployeeNo, Kind::StudentNo, Kind::RegistryNo, Kind::PaymentNo, Kind::PatentFiling];
    let other = labels.decisive().is_some_and(|(h, p)| {
        p <= Place::Column && !h.labels(Kind::PetitionNo) && (h.is(List::OtherLabels) || number.iter().any(|&k| h.labels(k)))
    });
    if other {
        return;
    }
    // 행심 2026-04172: the word stands right before.
    let before = FoldSpan { start: g.start.saturating_sub(12), end: g.start };
    let appeal = page.hits_in(before).any(|h| h.has(List::CaseWords, attr::CASE_WORDS_APPEAL));
    // 사건 2026-07714 영업정지처분 취소청구, in the papers of an appeal.
    let said = announced(page, g.start) || ["집행정지 ", "심판 ", "사건번호 "].iter().any(|w| f.ends_with(g.start as usize, w));
    let appeal = appeal || said && (4..=6).contains(&second.len()) && page.around(span, 300, List::CaseWords, Some(attr::CASE_WORDS_APPEAL));
    // 2026-0041882호 사건과, 2026-0033182호로 수사 중: the words of an investigation right behind.
    let behind = (second.end as usize..second.end as usize + 8)
        .any(|i| ["호 사건", "호로 수사", "호 수사", "호로 송치", "호로 입건", " 사건", "로 수사"].iter().any(|w| f.starts_with(i, w)));
    let received = ["접수 ", "접수", "제", "사건 ", "KICS ", "번호 "].iter().any(|w| f.ends_with(g.start as usize, w));
    let police = (if received { 4..=7 } else { 5..=7 }).contains(&second.len()) && page.around(span, 60, List::CaseWords, Some(attr::CASE_WORDS_POLICE))
        || behind && (6..=7).contains(&second.len());
    // 압수수색영장(2026-4417)
    let warrant = (second.len() >= 3 || part.is_some()) && page.hits_in(FoldSpan { start: g.start.saturating_sub(6), end: g.start }).any(|h| f.ends_with(h.end as usize, "영장"));
    let petition = labels.of(Kind::PetitionNo).is_some() && !page.around(span, 120, List::CaseWords, Some(attr::CASE_WORDS_POLICE));
    if (appeal || police || warrant) && !petition {
        sink.push(Candidate::new(Kind::CaseNo, span, Verdict::Plausible, LIKELY, "case_no/office", why));
    }
}

/// Whether a word for precedents stands shortly before: 유사 재결례 2021-15902.
fn named_before(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    (span.start.saturating_sub(8)..span.start).any(|i| ["재결례", "선례", "판례"].iter().any(|w| f.starts_with(i as usize, w)))
}

/// Numbers of offices that are no plain `YYYY-NNNN`: `제2026-1234호`, `2026-서울-00123` behind a label.
/// `이천이십육 카단 삼삼일팔`, `2026 하면 일공사팔`: year, code and serial in the line of a word of courts, at least one of the two numbers said.
fn said(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let line = page.line(hit.start);
    let (from, to) = (line.start.max(hit.start.saturating_sub(60)) as usize, line.end.min(hit.end + 60) as usize);
    // An investigation gives a year and a serial without a code.
    let police = hit.has(List::CaseWords, attr::CASE_WORDS_POLICE);
    // Numerals in a row: value, end, whether all are plain.
    let number = |at: usize, most: usize| {
        let (mut value, mut n, mut i, mut plain) = (0u32, 0, at, true);
        while n < most
            && let Some((worth, digits, width)) = page.numeral(i)
        {
            if n + digits > most || digits > 1 && n > 0 {
                break;
            }
            plain &= f.class(i) == Class::Digit;
            value = value * 10u32.pow(digits as u32) + worth;
            (n, i) = (n + digits, i + width);
        }
        (n > 0).then_some((value, n, i, plain))
    };
    let gap = |at: usize| {
        let mut i = at;
        while i < at + 3 && matches!(f.unit(i), 0x20 | 0x2D | 0x2F | 0x2E | 0xB7 | 0x3161) {
            i += 1;
        }
        i + if f.starts_with(i, "다시 ") { 3 } else { 0 }
    };
    let mut i = from;
    while i < to {
        let begins = page.numeral(i).is_some() && page.numeral(i.saturating_sub(1)).is_none();
        let year = if begins { number(i, 4).filter(|y| y.1 == 4 && (1990..2100).contains(&y.0)) } else { None };
        let Some((_, _, end, plain)) = year else {
            i += 1;
            continue;
        };
        let at = gap(end + usize::from(f.unit(end) == 0xB144));
        // 이공이육-공공사일팔이칠, 2026 다시 공공사일팔이공
        if police
            && at > end
            && let Some((_, 6..=7, stop, exact)) = number(at, 8)
            && !(plain && exact)
            && page.clear_right(stop as u32)
        {
            let why = "수사·심판의 사건번호입니다. 진행 중이면 가릴지 확인하십시오.";
            sink.push(Candidate::new(Kind::CaseNo, FoldSpan::new(i, stop), Verdict::Plausible, LIKELY, "case_no/odd", why));
            i = stop;
            continue;
        }
        // 차 and its like are codes too where a payment order or the like is spoken of right before.
        let single = hit.has(List::CaseWords, attr::CASE_WORDS_COURT) && hit.end as usize <= i && i <= hit.end as usize + 4;
        let code = CODES.iter().find(|c| (c.chars().count() >= 2 || single) && f.starts_with(at, c));
        if let Some(code) = code
            && let serial = gap(at + code.chars().count())
            && let Some((_, _, end, exact)) = number(serial, 7)
            && !(plain && exact && serial == at + code.chars().count())
            && page.clear_right(end as u32)
        {
            let why = "재판·수사의 사건번호입니다. 당사자와 함께 적혔거나 진행 중이면 가릴지 확인하십시오.";
            sink.push(Candidate::new(Kind::CaseNo, FoldSpan::new(i, end), Verdict::Plausible, LIKELY, "case_no/odd", why));
            i = end;
        }
        i += 1;
    }
}

fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    said(page, hit, sink);
    if !hit.labels(Kind::CaseNo) {
        inside(page, hit, sink);
        return;
    }
    page.values(hit, &mut |value| {
        if let Some(span) = slipped(page, value.span) {
            let why = "재판·수사의 사건번호입니다. 당사자와 함께 적혔거나 진행 중이면 가릴지 확인하십시오.";
            sink.push(Candidate::new(Kind::CaseNo, span, Verdict::Proven, CERTAIN, "case_no/odd", why));
            return;
        }
        let Some(code) = page.code(value.span, true).or_else(|| behind_office(page, value.span)) else { return };
        if code.digits >= 5 && code.blanks == 0 && code.hyphens > 0 && value.place != Place::Loose && !page.is_date(code.span()) && page.clear_right(code.end) {
            let why = "사건번호 표시 곁에 있는 번호입니다. 진행 중이면 가릴지 확인하십시오.";
            sink.push(Candidate::new(Kind::CaseNo, code.span(), Verdict::Proven, CERTAIN, "case_no/label", why));
        }
    });
}

/// `경기행심 제2026-1044호`, `중앙행심 2026-04172`: the name of the office before the number.
fn behind_office(page: &Page, at: FoldSpan) -> Option<crate::page::Code> {
    let f = &page.folded;
    let (mut i, to) = (at.start as usize, (at.end as usize).min(at.start as usize + 14));
    while i < to && matches!(f.class(i), Class::Hangul | Class::Space) && f.unit(i) != 0xC81C {
        i += 1;
    }
    (i > at.start as usize && matches!(f.class_before(i), Class::Space) && (f.class(i) == Class::Digit || f.unit(i) == 0xC81C))
        .then(|| page.code(FoldSpan::new(i, at.end as usize), false))
        .flatten()
}

/// A court's number right behind its label in which letters stand for digits, or that is said: `2O26구합l0441`, `이공이육 구합 일공사사일`.
fn slipped(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let like = |i: usize| {
        f.class(i) == Class::Digit
            || matches!(f.unit(i), 0x4F | 0x6F | 0x6C | 0x49)
            || f.class(i) == Class::Hangul && spoken_digit(f.unit(i)).is_some()
    };
    let run = |mut i: usize, most: usize| {
        let from = i;
        while i - from < most && like(i) {
            i += 1;
        }
        i
    };
    let start = at.start as usize;
    let year = run(start, 4);
    let of = |class: Class| (start..year).filter(|&i| f.class(i) == class).count();
    let slips = |a: usize, b: usize| (a..b).any(|i| f.class(i) != Class::Digit);
    if year - start != 4 || of(Class::Digit) < 2 && of(Class::Hangul) < 4 || !matches!(spoken_digit(f.unit(start)), Some(1 | 2)) {
        return None;
    }
    let mut i = year + usize::from(f.class(year) == Class::Space);
    let name = CODES.iter().find(|c| f.starts_with(i, c) && like(i + c.chars().count() + usize::from(f.class(i + c.chars().count()) == Class::Space)))?;
    i += name.chars().count();
    i += usize::from(f.class(i) == Class::Space);
    let end = run(i, 7);
    ((slips(start, year) || slips(i, end)) && end > i && end - i <= 7 && page.clear_right(end as u32)).then(|| FoldSpan::new(start, end))
}

/// `2026-행심-417`: the word of the office stands in the number.
fn inside(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    // 2026-경기행심-1044: the name of a place may stand before the word.
    let mut start = hit.start as usize;
    while start > 0 && f.class(start - 1) == Class::Hangul && hit.start as usize - start < 4 {
        start -= 1;
    }
    let year = start >= 5 && f.unit(start - 1) == 0x2D && (2..=5).all(|k| f.class(start - k) == Class::Digit) && page.clear_left(start as u32 - 5);
    if !year || f.unit(hit.end as usize) != 0x2D {
        return;
    }
    let Some(code) = page.code(FoldSpan::new(start - 5, f.len()), true) else { return };
    if code.end > hit.end && code.digits >= 5 && code.blanks == 0 && page.clear_right(code.end) {
        let why = "수사·심판의 사건번호입니다. 진행 중이면 가릴지 확인하십시오.";
        sink.push(Candidate::new(Kind::CaseNo, code.span(), Verdict::Plausible, LIKELY, "case_no/office", why));
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("○○지방법원 [[case_no|2026구합10234]] 영업정지처분취소"),
    Example::Finds("사건[[case_no|2025가단104417]]에"),
    Example::Finds("[[case_no|2026년 형제12345호]] 사건"),
    Example::Finds("안산 ○○경찰서 [[case_no|2026-007712]]"),
    Example::Finds("사건번호 [[case_no|２０２６가합１２３４]]"),
    Example::Finds("대법원 2012. 6. 18. 선고 [[case_no!keep|2011두2361]] 전원합의체 판결"),
    Example::Passes("제43조의2, 2026 가나다"),
    Example::Passes("2027 예산 500"),
    Example::Passes("2026 다 300명 2026년 수 50건"),
    Example::Passes("공고 제2026-1234호"),
];
