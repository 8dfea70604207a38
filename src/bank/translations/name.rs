//! The language in the path of a file, and which files it can be a translation of.

use smol_str::SmolStr;

use crate::bank::language::{HOLDERS, Language};
use crate::shape::documents::DocumentRules;

/// The placeholder of the language in a pattern.
const LANGUAGE: &str = "{lang}";

/// The placeholder of the original's name in a pattern, without the ending.
const NAME: &str = "{name}";

/// A path without its language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// Equal for all translations of a file and the file itself.
    pub key: SmolStr,
    /// The language in the path.
    pub language: Option<Language>,
    /// Whether the language is that of a folder, not only of the file.
    pub in_folder: bool,
    /// Whether the key comes from a pattern of the configuration.
    pub is_configured: bool,
}

/// Which of the files with the same key is the original: that of the lowest rank.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// Without a language.
    Bare,
    /// In English.
    English,
    /// In another language.
    Other,
}

impl Name {
    /// The name of the file at `path`, from the bank's root. A pattern of the configuration takes precedence over the usual layouts.
    pub fn of(path: &str, rules: &DocumentRules) -> Self {
        configured(path, rules).unwrap_or_else(|| usual(path))
    }

    /// The file's rank among those with its key.
    pub fn rank(&self) -> Rank {
        match &self.language {
            None => Rank::Bare,
            Some(language) if language.code == "en" => Rank::English,
            Some(_) => Rank::Other,
        }
    }

    /// Whether the paths alone tell that this file is a translation of one with the name `original`.
    pub fn is_surely_of(&self, original: &Self) -> bool {
        let region = |language: &Language| language.region.is_some();
        self.is_configured
            || self.language.as_ref().is_some_and(region)
            || original.rank() == Rank::English
    }
}

/// By the layout: languages in the parts of the path, of which the last counts, and the folders of translations are left
/// out of the key.
fn usual(path: &str) -> Name {
    let (stem, ending) = match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => (stem, ending),
        _ => (path, ""),
    };
    let mut key = String::with_capacity(path.len());
    let mut language = None;
    let mut in_folder = false;
    let mut parts = stem.split('/').peekable();
    while let Some(part) = parts.next() {
        let part = part.to_lowercase();
        let bare = match Language::at_end_of(&part) {
            Some((bare, found)) => {
                let found = Some(found);
                let is_file = parts.peek().is_none();
                in_folder = !is_file || in_folder && language == found;
                language = found;
                bare
            }
            None => &part,
        };
        if !bare.is_empty() && !HOLDERS.contains(&bare) {
            key.push('/');
            key += bare;
        }
    }
    key.push('.');
    key += &ending.to_lowercase();
    Name {
        key: key.into(),
        language,
        in_folder,
        is_configured: false,
    }
}

/// By the first rule that has a pattern and names the file, or whose pattern does.
fn configured(path: &str, rules: &DocumentRules) -> Option<Name> {
    let rules = rules.list().iter().enumerate();
    let mut patterns = rules.filter_map(|(at, rule)| {
        let pattern = rule.reading.translations.as_deref()?;
        Some((at, rule, pattern))
    });
    patterns.find_map(|(at, rule, pattern)| {
        // No path starts with a number and a colon.
        let key = |folder: &str, name: &str| match pattern.contains(NAME) {
            true => format!("{at}:{folder}/{name}"),
            false => format!("{at}:{folder}"),
        };
        let name = |key: String, language, in_folder| Name {
            key: key.into(),
            language,
            in_folder,
            is_configured: true,
        };
        if let Some((folder, original, language)) = matched(path, pattern) {
            let (folders, _) = pattern.rsplit_once('/').unwrap_or_default();
            let in_folder = folders.contains(LANGUAGE);
            return Some(name(key(folder, original), Some(language), in_folder));
        }
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let is_named = rule.files.contains(path);
        is_named.then(|| name(key(folder, stem), None, false))
    })
}

/// The folder of the original, its name if the pattern has it, and the language, if `path` is one of the pattern's. A
/// pattern counts from the original's folder.
fn matched<'p>(path: &'p str, pattern: &str) -> Option<(&'p str, &'p str, Language)> {
    let mut written = path.rsplit('/');
    let mut expected = pattern.trim_start_matches("./").rsplit('/');
    let (mut name, mut language) = ("", None);
    let mut length = 0;
    for expected in expected.by_ref() {
        let part = written.next()?;
        length += part.len() + 1;
        let (found, tag) = in_part(part, expected)?;
        name = found.unwrap_or(name);
        language = tag.or(language);
    }
    let folder = &path[..path.len().saturating_sub(length)];
    Some((folder, name, language?))
}

/// The name and the language in one part of a path, if the part is one of the pattern's.
fn in_part<'p>(part: &'p str, pattern: &str) -> Option<(Option<&'p str>, Option<Language>)> {
    match (pattern.find(NAME), pattern.find(LANGUAGE)) {
        (None, None) => (part == pattern).then_some((None, None)),
        (Some(at), None) => Some((Some(between(part, pattern, at, NAME)?), None)),
        (None, Some(at)) => {
            let tag = between(part, pattern, at, LANGUAGE)?;
            Some((None, Some(Language::of(tag)?)))
        }
        (Some(name), Some(tag)) => {
            let (first, second) = match name < tag {
                true => (NAME, LANGUAGE),
                false => (LANGUAGE, NAME),
            };
            let (before, rest) = pattern.split_once(first)?;
            let (middle, after) = rest.split_once(second)?;
            let inner = part.strip_prefix(before)?.strip_suffix(after)?;
            let mut splits = inner.match_indices(middle).filter(|_| !middle.is_empty());
            splits.find_map(|(at, _)| {
                let halves = (&inner[..at], &inner[at + middle.len()..]);
                let (name, tag) = match first == NAME {
                    true => halves,
                    false => (halves.1, halves.0),
                };
                (!name.is_empty()).then_some((Some(name), Some(Language::of(tag)?)))
            })
        }
    }
}

/// What a part has where the pattern has `what`, which is at `at`.
fn between<'p>(part: &'p str, pattern: &str, at: usize, what: &str) -> Option<&'p str> {
    let rest = part.strip_prefix(&pattern[..at])?;
    let found = rest.strip_suffix(&pattern[at + what.len()..])?;
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::config::Files;
    use crate::shape::documents::{DocumentRule, Reading};

    #[track_caller]
    fn check(rules: &DocumentRules, path: &str, key: &str, language: Option<&str>) {
        let name = Name::of(path, rules);
        let found = name.language.as_ref().map(|language| &*language.code);
        assert_eq!((&*name.key, found), (key, language), "{path}");
    }

    #[test]
    fn usual_layouts() {
        let rules = DocumentRules::default();
        for (path, key, language) in [
            ("README.md", "/readme.md", None),
            ("README.fr.md", "/readme.md", Some("fr")),
            ("README_fr.md", "/readme.md", Some("fr")),
            ("README-fr-FR.md", "/readme.md", Some("fr")),
            ("fr-FR/README.md", "/readme.md", Some("fr")),
            ("i18n/fr/README.md", "/readme.md", Some("fr")),
            ("go/x-quiz-fr.md", "/go/x-quiz.md", Some("fr")),
            ("questions/en/go/1.md", "/questions/go/1.md", Some("en")),
            ("questions/zh_CN/go/1.md", "/questions/go/1.md", Some("zh")),
            ("README-go.md", "/readme-go.md", None),
            ("x-quiz-js.md", "/x-quiz-js.md", None),
        ] {
            check(&rules, path, key, language);
        }
    }

    fn rules(files: &str, pattern: &str) -> DocumentRules {
        let rule = DocumentRule {
            files: Files::new(vec![files.to_owned()]).expect("a glob"),
            reading: Reading {
                translations: Some(pattern.into()),
                ..Reading::default()
            },
        };
        DocumentRules::default().with_list(vec![rule])
    }

    #[test]
    fn by_a_pattern() {
        let one = rules("go/quiz.md", "{lang}/questions.md");
        check(&one, "go/quiz.md", "0:go", None);
        check(&one, "go/de/questions.md", "0:go", Some("de"));
        check(&one, "go/zh-CN/questions.md", "0:go", Some("zh"));
        check(&one, "go/more/questions.md", "/go/more/questions.md", None);
        let many = rules("*.md", "other/{name}--{lang}.md");
        check(&many, "a.md", "0:/a", None);
        check(&many, "other/a--de.md", "0:/a", Some("de"));
        check(&many, "go/other/b--fr.md", "0:go/b", Some("fr"));
        let folders = rules("q/*.md", "{lang}/{name}.md");
        check(&folders, "q/fr/a.md", "0:q/a", Some("fr"));
        check(&folders, "q/a.md", "0:q/a", None);
    }
}
