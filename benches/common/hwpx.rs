//! An HWPX of 1.9 MB as real ones of that size are: a section of 1.4 MB that is nearly all markup (text is about 3 % of it), in which ids, measures and words
//! differ from cell to cell, and which packs to a twentieth (public ones of 44 to 130 KB pack to 5 to 9 of a hundred); and 25 photographs, which Hancom's
//! program stores as they are. Everything in it is invented.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Bytes of the section.
pub const SECTION: usize = 1_400_000;
/// How many pictures, and bytes of each.
pub const PICTURES: (usize, usize) = (25, 70_000);
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

/// A document with as much of everything as a report of a public office has.
pub fn document(size: usize, pictures: (usize, usize), seed: u32) -> Vec<u8> {
    let mut section = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?><hs:sec>");
    let (mut turn, mut noise) = (0usize, Noise(seed));
    while section.len() < size {
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
    let items: String = (0..pictures.0)
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
    for n in 0..pictures.0 {
        let mut picture = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xDA\x00\x02".to_vec();
        while picture.len() < pictures.1 {
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
        ((u64::from(self.0) * u64::from(end)) >> 32) as u32
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
