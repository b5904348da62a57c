//! How documents are checked: what the command's `--policy`, `--kinds`, `--strict` and `--style` say, in a form that travels to other machines.

use std::collections::BTreeMap;
use std::path::Path;

use garim::kind::Kind;
use garim::policy::Policy;
use garim::profile::{self, LARGEST, pin};
use garim::style::Style;
use pyo3::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::fail;

/// Rules, whole: nothing outside is needed to apply them.
#[pyclass(frozen, module = "garim")]
pub(crate) struct Rules {
    pub(crate) policy: Policy,
    /// What they are told apart by.
    pub(crate) hash: String,
    /// The profiles by name and hash, as a report names them.
    names: Vec<String>,
    spec: String,
}

/// What went wrong with them.
pub(crate) struct Wrong(&'static str, String);

impl Wrong {
    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        fail(py, self.0, &self.1)
    }
}

impl Rules {
    /// Reads what [`Rules::spec`] wrote.
    pub(crate) fn read(spec: &str) -> Result<Self, Wrong> {
        let bad = || Wrong("bad_rules", "these are no rules".to_owned());
        let value: Value = serde_json::from_str(spec).map_err(|_| bad())?;
        let texts = |name: &str| -> Vec<&str> {
            value[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let mut policy = Policy::default();
        if value["kinds"].is_array() {
            let kinds: Option<Vec<Kind>> = texts("kinds").iter().map(|id| Kind::from_id(id)).collect();
            policy = Policy::only(
                &kinds.ok_or_else(|| Wrong("unknown_kind", "a kind of that name is not known".to_owned()))?,
            );
        }
        let style = value["style"].as_str();
        if let Some(style) = style {
            policy.style = Style::from_id(style)
                .ok_or_else(|| Wrong("bad_value", "style: full, partial or label is wanted".to_owned()))?;
        }
        policy.strict = value["strict"].as_bool().unwrap_or(false);
        policy.min_confidence = value["min_confidence"].as_u64().and_then(|n| u8::try_from(n).ok()).unwrap_or(0);
        let profiles: Vec<&[u8]> = texts("profiles").into_iter().map(str::as_bytes).collect();
        let names = texts("names").into_iter().map(str::to_owned).collect();
        if !profiles.is_empty() {
            let fetch = |name: &str| value["lists"][name].as_str().map(|list| list.as_bytes().to_vec());
            let pinned = value["pinned"].as_bool().unwrap_or(false);
            let loaded = profile::load(&profiles, &fetch, pinned).map_err(|(_, faults)| {
                let faults: Vec<String> = faults.iter().map(|f| format!("line {}: {}", f.line, f.en)).collect();
                Wrong("bad_profile", faults.join("; "))
            })?;
            policy = policy.under(loaded.rules);
            if let Some(style) = style.and_then(Style::from_id) {
                if let Some(rules) = policy.rules.as_mut() {
                    let mut own = (**rules).clone();
                    own.kinds.iter_mut().for_each(|(_, rule)| rule.style = None);
                    own.own.iter_mut().for_each(|kind| kind.style = None);
                    *rules = own.into();
                }
                policy.style = style;
            }
        }
        Ok(Self { policy, hash: hash(spec), names, spec: spec.to_owned() })
    }
}

/// The version of Garim and all rules, as sixteen hexadecimal digits.
fn hash(spec: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    Kind::ALL.iter().for_each(|k| hash.update(k.id()));
    hash.update(spec);
    hex(hash.finalize().iter().take(8))
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex<'a>(bytes: impl Iterator<Item = &'a u8>) -> String {
    bytes.map(|b| format!("{b:02x}")).collect()
}

#[pymethods]
impl Rules {
    #[new]
    #[pyo3(signature = (profiles = Vec::new(), *, kinds = None, strict = false, style = None, min_confidence = 0, pins = Vec::new()))]
    fn new(
        py: Python<'_>,
        profiles: Vec<String>,
        kinds: Option<Vec<String>>,
        strict: bool,
        style: Option<String>,
        min_confidence: u8,
        pins: Vec<String>,
    ) -> PyResult<Self> {
        let (mut texts, mut names, mut lists) = (Vec::new(), Vec::new(), BTreeMap::new());
        for path in &profiles {
            let bytes = bounded(Path::new(path)).map_err(|_| fail(py, "cannot_read", "a profile cannot be read"))?;
            if !pins.is_empty() && !pins.iter().any(|p| pin::is_hash_of(p, &bytes)) {
                return Err(fail(py, "not_pinned", "a profile is not the one that is pinned"));
            }
            let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned();
            names.push(format!("{name} (sha256:{})", pin::hash(&bytes)));
            texts.push(String::from_utf8(bytes).map_err(|_| fail(py, "bad_profile", "a profile is not UTF-8"))?);
        }
        // The lists that profiles name are read here, so that the machines that check need no file.
        let folder = profiles.first().and_then(|p| Path::new(p).parent()).unwrap_or(Path::new(""));
        let seen = std::cell::RefCell::new(&mut lists);
        let fetch = |name: &str| {
            let bytes = bounded(&folder.join(name)).ok()?;
            let text = String::from_utf8(bytes.clone()).ok()?;
            seen.borrow_mut().insert(name.to_owned(), text);
            Some(bytes)
        };
        let bytes: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
        if !bytes.is_empty() {
            // What is wrong is told by `read`.
            let _ = profile::load(&bytes, &fetch, !pins.is_empty());
        }
        let spec = json!({
            "profiles": texts, "names": names, "lists": lists, "pinned": !pins.is_empty(), "kinds": kinds,
            "strict": strict, "style": style, "min_confidence": min_confidence,
        });
        Self::read(&spec.to_string()).map_err(|wrong| wrong.raise(py))
    }

    /// Reads what `spec` gave.
    #[staticmethod]
    fn from_spec(py: Python<'_>, spec: &str) -> PyResult<Self> {
        Self::read(spec).map_err(|wrong| wrong.raise(py))
    }

    /// All of it as JSON.
    #[getter]
    fn spec(&self) -> &str {
        &self.spec
    }

    /// What rules and core are told apart by.
    #[getter]
    fn hash(&self) -> &str {
        &self.hash
    }

    /// The profiles by name and hash.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let read = py.get_type::<Self>().getattr("from_spec")?;
        Ok((read, (self.spec.clone(),)))
    }

    fn __repr__(&self) -> String {
        format!("<garim.Rules {}>", self.hash)
    }
}

/// A file, as far as it is not too large: one byte more than what is taken says that it is.
fn bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
