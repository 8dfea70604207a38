//! Moves the text of an answer file into its question and deletes the file.

use super::action::{Action, Kind, Request};
use crate::bank::{AnswerTarget, BankPath, Content, Target};
use crate::edit::rebase_links::RebaseLinks;
use crate::edit::verify::{read_after, same_but_answer};
use crate::edit::{Edit, Planned, needed};
use crate::facts::question::names_a_file;
use crate::facts::questions::Placed;
use crate::shape::write;
use crate::text::{self, Refusal, TextEdit};

/// One action for the question that the selection is in, if its answer file exists.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let Some(found) = find(request) else {
        return Vec::new();
    };
    let title = format!("Write `{}` into the question", found.path.name());
    let action = match alone(request, &found.path) {
        Ok(()) => Action::new(Kind::Inline, title, plan).checked(request),
        Err(refusal) => Action::refused(Kind::Inline, title, refusal),
    };
    vec![action]
}

/// The question and the file that its answer names.
struct FileAnswer<'r> {
    index: usize,
    placed: Placed<'r>,
    path: BankPath,
}

fn find<'r>(request: &Request<'r>) -> Option<FileAnswer<'r>> {
    let (index, placed) = request.question()?;
    let alone = request.questions().len() == 1 && placed.question.is_whole();
    let name = placed.question.answer_file().filter(|_| alone)?;
    match request.bank.answer_target(request.path, name.text) {
        AnswerTarget::Found(file) => Some(FileAnswer {
            index,
            placed,
            path: file.path.clone(),
        }),
        _ => None,
    }
}

/// Refuses if the file has any use besides being the answer of this question.
fn alone(request: &Request<'_>, path: &BankPath) -> Result<(), Refusal> {
    let bank = request.bank;
    let file = bank.file(path.as_str());
    match file.map(|file| &file.content) {
        Some(Content::Markdown(facts)) if facts.split().front.is_some() => {
            return Err(Refusal::new(format!(
                "`{path}` has a frontmatter, which an inline answer cannot have"
            )));
        }
        Some(Content::Markdown(_)) => {}
        _ => return Err(Refusal::new(format!("`{path}` cannot be read as text"))),
    }
    if bank.citations(path).len() > 1 {
        return Err(Refusal::new(format!(
            "`{path}` is also the answer of another question"
        )));
    }
    let mut users = bank.users(&Target::File(path.clone()));
    match users.find(|user| user != path) {
        Some(user) if user == *request.path => Err(Refusal::new(format!(
            "the group also refers to `{path}` by a link or its `ending`"
        ))),
        Some(user) => Err(Refusal::new(format!("`{user}` also refers to `{path}`"))),
        None => needed::by_nothing_unread(bank, request.sources, path),
    }
}

fn plan(request: &Request<'_>) -> Planned {
    let no_answer = || Refusal::new("the answer no longer exists");
    let found = find(request).ok_or_else(no_answer)?;
    alone(request, &found.path)?;
    let answer = answer_text(request, &found.path)?;
    let target = write::Target {
        text: request.text,
        group: request.group().ok_or_else(no_answer)?,
        placed: found.placed,
    };
    let edits = target.inline_answer(&answer)?;
    holds(request, &found, &answer, &edits)?;
    let mut edit = Edit::texts(request.path, edits);
    edit.deletes.insert(found.path);
    Ok(edit)
}

/// The file's text, its links rebased.
fn answer_text(request: &Request<'_>, path: &BankPath) -> Result<String, Refusal> {
    let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
    let text = (request.sources)(path).ok_or_else(unreadable)?;
    let facts = request.bank.read(path, &text);
    if facts.split().front.is_some() {
        return Err(Refusal::new(format!("`{path}` has a frontmatter")));
    }
    let rebase = RebaseLinks {
        from: path,
        to: request.path,
        moved: &BankPath::clone,
        in_value: false,
    };
    let edits = rebase.edits(&text, facts.links())?;
    let text = text::apply(&text, &edits)
        .map_err(|overlap| Refusal::new(format!("in `{path}`, {overlap}")))?;
    if names_a_file(&text) {
        return Err(Refusal::new(format!(
            "the text of `{path}` ends in `.md`, so it would be read as a file name"
        )));
    }
    Ok(text)
}

/// Checks that the question is the same afterwards, but for the inline text as its answer. For example, blank lines at
/// the end of the text would merge with blank lines below the question.
fn holds(
    request: &Request<'_>,
    found: &FileAnswer<'_>,
    answer: &str,
    edits: &[TextEdit],
) -> Result<(), Refusal> {
    let lost = || {
        Refusal::new(format!(
            "the text of `{}` cannot be written here without loss",
            found.path
        ))
    };
    let facts = read_after(
        &request.bank.config().input(request.path, request.text),
        edits,
    )
    .ok_or_else(lost)?;
    let group = facts.as_group().ok_or_else(lost)?;
    let question = group.questions.get(found.index).ok_or_else(lost)?.question;
    let answer = answer.replace("\r\n", "\n").replace('\r', "\n");
    let kept = same_but_answer(found.placed.question, question, &answer);
    if kept { Ok(()) } else { Err(lost()) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, refusal, refused, titles};

    const TITLE: &str = "Write `a.md` into the question";

    #[test]
    fn the_file_becomes_the_answer() {
        check(
            TITLE,
            r"
//- /go/go.md
---
questions:
    -   question: 'What is a map 😀?'
        answer:   'a.md'  # note
        # Below.
        topics: [Core]$0
    -   answer: b.md
---
//- /go/content/a.md
# It maps: 'keys' 😀
and
	tab [b](b.md#x) and ![i](../i.png) and [own](#it)
  - two
//- /go/content/b.md
",
            r"
//- /go/go.md
---
questions:
    -   question: 'What is a map 😀?'
        answer:   |  # note
          # It maps: 'keys' 😀
          and
          	tab [b](content/b.md#x) and ![i](i.png) and [own](#it)
            - two
        # Below.
        topics: [Core]
    -   answer: b.md
---
//- /go/content/b.md
",
        );
    }

    #[test]
    fn ends_and_line_breaks() {
        for (text, block) in [
            ("One", "|-\n    One"),
            ("One\n", "|\n    One"),
            ("One\n\n\n", "|+\n    One\n\n"),
            ("  One\n", "|2\n      One"),
        ] {
            let item = |answer: &str| {
                format!("---\nquestions:\n- question: A?\n  answer: {answer}\n  topics: []\n---\n")
            };
            let before = format!(
                "//- /go/go.md\n$0{}//- /go/content/a.md\n{text}",
                item("$0a.md")
            )
            .replacen("$0", "", 1);
            check(TITLE, &before, &format!("//- /go/go.md\n{}", item(block)));
        }
        check(
            TITLE,
            "//- /go/go.md\n---␍\nquestions:␍\n- answer: a.md$0␍\n---␍\n//- /go/content/a.md\nOne\n\ntwo\n",
            "//- /go/go.md\n---␍\nquestions:␍\n- answer: |␍\n    One␍\n␍\n    two␍\n---␍\n",
        );
    }

    #[track_caller]
    fn no(item: &str, rest: &str, reason: &str) {
        let bank = format!("//- /go/go.md\n---\nquestions:\n  - answer: a.md$0\n{item}---\n{rest}");
        refused(TITLE, &bank, reason);
    }

    #[test]
    fn refusals() {
        let a = |text: &str| format!("//- /go/content/a.md\n{text}");
        no(
            "  - answer: a.md\n",
            &a("A"),
            "`go/content/a.md` is also the answer of another question",
        );
        no(
            "ending: a.md\n",
            &a("A"),
            "the group also refers to `go/content/a.md` by a link or its `ending`",
        );
        no(
            "",
            &format!("{}\n//- /go/content/b.md\n[a](a.md)\n", a("A")),
            "`go/content/b.md` also refers to `go/content/a.md`",
        );
        no(
            "",
            &a("---\nx: 1\n---\nA"),
            "`go/content/a.md` has a frontmatter, which an inline answer cannot have",
        );
        no(
            "",
            "//- /go/content/a.md latin-1\né\n",
            "`go/content/a.md` cannot be read as text",
        );
        no("", &a(" \n"), "the text is empty");
        no(
            "",
            &a("See a.md"),
            "the text of `go/content/a.md` ends in `.md`, so it would be read as a file name",
        );
        no(
            "",
            &a("A\u{2028}B\n"),
            "the text contains the character U+2028, which a YAML block cannot contain",
        );
        no(
            "\n  - answer: b.md\n",
            &a("A\n\n"),
            "the text of `go/content/a.md` cannot be written here without loss",
        );
        refused(
            TITLE,
            "//- /go/go.md\n---\nquestions: [{answer: a.md$0}]\n---\n//- /go/content/a.md\nA\n",
            "the question is written in braces, which do not allow an answer of several lines",
        );
    }

    #[test]
    fn a_question_that_cannot_be_read_may_need_the_file() {
        for item in [
            "  - {question: Why: x, answer: a.md}\n",
            "  - question: Why: x\n    answer: 'a.md' # c\n",
            "  - question: Why: x\n    answer: \"a\\x2emd\"\n",
            "  - question: Why: x\n    answer:\n      !!str a.md\n",
            "  - question: Why?\n    Answer: a.md\n",
            "  - question: Why: x\n    see: a.md\n",
        ] {
            let bank = format!(
                "//- /go/go.md\n---\nquestions:\n  - answer: a.md$0\n{item}---\n//- /go/content/a.md\nA\n"
            );
            let reason = refusal(TITLE, &bank);
            assert!(
                reason.contains("`go/content/a.md` is also the answer of another question")
                    || reason.contains("`go/go.md` line ")
                        && reason.contains("may refer to `a.md`"),
                "{item}: {reason}"
            );
        }
    }

    #[test]
    fn nothing_to_write() {
        for item in ["answer: b.md", "answer: Text", "question: A?"] {
            let bank = format!("//- /go/go.md\n---\nquestions:\n  - {item}$0\n---\n");
            let offered = titles(&bank);
            assert!(
                !offered
                    .iter()
                    .any(|title| title.contains("into the question")),
                "{offered:?}"
            );
        }
    }
}
