//! Updates an entry of a table of contents, or adds those of questions that have none.

use crate::bank::contents_match::{contents_match, lists_most};
use crate::edit::Planned;
use crate::edit::contents::{self, Part};
use crate::lint::contents_elsewhere::contents_elsewhere;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::text::Refusal;

/// The entry at the finding.
pub const ENTRY: FixProvider = FixProvider {
    description: "Update the entry of the table of contents",
    fixes: entry,
};

fn entry(context: &FixContext<'_>) -> Vec<Fix> {
    let at = context.finding.span.start;
    let entries = context.group().map_or(&[][..], |group| &group.contents);
    let after = entries.partition_point(|entry| entry.span.end < at);
    let here = entries.get(after).filter(|entry| entry.span.touches(at));
    if here.is_none() || !contents::is_outdated(context.bank, context.path, context.text, at) {
        return Vec::new();
    }
    let fix = Fix::guess(
        "Update this entry of the table of contents",
        move |context| {
            let part = Part::Entry(context.finding.span.start);
            contents::update(context.bank, context.path, context.text, part)
        },
    );
    vec![fix.preferred().of_any_shape()]
}

/// The entries of the question at the finding, and of those after it without one.
pub const MISSING: FixProvider = FixProvider {
    description: "Add the question to the table of contents",
    fixes: missing,
};

fn missing(context: &FixContext<'_>) -> Vec<Fix> {
    let Some((group, (index, _))) = context.group().zip(context.question()) else {
        return Vec::new();
    };
    let title = match group.contents.is_empty() {
        false => "Add to the table of contents".to_owned(),
        true => match contents_elsewhere(context.bank, context.path, group) {
            Some(table) => format!("Add to the table of contents in `{}`", table.path),
            None => return Vec::new(),
        },
    };
    let fix = Fix::guess(title, move |context| add(context, index));
    vec![fix.preferred().of_any_shape()]
}

/// Adds the questions from one on to the table that lists most of the file's, here or in another file.
fn add(context: &FixContext<'_>, index: usize) -> Planned {
    let FixContext {
        bank, path, text, ..
    } = *context;
    let gone = || Refusal::new("the table of contents no longer exists");
    let group = context.group().ok_or_else(gone)?;
    let own = contents_match(group);
    if own.is_some_and(|own| lists_most(&own.listed)) {
        return contents::update(bank, path, text, Part::Questions(index));
    }
    let table = contents_elsewhere(bank, path, group).ok_or_else(gone)?;
    contents::elsewhere::add(bank, context.sources, (path, index), &table.path)
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, titles};

    fn document(contents: &str) -> String {
        let questions = ["lock", "key", "door", "wall", "bed"];
        let questions = questions.map(|it| format!("## What is a {it}?\nIt is of wood.\n\n"));
        format!(
            "//- /questions.md\n# Interview questions\n\n{contents}\n{}",
            questions.concat()
        )
    }

    const TABLE: &str = "- [What is a lock?](#what-is-a-lock)\n- [What is a key?](#what-is-a-key)\n- [What is a door?](#what-is-a-door)\n- [What is a wall?](#what-is-a-wall)\n- [What is a bed?](#what-is-a-bed)\n";

    #[test]
    fn the_entry_alone() {
        let title = "Update this entry of the table of contents";
        for (code, old, new) in [
            ("contents-differs", "[What is a key?]", "[Which keys?]"),
            ("broken-anchor", "(#what-is-a-key)", "(#the-key)"),
        ] {
            let before = document(&TABLE.replace(old, new));
            check(code, title, &before, &document(TABLE));
        }
        let dead = document(&format!("{TABLE}- [Old](#old)\n"));
        assert!(!titles("broken-anchor", &dead).contains(&title.to_owned()));
    }

    #[test]
    fn a_question_without_an_entry() {
        let before = TABLE.replace("- [What is a door?](#what-is-a-door)\n", "");
        check(
            "missing-from-contents",
            "Add to the table of contents",
            &document(&before),
            &document(TABLE),
        );
    }

    #[test]
    fn a_table_in_another_file() {
        for line_break in ["\n", "␍\n"] {
            let bank = |rows: &str| {
                let questions = ["lock", "key", "door", "wall", "bed"];
                let questions =
                    questions.map(|it| format!("## What is a {it}?\nIt is of wood.\n\n"));
                let readme = format!("# Home\n\n{rows}\n").replace('\n', line_break);
                format!(
                    "//- /README.md\n{readme}//- /q/all.md\n# Interview questions\n\n{}",
                    questions.concat()
                )
            };
            let row = |what: &str| format!("- [What is a {what}?](q/all.md#what-is-a-{what})\n");
            let rows = |whats: &[&str]| whats.iter().map(|what| row(what)).collect::<String>();
            check(
                "missing-from-contents",
                "Add to the table of contents in `README.md`",
                &bank(&rows(&["lock", "key", "door", "bed"])),
                &bank(&rows(&["lock", "key", "door", "wall", "bed"])),
            );
        }
    }
}
