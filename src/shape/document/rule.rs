//! What a rule of the configuration says of the questions of a document: what counts as their answers, and where their
//! levels and topics are.

use super::found::{Found, Style};
use super::given::{self, Given};
use super::line::{Kind, trimmed};
use super::name::Name;
use super::parts::Parts;
use super::reply::Extent;
use crate::shape::documents::{AnswerForm, Label, Reading};
use crate::text::Span;

/// Whether labels are taken from a place where they are looked for without a rule.
pub fn is_taken(places: &[Label], place: Label) -> bool {
    places.is_empty() || places.contains(&place)
}

/// What the lines from `from` up to `to` say, of which only what is of this form is an answer.
pub fn look(parts: &Parts<'_>, from: usize, to: usize, answers: Option<AnswerForm>) -> Found {
    let Some(form) = answers else {
        return parts.look(from, to);
    };
    match form {
        AnswerForm::None => Found::default(),
        AnswerForm::Prose => {
            let mut found = Found::default();
            parts.answer(from, to, Extent::All, &mut found);
            found
        }
        AnswerForm::Folded | AnswerForm::Boxes | AnswerForm::Letters => {
            let found = parts.look(from, to);
            match is_of_style(found.style, form) {
                true => found,
                false => without_options(parts, from, to),
            }
        }
    }
}

/// Whether options with these marks can be the answer, or a part of it.
fn is_of_style(style: Option<Style>, form: AnswerForm) -> bool {
    match (style, form) {
        (None, _) | (_, AnswerForm::Folded) => true,
        (Some(style), AnswerForm::Boxes) => style == Style::Box,
        (Some(style), _) => style != Style::Box,
    }
}

/// What the lines say when lists in them are only lists.
fn without_options(parts: &Parts<'_>, from: usize, to: usize) -> Found {
    let mut found = Found {
        label: (from..to).find(|line| parts.is_label(*line)),
        ..Found::default()
    };
    parts.answer(from, to, Extent::All, &mut found);
    found
}

/// Whether a question with this below is answered, if its answers have this form.
pub fn is_answered(found: &Found, form: AnswerForm) -> bool {
    let has_text = found.words > 0 || found.code;
    match form {
        AnswerForm::None => false,
        AnswerForm::Prose => has_text,
        AnswerForm::Folded => found.folded.is_some() && (has_text || found.has_right()),
        AnswerForm::Boxes | AnswerForm::Letters => found.has_right(),
    }
}

/// The lines below an opener that are labels: `Difficulty: 2`.
#[derive(Default)]
pub struct Labels {
    /// The level.
    pub level: Option<Name>,
    /// The topics.
    pub topics: Vec<Name>,
    /// The first line that is not a label.
    pub after: usize,
}

/// The words before the colon of a line with topics.
const TOPICS: &[&str] = &[
    "topic",
    "topics",
    "tag",
    "tags",
    "category",
    "categories",
    "subject",
];

/// The labels in the lines from `from` up to `to`, where a rule says that levels or topics have a line.
pub fn labels(parts: &Parts<'_>, from: usize, to: usize, reading: &Reading) -> Labels {
    let mut labels = Labels {
        after: from,
        ..Labels::default()
    };
    let wants_level = reading.level.contains(&Label::Line);
    let wants_topics = reading.topic.contains(&Label::Line);
    if !wants_level && !wants_topics {
        return labels;
    }
    let mut is_start = true;
    for (index, line) in parts.lines.iter().enumerate().take(to).skip(from) {
        if line.is_blank() {
            continue;
        }
        let label = match line.kind {
            Kind::Text | Kind::Item { .. } => {
                label(parts.text, Span::new(line.start, line.span.end))
            }
            _ => None,
        };
        match label {
            Some((word, value)) if wants_level && given::LEVEL.contains(&word.as_str()) => {
                labels
                    .level
                    .get_or_insert_with(|| Name::of(parts.text, value));
            }
            Some((word, value)) if wants_topics && TOPICS.contains(&word.as_str()) => {
                labels.topics.extend(names(parts.text, value));
            }
            _ => {
                is_start = false;
                continue;
            }
        }
        if is_start {
            labels.after = index + 1;
        }
    }
    labels
}

/// The word before the colon of a line, in lower case, and what is after it without markup around it.
fn label(text: &str, span: Span) -> Option<(String, Span)> {
    let inside = span.slice(text);
    let colon = inside.find([':', '：'])?;
    let len = inside[colon..].chars().next()?.len_utf8();
    let is_markup = |c: char| !c.is_alphanumeric();
    let word = inside[..colon].trim_matches(is_markup).to_lowercase();
    let after = &inside[colon + len..];
    let start = colon + len + (after.len() - after.trim_start_matches([' ', '*', '_', '`']).len());
    let end = inside.trim_end_matches([' ', '*', '_', '`', '\\']).len();
    let value = Span::new(
        span.start + start as u32,
        span.start + end.max(start) as u32,
    );
    (!value.slice(text).is_empty()).then_some((word, value))
}

/// The names that commas separate.
fn names(text: &str, span: Span) -> impl Iterator<Item = Name> {
    let mut start = span.start;
    let parts = span.slice(text).split(',').map(move |part| {
        let part = Span::new(start, start + part.len() as u32);
        start = part.end + 1;
        trimmed(text, part)
    });
    parts
        .map(|part| Name::of(text, part))
        .filter(|name| !name.text.is_empty())
}

/// The level of a question at each place where one can be.
#[derive(Default)]
pub struct Levels<'g> {
    /// After its text.
    pub suffix: Option<Name>,
    /// In a line of its own.
    pub line: Option<Name>,
    /// Of the heading above.
    pub heading: Option<Name>,
    /// In the frontmatter of a file that is one question.
    pub key: Option<Name>,
    /// Of all questions of the file.
    pub given: Option<&'g Given>,
}

impl Levels<'_> {
    /// The first that there is, and whether it is the question's own: in the order of the rule; without a rule that after
    /// its text, else that of the heading above, else the one of the frontmatter that the rule names.
    pub fn first(&self, reading: &Reading) -> (Option<Name>, bool) {
        let order: &[Label] = match reading.level.is_empty() {
            true => &[Label::Suffix, Label::Heading, Label::Frontmatter],
            false => &reading.level,
        };
        for place in order {
            let (found, is_own) = match place {
                Label::Suffix => (&self.suffix, true),
                Label::Line => (&self.line, true),
                Label::Heading => (&self.heading, false),
                Label::Frontmatter if self.key.is_some() => (&self.key, true),
                Label::Frontmatter => (self.of_file(|given| &given.level), false),
                Label::FileName => (self.of_file(|given| &given.level_of_name), false),
                Label::Folder => (self.of_file(|given| &given.level_of_folder), false),
                Label::None => break,
            };
            if found.is_some() {
                return (found.clone(), is_own);
            }
        }
        (None, false)
    }

    fn of_file(&self, place: fn(&Given) -> &Option<Name>) -> &Option<Name> {
        self.given.map_or(&None, place)
    }
}

/// The topic of a question from outside: the first of those that the heading above, the file's name and a folder give, in
/// the order of the rule; without a rule that of the heading.
pub fn topic(heading: Option<&Name>, given: &Given, reading: &Reading) -> Option<Name> {
    let order: &[Label] = match reading.topic.is_empty() {
        true => &[Label::Heading],
        false => &reading.topic,
    };
    let mut found = order.iter().filter_map(|place| match place {
        Label::Heading => heading,
        Label::FileName => given.topic_of_name.as_ref(),
        Label::Folder => given.topic_of_folder.as_ref(),
        Label::Suffix | Label::Line | Label::Frontmatter | Label::None => None,
    });
    found.next().cloned()
}
