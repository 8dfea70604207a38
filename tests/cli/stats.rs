//! `qmark stats`: the same numbers in every format.

use std::collections::BTreeMap;
use std::fs;

use expect_test::expect;
use serde_json::Value;

use crate::run::{folder, project, qmark};

/// The output of `qmark stats` for a bank as JSON.
#[track_caller]
fn stats(bank: &str) -> Value {
    let output = qmark(&project(), &["stats", "--format", "json", bank]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    output.json()
}

const BANKS: &[&str] = &["content", "tests/banks/broken"];

#[test]
fn the_numbers_are_those_of_the_list() {
    for bank in BANKS {
        let stats = stats(bank);
        let list = qmark(&project(), &["list", bank]).stdout;
        let list: Vec<Value> = list
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        // Questions of translations are counted apart.
        let translations = stats["translations"].as_array().expect("translations");
        for translation in translations {
            let own = list
                .iter()
                .filter(|line| line["group"] == translation["path"]);
            assert_eq!(translation["questions"], own.count(), "{translation}");
        }
        let (translated, list): (Vec<Value>, Vec<Value>) = list.into_iter().partition(|line| {
            let is_of = |translation: &Value| translation["path"] == line["group"];
            translations.iter().any(is_of)
        });
        assert_eq!(stats["totals"]["translatedQuestions"], translated.len());
        assert_eq!(stats["totals"]["questions"], list.len());
        for (at, group) in stats["groups"]
            .as_array()
            .expect("groups")
            .iter()
            .enumerate()
        {
            let own = list.iter().filter(|line| line["group"] == group["path"]);
            assert_eq!(group["questions"], own.clone().count(), "{at}");
            for (level, name) in stats["levels"]
                .as_array()
                .expect("levels")
                .iter()
                .enumerate()
            {
                let of_level = own.clone().filter(|line| line["level"] == *name);
                assert_eq!(group["levels"][level], of_level.count(), "{group} {name}");
            }
        }
        // A level that the bank does not have is listed as it is written, and counted with those without one.
        let levels = stats["levels"].as_array().expect("levels");
        let level = |line: &Value| match levels.contains(&line["level"]) {
            true => line["level"].clone(),
            false => Value::Null,
        };
        for row in stats["coverage"].as_array().expect("coverage") {
            let own = list.iter().filter(|line| level(line) == row["level"]);
            assert_eq!(row["questions"], own.clone().count());
            let missing = own.filter(|l| l["exists"] == false && l["answer"].is_object());
            assert_eq!(row["missing"], missing.count());
        }
        let mut topics: BTreeMap<String, u64> = BTreeMap::new();
        for line in &list {
            for topic in line["topics"].as_array().expect("topics") {
                *topics.entry(topic.to_string()).or_default() += 1;
            }
        }
        let counted = stats["topics"].as_array().expect("topics").iter();
        let counted = counted.map(|t| (t["name"].to_string(), t["questions"].as_u64().expect("n")));
        assert_eq!(counted.collect::<BTreeMap<_, _>>(), topics);
    }
}

#[test]
fn the_findings_agree() {
    for bank in BANKS {
        let stats = stats(bank);
        let found = qmark(&project(), &["check", "--format", "json", bank]).codes();
        let orphans: Vec<_> = stats["orphans"]
            .as_array()
            .expect("orphans")
            .iter()
            .collect();
        let reported = found
            .iter()
            .filter_map(|f| f.strip_suffix(": orphan-answer"));
        assert_eq!(
            orphans,
            reported
                .map(Value::from)
                .collect::<Vec<_>>()
                .iter()
                .collect::<Vec<_>>()
        );
        let files = [
            "missing-answer",
            "answer-outside-content",
            "answer-case-mismatch",
        ];
        let absent = found
            .iter()
            .filter(|f| files.iter().any(|code| f.ends_with(code)));
        assert_eq!(stats["totals"]["missing"], absent.count());
    }
}

const BANK: &[(&str, &str)] = &[
    (
        "go/go.md",
        concat!(
            "---\nbriefTitle: 通道和类型：一组非常非常长的标题，放不进终端的一行里\nquestions:\n",
            "  - question: One?\n    answer: one.md\n    topics: [Easy, 'Types', \"a\\e[31m\\nb\"]\n",
            "  - question: Two?\n    answer: A few words.\n    topics: [Types, Hard]\n",
            "  - question: Three?\n    answer: gone.md\n    topics: [Types]\n",
            "  - question: Four?\n    answer: empty.md\n    topics: [Tools]\n",
            "  - question: Five?\n    topics: [Tools]\n",
            "---\n"
        ),
    ),
    (
        "js/js.md",
        "---\nquestions:\n  - {question: One?, answer: Yes., topics: [Tools, Medium]}\n---\n",
    ),
    ("go/content/one.md", "One, and **two**.\n"),
    ("go/content/empty.md", "\n"),
    ("go/content/left.md", "Left.\n"),
];

#[test]
fn as_text() {
    let bank = folder(BANK);
    let output = qmark(bank.path(), &["stats"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    for line in output.stdout.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    expect![[r#"
        6 questions in 2 groups
        3 answered, 1 no such file, 1 empty file, 1 no answer

        Questions by group and level
                                       Beginner  Intermediate  Advanced  No level  Total
          通道和类型：一组非常非常长…         1             -         1         3      5
          js                                  -             1         -         -      1
          All                                 1             1         1         3      6

        Answered questions by level
          Beginner      1 of 1 (100 %)  ██████████████████████████████
          Intermediate  1 of 1 (100 %)  ██████████████████████████████
          Advanced      1 of 1 (100 %)  ██████████████████████████████
          No level        0 of 3 (0 %)

        Topics
          Tools            3  ██████████████████████████████
          Types            3  ██████████████████████████████
          a [31m b  1 (once)  ██████████

        Length of answers, in words
          0–25          3  ██████████████████████████████
          26–50         0
          51–100        0
          101–200       0
          201–400       0
          401–800       0
          801 and more  0
          median    3 (on average 2)
          shortest  1  js/js.md: One?
          longest   3  go/content/one.md: One?
          1 in files, 2 in their questions

        Questions without an answer: 3
          no such file  go/content/gone.md: Three?
          empty file    go/content/empty.md: Four?
          no answer     go/go.md: Five?

        Unused answer files: 1
          go/content/left.md
    "#]]
    .assert_eq(&output.stdout);
    let one = qmark(bank.path(), &["stats", "--top", "1"]).stdout;
    assert!(one.contains("Topics, 1 of 3"), "{one}");
    assert!(one.contains("used once: a"), "{one}");
    let colored = qmark(bank.path(), &["stats", "--color", "always"]).stdout;
    assert!(colored.contains("\u{1b}[1mQuestions by group and level\u{1b}[0m"));
    let plain = colored.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
    assert_eq!(plain, output.stdout);
}

#[test]
fn translations_are_apart() {
    let question =
        |text: &str| format!("  - {{question: '{text}', answer: So., topics: [Hard]}}\n");
    let group = |texts: &[&str]| {
        let items: String = texts.iter().map(|text| question(text)).collect();
        format!("---\nquestions:\n{items}---\n")
    };
    let bank = folder(&[
        ("en/go.md", &group(&["One?", "Two?", "Three?"])),
        ("fr-FR/go.md", &group(&["Un ?", "Deux ?"])),
    ]);
    let output = qmark(bank.path(), &["stats"]);
    assert_eq!((output.code, output.stderr.as_str()), (0, ""));
    let (start, _) = output.stdout.split_once("\nLength of").expect("lengths");
    expect![[r#"
        3 questions in 1 group, all answered
        and the same in other languages: 2 questions in 1 translation

        Questions by group and level
              Beginner  Intermediate  Advanced  No level  Total
          go         -             -         3         -      3

        Questions by translation
          fr-FR/go.md  2 of 3  ████████████████████

        Answered questions by level
          Advanced  3 of 3 (100 %)  ██████████████████████████████
    "#]]
    .assert_eq(start);
    let html = qmark(bank.path(), &["stats", "--format", "html"]).stdout;
    assert!(html.contains("The same in other languages: 2 questions in 1 translation."));
    assert!(html.contains("<small>fr-FR/go.md</small>"), "{html}");
    let alone = qmark(bank.path(), &["stats", "fr-FR"]).stdout;
    assert!(
        alone.starts_with("2 questions in 1 group, all answered\n"),
        "{alone}"
    );
}

#[test]
fn a_bank_without_anything() {
    let bank = folder(&[]);
    let output = qmark(bank.path(), &["stats"]);
    assert_eq!(output.code, 0);
    expect![[r#"
        0 questions in 0 groups
        `qmark detect FILE…` says what a file is read as, and why.
    "#]]
    .assert_eq(&output.stdout);
}

#[test]
fn a_path_shows_what_belongs_to_it() {
    let mut files = BANK.to_vec();
    files.push(("qmark.yaml", ""));
    let bank = folder(&files);
    for (path, groups, questions, orphans) in [
        (".", 2, 6, 1),
        ("js", 1, 1, 0),
        ("go", 1, 5, 1),
        ("go/content", 1, 3, 1),
        ("go/content/one.md", 1, 1, 0),
    ] {
        let output = qmark(bank.path(), &["stats", "--format", "json", path]);
        let totals = &output.json()["totals"];
        assert_eq!(
            (&totals["groups"], &totals["questions"], &totals["orphans"]),
            (&groups.into(), &questions.into(), &orphans.into()),
            "{path}"
        );
    }
}

#[test]
fn a_file_can_take_the_output() {
    let bank = folder(BANK);
    let file = bank.path().join("stats.json");
    for _ in 0..2 {
        let arguments = ["stats", "--format", "json", "--output", "stats.json", "go"];
        let output = qmark(bank.path(), &arguments);
        assert_eq!((output.code, output.stdout.as_str()), (0, ""));
        let printed = qmark(bank.path(), &["stats", "--format", "json", "go"]).stdout;
        assert_eq!(fs::read_to_string(&file).expect("it is there"), printed);
    }
    let output = qmark(bank.path(), &["stats", "--output", "no/where"]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    let reason = "qmark: error: cannot write the file `no/where`: ";
    assert!(output.stderr.starts_with(reason), "{}", output.stderr);
    let output = qmark(bank.path(), &["stats", "nowhere"]);
    let reason = "qmark: error: cannot read `nowhere`: ";
    assert!(
        output.code == 2 && output.stderr.starts_with(reason),
        "{output:?}"
    );
}
