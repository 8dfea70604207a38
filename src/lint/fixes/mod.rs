//! Fix providers, one in each file. A rule lists the providers for its findings.

pub mod add_keys;
pub mod add_level;
pub mod bring_in;
pub mod close_fence;
pub mod create_answer;
pub mod delete_file;
mod in_place;
pub mod key_name;
mod keyed;
pub mod list_orphan;
pub mod list_topic;
pub mod make_yaml;
mod markdown;
pub mod one_of_two_keys;
pub mod remove_empty;
pub mod remove_topic;
pub mod rename_answer;
pub mod right_type;
mod rule_off;
mod suppress;
pub mod swap_orphan;
#[cfg(test)]
pub(super) mod tests;
mod topic;
pub mod use_answer;
pub mod use_file_name;
pub mod use_id;
pub mod use_link;
pub mod use_topic;
pub mod whole_text;
pub mod write_count;

use super::fix::{Fix, FixContext, FixProvider};

/// Suppressions for a finding of any rule, the narrowest first.
const SUPPRESSIONS: &[FixProvider] = &[suppress::FIX, rule_off::FIX];

/// The fixes of a finding, the best first, followed by its suppressions.
pub fn fixes_and_suppressions(context: &FixContext<'_>) -> Vec<Fix> {
    let mut fixes = fixes_of(context);
    fixes.extend(
        SUPPRESSIONS
            .iter()
            .flat_map(|provider| (provider.fixes)(context)),
    );
    fixes
}

/// The fixes of a finding, the best first.
pub fn fixes_of(context: &FixContext<'_>) -> Vec<Fix> {
    let rule = super::rule(context.finding.code);
    let providers = rule.map_or(&[][..], |rule| rule.fixes);
    providers
        .iter()
        .flat_map(|provider| (provider.fixes)(context))
        .collect()
}
