//! Builds XLS workbooks (BIFF8) with a value planted in one place. Everything in them is invented.

use super::cfb::{compound, summary, wide};

/// A record.
pub fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
}

/// A string with its length in two bytes, in letters of two bytes.
fn told(text: &str) -> Vec<u8> {
    [&(text.encode_utf16().count() as u16).to_le_bytes()[..], &[1], &wide(text)].concat()
}

fn cell(row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], rest].concat()
}

/// The places that `xls` knows.
pub const PLACES: &[&str] = &[
    "shared string",
    "split over records",
    "rich string",
    "label",
    "formula result",
    "hidden sheet",
    "sheet name",
    "comment",
    "comment author",
    "text box",
    "header",
    "footer",
    "link",
    "name",
    "list to choose from",
    "written by",
    "title",
    "author",
    "pivot cache",
    "number with places",
];

/// A workbook whose place holds the value.
pub fn xls(place: &str, value: &str) -> Option<Vec<u8>> {
    let (mut strings, mut sheet, mut globals) = (vec![told("연락처"), told("값")], Vec::new(), Vec::new());
    let (mut name, mut hidden, mut title, mut author) = ("명단", 0u8, "점검 문서", "작성자");
    let mut pivot = "값";
    let mut continued = Vec::new();
    let shared = |n: u32, row, column| record(0xFD, &cell(row, column, &n.to_le_bytes()));
    sheet.extend(shared(0, 0, 0));
    match place {
        "shared string" => {
            strings.push(told(value));
            sheet.extend(shared(2, 0, 1));
        }
        "split over records" => {
            // The letters go on in the next record, whose first byte says their width anew.
            let (a, b) = value.split_at(value.char_indices().nth(5)?.0);
            let count = value.encode_utf16().count() as u16;
            strings.push([&count.to_le_bytes()[..], &[1], &wide(a)].concat());
            continued = [&[1][..], &wide(b)].concat();
            sheet.extend(shared(2, 0, 1));
        }
        "rich string" => {
            let count = value.encode_utf16().count() as u16;
            strings.push([&count.to_le_bytes()[..], &[9, 1, 0], &wide(value), &[0; 4]].concat());
            strings.push(told("끝"));
            sheet.extend([shared(2, 0, 1), shared(3, 0, 2)].concat());
        }
        "label" => sheet.extend(record(0x204, &cell(0, 1, &told(value)))),
        "formula result" => {
            let result = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
            sheet.extend(record(0x06, &cell(0, 1, &[&result[..], &[0; 8]].concat())));
            sheet.extend(record(0x207, &told(value)));
        }
        "hidden sheet" => {
            hidden = 2;
            sheet.extend(record(0x204, &cell(0, 1, &told(value))));
        }
        "sheet name" => name = value,
        "comment" | "text box" => {
            let count = value.encode_utf16().count() as u16;
            let mut head = vec![0u8; 18];
            head[10..12].copy_from_slice(&count.to_le_bytes());
            sheet.extend(record(0x1B6, &head));
            sheet.extend(record(0x3C, &[&[1][..], &wide(value)].concat()));
            sheet.extend(record(0x3C, &[0; 16]));
        }
        "comment author" => sheet.extend(record(0x1C, &[&[0; 8][..], &told(value), &[0]].concat())),
        "header" => sheet.extend(record(0x14, &told(value))),
        "footer" => sheet.extend(record(0x15, &told(value))),
        "link" => sheet.extend(record(0x1B8, &[&[0; 32][..], &wide(&format!("mailto:{value}")), &[0, 0]].concat())),
        "name" => globals.extend(record(0x18, &[&[0; 14][..], &[1], &wide(value)].concat())),
        "list to choose from" => sheet.extend(record(0x1BE, &[&[0; 12][..], value.as_bytes(), &[0; 4]].concat())),
        "written by" => globals.extend(record(0x5C, &told(&format!("{value:<40}")))),
        "title" => title = value,
        "author" => author = value,
        "pivot cache" => pivot = value,
        "number with places" => {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            let places: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            globals.extend(record(0x41E, &[&164u16.to_le_bytes()[..], &told(&places)].concat()));
            globals.extend(record(0xE0, &[&[0, 0], &164u16.to_le_bytes()[..], &[0; 16]].concat()));
            let number: f64 = digits.parse().ok()?;
            sheet.extend(record(0x203, &cell(0, 1, &number.to_le_bytes())));
        }
        _ => return None,
    }
    let begin = |kind: u16| record(0x809, &[&0x600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat());
    let count = (strings.len() as u32).to_le_bytes();
    globals.extend(record(0xFC, &[&count[..], &count, &strings.concat()].concat()));
    if !continued.is_empty() {
        globals.extend(record(0x3C, &continued));
    }
    let bound = |at: u32| {
        let units = name.encode_utf16().count() as u8;
        record(0x85, &[&at.to_le_bytes()[..], &[hidden, 0, units, 1], &wide(name)].concat())
    };
    let before = begin(5).len() + bound(0).len() + globals.len() + record(0x0A, &[]).len();
    let book =
        [begin(5), bound(before as u32), globals, record(0x0A, &[]), begin(0x10), sheet, record(0x0A, &[])].concat();
    Some(compound(&[
        ("Workbook", book),
        ("\u{5}SummaryInformation", summary(&[(2, title), (4, author)])),
        ("_SX_DB_CUR/0001", record(0xCD, &told(pivot))),
    ]))
}

/// A workbook of these records.
pub fn of_records(records: &[u8]) -> Vec<u8> {
    compound(&[("Workbook", records.to_vec())])
}
