//! What the checks of a whole group ask of each of its questions.
//!
//! The questions of a long document lie all over the memory, and most checks of a group look at all of them. So what they
//! ask is stored compactly, and kept while a question stays the same.

use crate::bank::Bank;
use crate::facts::question::Question;
use crate::facts::questions::Placed;

/// What is known of a question without looking at it. It depends on the question and the configuration alone.
#[derive(Clone, Copy, Debug)]
pub struct Brief {
    /// Whether it has a level.
    pub leveled: Leveled,
    /// Its number.
    pub number: Option<u32>,
    /// Whether the number is written by itself. One without a place of its own has a letter, such as `17b`.
    pub has_own_number: bool,
    /// Its options.
    pub options: Options,
    /// Whether it has a text and neither an answer nor options; `None` under keys, where a missing answer is a missing
    /// key.
    pub is_open: Option<bool>,
    /// Whether an empty item is at its end.
    pub has_empty_item: bool,
}

/// The options of a question, as far as the checks of a whole group ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Options {
    /// It has none.
    None,
    /// It has one.
    One,
    /// It has several, of which none is right.
    Undecided,
    /// It has several, of which at least one is right.
    Decided,
}

impl Brief {
    /// What is known of a question of this bank. `code`: the rule by which its author can allow that it has no level.
    pub fn of(bank: &Bank, placed: &Placed<'_>, code: &str) -> Self {
        let question = placed.question;
        let is_open = || {
            question.answer().is_none()
                && question.options().is_empty()
                && question.text().is_some()
        };
        Self {
            leveled: Leveled::of(bank, placed, code),
            number: question.number(),
            has_own_number: question.number_mark().is_some(),
            options: Options::of(question),
            is_open: (!question.is_keyed()).then(is_open),
            has_empty_item: question.trailing_empty_item().is_some(),
        }
    }
}

impl Options {
    fn of(question: &Question) -> Self {
        match question.options() {
            [] => Self::None,
            [_] => Self::One,
            options if options.iter().any(|option| option.is_right) => Self::Decided,
            _ => Self::Undecided,
        }
    }
}

/// Whether a question has a level.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leveled {
    /// It has one. A topic that is a misspelt level counts; another rule reports it.
    Yes,
    /// Its `level` is a misspelt one.
    Slip,
    /// It has none.
    No,
    /// It has none, and another rule reports a problem where it could be.
    Unreadable,
    /// The question is not valid YAML, or its author suppressed the finding.
    Unknown,
}

impl Leveled {
    fn of(bank: &Bank, placed: &Placed<'_>, code: &str) -> Self {
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

    /// True if the question counts as one with a level.
    pub fn has_one(self) -> bool {
        matches!(self, Self::Yes | Self::Slip)
    }
}

/// True if a level can be added to the question as it is. Only under keys can something be in its place.
fn has_place(question: &Question) -> bool {
    let Some(map) = question.map() else {
        return !question.is_keyed();
    };
    let topics = map.value("topics");
    let readable = topics.is_none_or(|node| node.as_list().is_some() || node.is_null());
    readable && map.value("level").is_none()
}
