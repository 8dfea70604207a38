//! `qmark init` and `qmark detect`: what files are read as, and the configuration that is written.

use std::fs;
use std::path::Path;

use crate::run::{folder, qmark};

/// A document with twelve questions.
fn document() -> String {
    let question = |n: u32| format!("### {n}. What is part {n} for?\n\nIt does work {n}.\n\n");
    let questions: String = (1..=12).map(question).collect();
    format!("# Questions\n\n{questions}")
}

const TITLED: [(&str, &str); 3] = [
    ("questions/heap.md", "# Heap\n\nA tree.\n"),
    ("questions/loop.md", "# Event loop\n\nTasks in turn.\n"),
    ("questions/stack.md", "# Stack\n\nLast in, first out.\n"),
];

#[test]
fn the_configuration_says_what_was_inferred() {
    let document = document();
    let bank = folder(&[("README.md", &document), ("NOTES.md", "Text.\n")]);
    let before = qmark(bank.path(), &["list"]).stdout;
    assert_eq!(before.lines().count(), 12);
    let dry = qmark(bank.path(), &["init", "--dry-run"]);
    assert_eq!((dry.code, dry.stderr.as_str()), (0, ""));
    assert!(!bank.path().join("qmark.yaml").exists());
    let output = qmark(bank.path(), &["init"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let rules = "documents:\n  - {files: README.md, shape: document}\n";
    let written = fs::read_to_string(bank.path().join("qmark.yaml")).unwrap();
    assert_eq!(written, rules);
    for shown in [
        "12 questions in 1 file, and 1 page without questions",
        "README.md: document, 12 questions, opener h3; ",
        rules,
    ] {
        assert!(output.stdout.contains(shown), "{}", output.stdout);
    }
    assert_eq!(qmark(bank.path(), &["list"]).stdout, before);
    // It is not changed by another run.
    let again = qmark(bank.path(), &["init"]);
    assert_eq!(again.code, 0);
    assert!(
        again
            .stdout
            .ends_with("Nothing to add: `qmark.yaml` already has rules for these files.\n"),
        "{}",
        again.stdout
    );
    let kept = fs::read_to_string(bank.path().join("qmark.yaml")).unwrap();
    assert_eq!(kept, rules);
}

#[test]
fn siblings_with_a_title_each_become_questions() {
    let bank = folder(&TITLED);
    assert_eq!(qmark(bank.path(), &["list"]).stdout, "");
    let output = qmark(bank.path(), &["init"]);
    assert!(output.stdout.contains("Doubts:"), "{}", output.stdout);
    let written = fs::read_to_string(bank.path().join("qmark.yaml")).unwrap();
    assert_eq!(
        written,
        "documents:\n  - {files: questions/*.md, shape: file}\n"
    );
    let listed = qmark(bank.path(), &["list"]).stdout;
    assert_eq!(listed.lines().count(), 3, "{listed}");
    assert!(listed.contains("\"question\":\"Event loop\""), "{listed}");
}

#[test]
fn without_documents_nothing_is_to_be_configured() {
    let group = "---\nquestions:\n  - {question: What?, answer: Text.}\n---\n";
    for files in [&[("NOTES.md", "Text.\n")], &[("go/go.md", group)]] {
        let bank = folder(files);
        let output = qmark(bank.path(), &["init"]);
        assert_eq!(output.code, 0);
        let nothing =
            "Nothing to configure: no document and no file with one question was inferred.\n";
        assert!(output.stdout.ends_with(nothing), "{}", output.stdout);
        assert!(!bank.path().join("qmark.yaml").exists());
    }
}

#[test]
fn what_is_to_be_added_to_a_configuration_is_printed() {
    let document = document();
    let config = "# Ours.\nanswers: texts\n";
    let bank = folder(&[("qmark.yaml", config), ("README.md", &document)]);
    let output = qmark(bank.path(), &["init"]);
    let add = "Add to `qmark.yaml`, which is not changed:\n\ndocuments:\n";
    assert!(output.stdout.contains(add), "{}", output.stdout);
    let kept = fs::read_to_string(bank.path().join("qmark.yaml")).unwrap();
    assert_eq!(kept, config);
}

#[test]
fn a_file_is_explained_and_not_configured_alone() {
    let bank = folder(&[("a.md", "# One?\n\n# Two\n")]);
    let output = qmark(bank.path(), &["init", "--dry-run", "a.md"]);
    assert_eq!(output.code, 0);
    let why = "1 of its 2 headings end with a question mark\n";
    assert!(
        output.stdout.starts_with("a.md: none\n"),
        "{}",
        output.stdout
    );
    assert!(output.stdout.contains(why), "{}", output.stdout);
    let refused = qmark(bank.path(), &["init", "a.md"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("name its folder"),
        "{}",
        refused.stderr
    );
    assert_eq!(qmark(bank.path(), &["init", "gone"]).code, 2);
}

#[test]
fn files_are_detected_one_in_a_line() {
    let document = document();
    let group = "---\nquestions:\n  - {question: What?, answer: a.md}\n---\n";
    let bank = folder(&[
        ("README.md", &document),
        ("go/go.md", group),
        ("go/content/a.md", &document),
        ("b.mdx", "Text.\n"),
    ]);
    let files = ["README.md", "go/go.md", "go/content/a.md", "b.mdx"];
    let output = qmark(bank.path(), &[&["detect"][..], &files].concat());
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let lines = output.stdout.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
        let words = [text("path"), text("shape"), text("opener")].join(" ");
        format!("{words} {} {}", line["questions"], line["bank"])
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "README.md document h3 12 true",
            "go/go.md group - 1 true",
            "go/content/a.md none - 0 true",
            "b.mdx none - 0 false",
        ]
    );
    for wrong in [
        &["detect", "gone.md"][..],
        &["detect", "--settings", "[", "."],
    ] {
        assert_eq!(qmark(bank.path(), wrong).code, 2, "{wrong:?}");
    }
}

/// What `qmark detect` says of one path, and the root that it names below the folder.
fn detect(folder: &Path, arguments: &[&str]) -> (serde_json::Value, String) {
    let output = qmark(folder, &[&["detect"][..], arguments].concat());
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let line: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    let folder = fs::canonicalize(folder).expect("the folder");
    let root = line["root"]
        .as_str()
        .and_then(|root| fs::canonicalize(root).ok());
    let root = root.expect("a folder");
    let below = root.strip_prefix(folder).expect("in the folder");
    let below = below.to_str().expect("UTF-8").to_owned();
    (line, below)
}

#[test]
fn a_folder_is_a_bank_when_anything_in_it_is() {
    let document = document();
    let group = "---\nquestions:\n  - {question: What?, answer: a.md}\n---\n";
    let bank = folder(&[
        ("notes/a.md", "Text.\n"),
        ("notes/node_modules/README.md", &document),
        ("deep/er/guide.md", &document),
        ("set/up/qmark.yaml", ""),
        ("go/go.md", group),
        ("go/content/a.md", "Text.\n"),
        ("empty/a.txt", ""),
    ]);
    for (path, is_bank, root, why) in [
        (".", true, "", "`go/go.md` has questions"),
        ("notes", false, "notes", "1 markdown file without questions"),
        ("deep", true, "deep", "`er/guide.md` has questions"),
        ("set", true, "set", "`up/qmark.yaml` is there"),
        ("go", true, "", "`go.md` has questions"),
        ("go/content", true, "", "`go.md` has questions"),
        ("empty", false, "empty", "it has no markdown files"),
    ] {
        let (line, below) = detect(bank.path(), &[path]);
        let expected = serde_json::json!({
            "path": path, "root": line["root"], "bank": is_bank, "why": [why],
        });
        assert_eq!((line, below.as_str()), (expected, root), "{path}");
    }
    let (line, below) = detect(bank.path(), &["set/up"]);
    assert_eq!(
        (line["bank"] == true, below.as_str()),
        (true, "set/up"),
        "{line}"
    );
}

#[test]
fn an_editor_is_told_the_root_of_a_file() {
    let document = document();
    let group = "---\nquestions:\n  - {question: What?, answer: a.md}\n---\n";
    let bank = folder(&[
        ("deep/er/guide.md", &document),
        ("set/up/qmark.yaml", ""),
        ("set/up/a.md", "Text.\n"),
        ("go/go.md", group),
        ("go/content/a.md", "Text.\n"),
        ("notes.md", "Text.\n"),
    ]);
    let roots = |opened: &[&str]| {
        let of = |path: &&str| {
            let (line, below) = detect(bank.path(), &[opened, &[*path]].concat());
            format!("{} {below}", line["bank"])
        };
        let paths = [
            "deep/er/guide.md",
            "set/up/a.md",
            "go/go.md",
            "go/content/a.md",
            "notes.md",
        ];
        paths.iter().map(of).collect::<Vec<_>>()
    };
    let alone = ["true deep/er", "true set/up", "true ", "true ", "false "];
    assert_eq!(roots(&[]), alone);
    let opened = ["true ", "true set/up", "true ", "true ", "false "];
    assert_eq!(roots(&["--root", "."]), opened);
    // A folder that the file is not in says nothing of it.
    let elsewhere = [
        "true deep/er",
        "true set/up",
        "true go",
        "true go",
        "false ",
    ];
    assert_eq!(roots(&["--root", "go"]), elsewhere);
}

#[test]
fn the_settings_of_an_editor_count_where_the_bank_has_none() {
    let document = document();
    let group = "---\nquestions:\n  - {question: What?, answer: a.md}\n---\n";
    let bank = folder(&[
        ("docs/guide.md", &document),
        ("docs/more/qmark.yaml", "infer: true\n"),
        ("docs/more/guide.md", &document),
        ("go/go.md", group),
        ("go/texts/a.md", "Text.\n"),
    ]);
    let is_bank = |settings: &str, path: &str| {
        let (line, _) = detect(bank.path(), &["--root", ".", "--settings", settings, path]);
        line["bank"] == true
    };
    let off = r#"{"infer": false}"#;
    for (settings, path, expected) in [
        ("{}", "docs/guide.md", true),
        (off, "docs/guide.md", false),
        (off, "docs/more/guide.md", true),
        (off, "go/go.md", true),
        (r#"{"exclude": ["docs"]}"#, "docs/guide.md", false),
        ("{}", "go/texts/a.md", false),
        (r#"{"answers": "texts"}"#, "go/texts/a.md", true),
    ] {
        assert_eq!(is_bank(settings, path), expected, "{settings} {path}");
    }
    fs::remove_dir_all(bank.path().join("docs/more")).unwrap();
    assert!(is_bank("{}", "docs") && !is_bank(off, "docs"));
}

/// A document with levels, in the language of `asked`.
fn levels(asked: &str) -> String {
    let question = |n: u32| {
        let level = match n {
            1 => "## Junior\n\n",
            5 => "## Senior\n\n",
            9 => "## Hero Level\n\n",
            _ => "",
        };
        format!("{level}### {n}. {asked} {n}?\n\nIt does work {n}.\n\n")
    };
    let questions: String = (1..=12).map(question).collect();
    format!("# Interview questions\n\n{questions}")
}

#[test]
fn levels_are_written_in_the_order_of_the_file_that_has_most() {
    let bank = folder(&[("a.mdx", &levels("What is part"))]);
    let output = qmark(bank.path(), &["init"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let written = fs::read_to_string(bank.path().join("qmark.yaml")).unwrap();
    assert_eq!(
        written,
        "documents:\n  - {files: a.mdx, shape: document}\nlevels:\n  - Junior\n  - Senior\n"
    );
    let output = qmark(bank.path(), &["check"]);
    assert_eq!(output.code, 0, "{}", output.stdout);
}

#[test]
fn levels_that_no_file_has_together_are_doubtful() {
    let other = levels("What is tool")
        .replace("Junior", "Easy")
        .replace("Senior", "Medium");
    let bank = folder(&[("a.md", &levels("What is part")), ("b.md", &other)]);
    let output = qmark(bank.path(), &["init", "--dry-run"]);
    let doubt = "Doubts:\n  no file has all of the levels, so their order in `levels` is a guess; put the easiest first\n";
    assert!(output.stdout.contains(doubt), "{}", output.stdout);
}

#[test]
fn translations_are_printed_with_their_original() {
    let bank = folder(&[
        ("README.md", &levels("What is part")),
        ("de-DE/README.md", &levels("Wozu dient Teil")),
        ("README.fr.md", &levels("Que fait la partie")),
    ]);
    let output = qmark(bank.path(), &["init", "--dry-run"]);
    let pairs =
        "Translations, paired by their paths:\n  README.md: README.fr.md, de-DE/README.md\n";
    assert!(output.stdout.contains(pairs), "{}", output.stdout);
}

#[test]
fn a_page_of_levels_and_topics_gets_its_shape() {
    let topics = "---\ntitle: Backend interview questions\n---\n\n## Overview\n\n- What it is\n\n## Easy\n\n- HTTP basics\n- Files\n\n## Hard\n\n- Replication\n- Consensus\n\n## Tips\n\n1. Think twice\n";
    let bank = folder(&[
        ("README.md", &document()),
        ("topics.md", topics),
        ("plan.md", &topics.replace("interview questions", "plan")),
        ("notes.txt", topics),
    ]);
    let output = qmark(bank.path(), &["init"]);
    let shown = [
        "12 questions in 1 file, and 2 pages without questions",
        "  topics.md: topics, levels Beginner/Advanced; its headings name levels, with topics below; it lists 4 topics\n",
    ];
    for shown in shown {
        assert!(output.stdout.contains(shown), "{}", output.stdout);
    }
    let written = fs::read_to_string(bank.path().join("qmark.yaml")).unwrap();
    let rules = "documents:\n  - {files: README.md, shape: document}\n  - {files: topics.md, shape: topics}\n";
    assert_eq!(written, rules);
    let again = qmark(bank.path(), &["init"]).stdout;
    assert!(again.contains("already has rules"), "{again}");
    fs::remove_file(bank.path().join("qmark.yaml")).unwrap();
    let dry = |path: &str| qmark(bank.path(), &["init", "--dry-run", path]).stdout;
    let why = "  its headings name levels, with topics below; a rule with `shape: topics` has them read\n";
    assert!(dry("topics.md").contains(why), "{}", dry("topics.md"));
    assert!(!dry("plan.md").contains(why), "{}", dry("plan.md"));
    let rule = "documents:\n  - {files: notes.txt, shape: topics}\n  - {files: '**'}\n";
    assert!(dry("notes.txt").ends_with(rule), "{}", dry("notes.txt"));
}

#[test]
fn a_star_is_one_level_however_it_is_shown() {
    let stars = ["⭐", "⭐\u{fe0f}", "⭐\u{fe0f}⭐\u{fe0f}", "⭐⭐"];
    let question = |n: usize| {
        let stars = stars[n % stars.len()];
        format!("### {n}. What is part {n} for? {stars}\n\nIt does work {n}.\n\n")
    };
    let questions: String = (1..=12).map(question).collect();
    let bank = folder(&[("README.md", &format!("# Questions\n\n{questions}"))]);
    assert_eq!(qmark(bank.path(), &["init"]).code, 0);
    let written = fs::read_to_string(bank.path().join("qmark.yaml")).unwrap();
    let (_, levels) = written.split_once("levels:\n").expect("levels");
    assert_eq!(levels.replace('\u{fe0f}', ""), "  - ⭐\n  - ⭐⭐\n");
    let stats = qmark(bank.path(), &["stats", "--format", "json"]).json();
    let counted = &stats["groups"][0];
    assert_eq!(
        (&counted["levels"], &counted["withoutLevel"]),
        (&serde_json::json!([6, 6]), &serde_json::json!(0)),
    );
    let check = qmark(bank.path(), &["check", "--format", "json"]);
    assert_eq!(check.codes(), [""; 0]);
}
