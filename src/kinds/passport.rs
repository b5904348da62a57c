//! 여권번호 (passport number).
//!
//! Korean passports: a letter (M several journeys, S one, R residence, G or O official, D diplomatic, T travel certificate) and eight digits;
//! since 2021-12-21 letter, three digits, letter, four digits (외교부 여권안내). The new shape speaks for itself; the old one, and foreign
//! passports (six to nine letters and digits), only beside a label. A passport number is a unique identifier (개인정보 보호법 시행령 제19조).

use crate::kind::Kind;
use super::{beside, masked};
use crate::page::{Numbers, Page, Place, Signs, codes, digit};
use crate::rule::{CERTAIN, LIKELY, Candidate, Example, Form, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};
use crate::words::Hit;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 9 }, find)),
    word: Some(labelled),
    partial: |value| crate::style::keep_first(value, 1),
    form: Some(Form {
        fits: |s| {
            ["A00000000", "A000A0000", "AA0000000"].iter().any(|form| s.like(form.as_bytes())) || s.odd() && s.like(b"A0000000") || s.odd() && s.digits(9)
        },
        strong: |s| {
            let korean = s.all().first().is_some_and(|letter| b"MSRGODTP".contains(letter));
            korean && (s.like(b"A00000000") || s.like(b"A000A0000"))
        },
        letters: true,
        worded: None,
        push: |_, span, near, sink| beside::push(Kind::Passport, "passport/odd", "여권번호는 법령에 근거가 있을 때만 적을 수 있습니다. 표시 곁에 있는 여권번호입니다.", span, near, sink),
    }),
    ..Spec::new(Kind::Passport)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "여권번호입니다. 영문 1자와 숫자 8자, 또는 영문 1자·숫자 3자·영문 1자·숫자 4자입니다. 외국 여권번호와 띄어 쓴 번호는 표시가 곁에 있을 때 찾습니다. \
         모델명이나 관리번호 표시가 곁에 있으면 그대로 둡니다.",
    examples: EXAMPLES,
};

const BASIS: &str = "여권번호는 법령에 근거가 있을 때만 적을 수 있습니다.";

/// What the label announces: masked already, or written oddly.
fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    noted(page, hit, sink);
    masked::after_label(page, hit, Kind::Passport, "passport/masked", sink);
}

/// The longest number with spaces between its signs, and its name of a letter.
const BACK: usize = 26;

/// `엔 공이이공공사일칠(캄보디아 여권)`: the label stands in the bracket behind the number.
fn noted(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let start = hit.start as usize;
    let line = page.line(hit.start).start as usize;
    let low = line.max(start.saturating_sub(12));
    let Some(open) = (low..start).rev().find(|&i| !matches!(f.class(i), Class::Hangul | Class::Space)).filter(|&i| f.unit(i) == 0x28) else { return };
    if f.unit(hit.end as usize) != 0x29 {
        return;
    }
    let stop = open - usize::from(f.class_before(open) == Class::Space);
    let fits = |s: &Signs| {
        let first = s.all().first().is_some_and(|letter| letter.is_ascii_uppercase() && !digit(*letter) || matches!(letter, b'O' | b'L'));
        first && (7..=10).contains(&s.len()) && s.all().iter().filter(|&&c| digit(c)).count() >= 5
    };
    for i in line.max(stop.saturating_sub(BACK))..stop {
        if page.begins(i)
            && let Some(span) = page.loose(FoldSpan::new(i, stop), false, true, &fits)
            && span.end as usize == stop
        {
            push(span, Verdict::Proven, LIKELY, "passport/noted", "뒤의 괄호에 여권이라고 적은 번호입니다.", sink);
            return;
        }
    }
}

fn find(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let first = &numbers.groups[group];
    let f = &page.folded;
    let at = first.start as usize;
    let lettered = f.class_before(at) == Class::Latin;
    let mentioned = page.mentions(Kind::Passport);
    if !lettered && !mentioned {
        return;
    }
    if lettered && let Some(span) = of_a_country(page, first) {
        push(span, Verdict::Plausible, LIKELY, "passport/country", "나라 이름 바로 뒤에 적은 여권번호의 꼴입니다.", sink);
        return;
    }
    if let Some((span, new)) = korean(page, at).or_else(|| if mentioned { slipped(page, at) } else { None }) {
        if !page.clear_left(span.start) || !page.clear_right(span.end) {
            return;
        }
        let label = if mentioned { page.owner(span, Kind::Passport) } else { None };
        let together = span.len() == 9;
        let (verdict, score, rule, why) = match label {
            Some(_) => (Verdict::Proven, CERTAIN, "passport/label", "표시 곁에 있는 여권번호입니다."),
            // M 3 4 4 L 0 7 1 2, of which the draft says somewhere that it is a passport's.
            None if !together && !(new && mentioned && f.unit(span.start as usize) <= 0x5A) || page.owned_by_other(span, Kind::Passport) => return,
            None if mentioned => (Verdict::Proven, LIKELY, "passport/shape", "여권번호의 꼴이고 문서에 여권이 적혀 있습니다."),
            // R and T are rare letters, and common ones of products.
            None if new && !matches!(f.unit(span.start as usize) & !0x20, 0x52 | 0x54) => (Verdict::Plausible, LIKELY, "passport/shape", "영문과 숫자의 자리가 여권번호와 같습니다."),
            None if together && !new && travelled(page, span) => (Verdict::Plausible, LIKELY, "passport/travel", "여권번호의 꼴이고 외국에 드나드는 일이 곁에 적혀 있습니다."),
            None => return,
        };
        push(span, verdict, score, rule, why, sink);
        return;
    }
    if !mentioned {
        return;
    }
    let Some(code) = codes::code(page, first) else { return };
    let long = code.digits + code.letters;
    if code.syllables > 0 || code.hyphens > 0 || code.blanks > 0 || !(6..=10).contains(&long) || code.digits < 4 {
        return;
    }
    if !page.clear_left(code.span.start) || !page.clear_right(code.span.end) {
        return;
    }
    let own = match page.owner(code.span, Kind::Passport) {
        // Digits alone are too plain for a column that may be another's.
        Some(Place::Loose | Place::Line) => code.letters > 0 && code.letters < 4 && long >= 7,
        // A date stands beside such labels too (여권 유효기간).
        Some(Place::Near) if code.letters == 0 => long >= 7 && page.tight(code.span, Kind::Passport),
        Some(Place::Near) => page.tight(code.span, Kind::Passport) || long >= 8,
        Some(_) => code.letters > 0 || long >= 7,
        None => false,
    };
    if own {
        push(code.span, Verdict::Plausible, LIKELY, "passport/foreign", "표시 곁에 있는 여권번호입니다.", sink);
    }
}

/// What is spoken of where people go abroad or come from there.
static TRAVEL: Phrases<24> = Phrases::new([
    "출국", "입국", "비자", "사증", "항공권", "항공편", "발권", "국외", "해외", "탑승", "영사", "귀국", "체류", "공항", "출입국", "재외국민", "승객", "여행사", "선원", "유학", "방문국", "예약번호", "환승", "여행자보험",
]);

/// How much of the line before and behind, of the line above and of the title is looked at.
const ASIDE: u32 = 80;

/// Whether a journey abroad is spoken of in the line of a number, in the line above it or in the title.
fn travelled(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let own = page.line(at.start);
    let said = |from: u32, to: u32| (from..to).any(|i| f.class(i as usize) == Class::Hangul && TRAVEL.at(f, i as usize).is_some());
    let above = page.line_index(at.start).checked_sub(1).and_then(|i| page.lines.get(i)).map_or((0, 0), |l| (l.start, l.end));
    let title = page.lines.first().map_or((0, 0), |l| (l.start, l.end));
    said(own.start.max(at.start.saturating_sub(ASIDE)), own.end.min(at.end + ASIDE))
        || [above, title].iter().any(|&(from, to)| said(from, to.min(from + ASIDE)))
}

/// Where most who travel and work come from.
const COUNTRIES: [&str; 52] = [
    "스웨덴", "노르웨이", "핀란드", "덴마크", "네덜란드", "벨기에", "스위스", "이탈리아", "스페인", "폴란드", "브라질", "멕시코", "페루", "세네갈", "가나", "케냐", "에티오피아", "튀르키예", "말레이시아", "싱가포르",
    "베트남", "중국", "캄보디아", "필리핀", "태국", "네팔", "몽골", "우즈베키스탄", "우즈베크", "인도네시아", "미얀마", "스리랑카", "방글라데시", "파키스탄", "러시아", "카자흐스탄", "키르기스스탄", "라오스",
    "인도", "미국", "일본", "캐나다", "영국", "프랑스", "독일", "호주", "대만", "동티모르", "나이지리아", "이집트", "우크라이나", "국적",
];

/// `Nguyen Thi Hoa (베트남, C0000123)`: one or two capitals and six to eight digits, parted by a sign from the country before them.
fn of_a_country(page: &Page, first: &crate::page::Group) -> Option<FoldSpan> {
    let f = &page.folded;
    let code = codes::code(page, first)?;
    let plain = code.syllables == 0 && code.hyphens == 0 && code.blanks == 0;
    if !plain || !(1..=2).contains(&code.letters) || !(6..=8).contains(&code.digits) || !(7..=9).contains(&(code.letters + code.digits)) {
        return None;
    }
    let start = code.span.start as usize;
    if !page.clear_left(code.span.start) || !page.clear_right(code.span.end) || !(0x41..=0x5A).contains(&f.unit(start)) {
        return None;
    }
    let mut at = start;
    let mut parted = false;
    while at > 0 && start - at < 4 && matches!(f.unit(at - 1), 0x20 | 0x2C | 0x2F | 0xB7 | 0x3A | 0x7C | 0x09) {
        parted |= f.unit(at - 1) != 0x20;
        at -= 1;
    }
    (parted && COUNTRIES.iter().any(|c| f.ends_with(at, c))).then_some(code.span)
}

fn push(span: FoldSpan, verdict: Verdict, score: i16, rule: &'static str, why: &str, sink: &mut Sink) {
    sink.push(Candidate::new(Kind::Passport, span, verdict, score, rule, format!("{BASIS} {why}")));
}

/// A Korean passport number whose first digit stands at `at`, perhaps with spaces or hyphens in it, and whether it has the new shape.
fn korean(page: &Page, at: usize) -> Option<(FoldSpan, bool)> {
    // The letter in the middle may be an O.
    read(page, at, true).or_else(|| read(page, at, false))
}

/// The same where the first digits are letters: `MOOO12345`, `M OOO L 3312`.
fn slipped(page: &Page, at: usize) -> Option<(FoldSpan, bool)> {
    let f = &page.folded;
    let mut i = at;
    // Back over O, the letter in the middle and the spaces between, to the run that begins with the letter.
    while i > 0 && at - i < 12 && (matches!(f.unit(i - 1), 0x4F | 0x6F) || f.class(i - 1) == Class::Latin || f.unit(i - 1) == 0x20 && i > 1 && f.class(i - 2) == Class::Latin) {
        i -= 1;
    }
    let slips = (i..at).filter(|&k| matches!(f.unit(k), 0x4F | 0x6F)).count();
    if slips < 3 || f.class(i) != Class::Latin {
        return None;
    }
    let first = i + 1 + usize::from(f.unit(i + 1) == 0x20);
    matches!(f.unit(first), 0x4F | 0x6F).then(|| korean(page, first)).flatten()
}

fn read(page: &Page, at: usize, middle: bool) -> Option<(FoldSpan, bool)> {
    let f = &page.folded;
    // A line may break inside where the draft speaks of passports.
    let broken = page.mentions(Kind::Passport);
    let gap = |i: usize| usize::from(matches!(f.unit(i), 0x20 | 0x2D) || broken && f.class(i) == Class::Newline);
    let back = usize::from(at > 0 && matches!(f.unit(at - 1), 0x20 | 0x2D));
    let letter = at.checked_sub(1 + back)?;
    if !matches!(f.unit(letter) & !0x20, 0x4D | 0x53 | 0x52 | 0x47 | 0x4F | 0x44 | 0x54) || f.class(letter) != Class::Latin {
        return None;
    }
    let mut i = at;
    let mut digits = 0;
    let mut new = false;
    // O for 0 is the usual slip.
    let digit = |i: usize| f.class(i) == Class::Digit || matches!(f.unit(i), 0x4F | 0x6F);
    while digits < 8 {
        let letter = middle && digits == 3 && !new && f.class(i + gap(i)) == Class::Latin;
        if digit(i) && !letter {
            digits += 1;
            i += 1;
            continue;
        }
        if letter {
            new = true;
            i += gap(i) + 1;
            i += if digit(i) { 0 } else { gap(i) };
            continue;
        }
        if new && digits == 7 {
            break;
        }
        if digits > 0 && gap(i) == 1 && digit(i + 1) {
            i += 1;
            continue;
        }
        return None;
    }
    if new && digits != 7 || f.class(i) == Class::Digit {
        return None;
    }
    Some((FoldSpan::new(letter, i), new))
}

const EXAMPLES: &[Example] = &[
    Example::Finds("여권번호: [[passport|M00000012]]"),
    Example::Finds("여권([[passport|M000A0012]])을"),
    Example::Finds("여권번호는 [[passport|Ｍ０００Ｂ００１２]]이며"),
    Example::Finds("출국자 [[passport|S000C0012]]"),
    Example::Finds("Passport No. [[passport|AB0000012]]"),
    Example::Finds("Nguyen Thi Hoa (베트남, [[passport|C0000012]])"),
    Example::Passes("품목 분류(중국, AB12345호)"),
    Example::Passes("관리번호 D0000031646851"),
    Example::Passes("모델명 S12345678"),
    Example::Passes("여권 유효기간 2036. 11. 21."),
    Example::Passes("자산번호 M000A0012"),
];
