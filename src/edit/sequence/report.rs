//! What a change of numbers changes besides the questions, for the author to agree to.

use crate::bank::BankPath;
use crate::edit::anchors::{self, Renamed};
use crate::text::{Lines, Span, count};

/// The references by number that a change found.
#[derive(Default)]
pub struct Report {
    /// How many questions get another number.
    pub questions: usize,
    /// How many rows of the table of contents follow.
    pub rows: usize,
    /// How many links follow: their anchors, or the numbers in their texts.
    pub links: usize,
    /// How many entries of lists of right options follow.
    pub keys: usize,
    /// The mentions in sentences that follow, each with its line.
    pub mentions: Vec<(u32, String)>,
    /// The anchor of a question that goes.
    pub removed: Option<String>,
    /// The mentions that stay: it is not certain which question they mean, or it is one that goes.
    pub unclear: Vec<(u32, String)>,
}

/// How many mentions are shown.
const SHOWN: usize = 3;

impl Report {
    /// Adds mentions of questions in `text`.
    pub fn add_mentions(&mut self, text: &str, mentions: &[Span], unclear: &[Span]) {
        let lines = Lines::new(text);
        let shown = |span: &Span| (lines.line_of(span.start) + 1, span.slice(text).to_owned());
        self.mentions.extend(mentions.iter().map(shown));
        self.unclear.extend(unclear.iter().map(shown));
    }

    /// What the author agrees to; `None` where nothing refers to the questions by number.
    pub fn confirmation(&self, renamed: &Renamed, files: &[&BankPath]) -> Option<String> {
        let parts = [
            (
                self.rows,
                "row of the table of contents",
                "rows of the table of contents",
            ),
            (self.links, "link", "links"),
            (
                self.keys,
                "entry of the list of right options",
                "entries of the list of right options",
            ),
        ];
        let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
        let mut parts: Vec<String> = parts
            .map(|(number, one, many)| match number {
                1 => format!("1 {one}"),
                number => format!("{number} {many}"),
            })
            .collect();
        if !self.mentions.is_empty() {
            parts.push(listed(&self.mentions));
        }
        let mut sentences = Vec::new();
        if !parts.is_empty() {
            let questions = count(self.questions, "question");
            sentences.push(format!(
                "besides the numbers of {questions}, these change: {}",
                parts.join(", ")
            ));
        }
        if !files.is_empty() {
            let files: Vec<String> = files
                .iter()
                .take(SHOWN)
                .map(|path| format!("`{path}`"))
                .collect();
            sentences.push(format!("other files change too: {}", files.join(", ")));
        }
        if !self.unclear.is_empty() {
            let unclear = listed(&self.unclear);
            sentences.push(format!(
                "these stay as they are, so look at them: {unclear}"
            ));
        }
        if let Some(anchor) = &self.removed {
            sentences.push(format!(
                "the anchor `#{anchor}` goes; links from outside the bank may use it"
            ));
        }
        sentences.extend(anchors::confirmation(renamed));
        (!sentences.is_empty()).then(|| sentences.join("; "))
    }
}

/// Some mentions with their lines.
fn listed(mentions: &[(u32, String)]) -> String {
    let shown = mentions.iter().take(SHOWN);
    let shown: Vec<String> = shown
        .map(|(line, text)| format!("`{text}` in line {line}"))
        .collect();
    match mentions.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
