//! Whether a profile is the agency's: by its hash, or by a signature (Ed25519, RFC 8032) beside it. For PCs that reach no network.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The SHA-256 of a file as small hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Whether `written` (with or without `sha256:`, in any case) is the hash of a file.
pub fn is_hash_of(written: &str, bytes: &[u8]) -> bool {
    let written = written.trim();
    written.strip_prefix("sha256:").unwrap_or(written).eq_ignore_ascii_case(&hash(bytes))
}

/// Whether a signature of a file is by a key. The key is PEM (`BEGIN PUBLIC KEY`, as openssl writes it) or 64 hexadecimal digits; the signature
/// 64 bytes, or 128 hexadecimal digits.
pub fn is_signed(bytes: &[u8], signature: &[u8], key: &str) -> bool {
    let Some(key) = public(key).and_then(|k| VerifyingKey::from_bytes(&k).ok()) else { return false };
    let raw: Option<[u8; 64]> = signature.try_into().ok().or_else(|| {
        let hex = std::str::from_utf8(signature).ok()?;
        unhex(hex.trim())?.try_into().ok()
    });
    raw.is_some_and(|raw| key.verify_strict(bytes, &Signature::from_bytes(&raw)).is_ok())
}

/// Whether a text is a public key.
pub fn is_key(key: &str) -> bool {
    public(key).is_some_and(|k| VerifyingKey::from_bytes(&k).is_ok())
}

/// Who signs: an Ed25519 private key.
pub struct Signer(SigningKey);

impl Signer {
    /// From PEM (`BEGIN PRIVATE KEY`, as `openssl genpkey -algorithm ed25519` writes it).
    pub fn from_pem(pem: &str) -> Option<Self> {
        let body = pem.trim().strip_prefix("-----BEGIN PRIVATE KEY-----")?.strip_suffix("-----END PRIVATE KEY-----")?;
        let seed: [u8; 32] = unbase64(body)?.strip_prefix(&PKCS8)?.try_into().ok()?;
        Some(Self(SigningKey::from_bytes(&seed)))
    }

    /// The signature of some bytes as small hexadecimal digits.
    pub(super) fn sign(&self, bytes: &[u8]) -> String {
        self.0.sign(bytes).to_bytes().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// What stands before the 32 bytes of an Ed25519 key in a PrivateKeyInfo (RFC 8410).
const PKCS8: [u8; 16] =
    [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

fn public(key: &str) -> Option<[u8; 32]> {
    let key = key.trim();
    let Some(rest) = key.strip_prefix("-----BEGIN PUBLIC KEY-----") else {
        return unhex(key)?.try_into().ok();
    };
    let body = rest.strip_suffix("-----END PUBLIC KEY-----")?;
    unbase64(body)?.strip_prefix(&SPKI)?.try_into().ok()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect();
    let digits = digits.filter(|d| d.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, d| byte << 4 | d)).collect())
}

fn unbase64(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut held) = (Vec::new(), 0u32, 0);
    for b in text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=') {
        let six = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xFFFF;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    Some(out)
}
