//! Makes a table of contents in a document without one.

use super::action::{Action, Kind, Request};
use crate::edit::contents::make::{is_possible, make};
use crate::facts::group::Group;

/// One action above the end of the first question's text.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let is_above = |group: &&Group| {
        let first = group.questions.get(0).and_then(|first| first.text());
        first.is_some_and(|text| request.span.start <= text.span.end)
    };
    let group = request.group().filter(is_above);
    if !group.is_some_and(is_possible) {
        return Vec::new();
    }
    let make =
        |request: &Request<'_>| make(request.bank, request.sources, request.path, request.text);
    vec![Action::new(Kind::Rewrite, "Make a table of contents", make)]
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, titles};

    const TITLE: &str = "Make a table of contents";

    /// A document with the cursor at its start.
    fn document(contents: &str, numbers: bool) -> String {
        let questions = (1..)
            .zip(["lock", "key | 😀", "*door*"])
            .map(|(number, what)| {
                let number = if numbers {
                    format!("{number}. ")
                } else {
                    String::new()
                };
                format!("### {number}What is a {what}?\n\nIt is of wood.\n\n")
            });
        let questions: String = questions.collect();
        format!("# Interview questions$0\n\nRead them.\n\n{contents}## Things\n\n{questions}")
    }

    #[track_caller]
    fn makes(others: &str, contents: &str, numbers: bool) {
        for line_break in ["\n", "␍\n"] {
            let bank = |contents: &str| {
                format!(
                    "//- /b.md\n{}{others}",
                    document(contents, numbers).replace('\n', line_break)
                )
            };
            check(TITLE, &bank(""), &bank(contents).replace("$0", ""));
        }
    }

    #[test]
    fn a_list_where_the_bank_has_no_table() {
        makes(
            "",
            "- [What is a lock?](#what-is-a-lock)\n- [What is a key | 😀?](#what-is-a-key--)\n- [What is a *door*?](#what-is-a-door)\n\n",
            false,
        );
        makes(
            "",
            "1. [What is a lock?](#1-what-is-a-lock)\n2. [What is a key | 😀?](#2-what-is-a-key--)\n3. [What is a *door*?](#3-what-is-a-door)\n\n",
            true,
        );
    }

    #[test]
    fn the_form_that_the_bank_has() {
        let rows = (1..).zip(["wall", "bed", "roof"]);
        let rows: String = rows
            .clone()
            .map(|(number, what)| {
                format!("| {number} | [What is a {what}?](#what-is-a-{what}) | |\n")
            })
            .collect();
        let questions = ["wall", "bed", "roof"]
            .map(|what| format!("### What is a {what}?\n\nIt is of wood.\n\n"))
            .concat();
        let head = "## Table of Contents\n\n| No. | Questions | Done |\n| --- | --- | --- |\n";
        let other = format!("//- /a.md\n# Interview questions\n\n{head}{rows}\n{questions}");
        makes(
            &other,
            &format!(
                "{head}| 1 | [What is a lock?](#what-is-a-lock) | |\n| 2 | [What is a key \\| 😀?](#what-is-a-key--) | |\n| 3 | [What is a *door*?](#what-is-a-door) | |\n\n"
            ),
            false,
        );
    }

    #[test]
    fn at_the_start_alone() {
        let bank = "//- /b.md\n# Interview questions$0\n\n### What is a lock?\n\nA.\n\n### What is a key?\n\nB.\n\n### What is a wall?\n\nC.\n\n### What is a roof?\n\nD.\n";
        assert!(titles(bank).contains(&TITLE.to_owned()));
        let inside = bank.replace("$0", "").replace("B.", "B.$0");
        assert!(!titles(&inside).contains(&TITLE.to_owned()));
    }

    #[test]
    fn a_heading_that_would_be_a_section_is_left_out() {
        let questions = |whats: [&str; 3]| {
            whats
                .map(|what| format!("### What is a {what}?\n\nIt is of wood.\n\n"))
                .concat()
        };
        let rows = |whats: [&str; 3]| {
            whats
                .map(|what| format!("- [What is a {what}?](#what-is-a-{what})\n"))
                .concat()
        };
        let (own, others) = (["lock", "key", "door"], ["wall", "bed", "roof"]);
        let other = format!(
            "//- /a.md\n# Interview questions\n\n## Contents\n\n{}\n## Things\n\n{}",
            rows(others),
            questions(others)
        );
        let bank = |cursor: &str, contents: &str| {
            format!(
                "//- /b.md\n## Interview questions on wood{cursor}\n\n{contents}{}{other}",
                questions(own)
            )
        };
        check(
            TITLE,
            &bank("$0", ""),
            &bank("", &format!("{}\n", rows(own))),
        );
    }
}
