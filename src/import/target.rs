//! Where questions go.

use crate::bank::{Bank, BankPath};
use crate::edit::{file_name, new_group};
use crate::text::Refusal;

/// A group or document that questions are imported into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A group of the bank.
    Group(BankPath),
    /// A document of the bank.
    Document(BankPath),
    /// A group that does not exist yet.
    NewGroup(BankPath),
    /// A document that does not exist yet.
    NewDocument(BankPath),
}

impl Target {
    /// The target that a path in the bank means: a file with questions; a folder with a group of its name; a markdown file
    /// that does not exist, for a new document; a folder that does not exist, for a new group.
    ///
    /// # Errors
    /// When the path is something else, or nothing can be there.
    pub fn of(bank: &Bank, path: &BankPath) -> Result<Self, Refusal> {
        if let Some(group) = bank.group(path.as_str()) {
            return Ok(match group.yaml() {
                Some(_) => Self::Group(path.clone()),
                None => Self::Document(path.clone()),
            });
        }
        if bank.file(path.as_str()).is_some() {
            return Err(Refusal::new(format!(
                "`{path}` has no questions to go by; name a group, a document, or a file that does not exist yet"
            )));
        }
        let own = BankPath::new(&format!("{path}/{}.md", path.name()));
        if let Some(own) = own.filter(|own| bank.group(own.as_str()).is_some()) {
            return Self::of(bank, &own);
        }
        if path.is_markdown() {
            file_name::check(bank, path)?;
            return Ok(Self::NewDocument(path.clone()));
        }
        new_group::place(bank, path.as_str()).map(Self::NewGroup)
    }

    /// The file.
    pub fn path(&self) -> &BankPath {
        match self {
            Self::Group(path)
            | Self::Document(path)
            | Self::NewGroup(path)
            | Self::NewDocument(path) => path,
        }
    }
}
