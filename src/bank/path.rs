//! Paths of files in a bank.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// The extensions of markdown files.
const MARKDOWN: &[&str] = &["md", "markdown", "mdx"];

/// Folders with files that other people wrote and tools installed. They do not belong to a bank.
const INSTALLED: &[&str] = &["node_modules", "vendor"];

/// A file's path from its bank's root: parts joined by `/`, never empty, absolute, or leading out of the bank.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankPath(Arc<str>);

impl BankPath {
    /// The path `path`, with `.` and `..` resolved; `None` when it is empty or leads out of the bank.
    pub fn new(path: &str) -> Option<Self> {
        join_parts(Vec::new(), path)
    }

    /// A point in the order of paths, not a path: everything from `text` on.
    pub(super) fn seek(text: &str) -> Self {
        Self(text.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder, empty for the bank's root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The name without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.')
            .map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
    }

    /// Where the relative path `relative`, written in this file, leads; `None` when that is out of the bank.
    pub fn beside(&self, relative: &str) -> Option<Self> {
        join_parts(
            self.folder()
                .split('/')
                .filter(|part| !part.is_empty())
                .collect(),
            relative,
        )
    }

    /// Whether it is a markdown file, by its extension.
    pub fn is_markdown(&self) -> bool {
        let (_, extension) = self.0.rsplit_once('.').unwrap_or_default();
        MARKDOWN
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    }

    /// Whether it is a plain text (`.txt`), by its extension. It is read as markdown where the configuration names it.
    pub fn is_plain_text(&self) -> bool {
        let (_, extension) = self.0.rsplit_once('.').unwrap_or_default();
        extension.eq_ignore_ascii_case("txt")
    }

    /// What a link to this file has to say when it is written in `from`.
    pub fn relative_to(&self, from: &Self) -> String {
        let base: Vec<&str> = from.folder().split('/').filter(|p| !p.is_empty()).collect();
        let own: Vec<&str> = self.0.split('/').collect();
        let shared = base
            .iter()
            .zip(&own[..own.len() - 1])
            .take_while(|(a, b)| a == b)
            .count();
        let up = std::iter::repeat_n("..", base.len() - shared);
        up.chain(own[shared..].iter().copied())
            .collect::<Vec<_>>()
            .join("/")
    }
}

fn join_parts<'p>(mut parts: Vec<&'p str>, relative: &'p str) -> Option<BankPath> {
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| BankPath(parts.join("/").into()))
}

/// Whether files in a folder of this name are not part of a bank although git does not ignore them: dependencies that are
/// installed into the project.
pub fn is_installed(folder: &str) -> bool {
    INSTALLED.contains(&folder)
}

/// Whether the path of a file is one that no bank has: in or below a hidden folder or one of installed dependencies, or
/// hidden itself.
pub fn is_left_out(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    path.split('/').any(|part| part.starts_with('.')) || folders.split('/').any(is_installed)
}

/// The folders above a file or folder, the nearest first, without the root.
pub fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    let all = std::iter::successors(parent(path), |folder| parent(folder));
    all.filter(|folder| !folder.is_empty())
}

/// The folder above `folder`; `None` above the root.
pub fn parent(folder: &str) -> Option<&str> {
    if folder.is_empty() {
        None
    } else {
        Some(folder.rsplit_once('/').map_or("", |(parent, _)| parent))
    }
}

impl serde::Serialize for BankPath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Borrow<str> for BankPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BankPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BankPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> BankPath {
        BankPath::new(text).expect(text)
    }

    #[test]
    fn parts_of_a_path() {
        let answer = path("./go/content/channels.md");
        assert_eq!(
            (answer.folder(), answer.name(), answer.stem()),
            ("go/content", "channels.md", "channels")
        );
        assert_eq!(path("x").folder(), "");
        assert_eq!(path(".hidden").stem(), ".hidden");
        assert_eq!(parent("go/content"), Some("go"));
        assert_eq!((parent("go"), parent("")), (Some(""), None));
    }

    #[test]
    fn what_no_bank_has() {
        for (path, left_out) in [
            ("a.md", false),
            ("vendor.md", false),
            ("docs/vendor", false),
            ("vendor/a.md", true),
            ("docs/node_modules/x/a.md", true),
            ("docs/.hidden/a.md", true),
            (".a.md", true),
            ("vendors/a.md", false),
        ] {
            assert_eq!(is_left_out(path), left_out, "{path}");
        }
    }

    #[test]
    fn markdown_is_recognized_by_its_extension() {
        for name in ["a.md", "a.MD", "a.markdown", "x/a.b.mdx"] {
            assert!(path(name).is_markdown(), "{name}");
        }
        for name in ["md", "a.txt", "a.mdx.png", "a.mdxx"] {
            assert!(!path(name).is_markdown(), "{name}");
        }
    }

    #[test]
    fn no_path_leads_out_of_the_bank() {
        let answer = path("go/content/a.md");
        assert_eq!(answer.beside("../../b.md"), Some(path("b.md")));
        for out in ["../../../b.md", "../..", ""] {
            assert!(out.is_empty() || answer.beside(out).is_none(), "{out}");
        }
        assert_eq!(BankPath::new("../x"), None);
    }

    #[test]
    fn relative_paths_lead_back() {
        for (from, to, relative) in [
            ("go/go.md", "go/content/a.md", "content/a.md"),
            ("go/content/a.md", "go/content/b.md", "b.md"),
            ("go/content/a.md", "js/js.md", "../../js/js.md"),
            ("a.md", "b/c.md", "b/c.md"),
        ] {
            assert_eq!(path(to).relative_to(&path(from)), relative);
            assert_eq!(path(from).beside(relative), Some(path(to)));
        }
    }
}
