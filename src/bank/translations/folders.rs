//! Which files a folder of translations lacks.
//!
//! By path alone, so only where the paths leave no doubt that the folder holds translations. A folder that is being
//! translated lacks many files, and one with files of its own may have the file under another name: neither is reported.

use smol_str::SmolStr;

use super::files::{Files, FolderKey, LanguageKey};
use super::name::{Name, Rank};
use crate::bank::language::Language;
use crate::bank::path::BankPath;
use crate::shape::documents::DocumentRules;

/// A folder that has fewer files of the original's folder is not reported.
const FEWEST: usize = 3;

/// At most one file in so many of the original's folder may be missing; a folder that lacks more is being translated.
const SHARE: usize = 4;

/// A folder of translations that lacks a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TranslatedFolder {
    /// The folder with the translations.
    pub folder: SmolStr,
    /// How many of the other files in the original's folder it has.
    pub translated: usize,
    /// How many other files there are.
    pub others: usize,
}

/// The files of a folder in one language.
struct Edition {
    key: LanguageKey,
    /// The name of the first file.
    name: Name,
}

/// The files of a folder that can be originals.
pub(super) fn originals<'f>(
    files: &'f Files,
    folder: FolderKey,
    rules: &'f DocumentRules,
) -> impl Iterator<Item = &'f BankPath> {
    let originals =
        editions(files, folder, rules).filter(|edition| edition.name.rank() != Rank::Other);
    originals.flat_map(move |edition| files.all_in(folder, edition.key).map(|(_, path)| path))
}

/// The folders of translations that have most files beside the original at `path`, but not this one, by path.
///
/// Costs a lookup for each language, and the files of each one that lacks the file.
pub(super) fn lacking(
    files: &Files,
    path: &BankPath,
    rules: &DocumentRules,
) -> Vec<TranslatedFolder> {
    let name = Name::of(path.as_str(), rules);
    let folder = FolderKey::of(&name);
    if name.rank() == Rank::Other {
        return Vec::new();
    }
    let has = |edition: &Edition| {
        let mut same = files.in_language(folder, edition.key, &name);
        same.next().is_some()
    };
    let own = LanguageKey::of(&name);
    let others = editions(files, folder, rules).filter(|edition| edition.key != own);
    let (having, lacking): (Vec<_>, Vec<_>) = others.partition(has);
    if having
        .iter()
        .any(|edition| edition.name.rank() < name.rank())
    {
        return Vec::new();
    }
    let lacking = lacking.into_iter().filter(|edition| {
        edition.name.rank() == Rank::Other
            && edition.name.in_folder
            && edition.name.is_surely_of(&name)
            && !having.iter().any(|having| are_one(edition, having))
    });
    let mut found: Vec<_> = lacking
        .filter_map(|edition| compared(files, path, (folder, own), edition.key))
        .collect();
    found.sort_unstable_by(|a, b| a.folder.cmp(&b.folder));
    found
}

/// The files of a folder by their languages.
fn editions(
    files: &Files,
    folder: FolderKey,
    rules: &DocumentRules,
) -> impl Iterator<Item = Edition> {
    let languages = files.languages(folder);
    languages.filter_map(move |key| {
        let (_, path) = files.all_in(folder, key).next()?;
        let name = Name::of(path.as_str(), rules);
        Some(Edition { key, name })
    })
}

/// Whether both are in one language, as `fr` and `fr-FR` are, but not `zh-CN` and `zh-TW`.
fn are_one(a: &Edition, b: &Edition) -> bool {
    let is_same =
        |a: &Language, b: &Language| a.code == b.code && (a.region.is_none() || b.region.is_none());
    let languages = a.name.language.as_ref().zip(b.name.language.as_ref());
    languages.is_some_and(|(a, b)| is_same(a, b))
}

/// The folder of the files in a language that lacks the original at `path`, if it has most other files of the original's
/// folder and none besides. `folder` and `own` are the folder and the language of the original.
fn compared(
    files: &Files,
    path: &BankPath,
    (folder, own): (FolderKey, LanguageKey),
    language: LanguageKey,
) -> Option<TranslatedFolder> {
    let originals = || {
        let beside = files.all_in(folder, own);
        let beside = beside.filter(|(_, other)| other.folder() == path.folder());
        let mut last = None;
        let keys = beside.map(|(key, _)| key);
        keys.filter(move |key| last.replace(*key) != Some(*key))
    };
    let translated = files.all_in(folder, language).count();
    // Of more files, more would be missing than may be.
    let most = translated * SHARE / (SHARE - 1);
    let all = originals().take(most + 1).count();
    if translated < FEWEST || all > most {
        return None;
    }
    let (_, first) = files.all_in(folder, language).next()?;
    // Both are in the order of their keys.
    let mut originals = originals();
    let mut translations = files.all_in(folder, language);
    let is_of_originals = translations.all(|(key, other)| {
        other.folder() == first.folder() && originals.any(|original| original == key)
    });
    is_of_originals.then(|| TranslatedFolder {
        folder: first.folder().into(),
        translated,
        others: all - 1,
    })
}
