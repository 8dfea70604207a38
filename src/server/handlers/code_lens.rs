//! The lenses above a document.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::commands::{OPEN, SHOW_FINDINGS};
use crate::bank::BankPath;
use crate::bank::resolve::Use;
use crate::ide::lens::{self, About};
use crate::server::banks::{BankId, BankView};
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// What a lens is about, on its way to the client and back.
#[derive(Serialize, Deserialize)]
struct Data {
    bank: BankId,
    path: String,
    about: About,
}

/// The lenses of a document, without their words.
pub fn lenses(
    snapshot: &Snapshot,
    params: lsp::CodeLensParams,
    _context: &RequestContext,
) -> Result<Option<Vec<lsp::CodeLens>>> {
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let found = lens::lenses(&here.bank.bank, &here.path).into_iter();
        let lens = |about, span| {
            let data = Data {
                bank: here.bank.id,
                path: here.path.to_string(),
                about,
            };
            lsp::CodeLens {
                range: here.ranges.range(span),
                command: None,
                data: serde_json::to_value(data).ok(),
            }
        };
        Some(found.map(|found| lens(found.value, found.span)).collect())
    }))
}

/// The words of a lens that comes into sight, and what a click on it does.
pub fn resolve(
    snapshot: &Snapshot,
    mut lens: lsp::CodeLens,
    _context: &RequestContext,
) -> Result<lsp::CodeLens> {
    let data = lens.data.clone();
    lens.command = data.and_then(|data| {
        let data: Data = serde_json::from_value(data).ok()?;
        let path = BankPath::new(&data.path)?;
        command(snapshot, snapshot.bank(data.bank)?, &path, data.about)
    });
    // One that has nothing to say any more is still answered.
    lens.command
        .get_or_insert_with(|| title_only(String::new()));
    Ok(lens)
}

fn command(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    about: About,
) -> Option<lsp::Command> {
    let said = lens::say(&bank.bank, &bank.findings, path, about)?;
    // One finding is a place; several are a list, which editors have.
    let several = about == About::Findings && bank.findings.of(path.as_str()).len() > 1;
    let command = if several { SHOW_FINDINGS } else { OPEN };
    let place = said
        .place
        .and_then(|place| location(snapshot, bank, &place));
    let place = place.and_then(|place| serde_json::to_value(place).ok());
    Some(match place {
        Some(place) => lsp::Command {
            title: said.title,
            command: command.name.to_owned(),
            arguments: Some(vec![place]),
        },
        None => title_only(said.title),
    })
}

/// A command that is there to be read.
fn title_only(title: String) -> lsp::Command {
    lsp::Command {
        title,
        command: String::new(),
        arguments: None,
    }
}

fn location(snapshot: &Snapshot, bank: &BankView, place: &Use) -> Option<lsp::Location> {
    Some(lsp::Location {
        uri: snapshot.uri(bank, &place.path)?,
        range: snapshot.range(bank, &place.path, place.span)?,
    })
}
