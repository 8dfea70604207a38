//! Completes `answer` and `ending` with files of the group's answer folder.

use super::item_list::ItemList;
use super::{At, Item, Kind, rank};
use crate::bank::BankPath;
use crate::edit::answer_file::stem;
use crate::shape::cursor::{Expected, PartialValue};

/// A file that an answer can name.
struct Candidate {
    name: String,
    state: State,
    /// How many words it shares with the question.
    shared: usize,
    path: Option<BankPath>,
}

/// How a file is used, in the order in which files are offered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// No question uses it.
    Orphan,
    /// It does not exist yet; it is named after the question.
    New,
    /// It is in use already.
    Cited,
}

/// The files that the value at the cursor can name: unused ones first, those most similar to the question on top; then
/// a new one named after the question; then those in use.
pub(super) fn complete(at: &At<'_>, expected: &Expected, written: &PartialValue) -> ItemList {
    let question = at.context.question.as_ref();
    let id = question.and_then(|open| Some(stem(open.question.text()?.text)));
    // Shorter words do not tell what a question is about.
    let words = id.iter().flat_map(|id| id.split('-'));
    let words: Vec<&str> = words.filter(|word| word.len() >= 3).collect();
    let folder = at.bank.answers_folder(at.path);
    let files = at
        .bank
        .files_in(&folder)
        .filter(|file| file.path.as_str().ends_with(".md"));
    let mut candidates: Vec<Candidate> = files
        .map(|file| Candidate {
            name: file.path.name().to_owned(),
            state: if at.bank.is_cited(&file.path) {
                State::Cited
            } else {
                State::Orphan
            },
            shared: file
                .path
                .stem()
                .split('-')
                .filter(|word| words.contains(word))
                .count(),
            path: Some(file.path.clone()),
        })
        .collect();
    let new = id.filter(|id| !id.is_empty()).map(|id| format!("{id}.md"));
    let new = new.filter(|name| {
        candidates
            .iter()
            .all(|candidate| !candidate.name.eq_ignore_ascii_case(name))
    });
    candidates.extend(new.map(|name| Candidate {
        name,
        state: State::New,
        shared: 0,
        path: None,
    }));
    // The similarity matters only for unused files.
    candidates.sort_by_key(|c| {
        (
            c.state,
            if c.state == State::Orphan {
                usize::MAX - c.shared
            } else {
                0
            },
        )
    });
    let (kept, incomplete) = rank::keep(candidates, &written.typed, |candidate| &candidate.name);
    let names: Vec<_> = kept
        .iter()
        .map(|candidate| (&*candidate.name, candidate.state.kind()))
        .collect();
    let items = at.value_items(expected, &names);
    let items = items.into_iter().zip(&kept).map(|(item, candidate)| Item {
        detail: Some(candidate.state.detail().to_owned()),
        file: candidate.path.clone(),
        ..item
    });
    ItemList {
        items: items.collect(),
        incomplete,
    }
}

impl State {
    fn kind(self) -> Kind {
        match self {
            Self::New => Kind::NewFile,
            Self::Orphan | Self::Cited => Kind::File,
        }
    }

    fn detail(self) -> &'static str {
        match self {
            Self::Orphan => "not used yet",
            Self::New => "new file",
            Self::Cited => "in use",
        }
    }
}
