use crate::bank::Severity;
use crate::lint::fixes::make_group;
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
Write the questions as the frontmatter of a group again. The fix does that where the row can be read as a whole and the
file has no frontmatter. Review what it writes: where only spaces separate topics, keywords or the texts of several keys,
it has to guess where each of them ends. Texts that it cannot assign to one key are kept in a comment.
",
    checks: &[Check::Group(check)],
    fixes: &[make_group::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    if let Some(row) = context.group.row() {
        let questions = count(context.group.questions.len(), "question");
        let message = format!("this row was the frontmatter of a group with {questions}");
        found.add(row, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn a_row_in_a_code_block_is_an_example() {
        let row = "{question One?} {question Two?} {question Three?}";
        let finding =
            "//^^^ flattened-group: this row was the frontmatter of a group with 3 questions\n";
        let check = |bank: &str| Fixture::new(bank).check_findings("flattened-group");
        check(&format!("//- /a.md\nText.\n\n{row}\n{finding}"));
        check(&format!("//- /a.md\nText.\n\n```\n{row}\n```\n"));
    }
}
