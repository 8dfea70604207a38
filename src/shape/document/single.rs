//! A file that is one question: by the keys of its frontmatter, or by its first heading and what is below.

use super::candidates::{Candidate, Opener};
use super::classify::suffix;
use super::curriculum;
use super::found::{Found, Style};
use super::line::{Kind, Line, trimmed};
use super::marker::{Class, marker};
use super::name::Name;
use super::parts::Parts;
use super::plain::plain;
use super::reader::{Question, is_of_another_kind};
use super::rule;
use super::vocabulary::{announces_answer, is_answer_heading, names_a_bank, question_like};
use crate::shape::documents::AnswerForm;
use crate::text::Span;

/// What the frontmatter and the configuration say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Keys {
    /// The text of the question.
    pub question: Option<Name>,
    /// The title.
    pub title: Option<Name>,
    /// The level.
    pub level: Option<Name>,
    /// The answer.
    pub answer: Option<Name>,
    /// The topics.
    pub topics: Vec<Name>,
    /// Whether it has keys of an article: a date, an author, a layout.
    pub is_article: bool,
    /// Whether it has any key.
    pub any: bool,
    /// What the configuration says of the form of the answer.
    pub answers: Option<AnswerForm>,
}

/// The question of the file, if it is one.
pub fn read<'t>(path: &dyn Fn() -> &'t str, parts: Parts<'_>, keys: &Keys) -> Option<Question> {
    let mut with_keywords = curriculum::questions(&parts);
    if let Some(mut question) = with_keywords.pop() {
        question.own_topics = keys.topics.clone();
        question.level = keys.level.clone();
        question.has_own_level = question.level.is_some();
        // With several it is a document.
        return with_keywords.is_empty().then_some(question);
    }
    by_keys(path, &parts, keys).or_else(|| by_body(path, &parts, keys))
}

fn by_keys<'t>(path: &dyn Fn() -> &'t str, parts: &Parts<'_>, keys: &Keys) -> Option<Question> {
    let value = match (&keys.question, &keys.title) {
        (Some(question), _) if question.text.split_whitespace().count() > 1 => question,
        (_, Some(title)) if is_question(path, parts, keys, title) => title,
        _ => return None,
    };
    Some(question(parts, value.text.to_string(), value.span, 0, keys))
}

/// Whether a file with this title is a question and not an article.
fn is_question<'t>(
    path: &dyn Fn() -> &'t str,
    parts: &Parts<'_>,
    keys: &Keys,
    title: &Name,
) -> bool {
    let like = question_like(&title.text);
    let answers = || {
        parts.lines.iter().any(|line| matches!(line.kind, Kind::Heading { text, .. } if announces_answer(&plain(text.slice(parts.text)))))
    };
    let in_bank = || names_a_bank(path());
    if like < 2 && body_question(parts).is_some() {
        return false;
    }
    keys.level.is_some() && (like > 0 || in_bank() || !keys.topics.is_empty())
        || like == 2
            && !keys.is_article
            && (in_bank()
                || answers()
                || !keys.topics.is_empty() && title.text.ends_with(['?', '？']))
        || like == 2 && in_bank()
}

/// The question that the text of the file shows: below the word for one, or in its title.
fn by_body<'t>(path: &dyn Fn() -> &'t str, parts: &Parts<'_>, keys: &Keys) -> Option<Question> {
    let text = parts.text;
    let is_answered = |line: &Line| matches!(line.kind, Kind::Heading { text, .. } if is_answer_heading(&plain(text.slice(parts.text))));
    let classified =
        keys.any && !keys.is_article && (keys.level.is_some() || !keys.topics.is_empty());
    if (classified || parts.lines.iter().any(is_answered))
        && let Some(span) = body_question(parts)
        && !is_of_another_kind(path())
    {
        let line = parts
            .lines
            .iter()
            .position(|line| line.span.end >= span.end)?;
        return Some(question(
            parts,
            plain(span.slice(text)).into_owned(),
            span,
            line + 1,
            keys,
        ));
    }
    let first = parts.lines.iter().position(|line| !line.is_blank())?;
    let Kind::Heading {
        level,
        text: inside,
        ..
    } = parts.lines[first].kind
    else {
        return None;
    };
    let is_beside = |line: &Line| matches!(line.kind, Kind::Heading { level: other, text: inside, .. } if other <= level && !announces_answer(&plain(inside.slice(text))));
    if parts.lines[first + 1..].iter().any(is_beside) {
        return None;
    }
    by_title(path, parts, keys, (first, level, inside))
}

/// The question of a file with one title: its line, its level and its text.
fn by_title<'t>(
    path: &dyn Fn() -> &'t str,
    parts: &Parts<'_>,
    keys: &Keys,
    (first, level, inside): (usize, u8, Span),
) -> Option<Question> {
    let text = parts.text;
    let shown = plain(inside.slice(text));
    let like = question_like(&shown);
    if like < 2
        && let Some((span, after)) = quiz(parts, first + 1)
    {
        let shown = plain(span.slice(text)).into_owned();
        return Some(question(parts, shown, span, after, keys));
    }
    if let Some((line, span)) = below_a_title(parts, first, &shown) {
        return Some(question(
            parts,
            plain(span.slice(text)).into_owned(),
            span,
            line + 1,
            keys,
        ));
    }
    let in_bank = || names_a_bank(path()) || level == 1 && names_a_bank(&shown);
    let has_answer = || {
        let found = parts.outline(first + 1, parts.lines.len());
        found.label.is_some() || found.folded.is_some() || found.has_right()
    };
    let is_one = like == 2 && (has_answer() || keys.level.is_some() || in_bank())
        || keys.level.is_some() && !keys.topics.is_empty() && !keys.is_article;
    if !is_one {
        return None;
    }
    Some(question(parts, String::new(), inside, first + 1, keys))
}

/// The text of a quiz, which is below the title, and the line after it: a paragraph before options of which one is right.
fn quiz(parts: &Parts<'_>, from: usize) -> Option<(Span, usize)> {
    let to = parts.lines.len();
    let mut found = Found::default();
    parts.options(from, to, &mut found);
    let (span, after) = parts.paragraph(from, found.options.first()?.line)?;
    let is_box = found.style == Some(Style::Box);
    if is_box && question_like(span.slice(parts.text)) < 2 {
        return None;
    }
    let found = parts.outline(from, to);
    let is_quiz = found.has_right() && found.options.len() > 1;
    (is_quiz && (!is_box || found.right.len() == 1)).then_some((span, after))
}

/// The heading that asks below a title such as `Question 12 - Topic`, and its line.
fn below_a_title(parts: &Parts<'_>, first: usize, title: &str) -> Option<(usize, Span)> {
    let marker = marker(title)?;
    if marker.class != Class::Question || marker.number.is_none() || question_like(title) == 2 {
        return None;
    }
    let mut headings =
        parts
            .lines
            .iter()
            .enumerate()
            .skip(first + 1)
            .filter_map(|(index, line)| match line.kind {
                Kind::Heading { text, .. } => Some((index, text)),
                _ => None,
            });
    headings
        .next()
        .filter(|(_, span)| question_like(&plain(span.slice(parts.text))) == 2)
}

/// The text below a heading that is only the word for "question".
fn body_question(parts: &Parts<'_>) -> Option<Span> {
    let text = parts.text;
    let mut found = None;
    for (index, line) in parts.lines.iter().enumerate() {
        let Kind::Heading { text: inside, .. } = line.kind else {
            continue;
        };
        let shown = plain(inside.slice(text));
        let bare = shown.trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')');
        let bare = bare.split('(').next().unwrap_or("").trim().to_lowercase();
        let bare = bare.as_str();
        let is_word = marker(&format!("{bare}:")).is_some_and(|marker| {
            marker.class == Class::Question && marker.number.is_none() && bare.len() > 1
        });
        if !is_word {
            continue;
        }
        let is_announced = !matches!(
            bare,
            "questions" | "problem" | "fragen" | "preguntas" | "perguntas"
        ) && shown.split_whitespace().count() <= 2;
        if found.is_some() || !is_announced {
            return None;
        }
        let below = parts.lines[index + 1..]
            .iter()
            .find(|line| !line.is_blank())?;
        if below.kind == Kind::Text {
            found = Some(trimmed(
                text,
                Span::new(quote_start(text, below), below.span.end),
            ));
        }
    }
    found
}

/// The first visible character of a line, after further markers of quotes.
fn quote_start(text: &str, line: &Line) -> u32 {
    let visible = line.visible(text);
    line.start + (visible.len() - visible.trim_start_matches(['>', ' ']).len()) as u32
}

/// A title without the number before its text, and that number with its place.
fn after_number(text: &str, span: Span) -> (Span, Option<(u32, Span)>) {
    let inside = span.slice(text);
    let lead = usize::from(inside.starts_with('['));
    let Some(marker) = marker(&inside[lead..]) else {
        return (span, None);
    };
    let start = span.start + lead as u32;
    let number = marker
        .number
        .map(|number| (number, Span::new(start, start + marker.mark_len as u32)));
    let link = (lead == 1).then(|| inside.find("](")).flatten();
    let end = span.start + link.unwrap_or(inside.len()) as u32;
    let start = start + marker.len as u32;
    (Span::new(start, end.max(start)), number)
}

/// The title of a file as what opens its question.
fn title(line: usize, text: Span, number: Option<(u32, Span)>) -> Candidate {
    Candidate {
        opener: Opener::Heading,
        class: None,
        level: 1,
        line,
        start: 0,
        number,
        text,
        like: 0,
        details: None,
        bold: false,
        level_mark: None,
        bullet: false,
    }
}

/// The question of the file: what is shown if that is not what is written at `span`, and what is below the line `from`.
fn question(parts: &Parts<'_>, shown: String, span: Span, from: usize, keys: &Keys) -> Question {
    let text = parts.text;
    let (mut span, mut mark, mut number) = (span, None, None);
    if shown.is_empty() {
        (span, mark) = suffix(text, span);
        (span, number) = after_number(text, span);
    }
    let found = rule::look(parts, from, parts.lines.len(), keys.answers);
    let level = mark
        .map(|mark| Name::of(text, mark))
        .or_else(|| keys.level.clone());
    let has_own_level = level.is_some();
    let has_text = found.options.is_empty() && (found.words > 0 || found.code);
    let answered = keys.answer.is_some() || found.has_right() || has_text;
    Question {
        candidate: title(from.saturating_sub(1), span, number),
        text: if shown.is_empty() {
            plain(span.slice(text)).into()
        } else {
            shown.into()
        },
        span,
        lines: (from.saturating_sub(1), parts.lines.len()),
        found,
        answered,
        level,
        has_own_level,
        own_topics: keys.topics.clone(),
        topic: None,
        heading: None,
        answer: keys.answer.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, Name, read};
    use crate::shape::document::parts::Scan;
    use crate::text::Span;

    #[test]
    fn a_file_is_a_question_by_its_keys_or_its_heading() {
        let key = |text: &str| {
            Some(Name {
                text: text.into(),
                span: Span::new(0, 1),
            })
        };
        let titled = Keys {
            title: key("Why is it wet?"),
            level: key("easy"),
            any: true,
            ..Keys::default()
        };
        let none = Keys::default();
        for (text, keys, want) in [
            ("It rains.", &titled, Some("Why is it wet?")),
            (
                "# Why is it wet?\n\n**Answer:** rain\n",
                &none,
                Some("Why is it wet?"),
            ),
            (
                "# Question 3 - Weather\n\n## Why is it wet?\n\nRain.\n",
                &none,
                Some("Why is it wet?"),
            ),
            (
                "# Quiz\n\nWhy is it wet?\n\nA. rain\nB. sun\n\nAnswer: A\n",
                &none,
                Some("Why is it wet?"),
            ),
            (
                "# Tasks\n\nFor the week.\n\n- [x] a\n- [ ] b\n",
                &none,
                None,
            ),
            ("# Help\n\n## Questions?\n\nAsk us.\n", &none, None),
        ] {
            let scan = Scan::of(text, 0);
            let found = read(&|| "notes.md", scan.parts(text), keys).map(|question| question.text);
            assert_eq!(found.as_deref(), want, "{text}");
        }
    }
}
