//! Questions as the markdown of a new document: headings, below others that give the levels and the topics.

use std::collections::BTreeMap;

use crate::bank::Bank;
use crate::edit::moving::carried::Carried;
use crate::shape::document::write::fitted::fitted;
use crate::syntax::markdown::escape::escape;
use crate::text::Refusal;

/// The order in which the questions are written, by index: by level, and within a level by topic, the first ones first.
/// Those without a level or topic come before the headings that give one.
pub fn order(bank: &Bank, questions: &[Carried]) -> Vec<usize> {
    let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for question in questions {
        for topic in &question.topics {
            let next = topics.len() + 1;
            topics.entry(&topic.name).or_insert(next);
        }
        if let Some(level) = &question.level {
            let next = words.len() + 1;
            words.entry(&level.name).or_insert(next);
        }
    }
    let rank = |question: &Carried| {
        let level = question.level.as_ref();
        let level = level.map(|level| {
            let known = bank.config().level(&level.name);
            (known.unwrap_or(usize::MAX), words[level.name.as_str()])
        });
        let topic = question.topics.first();
        (level, topic.map(|topic| topics[topic.name.as_str()]))
    };
    let mut order: Vec<usize> = (0..questions.len()).collect();
    order.sort_by_key(|index| rank(&questions[*index]));
    order
}

/// The markdown of the questions in this order, with the line break `\n` after each line. `highest` is the level of the first
/// headings.
///
/// # Errors
/// When a question has several topics: a heading gives one.
pub fn written(questions: &[&Carried], highest: usize) -> Result<String, Refusal> {
    let several = questions.iter().find(|question| question.topics.len() > 1);
    if let Some(question) = several {
        return Err(Refusal::new(format!(
            "the question `{}` has several topics, and the heading above it gives one; remove the others first",
            question.new.question
        )));
    }
    let has_levels = questions.iter().any(|question| question.level.is_some());
    let has_topics = questions.iter().any(|question| !question.topics.is_empty());
    let depth = highest + usize::from(has_levels) + usize::from(has_topics);
    let (mut level, mut topic) = (None, None);
    let mut out = String::new();
    let mut line = |marks: usize, text: &str| {
        if !out.is_empty() {
            out.push('\n');
        }
        let marks = "#".repeat(marks);
        out += &format!("{marks}{}{text}\n", if marks.is_empty() { "" } else { " " });
    };
    for question in questions {
        let own = question.level.as_ref().map(|level| level.word.as_str());
        if own != level {
            line(highest, own.unwrap_or_default());
            (level, topic) = (own, None);
        }
        let own = question.topics.first().map(|topic| topic.name.as_str());
        if own != topic {
            line(highest + usize::from(has_levels), own.unwrap_or_default());
            topic = own;
        }
        let new = &question.new;
        let asked = match new.is_markdown {
            true => new.question.clone(),
            false => escape(&new.question, ""),
        };
        line(depth, &asked);
        let parts = [new.body.clone(), options(question), new.answer.clone()];
        for part in parts.iter().filter(|part| !part.trim().is_empty()) {
            line(0, &fitted(part.trim_end(), depth + 1));
        }
    }
    Ok(out)
}

/// The options as a list of boxes.
fn options(question: &Carried) -> String {
    let options = question.new.options.iter().map(|option| {
        let mark = if option.is_right { "x" } else { " " };
        format!("- [{mark}] {}", option.text.replace('\n', "\n  "))
    });
    options.collect::<Vec<_>>().join("\n")
}
