//! A question with all that is exported of it.

use serde::Serialize;

use crate::bank::{Bank, BankPath};
use crate::shape::document::own_text::{OwnText, own_text};
use crate::stats::{AnswerState, ListedQuestion, PathFilter, questions_in};
use crate::syntax::frontmatter::split;

/// A question as it is exported. More keys may be added to its JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ExportedQuestion {
    /// Its text, as `qmark list` has it; `None` without one.
    pub question: Option<String>,
    /// Its text with its markup, if it has any that `question` lacks.
    pub markdown: Option<String>,
    /// The markdown between its text and its options or answer, such as code that it asks about.
    pub body: Option<String>,
    /// The markdown of its answer, or of the explanation of its options; `None` without one.
    pub answer: Option<String>,
    /// Its level, as the configuration writes it.
    pub level: Option<String>,
    /// Its topics, without levels.
    pub topics: Vec<String>,
    /// The options to choose from.
    pub options: Vec<ExportedOption>,
    /// Its file.
    pub file: String,
    /// Its number as written.
    pub number: Option<u32>,
    /// The anchor of its heading, or its id.
    #[serde(skip)]
    pub anchor: Option<String>,
    /// The title of its file.
    #[serde(skip)]
    pub title: String,
    /// Where its texts come from.
    #[serde(skip)]
    pub source: Source,
    /// The place of its level in the order of levels.
    #[serde(skip)]
    pub rank: Option<usize>,
}

/// An option to choose from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ExportedOption {
    /// Its markdown.
    pub text: String,
    /// Whether it is right.
    pub right: bool,
}

/// The files that the texts of a question come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// The path from the root of the outermost bank to the root of this one, with a slash at its end; empty for the
    /// outermost bank itself.
    pub prefix: String,
    /// The file of the question.
    pub question: BankPath,
    /// The file of the answer, if it is another.
    pub answer: Option<BankPath>,
    /// Whether the question names an answer file that is not there or cannot be read.
    pub lacks_answer: bool,
}

impl ExportedQuestion {
    /// Its text as markdown, if it has a text.
    pub fn written(&self) -> Option<&str> {
        self.markdown.as_deref().or(self.question.as_deref())
    }

    /// The right options, each with its place.
    pub fn right(&self) -> impl Iterator<Item = (usize, &ExportedOption)> {
        let options = self.options.iter().enumerate();
        options.filter(|(_, option)| option.right)
    }
}

/// The letters of the right options.
pub(super) fn right_letters(question: &ExportedQuestion) -> String {
    let letters = question.right().map(|(place, _)| letter(place));
    letters.collect::<Vec<_>>().join(", ")
}

/// The letter of an option by its place: A to Z, then AA.
pub(super) fn letter(place: usize) -> String {
    let own = char::from(b'A' + (place % 26) as u8);
    match place / 26 {
        0 => own.to_string(),
        more => letter(more - 1) + &own.to_string(),
    }
}

/// The questions of the bank's `part`, in the order of their files and places. `texts` gives the text of a file; `prefix`
/// is [`Source::prefix`].
pub fn questions_of(
    bank: &Bank,
    part: PathFilter<'_>,
    prefix: &str,
    texts: &dyn Fn(&BankPath) -> Option<String>,
) -> Vec<ExportedQuestion> {
    let mut exported = Vec::new();
    for path in bank.groups() {
        let mut questions = questions_in(bank, path, part).peekable();
        let text = questions.peek().and_then(|_| texts(path));
        let text = text.unwrap_or_default();
        exported.extend(questions.map(|listed| question(bank, &listed, prefix, &text, texts)));
    }
    exported
}

fn question(
    bank: &Bank,
    listed: &ListedQuestion<'_>,
    prefix: &str,
    text: &str,
    texts: &dyn Fn(&BankPath) -> Option<String>,
) -> ExportedQuestion {
    let group = bank.group(listed.group.as_str());
    let own = match group {
        Some(group) if !listed.placed.question.is_keyed() => {
            own_text(text, group.split.body, &listed.placed, listed.answer.below)
        }
        _ => OwnText::default(),
    };
    let file = listed.answer.file.as_ref();
    let is_file = listed.answer.inline.is_none() && listed.answer.below.is_none();
    let read = file
        .filter(|_| listed.answer.state == AnswerState::Answered)
        .and_then(texts);
    let of_file = read.as_deref().and_then(answer_in);
    let inline = listed.answer.inline.and_then(shown);
    let answer = match listed.answer.state {
        AnswerState::Answered => own.answer.or(inline).or(of_file),
        AnswerState::Empty | AnswerState::Missing | AnswerState::None => None,
    };
    let names_none = listed.answer.state == AnswerState::Missing;
    let is_unread = is_file && listed.answer.state == AnswerState::Answered && read.is_none();
    let mut texts = own.options.into_iter();
    let options = listed.placed.question.options().iter();
    ExportedQuestion {
        question: listed.text().map(str::to_owned),
        markdown: own.written.filter(|written| listed.text() != Some(written)),
        body: own.body,
        answer,
        level: listed.level_name(bank).map(str::to_owned),
        topics: listed.topics(bank).into_iter().map(str::to_owned).collect(),
        options: options
            .map(|option| ExportedOption {
                text: texts.next().unwrap_or_else(|| option.text.text.to_string()),
                right: option.is_right,
            })
            .collect(),
        file: format!("{prefix}{}", listed.group),
        number: listed.placed.question.number(),
        anchor: listed.id(bank),
        title: group.map_or_else(String::new, |group| {
            group.short_title(listed.group.stem()).to_string()
        }),
        source: Source {
            prefix: prefix.to_owned(),
            question: listed.group.clone(),
            answer: file.cloned(),
            lacks_answer: names_none || is_unread,
        },
        rank: listed.level,
    }
}

/// The markdown of an answer file.
fn answer_in(text: &str) -> Option<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    shown(text.get(split(text).body as usize..)?)
}

/// The lines of a text from the first to the last that is not blank, with simple line breaks; `None` if all are blank.
fn shown(text: &str) -> Option<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = text.split('\n').peekable();
    while lines.next_if(|line| line.trim().is_empty()).is_some() {}
    let lines: Vec<&str> = lines.collect();
    let text = lines.join("\n");
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}
