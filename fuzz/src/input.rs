//! The form of an input: a text and edits of it, which a person can read and shorten.
//!
//! ```text
//! //- /go/go.md
//! the text of this file
//! //- /go/content/one.md
//! the text of this file
//! //~ 12 3 what comes at offset 12 for the 3 bytes there
//! //~ 0 0 //- /js/js.md
//! the text of a file that comes
//! ```
//!
//! The files are left out where one text is enough.

use qmark::bank::BankPath;

/// The line that starts an edit.
const EDIT: &str = "\n//~ ";
/// The line that starts a file.
const FILE: &str = "//- ";

/// An edit of a text.
#[derive(Debug)]
pub struct Edit<'i> {
    at: usize,
    cut: usize,
    /// What comes.
    pub text: &'i str,
}

impl Edit<'_> {
    /// The bytes of a text that the edit replaces: whole characters, wherever it is said to be.
    pub fn range(&self, text: &str) -> std::ops::Range<usize> {
        let boundary = |from: usize| (from..).find(|at| text.is_char_boundary(*at));
        let start = boundary(self.at % (text.len() + 1)).unwrap_or(text.len());
        let end = start.saturating_add(self.cut).min(text.len());
        start..boundary(end).unwrap_or(end)
    }

    /// The text after the edit.
    pub fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        text.replace_range(self.range(&text), self.text);
        text
    }

    /// The number that says where it is, for choices that the form has no place for.
    pub fn number(&self) -> usize {
        self.at
    }
}

/// The text and its edits.
pub fn edited(input: &str) -> (&str, Vec<Edit<'_>>) {
    let mut parts = input.split(EDIT);
    let text = parts.next().unwrap_or_default();
    let edit = |part| {
        let (at, rest) = number(part)?;
        let (cut, text) = number(rest)?;
        Some(Edit { at, cut, text })
    };
    (text, parts.filter_map(edit).collect())
}

fn number(text: &str) -> Option<(usize, &str)> {
    let (number, rest) = text.split_once(' ')?;
    Some((number.parse().ok()?, rest))
}

/// The files of a bank: those before the first marked line are the bank's configuration.
pub fn files(input: &str) -> Vec<(BankPath, String)> {
    let mut files: Vec<(BankPath, String)> = Vec::new();
    for line in input.split_inclusive('\n') {
        let path = line.strip_prefix(FILE).map(str::trim);
        match (path.and_then(BankPath::new), files.last_mut()) {
            (Some(path), _) => files.push((path, String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => {
                let path = BankPath::new(qmark::bank::CONFIG_FILE).expect("a path");
                files.push((path, line.to_owned()));
            }
        }
    }
    files
}
