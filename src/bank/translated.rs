//! The translations of files and of their questions.

use super::translations::{Candidates, Correspondence, TranslatedFolder};
use super::{Bank, BankPath, QuestionRef};
use crate::facts::group::Group;

/// Files that are about their folder. A folder of translations often has its own in another place, or needs none.
const ABOUT_FOLDER: &[&str] = &["readme", "index", "_index"];

/// A translation and its original.
pub struct Translation<'b> {
    /// The original's file.
    pub path: BankPath,
    /// The questions of the original.
    pub original: &'b Group,
    /// The questions of the translation.
    pub translation: &'b Group,
}

/// A file, and which of its questions correspond to those of the original.
struct Member {
    path: BankPath,
    /// `None` for the original.
    correspondence: Option<Correspondence>,
}

/// The questions of one file in all languages. Found once for all questions of the file.
pub struct SameQuestions {
    here: Member,
    others: Vec<Member>,
}

impl Bank {
    /// The file at `path` with its original; `None` if it is not a translation.
    pub fn translation(&self, path: &BankPath) -> Option<Translation<'_>> {
        let translation = self.group(path.as_str())?;
        let candidates = self.candidates(path)?;
        let group = |path: &BankPath| self.group(path.as_str());
        if !candidates.holds(path, group) {
            return None;
        }
        Some(Translation {
            original: group(&candidates.original)?,
            path: candidates.original,
            translation,
        })
    }

    /// The folders of translations that have most files beside the original at `path`, but not this one, by path. Empty if
    /// the file is not an original, or is about its folder.
    pub fn untranslated(&self, path: &BankPath) -> Vec<TranslatedFolder> {
        let stem = path.stem().to_ascii_lowercase();
        if ABOUT_FOLDER.contains(&&*stem) {
            return Vec::new();
        }
        let mut lacking = self.translations.lacking(path, &self.config.documents);
        // A file without questions can be the translation, too.
        lacking.retain(|lacking| {
            let mut files = self.files_in(&lacking.folder);
            !files.any(|file| file.path.stem().eq_ignore_ascii_case(&stem))
        });
        lacking
    }

    /// The original and the translations of the file at `path`, without the file itself: the original first, then by
    /// path. Empty if it neither is a translation nor has one.
    pub fn in_other_languages(&self, path: &BankPath) -> Vec<BankPath> {
        let mut all = self.in_all_languages(path);
        all.retain(|other| other != path);
        all
    }

    /// For each question of the file at `path`, the same question in the original and in the other translations.
    pub fn same_questions(&self, path: &BankPath) -> SameQuestions {
        let files = self.in_all_languages(path);
        let first = files.first().unwrap_or(path);
        let member = |path: BankPath| {
            let groups = self.group(first.as_str()).zip(self.group(path.as_str()));
            let groups = groups.filter(|_| path != *first);
            Member {
                correspondence: groups.map(|(one, other)| Correspondence::new(one, other)),
                path,
            }
        };
        let others = files.iter().filter(|other| *other != path);
        SameQuestions {
            others: others.cloned().map(member).collect(),
            here: member(path.clone()),
        }
    }

    /// The same question as the one at `at` in the original and in the translations of its file: the original first, then
    /// by path. Costs the questions of those files.
    pub fn same_question(&self, at: &QuestionRef) -> Vec<QuestionRef> {
        self.same_questions(&at.group).of(at.index)
    }

    /// The original, then its translations by path, if the file at `path` is one of them; else empty.
    fn in_all_languages(&self, path: &BankPath) -> Vec<BankPath> {
        let Some(candidates) = self.candidates(path) else {
            return Vec::new();
        };
        let translations = candidates.translations(|path| self.group(path.as_str()));
        let is_one = *path == candidates.original || translations.contains(path);
        if !is_one || translations.is_empty() {
            return Vec::new();
        }
        std::iter::once(candidates.original)
            .chain(translations)
            .collect()
    }

    fn candidates(&self, path: &BankPath) -> Option<Candidates> {
        self.translations.candidates(path, &self.config.documents)
    }
}

impl SameQuestions {
    /// The same question as the one at `index` in the original and in the translations: the original first, then by path.
    pub fn of(&self, index: usize) -> Vec<QuestionRef> {
        let original = match &self.here.correspondence {
            Some(here) => here.original(index),
            None => Some(index),
        };
        let Some(original) = original else {
            return Vec::new();
        };
        let found = self.others.iter().filter_map(|other| {
            let index = match &other.correspondence {
                Some(other) => other.translation(original)?,
                None => original,
            };
            Some(QuestionRef {
                group: other.path.clone(),
                index,
            })
        });
        found.collect()
    }
}
