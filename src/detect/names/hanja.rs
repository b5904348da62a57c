//! Names in Hanja that stand by themselves: a surname and two letters, each apart from the next (金 容 出), as forms have them and no word is written;
//! letters that something beside them calls a name (한자 李佳藍, 李佳藍(이가람), 李佳藍 씨, 李佳藍 010-…); a surname before a given name in Hangul (李가람).
//!
//! Not here: Hanja in brackets right behind the same name in Hangul (`mod.rs`).

use super::NameHit;
use super::tables::{self, Syllable};
use crate::kind::Kind;
use crate::order;
use crate::page::Page;
use crate::rule::{Candidate, LIKELY, Sink, Verdict};
use crate::span::FoldSpan;
use crate::text::{Class, Phrases, is_hangul};
use crate::words::List;

/// Surnames in Hanja, the common ones and those that are met.
const SURNAMES: &str = "金李朴崔鄭姜趙尹張林韓吳徐申權黃安宋全洪柳高文梁孫裵白許南沈盧河郭成車朱禹具任羅閔陳池嚴蔡元千方孔玄咸卞廉楊邊呂秋都蘇石宣薛馬吉延魏表明奇潘王玉陸印孟諸卓魚殷片龍慶奉史夫陳劉何阮鞠皮芮魯卜甘琴杜賓景麻秦溫承夏太奉邢彭葛睦獨皇";

/// Surnames of two letters.
static COMPOUND: Phrases<8> = Phrases::new(["南宮", "皇甫", "諸葛", "鮮于", "獨孤", "司空", "西門", "東方"]);

/// Words that ask for Hanja, or for a name in Hanja.
static ASKED: Phrases<7> = Phrases::new(["한자", "漢字", "姓名", "氏名", "申請人", "戶主", "본명"]);

/// What stands where a name is asked for and is none.
static NONE: Phrases<17> = Phrases::new([
    "未詳", "本人", "法人", "代表", "生略", "不明", "同上", "上同", "旅券", "軍番", "住所", "生年", "職業", "階級",
    "國籍", "性別", "年齡",
]);

/// What else was found, in order: where names stand, and where numbers of persons begin.
struct Others {
    names: Vec<(u32, u32)>,
    numbers: Vec<u32>,
}

impl Others {
    fn new(hits: &[NameHit], sink: &Sink) -> Self {
        let mut names: Vec<(u32, u32)> = hits.iter().map(|h| (h.span.start, h.span.end)).collect();
        order::sort(&mut names);
        let of_person = |c: &&Candidate| {
            matches!(c.kind, Kind::Mobile | Kind::Rrn | Kind::Frn | Kind::BirthDate | Kind::SafeNumber)
        };
        let mut numbers: Vec<u32> = sink.iter().filter(of_person).map(|c| c.span.start).collect();
        order::sort(&mut numbers);
        Self { names, numbers }
    }

    /// Whether a name overlaps a stretch.
    fn overlaps(&self, span: FoldSpan) -> bool {
        self.before(span.end).is_some_and(|n| n.1 > span.start)
    }

    /// Where the last name that begins before a place stands.
    fn before(&self, at: u32) -> Option<(u32, u32)> {
        self.names.get(self.names.partition_point(|n| n.0 < at).checked_sub(1)?).copied()
    }

    /// Whether the number of a person begins shortly behind a place.
    fn number(&self, end: u32) -> bool {
        self.numbers.get(self.numbers.partition_point(|&n| n <= end)).is_some_and(|&n| n <= end + 4)
    }
}

/// Collects them.
pub(super) fn collect(page: &Page, hits: &mut Vec<NameHit>, sink: &mut Sink) {
    let f = &page.folded;
    let hanja = |i: usize| f.class(i) == Class::Hanja;
    let mut others = None;
    let mut at = 0;
    while at < f.len() {
        if !hanja(at) {
            at += 1;
            continue;
        }
        let others = others.get_or_insert_with(|| Others::new(hits, sink));
        let (end, letters, apart) = row(page, at);
        let surname = is_surname(f.unit(at));
        let mixed = given(page, at, end);
        let span = FoldSpan::new(at, if mixed { end + 2 } else { end });
        let why = if letters == 3 && apart && surname {
            Some("성씨로 쓰는 한자와 두 글자를 사이를 띄어 적은 이름의 꼴입니다.")
        } else if mixed {
            Some("성씨로 쓰는 한자와 한글 이름을 이어 적은 꼴입니다.")
        } else if (2..=4).contains(&letters) && NONE.at(f, at).is_none() && told(page, span, surname, others) {
            Some("이름을 적는 자리에 한자로 적은 이름입니다.")
        } else {
            None
        };
        if let Some(why) = why.filter(|_| !others.overlaps(span)) {
            hits.push(NameHit { span, score: LIKELY });
            sink.push(Candidate::new(Kind::PersonName, span, Verdict::Plausible, LIKELY, "person_name/hanja", why));
        }
        at = end.max(at + 1);
        while hanja(at) {
            at += 1;
        }
    }
}

fn is_surname(unit: u16) -> bool {
    SURNAMES.chars().any(|c| c as u32 == u32::from(unit))
}

/// The letters of one name from `at` on: where they end, how many they are, and whether each stands apart. A gap is within a name only behind its
/// surname, or where all letters stand apart.
fn row(page: &Page, at: usize) -> (usize, u32, bool) {
    let f = &page.folded;
    let hanja = |i: usize| f.class(i) == Class::Hanja;
    let group = |from: usize| (from..from + 6).take_while(|&i| hanja(i)).count();
    let behind = |end: usize| {
        (end..end + 4)
            .find(|&i| !matches!(f.unit(i), 0x20 | 0xB7))
            .filter(|&i| i > end && hanja(i))
            .map(|i| (i, group(i)))
    };
    let first = group(at);
    let compound = first == 2 && COMPOUND.at(f, at).is_some();
    let (mut end, mut letters) = (at + first, first as u32);
    if first == 1 || compound {
        let mut singles = true;
        // 朴 鎭 壽 課長: letters together are the next word.
        while let Some((from, n)) = behind(end) {
            let fits = letters < 4 && (n == 1 && singles || n == 2 && letters == first as u32);
            if !fits {
                break;
            }
            singles &= n == 1;
            (end, letters) = (from + n, letters + n as u32);
        }
        return (end, letters, singles && first == 1 && letters > 1);
    }
    (end, letters, false)
}

/// Whether a surname in Hanja and the given name of many in Hangul make up a word: 李가람, (皇甫다솜).
fn given(page: &Page, at: usize, end: usize) -> bool {
    let f = &page.folded;
    let surname = end == at + 1 && is_surname(f.unit(at)) || end == at + 2 && COMPOUND.at(f, at).is_some();
    surname
        && is_hangul(f.unit(end))
        && is_hangul(f.unit(end + 1))
        && !is_hangul(f.unit(end + 2))
        && !matches!(f.class_before(at), Class::Hangul | Class::Hanja | Class::Latin)
        && tables::shared(Syllable::of(f.unit(end)), Syllable::of(f.unit(end + 1))) > 0
}

/// Whether something beside letters in Hanja says that they are a name: a label, a name or an honorific behind, a bracket behind a name, a person's number.
fn told(page: &Page, at: FoldSpan, surname: bool, others: &Others) -> bool {
    let f = &page.folded;
    let (start, end) = (at.start as usize, at.end as usize);
    if matches!(f.class_before(start), Class::Hangul | Class::Hanja) || f.class(end) == Class::Hanja {
        return false;
    }
    let mut before = start;
    while before > 0
        && start - before < 8
        && (matches!(f.class(before - 1), Class::Space | Class::Tab | Class::Newline)
            || matches!(f.unit(before - 1), 0x28 | 0x29 | 0x3A | 0x22 | 0x27 | 0x7C))
    {
        before -= 1;
    }
    let within = (before..start).any(|i| f.unit(i) == 0x28);
    if before < start && (ASKED.before(f, before).is_some() || spaced_out(page, before)) {
        return true;
    }
    // 가 나 다 (佳 羅 多)
    if within && others.before(at.start).is_some_and(|n| n.1 as usize == before) {
        return true;
    }
    if !surname {
        return false;
    }
    let label = before < start
        && page
            .hits_before(before as u32)
            .take_while(|h| h.end as usize == before)
            .any(|h| h.labels(Kind::PersonName) || h.is(List::Persons));
    let next = end + usize::from(f.unit(end) == 0x20);
    // 씨 님 옹, with a particle of one syllable: 씨는
    let honoured = matches!(f.unit(next), 0xC528 | 0xB2D8 | 0xC639)
        && !(is_hangul(f.unit(next + 1)) && is_hangul(f.unit(next + 2)));
    let spoken = f.unit(next) == 0x28 && {
        let n = (next + 1..next + 6).take_while(|&i| is_hangul(f.unit(i))).count();
        n == at.len() && f.unit(next + 1 + n) == 0x29 && tables::is_surname(f.unit(next + 1))
    };
    label || honoured || spoken || at.len() >= 3 && others.number(at.end)
}

/// Whether `한 자`, as forms space it out, ends at a place.
fn spaced_out(page: &Page, end: usize) -> bool {
    let f = &page.folded;
    // 자, 한
    end > 1
        && f.unit(end - 1) == 0xC790
        && (end.saturating_sub(8)..end - 1).rev().find(|&i| f.unit(i) != 0x20).is_some_and(|i| f.unit(i) == 0xD55C)
}
