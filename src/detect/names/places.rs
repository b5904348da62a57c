//! Features made of others: how many places speak for a name, and what the letters weigh in a place where little but a name can stand.

use super::features::{Feature, Features, ON};

/// Features made of others.
pub(super) fn finish(f: &mut Features) {
    const PLACES: [Feature; 14] = [
        Feature::LabelColon,
        Feature::LabelNear,
        Feature::PersonColon,
        Feature::Row,
        Feature::Column,
        Feature::TitleAfter,
        Feature::HonorificAfter,
        Feature::TailHonorific,
        Feature::TailTitle,
        Feature::ParenIdentity,
        Feature::NumberNear,
        Feature::PersonAfter,
        Feature::Speaker,
        Feature::RankBefore,
    ];
    const WEAK: [Feature; 9] = [
        Feature::PersonNear,
        Feature::TitleBefore,
        Feature::OfficeBefore,
        Feature::CompanyBefore,
        Feature::OthersAfter,
        Feature::CellWhole,
        Feature::Loose,
        Feature::ParenWord,
        Feature::LineLabel,
    ];
    const WORDS: [Feature; 10] = [
        Feature::Word3,
        Feature::Word2Common,
        Feature::Word2Place,
        Feature::Word2Rare,
        Feature::OtherParticle,
        Feature::OtherSuffix,
        Feature::NounSuffix,
        Feature::OtherRare,
        Feature::HeadCommon,
        Feature::LongCommon,
    ];
    let places = f.count(&PLACES) as i16;
    if places > 0 && f.any(&WORDS) {
        f.set(Feature::WordInPlace, ON + (places - 1).min(2) * 8);
    }
    let weak = f.any(&WEAK);
    let all = places + f.count(&WEAK) as i16;
    f.when(Feature::Places2, all >= 2);
    f.when(Feature::Places3, all >= 3);
    let alone = places == 0
        && !weak
        && !f.any(&[Feature::OrdinalBefore, Feature::PersonSuffix, Feature::LineStart, Feature::ColonBefore]);
    if alone {
        f.set(Feature::LexiconAlone, f.get(Feature::Lexicon));
        f.set(Feature::SharedAlone, f.get(Feature::Shared));
        f.set(Feature::Shared, 0);
        // 현재용, 경영상: without a place a word and its suffix are a word, however usual the name.
        f.when(Feature::OtherSuffix, f.has(Feature::OtherSuffix));
        if !f.has(Feature::Personal) {
            f.when(Feature::NounSuffix, f.has(Feature::NounSuffix));
            f.when(Feature::Word3, f.has(Feature::Word3));
        }
    }
    f.when(Feature::NoContext, places == 0 && !weak);
    if places > 0 || f.any(&[Feature::OrdinalBefore, Feature::Loose, Feature::TitleBefore]) {
        f.set(Feature::WordAfter, 0);
    }
    let before = [
        Feature::TitleBefore,
        Feature::RankBefore,
        Feature::OfficeBefore,
        Feature::PersonNear,
        Feature::PersonColon,
        Feature::LabelNear,
        Feature::LabelColon,
        Feature::PersonSuffix,
    ];
    // 성명: 도 한밭, 현 무암 위원: a surname that is also a word, where a name stands.
    if f.has(Feature::SpacedWord)
        && f.any(&[
            Feature::LabelColon,
            Feature::PersonColon,
            Feature::ColumnWhole,
            Feature::TitleAfter,
            Feature::HonorificAfter,
            Feature::ParenIdentity,
        ])
    {
        f.set(Feature::SpacedWord, 0);
    }
    f.when(Feature::PlaceClosed, f.has(Feature::AfterClosed) && f.any(&before));
    place(f);
}

/// In a place where little but a name can stand it matters less that the syllables are also a word: other weights hold there.
fn place(f: &mut Features) {
    const HARD: [Feature; 8] = [
        Feature::ColumnWhole,
        Feature::TitleAfter,
        Feature::HonorificAfter,
        Feature::PersonAfter,
        Feature::NumberNext,
        Feature::TailHonorific,
        Feature::ParenIdentity,
        Feature::Speaker,
    ];
    const BEFORE: [Feature; 7] = [
        Feature::TitleBefore,
        Feature::RankBefore,
        Feature::LabelColon,
        Feature::LabelNear,
        Feature::PersonColon,
        Feature::PersonNear,
        Feature::OfficeBefore,
    ];
    let closed = f.has(Feature::PlaceClosed) && f.any(&BEFORE);
    if !closed && !f.any(&HARD) {
        return;
    }
    lower(f);
    if sure(f) {
        raise(f);
    }
}

/// A mention that its neighbours make sure of: names on both sides, names in all lines of its column.
pub(super) fn assured(f: &mut Features) {
    lower(f);
    raise(f);
}

/// Moves what speaks against the letters to the weights of a place that holds names.
fn lower(f: &mut Features) {
    f.on(Feature::Placed);
    let moves = [
        (Feature::Word2Common, Feature::PlacedWord2, ON),
        (Feature::Word2Place, Feature::PlacedWord2, ON / 2),
        (Feature::Word2Rare, Feature::PlacedWord2, ON / 4),
        (Feature::Word3, Feature::PlacedWord3, 0),
        (Feature::NounSuffix, Feature::PlacedWord3, 0),
        (Feature::OtherParticle, Feature::PlacedParticle, ON),
        (Feature::OtherSuffix, Feature::PlacedOther, 0),
        (Feature::OtherRare, Feature::PlacedOther, ON / 2),
        (Feature::LongCommon, Feature::PlacedOther, ON),
        (Feature::Long, Feature::PlacedLong, ON),
        (Feature::Lexicon, Feature::PlacedLexicon, 0),
    ];
    for (from, to, value) in moves {
        let there = f.get(from);
        if there != 0 {
            let moved = match value {
                // 환영식, 개정안: less of a doubt only where the document holds private persons.
                0 if to == Feature::PlacedWord3 && !f.has(Feature::Personal) => there.max(ON - 4),
                0 => there,
                _ => value,
            };
            f.set(to, if to == Feature::PlacedLexicon { moved } else { moved.max(f.get(to)) });
            f.set(from, 0);
        }
    }
}

/// Whether hardly anything but a name stands in such a place.
fn sure(f: &Features) -> bool {
    const CLOSING: [Feature; 2] = [Feature::AfterClosed, Feature::ParenIdentity];
    const LABEL: [Feature; 6] = [
        Feature::LabelColon,
        Feature::LabelNear,
        Feature::PersonColon,
        Feature::PersonNear,
        Feature::PersonSuffix,
        Feature::OrdinalBefore,
    ];
    const WORK: [Feature; 3] = [Feature::TitleBefore, Feature::RankBefore, Feature::OfficeBefore];
    const NUMBER: [Feature; 2] = [Feature::NumberNext, Feature::ParenIdentity];
    if f.any(&[Feature::HeaderLine, Feature::OtherColumn, Feature::OtherLabel]) {
        return false;
    }
    let before = f.any(&LABEL) || f.any(&WORK) && !f.has(Feature::ParenBefore);
    let labelled = before && f.any(&NUMBER) || f.has(Feature::LabelColon) && f.any(&CLOSING);
    let column =
        f.has(Feature::ColumnWhole) && f.has(Feature::Column) || f.has(Feature::Row) && f.has(Feature::CellWhole);
    let speaks =
        f.has(Feature::Speaker) && f.any(&[Feature::TitleAfter, Feature::PersonAfter, Feature::HonorificAfter]);
    labelled || column || speaks || f.any(&[Feature::HonorificAfter, Feature::TailHonorific, Feature::AnnouncedToo])
}

/// Moves what speaks against the letters to the weights of a place that is sure of a name.
fn raise(f: &mut Features) {
    let moves = [
        (Feature::PlacedWord2, Feature::SureWord),
        (Feature::PlacedWord3, Feature::SureWord),
        (Feature::PlacedParticle, Feature::SureOther),
        (Feature::PlacedOther, Feature::SureOther),
        (Feature::PlacedLexicon, Feature::SureLexicon),
    ];
    f.on(Feature::Sure);
    for (from, to) in moves {
        let there = f.get(from);
        if there != 0 {
            let most = if to == Feature::SureLexicon { there } else { there.max(f.get(to)) };
            f.set(to, most);
            f.set(from, 0);
        }
    }
}
