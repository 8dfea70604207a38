use crate::bank::Severity;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::syntax::slug::question_id;

pub const RULE: Rule = Rule {
    code: "duplicate-question",
    severity: Severity::Warning,
    summary: "Two questions of a group have the same id",
    page: "\
## What it finds
A question's id is made of its text: lower case, spaces to hyphens, most other signs dropped. Two questions of
one group have the same id.

## Why
A reader who marks one of them as known has marked the other too.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is `nil`?
    answer: The zero value of a pointer.
  - question: What is nil
    answer: The zero value of a map.
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a nil pointer?
    answer: The zero value of a pointer.
  - question: What is a nil map?
    answer: The zero value of a map.
---
```

## What to do
Reword one of them, or remove it.
",
    checks: &[Check::Group(check)],
    mends: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let questions = &context.group.questions;
    for (first, later) in context.group.repeated_ids() {
        let (Some(first), Some(later)) = (questions.get(first), questions.get(later)) else {
            continue;
        };
        let (Some(earlier), Some(text)) = (first.question.text(), later.question.text()) else {
            continue;
        };
        let id = question_id(text.text);
        let message = format!("an earlier question of this group has the same id, `{id}`");
        found.add(text.span.shift(later.start), message).related(
            context.path,
            earlier.span.shift(first.start),
            "the earlier question",
        );
    }
}
