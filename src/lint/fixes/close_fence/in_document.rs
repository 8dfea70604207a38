//! Closes a block of code in a document where the answer ends: before the next question, which the block hides.

use super::{GONE, Open};
use crate::edit::{Edit, Planned, one_question};
use crate::lint::fix::{Fix, FixContext, Safety};
use crate::shape;
use crate::shape::write::TargetList;
use crate::text::{self, Refusal, Span, line_end};

/// The block closed where the answer ends, or before the next block.
pub fn fixes(context: &FixContext<'_>, list: TargetList<'_>) -> Vec<Fix> {
    let open = Open::of(context);
    let Some((open, end)) = open.and_then(|open| {
        let end = End::of(context, &list, &open)?;
        Some((open, end))
    }) else {
        return Vec::new();
    };
    let title = match end.is_before_block {
        true => "Close the code block before the next one",
        false => "Close the code block where the answer ends",
    };
    let code = Span::new(open.span.start, end.last);
    // At a blank line within it the code may end and the text continue.
    let safety = match !end.is_before_block && open.is_one_paragraph(code) {
        true => Safety::Safe,
        false => Safety::Unsafe,
    };
    let fix = Fix::new(title, safety, move |context| close(context, end.last));
    vec![fix.preferred()]
}

/// Where a block is to end.
#[derive(Clone, Copy)]
struct End {
    /// The end of its last line, in the markdown.
    last: u32,
    /// Whether another block comes before the next question.
    is_before_block: bool,
}

impl End {
    fn of(context: &FixContext<'_>, list: &TargetList<'_>, open: &Open<'_>) -> Option<Self> {
        let at = context.finding.span.start;
        let first = line_end(context.text, at);
        let of_block = open.markdown.outside(open.span.end);
        // Mostly the questions in the block are read although it is open.
        let seen = next_question(list, first, of_block);
        let is_inside = of_block < context.text.trim_end().len() as u32;
        // A fence that the list item or the quote of the block cuts off was to be its end.
        let below = context.text[of_block as usize..].trim_start();
        if seen.is_none() && below.starts_with(open.fence) {
            return None;
        }
        let (next, end) = match seen.is_some() || is_inside {
            true => (seen, answer_end(list, at)?),
            false => hidden(context, list, open)?,
        };
        let block = open.next.filter(|block| {
            let block = open.markdown.outside(*block);
            next.is_none_or(|next| block < next)
        });
        Some(match block {
            Some(block) => Self {
                last: open.before(block),
                is_before_block: true,
            },
            None => Self {
                last: open.markdown.inside(end.min(of_block).max(first)),
                is_before_block: false,
            },
        })
    }
}

/// The start of the first question after an offset, if it is in the block that ends at `of_block`.
fn next_question(list: &TargetList<'_>, after: u32, of_block: u32) -> Option<u32> {
    let questions = &list.group.questions;
    let next = questions.at_or_before(after).map_or(0, |at| at + 1);
    let next = questions.get(next)?.start;
    (next <= of_block).then_some(next)
}

/// Where the answer of the question at an offset ends.
fn answer_end(list: &TargetList<'_>, at: u32) -> Option<u32> {
    let own = list.group.question_at(at)?;
    let repair = shape::repair_of(list.group).ok()?;
    (repair.answer_end)(list, own).ok()
}

/// The start of the first question that a block hides, and the end of the answer that the block is in: the text is read with
/// the block closed in its first line.
fn hidden(
    context: &FixContext<'_>,
    list: &TargetList<'_>,
    open: &Open<'_>,
) -> Option<(Option<u32>, u32)> {
    let at = context.finding.span.start;
    let first = line_end(context.text, at);
    let empty = open.closed_at(context, open.markdown.inside(first));
    let by = empty.text.len() as u32;
    let shown = text::apply(context.text, &[empty]).ok()?;
    let facts = context.bank.read(context.path, &shown);
    let group = facts
        .as_group()
        .filter(|group| group.shape == list.group.shape)?;
    let shown = TargetList {
        text: &shown,
        group,
    };
    let next = next_question(&shown, first + by, u32::MAX).map(|next| next - by);
    let end = match next {
        Some(_) => answer_end(&shown, at)?.saturating_sub(by),
        None => answer_end(list, at)?,
    };
    Some((next, end))
}

fn close(context: &FixContext<'_>, last: u32) -> Planned {
    let open = Open::of(context).ok_or_else(|| Refusal::new(GONE))?;
    let edit = open.closed_at(context, last);
    let group = context.group().ok_or_else(|| Refusal::new(GONE))?;
    let index = group.question_at(context.finding.span.start);
    let before = (context.text, group);
    let edits = std::slice::from_ref(&edit);
    let (_, facts) = one_question::edited(context.bank, context.path, before, edits, index)?;
    if facts.body().open_fences().len() >= group.body.open_fences().len() {
        return Err(Refusal::new(
            "the next code block would be left open; close this one by hand",
        ));
    }
    Ok(Edit::texts(context.path, [edit]))
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, safeties};

    const TITLE: &str = "Close the code block where the answer ends";

    /// A document of questions that each have `below` under them, but the second, which has `own`.
    fn document(below: &str, own: &str) -> String {
        let questions = (1..=5).map(|number| {
            let below = if number == 2 { own } else { below };
            format!("### {number}. What is part {number} 😀?\n\n{below}\n\n")
        });
        format!("# Interview questions\n\n{}", questions.collect::<String>())
    }

    #[track_caller]
    fn closes(title: &str, below: &str, before: &str, after: &str, safety: &str) {
        for line_break in ["\n", "␍\n"] {
            let bank = |own: &str| {
                format!(
                    "//- /questions.md\n{}",
                    document(below, own).replace('\n', line_break)
                )
            };
            check("unclosed-fence", title, &bank(before), &bank(after));
            assert_eq!(safeties("unclosed-fence", &bank(before)), safety);
        }
    }

    #[test]
    fn before_the_question_that_it_hides() {
        closes(
            TITLE,
            "It does work.",
            "Like this:\n\n```js\n# work\nwork({});\n}",
            "Like this:\n\n```js\n# work\nwork({});\n}\n```",
            "Safe*",
        );
        closes(
            TITLE,
            "It does work.",
            "```js\nwork();\n\nMore text.",
            "```js\nwork();\n\nMore text.\n```",
            "Unsafe*",
        );
    }

    #[test]
    fn what_follows_each_answer_stays_below() {
        let link = "**[⬆ Back to top](#interview-questions)**";
        closes(
            TITLE,
            &format!("It does work.\n\n{link}"),
            &format!("~~~js\nwork();\n\n{link}"),
            &format!("~~~js\nwork();\n~~~\n\n{link}"),
            "Safe*",
        );
        closes(
            TITLE,
            "<details><summary>Answer</summary>\n\nIt does work.\n\n</details>",
            "<details><summary>Answer</summary>\n\n```js\nwork();\n\n</details>",
            "<details><summary>Answer</summary>\n\n```js\nwork();\n```\n\n</details>",
            "Safe*",
        );
    }

    #[test]
    fn before_the_next_block() {
        closes(
            "Close the code block before the next one",
            "It does work.",
            "```js\nwork();\n\nMore text.\n\n```js\nrest();\n```",
            "```js\nwork();\n\nMore text.\n```\n\n```js\nrest();\n```",
            "Unsafe*",
        );
    }

    #[test]
    fn the_blocks_of_later_answers_stay() {
        let code = "```js\nwork();\n```";
        closes(
            TITLE,
            code,
            "```js\nwork();",
            "```js\nwork();\n```",
            "Safe*",
        );
    }

    #[test]
    fn in_an_item() {
        let document = |own: &str| {
            let questions = (1..=5).map(|number| {
                let own = if number == 2 { own } else { "" };
                format!("{number}. ### What is part {number}?\n\n    It works.{own}\n\n")
            });
            format!(
                "//- /questions.md\n# Interview questions\n\n{}",
                questions.collect::<String>()
            )
        };
        check(
            "unclosed-fence",
            TITLE,
            &document("\n\n    ```js\n    work();"),
            &document("\n\n    ```js\n    work();\n    ```"),
        );
    }
}
