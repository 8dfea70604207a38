//! Findings: what the rules report.

use crate::bank::{BankPath, Severity};
use crate::facts::slot::Part;
use crate::text::Span;

/// A problem in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// Its severity, as configured for the bank.
    pub severity: Severity,
    /// The smallest part of the file that has the problem.
    pub span: Span,
    /// What it is about, so that its fixes need not search for it.
    pub about: About,
    /// The message, with the value in question; no full stop.
    pub message: String,
    /// Related places.
    pub related: Vec<Related>,
    /// True if the marked text can be removed without loss.
    pub unnecessary: bool,
}

/// What a finding is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// Only the marked place.
    Place,
    /// This part of the question that the place is in.
    Part(Part),
    /// The keys of the mapping whose first key has, or would have, this number.
    Keys(Within, u32),
    /// The key with this number: see [`Map::key_at`](crate::syntax::yaml::Map::key_at).
    Key(Within, u32),
    /// An item of the list under the key with this number. A small index keeps findings small.
    Item(Within, u32, u16),
}

/// Where a key is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    /// In the question that the finding is in.
    Question,
    /// In the frontmatter, outside the questions.
    Head,
}

/// A place that is related to a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// The file.
    pub path: BankPath,
    /// The place in the file.
    pub span: Span,
    /// The message for the place.
    pub message: String,
}

impl Finding {
    /// The finding moved by `by` bytes towards the end of the file.
    pub fn shift(&self, by: u32) -> Self {
        let related = self.related.iter().cloned().map(|r| Related {
            span: r.span.shift(by),
            ..r
        });
        Self {
            span: self.span.shift(by),
            related: related.collect(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;

    #[test]
    fn a_finding_is_small() {
        assert!(size_of::<Finding>() <= 96);
    }
}
