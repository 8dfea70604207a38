//! A question with its whole answer, to be written in another file.

use super::aligned::Source;
use crate::bank::{AnswerTarget, Bank, BankPath, QuestionRef};
use crate::edit::Sources;
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::shape::document::own_text::own_text;
use crate::shape::document::plain::{is_furniture, plain};
use crate::shape::document::vocabulary::announces_answer;
use crate::shape::file;
use crate::shape::write::{NewOption, NewQuestion, TargetList};
use crate::syntax::markdown::body;
use crate::text::{
    LineSpans, Refusal, Span, letters, line_end, next_line, same_letters, unindented,
};

/// A question to write elsewhere.
pub struct Carried {
    /// Where it is.
    pub at: QuestionRef,
    /// What it says, without level and topics.
    pub new: NewQuestion,
    /// Its level.
    pub level: Option<Label>,
    /// Its topics, without levels.
    pub topics: Vec<Label>,
    /// Where its text and the lines below come from, in order.
    pub from: Vec<(BankPath, Span)>,
    /// The file with its answer, if that is another one.
    pub answer: Option<BankPath>,
}

/// A level or a topic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Its name, as the configuration has it.
    pub name: String,
    /// The word that is written.
    pub word: String,
    /// Whether it is written at the question itself, and not in a heading or in the frontmatter.
    pub is_own: bool,
}

impl Carried {
    /// Refuses a question that a group cannot have as it is: tags would be read as words there.
    ///
    /// # Errors
    /// When its text has tags.
    pub fn fits_a_group(&self) -> Result<(), Refusal> {
        let asked = &self.new.question;
        match asked.contains("</") {
            true => Err(Refusal::new(format!(
                "the question `{asked}` has tags, which a group shows as text; remove them first"
            ))),
            false => Ok(()),
        }
    }

    /// The texts that it comes from; `text` gives that of a file.
    pub fn sources<'t>(&self, text: &dyn Fn(&BankPath) -> &'t str) -> Vec<Source<'t>> {
        let from = self.from.iter();
        from.map(|(path, span)| Source {
            path: path.clone(),
            text: text(path),
            span: *span,
        })
        .collect()
    }
}

/// The question at `index` of the file at `path`.
///
/// # Errors
/// When something of it could not be written elsewhere.
pub fn carried(
    bank: &Bank,
    sources: Sources<'_>,
    (path, text): (&BankPath, &str),
    (group, index): (&Group, usize),
) -> Result<Carried, Refusal> {
    let gone = || Refusal::new("the question no longer exists");
    let placed = group.questions.get(index).ok_or_else(gone)?;
    let asked = placed.text();
    let asked = asked.ok_or_else(|| Refusal::new("a question has no text"))?;
    let (level, topics) = labels(bank, &placed);
    let mut carried = Carried {
        at: QuestionRef {
            group: path.clone(),
            index,
        },
        new: NewQuestion {
            question: asked.text.to_owned(),
            ..NewQuestion::default()
        },
        level,
        topics,
        from: Vec::new(),
        answer: None,
    };
    match placed.question.is_keyed() {
        true => of_group(bank, sources, &placed, &mut carried)?,
        false => of_document(TargetList { text, group }, &placed, &mut carried)?,
    }
    Ok(carried)
}

/// The level and the topics, as the bank names them.
fn labels(bank: &Bank, placed: &Placed<'_>) -> (Option<Label>, Vec<Label>) {
    let config = bank.config();
    let own: Vec<&str> = placed.question.topics().map(|topic| topic.text).collect();
    let known = bank
        .level_of(placed)
        .and_then(|(place, _)| config.levels.get(place));
    let word = bank.level_of(placed).map(|(_, mark)| mark.text.to_owned());
    let known = known.zip(word).map(|(level, word)| Label {
        name: level.name.to_string(),
        word,
        is_own: bank.own_level_of(placed.question).is_some(),
    });
    // A word that the configuration does not know is a level all the same.
    let other = placed.level().map(|mark| Label {
        name: mark.text.to_owned(),
        word: mark.text.to_owned(),
        is_own: placed.question.level().is_some(),
    });
    let topics = placed
        .topics()
        .filter(|topic| config.level(topic.text).is_none());
    let topics = topics.map(|topic| Label {
        name: topic.text.to_owned(),
        word: topic.text.to_owned(),
        is_own: own.contains(&topic.text),
    });
    (known.or(other), topics.collect())
}

fn of_document(
    list: TargetList<'_>,
    placed: &Placed<'_>,
    carried: &mut Carried,
) -> Result<(), Refusal> {
    let TargetList { text, group } = list;
    let path = &carried.at.group;
    let below = match placed.answer() {
        Some(Answer::Below(below)) => Some(below.span),
        _ => None,
    };
    let own = own_text(text, group.split.body, placed, below);
    let lines = list.question_lines(carried.at.index)?;
    let asked = placed
        .text()
        .map_or(Span::at(lines.opener), |asked| asked.span);
    let rest = match group.shape == file::SHAPE.name {
        true => Span::new(lines.opener.max(group.split.body), text.len() as u32),
        false => Span::new(lines.opener.min(lines.span.end), lines.span.end),
    };
    let mut open = group.body.open_fences().iter();
    if open.any(|fence| rest.contains(fence.start + group.split.body)) {
        return Err(Refusal::new(format!(
            "the question `{}` has a code block that is not closed; close it first",
            carried.new.question
        )));
    }
    carried.from = vec![(path.clone(), asked), (path.clone(), rest)];
    let right = placed.question.options().iter();
    let right = right.map(|option| option.is_right);
    let options = own.options.into_iter().zip(right);
    let new = &mut carried.new;
    new.is_markdown = own.written.is_some();
    if let Some(written) = own.written {
        new.question = written;
    }
    new.body = own.body.unwrap_or_default();
    new.answer = own.answer.unwrap_or_default();
    new.options = options
        .map(|(text, is_right)| NewOption { text, is_right })
        .collect();
    lost_line((text, rest), placed, new)
}

/// Refuses a question that has a line which would be lost: it is not in a value of the question, nor a part of the frame
/// around its answer.
fn lost_line(
    (text, rest): (&str, Span),
    placed: &Placed<'_>,
    new: &NewQuestion,
) -> Result<(), Refusal> {
    let options = new.options.iter().map(|option| option.text.as_str());
    let said: Vec<&str> = [new.body.as_str(), new.answer.as_str()]
        .into_iter()
        .chain(options)
        .collect();
    let said = letters(&said.join("\n"));
    let question = placed.question;
    let own = [question.level(), question.options_key()]
        .into_iter()
        .flatten();
    let own = own.chain(question.topics()).map(|value| value.span);
    let markers = question.options().iter().map(|option| option.marker);
    let own = own.chain(question.placeholder()).chain(markers);
    let own: Vec<Span> = own.map(|span| span.shift(placed.start)).collect();
    let is_lost = |line: &Span| {
        let shown = line.slice(text).trim();
        let is_label = |label: &Span| line.touches(label.start);
        let is_said = said.contains(&letters(shown)) || said.contains(&letters(announced(shown)));
        !(is_said
            || is_furniture(shown)
            || own.iter().any(is_label)
            || announces_answer(&plain(shown)))
    };
    let inside = rest.slice(text);
    let mut lines = LineSpans::new(inside, 0).map(|line| line.shift(rest.start));
    match lines.find(is_lost) {
        Some(line) => Err(Refusal::new(format!(
            "the line `{}` of the question `{}` would be lost; move it by hand",
            line.slice(text).trim(),
            new.question
        ))),
        None => Ok(()),
    }
}

/// What a line says after a word that announces an answer; all of it without one.
fn announced(line: &str) -> &str {
    let parts = line.split_once([':', '：']);
    let parts = parts.filter(|(word, _)| {
        let word = plain(word);
        word == "A" || announces_answer(&format!("{word}:"))
    });
    parts.map_or(line, |(_, said)| said)
}

/// The keys of a question in a group that are carried.
const KEYS: &[&str] = &["question", "answer", "level", "topics"];

fn of_group(
    bank: &Bank,
    sources: Sources<'_>,
    placed: &Placed<'_>,
    carried: &mut Carried,
) -> Result<(), Refusal> {
    if !placed.question.is_whole() {
        return Err(Refusal::new("a question is not valid YAML; fix it first"));
    }
    let entries = placed.question.entries();
    let mut others = entries
        .iter()
        .filter(|entry| !KEYS.contains(&&*entry.key.text));
    if let Some(other) = others.next() {
        return Err(Refusal::new(format!(
            "a question has the key `{}`, which has no place in a document",
            other.key.text
        )));
    }
    match placed.question.answer() {
        None | Some(Answer::Below(_)) => Ok(()),
        Some(Answer::Inline(answer)) => {
            if body::read(answer.text).links().next().is_some() {
                return Err(Refusal::new(
                    "an answer in the frontmatter has links; move it to a file of its own first",
                ));
            }
            carried.new.answer = answer.text.to_owned();
            Ok(())
        }
        Some(Answer::File(name)) => match bank.answer_target(&carried.at.group, name.text) {
            AnswerTarget::Found(file) => of_file(bank, sources, &file.path, carried),
            AnswerTarget::Missing(missing) => Err(Refusal::new(format!(
                "the answer `{missing}` does not exist; fix that first"
            ))),
            AnswerTarget::OtherCase(_) | AnswerTarget::Outside(_) => Err(Refusal::new(format!(
                "the answer `{}` is not in the answers' folder under this name; fix that first",
                name.text
            ))),
        },
    }
}

/// Takes the answer from its file, without a heading that repeats the question.
fn of_file(
    bank: &Bank,
    sources: Sources<'_>,
    file: &BankPath,
    carried: &mut Carried,
) -> Result<(), Refusal> {
    let unreadable = || Refusal::new(format!("`{file}` cannot be read"));
    let text = sources(file).ok_or_else(unreadable)?;
    let facts = bank.file(file.as_str()).and_then(|file| file.facts());
    let facts: &Facts = facts.ok_or_else(unreadable)?;
    if facts.split().front.is_some() {
        return Err(Refusal::new(format!(
            "`{file}` has a frontmatter, which has no place in an answer of a document"
        )));
    }
    let start = facts.body_start();
    let title = facts.body().headings().next();
    let title = title.map(|heading| heading.span.shift(start));
    let title = title.filter(|span| {
        let above = Span::new(start, span.start).slice(&text);
        let is_first = above.trim_matches(|c: char| c.is_whitespace() || c == '#');
        is_first.is_empty() && same_letters(span.slice(&text), &carried.new.question)
    });
    let from = title.map_or(start, |title| next_line(&text, line_end(&text, title.end)));
    let rest = Span::new(from, text.len() as u32);
    carried.new.answer = unindented(rest.slice(&text));
    carried.from.push((file.clone(), rest));
    carried.answer = Some(file.clone());
    Ok(())
}
