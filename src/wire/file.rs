//! The JSON of a file that was opened: what it is, what its text does not show, what it holds; and of a masked copy.

use serde::Serialize;

use crate::export::{MaskedCopy, Opened, Remark, What};
use crate::finding::Finding;
use crate::kind::{Action, Kind};
use crate::wire::RemarkOut;

#[derive(Serialize)]
struct FileOut<'a> {
    format: &'a str,
    #[serde(rename = "readOnly", skip_serializing_if = "std::ops::Not::not")]
    read_only: bool,
    unread: usize,
    remarks: Vec<RemarkOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<MemberOut<'a>>,
}

#[derive(Serialize)]
struct MemberOut<'a> {
    name: &'a str,
    #[serde(flatten)]
    file: Option<FileOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct CopyOut {
    masked: usize,
    review: usize,
    keep: usize,
}

/// A file as JSON. Places and names of entries are given as they stand in the file: the caller has it.
pub fn opened(file: &Opened) -> String {
    serde_json::to_string(&of(file)).unwrap_or_default()
}

fn of(file: &Opened) -> FileOut<'_> {
    FileOut {
        format: file.format.ending(),
        read_only: file.format.is_read_only(),
        unread: file.unread,
        remarks: file.remarks().iter().map(remark).collect(),
        members: (file.members.iter())
            .map(|member| MemberOut {
                name: &member.name,
                file: member.result.as_ref().ok().map(of),
                error: member.result.as_ref().err().map(crate::export::Refusal::code),
            })
            .collect(),
    }
}

/// How much of a file a masked copy masks and leaves.
pub fn copy(copy: &MaskedCopy) -> String {
    let count = |action| copy.findings.iter().filter(|f: &&Finding| f.action == action).count();
    let counts = CopyOut { masked: count(Action::Mask), review: count(Action::Review), keep: count(Action::Keep) };
    serde_json::to_string(&counts).unwrap_or_default()
}

/// A remark, with its place as it stands in the file.
pub fn remark(remark: &Remark) -> RemarkOut<'_> {
    let what = match remark.what {
        What::Picture => "picture",
        What::Embedded => "embedded",
        What::Unknown => "unknown",
        What::Glyphs => "glyphs",
        What::Scan => "scan",
        What::Locked => "locked",
        What::Revision => "revision",
        What::Signature => "signature",
    };
    RemarkOut { what, place: &remark.place, count: remark.count, unread: remark.what.is_unread() }
}

#[derive(Serialize)]
struct PlaceOut {
    kind: &'static str,
    start: usize,
    end: usize,
}

/// Kinds and where they stand, in UTF-16 units.
pub fn places(places: impl Iterator<Item = (Kind, usize, usize)>) -> String {
    let places: Vec<PlaceOut> = places.map(|(kind, start, end)| PlaceOut { kind: kind.id(), start, end }).collect();
    serde_json::to_string(&places).unwrap_or_default()
}

#[derive(Serialize)]
struct SurvivorOut {
    kind: &'static str,
    times: usize,
}

/// Kinds and how often one of their values survives.
pub fn survivors(survivors: impl Iterator<Item = (Kind, usize)>) -> String {
    let survivors: Vec<SurvivorOut> = survivors.map(|(kind, times)| SurvivorOut { kind: kind.id(), times }).collect();
    serde_json::to_string(&survivors).unwrap_or_default()
}
