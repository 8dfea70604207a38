//! Banks of documents outside all workspace folders. Such a document brings the bank that it is in, as long as a
//! document of that bank is open.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::banks::Banks;
use super::convert::DocumentId;
use crate::bank::{BankPath, settings};
use crate::disk::{self, Folder};
use crate::lint::known_codes;
use crate::shape::{self, Input};

/// The root of the bank that a document brings, if it is in no bank yet and belongs to one. A `.txt` that the client does
/// not call markdown brings one only if its configuration names it.
pub fn root_for(banks: &Banks, id: &DocumentId, text: &str, is_markdown: bool) -> Option<PathBuf> {
    let path = id.path()?;
    if !is_markdown && is_unnamed_text(path) {
        return None;
    }
    let real = disk::resolved(path);
    let mut around = banks.views().map(|bank| bank.folder.real());
    let marked = real.parent().and_then(disk::marked_root);
    let is_nested = |root: &Path| marked.is_some_and(|own| own != root && own.starts_with(root));
    if around.any(|root| real.starts_with(root) && !is_nested(root)) {
        // Its bank excludes it.
        return None;
    }
    let name = path.file_name().and_then(|name| name.to_str());
    let input = Input::inferred(name.unwrap_or_default(), text);
    let is_group = shape::read(&input, None).as_group().is_some();
    root_of(path, is_group)
}

/// Whether the file is a `.txt` that no configuration names.
fn is_unnamed_text(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    if !name
        .and_then(BankPath::new)
        .is_some_and(|name| name.is_plain_text())
    {
        return false;
    }
    let root = path.parent().and_then(disk::marked_root);
    let text = root.and_then(|root| disk::configuration(root).ok().flatten());
    let Some((root, text)) = root.zip(text) else {
        return true;
    };
    let (config, _) = settings::read(&text, &known_codes());
    let folder = Folder::open(root, Arc::new(config), Vec::new());
    let inside = folder.bank_path(path);
    !inside.is_some_and(|path| folder.config().reads(&path))
}

/// The root of the bank of a file, where that is certain: the folder of a configuration above it, the folder of a group,
/// or the folder of answers. Never a home folder, which would be read as a whole.
fn root_of(path: &Path, is_group: bool) -> Option<PathBuf> {
    let folder = path.parent()?;
    if let Some(root) = disk::marked_root(folder) {
        return Some(root.to_owned());
    }
    let is_answer = folder.file_name().is_some_and(|name| name == "content");
    let found = disk::bank_root(path);
    let root = match (is_group, is_answer) {
        (true, _) => folder,
        (false, true) => folder.parent()?,
        (false, false) if found != folder => &found,
        (false, false) => return None,
    };
    (!disk::is_home(root) && root.parent().is_some()).then(|| root.to_owned())
}
