//! The identifiers as separate regular expressions: what a searcher without an engine would write to find what the kinds find, for the bench
//! to compare with and for a test to hold against the corpus. Independent of the engine: of it only the list of labels is read.
//!
//! The expressions read the text as it is typed. Digits are plain or full-width, between them may stand a space or a zero-width character,
//! separators are the families of dashes and spaces, dots, brackets and one line break; kinds that ask for a label have it as an alternation
//! of `src/words/labels.txt` with its spaces, at most [`REACH`] characters before the value. Not in them, because no expression of bearable
//! size can: heads of columns further up, what the neighbours say, dates that do not exist, check digits, overlaps. They are an easier task
//! than the engine's. Boundaries, a value's edges and what is kept are left out too, in favour of the expressions.
#![allow(dead_code)] // The bench and the test each use a part of it.

use garim::kind::Kind;
use regex::{Regex, RegexBuilder};

/// How far before a value its label may stand.
pub const REACH: usize = 24;

/// Labels, one a line: the word, a tab, its kinds.
const LABELS: &str = include_str!("../../src/words/labels.txt");
/// Names of banks.
const BANKS: &str = include_str!("../../src/words/banks.txt");

/// A digit.
const D: &str = "[0-9０-９]";
/// What may stand between two digits of one run: a space, or a character of no width.
const B: &str = r"[ \u{A0}\u{3000}\u{200B}-\u{200D}\u{2060}\u{FEFF}\u{AD}]?";
/// A dash of the family, with spaces.
const DASH: &str = r"[ \u{A0}\u{3000}\u{200B}-\u{200D}\u{2060}\u{AD}]{0,2}[-‐-―−﹘﹣－ㅡー][ \n\u{A0}\u{3000}\u{200B}-\u{200D}\u{2060}]{0,2}";
/// What separates the parts of a telephone number.
const SEP: &str = r"[-‐-―−﹘﹣－ㅡー \n\u{A0}\u{3000}\u{200B}-\u{200D}\u{2060}\u{AD}.．/·ㆍ~_)(]{0,3}";
/// A digit, a numeral that is said, or a letter that looks like a digit.
const SAID: &str = "[0-9０-９공영빵일이삼사오육륙칠팔구OoIlSBZ①-⑨⓪〇一二三四五六七八九零]";
/// What separates numerals that are said.
const SAID_SEP: &str = r"[-‐-―－ .·~)(]{0,3}(?:다시|대시|에)?[- ]{0,2}";
/// What stands for a digit that was taken out.
const OUT: &str = "[*＊○●xX□■]";

/// `n` digits with what may stand between them.
fn digits(n: usize) -> String {
    format!("(?:{D}{B}){{{}}}{D}", n - 1)
}

/// `n` numerals that are said.
fn said(n: usize) -> String {
    format!("(?:{SAID}{SAID_SEP}){{{}}}{SAID}", n - 1)
}

/// The labels of a kind, longest first, single spaces between their characters.
fn labels(kind: Kind) -> String {
    let mut words: Vec<&str> = LABELS
        .lines()
        .filter_map(|line| line.split('#').next()?.split_once('\t'))
        .filter(|(_, kinds)| kinds.split(',').any(|k| k.trim() == kind.id()))
        .map(|(word, _)| word.trim().trim_end_matches('*'))
        .collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let spaced = |word: &str| {
        let chars: Vec<String> = word.chars().map(|c| regex::escape(&c.to_string())).collect();
        let latin = word.is_ascii();
        if latin { format!("(?i:{})", chars.concat()) } else { chars.join(" ?") }
    };
    words.iter().map(|w| spaced(w)).collect::<Vec<_>>().join("|")
}

fn banks() -> String {
    let words =
        BANKS.lines().filter_map(|line| line.split(['#', '\t']).next()).map(str::trim).filter(|w| !w.is_empty());
    words.map(regex::escape).collect::<Vec<_>>().join("|")
}

/// A value behind a label of its kind.
fn labelled(kind: Kind, value: &str) -> String {
    format!("(?:{})[^0-9０-９]{{0,{REACH}}}?(?:{value})", labels(kind))
}

/// Every rule with its kind, compiled.
pub fn rules() -> Vec<(Kind, Regex)> {
    let compile = |(kind, rule): (Kind, String)| {
        // Room enough that none gives up its automaton.
        let regex = RegexBuilder::new(&rule).size_limit(1 << 28).dfa_size_limit(1 << 26).build();
        (kind, regex.unwrap_or_else(|e| panic!("{}: {e}", kind.id())))
    };
    sources().into_iter().map(compile).collect()
}

fn sources() -> Vec<(Kind, String)> {
    let (d2, d3, d4, d5, d6, d7, d8) = (digits(2), digits(3), digits(4), digits(5), digits(6), digits(7), digits(8));
    let gap = format!("(?:{DASH}|{B})");
    let birth = format!("{D}{B}{D}{B}[01０１]{B}{D}{B}[0-3０-３]{B}{D}");
    let person = |seventh: &str| format!("{birth}(?:{DASH}|{SEP})[{seventh}]{B}{d6}");
    let out_of = |kind| labelled(kind, &format!("{D}[0-9０-９ -]{{3,15}}"));
    let code = r"[A-Za-zＡ-Ｚ가-힣]{0,4}[-－ ]?[0-9０-９][A-Za-zＡ-Ｚ0-9０-９가-힣\u{200B}-\u{200D}－-]{2,20}";
    let area = "(?:[2２]|[3３][1-3１-３]|[4４][1-4１-４]|[5５][1-5１-５]|[6６][1-4１-４]|[7７][0０])";
    let country = format!(r"(?:[+＋]?[8８][2２]{SEP}\(?[0０]?\)?|[(（]?[0０])");
    let place = "[가-힣]{1,6}";
    let uses = "[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주아바사자배하허호]";
    let regions = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주";
    let courts = "간회단|간회합|재[가고구][단합]|가[단합소기]|카[단합기담조열경확공소명불정구허임]|타[경채기배인]|고[단합정약]|전[고노도]|감[고노도]|치[고노도]|초[기보재적사치]|구[단합기]|드[단합기]|느[단합기]|즈[단합기]|너단|회[단합확기]|하[단합면확기]|개[회확기]|차전|머조|배상|재[다나누두노도드르므]|다카|푸[초집]|버집|인[마라]|비[단합]|부[해노]|호[파기명]|준재|과태|정명|동행|헌[가나다라마바사아]|[가나다라마그바차머자노도로모초오보누두루무아드르므스으느허후흐수우푸버]";
    use Kind::{
        AccountId, BankAccount, BirthDate, BusinessRegNo, CardNumber, CaseNo, CorpRegNo, Credential, CustomsCode,
        DriverLicense, Email, EmployeeNo, Frn, GeoPoint, HealthInsuranceNo, IpAddress, Landline, MacAddress,
        MilitaryNo, Mobile, Passport, PatentFiling, PaymentNo, PetitionNo, RegistryNo, Rrn, SafeNumber, SecurityMark,
        StudentNo, VehiclePlate,
    };
    vec![
        (Rrn, person("0-49０-４９")),
        (Rrn, format!("{birth}{gap}[1-4１-４]?{OUT}{{6,7}}")),
        (Rrn, format!("{}{SAID_SEP}{}", said(6), said(7))),
        (Rrn, labelled(Rrn, &format!("{d7}|{d6}"))),
        (Frn, person("5-8５-８")),
        (Frn, format!("{birth}{gap}[5-8５-８]{OUT}{{6}}")),
        (Frn, labelled(Frn, &format!("{d7}|{d6}"))),
        (Passport, format!("[MSRGODTmsrgodｍＭ]{B}(?:{d8}|{d3}{B}[A-Za-zＡ-Ｚ]{B}{d4})")),
        (Passport, labelled(Passport, "[A-Za-zＡ-Ｚ]{0,2}[A-Z0-9０-９ ]{7,10}")),
        (DriverLicense, format!("(?:[1１][1-9１-９]|[2２][0-6８8])(?:{gap}){d2}(?:{gap}){d6}(?:{gap}){d2}")),
        (DriverLicense, format!("(?:{regions})(?:{gap}){d2}(?:{gap}){d6}(?:{gap}){d2}")),
        (DriverLicense, out_of(DriverLicense)),
        (HealthInsuranceNo, labelled(HealthInsuranceNo, &format!("{D}{gap}(?:{D}{B}){{9}}{D}"))),
        (CustomsCode, format!("[PpＰ][-－ ]?{}", digits(12))),
        (MilitaryNo, labelled(MilitaryNo, &format!("{d2}{gap}(?:{D}{B}){{4,9}}{D}"))),
        (MilitaryNo, format!("(?:{}) ?:? ?{}", labels(MilitaryNo), said(7))),
        (StudentNo, labelled(StudentNo, code)),
        (StudentNo, format!("(?:[A-Z]{{1,2}}|[가-힣]|(?:20)?{d2})[-－]{D}{{3,5}}[ 　][가-힣]{{2,4}}")),
        (EmployeeNo, labelled(EmployeeNo, code)),
        (BirthDate, labelled(BirthDate, &format!("'?{D}{{2,4}} ?[.．년/－-] ?\n?{D}{{1,2}} ?[.．월/－-] ?\n?{D}{{1,2}}|{d8}|{d6}"))),
        (BirthDate, format!("'?{D}{{2,4}} ?[.．년/-](?:[ 　]?{D}{{1,2}} ?[.．월/-][ 　]?{D}{{1,2}}[.일]?)? ?(?:생|출생)")),
        (BirthDate, format!("[가-힣][(（](?:[남여], ?)?{D}{{2,4}}[.．년/-] ?{D}{{1,2}}[.．월/-] ?{D}{{1,2}}")),
        (Mobile, format!("(?:[+＋]?[8８][2２]{SEP}\\(?[0０]?\\)?[1１]|[0０]{B}[1１]){B}[016789０１６７８９]{SEP}(?:{D}{B}){{2,3}}{D}{SEP}{d4}")),
        (Mobile, format!("[0０]{B}[1１]{B}[016789０１６７８９]{SEP}(?:{OUT}{{3,4}}{SEP}{d4}|{d4}{SEP}{OUT}{{4}})")),
        (Mobile, format!("[공영빵0Oo]{SAID_SEP}[일1lI]{SAID_SEP}[공영빵0Oo일육칠팔구]{SAID_SEP}{}", said(8))),
        (Mobile, labelled(Mobile, &format!("{d8}|{d4}"))),
        (Landline, format!("{country}{area}{SEP}{D}{{3,4}}{SEP}{d4}")),
        (Landline, format!("[공영]{SAID_SEP}[이삼사오육칠]{SAID_SEP}{}", said(7))),
        (Landline, labelled(Landline, &format!("{D}{{3,4}}{SEP}{d4}"))),
        (Landline, format!("[가-힣] ?[(（]{D}{{3,4}}{DASH}{d4}[)）]")),
        (SafeNumber, format!("[0０]{B}[5５]{B}[0０]{B}{D}{SEP}(?:{D}{B}){{2,3}}{D}{SEP}{d4}")),
        (Email, r"[A-Za-z0-9._%+Ａ-Ｚａ-ｚ０-９-]{1,64}[ \u{200B}]?(?:@|＠|\(at\)|\[at\]|\[@\]|골뱅이)[ \u{200B}]?[A-Za-z0-9가-힣Ａ-Ｚａ-ｚ０-９-]{1,63}(?:(?:\.|．|점|닷|\(dot\)|\[\.\])[A-Za-z0-9Ａ-Ｚａ-ｚ-]{2,63}){1,4}".into()),
        (GeoPoint, r"[3３][3-9３-９][.．][0-9０-９\u{200B}]{3,8}[^0-9０-９]{1,10}[1１][23２３][0-9０-９][.．][0-9０-９\u{200B}]{3,8}".into()),
        (GeoPoint, r"[1１][23２３][0-9０-９][.．][0-9０-９\u{200B}]{3,8}[^0-9０-９]{1,10}[3３][3-9３-９][.．][0-9０-９\u{200B}]{3,8}".into()),
        (GeoPoint, r"[3３][3-9]° ?[0-9]{1,2}['′] ?[0-9.]{1,6}[^0-9]{1,8}1[23][0-9]° ?[0-9]{1,2}['′]".into()),
        (VehiclePlate, format!("[0-9０-９Oo]{B}[0-9０-９Oo]{B}{D}?[ _]?{uses}[ _-]?(?:[0-9０-９Oo]{B}){{3}}[0-9０-９Oo]")),
        (VehiclePlate, format!("(?:{regions}) ?(?:{place})? ?{D}{{0,2}} ?{uses} ?{d4}")),
        (VehiclePlate, format!("(?:외교|영사|준외|준영|국기|협정|대표) ?{d3}{DASH}{d3}")),
        (VehiclePlate, format!("(?:{}) ?:? ?[공영일이삼사오육칠팔구 ]{{2,5}}{uses} ?[공영일이삼사오육칠팔구]{{4}}", labels(VehiclePlate))),
        (BankAccount, format!("(?:{}|{})[^0-9０-９]{{0,{REACH}}}?{D}{{2,6}}(?:{gap}{D}{{1,8}}){{1,4}}", labels(BankAccount), banks())),
        (BankAccount, format!("(?:{}|{})[^0-9０-９]{{0,{REACH}}}?{}", labels(BankAccount), banks(), digits(10))),
        (CardNumber, format!("{d4}(?:{gap}){d4}(?:{gap}){d4}(?:{gap}){d4}")),
        (CardNumber, format!("[3３][47４７]{B}{d2}(?:{gap}){d6}(?:{gap}){d5}|[3３][0689]{B}{d2}(?:{gap}){d6}(?:{gap}){d4}")),
        (CardNumber, format!("{d4}{gap}(?:{OUT}{{4}}|{D}{{2}}{OUT}{{2}}){gap}{OUT}{{4}}{gap}{d4}")),
        (AccountId, format!("(?:{})[^\n]{{0,{REACH}}}?\n?[A-Za-z0-9_.-]{{3,30}}", labels(AccountId))),
        (Credential, "(?:임시|초기값?|초기화)[: →]{1,3}[A-Za-z0-9!@#$^*_.-]{6,24}".to_owned()),
        (Credential, "[A-Za-z0-9]{2,12}[!#$^*][A-Za-z0-9!@#$^*-]{2,12}".to_owned()),
        (Credential, format!("(?:{})[^\n]{{0,{REACH}}}?\n?[!-~Ａ-Ｚａ-ｚ０-９]{{4,64}}", labels(Credential))),
        (Credential, r"(?:AKIA|ghp_|sk-|xox[abp]-|eyJ|AIza|glpat-)[A-Za-z0-9_.-]{8,200}|://[^:/ ]{1,32}:[^@/ ]{3,64}@|-----BEGIN [A-Z ]{3,20}KEY-----".into()),
        (IpAddress, format!(r"(?:{D}{{1,3}} ?(?:[.．]|\[\.\]|\(\.\)|점|·) ?){{3}}{D}{{1,3}}(?:/{D}{{1,2}})?")),
        (IpAddress, r"(?:[0-9A-Fa-f]{1,4}:){2,7}(?::?[0-9A-Fa-f]{1,4}){1,7}|[0-9A-Fa-f]{1,4}::[0-9A-Fa-f:]{1,30}".into()),
        (MacAddress, r"(?:[0-9A-Fa-f０-９Ａ-Ｆ]{2}\u{200B}? ?[:：－.-] ?){5}[0-9A-Fa-f０-９Ａ-Ｆ]{2}|(?:[0-9A-Fa-f]{4}[.-]){2}[0-9A-Fa-f]{4}|(?:[0-9A-Fa-f]{2} ){5}[0-9A-Fa-f]{2}".into()),
        (MacAddress, format!("(?:{})[^0-9A-Fa-f]{{0,12}}?[0-9A-Fa-f]{{12}}", labels(MacAddress))),
        (CaseNo, format!("{D}{{2,4}}년? ?(?:{courts}) ?제?-?{D}{{1,7}}")),
        (CaseNo, format!("{D}{{4}}년? ?(?:형제|고불항|불항|압제|수제|내사|진정) ?제?{D}{{1,7}} ?호?")),
        (CaseNo, labelled(CaseNo, &format!("{D}{{4}}[-－](?:[가-힣]{{1,4}}[-－])?{D}{{3,7}}"))),
        (CaseNo, format!("(?:행심|행정심판|경찰서?|영장|고발|수사)[^0-9]{{0,10}}{D}{{4}}-{D}{{3,7}}")),
        (SecurityMark, r"(?:[ⅠⅡⅢ]|I{1,3}|[123]) ?급 ?비 ?밀|대 ?[·.]? ?외 ?[·.]? ?비|암호자재|예고문 ?:? ?[^\n]{4,40}|[0-9가-힣]{2,6}-(?:[ⅠⅡⅢ]|대)-[0-9-]{2,9}|사본 ?번?호? ?:? ?[0-9]{1,3} ?(?:호|부|/)".into()),
        (BusinessRegNo, format!("{d3}(?:{gap}){d2}(?:{gap}){d5}")),
        (BusinessRegNo, labelled(BusinessRegNo, &format!("{D}{{3}}{SEP}(?:{D}{{2}}|{OUT}{{2}}){SEP}(?:{D}{{5}}|{OUT}{{5}})"))),
        (CorpRegNo, format!("{d6}(?:{gap}){d7}")),
        (PaymentNo, format!("{d5}(?:{gap}){D}(?:{gap}){d2}(?:{gap}){d2}(?:{gap}){}", digits(9))),
        (PaymentNo, labelled(PaymentNo, &format!("{D}[0-9０-９ \n\u{200B}-]{{5,26}}"))),
        (PetitionNo, format!("1 ?[ABab] ?[ABab] ?- ?{d4} ?- ?{d7}")),
        (PetitionNo, labelled(PetitionNo, code)),
        (RegistryNo, labelled(RegistryNo, code)),
        (RegistryNo, "제 ?[0-9A-Z가-힣-]{4,20} ?호".into()),
        (PatentFiling, format!("(?:10|20|30|40|１０){DASH}(?:19|20|２０){D}{{2}}{DASH}{d7}|PCT/[A-Z]{{2}}{D}{{4}}/{D}{{5,6}}")),
        (PatentFiling, labelled(PatentFiling, &format!("{d2}{gap}{d4}{gap}{d7}"))),
    ]
}
