//! The fields of a profile, once: what each is called, what it may hold, what it does. The check of a file, the JSON schema and the test of the
//! manual read this table.

use serde_json::{Map, Value, json};

use crate::kind::Kind;

/// What a field may hold.
#[derive(Clone, Copy)]
pub enum What {
    /// A text of so many characters at most.
    Text(usize),
    /// `true` or `false`.
    Flag,
    /// A whole number from … to ….
    Whole(i64, i64),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The name of a kind.
    Kind,
    /// A list of kinds' names.
    Kinds,
    /// A list of at most so many texts of so many characters at most.
    Texts(usize, usize),
    /// A table.
    Table(&'static Shape),
    /// At most so many tables.
    Tables(&'static Shape, usize),
    /// A table for each kind that is named.
    ByKind(&'static Shape),
    /// A table for each item, 1 to 8.
    ByItem(&'static Shape),
}

/// A field.
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it may hold.
    pub what: What,
    /// Whether it must be there.
    pub needed: bool,
    /// What it does.
    pub ko: &'static str,
}

/// A table.
pub struct Shape {
    /// What it is called in the manual.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

const fn may(name: &'static str, what: What, ko: &'static str) -> Field {
    Field { name, what, needed: false, ko }
}

const fn must(name: &'static str, what: What, ko: &'static str) -> Field {
    Field { name, what, needed: true, ko }
}

const ACTIONS: &[&str] = &["keep", "review", "mask"];
const STYLES: &[&str] = &["full", "partial", "label"];

/// The whole file.
pub(super) const PROFILE: Shape = Shape {
    name: "profile",
    fields: &[
        must("garim", What::Whole(1, 1), "파일 형식의 판. 지금은 1입니다."),
        must("name", What::Text(100), "누구의 기준인지. 기관이나 부서의 이름입니다."),
        may("version", What::Text(40), "이 기준의 판이나 날짜. 진단 보고서에 적힙니다."),
        may(
            "layer",
            What::Choice(&["organisation", "department", "document"]),
            "기관, 부서, 문서 가운데 어느 단계의 기준인지. 뒤 단계가 앞 단계를 덮습니다. 기본은 organisation입니다.",
        ),
        may(
            "preset",
            What::Choice(&["원문공개"]),
            "미리 만들어 둔 기준 위에서 시작합니다. 원문공개는 이름·금액·점수·주소를 이름표로 가립니다.",
        ),
        may("strict", What::Flag, "true이면 확인할 부분도 가립니다."),
        may("mask_style", What::Choice(STYLES), "가린 모양: full(모두), partial(일부, 내부용), label(이름표)."),
        may(
            "public_copy",
            What::Choice(&["none", "file", "body"]),
            "공개용 사본을 어떻게 받는 시스템인지: none(받지 않음), file(붙임 파일), body(본문).",
        ),
        may(
            "retention",
            What::Choice(&["1년", "3년", "5년", "10년", "30년", "준영구", "영구"]),
            "문서의 기본 보존기간. until에서 {retention}으로 씁니다.",
        ),
        may("until", What::Text(200), "글에 날짜가 없을 때의 제한 종료일 문구. {retention}은 보존기간으로 바뀝니다."),
        may("official_names", What::Table(&OFFICIALS), "직무를 수행한 공무원의 이름을 어떻게 할지."),
        may("kinds", What::ByKind(&KIND), "종류마다의 기준. [kinds.mobile]처럼 적습니다."),
        may("items", What::ByItem(&ITEM), "호마다의 기준. [items.6]처럼 적습니다."),
        may("allow", What::Tables(&ALLOW, 1000), "그대로 둘 값의 목록."),
        may("own", What::Tables(&OWN, 500), "기관이 정한 종류."),
        may("labels", What::Tables(&LABELS, 500), "기관 서식의 항목 이름."),
        may("tests", What::Tables(&TEST, 1000), "이 기준이 지켜야 하는 보기. garim policy test 명령으로 돌립니다."),
    ],
};

/// `[official_names]`
pub(super) const OFFICIALS: Shape = Shape {
    name: "official_names",
    fields: &[
        may("original", What::Choice(ACTIONS), "원문공개할 때: keep(그대로), review(확인), mask(가림)."),
        may("posting", What::Choice(ACTIONS), "누리집 등에 게시할 때."),
    ],
};

/// `[kinds.…]`
pub(super) const KIND: Shape = Shape {
    name: "kinds",
    fields: &[
        may("off", What::Flag, "true이면 이 종류를 찾지 않습니다."),
        may("find_from", What::Whole(0, 99), "확신이 이 값(백분율)보다 낮으면 알리지 않습니다."),
        may("mask_from", What::Whole(0, 99), "확신이 이 값(백분율)보다 낮으면 가리지 않고 확인하게 합니다."),
        may("strict", What::Flag, "true이면 이 종류의 확인할 부분도 가립니다."),
        may("mask_style", What::Choice(STYLES), "이 종류의 가린 모양."),
        may("item", What::Whole(1, 8), "이 종류가 드는 호."),
    ],
};

/// `[items.…]`
pub(super) const ITEM: Shape = Shape {
    name: "items",
    fields: &[must("until", What::Text(200), "글에 날짜가 없을 때 이 호의 제한 종료일 문구.")],
};

/// `[[allow]]`
pub(super) const ALLOW: Shape = Shape {
    name: "allow",
    fields: &[
        must("reason", What::Text(200), "그대로 두는 까닭. 기안자에게 보입니다."),
        may(
            "kinds",
            What::Kinds,
            "어느 종류에 통하는지. 없으면 모든 종류입니다. 고유식별번호와 비밀번호는 둘 수 없습니다.",
        ),
        may("values", What::Texts(50_000, 200), "값. 띄어쓰기와 구분 기호는 달라도 같은 값으로 봅니다."),
        may("like", What::Texts(1000, 100), "값의 모양. *는 아무 글자, ?는 한 글자입니다."),
        may(
            "file",
            What::Text(100),
            "같은 폴더에 있는 목록 파일. 한 줄에 하나, 쉼표나 탭으로 나눈 칸마다 값입니다. #으로 시작하는 줄은 설명입니다.",
        ),
        may("sha256", What::Text(64), "목록 파일의 SHA-256. 고정하거나 서명한 기준에는 꼭 있어야 합니다."),
    ],
};

/// `[[own]]`
pub(super) const OWN: Shape = Shape {
    name: "own",
    fields: &[
        must("id", What::Text(40), "영문 소문자·숫자·밑줄. JSON에는 own_을 앞에 붙여 적힙니다."),
        must("name", What::Text(40), "기안자에게 보이는 이름."),
        must("reason", What::Text(200), "왜 찾는지. 기안자에게 보이며, 찾는 말이 들어 있으면 안 됩니다."),
        must("item", What::Whole(1, 8), "드는 호."),
        may("action", What::Choice(ACTIONS), "찾은 것을 어떻게 할지. 기본은 mask입니다."),
        may("mask_style", What::Choice(STYLES), "가린 모양."),
        may("words", What::Texts(50_000, 64), "찾을 말. 두 글자부터 예순네 글자까지입니다."),
        may("file", What::Text(100), "같은 폴더에 있는 말의 목록 파일. 한 줄에 하나입니다."),
        may("sha256", What::Text(64), "목록 파일의 SHA-256."),
        may(
            "regex",
            What::Texts(20, 1000),
            "찾을 모양(정규식). 최대 길이가 정해져 있어야 하고, ^ $ \\b는 쓰지 않습니다.",
        ),
        may(
            "matches",
            What::Texts(100, 300),
            "정규식에 통째로 맞아야 하는 보기. 정규식이 있으면 꼭 있어야 하고, 정규식마다 하나는 맞아야 합니다.",
        ),
        may("passes", What::Texts(100, 300), "어느 정규식도 찾으면 안 되는 보기."),
    ],
};

/// `[[labels]]`
pub(super) const LABELS: Shape = Shape {
    name: "labels",
    fields: &[
        must("kind", What::Kind, "항목이 알리는 종류."),
        must("words", What::Texts(200, 40), "서식에 적힌 항목 이름."),
    ],
};

/// `[[tests]]`
pub(super) const TEST: Shape = Shape {
    name: "tests",
    fields: &[must(
        "text",
        What::Text(5000),
        "보기 글. 찾을 곳을 [[종류|글자]], [[종류!keep|글자]]로 표시합니다. 표시하지 않은 곳에서는 아무것도 찾지 않아야 합니다.",
    )],
};

/// All tables, for the manual.
pub const SHAPES: &[&Shape] = &[&PROFILE, &OFFICIALS, &KIND, &ITEM, &ALLOW, &OWN, &LABELS, &TEST];

/// The JSON schema of a profile.
pub fn schema() -> String {
    let mut whole = object(&PROFILE);
    if let Some(map) = whole.as_object_mut() {
        map.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
        map.insert("title".into(), json!("Garim profile"));
    }
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

fn object(shape: &Shape) -> Value {
    let mut properties = Map::new();
    for field in shape.fields {
        let mut value = value(field.what);
        if let Some(map) = value.as_object_mut() {
            map.insert("description".into(), json!(field.ko));
        }
        properties.insert(field.name.into(), value);
    }
    let needed: Vec<&str> = shape.fields.iter().filter(|f| f.needed).map(|f| f.name).collect();
    json!({ "type": "object", "additionalProperties": false, "required": needed, "properties": properties })
}

fn value(what: What) -> Value {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.id()).collect();
    match what {
        What::Text(most) => json!({ "type": "string", "minLength": 1, "maxLength": most }),
        What::Flag => json!({ "type": "boolean" }),
        What::Whole(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
        What::Choice(words) => json!({ "enum": words }),
        What::Kind => json!({ "enum": kinds }),
        What::Kinds => json!({ "type": "array", "items": { "enum": kinds } }),
        What::Texts(most, long) => {
            json!({ "type": "array", "maxItems": most, "items": { "type": "string", "minLength": 1, "maxLength": long } })
        }
        What::Table(shape) => object(shape),
        What::Tables(shape, most) => json!({ "type": "array", "maxItems": most, "items": object(shape) }),
        What::ByKind(shape) => {
            json!({ "type": "object", "propertyNames": { "enum": kinds }, "additionalProperties": object(shape) })
        }
        What::ByItem(shape) => {
            json!({ "type": "object", "propertyNames": { "pattern": "^[1-8]$" }, "additionalProperties": object(shape) })
        }
    }
}
