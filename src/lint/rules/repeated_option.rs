use crate::bank::Severity;
use crate::lint::fixes::remove_option;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "repeated-option",
    severity: Severity::Warning,
    summary: "Two options of a question say the same",
    page: r"
## What it finds
An option that says the same as an earlier option of its question, with the code or the image that belongs to it. It is an
error if only one of the two is marked as right.

## Why
Readers who know the answer can still choose the wrong one of the two.

## Example
```bad
//- /go-quiz.md
# Go quiz

#### Q1. Which type has a fixed length?
- [x] array
- [ ] slice
- [ ] array

#### Q2. Which keyword starts a goroutine?
- [x] go
- [ ] start

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
- [ ] map

#### Q2. Which keyword starts a goroutine?
- [x] go
- [ ] start

#### Q3. Which value has a map that was not made?
- [ ] 0
- [x] nil
```

## What to do
Remove the option, or correct it.
",
    checks: &[Check::Question(check)],
    fixes: &[remove_option::FIX],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let options = context.question.options();
    for (place, option) in options.iter().enumerate().skip(1) {
        let same = |earlier: &usize| {
            let earlier = &options[*earlier];
            earlier.content != 0 && earlier.content == option.content
        };
        let Some(first) = (0..place).find(same) else {
            continue;
        };
        let severity = match options[first].is_right == option.is_right {
            true => Severity::Warning,
            false => Severity::Error,
        };
        let message = format!("option {} says the same as option {}", place + 1, first + 1);
        // The text of an option can be all below it.
        let span = match option.text.span.is_empty() {
            true => option.marker,
            false => option.text.span,
        };
        found.add_as(severity, span, message).related(
            context.path,
            options[first].text.span,
            "the earlier option",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn all_of_the_option_counts() {
        Fixture::new(
            "//- /quiz.md
# Quiz

#### Q1. Which one is a lock?
- [x] a mutex
- [ ] a channel
- [ ]  a  mutex
//^^^ repeated-option: option 3 says the same as option 1

#### Q2. Which program ends?
- [x]

```go
for {}
```

- [ ]

```go
return
```

- [ ] ![a program](loop.png)
- [ ] ![a program](end.png)

#### Q3. Which one is a table?
- [ ] `Map`
- [x] `map`
",
        )
        .check_findings("repeated-option");
    }
}
