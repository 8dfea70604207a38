//! The settings as a JSON Schema, for editors that complete `qmark.yaml` and show settings in a form.

use serde_json::{Value, json};

use super::SETTINGS;
use crate::bank::config::{Config, Severity};
use crate::bank::schema::GROUP_KEYS;
use crate::shape::documents::{AnswerForm, FileKind, Label, Opener, Word};

/// A rule as the schema lists it.
pub struct RuleEntry {
    /// Its code.
    pub code: &'static str,
    /// Its severity unless it is set.
    pub severity: Severity,
    /// What it finds, in a line.
    pub summary: &'static str,
}

/// The schema (draft 7) of a `qmark.yaml`. Defaults are those of [`Config`].
pub fn schema(rules: &[RuleEntry]) -> Value {
    let properties = SETTINGS
        .iter()
        .map(|name| ((*name).to_owned(), setting(name, rules)));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Configuration of a question bank",
        "type": "object",
        "additionalProperties": false,
        "properties": serde_json::Map::from_iter(properties),
    })
}

/// The schema of one setting.
fn setting(name: &str, rules: &[RuleEntry]) -> Value {
    let config = Config::default();
    match name {
        "answers" => json!({
            "description": "The name of the folder with the answers, next to the group's file",
            "type": "string", "minLength": 1, "pattern": "^[^/\\\\]+$", "default": config.answers,
        }),
        "levels" => levels(&config),
        "topics" => json!({
            "description": "The topics that questions may have; an empty list allows any",
            "type": "array", "items": word(), "default": config.topics.unwrap_or_default(),
        }),
        "authors" => {
            files("The files that `authorId` refers to: globs relative to the bank's root")
        }
        "guides" => {
            files("The files that `relatedGuidesId` refers to: globs relative to the bank's root")
        }
        "profile" => json!({
            "description": "The format that defines a group's required keys: `roadmap` or `none`; `auto` means `roadmap` for groups that have `seo`, `sitemap` or `briefTitle`",
            "enum": ["auto", "roadmap", "none"], "default": "auto",
        }),
        "keys" => json!({
            "description": "Custom keys of the bank, and which keys of the profile are required",
            "type": "object", "additionalProperties": false, "default": {},
            "properties": {
                "group": group_keys(),
                "question": own_keys("In a question"),
            },
        }),
        "rules" => rule_settings(rules),
        "exclude" => files("Files that are excluded from the bank: globs relative to its root"),
        "maxFileSize" => json!({
            "description": "The maximum size of a file in bytes; larger files are not read",
            "type": "integer", "minimum": 1, "maximum": u32::MAX, "default": config.max_file_size,
        }),
        "documents" => documents(),
        "infer" => switch(
            "Whether files that no rule of `documents` describes are read as documents with questions when their text shows it",
            true,
        ),
        "lens" => json!({
            "description": "Code lenses: lines that an editor shows above a text",
            "type": "object", "additionalProperties": false,
            "properties": {
                "levels": switch("Above a group, the number of questions per level", config.lens.levels),
                "findings": switch("Above a group, the number of findings", config.lens.findings),
                "answers": switch("Above an answer, the questions that it answers", config.lens.answers),
            },
        }),
        "inlayHints" => json!({
            "description": "Inlay hints: hints that an editor shows within a text",
            "type": "object", "additionalProperties": false,
            "properties": {
                "answers": switch("After an `answer`, the number of words in the answer", config.hints.answers),
            },
        }),
        // A setting that is not described here is any; the tests let none be.
        _ => json!({}),
    }
}

fn word() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

fn switch(description: &str, default: bool) -> Value {
    json!({ "description": description, "type": "boolean", "default": default })
}

fn files(description: &str) -> Value {
    json!({
        "description": description,
        "type": ["string", "array"], "items": word(), "default": [],
    })
}

fn levels(config: &Config) -> Value {
    let synonyms = json!({
        "description": "Other names of the level", "type": "array", "items": word(),
    });
    let default = config.levels.iter();
    let default: Vec<Value> = default
        .map(|level| json!({ "name": level.name, "synonyms": level.synonyms }))
        .collect();
    json!({
        "description": "The levels in order, the easiest first",
        "type": "array",
        "items": {
            "anyOf": [word(), {
                "type": "object", "additionalProperties": false, "required": ["name"],
                "properties": { "name": word(), "synonyms": synonyms },
            }],
        },
        "default": default,
    })
}

/// The rules for documents.
fn documents() -> Value {
    let one_of =
        |description: &str, words: Vec<&str>| json!({ "description": description, "enum": words });
    let labels = |description: &str| {
        let word = json!({ "enum": Label::words() });
        json!({
            "description": description,
            "anyOf": [word, { "type": "array", "items": word }],
        })
    };
    let names = |meaning: &str| {
        json!({
            "description": format!("The keys of a frontmatter that give the {meaning}"),
            "type": ["string", "array"], "items": word(),
        })
    };
    let places = "in the heading above (`heading`), after the question's text (`suffix`, levels only), in a line such as `Level: hard` (`line`), in the frontmatter (`frontmatter`), in the file's name (`file-name`), in the name of a folder on its path (`folder`), or nowhere (`none`)";
    let mut globs = files("The files that the rule is about: globs relative to the bank's root");
    globs.as_object_mut().map(|globs| globs.remove("default"));
    json!({
        "description": "Which files are documents with questions, and how they are read: the first rule whose `files` match decides, and files that no rule names are pages; without rules, the text and path of a file tell what it is",
        "type": "array", "default": [],
        "items": {
            "type": "object", "additionalProperties": false, "required": ["files"],
            "properties": {
                "files": globs,
                "shape": one_of("What the files are: `document` (many questions), `file` (one question), `topics` (levels and topics without questions) or `none` (a page)", FileKind::words()),
                "opener": one_of("What starts a question: a heading, a heading in a numbered item, a `<summary>`, an item, a numbered line, a bold line, or a label such as `Q:`", Opener::words()),
                "answers": one_of("How questions are answered: by the text below, by folded text, by options with boxes, by options with letters, or not at all", AnswerForm::words()),
                "level": labels(&format!("Where the level of a question is written, in order of precedence: {places}")),
                "topic": labels(&format!("Where the topics of a question are written: {places}; of `heading`, `file-name` and `folder` only the first that gives a topic counts")),
                "keys": {
                    "description": "The meaning of the keys of a frontmatter",
                    "type": "object", "additionalProperties": false,
                    "properties": {
                        "question": names("question"), "answer": names("answer"),
                        "level": names("level"), "topics": names("topics"),
                    },
                },
                "translations": {
                    "description": "Where the translations of the files are, from the folder of the original: a path with `{lang}` for the language and, if needed, `{name}` for the name of the original",
                    "type": "string", "pattern": "\\{lang\\}",
                },
            },
        },
    })
}

fn own_keys(description: &str) -> Value {
    let form = json!({
        "description": "The type of its value",
        "enum": ["string", "number", "boolean", "date", "list", "map", "any"],
    });
    json!({
        "description": description,
        "type": "object",
        "additionalProperties": {
            "anyOf": [form, { "type": "null" }, {
                "type": "object", "additionalProperties": false,
                "properties": {
                    "type": form,
                    "required": switch("Whether it is required", false),
                    "doc": { "description": "Its description, for hover and completion", "type": "string", "minLength": 1 },
                },
            }],
        },
    })
}

/// The bank's own keys, and for those of the format whether each must be there.
fn group_keys() -> Value {
    let mut keys = own_keys("In the frontmatter of a group");
    let names = GROUP_KEYS.iter().flat_map(|key| {
        let inner = key.keys.iter();
        let inner = inner.map(move |inner| format!("{}.{}", key.name, inner.name));
        std::iter::once(key.name.to_owned()).chain(inner)
    });
    let names = names.filter(|name| name != "questions");
    let properties = names.map(|name| {
        let schema = json!({
            "description": format!("The key `{name}` of the profile `roadmap`"),
            "type": "object", "additionalProperties": false,
            "properties": {
                "required": { "description": "Whether it is required", "type": "boolean" },
            },
        });
        (name, schema)
    });
    keys["properties"] = Value::Object(properties.collect());
    keys
}

fn rule_settings(rules: &[RuleEntry]) -> Value {
    let rule = |rule: &RuleEntry| {
        let schema = json!({
            "description": format!("{} (default: {})", rule.summary, rule.severity),
            "enum": ["off", "hint", "warning", "error"],
        });
        (rule.code.to_owned(), schema)
    };
    json!({
        "description": "Rule severities: `off`, `hint`, `warning` or `error`",
        "type": "object", "additionalProperties": false, "default": {},
        "properties": serde_json::Map::from_iter(rules.iter().map(rule)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{RuleEntry, schema};
    use crate::bank::config::{Config, Severity};
    use crate::bank::settings::{SETTINGS, from_json};

    #[test]
    fn every_setting_is_described() {
        let schema = schema(&[]);
        for name in SETTINGS {
            let setting = &schema["properties"][name];
            assert!(setting["description"].is_string(), "{name}");
        }
    }

    /// The documented defaults are the real ones: reading them changes nothing.
    #[test]
    fn defaults_are_those_of_the_configuration() {
        fn defaults(schema: &Value) -> Value {
            let Some(default) = schema.get("default") else {
                let parts = schema["properties"].as_object().unwrap().iter();
                return parts
                    .map(|(name, part)| (name.clone(), defaults(part)))
                    .collect();
            };
            default.clone()
        }
        let rule = RuleEntry {
            code: "near-topic",
            severity: Severity::Warning,
            summary: "s",
        };
        let values = defaults(&schema(&[rule]));
        assert_eq!(values.as_object().unwrap().len(), SETTINGS.len());
        let (config, wrong) = from_json(&Config::default(), &values, &["near-topic"]);
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(config, Config::default());
    }
}
