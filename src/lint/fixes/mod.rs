//! Fix providers, one in each file. A rule lists the providers for its findings.

pub mod add_answer;
pub mod add_keys;
pub mod add_level;
pub mod bring_in;
pub mod close_fence;
pub mod create_answer;
pub mod delete_file;
pub mod details_tags;
pub mod key_name;
pub mod list_orphan;
pub mod list_topic;
pub mod make_group;
pub mod make_yaml;
pub mod mark_option;
pub mod name_level;
pub mod one_of_two_keys;
pub mod remove_empty;
pub mod remove_option;
pub mod remove_topic;
pub mod rename_answer;
pub mod right_type;
mod rule_off;
mod shared;
mod suppress;
pub mod swap_orphan;
#[cfg(test)]
pub(super) mod tests;
pub mod update_contents;
pub mod use_answer;
pub mod use_file_name;
pub mod use_id;
pub mod use_level;
pub mod use_link;
pub mod use_topic;
pub mod whole_text;
pub mod write_count;

use super::fix::FixProvider;

/// Suppressions for a finding of any rule, the narrowest first.
pub const SUPPRESSIONS: &[FixProvider] = &[suppress::FIX, rule_off::FIX];
