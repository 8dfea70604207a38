//! Changes of files as a patch that `git apply` takes.

use similar::TextDiff;

use super::arguments::Color;
use super::escape::{escape_lines, steers_terminal};
use super::shown_path::shown_path;
use super::{Failure, output};
use crate::bank::BankPath;
use crate::disk::Folder;
use crate::platform::HERE;

/// A file of a bank, its text before, and its text after; `None` where the file does not exist.
pub type Change<'c> = (&'c BankPath, Option<&'c str>, Option<&'c str>);

/// How a patch is shown.
#[derive(Clone, Copy)]
struct Show {
    colored: bool,
    /// Whether characters that a terminal would obey are escaped.
    escaped: bool,
}

/// Prints the changes of files of each bank as patches. Returns whether there is any.
pub fn print<'c>(
    banks: impl Iterator<Item = (&'c Folder, Vec<Change<'c>>)>,
    color: Color,
) -> Result<bool, Failure> {
    let show = Show {
        colored: output::colored(color),
        // A program that applies the patch needs the exact text.
        escaped: output::is_seen(),
    };
    let here = std::env::current_dir().ok();
    let mut any = false;
    output::print(|out| {
        for (folder, changes) in banks {
            for (path, before, after) in changes {
                any = true;
                let shown = shown_path(&folder.path(path), here.as_deref());
                // `git apply` takes no absolute paths.
                let shown = HERE.unrooted(&shown);
                out.write_all(patch(&shown, before, after, show).as_bytes())?;
            }
        }
        Ok(())
    })?;
    Ok(any)
}

/// The patch of one file, in the form that `git apply` takes.
fn patch(shown: &str, before: Option<&str>, after: Option<&str>, show: Show) -> String {
    let name = |side: char, text: Option<&str>| match text {
        Some(_) => quoted(&format!("{side}/{shown}")),
        None => "/dev/null".to_owned(),
    };
    let diff = TextDiff::from_lines(before.unwrap_or(""), after.unwrap_or(""));
    let unified = diff
        .unified_diff()
        .header(&name('a', before), &name('b', after))
        .to_string();
    let unified = match show.escaped {
        true => escape_lines(&unified).into_owned(),
        false => unified,
    };
    if !show.colored {
        return unified;
    }
    let paint = |line: &str| {
        let color = match line.as_bytes().first() {
            Some(b'+') => "32",
            Some(b'-') => "31",
            Some(b'@') => "36",
            _ => return line.to_owned(),
        };
        let (text, end) = line.split_at(line.trim_end_matches('\n').len());
        format!("\x1b[{color}m{text}\x1b[0m{end}")
    };
    unified.split_inclusive('\n').map(paint).collect()
}

/// A path as `git apply` reads it: in quotes, with escapes, if it has a quote, a backslash, or a character that steers a
/// terminal.
fn quoted(path: &str) -> String {
    if !path.contains(|c| steers_terminal(c) || c == '"' || c == '\\') {
        return path.to_owned();
    }
    let mut out = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if steers_terminal(c) => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    out += &format!("\\{byte:03o}");
                }
            }
            c => out.push(c),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_is_exact_unless_a_terminal_shows_it() {
        let (before, after) = (
            "a\u{1b}[31m\u{202e}\r\nb\r\n",
            "a\u{1b}[31m\u{202e}\r\nc\r\n",
        );
        for (escaped, line) in [
            (false, " a\u{1b}[31m\u{202e}\r\n"),
            (true, " a\\u{1b}[31m\\u{202e}\r\n"),
        ] {
            let show = Show {
                colored: false,
                escaped,
            };
            assert_eq!(
                patch("go.md", Some(before), Some(after), show),
                format!("--- a/go.md\n+++ b/go.md\n@@ -1,2 +1,2 @@\n{line}-b\r\n+c\r\n")
            );
        }
    }

    #[test]
    fn odd_names_are_quoted_as_git_reads_them() {
        for (path, expected) in [
            ("a/go/käse 1.md", "a/go/käse 1.md"),
            ("a/\u{1b}[31m.md", r#""a/\033[31m.md""#),
            ("a/x\ny.md", r#""a/x\012y.md""#),
            ("a/\u{9b}.md", r#""a/\302\233.md""#),
            ("a/say \"no\".md", r#""a/say \"no\".md""#),
        ] {
            assert_eq!(quoted(path), expected);
        }
    }
}
