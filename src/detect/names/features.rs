//! What is known of a mention, as small integers: the only thing the score is made of.
//!
//! A feature that is either there or not has the value `ON`. `Sign` is what its weight may be: evidence for a name never counts
//! against it, whatever a training text suggests. The phrase is how a drafter is told; features without one are never mentioned.

/// The value of a feature that is there.
pub const ON: i16 = 16;

/// What the weight of a feature may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Not below zero.
    For,
    /// Not above zero.
    Against,
    /// Either.
    Free,
}

macro_rules! features {
    ($($name:ident $id:literal $sign:ident $phrase:literal;)+) => {
        /// The features, in the order of the weights.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Feature { $(#[doc = $id] $name),+ }

        impl Feature {
            /// All of them, in order.
            pub const ALL: &'static [Feature] = &[$(Feature::$name),+];
            /// The stable name, as in the table of weights.
            pub const fn id(self) -> &'static str { match self { $(Feature::$name => $id),+ } }
            /// What its weight may be.
            pub const fn sign(self) -> Sign { match self { $(Feature::$name => Sign::$sign),+ } }
            /// What a drafter is told, or nothing.
            pub const fn phrase(self) -> &'static str { match self { $(Feature::$name => $phrase),+ } }
        }
    };
}

features! {
    Bias "bias" Free "";
    Lexicon "lexicon" For "성씨와 이름으로 흔히 쓰는 글자";
    Shared "shared" For "많은 사람이 쓰는 이름";
    LexiconAlone "lexicon_alone" For "";
    SharedAlone "shared_alone" For "";
    Two "two" Free "";
    Four "four" Free "";
    Compound "compound" Free "두 글자 성씨";
    Long "long" Free "";
    Spaced "spaced" Free "";
    PartedEach "parted_each" Free "";
    PartedMarked "parted_marked" Free "";
    Torn "torn" Free "";
    Unspaced "unspaced" Free "";
    UnspacedOpen "unspaced_open" Free "";
    SpacedWord "spaced_word" Against "";
    Foreign "foreign" Free "";
    ForeignSingle "foreign_single" Free "";
    ForeignKnown "foreign_known" For "외국인 이름에 쓰는 글자";
    Latin "latin" Free "";
    ForeignListed "foreign_listed" For "외국인 이름에 쓰는 낱말";
    LatinKnown "latin_known" For "로마자 이름에 쓰는 낱말";
    LatinCapitals "latin_capitals" Free "";
    LatinSingle "latin_single" Free "";
    InsideForeign "inside_foreign" Against "";
    Given "given" Free "";
    GivenAlone "given_alone" Free "";
    Vocative "vocative" For "이름을 부르는 말끝";
    Announced "announced" Free "이름을 적는 자리의 낱말";
    AnnouncedLong "announced_long" Free "";
    AnnouncedWords "announced_words" Free "";
    AnnouncedToo "announced_too" For "이름을 적는 자리의 낱말";
    Word3 "word3" Against "";
    Word2Common "word2_common" Against "";
    Word2Place "word2_place" Against "";
    Word2Rare "word2_rare" Against "";
    OtherParticle "other_particle" Against "";
    OtherSuffix "other_suffix" Against "";
    VerbForm "verb_form" Against "";
    NounSuffix "noun_suffix" Against "";
    OtherRare "other_rare" Against "";
    HeadCommon "head_common" Against "";
    LongCommon "long_common" Against "";
    Shorter "shorter" Against "";
    Longer "longer" Against "";
    TailNone "tail_none" Free "";
    TailCore "tail_core" Free "";
    TailPersonal "tail_personal" For "사람에게 쓰는 조사";
    TailOther "tail_other" Free "";
    TailWrong "tail_wrong" Against "";
    TailHonorific "tail_honorific" For "뒤에 붙은 높임말";
    TailTitle "tail_title" For "뒤에 붙은 직위";
    LabelNear "label_near" For "바로 앞의 표시(성명·신청인 따위)";
    LabelColon "label_colon" For "표시와 쌍점 뒤의 자리";
    PersonNear "person_near" For "바로 앞의 사람을 가리키는 말";
    KinNear "kin_near" For "바로 앞의 가족·친지를 가리키는 말";
    PersonColon "person_colon" For "사람을 가리키는 말과 쌍점 뒤의 자리";
    PersonSuffix "person_suffix" For "바로 앞의 사람을 가리키는 말";
    ColonBefore "colon_before" Free "";
    OrdinalBefore "ordinal_before" For "번호 뒤의 자리";
    PlaceClosed "place_closed" For "직위나 표시 뒤에 홀로 적힌 낱말";
    ColumnWhole "column_whole" For "이름 열의 한 칸을 채운 낱말";
    Row "row" For "이름을 적는 칸";
    Column "column" For "이름을 적는 열";
    Loose "loose" For "이름 열이 있는 표의 행";
    LineLabel "line_label" For "같은 줄의 표시";
    TitleBefore "title_before" For "바로 앞의 직위";
    RankBefore "rank_before" For "바로 앞의 직급";
    OfficeBefore "office_before" For "바로 앞의 부서 이름";
    CompanyBefore "company_before" For "바로 앞의 업체 이름";
    TitleAfter "title_after" For "바로 뒤의 직위";
    HonorificAfter "honorific_after" For "바로 뒤의 높임말";
    PersonAfter "person_after" For "바로 뒤의 사람을 가리키는 말";
    OthersAfter "others_after" For "뒤의 ‘외 몇 명’";
    ParenIdentity "paren_identity" For "괄호 안의 나이·생년월일·연락처";
    ParenWord "paren_word" For "괄호 안의 직위나 소속";
    NumberNear "number_near" For "곁에 있는 연락처나 생년월일";
    NumberNext "number_next" For "바로 뒤의 연락처나 생년월일";
    NumberBelow "number_below" For "바로 아래 줄의 생년월일이나 연락처";
    Speaker "speaker" For "발언자의 자리";
    NextLabel "next_label" For "뒤에 이어지는 표시";
    CellWhole "cell_whole" For "표의 한 칸을 채운 낱말";
    LineWhole "line_whole" For "한 줄을 채운 낱말";
    LineEnd "line_end" For "";
    LineStart "line_start" Free "";
    Listed "listed" For "이름이 나란히 적힌 목록";
    Stacked "stacked" For "위아래 줄의 같은 자리에 적힌 이름";
    ColumnShare "column_share" For "이름이 줄마다 적힌 자리";
    ListedProved "listed_proved" For "확인된 이름과 나란히 적힌 자리";
    ListedBetween "listed_between" For "확인된 이름 사이에 쉼표로 적힌 자리";
    StackedProved "stacked_proved" For "확인된 이름과 위아래로 같은 자리";
    Lonely "lonely" Against "";
    Peopled "peopled" For "";
    Recurs "recurs" Free "같은 글자가 되풀이되는 자리";
    Personal "personal" For "개인의 번호가 적힌 문서";
    Repeated "repeated" For "문서의 다른 곳에서 확인된 이름";
    RepeatedWord "repeated_word" For "문서의 다른 곳에서 확인된 이름";
    WordInPlace "word_in_place" For "";
    Placed "placed" For "";
    PlacedWord2 "placed_word2" Against "";
    PlacedWord3 "placed_word3" Against "";
    PlacedParticle "placed_particle" Against "";
    PlacedOther "placed_other" Against "";
    PlacedLong "placed_long" Free "";
    PlacedLexicon "placed_lexicon" For "";
    Sure "sure" For "이름만 적는 자리";
    SureWord "sure_word" Against "";
    SureOther "sure_other" Against "";
    SureLexicon "sure_lexicon" For "";
    Places2 "places2" For "";
    Places3 "places3" For "";
    HeaderLine "header_line" Against "";
    OtherLabel "other_label" Against "";
    OtherColumn "other_column" Against "";
    DigitBefore "digit_before" Against "";
    QuoteBefore "quote_before" Free "";
    ParenBefore "paren_before" Free "";
    DashBefore "dash_before" Free "";
    AfterClosed "after_closed" Free "";
    Road "road" Against "";
    WordAfter "word_after" Against "";
    NoContext "no_context" Against "";
    Words "words" Free "앞뒤에 적힌 말";
}

/// How many there are.
pub const COUNT: usize = Feature::ALL.len();

const _: () = assert!(COUNT <= 128);

/// What is added to a value so that it fits a byte.
const BIAS: i16 = 100;

/// The features of one mention: their values, and one bit for each that is not 0. Small, because a draft has a mention in every second
/// word.
#[derive(Clone, Copy)]
pub struct Features {
    values: [u8; COUNT],
    there: [u64; 2],
}

impl Default for Features {
    fn default() -> Self {
        let mut all = Self { values: [0; COUNT], there: [0; 2] };
        all.on(Feature::Bias);
        all
    }
}

impl Features {
    /// Sets a feature that is there.
    #[inline]
    pub fn on(&mut self, feature: Feature) {
        self.values[feature as usize] = (ON + BIAS) as u8;
        self.there[feature as usize / 64] |= 1 << (feature as u32 % 64);
    }

    /// Sets a feature where the condition holds.
    #[inline]
    pub fn when(&mut self, feature: Feature, holds: bool) {
        if holds {
            self.on(feature);
        }
    }

    /// Sets a value.
    #[inline]
    pub fn set(&mut self, feature: Feature, value: i16) {
        self.values[feature as usize] = (value + BIAS).clamp(0, 255) as u8;
        let (word, bit) = (&mut self.there[feature as usize / 64], feature as u32 % 64);
        *word = *word & !(1 << bit) | u64::from(value != 0) << bit;
    }

    /// The value of a feature.
    #[inline]
    pub fn get(&self, feature: Feature) -> i16 {
        if self.has(feature) { i16::from(self.values[feature as usize]) - BIAS } else { 0 }
    }

    /// Whether a feature is there.
    #[inline]
    pub fn has(&self, feature: Feature) -> bool {
        self.there[feature as usize / 64] >> (feature as u32 % 64) & 1 == 1
    }

    /// Whether any of them is there.
    #[inline]
    pub fn any(&self, features: &[Feature]) -> bool {
        let [low, high] = set(features);
        (self.there[0] & low) | (self.there[1] & high) != 0
    }

    /// How many of them are there.
    #[inline]
    pub fn count(&self, features: &[Feature]) -> u32 {
        let [low, high] = set(features);
        (self.there[0] & low).count_ones() + (self.there[1] & high).count_ones()
    }

    /// Those that are there, in order, with their values.
    pub fn there(&self) -> impl Iterator<Item = (usize, i16)> + '_ {
        self.there.iter().enumerate().flat_map(move |(k, &bits)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let i = k * 64 + left.trailing_zeros() as usize;
                let more = left != 0;
                left &= left.wrapping_sub(1);
                more.then(|| self.values.get(i).map(|&value| (i, i16::from(value) - BIAS))).flatten()
            })
        })
    }
}

/// One bit for each of some features.
#[inline]
const fn set(features: &[Feature]) -> [u64; 2] {
    let (mut bits, mut i) = ([0; 2], 0);
    while i < features.len() {
        bits[features[i] as usize / 64] |= 1 << (features[i] as u32 % 64);
        i += 1;
    }
    bits
}
