//! `garim policy pack` and `garim policy update`: an organisation's profile as one versioned, hashed file, and what takes it on a PC without a network.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use garim::profile::{self, LARGEST, bundle, pin};

use super::console::{Console, Stop};
use super::profile::{bounded, tell};
use super::strings::{Lang, Say};
use super::{Exit, inputs, mask};

/// What stops the two commands; each is said in one sentence.
enum Refused {
    Said,
    Sentence(PathBuf, &'static str, &'static str),
    Io(PathBuf, io::Error),
}

/// Runs `garim policy pack FILES -o OUT`.
pub(crate) fn pack(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    match packed(given, console) {
        Ok((out, bytes, version)) => {
            let (out, hash) = (inputs::shown(&out), pin::hash(&bytes));
            console.line(&match lang {
                Lang::Ko => format!("{out}: 묶음 파일을 만들었습니다. 판 {version} sha256:{hash}"),
                Lang::En => format!("{out}: packed, version {version} sha256:{hash}"),
            })?;
            Ok(Exit::Clean)
        }
        Err(refused) => Ok(said(refused, console)),
    }
}

fn packed(given: &ArgMatches, console: &Console) -> Result<(PathBuf, Vec<u8>, String), Refused> {
    let paths: Vec<PathBuf> = given.get_many("files").map(|p| p.cloned().collect()).unwrap_or_default();
    let out: PathBuf = given.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for path in &paths {
        let bytes = bounded(path, LARGEST).map_err(|error| Refused::Io(path.clone(), error))?;
        if bundle::is_bundle(&bytes) {
            return Err(Refused::Sentence(
                path.clone(),
                "묶음 파일은 다시 묶을 수 없습니다.",
                "a bundle cannot be packed again",
            ));
        }
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, bytes));
    }
    let lists: RefCell<Vec<(String, Vec<u8>)>> = RefCell::default();
    let folder = paths.first().and_then(|p| p.parent()).unwrap_or(Path::new(""));
    let fetch = |name: &str| {
        let bytes = bounded(&folder.join(name), LARGEST).ok()?;
        let mut lists = lists.borrow_mut();
        if lists.iter().all(|(known, _)| known != name) {
            lists.push((name.to_owned(), bytes.clone()));
        }
        Some(bytes)
    };
    let layers: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let loaded = profile::load(&layers, &fetch, false).map_err(|(place, faults)| {
        tell(&paths.get(place).map(|p| inputs::shown(p)).unwrap_or_default(), &faults, console);
        Refused::Said
    })?;
    let (name, version) = loaded.layers.first().map(|l| (l.name.clone(), l.version.clone())).unwrap_or_default();
    let first = || paths.first().cloned().unwrap_or_default();
    if !version.chars().any(|c| c.is_ascii_digit()) {
        return Err(Refused::Sentence(
            first(),
            "묶으려면 version 항목에 숫자가 든 판이나 날짜가 있어야 합니다(예: version = \"2099-01\").",
            "a bundle needs a version with a number, such as version = \"2099-01\"",
        ));
    }
    let signer = match given.get_one::<PathBuf>("sign") {
        None => None,
        Some(path) => {
            let pem = bounded(path, LARGEST).map_err(|error| Refused::Io(path.clone(), error))?;
            let signer = pin::Signer::from_pem(&String::from_utf8_lossy(&pem));
            Some(signer.ok_or_else(|| {
                Refused::Sentence(path.clone(), "Ed25519 개인키(PEM)가 아닙니다.", "not an Ed25519 private key (PEM)")
            })?)
        }
    };
    let lists = lists.into_inner();
    let bytes = bundle::pack(&name, &version, &files, &lists, signer.as_ref());
    mask::place(&bytes, &out, given.get_flag("force")).map_err(|error| Refused::Io(out.clone(), error))?;
    Ok((out, bytes, version))
}

/// Runs `garim policy update NEW IN_USE`.
pub(crate) fn update(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    match updated(given, console) {
        Ok((path, version)) => {
            let path = inputs::shown(&path);
            console.line(&match lang {
                Lang::Ko => format!("{path}: 판 {version} 기준으로 바꾸었습니다."),
                Lang::En => format!("{path}: version {version} is in use now"),
            })?;
            Ok(Exit::Clean)
        }
        Err(refused) => Ok(said(refused, console)),
    }
}

fn updated(given: &ArgMatches, console: &Console) -> Result<(PathBuf, String), Refused> {
    let paths: Vec<PathBuf> = given.get_many("files").map(|p| p.cloned().collect()).unwrap_or_default();
    let [new, old] = paths.as_slice() else { return Err(Refused::Said) };
    // What it is pinned by is looked at before anything else of it.
    super::profile::load(std::slice::from_ref(new), given, console).ok_or(Refused::Said)?;
    let bytes = bounded(new, bundle::LARGEST_BUNDLE).map_err(|error| Refused::Io(new.clone(), error))?;
    let not_one = |path: &Path| Refused::Sentence(path.to_owned(), "묶음 파일이 아닙니다.", "not a bundle");
    let coming = bundle::open(&bytes).map_err(|_| not_one(new))?.head;
    if old.exists() {
        let before = bounded(old, bundle::LARGEST_BUNDLE).map_err(|error| Refused::Io(old.clone(), error))?;
        let before = bundle::open(&before).map_err(|_| not_one(old))?.head;
        if before.name != coming.name {
            return Err(Refused::Sentence(
                new.clone(),
                "쓰고 있는 것과 이름이 다른 기준입니다. 바꾸려면 쓰던 파일을 먼저 지우십시오.",
                "a profile of another name is in use; remove its file first",
            ));
        }
        if bundle::is_older(&coming.version, &before.version) && !given.get_flag("older") {
            return Err(Refused::Sentence(
                new.clone(),
                "쓰고 있는 것보다 오래된 판입니다. 그래도 되돌리려면 --older를 붙이십시오.",
                "older than the one in use; add --older to go back",
            ));
        }
    }
    mask::place(&bytes, old, true).map_err(|error| Refused::Io(old.clone(), error))?;
    Ok((old.clone(), coming.version))
}

fn said(refused: Refused, console: &Console) -> Exit {
    match refused {
        Refused::Said => {}
        Refused::Sentence(path, ko, en) => console.note(Some(&inputs::shown(&path)), console.lang().pick(ko, en)),
        Refused::Io(path, error) if error.kind() == io::ErrorKind::AlreadyExists => {
            console.fault(Some(&inputs::shown(&path)), Say::Exists);
        }
        Refused::Io(path, error) => console.fault(Some(&inputs::shown(&path)), inputs::Trouble::Io(error).say()),
    }
    Exit::Unread
}
