//! Writes new questions into a document, in the form of those next to them.

use super::block::{Block, is_separator};
use super::fitted::fitted;
use super::numbers::{Number, letter};
use super::skeleton::Skeleton;
use super::value::is_no_row;
use crate::facts::group::Group;
use crate::facts::mark::Mark;
use crate::facts::questions::Placed;
use crate::shape::document::plain::is_furniture;
use crate::shape::write::{NewQuestion, TargetList};
use crate::syntax::markdown::escape::{is_in_summary, written_like};
use crate::syntax::markdown::plain_text::plain_text;
use crate::syntax::markdown::slug::heading_anchor;
use crate::text::{Refusal, Span, TextEdit, line_break, renumbered};

/// Writes `new` after the last question, in the form that it has.
pub fn append(list: &TargetList<'_>, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let last = list.group.questions.len().checked_sub(1);
    let last = last.ok_or_else(|| Refusal::new("the document has no question to go by"))?;
    insert(list, last, new)
}

/// Writes `new` after the question at the index `after`, in the form that it has and with the numbers after its own.
pub fn insert(
    list: &TargetList<'_>,
    after: usize,
    new: &[NewQuestion],
) -> Result<TextEdit, Refusal> {
    let form = Form::of(list, after)?;
    let mut text = String::new();
    for (place, new) in (1..).zip(new) {
        text += form.separator;
        text += &form.written(new, place)?;
    }
    Ok(TextEdit {
        span: Span::at(form.end),
        text,
    })
}

/// How many questions before and after are looked at for the form of a new one.
const NEAR: usize = 20;

/// How the questions near a place are written.
struct Form<'w> {
    text: &'w str,
    /// The question before the place.
    placed: Placed<'w>,
    asked: Mark<'w>,
    block: Block,
    /// Its number, if it has one.
    number: Option<Number>,
    /// The letter after that number, as in `17b`; empty if it has none.
    letter: &'w str,
    skeleton: Skeleton<'w>,
    /// What is between two questions.
    separator: &'w str,
    /// The level of headings that do not end an answer; 0 if it does not matter.
    least: usize,
    /// Where new questions are written.
    end: u32,
}

impl<'w> Form<'w> {
    fn of(list: &TargetList<'w>, after: usize) -> Result<Self, Refusal> {
        let TargetList { text, group } = *list;
        is_no_row(group)?;
        let placed = group.questions.get(after);
        let asked = placed.and_then(|placed| placed.text());
        let (placed, asked) = placed
            .zip(asked)
            .ok_or_else(|| Refusal::new("the question before the new one has no text to go by"))?;
        let block = Block::of(text, &placed);
        let block = block.ok_or_else(|| Refusal::new("the question has no text"))?;
        if text[block.start as usize..].trim_start().starts_with('|') {
            return Err(Refusal::new(
                "the questions are rows of a table; add the row by hand",
            ));
        }
        let near = near(group, after);
        let skeleton = Skeleton::of(text, &near, after);
        let end = end_of_question(text, group, after, block);
        Ok(Self {
            text,
            placed,
            asked,
            block,
            number: Number::after(text, group, after),
            letter: letter(list, after),
            separator: separator(text, &near),
            least: group
                .heading_of(after)
                .map_or(0, |heading| usize::from(heading.level) + 1),
            skeleton,
            end,
        })
    }

    /// A question, `place` questions after the one before.
    fn written(&self, new: &NewQuestion, place: u32) -> Result<String, Refusal> {
        let asked = new.question.trim();
        if asked.is_empty() || asked.contains(['\n', '\r']) {
            return Err(Refusal::new("a question must be one line of text"));
        }
        let before = Span::new(self.block.start, self.asked.span.start).slice(self.text);
        let before = without_letter(before, self.letter);
        let before = before.as_str();
        let (text, asked) = self.asked(new, asked);
        let asked = asked.as_str();
        let around = |written: &str| self.renumbered(&with_own_ids(written, asked), place);
        let rest = self.rest(new)?;
        let opener = format!("{}{text}{}", around(before), around(&rest));
        let number = self.number.as_ref();
        let indent = number.map_or(0, |number| number.indent(place));
        let line_break = line_break(self.text);
        let below = NewQuestion {
            body: fitted(trimmed(&new.body), self.least),
            answer: fitted(trimmed(&new.answer), self.least),
            options: new.options.clone(),
            ..NewQuestion::default()
        };
        Ok(opener + &self.skeleton.written(&below, indent, line_break)?)
    }

    /// The text of a question as it is written and as it is shown.
    fn asked(&self, new: &NewQuestion, asked: &str) -> (String, String) {
        let span = self.asked.span;
        if !new.is_markdown {
            return (written_like(self.text, span, "", asked), asked.to_owned());
        }
        let shown = plain_text(asked);
        match is_in_summary(&self.text[..span.start as usize]) {
            // Markdown is not markup there.
            true => (written_like(self.text, span, "", &shown), shown),
            false => (written_like(self.text, span, asked, asked), shown),
        }
    }

    fn renumbered(&self, written: &str, place: u32) -> String {
        match &self.number {
            Some(number) => renumbered(written, number.value, number.next(place)),
            None => written.to_owned(),
        }
    }

    /// What is after the text on its line, with the level of the new question.
    fn rest(&self, new: &NewQuestion) -> Result<String, Refusal> {
        let rest = Span::new(self.asked.span.end, self.block.opener);
        let own = self.placed.question.level();
        let own = own.map(|level| level.span.shift(self.placed.start));
        let own = own.filter(|level| rest.cover(*level) == rest);
        let given = self
            .placed
            .section
            .and_then(|section| section.level.as_ref());
        let is_given =
            |level: &String| given.is_some_and(|given| given.text.eq_ignore_ascii_case(level));
        let topics: Vec<&str> = self.placed.topics().map(|topic| topic.text).collect();
        if let Some(topic) = new
            .topics
            .iter()
            .find(|topic| !topics.contains(&topic.as_str()))
        {
            return Err(Refusal::new(format!(
                "the headings give the topics here, and none of them is `{topic}`"
            )));
        }
        let written = rest.slice(self.text);
        let Some(mark) = own else {
            return match new.level.as_ref().filter(|level| !is_given(level)) {
                Some(level) => Err(Refusal::new(format!(
                    "the headings give the levels here, and not `{level}`"
                ))),
                None => Ok(written.to_owned()),
            };
        };
        let before = Span::new(rest.start, mark.start).slice(self.text);
        let after = Span::new(mark.end, rest.end).slice(self.text);
        Ok(match &new.level {
            Some(level) => format!("{before}{level}{after}"),
            None => {
                let open = before.trim_end_matches([' ', '(', '[']);
                format!("{open}{}", after.trim_start_matches([')', ']']))
            }
        })
    }
}

/// What is before the text of a question without the letter after its number.
fn without_letter(before: &str, letter: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut found = before.match_indices(letter).map(|(at, _)| at);
    let at = found.find(|at| !letter.is_empty() && before[..*at].ends_with(is_digit));
    match at {
        Some(at) => format!("{}{}", &before[..at], &before[at + letter.len()..]),
        None => before.to_owned(),
    }
}

/// A text without the blank lines around it.
fn trimmed(text: &str) -> &str {
    text.trim_end().trim_start_matches(['\n', '\r'])
}

/// Where the question at `index` ends, without what is below the last one of a part and belongs to the whole part: what is
/// around no other answer.
pub fn end_of_question(text: &str, group: &Group, index: usize, block: Block) -> u32 {
    let placed = group.questions.get(index);
    let placed = placed.filter(|_| !is_followed(text, group, index, block));
    let Some(placed) = placed else {
        return block.end;
    };
    let near = near(group, index);
    if is_above_furniture(text, &near, index, block) {
        return block.opener;
    }
    Skeleton::of(text, &near, index).end_of(text, &placed, block)
}

/// Whether the next question comes right after the one at `index`, so that all that is below this one is its own.
pub fn is_followed(text: &str, group: &Group, index: usize, block: Block) -> bool {
    let next = group.questions.get(index + 1);
    let next = next.and_then(|next| Block::of(text, &next));
    let gap = next.and_then(|next| text.get(block.end as usize..next.start as usize));
    gap.is_some_and(is_separator)
}

/// Whether the question at `index` has no answer, and what is below it are links back to the top and the like that most
/// questions do not have.
fn is_above_furniture(
    text: &str,
    near: &[(usize, Placed<'_>)],
    index: usize,
    block: Block,
) -> bool {
    let below = |block: Block| Span::new(block.opener, block.end).slice(text).trim();
    let own = below(block);
    let mut lines = own.lines().map(str::trim).filter(|line| !line.is_empty());
    if !lines.all(is_furniture) {
        return false;
    }
    let others = near.iter().filter(|(other, _)| *other != index);
    let blocks = others.filter_map(|(_, placed)| Block::of(text, placed));
    let same = blocks.filter(|block| below(*block).ends_with(own));
    same.count() * 2 < near.len()
}

/// The questions around the one at `after`, each with its index, the nearest first.
pub fn near(group: &Group, after: usize) -> Vec<(usize, Placed<'_>)> {
    let before = after.saturating_sub(NEAR)..after + 1;
    let below = after + 1..(after + NEAR).min(group.questions.len());
    let indexes = before.rev().chain(below);
    indexes
        .filter_map(|index| Some((index, group.questions.get(index)?)))
        .collect()
}

/// What is between two neighbours: blank lines and rules.
pub(super) fn separator<'t>(text: &'t str, near: &[(usize, Placed<'_>)]) -> &'t str {
    let between = near.iter().find_map(|(index, placed)| {
        let (_, next) = near.iter().find(|(other, _)| *other == index + 1)?;
        let (end, start) = (Block::of(text, placed)?.end, Block::of(text, next)?.start);
        text.get(end as usize..start as usize)
            .filter(|between| is_separator(between))
    });
    between.unwrap_or(match line_break(text) {
        "\r\n" => "\r\n\r\n",
        _ => "\n\n",
    })
}

/// The markup around a text with the ids in it made of the text: no two elements have one id.
pub fn with_own_ids(written: &str, asked: &str) -> String {
    let mut out = String::new();
    let mut rest = written;
    while let Some(at) = rest.find(" id=\"").or_else(|| rest.find(" name=\"")) {
        let from = at + rest[at..].find('"').unwrap_or(0) + 1;
        let Some(len) = rest[from..].find('"') else {
            break;
        };
        let id = &rest[from..from + len];
        out += &rest[..from];
        // A number in it changes with that of the question.
        match id.contains(|c: char| c.is_ascii_digit()) {
            true => out += id,
            false => out += &heading_anchor(asked),
        }
        rest = &rest[from + len..];
    }
    out + rest
}
