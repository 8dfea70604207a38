//! When the client is told of findings: off the way of every edit and answer, a moment after
//! typing rests, and one batch after the other.

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};

use crate::server::banks::Place;
use crate::server::convert::DocumentId;
use crate::server::diagnostics::convert::{Batch, Published, Pulled, publish};
use crate::server::main_loop::Event;
use crate::server::pool::Lane;
use crate::server::state::State;

/// How long typing has to rest.
const REST: Duration = Duration::from_millis(60);
/// How late findings may be while it does not.
const LATEST: Duration = Duration::from_millis(400);
/// How long to wait for a client that has much to read.
const PAUSE: Duration = Duration::from_millis(200);

/// What is known of what the client knows.
pub struct Publisher {
    /// Files whose findings it has to be told.
    untold: BTreeSet<Place>,
    /// Files whose findings changed since it was last told, or last asked about all.
    changed: BTreeSet<Place>,
    /// Files that it has opened since it was last told.
    opened: BTreeSet<Place>,
    /// What it was told; away while the pool tells it more.
    published: Option<Published>,
    /// Whether it asks for the findings of whole workspaces.
    pulls_workspace: bool,
    /// Documents that it changed itself since it was last told.
    pub typed: HashSet<DocumentId>,
    /// Whether files changed since then that it does not hold.
    pub others_changed: bool,
    /// When to tell, and when at the latest.
    at: Option<(Instant, Instant)>,
    /// Counts the states of findings.
    revision: u64,
}

impl Default for Publisher {
    fn default() -> Self {
        Publisher {
            untold: BTreeSet::new(),
            changed: BTreeSet::new(),
            opened: BTreeSet::new(),
            published: Some(Published::new()),
            pulls_workspace: false,
            typed: HashSet::new(),
            others_changed: false,
            at: None,
            revision: 0,
        }
    }
}

impl Publisher {
    /// When to tell, if there is anything to tell and nothing under way.
    pub fn due(&self) -> Option<Instant> {
        self.published.as_ref()?;
        self.at.map(|(at, _)| at)
    }
}

impl State {
    /// A number that was not given before.
    pub fn next_revision(&mut self) -> u64 {
        self.publisher.revision += 1;
        self.publisher.revision
    }

    /// Has the client told when edits rest.
    pub fn tell_soon(&mut self) {
        let now = Instant::now();
        let latest = self.publisher.at.map_or(now + LATEST, |(_, latest)| latest);
        self.publisher.at = Some((latest.min(now + REST), latest));
    }

    /// Has the client told as soon as there is nothing else to do.
    pub fn tell_now(&mut self) {
        let now = Instant::now();
        self.publisher.at = Some((now, now));
    }

    /// Has the client told of these files in any case.
    pub fn have_told(&mut self, places: impl IntoIterator<Item = Place>) {
        self.publisher.untold.extend(places);
        self.tell_now();
    }

    /// Has the client told what it knows of a file already, now that it has opened it: Eglot forgets in its documents what
    /// it was told before. A client that asks about open documents learns that it is not told of this one any more.
    pub fn have_told_anew(&mut self, place: Place) {
        if !self.client.pulls_findings {
            self.publisher.opened.insert(place.clone());
        }
        self.have_told([place]);
    }

    /// The findings of these files changed.
    pub fn have_changed(&mut self, places: Vec<Place>) {
        self.publisher.changed.extend(places.iter().cloned());
        self.have_told(places);
    }

    /// The client learns all findings of now, because it asked. Of a document that it holds it may go by what it asked about
    /// that document alone.
    pub fn all_are_asked(&mut self) {
        let changed = std::mem::take(&mut self.publisher.changed);
        let held = changed.into_iter().filter(|place| self.is_held(place));
        self.publisher.changed = held.collect();
    }

    /// Whether the client has the file open.
    fn is_held(&self, place: &Place) -> bool {
        self.opened.contains_key(place)
    }

    /// The client asks for the findings of whole workspaces: it is not told of any file any more.
    pub fn workspace_is_pulled(&mut self) {
        if !std::mem::replace(&mut self.publisher.pulls_workspace, true) {
            let known = self
                .publisher
                .published
                .iter()
                .flat_map(|published| published.keys());
            let known: Vec<Place> = known.cloned().collect();
            self.have_told(known);
        }
    }

    /// Brings all findings up to date.
    pub fn check(&mut self) {
        let revision = self.next_revision();
        for bank in &mut self.banks {
            if bank.is_unchecked() {
                let touched = bank.check(revision);
                let id = bank.view.id;
                let places = touched.into_iter().map(|path| Place { bank: id, path });
                let places: Vec<Place> = places.collect();
                self.publisher.changed.extend(places.iter().cloned());
                self.publisher.untold.extend(places);
            }
        }
    }

    /// Tells the client what it does not know yet, from the pool.
    pub fn tell(&mut self) {
        self.publisher.at = None;
        if self.outbox.is_behind() {
            let later = Instant::now() + PAUSE;
            self.publisher.at = Some((later, later));
            return;
        }
        self.settle();
        self.check();
        self.publisher.at = None;
        let places = std::mem::take(&mut self.publisher.untold);
        self.have_pulled_again();
        self.look_at_shown();
        if self.banks.iter().all(|bank| bank.view.is_loaded) {
            self.publisher.typed.clear();
            self.publisher.others_changed = false;
        }
        if places.is_empty() {
            return;
        }
        let Some(mut published) = self.publisher.published.take() else {
            self.publisher.untold = places;
            return;
        };
        for place in std::mem::take(&mut self.publisher.opened) {
            // Other than any list, an empty one too.
            published.entry(place).and_modify(|hash| *hash = !*hash);
        }
        let batch = Batch {
            snapshot: self.snapshot(),
            places,
            pulled: self.pulled(),
            published,
        };
        let (outbox, events) = (self.outbox.clone(), self.events.clone());
        let job = move || {
            let published = publish(batch, &outbox);
            let _ = events.send(Event::change("published", |state| {
                state.was_told(published)
            }));
        };
        self.pool.spawn(Lane::Slow, Box::new(job));
    }

    fn was_told(&mut self, published: Published) {
        self.publisher.published = Some(published);
        if !self.publisher.untold.is_empty() {
            self.tell_soon();
        }
    }

    fn pulled(&self) -> Pulled {
        match (self.client.pulls_findings, self.publisher.pulls_workspace) {
            (_, true) => Pulled::All,
            (true, false) => Pulled::Open,
            (false, false) => Pulled::None,
        }
    }

    /// Has a client that asks for findings ask again, if some changed of files that it has no
    /// reason to ask about.
    fn have_pulled_again(&mut self) {
        let changed = std::mem::take(&mut self.publisher.changed);
        if self.pulled() == Pulled::None {
            return;
        }
        // About a document that it changes it asks at once. What changes besides may come after its answer.
        let own_only = self.publisher.typed.len() == 1 && !self.publisher.others_changed;
        let asks_unbidden = |place: &Place| {
            match self.opened.get(place) {
                Some(id) => own_only && self.publisher.typed.contains(id),
                // Of other files it is told, unless it asks about all.
                None => !self.publisher.pulls_workspace,
            }
        };
        if !changed.iter().all(asks_unbidden) {
            self.ask_client("workspace/diagnostic/refresh", (), |_, _| {});
        }
    }
}
