//! The mends, one a file. A rule names those that its findings can be mended with.

pub mod add_keys;
pub mod add_level;
mod allow;
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

use super::fix::{Fix, FixContext, Mend};

/// What silences a finding of any rule, the narrowest first.
const SILENCES: &[Mend] = &[allow::MEND, rule_off::MEND];

/// What can be done about a finding, the best first: what mends it, then what silences it.
pub fn fixes_of(context: &FixContext<'_>) -> Vec<Fix> {
    let mut fixes = mends_of(context);
    fixes.extend(SILENCES.iter().flat_map(|mend| (mend.offer)(context)));
    fixes
}

/// What mends a finding, the best first.
pub fn mends_of(context: &FixContext<'_>) -> Vec<Fix> {
    let rule = super::rule(context.finding.code);
    let mends = rule.map_or(&[][..], |rule| rule.mends);
    mends
        .iter()
        .flat_map(|mend| (mend.offer)(context))
        .collect()
}
