//! Paths as text.

use std::borrow::Cow;

use super::{Platform, caseless, composed, drives, is_device};

impl Platform {
    /// How the path starts, in its usual form, and the rest. A relative path starts with nothing.
    pub(super) fn split<'p>(&self, path: &'p str) -> (String, &'p str) {
        if self.has_drives {
            return drives::split(path);
        }
        match path.strip_prefix('/') {
            Some(rest) => ("/".to_owned(), rest),
            None => (String::new(), path),
        }
    }

    fn separates(&self, c: char) -> bool {
        match self.has_drives {
            true => drives::separates(c),
            false => c == self.separator,
        }
    }

    /// Whether the path leads to the same place from everywhere.
    pub fn is_absolute(&self, path: &str) -> bool {
        let (root, _) = self.split(path);
        // `\` alone is the root of the drive that is in use.
        !(root.is_empty() || self.has_drives && root == "\\")
    }

    /// The path in its usual form: without `.`, `..` and repeated separators, with a drive's letter as a capital, and with
    /// its letters composed where both forms name one file. The disk is not asked.
    pub fn normal(&self, path: &str) -> String {
        let (root, rest) = self.split(path);
        let mut parts = Vec::new();
        for part in rest.split(|c| self.separates(c)) {
            match part {
                "" | "." => {}
                ".." => _ = parts.pop(),
                part => parts.push(part),
            }
        }
        let separator = self.separator.to_string();
        self.named(&(root + &parts.join(&separator))).into_owned()
    }

    /// The absolute path without what the system puts before it when it resolves links: `C:\a` for `\\?\C:\a`. The same path
    /// where that would name something else.
    pub fn plain<'p>(&self, path: &'p str) -> Cow<'p, str> {
        if !self.has_drives || !path.starts_with(r"\\?\") {
            return Cow::Borrowed(path);
        }
        let (root, rest) = self.split(path);
        let needs_prefix = |name: &str| is_device(name) || name.ends_with([' ', '.']);
        match rest.split('\\').any(needs_prefix) {
            true => Cow::Borrowed(path),
            false => Cow::Owned(root + rest),
        }
    }

    /// Where the file at `path` of a bank is, with the bank's root in the folder `root`, which is absolute. Names that this
    /// system reserves are kept, too: another system may have written them.
    pub fn place(&self, root: &str, path: &str) -> String {
        let mut place = root.to_owned();
        if !root.ends_with(|c| self.separates(c)) {
            place.push(self.separator);
        }
        if self.separator == '/' {
            place.push_str(path);
            return place;
        }
        place.push_str(&path.replace('/', "\\"));
        let is_special = |name: &str| is_device(name) || name.ends_with([' ', '.']);
        match self.reserves_names && path.split('/').any(is_special) {
            true => verbatim(&place),
            false => place,
        }
    }

    /// The path with `/` between its names, as a bank and its readers write it.
    pub fn slashed<'p>(&self, path: &'p str) -> Cow<'p, str> {
        match self.separator {
            '/' => Cow::Borrowed(path),
            separator => Cow::Owned(path.replace(separator, "/")),
        }
    }

    /// The path without what makes it absolute, with `/` between its names.
    pub fn unrooted(&self, path: &str) -> String {
        let (_, rest) = self.split(path);
        self.slashed(rest).trim_start_matches('/').to_owned()
    }

    /// The name of a file as a bank has it: composed where the system may give it decomposed.
    pub fn named<'n>(&self, name: &'n str) -> Cow<'n, str> {
        match self.decomposes {
            true => composed(name),
            false => Cow::Borrowed(name),
        }
    }

    /// The spelling of a path: `stored` if that is another one of the same path, and else `asked`. Both count from the same
    /// folder; `stored` is where the system says that the file is.
    pub fn spelling<'p>(&self, asked: &'p str, stored: &'p str) -> &'p str {
        let is_same = self.may_ignore_case && caseless(asked) == caseless(stored);
        if is_same { stored } else { asked }
    }

    /// Whether the system can have a file at the path of a bank. On Windows, `a:b` is a part of the file `a`.
    pub fn can_hold(&self, path: &str) -> bool {
        let is_reserved = |c: char| c.is_control() || "<>:\"|?*\\".contains(c);
        !(path.contains('\0') || self.reserves_names && path.contains(is_reserved))
    }
}

/// The path of Windows in the form in which no name has a meaning of its own.
fn verbatim(path: &str) -> String {
    match path.strip_prefix(r"\\") {
        Some(rest) if rest.starts_with(['?', '.']) => path.to_owned(),
        Some(share) => format!(r"\\?\UNC\{share}"),
        None => format!(r"\\?\{path}"),
    }
}
