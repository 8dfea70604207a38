//! The state that a bank is compared with.

use std::sync::Arc;

use super::Failure;
use super::load::LoadedBank;
use crate::bank::{Bank, BankPath, Config, settings};
use crate::disk::{Cache, GitError, Revision};
use crate::lint::known_codes;

/// A bank as it was, and how its texts are read.
pub struct OldBank {
    pub bank: Bank,
    revision: Revision,
}

impl OldBank {
    /// The bank as it was in the commit `rev` of its repository, under the configuration that it had then and what `adjust`
    /// makes of it.
    ///
    /// # Errors
    /// When git cannot be run or cannot read the repository, the bank is not in one, or it does not have the commit.
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
            revision,
        })
    }

    /// The text of one of its files; `None` if it cannot be read.
    pub fn text(&self, path: &BankPath) -> Option<String> {
        self.revision.lossy_text(path)
    }
}
