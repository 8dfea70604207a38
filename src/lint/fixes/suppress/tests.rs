use std::sync::Arc;

use crate::bank::BankPath;
use crate::fixture::Fixture;
use crate::lint::fixes::tests::{check, check_refused, each};
use crate::lint::registry::{fixes_and_suppressions, fixes_of};
use crate::lint::rules::tests::blocks;
use crate::lint::{Findings, RULES};
use crate::shape::{self, Input};

/// Allows the first finding of `code` in a group whose lines between the fences are these.
#[track_caller]
fn here(code: &str, before: &str, after: &str) {
    allowed("here", code, before, after);
}

/// The same, with what the title says of the place.
#[track_caller]
fn allowed(place: &str, code: &str, before: &str, after: &str) {
    let bank = |yaml: &str| format!("//- /a/a.md\n---\n{yaml}---\n");
    let title = format!("Allow `{code}` {place}");
    check(code, &title, &bank(before), &bank(after));
}

#[track_caller]
fn here_in_body(code: &str, before: &str, after: &str) {
    allowed_in_body("here", code, before, after);
}

/// The same, with what the title says of the place.
#[track_caller]
fn allowed_in_body(place: &str, code: &str, before: &str, after: &str) {
    let group = "//- /a/a.md\n---\nquestions:\n  - question: Q?\n    answer: b.md\n    topics: [x]\n---\n//- /a/content/b.md\n";
    let title = format!("Allow `{code}` {place}");
    check(
        code,
        &title,
        &format!("{group}{before}"),
        &format!("{group}{after}"),
    );
}

#[test]
fn at_the_end_of_the_line() {
    here(
        "missing-topics",
        "questions:\n  - question: Q?\n    answer: A.\n",
        "questions:\n  - question: Q? # qmark: allow(missing-topics)\n    answer: A.\n",
    );
    here(
        "unknown-key",
        "titel: x␍\nquestions: []␍\n",
        "titel: x # qmark: allow(unknown-key)␍\nquestions: []␍\n",
    );
    here(
        "stated-count",
        "title: 3 Questions\nquestions:\n  - question: Q?\n    answer: A.\n",
        "title: 3 Questions # qmark: allow(stated-count)\nquestions:\n  - question: Q?\n    answer: A.\n",
    );
}

#[test]
fn after_the_key_that_the_parser_stops_at() {
    for (line, allowed) in [
        ("topics:", "topics: # qmark: allow(invalid-yaml)"),
        ("topics: |", "topics: | # qmark: allow(invalid-yaml)"),
    ] {
        let bank = |line: &str| {
            format!(
                "//- /a/a.md\n---\nquestions:\n  - question: Q?\n    answer: |\n      A.\n    [what\n    {line}\n      - x\n---\n"
            )
        };
        check(
            "invalid-yaml",
            "Allow `invalid-yaml` here",
            &bank(line),
            &bank(allowed),
        );
    }
}

#[test]
fn above_a_line_that_has_no_room() {
    here(
        "missing-topics",
        "questions:\n  - question: Q? # so\n    answer: A.\n",
        "questions:\n  # qmark: allow(missing-topics)\n  - question: Q? # so\n    answer: A.\n",
    );
    here(
        "missing-topics",
        "questions:\n  - question: One\n      and two?\n    answer: A.\n",
        "questions:\n  # qmark: allow(missing-topics)\n  - question: One\n      and two?\n    answer: A.\n",
    );
    here(
        "missing-answer",
        "questions:\n  - question: Q?\n    topics: [x]\n    answer:\n      'b.md' # 😀\n",
        "questions:\n  - question: Q?\n    topics: [x]\n    answer:\n      # qmark: allow(missing-answer)\n      'b.md' # 😀\n",
    );
    here(
        "missing-key",
        "briefTitle: x\nquestions: []\n",
        "# qmark: allow(missing-key)\nbriefTitle: x\nquestions: []\n",
    );
}

#[test]
fn in_a_comment_that_is_there() {
    here(
        "missing-topics",
        "questions:\n  - question: Q? # qmark: allow(x)\n    answer: A.\n",
        "questions:\n  - question: Q? # qmark: allow(x, missing-topics)\n    answer: A.\n",
    );
    here(
        "missing-topics",
        "questions:\n  # qmark: allow( x )\n  - question: Q?\n    answer: A.\n",
        "questions:\n  # qmark: allow( x, missing-topics )\n  - question: Q?\n    answer: A.\n",
    );
}

#[test]
fn in_brackets_of_several_lines() {
    here(
        "repeated-topic",
        "questions:\n  - question: Q?\n    answer: A.\n    topics: [\n      x,\n      x,\n      y]\n",
        "questions:\n  - question: Q?\n    answer: A.\n    topics: [\n      x,\n      x, # qmark: allow(repeated-topic)\n      y]\n",
    );
}

#[test]
fn above_a_block_of_markdown() {
    allowed_in_body(
        "in this list",
        "broken-link",
        "One.\n\n- a\n\n- b [x](gone.md)\n\nLast.\n",
        "One.\n\n<!-- qmark: allow(broken-link) -->\n- a\n\n- b [x](gone.md)\n\nLast.\n",
    );
    here_in_body(
        "broken-link",
        "<!-- qmark: allow(x) -->\nOne [x](gone.md)\n",
        "<!-- qmark: allow(x, broken-link) -->\nOne [x](gone.md)\n",
    );
    here_in_body(
        "broken-link",
        "One [x].␍\n␍\n[x]: gone.md␍\n",
        "One [x].␍\n␍\n<!-- qmark: allow(broken-link) -->␍\n[x]: gone.md␍\n",
    );
    here_in_body(
        "unclosed-fence",
        "One.\n```js\nx\n",
        "One.\n<!-- qmark: allow(unclosed-fence) -->\n```js\nx\n",
    );
}

#[test]
fn a_title_says_what_it_covers() {
    allowed_in_body(
        "in this table",
        "broken-link",
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | [x](gone.md) |\n",
        "<!-- qmark: allow(broken-link) -->\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | [x](gone.md) |\n",
    );
    allowed_in_body(
        "in this quote",
        "broken-link",
        "> One.\n>\n> [x](gone.md)\n",
        "<!-- qmark: allow(broken-link) -->\n> One.\n>\n> [x](gone.md)\n",
    );
    here_in_body(
        "broken-link",
        "<details>\n<summary><a href=\"gone.md\">x</a></summary>\n\nOne.\n\n</details>\n",
        "<!-- qmark: allow(broken-link) -->\n<details>\n<summary><a href=\"gone.md\">x</a></summary>\n\nOne.\n\n</details>\n",
    );
}

#[test]
fn above_a_block_of_an_inline_answer() {
    allowed(
        "in this list",
        "broken-link",
        "questions:\n  - question: Q?\n    answer: |\n      One.\n\n      - a\n\n        b [x](gone.md)\n    topics: [x]\n",
        "questions:\n  - question: Q?\n    answer: |\n      One.\n\n      <!-- qmark: allow(broken-link) -->\n      - a\n\n        b [x](gone.md)\n    topics: [x]\n",
    );
    here(
        "broken-link",
        "questions:\n  - question: Q?\n    answer: See [x](gone.md).\n    topics: [x]\n",
        "questions:\n  - question: Q?\n    answer: See [x](gone.md). # qmark: allow(broken-link)\n    topics: [x]\n",
    );
}

/// Allows the first finding of `code` in a document.
#[track_caller]
fn here_in_document(code: &str, before: &str, after: &str) {
    let bank = |text: &str| format!("//- /a.md\n{text}");
    let title = format!("Allow `{code}` here");
    check(code, &title, &bank(before), &bank(after));
}

#[test]
fn above_a_question_of_a_document() {
    let headings = |number: &str, above: &str| {
        let question = |number: &str, what: &str| {
            format!("### {number}. What is a {what}?\n\nIt is a {what}.\n\n")
        };
        let first = question("1", "map") + &question("2", "slice") + &question("3", "channel");
        format!(
            "# Go questions\n\n{first}{above}{}",
            question(number, "mutex")
        )
    };
    here_in_document(
        "number-gap",
        &headings("5", ""),
        &headings("5", "<!-- qmark: allow(number-gap) -->\n"),
    );
    here_in_document(
        "number-repeated",
        &headings("3", ""),
        &headings("3", "<!-- qmark: allow(number-repeated) -->\n"),
    );
    let summaries = |above: &str| {
        let question = |what: &str| {
            format!(
                "<details>\n<summary>What is a {what}?</summary>\n\nIt is a {what}.\n\n</details>\n\n"
            )
        };
        let first =
            question("map") + &question("slice") + &question("channel") + &question("mutex");
        format!(
            "# Go questions\n\n{first}{above}<details>\n<summary>What is a pointer?</summary>\n\n</details>\n"
        )
    };
    here_in_document(
        "unanswered",
        &summaries(""),
        &summaries("<!-- qmark: allow(unanswered) -->\n"),
    );
}

#[test]
fn in_the_whole_document() {
    let title = "Allow `number-gap` in this file";
    let bank = |above: &str| {
        let whats = ["map", "slice", "channel", "mutex"];
        let questions = whats.iter().zip([1, 2, 3, 5]);
        let questions =
            questions.map(|(what, n)| format!("### {n}. What is a {what}?\n\nIt is a {what}.\n\n"));
        let questions: String = questions.collect();
        format!("//- /a.md\n{above}# Go questions\n\n{questions}")
    };
    let allowed = "<!-- qmark: allow-file(number-gap) -->\n\n";
    check("number-gap", title, &bank(""), &bank(allowed));
}

#[test]
fn in_the_whole_file() {
    let title = "Allow `missing-topics` in this file";
    let group = |head: &str| {
        let item = "  - question: Q?\n    answer: A.\n";
        format!("//- /a/a.md\n---\n{head}questions:\n{item}{item}---\n")
    };
    let allowed = "# qmark: allow-file(missing-topics)\n";
    check("missing-topics", title, &group(""), &group(allowed));
    check(
        "missing-topics",
        title,
        &group("title: x\n# qmark: allow-file(x)\n"),
        &group("title: x\n# qmark: allow-file(x, missing-topics)\n"),
    );
    let title = "Allow `orphan-answer` in this file";
    let bank =
        |text: &str| format!("//- /a/a.md\n---\nquestions: []\n---\n//- /a/content/b.md\n{text}");
    check(
        "orphan-answer",
        title,
        &bank("# One\n"),
        &bank("<!-- qmark: allow-file(orphan-answer) -->\n\n# One\n"),
    );
}

#[test]
fn where_no_comment_can_stand() {
    check_refused(
        "invalid-yaml",
        "Allow `invalid-yaml` here",
        "//- /a/a.md\n---\nquestions:\n  - question: Q\n    answer: A.\n",
        "a comment cannot be written here; allow the rule in the whole file, or turn it off",
    );
}

/// Documents of `tests/data/documents/banks`.
macro_rules! banks {
    ($($name:literal),*) => {
        [$((
            concat!($name, ".md"),
            include_str!(concat!("../../../../tests/data/documents/banks/", $name, ".md")),
        )),*]
    };
}

/// A link to a missing file in a question of each form is allowed, and the questions stay.
#[test]
fn in_each_form_of_documents() {
    for (name, text) in banks![
        "bare-list",
        "bold",
        "boxes",
        "cards",
        "chinese",
        "contents",
        "folded",
        "heading-levels",
        "heading-plain",
        "heading-q",
        "letters",
        "numbered-list",
        "plain-numbered",
        "summary",
        "table"
    ] {
        let facts = shape::read(&Input::inferred(name, text), None);
        let group = facts.as_group().expect("questions");
        let placed = group.questions.get(group.questions.len() / 2);
        let asked = placed
            .and_then(|placed| placed.text())
            .expect("a text")
            .span;
        let (before, after) = text.split_at(asked.end as usize);
        let bank = format!("//- /{name}\n{before} <a href=\"gone.md\">x</a>{after}");
        let windows = bank.replace('\n', "␍\n").replacen("␍\n", "\n", 1);
        for bank in [bank, windows] {
            assert_eq!(silence_all("broken-link", &bank), (3, 0), "{name}");
        }
    }
}

/// Makes every silencing fix of every finding of `code`, each by itself, and looks whether the finding is gone. How
/// many were made, and how many refused.
fn silence_all(code: &str, bank: &str) -> (usize, usize) {
    let fixture = Fixture::new(bank);
    let (mut made, mut refused) = (0, 0);
    each(&fixture, code, &mut |context| {
        for fix in fixes_and_suppressions(context).split_off(fixes_of(context).len()) {
            let Ok(edit) = fix.edit(context) else {
                refused += 1;
                continue;
            };
            made += 1;
            let source =
                |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
            let mut texts = fixture.texts.clone();
            for (path, text) in edit.apply(&source).expect("applies") {
                texts.insert(path, text.expect("nothing goes"));
            }
            let count = |findings: &Findings| {
                let list = findings.of(context.path.as_str()).iter();
                list.filter(|finding| finding.code == code).count()
            };
            let before = count(&Findings::of_bank(&fixture.bank));
            let after = count(&Findings::of_bank(&Fixture::bank(&texts)));
            assert!(after < before, "{} in\n{bank}\n{texts:?}", fix.title);
        }
        true
    });
    (made, refused)
}

#[test]
fn every_rule_can_be_silenced() {
    for rule in RULES {
        for bank in blocks(rule.page, "bad") {
            let windows = bank.split_inclusive('\n').map(|line| {
                let is_mark = line.starts_with("//");
                line.replace('\n', if is_mark { "\n" } else { "␍\n" })
            });
            for bank in [windows.collect(), bank.clone()] {
                let (made, refused) = silence_all(rule.code, &bank);
                assert!(made > refused, "{made} made, {refused} refused in\n{bank}");
            }
        }
    }
}
