//! Updates the table of contents of a document: on each save for authors who want that, and from the menu in the table and at
//! findings about it.

use super::action::{Action, Kind, Request};
use super::quick_fix;
use crate::edit::Planned;
use crate::edit::contents::{self, Part};
use crate::lint::Finding;
use crate::text::{Span, TextEdit, line_end, line_start};

const TITLE: &str = "Update the table of contents";

const ALL: Part = Part::All { removes: false };

/// One action for the whole table; none if there is nothing to update. Editors ask for this kind by name only, so it may
/// compute the answer.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
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

/// The same action as a fix of the first finding at the selection that is about the table, where it changes more than the
/// fix of that finding does.
pub(super) fn as_fix(request: &Request<'_>) -> Vec<Action> {
    let Some((finding, part)) = finding(request) else {
        return Vec::new();
    };
    let all = unchecked(request, ALL);
    if all.is_empty() || all == unchecked(request, part) {
        return Vec::new();
    }
    vec![Action {
        finding: Some(finding.clone()),
        ..Action::new(Kind::QuickFix, TITLE, plan)
    }]
}

/// The same action in the table, where no finding has it.
pub(super) fn in_table(request: &Request<'_>) -> Vec<Action> {
    let is_shown = is_in_table(request) && finding(request).is_none();
    match is_shown && !unchecked(request, ALL).is_empty() {
        true => vec![Action::new(Kind::Rewrite, TITLE, plan)],
        false => Vec::new(),
    }
}

fn unchecked(request: &Request<'_>, part: Part) -> Vec<TextEdit> {
    contents::unchecked(request.bank, request.path, request.text, part)
}

/// The first finding at the selection that is about the table of the file, and the part of the table that its own fix updates.
fn finding<'r>(request: &Request<'r>) -> Option<(&'r Finding, Part)> {
    let group = request.group().filter(|group| !group.contents.is_empty())?;
    let is_entry = |at: u32| {
        let after = group.contents.partition_point(|entry| entry.span.end < at);
        let entry = group.contents.get(after);
        entry.is_some_and(|entry| entry.span.touches(at))
    };
    quick_fix::touched(request).find_map(|finding| {
        let at = finding.span.start;
        let part = match finding.code {
            "contents-differs" => Part::Entry(at),
            "broken-anchor" if is_entry(at) => Part::Entry(at),
            "missing-from-contents" => Part::Questions(group.question_at(at)?),
            _ => return None,
        };
        Some((finding, part))
    })
}

/// Whether the selection touches the table, from its head on.
fn is_in_table(request: &Request<'_>) -> bool {
    let Some(group) = request.group() else {
        return false;
    };
    // A link in an answer is not an entry of the table.
    let is_outside = |at: u32| group.question_at(at).is_none();
    let mut entries = group.contents.iter().map(|entry| entry.span);
    let mut entries = entries.by_ref().filter(|span| is_outside(span.start));
    let Some(first) = entries.next() else {
        return false;
    };
    let last = entries.last().unwrap_or(first);
    let table = Span::new(
        head(request.text, first.start),
        line_end(request.text, last.end),
    );
    let Span { start, end } = request.span;
    start <= table.end && table.start <= end && is_outside(start.max(table.start))
}

/// Where the table starts that has a row at `at`: above it are its head and the line below that.
fn head(text: &str, at: u32) -> u32 {
    let mut start = line_start(text, at);
    while start > 0 {
        let above = line_start(text, start - 1);
        if !Span::new(above, start).slice(text).contains('|') {
            break;
        }
        start = above;
    }
    start
}

fn plan(request: &Request<'_>) -> Planned {
    contents::update(request.bank, request.path, request.text, ALL)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, titles};
    use super::TITLE;

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

    /// How often the action is offered in the menu of the document with its cursor.
    fn count(bank: &str) -> usize {
        let titles = titles(bank).into_iter();
        // On saving it is offered anywhere.
        titles.filter(|title| title == TITLE).count() - 1
    }

    #[test]
    fn once_in_the_table_and_at_its_findings() {
        let wrong = TABLE
            .replace("(#what-is-a-key", "(#key")
            .replace("[What is a lock?]", "[Which locks?]");
        let at = |before: &str| {
            let text = document(&wrong).replace("$0", "");
            assert!(text.contains(before), "{before}");
            text.replacen(before, &format!("{before}$0"), 1)
        };
        for (place, offered) in [
            ("# Interview", 0),
            // At a finding beside the fix of that entry.
            ("- [Which", 1),
            ("- [What is a key?](#ke", 1),
            // In the table without a finding.
            ("- [What is a door", 1),
            ("## What is a lock", 0),
        ] {
            let bank = at(place);
            assert_eq!(count(&bank), offered, "{place}");
            if offered > 0 {
                check(TITLE, &bank, &document(TABLE).replace("$0", ""));
            }
        }
        let own = "Update this entry of the table of contents";
        let titles = titles(&at("- [Which"));
        assert_eq!(titles[..2], [own, TITLE]);
    }

    #[test]
    fn not_where_the_fix_of_the_entry_is_all() {
        let wrong = TABLE.replace("(#what-is-a-key", "(#key");
        let bank = document(&wrong).replace("$0", "");
        let here = bank.replace("(#key", "(#k$0ey");
        assert_eq!(count(&here), 0);
        let beside = bank.replace("- [What is a door", "- [What $0is a door");
        assert_eq!(count(&beside), 1);
    }

    #[test]
    fn in_the_head_of_a_table_and_at_a_question_without_a_row() {
        let row = |what: &str| format!("| [What is a {what}?](#what-is-a-{what}) |\n");
        let rows = |whats: &[&str]| {
            let head = "| Question |\n|---|\n".to_owned();
            head + &whats.iter().map(|what| row(what)).collect::<String>()
        };
        let all = ["lock", "key", "door", "wall", "bed", "roof", "step", "hall"];
        let bank = |table: &str| {
            let questions = all.map(|it| format!("## What is a {it}?\nIt is of wood.\n\n"));
            let questions = questions.concat();
            format!("//- /questions.md\n# Interview questions\n\n{table}\n{questions}")
        };
        let wrong = rows(&["lock", "key", "wall", "bed", "roof", "step", "hall"])
            .replace("#what-is-a-key", "#key");
        let after = bank(&rows(&all));
        for (place, cursor) in [
            ("| Question", "| Que$0stion"),
            ("## What is a door", "## Wh$0at is a door"),
        ] {
            let before = bank(&wrong).replace(place, cursor);
            assert_eq!(count(&before), 1, "{place}");
            check(TITLE, &before, &after);
        }
    }
}
