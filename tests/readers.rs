//! Masked copies of pages, read by html5ever, the parser of the Servo browser: the same tree but for what is left out, the same text but for masks.

#![cfg(feature = "export")]

#[path = "files/mod.rs"]
#[allow(dead_code)]
mod builder;

use builder::html::{HTML, html};
use builder::{CANARY, WAYS};
use garim::check::Checker;
use garim::export;
use garim::policy::Policy;
use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What a browser makes of a page: its elements in order, all of its text, all values of attributes.
#[derive(Default)]
struct Seen {
    elements: Vec<String>,
    text: String,
    values: Vec<String>,
}

fn seen(page: &[u8]) -> Seen {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).from_utf8().one(page);
    let mut seen = Seen::default();
    let mut open: Vec<Handle> = vec![dom.document];
    while let Some(node) = open.pop() {
        match &node.data {
            NodeData::Text { contents } => seen.text.push_str(&contents.borrow()),
            NodeData::Comment { contents } => seen.values.push(contents.to_string()),
            NodeData::Element { name, attrs, template_contents, .. } => {
                seen.elements.push(name.local.to_string());
                seen.values.extend(attrs.borrow().iter().map(|a| a.value.to_string()));
                open.extend(template_contents.borrow().iter().cloned());
            }
            _ => {}
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    seen
}

/// Whether the one follows from the other by leaving out.
fn is_left_of<T: PartialEq>(left: &[T], all: &[T]) -> bool {
    let mut rest = all.iter();
    left.iter().all(|one| rest.any(|other| other == one))
}

/// What is said in a text besides masks and spaces.
fn said(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '○')).collect()
}

#[test]
fn it_writes_pages_that_a_browser_reads_as_the_same_but_for_masks() {
    let mut checker = Checker::new();
    let (mut wrong, mut same) = (Vec::new(), 0);
    for (place, way) in HTML.iter().flat_map(|place| WAYS.map(|way| (place, way))) {
        let file = html(place, way, true).expect("a place that is built");
        let opened = export::open("html", &file).expect("it opens");
        let copy = export::mask(&opened, &Policy::default(), &mut checker).expect("it is masked");
        let (before, after) = (seen(&file), seen(copy.bytes.as_ref()));
        if !is_left_of(&after.elements, &before.elements) {
            wrong.push(format!("{place} {way:?}: other elements"));
        }
        if !is_left_of(&said(&after.text), &said(&before.text)) {
            wrong.push(format!("{place} {way:?}: another text"));
        }
        if after.text.contains(CANARY) || after.values.iter().any(|v| v.contains(CANARY)) {
            wrong.push(format!("{place} {way:?}: the canary"));
        }
        same +=
            usize::from(before.elements == after.elements && before.text.chars().count() == after.text.chars().count());
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    // In most places nothing but letters changes.
    assert!(same * 2 > HTML.len() * WAYS.len(), "{same} of {}", HTML.len() * WAYS.len());
}
