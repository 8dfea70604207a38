//! What is below the texts of questions in a document, without what each of them says: the frame of the answer, the marks
//! of the options, the line that names the right ones.

use super::block::Block;
use super::options::{Options, indented, is_markup};
use crate::facts::question::{Answer, Below};
use crate::facts::questions::Placed;
use crate::shape::write::{NewOption, NewQuestion};
use crate::text::Refusal;

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
        // Marks without a text after them do not show what is between both.
        let is_filled = |placed: &Placed<'_>| {
            let mut options = placed.question.options().iter();
            options.all(|option| !option.text.text.is_empty())
        };
        let mut filled = with_options.clone().filter(|(_, placed)| is_filled(placed));
        let options = filled.find_map(|(_, placed)| Options::of(text, placed));
        Self {
            frame: Frame::of(text, near),
            options: options.or_else(|| with_options.find_map(|(_, it)| Options::of(text, it))),
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
        own.key(options)?.ok_or_else(none)
    }

    /// What closes the element that the line with the right options is in.
    pub fn after_key(&self) -> Result<&'t str, Refusal> {
        let tail = self.options.as_ref().map_or("", Options::tail);
        let after = if tail.is_empty() {
            self.frame.after
        } else {
            tail
        };
        match after.trim_start().starts_with("</") {
            true => Ok(after),
            false => Err(Refusal::new(
                "the key of the other questions is below more than their options; write it by hand",
            )),
        }
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
        let blank = format!("{line_break}{line_break}");
        let has_options = !new.options.is_empty();
        let of_answer = self.frame.indent();
        let (below, own) = match &self.options {
            Some(options) if has_options || new.answer.trim().is_empty() => {
                (options.written(new, line_break)?, options.indent())
            }
            None if has_options => {
                let head = format!("{of_answer}- [ ] ");
                let boxes = Options::boxes(&blank, &head);
                (boxes.written(new, line_break)?, of_answer)
            }
            _ => (self.frame.around(&new.answer, line_break), of_answer),
        };
        let body = match new.body.trim() {
            "" => String::new(),
            _ => format!("{blank}{own}{}", indented(&new.body, own, line_break)),
        };
        let is_apart = body.is_empty() || below.is_empty() || below.starts_with(&blank);
        let gap = if is_apart { "" } else { line_break };
        Ok(deeper(&format!("{body}{gap}{below}"), indent))
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
                    before: without_stem(text.get(block.opener as usize..start)?),
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
        format!(
            "{before}{}{}",
            indented(answer, self.indent(), line_break),
            self.after
        )
    }

    /// The white space before the lines of an answer.
    fn indent(&self) -> &'t str {
        let line = self.before.rsplit('\n').next().unwrap_or_default();
        if line.trim().is_empty() { line } else { "" }
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

/// What is before an answer without what belongs to the question, such as code: from the element that folds the answer on.
fn without_stem(before: &str) -> &str {
    match before.rfind("<details") {
        Some(at) if !is_markup(before) && is_markup(&before[at..]) => {
            &before[before[..at].trim_end().len()..]
        }
        _ => before,
    }
}

/// The lines, which all are indented, with so much more white space before them that the least indent is `indent`. As they
/// are if they are indented enough, or some not at all.
fn deeper(text: &str, indent: usize) -> String {
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
