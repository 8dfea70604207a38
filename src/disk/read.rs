//! One file: from the disk to the bank.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use smol_str::ToSmolStr;

use super::cache::Cache;
use super::folder::Folder;
use super::path::canonical;
use crate::bank::path::folders_above;
use crate::bank::settings::Problem;
use crate::bank::{BankPath, CONFIG_FILE, Config, Content, Fault, File};

impl Folder {
    /// The file at `path` as it is now; `None` if it does not exist or does not belong to the bank.
    pub fn read(&self, path: &BankPath, cache: &Cache) -> Option<Arc<File>> {
        (self.holds(path) && self.is_file(path))
            .then(|| self.content(path.clone(), cache, &mut Vec::new()))
    }

    /// The same for a file that counts as markdown if it is a `.txt`, whatever the configuration says.
    pub fn read_as_markdown(&self, path: &BankPath, cache: &Cache) -> Option<Arc<File>> {
        let file = self.read(path, cache)?;
        let is_unread = path.is_plain_text() && !file.is_markdown();
        let Some(text) = is_unread.then(|| self.text(path)).flatten() else {
            return Some(file);
        };
        Some(Arc::new(File {
            path: path.clone(),
            content: Content::markdown(path, &text, &self.config, None),
        }))
    }

    /// Whether the bank has a file at `path` now.
    pub fn has(&self, path: &BankPath) -> bool {
        self.holds(path) && self.is_file(path)
    }

    /// The text of the bank's file at `path` as it is now; `None` when it has none.
    pub fn text(&self, path: &BankPath) -> Option<String> {
        if !self.is_file(path) {
            return None;
        }
        let mut bytes = Vec::new();
        self.bytes(path, &mut bytes).ok()?;
        String::from_utf8(bytes).ok()
    }

    /// The text of the bank's file at `path` to be shown: every byte that is not UTF-8 is a `?`, so offsets hold.
    /// `None` if it does not exist or is too large to be read.
    pub fn lossy_text(&self, path: &BankPath) -> Option<String> {
        let mut bytes = Vec::new();
        if !self.is_file(path) {
            return None;
        }
        self.bytes(path, &mut bytes).ok()?;
        Some(lossy(&bytes))
    }

    /// Reads a file of the bank that is known to be one. The buffer's contents do not matter; it saves allocations.
    pub(super) fn content(&self, path: BankPath, cache: &Cache, buffer: &mut Vec<u8>) -> Arc<File> {
        let is_config = path.as_str() == CONFIG_FILE;
        if !is_config && !self.config.reads(&path) {
            return Arc::new(File {
                path,
                content: Content::Other,
            });
        }
        let content = match self.bytes(&path, buffer) {
            Err(fault) => Content::of_fault(&path, fault, &self.config),
            Ok(()) => content_of_bytes(&path, buffer, &self.config, &self.problems, cache),
        };
        Arc::new(File { path, content })
    }

    /// Fills `buffer` with the file's bytes.
    fn bytes(&self, path: &BankPath, buffer: &mut Vec<u8>) -> Result<(), Fault> {
        let limit = self.config.readable_size();
        let unreadable = |error: io::Error| Fault::Unreadable(error.to_smolstr());
        buffer.clear();
        let file = fs::File::open(self.path(path)).map_err(unreadable)?;
        (&file)
            .take(limit + 1)
            .read_to_end(buffer)
            .map_err(unreadable)?;
        if buffer.len() as u64 > limit {
            return Err(Fault::TooLarge(file.metadata().map_err(unreadable)?.len()));
        }
        Ok(())
    }

    /// Whether a walk would reach a file at `path`: no folder above it is a link, and if it is a link itself, its target is
    /// a file of this folder.
    fn is_file(&self, path: &BankPath) -> bool {
        let kind = |path: &Path| fs::symlink_metadata(path).map(|found| found.file_type());
        let direct = folders_above(path.as_str())
            .all(|folder| kind(&self.root.join(folder)).is_ok_and(|kind| kind.is_dir()));
        // Where the system ignores case, it finds a file by other names, too.
        let is_named = || self.platform.can_hold(path.as_str()) && self.spelling(path) == *path;
        direct
            && is_named()
            && match kind(&self.path(path)) {
                Ok(kind) if kind.is_symlink() => self.leads_inside(&self.path(path)),
                Ok(kind) => kind.is_file(),
                Err(_) => false,
            }
    }

    /// Whether the link ends at a file of this folder.
    pub(super) fn leads_inside(&self, link: &Path) -> bool {
        canonical(link).is_ok_and(|target| target.starts_with(&self.real) && target.is_file())
    }
}

/// The content of the markdown or configuration file at `path` with these bytes; `problems` are those of the
/// configuration.
pub(super) fn content_of_bytes(
    path: &BankPath,
    bytes: &[u8],
    config: &Config,
    problems: &Arc<[Problem]>,
    cache: &Cache,
) -> Content {
    match std::str::from_utf8(bytes) {
        Err(error) => {
            let fault = Fault::NotUtf8(error.valid_up_to() as u64);
            Content::of_fault(path, fault, config)
        }
        Ok(_) if path.as_str() == CONFIG_FILE => Content::Config(Arc::clone(problems)),
        Ok(text) => Content::of_text(path, text, config, |input| cache.read(input)),
    }
}

/// The bytes as text; every one that is not UTF-8 is a `?`, so offsets hold.
pub(super) fn lossy(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    text
}
