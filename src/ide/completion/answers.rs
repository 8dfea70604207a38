//! Completes `answer` and `ending` with files of the group's answer folder.

use super::draft::scalar;
use super::{At, Completions, Item, Kind, draft::Draft, rank};
use crate::bank::BankPath;
use crate::edit::answer_file::stem;
use crate::shape::cursor::PartialValue;
use crate::shape::group::question;
use crate::syntax::yaml::Style;

/// A file that an answer can name.
struct Candidate {
    name: String,
    state: State,
    /// How many words it shares with the question.
    shared: usize,
    path: Option<BankPath>,
}

/// Why a file is offered; in the order of the list.
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
pub(super) fn complete(at: &At<'_>, written: &PartialValue, of_question: bool) -> Completions {
    let id = if of_question {
        question_text(at).map(|text| stem(&text))
    } else {
        None
    };
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
    let quotes = at.style().answer;
    let items = kept
        .into_iter()
        .map(|candidate| shown(candidate, written, quotes))
        .collect();
    Draft { items, incomplete }.finish()
}

fn shown(candidate: Candidate, written: &PartialValue, quotes: Style) -> Item {
    let (kind, detail) = match candidate.state {
        State::Orphan => (Kind::File, "not used yet"),
        State::New => (Kind::NewFile, "new file"),
        State::Cited => (Kind::File, "in use"),
    };
    Item {
        detail: Some(detail.to_owned()),
        file: candidate.path,
        ..scalar(&candidate.name, kind, written, quotes)
    }
}

/// The text of the question at the cursor, as far as its lines can be read.
fn question_text(at: &At<'_>) -> Option<String> {
    let question = question::read(at.context.item?.span.slice(at.text));
    Some(question.text()?.text.to_string())
}
