//! A mapping beside the keys that belong in it: what the rules about the form of a file look at.
//!
//! Only what is YAML is judged. Of a broken head or question, what can be read is a guess, and `invalid-yaml` says so.

use std::borrow::Cow;

use super::rule::{FileContext, Found, GroupContext, QuestionContext};
use crate::bank::config::ValueType;
use crate::bank::keys::{self, Keys};
use crate::bank::schema::{self, KeyRef};
use crate::bank::{Bank, Content};
use crate::facts::question::Question;
use crate::syntax::yaml::{Map, Node};
use crate::text::Span;

/// A mapping and the keys that belong in it.
pub struct KeyedMap<'a> {
    /// What it is, in words that a sentence can start with.
    pub name: &'static str,
    /// The mapping.
    pub map: Cow<'a, Map>,
    /// Where to say that something is missing in it.
    pub place: Span,
    keys: Keys<'a>,
}

impl<'a> KeyedMap<'a> {
    /// The keys that belong in it.
    pub fn keys(&self) -> impl Iterator<Item = KeyRef<'a>> + use<'a> {
        self.keys.iter()
    }

    /// The key `name`, if it belongs in it.
    pub fn key(&self, name: &str) -> Option<KeyRef<'a>> {
        self.keys.get(name)
    }

    /// The key that the unknown `name` looks like a slip for, first of those that are not there.
    pub fn meant(&self, name: &str) -> Option<KeyRef<'a>> {
        let absent = self.keys().filter(|key| self.map.get(key.name).is_none());
        let meant = schema::closest_key(name, absent.map(|key| key.name))
            .or_else(|| schema::closest_key(name, self.keys().map(|key| key.name)))?;
        self.key(meant)
    }

    /// The texts that a misspelt `key` holds: its value, or the items of a list.
    pub fn misspelt(&self, key: &str) -> Vec<&str> {
        let slips = self.slips().filter(|(_, meant)| meant.name == key);
        let values = slips.filter_map(|(name, _)| self.map.value(name));
        let texts = values.flat_map(|value| match value {
            Node::List(list) => list.items.iter().collect(),
            value => vec![value],
        });
        let texts = texts.filter(|node| !node.is_blank());
        texts
            .filter_map(|node| Some(node.as_string()?.text.as_str()))
            .collect()
    }

    /// The names in it that are no keys, each with the key that it looks like a slip for.
    pub fn slips(&self) -> impl Iterator<Item = (&str, KeyRef<'a>)> {
        let names = self.map.entries.iter().map(|entry| entry.key.text.as_str());
        names
            .filter(|name| self.key(name).is_none())
            .filter_map(|name| Some((name, self.meant(name)?)))
    }
}

/// The question as a mapping; `None` when it is none, or broken.
pub fn question<'a>(context: &QuestionContext<'a>) -> Option<KeyedMap<'a>> {
    let map = context
        .node
        .as_map()
        .filter(|_| context.question.is_whole())?;
    Some(question_map(
        context.bank,
        context.question,
        Cow::Borrowed(map),
    ))
}

/// The same of a question whose mapping is known.
pub fn question_map<'a>(bank: &'a Bank, question: &Question, map: Cow<'a, Map>) -> KeyedMap<'a> {
    KeyedMap {
        name: "this question",
        map,
        place: question.report_span(),
        keys: Keys::of_question(bank.config()),
    }
}

/// The head of the group and the mappings in it; nothing when it is broken.
pub fn head<'a>(context: &GroupContext<'a>) -> Vec<KeyedMap<'a>> {
    let group = context.group;
    let Some(front) = group.split.front.filter(|_| group.head.errors.is_empty()) else {
        return Vec::new();
    };
    let map = &group.head.map;
    let config = context.bank.config();
    let keys = Keys::of_group(config, keys::is_roadmap(config, map));
    let mut all = vec![KeyedMap {
        name: "this group",
        map: Cow::Borrowed(map),
        place: front.open,
        keys,
    }];
    for key in schema::GROUP_KEYS
        .iter()
        .filter(|key| key.value_type == ValueType::Map)
    {
        let entry = map.get(key.name);
        all.extend(entry.and_then(|entry| {
            Some(KeyedMap {
                name: key.name,
                map: Cow::Borrowed(entry.value.as_map()?),
                place: entry.key.span,
                keys: keys.inside(key.name),
            })
        }));
    }
    all
}

/// Whether a question or a group cannot be shown at all without the key.
pub fn build_needs(key: &str) -> bool {
    matches!(key, "question" | "answer" | "questions" | "seo")
}

/// Whether nothing stands where a value belongs: nothing at all, null, or a text without a letter.
pub fn is_empty(node: &Node) -> bool {
    node.is_blank()
}

/// A value as a message shows it: on one line and not too long.
pub fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

/// Reports what is wrong in the bank's configuration file by this rule.
pub fn config_problems(context: &FileContext<'_>, found: &mut Found<'_>) {
    if let Content::Config(problems) = &context.file.content {
        let own = problems
            .iter()
            .filter(|problem| problem.code == found.rule.code);
        for problem in own {
            found.add(problem.span, problem.message.clone());
        }
    }
}
