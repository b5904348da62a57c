//! From features to a score in sixteenths of log-odds, and the sentence that tells a drafter what decided.

use super::features::{Feature, Features, ON};
use super::weights::WEIGHTS;
use crate::rule::Score;

/// The score of a mention: the sum of weight times value.
pub fn of(features: &Features) -> Score {
    let mut sum = 0i32;
    for (i, value) in features.there() {
        sum += i32::from(value) * i32::from(WEIGHTS.get(i).copied().unwrap_or(0));
    }
    (sum / i32::from(ON)).clamp(-400, 400) as Score
}

/// The score of a mention once another chapter of the document has proved its name.
pub fn repeated(score: Score) -> Score {
    score.saturating_add(WEIGHTS.get(Feature::Repeated as usize).copied().unwrap_or(0))
}

/// The two features that spoke loudest for a name.
pub fn loudest(features: &Features) -> [Option<Feature>; 2] {
    let mut best: [Option<(i32, Feature)>; 2] = [None; 2];
    for (i, value) in features.there() {
        let feature = Feature::ALL[i];
        let value = i32::from(value) * i32::from(WEIGHTS.get(i).copied().unwrap_or(0));
        if value <= 0 || feature.phrase().is_empty() {
            continue;
        }
        if best[0].is_none_or(|(v, _)| value > v) {
            best = [Some((value, feature)), best[0]];
        } else if best[1].is_none_or(|(v, _)| value > v) {
            best[1] = Some((value, feature));
        }
    }
    best.map(|b| b.map(|(_, f)| f))
}

/// The sentence for a drafter: the two loudest reasons, never the name.
pub fn why(features: &Features) -> String {
    match loudest(features) {
        [Some(a), Some(b)] => format!("사람 이름으로 판단한 근거: {}, {}.", a.phrase(), b.phrase()),
        [Some(a), None] => format!("사람 이름으로 판단한 근거: {}.", a.phrase()),
        _ => "사람 이름의 꼴입니다.".to_owned(),
    }
}
