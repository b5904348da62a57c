//! The two streams: results on standard output, everything else on standard error. Colours only on a terminal.

use std::io::{self, IsTerminal, Write};

use super::strings::{Lang, Say};

/// Why the command stops early.
pub(crate) enum Stop {
    /// Standard output was closed by its reader: no fault, nothing to say.
    Closed,
    /// Standard output takes nothing more: a full disk, say.
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Failed(error) }
    }
}

/// The streams and the language.
pub(crate) struct Console {
    out: io::BufWriter<io::StdoutLock<'static>>,
    colour: bool,
    lang: Lang,
}

impl Console {
    pub(crate) fn new(lang: Lang) -> Self {
        // What is written is never rewritten on its way, so results stay byte for byte; where no colour is wanted none is written.
        let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
        Self { out: io::BufWriter::new(io::stdout().lock()), colour, lang }
    }

    /// Whether reports are coloured.
    pub(crate) fn colour(&self) -> bool {
        self.colour
    }

    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// Writes a result as it is.
    pub(crate) fn put(&mut self, text: &str) -> Result<(), Stop> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// Writes one line of a result.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Stop> {
        self.put(text)?;
        self.put("\n")
    }

    /// Says something about a result, in the language asked for.
    pub(crate) fn say(&mut self, what: &Say<'_>) -> Result<(), Stop> {
        let text = what.text(self.lang);
        self.line(&text)
    }

    pub(crate) fn flush(&mut self) -> Result<(), Stop> {
        Ok(self.out.flush()?)
    }

    /// Says on standard error what went wrong, where, and what to do.
    pub(crate) fn fault(&self, place: Option<&str>, what: Say<'_>) {
        self.note(place, &what.text(self.lang));
    }

    /// Writes a line to standard error. Where that is closed too, nobody is left to tell.
    pub(crate) fn note(&self, place: Option<&str>, text: &str) {
        let place = place.map(|p| format!("{p}: ")).unwrap_or_default();
        let _ = writeln!(anstream::stderr(), "garim: {place}{text}");
    }

    /// Whether somebody watches standard error.
    pub(crate) fn watched(&self) -> bool {
        io::stderr().is_terminal()
    }
}
