//! `--policy`: an organisation's profile for any command; and `garim policy check|explain|test`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use garim::policy::{Policy, Purpose};
use garim::profile::{self, Fault, LARGEST, Loaded, bundle, pin};
use garim::style::Style;

use super::console::{Console, Stop};
use super::inputs;
use super::strings::{Lang, Say};
use super::{Exit, arguments};

/// The policy that the arguments ask for, with the profiles they name; says what is wrong.
pub(crate) fn policy(given: &ArgMatches, console: &Console) -> Option<Policy> {
    let mut policy = match arguments::policy(given) {
        Ok(policy) => policy,
        Err(say) => {
            console.fault(None, say);
            return None;
        }
    };
    if let Ok(Some(purpose)) = given.try_get_one::<String>("for") {
        policy.purpose = Purpose::from_id(purpose).unwrap_or_default();
    }
    let paths: Vec<PathBuf> = match given.try_get_many::<PathBuf>("policy") {
        Ok(Some(paths)) => paths.cloned().collect(),
        _ => return Some(policy),
    };
    let loaded = load(&paths, given, console)?;
    let styled = given.try_get_one::<String>("style").ok().flatten().and_then(|s| Style::from_id(s));
    let policy = policy.under(loaded.rules);
    // What is asked for on the command line is the last layer.
    Some(match styled {
        Some(style) => policy.styled(style),
        None => policy,
    })
}

/// Reads profiles in the order given, each over the one before; checks what they are pinned by.
pub(crate) fn load(paths: &[PathBuf], given: &ArgMatches, console: &Console) -> Option<Loaded> {
    let pins: Vec<&String> = given.try_get_many("policy-pin").ok().flatten().map(Iterator::collect).unwrap_or_default();
    let key = given.try_get_one::<PathBuf>("policy-key").ok().flatten();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let shown = inputs::shown(path);
        let bytes = match bounded(path, bundle::LARGEST_BUNDLE) {
            Ok(bytes) => bytes,
            Err(error) => {
                console.fault(Some(&shown), inputs::Trouble::Io(error).say());
                return None;
            }
        };
        if !pins.is_empty() && !pins.iter().any(|p| pin::is_hash_of(p, &bytes)) {
            console.fault(Some(&shown), Say::NotPinned);
            return None;
        }
        if let Some(key) = key
            && !signed(path, &bytes, key)
        {
            console.fault(Some(&shown), Say::NotSigned);
            return None;
        }
        files.push(bytes);
    }
    let folder = paths.first().and_then(|p| p.parent()).unwrap_or(Path::new(""));
    let fetch = |name: &str| bounded(&folder.join(name), LARGEST).ok();
    let bytes: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    match profile::load(&bytes, &fetch, !pins.is_empty() || key.is_some()) {
        Ok(loaded) => Some(loaded),
        Err((place, faults)) => {
            let shown = paths.get(place).map(|p| inputs::shown(p)).unwrap_or_default();
            tell(&shown, &faults, console);
            None
        }
    }
}

/// A file, as far as it is not too large: one byte more than what is taken says that it is.
pub(super) fn bounded(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether the signature beside a profile (`FILE.sig`), or that in a bundle, is by the key in a file.
fn signed(path: &Path, bytes: &[u8], key: &Path) -> bool {
    if bundle::is_bundle(bytes) {
        let key = bounded(key, LARGEST).unwrap_or_default();
        return bundle::open(bytes).is_ok_and(|bundle| bundle.is_signed(&String::from_utf8_lossy(&key)));
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".sig");
    match (bounded(key, LARGEST), bounded(Path::new(&beside), LARGEST)) {
        (Ok(key), Ok(signature)) => pin::is_signed(bytes, &signature, &String::from_utf8_lossy(&key)),
        _ => false,
    }
}

pub(super) fn tell(place: &str, faults: &[Fault], console: &Console) {
    for fault in faults {
        let place = format!("{place}:{}", fault.line);
        console.note(Some(&place), console.lang().pick(&fault.ko, &fault.en));
    }
}

/// Runs `garim policy …`.
pub(crate) fn run(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    let Some((name, given)) = given.subcommand() else { return Ok(Exit::Unread) };
    if name == "schema" {
        console.put(&profile::schema())?;
        return Ok(Exit::Clean);
    }
    match name {
        "pack" => return super::bundle::pack(given, lang, console),
        "update" => return super::bundle::update(given, lang, console),
        _ => {}
    }
    let paths: Vec<PathBuf> = given.get_many("files").map(|p| p.cloned().collect()).unwrap_or_default();
    let Some(loaded) = load(&paths, given, console) else { return Ok(Exit::Unread) };
    match name {
        "explain" => explain(&loaded, lang, console),
        "test" => test(&loaded, &paths, lang, console),
        _ => {
            for path in &paths {
                let hash = bounded(path, bundle::LARGEST_BUNDLE).map(|bytes| pin::hash(&bytes)).unwrap_or_default();
                let shown = inputs::shown(path);
                console.line(&format!("{shown}: {} sha256:{hash}", lang.pick("쓸 수 있는 기준입니다.", "valid")))?;
            }
            Ok(Exit::Clean)
        }
    }
}

/// What holds, and which layer says so.
fn explain(loaded: &Loaded, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    if loaded.layers.iter().any(|l| l.preset) {
        for line in profile::ORIGINAL.lines().map_while(|l| l.strip_prefix("# ")) {
            console.line(line)?;
        }
    }
    console.line(lang.pick(
        "여기에 없는 것은 가림의 기본값입니다. 나중 단계의 말이 앞 단계를 덮습니다.",
        "What is not listed is built in. A later layer overrides an earlier one.",
    ))?;
    for said in &loaded.stated {
        console.line(&format!("{:<32} {}  ← {}", said.field, said.value, said.by))?;
    }
    Ok(Exit::Clean)
}

/// Runs the examples of all layers under the rules of all.
fn test(loaded: &Loaded, paths: &[PathBuf], lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    let policy = Policy::default().under(loaded.rules.clone());
    let (mut all, mut failed) = (0, 0);
    // A bundle is one path and several layers.
    let mut of = paths.to_vec();
    of.resize(loaded.layers.len(), paths.last().cloned().unwrap_or_default());
    for (layer, path) in loaded.layers.iter().zip(&of) {
        all += layer.trials.len();
        let failures = profile::run(layer, &policy);
        let mut lines: Vec<usize> = failures.iter().map(|f| f.line).collect();
        lines.dedup();
        failed += lines.len();
        for f in failures {
            let nothing = || lang.pick("없음", "nothing").to_owned();
            let (wanted, found) = (f.wanted.unwrap_or_else(nothing), f.found.unwrap_or_else(nothing));
            let place = format!("{}:{}", inputs::shown(path), f.line);
            console.line(&match lang {
                Lang::Ko => format!("{place}: {}번째 글자: 적힌 것 {wanted}, 찾은 것 {found}", f.place),
                Lang::En => format!("{place}: character {}: wanted {wanted}, found {found}", f.place),
            })?;
        }
    }
    console.line(&match lang {
        Lang::Ko => format!("보기 {all}개 가운데 {failed}개가 맞지 않습니다."),
        Lang::En => format!("{failed} of {all} examples do not hold"),
    })?;
    Ok(if failed == 0 { Exit::Clean } else { Exit::Found })
}
