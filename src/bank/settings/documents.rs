//! Reads the settings `documents` and `infer`.

use serde_json::Value;
use smol_str::SmolStr;

use super::reader::{Reader, UNKNOWN, WRONG};
use crate::bank::schema::closest_key;
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
            _ => reader.unknown_of(key, "a key of a rule", ("keys", KEYS), ""),
        });
        self.check_reading(value, &reading);
        if files.is_none() && value.is_object() {
            self.report(WRONG, "this rule has no `files`; add the files that it is about, as in `files: questions/*.md`");
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
        self.each_entry(value, |reader, key, value| match (key, kind) {
            (
                "opener" | "answers" | "level" | "topic" | "keys",
                Some(FileKind::Topics | FileKind::Page),
            ) => reader.without_effect(key, "the files have no questions; remove it, or write `shape: document` or `shape: file`"),
            ("opener", Some(FileKind::File)) => reader.without_effect(
                key,
                "a file with `shape: file` is one question; remove it, or write `shape: document`",
            ),
            ("level" | "topic", _) => reader.check_labels(key, value, kind),
            ("keys", Some(FileKind::Document)) => reader.each_entry(value, |reader, name, _| {
                if ["question", "answer"].contains(&name) {
                    reader.without_effect(
                        &format!("keys.{name}"),
                        "the questions of a document are in its text; remove it, or write `shape: file`",
                    );
                }
            }),
            _ => {}
        });
    }

    /// Reports a key that changes nothing.
    fn without_effect(&mut self, key: &str, why: &str) {
        self.report(WRONG, format!("`{key}` has no effect here: {why}"));
    }

    /// Reports the places of levels or topics that are not read in files of this kind.
    fn check_labels(&mut self, key: &str, value: &Value, kind: Option<FileKind>) {
        let check = |reader: &mut Self, value: &Value| {
            let word = value.as_str().unwrap_or("");
            let why = match (Label::of(word)?, kind) {
                (Label::Suffix, _) if key == "topic" => {
                    "a mark after the question's text is a level, never a topic; write `line` or `heading`"
                }
                (Label::Heading, Some(FileKind::File)) => {
                    "a file with one question has no heading above it; write `frontmatter`, `line`, `suffix`, `file-name` or `folder`"
                }
                _ => return None,
            };
            reader.without_effect(&format!("{key}: {word}"), why);
            None::<()>
        };
        match value {
            Value::Array(_) => drop(self.each_item(value, check)),
            _ => drop(check(self, value)),
        }
    }

    /// Reports a key that is not one of these; where none is similar, with all of them and an example.
    fn unknown_of(&mut self, name: &str, what: &str, (all, known): (&str, &[&str]), example: &str) {
        match closest_key(name, known.iter().copied()) {
            Some(_) => self.unknown(name, what, known),
            None => self.report(
                UNKNOWN,
                format!(
                    "`{name}` is not {what}; the {all} are {}{example}",
                    listed(known)
                ),
            ),
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
                _ => {
                    return reader.unknown_of(
                        meaning,
                        "the meaning of a key",
                        ("meanings", MEANINGS),
                        ", as in `level: difficulty`",
                    );
                }
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
