//! Whose name stays: the part each named person plays, by the contract's Roles table.
//!
//! Every name gets a score for *keep* and for *review* against *mask*: the sum of integer weights over what stands around it (titles beside it,
//! column heads, row heads, headings, neighbours such as a birth date or an office's phone). The weights come from
//! `tests/training/people` by `cargo run --example train_roles`; the reason shown is the evidence that weighed most. Telephones, addresses and
//! points on the map are weighed the same way, behind the names: whose they are depends on whose name stands beside them.

mod approval;
mod around;
mod beside;
mod class;
mod elsewhere;
mod endings;
pub mod evidence;
mod label;
pub mod letters;
mod outline;
mod owner;
mod place;
mod pool;
mod reasons;
mod rows;
mod shape;
mod site;
mod weights;

use std::borrow::Cow;

use crate::detect::told::Told;
use crate::kind::{Action, Kind};
use crate::order;
use crate::page::Page;
use crate::rule::Candidate;
use crate::span::FoldSpan;
use crate::text::Class;

use evidence::{Evidence, Readings};
use shape::Shape;

pub use pool::stronger;
pub use reasons::is_official;

/// Gives every name among the candidates its action and the reason.
pub fn assign(page: &Page, told: &mut Told<[i32; 2]>, candidates: &mut [Candidate]) {
    if !candidates.iter().any(|c| table(c.kind).is_some()) {
        return;
    }
    order::sort_by_key(candidates, |c| (c.span.start, c.span.end, c.kind));
    // Names first: whose number or address it is depends on whose name stands beside it.
    for names in [true, false] {
        let judged = judge(page, told, candidates, names);
        settle(page, candidates, judged);
    }
}

/// Weighs what stands around the names, or around everything else that depends on who holds it.
fn judge(page: &Page, told: &mut Told<[i32; 2]>, candidates: &[Candidate], names: bool) -> Vec<Judged> {
    let mut judged = Vec::new();
    let asked = |c: &Candidate| (c.kind == Kind::PersonName) == names && is_open(c);
    if !candidates.iter().any(|c| asked(c) && table(c.kind).is_some()) {
        return judged;
    }
    let around = Evidence::new(page, candidates);
    let mut features = Vec::new();
    for (i, c) in candidates.iter().enumerate().filter(|(_, c)| asked(c)) {
        if let Some(table) = table(c.kind) {
            let readings = around.of(c.span, &mut features);
            let (mut sums, top) = score(&features, table);
            if c.kind == Kind::PersonName {
                sums[0] += letters::of(page, c.span);
                sums = plainly(sums, readings);
            }
            judged.push(Judged { index: i, sums, top, readings });
        }
    }
    if names {
        pool::share(page, candidates, &mut judged);
        pool::lean(page, candidates, &mut judged);
    }
    pool::follow(page, candidates, told, &mut judged);
    judged
}

/// Gives what was judged its action.
fn settle(page: &Page, candidates: &mut [Candidate], judged: Vec<Judged>) {
    for j in judged {
        let place = candidates.get(j.index).filter(|c| c.kind == Kind::Address).map(|c| {
            let public = c.rule != "address/unit" && site::public(page, c.span);
            (home(page, candidates, c.span), public)
        });
        let c = &mut candidates[j.index];
        match c.kind {
            Kind::Address => decide_address(
                c,
                match place {
                    Some((true, _)) => j.sums[0].min(STAYS),
                    Some((_, true)) => PLAIN,
                    _ => j.sums[0],
                },
            ),
            Kind::Landline => decide_landline(c, j.sums[0]),
            Kind::GeoPoint => decide_point(c, j.sums[0]),
            _ => decide(c, &j),
        }
    }
}

/// What was judged of a name or an address.
struct Judged {
    /// Which candidate it is.
    index: usize,
    /// Log-odds for keep and for review against mask, in sixteenths.
    sums: [i32; 2],
    /// The feature that weighed most for what won.
    top: u16,
    /// How it reads by the rows of the contract.
    readings: Readings,
}

/// The weights of a kind whose holder decides.
pub fn table(kind: Kind) -> Option<&'static Weights> {
    match kind {
        Kind::PersonName => Some(&weights::NAMES),
        Kind::Address | Kind::GeoPoint => Some(&weights::ADDRESSES),
        Kind::Landline => Some(&weights::LANDLINES),
        _ => None,
    }
}

/// Whether it depends on the holder what becomes of a candidate: a common number and an extension stay, whoever holds them, as does what is masked already.
fn is_open(c: &Candidate) -> bool {
    match c.kind {
        Kind::Landline => !matches!(c.rule, "landline/common" | "landline/extension" | "landline/masked"),
        Kind::GeoPoint => c.action != Action::Review,
        _ => true,
    }
}

/// Weights in sixteenths of log-odds against *mask*, for keep and for review.
pub struct Weights {
    /// What holds without evidence.
    pub bias: [i32; 2],
    /// Per feature.
    pub weights: [[i8; 2]; evidence::FEATURES],
}

/// The sums for keep and review, and the feature that weighed most for what won.
pub fn score(features: &[u16], table: &Weights) -> ([i32; 2], u16) {
    let mut sums = table.bias;
    for &f in features {
        let w = table.weights[f as usize];
        sums[0] += i32::from(w[0]);
        sums[1] += i32::from(w[1]);
    }
    let keep = sums[0] > 0 && sums[0] >= sums[1];
    let top = features
        .iter()
        .copied()
        .filter(|&f| around::speaks(f))
        .max_by_key(|&f| {
            let w = i32::from(table.weights[f as usize][0]);
            (if keep { w } else { -w }, std::cmp::Reverse(f))
        })
        .unwrap_or(0);
    (sums, top)
}

/// What the contract says plainly outweighs every sum: who signs in the approval line, or for an office below a text, stays, and so does who represents a company in a contract; who is named as
/// the party of a draft about leave or discipline or as somebody of a business goes, and whose resident number, birth, account or home stands
/// beside the name without title or duty.
fn plainly(sums: [i32; 2], readings: Readings) -> [i32; 2] {
    if (readings.has(Shape::Approves) || readings.has(Shape::SignsOff)) && !readings.has(Shape::Private) {
        [sums[0].max(PLAIN), sums[1]]
    } else if readings.has(Shape::RepOfContract) {
        [sums[0].max(PLAIN / 2), sums[1]]
    } else if readings.has(Shape::NamedSubject) && readings.has(Shape::SubjectOfDraft)
        || readings.has(Shape::InCompany)
        || readings.has(Shape::DataUntitled) && !readings.has(Shape::OnRoster)
    {
        [sums[0].min(-PLAIN), sums[1]]
    } else {
        sums
    }
}

/// The log-odds (in sixteenths) of what is plain.
const PLAIN: i32 = 64;

/// From these log-odds on a name stays: where both mistakes are equally frequent on marked texts that no weight was derived from.
const LEANING: i32 = -2;

fn decide(c: &mut Candidate, judged: &Judged) {
    let sums = judged.sums;
    if sums[0] > LEANING && sums[0] >= sums[1] {
        c.action = Action::Keep;
        c.rule = if judged.readings.has(Shape::Approves) { "person_name/approval" } else { "person_name/role" };
        c.why = reasons::stays(judged.readings, judged.top);
    } else if sums[1] > 0 {
        c.action = Action::Review;
        c.why = Cow::Owned(format!("{} 맡은 일에 따라 둘 수도 있는 사람이므로 확인이 필요합니다.", c.why));
    } else {
        c.action = Action::Mask;
        c.why = Cow::Owned(format!("{} {}", c.why, reasons::goes(judged.readings)));
    }
}

/// Whether an address is that of a person: a word for a home or a receiver stands before it in its line, or a number by which a person is reached
/// stands right behind it.
fn home(page: &Page, candidates: &[Candidate], at: FoldSpan) -> bool {
    const WORDS: [&str; 19] = [
        "자택",
        "주거:",
        "합숙소",
        "통지처",
        "후원자",
        "집 ",
        "집:",
        "집은",
        "집이",
        "집주소",
        "거주지",
        "거주",
        "사는 곳",
        "받는 분",
        "받는분",
        "받는 사람",
        "수취인",
        "송달 주소",
        "배송지",
    ];
    let f = &page.folded;
    let line = page.line(at.start);
    let from = line.start.max(at.start.saturating_sub(24));
    let said = (from..at.start)
        .any(|i| f.class_before(i as usize) != Class::Hangul && WORDS.iter().any(|w| f.starts_with(i as usize, w)));
    let reached = candidates.iter().any(|c| {
        matches!(c.kind, Kind::Mobile | Kind::SafeNumber)
            && c.action == Action::Mask
            && c.span.start >= at.end
            && c.span.start <= at.end + 4
    });
    said || reached
        && candidates.iter().any(|c| c.kind == Kind::PersonName && c.span.end <= at.start && c.span.end + 4 >= at.start)
}

/// From these log-odds on an address or a point stays: a home that is published cannot be taken back.
const STAYS: i32 = 2;

/// From these log-odds on a number stays: a person's that is published cannot be taken back.
const OFFICE: i32 = 4;

/// What the words around a number say of its holder is one evidence among others.
fn decide_landline(c: &mut Candidate, sum: i32) {
    let stays = sum > OFFICE;
    if stays == (c.action == Action::Keep) {
        return;
    }
    if stays {
        c.action = Action::Keep;
        c.rule = "landline/office";
        c.why = Cow::Borrowed("관공서나 담당 부서의 전화번호로 보이므로 그대로 둡니다.");
    } else {
        c.action = Action::Mask;
        c.rule = "landline/person";
        c.why = Cow::Borrowed("관공서의 번호라는 근거가 약하고 개인이나 업체의 전화번호로 보입니다.");
    }
}

fn decide_point(c: &mut Candidate, sum: i32) {
    let stays = sum > STAYS;
    if stays == (c.action == Action::Keep) {
        return;
    }
    if stays {
        c.action = Action::Keep;
        c.rule = "geo_point/facility";
        c.why = Cow::Borrowed("공공시설이나 공사·설치 장소의 좌표로 보이므로 그대로 둡니다.");
    } else {
        c.action = Action::Mask;
        c.rule = "geo_point/pair";
        c.why = Cow::Borrowed("사람이 있거나 사는 곳을 알 수 있는 좌표입니다.");
    }
}

fn decide_address(c: &mut Candidate, sum: i32) {
    if sum > STAYS {
        c.action = Action::Keep;
        c.rule = "address/site";
        c.why = Cow::Borrowed("공공기관·시설이나 사업 현장의 위치로 보입니다.");
    }
}
