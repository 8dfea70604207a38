//! What comes after a question's opener: its options, their key, and its answer.

use super::found::{Found, Style};
use super::key::{Key, Texts, bare_key, key_in};
use super::line::{Kind, Line, trimmed};
use super::opened::without_tags;
use super::options::option_at;
use super::parts::Parts;
use super::plain::{count_words, is_furniture, plain};
use super::reply::Extent;
use super::tags::Details;
use super::vocabulary::{announces_answer, names_answer, shows_something};
use crate::text::Span;

/// So many words explain something.
const PROSE: u32 = 12;

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
        // A numbered list may be a part of an explanation.
        let has_options = !found.options.is_empty() && found.style != Some(Style::Number);
        found.folded = self
            .details_in(from, to)
            .find(|(_, details)| self.folds_the_answer(details, (from, to), has_options))
            .map(|(index, _)| index);
        self.key(after_options(&found, from), to, &mut found);
        found.label = (end..to).find(|line| self.is_label(*line));
        found
    }

    /// Whether an element in these lines has the answer in it, and not a further part of one that is around it.
    fn folds_the_answer(
        &self,
        details: &Details,
        (from, to): (usize, usize),
        has_options: bool,
    ) -> bool {
        if details.summary.is_empty() {
            return true;
        }
        let inside = without_tags(self.text, details.summary);
        let summary = plain(inside.slice(self.text));
        if !details.is_label && !announces_answer(&summary) {
            return false;
        }
        if has_options || names_answer(&summary) {
            return true;
        }
        // `See the class`, with text around it or after an explanation, shows more of the answer.
        if self.words_in(from, details.open.line) < PROSE {
            return true;
        }
        let after = details.close.map_or(to, |close| close.line + 1);
        let is_within = self.words_in(after.min(to), to) > 0;
        !(is_within || shows_something(&summary))
    }

    /// How many words these lines have, without code and furniture.
    fn words_in(&self, from: usize, to: usize) -> u32 {
        let lines = self.lines[from..to.max(from)].iter();
        let lines = lines.filter(|line| {
            !matches!(
                line.kind,
                Kind::Blank | Kind::Code | Kind::Comment | Kind::Rule
            )
        });
        let visible = lines.map(|line| line.visible(self.text));
        let shown = visible.filter(|visible| !is_furniture(visible));
        shown.map(count_words).sum()
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

#[cfg(test)]
mod tests {
    use crate::shape::document::parts::Scan;

    #[test]
    fn a_folded_part_within_an_answer_is_no_answer() {
        let prose = "A lock opens with a key, and a key opens the lock that it was made for.\n";
        let folded = |summary: &str| {
            format!("<details><summary><b>{summary}</b></summary>\n\n```\na()\n```\n\n</details>\n")
        };
        for (summary, before, after, is_whole) in [
            ("See the class", prose, "", true),
            ("See the class", prose, "More.\n", true),
            ("See the class", "Which?\n", "More.\n", false),
            ("Click to open", prose, "Thus.\n", true),
            ("Click to open", prose, "[↑ Back to top](#a)\n", false),
            ("Answer", prose, "More.\n", false),
            ("See answer", prose, "More.\n", false),
        ] {
            let text = format!("{before}\n{}\n{after}", folded(summary));
            let scan = Scan::of(&text, 0);
            let parts = scan.parts(&text);
            let found = parts.look(0, parts.lines.len());
            let answer = found.answer_span.map_or("", |span| span.slice(&text));
            assert_eq!(answer.starts_with("A lock"), is_whole, "{text}");
        }
    }
}
