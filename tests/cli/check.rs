//! `qmark check`: exit codes, paths, and what the options do.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::run::{command, folder, qmark};

/// A group with one question whose answer is the file.
macro_rules! group {
    ($answer:literal) => {
        group!("What is it?", $answer)
    };
    ($question:literal, $answer:literal) => {
        concat!(
            "---\norder: 1\nbriefTitle: T\nbriefDescription: D\ntitle: T\ndescription: D\nisNew: false\n",
            "seo:\n  title: T\n  description: D\n  keywords: [a]\nsitemap:\n  priority: 1\n  changefreq: monthly\n",
            "questions:\n  - question: ",
            $question,
            "\n    answer: ",
            $answer,
            "\n    topics: [Core, Beginner]\n---\n\nText.\n"
        )
    };
}

const FORMATS: &[&str] = &[
    "text", "concise", "json", "sarif", "github", "gitlab", "junit",
];

const FINE: &[(&str, &str)] = &[("go/go.md", group!("a.md")), ("go/content/a.md", "Text.\n")];
const BROKEN: &[(&str, &str)] = &[("go/go.md", group!("gone.md"))];
/// Two questions with the same id.
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
        for format in FORMATS {
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
        (&[], "Checks question banks written in markdown"),
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
        ("one/go/go.md", group!("What is a channel?", "gone.md")),
        ("one/js/js.md", group!("Why are there closures?", "gone.md")),
        ("two/ts/ts.md", group!("How do types narrow?", "gone.md")),
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
        // The whole bank is read, and a part of it reported.
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
            .starts_with("qmark: note: `drafts/a.md` is not part of the bank `"),
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
    for format in FORMATS {
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

/// A bank within a folder of files: the inner one has its own configuration.
fn nested() -> Vec<(&'static str, &'static str)> {
    vec![
        ("go/go.md", group!("gone.md")),
        (
            "go/content/a.md",
            "Text, see [b](../../inner/js/js.md) and [c](../../inner).\n",
        ),
        ("inner/qmark.yaml", "rules:\n  missing-answer: warning\n"),
        ("inner/js/js.md", group!("gone.md")),
        ("inner/js/content/left.md", "Text.\n"),
        ("inner/deep/qmark.yaml", "answers: texts\n"),
        ("inner/deep/ts/ts.md", group!("gone.md")),
    ]
}

#[test]
fn every_bank_below_is_checked_by_its_own_configuration() {
    let go = "go/go.md: missing-answer error";
    let left = "js/content/left.md: orphan-answer warning";
    let js = "js/js.md: missing-answer warning";
    let ts = "ts/ts.md: missing-answer error";
    let a = "go/content/a.md: orphan-answer warning";
    for marked in [false, true] {
        let mut files = nested();
        files.extend(marked.then_some(("qmark.yaml", "answers: content\n")));
        let bank = folder(&files);
        for (paths, expected) in [
            (&["."][..], &[a, go, left, js, ts][..]),
            (&["inner", "."], &[left, js, ts, a, go]),
            (&[".", "inner"], &[a, go, left, js, ts]),
            (&["inner"], &[left, js, ts]),
            (&["inner/deep"], &[ts]),
            (&["inner/js", "inner/deep/ts/ts.md"], &[left, js, ts]),
            (&["inner/js/content/left.md"], &[left]),
            (&["inner/js/js.md", "."], &[left, js, a, go, ts]),
            (&[".", "go/go.md"], &[a, go, left, js, ts]),
        ] {
            let mut arguments = vec!["check", "--format", "json"];
            arguments.extend(paths);
            let output = qmark(bank.path(), &arguments);
            let json = output.json();
            let found = json["findings"].as_array().unwrap().iter();
            let found = found.map(|it| {
                let text = |key: &str| it[key].as_str().unwrap();
                format!("{}: {} {}", text("path"), text("code"), text("severity"))
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{paths:?}");
            assert_eq!(output.stderr, "", "{paths:?}");
        }
        let all = qmark(bank.path(), &["check", "."]);
        assert_eq!(all.code, 1);
        assert!(
            all.stdout.contains("checked 3 questions in 3 groups and "),
            "{}",
            all.stdout
        );
        assert!(all.stdout.contains("--> inner/js/js.md:"), "{}", all.stdout);
        let sarif = qmark(bank.path(), &["check", "--format", "sarif"]).json();
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 5);
        let github = qmark(bank.path(), &["check", "--format", "github"]).stdout;
        assert!(
            github.contains("::error file=inner/deep/ts/ts.md,"),
            "{github}"
        );
    }
}

#[test]
fn a_bank_that_the_one_around_it_leaves_out_is_not_checked_with_it() {
    let bank = folder(&[
        ("qmark.yaml", "exclude: [drafts]\n"),
        ("go/go.md", group!("a.md")),
        ("go/content/a.md", "Text.\n"),
        ("drafts/qmark.yaml", ""),
        ("drafts/js/js.md", group!("gone.md")),
        (".hidden/qmark.yaml", ""),
        (".hidden/js/js.md", group!("gone.md")),
    ]);
    assert_eq!(qmark(bank.path(), &["check"]).code, 0);
    assert_eq!(qmark(bank.path(), &["check", "drafts"]).code, 1);
}

#[test]
fn banks_below_are_fixed_listed_and_counted_too() {
    let fixable = group!("gone.md").replace("[Core, Beginner]", "[Core, Beginner, Core]");
    let bank = folder(&[
        ("go/go.md", fixable.as_str()),
        ("inner/qmark.yaml", "levels:\n  - name: Hard\n"),
        ("inner/js/js.md", fixable.as_str()),
    ]);
    let diff = qmark(bank.path(), &["check", "--diff"]).stdout;
    assert!(diff.contains("+++ b/go/go.md\n"), "{diff}");
    assert!(diff.contains("+++ b/inner/js/js.md\n"), "{diff}");
    qmark(bank.path(), &["check", "--fix"]);
    for path in ["go/go.md", "inner/js/js.md"] {
        let text = fs::read_to_string(bank.path().join(path)).unwrap();
        assert!(!text.contains("Beginner, Core"), "{path}: {text}");
    }
    let list = qmark(bank.path(), &["list"]).stdout;
    let lines: Vec<serde_json::Value> = list
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["group"], "js/js.md");
    assert!(lines[1]["root"].as_str().unwrap().ends_with("/inner"));
    let stats = qmark(bank.path(), &["stats", "--format", "json"]).json();
    assert_eq!(stats["totals"]["questions"], 2);
    assert_eq!(stats["groups"][1]["path"], "inner/js/js.md");
    assert_eq!(
        stats["levels"],
        serde_json::json!(["Beginner", "Intermediate", "Advanced", "Hard"])
    );
    assert_eq!(stats["unanswered"][1]["group"], "inner/js/js.md");
    assert_eq!(stats["unanswered"][1]["file"], "inner/js/content/gone.md");
}

#[test]
fn a_path_is_judged_within_its_bank() {
    let files = [
        ("go/go.md", group!("a.md")),
        ("go/content/a.md", "Text.\n"),
        ("go/content/left.md", "Text.\n"),
        ("go/content/deep/far.md", "[x](nowhere.md)\n"),
    ];
    let marked = [&files[..], &[("qmark.yaml", "")]].concat();
    for (files, prefix) in [(&files[..], ""), (&marked, "go/")] {
        let bank = folder(files);
        for (path, expected) in [
            (
                "go/content/left.md",
                &["content/left.md: orphan-answer"][..],
            ),
            ("go/content/a.md", &[]),
            (
                "go/content/deep/far.md",
                &["content/deep/far.md: broken-link"],
            ),
            (
                "go/content",
                &[
                    "content/deep/far.md: broken-link",
                    "content/left.md: orphan-answer",
                ],
            ),
        ] {
            let output = qmark(bank.path(), &["check", "--format", "json", path]);
            let expected: Vec<_> = expected.iter().map(|it| format!("{prefix}{it}")).collect();
            let codes = output.codes();
            let own = codes.iter().filter(|code| !code.contains("missing-level"));
            assert_eq!(own.cloned().collect::<Vec<_>>(), expected, "{path}");
            assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{path}");
        }
    }
    // A folder that only has the name of an answer folder is a bank by itself.
    let bank = folder(&[
        ("content/go/go.md", group!("gone.md")),
        ("README.md", "x\n"),
    ]);
    let output = qmark(bank.path(), &["check", "--format", "json", "content"]);
    assert_eq!(output.codes(), ["go/go.md: missing-answer"]);
}

#[test]
fn what_is_not_to_be_checked_is_refused() {
    let bank = folder(FINE);
    let path = |name: &str| bank.path().join(name);
    fs::write(path("binary"), b"\x7fELF\0\x01").unwrap();
    fs::write(path("page.html"), "<p>\n").unwrap();
    let mut cases = vec![
        ("binary", "it is not a markdown file"),
        ("page.html", "it is not a markdown file"),
        ("gone", "No such file"),
        ("go/content/gone.md", "No such file"),
        ("-", "No such file"),
    ];
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere.md", path("link.md")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(path("pipe.md"))
            .status();
        assert!(made.unwrap().success());
        cases.push(("link.md", "it is a broken symbolic link"));
        cases.push(("pipe.md", "it is neither a file nor a folder"));
        cases.push(("/dev/null", "it is neither a file nor a folder"));
    }
    for command in ["check", "list", "stats"] {
        for (path, reason) in &cases {
            let output = qmark(bank.path(), &[command, path]);
            let verb = if command == "check" { "check" } else { "read" };
            let start = format!("qmark: error: cannot {verb} `{path}`: {reason}");
            assert_eq!(
                (output.code, output.stdout.as_str()),
                (2, ""),
                "{command} {path}"
            );
            assert!(output.stderr.starts_with(&start), "{}", output.stderr);
            assert_eq!(output.stderr.lines().count(), 1);
        }
    }
}

#[test]
fn a_check_of_nothing_says_so() {
    let bank = folder(&[
        ("empty/x.txt", ""),
        ("pages/README.md", "# Read me\n"),
        ("go/go.md", group!("a.md")),
        ("go/content/a.md", "Text.\n"),
        ("outer/inner/qmark.yaml", ""),
        ("outer/inner/go/go.md", group!("a.md")),
        ("outer/inner/go/content/a.md", "Text.\n"),
        (
            "plan/qmark.yaml",
            "documents: [{files: plan.md, shape: topics}]\n",
        ),
        ("plan/plan.md", "# Plan\n\n## Easy\n\n- Locks\n"),
    ]);
    for command in ["check", "list"] {
        for (path, note) in [
            ("plan", false),
            ("plan/plan.md", false),
            ("empty", true),
            ("pages", true),
            ("pages/README.md", true),
            ("go", false),
            ("go/go.md", false),
            ("go/content/a.md", false),
            ("outer", false),
            ("outer/inner", false),
            (".", false),
        ] {
            let output = qmark(bank.path(), &[command, path]);
            assert_eq!(output.code, 0, "{path}");
            let said = output.stderr.starts_with("qmark: note: no questions in `");
            assert_eq!(said, note, "{command} {path}: {}", output.stderr);
            assert_eq!(output.stderr.lines().count(), usize::from(note));
        }
    }
}

#[test]
fn concise_is_a_finding_a_line() {
    let bank = folder(&[
        ("go/go.md", group!("gone.md")),
        ("js/js.md", group!("\"a\\nb.md\"")),
        ("ts/x\u{1b}[31m\ny.md", group!("gone.md")),
    ]);
    let output = qmark(bank.path(), &["check", "--format", "concise"]);
    assert_eq!(output.code, 1);
    let json = qmark(bank.path(), &["check", "--format", "json"]).json();
    let findings = json["findings"].as_array().unwrap();
    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(lines.len(), findings.len(), "{lines:#?}");
    for (line, finding) in lines.iter().zip(findings) {
        let (path, rest) = line.split_once(".md:").unwrap();
        let (number, rest) = rest.split_once(':').unwrap();
        let (column, rest) = rest.split_once(": ").unwrap();
        let (severity, rest) = rest.split_once('[').unwrap();
        let (code, message) = rest.split_once("] ").unwrap();
        let start = &finding["range"]["start"];
        assert_eq!(number, start["line"].to_string());
        assert_eq!(column, start["column"].to_string());
        assert_eq!(severity, finding["severity"]);
        assert_eq!(code, finding["code"]);
        assert!(!message.is_empty() && !path.is_empty());
    }
    assert!(
        output.stdout.contains("ts/x\\u{1b}[31m\\ny.md:"),
        "{}",
        output.stdout
    );
    let clean = qmark(folder(FINE).path(), &["check", "--format", "concise"]);
    assert_eq!((clean.code, clean.stdout.as_str()), (0, ""));
}

#[test]
fn nothing_steers_a_terminal() {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let odd = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2066}\u{7f}";
    let name = format!("g/{}.md", "x\u{1b}[2J\u{9b}\u{202e}\ny");
    let text = format!(
        "---\nquestions:\n  - question: Is it?\n    answer: Yes.\n    topics: [\u{202e}a, \u{202e}a]\n  - question: \"What {odd}?\"\n    answer: \"gone{odd}.md\"\n    topics: [{odd}a]\n---\n[{odd}](no{odd}where.md)\n"
    );
    let bank = folder(&[(name.as_str(), text.as_str())]);
    let missing = format!("no{odd}where.md");
    for arguments in [
        &["check"][..],
        &["check", "--color", "never", &name],
        &["check", "--format", "concise"],
        &["check", "--format", "github"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "gitlab"],
        &["check", "--format", "junit"],
        &["check", &missing],
        &["check", "--allow", &missing],
        &["check", "--format", &missing],
        &[&missing],
        &["explain", &missing],
        &["list"],
        &["stats"],
        &["stats", "--format", "json"],
        &["stats", &missing],
    ] {
        let output = qmark(bank.path(), arguments);
        let all = format!("{}{}", output.stdout, output.stderr);
        assert!(!all.is_empty(), "{arguments:?}");
        assert!(!all.contains(steers), "{arguments:?}: {all:?}");
    }
    let json = qmark(bank.path(), &["check", "--format", "json"]).json();
    assert_eq!(
        json["findings"][0]["path"],
        name.as_str(),
        "JSON stays exact"
    );
}

#[test]
fn text_shows_ten_findings_of_a_code_in_a_file() {
    let links: String = (1..=12)
        .map(|n| format!("[{n}](gone-{n}.md)\n\n"))
        .collect();
    let mut files = FINE.to_vec();
    files[1].1 = &links;
    let bank = folder(&files);
    let output = qmark(bank.path(), &["check"]).stdout;
    let shown = |text: &str| text.matches("warning[broken-link]").count();
    assert_eq!(shown(&output), 10, "{output}");
    let more = "\n… and 2 more `broken-link` (`--all` shows them)\n\n";
    assert_eq!(output.matches(more).count(), 1, "{output}");
    assert!(output.contains(": 12 warnings\n"), "{output}");
    let all = qmark(bank.path(), &["check", "--all"]).stdout;
    assert_eq!(shown(&all), 12, "{all}");
    assert!(!all.contains("more `broken-link`"), "{all}");
    let json = qmark(bank.path(), &["check", "--format", "json"]);
    assert_eq!(json.codes().len(), 12);
}

#[test]
fn the_summary_names_documents() {
    let questions: String = (1..=12)
        .map(|n| format!("### {n}. What is part number {n} for?\n\nIt does work {n}.\n\n"))
        .collect();
    let mut files = FINE.to_vec();
    files.push(("parts.md", &questions));
    let bank = folder(&files);
    let output = qmark(bank.path(), &["check", "--allow", "similar-question"]).stdout;
    let summary = "checked 3 files with 13 questions: 1 document, 1 group; ";
    assert!(output.contains(summary), "{output}");
}

#[test]
fn the_home_folder_is_not_a_bank() {
    let bank = folder(FINE);
    let run = |path: &str| {
        let mut command = command(bank.path(), &["check", path]);
        let output = command.env("HOME", bank.path()).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), stderr)
    };
    let (code, stderr) = run(".");
    assert_eq!(code, Some(2));
    assert!(stderr.contains("the home folder `"), "{stderr}");
    assert_eq!(run("go"), (Some(0), String::new()));
    fs::write(bank.path().join("qmark.yaml"), "").unwrap();
    assert_eq!(run(".").0, Some(0));
}
