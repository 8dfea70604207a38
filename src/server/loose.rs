//! Documents of no workspace folder: each brings the bank that it is in with it, for as long as a
//! document of it is open.

use std::path::{Path, PathBuf};

use super::banks::Place;
use super::convert::DocumentId;
use super::files;
use super::state::State;
use crate::syntax;

impl State {
    /// Makes the bank of a document that is in none part of the workspace, if it has one.
    pub fn add_loose_bank(&mut self, id: &DocumentId, text: &str) {
        let Some(path) = id.path() else { return };
        let is_inside = |bank: &super::banks::LiveBank| bank.view.folder.bank_path(path).is_some();
        if self.banks.iter().any(is_inside) {
            // A file that its bank leaves out.
            return;
        }
        if let Some(root) = loose_root(path, text) {
            let bank = self.add_bank(&root);
            self.workspace.loose.push(bank);
        }
    }

    /// Forgets the bank of a document that was closed, if it came with it and no other of its
    /// documents is open.
    pub fn close_loose_bank(&mut self, place: &Place) {
        let loose = &mut self.workspace.loose;
        let Some(at) = loose.iter().position(|bank| *bank == place.bank) else {
            return;
        };
        let places = self
            .documents
            .values()
            .filter_map(|open| open.place.as_ref());
        if places.into_iter().all(|other| other.bank != place.bank) {
            loose.remove(at);
            self.forget_bank(place.bank);
        }
    }
}

/// The root of the bank that a file is in, going by what is sure: a configuration above it, the
/// folder of a group, or the answers' folder. A home folder is none: it would be read as a whole.
fn loose_root(path: &Path, text: &str) -> Option<PathBuf> {
    let folder = path.parent()?;
    let root = files::bank_root(folder);
    if root != folder || files::has_configuration(&root) {
        return Some(root);
    }
    let is_group = syntax::read(text, None).as_group().is_some();
    let is_answer = folder.file_name().is_some_and(|name| name == "content");
    let root = match (is_group, is_answer) {
        (true, _) => folder,
        (false, true) => folder.parent()?,
        (false, false) => return None,
    };
    let is_home = std::env::var_os("HOME").is_some_and(|home| Path::new(&home) == root);
    (!is_home && root.parent().is_some()).then(|| root.to_owned())
}
