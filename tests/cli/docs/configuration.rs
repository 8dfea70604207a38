//! The reference of the configuration, made from the schema of `qmark.yaml`.

use std::fs;
use std::iter;

use serde_json::{Map, Value};

use super::with_part;
use crate::manifest::bank_schema;
use crate::rules::keep;
use crate::run::project;

/// The keys that are named by the rules and by the format, each with where to find them.
const NAMED_ELSEWHERE: &[(&str, &str)] = &[
    (
        "rules",
        "The keys are the codes of the [rules](rules/README.md).",
    ),
    (
        "keys",
        "Each name is followed by a type, or by a mapping of `type`, `required` and `doc`; a key of the profile by a mapping of `required`.",
    ),
];

/// A section for each key.
fn reference() -> String {
    let schema = bank_schema();
    let keys = schema["properties"].as_object().expect("settings");
    let mut out = String::new();
    for (name, setting) in keys {
        let elsewhere = NAMED_ELSEWHERE.iter().find(|(key, _)| key == name);
        let has_parts = name != "rules" && inner(setting).is_some();
        out += &format!("\n## {name}\n\n{}.\n", description(setting));
        out += &format!("\nValue: {}", values(setting));
        if has_parts {
            out += " with these keys";
        }
        out += &default(setting);
        out += if has_parts { ":\n\n" } else { ".\n" };
        if has_parts {
            parts(setting, 0, elsewhere.is_none(), &mut out);
        }
        if let Some((_, words)) = elsewhere {
            out += &format!("\n{words}\n");
        }
    }
    out.push('\n');
    out
}

/// The keys of a value, or of the items of a list.
fn inner(setting: &Value) -> Option<&Map<String, Value>> {
    fn forms(value: &Value) -> impl Iterator<Item = &Value> {
        let others = value["anyOf"].as_array().into_iter().flatten();
        iter::once(value).chain(others)
    }
    [setting, &setting["items"]]
        .into_iter()
        .flat_map(forms)
        .find_map(|value| value["properties"].as_object())
}

/// The keys of a value as items, with theirs if `is_deep`.
fn parts(setting: &Value, depth: usize, is_deep: bool, out: &mut String) {
    for (name, part) in inner(setting).into_iter().flatten() {
        let words = description(part);
        let values = values(part);
        let about = match (words.is_empty(), is_deep && !lists_choices(&words, part)) {
            (true, _) => values,
            (false, true) => format!("{} ({values})", lower(&words)),
            (false, false) => lower(&words),
        };
        let indent = "  ".repeat(depth);
        *out += &format!("{indent}- `{name}`: {about}{}.\n", default(part));
        if is_deep {
            parts(part, depth + 1, is_deep, out);
        }
    }
}

/// Whether the description already names all values of a single choice.
fn lists_choices(description: &str, setting: &Value) -> bool {
    let choices = setting["enum"].as_array();
    choices.is_some_and(|choices| {
        let mut names = choices.iter().filter_map(Value::as_str);
        names.all(|name| description.contains(&format!("`{name}`")))
    })
}

fn description(setting: &Value) -> String {
    let words = setting["description"].as_str();
    words.unwrap_or_default().to_owned()
}

/// Which values a setting may have, in words.
fn values(setting: &Value) -> String {
    if let Some(choices) = setting["enum"].as_array() {
        return one_of(choices);
    }
    if let Some([first, second]) = setting["anyOf"].as_array().map(Vec::as_slice) {
        let is_list_of_first = second["items"]["enum"].is_array();
        return match is_list_of_first && second["items"]["enum"] == first["enum"] {
            true => "one of these, or a list of them".to_owned(),
            false => format!("{} or {}", values(first), values(second)),
        };
    }
    let types = &setting["type"];
    let types: Vec<&str> = match types.as_array() {
        Some(types) => types.iter().filter_map(Value::as_str).collect(),
        None => types.as_str().into_iter().collect(),
    };
    let words = types.iter().map(|name| match *name {
        "string" => "a text".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "integer" => "a number".to_owned(),
        "object" => "a mapping".to_owned(),
        "array" => match values(&setting["items"]).as_str() {
            "a text" => "a list of texts".to_owned(),
            items => format!("a list, each item {items}"),
        },
        other => other.to_owned(),
    });
    words.collect::<Vec<_>>().join(" or ")
}

fn one_of(choices: &[Value]) -> String {
    let words = choices.iter().filter_map(Value::as_str);
    let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, first)) if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => words.concat(),
    }
}

/// The default with words before it; nothing if there is none, or an empty one.
fn default(setting: &Value) -> String {
    let words = match &setting["default"] {
        Value::Null => return String::new(),
        Value::Array(items) if items.is_empty() => return String::new(),
        Value::Object(keys) if keys.is_empty() => return String::new(),
        Value::Array(levels) => levels.iter().map(level).collect::<Vec<_>>().join(", "),
        Value::String(text) => format!("`{text}`"),
        other => format!("`{other}`"),
    };
    format!(", by default {words}")
}

/// A level with its synonyms.
fn level(level: &Value) -> String {
    let synonyms = level["synonyms"].as_array().into_iter().flatten();
    let synonyms: Vec<&str> = synonyms.filter_map(Value::as_str).collect();
    let name = level["name"].as_str().unwrap_or_default();
    format!("{name} ({})", synonyms.join(", "))
}

/// The words with a small letter first, after a colon.
fn lower(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

#[test]
fn the_reference_of_the_configuration_is_made_from_the_schema() {
    let path = "docs/src/configuration.md";
    let text = fs::read_to_string(project().join(path)).expect("the page");
    keep(path, &with_part(&text, "keys", &reference()));
}
