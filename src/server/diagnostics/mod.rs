//! Findings as the protocol's diagnostics: their conversion, and when they are published.

pub mod convert;
pub mod publisher;
