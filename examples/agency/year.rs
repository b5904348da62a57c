//! An agency's year of documents, invented: the same seed gives the same documents. Every number comes from ranges that belong to nobody.
//!
//! Used by the example (`cargo run --example agency`), by the tests of the diagnosis and by `cargo xtask prove`.

/// A document.
pub struct Document {
    pub id: u64,
    pub department: &'static str,
    pub author: String,
    pub date: String,
    pub public_at: String,
    pub title: String,
    pub level: &'static str,
    pub items: Vec<u8>,
    pub text: String,
    /// Values that no report may hold.
    pub secrets: Vec<String>,
}

/// Small, quick and the same everywhere (xorshift64*).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }
}

const DEPARTMENTS: [&str; 14] = [
    "총무과",
    "복지정책과",
    "세무과",
    "건축과",
    "교통행정과",
    "환경과",
    "회계과",
    "민원봉사과",
    "보건소",
    "도서관과",
    "청소년과",
    "하천과",
    "공원녹지과",
    "감사담당관",
];
const SURNAMES: [&str; 12] = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오"];
const GIVEN: [&str; 20] = [
    "서연", "민준", "하린", "도윤", "지우", "예준", "수아", "시우", "은서", "주원", "다은", "건우", "채원", "현우",
    "유진", "준서", "소율", "태민", "가은", "재윤",
];
const MATTERS: [&str; 10] = [
    "하천 정비 공사 추진 계획",
    "도서관 야간 운영 결과",
    "주민 설명회 개최 안내",
    "공원 시설물 점검 결과",
    "청소년 수련 활동 지원 계획",
    "교통 안내판 정비 결과",
    "건축물 정기 점검 안내",
    "환경 교육 운영 계획",
    "민원 만족도 조사 결과",
    "보건 교육 일정 안내",
];
const SENTENCES: [&str; 12] = [
    "관련 규정에 따라 다음과 같이 추진하고자 합니다.",
    "각 부서에서는 소관 업무에 차질이 없도록 협조하여 주시기 바랍니다.",
    "추진 기간은 3월부터 11월까지이며 분기마다 결과를 점검합니다.",
    "예산은 일반회계에서 집행하고 남은 금액은 반납합니다.",
    "현장 점검에서 나온 의견은 다음 계획에 반영합니다.",
    "주민이 자주 찾는 시설부터 차례로 정비합니다.",
    "안전사고를 막기 위하여 작업 구간에 안내판을 세웁니다.",
    "참여를 바라는 단체는 기한 안에 신청서를 내야 합니다.",
    "세부 일정은 사정에 따라 달라질 수 있습니다.",
    "지난해보다 이용자가 늘어 운영 시간을 조정합니다.",
    "결과는 누리집에 게시하고 관계 기관에 알립니다.",
    "점검표는 붙임의 서식을 씁니다.",
];

/// The documents of a year.
pub fn year(count: u64, seed: u64) -> impl Iterator<Item = Document> {
    let mut dice = Dice::new(seed);
    (0..count).map(move |id| document(id, &mut dice))
}

fn name(dice: &mut Dice) -> String {
    format!("{}{}", dice.one(&SURNAMES), dice.one(&GIVEN))
}

/// A resident number of a year in which nobody lives, with its check digit.
fn resident(dice: &mut Dice) -> String {
    let (year, month, day) = (90 + dice.below(10), 1 + dice.below(12), 1 + dice.below(28));
    let front = format!("{year:02}{month:02}{day:02}");
    let back = format!("{}{:05}", 3 + dice.below(2), dice.below(100_000));
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    let digits = front.bytes().chain(back.bytes()).map(|b| u64::from(b - b'0'));
    let sum: u64 = digits.zip(weights).map(|(d, w)| d * w).sum();
    format!("{front}-{back}{}", (11 - sum % 11) % 10)
}

fn document(id: u64, dice: &mut Dice) -> Document {
    let department = dice.one(&DEPARTMENTS);
    let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
    let official = name(dice);
    let mut secrets = Vec::new();
    let mut title = dice.one(&MATTERS).to_owned();
    let mut text = format!("가람시\n수신 내부결재\n제목 {title}\n\n1. {}\n", dice.one(&SENTENCES));
    for n in 2..4 + dice.below(12) {
        text += &format!("{n}. {} {}\n", dice.one(&SENTENCES), dice.one(&SENTENCES));
    }
    let mut items = Vec::new();
    let level = ["공개", "공개", "공개", "부분공개", "비공개"][dice.below(5) as usize];
    let mut roster = String::new();
    // About a quarter of a year's documents hold what should not be there.
    match dice.below(16) {
        0 => {
            let (who, number) = (name(dice), resident(dice));
            text += &format!("신청인 {who}({number})에게 결과를 통지합니다.\n");
            secrets.extend([who.clone(), number]);
            if dice.below(3) == 0 {
                title = format!("{who} 민원 회신");
            }
        }
        1 | 2 => {
            roster = "붙임 대상자 명단\n성명\t생년월일\t연락처\t주소\n".to_owned();
            for _ in 0..3 + dice.below(12) {
                let (who, mobile) = (name(dice), format!("010-0000-{:04}", dice.below(10_000)));
                let home = format!(
                    "가람시 별빛로 {}, {}동 {}호",
                    9001 + dice.below(800),
                    101 + dice.below(20),
                    101 + dice.below(1800)
                );
                let birth = format!("209{}. {}. {}.", dice.below(10), 1 + dice.below(12), 1 + dice.below(28));
                roster += &format!("{who}\t{birth}\t{mobile}\t{home}\n");
                secrets.extend([who, mobile, home]);
            }
            items.push(6);
        }
        3 => {
            let account = format!(
                "{:03}-{:06}-{:02}-{:03}",
                dice.below(1000),
                dice.below(1_000_000),
                dice.below(100),
                dice.below(1000)
            );
            let who = name(dice);
            text += &format!("강사료 지급: 강사 {who}, 계좌번호 {account}, 전자우편 {}@example.com\n", id);
            secrets.extend([who, account, format!("{id}@example.com")]);
        }
        _ => {}
    }
    text += &format!("담당 주무관 {official} 과장 {} 전결 2099. {month}. {day}.\n  끝.\n{roster}", name(dice));
    let public = 1 + dice.below(28);
    Document {
        id,
        department,
        author: format!("{official}{}", id % 300),
        date: format!("2099-{month:02}-{day:02}"),
        public_at: format!("2099-{:02}-{public:02}", 1 + dice.below(12)),
        title,
        level,
        items,
        text,
        secrets,
    }
}

/// A document as a line of JSONL.
pub fn line(document: &Document) -> String {
    let Document { id, department, author, date, public_at, title, level, items, text, .. } = document;
    let line = serde_json::json!({
        "id": id, "text": text, "department": department, "author": author, "date": date, "title": title, "level": level, "items": items,
        "approved_at": date, "public_at": public_at,
    });
    line.to_string()
}
