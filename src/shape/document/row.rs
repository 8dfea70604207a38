//! The row of a flattened group with the line of keys above it: all that is left of the frontmatter.

use super::flattened::{self, Flattened, are_next_to_each_other, is_of_key};
use crate::text::{Span, line_at, next_line};

/// A row that is read whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row<'t> {
    /// Its line, and that of its keys.
    pub lines: Span,
    /// The keys beside the questions, with their values.
    pub head: Vec<Cells<'t>>,
    /// The questions.
    pub questions: Vec<Flattened>,
}

/// Keys in order, and the text with their values: one key where the row has columns, several where only spaces separate
/// the values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cells<'t> {
    /// The keys.
    pub keys: Vec<&'t str>,
    /// The values.
    pub text: &'t str,
}

/// The line of keys above a row.
struct Header<'t> {
    /// Where it starts.
    start: u32,
    /// What separates its keys and the values of the row.
    separator: char,
    /// The keys before that of the questions.
    before: Vec<&'t str>,
    /// The keys after it.
    after: Vec<&'t str>,
}

/// The key of the questions.
const QUESTIONS: &str = "questions";

/// More keys than a frontmatter has; a line with more is not searched for their values.
const TOO_MANY: usize = 100;

/// The row of a file whose body starts at `from`; `None` if there is none, or it has something that is neither a question
/// nor the value of a key.
pub fn read(text: &str, from: u32) -> Option<Row<'_>> {
    let questions = flattened::read(text, from);
    let (first, last) = (questions.first()?.span, questions.last()?.span);
    let line = line_at(text, first.start);
    let line = Span::new(line.start.max(from), line.end);
    let spans = questions.iter().map(|question| question.span);
    let is_list = last.end <= line.end
        && are_next_to_each_other(text, spans)
        && questions.iter().all(|question| question.is_whole);
    if !is_list {
        return None;
    }
    let before = Span::new(line.start, first.start).slice(text);
    let before = before.trim_end_matches([' ', '[']);
    let after = Span::new(last.end, line.end).slice(text);
    let after = after.trim_start_matches([' ', ']']);
    let is_blank = |text: &str| text.trim_matches(['|', ' ', '\t']).is_empty();
    let is_alone = is_blank(before) && is_blank(after);
    let header = header(text, from, line);
    // A sentence can end in the word, too.
    let header = header.filter(|header| !is_alone || header.separator != ' ' || header.is_alone());
    let (start, head) = match header {
        Some(header) => (header.start, header.cells(before, after)?),
        None if is_alone => (line.start, Vec::new()),
        None => return None,
    };
    let end = next_line(text, line.end);
    let has_more_rows = line.slice(text).trim_start().starts_with('|')
        && line_at(text, end).slice(text).trim_start().starts_with('|');
    (!has_more_rows).then_some(Row {
        lines: Span::new(start, end),
        head,
        questions,
    })
}

/// The line above the row, or above the line of hyphens between them, that has the key of the questions.
fn header(text: &str, from: u32, row: Span) -> Option<Header<'_>> {
    let above = |start: u32| {
        let line = line_at(text, last_break(text, from, start)?);
        Some(Span::new(line.start.max(from), line.end))
    };
    let mut line = above(row.start)?;
    let is_of_hyphens = |text: &str| {
        text.contains('-')
            && text
                .chars()
                .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
    };
    if is_of_hyphens(line.slice(text)) {
        line = above(line.start)?;
    }
    let written = line.slice(text).trim();
    let separator = ['|', '\t'].into_iter().find(|c| written.contains(*c));
    let separator = separator.unwrap_or(' ');
    let keys = written.trim_matches('|').split(separator).map(str::trim);
    let keys: Vec<&str> = keys
        .filter(|key| separator != ' ' || !key.is_empty())
        .take(TOO_MANY)
        .collect();
    let is_key = |key: &&str| !key.is_empty() && key.chars().all(is_of_key);
    let place = keys.iter().position(|key| *key == QUESTIONS)?;
    let is_new = |(at, key): (usize, &&str)| !keys[..at].contains(key);
    let is_header =
        keys.len() < TOO_MANY && keys.iter().all(is_key) && keys.iter().enumerate().all(is_new);
    is_header.then(|| Header {
        start: line.start,
        separator,
        before: keys[..place].to_vec(),
        after: keys[place + 1..].to_vec(),
    })
}

/// The offset of the line break before a line that starts at `start`, if it is in the body.
fn last_break(text: &str, from: u32, start: u32) -> Option<u32> {
    let above = Span::new(from, start.max(from)).slice(text);
    let above = above
        .strip_suffix("\r\n")
        .or_else(|| above.strip_suffix(['\n', '\r']))?;
    Some(from + above.len() as u32)
}

impl Header<'_> {
    /// Whether it has the key of the questions only.
    fn is_alone(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }
}

impl<'t> Header<'t> {
    /// The keys with the texts before and after the questions; `None` if one text has another number of values than of
    /// keys.
    fn cells(self, before: &'t str, after: &'t str) -> Option<Vec<Cells<'t>>> {
        if self.separator == ' ' {
            let sides = [(self.before, before), (self.after, after)];
            let sides = sides.map(|(keys, text)| (keys, text.trim()));
            let mut used = sides
                .iter()
                .filter(|(keys, text)| !keys.is_empty() || !text.is_empty());
            let fits = used.all(|(keys, text)| !keys.is_empty() && !text.is_empty());
            let sides = sides.into_iter().filter(|(keys, _)| !keys.is_empty());
            return fits.then(|| sides.map(|(keys, text)| Cells { keys, text }).collect());
        }
        let cells = |text: &'t str| text.split(self.separator).map(str::trim);
        let before = columns(self.before.into_iter().rev(), cells(before).rev())?;
        let after = columns(self.after.into_iter(), cells(after))?;
        Some(before.into_iter().rev().chain(after).collect())
    }
}

/// The columns on one side of the questions, from those next to them outwards. The first cell is what the cell of the
/// questions has there, and after the last one can be the border of the table.
fn columns<'t>(
    keys: impl ExactSizeIterator<Item = &'t str>,
    mut cells: impl Iterator<Item = &'t str>,
) -> Option<Vec<Cells<'t>>> {
    let count = keys.len();
    let is_empty = cells.next().is_none_or(str::is_empty);
    let columns = keys.zip(cells.by_ref()).map(|(key, text)| Cells {
        keys: vec![key],
        text,
    });
    let columns: Vec<_> = columns.collect();
    let ends = cells.next().is_none_or(str::is_empty) && cells.next().is_none();
    (is_empty && columns.len() == count && ends).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The questions of each row.
    const QUESTIONS: &str = "[{question A?} {answer a.md}] [{question B?}] [{question C?}]";

    /// The head and the lines of a row; `Q` is the questions.
    fn shown(text: &str) -> Option<(String, String)> {
        let text = text.replace('Q', QUESTIONS);
        let row = read(&text, 0)?;
        assert_eq!(row.questions.len(), 3);
        let cells = row.head.iter();
        let cells = cells.map(|cells| format!("{}={}", cells.keys.join(","), cells.text));
        let cells: Vec<String> = cells.collect();
        let lines = row.lines.slice(&text).replace(QUESTIONS, "Q");
        Some((cells.join(";"), lines))
    }

    #[test]
    fn a_row_is_read_with_its_keys() {
        for (head, row, expected) in [
            ("", "Q", ""),
            ("questions\n", "[Q]", ""),
            ("questions\n", "[Q", ""),
            (
                "| title | questions |\n|---|:-:|\n",
                "| Go | [Q] |",
                "title=Go",
            ),
            ("|questions|ending|\r\n|---|---|\r\n", "|Q|  |", "ending="),
            (
                "order | questions | seo\n--|--|--\n",
                "4 | [Q] | [{title A b}]",
                "order=4;seo=[{title A b}]",
            ),
            (
                "title\tseo\tquestions\n",
                "\t[{title Go}]\t[Q]",
                "title=;seo=[{title Go}]",
            ),
            (
                "order title questions ending\n",
                "4 Go it [Q] the end",
                "order,title=4 Go it;ending=the end",
            ),
        ] {
            let written = format!("{head}{row}\n");
            let text = format!("Some questions\n\n{written}\nText.\n");
            let expected = Some((expected.to_owned(), written));
            assert_eq!(shown(&text), expected, "{text}");
        }
        let alone = shown("All of my questions\nQ");
        assert_eq!(alone, Some((String::new(), "Q".to_owned())));
    }

    #[test]
    fn a_row_with_something_else_is_not_read() {
        for text in [
            "Text.",
            "Q and more",
            "4 Go Q",
            "questions\n4 Q",
            "order order questions\n4 5 Q",
            "| a | questions |\n|--|--|\n| Q |",
            "| a | questions |\n|--|--|\n| x | y | Q |",
            "| a | questions |\n|--|--|\n| x | y Q |",
            "| a | questions |\n|--|--|\n| x | Q |\n| y | z |",
            "| a | b |\n|--|--|\n| x | Q |",
            "[{question A?}]\n[{question B?}] [{question C?}]",
            "[{question A?}] or [{question B?}] [{question C?}]",
            "[{question A?} {hint a}] [{question B?}] [{question C?}]",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
