//! Files that are only read: a value planted in every place that a format offers is found, and is nowhere in the copy as text or HTML; what cannot be
//! read is named or refused; hostile bytes end in a refusal.

#![cfg(feature = "export")]

#[path = "reading/cfb.rs"]
mod cfb;
#[path = "files/mod.rs"]
#[allow(dead_code)]
mod files;
#[path = "reading/hwp.rs"]
mod hwp;
#[path = "reading/pdf.rs"]
mod pdf;
#[path = "reading/pptx.rs"]
mod pptx;
#[path = "reading/xls.rs"]
mod xls;

use garim::check::Checker;
use garim::export::{self, Format, Out, Refusal, What};
use garim::policy::Policy;

/// What is planted: a number that is found anywhere, and one behind Hangul.
const CANARIES: [&str; 3] = ["010-0000-7391", "990101-3000012", "번호 010 0000 7391 끝"];

/// The digits of a text, Latin and full-width ones, one after the other.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Something that plants a value in a place.
type Plant = fn(&str, &str) -> Option<Vec<u8>>;

const FORMATS: [(&str, &[&str], Plant); 4] = [
    ("hwp", hwp::PLACES, hwp::hwp),
    ("xls", xls::PLACES, xls::xls),
    ("pdf", pdf::PLACES, pdf::pdf),
    ("pptx", pptx::PLACES, pptx::pptx),
];

#[test]
fn it_finds_a_value_in_every_place_and_copies_it_nowhere() {
    let (mut wrong, mut files) = (Vec::new(), 0);
    let mut checker = Checker::new();
    for (ending, places, plant) in FORMATS {
        for place in places {
            for canary in CANARIES {
                // Some places hold ASCII or nothing but digits.
                if !canary.is_ascii()
                    && matches!(
                        (ending, *place),
                        ("pdf", "link") | ("xls", "number with places" | "list to choose from")
                    )
                {
                    continue;
                }
                files += 1;
                let file = plant(place, canary).expect("a place that is built");
                let opened = match export::open(ending, &file) {
                    Ok(opened) => opened,
                    Err(refusal) => {
                        wrong.push(format!("{ending} {place}: not opened: {refusal}"));
                        continue;
                    }
                };
                let wanted = digits(canary);
                if !digits(&opened.text).contains(&wanted) {
                    wrong.push(format!("{ending} {place}: not read: {:?}", opened.text));
                    continue;
                }
                let found = checker.check(&opened.text, &Policy::default()).findings;
                if !found.iter().any(|f| digits(&opened.text[f.span.range()]) == wanted) {
                    wrong.push(format!("{ending} {place}: not found: {:?}", opened.text));
                }
                for out in [Out::Text, Out::Html] {
                    match export::mask_as(&opened, out, &Policy::default(), &mut checker) {
                        Ok(copy) => {
                            if digits(&String::from_utf8_lossy(copy.bytes.as_ref())).contains(&wanted) {
                                wrong.push(format!("{ending} {place}: left in {out:?}"));
                            }
                        }
                        Err(refusal) => wrong.push(format!("{ending} {place} {out:?}: {refusal}")),
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {files}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn it_reads_tables_as_rows() {
    let file = hwp::hwp("cell", "010-0000-7391").expect("a document");
    let opened = export::open("hwp", &file).expect("it opens");
    assert!(opened.text.contains("연락처\t010-0000-7391"), "{:?}", opened.text);
    let copy = export::mask_as(&opened, Out::Html, &Policy::default(), &mut Checker::new()).expect("a copy");
    let page = String::from_utf8_lossy(copy.bytes.as_ref()).into_owned();
    assert!(page.contains("<table><tr><td>연락처</td><td>***-****-****</td></tr></table>"), "{page}");
    let file = xls::xls("shared string", "010-0000-7391").expect("a workbook");
    assert!(export::open("xls", &file).expect("it opens").text.contains("명단\n연락처\t010-0000-7391"));
}

#[test]
fn it_tells_apart_why_a_file_is_not_read() {
    let refusal = |bytes: &[u8]| export::open("", bytes).err();
    assert_eq!(refusal(&hwp::flagged(1 << 1)), Some(Refusal::Encrypted));
    assert_eq!(refusal(&hwp::flagged(1 << 2)), Some(Refusal::Distribution));
    assert_eq!(refusal(&hwp::flagged(1 << 4)), Some(Refusal::Protected));
    assert_eq!(refusal(&hwp::flagged(1 << 10)), Some(Refusal::Protected));
    assert_eq!(refusal(b"HWP Document File V3.00 \x1A\x01\x02\x03\x04\x05"), Some(Refusal::Legacy));
    for name in ["WordDocument", "PowerPoint Document", "Book"] {
        assert_eq!(refusal(&cfb::compound(&[(name, vec![1; 5000])])), Some(Refusal::Legacy), "{name}");
    }
    let locked = cfb::compound(&[("EncryptionInfo", vec![1; 40]), ("EncryptedPackage", vec![1; 5000])]);
    assert_eq!(refusal(&locked), Some(Refusal::Encrypted));
    assert_eq!(refusal(&cfb::compound(&[("Contents", vec![1; 50])])), Some(Refusal::Unsupported));
    let password = [xls::record(0x809, &[0, 6, 5, 0, 0, 0, 0, 0]), xls::record(0x2F, &[0; 6])].concat();
    assert_eq!(refusal(&xls::of_records(&password)), Some(Refusal::Encrypted));
    let secret = pdf::file(&[
        pdf::object(1, "<< /Type /Catalog >>"),
        b"trailer << /Encrypt << /Filter /Standard >> >>\n".to_vec(),
    ]);
    assert_eq!(refusal(&secret), Some(Refusal::Encrypted));
    for head in [
        &b"\x9B DRMONE  This Document is encrypted"[..],
        b"SCDSA002",
        b"SCDSA004",
        b"<DOCUMENT SAFER V2",
        b"<## NASCA DRM FILE - VER1.00 ##>",
    ] {
        assert_eq!(refusal(head), Some(Refusal::Protected), "{head:?}");
    }
    assert_eq!(refusal(b"%PDF-1.7\nnothing"), Some(Refusal::Broken));
    assert_eq!(refusal(b"PK\x03\x04nothing"), Some(Refusal::Broken));
    assert_eq!(refusal(&cfb::compound(&[])[..600]), Some(Refusal::Broken));
}

#[test]
fn it_names_what_it_did_not_read() {
    let noted = |bytes: &[u8]| -> Vec<(What, usize)> {
        export::open("", bytes).expect("it opens").remarks().iter().map(|r| (r.what, r.count)).collect()
    };
    let section = hwp::deflate(&[]);
    let head = ("FileHeader", hwp::header(1));
    let odd = cfb::compound(&[
        head,
        ("BodyText/Section0", section),
        ("BinData/BIN0001.ole", vec![1; 9]),
        ("BinData/BIN0002.png", vec![1; 9]),
        ("Somebody/Else", vec![1; 9]),
        ("DocHistory/VersionLog0", vec![1; 9]),
        ("DocOptions/DigitalSignature", vec![1; 9]),
    ]);
    let mut told = noted(&odd);
    told.sort();
    assert_eq!(
        told,
        [(What::Picture, 1), (What::Embedded, 1), (What::Unknown, 1), (What::Unknown, 1), (What::Signature, 1)]
    );
    // A record that nobody knows.
    let strange = hwp::of_section(0, &hwp::record(0x3F0, 0, b"abc"));
    assert_eq!(noted(&strange), [(What::Unknown, 1)]);
    // A page that is a picture.
    let scan = pdf::file(&[
        pdf::object(1, "<< /Type /Catalog /Pages 2 0 R >>"),
        pdf::object(2, "<< /Type /Pages /Kids [3 0 R] >>"),
        pdf::object(3, "<< /Type /Page /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>"),
        pdf::stream(4, "", b"/I Do"),
        pdf::stream(5, "/Subtype /Image /Filter /DCTDecode", b"\xFF\xD8"),
    ]);
    assert_eq!(noted(&scan), [(What::Picture, 1), (What::Scan, 1)]);
    let opened = export::open("pdf", &scan).expect("it opens");
    let refused = export::mask_as(&opened, Out::Text, &Policy::default(), &mut Checker::new()).err();
    assert_eq!(refused, Some(Refusal::Scanned));
    // A font that tells nobody what its letters are: no copy.
    let riddle = pdf::file(&[
        pdf::object(1, "<< /Type /Catalog /Pages 2 0 R >>"),
        pdf::object(2, "<< /Type /Pages /Kids [3 0 R] >>"),
        pdf::object(3, "<< /Type /Page /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"),
        pdf::stream(4, "", b"BT /F 9 Tf <00010002> Tj ET"),
        pdf::object(5, "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< >>] >>"),
    ]);
    let opened = export::open("pdf", &riddle).expect("it opens");
    assert_eq!((opened.unread, opened.remarks().first().map(|r| r.what)), (2, Some(What::Glyphs)));
    assert!(matches!(export::mask(&opened, &Policy::default(), &mut Checker::new()), Err(Refusal::Damaged(2))));
    // A part of a presentation that nobody knows, and a file inside.
    let slides = pptx::pack(&[
        ("[Content_Types].xml", b"<x/>".to_vec()),
        ("ppt/presentation.xml", b"<x/>".to_vec()),
        ("ppt/embeddings/oleObject1.bin", vec![1; 9]),
        ("ppt/strange/a.xml", b"<x/>".to_vec()),
    ]);
    let mut told = noted(&slides);
    told.sort();
    assert_eq!(told, [(What::Embedded, 1), (What::Unknown, 1)]);
}

#[test]
fn it_opens_every_entry_of_an_archive_by_itself() {
    let inner = pptx::pack(&[("안/메모.txt", "담당 010-0000-7391".as_bytes().to_vec())]);
    let file = pptx::pack(&[
        ("공문.hwp", hwp::hwp("paragraph", "010-0000-7391").expect("a document")),
        ("잠김.hwp", hwp::flagged(2)),
        ("또.zip", inner),
        ("그림.png", b"\x89PNG\r\n".to_vec()),
    ]);
    let opened = export::open("zip", &file).expect("it opens");
    assert_eq!(opened.format, Format::Zip);
    let results: Vec<_> =
        opened.members.iter().map(|m| m.result.as_ref().map(|o| o.format).map_err(Clone::clone)).collect();
    assert_eq!(results, [Ok(Format::Hwp), Err(Refusal::Encrypted), Ok(Format::Zip), Err(Refusal::Unsupported)]);
    assert_eq!(digits(&opened.text).matches("01000007391").count(), 2);
    assert_eq!(export::mask(&opened, &Policy::default(), &mut Checker::new()).err(), Some(Refusal::Encrypted));
}

#[test]
fn it_ends_where_a_file_is_hostile() {
    let refusal = |bytes: &[u8]| export::open("", bytes).err();
    // Archives inside archives.
    let mut deep = pptx::pack(&[("a.txt", b"a".to_vec())]);
    for _ in 0..8 {
        deep = pptx::pack(&[("a.zip", deep)]);
    }
    let mut at = export::open("zip", &deep).expect("the outer one opens");
    let mut depth = 0;
    let ended = loop {
        match at.members.into_iter().next().map(|m| m.result) {
            Some(Ok(inner)) => at = inner,
            Some(Err(refusal)) => break refusal,
            None => panic!("the innermost was reached"),
        }
        depth += 1;
        assert!(depth < 8);
    };
    assert_eq!(ended, Refusal::TooLarge);
    // A bomb: 300 MB of zeros.
    let bomb = hwp::deflate(&vec![0; 300 << 20]);
    assert_eq!(refusal(&hwp::of_section(1, &bomb)), Some(Refusal::TooLarge));
    let objects = |stream: Vec<u8>| {
        pdf::file(&[
            pdf::object(1, "<< /Type /Catalog /Pages 2 0 R >>"),
            pdf::object(2, "<< /Type /Pages /Kids [3 0 R 2 0 R] /Parent 2 0 R >>"),
            pdf::object(3, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>"),
            stream,
        ])
    };
    let bomb = [&[0x78, 1][..], &bomb].concat();
    assert_eq!(refusal(&objects(pdf::stream(4, "/Filter /FlateDecode", &bomb))), Some(Refusal::TooLarge));
    // Paths that lead out of an archive.
    for name in ["../a.txt", "/etc/a.txt", "C:\\a.txt"] {
        assert_eq!(refusal(&pptx::pack(&[(name, b"a".to_vec())])), Some(Refusal::Broken), "{name}");
    }
    // A tree of pages and a parent that run in circles, and forms that show each other twice at every level.
    assert_eq!(refusal(&objects(pdf::stream(4, "", b"BT ET"))), None);
    let mut twice: Vec<Vec<u8>> = (10..40)
        .map(|n| {
            let own =
                format!("/Subtype /Form /Resources << /XObject << /A {} 0 R >> >>", if n == 39 { 10 } else { n + 1 });
            pdf::stream(n, &own, b"/A Do /A Do /A Do /A Do /A Do /A Do /A Do /A Do")
        })
        .collect();
    twice.extend([
        pdf::object(1, "<< /Type /Catalog /Pages 2 0 R >>"),
        pdf::object(2, "<< /Type /Pages /Kids [3 0 R] >>"),
        pdf::object(3, "<< /Type /Page /Contents 10 0 R /Resources << /XObject << /A 10 0 R >> >> >>"),
    ]);
    assert_eq!(refusal(&pdf::file(&twice)), Some(Refusal::TooLarge));
    // References and lengths in circles.
    let circles =
        [pdf::object(1, "<< /Type /Catalog /Pages 5 0 R >>"), pdf::object(5, "6 0 R"), pdf::object(6, "5 0 R")]
            .concat();
    assert_eq!(refusal(&pdf::file(&[circles])), None);
    // A chain of sectors, and a tree of entries, that meet themselves.
    let good = cfb::compound(&[("FileHeader", hwp::header(0)), ("BodyText/Section0", vec![0; 6000])]);
    let fat = u32::from_le_bytes(good[76..80].try_into().expect("four bytes")) as usize;
    let mut circle = good.clone();
    let table = 512 + fat * 512;
    circle[table..table + 4].copy_from_slice(&0u32.to_le_bytes());
    assert_eq!(refusal(&circle), Some(Refusal::Broken));
    let directory = 512 + 512 * u32::from_le_bytes(good[48..52].try_into().expect("four bytes")) as usize;
    let mut circle = good;
    circle[directory + 128 + 72..directory + 128 + 76].copy_from_slice(&1u32.to_le_bytes());
    assert_eq!(refusal(&circle), Some(Refusal::Broken));
    // Records inside records inside records.
    let deep: Vec<u8> = (0..200u16).flat_map(|level| hwp::record(0x42, level, &[0; 22])).collect();
    assert_eq!(refusal(&hwp::of_section(0, &deep)), Some(Refusal::Broken));
}
