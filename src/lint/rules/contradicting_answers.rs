use crate::bank::Severity;
use crate::facts::question::Question;
use crate::lint::rule::{Check, Found, GroupContext, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "contradicting-answers",
    severity: Severity::Error,
    summary: "The same question with the same options has another right answer elsewhere",
    page: r"
## What it finds
A question that repeats an earlier one of the bank, with the same options in any order and the same code, where other
options are right. Also a question that names different options as right in two of its own lines: in its key, and in a
line such as `The correct answer is B`.

## Why
One of the two answers is wrong, and readers cannot tell which.

## Example
```bad
//- /go-quiz.md
# Go quiz

#### Q1. Which type has a fixed length?
- [x] array
- [ ] slice

#### Q2. Which keyword starts a goroutine?
- [x] go
- [ ] start

#### Q3. Which type has a fixed length?
- [ ] array
- [x] slice
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

#### Q3. Which type can grow?
- [ ] array
- [x] slice
```

## What to do
Find out which answer is right, and correct or remove the other.
",
    checks: &[Check::Group(check), Check::Question(check_own)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let bank = context.bank;
    for pair in bank.duplicate_questions(context.path) {
        let is_here = pair.group == *context.path;
        let (Some(group), Some(later)) = (
            bank.group(pair.group.as_str()),
            context.group.questions.get(pair.later),
        ) else {
            continue;
        };
        let earlier = group.questions.get(pair.earlier);
        let Some(earlier) = earlier.filter(|it| contradict(it.question, later.question)) else {
            continue;
        };
        let place = match is_here {
            true => String::new(),
            false => format!(" in `{}`", pair.group),
        };
        let message =
            format!("the same question{place} with the same options has another right answer");
        let there = earlier.question.report_span().shift(earlier.start);
        found
            .add(later.question.report_span().shift(later.start), message)
            .related(&pair.group, there, "the earlier question");
    }
}

/// A line of the question itself that names other options than its key.
fn check_own(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some((line, places)) = question.contradiction() else {
        return;
    };
    let message = format!(
        "this line names {} as right, but the question has marked {}",
        named(places.iter().copied()),
        named(question.right_options())
    );
    let finding = found.add(line, message);
    if let Some(key) = question.options_key() {
        finding.related(context.path, key.span, "the other answer");
    }
}

/// Options by their number: `option 2`, `options 1 and 3`.
pub(super) fn named(places: impl IntoIterator<Item = usize>) -> String {
    let places = places.into_iter();
    let numbers: Vec<String> = places.map(|place| (place + 1).to_string()).collect();
    match numbers.as_slice() {
        [one] => format!("option {one}"),
        [first @ .., last] => format!("options {} and {last}", first.join(", ")),
        [] => "no option".to_owned(),
    }
}

/// Whether two questions with the same text have the same options and other right ones.
fn contradict(a: &Question, b: &Question) -> bool {
    // The context is what is between the text and the options, and the options.
    if a.options().is_empty() || a.context() != b.context() {
        return false;
    }
    let (all, right) = contents(a);
    let (others, other_right) = contents(b);
    let is_distinct = all.windows(2).all(|pair| pair[0] != pair[1]) && !all.contains(&0);
    is_distinct
        && all == others
        && !right.is_empty()
        && !other_right.is_empty()
        && right != other_right
}

/// What all options say, and what the right ones say; sorted.
fn contents(question: &Question) -> (Vec<u64>, Vec<u64>) {
    let options = question.options().iter();
    let mut all: Vec<u64> = options.clone().map(|option| option.content).collect();
    let right = options.filter(|option| option.is_right);
    let mut right: Vec<u64> = right.map(|option| option.content).collect();
    all.sort_unstable();
    right.sort_unstable();
    (all, right)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(text: &str) {
        Fixture::new(text).check_findings("contradicting-answers");
    }

    #[test]
    fn in_one_file_and_in_two() {
        check(
            "//- /a-quiz.md
# Quiz

#### Q1. Which one is a lock?
- [x] a mutex
- [ ] a channel

#### Q2. Which one is a pipe?
- [ ] a mutex
- [x] a channel

#### Q3. Which one is a lock?
- [ ] a tree
- [x] a door

#### Q4. Which one is a lock?
//^^^ contradicting-answers: the same question with the same options has another right answer
- [x] a channel
- [ ] a mutex
//- /b-quiz.md
# Quiz

#### Q1. Which one is a pipe?
//^^^ contradicting-answers: the same question in `a-quiz.md` with the same options has another right answer
- [x] a mutex
- [ ] a channel

#### Q2. Which one is a tree?
- [x] a heap
- [ ] a lock

#### Q3. Which one is a heap?
- [x] a heap
- [ ] a lock
",
        );
    }

    #[test]
    fn other_code_makes_another_question() {
        check(
            "//- /quiz.md
# Quiz

#### Q1. What is the output?

```go
fmt.Println(1)
```

- [x] 1
- [ ] 2

#### Q2. What is the output?

```go
fmt.Println(2)
```

- [ ] 1
- [x] 2

#### Q3. Which one is a lock?
- [x] a mutex
- [ ] a channel
",
        );
    }

    #[test]
    fn in_one_question() {
        check(
            "//- /quiz.md
# Quiz

### 1. Which one is a lock?
A. a mutex
B. a channel

Answer: A

The correct answer is B, because it locks.
//^^^ contradicting-answers: this line names option 2 as right, but the question has marked option 1

### 2. Which one is a pipe?
A. a mutex
B. a channel

Answer: B

The correct answer is B.

### 3. Which one is a tree?
A. a heap
B. a channel

Answer: A
",
        );
    }
}
