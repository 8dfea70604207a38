//! Sorts questions by level, the easiest first.

use std::ops::Range;

use super::action::{Action, Kind, Request};
use crate::bank::Bank;
use crate::edit::verify::same_questions;
use crate::edit::{Edit, Planned, diff};
use crate::facts::group::Group;
use crate::shape;
use crate::shape::write::TargetList;
use crate::text::{self, Lines, Refusal};

/// One action for the selected questions or, at a cursor in the head, for the whole group; none if they are sorted.
///
/// Questions without a level come last. Questions of the same level, and those without one, keep their order.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let Some(places) = request.scope().filter(|places| places.len() > 1) else {
        return Vec::new();
    };
    let movable = |group: &&Group| shape::is_writable(group) && group.yaml().is_some();
    let Some(group) = request.group().filter(movable) else {
        return Vec::new();
    };
    if order(request.bank, group, places.clone()).is_sorted() {
        return Vec::new();
    }
    let title = match places.len() == group.questions.len() {
        true => "Sort the questions by level".to_owned(),
        false => format!("Sort these {} questions by level", places.len()),
    };
    let action = match sortable(group, request.text, places) {
        Ok(()) => Action::new(Kind::Rewrite, title, plan),
        Err(refusal) => Action::refused(Kind::Rewrite, title, refusal),
    };
    vec![action]
}

/// The index of each question's level; questions without one sort last.
fn order(bank: &Bank, group: &Group, places: Range<usize>) -> Vec<usize> {
    let questions = group.questions.range(places);
    let levels = questions.map(|placed| bank.level_of(&placed));
    levels
        .map(|level| level.map_or(usize::MAX, |(place, _)| place))
        .collect()
}

fn sortable(group: &Group, text: &str, places: Range<usize>) -> Result<(), Refusal> {
    TargetList::check_movable(group, "the questions")?;
    let mut questions = group.questions.range(places);
    let Some(broken) = questions.find(|placed| !placed.question.is_whole()) else {
        return Ok(());
    };
    let at = broken.start + broken.question.marker.start;
    let line = Lines::new(text).line_of(at) + 1;
    Err(Refusal::new(format!(
        "the question in line {line} is not valid YAML; fix it first"
    )))
}

fn plan(request: &Request<'_>) -> Planned {
    let no_questions = || Refusal::new("the questions no longer exist");
    let (group, places) = request
        .group()
        .zip(request.scope())
        .ok_or_else(no_questions)?;
    sortable(group, request.text, places.clone())?;
    let levels = order(request.bank, group, places.clone());
    let mut sorted: Vec<usize> = (0..levels.len()).collect();
    sorted.sort_by_key(|at| levels[*at]);
    let list = TargetList {
        text: request.text,
        group,
    };
    let edit = list.reorder(places.clone(), &sorted)?;
    let text =
        text::apply(request.text, &[edit]).map_err(|overlap| Refusal::new(overlap.to_string()))?;
    holds(request, group, &text, &places, &sorted)?;
    Ok(Edit::texts(request.path, diff(request.text, &text)))
}

/// Checks that every question has the same content afterwards.
fn holds(
    request: &Request<'_>,
    group: &Group,
    after: &str,
    places: &Range<usize>,
    sorted: &[usize],
) -> Result<(), Refusal> {
    let facts = request.bank.read(request.path, after);
    let is_equal = |after: &Group| {
        let now = after.questions.range(places.clone());
        let expected = sorted
            .iter()
            .filter_map(|from| group.questions.get(places.start + from));
        after.questions.len() == group.questions.len()
            && same_questions(
                now.map(|placed| &**placed.question),
                expected.map(|placed| &**placed.question),
            )
    };
    match facts.as_group().is_some_and(is_equal) {
        true => Ok(()),
        false => Err(Refusal::new(
            "a question would change its meaning in another position",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, refused, titles};

    const GROUP: &str = "\
//- /go/go.md
---
order: 1$0
questions:
  # The first.
  - question: 1
    topics: [Core]

  - question: 2 😀
    answer: |
      # no comment
    topics:
      - 'Hard' # why

  # Note
  # on two lines.
  - level: Fundamental
    topics: [Core, Advanced]
  - question: 4
    topics: [beginner]

# The end.
ending: x.md
---
Text
";

    const SORTED: &str = "\
//- /go/go.md
---
order: 1
questions:
  # Note
  # on two lines.
  - level: Fundamental
    topics: [Core, Advanced]

  - question: 4
    topics: [beginner]

  - question: 2 😀
    answer: |
      # no comment
    topics:
      - 'Hard' # why
  # The first.
  - question: 1
    topics: [Core]

# The end.
ending: x.md
---
Text
";

    #[test]
    fn whole_questions_move() {
        check("Sort the questions by level", GROUP, SORTED);
        let crlf = |bank: &str| {
            let lines = bank.lines().map(|line| match line.starts_with("//-") {
                true => format!("{line}\n"),
                false => format!("{line}␍\n"),
            });
            lines.collect::<String>()
        };
        check("Sort the questions by level", &crlf(GROUP), &crlf(SORTED));
    }

    #[test]
    fn a_selection_is_sorted_alone() {
        let item = |level: &str| format!("- topics: [{level}]\n");
        let bank = |marks: [&str; 2], levels: &[&str]| {
            let items = levels.iter().map(|level| item(level));
            let items: String = items.collect();
            let items = items
                .replacen(
                    "- topics: [Hard]",
                    &format!("{}- topics: [Hard]", marks[0]),
                    1,
                )
                .replacen(
                    "- topics: [Expert]",
                    &format!("{}- topics: [Expert]", marks[1]),
                    1,
                );
            format!("//- /a.md\n---\nquestions:\n{items}---\n")
        };
        check(
            "Sort these 2 questions by level",
            &bank(["$1", "$2"], &["Medium", "Hard", "Easy", "Expert", "Easy"]),
            &bank(["", ""], &["Medium", "Easy", "Hard", "Expert", "Easy"]),
        );
    }

    #[test]
    fn kept_blank_lines_belong_to_their_question() {
        check(
            "Sort the questions by level",
            "//- /a.md\n---\nquestions:$0\n- topics: [Hard]\n  answer: |+\n    A\n\n- topics: [Easy]\n  answer: |+\n    B\n\n\n---\n",
            "//- /a.md\n---\nquestions:\n- topics: [Easy]\n  answer: |+\n    B\n\n\n- topics: [Hard]\n  answer: |+\n    A\n\n---\n",
        );
    }

    #[test]
    fn nothing_is_offered_where_nothing_would_change() {
        for items in [
            "- topics: [Easy]\n- topics: [Beginner]\n- topics: [Hard]\n- topics: [x]\n",
            "- topics: [x]\n- topics: []\n",
            "- topics: [Hard]\n",
            "",
        ] {
            let bank = format!("//- /a.md\n---\norder: 1$0\nquestions:\n{items}---\n");
            let offered = titles(&bank);
            assert!(
                !offered.iter().any(|title| title.contains("Sort")),
                "{offered:?}"
            );
        }
        let inside = "//- /a.md\n---\nquestions:\n- topics: [Hard$0]\n- topics: [Easy]\n---\n";
        assert_eq!(
            titles(inside)
                .iter()
                .filter(|title| title.contains("Sort"))
                .count(),
            0
        );
    }

    #[test]
    fn refusals() {
        refused(
            "Sort the questions by level",
            "//- /a.md\n---\norder: 1$0\nquestions: [{topics: [Hard]}, {topics: [Easy]}]\n---\n",
            "the questions do not each start with a hyphen on a line of its own",
        );
        refused(
            "Sort the questions by level",
            "//- /a.md\n---\norder: 1$0\nquestions:\n- topics: [Hard]\n- topics: [Easy]\n",
            "the questions are in a frontmatter that is not closed; add a line `---` at its end",
        );
        refused(
            "Sort the questions by level",
            "//- /a.md\n---\norder: 1$0\nquestions:\n- topics: [Hard]\n- topics: [Easy]\n  question: 'x\n---\n",
            "the question in line 5 is not valid YAML; fix it first",
        );
    }
}
