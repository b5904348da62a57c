//! The arguments: which there are, in two languages, and what is answered where they make no sense.

use std::ffi::OsString;
use std::path::Path;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use garim::kind::Kind;
use garim::policy::Policy;
use garim::style::Style;

use super::Exit;
use super::console::Console;
use super::inputs::shown;
use super::strings::{Lang, Say};

/// The language asked for with `--lang`, wherever it stands: needed before the arguments are read.
pub(crate) fn language(arguments: &[OsString]) -> Lang {
    let mut asked = None;
    for (i, argument) in arguments.iter().enumerate() {
        match argument.to_str() {
            Some("--") => break,
            Some("--lang") => asked = arguments.get(i + 1).and_then(|a| a.to_str()),
            Some(a) => asked = a.strip_prefix("--lang=").or(asked),
            None => {}
        }
    }
    if asked == Some("en") { Lang::En } else { Lang::Ko }
}

/// The command with all its arguments.
pub(crate) fn command(lang: Lang) -> Command {
    let t = |ko: &'static str, en: &'static str| lang.pick(ko, en);
    Command::new("garim")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "기안문에서 공개하지 않을 부분을 찾아 이유를 알리고, 가린 사본을 만듭니다.",
            "Finds what must not leave a draft, says why, and writes a masked copy.",
        ))
        .after_help(t(
            "끝값: 0 없음·마침 · 1 찾음·남음 · 2 사용법, 또는 열거나 읽지 못함 · 3 일부를 읽지 못함, 또는 사본을 만들지 않음",
            "Exit: 0 nothing, done · 1 found, remains · 2 usage, or cannot be opened or read · 3 a part cannot be read, or refused",
        ))
        .help_template(t(
            "{name} {version}\n{about}\n\n쓰는 법: {usage}\n\n{all-args}{after-help}\n",
            "{name} {version}\n{about}\n\nUsage: {usage}\n\n{all-args}{after-help}\n",
        ))
        .subcommand_help_heading(t("명령", "Commands"))
        .subcommand_value_name("COMMAND")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(t("이름과 판을 보여 줍니다", "Print name and version"))
                .help_heading(options(lang)),
        )
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .global(true)
                .action(ArgAction::Help)
                .help(t("쓰는 법을 보여 줍니다", "Print help"))
                .help_heading(options(lang)),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("LANG")
                .global(true)
                .value_parser(["ko", "en"])
                .hide_possible_values(true)
                .help(t("알림의 언어: ko, en", "Language of messages: ko, en"))
                .help_heading(options(lang)),
        )
        .subcommands([
            sub("check", t("점검해서 찾은 것과 공개구분 제안을 알립니다", "Report findings and the suggested disclosure"), lang)
                .arg(files(t(
                    "점검할 파일이나 폴더. 없거나 -이면 표준 입력을 읽습니다",
                    "Files or folders; none or - reads standard input",
                ), lang))
                .arg(flag("json", t("결과를 한 줄에 하나씩 JSON으로 적습니다", "Print one JSON result a line"), lang).conflicts_with("jsonl"))
                .arg(flag("jsonl", t(
                    "{\"id\": …, \"text\": …}을 한 줄씩 읽고 한 줄씩 답합니다",
                    "Read one {\"id\": …, \"text\": …} a line, answer each line before the next",
                ), lang))
                .arg(flag("show-text", t("보고서에 찾은 글자도 적습니다", "Show what was found in the report"), lang))
                .arg(style(lang))
                .arg(strict(lang))
                .args(profile(lang))
                .arg(
                    Arg::new("kinds")
                        .long("kinds")
                        .value_name("A,B")
                        .value_delimiter(',')
                        .action(ArgAction::Append)
                        .help(t("이 종류만 찾습니다(예: rrn,mobile)", "Only these kinds (rrn,mobile)"))
                        .help_heading(options(lang)),
                )
                .arg(
                    Arg::new("min-confidence")
                        .long("min-confidence")
                        .value_name("0.00–1.00")
                        .help(t("확신이 이보다 낮은 것은 뺍니다(예: 0.5)", "Leave out what is less certain (0.5)"))
                        .help_heading(options(lang)),
                ),
            sub("mask", t("가린 사본을 같은 형식으로 만들고 다시 확인합니다", "Write a masked, verified copy in the same format"), lang)
                .arg(files(t("가릴 파일이나 폴더", "Files or folders"), lang).required(true))
                .arg(
                    Arg::new("out")
                        .short('o')
                        .long("out")
                        .value_name("OUT")
                        .required(true)
                        .value_parser(ValueParser::path_buf())
                        .help(t("사본의 이름. 파일이 여럿이면 폴더", "The copy; for several files, a folder"))
                        .help_heading(options(lang)),
                )
                .arg(flag("force", t("이미 있는 사본을 바꿉니다(원래 파일은 바꾸지 않습니다)", "Replace an existing copy, never the original"), lang))
                .arg(flag(
                    "same-labels",
                    t("여러 파일에서 같은 값에 같은 기호([성명1])를 붙입니다", "Give a value the same label in all files"),
                    lang,
                ))
                .arg(style(lang))
                .arg(strict(lang))
                .args(profile(lang)),
            sub("verify", t("사본을 다시 읽어 남은 것을 알립니다", "Read a copy again and report what remains"), lang)
                .arg(files(t("확인할 사본", "Copies to verify"), lang).required(true))
                .arg(
                    Arg::new("against")
                        .long("against")
                        .value_name("ORIGINAL")
                        .value_parser(ValueParser::path_buf())
                        .help(t("이 원래 문서에서 가린 값이 남았는지도 봅니다", "Also look for masked values of this original"))
                        .help_heading(options(lang)),
                )
                .arg(strict(lang))
                .args(profile(lang)),
            super::audit::command(sub("audit", t("많은 문서를 진단해서 보고서를 만듭니다", "Diagnose many documents and write a report"), lang), lang)
                .args(profile(lang)),
            sub("policy", t("기관의 기준 파일을 살핍니다", "Look at an organisation's profile"), lang)
                .subcommand_required(true)
                .subcommand_help_heading(t("명령", "Commands"))
                .subcommand_value_name("COMMAND")
                .disable_help_subcommand(true)
                .subcommands([
                    of_profile("check", t("쓸 수 있는지 보고 해시를 알립니다", "Check it and print its hash"), lang),
                    of_profile("explain", t("무엇이 어느 단계의 말로 정해지는지 알립니다", "Say what holds and which layer says so"), lang),
                    of_profile("test", t("기준에 적힌 보기를 돌립니다", "Run its examples"), lang),
                    sub("pack", t("기준과 목록을 판이 적힌 파일 하나로 묶습니다", "Pack profiles and their lists into one versioned file"), lang)
                        .arg(files(t("기준 파일. 여럿이면 앞 단계부터", "Profiles, the lower layer first"), lang).required(true))
                        .arg(path("out", Some('o'), "OUT", t("만들 묶음 파일", "The bundle to write"), lang).required(true))
                        .arg(path("sign", None, "FILE", t("이 Ed25519 개인키(PEM)로 서명합니다", "Sign it with this Ed25519 private key (PEM)"), lang))
                        .arg(flag("force", t("있는 파일을 덮어씁니다", "Write over an existing file"), lang)),
                    sub("update", t("쓰고 있는 묶음을 새 묶음으로 바꿉니다", "Put a new bundle in the place of the one in use"), lang)
                        .arg(files(t("새 묶음과 쓰고 있는 묶음", "The new bundle and the one in use"), lang).required(true).num_args(2))
                        .args(pins(lang))
                        .arg(flag("older", t("오래된 판으로도 바꿉니다", "Take an older version too"), lang)),
                    sub("schema", t("기준 파일의 JSON 스키마를 적습니다", "Print the JSON schema of a profile"), lang),
                ]),
            sub("kinds", t("찾는 것의 종류를 보여 줍니다", "List the kinds"), lang)
                .arg(flag("json", t("한 줄에 하나씩 JSON으로 적습니다", "Print one JSON object a line"), lang)),
            sub("explain", t("한 종류를 어떻게 찾고 무엇을 그대로 두는지 설명합니다", "Explain a kind"), lang).arg(
                Arg::new("kind")
                    .value_name("KIND")
                    .required(true)
                    .help(t("종류(예: rrn, 주민등록번호)", "A kind (rrn)"))
                    .help_heading(t("인수", "Arguments")),
            ),
            sub("completions", t("셸의 자동 완성을 적습니다", "Print shell completions"), lang).arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(PossibleValuesParser::new(["bash", "elvish", "fish", "powershell", "zsh"]))
                    .hide_possible_values(true)
                    .help("bash, elvish, fish, powershell, zsh")
                    .help_heading(t("인수", "Arguments")),
            ),
        ])
}

pub(super) fn options(lang: Lang) -> &'static str {
    lang.pick("옵션", "Options")
}

fn sub(name: &'static str, about: &'static str, lang: Lang) -> Command {
    Command::new(name).about(about).disable_help_flag(true).help_template(
        lang.pick("{about}\n\n쓰는 법: {usage}\n\n{all-args}\n", "{about}\n\nUsage: {usage}\n\n{all-args}\n"),
    )
}

pub(super) fn flag(name: &'static str, help: &'static str, lang: Lang) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help).help_heading(options(lang))
}

fn files(help: &'static str, lang: Lang) -> Arg {
    Arg::new("files")
        .value_name("FILE")
        .num_args(1..)
        .value_parser(ValueParser::path_buf())
        .help(help)
        .help_heading(lang.pick("인수", "Arguments"))
}

fn style(lang: Lang) -> Arg {
    Arg::new("style")
        .long("style")
        .value_name("STYLE")
        .value_parser(["full", "partial", "label"])
        .hide_possible_values(true)
        .help(lang.pick(
            "가린 모양: full(모두, 기본값), partial(일부, 내부용), label(이름표)",
            "What masks look like: full (default), partial (internal use), label",
        ))
        .help_heading(options(lang))
}

/// An option that names a file.
fn path(name: &'static str, short: Option<char>, value: &'static str, help: &'static str, lang: Lang) -> Arg {
    let arg = Arg::new(name).long(name).value_name(value).value_parser(ValueParser::path_buf()).help(help);
    let arg = arg.help_heading(options(lang));
    match short {
        Some(short) => arg.short(short),
        None => arg,
    }
}

/// A subcommand on files of a profile, the lower layer first.
fn of_profile(name: &'static str, about: &'static str, lang: Lang) -> Command {
    let help = lang.pick("기준 파일. 여럿이면 앞 단계부터", "Profiles, the lower layer first");
    sub(name, about, lang).arg(files(help, lang).required(true)).args(pins(lang))
}

/// The options of an organisation's profile.
pub(super) fn profile(lang: Lang) -> Vec<Arg> {
    let mut all = pins(lang);
    all.push(
        Arg::new("policy")
            .long("policy")
            .value_name("FILE")
            .action(ArgAction::Append)
            .value_parser(ValueParser::path_buf())
            .help(lang.pick(
                "기관의 기준 파일. 여러 번 쓰면 뒤의 것이 앞의 것을 덮습니다",
                "An organisation's profile; later ones override earlier ones",
            ))
            .help_heading(options(lang)),
    );
    all.push(
        Arg::new("for")
            .long("for")
            .value_name("PURPOSE")
            .value_parser(["original", "posting"])
            .hide_possible_values(true)
            .help(lang.pick(
                "무엇을 위한 점검인지: original(원문공개, 기본값), posting(게시)",
                "What it is checked for: original (default), posting",
            ))
            .help_heading(options(lang)),
    );
    all
}

fn pins(lang: Lang) -> Vec<Arg> {
    vec![
        Arg::new("policy-pin")
            .long("policy-pin")
            .value_name("SHA256")
            .action(ArgAction::Append)
            .help(lang.pick("기준 파일이 이 해시가 아니면 쓰지 않습니다", "Refuse a profile with another hash"))
            .help_heading(options(lang)),
        Arg::new("policy-key")
            .long("policy-key")
            .value_name("FILE")
            .value_parser(ValueParser::path_buf())
            .help(lang.pick(
                "이 공개키로 서명한 기준만 씁니다(서명은 FILE.sig)",
                "Refuse a profile that this public key did not sign (FILE.sig)",
            ))
            .help_heading(options(lang)),
    ]
}

pub(super) fn strict(lang: Lang) -> Arg {
    flag("strict", lang.pick("확인할 부분도 가립니다", "Mask what is to review too"), lang)
}

/// The policy that the arguments ask for.
pub(crate) fn policy(given: &ArgMatches) -> Result<Policy, Say<'static>> {
    let mut policy = Policy::default();
    if let Ok(Some(kinds)) = given.try_get_many::<String>("kinds") {
        let kinds: Option<Vec<Kind>> = kinds.map(|id| Kind::from_id(id.trim())).collect();
        policy = Policy::only(&kinds.ok_or(Say::UnknownKind(""))?);
    }
    if let Ok(Some(least)) = given.try_get_one::<String>("min-confidence") {
        policy.min_confidence = hundredths(least).ok_or(Say::BadConfidence)?;
    }
    if let Ok(Some(style)) = given.try_get_one::<String>("style") {
        policy.style = Style::from_id(style).unwrap_or_default();
    }
    policy.strict = given.get_flag("strict");
    Ok(policy)
}

/// `0.5` → 50; what is finer than a hundredth is dropped.
fn hundredths(number: &str) -> Option<u8> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if number.len() > 20 || !digits(whole) || !digits(part) || whole.len() + part.len() == 0 {
        return None;
    }
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    let sum = whole.checked_mul(100)?.checked_add(part.parse().ok()?)?;
    u8::try_from(sum).ok().filter(|&n| n <= 100)
}

/// Answers what clap stopped at: help and version on standard output, wrong usage on standard error.
pub(crate) fn answer(error: &clap::Error, lang: Lang, console: &mut Console) -> Exit {
    let value = |kind| match error.get(kind) {
        // What was typed in the wrong place may be the draft itself.
        Some(ContextValue::String(s)) => shown(Path::new(s)),
        Some(ContextValue::Strings(s)) => shown(Path::new(&s.join(", "))),
        _ => String::new(),
    };
    let argument = value(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader who closes early has read enough.
            let _ = console.put(&error.render().to_string()).and_then(|()| console.flush());
            return Exit::Clean;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            console.note(None, &format!("{}\n{}", Say::UsageMissing("COMMAND").text(lang), error.render()));
        }
        ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand => {
            let what = if argument.is_empty() { "COMMAND" } else { &argument };
            console.fault(None, Say::UsageMissing(what));
        }
        ErrorKind::InvalidValue if !value(ContextKind::ValidValue).is_empty() => {
            console.fault(None, Say::UsageValue { option: &argument, values: &value(ContextKind::ValidValue) });
        }
        ErrorKind::ArgumentConflict => {
            let other = value(ContextKind::PriorArg);
            console.fault(None, Say::UsageConflict(&format!("{argument} {other}")));
        }
        ErrorKind::InvalidSubcommand => console.fault(None, Say::Usage(&value(ContextKind::InvalidSubcommand))),
        _ => console.fault(None, Say::Usage(&argument)),
    }
    Exit::Unread
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_in_both_languages() {
        command(Lang::Ko).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn reads_hundredths() {
        let read: Vec<_> = ["0.5", "1", "0", ".75", "1.00", "0.999"].into_iter().map(hundredths).collect();
        assert_eq!(read, [Some(50), Some(100), Some(0), Some(75), Some(100), Some(99)]);
        for odd in ["", ".", "1.01", "2", "-1", "0,5", "half", "1e0", "+1"] {
            assert_eq!(hundredths(odd), None, "{odd}");
        }
    }
}
