//! Adds a new question to a group or a document.

use crate::bank::{Bank, BankPath};
use crate::edit::level::{self, LOOKED_AT};
use crate::edit::sequence::insert::insert;
use crate::edit::{Edit, Planned, Sources, answer_file, question, title_count};
use crate::facts::group::Group;
use crate::facts::question::names_a_file;
use crate::facts::questions::Placed;
use crate::shape::write;
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::{self, Refusal, Span};

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
    /// An offset in the file: the question comes after the one there. By default, and above the first question, it comes
    /// after the last one.
    pub at: Option<u32>,
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

/// Adds a question to the file at `path`. `sources` are the texts of the bank's files.
///
/// # Errors
/// If the file has no questions, or nothing can be added to it.
pub fn new_question(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    wish: &NewQuestion,
) -> Result<Made, Refusal> {
    let group = bank.group(path.as_str());
    let group = group.ok_or_else(|| Refusal::new(format!("`{path}` is not a group")))?;
    let text = sources(path).ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))?;
    let after = wish.at.and_then(|at| group.questions.at_or_before(at));
    let after = after.or_else(|| group.questions.len().checked_sub(1));
    let index = after.map_or(0, |after| after + 1);
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
        ..classified(bank, (group, index), wish)
    };
    new.topics.dedup();
    let mut edit = written(bank, sources, (path, &text, group), (after, &new))?;
    let edits = edit.texts.get(path).map_or(&[][..], |edits| edits);
    let text = text::apply(&text, edits).map_err(|overlap| Refusal::new(overlap.to_string()))?;
    let span = place(bank, path, &text, index).ok_or_else(|| {
        Refusal::new("the new question would not be read as a question; fix the group's YAML first")
    })?;
    let file = bank.answer_path(path, &answer);
    let file = file.filter(|file| names_a_file(&answer) && bank.file(file.as_str()).is_none());
    if let Some(file) = file.filter(|_| wish.creates_files) {
        edit.creates.insert(file, answer_file::text(asked));
    }
    Ok(Made { edit, text, span })
}

/// The change that writes the question after the one at an index, or as the first one; in a document, with its row in the
/// table of contents and the numbers after it.
fn written(
    bank: &Bank,
    sources: Sources<'_>,
    (path, text, group): (&BankPath, &str, &Group),
    (after, new): (Option<usize>, &write::NewQuestion),
) -> Planned {
    if let Some(after) = after.filter(|_| group.yaml().is_none()) {
        return insert(bank, sources, path, (after, new));
    }
    let input = bank.config().input(path, text);
    let between = after.filter(|after| after + 1 < group.questions.len());
    let new = std::slice::from_ref(new);
    let edit = match between {
        Some(after) => question::insert(&input, group, after, new)?,
        None => question::append(&input, group, new)?,
    };
    let mut edits = title_count::edits(text, group, group.questions.len() + 1);
    edits.push(edit);
    Ok(Edit::texts(path, edits))
}

fn given(value: Option<&str>) -> Option<&str> {
    value.map(str::trim).filter(|value| !value.is_empty())
}

/// The level and the topics in the style of this group, of a question that comes at an index.
fn classified(
    bank: &Bank,
    (group, index): (&Group, usize),
    wish: &NewQuestion,
) -> write::NewQuestion {
    if group.yaml().is_none() {
        // In a document the headings give them.
        return write::NewQuestion {
            level: wish.level.clone(),
            topics: wish.topics.clone().unwrap_or_default(),
            ..write::NewQuestion::default()
        };
    }
    let made_up = defaults_at(bank, Some((group, index)));
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

/// The defaults at the end of `group`, or in a file that is not a group yet.
pub(super) fn defaults(bank: &Bank, group: Option<&Group>) -> Defaults {
    defaults_at(bank, group.map(|group| (group, group.questions.len())))
}

/// The defaults at an index of a group, or in a file that is not a group yet. Looks at the questions before it, a few at
/// most.
fn defaults_at(bank: &Bank, place: Option<(&Group, usize)>) -> Defaults {
    let last_questions = || {
        let before = place.into_iter().flat_map(|(group, index)| {
            let before = (0..index).rev();
            before.filter_map(|index| group.questions.get(index))
        });
        before.take(LOOKED_AT)
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
        own_key: match place {
            Some((group, index)) => level::has_own_key(bank, group, index),
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
        let made = new_question(&fixture.bank, &fixture.sources(), &path, wish);
        let made = made.expect("it can be written");
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
            "//- /a.md\n---\ntitle: Top 1 Questions\nquestions:\n- question: 'One 😀?'\n  answer: 'one.md'\n  topics: [Hard, 'Core']\n---\n",
            &NewQuestion {
                creates_files: true,
                ..NewQuestion::default()
            },
            "---\ntitle: Top 2 Questions\nquestions:\n- question: 'One 😀?'\n  answer: 'one.md'\n  topics: [Hard, 'Core']\n- question: 'New question?'\n  answer: 'new-question.md'\n  topics: [Hard, Core]\n---\n",
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
    fn it_comes_after_the_question_at_an_offset() {
        let one = "questions:\n- question: One?\n  answer: a.md\n  topics: [x]\n";
        let two = "- question: Two?\n  answer: b.md\n  topics: [y]\n";
        let new = "- question: New question?\n  answer: new-question.md\n  topics: [x]\n";
        let group = format!("---\n{one}\n{two}---\n");
        let between = format!("---\n{one}{new}\n{two}---\n");
        let last = new.replace("[x]", "[y]");
        let at_the_end = format!("---\n{one}\n{two}{last}---\n");
        for (part, after) in [
            ("One?", &between),
            ("\n- question: Two?", &between),
            ("Two?", &at_the_end),
            ("questions:", &at_the_end),
        ] {
            let wish = NewQuestion {
                at: group.find(part).map(|at| at as u32),
                ..NewQuestion::default()
            };
            check(&format!("//- /a.md\n{group}"), &wish, after, &[]);
        }
        let in_brackets = "---\nquestions: [{question: One?, answer: a.md}, {question: Two?, answer: b.md}]\n---\n";
        let wish = NewQuestion {
            at: in_brackets.find("One").map(|at| at as u32),
            ..NewQuestion::default()
        };
        let new = "{question: New question?, answer: new-question.md, topics: []}";
        let after = in_brackets.replace("}, {", &format!("}}, {new}, {{"));
        check(&format!("//- /a.md\n{in_brackets}"), &wish, &after, &[]);
    }

    #[test]
    fn between_two_of_a_document_the_numbers_and_the_links_follow() {
        let question =
            |number: u32, thing: &str| format!("## {number}. What is a {thing}?\n\nSo.\n");
        let document =
            |questions: &[String]| format!("# Interview questions\n\n{}", questions.join("\n"));
        let before = document(&[
            question(1, "lock"),
            question(2, "key"),
            question(3, "bolt"),
            question(4, "door"),
        ]);
        let new = "## 3. New question?\n".to_owned();
        let after = document(&[
            question(1, "lock"),
            question(2, "key"),
            new,
            question(4, "bolt"),
            question(5, "door"),
        ]);
        let bank = format!("//- /a.md\n{before}//- /b.md\n[x](a.md#3-what-is-a-bolt)\n");
        let wish = NewQuestion {
            at: before.find("key").map(|at| at as u32),
            ..NewQuestion::default()
        };
        check(&bank, &wish, &after, &[]);
        let fixture = Fixture::new(&bank);
        let path = BankPath::new("a.md").expect("a path");
        let made = new_question(&fixture.bank, &fixture.sources(), &path, &wish);
        let edit = made.expect("it can be written").edit;
        let other = BankPath::new("b.md").expect("a path");
        assert_eq!(edit.texts[&other][0].text, "4-what-is-a-bolt");
        assert!(edit.confirm.is_some(), "an anchor gets another name");
    }

    #[test]
    fn after_a_number_with_a_letter_comes_the_next_one() {
        let document = |numbers: &[&str], new: &str| {
            let question = |number: &&str| match *number == new {
                true => format!("## {number}. New question?\n"),
                false => format!("## {number}. What is this?\n\nSo.\n"),
            };
            let questions: Vec<String> = numbers.iter().map(question).collect();
            format!("# Interview questions\n\n{}", questions.join("\n"))
        };
        let before = document(&["1", "2", "2b", "3", "4"], "");
        for (at, after, new) in [
            ("2b. What", &["1", "2", "2b", "3", "4", "5"], "3"),
            ("2. What", &["1", "2", "3", "3b", "4", "5"], "3"),
            ("1. What", &["1", "2", "3", "3b", "4", "5"], "2"),
        ] {
            let wish = NewQuestion {
                at: before.find(at).map(|at| at as u32),
                ..NewQuestion::default()
            };
            let bank = format!("//- /a.md\n{before}");
            check(&bank, &wish, &document(after, new), &[]);
        }
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
            let made = new_question(&fixture.bank, &fixture.sources(), &path, &wish);
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
                ..NewQuestion::default()
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
            let wish = NewQuestion::default();
            let made = new_question(&fixture.bank, &fixture.sources(), &path, &wish);
            assert_eq!(made.map(|_| ()).map_err(|it| it.0), Err(reason.to_owned()));
        }
    }
}
