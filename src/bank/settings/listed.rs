//! The words that a bank's `qmark.yaml` lists, with their places.

use smol_str::SmolStr;

use crate::syntax::yaml::{self, List, Map, Node, Scalar};
use crate::text::Span;

/// A word that is listed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Where it is, without its quotes.
    pub span: Span,
    /// The word.
    pub word: SmolStr,
    /// Whether it is a level's name or synonym, or else a topic.
    pub is_level: bool,
}

/// The levels' words and the topics that the text of a `qmark.yaml` lists, by place; none if it is not YAML.
pub fn listed(text: &str) -> Vec<Listed> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let root = yaml::parse(&text[start..], start as u32).ok().flatten();
    let Some(root) = root.as_ref().and_then(Node::as_map) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for topic in words(list(root, "topics")) {
        found.push(of(topic, false));
    }
    for level in list(root, "levels")
        .into_iter()
        .flat_map(|list| &list.items)
    {
        match level {
            Node::Scalar(_) => found.extend(level.as_string().map(|word| of(word, true))),
            Node::Map(level) => {
                let name = level.string("name");
                let synonyms = words(list(level, "synonyms"));
                found.extend(name.into_iter().chain(synonyms).map(|word| of(word, true)));
            }
            Node::List(_) => {}
        }
    }
    found.sort_by_key(|listed| listed.span);
    found
}

fn list<'m>(map: &'m Map, key: &str) -> Option<&'m List> {
    map.value(key)?.as_list()
}

fn words(list: Option<&List>) -> impl Iterator<Item = &Scalar> {
    let items = list.into_iter().flat_map(|list| &list.items);
    items.filter_map(Node::as_string)
}

fn of(scalar: &Scalar, is_level: bool) -> Listed {
    Listed {
        span: scalar.inner(),
        word: scalar.text.clone(),
        is_level,
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = listed(text);
        let shown: Vec<String> = found
            .iter()
            .map(|it| {
                assert_eq!(it.span.slice(text), it.word);
                let kind = if it.is_level { "level" } else { "topic" };
                format!("{kind} {}", it.word)
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn topics_and_levels_in_every_form() {
        check(
            "\u{feff}# Ours 😀.\r\ntopics: [Core, 'A: b']\r\nlevels:\r\n- Plain # one\r\n- {name: \"Odd\", synonyms: [Far, '2']}\r\n- name: Deep\r\n  synonyms:\r\n  - Deeper\r\n",
            &[
                "topic Core",
                "topic A: b",
                "level Plain",
                "level Odd",
                "level Far",
                "level 2",
                "level Deep",
                "level Deeper",
            ],
        );
        check("levels: [A]\ntopics:\n  - B\n", &["level A", "topic B"]);
    }

    #[test]
    fn what_is_no_list_of_words() {
        for text in [
            "",
            "topics: Core",
            "topics: [1, '', [x], {a: b}]\nlevels: {a: b}\n",
            "levels: [[x], {synonyms: x}]",
            "rules: {near-topic: off}\n",
            "topics: [Core",
        ] {
            check(text, &[]);
        }
    }
}
