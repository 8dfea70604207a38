//! Documents of no workspace folder: each brings the bank that it is in with it, for as long as a
//! document of it is open.

use std::path::Path;

use super::banks::Place;
use super::convert::DocumentId;
use super::roots::standalone_root;
use super::state::State;
use crate::disk;
use crate::shape;

impl State {
    /// Makes the bank of a document that is in none part of the workspace, if it has one.
    pub fn add_standalone_bank(&mut self, id: &DocumentId, text: &str) {
        let Some(path) = id.path() else { return };
        let real = disk::resolved(path);
        let around = self.banks.iter().map(|bank| bank.view.folder.real());
        let around = around.filter(|root| real.starts_with(root));
        let marked = real.parent().and_then(disk::marked_root);
        let is_own = |root: &Path| marked.is_some_and(|own| own != root && own.starts_with(root));
        if around.into_iter().any(|root| !is_own(root)) {
            // A file that its bank leaves out.
            return;
        }
        let is_group = shape::read(text, None).as_group().is_some();
        if let Some(root) = standalone_root(path, is_group) {
            let bank = self.add_bank(&root);
            self.workspace.standalone.push(bank);
        }
    }

    /// Forgets the bank of a document that was closed, if it came with it and no other of its
    /// documents is open.
    pub fn close_standalone_bank(&mut self, place: &Place) {
        let loose = &mut self.workspace.standalone;
        let Some(at) = loose.iter().position(|bank| *bank == place.bank) else {
            return;
        };
        let places = self
            .documents
            .values()
            .filter_map(|open| open.place.as_ref());
        if places.into_iter().all(|other| other.bank != place.bank) {
            loose.remove(at);
            self.arrange_banks();
        }
    }
}
