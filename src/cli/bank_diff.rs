//! What differs in a bank, as all formats print it.

use super::load::LoadedBank;
use crate::bank::Bank;
use crate::review::{Aspect, Changed, Source};
use crate::stats::ListedQuestion;

/// What happened to a question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// It is new.
    Came,
    /// It is gone.
    Went,
    /// It differs, and may be elsewhere too.
    Changed,
    /// It is the same elsewhere.
    Moved,
}

impl Kind {
    /// All kinds in the order in which they are counted.
    pub const ALL: [Self; 4] = [Self::Came, Self::Went, Self::Changed, Self::Moved];

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Went => "went",
            Self::Changed => "changed",
            Self::Moved => "moved",
        }
    }
}

/// A question that differs, to be shown.
pub struct Entry<'c> {
    pub old: Option<&'c ListedQuestion<'c>>,
    pub new: Option<&'c ListedQuestion<'c>>,
    /// How it differs, if it is in both states.
    pub changed: Option<&'c Changed<'c>>,
}

impl<'c> Entry<'c> {
    pub fn kind(&self) -> Kind {
        match (self.old, self.changed) {
            (None, _) => Kind::Came,
            (Some(_), None) => Kind::Went,
            (_, Some(changed)) if changed.aspects == [Aspect::Moved] => Kind::Moved,
            (_, Some(_)) => Kind::Changed,
        }
    }

    /// The question as it is, or as it was if it is gone.
    pub fn question(&self) -> Option<&'c ListedQuestion<'c>> {
        self.new.or(self.old)
    }
}

/// What differs in one bank, and what is needed to show it.
pub struct BankDiff<'d> {
    /// The bank as it is now, with its folder.
    pub read: &'d LoadedBank,
    pub old: (&'d Bank, Source<'d>),
    pub new: (&'d Bank, Source<'d>),
    /// In the order of the files' paths; in a file those that are in it, then those that are gone.
    pub entries: Vec<Entry<'d>>,
}
