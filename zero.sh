cat > src/detect/roles/weights.rs <<'E2'
//! Weights of the roles.

pub(super) const BIAS: [i32; 2] = [0, 0];
pub(super) static WEIGHTS: [[i16; 2]; super::evidence::FEATURES] = [[0; 2]; super::evidence::FEATURES];
E2
