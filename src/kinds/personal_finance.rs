//! 개인의 소득·재산·체납 금액 (a person's income, assets or debts).
//!
//! Salaries, income, property, debts, arrears, fines and fees of one person. The span is the amount with its unit and a 월, 연, 약, 금 before it; the word
//! before it or the head of its column says what it is (`words/fact_money.txt`, attribute `own`), and a person in the row, the line or shortly before
//! says whose. Public money, contract totals, rules and statistics stay (정보공개법 제9조제1항제6호, as of 2026-11).
//! Found in `detect/facts/`.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec {
    ..Spec::new(Kind::PersonalFinance)
};

pub(crate) const MANUAL: Manual = Manual {
    text: "특정인의 급여·소득·재산·채무·체납·과태료·강사료 등의 금액입니다. 금액 앞의 말이나 칸의 이름이 그 뜻을 말하고 같은 줄이나 바로 앞에 사람이 있을 때 찾습니다. 예산, 계약 총액, 업체의 과태료, 기준을 정한 금액, 통계는 그대로 둡니다.",
    examples: EXAMPLES,
};

const EXAMPLES: &[Example] = &[
    Example::Finds("성명\t생년월일\t체납액\t비고\n탁승희\t1961.05.22.\t[[personal_finance|38,412,000원]]\t분할납부\n표경남\t1970.11.03.\t[[personal_finance|9,100,450원]]\t"),
    Example::Finds("체납자 구본솔(1961.05.22.)의 체납액[[personal_finance|412,350원]]을 징수한다."),
    Example::Finds("성명: 탁승희\n체납액: [[personal_finance|１，２００，０００원]]"),
    Example::Finds("과태료 부과 사전통지\n위반자: 구본솔 (생년월일 1984. 3. 17.)\n과태료 금액: [[personal_finance|500,000원]]"),
    Example::Passes("소요예산: 금25,600,000원(201-01 사무관리비)\n담당 복지정책과"),
    Example::Passes("위반하면 10만원의 과태료를 부과한다. 최대 200만원까지 부과할 수 있다."),
    Example::Passes("체납 건수 3,412건, 체납액 4억 1,820만원, 징수율 71.2%"),
];
