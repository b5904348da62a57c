//! 주소 (address): road-name (도로명주소법, 2014) and lot-number addresses, from the province or the district down to the unit.
//!
//! The grammar is read by `detect::address`, whose address it is by `detect::roles`; here stand what is told of the kind and its partial mask.

use crate::kind::Kind;
use crate::rule::{Example, Manual, Spec};
use crate::style;

/// What this kind declares.
pub(crate) const SPEC: Spec = Spec { partial: district, ..Spec::new(Kind::Address) };

pub(crate) const MANUAL: Manual = Manual {
    text: "도로명주소와 지번 주소를 시·도나 시·군·구부터 건물 이름과 동·호까지 찾습니다. 띄어쓰기가 없거나 줄과 칸이 나뉜 것, 시·도를 줄여 쓴 것도 찾습니다. \
           관공서·공공시설의 주소와 공사·행사 장소는 그대로 두고, 사람이 사는 곳과 사람에게 딸린 주소를 가립니다.",
    examples: EXAMPLES,
};

/// Shows the words of the address that name a province, a city, a county or a district; the rest is hidden.
fn district(value: &str) -> String {
    let shown: usize = value
        .split_inclusive(char::is_whitespace)
        .take(3)
        .enumerate()
        .take_while(|&(place, word)| is_region(word.trim_end(), place))
        .map(|(_, word)| word.chars().filter(|&c| style::cover(c).is_some()).count())
        .sum();
    style::keep_first(value, shown)
}

/// Whether a word names a region: `충청북도`, `청주시`, `흥덕구`, or a province's short name at the head.
fn is_region(word: &str, place: usize) -> bool {
    /// Short names of the provinces and metropolitan cities.
    const SHORT: [&str; 17] = [
        "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남",
        "제주",
    ];
    let letters = word.chars().count();
    (2..=7).contains(&letters) && word.chars().all(|c| ('\u{AC00}'..='\u{D7A3}').contains(&c)) && word.ends_with(['도', '시', '군', '구'])
        || place == 0 && SHORT.contains(&word)
}

const EXAMPLES: &[Example] = &[
    Example::Finds("신청인 주소: [[address|충청북도 청주시 흥덕구 가람로 9012, 101동 1203호]]"),
    Example::Finds("피상속인의 마지막 주소지인 [[address|전라남도 순천시 별빛동 9045-12번지]]에서 확인"),
    Example::Finds("주소지가[[address|서울특별시 강서구 늘솔로 9103]]으로 바뀌었습니다."),
    Example::Finds("수령인 자택: [[address|부산광역시 사하구 은물로９０１２]]"),
    Example::Passes("도로명주소 안내시설물을 정비하고 가람로 일대의 보행로를 넓힌다."),
    Example::Passes("서울특별시와 경기도의 인구는 전년보다 줄었다."),
    Example::Passes("도로법 제61조 및 같은 법 시행령 제55조에 따라 처리합니다."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_district_and_nothing_below() {
        assert_eq!(district("충청북도 청주시 흥덕구 가람로 9012, 101동"), "충청북도 청주시 흥덕구 ○○○ ****, ***○");
        assert_eq!(district("서울 강서구 늘솔로 9103"), "서울 강서구 ○○○ ****");
        assert_eq!(district("강릉시 바다군로 9001"), "강릉시 ○○○○ ****");
        // Without spaces nobody can tell where the district ends: all is hidden.
        assert_eq!(district("서울특별시강서구늘솔로9103"), "○○○○○○○○○○○****");
        assert_eq!(district("\u{1112}\u{1162}\u{1102}\u{1161}\u{11B7}\u{1100}\u{116E}\u{11AB} 가람로 9012"), "○○○ ○○○ ****");
    }
}
