//! Code actions, and their edits.

use tower_lsp::jsonrpc::{ErrorCode, Result};
use tower_lsp::ls_types as lsp;

use super::commands::{MOVE_QUESTIONS, apply, show_afterwards};
use crate::edit::Edit;
use crate::ide::actions::{self, Action, Kind, Request};
use crate::server::action_data::{ActionData, chosen_edit, kind_name, outdated, with_request};
use crate::server::diagnostics::convert::diagnostic;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Here, Snapshot};
use crate::server::transport::error;
use crate::server::workspace_edit::{asks_itself, refused, unasked, workspace_edit};
use crate::text::{Refusal, Span};

/// The actions at a selection.
pub fn actions(
    snapshot: &Snapshot,
    params: lsp::CodeActionParams,
    _context: &RequestContext,
) -> Result<Option<lsp::CodeActionResponse>> {
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

/// The action with its edit. An action that is a command is complete, but some editors resolve it, too.
pub fn resolve(
    snapshot: &Snapshot,
    mut action: lsp::CodeAction,
    _context: &RequestContext,
) -> Result<lsp::CodeAction> {
    if action.data.is_none() && action.command.is_some() {
        return Ok(action);
    }
    let data = action.data.clone().unwrap_or_default();
    let Ok(chosen) = serde_json::from_value::<ActionData>(data) else {
        return Err(error(ErrorCode::InvalidParams, "unknown code action"));
    };
    let uri = chosen.uri.clone();
    let filled = snapshot.of(&uri, |here| {
        Some(fill(snapshot, &here, &chosen, &mut action))
    });
    filled.unwrap_or_else(|| Err(outdated()))?;
    Ok(action)
}

fn fill(
    snapshot: &Snapshot,
    here: &Here,
    chosen: &ActionData,
    action: &mut lsp::CodeAction,
) -> Result<()> {
    let planned = chosen_edit(snapshot, here, chosen)?;
    let data = action.data.clone();
    let completed = planned.and_then(|edit| complete(snapshot, here, (&edit, data), action));
    completed.map_err(|refusal| refused(&refusal))?;
    if !snapshot.client.actions.resolves_commands && action.edit.is_some() {
        action.command = None;
    }
    Ok(())
}

/// The action for the client; `None` if it is refused and the client does not show such actions.
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
        kind: Some(lsp::CodeActionKind::new(kind_name(action.kind))),
        diagnostics: diagnostics(snapshot, here, params, action),
        is_preferred: (client.prefers && action.preferred).then_some(true),
        ..Default::default()
    };
    if let Some(refusal) = &action.refused {
        literal.disabled = Some(disabled(refusal));
        return client.shows_disabled.then_some(literal);
    }
    if action.chooses_place {
        literal.command = choice(snapshot, here, request, action);
        return Some(literal);
    }
    let chosen = data(snapshot, here, request, action);
    if client.resolves_edits && is_command(snapshot, action) {
        literal.command = Some(apply(&action.title, chosen?));
        return Some(literal);
    }
    if client.resolves_edits {
        literal.data = chosen;
        return Some(literal);
    }
    let planned = action.edit(request);
    match planned.and_then(|edit| complete(snapshot, here, (&edit, chosen), &mut literal)) {
        Ok(()) => Some(literal),
        Err(refusal) => {
            literal.disabled = Some(disabled(&refusal));
            client.shows_disabled.then_some(literal)
        }
    }
}

/// Whether an action has to be a command from the start: its edit may have to be confirmed, and the client neither asks for
/// that nor takes a command in place of the edit later.
fn is_command(snapshot: &Snapshot, action: &Action) -> bool {
    let client = &snapshot.client;
    let takes_edits = asks_itself(client) || client.actions.resolves_commands;
    client.applies_edits && !takes_edits && action.kind.may_ask()
}

/// The command that asks the user where questions go.
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

/// The data of an action as JSON.
fn data(
    snapshot: &Snapshot,
    here: &Here,
    request: &Request<'_>,
    action: &Action,
) -> Option<serde_json::Value> {
    serde_json::to_value(ActionData::new(snapshot, here, request, action)?).ok()
}

/// The action as a command, for clients that know no other actions; `None` if it is refused.
fn as_command(
    snapshot: &Snapshot,
    here: &Here,
    request: &Request<'_>,
    action: &Action,
) -> Option<lsp::Command> {
    let possible = action.refused.is_none();
    if possible && action.chooses_place {
        return choice(snapshot, here, request, action);
    }
    let data = data(snapshot, here, request, action)?;
    possible.then(|| apply(&action.title, data))
}

fn disabled(refusal: &Refusal) -> lsp::CodeActionDisabled {
    lsp::CodeActionDisabled {
        reason: refusal.0.clone(),
    }
}

/// Adds the edit of the action, and the command that shows its result. An edit that the user has to confirm is left to a
/// command, if the client does not ask before it applies the edit: a question while the action is resolved would block
/// some editors.
fn complete(
    snapshot: &Snapshot,
    here: &Here,
    (edit, data): (&Edit, Option<serde_json::Value>),
    literal: &mut lsp::CodeAction,
) -> std::result::Result<(), Refusal> {
    let from = Some(&here.path);
    let title = &literal.title;
    let written = workspace_edit(snapshot, here.bank, edit, from, title)?;
    if let Some(question) = unasked(&snapshot.client, edit) {
        let command = data.filter(|_| snapshot.client.applies_edits);
        let command = command.map(|data| apply(title, data));
        literal.command = Some(command.ok_or_else(|| {
            Refusal::new(format!(
                "this editor cannot ask before the change: {question}"
            ))
        })?);
        return Ok(());
    }
    literal.edit = Some(written);
    literal.command = show_afterwards(snapshot, here.bank, edit);
    Ok(())
}

/// The diagnostics that the action fixes, as the client has them.
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

/// Whether the client wants actions of this kind: all except those of `source`, unless it names some. A name includes all
/// kinds below it.
fn is_wanted(kind: Kind, only: Option<&[lsp::CodeActionKind]>) -> bool {
    let name = kind_name(kind);
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
