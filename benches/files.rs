//! What an HWPX of 1.9 MB costs when it is opened, checked, masked and verified, beside what unzipping it costs in the same run. The document is made
//! here, as real ones of that size are: a section of 1.4 MB that is nearly all markup (text is about 3 % of it) and packs to about a twelfth, because ids,
//! measures and words differ from cell to cell; and 25 photographs, which Hancom's program stores as they are.
//!
//! Fails where the whole takes more than `MOST` times the unzipping.

use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use garim::check::Checker;
use garim::export;
use garim::policy::Policy;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// How many times the unzipping the whole may take.
const MOST: f64 = 12.0;
/// Bytes of the section.
const SECTION: usize = 1_400_000;
/// How many pictures, and bytes of each.
const PICTURES: (usize, usize) = (25, 70_000);
/// Rounds, of which the fastest counts: a busy machine only adds.
const ROUNDS: usize = 9;

/// Words of an invented report.
const SAID: &[&str] = &[
    "접수 번호",
    "기부 물품의 명세",
    "담당 부서에서 확인함",
    "해당 없음",
    "관계 법령에 따라 제출한 서류를 검토하였음",
    "수량",
    "비고",
    "처리 결과를 붙임과 같이 알려 드립니다",
    "사업비",
    "지원 대상",
    "추진 실적",
    "현장 점검",
    "보완 요구",
    "예산 집행",
    "기부자",
    "모집 기간",
    "사용 계획",
    "생활 지원",
    "의료비",
    "교육 사업",
    "장학금",
    "시설 개선",
    "승인",
    "변경 신청",
    "정산",
    "공개 방법",
    "홈페이지 게시",
    "계좌 개설",
    "이월",
    "증빙 서류",
    "분기별 보고",
    "물품 구입",
    "운송",
    "보관",
    "배분",
    "수혜자 선정 기준",
    "심의 위원회 의결",
    "감사 의견",
    "회계 연도",
    "재해 구호",
];

fn main() {
    let file = document();
    let packed = file.len() - PICTURES.0 * PICTURES.1;
    println!(
        "an HWPX of {} bytes, its section {SECTION} bytes, packed to {} of a hundred",
        file.len(),
        packed * 100 / SECTION
    );
    let policy = Policy::default();
    let mut checker = Checker::new();
    let unzip = fastest(20, || {
        let mut archive = ZipArchive::new(Cursor::new(file.as_slice())).expect("an archive");
        for index in 0..archive.len() {
            let mut bytes = Vec::new();
            archive.by_index(index).expect("an entry").read_to_end(&mut bytes).expect("its content");
            black_box(&bytes);
        }
    });
    let open = fastest(2, || drop(black_box(export::open("hwpx", black_box(&file)).expect("it opens"))));
    let opened = export::open("hwpx", &file).expect("it opens");
    let check = fastest(2, || drop(black_box(checker.check(black_box(&opened.text), &policy))));
    let whole = fastest(1, || {
        let opened = export::open("hwpx", black_box(&file)).expect("it opens");
        // It checks, masks, reads again and verifies.
        drop(black_box(export::mask(&opened, &policy, &mut checker).expect("it is masked")));
    });
    println!("text {} bytes, {} findings", opened.text.len(), checker.check(&opened.text, &policy).findings.len());
    let times = whole.as_secs_f64() / unzip.as_secs_f64();
    println!(
        "unzipped in {:.1} ms; opened {:.1} ms, checked once {:.1} ms; opened, checked, masked and verified {:.1} ms: {times:.1} times",
        ms(unzip),
        ms(open),
        ms(check),
        ms(whole)
    );
    assert!(times <= MOST, "{times:.1} times, at most {MOST} are allowed");
}

/// A document with as much of everything as a report of a public office has.
fn document() -> Vec<u8> {
    let mut section = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?><hs:sec>");
    let (mut turn, mut noise) = (0usize, Noise(0x9E37_79B9));
    while section.len() < SECTION {
        if turn.is_multiple_of(3) {
            section += &paragraph(&said(&mut noise), &mut noise);
        } else {
            let cells: String = (0..6).map(|column| cell(&said(&mut noise), &mut noise, turn, column)).collect();
            section += &format!(
                "<hp:p id=\"{}\" paraPrIDRef=\"24\" styleIDRef=\"0\" pageBreak=\"0\" columnBreak=\"0\" merged=\"0\"><hp:run charPrIDRef=\"7\"><hp:tbl id=\"{}\" zOrder=\"{turn}\" numberingType=\"TABLE\" textWrap=\"TOP_AND_BOTTOM\" textFlow=\"BOTH_SIDES\" lock=\"0\" dropcapstyle=\"None\" pageBreak=\"CELL\" repeatHeader=\"1\" rowCnt=\"1\" colCnt=\"6\" cellSpacing=\"0\" borderFillIDRef=\"5\" noAdjust=\"0\"><hp:sz width=\"47621\" widthRelTo=\"ABSOLUTE\" height=\"{}\" heightRelTo=\"ABSOLUTE\" protect=\"0\"/><hp:pos treatAsChar=\"1\" affectLSpacing=\"0\" flowWithText=\"1\" allowOverlap=\"0\" holdAnchorAndSO=\"0\" vertRelTo=\"PARA\" horzRelTo=\"COLUMN\" vertAlign=\"TOP\" horzAlign=\"LEFT\" vertOffset=\"0\" horzOffset=\"0\"/><hp:outMargin left=\"283\" right=\"283\" top=\"283\" bottom=\"283\"/><hp:inMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/><hp:tr>{cells}</hp:tr></hp:tbl><hp:t/></hp:run>{}</hp:p>",
                noise.below(u32::MAX),
                noise.below(u32::MAX),
                2_000 + noise.below(60) * 47,
                lines(&mut noise)
            );
        }
        turn += 1;
    }
    section += "</hs:sec>";
    let items: String = (0..PICTURES.0)
        .map(|n| {
            format!(
                "<opf:item id=\"image{n}\" href=\"BinData/image{n}.jpg\" media-type=\"image/jpg\" isEmbeded=\"1\"/>"
            )
        })
        .collect();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8], method| {
        out.start_file(name, SimpleFileOptions::default().compression_method(method)).expect("an entry");
        out.write_all(bytes).expect("memory");
    };
    let packed = CompressionMethod::Deflated;
    put("mimetype", b"application/hwp+zip", CompressionMethod::Stored);
    put("Contents/content.hpf", format!("<opf:package><opf:metadata><opf:title>보고서</opf:title></opf:metadata><opf:manifest><opf:item id=\"section0\" href=\"Contents/section0.xml\"/>{items}</opf:manifest></opf:package>").as_bytes(), packed);
    put("Contents/section0.xml", section.as_bytes(), packed);
    put("Preview/PrvText.txt", "보고서".as_bytes(), packed);
    for n in 0..PICTURES.0 {
        let mut picture = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xDA\x00\x02".to_vec();
        while picture.len() < PICTURES.1 {
            let byte = noise.below(256) as u8;
            picture.push(byte);
            // A photograph's data holds no mark.
            if byte == 0xFF {
                picture.push(0);
            }
        }
        picture.extend_from_slice(b"\xFF\xD9");
        put(&format!("BinData/image{n}.jpg"), &picture, CompressionMethod::Stored);
    }
    out.finish().expect("an archive").into_inner()
}

/// Numbers without an order.
struct Noise(u32);

impl Noise {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (u64::from(self.0) * u64::from(end) >> 32) as u32
    }
}

/// Something that a cell or a paragraph says.
fn said(noise: &mut Noise) -> String {
    match noise.below(24) {
        0 => format!("010-0000-{:04}", noise.below(10_000)),
        1 => format!(
            "{}{}",
            ["김", "이", "박", "최"][noise.below(4) as usize],
            ["가람", "나래", "다온", "보람"][noise.below(4) as usize]
        ),
        2 => format!("가나시 다라구 마바로 {}", 9_001 + noise.below(900)),
        3 => format!("2099. {}. {}.", 1 + noise.below(12), 1 + noise.below(28)),
        4..=6 => format!("{},{:03},{:03}원", 1 + noise.below(90), noise.below(1000), noise.below(1000)),
        7..=9 => format!("{}", noise.below(3_000)),
        10 | 11 => format!("{}. {}", 1 + noise.below(40), SAID[noise.below(SAID.len() as u32) as usize]),
        _ => {
            let words = 1 + noise.below(4);
            (0..words).map(|_| SAID[noise.below(SAID.len() as u32) as usize]).collect::<Vec<_>>().join(" ")
        }
    }
}

fn lines(noise: &mut Noise) -> String {
    format!(
        "<hp:linesegarray><hp:lineseg textpos=\"0\" vertpos=\"{}\" vertsize=\"1000\" textheight=\"1000\" baseline=\"850\" spacing=\"600\" horzpos=\"0\" horzsize=\"{}\" flags=\"393216\"/></hp:linesegarray>",
        noise.below(44) * 1600,
        4_000 + noise.below(400) * 20
    )
}

fn paragraph(said: &str, noise: &mut Noise) -> String {
    format!(
        "<hp:p id=\"{}\" paraPrIDRef=\"{}\" styleIDRef=\"0\" pageBreak=\"0\" columnBreak=\"0\" merged=\"0\"><hp:run charPrIDRef=\"{}\"><hp:t>{said}</hp:t></hp:run>{}</hp:p>",
        noise.below(u32::MAX),
        noise.below(40),
        noise.below(60),
        lines(noise)
    )
}

fn cell(said: &str, noise: &mut Noise, row: usize, column: usize) -> String {
    format!(
        "<hp:tc name=\"\" header=\"0\" hasMargin=\"0\" protect=\"0\" editable=\"0\" dirty=\"0\" borderFillIDRef=\"{}\"><hp:subList id=\"\" textDirection=\"HORIZONTAL\" lineWrap=\"BREAK\" vertAlign=\"CENTER\" linkListIDRef=\"0\" linkListNextIDRef=\"0\" textWidth=\"0\" textHeight=\"0\" hasTextRef=\"0\" hasNumRef=\"0\">{}</hp:subList><hp:cellAddr colAddr=\"{column}\" rowAddr=\"{row}\"/><hp:cellSpan colSpan=\"1\" rowSpan=\"1\"/><hp:cellSz width=\"{}\" height=\"{}\"/><hp:cellMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/></hp:tc>",
        5 + noise.below(30),
        paragraph(said, noise),
        5_000 + noise.below(3_000),
        2_000 + noise.below(60) * 47
    )
}

/// The fastest of some rounds, in time of this processor where the system tells it: a machine that does other things besides costs nothing then.
fn fastest(repeats: u32, mut work: impl FnMut()) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let begin = now();
            (0..repeats).for_each(|_| work());
            (now().saturating_sub(begin)) / repeats
        })
        .min()
        .unwrap_or_default()
}

/// Time that this thread was given, or time that went by.
fn now() -> Duration {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let given = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    match given.and_then(|told| told.split(' ').next()?.parse().ok()) {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => BEGAN.get_or_init(Instant::now).elapsed(),
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
