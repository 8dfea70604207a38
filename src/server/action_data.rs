//! A code action between two messages: what the client is given to name the action by, and how it is found again.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::edit::Planned;
use crate::edit::sections::Place;
use crate::ide::actions::{self, Action, ActionId, Kind, Request};
use crate::server::snapshot::{Here, Snapshot};
use crate::server::transport::error;
use crate::text::Span;

/// Names an offered action; the `data` of the protocol.
#[derive(Serialize, Deserialize, Clone)]
pub struct ActionData {
    /// The document that the action was offered in.
    pub uri: lsp::Uri,
    /// The version of the document at that time.
    version: Option<i32>,
    /// What was selected, in bytes.
    span: (u32, u32),
    action: ActionId,
    /// The title that the author saw.
    pub title: String,
}

impl ActionData {
    /// The data of an action that is offered now; `None` if its file has no address.
    pub fn new(
        snapshot: &Snapshot,
        here: &Here,
        request: &Request<'_>,
        action: &Action,
    ) -> Option<Self> {
        Some(ActionData {
            uri: snapshot.uri(here.bank, &here.path)?,
            version: version(snapshot, here),
            span: (request.span.start, request.span.end),
            action: action.id.clone(),
            title: action.title.clone(),
        })
    }

    /// What the author is asked, where the action needs a file to go to.
    pub fn asks(&self) -> &'static str {
        match self.action.imports() {
            true => "Import into which file?",
            false => "Move to which file or section?",
        }
    }

    /// What the change is called that goes to the file at `to`.
    pub fn label(&self, to: &str) -> String {
        match self.action.imports() {
            true => format!("Import into `{to}`"),
            false => format!("Move to `{to}`"),
        }
    }
}

/// What the chosen action changes, or why it cannot be done.
///
/// # Errors
/// When it is not offered any more.
pub fn chosen_edit(snapshot: &Snapshot, here: &Here, data: &ActionData) -> Result<Planned> {
    with_chosen(snapshot, here, data, |request| {
        let action = actions::chosen(request, &data.action);
        // A change of another file may give the id to another action.
        let action = action.filter(|action| action.title == data.title);
        Ok(action.ok_or_else(outdated)?.edit(request))
    })?
}

/// The places that the questions of a chosen action can go to.
///
/// # Errors
/// When the text has changed since.
pub fn targets(snapshot: &Snapshot, here: &Here, data: &ActionData) -> Result<Vec<Place>> {
    with_chosen(snapshot, here, data, |request| {
        actions::targets(request, &data.action)
    })
}

/// The change that brings the questions of a chosen action to a place, or why that is not possible.
///
/// # Errors
/// When the text has changed since.
pub fn go_to(
    snapshot: &Snapshot,
    here: &Here,
    data: &ActionData,
    place: &Place,
) -> Result<Planned> {
    with_chosen(snapshot, here, data, |request| {
        actions::go_to(request, &data.action, place)
    })
}

fn with_chosen<R>(
    snapshot: &Snapshot,
    here: &Here,
    data: &ActionData,
    use_request: impl FnOnce(&Request<'_>) -> R,
) -> Result<R> {
    if version(snapshot, here) != data.version {
        return Err(outdated());
    }
    let span = Span::new(data.span.0, data.span.1);
    Ok(with_request(snapshot, here, span, use_request))
}

/// The error for an action that is not offered any more.
pub fn outdated() -> Error {
    error(
        ErrorCode::ContentModified,
        "the bank has changed since this was offered; try again",
    )
}

/// Calls `use_request` with what the actions at `span` are computed from.
pub fn with_request<R>(
    snapshot: &Snapshot,
    here: &Here,
    span: Span,
    use_request: impl FnOnce(&Request<'_>) -> R,
) -> R {
    let sources = |path: &BankPath| snapshot.text(here.bank, path);
    use_request(&Request {
        bank: &here.bank.bank,
        findings: &here.bank.findings,
        path: &here.path,
        text: here.text,
        sources: &sources,
        span,
    })
}

fn version(snapshot: &Snapshot, here: &Here) -> Option<i32> {
    let open = snapshot.open(&here.bank.place(&here.path));
    open.map(|open| open.document.version())
}

/// The protocol's name of a kind.
pub fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::QuickFix => "quickfix",
        Kind::Extract => "refactor.extract",
        Kind::Inline => "refactor.inline",
        Kind::Move => "refactor.move",
        Kind::Rewrite => "refactor.rewrite",
        Kind::FixAll => "source.fixAll.qmark",
        Kind::OrganizeTopics => "source.organizeTopics.qmark",
        Kind::UpdateContents => "source.updateContents.qmark",
    }
}
