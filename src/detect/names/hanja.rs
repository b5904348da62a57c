//! Names in Hanja that stand by themselves: a surname and two letters, each apart from the next (金 容 出), as forms have them and no word is written.
//!
//! Not here: Hanja in brackets behind the same name in Hangul (`mod.rs`).

use super::NameHit;
use crate::kind::Kind;
use crate::page::Page;
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::Class;

/// Surnames in Hanja, the common ones and those that are met.
const SURNAMES: &str = "金李朴崔鄭姜趙尹張林韓吳徐申權黃安宋全洪柳高文梁孫裵白許南沈盧河郭成車朱禹具任羅閔陳池嚴蔡元千方孔玄咸卞廉楊邊呂秋都蘇石宣薛馬吉延魏表明奇潘王玉陸印孟諸卓魚殷片龍慶奉史夫陳劉何阮";

/// Collects them.
pub(super) fn collect(page: &Page, hits: &mut Vec<NameHit>, sink: &mut Sink) {
    let f = &page.folded;
    let hanja = |i: usize| f.class(i) == Class::Hanja;
    let mut at = 0;
    while at < f.len() {
        if !hanja(at) {
            at += 1;
            continue;
        }
        // Single letters, each behind a space, a dot or both.
        let (mut end, mut letters) = (at + 1, 1);
        while letters < 6 && !hanja(end) {
            let next = (end..end + 4).find(|&i| !matches!(f.unit(i), 0x20 | 0xB7)).filter(|&i| i > end && hanja(i));
            // 朴 鎭 壽 課長: letters together are the next word.
            let Some(next) = next.filter(|&i| !hanja(i + 1)) else { break };
            (end, letters) = (next + 1, letters + 1);
        }
        let span = FoldSpan::new(at, end);
        let surname = SURNAMES.chars().any(|c| c as u32 == u32::from(f.unit(at)));
        let apart = !hanja(end) && !(at > 0 && hanja(at - 1));
        if letters == 3 && surname && apart && !hits.iter().any(|h| h.span.overlaps(span)) {
            hits.push(NameHit { span, score: LIKELY });
            let why = "성씨로 쓰는 한자와 두 글자를 사이를 띄어 적은 이름의 꼴입니다.";
            sink.push(Candidate::new(Kind::PersonName, span, Verdict::Plausible, LIKELY, "person_name/hanja", why));
        }
        at = end.max(at + 1);
        while hanja(at) {
            at += 1;
        }
    }
}
