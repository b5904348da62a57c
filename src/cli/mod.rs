//! The command, one file a subcommand: `arguments` → `check`, `mask`, `verify`, `kinds`, `profile`, with `inputs`, `console` and `strings` beneath.
//!
//! No finding, masking or reading of files' insides here: that is the library's.

mod arguments;
mod audit;
mod bundle;
mod check;
mod console;
mod form;
mod inputs;
mod jsonl;
mod kinds;
mod line;
mod mask;
mod profile;
mod report;
mod strings;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use console::{Console, Stop};
use strings::{Lang, Say};

/// What the command ends with; the highest of several files is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing to do, or done.
    Clean = 0,
    /// Something was found, or remains.
    Found = 1,
    /// Wrong usage, or a file that cannot be opened or read.
    Unread = 2,
    /// A part cannot be read, or a copy was refused.
    Refused = 3,
}

/// Runs the command with the arguments given.
pub(crate) fn run(arguments: Vec<OsString>) -> ExitCode {
    let lang = arguments::language(&arguments);
    let mut console = Console::new(lang);
    let exit = match arguments::command(lang).try_get_matches_from(arguments) {
        Ok(matches) => dispatch(&matches, lang, &mut console),
        Err(error) => arguments::answer(&error, lang, &mut console),
    };
    ExitCode::from(exit as u8)
}

fn dispatch(matches: &clap::ArgMatches, lang: Lang, console: &mut Console) -> Exit {
    let result = match matches.subcommand() {
        Some(("check", given)) => check::run(given, lang, console),
        Some(("mask", given)) => mask::run(given, console),
        Some(("verify", given)) => verify::run(given, lang, console),
        Some(("audit", given)) => audit::run(given, lang, console),
        Some(("policy", given)) => profile::run(given, lang, console),
        Some(("kinds", given)) => kinds::list(given, lang, console),
        Some(("explain", given)) => kinds::explain(given, lang, console),
        Some(("completions", given)) => kinds::completions(given, lang, console),
        _ => Ok(Exit::Clean),
    };
    let result = result.and_then(|exit| console.flush().map(|()| exit));
    match result {
        Ok(exit) => exit,
        // Whoever reads has read enough.
        Err(Stop::Closed) => Exit::Clean,
        Err(Stop::Failed(error)) => {
            console.fault(None, Say::CannotWrite(&error));
            Exit::Unread
        }
    }
}
