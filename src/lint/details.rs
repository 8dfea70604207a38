//! What the rules about `<details>` have in common.

use super::rule::{BodyContext, Found, QuestionContext};
use crate::syntax::markdown::body::Body;
use crate::text::Span;

/// Reports tags of a body. A page can be a part of another one, which has the other tag, so only files with questions and
/// answers count.
pub(super) fn in_body<'b>(
    context: &BodyContext<'b>,
    tags: impl Iterator<Item = &'b Span>,
    message: &str,
    found: &mut Found<'_>,
) {
    let (bank, path) = (context.bank, context.path);
    let mut tags = tags.peekable();
    if tags.peek().is_some() && (bank.group(path.as_str()).is_some() || bank.is_answer(path)) {
        for tag in tags {
            found.add(tag.shift(context.start), message);
        }
    }
}

/// Reports the tags of an inline answer that `tags` selects.
pub(super) fn inline<'b, T: Iterator<Item = &'b Span>>(
    context: &QuestionContext<'b>,
    tags: impl Fn(&'b Body) -> T,
    message: &str,
    found: &mut Found<'_>,
) {
    for tag in context.question.inline().into_iter().flat_map(tags) {
        found.add(*tag, message);
    }
}
