//! What several fix providers share: they find again what a finding marks.

pub mod markdown_source;
pub mod marked_key;
pub mod marked_value;
pub mod topic_list;
