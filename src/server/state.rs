//! The state of the server. The main loop owns it; each part owns its own data, and this file connects them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use tower_lsp::ls_types as lsp;

use super::banks::{BankId, Banks, Loaded, Place};
use super::connection::{Connection, Pending};
use super::convert::DocumentId;
use super::diagnostics::publisher::{Publisher, publish};
use super::documents::{DocumentStore, Origin};
use super::event::{Event, Events, Request};
use super::loader::{LoadJob, Loader, Report, Setup};
use super::pool::{Lane, Pool};
use super::progress::ProgressReports;
use super::refresh::{self, RefreshTracker, token_settings};
use super::settings::Settings;
use super::snapshot::{Needs, Snapshot, same_texts};
use super::standalone;
use super::transport::Outbox;
use super::workspace::Workspace;
use crate::bank::{BankPath, CONFIG_FILE, Change};
use crate::disk::{Batch, Cache, Folder};
use crate::text::Encoding;

/// All that the main loop owns.
pub struct State {
    /// The client.
    pub connection: Connection,
    /// The documents open in the client.
    pub documents: DocumentStore,
    /// The banks.
    pub banks: Banks,
    /// The client's folders and settings.
    pub workspace: Workspace,
    /// Publishes diagnostics.
    pub publisher: Publisher,
    /// When the client is to ask again for lenses and hints.
    pub refresh: RefreshTracker,
    /// How the client counts columns.
    pub encoding: Encoding,
    /// The last question that the client could not ask the user.
    pub refused_question: Option<String>,
    /// Back to the main loop, for work in the pool.
    pub events: Events,
    pool: Pool,
    loader: Loader,
    cache: Arc<Cache>,
    progress: ProgressReports,
    /// Requests that wait until the banks were read.
    parked: Vec<Request>,
    /// A number of this run of the server.
    session: u64,
}

impl State {
    /// A state without documents and banks.
    pub fn new(
        outbox: Outbox,
        events: Events,
        pool: Pool,
        loader: Loader,
        cache: Arc<Cache>,
    ) -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        State {
            connection: Connection::new(outbox),
            documents: DocumentStore::default(),
            banks: Banks::default(),
            workspace: Workspace::default(),
            publisher: Publisher::default(),
            refresh: RefreshTracker::default(),
            encoding: Encoding::Utf16,
            refused_question: None,
            events,
            pool,
            loader,
            cache,
            progress: ProgressReports::default(),
            parked: Vec::new(),
            session: now.map_or(0, |now| now.as_millis() as u64),
        }
    }

    /// The state of now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            client: Arc::clone(&self.connection.client),
            encoding: self.encoding,
            session: self.session,
            documents: self.documents.all.clone(),
            opened: self.documents.by_place.clone(),
            out_of_sync: self.documents.out_of_sync.clone(),
            closed: self.documents.closed_files.clone(),
            banks: self.banks.views().cloned().collect(),
            roots: self.banks.roots().clone(),
            has_moved_on: false,
        }
    }

    /// Answers a request in the pool, from a snapshot that is as current as it needs.
    pub fn answer(&mut self, request: Request) {
        let documents = self.documents.all.clone();
        self.answer_or_park(Request {
            documents,
            ..request
        });
    }

    fn answer_or_park(&mut self, request: Request) {
        let needs = request.needs;
        if needs != Needs::Texts {
            self.apply_edits();
        }
        let waits = match needs {
            Needs::Texts | Needs::Banks | Needs::FindingsSoFar => false,
            Needs::WholeBanks => !self.banks.are_loaded(),
            Needs::Findings | Needs::AllFindings => !self.is_up_to_date(),
        };
        if waits {
            return self.parked.push(request);
        }
        if !matches!(needs, Needs::Texts | Needs::Banks | Needs::WholeBanks) {
            self.check();
        }
        if needs == Needs::AllFindings {
            self.publisher.all_pulled(&self.documents.by_place);
        }
        let mut snapshot = self.snapshot();
        // The positions of the request are those of the texts when it arrived.
        snapshot.has_moved_on =
            needs == Needs::WholeBanks && !same_texts(&request.documents, &snapshot.documents);
        let answer = request.answer;
        self.pool
            .spawn(request.lane, Box::new(move || answer(snapshot)));
    }

    /// Answers the requests that waited, if the banks were read by now.
    fn answer_parked(&mut self) {
        for request in std::mem::take(&mut self.parked) {
            self.answer_or_park(request);
        }
    }

    /// Gives the banks the texts of documents that changed.
    pub fn apply_edits(&mut self) {
        let applied = self.documents.apply_pending(&mut self.banks);
        if !applied.is_empty() {
            self.publisher.schedule();
        }
        for (id, origin) in applied {
            match origin {
                Some(Origin::Client) => self.refresh.document_edited(&id),
                Some(Origin::Elsewhere) => self.refresh.file_changed(),
                Some(Origin::Read) | None => {}
            }
        }
    }

    /// When something is due, if anything is.
    pub fn due(&self) -> Option<Instant> {
        let all = [
            self.publisher.due(),
            self.refresh.due(),
            self.workspace.due(),
        ];
        all.into_iter().flatten().min()
    }

    /// Does what is due at `now`.
    pub fn on_due(&mut self, now: Instant) {
        let is_due = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        if is_due(self.publisher.due()) {
            self.publisher.take_schedule();
            self.publish();
        }
        if is_due(self.refresh.due()) {
            self.refresh_client();
        }
        for id in self.workspace.due_at(now) {
            self.load(id);
        }
    }

    /// Updates all findings.
    fn check(&mut self) {
        let touched = self.banks.check(self.publisher.next_revision());
        self.publisher.findings_updated(touched);
    }

    /// Publishes the diagnostics that changed, in the pool.
    fn publish(&mut self) {
        if self.connection.outbox.is_behind() {
            return self.publisher.postpone();
        }
        self.apply_edits();
        self.check();
        let (client, opened) = (&self.connection.client, &self.documents.by_place);
        if self.publisher.needs_pull(client, opened) {
            let method = "workspace/diagnostic/refresh";
            self.connection.request(method, (), Pending::Ignored);
        }
        if self.banks.are_loaded() {
            self.publisher.forget_edits();
        }
        let snapshot = self.snapshot();
        let Some(batch) = self.publisher.take_batch(snapshot) else {
            return;
        };
        let (outbox, events) = (self.connection.outbox.clone(), self.events.clone());
        let job = move || {
            let published = publish(batch, &outbox);
            let _ = events.send(Event::Published(published));
        };
        self.pool.spawn(Lane::Slow, Box::new(job));
    }

    /// Tells the client to ask again for lenses and hints, if they can have changed.
    fn refresh_client(&mut self) {
        // The client would wait for an answer until the banks are read, and a client that is behind has no time for more.
        if !self.banks.are_loaded() || self.connection.outbox.is_behind() {
            return self.refresh.schedule();
        }
        if self.refresh.take(&self.documents.all) {
            refresh::send(&mut self.connection);
        }
    }

    /// The text of a document is not known any more.
    pub fn mark_out_of_sync(&mut self, id: &DocumentId, reason: &str) {
        tracing::error!("the text of {id:?} is out of sync until it is sent as a whole: {reason}");
        let known = &mut self.documents.out_of_sync;
        if known.insert(id.clone(), reason.to_owned()).is_none() {
            self.publish_document(id);
        }
    }

    /// The text of a document is known again, or does not matter any more.
    pub fn mark_in_sync(&mut self, id: &DocumentId) {
        if self.documents.out_of_sync.remove(id).is_some() {
            self.publish_document(id);
        }
    }

    fn publish_document(&mut self, id: &DocumentId) {
        if let Some(place) = self.banks.place_of(id) {
            self.publisher.findings_changed(vec![place]);
        }
    }

    /// Keeps what was read of an open file's text, for when the same text is read from disk.
    pub fn cache_facts(&mut self, place: &Place) {
        self.apply_edits();
        let bank = self.banks.get(place.bank);
        let Some(bank) = bank.map(|bank| &bank.bank) else {
            return;
        };
        let file = bank.as_read(place.path.as_str());
        let facts = file.and_then(|file| file.facts());
        if let (Some(text), Some(facts)) = (self.documents.indexed_text(place), facts) {
            let input = bank.config().input(&place.path, text);
            self.cache.insert(&input, Arc::clone(facts));
        }
    }

    /// Adds a folder to the workspace.
    pub fn add_folder(&mut self, folder: PathBuf) {
        if self.workspace.add_folder(folder) {
            self.arrange_banks();
        }
    }

    /// Removes a folder from the workspace.
    pub fn remove_folder(&mut self, folder: &Path) {
        self.workspace.remove_folder(folder);
        self.arrange_banks();
    }

    /// Adds the bank that a document outside all folders brings, if it brings one.
    pub fn add_standalone_bank(&mut self, id: &DocumentId, text: &str, is_markdown: bool) {
        if let Some(root) = standalone::root_for(&self.banks, id, text, is_markdown) {
            let bank = self.banks.add(&root);
            self.workspace.add_standalone(bank);
            self.bank_added(bank);
        }
    }

    /// Removes the bank of a document that was closed, if a document brought it and no other one of it is open.
    pub fn close_standalone_bank(&mut self, id: BankId) {
        if !self.documents.has_any_of(id) && self.workspace.remove_standalone(id) {
            self.arrange_banks();
        }
    }

    fn arrange_banks(&mut self) {
        let changed = self.workspace.arrange(&mut self.banks);
        for id in changed.added {
            self.bank_added(id);
        }
        for id in changed.unneeded {
            self.remove_bank(id);
        }
    }

    fn bank_added(&mut self, id: BankId) {
        self.documents.update_places(&self.banks);
        if self.workspace.is_ready {
            self.load(id);
        }
    }

    /// Removes a bank, and clears its diagnostics.
    fn remove_bank(&mut self, id: BankId) {
        let Some(bank) = self.banks.remove(id) else {
            return;
        };
        self.loader.send(LoadJob::Forget(id));
        self.workspace.config_read(id);
        self.end_progress(id);
        self.documents.update_places(&self.banks);
        let paths = bank.view.findings.iter().map(|(path, _)| path.clone());
        let places = paths.map(|path| Place { bank: id, path });
        self.publisher.findings_changed(places.collect());
        self.answer_parked();
    }

    /// Reads all banks, now that the client is ready for requests.
    pub fn load_all(&mut self) {
        self.workspace.is_ready = true;
        for id in self.banks.ids() {
            self.load(id);
        }
    }

    /// Reads a bank with its configuration of now.
    fn load(&mut self, id: BankId) {
        let Some(root) = self.banks.root(id).cloned() else {
            return;
        };
        let config = BankPath::new(CONFIG_FILE);
        let open = config.and_then(|path| self.documents.at(&Place { bank: id, path }));
        let setup = Setup {
            config: open.map(|(_, open)| open.document.text()),
            settings: self.workspace.settings_of(id, &root).clone(),
            root,
            watch: !self.connection.client.watches_files,
        };
        self.workspace.config_read(id);
        self.progress.begin(id, &mut self.connection);
        self.loader.send(LoadJob::Load(id, setup));
    }

    /// Reads all banks from disk again.
    pub fn reload_all(&mut self) {
        if !self.workspace.is_ready {
            return;
        }
        for id in self.banks.ids() {
            self.loader.send(LoadJob::Refresh(id, Batch::Rescan));
            // For a bank that could not be read before.
            self.load(id);
        }
    }

    /// Reads files and folders again that were created, changed or deleted.
    pub fn refresh(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        for (id, paths) in self.banks.by_bank(paths) {
            self.loader.send(LoadJob::Refresh(id, Batch::Paths(paths)));
        }
    }

    /// Reads a file from disk that the client has closed.
    pub fn read_closed(&mut self, place: &Place) {
        if place.path.as_str() == CONFIG_FILE {
            return self.workspace.config_edited(place.bank);
        }
        let Some(bank) = self.banks.get(place.bank) else {
            return;
        };
        let file = bank.folder.read(&place.path, &self.cache);
        if bank.bank.file(place.path.as_str()) == file.as_ref() {
            return;
        }
        let path = place.path.clone();
        self.apply(place.bank, vec![Change { path, file }]);
        self.publisher.schedule();
    }

    /// Whether the banks have everything that the client has sent so far. If not, they will soon.
    fn is_up_to_date(&mut self) -> bool {
        for id in self.workspace.edited_configs() {
            self.load(id);
        }
        self.loader.is_idle() && self.banks.are_loaded()
    }

    /// Takes new settings of the client, and reads the banks again whose settings changed.
    pub fn take_settings(&mut self, settings: Settings) {
        let changed = self.workspace.take_settings(settings, &self.banks);
        if self.workspace.is_ready {
            for id in changed {
                self.load(id);
            }
        }
    }

    /// Takes a report of the loader.
    pub fn on_report(&mut self, report: Report) {
        match report {
            Report::Progress(id, files) => self.progress.report(id, files, &self.connection),
            Report::Loaded(id, loaded) => self.loaded(id, *loaded),
            Report::Configured(id, folder, change) => self.configured(id, folder, change),
            Report::Refreshed(id, changes) => self.refreshed(id, changes),
            Report::Failed(id) => {
                // What is known of the bank has to do.
                if let Some(bank) = self.banks.get_mut(id) {
                    bank.view.is_loaded = true;
                }
                self.end_progress(id);
            }
            Report::InvalidSettings(problems) => {
                for problem in self.workspace.new_problems(problems) {
                    let message = format!("qmark settings: {problem}");
                    let connection = &self.connection;
                    connection.show_message(lsp::MessageType::WARNING, message);
                }
            }
            Report::Done => {
                self.loader.job_done();
                self.answer_parked();
            }
        }
    }

    fn loaded(&mut self, id: BankId, mut loaded: Loaded) {
        let revision = self.publisher.next_revision();
        let Some(bank) = self.banks.get_mut(id) else {
            return;
        };
        let before = token_settings(bank.view.bank.config());
        let tokens_change = before != token_settings(loaded.bank.config());
        let is_reload = bank.view.is_loaded;
        let nested = std::mem::take(&mut loaded.within);
        let touched = bank.replace(loaded, revision);
        // Before anything is answered from the bank.
        self.documents.update_places(&self.banks);
        self.documents.mark_bank_changed(id);
        self.workspace.set_nested(id, nested);
        self.arrange_banks();
        self.end_progress(id);
        let places = touched.into_iter().map(|path| Place { bank: id, path });
        self.publisher.findings_changed(places.collect());
        if is_reload {
            self.refresh.file_changed();
        }
        if tokens_change {
            refresh::send_tokens(&mut self.connection);
        }
    }

    /// Applies changes on disk, except to files that are open in the client.
    fn refreshed(&mut self, id: BankId, changes: Vec<Change>) {
        let rest = (self.documents).take_disk_changes(&self.banks, id, changes);
        self.apply(id, rest);
        self.publisher.schedule_now();
    }

    fn configured(&mut self, id: BankId, folder: Arc<Folder>, change: Option<Change>) {
        if let Some(bank) = self.banks.get_mut(id) {
            bank.view.folder = folder;
        }
        self.apply(id, change.into_iter().collect());
        self.end_progress(id);
        self.publisher.schedule_now();
    }

    fn apply(&mut self, id: BankId, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        self.publisher.file_changed();
        self.refresh.file_changed();
        if let Some(bank) = self.banks.get_mut(id) {
            bank.apply(changes);
        }
    }

    /// The client agreed to show progress, or did not.
    pub fn progress_answered(&mut self, id: BankId, agreed: bool) {
        let connection = &self.connection;
        self.progress.answered(id, agreed, &self.banks, connection);
    }

    fn end_progress(&mut self, id: BankId) {
        self.progress.end(id, &self.banks, &self.connection);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::time::Duration;

    use crossbeam_channel::{Receiver, bounded, unbounded};
    use tower_lsp::jsonrpc::Id;

    use super::*;
    use crate::server::client::{Client, RefreshSupport};
    use crate::server::snapshot::OpenDocument;
    use crate::text::Document;

    /// Writes once it may.
    struct Held(Receiver<()>);

    impl Write for Held {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let _ = self.0.recv();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_client_that_is_behind_is_told_to_ask_again_later() {
        let (release, held) = bounded::<()>(0);
        let outbox = Outbox::start(Held(held), |_| {});
        let cache = Arc::new(Cache::default());
        let loader = Loader::start(|_| {}, Arc::clone(&cache)).expect("a thread");
        let pool = Pool::start().expect("threads");
        let mut state = State::new(outbox.clone(), unbounded().0, pool, loader, cache);
        let refreshes = RefreshSupport {
            lenses: true,
            ..RefreshSupport::default()
        };
        state.connection.client = Arc::new(Client {
            refreshes,
            ..Client::default()
        });
        let open = OpenDocument {
            uri: "file:///a.md".parse().expect("a URI"),
            document: Document::new("", 1),
            place: None,
            is_markdown: true,
            is_on_disk: true,
            has_halves: false,
        };
        let id = DocumentId::of(&open.uri);
        state.documents.all.insert(id, Arc::new(open));

        outbox.notify("long", "a".repeat(5 << 20));
        state.refresh.file_changed();
        let later = || Instant::now() + Duration::from_secs(9);
        state.on_due(later());
        assert!(state.refresh.due().is_some(), "it is still to be told");
        drop(release);
        assert!(outbox.flush(Duration::from_secs(30)));
        assert!(!outbox.is_behind());
        state.on_due(later());
        assert_eq!(state.refresh.due(), None);
        assert_eq!(outbox.request("next", ()), Id::Number(2), "it was told");
    }
}
