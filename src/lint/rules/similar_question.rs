use std::collections::HashSet;

use super::duplicate_question::{QuestionText, one_line};
use crate::bank::Severity;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::syntax::markdown::placeholder::is_placeholder;

pub const RULE: Rule = Rule {
    code: "similar-question",
    severity: Severity::Hint,
    summary: "A question asks nearly the same as an earlier one in the bank",
    page: r"
## What it finds
A question with the same meaningful words as an earlier question, in its group or in another. The comparison ignores
articles and similar words, the form of the question (`Explain …`, `What is …`), clauses such as `and how is it used`, and
words that the group implies because they are in its name or in most of its questions. Names, numbers, negations and verbs
all count. So does the order of words, except in comparisons.

Within one file, what a thing is, what it is for, how it works, which kinds of it there are, and an example of it are
different questions.

Questions that are identical, or have the same id in their group, are reported by `duplicate-question`. Translations and
copies of a file are not compared.

## Why
Readers get the question twice, perhaps with answers that contradict each other.

## Example
```bad
//- /backend/backend.md
---
questions:
  - question: What is a connection pool, and why is it important?
    answer: Open connections that are lent out.
---
//- /sql/sql.md
---
questions:
  - question: Can you explain what connection pools are?
    answer: A set of connections that stay open.
---
```
```good
//- /backend/backend.md
---
questions:
  - question: What is a connection pool, and why is it important?
    answer: Open connections that are lent out.
---
//- /sql/sql.md
---
questions:
  - question: How large should a connection pool be?
    answer: Not much larger than the number of cores.
---
```

## What to do
Keep the better one, or reword them to make the difference clear. If both are intended, allow the later one with a comment.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let bank = context.bank;
    let repeated: HashSet<usize> = bank
        .duplicate_questions(context.path)
        .map(|it| it.later)
        .collect();
    for pair in bank.similar_questions(context.path) {
        let is_reported = repeated.contains(&pair.later) || context.group.repeats_id(pair.later);
        let is_here = pair.group == *context.path;
        if is_reported || !is_here && bank.are_versions(context.path, &pair.group) {
            continue;
        }
        let texts = QuestionText::pair(context, pair.later, &pair.group, pair.earlier);
        let asks = |later: &QuestionText<'_>| !is_placeholder(later.text);
        let Some((earlier, later)) = texts.filter(|(_, later)| asks(later)) else {
            continue;
        };
        if is_here && Aspect::differ(earlier.text, later.text) {
            continue;
        }
        let place = match is_here {
            true => String::new(),
            false => format!(" in `{}`", pair.group),
        };
        let message = format!(
            "an earlier question{place} asks nearly the same: `{}`",
            one_line(earlier.text)
        );
        found
            .add(later.span, message)
            .related(&pair.group, earlier.span, "the earlier question");
    }
}

/// What a question wants to know of the thing that it asks about.
#[derive(PartialEq, Eq)]
enum Aspect {
    /// What it is.
    Nature,
    /// What it is for.
    Purpose,
    /// How it works.
    Working,
    /// Which kinds of it there are.
    Kinds,
    /// An example of it.
    Example,
}

impl Aspect {
    /// `None` if the text does not tell.
    fn of(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
        let starts = |wanted: &[&str]| words.starts_with(wanted);
        let lists =
            starts(&["what", "are", "different"]) || starts(&["what", "are", "the", "different"]);
        if has(&["example", "examples"]) {
            Some(Self::Example)
        } else if has(&["how"]) && has(&["work", "works"]) && !has(&["what"]) {
            Some(Self::Working)
        } else if lower.contains("are there") || lists || has(&["types", "kinds"]) {
            Some(Self::Kinds)
        } else if has(&["purpose", "uses"]) || lower.contains("use of ") {
            Some(Self::Purpose)
        } else if starts(&["what", "is"]) || starts(&["what", "are"]) || starts(&["what", "s"]) {
            (!has(&["role", "used", "importance"])).then_some(Self::Nature)
        } else {
            None
        }
    }

    /// Whether two texts certainly ask about different aspects.
    fn differ(one: &str, other: &str) -> bool {
        let (one, other) = (Self::of(one), Self::of(other));
        one.is_some() && other.is_some() && one != other
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("similar-question");
    }

    /// Whether two questions of one group, and of two, are found to ask the same.
    #[track_caller]
    fn pair(one: &str, other: &str, expected: bool) {
        let item = |text: &str| format!("  - question: {text:?}\n");
        let group = |name: &str, items: &str| {
            format!("//- /{name}/{name}.md\n---\nquestions:\n{items}---\n")
        };
        let here = group("a1", &(item(one) + &item(other)));
        let apart = group("a1", &item(one)) + &group("b1", &item(other));
        for bank in [here, apart] {
            let findings = Findings::of_bank(&Fixture::new(&bank).bank);
            let codes = findings.iter().flat_map(|(_, list)| list.iter());
            let found = codes
                .filter(|finding| finding.code == "similar-question")
                .count();
            assert_eq!(found == 1, expected, "{one:?} and {other:?} in\n{bank}");
        }
    }

    #[test]
    fn the_same_in_other_words() {
        for (one, other) in [
            ("What is a closure?", "Explain closures"),
            ("What is a closure?", "Can you explain what closures are?"),
            (
                "What is a closure?",
                "What are closures, and how/why would you use them?",
            ),
            (
                "What is the purpose of `useMemo`?",
                "What is useMemo used for?",
            ),
            (
                "What is the DOM?",
                "What is the Document Object Model (DOM)?",
            ),
            (
                "What is the difference between `let` and `var`?",
                "How does var differ from let?",
            ),
            ("`null` vs. `undefined`", "Compare undefined and null"),
            (
                "How is a container different from a VM?",
                "What is the difference between a VM and a container?",
            ),
            (
                "How do you prevent deadlocks?",
                "What methods would you use to prevent deadlocks?",
            ),
            (
                "How do you approach API versioning in your projects?",
                "How would you handle API versioning?",
            ),
            ("What is a time-out?", "What are timeouts?"),
            ("What is Node.js?", "What is NodeJS"),
            ("What is back-end caching?", "Explain backend caching"),
            (
                "Why can't a lambda contain statements?",
                "Why cannot lambdas contain a statement?",
            ),
        ] {
            pair(one, other, true);
            pair(other, one, true);
        }
    }

    #[test]
    fn different_questions_about_one_thing_in_one_file() {
        let whats = "What is an event loop?";
        for other in [
            "How does an event loop work?",
            "Explain how event loops work",
            "Which event loops are there?",
            "What are the different event loops?",
            "What is the purpose of an event loop?",
            "Give an example of an event loop",
        ] {
            let here = format!(
                "//- /a.md\n---\nquestions: [{{question: {whats}}}, {{question: {other}}}]\n---\n"
            );
            check(&here);
        }
        check(
            "
//- /a/a.md
---
questions:
  - question: What is an event loop?
---
//- /b/b.md
---
questions:
  - question: How does an event loop work?
//^^^ similar-question
---
",
        );
    }

    #[test]
    fn a_word_makes_another_question() {
        for (one, other) in [
            ("What is a channel?", "How do you close a channel?"),
            ("What is a channel?", "What is a buffered channel?"),
            (
                "What are the advantages of indexes?",
                "What are the disadvantages of indexes?",
            ),
            ("What is HTTP/1?", "What is HTTP/2?"),
            ("What is HTTP 1.1?", "What is HTTP 11?"),
            ("What is a left join?", "What is a right join?"),
            ("How is `let` scoped?", "How is `var` scoped?"),
            (
                "When does a while loop end?",
                "When does a do-while loop end?",
            ),
            ("When do you use an index?", "When do you not use an index?"),
            ("When do you use an index?", "Why do you use an index?"),
            ("Can you close a channel?", "How do you close a channel?"),
            (
                "How do you convert a string to a number?",
                "How do you convert a number to a string?",
            ),
            (
                "Can a class extend an interface?",
                "Can an interface extend a class?",
            ),
            (
                "What is the difference between let and var?",
                "What is the difference between let and const?",
            ),
            ("What is C?", "What is C++?"),
            ("What is C#?", "What is C++?"),
            ("What is `Map`?", "What does `map()` do?"),
            ("What does == compare?", "What does === compare?"),
            ("What is `this`?", "What is `it`?"),
            ("What is inlining?", "What is outlining?"),
            ("What runs before a test?", "What runs after a test?"),
            (
                "How do you cache without a proxy?",
                "How do you cache with a proxy?",
            ),
            ("How many threads are there?", "How long are threads there?"),
            ("What is type safety?", "What is memory safety?"),
            ("What is testing?", "What is a test?"),
            ("What is it?", "How is this?"),
            ("什么是闭包？", "什么是通道？"),
        ] {
            pair(one, other, false);
            pair(other, one, false);
        }
    }

    #[test]
    fn the_later_one_is_reported() {
        check(
            r"
//- /b/b.md
---
questions:
  - question: Explain locks
//^^^ similar-question: an earlier question in `a/a.md` asks nearly the same: `What is a lock?`
  - question: |
//^^^ similar-question: an earlier question asks nearly the same: `Explain locks`
      What are
      locks?
  - question: 'What is a lock?
  - question: What is a lock, and why is it useful? # qmark: allow(similar-question)
---
//- /a/a.md
---
questions:
  - question: What is a lock?
---
//- /c/c.md
---␍
questions: [{question: 'é 😀 lock?'}, {question: Locks}]␍
//^^^ similar-question: an earlier question in `b/b.md` asks nearly the same: `Explain locks`
---␍
",
        );
    }

    #[test]
    fn one_pair_is_never_reported_twice() {
        check(
            r"
//- /a/a.md
---
questions:
  - question: What is a lock?
  - question: What is a Lock
  - question: What are locks?
//^^^ similar-question
---
//- /b/b.md
---
questions:
  - question: What is a lock?
  - question: What is a lock
  - question: Explain locks
//^^^ similar-question
---
",
        );
    }

    #[test]
    fn what_a_file_is_about_counts_for_nothing() {
        check(
            r"
//- /a/plain.md
---
questions:
  - question: What is caching?
  - question: How does the event loop work in JavaScript?
---
//- /b/many.md
---
questions:
  - question: What is caching in back-end development?
//^^^ similar-question
  - question: What is routing in back-end development?
  - question: What is the role of routing in back-end development, and how is it implemented?
//^^^ similar-question
  - question: How do you test in back-end development?
  - question: How do you cache in back-end development?
  - question: What is a queue in back-end development?
  - question: How do you measure in back-end development?
  - question: What is a mock in back-end development?
---
//- /javascript/javascript.md
---
questions:
  - question: What is the event loop?
  - question: What is the event loop in JavaScript?
//^^^ similar-question: an earlier question asks nearly the same: `What is the event loop?`
  - question: What is JavaScript?
  - question: Explain the queue
//^^^ similar-question
---
//- /nodejs/nodejs.md
---
questions:
  - question: What is the event loop in Node.js?
//^^^ similar-question: an earlier question in `javascript/javascript.md` asks nearly the same: `What is the event loop?`
  - question: What is caching in Python?
---
",
        );
    }
}
