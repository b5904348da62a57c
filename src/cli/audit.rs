//! `garim audit`: the diagnosis of many documents. Arguments, the officer's key, the bar, what the command ends with.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command};

use garim::audit::{self, Day, Key, Plan, Trouble, Watcher};
use garim::profile::pin;

use super::console::{Console, Stop};
use super::strings::{Lang, Say};
use super::{Exit, arguments, inputs, profile};

/// Adds the arguments.
pub(super) fn command(command: Command, lang: Lang) -> Command {
    let t = |ko: &'static str, en: &'static str| lang.pick(ko, en);
    let heading = arguments::options(lang);
    let path = |name: &'static str, ko: &'static str, en: &'static str| {
        let path = ValueParser::path_buf();
        Arg::new(name).long(name).value_name("FILE").value_parser(path).help(t(ko, en)).help_heading(heading)
    };
    let value = |name: &'static str, value: &'static str, ko: &'static str, en: &'static str| {
        Arg::new(name).long(name).value_name(value).help(t(ko, en)).help_heading(heading)
    };
    command
        .arg(
            Arg::new("paths")
                .value_name("PATH")
                .num_args(0..)
                .value_parser(ValueParser::path_buf())
                .help(t(
                    "진단할 폴더, 파일, JSONL 파일. 없으면 마친 진단을 다시 셈합니다",
                    "Folders, files, JSONL files; none counts a finished diagnosis anew",
                ))
                .help_heading(t("인수", "Arguments")),
        )
        .arg(path("out", "보고서를 둘 폴더", "The folder for the report").value_name("FOLDER").required(true))
        .arg(path(
            "key",
            "담당자의 열쇠 파일. 없으면 만듭니다. 보고서 폴더 밖에 둡니다",
            "The officer's key file, made where there is none; outside the folder",
        ))
        .arg(path("actions", "‘조치 결과’를 적은 actions.csv", "An actions.csv with results"))
        .arg(path("against", "견줄 지난 진단의 report.json", "The report.json of an earlier diagnosis"))
        .arg(value(
            "department-level",
            "N",
            "부서를 나타내는 폴더 단계(기본 1, 0은 PATH 자신)",
            "Which folder level is the department (1; 0 is PATH)",
        ))
        .arg(value("sample", "5%", "문서의 일부만 골라 진단합니다", "Diagnose a sample only"))
        .arg(value("seed", "N", "표본을 고르는 씨앗(기본 1)", "The seed of the sample (1)"))
        .arg(value(
            "since",
            "DATE",
            "이 날부터의 문서만 진단합니다(예: 2099-01-31)",
            "Documents from this day on (2099-01-31)",
        ))
        .arg(value("today", "DATE", "진단하는 날(기본은 오늘)", "The day of the diagnosis (today)"))
        .arg(value(
            "fail-over",
            "N",
            "노출 문서가 N건을 넘으면 1로 끝납니다",
            "End with 1 where more than N documents are exposed",
        ))
        .arg(arguments::flag(
            "anew",
            t("폴더에 있는 진단을 버리고 새로 시작합니다", "Throw the folder's diagnosis away and begin anew"),
            lang,
        ))
        .arg(arguments::strict(lang))
}

/// Runs it.
pub(crate) fn run(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    let Some(policy) = profile::policy(given, console) else { return Ok(Exit::Unread) };
    let (plan, limit) = match plan(given, policy) {
        Ok(plan) => plan,
        Err(say) => {
            console.fault(None, say);
            return Ok(Exit::Unread);
        }
    };
    let bar = Bar::new(lang, console.watched());
    // Whoever stops it a second time means it.
    let _ = ctrlc::set_handler(|| {
        if STOPS.swap(true, Ordering::SeqCst) {
            std::process::exit(Exit::Refused as i32);
        }
    });
    let ended = audit::run(&plan, &bar);
    bar.end();
    let ended = match ended {
        Ok(ended) => ended,
        Err(trouble) => return Ok(tell(trouble, console)),
    };
    if ended.interrupted {
        console.fault(None, Say::Interrupted);
        return Ok(Exit::Refused);
    }
    let all = &ended.summary.all;
    console.say(&Say::Diagnosed { documents: all.documents, exposed: all.exposed, unread: all.unread })?;
    console.line(&inputs::shown(&plan.out.join("report.html")))?;
    Ok(if limit.is_some_and(|limit| all.exposed > limit) { Exit::Found } else { Exit::Clean })
}

fn tell(trouble: Trouble, console: &Console) -> Exit {
    match trouble {
        Trouble::Io(path, error) => {
            let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
            console.fault(Some(&inputs::shown(&path)), Say::CannotWrite(&error));
            return if full { Exit::Refused } else { Exit::Unread };
        }
        Trouble::Other => console.fault(None, Say::OtherDiagnosis),
        Trouble::Done => console.fault(None, Say::DoneDiagnosis),
        Trouble::Nothing => console.fault(None, Say::NoDiagnosis),
        Trouble::Unreadable(path) => console.fault(Some(&inputs::shown(&path)), Say::NoList),
        _ => console.fault(None, Say::NoDiagnosis),
    }
    Exit::Unread
}

fn plan(given: &ArgMatches, policy: garim::policy::Policy) -> Result<(Plan, Option<u64>), Say<'static>> {
    let out: PathBuf = given.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    let number = |name: &'static str, option: &'static str| match given.get_one::<String>(name) {
        None => Ok(None),
        Some(text) => text.parse::<u64>().map(Some).map_err(|_| Say::BadValue { option, allowed: "0, 1, 2, …" }),
    };
    let day = |name: &'static str, option: &'static str| match given.get_one::<String>(name) {
        None => Ok(None),
        Some(text) => Day::read(text).map(Some).ok_or(Say::BadValue { option, allowed: "2099-01-31" }),
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let seed = number("seed", "--seed")?.unwrap_or(1);
    let sample = match given.get_one::<String>("sample") {
        None => None,
        Some(text) => {
            let share = share(text).ok_or(Say::BadValue { option: "--sample", allowed: "0.01%–100%" })?;
            Some((share, seed))
        }
    };
    let files = |name: &str| given.get_one::<PathBuf>(name).cloned();
    let plan = Plan {
        paths: given.get_many("paths").map(|p| p.cloned().collect()).unwrap_or_default(),
        key: key(files("key"), &out)?,
        out,
        profile: names(given),
        policy,
        department: usize::try_from(number("department-level", "--department-level")?.unwrap_or(1)).unwrap_or(1),
        sample,
        since: day("since", "--since")?,
        today: day("today", "--today")?.unwrap_or(Day::of_seconds(i64::try_from(now).unwrap_or_default())),
        against: files("against"),
        actions: files("actions"),
        anew: given.get_flag("anew"),
    };
    Ok((plan, number("fail-over", "--fail-over")?))
}

/// `5%` and `0.5%` in ten-thousandths.
fn share(text: &str) -> Option<u32> {
    let number = text.strip_suffix('%')?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    let share = whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)?;
    (1..=10_000).contains(&share).then_some(share)
}

/// The profiles as a report names them: file and hash, which also tell whether a diagnosis may go on.
fn names(given: &ArgMatches) -> Vec<String> {
    let paths = given.get_many::<PathBuf>("policy").into_iter().flatten();
    paths
        .map(|path| {
            let hash = fs::read(path).map(|bytes| pin::hash(&bytes)).unwrap_or_default();
            let name = path.file_name().map(|n| inputs::shown(Path::new(n))).unwrap_or_default();
            format!("{name} (sha256:{hash})")
        })
        .collect()
}

/// The officer's key, outside the report's folder.
fn key(given: Option<PathBuf>, out: &Path) -> Result<Key, Say<'static>> {
    let home = || {
        let folder = std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
        let folder = folder.or_else(|| std::env::var_os("APPDATA").map(PathBuf::from));
        folder.or_else(|| std::env::var_os("HOME").map(|h| Path::new(&h).join(".config")))
    };
    let path = match given {
        Some(path) => path,
        None => home().ok_or(Say::KeyMissing)?.join("garim").join("audit.key"),
    };
    if inside(&path, out) {
        return Err(Say::KeyInside);
    }
    Key::open(&path).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied => Say::KeyOpen,
        io::ErrorKind::InvalidData => Say::KeyBad,
        _ => Say::KeyMissing,
    })
}

/// Whether a file is, or would be, inside a folder that may not exist yet.
fn inside(path: &Path, folder: &Path) -> bool {
    let real = |path: &Path| {
        let mut rest = Vec::new();
        let mut at = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        loop {
            if let Ok(found) = fs::canonicalize(&at) {
                return rest.iter().rev().fold(found, |p: PathBuf, r| p.join(r));
            }
            match (at.file_name().map(ToOwned::to_owned), at.parent().map(Path::to_owned)) {
                (Some(name), Some(parent)) => {
                    rest.push(name);
                    at = parent;
                }
                _ => return at,
            }
        }
    };
    real(path).starts_with(real(folder))
}

/// Whether somebody asked to stop.
static STOPS: AtomicBool = AtomicBool::new(false);

/// A bar on standard error, drawn only where that is a terminal.
struct Bar {
    bar: indicatif::ProgressBar,
    documents: AtomicU64,
    ko: bool,
}

impl Bar {
    fn new(lang: Lang, watched: bool) -> Self {
        let bar = if watched { indicatif::ProgressBar::new(0) } else { indicatif::ProgressBar::hidden() };
        let style = "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}  {msg}  {eta}";
        if let Ok(style) = indicatif::ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Self { bar, documents: AtomicU64::new(0), ko: lang == Lang::Ko }
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watcher for Bar {
    fn begin(&self, bytes: u64) {
        self.bar.set_length(bytes);
    }

    fn passed(&self, documents: u64, bytes: u64) {
        let all = self.documents.fetch_add(documents, Ordering::Relaxed) + documents;
        self.bar.inc(bytes);
        if all.is_multiple_of(64) {
            self.bar.set_message(if self.ko { format!("문서 {all}건") } else { format!("{all} documents") });
        }
    }

    fn stops(&self) -> bool {
        STOPS.load(Ordering::SeqCst)
    }
}
