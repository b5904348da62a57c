//! `report.json`: the figures for machines. `made`, `all` and `departments` are what a later diagnosis compares itself with.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::Plan;
use crate::audit::count::{Group, Share, Summary, share};
use crate::audit::state::State;

#[derive(Serialize)]
struct Report<'a> {
    garim: &'a str,
    made: String,
    profile: &'a [String],
    targets: u64,
    left_out: LeftOut,
    sample: Option<Sample>,
    all: Counts,
    rates: Rates,
    departments: BTreeMap<&'a str, Counts>,
    months: BTreeMap<&'a str, Counts>,
    kinds: BTreeMap<&'a str, KindOut<'a>>,
    items: [u64; 8],
    contradictions: Contradictions,
    attachments_only: u64,
    repeats: RepeatsOut,
    days_left: [u64; 5],
    unread: &'a BTreeMap<String, u64>,
    worst: Vec<WorstOut<'a>>,
    actions: Actions,
}

#[derive(Serialize)]
struct LeftOut {
    since: u64,
    sample: u64,
}

#[derive(Serialize)]
struct Sample {
    ten_thousandths: u32,
}

#[derive(Serialize)]
struct Counts {
    documents: u64,
    read: u64,
    unread: u64,
    partly: u64,
    clean: u64,
    public: u64,
    exposed: u64,
    identified: u64,
    findings: u64,
    weight: u64,
    review: u64,
}

/// Shares in ten-thousandths, with what they are of and the bounds of 95 %.
#[derive(Serialize)]
struct Rates {
    exposed: ShareOut,
    identified: ShareOut,
    clean: ShareOut,
}

#[derive(Serialize)]
struct ShareOut {
    part: u64,
    whole: u64,
    ten_thousandths: u64,
    low: u64,
    high: u64,
}

#[derive(Serialize)]
struct KindOut<'a> {
    name: &'a str,
    documents: u64,
    mask: u64,
    review: u64,
}

#[derive(Serialize)]
struct Contradictions {
    open_but_exposed: u64,
    partial_but_exposed: u64,
    closed_but_nothing_found: u64,
    other_items: u64,
}

#[derive(Serialize)]
struct RepeatsOut {
    values: u64,
    places: u64,
    of: u64,
    most: Vec<[u64; 4]>,
}

#[derive(Serialize)]
struct WorstOut<'a> {
    n: u64,
    department: &'a str,
    document: &'a str,
    level: Option<&'a str>,
    weight: u64,
    mask: u32,
    identifiers: u32,
    days_left: Option<i32>,
}

#[derive(Serialize)]
struct Actions {
    done: u64,
    mistaken: u64,
    kept: u64,
    open: u64,
}

fn counts(g: &Group) -> Counts {
    let Group { documents, read, unread, partly, clean, public, exposed, identified, findings, weight, review } = *g;
    Counts { documents, read, unread, partly, clean, public, exposed, identified, findings, weight, review }
}

fn out(s: Share) -> ShareOut {
    ShareOut { part: s.part, whole: s.whole, ten_thousandths: s.share, low: s.bounds.0, high: s.bounds.1 }
}

pub(super) fn report(summary: &Summary, state: &State, plan: &Plan) -> String {
    let all = &summary.all;
    let [done, mistaken, kept, open] = summary.outcomes;
    let report = Report {
        garim: &state.head.version,
        made: plan.today.to_string(),
        profile: &state.head.profile,
        targets: summary.targets,
        left_out: LeftOut { since: summary.early, sample: summary.unsampled },
        sample: state.head.sample.map(|ten_thousandths| Sample { ten_thousandths }),
        all: counts(all),
        rates: Rates {
            exposed: out(share(all.exposed, all.public)),
            identified: out(share(all.identified, all.public)),
            clean: out(share(all.clean, all.documents)),
        },
        departments: summary.departments.iter().map(|(n, g)| (n.as_str(), counts(g))).collect(),
        months: summary.months.iter().map(|(n, g)| (n.as_str(), counts(g))).collect(),
        kinds: summary
            .kinds
            .iter()
            .map(|(id, k)| {
                (id.as_str(), KindOut { name: &k.name, documents: k.documents, mask: k.mask, review: k.review })
            })
            .collect(),
        items: summary.items,
        contradictions: Contradictions {
            open_but_exposed: summary.open_exposed,
            partial_but_exposed: summary.partial_exposed,
            closed_but_nothing_found: summary.closed_clean,
            other_items: summary.other_items,
        },
        attachments_only: summary.attached,
        repeats: RepeatsOut {
            values: summary.repeats.values,
            places: summary.repeats.places,
            of: summary.repeats.all,
            most: summary.repeats.listed.iter().map(|r| [r.number, r.documents, r.first, r.last]).collect(),
        },
        days_left: summary.left,
        unread: &summary.unread,
        worst: summary
            .worst
            .iter()
            .map(|w| WorstOut {
                n: w.n,
                department: &w.department,
                document: &w.shown,
                level: w.level.as_deref(),
                weight: w.weight,
                mask: w.mask,
                identifiers: w.identifiers,
                days_left: w.left,
            })
            .collect(),
        actions: Actions { done, mistaken, kept, open },
    };
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
