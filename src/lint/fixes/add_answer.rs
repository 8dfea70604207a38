//! Writes an answer to be filled in below a question without one.

use super::shared::document::document;
use crate::edit::one_question::{self, same_but_answer};
use crate::edit::verify::Says;
use crate::facts::questions::Placed;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::syntax::markdown::placeholder;
use crate::text::Refusal;

/// A placeholder in the frame that the answers of the other questions have; in a quiz, empty options.
pub const FIX: FixProvider = FixProvider {
    description: "Add an answer to fill in, in the form that the others have",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let found = document(context).and_then(|_| context.question());
    let Some((index, _)) = found else {
        return Vec::new();
    };
    let fix = Fix::guess("Add an answer to fill in", move |context| {
        let (list, repair) =
            document(context).ok_or_else(|| Refusal::new("the question no longer exists"))?;
        let edit = (repair.add_answer)(&list, index, placeholder::ANSWER)?;
        let is_meant = |old: &Placed<'_>, new: &Placed<'_>| {
            let has_options = !new.question.options().is_empty();
            let mut said = Says::of(old);
            said.options = Says::of(new).options;
            match has_options {
                true => {
                    Says {
                        answer: None,
                        ..said
                    } == Says {
                        answer: None,
                        ..Says::of(new)
                    }
                }
                false => new.answer().is_some() && same_but_answer(old, new),
            }
        };
        let (bank, path, text) = (context.bank, context.path, context.text);
        one_question::change(bank, path, text, index, vec![edit], &is_meant)
    });
    vec![fix.preferred()]
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::check;

    /// Checks the fix for a document with these questions, each written with `form`: what is before and after its text and
    /// what is below it. The second question has `before` below it, and `after` after the fix.
    #[track_caller]
    fn adds(form: &dyn Fn(u32, &str) -> String, below: &str, before: &str, after: &str) {
        for line_break in ["\n", "␍\n"] {
            let document = |own: &str| {
                let text = |number: u32| form(number, if number == 2 { own } else { below });
                let questions: String = (1..=6).map(text).collect();
                let text =
                    format!("# Interview questions 😀\n\n{questions}").replace('\n', line_break);
                format!("//- /questions.md\n{text}")
            };
            check(
                "unanswered",
                "Add an answer to fill in",
                &document(before),
                &document(after),
            );
        }
    }

    fn heading(number: u32, below: &str) -> String {
        format!("### {number}. What is part {number}?{below}\n\n")
    }

    #[test]
    fn in_the_frame_of_the_others() {
        adds(
            &heading,
            "\n\nIt does work.",
            "",
            "\n\nWrite the answer here.",
        );
        adds(
            &heading,
            "\n\n<details><summary>Answer</summary>\n\nIt does work.\n\n</details>",
            "",
            "\n\n<details><summary>Answer</summary>\n\nWrite the answer here.\n\n</details>",
        );
        let code = "\n\n```js\nwork();\n```";
        adds(
            &|number, below| heading(number, &format!("{code}{below}")),
            "\n\n<details><summary>Answer</summary>\n\nIt does work.\n\n</details>",
            "",
            "\n\n<details><summary>Answer</summary>\n\nWrite the answer here.\n\n</details>",
        );
        let folded = |answer: &str| {
            format!(
                "\n\n<details><summary>Answer</summary>\n\n{answer}\n\n</details>\n\n**[⬆ Back to top](#interview-questions-)**"
            )
        };
        adds(
            &heading,
            &folded("It does work."),
            "\n\n**[⬆ Back to top](#interview-questions-)**",
            &folded("Write the answer here."),
        );
        adds(
            &heading,
            "\n\n**Answer:** It does work.",
            "",
            "\n\n**Answer:** Write the answer here.",
        );
        let top = "<div align=\"right\">\n    <b><a href=\"#x\">↥ back to top</a></b>\n</div>";
        adds(
            &heading,
            "\n\nIt does work.",
            &format!("\n\n{top}"),
            &format!("\n\nWrite the answer here.\n\n{top}"),
        );
        adds(
            &heading,
            "\n\nIt does work.\n\n**[⬆ Back to top](#interview-questions-)**",
            "\n\n**[⬆ Back to top](#interview-questions-)**",
            "\n\nWrite the answer here.\n\n**[⬆ Back to top](#interview-questions-)**",
        );
    }

    #[test]
    fn in_items_and_cards() {
        let item =
            |number: u32, below: &str| format!("{number}. ### What is part {number}?{below}\n\n");
        adds(
            &item,
            "\n\n    It does work.",
            "",
            "\n\n    Write the answer here.",
        );
        // Others are less indented than the number is wide.
        let wide = |number: u32, below: &str| {
            let number = number + 98;
            format!("{number}. ### What is part {number}?{below}\n\n")
        };
        adds(
            &wide,
            "\n\n    It does work.",
            "",
            "\n\n     Write the answer here.",
        );
        let card = |number: u32, below: &str| format!("Q: What is part {number}?{below}\n\n");
        adds(
            &card,
            "\n\nA: It does work.",
            "",
            "\n\nA: Write the answer here.",
        );
        let folded = |number: u32, below: &str| {
            format!("<details>\n<summary>What is part {number}?</summary>{below}</details>\n\n")
        };
        adds(
            &folded,
            "\n\nIt does work.\n",
            "\n",
            "\n\nWrite the answer here.\n",
        );
    }
}
