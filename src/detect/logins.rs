//! Names of accounts without a label of their own: a cell beside a person's name or mobile (`적십자 / 임삼례 / 010-0000-1401 / sr_lim58`), behind the time in a
//! log (`02:15:20 kysuh77 LOCKED`), with a particle in a line that speaks of signing in (`bak_svc가 … 조회`), beside a secret, or one that was found elsewhere.

use super::login_pairs;
use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::rule::{Candidate, FAIR, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases};

const WHY: &str = "사람이나 접속 기록 곁에 계정처럼 적은 이름입니다.";

/// What a line says that tells of signing in.
static SIGNING: Phrases<20> = Phrases::new([
    "로그인",
    "로그아웃",
    "접속",
    "계정",
    "아이디",
    "비밀번호",
    "비번",
    "닉네임",
    "회원",
    "댓글",
    "게시글",
    "당첨",
    "암호",
    "LOGIN",
    "login",
    "Login",
    "대화명",
    "잠금",
    "조회",
    "쪽지",
]);

/// Who is listed: `당첨: moon.tea / haeun_0909`.
static LISTED: Phrases<8> = Phrases::new(["당첨", "회원", "아이디", "계정", "닉네임", "접속자", "참가자", "로그인"]);

/// What a word is called that is no account: `tb_minwon 테이블`.
static THINGS: Phrases<22> = Phrases::new([
    "테이블",
    "파일",
    "서버",
    "스키마",
    "컬럼",
    "칼럼",
    "함수",
    "폴더",
    "버킷",
    "변수",
    "항목",
    "필드",
    "메뉴",
    "화면",
    "모듈",
    "패키지",
    "버전",
    "브랜치",
    "저장소",
    "프로세스",
    "데몬",
    "장비",
]);

/// Parts of names of machines and tables, and what files end in.
const MACHINES: [&str; 48] = [
    "web", "was", "db", "srv", "svr", "server", "host", "gw", "fw", "sw", "ap", "nas", "vm", "pc", "nvr", "dvr", "cam",
    "node", "backup", "log", "prod", "dev", "test", "tb", "tbl", "idx", "ix", "pk", "fk", "sp", "fn", "vw", "col",
    "tmp", "data", "file", "img", "table", "view", "list", "ver", "router", "switch", "proxy", "dns", "mail", "ssid",
    "wifi",
];
const ENDINGS: [&str; 32] = [
    "hwp", "hwpx", "pdf", "xls", "xlsx", "doc", "docx", "ppt", "pptx", "jpg", "png", "txt", "log", "csv", "tsv", "zip",
    "kr", "com", "net", "org", "io", "exe", "sh", "py", "js", "java", "sql", "conf", "json", "xml", "html", "bak",
];

/// Pushes the accounts that stand beside what was found. Candidates are sorted by start.
pub fn collect(page: &Page, sink: &mut Sink) {
    let found = sink.len();
    let known = known(page, &sink[..found]);
    let mut new = Vec::new();
    login_pairs::before_secrets(page, &sink[..found], &mut new);
    login_pairs::behind_names(page, &sink[..found], &mut new);
    let f = &page.folded;
    let (mut i, mut next) = (0, 0);
    let mut line = Line::default();
    while i < f.len() {
        if f.class(i) != Class::Latin {
            i += 1;
            continue;
        }
        let end = word(page, i);
        let at = FoldSpan::new(i, end);
        let begins = !matches!(f.class_before(i), Class::Digit | Class::Latin | Class::Blank)
            && !matches!(
                f.unit_before(i),
                0x2D | 0x2E | 0x5F | 0x2F | 0x40 | 0x3A | 0x5C | 0x3D | 0x26 | 0x3F | 0x24 | 0x23
            );
        i = end.max(i + 1);
        let how = if begins { shape(page, at) } else { Shape::None };
        let entry = entered(page, at);
        if how == Shape::None && !entry {
            continue;
        }
        while next < found && sink[next].span.end <= at.start {
            next += 1;
        }
        if sink.get(next).is_some_and(|c| next < found && c.span.overlaps(at)) {
            continue;
        }
        line.read(page, at.start, &sink[..found]);
        let again = known.binary_search_by(|&k| letters(page, k).cmp(letters(page, at))).is_ok();
        let told = entry
            || how != Shape::None
                && !machine(page, at)
                && !thing(page, at)
                && (line.person && cell(page, at)
                    || line.lists && line.colon < at.start && item(page, at)
                    || how == Shape::Strong && (logged(page, at) || line.signing && particle(page, at)));
        if again || told {
            let score = if again { LIKELY } else { FAIR };
            new.push(Candidate::new(
                Kind::AccountId,
                at,
                Verdict::Plausible,
                score,
                if again { "account_id/again" } else { "account_id/row" },
                WHY,
            ));
        }
    }
    sink.append(&mut new);
    if sink.len() > found {
        super::resolve::resolve(sink);
    }
}

/// What is known of the line that is read.
#[derive(Default)]
struct Line {
    start: u32,
    end: u32,
    /// How many candidates begin before its end.
    seen: usize,
    person: bool,
    signing: bool,
    /// Whether it lists people by their accounts, and names no tables, fields or files.
    lists: bool,
    /// Where its first colon stands.
    colon: u32,
}

impl Line {
    fn read(&mut self, page: &Page, at: u32, found: &[Candidate]) {
        if at < self.end && self.end > 0 {
            return;
        }
        let line = page.line(at);
        (self.start, self.end) = (line.start, line.end);
        while found.get(self.seen).is_some_and(|c| c.span.start < line.start) {
            self.seen += 1;
        }
        let own = found[self.seen..].iter().take_while(|c| c.span.start < line.end);
        self.person = own.clone().any(|c| {
            c.action != Action::Keep && matches!(c.kind, Kind::PersonName | Kind::Mobile | Kind::Email | Kind::Rrn)
        });
        let says = |i: usize| LISTED.at(&page.folded, i).is_some();
        self.lists =
            line.span().range().any(says) && !line.span().range().any(|i| THINGS.at(&page.folded, i).is_some());
        let colon = line.span().range().find(|&i| page.folded.unit(i) == 0x3A);
        self.colon = colon.map_or(u32::MAX, |i| i as u32);
        self.signing = line.span().range().any(|i| SIGNING.at(&page.folded, i).is_some());
    }
}

/// What stands before and behind the user's name in the entry of a log: `Failed password for bora from`, `사용자 nari 비밀번호 5회 오류`.
static LEADS: Phrases<10> =
    Phrases::new(["user ", "User ", "USER ", "for ", "user=", "su: ", "session ", "사용자 ", "접속자 ", "login: "]);
static STATES: Phrases<18> = Phrases::new([
    " from ",
    " logged",
    " login",
    " LOGIN",
    " locked",
    " LOCKED",
    " failed",
    " FAIL",
    " success",
    " SUCCESS",
    " on pts",
    " tty",
    " 로그인",
    " 로그아웃",
    " 비밀번호",
    " 접속",
    " 잠금",
    " 계정",
]);

/// Whether a plain word stands where the entry of a log has its user, in a line that holds a number.
fn entered(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let (start, end) = (at.start as usize, at.end as usize);
    let plain = at.range().all(|i| matches!(f.unit(i), 0x61..=0x7A | 0x30..=0x39 | 0x2E | 0x5F | 0x2D));
    let bracket = f.unit_before(start) == 0x5B && f.unit(end) == 0x5D;
    let right = end + usize::from(bracket);
    if !plain
        || !(3..=20).contains(&at.len())
        || STATES.at(f, right).is_none()
        || !bracket && LEADS.before(f, start).is_none()
    {
        return false;
    }
    const NONE: [&str; 12] =
        ["user", "the", "password", "invalid", "unknown", "account", "session", "for", "this", "all", "not", "error"];
    let line = page.line(at.start);
    let (from, to) = (line.start.max(at.start.saturating_sub(80)) as usize, line.end.min(at.end + 80) as usize);
    !NONE.iter().any(|w| w.len() == at.len() && f.starts_with(start, w))
        && (from..to).any(|i| f.class(i) == Class::Digit && !at.range().contains(&i))
}

/// The end of a word of letters, digits, `.`, `_` and `-`.
fn word(page: &Page, from: usize) -> usize {
    let f = &page.folded;
    let mut i = from;
    while matches!(f.class(i), Class::Digit | Class::Latin) || matches!(f.unit(i), 0x2E | 0x5F | 0x2D) {
        i += 1;
    }
    while i > from && matches!(f.unit(i - 1), 0x2E | 0x2D) {
        i -= 1;
    }
    i
}

/// How much a word looks like an account's name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    None,
    /// `haeun7`, `mcu-op`: only where something else speaks for it.
    Weak,
    /// `jyko_8812`, `kysuh77`, `seoha.im`.
    Strong,
}

fn shape(page: &Page, at: FoldSpan) -> Shape {
    let f = &page.folded;
    let of = |wanted: fn(u16) -> bool| at.range().filter(|&i| wanted(f.unit(i))).count();
    let (lower, upper, digits) =
        (of(|u| (0x61..=0x7A).contains(&u)), of(|u| (0x41..=0x5A).contains(&u)), of(|u| (0x30..=0x39).contains(&u)));
    let (lows, dots, dashes) = (of(|u| u == 0x5F), of(|u| u == 0x2E), of(|u| u == 0x2D));
    let closed = !matches!(f.class(at.end as usize), Class::Blank)
        && !matches!(f.unit(at.end as usize), 0x40 | 0x2F | 0x5C | 0x3D | 0x5B | 0x28);
    if !(5..=24).contains(&at.len())
        || upper > 0
        || lower < 2
        || dots > 2
        || !closed
        || f.class(at.end as usize - 1) == Class::Punct
    {
        return Shape::None;
    }
    // A file, a host, a version.
    let last = at.range().rfind(|&i| f.unit(i) == 0x2E).map(|i| i + 1);
    if last.is_some_and(|i| {
        ENDINGS.iter().any(|w| i + w.len() == at.end as usize && f.starts_with(i, w))
            || at.end as usize - i < 2 && digits > 0 && lows == 0
    }) || digits > lower + 6
    {
        return Shape::None;
    }
    if lows > 0 || dots > 0 && lower >= 4 || lower >= 3 && digits >= 2 {
        Shape::Strong
    } else if lower >= 3 && digits > 0 || dashes == 1 && lower >= 4 {
        Shape::Weak
    } else {
        Shape::None
    }
}

/// Whether a part of the word is that of a machine's, a table's or a network's name: `web01`, `tb_person`.
fn machine(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let mut from = at.start as usize;
    for i in at.range().chain([at.end as usize]) {
        if i < at.end as usize && f.class(i) == Class::Latin {
            continue;
        }
        if MACHINES.iter().any(|w| from + w.len() == i && f.starts_with(from, w)) {
            return true;
        }
        from = i + 1;
    }
    false
}

/// Whether what follows says that the word names a thing.
fn thing(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let end = at.end as usize;
    let behind = end + usize::from(f.unit(end) == 0x20);
    THINGS.at(f, behind).is_some() || page.owned_by_other(at, Kind::AccountId)
}

/// Whether the word fills a cell, or what stands between slashes, arrows or brackets.
fn cell(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let own = page.cell(at.start);
    if own.start == at.start && own.end == at.end && !page.line(at.start).header {
        return true;
    }
    let (start, end) = (at.start as usize, at.end as usize);
    let space = |i: usize| usize::from(f.unit(i) == 0x20);
    let left = start - usize::from(f.unit_before(start) == 0x20);
    let right = end + space(end);
    let parts = |unit: u16| matches!(unit, 0x2F | 0x2192 | 0x2502 | 0x2503 | 0x7C);
    let opens = parts(f.unit_before(left))
        || f.unit_before(start) == 0x28 && matches!(f.class_before(start.saturating_sub(1)), Class::Hangul);
    let ends = matches!(f.class(right), Class::Newline | Class::Tab) || f.unit(right) == 0 || right >= f.len();
    let closes = parts(f.unit(right)) || ends || f.unit(end) == 0x29;
    // An arrow or a slash on one side at least; the other may be the line's.
    let bare = left == page.line(at.start).start as usize;
    (opens && closes) || bare && parts(f.unit(right))
}

/// Whether the word is one of a list with commas or slashes that a colon opens: `아이디: jyko_8812, mhyun-imsi`.
fn item(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let (start, end) = (at.start as usize, at.end as usize);
    let comma = f.unit(end) == 0x2C;
    let slash = |i: usize| f.unit(i) == 0x20 && f.unit(i + 1) == 0x2F && f.unit(i + 2) == 0x20;
    let behind = f.ends_with(start, ", ") || f.ends_with(start, " / ");
    let ends = matches!(f.class(end), Class::Newline | Class::Tab)
        || end >= f.len()
        || f.unit(end) == 0x2E && f.class(end + 1) == Class::Space;
    // Another item before or behind each.
    let first = f.ends_with(start, ": ");
    first && (comma || slash(end)) || behind && (comma || slash(end) || ends)
}

/// Whether the word stands behind the time at the beginning of a line, and an address, a state or Hangul follows.
fn logged(page: &Page, at: FoldSpan) -> bool {
    let f = &page.folded;
    let line = page.line(at.start);
    let mut i = at.start as usize;
    if !matches!(f.unit_before(i), 0x20 | 0x09) {
        return false;
    }
    i -= 1;
    while i > line.start as usize && matches!(f.unit_before(i), 0x20 | 0x09 | 0x5D | 0x29) {
        i -= 1;
    }
    // hh:mm or hh:mm:ss
    let digit = |k: usize| f.class(k) == Class::Digit;
    let timed = i >= line.start as usize + 4 && digit(i - 1) && digit(i - 2) && f.unit(i - 3) == 0x3A && digit(i - 4);
    let mut next = at.end as usize;
    while matches!(f.unit(next), 0x20 | 0x09) {
        next += 1;
    }
    let said = f.unit(next) == 0x3A && f.unit(next + 1) == 0x20 && next > at.end as usize;
    let state = (next..next + 3).all(|k| matches!(f.unit(k), 0x41..=0x5A));
    let follows = matches!(f.class(next), Class::Hangul | Class::Digit) || said || state;
    timed && at.start - line.start <= 48 && follows && next > at.end as usize
}

/// Whether a particle or 님 follows: `bak_svc가`, `guest_lib은`.
fn particle(page: &Page, at: FoldSpan) -> bool {
    const PARTICLES: [&str; 14] =
        ["은 ", "는 ", "이 ", "가 ", "을 ", "를 ", "로 ", "으로 ", "의 ", "에게 ", "님", "이라는 ", "라는 ", "에서 "];
    let f = &page.folded;
    let own = at.range().any(|i| f.unit(i) == 0x5F) || at.range().filter(|&i| f.class(i) == Class::Digit).count() >= 2;
    own && PARTICLES.iter().any(|w| f.starts_with(at.end as usize, w))
}

/// The names of accounts that were found, in the order of their letters: those that are written like nothing else.
fn known(page: &Page, found: &[Candidate]) -> Vec<FoldSpan> {
    let mut known: Vec<FoldSpan> = found
        .iter()
        .filter(|c| c.kind == Kind::AccountId && c.action == Action::Mask)
        .map(|c| c.span)
        .filter(|&at| shape(page, at) != Shape::None)
        .collect();
    order::sort_by_key(&mut known, |&at| letters(page, at));
    known
}

/// The signs of a word.
fn letters(page: &Page, at: FoldSpan) -> &[u16] {
    page.folded.units().get(at.range()).unwrap_or_default()
}
