use crate::bank::{AnswerTarget, Bank, BankPath, Severity};
use crate::facts::question::Answer;
use crate::facts::slot::Part;
use crate::lint::answer_name::{exists, extension_once, intended_file, named_file};
use crate::lint::finding::About;
use crate::lint::fixes::{rename_answer, use_file_name};
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "suspicious-answer",
    severity: Severity::Warning,
    summary: "An answer looks like a file name but is not one, or its extension is doubled",
    page: r"
## What it finds
An `answer` that looks like a file name but does not end in exactly `.md`, so that it is an inline answer: `channels.MD`,
`channels.mdx`, `channels.md` in a block or followed by a space, or with other characters around it (`channels.md.`,
`‘channels.md’`, `(channels.md)`, `channels.md#close`), `type-parameters`, or a word that matches a file in the answers'
folder. Also an answer file called `channels.md.md`. A sentence, a link or an address that contains a file name is not
reported.

## Why
Readers see the file's name as the answer.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: |
      channels.md
---
//- /go/content/channels.md
A typed pipe between goroutines.
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
  - question: Can a channel be nil?
    answer: Yes
---
//- /go/content/channels.md
A typed pipe between goroutines.
```

## What to do
Write the exact file name, without quotes or a block around it. If the text really is the answer, make it a sentence.
",
    checks: &[Check::Question(check)],
    fixes: &[use_file_name::FIX, rename_answer::ONCE],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some(answer) = question.answer().filter(|_| question.is_whole()) else {
        return;
    };
    let message = match answer {
        Answer::Inline(text) if question.is_keyed() => {
            inline(context.bank, context.path, text.text)
        }
        Answer::File(name) => doubled(context.bank, context.path, name.text),
        // Only under keys can an answer be the name of a file.
        Answer::Inline(_) | Answer::Below(_) => None,
    };
    if let Some(message) = message {
        found
            .add(answer.span(), message)
            .about(About::Part(Part::Answer));
    }
}

/// A file whose name ends in `.md.md`. One that does not exist is `missing-answer`.
fn doubled(bank: &Bank, group: &BankPath, name: &str) -> Option<String> {
    let once = extension_once(name)?;
    let there = matches!(bank.answer_target(group, name), AnswerTarget::Found(_));
    there.then(|| format!("`{name}` has a double extension; rename the file to `{once}`"))
}

/// What an inline answer is taken for.
fn inline(bank: &Bank, group: &BankPath, text: &str) -> Option<String> {
    let file = intended_file(bank, group, text)?;
    let name = text.trim();
    let advice = if named_file(bank, group, text).is_some() {
        "to name the file, write just"
    } else if exists(bank, group, &file) {
        "to name the file, write"
    } else {
        "if it names a file, write"
    };
    Some(format!(
        "`{name}` is shown as the answer itself; {advice} `{file}`"
    ))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn names_of_files() {
        Fixture::new(
            r#"
//- /go/go.md
---
questions:
  - answer: one.MD
//^^^ suspicious-answer: `one.MD` is shown as the answer itself; to name the file, write just `one.md`
  - answer: one.mdx
//^^^ suspicious-answer
  - answer: "one.md "
//^^^ suspicious-answer: `one.md` is shown as the answer itself; to name the file, write just `one.md`
  - answer: |␍
//^^^ suspicious-answer
      one.md␍
  - {answer: 'one.md#part'}
//^^^ suspicious-answer
  - answer: one
//^^^ suspicious-answer: `one` is shown as the answer itself; to name the file, write `one.md`
  - answer: >-
//^^^ suspicious-answer
      one
  - answer: api-endpoint
//^^^ suspicious-answer: `api-endpoint` is shown as the answer itself; if it names a file, write `api-endpoint.md`
  - answer: two.md.md
//^^^ suspicious-answer: `two.md.md` has a double extension; rename the file to `two.md`
---
//- /go/content/one.md
One.
//- /go/content/two.md.md
Two.
"#,
        )
        .check_findings("suspicious-answer");
    }

    #[test]
    fn signs_around_a_name() {
        for answer in [
            "one.md.",
            "one.md,",
            "one.md;",
            "one.md:",
            "one.md!",
            "one.md…",
            "one.md?",
            "one.md)",
            "(one.md)",
            "[one.md]",
            "[[one.md]]",
            "<one.md>",
            "{one.md}",
            "‘one.md’",
            "“one.md”",
            "«one.md»",
            "„one.md“",
            "\"one.md\"",
            "'one.md'",
            "`one.md`",
            "*one.md*",
            "**one.md**",
            "_one.md_",
            "one.md#part",
            "one.md#a.b",
            "one.md?raw",
            "./one.md.",
            "content/one.md,",
            "- one.md,",
            "one.md\u{200b}",
            "one.md\u{a0}",
            "‘one.MD’.",
            "one.mkd",
            "one.mdd",
            "one.dm",
        ] {
            let folder = format!(
                "//- /go/go.md\n---\nquestions:\n  - answer: {}\n//^^^ suspicious-answer: `{}` is shown as the \
                 answer itself; to name the file, write just `one.md`\n---\n//- /go/content/one.md\nOne.\n",
                serde_json::to_string(answer).expect("a string"),
                answer.trim(),
            );
            Fixture::new(&folder).check_findings("suspicious-answer");
        }
    }

    #[test]
    fn what_only_speaks_of_a_file() {
        for answer in [
            "See one.md.",
            "[x](one.md)",
            "[one.md](one.md)",
            "<https://example.org/one.md>",
            "https://example.org/one.mdx",
            "<b>one.md</b>",
            "one.md, two.md.",
            "one.",
            "`one`",
            "two.mdd",
            "Yes.",
            ".md.",
            "…",
        ] {
            let folder = format!(
                "//- /go/go.md\n---\nquestions:\n  - answer: {}\n---\n//- /go/content/one.md\nOne.\n",
                serde_json::to_string(answer).expect("a string"),
            );
            Fixture::new(&folder).check_findings("suspicious-answer");
        }
    }

    #[test]
    fn short_answers() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - answer: one.md
  - answer: 'True'
  - answer: goroutine
  - answer: utf-8
  - answer: x-axis
  - answer: '2024-05'
  - answer: -x
  - answer: Read-Only
  - answer: 'Read-only.'
  - answer: It is a read-only view.
  - answer: and/or
  - answer: See README.mdx for it
  - answer: three.md.md
  - answer: 'broken
  - answer: 1
  - answer: api-endpoint # qmark: allow(suspicious-answer)
---
//- /go/content/one.md
One.
//- /go/one.md
Not an answer.
",
        )
        .check_findings("suspicious-answer");
    }
}
