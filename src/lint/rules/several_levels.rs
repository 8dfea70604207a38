use crate::bank::Severity;
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::remove_topic;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "several-levels",
    severity: Severity::Warning,
    summary: "A question has more than one level",
    page: r"
## What it finds
A question whose topics contain two different levels, or whose `level` differs from the level among its topics.

## Why
Only one level is used: the `level`, or else the first topic that is a level. The author may have intended the other.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Beginner, Advanced, Concurrency]
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Beginner, Concurrency]
---
```

## What to do
Keep one level and remove the other.
",
    checks: &[Check::Question(check)],
    fixes: &[remove_topic::LEVELS],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some((level, first)) = context
        .bank
        .own_level_of(question)
        .filter(|_| question.is_whole())
    else {
        return;
    };
    for (at, topic) in question.topics().enumerate() {
        let other = context.bank.config().level(topic.text);
        if other.is_some_and(|other| other != level) {
            found
                .add(
                    topic.span,
                    format!(
                        "`{}` is a second level; this question already has `{}`",
                        topic.text, first.text
                    ),
                )
                .about(About::Part(Part::Topic(at)))
                .related(context.path, first.span, "the level that is used");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn different_levels_of_one_question() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - topics: [Beginner, Core]
  - topics:
    - Intermediate
    - 'Advanced'
//^^^ several-levels: `Advanced` is a second level; this question already has `Intermediate`
    - expert
//^^^ several-levels
  - topics: [Easy, Beginner, freshers]
  - topics: [Core, Beginner]
//^^^ several-levels: `Beginner` is a second level; this question already has `Hard`
    level: Hard
  - topics: [Core, Beginner]
    level: Beginner
  - topics: [Core, Beginner]
    level: Unknown
  - question: 'Broken
    topics: [Beginner, Advanced]
  - {topics: [Beginner, Advanced]} # qmark: allow(several-levels)
---
",
        )
        .check_findings("several-levels");
    }
}
