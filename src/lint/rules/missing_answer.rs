use crate::bank::{AnswerTarget, Severity};
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "missing-answer",
    severity: Severity::Error,
    summary: "A question names an answer file that does not exist",
    page: "\
## What it finds
An `answer` that ends in `.md` names a file of the answers' folder beside the group, and there is no such file.

## Why
The published page prints `File missing` in place of the answer, and the build passes, so nobody hears of it.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
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
Create the file, or write the name of the file that holds the answer.
",
    checks: &[Check::Question(check)],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let Some(name) = context.question.answer_file() else {
        return;
    };
    if let AnswerTarget::Missing(path) = context.bank.answer_target(context.path, &name.text) {
        found.add(
            name.span,
            format!(
                "the answer file `{}` does not exist in `{}`",
                name.text,
                path.folder()
            ),
        );
    }
}
