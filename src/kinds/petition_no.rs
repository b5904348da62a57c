//! 민원·정보공개 접수번호 (number of a petition or of a disclosure request).
//!
//! 국민신문고 gives `1AA-YYMM-NNNNNNN`, offices give `2026-민원-08813`, `정보공개-2026-00417` or a plain serial. With it the petitioner can be
//! traced. A number of receipt counts as one where its shape or the words around it say so; short serials (신청번호 0001) are none.

use super::beside;
use crate::kind::{Action, Kind};
use crate::page::{Code, Numbers, Page, Place, Signs};
use crate::rule::{Form, CERTAIN, Candidate, Example, FAIR, Gate, LIKELY, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 4 }, shape)),
    word: Some(labelled),
    listed: Some((List::PetitionWords, labelled)),
    partial: |value| crate::style::keep_first(value, 3),
    form: Some(Form {
        fits: |s| lettered(s) || s.spoken > 4 && yearly(s),
        strong: |s| !s.digits(s.len()) || s.spoken > 6,
        letters: true,
        worded: Some((&["정보공개", "민원", "이의", "홈", "홈페이지", "신문고", "제안", "진정"], yearly)),
        push: |_, span, near, sink| beside::push(Kind::PetitionNo, "petition_no/odd", "민원·정보공개 접수번호 표시 곁에 있는 번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::PetitionNo)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "민원이나 정보공개 청구의 접수번호입니다. 국민신문고의 모양(1AA-…)과, 민원·정보공개·신고의 접수번호 표시 곁에 있는 번호를 찾아 확인을 권합니다.",
    examples: EXAMPLES,
};

/// `1AA-2611-0012345`: a digit, two or three letters, four digits, six to eight; also parted otherwise or not at all. `SPP-2611-0012345`: letters
/// first, where petitions are spoken of.
fn shape(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let digits = numbers.groups[group];
    let f = &page.folded;
    let i = digits.start as usize;
    if digits.len() == 4 {
        app(page, i, sink);
        return;
    }
    let letters = i + 1 + usize::from(f.unit(i + 1) == 0x20);
    let second = letters + 1 + usize::from(f.unit(letters + 1) == 0x20);
    if digits.len() != 1 || f.class(letters) != Class::Latin || f.class(second) != Class::Latin {
        return;
    }
    let why = "국민신문고 접수번호의 모양입니다.";
    if letters == i + 1
        && let Some(code) = page.code(FoldSpan::new(i, f.len()), false)
        && code.hyphens == 2
        && (2..=3).contains(&code.latin)
        && (10..=14).contains(&code.digits)
        && code.blanks == 0
        && page.clear_left(code.start)
        && page.clear_right(code.end)
    {
        sink.push(Candidate::new(Kind::PetitionNo, code.span(), Verdict::Proven, CERTAIN, "petition_no/shape", why));
        return;
    }
    // 1AA2611-0012345, 1 AA - 2611 - 0012345
    let line = FoldSpan { start: digits.start, end: page.line(digits.start).end };
    let fits = |s: &Signs| lettered(s) && s.plain >= 8;
    if let Some(span) = page.loose(line, false, true, &fits)
        && page.clear_left(span.start)
        && page.clear_right(span.end)
    {
        sink.push(Candidate::new(Kind::PetitionNo, span, Verdict::Proven, LIKELY, "petition_no/shape", why));
    }
}

/// A digit, two letters, the year and month, six to eight digits.
fn lettered(s: &Signs) -> bool {
    const FORM: &[u8; 15] = b"0AA000000000000";
    let month = (20..40).contains(&s.number(3, 5)) && (1..=12).contains(&s.number(5, 7));
    month && (13..=15).any(|n| FORM.get(..n).is_some_and(|form| s.like(form)))
}

/// `일에이에이 다시 이육공구 다시 공일일팔이칠`: said from the letters on.
fn said(page: &Page, hit: &Hit, sink: &mut Sink) {
    let line = page.line(hit.start).span();
    if let Some(span) = page.loose(FoldSpan { start: hit.start, end: line.end }, false, true, &lettered) {
        let why = "국민신문고 접수번호의 모양입니다.";
        sink.push(Candidate::new(Kind::PetitionNo, span, Verdict::Proven, LIKELY, "petition_no/shape", why));
    }
}

/// `26진정0041200`: a year in two or four digits, the word, a serial of five digits or more.
fn complaint(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let start = hit.start as usize;
    let before = start - usize::from(f.unit_before(start) == 0x2D);
    let mut from = before;
    while from > 0 && before - from < 4 && f.class(from - 1) == Class::Digit {
        from -= 1;
    }
    let mut end = hit.end as usize + usize::from(f.unit(hit.end as usize) == 0x2D);
    let serial = end;
    while f.class(end) == Class::Digit && end - serial < 9 {
        end += 1;
    }
    if matches!(before - from, 2 | 4) && (5..=8).contains(&(end - serial)) && page.clear_left(from as u32) && page.clear_right(end as u32) {
        let why = "진정 사건의 접수번호입니다.";
        sink.push(Candidate::new(Kind::PetitionNo, FoldSpan::new(from, end), Verdict::Proven, CERTAIN + 2, "petition_no/complaint", why));
    }
}

/// Whether a number holds a year of four digits in its first or second part and at most four syllables beside it: `감사-2026-118`, `2026-시바-03317`.
fn dated(page: &Page, code: &Code) -> bool {
    let f = &page.folded;
    let years = |i: u32| {
        let i = i as usize;
        f.starts_with(i, "20") && (2..4).all(|k| f.class(i + k) == Class::Digit) && f.unit(i + 4) == 0x2D && !matches!(f.class_before(i), Class::Digit)
    };
    code.hyphens == 2 && (2..=4).contains(&code.hangul) && code.latin == 0 && code.digits >= 6 && (code.start..code.end).any(years)
}

/// A year or its last two digits, perhaps a month, and a serial, said or parted by a mark.
fn yearly(s: &Signs) -> bool {
    let year = match s.head {
        4 => (2010..2100).contains(&s.number(0, 4)) || months(s.all().get(0..4)),
        2 => (15..60).contains(&s.number(0, 2)),
        _ => false,
    };
    s.lists == 0 && s.gaps > 0 && s.joined() && year && (7..=13).contains(&s.len()) && s.digits(s.len())
}

/// Whether four signs are a year and a month: 2611.
fn months(signs: Option<&[u8]>) -> bool {
    matches!(signs, Some([b'2' | b'3', b'0'..=b'9', b'0', b'1'..=b'9'] | [b'2' | b'3', b'0'..=b'9', b'1', b'0'..=b'2']))
}

/// `SPP-2611-0044187` whose month begins at `at`, where a petition or a report is spoken of.
fn app(page: &Page, at: usize, sink: &mut Sink) {
    let f = &page.folded;
    let mut from = at;
    if f.unit_before(from) == 0x2D {
        from -= 1;
        while from > 0 && at - from < 7 && f.class(from - 1) == Class::Latin {
            from -= 1;
        }
    }
    if at < from + 3 || !page.clear_left(from as u32) {
        return;
    }
    let Some(code) = page.code(FoldSpan::new(from, f.len()), false) else { return };
    let span = code.span();
    let shaped = code.latin as usize == at - from - 1 && code.hyphens == 2 && (10..=12).contains(&code.digits);
    let petition = page.around(span, 200, List::PetitionWords, Some(attr::PETITION_WORDS_PETITION));
    if shaped && petition && month(page, &code) && code.blanks == 0 && !exam(page, span) && page.clear_right(code.end) {
        let why = "신문고 접수번호의 모양입니다.";
        sink.push(Candidate::new(Kind::PetitionNo, span, Verdict::Plausible, LIKELY, "petition_no/word", why));
    }
}

/// 민원, 정보공개 … stand in the number itself.
fn named(page: &Page, code: &Code) -> bool {
    page.hits_in(code.span()).any(|h| h.has(List::PetitionWords, attr::PETITION_WORDS_PETITION))
        || code.hangul > 0 && ["민원", "정보공개", "청구", "신고", "제안", "이의", "진정", "고충", "제보", "청원"].iter().any(|w| (code.start..code.end).any(|i| page.folded.starts_with(i as usize, w)))
}

fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let label = hit.labels(Kind::PetitionNo);
    if !label {
        word(page, hit, sink);
        return;
    }
    // 접수번호, 신청번호 alone are of anything: the words around must be those of petitions.
    let broad = f.starts_with(hit.start as usize, "접수") || f.starts_with(hit.start as usize, "신청") || f.starts_with(hit.start as usize, "상담") || f.starts_with(hit.start as usize, "제안");
    // 수입신고번호, 기체신고번호: of something else.
    let glued = f.class_before(hit.start as usize) == Class::Hangul && !hit.stretched() && (broad || f.starts_with(hit.start as usize, "신고"));
    if glued {
        return;
    }
    page.values(hit, &mut |value| {
        if let Some(span) = worded(page, value.span) {
            let why = "민원·정보공개 접수번호 표시 곁에 있는 번호입니다.";
            sink.push(Candidate::new(Kind::PetitionNo, span, Verdict::Proven, LIKELY + 2, "petition_no/label", why));
            return;
        }
        let Some(code) = page.code(value.span, true) else { return };
        let span = code.span();
        if code.blanks > 0 && code.blanks + code.digits >= 8 {
            let why = "이미 일부를 가린 접수번호입니다.";
            sink.push(Candidate::new(Kind::PetitionNo, span, Verdict::Proven, LIKELY, "petition_no/masked", why).action(Action::Keep));
            return;
        }
        // 119 신고번호, 보험 접수번호: of something that is no petition.
        if !named(page, &code) && code.latin < 2 && other(page, span) {
            return;
        }
        let own = named(page, &code) || value.place != Place::Loose && dated(page, &code) && !exam(page, span);
        if code.blanks > 0 || code.digits < 5 && !(code.numbered && code.digits >= 2 && !broad) || code.digits > 20 || code.hyphens == 0 && code.digits < 7 && page.counts(code.end) || page.is_date(span) || !page.clear_right(code.end) {
            return;
        }
        if code.hangul > 0 && !own && code.hyphens < 2 {
            return;
        }
        let police = page.around(span, 120, List::CaseWords, Some(attr::CASE_WORDS_POLICE));
        let petition = page.around(span, 160, List::PetitionWords, Some(attr::PETITION_WORDS_PETITION));
        // SPP-2611-0044187 has the shape of a report by an app; a list of applicants has their names beside.
        let shaped = code.latin >= 2 && code.latin <= 5 && code.hyphens == 2 && (10..=13).contains(&code.digits) && month(page, &code) && !exam(page, span) || f.starts_with(hit.start as usize, "상담") && stamp(page, &code);
        let listed = value.place == Place::Column && !f.starts_with(hit.start as usize, "상담") && persons(page, &value) && !exam(page, span);
        // 제2026-00335호 is as often a notice's or an office's.
        if f.unit(code.start as usize) == 0xC81C && (broad && !petition || police || exam(page, span)) {
            return;
        }
        if broad && !own && (police || code.hangul > 0 && exam(page, span) || !(petition || shaped || listed)) || value.place == Place::Loose && !own && code.hyphens == 0 {
            return;
        }
        let why = "민원·정보공개 접수번호 표시 곁에 있는 번호입니다.";
        sink.push(Candidate::new(Kind::PetitionNo, span, Verdict::Proven, LIKELY, "petition_no/label", why));
    });
}

/// `정보공개2026-00332`, `이의 제2026-31호`, `공익 2026-0117`: the word of the petition and its number, without a hyphen between.
fn worded(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    const WORDS: [&str; 14] = [
        "정보공개", "이의신청", "이의", "민원", "공익신고", "공익", "부패신고", "부패", "진정", "청원", "고충민원", "고충", "제안", "청구",
    ];
    let f = &page.folded;
    let start = at.start as usize;
    let word = WORDS.iter().find(|w| f.starts_with(start, w))?;
    let mut i = start + word.chars().count();
    i += usize::from(f.class(i) == Class::Space);
    let code = page.code(FoldSpan::new(i, at.end as usize), false)?;
    let enough = code.hyphens >= 1 && code.digits >= 5 && code.latin + code.blanks == 0;
    (enough && page.clear_right(code.end)).then(|| FoldSpan::new(start, code.end as usize))
}

/// Whether a number is a word of one to five syllables, a year in two or four digits, and a serial: `의급이의-27-009`, `복-27-0318`.
fn coded(page: &Page, code: &Code) -> bool {
    let f = &page.folded;
    let start = code.start as usize;
    let word = (start..start + 6).take_while(|&i| f.class(i) == Class::Hangul).count();
    let digits = |from: usize| (from..from + 8).take_while(|&i| f.class(i) == Class::Digit).count();
    let at = start + word + 1;
    let year = digits(at);
    let two = year == 2 && matches!(f.unit(at), 0x32 | 0x33) || year == 4 && f.starts_with(at, "20");
    (1..=5).contains(&word) && f.unit(start) != 0xC81C && f.unit(at - 1) == 0x2D && two && f.unit(at + year) == 0x2D && (3..=7).contains(&digits(at + year + 1)) && code.hyphens == 2 && code.latin + code.blanks == 0
}

/// Whether a number begins with a year: 2026-0417, 제2026-0417호.
fn year(page: &Page, code: &Code) -> bool {
    let f = &page.folded;
    let Some(i) = (code.start as usize..code.end as usize).find(|&i| f.class(i) == Class::Digit) else { return false };
    f.starts_with(i, "20") && f.unit(i + 4) == 0x2D
}

/// Whether a number is a day in eight digits and three to six more in the same run.
fn stamp(page: &Page, code: &Code) -> bool {
    let at = code.start as usize;
    code.hyphens + code.latin + code.hangul + code.blanks == 0
        && (11..=14).contains(&code.digits)
        && page.folded.class(at) == Class::Digit
        && page.is_date(FoldSpan::new(at, at + 8))
}

/// Whether the second part of a number is a year and a month in four digits: 2611.
fn month(page: &Page, code: &Code) -> bool {
    let f = &page.folded;
    let Some(i) = (code.start as usize..code.end as usize).find(|&i| f.unit(i) == 0x2D) else { return false };
    let digit = |k: usize| u32::from(f.unit(i + k).saturating_sub(0x30));
    (1..=4).all(|k| f.class(i + k) == Class::Digit) && f.unit(i + 5) == 0x2D && (20..40).contains(&(digit(1) * 10 + digit(2))) && (1..=12).contains(&(digit(3) * 10 + digit(4)))
}

/// Whether calls for help, insurances, customs, lost things or facilities are spoken of shortly before: what they number is no petition.
fn other(page: &Page, at: FoldSpan) -> bool {
    const WORDS: [&str; 20] = ["구급", "출동", "화재", "보험", "수입신고", "통관", "도난", "분실", "공과금", "청구일", "등기", "견적", "송장", "통학버스", "수출", "지하수", "배출시설", "교습소", "축산", "비산먼지"];
    let f = &page.folded;
    (at.start.saturating_sub(60)..at.end + 8).any(|i| WORDS.iter().any(|w| f.starts_with(i as usize, w)))
        && !page.around(at, 80, List::PetitionWords, Some(attr::PETITION_WORDS_PETITION))
}

/// Whether a number is given in an examination or a tender.
fn exam(page: &Page, at: FoldSpan) -> bool {
    const WORDS: [&str; 10] = ["응시", "원서", "채용", "수험", "시험", "입찰", "공모", "모집", "면접", "합격"];
    let f = &page.folded;
    (at.start.saturating_sub(120)..at.start).any(|i| WORDS.iter().any(|w| f.starts_with(i as usize, w)))
}

/// Whether the table of a value has a column of persons.
fn persons(page: &Page, value: &crate::page::Value) -> bool {
    let head = page.cell(value.span.start).head_from;
    let Some(head) = page.cells.get(head as usize) else { return false };
    let row = page.line(head.start).span();
    page.hits_in(row).any(|h| h.labels(Kind::PersonName) || h.labels(Kind::BirthDate))
}

/// `민원-2026-01234`, `정보공개-2026-00417`, `2026-민원-08813` without a label: the word stands in the number.
fn word(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    match hit.attr(List::PetitionWords) {
        Some(attr::PETITION_WORDS_SAID) => return said(page, hit, sink),
        Some(attr::PETITION_WORDS_COMPLAINT) => {
            complaint(page, hit, sink);
            // 관련 진정(제2026-동물-00417호)
            received(page, hit, sink);
            return;
        }
        _ => {}
    }
    if !hit.has(List::PetitionWords, attr::PETITION_WORDS_PETITION) {
        received(page, hit, sink);
        return;
    }
    // 지난번 민원 20261112-9-0047은: a number of three parts, or one with a word in it, right behind.
    received(page, hit, sink);
    // 안전신문고 SPP-2611-0417223: letters, then the month and the serial.
    page.values(hit, &mut |value| {
        if value.place == Place::Near
            && let Some(code) = page.code(value.span, false)
            && code.hyphens == 2
            && (1..=5).contains(&code.latin)
            && (10..=14).contains(&code.digits)
            && code.blanks == 0
            && page.clear_right(code.end)
        {
            let why = "신문고 접수번호의 모양입니다.";
            sink.push(Candidate::new(Kind::PetitionNo, code.span(), Verdict::Plausible, LIKELY, "petition_no/word", why));
        }
    });
    let mut start = hit.start as usize;
    if f.unit_before(start) == 0x2D {
        // A year before: four digits and the hyphen.
        let year = start >= 5 && (1..=4).all(|k| f.class(start - 1 - k) == Class::Digit) && page.clear_left(start as u32 - 5);
        if !year {
            return;
        }
        start -= 5;
    } else if f.unit(hit.end as usize) != 0x2D && !f.starts_with(hit.end as usize, " - ") {
        return;
    }
    // 의급이의-27-009: the word ends a longer one.
    while start > 0 && hit.start as usize - start < 4 && f.class(start - 1) == Class::Hangul {
        start -= 1;
    }
    if f.class_before(start) == Class::Hangul {
        return;
    }
    let Some(code) = page.code(FoldSpan::new(start, f.len()), true) else { return };
    if code.end > hit.end && (code.digits >= 7 || coded(page, &code)) && code.hyphens >= 2 && code.blanks == 0 && page.clear_right(code.end) {
        let why = "민원·정보공개 접수번호의 모양입니다.";
        sink.push(Candidate::new(Kind::PetitionNo, code.span(), Verdict::Plausible, FAIR, "petition_no/word", why));
    }
}

/// `이의신청 접수는 이의-2026-0031`, `민원 20261112-9-0047`: right behind the word, in the shape of such numbers.
fn received(page: &Page, hit: &Hit, sink: &mut Sink) {
    page.values(hit, &mut |value| {
        if value.place != Place::Near || value.span.start > hit.end + 6 {
            return;
        }
        let Some(code) = page.code(value.span, true) else { return };
        let span = code.span();
        let petition = hit.has(List::PetitionWords, attr::PETITION_WORDS_PETITION)
            || hit.has(List::PetitionWords, attr::PETITION_WORDS_COMPLAINT) && page.folded.unit_before(value.span.start as usize) == 0x28
            || page.around(span, 80, List::PetitionWords, Some(attr::PETITION_WORDS_PETITION));
        let police = page.around(span, 80, List::CaseWords, Some(attr::CASE_WORDS_POLICE));
        let parts = code.hyphens == 2 && (9..=16).contains(&code.digits) && page.folded.unit(code.start as usize) != 0x30;
        // 접수 20261116-0091: the day and a serial.
        let dated = code.hyphens == 1 && (11..=14).contains(&code.digits) && code.latin + code.hangul == 0 && {
            let day = FoldSpan::new(code.start as usize, code.start as usize + 8);
            page.is_date(day) && page.folded.unit(code.start as usize + 8) == 0x2D
        };
        let worded = code.hangul > 0 && code.hangul <= 4 && code.hyphens >= 2 && code.digits >= 6;
        // 민원 접수 2026-0417, 정보공개청구(2026-0417), 고충민원 제2026-0417호: a year and a serial, where it is said that something was received.
        let said = hit.has(List::PetitionWords, attr::PETITION_WORDS_RECEIPT)
            || page.folded.unit_before(value.span.start as usize) == 0x28
            || page.folded.unit(code.start as usize) == 0xC81C;
        // 민원 2026-0904417: a long serial needs nothing else.
        let long = hit.has(List::PetitionWords, attr::PETITION_WORDS_PETITION) && code.digits >= 10;
        let yearly = (said || long) && code.hyphens == 1 && (6..=12).contains(&code.digits) && code.latin + code.hangul == 0 && year(page, &code);
        // 새올 202611180417: the day and a serial in one run.
        let stamped = stamp(page, &code);
        // 정보공개 청구(접수 11840223)
        let run = hit.has(List::PetitionWords, attr::PETITION_WORDS_RECEIPT)
            && code.hyphens + code.latin + code.hangul == 0
            && code.digits == 8
            && value.span.start <= hit.end + 1
            && page.folded.unit(code.start as usize) == 0x31;
        let fits = parts || run || dated || self::dated(page, &code) || yearly || stamped || worded || named(page, &code) && code.digits >= 6;
        // 결정 신청서(접수 전세-2026-00813)
        let receipt = hit.has(List::PetitionWords, attr::PETITION_WORDS_RECEIPT) && value.span.start <= hit.end + 1;
        let coded = self::coded(page, &code);
        let noted = receipt && (self::dated(page, &code) || dated || coded) && !other(page, span);
        // 신고인 김가람님(식약-27-031844), 정보공개 청구(공개-27-0031)
        let fits = fits || coded && (code.digits >= 7 || page.folded.unit_before(code.start as usize) == 0x28);
        // 지청, 경찰서 number their cases otherwise.
        let police = police && code.hangul == 0;
        if (petition || noted) && !police && fits && code.blanks == 0 && code.latin <= 5 && !exam(page, span) && !page.is_date(span) && page.clear_right(code.end) {
            let why = "민원·정보공개 접수번호의 모양입니다.";
            sink.push(Candidate::new(Kind::PetitionNo, span, Verdict::Plausible, LIKELY, "petition_no/word", why));
        }
    });
}

const EXAMPLES: &[Example] = &[
    Example::Finds("국민신문고(접수번호 [[petition_no|1AA-2611-0012345]])로"),
    Example::Finds("민원[[petition_no|2AA-2611-0417223]]에 회신합니다"),
    Example::Finds("이의신청(접수번호 [[petition_no|정보공개-2026-00417]])에"),
    Example::Finds("접수번호는 [[petition_no|2026-민원-08813]]입니다"),
    Example::Finds("민원번호 [[petition_no|１ＡＡ－２６１１－００１２３４５]]"),
    Example::Finds("정보공개 청구(접수번호: [[petition_no|12345678]])"),
    Example::Passes("신청번호 0001"),
    Example::Passes("문서번호 정보공개정책과-22314"),
    Example::Passes("응시원서 접수번호 2026-0417"),
    Example::Passes("민원 처리 2026-11-20 완료"),
];
