//! What there is to read: files, folders, standard input, in an order that is always the same.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use garim::check::check;
use garim::export::{self, Opened, Refusal, Remark, What};
use garim::finding::Finding;
use garim::kind::Action;
use garim::mask;
use garim::policy::Policy;

use super::Exit;
use super::strings::{Lang, Say};

/// Something to read.
pub(crate) struct Input {
    /// The file; none for standard input.
    pub(crate) path: Option<PathBuf>,
    /// Its place below the folder that was given, or its name.
    pub(crate) inner: PathBuf,
    /// A trouble met before reading.
    trouble: Option<Trouble>,
}

/// Why something was not read, or its copy not written.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The system's answer.
    Io(io::Error),
    /// A folder without files.
    NoFiles,
    /// What the library says of it.
    Refused(Refusal),
}

impl Trouble {
    /// What is told.
    pub(crate) fn say(&self) -> Say<'_> {
        match self {
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => Say::Missing,
                io::ErrorKind::PermissionDenied => Say::Denied,
                io::ErrorKind::IsADirectory => Say::Folder,
                _ => Say::CannotOpen(error),
            },
            Self::NoFiles => Say::NoFiles,
            Self::Refused(Refusal::Unsupported) => Say::Unsupported,
            Self::Refused(Refusal::Secret) => Say::Secret,
            Self::Refused(Refusal::Unwritable) => Say::Unwritable,
            Self::Refused(Refusal::Encrypted) => Say::Encrypted,
            Self::Refused(Refusal::Protected) => Say::Protected,
            Self::Refused(Refusal::Distribution) => Say::Distribution,
            Self::Refused(Refusal::Legacy) => Say::Legacy,
            Self::Refused(Refusal::Scanned) => Say::Scanned,
            Self::Refused(Refusal::Damaged(n)) => Say::Damaged(*n),
            Self::Refused(Refusal::Signed) => Say::Signed,
            Self::Refused(Refusal::UnknownPart) => Say::UnknownPart,
            Self::Refused(Refusal::TooLarge) => Say::TooLarge,
            Self::Refused(Refusal::Leaks) => Say::Leaks,
            Self::Refused(_) => Say::DamagedCopy,
        }
    }

    /// The stable code in JSON.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Io(error) => match error.kind() {
                io::ErrorKind::NotFound => "not_found",
                io::ErrorKind::PermissionDenied => "permission_denied",
                _ => "cannot_read",
            },
            Self::NoFiles => "no_files",
            Self::Refused(refusal) => refusal.code(),
        }
    }

    /// What the command ends with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Refused(Refusal::UnknownPart) => Exit::Refused,
            _ => Exit::Unread,
        }
    }

    /// What `mask` ends with: it refuses what it cannot take apart.
    pub(crate) fn refusal(&self) -> Exit {
        match self {
            Self::Io(_) | Self::NoFiles | Self::Refused(Refusal::Unsupported | Refusal::Legacy) => Exit::Unread,
            Self::Refused(_) => Exit::Refused,
        }
    }
}

impl Input {
    /// The inputs for the paths given: a folder gives every file below it, sorted; `-` is standard input.
    pub(crate) fn gather<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Vec<Self> {
        let mut inputs = Vec::new();
        for path in paths {
            if path.as_os_str() == "-" {
                inputs.push(Self::stdin());
            } else if path.is_dir() {
                let before = inputs.len();
                walk(path, &mut inputs);
                if inputs.len() == before {
                    inputs.push(Self { trouble: Some(Trouble::NoFiles), ..Self::file(path.clone()) });
                }
            } else {
                inputs.push(Self::file(path.clone()));
            }
        }
        inputs
    }

    /// Standard input.
    pub(crate) fn stdin() -> Self {
        Self { path: None, inner: PathBuf::from("-"), trouble: None }
    }

    fn file(path: PathBuf) -> Self {
        let inner = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
        Self { path: Some(path), inner, trouble: None }
    }

    /// The path as it is shown: what would be masked in a draft is masked in it.
    pub(crate) fn shown(&self) -> String {
        self.path.as_deref().map_or_else(|| "-".to_owned(), shown)
    }

    /// The name of its copy in a folder: what is only read becomes text.
    pub(crate) fn copy_name(&self) -> PathBuf {
        let ending = self.inner.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        let mut name = self.inner.clone().into_os_string();
        if matches!(ending.as_str(), "hwp" | "xls" | "pptx" | "pdf" | "zip") {
            name.push(".txt");
        }
        name.into()
    }

    /// Reads it whole.
    pub(crate) fn open(&mut self) -> Result<Opened, Trouble> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let bytes = match &self.path {
            Some(path) => fs::read(path),
            None => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
        };
        let ending = self.inner.extension().unwrap_or_default().to_string_lossy();
        export::open(&ending, &bytes.map_err(Trouble::Io)?).map_err(Trouble::Refused)
    }
}

/// Every file below a folder, hidden ones too: nothing is passed over in silence. Links to folders are not followed.
fn walk(folder: &Path, inputs: &mut Vec<Input>) {
    let walk = ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_path(|a, b| a.cmp(b)).build();
    for entry in walk {
        match entry {
            Ok(entry) if entry.path().is_file() => {
                let inner = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_owned();
                inputs.push(Input { path: Some(entry.into_path()), inner, trouble: None });
            }
            Ok(_) => {}
            Err(error) => {
                let path = at(&error).unwrap_or(folder).to_owned();
                let error = error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                inputs.push(Input { trouble: Some(Trouble::Io(error)), ..Input::file(path) });
            }
        }
    }
}

fn at(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => at(err),
        _ => None,
    }
}

/// A path as it is shown.
pub(crate) fn shown(path: &Path) -> String {
    let name: String =
        path.display().to_string().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    let found = check(&name, &Policy::default());
    mask::masked(&name, &found.findings)
}

/// How many places of a file remain unread.
pub(crate) fn unread(opened: &Opened) -> usize {
    let places = opened.remarks().iter().filter(|r| r.what.is_unread() && r.what != What::Glyphs);
    let inside = opened.members.iter().map(|m| m.result.as_ref().map_or(1, unread));
    let own = if opened.members.is_empty() { opened.unread } else { 0 };
    own + places.map(|r| r.count).sum::<usize>() + inside.sum::<usize>()
}

/// A remark on a file as a sentence, without values that were found in it.
pub(crate) fn remark(remark: &Remark, text: &str, findings: &[Finding], lang: Lang) -> String {
    let place = without_values(shown(Path::new(&remark.place)), text, findings);
    Say::Remark { what: remark.what, place: &place, count: remark.count }.text(lang)
}

/// A shown path without the values that were found in the file.
pub(crate) fn without_values(shown: String, text: &str, findings: &[Finding]) -> String {
    let mut shown = shown;
    for finding in findings.iter().filter(|f| f.action != Action::Keep) {
        let value = &text[finding.span.range()];
        if value.chars().nth(1).is_some() && shown.contains(value) {
            shown = shown.replace(value, &garim::style::full(finding.kind, value));
        }
    }
    shown
}
