//! What is suggested for the form: items, level, reasons, ends.

use garim::check::{Checked, check};
use garim::disclosure::{ARTICLES, Example, Level, form, ground::cp949_len};
use garim::page::Page;
use garim::policy::Policy;

fn checked(text: &str) -> Checked {
    check(text, &Policy::default())
}

fn items(text: &str) -> Vec<u8> {
    checked(text).disclosure.items.iter().map(|i| i.item).collect()
}

#[test]
fn it_answers_the_examples_of_every_item() {
    let mut wrong = Vec::new();
    for article in &ARTICLES {
        for example in article.examples {
            match example {
                Example::Gets(text) => {
                    let got = items(text);
                    if !got.iter().take(2).any(|&i| i == article.item) {
                        wrong.push(format!("{} wanted, {got:?} given: {text}", article.item));
                    }
                }
                Example::Lacks(text) => {
                    let got = items(text);
                    if got.contains(&article.item) {
                        wrong.push(format!("{} not wanted, {got:?} given: {text}", article.item));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn it_keeps_short_forms_short() {
    for article in &ARTICLES {
        for ground in article.grounds {
            for (text, most) in [(ground.short10, 10), (ground.short30, 30), (ground.short100, 100)] {
                assert!(cp949_len(text) <= most, "{text}: more than {most} bytes");
                assert!(!text.is_empty());
            }
        }
    }
}

#[test]
fn it_suggests_nothing_exactly_when_open() {
    for text in ["", "\n", "가", "제25회 군민의 날 기념식 개최 안내", "진행 중인 소송에서 소멸시효를 주장할 방침"] {
        let d = checked(text).disclosure;
        assert_eq!(d.items.is_empty(), d.level == Level::Open, "{text}");
        assert!(d.items.is_sorted_by(|a, b| a.score >= b.score));
    }
}

#[test]
fn it_gives_the_end_that_the_draft_states() {
    let d = checked("도로 노선안은 공고 전에 알려지면 땅값이 뛸 수 있어 열람을 제한함. 공고일 2026. 12. 15.").disclosure;
    assert_eq!(d.items[0].item, 8);
    assert!(d.items[0].until.starts_with("2026-12-15까지"), "{}", d.items[0].until);
}

#[test]
fn it_writes_the_notation_and_the_code() {
    let d = checked("진행 중인 소송에서 과실은 다투지 않고 소멸시효를 주장할 방침임").disclosure;
    assert_eq!(d.items[0].item, 4);
    assert!(form::notation(&d).ends_with(')'));
    assert_eq!(form::code(&d).len(), 9);
    assert_eq!(&form::code(&d)[4..5], "Y");
}

#[test]
fn it_counts_lines_as_ranges() {
    let text = "가나다\n라마바\n사아자\n\n차카타";
    let page = Page::new(text);
    let at = |s: &str| {
        let start = text.find(s).expect("it stands there");
        garim::span::Span { start, end: start + s.len() }
    };
    assert_eq!(form::lines(&page, &[at("가나다"), at("라마바\n사아자"), at("차카타")]), "1-3,5");
}
