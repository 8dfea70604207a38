//! `qmark list`: one question per line.

use std::io::Read;
use std::process::Stdio;

use expect_test::expect;
use serde_json::Value;

use crate::run::{Output, command, folder, project, qmark};

impl Output {
    /// The lines of JSON.
    #[track_caller]
    fn lines(&self) -> Vec<Value> {
        assert_eq!(self.code, 0, "{self:?}");
        let line = |line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e} in {line}"));
        self.stdout.lines().map(line).collect()
    }
}

const BANK: &[(&str, &str)] = &[
    ("qmark.yaml", "answers: texts\n"),
    (
        "go/go.md",
        concat!(
            "---\r\nquestions:\r\n",
            "  - question: What is a 😀 'channel'?\r\n    answer: channels.md\r\n    topics: [Types, easy, Types]\r\n",
            "  - question: >-\r\n      Is it\r\n      folded?\r\n    answer: |\r\n      It is, \"in\" two\r\n\r\n      - parts.\r\n    level: Hard\r\n",
            "  - answer: gone.md\r\n",
            "  - question: Empty?\r\n    answer: empty.md\r\n",
            "  - question: Out?\r\n    answer: ../../../x.md\r\n",
            "  - question: None?\r\n",
            "---\r\n"
        ),
    ),
    ("go/texts/channels.md", "# Pipes\n\nThey have *types*.\n"),
    ("go/texts/empty.md", ""),
    (
        "a/a.md",
        "---\nquestions:\n  - {question: First?, answer: Yes.}\n  - question: 'Broken\n    answer: Yes.\n---\n",
    ),
];

#[test]
fn each_line_is_a_question() {
    let bank = folder(BANK);
    let output = qmark(bank.path(), &["list"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    expect![[r#"
        {"group":"a/a.md","index":0,"id":"first","question":"First?","level":null,"topics":[],"answer":{"inline":"Yes."},"exists":true,"words":1,"line":3,"number":null,"shape":"group","options":null,"translations":[]}
        {"group":"a/a.md","index":1,"id":"broken","question":"Broken","level":null,"topics":[],"answer":{"inline":"Yes."},"exists":true,"words":1,"line":4,"number":null,"shape":"group","options":null,"translations":[]}
        {"group":"go/go.md","index":0,"id":"what-is-a-'channel'","question":"What is a 😀 'channel'?","level":"Beginner","topics":["Types"],"answer":{"file":"go/texts/channels.md"},"exists":true,"words":4,"line":3,"number":null,"shape":"group","options":null,"translations":[]}
        {"group":"go/go.md","index":1,"id":"is-it-folded","question":"Is it folded?","level":"Advanced","topics":[],"answer":{"inline":"It is, \"in\" two\n\n- parts.\n"},"exists":true,"words":5,"line":6,"number":null,"shape":"group","options":null,"translations":[]}
        {"group":"go/go.md","index":2,"id":null,"question":null,"level":null,"topics":[],"answer":{"file":"go/texts/gone.md"},"exists":false,"words":null,"line":14,"number":null,"shape":"group","options":null,"translations":[]}
        {"group":"go/go.md","index":3,"id":"empty","question":"Empty?","level":null,"topics":[],"answer":{"file":"go/texts/empty.md"},"exists":true,"words":0,"line":15,"number":null,"shape":"group","options":null,"translations":[]}
        {"group":"go/go.md","index":4,"id":"out","question":"Out?","level":null,"topics":[],"answer":{"file":null},"exists":false,"words":null,"line":17,"number":null,"shape":"group","options":null,"translations":[]}
        {"group":"go/go.md","index":5,"id":"none","question":"None?","level":null,"topics":[],"answer":null,"exists":false,"words":null,"line":19,"number":null,"shape":"group","options":null,"translations":[]}
    "#]].assert_eq(&output.stdout);
    assert_eq!(qmark(bank.path(), &["list", "."]).stdout, output.stdout);
}

#[test]
fn a_path_lists_what_belongs_to_it() {
    let bank = folder(BANK);
    for (path, questions) in [
        (".", 8),
        ("a", 2),
        ("go/go.md", 6),
        ("go/texts", 3),
        ("go/texts/channels.md", 1),
        ("qmark.yaml", 0),
    ] {
        let output = qmark(bank.path(), &["list", path]);
        assert_eq!(output.lines().len(), questions, "{path}");
        assert_eq!(output.stderr, "", "{path}");
    }
    // A folder without a configuration above it is a bank by itself.
    let bank = folder(&BANK[1..]);
    let lines = qmark(bank.path(), &["list", "go"]).lines();
    assert_eq!(
        (lines.len(), &lines[0]["group"]),
        (6, &Value::from("go.md"))
    );
}

#[test]
fn what_is_odd_is_told_of() {
    for (config, path, code, told) in [
        ("", "nowhere", 2, "error: cannot read `nowhere`: "),
        (
            "exclude: [a]\n",
            "a/a.md",
            0,
            "note: `a/a.md` is not part of the bank `",
        ),
        ("levls: [x]\n", ".", 0, "note: `"),
    ] {
        let mut files = BANK.to_vec();
        files[0].1 = config;
        let bank = folder(&files);
        let output = qmark(bank.path(), &["list", path]);
        assert_eq!(output.code, code, "{output:?}");
        let told = format!("qmark: {told}");
        assert!(output.stderr.starts_with(&told), "{}", output.stderr);
    }
}

#[test]
fn every_question_of_the_sample_bank_is_listed() {
    let lines = qmark(&project(), &["list", "content"]).lines();
    let checked = qmark(&project(), &["check", "--format", "json", "content"]).json();
    assert_eq!(checked["questions"], lines.len());
    let (groups, others): (Vec<_>, Vec<_>) =
        lines.iter().partition(|line| line["shape"] == "group");
    for line in others {
        assert!(line["line"].as_u64() > Some(1), "{line}");
        let right = line["options"].as_array().map(|options| {
            let right = options.iter().filter(|option| option["right"] == true);
            right.count()
        });
        assert!(right.is_none_or(|right| right > 0), "{line}");
    }
    for line in groups {
        assert!(
            line["exists"] == true && line["words"].as_u64() > Some(5),
            "{line}"
        );
        assert!(
            line["level"].is_string() && line["id"].is_string(),
            "{line}"
        );
        let file = line["answer"]["file"].as_str();
        let there = file.is_none_or(|file| project().join("content").join(file).is_file());
        assert!(there, "{line}");
    }
}

#[test]
fn the_sample_bank_has_each_form() {
    let lines = qmark(&project(), &["list", "content"]).lines();
    for (file, questions) in [
        ("debugging/memory-leak.md", 1),
        ("debugging/race-condition.md", 1),
        ("debugging/slow-endpoint.md", 1),
        ("debugging/stack-trace.md", 1),
        ("debugging/works-on-my-machine.md", 1),
        ("documents/algorithms.md", 10),
        ("documents/code-review.md", 12),
        ("documents/http-quiz.md", 10),
        ("documents/networking-cards.md", 12),
        ("documents/python-exam.md", 10),
        ("documents/shell.md", 10),
        ("documents/sql.md", 10),
        ("documents/testing.de.md", 12),
        ("documents/testing.md", 12),
    ] {
        let own = lines.iter().filter(|line| line["group"] == file);
        assert_eq!(own.count(), questions, "{file}");
    }
    let options = |file: &str| {
        let own = lines.iter().filter(|line| line["group"] == file);
        own.filter(|line| line["options"].as_array().map(Vec::len) == Some(4))
            .count()
    };
    assert_eq!(options("documents/http-quiz.md"), 10);
    assert_eq!(options("documents/python-exam.md"), 10);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_fine() {
    let question = "  - {question: What is it that is asked here?, answer: Nobody knows.}\n";
    let text = format!("---\nquestions:\n{}---\n", question.repeat(5_000));
    let bank = folder(&[("go/go.md", &text)]);
    let mut child = command(bank.path(), &["list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut first = [0; 10];
    let mut out = child.stdout.take().expect("a pipe");
    out.read_exact(&mut first).expect("ten bytes");
    drop(out);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
