//! Which keys a mapping can have, and which of them a bank requires there, by its profile and its configuration.

use super::Bank;
use super::config::{Config, OwnKey, Profile, ValueType};
use super::schema::{GROUP_KEYS, Key, KeyRef, QUESTION_KEYS};
use crate::syntax::yaml::Map;

/// The keys by which a group of the profile `roadmap` is recognized.
pub const ROADMAP_MARKERS: &[&str] = &["seo", "sitemap", "briefTitle"];

/// The key that every group has, of any profile.
const QUESTIONS: &str = "questions";

/// The keys of a head whose values refer to files, in a bank of any profile, and the key with the questions.
const FOLLOWED_KEYS: &[&str] = &["ending", "authorId", "relatedGuidesId", QUESTIONS];

/// Whether a group with this head has the profile `roadmap`.
pub fn is_roadmap(config: &Config, head: &Map) -> bool {
    match config.profile {
        Profile::Roadmap => true,
        Profile::None => false,
        Profile::Auto => ROADMAP_MARKERS.iter().any(|key| head.get(key).is_some()),
    }
}

impl Bank {
    /// Whether the file at `path` has a head of the profile `roadmap`, so that its keys are required there.
    pub fn is_roadmap(&self, path: &str) -> bool {
        let facts = self.file(path).and_then(|file| file.facts());
        let group = facts.and_then(|facts| facts.as_group());
        if group.is_some_and(|group| group.yaml().is_none()) {
            return false;
        }
        match facts.and_then(|facts| facts.head()) {
            Some(head) => is_roadmap(&self.config, &head.map),
            None => self.config.profile == Profile::Roadmap,
        }
    }
}

/// Whether the value of this key of a head refers to a file in a bank of any profile, or holds the questions.
pub fn is_reference_key(key: &str) -> bool {
    FOLLOWED_KEYS.contains(&key)
}

/// The keys that one mapping can have, and which of them a bank requires there.
#[derive(Clone, Copy)]
pub struct Keys<'c> {
    config: &'c Config,
    all: &'static [Key],
    own: &'c [OwnKey],
    scope: Scope,
}

#[derive(Clone, Copy)]
enum Scope {
    Question,
    /// The head of a group, or the mapping under this key of it.
    Group {
        roadmap: bool,
        inside: Option<&'static str>,
    },
}

impl<'c> Keys<'c> {
    /// Those of a group's head.
    pub fn of_group(config: &'c Config, roadmap: bool) -> Self {
        Self {
            config,
            all: GROUP_KEYS,
            own: &config.group_keys,
            scope: Scope::Group {
                roadmap,
                inside: None,
            },
        }
    }

    /// Those of a question.
    pub fn of_question(config: &'c Config) -> Self {
        Self {
            config,
            all: QUESTION_KEYS,
            own: &config.question_keys,
            scope: Scope::Question,
        }
    }

    /// Those of the mapping under one of these keys, such as `seo`; none under a key that has no mapping of the format.
    pub fn inside(self, name: &str) -> Self {
        let key = self.all.iter().find(|key| key.name == name);
        let roadmap = matches!(self.scope, Scope::Group { roadmap: true, .. });
        Self {
            all: key.map_or(&[], |key| key.keys),
            own: &[],
            scope: Scope::Group {
                roadmap,
                inside: key.map(|key| key.name),
            },
            ..self
        }
    }

    /// All of them, those of the bank's own last.
    pub fn iter(self) -> impl Iterator<Item = KeyRef<'c>> + use<'c> {
        let own = self.own.iter().map(KeyRef::from);
        self.all.iter().map(move |key| self.asked(key)).chain(own)
    }

    /// The key `name`.
    pub fn get(self, name: &str) -> Option<KeyRef<'c>> {
        self.iter().find(|key| key.name == name)
    }

    /// A key of the format as this bank requires it here.
    fn asked(self, key: &'static Key) -> KeyRef<'c> {
        let mut asked = KeyRef::from(key);
        let Scope::Group { roadmap, inside } = self.scope else {
            return asked;
        };
        let set = self.config.is_required(inside, key.name);
        let by_format = roadmap || (inside.is_none() && key.name == QUESTIONS);
        asked.required = set.unwrap_or(key.required && by_format);
        asked.required_beside = key.required_beside.filter(|_| set.is_none() && roadmap);
        // In a bank without a profile a key with this name can hold anything.
        let is_another = self.config.profile == Profile::None && set != Some(true);
        if is_another && (inside.is_some() || !is_reference_key(key.name)) {
            asked.value_type = ValueType::Any;
        }
        asked
    }
}

/// The key of a group's head, or of a mapping in it, that a path such as `seo.title` names.
pub fn named(path: &str) -> Option<&'static Key> {
    let find = |keys: &'static [Key], name: &str| keys.iter().find(|key| key.name == name);
    match path.split_once('.') {
        Some((outer, inner)) => find(find(GROUP_KEYS, outer)?.keys, inner),
        None => find(GROUP_KEYS, path),
    }
}

#[cfg(test)]
mod tests {
    use smol_str::SmolStr;

    use super::*;

    #[test]
    fn a_banks_own_keys_come_last() {
        let config = Config {
            question_keys: vec![OwnKey {
                name: "videoId".into(),
                value_type: ValueType::String,
                required: false,
                doc: SmolStr::default(),
            }],
            ..Config::default()
        };
        let names: Vec<_> = Keys::of_question(&config)
            .iter()
            .map(|key| key.name)
            .collect();
        assert_eq!(names, ["question", "answer", "topics", "level", "videoId"]);
        let seo = Keys::of_group(&config, true).inside("seo");
        assert_eq!(seo.iter().count(), 4);
        assert_eq!(
            Keys::of_group(&config, true).inside("title").iter().count(),
            0
        );
    }

    /// The keys that a group's head and the mappings in it are asked for.
    fn asked(config: &Config, roadmap: bool) -> Vec<String> {
        let keys = Keys::of_group(config, roadmap);
        let inner = |outer: KeyRef<'_>| {
            let required = keys
                .inside(outer.name)
                .iter()
                .filter(|key| key.required)
                .map(|key| format!("{}.{}", outer.name, key.name));
            let own = outer.required.then(|| outer.name.to_owned());
            own.into_iter().chain(required).collect::<Vec<_>>()
        };
        keys.iter().flat_map(inner).collect()
    }

    #[test]
    fn only_the_profile_asks_for_more_than_questions() {
        let mut config = Config::default();
        assert_eq!(asked(&config, false), ["questions"]);
        let of_roadmap = asked(&config, true);
        for name in ["order", "isNew", "seo", "seo.keywords", "sitemap.priority"] {
            assert!(of_roadmap.iter().any(|asked| asked == name), "{name}");
        }
        for (name, required) in [
            ("order", false),
            ("seo.keywords", false),
            ("ending", true),
            ("seo.ogImageUrl", true),
        ] {
            assert_eq!(
                of_roadmap.iter().any(|asked| asked == name),
                !required,
                "{name}"
            );
            config.required.insert(name.into(), required);
        }
        assert_eq!(
            asked(&config, false),
            ["seo.ogImageUrl", "ending", "questions"]
        );
        let changed = asked(&config, true);
        assert_eq!(changed.len(), of_roadmap.len());
        assert!(!changed.contains(&"order".to_owned()));
        assert!(!changed.contains(&"seo.keywords".to_owned()));
    }
}
