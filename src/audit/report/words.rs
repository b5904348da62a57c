//! What a report says: names of tables, definitions with their denominators, reasons, steps. Plain official Korean.

/// What figures mean, and what they are shares of.
pub(super) const DEFINITIONS: &[(&str, &str, &str)] = &[
    ("노출 문서", "비공개가 아니면서 가릴 부분이 한 건이라도 있는 문서", "—"),
    ("문서 노출률", "노출 문서의 비율", "읽은 문서 가운데 비공개가 아닌 것(공개·부분공개·구분을 모르는 것)"),
    (
        "고유식별정보 노출률",
        "주민등록번호·외국인등록번호·여권번호·운전면허번호(「개인정보 보호법」 제24조)가 든 노출 문서의 비율",
        "문서 노출률과 같음",
    ),
    ("백 문서당 건수", "노출 문서에서 가릴 부분의 건수", "비공개가 아닌 읽은 문서 100건"),
    ("백 문서당 가중 건수", "같은 건수에서 고유식별정보 한 건을 열 건으로 셈", "비공개가 아닌 읽은 문서 100건"),
    (
        "깨끗한 문서",
        "끝까지 읽었고 그림이 없으며 가릴 부분도 확인할 부분도 찾지 못한 문서",
        "점검한 모든 문서. 읽지 못한 문서와 그림이 든 문서는 깨끗한 문서에 넣지 않음",
    ),
    (
        "붙임에만 노출",
        "가릴 부분이 모두 본문의 끝 표시(끝.) 뒤나 이름이 붙임·별첨·별지·첨부로 시작하는 파일에 있는 노출 문서",
        "—",
    ),
    (
        "반복 노출",
        "같은 값이 둘 이상의 문서에 있는 것. 이름·생년월일·금액처럼 여럿이 같을 수 있는 값은 세지 않음. 값은 담당자의 열쇠로 만든 표지로만 견주며 보고서에는 차례 번호만 적음",
        "—",
    ),
];

/// Steps for a document that is public already.
pub(super) const STEPS: [&str; 4] = ["비공개 전환", "검색 사본 삭제 요청", "통지·신고 판단(72시간 안)", "재발 방지"];

/// What each step asks for.
pub(super) const STEP_TEXTS: [&str; 4] = [
    "공개를 멈추고 가린 사본으로 바꿉니다. 같은 문서가 다른 게시판이나 붙임에도 있는지 봅니다.",
    "검색 사이트에 남은 사본과 미리보기의 삭제를 요청하고, 지워졌는지 다시 확인합니다.",
    "유출에 해당하는지 판단하고, 해당하면 「개인정보 보호법」 제34조에 따라 안 때부터 72시간 안에 정보주체에게 알리고 신고합니다. 판단한 까닭을 남깁니다.",
    "왜 걸러지지 않았는지 적고, 서식·결재 절차·교육 가운데 무엇을 고칠지 정합니다.",
];

/// Why something was not read.
pub(super) fn unread(code: &str) -> &str {
    match code {
        "link" => "다른 곳을 가리키는 링크라 따라가지 않음",
        "not_found" => "파일을 찾지 못함",
        "permission_denied" => "열 권한이 없음",
        "cannot_read" => "읽는 중에 잘못됨",
        "unsupported_format" => "지원하지 않는 형식",
        "encrypted" => "비밀번호가 걸려 있음",
        "protected" => "문서보안(DRM)으로 암호화됨",
        "signed" => "전자서명이 든 파일",
        "unknown_part" => "내용을 알 수 없는 부분이 있음",
        "too_large" => "너무 큼",
        "distribution" => "배포용 문서라 글이 잠겨 있음",
        "legacy" => "옛 프로그램의 형식",
        "scanned" => "글자가 없는 그림 또는 스캔 문서",
        "damaged" => "손상됨",
        "invalid_json" => "JSON이 아닌 줄",
        "missing_text" => "text도 path도 없는 줄",
        "invalid_utf8" => "UTF-8이 아닌 글",
        "internal" => "점검하는 중에 잘못됨",
        "crashed" => "읽는 중에 멈춤",
        "time_limit" => "정한 시간 안에 읽지 못함",
        _ => "읽지 못함",
    }
}

/// A level as an officer reads it.
pub(super) fn level(id: Option<&str>) -> &'static str {
    match id {
        Some("open") => "공개",
        Some("partial") => "부분공개",
        Some("closed") => "비공개",
        _ => "모름",
    }
}

/// Days left before publication.
pub(super) fn left(days: Option<i32>) -> String {
    match days {
        None => "—".to_owned(),
        Some(days) if days <= 0 => format!("공개됨({}일 지남)", -days),
        Some(days) => format!("{days}일 남음"),
    }
}

/// The spans of days that exposed documents are counted by.
pub(super) const LEFT: [&str; 5] = ["이미 공개됨", "3일 안", "4–7일", "8–30일", "31일 뒤"];
