//! What is wrong in a bank: rules, their findings, which of them the author allows, and what mends them.
//!
//! Knows the bank and what a defect does to its readers. Must not know: editors, the protocol, the file system, output
//! formats. A file's findings depend on the bank alone; what is kept from one moment to the next only saves work.

mod engine;
mod finding;
mod fix;
mod fixes;
mod form;
mod id;
mod mend;
mod orphans;
mod rule;
mod rules;
#[cfg(test)]
mod tests;
mod topic_slip;

pub use engine::{FileFindings, Findings};
pub use finding::{Finding, Related};
pub use fix::{Fix, FixContext, Safety};
pub use fixes::create_answer::create_missing;
pub use fixes::{fixes_of, mends_of};
pub use mend::{Mended, Wish, mend};
pub use rule::{BodyContext, Check, FileContext, GroupContext, QuestionContext, Rule};
pub use rules::RULES;

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

/// The codes of all rules.
pub fn codes() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.code).collect()
}
