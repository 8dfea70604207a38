//! Rules under which a file is read as inference reads it.

use crate::bank::BankPath;
use crate::facts::group::Group;
use crate::shape::documents::{DocumentRule, DocumentRules, FileKind, Opener, Reading, Word};
use crate::shape::files::Files;
use crate::shape::opening::opener_word;
use crate::shape::{self, Input};

/// What a rule says of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Says {
    /// Its shape, as the word that is written; `None` leaves it to inference.
    pub shape: Option<&'static str>,
    /// What opens its questions, as the word that is written, where the shape alone is not enough.
    pub opener: Option<&'static str>,
}

/// The shortest rule under which the file at `path` with these questions and this text is read as it was inferred: one
/// with its shape, else one with its opener too, else one that only names it.
pub fn faithful(path: &BankPath, group: &Group, kind: FileKind, text: &str) -> Says {
    let shape = word_of(kind);
    let of_shape = Says {
        shape: Some(shape),
        opener: None,
    };
    let opener = opener_word(group, text).filter(|_| kind == FileKind::Document);
    let with_opener = opener.map(|opener| Says {
        opener: Some(opener),
        ..of_shape
    });
    let is_same = |says: &Says| {
        let reading = Reading {
            shape: Some(kind),
            opener: says.opener.and_then(Opener::of),
            ..Reading::default()
        };
        reads_same(path, group, reading, text)
    };
    let mut all = std::iter::once(of_shape).chain(with_opener);
    all.find(is_same).unwrap_or(Says {
        shape: None,
        opener: None,
    })
}

/// Whether the file has the same questions and contents when it is read so.
fn reads_same(path: &BankPath, group: &Group, reading: Reading, text: &str) -> bool {
    let Ok(files) = Files::new(vec!["**".to_owned()]) else {
        return false;
    };
    let rule = DocumentRule { files, reading };
    let documents = DocumentRules::inferring().with_list(vec![rule]);
    let input = Input {
        path: path.as_str(),
        text,
        documents: &documents,
    };
    let facts = shape::read(&input, None);
    facts.as_group().is_some_and(|again| {
        again.shape == group.shape
            && again.questions == group.questions
            && again.contents == group.contents
            && again.stated == group.stated
            && again.layout == group.layout
    })
}

/// The word of a shape.
pub fn word_of(shape: FileKind) -> &'static str {
    let mut words = FileKind::WORDS.iter();
    let found = words.find(|(_, kind)| *kind == shape);
    found.map_or("none", |(word, _)| *word)
}
