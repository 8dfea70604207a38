//! Renames a heading and updates the links to it.

use crate::bank::{Bank, BankPath};
use crate::edit::anchors::{self, BeforeAfter};
use crate::edit::{Edit, Planned, Sources};
use crate::facts::Facts;
use crate::text::{self, Refusal, Span, TextEdit};

/// Replaces the text of a heading with the markdown `new`. Links to it are updated, and links to headings with the same
/// text whose numbering changes.
pub fn rename(
    bank: &Bank,
    sources: Sources<'_>,
    file: &BankPath,
    anchor: &str,
    new: &str,
) -> Planned {
    let unreadable = || Refusal::new(format!("`{file}` cannot be read"));
    let text = sources(file).ok_or_else(unreadable)?;
    let before = bank.file(file.as_str()).and_then(|file| file.facts());
    let before = before.ok_or_else(unreadable)?;
    let edits = [TextEdit {
        span: heading(before, anchor)?,
        text: new.to_owned(),
    }];
    let edited = text::apply(&text, &edits).map_err(|overlap| Refusal::new(overlap.to_string()))?;
    let after = bank.read(file, &edited);
    let change = BeforeAfter {
        before,
        after: &after,
        edited: &edited,
    };
    let [written] = &edits;
    is_its_text(change, written)?;
    let renamed = anchors::renamed(change, &edits)?;
    let mut edit = Edit::texts(file, edits.clone());
    let replaced = [written.span];
    edit.merge(anchors::follow(bank, sources, (file, &renamed), &replaced)?)?;
    Ok(edit)
}

/// The span of the heading with this anchor.
fn heading(facts: &Facts, anchor: &str) -> Result<Span, Refusal> {
    let mut headings = facts.body().headings();
    let heading = headings.find(|heading| heading.anchor == anchor);
    let heading = heading.ok_or_else(|| Refusal::new("the heading no longer exists"))?;
    Ok(heading.span.shift(facts.body_start()))
}

/// Refuses an edit after which the heading has another text than the one written, or is none.
fn is_its_text(change: BeforeAfter<'_>, written: &TextEdit) -> Result<(), Refusal> {
    let BeforeAfter { after, edited, .. } = change;
    let is_it = after.body().headings().any(|heading| {
        let span = heading.span.shift(after.body_start());
        span.start == written.span.start && span.slice(edited) == written.text
    });
    match is_it {
        true => Ok(()),
        false => Err(Refusal::new(format!(
            "`{}` cannot be the text of this heading",
            written.text
        ))),
    }
}
