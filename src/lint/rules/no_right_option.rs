use crate::bank::Severity;
use crate::lint::fixes::mark_option;
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "no-right-option",
    severity: Severity::Error,
    summary: "None of a question's options is marked as right",
    page: r"
## What it finds
A question with options of which none is right, in a file that marks the right option of most of its questions. Options are
marked by their boxes, or named by a line such as `Answer: B`. A file that marks none, or few, leaves the answers out on
purpose, and is not reported.

## Why
Readers cannot answer the question, and a program that reads the bank can only fail.

## Example
```bad
//- /go-quiz.md
# Go quiz

#### Q1. Which type has a fixed length?
- [x] array
- [ ] slice

#### Q2. Which keyword starts a goroutine?
- [ ] the keyword go
- [ ] the keyword start

With the keyword go, a function runs beside the one that calls it.

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
- [x] the keyword go
- [ ] the keyword start

With the keyword go, a function runs beside the one that calls it.

#### Q3. Which value has a map that was not made?
- [ ] 0
- [x] nil
```

## What to do
Mark the right option.
",
    checks: &[Check::Group(check)],
    fixes: &[mark_option::QUOTED, mark_option::CHOSEN],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let (quiz, questions) = (context.quiz(), &context.group.questions);
    if quiz.undecided.len() * 2 >= quiz.several {
        return;
    }
    let open = quiz.undecided.iter();
    let open = open.filter_map(|index| questions.get(*index));
    // A key that names another option is reported by `unknown-option`.
    for placed in open.filter(|placed| placed.question.unknown_option().is_none()) {
        found.add(
            placed.question.report_span().shift(placed.start),
            "none of the options of this question is right",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(text: &str) {
        Fixture::new(&format!("//- /quiz.md\n# Quiz\n{text}")).check_findings("no-right-option");
    }

    #[test]
    fn most_have_a_right_one() {
        check(
            "
#### Q1. Which one is a lock?
- [x] a mutex
- [ ] a channel

#### Q2. Which one is a pipe?
//^^^ no-right-option: none of the options of this question is right
- [ ] a mutex
- [ ] a channel

#### Q3. Which one is a table?
- [ ] a mutex
- [x] a map
",
        );
    }

    #[test]
    fn a_sheet_without_answers() {
        check(
            "
#### Q1. Which one is a lock?
- [ ] a mutex
- [ ] a channel

#### Q2. Which one is a pipe?
- [ ] a mutex
- [ ] a channel

#### Q3. Which one is a table?
- [ ] a mutex
- [ ] a map
",
        );
    }
}
