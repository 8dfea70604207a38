//! Which names and paths a new file can have.

use crate::bank::path::folders_above;
use crate::bank::{Bank, BankPath};
use crate::platform::{difference, unportable};
use crate::text::Refusal;

/// Checks that a file can be created at `path` on every system where the bank may be checked out.
///
/// # Errors
/// When its name or that of a new folder is not one that every system can have, when something is there already, or
/// something that some systems take for the same: they would mix both up.
pub fn check(bank: &Bank, path: &BankPath) -> Result<(), Refusal> {
    check_name(path.name())?;
    if bank.has_folder(path) {
        return Err(Refusal::new(format!("`{path}` is a folder")));
    }
    if bank.file(path.as_str()).is_some() {
        return Err(Refusal::new(format!("`{path}` already exists")));
    }
    if let Some(other) = bank.other_case(path) {
        return Err(Refusal::new(format!(
            "`{other}` differs only {}, and some systems treat both as one file",
            difference(path.as_str(), other.as_str())
        )));
    }
    check_folders(bank, path)
}

/// Checks the same of the folders above `path` that the bank does not have yet.
///
/// # Errors
/// Like [`check`].
pub fn check_folders(bank: &Bank, path: &BankPath) -> Result<(), Refusal> {
    let above = folders_above(path.as_str()).filter_map(BankPath::new);
    for folder in above.filter(|folder| !bank.has_folder(folder)) {
        check_name(folder.name())?;
        if let Some(other) = bank.other_folder(&folder) {
            return Err(Refusal::new(format!(
                "the folder `{other}` differs only {}, and some systems treat both as one folder",
                difference(folder.as_str(), &other)
            )));
        }
    }
    Ok(())
}

/// Checks that every system allows the name, and that a file with it belongs to the bank.
///
/// # Errors
/// What is wrong with the name.
pub fn check_name(name: &str) -> Result<(), Refusal> {
    let reason = if name.starts_with('.') {
        format!("`{name}` would be a hidden file, and a bank does not include hidden files")
    } else if let Some(reason) = unportable(name) {
        reason
    } else {
        return Ok(());
    };
    Err(Refusal(reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[test]
    fn names_of_files_in_a_bank() {
        for (name, reason) in [
            ("channels.md", ""),
            (
                ".hidden.md",
                "`.hidden.md` would be a hidden file, and a bank does not include hidden files",
            ),
            ("NUL.md", "`NUL.md` is the name of a device on Windows"),
        ] {
            let found = check_name(name).map_err(|refusal| refusal.0);
            assert_eq!(found.err().unwrap_or_default(), reason, "{name}");
        }
    }

    #[test]
    fn places_that_are_free() {
        let fixture = Fixture::new(
            "//- /go/content/One.md\n//- /go/content/two.md/x.md\n//- /KA\u{308}SE/x.md\n",
        );
        for (path, reason) in [
            ("go/content/three.md", ""),
            ("go/content/One.md", "`go/content/One.md` already exists"),
            (
                "go/Content/one.md",
                "`go/content/One.md` differs only in case, and some systems treat both as one file",
            ),
            ("go/content/two.md", "`go/content/two.md` is a folder"),
            ("new/folder/a.md", ""),
            ("go/new/a.md", ""),
            ("aux/a.md", "`aux` is the name of a device on Windows"),
            (
                "Go/new/a.md",
                "the folder `go` differs only in case, and some systems treat both as one folder",
            ),
            (
                "go/CONTENT/three.md",
                "the folder `go/content` differs only in case, and some systems treat both as one folder",
            ),
            (
                "Käse/a.md",
                "the folder `KA\u{308}SE` differs only in how its accents are encoded, and some systems treat both as one folder",
            ),
        ] {
            let path = BankPath::new(path).expect("a path");
            let found = check(&fixture.bank, &path).map_err(|refusal| refusal.0);
            assert_eq!(found.err().unwrap_or_default(), reason, "{path}");
        }
    }
}
