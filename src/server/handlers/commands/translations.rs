//! `qmark.openTranslations`: shows a question in other languages.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::command::{Command, Done, Run, failed};
use crate::bank::{BankPath, QuestionRef};
use crate::ide::rename;
use crate::server::convert::Ranges;
use crate::server::event::FollowUp;
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Here, Needs, Snapshot};

/// Shows a question in the original and the translations of its file.
///
/// Takes an object: `uri` and `position`, a place in a question or on what leads to one; with `list`, nothing is shown; with
/// `renamed`, it is the question that a rename there renames. Returns `{ locations }`, where the question is in other
/// languages.
pub const OPEN_TRANSLATIONS: Command = Command {
    name: "qmark.openTranslations",
    takes: "an object `{ uri, position, list?, renamed? }`",
    run: Run::Pool {
        first: |_| {},
        lane: Lane::Quick,
        needs: Needs::WholeBanks,
        work: open_translations,
    },
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Argument {
    uri: lsp::Uri,
    position: lsp::Position,
    #[serde(default)]
    list: bool,
    #[serde(default)]
    renamed: bool,
}

fn open_translations(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    _context: &RequestContext,
) -> Result<Done> {
    let argument: Argument = command.argument(arguments)?;
    let at = lsp::TextDocumentPositionParams::new(
        lsp::TextDocumentIdentifier::new(argument.uri),
        argument.position,
    );
    let found = snapshot.at(&at, |here| {
        let found = translations(snapshot, here);
        let is_around = found.is_empty() && !argument.renamed;
        Some(if is_around {
            around(snapshot, here)
        } else {
            found
        })
    });
    let found = found.unwrap_or_default();
    if argument.list {
        return Ok(Done {
            value: Some(json!({ "locations": found })),
            then: None,
        });
    }
    if found.is_empty() {
        return Err(failed("no question at this position has translations"));
    }
    Ok(Done {
        value: Some(json!({ "locations": found })),
        then: Some(FollowUp::Show(found)),
    })
}

/// Where the question that a rename at a position renames is in other languages: the start of its text there.
pub fn translations(snapshot: &Snapshot, here: &Here) -> Vec<lsp::Location> {
    let sources = |path: &BankPath| snapshot.text(here.bank, path);
    let bank = &here.bank.bank;
    let found = rename::in_other_languages(bank, &sources, &here.path, here.offset);
    places(snapshot, here, found)
}

/// The same for the question that a position is in.
fn around(snapshot: &Snapshot, here: &Here) -> Vec<lsp::Location> {
    let bank = &here.bank.bank;
    let index = bank
        .group(here.path.as_str())
        .and_then(|group| group.question_at(here.offset));
    let found = index.map(|index| {
        bank.same_question(&QuestionRef {
            group: here.path.clone(),
            index,
        })
    });
    places(snapshot, here, found.unwrap_or_default())
}

fn places(snapshot: &Snapshot, here: &Here, found: Vec<QuestionRef>) -> Vec<lsp::Location> {
    let bank = &here.bank.bank;
    let place = |at: QuestionRef| {
        let group = bank.group(at.group.as_str())?;
        let asked = group.questions.get(at.index)?.text()?;
        let start = asked.span.start;
        let position = |ranges: &Ranges<'_>| ranges.position(start);
        let position = snapshot.with_ranges(here.bank, &at.group, position)?;
        Some(lsp::Location {
            uri: snapshot.uri(here.bank, &at.group)?,
            range: lsp::Range::new(position, position),
        })
    };
    found.into_iter().filter_map(place).collect()
}
