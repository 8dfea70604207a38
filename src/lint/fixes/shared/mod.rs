//! What several fix providers share: what a finding is about.

pub mod document;
pub mod markdown_source;
pub mod marked_key;
pub mod marked_value;
