//! What a rule is, and what it is given.

use crate::facts::questions::Placed;
use std::sync::Arc;

use super::finding::{Finding, Related};
use super::fix::FixProvider;
use crate::bank::{Bank, BankPath, File, Severity};
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::syntax::markdown::body::Body;
use crate::syntax::yaml::Node;
use crate::text::Span;

/// One rule: everything about it that is data, and its checks.
pub struct Rule {
    /// Its name, which reads as what is wrong and never changes.
    pub code: &'static str,
    /// How grave its findings are unless the configuration says otherwise.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Its page in markdown: `## What it finds`, `## Why`, `## Example` and `## What to do`. The example's code blocks
    /// are banks in the notation of the tests: of those marked `bad`, every one has this finding; of those marked
    /// `good`, none has any of it.
    pub page: &'static str,
    /// Its checks, by what they look at.
    pub checks: &'static [Check],
    /// The providers of its fixes, the best first.
    pub fixes: &'static [FixProvider],
}

impl Rule {
    /// The page with a section on its quick fixes, where there are any.
    pub fn whole_page(&self) -> String {
        let mut page = self.page.trim().to_owned();
        if !self.fixes.is_empty() {
            page += "\n\n## Quick fixes\n";
        }
        for provider in self.fixes {
            page += &format!("- {}\n", provider.description);
        }
        page.trim_end().to_owned()
    }
}

/// A check, by what its findings depend on.
pub enum Check {
    /// One question and what the bank answers about it. Spans count from the question's start, and related places are
    /// in the same question: the result is kept while the question and those answers stay.
    Question(fn(&QuestionContext<'_>, &mut Found<'_>)),
    /// A whole group.
    Group(fn(&GroupContext<'_>, &mut Found<'_>)),
    /// The markdown below a frontmatter, of a group or of any other file.
    Body(fn(&BodyContext<'_>, &mut Found<'_>)),
    /// Any file, also one that could not be read.
    File(fn(&FileContext<'_>, &mut Found<'_>)),
}

/// What a check of a question sees.
pub struct QuestionContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The group's file.
    pub path: &'b BankPath,
    /// The question.
    pub question: &'b Question,
    /// The question as it was parsed.
    pub node: &'b Node,
}

/// What a check of a group sees.
pub struct GroupContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The group's file.
    pub path: &'b BankPath,
    /// The group.
    pub group: &'b Group,
    /// Of each of its questions, whether it has a level.
    pub leveled: &'b [Leveled],
}

/// Whether a question has a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leveled {
    /// It has one. A topic that is a slip for one is told as that, by another rule.
    Yes,
    /// Its `level` is a slip for one.
    Slip,
    /// It has none.
    No,
    /// It has none, and another rule tells what is wrong where it could be.
    Unreadable,
    /// It is broken, and what its lines show is a guess; or its author allows that it has none.
    Unknown,
}

impl Leveled {
    /// What it is of this question in this bank; `code` is the rule by which its author can allow that it has none.
    pub fn of(bank: &Bank, placed: &Placed<'_>, code: &str) -> Self {
        let question = placed.question;
        if !question.is_whole() {
            return Self::Unknown;
        }
        if bank.level_of(placed).is_some() {
            return Self::Yes;
        }
        let mut topics = question.topics();
        if topics.any(|topic| bank.probable_level(topic.text).is_some()) {
            return Self::Yes;
        }
        let allows = question
            .suppressions()
            .iter()
            .flat_map(|allow| &allow.codes);
        if allows.into_iter().any(|allowed| allowed == code) {
            return Self::Unknown;
        }
        match question.level() {
            Some(word) if bank.probable_level(word.text).is_some() => Self::Slip,
            Some(_) => Self::No,
            None if has_place(question) => Self::No,
            None => Self::Unreadable,
        }
    }

    /// Whether the question counts as one with a level.
    pub fn has_one(self) -> bool {
        matches!(self, Self::Yes | Self::Slip)
    }
}

/// Whether a level could be written into the question as it is.
fn has_place(question: &Question) -> bool {
    let Some(map) = question.map() else {
        return false;
    };
    let topics = map.value("topics");
    let readable = topics.is_none_or(|node| node.as_list().is_some() || node.is_null());
    readable && map.value("level").is_none()
}

/// What a check of a body sees.
pub struct BodyContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The file.
    pub path: &'b BankPath,
    /// The body.
    pub body: &'b Body,
    /// Where the body starts: its spans count from here, a finding's from the file's start.
    pub start: u32,
}

/// What a check of a file sees.
pub struct FileContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The file.
    pub file: &'b Arc<File>,
}

/// Where a check puts what it finds.
pub struct Found<'f> {
    pub(super) rule: &'static Rule,
    /// The severity that the configuration sets.
    pub(super) configured: Option<Severity>,
    pub(super) list: &'f mut Vec<Finding>,
}

impl Found<'_> {
    /// Reports something, and returns it so that more can be said of it.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.add_as(self.rule.severity, span, message)
    }

    /// Reports something that is more or less grave than what the rule finds otherwise. What the configuration says
    /// of the rule holds for it too.
    pub fn add_as(
        &mut self,
        severity: Severity,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Finding {
        // Findings are kept; what grew as it was written has more room than it needs.
        let mut message = message.into();
        message.shrink_to_fit();
        self.list.push(Finding {
            code: self.rule.code,
            severity: self.configured.unwrap_or(severity),
            span,
            message,
            related: Vec::new(),
            unnecessary: false,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

impl Finding {
    /// Adds another place that has part in it.
    pub fn related(
        &mut self,
        path: &BankPath,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Self {
        // Nearly always it is one.
        self.related.reserve_exact(1);
        self.related.push(Related {
            path: path.clone(),
            span,
            message: message.into(),
        });
        self
    }

    /// Says that what is marked could go without loss.
    pub fn unnecessary(&mut self) -> &mut Self {
        self.unnecessary = true;
        self
    }
}
