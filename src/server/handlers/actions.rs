//! What can be done at a place, and what it changes once it is chosen.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;

use super::super::banks::Place;
use super::super::edits::{refused, workspace_edit};
use super::super::findings::diagnostic;
use super::super::mail::Asker;
use super::super::snapshot::{Here, Snapshot};
use super::super::transport::error;
use super::commands::{APPLY_ACTION, MOVE_QUESTIONS, show_afterwards};
use crate::bank::BankPath;
use crate::edit::{Edit, Planned, Refusal};
use crate::ide::actions::{self, Action, Kind, Request};
use crate::text::Span;

/// Which action was chosen, on its way to the client and back.
#[derive(Serialize, Deserialize, Clone)]
pub struct Chosen {
    pub uri: lsp::Uri,
    /// That of the document when the actions were offered.
    version: Option<i32>,
    /// What was selected, in bytes.
    span: (u32, u32),
    kind: String,
    pub title: String,
    /// The rule and place of the finding that it mends.
    finding: Option<(String, u32)>,
}

/// What can be done at a place.
pub fn actions(
    snapshot: &Snapshot,
    params: lsp::CodeActionParams,
    asker: &Asker,
) -> Result<Option<lsp::CodeActionResponse>> {
    asker.still_waits()?;
    let only = params.context.only.as_deref();
    let wanted = |kind: Kind| is_wanted(kind, only);
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let start = here.ranges.offset(params.range.start);
        let end = here.ranges.offset(params.range.end);
        let span = Span::new(start, end.max(start));
        let offered = with_request(snapshot, &here, span, |request| {
            let offered = actions::actions(request, &wanted).into_iter();
            let offered = offered.map(|action| match snapshot.client.actions.literals {
                true => literal(snapshot, &here, request, &params, &action).map(Into::into),
                false => as_command(snapshot, &here, request, &action).map(Into::into),
            });
            offered.flatten().collect()
        });
        Some(offered)
    }))
}

/// The action with what it changes. One that is a command has nothing to add: some editors ask about it all the same.
pub fn resolve(
    snapshot: &Snapshot,
    mut action: lsp::CodeAction,
    asker: &Asker,
) -> Result<lsp::CodeAction> {
    asker.still_waits()?;
    if action.data.is_none() && action.command.is_some() {
        return Ok(action);
    }
    let data = action.data.clone().unwrap_or_default();
    let Ok(chosen) = serde_json::from_value::<Chosen>(data) else {
        return Err(error(
            ErrorCode::InvalidParams,
            "this is no action of qmark's",
        ));
    };
    let uri = chosen.uri.clone();
    let filled = snapshot.of(&uri, |here| {
        Some(fill(snapshot, &here, &chosen, &mut action))
    });
    filled.unwrap_or_else(|| Err(moved_on()))?;
    Ok(action)
}

fn fill(
    snapshot: &Snapshot,
    here: &Here,
    chosen: &Chosen,
    action: &mut lsp::CodeAction,
) -> Result<()> {
    let planned = chosen_edit(snapshot, here, chosen)?;
    let completed = planned.and_then(|edit| complete(snapshot, here, &edit, action));
    completed.map_err(|refusal| refused(&refusal))?;
    if !snapshot.client.actions.resolves_commands {
        action.command = None;
    }
    Ok(())
}

/// What the chosen action changes, or why it cannot be done.
///
/// # Errors
/// When it is not offered any more.
pub fn chosen_edit(snapshot: &Snapshot, here: &Here, chosen: &Chosen) -> Result<Planned> {
    with_chosen(snapshot, here, chosen, |request| {
        let wanted = |kind: Kind| name(kind) == chosen.kind;
        let offered = actions::actions(request, &wanted);
        let same = |offered: &&Action| {
            offered.title == chosen.title && finding_of(offered) == chosen.finding
        };
        let found = offered.iter().find(same).ok_or_else(moved_on)?;
        Ok(found.edit(request))
    })?
}

/// The groups that the questions of a chosen action can move to.
///
/// # Errors
/// When the text is another by now.
pub fn targets(snapshot: &Snapshot, here: &Here, chosen: &Chosen) -> Result<Vec<BankPath>> {
    with_chosen(snapshot, here, chosen, |request| {
        actions::targets(request).into_iter().cloned().collect()
    })
}

/// The change that moves the questions of a chosen action to the group at `path`, or why they cannot go there.
///
/// # Errors
/// When the text is another by now.
pub fn move_to(
    snapshot: &Snapshot,
    here: &Here,
    chosen: &Chosen,
    path: &BankPath,
) -> Result<Planned> {
    with_chosen(snapshot, here, chosen, |request| {
        actions::move_to(request, path)
    })
}

fn with_chosen<R>(
    snapshot: &Snapshot,
    here: &Here,
    chosen: &Chosen,
    say: impl FnOnce(&Request<'_>) -> R,
) -> Result<R> {
    if version(snapshot, here) != chosen.version {
        return Err(moved_on());
    }
    let span = Span::new(chosen.span.0, chosen.span.1);
    Ok(with_request(snapshot, here, span, say))
}

fn moved_on() -> Error {
    error(
        ErrorCode::ContentModified,
        "the bank changed since this was offered; ask again",
    )
}

/// The action for the client; `None` when it cannot be done and the client does not show such.
fn literal(
    snapshot: &Snapshot,
    here: &Here,
    request: &Request<'_>,
    params: &lsp::CodeActionParams,
    action: &Action,
) -> Option<lsp::CodeAction> {
    let client = &snapshot.client.actions;
    let mut literal = lsp::CodeAction {
        title: action.title.clone(),
        kind: Some(lsp::CodeActionKind::new(name(action.kind))),
        diagnostics: diagnostics(snapshot, here, params, action),
        is_preferred: (client.prefers && action.preferred).then_some(true),
        ..Default::default()
    };
    if let Some(refusal) = &action.refused {
        literal.disabled = Some(disabled(refusal));
        return client.shows_disabled.then_some(literal);
    }
    if action.chooses_group {
        literal.command = choice(snapshot, here, request, action);
        return Some(literal);
    }
    if client.resolves_edits {
        literal.data = data(snapshot, here, request, action);
        return Some(literal);
    }
    let planned = action.edit(request);
    match planned.and_then(|edit| complete(snapshot, here, &edit, &mut literal)) {
        Ok(()) => Some(literal),
        Err(refusal) => {
            literal.disabled = Some(disabled(&refusal));
            client.shows_disabled.then_some(literal)
        }
    }
}

/// The command that asks the author for the group that questions move to.
fn choice(
    snapshot: &Snapshot,
    here: &Here,
    request: &Request<'_>,
    action: &Action,
) -> Option<lsp::Command> {
    let chosen = data(snapshot, here, request, action)?;
    Some(lsp::Command {
        title: action.title.clone(),
        command: MOVE_QUESTIONS.name.to_owned(),
        arguments: Some(vec![chosen]),
    })
}

/// What the action is found again by.
fn data(
    snapshot: &Snapshot,
    here: &Here,
    request: &Request<'_>,
    action: &Action,
) -> Option<serde_json::Value> {
    let chosen = Chosen {
        uri: snapshot.uri(here.bank, &here.path)?,
        version: version(snapshot, here),
        span: (request.span.start, request.span.end),
        kind: name(action.kind).to_owned(),
        title: action.title.clone(),
        finding: finding_of(action),
    };
    serde_json::to_value(chosen).ok()
}

/// The action as a command, for a client that takes nothing else; `None` when it cannot be done.
fn as_command(
    snapshot: &Snapshot,
    here: &Here,
    request: &Request<'_>,
    action: &Action,
) -> Option<lsp::Command> {
    let possible = action.refused.is_none();
    if possible && action.chooses_group {
        return choice(snapshot, here, request, action);
    }
    let data = data(snapshot, here, request, action)?;
    possible.then(|| lsp::Command {
        title: action.title.clone(),
        command: APPLY_ACTION.name.to_owned(),
        arguments: Some(vec![data]),
    })
}

fn disabled(refusal: &Refusal) -> lsp::CodeActionDisabled {
    lsp::CodeActionDisabled {
        reason: refusal.0.clone(),
    }
}

/// Adds what the action changes, and what is shown then.
fn complete(
    snapshot: &Snapshot,
    here: &Here,
    edit: &Edit,
    literal: &mut lsp::CodeAction,
) -> std::result::Result<(), Refusal> {
    let from = Some(&here.path);
    let title = &literal.title;
    let written = workspace_edit(snapshot, here.bank, edit, from, title)?;
    literal.edit = Some(written);
    literal.command = show_afterwards(snapshot, here.bank, edit);
    Ok(())
}

/// The findings that the action mends, as the client knows them.
fn diagnostics(
    snapshot: &Snapshot,
    here: &Here,
    params: &lsp::CodeActionParams,
    action: &Action,
) -> Option<Vec<lsp::Diagnostic>> {
    let finding = action.finding.as_ref()?;
    let own = diagnostic(snapshot, here.bank, &here.path, &here.ranges, finding);
    let same = |known: &&lsp::Diagnostic| known.range == own.range && known.code == own.code;
    let known = params.context.diagnostics.iter().find(same).cloned();
    Some(vec![known.unwrap_or(own)])
}

fn with_request<R>(
    snapshot: &Snapshot,
    here: &Here,
    span: Span,
    say: impl FnOnce(&Request<'_>) -> R,
) -> R {
    let sources = |path: &BankPath| snapshot.text(here.bank, path);
    say(&Request {
        bank: &here.bank.bank,
        findings: &here.bank.findings,
        path: &here.path,
        text: here.text,
        sources: &sources,
        span,
    })
}

fn version(snapshot: &Snapshot, here: &Here) -> Option<i32> {
    let place = Place {
        bank: here.bank.id,
        path: here.path.clone(),
    };
    snapshot.open(&place).map(|open| open.document.version())
}

fn finding_of(action: &Action) -> Option<(String, u32)> {
    let finding = action.finding.as_ref()?;
    Some((finding.code.to_owned(), finding.span.start))
}

/// The protocol's name of a kind.
pub fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::QuickFix => "quickfix",
        Kind::Extract => "refactor.extract",
        Kind::Inline => "refactor.inline",
        Kind::Move => "refactor.move",
        Kind::Rewrite => "refactor.rewrite",
        Kind::FixAll => "source.fixAll.qmark",
        Kind::OrganizeTopics => "source.organizeTopics.qmark",
    }
}

/// Whether the client wants actions of this kind: all but those of `source` unless it names some. A name stands for all
/// kinds below it.
fn is_wanted(kind: Kind, only: Option<&[lsp::CodeActionKind]>) -> bool {
    let name = name(kind);
    let covers = |asked: &lsp::CodeActionKind| {
        let rest = name.strip_prefix(asked.as_str());
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty()
        })
    };
    match only {
        Some(only) if !only.is_empty() => only.iter().any(covers),
        _ => !name.starts_with("source."),
    }
}
