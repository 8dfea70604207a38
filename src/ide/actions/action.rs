//! What can be done at a place: the request for it and the actions that answer it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Refusal, Sources, aliases};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::lint::{Finding, Findings};
use crate::text::Span;

/// A place where something can be done.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    /// The bank.
    pub bank: &'r Bank,
    /// What was found in it.
    pub findings: &'r Findings,
    /// The file.
    pub path: &'r BankPath,
    /// Its text.
    pub text: &'r str,
    /// The texts of all files.
    pub sources: Sources<'r>,
    /// What is selected; empty at a cursor.
    pub span: Span,
}

/// Something that can be done.
pub struct Action {
    /// Which action of its place it is.
    pub id: ActionId,
    /// What it does, for a menu.
    pub title: String,
    /// Of which kind it is.
    pub kind: Kind,
    /// Whether it is most probably what the author wants.
    pub preferred: bool,
    /// The finding that it fixes.
    pub finding: Option<Finding>,
    /// Why it cannot be done here, when that is known already.
    pub refused: Option<Refusal>,
    /// Whether the author chooses a group first, any but this one; see [`move_to`].
    pub chooses_group: bool,
    pub(super) plan: Box<Plan>,
}

pub(super) type Plan = dyn Fn(&Request<'_>) -> Planned;

/// Which action of a place it is: as long as text and bank are the same, the same request has the same action by it.
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
    /// Takes a part out to a place of its own.
    Extract,
    /// Takes something from its own place into another.
    Inline,
    /// Moves something elsewhere.
    Move,
    /// Writes the same in another way, or adds to it.
    Rewrite,
    /// Makes all fixes of a file that are safe.
    FixAll,
    /// Puts the topics of a file in order.
    OrganizeTopics,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::QuickFix,
        Self::Extract,
        Self::Inline,
        Self::Move,
        Self::Rewrite,
        Self::FixAll,
        Self::OrganizeTopics,
    ];
}

impl Action {
    /// An action of this kind. `plan` is asked when it is chosen, with the request that it was offered for.
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
            chooses_group: false,
            plan: Box::new(plan),
        }
    }

    /// An action that can be seen but not done, for this reason.
    pub fn refused(kind: Kind, title: impl Into<String>, reason: Refusal) -> Self {
        let refusal = reason.clone();
        Self {
            refused: Some(reason),
            ..Self::new(kind, title, move |_| Err(refusal.clone()))
        }
    }

    /// The action as it is offered: what can only be refused is seen with the reason. For those whose plan costs little.
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
    /// The group, when the file is one.
    pub fn group(&self) -> Option<&'r Group> {
        self.bank.group(self.path.as_str())
    }

    /// The question that the selection starts in, with its place in the group.
    pub fn question(&self) -> Option<(usize, Placed<'r>)> {
        let group = self.group()?;
        let index = group.question_at(self.span.start)?;
        Some((index, group.questions.get(index)?))
    }

    /// The questions that the selection touches: none when it touches none or the file is no group.
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

    /// Whether there is a cursor in the group's frontmatter, above its first question.
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

    /// The questions that a change of several is meant for: those that are selected; at a cursor above the first
    /// question all of the group.
    pub fn scope(&self) -> Option<Range<usize>> {
        let group = self.group()?;
        if !self.span.is_empty() {
            return Some(self.questions()).filter(|places| !places.is_empty());
        }
        let all = 0..group.questions.len();
        (self.is_in_head() && !all.is_empty()).then_some(all)
    }
}
