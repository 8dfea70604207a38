//! Edits of the bank's configuration file that keep everything else in it.

use super::words::Word;
use super::{Edit, Planned, Sources};
use crate::bank::{Bank, BankPath, CONFIG_FILE};
use crate::syntax::yaml::edit::indent::step;
use crate::syntax::yaml::edit::{list, map, value};
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{self, Entry, List, Map, Node, Style};
use crate::text::{self, Refusal, Span, TextEdit, line_break, line_end};

/// Sets the key path `path` to `value`, which is YAML of one line. Adds the keys that are missing, and creates the file
/// if there is none.
///
/// # Errors
/// When the file is not YAML, or has something else where a mapping belongs.
pub fn set(bank: &Bank, source: Sources<'_>, path: &[&str], value: &str) -> Planned {
    let file = config_file()?;
    let Some(text) = source(&file) else {
        if bank.file(CONFIG_FILE).is_some() {
            return Err(Refusal::new(format!("`{CONFIG_FILE}` cannot be read")));
        }
        let edit = Edit::create(&file, format!("{}\n", nested(path, value, 0, 2, "\n")));
        return Ok(Edit {
            shows: None,
            ..edit
        });
    };
    let edit = match root(&text)? {
        Some(root) => set_in(&text, &root, path, value)?,
        None => at_end(&text, path, value),
    };
    checked(&text, edit, &file)
}

/// Appends `item` to the list under `key`, which must exist.
///
/// # Errors
/// When the file is not YAML, or has no list there.
pub fn append(source: Sources<'_>, key: &str, item: &str) -> Planned {
    let file = config_file()?;
    let no_list = || Refusal::new(format!("`{CONFIG_FILE}` has no list `{key}`"));
    let text = source(&file).ok_or_else(no_list)?;
    let root = root(&text)?.ok_or_else(no_list)?;
    let list = root.value(key).and_then(Node::as_list);
    let list = list
        .filter(|list| !list.items.is_empty())
        .ok_or_else(no_list)?;
    let last = list.items.len() - 1;
    let style = list.items[last]
        .as_scalar()
        .map_or(Style::Plain, |scalar| scalar.style);
    let item = quoted(item, style, list.flow);
    checked(
        &text,
        list::insert_after(&text, list, 0, last, &item)?,
        &file,
    )
}

/// Adds the key `key`, which the file must not have yet, with a list as its value: `block` has whole lines with its items,
/// indented by two spaces. Creates the file if there is none.
///
/// # Errors
/// When the file has the key, is not YAML, or is written as a flow mapping.
pub fn add_block(bank: &Bank, source: Sources<'_>, key: &str, block: &str) -> Planned {
    let file = config_file()?;
    let Some(text) = source(&file) else {
        if bank.file(CONFIG_FILE).is_some() {
            return Err(Refusal::new(format!("`{CONFIG_FILE}` cannot be read")));
        }
        return Ok(Edit::create(&file, format!("{key}:\n{block}")));
    };
    let line_break = line_break(&text);
    let block = block.trim_end().replace('\n', line_break);
    let edit = match root(&text)? {
        Some(root) if root.get(key).is_some() => {
            return Err(Refusal::new(format!("`{CONFIG_FILE}` has `{key}` already")));
        }
        Some(root) => {
            let column = map::column(&text, &root, 0) as usize;
            let indent = format!("{line_break}{}", " ".repeat(column));
            let value = format!("{line_break}{block}").replace(line_break, &indent);
            map::add(&text, &root, 0, None, (key, &value))?
        }
        None => at_end_with(&text, &format!("{key}:{line_break}{block}")),
    };
    checked(&text, edit, &file)
}

/// Inserts `item`, YAML of one line, before the first item of the list under `key`, which must exist.
///
/// # Errors
/// When the file is not YAML, or has no list there.
pub fn prepend(source: Sources<'_>, key: &str, item: &str) -> Planned {
    let file = config_file()?;
    let no_list = || Refusal::new(format!("`{CONFIG_FILE}` has no list `{key}`"));
    let text = source(&file).ok_or_else(no_list)?;
    let root = root(&text)?.ok_or_else(no_list)?;
    let list = root.value(key).and_then(Node::as_list);
    let list = list
        .filter(|list| !list.items.is_empty())
        .ok_or_else(no_list)?;
    checked(&text, list::insert_first(&text, list, 0, item)?, &file)
}

/// Renames a word in the list under `keys[0]`, in the list itself or under the other keys of an item. Where the new name
/// is listed already the word is removed, unless something else would be lost.
///
/// # Errors
/// When the word is not there, or the file cannot be read.
pub fn rename(source: Sources<'_>, keys: &[&str], word: &Word<'_>) -> Planned {
    let refusal = || {
        Refusal::new(format!(
            "{CONFIG_FILE} cannot be changed with it; rename the word there first"
        ))
    };
    let file = config_file()?;
    let text = source(&file).ok_or_else(refusal)?;
    let root = root(&text).ok().flatten().ok_or_else(refusal)?;
    let listed = root.value(keys[0]).and_then(Node::as_list);
    let listed = listed.ok_or_else(refusal)?;
    let is_flow = |list: &List| list.flow || map::is_flow(&text, &root, 0);
    let mut edits = renamed(&text, listed, is_flow(listed), word);
    for level in listed.items.iter().filter_map(Node::as_map) {
        for key in &keys[1..] {
            match level.value(key) {
                Some(Node::List(words)) => {
                    edits.extend(renamed(&text, words, is_flow(words), word));
                }
                Some(Node::Scalar(item)) if (word.matches)(&item.text) && item.text != word.new => {
                    let flow = map::is_flow(&text, level, 0) || is_flow(listed);
                    edits.push(value::replace(&text, item, 0, word.new, flow));
                }
                _ => {}
            }
        }
    }
    match edits.is_empty() {
        true => Err(refusal()),
        false => Ok(Edit::texts(&file, edits)),
    }
}

/// The edits of the items of a list of words.
fn renamed(text: &str, list: &List, flow: bool, word: &Word<'_>) -> Vec<TextEdit> {
    let items = || list.items.iter().enumerate();
    let words = || items().filter_map(|(at, item)| Some((at, item.as_string()?)));
    let matching = || words().filter(|(_, item)| (word.matches)(&item.text));
    let places: Vec<usize> = matching().map(|(at, _)| at).collect();
    let mut others = words().filter(|(at, _)| !places.contains(at));
    if others.any(|(_, item)| item.text == word.new)
        && let Ok(edits) = list::remove_all(text, list, 0, &places)
    {
        return edits;
    }
    matching()
        .filter(|(_, item)| item.text != word.new && !item.is_alias())
        .map(|(_, item)| value::replace(text, item, 0, word.new, flow))
        .collect()
}

fn config_file() -> Result<BankPath, Refusal> {
    BankPath::new(CONFIG_FILE).ok_or_else(|| Refusal::new("the bank has no settings file"))
}

/// The mapping in the file; `None` if it has no settings yet.
fn root(text: &str) -> Result<Option<Map>, Refusal> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let broken = || Refusal::new(format!("`{CONFIG_FILE}` is not valid YAML; fix it first"));
    match yaml::parse(&text[start..], start as u32).map_err(|_| broken())? {
        None => Ok(None),
        Some(Node::Map(map)) => Ok(Some(map)),
        Some(node) if node.is_null() && node.span().is_empty() => Ok(None),
        Some(_) => Err(broken()),
    }
}

fn set_in(text: &str, map: &Map, path: &[&str], value: &str) -> Result<TextEdit, Refusal> {
    let [name, below @ ..] = path else {
        return Err(Refusal::new("nothing to write"));
    };
    let Some(entry) = map.get(name) else {
        let column = map::column(text, map, 0);
        let key = key(name);
        let written = if map::is_flow(text, map, 0) {
            in_braces(below, value)
        } else if below.is_empty() {
            value.to_owned()
        } else {
            let step = indentation(text);
            let line_break = line_break(text);
            let inner = nested(below, value, column + step, step, line_break);
            format!("{line_break}{inner}")
        };
        return map::add(text, map, 0, None, (&key, &written));
    };
    match (&entry.value, below) {
        (Node::Scalar(scalar), []) => Ok(value::write(text, scalar, 0, value)),
        (Node::Map(inner), [_, ..]) if inner.entries.is_empty() => Ok(TextEdit {
            span: inner.span,
            text: in_braces(below, value),
        }),
        (Node::Map(inner), [_, ..]) => set_in(text, inner, below, value),
        (node, [_, ..]) if node.is_null() && node.span().is_empty() => {
            Ok(below_key(text, map, entry, below, value))
        }
        _ => Err(Refusal::new(format!(
            "`{name}` in `{CONFIG_FILE}` is not a mapping, so a key cannot be added"
        ))),
    }
}

/// Adds the first entries below a key that has no value yet.
fn below_key(text: &str, map: &Map, entry: &Entry, below: &[&str], value: &str) -> TextEdit {
    let end = map::end_of(text, entry, 0);
    if map::is_flow(text, map, 0) {
        return TextEdit {
            span: Span::at(end),
            text: format!(" {}", in_braces(below, value)),
        };
    }
    let (step, line_break) = (indentation(text), line_break(text));
    let column = map::column(text, map, 0) + step;
    TextEdit {
        span: Span::at(line_end(text, end)),
        text: format!(
            "{line_break}{}",
            nested(below, value, column, step, line_break)
        ),
    }
}

/// Adds the setting at the end of a file that has none, but may have comments.
fn at_end(text: &str, path: &[&str], value: &str) -> TextEdit {
    at_end_with(text, &nested(path, value, 0, 2, line_break(text)))
}

/// The same with the setting as it is to be written.
fn at_end_with(text: &str, written: &str) -> TextEdit {
    let line_break = line_break(text);
    let end = text.trim_end_matches([' ', '\t', '\n', '\r']).len() as u32;
    let before = if end == 0 || text[..end as usize] == *"\u{feff}" {
        ""
    } else {
        line_break
    };
    TextEdit {
        span: Span::new(end, text.len() as u32),
        text: format!("{before}{written}{line_break}"),
    }
}

/// Nested mappings with the keys of `path` and `value` as the innermost value; the first key at `column`.
fn nested(path: &[&str], value: &str, column: u32, step: u32, line_break: &str) -> String {
    let mut out = String::new();
    for (depth, name) in path.iter().enumerate() {
        let indent = column + step * depth as u32;
        let before = if depth == 0 { "" } else { line_break };
        out += &format!("{before}{}{}:", " ".repeat(indent as usize), key(name));
    }
    format!("{out} {value}")
}

/// The same between braces; `value` itself when `path` is empty.
fn in_braces(path: &[&str], value: &str) -> String {
    match path {
        [] => value.to_owned(),
        [name, below @ ..] => format!("{{{}: {}}}", key(name), in_braces(below, value)),
    }
}

fn key(name: &str) -> String {
    quoted(name, Style::Plain, true)
}

fn indentation(text: &str) -> u32 {
    step(text, Span::new(0, text.len() as u32))
}

/// The edit, if the file is still YAML after it.
fn checked(text: &str, edit: TextEdit, file: &BankPath) -> Planned {
    let after = text::apply(text, std::slice::from_ref(&edit));
    let reads = after.is_ok_and(|after| root(&after).is_ok());
    if !reads {
        return Err(Refusal::new(format!(
            "`{CONFIG_FILE}` is written in a form that qmark cannot extend"
        )));
    }
    Ok(Edit::texts(file, [edit]))
}
