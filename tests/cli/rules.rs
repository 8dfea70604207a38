//! `qmark explain`, `qmark rules`, and the reference made from the same rules.

use std::fs;

use qmark::lint::RULES;

use crate::run::{project, qmark};

#[test]
fn rules_are_listed_and_explained() {
    let list = qmark(&project(), &["rules"]);
    assert_eq!((list.code, list.stderr.as_str()), (0, ""));
    assert_eq!(list.stdout.lines().count(), RULES.len());
    for (line, rule) in list.stdout.lines().zip(RULES) {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some(rule.code));
        assert_eq!(words.next(), Some(rule.severity.name()));
        assert!(line.ends_with(rule.summary));
    }
    for rule in RULES {
        let page = qmark(&project(), &["explain", rule.code]);
        assert_eq!((page.code, page.stderr.as_str()), (0, ""));
        assert!(page.stdout.starts_with(&format!("# {}\n", rule.code)));
        assert!(page.stdout.contains(rule.page.trim()));
        for provider in rule.fixes {
            assert!(
                page.stdout
                    .contains(&format!("\n- {}\n", provider.description))
            );
        }
    }
}

/// The rules as a table whose codes lead to their pages.
pub fn table(page_of: impl Fn(&str) -> String) -> String {
    let mut table = "| code | severity | finds |\n|---|---|---|\n".to_owned();
    for rule in RULES {
        table += &format!(
            "| [`{}`]({}) | {} | {} |\n",
            rule.code,
            page_of(rule.code),
            rule.severity,
            rule.summary.replace('|', "\\|")
        );
    }
    table
}

fn reference() -> String {
    let mut page = format!(
        "# The rules\n\nMade from the rules themselves by a test (`cargo test --test cli`); edit those.\n\n\
         The banks in the examples are written in one piece: a line `//- /path` starts a file.\n\n{}",
        table(|code| format!("#{code}"))
    );
    for rule in RULES {
        page += &format!(
            "\n## {}\n\n{} ({}).\n\n{}\n",
            rule.code,
            rule.summary,
            rule.severity,
            one_deeper(&rule.whole_page())
        );
    }
    page
}

/// The page with its headings one level down; fenced text is unchanged.
fn one_deeper(page: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut out = String::new();
    for line in page.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            None if ticks.len() >= 3 => fence = Some(ticks),
            Some(open) if line == open => fence = None,
            None if line.starts_with('#') => out.push('#'),
            _ => {}
        }
        out += line;
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// Updates the file, and fails if it was outdated: the next run succeeds.
#[track_caller]
pub fn keep(path: &str, expected: &str) {
    keep_all([(path.to_owned(), expected.to_owned())]);
}

/// Updates the files, and fails if one was outdated: the next run succeeds.
#[track_caller]
pub fn keep_all(files: impl IntoIterator<Item = (String, String)>) {
    let mut stale = Vec::new();
    for (path, expected) in files {
        let file = project().join(&path);
        if fs::read_to_string(&file).unwrap_or_default() != expected {
            fs::write(&file, expected).expect("the file can be written");
            stale.push(path);
        }
    }
    assert!(
        stale.is_empty(),
        "stale, and rewritten; please commit: {}",
        stale.join(", ")
    );
}

#[test]
fn the_reference_is_made_from_the_rules() {
    keep("src/lint/rules/README.md", &reference());
}
