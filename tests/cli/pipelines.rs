//! What pipelines use: the formats that only services read, the action and the hook.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use roxmltree::{Document, Node};
use serde_json::{Value, json};

use crate::json_schema::errors;
use crate::run::{Output, folder, project, qmark};

const BROKEN: &str = "tests/banks/broken";

/// What `check` prints for the bank at `path` in this format.
fn check(format: &str, path: &str, more: &[&str]) -> Output {
    let arguments = ["check", "--format", format, path];
    let output = qmark(&project(), &[&arguments, more].concat());
    assert_eq!(output.stderr, "");
    output
}

/// The findings of the broken bank.
fn findings() -> Vec<Value> {
    let json = check("json", BROKEN, &[]).json();
    json["findings"].as_array().expect("findings").clone()
}

/// What GitLab's documentation says of a report: the keys that it reads, and the severities that it knows.
fn code_quality() -> Value {
    let line = json!({"type": "integer", "minimum": 1});
    json!({
        "type": "array",
        "items": {
            "type": "object", "additionalProperties": false,
            "required": ["check_name", "description", "fingerprint", "severity", "location"],
            "properties": {
                "check_name": {"type": "string", "minLength": 1},
                "description": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object", "additionalProperties": false, "required": ["path", "lines"],
                    "properties": {
                        // From the folder of the repository, without `./`.
                        "path": {"type": "string", "pattern": "^[^./]"},
                        "lines": {
                            "type": "object", "additionalProperties": false, "required": ["begin"],
                            "properties": {"begin": line, "end": line},
                        },
                    },
                },
            },
        },
    })
}

#[test]
fn gitlab_holds_against_its_schema() {
    let schema = code_quality();
    let broken = check("gitlab", BROKEN, &[]);
    assert_eq!(broken.code, 1);
    assert!(broken.stdout.starts_with('['), "no byte order mark");
    let (broken, clean) = (broken.json(), check("gitlab", "content", &[]).json());
    for output in [&broken, &clean] {
        let errors = errors(&schema, output);
        assert!(errors.is_empty(), "{errors:#?}");
    }
    assert_eq!(clean, json!([]));
    let findings = findings();
    let issues = broken.as_array().expect("issues");
    assert_eq!(issues.len(), findings.len());
    for (issue, finding) in issues.iter().zip(&findings) {
        assert_eq!(issue["check_name"], finding["code"]);
        assert_eq!(issue["description"], finding["message"]);
        assert_eq!(
            issue["location"]["lines"]["begin"],
            finding["range"]["start"]["line"]
        );
    }
    let prints: BTreeSet<&str> = issues
        .iter()
        .filter_map(|issue| issue["fingerprint"].as_str())
        .collect();
    assert_eq!(prints.len(), issues.len(), "each has its own fingerprint");
}

/// The attributes that an element of a JUnit report may have, those first that it must have, and the elements in it, as in the
/// schema of Jenkins's plugin for such reports.
fn grammar() -> BTreeMap<&'static str, (&'static [&'static str], usize, &'static [&'static str])> {
    BTreeMap::from([
        (
            "testsuites",
            (
                &["name", "time", "tests", "failures", "errors"][..],
                0,
                &["testsuite"][..],
            ),
        ),
        (
            "testsuite",
            (
                &["name", "tests", "failures", "errors", "skipped", "time"],
                4,
                &["testcase", "system-out", "system-err"],
            ),
        ),
        (
            "testcase",
            (
                &["name", "classname", "time"],
                1,
                &["failure", "error", "skipped", "system-out", "system-err"],
            ),
        ),
        ("failure", (&["message", "type"], 0, &[])),
        ("system-out", (&[], 0, &[])),
    ])
}

/// Checks an element and all in it against the grammar.
fn check_element(node: Node<'_, '_>) {
    let grammar = grammar();
    let name = node.tag_name().name();
    let (attributes, required, children) = grammar.get(name).expect(name);
    for attribute in node.attributes() {
        assert!(attributes.contains(&attribute.name()), "{attribute:?}");
    }
    for attribute in &attributes[..*required] {
        assert!(node.has_attribute(*attribute), "{name} has no {attribute}");
    }
    for child in node.children() {
        if child.is_element() {
            assert!(children.contains(&child.tag_name().name()), "{child:?}");
            check_element(child);
        } else if !children.is_empty() {
            assert_eq!(child.text().map(str::trim), Some(""), "text in {name}");
        }
    }
}

/// Checks the counts of suites against what is in them; returns how many test cases there are, and how many failed.
fn check_counts(node: Node<'_, '_>) -> (usize, usize) {
    let named = |name: &'static str| node.descendants().filter(move |it| it.has_tag_name(name));
    let counts = (named("testcase").count(), named("failure").count());
    let count = |name: &str| node.attribute(name).and_then(|it| it.parse::<usize>().ok());
    assert_eq!(
        (count("tests"), count("failures")),
        (Some(counts.0), Some(counts.1))
    );
    assert_eq!(count("errors"), Some(0));
    counts
}

#[test]
fn junit_holds_against_its_grammar() {
    let findings = findings();
    let of = |severity: &str| {
        findings
            .iter()
            .filter(|it| it["severity"] == severity)
            .count()
    };
    for (more, failures) in [
        (&[][..], of("error")),
        (&["--deny", "warnings"], of("error") + of("warning")),
    ] {
        let output = check("junit", BROKEN, more);
        assert_eq!(output.code, 1);
        let report = Document::parse(&output.stdout).expect("XML");
        let root = report.root_element();
        assert!(root.has_tag_name("testsuites"));
        check_element(root);
        assert_eq!(check_counts(root), (findings.len(), failures));
        for suite in root.children().filter(Node::is_element) {
            check_counts(suite);
            let cases = suite.children().filter_map(|it| it.attribute("name"));
            let cases: Vec<&str> = cases.collect();
            let names: BTreeSet<&str> = cases.iter().copied().collect();
            assert_eq!(names.len(), cases.len(), "{cases:#?}");
        }
        let messages = root.descendants().filter_map(|it| it.attribute("message"));
        let messages: BTreeSet<&str> = messages.collect();
        for finding in findings.iter().filter(|it| it["severity"] == "error") {
            let message = finding["message"].as_str().expect("a message");
            assert!(messages.contains(message), "{message}");
        }
    }
}

/// Jenkins fails a build whose report has no test.
#[test]
fn junit_has_a_test_that_passed_when_nothing_was_found() {
    let output = check("junit", "content", &[]);
    assert_eq!(output.code, 0);
    let report = Document::parse(&output.stdout).expect("XML");
    check_element(report.root_element());
    assert_eq!(check_counts(report.root_element()), (1, 0));
}

#[test]
fn junit_escapes_what_xml_does_not_allow() {
    let group = "---\nquestions:\n  - question: \"<a> & \\\"b\\\" \\x07?\"\n    answer: \"\\x1b<&>.md\"\n---\n";
    let bank = folder(&[("git/git.md", group)]);
    let output = qmark(bank.path(), &["check", "--format", "junit"]);
    assert_eq!(output.code, 1, "{output:?}");
    let report = Document::parse(&output.stdout).expect("XML");
    check_element(report.root_element());
    let text = report.descendants().find(|it| it.has_tag_name("failure"));
    let text = text.and_then(|it| it.text()).expect("a failure");
    assert!(text.contains("\\u{1b}<&>.md"), "{text}");
}

fn text(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_page_names_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let repository = env!("CARGO_PKG_REPOSITORY");
    let action = repository.trim_start_matches("https://github.com/");
    let page = text("docs/src/pipelines.md");
    let named = |start: &str| {
        let lines = page
            .lines()
            .filter_map(|line| line.trim().strip_prefix(start));
        lines.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    assert_eq!(
        named(&format!("- uses: {action}")),
        [format!("@v{version}")].into()
    );
    assert_eq!(named("rev: "), [format!("v{version}")].into());
    assert!(named("- repo: ").contains(repository));
}

#[test]
fn the_action_runs_scripts_and_its_inputs_are_on_the_page() {
    let action: Value = serde_yaml::from_str(&text("action.yml")).expect("YAML");
    let page = text("docs/src/pipelines.md");
    let inputs = action["inputs"].as_object().expect("inputs");
    for (name, input) in inputs {
        assert!(page.contains(&format!("\n| `{name}` |")), "{name}");
        assert!(input["default"].is_string() && input["description"].is_string());
    }
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let scripts = steps.iter().filter_map(|step| step["run"].as_str());
    let scripts: Vec<&str> = scripts
        .map(|run| {
            let path = run
                .strip_prefix("\"$GITHUB_ACTION_PATH/")
                .expect("a script");
            path.split('"').next().expect("its path")
        })
        .collect();
    assert!(scripts.len() >= 3, "{scripts:?}");
    for script in scripts {
        assert!(text(script).starts_with("#!/bin/bash\n"), "{script}");
    }
    assert_eq!(
        action["inputs"]["releases"]["default"],
        concat!(env!("CARGO_PKG_REPOSITORY"), "/releases/download")
    );
}

/// The action downloads what a release has.
#[test]
fn the_action_knows_each_system_of_a_release() {
    let is_target = |word: &&str| {
        let ends = ["-linux-gnu", "-apple-darwin", "-windows-msvc"];
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && ends.iter().any(|end| word.ends_with(end))
    };
    let targets = |path: &str| -> BTreeSet<String> {
        let text = text(path);
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "_-".contains(c)));
        words.filter(is_target).map(str::to_owned).collect()
    };
    let released = targets("packages/about");
    assert_eq!(released.len(), 6, "{released:?}");
    assert_eq!(targets("packages/action/install"), released);
}
