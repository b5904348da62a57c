//! Numbers beside their label that are written oddly: with dots, spaces, brackets or a line break inside, with letters for digits, spoken. No kind of
//! its own.
//!
//! The finders of the kinds read what is usual; here is what they leave. A value counts where its label announces it directly, in the next cell or at
//! the head of its column, and where it has the form of the kind.

use crate::kind::Kind;
use crate::page::{Page, Place, Signs};
use crate::rule::{CERTAIN, Candidate, Sink, Verdict};
use crate::words::Hit;

/// A finder for words: the number that a label of `kind` announces, in one of the forms that `fits` knows.
pub(super) fn odd(
    page: &Page,
    hit: &Hit,
    kind: Kind,
    rule: &'static str,
    why: &'static str,
    fits: &dyn Fn(&Signs) -> bool,
    sink: &mut Sink,
) {
    if !page.stands_alone(hit) {
        return;
    }
    page.values(hit, &mut |value| {
        if value.place == Place::Loose {
            return;
        }
        let Some(span) = page.loose(value.span, value.place <= Place::Row, fits) else { return };
        let f = &page.folded;
        // A count, a date, or the first of two parts of something longer.
        let end = span.end as usize;
        let joined = matches!(f.unit(end), 0x2D..=0x2F)
            && matches!(f.class(end + 1), crate::text::Class::Digit | crate::text::Class::Latin);
        if joined || page.counts(span.end) || page.is_date(span) || !page.clear_right(span.end) {
            return;
        }
        sink.push(Candidate::new(kind, span, Verdict::Proven, CERTAIN, rule, why));
    });
}
