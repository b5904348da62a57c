//! `garim mask`: a masked copy that was read again before it got its name. The original is never touched.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use garim::check::Checker;
use garim::export::{self, Format, Opened, Out, Refusal, VerifiedBytes};
use garim::finding::Finding;
use garim::kind::Action;
use garim::mask::Labels;
use garim::policy::Policy;
use garim::style::Style;

use super::console::{Console, Stop};
use super::inputs::{self, Input, Trouble};
use super::profile;
use super::report::{Counts, Lines};
use super::strings::Say;
use super::{Exit, strings};

/// At most so many places are named where a copy is refused.
const NAMED: usize = 5;

/// Runs it.
pub(crate) fn run(given: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let Some(policy) = profile::policy(given, console) else { return Ok(Exit::Unread) };
    let paths: Vec<PathBuf> = given.get_many("files").map(|p| p.cloned().collect()).unwrap_or_default();
    let Some(out) = given.get_one::<PathBuf>("out") else { return Ok(Exit::Unread) };
    let into_folder = paths.len() > 1 || paths.iter().any(|p| p.is_dir());
    let mut inputs = Input::gather(&paths);
    if let Err(say) = prepare(out, into_folder) {
        console.fault(Some(&inputs::shown(out)), say);
        return Ok(Exit::Unread);
    }
    let mut checker = Checker::new();
    let mut labels = given.get_flag("same-labels").then(Labels::default);
    let mut policy = policy;
    if labels.is_some() {
        policy.style = Style::Label;
    }
    let mut exit = Exit::Clean;
    let mut taken: BTreeMap<PathBuf, ()> = BTreeMap::new();
    for input in &mut inputs {
        let folder = (into_folder || out.is_dir()).then_some(out.as_path());
        let to = Target { path: out, folder, force: given.get_flag("force") };
        exit = exit.max(one(input, &to, &mut taken, &policy, (&mut checker, &mut labels), console)?);
    }
    Ok(exit)
}

/// Where copies go.
struct Target<'a> {
    path: &'a Path,
    /// The folder that takes several.
    folder: Option<&'a Path>,
    force: bool,
}

impl Target<'_> {
    /// The copy's path. In a folder it has the name of its original without the values that stand in it.
    fn of(&self, input: &Input, opened: &Opened, found: &[Finding]) -> PathBuf {
        let Some(folder) = self.folder else { return self.path.to_owned() };
        let steps = input.copy_name();
        let plain = steps.iter().map(|step| {
            let step = Path::new(step);
            // Not every system takes a name with the sign of masks.
            inputs::without_values(inputs::shown(step), &opened.text, found).replace('*', "○")
        });
        folder.join(plain.collect::<PathBuf>())
    }
}

/// Whether a copy can be put where it is to go; makes the folder for several.
fn prepare(out: &Path, into_folder: bool) -> Result<(), Say<'static>> {
    if out.as_os_str() == "-" {
        return Err(Say::NoStdout);
    }
    if into_folder {
        return if out.exists() && !out.is_dir() { Err(Say::OutIsFile) } else { Ok(()) };
    }
    let parent = out.parent().filter(|p| !p.as_os_str().is_empty());
    if parent.is_some_and(|p| !p.is_dir()) { Err(Say::NoSuchFolder) } else { Ok(()) }
}

fn one(
    input: &mut Input,
    to: &Target<'_>,
    taken: &mut BTreeMap<PathBuf, ()>,
    policy: &Policy,
    (checker, labels): (&mut Checker, &mut Option<Labels>),
    console: &mut Console,
) -> Result<Exit, Stop> {
    let name = input.shown();
    let opened = match input.open() {
        Ok(opened) => opened,
        Err(trouble) => {
            console.fault(Some(&name), trouble.say());
            return Ok(trouble.refusal());
        }
    };
    let found = if to.folder.is_some() { checker.check(&opened.text, policy).findings } else { Vec::new() };
    let out = &to.of(input, &opened, &found);
    if taken.insert(out.clone(), ()).is_some() {
        console.fault(Some(&name), Say::SameName);
        return Ok(Exit::Unread);
    }
    let force = to.force;
    if input.path.as_deref().is_some_and(|path| is_same(path, out)) {
        console.fault(Some(&name), Say::SameFile);
        return Ok(Exit::Unread);
    }
    if !force && out.symlink_metadata().is_ok() {
        console.fault(Some(&inputs::shown(out)), Say::Exists);
        return Ok(Exit::Unread);
    }
    let way = out.extension().and_then(|e| Out::of(&e.to_string_lossy()));
    let made = match (way, &opened.reading, &opened.package) {
        (None, Some(_), _) => {
            console.fault(Some(&inputs::shown(out)), Say::WayOut);
            return Ok(Exit::Unread);
        }
        // A document in parts becomes text where its copy's name says so; a page stays a page.
        (Some(Out::Html), None, Some(_)) if opened.format == Format::Html => {
            export::mask_with(&opened, None, policy, checker, labels)
        }
        (Some(way), Some(_), _) | (Some(way), _, Some(_)) => {
            export::mask_with(&opened, Some(way), policy, checker, labels)
        }
        _ => export::mask_with(&opened, None, policy, checker, labels),
    };
    let copy = match made {
        Ok(copy) => copy,
        Err(refusal) => {
            refuse(refusal, &name, &opened, checker, policy, console);
            return Ok(Exit::Refused);
        }
    };
    if let Err(error) = write(&copy.bytes, out, force) {
        let say = if error.kind() == io::ErrorKind::AlreadyExists { Say::Exists } else { Say::CannotWrite(&error) };
        console.fault(Some(&inputs::shown(out)), say);
        return Ok(Exit::Unread);
    }
    let counts = Counts::of(&copy.findings, 0);
    let shown = inputs::without_values(inputs::shown(out), &opened.text, &copy.findings);
    if out.file_name().is_some_and(|n| !shown.ends_with(&*n.to_string_lossy())) {
        console.fault(Some(&shown), Say::NameHolds);
    }
    let lang = console.lang();
    console.line(&format!("{shown}: {}", Say::Written { masked: counts.mask }.text(lang)))?;
    if !copy.removed.is_empty() {
        let left: Vec<String> = (copy.removed.iter())
            .map(|(what, times)| format!("{} {times}", lang.pick(what.name_ko(), what.name_en())))
            .collect();
        console.line(&format!("  {}", Say::Removed(&left.join(" · ")).text(lang)))?;
    }
    if opened.reading.is_some() {
        console.line(&format!("  {}", Say::LeftOut.text(lang)))?;
        for remark in opened.remarks() {
            console.line(&format!("  {}", inputs::remark(remark, &opened.text, &copy.findings, lang)))?;
        }
    }
    if counts.review > 0 {
        console.line(&format!("  {}", Say::ReviewLeft(counts.review).text(lang)))?;
    }
    Ok(Exit::Clean)
}

/// Says why no copy was written.
fn refuse(refusal: Refusal, name: &str, opened: &Opened, checker: &mut Checker, policy: &Policy, console: &Console) {
    match refusal {
        Refusal::Survives(_) => {
            // Places of the draft tell a drafter more than places of a copy that does not exist.
            let findings = checker.check(&opened.text, policy).findings;
            let mut lines = Lines::new(&opened.text);
            let places: Vec<String> = findings
                .iter()
                .filter(|f| f.action == Action::Mask)
                .take(NAMED)
                .map(|f| strings::place(lines.at(f.span.start), console.lang()))
                .collect();
            console.fault(Some(name), Say::Survived(&places.join(", ")));
        }
        refusal => console.fault(Some(name), Trouble::Refused(refusal).say()),
    }
}

/// Whether two paths lead to one file, by whatever name.
fn is_same(a: &Path, b: &Path) -> bool {
    let (Ok(first), Ok(second)) = (fs::metadata(a), fs::metadata(b)) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        (first.dev(), first.ino()) == (second.dev(), second.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = (first, second);
        matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
    }
}

/// Writes verified bytes beside `out` and gives them their name last, so that `out` is whole or not there.
fn write(bytes: &VerifiedBytes, out: &Path, force: bool) -> io::Result<()> {
    place(bytes.as_ref(), out, force)
}

/// Writes bytes that hold nothing of a document, or are verified, in the same way.
pub(super) fn place(bytes: &[u8], out: &Path, force: bool) -> io::Result<()> {
    let folder = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let (temporary, mut file) = beside(folder)?;
    let result = (|| {
        file.write_all(bytes)?;
        file.sync_all()?;
        if force {
            return fs::rename(&temporary, out);
        }
        // A link refuses an existing name, a rename would replace it. Where a file system has no links, the name was free a moment ago.
        match fs::hard_link(&temporary, out) {
            Ok(()) => fs::remove_file(&temporary),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => fs::rename(&temporary, out),
        }
    })();
    if result.is_err() {
        // The copy was not given out; if this fails too, what is left is masked and verified.
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// A new file of a name that nobody has.
fn beside(folder: &Path) -> io::Result<(PathBuf, File)> {
    let process = std::process::id();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for n in 0..100 {
        let path = folder.join(format!(".garim-{process}-{n}.tmp"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}
