//! What stands before a mention in its line: labels, nouns for persons, titles, offices, marks.

use super::Mention;
use super::features::Feature;
use crate::kind::Kind;
use crate::page::Page;
use crate::text::{Class, has_final, is_hangul};
use crate::words::{Hit, List, attr};

/// What stands before a mention in its line.
struct Before {
    /// One past the last letter or digit before it.
    end: usize,
    spaces: bool,
    colon: bool,
    comma: bool,
    paren: bool,
    quote: bool,
    dash: bool,
    /// The line or cell begins here.
    edge: bool,
}

/// Whether a noun that ends so may be one for a person: 자 인 원 생 측 주 장 딸 모 부 처 사 객 꾼 족 민 녀 친 손 형 관 책.
pub(super) fn ends_person(last: u16) -> bool {
    matches!(
        last,
        0xC790
            | 0xC778
            | 0xC6D0
            | 0xC0DD
            | 0xCE21
            | 0xC8FC
            | 0xC7A5
            | 0xB538
            | 0xBAA8
            | 0xBD80
            | 0xCC98
            | 0xC0AC
            | 0xAC1D
            | 0xAFBC
            | 0xC871
            | 0xBBFC
            | 0xB140
            | 0xCE5C
            | 0xC190
            | 0xD615
            | 0xAD00
            | 0xCC45
    )
}

/// Whether a word that ends so may be an office: 과 팀 국 실 소 청 원 단 센터 관 부 서 반 처 회 교 대.
pub(super) fn ends_office(last: u16) -> bool {
    matches!(
        last,
        0xACFC
            | 0xD300
            | 0xAD6D
            | 0xC2E4
            | 0xC18C
            | 0xCCAD
            | 0xC6D0
            | 0xB2E8
            | 0xD130
            | 0xAD00
            | 0xBD80
            | 0xC11C
            | 0xBC18
            | 0xCC98
            | 0xD68C
            | 0xAD50
            | 0xB300
    )
}

fn before(page: &Page, at: usize) -> Before {
    let folded = &page.folded;
    let mut b = Before {
        end: at,
        spaces: false,
        colon: false,
        comma: false,
        paren: false,
        quote: false,
        dash: false,
        edge: false,
    };
    let limit = at.saturating_sub(8);
    loop {
        if b.end == 0 {
            b.edge = true;
            return b;
        }
        if b.end <= limit {
            return b;
        }
        match folded.class(b.end - 1) {
            Class::Newline => {
                b.edge = true;
                return b;
            }
            Class::Space => b.spaces = true,
            Class::Tab => b.colon = true,
            Class::Punct => match folded.unit(b.end - 1) {
                0x3A | 0x7C | 0x3D => b.colon = true,
                0x2C | 0xB7 | 0x2F | 0x3B | 0x2E => b.comma = true,
                0x28 | 0x5B | 0x3C => b.paren = true,
                0x22 | 0x27 | 0x300C | 0x300E => b.quote = true,
                0x2D | 0x2192 | 0x27A1 | 0x203B => b.dash = true,
                0x29 | 0x5D | 0x3E => return b,
                _ => {}
            },
            Class::Blank | Class::Circled => b.dash = true,
            _ => return b,
        }
        b.end -= 1;
    }
}

/// Whether a line has nothing before `end` but its number: `1`, `①`, `가`, `26-101`, `A-3`.
fn ordinal(page: &Page, end: usize) -> bool {
    let folded = &page.folded;
    let mut i = end;
    let mut digit = false;
    while i > 0 && end - i < 12 {
        match folded.class(i - 1) {
            Class::Newline => return digit,
            Class::Digit | Class::Circled => digit = true,
            Class::Hangul if end - i > 2 && !digit => return false,
            Class::Hangul if digit && !matches!(folded.unit(i - 1), 0xC81C | 0xC870 | 0xBC18 | 0xBC88) => return false,
            Class::Hangul => digit = true,
            _ => {}
        }
        i -= 1;
    }
    i == 0 && digit
}

/// The hit that ends at `end`, or one syllable of a particle before it.
fn hit_ending(hits: &[Hit], page: &Page, end: usize) -> Option<Hit> {
    let after_particle = end.checked_sub(1).filter(|&e| {
        e > 0
            && matches!(
                page.folded.unit(e),
                0xC740 | 0xB294 | 0xC774 | 0xAC00 | 0xC758 | 0xC778 | 0xACFC | 0xC640 | 0xB85C | 0xB2D8 | 0xBA85
            )
            && has_final(page.folded.unit(e - 1)).is_some()
    });
    hits.iter()
        .rev()
        .take(4)
        .find(|h| h.end as usize == end || after_particle.is_some_and(|e| h.end as usize == e))
        .copied()
}

/// Reads what stands before a mention.
pub(super) fn look_left(page: &Page, m: &mut Mention, hits: &[Hit]) {
    let folded = &page.folded;
    let at = m.start as usize;
    let b = before(page, at);
    let f = &mut m.features;
    f.when(Feature::LineStart, b.edge);
    f.when(Feature::QuoteBefore, b.quote);
    f.when(Feature::ParenBefore, b.paren);
    f.when(Feature::DashBefore, b.dash || b.comma);
    f.when(Feature::ColonBefore, b.colon && folded.class_before(at) != Class::Tab);
    let number = matches!(folded.class_before(at), Class::Digit | Class::Latin);
    f.when(Feature::DigitBefore, number && !f.has(Feature::Unspaced));
    if b.edge || b.end == 0 {
        return;
    }
    f.when(Feature::OrdinalBefore, ordinal(page, b.end));
    let last = folded.unit(b.end - 1);
    if let Some(h) = hit_ending(hits, page, b.end) {
        let close = !b.comma && (!b.dash || b.colon);
        let person = h.is(List::Persons);
        let formal = h.labels(Kind::PersonName);
        if close && (formal || person) {
            // A label with a mark is a form's; without one it may be a word of the sentence.
            let marked = b.colon || b.paren;
            match (formal, person, marked) {
                (true, _, true) => f.on(Feature::LabelColon),
                (false, _, true) => f.on(Feature::PersonColon),
                (_, false, false) => f.on(Feature::LabelNear),
                (_, true, false) => f.on(Feature::PersonNear),
            }
            f.when(Feature::KinNear, h.has(List::Persons, attr::PERSONS_KIN));
        } else if close && b.colon && !h.is(List::Titles) && (h.is(List::Labels) || h.is(List::OtherLabels)) {
            f.on(Feature::OtherLabel);
        }
        // 팀장님 김가람, 대표인 김가람; in ‘감사는 최근’ the title is what the sentence is about.
        let whole = h.end as usize == b.end || matches!(last, 0xB2D8 | 0xC778);
        if h.is(List::Titles) && !b.comma && whole {
            f.on(Feature::TitleBefore);
            return;
        }
    }
    // 의견 제출자, 며느리, 딸, 모: a noun for a person that stands in no list.
    if !f.any(&[Feature::LabelNear, Feature::LabelColon, Feature::PersonNear, Feature::PersonColon])
        && (b.spaces || b.colon || b.paren)
        && !b.comma
    {
        let noun = ends_person(last) || matches!(last, 0xB4E4 | 0xAC00 | 0xC544 | 0xC5B4 | 0xBA74);
        f.when(Feature::PersonSuffix, noun && (b.colon || last != 0xAC00));
    }
    // 직무대리 김가람, 代 김가람 stand as titles do; 행정7급 김가람.
    if last == 0xAE09 && folded.class_before(b.end - 1) == Class::Digit && !b.comma {
        f.on(Feature::RankBefore);
    }
    if b.spaces && !b.colon && !b.comma && !b.paren {
        let office = ends_office(last)
            && b.end >= 3
            && is_hangul(folded.unit(b.end - 2))
            && (is_hangul(folded.unit(b.end - 3)) || folded.class(b.end - 3) == Class::Blank);
        f.when(Feature::OfficeBefore, office);
    }
    if b.spaces || b.paren {
        let mut i = b.end;
        let low = b.end.saturating_sub(14);
        let mut company = matches!(folded.unit(b.end.saturating_sub(1)), 0x321C | 0x3231);
        while i > low && !company {
            i -= 1;
            match folded.unit(i) {
                0x321C | 0x3231 => company = true,
                // (주), (유), (사)
                0x29 if i >= 2
                    && folded.unit(i - 2) == 0x28
                    && matches!(folded.unit(i - 1), 0xC8FC | 0xC720 | 0xC0AC) =>
                {
                    company = true
                }
                0x20 | 0x0A | 0x09 => break,
                _ => {}
            }
        }
        f.when(Feature::CompanyBefore, company);
    }
}
