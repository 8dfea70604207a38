//! The options of questions in a document: their marks, and the line that names the right ones.

use super::block::Block;
use crate::facts::question::{Answer, Choice};
use crate::facts::questions::Placed;
use crate::shape::document::plain::is_furniture;
use crate::shape::write::{NewOption, NewQuestion};
use crate::text::{Refusal, Span, line_end, line_start};

/// How options are written.
pub struct Options<'t> {
    /// What is before the first one.
    lead: &'t str,
    /// What is before the text of each: `- [ ] `, `A. `.
    heads: Vec<&'t str>,
    /// What is between the last one and the key, and the line of the key.
    key: Option<(&'t str, &'t str)>,
    /// What is after the key, or after the last one.
    tail: &'t str,
}

impl<'t> Options<'t> {
    /// Those of a question; `None` if it has none, or several on a line.
    pub fn of(text: &'t str, placed: &Placed<'_>) -> Option<Self> {
        let block = Block::of(text, placed)?;
        let options = placed.question.options();
        let at = |span: Span| span.shift(placed.start);
        let head = |option: &Choice| {
            let start = line_start(text, at(option.marker).start);
            text.get(start as usize..at(option.text.span).start as usize)
        };
        let first = line_start(text, at(options.first()?.marker).start);
        let last = line_end(text, at(options.last()?.text.span).end);
        let lead = text.get(block.opener as usize..first as usize)?;
        let lines = options
            .iter()
            .map(|option| line_start(text, at(option.marker).start));
        let mut lines: Vec<u32> = lines.collect();
        lines.dedup();
        // What the question has above its options is its own.
        let lead = &lead[lead.trim_end().len()..];
        let is_plain = lines.len() == options.len();
        let key = placed.question.options_key().map(|key| at(key.span));
        let key = key.filter(|key| key.start >= last && placed.span().cover(*key) == placed.span());
        let key = key.and_then(|key| {
            let gap = text.get(last as usize..key.start as usize)?;
            is_markup(gap).then_some((gap, key))
        });
        let from = key.map_or(last, |(_, key)| line_end(text, key.end));
        let tail = text.get(from as usize..block.end as usize);
        let tail = tail.unwrap_or_default();
        let heads: Option<Vec<&str>> = options.iter().map(head).collect();
        Some(Self {
            lead,
            heads: heads.filter(|_| is_plain)?,
            key: key.map(|(gap, key)| (gap, Span::new(key.start, from).slice(text))),
            // Only what closes an element, or leads back to the top.
            tail: match tail.trim_start().starts_with("</") && is_markup(tail) {
                true => tail,
                false => furniture(text, placed, (from, block.end)),
            },
        })
    }

    /// Boxes, for documents without options, at this indentation.
    pub fn boxes(lead: &'t str, head: &'t str) -> Self {
        Self {
            lead,
            heads: vec![head],
            key: None,
            tail: "",
        }
    }

    /// The white space before the first one.
    pub fn indent(&self) -> &'t str {
        let head = self.heads.first().copied().unwrap_or_default();
        &head[..head.len() - head.trim_start().len()]
    }

    /// What is after the key, or after the last one, and closes an element.
    pub fn tail(&self) -> &'t str {
        self.tail
    }

    /// The options of `new`, their key, and its answer; without options, as many empty ones.
    pub fn written(&self, new: &NewQuestion, line_break: &str) -> Result<String, Refusal> {
        let empty = vec![NewOption::default(); self.heads.len()];
        let options = if new.options.is_empty() {
            &empty
        } else {
            &new.options
        };
        let mut out = self.lead.to_owned();
        for (place, option) in options.iter().enumerate() {
            if place > 0 {
                out += line_break;
            }
            out += &self.option(option, place, line_break);
        }
        if let Some((gap, key)) = self.key {
            out += gap;
            out += &self.key_line(key, options)?;
        }
        if !new.answer.trim().is_empty() {
            let indent = self.indent();
            out += &format!("{line_break}{line_break}{indent}");
            out += &indented(&new.answer, indent, line_break);
        }
        Ok(out + self.tail)
    }

    /// The option at `place`, its further lines indented as the text of its list item.
    fn option(&self, option: &NewOption, place: usize, line_break: &str) -> String {
        let head = self.heads.get(place).or(self.heads.last());
        let head = head_of(
            head.copied().unwrap_or("- [ ] "),
            self.heads.first().copied(),
            place,
            option.is_right,
        );
        let text = option.text.trim();
        let below = self.indent().to_owned() + if is_item(&head) { "  " } else { "" };
        match text.starts_with("```") || text.starts_with("~~~") {
            // Code starts on a line of its own.
            true => {
                let code = indented(text, &below, line_break);
                format!("{}{line_break}{below}{code}", head.trim_end())
            }
            false => head + &indented(text, &below, line_break),
        }
    }

    /// The line that names those of these options that are right, and what is between it and the last one; `None` if the
    /// questions have no such line.
    pub fn key(&self, options: &[NewOption]) -> Result<Option<(&'t str, String)>, Refusal> {
        let key = self
            .key
            .map(|(gap, key)| Ok((gap, self.key_line(key, options)?)));
        key.transpose()
    }

    /// The key with the letters of the right options.
    fn key_line(&self, key: &str, options: &[NewOption]) -> Result<String, Refusal> {
        let label = label_of_key(key).or_else(|| before_letter(key));
        let label = label.ok_or_else(|| {
            Refusal::new("the line with the right options has no colon; add the question by hand")
        })?;
        let value = &key[label.len()..];
        let closing = &value[value.trim_end().trim_end_matches(['*', '_']).len()..];
        let letters = options
            .iter()
            .enumerate()
            .filter(|(_, option)| option.is_right);
        let letters = letters.filter_map(|(place, _)| letter_of(self.heads.first()?, place));
        let letters: Vec<String> = letters.collect();
        Ok(match letters.is_empty() {
            true => format!("{}{closing}", label.trim_end()),
            false => format!("{label}{}{closing}", letters.join(", ")),
        })
    }
}

/// The label of a line that names the right options: up to the colon, with the spaces and the signs of emphasis after it.
pub fn label_of_key(key: &str) -> Option<&str> {
    let colon = key.find([':', '：'])?;
    let after = colon + key[colon..].chars().next()?.len_utf8();
    let value = key[after..].trim_start_matches([' ', '*', '_']);
    Some(&key[..key.len() - value.len()])
}

/// What is before the letter that a line ends with which names the right option without a colon: `Ans. B`, `**B**`.
fn before_letter(key: &str) -> Option<&str> {
    let end = key.trim_end_matches(['*', '_', ' ']).len();
    let mut signs = key[..end].char_indices().rev();
    let (at, letter) = signs.next()?;
    let is_alone = signs
        .next()
        .is_none_or(|(_, before)| !before.is_alphanumeric());
    (letter.is_ascii_alphanumeric() && is_alone).then(|| &key[..at])
}

/// What is before the option at `place`: the box as it is right or not, or the letter of the place.
fn head_of(head: &str, first: Option<&str>, place: usize, is_right: bool) -> String {
    if let Some(open) = head.find('[')
        && let Some(close) = head[open..].find(']')
    {
        let mark = if is_right { "x" } else { " " };
        return format!("{}[{mark}{}", &head[..open], &head[open + close..]);
    }
    let letter = first.and_then(|first| letter_of(first, place));
    let old = head.find(|c: char| c.is_ascii_alphanumeric());
    match letter.zip(old) {
        Some((letter, at)) => {
            let digits = head[at..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count()
                .max(1);
            format!("{}{letter}{}", &head[..at], &head[at + digits..])
        }
        None => head.to_owned(),
    }
}

/// The letter or number of the option at `place`, as that of the first one is written.
fn letter_of(first: &str, place: usize) -> Option<String> {
    let first = first.chars().find(char::is_ascii_alphanumeric)?;
    match first {
        '0' | '1' => Some((first.to_digit(10)? as usize + place).to_string()),
        'a' | 'A' if place < 26 => Some(char::from(first as u8 + place as u8).to_string()),
        _ => None,
    }
}

/// Whether what is before an option starts a list item.
fn is_item(head: &str) -> bool {
    head.trim_start().starts_with(['-', '*', '+'])
}

/// The lines of a text, with this white space before each but the first.
pub fn indented(text: &str, indent: &str, line_break: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            out += line_break;
            out += if line.is_empty() { "" } else { indent };
        }
        out += line;
    }
    out
}

/// What is after the explanation of the options in the rest of their question, between these offsets, if that is nothing but
/// furniture.
fn furniture<'t>(text: &'t str, placed: &Placed<'_>, (from, end): (u32, u32)) -> &'t str {
    let said = match placed.answer() {
        Some(Answer::Below(below)) => below.span.end.max(from),
        _ => from,
    };
    // The last option of a question can be empty: then its line ends after the text that it has.
    let after = text.get(said as usize..end as usize).unwrap_or_default();
    let mut shown = after.lines().map(str::trim).filter(|line| !line.is_empty());
    match shown.all(is_furniture) {
        true => after,
        false => "",
    }
}

/// Whether a text has few words beside its tags, as what is around answers.
pub fn is_markup(text: &str) -> bool {
    let mut words = 0;
    let mut in_tag = false;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '>') {
        in_tag |= word.starts_with('<');
        words += usize::from(!in_tag && word.contains(char::is_alphanumeric));
        in_tag &= !word.ends_with('>');
    }
    words <= 4 && !text.contains("```")
}
