//! No rule knows the ranges that fixtures are made from: numbers over the whole of the real ranges are found as often.
//!
//! The numbers are made when the test runs, from a fixed seed; they are never stored, and a failure prints the kind, the sentence and the
//! counts, never a number.

use garim::check::Checker;
use garim::kind::Kind;
use garim::kinds::spec;
use garim::policy::Policy;

/// Splitmix64, so that every run makes the same numbers.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from `from` to `to`, both included.
    fn from(&mut self, from: u64, to: u64) -> u64 {
        from + self.roll() % (to - from + 1)
    }

    /// One of several.
    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.from(0, all.len() as u64 - 1) as usize]
    }

    fn digits(&mut self, n: u32) -> String {
        (0..n).map(|_| char::from(b'0' + self.from(0, 9) as u8)).collect()
    }

    fn letter(&mut self) -> char {
        char::from(b'A' + self.from(0, 25) as u8)
    }
}

/// Where numbers are taken from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Range {
    /// What texts and tests are made of.
    Fixture,
    /// What people have.
    Real,
}

type Make = fn(&mut Dice, Range) -> String;

/// A shape of a kind: how a number is made, and sentences in which every one is found.
struct Shape {
    kind: Kind,
    make: Make,
    sentences: &'static [&'static str],
}

fn year(dice: &mut Dice, range: Range) -> u64 {
    match range {
        Range::Fixture => dice.from(2090, 2099),
        Range::Real => dice.from(1925, 2026),
    }
}

fn date(dice: &mut Dice, range: Range) -> (u64, u64, u64) {
    (year(dice, range), dice.from(1, 12), dice.from(1, 28))
}

/// Birth date and the digit for century and sex; `foreign` is added to it.
fn registration(dice: &mut Dice, range: Range, foreign: u64) -> String {
    let (year, month, day) = date(dice, range);
    let sex = dice.from(1, 2) + if year >= 2000 { 2 } else { 0 } + foreign;
    format!("{:02}{month:02}{day:02}-{sex}{}", year % 100, dice.digits(6))
}

fn joined(value: &str) -> String {
    value.chars().filter(|&c| c != '-').collect()
}

fn mobile(dice: &mut Dice, range: Range) -> String {
    match range {
        Range::Fixture => format!("010-0000-{}", dice.digits(4)),
        Range::Real => format!("010-{}{}-{}", dice.from(2, 9), dice.digits(3), dice.digits(4)),
    }
}

fn landline(dice: &mut Dice, range: Range) -> String {
    let area = dice.of(&[
        "02", "031", "032", "033", "041", "042", "043", "044", "051", "052", "053", "054", "055", "061", "062", "063",
        "064",
    ]);
    match range {
        Range::Fixture => format!("{area}-000-{}", dice.digits(4)),
        Range::Real => format!("{area}-{}{}-{}", dice.from(2, 9), dice.digits(2), dice.digits(4)),
    }
}

fn business(dice: &mut Dice, range: Range) -> String {
    let office = if range == Range::Fixture { dice.from(1, 100) } else { dice.from(101, 899) };
    let mut d: Vec<u64> =
        format!("{office:03}{:02}{}", dice.from(1, 99), dice.digits(4)).bytes().map(|b| u64::from(b - b'0')).collect();
    let sum: u64 = d.iter().zip([1, 3, 7, 1, 3, 7, 1, 3, 5]).map(|(d, w)| d * w).sum::<u64>() + d[8] * 5 / 10;
    d.push((10 - sum % 10) % 10);
    let text: String = d.iter().map(u64::to_string).collect();
    format!("{}-{}-{}", &text[..3], &text[3..5], &text[5..])
}

fn corporation(dice: &mut Dice, range: Range) -> String {
    let office = if range == Range::Fixture { 9999 } else { dice.from(1101, 2850) };
    let mut d: Vec<u64> = format!("{office:04}{}{}", dice.of(&["11", "21", "31", "71"]), dice.digits(6))
        .bytes()
        .map(|b| u64::from(b - b'0'))
        .collect();
    let sum: u64 = d.iter().enumerate().map(|(i, d)| d * (1 + i as u64 % 2)).sum();
    d.push((10 - sum % 10) % 10);
    let text: String = d.iter().map(u64::to_string).collect();
    format!("{}-{}", &text[..6], &text[6..])
}

fn plate(dice: &mut Dice, range: Range) -> String {
    let syllable = dice.of(&[
        "가", "나", "다", "라", "마", "거", "너", "더", "러", "머", "고", "노", "도", "로", "모", "구", "누", "두",
        "루", "무", "허", "하", "호",
    ]);
    let front = if range == Range::Fixture { "00".to_owned() } else { format!("{:02}", dice.from(1, 699)) };
    format!("{front}{syllable}{}", dice.digits(4))
}

fn card(dice: &mut Dice, range: Range) -> String {
    let front = if range == Range::Fixture {
        "411111".to_owned()
    } else {
        format!("{}{}", dice.of(&["4", "51", "53", "55", "52"]), dice.digits(5))
    };
    let mut d: Vec<u64> = format!("{}{}", &front[..6], dice.digits(9)).bytes().map(|b| u64::from(b - b'0')).collect();
    let double = |d: u64| if d > 4 { d * 2 - 9 } else { d * 2 };
    let sum: u64 = d.iter().enumerate().map(|(i, &d)| if i % 2 == 0 { double(d) } else { d }).sum();
    d.push((10 - sum % 10) % 10);
    let text: String = d.iter().map(u64::to_string).collect();
    format!("{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..])
}

fn account(dice: &mut Dice, range: Range) -> String {
    match range {
        Range::Fixture => format!("301-0000-{}-{}1", dice.digits(4), dice.from(1, 9)),
        Range::Real => format!(
            "{}-{}-{}-{}1",
            dice.of(&["301", "302", "351", "352", "355", "356"]),
            dice.digits(4),
            dice.digits(4),
            dice.from(1, 9)
        ),
    }
}

const REGISTRATION: &[&str] = &[
    "주민등록번호: {}",
    "김가람({})에게 통지함",
    "신청인 이나래, {}, 주소 서울",
    "성명\t주민등록번호\t비고\n김가람\t{}\t없음",
    "|성명|주민번호|\n|---|---|\n|김가람|{}|",
    "성명 주민등록번호 근무일수 지급액\n강순례 {} 10일 290,000원",
    "연번\n성명\n주민등록번호\n1\n김가람\n{}",
];

const SHAPES: &[Shape] = &[
    Shape { kind: Kind::Rrn, make: |d, r| registration(d, r, 0), sentences: REGISTRATION },
    Shape {
        kind: Kind::Rrn,
        make: |d, r| joined(&registration(d, r, 0)),
        sentences: &["주민등록번호 {}", "성명\t주민번호\n김가람\t{}"],
    },
    Shape {
        kind: Kind::Rrn,
        make: |d, r| registration(d, r, 0)[..8].to_owned(),
        sentences: &["주민등록번호 {}", "김가람({})의 신청"],
    },
    Shape { kind: Kind::Frn, make: |d, r| registration(d, r, 4), sentences: REGISTRATION },
    Shape {
        kind: Kind::Frn,
        make: |d, r| joined(&registration(d, r, 4)),
        sentences: &["외국인등록번호 {}", "거소신고번호는 {}임"],
    },
    Shape {
        kind: Kind::Passport,
        make: |d, r| match r {
            Range::Fixture => format!("M000{}0{}", d.letter(), d.digits(3)),
            Range::Real => format!("{}{}{}{}", d.of(&["M", "S", "G", "O", "D"]), d.digits(3), d.letter(), d.digits(4)),
        },
        sentences: &["여권번호: {}", "출국자 {} 확인", "여권({})을 제출", "성명\t여권번호\n김가람\t{}"],
    },
    Shape {
        kind: Kind::Passport,
        make: |d, r| match r {
            Range::Fixture => format!("M0000{}", d.digits(4)),
            Range::Real => format!("{}{}", d.of(&["M", "S", "R", "G", "O", "D"]), d.digits(8)),
        },
        sentences: &["여권번호: {}", "성명\t여권번호\n김가람\t{}"],
    },
    Shape {
        kind: Kind::DriverLicense,
        make: |d, r| {
            let office = if d.from(0, 16) == 0 { 28 } else { d.from(11, 26) };
            let middle = if r == Range::Fixture { format!("000{}", d.digits(3)) } else { d.digits(6) };
            format!("{office}-{:02}-{middle}-{}", d.from(0, 99), d.digits(2))
        },
        sentences: &["운전면허번호 {}", "제시한 {} 확인", "성명\t면허번호\t종별\n김가람\t{}\t1종 보통"],
    },
    Shape {
        kind: Kind::HealthInsuranceNo,
        make: |d, r| match r {
            Range::Fixture => format!("1-000000{}", d.digits(4)),
            Range::Real => format!("{}-{}", d.from(1, 9), d.digits(10)),
        },
        sentences: &["건강보험증번호 {}", "성명\t보험증번호\n김가람\t{}"],
    },
    Shape {
        kind: Kind::CustomsCode,
        make: |d, r| match r {
            Range::Fixture => format!("P00000000{}", d.digits(4)),
            Range::Real => format!("P{}", d.digits(12)),
        },
        sentences: &["개인통관고유부호 {}", "수입자 {} 확인"],
    },
    Shape {
        kind: Kind::MilitaryNo,
        make: |d, r| match r {
            Range::Fixture => format!("00-0000{}", d.digits(4)),
            Range::Real => format!("{:02}-7{}", d.from(0, 99), d.digits(7)),
        },
        sentences: &["군번 {}", "계급\t성명\t군번\n병장\t김가람\t{}"],
    },
    Shape {
        kind: Kind::StudentNo,
        make: |d, r| format!("{}{}", year(d, r), d.digits(5)),
        sentences: &["학번 {}", "성명\t학번\n김가람\t{}", "김가람(학번 {})"],
    },
    Shape {
        kind: Kind::EmployeeNo,
        make: |d, r| match r {
            Range::Fixture => format!("G000{}", d.digits(4)),
            Range::Real => format!("{}{}", d.letter(), d.digits(7)),
        },
        sentences: &["사번: {}", "성명\t공무원번호\n김가람\t{}", "김가람(개인식별번호 {})"],
    },
    Shape {
        kind: Kind::BirthDate,
        make: |d, r| {
            let (y, m, day) = date(d, r);
            format!("{y}. {m}. {day}.")
        },
        sentences: &[
            "생년월일: {}",
            "김가람({})은",
            "차유나(여, {})",
            "성명\t생년월일\t입사일\n김가람\t{}\t2031.3.2.",
            "조부건 – {} 출생",
        ],
    },
    Shape {
        kind: Kind::BirthDate,
        make: |d, r| {
            let (y, m, day) = date(d, r);
            format!("{:02}{m:02}{day:02}", y % 100)
        },
        sentences: &["생년월일 {}", "성명\t생년월일\t비고\n김가람\t{}\t없음"],
    },
    Shape {
        kind: Kind::Mobile, make: mobile, sentences: &["신청인 김가람 휴대전화 {}", "성명\t휴대전화\n김가람\t{}"]
    },
    Shape {
        kind: Kind::Landline,
        make: landline,
        sentences: &["민원인 김가람 전화번호 {}", "성명\t전화번호\n김가람\t{}"],
    },
    Shape {
        kind: Kind::SafeNumber,
        make: |d, r| match r {
            Range::Fixture => format!("0508-0000-{}", d.digits(4)),
            Range::Real => format!("050{}-{}{}-{}", d.from(2, 8), d.from(1, 9), d.digits(3), d.digits(4)),
        },
        sentences: &["안심번호 {}"],
    },
    Shape {
        kind: Kind::BusinessRegNo,
        make: business,
        sentences: &["사업자등록번호 {}", "상호\t사업자등록번호\n가람상사\t{}"],
    },
    Shape { kind: Kind::CorpRegNo, make: corporation, sentences: &["법인등록번호 {}"] },
    Shape {
        kind: Kind::CardNumber, make: card, sentences: &["카드번호 {}", "성명\t카드번호\n김가람\t{}"]
    },
    Shape {
        kind: Kind::BankAccount,
        make: account,
        sentences: &["계좌번호: 농협 {} (예금주 김가람)", "성명\t은행\t계좌번호\n김가람\t농협\t{}"],
    },
    Shape {
        kind: Kind::VehiclePlate, make: plate, sentences: &["차량번호 {}", "성명\t차량번호\n김가람\t{}"]
    },
];

/// How many numbers of each range a sentence is tried with.
const TRIES: u32 = 120;

/// How many numbers are not found, whole and as the kind, in a sentence.
fn missed(shape: &Shape, sentence: &str, range: Range, checker: &mut Checker) -> u32 {
    let mut dice = Dice(0x6A72_696D ^ (shape.kind as u64) << 32 ^ sentence.len() as u64);
    let policy = Policy::default();
    let at = sentence.find("{}").expect("a sentence has a place for the number");
    let mut missed = 0;
    for _ in 0..TRIES {
        let value = (shape.make)(&mut dice, range);
        let text = sentence.replace("{}", &value);
        let found = checker.check(&text, &policy);
        let hit =
            found.findings.iter().any(|f| f.kind == shape.kind && f.span.start == at && f.span.end == at + value.len());
        missed += u32::from(!hit);
    }
    missed
}

#[test]
fn it_finds_real_numbers_as_often_as_fixtures() {
    let mut checker = Checker::new();
    let mut wrong = Vec::new();
    for shape in SHAPES {
        // A kind that has no finder yet finds neither.
        if spec(shape.kind).digits.is_none() {
            continue;
        }
        for sentence in shape.sentences {
            let fixture = missed(shape, sentence, Range::Fixture, &mut checker);
            let real = missed(shape, sentence, Range::Real, &mut checker);
            if real > fixture || fixture > 0 {
                wrong.push(format!(
                    "{} in {sentence:?}: {fixture} of {TRIES} fixtures and {real} real ones are missed",
                    shape.kind.id()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
