//! Documents of each form before and after a question was inserted or removed.

use super::super::tests::{check, refusal};

const INSERT: &str = "Insert a question after this one";
const REMOVE: &str = "Remove this question";

/// A document of questions on these things: `#` is the number, `@` the thing.
fn document(row: &str, form: &str, things: &[&str]) -> String {
    let filled = |form: &str| -> String {
        let one = |(number, thing): (u32, &&str)| {
            form.replace('#', &number.to_string())
                .replace('§', "#")
                .replace('@', thing)
        };
        (1..).zip(things).map(one).collect()
    };
    format!(
        "//- /README.md\n# Interview questions on doors\n\n{}\n{}",
        filled(row),
        filled(form)
    )
}

const FEW: &[&str] = &[
    "lock", "key", "hinge", "bolt", "latch", "bell", "knob", "frame", "slab", "sill",
];

/// Removes one question of a document, with both kinds of line breaks.
#[track_caller]
fn check_removal(row: &str, form: &str, index: usize) {
    let asked = |text: &str| {
        let at = text
            .rfind(&format!("a {}?", FEW[index]))
            .expect("the question");
        format!("{}$0{}", &text[..at], &text[at..])
    };
    let left = [&FEW[..index], &FEW[index + 1..]].concat();
    let (before, after) = (document(row, form, FEW), document(row, form, &left));
    let end = |text: String| text.trim_end().to_owned() + "\n";
    check(REMOVE, &asked(&end(before.clone())), &end(after.clone()));
    let crlf = |bank: &str| -> String {
        let (head, text) = bank.split_once('\n').unwrap_or_default();
        format!("{head}\n{}", text.replace('\n', "␍\n"))
    };
    check(REMOVE, &crlf(&asked(&end(before))), &crlf(&end(after)));
}

#[test]
fn a_removed_question_leaves_no_trace() {
    for index in [0, 4, 9] {
        for (row, form) in [
            ("", "§§§ What is a @?\n\nIt is on a door 😀.\n\n"),
            ("", "§§§ #. What is a @?\n\nIt is on a door.\n\n---\n\n"),
            (
                "",
                "**#. What is a @?**\n\nA. Wood\nB. Iron\n\nAnswer: B\n\n",
            ),
            (
                "",
                "<details>\n<summary>What is a @?</summary>\n\nIt is on a door.\n</details>\n\n",
            ),
            (
                "",
                "<a id=\"q#\"></a>\n§§§ #. What is a @?\n\nIt is on a door.\n\n",
            ),
            ("", "Q: What is a @?\n\nA: It is on a door.\n\n"),
            ("", "#. What is a @?\n"),
            (
                "| # | [What is a @?](§#-what-is-a-@) | - |\n",
                "§§§ #. What is a @?\n\nIt is on a door.\n\n",
            ),
            (
                "#. [What is a @?](§what-is-a-@)\n",
                "§§§ What is a @?\n\nIt is on a door.\n\n",
            ),
            (
                "- [What is a @?](§what-is-a-@)\n",
                "#. §§§ What is a @?\n\n   It is on a door.\n\n",
            ),
        ] {
            if !(form.contains("---") && index == 9) {
                check_removal(row, form, index);
            }
        }
    }
}

#[test]
fn entries_of_key_lists_go_and_follow() {
    let form = "**#. What is a @?**\n\nA. Wood\nB. Iron\n\n";
    let list = "## Answers\n\n1. A\n2. B\n3. A\n4. B\n5. B\n6. A\n7. A\n8. A\n9. B\n10. B\n";
    let short = "## Answers\n\n1. A\n2. A\n3. B\n4. B\n5. A\n6. A\n7. A\n8. B\n9. B\n";
    let line = "**Answers:** 1-a, 2-b, 3-a, 4-b, 5-b, 6-a, 7-a, 8-a, 9-b, 10-b\n";
    let short_line = "**Answers:** 1-a, 2-a, 3-b, 4-b, 5-a, 6-a, 7-a, 8-b, 9-b\n";
    let left = [&FEW[..1], &FEW[2..]].concat();
    for (before, after) in [(list, short), (line, short_line)] {
        let from = document("", form, FEW).replacen("a key?", "a $0key?", 1);
        check(
            REMOVE,
            &(from + before),
            &(document("", form, &left) + after),
        );
    }
}

#[test]
fn what_leads_to_the_question_keeps_it() {
    let form = "§§§ #. What is a @?\n\nIt is on a door.\n\n";
    let text = document("", form, FEW).replacen("a key?", "a $0key?", 1);
    let here = text.replacen("on a door.", "on a door, see [keys](#2-what-is-a-key).", 1);
    assert_eq!(
        refusal(REMOVE, &here),
        "a link in line 6 of `README.md` leads to the question; remove the link first"
    );
    let other = text + "//- /b.md\n\n[keys](./README.md#2-what-is-a-key)\n";
    assert_eq!(
        refusal(REMOVE, &other),
        "a link in line 2 of `b.md` leads to the question; remove the link first"
    );
}

/// Inserts a question after the second of a document.
#[track_caller]
fn check_insertion(row: &str, form: &str, come: &str) {
    let numbered = |form: &str, number: usize, thing: &str| {
        form.replace('#', &number.to_string())
            .replace('§', "#")
            .replace('@', thing)
    };
    let asked = document(row, form, FEW);
    let at = asked.rfind("a key?").expect("the question");
    let before = format!("{}$0{}", &asked[..at], &asked[at..]);
    let after = |form: &str, come: &str| -> String {
        let things = FEW.iter().enumerate();
        let one = |(at, thing): (usize, &&str)| match at {
            1 => numbered(form, 2, thing) + &numbered(come, 3, ""),
            0 => numbered(form, 1, thing),
            at => numbered(form, at + 2, thing),
        };
        things.map(one).collect()
    };
    let new_row = row
        .replace("What is a @?", "New question?")
        .replace("what-is-a-@", "new-question");
    let head = "//- /README.md\n# Interview questions on doors\n\n";
    let after = format!("{head}{}\n{}", after(row, &new_row), after(form, come));
    check(INSERT, &before, &after);
    let crlf = |bank: &str| -> String {
        let (head, text) = bank.split_once('\n').unwrap_or_default();
        format!("{head}\n{}", text.replace('\n', "␍\n"))
    };
    check(INSERT, &crlf(&before), &crlf(&after));
}

#[test]
fn an_inserted_question_moves_the_numbers_after_it() {
    for (row, form, come) in [
        (
            "",
            "§§§ #. What is a @?\n\nIt is on a door 😀.\n\n",
            "§§§ #. New question?\n\n",
        ),
        (
            "",
            "§§§ What is a @?\n\nIt is on a door.\n\n",
            "§§§ New question?\n\n",
        ),
        ("", "#. What is a @?\n", "#. New question?\n"),
        (
            "",
            "<a id=\"q#\"></a>\n§§§ #. What is a @?\n\nSee [it](§q#).\n\n",
            "<a id=\"q#\"></a>\n§§§ #. New question?\n\n",
        ),
        (
            "| # | [What is a @?](§#-what-is-a-@) | - |\n",
            "§§§ #. What is a @?\n\nIt is on a door, as in question #.\n\n",
            "§§§ #. New question?\n\n",
        ),
        (
            "#. [What is a @?](§what-is-a-@)\n",
            "#. §§§ What is a @?\n\n    It is on a door.\n\n    **[⬆ Top](§interview-questions-on-doors)**\n\n",
            "#. §§§ New question?\n\n    **[⬆ Top](§interview-questions-on-doors)**\n\n",
        ),
    ] {
        check_insertion(row, form, come);
    }
}

#[test]
fn a_gap_takes_the_new_number() {
    let text = |numbers: &[u32], come: &str| -> String {
        let one = |number: &u32| match number {
            0 => come.to_owned(),
            number => format!("### {number}. What is part {number}?\n\nSo.\n\n"),
        };
        let questions: String = numbers.iter().map(one).collect();
        format!("//- /README.md\n# Interview questions\n\n{questions}")
    };
    let before = text(&[1, 2, 3, 5, 6], "").replacen("part 3", "$0part 3", 1);
    check(
        INSERT,
        &before,
        &text(&[1, 2, 3, 0, 5, 6], "### 4. New question?\n\n"),
    );
}

#[test]
fn what_belongs_to_the_whole_document_stays() {
    let text = |end: &str| {
        let question =
            |number: u32| format!("### Which is part {number}?\n\n- [ ] one\n- [x] two\n\n");
        let questions: String = (1..=6).map(question).collect();
        format!("//- /README.md\n# Quiz\n\n{questions}{end}")
    };
    let end = "#### Legal information\n\nDo not copy this.\n";
    let before = text(end).replacen("part 6", "$0part 6", 1);
    assert_eq!(
        refusal(REMOVE, &before),
        "the question `Which is part 5?` would be read differently; change the file by hand"
    );
}

#[test]
fn rows_keep_the_width_of_their_cells() {
    let text = |removed: bool| {
        let numbers = (8..=11).filter(|number| !removed || *number != 11);
        let shown = |number: u32| number;
        let row = |number: u32| {
            format!(
                "| {:<3} | [What is part {number}?](#what-is-part-{number}) |\n",
                shown(number)
            )
        };
        let question = |number: u32| format!("{number}. ### What is part {number}?\n\n    So.\n\n");
        let rows: String = numbers.clone().map(row).collect();
        let questions: String = numbers.map(question).collect();
        format!(
            "//- /README.md\n# Interview questions\n\n{rows}\n{}",
            questions.trim_end()
        )
    };
    let before = text(false) + "\n";
    let at = before.rfind("part 9?").expect("the question");
    let before = format!("{}$0{}", &before[..at], &before[at..]);
    let after = text(true) + "\n";
    let after = after
        .replace("part 10", "part 11")
        .replace("part-10", "part-11");
    let after = after
        .replace("part 9", "part 10")
        .replace("part-9", "part-10");
    check(REMOVE, &before, &after);
}

#[test]
fn stated_numbers_that_are_right_stay_right() {
    let text = |all: u32, easy: &str, hard: &str, first: u32| {
        format!(
            "//- /README.md\n# {all} Interview questions on doors\n\nThis is a list of {all} questions.\n\n## Easy level ({easy} Questions)\n\n### 1. What is a lock?\n\nSo.\n\n### 2. What is a key?$0\n\nSo.\n\n## Hard level ({hard} Questions)\n\n### {first}. What is a bolt?\n\nSo.\n\n### {}. What is a bell?\n\nSo.\n",
            first + 1
        )
    };
    let asked = "### 2. What is a key?\n\nSo.\n\n";
    let new = "### 3. New question?\n\n";
    for (easy, hard) in [
        (["2", "1", "3"], ["2", "2", "2"]),
        (["1-2", "1-1", "1-3"], ["3-4", "2-3", "4-5"]),
        // What is wrong stays.
        (["7", "7", "7"], ["2-4", "2-4", "2-4"]),
    ] {
        let before = text(4, easy[0], hard[0], 3);
        let after = |all: u32, place: usize, first: u32| {
            text(all, easy[place], hard[place], first).replace("$0", "")
        };
        check(REMOVE, &before, &after(3, 1, 2).replace(asked, ""));
        let with = after(5, 2, 4).replace(asked, &format!("{asked}{new}"));
        check(INSERT, &before, &with);
    }
}
