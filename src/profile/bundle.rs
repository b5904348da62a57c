//! A bundle: profiles and the lists that they name as one versioned, hashed file, for PCs that reach no network.
//!
//! ```text
//! garim-bundle 1
//! sha256:<64 hexadecimal digits: the hash of everything behind the third line>
//! ed25519:<128 hexadecimal digits: the signature of the same>        or  ed25519:-
//! {"name":…,"version":…,"core":…,"files":[{"name":…,"layer":true,"size":…},…]}
//! <the files, one behind another>
//! ```
//!
//! The hash tells damage, the signature whose it is. `core` is the oldest Garim that may read it.

use serde::{Deserialize, Serialize};

use super::{Fault, LARGEST, pin};

/// The largest bundle, in bytes.
pub const LARGEST_BUNDLE: usize = 4 * LARGEST;

/// How a bundle begins.
const MAGIC: &str = "garim-bundle 1\n";

/// What a bundle says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose it is: the name of its first profile.
    pub name: String,
    /// Which version.
    pub version: String,
    /// The oldest version of Garim that may read it.
    pub core: String,
    files: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    name: String,
    /// A profile; otherwise a list that one names.
    layer: bool,
    size: usize,
}

/// A bundle that was opened.
pub struct Bundle<'a> {
    /// What it says of itself.
    pub head: Head,
    /// The SHA-256 of what it holds.
    pub hash: String,
    /// Its profiles, in the order in which they are laid.
    pub layers: Vec<&'a [u8]>,
    /// The lists that they name.
    pub lists: Vec<(String, &'a [u8])>,
    body: &'a [u8],
    signature: &'a str,
}

/// Whether a file is meant as a bundle.
pub fn is_bundle(bytes: &[u8]) -> bool {
    bytes.starts_with(b"garim-bundle ")
}

/// Whether the version `one` is older than `other`: their numbers are compared from the left; what has none is older than what has some.
pub fn is_older(one: &str, other: &str) -> bool {
    numbers(one) < numbers(other)
}

/// The numbers in a text, each without its leading zeros: by length, then by digits, so that none is too large.
fn numbers(version: &str) -> Vec<(usize, &str)> {
    let all = version.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    all.map(|part| part.trim_start_matches('0')).map(|part| (part.len(), part)).collect()
}

/// Packs profiles, with their names, in the order in which they are laid, and the lists that they name; signed where there is a key.
pub fn pack(
    name: &str,
    version: &str,
    layers: &[(String, Vec<u8>)],
    lists: &[(String, Vec<u8>)],
    key: Option<&pin::Signer>,
) -> Vec<u8> {
    let entry =
        |layer: bool| move |(name, bytes): &(String, Vec<u8>)| Entry { name: name.clone(), layer, size: bytes.len() };
    let head = Head {
        name: name.to_owned(),
        version: version.to_owned(),
        core: env!("CARGO_PKG_VERSION").to_owned(),
        files: layers.iter().map(entry(true)).chain(lists.iter().map(entry(false))).collect(),
    };
    let mut body = serde_json::to_vec(&head).unwrap_or_default();
    body.push(b'\n');
    layers.iter().chain(lists).for_each(|(_, bytes)| body.extend(bytes));
    let signature = key.map_or_else(|| "-".to_owned(), |key| key.sign(&body));
    let mut out = format!("{MAGIC}sha256:{}\ned25519:{signature}\n", pin::hash(&body)).into_bytes();
    out.append(&mut body);
    out
}

/// Opens a bundle and holds it against its hash.
///
/// # Errors
/// What is wrong with it.
pub fn open(bytes: &[u8]) -> Result<Bundle<'_>, Fault> {
    let damaged = || Fault::new(1, "묶음 파일이 손상되었습니다. 다시 받으십시오.", "the bundle is damaged");
    if bytes.len() > LARGEST_BUNDLE {
        return Err(Fault::new(1, "묶음 파일이 40 MB보다 큽니다.", "the bundle is larger than 40 MB"));
    }
    let Some(rest) = bytes.strip_prefix(MAGIC.as_bytes()) else {
        return Err(Fault::new(
            1,
            "이 가림이 모르는 판의 묶음 파일입니다.",
            "a bundle of a form that this Garim does not know",
        ));
    };
    let (hash, rest) = line(rest, "sha256:").ok_or_else(damaged)?;
    let (signature, body) = line(rest, "ed25519:").ok_or_else(damaged)?;
    if !pin::is_hash_of(hash, body) {
        return Err(damaged());
    }
    let (head, mut rest) = line(body, "").ok_or_else(damaged)?;
    let head: Head = serde_json::from_str(head).map_err(|_| damaged())?;
    if is_older(env!("CARGO_PKG_VERSION"), &head.core) {
        let core: String =
            head.core.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).take(20).collect();
        return Err(Fault::new(
            1,
            format!("가림 {core} 이상에서 쓰는 묶음 파일입니다. 가림을 먼저 올리십시오."),
            format!("the bundle needs Garim {core} or newer"),
        ));
    }
    let (mut layers, mut lists) = (Vec::new(), Vec::new());
    for file in &head.files {
        let (own, behind) = rest.split_at_checked(file.size).ok_or_else(damaged)?;
        rest = behind;
        if file.layer {
            layers.push(own);
        } else {
            lists.push((file.name.clone(), own));
        }
    }
    if !rest.is_empty() || layers.is_empty() {
        return Err(damaged());
    }
    Ok(Bundle { head, hash: hash.to_ascii_lowercase(), layers, lists, body, signature })
}

/// A line of text behind a prefix, and what follows.
fn line<'a>(bytes: &'a [u8], prefix: &str) -> Option<(&'a str, &'a [u8])> {
    let end = bytes.iter().position(|b| *b == b'\n')?;
    let line = std::str::from_utf8(bytes.get(..end)?).ok()?;
    Some((line.strip_prefix(prefix)?, bytes.get(end + 1..)?))
}

impl Bundle<'_> {
    /// Whether it bears a signature, whoever's.
    pub fn bears_signature(&self) -> bool {
        self.signature != "-"
    }

    /// Whether its signature is by a key.
    pub fn is_signed(&self, key: &str) -> bool {
        self.bears_signature() && pin::is_signed(self.body, self.signature.as_bytes(), key)
    }

    /// The bytes of a list.
    pub fn list(&self, name: &str) -> Option<Vec<u8>> {
        self.lists.iter().find(|(own, _)| own == name).map(|(_, bytes)| bytes.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_versions_by_their_numbers() {
        assert!(is_older("2099-01", "2099-02") && is_older("2099-2", "2099-10") && is_older("1.9", "1.10.0"));
        assert!(!is_older("2099-02", "2099-2") && !is_older("2099-02", "2099-01") && is_older("", "1"));
        assert!(is_older("99999999999999999999", "100000000000000000000"));
    }
}
