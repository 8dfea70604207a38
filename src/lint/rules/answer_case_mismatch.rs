use crate::bank::{AnswerTarget, Severity};
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::{rename_answer, use_answer};
use crate::lint::rule::{Check, Found, QuestionContext, Rule};
use crate::platform::difference;

pub const RULE: Rule = Rule {
    code: "answer-case-mismatch",
    severity: Severity::Error,
    summary: "A question names an answer file in the wrong case",
    page: r"
## What it finds
An `answer` whose name differs from the file in the answers' folder only in upper and lower case, or in how accents are
encoded: `ä` can be one character, or an `a` and a character for the dots.

## Why
It works on systems that ignore such differences in file names: macOS both, Windows case. On others, where most banks are published,
the file is missing, and readers get no answer.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: Channels.md
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
---
//- /go/content/channels.md
A typed pipe between goroutines.
```

## What to do
Write the name exactly as the file has it.
",
    checks: &[Check::Question(check)],
    fixes: &[use_answer::FIX, rename_answer::IN_CASE],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some(name) = question.answer_file().filter(|_| question.is_whole()) else {
        return;
    };
    if let AnswerTarget::OtherCase(path) = context.bank.answer_target(context.path, name.text) {
        found
            .add(
                name.span,
                format!(
                    "`{}` differs {} from the file `{}`",
                    name.text,
                    difference(name.text, path.name()),
                    path.name()
                ),
            )
            .about(About::Part(Part::Answer));
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn case_and_nothing_else() {
        let fixture = Fixture::new(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
//^^^ answer-case-mismatch: `one.md` differs in case from the file `One.md`
  - {question: Two?, answer: TWO.md}
//^^^ answer-case-mismatch
  - question: Three?
    answer: three.md
  - question: Both?
    answer: Both.md
  - question: Élan?
    answer: ÉLAN.md
//^^^ answer-case-mismatch
  - question: 'Broken?
    answer: TWO.md
---
//- /go/content/One.md
One.
//- /go/content/two.md
Two.
//- /go/Content/three.md
Another folder.
//- /go/content/both.md
One.
//- /go/content/Both.md
Other.
//- /go/content/élan.md
Fast.
",
        );
        fixture.check_findings("answer-case-mismatch");
    }

    #[test]
    fn accents_that_are_encoded_in_another_way() {
        let fixture = Fixture::new(
            "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: ka\u{308}se.md\n//^^^ answer-case-mismatch: `ka\u{308}se.md` differs in how its accents are encoded from the file `käse.md`\n---\n//- /go/content/käse.md\nOne.\n",
        );
        fixture.check_findings("answer-case-mismatch");
    }
}
