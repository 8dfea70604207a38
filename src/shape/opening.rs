//! What opens the questions of a file, in the words of the setting `opener`.

use super::documents::{Opener, Word};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::text::{Span, line_end, next_line};

/// How many questions are looked at.
const SAMPLE: usize = 200;

/// The word for what opens most questions of a file whose text is `text`; `None` for questions in the frontmatter.
pub fn opener_word(group: &Group, text: &str) -> Option<&'static str> {
    let opener = opener(group, text)?;
    let words = Opener::WORDS.iter();
    let mut words = words.filter(|(_, value)| *value == opener);
    words.next().map(|(word, _)| *word)
}

/// What opens most questions.
fn opener(group: &Group, text: &str) -> Option<Opener> {
    let mut counts: Vec<(Opener, usize)> = Vec::new();
    let some = group.questions.iter().take(SAMPLE);
    for opener in some.filter_map(|placed| opener_of(&placed, group.split.body, text)) {
        match counts.iter_mut().find(|(known, _)| *known == opener) {
            Some((_, count)) => *count += 1,
            None => counts.push((opener, 1)),
        }
    }
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    Some(most.0)
}

/// What opens a question in the body.
fn opener_of(placed: &Placed<'_>, body: u32, text: &str) -> Option<Opener> {
    let written = placed.text()?.span;
    if written.start < body {
        return None;
    }
    // A question of a single file starts above the frontmatter.
    let lead = Span::new(placed.start.max(body).min(written.start), written.start);
    let lead = lead.slice(text);
    let lower = lead.to_ascii_lowercase();
    let lead = lead.trim_start_matches([' ', '\t', '>', '\r', '\n']);
    if lower.contains("<summary") {
        return Some(Opener::Summary);
    }
    if let Some(level) = heading_level(lead).or_else(|| html_level(&lower)) {
        return Some(Opener::Heading(Some(level)));
    }
    if let Some((rest, numbered)) = item(lead) {
        return Some(match (heading_level(rest), numbered) {
            (Some(_), _) => Opener::ItemHeading,
            (None, true) if is_answered_at_margin(placed, text) => Opener::NumberedLine,
            (None, _) => Opener::Item,
        });
    }
    let is_bold = ["**", "__", "<b>", "<strong>"].iter();
    if is_bold.clone().any(|mark| lead.starts_with(mark)) {
        return Some(Opener::Bold);
    }
    match underline(written.end, text) {
        Some(level) => Some(Opener::Heading(Some(level))),
        None => lead.contains([':', '：', '.']).then_some(Opener::Label),
    }
}

/// The level of the heading that starts here.
fn heading_level(text: &str) -> Option<u8> {
    let marks = text.len() - text.trim_start_matches('#').len();
    u8::try_from(marks)
        .ok()
        .filter(|level| (1..=6).contains(level))
}

/// The level of an HTML heading in this text in lower case.
fn html_level(lower: &str) -> Option<u8> {
    let (_, tag) = lower.split_once("<h")?;
    let level = tag.bytes().next()?.wrapping_sub(b'0');
    (1..=6).contains(&level).then_some(level)
}

/// What follows the marker of a list item, and whether the marker is a number.
fn item(text: &str) -> Option<(&str, bool)> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let (rest, numbered) = match digits.len() < text.len() {
        true => (digits.strip_prefix('\\').unwrap_or(digits), true),
        false => (text, false),
    };
    let marks: &[char] = if numbered {
        &['.', ')', '、']
    } else {
        &['-', '*', '+']
    };
    let rest = rest.strip_prefix(marks)?;
    let is_item = rest.is_empty() || rest.starts_with([' ', '\t']);
    is_item.then(|| (rest.trim_start(), numbered))
}

/// Whether a line below the question's first one starts at the margin, so that it is not part of a list item.
fn is_answered_at_margin(placed: &Placed<'_>, text: &str) -> bool {
    let Some(written) = placed.text() else {
        return false;
    };
    let end = placed.span().end;
    let below = Span::new(next_line(text, written.span.end).min(end), end);
    let mut lines = below.slice(text).lines();
    lines.any(|line| line.starts_with(|c: char| c.is_alphanumeric()))
}

/// The level of the heading whose underline is the line after `end`.
fn underline(end: u32, text: &str) -> Option<u8> {
    let next = next_line(text, end);
    if next <= end {
        return None;
    }
    let line = Span::new(next, line_end(text, next)).slice(text).trim_end();
    let is_of = |mark: char| line.len() > 1 && line.chars().all(|c| c == mark);
    match (is_of('='), is_of('-')) {
        (true, _) => Some(1),
        (_, true) => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::opener_word;
    use crate::shape::{Input, read};

    /// A document of twelve questions, each written by `write`.
    fn document(write: impl Fn(usize) -> String) -> String {
        let questions = (1..=12).map(write);
        format!("# Interview questions\n\n{}", questions.collect::<String>())
    }

    #[test]
    fn each_form_has_its_word() {
        let answer = "It keeps the parts apart, so that each can change alone.";
        for (word, text) in [
            (
                "h3",
                document(|n| format!("### {n}. What is part {n} for?\n\n{answer}\n\n")),
            ),
            (
                "h2",
                document(|n| format!("## What does part {n} do?\n\n{answer}\n\n")),
            ),
            (
                "item-heading",
                document(|n| format!("{n}. ### What is part {n} for?\n\n   {answer}\n\n")),
            ),
            (
                "summary",
                document(|n| {
                    format!(
                        "<details>\n<summary>What is part {n} for?</summary>\n\n{answer}\n</details>\n\n"
                    )
                }),
            ),
            (
                "item",
                document(|n| format!("{n}. What is part {n} for?\n")),
            ),
            (
                "bold",
                document(|n| format!("**What is part {n} for?**\n\n{answer}\n\n")),
            ),
            (
                "label",
                document(|n| format!("Q: What is part {n} for?\n\nA: {answer}\n\n")),
            ),
        ] {
            let facts = read(&Input::inferred("questions.md", &text), None);
            let group = facts.as_group().unwrap_or_else(|| panic!("{word}: {text}"));
            assert_eq!(opener_word(group, &text), Some(word), "{text}");
        }
    }

    #[test]
    fn questions_in_the_frontmatter_have_none() {
        let text = "---\nquestions:\n  - question: What is it?\n---\n";
        let facts = read(&Input::inferred("a.md", text), None);
        let group = facts.as_group().expect("a group");
        assert_eq!(opener_word(group, text), None);
    }
}
