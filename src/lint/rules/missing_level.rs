use crate::bank::{Bank, Severity};
use crate::lint::fixes::add_level;
use crate::lint::rule::{Check, Found, GroupContext, Leveled, Rule};
use crate::syntax::question::Question;
use crate::syntax::yaml::{Kind, Node};

pub const RULE: Rule = Rule {
    code: "missing-level",
    severity: Severity::Warning,
    summary: "A question has no level, while the others of its group have one",
    page: r"
## What it finds
A question that has neither a `level` nor a topic that is a level, in a group where at least half of the questions have
one. Which words are levels the configuration says; by default Beginner, Intermediate and Advanced, and their synonyms.

## Why
The site sorts the questions of such a group by level, and this one has no place among them.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Beginner, Concurrency]
  - question: What is a mutex?
    answer: A lock for one goroutine at a time.
    topics: [Concurrency]
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: A typed pipe between goroutines.
    topics: [Beginner, Concurrency]
  - question: What is a mutex?
    answer: A lock for one goroutine at a time.
    topics: [Intermediate, Concurrency]
---
```

## What to do
Say how hard the question is.
",
    checks: &[Check::Group(check)],
    mends: &[add_level::MEND],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let count = |wanted| {
        context
            .leveled
            .iter()
            .filter(|leveled| **leveled == wanted)
            .count()
    };
    let without = count(Leveled::No);
    if without == 0 || count(Leveled::Yes) < without {
        return;
    }
    let leveled = context.leveled.iter().enumerate();
    for (index, _) in leveled.filter(|(_, leveled)| **leveled == Leveled::No) {
        if let Some(placed) = context.group.questions.get(index) {
            report(context.bank, placed.question, placed.start, found);
        }
    }
}

fn report(bank: &Bank, question: &Question, start: u32, found: &mut Found<'_>) {
    let Some(map) = question.map() else {
        return;
    };
    let topics = map.value("topics");
    let unreadable = topics.is_some_and(|node| node.as_list().is_none() && !node.is_null());
    let level = map.value("level");
    // What has the wrong type or is empty is reported as that.
    let written = level.and_then(Node::as_scalar);
    let text =
        written.filter(|scalar| scalar.kind() == Kind::String && !scalar.text.trim().is_empty());
    match (level, text) {
        (_, Some(word)) => {
            let names: Vec<String> = bank
                .config()
                .levels
                .iter()
                .map(|level| format!("`{}`", level.name))
                .collect();
            let message = format!(
                "`{}` is no level; the levels are {}",
                word.text,
                names.join(", ")
            );
            found.add(word.span.shift(start), message);
        }
        (None, None) if !unreadable => {
            found.add(
                question.first_key().shift(start),
                "this question has no level, while the others of its group have one",
            );
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(questions: &str) {
        for end in ["\n", "␍\n"] {
            let source = format!("//- /go/go.md\n---{end}questions:{end}{questions}---{end}");
            Fixture::new(&source).check_findings("missing-level");
        }
    }

    #[test]
    fn at_least_half_have_one() {
        check(
            "
  - topics: [Beginner]
  - topics: [Core]
//^^^ missing-level: this question has no level, while the others of its group have one
",
        );
        check(
            "
  - topics: [Beginner]
  - topics: [Core]
  - topics: [Core]
",
        );
        check(
            "
  - topics: [Core]
  - topics: [Core]
",
        );
        check("");
    }

    #[test]
    fn a_level_is_a_key_or_a_topic_or_a_synonym() {
        check(
            "
  - level: expert
  - level: Hard
    topics: [Core]
  - topics: [Core, 'easy']
  - {topics: [Core], question: Flow?}
//^^^ missing-level
  - question: No topics?
//^^^ missing-level
    answer: Yes.
  - question: Null?
//^^^ missing-level
    topics:
  - question: Unknown?
    level: Simple
//^^^ missing-level: `Simple` is no level; the levels are `Beginner`, `Intermediate`, `Advanced`
  - level: Simple
    topics: [Beginner]
",
        );
    }

    #[test]
    fn what_is_wrong_otherwise_is_left() {
        check(
            "
  - topics: [Beginner]
  - topics: [Beginner]
  - topics: [Beginner]
  - topics: [Beginner]
  - topics: Core
  - level: ''
  - level: [Beginner]
  - word
  - question: 'Broken
    topics: [Core]
  # qmark: allow(missing-level)
  - topics: [Core]
",
        );
    }
}
