//! Names of accounts that other signs than a label show: commands (`sudo -u batch`, `user@192.0.2.1`), services (`트위터(@garam_news)`) and chosen names (`닉네임 ‘달빛소년’`).

use super::account_names::{is_other, name, run, written};
use crate::kind::Kind;
use crate::page::{Page, Place};
use crate::rule::{Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::Hit;

/// `mysql -u app_rw`, `sudo -u batch`, `su - oracle`, `net use … /user:share`: who signs in with a command.
pub(super) fn command(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let to = (page.line(hit.start).end as usize).min(hit.end as usize + 60);
    let end = hit.end as usize;
    let from = if f.starts_with(hit.start as usize, "su -") {
        Some(end + usize::from(f.unit(end) == 0x20))
    } else {
        (end..to).find_map(|i| {
            [" -u ", " -U ", " -u", "/user:", "--user=", " -l "]
                .iter()
                .find(|w| f.starts_with(i, w))
                .map(|w| i + w.len())
        })
    };
    let Some(from) = from else { return };
    let stop = run(page, from, to);
    let fits = (2..25).contains(&(stop - from)) && f.class(from) == Class::Latin && !is_other(page, from, stop);
    if fits && matches!(f.unit(stop), 0x20 | 0x3A | 0x0A | 0 | 0x22 | 0x27 | 0x40 | 0x2C | 0x29) {
        let why = "접속 명령에 쓴 계정 이름입니다.";
        sink.push(Candidate::new(
            Kind::AccountId,
            FoldSpan::new(from, stop),
            Verdict::Plausible,
            LIKELY,
            "account_id/sign",
            why,
        ));
    }
}

/// `ssh user@192.0.2.1`, `scheme://user:…@host`: the name before the sign where no e-mail address can stand.
pub(super) fn sign(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let at = at as usize;
    let mut from = at;
    while from > 0
        && at - from < 32
        && (matches!(f.class(from - 1), Class::Digit | Class::Latin) || matches!(f.unit(from - 1), 0x2E | 0x5F | 0x2D))
    {
        from -= 1;
    }
    // 'stat_ro'@'192.0.2.9' and scheme://user:secret@host
    let quoted = matches!(f.unit_before(at), 0x27 | 0x22 | 0x60);
    let uri = (at.saturating_sub(60)..at).rev().find(|&i| f.starts_with(i, "://")).map(|i| i + 3);
    if quoted || uri.is_some() {
        let begin = uri.unwrap_or_else(|| {
            let mut i = at - 1;
            while i > 0 && at - i < 32 && !matches!(f.unit(i - 1), 0x27 | 0x22 | 0x60 | 0x20) {
                i -= 1;
            }
            i
        });
        let stop = run(page, begin, at);
        let ends = if uri.is_some() {
            f.unit(stop) == 0x3A && !(begin..at).any(|i| f.unit(i) == 0x2F)
        } else {
            stop + 1 == at && f.unit(stop) == f.unit_before(begin)
        };
        if ends && stop >= begin + 2 && f.class(begin) == Class::Latin {
            let why = "접속 명령에 쓴 계정 이름입니다.";
            sink.push(Candidate::new(
                Kind::AccountId,
                FoldSpan::new(begin, stop),
                Verdict::Plausible,
                LIKELY,
                "account_id/sign",
                why,
            ));
        }
        return;
    }
    if at - from < 2 || f.class(from) != Class::Latin {
        return;
    }
    // An address of digits behind the sign.
    let mut i = at + 1;
    let mut dots = 0;
    while matches!(f.class(i), Class::Digit) || f.unit(i) == 0x2E && f.class(i + 1) == Class::Digit {
        dots += u32::from(f.unit(i) == 0x2E);
        i += 1;
    }
    if dots == 3 && matches!(f.unit_before(from), 0x20 | 0 | 0x0A | 0x22 | 0x27) {
        let why = "접속 명령에 쓴 계정 이름입니다.";
        sink.push(Candidate::new(
            Kind::AccountId,
            FoldSpan::new(from, at),
            Verdict::Proven,
            LIKELY,
            "account_id/sign",
            why,
        ));
    }
}

/// `트위터(@garam_news)`: the name behind the sign, shortly behind the name of a service.
pub(super) fn handle(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let to = (hit.end as usize + 10).min(page.line(hit.start).end as usize);
    let Some(at) = (hit.end as usize..to).find(|&i| f.unit(i) == 0x40) else {
        // 인스타 s_jin.0302, SNS(ran_hee.mo93): written like an account's name, without the sign.
        page.values(hit, &mut |value| {
            let from = value.span.start as usize;
            let end = run(page, from, (value.span.end as usize).min(from + 26));
            let span = FoldSpan::new(from, end);
            let closed =
                !matches!(f.unit(end), 0x40 | 0x2F | 0x3A) && !matches!(f.class(end), Class::Latin | Class::Blank);
            let site = [".com", ".net", ".kr", ".org", ".io"].iter().any(|w| f.ends_with(end, w));
            if value.place == Place::Near
                && end > from
                && closed
                && !site
                && written(page, span)
                && !is_other(page, from, end)
            {
                let why = "누리소통망의 계정 이름입니다.";
                sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, FAIR, "account_id/handle", why));
            }
        });
        return;
    };
    if matches!(f.class_before(at), Class::Latin | Class::Digit) {
        return;
    }
    let stop = run(page, at + 1, at + 27);
    if (4..25).contains(&(stop - at - 1)) && f.class(at + 1) == Class::Latin && f.unit(stop) != 0x40 {
        let why = "누리소통망의 계정 이름입니다.";
        sink.push(Candidate::new(
            Kind::AccountId,
            FoldSpan::new(at + 1, stop),
            Verdict::Plausible,
            FAIR,
            "account_id/handle",
            why,
        ));
    }
}

/// `닉네임 ‘달빛소년’`, `닉네임 예준맘82`, `'green_tea'라는 닉네임`: a name that someone chose, in quotes or with a number.
pub(super) fn nick(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let why = "누리소통망이나 누리집에서 쓰는 이름입니다.";
    let give = |span: FoldSpan, sink: &mut Sink| {
        sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, LIKELY, "account_id/nick", why));
    };
    let quote =
        |unit: u16| matches!(unit, 0x22 | 0x27 | 0x300C | 0x300D | 0x2018 | 0x2019 | 0x201C | 0x201D | 0x3008 | 0x3009);
    let inside = |i: usize| {
        matches!(f.class(i), Class::Hangul | Class::Latin | Class::Digit)
            || matches!(f.unit(i), 0x2E | 0x5F | 0x2D | 0x20)
    };
    let start = hit.start as usize;
    let behind = ["라는 ", "이라는 ", "라는", "이라는", "인 ", " "]
        .iter()
        .filter(|w| f.ends_with(start, w))
        .map(|w| w.chars().count())
        .max()
        .unwrap_or(0);
    let close = start - behind;
    if close > 2 && quote(f.unit_before(close)) {
        let mut i = close - 1;
        while i > 0 && close - i < 18 && inside(i - 1) {
            i -= 1;
        }
        if i > 0 && quote(f.unit(i - 1)) && (2..=16).contains(&(close - 1 - i)) {
            return give(FoldSpan::new(i, close - 1), sink);
        }
    }
    page.values(hit, &mut |value| {
        if value.place > Place::Column {
            return;
        }
        let from = value.span.start as usize;
        let opened = value.place == Place::Near && quote(f.unit_before(from));
        let at = from + usize::from(quote(f.unit(from)));
        if opened || at > from {
            let end = (at..(at + 17).min(value.span.end as usize + 1)).find(|&i| !inside(i));
            if let Some(end) = end.filter(|&end| quote(f.unit(end)) && end >= at + 2) {
                give(FoldSpan::new(at, end), sink);
            }
            return;
        }
        if let Some((span, ..)) = name(page, value.span, Place::Loose, value.marked, false) {
            return give(span, sink);
        }
        // 예준맘82로
        let syllables = (from..from + 10).take_while(|&i| f.class(i) == Class::Hangul).count();
        let digits = (from + syllables..from + syllables + 5).take_while(|&i| f.class(i) == Class::Digit).count();
        let end = from + syllables + digits;
        if (2..=8).contains(&syllables) && (1..=4).contains(&digits) && !page.counts(end as u32) {
            give(FoldSpan::new(from, end), sink);
        }
    });
}
