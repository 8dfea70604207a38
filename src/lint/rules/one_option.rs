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
    let (mut all, mut several, mut single) = (0, 0, Vec::new());
    for placed in &context.group.questions {
        all += 1;
        match placed.question.options() {
            [] => {}
            [option] => single.push(option.text.span.shift(placed.start)),
            _ => several += 1,
        }
    }
    if several * 2 > all {
        for span in single {
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
