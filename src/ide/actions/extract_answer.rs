//! Moves an inline answer to a file of its own.

use super::action::{Action, Kind, Request};
use crate::bank::BankPath;
use crate::edit::rebase_links::RebaseLinks;
use crate::edit::{Edit, Planned, answer_file};
use crate::facts::mark::Mark;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::shape;
use crate::shape::write::Target;
use crate::syntax::markdown::body;
use crate::text;
use crate::text::{Refusal, line_break};

/// One action for the question that the selection is in, if its answer is inline.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let Some((_, scalar)) = inline_answer(request) else {
        return Vec::new();
    };
    let action = match new_file(request, scalar) {
        Ok(path) => Action::new(
            Kind::Extract,
            format!("Move this answer to `{}`", path.name()),
            plan,
        )
        .checked(request),
        Err(refusal) => Action::refused(Kind::Extract, "Move this answer to a file", refusal),
    };
    vec![action]
}

fn inline_answer<'r>(request: &Request<'r>) -> Option<(Placed<'r>, Mark<'r>)> {
    request.group().filter(|group| shape::is_writable(group))?;
    let (_, placed) = request.question()?;
    // In a document an answer has no file.
    let alone = request.questions().len() == 1 && placed.question.is_whole();
    let alone = alone && placed.question.is_keyed();
    match placed.question.answer().filter(|_| alone)? {
        Answer::Inline(scalar) => Some((placed, scalar)),
        Answer::File(_) | Answer::Below(_) => None,
    }
}

/// The path of the new file, named after the question or, without a question, after the answer's first words.
fn new_file(request: &Request<'_>, answer: Mark<'_>) -> Result<BankPath, Refusal> {
    let question = request.question();
    let question = question.and_then(|(_, placed)| Some(placed.question.text()?.text));
    let words = question.unwrap_or_else(|| answer.text.lines().next().unwrap_or(""));
    answer_file::unused(request.bank, request.path, words)
}

fn plan(request: &Request<'_>) -> Planned {
    let no_answer = || Refusal::new("the answer no longer exists");
    let (placed, scalar) = inline_answer(request).ok_or_else(no_answer)?;
    let path = new_file(request, scalar)?;
    let group = request.group().ok_or_else(no_answer)?;
    let target = Target {
        text: request.text,
        group,
        placed,
    };
    let mut edit = Edit::texts(request.path, [target.link_answer(path.name())?]);
    let text = file_text(request, scalar, &path)?;
    edit.creates.insert(path, text);
    Ok(edit)
}

/// The file's text: the value with a line break at its end, its links rebased.
fn file_text(request: &Request<'_>, scalar: Mark<'_>, path: &BankPath) -> Result<String, Refusal> {
    let rebase = RebaseLinks {
        from: request.path,
        to: path,
        moved: &BankPath::clone,
        in_value: false,
    };
    let body = body::read(scalar.text);
    let edits = rebase.edits(scalar.text, body.links().map(|link| (0, link)))?;
    let text = text::apply(scalar.text, &edits)
        .map_err(|overlap| Refusal::new(format!("in the answer, {overlap}")))?;
    if request.bank.read(path, &text).split().front.is_some() {
        return Err(Refusal::new(
            "the answer starts with a line `---`, which would start a frontmatter in a file",
        ));
    }
    let end = if text.ends_with('\n') { "" } else { "\n" };
    Ok(format!("{text}{end}").replace('\n', line_break(request.text)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, refused, titles};

    #[test]
    fn the_answer_moves_to_a_file() {
        check(
            "Move this answer to `what-is-a-map.md`",
            r#"
//- /go/go.md
---
questions:
  - question: "What is a chan?"
    answer: "chan.md"
  - question: "What is a map 😀?"
    # Above.
    answer: | # note
      It maps `keys`.

        - See [chan](content/chan.md#x) 😀
      - and ![this](img/a%20b.png) and [us](#x).

    topics: [Core]$0
---
//- /go/content/chan.md
"#,
            r#"
//- /go/go.md
---
questions:
  - question: "What is a chan?"
    answer: "chan.md"
  - question: "What is a map 😀?"
    # Above.
    answer: "what-is-a-map.md" # note

    topics: [Core]
---
//- /go/content/chan.md
//- /go/content/what-is-a-map.md
It maps `keys`.

  - See [chan](chan.md#x) 😀
- and ![this](../img/a%20b.png) and [us](#x).
"#,
        );
    }

    #[test]
    fn every_style_of_value() {
        for (value, text) in [
            ("It's one line.", "It's one line.\n"),
            ("'It''s: quoted'", "It's: quoted\n"),
            ("\"Tab\\tand \\u263a\"", "Tab\tand ☺\n"),
            (">\n      folded\n      text", "folded text\n"),
            ("|-\n      no\n      end", "no\nend\n"),
            ("|+\n      many\n", "many\n\n"),
            ("|2\n        deep", "  deep\n"),
            ("several\n      lines", "several lines\n"),
        ] {
            let bank = |value: &str| {
                format!(
                    "//- /go/go.md\n---\nquestions:\n  - question: W$0hy?\n    answer: {value}\n    topics: [x]\n---\n"
                )
            };
            let kept = if value.contains('+') {
                "why.md\n"
            } else {
                "why.md"
            };
            let after = format!("{}//- /go/content/why.md\n{text}", bank(kept));
            check("Move this answer to `why.md`", &bank(value), &after);
        }
    }

    #[test]
    fn flow_lists_and_other_line_breaks() {
        check(
            "Move this answer to `a.md`",
            "//- /go/go.md\n---\nquestions: [{question: A?$0, answer: So it is, topics: []}, {answer: b.md}]\n---\n",
            "//- /go/go.md\n---\nquestions: [{question: A?, answer: a.md, topics: []}, {answer: b.md}]\n---\n//- /go/content/a.md\nSo it is\n",
        );
        check(
            "Move this answer to `a.md`",
            "//- /go/go.md\n---␍\nquestions:␍\n- question: A?$0␍\n  answer: |␍\n    One␍\n    two␍\n---␍\n",
            "//- /go/go.md\n---␍\nquestions:␍\n- question: A?␍\n  answer: a.md␍\n---␍\n//- /go/content/a.md\nOne␍\ntwo␍\n",
        );
    }

    #[test]
    fn what_has_no_answer_of_its_own_is_left() {
        for item in [
            "answer: a.md",
            "question: A?",
            "answer: ''",
            "question: 'A\n    answer: x",
        ] {
            let bank = format!("//- /go/go.md\n---\nquestions:\n  - {item}$0\n---\n");
            let offered = titles(&bank);
            assert!(
                !offered.iter().any(|title| title.contains("this answer to")),
                "{offered:?}"
            );
        }
    }

    #[test]
    fn refusals() {
        let bank = |question: &str, answer: &str| {
            format!(
                "//- /go/go.md\n---\nquestions:\n  - question: {question}$0\n    answer: {answer}\n---\n"
            )
        };
        refused(
            "Move this answer to a file",
            &bank("频道?", "So"),
            "the question `频道?` does not yield a file name",
        );
        refused(
            "Move this answer to `a.md`",
            &bank("A?", "|\n      ---\n      x: 1\n      ---\n      Text"),
            "the answer starts with a line `---`, which would start a frontmatter in a file",
        );
        refused(
            "Move this answer to `a.md`",
            &bank("A?", "See [x](../../x.md)."),
            "the link `../../x.md` points outside the bank and cannot be rewritten for the new location",
        );
    }
}
