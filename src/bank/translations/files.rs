//! The files with questions, by what their paths have in common: the folder, the language, and the rest.

use imbl::OrdSet;
use xxhash_rust::xxh3::xxh3_64;

use super::name::Name;
use crate::bank::path::BankPath;

/// The folder in the key of a file, as a hash: the same for translations of the files in one folder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FolderKey(u64);

/// A language as a hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LanguageKey(u64);

/// A file, in the order in which it is looked up.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    folder: FolderKey,
    language: LanguageKey,
    /// The hash of the whole key.
    key: u64,
    path: BankPath,
}

/// The files with questions.
#[derive(Clone, Default)]
pub struct Files(OrdSet<Entry>);

impl FolderKey {
    /// The folder in the key of a name.
    pub fn of(name: &Name) -> Self {
        let folder = name.key.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self(xxh3_64(folder.as_bytes()))
    }
}

impl LanguageKey {
    const FIRST: Self = Self(0);

    /// The language of a name. Names without one have the first.
    pub fn of(name: &Name) -> Self {
        name.language.as_ref().map_or(Self::FIRST, |language| {
            let region = language.region.as_deref().unwrap_or_default();
            let tag = format!("{}-{region}", language.code);
            Self(xxh3_64(tag.as_bytes()).max(1))
        })
    }
}

impl Files {
    /// Adds a file, or removes it.
    pub fn set(&mut self, path: &BankPath, name: &Name, is_there: bool) {
        let entry = Entry {
            folder: FolderKey::of(name),
            language: LanguageKey::of(name),
            key: key_of(name),
            path: path.clone(),
        };
        match is_there {
            true => _ = self.0.insert(entry),
            false => _ = self.0.remove(&entry),
        }
    }

    /// The files with the key of `name` in all languages, by path.
    pub fn with_key(&self, name: &Name) -> Vec<BankPath> {
        let folder = FolderKey::of(name);
        let languages = self.languages(folder);
        let found = languages.flat_map(|language| self.in_language(folder, language, name));
        let mut found: Vec<BankPath> = found.cloned().collect();
        found.sort_unstable();
        found
    }

    /// The languages of the files in a folder. Costs a lookup each.
    pub fn languages(&self, folder: FolderKey) -> impl Iterator<Item = LanguageKey> + '_ {
        let mut next = Some(LanguageKey::FIRST);
        std::iter::from_fn(move || {
            let found = self.from(folder, next?, 0).next()?;
            next = found.language.0.checked_add(1).map(LanguageKey);
            (found.folder == folder).then_some(found.language)
        })
    }

    /// The files in a folder and a language: the hash of the key, and the path. In the order of these hashes.
    pub fn all_in(
        &self,
        folder: FolderKey,
        language: LanguageKey,
    ) -> impl Iterator<Item = (u64, &BankPath)> {
        let files = self.from(folder, language, 0);
        let files = files.take_while(move |it| (it.folder, it.language) == (folder, language));
        files.map(|it| (it.key, &it.path))
    }

    /// The files with the key of `name` in a folder and a language.
    pub fn in_language(
        &self,
        folder: FolderKey,
        language: LanguageKey,
        name: &Name,
    ) -> impl Iterator<Item = &BankPath> + use<'_> {
        let key = key_of(name);
        let files = self.from(folder, language, key);
        let same =
            files.take_while(move |it| (it.folder, it.language, it.key) == (folder, language, key));
        same.map(|it| &it.path)
    }

    fn from(
        &self,
        folder: FolderKey,
        language: LanguageKey,
        key: u64,
    ) -> impl Iterator<Item = &Entry> + use<'_> {
        let path = BankPath::seek("");
        self.0.range(
            Entry {
                folder,
                language,
                key,
                path,
            }..,
        )
    }
}

fn key_of(name: &Name) -> u64 {
    xxh3_64(name.key.as_bytes())
}
