//! `garim kinds`, `explain KIND` and `completions SHELL`: what Garim knows, from the library's own tables.

use clap::ArgMatches;
use clap_complete::Shell;
use serde::Serialize;

use garim::kind::Kind;
use garim::kinds::manual;
use garim::rule::Example;

use super::console::{Console, Stop};
use super::strings::{Lang, Say};
use super::{Exit, arguments};

#[derive(Serialize)]
struct Row {
    id: &'static str,
    name: &'static str,
    name_en: &'static str,
    item: u8,
    action: &'static str,
}

/// The table of kinds.
pub(crate) fn list(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    if !given.get_flag("json") {
        console.line(lang.pick("id                   호  처리  이름", "id                   item  action  name"))?;
    }
    for &kind in Kind::ALL {
        let (id, item, action) = (kind.id(), kind.item(), lang.action(kind.action()));
        let row = if given.get_flag("json") {
            let row = Row { id, name: kind.name_ko(), name_en: kind.name_en(), item, action: kind.action().id() };
            serde_json::to_string(&row).unwrap_or_default()
        } else {
            match lang {
                Lang::Ko => format!("{id:<20} {item:<3} {action}  {}", kind.name_ko()),
                Lang::En => format!("{id:<20} {item:<5} {action:<7} {}", kind.name_en()),
            }
        };
        console.line(&row)?;
    }
    Ok(Exit::Clean)
}

/// The manual of one kind, by its id or its 이름.
pub(crate) fn explain(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    let asked = given.get_one::<String>("kind").map(|s| s.trim()).unwrap_or_default();
    let Some(kind) = find(asked) else {
        let near: Vec<&str> = Kind::ALL.iter().filter(|k| resembles(**k, asked)).map(|k| k.id()).collect();
        let hint = match lang {
            _ if near.is_empty() => String::new(),
            Lang::Ko => format!("혹시 이것입니까: {}. ", near.join(", ")),
            Lang::En => format!("did you mean {}? ", near.join(", ")),
        };
        console.fault(None, Say::UnknownKind(&hint));
        return Ok(Exit::Unread);
    };
    let manual = manual(kind);
    console.line(&format!("{} · {}", kind.id(), lang.kind(kind)))?;
    match lang {
        Lang::Ko => console.line(&format!(
            "처리: {} · 관련 조항: {}제{}호",
            kind.action().name_ko(),
            garim::kind::STATUTE,
            kind.item()
        ))?,
        Lang::En => {
            console.line(&format!("action: {} · Article 9(1), item {}", kind.action().id(), kind.item()))?;
        }
    }
    console.line("")?;
    console.line(manual.text)?;
    for (head, finds) in [(lang.pick("찾는 보기", "Found"), true), (lang.pick("그대로 두는 보기", "Left alone"), false)]
    {
        let mut texts = manual
            .examples
            .iter()
            .filter_map(|example| match example {
                Example::Finds(text) => finds.then_some(*text),
                Example::Passes(text) => (!finds).then_some(*text),
            })
            .peekable();
        if texts.peek().is_some() {
            console.line(&format!("\n{head}"))?;
        }
        for text in texts {
            console.line(&format!("  {}", shown(text, lang).replace('\n', " ⏎ ")))?;
        }
    }
    Ok(Exit::Clean)
}

/// Prints the completions of a shell.
pub(crate) fn completions(given: &ArgMatches, lang: Lang, console: &mut Console) -> Result<Exit, Stop> {
    let Some(shell) = given.get_one::<String>("shell").and_then(|s| s.parse::<Shell>().ok()) else {
        return Ok(Exit::Unread);
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(lang), "garim", &mut script);
    console.put(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Clean)
}

fn find(asked: &str) -> Option<Kind> {
    let id = asked.to_ascii_lowercase().replace('-', "_");
    Kind::from_id(&id).or_else(|| {
        Kind::ALL.iter().copied().find(|k| k.name_ko().split(['·', ' ']).any(|n| n == asked) || k.name_ko() == asked)
    })
}

/// Whether a kind may have been meant.
fn resembles(kind: Kind, asked: &str) -> bool {
    let asked = asked.to_ascii_lowercase().replace('-', "_");
    let begins = |n: usize| asked.get(..n).is_some_and(|start| kind.id().starts_with(start));
    asked.chars().count() >= 2 && (kind.id().contains(&asked) || kind.name_ko().contains(&asked) || begins(4))
}

/// An example as people read it: `번호[[rrn|…]]는` → `번호⟦…⟧는`, with the action where it is not the kind's own.
fn shown(marked: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[[") {
        out.push_str(before);
        let Some(((head, value), after)) =
            after.split_once("]]").and_then(|(mark, rest)| Some((mark.split_once('|')?, rest)))
        else {
            out.push_str("[[");
            rest = after;
            continue;
        };
        let action = head.split_once('!').and_then(|(_, action)| garim::kind::Action::from_id(action));
        out.push_str(&format!("⟦{value}⟧"));
        if let Some(action) = action {
            out.push_str(&format!("({})", lang.action(action)));
        }
        rest = after;
    }
    out.push_str(rest);
    out
}
