use crate::bank::Severity;
use crate::lint::fixes::add_level;
use crate::lint::keys;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};
use crate::syntax::yaml::Node;

pub const RULE: Rule = Rule {
    code: "missing-topics",
    severity: Severity::Warning,
    summary: "A question has no topics",
    page: r"
## What it finds
A question without the key `topics`, or whose list of topics is empty or contains only empty values.

## Why
Readers choose questions by topic, and this question will not appear in any topic list.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: []
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Concurrency]
---
```

## What to do
List at least one topic, preferably one that other questions of the bank have too.
",
    checks: &[Check::Question(check)],
    fixes: &[add_level::NO_TOPICS],
};

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let Some(map) = context.node.as_map().filter(|_| question.is_whole()) else {
        return;
    };
    // A slip in the key is one finding, of `unknown-key`.
    if keys::question(context).is_some_and(|keyed| !keyed.misspelt("topics").is_empty()) {
        return;
    }
    let entry = map.get("topics");
    // A value that is not a list, or a list of something else than text, is for `wrong-type` alone.
    let span = match entry.map(|entry| &entry.value) {
        None => question.report_span(),
        Some(Node::List(list)) if list.items.iter().all(Node::is_blank) => {
            match list.items.is_empty() || list.flow {
                true => list.span,
                false => entry.map_or(list.span, |entry| entry.key.span),
            }
        }
        Some(Node::Scalar(scalar)) if scalar.text.trim().is_empty() || scalar.is_null() => {
            entry.map_or(scalar.span, |entry| entry.key.span)
        }
        Some(_) => return,
    };
    found.add(
        span,
        "this question has no topics and will not appear in any topic list",
    );
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn no_topic_at_all() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - question: Absent?
//^^^ missing-topics: this question has no topics and will not appear in any topic list
    answer: Yes.
  - question: A slip in the key?
    topic: [Core]
    answer: Yes.
  - question: A slip in the key of nothing?
//^^^ missing-topics
    topic: []
    answer: Yes.
  - question: Nothing written?
    topics:
//^^^ missing-topics
    answer: Yes.
  - question: Empty list?
    topics: [ ]
//^^^ missing-topics
  - {question: Flow?, answer: Yes.}
//^^^ missing-topics
  - question: Nothing in quotes?
    topics: ''
//^^^ missing-topics
  - question: Nothing in a list?
    topics: ['']
//^^^ missing-topics
  - question: Nothing in a list, several times?
    topics: [' ', '', ~, null, ]
//^^^ missing-topics
  - question: Hyphens only?
    topics:
//^^^ missing-topics
      - ''
      -
      - ' '
      - ~
  - question: A hyphen only?
    topics:
//^^^ missing-topics
      -
    answer: Yes.
  - question: One is something?
    topics: ['', Core]
  - question: Wrong type?
    topics: Core
  - question: Wrong type inside?
    topics: [1, '']
  - question: Fine?
    topics:
    - Core
  - question: 'Broken?
  - just text
  # qmark: allow(missing-topics)
  - question: Allowed?
---
",
        )
        .check_findings("missing-topics");
    }
}
