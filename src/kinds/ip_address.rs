//! IP 주소 (IP address).
//!
//! IPv4 in four numbers up to 255 with dots (also `[.]`), IPv6 in groups of hexadecimal digits with colons (RFC 4291), with a prefix length
//! where one stands behind. Loopback, unspecified, broadcast, multicast and masks name no device. Versions and section numbers look the
//! same: without a word of networks nearby an address must be one that they cannot be.

use crate::kind::{Action, Kind};
use crate::kinds::beside;
use crate::kinds::holder::{self, Holder};
use crate::page::{Edge, Numbers, Page, Place, Signs};
use crate::rule::{Form, CERTAIN, EVEN, FAIR, LIKELY, Candidate, Example, Gate, Manual, Sink, Spec, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    digits: Some((Gate { first: Gate::ANY, reach: 1, min: 1, max: 3 }, v4)),
    marks: &[(0x3A, v6)],
    partial: |value| {
        let v4 = !value.contains(':');
        let mut dots = 0;
        crate::style::keep(value, |_, _| true)
            .chars()
            .map(|c| {
                dots += usize::from(c == '.' || c == ':' || c == '．');
                if c.is_alphanumeric() && dots >= if v4 { 2 } else { 4 } { '*' } else { c }
            })
            .collect()
    },
    form: Some(Form {
        fits: four,
        strong: device,
        letters: false,
        worded: None,
        push: |page, span, near, sink| {
            let (verdict, score) = beside::sure(near);
            push(page, span, verdict, score, "ip_address/label", sink);
        },
    }),
    ..Spec::new(Kind::IpAddress)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "IPv4·IPv6 주소입니다. 서버·내부망의 주소는 제2호, 접속자의 주소는 제6호로 제안합니다. 127.0.0.1 같은 예약 주소와 버전 번호는 찾지 않습니다.",
    examples: EXAMPLES,
};

/// Whether four numbers parted by marks are no version and no section.
fn device(s: &Signs) -> bool {
    let (parts, n) = s.parts(Edge::Mark);
    let mut at = 0;
    let mut high = 0;
    for &len in &parts {
        high += usize::from(s.number(at, at + len) > 31);
        at += len;
    }
    let [first, second, ..] = parts;
    let (a, b) = (s.number(0, first), s.number(first, first + second));
    // 육 점 칠 점 팔 점 구 may be a section; in words of two digits and more nobody says one.
    let said = s.spoken == s.len() && parts.iter().filter(|&&len| len >= 2).count() >= 2;
    n == 4 && (high >= 2 || a == 10 || a == 192 && b == 168 || a == 172 && (16..32).contains(&b) || said)
}

/// Four numbers up to 255, whatever parts them; the first one of a device.
fn four(s: &Signs) -> bool {
    let (mut parts, mut n) = s.parts(Edge::Mark);
    if n == 1 {
        (parts, n) = s.parts(Edge::Space);
    }
    if n != 4 || !s.digits(s.len()) {
        return false;
    }
    let (mut at, mut values) = (0, [0; 4]);
    for (value, &len) in values.iter_mut().zip(&parts) {
        *value = s.number(at, at + len);
        if len > 3 || *value > 255 || len > 1 && s.value(at) == 0 {
            return false;
        }
        at += len;
    }
    let [a, b, c, d] = values;
    !reserved(a, b, c, d)
}

/// Reads four numbers; gives their values and where the last ends.
fn octets(page: &Page, numbers: &Numbers, group: usize) -> Option<([u32; 4], usize)> {
    let f = &page.folded;
    let mut values = [0; 4];
    let mut end = 0;
    for (n, value) in values.iter_mut().enumerate() {
        let g = numbers.groups.get(group + n)?;
        if g.len() > 3 || (g.len() > 1 && f.unit(g.start as usize) == 0x30) {
            return None;
        }
        if n > 0 {
            let next = g.start as usize;
            let tight = next == end + 1 && f.unit(end) == 0x2E;
            // 198 . 51: a space on both sides; a space behind the dot alone is a date.
            let wide = || next == end + 3 && f.unit(end) == 0x20 && f.unit(end + 1) == 0x2E && f.unit(end + 2) == 0x20;
            let fenced = || next == end + 3 && f.unit(end + 1) == 0x2E && matches!((f.unit(end), f.unit(end + 2)), (0x5B, 0x5D) | (0x28, 0x29) | (0x7B, 0x7D));
            // 192.168.⏎7.40
            let broken = || next == end + 2 && f.unit(end) == 0x2E && f.class(end + 1) == Class::Newline;
            // 198점51, 198 점 51, 198 (dot) 51
            let worded = || next <= end + 7 && dotted(page, end) == next;
            if !tight && !fenced() && !wide() && !broken() && !worded() {
                return None;
            }
        }
        for i in g.start..g.end {
            *value = *value * 10 + u32::from(f.unit(i as usize).saturating_sub(0x30));
        }
        if *value > 255 {
            return None;
        }
        end = g.end as usize;
    }
    Some((values, end))
}

/// Where the next number begins behind a dot in words, a middle dot or a space alone.
fn dotted(page: &Page, end: usize) -> usize {
    let f = &page.folded;
    let space = |k: usize| k + usize::from(f.unit(k) == 0x20);
    let i = space(end);
    // 점 닷 · . ( [ { d
    if !matches!(f.unit(i), 0xC810 | 0xB2F7 | 0xB7 | 0x2E | 0x28 | 0x5B | 0x7B | 0x64) {
        return i;
    }
    let word = ["점", "닷", "(dot)", "[dot]", "{dot}", "dot", "[.]", "(.)", "·", "."].into_iter().find(|w| f.starts_with(i, w));
    match word {
        Some(w) => space(i + w.chars().count()),
        None => i,
    }
}

fn v4(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(first) = numbers.groups.get(group) else { return };
    let start = first.start as usize;
    let Some(([a, b, c, d], mut end)) = octets(page, numbers, group) else {
        masked(page, numbers, group, sink);
        return;
    };
    let glued = page.hits_before(first.start).take(1).any(|h| h.end == first.start && h.labels(Kind::IpAddress));
    let left = match f.class_before(start) {
        Class::Digit => false,
        Class::Latin => glued,
        Class::Punct => !(matches!(f.unit_before(start), 0x2E | 0x5F) && start >= 2 && matches!(f.class(start - 2), Class::Digit | Class::Latin)) && f.unit_before(start) != 0xA7,
        _ => true,
    };
    let right = match f.class(end) {
        Class::Digit | Class::Latin | Class::Blank => false,
        Class::Punct => !(f.unit(end) == 0x2E && f.class(end + 1) == Class::Digit || f.unit(end) == 0x25),
        _ => true,
    };
    if !left || !right || reserved(a, b, c, d) {
        return;
    }
    // A length behind a slash belongs to the address: 192.0.2.0/24.
    if f.unit(end) == 0x2F && f.class(end + 1) == Class::Digit {
        let mut k = end + 1;
        while f.class(k) == Class::Digit {
            k += 1;
        }
        if k - end <= 3 && f.class(k) != Class::Latin && f.unit(k) != 0x2E {
            end = k;
        }
    }
    let span = FoldSpan::new(start, end);
    let labels = page.labels(span);
    let own = labels.of(Kind::IpAddress);
    if labels.has(List::OtherLabels, attr::OTHER_LABELS_VERSION).is_some_and(|v| own.is_none_or(|o| v <= o)) {
        return;
    }
    // No date, no section: a number above 31 in it.
    let high = [a, b, c, d].iter().filter(|&&n| n > 31).count();
    let private = a == 10 || (a == 192 && b == 168) || (a == 172 && (16..32).contains(&b));
    let fenced = (start..end).any(|i| matches!(f.unit(i), 0x5B | 0x28));
    // Written with anything but dots it is an address only beside its label.
    let odd = (start..end).filter(|&i| f.unit(i) == 0x2E).count() < 3 || (start..end).any(|i| f.unit(i) == 0x20 && f.unit(i + 1) != 0x2E && f.unit(i.saturating_sub(1)) != 0x2E);
    // 198 [.] 51 [.] 100 [.] 7: three dots in brackets are of nothing else.
    let closes = |i: usize| matches!((f.unit(i), f.unit(i + 1)), (0x2E, 0x5D | 0x29 | 0x7D)) || f.starts_with(i, "dot");
    let defanged = fenced && (start..end).filter(|&i| closes(i)).count() == 3 && (high > 0 || private);
    let near = defanged || own.is_some_and(|p| p <= Place::Line) || network(page, span) && high >= 2;
    let aside = (start..end).any(|i| f.unit(i) == 0x20) && !(start..end).any(|i| f.starts_with(i, " . "));
    if (odd || aside) && !near {
        return;
    }
    let broken = (start..end).any(|i| f.class(i) == Class::Newline);
    if broken && !near && !(private && network(page, span)) {
        return;
    }
    // Tomcat 10.1.24.0: a product and its version.
    if d == 0 && own.is_none() && f.class(end - 1) == Class::Digit && f.unit_before(start) == 0x20 && start >= 2 && f.class(start - 2) == Class::Latin && !page.hits_before(start as u32).next().is_some_and(|h| h.end as usize + 1 == start && h.is(List::Network)) {
        return;
    }
    let (verdict, score, rule) = if own.is_some_and(|p| p <= Place::Line) || fenced {
        (Verdict::Proven, CERTAIN, "ip_address/label")
    } else if network(page, span) && (high > 0 || private) {
        (Verdict::Proven, LIKELY, "ip_address/network")
    } else if labels.any(List::OtherLabels).is_some_and(|p| p <= Place::Row) {
        return;
    } else if high >= 2 || (private && high >= 1) {
        (Verdict::Plausible, LIKELY, "ip_address/shape")
    } else if own.is_some() {
        (Verdict::Plausible, FAIR, "ip_address/column")
    } else {
        return;
    };
    push(page, span, verdict, score, rule, sink);
}

/// Addresses that name no device: unspecified, loopback, multicast, masks, broadcast.
fn reserved(a: u32, b: u32, c: u32, d: u32) -> bool {
    a == 0 || a == 127 || (224..=239).contains(&a) || a == 255 || (a, b, c, d) == (8, 8, 8, 8)
}

/// Whether a word of networks stands in the line or at the head of the table.
fn network(page: &Page, at: FoldSpan) -> bool {
    let says = |span| page.hits_in(span).any(|h| h.is(List::Network) || h.labels(Kind::IpAddress) || h.labels(Kind::MacAddress));
    says(holder::around(page, at)) || holder::heads(page, at).is_some_and(says)
}

fn push(page: &Page, span: FoldSpan, verdict: Verdict, score: i16, rule: &'static str, sink: &mut Sink) {
    let visitor = holder::near(page, span, attr::HOLDERS_VISITOR, 0) || holder::of(page, span) == Holder::Person;
    let candidate = if visitor {
        Candidate::new(Kind::IpAddress, span, verdict, score, rule, "접속한 사람을 알 수 있는 IP 주소입니다.").item(6)
    } else {
        Candidate::new(Kind::IpAddress, span, verdict, score, rule, "전산망의 구성이나 접속 위치를 알 수 있는 IP 주소입니다.")
    };
    sink.push(candidate);
}

/// `192.0.***.***` beside a label: already taken out.
fn masked(page: &Page, numbers: &Numbers, group: usize, sink: &mut Sink) {
    let f = &page.folded;
    let Some(first) = numbers.groups.get(group) else { return };
    let start = first.start as usize;
    if f.unit(first.end as usize) != 0x2E || !page.clear_left(first.start) {
        return;
    }
    let (mut i, mut parts, mut blanks) = (start, 0, 0);
    loop {
        let from = i;
        while matches!(f.class(i), Class::Digit | Class::Blank) || matches!(f.unit(i), 0x78 | 0x58) {
            blanks += usize::from(f.class(i) != Class::Digit);
            i += 1;
        }
        if i == from || i - from > 3 {
            return;
        }
        parts += 1;
        if f.unit(i) != 0x2E || parts == 4 {
            break;
        }
        i += 1;
    }
    let span = FoldSpan::new(start, i);
    if parts == 4 && blanks > 0 && (page.labelled(span, Kind::IpAddress).is_some() || network(page, span)) {
        let why = "이미 일부를 가린 IP 주소이므로 그대로 둡니다.";
        sink.push(Candidate::new(Kind::IpAddress, span, Verdict::Weak, EVEN, "ip_address/masked", why).action(Action::Keep));
    }
}

fn hex(page: &Page, i: usize) -> bool {
    match page.folded.class(i) {
        Class::Digit => true,
        Class::Latin => matches!(page.folded.unit(i), 0x41..=0x46 | 0x61..=0x66),
        _ => false,
    }
}

fn v6(page: &Page, at: u32, sink: &mut Sink) {
    let f = &page.folded;
    let mut start = at as usize;
    while start > 0 && at as usize - start < 5 && hex(page, start - 1) {
        start -= 1;
    }
    // From the first colon only: before it stands one group or none.
    if at as usize - start > 4 || (start > 0 && (f.unit(start - 1) == 0x3A || matches!(f.class(start - 1), Class::Digit | Class::Latin))) {
        return;
    }
    let (mut i, mut groups, mut gaps, mut digits) = (start, 0, 0, 0);
    let (mut letters, mut wide) = (false, false);
    loop {
        let from = i;
        while i - from < 5 && hex(page, i) {
            letters |= f.class(i) == Class::Latin;
            i += 1;
        }
        let n = i - from;
        if n > 4 {
            return;
        }
        groups += usize::from(n > 0);
        digits += n;
        // 2001:db8:77 :: 1f: spaces around the gap.
        let at = i + usize::from(groups > 1 && f.unit(i) == 0x20);
        if f.unit(at) == 0x3A && f.unit(at + 1) == 0x3A {
            gaps += 1;
            let next = (at + 2..at + 5).find(|&k| f.unit(k) != 0x20).filter(|&k| groups > 1 && hex(page, k));
            wide |= at > i || next.is_some_and(|k| k > at + 2);
            i = next.unwrap_or(at + 2);
        } else if f.unit(i) == 0x3A && hex(page, i + 1) && n > 0 {
            i += 1;
        } else {
            break;
        }
        if groups > 8 {
            return;
        }
    }
    let whole = groups == 8 && gaps == 0 || gaps == 1 && (2..=7).contains(&groups);
    if !whole || matches!(f.class(i), Class::Digit | Class::Latin) || f.unit(i) == 0x3A || f.starts_with(start, "ff") || f.starts_with(start, "FF") {
        return;
    }
    let mut end = i;
    if f.unit(end) == 0x2F && f.class(end + 1) == Class::Digit {
        end += 1;
        while f.class(end) == Class::Digit && end - i < 5 {
            end += 1;
        }
    }
    let span = FoldSpan::new(start, end);
    let own = page.labelled(span, Kind::IpAddress).is_some() || network(page, span);
    if !own && (wide || digits < 5 || !(letters || groups == 8)) {
        return;
    }
    push(page, span, Verdict::Proven, CERTAIN, "ip_address/v6", sink);
}

const EXAMPLES: &[Example] = &[
    Example::Finds("접속 IP [[ip_address|192.0.2.41]]에서"),
    Example::Finds("서버[[ip_address|１９８．５１．１００．７]]점검"),
    Example::Finds("[[ip_address|172[.]16.41.77]] 차단"),
    Example::Finds("로그인 [[ip_address|2001:db8::41:77]]"),
    Example::Passes("버전 1.2.3.4"),
    Example::Passes("루프백 127.0.0.1"),
    Example::Passes("제3.1.2.4항 및 2026.11.21.12"),
    Example::Passes("시각 10:20:30"),
];
