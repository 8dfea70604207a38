//! What is below the texts of questions in a document, without what each of them says: the frame of the answer, the marks
//! of the options, the line that names the right ones.

use super::block::Block;
use crate::facts::question::{Answer, Below, Choice};
use crate::facts::questions::Placed;
use crate::shape::write::{NewOption, NewQuestion};
use crate::text::{Refusal, Span, line_end, line_start};

/// What is below a question.
pub struct Skeleton<'t> {
    /// The frame of its answer.
    frame: Frame<'t>,
    /// The options, in documents that have them.
    options: Option<Options<'t>>,
}

/// What is before and after an answer.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Frame<'t> {
    before: &'t str,
    after: &'t str,
}

/// How options are written.
struct Options<'t> {
    /// What is before the first one.
    lead: &'t str,
    /// What is before the text of each: `- [ ] `, `A. `.
    heads: Vec<&'t str>,
    /// What is between the last one and the key, and the line of the key.
    key: Option<(&'t str, &'t str)>,
    /// What is after the key, or after the last one.
    tail: &'t str,
}

impl<'t> Skeleton<'t> {
    /// What most of these questions have, the nearest first.
    pub fn of(text: &'t str, near: &[(usize, Placed<'_>)], after: usize) -> Self {
        let with_options = near
            .iter()
            .filter(|(_, it)| !it.question.options().is_empty());
        let is_quiz = with_options.clone().count() * 2 > near.len()
            || near
                .iter()
                .any(|(index, it)| *index == after && !it.question.options().is_empty());
        let mut with_options = with_options.filter(|_| is_quiz);
        Self {
            frame: Frame::of(text, near),
            options: with_options.find_map(|(_, placed)| Options::of(text, placed)),
        }
    }

    /// What is before most answers.
    pub fn before(&self) -> &'t str {
        self.frame.before
    }

    /// What is after most answers.
    pub fn after(&self) -> &'t str {
        self.frame.after
    }

    /// Whether the questions have options.
    pub fn is_quiz(&self) -> bool {
        self.options.is_some()
    }

    /// The line that names those of these options that are right, and what is between it and the last one.
    pub fn key(&self, options: &[NewOption]) -> Result<(&'t str, String), Refusal> {
        let none = || Refusal::new("the questions nearby have no key; mark the option by hand");
        let own = self.options.as_ref().ok_or_else(none)?;
        let (gap, key) = own.key.ok_or_else(none)?;
        Ok((gap, own.key_line(key, options)?))
    }

    /// Where a question ends, without what is below the last one and belongs to the whole document.
    pub fn end_of(&self, text: &str, placed: &Placed<'_>, block: Block) -> u32 {
        let end = block.end;
        let Some(below) = below(placed).filter(|_| placed.question.options().is_empty()) else {
            return end;
        };
        let rest = text.get(below.span.end as usize..end as usize);
        let is_framed = rest.is_some_and(|rest| rest.starts_with(self.frame.after));
        match is_framed {
            true => below.span.end + self.frame.after.len() as u32,
            false => end,
        }
    }

    /// The lines below the text of a question; `indent`: how deep they are indented at least, if at all.
    pub fn written(
        &self,
        new: &NewQuestion,
        indent: usize,
        line_break: &str,
    ) -> Result<String, Refusal> {
        let answer = new.answer.trim();
        let written = match &self.options {
            Some(options) => options.written(new, line_break)?,
            None if !new.options.is_empty() => {
                let boxes = Options {
                    lead: if line_break == "\n" {
                        "\n\n"
                    } else {
                        "\r\n\r\n"
                    },
                    heads: vec!["- [ ] "],
                    key: None,
                    tail: "",
                };
                boxes.written(new, line_break)?
            }
            None => self.frame.around(answer, line_break),
        };
        Ok(deeper(&written, indent))
    }
}

fn below<'q>(placed: &Placed<'q>) -> Option<Below> {
    match placed.answer()? {
        Answer::Below(below) => Some(below).filter(|below| !below.span.is_empty()),
        Answer::File(_) | Answer::Inline(_) => None,
    }
}

impl<'t> Frame<'t> {
    /// The frame that most of these questions have, of those that nothing but a frame is in.
    fn of(text: &'t str, near: &[(usize, Placed<'_>)]) -> Self {
        let frames = |label: fn(&str) -> usize| {
            let frames = near.iter().filter_map(|(_, placed)| {
                let below = below(placed)?;
                let block = Block::of(text, placed)?;
                let start = below.span.start as usize + label(below.span.slice(text));
                let after = text.get(below.span.end as usize..block.end as usize);
                Some(Self {
                    before: text.get(block.opener as usize..start)?,
                    after: after.unwrap_or_default(),
                })
            });
            frames.collect::<Vec<Self>>()
        };
        let plain = frames(|_| 0);
        let most = |frames: &[Self]| {
            let count = |frame: &Self| frames.iter().filter(|other| *other == frame).count();
            let counted = frames.iter().map(|frame| (count(frame), *frame));
            let mut best: Option<(usize, Self)> = None;
            for (count, frame) in counted {
                let is_frame = count > 1 || is_markup(frame.before) && is_markup(frame.after);
                if is_frame && best.is_none_or(|(most, _)| count > most) {
                    best = Some((count, frame));
                }
            }
            best
        };
        // A label such as `A:` is on the first line of the answer.
        let labelled = most(&frames(label));
        let labelled = labelled.filter(|(count, _)| *count > 1 && count * 2 > plain.len());
        let best = labelled.or_else(|| most(&plain));
        best.map_or_else(Self::default, |(_, frame)| frame)
    }

    /// An answer in the frame; without an answer the frame alone, if it shows anything.
    fn around(&self, answer: &str, line_break: &str) -> String {
        let blank = format!("{line_break}{line_break}");
        let before = if self.before.is_empty() {
            &blank
        } else {
            self.before
        };
        if answer.is_empty() {
            let (open, close) = (self.before.trim_end(), self.after.trim());
            return match (open.is_empty(), close.is_empty()) {
                (_, true) => open.to_owned(),
                (true, false) => self.after.to_owned(),
                (false, false) => format!(
                    "{open}{blank}{}",
                    self.after.trim_start_matches(['\n', '\r'])
                ),
            };
        }
        let indent = before.rsplit('\n').next().unwrap_or_default();
        let indent = if indent.trim().is_empty() { indent } else { "" };
        let mut out = before.to_owned();
        for (at, line) in answer.lines().enumerate() {
            if at > 0 {
                out += line_break;
                out += if line.is_empty() { "" } else { indent };
            }
            out += line;
        }
        out + self.after
    }
}

/// The length of the label that an answer starts with, if it may be one: a few letters up to a colon.
fn label(answer: &str) -> usize {
    let colon = answer
        .char_indices()
        .take(LABEL)
        .find(|(_, c)| matches!(c, ':' | '：'));
    let Some((at, colon)) = colon else { return 0 };
    let end = at + colon.len_utf8();
    let rest = answer[end..].trim_start_matches(['*', '_', ' ']);
    answer.len() - rest.len()
}

/// The longest label, in characters.
const LABEL: usize = 24;

/// Whether a text has few words beside its tags, as what is around answers.
fn is_markup(text: &str) -> bool {
    let mut words = 0;
    let mut in_tag = false;
    for word in text.split_inclusive(|c: char| c.is_whitespace() || c == '>') {
        in_tag |= word.starts_with('<');
        words += usize::from(!in_tag && word.contains(char::is_alphanumeric));
        in_tag &= !word.ends_with('>');
    }
    words <= 4 && !text.contains("```")
}

impl<'t> Options<'t> {
    fn of(text: &'t str, placed: &Placed<'_>) -> Option<Self> {
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
        let is_plain = lead.trim().is_empty() && lines.len() == options.len();
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
            // Only what closes an element.
            tail: match tail.trim_start().starts_with("</") && is_markup(tail) {
                true => tail,
                false => "",
            },
        })
    }

    fn written(&self, new: &NewQuestion, line_break: &str) -> Result<String, Refusal> {
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
            let head = self.heads.get(place).or(self.heads.last());
            out += &head_of(
                head.copied().unwrap_or("- [ ] "),
                self.heads.first().copied(),
                place,
                option.is_right,
            );
            out += option.text.trim();
        }
        if let Some((gap, key)) = self.key {
            out += gap;
            out += &self.key_line(key, options)?;
        }
        let answer = new.answer.trim();
        if !answer.is_empty() {
            let lines: Vec<&str> = answer.lines().collect();
            out += &format!("{line_break}{line_break}{}", lines.join(line_break));
        }
        Ok(out + self.tail)
    }

    /// The key with the letters of the right options.
    fn key_line(&self, key: &str, options: &[NewOption]) -> Result<String, Refusal> {
        let end = key.find([':', '：']).ok_or_else(|| {
            Refusal::new("the line with the right options has no colon; add the question by hand")
        })?;
        let colon = end + key[end..].chars().next().map_or(1, char::len_utf8);
        let spaces = key[colon..].len() - key[colon..].trim_start_matches([' ', '*', '_']).len();
        let label = &key[..colon + spaces];
        let value = &key[label.len()..];
        let closing = &value[value.trim_end_matches(['*', '_']).len()..];
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

/// The lines, which all are indented, with so much more white space before them that the least indent is `indent`. As they
/// are if they are indented enough, or some not at all.
pub fn deeper(text: &str, indent: usize) -> String {
    let lines = text.split_inclusive('\n');
    // The first line goes on where the text of the question ends.
    let below = lines.clone().skip(1).filter(|line| !line.trim().is_empty());
    let least = below.map(|line| line.len() - line.trim_start_matches(' ').len());
    let least = least.min().unwrap_or(0);
    if least == 0 || least >= indent {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + indent);
    for (at, line) in lines.enumerate() {
        if at > 0 && !line.trim().is_empty() {
            out.extend(std::iter::repeat_n(' ', indent - least));
        }
        out += line;
    }
    out
}
