//! Names for new answer files.

use std::collections::BTreeSet;

use crate::bank::{Bank, BankPath};
use crate::platform::is_device;
use crate::syntax::markdown::placeholder::ANSWER;
use crate::syntax::markdown::slug::question_id;
use crate::text::Refusal;

/// How many bytes a name may have without its extension. Longer ones are cut after a word.
const LONGEST: usize = 60;

/// The prefix for words that are not allowed as file names on every system.
const BEFORE_DEVICES: &str = "about-";

/// The name of an answer file for a question, without its ending: the words of the question's id, without what file
/// systems and links do not bear. Empty when nothing is left.
pub fn stem(question: &str) -> String {
    let id = question_id(question);
    let kept = id.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '.')));
    let words = kept
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty());
    let mut stem = String::new();
    for word in words {
        if !stem.is_empty() && stem.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !stem.is_empty() {
            stem.push('-');
        }
        stem.push_str(word);
    }
    // The id is ASCII. A single word of that length may be cut anywhere.
    stem.truncate(LONGEST);
    // Words such as `con` are devices on Windows, with any extension.
    if !stem.is_empty() && is_device(&stem) {
        stem.insert_str(0, BEFORE_DEVICES);
    }
    stem
}

/// The text of a new answer file: the question as its heading, and where to write.
pub fn text(question: &str) -> String {
    format!("# {question}\n\n{ANSWER}\n")
}

/// A free path for the answer to `question` of the group at `group`: named after the question, where no file is and
/// which nothing refers to.
///
/// # Errors
/// When no part of the question can be used in a file name.
pub fn unused(bank: &Bank, group: &BankPath, question: &str) -> Result<BankPath, Refusal> {
    unused_by(bank, group, question, &BTreeSet::new())
}

/// The same, other than the paths that a change has `taken` already.
///
/// # Errors
/// When no part of the question can be used in a file name.
pub fn unused_by(
    bank: &Bank,
    group: &BankPath,
    question: &str,
    taken: &BTreeSet<BankPath>,
) -> Result<BankPath, Refusal> {
    let stem = stem(question);
    let path = |name: &str| bank.answer_path(group, name);
    // References that may mean any file of the folder do not count, or no name would be free.
    let is_free = |path: &BankPath| {
        !taken.contains(path)
            && bank.file(path.as_str()).is_none()
            && bank.other_case(path).is_none()
            && !bank.is_cited(path)
            && !bank.may_be_referenced_by_name(path)
    };
    let numbered = (2..).map(|number| format!("{stem}-{number}.md"));
    let names = std::iter::once(format!("{stem}.md")).chain(numbered);
    let mut free = names.map_while(|name| path(&name)).filter(is_free);
    let found = if stem.is_empty() { None } else { free.next() };
    found.ok_or_else(|| {
        Refusal::new(format!(
            "the question `{question}` does not yield a file name"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[test]
    fn a_name_is_free_where_an_unread_question_may_mean_any_file() {
        let fixture = Fixture::new(
            r"
//- /go/go.md
---
questions:
  - question: 'Unread: why?'
    answer: *nobody
  - question: What is a channel?
---
",
        );
        let group = BankPath::new("go/go.md").expect("a path");
        let any = BankPath::new("go/content/any.md").expect("a path");
        assert!(fixture.bank.may_be_referenced(&any));
        let free = unused(&fixture.bank, &group, "What is a channel?").expect("a name");
        assert_eq!(free.as_str(), "go/content/what-is-a-channel.md");
    }

    #[test]
    fn names_are_made_of_the_questions_words() {
        for (question, name) in [
            ("What is a *channel*?", "what-is-a-channel"),
            ("Где C++ & .NET?", "gde-c++-and-net"),
            ("频道?", ""),
            ("../x", "x"),
            ("CON?", "about-con"),
            ("Aux", "about-aux"),
            ("nul.md?", "about-nul.md"),
            ("COM1", "about-com1"),
            ("What is con?", "what-is-con"),
            ("con artist", "con-artist"),
            ("com", "com"),
            ("a/b\\c: d?* ...", "abc-d"),
            (
                "What would you tell somebody who has never heard anything of databases before?",
                "what-would-you-tell-somebody-who-has-never-heard-anything-of",
            ),
            (&"x".repeat(99), &*"x".repeat(60)),
        ] {
            assert_eq!(stem(question), name);
        }
    }

    #[test]
    fn names_that_a_change_takes_are_left_alone() {
        let bank = "//- /go/go.md\n---\nquestions:\n  - answer: why-2.md\n---\n";
        let bank = Fixture::new(bank).bank;
        let group = BankPath::new("go/go.md").expect("a path");
        let mut taken = BTreeSet::new();
        for (question, name) in [
            ("Why?", "why.md"),
            ("*Why*?", "why-3.md"),
            ("Why!", "why-4.md"),
        ] {
            let path = unused_by(&bank, &group, question, &taken).expect("a name");
            assert_eq!(path.name(), name);
            taken.insert(path);
        }
    }

    #[test]
    fn names_in_use_are_left_alone() {
        let bank =
            "//- /go/go.md\n---\nquestions:\n  - answer: what-2.md\n---\n//- /go/content/What.md\n";
        let bank = Fixture::new(bank).bank;
        let group = BankPath::new("go/go.md").expect("a path");
        let name = |question| unused(&bank, &group, question).map(|path| path.to_string());
        assert_eq!(name("What?").as_deref(), Ok("go/content/what-3.md"));
        assert_eq!(name("Why?").as_deref(), Ok("go/content/why.md"));
        assert!(name("?").is_err());
    }
}
