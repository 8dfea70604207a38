//! When the client is to ask again for the lenses and hints of its documents: after something elsewhere changed what
//! they say. What changes with a document itself, the client asks for unbidden; told all the same when an edit of its
//! own changes a lens, it asks once more than it has to.
//!
//! Compared at the pace of the findings, beside the owner, and for the open documents only.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use xxhash_rust::xxh3::Xxh3;

use super::banks::{BankView, Place};
use super::convert::DocumentId;
use super::main_loop::Event;
use super::pool::Lane;
use super::snapshot::Snapshot;
use super::state::State;
use crate::ide::{hints, lens};

/// What the client shows of its open documents, as far as it was looked at.
#[derive(Default)]
pub struct Shown {
    prints: Prints,
    /// Whether it is being looked at.
    under_way: bool,
    /// Whether something changed meanwhile.
    again: bool,
}

type Prints = HashMap<DocumentId, Print>;

/// Hashes of what a document shows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Print {
    lenses: u64,
    hints: u64,
}

impl State {
    /// Takes down what a document shows that was just opened: the client asks for that now.
    pub fn look_at_opened(&mut self, id: &DocumentId) {
        if !self.looks_at_shown() {
            return;
        }
        self.settle();
        let place = self.documents.get(id).and_then(|open| open.place.as_ref());
        let print = place.and_then(|place| print(&self.snapshot(), place));
        if let Some(print) = print {
            self.shown.prints.insert(id.clone(), print);
        }
    }

    /// Whether what is shown matters: the client can be told to ask again, and would get more than half an answer.
    fn looks_at_shown(&self) -> bool {
        let is_told = self.client.asks_again.lenses || self.client.asks_again.hints;
        is_told && self.banks.iter().all(|bank| bank.view.is_loaded)
    }

    /// Looks at what the open documents show now, and has the client ask again if that is something else than before.
    pub fn look_at_shown(&mut self) {
        if !self.looks_at_shown() {
            return;
        }
        if std::mem::replace(&mut self.shown.under_way, true) {
            self.shown.again = true;
            return;
        }
        let (snapshot, events) = (self.snapshot(), self.events.clone());
        let job = move || {
            // A panic is logged by the panic hook; then nothing is known, and nothing compared.
            let prints = catch_unwind(AssertUnwindSafe(|| prints(&snapshot))).unwrap_or_default();
            let _ = events.send(Event::change("shown", |state| state.has_looked(prints)));
        };
        self.pool.spawn(Lane::Slow, Box::new(job));
    }

    fn has_looked(&mut self, prints: Prints) {
        let (mut lenses, mut hints) = (false, false);
        for (id, now) in prints {
            let before = self.shown.prints.insert(id, now).unwrap_or(now);
            lenses |= before.lenses != now.lenses;
            hints |= before.hints != now.hints;
        }
        let open = &self.documents;
        self.shown.prints.retain(|id, _| open.contains_key(id));
        if lenses && self.client.asks_again.lenses {
            self.ask_client("workspace/codeLens/refresh", (), |_, _| {});
        }
        if hints && self.client.asks_again.hints {
            self.ask_client("workspace/inlayHint/refresh", (), |_, _| {});
        }
        self.shown.under_way = false;
        if std::mem::take(&mut self.shown.again) {
            self.look_at_shown();
        }
    }
}

fn prints(snapshot: &Snapshot) -> Prints {
    let open = snapshot.documents.iter();
    open.filter_map(|(id, open)| Some((id.clone(), print(snapshot, open.place.as_ref()?)?)))
        .collect()
}

fn print(snapshot: &Snapshot, place: &Place) -> Option<Print> {
    let bank = snapshot.bank(place.bank)?;
    let (lenses, hints) = (lenses(bank, place), hints(bank, place));
    Some(Print { lenses, hints })
}

/// A hash of the lenses. Places in the document itself are left out: they move with its own edits.
fn lenses(bank: &BankView, place: &Place) -> u64 {
    let mut hasher = Xxh3::new();
    for found in lens::lenses(&bank.bank, &place.path) {
        let said = lens::say(&bank.bank, &bank.findings, &place.path, found.value);
        let Some(said) = said else { continue };
        said.title.hash(&mut hasher);
        let elsewhere = said.place.filter(|led| led.path != place.path);
        elsewhere.hash(&mut hasher);
    }
    hasher.finish()
}

/// A hash of what the hints say of other files.
fn hints(bank: &BankView, place: &Place) -> u64 {
    let mut hasher = Xxh3::new();
    if bank.bank.config().hints.answers {
        hints::file_lengths(&bank.bank, &place.path).hash(&mut hasher);
    }
    hasher.finish()
}
