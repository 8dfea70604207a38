//! One thing that is wrong, as data.

use crate::bank::{BankPath, Severity};
use crate::text::Span;

/// Something that is wrong in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static str,
    /// How grave it is here.
    pub severity: Severity,
    /// The narrowest part of the file that is true of.
    pub span: Span,
    /// What is wrong, with the value; no full stop.
    pub message: String,
    /// Other places that have part in it.
    pub related: Vec<Related>,
    /// Whether what is marked could go without loss.
    pub unnecessary: bool,
}

/// Another place that has part in a finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Related {
    /// The file.
    pub path: BankPath,
    /// Where in it.
    pub span: Span,
    /// What is there.
    pub message: String,
}

impl Finding {
    /// The same finding, `by` bytes later in its file.
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
