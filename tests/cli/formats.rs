//! What each output format looks like.

use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::json_schema::errors;
use crate::run::{Output, folder, project, qmark};

/// Positions that are easy to get wrong: astral characters, CRLF, a lone CR, a block over several lines, a neighbour.
const BANK: &[(&str, &str)] = &[
    (
        "crlf/crlf.md",
        "---\r\nquestions:\r\n  - question: Why 😀?\r\n    answer: gone 😀.md\r\n---\r\n",
    ),
    (
        "cr/cr.md",
        "---\rquestions:\r  - question: Why?\r    answer: gone.md\r---\r",
    ),
    (
        "lf/lf.md",
        "---\nquestions:\n  - question: What is a 😀 'channel'?\n    answer: Inline.\n  - question: >-\n      What is a\n      😀 'channel'?\n    answer: Inline.\n---\n",
    ),
];

/// Only the two rules that the bank is made for, so that new rules do not change the output.
fn check(format: &str, more: &[&str]) -> Output {
    let bank = folder(BANK);
    let mut arguments = vec!["check", "--format", format];
    let others: Vec<&str> = qmark::lint::RULES
        .iter()
        .map(|rule| rule.code)
        .filter(|code| !["missing-answer", "duplicate-question"].contains(code))
        .collect();
    for code in &others {
        arguments.extend(["--allow", code]);
    }
    arguments.extend(more);
    let output = qmark(bank.path(), &arguments);
    assert_eq!((output.code, output.stderr.as_str()), (1, ""), "{output:?}");
    output
}

fn snapshot(format: &str, expected: &Expect) {
    expected.assert_eq(&check(format, &[]).stdout);
}

#[test]
fn text_shows_the_place() {
    snapshot(
        "text",
        &expect![[r#"
        error[missing-answer]: the answer file `gone.md` does not exist in `cr/content`
         --> cr/cr.md:4:13
          |
        4 |     answer: gone.md
          |             ^^^^^^^

        error[missing-answer]: the answer file `gone 😀.md` does not exist in `crlf/content`
         --> crlf/crlf.md:4:13
          |
        4 |     answer: gone 😀.md
          |             ^^^^^^^^^^

        warning[duplicate-question]: an earlier question of this group has the same id, `what-is-a-'channel'`
         --> lf/lf.md:5:15
          |
        3 |     - question: What is a 😀 'channel'?
          |                 ----------------------- the earlier question
        4 |       answer: Inline.
        5 |     - question: >-
          |  _______________^
        6 | |       What is a
        7 | |       😀 'channel'?
          | |___________________^

        checked 4 questions in 3 groups and 3 files: 2 errors, 1 warning
        `qmark explain CODE` explains a finding
    "#]],
    );
}

#[test]
fn github_commands_name_the_place() {
    snapshot(
        "github",
        &expect![[r#"
        ::error file=cr/cr.md,line=4,col=13,endColumn=20,title=missing-answer::the answer file `gone.md` does not exist in `cr/content`
        ::error file=crlf/crlf.md,line=4,col=13,endColumn=23,title=missing-answer::the answer file `gone 😀.md` does not exist in `crlf/content`
        ::warning file=lf/lf.md,line=5,endLine=7,title=duplicate-question::an earlier question of this group has the same id, `what-is-a-'channel'`
        checked 4 questions in 3 groups and 3 files: 2 errors, 1 warning
    "#]],
    );
}

#[test]
fn colours_are_used_when_asked_for() {
    let colored = |more: &[&str]| check("text", more).stdout.contains("\u{1b}[");
    assert!(!colored(&[]), "a pipe is no terminal");
    assert!(colored(&["--color", "always"]));
    assert!(!colored(&["--color", "never"]));
}

#[test]
fn json_is_as_agreed() {
    let output = check("json", &[]);
    let expected = json!({
        "version": 1, "files": 3, "groups": 3, "questions": 4,
        "findings": [
            {
                "path": "cr/cr.md", "code": "missing-answer", "severity": "error",
                "message": "the answer file `gone.md` does not exist in `cr/content`",
                "range": {
                    "start": {"line": 4, "column": 13, "offset": 46},
                    "end": {"line": 4, "column": 20, "offset": 53},
                },
                "related": [], "fixable": true, "fix": "unsafe",
            },
            {
                "path": "crlf/crlf.md", "code": "missing-answer", "severity": "error",
                "message": "the answer file `gone 😀.md` does not exist in `crlf/content`",
                "range": {
                    "start": {"line": 4, "column": 13, "offset": 54},
                    "end": {"line": 4, "column": 22, "offset": 66},
                },
                "related": [], "fixable": true, "fix": "unsafe",
            },
            {
                "path": "lf/lf.md", "code": "duplicate-question", "severity": "warning",
                "message": "an earlier question of this group has the same id, `what-is-a-'channel'`",
                "range": {
                    "start": {"line": 5, "column": 15, "offset": 89},
                    "end": {"line": 7, "column": 19, "offset": 129},
                },
                "related": [{
                    "path": "lf/lf.md",
                    "message": "the earlier question",
                    "range": {
                        "start": {"line": 3, "column": 15, "offset": 29},
                        "end": {"line": 3, "column": 37, "offset": 54},
                    },
                }],
                "fixable": false,
            },
        ],
        "mended": [],
    });
    assert_eq!(output.json(), expected);
    // The keys come in the documented order.
    let order = [
        "version",
        "files",
        "groups",
        "questions",
        "findings",
        "path",
        "code",
        "severity",
        "message",
        "range",
    ];
    let places = order.map(|key| output.stdout.find(&format!("\"{key}\"")));
    assert!(places.is_sorted(), "{}", output.stdout);
}

/// The text that a JSON range covers, by its offsets and by its lines and columns.
fn covered(text: &str, range: &Value) -> (String, String) {
    let number = |end: &str, key: &str| range[end][key].as_u64().expect(key) as usize;
    let by_offset = &text[number("start", "offset")..number("end", "offset")];
    let by_column = |end| {
        // The choice of line breaks does not matter for the start of a line.
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        let start = starts[number(end, "line") - 1];
        let column = number(end, "column") - 1;
        text[start..]
            .char_indices()
            .nth(column)
            .map_or(text.len(), |(at, _)| start + at)
    };
    (
        by_offset.to_owned(),
        text[by_column("start")..by_column("end")].to_owned(),
    )
}

#[test]
fn findings_of_the_broken_bank_are_sorted_and_their_places_agree() {
    let output = qmark(
        &project(),
        &["check", "--format", "json", "tests/banks/broken"],
    );
    let json = output.json();
    let findings = json["findings"].as_array().unwrap();
    let key = |finding: &Value| {
        let path = finding["path"].as_str().unwrap().to_owned();
        (path, finding["range"]["start"]["offset"].as_u64().unwrap())
    };
    assert!(findings.len() > 2 && findings.iter().map(key).is_sorted());
    let root = project().join("tests/banks/broken");
    for finding in findings {
        let related = finding["related"].as_array().unwrap();
        for place in std::iter::once(finding).chain(related) {
            let path = place["path"].as_str().unwrap();
            // One file is not UTF-8, and one is not read.
            if let Ok(text) = std::fs::read_to_string(root.join(path))
                && text.len() < 65536
            {
                let (by_offset, by_column) = covered(&text, &place["range"]);
                assert_eq!(by_offset, by_column, "{place}");
            }
        }
    }
}

#[test]
fn sarif_holds_against_its_schema() {
    let schema = include_str!("../data/sarif-2.1.0.schema.json");
    // One pattern, for language names, has a bracket that strict regex engines want escaped.
    let schema = schema.replace("{2}]?$", r"{2}\\]?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let broken = qmark(
        &project(),
        &["check", "--format", "sarif", "tests/banks/broken"],
    )
    .json();
    let clean = qmark(&project(), &["check", "--format", "sarif", "content"]).json();
    for output in [&broken, &clean] {
        let errors = errors(&schema, output);
        assert!(errors.is_empty(), "{errors:#?}");
    }
    assert!(
        !errors(&schema, &json!({"version": "2.1.0"})).is_empty(),
        "the schema asks for runs"
    );
    assert_eq!(clean["runs"][0]["results"], json!([]));

    let run = &broken["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in run["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(
            rule["help"]["markdown"]
                .as_str()
                .unwrap()
                .contains("## Why")
        );
        let address = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(address["uriBaseId"], "%SRCROOT%");
        let uri = address["uri"].as_str().unwrap();
        assert!(uri.starts_with("tests/banks/broken/"), "{uri}");
    }
    let json = qmark(
        &project(),
        &["check", "--format", "json", "tests/banks/broken"],
    )
    .json();
    assert_eq!(
        run["results"].as_array().unwrap().len(),
        json["findings"].as_array().unwrap().len()
    );
}

#[test]
fn sarif_columns_are_utf16() {
    let sarif = check("sarif", &[]).json();
    let region = &sarif["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"];
    let expected = json!({
        "startLine": 4, "startColumn": 13, "endLine": 4, "endColumn": 23,
        "byteOffset": 54, "byteLength": 12,
    });
    assert_eq!(*region, expected);
}
