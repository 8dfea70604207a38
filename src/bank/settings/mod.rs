//! Reads a bank's configuration from `qmark.yaml` and from an editor's settings: one set of keys, one reader.
//!
//! Reading never fails: what is wrong is said with its place, and everything else holds. What stands in `qmark.yaml`
//! wins over the editor's settings, because it is the whole team's; the editor's fill what the file leaves open, a rule
//! or a key at a time under `rules` and `keys`, a switch at a time under `lens` and `inlayHints`.

mod keys;
mod listed;
mod reader;
pub mod schema;
mod switches;

use serde_json::Value;

use super::config::Config;
use crate::syntax::SyntaxError;
use crate::syntax::frontmatter::LineSpans;
use crate::syntax::yaml::{self, Map, Node};
use crate::text::Span;
pub use listed::{Listed, listed};
use reader::{Reader, Step, UNKNOWN, WRONG, Wrong};

/// Something wrong in a configuration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The rule that it breaks: `invalid-yaml`, `duplicate-key`, `unknown-key`, `wrong-type` or `empty-value`.
    pub code: &'static str,
    /// Where in the file.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
}

const INVALID: &str = "invalid-yaml";
const DUPLICATE: &str = "duplicate-key";

/// The settings' names; what each means is said at the fields of [`Config`].
pub const SETTINGS: &[&str] = &[
    "answers",
    "levels",
    "topics",
    "authors",
    "guides",
    "profile",
    "keys",
    "rules",
    "exclude",
    "maxFileSize",
    "lens",
    "inlayHints",
];

/// Names of settings that earlier versions had. They are accepted and have no effect.
const REMOVED: &[&str] = &["format"];

/// Reads the text of a `qmark.yaml`. `rules` are the codes that there are.
///
/// The problems are sorted by place. A part that is not YAML costs the setting that it stands in.
pub fn read(text: &str, rules: &[&str]) -> (Config, Vec<Problem>) {
    let mut config = Config::default();
    let mut problems = Vec::new();
    // Only one of the two YAML readers knows a byte order mark.
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let whole = Span::new(start, text.len() as u32);
    match yaml::parse(whole.slice(text), start) {
        Ok(_) => {
            config = read_part(text, whole, config, rules, &mut problems);
        }
        Err(error) => {
            for part in entries(text, whole) {
                config = read_part(text, part, config, rules, &mut problems);
            }
            // Each part is YAML, and only together they are not.
            if problems.iter().all(|problem| problem.code != INVALID) {
                problems.push(invalid(error));
            }
        }
    }
    problems.sort_by_key(|problem| problem.span);
    (config, problems)
}

/// Reads an editor's settings, an object with the same keys, for what `base`, the bank's own file, leaves open. A
/// value of null is one that is not set.
///
/// Returns what is wrong in them, each with the path to it.
pub fn from_json(base: &Config, value: &Value, rules: &[&str]) -> (Config, Vec<String>) {
    let mut reader = Reader::new(base.clone(), rules);
    reader.settings(&set_values(value));
    let mut config = reader.config;
    config.given.clone_from(&base.given);
    let said = |wrong: &Wrong| match wrong.at.is_empty() {
        true => wrong.message.clone(),
        false => format!("{}: {}", dotted(&wrong.at), wrong.message),
    };
    (config, reader.wrong.iter().map(said).collect())
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

fn read_part(
    text: &str,
    part: Span,
    config: Config,
    rules: &[&str],
    problems: &mut Vec<Problem>,
) -> Config {
    let written = part.slice(text);
    let root = match yaml::parse(written, part.start) {
        Ok(Some(root)) if !root.is_null() => root,
        Ok(_) => return config,
        Err(error) => {
            problems.push(invalid(error));
            return config;
        }
    };
    let Node::Map(map) = &root else {
        problems.push(Problem {
            code: WRONG,
            span: root.span(),
            message: "the configuration must be lines of `key: value`".to_owned(),
        });
        return config;
    };
    duplicates(map, problems);
    match serde_yaml::from_str(written) {
        Ok(value) => {
            let mut reader = Reader::new(config, rules);
            reader.settings(&value);
            problems.extend(reader.wrong.into_iter().map(|wrong| Problem {
                code: wrong.code,
                span: place(&root, &wrong),
                message: wrong.message,
            }));
            reader.config
        }
        Err(error) => {
            problems.push(refused(&error, text, part, &root));
            config
        }
    }
}

/// What the tree does not show but the second reader refuses, such as a tag.
fn refused(error: &serde_yaml::Error, text: &str, part: Span, root: &Node) -> Problem {
    let line = error.location().map_or(1, |location| location.line());
    let line = LineSpans::new(text, part.start).nth(line.saturating_sub(1));
    let said = error.to_string();
    let reason = said.split(" at line ").next().unwrap_or(&said);
    Problem {
        code: INVALID,
        span: line.unwrap_or(root.span()),
        message: format!("this is not a plain value: {reason}"),
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

/// Where a wrong thing stands: a wrong name at its key, a wrong value at the value.
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
