//! What comes after a question's opener: its options, their key, and its answer.

use super::key::{Key, bare_key, key_in};
use super::scan::{Kind, Line, trimmed};
use super::tags::Details;
use super::vocabulary::{announces_answer, is_placeholder};
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::Span;

/// An option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptionLine {
    /// Its letter, number or box.
    pub marker: Span,
    /// Its text.
    pub text: Span,
    /// Whether its box is ticked.
    pub ticked: bool,
    /// The index of its line.
    pub line: usize,
}

/// How options are marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// `- [ ]`
    Box,
    /// `A.`
    Letter,
    /// `1.`
    Number,
    /// `-`
    Bullet,
}

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
    /// The words of the answer, outside code.
    pub words: u32,
    /// Whether the answer has code.
    pub code: bool,
    /// A placeholder in place of the answer.
    pub placeholder: Option<Span>,
    /// Whether all text reads as a question, so that it rather belongs to the question.
    pub asks: bool,
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

    fn is_label(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let inside = match line.kind {
            Kind::Heading { text, .. } => return announces_answer(&plain(text.slice(self.text))),
            Kind::Text => line.visible(self.text),
            _ => return false,
        };
        let is_marked = inside.starts_with("**")
            || inside.starts_with("__")
            || inside.starts_with("<b>")
            || inside.starts_with('>');
        let bare = plain(inside);
        let head = bare.split([':', '：']).next().unwrap_or("");
        (is_marked || bare.contains([':', '：']))
            && head.chars().count() < 24
            && announces_answer(head)
    }

    fn options(&self, from: usize, to: usize, found: &mut Found) {
        let mut indent = 0;
        for index in from..to {
            let line = &self.lines[index];
            let ends = match line.kind {
                Kind::Heading { .. } => true,
                _ => self.is_label(index) || self.details_in(index, index + 1).next().is_some(),
            };
            if ends {
                if found.options.is_empty()
                    && matches!(line.kind, Kind::Heading { .. })
                    && !self.is_label(index)
                {
                    continue;
                }
                break;
            }
            let Some((style, marker, text, ticked, place)) = option_at(self.text, line) else {
                continue;
            };
            let is_next = match found.style {
                None => place.is_none_or(|place| place == 0) && style != Style::Bullet,
                Some(known) => {
                    known == style
                        && line.indent.abs_diff(indent) < 2
                        && place.is_none_or(|place| place == found.options.len())
                }
            };
            if is_next {
                if found.style.is_none() {
                    indent = line.indent;
                }
                found.style = Some(style);
                found.options.push(OptionLine {
                    marker,
                    text,
                    ticked,
                    line: index,
                });
            } else if found.style == Some(Style::Number) && style != Style::Number
                || found.style != Some(Style::Box) && style == Style::Box
            {
                // A list that belongs to the question comes before its options.
                if place.is_none_or(|place| place == 0) {
                    found.options = vec![OptionLine {
                        marker,
                        text,
                        ticked,
                        line: index,
                    }];
                    found.style = Some(style);
                    indent = line.indent;
                }
            } else if place == Some(0) && found.options.len() > 1 && style != Style::Box {
                break;
            }
        }
        if found.style != Some(Style::Box) && found.options.len() < 2 {
            found.options.clear();
            found.style = None;
        }
    }

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
        let texts: Vec<String> = found
            .options
            .iter()
            .map(|option| plain(option.text.slice(self.text)))
            .collect();
        for index in from..to {
            let line = &self.lines[index];
            if matches!(line.kind, Kind::Blank | Kind::Comment | Kind::Code) {
                continue;
            }
            // What the summary says is no key, but it may be followed by one on the same line.
            let Some(key) = key_in(self.text, line, &texts, found.style == Some(Style::Number))
            else {
                continue;
            };
            if !key.places.is_empty() && found.right.is_empty() {
                found.right = key
                    .places
                    .iter()
                    .copied()
                    .filter(|place| *place < texts.len())
                    .collect();
            }
            if found
                .key
                .as_ref()
                .is_none_or(|old| old.places.is_empty() && old.quoted.is_none())
            {
                found.key = Some(key);
            }
            if !found.right.is_empty() {
                break;
            }
        }
        if found.right.is_empty()
            && let Some(details) = found.folded.map(|index| self.details[index])
            && let Some(line) = self.first_inside(&details, to)
            && let Some(key) = bare_key(self.text, line, &texts, found.style == Some(Style::Number))
        {
            found.right = key
                .places
                .iter()
                .copied()
                .filter(|place| *place < texts.len())
                .collect();
            found.key = Some(key);
        }
        // A numbered list without a key is a list.
        if found.style == Some(Style::Number) && found.right.is_empty() {
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

    fn answer(&self, from: usize, to: usize, found: &mut Found) {
        let folded = found.folded.map(|index| self.details[index]);
        let (first, last) = match (folded, found.label) {
            (Some(details), label) => {
                let close = details.close.map_or(to, |close| close.line + 1).min(to);
                // What an author writes after the folded part belongs to the answer, too.
                (
                    label.unwrap_or(details.open.line).min(details.open.line),
                    close.max(details.open.line + 1),
                )
            }
            (None, Some(label)) => (label, to),
            (None, None) => (from, to),
        };
        let mut lines = (usize::MAX, 0);
        let mut sentences = 0;
        let mut questions = 0;
        for index in first..last {
            let line = &self.lines[index];
            match line.kind {
                Kind::Blank | Kind::Comment | Kind::Rule => continue,
                Kind::Code => {
                    let visible = line.visible(self.text);
                    if !visible.starts_with("```")
                        && !visible.starts_with("~~~")
                        && visible.bytes().any(|b| b.is_ascii_alphanumeric())
                    {
                        found.code = true;
                        lines = (lines.0.min(index), index + 1);
                    }
                    continue;
                }
                _ => {}
            }
            let mut visible = line.visible(self.text);
            if let Some(details) = folded
                && index >= details.open.line
                && index <= details.summary_line
            {
                let end = line.span.end;
                let from = details.inside.clamp(line.start, end);
                visible = Span::new(from, end).slice(self.text);
                if index < details.summary_line {
                    visible = "";
                }
            }
            if is_furniture(visible) {
                continue;
            }
            let mut bare = plain(visible);
            if Some(index) == found.label {
                if let Some(at) = bare.find([':', '：']) {
                    bare = bare[at + 1..]
                        .trim_start_matches([':', '：', ' ', '*'])
                        .to_owned();
                } else {
                    bare.clear();
                }
            }
            let words = count_words(&bare);
            if words == 0 && !visible.contains("](") && !visible.contains("<img") {
                continue;
            }
            if is_placeholder(&bare) {
                found.placeholder = Some(trimmed(self.text, Span::new(line.start, line.span.end)));
                continue;
            }
            sentences += 1;
            questions += usize::from(super::vocabulary::asks(&bare) || is_only_a_link(visible));
            found.words += words.max(1);
            lines = (lines.0.min(index), index + 1);
        }
        found.asks = sentences > 0
            && questions == sentences
            && found.label.is_none()
            && folded.is_none()
            && !found.code;
        if lines.0 != usize::MAX {
            found.answer = lines;
        }
    }
}

fn is_only_a_link(visible: &str) -> bool {
    let bare = visible.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    bare.starts_with('[') && bare.ends_with(')') && bare.matches("](").count() == 1
}

/// Whether a line between questions belongs to none: a link back to the top, tags alone.
pub fn is_furniture(visible: &str) -> bool {
    let lower = visible.to_lowercase();
    let back = [
        "back to top",
        "back to the top",
        "go to top",
        "to the top",
        "⬆",
        "↥",
        "[↑]",
        "⬆️",
        "回到顶部",
        "返回顶部",
        "наверх",
        "table of contents",
    ];
    if visible.contains("](#")
        && (back.iter().any(|word| lower.contains(word))
            || visible.len() < 40 && visible.contains('↑'))
    {
        return true;
    }
    if lower.contains("<a href=\"#") && back.iter().any(|word| lower.contains(word)) {
        return true;
    }
    let mut rest = visible;
    while let Some(inside) = rest.trim_start().strip_prefix('<') {
        match inside.find('>') {
            Some(end) if !inside.starts_with("img") => rest = &inside[end + 1..],
            _ => return false,
        }
    }
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    visible.trim_start().starts_with('<') && rest.is_empty()
}

/// The option that a line starts.
type OptionStart = (Style, Span, Span, bool, Option<usize>);

fn option_at(text: &str, line: &Line) -> Option<OptionStart> {
    if line.quoted {
        return None;
    }
    let (inside, number) = match line.kind {
        Kind::Item { number, text } => (text, number),
        Kind::Text => (Span::new(line.start, line.span.end), None),
        _ => return None,
    };
    let is_item = matches!(line.kind, Kind::Item { .. });
    let visible = inside.slice(text);
    if is_item && let Some((len, ticked)) = check_box(visible) {
        let marker = Span::new(inside.start, inside.start + len as u32);
        let rest = trimmed(text, Span::new(marker.end, inside.end));
        let rest = match letter(rest.slice(text)) {
            Some((len, ..)) if rest.slice(text).len() > len => {
                trimmed(text, Span::new(rest.start + len as u32, rest.end))
            }
            _ => rest,
        };
        return Some((Style::Box, marker, rest, ticked, None));
    }
    if let Some((len, place)) = letter(visible) {
        let marker = Span::new(inside.start, inside.start + len as u32);
        let rest = trimmed(text, Span::new(marker.end, inside.end));
        return Some((Style::Letter, marker, rest, false, Some(place)));
    }
    if let Some(number) = number {
        let place = number.value.checked_sub(1)? as usize;
        return Some((Style::Number, number.span, inside, false, Some(place)));
    }
    None
}

/// The length of a box and whether it is ticked.
fn check_box(visible: &str) -> Option<(usize, bool)> {
    let inside = visible.strip_prefix('[')?;
    let end = inside.find(']')?;
    let mark = inside[..end].trim();
    let ticked = matches!(mark, "x" | "X" | "✓" | "✔" | "*");
    // `[text](url)` is a link.
    (mark.is_empty() || ticked).then_some(())?;
    (!inside[end + 1..].starts_with('(')).then_some((end + 2, ticked))
}

/// The length of a letter with its punctuation, and its place.
fn letter(visible: &str) -> Option<(usize, usize)> {
    let bare = visible.trim_start_matches(['*', '_', '(', '[', '`']);
    let lead = visible.len() - bare.len();
    let first = bare.bytes().next()?;
    let place = match first {
        b'A'..=b'L' => first - b'A',
        b'a'..=b'l' => first - b'a',
        _ => return None,
    };
    let rest = &bare[1..];
    let rest_bare = rest.trim_start_matches(['*', '_', '`', ']']);
    let point = rest_bare
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ')' | ':' | '：' | '）' | '、'));
    let len = lead + 1 + (rest.len() - rest_bare.len());
    let Some(point) = point else {
        // `(A) text` and `[A] text` have their end before.
        return None;
    };
    let after = &rest_bare[point.len_utf8()..];
    let closing = after.trim_start_matches(['*', '_']);
    let spaced = closing.is_empty()
        || closing.starts_with(char::is_whitespace)
        || first.is_ascii_uppercase() && point != '.' && point != ':';
    // `e.g.` and `a.b` are no letters of options.
    spaced.then_some((
        len + point.len_utf8() + (after.len() - closing.len()),
        place as usize,
    ))
}

/// A line of markdown without its markup.
pub fn plain(text: &str) -> String {
    let has_markup = text.contains(['*', '_', '`', '[', '<', '&', '\\', '#', '>', '!', '~']);
    if !has_markup {
        return text.trim().to_owned();
    }
    let text = text.trim_start_matches(['#', '>', ' ']);
    // Behind a no-break space a number starts no list.
    let text = format!("\u{a0}{text}");
    let plain = if text.contains('<') {
        plain_text(&with_named_tags(&text))
    } else {
        plain_text(&text)
    };
    plain.trim().to_owned()
}

/// The text with the brackets of elements that are not markup escaped: `<script>` is a word of a question, `<b>` is not.
fn with_named_tags(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut code = false;
    for (at, c) in text.char_indices() {
        code ^= c == '`';
        let rest = &text[at + c.len_utf8()..];
        let name = rest.trim_start_matches('/');
        let name = &name[..name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len())];
        if c == '<' && !code && !FORMATTING.contains(&name.to_ascii_lowercase().as_str()) {
            escaped.push_str("&lt;");
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Elements that say how a text looks.
const FORMATTING: &[&str] = &[
    "a", "abbr", "b", "big", "br", "center", "code", "del", "details", "div", "em", "font", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre",
    "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup", "tt", "u", "ul",
    "var", "dl", "dd", "dt",
];

/// The number of words; each character counts in scripts without spaces.
pub fn count_words(text: &str) -> u32 {
    let mut count = 0;
    for word in text.split_whitespace() {
        let wide = word
            .chars()
            .filter(|c| ('\u{3040}'..='\u{9fff}').contains(c))
            .count();
        count += if wide > 0 {
            wide
        } else {
            usize::from(word.contains(char::is_alphanumeric))
        };
    }
    count as u32
}
