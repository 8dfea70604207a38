//! The pages of `docs`: what is made from the code, their links and their examples.

mod commands;
mod configuration;
mod editors;
mod examples;
mod links;
mod map;
mod rules;
mod shops;

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::project;

/// A page of the project: its path in it, with `/`, and its text.
struct Page {
    path: String,
    text: String,
}

/// All pages with links and examples for readers: those of `docs`, those of the editors, and those at the top.
fn pages() -> Vec<Page> {
    let mut paths = vec![PathBuf::from("src/lint/rules/README.md")];
    for top in ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"] {
        paths.push(PathBuf::from(top));
    }
    markdown_below(Path::new("docs"), &mut paths);
    markdown_below(Path::new("editors"), &mut paths);
    let page = |path: PathBuf| Page {
        text: fs::read_to_string(project().join(&path)).expect("the page can be read"),
        path: path.to_str().expect("UTF-8").replace('\\', "/"),
    };
    paths.into_iter().map(page).collect()
}

/// Adds the markdown files below a folder of the project, in order, without those of installed packages.
fn markdown_below(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(project().join(folder)).expect("the folder is there");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    for name in names {
        let path = folder.join(&name);
        if project().join(&path).is_dir() {
            if name != "node_modules" {
                markdown_below(&path, paths);
            }
        } else if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path);
        }
    }
}

/// The page with `part` between the comments `<!-- name -->` and `<!-- /name -->`, each on a line of its own.
#[track_caller]
fn with_part(page: &str, name: &str, part: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = page.split_once(&open).expect("the part starts");
    let (_, after) = rest.split_once(&close).expect("the part ends");
    format!("{before}{open}{part}{close}{after}")
}

/// The path that `target` names, seen from the folder of the page `from`: without `.` and `..`.
fn resolved(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The link from the page `from` to the path `to`.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[same..].iter().map(|_| "..");
    up.chain(to[same..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn links_are_resolved_and_made_relative() {
    assert_eq!(resolved("a/b/c.md", "../d.md"), "a/d.md");
    assert_eq!(resolved("c.md", "../d.md"), "../d.md");
    assert_eq!(relative("a/b/c.md", "a/d.md"), "../d.md");
    assert_eq!(relative("c.md", "a/d.md"), "a/d.md");
}
