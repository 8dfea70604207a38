//! Files to import from: markdown of any shape, plain text copied out of a page, tables, JSON.

use super::imported::Imported;
use super::markdown::{Source, markdown};
use super::{json, table};
use crate::text::Refusal;

/// The questions of a file, in order.
///
/// # Errors
/// When it has none, or is a table or JSON that cannot be read.
pub fn read(source: &Source<'_>) -> Result<Vec<Imported>, Refusal> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
    let source = &Source { text, ..*source };
    let lower = source.name.to_lowercase();
    let found = if lower.ends_with(".json") || lower.ends_with(".jsonl") || json::is_json(text) {
        json::read(source)?
    } else if lower.ends_with(".csv") || lower.ends_with(".tsv") || lower.ends_with(".tab") {
        table::read(text)?
    } else {
        match markdown(source) {
            found if found.is_empty() => table::read(text).unwrap_or_default(),
            found => found,
        }
    };
    match found.is_empty() {
        true => Err(Refusal::new(
            "no questions were found in it; `qmark init --dry-run FILE` says why for a markdown file",
        )),
        false => Ok(found),
    }
}
