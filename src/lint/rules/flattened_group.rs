use crate::bank::Severity;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::text::count;

pub const RULE: Rule = Rule {
    code: "flattened-group",
    severity: Severity::Hint,
    summary: "A row of a table was the frontmatter of a group",
    page: r"
## What it finds
A row such as `{question What is a channel?} {answer channels.md} {topics [Core]}`: this is how some sites show the
frontmatter of a group, and what a copy of their page contains instead of it.

## Why
The questions are text in one cell. No site shows them as questions, and their answers are not linked.

## Example
```bad
//- /copied.md
| title | questions |
|---|---|
| Go | [{question What is a channel?} {answer channels.md} {topics [Core]} {question What is a map?} {answer maps.md} {question What is a slice?} {answer slices.md}] |
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe.
---
```

## What to do
Write the questions as the frontmatter of a group again.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    if let Some(row) = context.group.row() {
        let questions = count(context.group.questions.len(), "question");
        let message = format!("this row was the frontmatter of a group with {questions}");
        found.add(row, message);
    }
}
