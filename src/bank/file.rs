//! A file of the bank.

use std::sync::Arc;

use imbl::OrdMap;
use smol_str::SmolStr;

use super::config::Config;
use super::path::BankPath;
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::shape::{self, Input};
use crate::syntax::markdown::body::Body;

/// A file and its content.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// Where it is.
    pub path: BankPath,
    /// What is in it.
    pub content: Content,
}

/// The content of a file.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// Markdown that was read.
    Markdown(Arc<Facts>),
    /// The bank's configuration file, and its problems.
    Config(Arc<[super::settings::Problem]>),
    /// A file of another kind, which matters only because it exists.
    Other,
    /// Markdown that could not be read as text.
    Fault(Fault),
}

/// Why a markdown file was not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It is not UTF-8: the offset of the first byte that is not.
    NotUtf8(u64),
    /// It is larger than the limit: its size in bytes.
    TooLarge(u64),
    /// The system could not read it: why.
    Unreadable(SmolStr),
}

impl Content {
    /// What `text` says at `path` of a bank with this configuration: the one door from a text to what is known of it.
    /// `previous` is as for [`shape::read`].
    ///
    /// Not for the bank's configuration file: what is wrong in it is known to whoever read the settings.
    pub fn read(
        path: &BankPath,
        text: &str,
        config: &Config,
        previous: Option<(&Facts, &str)>,
    ) -> Self {
        Self::of_text(path, text, config, |input| {
            Arc::new(shape::read(input, previous))
        })
    }

    /// The same with another way to get the facts, such as a cache.
    pub fn of_text(
        path: &BankPath,
        text: &str,
        config: &Config,
        read: impl FnOnce(&Input<'_>) -> Arc<Facts>,
    ) -> Self {
        if !config.reads(path) {
            return Self::Other;
        }
        match Self::of_markdown(path, text, config, read) {
            Self::Markdown(facts) if facts.as_page().is_none() => Self::Markdown(facts),
            Self::Fault(fault) => Self::of_fault(path, fault, config),
            _ if config.reads_questions_only(path) => Self::Other,
            page => page,
        }
    }

    /// The content of a file that may be read as markdown, and could not be.
    pub fn of_fault(path: &BankPath, fault: Fault, config: &Config) -> Self {
        match config.reads_questions_only(path) {
            true => Self::Other,
            false => Self::Fault(fault),
        }
    }

    /// The same for a text that is markdown whatever its path says: that of a `.txt` which an editor opens as markdown.
    pub fn markdown(
        path: &BankPath,
        text: &str,
        config: &Config,
        previous: Option<(&Facts, &str)>,
    ) -> Self {
        Self::of_markdown(path, text, config, |input| {
            Arc::new(shape::read(input, previous))
        })
    }

    fn of_markdown(
        path: &BankPath,
        text: &str,
        config: &Config,
        read: impl FnOnce(&Input<'_>) -> Arc<Facts>,
    ) -> Self {
        let size = text.len() as u64;
        match size > config.readable_size() {
            true => Self::Fault(Fault::TooLarge(size)),
            false => Self::Markdown(read(&config.input(path, text))),
        }
    }
}

impl File {
    /// The facts, if it is markdown that was read.
    pub fn facts(&self) -> Option<&Arc<Facts>> {
        match &self.content {
            Content::Markdown(facts) => Some(facts),
            _ => None,
        }
    }

    /// Whether it is markdown, even if it could not be read.
    pub fn is_markdown(&self) -> bool {
        matches!(self.content, Content::Markdown(_) | Content::Fault(_))
    }

    /// The group, if it is one.
    pub fn group(&self) -> Option<&Group> {
        self.facts()?.as_group()
    }

    /// The markdown body.
    pub fn body(&self) -> Option<&Body> {
        Some(self.facts()?.body())
    }

    /// Whether it is markdown without any text.
    pub fn is_blank(&self) -> bool {
        self.body().is_some_and(Body::is_empty)
    }
}

/// An entry of a folder.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'b> {
    /// A file.
    File(&'b Arc<File>),
    /// A folder with files below it: its path.
    Folder(&'b str),
}

impl<'b> Entry<'b> {
    /// The file, if it is one.
    fn file(self) -> Option<&'b Arc<File>> {
        match self {
            Self::File(file) => Some(file),
            Self::Folder(_) => None,
        }
    }
}

/// The files directly in `folder`. Skips sub-folders without walking them.
pub(super) fn children<'b>(
    files: &'b OrdMap<BankPath, Arc<File>>,
    folder: &str,
) -> impl Iterator<Item = &'b Arc<File>> + use<'b> {
    let prefix = inside(folder);
    let first = BankPath::seek(&prefix);
    following(files, prefix, first).filter_map(Entry::file)
}

/// The files and folders directly in `folder`, by path.
pub(super) fn entries<'b>(
    files: &'b OrdMap<BankPath, Arc<File>>,
    folder: &str,
) -> impl Iterator<Item = Entry<'b>> + use<'b> {
    let prefix = inside(folder);
    let first = BankPath::seek(&prefix);
    following(files, prefix, first)
}

/// At most `count` files of the same folder after `path` in the order of names, and as many before it.
pub(super) fn around<'b>(
    files: &'b OrdMap<BankPath, Arc<File>>,
    path: &BankPath,
    count: usize,
) -> impl Iterator<Item = &'b Arc<File>> + use<'b> {
    let prefix = inside(path.folder());
    let after = following(files, prefix.clone(), path.clone()).filter_map(Entry::file);
    after
        .take(count)
        .chain(preceding(files, prefix, path).take(count))
}

/// The prefix of the paths of files in `folder`.
fn inside(folder: &str) -> String {
    if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    }
}

/// The entries of the folder with this prefix, from the path `first` on.
fn following(
    files: &OrdMap<BankPath, Arc<File>>,
    prefix: String,
    first: BankPath,
) -> impl Iterator<Item = Entry<'_>> {
    let mut walk = files.range(first..);
    std::iter::from_fn(move || {
        let (path, file) = walk.next()?;
        let rest = path.as_str().strip_prefix(prefix.as_str())?;
        let Some(at) = rest.find('/') else {
            return Some(Entry::File(file));
        };
        let folder = &path.as_str()[..prefix.len() + at];
        // `0` follows `/` and so sorts after everything in the sub-folder.
        walk = files.range(BankPath::seek(&format!("{folder}0"))..);
        Some(Entry::Folder(folder))
    })
}

/// The files of the folder with this prefix before `last`, in reverse order.
fn preceding<'b>(
    files: &'b OrdMap<BankPath, Arc<File>>,
    prefix: String,
    last: &BankPath,
) -> impl Iterator<Item = &'b Arc<File>> + use<'b> {
    let mut walk = files.range(..last.clone()).rev();
    std::iter::from_fn(move || {
        loop {
            let (path, file) = walk.next()?;
            let rest = path.as_str().strip_prefix(prefix.as_str())?;
            let Some(at) = rest.find('/') else {
                return Some(file);
            };
            let folder = BankPath::seek(&format!("{prefix}{}/", &rest[..at]));
            walk = files.range(..folder).rev();
        }
    })
}
