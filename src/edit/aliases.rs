//! Checks that a change keeps the values of aliases and merges.
//!
//! A value with an anchor is written once and used in several places. An edit sees only its own place, so an edit that
//! would change another one is refused.

use std::sync::Arc;

use super::verify::same_value;
use super::{Edit, Planned, Sources};
use crate::bank::{Bank, BankPath};
use crate::facts::Facts;
use crate::shape;
use crate::syntax::yaml::Use;
use crate::text;
use crate::text::Refusal;

/// The change, if the aliases and merges in the files that it edits or creates keep their values.
///
/// Cheap for files that have none: only the change itself is searched.
///
/// # Errors
/// When one would be added, removed or get another value.
pub fn checked(edit: Edit, bank: &Bank, sources: Sources<'_>) -> Planned {
    for (path, edits) in &edit.texts {
        let comes = edits.iter().any(|edit| may_link(&edit.text));
        if !(comes || is_linked(bank, path)) {
            continue;
        }
        let Some(before) = sources(path) else {
            continue;
        };
        let Ok(after) = text::apply(&before, edits) else {
            continue;
        };
        same_uses(bank, path, Some(&before), &after)?;
    }
    for (path, text) in edit.creates.iter().filter(|(_, text)| may_link(text)) {
        same_uses(bank, path, None, text)?;
    }
    Ok(edit)
}

/// Whether a text may contain an anchor or an alias.
fn may_link(text: &str) -> bool {
    text.contains(['&', '*'])
}

/// Whether the file at `path` has anchors, aliases, merges or tags in its frontmatter.
pub fn is_linked(bank: &Bank, path: &BankPath) -> bool {
    match bank
        .file(path.as_str())
        .and_then(|file| file.facts())
        .map(Arc::as_ref)
    {
        Some(Facts::Group(group)) => group.is_linked(),
        Some(Facts::Page(page)) => page.head().is_some_and(|head| !head.map.entries.is_empty()),
        None => false,
    }
}

/// Checks that a text has the same aliases and merges after a change, and no more that cannot be read; one that comes
/// has none.
fn same_uses(
    bank: &Bank,
    path: &BankPath,
    before: Option<&Arc<String>>,
    after: &str,
) -> Result<(), Refusal> {
    let errors = |text: &str| errors(&bank.read(path, text));
    let old = before.map_or_else(Vec::new, |text| shape::aliases(text));
    let new = shape::aliases(after);
    let broken = before.map_or(0, |text| errors(text));
    if old.is_empty() && new.is_empty() && errors(after) <= broken {
        return Ok(());
    }
    let same = |(a, b): (&Use, &Use)| a.name == b.name && same_value(&a.value, &b.value);
    let at = old
        .iter()
        .zip(&new)
        .take_while(|(a, b)| same((a, b)))
        .count();
    let differing = if before.is_some() { old.get(at) } else { None };
    match differing.or(new.get(at)) {
        Some(found) => Err(refusal(path, found)),
        None if errors(after) > broken => Err(Refusal::new(format!(
            "an anchor or alias in `{path}` would lose its counterpart; replace the alias with its value first"
        ))),
        None => Ok(()),
    }
}

/// How many parts of a frontmatter cannot be read.
fn errors(facts: &Facts) -> usize {
    let questions = facts
        .as_group()
        .into_iter()
        .flat_map(|g| g.questions.iter());
    let broken = questions.filter(|placed| !placed.question.is_whole());
    broken.count() + facts.head().map_or(0, |head| head.errors.len())
}

fn refusal(path: &BankPath, found: &Use) -> Refusal {
    let Use { name, .. } = found;
    Refusal::new(match name.as_str() {
        "<<" => format!(
            "this would change what `<<` merges in `{path}`; replace the merge with its keys first"
        ),
        name => format!(
            "this would change what `{name}` refers to in `{path}`; replace the alias with its value first"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;
    use crate::text::{Span, TextEdit};

    /// What becomes of the change that writes `new` in place of `old` in this bank's only file.
    #[track_caller]
    fn check(yaml: &str, old: &str, new: &str, reason: Option<&str>) {
        let fixture = Fixture::new(&format!("//- /a/a.md\n---\n{yaml}---\n"));
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let (path, text) = fixture.texts.first_key_value().expect("a file");
        let start = text.find(old).expect("the old text") as u32;
        let edit = TextEdit {
            span: Span::new(start, start + old.len() as u32),
            text: new.to_owned(),
        };
        let made = checked(Edit::texts(path, [edit]), &fixture.bank, &source);
        assert_eq!(
            made.err().map(|refusal| refusal.0).as_deref(),
            reason,
            "{old} -> {new}"
        );
    }

    #[test]
    fn what_others_depend_on_stays() {
        let yaml = "base: &b {level: Hard}\nquestions:\n  - question: One?\n    topics: &t [&d Data, !!str Go]\n  - question: Two?\n    topics: *t\n  - question: &q Three?\n    <<: *b\n";
        let alias = Some(
            "this would change what `*t` refers to in `a/a.md`; replace the alias with its value first",
        );
        check(yaml, "One?", "Ones?", None);
        check(yaml, "Three?", "Four?", None);
        check(yaml, "&d ", "", None);
        check(yaml, "Two?", "A *word*", None);
        check(yaml, "Data", "Date", alias);
        check(yaml, "!!str Go", "Java", alias);
        check(yaml, "&t ", "", alias);
        check(yaml, "*t", "[Data, Go]", alias);
        check(yaml, "Two?", "*d", alias);
        let base = Some(
            "this would change what `*b` refers to in `a/a.md`; replace the alias with its value first",
        );
        check(yaml, "Hard", "Easy", base);
        check(yaml, "    <<: *b\n", "", base);
        let merge = "questions:\n  - question: One?\n    <<: {level: Hard}\n";
        let merged = Some(
            "this would change what `<<` merges in `a/a.md`; replace the merge with its keys first",
        );
        check(merge, "Hard", "Easy", merged);
        check(merge, "One?", "Two?", None);
    }

    #[test]
    fn an_alias_does_not_come_to_where_it_means_something_else() {
        let yaml = "questions:\n  - question: One?\n    topics: [Data]\n";
        check(yaml, "[Data]", "[Date]", None);
        check(
            yaml,
            "Data",
            "*data*",
            Some(
                "an anchor or alias in `a/a.md` would lose its counterpart; replace the alias with its value first",
            ),
        );
        check(yaml, "One?", "Is `&a` a *b*?", None);
    }
}
