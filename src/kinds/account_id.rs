//! 계정 ID (account name): what someone signs in with, where it is no e-mail address.
//!
//! It has no shape of its own, so a label must speak: 계정, 아이디, ID, `user=` … What stands there is a word of ASCII letters, digits, `.`, `_`, `-`.
//! A plain lower-case word counts where a colon, a bracket or a column announces it; names of systems in capitals (ERP, VPN) do not.

use super::{spelled, stretched};
use crate::kind::{Action, Kind};
use crate::page::{Page, Place};
use crate::rule::{CERTAIN, FAIR, LIKELY, Candidate, Example, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    word: Some(labelled),
    listed: Some((List::AccountMarks, labelled)),
    marks: &[(0x40, sign), (0x2F, pair)],
    partial: |value| crate::style::keep_first(value, 2),
    ..Spec::new(Kind::AccountId)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "로그인에 쓰는 계정 이름입니다. 계정·아이디·ID·user 같은 표시 곁이나 열 아래의 영문·숫자 이름을 찾습니다. 전자우편 주소와 시스템 이름(ERP, VPN)은 다루지 않습니다.",
    examples: EXAMPLES,
};

fn labelled(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    match hit.attr(List::AccountMarks) {
        Some(attr::ACCOUNT_MARKS_COMMAND) => return command(page, hit, sink),
        Some(attr::ACCOUNT_MARKS_SOCIAL) => return handle(page, hit, sink),
        Some(attr::ACCOUNT_MARKS_NICK) => return nick(page, hit, sink),
        _ => {}
    }
    // order_id, class-id: part of another word; DB_USER=app is none.
    if matches!(f.unit_before(hit.start as usize), 0x5F | 0x2D) && !setting(page, hit) {
        return;
    }
    // 녹취ID, 회의 ID: the number of a thing.
    if thing(page, hit) {
        return;
    }
    // 사용자, 접속자 are persons as often: only what is written like an account name counts.
    let person = !hit.labels(Kind::AccountId);
    let numeric = !person && f.unit(hit.end as usize - 1) == 0xD638;
    if !person && let Some(span) = before(page, hit) {
        let why = "계정·아이디라고 부른 이름입니다.";
        sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, LIKELY, "account_id/before", why));
    }
    // 관리자(gdadmin)가: a lower-case word alone in the bracket.
    if person && f.unit(hit.end as usize) == 0x28 {
        let from = hit.end as usize + 1;
        let end = run(page, from, from + 25);
        let lower = (from..end).all(|i| f.class(i) != Class::Latin || f.unit(i) >= 0x61);
        let letters = (from..end).filter(|&i| f.class(i) == Class::Latin).count();
        if lower && letters >= 4 && end - from >= 5 && f.unit(end) == 0x29 && !is_other(page, from, end) {
            let why = "사용자 뒤의 괄호에 적힌 계정 이름입니다.";
            let span = FoldSpan::new(from, end);
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, FAIR, "account_id/named", why));
        }
    }
    if !person {
        beyond(page, hit, sink);
    }
    let shared = partner(page, hit).is_some();
    let mut give = |mut value: crate::page::Value| {
        // 아이디인 share02
        if f.starts_with(value.span.start as usize, "인 ") {
            value.span.start += 2;
        }
        // Where the label of a password follows in the line, a plain word is meant too.
        value.marked |= !person && value.place <= Place::Row && shared || secret_beside(page, &value);
        if value.place <= Place::Column
            && let Some((span, said)) = spelled::name(page, value.span)
            && (!person || said >= 4)
        {
            let why = "소리 나는 대로 적은 계정 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Proven, LIKELY, "account_id/spelled", why));
            return;
        }
        if person && let Some(span) = named(page, value.span) {
            let why = "사용자의 이름 뒤에 적힌 계정 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, LIKELY, "account_id/named", why));
            return;
        }
        // haneul . 2 0 1 1: behind the sign of a log a number is another field.
        let assigned = f.unit_before(value.span.start as usize) == 0x3D;
        if !person
            && !assigned
            && value.place <= Place::Column
            && let Some(end) = stretched::name(page, value.span.start as usize, value.span.end as usize)
        {
            let why = "계정·아이디 표시 곁에 있는 이름입니다.";
            let span = FoldSpan::new(value.span.start as usize, end);
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Proven, CERTAIN, "account_id/label", why));
            return;
        }
        if !person && value.place <= Place::Column && let Some(span) = worded(page, value.span).or_else(|| apart(page, value.span)) {
            let why = "계정·아이디 표시 곁에 있는 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, LIKELY, "account_id/label", why));
            return;
        }
        if value.place <= Place::Column && let Some(span) = mixed(page, value.span) {
            let why = "계정·아이디 표시 곁에 있는 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Proven, CERTAIN, "account_id/label", why));
            return;
        }
        if let Some((span, verdict, score)) = name(page, value.span, if person { Place::Loose } else { value.place }, value.marked, numeric)
            && (!person || value.marked || secret_follows(page, span) || value.place == Place::Near && written(page, span))
        {
            let why = "계정·아이디 표시 곁에 있는 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, verdict, score, "account_id/label", why));
            // 나이스 ID e2026117, e2026118
            let mut last = span;
            while f.starts_with(last.end as usize, ", ")
                && let Some((next, ..)) = name(page, FoldSpan { start: last.end + 2, end: value.span.end }, Place::Loose, true, false)
                && next.start == last.end + 2
                && next.range().any(|i| f.class(i) == Class::Digit)
                && next.len().abs_diff(last.len()) <= 2
            {
                sink.push(Candidate::new(Kind::AccountId, next, Verdict::Plausible, LIKELY, "account_id/label", why));
                last = next;
            }
        } else if !person && let Some(span) = blanked(page, value.span) {
            let why = "이미 가린 계정 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Proven, LIKELY, "account_id/masked", why).action(Action::Keep));
        }
    };
    // ID/PW: the values stand behind the second label.
    match partner(page, hit) {
        Some(second) => page.values(&second, &mut give),
        None => page.values(hit, &mut give),
    }
}

/// `dohr.민원`, `saedeul_es_일`: letters, a mark, and syllables up to the end of the word.
fn mixed(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let (from, to) = (at.start as usize, at.end as usize);
    let sign = |i: usize| matches!(f.class(i), Class::Digit | Class::Latin | Class::Hangul) || matches!(f.unit(i), 0x2E | 0x5F | 0x2D);
    let end = (from..to.min(from + 30)).find(|&i| !sign(i)).unwrap_or(to.min(from + 30));
    let first = (from..end).find(|&i| f.class(i) == Class::Hangul)?;
    let mark = (from..first).rfind(|&i| matches!(f.unit(i), 0x2E | 0x5F))?;
    let joined = mark + 1 == first && (first..end).all(|i| matches!(f.class(i), Class::Hangul | Class::Digit));
    let lower = (from..mark).filter(|&i| f.class(i) == Class::Latin).count();
    let closed = !matches!(f.class(end), Class::Digit | Class::Latin | Class::Hangul | Class::Blank);
    (joined && lower >= 2 && f.class(from) == Class::Latin && end - first <= 6 && closed).then(|| FoldSpan::new(from, end))
}

/// How far behind its label a name is looked for that nothing but its writing shows.
const BEYOND: usize = 48;

/// The names in the rest of the line that are written like an account's: `아이디로만 신청한 사람(swim_tiger77)`, `계정명이 dora77_kr와 dora77-kr 둘`.
fn beyond(page: &Page, hit: &Hit, sink: &mut Sink) {
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
        let begins = f.class(i) == Class::Latin && matches!(f.class_before(i), Class::Space | Class::Punct | Class::Hangul) && !matches!(f.unit_before(i), 0x2F | 0x2E | 0x5F | 0x2D | 0x40 | 0x26 | 0x3D);
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
        if lower >= 3 && upper == 0 && dots == 0 && (5..=24).contains(&span.len()) && apart && closed && !is_other(page, i, end) {
            let why = "계정·아이디를 말하는 줄에 계정처럼 적은 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, FAIR, "account_id/line", why));
        }
        i = end.max(i + 1);
    }
}

/// Whether a label inside a longer word is the name of a setting: `DB_USER=`, `ftp_id: `.
fn setting(page: &Page, hit: &Hit) -> bool {
    const BEFORE: [&str; 16] = [
        "db_", "DB_", "ftp_", "FTP_", "admin_", "ADMIN_", "mail_", "MAIL_", "smtp_", "SMTP_", "app_", "APP_", "sys_", "root_", "ldap_", "LDAP_",
    ];
    let f = &page.folded;
    let end = hit.end as usize;
    BEFORE.iter().any(|w| f.ends_with(hit.start as usize, w)) && matches!(f.unit(end + usize::from(f.unit(end) == 0x20)), 0x3D | 0x3A)
}

/// `mysql -u app_rw`, `sudo -u batch`, `su - oracle`, `net use … /user:share`: who signs in with a command.
fn command(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let to = (page.line(hit.start).end as usize).min(hit.end as usize + 60);
    let end = hit.end as usize;
    let from = if f.starts_with(hit.start as usize, "su -") {
        Some(end + usize::from(f.unit(end) == 0x20))
    } else {
        (end..to).find_map(|i| [" -u ", " -U ", " -u", "/user:", "--user=", " -l "].iter().find(|w| f.starts_with(i, w)).map(|w| i + w.len()))
    };
    let Some(from) = from else { return };
    let stop = run(page, from, to);
    let fits = (2..25).contains(&(stop - from)) && f.class(from) == Class::Latin && !is_other(page, from, stop);
    if fits && matches!(f.unit(stop), 0x20 | 0x3A | 0x0A | 0 | 0x22 | 0x27 | 0x40 | 0x2C | 0x29) {
        let why = "접속 명령에 쓴 계정 이름입니다.";
        sink.push(Candidate::new(Kind::AccountId, FoldSpan::new(from, stop), Verdict::Plausible, LIKELY, "account_id/sign", why));
    }
}

/// `트위터(@garam_news)`: the name behind the sign, shortly behind the name of a service.
fn handle(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let to = (hit.end as usize + 10).min(page.line(hit.start).end as usize);
    let Some(at) = (hit.end as usize..to).find(|&i| f.unit(i) == 0x40) else {
        // 인스타 s_jin.0302, SNS(ran_hee.mo93): written like an account's name, without the sign.
        page.values(hit, &mut |value| {
            let from = value.span.start as usize;
            let end = run(page, from, (value.span.end as usize).min(from + 26));
            let span = FoldSpan::new(from, end);
            let closed = !matches!(f.unit(end), 0x40 | 0x2F | 0x3A) && !matches!(f.class(end), Class::Latin | Class::Blank);
            let site = [".com", ".net", ".kr", ".org", ".io"].iter().any(|w| f.ends_with(end, w));
            if value.place == Place::Near && end > from && closed && !site && written(page, span) && !is_other(page, from, end) {
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
        sink.push(Candidate::new(Kind::AccountId, FoldSpan::new(at + 1, stop), Verdict::Plausible, FAIR, "account_id/handle", why));
    }
}

/// `닉네임 ‘달빛소년’`, `닉네임 예준맘82`, `'green_tea'라는 닉네임`: a name that someone chose, in quotes or with a number.
fn nick(page: &Page, hit: &Hit, sink: &mut Sink) {
    let f = &page.folded;
    let why = "누리소통망이나 누리집에서 쓰는 이름입니다.";
    let give = |span: FoldSpan, sink: &mut Sink| {
        sink.push(Candidate::new(Kind::AccountId, span, Verdict::Plausible, LIKELY, "account_id/nick", why));
    };
    let quote = |unit: u16| matches!(unit, 0x22 | 0x27 | 0x300C | 0x300D | 0x2018 | 0x2019 | 0x201C | 0x201D | 0x3008 | 0x3009);
    let inside = |i: usize| matches!(f.class(i), Class::Hangul | Class::Latin | Class::Digit) || matches!(f.unit(i), 0x2E | 0x5F | 0x2D | 0x20);
    let start = hit.start as usize;
    let behind = ["라는 ", "이라는 ", "라는", "이라는", "인 ", " "].iter().filter(|w| f.ends_with(start, w)).map(|w| w.chars().count()).max().unwrap_or(0);
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

/// `minjin24 계정으로`, `mj.lee라는 아이디`: the name before the word for it. It holds a digit or a mark, or is quoted or called so.
fn before(page: &Page, hit: &Hit) -> Option<FoldSpan> {
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

/// Whether a word is no account's name although it stands where one would.
fn is_other(page: &Page, from: usize, end: usize) -> bool {
    let f = &page.folded;
    OTHERS.iter().any(|o| {
        o.len() == end - from && o.chars().enumerate().all(|(k, c)| f.unit(from + k) | 0x20 == c as u16)
    })
}

/// Whether the label of a password follows a value in its line, before long.
fn secret_beside(page: &Page, value: &crate::page::Value) -> bool {
    let from = value.span.start;
    value.place == Place::Near
        && page
            .hits_after(from)
            .take_while(|h| h.start <= from + 30)
            .any(|h| h.labels(Kind::Credential) && page.line_index(h.start) == page.line_index(from))
}

/// Whether a word is written like an account's name and like nothing else: small letters with three digits, a low line or a dot.
fn written(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let of = |wanted: fn(u16) -> bool| span.range().filter(|&i| wanted(f.unit(i))).count();
    let (lower, digits, upper) = (of(|u| (0x61..=0x7A).contains(&u)), of(|u| (0x30..=0x39).contains(&u)), of(|u| (0x41..=0x5A).contains(&u)));
    let marks = of(|u| matches!(u, 0x5F | 0x2E));
    lower >= 2 && upper == 0 && span.len() >= 5 && f.class(span.start as usize) == Class::Latin && (digits >= 2 || marks > 0)
}

/// Whether the label of a password follows a name: 관리자 park_kiosk, 암호 ….
fn secret_follows(page: &Page, span: FoldSpan) -> bool {
    page.hits_after(span.end).find(|h| h.labels(Kind::Credential)).is_some_and(|h| h.start <= span.end + 8 && page.line_index(h.start) == page.line_index(span.start))
}

/// What is recorded under numbers that are called ID: recordings, meetings, devices.
const THINGS: [&str; 32] = [
    "녹취", "녹음", "통화", "회의", "회의실", "문서", "장비", "기기", "거래", "세션", "사건", "로그", "요청", "작업", "파일", "데이터", "객체", "센서", "카드", "채널", "주문",
    "상품", "화면", "서비스", "프로세스", "이벤트", "티켓", "배치", "좌석", "방송", "영상", "미팅",
];

/// Whether ID stands behind the word for a thing.
fn thing(page: &Page, hit: &Hit) -> bool {
    let f = &page.folded;
    let start = hit.start as usize;
    let bare = f.starts_with(start, "ID") || f.starts_with(start, "아이디") || f.starts_with(start, "id") || f.starts_with(start, "Id");
    let before = start - usize::from(start > 0 && f.class(start - 1) == Class::Space);
    bare && THINGS.iter().any(|w| f.ends_with(before, w))
}

/// `문정효(jhmoon)` behind 사용자: a name, and the account in brackets.
fn named(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = at.start as usize;
    while i < at.end as usize && (f.class(i) == Class::Hangul || f.class(i) == Class::Space) {
        i += 1;
    }
    if f.unit(i) != 0x28 || !(2..=5).contains(&(i - at.start as usize)) {
        return None;
    }
    let end = run(page, i + 1, at.end as usize);
    let lower = (i + 1..end).all(|k| !matches!(f.unit(k), 0x41..=0x5A));
    let letters = (i + 1..end).filter(|&k| f.class(k) == Class::Latin).count();
    (lower && letters >= 3 && f.unit(end) == 0x29 && (4..=24).contains(&(end - i - 1))).then(|| FoldSpan::new(i + 1, end))
}

/// `회의실예약01`: syllables with a number behind, and nothing else in the clause.
fn worded(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = at.start as usize;
    while i < at.end as usize && f.class(i) == Class::Hangul {
        i += 1;
    }
    let syllables = i - at.start as usize;
    let from = i;
    while i < at.end as usize && f.class(i) == Class::Digit {
        i += 1;
    }
    let ends = matches!(f.class(i), Class::Newline | Class::Tab) || matches!(f.unit(i), 0x2C | 0x29 | 0x7C | 0) || i >= at.end as usize;
    ((2..=10).contains(&syllables) && (2..=4).contains(&(i - from)) && ends).then(|| FoldSpan::new(at.start as usize, i))
}

/// `y d r 0 7 7`: sign by sign.
fn apart(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let sign = |i: usize| matches!(f.class(i), Class::Digit | Class::Latin) || matches!(f.unit(i), 0x2D | 0x5F);
    let (mut i, mut signs, mut letters) = (at.start as usize, 0, 0);
    while i < at.end as usize && sign(i) && !sign(i + 1) {
        signs += 1;
        letters += usize::from(f.class(i) == Class::Latin);
        i += 1;
        if f.class(i) != Class::Space || !sign(i + 1) || sign(i + 2) {
            break;
        }
        i += 1;
    }
    (signs >= 4 && letters >= 1 && letters < signs).then(|| FoldSpan::new(at.start as usize, i))
}

/// `wifi-oper / 0per#Wifi9`: the name before the secret.
fn pair(page: &Page, at: u32, sink: &mut Sink) {
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
    while from > 0 && end - from < 25 && (matches!(f.class(from - 1), Class::Digit | Class::Latin) || matches!(f.unit(from - 1), 0x2E | 0x5F | 0x2D)) {
        from -= 1;
    }
    let announced = f.unit_before(from) == 0x3A || f.unit_before(from) == 0x20 && matches!(f.unit_before(from.saturating_sub(1)), 0x3A | 0x2F | 0x7C);
    let lower = (from..end).filter(|&k| (0x61..=0x7A).contains(&f.unit(k))).count();
    if label && announced && end >= from + 4 && lower >= 3 && f.class(from) == Class::Latin && !is_other(page, from, end) {
        let why = "비밀번호 표시 앞에 적힌 계정 이름입니다.";
        sink.push(Candidate::new(Kind::AccountId, FoldSpan::new(from, end), Verdict::Plausible, LIKELY, "account_id/pair", why));
    }
}

/// The label of a password that shares its values with this label: ID/PW, 아이디 및 비밀번호.
pub(super) fn partner(page: &Page, hit: &Hit) -> Option<Hit> {
    let next = page.hits_after(hit.end).take_while(|h| h.start <= hit.end + 3).find(|h| h.labels(Kind::Credential))?;
    let f = &page.folded;
    let joined = next.start - hit.end <= 3
        && next.start > hit.end
        && (hit.end..next.start).all(|i| matches!(f.unit(i as usize), 0x2F | 0x20 | 0xB7 | 0x26 | 0x2C | 0xBC0F | 0x28))
        && (hit.end..next.start).any(|i| f.unit(i as usize) != 0x20);
    joined.then_some(*next)
}

/// The end of a run of characters that an account name may hold.
fn run(page: &Page, from: usize, to: usize) -> usize {
    let f = &page.folded;
    let mut i = from;
    while i < to && (matches!(f.class(i), Class::Digit | Class::Latin) || matches!(f.unit(i), 0x2E | 0x5F | 0x2D)) {
        i += 1;
    }
    while i > from && matches!(f.unit(i - 1), 0x2E | 0x2D) {
        i -= 1;
    }
    i
}

/// What is no name of an account although it stands beside the label.
const OTHERS: [&str; 34] = [
    "null", "none", "true", "false", "http", "https", "www", "login", "logout", "password", "pass", "from", "with", "name", "type", "string", "varchar", "info", "list", "error",
    "card", "page", "server", "failed", "denied", "success", "invalid", "unknown", "account", "accounts", "agent", "access", "for", "not",
];

fn name(page: &Page, at: FoldSpan, place: Place, marked: bool, numeric: bool) -> Option<(FoldSpan, Verdict, i16)> {
    let f = &page.folded;
    let mut from = at.start as usize;
    if f.unit(from) == 0x40 || f.unit(from) == 0x2F && f.class(from + 1) == Class::Latin {
        from += 1;
    }
    let mut end = run(page, from, at.end as usize);
    // dami.t@school: no mailbox, its host has no dot.
    if f.unit(end) == 0x40 && f.class(end + 1) == Class::Latin {
        let host = run(page, end + 1, at.end as usize);
        if (end + 1..host).all(|i| f.unit(i) != 0x2E) && host > end + 2 {
            end = host;
        }
    }
    let span = FoldSpan::new(from, end);
    let after = f.unit(end);
    if span.len() < 3 || span.len() > 40 || f.class(end) == Class::Blank || after == 0x40 || after == 0x3A && f.unit(end + 1) == 0x2F {
        return None;
    }
    let (mut upper, mut lower, mut digits, mut marks, mut dots) = (0, 0, 0, 0, 0);
    for i in span.range() {
        match (f.class(i), f.unit(i)) {
            (Class::Digit, _) => digits += 1,
            (_, 0x41..=0x5A) => upper += 1,
            (_, 0x61..=0x7A) => lower += 1,
            (_, 0x2E) => dots += 1,
            _ => marks += 1,
        }
    }
    let letters = upper + lower;
    if letters == 0 {
        // Member and card numbers; a number behind a plain ID label must be long and announced.
        let enough = if numeric { digits >= 4 } else { digits >= 6 && marked && place != Place::Loose };
        let plain = dots == 0 && !page.is_date(span) && !page.counts(end as u32) && page.clear_right(end as u32);
        let dialled = f.unit(from) == 0x30 && digits >= 9;
        return (enough && plain && !dialled).then_some((span, Verdict::Proven, if numeric { CERTAIN } else { FAIR }));
    }
    if is_other(page, from, end) {
        return None;
    }
    // Addresses of the web and versions: two dots, or a dot and a domain.
    if dots >= 2 || dots == 1 && (f.ends_with(end, ".kr") || f.ends_with(end, ".com") || f.ends_with(end, ".net") || f.ends_with(end, ".log")) || letters < digits && dots > 0 {
        return None;
    }
    // IF-2026-0417: the number of a thing; 33330004119OO: that of an account at a bank.
    if upper > 0 && lower == 0 && marks >= 2 || digits >= 10 && letters <= 2 {
        return None;
    }
    if upper > 0 && lower == 0 && digits == 0 && marks == 0 {
        // 접속계정: ADMIN
        let alone = marked && upper >= 5 && place <= Place::Row && !matches!(f.class(end), Class::Hangul | Class::Latin);
        return alone.then_some((span, Verdict::Plausible, FAIR));
    }
    if place == Place::Loose {
        // A lower-case word that fills its cell is rarely anything else in a Korean table.
        let cell = page.cell(span.start);
        let fills = cell.span() == span && lower >= 5 && upper == 0;
        return (digits > 0 || marks > 0 || dots > 0 && lower >= 4 || fills).then_some((span, Verdict::Plausible, LIKELY));
    }
    let mixed = lower > 0 && (digits > 0 || marks > 0 || dots > 0) || upper > 0 && digits > 1;
    let shut = place == Place::Near && lower >= 5 && matches!(f.unit(end), 0x2C | 0x29 | 0x0A | 0) && f.unit(end + 1) != 0x2F;
    // 관리자 계정 lifeadmin 로그인
    const DONE: [&str; 12] = ["로그인", "접속", "비밀번호", "암호", "잠금", "삭제", "탈취", "도용", "차단", "초기화", "정지", "발급"];
    let done = place == Place::Near && lower >= 5 && f.unit(end) == 0x20 && DONE.iter().any(|w| f.starts_with(end + 1, w));
    let word = lower >= 4 && upper == 0 && digits == 0 && (marked || f.class(end) == Class::Hangul || shut || done);
    // A product: Office365, Windows11, and a sentence in English.
    let product = upper == 1 && lower >= 2 && digits > 0 && !marked;
// A label behind a space begins the next field: ID=app_rw PW=….
    let field = page.hits_after(end as u32).next().is_some_and(|h| h.start as usize == end + 1 && h.is(List::Labels))
        || (end + 1..end + 24).find(|&i| f.class(i) != Class::Latin && f.unit(i) != 0x5F).is_some_and(|i| matches!(f.unit(i), 0x3D | 0x3A));
    let sentence = word && !mixed && !field && place == Place::Near && f.class(end) == Class::Space && f.class(end + 1) == Class::Latin;
    if (mixed || word) && !product && !sentence {
        Some((span, Verdict::Proven, if marked || mixed { CERTAIN } else { LIKELY }))
    } else {
        None
    }
}

/// `ab***`, `***`: a name that is taken out already.
fn blanked(page: &Page, at: FoldSpan) -> Option<FoldSpan> {
    let f = &page.folded;
    let mut i = at.start as usize;
    let mut blanks = 0;
    while i < at.end as usize && matches!(f.class(i), Class::Blank | Class::Latin | Class::Digit) {
        blanks += usize::from(f.class(i) == Class::Blank);
        i += 1;
    }
    (blanks >= 2 && f.unit(i) != 0x40).then(|| FoldSpan::new(at.start as usize, i))
}

/// `ssh user@192.0.2.1`, `scheme://user:…@host`: the name before the sign where no e-mail address can stand.
fn sign(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let at = at as usize;
    let mut from = at;
    while from > 0 && at - from < 32 && (matches!(f.class(from - 1), Class::Digit | Class::Latin) || matches!(f.unit(from - 1), 0x2E | 0x5F | 0x2D)) {
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
        let ends = if uri.is_some() { f.unit(stop) == 0x3A && !(begin..at).any(|i| f.unit(i) == 0x2F) } else { stop + 1 == at && f.unit(stop) == f.unit_before(begin) };
        if ends && stop >= begin + 2 && f.class(begin) == Class::Latin {
            let why = "접속 명령에 쓴 계정 이름입니다.";
            sink.push(Candidate::new(Kind::AccountId, FoldSpan::new(begin, stop), Verdict::Plausible, LIKELY, "account_id/sign", why));
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
        sink.push(Candidate::new(Kind::AccountId, FoldSpan::new(from, at), Verdict::Proven, LIKELY, "account_id/sign", why));
    }
}

const EXAMPLES: &[Example] = &[
    Example::Finds("회원 아이디 [[account_id|sunmul_gift]]로 접속"),
    Example::Finds("관리자 계정([[account_id|root_mw]])으로 로그인"),
    Example::Finds("user=[[account_id|sunny417]] ip=192.0.2.1"),
    Example::Finds("아이디：[[account_id|ｓｕｎｎｙ４１７]]"),
    Example::Finds("회원번호 [[account_id|lib-0041772]]"),
    Example::Passes("ERP 계정 ERP 권한, 계정 VPN 신청"),
    Example::Passes("계정과목 201-01"),
    Example::Passes("ID 카드 3장 발급"),
    Example::Passes("녹취ID R-2201, 회의 ID 881-0044"),
    Example::Passes("아이디: user@example.com"),
];
