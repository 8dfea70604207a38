//! The help texts at the widths of terminals.

use crate::run::{command, project};

/// A help text in a terminal of this width.
fn help(arguments: &[&str], columns: usize) -> String {
    let output = command(&project(), arguments)
        .arg("--help")
        .env("COLUMNS", columns.to_string())
        .output()
        .expect("it runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn help_reads_well_at_any_width() {
    for arguments in [
        &[][..],
        &["server"],
        &["check"],
        &["stats"],
        &["list"],
        &["export"],
        &["init"],
        &["diff"],
        &["detect"],
        &["explain"],
        &["rules"],
        &["schema"],
        &["completions"],
    ] {
        let wide = help(arguments, 400);
        let examples = wide.lines().filter(|line| line.starts_with("  qmark "));
        let examples: Vec<&str> = examples.collect();
        for columns in [40, 60, 80, 100, 120] {
            let text = help(arguments, columns);
            for line in text.lines() {
                let width = line.chars().count();
                assert!(width <= columns, "{arguments:?} at {columns}: {line:?}");
            }
            // A command is not wrapped.
            for example in &examples {
                let is_whole = text.lines().any(|line| line == *example);
                assert!(
                    is_whole,
                    "{arguments:?} at {columns}: {example:?} is broken"
                );
            }
            // Wrapped lines are full: no line ends before a word that would fit.
            let paragraphs = text.split("\n\n").filter(|it| !it.contains("\n "));
            for paragraph in paragraphs.filter(|it| !it.starts_with(' ')) {
                let lines: Vec<&str> = paragraph.lines().collect();
                for pair in lines.windows(2) {
                    let next = pair[1].split(' ').next().unwrap_or_default();
                    let room = pair[0].chars().count() + 1 + next.chars().count();
                    assert!(room > columns, "{arguments:?} at {columns}: {pair:#?}");
                }
            }
            let words = |text: &str| -> Vec<String> {
                text.split_whitespace().map(str::to_owned).collect()
            };
            assert_eq!(words(&text), words(&wide), "{arguments:?} at {columns}");
        }
    }
}
