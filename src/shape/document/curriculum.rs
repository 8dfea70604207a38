//! Questions whose parts are below headings with keywords: `--text--`, `--answers--`, `--video-solution--`.
//!
//! The grammar is that of freeCodeCamp's curriculum. Rules separate the options. The number of the right one is below a
//! heading of its own, or else the right one itself is, and the others are distractors.

use super::candidates::{Candidate, Opener};
use super::found::{Found, OptionLine, Style};
use super::key::Key;
use super::line::{Kind, Line, trimmed};
use super::parts::Parts;
use super::plain::plain;
use super::reader::Question;
use crate::text::Span;

/// The questions with such headings, in order.
pub fn questions(parts: &Parts<'_>) -> Vec<Question> {
    if memchr::memmem::find(parts.text.as_bytes(), b"--text--").is_none() {
        return Vec::new();
    }
    let mut reader = Reader {
        parts,
        section: Section::Other,
        is_next: false,
        opening: None,
        asked: None,
        questions: Vec::new(),
    };
    for (index, line) in parts.lines.iter().enumerate() {
        reader.line(index, line);
    }
    reader.close(parts.lines.len());
    reader.questions
}

/// What the lines below a heading are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    /// The text of a question.
    Text,
    /// Options; whether they are known to be right.
    Options(bool),
    /// The number of the right option.
    Solution,
    /// Anything else.
    Other,
}

impl Section {
    fn named(keyword: &str) -> Self {
        match keyword {
            "text" => Self::Text,
            "answers" | "distractors" => Self::Options(false),
            "answer" => Self::Options(true),
            "video-solution" | "solution" => Self::Solution,
            _ => Self::Other,
        }
    }
}

struct Reader<'d> {
    parts: &'d Parts<'d>,
    section: Section,
    /// Whether the next line that shows anything is the first of a text or of an option.
    is_next: bool,
    /// The line of a heading `--question--` whose text is still to come.
    opening: Option<usize>,
    /// The question that is being read.
    asked: Option<Unfinished>,
    questions: Vec<Question>,
}

/// A question that is being read: its first line, the place of its text, and its options.
struct Unfinished {
    line: usize,
    level: u8,
    text: Span,
    found: Found,
}

impl Reader<'_> {
    fn line(&mut self, index: usize, line: &Line) {
        match line.kind {
            Kind::Heading { level, text, .. } => {
                let shown = text.slice(self.parts.text).trim();
                let keyword = shown
                    .strip_prefix("--")
                    .and_then(|rest| rest.strip_suffix("--"));
                if let Some(keyword) = keyword {
                    self.heading(index, level, keyword);
                }
            }
            // A rule separates two options.
            Kind::Rule => self.is_next = true,
            Kind::Blank | Kind::Comment => {}
            _ if self.is_next => self.first(index, line),
            _ => {}
        }
    }

    fn heading(&mut self, index: usize, level: u8, keyword: &str) {
        // What is said about one option goes up to the next.
        self.is_next = keyword != "feedback";
        if !self.is_next {
            return;
        }
        self.section = Section::named(keyword);
        match (keyword, self.section) {
            ("question", _) => {
                self.close(index);
                self.opening = Some(index);
            }
            (_, Section::Text) => {
                let line = self.opening.take().unwrap_or(index);
                self.close(line);
                self.asked = Some(Unfinished {
                    line,
                    level,
                    text: Span::default(),
                    found: Found::default(),
                });
            }
            _ => {}
        }
    }

    /// Reads the first line of what a heading or a rule announces.
    fn first(&mut self, index: usize, line: &Line) {
        self.is_next = false;
        let text = trimmed(self.parts.text, Span::new(line.start, line.span.end));
        let shown = self.without_fence(index, text);
        let Some(asked) = &mut self.asked else { return };
        match self.section {
            // Code above the text is part of the question.
            Section::Text if line.kind == Kind::Code => self.is_next = true,
            Section::Text if asked.text.is_empty() => {
                let paragraph = self.parts.paragraph(index, self.parts.lines.len());
                asked.text = paragraph.map_or(text, |(span, _)| span);
            }
            Section::Options(ticked) => asked.found.options.push(OptionLine {
                marker: Span::at(text.start),
                text: shown,
                ticked,
                line: index,
            }),
            Section::Solution => asked.found.key = key(self.parts.text, text),
            _ => {}
        }
    }

    /// The text of an option that starts at a line: of one that is code, the first line of that.
    fn without_fence(&self, index: usize, text: Span) -> Span {
        let is_fence = text.slice(self.parts.text).starts_with("```");
        let inside = self.parts.lines.get(index + 1).filter(|_| is_fence);
        inside.map_or(text, |line| Span::new(line.start, line.span.end))
    }

    /// Ends the question that is being read before a line.
    fn close(&mut self, end: usize) {
        let Some(asked) = self.asked.take() else {
            return;
        };
        if !asked.text.is_empty() {
            self.questions.push(question(self.parts.text, asked, end));
        }
    }
}

/// The number of the right option.
fn key(text: &str, line: Span) -> Option<Key> {
    let number: usize = line.slice(text).trim().parse().ok()?;
    Some(Key {
        line,
        places: vec![number.checked_sub(1)?],
        quoted: None,
    })
}

fn question(text: &str, asked: Unfinished, end: usize) -> Question {
    let mut found = asked.found;
    let ticked = found.options.iter().enumerate();
    let ticked = ticked.filter(|(_, option)| option.ticked);
    let named = found.key.iter().flat_map(|key| key.places.iter().copied());
    let count = found.options.len();
    found.right = ticked
        .map(|(place, _)| place)
        .chain(named.filter(|place| *place < count))
        .collect();
    found.style = (count > 0).then_some(Style::Number);
    Question {
        candidate: Candidate {
            opener: Opener::Heading,
            class: None,
            level: u32::from(asked.level),
            line: asked.line,
            start: 0,
            number: None,
            text: asked.text,
            like: 0,
            details: None,
            bold: false,
            level_mark: None,
            bullet: false,
        },
        text: plain(asked.text.slice(text)).into(),
        answer: None,
        span: asked.text,
        lines: (asked.line, end),
        answered: found.has_right(),
        found,
        level: None,
        has_own_level: false,
        own_topics: Vec::new(),
        topic: None,
        heading: None,
    }
}

#[cfg(test)]
mod tests {
    use super::questions;
    use crate::shape::document::parts::Scan;

    /// The text, the options and the right ones of each question.
    fn read(text: &str) -> Vec<(String, Vec<String>, Vec<usize>)> {
        let scan = Scan::of(text, 0);
        let questions = questions(&scan.parts(text)).into_iter();
        let questions = questions.map(|question| {
            let options = question.found.options.iter();
            let options = options.map(|option| option.text.slice(text).to_owned());
            (
                question.text.to_string(),
                options.collect(),
                question.found.right,
            )
        });
        questions.collect()
    }

    #[test]
    fn a_number_names_the_right_option() {
        let text = "# --description--\n\nTides.\n\n# --questions--\n\n## --text--\n\nWhen is `low` tide?\n\n## --answers--\n\n\
            At noon.\n\n### --feedback--\n\nLook at the moon.\n\n---\n\nIt depends.\nOn the moon.\n\n---\n\n```js\nnever();\n```\n\n\
            ## --video-solution--\n\n2\n";
        let want = ("When is low tide?", ["At noon.", "It depends.", "never();"]);
        let want = (
            want.0.to_owned(),
            want.1.map(str::to_owned).to_vec(),
            vec![1],
        );
        assert_eq!(read(text), [want]);
    }

    #[test]
    fn the_right_option_has_a_heading_of_its_own() {
        let question = |number: usize| {
            format!(
                "### --question--\n\n#### --text--\n\nWhat is {number}?\n\n#### --distractors--\n\nA letter.\n\n---\n\nA word.\n\n\
                 #### --answer--\n\nA number.\n\n"
            )
        };
        let text = format!(
            "# --quizzes--\n\n## --quiz--\n\n{}{}",
            question(1),
            question(2)
        );
        let found = read(&text);
        let right: Vec<_> = found
            .iter()
            .map(|(text, options, right)| (text.as_str(), options.len(), right.clone()))
            .collect();
        assert_eq!(
            right,
            [("What is 1?", 3, vec![2]), ("What is 2?", 3, vec![2])]
        );
    }

    #[test]
    fn other_headings_with_dashes_ask_nothing() {
        assert!(read("# --seed--\n\n## --text\n\nWhy?\n").is_empty());
        assert!(read("Write `--text--` below.\n").is_empty());
    }
}
