//! What comes after a question's opener: its options, their key, and its answer.

use super::found::{Found, Style};
use super::key::{Key, Texts, bare_key, key_in};
use super::line::{Kind, Line, trimmed};
use super::opened::without_tags;
use super::options::option_at;
use super::parts::Parts;
use super::plain::{is_furniture, plain};
use super::reply::Extent;
use super::tags::Details;
use super::vocabulary::announces_answer;
use crate::text::Span;

impl Parts<'_> {
    /// What the lines from `from` up to `to` say.
    pub fn look(&self, from: usize, to: usize) -> Found {
        self.complete(self.outline(from, to), from, to)
    }

    /// What the lines say if only whether they answer counts: the answer is read up to the first line that shows it.
    pub fn glance(&self, from: usize, to: usize) -> Found {
        let mut found = self.outline(from, to);
        self.answer(after_options(&found, from), to, Extent::Start, &mut found);
        found
    }

    /// What the lines say, of which a glance found this.
    pub fn complete(&self, glance: Found, from: usize, to: usize) -> Found {
        let mut found = Found {
            options: glance.options,
            style: glance.style,
            key: glance.key,
            right: glance.right,
            folded: glance.folded,
            label: glance.label,
            ..Found::default()
        };
        self.answer(after_options(&found, from), to, Extent::All, &mut found);
        found
    }

    /// What the lines from `from` up to `to` say, without the answer itself.
    pub fn outline(&self, from: usize, to: usize) -> Found {
        let mut found = Found::default();
        let end = self.options(from, to, &mut found);
        found.folded = self
            .details_in(from, to)
            .find(|(_, details)| {
                let inside = without_tags(self.text, details.summary);
                details.summary.is_empty()
                    || details.is_label
                    || announces_answer(&plain(inside.slice(self.text)))
            })
            .map(|(index, _)| index);
        self.key(after_options(&found, from), to, &mut found);
        found.label = (end..to).find(|line| self.is_label(*line));
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
        self.key_in_lines(&self.lines[from..to], &texts, found);
        let inside = found
            .folded
            .and_then(|index| self.first_inside(&self.details[index], to));
        if found.right.is_empty()
            && let Some(key) = inside.and_then(|line| bare_key(self.text, line, &texts, numbered))
        {
            found.right = places_of(&key, &texts);
            found.key = Some(key);
        }
        // A numbered list without a key is a list.
        if numbered && found.right.is_empty() {
            found.options.clear();
            found.style = None;
            found.key = None;
        }
    }

    /// Finds the first line that names right options; else the first that is written as a key.
    fn key_in_lines(&self, lines: &[Line], texts: &Texts<'_>, found: &mut Found) {
        let numbered = found.style == Some(Style::Number);
        let shown = lines
            .iter()
            .filter(|line| !matches!(line.kind, Kind::Blank | Kind::Comment | Kind::Code));
        for key in shown.filter_map(|line| key_in(self.text, line, texts, numbered)) {
            if found.right.is_empty() {
                found.right = places_of(&key, texts);
            }
            if found.key.as_ref().is_none_or(Key::is_empty) {
                found.key = Some(key);
            }
            if !found.right.is_empty() {
                break;
            }
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

/// The line after the options; `from` if there are none.
fn after_options(found: &Found, from: usize) -> usize {
    found.options.last().map_or(from, |option| option.line + 1)
}

/// The options that a key names, of those that there are.
fn places_of(key: &Key, texts: &Texts<'_>) -> Vec<usize> {
    let places = key.places.iter().copied();
    places.filter(|place| *place < texts.count()).collect()
}
