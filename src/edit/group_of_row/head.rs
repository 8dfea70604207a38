//! The keys of a row and their values. Where only spaces separate the values, each is found by its form, or by the same
//! value elsewhere in the row.

use crate::bank::config::ValueType;
use crate::bank::keys::{Keys, is_reference_key};
use crate::facts::question::names_a_file;
use crate::shape::document::flattened::{are_next_to_each_other, parts};
use crate::shape::document::row::Cells;
use crate::shape::write::HeadValue;
use crate::syntax::yaml::{Kind, Style, Value};
use crate::text::Span;

/// The head of a group.
pub struct Head<'t> {
    /// The keys with their values, in order.
    pub entries: Vec<(String, HeadValue)>,
    /// Keys of which it is not clear where the value of each ends.
    pub unclear: Vec<Cells<'t>>,
}

impl<'t> Head<'t> {
    /// Reads the cells of a row; `keys` are those of a group's head.
    pub fn read(keys: Keys<'_>, mut all: Vec<Cells<'t>>) -> Self {
        let clearer = |all: &[Cells<'t>]| {
            let mut several = (0..all.len()).filter(|at| all[*at].keys.len() > 1);
            several.find_map(|at| {
                let cells = by_form(keys, &all[at]).or_else(|| by_same_value(all, at));
                Some((at, cells?))
            })
        };
        while let Some((at, cells)) = clearer(&all) {
            all.splice(at..=at, cells);
        }
        let (clear, unclear): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|cells| cells.keys.len() == 1);
        let entry = |cells: &Cells<'_>| {
            let key = cells.keys[0];
            (key.to_owned(), value(keys, key, cells.text))
        };
        Self {
            entries: clear.iter().map(entry).collect(),
            unclear,
        }
    }
}

/// The cells split after the first key or before the last one, whose value has a form of its own.
fn by_form<'t>(keys: Keys<'_>, cells: &Cells<'t>) -> Option<Vec<Cells<'t>>> {
    let text = cells.text;
    let (first, last) = (cells.keys.first()?, cells.keys.last()?);
    let word = text.split(' ').next().map(str::len);
    let mut ends = [closing(text), word].into_iter().flatten();
    if let Some(end) = ends.find(|at| has_form_of(keys, first, &text[..*at])) {
        return Some(split(cells, 1, end));
    }
    let word = text.rfind(' ').map_or(0, |at| at + 1);
    let mut starts = opening(text).into_iter().chain([word]);
    let start = starts.find(|at| has_form_of(keys, last, &text[*at..]))?;
    Some(split(cells, cells.keys.len() - 1, start))
}

/// The cells before and after the key at `place`, whose value starts at `at`.
fn split<'t>(cells: &Cells<'t>, place: usize, at: usize) -> Vec<Cells<'t>> {
    let (keys, text) = (cells.keys.split_at(place), cells.text.split_at(at));
    let side = |keys: &[&'t str], text: &'t str| Cells {
        keys: keys.to_vec(),
        text: text.trim(),
    };
    vec![side(keys.0, text.0), side(keys.1, text.1)]
}

/// Whether a text is certainly the whole value of a key: a mapping or a list, or a word as the key has it.
fn has_form_of(keys: Keys<'_>, key: &str, text: &str) -> bool {
    let value_type = keys.get(key).map(|key| key.value_type);
    match value_type {
        Some(ValueType::Number | ValueType::Share) => kind(text) == Kind::Number,
        Some(ValueType::Bool) => kind(text) == Kind::Bool,
        Some(ValueType::Date) => kind(text) == Kind::Date,
        Some(ValueType::OneOf(words)) => words.contains(&text),
        Some(ValueType::String) if key == "ending" => names_a_file(text),
        // The name of a file, which has no spaces.
        Some(ValueType::String) => is_reference_key(key) && !text.is_empty(),
        _ => {
            let has_more = |list: &str| list.contains(['[', ']', '{', '}']);
            entries(text).is_some() || list(text).is_some_and(|list| !has_more(list))
        }
    }
}

fn kind(text: &str) -> Kind {
    let value = Value {
        text,
        span: Span::default(),
        style: Style::Plain,
    };
    value.kind()
}

/// The end of the brackets that a text starts with.
fn closing(text: &str) -> Option<usize> {
    partner(text.char_indices(), ['[', ']']).map(|at| at + 1)
}

/// The start of the brackets that a text ends with.
fn opening(text: &str) -> Option<usize> {
    partner(text.char_indices().rev(), [']', '['])
}

/// The place of the bracket that belongs to the first character, which is the first of the `brackets`.
fn partner(chars: impl Iterator<Item = (usize, char)>, brackets: [char; 2]) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, c) in chars {
        depth = match brackets.iter().position(|bracket| *bracket == c) {
            Some(0) => depth + 1,
            Some(_) => depth.checked_sub(1)?,
            None => depth,
        };
        if depth == 0 {
            return (c == brackets[1]).then_some(at);
        }
    }
    None
}

/// The cells at a place, split at the value of a key that the row has elsewhere, too.
fn by_same_value<'t>(all: &[Cells<'t>], at: usize) -> Option<Vec<Cells<'t>>> {
    let keys = all[at].keys.iter().enumerate();
    let mut known = keys.flat_map(|(index, key)| {
        let values = known_values(all, key).into_iter();
        values.map(move |value| (index, value))
    });
    known.find_map(|(index, value)| around(&all[at], index, value))
}

/// The values of a key in a mapping, and for `briefTitle` that of `title`, if these are clear.
fn known_values<'t>(all: &[Cells<'t>], key: &str) -> Vec<&'t str> {
    let name = match key.strip_prefix("brief") {
        Some(name) => name.to_lowercase(),
        None => key.to_owned(),
    };
    let clear = all.iter().filter(|cells| cells.keys.len() == 1);
    let values = clear.flat_map(|cells| {
        let own = (cells.keys[0] == name).then_some(cells.text);
        let inside = entries(cells.text).unwrap_or_default().into_iter();
        let inside = inside.filter(|(key, _)| *key == name);
        own.into_iter().chain(inside.map(|(_, value)| value))
    });
    values.filter(|value| !value.is_empty()).collect()
}

/// The cells before a value that their text has once, that value, and the cells after it.
fn around<'t>(cells: &Cells<'t>, index: usize, value: &'t str) -> Option<Vec<Cells<'t>>> {
    let (before, after) = cells.text.split_once(value)?;
    let is_apart = (before.is_empty() || before.ends_with(' '))
        && (after.is_empty() || after.starts_with(' '))
        && !after.contains(value);
    let (keys_before, keys_after) = (&cells.keys[..index], &cells.keys[index + 1..]);
    let sides = [
        (keys_before, before),
        (&cells.keys[index..=index], value),
        (keys_after, after),
    ];
    let sides = sides.map(|(keys, text)| Cells {
        keys: keys.to_vec(),
        text: text.trim(),
    });
    let fits = |cells: &Cells<'_>| cells.keys.is_empty() == cells.text.is_empty();
    let sides = (is_apart && sides.iter().all(fits)).then_some(sides)?;
    Some(
        sides
            .into_iter()
            .filter(|cells| !cells.keys.is_empty())
            .collect(),
    )
}

/// The value of a key as it is written in a head.
fn value(keys: Keys<'_>, key: &str, text: &str) -> HeadValue {
    let value_type = keys.get(key).map(|key| key.value_type);
    if value_type == Some(ValueType::String) {
        return HeadValue::Text(text.to_owned());
    }
    if let Some(entries) = entries(text) {
        let inside = keys.inside(key);
        let entries = entries.into_iter();
        let entries = entries.map(|(key, text)| (key.to_owned(), value(inside, key, text)));
        return HeadValue::Map(entries.collect());
    }
    match list(text) {
        Some("") if value_type == Some(ValueType::Map) => HeadValue::Literal("{}".to_owned()),
        Some("") => HeadValue::Literal("[]".to_owned()),
        Some(list) => HeadValue::Texts(items(list)),
        None if matches!(kind(text), Kind::Number | Kind::Date | Kind::Bool) => {
            HeadValue::Literal(text.to_owned())
        }
        None => HeadValue::Text(text.to_owned()),
    }
}

/// The inside of a value in brackets.
fn list(text: &str) -> Option<&str> {
    Some(text.strip_prefix('[')?.strip_suffix(']')?.trim())
}

/// The entries of a mapping, `[{key value} {key value}]`.
fn entries(text: &str) -> Option<Vec<(&str, &str)>> {
    let inside = list(text)?;
    let parts = parts(inside, Span::new(0, inside.len() as u32));
    let spans = parts.iter().map(|part| part.span);
    let whole = parts.first()?.span.cover(parts.last()?.span);
    let is_whole = whole.slice(inside) == inside && are_next_to_each_other(inside, spans);
    let entries = parts.iter();
    let entries = entries.map(|part| (part.key.slice(inside), part.value.slice(inside)));
    is_whole.then(|| entries.collect())
}

/// The items of a list that only spaces separate: each starts with the first word if that occurs again, as in
/// `go quiz go test`; else all of it is one.
fn items(list: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let first = list.split_whitespace().next();
    for word in list.split_whitespace() {
        match items.last_mut().filter(|_| Some(word) != first) {
            Some(item) => *item = format!("{item} {word}"),
            None => items.push(word.to_owned()),
        }
    }
    items
}
