use std::borrow::Cow;

use crate::bank::{Bank, Severity};
use crate::facts::question::Question;
use crate::facts::slot::Part;
use crate::lint::brief::Leveled;
use crate::lint::finding::About;
use crate::lint::fixes::add_level;
use crate::lint::keys;
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "missing-level",
    severity: Severity::Warning,
    summary: "A question has no level, while others in its group have one",
    page: r"
## What it finds
A question that has neither a `level` nor a topic that is a level, in a group where at least half of the questions have
one. If fewer than half but at least two have one, the group gets a single finding, at `questions`, with the count; but not
markdown with many questions of which fewer than one in five have one. The setting `levels` defines the levels; the default is Beginner, Intermediate and Advanced, with their synonyms.

A topic that is a misspelt level, such as `Beginners`, counts as that level; `near-topic` reports the misspelling. A
misspelt `level` is reported by this rule.

## Why
Readers work through such a group by level, and this question belongs to none of them.

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
Add the level of the question.
",
    checks: &[Check::Group(check)],
    fixes: &[add_level::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let count = |wanted: fn(Leveled) -> bool| {
        let leveled = context.briefs.iter().map(|brief| brief.leveled);
        leveled.filter(|leveled| wanted(*leveled)).count()
    };
    let known = count(|leveled| leveled != Leveled::Unknown);
    let with = count(Leveled::has_one);
    let each = with * 2 >= known;
    let is_reported = |leveled: &Leveled| match leveled {
        Leveled::Slip => true,
        Leveled::No => each,
        _ => false,
    };
    let briefs = context.briefs.iter().enumerate();
    for (index, _) in briefs.filter(|(_, brief)| is_reported(&brief.leveled)) {
        if let Some(placed) = context.group.questions.get(index) {
            report(context.bank, placed.question, placed.start, found);
        }
    }
    let without = count(|leveled| leveled == Leveled::No);
    // In a document the levels of a small part are not meant for all.
    let are_meant = context.group.yaml().is_some() || with * 5 >= known;
    if are_meant && !each && with >= 2 && without > 0 {
        let message =
            format!("{without} of {known} questions have no level, while {with} have one");
        found.add(context.group.opening, message);
    }
}

fn report(bank: &Bank, question: &Question, start: u32, found: &mut Found<'_>) {
    let Some(word) = question.level() else {
        if has_slip_in_key(bank, question) {
            return;
        }
        found.add(
            question.report_span().shift(start),
            "this question has no level, while others in its group have one",
        );
        return;
    };
    let levels = &bank.config().levels;
    let advice = match bank.probable_level(word.text).and_then(|at| levels.get(at)) {
        Some(intended) => format!("did you mean `{}`?", intended.name),
        None => {
            let names: Vec<String> = levels
                .iter()
                .map(|level| format!("`{}`", level.name))
                .collect();
            format!("the levels are {}", names.join(", "))
        }
    };
    let message = format!("`{}` is not a level; {advice}", word.text);
    found
        .add(word.span.shift(start), message)
        .about(About::Part(Part::Level));
}

/// Whether the question has a level under a misspelt key: one finding, of `unknown-key`.
fn has_slip_in_key(bank: &Bank, question: &Question) -> bool {
    let node = question.node();
    let map = node.as_map().map(Cow::Borrowed);
    let keyed = map.map(|map| keys::question_map(bank, question, map));
    let is_level =
        |word: &&str| bank.config().level(word).is_some() || bank.probable_level(word).is_some();
    keyed.is_some_and(|keyed| {
        let words = [keyed.misspelt("level"), keyed.misspelt("topics")].concat();
        words.iter().any(is_level)
    })
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[track_caller]
    fn check(questions: &str) {
        for end in ["\n", "␍\n"] {
            let source = format!("//- /go/go.md\n---{end}questions:{end}{questions}---{end}");
            Fixture::new(&source).check_findings("missing-level");
        }
    }

    #[test]
    fn levels_of_a_part_of_a_document() {
        let mut text = "//- /questions.md\n# Interview questions\n\n| Question | Level |\n|---|---|\n\
            | What is a lock? | Easy |\n| What is a key? | Hard |\n| What is a page? | Hard |\n\n## Other\n"
            .to_owned();
        for number in 1..=20 {
            text += &format!("\n- What is thing {number}?");
        }
        Fixture::new(&text).check_findings("missing-level");
    }

    #[test]
    fn at_least_half_have_one() {
        check(
            "
  - topics: [Beginner]
  - topics: [Core]
//^^^ missing-level: this question has no level, while others in its group have one
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
  - topics: [Beginner]
  - topics: [Core]
//^^^ missing-level
  - topics: [Core]
//^^^ missing-level
  - topics: [Hard]
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
    fn a_question_that_is_not_written_under_keys() {
        Fixture::new(
            "//- /cards.md
# Beginner
Q: What is a channel?
Q: What is a map?
# Maps
Q: Is a map ordered?
//^^^ missing-level: this question has no level, while others in its group have one
A: No.
<!-- lines -->
",
        )
        .check_findings("missing-level");
    }

    #[test]
    fn a_level_under_a_misspelt_key_is_a_finding_of_the_key() {
        check(
            "
  - topics: [Beginner]
  - topics: [Beginner]
  - topics: [Beginner]
  - topics: [Core]
    levl: Beginner
  - topcs: [Core, Beginner]
  - topcs: [Core]
//^^^ missing-level
",
        );
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
//^^^ missing-level: `Simple` is not a level; the levels are `Beginner`, `Intermediate`, `Advanced`
  - level: Simple
    topics: [Beginner]
",
        );
    }

    /// A group whose first questions have a level and the others none; with what is found in it.
    fn group(with: usize, without: usize) -> Vec<String> {
        let leveled = "  - topics: [Beginner, Core]\n".repeat(with);
        let others = "  - topics: [Core]\n".repeat(without);
        let text = format!("//- /go/go.md\n---\nquestions:\n{leveled}{others}---\n");
        let bank = Fixture::new(&text).bank;
        let findings = Findings::of_bank(&bank);
        let found = findings.of("go/go.md").iter();
        let found = found.filter(|it| it.code == "missing-level");
        found.map(|it| it.message.clone()).collect()
    }

    #[test]
    fn an_added_question_silences_nothing() {
        for (with, without, count) in [(1, 1, 1), (15, 15, 15), (16, 14, 14), (1, 2, 0), (0, 9, 0)]
        {
            assert_eq!(group(with, without).len(), count, "{with} and {without}");
        }
        for (with, without, message) in [
            (
                15,
                16,
                "16 of 31 questions have no level, while 15 have one",
            ),
            (3, 47, "47 of 50 questions have no level, while 3 have one"),
            (2, 3, "3 of 5 questions have no level, while 2 have one"),
        ] {
            assert_eq!(group(with, without), [message]);
        }
    }

    #[test]
    fn many_without_a_level_are_counted_once() {
        Fixture::new(
            "//- /go/go.md
---
questions:
//^^^ missing-level: 4 of 6 questions have no level, while 2 have one
  - topics: [Beginner]
  - topics: [Beginners]
  - topics: [Core]
  - topics: [Core]
  - level: Simple
  - topics: [Core]
  # qmark: allow(missing-level)
  - topics: [Core]
---
//- /all.md
---
questions: # qmark: allow(missing-level)
  - topics: [Beginner]
  - topics: [Beginner]
  - topics: [Core]
  - topics: [Core]
  - topics: [Core]
---
",
        )
        .check_findings("missing-level");
    }

    #[test]
    fn a_slip_for_a_level_is_that_level() {
        check(
            "
  - topics: [Beginner]
  - topics: [Beginners]
  - topics: [intermediates, Core]
  - topics: [Core, Begginer]
  - topics: [Expert]
  - topics: [Experts]
  - level: Begginer
//^^^ missing-level: `Begginer` is not a level; did you mean `Beginner`?
  - topics: [Core]
//^^^ missing-level
",
        );
        // A short word is a slip when `near-topic` finds one.
        let hard = "  - topics: [Hard]\n".repeat(3);
        check(&format!("\n{hard}  - topics: [Herd]\n"));
        check(&format!(
            "\n{hard}  - topics: [Herd]\n//^^^ missing-level\n  - topics: [Herd]\n//^^^ missing-level\n"
        ));
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
