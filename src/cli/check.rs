//! `garim check`: what is in a draft, for people, as JSON, or line by line.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use rayon::prelude::*;
use serde_json::value::{RawValue, to_raw_value};

use garim::check::Checker;
use garim::export::{Format, Opened, Remark};
use garim::kind::Action;
use garim::policy::Policy;
use garim::wire::RemarkOut;

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
    /// What is said of parts of it, each with the name it is said of.
    asides: Vec<(String, String)>,
    /// Places of a text that are no characters.
    damaged: usize,
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
                } else if answer.damaged > 0 {
                    console.flush()?;
                    console.fault(Some(&answer.name), Say::Damaged(answer.damaged));
                }
                for (name, aside) in &answer.asides {
                    console.flush()?;
                    console.note(Some(name), aside);
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
        Err(trouble) => return failed(name, trouble, form, lang),
    };
    if opened.format == Format::Zip {
        return archive(name, &opened, policy, form, lang, checker);
    }
    document(name, &opened, policy, form, lang, checker)
}

/// An archive: every entry has a result of its own.
fn archive(name: String, opened: &Opened, policy: &Policy, form: Form, lang: Lang, checker: &mut Checker) -> Answer {
    let mut all = Answer {
        name,
        text: String::new(),
        trouble: None,
        counts: Counts::default(),
        exit: Exit::Clean,
        asides: Vec::new(),
        damaged: 0,
    };
    for member in &opened.members {
        let inside = format!("{}/{}", all.name, inputs::shown(std::path::Path::new(&member.name)));
        let answer = match &member.result {
            Ok(opened) if opened.format == Format::Zip => archive(inside, opened, policy, form, lang, checker),
            Ok(opened) => document(inside, opened, policy, form, lang, checker),
            Err(refusal) => failed(inside, Trouble::Refused(refusal.clone()), form, lang),
        };
        // What was refused inside an archive that was opened is a part of it that could not be read.
        all.exit = all.exit.max(if answer.trouble.is_some() { Exit::Refused } else { answer.exit });
        all.counts.add(answer.counts);
        if let Some(trouble) = &answer.trouble {
            all.asides.push((answer.name.clone(), trouble.say().text(lang)));
        }
        all.asides.extend(answer.asides);
        all.text.push_str(&answer.text);
    }
    all
}

/// What is said of something that could not be opened.
fn failed(name: String, trouble: Trouble, form: Form, lang: Lang) -> Answer {
    let text = match form {
        Form::Json => jsonl::failed(&id(&name), trouble.code(), &trouble.say().text(lang)) + "\n",
        Form::Report(_) => String::new(),
    };
    let counts = Counts { unread: 1, ..Counts::default() };
    Answer { name, text, exit: trouble.exit(), trouble: Some(trouble), counts, asides: Vec::new(), damaged: 0 }
}

fn document(name: String, opened: &Opened, policy: &Policy, form: Form, lang: Lang, checker: &mut Checker) -> Answer {
    let checked = checker.check(&opened.text, policy);
    let name = inputs::without_values(name, &opened.text, &checked.findings);
    let unread = inputs::unread(opened);
    let text = match form {
        Form::Json => match opened.source() {
            Some(source) => {
                let place = |at| source.place(at).map(place);
                // A part's or a page's name may hold a value.
                let plain = |remark: &Remark| {
                    inputs::without_values(inputs::shown(Path::new(&remark.place)), &opened.text, &checked.findings)
                };
                let places: Vec<String> = opened.remarks().iter().map(plain).collect();
                let remarks: Vec<_> = (opened.remarks().iter().zip(&places))
                    .map(|(remark, place)| RemarkOut { place, ..garim::wire::file::remark(remark) })
                    .collect();
                garim::wire::document_of(&id(&name), &opened.text, &checked, &place, &remarks) + "\n"
            }
            None => garim::wire::document(&id(&name), &opened.text, &checked) + "\n",
        },
        Form::Report(look) => report::of(&name, &opened.text, &checked, unread, look),
    };
    let asides = (opened.remarks().iter())
        .map(|remark| (name.clone(), inputs::remark(remark, &opened.text, &checked.findings, lang)))
        .collect();
    // Letters that a reader of a format could not tell have remarks of their own.
    let damaged = if opened.reading.is_none() { opened.unread } else { 0 };
    let exit = if unread > 0 {
        Exit::Refused
    } else if checked.findings.iter().any(|f| f.action != Action::Keep) {
        Exit::Found
    } else {
        Exit::Clean
    };
    Answer { name, text, trouble: None, counts: Counts::of(&checked.findings, unread), exit, asides, damaged }
}

/// A place in the contract's words; rows and columns are counted from 1 there.
fn place(place: &garim::export::source::Place) -> garim::wire::Place {
    garim::wire::Place {
        part: inputs::shown(std::path::Path::new(&place.part)),
        holds: place.holds.id(),
        paragraph: place.number,
        row: place.cell.map(|(row, _)| row + 1),
        column: place.cell.map(|(_, column)| column + 1),
    }
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
