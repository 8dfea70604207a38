//! What may open a question: each heading, list item, summary, bold line, `Q:` line and table row of a document.

use super::answer::is_furniture;
use super::marker::{Class, marker};
use super::scan::{Kind, Line, trimmed};
use super::tags::Details;
use super::vocabulary::{LEVEL_MARKS, announces_answer, is_level, question_like};
use crate::text::Span;

/// In what form a question is opened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Opener {
    /// A heading inside an ordered list item.
    NumberedHeading,
    /// A heading.
    Heading,
    /// A `<summary>`.
    Summary,
    /// A line that is bold, or starts with a bold marker.
    Bold,
    /// A line that starts with a marker such as `Q:`.
    Line,
    /// A list item.
    Item,
    /// A row of a table.
    Row,
}

/// What may open a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Its form.
    pub opener: Opener,
    /// The class of its marker.
    pub class: Option<Class>,
    /// The level of a heading; the indent of a list item.
    pub level: u32,
    /// The index of its line.
    pub line: usize,
    /// Where it starts in the text.
    pub start: u32,
    /// The number, and where it is written.
    pub number: Option<(u32, Span)>,
    /// The text of the question as written, without marker and markup around it.
    pub text: Span,
    /// Whether the text reads as a question, from 0 to 2.
    pub like: u8,
    /// For a summary: the index of its element.
    pub details: Option<usize>,
    /// Whether all of a list item is bold.
    pub bold: bool,
    /// The mark of its level, where the form has a place for one.
    pub level_mark: Option<Span>,
    /// Whether a list item has a bullet and not a number.
    pub bullet: bool,
}

/// All candidates of a document, in order.
pub fn candidates(text: &str, lines: &[Line], details: &[Details]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut element = details.iter().enumerate().peekable();
    for (index, line) in lines.iter().enumerate() {
        while let Some((at, details)) = element.next_if(|(_, details)| details.open.line <= index) {
            found.extend(summary(text, at, details));
        }
        if line.quoted {
            continue;
        }
        match line.kind {
            Kind::Heading {
                level,
                text: inside,
                number,
            } => {
                found.extend(heading(
                    text,
                    index,
                    line,
                    level,
                    inside,
                    number.map(|number| (number.value, number.span)),
                ));
            }
            Kind::Item {
                number,
                text: inside,
            } => {
                found.extend(item(
                    text,
                    index,
                    line,
                    inside,
                    number.map(|number| (number.value, number.span)),
                ));
            }
            Kind::Text => found.extend(line_of_text(text, lines, index)),
            Kind::Row => found.extend(row(text, lines, index)),
            _ => {}
        }
    }
    found
}

fn candidate(text: &str, opener: Opener, line: usize, start: u32, inside: Span) -> Candidate {
    let inside = unwrapped(text, trimmed(text, inside));
    let mut candidate = Candidate {
        opener,
        class: None,
        level: 0,
        line,
        start,
        number: None,
        text: inside,
        like: 0,
        details: None,
        bold: false,
        level_mark: None,
        bullet: false,
    };
    if let Some(marker) = marker(inside.slice(text)) {
        candidate.class = Some(marker.class);
        let span = Span::new(inside.start, inside.start + marker.mark_len as u32);
        candidate.number = marker.number.map(|number| (number, span));
        candidate.text = Span::new(inside.start + marker.len as u32, inside.end);
    }
    candidate.text = unwrapped(text, candidate.text);
    candidate.like = likeness(candidate.text.slice(text));
    candidate
}

/// How much a text reads as a question; the mark of a level shows that it is one.
fn likeness(text: &str) -> u8 {
    question_like(text).max(u8::from(LEVEL_MARKS.iter().any(|mark| text.contains(mark))))
}

/// The text without bold or italic markup around all of it, and without the end of markup that the marker opened.
fn unwrapped(text: &str, span: Span) -> Span {
    let mut span = trimmed(text, span);
    loop {
        let inside = span.slice(text);
        let both = ["***", "**", "__"].into_iter().find(|mark| {
            let len = mark.len();
            inside.len() > 2 * len
                && inside.starts_with(mark)
                && inside.ends_with(mark)
                && !inside[len..inside.len() - len].contains(mark)
        });
        if let Some(mark) = both {
            let len = mark.len() as u32;
            span = trimmed(text, Span::new(span.start + len, span.end - len));
            continue;
        }
        let bare = without_tags(text, span);
        if bare != span && !bare.is_empty() {
            span = bare;
            continue;
        }
        if let Some(link) = whole_link(inside) {
            span = trimmed(text, Span::new(span.start + 1, span.start + link as u32));
            continue;
        }
        // The end of markup whose start is before the marker.
        let end = ["**", "__"].into_iter().find(|mark| {
            inside.len() > 2 && inside.ends_with(mark) && inside.matches(mark).count() == 1
        });
        if let Some(mark) = end {
            span = trimmed(text, Span::new(span.start, span.end - mark.len() as u32));
            continue;
        }
        return span;
    }
}

/// If a text is nothing but a link: where the link's text ends.
fn whole_link(inside: &str) -> Option<usize> {
    if !inside.starts_with('[') || !inside.ends_with(')') {
        return None;
    }
    let middle = inside.find("](")?;
    let target = &inside[middle + 2..inside.len() - 1];
    (!target.contains("](") && !target.contains(") ") && !target.starts_with('#')).then_some(middle)
}

fn heading(
    text: &str,
    index: usize,
    line: &Line,
    level: u8,
    inside: Span,
    number: Option<(u32, Span)>,
) -> Option<Candidate> {
    let opener = if number.is_some() {
        Opener::NumberedHeading
    } else {
        Opener::Heading
    };
    let mut candidate = candidate(text, opener, index, line.start, inside);
    candidate.level = u32::from(level);
    if number.is_some() {
        candidate.number = number;
    }
    Some(candidate)
}

fn item(
    text: &str,
    index: usize,
    line: &Line,
    inside: Span,
    number: Option<(u32, Span)>,
) -> Option<Candidate> {
    let start = inside.slice(text);
    if start.is_empty()
        || start.starts_with("[ ]")
        || start.starts_with("[x]")
        || start.starts_with("[X]")
        || start.starts_with("[]")
    {
        return None;
    }
    let mut candidate = candidate(text, Opener::Item, index, line.start, inside);
    candidate.level = line.indent;
    let start = inside.slice(text);
    let wrapped = [("**", "**"), ("<b>", "</b>"), ("<strong>", "</strong>")];
    candidate.bold = wrapped
        .iter()
        .any(|(open, close)| start.starts_with(open) && start.ends_with(close));
    candidate.bullet = number.is_none();
    if number.is_some() {
        if candidate.class == Some(Class::Number) || candidate.class == Some(Class::Word) {
            candidate.text = unwrapped(text, inside);
            candidate.like = likeness(candidate.text.slice(text));
        }
        candidate.class = Some(Class::Number);
        candidate.number = number;
    }
    Some(candidate)
}

fn summary(text: &str, at: usize, details: &Details) -> Option<Candidate> {
    if details.summary.is_empty() {
        return None;
    }
    // The code that some questions have is not in their first line.
    let inside = trimmed(text, details.summary);
    let first = inside
        .slice(text)
        .find(['\n', '\r'])
        .map_or(inside.end, |at| inside.start + at as u32);
    let inside = without_tags(text, Span::new(inside.start, first));
    if inside.is_empty() || announces_answer(inside.slice(text)) {
        return None;
    }
    let mut candidate = candidate(
        text,
        Opener::Summary,
        details.summary_line,
        details.open.span.start,
        inside,
    );
    candidate.details = Some(at);
    candidate.level = details.depth as u32;
    Some(candidate)
}

/// The span without the HTML tags at its start and end.
fn without_tags(text: &str, span: Span) -> Span {
    let mut span = trimmed(text, span);
    loop {
        let inside = span.slice(text);
        if inside.starts_with('<')
            && let Some(end) = inside.find('>')
        {
            span = trimmed(text, Span::new(span.start + end as u32 + 1, span.end));
        } else if inside.ends_with('>')
            && let Some(start) = inside.rfind("</")
            && !inside[start..inside.len() - 1].contains('>')
            && is_wrapper(&inside[start + 2..inside.len() - 1])
        {
            span = trimmed(text, Span::new(span.start, span.start + start as u32));
        } else {
            return span;
        }
    }
}

/// Whether an element can be around the whole of a text; the end of `<code>` belongs to a word of it.
fn is_wrapper(name: &str) -> bool {
    matches!(
        name.trim(),
        "b" | "strong"
            | "i"
            | "em"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "span"
            | "p"
            | "u"
            | "big"
            | "font"
            | "a"
    )
}

/// A line of text that is bold, or starts with a marker.
fn line_of_text(text: &str, lines: &[Line], index: usize) -> Option<Candidate> {
    let line = &lines[index];
    let visible = line.visible(text);
    if is_furniture(visible) {
        return None;
    }
    if line.indent >= 4 && visible.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let inside = Span::new(line.start, line.span.end);
    if visible.starts_with("**")
        || visible.starts_with("__")
        || visible.starts_with("<b>")
        || visible.starts_with("<strong>")
    {
        return bold(text, lines, index, inside);
    }
    let candidate = candidate(text, Opener::Line, index, line.start, inside);
    matches!(candidate.class, Some(Class::Question | Class::Word))
        .then_some(candidate)
        .filter(|candidate| !candidate.text.is_empty() || candidate.number.is_some())
}

fn bold(text: &str, lines: &[Line], index: usize, inside: Span) -> Option<Candidate> {
    let visible = inside.slice(text);
    let opens_paragraph = index == 0 || !matches!(lines[index - 1].kind, Kind::Text) || {
        let before = lines[index - 1].visible(text);
        before.starts_with('<')
            || before.starts_with("**")
            || before.ends_with("  ")
            || before.ends_with('>')
    };
    if !opens_paragraph {
        return None;
    }
    let (mark, close) = match visible {
        _ if visible.starts_with("**") => ("**", "**"),
        _ if visible.starts_with("__") => ("__", "__"),
        _ if visible.starts_with("<b>") => ("<b>", "</b>"),
        _ => ("<strong>", "</strong>"),
    };
    let from = mark.len();
    let end = visible[from..].find(close)? + from;
    let after = visible[end + close.len()..].trim();
    let mut candidate = candidate(text, Opener::Bold, index, inside.start, inside);
    let short = after.chars().filter(|c| !c.is_whitespace()).count() <= 12
        && !after.starts_with(':')
        && !visible[from..end].ends_with(':');
    if candidate.class.is_none() && !short {
        return None;
    }
    if candidate.class.is_none() && mark.starts_with('<') {
        candidate.text = trimmed(
            text,
            Span::new(inside.start + from as u32, inside.start + end as u32),
        );
    } else if candidate.class.is_none() {
        // Without what comes after the bold part, such as the mark of a level.
        candidate.text = trimmed(
            text,
            Span::new(inside.start + from as u32, inside.start + end as u32),
        );
    } else if visible[end + close.len()..].trim().is_empty() || short && end > from + 6 {
        let close_at = inside.start + end as u32;
        if candidate.text.start < close_at {
            candidate.text = trimmed(text, Span::new(candidate.text.start, close_at));
        }
    }
    candidate.like = likeness(candidate.text.slice(text));
    (!candidate.text.is_empty()).then_some(candidate)
}

/// A row of a table whose first cell with words is a question.
fn row(text: &str, lines: &[Line], index: usize) -> Option<Candidate> {
    let line = &lines[index];
    let visible = line.visible(text);
    let below = lines.get(index + 1).map_or("", |line| line.visible(text));
    let is_head = is_delimiter(below);
    if is_head || is_delimiter(visible) || visible.contains("](#") {
        return None;
    }
    for span in cells(text, line) {
        let inside = span.slice(text);
        if inside.chars().filter(|c| c.is_alphabetic()).count() >= 4 {
            let mut candidate = candidate(text, Opener::Row, index, line.start, span);
            candidate.level_mark =
                cells(text, line).find(|cell| *cell != span && is_level(cell.slice(text)));
            return (candidate.like > 0).then_some(candidate);
        }
    }
    None
}

/// The cells of a row, without the space around them.
fn cells<'t>(text: &'t str, line: &Line) -> impl Iterator<Item = Span> + use<'t> {
    let mut at = line.start;
    let visible = Span::new(line.start, line.span.end).slice(text);
    visible.split('|').map(move |cell| {
        let span = trimmed(text, Span::new(at, at + cell.len() as u32));
        at += cell.len() as u32 + 1;
        span
    })
}

/// Whether a line is the delimiter row of a table.
pub fn is_delimiter(visible: &str) -> bool {
    visible.contains('-')
        && visible
            .bytes()
            .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}
