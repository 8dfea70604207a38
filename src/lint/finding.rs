//! Findings: what the rules report.

use crate::bank::{BankPath, Severity};
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
    /// The message, with the value in question; no full stop.
    pub message: String,
    /// Related places.
    pub related: Vec<Related>,
    /// True if the marked text can be removed without loss.
    pub unnecessary: bool,
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
