//! Writes documents of every format into a folder: those that the tests build, one for each place that can hold a value. Everything in them is invented.
//!
//! `cargo run --example samples -- FOLDER`

#![cfg(feature = "export")]

#[path = "../tests/reading/cfb.rs"]
mod cfb;
#[path = "../tests/files/mod.rs"]
#[allow(dead_code)]
mod files;
#[path = "../tests/reading/hwp.rs"]
#[allow(dead_code)]
mod hwp;
#[path = "../tests/reading/pdf.rs"]
mod pdf;
#[path = "../tests/reading/pptx.rs"]
mod pptx;
#[path = "../tests/reading/xls.rs"]
#[allow(dead_code)]
mod xls;

use std::path::Path;

const VALUE: &str = "010-0000-7391";

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("name a folder"))?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let put = |name: &str, bytes: Option<Vec<u8>>| match bytes {
        Some(bytes) => std::fs::write(folder.join(name.replace([' ', '\''], "-")), bytes),
        None => Ok(()),
    };
    for place in hwp::PLACES {
        put(&format!("hwp-{place}.hwp"), hwp::hwp(place, VALUE))?;
    }
    for place in xls::PLACES {
        put(&format!("xls-{place}.xls"), xls::xls(place, VALUE))?;
    }
    for place in pdf::PLACES {
        put(&format!("pdf-{place}.pdf"), pdf::pdf(place, VALUE))?;
    }
    for place in pptx::PLACES {
        put(&format!("pptx-{place}.pptx"), pptx::pptx(place, VALUE))?;
    }
    for (ending, places, build) in files::WRITTEN {
        for (i, place) in places.iter().enumerate() {
            put(&format!("{ending}-{place}.{ending}"), build(place, files::WAYS[i % files::WAYS.len()], true))?;
        }
    }
    let mixed = [("공문.hwp", hwp::hwp("cell", VALUE).unwrap_or_default()), ("메모.txt", VALUE.as_bytes().to_vec())];
    put("zip-documents.zip", Some(pptx::pack(&mixed)))?;
    let (cp949, ..) = encoding_rs::EUC_KR.encode("담당 김가람 010-0000-7391\r\n");
    put("text-cp949.txt", Some(cp949.into_owned()))?;
    put("text-utf8.txt", Some(format!("연락처 {VALUE}\n").into_bytes()))?;
    put("refused-password.hwp", Some(hwp::flagged(1 << 1)))?;
    put("refused-distribution.hwp", Some(hwp::flagged(1 << 2)))?;
    put("refused-damaged.pdf", Some(b"%PDF-1.7\nnothing".to_vec()))
}
