//! What stands around a mention: the numbers of persons near it, and the walk that hands every mention to those who look before it
//! (`before.rs`), behind it (`behind.rs`), at its cell and column (`around.rs`), and who draw the sum (`places.rs`).
//!
//! Not here: what other mentions say (`propagate.rs`).

use super::Mention;
use super::around::{Slots, look_around};
use super::before::look_left;
use super::behind::look_right;
use super::features::Feature;
use super::places::finish;
use super::wording;
use crate::kind::Kind;
use crate::order;
use crate::page::Page;
use crate::rule::Verdict;

/// Where numbers of persons begin, sorted.
pub(super) struct Numbers {
    pub(super) starts: Vec<u32>,
    /// How much says that the document holds private persons.
    personal: i16,
}

impl Numbers {
    /// The starts of what other kinds found that goes with a person.
    pub(super) fn of(existing: &[crate::rule::Candidate]) -> Self {
        let mut starts: Vec<u32> = existing
            .iter()
            .filter(|c| {
                matches!(
                    c.kind,
                    Kind::Rrn
                        | Kind::Frn
                        | Kind::Mobile
                        | Kind::Landline
                        | Kind::BirthDate
                        | Kind::Email
                        | Kind::SafeNumber
                        | Kind::BankAccount
                        | Kind::EmployeeNo
                        | Kind::StudentNo
                        | Kind::Passport
                )
            })
            .map(|c| c.span.start)
            .collect();
        order::sort(&mut starts);
        // Offices have telephones, mailboxes and accounts too.
        let own = existing.iter().filter(|c| {
            let private = matches!(
                c.kind,
                Kind::Rrn
                    | Kind::Frn
                    | Kind::Mobile
                    | Kind::BirthDate
                    | Kind::StudentNo
                    | Kind::Passport
                    | Kind::SafeNumber
            );
            private && c.verdict >= Verdict::Plausible
        });
        Self { starts, personal: [0, 6, 10, 13, 16][own.count().min(4)] }
    }

    pub(super) fn between(&self, from: u32, to: u32) -> bool {
        let i = self.starts.partition_point(|&s| s < from);
        self.starts.get(i).is_some_and(|&s| s < to)
    }
}

/// Reads what stands around every mention.
pub(super) fn read(page: &Page, numbers: &Numbers, mentions: &mut [Mention]) {
    let (mut hit, mut line, mut cell) = (0, 0, 0);
    let mut slots = Slots::default();
    for m in mentions.iter_mut() {
        while hit < page.hits.len() && page.hits[hit].start < m.start {
            hit += 1;
        }
        while line + 1 < page.lines.len() && page.lines[line + 1].start <= m.start {
            line += 1;
        }
        while cell + 1 < page.cells.len() && page.cells[cell + 1].start <= m.start {
            cell += 1;
        }
        m.line = line as u32;
        m.features.set(Feature::Personal, numbers.personal);
        let from = hit.saturating_sub(6);
        let left = &page.hits[from..hit];
        let right = page.hits.get(hit..).unwrap_or(&[]);
        look_left(page, m, left);
        look_right(page, m, right, numbers);
        look_around(page, m, line, cell, numbers, &mut slots);
        finish(&mut m.features);
        m.features.set(Feature::Words, wording::of(page, m.span()));
    }
}
