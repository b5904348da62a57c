//! Evidence that is no word of a list: what a token looks like, what sort of finding stands there, a sign.

use super::class::WORD_CLASSES;
use crate::kind::{Action, Kind};
use crate::page::Page;
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;

/// How many shapes there are.
pub(super) const SHAPES: usize = NAMES.len();

/// A shape.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(super) enum Shape {
    Office,
    Company,
    OfficePhone,
    PersonPhone,
    Mobile,
    Birth,
    Identifier,
    Address,
    Account,
    /// 6급
    Grade,
    Amount,
    Age,
    Colon,
    Paren,
    Comma,
    Masked,
    /// Nothing stands before the name in its line or cell.
    Start,
    Number,
    Particle,
    /// A title with its office: 의사팀장, 인사담당.
    OfficeTitle,
    Honorific,
    Name,
    OfficeMail,
    /// Nothing else stands in the line; of the draft: it holds no identifier.
    Alone,
    Unit,
    Road,
    /// A title, office or duty before the name, and nothing near it that speaks for a private person.
    DutyBefore,
    /// The same after the name.
    DutyAfter,
    /// The part of a private person before or after the name.
    Private,
    /// A title beside the name in a draft about discipline, leave or appraisal.
    DutyAsSubject,
    /// A title beside the name, with a private person's data behind it.
    DutyWithData,
    /// Neither a title nor a private part beside the name.
    Unsaid,
    /// The name is who does something: 이, 가, 은, 는, 께서.
    Doer,
    /// To whom or about whom something is done: 을, 를, 에게, 께.
    DoneTo,
    /// 인사부, 교무부: a bureau of a school, a hospital, a corporation.
    Bureau,
    /// A colon and a sentence behind: somebody speaks.
    Speaker,
    /// It stands in the approval line.
    Approves,
    /// The nearest organisation before it is a business.
    CompanySide,
    /// The nearest organisation before it is an office.
    OfficeSide,
    /// Who represents a company told by its sign (㈜), in a contract or a permit.
    RepOfContract,
    /// Who represents a business, anywhere else.
    RepElsewhere,
    /// Somebody of a business who does not represent it.
    CompanyStaff,
    /// The same, with a title.
    CompanyTitled,
    /// A title or an office beside it, and nothing about a person.
    OfficeTitled,
    /// On a roster of duty.
    OnRoster,
    /// The same, but the line tells of leave or illness.
    OffRoster,
    /// A title beside it, and the line tells of leave, illness or discipline.
    Afflicted,
    /// A title beside it in a draft about leave or discipline, and no duty.
    SubjectOfDraft,
    /// Who handles leave or discipline of another.
    HandlesSubject,
    /// A member in an appointment or a published list.
    CommitteeOpen,
    /// A member in minutes, or while the matter is undecided.
    CommitteeShut,
    /// Somebody with a title speaks.
    SpeaksTitled,
    /// Somebody without a title speaks.
    SpeaksPlain,
    /// Does what is done in office.
    DoesDuty,
    /// Does what private persons do.
    DoesParty,
    /// Said or shown to the public.
    Quoted,
    /// Acts for neighbours or members.
    Civic,
    /// Handles the matter, and nothing about a person stands near.
    HandlesPlainly,
    /// A person's data beside it, and no title.
    DataUntitled,
    /// A member of a council.
    Council,
    /// A title beside it, and its line or cell begins with the word for a party: 대상자, 신청인, 혐의자.
    NamedSubject,
    /// In a table about leave or discipline.
    ListedSubject,
    /// An office and a name make up the whole line.
    SignsOff,
    /// A business stands before it in its clause, and it does not represent it.
    InCompany,
}

/// What shapes are called in the trainer's report.
pub(super) const NAMES: [&str; 64] = [
    "Office",
    "Company",
    "OfficePhone",
    "PersonPhone",
    "Mobile",
    "Birth",
    "Identifier",
    "Address",
    "Account",
    "Grade",
    "Amount",
    "Age",
    "Colon",
    "Paren",
    "Comma",
    "Masked",
    "Start",
    "Number",
    "Particle",
    "OfficeTitle",
    "Honorific",
    "Name",
    "OfficeMail",
    "Alone",
    "Unit",
    "Road",
    "DutyBefore",
    "DutyAfter",
    "Private",
    "DutyAsSubject",
    "DutyWithData",
    "Unsaid",
    "Doer",
    "DoneTo",
    "Bureau",
    "Speaker",
    "Approves",
    "CompanySide",
    "OfficeSide",
    "RepOfContract",
    "RepElsewhere",
    "CompanyStaff",
    "CompanyTitled",
    "OfficeTitled",
    "OnRoster",
    "OffRoster",
    "Afflicted",
    "SubjectOfDraft",
    "HandlesSubject",
    "CommitteeOpen",
    "CommitteeShut",
    "SpeaksTitled",
    "SpeaksPlain",
    "DoesDuty",
    "DoesParty",
    "Quoted",
    "Civic",
    "HandlesPlainly",
    "DataUntitled",
    "Council",
    "NamedSubject",
    "ListedSubject",
    "SignsOff",
    "InCompany",
];

/// What only a draft about persons holds.
pub(super) const IDENTIFIERS: [Shape; 6] =
    [Shape::Mobile, Shape::Birth, Shape::Identifier, Shape::Account, Shape::PersonPhone, Shape::Address];

/// One bit for each of some shapes, behind the bits of the classes of words.
pub(super) const fn set(shapes: &[Shape]) -> u128 {
    let (mut bits, mut i) = (0, 0);
    while i < shapes.len() {
        bits |= 1 << (WORD_CLASSES + shapes[i] as usize);
        i += 1;
    }
    bits
}

/// What a shape is called in a reason for keeping.
pub(super) fn korean(shape: usize) -> Option<&'static str> {
    match shape {
        0 | 34 => Some("부서·기관 이름"),
        2 => Some("사무실 전화"),
        9 => Some("직급"),
        _ => None,
    }
}

/// What a neighbouring finding says about a name.
pub(super) fn of_finding(c: &Candidate) -> Option<Shape> {
    Some(match c.kind {
        Kind::Landline if c.action == Action::Keep => Shape::OfficePhone,
        Kind::Landline => Shape::PersonPhone,
        Kind::Mobile => Shape::Mobile,
        Kind::BirthDate => Shape::Birth,
        Kind::Rrn
        | Kind::Frn
        | Kind::Passport
        | Kind::DriverLicense
        | Kind::StudentNo
        | Kind::VehiclePlate
        | Kind::EmployeeNo => Shape::Identifier,
        Kind::Address => Shape::Address,
        Kind::BankAccount => Shape::Account,
        Kind::Email if c.action == Action::Keep => Shape::OfficeMail,
        Kind::PersonName => Shape::Name,
        _ => return None,
    })
}

/// The shapes of a token, as bits. A finding that stands there says more than its first character.
pub(super) fn of_token(page: &Page, candidates: &[Candidate], token: FoldSpan) -> u128 {
    let f = &page.folded;
    let (first, last) = (token.start as usize, token.end as usize - 1);
    let mut bits = ending(page, token);
    let signed = f.unit_before(first) == 0x321C || f.unit(last + 1) == 0x321C || f.ends_with(first, "(주)");
    if signed || f.starts_with(last + 1, "(주)") || f.starts_with(first, "주식회사") {
        bits |= set(&[Shape::Company]);
    }
    let at = candidates.partition_point(|c| c.span.end <= token.start);
    if let Some(shape) = candidates.get(at).filter(|c| c.span.overlaps(token)).and_then(of_finding) {
        return bits | set(&[shape]);
    }
    bits | match f.class(first) {
        Class::Digit => set(&[Shape::Number]),
        Class::Blank => set(&[Shape::Masked]),
        _ => 0,
    }
}

/// What the last syllable of a token says.
fn ending(page: &Page, token: FoldSpan) -> u128 {
    let f = &page.folded;
    let last = token.end as usize - 1;
    if f.class(last) != Class::Hangul || token.len() < 2 {
        return 0;
    }
    let (two, unit) = (f.unit(last - 1), f.unit(last));
    let counted = f.class(last - 1) == Class::Digit;
    let mut bits = 0;
    // 과 팀 국 청 실 처 서 소 계, 센터, 사국
    let office = matches!(unit, 0xACFC | 0xD300 | 0xAD6D | 0xCCAD | 0xC2E4 | 0xCC98 | 0xC11C | 0xC18C | 0xACC4)
        || (unit == 0xD130 && two == 0xC13C)
        || (unit == 0xAD6D && two == 0xC0AC);
    if office && token.len() >= 3 {
        bits |= set(&[Shape::Office]);
    }
    // 인사부, 교무부; not 일부, 전부.
    if unit == 0xBD80 && token.len() >= 3 {
        bits |= set(&[Shape::Bureau]);
    }
    // 의사팀장, 건설과장, 인사담당: a title with its office.
    let titled = (unit == 0xC7A5
        && matches!(two, 0xACFC | 0xD300 | 0xAD6D | 0xC2E4 | 0xACC4 | 0xC18C | 0xC11C | 0xBA74 | 0xB3D9 | 0xC74D))
        || (unit == 0xB2F9 && two == 0xB2F4);
    if titled && token.len() >= 4 {
        bits |= set(&[Shape::OfficeTitle]);
    }
    bits | match unit {
        0xAE09 if counted => set(&[Shape::Grade]),
        0xC6D0 if counted => set(&[Shape::Amount]),
        0xC138 if counted => set(&[Shape::Age]),
        _ => 0,
    }
}
