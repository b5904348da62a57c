//! The columns that tell of documents: one row each, in the order of [`fields`]. No value of a document is in them unless it was asked for.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Int32Builder, Int64Builder, StringBuilder};
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema};
use garim::audit::{Examined, Found};
use garim::check::Checked;
use garim::finding::Finding;
use garim::mask;
use garim::span::Span;
use garim::text::Utf16Map;

/// A list under construction: its rows' ends, its children elsewhere.
struct Ends(Vec<i32>);

impl Ends {
    fn new() -> Self {
        Self(vec![0])
    }

    /// Ends a row of so many children.
    fn row(&mut self, children: usize) {
        let last = self.0.last().copied().unwrap_or(0);
        self.0.push(last.saturating_add(i32::try_from(children).unwrap_or(i32::MAX)));
    }

    fn finish(&mut self, children: ArrayRef) -> Result<ArrayRef, ArrowError> {
        let ends = std::mem::replace(&mut self.0, vec![0]);
        let field = Arc::new(Field::new("element", children.data_type().clone(), true));
        Ok(Arc::new(ListArray::try_new(field, OffsetBuffer::new(ScalarBuffer::from(ends)), children, None)?))
    }
}

/// Names with columns.
type Columns = Vec<(&'static str, ArrayRef)>;

fn structure(columns: Columns) -> Result<ArrayRef, ArrowError> {
    let (fields, arrays): (Vec<_>, Vec<_>) =
        columns.into_iter().map(|(name, array)| (field(name, &array), array)).unzip();
    Ok(Arc::new(StructArray::try_new(Fields::from(fields), arrays, None)?))
}

fn field(name: &str, array: &ArrayRef) -> Field {
    Field::new(name, array.data_type().clone(), true)
}

/// What is known of a finding's place, kind and reason; its value only where it is asked for.
#[derive(Default)]
struct Findings {
    start: Int32Builder,
    end: Int32Builder,
    kind: StringBuilder,
    action: StringBuilder,
    item: Int32Builder,
    confidence: Int32Builder,
    rule: StringBuilder,
    text: StringBuilder,
    mask: StringBuilder,
    why: StringBuilder,
}

impl Findings {
    fn add(&mut self, f: &Finding, at: (usize, usize), value: Option<&str>) {
        self.start.append_value(small(at.0));
        self.end.append_value(small(at.1));
        self.kind.append_value(f.kind_id());
        self.action.append_value(f.action.id());
        self.item.append_value(i32::from(f.item));
        self.confidence.append_value(i32::from(f.confidence));
        self.rule.append_value(f.rule);
        if let Some(value) = value {
            self.text.append_value(value);
            self.mask.append_option(f.mask.as_deref());
            self.why.append_value(&f.why);
        }
    }

    fn finish(&mut self, values: bool) -> Result<ArrayRef, ArrowError> {
        let mut columns: Columns = vec![
            ("start", Arc::new(self.start.finish())),
            ("end", Arc::new(self.end.finish())),
            ("kind", Arc::new(self.kind.finish())),
            ("action", Arc::new(self.action.finish())),
            ("item", Arc::new(self.item.finish())),
            ("confidence", Arc::new(self.confidence.finish())),
            ("rule", Arc::new(self.rule.finish())),
        ];
        if values {
            columns.push(("text", Arc::new(self.text.finish())));
            columns.push(("mask", Arc::new(self.mask.finish())));
            columns.push(("why", Arc::new(self.why.finish())));
        }
        structure(columns)
    }
}

/// Counts by kind, with the first as a masked example.
#[derive(Default)]
struct Counts {
    kind: StringBuilder,
    name: StringBuilder,
    item: Int32Builder,
    mask: Int32Builder,
    review: Int32Builder,
    line: Int32Builder,
    shown: StringBuilder,
}

impl Counts {
    fn add(&mut self, found: &Found) {
        self.kind.append_value(&found.kind);
        self.name.append_option(found.name.as_deref());
        self.item.append_value(i32::from(found.item));
        self.mask.append_value(small(found.mask as usize));
        self.review.append_value(small(found.review as usize));
        self.line.append_value(small(found.line as usize));
        self.shown.append_value(&found.shown);
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        structure(vec![
            ("kind", Arc::new(self.kind.finish())),
            ("name", Arc::new(self.name.finish())),
            ("item", Arc::new(self.item.finish())),
            ("mask", Arc::new(self.mask.finish())),
            ("review", Arc::new(self.review.finish())),
            ("line", Arc::new(self.line.finish())),
            ("shown", Arc::new(self.shown.finish())),
        ])
    }
}

/// Items with their reasons, where values are asked for: a reason may quote the draft's own date.
#[derive(Default)]
struct Reasons {
    item: Int32Builder,
    score: Int32Builder,
    reason: StringBuilder,
    until: StringBuilder,
}

/// Rows under construction.
pub(crate) struct Rows {
    values: bool,
    /// Whether what a report needs beside the findings is told too.
    told: bool,
    version: String,
    rules: String,
    status: StringBuilder,
    code: StringBuilder,
    level: StringBuilder,
    items: (Ends, Int32Builder),
    counts: (Ends, Counts),
    findings: (Ends, Findings),
    bytes: Int64Builder,
    damaged: Int32Builder,
    images: Int32Builder,
    attached: BooleanBuilder,
    marks: (Ends, Int64Builder),
    versions: StringBuilder,
    hashes: StringBuilder,
    input: StringBuilder,
    masked: StringBuilder,
    reasons: (Ends, Reasons),
    department: StringBuilder,
    title: StringBuilder,
    path: StringBuilder,
    author: Int64Builder,
    day: Int32Builder,
    public: Int32Builder,
    published: StringBuilder,
    published_items: (Ends, Int32Builder),
    entries: (Ends, StringBuilder),
    rows: usize,
}

fn small(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

impl Rows {
    /// No row yet.
    pub(crate) fn new(rules: &str, values: bool, told: bool) -> Self {
        Self {
            values,
            told,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: rules.to_owned(),
            status: StringBuilder::new(),
            code: StringBuilder::new(),
            level: StringBuilder::new(),
            items: (Ends::new(), Int32Builder::new()),
            counts: (Ends::new(), Counts::default()),
            findings: (Ends::new(), Findings::default()),
            bytes: Int64Builder::new(),
            damaged: Int32Builder::new(),
            images: Int32Builder::new(),
            attached: BooleanBuilder::new(),
            marks: (Ends::new(), Int64Builder::new()),
            versions: StringBuilder::new(),
            hashes: StringBuilder::new(),
            input: StringBuilder::new(),
            masked: StringBuilder::new(),
            reasons: (Ends::new(), Reasons::default()),
            department: StringBuilder::new(),
            title: StringBuilder::new(),
            path: StringBuilder::new(),
            author: Int64Builder::new(),
            day: Int32Builder::new(),
            public: Int32Builder::new(),
            published: StringBuilder::new(),
            published_items: (Ends::new(), Int32Builder::new()),
            entries: (Ends::new(), StringBuilder::new()),
            rows: 0,
        }
    }

    /// Adds a document; `input` is what its bytes are told apart by.
    pub(crate) fn add(&mut self, seen: &Examined, input: Option<&str>) {
        self.rows += 1;
        let record = &seen.record;
        let checked = seen.checked.as_ref();
        self.status.append_value(if checked.is_some() { "ok" } else { "error" });
        self.code.append_option(record.unread.as_deref());
        self.level.append_option(checked.map(|_| record.suggested.as_str()));
        numbers(&mut self.items, &record.suggested_items);
        record.found.iter().for_each(|f| self.counts.1.add(f));
        self.counts.0.row(record.found.len());
        let findings = checked.map_or(&[][..], |c| c.findings.as_slice());
        self.places(&seen.text, findings);
        self.bytes.append_value(i64::try_from(record.bytes).unwrap_or(i64::MAX));
        self.damaged.append_value(small(record.damaged as usize));
        self.images.append_value(small(record.images as usize));
        self.attached.append_value(record.attached);
        seen.marks.iter().for_each(|m| self.marks.1.append_value(m.cast_signed()));
        self.marks.0.row(seen.marks.len());
        self.versions.append_value(&self.version);
        self.hashes.append_value(&self.rules);
        self.input.append_option(input);
        if self.values {
            self.masked.append_option(checked.map(|_| mask::masked(&seen.text, findings)));
            self.reasons(checked);
        }
        if self.told {
            let text = |b: &mut StringBuilder, t: &str| b.append_option(Some(t).filter(|t| !t.is_empty()));
            text(&mut self.department, &record.department);
            text(&mut self.title, &record.title);
            text(&mut self.path, &record.path);
            self.author.append_option(record.author.map(u64::cast_signed));
            self.day.append_option(record.day);
            self.public.append_option(record.public);
            self.published.append_option(record.level.as_deref());
            numbers(&mut self.published_items, &record.items);
            for entry in &seen.entries {
                self.entries.1.append_option(serde_json::to_string(entry).ok());
            }
            self.entries.0.row(seen.entries.len());
        }
    }

    fn places(&mut self, text: &str, findings: &[Finding]) {
        let mut map = Utf16Map::new(text);
        for f in findings {
            let at = map.span(Span { start: f.span.start, end: f.span.end });
            let value = self.values.then(|| text.get(f.span.range()).unwrap_or_default());
            self.findings.1.add(f, (at.start, at.end), value);
        }
        self.findings.0.row(findings.len());
    }

    fn reasons(&mut self, checked: Option<&Checked>) {
        let items = checked.map_or(&[][..], |c| c.disclosure.items.as_slice());
        let (ends, to) = &mut self.reasons;
        for item in items {
            to.item.append_value(i32::from(item.item));
            to.score.append_value(i32::from(item.score));
            to.reason.append_value(&item.reason);
            to.until.append_value(&item.until);
        }
        ends.row(items.len());
    }

    /// All rows, in one batch.
    pub(crate) fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let mut columns: Columns = vec![
            ("status", Arc::new(self.status.finish())),
            ("code", Arc::new(self.code.finish())),
            ("level", Arc::new(self.level.finish())),
            ("items", list(&mut self.items.0, Arc::new(self.items.1.finish()))?),
            ("counts", list(&mut self.counts.0, self.counts.1.finish()?)?),
            ("findings", list(&mut self.findings.0, self.findings.1.finish(self.values)?)?),
            ("bytes", Arc::new(self.bytes.finish())),
            ("damaged", Arc::new(self.damaged.finish())),
            ("images", Arc::new(self.images.finish())),
            ("attached", Arc::new(self.attached.finish())),
            ("marks", list(&mut self.marks.0, Arc::new(self.marks.1.finish()))?),
            ("version", Arc::new(self.versions.finish())),
            ("rules", Arc::new(self.hashes.finish())),
            ("input", Arc::new(self.input.finish())),
        ];
        if self.values {
            let (ends, r) = &mut self.reasons;
            let reasons = structure(vec![
                ("item", Arc::new(r.item.finish())),
                ("score", Arc::new(r.score.finish())),
                ("reason", Arc::new(r.reason.finish())),
                ("until", Arc::new(r.until.finish())),
            ])?;
            columns.push(("masked", Arc::new(self.masked.finish())));
            columns.push(("reasons", list(ends, reasons)?));
        }
        if self.told {
            columns.push(("department", Arc::new(self.department.finish())));
            columns.push(("title", Arc::new(self.title.finish())));
            columns.push(("path", Arc::new(self.path.finish())));
            columns.push(("author", Arc::new(self.author.finish())));
            columns.push(("day", Arc::new(self.day.finish())));
            columns.push(("public", Arc::new(self.public.finish())));
            columns.push(("published", Arc::new(self.published.finish())));
            let items = list(&mut self.published_items.0, Arc::new(self.published_items.1.finish()))?;
            columns.push(("published_items", items));
            columns.push(("entries", list(&mut self.entries.0, Arc::new(self.entries.1.finish()))?));
        }
        let fields: Vec<Field> = columns.iter().map(|(name, array)| field(name, array)).collect();
        let arrays = columns.into_iter().map(|(_, array)| array).collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
    }
}

fn numbers((ends, to): &mut (Ends, Int32Builder), numbers: &[u8]) {
    numbers.iter().for_each(|n| to.append_value(i32::from(*n)));
    ends.row(numbers.len());
}

fn list(ends: &mut Ends, children: ArrayRef) -> Result<ArrayRef, ArrowError> {
    ends.finish(children)
}

/// The columns' names and types.
pub(crate) fn fields(values: bool, told: bool) -> Result<DataType, ArrowError> {
    let batch = Rows::new("", values, told).finish()?;
    Ok(DataType::Struct(batch.schema().fields().clone()))
}
