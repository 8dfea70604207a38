//! Reads settings, as values from any source, into a configuration.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use smol_str::SmolStr;

use crate::bank::config::{Config, Files, Level, OwnKey, Profile, Setting, Severity, ValueType};
use crate::bank::schema::closest_key;
use crate::bank::{keys, schema};

/// The settings' names; the fields of [`Config`] document them.
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
    "documents",
    "infer",
    "lens",
    "inlayHints",
];

/// Names of settings that earlier versions had. They are accepted and have no effect.
const REMOVED: &[&str] = &["format"];

pub(super) const UNKNOWN: &str = "unknown-key";
pub(super) const WRONG: &str = "wrong-type";
const EMPTY: &str = "empty-value";

/// A step from a value to one in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Step {
    Key(String),
    Item(usize),
}

/// A problem in a value, before its place in a file is known.
pub(super) struct Wrong {
    pub code: &'static str,
    pub at: Vec<Step>,
    pub message: String,
}

/// The setting of a rule, as written.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum SettingName {
    Off,
    Hint,
    Warning,
    Error,
}

/// Reads settings into a configuration, and collects the problems.
pub(super) struct Reader<'r> {
    pub config: Config,
    rules: &'r [&'r str],
    pub wrong: Vec<Wrong>,
    at: Vec<Step>,
}

impl<'r> Reader<'r> {
    pub fn new(config: Config, rules: &'r [&'r str]) -> Self {
        Self {
            config,
            rules,
            wrong: Vec::new(),
            at: Vec::new(),
        }
    }

    pub(super) fn report(&mut self, code: &'static str, message: impl Into<String>) {
        self.wrong.push(Wrong {
            code,
            at: self.at.clone(),
            message: message.into(),
        });
    }

    /// Reads what is below `step`.
    fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.at.push(step);
        let result = read(self);
        self.at.pop();
        result
    }

    /// Reads an object of settings; those that are set already are kept.
    pub fn settings(&mut self, value: &Value) {
        let given = self.config.given.clone();
        self.each_entry(value, |reader, name, value| {
            if REMOVED.contains(&name) {
                return;
            }
            let Some(name) = SETTINGS.iter().find(|known| **known == name) else {
                return reader.unknown(name, "a setting", SETTINGS);
            };
            let merges = matches!(*name, "keys" | "rules" | "lens" | "inlayHints");
            if merges || !given.contains(name) {
                reader.setting(name, value);
                reader.config.given.insert(name);
            }
        });
    }

    fn setting(&mut self, name: &str, value: &Value) {
        match name {
            "answers" => self.answers(value),
            "levels" => self.levels(value),
            "topics" => {
                let topics = self.each_item(value, Self::word);
                self.config.topics = (!topics.is_empty()).then_some(topics);
            }
            "authors" => self.config.authors = self.files(value),
            "guides" => self.config.guides = self.files(value),
            "exclude" => self.config.exclude = self.files(value),
            "profile" => self.profile(value),
            "keys" => self.keys(value),
            "rules" => self.rules(value),
            "maxFileSize" => self.max_file_size(value),
            "documents" => self.documents(value),
            "infer" => self.infer(value),
            _ => self.switches(name, value),
        }
    }

    fn answers(&mut self, value: &Value) {
        if let Some(name) = self.word(value) {
            if name.contains(['/', '\\']) || name == "." || name == ".." {
                return self.report(
                    WRONG,
                    format!("`{name}` is a path; write only the folder's name"),
                );
            }
            self.config.answers = name;
        }
    }

    fn levels(&mut self, value: &Value) {
        if !value.is_array() {
            return self.not_a(value, "a list of levels");
        }
        self.config.levels = Vec::new();
        self.each_item(value, |reader, value| reader.level(value));
    }

    fn level(&mut self, value: &Value) -> Option<()> {
        let mut level = Level {
            name: SmolStr::default(),
            synonyms: Vec::new(),
        };
        if value.is_object() {
            let mut named = false;
            self.each_entry(value, |reader, key, value| match key {
                "name" => {
                    named = true;
                    level.name = reader.level_word(value, &level).unwrap_or_default();
                }
                "synonyms" => {
                    level.synonyms =
                        reader.each_item(value, |reader, value| reader.level_word(value, &level))
                }
                _ => reader.unknown(key, "a key of a level", &["name", "synonyms"]),
            });
            if !named {
                self.report(WRONG, "this level has no `name`");
            }
        } else {
            level.name = self.level_word(value, &level)?;
        }
        if !level.name.is_empty() {
            self.config.levels.push(level);
        }
        Some(())
    }

    /// A level's name or synonym, which must not be another level's.
    fn level_word(&mut self, value: &Value, level: &Level) -> Option<SmolStr> {
        let word = self.word(value)?;
        let taken = self
            .config
            .level(&word)
            .map(|at| self.config.levels[at].name.clone());
        if let Some(other) = taken.filter(|other| *other != level.name) {
            self.report(
                WRONG,
                format!("`{word}` is already a name of the level `{other}`"),
            );
            return None;
        }
        Some(word)
    }

    pub(super) fn files(&mut self, value: &Value) -> Files {
        let globs = match value {
            Value::String(_) => self.glob(value).into_iter().collect(),
            _ => self.each_item(value, Self::glob),
        };
        // Each one compiles by itself; together they fail only if there are too many.
        Files::new(globs).unwrap_or_default()
    }

    fn glob(&mut self, value: &Value) -> Option<String> {
        let glob = self.word(value)?.to_string();
        if let Err(error) = Files::new(vec![glob.clone()]) {
            self.report(
                WRONG,
                format!("`{glob}` is not a valid glob: {}", error.kind()),
            );
            return None;
        }
        Some(glob)
    }

    fn rules(&mut self, value: &Value) {
        self.each_entry(value, |reader, code, value| {
            if !reader.rules.contains(&code) {
                return reader.unknown(code, "a rule", reader.rules);
            }
            let setting = match reader.typed(value, "`off`, `hint`, `warning` or `error`") {
                Some(SettingName::Off) => Setting::Off,
                Some(SettingName::Hint) => Setting::As(Severity::Hint),
                Some(SettingName::Warning) => Setting::As(Severity::Warning),
                Some(SettingName::Error) => Setting::As(Severity::Error),
                None => return,
            };
            reader.config.rules.entry(code.into()).or_insert(setting);
        });
    }

    fn max_file_size(&mut self, value: &Value) {
        // Offsets in a text are 32 bits wide.
        let limit = u64::from(u32::MAX);
        match self.typed::<u64>(value, "a number of bytes") {
            Some(size) if (1..=limit).contains(&size) => self.config.max_file_size = size,
            Some(size) => self.report(
                WRONG,
                format!("`{size}` is out of range: 1 to {limit} bytes"),
            ),
            None => {}
        }
    }

    /// Reads every entry of a mapping; reports any other value.
    pub(super) fn each_entry(
        &mut self,
        value: &Value,
        mut read: impl FnMut(&mut Self, &str, &Value),
    ) {
        let Some(map) = value.as_object() else {
            return self.not_a(value, "a mapping of `key: value`");
        };
        for (name, value) in map {
            self.within(Step::Key(name.clone()), |reader| read(reader, name, value));
        }
    }

    /// Reads every item of a list; reports any other value.
    pub(super) fn each_item<T>(
        &mut self,
        value: &Value,
        mut read: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Vec<T> {
        let Some(items) = value.as_array() else {
            self.not_a(value, "a list");
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items
            .filter_map(|(index, item)| self.within(Step::Item(index), |reader| read(reader, item)))
            .collect()
    }

    /// A text that is not empty.
    pub(super) fn word(&mut self, value: &Value) -> Option<SmolStr> {
        let word: String = self.typed(value, "text")?;
        if word.trim().is_empty() {
            self.report(EMPTY, "expected a word");
            return None;
        }
        Some(word.into())
    }

    pub(super) fn typed<T: DeserializeOwned>(
        &mut self,
        value: &Value,
        expected: &str,
    ) -> Option<T> {
        let typed = T::deserialize(value).ok();
        if typed.is_none() {
            self.not_a(value, expected);
        }
        typed
    }

    pub(super) fn not_a(&mut self, value: &Value, expected: &str) {
        if value.is_null() {
            return self.report(EMPTY, format!("no value; expected {expected}"));
        }
        let message = match value {
            Value::Array(_) => format!("expected {expected}, not a list"),
            Value::Object(_) => format!("expected {expected}, not a mapping"),
            Value::String(text) => format!("`{text}` is not {expected}"),
            other => format!("`{other}` is not {expected}"),
        };
        self.report(WRONG, message);
    }

    pub(super) fn unknown(&mut self, name: &str, what: &str, known: &[&str]) {
        self.report(
            UNKNOWN,
            match closest_key(name, known.iter().copied()) {
                Some(known) => format!("`{name}` is not {what}; did you mean `{known}`?"),
                None => format!("`{name}` is not {what}"),
            },
        );
    }
}

/// The value types of a bank's own keys, as written.
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

/// The profiles, as written.
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

    /// Reads `keys`: settings of the format's keys, and the bank's own keys.
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

    /// The key is known even if its settings are wrong.
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

/// Adds the key unless there is one of that name: the first one wins.
fn keep(keys: &mut Vec<OwnKey>, key: OwnKey) {
    if keys.iter().all(|other| other.name != key.name) {
        keys.push(key);
    }
}

/// A setting that is on or off: its full name, and where it is kept.
type Switch = (&'static str, fn(&mut Config) -> &mut bool);

const SWITCHES: &[Switch] = &[
    ("lens.levels", |config| &mut config.lens.levels),
    ("lens.findings", |config| &mut config.lens.findings),
    ("lens.answers", |config| &mut config.lens.answers),
    ("inlayHints.answers", |config| &mut config.hints.answers),
];

impl Reader<'_> {
    /// Reads the switches of the setting `part`; those that are set already are kept.
    pub(super) fn switches(&mut self, part: &str, value: &Value) {
        let known = || {
            let names = SWITCHES.iter().map(|(name, _)| *name);
            names.filter_map(|name| name.strip_prefix(part)?.strip_prefix('.'))
        };
        self.each_entry(value, |reader, name, value| {
            let full = SWITCHES
                .iter()
                .find(|(full, _)| *full == format!("{part}.{name}"));
            let Some((full, place)) = full else {
                let known: Vec<&str> = known().collect();
                return reader.unknown(name, &format!("a switch of `{part}`"), &known);
            };
            let on = reader.typed::<bool>(value, "`true` or `false`");
            if let Some(on) = on.filter(|_| reader.config.given.insert(full)) {
                *place(&mut reader.config) = on;
            }
        });
    }
}
