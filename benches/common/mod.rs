//! What the benches share: the texts, a UTF-8 validation of them to compare with, and the identifiers as separate regular expressions.
#![allow(dead_code)]

#[path = "../../tests/common/mod.rs"]
mod cases;
#[path = "../../tests/common/oracle.rs"]
mod oracle;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use garim::kind::Kind;
use garim::policy::Policy;
use regex::Regex;

/// How long all drafts of a text are together, in bytes.
const SIZE: usize = 1_000_000;
/// How long a draft is about, in bytes: two to three pages.
const DRAFT: usize = 8_000;

/// The texts that are measured, by name: drafts of usual length, and as one document that is read in chapters.
pub fn texts() -> Vec<(&'static str, Vec<String>)> {
    let (mixed, dense) = (drafts(&mixed()), drafts(&dense()));
    vec![("one document", vec![mixed.concat()]), ("mixed", mixed), ("dense", dense)]
}

/// Texts put together to drafts.
fn drafts(texts: &[String]) -> Vec<String> {
    let mut drafts = vec![String::new()];
    for text in texts {
        if drafts.last().is_some_and(|draft| draft.len() > DRAFT) {
            drafts.push(String::new());
        }
        if let Some(draft) = drafts.last_mut() {
            draft.push_str(text);
            draft.push('\n');
        }
    }
    drafts
}

/// 1 MB of mixed official text as drafts are: of a hundred parts 65 are plans, notices, replies and reports, 25 what names people and
/// companies (complaints, rosters, minutes, tables), 10 identifiers in all their writing.
pub fn mixed() -> Vec<String> {
    let shares = [
        (65, read(&["tests/corpus/plain.jsonl", "tests/training/disclosure", "tests/training/prose"])),
        (25, read(&["tests/training/people"])),
        (10, read(&["tests/corpus/kinds"])),
    ];
    let (mut at, mut used) = ([0; 3], [0; 3]);
    let mut mixed = Vec::new();
    while used.iter().sum::<usize>() < SIZE {
        // The share that lags behind most goes next.
        let next = (0..3).min_by_key(|&k| used[k] * 100 / shares[k].0).unwrap_or(0);
        let texts = &shares[next].1;
        let text = &texts[at[next] % texts.len()];
        at[next] += 1;
        used[next] += text.len() + 1;
        mixed.push(text.clone());
    }
    mixed
}

/// As much of every third text of the training corpora and the test corpus: far denser in numbers and names than drafts are.
fn dense() -> Vec<String> {
    let texts = read(&["tests/training", "tests/corpus"]);
    let mut size = 0;
    let thirds = (0..3).flat_map(|first| texts.iter().skip(first).step_by(3));
    let enough = |text: &&String| {
        size += text.len() + 1;
        size <= SIZE
    };
    thirds.take_while(enough).cloned().collect()
}

/// The texts of some files and folders of the repository, without their marks.
fn read(places: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    for place in places {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
        if place.is_dir() { walk(&place, &mut files) } else { files.push(place) }
    }
    files
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "jsonl"))
        .flat_map(|file| fs::read_to_string(file).expect("a corpus file").lines().filter_map(text).collect::<Vec<_>>())
        .collect()
}

/// A paragraph of about 300 characters.
pub fn paragraph() -> &'static str {
    "1. 귀 기관의 무궁한 발전을 기원합니다.\n2. 우리 시 도로과-1204(2026. 3. 4.)호와 관련하여, 가람동 12번지 일원 도로 정비 공사에 따른 손실보상 협의를 \
     다음과 같이 알려 드리오니 기한 내에 회신하여 주시기 바랍니다.\n가. 대상자: 김가람(990101-3000012), 연락처 010-0000-1234\n나. 보상 금액: 금3,240,000원 \
     (계좌번호 가람은행 110-000-123456)\n다. 협의 기간: 2026. 4. 1.부터 2026. 4. 30.까지\n라. 문의: 도로과 주무관 이나래(02-0000-4417)\n붙임 손실보상 협의 요청서 1부. 끝."
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("the corpora are part of the repository").flatten().map(|e| e.path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() { walk(&entry, files) } else { files.push(entry) }
    }
}

/// The text of a corpus line, its marks taken off.
fn text(line: &str) -> Option<String> {
    let line: serde_json::Value = serde_json::from_str(line).ok()?;
    let marked = line.get("marked").or(line.get("text"))?.as_str()?;
    Some(cases::parse(marked).text)
}

/// The identifiers: what has a shape of its own or a label, without names, addresses, facts and what is suggested for the form.
pub fn identifiers() -> Policy {
    use Kind::{
        Address, FamilyStatus, PersonName, PersonalFinance, PersonalRecord, ReservePrice, RestrictedPart, SalesFigure,
        SensitiveBelief, SensitiveCriminal, SensitiveHealth, TradeSecret, UnitPrice, WelfareStatus,
    };
    const CONTEXT: [Kind; 14] = [
        Address,
        FamilyStatus,
        PersonName,
        PersonalFinance,
        PersonalRecord,
        ReservePrice,
        RestrictedPart,
        SalesFigure,
        SensitiveBelief,
        SensitiveCriminal,
        SensitiveHealth,
        TradeSecret,
        UnitPrice,
        WelfareStatus,
    ];
    let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|k| !CONTEXT.contains(k)).collect();
    Policy::only(&kinds)
}

/// The identifiers as regular expressions that find what the kinds find: see `tests/common/oracle.rs`.
pub fn same_rules() -> Vec<Regex> {
    oracle::rules().into_iter().map(|(_, regex)| regex).collect()
}

/// Fewer and simpler ones: the appendix of the identifiers' manual with ASCII digits, and seven with a label. They read no other digits,
/// dashes or spaces, nothing that is said or spaced out, and hardly a label.
pub fn ascii_rules() -> Vec<Regex> {
    const RULES: &[&str] = &[
        r"([0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))[-\s]?([0-9])([0-9]{6})",
        r"[0-9]{6}[-\s]?[1-8][*○●xX□]{6}|[0-9]{6}[-\s]?[*]{7}",
        r"[MSRGOD](?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})",
        r"(?:1[1-9]|2[0-6]|28)[-\s]?[0-9]{2}[-\s]?[0-9]{6}[-\s]?[0-9]{2}",
        r"[0-9]{3}[-\s]?[0-9]{2}[-\s]?[0-9]{5}",
        r"[0-9]{6}[-\s]?[0-9]{7}",
        r"(?:\+?82[-.\s]?\(?0?\)?1|01)[016789][-.\s)]{0,2}[0-9]{3,4}[-.\s]?[0-9]{4}",
        r"(?:\+?82[-.\s]?\(?0?\)?|\(?0)(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4])[-.\s)]{0,2}[1-9][0-9]{2,3}[-.\s]?[0-9]{4}",
        r"050[0-9][-.\s]?[0-9]{3,4}[-.\s]?[0-9]{4}",
        r"(?:15|16|18)[0-9]{2}[-\s]?[0-9]{4}",
        r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,253}\.[A-Za-z]{2,}",
        r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}",
        r"(?:[0-9][ -]?){13,19}",
        r"[0-9]{2,3}\s?[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호]\s?[0-9]{4}",
        r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s?[0-9]{2}[바사아자][0-9]{4}",
        r"(?:외교|영사|준외|준영|국기|협정|대표)\s?[0-9]{3}-[0-9]{3}",
        r"(?:19|20)[0-9]{2}\s?(?:가단|가합|가소|나|다|카합|카단|타경|고단|고합|고정|노|도|구단|구합|누|두|드단|드합|르|므|회합|회단|개회|하면|허|헌[가나다라마바사아])\s?[0-9]{1,7}",
        r"(?:19|20)[0-9]{2}\s?년?\s?(?:형제|고불항|내사|진정)\s?제?[0-9]{1,7}\s?호?",
        r"[0-9]{10}[12][0-9]{8}",
        r"[0-9]{5}-?[0-9]-?[0-9]{2}-?[0-9]{2}-?[0-9]{9}",
        r"(?:[가-힣]?[○OㅇＯ×xX*□■●△]{2,})(?:[-\s]+[○OㅇＯ*0-9]{2,})*",
        r"(?:19|20)[0-9]{2}[.\-/년]\s?[0-9]{1,2}[.\-/월]\s?[0-9]{1,2}(?:일)?(?:생)?",
        r"(?:[ⅠⅡⅢ]|I{1,3})\s?급\s?비밀|대외비|암호자재",
        r"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}",
        r"(?:내선|교환|구내)\s?(?:번호)?\s?[:：)]?\s?[0-9]{3,4}",
        r"[0-9]{1,6}(?:[-\s][0-9]{1,8}){1,4}|[0-9]{10,14}",
        r"3[3-9]\.[0-9]{3,8}[,\s]{1,3}1(?:2[4-9]|3[0-2])\.[0-9]{3,8}",
        r"[0-9]-?[0-9]{10}",
        r"(?:10|20|30|40)-(?:19|20)[0-9]{2}-[0-9]{7}|(?:10|20|30|40)-[0-9]{7}",
        r"[Pp][0-9]{12}",
        // Labels before a value of no shape of its own.
        r"(?:비밀번호|패스워드|암호|PIN|password|passwd|API\s?[Kk]ey|토큰)\s?[:：=]?\s?[!-~]{4,40}",
        r"(?:아이디|계정|ID|로그인\s?ID)\s?[:：]?\s?[A-Za-z][A-Za-z0-9_.-]{3,19}",
        r"(?:학번|수험번호|응시번호)\s?[:：]?\s?[A-Za-z0-9-]{4,14}",
        r"(?:사번|직원번호|공무원번호|사원번호)\s?[:：]?\s?[A-Za-z0-9-]{4,12}",
        r"(?:군번)\s?[:：]?\s?[0-9]{2}-?[0-9]{5,8}",
        r"(?:접수번호|민원번호|청구번호)\s?[:：]?\s?[0-9A-Z-]{6,20}",
        r"(?:면허번호|허가번호|등록번호|제)\s?[:：]?\s?[0-9가-힣-]{4,20}호",
    ];
    RULES.iter().map(|rule| Regex::new(rule).expect("a rule")).collect()
}

/// How many matches all rules have.
pub fn search(rules: &[Regex], drafts: &[String]) -> usize {
    drafts.iter().map(|draft| rules.iter().map(|rule| rule.find_iter(draft).count()).sum::<usize>()).sum()
}

/// The shortest of some runs; what is compared is run in turns, so that a busy machine slows all alike.
pub fn compare(rounds: usize, runs: &mut [&mut dyn FnMut()]) -> Vec<Duration> {
    let mut best = vec![Duration::MAX; runs.len()];
    for _ in 0..rounds {
        for (run, best) in runs.iter_mut().zip(&mut best) {
            let begin = Instant::now();
            run();
            *best = (*best).min(begin.elapsed());
        }
    }
    best
}

/// How often a turn validates: a busy machine lets through what is short, so that both sides of a ratio have to be long.
const AGAIN: u32 = 50;

/// UTF-8 validations of each draft; `tell` counts one of them.
pub fn validate(drafts: &[String]) {
    for _ in 0..AGAIN {
        for draft in drafts {
            black_box(std::str::from_utf8(black_box(draft.as_bytes())).is_ok());
        }
    }
}

/// Prints a run beside the validation and both sets of regular expressions over the same text.
pub fn tell(name: &str, run: Duration, validation: Duration, same: Duration, ascii: Duration) {
    let validation = validation / AGAIN;
    let times = |other: Duration| other.as_secs_f64() / run.as_secs_f64();
    println!(
        "{name}: {:.3} ms; {:.1} × a UTF-8 validation ({:.3} ms); {:.2} × as fast as the same rules as separate regexes ({:.2} ms), {:.2} × as the ASCII rules ({:.2} ms)",
        run.as_secs_f64() * 1e3,
        run.as_secs_f64() / validation.as_secs_f64(),
        validation.as_secs_f64() * 1e3,
        times(same),
        same.as_secs_f64() * 1e3,
        times(ascii),
        ascii.as_secs_f64() * 1e3,
    );
}
