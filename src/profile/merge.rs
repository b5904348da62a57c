//! Layers laid one over another: built-in → organisation → department → document. What a later layer says of a field holds; lists are joined.

use std::sync::Arc;

use crate::finding::Own;
use crate::kind::{Action, Kind};
use crate::policy::{AllowList, KindRule, OwnKind, Rules};
use crate::words::Lexicon;

use super::{Fault, Layer, MOST_PATTERNS, ORIGINAL, Profile, pattern, read};

/// Something that holds, and which layer says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The field, as it is written.
    pub field: String,
    /// What it says.
    pub value: String,
    /// Whose word it is.
    pub by: String,
}

/// What layers come to.
pub struct Laid {
    /// What the core applies.
    pub rules: Rules,
    /// What holds, sentence by sentence.
    pub stated: Vec<Stated>,
    /// The patterns as they are written, with the places of their kinds in the rules.
    pub patterns: Vec<(u32, String)>,
}

/// Makes rules of layers.
///
/// # Errors
/// What does not fit together, with the place of the layer.
pub fn merge(layers: &[Profile]) -> Result<Laid, (usize, Vec<Fault>)> {
    let preset = match layers.iter().any(|l| l.preset) {
        true => read(ORIGINAL.as_bytes(), &|_| None, false).ok().map(|p| Profile { layer: Layer::BuiltIn, ..p }),
        false => None,
    };
    let mut merged = Merged::default();
    if let Some(preset) = &preset {
        merged.lay(preset);
    }
    for (place, layer) in layers.iter().enumerate() {
        let wrong = |line: usize, ko: String, en: String| (place, vec![Fault::new(line, ko, en)]);
        if let Some(before) = place.checked_sub(1).and_then(|i| layers.get(i)).filter(|b| b.layer > layer.layer) {
            return Err(wrong(
                1,
                format!("{} 단계는 {} 단계보다 먼저 적어야 합니다.", layer.layer.id(), before.layer.id()),
                format!("the layer {} must come before {}", layer.layer.id(), before.layer.id()),
            ));
        }
        if let Some(own) = layer.own.iter().find(|o| merged.own.iter().any(|k| k.0 == o.id)) {
            return Err(wrong(
                own.line,
                format!("앞 단계에 같은 id가 있습니다: own.{}", own.id),
                format!("an earlier layer has the id own.{}", own.id),
            ));
        }
        merged.lay(layer);
        if merged.patterns.len() > MOST_PATTERNS {
            return Err(wrong(
                1,
                format!("정규식이 {MOST_PATTERNS}개를 넘습니다."),
                format!("more than {MOST_PATTERNS} patterns"),
            ));
        }
        if merged.weight > pattern::WEIGHTS {
            return Err(wrong(
                1,
                "정규식을 모두 합하면 너무 복잡합니다. 반복 횟수와 글자 묶음을 줄이십시오.".into(),
                "all patterns together are too complex".into(),
            ));
        }
    }
    Ok(merged.laid())
}

#[derive(Default)]
struct Merged<'a> {
    rules: Rules,
    stated: Vec<Stated>,
    retention: Option<&'a str>,
    own: Vec<(&'a str, u32)>,
    words: Vec<(&'a str, u32)>,
    labels: Vec<(&'a str, u32)>,
    patterns: Vec<(u32, Arc<pattern::Compiled>)>,
    weight: u64,
}

impl<'a> Merged<'a> {
    /// Notes what holds now; what was said of the same field before does not.
    fn state(&mut self, field: impl Into<String>, value: impl Into<String>, by: &Profile) {
        let field = field.into();
        self.stated.retain(|s| s.field != field);
        self.stated.push(Stated { field, value: value.into(), by: format!("{} ({})", by.name, by.layer.id()) });
    }

    fn lay(&mut self, layer: &'a Profile) {
        if let Some(strict) = layer.strict {
            self.rules.strict = Some(strict);
            self.state("strict", strict.to_string(), layer);
        }
        if let Some(style) = layer.style {
            self.rules.style = Some(style);
            self.state("mask_style", style.id(), layer);
        }
        if let Some(copy) = layer.public_copy {
            self.rules.public_copy = Some(copy);
            self.state("public_copy", copy.id(), layer);
        }
        if let Some(retention) = &layer.retention {
            self.retention = Some(retention);
            self.state("retention", retention, layer);
        }
        for (place, name) in ["original", "posting"].into_iter().enumerate() {
            if let Some(action) = layer.officials.get(place).copied().flatten()
                && let Some(slot) = self.rules.officials.get_mut(place)
            {
                *slot = Some(action);
                self.state(format!("official_names.{name}"), Action::id(action), layer);
            }
        }
        for (item, until) in &layer.until {
            self.rules.until.retain(|(i, _)| i != item);
            self.rules.until.push((*item, until.clone()));
            let field = if *item == 0 { "until".to_owned() } else { format!("items.{item}.until") };
            self.state(field, until, layer);
        }
        self.kinds(layer);
        for list in &layer.allow {
            let taken = AllowList { kinds: list.kinds, reason: list.reason.clone() };
            self.rules.allow.add(taken, list.values.iter().map(String::as_str), list.like.iter().map(String::as_str));
            let kinds: Vec<&str> =
                Kind::ALL.iter().filter(|k| list.kinds >> **k as u8 & 1 == 1).map(|k| k.id()).collect();
            let kinds = if kinds.len() == Kind::ALL.len() { "*".to_owned() } else { kinds.join(",") };
            let count = list.values.len() + list.like.len();
            let field = format!("allow[{}]", self.stated.iter().filter(|s| s.field.starts_with("allow[")).count() + 1);
            self.state(field, format!("{kinds}: {count} — {}", list.reason), layer);
        }
        for own in &layer.own {
            let number = u32::try_from(self.rules.own.len()).unwrap_or(u32::MAX);
            self.own.push((&own.id, number));
            self.words.extend(own.words.iter().map(|w| (w.as_str(), number)));
            for compiled in &own.patterns {
                self.weight = self.weight.saturating_add(compiled.weight);
                self.patterns.push((number, compiled.clone()));
            }
            self.rules.own.push(OwnKind {
                own: Arc::new(Own { id: format!("own_{}", own.id), name: own.name.clone() }),
                action: own.action,
                item: own.item,
                style: own.style,
                why: own.reason.clone(),
            });
            let value = format!(
                "{} · {} · {} · words {} · regex {}",
                own.name,
                own.action.id(),
                own.item,
                own.words.len(),
                own.patterns.len()
            );
            self.state(format!("own.{}", own.id), value, layer);
        }
        for (kind, words) in &layer.labels {
            self.labels.extend(words.iter().map(|w| (w.as_str(), *kind as u32)));
            self.state(format!("labels.{}", kind.id()), words.join(", "), layer);
        }
    }

    fn kinds(&mut self, layer: &'a Profile) {
        for (kind, says) in &layer.kinds {
            let mut rule = self.rules.kind(*kind);
            let KindRule { off, find_from, mask_from, strict, style, item } = &mut rule;
            *off = says.off.unwrap_or(*off);
            *find_from = says.find_from.unwrap_or(*find_from);
            *mask_from = says.mask_from.unwrap_or(*mask_from);
            *strict = says.strict.unwrap_or(*strict);
            *style = says.style.or(*style);
            *item = says.item.or(*item);
            self.rules.kinds.retain(|(k, _)| k != kind);
            self.rules.kinds.push((*kind, rule));
            let told = [
                ("off", says.off.map(|v| v.to_string())),
                ("find_from", says.find_from.map(|v| v.to_string())),
                ("mask_from", says.mask_from.map(|v| v.to_string())),
                ("strict", says.strict.map(|v| v.to_string())),
                ("mask_style", says.style.map(|v| v.id().to_owned())),
                ("item", says.item.map(|v| v.to_string())),
            ];
            for (name, value) in told {
                if let Some(value) = value {
                    self.state(format!("kinds.{}.{name}", kind.id()), value, layer);
                }
            }
        }
    }

    fn laid(mut self) -> Laid {
        for (_, until) in &mut self.rules.until {
            *until = until.replace("{retention}", self.retention.unwrap_or("정해진"));
        }
        self.rules.allow.settle();
        self.rules.words = Lexicon::new(self.words);
        self.rules.labels = Lexicon::new(self.labels);
        let patterns = self.patterns.iter().map(|(number, one)| (*number, one.written.clone())).collect();
        self.rules.patterns = pattern::together(self.patterns);
        Laid { rules: self.rules, stated: self.stated, patterns }
    }
}
