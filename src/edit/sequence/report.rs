//! What a change of numbers changes besides the questions, for the author to agree to.

use crate::bank::BankPath;
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

    /// Adds what another change found.
    pub fn add(&mut self, other: Self) {
        self.questions += other.questions;
        self.rows += other.rows;
        self.links += other.links;
        self.keys += other.keys;
        self.mentions.extend(other.mentions);
        self.unclear.extend(other.unclear);
        self.removed = self.removed.take().or(other.removed);
    }

    /// What the author agrees to, with what there is to say about `anchors`; `None` where nothing refers to the questions by
    /// number. `files` are the other ones that change.
    pub fn confirmation(&self, anchors: Option<String>, files: &[&BankPath]) -> Option<String> {
        let mut sentences = Vec::new();
        let changed = self.changed();
        if self.questions > 0 && !changed.is_empty() {
            let questions = count(self.questions, "question");
            let changed = changed.join(", ");
            sentences.push(format!(
                "the numbers of {questions} change, and with them {changed}"
            ));
        }
        if !files.is_empty() {
            let files = files.iter().take(SHOWN).map(|path| format!("`{path}`"));
            let files = files.collect::<Vec<_>>().join(", ");
            sentences.push(format!("other files change too: {files}"));
        }
        if !self.unclear.is_empty() {
            let unclear = listed(&self.unclear);
            sentences.push(format!("not changed, so check: {unclear}"));
        }
        let removed = self.removed.as_ref();
        sentences.extend(removed.map(|anchor| {
            format!("the anchor `#{anchor}` is removed; links from outside the bank may lead to it")
        }));
        sentences.extend(anchors);
        (!sentences.is_empty()).then(|| sentences.join("; "))
    }

    /// What changes besides the questions.
    fn changed(&self) -> Vec<String> {
        let parts = [
            (
                self.rows,
                "row of the table of contents",
                "rows of the table of contents",
            ),
            (self.links, "link", "links"),
            (
                self.keys,
                "entry of the answer key",
                "entries of the answer key",
            ),
        ];
        let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
        let parts = parts.map(|(number, one, many)| match number {
            1 => format!("1 {one}"),
            number => format!("{number} {many}"),
        });
        let mentions = (!self.mentions.is_empty()).then(|| listed(&self.mentions));
        parts.chain(mentions).collect()
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
