//! Which names and paths a new file can have.

use crate::bank::{Bank, BankPath};
use crate::text::Refusal;

/// The longest name of a file on the usual file systems, in bytes.
const LONGEST: usize = 255;

/// Names that are devices on Windows, whatever extension they have.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What makes a device of `com` and `lpt`.
const NUMBERS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"];

/// Checks that a file can be created at `path` on every system where the bank may be checked out.
///
/// # Errors
/// When its name is not one that every system can have, when something is there already, or something whose path
/// differs in case only: systems that take both for one would mix them up.
pub fn check(bank: &Bank, path: &BankPath) -> Result<(), Refusal> {
    check_name(path.name())?;
    if bank.has_folder(path) {
        return Err(Refusal::new(format!("`{path}` is a folder")));
    }
    if bank.file(path.as_str()).is_some() {
        return Err(Refusal::new(format!("`{path}` already exists")));
    }
    match bank.other_case(path) {
        Some(other) => Err(Refusal::new(format!(
            "`{other}` differs only in case, and some systems treat both as one file"
        ))),
        None => Ok(()),
    }
}

/// Checks that every system allows the name, and that a file with it belongs to the bank.
///
/// # Errors
/// What is wrong with the name.
pub fn check_name(name: &str) -> Result<(), Refusal> {
    let illegal = |c: &char| c.is_control() || "<>:\"/\\|?*".contains(*c);
    let reason = if let Some(c) = name.chars().find(illegal) {
        format!("a file name cannot contain `{}`", c.escape_debug())
    } else if name.len() > LONGEST {
        format!("a file name of more than {LONGEST} bytes is too long")
    } else if name.starts_with('.') {
        format!("`{name}` would be a hidden file, and a bank does not include hidden files")
    } else if name.is_empty() || name.starts_with(' ') || name.ends_with([' ', '.']) {
        format!("`{name}` is not a valid file name on every system")
    } else if is_device(name) {
        format!("`{name}` is the name of a device on Windows")
    } else {
        return Ok(());
    };
    Err(Refusal(reason))
}

/// Whether a file of this name is a device on Windows.
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.trim_end().to_lowercase();
    let numbered = |device: &str| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|number| NUMBERS.contains(&number))
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[test]
    fn names_that_every_system_can_have() {
        for (name, reason) in [
            ("channels.md", ""),
            ("Ünïcode 😀 (1).md", ""),
            ("console.md", ""),
            ("com.md", ""),
            ("what?.md", "a file name cannot contain `?`"),
            ("a\tb.md", "a file name cannot contain `\\t`"),
            (
                ".hidden.md",
                "`.hidden.md` would be a hidden file, and a bank does not include hidden files",
            ),
            (" a.md", "` a.md` is not a valid file name on every system"),
            ("a.md.", "`a.md.` is not a valid file name on every system"),
            ("NUL.md", "`NUL.md` is the name of a device on Windows"),
            ("com0.md", ""),
            ("com10.md", ""),
            ("com².md", "`com².md` is the name of a device on Windows"),
            ("aux .md", "`aux .md` is the name of a device on Windows"),
            ("Con.md", "`Con.md` is the name of a device on Windows"),
            (
                "lpt1.x.md",
                "`lpt1.x.md` is the name of a device on Windows",
            ),
        ] {
            let found = check_name(name).map_err(|refusal| refusal.0);
            assert_eq!(found.err().unwrap_or_default(), reason, "{name}");
        }
        let long = |bytes: usize| format!("{}.md", "é".repeat((bytes - 3) / 2));
        assert!(check_name(&long(255)).is_ok() && check_name(&long(257)).is_err());
    }

    #[test]
    fn places_that_are_free() {
        let fixture = Fixture::new("//- /go/content/One.md\n//- /go/content/two.md/x.md\n");
        for (path, reason) in [
            ("go/content/three.md", ""),
            ("go/content/One.md", "`go/content/One.md` already exists"),
            (
                "go/Content/one.md",
                "`go/content/One.md` differs only in case, and some systems treat both as one file",
            ),
            ("go/content/two.md", "`go/content/two.md` is a folder"),
        ] {
            let path = BankPath::new(path).expect("a path");
            let found = check(&fixture.bank, &path).map_err(|refusal| refusal.0);
            assert_eq!(found.err().unwrap_or_default(), reason, "{path}");
        }
    }
}
