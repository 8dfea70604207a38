use crate::bank::Severity;
use crate::facts::mark::Mark;
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::remove_topic;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "repeated-topic",
    severity: Severity::Warning,
    summary: "A question lists a topic twice",
    page: r"
## What it finds
The same topic, spelt identically, more than once in the list of one question.

## Why
The second one has no effect, and often another topic was intended.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Concurrency, Concurrency]
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Concurrency, Types]
---
```

## What to do
Remove it, or write the intended topic.
",
    checks: &[Check::Question(check)],
    fixes: &[remove_topic::REPEATED],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    // Elsewhere than in a list of topics, two labels can name the same one: a category and a tag.
    if !question.is_whole() || !question.is_keyed() {
        return;
    }
    for (at, topic) in question.topics().enumerate() {
        let mut earlier = question.topics().take(at);
        let same = |other: &Mark<'_>| other.text == topic.text;
        if let Some(first) = earlier.find(same) {
            found
                .add(topic.span, format!("`{}` is already listed", topic.text))
                .about(About::Part(Part::Topic(at)))
                .unnecessary()
                .related(context.path, first.span, "first listed here");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn the_same_letters_twice() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - question: Block?
    topics:
      - 'Core'
      - Types
      - Core
//^^^ repeated-topic: `Core` is already listed
      - core
      - Core
//^^^ repeated-topic
  - question: Flow?
    topics: [Types, 'Core',
      'Types']
//^^^ repeated-topic
  - question: Another?
    topics: [Types]
  - question: 'Broken?
    topics: [Types, Types]
  - question: Allowed?
    topics: [Types, Types] # qmark: allow(repeated-topic)
---
",
        )
        .check_findings("repeated-topic");
    }
}
