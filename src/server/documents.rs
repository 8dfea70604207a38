//! The documents open in the client, and which of their texts the banks do not have yet.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::banks::{BankId, BankView, Banks, Place};
use super::convert::DocumentId;
use super::snapshot::{Documents, OpenDocument, OutOfSync};
use crate::bank::{BankPath, CONFIG_FILE, Change, Config, File};

/// Why a bank gets the text of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The client opened or edited it.
    Client,
    /// Its file was deleted or restored, or it counts for another file.
    Elsewhere,
    /// Its bank was read from disk, of which whoever did that tells the client.
    Read,
}

/// The open documents.
#[derive(Default)]
pub struct DocumentStore {
    /// All open documents.
    pub all: Documents,
    /// The document of each open file, whatever its address.
    pub by_place: imbl::HashMap<Place, DocumentId>,
    /// Documents whose text is not known.
    pub out_of_sync: OutOfSync,
    /// Documents that were closed and are not open again.
    pub closed: HashSet<DocumentId>,
    /// Files whose document was closed and is not open again.
    pub closed_files: imbl::HashSet<Place>,
    /// Documents whose text the bank does not have yet, with the last reason.
    pending: BTreeMap<DocumentId, Origin>,
    /// The texts that the banks' facts of open files were read from.
    indexed: HashMap<Place, Arc<String>>,
    /// Open documents whose file was deleted. The bank does not have them until they are edited or saved.
    deleted: HashSet<DocumentId>,
}

impl DocumentStore {
    /// The open document of a file.
    pub fn at(&self, place: &Place) -> Option<(&DocumentId, &Arc<OpenDocument>)> {
        let id = self.by_place.get(place)?;
        Some((id, self.all.get(id)?))
    }

    /// Takes changes on disk of files that are open: their document counts, not what is on disk. Returns the others.
    pub fn take_disk_changes(
        &mut self,
        banks: &Banks,
        id: BankId,
        changes: Vec<Change>,
    ) -> Vec<Change> {
        let mut rest = Vec::new();
        let bank = banks.get(id);
        for change in changes {
            match bank.and_then(|bank| self.text_at(bank, &change.path).cloned()) {
                Some(document) => self.set_on_disk(&document, change.file.is_some()),
                None => rest.push(change),
            }
        }
        rest
    }

    /// The open document whose text counts for a file: only texts that may be markdown and the configuration's do.
    fn text_at(&self, bank: &BankView, path: &BankPath) -> Option<&DocumentId> {
        let (id, open) = self.at(&bank.place(path))?;
        let counts = path.as_str() == CONFIG_FILE || counts(open, path, bank.bank.config());
        counts.then_some(id)
    }

    /// Whether a document of a bank is open.
    pub fn has_any_of(&self, bank: BankId) -> bool {
        let mut places = self.all.values().filter_map(|open| open.place.as_ref());
        places.any(|place| place.bank == bank)
    }

    /// Updates which document is open for which file. A file that is open under two addresses belongs to the first one.
    pub fn index(&mut self) {
        let placed = self.all.iter();
        let placed = placed.filter_map(|(id, open)| Some((open.place.clone()?, id.clone())));
        let mut placed: Vec<_> = placed.collect();
        placed.sort_unstable_by(|a, b| b.cmp(a));
        self.by_place = placed.into_iter().collect();
    }

    /// Updates the place of every document, after the banks or their configuration changed.
    pub fn update_places(&mut self, banks: &Banks) {
        let mut moved = Vec::new();
        for (id, open) in &self.all {
            let place = banks.place_of(id);
            if place != open.place {
                let open = OpenDocument {
                    place,
                    ..OpenDocument::clone(open)
                };
                moved.push((id.clone(), open));
            }
        }
        let has_moved = !moved.is_empty();
        for (id, open) in moved {
            let is_placed = open.place.is_some();
            let before = self.all.insert(id.clone(), Arc::new(open));
            self.forget(&id, before.and_then(|before| before.place.clone()).as_ref());
            if is_placed {
                self.mark_changed(&id, Origin::Elsewhere);
            }
        }
        if has_moved {
            self.index();
        }
    }

    /// The text of a document changed: the bank gets it before it is next used.
    pub fn mark_changed(&mut self, id: &DocumentId, origin: Origin) {
        self.deleted.remove(id);
        self.pending.insert(id.clone(), origin);
    }

    /// The file of an open document exists, or does not. A document whose file is deleted counts as gone until it is
    /// edited; one that was never saved does not.
    pub fn set_on_disk(&mut self, id: &DocumentId, is_on_disk: bool) {
        let Some(open) = self.all.get_mut(id) else {
            return;
        };
        let was_on_disk = open.is_on_disk;
        if was_on_disk != is_on_disk {
            Arc::make_mut(open).is_on_disk = is_on_disk;
        }
        if is_on_disk && self.deleted.contains(id) {
            self.mark_changed(id, Origin::Elsewhere);
        } else if was_on_disk && !is_on_disk {
            self.deleted.insert(id.clone());
            self.pending.insert(id.clone(), Origin::Elsewhere);
        }
    }

    /// Forgets a document that is not open any more, and the text of the file that it was.
    pub fn forget(&mut self, id: &DocumentId, place: Option<&Place>) {
        self.deleted.remove(id);
        self.pending.remove(id);
        place.map(|place| self.indexed.remove(place));
    }

    /// A bank was read from disk, without the texts of open documents: it gets them before it is next used.
    pub fn mark_bank_changed(&mut self, bank: BankId) {
        self.indexed.retain(|place, _| place.bank != bank);
        for (id, open) in &self.all {
            if open.place.as_ref().is_some_and(|place| place.bank == bank) {
                self.pending.insert(id.clone(), Origin::Read);
            }
        }
    }

    /// The text that the bank's facts of an open file were read from.
    pub fn indexed_text(&self, place: &Place) -> Option<&Arc<String>> {
        self.indexed.get(place)
    }

    /// Gives the banks the texts of documents that changed. Returns these documents, with the reason if the bank is one
    /// that the client has seen, and what the file says in it changed.
    pub fn apply_pending(&mut self, banks: &mut Banks) -> Vec<(DocumentId, Option<Origin>)> {
        let pending = std::mem::take(&mut self.pending).into_iter();
        let applied = pending.filter_map(|(id, origin)| {
            let has_changed = self.apply(&id, banks)?;
            Some((id, has_changed.then_some(origin)))
        });
        applied.collect()
    }

    fn apply(&mut self, id: &DocumentId, banks: &mut Banks) -> Option<bool> {
        let open = self.all.get(id)?;
        let place = open.place.as_ref()?;
        if self.by_place.get(place) != Some(id) {
            return None;
        }
        let bank = banks.get_mut(place.bank)?;
        let path = place.path.clone();
        // The loader applies a configuration, by reading the bank with it.
        if path.as_str() == CONFIG_FILE {
            return None;
        }
        let is_loaded = bank.view.is_loaded;
        if self.deleted.contains(id) {
            self.indexed.remove(place);
            bank.apply(vec![Change { path, file: None }]);
            Some(is_loaded)
        } else if counts(open, &path, bank.view.bank.config()) {
            let text = open.document.text();
            let before = self.indexed.insert(place.clone(), Arc::clone(&text));
            let old = before.as_ref().map(|text| text.as_str());
            let content = bank.content(&path, &text, old, open.is_markdown);
            let file = bank.view.bank.file(path.as_str());
            let has_changed = match before {
                Some(before) => before != text,
                None => file.is_none_or(|file| file.content != content),
            };
            let file = Some(Arc::new(File {
                path: path.clone(),
                content,
            }));
            bank.apply(vec![Change { path, file }]);
            Some(is_loaded && has_changed)
        } else {
            None
        }
    }
}

/// Whether the text of a document counts for its file: it may be markdown, by its path or because the client says so of
/// a `.txt`.
fn counts(open: &OpenDocument, path: &BankPath, config: &Config) -> bool {
    config.reads(path) || open.is_markdown && path.is_plain_text()
}
