//! Whether a whole draft is taken for a genuine secret, which is never copied out.

use garim::check::check;
use garim::detect::secret::genuine_secret;
use garim::policy::Policy;

fn is_secret(text: &str) -> bool {
    genuine_secret(&check(text, &Policy::default()).findings)
}

#[test]
fn it_takes_several_marks_for_a_secret() {
    assert!(is_secret("Ⅱ급비밀\n사본번호 3/15\n지역 방호계획\n1. 목적"));
    assert!(is_secret("Ⅲ급 비밀\n2027년 충무 시행계획\n예고문: 2031. 12. 31. 파기"));
    assert!(is_secret("< Ⅱ급비밀 >\n훈련 계획\n1. 대비태세\n< Ⅱ급비밀 >"));
}

#[test]
fn it_takes_one_mark_or_a_text_about_secrets_for_none() {
    assert!(!is_secret("[대외비]\n조직개편 검토\n[대외비]"));
    assert!(!is_secret("보안등급: Ⅲ급비밀\n훈련 계획"));
    assert!(!is_secret("연번\t제목\t비밀등급\t관리번호\n1\t방호계획\tⅡ급비밀\t2026-12\n2\t동원계획\tⅢ급비밀\t2026-13"));
    assert!(!is_secret(
        "제21조 ① Ⅱ급 비밀취급인가는 장이 한다.\n1. Ⅱ급비밀의 사본번호는 보관책임자가 적는다.\n2. 예고문에 따라 2027. 12. 31.까지 재분류한다."
    ));
}
