//! Looks up rules by their codes, and the fixes of a finding by its rule.

use super::fix::{Fix, FixContext, FixProvider, Safety};
use super::fixes::SUPPRESSIONS;
use super::former_codes::{FORMER, current};
use super::rule::Rule;
use super::rules::RULES;
use crate::shape;

/// The codes that settings may name: those of all rules, and former ones.
pub fn known_codes() -> Vec<&'static str> {
    let former = FORMER.iter().map(|(former, _)| *former);
    codes().into_iter().chain(former).collect()
}

/// The rule with this code, or that had it before.
pub fn rule(code: &str) -> Option<&'static Rule> {
    let code = current(code);
    RULES.iter().copied().find(|rule| rule.code == code)
}

/// The codes of all rules.
pub fn codes() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.code).collect()
}

/// The fixes of a finding, the best first, followed by its suppressions.
pub fn fixes_and_suppressions(context: &FixContext<'_>) -> Vec<Fix> {
    let mut fixes = fixes_of(context);
    fixes.extend(offered(context, SUPPRESSIONS));
    fixes
}

/// The fixes of a finding, the best first.
pub fn fixes_of(context: &FixContext<'_>) -> Vec<Fix> {
    let rule = rule(context.finding.code);
    offered(context, rule.map_or(&[][..], |rule| rule.fixes))
}

/// The fixes that these providers offer. The questions of some shapes can only be read: then only fixes that do not need
/// the shape, and comments that allow a finding.
fn offered(context: &FixContext<'_>, providers: &[FixProvider]) -> Vec<Fix> {
    let is_writable = context.group().is_none_or(shape::is_writable);
    let fixes = providers
        .iter()
        .flat_map(|provider| (provider.fixes)(context));
    fixes
        .filter(|fix| is_writable || fix.is_of_any_shape || fix.safety == Safety::Suppresses)
        .collect()
}
