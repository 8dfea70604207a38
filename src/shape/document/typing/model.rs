//! A new question as it is written after another one, in parts and with places to fill in.

use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::document::write::append::{insert, near};
use crate::shape::document::write::block::{Block, is_separator};
use crate::shape::template::Template;
use crate::shape::write::{NewOption, NewQuestion, TargetList};
use crate::syntax::markdown::placeholder::QUESTION;

use super::place::breaks;

/// A sign in place of a text to fill in, which no text has.
pub const STOP: char = '\u{f8ff}';

/// A new question. All line breaks are `\n`.
pub struct Model {
    /// Up to the end of the line with its text.
    pub opener: String,
    /// What is below, from the line break on.
    pub below: String,
    /// Whether it has options.
    pub is_quiz: bool,
}

impl Model {
    /// The question after the one at the index `after`; `None` if none can be written there.
    pub fn after(list: &TargetList<'_>, after: usize) -> Option<Self> {
        let count = option_count(list.group, after);
        let options = |right: Option<usize>| (0..count).map(move |at| option(right == Some(at)));
        let new = NewQuestion {
            question: QUESTION.to_owned(),
            answer: match count == 0 && is_answered(list.group, after) {
                true => STOP.to_string(),
                false => String::new(),
            },
            level: own_level(list.group, after),
            options: options(None).collect(),
            ..NewQuestion::default()
        };
        let written = written(list, after, &new)?;
        let first_right = NewQuestion {
            options: options(Some(0)).collect(),
            ..new
        };
        let with_key = match is_keyed(list.group, after) {
            true => self::written(list, after, &first_right),
            false => None,
        };
        let text = match with_key {
            Some(with_key) => with_stop_in_key(&written, &with_key),
            None => written,
        };
        Self::parted(&closed(&without_comments(list.text, &text)), count > 0)
    }

    fn parted(text: &str, is_quiz: bool) -> Option<Self> {
        let lines = text.split_inclusive('\n');
        let parting = lines.take_while(|line| is_separator(line) || line.trim().is_empty());
        let rest = &text[parting.map(str::len).sum()..];
        let asked = rest.find(QUESTION)? + QUESTION.len();
        let from = match rest[..asked].contains("<summary") {
            true => asked + rest[asked..].find("</summary")?,
            false => asked,
        };
        let end = rest[from..].find('\n').map_or(rest.len(), |at| from + at);
        let (opener, below) = rest.split_at(end);
        Some(Self {
            opener: without_target(opener),
            below: below.to_owned(),
            is_quiz,
        })
    }
}

/// The line with a question's text, with a stop in place of the destination of a link that the text is in: another question
/// leads elsewhere.
fn without_target(opener: &str) -> String {
    let parts = opener.split_once(&format!("[{QUESTION}]("));
    let parts = parts.and_then(|(before, after)| Some((before, after.split_once(')')?.1)));
    match parts {
        Some((before, after)) => format!("{before}[{QUESTION}]({STOP}){after}"),
        None => opener.to_owned(),
    }
}

/// A question without the comments that no other question of the document has.
fn without_comments(document: &str, written: &str) -> String {
    let mut out = written.to_owned();
    let mut from = 0;
    while let Some(start) = out[from..].find("<!--").map(|at| from + at) {
        let Some(end) = out[start..].find("-->").map(|at| start + at + 3) else {
            break;
        };
        from = end;
        if document.matches(&out[start..end]).count() < 2 {
            let rest = &out[end..];
            let lead = out[..start].trim_end_matches([' ', '\t']).len();
            let gap = rest.len() - rest.trim_start_matches('\n').len();
            out.replace_range(lead..end + gap, "");
            from = lead;
        }
    }
    out
}

/// A question with the ends of the elements that it opens and does not close, as where an explanation comes after the right
/// options.
fn closed(written: &str) -> String {
    let opens = written.matches("<details").count();
    let closes = written.matches("</details>").count();
    if closes >= opens {
        return written.to_owned();
    }
    let at = written.rfind("<details").unwrap_or(0);
    let line = &written[written[..at].rfind('\n').map_or(0, |at| at + 1)..];
    let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    let close = format!("\n\n{indent}</details>").repeat(opens - closes);
    format!("{}{close}", written.trim_end())
}

/// The text that is written for a new question, with `\n` for each line break.
pub fn written(list: &TargetList<'_>, after: usize, new: &NewQuestion) -> Option<String> {
    let without_level = || {
        let new = NewQuestion {
            level: None,
            ..new.clone()
        };
        insert(list, after, &[new])
    };
    let edit = insert(list, after, std::slice::from_ref(new)).or_else(|_| without_level());
    Some(breaks(&edit.ok()?.text))
}

/// An option to fill in.
pub fn option(is_right: bool) -> NewOption {
    NewOption {
        text: STOP.to_string(),
        is_right,
    }
}

/// `text` as a template: with the text of the question to type over, and a tab stop for each [`STOP`].
pub fn template(text: &str) -> Template {
    let mut template = Template::default();
    let mut rest = text;
    let mut is_asked = false;
    while !rest.is_empty() {
        let next = rest.find(['\n', STOP]).unwrap_or(rest.len());
        let asked = rest[..next].find(QUESTION).filter(|_| !is_asked);
        let (plain, after) = rest.split_at(asked.unwrap_or(next));
        if !plain.is_empty() {
            template = template.text(plain);
        }
        rest = after;
        if asked.is_some() {
            is_asked = true;
            template = template.hint(QUESTION);
            rest = &rest[QUESTION.len()..];
        } else if let Some(below) = rest.strip_prefix('\n') {
            let line = below.trim_start_matches(' ');
            template = template.line((below.len() - line.len()) as u32);
            rest = line;
        } else if let Some(after) = rest.strip_prefix(STOP) {
            template = template.stop();
            rest = after;
        }
    }
    template
}

/// `written`, in which no option is right, with a stop where `with_key` names the right one.
fn with_stop_in_key(written: &str, with_key: &str) -> String {
    let tail = |text: &str| text.rfind(STOP).map_or(0, |at| at + STOP.len_utf8());
    let (own, other) = (&written[tail(written)..], &with_key[tail(with_key)..]);
    let same = own.chars().zip(other.chars()).take_while(|(a, b)| a == b);
    let before: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let Some(added) = other
        .len()
        .checked_sub(own.len())
        .filter(|added| *added > 0)
    else {
        return with_stop_after_label(written);
    };
    let name = other.get(before..before + added).unwrap_or("");
    let space = &name[..name.len() - name.trim_start().len()];
    let (head, closing) = (&written[..tail(written) + before], &own[before..]);
    format!("{head}{space}{STOP}{closing}")
}

/// What is between two questions near the one at `after`, other than that one and the next, between which the cursor is;
/// with `\n` for each line break.
pub fn separator(text: &str, group: &Group, after: usize) -> String {
    let near = near(group, after);
    let mut others = near.iter().filter(|(index, _)| *index != after);
    let between = others.find_map(|(index, placed)| {
        let next = group.questions.get(index + 1)?;
        let (end, start) = (Block::of(text, placed)?.end, Block::of(text, &next)?.start);
        let between = text.get(end as usize..start as usize)?;
        is_separator(between).then(|| breaks(between))
    });
    between.unwrap_or_else(|| "\n\n".to_owned())
}

/// `written` with a stop at the end of a line below the options that ends in a colon: a key that names no letters.
fn with_stop_after_label(written: &str) -> String {
    let tail = written
        .rfind(STOP)
        .map_or(written.len(), |at| at + STOP.len_utf8());
    let label = written[tail..].trim_end();
    let is_label = label.trim_end_matches(['*', '_']).ends_with([':', '：']);
    match is_label {
        true => format!("{}{label} {STOP}", &written[..tail]),
        false => written.to_owned(),
    }
}

/// How many options the questions near `after` have; 0 if most have none.
fn option_count(group: &Group, after: usize) -> usize {
    let near = near(group, after);
    let count = |placed: &Placed<'_>| placed.question.options().len();
    let with_options = || near.iter().filter(|(_, placed)| count(placed) > 0);
    let own = near.first().map_or(0, |(_, placed)| count(placed));
    match own > 0 || with_options().count() * 2 > near.len() {
        true => with_options()
            .map(|(_, placed)| count(placed))
            .next()
            .unwrap_or(0),
        false => 0,
    }
}

/// Whether the next question with options has a line that names the right ones.
fn is_keyed(group: &Group, after: usize) -> bool {
    let near = near(group, after);
    let mut with_options = near
        .iter()
        .filter(|(_, placed)| !placed.question.options().is_empty());
    with_options
        .next()
        .is_some_and(|(_, placed)| placed.question.options_key().is_some())
}

/// Whether most questions near `after` have an answer.
fn is_answered(group: &Group, after: usize) -> bool {
    let near = near(group, after);
    let answered = near.iter().filter(|(_, placed)| placed.answer().is_some());
    answered.count() * 2 >= near.len()
}

fn own_level(group: &Group, after: usize) -> Option<String> {
    let placed = group.questions.get(after)?;
    let level = placed.question.level()?;
    Some(level.text.to_owned())
}
