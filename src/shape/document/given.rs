//! The labels that a rule of the configuration takes from the path and the frontmatter of a file, for all of its
//! questions.

use std::sync::Arc;

use super::name::Name;
use super::vocabulary::{is_level, level_in};
use crate::facts::head::Head;
use crate::facts::mark::OwnedMark;
use crate::shape::documents::{Label, Reading};
use crate::syntax::yaml::{Entry, Node};
use crate::text::Span;

/// The labels, each where it was found. Those of the path have an empty span.
#[derive(Clone, Default, Debug)]
pub struct Given {
    /// The level in the frontmatter.
    pub level: Option<Name>,
    /// The level in the file's name.
    pub level_of_name: Option<Name>,
    /// The level in the name of a folder.
    pub level_of_folder: Option<Name>,
    /// The topic in the file's name.
    pub topic_of_name: Option<Name>,
    /// The topic that a folder names.
    pub topic_of_folder: Option<Name>,
    /// The topics in the frontmatter.
    pub topics: Arc<[OwnedMark]>,
}

/// The words before the colon of a line with a level, and the keys of a frontmatter whose value is one.
pub const LEVEL: &[&str] = &[
    "level",
    "difficulty",
    "expertise",
    "complexity",
    "seniority",
];

/// Keys whose values are topics.
pub const TOPICS: &[&str] = &[
    "topics",
    "topic",
    "tags",
    "category",
    "categories",
    "subcategory",
    "theme",
    "subject",
    "technologies",
    "technology",
];

/// What a key of a frontmatter labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Labels {
    /// The level.
    Level,
    /// The topics.
    Topics,
}

/// What the key `name` of a frontmatter labels, if anything.
pub fn labels_of(name: &str, reading: &Reading) -> Option<Labels> {
    let name = name.to_lowercase();
    let is_one = |set: &[smol_str::SmolStr], usual: &[&str]| match set.is_empty() {
        true => usual.contains(&name.as_str()),
        false => set.iter().any(|own| own.to_lowercase() == name),
    };
    if is_one(&reading.keys.level, LEVEL) {
        return Some(Labels::Level);
    }
    is_one(&reading.keys.topics, TOPICS).then_some(Labels::Topics)
}

/// The labels of a file of the path that `path` gives. It is asked for only where the rule says that a label is in it.
pub fn of<'t>(path: &dyn Fn() -> &'t str, reading: &Reading) -> Given {
    let takes = |place: Label| reading.level.contains(&place) || reading.topic.contains(&place);
    if !takes(Label::FileName) && !takes(Label::Folder) {
        return Given::default();
    }
    let (folder, name) = path().rsplit_once('/').unwrap_or(("", path()));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folders = || folder.rsplit('/').filter(|folder| !folder.is_empty());
    let level = |name| level_word(name, reading);
    let is_topic = |name: &&str| level_word(name, reading).is_none() && !is_generic(name);
    Given {
        level_of_name: level(stem).map(of_path),
        level_of_folder: folders().find_map(level).map(of_path),
        topic_of_name: Some(topic_of(stem, reading))
            .filter(|topic| !topic.is_empty() && is_topic(topic))
            .map(of_path),
        topic_of_folder: folders()
            .find(is_topic)
            .map(|folder| of_path(without_number(folder))),
        ..Given::default()
    }
}

/// The same labels of a document with this frontmatter.
pub fn of_document<'t>(
    path: &dyn Fn() -> &'t str,
    head: Option<&Head>,
    reading: &Reading,
) -> Given {
    let mut given = of(path, reading);
    let Some(head) = head else { return given };
    let takes = |places: &[Label], keys: &[_]| match places.is_empty() {
        true => !keys.is_empty(),
        false => places.contains(&Label::Frontmatter),
    };
    if takes(&reading.level, &reading.keys.level) {
        let mut named = named(head, &reading.keys.level, LEVEL);
        given.level = named.find_map(|entry| value(&entry.value));
    }
    if takes(&reading.topic, &reading.keys.topics) {
        let named = named(head, &reading.keys.topics, TOPICS);
        let topics = named.flat_map(|entry| values(&entry.value));
        let mark = |topic: Name| OwnedMark {
            text: topic.text,
            span: topic.span,
        };
        given.topics = topics.map(mark).collect();
    }
    given
}

/// The entries of a frontmatter whose keys the rule names, else those with one of the `usual` names.
pub fn named<'h>(
    head: &'h Head,
    set: &[smol_str::SmolStr],
    usual: &[&str],
) -> impl Iterator<Item = &'h Entry> {
    let names: Vec<String> = match set.is_empty() {
        true => usual.iter().map(|name| (*name).to_owned()).collect(),
        false => set.iter().map(|name| name.to_lowercase()).collect(),
    };
    let entries = head.map.entries.iter();
    entries.filter(move |entry| names.contains(&entry.key.text.to_lowercase()))
}

/// A value of a frontmatter that is a text.
pub fn value(node: &Node) -> Option<Name> {
    let Node::Scalar(scalar) = node else {
        return None;
    };
    (!scalar.text.is_empty()).then(|| Name {
        text: scalar.text.clone(),
        span: scalar.inner(),
    })
}

/// The texts of a list, or the text of a single value.
pub fn values(node: &Node) -> Vec<Name> {
    match node {
        Node::List(list) => list.items.iter().filter_map(value).collect(),
        _ => value(node).into_iter().collect(),
    }
}

fn of_path(text: &str) -> Name {
    Name {
        text: text.into(),
        span: Span::default(),
    }
}

/// The level that a name on the path states: all of it, or its end after `--`, or the word after its number, or one word
/// among those that say nothing else.
fn level_word<'n>(name: &'n str, reading: &Reading) -> Option<&'n str> {
    let is_known = |word: &&str| {
        let mut levels = reading.levels.iter();
        levels.any(|level| level.to_lowercase() == word.to_lowercase())
            || word.chars().count() > 1 && is_level(word)
    };
    let whole = || Some(name).filter(is_known);
    let last = || {
        name.rsplit_once("--")
            .map(|(_, last)| last)
            .filter(is_known)
    };
    let numbered = || {
        let rest = without_number(name);
        let first = rest.split(SEPARATORS).next()?;
        (rest.len() < name.len()).then_some(first).filter(is_known)
    };
    let among = || {
        let spaced = name.replace(SEPARATORS, " ");
        let found = level_in(&spaced).filter(|found| found.rest.is_empty())?;
        let start = spaced.find(found.word)?;
        name.get(start..start + found.word.len())
    };
    whole().or_else(last).or_else(numbered).or_else(among)
}

/// What parts the words of a name.
const SEPARATORS: [char; 4] = ['-', '_', '.', ' '];

/// A name without the number that it starts with.
fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = rest.trim_start_matches(SEPARATORS);
    match rest.len() < name.len() && bare.len() < rest.len() && !bare.is_empty() {
        true => bare,
        false => name,
    }
}

/// Words for a bank at the end of a file's name, and the names of folders and files that name no topic.
const GENERIC: &[&str] = &[
    "questions",
    "question",
    "interview",
    "answers",
    "quiz",
    "quizzes",
    "exam",
    "faq",
    "qa",
    "readme",
    "index",
    "content",
    "docs",
    "src",
    "topics",
];

fn is_generic(name: &str) -> bool {
    name.split(SEPARATORS)
        .all(|word| GENERIC.contains(&word.to_lowercase().as_str()))
}

/// The topic in the name of a file: without its number, its level after `--` and the words for a bank at its end.
fn topic_of<'n>(stem: &'n str, reading: &Reading) -> &'n str {
    let mut name = without_number(stem);
    if let Some((rest, last)) = name.rsplit_once("--")
        && level_word(last, reading).is_some()
    {
        name = rest;
    }
    while let Some((rest, last)) = name.rsplit_once(SEPARATORS)
        && GENERIC.contains(&last.to_lowercase().as_str())
    {
        name = rest.trim_end_matches(SEPARATORS);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::shape::documents::{Label, Reading};

    #[test]
    fn labels_of_paths() {
        let reading = Reading {
            level: vec![Label::FileName],
            topic: vec![Label::Folder],
            levels: vec!["Bronze".into()],
            ..Reading::default()
        };
        for (path, expected) in [
            ("notes.md", "- - notes -"),
            ("README.md", "- - - -"),
            ("Easy/sql/locks.md", "- Easy locks sql"),
            ("q/00012-medium-locks/README.md", "- medium - q"),
            (
                "questions/70-Kotlin/q-scope--kotlin--easy.md",
                "easy - q-scope--kotlin Kotlin",
            ),
            ("bronze/sql/js-interview-questions.md", "- bronze js sql"),
            ("questions/beginner-questions.md", "beginner - - -"),
            ("q/hard-links.md", "- - hard-links q"),
            ("q/007_hard.md", "hard - - q"),
            ("2024/3 Trees.mdx", "- - Trees 2024"),
        ] {
            let given = of(&|| path, &reading);
            let names = [
                given.level_of_name,
                given.level_of_folder,
                given.topic_of_name,
                given.topic_of_folder,
            ];
            let names = names.map(|name| name.map_or("-".to_owned(), |name| name.text.to_string()));
            assert_eq!(names.join(" "), expected, "{path}");
        }
    }
}
