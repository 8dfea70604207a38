//! Fixes: what one is, and what it works on.

use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Sources, aliases};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::{Map, Node, Scalar};
use crate::text::Span;

use super::Finding;

/// Offers one kind of fix.
pub struct FixProvider {
    /// What the fixes do, for the rule's page; no full stop.
    pub description: &'static str,
    /// The fixes for a finding; none where there is nothing to do. Listing must be cheap: the edit is planned later.
    pub fixes: fn(&FixContext<'_>) -> Vec<Fix>,
}

/// One way to fix a finding.
pub struct Fix {
    /// The title in the editor's menu; no full stop.
    pub title: String,
    /// Whether it may be applied without review.
    pub safety: Safety,
    /// Whether it is the most likely choice.
    pub preferred: bool,
    /// Whether planning it reads more than a few files.
    pub is_wide: bool,
    plan: Box<Plan>,
}

type Plan = dyn Fn(&FixContext<'_>) -> Planned + Send + Sync;

/// Whether a fix may be applied without review.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Safety {
    /// It writes what the author intended, and nothing is lost.
    Safe,
    /// It guesses, or leaves something to be filled in.
    Unsafe,
    /// It suppresses the finding instead of fixing it; only applied when chosen by its title.
    Suppresses,
}

/// What a fix works on: the finding, its bank, and the texts.
#[derive(Clone, Copy)]
pub struct FixContext<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The file that the finding is in.
    pub path: &'b BankPath,
    /// The text of that file, from which the bank's facts were read.
    pub text: &'b str,
    /// The texts of all files.
    pub sources: Sources<'b>,
    /// The finding.
    pub finding: &'b Finding,
}

impl Fix {
    /// A safe fix. `plan` only runs when the fix is applied or previewed.
    pub fn safe(
        title: impl Into<String>,
        plan: impl Fn(&FixContext<'_>) -> Planned + Send + Sync + 'static,
    ) -> Self {
        Self::new(title, Safety::Safe, plan)
    }

    /// A fix to review.
    pub fn guess(
        title: impl Into<String>,
        plan: impl Fn(&FixContext<'_>) -> Planned + Send + Sync + 'static,
    ) -> Self {
        Self::new(title, Safety::Unsafe, plan)
    }

    /// A fix of this safety.
    pub fn new(
        title: impl Into<String>,
        safety: Safety,
        plan: impl Fn(&FixContext<'_>) -> Planned + Send + Sync + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            safety,
            preferred: false,
            is_wide: false,
            plan: Box::new(plan),
        }
    }

    /// Marks it as the most likely choice.
    pub fn preferred(self) -> Self {
        Self {
            preferred: true,
            ..self
        }
    }

    /// Marks it as one whose planning reads more than a few files.
    pub fn wide(self) -> Self {
        Self {
            is_wide: true,
            ..self
        }
    }

    /// The edit, or why it is refused. `context` is the one that the fix was offered for.
    pub fn edit(&self, context: &FixContext<'_>) -> Planned {
        let edit = (self.plan)(context).map(Edit::normal)?;
        aliases::checked(edit, context.bank, context.sources)
    }
}

impl<'b> FixContext<'b> {
    /// The group, if the file is one.
    pub fn group(&self) -> Option<&'b Group> {
        self.bank.group(self.path.as_str())
    }

    /// The question that contains the finding, with its index.
    pub fn question(&self) -> Option<(usize, Placed<'b>)> {
        let group = self.group()?;
        let index = group.question_at(self.finding.span.start)?;
        Some((index, group.questions.get(index)?))
    }

    /// The value that the finding marks, and the offset that the spans of the value are relative to.
    pub fn scalar(&self) -> Option<(Scalar, u32)> {
        let span = self.finding.span;
        let marked = |scalar: &Scalar, start: u32| {
            scalar.span.shift(start) == span || scalar.inner().shift(start) == span
        };
        if let Some((_, placed)) = self.question() {
            let mut found = None;
            each_scalar(&placed.question.node(), &mut |scalar| {
                if marked(scalar, placed.start) {
                    found = Some((scalar.clone(), placed.start));
                }
            });
            if found.is_some() {
                return found;
            }
        }
        let head = self.bank.file(self.path.as_str())?.facts()?.head()?;
        let mut found = None;
        for entry in &head.map.entries {
            each_scalar(&entry.value, &mut |scalar| {
                if marked(scalar, 0) {
                    found = Some((scalar.clone(), 0));
                }
            });
        }
        found
    }

    /// The mapping with the key that the finding marks, the index of the key, and the offset that spans are relative
    /// to.
    pub fn key(&self) -> Option<(Map, usize, u32)> {
        let span = self.finding.span;
        if let Some((_, placed)) = self.question()
            && let Some(map) = placed.question.map()
            && let Some((map, index)) = key_in(&map, placed.start, span)
        {
            return Some((map.clone(), index, placed.start));
        }
        let head = self.bank.file(self.path.as_str())?.facts()?.head()?;
        let (map, index) = key_in(&head.map, 0, span)?;
        Some((map.clone(), index, 0))
    }
}

/// The mapping at or below `map` with a key at `span`, and the index of the key.
fn key_in(map: &Map, start: u32, span: Span) -> Option<(&Map, usize)> {
    let own = |key: &Scalar| key.span.shift(start) == span;
    if let Some(index) = map.entries.iter().position(|entry| own(&entry.key)) {
        return Some((map, index));
    }
    let inner = map.entries.iter().filter_map(|entry| match &entry.value {
        Node::Map(inner) => Some(inner),
        _ => None,
    });
    inner.filter_map(|inner| key_in(inner, start, span)).next()
}
