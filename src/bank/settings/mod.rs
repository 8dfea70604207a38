//! Reads a bank's configuration from `qmark.yaml` and from an editor's settings: one set of keys, one reader.
//!
//! Reading never fails: problems are reported with their place, and the other settings apply. `qmark.yaml` wins over the
//! editor's settings, because the whole team shares it. The editor's settings apply where the file sets nothing: for each
//! rule and key by itself under `rules` and `keys`, for each switch under `lens` and `inlayHints`.

mod documents;
mod listed;
mod reader;
pub mod schema;

use serde_json::Value;

use super::config::Config;
use crate::syntax::SyntaxError;
use crate::syntax::yaml::{self, Anchors, Kind, Map, Node};
use crate::text::{LineSpans, Span};
pub use listed::{Listed, listed};
pub use reader::SETTINGS;
use reader::{Reader, Step, UNKNOWN, WRONG, Wrong};

/// A problem in a configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The rule that it breaks: `invalid-yaml`, `duplicate-key`, `unknown-key`, `wrong-type` or `empty-value`.
    pub code: &'static str,
    /// Where in the file.
    pub span: Span,
    /// What is wrong and how to fix it.
    pub message: String,
}

const INVALID: &str = "invalid-yaml";
const DUPLICATE: &str = "duplicate-key";

/// Reads the text of a `qmark.yaml`. `rules` are the codes of all rules.
///
/// The problems are sorted by place. A part that is not YAML costs only the setting that it is in.
pub fn read(text: &str, rules: &[&str]) -> (Config, Vec<Problem>) {
    let mut reading = Reading {
        config: Config::default(),
        problems: Vec::new(),
        rules,
    };
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let whole = Span::new(start, text.len() as u32);
    match yaml::parse(whole.slice(text), start) {
        Ok(root) => reading.root(root),
        Err(error) => {
            let mut anchors = Anchors::new(text.len());
            for part in entries(text, whole) {
                match yaml::parse_part(part.slice(text), part.start, &mut anchors) {
                    Ok(root) => reading.root(root),
                    Err(error) => reading.problems.push(invalid(error)),
                }
            }
            // Each part by itself is YAML, but the whole is not.
            let mut problems = reading.problems.iter();
            if problems.all(|problem| problem.code != INVALID) {
                reading.problems.push(invalid(error));
            }
        }
    }
    let mut problems = reading.problems;
    problems.sort_by_key(|problem| problem.span);
    (with_level_names(reading.config), problems)
}

/// Reads an editor's settings, an object with the same keys, on top of `base`, which the bank's file set. A null value
/// counts as not set.
///
/// Returns the problems in them, each with the path to it.
pub fn from_json(base: &Config, value: &Value, rules: &[&str]) -> (Config, Vec<String>) {
    let mut reader = Reader::new(base.clone(), rules);
    reader.settings(&set_values(value));
    let mut config = reader.config;
    config.given.clone_from(&base.given);
    let message = |wrong: &Wrong| match wrong.at.is_empty() {
        true => wrong.message.clone(),
        false => format!("{}: {}", dotted(&wrong.at), wrong.message),
    };
    let wrong = reader.wrong.iter().map(message).collect();
    (with_level_names(config), wrong)
}

/// The configuration with the names of its levels in the rules that find a level in the path of a file.
fn with_level_names(config: Config) -> Config {
    let levels = config.levels.iter();
    let names = levels.flat_map(|level| std::iter::once(&level.name).chain(&level.synonyms));
    let names: Vec<_> = names.cloned().collect();
    Config {
        documents: config.documents.with_levels(&names),
        ..config
    }
}

/// The settings that are set: without those that are null.
fn set_values(value: &Value) -> Value {
    match value {
        Value::Null => Value::Object(serde_json::Map::new()),
        Value::Object(map) => {
            let set = map.iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                set.map(|(name, value)| (name.clone(), value.clone()))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

/// The parts of a broken file that can be read one by one: each starts at a line that is not indented.
fn entries(text: &str, whole: Span) -> Vec<Span> {
    let mut starts: Vec<u32> = LineSpans::new(text, whole.start)
        .filter(|line| {
            line.slice(text)
                .starts_with(|c: char| !" \t#-]}".contains(c))
        })
        .map(|line| line.start)
        .collect();
    if starts.first() != Some(&whole.start) {
        starts.insert(0, whole.start);
    }
    starts.push(whole.end);
    starts
        .windows(2)
        .map(|pair| Span::new(pair[0], pair[1]))
        .collect()
}

/// What is read of a `qmark.yaml` so far.
struct Reading<'r> {
    config: Config,
    problems: Vec<Problem>,
    rules: &'r [&'r str],
}

impl Reading<'_> {
    /// Reads the settings of a tree: that of the whole file, or of a part of it.
    fn root(&mut self, root: Option<Node>) {
        let Some(root) = root.filter(|root| !root.is_null()) else {
            return;
        };
        let Node::Map(map) = &root else {
            return self.problems.push(Problem {
                code: WRONG,
                span: root.span(),
                message: "the configuration must be lines of `key: value`".to_owned(),
            });
        };
        duplicates(map, &mut self.problems);
        let mut reader = Reader::new(std::mem::take(&mut self.config), self.rules);
        reader.settings(&value(&root));
        self.problems
            .extend(reader.wrong.into_iter().map(|wrong| Problem {
                code: wrong.code,
                span: place(&root, &wrong),
                message: wrong.message,
            }));
        self.config = reader.config;
    }
}

/// The value as JSON, which is how an editor's settings come. Of keys of one name, the first counts.
fn value(node: &Node) -> Value {
    let scalar = match node {
        Node::Map(map) => {
            let mut object = serde_json::Map::new();
            for entry in &map.entries {
                let first = object.entry(entry.key.text.as_str());
                first.or_insert_with(|| value(&entry.value));
            }
            return Value::Object(object);
        }
        Node::List(list) => return list.items.iter().map(value).collect(),
        Node::Scalar(scalar) => scalar,
    };
    let text = || Value::from(scalar.text.as_str());
    match scalar.kind() {
        Kind::Null => Value::Null,
        Kind::Bool => scalar.text.eq_ignore_ascii_case("true").into(),
        Kind::Number => serde_yaml::from_str(&scalar.text).unwrap_or_else(|_| text()),
        Kind::Date | Kind::String | Kind::Other => text(),
    }
}

fn invalid(error: SyntaxError) -> Problem {
    Problem {
        code: INVALID,
        span: error.span,
        message: error.message.to_string(),
    }
}

fn duplicates(map: &Map, problems: &mut Vec<Problem>) {
    for (index, entry) in map.entries.iter().enumerate() {
        let name = &entry.key.text;
        let mut earlier = map.entries[..index].iter();
        if earlier.any(|earlier| earlier.key.text == *name) {
            problems.push(Problem {
                code: DUPLICATE,
                span: entry.key.span,
                message: format!("`{name}` is set twice; remove one of the two"),
            });
        }
        if let Some(map) = entry.value.as_map() {
            duplicates(map, problems);
        }
    }
}

/// The place of a problem: that of the key for a wrong name, else that of the value.
fn place(root: &Node, wrong: &Wrong) -> Span {
    let mut node = root;
    let mut span = root.span();
    for (depth, step) in wrong.at.iter().enumerate() {
        let next = match (step, node) {
            (Step::Key(name), Node::Map(map)) => map.get(name).map(|entry| {
                let at_key = wrong.code == UNKNOWN && depth + 1 == wrong.at.len();
                let key = at_key || entry.value.span().is_empty();
                (
                    &entry.value,
                    if key {
                        entry.key.span
                    } else {
                        entry.value.span()
                    },
                )
            }),
            (Step::Item(index), Node::List(list)) => {
                list.items.get(*index).map(|item| (item, item.span()))
            }
            _ => None,
        };
        let Some((below, at)) = next else {
            return span;
        };
        node = below;
        if !at.is_empty() {
            span = at;
        }
    }
    span
}

fn dotted(at: &[Step]) -> String {
    let mut path = String::new();
    for step in at {
        match step {
            Step::Key(name) if path.is_empty() => path.push_str(name),
            Step::Key(name) => path += &format!(".{name}"),
            Step::Item(index) => path += &format!("[{index}]"),
        }
    }
    path
}

#[cfg(test)]
mod tests;
