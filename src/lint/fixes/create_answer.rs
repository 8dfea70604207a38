//! Makes the answer file that a question names, with the question as its heading.

use std::collections::BTreeSet;

use crate::bank::{AnswerTarget, Bank, BankPath};
use crate::edit::{Edit, Planned, Sources, file_name};
use crate::facts::question::names_a_file;
use crate::lint::answer_name::extension_once;
use crate::lint::finding::About;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::shared::marked_value::target;
use crate::lint::orphan_match::Orphans;
use crate::text::{Refusal, line_break, one_line};

/// The file, to be written on. What the author wants unless the name looks like a slip for another. A name that has its
/// extension twice is a slip by itself.
pub const FIX: FixProvider = FixProvider {
    description: "Create the file, with the question as its heading",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((name, AnswerTarget::Missing(path))) = target(context) else {
        return Vec::new();
    };
    if !names_a_file(name.text) || extension_once(name.text).is_some() {
        return Vec::new();
    }
    let slip = context.bank.nearest_answer(&path).is_some();
    let title = format!("Create `{}`", path.relative_to(context.path));
    let question = match context.finding.about {
        About::Part(_) => context
            .question()
            .and_then(|(_, placed)| placed.question.text()),
        _ => None,
    };
    let question = question.map(|text| text.text.to_owned());
    let fix = Fix::guess(title, move |context| {
        file_name::check(context.bank, &path)?;
        let text = template(question.as_deref(), &path, line_break(context.text));
        Ok(Edit::create(&path, text))
    });
    vec![if slip { fix } else { fix.preferred() }]
}

/// Makes every answer file that a question or an `ending` of the groups `of` names and that does not exist; shows it
/// when it is but one. Of names that differ in case only the first gets its file.
///
/// Names that look like a slip for an answer that nothing cites are left, and those that no file can have: both stay
/// reported, and a file would hide the first and not help the second.
///
/// # Errors
/// When there is nothing to make.
pub fn create_missing(
    bank: &Bank,
    sources: Sources<'_>,
    of: &dyn Fn(&BankPath) -> bool,
) -> Planned {
    let mut edit = Edit::default();
    let mut made = BTreeSet::new();
    for path in bank.groups().filter(|path| of(path)) {
        let mut wanted = missing(bank, path).peekable();
        if wanted.peek().is_none() {
            continue;
        }
        let orphans = Orphans::of(bank, path);
        let line_break = sources(path).map_or("\n", |text| line_break(&text));
        for (file, question) in wanted {
            let slip = (bank.nearest_answer(&file)).is_some_and(|near| orphans.contains(&near));
            let free = file_name::check(bank, &file).is_ok() && sources(&file).is_none();
            if !slip
                && free
                && extension_once(file.name()).is_none()
                && made.insert(file.as_str().to_lowercase())
            {
                let text = template(question, &file, line_break);
                edit.creates.insert(file, text);
            }
        }
    }
    if edit.is_empty() {
        return Err(Refusal::new("there is no missing answer file to create"));
    }
    let only = edit
        .creates
        .keys()
        .next()
        .filter(|_| edit.creates.len() == 1);
    edit.shows = only.cloned();
    Ok(edit)
}

/// The files that the group names and that do not exist, each with the question that it answers.
fn missing<'b>(
    bank: &'b Bank,
    path: &'b BankPath,
) -> impl Iterator<Item = (BankPath, Option<&'b str>)> + 'b {
    let group = bank.group(path.as_str());
    let questions = group.into_iter().flat_map(|group| group.questions.iter());
    let answers = questions.filter_map(|placed| {
        let question = placed.question;
        let name = question.answer_file().filter(|_| question.is_whole())?;
        Some((name.text, question.text().map(|text| text.text)))
    });
    let ending = group.and_then(|group| group.head.map.string("ending"));
    let ending = ending.filter(|name| names_a_file(&name.text));
    let named = answers.chain(ending.map(|name| (name.text.as_str(), None)));
    named.filter_map(
        move |(name, question)| match bank.answer_target(path, name) {
            AnswerTarget::Missing(file) if !bank.config().exclude.contains(file.as_str()) => {
                Some((file, question))
            }
            _ => None,
        },
    )
}

/// What a new answer starts with: the question as its heading, or else a heading made of the file's name.
fn template(question: Option<&str>, path: &BankPath, line_break: &str) -> String {
    let heading = match question.map(heading) {
        Some(heading) if !heading.is_empty() => heading,
        _ => heading(&from_name(path.stem())),
    };
    format!("# {heading}{line_break}{line_break}")
}

/// A text as a heading of markdown: on one line, and nothing in it taken for a link or a tag.
fn heading(text: &str) -> String {
    let line = one_line(text);
    let has_code = line.matches('`').count().is_multiple_of(2);
    let mut in_code = false;
    let mut heading = String::with_capacity(line.len());
    for c in line.chars() {
        in_code ^= c == '`' && has_code;
        if matches!(c, '[' | '<') && !in_code {
            heading.push('\\');
        }
        heading.push(c);
    }
    heading
}

/// A heading made of a file's name: “Api endpoint” for `api-endpoint`.
pub fn from_name(stem: &str) -> String {
    let words: Vec<&str> = stem
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let text = words.join(" ");
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::fixture::Fixture;
    use crate::lint::fixes::tests::{check, check_refused, titles};

    #[test]
    fn the_question_becomes_the_heading() {
        check(
            "missing-answer",
            "Create `content/channels.md`",
            r"
//- /go/go.md
---
questions:
  - {question: 'What  is a `chan<T>`, or a [pipe](x)?', answer: channels.md}
---
",
            r"
//- /go/content/channels.md
# What is a `chan<T>`, or a \[pipe](x)?

//- /go/go.md
---
questions:
  - {question: 'What  is a `chan<T>`, or a [pipe](x)?', answer: channels.md}
---
",
        );
    }

    #[test]
    fn no_file_has_its_extension_twice() {
        let group = "//- /go/go.md\n---\nquestions:\n  - question: Q?\n    answer: a.md.md\n---\n";
        assert!(titles("missing-answer", group).is_empty());
        let fixture = Fixture::new(group);
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        assert!(create_missing(&fixture.bank, &source, &|_| true).is_err());
    }

    #[test]
    fn without_a_question_the_name_does() {
        for (yaml, code, name) in [
            (
                "questions:\n  - answer: so_what--then.md\n",
                "missing-answer",
                "so_what--then",
            ),
            (
                "questions:\n  - question: Q?\n    answer: Yes.\nending: so-what_then.md\n",
                "missing-ending",
                "so-what_then",
            ),
            (
                "questions:\n  - question: Q?\n    answer: a.md # qmark: allow(missing-answer)\nending: 'so what then.md'\n",
                "missing-ending",
                "so what then",
            ),
        ] {
            let group = format!("//- /go/go.md\n---\n{yaml}---\n")
                .replace('\n', "␍\n")
                .replacen('␍', "", 1);
            check(
                code,
                &format!("Create `content/{name}.md`"),
                &group,
                &format!("//- /go/content/{name}.md\n# So what then␍\n␍\n{group}"),
            );
        }
    }

    #[test]
    fn a_name_that_looks_like_a_slip_is_used_first() {
        let bank = r"
//- /go/go.md
---
questions:
  - answer: chanels.md
  - answer: other.md
ending: farewell
---
//- /go/content/channels.md
A typed pipe.
";
        assert_eq!(
            titles("missing-answer", bank),
            [
                "Write `channels.md`",
                "Create `content/chanels.md`",
                "Create `content/other.md`"
            ]
        );
        assert_eq!(titles("missing-ending", bank), [""; 0]);
    }

    #[test]
    fn names_that_cannot_be() {
        let bank = |name: &str| {
            format!(
                "//- /go/go.md\n---\nquestions:\n  - question: Q?\n    answer: {name}\n---\n//- /go/Content/upper.md\nX\n//- /go/content/folder.md/x.md\nX\n"
            )
        };
        for (name, reason) in [
            ("'what?.md'", "a file name cannot contain `?`"),
            (
                ".x.md",
                "`.x.md` would be a hidden file, and a bank does not include hidden files",
            ),
            ("folder.md", "`go/content/folder.md` is a folder"),
            (
                "upper.md",
                "`go/Content/upper.md` differs only in case, and some systems treat both as one file",
            ),
        ] {
            let title = format!("Create `content/{}`", name.trim_matches('\''));
            check_refused("missing-answer", &title, &bank(name), reason);
        }
    }

    #[test]
    fn all_that_are_missing() {
        let fixture = Fixture::new(
            r"
exclude: ['**/draft-*.md']
//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
  - question: Again one?
    answer: one.md
  - question: One in capitals?
    answer: ONE.md
  - question: A slip?
    answer: mutexs.md
  - question: Not a slip?
    answer: part-2.md
  - question: Never?
    answer: 'what?.md'
  - question: There?
    answer: part-1.md
  - question: A draft?
    answer: draft-1.md
  - question: Inline?
    answer: Yes.
  - question: 'Broken?
    answer: broken.md
ending: end.md
---
//- /go/content/mutexes.md
Locks.
//- /go/content/part-1.md
There.
//- /js/js.md
---
questions:
  - question: One?
    answer: one.md
---
",
        );
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let create = |of: &dyn Fn(&BankPath) -> bool| create_missing(&fixture.bank, &source, of);
        let edit = create(&|_| true).expect("some are missing");
        let made: Vec<_> = (edit.creates.iter())
            .map(|(path, text)| (path.as_str(), text.trim_end()))
            .collect();
        assert_eq!(
            made,
            [
                ("go/content/end.md", "# End"),
                ("go/content/one.md", "# One?"),
                ("go/content/part-2.md", "# Not a slip?"),
                ("js/content/one.md", "# One?"),
            ]
        );
        assert_eq!(edit.shows, None);
        let one = create(&|path| path.as_str() == "js/js.md").expect("one is missing");
        assert_eq!(one.shows, BankPath::new("js/content/one.md"));
        assert!(create(&|_| false).is_err());
    }
}
