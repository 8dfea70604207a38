//! Questions before and after they have moved to another file.

use std::ops::Range;
use std::sync::Arc;

use super::to_place;
use crate::bank::BankPath;
use crate::edit::Planned;
use crate::edit::sections::Place;
use crate::fixture::Fixture;

fn moved(bank: &str, from: &str, places: Range<usize>, to: &str) -> (Fixture, Planned) {
    let fixture = Fixture::new(bank);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let from = BankPath::new(from).expect("a path");
    let place = Place::find(&fixture.bank, to).expect("a place");
    let planned = to_place(&fixture.bank, &source, (&from, places), &place);
    (fixture, planned)
}

#[track_caller]
fn check(before: &str, from: &str, places: Range<usize>, to: &str, after: &str) {
    let (fixture, planned) = moved(before, from, places, to);
    let edit = planned.unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    fixture.becomes(&edit, after);
}

const BREAD: &str = "\
//- /bread/README.md
# Interview questions on bread

1. [What keeps bread fresh?](#1-what-keeps-bread-fresh)
2. [Why does dough rest?](#2-why-does-dough-rest)
3. [When is a loaf done?](#3-when-is-a-loaf-done)
4. [Which flour is dark?](#4-which-flour-is-dark)

### 1. What keeps bread fresh?

Fat. See [knots](../ropes/knots.md).

### 2. Why does dough rest?

The *gluten* 😀 relaxes, see [the loaf](#3-when-is-a-loaf-done) and ![it](img/dough.png).

#### Longer

```sh
## wait
```

- one
  - two

### 3. When is a loaf done?

When [rested](#longer).

### 4. Which flour is dark?

Rye.
";

const ROPES: &str = "\
//- /ropes/knots.md
# Questions on ropes

- [What holds a loop?](#what-holds-a-loop)
- [How do you join ropes?](#how-do-you-join-ropes)
- [Why is a reef knot bad?](#why-is-a-reef-knot-bad)

## Loops

#### What holds a loop?

<details><summary>Answer</summary>

A bowline.

</details>

#### How do you join ropes?

<details><summary>Answer</summary>

With a bend.

</details>

## Reefs

#### Why is a reef knot bad?

<details><summary>Answer</summary>

It slips.

</details>
//- /other.md
[Rest](bread/README.md#2-why-does-dough-rest)
";

#[test]
fn a_question_is_written_as_those_of_the_other_document() {
    let bread = BREAD
        .replace("2. [Why does dough rest?](#2-why-does-dough-rest)\n3. [When is a loaf done?](#3-when-is-a-loaf-done)\n4. [Which flour is dark?](#4-", "2. [When is a loaf done?](#2-when-is-a-loaf-done)\n3. [Which flour is dark?](#3-")
        .replace("### 3. When", "### 2. When")
        .replace("### 4. Which", "### 3. Which")
        .replace("(#longer)", "(../ropes/knots.md#longer)");
    let start = bread.find("### 2. Why").expect("it");
    let end = bread.find("### 2. When").expect("it");
    let bread = format!("{}{}", &bread[..start], &bread[end..]);
    let dough = "#### Why does dough rest?

<details><summary>Answer</summary>

The *gluten* 😀 relaxes, see [the loaf](../bread/README.md#2-when-is-a-loaf-done) and ![it](../bread/img/dough.png).

##### Longer

```sh
## wait
```

- one
  - two

</details>

";
    let ropes = ROPES
        .replace(
            "- [Why is",
            "- [Why does dough rest?](#why-does-dough-rest)\n- [Why is",
        )
        .replace("## Reefs", &format!("{dough}## Reefs"))
        .replace(
            "bread/README.md#2-why-does-dough-rest",
            "ropes/knots.md#why-does-dough-rest",
        );
    check(
        &format!("{BREAD}{ROPES}"),
        "bread/README.md",
        1..2,
        "ropes/knots.md#loops",
        &format!("{bread}{ropes}"),
    );
}

const GROUP: &str = "\
//- /lang/go.md
---
title: Top 2 Go Questions
seo: {title: 'The 20 Go Questions'}
questions:
  - question: What is a channel?
    answer: channels.md
    topics: [Beginner, Core]
  - question: What is a *slice*?
    answer: slices.md
    topics: [Beginner, Core]
---
See [all](content/slices.md).
//- /lang/content/channels.md
# What is a channel?

A pipe, unlike [a slice](slices.md).

## Closed ones

[Back](#closed-ones)
//- /lang/content/slices.md
A view.
";

const DOCUMENT: &str = "\
//- /README.md
# Go interview questions

## Beginner

### What is a map?

A table. [Next](#what-is-a-heap).

### What is a struct?

Fields.

### What is a method?

A function.

## Advanced

### What is a heap?

Memory, as in [channels](lang/content/channels.md).

### What is a stack?

Memory.
";

#[test]
fn a_question_of_a_group_brings_its_answer() {
    let group = "//- /lang/go.md
---
title: Top 1 Go Questions
seo: {title: 'The 20 Go Questions'}
questions:
  - question: What is a *slice*?
    answer: slices.md
    topics: [Beginner, Core]
---
See [all](content/slices.md).
//- /lang/content/slices.md
A view.
";
    let document = DOCUMENT.replace("(lang/content/channels.md)", "(#what-is-a-channel)");
    let document = document.replace(
        "## Advanced",
        "### What is a channel?\n\nA pipe, unlike [a slice](lang/content/slices.md).\n\n#### Closed ones\n\n[Back](#closed-ones)\n\n## Advanced",
    );
    let before = format!("{}{DOCUMENT}", GROUP.replace(", Core", ""));
    let after = format!("{}{document}", group.replace(", Core", ""));
    check(&before, "lang/go.md", 0..1, "README.md#beginner", &after);
    let (_, planned) = moved(
        &format!("{GROUP}{DOCUMENT}"),
        "lang/go.md",
        0..1,
        "README.md#beginner",
    );
    assert_eq!(
        planned.expect_err("it is refused").0,
        "the headings give the topics here, and none of them is `Core`"
    );
}

#[test]
fn a_question_of_a_document_gets_an_answer_file() {
    let before = format!("{GROUP}{DOCUMENT}");
    let document = DOCUMENT.replace(
        "### What is a map?\n\nA table. [Next](#what-is-a-heap).\n\n",
        "",
    );
    let group = GROUP.replace(
        "Core]\n---",
        "Core]\n  - question: What is a map?\n    answer: what-is-a-map.md\n    topics: [Beginner]\n---",
    );
    let group = group.replace("Top 2", "Top 3");
    let answer = "//- /lang/content/what-is-a-map.md\n# What is a map?\n\nA table. [Next](../../README.md#what-is-a-heap).\n";
    check(
        &before,
        "README.md",
        0..1,
        "lang/go.md",
        &format!("{group}{document}{answer}"),
    );
}

#[test]
fn a_line_that_would_be_lost_is_refused() {
    let quiz = |name: &str, line: &str| {
        let question = |number: u32, line: &str| {
            format!(
                "### {number}. What is {name} {number}?\n\nA. one\nB. two\n\n{line}Answer: B\n\n"
            )
        };
        let questions = [question(1, ""), question(2, line), question(3, "")].concat();
        format!("//- /{name}.md\n# Go quiz\n\n{questions}")
    };
    for line in ["Remember this.", "Remember this:", "Remember: one"] {
        let bank = quiz("a", &format!("{line}\n\n")) + &quiz("b", "");
        let (_, planned) = moved(&bank, "a.md", 1..2, "b.md");
        assert_eq!(
            planned.expect_err("it is refused").0,
            format!(
                "the line `{line}` of the question `What is a 2?` would be lost; move it by hand"
            )
        );
    }
    assert!(
        moved(&(quiz("a", "") + &quiz("b", "")), "a.md", 1..2, "b.md")
            .1
            .is_ok()
    );
}

#[test]
fn what_states_or_names_numbers_follows() {
    let document = |file: &str, things: &[&str], mention: &str| {
        let (mut rows, mut asked) = (String::new(), String::new());
        for (thing, number) in things.iter().zip(1..) {
            rows += &format!("| {number} | [What is a {thing}?](#{number}-what-is-a-{thing}) |\n");
            asked += &format!("### {number}. What is a {thing}?\n\nA thing. {mention}\n\n");
        }
        let count = things.len();
        format!(
            "//- /{file}\n# {count} interview questions\n\n| No. | Question |\n|---|---|\n{rows}\n{}\n",
            asked.trim_end()
        )
    };
    let knots = ["bend", "hitch", "splice", "loop"];
    let foods = ["loaf", "bun", "roll"];
    let before = document("a.md", &knots, "See question 4.") + &document("b.md", &foods, "So.");
    let (fixture, planned) = moved(&before, "a.md", 1..2, "b.md");
    let edit = planned.expect("it can move");
    let left = document("a.md", &["bend", "splice", "loop"], "See question 3.");
    let came = document("b.md", &[&foods[..], &knots[1..2]].concat(), "So.");
    let came = came.replace(
        "hitch?\n\nA thing. So.",
        "hitch?\n\nA thing. See question 4.",
    );
    fixture.becomes(&edit, &(left + &came));
    assert_eq!(
        edit.confirm.as_deref().unwrap_or_default(),
        "the numbers of 2 questions change, and with them 2 rows of the table of contents, `question 4` in line 12, `question 4` in line 20, `question 4` in line 24; not changed, so check: `question 4` in line 16; the anchor `a.md#2-what-is-a-hitch` becomes `b.md#4-what-is-a-hitch` (and 4 more); links from outside the bank still name the old one"
    );
}
