//! A group whose frontmatter a git host printed as one row of a table: `{question Text} {answer file.md} {topics [A B]}`.

use memchr::memmem;

use crate::text::Span;

/// A question of the row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flattened {
    /// From `{question` to the last brace of it.
    pub span: Span,
    /// Its text.
    pub text: Span,
    /// Its topics as one text; the spaces that part them are those within them, too.
    pub topics: Option<Span>,
}

/// How many questions make a row of them.
const ENOUGH: usize = 3;

/// The questions of the row, in order; empty if the text has none.
pub fn read(text: &str, from: u32) -> Vec<Flattened> {
    let body = &text[from as usize..];
    let starts: Vec<usize> = memmem::find_iter(body.as_bytes(), b"{question ")
        .map(|at| at + from as usize)
        .collect();
    if starts.len() < ENOUGH {
        return Vec::new();
    }
    let ends = starts[1..]
        .iter()
        .copied()
        .chain(std::iter::once(text.len()));
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| question(text, *start, end))
        .collect()
}

fn question(text: &str, start: usize, end: usize) -> Option<Flattened> {
    let line_end = text[start..end]
        .find(['\n', '\r'])
        .map_or(end, |at| start + at);
    let inside = &text[start..line_end];
    let value = |key: &str| {
        let at = inside.find(key)? + key.len();
        let len = inside[at..].find('}')?;
        Some(Span::new((start + at) as u32, (start + at + len) as u32))
    };
    let question = value("{question ")?;
    let answer = value("{answer ");
    let topics = value("{topics [").map(|span| {
        Span::new(
            span.start,
            span.start + span.slice(text).trim_end_matches(']').len() as u32,
        )
    });
    let last = [Some(question), answer, topics]
        .into_iter()
        .flatten()
        .map(|span| span.end)
        .max()?;
    Some(Flattened {
        span: Span::new(start as u32, last + 1),
        text: question,
        topics,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_row_of_questions_is_read() {
        let text = "| {question Why?} {answer why.md} {topics [A B]} {question How?} {answer how.md} {question Who?} |";
        let found: Vec<_> = read(text, 0)
            .iter()
            .map(|one| {
                (
                    one.text.slice(text),
                    one.topics.map(|span| span.slice(text)),
                )
            })
            .collect();
        assert_eq!(
            found,
            [("Why?", Some("A B")), ("How?", None), ("Who?", None)]
        );
        assert!(read("{question One?} {question Two?}", 0).is_empty());
    }
}
