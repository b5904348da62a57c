//! What an HWPX of 1.9 MB costs when it is opened, checked, masked and verified, beside what unzipping it costs in the same run. The document is made
//! here: as much markup around its text as Hancom's program writes (text is about 3 % of a section), and 25 pictures that do not pack.
//!
//! Fails where the whole takes more than `MOST` times the unzipping.

use std::hint::black_box;
use std::io::{Cursor, Read, Write};
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

/// Sentences of an invented report; every one is said again and again with other numbers.
const SAID: &[&str] = &[
    "접수 번호",
    "기부 물품의 명세",
    "담당 부서에서 확인함",
    "해당 없음",
    "1,250,000원",
    "2099. 3. 14.",
    "관계 법령에 따라 제출한 서류를 검토하였으며 처리 결과를 붙임과 같이 알려 드립니다.",
    "수량",
    "가나시 다라구 마바로 9001",
    "비고",
    "김가람",
    "010-0000-1234",
];

fn main() {
    let file = document();
    println!("an HWPX of {} bytes, its section {SECTION} bytes", file.len());
    let policy = Policy::default();
    let mut checker = Checker::new();
    let unzip = fastest(|| {
        let mut archive = ZipArchive::new(Cursor::new(file.as_slice())).expect("an archive");
        for index in 0..archive.len() {
            let mut bytes = Vec::new();
            archive.by_index(index).expect("an entry").read_to_end(&mut bytes).expect("its content");
            black_box(&bytes);
        }
    });
    let open = fastest(|| drop(black_box(export::open("hwpx", black_box(&file)).expect("it opens"))));
    let opened = export::open("hwpx", &file).expect("it opens");
    let check = fastest(|| drop(black_box(checker.check(black_box(&opened.text), &policy))));
    let whole = fastest(|| {
        let opened = export::open("hwpx", black_box(&file)).expect("it opens");
        black_box(checker.check(&opened.text, &policy));
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
    let mut turn = 0usize;
    while section.len() < SECTION {
        if turn.is_multiple_of(3) {
            section += &paragraph(SAID[turn / 3 % SAID.len()], turn);
        } else {
            let cells: String = (0..6).map(|column| cell(SAID[(turn + column) % SAID.len()], turn, column)).collect();
            section += &format!(
                "<hp:p id=\"{turn}\" paraPrIDRef=\"24\" styleIDRef=\"0\" pageBreak=\"0\" columnBreak=\"0\" merged=\"0\"><hp:run charPrIDRef=\"7\"><hp:tbl id=\"{turn}\" zOrder=\"{turn}\" numberingType=\"TABLE\" textWrap=\"TOP_AND_BOTTOM\" textFlow=\"BOTH_SIDES\" lock=\"0\" dropcapstyle=\"None\" pageBreak=\"CELL\" repeatHeader=\"1\" rowCnt=\"1\" colCnt=\"6\" cellSpacing=\"0\" borderFillIDRef=\"5\" noAdjust=\"0\"><hp:sz width=\"47621\" widthRelTo=\"ABSOLUTE\" height=\"2564\" heightRelTo=\"ABSOLUTE\" protect=\"0\"/><hp:pos treatAsChar=\"1\" affectLSpacing=\"0\" flowWithText=\"1\" allowOverlap=\"0\" holdAnchorAndSO=\"0\" vertRelTo=\"PARA\" horzRelTo=\"COLUMN\" vertAlign=\"TOP\" horzAlign=\"LEFT\" vertOffset=\"0\" horzOffset=\"0\"/><hp:outMargin left=\"283\" right=\"283\" top=\"283\" bottom=\"283\"/><hp:inMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/><hp:tr>{cells}</hp:tr></hp:tbl><hp:t/></hp:run>{}</hp:p>",
                lines(turn)
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
    let mut noise = 0x9E37_79B9_u32;
    for n in 0..PICTURES.0 {
        let mut picture = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xDA\x00\x02".to_vec();
        while picture.len() < PICTURES.1 {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            picture.push((noise >> 24) as u8);
        }
        picture.extend_from_slice(b"\xFF\xD9");
        put(&format!("BinData/image{n}.jpg"), &picture, packed);
    }
    out.finish().expect("an archive").into_inner()
}

fn lines(turn: usize) -> String {
    format!(
        "<hp:linesegarray><hp:lineseg textpos=\"0\" vertpos=\"{}\" vertsize=\"1000\" textheight=\"1000\" baseline=\"850\" spacing=\"600\" horzpos=\"0\" horzsize=\"42520\" flags=\"393216\"/></hp:linesegarray>",
        turn * 1600 % 70_000
    )
}

fn paragraph(said: &str, turn: usize) -> String {
    format!(
        "<hp:p id=\"{turn}\" paraPrIDRef=\"24\" styleIDRef=\"0\" pageBreak=\"0\" columnBreak=\"0\" merged=\"0\"><hp:run charPrIDRef=\"7\"><hp:t>{turn}. {said}</hp:t></hp:run>{}</hp:p>",
        lines(turn)
    )
}

fn cell(said: &str, turn: usize, column: usize) -> String {
    format!(
        "<hp:tc name=\"\" header=\"0\" hasMargin=\"0\" protect=\"0\" editable=\"0\" dirty=\"0\" borderFillIDRef=\"8\"><hp:subList id=\"\" textDirection=\"HORIZONTAL\" lineWrap=\"BREAK\" vertAlign=\"CENTER\" linkListIDRef=\"0\" linkListNextIDRef=\"0\" textWidth=\"0\" textHeight=\"0\" hasTextRef=\"0\" hasNumRef=\"0\">{}</hp:subList><hp:cellAddr colAddr=\"{column}\" rowAddr=\"0\"/><hp:cellSpan colSpan=\"1\" rowSpan=\"1\"/><hp:cellSz width=\"7936\" height=\"2282\"/><hp:cellMargin left=\"510\" right=\"510\" top=\"141\" bottom=\"141\"/></hp:tc>",
        paragraph(said, turn)
    )
}

/// The fastest of some rounds.
fn fastest(mut work: impl FnMut()) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let begin = Instant::now();
            work();
            begin.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
