//! An organisation's profile, from file to finding: the manual's example, every field, every layer, and files that mean no good.

use std::time::{Duration, Instant};

use garim::check::check;
use garim::kind::Action;
use garim::policy::{Policy, Purpose};
use garim::profile::{self, Fault, Loaded, Profile, SHAPES, pin};
use garim::session::{Block, Session};
use garim::{mask, wire};

const HEAD: &str = "garim = 1\nname = \"가람시\"\n";

fn nothing(_: &str) -> Option<Vec<u8>> {
    None
}

fn load(body: &str) -> Loaded {
    layers(&[&format!("{HEAD}{body}")])
}

fn layers(files: &[&str]) -> Loaded {
    let bytes: Vec<&[u8]> = files.iter().map(|f| f.as_bytes()).collect();
    profile::load(&bytes, &nothing, false).unwrap_or_else(|(place, faults)| panic!("file {place}: {faults:?}"))
}

fn faults(file: &[u8]) -> Vec<Fault> {
    profile::load(&[file], &nothing, false).map(|_| Vec::new()).unwrap_or_else(|(_, faults)| faults)
}

fn policy(body: &str) -> Policy {
    Policy::default().under(load(body).rules)
}

/// What is found, as `kind!action text`, and the masked text.
fn found(text: &str, policy: &Policy) -> (Vec<String>, String) {
    let checked = check(text, policy);
    let shown = checked.findings.iter().map(|f| format!("{}!{} {}", f.kind_id(), f.action.id(), &text[f.span.range()]));
    (shown.collect(), mask::masked(text, &checked.findings))
}

fn manual() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/profile.md")).expect("the manual")
}

fn example() -> String {
    let manual = manual();
    let (_, rest) = manual.split_once("```toml\n").expect("an example");
    rest.split_once("```").expect("its end").0.to_owned()
}

#[test]
fn it_holds_what_the_manual_shows() {
    let loaded = layers(&[&example()]);
    let policy = Policy::default().under(loaded.rules.clone());
    let trials: usize = loaded.layers.iter().map(|l| l.trials.len()).sum();
    assert_eq!(trials, 2);
    let failures: Vec<_> = loaded.layers.iter().flat_map(|l| profile::run(l, &policy)).collect();
    assert_eq!(failures, []);
}

#[test]
fn it_tells_every_field_in_the_manual_and_in_the_schema() {
    let manual = manual();
    for shape in SHAPES {
        for field in shape.fields {
            let told = [format!("`{}", field.name), format!("[{}", field.name)];
            assert!(told.iter().any(|t| manual.contains(t)), "{}.{} is not in the manual", shape.name, field.name);
        }
    }
    let schema = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/profile.schema.json")).expect("it");
    assert_eq!(schema, profile::schema(), "docs/profile.schema.json: write it anew with `garim policy schema`");
}

#[test]
fn it_says_by_line_what_is_wrong_and_what_is_allowed() {
    let line = |body: &str| {
        let all = faults(format!("{HEAD}{body}").as_bytes());
        let first = all.first().unwrap_or_else(|| panic!("accepted: {body}"));
        (first.line, first.en.clone())
    };
    for (body, at, says) in [
        ("colour = 1", 3, "unknown field: colour; allowed: garim, name"),
        ("strict = \"yes\"", 3, "true, false"),
        ("\nmask_style = \"blue\"", 4, "full, partial, label"),
        ("strict = true\nstrict = false", 4, "not TOML"),
        ("[kinds.phone]\noff = true", 3, "rrn, frn"),
        ("[kinds.mobile]\nfind_from = 101", 4, "0 to 99"),
        ("[kinds.mobile]\nfind_from = 70\nmask_from = 50", 3, "not more than mask_from"),
        ("[items.9]\nuntil = \"x\"", 3, "an item from 1 to 8"),
        ("[items.6]", 3, "missing field: items.6.until"),
        ("[[allow]]\nvalues = [\"02-000-0000\"]", 3, "missing field: allow.reason"),
        ("[[allow]]\nreason = \"까닭\"\nkinds = [\"rrn\"]\nvalues = [\"가나\"]", 3, "any kind but rrn"),
        ("[[allow]]\nreason = \"까닭\"\nlike = [\"*\"]", 3, "at least three"),
        ("[[allow]]\nreason = \"02-000-0000번\"\nvalues = [\"02-000-0000\"]", 3, "holds a value"),
        ("[[allow]]\nreason = \"까닭\"\nfile = \"../x\"", 3, "same folder"),
        ("[[allow]]\nreason = \"까닭\"\nfile = \"list.csv\"", 3, "cannot read"),
        ("[[labels]]\nkind = \"safe\"\nwords = [\"가\"]", 4, "allowed: rrn"),
        ("[[own]]\nid = \"A\"\nname = \"n\"\nreason = \"r\"\nitem = 5\nwords = [\"가나\"]", 3, "small Latin"),
        ("[[own]]\nid = \"a\"\nname = \"n\"\nreason = \"r\"\nitem = 5", 3, "nothing to find"),
        (
            "[[own]]\nid = \"a\"\nname = \"가나다\"\nreason = \"r\"\nitem = 5\nwords = [\"가나\"]",
            3,
            "holds what is looked for",
        ),
        ("[tests]\ntext = \"x\"", 3, "a list of tables"),
    ] {
        let (line, told) = line(body);
        assert!(line == at && told.contains(says), "{body}: line {line}: {told}");
    }
    let twice = "[[own]]\nid = \"a\"\nname = \"n\"\nreason = \"r\"\nitem = 5\nwords = [\"가나\"]\n".repeat(2);
    let (at, told) = line(&twice);
    assert!(at == 9 && told.contains("duplicate id: own.a"), "line {at}: {told}");
}

#[test]
fn it_refuses_patterns_without_end_neighbours_or_examples() {
    let own = |regex: &str, more: &str| {
        let body =
            format!("{HEAD}[[own]]\nid = \"a\"\nname = \"n\"\nreason = \"r\"\nitem = 5\nregex = ['{regex}']\n{more}");
        faults(body.as_bytes()).first().map(|f| f.en.clone()).unwrap_or_default()
    };
    assert!(own("(a+)+b", "").contains("longest match"));
    assert!(own("AB[0-9]{2,}", "").contains("longest match"));
    assert!(own("((a{1,50}){1,50}){1,50}bb", "").contains("longest match"));
    assert!(own("\\w{1,100}bb", "").contains("too complex"));
    assert!(own("[0-9]", "").contains("less than two"));
    assert!(own("^AB", "").contains("not allowed"));
    assert!(own(r"\bAB", "").contains("not allowed"));
    assert!(own("(AB", "").contains("syntax"));
    assert!(own(&format!("{}ab{}", "(".repeat(60), ")".repeat(60)), "").contains("too deep"));
    assert!(own("AB[0-9]{4}", "").contains("no example that pattern 1"));
    assert!(own("AB[0-9]{4}", "matches = [\"AB1234\", \"XY\"]").contains("no pattern matches example 2"));
    assert!(
        own("AB[0-9]{4}", "matches = [\"AB1234\"]\npasses = [\"in AB1234\"]")
            .contains("found in example 1 of own.passes")
    );
    assert_eq!(own("AB[0-9]{4}", "matches = [\"AB1234\"]\npasses = [\"AB12\"]"), "");
}

#[test]
fn it_leaves_what_is_allowed_with_the_profiles_reason() {
    let body = "[[allow]]\nkinds = [\"mobile\"]\nreason = \"당직실 전화입니다.\"\nvalues = [\"010-0000-1000\"]\nlike = [\"010-0000-20*\"]\n";
    let policy = policy(body);
    let text = "휴대전화 010.0000.1000, 010-0000-2099, 010-0000-3000";
    let checked = check(text, &policy);
    let actions: Vec<&str> = checked.findings.iter().map(|f| f.action.id()).collect();
    assert_eq!(actions, ["keep", "keep", "mask"]);
    assert_eq!((&*checked.findings[0].why, checked.findings[0].rule), ("당직실 전화입니다.", "policy/allowed"));
    assert!(checked.findings[0].mask.is_none());
    // What stays gives no ground for a restriction.
    let items = |number: &str| {
        let text = format!("하천 점검 결과를 알립니다. 문의 {number}");
        check(&text, &policy).disclosure.items.len()
    };
    assert_eq!((items("010-0000-1000"), items("010-0000-3000")), (0, 1));
}

#[test]
fn it_reads_directories_and_holds_them_against_their_hashes() {
    let list = "# 부서,전화\n총무과,010-0000-1000\n\"민원실\",\t010-0000-1001\n".as_bytes();
    let fetch = |name: &str| (name == "phones.csv").then(|| list.to_vec());
    let body = |more: &str| format!("{HEAD}[[allow]]\nreason = \"공용 전화입니다.\"\nfile = \"phones.csv\"\n{more}");
    let load = |body: &str, pinned| profile::load(&[body.as_bytes()], &fetch, pinned).map(|l| l.rules).map_err(|e| e.1);
    let rules = load(&body(""), false).expect("a profile");
    let (found, _) = found("휴대전화 010-0000-1001 010-0000-1002", &Policy::default().under(rules));
    assert_eq!(found, ["mobile!keep 010-0000-1001", "mobile!mask 010-0000-1002"]);
    let hash = format!("sha256 = \"{}\"\n", pin::hash(list));
    assert!(load(&body(&hash), true).is_ok());
    assert!(load(&body(""), true).is_err_and(|f| f[0].en.contains("needs allow.sha256")));
    assert!(
        load(&body(&format!("sha256 = \"{}\"", "0".repeat(64))), false).is_err_and(|f| f[0].en.contains("not the one"))
    );
}

#[test]
fn it_finds_own_words_and_patterns() {
    let body = "[[own]]\nid = \"code\"\nname = \"사업 번호\"\nreason = \"밖에 알리지 않은 번호입니다.\"\nitem = 5\nregex = [\"GR-[0-9]{4}\"]\n\
        matches = [\"GR-2099\"]\n[[own]]\nid = \"plan\"\nname = \"사업명\"\nreason = \"밖에 알리지 않은 사업입니다.\"\nitem = 7\naction = \"review\"\n\
        mask_style = \"label\"\nwords = [\"별빛 프로젝트\"]\n";
    let policy = policy(body);
    let text = "ＧＲ－２０９９의 별빛 프로젝트는 GR-20991과 다르다. GR-2100을";
    let (all, masked) = found(text, &policy);
    assert_eq!(all, ["own_code!mask ＧＲ－２０９９", "own_plan!review 별빛 프로젝트", "own_code!mask GR-2100"]);
    assert_eq!(masked, "**－****의 별빛 프로젝트는 GR-20991과 다르다. **-****을");
    assert_eq!(found(&masked, &policy).0, ["own_plan!review 별빛 프로젝트"], "a mask is not found again");
    let json = wire::document(serde_json::value::RawValue::NULL, text, &check(text, &policy));
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let first = &json["findings"][0];
    assert_eq!((first["kind"].as_str(), first["name"].as_str()), (Some("own_code"), Some("사업 번호")));
    assert_eq!((first["item"].as_u64(), first["rule"].as_str()), (Some(5), Some("own/pattern")));
    assert!(json["disclosure"]["level"] != "open", "{}", json["disclosure"]);
    assert_eq!(json["findings"][1]["mask"], "[비공개로 지정한 부분1]");
    // What is masked by itself stays so; the own finding is what is left around it.
    let wide = "[[own]]\nid = \"wide\"\nname = \"칸\"\nreason = \"칸입니다.\"\nitem = 6\nregex = [\"접수 [0-9-]{13} 끝\"]\nmatches = [\"접수 010-0000-1234 끝\"]\n";
    let (all, _) = found("휴대전화 접수 010-0000-1234 끝", &self::policy(wide));
    assert_eq!(all, ["own_wide!mask 접수 ", "mobile!mask 010-0000-1234", "own_wide!mask  끝"]);
}

#[test]
fn it_says_the_same_in_chapters_and_sessions() {
    let body = "[[own]]\nid = \"code\"\nname = \"사업 번호\"\nreason = \"번호입니다.\"\nitem = 5\nregex = [\"GR-[0-9]{4}\"]\nmatches = [\"GR-2099\"]\n\
        words = [\"별빛 프로젝트\"]\n[[allow]]\nreason = \"공용 전화입니다.\"\nvalues = [\"010-0000-1000\"]\n[[labels]]\nkind = \"employee_no\"\nwords = [\"행정인력번호\"]\n";
    let policy = policy(body);
    let lines: Vec<String> = (0..1500)
        .map(|n| match n % 100 {
            3 => format!("GR-{n:04} 휴대전화 010-0000-1000"),
            40 => format!("별빛 프로젝트 담당 010-0000-{n:04}"),
            70 => format!("행정인력번호: 2099{n:04}"),
            _ => "하천의 수질을 점검하고 결과를 누리집에 올린다.".to_owned(),
        })
        .collect();
    let text = lines.join("\n");
    let whole = check(&text, &policy);
    assert_eq!(whole.findings.iter().filter(|f| f.own.is_some()).count(), 30);
    let blocks =
        lines.iter().enumerate().map(|(n, text)| Block { id: n.to_string(), text: text.clone(), ..Block::default() });
    let session = Session::open(blocks.collect(), &policy).expect("a session");
    let shown: Vec<(String, Action)> = session
        .numbers()
        .iter()
        .flat_map(|&n| session.shown(n))
        .map(|s| (s.own.as_ref().map_or(s.kind.id().to_owned(), |o| o.id.clone()), s.action))
        .collect();
    let checked: Vec<(String, Action)> = whole.findings.iter().map(|f| (f.kind_id().to_owned(), f.action)).collect();
    assert_eq!(shown, checked);
    let sealed = session.seal(&policy).expect("a copy");
    assert_eq!(sealed.text, mask::masked(&text, &whole.findings));
}

#[test]
fn it_treats_officials_as_the_purpose_says() {
    let text = "가람시장\n담당 주무관 김가람 과장 이나래 전결 2099. 1. 2.\n협조자\n시행 총무과-123";
    let names = |body: &str, purpose| {
        let policy = Policy { purpose, ..policy(body) };
        let checked = check(text, &policy);
        checked.findings.iter().filter(|f| f.kind.id() == "person_name").map(|f| f.action.id()).collect::<Vec<_>>()
    };
    let body = "[official_names]\noriginal = \"keep\"\nposting = \"mask\"\n";
    assert_eq!(names(body, Purpose::Original), ["keep", "keep"]);
    assert_eq!(names(body, Purpose::Posting), ["mask", "mask"]);
    assert_eq!(names("[official_names]\noriginal = \"review\"\n", Purpose::Original), ["review", "review"]);
}

#[test]
fn it_applies_what_is_said_of_kinds_and_items() {
    let text = "신청인 김가람 휴대전화 010-0000-1234, 사건 2099가합1234";
    let (all, _) = found(text, &policy("[kinds.mobile]\noff = true\n"));
    assert!(!all.iter().any(|f| f.starts_with("mobile")), "{all:?}");
    let (_, masked) = found(text, &policy("[kinds.mobile]\nmask_style = \"label\"\n"));
    assert!(masked.contains("[휴대전화번호1]") && masked.contains("○○○"), "{masked}");
    let (_, masked) = found(text, &policy("mask_style = \"label\"\n[kinds.mobile]\nmask_style = \"full\"\n"));
    assert!(masked.contains("***-****-****") && masked.contains("[신청인1]"), "{masked}");
    let strict = |body: &str| found(text, &policy(body)).0.iter().any(|f| f.starts_with("case_no!mask"));
    assert!(!strict("") && strict("[kinds.case_no]\nstrict = true\n") && strict("strict = true\n"));
    let checked = check(text, &policy("[kinds.mobile]\nitem = 1\n"));
    assert!(checked.findings.iter().any(|f| f.kind.id() == "mobile" && f.item == 1));
    // A bare number is less sure than one with its label.
    let unsure = "홍보물 12가3456 앞";
    let sure = check(unsure, &Policy::default()).findings.first().map_or(0, |f| f.confidence);
    assert!((1..99).contains(&sure), "{sure}");
    {
        let (all, _) = found(unsure, &policy(&format!("[kinds.vehicle_plate]\nmask_from = {}\n", sure + 1)));
        assert!(all[0].starts_with("vehicle_plate!review"), "{all:?}");
        let (all, _) =
            found(unsure, &policy(&format!("[kinds.vehicle_plate]\nfind_from = {0}\nmask_from = {0}\n", sure + 1)));
        assert!(all.is_empty(), "{all:?}");
    }
    let until =
        |body: &str| check(text, &policy(body)).disclosure.items.iter().find(|i| i.item == 6).map(|i| i.until.clone());
    assert_eq!(until("[items.6]\nuntil = \"동의할 때까지\"\n").as_deref(), Some("동의할 때까지"));
    assert_eq!(until("until = \"{retention} 뒤\"\nretention = \"10년\"\n").as_deref(), Some("10년 뒤"));
    let remedies = |body: &str| check(text, &policy(body)).disclosure.remedies.len();
    assert!(remedies("public_copy = \"none\"\n") < remedies("public_copy = \"body\"\n"));
}

#[test]
fn it_knows_the_labels_of_the_agencys_forms() {
    let text = "행정인력번호: 20991234";
    let plain = found(text, &Policy::default()).0;
    assert!(!plain.iter().any(|f| f.starts_with("employee_no!mask")), "{plain:?}");
    let (all, _) = found(text, &policy("[[labels]]\nkind = \"employee_no\"\nwords = [\"행정인력번호\"]\n"));
    assert_eq!(all, ["employee_no!mask 20991234"]);
}

#[test]
fn it_lays_layers_one_over_another() {
    let organisation =
        format!("{HEAD}preset = \"원문공개\"\nmask_style = \"partial\"\n[kinds.mobile]\nstrict = true\nitem = 1\n");
    let department =
        format!("{HEAD}layer = \"department\"\n[kinds.mobile]\nitem = 7\n[kinds.address]\nmask_style = \"full\"\n");
    let loaded = layers(&[&organisation, &department]);
    let said = |field: &str| loaded.stated.iter().find(|s| s.field == field).map(|s| (s.value.as_str(), s.by.clone()));
    assert_eq!(said("kinds.mobile.item").map(|s| s.0), Some("7"));
    assert_eq!(said("kinds.mobile.strict").map(|s| s.0), Some("true"));
    assert!(said("kinds.person_name.mask_style").is_some_and(|s| s.0 == "label" && s.1.contains("built-in")));
    assert!(said("kinds.address.mask_style").is_some_and(|s| s.0 == "full" && s.1.contains("department")));
    let wrong = [department.as_bytes(), organisation.as_bytes()];
    let (place, faults) = profile::load(&wrong, &nothing, false).map(|_| ()).expect_err("the wrong order");
    assert!(place == 1 && faults[0].en.contains("must come before"), "{faults:?}");
}

#[test]
fn it_says_where_its_examples_do_not_hold() {
    let loaded = load("[[tests]]\ntext = \"휴대전화 010-0000-1234\"\n[[tests]]\ntext = \"[[mobile|0000]]\"\n");
    let failures = profile::run(&loaded.layers[0], &Policy::default());
    let told: Vec<_> = failures.iter().map(|f| (f.line, f.place, f.wanted.as_deref(), f.found.as_deref())).collect();
    assert_eq!(told, [(3, 6, None, Some("mobile!mask")), (5, 1, Some("mobile!mask"), None)]);
}

#[test]
fn it_knows_a_signature() {
    // RFC 8032, section 7.1, test 3.
    let key = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025";
    let signature = "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";
    assert!(pin::is_key(key) && !pin::is_key("fc51"));
    assert!(pin::is_signed(&[0xAF, 0x82], signature.as_bytes(), key));
    assert!(!pin::is_signed(&[0xAF, 0x83], signature.as_bytes(), key));
    assert!(!pin::is_signed(&[0xAF, 0x82], b"short", key));
    let pem = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA/FHNjmIYoaONpH7QAjDwWAgW7RO6MwOsXeuRFUiQgCU=\n-----END PUBLIC KEY-----\n";
    assert!(pin::is_signed(&[0xAF, 0x82], signature.as_bytes(), pem));
    assert_eq!(pin::hash(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// Files that mean no good: each is answered, without a stall.
#[test]
fn it_answers_hostile_files() {
    let mega = 10 * 1024 * 1024;
    let fill = |piece: &str| format!("{HEAD}{}", piece.repeat((mega - HEAD.len()) / piece.len()));
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("too large", vec![b'#'; mega + 1]),
        ("not UTF-8", b"garim = 1\nname = \"\xFF\"".to_vec()),
        ("nested brackets", fill("[").into_bytes()),
        ("nested arrays", format!("{HEAD}x = {}", "[".repeat(100_000)).into_bytes()),
        ("nested lines", format!("{HEAD}x = {}", "[\n".repeat(100_000)).into_bytes()),
        ("nested tables", format!("{HEAD}x = {}", "{a=".repeat(100_000)).into_bytes()),
        ("dotted keys", format!("{HEAD}{} = 1", "a.".repeat(100_000) + "a").into_bytes()),
        ("a dotted header", format!("{HEAD}[{}a]", "a.".repeat(100_000)).into_bytes()),
        ("tables without end", fill("[[own]]\n").into_bytes()),
        ("the same key again and again", fill("a = 1\n").into_bytes()),
        ("keys without end", (0..400_000).fold(HEAD.to_owned(), |s, n| s + &format!("k{n} = 1\n")).into_bytes()),
        ("an open text", format!("{HEAD}x = \"\"\"{}", "가".repeat(1_000_000)).into_bytes()),
        (
            "wrong types",
            format!("{HEAD}kinds = 1\nallow = \"x\"\nown = [1, \"a\", []]\ntests = {{}}\nitems = []").into_bytes(),
        ),
        ("a number without end", format!("{HEAD}strict = {}", "9".repeat(1_000_000)).into_bytes()),
    ];
    for (what, file) in files {
        let from = Instant::now();
        let told = faults(&file);
        let took = from.elapsed();
        assert!(!told.is_empty() && told.len() <= profile::MOST_FAULTS, "{what}: {} faults", told.len());
        assert!(took < Duration::from_secs(10), "{what}: {took:?}");
        assert!(told.iter().all(|f| f.ko.chars().count() < 2000), "{what}: a long answer");
    }
}

#[test]
fn it_checks_in_linear_time_whatever_the_profile_holds() {
    let mut body = String::new();
    for n in 0..100 {
        body.push_str(&format!(
            "[[own]]\nid = \"k{n}\"\nname = \"n\"\nreason = \"r\"\nitem = 5\nregex = ['(?:a|aa|aaa){{1,{}}}b{n:02}']\nmatches = ['ab{n:02}']\n",
            20 + n % 20
        ));
    }
    let words: Vec<String> = (0..20_000).map(|n| format!("\"{}{n}\"", "가".repeat(40))).collect();
    body.push_str(&format!(
        "[[own]]\nid = \"w\"\nname = \"n\"\nreason = \"r\"\nitem = 5\nwords = [{}]\n",
        words.join(",")
    ));
    let policy = policy(&body);
    let time = |size: usize| {
        let text = "a".repeat(40).repeat(size / 80) + &"가".repeat(size / 6);
        let from = Instant::now();
        let checked = check(&text, &policy);
        (from.elapsed().as_micros().max(1), checked.findings.len())
    };
    time(20_000);
    let (small, large) = (time(40_000).0, time(320_000).0);
    assert!(large < small * 8 * 4, "8 times the text took {} times as long", large / small);
}

#[test]
fn it_is_read_whole_by_itself() {
    let read: Profile = profile::read(profile::ORIGINAL.as_bytes(), &nothing, true).expect("the preset");
    assert!(read.kinds.iter().all(|(_, says)| says.style == Some(garim::style::Style::Label)));
}

/// The key pair of the first test of RFC 8032, section 7.1.
const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";

fn folder(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/profiles/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The layers of `tests/profiles`, which native and browser tests share.
fn shared() -> Vec<Vec<u8>> {
    vec![folder("organisation.toml"), folder("department.toml")]
}

fn fetched(name: &str) -> Option<Vec<u8>> {
    Some(folder(name))
}

fn texts() -> Vec<String> {
    let all = String::from_utf8(folder("texts.jsonl")).expect("UTF-8");
    let text = |line: &str| {
        serde_json::from_str::<serde_json::Value>(line).expect("JSON")["text"].as_str().expect("a text").to_owned()
    };
    all.lines().map(text).collect()
}

#[test]
fn it_has_every_documented_field_in_the_profile_that_both_worlds_read() {
    let written = String::from_utf8(folder("organisation.toml")).expect("UTF-8");
    for field in SHAPES.iter().flat_map(|shape| shape.fields) {
        let stands = |line: &str| {
            line.starts_with(&format!("{} = ", field.name))
                || line.trim_matches(['[', ']']).split('.').next() == Some(field.name)
        };
        assert!(written.lines().any(stands), "{} is not in tests/profiles/organisation.toml", field.name);
    }
}

#[test]
fn it_comes_to_the_same_when_its_rules_are_packed() {
    use garim::policy::packed;
    let files = shared();
    let bytes: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
    let loaded = profile::load(&bytes, &fetched, true).unwrap_or_else(|e| panic!("{e:?}"));
    let patterns = profile::compiled(loaded.patterns.iter().map(|(number, one)| (*number, one.as_str())));
    assert_eq!(loaded.patterns.len(), 2);
    let whole = packed::pack(&loaded.rules);
    let again = packed::unpack(&whole, patterns).expect("what was packed");
    assert_eq!(packed::pack(&again), whole);
    let (given, packed_) = (Policy::default().under(loaded.rules), Policy::default().under(again.into()));
    let mut found = 0;
    for text in texts() {
        for purpose in [Purpose::Original, Purpose::Posting] {
            let one = check(&text, &Policy { purpose, ..given.clone() });
            let other = check(&text, &Policy { purpose, ..packed_.clone() });
            let json = |checked| wire::document(serde_json::value::RawValue::NULL, &text, checked);
            assert_eq!(json(&one), json(&other));
            found += one.findings.iter().filter(|f| f.own.is_some() || f.rule == "policy/allowed").count();
        }
    }
    assert!(found >= 20, "{found} findings by the profile alone");
    for cut in (0..whole.len()).step_by(7) {
        assert!(packed::unpack(&whole[..cut], None).is_none(), "cut at {cut}");
    }
}

#[test]
fn it_reads_a_bundle_as_the_files_it_holds_and_refuses_what_is_damaged() {
    use garim::profile::bundle;
    let files = vec![
        ("organisation.toml".to_owned(), folder("organisation.toml")),
        ("department.toml".to_owned(), folder("department.toml")),
    ];
    let lists: Vec<(String, Vec<u8>)> = ["offices.csv", "codenames.txt"].map(|n| (n.to_owned(), folder(n))).into();
    let key = pin::Signer::from_pem(PRIVATE).expect("a private key");
    let packed = bundle::pack("가람시", "2099-01", &files, &lists, Some(&key));
    let slices: Vec<&[u8]> = files.iter().map(|(_, b)| b.as_slice()).collect();
    let apart = profile::load(&slices, &fetched, true).unwrap_or_else(|e| panic!("{e:?}"));
    let together = profile::load(&[&packed], &nothing, true).unwrap_or_else(|e| panic!("{e:?}"));
    assert_eq!(apart.stated, together.stated);
    let opened = bundle::open(&packed).expect("a bundle");
    assert_eq!((opened.head.name.as_str(), opened.head.version.as_str()), ("가람시", "2099-01"));
    assert!(opened.is_signed(PUBLIC), "by its own key");
    assert!(!opened.is_signed(&"00".repeat(32)));
    assert!(!bundle::open(&bundle::pack("가람시", "1", &files, &lists, None)).expect("a bundle").is_signed(PUBLIC));
    let step = packed.len() / 97;
    for at in (15..packed.len()).step_by(step) {
        let mut broken = packed.clone();
        broken[at] ^= 1;
        let is_whole = bundle::open(&broken).is_ok_and(|b| b.is_signed(PUBLIC));
        assert!(!is_whole, "byte {at} was changed");
    }
    for cut in (0..packed.len()).step_by(step) {
        assert!(profile::load(&[&packed[..cut]], &nothing, false).is_err(), "cut at {cut}");
    }
}

#[test]
fn it_says_how_new_a_garim_a_bundle_wants() {
    use garim::profile::bundle;
    let files = vec![("a.toml".to_owned(), format!("{HEAD}version = \"1\"\n").into_bytes())];
    let packed = String::from_utf8(bundle::pack("가람시", "1", &files, &[], None)).expect("UTF-8");
    let own = format!("\"core\":\"{}\"", env!("CARGO_PKG_VERSION"));
    let body = packed.splitn(4, '\n').nth(3).expect("a body").replace(&own, "\"core\":\"999.0.0\"");
    let newer = format!("garim-bundle 1\nsha256:{}\ned25519:-\n{body}", pin::hash(body.as_bytes()));
    let all = faults(newer.as_bytes());
    assert!(all.len() == 1 && all[0].en.contains("999.0.0"), "{all:?}");
    assert_eq!(faults(packed.as_bytes()), []);
}
