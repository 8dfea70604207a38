//! The places that questions can move to: files with questions, and the sections of documents.

use std::fmt;
use std::ops::Range;

use crate::bank::{Bank, BankPath};
use crate::facts::group::Group;
use crate::text::{Refusal, Span};

/// A file with questions, or a section of a document.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The file.
    pub path: BankPath,
    /// The anchor of the section's heading; `None` for the end of the file.
    pub section: Option<String>,
}

impl Place {
    /// The end of a file.
    pub fn end(path: &BankPath) -> Self {
        Self {
            path: path.clone(),
            section: None,
        }
    }

    /// The place that is written so, if it is there.
    pub fn find(bank: &Bank, written: &str) -> Option<Self> {
        let file =
            |path: &str| BankPath::new(path).filter(|path| bank.group(path.as_str()).is_some());
        if let Some(path) = file(written) {
            return Some(Self::end(&path));
        }
        let (path, anchor) = written.rsplit_once('#')?;
        let path = file(path)?;
        let section = section(bank.group(path.as_str())?, anchor).ok()?;
        Some(Self {
            path,
            section: Some(section.anchor),
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.section {
            Some(section) => write!(out, "{}#{section}", self.path),
            None => write!(out, "{}", self.path),
        }
    }
}

/// The questions below a heading that classifies them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The anchor of the heading.
    pub anchor: String,
    /// The heading, from the start of the file.
    pub heading: Span,
    /// Its questions.
    pub questions: Range<usize>,
}

/// The section of a document with this anchor.
///
/// # Errors
/// When the document has no such section.
pub fn section(group: &Group, anchor: &str) -> Result<Section, Refusal> {
    let mut all = sections(group).into_iter();
    let found = all.find(|section| section.anchor == anchor);
    found.ok_or_else(|| {
        Refusal::new(format!(
            "no section with the anchor `#{anchor}` has questions"
        ))
    })
}

/// The sections of a document, in order. Only those that a heading with an anchor opens.
pub fn sections(group: &Group) -> Vec<Section> {
    let all = group.questions.sections();
    let ends = all.iter().skip(1).map(|section| section.first);
    let ends = ends.chain([group.questions.len()]);
    let mut found: Vec<Section> = Vec::new();
    for (section, end) in all.iter().zip(ends) {
        let start = section.heading.start.checked_sub(group.split.body);
        let start = start.filter(|_| !section.heading.is_empty());
        let heading = start.and_then(|start| group.body.heading_around(Span::at(start)));
        let Some(heading) = heading.filter(|heading| !heading.anchor.is_empty()) else {
            continue;
        };
        match found.last_mut() {
            Some(last) if last.anchor == heading.anchor => last.questions.end = end,
            _ => found.push(Section {
                anchor: heading.anchor.to_owned(),
                heading: heading.span.shift(group.split.body),
                questions: section.first..end,
            }),
        }
    }
    found
}
