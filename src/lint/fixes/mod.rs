//! The mends, one a file. A rule names those that its findings can be mended with.

#[cfg(test)]
pub(super) mod tests;
pub mod use_topic;

use super::fix::{Fix, FixContext};

/// What can be done about a finding, the best first.
pub fn fixes_of(context: &FixContext<'_>) -> Vec<Fix> {
    let rule = super::rule(context.finding.code);
    let mends = rule.map_or(&[][..], |rule| rule.mends);
    mends.iter().flat_map(|mend| mend(context)).collect()
}
