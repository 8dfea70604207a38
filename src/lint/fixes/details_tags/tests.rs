use crate::lint::fixes::tests::{check, safeties, titles};

const CLOSE: &str = "Close the `<details>` where the answer ends";
const UNFOLD: &str = "Remove the `<details>`";
const FOLD: &str = "Fold the answer";
const REMOVE: &str = "Remove the `</details>`";

/// A document of questions that each have `below` under them, but the second, which has `own`.
fn document(below: &str, own: &str) -> String {
    let questions = (1..=4).map(|number| {
        let below = if number == 2 { own } else { below };
        format!("### {number}. What is part {number} 😀?\n{below}\n\n")
    });
    let questions: String = questions.collect();
    format!("//- /questions.md\n# Interview questions\n\n{questions}")
}

/// The same with the line breaks of Windows.
fn windows(bank: &str) -> String {
    let (first, text) = bank.split_once('\n').expect("lines");
    format!("{first}\n{}", text.replace('\n', "␍\n"))
}

/// Checks a fix of the second question of a document, with both kinds of line breaks.
#[track_caller]
fn mends(code: &str, (title, safety): (&str, &str), below: &str, before: &str, after: &str) {
    let (before, after) = (document(below, before), document(below, after));
    check(code, title, &before, &after);
    check(code, title, &windows(&before), &windows(&after));
    assert_eq!(safeties(code, &before), safety);
}

const FOLDED: &str = "<details><summary>Answer</summary>\n\nIt does work.\n\n</details>";

#[test]
fn closed_as_the_others_are() {
    let unclosed = ("unclosed-details", "Safe* Unsafe");
    let check = |below: &str, before: &str, after: &str| {
        mends(unclosed.0, (CLOSE, unclosed.1), below, before, after);
    };
    check(
        FOLDED,
        "<details><summary>Answer</summary>\n\n- It rests.\n- It *works*.",
        "<details><summary>Answer</summary>\n\n- It rests.\n- It *works*.\n\n</details>",
    );
    let tags = "\n<details><summary><b>Answer</b></summary>\n<p>\n\nIt does work.\n\n</p>\n</details>\n\n---";
    check(
        tags,
        "\n<details><summary><b>Answer</b></summary>\n<p>\n\nIt rests.\n\n</p>\n\n---",
        "\n<details><summary><b>Answer</b></summary>\n<p>\n\nIt rests.\n\n</p>\n</details>\n\n---",
    );
    let link = format!("\n{FOLDED}\n\n**[⬆ Back to top](#interview-questions)**");
    check(
        &link,
        "\n<details><summary>Answer</summary>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n**[⬆ Back to top](#interview-questions)**",
        "\n<details><summary>Answer</summary>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n</details>\n\n**[⬆ Back to top](#interview-questions)**",
    );
}

#[test]
fn what_the_others_do_not_show_is_a_guess() {
    mends(
        "unclosed-details",
        (CLOSE, "Unsafe* Unsafe"),
        "\nIt does work.",
        "\nIt rests.\n\n<details>\n<summary>More</summary>\n\nLong text.",
        "\nIt rests.\n\n<details>\n<summary>More</summary>\n\nLong text.\n\n</details>",
    );
}

#[test]
fn a_summary_that_is_a_question() {
    let bank = |end: &str| {
        let questions = (1..=4).map(|number| {
            let end = if number == 2 { end } else { "</details>" };
            format!("<details>\n<summary>What is part {number}?</summary><br><b>\n\nIt works.\n</b>{end}\n\n")
        });
        let questions: String = questions.collect();
        format!("//- /questions.md\n# Interview questions\n\n{questions}")
    };
    check("unclosed-details", CLOSE, &bank(""), &bank("</details>"));
    assert_eq!(safeties("unclosed-details", &bank("")), "Safe*");
}

#[test]
fn what_it_folds_is_shown() {
    mends(
        "unclosed-details",
        (UNFOLD, "Safe* Unsafe"),
        FOLDED,
        "<details><summary>Answer</summary>\n\nIt rests.",
        "Answer\n\nIt rests.",
    );
    mends(
        "unclosed-details",
        (UNFOLD, "Unsafe* Unsafe"),
        "\nIt does work.",
        "\nIt rests.\n\n<details>\n\nLong text.",
        "\nIt rests.\n\n\nLong text.",
    );
}

#[test]
fn in_an_answer_of_a_group() {
    let bank = |text: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n- {{question: A?, answer: a.md}}\n---\n//- /go/content/a.md\n{text}"
        )
    };
    let title = "Close the `<details>` at the end";
    check(
        "unclosed-details",
        title,
        &bank("Text\n\n<details>\n\nMore\n"),
        &bank("Text\n\n<details>\n\nMore\n\n</details>\n"),
    );
    let inline = |end: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n- question: A?\n  answer: |\n    <details>\n\n    More\n{end}  topics: [x]\n---\n"
        )
    };
    check(
        "unclosed-details",
        title,
        &inline(""),
        &inline("\n    </details>\n"),
    );
}

#[test]
fn the_answer_is_folded() {
    mends(
        "stray-details",
        (FOLD, "Unsafe* Unsafe"),
        &format!("\n{FOLDED}"),
        "\nIt rests.\n\n</details>",
        "\n<details><summary>Answer</summary>\n\nIt rests.\n\n</details>",
    );
}

#[test]
fn the_end_goes() {
    mends(
        "stray-details",
        (REMOVE, "Safe"),
        FOLDED,
        &format!("{FOLDED}\n</details>"),
        FOLDED,
    );
    mends(
        "stray-details",
        (REMOVE, "Unsafe"),
        "\nIt works.",
        "\nIt rests.\n\n</details>\n\nIt works.",
        "\nIt rests.\n\nIt works.",
    );
}

#[test]
fn a_part_that_folds_questions_is_not_closed_before_them() {
    let own = format!("{FOLDED}\n\n<details><summary>Part two</summary>");
    let bank = document(FOLDED, &own);
    assert!(!titles("unclosed-details", &bank).contains(&CLOSE.to_owned()));
}

#[test]
fn the_end_is_where_it_ends_the_element() {
    let answer = |below: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n  - question: Why?\n    answer: a.md\n---\n//- /go/content/a.md\n- First.\n\n    <details>\n\n    More.\n{below}\n"
        )
    };
    let close = "Close the `<details>` at the end";
    let before = answer("");
    let after = answer("\n    </details>\n");
    check("unclosed-details", close, &before, &after);
    // After the list, the tag would be code with its indentation, and in no item without.
    let titles = titles("unclosed-details", &answer("\nLast."));
    assert!(!titles.contains(&close.to_owned()), "{titles:?}");
}
