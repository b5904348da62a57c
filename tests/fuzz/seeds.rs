//! What fuzzing begins with: documents of every format with a value in every place, marked texts of the corpus, lines of JSONL, pieces of profiles.

use crate::{common, files, hwp, pdf, pptx, xls};

const VALUE: &str = "010-0000-7391";

/// The name of a target and the bytes it is given.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    let mut seeds = Vec::new();
    documents(&mut seeds);
    texts(&mut seeds);
    // The manual's example, table by table, behind the two lines that every profile has.
    let manual = include_str!("../../docs/profile.md");
    let example = manual.split_once("```toml\n").and_then(|(_, rest)| rest.split_once("```")).expect("an example").0;
    seeds.extend(example.split("\n\n").map(|table| ("profile", table.as_bytes().to_vec())));
    seeds.push(("profile", example.as_bytes().to_vec()));
    seeds
}

fn documents(seeds: &mut Vec<(&'static str, Vec<u8>)>) {
    type Plant = fn(&str, &str) -> Option<Vec<u8>>;
    let read: [(&str, &[&str], Plant); 4] = [
        ("hwp", hwp::PLACES, hwp::hwp),
        ("xls", xls::PLACES, xls::xls),
        ("pdf", pdf::PLACES, pdf::pdf),
        ("pptx", pptx::PLACES, pptx::pptx),
    ];
    for (ending, places, plant) in read {
        seeds.extend(places.iter().map(|place| (ending, plant(place, VALUE).expect("a file"))));
    }
    for (ending, places, build) in files::WRITTEN {
        for (i, place) in places.iter().enumerate().filter(|(i, _)| i % 8 == 0) {
            seeds.push((ending, build(place, files::WAYS[i % files::WAYS.len()], true).expect("a file")));
        }
    }
    let inner = pptx::pack(&[("b.txt", b"b".to_vec())]);
    let page = pdf::pdf("note", VALUE).expect("a file");
    seeds.push(("zip", pptx::pack(&[("a.zip", inner), ("c.pdf", page)])));
    let (cp949, ..) = encoding_rs::EUC_KR.encode("담당 김가람 010-0000-7391\r\n");
    seeds.push(("text", cp949.into_owned()));
    seeds.push((
        "markdown",
        "# 명단\n\n| 성명 | 연락처 |\n|---|---|\n| 김가람 | 010-0000-7391 |\n\n- **이나래** `990101-3000012`\n".into(),
    ));
}

fn texts(seeds: &mut Vec<(&'static str, Vec<u8>)>) {
    for (i, case) in common::kinds_corpus().into_iter().enumerate().filter(|(i, _)| i % 12 == 0) {
        let name = ["text", "fold", "check", "mask", "jsonl"][i / 12 % 5];
        let bytes = match name {
            "jsonl" => serde_json::json!({ "id": i, "text": case.text }).to_string().into_bytes(),
            // The first bytes choose how it is checked.
            "check" | "mask" => [&[(i / 60) as u8, (i / 180) as u8, 0, 0][..], case.text.as_bytes()].concat(),
            _ => case.text.into_bytes(),
        };
        seeds.push((name, bytes));
    }
    // Choices for edits: nothing but numbers, the same every time.
    let mut state = 0x2099_0101_u32;
    for _ in 0..60 {
        let mut bytes = Vec::new();
        for _ in 0..400 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            bytes.push((state >> 24) as u8);
        }
        seeds.push(("session", bytes.clone()));
        bytes.truncate(60);
        seeds.push((["check", "mask", "fold"][state as usize % 3], bytes));
    }
}
