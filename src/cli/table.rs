//! Text in columns, as wide as a terminal shows it.

use std::io::{self, Write};
use std::ops::Range;

use super::escape::escape_line;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide a line may be.
pub const WIDTH: usize = 80;

/// The space before each line and between columns.
const MARGIN: usize = 2;

/// The least room for the names, before the headings are shortened and the columns split up.
const NAME: usize = 20;

/// Rows of a name and numbers, with a heading above each column of numbers.
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<(String, Vec<u32>)>,
}

impl Table {
    /// Writes the table: names to the left and shortened as needed, numbers to the right. Columns for which there is no
    /// room in a line follow in further tables.
    pub fn write(&self, out: &mut dyn Write, bold: &dyn Fn(&str) -> String) -> io::Result<()> {
        let (widths, blocks) = self.layout();
        for (number, block) in blocks.into_iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            let numbers: usize = widths[block.clone()].iter().map(|w| w + MARGIN).sum();
            let longest = self.rows.iter().map(|(name, _)| width(name)).max();
            let name = longest.unwrap_or(0).min(WIDTH - MARGIN - numbers);
            let mut line = " ".repeat(MARGIN + name);
            for column in block.clone() {
                let heading = shortened(&self.head[column], widths[column]);
                line += &right(&heading, widths[column] + MARGIN);
            }
            writeln!(out, "{}", bold(&line))?;
            for (title, row) in &self.rows {
                write!(out, "{:MARGIN$}{}", "", left(title, name))?;
                for column in block.clone() {
                    write!(
                        out,
                        "{}",
                        right(&number_of(row[column]), widths[column] + MARGIN)
                    )?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    }

    /// The width of each column, and which columns go together.
    fn layout(&self) -> (Vec<usize>, Vec<Range<usize>>) {
        let digits = |column: usize| {
            let numbers = self
                .rows
                .iter()
                .map(|(_, row)| number_of(row[column]).len());
            numbers.max().unwrap_or(1)
        };
        let digits: Vec<usize> = (0..self.head.len()).map(digits).collect();
        let room = WIDTH - MARGIN - NAME;
        let mut widths = Vec::new();
        for most in (6..=14).rev() {
            let heads = self.head.iter().map(|head| width(head).min(most));
            widths = heads.zip(&digits).map(|(head, d)| head.max(*d)).collect();
            if widths.iter().map(|width| width + MARGIN).sum::<usize>() <= room {
                let all = 0..self.head.len();
                return (widths, Vec::from([all]));
            }
        }
        let (mut blocks, mut start, mut used) = (Vec::new(), 0, 0);
        for (column, width) in widths.iter().enumerate() {
            if used + width + MARGIN > room && column > start {
                blocks.push(start..column);
                (start, used) = (column, 0);
            }
            used += width + MARGIN;
        }
        blocks.push(start..widths.len());
        (widths, blocks)
    }
}

/// A number that is not to catch the eye when it is 0.
fn number_of(count: u32) -> String {
    match count {
        0 => "-".to_owned(),
        _ => count.to_string(),
    }
}

/// The columns that `text` takes.
pub fn width(text: &str) -> usize {
    plain(text).width()
}

/// `text`, shortened or padded to `room` columns.
pub fn left(text: &str, room: usize) -> String {
    let text = shortened(text, room);
    let blanks = room.saturating_sub(text.width());
    text + &" ".repeat(blanks)
}

/// `text`, padded on the left.
pub fn right(text: &str, room: usize) -> String {
    " ".repeat(room.saturating_sub(text.width())) + text
}

/// `text` in one line of at most `room` columns; what is left out is a `…`.
pub fn shortened(text: &str, room: usize) -> String {
    let text = plain(text);
    if text.width() <= room {
        return text;
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    if room > 0 {
        kept.push('…');
    }
    kept
}

/// `text` in one line, and without what would steer a terminal.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let words = words.filter(|word| !word.is_empty()).map(escape_line);
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_as_wide_as_a_terminal_shows_them() {
        for (text, room, expected) in [
            ("Databases", 12, "Databases   "),
            ("Databases", 9, "Databases"),
            ("Databases", 6, "Datab…"),
            ("Back end", 6, "Back… "),
            ("数据库基础", 10, "数据库基础"),
            ("数据库基础", 8, "数据库… "),
            ("e\u{301}te\u{301}s", 4, "e\u{301}te\u{301}s"),
            ("two\n lines\u{1b}[31m", 20, "two lines [31m      "),
            ("a\u{202e}b", 12, "a\\u{202e}b  "),
            ("x", 0, ""),
            ("", 2, "  "),
        ] {
            assert_eq!(left(text, room), expected, "{text:?}");
            assert_eq!(left(text, room).width(), room, "{text:?}");
        }
    }

    /// The lines of a table with these columns, all of which must fit.
    #[track_caller]
    fn lines(head: &[String], rows: &[(&str, u32)]) -> Vec<String> {
        let rows = rows.iter();
        let rows = rows.map(|(name, n)| ((*name).to_owned(), vec![*n; head.len()]));
        let table = Table {
            head: head.to_vec(),
            rows: rows.collect(),
        };
        let mut out = Vec::new();
        table.write(&mut out, &str::to_owned).expect("memory");
        let lines: Vec<_> = String::from_utf8(out)
            .expect("text")
            .lines()
            .map(str::to_owned)
            .collect();
        for line in &lines {
            assert!(line.width() <= WIDTH, "{line}");
        }
        lines
    }

    #[test]
    fn columns_line_up() {
        let head = ["Beginner".to_owned(), "Total".to_owned()];
        assert_eq!(
            lines(&head, &[("Go", 3), ("数据库", 0), ("All", 12345)]),
            [
                "          Beginner  Total",
                "  Go             3      3",
                "  数据库         -      -",
                "  All        12345  12345",
            ]
        );
        assert_eq!(lines(&head, &[]).len(), 1);
    }

    #[test]
    fn what_does_not_fit_is_shortened_and_then_split() {
        let head = |count: usize, name: &str| vec![name.to_owned(); count];
        let long =
            "A group whose title is much longer than the line of a terminal, and then some more";
        let one = lines(&head(3, "Beginner"), &[(long, 7)]);
        assert!(
            one[1].contains("A group whose title") && one[1].contains('…'),
            "{one:?}"
        );
        let shorter = lines(&head(5, "Extraordinary"), &[(long, 7)]);
        assert!(
            shorter.len() == 2 && shorter[0].contains('…'),
            "{shorter:?}"
        );
        let split = lines(&head(20, "Extraordinary"), &[(long, 7_000_000)]);
        assert_eq!(
            split.iter().filter(|line| line.contains("A group")).count(),
            4
        );
    }
}
