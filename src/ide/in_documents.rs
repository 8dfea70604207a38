//! The features that read, in documents with many questions.

mod structure;
mod translations;

use std::sync::Arc;

use expect_test::{Expect, expect};

use super::definition::definition;
use super::highlight::highlights;
use super::hover::hover;
use super::references::references;
use crate::bank::BankPath;
use crate::fixture::Fixture;
use crate::lint::Findings;
use crate::text::Lines;

/// A document with a table of contents, a group that asks the same, and a page that links to both.
const README: &str = "\
//- /README.md
# Questions about Go

| No. | Question |
| --- | --- |
| 1 | [What is a channel?](#what-is-a-channel) |
| 2 | [What is a map?](#what-is-a-map) |
| 3 | [How is a value copied?](#how-is-a-value-copied) |

## Beginner

1. ### What is a channel?

   A *typed* pipe between goroutines.

   ```go
   c := make(chan int)
   ```

   **[⬆ Back to Top](#questions-about-go)**

2. ### What is a map?

   A table of keys and values.

   #### For what?

   For values by name.

## Advanced

3. ### How is a value copied?

## License

Free.
//- /go/go.md
---
questions:
  - question: What is a map?
    answer: |
      A hash table.
---
See [channels](../README.md#what-is-a-channel).
";

/// A quiz with letters and keys, and one with boxes.
const QUIZ: &str = "\
//- /quiz.md
# Quiz about Go

#### Q1. Which keyword starts a goroutine?

- A: `run`
- B: `go`
- C: `start`

#### Answer: B

The others are not keywords.

#### Q2. Which types cannot be keys of a map?

- A: slices
- B: strings
- C: functions

#### Answer: A, C
//- /boxes.md
# Quiz about maps

### 1. Which types cannot be keys of a map?

- [x] slices
- [ ] strings
- [x] functions

### 2. What has a nil map?

- [ ] entries
- [x] a length of 0
";

/// The bank with the cursor at the start of `at`, where it occurs for the last time; `^` in it is the cursor.
fn with_cursor(bank: &str, at: &str) -> Fixture {
    let plain = at.replace('^', "");
    let (before, after) = bank.rsplit_once(&plain).expect("the place");
    let cursor = at.find('^').unwrap_or(0);
    let (left, right) = plain.split_at(cursor);
    Fixture::new(&format!("{before}{left}$0{right}{after}"))
}

fn sources(fixture: &Fixture) -> impl Fn(&BankPath) -> Option<Arc<String>> + '_ {
    |path| fixture.texts.get(path).map(|text| Arc::new(text.clone()))
}

#[track_caller]
fn check_hover(bank: &str, at: &str, expected: Expect) {
    let fixture = with_cursor(bank, at);
    let (path, offset) = fixture.at();
    let found = hover(
        &fixture.bank,
        &sources(&fixture),
        &Findings::default(),
        path,
        offset,
    );
    expected.assert_eq(&found.map_or_else(String::new, |found| found.value + "\n"));
}

/// Lines of files, from 1, with the text that is marked.
fn place(fixture: &Fixture, path: &BankPath, span: crate::text::Span) -> String {
    let text = fixture.text(path);
    let line = Lines::new(text).line_of(span.start) + 1;
    format!("{path}:{line} {:?}", span.slice(text))
}

#[track_caller]
fn check_definition(bank: &str, at: &str, expected: &[&str]) {
    let fixture = with_cursor(bank, at);
    let (path, offset) = fixture.at();
    let found = definition(&fixture.bank, path, offset);
    let targets = found.iter().flat_map(|found| &found.value);
    let targets: Vec<_> = targets
        .map(|target| place(&fixture, &target.path, target.name))
        .collect();
    assert_eq!(targets, expected, "{at}");
}

#[track_caller]
fn check_references(bank: &str, at: &str, expected: &[&str]) {
    let fixture = with_cursor(bank, at);
    let (path, offset) = fixture.at();
    let sources = sources(&fixture);
    let found = references(&fixture.bank, &sources, path, offset, true).expect("a symbol");
    let found: Vec<_> = found
        .flat_map(|file| {
            let spans = file.spans.into_iter();
            let places = spans.map(|span| place(&fixture, &file.path, span));
            places.collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(found, expected, "{at}");
}

#[track_caller]
fn check_highlights(bank: &str, at: &str, expected: &[&str]) {
    let fixture = with_cursor(bank, at);
    let (path, offset) = fixture.at();
    let found = highlights(&fixture.bank, &sources(&fixture), path, offset);
    let found: Vec<_> = found
        .iter()
        .map(|marked| place(&fixture, path, marked.span))
        .collect();
    assert_eq!(found, expected, "{at}");
}

#[test]
fn the_text_of_an_answer_leads_to_its_question() {
    let map = "README.md:21 \"What is a map?\"";
    check_definition(README, "A table ^of keys", &[map]);
    check_definition(README, "For values ^by name", &[map]);
    // No answer, and a link in one.
    check_definition(README, "Fr^ee.", &[]);
    check_definition(
        README,
        "Back ^to Top",
        &["README.md:1 \"Questions about Go\""],
    );
    let keyword = "quiz.md:3 \"Which keyword starts a goroutine?\"";
    check_definition(QUIZ, "The others ^are not", &[keyword]);
}

#[test]
fn hover_on_a_question() {
    check_hover(
        README,
        "### What ^is a channel",
        expect![[r#"
            Question 1 · Beginner

            **Answer** · 5 words

            > A *typed* pipe between goroutines.
            >
            > ```go
            > c := make(chan int)
            > ```

            Linked from

            - a link in `README.md`
            - a link in `go/go.md`
        "#]],
    );
    check_hover(
        README,
        "### What ^is a map",
        expect![[r#"
            Question 2 · Beginner

            **Answer** · 12 words

            > A table of keys and values.
            >
            > #### For what?
            >
            > For values by name.

            Also asked in

            - `go/go.md`, question 1

            Linked from

            - a link in `README.md`
        "#]],
    );
}

#[test]
fn hover_on_a_link_to_a_question() {
    check_hover(
        README,
        "| 2 | [What ^is a map",
        expect![[r#"
            **What is a map?**

            Question 2 · Beginner

            **Answer** · 12 words

            > A table of keys and values.
            >
            > #### For what?
            >
            > For values by name.

            Also asked in

            - `go/go.md`, question 1
        "#]],
    );
    check_hover(
        README,
        "[chan^nels](",
        expect![[r#"
            **What is a channel?**

            Question 1 · Beginner

            **Answer** · 5 words

            > A *typed* pipe between goroutines.
            >
            > ```go
            > c := make(chan int)
            > ```
        "#]],
    );
    check_hover(
        README,
        "question: What ^is a map?",
        expect![[r#"
        **Answer** · 3 words

        > A hash table.

        Also asked in

        - `README.md`, question 2
    "#]],
    );
    check_hover(
        README,
        "### How ^is a value",
        expect![[r#"
            Question 3 · Advanced · no answer

            Linked from

            - a link in `README.md`
        "#]],
    );
}

#[test]
fn hover_on_a_quiz() {
    check_hover(
        QUIZ,
        "Q1. Which^ keyword",
        expect![[r#"
        Question 1

        - A: `run`
        - ✓ B: `go`
        - C: `start`

        **Answer** · 6 words

        > #### Answer: B
        >
        > The others are not keywords.
    "#]],
    );
    check_hover(
        QUIZ,
        "1. Which^ types cannot be keys of a map?\n\n- [x]",
        expect![[r#"
            Question 1

            - ✓ slices
            - strings
            - ✓ functions

            Also asked in

            - `quiz.md`, question 2
        "#]],
    );
    check_hover(
        QUIZ,
        "B: `g^o`",
        expect![[r#"
        **Option 2 of 3** · right
    "#]],
    );
    check_hover(
        QUIZ,
        "- A: ^slices",
        expect![[r#"
        **Option 1 of 3** · right
    "#]],
    );
    check_hover(
        QUIZ,
        "Answer^: A, C",
        expect![[r#"
        - ✓ A: slices
        - B: strings
        - ✓ C: functions
    "#]],
    );
}

#[test]
fn hover_on_the_first_line() {
    check_hover(
        README,
        "# Questions^ about Go\n",
        expect![[r#"
        Linked from

        - a link in `README.md`

        ---

        **document** · 3 questions, opened by `N. ### …`

        Inferred from the text and the path. To read the file otherwise, set `documents` in `qmark.yaml`.
    "#]],
    );
    check_hover(
        QUIZ,
        "# Quiz^ about maps\n",
        expect![[r#"
        **document** · 2 questions, opened by `### N. …`

        Inferred from the text and the path. To read the file otherwise, set `documents` in `qmark.yaml`.
    "#]],
    );
    check_hover(
        README,
        "--^-\nquestions",
        expect![[r#"
        **group** · 1 question in the frontmatter
    "#]],
    );
}

#[test]
fn definitions() {
    let heading = ["README.md:11 \"What is a channel?\""];
    check_definition(README, "| 1 | [What ^is", &heading);
    check_definition(README, "[chan^nels](", &heading);
    let answer = ["README.md:13 \"\""];
    check_definition(README, "### What ^is a channel", &answer);
    let entry = ["README.md:5 \"[What is a channel?](#what-is-a-channel)\""];
    check_definition(README, "\n^1. ### What", &entry);
    let entry = ["README.md:7 \"[How is a value copied?](#how-is-a-value-copied)\""];
    check_definition(README, "### How is^ a value", &entry);
    check_definition(
        QUIZ,
        "Answer^: A, C",
        &["quiz.md:15 \"slices\"", "quiz.md:17 \"functions\""],
    );
    check_definition(QUIZ, "- B: `g^o`", &["quiz.md:9 \"#### Answer: B\""]);
    check_definition(QUIZ, "- [x] sli^ces", &[]);
}

#[test]
fn uses() {
    let all = [
        "README.md:5 \"#what-is-a-channel\"",
        "README.md:11 \"What is a channel?\"",
        "go/go.md:7 \"../README.md#what-is-a-channel\"",
    ];
    for at in ["### What ^is a channel", "| 1 | [What ^is", "[chan^nels]("] {
        let mut expected = all;
        if at.starts_with("[chan") {
            expected.rotate_right(1);
        }
        check_references(README, at, &expected);
    }
    check_highlights(README, "### What ^is a channel", &all[..2]);
    check_highlights(README, "| 1 | [What ^is", &all[..2]);
    let options = [
        "quiz.md:15 \"slices\"",
        "quiz.md:17 \"functions\"",
        "quiz.md:19 \"#### Answer: A, C\"",
    ];
    check_references(QUIZ, "Answer^: A, C", &options);
    check_highlights(QUIZ, "Answer^: A, C", &options);
    check_highlights(QUIZ, "- C: func^tions", &options[1..]);
    check_highlights(QUIZ, "- B: str^ings", &[]);
    check_highlights(QUIZ, "- [x] sli^ces", &[]);
}
