//! Questions as a table: comma, semicolon or tab between the columns, whose names are in the first row.

use csv::{ReaderBuilder, StringRecord};

use super::imported::Imported;
use crate::shape::write::NewOption;
use crate::text::{Refusal, one_line};

/// Names of the column with the questions, the most certain first; in lower case, as all names here.
pub const QUESTION: &[&str] = &[
    "question",
    "questions",
    "q",
    "prompt",
    "front",
    "stem",
    "text",
    "title",
];
const ANSWER: &[&str] = &[
    "answer",
    "answers",
    "back",
    "solution",
    "response",
    "explanation",
];
/// Names of the column with the levels.
pub const LEVEL: &[&str] = crate::shape::document::given::LEVEL;
/// Names of the column with the topics.
pub const TOPICS: &[&str] = crate::shape::document::given::TOPICS;
const OPTIONS: &[&str] = &["options", "choices"];
/// Names of the column with the right options.
pub const RIGHT: &[&str] = &[
    "right",
    "correct",
    "key",
    "right option",
    "correct option",
    "right answer",
    "correct answer",
];
const BODY: &[&str] = &["body", "code"];

/// The questions of a table.
///
/// # Errors
/// When the first row does not name the column with the questions, or a row cannot be read.
pub fn read(text: &str) -> Result<Vec<Imported>, Refusal> {
    let columns = separators(text).into_iter().find_map(|separator| {
        let names = records(text, separator).next()?.ok()?;
        Some((separator, Columns::of(&names)?))
    });
    let (separator, columns) = columns.ok_or_else(|| {
        Refusal::new("its first row must name the columns, one of them `question`; commas, semicolons or tabs separate them")
    })?;
    let mut found = Vec::new();
    for record in records(text, separator).skip(1) {
        let record =
            record.map_err(|error| Refusal::new(format!("a row cannot be read: {error}")))?;
        found.extend(columns.question(&record));
    }
    Ok(found)
}

/// The separators, that which the first row has most often first.
fn separators(text: &str) -> [u8; 3] {
    let first = text.lines().next().unwrap_or_default();
    let mut all = [b',', b';', b'\t'];
    all.sort_by_key(|separator| {
        std::cmp::Reverse(first.bytes().filter(|byte| byte == separator).count())
    });
    all
}

fn records(text: &str, separator: u8) -> csv::StringRecordsIntoIter<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
}

/// Which column has what.
struct Columns {
    question: usize,
    answer: Option<usize>,
    level: Option<usize>,
    topics: Vec<usize>,
    /// One with all options, or one for each.
    options: Vec<usize>,
    right: Option<usize>,
    body: Option<usize>,
}

impl Columns {
    /// The columns with these names; `None` if none has questions.
    fn of(names: &StringRecord) -> Option<Self> {
        let names: Vec<String> = names
            .iter()
            .map(|name| one_line(name).to_lowercase())
            .collect();
        let place = |known: &[&str]| {
            known
                .iter()
                .find_map(|known| names.iter().position(|name| name == known))
        };
        let lettered: Vec<usize> = (0..names.len())
            .filter(|at| is_option(&names[*at]))
            .collect();
        let options = match lettered.len() {
            0 | 1 => place(OPTIONS).into_iter().collect(),
            _ => lettered,
        };
        let answer = place(ANSWER);
        let right = place(RIGHT).filter(|right| Some(*right) != answer);
        let topics = (0..names.len()).filter(|at| TOPICS.contains(&names[*at].as_str()));
        Some(Self {
            question: place(QUESTION)?,
            answer,
            level: place(LEVEL),
            topics: topics.collect(),
            options,
            right,
            body: place(BODY),
        })
    }

    fn question(&self, record: &StringRecord) -> Option<Imported> {
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let text = |at: Option<usize>| {
            at.map_or("", cell)
                .replace("\r\n", "\n")
                .trim_end()
                .to_owned()
        };
        let question = one_line(cell(self.question));
        let level = text(self.level).trim().to_owned();
        let mut options: Vec<NewOption> = match self.options.as_slice() {
            [all] => options_in(&text(Some(*all))),
            each => {
                let cells = each
                    .iter()
                    .map(|at| text(Some(*at)))
                    .filter(|it| !it.trim().is_empty());
                cells
                    .map(|text| NewOption {
                        text,
                        is_right: false,
                    })
                    .collect()
            }
        };
        for place in right_places(&text(self.right), &options) {
            if let Some(option) = options.get_mut(place) {
                option.is_right = true;
            }
        }
        (!question.is_empty()).then(|| Imported {
            question,
            body: text(self.body),
            answer: text(self.answer),
            level: (!level.is_empty()).then_some(level),
            topics: self
                .topics
                .iter()
                .flat_map(|at| listed(cell(*at)))
                .collect(),
            options,
            line: record.position().map(|place| place.line() as u32),
            origin: None,
        })
    }
}

/// Whether a column has one option: `A`, `Option 1`, `choice b`.
fn is_option(name: &str) -> bool {
    let rest = ["option", "choice", "answer"]
        .iter()
        .find_map(|word| name.strip_prefix(word));
    let mark = rest.unwrap_or(name).trim_matches([' ', '_', '-']);
    match mark.as_bytes() {
        [b'a'..=b'h'] => true,
        [b'1'..=b'9'] => rest.is_some(),
        _ => false,
    }
}

/// The names in a cell, with commas or semicolons between them.
pub fn listed(cell: &str) -> Vec<String> {
    let separator = if cell.contains(';') { ';' } else { ',' };
    let names = cell.split(separator).map(one_line);
    names.filter(|name| !name.is_empty()).collect()
}

/// The options in a cell: each starts a line with its letter, and goes on in indented lines; without letters one in a line,
/// or between semicolons.
fn options_in(cell: &str) -> Vec<NewOption> {
    let mut texts: Vec<String> = Vec::new();
    let is_lettered = cell
        .lines()
        .next()
        .is_some_and(|line| lettered(line).is_some());
    if !is_lettered {
        let separator = if cell.trim().contains('\n') {
            '\n'
        } else {
            ';'
        };
        texts.extend(cell.split(separator).map(|text| text.trim().to_owned()));
    } else {
        for line in cell.lines() {
            let next = texts.len();
            match (lettered(line), texts.last_mut()) {
                (Some((place, text)), _) if place == next => texts.push(text.to_owned()),
                (_, Some(last)) => {
                    last.push('\n');
                    last.push_str(line.strip_prefix("   ").unwrap_or(line));
                }
                (_, None) => {}
            }
        }
    }
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts
        .map(|text| NewOption {
            text,
            is_right: false,
        })
        .collect()
}

/// The place of the letter that a line starts with, and what is after it.
fn lettered(line: &str) -> Option<(usize, &str)> {
    let letter = line.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = line[1..].strip_prefix(['.', ')', ':'])?;
    let text = rest
        .strip_prefix([' ', '\t'])
        .or(rest.is_empty().then_some(""))?;
    Some(((letter.to_ascii_uppercase() as u8 - b'A') as usize, text))
}

/// The places of the options that a text names as right: by letters, by numbers from 1, or by their text.
pub fn right_places(text: &str, options: &[NewOption]) -> Vec<usize> {
    let own = options
        .iter()
        .position(|option| one_line(&option.text) == one_line(text));
    if let Some(own) = own {
        return vec![own];
    }
    let words = text
        .split([',', ';', ' ', '\n'])
        .filter(|word| !word.is_empty());
    let place = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let mut chars = bare.chars();
        let place = match (chars.next(), chars.next()) {
            (Some(letter), None) if letter.is_ascii_alphabetic() => {
                usize::from(letter.to_ascii_uppercase() as u8 - b'A')
            }
            _ => bare.parse::<usize>().ok()?.checked_sub(1)?,
        };
        (place < options.len()).then_some(place)
    };
    words.filter_map(place).collect()
}
