//! Diagnostics of a bank: rules, findings, suppressions and fixes.
//!
//! Knows the bank and what a defect does to its readers. Must not know: editors, the protocol, the file system, output
//! formats. The findings of a file depend on the bank alone; what is kept between two runs only saves work.

mod anchors;
mod answer_name;
mod brief;
mod contents_elsewhere;
mod details;
mod engine;
mod finding;
mod fix;
mod fix_all;
mod fixes;
mod former_codes;
mod head_reference;
mod keys;
mod numbering;
mod orphan_match;
mod path_level;
mod quiz;
mod registry;
mod rule;
mod rules;
#[cfg(test)]
mod tests;
mod topic_slip;
mod translated;
mod value_type;

pub use engine::{FileFindings, Findings};
pub use finding::{About, Finding, Related, Within};
pub use fix::{Fix, FixContext, Safety};
pub use fix_all::{AppliedFix, FixOptions, FixReport, fix_all};
pub use fixes::create_answer::create_missing;
pub use former_codes::FORMER;
pub use registry::{codes, fixes_and_suppressions, fixes_of, known_codes, rule};
pub use rule::{BodyContext, Check, FileContext, GroupContext, QuestionContext, Rule};
pub use rules::RULES;
