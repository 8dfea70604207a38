//! Reads the settings `documents` and `infer`.

use serde_json::Value;
use smol_str::SmolStr;

use super::reader::{Reader, WRONG};
use crate::shape::documents::{
    AnswerForm, DocumentRule, FileKind, KeyNames, Label, Opener, Reading, Word,
};

/// The keys of a rule.
const KEYS: &[&str] = &[
    "files",
    "shape",
    "opener",
    "answers",
    "level",
    "topic",
    "keys",
    "translations",
];

/// The keys whose names a rule can give.
const MEANINGS: &[&str] = &["question", "answer", "level", "topics"];

impl Reader<'_> {
    /// Reads `documents`: rules in order.
    pub(super) fn documents(&mut self, value: &Value) {
        let rules = self.each_item(value, Self::document_rule);
        self.config.documents = self.config.documents.with_list(rules);
    }

    /// Reads `infer`.
    pub(super) fn infer(&mut self, value: &Value) {
        if let Some(infer) = self.typed(value, "`true` or `false`") {
            self.config.documents = self.config.documents.with_inference(infer);
        }
    }

    fn document_rule(&mut self, value: &Value) -> Option<DocumentRule> {
        let mut files = None;
        let mut reading = Reading::default();
        self.each_entry(value, |reader, key, value| match key {
            "files" => files = Some(reader.files(value)),
            "shape" => reading.shape = reader.one_of::<FileKind>(value, "a shape"),
            "opener" => reading.opener = reader.one_of::<Opener>(value, "an opener"),
            "answers" => reading.answers = reader.one_of::<AnswerForm>(value, "a form of answers"),
            "level" => reading.level = reader.labels(value),
            "topic" => reading.topic = reader.labels(value),
            "keys" => reading.keys = reader.key_names(value),
            "translations" => reading.translations = reader.pattern(value),
            _ => reader.unknown(key, "a key of a rule", KEYS),
        });
        self.check_reading(value, &reading);
        if files.is_none() && value.is_object() {
            self.report(WRONG, "this rule has no `files`");
        }
        let files = files?;
        Some(DocumentRule { files, reading })
    }

    /// Reports what does not go with the shape of the rule, at its place.
    fn check_reading(&mut self, value: &Value, reading: &Reading) {
        if !value.is_object() {
            return;
        }
        let kind = reading.kind();
        self.each_entry(value, |reader, key, value| {
            let is_single = kind == Some(FileKind::File);
            let refused = match (key, kind) {
                (
                    "opener" | "answers" | "level" | "topic" | "keys",
                    Some(FileKind::Topics | FileKind::Page),
                ) => Some("a file without questions"),
                ("opener", Some(FileKind::File)) => Some("a file that is one question"),
                ("keys", Some(FileKind::Document)) => Some("a document; it needs `shape: file`"),
                _ => None,
            };
            match (refused, key) {
                (Some(what), _) => reader.report(WRONG, format!("`{key}` says nothing of {what}")),
                (None, "level" | "topic") => {
                    reader.check_labels(key, value, is_single);
                }
                (None, "keys") if !value["answer"].is_null() => {
                    reader.each_entry(value, |reader, name, _| {
                        if name == "answer" {
                            reader
                                .report(WRONG, "an answer in the frontmatter is not supported yet");
                        }
                    })
                }
                _ => {}
            }
        });
    }

    /// Reports the places of levels or topics that are not read; `is_single`: in a file with one question.
    fn check_labels(&mut self, key: &str, value: &Value, is_single: bool) {
        let check = |reader: &mut Self, value: &Value| {
            let word = value.as_str().unwrap_or("");
            let why = match Label::of(word)? {
                Label::FileName | Label::Folder => "is not supported yet",
                Label::Suffix if key == "topic" => "is not supported; a suffix is a level",
                Label::Frontmatter if !is_single => "needs `shape: file`",
                Label::Heading | Label::Line if is_single => "needs `shape: document`",
                _ => return None,
            };
            reader.report(WRONG, format!("`{key}: {word}` {why}"));
            None::<()>
        };
        match value {
            Value::Array(_) => drop(self.each_item(value, check)),
            _ => drop(check(self, value)),
        }
    }

    /// One of the words of `T`, which the message calls `what`.
    fn one_of<T: Word>(&mut self, value: &Value, what: &str) -> Option<T> {
        let found = value.as_str().and_then(T::of);
        if found.is_none() {
            self.not_a(value, &format!("{what}: {}", listed(&T::words())));
        }
        found
    }

    /// One place of labels, or a list of them.
    fn labels(&mut self, value: &Value) -> Vec<Label> {
        let label = |reader: &mut Self, value: &Value| reader.one_of(value, "a place of labels");
        match value {
            Value::Array(_) => self.each_item(value, label),
            _ => label(self, value).into_iter().collect(),
        }
    }

    fn key_names(&mut self, value: &Value) -> KeyNames {
        let mut names = KeyNames::default();
        self.each_entry(value, |reader, meaning, value| {
            let place = match meaning {
                "question" => &mut names.question,
                "answer" => &mut names.answer,
                "level" => &mut names.level,
                "topics" => &mut names.topics,
                _ => return reader.unknown(meaning, "the meaning of a key", MEANINGS),
            };
            *place = match value {
                Value::Array(_) => reader.each_item(value, Self::word),
                _ => reader.word(value).into_iter().collect(),
            };
        });
        names
    }

    /// A path with the place of the language.
    fn pattern(&mut self, value: &Value) -> Option<SmolStr> {
        let pattern = self.word(value)?;
        if !pattern.contains("{lang}") {
            self.report(
                WRONG,
                format!(
                    "`{pattern}` needs `{{lang}}` where the language is, as in `README.{{lang}}.md`"
                ),
            );
            return None;
        }
        Some(pattern)
    }
}

/// The words as a text: `` `a`, `b` or `c` ``.
fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
