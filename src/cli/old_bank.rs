//! The state that a bank is compared with.

use std::path::Path;
use std::sync::Arc;

use super::Failure;
use super::load::{LoadedBank, LoadedBanks};
use crate::bank::{Bank, BankPath, Config, settings};
use crate::disk::{BankLocation, Cache, Folder, GitError, Revision, resolved};
use crate::lint::known_codes;

/// A bank as it was, and how its texts are read.
pub struct OldBank {
    pub bank: Bank,
    source: Source,
}

/// Where the texts of an old bank are.
enum Source {
    Revision(Box<Revision>),
    /// In a folder, of which the command line names these parts.
    Folder(Box<LoadedBank>),
}

impl OldBank {
    /// The bank as it was in the commit `rev` of its repository, under the configuration that it had then and what `adjust`
    /// makes of it.
    ///
    /// # Errors
    /// When git cannot be run or cannot read the repository, the folder is not in one, or it does not have the commit.
    pub fn of_revision(
        read: &LoadedBank,
        rev: &str,
        cache: &Cache,
        adjust: impl Fn(&mut Config),
    ) -> Result<Self, Failure> {
        let failed = |error: GitError| Failure(format!("cannot compare with `{rev}`: {error}"));
        let revision = Revision::open(read.folder.root(), rev).map_err(failed)?;
        let written = revision.configuration().map_err(failed)?;
        let settings = written.map(|text| settings::read(&text, &known_codes()));
        let (mut config, problems) = settings.unwrap_or_default();
        adjust(&mut config);
        let bank = revision.load(&Arc::new(config), problems, cache);
        Ok(Self {
            bank: bank.map_err(failed)?,
            source: Source::Revision(Box::new(revision)),
        })
    }

    /// The banks in the folder `old` that those of `loaded` are compared with, in the same order. A bank that only one of the
    /// two folders has is compared with an empty one: those that only `old` has are added to `loaded` as such.
    ///
    /// # Errors
    /// When the banks in `old` cannot be read, or are those of `loaded`.
    pub fn of_folder(
        loaded: &mut LoadedBanks,
        old: &Path,
        cache: &Cache,
    ) -> Result<Vec<Self>, Failure> {
        let before = LoadedBanks::with(old, cache)?;
        let [was, is] = [&before, loaded].map(|banks| banks.place().root.clone());
        if resolved(&was) == resolved(&is) {
            return Err(Failure(format!(
                "cannot compare with `{}`: it is a part of the same bank, `{}`; name the folders of two banks",
                old.display(),
                is.display()
            )));
        }
        let mut left: Vec<LoadedBank> = before.banks;
        let known = loaded.banks.iter().map(|read| {
            let below = read.below(&is);
            let at = left.iter().position(|bank| bank.below(&was) == below);
            let bank = at.map(|at| left.remove(at));
            bank.unwrap_or_else(|| LoadedBank::empty(&was.join(below)))
        });
        let mut banks: Vec<LoadedBank> = known.collect();
        for gone in left {
            let place = is.join(gone.below(&was));
            loaded.banks.push(LoadedBank::empty(&place));
            banks.push(gone);
        }
        Ok(banks.into_iter().map(Self::from_folder).collect())
    }

    fn from_folder(read: LoadedBank) -> Self {
        Self {
            bank: read.bank.clone(),
            source: Source::Folder(Box::new(read)),
        }
    }

    /// The text of one of its files; `None` if it cannot be read.
    pub fn text(&self, path: &BankPath) -> Option<String> {
        match &self.source {
            Source::Revision(revision) => revision.lossy_text(path),
            Source::Folder(read) => read.folder.lossy_text(path),
        }
    }

    /// Whether the command line names the file of this bank, which was that of `now`.
    pub fn covers(&self, now: &LoadedBank, path: &str) -> bool {
        match &self.source {
            Source::Revision(_) => now.covers(path),
            Source::Folder(read) => read.covers(path),
        }
    }
}

impl LoadedBank {
    /// A bank without files, all of which is named.
    fn empty(root: &Path) -> Self {
        let config = Arc::new(Config::default());
        Self {
            folder: Folder::open(root, Arc::clone(&config), Vec::new()),
            bank: Bank::new(config),
            places: vec![BankLocation {
                root: root.to_owned(),
                part: None,
            }],
        }
    }
}
