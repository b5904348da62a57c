//! The child that documents are looked at in: a line of JSON that says how, then a stream of tables in (Arrow IPC) and a stream of tables out, one for one.
//! What brings this process down brings down nothing else.

use std::io::{self, BufRead, BufWriter, Write};
use std::path::Path;

use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Schema};
use serde_json::Value;

use crate::desk::{Desk, Documents, Progress, Secret, Wish};
use crate::rows;
use crate::rules::Rules;

/// Answers until standard input ends.
pub(crate) fn serve() -> Result<(), ArrowError> {
    answer(&mut io::stdin().lock(), BufWriter::with_capacity(1 << 20, io::stdout().lock()))
}

fn answer(input: &mut impl BufRead, mut output: impl Write) -> Result<(), ArrowError> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    let asked: Value = serde_json::from_str(&line).map_err(|_| odd())?;
    let rules = Rules::read(asked["rules"].as_str().unwrap_or("{}")).map_err(|_| odd())?;
    let is = |name: &str| asked[name].as_bool().unwrap_or(false);
    let key = asked["key"].as_str().map(secret).transpose()?;
    let wish = Wish { key, values: is("values"), files: is("files"), told: true };
    let mut progress = asked["progress"].as_str().map(|path| Progress::open(Path::new(path))).transpose()?;
    let mut desk = Desk::new(&rules, wish);
    let DataType::Struct(fields) = rows::fields(wish.values, wish.told)? else { return Err(odd()) };
    let mut writer = StreamWriter::try_new(&mut output, &Schema::new(fields))?;
    writer.get_mut().flush()?;
    for batch in StreamReader::try_new(input, None)? {
        if let Some(progress) = &mut progress {
            progress.next();
        }
        let documents = Documents::table(&batch?).ok_or_else(odd)?;
        let seen = desk.look(&documents, progress.as_mut())?;
        writer.write(&seen)?;
        writer.get_mut().flush()?;
    }
    writer.finish()
}

/// What is asked is not what is understood here.
fn odd() -> ArrowError {
    ArrowError::InvalidArgumentError("the request is not understood".to_owned())
}

/// A key of 64 hexadecimal digits.
pub(crate) fn secret(text: &str) -> Result<Secret, ArrowError> {
    let mut key = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return Err(odd());
    }
    for (to, from) in key.iter_mut().zip((0..64).step_by(2)) {
        *to = u8::from_str_radix(text.get(from..from + 2).unwrap_or_default(), 16).map_err(|_| odd())?;
    }
    Ok(key)
}
