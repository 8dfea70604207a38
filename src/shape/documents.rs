//! Which files are documents with questions, and how those are read: the settings `documents` and `infer`.
//!
//! Without the list, the text and the path of each file tell what it is. With it, the first rule that names a file decides,
//! and files that none names are pages.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use smol_str::SmolStr;
use xxhash_rust::xxh3::Xxh3;

use super::files::Files;

/// The rules of a bank. Cheap to clone.
#[derive(Clone, PartialEq, Debug)]
pub struct DocumentRules {
    /// In order; `None` if there is no list.
    rules: Option<Arc<[DocumentRule]>>,
    /// Whether a file may be a document or a question although no rule gives it that shape.
    infer: bool,
}

/// One rule of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct DocumentRule {
    /// `files`: the files that it names.
    pub files: Files,
    /// How they are read.
    pub reading: Reading,
}

/// How a file is read. What is not given is inferred.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct Reading {
    /// `shape`: what the file is.
    pub shape: Option<FileKind>,
    /// `opener`: what starts a question.
    pub opener: Option<Opener>,
    /// `answers`: how a question is answered.
    pub answers: Option<AnswerForm>,
    /// `level`: where levels are written, in order of precedence.
    pub level: Vec<Label>,
    /// `topic`: where topics are written, in order of precedence.
    pub topic: Vec<Label>,
    /// `keys`: what the keys of a frontmatter mean.
    pub keys: KeyNames,
    /// `translations`: where the translations of a file are: a path with `{lang}` in it.
    pub translations: Option<SmolStr>,
    /// The names and synonyms of the bank's levels, if the rule says that a level is in the path; else empty.
    pub levels: Vec<SmolStr>,
}

/// The names of the keys of a frontmatter by their meaning; empty for the usual names.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct KeyNames {
    /// `question`: the text.
    pub question: Vec<SmolStr>,
    /// `answer`: the answer.
    pub answer: Vec<SmolStr>,
    /// `level`: the level.
    pub level: Vec<SmolStr>,
    /// `topics`: the topics.
    pub topics: Vec<SmolStr>,
}

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FileKind {
    /// Many questions in its markdown.
    Document,
    /// One question.
    File,
    /// Levels and topics without questions.
    Topics,
    /// A page without questions.
    Page,
}

/// What starts a question in a document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Opener {
    /// A heading: of this level, or of one that is inferred.
    Heading(Option<u8>),
    /// A heading in an item of an ordered list.
    ItemHeading,
    /// A `<summary>`.
    Summary,
    /// An item of a list.
    Item,
    /// A line that starts with a number.
    NumberedLine,
    /// A bold line.
    Bold,
    /// A line that starts with `Q:`.
    Label,
}

/// How the questions of a document are answered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AnswerForm {
    /// By the text below.
    Prose,
    /// By the text in a `<details>`.
    Folded,
    /// By options with boxes.
    Boxes,
    /// By options with letters and a line that names the right ones.
    Letters,
    /// Not at all.
    None,
}

/// Where a level or a topic is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Label {
    /// In the heading above.
    Heading,
    /// After the question's text.
    Suffix,
    /// In a line of its own.
    Line,
    /// In the frontmatter.
    Frontmatter,
    /// In the name of the file.
    FileName,
    /// In the name of a folder on the path.
    Folder,
    /// Nowhere.
    None,
}

/// A value that is one of a few words in the configuration.
pub trait Word: Copy + PartialEq + 'static {
    /// The words in the order in which they are shown.
    const WORDS: &'static [(&'static str, Self)];

    /// The value of a word.
    fn of(word: &str) -> Option<Self> {
        let found = Self::WORDS.iter().find(|(name, _)| *name == word);
        found.map(|(_, value)| *value)
    }

    /// The words.
    fn words() -> Vec<&'static str> {
        Self::WORDS.iter().map(|(word, _)| *word).collect()
    }
}

impl Word for FileKind {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("document", Self::Document),
        ("file", Self::File),
        ("topics", Self::Topics),
        ("none", Self::Page),
    ];
}

impl Word for Opener {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("heading", Self::Heading(None)),
        ("h1", Self::Heading(Some(1))),
        ("h2", Self::Heading(Some(2))),
        ("h3", Self::Heading(Some(3))),
        ("h4", Self::Heading(Some(4))),
        ("h5", Self::Heading(Some(5))),
        ("h6", Self::Heading(Some(6))),
        ("item-heading", Self::ItemHeading),
        ("summary", Self::Summary),
        ("item", Self::Item),
        ("numbered-line", Self::NumberedLine),
        ("bold", Self::Bold),
        ("label", Self::Label),
    ];
}

impl Word for AnswerForm {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("prose", Self::Prose),
        ("folded", Self::Folded),
        ("boxes", Self::Boxes),
        ("letters", Self::Letters),
        ("none", Self::None),
    ];
}

impl Word for Label {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("heading", Self::Heading),
        ("suffix", Self::Suffix),
        ("line", Self::Line),
        ("frontmatter", Self::Frontmatter),
        ("file-name", Self::FileName),
        ("folder", Self::Folder),
        ("none", Self::None),
    ];
}

/// What the configuration says of one file.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Decision<'r> {
    /// Nothing: its text and path tell what it is.
    Inferred,
    /// It is a page, unless its frontmatter has questions.
    Page,
    /// It is read like this.
    Set(&'r Reading),
}

/// How a file is read of which no rule says anything.
static INFERRED: Reading = Reading {
    shape: None,
    opener: None,
    answers: None,
    level: Vec::new(),
    topic: Vec::new(),
    keys: KeyNames {
        question: Vec::new(),
        answer: Vec::new(),
        level: Vec::new(),
        topics: Vec::new(),
    },
    translations: None,
    levels: Vec::new(),
};

impl Reading {
    /// What the file is: its shape; a file with an opener is a document.
    pub fn kind(&self) -> Option<FileKind> {
        self.shape.or(self.opener.map(|_| FileKind::Document))
    }
}

impl<'r> Decision<'r> {
    /// How the file is read.
    pub fn reading(self) -> &'r Reading {
        match self {
            Self::Set(reading) => reading,
            Self::Inferred | Self::Page => &INFERRED,
        }
    }

    /// Whether the file may be one of this kind.
    pub fn allows(self, kind: FileKind) -> bool {
        match self {
            Self::Inferred => true,
            Self::Page => false,
            Self::Set(reading) => reading.kind().is_none_or(|other| other == kind),
        }
    }

    /// Whether the configuration says that the file is one of this kind, whatever its text is like.
    pub fn sets(self, kind: FileKind) -> bool {
        matches!(self, Self::Set(reading) if reading.kind() == Some(kind))
    }

    /// A number that differs between decisions.
    pub fn fingerprint(self) -> u64 {
        match self {
            Self::Inferred => 0,
            Self::Page => 1,
            Self::Set(reading) => {
                let mut hasher = Xxh3::new();
                reading.hash(&mut hasher);
                hasher.finish() | 2
            }
        }
    }
}

impl DocumentRules {
    /// The rules of a bank without configuration: everything is inferred.
    pub const fn inferring() -> Self {
        Self {
            rules: None,
            infer: true,
        }
    }

    /// The same with another list; an empty one is none.
    pub fn with_list(&self, rules: Vec<DocumentRule>) -> Self {
        Self {
            rules: (!rules.is_empty()).then(|| rules.into()),
            infer: self.infer,
        }
    }

    /// The same in a bank with these names and synonyms of levels.
    pub fn with_levels(&self, names: &[SmolStr]) -> Self {
        let in_path = |place: &Label| matches!(place, Label::FileName | Label::Folder);
        let rules = self.list().iter().cloned().map(|mut rule| {
            if rule.reading.level.iter().any(in_path) {
                rule.reading.levels = names.to_vec();
            }
            rule
        });
        self.with_list(rules.collect())
    }

    /// The same with inference on or off.
    pub fn with_inference(&self, infer: bool) -> Self {
        Self {
            rules: self.rules.clone(),
            infer,
        }
    }

    /// The list, in order; empty if there is none.
    pub fn list(&self) -> &[DocumentRule] {
        self.rules.as_deref().unwrap_or_default()
    }

    /// Whether a rule names the file at `path`, from the bank's root.
    pub fn names(&self, path: &str) -> bool {
        self.list().iter().any(|rule| rule.files.contains(path))
    }

    /// What the rules say of the file at `path`, from the bank's root.
    pub fn decide(&self, path: &str) -> Decision<'_> {
        match &self.rules {
            None if self.infer => Decision::Inferred,
            None => Decision::Page,
            Some(rules) => match rules.iter().find(|rule| rule.files.contains(path)) {
                Some(DocumentRule { reading, .. }) => match reading.kind() {
                    Some(FileKind::Page) => Decision::Page,
                    None if !self.infer => Decision::Page,
                    _ => Decision::Set(reading),
                },
                None => Decision::Page,
            },
        }
    }
}

impl Default for DocumentRules {
    fn default() -> Self {
        Self::inferring()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(glob: &str, shape: Option<FileKind>) -> DocumentRule {
        DocumentRule {
            files: Files::new(vec![glob.to_owned()]).expect("a glob"),
            reading: Reading {
                shape,
                ..Reading::default()
            },
        }
    }

    #[test]
    fn the_first_rule_that_names_a_file_decides() {
        let rules = DocumentRules::default().with_list(vec![
            rule("notes/old.md", Some(FileKind::Page)),
            rule("notes", Some(FileKind::Document)),
            rule("free/*.md", None),
        ]);
        let allows = |path: &str, kind| rules.decide(path).allows(kind);
        assert!(allows("notes/a.md", FileKind::Document));
        assert!(!allows("notes/a.md", FileKind::File));
        assert!(!allows("notes/old.md", FileKind::Document));
        assert!(allows("free/a.md", FileKind::File));
        assert!(!allows("README.md", FileKind::Document));
        let off = rules.with_inference(false);
        assert!(off.decide("notes/a.md").allows(FileKind::Document));
        assert!(!off.decide("free/a.md").allows(FileKind::File));
    }

    #[test]
    fn without_a_list_all_or_nothing_is_inferred() {
        let rules = DocumentRules::default();
        assert_eq!(rules.decide("a.md"), Decision::Inferred);
        assert_eq!(
            rules.with_list(Vec::new()).decide("a.md"),
            Decision::Inferred
        );
        assert_eq!(rules.with_inference(false).decide("a.md"), Decision::Page);
    }

    #[test]
    fn fingerprints_tell_decisions_apart() {
        let shapes = [None, Some(FileKind::Document), Some(FileKind::File)];
        let rules = shapes.map(|shape| rule("*", shape));
        let set = rules.iter().map(|rule| Decision::Set(&rule.reading));
        let all: Vec<Decision<'_>> = set.chain([Decision::Inferred, Decision::Page]).collect();
        for (at, a) in all.iter().enumerate() {
            for b in &all[at + 1..] {
                assert_ne!(a.fingerprint(), b.fingerprint(), "{a:?} {b:?}");
            }
        }
    }
}
