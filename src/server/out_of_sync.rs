//! Documents whose text the client has and the server does not: an edit of theirs was lost or made no sense. Every place
//! in one may be another there. Until it is sent as a whole, nothing is said of it, and no edit of it is offered.

use tower_lsp::ls_types as lsp;

use super::banks::Place;
use super::convert::DocumentId;
use super::snapshot::Snapshot;
use super::state::State;
use crate::edit::{Edit, Refusal};
use crate::text::{Span, TextEdit};

/// Why each of them is unknown.
pub type OutOfSync = imbl::HashMap<DocumentId, String>;

/// Stands in a text for half a character, which the client has and no text in UTF-8 can hold.
const HALF: char = '\u{fffd}';

impl State {
    /// The text of a document is not known any more.
    pub fn lose(&mut self, id: &DocumentId, reason: &str) {
        tracing::error!("the text of {id:?} is out of sync until it is sent as a whole: {reason}");
        if self
            .out_of_sync
            .insert(id.clone(), reason.to_owned())
            .is_none()
        {
            self.have_told_of(id);
        }
    }

    /// The text of a document is known again, or does not matter any more.
    pub fn regain(&mut self, id: &DocumentId) {
        if self.out_of_sync.remove(id).is_some() {
            self.have_told_of(id);
        }
    }

    /// An edit did not arrive: of these documents, or of any.
    pub fn lost_edit(&mut self, uris: Vec<lsp::Uri>) {
        let named: Vec<DocumentId> = uris.iter().map(DocumentId::of).collect();
        let open = self.documents.keys().cloned();
        let lost: Vec<DocumentId> = match named.is_empty() {
            true => open.collect(),
            false => open.filter(|id| named.contains(id)).collect(),
        };
        for id in lost {
            self.lose(&id, "a message with an edit could not be read");
        }
    }

    fn have_told_of(&mut self, id: &DocumentId) {
        if let Some(place) = self.place_of(id) {
            self.have_changed(vec![place]);
        }
    }
}

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
    pub fn check_edit(&self, bank: super::banks::BankId, edit: &Edit) -> Result<(), Refusal> {
        for path in edit.texts.keys().chain(&edit.deletes) {
            let place = Place {
                bank,
                path: path.clone(),
            };
            if let Some(id) = self.id_of(&place) {
                self.check_in_sync(&id)?;
            }
        }
        for (path, edits) in &edit.texts {
            let place = Place {
                bank,
                path: path.clone(),
            };
            let Some(open) = self.open(&place).filter(|open| open.has_halves) else {
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
        Some(open.unwrap_or_else(|| DocumentId::File(root.join(place.path.as_str()))))
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
