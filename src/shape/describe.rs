//! What a file is taken for, in words.

use std::collections::BTreeMap;

use super::documents::FileKind;
use super::registry::shape_of;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::text::{Span, count, line_end, line_start};

/// What a file with questions is taken for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Description {
    /// The name of its shape.
    pub shape: &'static str,
    /// How many questions it has, and what most of them start with.
    pub questions: String,
    /// Whether it was inferred from the text and the path; otherwise the frontmatter or the configuration tells.
    pub is_inferred: bool,
}

/// How many questions are looked at to see what most of them start with.
const SAMPLE: usize = 200;

/// The longest text before a question that is shown, in bytes.
const LONGEST: usize = 40;

/// Describes the file with these questions, whose text is `text`.
pub fn describe(group: &Group, text: &str) -> Description {
    let kind = shape_of(group).and_then(|shape| shape.kind);
    let mut questions = count(group.questions.len(), "question");
    if group.yaml().is_some() || is_single(group) && is_in_frontmatter(group) {
        questions += " in the frontmatter";
    } else if let Some(opener) = opener(group, text) {
        // A bold text ends with what it starts with.
        let shown = match opener.matches("**").count() % 2 {
            0 => format!("{opener} …"),
            _ if opener.ends_with("**") => format!("{opener}…**"),
            _ => format!("{opener} …**"),
        };
        questions += &format!(", opened by `{shown}`");
    }
    Description {
        shape: group.shape,
        questions,
        is_inferred: kind.is_some() && group.decision == 0,
    }
}

/// Whether the file is one question.
fn is_single(group: &Group) -> bool {
    shape_of(group).and_then(|shape| shape.kind) == Some(FileKind::File)
}

/// Whether the text of the first question is in the frontmatter.
fn is_in_frontmatter(group: &Group) -> bool {
    let text = group.questions.get(0).and_then(|first| first.text());
    text.is_some_and(|text| text.span.end <= group.split.body)
}

/// What most questions have before their text, with `N` for numbers; `None` if that is nothing.
fn opener(group: &Group, text: &str) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let some = group.questions.iter().take(SAMPLE);
    let is_single = is_single(group);
    for written in some.filter_map(|placed| before_text(&placed, text, is_single)) {
        *counts.entry(written).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count)?.0;
    (!most.is_empty() && most.len() <= LONGEST && !most.contains('`')).then_some(most)
}

/// What is in the line before a question's text, or all of the line above it, with `N` for numbers. A file that
/// `is_single` starts with its question, but is not opened by its first line.
fn before_text(placed: &Placed<'_>, text: &str, is_single: bool) -> Option<String> {
    let start = placed.text()?.span.start;
    let line = line_start(text, start);
    // The text may be below the line that opens the question.
    let opening = Span::new(placed.start, line_end(text, placed.start));
    let written = match opening.end < line && !is_single {
        true => opening.slice(text),
        // The text of such a file may be in a quote below its heading.
        false if is_single => Span::new(line, start)
            .slice(text)
            .trim_start_matches(['>', ' ']),
        false => Span::new(line, start).slice(text),
    };
    let mut shown = String::new();
    for c in written.trim().chars() {
        match c {
            '0'..='9' if shown.ends_with('N') => {}
            '0'..='9' => shown.push('N'),
            c => shown.push(c),
        }
    }
    Some(shown)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let fixture = Fixture::new(&format!("//- /a.md\n{text}"));
        let group = fixture.bank.group("a.md").expect("it has questions");
        let source = fixture.texts.values().next().expect("a file");
        let described = super::describe(group, source);
        assert_eq!(
            format!("{}: {}", described.shape, described.questions),
            expected
        );
    }

    #[test]
    fn a_file_with_one_question() {
        check(
            "---\nquestion: What is a lock?\nlevel: Beginner\n---\nIt lets one in.\n",
            "file: 1 question in the frontmatter",
        );
        check(
            "---\ntype: question\nlevel: Beginner\n---\n# What is a lock?\n\nIt lets one in.\n",
            "file: 1 question, opened by `# …`",
        );
    }

    #[test]
    fn bold_questions() {
        let document = |open: &str| {
            let question = |n: usize, what: &str| {
                let open = open.replace('N', &n.to_string());
                format!("**{open}What is a {what}?**\n\nIt is a {what}.\n\n")
            };
            let whats = ["lock", "queue", "stack", "tree", "heap", "graph"];
            let questions = whats.iter().zip(1..).map(|(what, n)| question(n, what));
            format!("# Interview questions\n\n{}", questions.collect::<String>())
        };
        check(&document(""), "document: 6 questions, opened by `**…**`");
        check(
            &document("N. "),
            "document: 6 questions, opened by `**N. …**`",
        );
    }
}
