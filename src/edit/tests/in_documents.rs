//! New questions in documents of each form.

use crate::edit::question::{append, insert};
use crate::shape::write::{NewOption, NewQuestion};
use crate::shape::{self, Input};
use crate::text;

/// A document of `tests/data/documents/banks`.
macro_rules! bank {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!(
                "../../../tests/data/documents/banks/",
                $name,
                ".md"
            )),
        )
    };
}

fn new(answer: &str, options: &[(&str, bool)]) -> NewQuestion {
    let options = options.iter().map(|(text, is_right)| NewOption {
        text: (*text).to_owned(),
        is_right: *is_right,
    });
    NewQuestion {
        question: "Who bakes *it* for List<T>?".to_owned(),
        answer: answer.to_owned(),
        options: options.collect(),
        ..NewQuestion::default()
    }
}

/// The document after the question came behind the one at `after`, or at the end; with both kinds of line breaks.
#[track_caller]
fn check((name, before): (&str, &str), after: Option<usize>, new: &NewQuestion, expected: &str) {
    for line_break in ["\n", "\r\n"] {
        let before = before.replace('\n', line_break);
        let path = format!("{name}.md");
        let input = Input::inferred(&path, &before);
        let facts = shape::read(&input, None);
        let group = facts.as_group().expect("questions");
        let new = std::slice::from_ref(new);
        let edit = match after {
            Some(after) => insert(&input, group, after, new),
            None => append(&input, group, new),
        };
        let edit = edit.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let written = text::apply(&before, &[edit]).expect("it applies");
        assert_eq!(written, expected.replace('\n', line_break), "{name}");
    }
}

const ANSWER: &str = "Nobody.\n\n- Not even 😀.";

#[test]
fn the_next_question_has_the_form_and_the_number_of_the_last() {
    let asked = "Who bakes \\*it* for List\\<T>?";
    for (bank, come) in [
        (bank!("bold"), "\n\n**ASKED**\n\nNobody.\n\n- Not even 😀."),
        (
            bank!("cards"),
            "\n\nQ: ASKED\n\nA: Nobody.\n\n- Not even 😀.",
        ),
        (
            bank!("contents"),
            "\n\n13. ### ASKED\n\n    Nobody.\n\n    - Not even 😀.\n\n    **[⬆ Back to Top](#bread-and-rope-interview-questions)**",
        ),
        (
            bank!("folded"),
            "\n\n### ASKED\n\n<details><summary>Show answer</summary>\n\nNobody.\n\n- Not even 😀.\n\n</details>",
        ),
        (
            bank!("heading-levels"),
            "\n\n### 13. ASKED\n\nNobody.\n\n- Not even 😀.",
        ),
        (
            bank!("heading-plain"),
            "\n\n### ASKED\n\nNobody.\n\n- Not even 😀.",
        ),
        (
            bank!("heading-q"),
            "\n\n## Q13: ASKED\n\nNobody.\n\n- Not even 😀.",
        ),
        (
            bank!("numbered-list"),
            "\n\n13. **ASKED**\n\n   Nobody.\n\n   - Not even 😀.",
        ),
        (
            bank!("plain-numbered"),
            "\n\n13. ASKED\n\nNobody.\n\n- Not even 😀.",
        ),
        (
            bank!("chinese"),
            "\n\n### 第 9 题：ASKED\n\nNobody.\n\n- Not even 😀.",
        ),
    ] {
        let whole = bank.1.trim_end().to_owned() + &come.replace("ASKED", asked) + "\n";
        check(bank, None, &new(ANSWER, &[]), &whole);
    }
    let (name, text) = bank!("bare-list");
    let whole = text.trim_end().to_owned() + "\n- Who bakes \\*it* for List\\<T>?\n";
    check((name, text), None, &new("", &[]), &whole);
    let (name, text) = bank!("summary");
    let whole = text.trim_end().to_owned()
        + "\n\n<details>\n<summary>Who bakes *it* for List&lt;T>?</summary><br><b>\n\nNobody.\n\n- Not even 😀.\n</b></details>\n";
    check((name, text), None, &new(ANSWER, &[]), &whole);
}

#[test]
fn a_question_of_a_quiz_has_as_many_options_as_the_last() {
    let asked = "Who bakes \\*it* for List\\<T>?";
    let two: &[(&str, bool)] = &[("Ann", false), ("Ben", true)];
    for (bank, options, come) in [
        (
            bank!("boxes"),
            two,
            "\n\n### Q13. ASKED\n\n- [ ] Ann\n- [x] Ben",
        ),
        (
            bank!("letters"),
            two,
            "\n\n**13. ASKED**\n\nA. Ann\nB. Ben\n\nAnswer: B",
        ),
        (
            bank!("boxes"),
            &[],
            "\n\n### Q13. ASKED\n\n- [ ] \n- [ ] \n- [ ] \n- [ ] ",
        ),
        (
            bank!("letters"),
            &[],
            "\n\n**13. ASKED**\n\nA. \nB. \nC. \nD. \n\nAnswer:",
        ),
    ] {
        let whole = bank.1.trim_end().to_owned() + &come.replace("ASKED", asked) + "\n";
        check(bank, None, &new("", options), &whole);
    }
}

#[test]
fn a_question_comes_at_the_end_of_a_section() {
    let (name, text) = bank!("bold");
    let at = text.find("\n\n## Intermediate").expect("a section");
    let come = "\n\n**Who bakes \\*it* for List\\<T>?**\n\nNobody.";
    let whole = format!("{}{come}{}", &text[..at], &text[at..]);
    check((name, text), Some(3), &new("Nobody.", &[]), &whole);
}

#[test]
fn what_cannot_be_written_there_is_refused() {
    let refusal = |(name, text): (&str, &str), new: &NewQuestion| {
        let path = format!("{name}.md");
        let input = Input::inferred(&path, text);
        let facts = shape::read(&input, None);
        let group = facts.as_group().expect("questions");
        append(&input, group, std::slice::from_ref(new))
            .expect_err("a refusal")
            .0
    };
    for (bank, new, reason) in [
        (
            bank!("table"),
            new("", &[]),
            "the questions are rows of a table; add the row by hand",
        ),
        (
            bank!("one"),
            new("", &[]),
            "the file has one question; write another one into a file of its own",
        ),
        (
            bank!("heading-plain"),
            NewQuestion {
                level: Some("Hard".to_owned()),
                ..new("", &[])
            },
            "the headings give the levels here, and not `Hard`",
        ),
        (
            bank!("heading-plain"),
            NewQuestion {
                topics: vec!["Sails".to_owned()],
                ..new("", &[])
            },
            "the headings give the topics here, and none of them is `Sails`",
        ),
        (
            bank!("bold"),
            new("Yes.\n\n### How?\n\nSo.", &[]),
            "the answer of the question `Who bakes *it* for List<T>?` would be read differently; write it by hand",
        ),
        (
            bank!("heading-plain"),
            new("Yes.\n\nHow?\n====\n\nSo.", &[]),
            "the answer of the question `Who bakes *it* for List<T>?` would be read differently; write it by hand",
        ),
        (
            bank!("summary"),
            new(
                "<details>\n<summary>How?</summary>\n\nSo.\n\n</details>",
                &[],
            ),
            "the new question would not be read as one question; write it by hand",
        ),
    ] {
        assert_eq!(refusal(bank, &new), reason, "{}", bank.0);
    }
}

/// An answer with all that markdown has: headings, lists, code with what looks like questions, a table, HTML.
const WHOLE: &str = "Nobody 😀.

## Why

1. First:

   ```sh
   # 1. What is this?
   bake --now
   ```

2. Then:
   - nested
     - deeper

### Table

| a | b |
|---|---|
| 1 | 2 |

<details>
<summary>More</summary>

**Really?**

</details>";

#[test]
fn a_whole_answer_is_written_in_each_form() {
    for (bank, least, indent) in [
        (bank!("contents"), 4, "    "),
        (bank!("folded"), 4, ""),
        (bank!("heading-levels"), 4, ""),
        (bank!("heading-plain"), 4, ""),
        (bank!("heading-q"), 3, ""),
        (bank!("chinese"), 4, ""),
        (bank!("summary"), 2, ""),
    ] {
        let folded = WHOLE.find("\n\n<details>").expect("a folded part");
        let whole = match bank.0 {
            // A summary opens a question.
            "summary" => &WHOLE[..folded],
            _ => WHOLE,
        };
        let answer = whole
            .replace("\n## Why", &format!("\n{} Why", "#".repeat(least)))
            .replace("\n### Table", &format!("\n{} Table", "#".repeat(least + 1)));
        let lines = answer.lines().map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("{indent}{line}\n"),
        });
        let lines: String = lines.collect();
        for line_break in ["\n", "\r\n"] {
            let after = added(bank, line_break, &new(whole, &[]));
            let after = after.unwrap_or_else(|refusal| panic!("{}: {refusal}", bank.0));
            let lines = lines.replace('\n', line_break);
            assert!(after.contains(&lines), "{}: {after}", bank.0);
        }
    }
    // Any heading ends an answer there.
    for bank in [
        bank!("bold"),
        bank!("numbered-list"),
        bank!("plain-numbered"),
    ] {
        let after = added(bank, "\n", &new(WHOLE, &[]));
        assert!(after.is_err(), "{}: {after:?}", bank.0);
        let folded = WHOLE.find("\n\n<details>").expect("a folded part");
        let flat = WHOLE[..folded]
            .replace("\n## ", "\n")
            .replace("\n### ", "\n");
        // A number at the margin opens a question where questions have nothing else.
        let flat = match bank.0 {
            "plain-numbered" => flat.replace("\n1. ", "\n- ").replace("\n2. ", "\n- "),
            _ => flat,
        };
        let after = added(bank, "\n", &new(&flat, &[]));
        assert!(after.is_ok(), "{}: {after:?}", bank.0);
    }
}

/// The document with the question after its last one, or why it cannot be there.
fn added(
    (name, before): (&str, &str),
    line_break: &str,
    new: &NewQuestion,
) -> Result<String, String> {
    let before = before.replace('\n', line_break);
    let path = format!("{name}.md");
    let input = Input::inferred(&path, &before);
    let facts = shape::read(&input, None);
    let group = facts.as_group().expect("questions");
    let edit = append(&input, group, std::slice::from_ref(new));
    let edit = edit.map_err(|refusal| refusal.0)?;
    Ok(text::apply(&before, &[edit]).expect("it applies"))
}

#[test]
fn code_is_above_the_answer_and_below_options() {
    let options: &[(&str, bool)] = &[
        ("`1`", false),
        ("```js\nprint(1);\n\nprint(2);\n```", true),
        ("so", false),
    ];
    let asked = NewQuestion {
        question: "What does `print` *do*?".to_owned(),
        is_markdown: true,
        body: "```js\nprint(1);\n```".to_owned(),
        ..new("It prints.\n\n- so", options)
    };
    for (bank, come) in [
        (
            bank!("boxes"),
            "### Q13. What does `print` *do*?\n\n```js\nprint(1);\n```\n\n- [ ] `1`\n- [x]\n  ```js\n  print(1);\n\n  print(2);\n  ```\n- [ ] so\n\nIt prints.\n\n- so\n",
        ),
        (
            bank!("letters"),
            "**13. What does `print` *do*?**\n\n```js\nprint(1);\n```\n\nA. `1`\nB.\n```js\nprint(1);\n\nprint(2);\n```\nC. so\n\nAnswer: B\n\nIt prints.\n\n- so\n",
        ),
        (
            bank!("heading-plain"),
            "### What does `print` *do*?\n\n```js\nprint(1);\n```\n\n- [ ] `1`\n- [x]\n  ```js\n  print(1);\n\n  print(2);\n  ```\n- [ ] so\n\nIt prints.\n\n- so\n",
        ),
    ] {
        let after = added(bank, "\n", &asked);
        let after = after.unwrap_or_else(|refusal| panic!("{}: {refusal}", bank.0));
        assert!(after.ends_with(come), "{}: {after}", bank.0);
    }
    let asked = NewQuestion {
        options: Vec::new(),
        ..asked
    };
    for (bank, come) in [
        (
            bank!("folded"),
            "### What does `print` *do*?\n\n```js\nprint(1);\n```\n\n<details><summary>Show answer</summary>\n\nIt prints.\n\n- so\n\n</details>\n",
        ),
        (
            bank!("summary"),
            "<summary>What does print do?</summary><br><b>\n\n```js\nprint(1);\n```\n\nIt prints.\n\n- so\n</b></details>\n",
        ),
        (
            bank!("cards"),
            "Q: What does `print` *do*?\n\n```js\nprint(1);\n```\n\nA: It prints.\n\n- so\n",
        ),
        (
            bank!("numbered-list"),
            "13. **What does `print` *do*?**\n\n   ```js\n   print(1);\n   ```\n\n   It prints.\n\n   - so\n",
        ),
    ] {
        let after = added(bank, "\n", &asked);
        let after = after.unwrap_or_else(|refusal| panic!("{}: {refusal}", bank.0));
        assert!(after.ends_with(come), "{}: {after}", bank.0);
    }
}
