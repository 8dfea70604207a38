//! A group whose frontmatter a git host printed as one row of a table: `[{question Text} {answer file.md} {topics [A B]}]`.

use std::collections::HashSet;

use memchr::memmem;

use super::vocabulary::is_level;
use crate::text::{Span, line_end};

/// A question of the row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flattened {
    /// From `{question` to the last brace of it.
    pub span: Span,
    /// Its text.
    pub text: Span,
    /// Its answer.
    pub answer: Option<Span>,
    /// Its level, if it has one beside its topics.
    pub level: Option<Span>,
    /// Its topics, in order. Only spaces separate them, and a topic can have spaces, too: a level at one of the ends and a
    /// topic that another question has alone are topics by themselves, and the rest is one topic.
    pub topics: Vec<Span>,
    /// Whether it has no other values than these, and each is of the kind that its key takes.
    pub is_whole: bool,
}

/// A part of the row, `{key value}`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// With its braces.
    pub span: Span,
    /// The key.
    pub key: Span,
    /// The value, without spaces around it.
    pub value: Span,
}

/// How many questions make a row of them.
const ENOUGH: usize = 3;

/// What starts the values of a question.
const VALUES: [&str; 3] = ["{answer ", "{level ", "{topics ["];

/// The questions of the row, in order; empty if the text has none.
pub fn read(text: &str, from: u32) -> Vec<Flattened> {
    let body = &text[from as usize..];
    let starts: Vec<u32> = memmem::find_iter(body.as_bytes(), b"{question ")
        .map(|at| at as u32 + from)
        .collect();
    if starts.len() < ENOUGH {
        return Vec::new();
    }
    let ends = starts[1..].iter().copied();
    let ends = ends.chain(std::iter::once(text.len() as u32));
    let read: Vec<_> = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| question(text, Span::new(*start, end)))
        .collect();
    let lists = read.iter().map(|(_, list)| words(text, *list));
    let alone: HashSet<&str> = lists
        .filter_map(|words| match Ends::of(text, &words).between {
            [word] => Some(word.slice(text)),
            _ => None,
        })
        .collect();
    let questions = read.into_iter().map(|(question, list)| Flattened {
        topics: topics(text, list, &alone),
        ..question
    });
    questions.collect()
}

/// The question that a span starts with, and the list of its topics, which may be empty.
fn question(text: &str, within: Span) -> Option<(Flattened, Span)> {
    let within = Span::new(within.start, within.end.min(line_end(text, within.start)));
    let mut parts = parts(text, within);
    let is_apart = |pair: &[Part]| {
        let gap = Span::new(pair[0].span.end, pair[1].span.start);
        !gap.slice(text).trim().is_empty()
    };
    let end = parts.windows(2).position(is_apart);
    parts.truncate(end.map_or(parts.len(), |last| last + 1));
    let values = |key: &str| {
        let parts = parts.iter().filter(|part| part.key.slice(text) == key);
        parts.map(|part| part.value).collect::<Vec<_>>()
    };
    let texts = ["question", "answer", "level"].map(values);
    let topics = values("topics");
    let is_list = |value: &Span| list(text, *value).is_some();
    let count = topics.len() + texts.iter().map(Vec::len).sum::<usize>();
    let is_whole = count == parts.len()
        && topics.len() <= 1
        && topics.iter().all(is_list)
        && texts.iter().all(|values| values.len() <= 1)
        && !texts.iter().flatten().any(is_list);
    let [question, answer, level] = texts.map(|values| values.first().copied());
    let flattened = Flattened {
        span: parts.first()?.span.cover(parts.last()?.span),
        text: question?,
        answer,
        level,
        topics: Vec::new(),
        is_whole,
    };
    let list = topics.first().and_then(|value| list(text, *value));
    Some((flattened, list.unwrap_or_default()))
}

/// The parts of a span within one line, in order. Where it is not clear where a value ends, its part is the last one but
/// for those of a question.
pub fn parts(text: &str, within: Span) -> Vec<Part> {
    let values = VALUES.iter().flat_map(|start| {
        let found = within.slice(text).match_indices(start);
        found.map(|(at, _)| within.start + at as u32)
    });
    let mut values: Vec<u32> = values.collect();
    values.sort_unstable();
    let mut parts = Vec::new();
    let mut at = within.start;
    while let Some(open) = Span::new(at, within.end).slice(text).find('{') {
        let start = at + open as u32;
        at = start + 1;
        let Some(key) = key(&text[at as usize..within.end as usize]) else {
            continue;
        };
        let key = Span::new(at, at + key.len() as u32);
        let next = values.get(values.partition_point(|value| *value <= start));
        let end = next.copied().unwrap_or(within.end);
        let rest = Span::new(key.end + 1, end).slice(text);
        let clear = clear_end(rest);
        let first = || Span::new(key.end + 1, within.end).slice(text).find('}');
        let Some(len) = clear.or_else(first) else {
            break;
        };
        let value = Span::new(key.end + 1, key.end + 1 + len as u32);
        at = value.end + 1;
        parts.push(Part {
            span: Span::new(start, at),
            key,
            value: trimmed(text, value),
        });
        if clear.is_none() {
            // Nothing up to the next value ends a part.
            let Some(next) = next else {
                break;
            };
            at = at.max(*next);
        }
    }
    parts
}

/// The first brace of a text that ends a part.
fn clear_end(text: &str) -> Option<usize> {
    let mut braces = text.match_indices('}').map(|(at, _)| at);
    braces.find(|at| ends_part(&text[at + 1..]))
}

/// The key that a text starts with, before a space.
fn key(text: &str) -> Option<&str> {
    let end = text.find(|c| !is_of_key(c))?;
    (end > 0 && text[end..].starts_with(' ')).then(|| &text[..end])
}

/// Whether a key can have this character.
pub fn is_of_key(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// Whether a brace ends a part when this follows it: another part, the end of the list, or the end of the row. A brace
/// within a value is followed by more of the value.
fn ends_part(rest: &str) -> bool {
    let below = rest.trim_start_matches(']');
    let after = below.trim_start_matches([' ', '\t', '[']);
    after.is_empty()
        || after.starts_with('|')
        || after
            .strip_prefix('{')
            .is_some_and(|part| key(part).is_some())
        || (below.len() < rest.len() && below.starts_with([' ', '\t']))
}

/// The inside of a value in brackets.
fn list(text: &str, value: Span) -> Option<Span> {
    let inside = value.slice(text).strip_prefix('[')?.strip_suffix(']')?;
    let start = value.start + 1;
    Some(Span::new(start, start + inside.len() as u32))
}

/// Whether there are only brackets and spaces between spans, which are in order.
pub fn are_next_to_each_other(text: &str, spans: impl Iterator<Item = Span> + Clone) -> bool {
    let pairs = spans.clone().zip(spans.skip(1));
    let mut gaps = pairs.map(|(a, b)| Span::new(a.end, b.start).slice(text));
    gaps.all(|gap| gap.trim_matches([' ', '[', ']']).is_empty())
}

fn trimmed(text: &str, span: Span) -> Span {
    let written = span.slice(text);
    let start = span.start + (written.len() - written.trim_start().len()) as u32;
    Span::new(start, start + written.trim().len() as u32)
}

/// The words of a list.
fn words(text: &str, list: Span) -> Vec<Span> {
    let written = list.slice(text);
    let words = written.split_whitespace();
    let starts = words.map(|word| (word.as_ptr() as usize - written.as_ptr() as usize, word));
    let spans = starts.map(|(at, word)| Span::new(at as u32, (at + word.len()) as u32));
    spans.map(|span| span.shift(list.start)).collect()
}

/// The words of a list without the level at one of its ends.
struct Ends<'w> {
    first: Option<Span>,
    between: &'w [Span],
    last: Option<Span>,
}

impl<'w> Ends<'w> {
    fn of(text: &str, words: &'w [Span]) -> Self {
        let is_level = |word: &Span| is_level(word.slice(text));
        let (first, between, last) = match words {
            [between @ .., last] if is_level(last) => (None, between, Some(*last)),
            [first, between @ ..] if is_level(first) => (Some(*first), between, None),
            between => (None, between, None),
        };
        Self {
            first,
            between,
            last,
        }
    }
}

/// The topics of a list; `alone` are those that are alone in another.
fn topics(text: &str, list: Span, alone: &HashSet<&str>) -> Vec<Span> {
    let words = words(text, list);
    let Ends {
        first,
        between,
        last,
    } = Ends::of(text, &words);
    let is_alone = |word: &&Span| alone.contains(word.slice(text));
    let before = between.iter().take_while(is_alone).count();
    let (before, rest) = between.split_at(before);
    let after = rest.iter().rev().take_while(is_alone).count();
    let (rest, after) = rest.split_at(rest.len() - after);
    let rest = rest.iter().copied().reduce(Span::cover);
    let topics = first.into_iter().chain(before.iter().copied()).chain(rest);
    topics.chain(after.iter().copied()).chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::text::Span;

    /// Each question as its text, answer, level and topics, and what is not whole.
    fn shown(text: &str) -> Vec<String> {
        let slice = |span: Option<Span>| span.map_or("-", |span| span.slice(text));
        let questions = read(text, 0).into_iter();
        let shown = questions.map(|one| {
            let topics: Vec<&str> = one.topics.iter().map(|span| span.slice(text)).collect();
            let whole = if one.is_whole { "" } else { " (more)" };
            format!(
                "{} {} {} {}{whole}",
                one.text.slice(text),
                slice(one.answer),
                slice(one.level),
                topics.join("/")
            )
        });
        shown.collect()
    }

    #[test]
    fn a_row_of_questions_is_read() {
        let text = "| [[{question Why?} {answer why.md} {topics [A]}] [{question How?} {answer how.md} {level Hard}] [{question Who?} |";
        assert_eq!(
            shown(text),
            ["Why? why.md - A", "How? how.md Hard ", "Who? - - "]
        );
        assert!(read("{question One?} {question Two?}", 0).is_empty());
    }

    #[test]
    fn topics_are_parted_where_the_row_shows_how() {
        let lists = [
            ("[]", ""),
            ("[Core]", "Core"),
            ("[Core Beginner]", "Core/Beginner"),
            ("[Hard Core Data Types]", "Hard/Core/Data Types"),
            ("[Data Types Maps Beginner]", "Data Types/Maps/Beginner"),
            ("[Maps Hard]", "Maps/Hard"),
            ("[Advanced Types Beginner]", "Advanced Types/Beginner"),
        ];
        let row = lists.map(|(list, _)| format!("[{{question Q}} {{topics {list}}}]"));
        let expected = lists.map(|(_, topics)| format!("Q - - {topics}"));
        assert_eq!(shown(&row.join(" ")), expected);
    }

    #[test]
    fn braces_and_brackets_within_a_text_belong_to_it() {
        let rest = " {answer a.md}] [{question B}] [{question C}]]";
        for question in ["What is {}?", "Is `{` a {b c}?", "Why a[{}]? No {} {}"] {
            let text = format!("[[{{question {question}}}{rest}");
            assert_eq!(shown(&text)[0], format!("{question} a.md - "), "{text}");
        }
    }

    #[test]
    fn a_question_ends_with_its_item() {
        let text = "{question A} and {answer a} {question B}] [{level Hard}] {question C}]] [{topics [D]}]";
        assert_eq!(shown(text), ["A - - ", "B - - ", "C - - "]);
    }

    #[test]
    fn what_is_more_than_these_values_is_noticed() {
        for more in [
            "{question A} {hint a}",
            "{question A} {answer a} {answer b}",
            "{question A} {topics a}",
            "{question A} {answer [a b]}",
        ] {
            let text = format!("[{more}] [{{question B}}] [{{question C}}]");
            let shown = shown(&text);
            assert!(shown[0].ends_with(" (more)"), "{shown:?}");
            assert_eq!(shown[1..], ["B - - ", "C - - "]);
        }
    }
}
