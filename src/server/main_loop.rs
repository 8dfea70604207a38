//! The owner: the one thread that changes the state.
//!
//! It takes events in the order of the wire. A change is made at once; a query gets the snapshot of
//! that moment and is answered by the pool, so the owner is free for the next event. Work that only
//! has to be done before somebody looks (`State::settle`) is put off until a query comes or the
//! queue is empty: a burst of edits costs one analysis, not one each.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use super::loader;
use super::pool::{Lane, Pool};
use super::snapshot::{Needs, Snapshot};
use super::state::State;
use super::transport::{Answer, Outbox};
use crate::disk::Cache;

/// Something that happened.
pub struct Event {
    /// What to call it in the log.
    name: &'static str,
    what: What,
}

enum What {
    Change(Box<dyn FnOnce(&mut State) + Send>),
    Query(Lane, Needs, Box<dyn FnOnce(Snapshot) + Send>),
}

impl Event {
    /// Something that changes the state.
    pub fn change(name: &'static str, change: impl FnOnce(&mut State) + Send + 'static) -> Self {
        Event {
            name,
            what: What::Change(Box::new(change)),
        }
    }

    /// Something asked about the state as it is now; `answer` catches its own panics.
    pub fn query(
        name: &'static str,
        lane: Lane,
        needs: Needs,
        answer: impl FnOnce(Snapshot) + Send + 'static,
    ) -> Self {
        Event {
            name,
            what: What::Query(lane, needs, Box::new(answer)),
        }
    }

    /// The client answered a request of ours.
    pub fn answered(answer: Answer) -> Self {
        Event::change("answer", move |state| state.answered(answer))
    }
}

/// Starts the owner on a thread of its own. It ends with the process.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(outbox: Outbox, events: Sender<Event>, received: Receiver<Event>) -> io::Result<()> {
    let cache = Arc::new(Cache::default());
    let jobs = loader::start(events.clone(), Arc::clone(&cache))?;
    let mut state = State::new(outbox, events, Pool::start()?, jobs, cache);
    std::thread::Builder::new()
        .name("owner".into())
        .spawn(move || {
            while let Some(event) = next(&received, &mut state) {
                handle(event, &mut state);
            }
        })?;
    Ok(())
}

/// The next event. Before it waits, what was put off is done, and what is due meanwhile, too.
fn next(received: &Receiver<Event>, state: &mut State) -> Option<Event> {
    loop {
        if let Ok(event) = received.try_recv() {
            return Some(event);
        }
        guarded("settle", || state.settle());
        let Some(due) = state.due() else {
            return received.recv().ok();
        };
        match received.recv_deadline(due) {
            Ok(event) => return Some(event),
            Err(RecvTimeoutError::Timeout) => guarded("due", || state.on_due(Instant::now())),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

fn handle(event: Event, state: &mut State) {
    match event.what {
        What::Change(change) => guarded(event.name, || change(state)),
        What::Query(lane, needs, answer) => {
            guarded(event.name, || state.answer(lane, needs, answer));
        }
    }
}

/// A panic costs the change it happened in, not the server. It is logged by the panic hook.
fn guarded(name: &str, work: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(work)).is_err() {
        tracing::error!("`{name}` was abandoned after a panic");
    }
}
