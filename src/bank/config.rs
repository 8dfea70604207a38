//! The configuration of a bank as values. How it is written and read is in `settings`.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::path::BankPath;
use crate::shape::Input;
use crate::shape::documents::{Decision, DocumentRules};
pub use crate::shape::files::Files;

/// Variation selectors: characters after an emoji that choose whether it is shown in colour.
const VARIATION: [char; 2] = ['\u{fe0e}', '\u{fe0f}'];

/// The configuration of one bank. The default is the canonical layout.
///
/// Each field is a setting of `qmark.yaml` and of the editor, under the name that its comment gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Config {
    /// `answers`: the name of the folder beside a group that holds its answers; `content` by default.
    pub answers: SmolStr,
    /// `levels`: the levels in their order, the easiest first. In the file each is a name, or a mapping of `name` and
    /// `synonyms`.
    pub levels: Vec<Level>,
    /// `topics`: the only topics there may be; `None` (not set, or an empty list) when any will do.
    pub topics: Option<Vec<SmolStr>>,
    /// `authors`: which files are authors, as a glob or a list of globs; empty when the bank does not say.
    pub authors: Files,
    /// `guides`: which files are guides, as a glob or a list of globs; empty when the bank does not say.
    pub guides: Files,
    /// `profile`: which keys the head of a group is asked for besides `questions`: those of the format `roadmap`, or
    /// `none`. With `auto`, the default, those of `roadmap` in a group that has `seo`, `sitemap` or `briefTitle`.
    pub profile: Profile,
    /// `keys.group`, for a key of the profile: whether it must be there (`order: {required: false}`), by its name, one
    /// inside another as `seo.title`.
    pub required: BTreeMap<SmolStr, bool>,
    /// `keys.group`: further keys in the head of a group, by name: `type` (string, number, boolean, date, list, map or
    /// any), `required` and `doc`, or the type alone.
    pub group_keys: Vec<OwnKey>,
    /// `keys.question`: further keys of a question, written in the same way.
    pub question_keys: Vec<OwnKey>,
    /// `rules`: by code, `off` or a severity (`hint`, `warning`, `error`) that differs from the rule's own.
    pub rules: BTreeMap<SmolStr, Setting>,
    /// `exclude`: files that are not part of the bank, as a glob or a list of globs.
    pub exclude: Files,
    /// `maxFileSize`: larger files are not read, in bytes; 8 MiB by default.
    pub max_file_size: u64,
    /// `documents`: which files are documents with questions, and how they are read. `infer`: whether others may be, by
    /// their text and path.
    pub documents: DocumentRules,
    /// `lens`: which lenses an editor shows above a text, each by name `true` or `false`.
    pub lens: Lenses,
    /// `inlayHints`: which hints an editor shows within a text, each by name `true` or `false`.
    pub hints: Hints,
    /// The settings that the bank's own file gives, by name. An editor's settings leave these alone.
    pub given: BTreeSet<&'static str>,
}

/// One level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Level {
    /// Its name as it is to be written.
    pub name: SmolStr,
    /// Other names of the level.
    pub synonyms: Vec<SmolStr>,
}

/// Which keys the head of a group is asked for besides `questions`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Profile {
    /// Those of `roadmap`, in a group that has one of the keys that tell it.
    #[default]
    Auto,
    /// Those of the roadmap format, in every group.
    Roadmap,
    /// None.
    None,
}

/// Which lenses are shown; all of them by default.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lenses {
    /// `lens.levels`: above a group, how many questions it has of each level.
    pub levels: bool,
    /// `lens.findings`: above a group, how much is wrong in it.
    pub findings: bool,
    /// `lens.answers`: above an answer, the questions that it answers.
    pub answers: bool,
}

/// Which hints are shown; none by default.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Hints {
    /// `inlayHints.answers`: after an `answer`, how many words the answer has.
    pub answers: bool,
}

/// A key that a bank defines itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnKey {
    /// Its name.
    pub name: SmolStr,
    /// The type of its value.
    pub value_type: ValueType,
    /// Whether it is required.
    pub required: bool,
    /// Its description, for hover and completion.
    pub doc: SmolStr,
}

/// What a key's value must be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ValueType {
    /// Text.
    String,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A number.
    Number,
    /// A number from 0 to 1.
    Share,
    /// `true` or `false`.
    Bool,
    /// `YYYY-MM-DD`.
    Date,
    /// A list of texts.
    Strings,
    /// A mapping.
    Map,
    /// A list of questions.
    Questions,
    /// Anything.
    Any,
}

/// The severity of a finding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The published bank is broken.
    Error,
    /// Readers get something wrong.
    Warning,
    /// Worth a look.
    Hint,
}

/// The configuration of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Setting {
    /// The rule does not run.
    Off,
    /// The rule reports with this severity.
    As(Severity),
}

impl Default for Config {
    fn default() -> Self {
        let level = |name: &'static str, synonyms: &[&'static str]| Level {
            name: SmolStr::new_static(name),
            synonyms: synonyms.iter().map(|s| SmolStr::new_static(s)).collect(),
        };
        Self {
            answers: SmolStr::new_static("content"),
            levels: vec![
                level("Beginner", &["Freshers", "Easy", "Fundamental"]),
                level("Intermediate", &["Medium"]),
                level("Advanced", &["Hard", "Experienced", "Expert"]),
            ],
            topics: None,
            authors: Files::default(),
            guides: Files::default(),
            profile: Profile::Auto,
            required: BTreeMap::new(),
            group_keys: Vec::new(),
            question_keys: Vec::new(),
            rules: BTreeMap::new(),
            exclude: Files::default(),
            max_file_size: 8 << 20,
            documents: DocumentRules::default(),
            lens: Lenses::default(),
            hints: Hints::default(),
            given: BTreeSet::new(),
        }
    }
}

impl Config {
    /// The size of the largest file that is read, in bytes. Offsets are `u32` everywhere, whatever the configuration says.
    pub fn readable_size(&self) -> u64 {
        self.max_file_size.min(u64::from(u32::MAX) - 1)
    }

    /// Whether the file at `path` may be read as markdown: it is a markdown file, or a `.txt` that a rule of `documents`
    /// names as one that may have questions or topics.
    pub fn reads(&self, path: &BankPath) -> bool {
        let is_named = || matches!(self.documents.decide(path.as_str()), Decision::Set(_));
        path.is_markdown() || path.is_plain_text() && is_named()
    }

    /// Whether the file at `path` is read as markdown only if it has questions: a `.txt` of which the rule that names it
    /// does not say what it is. The rule may be for all files of a folder, and most `.txt` files are not markdown.
    pub fn reads_questions_only(&self, path: &BankPath) -> bool {
        let kind = || self.documents.decide(path.as_str()).reading().kind();
        path.is_plain_text() && kind().is_none()
    }

    /// The file with this text at `path`, to be read.
    pub fn input<'t>(&'t self, path: &'t BankPath, text: &'t str) -> Input<'t> {
        Input {
            path: path.as_str(),
            text,
            documents: &self.documents,
        }
    }

    /// Whether the configuration says of a key of a group's head that it must be there; `inside` is the key that it is
    /// nested in.
    pub fn is_required(&self, inside: Option<&str>, key: &str) -> Option<bool> {
        if self.required.is_empty() {
            return None;
        }
        let set = match inside {
            Some(outer) => self.required.get(format!("{outer}.{key}").as_str()),
            None => self.required.get(key),
        };
        set.copied()
    }

    /// The place of the level that `word` means in the order of levels, by [`is_same_level_word`].
    pub fn level(&self, word: &str) -> Option<usize> {
        let same = |name: &SmolStr| is_same_level_word(name, word);
        self.levels
            .iter()
            .position(|level| same(&level.name) || level.synonyms.iter().any(same))
    }

    /// The name of the level that `word` means; of no level, the word itself.
    pub fn level_name<'w>(&'w self, word: &'w SmolStr) -> &'w SmolStr {
        let level = self.level(word).and_then(|at| self.levels.get(at));
        level.map_or(word, |level| &level.name)
    }

    /// Whether another word means the same level as `word`: in any form, or as a synonym. Words of no level are the same
    /// only as they are written.
    pub fn means_level_of<'w>(&'w self, word: &'w str) -> impl Fn(&str) -> bool + use<'w> {
        let level = self.level(word);
        move |other| other == word || (level.is_some() && self.level(other) == level)
    }
}

/// Whether two words are one word for a level: case does not matter, nor whether an emoji is to be shown in colour.
pub fn is_same_level_word(a: &str, b: &str) -> bool {
    fn letters(word: &str) -> impl Iterator<Item = char> + '_ {
        let shown = word.chars().filter(|c| !VARIATION.contains(c));
        shown.map(|c| c.to_ascii_lowercase())
    }
    match a.is_ascii() || b.is_ascii() {
        true => a.eq_ignore_ascii_case(b),
        false => letters(a).eq(letters(b)),
    }
}

impl Default for Lenses {
    fn default() -> Self {
        Self {
            levels: true,
            findings: true,
            answers: true,
        }
    }
}

impl Severity {
    /// Its name in settings and in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_compared_as_they_are_read() {
        for (a, b, same) in [
            ("Easy", "EASY", true),
            ("Easy", "Eas", false),
            ("⭐", "⭐\u{fe0f}", true),
            ("⭐\u{fe0f}⭐\u{fe0f}", "⭐⭐", true),
            ("⭐", "⭐⭐", false),
            ("☆\u{fe0e}", "☆", true),
            ("Легкий", "Легкий", true),
            ("1", "1\u{fe0f}", false),
        ] {
            assert_eq!(is_same_level_word(a, b), same, "{a:?} {b:?}");
            assert_eq!(is_same_level_word(b, a), same, "{b:?} {a:?}");
        }
    }

    #[test]
    fn texts_are_read_where_a_rule_names_them() {
        let text = "documents: [{files: 'no.*', shape: none}, {files: q/*.txt}, {files: b.txt, shape: topics}]";
        let (config, problems) = crate::bank::settings::read(text, &[]);
        assert_eq!(problems, []);
        for (path, is_read, questions_only) in [
            ("q/a.txt", true, true),
            ("q/a.TXT", false, true),
            ("b.txt", true, false),
            ("no.txt", false, false),
            ("a.txt", false, true),
            ("no.md", true, false),
            ("q/a.png", false, false),
        ] {
            let path = BankPath::new(path).expect("a path");
            assert_eq!(config.reads(&path), is_read, "{path}");
            let only = config.reads(&path) && config.reads_questions_only(&path);
            assert_eq!(only, is_read && questions_only, "{path}");
        }
        assert!(!Config::default().reads(&BankPath::new("a.txt").expect("a path")));
    }
}
