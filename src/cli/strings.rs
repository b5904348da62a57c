//! What the command says: the one catalogue, Korean first, English second. No particle is glued to a variable.
//!
//! Sentences that other doors show too stand here word for word as everywhere.

use std::io;

use garim::export::What;
use garim::kind::{Action, Kind};

/// The language of what the command says. The reasons of findings are Korean in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lang {
    Ko,
    En,
}

impl Lang {
    /// One of two.
    pub(crate) fn pick<'a>(self, ko: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }

    /// The name of a kind.
    pub(crate) fn kind(self, kind: Kind) -> &'static str {
        match self {
            Self::Ko => kind.name_ko(),
            Self::En => kind.name_en(),
        }
    }

    /// The name of an action.
    pub(crate) fn action(self, action: Action) -> &'static str {
        match self {
            Self::Ko => action.name_ko(),
            Self::En => action.id(),
        }
    }
}

/// Something the command says.
pub(crate) enum Say<'a> {
    // Results.
    Counts { mask: usize, review: usize, unread: usize },
    Files { files: usize, mask: usize, review: usize, unread: usize },
    Nothing,
    Written { masked: usize },
    ReviewLeft(usize),
    Removed(&'a str),
    Verified,
    Remaining(usize),
    NameHolds,
    FormHead,
    FormOpen,
    // What went wrong with a file.
    Missing,
    Denied,
    Folder,
    NoFiles,
    CannotOpen(&'a io::Error),
    Unsupported,
    Damaged(usize),
    DamagedCopy,
    Encrypted,
    Protected,
    Distribution,
    Legacy,
    Scanned,
    WayOut,
    LeftOut,
    Remark { what: What, place: &'a str, count: usize },
    Signed,
    UnknownPart,
    TooLarge,
    Leaks,
    Secret,
    Survived(&'a str),
    Unwritable,
    Exists,
    SameFile,
    SameName,
    NoSuchFolder,
    OutIsFile,
    NoStdout,
    CannotWrite(&'a io::Error),
    NotPinned,
    NotSigned,
    // The diagnosis.
    Diagnosed { documents: u64, exposed: u64, unread: u64 },
    Interrupted,
    KeyInside,
    KeyOpen,
    KeyBad,
    KeyMissing,
    OtherDiagnosis,
    DoneDiagnosis,
    NoDiagnosis,
    NoList,
    BadValue { option: &'a str, allowed: &'a str },
    // Usage.
    UnknownKind(&'a str),
    BadConfidence,
    Usage(&'a str),
    UsageMissing(&'a str),
    UsageValue { option: &'a str, values: &'a str },
    UsageConflict(&'a str),
    // A line of JSONL.
    NotUtf8,
    NotJson(usize),
    NotObject,
    NoText,
    TextNoString,
    WaitingForInput,
}

impl Say<'_> {
    /// The sentence.
    pub(crate) fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Ko => self.ko(),
            Lang::En => self.en(),
        }
    }

    fn ko(&self) -> String {
        match self {
            Self::Counts { mask, review, unread } => {
                format!("가릴 부분 {mask}건 · 확인할 부분 {review}건 · 읽지 못한 것 {unread}건")
            }
            Self::Files { files, mask, review, unread } => {
                format!("파일 {files}개: 가릴 부분 {mask}건 · 확인할 부분 {review}건 · 읽지 못한 것 {unread}건")
            }
            Self::Nothing => {
                "가릴 부분을 찾지 못했습니다. 그림과 열지 못한 붙임은 점검하지 않았으니 직접 확인하십시오.".into()
            }
            Self::Written { masked } => format!("가린 사본을 만들고 다시 확인했습니다. 가린 부분 {masked}건"),
            Self::ReviewLeft(n) => {
                format!("확인할 부분 {n}건은 가리지 않았습니다. 함께 가리려면 --strict 옵션을 쓰십시오.")
            }
            Self::Removed(what) => format!("사본에서 뺀 것: {what}"),
            Self::Verified => "가릴 부분이 남아 있지 않습니다.".into(),
            Self::Remaining(n) => format!("가릴 부분이 남아 있습니다: {n}건"),
            Self::FormHead => "공개구분 제안 (최종 판단은 기안자와 결재권자가 합니다)".into(),
            Self::FormOpen => "공개를 제한할 사유를 찾지 못했습니다.".into(),
            Self::NameHolds => "파일 이름에도 가릴 부분이 있습니다. 내보내기 전에 이름을 바꾸십시오.".into(),
            Self::Missing => "파일을 찾지 못했습니다. 경로를 확인하십시오.".into(),
            Self::Denied => "파일을 열 권한이 없습니다. 권한을 확인하십시오.".into(),
            Self::Folder => "폴더입니다. 파일을 지정하십시오.".into(),
            Self::NoFiles => "폴더에 파일이 없습니다. 경로를 확인하십시오.".into(),
            Self::CannotOpen(error) => format!("파일을 읽지 못했습니다{}. 다시 시도하십시오.", number(error)),
            Self::Unsupported => "지원하지 않는 형식입니다. 내용을 복사해 붙여 넣어 점검하십시오.".into(),
            Self::Damaged(n) => {
                format!("글자로 읽지 못한 곳이 {n}곳 있습니다. 그 밖의 부분만 점검했습니다. 원래 파일을 확인하십시오.")
            }
            Self::DamagedCopy => "파일이 손상되어 열지 못했습니다. 원래 파일은 그대로입니다.".into(),
            Self::Encrypted => "비밀번호가 걸려 있어 점검하지 못했습니다. 비밀번호를 푼 뒤 다시 여십시오.".into(),
            Self::Protected => "문서보안(DRM)으로 암호화된 파일입니다. 해제한 뒤 다시 여십시오.".into(),
            Self::Distribution => {
                "배포용 문서라서 내용이 잠겨 있습니다. 배포용으로 저장하기 전의 문서를 여십시오.".into()
            }
            Self::Legacy => {
                "옛 형식(DOC·PPT·엑셀 95·한글 3.0)의 파일이라 읽지 못합니다. DOCX·PPTX·XLSX·HWPX로 저장한 뒤 다시 여십시오."
                    .into()
            }
            Self::Scanned => "글자가 없는 그림 또는 스캔 문서입니다. 직접 확인하십시오.".into(),
            Self::WayOut => {
                "이 형식은 가린 글로만 내보냅니다. -o 옵션에 .txt 또는 .html로 끝나는 이름을 지정하십시오.".into()
            }
            Self::LeftOut => "사본에는 본문만 있습니다. 메모, 문서 정보, 그림, 첨부한 파일은 넣지 않았습니다.".into(),
            Self::Remark { what, place, count } => {
                let page = |noun: &str| if place.is_empty() { noun.to_owned() } else { format!("{place}쪽의 {noun}") };
                match what {
                    What::Picture => format!("{} {count}개는 점검하지 않았습니다. 직접 확인하십시오.", page("그림")),
                    What::Embedded => {
                        format!("안에 든 다른 파일 {count}개는 읽지 못했습니다. 따로 저장해 점검하십시오.{}", beside(place))
                    }
                    What::Glyphs => format!(
                        "{}를 알 수 없는 글꼴로 적은 곳이 있습니다. 원래 문서를 여십시오.",
                        if place.is_empty() { "글자".to_owned() } else { format!("{place}쪽에 글자") }
                    ),
                    What::Scan if place.is_empty() => Self::Scanned.ko(),
                    What::Scan => format!("{place}쪽은 글자가 없는 그림 또는 스캔 문서입니다. 직접 확인하십시오."),
                    What::Locked => {
                        format!("잠겨 있어 읽지 못한 부분이 있습니다({count}곳). 잠금을 푼 뒤 다시 여십시오.{}", beside(place))
                    }
                    What::Revision => "이전에 저장한 내용이 파일에 남아 있어 함께 점검했습니다.".into(),
                    What::Signature => "전자서명이 들어 있는 파일입니다. 가린 사본에는 서명이 없습니다.".into(),
                    _ => format!(
                        "내용을 알 수 없는 부분 {count}곳은 읽지 못했습니다. 내용을 복사해 붙여 넣어 점검하십시오.{}",
                        beside(place)
                    ),
                }
            }
            Self::Signed => "전자서명이 들어 있는 파일입니다. 가리면 서명이 깨지므로 서명하기 전의 파일을 여십시오.".into(),
            Self::UnknownPart => {
                "파일 안에 내용을 알 수 없는 부분이 있어 가린 사본을 만들지 않았습니다. 내용을 복사해 붙여 넣어 점검하십시오."
                    .into()
            }
            Self::TooLarge => "파일이나 그 안의 내용이 너무 커서 열지 않았습니다. 나누어 저장한 뒤 다시 여십시오.".into(),
            Self::Leaks => {
                "파일의 다른 부분에 원래 값이 남아 있어 가린 사본을 내보내지 않았습니다. 원래 파일은 그대로입니다.".into()
            }
            Self::Secret => {
                "비밀 표시가 있습니다. 비밀은 이 편집기에서 작성하거나 저장하지 말고 보안담당관에게 확인하십시오."
                    .into()
            }
            Self::Survived(places) => format!(
                "가린 사본에 원래 값이 남아 있어 내보내지 않았습니다. 남은 곳: {places}. 원래 문서는 바뀌지 않았습니다."
            ),
            Self::Unwritable => {
                "가린 글을 원래 인코딩으로 적을 수 없어 내보내지 않았습니다. UTF-8로 저장한 뒤 다시 시도하십시오."
                    .into()
            }
            Self::Exists => "같은 이름의 파일이 이미 있습니다. 다른 이름을 쓰거나 --force 옵션으로 바꾸십시오.".into(),
            Self::SameFile => "원래 파일 위에는 쓰지 않습니다. -o 옵션에 다른 이름을 지정하십시오.".into(),
            Self::SameName => "이름이 같은 파일이 둘 이상입니다. 나누어 실행하십시오.".into(),
            Self::NoSuchFolder => "사본을 둘 폴더가 없습니다. 폴더를 먼저 만드십시오.".into(),
            Self::OutIsFile => "파일이 여럿이면 -o 옵션에 폴더를 지정하십시오.".into(),
            Self::NoStdout => "사본은 파일로만 만듭니다. -o 옵션에 파일 이름을 지정하십시오.".into(),
            Self::CannotWrite(error) => {
                format!("결과를 쓰지 못했습니다{}. 남은 공간과 권한을 확인하십시오.", number(error))
            }
            Self::Diagnosed { documents, exposed, unread } => {
                format!("진단을 마쳤습니다. 점검한 문서 {documents}건 · 노출 문서 {exposed}건 · 읽지 못한 문서 {unread}건")
            }
            Self::Interrupted => "중단했습니다. 같은 명령을 다시 실행하면 이어서 진단합니다.".into(),
            Self::KeyInside => "열쇠 파일은 보고서 폴더 밖에 두십시오. --key 옵션에 다른 곳을 지정하십시오.".into(),
            Self::KeyOpen => "다른 사람이 읽을 수 있는 열쇠 파일입니다. 소유자만 읽게 권한을 600으로 바꾸십시오.".into(),
            Self::KeyBad => "열쇠 파일이 아닙니다. 32바이트 파일이어야 합니다.".into(),
            Self::KeyMissing => "열쇠 파일을 둘 곳을 모릅니다. --key 옵션에 보고서 폴더 밖의 파일을 지정하십시오.".into(),
            Self::OtherDiagnosis => "다른 대상이나 옵션으로 시작한 진단이 있는 폴더입니다. 다른 폴더를 쓰거나 --anew 옵션으로 새로 시작하십시오.".into(),
            Self::DoneDiagnosis => "이미 마친 진단이 있는 폴더입니다. 다른 폴더를 쓰거나 --anew 옵션으로 새로 시작하십시오.".into(),
            Self::NoDiagnosis => "마친 진단이 없는 폴더입니다. 진단할 폴더나 파일을 지정하십시오.".into(),
            Self::NoList => "읽을 수 없는 목록입니다. 이 진단이 만든 actions.csv 또는 report.json 파일을 지정하십시오.".into(),
            Self::BadValue { option, allowed } => format!("값이 맞지 않습니다: {option}. 쓸 수 있는 값: {allowed}"),
            Self::NotPinned => "지정한 해시와 다른 기준 파일입니다. 기관에서 받은 파일인지 확인하십시오.".into(),
            Self::NotSigned => "기준 파일의 서명을 확인하지 못했습니다. 기관에서 받은 파일과 서명인지 확인하십시오.".into(),
            Self::UnknownKind(near) => {
                format!("없는 종류입니다. {near}종류의 이름은 garim kinds 명령으로 볼 수 있습니다.")
            }
            Self::BadConfidence => "--min-confidence 값은 0과 1 사이의 수여야 합니다(예: 0.5).".into(),
            Self::Usage(what) => {
                format!("알 수 없는 인수입니다: {what}. 쓰는 법은 garim --help 명령으로 볼 수 있습니다.")
            }
            Self::UsageMissing(what) => {
                format!("빠진 인수가 있습니다: {what}. 쓰는 법은 garim --help 명령으로 볼 수 있습니다.")
            }
            Self::UsageValue { option, values } => format!("값이 맞지 않습니다: {option}. 쓸 수 있는 값: {values}"),
            Self::UsageConflict(what) => format!("함께 쓸 수 없는 인수입니다: {what}. 하나만 쓰십시오."),
            Self::NotUtf8 => "UTF-8이 아닌 바이트가 있는 줄입니다. UTF-8로 적어 다시 보내십시오.".into(),
            Self::NotJson(column) => {
                format!("JSON이 아닌 줄입니다({column}번째 바이트). 한 줄에 JSON 객체 하나를 적으십시오.")
            }
            Self::NotObject => "JSON 객체가 아닙니다. {\"id\": …, \"text\": …} 모양으로 적으십시오.".into(),
            Self::NoText => "text 필드가 없습니다. 점검할 글을 text 필드에 적으십시오.".into(),
            Self::TextNoString => "text 필드가 문자열이 아닙니다. 점검할 글을 문자열로 적으십시오.".into(),
            Self::WaitingForInput => {
                "표준 입력을 읽습니다. 다 적었으면 Ctrl+D(Windows에서는 Ctrl+Z)를 누르십시오.".into()
            }
        }
    }

    fn en(&self) -> String {
        match self {
            Self::Counts { mask, review, unread } => format!("{mask} to mask · {review} to review · {unread} not read"),
            Self::Files { files, mask, review, unread } => {
                format!("{files} files: {mask} to mask · {review} to review · {unread} not read")
            }
            Self::Nothing => {
                "Nothing to mask was found. Pictures and attachments that were not opened are not checked: look at them yourself.".into()
            }
            Self::Written { masked } => format!("masked copy written and verified: {masked} masked"),
            Self::ReviewLeft(n) => format!("{n} to review were not masked; use --strict to mask them too"),
            Self::Removed(what) => format!("left out of the copy: {what}"),
            Self::Verified => "nothing is left to mask".into(),
            Self::Remaining(n) => format!("something remains: {n}"),
            Self::FormHead => "Suggested disclosure (the drafter and the approving officer decide)".into(),
            Self::FormOpen => "no ground for a restriction was found".into(),
            Self::NameHolds => "the file's name holds something to mask too; rename it before it leaves".into(),
            Self::Missing => "no such file; check the path".into(),
            Self::Denied => "no permission to open the file; check its permissions".into(),
            Self::Folder => "this is a folder; name a file".into(),
            Self::NoFiles => "the folder holds no files; check the path".into(),
            Self::CannotOpen(error) => format!("the file cannot be read{}; try again", number(error)),
            Self::Unsupported => "the format is not supported; copy the content and paste it to check it".into(),
            Self::Damaged(n) => format!("{n} places are no characters; the rest was checked; look at the original file"),
            Self::DamagedCopy => "the file is damaged and was not opened; it was not changed".into(),
            Self::Encrypted => "the file asks for a password; remove the password and open it again".into(),
            Self::Protected => "a document security program encrypted the file; decrypt it and open it again".into(),
            Self::Distribution => {
                "the file is a distribution copy and its text is locked; open the document it was made of".into()
            }
            Self::Legacy => {
                "the format is of an older program (DOC, PPT, Excel 95, HWP 3.0); save it as DOCX, PPTX, XLSX or HWPX".into()
            }
            Self::Scanned => "the file holds pictures or scans without text; look at it yourself".into(),
            Self::WayOut => "a copy of this format is text; give a name that ends in .txt or .html with -o".into(),
            Self::LeftOut => "the copy holds the running text; memos, properties, pictures and attachments were left out".into(),
            Self::Remark { what, place, count } => {
                let page = if place.is_empty() { String::new() } else { format!(" (page {place})") };
                match what {
                    What::Picture => format!("{count} pictures were not read{page}; look at them yourself"),
                    What::Embedded => format!("{count} files inside were not read; save them and check them{}", beside(place)),
                    What::Glyphs => format!("letters of a font that does not say what they are{page}; open the original document"),
                    What::Scan => format!("a picture or a scan without text{page}; look at it yourself"),
                    What::Locked => format!("{count} parts are locked; unlock them first{}", beside(place)),
                    What::Revision => "earlier states that the file still holds were checked too".into(),
                    What::Signature => "the file is signed; a masked copy does not bear the signature".into(),
                    _ => format!("{count} unknown parts were not read; paste their content to check it{}", beside(place)),
                }
            }
            Self::Signed => "the file is signed and a mask would break the signature; open the file before it was signed".into(),
            Self::UnknownPart => "the file holds a part that cannot be read; no masked copy was made; paste its content to check it".into(),
            Self::TooLarge => "the file or what it holds is too large; save it in pieces and open those".into(),
            Self::Leaks => "a value would be left in another part of the file; no masked copy was written".into(),
            Self::Secret => {
                "the document bears a secret marking; do not write or store secrets here, ask your security officer".into()
            }
            Self::Survived(places) => {
                format!("original values would survive in the masked copy, so it was not written: {places}; the document was not changed")
            }
            Self::Unwritable => {
                "the masked text cannot be written in the original encoding, so nothing was written; save the file as UTF-8 first".into()
            }
            Self::Exists => "a file of this name exists; use another name, or --force to replace it".into(),
            Self::SameFile => "the original is never overwritten; give another name with -o".into(),
            Self::SameName => "two files have this name; run them apart".into(),
            Self::NoSuchFolder => "there is no folder for the copy; make it first".into(),
            Self::OutIsFile => "for several files, -o must be a folder".into(),
            Self::NoStdout => "a copy is only written to a file; give its name with -o".into(),
            Self::CannotWrite(error) => format!("the result cannot be written{}; check space and permissions", number(error)),
            Self::Diagnosed { documents, exposed, unread } => {
                format!("diagnosis done: {documents} documents checked, {exposed} exposed, {unread} not read")
            }
            Self::Interrupted => "interrupted; run the same command again to go on".into(),
            Self::KeyInside => "keep the key outside the report's folder; give another place with --key".into(),
            Self::KeyOpen => "others can read the key file; make it readable by its owner only (600)".into(),
            Self::KeyBad => "this is no key file: it must have 32 bytes".into(),
            Self::KeyMissing => "no place for the key file is known; give one outside the report's folder with --key".into(),
            Self::OtherDiagnosis => "the folder holds a diagnosis of other documents or with other options; use another folder, or --anew".into(),
            Self::DoneDiagnosis => "the folder holds a diagnosis that is done; use another folder, or --anew".into(),
            Self::NoDiagnosis => "the folder holds no diagnosis that is done; name what to diagnose".into(),
            Self::NoList => "the list cannot be read; name the actions.csv or report.json of a diagnosis".into(),
            Self::BadValue { option, allowed } => format!("wrong value: {option}; possible values: {allowed}"),
            Self::NotPinned => "the profile has another hash; ask your organisation for its file".into(),
            Self::NotSigned => "the profile's signature does not hold; ask your organisation for its file".into(),
            Self::UnknownKind(near) => format!("no such kind; {near}`garim kinds` lists them"),
            Self::BadConfidence => "--min-confidence is a number between 0 and 1, such as 0.5".into(),
            Self::Usage(what) => format!("unknown argument: {what}; see garim --help"),
            Self::UsageMissing(what) => format!("missing argument: {what}; see garim --help"),
            Self::UsageValue { option, values } => format!("wrong value: {option}; possible values: {values}"),
            Self::UsageConflict(what) => format!("arguments that exclude each other: {what}; use one of them"),
            Self::NotUtf8 => "the line holds bytes that are not UTF-8; send it as UTF-8".into(),
            Self::NotJson(column) => format!("the line is not JSON (byte {column}); write one JSON object a line"),
            Self::NotObject => "not a JSON object; write {\"id\": …, \"text\": …}".into(),
            Self::NoText => "there is no field text; put the text to check there".into(),
            Self::TextNoString => "the field text is not a string; put the text to check there".into(),
            Self::WaitingForInput => "reading standard input; end it with Ctrl+D (on Windows Ctrl+Z)".into(),
        }
    }
}

/// The part that a remark is about, behind it.
fn beside(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!(" ({place})") }
}

/// The number the system gives to an error; its text may be in any language.
fn number(error: &io::Error) -> String {
    error.raw_os_error().map(|n| format!("({n})")).unwrap_or_default()
}

/// A line and a column as a place.
pub(crate) fn place((line, column): (usize, usize), lang: Lang) -> String {
    match lang {
        Lang::Ko => format!("{line}번째 줄 {column}번째 글자"),
        Lang::En => format!("line {line}, column {column}"),
    }
}
