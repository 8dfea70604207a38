//! Updates the table of contents of a document, for authors who do that on each save.

use super::action::{Action, Kind, Request};
use crate::edit::Planned;
use crate::edit::contents::{self, Part};

/// One action for the whole table; none if there is nothing to update. Editors ask for this kind by name only, so it may
/// compute the answer.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    const TITLE: &str = "Update the table of contents";
    let group = request.group();
    if group.is_none_or(|group| group.contents.is_empty()) {
        return Vec::new();
    }
    match plan(request) {
        Ok(edit) if edit.is_empty() => Vec::new(),
        Ok(_) => vec![Action::new(Kind::UpdateContents, TITLE, plan)],
        Err(refusal) => vec![Action::refused(Kind::UpdateContents, TITLE, refusal)],
    }
}

fn plan(request: &Request<'_>) -> Planned {
    contents::update(
        request.bank,
        request.path,
        request.text,
        Part::All { removes: false },
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, titles};

    const TITLE: &str = "Update the table of contents";

    fn document(contents: &str) -> String {
        let questions = ["lock", "key", "door"];
        let questions = questions.map(|it| format!("## What is a {it}?\nIt is of wood.\n\n"));
        format!(
            "//- /questions.md\n# Interview questions$0\n\n{contents}\n{}",
            questions.concat()
        )
    }

    const TABLE: &str = "- [What is a lock?](#what-is-a-lock)\n- [What is a key?](#what-is-a-key)\n- [What is a door?](#what-is-a-door)\n";

    #[test]
    fn all_entries_are_updated() {
        let before = document(&TABLE.replace("(#what-is-a-key", "(#key"));
        check(TITLE, &before, &document(TABLE).replace("$0", ""));
    }

    #[test]
    fn what_is_up_to_date_needs_nothing() {
        for contents in [TABLE, ""] {
            assert!(!titles(&document(contents)).contains(&TITLE.to_owned()));
        }
    }
}
