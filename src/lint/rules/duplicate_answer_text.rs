use super::duplicate_question::one_line;
use crate::bank::{Bank, BankPath, DuplicateAnswer, Severity};
use crate::lint::rule::{BodyContext, Check, Found, GroupContext, Rule};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "duplicate-answer-text",
    severity: Severity::Warning,
    summary: "Two answers have the same text",
    page: r"
## What it finds
An answer file or an inline answer with the same text as an earlier answer of the bank. The comparison ignores case, white
space, backticks, the markup of headings, lists, quotations and bold text, and comments that allow a finding. Answers
shorter than eight words are not compared: `Yes, since version 2` can answer many questions.

Two questions that name the same file are reported by `shared-answer`.

## Why
Either the file was copied for a new question and never changed, so readers get the answer to another question, or the
bank has the same question twice.

## Example
```bad
//- /sql/sql.md
---
questions:
  - question: What is a view?
    answer: views.md
  - question: What is a materialized view?
    answer: materialized-views.md
---
//- /sql/content/views.md
A query with a name. It stores no rows of its own.
//- /sql/content/materialized-views.md
A query with a **name**. It stores no rows of its own.
```
```good
//- /sql/sql.md
---
questions:
  - question: What is a view?
    answer: views.md
  - question: What is a materialized view?
    answer: materialized-views.md
---
//- /sql/content/views.md
A query with a name. It stores no rows of its own.
//- /sql/content/materialized-views.md
A view that stores its rows and has to be refreshed.
```

## What to do
Write the missing answer, or remove the duplicate question.
",
    checks: &[Check::Body(check_file), Check::Group(check_group)],
    fixes: &[],
};

fn check_file(context: &BodyContext<'_>, found: &mut Found<'_>) {
    let bank = context.bank;
    for duplicate in bank
        .duplicate_answers(context.path)
        .filter(|duplicate| duplicate.later.is_none())
    {
        report(
            bank,
            &duplicate,
            context.body.first_line.shift(context.start),
            found,
        );
    }
}

fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    for duplicate in context.bank.duplicate_answers(context.path) {
        if let Some(span) = duplicate
            .later
            .and_then(|at| inline(context.bank, context.path, at))
        {
            report(context.bank, &duplicate, span, found);
        }
    }
}

fn report(bank: &Bank, duplicate: &DuplicateAnswer, span: Span, found: &mut Found<'_>) {
    let earlier = match duplicate.earlier {
        Some(at) => inline(bank, &duplicate.path, at),
        None => first_line(bank, &duplicate.path),
    };
    let whose = match duplicate.earlier {
        Some(at) => match asked(bank, &duplicate.path, at) {
            Some(text) => format!("the answer to `{text}` in `{}`", duplicate.path),
            None => format!("an answer in `{}`", duplicate.path),
        },
        None => format!("`{}`", duplicate.path),
    };
    let finding = found.add(span, format!("this answer has the same text as {whose}"));
    if let Some(earlier) = earlier {
        finding.related(&duplicate.path, earlier, "the earlier answer");
    }
}

/// What the question at a place of a group asks.
fn asked(bank: &Bank, group: &BankPath, at: usize) -> Option<String> {
    let placed = bank.group(group.as_str())?.questions.get(at)?;
    Some(one_line(placed.question.text()?.text))
}

/// Where the answer of the question at a place of a group is written.
fn inline(bank: &Bank, group: &BankPath, at: usize) -> Option<Span> {
    let placed = bank.group(group.as_str())?.questions.get(at)?;
    Some(placed.answer()?.span())
}

/// The first line of a file's text.
fn first_line(bank: &Bank, path: &BankPath) -> Option<Span> {
    let facts = bank.file(path.as_str())?.facts()?;
    Some(facts.body().first_line.shift(facts.body_start()))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("duplicate-answer-text");
    }

    #[test]
    fn the_later_file_is_reported_on_its_first_line() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: b.md
  - question: Two?
    answer: b.md
---
//- /go/content/b.md
A channel is a typed pipe between two goroutines.
//- /go/content/c.md

# A CHANNEL is
//^^^ duplicate-answer-text: this answer has the same text as `go/content/b.md`

a typed `pipe` between **two** goroutines.
//- /go/content/d.md
A channel is a typed pipe between no goroutines.
//- /go/content/e.md
- A channel is a typed pipe␍
//^^^ duplicate-answer-text: this answer has the same text as `go/content/c.md`
  between two goroutines.␍
//- /go/notes.md
A channel is a typed pipe between two goroutines.
//- /plain/content/b.md
A channel is a typed pipe between two goroutines.
//- /js/js.md
---
questions: []
---
//- /js/content/allowed.md
<!-- qmark: allow(duplicate-answer-text) -->
A channel is a typed pipe between two goroutines.
",
        );
    }

    #[test]
    fn inline_answers_count() {
        check(
            r"
//- /go/content/one.md
Een kanaal, 😀 é, is een getypeerde buis tussen twee goroutines.
//- /go/go.md
---
questions:
  - question: One?
    answer: |
//^^^ duplicate-answer-text: this answer has the same text as `go/content/one.md`
      Een kanaal, 😀 É, is een
      getypeerde buis tussen twee goroutines.
  - question: Two?
    answer: 'A mutex is a lock that is held by one goroutine.'
  - question: Three?
    answer: A mutex is a lock that is held by one goroutine.
//^^^ duplicate-answer-text: this answer has the same text as the answer to `Two?` in `go/go.md`
  - question: Allowed?
    answer: A mutex is a lock that is held by one goroutine. # qmark: allow(duplicate-answer-text)
  - question: 'Broken?
    answer: A mutex is a lock that is held by one goroutine.
  - question: Short?
    answer: Yes, it is.
  - question: As short?
    answer: Yes, it is.
---
//- /js/content/other.md
A mutex is a lock that is held by one goroutine.
//^^^ duplicate-answer-text: this answer has the same text as the answer to `Two?` in `go/go.md`
//- /js/js.md
---
questions:
  - {question: Q?, answer: A mutex is a lock that is held by one goroutine.}
//^^^ duplicate-answer-text: this answer has the same text as `js/content/other.md`
---
",
        );
    }

    #[test]
    fn short_and_shared_answers_are_left() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
  - question: Two?
    answer: one.md
---
//- /go/content/one.md
See the answer above.
//- /go/content/two.md
See the answer above.
//- /go/content/empty.md
//- /go/content/blank.md

",
        );
    }
}
