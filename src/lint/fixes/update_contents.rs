//! Updates an entry of a table of contents, or adds those of questions that have none.

use crate::bank::BankPath;
use crate::bank::contents_match::{contents_match, lists_most};
use crate::edit::contents::{self, Part, several};
use crate::edit::{Edit, Planned, aliases};
use crate::lint::contents_elsewhere::contents_elsewhere;
use crate::lint::finding::Finding;
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
    let fix = Fix::guess(UPDATE, move |context| {
        let part = Part::Entry(context.finding.span.start);
        contents::update(context.bank, context.path, context.text, part)
    });
    vec![fix.preferred().of_any_shape()]
}

/// The entries of the question at the finding, and of those after it without one.
pub const MISSING: FixProvider = FixProvider {
    description: "Add the question to the table of contents",
    fixes: missing,
};

fn missing(context: &FixContext<'_>) -> Vec<Fix> {
    let found = context.question().zip(table(context));
    let Some(((index, _), table)) = found else {
        return Vec::new();
    };
    let title = match table == *context.path {
        true => ADD.to_owned(),
        false => format!("{ADD} in `{table}`"),
    };
    let fix = Fix::guess(title, move |context| add(context, index));
    vec![fix.preferred().of_any_shape()]
}

/// Makes the fixes above for findings of the file of `context` together. Returns the change, and the place of each finding
/// that it fixes with the title of its fix; `None` where they have to be made one by one.
pub fn together(
    context: &FixContext<'_>,
    findings: &[&Finding],
) -> Option<(Edit, Vec<(usize, String)>)> {
    let (mut entries, mut questions) = (Vec::new(), Vec::new());
    let own = contents_match(context.group()?)?;
    let lists_most = lists_most(&own.listed);
    for (place, finding) in findings.iter().enumerate() {
        let of = FixContext {
            finding,
            ..*context
        };
        match finding.code {
            "missing-from-contents" if lists_most => {
                questions.extend(of.question().map(|(index, _)| (place, index)));
            }
            "contents-differs" | "broken-anchor" => entries.push((place, finding.span.start)),
            _ => {}
        }
    }
    if entries.len() + questions.len() < 2 {
        return None;
    }
    let offsets: Vec<u32> = entries.iter().map(|(_, offset)| *offset).collect();
    let firsts: Vec<usize> = questions.iter().map(|(_, index)| *index).collect();
    let FixContext {
        bank, path, text, ..
    } = *context;
    let made = several::update(bank, path, text, (&offsets, &firsts)).ok()??;
    let edit = aliases::checked(made.edit.normal(), bank, context.sources).ok()?;
    let fixed =
        |(place, is_fixed): (usize, bool), title: &str| is_fixed.then(|| (place, title.to_owned()));
    let entries = entries.iter().map(|it| it.0).zip(made.entries);
    let questions = questions.iter().map(|it| it.0).zip(made.questions);
    let fixes = entries
        .filter_map(|it| fixed(it, UPDATE))
        .chain(questions.filter_map(|it| fixed(it, ADD)));
    Some((edit, fixes.collect()))
}

/// The title of the fix of an entry.
const UPDATE: &str = "Update this entry of the table of contents";

/// The title of the fix that adds entries to the file's own table.
const ADD: &str = "Add to the table of contents";

/// The file with the table that lists most questions of the finding's file: the same, or another one.
fn table(context: &FixContext<'_>) -> Option<BankPath> {
    let group = context.group()?;
    let own = contents_match(group);
    if own.is_some_and(|own| lists_most(&own.listed)) {
        return Some(context.path.clone());
    }
    Some(contents_elsewhere(context.bank, context.path, group)?.path)
}

/// Adds the questions from one on to that table.
fn add(context: &FixContext<'_>, index: usize) -> Planned {
    let FixContext {
        bank, path, text, ..
    } = *context;
    let gone = || Refusal::new("the table of contents no longer exists");
    let table = table(context).ok_or_else(gone)?;
    match table == *path {
        true => contents::update(bank, path, text, Part::Questions(index)),
        false => contents::elsewhere::add(bank, context.sources, (path, index), &table),
    }
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
            let bank_with = |rows: &str, own: &str| {
                let readme = format!("# Home\n\n{rows}\n").replace('\n', line_break);
                let questions = document(own).replace("//- /questions.md", "//- /q/all.md");
                format!("//- /README.md\n{readme}{questions}")
            };
            let bank = |rows: &str| bank_with(rows, "");
            let row = |what: &str| format!("- [What is a {what}?](q/all.md#what-is-a-{what})\n");
            let rows = |whats: &[&str]| whats.iter().map(|what| row(what)).collect::<String>();
            check(
                "missing-from-contents",
                "Add to the table of contents in `README.md`",
                &bank(&rows(&["lock", "key", "door", "bed"])),
                &bank(&rows(&["lock", "key", "door", "wall", "bed"])),
            );
            // A few links above the questions are not their table.
            let few = "- [What is a lock?](#what-is-a-lock)\n- [What is a key?](#what-is-a-key)\n";
            check(
                "missing-from-contents",
                "Add to the table of contents in `README.md`",
                &bank_with(&rows(&["lock", "key", "door", "bed"]), few),
                &bank_with(&rows(&["lock", "key", "door", "wall", "bed"]), few),
            );
        }
    }
}
