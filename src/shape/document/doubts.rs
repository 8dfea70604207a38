//! What findings about options need beside the options themselves: all that an option shows, what is wrong with the line
//! that names the right ones, and where placeholders and numbers are.

use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use super::found::Found;
use super::found::{OptionLine, Style};
use super::key::{Key, Texts, key_in, may_be_key};
use super::line::{Kind, Line};
use super::plain::{add_words, plain};
use super::reader::Question;
use super::vocabulary::is_question_placeholder;
use crate::facts::question::KeyFault;
use crate::text::{Span, letters};

/// A hash of all that the option at `place` shows: its text, and the code or image below; 0 if it shows nothing. The
/// buffer saves an allocation for each option.
pub fn content(
    text: &str,
    lines: &[Line],
    question: &Question,
    place: usize,
    buffer: &mut Vec<u8>,
) -> u64 {
    let options = &question.found.options;
    let option = &options[place];
    buffer.clear();
    add_prose(buffer, option.text.slice(text));
    let to = match options.get(place + 1) {
        Some(next) => next.line,
        None => question.lines.1,
    };
    let below = lines.get(option.line + 1..to.min(lines.len()));
    let is_last = place + 1 == options.len();
    for line in below.unwrap_or_default() {
        if is_last && !belongs(line, &lines[option.line]) {
            break;
        }
        match line.kind {
            Kind::Blank | Kind::Comment => {}
            // The indentation of code can be its meaning.
            Kind::Code => {
                buffer.extend_from_slice(line.span.slice(text).trim_end().as_bytes());
                end_line(buffer);
            }
            _ => add_prose(buffer, line.visible(text)),
        }
    }
    match buffer.is_empty() {
        true => 0,
        false => xxh3_64(buffer),
    }
}

/// Adds what a line shows, without the white space that does not matter.
fn add_prose(shown: &mut Vec<u8>, text: &str) {
    add_words(shown, text, b'\n');
    end_line(shown);
}

/// Ends the last line, if it has anything.
fn end_line(shown: &mut Vec<u8>) {
    if shown.last().is_some_and(|last| *last != b'\n') {
        shown.push(b'\n');
    }
}

/// Whether a line after the last option is still part of it.
fn belongs(line: &Line, option: &Line) -> bool {
    line.is_blank() || line.kind == Kind::Code || line.indent > option.indent
}

/// Where the question's number is written; `None` where a letter belongs to it, as in `17b`.
pub fn number_mark(text: &str, question: &Question) -> Option<Span> {
    let (_, span) = question.candidate.number?;
    let from = text.get(span.start as usize..)?;
    let after = from.trim_start_matches(|c: char| !c.is_ascii_digit());
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    (!after.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(span)
}

/// The placeholder of a question: its text, or one where nothing of an answer is above it. Further below, the same words can
/// be part of the answer.
pub fn placeholder(lines: &[Line], question: &Question) -> Option<Span> {
    if is_question_placeholder(&question.text) {
        return Some(question.span);
    }
    let placeholder = question.found.placeholder?;
    let (first, to) = question.found.answer;
    let at = lines.partition_point(|line| line.span.end < placeholder.start);
    let is_text = lines.get(at).is_some_and(|line| line.kind == Kind::Text);
    let is_above = first >= to || is_text && at < first;
    (!question.answered || is_above).then_some(placeholder)
}

/// What is wrong with the key of a question, as far as it is certain. Spans count from the start of the file.
pub fn key_fault(text: &str, lines: &[Line], question: &Question) -> Option<KeyFault> {
    let found = &question.found;
    let key = found.key.as_ref()?;
    if let Some(unknown) = unknown(text, found, key) {
        return Some(KeyFault::Unknown(unknown));
    }
    contradicted(text, lines, question, key)
}

/// The longest text that can be an option's, in bytes. A longer one is an explanation.
const LONGEST: usize = 60;

/// From this likeness on, a text that a key quotes is an option with a slip.
const ALIKE: f64 = 0.8;

/// What the key names that is not an option.
fn unknown(text: &str, found: &Found, key: &Key) -> Option<SmolStr> {
    let count = found.options.len();
    let beyond = key.places.iter().find(|place| **place >= count);
    if let Some(place) =
        beyond.filter(|_| found.right.is_empty() || found.right.len() < key.places.len())
    {
        return name_of(*place, found.style);
    }
    let quoted = key.quoted.as_deref()?.trim();
    let wanted = letters(quoted);
    let mut texts = found
        .options
        .iter()
        .map(|option| letters(&plain(option.text.slice(text))));
    let is_slip = texts.any(|option| {
        let longest = option.len().max(wanted.len());
        longest <= 4 * LONGEST && strsim::normalized_levenshtein(&option, &wanted) >= ALIKE
    });
    let is_short = quoted.len() <= LONGEST && !quoted.contains(". ");
    let is_unknown = is_slip || is_short && found.right.is_empty();
    (is_unknown && !wanted.is_empty()).then(|| quoted.into())
}

/// What options at a place are called: a letter, or a number.
fn name_of(place: usize, style: Option<Style>) -> Option<SmolStr> {
    if style == Some(Style::Number) {
        return Some((place + 1).to_string().into());
    }
    let letter = u8::try_from(place).ok().filter(|place| *place < 26)?;
    Some(char::from(b'A' + letter).to_string().into())
}

/// What a line that states the right options starts with, in lower case.
const STATES: &[&str] = &[
    "the correct answer",
    "the right answer",
    "correct answer",
    "right answer",
];

/// A later line that states other right options than the key.
fn contradicted(text: &str, lines: &[Line], question: &Question, key: &Key) -> Option<KeyFault> {
    let found = &question.found;
    let (options, count) = (&found.options, found.options.len());
    let right = sorted(&found.right);
    if right.is_empty() {
        return None;
    }
    let texts = Texts::new(text, options.iter().map(|option| option.text));
    let is_numbered = found.style == Some(Style::Number);
    let after = options
        .last()
        .map_or(0, |option: &OptionLine| option.line + 1);
    let to = question.lines.1.min(lines.len());
    let below = lines
        .get(after..to)?
        .iter()
        .filter(|line| line.start > key.line.end);
    let below = below.filter(|line| !line.is_blank() && line.kind != Kind::Code);
    for line in below.filter(|line| may_be_key(line.visible(text))) {
        let stated = plain(line.visible(text)).to_lowercase();
        let stated = stated.trim_start_matches(|c: char| !c.is_alphanumeric());
        if !STATES.iter().any(|lead| stated.starts_with(lead)) {
            continue;
        }
        let Some(other) = key_in(text, line, &texts, is_numbered) else {
            continue;
        };
        let places = sorted(&other.places);
        let is_certain = !places.is_empty() && places.iter().all(|place| *place < count);
        if is_certain && places != right {
            return Some(KeyFault::Contradicted(other.line, places.into()));
        }
    }
    None
}

fn sorted(places: &[usize]) -> Vec<usize> {
    let mut places = places.to_vec();
    places.sort_unstable();
    places.dedup();
    places
}

/// The fault with its span relative to `start`.
pub fn relative(fault: KeyFault, start: u32) -> KeyFault {
    match fault {
        KeyFault::Contradicted(line, places) => {
            KeyFault::Contradicted(Span::new(line.start - start, line.end - start), places)
        }
        unknown @ KeyFault::Unknown(_) => unknown,
    }
}
