//! Completes what can be typed next in the body of a file with questions: the next question, options, values.

use super::item_list::{ItemList, item};
use super::template::fill;
use super::{Edit, InBody, Item, Kind, rank, words};
use crate::edit::contents::next_rows;
use crate::edit::verify::{Says, read_after};
use crate::facts::group::Group;
use crate::shape;
use crate::shape::template::{Part, Template};
use crate::shape::typing::{NextKind, NextText, TypingSupport, ValueKind};
use crate::shape::write::TargetList;
use crate::text::{Span, TextEdit, line_at};

/// What can be typed at the cursor.
pub(super) fn complete(at: &InBody<'_>) -> ItemList {
    let Some(group) = at.bank.group(at.path.as_str()) else {
        return ItemList::default();
    };
    let Some(typing) = shape::typing_of(group) else {
        return ItemList::default();
    };
    let list = TargetList {
        text: at.text,
        group,
    };
    match (typing.value)(&list, at.offset) {
        Some(value) => match &value.kind {
            ValueKind::Letter(letters) => letter_items(letters, value.span),
            kind => {
                let next = next(at, group, typing).unwrap_or_default();
                next.and(words::complete(at, kind, value.span))
            }
        },
        None => next(at, group, typing).unwrap_or_default(),
    }
}

fn letter_items(letters: &[(String, String)], span: Span) -> ItemList {
    let items = letters.iter().map(|(letter, option)| Item {
        detail: Some(option.clone()),
        ..item(letter, Kind::Value, span, letter.clone())
    });
    ItemList {
        items: items.collect(),
        incomplete: false,
    }
}

/// The longest text that can be the start of a line that is completed as a whole, in bytes.
const LONGEST: usize = 32;

/// The names by which what is completed can be typed.
const NAMES: &[&str] = &["new question", "question", "answer", "options"];

/// How many questions before the cursor show how lines can start.
const SHOWN: usize = 3;

/// Whether a line can be the start of what is completed, and not of prose. A word must be the start of a name, or of a line of
/// the questions above: reading the file without the line takes time.
fn may_open(list: &TargetList<'_>, line: Span, typed: &str) -> bool {
    if typed.len() > LONGEST || !typed.starts_with(char::is_alphabetic) {
        return typed.len() <= LONGEST;
    }
    let lower = typed.to_lowercase();
    if NAMES.iter().any(|name| name.starts_with(&lower)) {
        return true;
    }
    let Some(last) = list.group.questions.at_or_before(line.start) else {
        return false;
    };
    let above = list
        .group
        .questions
        .range((last + 1).saturating_sub(SHOWN)..last + 1);
    let mut lines = above.flat_map(|placed| {
        let span = placed.span();
        let end = span.end.min(line.start).max(span.start);
        Span::new(span.start, end).slice(list.text).lines()
    });
    lines.any(|line| line.trim_start().starts_with(typed))
}

/// The texts that can be in place of the line of the cursor, of which only the start is typed.
fn next(at: &InBody<'_>, group: &Group, typing: &TypingSupport) -> Option<ItemList> {
    let line = line_at(at.text, at.offset);
    let typed = Span::new(line.start, at.offset).slice(at.text);
    // An editor closes brackets while they are typed.
    let is_whole = Span::new(at.offset, line.end)
        .slice(at.text)
        .trim_matches([' ', '\t', ']', '*'])
        .is_empty();
    let list = TargetList {
        text: at.text,
        group,
    };
    if !is_whole || !may_open(&list, line, typed.trim()) {
        return None;
    }
    let without = format!(
        "{}{}",
        &at.text[..line.start as usize],
        &at.text[line.end as usize..]
    );
    let is_blank = line.slice(at.text).is_empty();
    // What is known of the text as it is typed leaves little to read.
    let known = at.bank.file(at.path.as_str()).and_then(|file| file.facts());
    let known = known.map(|facts| (&**facts, at.text));
    let input = at.bank.config().input(at.path, &without);
    let read = (!is_blank).then(|| shape::read(&input, known));
    let group = match &read {
        Some(facts) => facts.as_group()?,
        None => group,
    };
    let list = TargetList {
        text: &without,
        group,
    };
    let open = Open {
        at,
        list,
        line,
        typed,
    };
    let rows = next_rows(at.bank, at.path, (&without, group), line.start);
    let rows = rows.iter().map(|(asked, row)| open.row(asked, row));
    let all = (typing.next)(&list, line.start);
    let all = all.iter().filter_map(|next| open.item(next));
    let (kept, incomplete) =
        rank::keep(rows.chain(all).collect(), typed.trim(), |item| &item.filter);
    Some(ItemList {
        items: kept,
        incomplete,
    })
}

/// A line of which only the start is typed.
struct Open<'a> {
    at: &'a InBody<'a>,
    /// The file without what is typed.
    list: TargetList<'a>,
    line: Span,
    typed: &'a str,
}

impl Open<'_> {
    /// The item for a row of a table of contents.
    fn row(&self, asked: &str, row: &str) -> Item {
        Item {
            detail: Some("not in the table of contents yet".to_owned()),
            edit: Edit {
                insert: self.line,
                replace: self.line,
                text: row.to_owned(),
            },
            filter: row.to_owned(),
            ..item(asked, Kind::Anchor, self.line, String::new())
        }
    }

    /// The item for a text, if what is typed is a start of it or of its name.
    fn item(&self, next: &NextText) -> Option<Item> {
        let first = first_line(&next.written);
        let name = match next.kind {
            NextKind::Question => "new question",
            NextKind::Answer => "answer",
            NextKind::Options => "options",
            NextKind::Option | NextKind::Key => first.trim(),
        };
        let typed = self.typed.trim_start();
        let short = (next.kind == NextKind::Question).then_some("question");
        let names = [name].into_iter().chain(short).filter(|_| typed.len() > 1);
        let is_name = |name: &str| name.to_lowercase().starts_with(&typed.to_lowercase());
        let mut starts = [first.trim_start(), &next.label].into_iter();
        let filter = match starts.find(|start| start.starts_with(typed)) {
            Some(start) => start,
            None => names.into_iter().find(|name| is_name(name))?,
        };
        if next.kind == NextKind::Question && !self.keeps_others(&next.written) {
            return None;
        }
        let indent = &self.typed[..self.typed.len() - typed.len()];
        let (label, detail) = match next.kind {
            NextKind::Option | NextKind::Key => (name, next.detail.as_str()),
            _ => (name, next.label.as_str()),
        };
        let described = Item {
            detail: Some(detail.to_owned()),
            filter: format!("{indent}{filter}"),
            ..item(label, kind(next.kind), Span::default(), String::new())
        };
        Some(fill(
            &next.written,
            described,
            self.at.text,
            self.line,
            self.at.options,
        ))
    }

    /// Whether the file with the text as a whole line has one more question, and all others as they are.
    fn keeps_others(&self, written: &Template) -> bool {
        let input = self.at.bank.config().input(self.at.path, self.list.text);
        let edit = TextEdit {
            span: Span::at(self.line.start),
            text: plain(written),
        };
        let facts = read_after(&input, &[edit]);
        let Some(now) = facts.as_ref().and_then(|facts| facts.as_group()) else {
            return false;
        };
        let old = &self.list.group.questions;
        let Some(before) = old.at_or_before(self.line.start).map(|index| index + 1) else {
            return false;
        };
        let kept = now
            .questions
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != before);
        now.questions.len() == old.len() + 1
            && old
                .iter()
                .zip(kept)
                .all(|(was, (_, is))| Says::of(&was) == Says::of(&is))
    }
}

fn kind(kind: NextKind) -> Kind {
    match kind {
        NextKind::Question | NextKind::Options | NextKind::Answer => Kind::Question,
        NextKind::Option | NextKind::Key => Kind::Value,
    }
}

/// A text with tab stops without these.
fn plain(template: &Template) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) | Part::Hint(_, text) => text.clone(),
        Part::Stop(_) => String::new(),
        Part::Line(column) => format!("\n{}", " ".repeat(*column as usize)),
    };
    template.parts.iter().map(part).collect()
}

/// The first line that is not blank.
fn first_line(template: &Template) -> String {
    let all = plain(template);
    let mut lines = all.lines().filter(|line| !line.trim().is_empty());
    lines.next().unwrap_or_default().to_owned()
}
