//! The vocabulary of a kind file: what it declares (`Spec`), what it finds (`Candidate`), how sure it is (`Verdict`, `Score`).
//!
//! A kind file reads in this order: manual (`//!`), `SPEC`, the finder, `EXAMPLES`. A finder gets an anchor (a group of digits, a word, a
//! mark), looks at the page around it and pushes candidates; it never edits, and it never looks at other kinds' candidates.

use std::borrow::Cow;

use crate::kind::{Action, Kind};
use crate::page::{Numbers, Page, Signs};
use crate::span::FoldSpan;
use crate::words::{Hit, List};

/// How good the evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The shape fits, nothing else speaks for it.
    Weak,
    /// The shape and one more thing speak for it: a label, a column, a neighbour.
    Plausible,
    /// Shape and check digit, or shape and label: nothing reasonable speaks against it.
    Proven,
}

/// Log-odds in sixteenths: 0 is even, 16 is about 3 to 1, 48 about 20 to 1, 80 about 150 to 1.
pub type Score = i16;

/// The score of evidence that leaves no doubt.
pub const CERTAIN: Score = 80;
/// The score of a shape with its label.
pub const LIKELY: Score = 48;
/// The score of a shape that is right more often than not.
pub const FAIR: Score = 24;
/// The score of even odds.
pub const EVEN: Score = 0;

/// Confidence in hundredths, from a table of the logistic function at whole quarters (`score / 4`).
pub fn confidence(score: Score) -> u8 {
    // 100 / (1 + e^(-q/4)) for q = 0..=19, rounded; the rest is 99.
    const TABLE: [u8; 20] = [50, 56, 62, 68, 73, 78, 82, 85, 88, 90, 92, 94, 95, 96, 97, 98, 98, 98, 99, 99];
    let quarter = (score.unsigned_abs() / 4) as usize;
    let high = TABLE.get(quarter).copied().unwrap_or(99);
    if score >= 0 { high } else { 100 - high }
}

/// Something that may be a finding.
#[derive(Clone)]
pub struct Candidate {
    /// Where, in folded units.
    pub span: FoldSpan,
    /// What.
    pub kind: Kind,
    /// What is done with it.
    pub action: Action,
    /// The item it falls under.
    pub item: u8,
    /// How good the evidence is.
    pub verdict: Verdict,
    /// How sure, in log-odds.
    pub score: Score,
    /// `kind/what`: which rule spoke. Stable, never holds a value.
    pub rule: &'static str,
    /// One Korean sentence a drafter accepts. Never holds a value.
    pub why: Cow<'static, str>,
}

impl Candidate {
    /// A candidate with its kind's default action and item.
    pub fn new(
        kind: Kind,
        span: FoldSpan,
        verdict: Verdict,
        score: Score,
        rule: &'static str,
        why: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { span, kind, action: kind.action(), item: kind.item(), verdict, score, rule, why: why.into() }
    }

    /// The same with another action.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.action = action;
        self
    }

    /// The same under another item.
    #[must_use]
    pub fn item(mut self, item: u8) -> Self {
        self.item = item;
        self
    }
}

impl std::fmt::Debug for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {} {}..{} {:?} {} ({})",
            self.kind.id(),
            self.action.id(),
            self.span.start,
            self.span.end,
            self.verdict,
            self.score,
            self.rule
        )
    }
}

/// What finders push into.
pub type Sink = Vec<Candidate>;

/// Which groups of digits a finder wants to see; the rest never reaches it.
#[derive(Clone, Copy)]
pub struct Gate {
    /// Bit `d` is set where the first digit may be `d`.
    pub first: u16,
    /// Fewest digits that must be reachable from the group on.
    pub reach: u8,
    /// The shortest first group.
    pub min: u8,
    /// The longest first group.
    pub max: u8,
}

impl Gate {
    /// Any first digit.
    pub const ANY: u16 = 0x3FF;
}

/// Words that may begin a number, and what the signs behind them must be.
pub type Worded = (&'static [&'static str], fn(&Signs) -> bool);

/// A finder that starts from a group of digits: the page, the list of groups (plain or spoken), the index of the first group.
pub type FromDigits = fn(&Page, &Numbers, usize, &mut Sink);
/// A finder that starts from a word: a label of the kind, or a word of the list it names.
pub type FromWord = fn(&Page, &Hit, &mut Sink);
/// A finder that starts from a mark such as `@`: the page and the mark's position.
pub type FromMark = fn(&Page, u32, &mut Sink);

/// What the numbers of a kind look like, however they are written. Asked where a label or a column announces them.
pub struct Form {
    /// Whether a row of signs is such a number.
    pub fits: fn(&Signs) -> bool,
    /// Whether it is one even where words stand between the label and it.
    pub strong: fn(&Signs) -> bool,
    /// Whether the names of letters are read as letters.
    pub letters: bool,
    /// Words that may begin the number, and what the signs behind them must be.
    pub worded: Option<Worded>,
    /// Pushes what was read; the last but one says whether it stands right beside its label.
    pub push: fn(&Page, FoldSpan, bool, &mut Sink),
}

/// For a form whose numbers stand right beside their label only.
pub const fn never(_: &Signs) -> bool {
    false
}

/// For a form that leaves no doubt.
pub const fn always(_: &Signs) -> bool {
    true
}

/// What a kind declares.
pub struct Spec {
    /// The kind.
    pub kind: Kind,
    /// The finder for groups of digits, with its gate.
    pub digits: Option<(Gate, FromDigits)>,
    /// Whether the digit finder also reads spoken numerals and look-alikes.
    pub spoken: bool,
    /// The finder for words labelled with the kind in `words/labels.txt`.
    pub word: Option<FromWord>,
    /// The finder for the words of another list.
    pub listed: Option<(List, FromWord)>,
    /// The finders for marks (folded units).
    pub marks: &'static [(u16, FromMark)],
    /// What its numbers look like, however they are written.
    pub form: Option<Form>,
    /// The customary partial mask of a value as written.
    pub partial: fn(&str) -> String,
}

/// What `garim explain` tells of a kind. It stands apart from what finds, so that an engine that explains nothing does not carry it.
pub struct Manual {
    /// In plain Korean: what it is, how it is recognised, what is left alone.
    pub text: &'static str,
    /// Examples; every kind shows at least three that are found and three that are not.
    pub examples: &'static [Example],
}

impl Spec {
    /// A kind without finders, with the mask that shows nothing.
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            digits: None,
            spoken: false,
            word: None,
            listed: None,
            marks: &[],
            form: None,
            partial: crate::style::hide,
        }
    }
}

/// An example of a kind file.
pub enum Example {
    /// A text with marks `[[kind|…]]`, `[[kind!action|…]]`: exactly these are found.
    Finds(&'static str),
    /// A text in which this kind is not found.
    Passes(&'static str),
}
