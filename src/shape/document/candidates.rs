//! What may open a question: each heading, list item, summary, bold line, `Q:` line and table row of a document.

use super::line::{Kind, Line, Number, trimmed};
use super::marker::{Class, is_question_word, marker};
use super::opened::{unwrapped, without_tags};
use super::plain::is_furniture;
use super::table::{cells, is_delimiter};
use super::tags::Details;
use super::vocabulary::{
    LEVEL_MARKS, announces_answer, is_answer_heading, is_level, names_a_bank, question_like,
};
use crate::text::{Replaced, Span};

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

impl Candidate {
    /// The same after an edit elsewhere, by which the lines after the one at `line` moved by `delta`.
    pub(super) fn moved(&self, edit: &Replaced, line: usize, delta: isize) -> Self {
        let after = self.line > line;
        let line = if after {
            self.line.saturating_add_signed(delta)
        } else {
            self.line
        };
        Self {
            line,
            start: edit.moved(self.start),
            number: self
                .number
                .map(|(number, span)| (number, edit.moved_span(span))),
            text: edit.moved_span(self.text),
            level_mark: self.level_mark.map(|span| edit.moved_span(span)),
            ..self.clone()
        }
    }
}

/// All candidates of a document, in order.
pub fn candidates(text: &str, lines: &[Line], details: &[Details]) -> Vec<Candidate> {
    let mut found = on_their_own(text, lines, details);
    bare_numbers(text, &mut found);
    found
}

/// The candidates as each line shows them, whatever the others are.
pub(super) fn on_their_own(text: &str, lines: &[Line], details: &[Details]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut element = details.iter().enumerate().peekable();
    // Whether the table of the row has a column of questions.
    let mut of_questions = false;
    // Whether a heading that is only a word for "question" is directly above.
    let mut announced = false;
    for (index, line) in lines.iter().enumerate() {
        while let Some((at, details)) = element.next_if(|(_, details)| details.open.line <= index) {
            found.extend(summary(text, at, details));
        }
        if line.quoted {
            continue;
        }
        let valued = |number: Option<Number>| number.map(|number| (number.value, number.span));
        match line.kind {
            Kind::Heading {
                level,
                text: inside,
                number,
            } => {
                announced = is_question_word(inside.slice(text));
                found.extend(heading(text, index, line, level, inside, valued(number)));
            }
            Kind::Item {
                number,
                text: inside,
            } => found.extend(item(text, index, line, inside, valued(number))),
            Kind::Text => {
                let mut opened = line_of_text(text, lines, index);
                if announced {
                    opened.iter_mut().for_each(announce);
                    announced = line.visible(text).starts_with('<');
                }
                found.extend(opened);
            }
            Kind::Row => {
                if index > 0 && is_delimiter(line.visible(text)) {
                    of_questions = has_questions(text, &lines[index - 1]);
                }
                found.extend(row(text, lines, index).map(|row| Candidate {
                    level: u32::from(of_questions),
                    ..row
                }));
            }
            _ => of_questions = false,
        }
    }
    found
}

/// Makes a bold line below a heading `Question` one that is marked as a question.
fn announce(candidate: &mut Candidate) {
    if candidate.opener == Opener::Bold && candidate.class.is_none() {
        candidate.class = Some(Class::Question);
    }
}

/// Whether the head of a table names a column of questions.
fn has_questions(text: &str, head: &Line) -> bool {
    head.kind == Kind::Row && cells(text, head).any(|cell| names_a_bank(cell.slice(text)))
}

/// Makes `## 12 Text` a heading with a number where such numbers run on over many headings of one level.
fn bare_numbers(text: &str, candidates: &mut [Candidate]) {
    let is_bare =
        |candidate: &Candidate| candidate.opener == Opener::Heading && candidate.class.is_none();
    let number = |candidate: &Candidate| bare_number(candidate.text.slice(text));
    let mut at_levels: [Vec<u32>; 7] = Default::default();
    for candidate in candidates.iter().filter(|candidate| is_bare(candidate)) {
        let number = number(candidate).map(|(number, _)| number);
        at_levels[candidate.level as usize].extend(number);
    }
    let run_on = at_levels.map(|numbers| {
        let pairs = numbers.windows(2);
        let follow = pairs.filter(|pair| pair[1] == pair[0] + 1 || pair[1] == 1);
        numbers.len() >= 5 && follow.count() * 5 >= numbers.len() * 4
    });
    for candidate in candidates.iter_mut().filter(|candidate| is_bare(candidate)) {
        let Some((number, len)) = number(candidate).filter(|_| run_on[candidate.level as usize])
        else {
            continue;
        };
        let start = candidate.text.start;
        candidate.class = Some(Class::Number);
        candidate.number = Some((number, Span::new(start, start + len as u32)));
        candidate.text = unwrapped(text, Span::new(start + len as u32, candidate.text.end));
        candidate.like = likeness(candidate.text.slice(text));
    }
}

/// The number that a text starts with when a space follows, and its length.
pub(super) fn bare_number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=4).contains(&digits) && text[digits..].starts_with(' ');
    is_number.then(|| text[..digits].parse().ok().map(|number| (number, digits)))?
}

/// What a text opens, by its marker. Its likeness is not known yet.
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
    candidate
}

/// The candidate with its likeness, once its text is known.
fn judged(text: &str, mut candidate: Candidate) -> Candidate {
    candidate.like = likeness(candidate.text.slice(text));
    candidate
}

/// How much a text reads as a question; the mark of a level shows that it is one.
fn likeness(text: &str) -> u8 {
    let has_mark = || !text.is_ascii() && LEVEL_MARKS.iter().any(|mark| text.contains(mark));
    match question_like(text) {
        0 => u8::from(has_mark()),
        likeness => likeness,
    }
}

fn heading(
    text: &str,
    index: usize,
    line: &Line,
    level: u8,
    inside: Span,
    number: Option<(u32, Span)>,
) -> Option<Candidate> {
    if is_answer_heading(inside.slice(text)) {
        return None;
    }
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
    Some(judged(text, candidate))
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
    // An entry of the contents, and a key of frontmatter whose fence is being typed.
    let is_entry = start.starts_with('[') && start.contains("](#");
    if is_entry || start.starts_with("question:") || leads_to_a_file(start) {
        return None;
    }
    let mut candidate = candidate(text, Opener::Item, index, line.start, inside);
    candidate.level = line.indent;
    let wrapped = [("**", "**"), ("<b>", "</b>"), ("<strong>", "</strong>")];
    // While its end is still to be typed an item is bold, too.
    candidate.bold = wrapped.iter().any(|(open, close)| {
        start
            .strip_prefix(open)
            .is_some_and(|rest| rest.ends_with(close) || !rest.contains(close))
    });
    candidate.bullet = number.is_none();
    if number.is_some() {
        if candidate.class == Some(Class::Number) || candidate.class == Some(Class::Word) {
            candidate.text = unwrapped(text, inside);
        }
        candidate.class = Some(Class::Number);
        candidate.number = number;
    }
    Some(judged(text, candidate))
}

/// Whether a text is nothing but a link to another markdown file: an entry of the contents of a bank.
fn leads_to_a_file(text: &str) -> bool {
    let Some(target) = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once("]("))
    else {
        return false;
    };
    let path = target.1.split(['#', ' ']).next().unwrap_or("");
    !path.contains("://")
        && (path.ends_with(".md") || path.ends_with(".mdx") || path.ends_with('/'))
}

fn summary(text: &str, at: usize, details: &Details) -> Option<Candidate> {
    if details.summary.is_empty() || details.is_label {
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
    Some(judged(text, candidate))
}

/// A line of text that is bold, or starts with a marker.
fn line_of_text(text: &str, lines: &[Line], index: usize) -> Option<Candidate> {
    let line = &lines[index];
    let visible = line.visible(text);
    let inside = Span::new(line.start, line.span.end);
    if is_bold(visible) && !is_furniture(visible) {
        return bold(text, lines, index, inside);
    }
    // A sign such as 💬 can be before the bold part.
    if matches!(visible.as_bytes().first(), Some(0xe2 | 0xf0)) {
        let rest = visible.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_ascii());
        let rest = rest.trim_start();
        let inside = Span::new(line.span.end - rest.len() as u32, line.span.end);
        return is_bold(rest)
            .then(|| bold(text, lines, index, inside))?
            .filter(|candidate| candidate.like == 2);
    }
    // Most lines are prose.
    let marker = marker(visible)?;
    if marker.class == Class::Number || is_furniture(visible) {
        return None;
    }
    // A marker is near the start of a line.
    let start = &visible.as_bytes()[..visible.len().min(40)];
    let may_be_marked = start
        .iter()
        .any(|byte| matches!(byte, b':' | b'.' | b')' | b']' | b'0'..=b'9' | 0xe3 | 0xef));
    let is_number = line.indent >= 4 && start.first().is_some_and(u8::is_ascii_digit);
    if !may_be_marked || is_number {
        return None;
    }
    let candidate = candidate(text, Opener::Line, index, line.start, inside);
    matches!(candidate.class, Some(Class::Question | Class::Word))
        .then_some(candidate)
        .filter(|candidate| !candidate.text.is_empty() || candidate.number.is_some())
        .map(|candidate| judged(text, candidate))
}

/// The markup of bold text: before and after it.
const BOLD: [(&str, &str); 4] = [
    ("**", "**"),
    ("__", "__"),
    ("<b>", "</b>"),
    ("<strong>", "</strong>"),
];

/// Whether a line starts with bold text.
fn is_bold(visible: &str) -> bool {
    visible.starts_with(['*', '_', '<']) && BOLD.iter().any(|(open, _)| visible.starts_with(open))
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
    let (mark, close) = BOLD
        .into_iter()
        .find(|(open, _)| visible.starts_with(open))?;
    let from = mark.len();
    let end = visible[from..].find(close)? + from;
    let after = visible[end + close.len()..].trim();
    let mut candidate = candidate(text, Opener::Bold, index, inside.start, inside);
    let short = after
        .chars()
        .filter(|c| !c.is_whitespace())
        .nth(12)
        .is_none()
        && !after.starts_with(':')
        && !visible[from..end].ends_with(':');
    if candidate.class.is_none() && !short {
        return None;
    }
    if candidate.class.is_none() {
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
    (!candidate.text.is_empty()).then(|| judged(text, candidate))
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
    let has_words = |cell: &Span| {
        (cell.slice(text).chars().filter(|c| c.is_alphabetic()))
            .nth(3)
            .is_some()
    };
    let span = cells(text, line).find(has_words)?;
    let candidate = judged(text, candidate(text, Opener::Row, index, line.start, span));
    let mut others = cells(text, line).filter(|cell| *cell != span);
    (candidate.like > 0).then(|| Candidate {
        level_mark: others.find(|cell| is_level(cell.slice(text))),
        ..candidate
    })
}
