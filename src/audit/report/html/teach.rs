//! The top mistakes for training, one page each: what the kind is, how often it was exposed, and masked examples. An example shows a mask and its
//! label's word, never the text around.

use super::{escaped, grouped, note};
use crate::audit::count::{KindCount, Summary};
use crate::kind::Kind;
use crate::kinds;

/// How many pages there are.
const PAGES: usize = 5;

pub(super) fn pages(summary: &Summary) -> String {
    let mut kinds: Vec<(&String, &KindCount)> = summary.kinds.iter().filter(|(_, k)| k.mask > 0).collect();
    kinds.sort_by_key(|(_, k)| std::cmp::Reverse((k.documents, k.mask)));
    kinds.into_iter().take(PAGES).zip(1..).map(|((id, kind), place)| page(id, kind, place)).collect()
}

fn page(id: &str, kind: &KindCount, place: usize) -> String {
    let mut out = format!("<section class=\"lesson\"><h2>교육 자료 {place}: {}</h2>", escaped(&kind.name));
    if let Some(kind) = Kind::from_id(id) {
        out += &format!("<p>{}</p>", escaped(kinds::manual(kind).text));
    }
    out += &format!(
        "<p>노출 문서 {}건에서 {}건을 찾았습니다. 이렇게 적혀 있었습니다(가린 모양).</p><ul>",
        grouped(kind.documents),
        grouped(kind.mask)
    );
    kind.examples.iter().for_each(|e| out += &format!("<li>{}</li>", escaped(e)));
    out += "</ul>";
    out += &note(
        "쓰지 않아도 되는 값이면 적지 말고, 꼭 있어야 하면 붙임으로 옮겨 비공개로 정하거나 가린 사본을 등록하십시오. 올리기 전에 가림으로 다시 점검하십시오.",
    );
    out + "</section>\n"
}
