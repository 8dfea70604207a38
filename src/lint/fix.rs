//! Fixes: what one is, and what it works on.

use std::borrow::Cow;

use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Sources, aliases};
use crate::facts::group::Group;
use crate::facts::head::Head;
use crate::facts::mark::Mark;
use crate::facts::questions::Placed;
use crate::shape::write::Target;
use crate::syntax::yaml::Map;

use super::finding::{About, Finding, Within};

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
    /// Whether it can be made in a file whose questions can only be read: it does not change them as their shape does.
    pub is_of_any_shape: bool,
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
    /// It is one of several of which the author has to choose; only applied when chosen by its title.
    Choice,
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
            is_of_any_shape: false,
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

    /// Marks it as one that can be made in a file whose questions can only be read.
    pub fn of_any_shape(self) -> Self {
        Self {
            is_of_any_shape: true,
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

    /// The question that contains the finding, to be changed.
    pub fn target(&self) -> Option<Target<'b>> {
        Some(Target {
            text: self.text,
            group: self.group()?,
            placed: self.question()?.1,
        })
    }

    /// The string that the finding is about.
    pub fn value(&self) -> Option<Mark<'b>> {
        match self.finding.about {
            About::Part(part) => self.question()?.1.question.mark(part),
            About::Key(Within::Head, number) => {
                let (map, index) = self.head()?.map.key_at(number)?;
                Some(map.entries[index].value.as_string()?.value())
            }
            _ => None,
        }
    }

    /// The mapping with the key that the finding is about, the index of the key, and the offset that spans are relative
    /// to.
    pub fn key(&self) -> Option<(Map, usize, u32)> {
        let (map, number, start) = match self.finding.about {
            About::Key(Within::Question, number) => {
                let placed = self.question()?.1;
                (Cow::Owned(placed.question.map()?), number, placed.start)
            }
            About::Key(Within::Head, number) => (Cow::Borrowed(&self.head()?.map), number, 0),
            _ => return None,
        };
        let (map, index) = map.key_at(number)?;
        Some((map.clone(), index, start))
    }

    fn head(&self) -> Option<&'b Head> {
        self.bank.file(self.path.as_str())?.facts()?.head()
    }
}
