//! Questions as comma-separated values, for spreadsheets.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::question::{ExportedQuestion, letter, right_letters};

/// The names of the columns.
const COLUMNS: &[&str] = &[
    "question", "answer", "level", "topics", "options", "right", "group", "number", "body",
];

/// What is between topics.
const BETWEEN_TOPICS: &str = "; ";

/// The table: a row with the names of the columns, and one for each question.
///
/// It starts with a byte order mark, by which spreadsheets know that it is UTF-8. Each option starts a line with its letter,
/// and further lines of it are indented; `right` has the letters of the right ones.
///
/// # Errors
/// None in practice: the table is written to memory.
pub fn csv(questions: &[ExportedQuestion]) -> io::Result<Vec<u8>> {
    let mut out = Vec::from("\u{feff}");
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(&mut out);
    writer.write_record(COLUMNS)?;
    for question in questions {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let number = question.number.map(|number| number.to_string());
        writer.write_record([
            text(&question.question),
            text(&question.answer),
            text(&question.level),
            question.topics.join(BETWEEN_TOPICS),
            options(question),
            right_letters(question),
            question.file.clone(),
            text(&number),
            text(&question.body),
        ])?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// The options, each from a line of its own on.
fn options(question: &ExportedQuestion) -> String {
    let options = question.options.iter().enumerate();
    let options = options.map(|(place, option)| {
        let text = option.text.replace('\n', "\n   ");
        format!("{}. {text}", letter(place))
    });
    options.collect::<Vec<_>>().join("\n")
}
