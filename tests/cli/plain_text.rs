//! `.txt` files on the command line: read where the configuration names them.

use std::fs;

use serde_json::Value;

use crate::run::{folder, qmark};

/// A list of nine questions with a gap in its numbers.
const DOCUMENT: &str = "# Questions\n\n1. What is one?\n2. What is two?\n3. What is three?\n4. What is four?\n5. What is five?\n6. What is six?\n8. What is eight?\n9. What is nine?\n10. What is ten?\n";

/// A text that would have a finding as a page of a bank.
const LICENSE: &str = "Use it as you like.\n\n```\nopen\n";

#[test]
fn a_rule_decides_which_are_read() {
    for (rules, questions) in [
        (None, 0),
        (Some("[]"), 0),
        (Some("[{files: '*.md'}]"), 0),
        (Some("[{files: sub}]"), 9),
        (Some("[{files: '*.txt'}]"), 9),
        (Some("[{files: a.TXT, shape: document}]"), 9),
        (Some("[{files: '**/*.{md,TXT}', opener: item}]"), 9),
        (Some("[{files: '**'}]"), 18),
        (Some("[{files: sub/**, shape: none}, {files: '**'}]"), 9),
        (Some("[{files: '**', shape: none}]"), 0),
        (Some("[{files: '**', shape: topics}]"), 0),
    ] {
        let bank = folder(&[
            ("sub/b.txt", DOCUMENT),
            ("LICENSE.txt", LICENSE),
            ("data.txt.gz", DOCUMENT),
        ]);
        let first = if rules == Some("[{files: '*.txt'}]") {
            "a.txt"
        } else {
            "a.TXT"
        };
        fs::write(bank.path().join(first), DOCUMENT).unwrap();
        if let Some(rules) = rules {
            fs::write(
                bank.path().join("qmark.yaml"),
                format!("documents: {rules}\n"),
            )
            .unwrap();
        }
        let listed = qmark(bank.path(), &["list"]).stdout;
        assert_eq!(listed.lines().count(), questions, "{rules:?}: {listed}");
        let stats = qmark(bank.path(), &["stats", "--format", "json"]).json();
        let counted = stats["totals"]["questions"].as_u64().expect("a number");
        assert_eq!(counted, questions as u64, "{rules:?}: {stats}");
        let codes = qmark(bank.path(), &["check", "--format", "json"]).codes();
        let gaps = codes.iter().filter(|code| code.ends_with(": number-gap"));
        assert_eq!(gaps.count(), questions / 9, "{rules:?}: {codes:?}");
        // Of a text without questions nothing is said, unless a rule gives its shape.
        let of_license = codes.iter().any(|code| code.starts_with("LICENSE"));
        let is_topics = rules == Some("[{files: '**', shape: topics}]");
        assert_eq!(of_license, is_topics, "{rules:?}: {codes:?}");
    }
}

#[test]
fn one_can_be_the_path() {
    let rules = "documents:\n  - {files: '[ab].txt'}\n";
    let bank = folder(&[
        ("qmark.yaml", rules),
        ("a.txt", DOCUMENT),
        ("b.txt", LICENSE),
        ("other.txt", DOCUMENT),
    ]);
    let check = qmark(bank.path(), &["check", "--format", "json", "a.txt"]);
    assert_eq!(check.codes(), ["a.txt: number-gap"]);
    let stats = qmark(bank.path(), &["stats", "--format", "json", "a.txt"]);
    assert_eq!(stats.json()["totals"]["questions"], 9);
    let listed = qmark(bank.path(), &["list", "a.txt"]).stdout;
    let line: Value = serde_json::from_str(listed.lines().next().expect("a line")).expect("JSON");
    assert_eq!(
        (&line["group"], &line["shape"]),
        (&"a.txt".into(), &"document".into())
    );
    let nothing = qmark(bank.path(), &["check", "b.txt"]);
    let note = "qmark: note: no questions in `b.txt`\n";
    assert_eq!((nothing.code, &*nothing.stderr), (0, note));
    for verb in ["check", "list", "stats"] {
        let refused = qmark(bank.path(), &[verb, "other.txt"]);
        let does = if verb == "check" { "check" } else { "read" };
        let why = format!(
            "qmark: error: cannot {does} `other.txt`: a `.txt` file is read only where a rule of `documents` in `qmark.yaml` names it\n"
        );
        assert_eq!((refused.code, refused.stderr), (2, why), "{verb}");
    }
}

#[test]
fn detect_says_when_one_is_read() {
    let bank = folder(&[("a.txt", DOCUMENT), ("b.txt", LICENSE), ("c.bin", "")]);
    let why = "a `.txt` file is read only where a rule of `documents` in `qmark.yaml` names it, or an editor opens it as markdown";
    let said = |path: &str| {
        let output = qmark(bank.path(), &["detect", path]);
        assert_eq!((output.code, &*output.stderr), (0, ""), "{path}");
        let line = output.json();
        let last = line["why"].as_array().and_then(|all| all.last()).cloned();
        let is_last = last == Some(why.into());
        (
            line["shape"].as_str().expect("a shape").to_owned(),
            line["questions"].clone(),
            is_last,
        )
    };
    let shape =
        |name: &str, questions: u64, is_unread| (name.to_owned(), questions.into(), is_unread);
    assert_eq!(said("a.txt"), shape("document", 9, true));
    assert_eq!(said("b.txt"), shape("none", 0, true));
    fs::write(
        bank.path().join("qmark.yaml"),
        "documents: [{files: '*.txt'}]\n",
    )
    .unwrap();
    assert_eq!(said("a.txt"), shape("document", 9, false));
    assert_eq!(qmark(bank.path(), &["detect", "c.bin"]).code, 2);
}

#[test]
fn init_shows_the_rule_that_has_one_read() {
    let rest = "  - {files: '**'}\n";
    let rule = "  - {files: a.txt, shape: document}\n";
    let names = "documents:\n  - {files: '*.md'}\n";
    for (config, added) in [
        (
            None,
            format!("Add to `qmark.yaml` to have it read:\n\ndocuments:\n{rule}{rest}"),
        ),
        (
            Some(names),
            format!("Add to the list `documents` in `qmark.yaml` to have it read:\n\n{rule}"),
        ),
    ] {
        let bank = folder(&[("a.txt", DOCUMENT), ("b.txt", LICENSE), ("c.md", DOCUMENT)]);
        let file = bank.path().join("qmark.yaml");
        if let Some(config) = config {
            fs::write(&file, config).unwrap();
        }
        let output = qmark(bank.path(), &["init", "--dry-run", "a.txt"]);
        let first = "a.txt: document, 9 questions, opener item\n";
        assert!(output.stdout.starts_with(first), "{output:?}");
        assert!(output.stdout.ends_with(&added), "{output:?}");
        let page = qmark(bank.path(), &["init", "--dry-run", "b.txt"]).stdout;
        assert!(
            page.starts_with("b.txt: none\n") && !page.contains("Add to"),
            "{page}"
        );
        // What it shows has the effect that it promises, and no other.
        let before = qmark(bank.path(), &["list", "c.md"]).stdout;
        let rules = added.split("\n\n").nth(1).expect("rules");
        fs::write(&file, format!("{}{rules}", config.unwrap_or_default())).unwrap();
        assert_eq!(
            qmark(bank.path(), &["list", "a.txt"])
                .stdout
                .lines()
                .count(),
            9
        );
        assert_eq!(qmark(bank.path(), &["list", "c.md"]).stdout, before);
    }
}

#[test]
fn init_names_no_text_that_is_not_read() {
    let bank = folder(&[
        ("q/a.md", DOCUMENT),
        ("q/b/c.md", &DOCUMENT.replace("What", "Why")),
        ("q/d/e.md", &DOCUMENT.replace("What", "When")),
        ("q/d/questions.txt", &DOCUMENT.replace("What", "Where")),
    ]);
    let before = qmark(bank.path(), &["list"]).stdout;
    assert_eq!(before.lines().count(), 27);
    assert_eq!(qmark(bank.path(), &["init"]).code, 0);
    assert_eq!(qmark(bank.path(), &["list"]).stdout, before);
    // One that is named is shown, and not named again.
    let rule = "documents:\n  - {files: '**', shape: document}\n";
    fs::write(bank.path().join("qmark.yaml"), rule).unwrap();
    let output = qmark(bank.path(), &["init"]).stdout;
    assert!(
        output.contains("36 questions in 4 files, and 0 pages"),
        "{output}"
    );
    assert!(
        output.contains("  q/d/questions.txt: document, 9 questions"),
        "{output}"
    );
    assert!(
        output.ends_with("already has rules for these files.\n"),
        "{output}"
    );
}
