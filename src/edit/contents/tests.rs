use std::sync::Arc;

use super::{Part, update};
use crate::bank::BankPath;
use crate::fixture::Fixture;

/// The text after an update of all of the table of contents; that twice changes nothing more.
#[track_caller]
fn updated(text: &str, removes: bool) -> String {
    let once = updated_once(text, Part::All { removes });
    assert_eq!(updated_once(&once, Part::All { removes }), once, "twice");
    once
}

#[track_caller]
fn updated_once(text: &str, part: Part) -> String {
    let path = BankPath::new("questions.md").expect("a path");
    let bank = Fixture::bank(&[(path.clone(), text.to_owned())].into());
    let edit = update(&bank, &path, text, part).expect("it can be updated");
    let source = |_: &BankPath| Some(Arc::new(text.to_owned()));
    let after = edit.apply(&source).expect("it can be made");
    let after = after.into_values().next().flatten();
    after.unwrap_or_else(|| text.to_owned())
}

/// A document with this table of contents and these questions.
fn document(contents: &str, questions: &[&str]) -> String {
    let questions = questions.iter().map(|question| {
        format!("### {question}\n\nIt is a thing of the kind that is asked for.\n\n")
    });
    let questions: String = questions.collect();
    format!("# Interview questions\n\n{contents}\n{questions}")
}

/// Checks what becomes of a table of contents, with each kind of line break.
#[track_caller]
fn check(questions: &[&str], before: &str, after: &str) {
    for line_break in ["\n", "\r\n"] {
        let text = |contents| document(contents, questions).replace('\n', line_break);
        assert_eq!(updated(&text(before), false), text(after), "{before}");
    }
}

const FOUR: &[&str] = &[
    "What is a lock?",
    "What is a *key*?",
    "What is a `door`?",
    "What is a 😀 wall?",
];

#[test]
fn a_question_without_an_entry_gets_one() {
    check(
        FOUR,
        "- [What is a lock?](#what-is-a-lock)\n- [What is a key?](#what-is-a-key)\n- [What is a 😀 wall?](#what-is-a--wall)\n",
        "- [What is a lock?](#what-is-a-lock)\n- [What is a key?](#what-is-a-key)\n- [What is a `door`?](#what-is-a-door)\n- [What is a 😀 wall?](#what-is-a--wall)\n",
    );
    check(
        FOUR,
        "* [What is a *key*?](#what-is-a-key) (easy)\n  * see there\n* [What is a `door`?](#what-is-a-door)  \n* [What is a 😀 wall?](#what-is-a--wall)\n",
        "* [What is a lock?](#what-is-a-lock)\n* [What is a *key*?](#what-is-a-key) (easy)\n  * see there\n* [What is a `door`?](#what-is-a-door)  \n* [What is a 😀 wall?](#what-is-a--wall)\n",
    );
}

#[test]
fn rows_in_paragraphs_of_their_own_stay_apart() {
    let rows = |things: &[&str]| {
        let row = |thing: &&str| format!("[What is a {thing}?](#what-is-a-{thing})\n\n");
        things.iter().map(row).collect::<String>()
    };
    let questions = ["lock", "key", "door", "wall"].map(|it| format!("What is a {it}?"));
    let questions = questions.each_ref().map(String::as_str);
    let all = rows(&["lock", "key", "door", "wall"]);
    check(&questions, &rows(&["lock", "key", "wall"]), &all);
    check(&questions, &rows(&["lock", "key", "door"]), &all);
    check(&questions, &rows(&["key", "door", "wall"]), &all);
    // The blank line of the row that goes goes along.
    let with_dead = rows(&["lock", "key", "moat", "door", "wall"]);
    assert_eq!(
        updated(&document(&with_dead, &questions), true),
        document(&all, &questions)
    );
}

#[test]
fn a_row_with_a_link_in_the_text_of_its_link_is_not_copied() {
    let questions = ["[two](two.md#two)", "a key", "a lock", "a door", "a wall"];
    let questions = questions.map(|it| format!("What is {it}?"));
    let row = |thing: &str| format!("- [What is a {thing}?](#what-is-a-{thing})\n");
    let two = "- [What is [two](two.md#two)?](#what-is-two)\n";
    let rest = ["lock", "door", "wall"].map(row).concat();
    check(
        &questions.each_ref().map(String::as_str),
        &format!("{two}{rest}"),
        &format!("{two}{}{rest}", row("key")),
    );
}

#[test]
fn an_element_in_code_stays_code() {
    let same = "- [What is a lock?](#what-is-a-lock)\n- [What is a bed?](#what-is-a-bed)\n";
    check(
        &[
            "What is a lock?",
            "What is a bed?",
            "What does `<key>` do?",
            "What is a <wall>?",
        ],
        &format!("{same}- [A key?](#what-does-key-do)\n- [A wall?](#what-is-a-)\n"),
        &format!(
            "{same}- [What does `<key>` do?](#what-does-key-do)\n- [What is a \\<wall>?](#what-is-a-)\n"
        ),
    );
}

#[test]
fn rows_that_count_go_on_counting() {
    check(
        FOUR,
        "1. [What is a lock?](#what-is-a-lock)\n2. [What is a `door`?](#what-is-a-door)\n3. [What is a 😀 wall?](#what-is-a--wall)\n",
        "1. [What is a lock?](#what-is-a-lock)\n2. [What is a *key*?](#what-is-a-key)\n3. [What is a `door`?](#what-is-a-door)\n4. [What is a 😀 wall?](#what-is-a--wall)\n",
    );
    check(
        FOUR,
        "1. [What is a lock?](#what-is-a-lock)\n1. [What is a `door`?](#what-is-a-door)\n1. [What is a 😀 wall?](#what-is-a--wall)\n",
        "1. [What is a lock?](#what-is-a-lock)\n1. [What is a *key*?](#what-is-a-key)\n1. [What is a `door`?](#what-is-a-door)\n1. [What is a 😀 wall?](#what-is-a--wall)\n",
    );
}

#[test]
fn a_table_keeps_its_columns() {
    let questions = &[
        "1. What is a lock?",
        "2. What is a | key?",
        "3. What is a door?",
        "4. What is a wall?",
    ];
    check(
        questions,
        "| No. | Question | Level |\n| --- | --- | :-: |\n| 1 | [What is a lock?](#1-what-is-a-lock) | easy |\n| 9 | [What is a door?](#3-what-is-a-doo) | ⭐ |\n| **4** | [What is a wall?](#4-what-is-a-wall) | |\n",
        "| No. | Question | Level |\n| --- | --- | :-: |\n| 1 | [What is a lock?](#1-what-is-a-lock) | easy |\n| 2 | [What is a \\| key?](#2-what-is-a--key) | |\n| 3 | [What is a door?](#3-what-is-a-door) | ⭐ |\n| **4** | [What is a wall?](#4-what-is-a-wall) | |\n",
    );
}

#[test]
fn what_differs_is_written_as_in_the_question() {
    check(
        &[
            "1. What is a lock?",
            "2. What is a key?",
            "3. What is a [big] door?",
            "4. What is a wall?",
        ],
        "- [1. What is a lock?](#1-what-is-a-lock)\n- [2. Which key?](#2-what-is-a-key)\n- **[3. What is one?](#3-what-is-a-big-door)**\n- [4. What is a wall?](#4-what-is-a-wall \"so\")\n- [Where](#where)\n",
        "- [1. What is a lock?](#1-what-is-a-lock)\n- [2. What is a key?](#2-what-is-a-key)\n- **[3. What is a \\[big\\] door?](#3-what-is-a-big-door)**\n- [4. What is a wall?](#4-what-is-a-wall \"so\")\n- [Where](#where)\n",
    );
}

#[test]
fn a_dead_entry_is_pointed_at_what_it_is_meant_for() {
    let contents = "- [What is a lock?](#lock)\n- [What is a key?](#what-is-a-key)\n- [What is a wall?](what-is-a-wall)\n- [Old](#old)\n";
    let questions = &["What is a lock?", "What is a key?", "What is a wall?"];
    let after = "- [What is a lock?](#what-is-a-lock)\n- [What is a key?](#what-is-a-key)\n- [What is a wall?](#what-is-a-wall)\n- [Old](#old)\n";
    check(questions, contents, after);
    let without = after.replace("- [Old](#old)\n", "");
    assert_eq!(
        updated(&document(contents, questions), true),
        document(&without, questions)
    );
}

#[test]
fn one_entry_and_one_question() {
    let before = "- [A lock?](#what-is-a-lock)\n- [A key?](#what-is-a-key)\n- [What is a 😀 wall?](#what-is-a--wall)\n- [What is a bed?](#what-is-a-bed)\n- [What is a car?](#what-is-a-car)\n";
    let questions = [FOUR, &["What is a bed?", "What is a car?"]].concat();
    let text = document(before, &questions);
    let at = text.find("[A key").expect("the entry") as u32;
    let after = document(&before.replace("A key?", "What is a *key*?"), &questions);
    assert_eq!(updated_once(&text, Part::Entry(at)), after);
    let row = "- [What is a `door`?](#what-is-a-door)\n- [What is a 😀";
    let after = document(&before.replace("- [What is a 😀", row), &questions);
    assert_eq!(updated_once(&text, Part::Questions(2)), after);
}

#[test]
fn nothing_where_there_is_no_table_of_questions() {
    for contents in [
        "",
        "- [What is a lock?](#what-is-a-lock)\n",
        "- [Interview questions](#interview-questions)\n",
    ] {
        let text = document(contents, FOUR);
        assert_eq!(updated(&text, true), text);
    }
}

#[test]
fn an_entry_in_other_words_follows_the_only_question_in_its_place() {
    let row = |thing: &str| format!("- [What is a {thing}?](#what-is-a-{thing})\n");
    let things = ["lock", "corridor", "door", "wall", "bed"];
    let questions = things.map(|it| format!("What is a {it}?"));
    let questions = questions.each_ref().map(String::as_str);
    let good = things.map(row).concat();
    for old in [
        "- [Why does a house need a corridor?](#why-does-a-house-need-a-corridor)\n",
        "- [Corridor or hall?](#corridor-or-hall)\n",
    ] {
        check(&questions, &good.replace(&row("corridor"), old), &good);
    }
    // Nothing shows what this one was for.
    let other = good.replace(&row("corridor"), "- [Old?](#old)\n");
    let twice = good.replace(&row("corridor"), &format!("{other}{}", row("corridor")));
    let text = document(&twice, &questions);
    assert!(updated(&text, false).contains("[Old?](#old)"));
    // Two questions in one place.
    let gone = |text: &str| text.replace(&row("corridor"), "").replace(&row("door"), "");
    let one = format!("- [Corridor or hall?](#corridor-or-hall)\n{}", row("wall"));
    let text = document(&gone(&good).replace(&row("wall"), &one), &questions);
    assert!(updated(&text, false).contains("[Corridor or hall?]"));
}

#[test]
fn a_number_shows_the_question_of_an_entry_in_other_words() {
    let questions = ["1. Lock?", "2. Key?", "3. Door?", "4. Wall?"];
    let row = |number: u32, text: &str, anchor: &str| format!("{number}. [{text}](#{anchor})\n");
    let rows = |second: String| {
        let first = row(1, "Lock?", "1-lock");
        format!(
            "{first}{second}{}{}",
            row(3, "Door?", "3-door"),
            row(4, "Wall?", "4-wall")
        )
    };
    check(
        &questions,
        &rows(row(2, "Opener?", "2-opener")),
        &rows(row(2, "Key?", "2-key")),
    );
}

#[test]
fn a_destination_is_replaced_whole() {
    let questions = [
        "Why the \"one child\" warning?",
        "What (is) it?",
        "When?",
        "Who?",
    ];
    let right = "- [Why the \"one child\" warning?](#why-the-one-child-warning)\n- [What (is) it?](#what-is-it)\n- [When?](#when)\n- [Who?](#who)\n";
    let with = |from: &str, to: &str| right.replace(from, to);
    for (from, to) in [
        (
            "#why-the-one-child-warning",
            "#why-the-\"one-child\"-warning",
        ),
        ("#what-is-it", "#what-(is)-it"),
        ("#what-is-it", "#what is it"),
    ] {
        check(&questions, &with(from, to), right);
    }
    let in_brackets = with("(#what-is-it)", "(<#what-is-it>)");
    check(
        &questions,
        &with("(#what-is-it)", "(<#what-(is)-it>)"),
        &in_brackets,
    );
}

#[test]
fn an_entry_for_a_section_is_not_pointed_at_a_question() {
    let questions = [
        "1. What is a lock?",
        "2. How do hinges turn?",
        "3. What is a key?",
        "4. What is a door?",
    ];
    let sections = "1. [Basics of doors](#basics-of-doors)\n2. [Handles and hinges](#handles-and-hinges)\n3. [Keepers](#keepers)\n";
    check(&questions, sections, sections);
}
