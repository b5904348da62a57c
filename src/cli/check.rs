//! `garim check`: what is in a draft, for people, as JSON, or line by line.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::PathBuf;

use clap::ArgMatches;
use rayon::prelude::*;
use serde_json::value::{RawValue, to_raw_value};

use garim::check::Checker;
use garim::kind::Action;
use garim::policy::Policy;

use super::Exit;
use super::console::{Console, Stop};
use super::inputs::{self, Input, Trouble};
use super::jsonl;
use super::profile;
use super::report::{self, Counts, Look};
use super::strings::{Lang, Say};

/// Files that are read at once, at most: so many results wait to be printed in order.
const BATCH: usize = 64;

/// Runs it.
pub(crate) fn run(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    let Some(policy) = profile::policy(given, console) else { return Ok(Exit::Unread) };
    let paths: Vec<PathBuf> = given.get_many("files").map(|p| p.cloned().collect()).unwrap_or_default();
    let reads_stdin = paths.is_empty() || paths.iter().any(|p| p.as_os_str() == "-");
    if reads_stdin && io::IsTerminal::is_terminal(&io::stdin()) && console.watched() {
        console.fault(None, Say::WaitingForInput);
    }
    if given.get_flag("jsonl") {
        return lines(&paths, &policy, console);
    }
    let inputs = if paths.is_empty() { vec![Input::stdin()] } else { Input::gather(&paths) };
    let look = Look { lang, colour: console.colour(), show_text: given.get_flag("show-text") };
    let form = if given.get_flag("json") { Form::Json } else { Form::Report(look) };
    files(inputs, &policy, form, console)
}

/// `--jsonl`: standard input, or files of lines.
fn lines(paths: &[PathBuf], policy: &Policy, console: &mut Console) -> Result<Exit, Stop> {
    let mut checker = Checker::new();
    let mut exit = Exit::Clean;
    let stdin = [PathBuf::from("-")];
    for path in if paths.is_empty() { &stdin } else { paths } {
        let read = if path.as_os_str() == "-" {
            jsonl::answer(&mut io::stdin().lock(), policy, &mut checker, console)?
        } else {
            match File::open(path) {
                Ok(file) => jsonl::answer(&mut BufReader::new(file), policy, &mut checker, console)?,
                Err(error) => Err(error),
            }
        };
        if let Err(error) = read {
            let trouble = Trouble::Io(error);
            console.fault(Some(&inputs::shown(path)), trouble.say());
            exit = exit.max(trouble.exit());
        }
    }
    Ok(exit)
}

/// How results are written.
#[derive(Clone, Copy)]
enum Form {
    Json,
    Report(Look),
}

/// What one file gave.
struct Answer {
    name: String,
    text: String,
    trouble: Option<Trouble>,
    counts: Counts,
    exit: Exit,
}

/// Checks files in parallel and prints their results in the order given.
fn files(mut inputs: Vec<Input>, policy: &Policy, form: Form, console: &mut Console) -> Result<Exit, Stop> {
    let several = inputs.len() > 1;
    let bar = several.then(|| progress(inputs.len() as u64));
    let (mut exit, mut all) = (Exit::Clean, Counts::default());
    for batch in inputs.chunks_mut(BATCH) {
        let lang = console.lang();
        let answers: Vec<Answer> = batch
            .par_iter_mut()
            .map_init(Checker::new, |checker, input| {
                let answer = one(input, policy, form, lang, checker);
                if let Some(bar) = &bar {
                    bar.inc(1);
                }
                answer
            })
            .collect();
        let print = || -> Result<(), Stop> {
            for answer in answers {
                exit = exit.max(answer.exit);
                all.add(answer.counts);
                if let Some(trouble) = &answer.trouble {
                    console.flush()?;
                    console.fault(Some(&answer.name), trouble.say());
                } else if answer.counts.unread > 0 {
                    console.flush()?;
                    console.fault(Some(&answer.name), Say::Damaged(answer.counts.unread));
                }
                console.put(&answer.text)?;
            }
            console.flush()
        };
        match &bar {
            Some(bar) => bar.suspend(print)?,
            None => print()?,
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    if let (true, Form::Report(_)) = (several, form) {
        let Counts { mask, review, unread } = all;
        console.say(&Say::Files { files: inputs.len(), mask, review, unread })?;
    }
    Ok(exit)
}

fn one(input: &mut Input, policy: &Policy, form: Form, lang: Lang, checker: &mut Checker) -> Answer {
    let name = input.shown();
    let opened = match input.open() {
        Ok(opened) => opened,
        Err(trouble) => {
            let text = match form {
                Form::Json => jsonl::failed(&id(&name), trouble.code(), &trouble.say().text(lang)) + "\n",
                Form::Report(_) => String::new(),
            };
            let counts = Counts { unread: 1, ..Counts::default() };
            return Answer { name, text, exit: trouble.exit(), trouble: Some(trouble), counts };
        }
    };
    let checked = checker.check(&opened.text, policy);
    let name = inputs::without_values(name, &opened.text, &checked.findings);
    let text = match form {
        Form::Json => garim::wire::document(&id(&name), &opened.text, &checked) + "\n",
        Form::Report(look) => report::of(&name, &opened.text, &checked, opened.unread, look),
    };
    let exit = if opened.unread > 0 {
        Exit::Refused
    } else if checked.findings.iter().any(|f| f.action != Action::Keep) {
        Exit::Found
    } else {
        Exit::Clean
    };
    Answer { name, text, trouble: None, counts: Counts::of(&checked.findings, opened.unread), exit }
}

/// A file's name as the id of its JSON.
fn id(name: &str) -> Box<RawValue> {
    to_raw_value(name).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// A bar on standard error, drawn only where that is a terminal.
fn progress(files: u64) -> indicatif::ProgressBar {
    let bar = indicatif::ProgressBar::new(files);
    if let Ok(style) = indicatif::ProgressStyle::with_template("{bar:30} {pos}/{len}  {eta}") {
        bar.set_style(style);
    }
    bar
}
