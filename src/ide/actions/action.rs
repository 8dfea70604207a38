//! What can be done at a place: the request for it and the actions that answer it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Sources, aliases};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::lint::{Finding, Findings};
use crate::text::{Refusal, Span};

/// A request for what can be done at a place.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    /// The bank.
    pub bank: &'r Bank,
    /// The findings in it.
    pub findings: &'r Findings,
    /// The file.
    pub path: &'r BankPath,
    /// Its text.
    pub text: &'r str,
    /// The texts of all files.
    pub sources: Sources<'r>,
    /// The selection; empty at a cursor.
    pub span: Span,
}

/// Something that can be done.
pub struct Action {
    /// Which action of its place it is.
    pub id: ActionId,
    /// The title for a menu.
    pub title: String,
    /// Its kind.
    pub kind: Kind,
    /// Whether the author most probably wants it.
    pub preferred: bool,
    /// The finding that it fixes.
    pub finding: Option<Finding>,
    /// Why it cannot be done here, if that is known already.
    pub refused: Option<Refusal>,
    /// Whether the author chooses first where the questions go; see [`go_to`](super::go_to).
    pub chooses_place: bool,
    pub(super) plan: Box<Plan>,
}

pub(super) type Plan = dyn Fn(&Request<'_>) -> Planned;

/// Identifies an action among those of one request. The same request gets the same action by it, as long as text and
/// bank stay the same.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
pub struct ActionId {
    /// The name of its provider.
    pub provider: String,
    /// Of a quick fix, the code of the finding and the byte that the finding starts at.
    pub finding: Option<(String, u32)>,
    /// Its index among the actions of that provider, or of that finding.
    pub index: usize,
}

/// Kinds of actions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Fixes a finding.
    QuickFix,
    /// Moves a part to a file of its own.
    Extract,
    /// Moves the content of a file into another.
    Inline,
    /// Moves something elsewhere.
    Move,
    /// Rewrites something, or adds to it.
    Rewrite,
    /// Applies all safe fixes of a file.
    FixAll,
    /// Sorts the topics of a file.
    OrganizeTopics,
    /// Updates the table of contents of a file.
    UpdateContents,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::QuickFix,
        Self::Extract,
        Self::Inline,
        Self::Move,
        Self::Rewrite,
        Self::FixAll,
        Self::OrganizeTopics,
        Self::UpdateContents,
    ];

    /// Whether the author may have to confirm an edit of this kind. A fix changes only what the finding names.
    pub fn may_ask(self) -> bool {
        matches!(
            self,
            Self::Extract | Self::Inline | Self::Move | Self::Rewrite
        )
    }
}

impl Action {
    /// An action of this kind. `plan` runs when the action is chosen, with the request that it was offered for.
    pub fn new(
        kind: Kind,
        title: impl Into<String>,
        plan: impl Fn(&Request<'_>) -> Planned + 'static,
    ) -> Self {
        Self {
            id: ActionId::default(),
            title: title.into(),
            kind,
            preferred: false,
            finding: None,
            refused: None,
            chooses_place: false,
            plan: Box::new(plan),
        }
    }

    /// An action that is shown but cannot be done, for this reason.
    pub fn refused(kind: Kind, title: impl Into<String>, reason: Refusal) -> Self {
        let refusal = reason.clone();
        Self {
            refused: Some(reason),
            ..Self::new(kind, title, move |_| Err(refusal.clone()))
        }
    }

    /// Tries the action before it is offered: one that would be refused is shown with the reason. For actions with a
    /// cheap plan.
    pub(super) fn checked(self, request: &Request<'_>) -> Self {
        match self.edit(request) {
            Ok(_) => self,
            Err(refusal) => Self {
                refused: Some(refusal),
                ..self
            },
        }
    }

    /// The change that it makes, or why it cannot be made.
    pub fn edit(&self, request: &Request<'_>) -> Planned {
        let edit = (self.plan)(request).map(Edit::normal)?;
        aliases::checked(edit, request.bank, request.sources)
    }
}

impl<'r> Request<'r> {
    /// The group, if the file is one.
    pub fn group(&self) -> Option<&'r Group> {
        self.bank.group(self.path.as_str())
    }

    /// The question that the selection starts in, with its index in the group.
    pub fn question(&self) -> Option<(usize, Placed<'r>)> {
        let group = self.group()?;
        let index = group.question_at(self.span.start)?;
        Some((index, group.questions.get(index)?))
    }

    /// The indices of the questions that the selection touches; empty if it touches none or the file is not a group.
    pub fn questions(&self) -> Range<usize> {
        let Some(group) = self.group() else {
            return 0..0;
        };
        let last = group.questions.at_or_before(self.span.end);
        let Some(last) = last.filter(|last| {
            let placed = group.questions.get(*last);
            placed.is_some_and(|placed| placed.span().end >= self.span.start)
        }) else {
            return 0..0;
        };
        // A selection of whole lines ends where the next question starts.
        let starts_next = |at: usize| {
            let placed = group.questions.get(at);
            placed.is_some_and(|placed| placed.start == self.span.end && !self.span.is_empty())
        };
        let end = if starts_next(last) { last } else { last + 1 };
        let first = group.questions.at_or_before(self.span.start).unwrap_or(0);
        first.min(end)..end
    }

    /// Whether the selection is a cursor in the group's frontmatter, above its first question.
    pub fn is_in_head(&self) -> bool {
        let front = self
            .group()
            .and_then(|group| Some((group, group.split.front?)));
        let Some((group, front)) = front.filter(|_| self.span.is_empty()) else {
            return false;
        };
        let first = group.questions.get(0);
        let end = first.map_or(front.yaml.end, |first| first.start);
        (front.open.start..end).contains(&self.span.start)
    }

    /// The questions that a change of several applies to: the selected ones; at a cursor above the first question, all
    /// of the group.
    pub fn scope(&self) -> Option<Range<usize>> {
        let group = self.group()?;
        if !self.span.is_empty() {
            return Some(self.questions()).filter(|places| !places.is_empty());
        }
        let all = 0..group.questions.len();
        (self.is_in_head() && !all.is_empty()).then_some(all)
    }
}
