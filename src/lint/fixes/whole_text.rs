//! Gives a value back what a number sign made a comment of.

use crate::edit::{Edit, Planned};
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::syntax::yaml::Style;
use crate::syntax::yaml::quote::quoted;
use crate::text::{Refusal, Span};

/// The whole text in quotes.
pub const FIX: FixProvider = FixProvider {
    description: "Put the whole text in quotes",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let fix = Fix::guess("Put the whole text in quotes", whole).preferred();
    value_before(context).map(|_| fix).into_iter().collect()
}

fn whole(context: &FixContext<'_>) -> Planned {
    let cut = value_before(context);
    let value = cut.ok_or_else(|| Refusal::new("the comment no longer exists"))?;
    let comment = context.finding.span;
    let written = Span::new(value.start, comment.end).slice(context.text);
    // A text of several lines has a space for each line break.
    let lines: Vec<&str> = written.lines().map(str::trim).collect();
    let text = quoted(&lines.join(" "), Style::Single, true);
    let span = Span::new(value.start, comment.end);
    Ok(Edit::text(context.path, span, text))
}

/// The value that the comment cuts short.
fn value_before(context: &FixContext<'_>) -> Option<Span> {
    let (map, index, start) = context.key()?;
    Some(map.entries[index].value.span().shift(start))
}
#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::check;

    #[track_caller]
    fn quoted(before: &str, after: &str) {
        let bank = |yaml: &str| format!("//- /a/a.md\n---\n{yaml}---\n");
        let title = "Put the whole text in quotes";
        check("cut-by-comment", title, &bank(before), &bank(after));
    }

    #[test]
    fn the_comment_is_text_again() {
        quoted(
            "questions:\n  - question: What's the # in 😀?  \n    answer: A.\n",
            "questions:\n  - question: 'What''s the # in 😀?'  \n    answer: A.\n",
        );
        quoted(
            "title: Issue\n  number #1␍\nquestions: []\n",
            "title: 'Issue number #1'␍\nquestions: []\n",
        );
    }
}
