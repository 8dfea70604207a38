//! Imports of each form into a group and documents.

use std::sync::Arc;

use super::{Import, Imported, Outcome, Source, Target, read};
use crate::bank::{BankPath, Config};
use crate::edit::Sources;
use crate::fixture::Fixture;
use crate::shape::write::NewOption;

/// The questions of a file.
fn read_from(name: &str, text: &str) -> Result<Vec<Imported>, String> {
    let source = Source {
        name,
        text,
        config: &Arc::new(Config::default()),
        beside: &|path| {
            match path.as_str() {
            "content/a.md" => Some("---\nx: y\n---\nFrom the file.\n".to_owned()),
            "cards.md" => Some(
                "# Quiz\n\n## 1. What is a crust?\n\n*So.*\n\n## 2. What is a crumb?\n\nThus.\n\n## 3. What is a knot?\n\nIt.\n\n## 4. What is a rope?\n\nIt.\n"
                    .to_owned(),
            ),
            _ => None,
        }
        },
    };
    read(&source).map_err(|refusal| refusal.0)
}

/// Two questions with all that a table or JSON can have.
fn two() -> [Imported; 2] {
    let options = [("so:\n`1`", false), ("two", true)];
    [
        Imported {
            question: "What is \"it\"; really?".to_owned(),
            answer: "It is\n\n- this".to_owned(),
            level: Some("Easy".to_owned()),
            topics: vec!["Bread".to_owned(), "Rope".to_owned()],
            ..Imported::default()
        },
        Imported {
            question: "Which?".to_owned(),
            body: "```\nx\n```".to_owned(),
            options: options
                .map(|(text, is_right)| NewOption {
                    text: text.to_owned(),
                    is_right,
                })
                .to_vec(),
            ..Imported::default()
        },
    ]
}

#[test]
fn tables_and_json_are_read_whatever_their_form() {
    let comma = "\u{feff}Topics,ANSWER,Question,level,options,right,body,number\r\n\
        \"Bread; Rope\",\"It is\r\n\r\n- this\",\"What is \"\"it\"\"; really?\",Easy,,,,1\r\n\
        ,,Which?,,\"A. so:\r\n   `1`\r\nB. two\",B,\"```\r\nx\r\n```\",2\r\n";
    let semicolon = "question;answer;difficulty;tags;option a;option b;correct answer;code\n\
        \"What is \"\"it\"\"; really?\";\"It is\n\n- this\";Easy;Bread, Rope;;;;\n\
        Which?;;;;\"so:\n`1`\";two;b;\"```\nx\n```\"\n";
    let tab = semicolon
        .replace(';', "\t")
        .replace("\"\"\t really", "\"\"; really");
    let list = r#"[
        {"question": "What is \"it\"; really?", "answer": "It is\n\n- this", "level": "Easy", "topics": ["Bread", "Rope"], "options": []},
        {"question": "Which?", "answer": null, "body": "```\nx\n```", "options": [{"text": "so:\n`1`", "right": false}, {"text": "two", "right": true}]}
    ]"#;
    let lines = "{\"front\": \"What is \\\"it\\\"; really?\", \"answer\": {\"inline\": \"It is\\n\\n- this\"}, \"difficulty\": \"Easy\", \"tags\": \"Bread, Rope\"}\n\
        {\"q\": \"Which?\", \"body\": \"```\\nx\\n```\", \"options\": [\"so:\\n`1`\", \"two\"], \"correct\": \"B\"}\n";
    for (name, text) in [
        ("a.csv", comma),
        ("a.csv", semicolon),
        ("a.tsv", &tab),
        ("a.txt", comma),
        ("a.json", list),
        ("a.txt", list),
        ("a.jsonl", lines),
    ] {
        let found = read_from(name, text).expect("questions").into_iter();
        let found: Vec<_> = found.map(|it| Imported { line: None, ..it }).collect();
        assert_eq!(found, two(), "{name} {text}");
    }
}

#[test]
fn json_names_the_right_options() {
    for (right, expected) in [
        ("\"B\"", [1].as_slice()),
        ("\"2\"", &[1]),
        ("\"two\"", &[1]),
        ("1", &[1]),
        ("[0, \"c\"]", &[0, 2]),
        ("3", &[]),
    ] {
        let text = format!(
            "[{{\"question\": \"Which?\", \"options\": [\"one\", \"two\", \"three\"], \"right\": {right}}}]"
        );
        let found = read_from("a.json", &text).expect("a question");
        let options = found[0].options.iter().enumerate();
        let found: Vec<usize> = options
            .filter(|(_, option)| option.is_right)
            .map(|(place, _)| place)
            .collect();
        assert_eq!(found, expected, "{right}");
    }
}

#[test]
fn what_qmark_list_prints_is_read_with_its_answers() {
    let lines = r#"{"group":"go.md","index":0,"question":"A?","level":null,"topics":[],"answer":{"file":"content/a.md"}}
{"group":"cards.md","index":0,"question":"What is a crust?","level":null,"topics":[],"answer":{"lines":[5,5]}}
{"group":"gone.md","index":0,"question":"B?","level":null,"topics":[],"answer":{"lines":[5,5]}}
"#;
    let found = read_from("list.json", lines).expect("questions");
    let answers: Vec<_> = found.iter().map(|it| it.answer.as_str()).collect();
    assert_eq!(answers, ["From the file.", "*So.*", ""]);
}

#[test]
fn what_has_no_questions_is_refused() {
    let columns = "its first row must name the columns, one of them `question`; commas, semicolons or tabs separate them";
    for (name, text, reason) in [
        ("a.csv", "a,b\n1,2\n", columns),
        ("a.csv", "", columns),
        (
            "a.md",
            "# Notes\n\nNothing.\n",
            "no questions were found in it; `qmark init --dry-run FILE` says why for a markdown file",
        ),
        (
            "a.json",
            "[1]",
            "entry 1 of it is not an object with a `question`",
        ),
    ] {
        assert_eq!(read_from(name, text), Err(reason.to_owned()), "{text}");
    }
    assert!(read_from("a.json", "[").is_err_and(|it| it.starts_with("it is not valid JSON: ")));
}

/// What becomes of the bank, as `path: text` for each file that differs.
fn import(
    bank: &str,
    target: &str,
    questions: &[Imported],
    only_new: bool,
) -> Result<(Vec<(String, String)>, Outcome), String> {
    let fixture = Fixture::new(bank);
    let texts = |path: &BankPath| fixture.texts.get(path).cloned().map(Arc::new);
    let sources: Sources<'_> = &texts;
    let target = BankPath::new(target).expect("a path");
    let target = Target::of(&fixture.bank, &target).map_err(|refusal| refusal.0)?;
    let import = Import {
        bank: &fixture.bank,
        sources,
        target: &target,
        questions,
        name: "new.csv",
        is_source: &|_| false,
        only_new,
    };
    let outcome = import.plan().map_err(|refusal| refusal.0)?;
    let after = outcome.edit.apply(sources).map_err(|refusal| refusal.0)?;
    let after = after.into_iter();
    let after = after.filter_map(|(path, text)| Some((path.to_string(), text?)));
    Ok((after.collect(), outcome))
}

fn question(asked: &str, level: &str, topics: &[&str]) -> Imported {
    Imported {
        question: asked.to_owned(),
        answer: format!("About {asked}\n\n## More\n\n- so"),
        level: (!level.is_empty()).then(|| level.to_owned()),
        topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        ..Imported::default()
    }
}

#[test]
fn a_group_takes_answers_as_it_has_them() {
    let [_, quiz] = two();
    let questions = [question("What is `a`?", "Easy", &["x"]), quiz];
    let (files, outcome) = import(
        "//- /go/go.md\n---\ntitle: The 1 Go Questions\nquestions:\n- question: One?\n  answer: one.md\n  topics: [Hard, y]\n---\n",
        "go",
        &questions,
        false,
    )
    .expect("it can be imported");
    let group = "---\ntitle: The 2 Go Questions\nquestions:\n- question: One?\n  answer: one.md\n  topics: [Hard, y]\n- question: What is `a`?\n  answer: what-is-a.md\n  topics: [Beginner, x]\n---\n";
    let answer = "About What is `a`?\n\n## More\n\n- so\n";
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    assert_eq!(
        files,
        [("go/content/what-is-a.md", answer), ("go/go.md", group)]
    );
    let (index, refusal) = &outcome.refused[0];
    assert_eq!((*index, outcome.written), (1, vec![0]));
    assert_eq!(
        refusal.0,
        "it has options, which a question of a group has not; import it into a document"
    );

    let inline = "//- /go/go.md\n---␍\nquestions:␍\n  - question: 'One?'␍\n    answer: So␍\n    topics:␍\n      - y␍\n---␍\n";
    let (files, _) =
        import(inline, "go/go.md", &questions[..1], false).expect("it can be imported");
    assert_eq!(
        files[0].1,
        "---\r\nquestions:\r\n  - question: 'One?'\r\n    answer: So\r\n    topics:\r\n      - y\r\n  - question: 'What is `a`?'\r\n    answer: |-\r\n      About What is `a`?\r\n\r\n      ## More\r\n\r\n      - so\r\n    topics:\r\n      - Beginner\r\n      - x\r\n---\r\n"
    );
    let refusal = import(inline, "go/go.md", &questions[1..], false).map(|_| ());
    assert_eq!(
        refusal,
        Err(
            "the questions have options, and a group such as `go/go.md` has none; name a document"
                .to_owned()
        )
    );
}

const DOCUMENT: &str = "//- /README.md
# Interview questions

## Contents

| No. | Question |
|---|---|
| 1 | [What is a?](#1-what-is-a) |
| 2 | [What is b?](#2-what-is-b) |
| 3 | [What is c?](#3-what-is-c) |
| 4 | [What is d?](#4-what-is-d) |

## Easy

### 1. What is a?

One.

### 2. What is b?

Two.

## Hard

### 3. What is c?

Three.

### 4. What is d?

Four.
";

#[test]
fn a_document_takes_each_question_below_its_level() {
    let questions = [
        question("What is y?", "Advanced", &["z"]),
        question("What is x?", "", &[]),
        question("Who is it?", "Intermediate", &[]),
    ];
    let (files, outcome) = import(DOCUMENT, "README.md", &questions, false).expect("an import");
    let after = DOCUMENT
        .strip_prefix("//- /README.md\n")
        .expect("a head")
        .to_owned()
        + "\n### 5. What is y?\n\nAbout What is y?\n\n#### More\n\n- so\n\n### 6. What is x?\n\nAbout What is x?\n\n#### More\n\n- so\n";
    let rows = "| 4 | [What is d?](#4-what-is-d) |\n";
    let after = after.replace(
        rows,
        &format!("{rows}| 5 | [What is y?](#5-what-is-y) |\n| 6 | [What is x?](#6-what-is-x) |\n"),
    );
    assert_eq!(files, [("README.md".to_owned(), after)]);
    assert_eq!(outcome.written, [0, 1]);
    assert_eq!(
        outcome.refused[0].1.0,
        "no heading of `README.md` gives the level `Intermediate`; write one with a question below it first"
    );
    assert_eq!(
        outcome.notes,
        ["the headings of `README.md` give the topics: some of 1 are not written"]
    );
}

#[test]
fn nothing_is_noted_of_a_question_that_cannot_be_written() {
    let questions = [
        question("What is *x* on\ntwo lines?", "Easy", &["z"]),
        question("Who is it?", "Intermediate", &["z"]),
    ];
    let (files, outcome) = import(DOCUMENT, "README.md", &questions, false).expect("an import");
    assert_eq!(files, []);
    let refused: Vec<usize> = outcome.refused.iter().map(|(index, _)| *index).collect();
    assert_eq!((refused, outcome.written), (vec![0, 1], Vec::new()));
    assert_eq!((outcome.notes, outcome.edit.confirm), (Vec::new(), None));
}

#[test]
fn a_new_document_has_the_levels_and_topics_as_headings() {
    let mut questions = vec![
        question("What is a?", "Advanced", &["Bread"]),
        question("What is b?", "Easy", &["Rope"]),
        question("What is c?", "Advanced", &["Bread", "x"]),
    ];
    questions.extend(two().into_iter().skip(1));
    let (files, outcome) = import("", "bread.md", &questions, false).expect("an import");
    let expected = "# Bread interview questions

#### 1. Which?

```
x
```

- [ ] so:
  `1`
- [x] two

## Advanced

### Bread

#### 2. What is a?

About What is a?

##### More

- so

#### 3. What is c?

About What is c?

##### More

- so

## Beginner

### Rope

#### 4. What is b?

About What is b?

##### More

- so
";
    assert_eq!(
        files,
        [("bread.md".to_owned(), expected.to_owned())],
        "{outcome:?}"
    );
    assert_eq!(
        outcome.notes,
        ["a heading gives one topic: of 1 with several, only the first is written"]
    );
}

#[test]
fn what_the_bank_has_already_is_not_written_again() {
    let questions = [
        question("what is A", "Hard", &[]),
        question("Explain b", "", &[]),
        question("What is new?", "", &[]),
        question("What is new?", "", &[]),
        question("Who is new?", "", &[]),
        question("Why is it new?", "", &[]),
    ];
    let (_, outcome) = import(DOCUMENT, "new.md", &questions, true).expect("an import");
    let known = outcome.known.iter();
    let known: Vec<_> = known
        .map(|it| (it.index, it.asked[0].at.index, it.is_same))
        .collect();
    assert_eq!(known, [(0, 0, true), (1, 1, false)]);
    assert_eq!(
        (outcome.written, outcome.repeated),
        (vec![2, 4, 5], vec![(3, 2)])
    );
    let (_, outcome) = import(DOCUMENT, "README.md", &questions, false).expect("an import");
    assert_eq!(outcome.written, [1, 2, 4, 5]);
}

#[test]
fn a_question_with_another_right_option_is_not_a_repetition() {
    let quiz = |right: usize| {
        let options = ["this", "that"].iter().enumerate();
        let options = options.map(|(place, text)| NewOption {
            text: (*text).to_owned(),
            is_right: place == right,
        });
        Imported {
            answer: String::new(),
            options: options.collect(),
            ..question("Which is new?", "", &[])
        }
    };
    let questions = [quiz(0), quiz(1), quiz(1)];
    let (_, outcome) = import(DOCUMENT, "new.md", &questions, false).expect("an import");
    assert_eq!(outcome.repeated, [(2, 1)]);
}

#[test]
fn an_answer_that_starts_with_code_is_not_a_part_of_the_question() {
    let bank = DOCUMENT.replace("Four.\n", "```js\nfour()\n```\n\nFour.\n");
    let questions = [question("What is d", "Hard", &[])];
    let (_, outcome) = import(&bank, "README.md", &questions, true).expect("an import");
    let known = &outcome.known[0];
    assert_eq!((known.asked[0].at.index, known.is_same), (3, false));
    assert_eq!(outcome.written, [0; 0]);
}

#[test]
fn links_follow_a_heading_whose_anchor_changes() {
    let bank = DOCUMENT.replace("Four.\n", "Four: see [more](#more).\n\n#### More\n\nSo.\n");
    let questions = [question("What is y?", "Easy", &[])];
    let (files, outcome) = import(&bank, "README.md", &questions, false).expect("an import");
    assert!(files[0].1.contains("see [more](#more-1)"), "{}", files[0].1);
    assert!(outcome.edit.confirm.is_some());
}
