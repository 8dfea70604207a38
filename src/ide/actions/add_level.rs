//! Adds a level to questions without one.

use super::action::{Action, Kind, Request};
use crate::edit::{Edit, Planned, level};
use crate::facts::questions::Placed;
use crate::shape::write::Target;
use crate::text::Refusal;

/// One action for each level. Each applies to the selected questions without a level; at a cursor in the head, to all
/// in the group. Questions that cannot be read are left alone.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let without = without_level(request);
    let what = match without.len() {
        0 => return Vec::new(),
        1 => "the question".to_owned(),
        count => format!("{count} questions"),
    };
    let levels = request.bank.config().levels.iter().enumerate();
    let action = |(place, level): (usize, &crate::bank::config::Level)| {
        let title = format!("Add the level `{}` to {what} without one", level.name);
        let add = move |request: &Request<'_>| plan(request, place);
        Action::new(Kind::Rewrite, title, add).checked(request)
    };
    levels.map(action).collect()
}

fn without_level(request: &Request<'_>) -> Vec<usize> {
    let found = request.group().zip(request.scope());
    let Some((group, places)) = found else {
        return Vec::new();
    };
    let lacks = |(_, placed): &(usize, Placed<'_>)| {
        placed.question.is_whole()
            && placed.question.map().is_some_and(|map| {
                let level = map.value("level");
                level.is_none_or(|level| level.is_null())
            })
            && request.bank.probable_level_of(placed).is_none()
    };
    let questions = places.clone().zip(group.questions.range(places));
    questions.filter(lacks).map(|(at, _)| at).collect()
}

fn plan(request: &Request<'_>, level: usize) -> Planned {
    let no_questions = || Refusal::new("the questions no longer exist");
    let group = request.group().ok_or_else(no_questions)?;
    let name = request
        .bank
        .config()
        .levels
        .get(level)
        .ok_or_else(no_questions)?;
    let without = without_level(request);
    let near = without.first().copied().unwrap_or(0);
    let own_key = level::has_own_key(request.bank, group, near);
    let mut edits = Vec::new();
    for placed in without.iter().filter_map(|at| group.questions.get(*at)) {
        let target = Target {
            text: request.text,
            group,
            placed,
        };
        edits.push(target.add_level(&name.name, own_key)?);
    }
    Ok(Edit::texts(request.path, edits))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, titles};

    #[test]
    fn first_among_the_topics() {
        check(
            "Add the level `Beginner` to 5 questions without one",
            r#"
//- /go/go.md
---
order: 1$0
questions:
  - question: Has one
    topics:
      - 'Hard'
  - question: Block 😀
    topics:
      # Note
      - "Core" # why
      - Maps
  - topics: ['Core', Maps] # flow
  - topics: []
    answer: x
  - question: None
    answer: |
      text

  - topics:
  - question: 'broken
    topics: []
---
"#,
            r#"
//- /go/go.md
---
order: 1
questions:
  - question: Has one
    topics:
      - 'Hard'
  - question: Block 😀
    topics:
      # Note
      - "Beginner"
      - "Core" # why
      - Maps
  - topics: ['Beginner', 'Core', Maps] # flow
  - topics: ['Beginner']
    answer: x
  - question: None
    answer: |
      text
    topics: ['Beginner']

  - topics: ['Beginner']
  - question: 'broken
    topics: []
---
"#,
        );
    }

    #[test]
    fn a_new_list_has_the_form_of_its_neighbours() {
        for key in ["questions", "\"questions\"", "'questions'"] {
            let group = |order: &str, added: &str| {
                format!(
                    "//- /a.md\n---\n{order}\n{key}:\n  - question: A\n    topics:\n      - Hard\n  - question: B\n{added}---\n"
                )
            };
            check(
                "Add the level `Beginner` to the question without one",
                &group("order: 1$0", ""),
                &group("order: 1", "    topics:\n      - Beginner\n"),
            );
        }
        // Between braces there is only one form.
        let flow = |order: &str, added: &str| {
            format!(
                "//- /a.md\n---\n{order}\nquestions:\n  - question: A\n    topics:\n      - Hard\n  - {{question: B{added}}}\n---\n"
            )
        };
        check(
            "Add the level `Beginner` to the question without one",
            &flow("order: 1$0", ""),
            &flow("order: 1", ", topics: [Beginner]"),
        );
    }

    #[test]
    fn as_a_key_of_its_own() {
        check(
            "Add the level `Advanced` to 3 questions without one",
            "//- /a.md\n---\nquestions:\n- question: A\n  level: Easy\n$1- question: B\n  topics: [x]\n- topics: [x]\n- answer: C$2\n  level:\n---\n",
            "//- /a.md\n---\nquestions:\n- question: A\n  level: Easy\n- question: B\n  level: Advanced\n  topics: [x]\n- level: Advanced\n  topics: [x]\n- answer: C\n  level: Advanced\n---\n",
        );
        // A group without any level writes them as the others do.
        check(
            "Add the level `Intermediate` to the question without one",
            "//- /a.md\n---␍\nquestions: [{answer: A$1, $2topics: [x]}]␍\n---␍\n//- /b.md\n---\nquestions:\n- level: Hard\n---\n",
            "//- /a.md\n---␍\nquestions: [{answer: A, level: Intermediate, topics: [x]}]␍\n---␍\n//- /b.md\n---\nquestions:\n- level: Hard\n---\n",
        );
    }

    #[test]
    fn one_action_a_level_and_none_where_all_have_one() {
        let bank = |topic: &str| {
            format!(
                "levels: [Easy, Tough]\n//- /a.md\n---\norder: 1$0\nquestions:\n- topics: [{topic}]\n---\n"
            )
        };
        let offered = |topic| {
            let all = titles(&bank(topic)).into_iter();
            all.filter(|title| title.contains("level"))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            offered("Core"),
            [
                "Add the level `Easy` to the question without one",
                "Add the level `Tough` to the question without one"
            ]
        );
        assert_eq!(offered("tough"), [""; 0]);
    }
}
