//! The keys that a group and a question have, as data: what each means, what its value must be, whether it must be
//! there. Rules, completion and hover read this one table.

use smol_str::SmolStr;

use super::config::{OwnKey, ValueType};

/// A key of the format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// The type of its value.
    pub value_type: ValueType,
    /// Whether it is required; the head's keys but `questions` only in a group of the profile `roadmap`.
    pub required: bool,
    /// The key that makes this one required when it is there, in the same groups.
    pub required_beside: Option<&'static str>,
    /// What it means, in markdown.
    pub doc: &'static str,
    /// The keys of its value, when that is a mapping.
    pub keys: &'static [Key],
}

/// A key of the format or of a bank's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyRef<'c> {
    /// Its name.
    pub name: &'c str,
    /// The type of its value.
    pub value_type: ValueType,
    /// Whether it is required.
    pub required: bool,
    /// The key that makes this one required when it is there.
    pub required_beside: Option<&'static str>,
    /// What it means, in markdown.
    pub doc: &'c str,
    /// The keys of its value, when that is a mapping of the format.
    pub keys: &'static [Key],
    /// Whether it is one of the format's, not one of a bank's own.
    pub is_of_format: bool,
}

/// How often search engines are told to come back.
pub const CHANGE_FREQUENCIES: &[&str] = &[
    "always", "hourly", "daily", "weekly", "monthly", "yearly", "never",
];

/// The keys of a group's head, in the order in which they are usually written. All but `questions` belong to the
/// profile `roadmap`.
pub const GROUP_KEYS: &[Key] = &[
    required(
        "order",
        ValueType::Number,
        "The position of the group: lower numbers come first.",
    ),
    required(
        "briefTitle",
        ValueType::String,
        "The short title that cards and menus show.",
    ),
    required(
        "briefDescription",
        ValueType::String,
        "The sentence on the group's card.",
    ),
    required(
        "title",
        ValueType::String,
        "The heading of the group's page.",
    ),
    required(
        "description",
        ValueType::String,
        "The sentence below the heading of the group's page.",
    ),
    optional(
        "authorId",
        ValueType::String,
        "The author: the name of a file in the authors' folder, without `.md`. Requires a `date`.",
    ),
    required(
        "isNew",
        ValueType::Bool,
        "Whether the group is marked as new.",
    ),
    Key {
        required_beside: Some("authorId"),
        ..optional(
            "date",
            ValueType::Date,
            "The day of publication, as `YYYY-MM-DD`. Pages with an author are sorted by it.",
        )
    },
    Key {
        keys: SEO_KEYS,
        ..required(
            "seo",
            ValueType::Map,
            "What search engines and link previews show.",
        )
    },
    optional(
        "relatedTitle",
        ValueType::String,
        "The heading above the related guides.",
    ),
    optional(
        "relatedGuidesId",
        ValueType::String,
        "The related guide: the name of a file in the guides' folder, without `.md`.",
    ),
    Key {
        keys: SITEMAP_KEYS,
        ..required(
            "sitemap",
            ValueType::Map,
            "How the page is listed in the sitemap that search engines read.",
        )
    },
    optional(
        "ending",
        ValueType::String,
        "An answer file that is shown after the last question.",
    ),
    required(
        "questions",
        ValueType::Questions,
        "The questions in the order in which they are asked.",
    ),
];

/// The keys of `seo`.
pub const SEO_KEYS: &[Key] = &[
    required(
        "title",
        ValueType::String,
        "The page's title in search results and in the browser's tab.",
    ),
    required(
        "description",
        ValueType::String,
        "The text below the title in search results.",
    ),
    required(
        "keywords",
        ValueType::Strings,
        "The search keywords of the page.",
    ),
    optional(
        "ogImageUrl",
        ValueType::String,
        "The address of the picture in link previews.",
    ),
];

/// The keys of `sitemap`.
pub const SITEMAP_KEYS: &[Key] = &[
    required(
        "priority",
        ValueType::Share,
        "The page's weight among the other pages of the sitemap, from 0 to 1.",
    ),
    required(
        "changefreq",
        ValueType::OneOf(CHANGE_FREQUENCIES),
        "How often the page is likely to change.",
    ),
];

/// The keys of a question, in the order in which they are usually written.
pub const QUESTION_KEYS: &[Key] = &[
    required(
        "question",
        ValueType::String,
        "The question. Readers' progress is stored under an id made from this text.",
    ),
    required(
        "answer",
        ValueType::String,
        "The answer. A value that ends in `.md` is a file of the group's answers' folder; anything else is the answer itself, in markdown.",
    ),
    required(
        "topics",
        ValueType::Strings,
        "What the question is about. In most banks this includes the level.",
    ),
    optional(
        "level",
        ValueType::String,
        "The difficulty of the question, in banks where levels are not topics.",
    ),
];

const fn required(name: &'static str, value_type: ValueType, doc: &'static str) -> Key {
    Key {
        name,
        value_type,
        required: true,
        required_beside: None,
        doc,
        keys: &[],
    }
}

const fn optional(name: &'static str, value_type: ValueType, doc: &'static str) -> Key {
    Key {
        required: false,
        ..required(name, value_type, doc)
    }
}

/// The key that `name` looks like a slip for: one that differs in a few letters or in case.
pub fn closest_key<'k>(name: &str, keys: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let lower = name.to_lowercase();
    let distance = |key: &str| strsim::damerau_levenshtein(&key.to_lowercase(), &lower);
    let near = keys.into_iter().map(|key| (distance(key), key));
    // One slip in a short word, two or three in a longer one.
    let allowed = |key: &str| (key.chars().count() / 4).clamp(1, 3);
    near.filter(|(distance, key)| *distance <= allowed(key))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, key)| key)
}

impl<'c> From<&'static Key> for KeyRef<'c> {
    fn from(key: &'static Key) -> Self {
        Self {
            name: key.name,
            value_type: key.value_type,
            required: key.required,
            required_beside: key.required_beside,
            doc: key.doc,
            keys: key.keys,
            is_of_format: true,
        }
    }
}

impl<'c> From<&'c OwnKey> for KeyRef<'c> {
    fn from(key: &'c OwnKey) -> Self {
        let doc: &SmolStr = &key.doc;
        Self {
            name: &key.name,
            value_type: key.value_type,
            required: key.required,
            required_beside: None,
            doc: if doc.is_empty() {
                "A custom key of this bank."
            } else {
                doc
            },
            keys: &[],
            is_of_format: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_keys() {
        let names = || {
            let all = GROUP_KEYS.iter().chain(QUESTION_KEYS).chain(SEO_KEYS);
            all.map(|key| key.name)
        };
        for (name, key) in [
            ("anwser", Some("answer")),
            ("Answer", Some("answer")),
            ("questoin", Some("question")),
            ("topic", Some("topics")),
            ("sea", Some("seo")),
            ("brief_title", Some("briefTitle")),
            ("breifDescripton", Some("briefDescription")),
            ("hint", None),
            ("tags", None),
            ("", None),
        ] {
            assert_eq!(closest_key(name, names()), key, "{name:?}");
        }
    }

    #[test]
    fn every_key_is_described() {
        let keys = [GROUP_KEYS, QUESTION_KEYS, SEO_KEYS, SITEMAP_KEYS].concat();
        for key in keys {
            assert!(key.doc.ends_with('.'), "{}", key.name);
            assert_eq!(
                key.value_type == ValueType::Map,
                !key.keys.is_empty(),
                "{}",
                key.name
            );
            let beside = key.required_beside;
            assert!(beside.is_none_or(|name| GROUP_KEYS.iter().any(|key| key.name == name)));
        }
    }
}
