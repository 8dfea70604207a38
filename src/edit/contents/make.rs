//! Makes a table of contents for a file without one, in the form that most tables of the bank have.

use std::collections::BTreeMap;

use super::row::Row;
use super::{label, update_needed};
use crate::bank::contents_match::{anchors, contents_match};
use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Sources, is_current, one_question};
use crate::facts::group::Group;
use crate::text::{Refusal, Span, TextEdit, line_break, line_start};

/// Whether a file has questions that a table of contents could list, and no table.
pub fn is_possible(group: &Group) -> bool {
    let headings = || (0..group.questions.len()).filter(|index| group.heading_of(*index).is_some());
    group.contents.is_empty() && headings().take(FEWEST).count() == FEWEST
}

/// The fewest questions that are worth a table.
const FEWEST: usize = 3;

/// The change that writes a table of all questions of the file at `path` above the first one, or above its section.
///
/// # Errors
/// When a question is not a heading, so that no link can lead to it, or another one would be read differently.
pub fn make(bank: &Bank, sources: Sources<'_>, path: &BankPath, text: &str) -> Planned {
    let group = bank.group(path.as_str());
    let group = group.ok_or_else(|| Refusal::new(format!("`{path}` has no questions")))?;
    let form = Form::usual(bank, sources, path).unwrap_or_else(|| Form::plain(group));
    let rows = form.rows(text, group)?;
    let lines = |heading: Option<&String>| {
        let heading = heading.map(|heading| [heading.as_str(), ""]);
        let head = form.head.iter().map(String::as_str);
        let rows = rows.iter().map(String::as_str);
        let lines: Vec<&str> = heading
            .into_iter()
            .flatten()
            .chain(head)
            .chain(rows)
            .collect();
        edit(text, group, &lines)
    };
    let change = |heading| checked(bank, path, (text, group), lines(heading));
    match &form.heading {
        // Where the questions are in no section, they would be in that of the table.
        Some(heading) => change(Some(heading)).or_else(|_| change(None)),
        None => change(None),
    }
}

/// The edit that writes the lines of a table above the questions.
fn edit(text: &str, group: &Group, lines: &[&str]) -> TextEdit {
    let line_break = line_break(text);
    let at = place(text, group);
    let above = text[..at as usize].trim_end_matches([' ', '\t']);
    let is_apart = above.trim().is_empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n");
    let gap = if is_apart { "" } else { line_break };
    TextEdit {
        span: Span::at(at),
        text: format!("{gap}{}{line_break}{line_break}", lines.join(line_break)),
    }
}

/// The change, if each question is read as before and the table lists all of them.
fn checked(bank: &Bank, path: &BankPath, (text, group): (&str, &Group), edit: TextEdit) -> Planned {
    let otherwise = || {
        Refusal::new("the table of contents would change how the file is read; write it by hand")
    };
    let edits = std::slice::from_ref(&edit);
    let (edited, facts) = one_question::edited(bank, path, (text, group), edits, None)?;
    let now = facts.as_group().ok_or_else(otherwise)?;
    let has_all = contents_match(now).is_some_and(|matched| {
        let mut listed = matched.listed.iter();
        now.questions.len() == group.questions.len() && listed.all(|listed| *listed)
    });
    let anchors_stay = group
        .body
        .anchors()
        .all(|anchor| now.body.has_anchor(anchor));
    match has_all && anchors_stay && !update_needed(bank, path, &edited, now) {
        true => Ok(Edit::texts(path, [edit])),
        false => Err(otherwise()),
    }
}

/// The start of the line above which the table goes: the heading of the first section, or the first question.
fn place(text: &str, group: &Group) -> u32 {
    let first = group.questions.get(0);
    let question = first.map_or(group.split.body, |first| line_start(text, first.start));
    let heading = first
        .and_then(|first| first.section)
        .map(|section| section.heading);
    let title = group
        .title
        .as_ref()
        .map_or(group.split.body, |title| title.span.end);
    let heading = heading.filter(|heading| !heading.is_empty() && title <= heading.start);
    heading.map_or(question, |heading| {
        line_start(text, heading.start).min(question)
    })
}

/// How a table of contents is written.
struct Form {
    /// The text that its first row is in.
    source: String,
    row: Row,
    /// The line of the heading above it.
    heading: Option<String>,
    /// The lines of the head of a table.
    head: Vec<String>,
}

/// The most tables of a bank that are compared.
const MOST: usize = 50;

/// What is in the heading of a table of contents, in lower case.
const HEADINGS: &[&str] = &[
    "contents",
    "toc",
    "inhalt",
    "índice",
    "indice",
    "sommaire",
    "содержание",
    "spis",
    "sumário",
    "目录",
    "目次",
    "içindekiler",
];

impl Form {
    /// The form of most tables of the bank.
    fn usual(bank: &Bank, sources: Sources<'_>, own: &BankPath) -> Option<Self> {
        let has_contents = |path: &&BankPath| {
            let group = bank.group(path.as_str()).filter(|_| *path != own);
            group.is_some_and(|group| !group.contents.is_empty())
        };
        let mut forms: BTreeMap<String, (usize, Self)> = BTreeMap::new();
        for path in bank.groups().filter(has_contents).take(MOST) {
            let text = sources(path).filter(|text| is_current(bank, path, text));
            let group = bank.group(path.as_str());
            let Some(form) = text
                .zip(group)
                .and_then(|(text, group)| Self::of(&text, group))
            else {
                continue;
            };
            forms.entry(form.kind()).or_insert((0, form)).0 += 1;
        }
        let most = forms.into_values().max_by_key(|(count, _)| *count);
        most.map(|(_, form)| form)
    }

    /// The form of a file's table.
    fn of(text: &str, group: &Group) -> Option<Self> {
        let matched = contents_match(group)?;
        let (entry, _) = matched
            .entries
            .iter()
            .find(|(_, question)| question.is_some())?;
        let row = Row::of(text, entry)?;
        let mut above = text[..row.line.start as usize].lines().rev().peekable();
        let mut head: Vec<String> = Vec::new();
        while row.is_in_table(text)
            && let Some(line) = above.next_if(|line| line.trim_start().starts_with('|'))
        {
            head.insert(0, line.to_owned());
        }
        while above.next_if(|line| line.trim().is_empty()).is_some() {}
        let heading = above.next().filter(|line| line.starts_with("##"));
        let heading = heading.filter(|line| {
            let lower = line.to_lowercase();
            HEADINGS.iter().any(|word| lower.contains(word))
        });
        let is_whole = !row.is_in_table(text) || head.len() >= 2;
        // Below the head of a table there are the names of the columns and the line under them.
        head.truncate(2);
        is_whole.then(|| Self {
            heading: heading.map(str::to_owned),
            head,
            row,
            source: text.to_owned(),
        })
    }

    /// A list: of numbers if those of the questions count them, else of hyphens.
    fn plain(group: &Group) -> Self {
        let mut numbers = group.questions.iter().zip(1..);
        let counts = numbers.all(|(placed, at)| placed.question.number() == Some(at));
        let (source, at) = if counts {
            ("1. [x](#x)", 3)
        } else {
            ("- [x](#x)", 2)
        };
        let link = Span::new(at, source.len() as u32);
        let before = Span::new(0, at);
        Self {
            source: source.to_owned(),
            row: Row {
                line: before.cover(link),
                link,
                label: Span::new(at + 1, at + 2),
                anchor: Span::new(at + 5, at + 6),
                number: counts.then(|| Span::new(0, 1)),
            },
            heading: None,
            head: Vec::new(),
        }
    }

    /// What tells its rows from those of another form: what is before the link, with any number as 0.
    fn kind(&self) -> String {
        let before = Span::new(self.row.line.start, self.row.label.start).slice(&self.source);
        let mut kind = String::new();
        for c in before.trim_start().chars() {
            let c = if c.is_ascii_digit() { '0' } else { c };
            if !(c == '0' && kind.ends_with('0')) {
                kind.push(c);
            }
        }
        format!("{kind}{}", self.head.len())
    }

    /// The rows of all questions.
    fn rows(&self, text: &str, group: &Group) -> Result<Vec<String>, Refusal> {
        let anchors = anchors(group, group.questions.iter());
        let questions = group.questions.iter().zip(anchors).zip(1..);
        let rows = questions.map(|((placed, anchor), place)| {
            let asked = placed.text().map_or("", |asked| asked.text);
            let anchor = anchor.filter(|anchor| !anchor.is_empty());
            let anchor = anchor.ok_or_else(|| {
                Refusal::new(format!(
                    "the question `{asked}` is not a heading, so a link cannot lead to it"
                ))
            })?;
            let label = label(text, &placed, (&self.source, &self.row));
            let number = placed.question.number().unwrap_or(place);
            let row = self.row.like(
                &self.source,
                &label.unwrap_or_default(),
                anchor,
                Some(number),
            );
            Ok(row.trim_start().to_owned())
        });
        rows.collect()
    }
}
