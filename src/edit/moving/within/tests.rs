//! Questions of documents before and after they have moved to another section.

use std::sync::Arc;

use super::to_section;
use crate::bank::BankPath;
use crate::edit::Planned;
use crate::fixture::Fixture;

/// The change that moves the questions at `places` of `/README.md` to a section.
fn moved(bank: &str, places: std::ops::Range<usize>, section: &str) -> (Fixture, Planned) {
    let fixture = Fixture::new(bank);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let path = BankPath::new("README.md").expect("a path");
    let planned = to_section(&fixture.bank, &source, &path, (places, section));
    (fixture, planned)
}

#[track_caller]
fn check(before: &str, places: std::ops::Range<usize>, section: &str, after: &str) {
    let (fixture, planned) = moved(before, places, section);
    let edit = planned.unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    fixture.becomes(&edit, after);
}

#[track_caller]
fn refused(bank: &str, places: std::ops::Range<usize>, section: &str, reason: &str) {
    let (_, planned) = moved(bank, places, section);
    assert_eq!(planned.expect_err("it is refused").0, reason);
}

const NUMBERED: &str = "\
//- /README.md
# Interview questions on bread 😀

| No. | Questions |
|---|---|
| 1 | [What keeps bread fresh?](#1-what-keeps-bread-fresh) |
| 2 | [Why does dough rest?](#2-why-does-dough-rest) |
| 3 | [What does a bowline hold?](#3-what-does-a-bowline-hold) |
| 4 | [How do you join ropes?](#4-how-do-you-join-ropes) |

## Bread

### 1. What keeps bread fresh?

Fat. See [resting](#2-why-does-dough-rest).

| a | b |
|---|---|
| 1 | 2 |

### 2. Why does dough rest?

```sh
# 2. no heading
```

## Ropes

### 3. What does a bowline hold?

A loop.

### 4. How do you join ropes?

- With a bend, as [here](#1-what-keeps-bread-fresh).
  1. Not with a reef knot.
//- /other.md
[fresh](README.md#1-what-keeps-bread-fresh) [ropes](README.md#ropes)
";

const NUMBERED_AFTER: &str = "\
//- /README.md
# Interview questions on bread 😀

| No. | Questions |
|---|---|
| 1 | [Why does dough rest?](#1-why-does-dough-rest) |
| 2 | [What does a bowline hold?](#2-what-does-a-bowline-hold) |
| 3 | [How do you join ropes?](#3-how-do-you-join-ropes) |
| 4 | [What keeps bread fresh?](#4-what-keeps-bread-fresh) |

## Bread

### 1. Why does dough rest?

```sh
# 2. no heading
```

## Ropes

### 2. What does a bowline hold?

A loop.

### 3. How do you join ropes?

- With a bend, as [here](#4-what-keeps-bread-fresh).
  1. Not with a reef knot.

### 4. What keeps bread fresh?

Fat. See [resting](#1-why-does-dough-rest).

| a | b |
|---|---|
| 1 | 2 |
//- /other.md
[fresh](README.md#4-what-keeps-bread-fresh) [ropes](README.md#ropes)
";

#[test]
fn rows_in_paragraphs_of_their_own_stay_apart() {
    let question = |thing: &str| format!("### What is a {thing}?\n\nIt is a {thing}.\n\n");
    let row = |thing: &str| format!("[What is a {thing}?](#what-is-a-{thing})\n\n");
    let document = |first: [&str; 2], second: [&str; 2]| {
        let rows = first.into_iter().chain(second).map(row).collect::<String>();
        let [first, second] = [first, second].map(|it| it.map(question).concat());
        let text =
            format!("# Interview questions on doors\n\n{rows}## In\n\n{first}## Out\n\n{second}");
        format!("//- /README.md\n{}\n", text.trim_end())
    };
    check(
        &document(["lock", "key"], ["door", "wall"]),
        0..1,
        "out",
        &format!(
            "//- /README.md\n# Interview questions on doors\n\n{}## In\n\n{}## Out\n\n{}",
            ["key", "door", "wall", "lock"].map(row).concat(),
            question("key"),
            ["door", "wall", "lock"]
                .map(question)
                .concat()
                .trim_end()
                .to_owned()
                + "\n",
        ),
    );
}

#[test]
fn numbers_contents_and_links_follow() {
    check(NUMBERED, 0..1, "ropes", NUMBERED_AFTER);
    let windows = |bank: &str| {
        let lines = bank.lines().map(|line| match line.starts_with("//-") {
            true => format!("{line}\n"),
            false => format!("{line}␍\n"),
        });
        lines.collect::<String>()
    };
    check(&windows(NUMBERED), 0..1, "ropes", &windows(NUMBERED_AFTER));
    let (_, planned) = moved(NUMBERED, 0..1, "ropes");
    assert_eq!(
        planned.expect("it can move").confirm.as_deref(),
        Some(
            "the numbers of 4 questions change, and with them 4 rows of the table of contents; other files change too: `other.md`; the anchor `#1-what-keeps-bread-fresh` becomes `#4-what-keeps-bread-fresh` (and 3 more); links from outside the bank still name the old one"
        )
    );
}

/// A document on ropes in two parts, whose numbers are named in the contents, in sentences, in links and in headings. `named`
/// are the numbers of the questions on a reef and on a taut line.
fn ropes(easy: &[&str], hard: &[&str], named: [u32; 2]) -> String {
    let (mut rows, mut parts) = (String::new(), [String::new(), String::new()]);
    let all = easy.iter().chain(hard);
    for (at, (thing, number)) in all.zip(1..).enumerate() {
        rows += &format!("| {number:<2} | [What is a {thing}?](#{number}-what-is-a-{thing}) |\n");
        let [reef, taut] = named;
        let body = match *thing {
            "clove" => {
                format!("As in question {reef}, unlike [question {taut}](#{taut}-what-is-a-taut).")
            }
            _ => "A knot 😀.".to_owned(),
        };
        parts[usize::from(at >= easy.len())] +=
            &format!("### {number}. What is a {thing}?\n\n{body}\n\n");
    }
    let (count, first) = (easy.len() + hard.len(), easy.len() + 1);
    let [easy, hard] = parts;
    format!(
        "//- /README.md\n# {count} Interview questions on ropes\n\n| No. | Question |\n|---|---|\n{rows}\n## Easy level (1-{} Questions)\n\n{easy}## Hard level ({first}-{count} Questions)\n\n{}\n//- /other.md\nSee [{}. taut](README.md#{}-what-is-a-taut), [hard](README.md#hard-level-{first}-{count}-questions).\n",
        first - 1,
        hard.trim_end(),
        named[1],
        named[1],
    )
}

#[test]
fn all_that_names_a_number_follows() {
    let easy = ["sheet", "bowline", "reef", "carrick", "eight"];
    let hard = ["clove", "timber", "rolling", "cow", "taut"];
    check(
        &ropes(&easy, &hard, [3, 10]),
        0..1,
        "hard-level-6-10-questions",
        &ropes(&easy[1..], &[&hard[..], &easy[..1]].concat(), [2, 9]),
    );
}

/// A document in which each question is written as `form`, in two sections, with numbers `{n}` and texts `{q}`.
fn document(form: &str, bread: &[&str], ropes: &[&str]) -> String {
    let mut number = 0;
    let mut all = |asked: &[&str]| -> String {
        let written = asked.iter().map(|asked| {
            number += 1;
            form.replace("{n}", &number.to_string())
                .replace("{q}", asked)
        });
        written.collect()
    };
    let (bread, ropes) = (all(bread), all(ropes));
    format!("//- /README.md\n# Interview questions\n\n## Bread\n\n{bread}## Ropes\n\n{ropes}")
}

#[test]
fn each_form_moves() {
    for form in [
        "### {q}\n\nSo 😀 `x`.\n\n#### Deeper\n\nMore.\n\n",
        "### Q{n}: {q}\n\n<details><summary>Answer</summary>\n\n1. One\n   - two\n\n</details>\n\n---\n\n",
        "{n}. ### {q}\n\n     Fat.\n\n     **[⬆ Back to Top](#interview-questions)**\n\n",
        "<details>\n<summary>{q}</summary>\n\nFat.\n\n</details>\n\n",
        "**{n}. {q}**\n\nFat.\n\n",
        "#### {n}. {q}\n\n- [ ] yes\n- [x] no\n- [ ] both\n\n",
        "### {q}\n\n- A: yes\n- B: no\n\n#### Answer: B\n\n",
    ] {
        let bread = [
            "What keeps bread fresh?",
            "Why does dough rest?",
            "When is a loaf done?",
        ];
        let ropes = [
            "What holds a loop?",
            "How do you join ropes?",
            "Why is a reef knot bad?",
        ];
        let before = document(form, &bread, &ropes);
        let after = document(
            form,
            &[bread[0], bread[2]],
            &[ropes[0], ropes[1], ropes[2], bread[1]],
        );
        check(
            before.trim_end_matches(['\n', '-']),
            1..2,
            "ropes",
            after.trim_end_matches(['\n', '-']),
        );
        let back = document(
            form,
            &[bread[0], bread[1], bread[2], ropes[1], ropes[2]],
            &ropes[..1],
        );
        check(
            before.trim_end_matches(['\n', '-']),
            4..6,
            "bread",
            back.trim_end_matches(['\n', '-']),
        );
    }
}

#[test]
fn what_cannot_move_is_refused() {
    refused(
        NUMBERED,
        0..1,
        "bread",
        "the questions are in this section already",
    );
    refused(
        NUMBERED,
        0..1,
        "cakes",
        "no section with the anchor `#cakes` has questions",
    );
}

#[test]
fn a_number_with_a_letter_goes_with_the_one_before() {
    let bank = |bread: &[(&str, &str)], ropes: &[(&str, &str)]| {
        let row = |(number, what): &(&str, &str)| {
            format!("| {number} | [What is a {what}?](#{number}-what-is-a-{what}) |\n")
        };
        let question = |(number, what): &(&str, &str)| {
            format!("### {number}. What is a {what}?\n\nA thing.\n\n")
        };
        let rows: String = bread.iter().chain(ropes).map(row).collect();
        let part = |all: &[(&str, &str)]| all.iter().map(question).collect::<String>();
        let (bread, ropes) = (part(bread), part(ropes));
        let text = format!(
            "# Interview questions\n\n| No. | Question |\n|---|---|\n{rows}\n## Bread\n\n{bread}## Ropes\n\n{ropes}"
        );
        format!("//- /README.md\n{}\n", text.trim_end())
    };
    let before = bank(
        &[("1", "loaf"), ("2", "bun"), ("2b", "roll"), ("3", "crust")],
        &[("4", "bend"), ("5", "loop")],
    );
    check(
        &before,
        1..3,
        "ropes",
        &bank(
            &[("1", "loaf"), ("2", "crust")],
            &[("3", "bend"), ("4", "loop"), ("5", "bun"), ("5b", "roll")],
        ),
    );
    check(
        &before,
        2..3,
        "ropes",
        &bank(
            &[("1", "loaf"), ("2", "bun"), ("3", "crust")],
            &[("4", "bend"), ("5", "loop"), ("5b", "roll")],
        ),
    );
    check(
        &before,
        0..2,
        "ropes",
        &bank(
            &[("2b", "roll"), ("1", "crust")],
            &[("2", "bend"), ("3", "loop"), ("4", "loaf"), ("5", "bun")],
        ),
    );
}
