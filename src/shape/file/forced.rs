//! A file that the configuration calls one question, although its text does not read as one.

use std::sync::Arc;

use crate::facts::mark::OwnedMark;
use crate::facts::question::{Below, Marks, Question};
use crate::shape::definition::Source;
use crate::shape::document::given::Given;
use crate::shape::document::name::Name;
use crate::shape::document::parts::Parts;
use crate::shape::document::rule::{self, Labels, Levels};
use crate::shape::document::single::Keys;
use crate::shape::documents::{AnswerForm, Reading};
use crate::syntax::markdown::body::{Body, words};
use crate::syntax::markdown::plain_text::plain_text;
use crate::syntax::markdown::shown::Shown;
use crate::text::{Span, line_start, next_line};

/// The question of the file, where it starts, and its level if that is not its own: the title in its frontmatter, else its
/// first heading, and as the answer what is below. `None` if it has neither.
pub fn read(
    source: &Source<'_>,
    body: &Body,
    keys: &Keys,
    given: &Given,
) -> Option<(u32, Arc<Question>, Option<Name>)> {
    let text = source.text;
    let heading = body.headings().next();
    let heading = heading.map(|heading| heading.span.shift(source.split.body));
    let heading = heading.filter(|span| is_at_start(text, source.split.body, span.start));
    let heading = heading.map(|span| {
        let inside = span.slice(text);
        let marks = inside.len() - inside.trim_start_matches(['#', ' ', '\t']).len();
        let span = Span::new(span.start + marks as u32, span.end);
        (plain_text(inside).trim().to_owned(), span)
    });
    let key = keys.question.as_ref().or(keys.title.as_ref());
    let key = key.map(|value| (value.text.trim().to_owned(), value.span));
    let (shown, span) = key.or_else(|| heading.clone())?;
    if shown.is_empty() {
        return None;
    }
    // A heading that repeats the title is not part of the answer.
    let after = match heading {
        Some((again, place)) if again == shown || place == span => next_line(text, place.end),
        _ => source.split.body,
    };
    let reading = source.decision.reading();
    let (labels, after) = labels(source.parts(), after, reading);
    let front = source.split.front.map(|front| front.open.start);
    let start = front.unwrap_or_else(|| line_start(text, span.start));
    let end = text.trim_end().len() as u32;
    let own = |span: Span| Span::new(span.start - start, span.end - start);
    let mark = |text: &str, span: Span| OwnedMark {
        text: text.into(),
        span: own(span),
    };
    let count = match keys.answers {
        Some(AnswerForm::None) => 0,
        _ => words(text.get(after as usize..)?),
    };
    let below = (count > 0 && after < end).then(|| Below {
        span: own(Span::new(after, end)),
        words: count,
        shown: Shown::Text,
    });
    let end = end.max(span.end);
    let levels = Levels {
        line: labels.level,
        key: keys.level.clone(),
        given: Some(given),
        ..Levels::default()
    };
    let (level, is_own) = levels.first(reading);
    let own_level = level.as_ref().filter(|_| is_own);
    let answer = keys.answer.as_ref();
    let marks = Marks {
        span: Span::new(0, end - start),
        text: Some(mark(&shown, span)),
        below,
        answer: answer.map(|answer| mark(&answer.text, answer.span)),
        level: own_level.map(|level| mark(&level.text, level.span)),
        topics: (keys.topics.iter().chain(&labels.topics))
            .map(|topic| mark(&topic.text, topic.span))
            .collect(),
        ..Marks::default()
    };
    let marker = own(Span::at(span.start));
    Some((
        start,
        Arc::new(Question::of_marks(marks, marker, end - start)),
        level.filter(|_| !is_own),
    ))
}

/// The labels in lines from the offset `from` on, and where what is below them starts.
fn labels(parts: Parts<'_>, from: u32, reading: &Reading) -> (Labels, u32) {
    let first = parts.lines.partition_point(|line| line.span.start < from);
    let labels = rule::labels(&parts, first, parts.lines.len(), reading);
    if labels.after == first {
        return (labels, from);
    }
    let below = parts.lines.get(labels.after);
    let start = below.map_or(parts.text.len() as u32, |line| line.span.start);
    (labels, start)
}

/// Whether nothing but tags, images and links is between the start of the body and the heading.
fn is_at_start(text: &str, body: u32, heading: u32) -> bool {
    let above = Span::new(body.min(heading), heading).slice(text);
    let mut lines = above.lines().map(str::trim_start);
    lines.all(|line| line.is_empty() || line.starts_with(['<', '!', '[', '#']))
}

#[cfg(test)]
mod tests {
    use crate::facts::question::Answer;
    use crate::shape::documents::{
        AnswerForm, DocumentRule, DocumentRules, FileKind, KeyNames, Label, Reading,
    };
    use crate::shape::files::Files;
    use crate::shape::{Input, read};

    /// The question, the words of its answer, its level and its topics, read as `shape: file`; `-` for what is missing.
    fn forced(text: &str) -> String {
        forced_with(Reading::default(), text)
    }

    fn forced_with(reading: Reading, text: &str) -> String {
        let rule = DocumentRule {
            files: Files::new(vec!["*.md".to_owned()]).expect("a glob"),
            reading: Reading {
                shape: Some(FileKind::File),
                ..reading
            },
        };
        let documents = DocumentRules::default().with_list(vec![rule]);
        let input = Input {
            path: "notes.md",
            text,
            documents: &documents,
        };
        let facts = read(&input, None);
        let group = facts.as_group();
        let Some(placed) = group.and_then(|group| group.questions.get(0)) else {
            return "-".to_owned();
        };
        let words = match placed.answer() {
            Some(Answer::Below(below)) => below.words.to_string(),
            _ => "-".to_owned(),
        };
        let question = placed.text().expect("a text");
        let written = question.span.slice(text);
        assert!(written.contains(question.text), "{written}");
        let level = placed.level().map_or("-", |level| level.text);
        let topics: Vec<&str> = placed.topics().map(|topic| topic.text).collect();
        format!("{}, {words}, {level}, {}", question.text, topics.join("/"))
    }

    #[test]
    fn a_title_is_a_question_when_the_configuration_sets_the_shape() {
        for (text, expected) in [
            (
                "# Event loop\n\nOne thread takes tasks in turn.\n",
                "Event loop, 6, -, ",
            ),
            (
                "---\ntitle: Event loop\nlevel: hard\n---\n# Event loop\nTasks in turn.\n",
                "Event loop, 3, hard, ",
            ),
            ("# Event loop\n", "Event loop, -, -, "),
            ("<br>\n\n# Event loop\n\nIt is so.\n", "Event loop, 3, -, "),
            ("Only text.\n", "-"),
            ("Text first.\n\n# Event loop\n", "-"),
            ("", "-"),
        ] {
            assert_eq!(forced(text), expected, "{text}");
        }
    }
    #[test]
    fn a_rule_names_the_keys_and_where_levels_are() {
        let text = "---\nprompt: Trees\nlevel: low\nrank: 3\narea: [disk, cache]\n---\nWide.\n";
        let keys = KeyNames {
            question: vec!["prompt".into()],
            level: vec!["rank".into()],
            topics: vec!["area".into()],
            ..KeyNames::default()
        };
        let with = |level: &[Label], topic: &[Label], answers| {
            let reading = Reading {
                level: level.to_vec(),
                topic: topic.to_vec(),
                keys: keys.clone(),
                answers,
                ..Reading::default()
            };
            forced_with(reading, text)
        };
        assert_eq!(forced(text), "-");
        assert_eq!(with(&[], &[], None), "Trees, 1, 3, disk/cache");
        let none = Some(AnswerForm::None);
        assert_eq!(with(&[Label::None], &[Label::None], none), "Trees, -, -, ");
        let asks = "---\nlevel: low\n---\n# Why is a tree wide? (Hard)\n\nReads.\n";
        let ordered = |level: &[Label]| {
            let level = level.to_vec();
            forced_with(
                Reading {
                    level,
                    ..Reading::default()
                },
                asks,
            )
        };
        let [suffix, key] = [Label::Suffix, Label::Frontmatter];
        for (order, level) in [(&[suffix, key], "Hard"), (&[key, suffix], "low")] {
            let expected = format!("Why is a tree wide?, 1, {level}, ");
            assert_eq!(ordered(order), expected);
        }
        assert_eq!(ordered(&[key]), "Why is a tree wide?, 1, low, ");
    }
}
