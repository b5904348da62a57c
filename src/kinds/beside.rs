//! Numbers beside their label that are written oddly: with marks, spaces, brackets or a line break inside, with letters for digits, said. No kind of
//! its own.
//!
//! The finders of the kinds read what is usual; here is what they leave. A value counts where its label announces it directly, in the next cell or at
//! the head of its column, and where it has the form of the kind. A number of an unmistakable form may stand a few words behind its label.

use crate::kind::Kind;
use crate::page::numerals::spoken_digit;
use crate::page::{Page, Place, Signs, Value};
use crate::rule::{CERTAIN, Candidate, Form, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;
use crate::words::{Hit, List};

use super::SPECS;

/// How far behind its label a number of an unmistakable form may begin.
const REACH: usize = 26;

/// Kinds that people write under one another's labels.
fn kin(kind: &Kind) -> &[Kind] {
    match kind {
        Kind::Rrn | Kind::Frn => &[Kind::Rrn, Kind::Frn],
        Kind::Mobile | Kind::Landline | Kind::SafeNumber => &[Kind::Mobile, Kind::Landline, Kind::SafeNumber],
        _ => std::slice::from_ref(kind),
    }
}

/// The numbers that a word announces as those of `kind`, in any writing; kinds whose bit is not set in `wanted` are left out.
pub(crate) fn announced(page: &Page, hit: &Hit, kind: Kind, wanted: u64, sink: &mut Sink) {
    for &kin in kin(&kind) {
        if wanted >> (kin as u8) & 1 == 1
            && let Some(form) = &SPECS[kin as usize].form
        {
            page.values(hit, &mut |value| value_of(page, hit, kind, kin, form, value, sink));
            if let Some(next) = next_line(page, hit) {
                value_of(page, hit, kind, kin, form, next, sink);
            }
            if hit.is(List::Labels)
                && !matches!(kin, Kind::StudentNo | Kind::EmployeeNo | Kind::RegistryNo | Kind::PaymentNo)
            {
                below(page, hit, kin, form, sink);
            }
        }
    }
}

fn value_of(page: &Page, hit: &Hit, label: Kind, kind: Kind, form: &Form, value: Value, sink: &mut Sink) {
    if value.place == Place::Loose {
        return;
    }
    let line = value.place <= Place::Row;
    // A cue announces only what leaves no doubt, and so does a label inside a longer word.
    let sure = hit.is(List::Labels) && page.stands_alone(hit);
    if let Some(span) = read(page, form, value.span, line, !sure)
        && stands(page, span)
    {
        give(page, kind, form, span, true, sink);
        return;
    }
    let start = value.span.start as usize;
    let reach = if value.place == Place::Near { hit.end as usize + REACH } else { start + REACH };
    let stop = (value.span.end as usize).min(reach);
    // Another label speaks for what stands behind it.
    let other = page
        .hits_after(value.span.start)
        .take_while(|h| (h.start as usize) < stop)
        .find(|h| (h.is(List::OtherLabels) || h.is(List::Labels) && !h.labels(label)) && page.stands_alone(h))
        .map_or(usize::MAX, |h| h.start as usize);
    for i in start..stop.min(other) {
        if i > start && f_ends(page, i) {
            return;
        }
        if page.begins(i)
            && let Some(span) = read(page, form, FoldSpan::new(i, value.span.end as usize), line, true)
            && stands(page, span)
            && !document(page, i)
        {
            give(page, kind, form, span, false, sink);
            return;
        }
    }
}

/// The line behind a short line that ends with the label.
fn next_line(page: &Page, hit: &Hit) -> Option<Value> {
    let at = page.line_index(hit.start);
    let (line, next) = (page.lines.get(at)?, page.lines.get(at + 1)?);
    let short = line.end - line.start <= 20 && line.end <= hit.end + 1;
    let span = FoldSpan { start: page.cells.get(next.first_cell as usize)?.start, end: next.end };
    (short && !span.is_empty()).then_some(Value { span, place: Place::Near, marked: true })
}

/// How many lines below a header word are read.
const ROWS: usize = 24;

/// Numbers of an unmistakable form in the rows below a header word, in whatever column they stand: copying and odd spaces move columns.
fn below(page: &Page, hit: &Hit, kind: Kind, form: &Form, sink: &mut Sink) {
    let at = page.line_index(hit.start);
    let Some(line) = page.lines.get(at) else { return };
    let heads = page.hits_in(line.span()).filter(|h| h.is(List::Labels) || h.is(List::OtherLabels)).take(2).count();
    let digits = || line.span().range().take(1024).any(|i| page.folded.class(i) == Class::Digit);
    if heads < 2 || digits() || !page.stands_alone(hit) {
        return;
    }
    for line in page.lines.iter().skip(at + 1).take(ROWS) {
        if line.header || line.end <= line.start {
            return;
        }
        let mut i = line.start as usize;
        while i < line.end as usize {
            if page.begins(i)
                && let Some(span) = read(page, form, FoldSpan::new(i, line.end as usize), true, true)
                && stands(page, span)
                && !document(page, i)
                && !page.owned_by_other(span, kind)
            {
                give(page, kind, form, span, false, sink);
                i = span.end as usize;
            }
            i += 1;
        }
    }
}

/// Whether what is read at `i` is called a document: 문서 26-10000012.
fn document(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    let at = i - usize::from(f.class_before(i) == Class::Space);
    ["문서", "공문", "관련", "공고", "제", "규칙", "버전", "펌웨어", "모델"].iter().any(|w| f.ends_with(at, w))
}

/// Whether a sentence ends right before `i`.
fn f_ends(page: &Page, i: usize) -> bool {
    let f = &page.folded;
    f.class(i) == Class::Space && f.unit_before(i) == 0x2E && f.class_before(i.saturating_sub(1)) == Class::Hangul
}

/// The number of a form at the beginning of `at`, perhaps with a word before it.
fn read(page: &Page, form: &Form, at: FoldSpan, line: bool, strong: bool) -> Option<FoldSpan> {
    let fits = |s: &Signs| (form.fits)(s) && (!strong || (form.strong)(s));
    if let Some(span) = page.loose(at, line, form.letters, &fits) {
        return Some(span);
    }
    let (words, fits) = form.worded?;
    let f = &page.folded;
    let start = at.start as usize;
    let word = words.iter().filter(|w| f.starts_with(start, w)).max_by_key(|w| w.len())?;
    let mut i = start + word.chars().count();
    let stop = i + 4;
    while i < stop && (matches!(f.class(i), Class::Space | Class::Punct)) {
        i += 1;
    }
    for dash in ["다시 ", "다시", "대시 ", "대시"] {
        if f.starts_with(i, dash) {
            i += dash.chars().count();
            break;
        }
    }
    let rest = page.loose(FoldSpan::new(i, at.end as usize), line, form.letters, &fits)?;
    Some(FoldSpan { start: at.start, end: rest.end })
}

/// Whether what was read is a number by itself: no count, no date, no part of something longer.
fn stands(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let end = span.end as usize;
    let joined = matches!(f.unit(end), 0x2D..=0x2F)
        && matches!(f.class(end + 1), Class::Digit | Class::Latin)
        && !(f.unit(end) == 0x2F && page.closes_cell(span.end));
    // 동원과 26-10000012호
    let named = f.unit(end) == 0xD638 && f.class(end.saturating_sub(1)) == Class::Digit;
    let counted = page.counts(span.end) && !(f.class(end) == Class::Space && digit_by_digit(page, span));
    !joined && !named && !counted && !page.is_date(span) && page.clear_right(span.end)
}

/// Whether five digits and more are said one by one, as nobody counts: 육삼칠공사이 자리에.
fn digit_by_digit(page: &Page, span: FoldSpan) -> bool {
    let f = &page.folded;
    let said = |i: usize| f.class(i) == Class::Hangul && spoken_digit(f.unit(i)).is_some();
    span.range().filter(|&i| said(i)).count() >= 5 && span.range().all(|i| said(i) || f.class(i) == Class::Space)
}

/// Pushes a number, unless the plain reading has found it.
fn give(page: &Page, kind: Kind, form: &Form, span: FoldSpan, near: bool, sink: &mut Sink) {
    let known = sink.iter().any(|c| {
        c.kind == kind && c.verdict == Verdict::Proven && c.span.start <= span.start && c.span.end >= span.end
    });
    if !known {
        (form.push)(page, span, near, sink);
    }
}

/// How sure a number is that stands right beside its label, or some words behind it.
pub(super) const fn sure(near: bool) -> (Verdict, i16) {
    if near { (Verdict::Proven, CERTAIN) } else { (Verdict::Plausible, LIKELY) }
}

/// Pushes a number of a form.
pub(super) fn push(kind: Kind, rule: &'static str, why: &'static str, span: FoldSpan, near: bool, sink: &mut Sink) {
    let (verdict, score) = sure(near);
    sink.push(Candidate::new(kind, span, verdict, score, rule, why));
}
