//! Completes a whole question.

use super::item_list::item;
use super::template::fill;
use super::{At, Item, Kind};
use crate::ide::new_question::defaults;
use crate::shape::cursor::{QuestionDraft, QuestionPlace};
use crate::text::Span;

const LABEL: &str = "new question";

/// A question at `place`.
pub(super) fn complete(at: &At<'_>, place: &QuestionPlace) -> Item {
    let template = (at.shape.question)(at.text, at.context, place, &draft(at));
    let described = Item {
        detail: Some("question, answer and topics".to_owned()),
        filter: format!("{}question", place.marker),
        ..item(LABEL, Kind::Question, Span::default(), String::new())
    };
    fill(&template, described, at.text, place.span, at.options)
}

/// The same defaults as those of the command that writes a new question. In a bank without topics the first level is
/// used, too.
pub(super) fn draft(at: &At<'_>) -> QuestionDraft {
    let made_up = defaults(at.bank, at.bank.group(at.path.as_str()));
    let is_first = at.bank.topics().iter().next().is_none();
    let first = at.bank.config().levels.first().filter(|_| is_first);
    let level = made_up.level;
    let level = level.or_else(|| first.map(|level| level.name.to_string()));
    QuestionDraft {
        level: level.map(|level| (level, made_up.own_key)),
        topics: made_up.topics,
        has_stops: at.options.snippets,
    }
}
