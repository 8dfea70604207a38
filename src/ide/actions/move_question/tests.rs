//! Documents of each form before and after a question changed places with its neighbour.

use super::super::tests::{check, titles};

const UP: &str = "Move the question up";
const DOWN: &str = "Move the question down";

/// A document of questions: `#` is the number of a place, `@` what is asked, `~` its anchor, `%` what only this question says.
fn document(row: &str, form: &str, asked: &[(&str, &str)]) -> String {
    let filled = |form: &str| -> String {
        let questions = (1..).zip(asked);
        let one = |(number, (asked, own)): (u32, &(&str, &str))| {
            let bare = asked.replace("$0", "");
            let anchor = bare.to_lowercase().replace(' ', "-").replace('?', "");
            let form = form.replace('#', &number.to_string()).replace('§', "#");
            let form = form.replace('~', &anchor).replace('%', own);
            form.replace("@@", &bare).replace('@', asked)
        };
        questions.map(one).collect()
    };
    let head = match row.starts_with('|') {
        true => "| No. | Questions | Level |\n|---|---|---|\n",
        false => "",
    };
    let text = "//- /README.md\n# Interview questions on bread\n\n";
    format!("{text}{head}{}\n{}", filled(row), filled(form))
}

const ASKED: [(&str, &str); 10] = [
    ("What keeps bread fresh?", "L0"),
    ("Why does dough rest?", "L1"),
    ("How do you see a done loaf?", "L2"),
    ("When is a starter ready?", "L3"),
    ("Which flour is dark?", "L4"),
    ("What does a bowline hold?", "L5"),
    ("Where is a clove hitch used?", "L6"),
    ("How do you join ropes?", "L7"),
    ("Why are 8 or 9 knots bad?", "L8"),
    ("Who made the first oven?", "L9"),
];

#[test]
fn the_numbers_stay_and_the_rest_moves() {
    let mut from = ASKED;
    from[8].0 = "Why are$0 8 or 9 knots bad?";
    for (title, with) in [(UP, 7), (DOWN, 9)] {
        let mut to = ASKED;
        to.swap(8, with);
        for (row, form) in [
            ("", "§§§ @\n\nSee [it](§~).\n\n"),
            ("", "§§§ #. @\n\nSee [it](§#-~), or question #.\n\n---\n\n"),
            ("", "<a id=\"q#\"></a>\n**#. @**\n\nSee [it](§q#), %.\n\n"),
            (
                "",
                "<details>\n<summary>#. @</summary>\n\nIt has % reasons.\n</details>\n\n",
            ),
            (
                "| # | [@@](§#-~) | % |\n",
                "§§§ #. @\n\nIt has % reasons.\n\n",
            ),
            (
                "#. [@@](§~)\n",
                "#. §§§ @\n\n    It has % reasons.\n\n    ```text\n      % 😀\n    ```\n\n",
            ),
            (
                "* [#. @@](§#-~) %\n",
                "§§§§ #. @\n\n- [ ] % 😀\n- [x] no\n\n",
            ),
            ("", "#. @\n"),
        ] {
            let bank = |asked: &[(&str, &str)]| document(row, form, asked);
            check(title, &bank(&from), &bank(&to));
        }
    }
}

#[test]
fn links_in_other_files_follow() {
    let mut from = ASKED;
    from[8].0 = "Why are$0 8 or 9 knots bad?";
    let mut to = ASKED;
    to.swap(7, 8);
    let other = |bad: u32, join: u32| {
        format!(
            "//- /b.md\n[Question {bad}](README.md#{bad}-why-are-8-or-9-knots-bad) [{join}](README.md#{join}-how-do-you-join-ropes)\n"
        )
    };
    let form = "§§§ #. @\n\nIt has % reasons.\n\n";
    check(
        UP,
        &(document("", form, &from) + &other(9, 8)),
        &(document("", form, &to) + &other(8, 9)),
    );
}

#[test]
fn not_beyond_a_section_or_the_ends() {
    let text = |first: &str| {
        let first = format!("### {first}\n\nSo.\n\n");
        format!(
            "//- /README.md\n# Interview questions\n\n{first}## Core\n\n### What is two?\n\nSo.\n\n### What is three?\n\nSo.\n\n### What is four?\n\nSo.\n"
        )
    };
    let offered = |bank: &str| -> Vec<String> {
        let titles = titles(bank).into_iter();
        titles
            .filter(|title| title.starts_with("Move the question"))
            .collect()
    };
    assert_eq!(offered(&text("What is $0one?")), [""; 0]);
    let second = text("What is one?").replace("What is two", "What $0is two");
    assert_eq!(offered(&second), [DOWN]);
    let last = text("What is one?").replace("What is four", "What $0is four");
    assert_eq!(offered(&last), [UP]);
    let below = text("What is one?").replacen("So.", "S$0o.", 1);
    assert_eq!(offered(&below), [""; 0]);
}

/// A document of questions with these numbers, of which the table of contents has one such row for each.
fn lettered(row: &str, asked: &[(&str, &str)]) -> String {
    let filled = |form: &str| -> String {
        let one = |(number, thing): &(&str, &str)| {
            let bare = thing.replace("$0", "");
            let form = form.replace('#', number).replace('§', "#");
            form.replace("@@", &bare).replace('@', thing)
        };
        asked.iter().map(one).collect()
    };
    let head = match row.starts_with('|') {
        true => "| No. | Question |\n|---|---|\n",
        false => "",
    };
    let questions = filled("§§§ #. What is a @?\n\nIt is a @@. See [#](§#-what-is-a-@@).\n\n");
    let rows = filled(row);
    format!("//- /README.md\n# Interview questions\n\n{head}{rows}\n{questions}")
}

const ROWS: [&str; 2] = [
    "| # | [What is a @@?](§#-what-is-a-@@) |\n",
    "- [#. What is a @@?](§#-what-is-a-@@)\n",
];

#[test]
fn a_number_with_a_letter_goes_with_the_one_before() {
    let [lock, key, bolt] = [("1", "lock"), ("2", "key"), ("2b", "bolt")];
    let rest = [("3", "door"), ("4", "wall")];
    for (title, at, after) in [
        (DOWN, 0, [("1", "key"), ("2", "lock"), bolt, rest[0]]),
        (DOWN, 1, [lock, ("1b", "bolt"), key, rest[0]]),
        (UP, 2, [lock, ("1b", "bolt"), key, rest[0]]),
        (DOWN, 2, [lock, key, rest[0], ("3b", "bolt")]),
        (UP, 3, [lock, key, rest[0], ("3b", "bolt")]),
    ] {
        let mut before = [lock, key, bolt, rest[0], rest[1]];
        let here = before[at]
            .1
            .replacen('o', "$0o", 1)
            .replacen("ke", "k$0e", 1);
        before[at].1 = &here;
        let after = [&after[..], &rest[1..]].concat();
        for row in ROWS {
            check(title, &lettered(row, &before), &lettered(row, &after));
        }
    }
}

#[test]
fn letters_stay_in_their_order() {
    let before = [
        ("1", "lock"),
        ("2", "key"),
        ("2b", "b$0olt"),
        ("3", "door"),
        ("3b", "wall"),
    ];
    let titles = titles(&lettered(ROWS[0], &before));
    assert!(titles.contains(&UP.to_owned()));
    assert!(!titles.contains(&DOWN.to_owned()), "3b would come after 3b");
}
