//! Refusals for documents whose text the client has and the server does not, because an edit was lost or made no sense.
//! Every position in such a document can be wrong. Until the client sends the whole text, the server says nothing about
//! the document and offers no edit of it.

use tower_lsp::ls_types as lsp;

use super::banks::{BankView, Place};
use super::convert::DocumentId;
use super::snapshot::Snapshot;
use crate::disk;
use crate::edit::Edit;
use crate::text::{Refusal, Span, TextEdit};

/// Replaces half a character (a lone surrogate), which no text in UTF-8 can hold.
const HALF: char = '\u{fffd}';

impl Snapshot {
    /// Refuses what needs the text of a document that is unknown.
    ///
    /// # Errors
    /// With what the author can do.
    pub fn check_in_sync(&self, id: &DocumentId) -> Result<(), Refusal> {
        let Some(reason) = self.out_of_sync.get(id) else {
            return Ok(());
        };
        let name = id.path().and_then(|path| path.file_name());
        let name = name.map_or("this document".into(), |name| {
            format!("`{}`", name.to_string_lossy())
        });
        Err(Refusal::new(format!(
            "the text of {name} is out of sync; close and reopen it: {reason}"
        )))
    }

    /// Whether the text of a file is one that the server does not know.
    pub fn is_out_of_sync(&self, place: &Place) -> bool {
        self.id_of(place)
            .is_some_and(|id| self.out_of_sync.contains_key(&id))
    }

    /// Refuses an edit of texts that are unknown, or that would write over halves of characters or copy them.
    ///
    /// # Errors
    /// With the reason.
    pub fn check_edit(&self, bank: &BankView, edit: &Edit) -> Result<(), Refusal> {
        for path in edit.texts.keys().chain(&edit.deletes) {
            if let Some(id) = self.id_of(&bank.place(path)) {
                self.check_in_sync(&id)?;
            }
        }
        for (path, edits) in &edit.texts {
            let open = self.open(&bank.place(path));
            let Some(open) = open.filter(|open| open.has_halves) else {
                continue;
            };
            let text = open.document.text();
            if edits.iter().any(|edit| meets_half(&text, edit.span)) {
                return Err(Refusal::new(format!(
                    "`{path}` contains half a character there, which cannot be written; close and reopen it"
                )));
            }
        }
        let has_halves = self.documents.values().any(|open| open.has_halves);
        let edits = edit.texts.values().flatten().map(|edit| &edit.text);
        let mut written = edits.chain(edit.creates.values());
        if has_halves && written.any(|text| text.contains(HALF)) {
            return Err(Refusal::new(
                "the text contains half a character, which cannot be written; close and reopen its document",
            ));
        }
        Ok(())
    }

    /// Whether an edit of a document would write over half a character.
    pub fn meets_half(&self, uri: &lsp::Uri, edit: &TextEdit) -> bool {
        let open = self.documents.get(&DocumentId::of(uri));
        open.filter(|open| open.has_halves).is_some_and(|open| {
            edit.text.contains(HALF) || meets_half(&open.document.text(), edit.span)
        })
    }

    fn id_of(&self, place: &Place) -> Option<DocumentId> {
        let root = self.roots.get(&place.bank)?;
        let open = self.opened.get(place).cloned();
        Some(open.unwrap_or_else(|| DocumentId::File(disk::place(root, &place.path))))
    }
}

/// Whether the span holds half a character, or ends beside one: what is between two halves is inside a character.
fn meets_half(text: &str, span: Span) -> bool {
    let near = HALF.len_utf8() as u32;
    let around = Span::new(
        span.start.saturating_sub(near),
        span.end.saturating_add(near),
    );
    around.slice(text).contains(HALF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_not_written_over_nor_parted() {
        let text = "ab \u{fffd}\u{fffd} cd";
        for (start, end, expected) in [
            (0, 0, false),
            (0, 1, false),
            (0, 3, true),
            (3, 3, true),
            (4, 5, true),
            (6, 6, true),
            (9, 9, true),
            (12, 12, false),
            (0, 12, true),
        ] {
            assert_eq!(
                meets_half(text, Span::new(start, end)),
                expected,
                "{start}..{end}"
            );
        }
    }
}
