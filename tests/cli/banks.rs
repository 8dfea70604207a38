//! The sample banks of the project.

use std::collections::BTreeMap;

use qmark::lint::RULES;

use crate::run::{project, qmark};

/// The codes of the table in `tests/banks/README.md`, each with the first file that it names.
fn planted() -> BTreeMap<String, String> {
    let text =
        std::fs::read_to_string(project().join("tests/banks/README.md")).expect("it is there");
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let row = |line: &str| {
        let words: Vec<&str> = line.split('`').collect();
        (words[1].to_owned(), words[3].to_owned())
    };
    rows.map(row).collect()
}

#[test]
fn every_rule_fires_in_the_broken_bank_where_it_is_planted() {
    let output = qmark(
        &project(),
        &["check", "--format", "json", "tests/banks/broken"],
    );
    assert_eq!(output.code, 1);
    let found = output.codes();
    let planted = planted();
    for rule in RULES {
        let file = planted
            .get(rule.code)
            .unwrap_or_else(|| panic!("{} is not in the table", rule.code));
        let wanted = format!("{file}: {}", rule.code);
        assert!(found.contains(&wanted), "`{wanted}` is not in {found:#?}");
    }
}

#[test]
fn the_sample_bank_is_clean() {
    let output = qmark(&project(), &["check", "content", "--deny", "warnings"]);
    assert_eq!(output.code, 0, "{}", output.stdout);
    assert_eq!(
        output.stdout,
        "checked 75 files with 165 questions: 9 documents, 2 groups, 5 files with one question; nothing to report\n"
    );
}
