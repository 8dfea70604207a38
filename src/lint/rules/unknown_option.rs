use crate::bank::Severity;
use crate::lint::fixes::mark_option;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};
use crate::text::ellipsis;

pub const RULE: Rule = Rule {
    code: "unknown-option",
    severity: Severity::Error,
    summary: "The line that names the right option names one that does not exist",
    page: r"
## What it finds
A line such as `Answer: E` below options `A` to `D`, or one that quotes a text that none of the options has.

## Why
Readers learn a wrong answer, or none.

## Example
```bad
//- /go-quiz.md
# Go quiz

### 1. Which type has a fixed length?
A. array
B. slice

Answer: A

### 2. Which keyword starts a goroutine?
A. go
B. start

Answer: C

### 3. Which value has a map that was not made?
A. zero
B. no value

Answer: no vallue
```
```good
//- /go-quiz.md
# Go quiz

### 1. Which type has a fixed length?
A. array
B. slice

Answer: A

### 2. Which keyword starts a goroutine?
A. go
B. start

Answer: A

### 3. Which value has a map that was not made?
A. zero
B. no value

Answer: no value
```

## What to do
Name the right option, or write the one that is missing.
",
    checks: &[Check::Question(check)],
    fixes: &[mark_option::IN_KEY],
};

/// The longest name of an option in a message, in bytes.
const LONGEST: usize = 80;

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    if let (Some(name), Some(key)) = (question.unknown_option(), question.options_key()) {
        let message = format!("the question has no option `{}`", ellipsis(name, LONGEST));
        found.add(key.span, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn letters_and_texts() {
        Fixture::new(
            "//- /quiz.md
# Quiz

### 1. Which one is a lock?
A. a mutex of one thread
B. a channel between threads

Answer: D
//^^^ unknown-option: the question has no option `D`

### 2. Which one is a pipe?
- [ ] a mutex of one thread
- [ ] a channel between threads

**Answer:** a chanel between threads
//^^^ unknown-option: the question has no option `a chanel between threads`

### 3. Which one is a table?
- [ ] a mutex
- [x] a map

Answer: It stores each value under its key, and that is what makes it a table of them.
",
        )
        .check_findings("unknown-option");
    }
}
