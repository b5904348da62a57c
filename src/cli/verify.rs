//! `garim verify`: what a copy still holds.

use std::path::PathBuf;

use clap::ArgMatches;

use garim::check::Checker;
use garim::export::{Opened, verify};
use garim::kind::Action;
use garim::policy::Policy;

use super::console::{Console, Stop};
use super::inputs::{self, Input};
use super::report::{self, Lines};
use super::strings::{self, Lang, Say};
use super::{Exit, profile};

/// Runs it.
pub(crate) fn run(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    let Some(policy) = profile::policy(given, console) else { return Ok(Exit::Unread) };
    let mut checker = Checker::new();
    let mut exit = Exit::Clean;
    let mut original = None;
    if let Some(path) = given.get_one::<PathBuf>("against") {
        for input in &mut Input::gather([path]) {
            let (opened, ended) = open(input, console);
            exit = exit.max(ended);
            match opened {
                Some(opened) => original = Some(opened),
                None => return Ok(exit),
            }
        }
    }
    let paths: Vec<PathBuf> = given.get_many("files").map(|p| p.cloned().collect()).unwrap_or_default();
    for input in &mut Input::gather(&paths) {
        let (opened, ended) = open(input, console);
        exit = exit.max(ended);
        if let Some(copy) = opened {
            exit = exit.max(one(&input.shown(), &copy, original.as_ref(), &policy, &mut checker, lang, console)?);
        }
    }
    Ok(exit)
}

/// Reads a file and says what of it cannot be read.
fn open(input: &mut Input, console: &Console) -> (Option<Opened>, Exit) {
    match input.open() {
        Ok(opened) if inputs::unread(&opened) > 0 => {
            console.fault(Some(&input.shown()), Say::Damaged(inputs::unread(&opened)));
            (Some(opened), Exit::Refused)
        }
        Ok(opened) => (Some(opened), Exit::Clean),
        Err(trouble) => {
            console.fault(Some(&input.shown()), trouble.say());
            (None, trouble.exit())
        }
    }
}

fn one(
    name: &str,
    copy: &Opened,
    original: Option<&Opened>,
    policy: &Policy,
    checker: &mut Checker,
    lang: Lang,
    console: &mut Console,
) -> Result<Exit, Stop> {
    let mut findings = checker.check(&copy.text, policy).findings;
    findings.retain(|f| f.action == Action::Mask);
    let mut name = inputs::without_values(name.to_owned(), &copy.text, &findings);
    let mut rows: Vec<String> = Vec::new();
    let mut lines = Lines::new(&copy.text);
    for finding in &findings {
        rows.push(format!("{}: {}", strings::place(lines.at(finding.span.start), lang), report::title(finding, lang)));
    }
    if let Some(original) = original {
        let masked = checker.check(&original.text, policy).findings;
        name = inputs::without_values(name, &original.text, &masked);
        for survivor in verify::survivors(&original.text, &masked, &copy.text) {
            let mut lines = Lines::new(&copy.text);
            let places: Vec<String> =
                survivor.places.iter().take(5).map(|p| strings::place(lines.at(p.start), lang)).collect();
            let left = lang.pick("가린 값이 남아 있음", "a masked value survives");
            rows.push(format!("{}: {} · {left}", places.join(", "), lang.kind(survivor.kind)));
        }
    }
    let (say, exit) =
        if rows.is_empty() { (Say::Verified, Exit::Clean) } else { (Say::Remaining(rows.len()), Exit::Found) };
    console.line(&format!("{name}: {}", say.text(lang)))?;
    for row in rows {
        console.line(&format!("  {row}"))?;
    }
    Ok(exit)
}
