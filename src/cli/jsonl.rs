//! `check --jsonl`: a line in, a line out, at once.

use std::io::BufRead;

use serde::Serialize;
use serde_json::value::RawValue;

use garim::check::Checker;
use garim::policy::Policy;

use super::console::{Console, Stop};
use super::line::{self, Fault};
use super::strings::Say;

/// A line that could not be checked, in the answer's place.
#[derive(Serialize)]
struct Failed<'a> {
    id: &'a RawValue,
    error: Error<'a>,
}

/// What was wrong with it.
#[derive(Serialize)]
struct Error<'a> {
    code: &'a str,
    message: &'a str,
}

/// Answers every line of `from`; the error is the reader's, and then what was read before it was answered.
pub(crate) fn answer(
    from: &mut impl BufRead,
    policy: &Policy,
    checker: &mut Checker,
    console: &mut Console,
) -> Result<std::io::Result<()>, Stop> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match from.read_until(b'\n', &mut buffer) {
            Ok(0) => return Ok(Ok(())),
            Ok(_) => {}
            Err(error) => return Ok(Err(error)),
        }
        let line = buffer.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&buffer).trim_ascii();
        if line.is_empty() {
            continue;
        }
        let (id, text) = line::read(line);
        let answer = match text {
            Ok(text) => garim::wire::document(&id, &text, &checker.check(&text, policy)),
            Err(fault) => failed(&id, fault.code(), &message(fault).text(console.lang())),
        };
        console.line(&answer)?;
        console.flush()?;
    }
}

/// The answer for something that could not be checked.
pub(crate) fn failed(id: &RawValue, code: &str, message: &str) -> String {
    serde_json::to_string(&Failed { id, error: Error { code, message } }).unwrap_or_default()
}

fn message(fault: Fault) -> Say<'static> {
    match fault {
        Fault::NotUtf8 => Say::NotUtf8,
        Fault::NotJson(column) => Say::NotJson(column),
        Fault::NotObject => Say::NotObject,
        Fault::NoText => Say::NoText,
        Fault::TextNoString => Say::TextNoString,
    }
}
