use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::use_topic;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};
use crate::lint::topic_slip;

pub const RULE: Rule = Rule {
    code: "near-topic",
    severity: topic_slip::DEFAULT_SEVERITY,
    summary: "A topic looks like a misspelling of a more frequent one",
    page: r"
## What it finds
A topic that differs from a more frequent one of the bank only in case, hyphens, spaces or a plural; or a topic that is
used once and differs from a more frequent one by one letter, in long names by two. If the bank has a closed list of
topics, a topic on the list is not reported as a misspelling of one that is not on it.

Similar topics that name different things are not reported:

| they differ in | for example |
|---|---|
| a number or a version | Java 8 and Java 9, IPv4 and IPv6, OAuth and OAuth2 |
| a symbol | C, C# and C++ |
| a letter of an acronym | HTTP and HTTPS, JSON and BSON |
| an acronym and a word | MEAN and Mean, REST and rest |
| an additional word | Angular and AngularJS |
| a prefix that makes an opposite | sync and async, encoding and decoding |

## Why
The misspelling becomes a separate topic: a heading with one question under it, and that question is missing from the list
where readers look for it.

## Example
```bad
//- /sql/sql.md
---
questions:
  - question: What does `NUMERIC` hold?
    answer: Exact numbers.
    topics: [Data Type]
  - question: What does `REAL` hold?
    answer: Approximate numbers.
    topics: [Data Type]
  - question: What does `TEXT` hold?
    answer: Characters.
    topics: [Date Type]
---
```
```good
//- /sql/sql.md
---
questions:
  - question: What does `NUMERIC` hold?
    answer: Exact numbers.
    topics: [Data Type]
  - question: What does `REAL` hold?
    answer: Approximate numbers.
    topics: [Data Type]
  - question: What does `TEXT` hold?
    answer: Characters.
    topics: [Data Type]
---
//- /net/net.md
---
questions:
  - question: What is a request?
    answer: A method and a path.
    topics: [HTTP, IPv4]
  - question: What is a response?
    answer: A status and a body.
    topics: [HTTP, IPv4]
  - question: What does a certificate prove?
    answer: Who the server is.
    topics: [HTTPS, IPv6]
---
```

## What to do
Write the topic as the other questions have it. Which spelling is right is a guess, so `--fix` and fix on save do not
change topics. If both topics are intended, allow this one with a comment.
",
    checks: &[Check::Question(check)],
    fixes: &[use_topic::FIX],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    if !question.is_whole() {
        return;
    }
    let asked = question.text().map(|text| text.text.to_lowercase());
    for (at, topic) in question.topics().enumerate() {
        // A word that the question is about is meant.
        let named = topic.text.to_lowercase();
        let is_meant = asked.as_ref().is_some_and(|text| {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            words.any(|word| word == named)
        });
        if is_meant {
            continue;
        }
        if let Some(other) = topic_slip::near(context.bank, topic.text) {
            found
                .add(
                    topic.span,
                    format!(
                        "`{}` looks like a misspelling of `{other}`, which is used more often",
                        topic.text
                    ),
                )
                .about(About::Part(Part::Topic(at)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn one_finding_per_use() {
        Fixture::new(
            r"
//- /a/a.md
---
questions:
  - topics: [Indexes, Error Handling, Beginner]
  - topics: [Indexes, Error Handling, Beginner, C, Core]
  - topics: [Indexes, error-handling, Begginer, D, Care, Care]
//^^^ near-topic: `error-handling` looks like a misspelling of `Error Handling`, which is used more often
//^^^ near-topic: `Begginer` looks like a misspelling of `Beginner`, which is used more often
---
//- /b/b.md
---
questions:
  - topics:
      - Index
//^^^ near-topic: `Index` looks like a misspelling of `Indexes`, which is used more often
      - 'Core'
  - topics: [Index, Core] # qmark: allow(near-topic)
  - topics: ['Index', Core]
//^^^ near-topic
  - question: 'Broken
    topics: [Index, indexes]
  - topics: [Indexes, Indexes]
---
",
        )
        .check_findings("near-topic");
    }

    #[test]
    fn a_slip_is_left_to_unknown_topic_where_that_is_the_graver_rule() {
        let source = r"
topics: [Error Handling]
rules: {unknown-topic: error}
//- /a/a.md
---
questions:
  - topics: [Error Handling, Beginner]
  - topics: [Error Handling, Beginner]
  - topics: [error-handling, Beginners]
//^^^ unknown-topic: `error-handling` is not one of this bank's topics; did you mean `Error Handling`?
//^^^ unknown-topic: `Beginners` is not one of this bank's topics; did you mean `Beginner`?
---
";
        Fixture::new(source).check_findings("unknown-topic");
        let near = source.lines().filter(|line| !line.starts_with("//^^^"));
        Fixture::new(&near.collect::<Vec<_>>().join("\n")).check_findings("near-topic");
    }

    #[test]
    fn what_the_closed_list_has_is_no_slip_for_what_it_has_not() {
        Fixture::new(
            r"
topics: [Index, Error Handling]
//- /a/a.md
---
questions:
  - topics: [Indexes, Error Handling]
  - topics: [Indexes, Error Handling]
  - topics: [Index, error-handling]
//^^^ near-topic: `error-handling` looks like a misspelling of `Error Handling`, which is used more often
---
",
        )
        .check_findings("near-topic");
    }
}
