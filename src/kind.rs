//! The kinds, the actions and the items: the contract's tables, once.
//!
//! Not here: patterns (`kinds/`), words (`words/`), what is suggested for a draft (`disclosure/`).

/// What is done with a finding on export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Action {
    /// Recognised and left as it is, with the reason.
    Keep,
    /// Highlighted; the drafter decides before export.
    Review,
    /// Taken out on export unless the drafter says otherwise.
    Mask,
}

impl Action {
    /// The stable name used in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Review => "review",
            Self::Mask => "mask",
        }
    }

    /// The action with the given stable name.
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::Keep, Self::Review, Self::Mask].into_iter().find(|a| a.id() == id)
    }

    /// The name a drafter reads.
    pub const fn name_ko(self) -> &'static str {
        match self {
            Self::Keep => "그대로 둠",
            Self::Review => "확인",
            Self::Mask => "가림",
        }
    }
}

/// How a masked value of a kind must behave: whether its length may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// The mask is as long as the value.
    Kept,
    /// The length gives the value away: the mask is always `****`.
    Hidden,
}

macro_rules! kinds_table {
    ($($variant:ident $id:literal $ko:literal $en:literal $item:literal $action:ident $length:ident;)+) => {
        /// A kind of datum, in the order of the contract's table (ties are broken by this order).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind { $(#[doc = $ko] $variant),+ }

        impl Kind {
            /// Every kind, in order.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant),+];

            /// The stable name: JSON, CSS, rule files, corpus files.
            pub const fn id(self) -> &'static str { match self { $(Kind::$variant => $id),+ } }

            /// 이름: what a drafter reads.
            pub const fn name_ko(self) -> &'static str { match self { $(Kind::$variant => $ko),+ } }

            /// The English name.
            pub const fn name_en(self) -> &'static str { match self { $(Kind::$variant => $en),+ } }

            /// The default item (호) of Article 9(1).
            pub const fn item(self) -> u8 { match self { $(Kind::$variant => $item),+ } }

            /// The default action.
            pub const fn action(self) -> Action { match self { $(Kind::$variant => Action::$action),+ } }

            /// Whether a mask may show the length of the value.
            pub const fn length(self) -> Length { match self { $(Kind::$variant => Length::$length),+ } }

            /// The kind with the given stable name.
            pub fn from_id(id: &str) -> Option<Kind> { match id { $($id => Some(Kind::$variant),)+ _ => None } }
        }
    };
}

kinds_table! {
    Rrn "rrn" "주민등록번호" "resident registration number" 6 Mask Kept;
    Frn "frn" "외국인등록번호·국내거소신고번호" "foreigner registration number" 6 Mask Kept;
    Passport "passport" "여권번호" "passport number" 6 Mask Kept;
    DriverLicense "driver_license" "운전면허번호" "driver's licence number" 6 Mask Kept;
    HealthInsuranceNo "health_insurance_no" "건강보험증 번호" "health insurance card number" 6 Mask Kept;
    CustomsCode "customs_code" "개인통관고유부호" "personal customs code" 6 Mask Kept;
    MilitaryNo "military_no" "군번" "military service number" 6 Mask Kept;
    StudentNo "student_no" "학번·수험번호" "student or examinee number" 6 Mask Kept;
    EmployeeNo "employee_no" "사번·공무원 개인식별번호" "employee number" 6 Mask Kept;
    PersonName "person_name" "성명" "person's name" 6 Mask Kept;
    BirthDate "birth_date" "생년월일" "date of birth" 6 Mask Kept;
    Mobile "mobile" "휴대전화번호" "mobile phone number" 6 Mask Kept;
    Landline "landline" "유선전화·팩스번호" "landline or fax number" 6 Mask Kept;
    SafeNumber "safe_number" "안심번호" "virtual safe number (050)" 6 Mask Kept;
    Email "email" "전자우편 주소" "e-mail address" 6 Mask Kept;
    Address "address" "주소" "address" 6 Mask Kept;
    GeoPoint "geo_point" "위도·경도" "latitude and longitude" 6 Mask Kept;
    VehiclePlate "vehicle_plate" "자동차등록번호" "vehicle registration plate" 6 Mask Kept;
    BankAccount "bank_account" "계좌번호" "bank account number" 6 Mask Kept;
    CardNumber "card_number" "신용·체크카드번호" "payment card number" 6 Mask Kept;
    AccountId "account_id" "계정 ID" "account ID" 6 Mask Kept;
    Credential "credential" "비밀번호·인증키" "password, key or access code" 3 Mask Hidden;
    IpAddress "ip_address" "IP 주소" "IP address" 2 Mask Kept;
    MacAddress "mac_address" "MAC 주소" "MAC address" 6 Mask Kept;
    PersonalFinance "personal_finance" "개인의 소득·재산·체납 금액" "a person's income, assets or debts" 6 Mask Hidden;
    SensitiveHealth "sensitive_health" "개인의 질병·장애·진료 사실" "a person's health" 6 Mask Kept;
    SensitiveCriminal "sensitive_criminal" "개인의 범죄·수사·피해 사실" "a person's criminal matter or injury" 6 Mask Kept;
    SensitiveBelief "sensitive_belief" "개인의 사상·종교·노조·정당·성생활" "a person's beliefs" 6 Mask Kept;
    WelfareStatus "welfare_status" "개인의 수급·복지 대상 사실" "a person's welfare status" 6 Mask Kept;
    UnitPrice "unit_price" "업체가 낸 단가·원가·견적 금액" "a company's unit price, cost or quote" 7 Mask Hidden;
    ReservePrice "reserve_price" "공고 전 예정가격·평가 점수" "reserve price before tender, evaluation score" 5 Mask Hidden;
    SalesFigure "sales_figure" "법인의 매출·거래·재무 내역" "a company's sales or finances" 7 Mask Hidden;
    TradeSecret "trade_secret" "영업비밀·미공개 기술" "trade secret" 7 Mask Hidden;
    RestrictedPart "restricted_part" "비공개로 지정한 부분" "part marked as restricted" 6 Mask Kept;
    CaseNo "case_no" "재판·수사 사건번호" "court or investigation case number" 4 Review Kept;
    SecurityMark "security_mark" "비밀·대외비 표시" "security marking" 1 Review Kept;
    BusinessRegNo "business_reg_no" "사업자등록번호" "business registration number" 7 Review Kept;
    CorpRegNo "corp_reg_no" "법인등록번호" "corporation registration number" 7 Review Kept;
    PersonalRecord "personal_record" "개인의 징계·평정·성적·조치" "a person's discipline, appraisal or grades" 6 Review Kept;
    FamilyStatus "family_status" "개인의 가족관계·혼인·학력·경력" "a person's family, education or career" 6 Review Kept;
    PaymentNo "payment_no" "전자납부번호·가상계좌·고지번호" "payment or notice number" 6 Review Kept;
    PetitionNo "petition_no" "민원·정보공개 접수번호" "petition or disclosure request number" 6 Review Kept;
    RegistryNo "registry_no" "장애인등록·수급자·자격 번호" "registry number" 6 Review Kept;
    PatentFiling "patent_filing" "공개 전 출원번호" "unpublished patent application number" 7 Review Kept;
}

impl Kind {
    /// The name in a label mask: 이름 up to the first mark.
    pub fn label(self) -> &'static str {
        self.name_ko().split(['·', '(']).next().unwrap_or_default()
    }

    /// Whether its review findings suggest nothing at all: they are shown together and stay unless the drafter says otherwise.
    pub const fn is_silent(self) -> bool {
        matches!(self, Self::CaseNo | Self::BusinessRegNo | Self::CorpRegNo)
    }

    /// Whether it may be written down only where a statute allows it: 고유식별정보, 「개인정보 보호법」 제24조 and its decree, article 19.
    pub const fn needs_statute(self) -> bool {
        matches!(self, Self::Rrn | Self::Frn | Self::Passport | Self::DriverLicense)
    }
}

/// The parts that persons play, in labels (`[위원1]`). Where one is the end of another (평가위원, 위원), the longest that stands there counts.
pub const PARTS: [&str; 44] = [
    "위원",
    "평가위원",
    "심사위원",
    "심의위원",
    "면접위원",
    "외부위원",
    "위원장",
    "신청인",
    "신청자",
    "민원인",
    "청구인",
    "피청구인",
    "신고인",
    "제보자",
    "피해자",
    "가해자",
    "피의자",
    "피고인",
    "원고",
    "피고",
    "참고인",
    "증인",
    "진정인",
    "피진정인",
    "환자",
    "보호자",
    "학생",
    "학부모",
    "아동",
    "대상자",
    "수급자",
    "체납자",
    "응시자",
    "지원자",
    "임차인",
    "임대인",
    "소유자",
    "상속인",
    "유족",
    "배우자",
    "자녀",
    "근로자",
    "대표자",
    "강사",
];

/// Whether a name is one that label masks bear (`[성명1]`, `[위원1]`). A mask by any other name must be added here, so that it is read as
/// a mask and not as words and digits.
pub fn is_label(name: &[u16]) -> bool {
    let mut names = Kind::ALL.iter().map(|kind| kind.label()).chain(PARTS);
    names.any(|label| label.encode_utf16().eq(name.iter().copied()))
}

/// Where the text of Article 9(1) stands.
pub const STATUTE: &str = "「공공기관의 정보공개에 관한 법률」 제9조제1항";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_kind_by_its_id() {
        for &kind in Kind::ALL {
            assert_eq!(Kind::from_id(kind.id()), Some(kind));
            assert!((1..=8).contains(&kind.item()));
        }
        assert_eq!(Kind::ALL.len(), 44);
    }
}
