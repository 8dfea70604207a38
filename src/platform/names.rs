//! Names of files: which of them are one file's on some system, and which no file can have on some system.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The longest name of a file on the usual file systems, in bytes.
const LONGEST: usize = 255;

/// Names that are devices on Windows, whatever extension they have.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// What makes a device of `com` and `lpt`.
const NUMBERS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"];

/// The name in the form that all names share which some system takes for one: they differ in case, or in whether letters
/// with accents are composed.
pub fn caseless(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return match name.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(name.to_ascii_lowercase()),
            false => Cow::Borrowed(name),
        };
    }
    let lower = name.nfc().flat_map(char::to_lowercase);
    // A sigma has two small forms.
    let lower = lower.map(|c| if c == 'ς' { 'σ' } else { c });
    Cow::Owned(lower.nfc().collect())
}

/// In what two names differ that some systems take for one: words after "differs".
pub fn difference(one: &str, other: &str) -> &'static str {
    match one.to_lowercase() == other.to_lowercase() {
        true => "in case",
        false => "in how its accents are encoded",
    }
}

/// The name with letters and their accents as one character each, where there is one (NFC).
pub fn composed(name: &str) -> Cow<'_, str> {
    match is_nfc_quick(name.chars()) {
        IsNormalized::Yes => Cow::Borrowed(name),
        _ => Cow::Owned(name.nfc().collect()),
    }
}

/// Why some system cannot have a file or folder of this name, in words for the user; `None` if every system can.
pub fn unportable(name: &str) -> Option<String> {
    let illegal = |c: &char| c.is_control() || "<>:\"/\\|?*".contains(*c);
    if let Some(c) = name.chars().find(illegal) {
        return Some(format!("a file name cannot contain `{}`", c.escape_debug()));
    }
    if name.len() > LONGEST {
        return Some(format!(
            "a file name of more than {LONGEST} bytes is too long"
        ));
    }
    if name.is_empty() || name.starts_with(' ') || name.ends_with([' ', '.']) {
        return Some(format!("`{name}` is not a valid file name on every system"));
    }
    is_device(name).then(|| format!("`{name}` is the name of a device on Windows"))
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
