//! Mappings with the keys that the schema defines for them, for rules about keys and values.
//!
//! Heads and questions that are not valid YAML are left to `invalid-yaml`.

use std::borrow::Cow;

use super::finding::{About, Within};
use super::rule::{FileContext, Found, GroupContext, QuestionContext};
use crate::bank::config::ValueType;
use crate::bank::keys::{self, Keys};
use crate::bank::schema::{self, KeyRef};
use crate::bank::{Bank, Content};
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::syntax::yaml::{Entry, Map, Node, Scalar};
use crate::text::{Span, ellipsis};

/// A mapping with its schema.
pub struct KeyedMap<'a> {
    /// Its name, for the start of a message.
    pub name: &'static str,
    /// The mapping.
    pub map: Cow<'a, Map>,
    /// Where to report that a key is missing.
    pub place: Span,
    keys: Keys<'a>,
    within: Within,
    /// The number of its first key.
    first: u32,
}

impl<'a> KeyedMap<'a> {
    /// Its keys, as what a finding is about.
    pub fn about(&self) -> About {
        About::Keys(self.within, self.first)
    }

    /// The key at `index`, as what a finding is about.
    pub fn about_key(&self, index: usize) -> About {
        About::Key(self.within, self.first + self.map.number(index))
    }

    /// The same of an item of the list under that key.
    pub fn about_item(&self, index: usize, item: usize) -> About {
        let number = self.first + self.map.number(index);
        u16::try_from(item).map_or(About::Place, |item| About::Item(self.within, number, item))
    }

    /// The index of the key with this number; `None` if it is a key of another mapping.
    pub fn index_of(&self, number: u32) -> Option<usize> {
        let mut all = 0..self.map.entries.len();
        all.find(|index| self.first + self.map.number(*index) == number)
    }

    /// The keys of the schema.
    pub fn keys(&self) -> impl Iterator<Item = KeyRef<'a>> + use<'a> {
        self.keys.iter()
    }

    /// The key `name` of the schema.
    pub fn key(&self, name: &str) -> Option<KeyRef<'a>> {
        self.keys.get(name)
    }

    /// The key that the unknown `name` seems to be a misspelling of; absent keys come first.
    pub fn intended(&self, name: &str) -> Option<KeyRef<'a>> {
        let absent = self.keys().filter(|key| self.map.get(key.name).is_none());
        let intended = schema::closest_key(name, absent.map(|key| key.name))
            .or_else(|| schema::closest_key(name, self.keys().map(|key| key.name)))?;
        self.key(intended)
    }

    /// The texts under a misspelt `key`: its value, or the items of a list.
    pub fn misspelt(&self, key: &str) -> Vec<&str> {
        let slips = self.slips().filter(|(_, intended)| intended.name == key);
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

    /// The unknown names, each with the key that it seems to be a misspelling of.
    pub fn slips(&self) -> impl Iterator<Item = (&str, KeyRef<'a>)> {
        let names = self.map.entries.iter().map(|entry| entry.key.text.as_str());
        names
            .filter(|name| self.key(name).is_none())
            .filter_map(|name| Some((name, self.intended(name)?)))
    }

    /// The required keys that are absent and not misspelt either. `topics` and `questions` have rules of their own.
    pub fn missing(&self) -> Vec<KeyRef<'a>> {
        let has_own_rule = |name: &str| matches!(name, "topics" | "questions");
        let required = self
            .keys()
            .filter(|key| key.required && !has_own_rule(key.name));
        required.filter(|key| self.is_missing(key)).collect()
    }

    /// The absent keys that a present key requires, each after the entry that requires it.
    pub fn missing_beside(&self) -> Vec<(&Entry, KeyRef<'a>)> {
        let causes = self.keys().filter_map(|key| {
            let cause = self.map.get(key.required_beside?)?;
            Some((cause, key))
        });
        causes
            .filter(|(cause, key)| !is_empty(&cause.value) && self.is_missing(key))
            .collect()
    }

    fn is_missing(&self, key: &KeyRef<'_>) -> bool {
        self.map.get(key.name).is_none()
            && !self.slips().any(|(_, intended)| intended.name == key.name)
    }
}

/// The mapping of a question; `None` if the question is not a mapping or not valid YAML.
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

/// A mapping of a question with the schema of questions.
pub fn question_map<'a>(bank: &'a Bank, question: &Question, map: Cow<'a, Map>) -> KeyedMap<'a> {
    KeyedMap {
        name: "this question",
        map,
        place: question.report_span(),
        keys: Keys::of_question(bank.config()),
        within: Within::Question,
        first: 0,
    }
}

/// The head of the group and the mappings in it; empty if the head is not valid YAML, and for a list of questions in the
/// body: the format is about the keys beside `questions` only.
pub fn head<'a>(context: &GroupContext<'a>) -> Vec<KeyedMap<'a>> {
    let group = context.group;
    let has_keys = group.yaml().is_some() && group.head.errors.is_empty();
    let Some(front) = group.split.front.filter(|_| has_keys) else {
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
        within: Within::Head,
        first: 0,
    }];
    for key in schema::GROUP_KEYS
        .iter()
        .filter(|key| key.value_type == ValueType::Map)
    {
        let index = map
            .entries
            .iter()
            .position(|entry| entry.key.text == key.name);
        all.extend(index.and_then(|index| {
            let entry = &map.entries[index];
            Some(KeyedMap {
                name: key.name,
                map: Cow::Borrowed(entry.value.as_map()?),
                place: entry.key.span,
                keys: keys.inside(key.name),
                within: Within::Head,
                first: map.number(index) + 1,
            })
        }));
    }
    all
}

/// The string under a key of a group's head, with what a finding about it is about; `None` where [`head`] is empty.
pub fn head_value<'g>(group: &'g Group, key: &str) -> Option<(About, &'g Scalar)> {
    let head = &group.head;
    let is_named = |entry: &Entry| entry.key.text == key;
    let mut entries = head.map.entries.iter();
    let index = entries
        .position(is_named)
        .filter(|_| group.yaml().is_some() && head.errors.is_empty())?;
    let value = head.map.entries[index].value.as_string()?;
    Some((About::Key(Within::Head, head.map.number(index)), value))
}

/// True if the value is a list of questions, so that its key is a misspelt `questions`.
pub fn holds_questions(entry: &Entry) -> bool {
    let is_question = |item: &Node| {
        item.as_map()
            .is_some_and(|map| map.get("question").is_some() && map.get("answer").is_some())
    };
    let list = entry.value.as_list();
    list.is_some_and(|list| list.items.iter().any(is_question))
}

/// True if a page cannot be built without the key.
pub fn build_needs(key: &str) -> bool {
    matches!(key, "question" | "answer" | "questions" | "seo")
}

/// True for null and for a text without visible characters.
pub fn is_empty(node: &Node) -> bool {
    node.is_blank()
}

/// A value for a message: its first line, cut if it is long.
pub fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let has_more = line.len() < text.trim_end().len();
    match line.chars().count() {
        ..=40 if has_more => format!("{line}…"),
        _ => ellipsis(line, 40),
    }
}

/// Reports the problems of the configuration file that belong to this rule.
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
