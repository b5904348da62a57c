//! An organisation's profile: one TOML file (and the lists it names) → [`Rules`], which the core applies.
//!
//! `shape` says which fields there are and what they may hold, once: it checks a file, makes the JSON schema and is what `docs/profile.md` is held
//! against. `read` takes a file apart, `merge` lays one file over another, `pattern` compiles what the core may not hold, `pin` tells whether a
//! file is the agency's, `bundle` makes one file of several, `trial` runs their examples. Nothing here reads a file by itself: the caller gives bytes. Whatever comes in, the answer is
//! rules or faults that name lines; the cost is linear in what was given.

pub mod bundle;
mod fault;
mod merge;
#[cfg_attr(not(feature = "patterns"), path = "no_pattern.rs")]
mod pattern;
pub mod pin;
mod read;
mod shape;
mod trial;

use std::sync::Arc;

use crate::kind::{Action, Kind};
use crate::policy::Rules;
use crate::style::Style;

pub use fault::Fault;
pub use merge::{Laid, Stated, merge};
#[cfg(feature = "patterns")]
pub use pattern::compiled;
pub use read::read;
pub use shape::{Field, SHAPES, Shape, What, schema};
pub use trial::{Failure, run};

/// The largest file, in bytes: a profile, or a list that it names.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// The most faults that are told of one file.
pub const MOST_FAULTS: usize = 20;
/// The most patterns of all layers.
pub const MOST_PATTERNS: usize = 500;

/// The preset for documents that are opened as they are.
pub const ORIGINAL: &str = include_str!("presets/original.toml");

/// Gives the bytes of a list that a profile names.
pub type Fetch<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// Which layer a profile is; a later one is laid over an earlier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// What Garim brings.
    BuiltIn,
    /// The agency's.
    #[default]
    Organisation,
    /// A department's.
    Department,
    /// One document's.
    Document,
}

impl Layer {
    /// The stable name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Organisation => "organisation",
            Self::Department => "department",
            Self::Document => "document",
        }
    }
}

/// What a profile says of a kind; what is not said holds from the layer below.
#[derive(Clone, Copy, Debug, Default)]
pub struct KindSays {
    /// Not looked for.
    pub off: Option<bool>,
    /// Left out below this confidence.
    pub find_from: Option<u8>,
    /// Only to be reviewed below this confidence.
    pub mask_from: Option<u8>,
    /// Review becomes mask.
    pub strict: Option<bool>,
    /// What its masks look like.
    pub style: Option<Style>,
    /// The item it falls under.
    pub item: Option<u8>,
}

/// A list of what stays.
#[derive(Clone, Debug, Default)]
pub struct AllowSays {
    /// For which kinds, as bits.
    pub kinds: u64,
    /// Why.
    pub reason: String,
    /// Values.
    pub values: Vec<String>,
    /// Values with `*` and `?`.
    pub like: Vec<String>,
}

/// An own kind.
#[derive(Clone)]
pub struct OwnSays {
    /// Its name in JSON, without `own_`.
    pub id: String,
    /// What a drafter reads.
    pub name: String,
    /// What is done.
    pub action: Action,
    /// The item.
    pub item: u8,
    /// What its masks look like.
    pub style: Option<Style>,
    /// Why.
    pub reason: String,
    /// Its words.
    pub words: Vec<String>,
    /// Its patterns.
    pub patterns: Vec<Arc<pattern::Compiled>>,
    /// Where it is told, for faults.
    line: usize,
}

/// An example that the profile must hold: a text with marks.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The line it begins in.
    pub line: usize,
    /// The text with its marks.
    pub marked: String,
}

/// One file, taken apart and checked by itself.
#[derive(Clone, Default)]
pub struct Profile {
    /// Whose it is.
    pub name: String,
    /// Which version of it.
    pub version: String,
    /// Which layer.
    pub layer: Layer,
    /// Whether it begins with the preset 원문공개.
    pub preset: bool,
    /// Review becomes mask.
    pub strict: Option<bool>,
    /// What masks look like.
    pub style: Option<Style>,
    /// Which public copies the system takes.
    pub public_copy: Option<crate::disclosure::PublicCopy>,
    /// What is done with officials' names where a document is opened, and where it is posted.
    pub officials: [Option<Action>; 2],
    /// How long documents are kept.
    pub retention: Option<String>,
    /// Until when items restrict; 0 for all others.
    pub until: Vec<(u8, String)>,
    /// Kinds.
    pub kinds: Vec<(Kind, KindSays)>,
    /// What stays.
    pub allow: Vec<AllowSays>,
    /// Own kinds.
    pub own: Vec<OwnSays>,
    /// Labels of forms.
    pub labels: Vec<(Kind, Vec<String>)>,
    /// Examples.
    pub trials: Vec<Trial>,
}

/// Reads files as layers and makes rules of them: profiles, or bundles of them, in the order in which they are laid. What a bundle holds is under its
/// own hash: lists in it need none.
///
/// # Errors
/// The faults of the first file that has some, with its place in `files`.
pub fn load(files: &[&[u8]], fetch: Fetch<'_>, pinned: bool) -> Result<Loaded, (usize, Vec<Fault>)> {
    let mut layers = Vec::with_capacity(files.len());
    let mut places = Vec::with_capacity(files.len());
    for (place, bytes) in files.iter().enumerate() {
        if bundle::is_bundle(bytes) {
            let bundle = bundle::open(bytes).map_err(|fault| (place, vec![fault]))?;
            for own in &bundle.layers {
                layers.push(read(own, &|name| bundle.list(name), false).map_err(|faults| (place, faults))?);
                places.push(place);
            }
        } else {
            layers.push(read(bytes, fetch, pinned).map_err(|faults| (place, faults))?);
            places.push(place);
        }
    }
    let place = |(layer, faults): (usize, _)| (places.get(layer).copied().unwrap_or_default(), faults);
    let Laid { rules, stated, patterns } = merge(&layers).map_err(place)?;
    Ok(Loaded { rules: Arc::new(rules), stated, patterns, layers })
}

/// Layers that were read, and what they come to.
pub struct Loaded {
    /// What the core applies.
    pub rules: Arc<Rules>,
    /// What holds, sentence by sentence, and which layer says so.
    pub stated: Vec<Stated>,
    /// The patterns as they are written, with the places of their kinds in the rules.
    pub patterns: Vec<(u32, String)>,
    /// The files.
    pub layers: Vec<Profile>,
}
