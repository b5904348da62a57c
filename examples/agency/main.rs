//! Writes an agency's year of invented documents: `cargo run --example agency -- 20000 1 > year.jsonl`, or with a folder as third argument
//! as a tree of text files, a folder for each department.

use std::io::{self, Write};
use std::path::Path;

mod year;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, default: u64| arguments.get(place).and_then(|a| a.parse().ok()).unwrap_or(default);
    let (count, seed) = (number(0, 20_000), number(1, 1));
    match arguments.get(2) {
        Some(folder) => {
            for document in year::year(count, seed) {
                let folder = Path::new(folder).join(document.department).join(&document.date[..7]);
                std::fs::create_dir_all(&folder)?;
                std::fs::write(folder.join(format!("{}.txt", document.id)), &document.text)?;
            }
        }
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let mut values = 0;
            for document in year::year(count, seed) {
                values += document.secrets.len();
                writeln!(out, "{}", year::line(&document))?;
            }
            eprintln!("{count} documents hold {values} values that no report may hold");
        }
    }
    Ok(())
}
