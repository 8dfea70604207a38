//! Adds a new question at the end of a group or a document.

use std::sync::Arc;

use crate::bank::{Bank, BankPath};
use crate::edit::level::{self, LOOKED_AT};
use crate::edit::question::append;
use crate::edit::sequence::insert::insert;
use crate::edit::{Edit, answer_file};
use crate::facts::group::Group;
use crate::facts::question::names_a_file;
use crate::facts::questions::Placed;
use crate::shape::write;
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::{self, Refusal, Span, TextEdit};

/// What the author gave; the rest gets defaults.
#[derive(Clone, Default, Debug)]
pub struct NewQuestion {
    /// Its text.
    pub question: Option<String>,
    /// A file name or the answer itself; by default a new file named after the question.
    pub answer: Option<String>,
    /// Its level; by default that of the last question that has its own, else the easiest, in a bank that uses levels.
    /// A section's level needs no default.
    pub level: Option<String>,
    /// Its topics without levels; by default those of the last question that has its own.
    pub topics: Option<Vec<String>>,
    /// Whether to create a missing answer file.
    pub creates_files: bool,
}

/// A planned question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// The change.
    pub edit: Edit,
    /// The file's text afterwards.
    pub text: String,
    /// The span of the question's text in it.
    pub span: Span,
}

/// Adds a question after the last one of the file at `path`, whose text is `text`.
///
/// # Errors
/// If the file has no questions, or nothing can be added to it.
pub fn new_question(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    wish: &NewQuestion,
) -> Result<Made, Refusal> {
    let group = bank.group(path.as_str());
    let group = group.ok_or_else(|| Refusal::new(format!("`{path}` is not a group")))?;
    let asked = given(wish.question.as_deref()).unwrap_or(QUESTION);
    let answer = match given(wish.answer.as_deref()) {
        Some(answer) => answer.to_owned(),
        // In a document it comes below the question.
        None if group.yaml().is_none() => String::new(),
        None => answer_file::unused(bank, path, asked)?.name().to_owned(),
    };
    let mut new = write::NewQuestion {
        question: asked.to_owned(),
        answer: answer.clone(),
        ..classified(bank, group, wish)
    };
    new.topics.dedup();
    let edits = written(bank, path, (text, group), new)?;
    let after = text::apply(text, &edits).map_err(|overlap| Refusal::new(overlap.to_string()))?;
    let span = place(bank, path, &after, group.questions.len()).ok_or_else(|| {
        Refusal::new("the new question would not be read as a question; fix the group's YAML first")
    })?;
    let mut whole = Edit::texts(path, edits);
    let file = bank.answer_path(path, &answer);
    let file = file.filter(|file| names_a_file(&answer) && bank.file(file.as_str()).is_none());
    if let Some(file) = file.filter(|_| wish.creates_files) {
        whole.creates.insert(file, answer_file::text(asked));
    }
    Ok(Made {
        edit: whole,
        text: after,
        span,
    })
}

/// The edits that write the question after the last one; in a document, with its row in the table of contents.
fn written(
    bank: &Bank,
    path: &BankPath,
    (text, group): (&str, &Group),
    new: write::NewQuestion,
) -> Result<Vec<TextEdit>, Refusal> {
    let last = group.questions.len().checked_sub(1);
    let Some(last) = last.filter(|_| group.yaml().is_none()) else {
        let edit = append(&bank.config().input(path, text), group, &[new])?;
        return Ok(vec![edit]);
    };
    // No number changes at the end, so no other file does.
    let source = |file: &BankPath| (file == path).then(|| Arc::new(text.to_owned()));
    let edit = insert(bank, &source, path, (last, &new))?;
    Ok(edit.texts.into_values().flatten().collect())
}

fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

/// The level and the topics in the style of this group.
fn classified(bank: &Bank, group: &Group, wish: &NewQuestion) -> write::NewQuestion {
    if group.yaml().is_none() {
        // In a document the headings give them.
        return write::NewQuestion {
            level: wish.level.clone(),
            topics: wish.topics.clone().unwrap_or_default(),
            ..write::NewQuestion::default()
        };
    }
    let made_up = defaults(bank, Some(group));
    let level = wish.level.clone().or(made_up.level);
    let topics = wish.topics.clone().unwrap_or(made_up.topics);
    let among = level.clone().filter(|_| !made_up.own_key);
    write::NewQuestion {
        level: level.filter(|_| made_up.own_key),
        topics: among.into_iter().chain(topics).collect(),
        ..write::NewQuestion::default()
    }
}

/// The defaults of a new question at the end of a group. What its section gives it is not among them.
pub(super) struct Defaults {
    /// The level of the last question that has its own, else the easiest, in a bank that uses levels; `None` if the
    /// section gives one.
    pub level: Option<String>,
    /// Whether levels have a key of their own.
    pub own_key: bool,
    /// The topics of the last question that has its own, without levels.
    pub topics: Vec<String>,
}

/// The defaults in `group`, or in a file that is not a group yet. Looks at the last questions only.
pub(super) fn defaults(bank: &Bank, group: Option<&Group>) -> Defaults {
    let last_questions = || {
        let questions = group
            .into_iter()
            .flat_map(|group| group.questions.iter().rev());
        questions.take(LOOKED_AT)
    };
    let own_level = |placed: Placed<'_>| {
        let (_, level) = bank.own_level_of(placed.question)?;
        Some(level.text.to_string())
    };
    let has_given_level =
        |placed: Placed<'_>| own_level(placed).is_none() && bank.level_of(&placed).is_some();
    let level = match last_questions().next().is_some_and(has_given_level) {
        true => None,
        false => last_questions()
            .find_map(own_level)
            .or_else(|| first_level(bank)),
    };
    // A question without topics may be the one that is being typed.
    let last = last_questions().find(|placed| placed.question.topics().next().is_some());
    let topics = last.into_iter().flat_map(|placed| placed.question.topics());
    let topics = topics.filter(|topic| bank.config().level(topic.text).is_none());
    Defaults {
        level,
        own_key: match group {
            Some(group) => level::has_own_key(bank, group, group.questions.len()),
            None => level::bank_has_own_key(bank),
        },
        topics: topics.map(|topic| topic.text.to_string()).collect(),
    }
}

/// The easiest level, in a bank whose questions have levels.
fn first_level(bank: &Bank) -> Option<String> {
    let config = bank.config();
    let mut topics = bank.topics().iter();
    let has_levels = bank.levels().iter().next().is_some()
        || topics.any(|(name, _)| config.level(name).is_some());
    let first = config.levels.first().filter(|_| has_levels)?;
    Some(first.name.to_string())
}

/// The span of the text of the question at `index`.
fn place(bank: &Bank, path: &BankPath, text: &str, index: usize) -> Option<Span> {
    let facts = bank.read(path, text);
    let placed = facts.as_group()?.questions.get(index)?;
    Some(placed.question.text()?.inner().shift(placed.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    /// The group after the question came, and the files with it.
    #[track_caller]
    fn check(bank: &str, wish: &NewQuestion, after: &str, files: &[(&str, &str)]) {
        let fixture = Fixture::new(bank);
        let path = BankPath::new("a.md").expect("a path");
        let text = fixture.text(&path);
        let made = new_question(&fixture.bank, &path, text, wish).expect("it can be written");
        assert_eq!(made.text, after);
        let asked = wish.question.as_deref().unwrap_or(QUESTION);
        assert_eq!(made.span.slice(&made.text), asked);
        let creates = made.edit.creates.iter();
        let creates: Vec<_> = creates
            .map(|(path, text)| (path.as_str(), &**text))
            .collect();
        assert_eq!(creates, files);
    }

    #[test]
    fn what_is_left_out_fits_the_group() {
        check(
            "//- /a.md\n---\nquestions:\n- question: 'One 😀?'\n  answer: 'one.md'\n  topics: [Hard, 'Core']\n---\n",
            &NewQuestion {
                creates_files: true,
                ..NewQuestion::default()
            },
            "---\nquestions:\n- question: 'One 😀?'\n  answer: 'one.md'\n  topics: [Hard, 'Core']\n- question: 'New question?'\n  answer: 'new-question.md'\n  topics: [Hard, Core]\n---\n",
            &[(
                "content/new-question.md",
                "# New question?\n\nWrite the answer here.\n",
            )],
        );
    }

    #[test]
    fn a_document_lists_it_in_its_contents() {
        let document = |rows: &str, end: &str| {
            let question = |number: u32| format!("## {number}. What is part {number}?\n\nSo.\n\n");
            let row = |number: u32| {
                format!("{number}. [What is part {number}?](#{number}-what-is-part-{number})\n")
            };
            let rows = (1..=4).map(row).collect::<String>() + rows;
            let questions: String = (1..=4).map(question).collect();
            format!(
                "# Interview questions\n\n{rows}\n{}{end}\n",
                questions.trim_end()
            )
        };
        let before = document("", "");
        check(
            &format!("//- /a.md\n{before}//- /b.md\n[x](a.md)\n"),
            &NewQuestion::default(),
            &document(
                "5. [New question?](#5-new-question)\n",
                "\n\n## 5. New question?",
            ),
            &[],
        );
    }

    #[test]
    fn a_level_comes_wherever_the_bank_has_levels() {
        let wish = NewQuestion {
            question: Some("Two?".into()),
            ..NewQuestion::default()
        };
        for (head, other, level) in [
            (
                "- question: One?\n  topics: [Hard, x]\n- question: Or?\n  topics: [x]\n",
                "",
                "topics: [Hard, x]",
            ),
            (
                "- question: One?\n  topics: [x]\n",
                "topics: [Easy]",
                "topics: [Beginner, x]",
            ),
            (
                "- question: One?\n  topics: [x]\n",
                "topics: [y]",
                "topics: [x]",
            ),
            ("- question: One?\n", "level: Easy", "Beginner"),
        ] {
            let fixture = Fixture::new(&format!(
                "//- /a.md\n---\nquestions:\n{head}---\n//- /b.md\n---\nquestions:\n- question: B?\n  {other}\n---\n"
            ));
            let path = BankPath::new("a.md").expect("a path");
            let made = new_question(&fixture.bank, &path, fixture.text(&path), &wish);
            let text = made.expect("it can be written").text;
            let new = text.split("question: Two?").nth(1).unwrap_or_default();
            assert!(new.contains(level), "{text}");
        }
    }

    #[test]
    fn what_the_section_gives_is_no_default() {
        let easy = |path| format!("//- {path}\n---\nquestions:\n- level: Easy\n---\n");
        let easy = easy("/b.md") + &easy("/c.md");
        for (heading, level) in [("Maps", Some("Beginner")), ("Hard", None)] {
            let fixture = Fixture::new(&format!(
                "//- /cards.md\n# {heading}\nQ: A?\n<!-- lines -->\n{easy}"
            ));
            let made = defaults(&fixture.bank, fixture.bank.group("cards.md"));
            assert_eq!(made.level.as_deref(), level);
            assert_eq!(made.topics, [""; 0]);
            assert!(made.own_key, "the heading is not a question's own level");
        }
    }

    #[test]
    fn what_is_given_is_written() {
        check(
            "//- /a.md\n---␍\nquestions:␍\n- question: One?␍\n  level: Easy␍\n  topics: [x]␍\n---␍\n",
            &NewQuestion {
                question: Some("Two: how?".into()),
                answer: Some("So".into()),
                level: Some("Medium".into()),
                topics: Some(vec!["y".into()]),
                creates_files: true,
            },
            "---\r\nquestions:\r\n- question: One?\r\n  level: Easy\r\n  topics: [x]\r\n- question: 'Two: how?'\r\n  answer: So\r\n  level: Medium\r\n  topics: [y]\r\n---\r\n",
            &[],
        );
    }

    #[test]
    fn refusals() {
        let fixture = Fixture::new("//- /a.md\n---\nquestions: no\n---\n//- /b.md\nB\n");
        for (path, reason) in [
            (
                "a.md",
                "`questions` is not a list, so a question cannot be added",
            ),
            ("b.md", "`b.md` is not a group"),
        ] {
            let path = BankPath::new(path).expect("a path");
            let text = fixture.text(&path);
            let made = new_question(&fixture.bank, &path, text, &NewQuestion::default());
            assert_eq!(made.map(|_| ()).map_err(|it| it.0), Err(reason.to_owned()));
        }
    }
}
