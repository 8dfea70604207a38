//! What a fix is, and what it is given.

use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Sources, aliases};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::{Map, Node, Scalar};
use crate::text::Span;

use super::Finding;

/// One kind of mend.
pub struct Mend {
    /// What it does, as a rule's page says it; no full stop.
    pub does: &'static str,
    /// The fixes that it offers for a finding: none when there is nothing it could do.
    pub offer: fn(&FixContext<'_>) -> Vec<Fix>,
}

/// One way to mend a finding.
pub struct Fix {
    /// What it does, as the author reads it in a menu; no full stop.
    pub title: String,
    /// Whether it may be made without being looked at.
    pub safety: Safety,
    /// Whether it is what the author most probably wants.
    pub preferred: bool,
    /// Whether planning it costs more than a few files.
    pub is_wide: bool,
    plan: Box<Plan>,
}

type Plan = dyn Fn(&FixContext<'_>) -> Planned + Send + Sync;

/// Whether a fix may be made without being looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Safety {
    /// What it writes is what was meant, and readers lose nothing.
    Safe,
    /// It guesses what was meant, or leaves something to be filled in.
    Unsafe,
    /// It silences the finding instead of mending it; never made but by its name.
    Silences,
}

/// What a mend sees: the finding, its bank, and the texts.
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
    /// A fix that is safe. `plan` is only asked when the fix is made or shown: listing fixes has to be cheap.
    pub fn safe(
        title: impl Into<String>,
        plan: impl Fn(&FixContext<'_>) -> Planned + Send + Sync + 'static,
    ) -> Self {
        Self::new(title, Safety::Safe, plan)
    }

    /// A fix that has to be looked at.
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

    /// Says that it is what the author most probably wants.
    pub fn preferred(self) -> Self {
        Self {
            preferred: true,
            ..self
        }
    }

    /// Says that planning it costs more than a few files.
    pub fn wide(self) -> Self {
        Self {
            is_wide: true,
            ..self
        }
    }

    /// The change that it makes, or why it cannot be made. The context is that for which it was offered.
    pub fn edit(&self, context: &FixContext<'_>) -> Planned {
        let edit = (self.plan)(context).map(Edit::normal)?;
        aliases::checked(edit, context.bank, context.sources)
    }
}

impl<'b> FixContext<'b> {
    /// The group, when the file is one.
    pub fn group(&self) -> Option<&'b Group> {
        self.bank.group(self.path.as_str())
    }

    /// The question that the finding is in, with its place in the group.
    pub fn question(&self) -> Option<(usize, Placed<'b>)> {
        let group = self.group()?;
        let index = group.question_at(self.finding.span.start)?;
        Some((index, group.questions.get(index)?))
    }

    /// The value that the finding marks, and the offset that its spans count from.
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

    /// The mapping that holds the key that the finding marks, the key's place in it, and the offset that spans count
    /// from.
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

/// The mapping at or below `map` with a key at `span`, and the key's place in it.
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
