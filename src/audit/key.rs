//! The officer's key, and what is told apart by it: HMAC-SHA-256 (RFC 2104), cut to 64 bits. Without the key nobody can try values.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::span::FoldSpan;
use crate::text::Folded;

/// 32 secret bytes.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// Reads the key in a file; makes the file, readable by its owner only, where there is none.
    ///
    /// # Errors
    /// What the system answers; `PermissionDenied` where others can read the file, `InvalidData` where it holds no key.
    pub fn open(path: &Path) -> io::Result<Self> {
        match fs::read(path) {
            Ok(bytes) => {
                private(path)?;
                let bytes = bytes.try_into().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
                Ok(Self(bytes))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(path),
            Err(error) => Err(error),
        }
    }

    fn make(path: &Path) -> io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|_| io::Error::from(io::ErrorKind::Other))?;
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path)?.write_all(&bytes)?;
        Ok(Self(bytes))
    }

    /// A key of known bytes.
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// What stands for some bytes of one sort.
    pub(super) fn mark(&self, sort: &str, bytes: &[u8]) -> u64 {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return 0 };
        mac.update(sort.as_bytes());
        mac.update(&[0]);
        mac.update(bytes);
        let out = mac.finalize().into_bytes();
        out.iter().take(8).fold(0, |n, b| n << 8 | u64::from(*b))
    }

    /// What stands for a value of a kind, however it is separated.
    pub(super) fn value(&self, kind: &str, value: &str) -> u64 {
        let folded = Folded::new(value);
        let text = folded.text(FoldSpan::new(0, folded.len()));
        let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        self.mark(kind, plain.as_bytes())
    }
}

#[cfg(unix)]
fn private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let open = fs::metadata(path)?.permissions().mode() & 0o077 != 0;
    if open { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
}

#[cfg(not(unix))]
fn private(_: &Path) -> io::Result<()> {
    Ok(())
}
