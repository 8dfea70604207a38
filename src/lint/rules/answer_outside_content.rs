use crate::bank::Severity;
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::use_answer;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "answer-outside-content",
    severity: Severity::Error,
    summary: "A question names an answer file by a path",
    page: r"
## What it finds
An `answer` that ends in `.md` and contains a slash or a backslash: a file in a subfolder of the answers' folder, or one
that is reached by `../`.

## Why
Answers are looked up by file name, directly in the answers' folder. For a path readers get no answer, even when the file
exists.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: basics/channels.md
---
//- /go/content/basics/channels.md
A typed pipe between goroutines.
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
A typed pipe between goroutines.
```

## What to do
Move the file into the answers' folder, or copy it there if another group uses it too, and write only its name.
",
    checks: &[Check::Question(check)],
    fixes: &[use_answer::FIX],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some(name) = question.answer_file().filter(|_| question.is_whole()) else {
        return;
    };
    if name.text.contains(['/', '\\']) {
        let folder = context.bank.answers_folder(context.path);
        found
            .add(
                name.span,
                format!(
                    "`{}` is a path; name a file directly in `{folder}`",
                    name.text
                ),
            )
            .about(About::Part(Part::Answer));
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("answer-outside-content");
    }

    #[test]
    fn whatever_holds_a_slash() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: ./one.md
//^^^ answer-outside-content: `./one.md` is a path; name a file directly in `go/content`
  - question: Two?
    answer: '..\js\content\two.md'
//^^^ answer-outside-content
  - {question: Three?, answer: ../../../three.md}
//^^^ answer-outside-content
  - question: Four?
    answer: https://example.org/four.md
//^^^ answer-outside-content
  - question: Five?
    answer: five.md
  - question: Six?
    answer: Either/or.
---
//- /go/content/one.md
One.
",
        );
    }

    #[test]
    fn not_in_a_broken_question_nor_where_allowed() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: 'One?
    answer: a/one.md
  - question: Two?
    answer: a/two.md # qmark: allow(answer-outside-content)
  # qmark: allow(answer-outside-content)
  - answer: a/three.md
    question: Three?
---
",
        );
    }
}
