//! Which files of the bank are translations of one another, by path.
//!
//! The index has a key for each file with questions: its path without the language. So which files can belong together is
//! a lookup, and a change of one file concerns only those with its key. Whether they do, and which of their questions
//! correspond, is found on demand from the two files: see [`evidence`] and [`Correspondence`]. Which files a folder of
//! translations lacks depends on the paths alone: see [`folders`].

mod correspondence;
mod evidence;
mod files;
mod folders;
mod name;
mod options;

use smol_str::SmolStr;

pub use correspondence::{Correspondence, Unmatched};
pub use folders::TranslatedFolder;
pub use options::corresponding_options;

use crate::bank::path::BankPath;
use crate::facts::group::Group;
use crate::shape::documents::DocumentRules;
use files::Files;
pub(super) use files::FolderKey;
use name::Name;

/// The files with questions, by what their paths have in common.
#[derive(Clone, Default)]
pub(super) struct Translations {
    files: Files,
}

/// Files whose paths differ in their language only.
pub(super) struct Candidates {
    /// The file that the others are translations of.
    pub original: BankPath,
    name: Name,
    /// The others with a language, by path.
    others: Vec<(BankPath, Name)>,
}

impl Translations {
    /// Adds a file that has questions now, or removes one that no longer has any.
    ///
    /// Returns the folder, for [`Self::originals`], if others of its files can lack a translation now, or lack it no longer.
    pub fn set(
        &mut self,
        path: &BankPath,
        rules: &DocumentRules,
        has_questions: bool,
    ) -> Option<FolderKey> {
        let name = Name::of(path.as_str(), rules);
        self.files.set(path, &name, has_questions);
        let folder = FolderKey::of(&name);
        let is_concerned = name.in_folder || self.files.languages(folder).nth(1).is_some();
        is_concerned.then_some(folder)
    }

    /// The folder, for [`Self::originals`], if the file at `path` can be in a translation of it.
    pub fn translated_folder(&self, path: &BankPath, rules: &DocumentRules) -> Option<FolderKey> {
        let name = Name::of(path.as_str(), rules);
        name.in_folder.then(|| FolderKey::of(&name))
    }

    /// The files of a folder that can be originals.
    pub fn originals<'t>(
        &'t self,
        folder: FolderKey,
        rules: &'t DocumentRules,
    ) -> impl Iterator<Item = &'t BankPath> {
        folders::originals(&self.files, folder, rules)
    }

    /// The folders of translations that have most files beside the original at `path`, but not this one.
    pub fn lacking(&self, path: &BankPath, rules: &DocumentRules) -> Vec<TranslatedFolder> {
        folders::lacking(&self.files, path, rules)
    }

    /// The files with the key of `path`, by path; `path` itself if it is listed.
    pub fn with_same_key(&self, path: &BankPath, rules: &DocumentRules) -> Vec<BankPath> {
        self.files.with_key(&Name::of(path.as_str(), rules))
    }

    /// The original of `path` and its possible translations; `None` if no other file can be one.
    ///
    /// The original is the file without a language in its path, else the English one, else the first by path.
    pub fn candidates(&self, path: &BankPath, rules: &DocumentRules) -> Option<Candidates> {
        let files = self.with_same_key(path, rules);
        if files.len() < 2 {
            return None;
        }
        let named = |path: BankPath| {
            let name = Name::of(path.as_str(), rules);
            (path, name)
        };
        let mut files: Vec<(BankPath, Name)> = files.into_iter().map(named).collect();
        let ranked = files.iter().enumerate();
        let (first, _) = ranked.min_by_key(|(_, (_, name))| name.rank())?;
        let (original, name) = files.remove(first);
        files.retain(|(_, other)| other.language.is_some() && other.language != name.language);
        (!files.is_empty()).then_some(Candidates {
            original,
            name,
            others: files,
        })
    }
}

impl Candidates {
    /// The files that may be translations of the original, by path.
    pub fn others(&self) -> impl Iterator<Item = BankPath> + '_ {
        self.others.iter().map(|(path, _)| path.clone())
    }

    /// Those of the others that are translations of the original, by path. `group` gives the questions of a file.
    pub fn translations<'b>(
        &self,
        group: impl Fn(&BankPath) -> Option<&'b Group>,
    ) -> Vec<BankPath> {
        let Some(original) = group(&self.original) else {
            return Vec::new();
        };
        let pairs = self.others.iter().filter(|(path, name)| {
            group(path).is_some_and(|other| self.is_pair((name, other), original))
        });
        pairs.map(|(path, _)| path.clone()).collect()
    }

    /// Whether the file at `path`, which is not the original, is a translation of it.
    pub fn holds<'b>(
        &self,
        path: &BankPath,
        group: impl Fn(&BankPath) -> Option<&'b Group>,
    ) -> bool {
        let other = self.others.iter().find(|(other, _)| other == path);
        let groups = group(path).zip(group(&self.original));
        other
            .zip(groups)
            .is_some_and(|((_, name), (other, original))| self.is_pair((name, other), original))
    }

    /// Whether a file is a translation of the original.
    fn is_pair(&self, (name, other): (&Name, &Group), original: &Group) -> bool {
        let Some(language) = &name.language else {
            return false;
        };
        other.shape == original.shape
            && (name.is_surely_of(&self.name) || evidence::supports(original, other, language))
    }
}

/// What all translations of the file at `path` share, if a pattern of the configuration matches them.
pub(super) fn configured_key(path: &BankPath, rules: &DocumentRules) -> Option<SmolStr> {
    let name = Name::of(path.as_str(), rules);
    name.is_configured.then_some(name.key)
}
