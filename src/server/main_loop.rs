//! The main loop: the one thread that changes the state.
//!
//! It handles events in the order of the wire. A change is made at once. A request gets a snapshot of that moment and is
//! answered in the pool, so the loop is free for the next event. Reading the texts of edited documents is put off until a
//! request needs it or no event is waiting: a burst of edits costs one analysis.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError};
use serde_json::Value;
use tower_lsp::ls_types as lsp;

use super::connection::Pending;
use super::event::{Event, Events};
use super::handlers::{commands, confirm, documents, session, test_requests, workspace};
use super::loader::Loader;
use super::pool::Pool;
use super::state::State;
use super::transport::{Answer, Outbox};
use crate::disk::Cache;

/// Starts the loop on its own thread, which ends with the process.
///
/// # Errors
/// When the system cannot start a thread.
pub fn start(outbox: Outbox, events: Events, received: Receiver<Event>) -> io::Result<()> {
    let cache = Arc::new(Cache::default());
    let reports = events.clone();
    let on_report = move |report| {
        // The loop lives as long as the process.
        let _ = reports.send(Event::Loader(report));
    };
    let loader = Loader::start(on_report, Arc::clone(&cache))?;
    let mut state = State::new(outbox, events, Pool::start()?, loader, cache);
    std::thread::Builder::new()
        .name("main loop".into())
        .spawn(move || {
            while let Some(event) = next(&received, &mut state) {
                guarded(event.name(), || handle(event, &mut state));
            }
        })?;
    Ok(())
}

/// The next event. Before waiting for it, does what was put off; while waiting, what is due.
fn next(received: &Receiver<Event>, state: &mut State) -> Option<Event> {
    loop {
        if let Ok(event) = received.try_recv() {
            return Some(event);
        }
        guarded("the application of edits", || state.apply_edits());
        let Some(due) = state.due() else {
            return received.recv().ok();
        };
        match received.recv_deadline(due) {
            Ok(event) => return Some(event),
            Err(RecvTimeoutError::Timeout) => {
                guarded("what was due", || state.on_due(Instant::now()));
            }
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

fn handle(event: Event, state: &mut State) {
    match event {
        Event::Initialize(params, responder) => {
            responder.respond("initialize", |_| session::initialize(state, *params));
        }
        Event::Initialized => session::initialized(state),
        Event::Shutdown(responder) => responder.respond("shutdown", |_| Ok(())),
        Event::DidOpen(params) => documents::opened(state, params),
        Event::DidChange(params) => documents::changed(state, params),
        Event::LostEdit(lost) => documents::lost(state, &lost),
        Event::DidSave(params) => documents::did_save(state, &params),
        Event::DidClose(params) => documents::did_close(state, &params),
        Event::DidChangeFolders(params) => workspace::did_change_folders(state, &params),
        Event::DidChangeConfiguration(params) => workspace::did_change_configuration(state, params),
        Event::DidChangeWatchedFiles(params) => workspace::did_change_watched_files(state, &params),
        Event::DidCreateFiles(params) => workspace::did_create_files(state, &params),
        Event::DidRenameFiles(params) => workspace::did_rename_files(state, &params),
        Event::DidDeleteFiles(params) => workspace::did_delete_files(state, &params),
        Event::PullsWorkspace => state.publisher.pull_workspace(),
        Event::Request(request) => state.answer(request),
        Event::ExecuteCommand(params, responder) => commands::execute(state, params, responder),
        Event::Confirm(question, change) => confirm::ask(state, question, change),
        Event::Warn(message) => {
            let connection = &state.connection;
            connection.show_message(lsp::MessageType::WARNING, message);
        }
        Event::Answer(answer) => match state.connection.take_pending(&answer.id) {
            Some(pending) => answered(state, pending, answer),
            None => tracing::warn!("a response with an unknown id: {}", answer.id),
        },
        Event::Loader(report) => state.on_report(report),
        Event::Published(published) => state.publisher.batch_published(published),
        Event::FollowUp(follow_up) => commands::follow_up(state, follow_up),
        Event::TestPanic(responder) => {
            responder.respond("qmark/test/panic", |_| test_requests::panic());
        }
    }
}

/// Handles the client's answer to a request of ours.
fn answered(state: &mut State, pending: Pending, Answer { result, .. }: Answer) {
    let is_shown = |result: &Result<Value, String>| {
        let value = result.as_ref().ok();
        value.is_some_and(|value| value["success"] == true)
    };
    match pending {
        Pending::Ignored => {}
        Pending::Registration => {
            if let Err(reason) = result {
                tracing::warn!("the client does not watch files or settings: {reason}");
            }
        }
        Pending::Settings(folders) => workspace::settings_answered(state, folders, result),
        Pending::Progress(bank) => state.progress_answered(bank, result.is_ok()),
        Pending::ApplyEdit {
            label,
            shows,
            beside,
        } => commands::edit_answered(state, &label, (shows, beside), result),
        Pending::ShowLocation(location) if !is_shown(&result) => {
            commands::name_location(state, &location);
        }
        Pending::ShowPage(uri) if !is_shown(&result) => {
            commands::name_page(state, &uri);
        }
        Pending::ShowLocation(_) | Pending::ShowPage(_) => {}
        Pending::ChoosePlace(data) => commands::place_chosen(state, *data, result),
        Pending::Confirm(question, change) => confirm::answered(state, question, change, result),
    }
}

/// A panic costs the event that it happened in, not the server. The panic hook logs it.
fn guarded(what: &str, work: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(work)).is_err() {
        tracing::error!("a panic ended {what}");
    }
}
