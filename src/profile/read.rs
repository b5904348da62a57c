//! A file taken apart: TOML → the shape of every field → what they say. All faults of a file are told at once, each with its line.

use toml::de::{DeTable, DeValue};

use crate::disclosure::PublicCopy;
use crate::kind::{Action, Kind};
use crate::policy::NEVER;
use crate::style::Style;
use crate::words;

use super::fault::shown;
use super::shape::{Field, PROFILE, Shape, What};
use super::{AllowSays, Fault, Fetch, KindSays, LARGEST, Layer, MOST_FAULTS, OwnSays, Profile, Trial, pattern, pin};

/// Reads one profile; `pinned` says that the lists it names must be told by their hashes.
///
/// # Errors
/// What is wrong with it, by line, at most [`MOST_FAULTS`].
pub fn read(bytes: &[u8], fetch: Fetch<'_>, pinned: bool) -> Result<Profile, Vec<Fault>> {
    let one = |ko: &str, en: &str| vec![Fault::new(1, ko, en)];
    if bytes.len() > LARGEST {
        return Err(one("파일이 10 MB보다 큽니다.", "the file is larger than 10 MB"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(one("UTF-8이 아닙니다.", "the file is not UTF-8"));
    };
    if let Some(line) = too_deep(text) {
        return Err(vec![Fault::new(
            line,
            "점으로 이은 이름이나 괄호가 너무 깊습니다.",
            "keys or brackets are nested too deeply",
        )]);
    }
    let mut reader = Reader { lines: line_starts(text), faults: Vec::new(), fetch, pinned };
    let parsed = DeTable::parse(text);
    let table = match &parsed {
        Ok(table) => table.get_ref(),
        Err(error) => {
            let line = reader.line(error.span().map_or(0, |s| s.start));
            return Err(vec![Fault::new(
                line,
                format!("TOML 문법에 맞지 않습니다: {}", shown(error.message())),
                format!("not TOML: {}", shown(error.message())),
            )]);
        }
    };
    reader.check(table, &PROFILE, "", 1);
    if !reader.faults.is_empty() {
        return Err(by_line(reader.faults));
    }
    let profile = reader.profile(table);
    if reader.faults.is_empty() { Ok(profile) } else { Err(by_line(reader.faults)) }
}

/// Faults in the order of their lines.
fn by_line(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|f| f.line);
    faults
}

/// The most dots or open brackets in a line; the parser's own limit is not asked to hold against more.
const DEEPEST: usize = 64;

/// The first line with more names joined by dots, or brackets open at once, than any profile has. Brackets in texts count too, as far as they open only.
fn too_deep(text: &str) -> Option<usize> {
    text.lines().zip(1..).find_map(|(line, number)| {
        let key = line.split(['=', '#', '"', '\'']).next().unwrap_or_default();
        let mut depth = 0usize;
        let mut quoted = None;
        let mut deep = key.matches('.').count() > DEEPEST;
        for c in line.bytes() {
            match (c, quoted) {
                (b'"' | b'\'', None) => quoted = Some(c),
                (c, Some(q)) if c == q => quoted = None,
                (b'[' | b'{', None) => depth += 1,
                (b']' | b'}', None) => depth = depth.saturating_sub(1),
                _ => {}
            }
            deep |= depth > DEEPEST;
        }
        deep.then_some(number)
    })
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1)).collect()
}

struct Reader<'a> {
    lines: Vec<usize>,
    faults: Vec<Fault>,
    fetch: Fetch<'a>,
    pinned: bool,
}

type Spanned<'a> = toml::Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|&start| start <= byte)
    }

    fn fault(&mut self, line: usize, ko: impl Into<String>, en: impl Into<String>) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(line, ko, en));
        }
    }

    /// Checks a table against its shape.
    fn check(&mut self, table: &DeTable<'_>, shape: &Shape, path: &str, line: usize) {
        for (key, value) in table {
            if self.faults.len() >= MOST_FAULTS {
                return;
            }
            let here = self.line(key.span().start);
            let name: &str = key.get_ref();
            match shape.fields.iter().find(|f| f.name == name) {
                Some(field) => self.value(value, field.what, &join(path, field.name), here),
                None => {
                    let allowed: Vec<&str> = shape.fields.iter().map(|f| f.name).collect();
                    let (name, allowed) = (shown(&join(path, name)), allowed.join(", "));
                    self.fault(
                        here,
                        format!("없는 항목입니다: {name}. 쓸 수 있는 항목: {allowed}"),
                        format!("unknown field: {name}; allowed: {allowed}"),
                    );
                }
            }
        }
        for Field { name, .. } in shape.fields.iter().filter(|f| f.needed && !table.contains_key(f.name)) {
            let name = join(path, name);
            self.fault(line, format!("꼭 있어야 하는 항목이 없습니다: {name}"), format!("missing field: {name}"));
        }
    }

    fn value(&mut self, value: &Spanned<'_>, what: What, path: &str, line: usize) {
        let is = value.get_ref();
        let line = if is.is_table() { line } else { self.line(value.span().start) };
        match (what, is) {
            (What::Text(most), DeValue::String(s)) => self.text(s, most, path, line),
            (What::Flag, DeValue::Boolean(_)) => {}
            (What::Whole(from, to), DeValue::Integer(n)) => {
                if !whole(n).is_some_and(|n| (from..=to).contains(&n)) {
                    self.wrong(
                        path,
                        line,
                        &format!("{from}부터 {to}까지의 정수"),
                        &format!("a whole number from {from} to {to}"),
                    );
                }
            }
            (What::Choice(words), DeValue::String(s)) if words.contains(&s.as_ref()) => {}
            (What::Choice(words), _) => {
                let words = words.join(", ");
                self.wrong(path, line, &words, &words);
            }
            (What::Kind, DeValue::String(s)) => self.kind(s, path, line),
            (What::Kinds, DeValue::Array(all)) => {
                for one in all {
                    let at = self.line(one.span().start);
                    self.kind(one.get_ref().as_str().unwrap_or_default(), path, at);
                }
            }
            (What::Texts(most, long), DeValue::Array(all)) => {
                if all.len() > most {
                    self.wrong(path, line, &format!("{most}개까지의 목록"), &format!("a list of at most {most}"));
                }
                for one in all.iter().take(most) {
                    let at = self.line(one.span().start);
                    match one.get_ref() {
                        DeValue::String(s) => self.text(s, long, path, at),
                        _ => self.wrong(path, at, "따옴표로 묶은 글의 목록", "a list of texts"),
                    }
                }
            }
            (What::Table(shape), DeValue::Table(table)) => self.check(table, shape, path, line),
            (What::Tables(shape, most), DeValue::Array(all)) => {
                if all.len() > most {
                    self.wrong(path, line, &format!("표 {most}개까지"), &format!("at most {most} tables"));
                }
                for one in all.iter().take(most) {
                    let at = self.line(one.span().start);
                    match one.get_ref() {
                        DeValue::Table(table) => self.check(table, shape, path, at),
                        _ => self.wrong(path, at, &format!("[[{path}]] 표"), &format!("a table [[{path}]]")),
                    }
                }
            }
            (What::ByKind(shape) | What::ByItem(shape), DeValue::Table(table)) => {
                for (key, value) in table {
                    let at = self.line(key.span().start);
                    let name: &str = key.get_ref();
                    match what {
                        What::ByKind(_) => self.kind(name, path, at),
                        _ if item(name).is_none() => self.wrong(path, at, "1부터 8까지의 호", "an item from 1 to 8"),
                        _ => {}
                    }
                    match value.get_ref() {
                        DeValue::Table(table) => self.check(table, shape, &join(path, &shown(name)), at),
                        _ => self.wrong(&join(path, &shown(name)), at, "표", "a table"),
                    }
                }
            }
            (what, _) => {
                let (ko, en) = wanted(what);
                self.wrong(path, line, ko, en);
            }
        }
    }

    fn text(&mut self, text: &str, most: usize, path: &str, line: usize) {
        let odd = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        if text.trim().is_empty() || odd || text.chars().nth(most).is_some() {
            self.wrong(
                path,
                line,
                &format!("비어 있지 않은 {most}글자까지의 글"),
                &format!("a text of 1 to {most} characters"),
            );
        }
    }

    fn kind(&mut self, id: &str, path: &str, line: usize) {
        if Kind::from_id(id).is_none() {
            let all: Vec<&str> = Kind::ALL.iter().map(|k| k.id()).collect();
            let all = all.join(", ");
            self.wrong(path, line, &all, &all);
        }
    }

    fn wrong(&mut self, path: &str, line: usize, ko: &str, en: &str) {
        self.fault(
            line,
            format!("값이 맞지 않습니다: {path}. 쓸 수 있는 값: {ko}"),
            format!("wrong value: {path}; allowed: {en}"),
        );
    }

    /// What a checked file says.
    fn profile(&mut self, table: &DeTable<'_>) -> Profile {
        let mut profile = Profile {
            name: text(table, "name").unwrap_or_default(),
            version: text(table, "version").unwrap_or_default(),
            layer: match choice(table, "layer") {
                Some("department") => Layer::Department,
                Some("document") => Layer::Document,
                _ => Layer::Organisation,
            },
            preset: choice(table, "preset").is_some(),
            strict: flag(table, "strict"),
            style: choice(table, "mask_style").and_then(Style::from_id),
            public_copy: choice(table, "public_copy").and_then(PublicCopy::from_id),
            retention: text(table, "retention"),
            ..Profile::default()
        };
        if let Some(officials) = sub(table, "official_names") {
            profile.officials = ["original", "posting"].map(|p| choice(officials, p).and_then(Action::from_id));
        }
        profile.until.extend(text(table, "until").map(|u| (0, u)));
        for (key, value) in sub(table, "items").into_iter().flatten() {
            if let (Some(item), DeValue::Table(t)) = (item(key.get_ref()), value.get_ref()) {
                profile.until.extend(text(t, "until").map(|u| (item, u)));
            }
        }
        for (key, value) in sub(table, "kinds").into_iter().flatten() {
            if let (Some(kind), DeValue::Table(t)) = (Kind::from_id(key.get_ref()), value.get_ref()) {
                let says = KindSays {
                    off: flag(t, "off"),
                    find_from: small(t, "find_from"),
                    mask_from: small(t, "mask_from"),
                    strict: flag(t, "strict"),
                    style: choice(t, "mask_style").and_then(Style::from_id),
                    item: small(t, "item"),
                };
                if let (Some(find), Some(mask)) = (says.find_from, says.mask_from)
                    && find > mask
                {
                    let line = self.line(key.span().start);
                    let path = format!("kinds.{}.find_from", kind.id());
                    self.wrong(&path, line, "mask_from보다 크지 않은 값", "not more than mask_from");
                }
                profile.kinds.push((kind, says));
            }
        }
        for (line, t) in self.tables(table, "allow") {
            let says = self.allow(t, line);
            profile.allow.push(says);
        }
        for (line, t) in self.tables(table, "own") {
            let says = self.own(t, line);
            if profile.own.iter().any(|o| o.id == says.id) {
                self.fault(
                    line,
                    format!("같은 id가 둘 이상입니다: own.{}", says.id),
                    format!("duplicate id: own.{}", says.id),
                );
            }
            profile.own.push(says);
        }
        for (line, t) in self.tables(table, "labels") {
            if let Some(kind) = choice(t, "kind").and_then(Kind::from_id) {
                if !words::has_labels(kind) {
                    let all: Vec<&str> = Kind::ALL.iter().filter(|k| words::has_labels(**k)).map(|k| k.id()).collect();
                    let all = all.join(", ");
                    self.wrong("labels.kind", line, &all, &all);
                }
                profile.labels.push((kind, self.words(texts(t, "words"), "labels.words", line)));
            }
        }
        for (line, t) in self.tables(table, "tests") {
            profile.trials.push(Trial { line, marked: text(t, "text").unwrap_or_default() });
        }
        profile
    }

    fn tables<'t, 'i>(&self, table: &'t DeTable<'i>, name: &str) -> Vec<(usize, &'t DeTable<'i>)> {
        let all = table.get(name).and_then(|v| v.get_ref().as_array());
        let all = all.into_iter().flatten();
        all.filter_map(|v| Some((self.line(v.span().start), v.get_ref().as_table()?))).collect()
    }

    fn allow(&mut self, t: &DeTable<'_>, line: usize) -> AllowSays {
        let named = texts(t, "kinds");
        let kinds: Vec<Kind> = named.iter().filter_map(|id| Kind::from_id(id)).collect();
        if kinds.iter().any(|k| NEVER.contains(k)) {
            let never: Vec<&str> = NEVER.iter().map(|k| k.id()).collect();
            let never = never.join(", ");
            self.wrong("allow.kinds", line, &format!("{never} 말고 다른 종류"), &format!("any kind but {never}"));
        }
        let bits = if named.is_empty() { u64::MAX } else { kinds.iter().fold(0, |set, &k| set | 1 << k as u8) };
        let mut says = AllowSays {
            kinds: bits,
            reason: text(t, "reason").unwrap_or_default(),
            values: texts(t, "values"),
            like: texts(t, "like"),
        };
        says.values.extend(self.listed(t, "allow", line).lines().flat_map(|l| l.split([',', '\t'])).map(clean));
        says.values.retain(|v| v.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some());
        if says.values.is_empty() && says.like.is_empty() {
            self.fault(
                line,
                "값이 없습니다: allow. values, like, file 가운데 하나를 적으십시오.",
                "nothing allowed: allow needs values, like or file",
            );
        }
        if says.like.iter().any(|l| l.chars().filter(|c| c.is_alphanumeric()).count() < 3) {
            self.wrong(
                "allow.like",
                line,
                "글자나 숫자가 셋 이상 든 모양",
                "a pattern with at least three letters or digits",
            );
        }
        if says.values.iter().any(|v| says.reason.contains(v.as_str())) {
            self.fault(line, "값이 들어 있습니다: allow.reason", "allow.reason holds a value of the list");
        }
        says
    }

    fn own(&mut self, t: &DeTable<'_>, line: usize) -> OwnSays {
        let id = text(t, "id").unwrap_or_default();
        if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            self.wrong("own.id", line, "영문 소문자, 숫자, 밑줄", "small Latin letters, digits and _");
        }
        let mut says = OwnSays {
            id,
            name: text(t, "name").unwrap_or_default(),
            action: choice(t, "action").and_then(Action::from_id).unwrap_or(Action::Mask),
            item: small(t, "item").unwrap_or(6),
            style: choice(t, "mask_style").and_then(Style::from_id),
            reason: text(t, "reason").unwrap_or_default(),
            words: self.words(texts(t, "words"), "own.words", line),
            patterns: Vec::new(),
            line,
        };
        let listed: Vec<String> = self.listed(t, "own", line).lines().map(clean).filter(|w| !w.is_empty()).collect();
        says.words.extend(self.words(listed, "own.file", line));
        let written = texts(t, "regex");
        let (matches, passes) = (texts(t, "matches"), texts(t, "passes"));
        for one in &written {
            match pattern::compile(one) {
                Ok(compiled) => says.patterns.push(compiled.into()),
                Err((ko, en)) => {
                    self.fault(line, format!("정규식을 쓸 수 없습니다: own.regex. {ko}"), format!("own.regex: {en}"));
                    if let Some(last) = self.faults.last_mut() {
                        last.patterns |= cfg!(not(feature = "patterns"));
                    }
                }
            }
        }
        if says.patterns.len() == written.len() {
            self.examples(&says.patterns, &matches, &passes, line);
        }
        if says.words.is_empty() && written.is_empty() {
            self.fault(
                line,
                "찾을 것이 없습니다: own. words, file, regex 가운데 하나를 적으십시오.",
                "nothing to find: own needs words, file or regex",
            );
        }
        let tells = [&says.reason, &says.name];
        let holds =
            |s: &&String| says.words.iter().any(|w| s.contains(w.as_str())) || says.patterns.iter().any(|p| p.is_in(s));
        if tells.iter().any(holds) {
            self.fault(
                line,
                "찾는 말이 들어 있습니다: own.name, own.reason",
                "own.name or own.reason holds what is looked for",
            );
        }
        says
    }

    /// A pattern without an example that passes and one that it knows is half a rule.
    fn examples(
        &mut self,
        patterns: &[std::sync::Arc<pattern::Compiled>],
        matches: &[String],
        passes: &[String],
        line: usize,
    ) {
        let unknown = matches.iter().position(|m| !patterns.iter().any(|p| p.is_whole(m)));
        let idle = patterns.iter().position(|p| !matches.iter().any(|m| p.is_whole(m)));
        let taken = passes.iter().position(|m| patterns.iter().any(|p| p.is_in(m)));
        let place = |i: usize| (i + 1).to_string();
        if let Some(i) = idle {
            let i = place(i);
            self.fault(
                line,
                format!("정규식 {i}번째에 통째로 맞는 보기가 own.matches에 없습니다."),
                format!("own.matches has no example that pattern {i} matches as a whole"),
            );
        }
        if let Some(i) = unknown {
            let i = place(i);
            self.fault(
                line,
                format!("맞는 정규식이 없습니다: own.matches의 {i}번째"),
                format!("no pattern matches example {i} of own.matches"),
            );
        }
        if let Some(i) = taken {
            let i = place(i);
            self.fault(
                line,
                format!("정규식이 찾습니다: own.passes의 {i}번째"),
                format!("a pattern is found in example {i} of own.passes"),
            );
        }
    }

    fn words(&mut self, words: Vec<String>, path: &str, line: usize) -> Vec<String> {
        let fits = |w: &String| {
            let long = w.trim().chars().count();
            (2..=words::lexicon::LONGEST).contains(&long) && w.chars().any(char::is_alphanumeric)
        };
        if !words.iter().all(fits) {
            self.wrong(
                path,
                line,
                "글자나 숫자가 든 2글자부터 64글자까지의 말",
                "words of 2 to 64 characters with a letter or digit",
            );
        }
        words
    }

    /// The text of the list that a table names; nothing where it names none.
    fn listed(&mut self, t: &DeTable<'_>, path: &str, line: usize) -> String {
        let Some(name) = text(t, "file") else { return String::new() };
        if name.contains(['/', '\\', ':']) || name.starts_with('.') {
            self.wrong(
                &join(path, "file"),
                line,
                "같은 폴더에 있는 파일의 이름",
                "the name of a file in the same folder",
            );
            return String::new();
        }
        let Some(bytes) = (self.fetch)(&name) else {
            self.fault(
                line,
                format!("목록 파일을 읽지 못했습니다: {path}.file"),
                format!("cannot read the list: {path}.file"),
            );
            return String::new();
        };
        if bytes.len() > LARGEST {
            self.fault(
                line,
                format!("목록 파일이 10 MB보다 큽니다: {path}.file"),
                format!("larger than 10 MB: {path}.file"),
            );
            return String::new();
        }
        match text(t, "sha256") {
            Some(hash) if !pin::is_hash_of(&hash, &bytes) => {
                self.fault(
                    line,
                    format!("목록 파일이 {path}.sha256 값과 다릅니다."),
                    format!("the list is not the one that {path}.sha256 tells"),
                );
            }
            None if self.pinned => self.fault(
                line,
                format!("고정하거나 서명한 기준이므로 {path}.sha256 항목이 있어야 합니다."),
                format!("a pinned or signed profile needs {path}.sha256"),
            ),
            _ => {}
        }
        match String::from_utf8(bytes) {
            Ok(text) => text.lines().filter(|l| !l.starts_with('#')).map(|l| format!("{l}\n")).collect(),
            Err(_) => {
                self.fault(
                    line,
                    format!("목록 파일이 UTF-8이 아닙니다: {path}.file"),
                    format!("not UTF-8: {path}.file"),
                );
                String::new()
            }
        }
    }
}

fn wanted(what: What) -> (&'static str, &'static str) {
    match what {
        What::Text(_) => ("따옴표로 묶은 글", "a text"),
        What::Flag => ("true, false", "true, false"),
        What::Whole(..) => ("정수", "a whole number"),
        What::Kind => ("종류의 이름", "the name of a kind"),
        What::Kinds => ("종류의 이름의 목록", "a list of kinds"),
        What::Texts(..) => ("따옴표로 묶은 글의 목록", "a list of texts"),
        What::Tables(..) => ("[[…]] 표의 목록", "a list of tables"),
        _ => ("표", "a table"),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn clean(line: &str) -> String {
    line.trim().trim_matches('"').trim_start_matches('\u{FEFF}').to_owned()
}

fn item(name: &str) -> Option<u8> {
    name.parse().ok().filter(|n| name.len() == 1 && (1..=8).contains(n))
}

fn whole(n: &toml::de::DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(n.as_str(), n.radix()).ok()
}

fn sub<'t, 'i>(t: &'t DeTable<'i>, name: &str) -> Option<&'t DeTable<'i>> {
    t.get(name)?.get_ref().as_table()
}

fn choice<'t>(t: &'t DeTable<'_>, name: &str) -> Option<&'t str> {
    t.get(name)?.get_ref().as_str()
}

fn text(t: &DeTable<'_>, name: &str) -> Option<String> {
    choice(t, name).map(str::to_owned)
}

fn flag(t: &DeTable<'_>, name: &str) -> Option<bool> {
    t.get(name)?.get_ref().as_bool()
}

fn small(t: &DeTable<'_>, name: &str) -> Option<u8> {
    u8::try_from(whole(t.get(name)?.get_ref().as_integer()?)?).ok()
}

fn texts(t: &DeTable<'_>, name: &str) -> Vec<String> {
    let all = t.get(name).and_then(|v| v.get_ref().as_array());
    all.into_iter().flatten().filter_map(|v| v.get_ref().as_str().map(str::to_owned)).collect()
}
