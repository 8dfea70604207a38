use crate::bank::{AnswerTarget, Severity};
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::{bring_in, create_answer, use_answer};
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "missing-answer",
    severity: Severity::Error,
    summary: "A question names an answer file that does not exist",
    page: "\
## What it finds
An `answer` that ends in `.md` names a file in the answers' folder next to the group, and that file does not exist.

## Why
Readers get no answer, and publishing the bank does not fail, so the mistake goes unnoticed.

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
Create the file, or write the name of the file that contains the answer.
",
    checks: &[Check::Question(check)],
    fixes: &[use_answer::FIX, bring_in::NAMED, create_answer::FIX],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some(name) = question.answer_file().filter(|_| question.is_whole()) else {
        return;
    };
    if let AnswerTarget::Missing(path) = context.bank.answer_target(context.path, name.text) {
        if context.bank.config().exclude.contains(path.as_str()) {
            // It may exist; the configuration excludes it from the bank.
            return;
        }
        let mut message = format!(
            "the answer file `{}` does not exist in `{}`",
            name.text,
            path.folder()
        );
        if let Some(near) = context.bank.nearest_answer(&path) {
            message += &format!("; did you mean `{near}`?");
        }
        found
            .add(name.span, message)
            .about(About::Part(Part::Answer));
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn files_that_are_not_there() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - answer: channels.md
  - answer: chanels.md
//^^^ missing-answer: the answer file `chanels.md` does not exist in `go/content`; did you mean `channels.md`?
  - {answer: 'mutex.md'}
//^^^ missing-answer: the answer file `mutex.md` does not exist in `go/content`; did you mean `mutex.md.md`?
  - answer: select.md
//^^^ missing-answer: the answer file `select.md` does not exist in `go/content`
  - answer: Say so in README.md
//^^^ missing-answer
  - answer: picture.md
//^^^ missing-answer: the answer file `picture.md` does not exist in `go/content`
  - answer: unread.md
  - answer: CHANNELS.md
  - answer: ../channels.md
  - answer: channels.MD
  - answer: 'broken.md
  - answer: later.md # qmark: allow(missing-answer)
---
//- /go/content/channels.md
A typed pipe.
//- /go/content/sub/chanels.md
Deeper.
//- /go/content/mutex.md.md
A lock.
//- /go/content/pictures.png
//- /go/content/unread.md
",
        )
        .check_findings("missing-answer");
    }

    #[test]
    fn what_the_bank_does_not_look_at_may_be_there() {
        Fixture::new(
            r"
exclude: ['**/draft-*.md']
//- /go/go.md
---
questions:
  - answer: draft-one.md
  - answer: two.md
//^^^ missing-answer
---
",
        )
        .check_findings("missing-answer");
    }

    #[test]
    fn a_group_at_the_root() {
        Fixture::new(
            "//- /go.md\n---␍\nquestions:␍\n- answer: one.md␍\n- answer: two.md␍\n\
             //^^^ missing-answer: the answer file `two.md` does not exist in `content`\n---␍\n\
             //- /content/one.md\nOne.\n",
        )
        .check_findings("missing-answer");
    }
}
