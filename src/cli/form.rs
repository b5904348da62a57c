//! The disclosure form of a report. It is filled from the contract's JSON, so people read exactly what programs are told.

use serde::Deserialize;

use super::strings::{Lang, Say};

#[derive(Deserialize)]
struct Document {
    disclosure: Disclosure,
}

#[derive(Deserialize)]
struct Disclosure {
    level: String,
    items: Vec<Item>,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    advice: Vec<Note>,
}

#[derive(Deserialize)]
struct Item {
    item: u8,
    reason: String,
    until: String,
    #[serde(default)]
    evidence: Vec<Place>,
}

#[derive(Deserialize)]
struct Attachment {
    start: usize,
    level: String,
}

#[derive(Deserialize)]
struct Note {
    text: String,
}

#[derive(Deserialize)]
struct Place {
    start: usize,
}

/// The form for a draft, from its JSON; nothing where the JSON has none.
pub(crate) fn of(text: &str, json: &str, lang: Lang) -> String {
    let Ok(Document { disclosure }) = serde_json::from_str::<Document>(json) else {
        return String::new();
    };
    let mut out = format!("  {}\n", Say::FormHead.text(lang));
    let mut row = |name: &str, value: &str| out.push_str(&format!("    {name}: {value}\n"));
    row(lang.pick("공개구분", "Level"), level(&disclosure.level, lang));
    if disclosure.items.is_empty() {
        row(lang.pick("공개제한 사유", "Reason"), &Say::FormOpen.text(lang));
    } else {
        let mut numbers: Vec<u8> = disclosure.items.iter().map(|i| i.item).collect();
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.into_iter().map(|n| number(n, lang)).collect();
        row(lang.pick("호수", "Items"), &numbers.join(", "));
        let units = disclosure.items.iter().flat_map(|i| i.evidence.iter().map(|e| e.start)).collect();
        let lines = ranges(&lines(text, units));
        if !lines.is_empty() {
            row(lang.pick("공개제한 부분", "Parts"), &format!("{lines}{}", lang.pick("번째 줄", " (lines)")));
        }
        for item in &disclosure.items {
            row(&format!("{} {}", lang.pick("공개제한 사유", "Reason"), number(item.item, lang)), &item.reason);
            row(&format!("{} {}", lang.pick("제한 종료일", "Until"), number(item.item, lang)), &item.until);
        }
    }
    for attachment in &disclosure.attachments {
        let lines = ranges(&lines(text, vec![attachment.start]));
        let place = lang.pick("번째 줄의 붙임", " (line of the attachment)");
        row(lang.pick("붙임별 공개구분", "Attachment"), &format!("{lines}{place} {}", level(&attachment.level, lang)));
    }
    for note in &disclosure.advice {
        out.push_str(&format!("    ※ {}\n", note.text));
    }
    out
}

fn level(id: &str, lang: Lang) -> &str {
    match (id, lang) {
        ("open", Lang::Ko) => "공개",
        ("partial", Lang::Ko) => "부분공개",
        ("closed", Lang::Ko) => "비공개",
        (id, _) => id,
    }
}

fn number(item: u8, lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("제{item}호"),
        Lang::En => item.to_string(),
    }
}

/// The lines (1 is the first) that hold these UTF-16 positions, in rising order, each once.
fn lines(text: &str, mut units: Vec<usize>) -> Vec<usize> {
    units.sort_unstable();
    let mut out: Vec<usize> = Vec::new();
    let mut wanted = units.into_iter().peekable();
    let (mut at, mut line) = (0, 1);
    let mut chars = text.chars().peekable();
    while let (Some(&unit), Some(c)) = (wanted.peek(), chars.next()) {
        let end = at + c.len_utf16();
        if unit < end {
            while wanted.next_if(|&u| u < end).is_some() {}
            if out.last() != Some(&line) {
                out.push(line);
            }
        }
        at = end;
        line += usize::from(c == '\n' || c == '\r' && chars.peek() != Some(&'\n'));
    }
    out
}

/// `1, 3-5`.
fn ranges(numbers: &[usize]) -> String {
    let runs: Vec<String> = numbers
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [first, .., last] => format!("{first}-{last}"),
            _ => run.iter().map(usize::to_string).collect(),
        })
        .collect();
    runs.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_the_form() {
        let json = r#"{"disclosure":{"level":"partial","items":[
            {"item":6,"score":0.9,"reason":"사유","until":"때","evidence":[{"start":0,"end":1},{"start":3,"end":4},{"start":8,"end":9}]}]}}"#;
        assert_eq!(
            of("😀\n가\r\n나\n\r다", json, Lang::Ko),
            "  공개구분 제안 (최종 판단은 기안자와 결재권자가 합니다)\n    공개구분: 부분공개\n    호수: 제6호\n    \
             공개제한 부분: 1-2, 4번째 줄\n    공개제한 사유 제6호: 사유\n    제한 종료일 제6호: 때\n"
        );
    }
}
