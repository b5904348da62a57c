//! Garim (가림).
