//! Code lenses.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::commands::{OPEN, SHOW_FINDINGS};
use crate::bank::BankPath;
use crate::bank::resolve::Use;
use crate::ide::code_lens::{self, About};
use crate::server::banks::{BankId, BankView};
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// What a lens is about; the `data` of the protocol.
#[derive(Serialize, Deserialize)]
struct Data {
    bank: BankId,
    path: String,
    about: About,
}

/// The lenses of a document, without titles.
pub fn lenses(
    snapshot: &Snapshot,
    params: lsp::CodeLensParams,
    _context: &RequestContext,
) -> Result<Option<Vec<lsp::CodeLens>>> {
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let found = code_lens::lenses(&here.bank.bank, &here.path).into_iter();
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

/// The title and command of a lens that becomes visible.
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
    // A lens that has lost its subject is answered, too.
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
    let said = code_lens::say(&bank.bank, &bank.findings, path, about)?;
    // For several findings, editors have a list.
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

/// A command that only has a title.
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
