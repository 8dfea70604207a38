//! When the client is to ask again for what it shows in its documents.
//!
//! A client asks for the code lenses and inlay hints of a document after it opened or edited that document. But they also
//! show what other files say, so it is told to ask again when something else changed than the document itself, once
//! edits rest. It is told to ask again for the semantic tokens when the settings that decide them changed.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::connection::{Connection, Pending};
use super::convert::DocumentId;
use super::snapshot::{Documents, OpenDocument};
use crate::bank::Config;
use crate::bank::config::{Level, OwnKey};

/// How long changes have to rest.
const REST: Duration = Duration::from_millis(400);

/// What changed since the client was last told to ask again.
#[derive(Default)]
pub struct RefreshTracker {
    /// The documents that the client opened with another text than on disk, or edited.
    edited: HashSet<DocumentId>,
    /// Whether other files changed.
    others_changed: bool,
    due: Option<Instant>,
}

impl RefreshTracker {
    /// When to look at what changed.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// The client opened a document with another text than on disk, or edited it.
    pub fn document_edited(&mut self, id: &DocumentId) {
        self.edited.insert(id.clone());
        self.schedule();
    }

    /// Something else changed: a file on disk, which document counts for a file, or a bank that was read again.
    pub fn file_changed(&mut self) {
        self.others_changed = true;
        self.schedule();
    }

    /// Waits until changes rest.
    pub fn schedule(&mut self) {
        self.due = Some(Instant::now() + REST);
    }

    /// Takes what changed. Returns whether an open document can show a change of another file.
    pub fn take(&mut self, documents: &Documents) -> bool {
        self.due = None;
        let edited = std::mem::take(&mut self.edited);
        if std::mem::take(&mut self.others_changed) {
            return !documents.is_empty();
        }
        let bank_of = |open: &OpenDocument| open.place.as_ref().map(|place| place.bank);
        edited.iter().any(|id| {
            let bank = documents.get(id).and_then(|open| bank_of(open));
            let mut others = documents.iter().filter(|(other, _)| *other != id);
            bank.is_some() && others.any(|(_, open)| bank_of(open) == bank)
        })
    }
}

/// Tells the client to ask again for lenses and hints.
pub fn send(connection: &mut Connection) {
    let refresh = connection.client.refreshes;
    if refresh.lenses {
        connection.request("workspace/codeLens/refresh", (), Pending::Ignored);
    }
    if refresh.hints {
        connection.request("workspace/inlayHint/refresh", (), Pending::Ignored);
    }
}

/// Tells the client to ask again for semantic tokens.
pub fn send_tokens(connection: &mut Connection) {
    if connection.client.refreshes.tokens {
        connection.request("workspace/semanticTokens/refresh", (), Pending::Ignored);
    }
}

/// The settings that decide which tokens a text has.
pub fn token_settings(config: &Config) -> (Vec<Level>, Vec<OwnKey>, Vec<OwnKey>) {
    let Config {
        levels,
        group_keys,
        question_keys,
        ..
    } = config;
    (levels.clone(), group_keys.clone(), question_keys.clone())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bank::BankPath;
    use crate::server::banks::{BankId, Place};
    use crate::text::Document;

    fn id(name: &str) -> DocumentId {
        DocumentId::Other(name.to_owned())
    }

    fn open(documents: &[(&str, BankId)]) -> Documents {
        let open = documents.iter().map(|(name, bank)| {
            let path = BankPath::new(name).expect("a path");
            let open = OpenDocument {
                uri: format!("file:///{name}").parse().expect("a URI"),
                document: Document::new("", 1),
                place: Some(Place { bank: *bank, path }),
                is_markdown: true,
                is_on_disk: true,
                has_halves: false,
            };
            (id(name), Arc::new(open))
        });
        open.collect()
    }

    /// The open documents with their banks, those edited, whether others changed, and whether the client asks.
    type Case<'a> = (&'a [(&'a str, BankId)], &'a [&'a str], bool, bool);

    #[test]
    fn only_changes_of_other_files_have_the_client_ask_again() {
        let both = [("a.md", 1), ("b.md", 1)];
        let apart = [("a.md", 1), ("b.md", 2)];
        let cases: [Case<'_>; 7] = [
            (&both[..1], &["a.md"], false, false),
            (&both, &["a.md"], false, true),
            (&apart, &["a.md"], false, false),
            (&apart, &["a.md", "b.md"], false, false),
            (&both[..1], &["a.md"], true, true),
            (&[], &["a.md"], true, false),
            (&both, &[], false, false),
        ];
        for (documents, edited, others_changed, expected) in cases {
            let mut tracker = RefreshTracker::default();
            for name in edited {
                tracker.document_edited(&id(name));
            }
            if others_changed {
                tracker.file_changed();
            }
            let documents = open(documents);
            assert_eq!(tracker.take(&documents), expected, "{documents:?}");
            assert_eq!(tracker.due(), None);
            assert!(!tracker.take(&documents), "each change counts once");
        }
    }
}
