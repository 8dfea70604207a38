//! Files and folders that some systems take for one, see [`caseless`].

use smol_str::SmolStr;

use super::uses::Uses;
use super::{Bank, BankPath};
use crate::platform::caseless;

impl Bank {
    /// The file whose path some systems take for `path`: it differs in case only, or in how accents are encoded.
    pub fn other_case(&self, path: &BankPath) -> Option<BankPath> {
        self.other_cases(path).into_iter().next()
    }

    /// All such files.
    pub fn other_cases(&self, path: &BankPath) -> Vec<BankPath> {
        let lower = caseless(path.as_str());
        let plain = self
            .files
            .get_key_value(&*lower)
            .map(|(path, _)| path.clone());
        let mut all = self
            .cased
            .get(&*lower)
            .map(Uses::to_vec)
            .unwrap_or_default();
        all.extend(plain);
        all.retain(|found| found != path);
        all
    }

    /// A folder that has files and that some systems take for `folder`, which has none.
    pub fn other_folder(&self, folder: &BankPath) -> Option<String> {
        let like = format!("{}/", caseless(folder.as_str()));
        let plain = self.files.range(BankPath::seek(&like)..).next();
        let plain = plain.map(|(path, _)| path.clone());
        let plain = plain.filter(|path| path.as_str().starts_with(&like));
        let cased = || {
            let (key, files) = self.cased.range(SmolStr::from(&like)..).next()?;
            let is_in = key.starts_with(&like);
            is_in.then(|| files.to_vec().into_iter().next())?
        };
        let file = plain.or_else(cased)?;
        let names = folder.as_str().split('/').count();
        let other: Vec<&str> = file.as_str().split('/').take(names).collect();
        Some(other.join("/")).filter(|other| other != folder.as_str())
    }
}
