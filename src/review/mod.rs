//! Two states of a bank, compared: which questions of one are those of the other, what changed in them, and which findings
//! are new.
//!
//! Knows banks, the values of questions, and findings. Must not know: where the states come from, such as a commit or a
//! folder, output formats, editors. The cost is proportional to the number of questions, and to the texts of the files that
//! differ.

mod answer_text;
mod changes;
mod evidence;
mod fingerprint;
mod key;
mod matches;
mod moves;
mod near;
mod new_findings;
mod options;
mod pairing;
mod state;
#[cfg(test)]
mod tests;

pub use answer_text::Source;
pub use changes::{Aspect, Changed, Changes};
pub use fingerprint::Fingerprints;
pub use new_findings::new_findings;
pub use pairing::Pairing;
pub use state::State;
