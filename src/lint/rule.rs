//! Rules: what one is, and what its checks see.

use std::cell::OnceCell;
use std::sync::Arc;

use super::brief::Brief;
use super::finding::{About, Finding, Related};
use super::fix::FixProvider;
use super::numbering::{Slip, slips};
use super::quiz::Quiz;
use super::translated::Compared;
use crate::bank::contents_match::{ContentsMatch, contents_match};
use crate::bank::{Bank, BankPath, File, Severity};
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::syntax::markdown::body::Body;
use crate::syntax::yaml::Node;
use crate::text::Span;

/// A rule with its documentation, checks and fixes.
pub struct Rule {
    /// Its name, which describes the problem and never changes.
    pub code: &'static str,
    /// The severity of its findings, unless configured otherwise.
    pub severity: Severity,
    /// Its description in one line.
    pub summary: &'static str,
    /// Its page in markdown: `## What it finds`, `## Why`, `## Example` and `## What to do`. The code blocks of the
    /// example are banks in the notation of the tests, and run as tests: every `bad` one has this finding, no `good` one
    /// has.
    pub page: &'static str,
    /// Its checks.
    pub checks: &'static [Check],
    /// The providers of its fixes, the best first.
    pub fixes: &'static [FixProvider],
}

impl Rule {
    /// The page, with a section on quick fixes if there are any.
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

/// A check, classified by what its findings depend on.
pub enum Check {
    /// One question, and what the bank says about it. Spans are relative to the start of the question, and related places
    /// are in the same question, so that the result can be kept while the question and the bank's answers stay the same.
    Question(fn(&QuestionContext<'_>, &mut Found<'_>)),
    /// A whole group.
    Group(fn(&GroupContext<'_>, &mut Found<'_>)),
    /// The body below the frontmatter, of a group or of another file that is of the bank.
    Body(fn(&BodyContext<'_>, &mut Found<'_>)),
    /// Any file, even one that could not be read.
    File(fn(&FileContext<'_>, &mut Found<'_>)),
}

/// The input of a check of a question.
pub struct QuestionContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The group's file.
    pub path: &'b BankPath,
    /// The question.
    pub question: &'b Question,
    /// The parsed question.
    pub node: &'b Node,
}

/// The input of a check of a group.
pub struct GroupContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The group's file.
    pub path: &'b BankPath,
    /// The group.
    pub group: &'b Group,
    /// What is known of each of its questions without looking at it.
    pub briefs: &'b [Brief],
    /// What several checks need.
    pub(super) common: Common<'b>,
}

/// What several checks of a group need, each worked out once: it costs a walk over all questions.
#[derive(Default)]
pub(super) struct Common<'b> {
    slips: OnceCell<Vec<(usize, Slip)>>,
    contents: OnceCell<Option<ContentsMatch<'b>>>,
    compared: OnceCell<Option<Compared<'b>>>,
    quiz: OnceCell<Quiz>,
}

impl<'b> GroupContext<'b> {
    /// Where the numbers of the questions depart from the order of the file.
    pub(super) fn slips(&self) -> &[(usize, Slip)] {
        self.common
            .slips
            .get_or_init(|| slips(self.group, self.briefs))
    }

    /// The table of contents and the questions that it lists, if there is one.
    pub(super) fn contents(&self) -> Option<&ContentsMatch<'b>> {
        let contents = &self.common.contents;
        contents.get_or_init(|| contents_match(self.group)).as_ref()
    }

    /// Its questions by their options.
    pub(super) fn quiz(&self) -> &Quiz {
        self.common.quiz.get_or_init(|| Quiz::of(self.briefs))
    }

    /// The file and its original, if it is a translation.
    pub(super) fn compared(&self) -> Option<&Compared<'b>> {
        let compared = &self.common.compared;
        let compare = || Compared::of(self.bank, self.path);
        compared.get_or_init(compare).as_ref()
    }
}

/// The input of a check of a body.
pub struct BodyContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The file.
    pub path: &'b BankPath,
    /// The body.
    pub body: &'b Body,
    /// The start of the body. Spans of the body are relative to it, spans of findings to the start of the file.
    pub start: u32,
}

/// The input of a check of a file.
pub struct FileContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The file.
    pub file: &'b Arc<File>,
}

/// Collects the findings of a check.
pub struct Found<'f> {
    pub(super) rule: &'static Rule,
    /// The configured severity.
    pub(super) configured: Option<Severity>,
    pub(super) list: &'f mut Vec<Finding>,
}

impl Found<'_> {
    /// Adds a finding and returns it, so that details can be added.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.add_as(self.rule.severity, span, message)
    }

    /// Adds a finding with a severity of its own. The configured severity still takes precedence.
    pub fn add_as(
        &mut self,
        severity: Severity,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Finding {
        // Findings are kept, so spare capacity is given back.
        let mut message = message.into();
        message.shrink_to_fit();
        self.list.push(Finding {
            code: self.rule.code,
            severity: self.configured.unwrap_or(severity),
            span,
            about: About::Place,
            message,
            related: Vec::new(),
            unnecessary: false,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }
}

impl Finding {
    /// Adds a related place.
    pub fn related(
        &mut self,
        path: &BankPath,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Self {
        // Nearly always there is only one.
        self.related.reserve_exact(1);
        self.related.push(Related {
            path: path.clone(),
            span,
            message: message.into(),
        });
        self
    }

    /// Says what it is about.
    pub fn about(&mut self, about: About) -> &mut Self {
        self.about = about;
        self
    }

    /// Marks it as text that can be removed without loss.
    pub fn unnecessary(&mut self) -> &mut Self {
        self.unnecessary = true;
        self
    }
}
