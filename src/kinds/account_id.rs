//! 계정 ID (account name): what someone signs in with, where it is no e-mail address.
//!
//! It has no shape of its own, so a label must speak: 계정, 아이디, ID, `user=` … What stands there is a word of ASCII letters, digits, `.`, `_`, `-`.
//! A plain lower-case word counts where a colon, a bracket or a column announces it; names of systems in capitals (ERP, VPN) do not.

use super::account_lines::{before, beyond, pair, partner};
use super::account_marks::{command, handle, nick, sign};
use super::account_names::{apart, blanked, is_other, mixed, name, named, run, worded, written};
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

/// Whether a label inside a longer word is the name of a setting: `DB_USER=`, `ftp_id: `.
fn setting(page: &Page, hit: &Hit) -> bool {
    const BEFORE: [&str; 16] = [
        "db_", "DB_", "ftp_", "FTP_", "admin_", "ADMIN_", "mail_", "MAIL_", "smtp_", "SMTP_", "app_", "APP_", "sys_", "root_", "ldap_", "LDAP_",
    ];
    let f = &page.folded;
    let end = hit.end as usize;
    BEFORE.iter().any(|w| f.ends_with(hit.start as usize, w)) && matches!(f.unit(end + usize::from(f.unit(end) == 0x20)), 0x3D | 0x3A)
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
