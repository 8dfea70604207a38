//! Documents of each form before and after their questions are numbered again.

use super::super::actions;
use super::super::tests::{check, titles, with_request};
use crate::fixture::Fixture;

const HERE: &str = "Renumber the questions from here on";
const SECTION: &str = "Renumber the questions of this section";
const ALL: &str = "Renumber the questions of the document";

/// A document of questions on these things, in a form: `#` is the number, `@` the thing. `row` is the form of the rows of
/// its table of contents.
fn document(row: &str, form: &str, things: &[(u32, &str)]) -> String {
    let filled = |form: &str| -> String {
        let one = |(number, thing): &(u32, &str)| {
            form.replace('#', &number.to_string())
                .replace("§", "#")
                .replace('@', thing)
        };
        things.iter().map(one).collect()
    };
    format!(
        "//- /README.md\n# Interview questions on doors\n\n{}\n{}",
        filled(row),
        filled(form)
    )
}

/// Things with the numbers of their questions.
type Things = &'static [(u32, &'static str)];

const BEFORE: Things = &[
    (7, "lock"),
    (8, "key"),
    (8, "hinge"),
    (11, "bolt"),
    (12, "latch"),
    (13, "bell"),
];
const AFTER: Things = &[
    (7, "lock"),
    (8, "key"),
    (9, "hinge"),
    (10, "bolt"),
    (11, "latch"),
    (12, "bell"),
];

/// Numbers that each only one question has.
const GAPS: Things = &[
    (7, "lock"),
    (8, "key"),
    (9, "hinge"),
    (11, "bolt"),
    (13, "latch"),
    (14, "bell"),
];
const CLOSED: Things = &[
    (7, "lock"),
    (8, "key"),
    (9, "hinge"),
    (10, "bolt"),
    (11, "latch"),
    (12, "bell"),
];

/// Renumbers the whole of a document with both kinds of line breaks.
#[track_caller]
fn check_form(row: &str, form: &str) {
    check_numbers(row, form, (BEFORE, AFTER));
    check_numbers(row, form, (GAPS, CLOSED));
}

#[track_caller]
fn check_numbers(row: &str, form: &str, (before, after): (Things, Things)) {
    let before = document(row, form, before).replacen("questions on", "questions$0 on", 1);
    let after = document(row, form, after);
    check(ALL, &before, &after);
    let crlf = |bank: &str| -> String {
        let (head, text) = bank.split_once('\n').unwrap_or_default();
        format!("{head}\n{}", text.replace('\n', "␍\n"))
    };
    check(ALL, &crlf(&before), &crlf(&after));
}

#[test]
fn numbers_in_each_form() {
    for form in [
        "§§§ #. What is a @ 😀?\n\nIt is on a door.\n\n",
        "§§ Q#: What is a @? ⭐\n\nIt is on a door.\n\n```text\n8. no question\n```\n\n",
        "§§§ 第 # 题：什么是 @？\n\n门上的。\n\n",
        "**#. What is a @?**\n\nIt is on a door.\n\n---\n\n",
        "#. **What is a @?**\n\n    It is on a door.\n\n    - 8 of them\n\n",
        "#. What is a @?\n\nIt is on a door.\n\n",
        "<details>\n<summary>#. What is a @?</summary>\n\nIt is on a door.\n</details>\n\n",
        "**#. What is a @?**\n\nA. Wood\nB. Iron\nC. 8\n\nAnswer: B\n\n",
        "§§§ Question #\n\nWhat is a @?\n\n- [ ] Wood\n- [x] Iron\n\n",
    ] {
        check_form("", form);
    }
    let named = "<a name=\"q#\"></a>\n§§§ #. What is a @?\n\nSee [it](§q#).\n\n";
    check_numbers("", named, (GAPS, CLOSED));
}

#[test]
fn rows_of_the_contents_and_links_follow() {
    for (row, form) in [
        (
            "| # | [What is a @?](§#-what-is-a-@) | hard |\n",
            "§§§ #. What is a @?\n\nIt is on a door.\n\n",
        ),
        (
            "#. [What is a @?](§what-is-a-@)\n",
            "#. §§§ What is a @?\n\n    It is on a door.\n\n",
        ),
        (
            "* [#. What is a @?](§#-what-is-a-@) ✔\n",
            "§§§§ #. What is a @?\n\nIt is [here](§#-what-is-a-@).\n\n",
        ),
    ] {
        check_form(row, form);
    }
}

#[test]
fn what_other_files_say_follows() {
    let other = |number: u32| {
        format!(
            "//- /b.md\n{number}. [{number}. What is a bolt?](README.md#{number}-what-is-a-bolt)\n- See [question {number}](./README.md#{number}-what-is-a-bolt \"11\") of 11.\n"
        )
    };
    let form = "§§§ #. What is a @?\n\nIt is on a door.\n\n";
    let before = document("", form, BEFORE).replacen("# Interview", "# Inter$0view", 1);
    check(
        ALL,
        &(before + &other(11)),
        &(document("", form, AFTER) + &other(10)),
    );
}

#[test]
fn mentions_and_lists_of_keys_follow() {
    let (form, options) = ("**#. What is a @?**\n\n", "A. Wood\nB. Iron\n\n");
    let form = format!("{form}{options}");
    let keys = |numbers: [u32; 6]| {
        let entry = |(number, letter): (&u32, char)| format!("{number}. {letter}\n");
        let entries: String = numbers.iter().zip("ABABBA".chars()).map(entry).collect();
        format!("\n## Answers\n\n{entries}")
    };
    let before = document(
        "",
        &form,
        &[
            (1, "lock"),
            (2, "key"),
            (3, "hinge"),
            (5, "bolt"),
            (6, "latch"),
            (7, "bell"),
        ],
    );
    let after = document(
        "",
        &form,
        &[
            (1, "lock"),
            (2, "key"),
            (3, "hinge"),
            (4, "bolt"),
            (5, "latch"),
            (6, "bell"),
        ],
    );
    check(
        ALL,
        &(before.replacen("questions on", "questions$0 on", 1) + &keys([1, 2, 3, 5, 6, 7])),
        &(after + &keys([1, 2, 3, 4, 5, 6])),
    );
    let form =
        "§§§ #. What is a @?\n\nAs in question #, and in [the 8 rules](x.md) of `question 11`.\n\n";
    check_numbers("", form, (GAPS, CLOSED));
}

/// A document with two sections in which the numbers start again, or run on.
fn sections(numbers: [&str; 2]) -> String {
    let part = |(name, numbers): (&str, &str)| {
        let questions = numbers.split(' ').enumerate();
        let questions =
            questions.map(|(at, number)| format!("### {number}. What is {name} {at}?\n\nSo.\n\n"));
        format!("## {name}\n\n{}", questions.collect::<String>())
    };
    let parts = ["Wood", "Iron"].into_iter().zip(numbers).map(part);
    format!(
        "//- /README.md\n# Interview questions\n\n{}",
        parts.collect::<String>()
    )
}

#[test]
fn a_part_of_the_document() {
    let at = |text: &str, place: &str| text.replacen(place, &place.replacen(' ', " $0", 1), 1);
    let mixed = ["1 2 2 3", "1 3 4 5"];
    for (title, numbers, place, after) in [
        (HERE, mixed, "3. What is Wood 3", ["1 2 2 3", "1 2 3 4"]),
        (HERE, mixed, "2. What is Wood 2", ["1 2 3 4", "1 2 3 4"]),
        (SECTION, mixed, "2. What is Wood 1", ["1 2 3 4", "1 3 4 5"]),
        (SECTION, mixed, "## Iron", ["1 2 2 3", "1 2 3 4"]),
        (ALL, mixed, "4. What is Iron", ["1 2 3 4", "1 2 3 4"]),
        (
            ALL,
            ["1 2 4", "5 6 6"],
            "6. What is Iron",
            ["1 2 3", "4 5 6"],
        ),
        (
            SECTION,
            ["1 2 4", "5 6 7"],
            "2. What is Wood",
            ["1 2 3", "5 6 7"],
        ),
    ] {
        check(title, &at(&sections(numbers), place), &sections(after));
    }
}

#[test]
fn nothing_is_offered_where_the_numbers_are_right_or_none() {
    for text in [
        sections(["1 2 3", "1 2 3"]),
        sections(["101 102 103", "104 105 106"]),
        sections(["1 1 1", "1 1 1"]),
        sections(["4 9 23", "17 3 40"]),
    ] {
        for place in ["# Interview", "Wood 1"] {
            let text = text.replacen(place, &format!("$0{place}"), 1);
            let titles = titles(&text);
            assert!(
                !titles.iter().any(|title| title.starts_with("Renumber")),
                "{text}: {titles:?}"
            );
        }
    }
}

#[test]
fn ranges_of_numbers_follow() {
    let text = |numbers: [&str; 3], anchor: &str| {
        let question = |number: &str, part: u32| {
            let one =
                |number: u32| format!("### {number}. What is part {part}{number}?\n\nSo.\n\n");
            let first: u32 = number.parse().expect("a number");
            (first..first + 3).map(one).collect::<String>()
        };
        let (first, second) = (question(numbers[0], 1), question(numbers[2], 2));
        let range = numbers[1];
        format!(
            "[more](#{anchor})\n\n## Easy level\n\n{first}## Hard level ({range} Questions)\n\n{second}"
        )
    };
    let part = |shift: u32, text: String| {
        (4..=7).fold(text, |text, number| {
            text.replace(
                &format!("part 2{}", number + shift),
                &format!("part 2{number}"),
            )
        })
    };
    let head = "//- /README.md\n# Interview questions$0\n\n";
    check(
        ALL,
        &(head.to_owned() + &part(1, text(["1", "5-7", "5"], "hard-level-5-7-questions"))),
        &(head.replace("$0", "") + &text(["1", "4-6", "4"], "hard-level-4-6-questions")),
    );
}

/// What the author is asked before a document is numbered again.
#[track_caller]
fn asks(bank: &str, expected: &str) {
    let fixture = Fixture::new(bank);
    let confirm = with_request(&fixture, |request| {
        let offered = actions(request, &|_| true);
        let found = offered.iter().find(|action| action.title == ALL);
        let edit = found.expect("the action").edit(request);
        edit.expect("a change").confirm
    });
    assert_eq!(confirm.as_deref().unwrap_or_default(), expected);
}

#[test]
fn every_reference_by_number_is_shown() {
    let head = |text: String| text.replacen("questions on", "questions$0 on", 1);
    let plain = "#. What is a @?\n\nIt is on a door.\n\n";
    asks(&head(document("", plain, GAPS)), "");
    let mentioned = "#. What is a @?\n\nAs in question 11, question 13 and question 2.\n\n";
    asks(
        &head(document("", mentioned, GAPS)),
        "the numbers of 3 questions change, and with them `question 11` in line 6, `question 13` in line 6, `question 11` in line 10 and 9 more",
    );
    let twice = "#. What is a @?\n\nAs in question 8.\n\n";
    asks(
        &head(document("", twice, BEFORE)),
        "not changed, so check: `question 8` in line 6, `question 8` in line 10, `question 8` in line 14 and 3 more",
    );
    let rows = "| # | [What is a @?](§#-what-is-a-@) |\n";
    let linked = "§§§ #. What is a @?\n\nIt is [here](§#-what-is-a-@).\n\n";
    asks(
        &(head(document(rows, linked, GAPS)) + "//- /b.md\n[13](README.md#13-what-is-a-latch)\n"),
        "the numbers of 3 questions change, and with them 3 rows of the table of contents, 4 links; other files change too: `b.md`; the anchor `#11-what-is-a-bolt` becomes `#10-what-is-a-bolt` (and 2 more); links from outside the bank still name the old one",
    );
}
