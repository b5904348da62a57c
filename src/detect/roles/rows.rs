//! The rows of the contract's Roles table as named evidence: what the words beside a name mean together with what the draft is about.
//!
//! A title alone says little: 과장 signs a draft, is disciplined in another, and works for a company in a third. Each shape here is one such
//! reading; how much it counts is left to the weights.

use super::around::Around;
use super::class::{self, DISCIPLINE, DUTIES, PARTIES, TITLES};
use super::evidence::Evidence;
use super::place::Place;
use super::shape::{self, Shape};
use crate::page::cells::NONE;
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{List, attr};

/// How far before a name the organisation it belongs to may stand.
const REACH: u32 = 80;

/// Titles that only an office gives.
const PUBLIC_TITLES: u128 = 1 << attr::ROLES_OFFICIAL
    | 1 << attr::ROLES_UNIFORM
    | 1 << attr::ROLES_ELECTED
    | 1 << attr::ROLES_TEACHER
    | 1 << attr::ROLES_JUDGE;

/// To what the nearest organisation before a name belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Office,
    Company,
    None,
}

impl Evidence<'_> {
    /// Adds the readings that hold for the name at `at`. Comes last: it reads what the others have collected.
    pub(super) fn rows(&self, at: FoldSpan, left: u32, out: &mut Around) {
        let one = |class: u8| 1u128 << class;
        let beside = out.at(&[Place::Before, Place::After, Place::Before2]);
        let touching = out.at(&[Place::Before, Place::After]);
        let heads = out.at(&[Place::Column, Place::Row, Place::Lead]);
        let about = out.at(&[Place::Title, Place::Heading, Place::Heads]);
        let cell = out.at(&[Place::Cell]);
        let line = out.at(&[Place::Line]);
        let verb = out.at(&[Place::Verb]);
        let grade = shape::set(&[Shape::Grade, Shape::OfficeTitle]);
        let office = shape::set(&[Shape::Office, Shape::Bureau]);
        let data =
            shape::set(&[Shape::Birth, Shape::Identifier, Shape::Account, Shape::Address, Shape::Age, Shape::Mobile]);
        // 현장소장, 상인회장: a title that no office gives.
        let unofficial = touching & (one(attr::ROLES_COMPANY) | one(attr::ROLES_CIVIC)) != 0;
        let titled = touching & (TITLES | grade) != 0 && (!unofficial || touching & PUBLIC_TITLES != 0);
        let side = self.side(at, left);
        let official = titled || touching & office != 0;
        let handles = (touching | heads) & (one(attr::ROLES_DUTY) | one(attr::ROLES_APPROVAL)) != 0;
        let private = touching & PARTIES != 0 || heads & (one(attr::ROLES_SUBJECT) | one(attr::ROLES_PETITION)) != 0;
        let afflicted = DISCIPLINE | one(attr::ROLES_LEAVE);
        let rep = beside & one(attr::ROLES_REP) != 0;
        let lead = out.at(&[Place::Lead, Place::Row]);
        let party = lead & (one(attr::ROLES_SUBJECT) | one(attr::ROLES_PETITION) | DISCIPLINE) != 0
            && lead & (one(attr::ROLES_DUTY) | one(attr::ROLES_APPROVAL)) == 0;
        let table = self.page.cell(at.start).head_from != NONE;
        let penalty = (about | cell) & (one(attr::ROLES_PENALTY_CTX) | one(attr::ROLES_UNDECIDED)) != 0;
        let contract =
            (heads | about | out.at(&[Place::Before3])) & (one(attr::ROLES_CONTRACT) | one(attr::ROLES_PUBLISHED)) != 0;
        let committee = (touching | heads) & one(attr::ROLES_COMMITTEE) != 0;
        let open = about & (one(attr::ROLES_APPOINT) | one(attr::ROLES_PUBLISHED)) != 0;
        let council = about & one(attr::ROLES_COUNCIL) != 0;
        let shut = about & (one(attr::ROLES_MINUTES) | one(attr::ROLES_UNDECIDED)) != 0
            || line & (one(attr::ROLES_EVALUATOR) | one(attr::ROLES_UNDECIDED)) != 0;
        let roster = about & one(attr::ROLES_DUTY_ROSTER) != 0;
        let speaks = out.at(&[Place::After]) & shape::set(&[Shape::Speaker]) != 0;
        let doer = out.at(&[Place::After]) & shape::set(&[Shape::Doer]) != 0;
        let said = [
            (Shape::Approves, self.approves(at)),
            (Shape::CompanySide, side == Side::Company),
            (Shape::OfficeSide, side == Side::Office),
            (Shape::RepOfContract, rep && contract && !penalty && self.in_company(at, left, true)),
            (Shape::RepElsewhere, rep && (!contract || penalty)),
            (Shape::CompanyStaff, side == Side::Company && !rep),
            (Shape::InCompany, !rep && self.in_company(at, left, false)),
            (Shape::CompanyTitled, side == Side::Company && !rep && titled),
            (Shape::OfficeTitled, side != Side::Company && official && !private && cell & (afflicted | data) == 0),
            (Shape::OnRoster, roster && !private && cell & afflicted == 0),
            (Shape::OffRoster, roster && cell & afflicted != 0),
            (Shape::Afflicted, official && cell & afflicted != 0),
            (Shape::SubjectOfDraft, official && about & afflicted != 0 && !handles),
            (Shape::NamedSubject, official && party),
            (Shape::ListedSubject, table && about & afflicted != 0 && !handles),
            (Shape::SignsOff, official && self.signs_off(at)),
            (Shape::HandlesSubject, about & afflicted != 0 && handles && !private),
            (Shape::CommitteeOpen, committee && open),
            (Shape::CommitteeShut, committee && shut && !open && !council),
            (Shape::Council, council && (committee || beside & one(attr::ROLES_ELECTED) != 0)),
            (Shape::SpeaksTitled, speaks && titled),
            (Shape::SpeaksPlain, speaks && !titled),
            (Shape::DoesDuty, doer && verb & one(attr::ROLES_DUTY_VERB) != 0),
            (Shape::DoesParty, doer && verb & one(attr::ROLES_PARTY_VERB) != 0),
            (Shape::Quoted, (verb | cell) & one(attr::ROLES_PRESS_VERB) != 0 && cell & data == 0),
            (Shape::Civic, (touching | heads) & one(attr::ROLES_CIVIC) != 0),
            (Shape::HandlesPlainly, handles && !private && side != Side::Company && cell & (afflicted | data) == 0),
            (Shape::DataUntitled, !official && !handles && cell & data != 0),
        ];
        for (shape, _) in said.into_iter().filter(|&(_, holds)| holds) {
            out.shape(shape, Place::Before);
        }
    }

    /// The nearest organisation before a name in its line: ㈜다온물류 과장 가, 대리 나 work for the company, 재무과 다 for the office.
    fn side(&self, at: FoldSpan, left: u32) -> Side {
        let f = &self.page.folded;
        let from = left.max(at.start.saturating_sub(REACH));
        let mut end = at.start;
        while end > from {
            if parts(f.class(end as usize - 1)) {
                end -= 1;
                continue;
            }
            let mut start = end;
            while start > from && !parts(f.class(start as usize - 1)) {
                start -= 1;
            }
            let token = FoldSpan { start, end };
            if self.is_company(token) {
                return Side::Company;
            }
            let hits = self.page.hits_before(end).take(3).filter(|h| h.end == end && h.start >= start);
            let said =
                u128::from(hits.fold(0, |bits, h| bits | class::of(h.tags()))) | shape::of_token(self.page, &[], token);
            if said & (PUBLIC_TITLES | shape::set(&[Shape::Office, Shape::OfficeTitle])) != 0 {
                return Side::Office;
            }
            end = start;
        }
        Side::None
    }

    /// Whether a business stands before the name in its clause, nothing but its parts and titles between: ㈜늘봄전기 영업부 과장 가. Its
    /// representative may stand behind a comma: ㈜맑은자원, 대표자 나.
    fn in_company(&self, at: FoldSpan, left: u32, rep: bool) -> bool {
        let f = &self.page.folded;
        let from = left.max(at.start.saturating_sub(30));
        let mut end = at.start;
        for _ in 0..4 {
            while end > from && f.class(end as usize - 1) == Class::Space {
                end -= 1;
            }
            let mut start = end;
            while start > from && !parts(f.class(start as usize - 1)) {
                start -= 1;
            }
            if start == end && rep && f.unit_before(end as usize) == 0x2C {
                end -= 1;
                continue;
            }
            if start == end {
                // (주)늘봄전기: the brackets belong to the name of the business.
                return f.ends_with(end as usize, "(주)");
            }
            if self.is_signed(FoldSpan { start, end }) {
                return true;
            }
            end = start;
        }
        false
    }

    /// Whether the sign of a business stands in or beside a token: ㈜, (주), 주식회사.
    fn is_signed(&self, token: FoldSpan) -> bool {
        let f = &self.page.folded;
        f.unit_before(token.start as usize) == 0x321C
            || f.unit(token.end as usize) == 0x321C
            || f.ends_with(token.start as usize, "(주)")
            || f.starts_with(token.end as usize, "(주)")
            || f.starts_with(token.start as usize, "주식회사")
            || f.starts_with(token.start as usize, "유한회사")
    }

    /// Whether the line holds an office, names and their titles only: 인사팀 김가람.
    fn signs_off(&self, at: FoldSpan) -> bool {
        let f = &self.page.folded;
        let line = self.page.line(at.start);
        if line.end - line.start > 30 || line.last_cell > line.first_cell + 1 {
            return false;
        }
        let (mut start, mut tokens) = (line.start, 0);
        while start < line.end {
            if parts(f.class(start as usize)) {
                if f.unit(start as usize) == 0x3A {
                    return false;
                }
                start += 1;
                continue;
            }
            let mut end = start;
            while end < line.end && !parts(f.class(end as usize)) {
                end += 1;
            }
            let token = FoldSpan { start, end };
            let hits = self.page.hits_before(end).take(3).filter(|h| h.end == end && h.start >= start);
            let said = u128::from(hits.fold(0, |bits, h| bits | class::of(h.tags())))
                | shape::of_token(self.page, self.candidates, token);
            let fits = TITLES
                | shape::set(&[Shape::Office, Shape::Bureau, Shape::OfficeTitle, Shape::Grade])
                | shape::set(&[Shape::Name, Shape::OfficePhone]);
            if said & fits == 0 || said & (1 << attr::ROLES_SUBJECT | 1 << attr::ROLES_PETITION) != 0 {
                return false;
            }
            tokens += 1;
            start = end;
        }
        (2..=6).contains(&tokens)
    }

    /// Whether a token names a business: by its sign, by a word for businesses, or by how it ends.
    fn is_company(&self, token: FoldSpan) -> bool {
        const ENDS: [&str; 56] = [
            "산업",
            "건설",
            "상사",
            "기획",
            "엔지니어링",
            "테크",
            "유통",
            "개발",
            "조경",
            "토건",
            "전기",
            "설비",
            "식당",
            "카센터",
            "상회",
            "마트",
            "약국",
            "컨설팅",
            "디자인",
            "시스템",
            "시스템즈",
            "솔루션",
            "소프트",
            "바이오",
            "푸드",
            "축산",
            "정육",
            "농원",
            "농장",
            "수산",
            "물산",
            "무역",
            "운수",
            "관광",
            "여행사",
            "렉카",
            "공업",
            "철강",
            "정밀",
            "전자",
            "소재",
            "화학",
            "제약",
            "사무소",
            "노래방",
            "노래연습장",
            "카페",
            "펜션",
            "모텔",
            "미용실",
            "세탁소",
            "부동산",
            "중개",
            "미디어",
            "인쇄",
            "광고",
        ];
        let f = &self.page.folded;
        let end = token.end as usize;
        self.is_signed(token)
            || token.len() >= 4 && ENDS.iter().any(|w| f.ends_with(end, w))
            || self.page.hits_in(token).any(|h| h.has(List::Holders, attr::HOLDERS_COMPANY))
            || {
                let company = self.page.hits_in(token).fold(0, |bits, h| bits | class::of(h.tags()));
                u128::from(company) & 1 << attr::ROLES_COMPANY != 0 && u128::from(company) & DUTIES == 0
            }
    }
}

/// Whether a character of the class stands between tokens.
fn parts(class: Class) -> bool {
    matches!(class, Class::Space | Class::Punct | Class::Blank | Class::Newline | Class::Tab)
}
