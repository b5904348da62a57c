//! `cargo xtask prove [NAME]`: proofs that take too long for the tests, by name. A proof prints what it measured and fails where it does not hold.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::hostile;
use crate::machine::{Outcome, call, cargo, native_target, root};
use crate::{newcomer, pkg, python, readers};

/// A proof: its name, what it shows, how.
struct Proof {
    name: &'static str,
    shows: &'static str,
    run: fn() -> Outcome,
}

const PROOFS: &[Proof] = &[
    Proof {
        name: "audit",
        shows: "a diagnosis of 20,000 documents: speed per core against wc, memory against that of 1,000",
        run: audit,
    },
    Proof {
        name: "hostile",
        shows: "documents made to cost much: time and memory grow as the size does",
        run: hostile::run,
    },
    Proof {
        name: "newcomer",
        shows: "the README's commands from a bare Debian in a folder: packages, clone, set-up, the page served and used (--whole: every test too)",
        run: newcomer::run,
    },
    Proof {
        name: "peers",
        shows: "open tools and Garim over the same corpus in one run: leaks, over-masking, speed, size; writes docs/peers.md",
        run: peers,
    },
    Proof {
        name: "readers",
        shows: "masked copies of every format, read by programs that Garim did not write: valid, the same but for masks, as many pages",
        run: readers::run,
    },
    Proof {
        name: "spark",
        shows: "the cluster: killed drivers, executors, workers and readers, poison, skew, memory; each mechanism taken away",
        run: spark,
    },
    Proof {
        name: "spark-speed",
        shows: "the cluster: steady speed against the same wheel without Spark, for texts, small files and files as offices have them",
        run: spark_speed,
    },
    Proof {
        name: "spark-million",
        shows: "the cluster: a million short documents by the command, each once",
        run: spark_million,
    },
];

/// What a diagnosis on Spark must reach of the speed without it: where documents are texts, files of a few lines as the tests have them, and files as offices
/// have them. Files of a few lines are parsed in a tenth of a millisecond, so that carrying them weighs more; 0.85 is asked where a file is as offices have them.
const LEAST: [(&str, &str, &str); 3] =
    [("texts", "4000", "0.40"), ("files", "8000", "0.70"), ("office", "1000", "0.85")];

fn spark() -> Outcome {
    call(cargo().args(["build", "--package", "garim", "--bin", "garim"]))?;
    let samples = samples()?;
    let shown = samples.to_string_lossy();
    python::tests(&wheel()?, &["test_spark.py", "test_prove.py"], &[("GARIM_SAMPLES", &shown)])
}

fn spark_speed() -> Outcome {
    let (site, samples) = (wheel()?, samples()?);
    in_folder("prove-spark-speed", |folder| {
        LEAST.iter().try_for_each(|(kind, count, least)| {
            let mut measure = python::program(&site, "measure.py")?;
            measure.arg(folder).args([count, "5", kind]).env("GARIM_SAMPLES", &samples).env("GARIM_LEAST", least);
            call(&mut measure)
        })
    })
}

fn spark_million() -> Outcome {
    let site = wheel()?;
    in_folder("prove-spark-million", |folder| call(python::program(&site, "million.py")?.arg(folder).arg("1000000")))
}

/// The wheel as it is released, with documents that bring the reader down; built once for all proofs.
fn wheel() -> Outcome<PathBuf> {
    static BUILT: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    if python::java().is_none() {
        return Err("there is no Java on this machine, and no Spark without it".to_owned());
    }
    BUILT.get_or_init(|| python::build("release", true)).clone()
}

/// Documents of every format.
fn samples() -> Outcome<PathBuf> {
    let samples = native_target().join("samples");
    if !samples.is_dir() {
        call(
            cargo()
                .args(["run", "--quiet", "--package", "garim", "--all-features", "--example", "samples", "--"])
                .arg(&samples),
        )?;
    }
    Ok(samples)
}

/// Does something in a folder that is empty before and gone afterwards, unless it failed.
fn in_folder(name: &str, run: impl FnOnce(&Path) -> Outcome) -> Outcome {
    let folder = native_target().join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(told(&folder))?;
    run(&folder)?;
    fs::remove_dir_all(&folder).map_err(told(&folder))
}

fn peers() -> Outcome {
    call(cargo().args(["build", "--release", "--package", "garim", "--bin", "garim"]))?;
    pkg::run()?;
    let room = native_target().join("peers");
    fs::create_dir_all(&room).map_err(told(&room))?;
    let program = native_target().join("release").join(format!("garim{}", std::env::consts::EXE_SUFFIX));
    call(
        Command::new(python::environment()?)
            .arg(root().join("benches/peers/run.py"))
            .env("GARIM_COMMAND", program)
            .env("GARIM_PACKAGE", pkg::folder())
            .env("GARIM_PEERS", room)
            .env("PYTHONDONTWRITEBYTECODE", "1"),
    )
}

/// Runs one proof, or all.
pub(crate) fn run(name: Option<&str>) -> Outcome {
    // `spark` is all of its parts, `spark-speed` one of them.
    let is =
        |p: &Proof, name: &str| p.name.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let wanted: Vec<&Proof> = PROOFS.iter().filter(|p| name.is_none_or(|n| is(p, n))).collect();
    if wanted.is_empty() {
        let names: Vec<String> = PROOFS.iter().map(|p| format!("  {:13} {}", p.name, p.shows)).collect();
        return Err(format!("no proof of that name; there are:\n{}", names.join("\n")));
    }
    for proof in wanted {
        println!("{}: {}", proof.name, proof.shows);
        (proof.run)()?;
    }
    Ok(())
}

/// Peak memory at 20,000 documents may be this many hundredths of that at 1,000.
const MEMORY: u64 = 120;

fn audit() -> Outcome {
    call(cargo().args(["build", "--release", "--package", "garim", "--bin", "garim", "--example", "agency"]))?;
    let release = native_target().join("release");
    let program = release.join(format!("garim{}", std::env::consts::EXE_SUFFIX));
    let maker = release.join("examples").join(format!("agency{}", std::env::consts::EXE_SUFFIX));
    let folder = native_target().join("prove-audit");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(told(&folder))?;
    let mut peaks = Vec::new();
    for documents in [1_000_u64, 20_000] {
        let year = folder.join(format!("{documents}.jsonl"));
        let file = File::create(&year).map_err(told(&year))?;
        call(Command::new(&maker).args([documents.to_string(), "1".to_owned()]).stdout(file))?;
        let bytes = fs::metadata(&year).map_err(told(&year))?.len();
        let (mut fastest, mut peak, mut wc) = (Duration::MAX, u64::MAX, Duration::MAX);
        for round in 0..3 {
            let out = folder.join(format!("{documents}-{round}"));
            let mut command = Command::new(&program);
            command.arg("audit").arg(&year).arg("--out").arg(out).arg("--key").arg(folder.join("officer.key"));
            command.args(["--today", "2099-07-01"]).env("RAYON_NUM_THREADS", "1");
            let (time, memory) = watched(&mut command)?;
            fastest = fastest.min(time);
            peak = peak.min(memory);
            let from = Instant::now();
            let _ = Command::new("wc").arg(&year).stdout(Stdio::null()).status();
            wc = wc.min(from.elapsed());
        }
        let rate = |time: Duration| bytes as u128 * 1000 / 1024 / time.as_millis().max(1);
        println!(
            "  {documents} documents, {} KB: one core {} KB/s ({} ms), wc {} KB/s ({} ms): 1 / {}; peak {} KB",
            bytes / 1024,
            rate(fastest),
            fastest.as_millis(),
            rate(wc),
            wc.as_millis(),
            fastest.as_micros() / wc.as_micros().max(1),
            peak
        );
        peaks.push(peak);
    }
    fs::remove_dir_all(&folder).map_err(told(&folder))?;
    let [small, large] = peaks.as_slice() else { return Err("nothing was measured".to_owned()) };
    println!("  peak memory: {large} KB / {small} KB = {} %", large * 100 / small.max(&1));
    if *small > 0 && large * 100 > small * MEMORY {
        return Err(format!("20,000 documents took more than {MEMORY} % of the memory of 1,000"));
    }
    Ok(())
}

/// Runs a command; how long it took, and the most memory it held (KB; 0 where the system does not say).
fn watched(command: &mut Command) -> Outcome<(Duration, u64)> {
    let from = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().map_err(|error| error.to_string())?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = 0;
    loop {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0));
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok((from.elapsed(), peak)),
            Ok(Some(status)) => return Err(format!("the diagnosis ended with {status}")),
            Ok(None) => std::thread::sleep(Duration::from_millis(2)),
            Err(error) => return Err(error.to_string()),
        }
    }
}

fn told(path: &Path) -> impl Fn(std::io::Error) -> String {
    let path = path.display().to_string();
    move |error| format!("{path}: {error}")
}
