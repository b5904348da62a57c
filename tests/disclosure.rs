//! What is suggested for the form: items, level, reasons, ends.

use std::path::Path;

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
    for text in ["", "\n", "가", "제25회 군민의 날 기념식 개최 안내", "진행 중인 소송에서 소멸시효를 주장할 방침"]
    {
        let d = checked(text).disclosure;
        assert_eq!(d.items.is_empty(), d.level == Level::Open, "{text}");
        assert!(d.items.is_sorted_by(|a, b| a.score >= b.score));
    }
}

#[test]
fn it_gives_the_end_that_the_draft_states() {
    let d =
        checked("도로 노선안은 공고 전에 알려지면 땅값이 뛸 수 있어 열람을 제한함. 공고일 2026. 12. 15.").disclosure;
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

/// A draft of `tests/corpus/disclosure` with the items that may stand; the first of them is wanted among the first two.
fn drafts(file: &str) -> Vec<(String, String, Vec<u8>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/disclosure").join(file);
    std::fs::read_to_string(path)
        .expect("the corpus is part of the repository")
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("a draft is JSON");
            let of = |key: &str| value[key].as_str().expect("a text").to_owned();
            let items = value["items"].as_array().expect("a list").iter().filter_map(|v| v.as_u64()).map(|v| v as u8);
            (of("name"), of("text"), items.collect())
        })
        .collect()
}

/// Which drafts are not answered: nothing that may stand among the first two, or something where nothing may.
fn unanswered(file: &str) -> Vec<String> {
    let mut out = Vec::new();
    for (name, text, wanted) in drafts(file) {
        let got = items(&text);
        let right = match wanted.first() {
            None => got.is_empty(),
            Some(_) => got.iter().take(2).any(|i| wanted.contains(i)),
        };
        if !right {
            out.push(format!(
                "{name}: {wanted:?} wanted, {got:?} given: {}",
                text.chars().take(80).collect::<String>()
            ));
        }
    }
    out
}

#[test]
fn it_answers_the_worked_examples_of_the_criteria() {
    let wrong = unanswered("worked.jsonl");
    // A few hang on whether a name is found or kept, which the sentence alone hardly tells.
    assert!(wrong.len() <= 3, "{} unanswered:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn it_answers_whole_documents() {
    let wrong = unanswered("documents.jsonl");
    assert!(wrong.is_empty(), "{} unanswered:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn it_names_no_item_because_of_what_is_kept() {
    let d = checked("담당: 정보공개정책과 홍길동 주무관(02-999-0000)").disclosure;
    assert_eq!(d.level, Level::Open);
}

#[test]
fn it_proposes_parts_that_displace_nothing() {
    for (_, text, _) in drafts("documents.jsonl").into_iter().chain(drafts("worked.jsonl")) {
        let found = checked(&text).findings;
        assert!(found.is_sorted_by(|a, b| a.span.end <= b.span.start), "{found:?}");
    }
}

#[test]
fn it_shows_no_value_in_what_it_says() {
    for (_, text, _) in drafts("worked.jsonl") {
        let checked = checked(&text);
        for f in checked.findings.iter().filter(|f| f.mask.is_some() && f.rule != "restricted_part/matter") {
            let value = &text[f.span.range()];
            for item in &checked.disclosure.items {
                assert!(value.chars().count() < 3 || !item.reason.contains(value) && !item.until.contains(value));
            }
        }
    }
}

fn advice(text: &str) -> Vec<&'static str> {
    checked(text).disclosure.advice.iter().map(|a| a.id()).collect()
}

#[test]
fn it_flags_what_does_not_fit_the_form() {
    let strategy = "진행 중인 소송에서 과실은 다투지 않고 소멸시효를 주장할 방침임";
    assert!(advice(&format!("{strategy}\n공개구분: 공개")).contains(&"too_open"));
    assert!(advice("군민의 날 기념식 개최 안내\n비공개(5)").contains(&"too_closed"));
    let review =
        "제목 요금 인상 폭 내부검토 보고\n직영 1안과 위탁 2안 가운데 2안이 낫다는 부서 의견이며 방침 결정 전임";
    assert!(advice(review).contains(&"stage_and_end"));
    let late = "도로 노선안은 공고 전에 알려지면 땅값이 뛸 수 있어 열람을 제한함. 공고일 2040. 12. 15.\n보존기간 5년\n시행 2026. 11. 20.";
    assert!(advice(late).contains(&"past_retention"));
}

#[test]
fn it_answers_for_each_attachment() {
    let text = "제목 청사 이전 후보지 선정 보고\n1. 공고 전에 알려지면 땅값이 오를 수 있어 외부에 알리지 않음\n2. 후보지: 한솔동 산 0-1 일원 12필지\n\
                붙임  1. 이전 후보지 도면 1부.\n2. 회의 일정표 1부.  끝.";
    let d = checked(text).disclosure;
    assert_eq!(d.attachments.len(), 2);
    assert_eq!(d.attachments[0].items, [8]);
    assert_eq!(d.attachments[1].level, Level::Open);
}

/// The texts of a corpus file without their marks.
fn unmarked(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(file);
    let strip = |marked: &str| {
        let mut parts = marked.split("[[");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (mark, rest) = part.split_once("]]").expect("a mark ends");
            text.push_str(mark.split_once('|').expect("a mark has a value").1);
            text.push_str(rest);
        }
        text
    };
    std::fs::read_to_string(path)
        .expect("the corpus is part of the repository")
        .lines()
        .map(|line| {
            let value: serde_json::Value = serde_json::from_str(line).expect("a text is JSON");
            strip(value["marked"].as_str().expect("a marked text"))
        })
        .collect()
}

#[test]
fn it_leaves_ordinary_texts_open() {
    let texts = unmarked("plain.jsonl");
    let answers: Vec<Checked> = texts.iter().map(|t| checked(t)).collect();
    let open = answers.iter().filter(|c| c.disclosure.level == Level::Open).count();
    assert!(open * 100 >= texts.len() * 95, "{open} of {} are open", texts.len());
    assert!(answers.iter().all(|c| c.disclosure.parts.is_empty()), "a part of an ordinary text is proposed");
}

#[test]
fn it_names_no_companion_beside_what_is_certain() {
    assert_eq!(items("김가람(990101-3000012)에게 통지함"), [6]);
}

/// Where a part of the text stands.
fn place(text: &str, part: &str) -> garim::span::Span {
    let start = text.find(part).expect("it stands there");
    garim::span::Span { start, end: start + part.len() }
}

#[test]
fn it_covers_all_with_what_a_person_marked() {
    let text = "신청인 김가람(990101-3000012)에게 지급할 금액을 심의하기로 함. 회의는 다음 주에 엶.";
    let part = "0101-3000012)에게 지급할 금액";
    let policy =
        Policy { marked: vec![garim::disclosure::Marked { span: place(text, part), item: 5 }], ..Policy::default() };
    let c = check(text, &policy);
    let parts: Vec<_> = c.findings.iter().filter(|f| f.rule == "restricted_part/marked").collect();
    let [part] = parts.as_slice() else { panic!("{:?}", c.findings) };
    assert_eq!(&text[part.span.range()], "0101-3000012)에게 지급할 금액");
    // What of the number stands before the mark is still a finding to mask.
    assert!(c.findings.iter().any(|f| &text[f.span.range()] == "99" && f.mask.is_some()), "{:?}", c.findings);
    assert!(c.findings.is_sorted_by(|a, b| a.span.end <= b.span.start));
    let first = &c.disclosure.items[0];
    assert_eq!((first.item, first.evidence.as_slice()), (5, &[part.span][..]));
    let masked = garim::mask::masked(text, &c.findings);
    assert!(!masked.contains("3000012") && !masked.contains("지급할"), "{masked}");
    assert!(masked.ends_with("심의하기로 함. 회의는 다음 주에 엶."), "{masked}");
}

#[test]
fn it_closes_nothing_for_a_mark_that_is_none() {
    let text = "군민의 날 기념식 개최 안내";
    for (span, item) in [((3, 3), 5), ((0, 9), 0), ((500, 600), 6)] {
        let span = garim::span::Span { start: span.0, end: span.1 };
        let policy = Policy { marked: vec![garim::disclosure::Marked { span, item }], ..Policy::default() };
        assert_eq!(check(text, &policy).disclosure.level, Level::Open);
    }
}

#[test]
fn it_proposes_the_public_copy_that_the_system_takes() {
    use garim::disclosure::{PublicCopy, Remedy};
    let text = "진행 중인 소송에서 과실은 다투지 않고 소멸시효를 주장할 방침임";
    let remedies = |public_copy| {
        let d = check(text, &Policy { public_copy, ..Policy::default() }).disclosure;
        d.remedies.iter().map(|r| r.text(d.public_copy)).collect::<Vec<_>>().join("\n")
    };
    assert!(!remedies(PublicCopy::None).contains("사본") && !remedies(PublicCopy::None).contains("공개용"));
    assert!(remedies(PublicCopy::File).contains("파일"));
    assert!(remedies(PublicCopy::Body).contains("공개용 본문"));
    let order: Vec<Remedy> = check(text, &Policy::default()).disclosure.remedies;
    assert_eq!(order, [Remedy::LeaveOut, Remedy::Attach, Remedy::PublicCopy, Remedy::Level]);
    for id in ["none", "file", "body"] {
        assert_eq!(PublicCopy::from_id(id).map(PublicCopy::id), Some(id));
    }
}

#[test]
fn it_flags_protection_longer_than_keeping_and_what_has_expired() {
    let secret = "대외비\n도로 노선안은 공고 전에 알려지면 땅값이 뛸 수 있어 열람을 제한함.\n보호기간 2030. 12. 31.\n보존기간 2028. 12. 31.";
    assert!(advice(secret).contains(&"past_retention"));
    let fits = secret.replace("2028", "2031");
    assert!(!advice(&fits).contains(&"past_retention"));
    let old = format!("{fits}\n시행 2031. 3. 2.");
    assert!(advice(&old).contains(&"expired"), "{:?}", advice(&old));
    assert!(!advice(&fits).contains(&"expired"));
}

#[test]
fn it_flags_an_open_attachment_beside_a_partial_body() {
    let text = "제목 청사 이전 후보지 선정 보고\n1. 공고 전에 알려지면 땅값이 오를 수 있어 외부에 알리지 않음\n2. 후보지: 한솔동 산 0-1 일원 12필지\n\
                붙임  1. 이전 후보지 도면 1부(공개).\n2. 회의 일정표 1부(공개).  끝.";
    assert!(advice(text).contains(&"attachment_open"));
    assert!(!advice(&text.replace("도면 1부(공개)", "도면 1부(비공개)")).contains(&"attachment_open"));
}

#[test]
fn it_says_what_of_a_closed_draft_can_be_published() {
    let text = "제목 한솔천 정비공사 추진 보고\n1. 공사 기간은 3월부터 11월까지이며 산책로와 쉼터를 새로 만듦\n2. 주민설명회를 두 번 열어 의견을 들음\n\
                3. 자재를 댄 김가람(990101-3000012)에게 대금을 치름\n4. 준공 뒤 개방 행사를 개최하고 누리집에 게시함\n비공개(6)";
    let d = checked(text).disclosure;
    assert!(d.advice.iter().any(|a| a.id() == "can_open"), "{:?}", d.advice);
    let free: Vec<&str> = d.free.iter().map(|s| &text[s.range()]).collect();
    assert!(free.iter().any(|f| f.contains("주민설명회")), "{free:?}");
    assert!(!free.iter().any(|f| f.contains("김가람")), "{free:?}");
}

#[test]
fn it_points_at_a_title_that_gives_something_away() {
    let text = "제목 김가람(990101-3000012) 지원금 지급 결정\n1. 위 사람에게 지원금을 지급하기로 함";
    let d = checked(text).disclosure;
    assert!(d.title.is_some_and(|t| text[t.range()].starts_with("제목")), "{:?}", d.title);
}

/// Whole documents that the trainer does not read: figures, not single answers.
#[test]
fn it_answers_whole_documents_that_nothing_was_learned_from() {
    whole("whole_dev.jsonl", DEV);
}

/// The same with documents of other hands, more than half of them open and full of what tempts (published results, orders, notices).
#[test]
fn it_answers_open_documents_that_tempt() {
    whole("whole_open.jsonl", OPEN);
}

/// Hundredths that must be reached: restricted documents with a defensible first item, open ones called open, levels that may be defended.
fn whole(file: &str, [first_right, open_right, level_right]: [usize; 3]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/disclosure").join(file);
    let (mut restricted, mut first, mut open, mut left_open, mut level, mut all) = (0, 0, 0, 0, 0, 0);
    for line in std::fs::read_to_string(path).expect("the corpus is part of the repository").lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("a draft is JSON");
        let numbers = |key: &str| -> Vec<u64> {
            value[key].as_array().expect("a list").iter().filter_map(serde_json::Value::as_u64).collect()
        };
        let d = checked(value["text"].as_str().expect("a text")).disclosure;
        all += 1;
        level += usize::from(value["levels"].as_array().expect("a list").iter().any(|l| l == d.level.id()));
        let wanted = numbers("items");
        if wanted.is_empty() {
            open += 1;
            left_open += usize::from(d.level == Level::Open);
        } else {
            let also = numbers("also");
            let fits = |item: u8| wanted.contains(&u64::from(item)) || also.contains(&u64::from(item));
            restricted += 1;
            first += usize::from(d.items.first().is_some_and(|i| fits(i.item)));
        }
    }
    assert!(all >= 40);
    assert!(first * 100 >= restricted * first_right, "first defensible: {first} of {restricted}");
    assert!(left_open * 100 >= open * open_right, "open called open: {left_open} of {open}");
    assert!(level * 100 >= all * level_right, "level defensible: {level} of {all}");
}

/// What was reached when the weights were last made, less one document of each: what is found in them changes too.
const DEV: [usize; 3] = [79, 80, 88];
const OPEN: [usize; 3] = [84, 78, 85];

#[test]
fn it_suggests_nothing_for_a_sentence_of_every_day() {
    let sentences = [
        "회의 자료를 보냅니다.",
        "안녕하세요",
        "2099년 체육대회 개최 알림",
        "출장 신청",
        "다음 주 화요일 오후 2시에 회의실에서 만나요.",
        "물품 구매 요청",
        "도서관 휴관 안내",
        "예산 배정 알림",
        "가",
        "test",
    ];
    for text in sentences {
        let suggested = check(text, &Policy::default()).disclosure;
        assert!(suggested.items.is_empty(), "{text}: {:?}", suggested.items.iter().map(|i| i.item).collect::<Vec<_>>());
    }
    // As short, and plain enough.
    assert_eq!(
        check("불시 단속 일정과 대상 업소 명단", &Policy::default()).disclosure.items.first().map(|i| i.item),
        Some(4)
    );
}
