//! Gives a question a level.

use crate::edit::{Edit, Planned, level};
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::text::Refusal;

use super::shared::marked_value;

/// One fix for each level of the bank, written where the group has its levels.
pub const FIX: FixProvider = FixProvider {
    description: "Write one of the bank's levels, as in the other questions of the group",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let levels = context.bank.config().levels.iter();
    // A finding about a value is about a word that is not a level; else the question has no level.
    if let Some(word) = context.value() {
        let intended = context.bank.probable_level(word.text);
        let write = |name: &smol_str::SmolStr| {
            let name = name.clone();
            let title = format!("Write `{name}`");
            Fix::guess(title, move |context| marked_value::write(context, &name))
        };
        let mut fixes: Vec<Fix> = levels.map(|level| write(&level.name)).collect();
        if let Some(at) = intended.filter(|at| *at < fixes.len()) {
            let fix = fixes.remove(at).preferred();
            fixes.insert(0, fix);
        }
        return fixes;
    }
    // A group's own finding counts questions; an action at its head gives them levels. In a document headings give levels.
    if context
        .question()
        .is_none_or(|(_, placed)| !placed.question.is_keyed())
    {
        return Vec::new();
    }
    let add = |name: &smol_str::SmolStr| {
        let name = name.clone();
        let title = format!("Add the level `{name}`");
        Fix::guess(title, move |context| add(context, &name))
    };
    levels.map(|level| add(&level.name)).collect()
}

/// The same for a question without topics, where levels are among them.
pub const NO_TOPICS: FixProvider = FixProvider {
    description: "Add one of the bank's levels, in groups where levels are topics",
    fixes: fixes_without_topics,
};

fn fixes_without_topics(context: &FixContext<'_>) -> Vec<Fix> {
    let here = |name: &str| {
        let topic = context.bank.topics().get(name);
        topic.is_some_and(|topic| topic.groups.contains_key(context.path))
    };
    let levels = &context.bank.config().levels;
    let listed = levels
        .iter()
        .any(|level| here(&level.name) || level.synonyms.iter().any(|word| here(word)));
    let leveled = context.question().is_none_or(|(_, placed)| {
        !placed.question.is_keyed() || context.bank.level_of(&placed).is_some()
    });
    if !listed || leveled {
        return Vec::new();
    }
    let add = |name: &smol_str::SmolStr| {
        let name = name.clone();
        let title = format!("Add the level `{name}`");
        Fix::guess(title, move |context| add_as(context, &name, false))
    };
    levels.iter().map(|level| add(&level.name)).collect()
}

fn add(context: &FixContext<'_>, name: &str) -> Planned {
    let found = context.group().zip(context.question());
    let (group, (at, _)) = found.ok_or_else(gone)?;
    add_as(context, name, level::has_own_key(context.bank, group, at))
}

fn add_as(context: &FixContext<'_>, name: &str, own_key: bool) -> Planned {
    let target = context.target().ok_or_else(gone)?;
    let edit = target.add_level(name, own_key)?;
    Ok(Edit::texts(context.path, [edit]))
}

fn gone() -> Refusal {
    Refusal::new("the question no longer exists")
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    fn group(first: &str, second: &str) -> String {
        format!(
            "//- /a/a.md\n---\nquestions:\n  - question: One?\n    {first}\n  - question: Two?\n    {second}\n---\n"
        )
    }

    #[test]
    fn where_the_group_has_levels() {
        let title = "Add the level `Advanced`";
        check(
            "missing-level",
            title,
            &group("topics: [Beginner, x]", "topics: ['x'] # so"),
            &group("topics: [Beginner, x]", "topics: ['Advanced', 'x'] # so"),
        );
        check(
            "missing-level",
            title,
            &group("level: Easy", "topics: [x]"),
            &group("level: Easy", "level: Advanced\n    topics: [x]"),
        );
        check(
            "missing-topics",
            title,
            &group("topics: [Beginner]", "topics: []"),
            &group("topics: [Beginner]", "topics: [Advanced]"),
        );
        let apart = group("level: Easy\n    topics: [x]", "topics: []");
        assert!(titles("missing-topics", &apart).is_empty());
    }

    #[test]
    fn in_place_of_a_word_that_is_none() {
        let bank = |word: &str| group("level: Easy", &format!("level: '{word}'"));
        check(
            "missing-level",
            "Write `Advanced`",
            &bank("Master"),
            &bank("Advanced"),
        );
        let all = [
            "Write `Beginner`",
            "Write `Intermediate`",
            "Write `Advanced`",
        ];
        assert_eq!(titles("missing-level", &bank("Master")), all);
        assert_eq!(
            titles("missing-level", &bank("Advancd")),
            [
                "Write `Advanced`",
                "Write `Beginner`",
                "Write `Intermediate`"
            ]
        );
    }

    #[test]
    fn what_counts_the_questions_of_a_group_has_no_fix() {
        let questions = ["Beginner, x", "Hard", "x", "x", "x"];
        let questions = questions.map(|topics| format!("  - topics: [{topics}]\n"));
        let bank = format!("//- /a/a.md\n---\nquestions:\n{}---\n", questions.concat());
        assert_eq!(titles("missing-level", &bank), [""; 0]);
    }

    #[test]
    fn in_place_of_topics_that_are_nothing() {
        for (before, after) in [
            ("topics: ['']", "topics: [Advanced]"),
            ("topics: [\"\", ~]", "topics: [Advanced]"),
            ("topics:\n      - ''", "topics:\n      - Advanced"),
            ("topics:\n      -", "topics:\n      - Advanced"),
        ] {
            for code in ["missing-level", "missing-topics"] {
                check(
                    code,
                    "Add the level `Advanced`",
                    &group("topics: [Beginner]", before),
                    &group("topics: [Beginner]", after),
                );
            }
        }
    }
}
