use crate::bank::Severity;
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "one-option",
    severity: Severity::Warning,
    summary: "A question has a single option to choose from",
    page: r"
## What it finds
A question with one option, in a file in which most questions have several.

## Why
There is nothing to choose. Mostly the other options are written in another way, so that no reader sees them as options.

## Example
```bad
//- /go-quiz.md
# Go quiz

#### Q1. Which type has a fixed length?
- [x] array
- [ ] slice

#### Q2. Which keyword starts a goroutine?
- [x] go

#### Q3. Which value has a map that was not made?
- [ ] 0
- [x] nil
```
```good
//- /go-quiz.md
# Go quiz

#### Q1. Which type has a fixed length?
- [x] array
- [ ] slice

#### Q2. Which keyword starts a goroutine?
- [x] go
- [ ] start

#### Q3. Which value has a map that was not made?
- [ ] 0
- [x] nil
```

## What to do
Write the other options like the first one, or add some.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let (quiz, questions) = (context.quiz(), &context.group.questions);
    if quiz.several * 2 <= questions.len() {
        return;
    }
    for placed in quiz.single.iter().filter_map(|index| questions.get(*index)) {
        for option in placed.question.options() {
            let span = option.text.span.shift(placed.start);
            found.add(span, "this is the only option of its question");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn a_task_is_no_option() {
        Fixture::new(
            "//- /questions.md
# Interview questions

### What is a lock?
- [ ] learnt

It is held by one thread.

### What is a key?
- [x] learnt

It opens a lock.

### What is a page?
- [ ] learnt

A part of a table.
",
        )
        .check_findings("one-option");
    }
}
