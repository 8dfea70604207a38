//! Sorts the topics of all questions of a group, for authors who do that on each save.

use super::action::{Action, Kind, Request};
use crate::edit::{Edit, Planned, topics};

/// One action for the whole group; none if its topics are sorted. Editors ask for this kind by name only, so it may
/// compute the answer.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    const TITLE: &str = "Sort the topics: levels first, without duplicates";
    if request.group().is_none() {
        return Vec::new();
    }
    match plan(request) {
        Ok(edit) if edit.is_empty() => Vec::new(),
        Ok(_) => vec![Action::new(Kind::OrganizeTopics, TITLE, plan)],
        Err(refusal) => vec![Action::refused(Kind::OrganizeTopics, TITLE, refusal)],
    }
}

fn plan(request: &Request<'_>) -> Planned {
    topics::organize(request.bank, request.path, request.text).map(Edit::normal)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, titles};

    const TITLE: &str = "Sort the topics: levels first, without duplicates";

    fn group(first: &str, second: &str) -> String {
        format!("//- /a.md\n---␍\nquestions:␍\n- topics: [{first}]␍\n- topics: {second}␍\n---␍\n")
    }

    #[test]
    fn every_question_is_put_in_order() {
        let before = group("Core, 'Hard', Core", "\n  - Maps 😀␍\n  - Easy");
        let after = group("'Hard', Core", "\n  - Easy␍\n  - Maps 😀");
        check(TITLE, &before.replacen("---", "---$0", 1), &after);
    }

    #[test]
    fn what_is_in_order_needs_nothing() {
        let bank = group("Hard, Core", "$0[]");
        assert!(!titles(&bank).contains(&TITLE.to_owned()));
        assert_eq!(titles("//- /b.md\n$0Text\n"), [""; 0]);
    }
}
