//! What comes after a question's opener: its options, their key, and its answer.

use super::key::{Key, Texts, bare_key, key_in};
use super::options::{OptionLine, Style, option_at};
use super::plain::{bare, is_furniture, plain};
use super::scan::{Kind, Line, trimmed};
use super::tags::Details;
use super::vocabulary::announces_answer;
use crate::text::Span;

/// What the lines after an opener say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The options.
    pub options: Vec<OptionLine>,
    /// How they are marked.
    pub style: Option<Style>,
    /// The line that names the right ones.
    pub key: Option<Key>,
    /// The places of the right options.
    pub right: Vec<usize>,
    /// The element that the answer is folded in.
    pub folded: Option<usize>,
    /// The line that announces the answer.
    pub label: Option<usize>,
    /// The lines of the answer, from the first to after the last; empty if there is none.
    pub answer: (usize, usize),
    /// The same from the first visible character to the end of the last line.
    pub answer_span: Option<Span>,
    /// The line that announces the answer, as written.
    pub label_span: Option<Span>,
    /// The words of the answer, outside code.
    pub words: u32,
    /// Whether the answer has code.
    pub code: bool,
    /// A placeholder in place of the answer.
    pub placeholder: Option<Span>,
    /// Whether all text reads as a question, so that it rather belongs to the question.
    pub asks: bool,
    /// Whether all text is links alone.
    pub only_links: bool,
}

impl Found {
    /// Whether one of the options is right.
    pub fn has_right(&self) -> bool {
        !self.right.is_empty()
    }
}

/// A document as lines and elements.
#[derive(Clone, Copy)]
pub struct Parts<'d> {
    /// The text.
    pub text: &'d str,
    /// Its lines.
    pub lines: &'d [Line],
    /// Its `<details>` elements, in order.
    pub details: &'d [Details],
}

impl<'d> Parts<'d> {
    /// The elements that open on the lines.
    pub fn details_in(
        &self,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, &'d Details)> + use<'d> {
        let first = self
            .details
            .partition_point(|details| details.open.line < from);
        let rest = self.details[first..].iter().enumerate();
        rest.map(move |(at, details)| (first + at, details))
            .take_while(move |(_, details)| details.open.line < to)
    }

    /// What the lines from `from` up to `to` say.
    pub fn look(&self, from: usize, to: usize) -> Found {
        let mut found = Found::default();
        self.options(from, to, &mut found);
        let after_options = found.options.last().map_or(from, |option| option.line + 1);
        found.folded = self
            .details_in(from, to)
            .find(|(_, details)| {
                details.summary.is_empty()
                    || announces_answer(&plain(details.summary.slice(self.text)))
            })
            .map(|(index, _)| index);
        self.key(after_options, to, &mut found);
        let after_options = found.options.last().map_or(from, |option| option.line + 1);
        let label_from = after_options;
        found.label = (label_from..to).find(|line| self.is_label(*line));
        found.label_span = found
            .label
            .map(|line| Span::new(self.lines[line].start, self.lines[line].span.end));
        self.answer(after_options, to, &mut found);
        found
    }

    /// The paragraph that the lines start with, and the line after it.
    pub fn paragraph(&self, from: usize, to: usize) -> Option<(Span, usize)> {
        let first = (from..to).find(|index| !self.lines[*index].is_blank())?;
        let line = &self.lines[first];
        if line.kind != Kind::Text
            || self.is_label(first)
            || line.visible(self.text).starts_with('<')
        {
            return None;
        }
        let mut last = first;
        while last + 1 < to
            && self.lines[last + 1].kind == Kind::Text
            && option_at(self.text, &self.lines[last + 1]).is_none()
            && !self.is_label(last + 1)
        {
            last += 1;
        }
        let span = Span::new(line.start, self.lines[last].span.end);
        Some((trimmed(self.text, span), last + 1))
    }

    pub(super) fn is_label(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let inside = match line.kind {
            Kind::Heading { text, .. } => {
                return text.len() < 200 && announces_answer(&plain(text.slice(self.text)));
            }
            Kind::Text => line.visible(self.text),
            _ => return false,
        };
        let is_marked = inside.starts_with("**")
            || inside.starts_with("__")
            || inside.starts_with("<b>")
            || inside.starts_with('>');
        // A label is short, or ends with a colon after a few words.
        let start = &inside.as_bytes()[..inside.len().min(96)];
        let is_short =
            is_marked && inside.len() <= 160 || memchr::memchr2(b':', 0xef, start).is_some();
        if !is_short {
            return false;
        }
        let bare = bare(inside);
        let head = bare.split([':', '：', '*', '<']).next().unwrap_or("");
        (is_marked || bare.contains([':', '：']))
            && head.chars().count() < 24
            && announces_answer(head)
    }

    /// Finds the key of the options after them, and which of them are right.
    fn key(&self, from: usize, to: usize, found: &mut Found) {
        let ticked = found
            .options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.ticked);
        found.right = ticked.map(|(place, _)| place).collect();
        if found.options.is_empty() {
            return;
        }
        let texts = Texts::new(self.text, found.options.iter().map(|option| option.text));
        let numbered = found.style == Some(Style::Number);
        let known = |key: &Key| {
            key.places
                .iter()
                .copied()
                .filter(|place| *place < texts.count())
                .collect()
        };
        for line in &self.lines[from..to] {
            if matches!(line.kind, Kind::Blank | Kind::Comment | Kind::Code) {
                continue;
            }
            let Some(key) = key_in(self.text, line, &texts, numbered) else {
                continue;
            };
            if found.right.is_empty() {
                found.right = known(&key);
            }
            if found.key.as_ref().is_none_or(Key::is_empty) {
                found.key = Some(key);
            }
            if !found.right.is_empty() {
                break;
            }
        }
        let inside = found
            .folded
            .and_then(|index| self.first_inside(&self.details[index], to));
        if found.right.is_empty()
            && let Some(key) = inside.and_then(|line| bare_key(self.text, line, &texts, numbered))
        {
            found.right = known(&key);
            found.key = Some(key);
        }
        // A numbered list without a key is a list.
        if numbered && found.right.is_empty() {
            found.options.clear();
            found.style = None;
            found.key = None;
        }
    }

    /// The first visible text inside a folded answer.
    fn first_inside(&self, details: &Details, to: usize) -> Option<Span> {
        let line = &self.lines[details.summary_line];
        let rest = trimmed(
            self.text,
            Span::new(details.inside.min(line.span.end), line.span.end),
        );
        if !plain(rest.slice(self.text)).is_empty() {
            return Some(rest);
        }
        let lines = &self.lines[(details.summary_line + 1).min(to)..to];
        let line = lines
            .iter()
            .find(|line| !line.is_blank() && !is_furniture(line.visible(self.text)))?;
        (line.kind != Kind::Code).then_some(Span::new(line.start, line.span.end))
    }
}
