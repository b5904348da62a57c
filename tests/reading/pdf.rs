//! Builds PDF files with a value planted in one place. Everything in them is invented.

use std::io::Write;

/// The places that `pdf` knows.
pub const PLACES: &[&str] = &[
    "page text",
    "split over strings",
    "each letter by itself",
    "two lines of a form",
    "by a table to Unicode",
    "UHC encoding",
    "UTF-16 encoding",
    "differences",
    "packed with a predictor",
    "hexadecimal",
    "base 85",
    "object stream",
    "form inside a form",
    "white and outside",
    "under a box",
    "title",
    "author",
    "title in UTF-16",
    "metadata stream",
    "note",
    "note's look",
    "field's value",
    "link",
    "bookmark",
    "earlier revision",
    "earlier page",
    "unused stream",
    "actual text",
    "attachment name",
    "script",
    "length elsewhere",
];

/// zlib data.
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).expect("memory");
    out.finish().expect("memory")
}

/// A file of these objects, each `N 0 obj … endobj`, with a table of places and an end.
pub fn file(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for object in objects {
        places.push(out.len());
        out.extend(object);
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|at| out.extend(format!("{at:010} 00000 n \n").bytes()));
    out.extend(
        format!("trailer << /Size {} /Root 1 0 R /Info 9 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1)
            .bytes(),
    );
    out
}

pub fn object(number: u32, value: &str) -> Vec<u8> {
    format!("{number} 0 obj\n{value}\nendobj\n").into_bytes()
}

pub fn stream(number: u32, more: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("{number} 0 obj\n<< {more} /Length {} >>\nstream\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream\nendobj\n"].concat()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02X}")).collect()
}

fn big(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// A file whose place holds the value.
pub fn pdf(place: &str, value: &str) -> Option<Vec<u8>> {
    let show = |text: &str| format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET");
    let mut content = show("Notice").into_bytes();
    let mut filter = "";
    let mut font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned();
    let mut info = "<< /Title (x) >>".to_owned();
    let (mut page, mut catalogue) = (String::new(), String::new());
    let mut more: Vec<Vec<u8>> = Vec::new();
    let mut behind = Vec::new();
    let ascii = value.is_ascii();
    let own = if ascii { value.to_owned() } else { format!("\u{FEFF}{value}") };
    // A string of a dictionary: UTF-16 where it is not ASCII.
    let string = if ascii { format!("({value})") } else { format!("<{}>", hex(&big(&own))) };
    let composite = |encoding: &str, more: &str| {
        format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Batang /Encoding /{encoding} {more} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Batang /DW 1000 >>] >>"
        )
    };
    // A text that any page can show, whatever letters it has.
    let shown = |at: &str| format!("BT /F1 12 Tf {at} Td <{}> Tj ET", hex(&big(value)));
    let any = composite("UniKS-UTF16-H", "");
    match place {
        "page text" | "UTF-16 encoding" => {
            font = any;
            content = shown("72 700").into_bytes();
        }
        "split over strings" => {
            font = any;
            let (a, b) = value.split_at(value.char_indices().nth(5)?.0);
            content = format!("BT /F1 12 Tf 72 700 Td [<{}> -20 <{}>] TJ ET", hex(&big(a)), hex(&big(b))).into_bytes();
        }
        "each letter by itself" => {
            font = any;
            content = b"BT /F1 12 Tf ".to_vec();
            for (i, c) in value.chars().enumerate() {
                content.extend(format!("1 0 0 1 {} 700 Tm <{}> Tj ", 72 + 12 * i, hex(&big(&c.to_string()))).bytes());
            }
            content.extend(b"ET");
        }
        "two lines of a form" => {
            font = any;
            content = format!("BT /F1 12 Tf 14 TL 72 700 Td <{}> Tj <{}> ' ET", hex(&big("연락처")), hex(&big(value)))
                .into_bytes();
        }
        "by a table to Unicode" => {
            font = composite("Identity-H", "/ToUnicode 20 0 R");
            let codes: Vec<u8> = (1..=value.chars().count() as u16).flat_map(u16::to_be_bytes).collect();
            let table: String = (value.chars().enumerate())
                .map(|(i, c)| format!("<{:04X}> <{}>\n", i + 1, hex(&big(&c.to_string()))))
                .collect();
            let table = format!(
                "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange {} beginbfchar\n{table}endbfchar endcmap",
                value.chars().count()
            );
            more.push(stream(20, "", table.as_bytes()));
            content = format!("BT /F1 12 Tf 72 700 Td <{}> Tj ET", hex(&codes)).into_bytes();
        }
        "UHC encoding" => {
            font = composite("KSCms-UHC-H", "");
            let (bytes, ..) = encoding_rs::EUC_KR.encode(value);
            content = format!("BT /F1 12 Tf 72 700 Td <{}> Tj ET", hex(&bytes)).into_bytes();
        }
        "differences" => {
            let names: String = value.chars().map(|c| format!("/uni{:04X} ", c as u32)).collect();
            font = format!(
                "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+X /Encoding << /Differences [1 {names}] >> >>"
            );
            let codes: Vec<u8> = (1..=value.chars().count() as u8).collect();
            content = format!("BT /F1 12 Tf 72 700 Td <{}> Tj ET", hex(&codes)).into_bytes();
        }
        "packed with a predictor" => {
            font = any;
            filter = "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 8 >>";
            let mut plain = shown("72 700").into_bytes();
            plain.resize(plain.len().next_multiple_of(8), b' ');
            let (mut rows, mut above) = (Vec::new(), [0u8; 8]);
            for row in plain.chunks(8) {
                rows.push(2);
                rows.extend(row.iter().zip(above).map(|(b, a)| b.wrapping_sub(a)));
                above.copy_from_slice(row);
            }
            content = zlib(&rows);
        }
        "hexadecimal" => {
            font = any;
            filter = "/Filter [/ASCIIHexDecode]";
            content = format!("{}>", hex(shown("72 700").as_bytes())).into_bytes();
        }
        "base 85" => {
            font = any;
            filter = "/Filter [/ASCII85Decode /FlateDecode]";
            content = base85(&zlib(shown("72 700").as_bytes()));
        }
        "object stream" => {
            let inner = format!("<< /Title {string} >>");
            more.push(stream(
                21,
                "/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode",
                &zlib(format!("30 0 {inner}").as_bytes()),
            ));
        }
        "form inside a form" => {
            font = any;
            content = b"q 1 0 0 1 5 5 cm /X1 Do Q".to_vec();
            page = "/Resources << /Font << /F1 5 0 R >> /XObject << /X1 22 0 R >> >>".to_owned();
            more.push(stream(
                22,
                "/Type /XObject /Subtype /Form /Resources << /XObject << /X2 23 0 R /X1 22 0 R >> >>",
                b"/X2 Do /X1 Do",
            ));
            more.push(stream(
                23,
                "/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >>",
                shown("10 10").as_bytes(),
            ));
        }
        "white and outside" => {
            font = any;
            content = format!("1 1 1 rg 3 Tr {}", shown("-500 9000")).into_bytes();
        }
        "under a box" => {
            font = any;
            content = format!("{} 0 0 0 rg 60 690 300 30 re f", shown("72 700")).into_bytes();
        }
        "title" | "title in UTF-16" => info = format!("<< /Title <{}> >>", hex(&big(&format!("\u{FEFF}{value}")))),
        "author" => info = format!("<< /Author {string} >>"),
        "metadata stream" => {
            let xmp = format!("<x:xmpmeta><rdf:li>{value}</rdf:li></x:xmpmeta>");
            more.push(stream(24, "/Type /Metadata /Subtype /XML", xmp.as_bytes()));
        }
        "note" => page = format!("/Annots [<< /Type /Annot /Subtype /Text /Contents {string} >>]"),
        "note's look" => {
            page = "/Annots [<< /Type /Annot /Subtype /FreeText /AP << /N 25 0 R >> >>]".to_owned();
            let look = format!(
                "/Type /XObject /Subtype /Form /Resources << /Font << /F1 {} >> >>",
                composite("UniKS-UCS2-H", "")
            );
            more.push(stream(25, &look, shown("2 2").as_bytes()));
        }
        "field's value" => catalogue = format!("/AcroForm << /Fields [<< /FT /Tx /T (f) /V {string} >>] >>"),
        "link" => {
            page = format!(
                "/Annots [<< /Subtype /Link /A << /S /URI /URI (tel:{}) >> >>]",
                if ascii { value } else { return None }
            )
        }
        "bookmark" => catalogue = format!("/Outlines << /First << /Title {string} >> >>"),
        "earlier revision" => {
            font = any;
            more.push(stream(4, "", shown("72 700").as_bytes()));
        }
        "earlier page" => {
            font = any;
            more.push(object(
                3,
                "<< /Type /Page /Parent 2 0 R /Contents 26 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            ));
            more.push(stream(26, "", shown("72 700").as_bytes()));
        }
        "unused stream" => {
            more.push(stream(27, "/Filter /FlateDecode", &zlib(format!("plain words {value}").as_bytes())))
        }
        "actual text" => content = format!("/Span << /ActualText {string} >> BDC {} EMC", show("x")).into_bytes(),
        "attachment name" => {
            catalogue =
                format!("/Names << /EmbeddedFiles << /Names [{string} << /Type /Filespec /UF {string} >>] >> >>")
        }
        "script" => catalogue = format!("/OpenAction << /S /JavaScript /JS {string} >>"),
        "length elsewhere" => {
            font = any;
            let text = shown("72 700");
            behind = format!(
                "4 0 obj\n<< /Length 28 0 R >>\nstream\n{text}\nendstream\nendobj\n28 0 obj\n{}\nendobj\n",
                text.len()
            )
            .into_bytes();
        }
        _ => return None,
    }
    let resources = if page.contains("/Resources") { "" } else { "/Resources << /Font << /F1 5 0 R >> >>" };
    let mut objects = more;
    objects.extend([
        object(1, &format!("<< /Type /Catalog /Pages 2 0 R {catalogue} >>")),
        object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>"),
        object(3, &format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {resources} {page} >>")),
        stream(4, filter, &content),
        object(5, &font),
        behind,
        object(9, &info),
    ]);
    Some(file(&objects))
}

fn base85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for group in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..group.len()].copy_from_slice(group);
        let mut n = u32::from_be_bytes(four);
        let mut digits = [0; 5];
        for digit in digits.iter_mut().rev() {
            *digit = (n % 85) as u8 + b'!';
            n /= 85;
        }
        out.extend(&digits[..group.len() + 1]);
    }
    out.extend(b"~>");
    out
}
