//! The markdown of inline answers, with spans in the file.

use crate::syntax::markdown::body;
use crate::syntax::markdown::body::Body;
use crate::syntax::yaml::Value;
use crate::syntax::yaml::value_lines::value_lines;

/// Reads the answer `scalar`, a value in `text`. Spans count as those of the scalar.
///
/// `None` if it is plain prose, or if its words cannot be located in the text: in a folded block, in a value of several
/// lines, after an escape.
pub fn read(scalar: Value<'_>, text: &str) -> Option<Box<Body>> {
    if !body::has_markup(scalar.text) {
        return None;
    }
    let lines = value_lines(scalar, text)?;
    let mut body = body::read(scalar.text);
    body.place(|offset| {
        let line = lines
            .partition_point(|(value, _)| *value <= offset)
            .saturating_sub(1);
        let (value, source) = lines[line];
        source + (offset - value)
    });
    Some(Box::new(body))
}

#[cfg(test)]
mod tests {
    use crate::shape::group::question;

    /// The links and open fences of the answer, as written in the file.
    #[track_caller]
    fn check(item: &str, expected: &[&str]) {
        for item in [item.to_owned(), item.replace('\n', "\r\n")] {
            let question = question::read(&item);
            assert!(question.is_whole(), "{item:?}");
            let mut found = Vec::new();
            if let Some(body) = question.inline() {
                let spans = body
                    .links()
                    .map(|link| link.span)
                    .chain(body.open_fences().iter().copied());
                found.extend(spans.map(|span| span.slice(&item)));
            }
            assert_eq!(found, expected, "{item:?}");
        }
    }

    #[test]
    fn answers_have_places() {
        check("- answer: See [x](a.md) é.\n", &["a.md"]);
        check("- answer: 'é [x](a.md#b)'\n", &["a.md#b"]);
        check("- answer: \"é [x](a.md)\"\n", &["a.md"]);
        check(
            "- question: q\n  answer: |\n    é\n\n    [x](a.md) and\n    [y](b.md)  \n\n    ```js\n    code\n  topics: []\n",
            &["a.md", "b.md", "```js"],
        );
        check(
            "- answer: |2-\n     [x](a.md)\n    [y](b.md)\n",
            &["a.md", "b.md"],
        );
        check("- answer: |+\n    ~~~\n    x\n\n\n", &["~~~"]);
    }

    #[test]
    fn what_cannot_be_placed_is_left() {
        check("- answer: >\n    [x](a.md)\n    more\n", &[]);
        check("- answer: '[x](a.md) isn''t'\n", &[]);
        check("- answer: \"[x](a.md)\\n\"\n", &[]);
        check("- answer: See [x](a.md)\n    and more\n", &[]);
        check("- answer: a.md\n", &[]);
        check("- answer: Plain prose.\n", &[]);
    }
}
