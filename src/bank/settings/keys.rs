//! What `profile` and `keys` say of the keys of groups and questions.

use serde::Deserialize;
use serde_json::Value;
use smol_str::SmolStr;

use super::reader::{Reader, WRONG};
use crate::bank::config::{OwnKey, Profile, ValueType};
use crate::bank::{keys, schema};

/// The forms of a bank's own keys, as written.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum TypeName {
    String,
    Number,
    #[serde(alias = "bool")]
    Boolean,
    Date,
    List,
    Map,
    Any,
}

/// What `profile` says, as written.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ProfileName {
    Auto,
    Roadmap,
    None,
}

impl Reader<'_> {
    pub(super) fn profile(&mut self, value: &Value) {
        self.config.profile = match self.typed(value, "`roadmap`, `none` or `auto`") {
            Some(ProfileName::Auto) => Profile::Auto,
            Some(ProfileName::Roadmap) => Profile::Roadmap,
            Some(ProfileName::None) => Profile::None,
            None => return,
        };
    }

    /// What `keys` says of the keys of the format and of the bank's own.
    pub(super) fn keys(&mut self, value: &Value) {
        self.each_entry(value, |reader, place, value| match place {
            "group" => reader.each_entry(value, Self::group_key),
            "question" => reader.each_entry(value, Self::question_key),
            _ => reader.unknown(place, "a place for keys", &["group", "question"]),
        });
    }

    fn group_key(&mut self, name: &str, value: &Value) {
        if keys::named(name).is_some() {
            return self.key_of_the_format(name, value);
        }
        let key = self.own_key(name, value);
        keep(&mut self.config.group_keys, key);
    }

    fn question_key(&mut self, name: &str, value: &Value) {
        let mut keys = schema::QUESTION_KEYS.iter();
        if keys.any(|key| key.name == name) {
            return self.report(
                WRONG,
                format!("`{name}` is a built-in key; only custom keys belong here"),
            );
        }
        let key = self.own_key(name, value);
        keep(&mut self.config.question_keys, key);
    }

    /// A key of the profile can be made required or optional; all else about it is known.
    fn key_of_the_format(&mut self, name: &str, value: &Value) {
        if name == "questions" {
            return self.report(
                WRONG,
                "every group has `questions`; that cannot be changed here",
            );
        }
        if !value.is_object() {
            return self.report(
                WRONG,
                format!(
                    "`{name}` is a key of the format; write `{name}: {{required: true}}` or `{name}: {{required: false}}`"
                ),
            );
        }
        self.each_entry(value, |reader, option, value| match option {
            "required" => {
                if let Some(required) = reader.typed(value, "`true` or `false`") {
                    let set = reader.config.required.entry(name.into());
                    set.or_insert(required);
                }
            }
            "type" | "doc" => reader.report(
                WRONG,
                format!("`{name}` is a key of the format; only `required` can be set for it"),
            ),
            _ => reader.unknown(option, "a key here", &["required"]),
        });
    }

    /// A key is known even when what is said of it is wrong.
    fn own_key(&mut self, name: &str, value: &Value) -> OwnKey {
        let mut key = OwnKey {
            name: name.into(),
            value_type: ValueType::Any,
            required: false,
            doc: SmolStr::default(),
        };
        if value.is_string() {
            key.value_type = self.value_type(value);
        }
        if value.is_string() || value.is_null() {
            return key;
        }
        self.each_entry(value, |reader, name, value| match name {
            "type" => key.value_type = reader.value_type(value),
            "required" => {
                key.required = reader.typed(value, "`true` or `false`").unwrap_or_default()
            }
            "doc" => key.doc = reader.word(value).unwrap_or_default(),
            _ => reader.unknown(name, "a key here", &["type", "required", "doc"]),
        });
        key
    }

    fn value_type(&mut self, value: &Value) -> ValueType {
        let expected = "a type: `string`, `number`, `boolean`, `date`, `list`, `map` or `any`";
        match self.typed(value, expected) {
            Some(TypeName::String) => ValueType::String,
            Some(TypeName::Number) => ValueType::Number,
            Some(TypeName::Boolean) => ValueType::Bool,
            Some(TypeName::Date) => ValueType::Date,
            Some(TypeName::List) => ValueType::Strings,
            Some(TypeName::Map) => ValueType::Map,
            Some(TypeName::Any) | None => ValueType::Any,
        }
    }
}

/// Adds the key unless one of that name is there: what was read first holds.
fn keep(keys: &mut Vec<OwnKey>, key: OwnKey) {
    if keys.iter().all(|other| other.name != key.name) {
        keys.push(key);
    }
}
