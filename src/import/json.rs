//! Questions as JSON: a list of objects, or one object in a line, such as `qmark export` and `qmark list` print.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::imported::Imported;
use super::markdown::{Source, markdown};
use super::table::{LEVEL, QUESTION, RIGHT, TOPICS, right_places};
use crate::bank::BankPath;
use crate::shape::write::NewOption;
use crate::syntax::frontmatter::split;
use crate::text::{Refusal, one_line};

/// Whether a text is a JSON list or object.
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{']) && values(text).is_ok()
}

/// The questions of a JSON text.
///
/// # Errors
/// When it is not valid, or something in it is not an object.
pub fn read(source: &Source<'_>) -> Result<Vec<Imported>, Refusal> {
    let values = values(source.text)
        .map_err(|error| Refusal::new(format!("it is not valid JSON: {error}")))?;
    let mut files = Files {
        source,
        read: HashMap::new(),
    };
    let mut found = Vec::new();
    for (at, value) in values.iter().enumerate() {
        let object = value.as_object().ok_or_else(|| {
            Refusal::new(format!(
                "entry {} of it is not an object with a `question`",
                at + 1
            ))
        })?;
        found.extend(files.question(object));
    }
    Ok(found)
}

/// The values of a list, or of lines with a value each.
fn values(text: &str) -> serde_json::Result<Vec<Value>> {
    let values: Vec<Value> = serde_json::Deserializer::from_str(text)
        .into_iter()
        .collect::<serde_json::Result<_>>()?;
    let values = values.into_iter().flat_map(|value| match value {
        Value::Array(values) => values,
        Value::Object(mut object) => match object.remove("questions") {
            Some(Value::Array(values)) => values,
            Some(other) => {
                object.insert("questions".to_owned(), other);
                vec![Value::Object(object)]
            }
            None => vec![Value::Object(object)],
        },
        other => vec![other],
    });
    Ok(values.collect())
}

/// The files that the objects name.
struct Files<'s> {
    source: &'s Source<'s>,
    /// The questions of each file.
    read: HashMap<String, Vec<Imported>>,
}

impl Files<'_> {
    fn question(&mut self, object: &Map<String, Value>) -> Option<Imported> {
        let text = |keys: &[&str]| keys.iter().find_map(|key| object.get(*key)?.as_str());
        let asked = text(&["markdown"]).or_else(|| text(QUESTION))?;
        let options = options(object);
        let mut question = Imported {
            question: one_line(asked),
            body: text(&["body"]).unwrap_or_default().to_owned(),
            answer: text(&["answer", "back", "solution", "explanation"])
                .unwrap_or_default()
                .to_owned(),
            level: text(LEVEL).map(str::to_owned),
            topics: topics(object),
            options,
            line: None,
            origin: None,
        };
        if let Some(Value::Object(answer)) = object.get("answer") {
            self.find_answer(object, answer, &mut question);
        }
        (!question.question.is_empty()).then_some(question)
    }

    /// Takes the answer from where `qmark list` says that it is.
    fn find_answer(
        &mut self,
        object: &Map<String, Value>,
        answer: &Map<String, Value>,
        question: &mut Imported,
    ) {
        if let Some(inline) = answer.get("inline").and_then(Value::as_str) {
            question.answer = inline.trim_end().to_owned();
        } else if let Some(file) = answer.get("file").and_then(Value::as_str) {
            let text = BankPath::new(file).and_then(|file| (self.source.beside)(&file));
            let body = text
                .as_deref()
                .map(|text| &text[split(text).body as usize..]);
            question.answer = body.unwrap_or_default().trim().to_owned();
        } else if answer.contains_key("lines") {
            let index = object
                .get("index")
                .and_then(Value::as_u64)
                .unwrap_or(u64::MAX);
            let group = object
                .get("group")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let all = self.questions_of(group);
            let there = usize::try_from(index).ok().and_then(|index| all.get(index));
            if let Some(there) = there.filter(|there| there.shown() == question.shown()) {
                question.question = there.question.clone();
                question.body = there.body.clone();
                question.answer = there.answer.clone();
                question.options = there.options.clone();
            }
        }
    }

    fn questions_of(&mut self, group: &str) -> &[Imported] {
        let source = self.source;
        self.read.entry(group.to_owned()).or_insert_with(|| {
            let text = BankPath::new(group).and_then(|path| (source.beside)(&path));
            let text = text.unwrap_or_default();
            markdown(&Source {
                name: group,
                text: &text,
                ..*source
            })
        })
    }
}

/// The topics: a list, or a text with commas or semicolons between them.
fn topics(object: &Map<String, Value>) -> Vec<String> {
    let value = TOPICS.iter().find_map(|key| object.get(*key));
    match value {
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|it| Some(it.as_str()?.to_owned()))
            .collect(),
        Some(Value::String(text)) => super::table::listed(text),
        _ => Vec::new(),
    }
}

/// The options: texts or objects. The right ones have `right`, or a key beside the list names them as in a table; there, a
/// number counts from 0, as programs do, and a text with a number from 1.
fn options(object: &Map<String, Value>) -> Vec<NewOption> {
    let list = ["options", "choices"]
        .iter()
        .find_map(|key| object.get(*key)?.as_array());
    let option = |value: &Value| match value {
        Value::String(text) => Some(NewOption {
            text: text.clone(),
            is_right: false,
        }),
        Value::Object(option) => {
            let text = option.get("text").or(option.get("option"))?.as_str()?;
            let is_right = RIGHT
                .iter()
                .any(|key| option.get(*key).and_then(Value::as_bool) == Some(true));
            Some(NewOption {
                text: text.to_owned(),
                is_right,
            })
        }
        _ => None,
    };
    let mut options: Vec<NewOption> = list.into_iter().flatten().filter_map(option).collect();
    let right = RIGHT.iter().find_map(|key| object.get(*key));
    let right = match right {
        Some(Value::String(text)) => right_places(text, &options),
        Some(Value::Number(number)) => number.as_u64().map(|it| it as usize).into_iter().collect(),
        Some(Value::Array(values)) => {
            let each = values.iter().flat_map(|value| match value {
                Value::String(text) => right_places(text, &options),
                other => other.as_u64().map(|it| it as usize).into_iter().collect(),
            });
            each.collect()
        }
        _ => Vec::new(),
    };
    for place in right {
        if let Some(option) = options.get_mut(place) {
            option.is_right = true;
        }
    }
    options
}
