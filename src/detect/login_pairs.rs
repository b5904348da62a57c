//! An account and its secret with a slash or an arrow between, where one of the two was found: the other is it as well (`hgd_2026 / Wc9!x-Rua4`).

use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;

/// The name before a secret, with a slash or an arrow between: `hgd_2026 / Wc9!x-Rua4`.
pub(super) fn before_secrets(page: &Page, found: &[Candidate], new: &mut Sink) {
    let f = &page.folded;
    for (n, c) in found.iter().enumerate().filter(|(_, c)| c.kind == Kind::Credential && c.action == Action::Mask) {
        let mut i = c.span.start as usize;
        i -= usize::from(f.unit_before(i) == 0x20);
        if !matches!(f.unit_before(i), 0x2F | 0x2192) {
            continue;
        }
        i -= 1;
        i -= usize::from(f.unit_before(i) == 0x20);
        let end = i;
        while i > 0
            && end - i < 25
            && (matches!(f.class(i - 1), Class::Digit | Class::Latin) || matches!(f.unit(i - 1), 0x2E | 0x5F | 0x2D))
        {
            i -= 1;
        }
        let at = FoldSpan::new(i, end);
        let lower = at.range().filter(|&k| (0x61..=0x7A).contains(&f.unit(k))).count();
        let free = n.checked_sub(1).and_then(|k| found.get(k)).is_none_or(|before| before.span.end <= at.start);
        let bounded = matches!(f.class_before(i), Class::Space | Class::Newline | Class::Tab | Class::Hangul)
            || i == 0
            || matches!(f.unit_before(i), 0x22 | 0x27 | 0x28 | 0x3A | 0x7C);
        if free && bounded && at.len() >= 3 && lower >= 3 && f.class(i) == Class::Latin {
            new.push(Candidate::new(
                Kind::AccountId,
                at,
                Verdict::Plausible,
                LIKELY,
                "account_id/pair",
                "비밀번호와 나란히 적힌 계정 이름입니다.",
            ));
        }
    }
}

/// The secret behind a name, with a slash or an arrow between: `t20180412 / 봄비내린다77`, `hgd_2026 / 임시 Wc9!x-Rua4`. It holds a digit and a letter or syllable.
pub(super) fn behind_names(page: &Page, found: &[Candidate], new: &mut Sink) {
    let f = &page.folded;
    for (n, c) in found.iter().enumerate().filter(|(_, c)| c.kind == Kind::AccountId && c.action == Action::Mask) {
        let mut i = c.span.end as usize;
        i += usize::from(f.unit(i) == 0x20);
        if !matches!(f.unit(i), 0x2F | 0x2192) {
            continue;
        }
        i += 1;
        i += usize::from(f.unit(i) == 0x20);
        if let Some(word) = ["임시 ", "초기 "].iter().find(|w| f.starts_with(i, w)) {
            i += word.chars().count();
        }
        let mut end = i;
        while end - i < 25
            && !matches!(f.class(end), Class::Space | Class::Newline | Class::Tab | Class::Blank)
            && !matches!(f.unit(end), 0 | 0x2C | 0x28 | 0x29 | 0x2F | 0x22 | 0x27 | 0x7C | 0x3A | 0x3D)
        {
            end += 1;
        }
        let of = |class: Class| (i..end).filter(|&k| f.class(k) == class).count();
        let marks = (i..end).filter(|&k| matches!(f.unit(k), 0x21 | 0x23..=0x25 | 0x40 | 0x5E)).count();
        let (hangul, latin, digits) = (of(Class::Hangul), of(Class::Latin), of(Class::Digit));
        // Syllables stand first, then two digits or a mark: 총무팀 2호 is none.
        let said = hangul >= 2
            && f.class(i) == Class::Hangul
            && (digits >= 2 || marks > 0)
            && f.class(end.saturating_sub(1)) != Class::Hangul;
        let keyed = hangul == 0 && latin >= 2 && digits > 0 && marks > 0;
        let free = found.get(n + 1).is_none_or(|next| next.span.start as usize >= end);
        if end >= i + 6 && (said || keyed) && free && !page.counts(end as u32) {
            let why = "계정 이름 뒤에 빗금을 긋고 적은 비밀번호입니다. 문서에 적지 말고 바로 바꾸는 것이 좋습니다.";
            new.push(Candidate::new(
                Kind::Credential,
                FoldSpan::new(i, end),
                Verdict::Plausible,
                LIKELY,
                "credential/pair",
                why,
            ));
        }
    }
}
