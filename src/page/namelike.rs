//! Whether a word may be a person's name: a cheap guess by surname and length, for kinds that need "there stands a person" and nothing
//! more. It is no finder of names.

use super::Page;
use crate::text::{Class, Phrases};

/// Surnames of one syllable (2015 census, more than a thousand people each).
const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당화창뇌리림나로엽옹빙내곡해준돈초계궁판미독풍돌근필묵";
/// Surnames of two syllables.
pub(super) static COMPOUND: Phrases<10> =
    Phrases::new(["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절", "을지"]);

/// Words that end like an event or a thing: what is written before a date in brackets where no person is meant.
static THINGS: Phrases<359> = Phrases::new([
    "개정",
    "제정",
    "시행",
    "공포",
    "고시",
    "공고",
    "접수",
    "신청",
    "신설",
    "변경",
    "이전",
    "설립",
    "설치",
    "준공",
    "착공",
    "완공",
    "완료",
    "체결",
    "계약",
    "승인",
    "허가",
    "인가",
    "등록",
    "신고",
    "발급",
    "발행",
    "교부",
    "선고",
    "판결",
    "결정",
    "의결",
    "개최",
    "실시",
    "임용",
    "발령",
    "취임",
    "퇴임",
    "퇴직",
    "입사",
    "채용",
    "전입",
    "전출",
    "이사",
    "사망",
    "혼인",
    "이혼",
    "입원",
    "퇴원",
    "수술",
    "진단",
    "검사",
    "점검",
    "방문",
    "출장",
    "회의",
    "기준",
    "현재",
    "시작",
    "종료",
    "만료",
    "기한",
    "마감",
    "예정",
    "최초",
    "최종",
    "당초",
    "변동",
    "납부",
    "지급",
    "정산",
    "송달",
    "통지",
    "통보",
    "회신",
    "제출",
    "조회",
    "발생",
    "사고",
    "화재",
    "개시",
    "폐지",
    "폐업",
    "개업",
    "휴업",
    "취소",
    "정지",
    "해지",
    "해제",
    "확정",
    "공개",
    "게시",
    "배포",
    "개통",
    "매입",
    "매각",
    "취득",
    "준비",
    "심사",
    "평가",
    "조사",
    "선정",
    "위촉",
    "해촉",
    "이행",
    "출원",
    "등재",
    "지정",
    "고지",
    "부과",
    "체납",
    "수령",
    "인수",
    "인계",
    "이관",
    "교체",
    "수정",
    "보완",
    "작성",
    "연장",
    "갱신",
    "재개",
    "중단",
    "선임",
    "사임",
    "탈퇴",
    "가입",
    "구성",
    "출범",
    "발족",
    "창립",
    "개교",
    "폐교",
    "입학",
    "졸업",
    "수료",
    "이수",
    "응시",
    "합격",
    "시험",
    "교육",
    "훈련",
    "연수",
    "행사",
    "축제",
    "대회",
    "조례",
    "규칙",
    "법률",
    "지침",
    "훈령",
    "예규",
    "협약",
    "협정",
    "명령",
    "전문",
    "부칙",
    "별표",
    "서식",
    "공문",
    "문서",
    "민원",
    "사업",
    "공사",
    "용역",
    "구매",
    "감사",
    "재판",
    "소송",
    "고발",
    "수사",
    "처분",
    "징계",
    "표창",
    "포상",
    "회계",
    "결산",
    "예산",
    "추경",
    "본회의",
    "조성",
    "신규",
    "제도",
    "기간",
    "일자",
    "날짜",
    "시점",
    "이후",
    "이상",
    "미만",
    "기타",
    "주민",
    "국민",
    "여성",
    "남성",
    "노인",
    "구민",
    "도민",
    "고객",
    "전원",
    "임원",
    "남자",
    "여자",
    "주택",
    "제품",
    "경우",
    "정부",
    "공단",
    "본관",
    "별관",
    "전국",
    "인구",
    "명단",
    "현황",
    "소재",
    "도시",
    "우리",
    "모두",
    "당사",
    "본부",
    "정관",
    "규정",
    "내규",
    "청사",
    "도서관",
    "기념관",
    "체육관",
    "홍보관",
    "박물관",
    "미술관",
    "회관",
    "공원",
    "차량",
    "어선",
    "선박",
    "도로",
    "교량",
    "하천",
    "육교",
    "여권",
    "면허",
    "석면",
    "기계",
    "장비",
    "설비",
    "시설",
    "지구",
    "하수",
    "상수",
    "전기",
    "통신",
    "방송",
    "우편",
    "은행",
    "신문",
    "서류",
    "도면",
    "사진",
    "영상",
    "자료",
    "보고",
    "조서",
    "진술",
    "진정",
    "고소",
    "공동",
    "대장",
    "대표",
    "마을",
    "문화",
    "방침",
    "방법",
    "방안",
    "변상",
    "보상",
    "보조",
    "보증",
    "보험",
    "부지",
    "상가",
    "상황",
    "서명",
    "선거",
    "성과",
    "소방",
    "소유",
    "손해",
    "신탁",
    "안내",
    "안전",
    "여행",
    "연구",
    "연금",
    "예방",
    "오류",
    "옥상",
    "용도",
    "원본",
    "위반",
    "위원",
    "위치",
    "유형",
    "유족",
    "음식",
    "인증",
    "임대",
    "임시",
    "입찰",
    "장기",
    "장소",
    "전세",
    "전용",
    "전환",
    "정기",
    "정밀",
    "주소",
    "주차",
    "지원금",
    "지하",
    "진행",
    "차용",
    "채권",
    "천막",
    "추가",
    "표지",
    "하자",
    "한국",
    "함께",
    "해당",
    "현장",
    "협의",
    "이사회",
    "위원회",
    "총회",
    "의회",
    "협회",
    "학회",
    "교회",
    "국회",
    "정기회",
    "임시회",
    "협의회",
    "조합",
    "단체",
    "좌표",
    "연번",
    "순번",
    "건수",
    "금액",
    "수량",
    "소계",
    "합계",
    "인원",
    "면적",
    "연도",
    "주기",
    "성분",
    "채널",
    "지번",
    "고유",
]);

/// Words of that list that are given names as well: 예인수, 박수정.
static GIVEN: Phrases<12> =
    Phrases::new(["인수", "이수", "구성", "선정", "연수", "수정", "조성", "우리", "지구", "정기", "장기", "대표"]);

/// Titles and forms of address: what stands before them is a person.
const TITLES: [&str; 13] =
    ["씨", "님", "군", "양", "옹", "귀하", "어르신", "여사", "학생", "아동", "선생님", "선생", "씨의"];

fn any_of(units: &str, unit: u16) -> bool {
    units.encode_utf16().any(|u| u == unit)
}

impl Page {
    /// Whether the word that ends at `end` may be a name, alone or with a form of address behind it.
    pub fn name_ends(&self, end: u32) -> bool {
        self.names(end, false)
    }

    /// The same, where places and offices stand as often as names.
    pub fn name_ends_strictly(&self, end: u32) -> bool {
        self.names(end, true)
    }

    fn names(&self, end: u32, strict: bool) -> bool {
        let f = &self.folded;
        let mut to = end as usize;
        while to > 0 && f.class(to - 1) == Class::Space && (end as usize) - to < 2 {
            to -= 1;
        }
        for title in TITLES {
            let n = title.chars().count();
            if f.ends_with(to, title) && to > n {
                let before = to - n;
                if f.class(before - 1) == Class::Space && before >= 2 && f.class(before - 2) == Class::Hangul {
                    return self.plain_name(before - 1, strict);
                }
                // 진도군, 고양: a place, unless a whole name stands before.
                let place = matches!(title, "군" | "양") && (before < 3 || f.class(before - 3) != Class::Hangul);
                if n > 1 || !place && f.class(before - 1) == Class::Hangul && self.plain_name(before, strict) {
                    return true;
                }
            }
        }
        self.plain_name(to, strict)
    }

    /// Whether the word that ends exactly at `to` is two to four syllables with a surname in front and no word for a thing or an event,
    /// or two Latin words with capitals.
    fn plain_name(&self, to: usize, strict: bool) -> bool {
        let f = &self.folded;
        if to == 0 {
            return false;
        }
        if f.class(to - 1) == Class::Latin {
            return self.latin_name(to);
        }
        // 홍○○: a name that was masked.
        if f.class(to - 1) == Class::Blank {
            let mut from = to;
            while from > 0 && f.class(from - 1) == Class::Blank && to - from < 4 {
                from -= 1;
            }
            return from > 0
                && f.class(from - 1) == Class::Hangul
                && f.class_before(from - 1) != Class::Hangul
                && any_of(SURNAMES, f.unit(from - 1));
        }
        let mut from = to;
        while from > 0 && f.class(from - 1) == Class::Hangul && to - from < 6 {
            from -= 1;
        }
        let long = to - from;
        // Spaced out (홍 길 동), or 팽 별: the surname stands alone.
        if long == 1
            && from >= 2
            && f.class(from - 1) == Class::Space
            && f.class(from - 2) == Class::Hangul
            && (from == 2 || f.class(from - 3) != Class::Hangul)
        {
            return true;
        }
        if !(2..=4).contains(&long) || f.class_before(from) == Class::Latin {
            return false;
        }
        // ㈜가람, (주)가람: a company.
        if f.unit_before(from) == 0x321C || f.ends_with(from, "(주)") || f.ends_with(from, "(유)") {
            return false;
        }
        let double = COMPOUND.at(f, from).is_some();
        let single = SURNAMES.encode_utf16().any(|s| s == f.unit(from));
        let surnamed = double || single && long < 4;
        if !surnamed || f.class_before(from) == Class::Digit {
            return false;
        }
        // 신고서, 개정일, 시행 전: a thing made of an event.
        let last = f.unit(to - 1);
        let stem = to - usize::from(long > 2 && any_of("서일자후전분건안문증장금비인원", last));
        let given = long == 3 && GIVEN.before(f, to).is_some();
        if !given && (THINGS.before(f, to).is_some() || THINGS.within(f, from, stem).is_some()) {
            return false;
        }
        let endings = if strict {
            "법칙령률회청국과팀액건읍면리급시구군세료권실일전후"
        } else {
            "법칙령률액세료소사댐탑"
        };
        !any_of(endings, last)
    }

    fn latin_name(&self, to: usize) -> bool {
        let f = &self.folded;
        let mut from = to;
        let (mut words, mut capital) = (0, false);
        while from > 0 && to - from < 30 {
            match f.class(from - 1) {
                Class::Latin => {
                    capital = (0x41..=0x5A).contains(&f.unit(from - 1));
                    from -= 1;
                }
                Class::Space if capital => {
                    words += 1;
                    capital = false;
                    from -= 1;
                }
                _ => break,
            }
        }
        words + i32::from(capital) >= 2
    }
}
