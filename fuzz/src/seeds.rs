//! The first inputs: the files and banks of the tests, of the rules' pages, and of any folder.
//!
//! `QMARK_SEEDS` names the folder that they are written to, below `files` and `banks`; `QMARK_SEEDS_FROM` the folders
//! to read, apart as those of `PATH` are. The Rust files there are read for the texts in them.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Longer inputs are tried too seldom to be of use.
const MOST: usize = 4096;

/// Edits that every seed gets, so that a mutation finds some to change: those of a file with a frontmatter, and those of
/// any other.
const EDITS: &str = "\n//~ 40 1 x\n//~ 90 0 \n  - question: New?\n    answer: one.md\n//~ 61 7 ";
const DOCUMENT_EDITS: &str = "\n//~ 40 1 x\n//~ 90 0 \n\n## 2. What is new?\n\nThis.\n//~ 61 7 ";

/// Writes the seeds if they are asked for.
pub fn init() {
    if let (Ok(to), Some(from)) = (env::var("QMARK_SEEDS"), env::var_os("QMARK_SEEDS_FROM")) {
        let to = Path::new(&to);
        for folder in env::split_paths(&from) {
            write_all(&folder, to);
        }
    }
}

fn write_all(from: &Path, to: &Path) {
    let files = files_below(from);
    for file in &files {
        let Ok(text) = fs::read_to_string(file) else {
            continue;
        };
        if file.extension().is_some_and(|extension| extension == "rs") {
            texts(&text).iter().for_each(|text| write(text, to));
        } else {
            write(&text, to);
        }
    }
    // Each file with those in its folder and below, as far as they fit.
    for file in &files {
        let Some(folder) = file.parent() else {
            continue;
        };
        let mut bank = String::new();
        let beside = files
            .iter()
            .filter(|other| other.starts_with(folder) && *other != file);
        for file in std::iter::once(file).chain(beside) {
            let path = file.strip_prefix(from).unwrap_or(file).display();
            let text = fs::read_to_string(file).unwrap_or_default();
            if is_markdown(file) && bank.len() + text.len() < MOST / 2 {
                bank += &format!("//- /{path}\n{text}");
            }
        }
        write(&bank, to);
    }
}

fn is_markdown(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "md")
}

/// The Rust and markdown files below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if is_markdown(&path) || path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Writes a text as what it is: a bank, or a file that is a bank of one.
fn write(text: &str, to: &Path) {
    if text.contains("//- /") {
        let own = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//^^^"));
        let bank: String = own.map(|line| line.replace('␍', "\r") + "\n").collect();
        let marks = (0..10).map(|mark| format!("${mark}"));
        let bank = marks.fold(bank, |bank, mark| bank.replace(&mark, ""));
        save(&bank, &to.join("banks"));
        let files = crate::input::files(&bank);
        files
            .iter()
            .for_each(|(_, text)| save(text, &to.join("files")));
    } else {
        save(text, &to.join("files"));
        let path = if has_frontmatter(text) {
            "/go/go.md"
        } else {
            "/questions.md"
        };
        save(&format!("//- {path}\n{text}"), &to.join("banks"));
    }
}

fn has_frontmatter(text: &str) -> bool {
    text.contains("---\n")
}

fn save(text: &str, folder: &Path) {
    if text.len() > MOST {
        return;
    }
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let file = folder.join(format!("{:016x}", hasher.finish()));
    let edits = if has_frontmatter(text) {
        EDITS
    } else {
        DOCUMENT_EDITS
    };
    let written =
        fs::create_dir_all(folder).and_then(|()| fs::write(file, format!("{text}{edits}")));
    written.expect("a folder to write to");
}

/// The texts in a Rust file that have several lines.
fn texts(code: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find('"') {
        let signs = rest[..at].chars().rev().take_while(|c| *c == '#').count();
        let is_raw = rest[..at - signs].ends_with('r');
        let is_char = rest[..at].ends_with('\'') || rest[..at].ends_with("'\\");
        rest = &rest[at + 1..];
        if is_char {
            continue;
        }
        let end = match is_raw {
            true => rest.find(&format!("\"{}", "#".repeat(signs))),
            false => unescaped_quote(rest),
        };
        let Some(end) = end else {
            break;
        };
        let text = match is_raw {
            true => rest[..end].to_owned(),
            false => rest[..end]
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\\"", "\""),
        };
        rest = &rest[end + 1..];
        texts.extend(
            text.contains('\n')
                .then(|| text.trim_start_matches('\n').to_owned()),
        );
    }
    texts
}

fn unescaped_quote(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}
