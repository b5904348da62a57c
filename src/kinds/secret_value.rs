//! Whether the text behind the label of a secret is one: `Tmp!4417#`, `새들26!!nice`, `1102별표`; not `8자 이상`, `AES-256`, `${DB_PW}`. Judged for `credential.rs`.

use super::credential::{WHY, push};
use super::secret_forms::{apart, goes_on, spoken};
use super::secret_spelled::spelled;
use super::secret_token::{algorithm, placeholder, token};
use super::stretched;
use crate::kind::{Action, Kind};
use crate::page::{Page, Place, Value};
use crate::rule::{CERTAIN, Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;

/// Judges the text behind a label.
pub(super) fn secret(page: &Page, value: Value, door: bool, sink: &mut Sink) {
    let f = &page.folded;
    let (mut from, to) = (value.span.start as usize, value.span.end as usize);
    let mut skipped = false;
    for lead in ["Bearer ", "bearer ", "Basic "] {
        if f.starts_with(from, lead) {
            from += lead.len();
        }
    }
    // 예전 그대로 gpki0417: words that only say since when.
    const STILL: [&str; 14] = [
        "현재",
        "예전",
        "기존",
        "그대로",
        "아직",
        "계속",
        "지금",
        "새로",
        "그냥",
        "모두",
        "공통",
        "이전",
        "종전",
        "임시로",
    ];
    for _ in 0..2 {
        let Some(word) = STILL.iter().find(|w| f.starts_with(from, w) && f.unit(from + w.chars().count()) == 0x20)
        else {
            break;
        };
        from += word.chars().count() + 1;
        skipped = true;
    }
    if several(page, value, from, sink) {
        return;
    }
    if value.place != Place::Loose
        && let Some(end) = spelled(page, from, to, value.marked || skipped || topic(page, value.span.start))
    {
        push(sink, from, end, LIKELY + 4, "credential/spelled", WHY);
        return;
    }
    if let Some(end) = spoken(page, from, to).or_else(|| apart(page, from, to)) {
        if value.place != Place::Loose {
            push(sink, from, end, LIKELY, "credential/label", WHY);
        }
        return;
    }
    // 비밀번호는 현재 4417이며: one short word may stand before the value.
    if f.class(from) == Class::Hangul && matches!(value.place, Place::Near | Place::Row) {
        let mut k = from;
        while k < to && f.class(k) == Class::Hangul && k - from < 5 {
            k += 1;
        }
        let note = [
            "봉인",
            "봉투",
            "일련",
            "시리얼",
            "문서",
            "관리번호",
            "보관",
            "내선",
            "문의",
            "담당",
            "변경",
            "전화",
            "오류",
            "최소",
            "최대",
            "총",
            "약",
        ]
        .iter()
        .any(|w| f.starts_with(from, w));
        let ascii =
            matches!(f.class(k + 1), Class::Digit | Class::Latin) || matches!(f.unit(k + 1), 0x23 | 0x2A | 0x21 | 0x40);
        if f.unit(k) == 0x20 && ascii && !note {
            from = k + 1;
            skipped = true;
            if several(page, value, from, sink) {
                return;
            }
        }
    }
    // 별별4117, 별 1935 샵: the keys said in words before the number.
    if door {
        let mut k = from;
        while k < to
            && (matches!(f.unit(k), 0xBCC4 | 0xC0F5)
                || f.unit(k) == 0x20 && k > from
                || f.starts_with(k, "표") && k > from)
        {
            k += 1;
        }
        let digits = k;
        while k < to && f.class(k) == Class::Digit {
            k += 1;
        }
        if digits > from && (3..=8).contains(&(k - digits)) {
            let mut end = k;
            goes_on(page, &mut end, to, false, true);
            push(sink, from, end, LIKELY, "credential/door", WHY);
            return;
        }
    }
    if value.place <= Place::Column
        && let Some(end) = syllables(page, from, to)
    {
        push(sink, from, end, LIKELY, "credential/label", WHY);
        return;
    }
    let Some((mut end, made)) = token(page, from, to) else { return };
    // A key that a line break tears behind a hyphen.
    if f.unit(end - 1) == 0x2D
        && f.class(end) == Class::Newline
        && matches!(f.class(end + 1), Class::Digit | Class::Latin)
        && end - from >= 9
    {
        end += 1;
        while matches!(f.class(end), Class::Digit | Class::Latin)
            || f.unit(end) == 0x2D && matches!(f.class(end + 1), Class::Digit | Class::Latin)
        {
            end += 1;
        }
    }
    let len = end - from;
    let after = f.unit(end);
    if made.blanks >= 3 && made.digits + made.lower + made.upper + made.hangul <= 3 {
        let why = "이미 가린 비밀번호·인증키입니다.";
        let keep = Candidate::new(
            Kind::Credential,
            FoldSpan::new(from, end),
            Verdict::Proven,
            LIKELY,
            "credential/masked",
            why,
        );
        sink.push(keep.action(Action::Keep));
        return;
    }
    let letters = made.lower + made.upper;
    let plain = made.marks == 0 || made.digits + letters == 0;
    if made.hangul == 0
        && value.place <= Place::Column
        && goes_on(page, &mut end, to, value.place <= Place::Row && value.marked && !skipped && plain, letters == 0)
    {
        if !placeholder(page, from, end) {
            push(sink, from, end, LIKELY, "credential/label", WHY);
        }
        return;
    }
    if !(3..=400).contains(&len) || placeholder(page, from, end) {
        return;
    }
    let strong = value.marked && !skipped;
    let loose = value.place == Place::Loose;
    let score = if strong { CERTAIN } else { LIKELY };
    if letters == 0 && made.hangul == 0 {
        let keypad = made.blanks > 0 || (from..end).any(|i| f.unit(i) == 0x23);
        // A card's check value has three digits.
        let card = value.place <= Place::Row
            && (4..=12).any(|k| from >= k && (f.starts_with(from - k, "CVC") || f.starts_with(from - k, "CVV")));
        let alone = door && value.place <= Place::Row && matches!(f.class(end), Class::Newline | Class::Tab);
        let least = if keypad || card || door && strong || alone { 3 } else { 4 };
        let only =
            (from..end).all(|i| f.class(i) == Class::Digit || matches!(f.unit(i), 0x23 | 0x2A | 0x2D | 0x21 | 0x40));
        let dialled = f.unit(from) == 0x30 && made.digits >= 8
            || made.digits > 16
            || f.starts_with(from, "15") && made.digits == 8 && made.marks == 1;
        let dated = page.is_date(FoldSpan::new(from, end)) && !keypad
            || after == 0x2E && f.unit(end + 1) == 0x20 && f.class(end + 2) == Class::Digit;
        let continued = matches!(after, 0x7E | 0x3A | 0x2F) && f.class(end + 1) == Class::Digit || after == 0x25;
        // Beside a plain door word a number is more often a room or a model.
        let vague = loose && !keypad && !(4..=8).contains(&made.digits);
        if made.digits >= least
            && only
            && !dialled
            && !dated
            && !continued
            && !vague
            && !(counted(page, end) && !keypad)
        {
            push(sink, from, end, if skipped || loose { LIKELY } else { score }, "credential/label", WHY);
        }
        return;
    }
    // 비번은 korea 입니다
    let topic = value.place == Place::Near && topic(page, value.span.start) && !skipped;
    // 도서관2층****: what is masked already.
    if made.hangul > 0 && made.blanks >= 3 {
        return;
    }
    if made.hangul > 0 {
        // 암호는 솔바람2026 입니다
        let told = ["입니다", "이에요", "예요", "이다", "임", "이며", "이고"]
            .iter()
            .any(|w| f.starts_with(end + usize::from(after == 0x20), w));
        // 가람2026!: Hangul only with digits behind it and a clear announcement.
        if (strong && !loose
            || topic && told && made.hangul >= 2 && made.digits >= 2
            || value.place == Place::Near && (from..end).any(|i| matches!(f.unit(i), 0x21 | 0x23 | 0x24 | 0x2A | 0x40)))
            && made.digits > 0
            && made.hangul <= 12
            && matches!(f.class(end - 1), Class::Digit | Class::Punct | Class::Blank)
            && !counted(page, end)
            && len >= 4
            && made.hangul < len - 1
            && !dateish(page, from, end)
        {
            push(sink, from, end, LIKELY, "credential/label", WHY);
        }
        return;
    }
    if algorithm(page, from, end) {
        return;
    }
    let mixed = made.digits > 0 || made.marks > 0 || made.lower > 0 && made.upper > 0 && len >= 8;
    if mixed && len >= 4 && (made.digits > 0 || made.marks > 0 && !f.starts_with(from, "http") || strong) {
        // One hyphen between words is no secret: Wi-Fi, E-mail.
        let words = made.digits == 0
            && (from..end).all(|i| f.class(i) == Class::Latin || matches!(f.unit(i), 0x2D | 0x2F | 0x5F | 0x2E));
        if !words || strong && !loose && len >= 6 && f.unit(end) != 0x20 {
            push(sink, from, end, if loose { LIKELY } else { score }, "credential/label", WHY);
        }
        return;
    }
    // A plain word: announced by a mark, and the cell or clause ends behind it.
    let copula =
        ["입니다", "이다", "임", "으로", "로 ", "이고", "이며", "을 ", "를 "].iter().any(|w| f.starts_with(end, w));
    let ends = matches!(f.class(end), Class::Newline | Class::Tab | Class::Punct)
        || copula
        || f.class(end) == Class::Space && f.class(end + 1) != Class::Latin;
    if (strong || topic && made.upper == 0) && !loose && len >= 4 && ends && made.digits == 0 {
        push(sink, from, end, LIKELY, "credential/word", WHY);
    }
}

/// Whether a particle of the topic, a colon or an arrow stands right before a value.
fn topic(page: &Page, start: u32) -> bool {
    let (f, start) = (&page.folded, start as usize);
    matches!(f.unit_before(start - usize::from(f.unit_before(start) == 0x20)), 0xC740 | 0xB294 | 0x3A | 0x2192)
}

/// A secret in quotes or in several pieces; whether one stood there.
fn several(page: &Page, value: Value, from: usize, sink: &mut Sink) -> bool {
    let quoted = (value.place == Place::Near).then(|| stretched::quoted(page, from)).flatten();
    let pieces =
        || (value.place <= Place::Column).then(|| stretched::secret(page, from, value.span.end as usize)).flatten();
    let Some(end) = quoted.or_else(pieces).filter(|&end| !placeholder(page, from, end) && !algorithm(page, from, end))
    else {
        return false;
    };
    push(sink, from, end, CERTAIN, "credential/label", WHY);
    true
}

/// `새들26!!nice`, `달빛#칠칠일일`, `임시솔!2`, `festa공주2026`: syllables with digits, said or not, and a mark or letters, without a space.
fn syllables(page: &Page, from: usize, to: usize) -> Option<usize> {
    let f = &page.folded;
    // Two stars are no marks: 도서관2층****.
    let star = |i: usize| f.unit(i) == 0x2A && (f.unit(i + 1) == 0x2A || f.unit_before(i) == 0x2A);
    let mark = |i: usize| matches!(f.unit(i), 0x21 | 0x23..=0x25 | 0x40 | 0x5E | 0x26 | 0x2A | 0x7E) && !star(i);
    let sign = |i: usize| matches!(f.class(i), Class::Digit | Class::Latin | Class::Hangul) || mark(i);
    let stop = (from..to.min(from + 32)).find(|&i| !sign(i)).unwrap_or(to.min(from + 32));
    // What stands last is a particle, if it is no numeral.
    let mut end = stop;
    while end > from && f.class(end - 1) == Class::Hangul && page.said(end - 1) == 0 {
        end -= 1;
    }
    let of = |class: Class| (from..end).filter(|&i| f.class(i) == class).count();
    let (hangul, digits, latin) = (of(Class::Hangul), of(Class::Digit), of(Class::Latin));
    let marks = (from..end).filter(|&i| mark(i)).count();
    let last = (from..end).rfind(|&i| mark(i));
    let said = last.map_or(0, |i| (i + 1..end).filter(|&k| page.said(k) > 0).count());
    let runs = (from + 1..end).filter(|&i| f.class(i) == Class::Hangul && f.class(i - 1) != Class::Hangul).count()
        + usize::from(f.class(from) == Class::Hangul);
    let first = f.class(from) == Class::Hangul && marks > 0 && digits + said > 0 && hangul <= 12;
    // Letters, syllables, a number.
    let between = latin >= 3
        && f.class(from) == Class::Latin
        && digits >= 2
        && f.class(end.saturating_sub(1)) == Class::Digit
        && (1..=4).contains(&hangul)
        && runs == 1;
    let fits = hangul > 0 && (5..=24).contains(&(end - from)) && runs <= 2 && (first || between);
    let counted = page.counts(end as u32) && f.class(end.saturating_sub(1)) == Class::Digit;
    (fits && !counted && !dateish(page, from, end)).then_some(end)
}

/// A count (8자), also where only a particle follows a year.
fn counted(page: &Page, end: usize) -> bool {
    page.counts(end as u32) && !page.folded.starts_with(end, "이") && !page.folded.starts_with(end, "일 ")
}

fn dateish(page: &Page, from: usize, end: usize) -> bool {
    (from..end).any(|i| matches!(page.folded.unit(i), 0xC6D4 | 0xB144) && page.folded.class_before(i) == Class::Digit)
}
