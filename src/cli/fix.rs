//! `qmark check --fix` and `--diff`: the fixes of a run, written to the files or shown as a patch.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use similar::TextDiff;

use super::arguments::Color;
use super::escape::{escape_lines, steers_terminal};
use super::load::LoadedBank;
use super::shown_path::shown_path;
use super::{Failure, output};
use crate::bank::BankPath;
use crate::disk::{Folder, Replacement, write_all};
use crate::lint::{AppliedFix, Findings, FixOptions, FixReport, Safety, fix_all};

/// The fixes of one bank, with the texts that they were worked out from.
pub struct FixedBank {
    report: FixReport,
    before: BTreeMap<BankPath, Option<Arc<String>>>,
}

/// Works out the fixes of the files that the arguments name; with `contents` also the updates of their tables of contents.
pub fn fixed(
    read: &LoadedBank,
    findings: &Findings,
    (unsafe_too, contents): (bool, bool),
) -> FixedBank {
    let texts: RefCell<BTreeMap<BankPath, Option<Arc<String>>>> = RefCell::default();
    let source = |path: &BankPath| {
        let known = texts.borrow().get(path).cloned();
        known.unwrap_or_else(|| {
            let text = read.folder.text(path).map(Arc::from);
            texts.borrow_mut().insert(path.clone(), text.clone());
            text
        })
    };
    let options = FixOptions {
        selects: &|path| read.covers(path.as_str()),
        may_change: &|_| true,
        max_safety: if unsafe_too {
            Safety::Unsafe
        } else {
            Safety::Safe
        },
        may_move_files: true,
        contents,
    };
    let report = fix_all(&read.bank, findings, &source, options);
    for path in report.files.keys() {
        source(path);
    }
    FixedBank {
        before: texts.into_inner(),
        report,
    }
}

/// Writes the fixes of all banks, or of none.
pub fn write(fixed: &[(&Folder, &FixedBank)]) -> Result<(), Failure> {
    let replacements = fixed.iter().map(|(folder, bank)| {
        let changes = bank.changes();
        let replacement = |(path, before, after)| Replacement {
            path,
            before,
            after,
        };
        (*folder, changes.map(replacement).collect::<Vec<_>>())
    });
    let replacements: Vec<_> = replacements.collect();
    let banks: Vec<_> = replacements
        .iter()
        .map(|(folder, list)| (*folder, list.as_slice()))
        .collect();
    write_all(&banks).map_err(|error| Failure(error.to_string()))
}

impl FixedBank {
    /// The fixes that were applied.
    pub fn applied(self) -> Vec<AppliedFix> {
        self.report.applied
    }

    /// The files that differ: before and after.
    fn changes(&self) -> impl Iterator<Item = (&BankPath, Option<&str>, Option<&str>)> {
        let all = self.report.files.iter().map(|(path, after)| {
            let before = self.before.get(path).and_then(Option::as_ref);
            (
                path,
                before.map(|text| text.as_str()),
                after.as_ref().map(|text| text.as_str()),
            )
        });
        all.filter(|(_, before, after)| before != after)
    }
}

/// How a patch is shown.
#[derive(Clone, Copy)]
struct Show {
    colored: bool,
    /// Whether characters that a terminal would obey are escaped.
    escaped: bool,
}

/// Prints the fixes as patches. Returns 1 when there are any.
pub fn print(patches: &[(&Folder, &FixedBank)], color: Color) -> Result<ExitCode, Failure> {
    let show = Show {
        colored: output::colored(color),
        // A program that applies the patch needs the exact text.
        escaped: output::is_seen(),
    };
    let here = std::env::current_dir().ok();
    let mut any = false;
    output::print(|out| {
        for (folder, bank) in patches {
            for (path, before, after) in bank.changes() {
                any = true;
                let shown = shown_path(&folder.path(path), here.as_deref());
                // `git apply` takes no absolute paths.
                let shown = shown.trim_start_matches('/');
                out.write_all(patch(shown, before, after, show).as_bytes())?;
            }
        }
        Ok(())
    })?;
    Ok(ExitCode::from(u8::from(any)))
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
