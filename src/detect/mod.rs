//! Finding: anchors → candidates → context → findings that do not overlap. Finding never edits.

pub mod accounts;
pub mod address;
pub mod births;
pub mod candidates;
pub mod facts;
pub mod follow;
mod login_pairs;
pub mod logins;
pub mod loud;
pub mod names;
pub mod numbered;
pub mod resolve;
pub mod roles;
pub mod secret;
pub mod told;
