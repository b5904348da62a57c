//! Whether a draft is a genuine secret, which no program may copy out: several marks of secrecy together.
//!
//! One mark is a hint for the drafter. 대외비 alone, or a list that names the grades of other documents, is no secret.

use crate::finding::Finding;
use crate::kinds::{SECRET_COPY, SECRET_GRADE, SECRET_NOTICE, SECRET_NUMBER};

/// Whether the findings of a draft say that it is a secret by law: a stamped grade together with a note of disposal, the number of a copy, a
/// number in the register, or the same stamp a second time (it stands at the head and the foot of every page).
pub fn genuine_secret(findings: &[Finding]) -> bool {
    let count = |rule: &str| findings.iter().filter(|f| f.rule == rule).count();
    let grades = count(SECRET_GRADE);
    let beside = [SECRET_NOTICE, SECRET_COPY, SECRET_NUMBER].iter().filter(|r| count(r) > 0).count();
    grades >= 2 || grades == 1 && beside >= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;
    use crate::span::Span;

    fn finding(rule: &'static str) -> Finding {
        Finding {
            span: Span { start: 0, end: 1 },
            kind: Kind::SecurityMark,
            action: Kind::SecurityMark.action(),
            item: 1,
            confidence: 99,
            rule,
            why: "…".into(),
            mask: None,
            own: None,
        }
    }

    #[test]
    fn asks_for_several_marks() {
        assert!(genuine_secret(&[finding(SECRET_GRADE), finding(SECRET_COPY)]));
        assert!(genuine_secret(&[finding(SECRET_GRADE), finding(SECRET_GRADE)]));
        assert!(!genuine_secret(&[finding(SECRET_GRADE)]));
        assert!(!genuine_secret(&[finding("security_mark/confidential"), finding("security_mark/confidential")]));
        assert!(!genuine_secret(&[
            finding("security_mark/listed"),
            finding("security_mark/listed"),
            finding(SECRET_NUMBER)
        ]));
    }
}
