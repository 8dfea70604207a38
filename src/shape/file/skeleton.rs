//! A new file with one question, written as another one: its keys, its headings and what is around the answer, with places
//! to fill in.

use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::shape::document::typing::model::{STOP, template};
use crate::shape::template::Template;
use crate::shape::write::TargetList;
use crate::syntax::markdown::placeholder::QUESTION;
use crate::syntax::yaml::{Entry, Node};
use crate::text::{Span, line_end, line_start};

/// A file like that of `list`. The values that it shares with the files `others` are kept.
pub fn like(list: &TargetList<'_>, others: &[&Group]) -> Option<Template> {
    let placed = list.group.questions.get(0)?;
    let model = Model {
        text: list.text,
        group: list.group,
        placed,
        others,
    };
    let whole = format!("{}{}", model.head(), model.body()?);
    Some(template(&whole.replace("\r\n", "\n").replace('\r', "\n")))
}

/// The file to write another one like it.
struct Model<'w> {
    text: &'w str,
    group: &'w Group,
    placed: Placed<'w>,
    others: &'w [&'w Group],
}

impl Model<'_> {
    /// The frontmatter with its fences.
    fn head(&self) -> String {
        if self.group.split.front.is_none() {
            return String::new();
        }
        let entries = self.group.head.map.entries.iter();
        let lines: String = entries.map(|entry| self.entry(entry) + "\n").collect();
        format!("---\n{lines}---\n")
    }

    fn entry(&self, entry: &Entry) -> String {
        let value = entry.value.span();
        let from = line_start(self.text, entry.key.span.start);
        let key = Span::new(from, entry.key.span.end).slice(self.text);
        let is_in = |span: Span| !span.is_empty() && value.cover(span) == value;
        let quote = value.slice(self.text).chars().next();
        let quote = quote
            .filter(|c| matches!(c, '"' | '\''))
            .map_or(String::new(), String::from);
        if self.asked().is_some_and(is_in) {
            return format!("{key}: {quote}{QUESTION}{quote}");
        }
        if self.keeps(entry) {
            return format!("{key}: {}", value.slice(self.text));
        }
        match &entry.value {
            Node::List(list) if list.flow => format!("{key}: [{STOP}]"),
            Node::List(list) => {
                let dash = line_start(self.text, list.span.start);
                let first = Span::new(dash, line_end(self.text, dash)).slice(self.text);
                let indent = &first[..first.len() - first.trim_start().len()];
                format!("{key}:\n{indent}- {STOP}")
            }
            _ => format!("{key}: {quote}{STOP}{quote}"),
        }
    }

    fn asked(&self) -> Option<Span> {
        Some(self.placed.text()?.span)
    }

    /// Whether the value does not label the question, and all others have it, too.
    fn keeps(&self, entry: &Entry) -> bool {
        let Some(own) = entry.value.as_scalar() else {
            return false;
        };
        let labels = self.placed.level().into_iter().chain(self.placed.topics());
        let mut labels = labels.map(|label| label.span);
        let value = entry.value.span();
        let is_label = labels.any(|label| value.cover(label) == value);
        let is_answer = self
            .placed
            .answer()
            .is_some_and(|answer| answer.scalar().is_some() && value.cover(answer.span()) == value);
        let same = |group: &&Group| {
            let entries = group.head.map.entries.iter();
            let mut entries = entries.filter(|other| other.key.text == entry.key.text);
            entries.all(|other| {
                other
                    .value
                    .as_scalar()
                    .is_some_and(|it| it.text == own.text)
            })
        };
        !is_label && !is_answer && !self.others.is_empty() && self.others.iter().all(same)
    }

    /// The body: up to the text of the question if that is there, then the frame of the answer or the options.
    fn body(&self) -> Option<String> {
        let start = self.group.split.body;
        let asked = self.asked().filter(|asked| asked.start >= start);
        let (opener, from) = match asked {
            Some(asked) => {
                let end = line_end(self.text, asked.end);
                let before = Span::new(start, asked.start).slice(self.text);
                let after = Span::new(asked.end, end).slice(self.text);
                (format!("{before}{QUESTION}{after}"), end)
            }
            None => (String::new(), start),
        };
        let below = match self.placed.question.options().is_empty() {
            true => self.answer(from),
            false => self.options(from)?,
        };
        Some(format!("{opener}{below}"))
    }

    /// What is around the answer, with its first heading if the other files have that, too.
    fn answer(&self, from: u32) -> String {
        let Some(Answer::Below(below)) = self.placed.answer() else {
            return String::new();
        };
        let before = Span::new(from, below.span.start.max(from)).slice(self.text);
        let written = below.span.slice(self.text);
        let line = written.lines().next().unwrap_or("");
        let heading = Span::new(below.span.start, below.span.start + line.len() as u32);
        let headings = self.group.body.headings();
        let start = self.group.split.body;
        let own = headings
            .clone()
            .find(|it| heading.touches(it.span.start + start));
        let is_shared = own.filter(|own| {
            let has = |group: &&Group| group.body.has_anchor(own.anchor);
            line.starts_with('#') && !self.others.is_empty() && self.others.iter().all(has)
        });
        let label = is_shared.map_or(String::new(), |_| format!("{line}\n\n"));
        let blank = if before.trim().is_empty() {
            "\n"
        } else {
            before
        };
        let rest = &self.text[below.span.end as usize..];
        let closing = rest.trim();
        let after = match closing.starts_with("</") && !closing.contains('\n') {
            true => rest.trim_end(),
            false => "",
        };
        format!("{blank}{label}{STOP}{after}\n")
    }

    /// The options with empty boxes, and the line that names the right ones.
    fn options(&self, from: u32) -> Option<String> {
        let start = self.placed.start;
        let options = self.placed.question.options();
        let first = line_start(self.text, options.first()?.marker.start + start);
        let mut out = self.text.get(from as usize..first as usize)?.to_owned();
        for option in options {
            let line = line_start(self.text, option.marker.start + start);
            let marker = option.marker.shift(start);
            let before = Span::new(line, marker.start).slice(self.text);
            let written = marker.slice(self.text);
            let mark = if written.starts_with('[') {
                "[ ]"
            } else {
                written
            };
            out += &format!("{before}{mark} {STOP}\n");
        }
        let key = self
            .placed
            .question
            .options_key()
            .map(|key| key.span.shift(start));
        let key = key.filter(|key| key.start >= self.group.split.body);
        if let Some(label) = key.and_then(|key| key.slice(self.text).split_once(':')) {
            out += &format!("\n{}: {STOP}\n", label.0);
        }
        Some(out)
    }
}
