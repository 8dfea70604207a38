//! Publishes diagnostics: debounced after typing, in the pool, one batch after the other.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use tower_lsp::ls_types as lsp;
use xxhash_rust::xxh3::xxh3_64;

use super::convert::diagnostics;
use crate::disk;
use crate::server::banks::Place;
use crate::server::client::Client;
use crate::server::convert;
use crate::server::convert::DocumentId;
use crate::server::snapshot::Snapshot;
use crate::server::transport::Outbox;

/// How long typing has to rest.
const REST: Duration = Duration::from_millis(60);
/// The longest delay while it does not.
const LATEST: Duration = Duration::from_millis(400);
/// How long to wait for a client that has much to read.
const PAUSE: Duration = Duration::from_millis(200);

/// What was last published of each file: a hash of the list.
pub type Published = HashMap<Place, u64>;

/// Decides which diagnostics are published, and when.
pub struct Publisher {
    /// Files to publish.
    queue: BTreeSet<Place>,
    /// Files whose findings changed since they were last published, or since the client last pulled all.
    changed: BTreeSet<Place>,
    /// Files that the client opened since they were last published.
    opened: BTreeSet<Place>,
    /// What the client has; `None` while the pool publishes more.
    published: Option<Published>,
    /// Whether the client pulls the diagnostics of the whole workspace.
    pulls_workspace: bool,
    /// Documents that the client edited since diagnostics were last published.
    edited: HashSet<DocumentId>,
    /// Whether other files changed since then.
    others_changed: bool,
    /// When to publish, and when at the latest.
    due: Option<(Instant, Instant)>,
    revision: u64,
}

impl Default for Publisher {
    fn default() -> Self {
        Publisher {
            queue: BTreeSet::new(),
            changed: BTreeSet::new(),
            opened: BTreeSet::new(),
            published: Some(Published::new()),
            pulls_workspace: false,
            edited: HashSet::new(),
            others_changed: false,
            due: None,
            revision: 0,
        }
    }
}

/// Which files the client pulls itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pulled {
    None,
    Open,
    All,
}

/// Files to publish, with all that the pool needs for that.
pub struct Batch {
    snapshot: Snapshot,
    places: BTreeSet<Place>,
    pulled: Pulled,
    published: Published,
}

impl Publisher {
    /// When to publish; `None` if there is nothing to publish, or a batch is under way.
    pub fn due(&self) -> Option<Instant> {
        self.published.as_ref()?;
        self.due.map(|(at, _)| at)
    }

    /// Takes the schedule, so that a panic in publishing does not repeat.
    pub fn take_schedule(&mut self) {
        self.due = None;
    }

    /// A new revision of findings.
    pub fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }

    /// Publishes once edits rest.
    pub fn schedule(&mut self) {
        let now = Instant::now();
        let latest = self.due.map_or(now + LATEST, |(_, latest)| latest);
        self.due = Some((latest.min(now + REST), latest));
    }

    /// Publishes as soon as the main loop has nothing else to do.
    pub fn schedule_now(&mut self) {
        let now = Instant::now();
        self.due = Some((now, now));
    }

    /// Publishes after a pause, for a client that has much to read.
    pub fn postpone(&mut self) {
        let later = Instant::now() + PAUSE;
        self.due = Some((later, later));
    }

    /// Publishes these files.
    pub fn publish(&mut self, places: impl IntoIterator<Item = Place>) {
        self.queue.extend(places);
        self.schedule_now();
    }

    /// Publishes a file that the client has just opened, even if nothing changed: Eglot forgets what was published
    /// before. For a client that pulls, this clears what was published.
    pub fn republish(&mut self, place: Place, client: &Client) {
        if !client.pulls_findings {
            self.opened.insert(place.clone());
        }
        self.publish([place]);
    }

    /// The findings of these files changed.
    pub fn findings_changed(&mut self, places: Vec<Place>) {
        self.changed.extend(places.iter().cloned());
        self.publish(places);
    }

    /// Likewise, but without publishing earlier than scheduled.
    pub fn findings_updated(&mut self, places: Vec<Place>) {
        self.changed.extend(places.iter().cloned());
        self.queue.extend(places);
    }

    /// The client edited a document.
    pub fn document_edited(&mut self, id: &DocumentId) {
        self.edited.insert(id.clone());
    }

    /// A file that the client does not edit changed.
    pub fn file_changed(&mut self) {
        self.others_changed = true;
    }

    /// The client has pulled the diagnostics of all files. It may still ask for each open one separately.
    pub fn all_pulled(&mut self, opened: &imbl::HashMap<Place, DocumentId>) {
        self.changed.retain(|place| opened.contains_key(place));
    }

    /// The client pulls the diagnostics of the whole workspace from now on: what was published is cleared.
    pub fn pull_workspace(&mut self) {
        if !std::mem::replace(&mut self.pulls_workspace, true) {
            let published = self.published.iter().flat_map(|published| published.keys());
            let published: Vec<Place> = published.cloned().collect();
            self.publish(published);
        }
    }

    /// Takes what changed since the last time. Returns whether a client that pulls has to pull again because of it.
    pub fn needs_pull(
        &mut self,
        client: &Client,
        opened: &imbl::HashMap<Place, DocumentId>,
    ) -> bool {
        let changed = std::mem::take(&mut self.changed);
        if self.pulled(client) == Pulled::None {
            return false;
        }
        // The client pulls a document that it edits by itself. Other changes may come after that.
        let own_only = self.edited.len() == 1 && !self.others_changed;
        let pulls_itself = |place: &Place| match opened.get(place) {
            Some(id) => own_only && self.edited.contains(id),
            // Closed files are published, unless the client pulls all.
            None => !self.pulls_workspace,
        };
        !changed.iter().all(pulls_itself)
    }

    /// Forgets which documents were edited: their findings are up to date.
    pub fn forget_edits(&mut self) {
        self.edited.clear();
        self.others_changed = false;
    }

    /// Takes the next batch; `None` if there is nothing to publish, or a batch is under way.
    pub fn take_batch(&mut self, snapshot: Snapshot) -> Option<Batch> {
        if self.queue.is_empty() {
            return None;
        }
        let mut published = self.published.take()?;
        for place in std::mem::take(&mut self.opened) {
            // Differs from every list, also from an empty one.
            published.entry(place).and_modify(|hash| *hash = !*hash);
        }
        Some(Batch {
            pulled: self.pulled(&snapshot.client),
            places: std::mem::take(&mut self.queue),
            snapshot,
            published,
        })
    }

    /// A batch was published.
    pub fn batch_published(&mut self, published: Published) {
        self.published = Some(published);
        if !self.queue.is_empty() {
            self.schedule();
        }
    }

    fn pulled(&self, client: &Client) -> Pulled {
        match (client.pulls_findings, self.pulls_workspace) {
            (_, true) => Pulled::All,
            (true, false) => Pulled::Open,
            (false, false) => Pulled::None,
        }
    }
}

/// Publishes the diagnostics of each file where they differ from what the client has. Returns what it has then.
pub fn publish(batch: Batch, outbox: &Outbox) -> Published {
    let Batch {
        snapshot,
        places,
        pulled,
        mut published,
    } = batch;
    for place in places {
        // A panic is logged by the panic hook and costs this file only.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            publish_one(&snapshot, &place, pulled, &mut published, outbox);
        }));
    }
    published
}

fn publish_one(
    snapshot: &Snapshot,
    place: &Place,
    pulled: Pulled,
    published: &mut Published,
    outbox: &Outbox,
) {
    let mut place = place;
    let owner = owner(snapshot, place);
    // The file belongs to another bank now: the diagnostics of that bank replace the published ones.
    let is_replaced = match &owner {
        Some(owner) if owner != place => {
            let was_published = published.remove(place).is_some();
            place = owner;
            was_published
        }
        _ => false,
    };
    let open = snapshot.open(place);
    let is_pulled = pulled == Pulled::All || (pulled == Pulled::Open && open.is_some());
    let bank = snapshot.bank(place.bank).filter(|_| !is_pulled);
    let diagnostics = bank
        .map(|bank| diagnostics(snapshot, bank, &place.path))
        .unwrap_or_default();
    let hash = hash(&diagnostics);
    let known = published.get(place).copied();
    if known == hash && !is_replaced {
        return;
    }
    let uri = match open {
        Some(open) => Some(open.uri.clone()),
        None => published_uri(snapshot, place),
    };
    let Some(uri) = uri else { return };
    let version = open.map(|open| open.document.version());
    match hash {
        Some(hash) => published.insert(place.clone(), hash),
        None => published.remove(place),
    };
    let params = lsp::PublishDiagnosticsParams {
        uri,
        diagnostics,
        version,
    };
    outbox.notify("textDocument/publishDiagnostics", params);
}

/// The file that has the address of `place` now.
fn owner(snapshot: &Snapshot, place: &Place) -> Option<Place> {
    let (bank, path) = snapshot.place(&published_uri(snapshot, place)?)?;
    Some(bank.place(&path))
}

/// The address of a file, also of one whose bank was removed.
fn published_uri(snapshot: &Snapshot, place: &Place) -> Option<lsp::Uri> {
    let root = snapshot.roots.get(&place.bank)?;
    convert::uri(&disk::place(root, &place.path))
}

/// A hash of a list. `None` for an empty list, which is what a client has for a file by default.
fn hash(diagnostics: &[lsp::Diagnostic]) -> Option<u64> {
    let json = (!diagnostics.is_empty()).then(|| serde_json::to_vec(diagnostics))?;
    Some(json.map_or(0, |json| xxh3_64(&json)))
}
