use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::{list_topic, use_topic};
use crate::lint::rule::{Check, Found, QuestionContext, Rule};
use crate::lint::topic_slip;

pub const RULE: Rule = Rule {
    code: "unknown-topic",
    severity: topic_slip::DEFAULT_SEVERITY,
    summary: "A topic is not in the bank's closed list",
    page: r"
## What it finds
A topic that is not in the list `topics` of the bank's configuration. Levels are always allowed. The rule does nothing if
the bank lists no topics. A misspelling of a more frequent topic is reported by `near-topic`, or by this rule if its
configured severity is higher.

## Why
The bank defines its topics, and a question under another topic appears in no list.

## Example
```bad
topics: [Concurrency, Types]
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Beginner, Channels]
---
```
```good
topics: [Concurrency, Types]
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Beginner, Concurrency]
---
```

## What to do
Choose a topic from the list, or add this one to it.
",
    checks: &[Check::Question(check)],
    fixes: &[use_topic::UNKNOWN, list_topic::FIX],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    if !question.is_whole() {
        return;
    }
    for (at, topic) in question.topics().enumerate() {
        if !topic_slip::is_reported_as_unknown(context.bank, topic.text) {
            continue;
        }
        let mut message = format!("`{}` is not one of this bank's topics", topic.text);
        if let Some(intended) = topic_slip::intended(context.bank, topic.text) {
            message += &format!("; did you mean `{intended}`?");
        }
        found
            .add(topic.span, message)
            .about(About::Part(Part::Topic(at)));
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn only_what_the_list_has() {
        Fixture::new(
            r"
topics: [Data Type, Core]
levels:
  - Beginner
  - name: Advanced
    synonyms: [Expert]
//- /go/go.md
---
questions:
  - topics: [Core, beginner, Expert]
  - topics: [core]
//^^^ unknown-topic: `core` is not one of this bank's topics; did you mean `Core`?
  - topics:
      - 'Date Type'
//^^^ unknown-topic: `Date Type` is not one of this bank's topics; did you mean `Data Type`?
      - Astronomy # qmark: allow(unknown-topic)
      - Intermediate
//^^^ unknown-topic: `Intermediate` is not one of this bank's topics
  - question: 'Broken
    topics: [Astronomy]
---
",
        )
        .check_findings("unknown-topic");
    }

    #[test]
    fn any_will_do_without_a_list() {
        Fixture::new("//- /go/go.md\n---\nquestions:\n  - topics: [Astronomy]\n---\n")
            .check_findings("unknown-topic");
    }

    #[test]
    fn a_page_of_topics_extends_the_list() {
        Fixture::new(
            r"
topics: [Core]
documents: [{files: topics.md, shape: topics}]
//- /topics.md
# Topics

## Easy

- Caching
//- /go/go.md
---
questions:
  - question: One?
    answer: a
    topics: [Core, Caching, Storage]
//^^^ unknown-topic: `Storage` is not one of this bank's topics
---
",
        )
        .check_findings("unknown-topic");
    }
}
