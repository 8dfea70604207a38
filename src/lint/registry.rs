//! Looks up rules by their codes, and the fixes of a finding by its rule.

use super::fix::{Fix, FixContext};
use super::fixes::SUPPRESSIONS;
use super::rule::Rule;
use super::rules::RULES;
use crate::shape;

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

/// The codes of all rules.
pub fn codes() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.code).collect()
}

/// The fixes of a finding, the best first, followed by its suppressions.
pub fn fixes_and_suppressions(context: &FixContext<'_>) -> Vec<Fix> {
    if !is_writable(context) {
        return Vec::new();
    }
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
    if !is_writable(context) {
        return Vec::new();
    }
    let rule = rule(context.finding.code);
    let providers = rule.map_or(&[][..], |rule| rule.fixes);
    providers
        .iter()
        .flat_map(|provider| (provider.fixes)(context))
        .collect()
}

/// Whether the file of the finding can be changed: the questions of some shapes can only be read.
fn is_writable(context: &FixContext<'_>) -> bool {
    context.group().is_none_or(shape::is_writable)
}
