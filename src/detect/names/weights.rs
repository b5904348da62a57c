//! The weights, in sixteenths of log-odds for a feature that is there. Made by `examples/train_names.rs`; not edited by hand.

use super::features::COUNT;

#[rustfmt::skip]
pub(super) static WEIGHTS: [i16; COUNT] = [
     -48, // bias
       7, // lexicon
      59, // shared
      -2, // two
     -15, // four
      -7, // compound
     -44, // long
     -14, // spaced
       0, // foreign
       0, // foreign_known
       0, // latin
       0, // latin_known
       0, // latin_capitals
       0, // given
     -48, // word3
     -68, // word2_common
     -34, // word2_place
     -34, // word2_rare
     -62, // other_particle
     -63, // other_suffix
     -31, // other_rare
     -17, // head_common
     -22, // long_common
     -15, // shorter
       0, // longer
      25, // tail_none
      -5, // tail_core
      27, // tail_personal
     -25, // tail_other
       7, // tail_honorific
       0, // tail_title
      24, // label_near
      29, // label_colon
      24, // person_near
      17, // person_colon
      21, // row
      27, // column
      33, // loose
       6, // line_label
      33, // title_before
      36, // rank_before
      29, // office_before
       0, // company_before
      21, // title_after
      44, // honorific_after
      44, // others_after
      20, // paren_identity
      28, // paren_word
      16, // number_near
       0, // speaker
       0, // next_label
       0, // cell_whole
      19, // line_whole
      10, // line_end
      12, // line_start
       0, // listed
      68, // stacked
      33, // repeated
       0, // word_in_place
      -1, // other_label
     -20, // other_column
     -33, // digit_before
     -18, // quote_before
       7, // paren_before
       3, // dash_before
     -30, // word_after
      -8, // no_context
];
