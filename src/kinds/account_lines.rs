//! Names of accounts that stand elsewhere in the line of their label than right behind it: `minjin24 계정으로`, `아이디로만 신청한 사람(swim_tiger77)`, `wifi-oper / 0per#Wifi9`.

use super::account_names::{is_other, run};
use crate::kind::Kind;
use crate::page::Page;
use crate::rule::{Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// How far behind its label a name is looked for that nothing but its writing shows.
const BEYOND: usize = 48;

/// The names in the rest of the line that are written like an account's: `아이디로만 신청한 사람(swim_tiger77)`, `계정명이 dora77_kr와 dora77-kr 둘`.
pub(super) fn beyond(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let line = page.line(hit.start);
    let cell = page.cell(hit.start);
    let to = if line.last_cell > line.first_cell + 1 { cell.end } else { line.end };
    let to = (to as usize).min(hit.end as usize + BEYOND);
    let mut i = hit.end as usize;
    while i < to {
        // Another sentence.
        if f.unit(i) == 0x2E && f.class(i + 1) == Class::Space && f.class_before(i) == Class::Hangul {
            return;
        }
        let begins = f.class(i) == Class::Latin
            && matches!(f.class_before(i), Class::Space | Class::Punct | Class::Hangul)
            && !matches!(f.unit_before(i), 0x2F | 0x2E | 0x5F | 0x2D | 0x40 | 0x26 | 0x3D);
        if !begins {
            i += 1;
            continue;
        }
        let end = run(page, i, i + 32);
        let span = FoldSpan::new(i, end);
        let (mut lower, mut upper, mut digits, mut dots, mut marks) = (0, 0, 0, 0, 0);
        for k in i..end {
            match f.unit(k) {
                0x61..=0x7A => lower += 1,
                0x41..=0x5A => upper += 1,
                0x30..=0x39 => digits += 1,
                0x2E => dots += 1,
                _ => marks += 1,
            }
        }
        let apart = digits >= 2 || marks > 0 && digits > 0 || (i..end).any(|k| f.unit(k) == 0x5F);
        let closed = !matches!(f.unit(end), 0x40 | 0x2F | 0x3A | 0x5C | 0x3D | 0x28) && f.class(end) != Class::Blank;
        if lower >= 3
            && upper == 0
            && dots == 0
            && (5..=24).contains(&span.len())
            && apart
            && closed
            && !is_other(page, i, end)
        {
            let why = "계정·아이디를 말하는 줄에 계정처럼 적은 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, FAIR, "account_id/line", why));
        }
        i = end.max(i + 1);
    }
}

/// `minjin24 계정으로`, `mj.lee라는 아이디`: the name before the word for it. It holds a digit or a mark, or is quoted or called so.
pub(super) fn before(page: &Page, hit: &Hit) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = hit.start as usize;
    i -= usize::from(f.class_before(i) == Class::Space);
    let called = ["이라는", "라는", "인"].iter().find(|w| f.ends_with(i, w) && w.chars().count() > 1);
    i -= called.map_or(0, |w| w.chars().count());
    let quoted = matches!(f.unit_before(i), 0x22 | 0x27 | 0x29 | 0x5D);
    i -= usize::from(quoted);
    let mut from = i;
    while from > 0
        && i - from < 26
        && (matches!(f.class(from - 1), Class::Digit | Class::Latin) || matches!(f.unit(from - 1), 0x2E | 0x5F | 0x2D))
    {
        from -= 1;
    }
    let bounded = from == 0
        || matches!(f.class(from - 1), Class::Space | Class::Newline | Class::Tab)
        || matches!(f.unit(from - 1), 0x28 | 0x22 | 0x27 | 0x2C | 0x5B | 0x3A);
    let (mut lower, mut upper, mut other) = (0, 0, 0);
    for k in from..i {
        match (f.class(k), f.unit(k)) {
            (Class::Latin, 0x61..=0x7A) => lower += 1,
            (Class::Latin, _) => upper += 1,
            _ => other += 1,
        }
    }
    // Products and their versions: Office365, Windows 11, Wi-Fi.
    let product = upper > 0 && (lower > 0 || other > 0) && !called.is_some();
    let fits = (4..25).contains(&(i - from))
        && bounded
        && lower >= 2
        && !product
        && f.class(from) == Class::Latin
        && (other > 0 || called.is_some() && lower >= 4)
        && f.class(i.saturating_sub(1)) != Class::Punct
        && !is_other(page, from, i);
    fits.then(|| FoldSpan::new(from, i))
}

/// `wifi-oper / 0per#Wifi9`: the name before the secret.
pub(super) fn pair(page: &Page, at: u32, sink: &mut Sink) {
    if let Some((name, _)) = super::secret_forms::pair(page, at) {
        let why = "비밀번호와 나란히 적힌 계정 이름입니다.";
        sink.push(Candidate::new(Kind::AccountId, name, Verdict::Plausible, LIKELY, "account_id/pair", why));
    }
    // sms.boeun / 인증키 …: the label of the secret follows.
    let f = &page.folded;
    let i = at as usize;
    let label = page.hits_after(at).next().is_some_and(|h| h.start <= at + 2 && h.labels(Kind::Credential));
    let end = i - usize::from(f.unit_before(i) == 0x20);
    let mut from = end;
    while from > 0
        && end - from < 25
        && (matches!(f.class(from - 1), Class::Digit | Class::Latin) || matches!(f.unit(from - 1), 0x2E | 0x5F | 0x2D))
    {
        from -= 1;
    }
    let announced = f.unit_before(from) == 0x3A
        || f.unit_before(from) == 0x20 && matches!(f.unit_before(from.saturating_sub(1)), 0x3A | 0x2F | 0x7C);
    let lower = (from..end).filter(|&k| (0x61..=0x7A).contains(&f.unit(k))).count();
    if label
        && announced
        && end >= from + 4
        && lower >= 3
        && f.class(from) == Class::Latin
        && !is_other(page, from, end)
    {
        let why = "비밀번호 표시 앞에 적힌 계정 이름입니다.";
        sink.push(Candidate::new(
            Kind::AccountId,
            FoldSpan::new(from, end),
            Verdict::Plausible,
            LIKELY,
            "account_id/pair",
            why,
        ));
    }
}

/// The label of a password that shares its values with this label: ID/PW, 아이디 및 비밀번호.
pub(super) fn partner(page: &Page, hit: &Hit) -> Option<Hit> {
    let next = page.hits_after(hit.end).take_while(|h| h.start <= hit.end + 3).find(|h| h.labels(Kind::Credential))?;
    let f = &page.folded;
    let joined = next.start - hit.end <= 3
        && next.start > hit.end
        && (hit.end..next.start)
            .all(|i| matches!(f.unit(i as usize), 0x2F | 0x20 | 0xB7 | 0x26 | 0x2C | 0xBC0F | 0x28))
        && (hit.end..next.start).any(|i| f.unit(i as usize) != 0x20);
    joined.then_some(*next)
}
