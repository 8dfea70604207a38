//! `qmark check`: exit codes, paths, and what the options do.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::run::{command, folder, qmark};

/// A group with one question whose answer is the file.
macro_rules! group {
    ($answer:literal) => {
        concat!(
            "---\norder: 1\nbriefTitle: T\nbriefDescription: D\ntitle: T\ndescription: D\nisNew: false\n",
            "seo:\n  title: T\n  description: D\n  keywords: [a]\nsitemap:\n  priority: 1\n  changefreq: monthly\n",
            "questions:\n  - question: What is it?\n    answer: ",
            $answer,
            "\n    topics: [Core, Beginner]\n---\n\nText.\n"
        )
    };
}

const FINE: &[(&str, &str)] = &[("go/go.md", group!("a.md")), ("go/content/a.md", "Text.\n")];
const BROKEN: &[(&str, &str)] = &[("go/go.md", group!("gone.md"))];
/// Two questions of one id.
const DOUBTFUL: &[(&str, &str)] = &[(
    "go/go.md",
    concat!(
        "---\norder: 1\nbriefTitle: T\nbriefDescription: D\ntitle: T\ndescription: D\nisNew: false\n",
        "seo:\n  title: T\n  description: D\n  keywords: [a]\nsitemap:\n  priority: 1\n  changefreq: monthly\n",
        "questions:\n  - question: What?\n    answer: One.\n    topics: [Core, Beginner]\n",
        "  - question: What\n    answer: Two.\n    topics: [Core, Beginner]\n---\n\nText.\n"
    ),
)];

#[test]
fn the_exit_code_says_what_was_found() {
    for (files, arguments, code) in [
        (FINE, &[][..], 0),
        (FINE, &["--deny", "warnings"], 0),
        (BROKEN, &[], 1),
        (BROKEN, &["--warn", "missing-answer"], 0),
        (
            BROKEN,
            &["--warn", "missing-answer", "--deny", "warnings"],
            1,
        ),
        (
            BROKEN,
            &["--allow", "missing-answer", "--deny", "warnings"],
            0,
        ),
        (
            BROKEN,
            &["--warn", "missing-answer", "--deny", "missing-answer"],
            1,
        ),
        (DOUBTFUL, &[], 0),
        (DOUBTFUL, &["--deny", "warnings"], 1),
        (DOUBTFUL, &["--deny", "duplicate-question"], 1),
        (DOUBTFUL, &["--deny", "missing-answer"], 0),
        (
            DOUBTFUL,
            &["--allow", "duplicate-question", "--deny", "warnings"],
            0,
        ),
    ] {
        let bank = folder(files);
        for format in ["text", "json", "sarif", "github"] {
            let mut all = vec!["check", "--format", format];
            all.extend(arguments);
            let output = qmark(bank.path(), &all);
            assert_eq!(output.code, code, "{arguments:?}: {output:?}");
            assert_eq!(output.stderr, "");
        }
    }
}

#[test]
fn what_cannot_be_done_is_said_and_ends_with_2() {
    let bank = folder(FINE);
    fs::create_dir(bank.path().join("odd")).unwrap();
    fs::write(bank.path().join("odd/qmark.yaml"), b"answers: caf\xe9\n").unwrap();
    for (arguments, reason) in [
        (
            &["check", "nowhere"][..],
            "qmark: error: cannot check `nowhere`: ",
        ),
        (
            &["check", ".", "nowhere/x.md"],
            "qmark: error: cannot check `nowhere/x.md`: ",
        ),
        (
            &["check", "odd"],
            "qmark: error: cannot read the configuration `",
        ),
        (
            &["check", "--allow", "missing-anwser"],
            "qmark: error: `missing-anwser` is not a rule; did you mean `missing-answer`?",
        ),
        (
            &["check", "--warn", "warnings"],
            "qmark: error: `warnings` is not a rule; `qmark rules` lists them",
        ),
        (
            &["explain", "Missing-Answer"],
            "qmark: error: `Missing-Answer` is not a rule; did you mean `missing-answer`?",
        ),
        (&["check", "--format", "xml"], "error: invalid value 'xml'"),
        (&["chekc"], "error: unrecognized subcommand 'chekc'"),
        (
            &["server", "--log", "nowhere/log"],
            "qmark: error: cannot write the log `nowhere/log`: ",
        ),
        (&[], "The language server for banks of questions"),
    ] {
        let output = qmark(bank.path(), arguments);
        assert_eq!(output.code, 2, "{arguments:?}");
        assert_eq!(output.stdout, "", "{arguments:?}");
        assert!(output.stderr.starts_with(reason), "{}", output.stderr);
    }
}

#[test]
fn a_path_is_a_bank_unless_a_configuration_stands_above() {
    let unmarked = &[
        ("one/go/go.md", group!("gone.md")),
        ("one/js/js.md", group!("gone.md")),
        ("two/ts/ts.md", group!("gone.md")),
    ];
    let mut marked = unmarked.to_vec();
    marked.push(("one/qmark.yaml", "answers: content\n"));
    let go = "go/go.md: missing-answer";
    let js = "js/js.md: missing-answer";
    for (files, paths, found, questions) in [
        (unmarked.as_slice(), &["one"][..], &[go, js][..], 2),
        (unmarked, &["one/go"], &["go.md: missing-answer"], 1),
        (unmarked, &["one/go/go.md"], &["go.md: missing-answer"], 1),
        (
            unmarked,
            &[],
            &[
                "one/go/go.md: missing-answer",
                "one/js/js.md: missing-answer",
                "two/ts/ts.md: missing-answer",
            ],
            3,
        ),
        (&marked, &["one"], &[go, js], 2),
        // The whole bank is read, and a part of it shown.
        (&marked, &["one/go"], &[go], 2),
        (&marked, &["one/js/js.md"], &[js], 2),
        (&marked, &["./one/js/../js/js.md"], &[js], 2),
        (&marked, &["one/js", "one/go"], &[go, js], 2),
        (&marked, &["one/js", "one/js/js.md"], &[js], 2),
        (
            &marked,
            &["two", "one/go"],
            &["ts/ts.md: missing-answer", go],
            3,
        ),
    ] {
        let bank = folder(files);
        let mut arguments = vec!["check", "--format", "json"];
        arguments.extend(paths);
        let output = qmark(bank.path(), &arguments);
        assert_eq!(output.codes(), found, "{paths:?}");
        assert_eq!(output.json()["questions"], questions, "{paths:?}");
        assert_eq!(output.stderr, "");
    }
}

#[test]
fn findings_of_several_banks_name_their_roots() {
    let banks = folder(&[("a/a.md", group!("gone.md")), ("b/b.md", group!("gone.md"))]);
    let output = qmark(banks.path(), &["check", "--format", "json", "b", "a"]);
    let json = output.json();
    let ends = |n: usize, with: &str| {
        json["findings"][n]["root"]
            .as_str()
            .unwrap()
            .ends_with(with)
    };
    assert!(ends(0, "/b") && ends(1, "/a"), "{json}");
}

#[test]
fn a_path_that_the_bank_leaves_out_is_told_of() {
    let bank = folder(&[
        ("qmark.yaml", "exclude: [drafts]\n"),
        ("drafts/a.md", "x"),
        ("go/go.md", group!("gone.md")),
    ]);
    let output = qmark(bank.path(), &["check", "--format", "json", "drafts/a.md"]);
    assert_eq!((output.code, output.codes()), (0, vec![]));
    assert!(
        output
            .stderr
            .starts_with("qmark: note: `drafts/a.md` is no part of the bank `"),
        "{}",
        output.stderr
    );
}

#[test]
fn the_configuration_holds_and_the_command_line_goes_before_it() {
    let bank = folder(&[
        (
            "qmark.yaml",
            "answers: texts\nrules:\n  missing-answer: warning\n",
        ),
        ("go/go.md", group!("gone.md")),
    ]);
    let severity = |arguments: &[&str]| {
        let mut all = vec!["check", "--format", "json"];
        all.extend(arguments);
        let found = qmark(bank.path(), &all).json()["findings"].clone();
        assert_eq!(
            found[0]["message"],
            "the answer file `gone.md` does not exist in `go/texts`"
        );
        found[0]["severity"].as_str().unwrap().to_owned()
    };
    assert_eq!(severity(&[]), "warning");
    assert_eq!(severity(&["--deny", "missing-answer"]), "error");
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_fine() {
    let many: Vec<(String, &str)> = (0..500)
        .map(|n| (format!("g{n}/g.md"), group!("gone.md")))
        .collect();
    let files: Vec<_> = many
        .iter()
        .map(|(path, text)| (path.as_str(), *text))
        .collect();
    let bank = folder(&files);
    for format in ["text", "json", "sarif", "github"] {
        let mut child = command(bank.path(), &["check", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}
