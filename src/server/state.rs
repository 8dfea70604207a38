//! What the owner knows, and how the texts of open documents get into the banks.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::Sender;
use serde::Serialize;
use serde_json::Value;
use tower_lsp::jsonrpc::Id;

use super::banks::{BankId, LiveBank, Place};
use super::client::Client;
use super::convert::DocumentId;
use super::diagnostics::publisher::Publisher;
use super::loader::QueuedJob;
use super::main_loop::Event;
use super::out_of_sync::OutOfSync;
use super::pool::{Lane, Pool};
use super::refresh::Shown;
use super::snapshot::{Documents, Needs, Snapshot};
use super::transport::{Answer, Outbox};
use super::workspace::Workspace;
use crate::bank::{CONFIG_FILE, Change, File};
use crate::disk::Cache;
use crate::text::Encoding;

type OnAnswer = Box<dyn FnOnce(&mut State, Result<Value, String>) + Send>;
/// A question that waits until the banks were read.
struct Parked {
    lane: Lane,
    needs: Needs,
    answer: Box<dyn FnOnce(Snapshot) + Send>,
    /// The documents when it was asked.
    documents: Documents,
}

/// All that the owner knows.
pub struct State {
    pub outbox: Outbox,
    /// Back to the owner, for work in the background.
    pub events: Sender<Event>,
    pub pool: Pool,
    /// To the thread that reads files.
    pub jobs: Sender<QueuedJob>,
    pub cache: Arc<Cache>,
    pub client: Arc<Client>,
    pub encoding: Encoding,
    session: u64,
    pub documents: Documents,
    /// The document of each file that is open, whatever its address.
    pub opened: imbl::HashMap<Place, DocumentId>,
    /// Documents whose text is not known.
    pub out_of_sync: OutOfSync,
    /// Documents that were closed, and are not open again.
    pub left: HashSet<DocumentId>,
    /// Files whose document the client closed, and has not opened again.
    pub closed: imbl::HashSet<Place>,
    pub banks: Vec<LiveBank>,
    pub roots: imbl::HashMap<BankId, Arc<Path>>,
    pub workspace: Workspace,
    pub publisher: Publisher,
    pub shown: Shown,
    /// Documents whose text the bank does not have yet.
    unread: BTreeSet<DocumentId>,
    /// The texts that the banks' facts of open documents were read from.
    read: HashMap<DocumentId, Arc<str>>,
    /// Open documents whose file was deleted: they count as gone until they are edited or saved.
    gone: HashSet<DocumentId>,
    parked: Vec<Parked>,
    /// Requests of ours that the client has not answered yet.
    waiting: HashMap<Id, OnAnswer>,
    /// The last question that the client could not ask the author.
    pub refused_question: Option<String>,
}

impl State {
    pub fn new(
        outbox: Outbox,
        events: Sender<Event>,
        pool: Pool,
        jobs: Sender<QueuedJob>,
        cache: Arc<Cache>,
    ) -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        State {
            outbox,
            events,
            pool,
            jobs,
            cache,
            client: Arc::default(),
            encoding: Encoding::Utf16,
            session: now.map_or(0, |now| now.as_millis() as u64),
            documents: imbl::HashMap::new(),
            opened: imbl::HashMap::new(),
            out_of_sync: OutOfSync::new(),
            left: HashSet::new(),
            closed: imbl::HashSet::new(),
            banks: Vec::new(),
            roots: imbl::HashMap::new(),
            workspace: Workspace::default(),
            publisher: Publisher::default(),
            shown: Shown::default(),
            unread: BTreeSet::new(),
            read: HashMap::new(),
            gone: HashSet::new(),
            parked: Vec::new(),
            waiting: HashMap::new(),
            refused_question: None,
        }
    }

    /// The state of now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            client: Arc::clone(&self.client),
            encoding: self.encoding,
            session: self.session,
            documents: self.documents.clone(),
            opened: self.opened.clone(),
            out_of_sync: self.out_of_sync.clone(),
            closed: self.closed.clone(),
            banks: self.banks.iter().map(|bank| bank.view.clone()).collect(),
            roots: self.roots.clone(),
            has_moved_on: false,
        }
    }

    pub fn bank_mut(&mut self, id: BankId) -> Option<&mut LiveBank> {
        self.banks.iter_mut().find(|bank| bank.view.id == id)
    }

    /// Hands a question to the pool, with a snapshot that is as current as it needs.
    pub fn answer(&mut self, lane: Lane, needs: Needs, answer: Box<dyn FnOnce(Snapshot) + Send>) {
        let documents = self.documents.clone();
        self.answer_or_park(Parked {
            lane,
            needs,
            answer,
            documents,
        });
    }

    fn answer_or_park(&mut self, question: Parked) {
        let needs = question.needs;
        if needs != Needs::Texts {
            self.settle();
        }
        let waits = match needs {
            Needs::Texts | Needs::Banks | Needs::FindingsSoFar => false,
            Needs::WholeBanks => !self.banks.iter().all(|bank| bank.view.is_loaded),
            Needs::Findings | Needs::AllFindings => !self.is_up_to_date(),
        };
        if waits {
            return self.parked.push(question);
        }
        if !matches!(needs, Needs::Texts | Needs::Banks | Needs::WholeBanks) {
            self.check();
        }
        if needs == Needs::AllFindings {
            self.all_are_asked();
        }
        let mut snapshot = self.snapshot();
        // Its positions are those of texts that may have moved on while it waited.
        snapshot.has_moved_on =
            needs == Needs::WholeBanks && !same_texts(&question.documents, &snapshot.documents);
        let answer = question.answer;
        self.pool
            .spawn(question.lane, Box::new(move || answer(snapshot)));
    }

    /// Hands over what waited for the banks, if they were all read by now.
    pub fn answer_parked(&mut self) {
        for question in std::mem::take(&mut self.parked) {
            self.answer_or_park(question);
        }
    }

    /// Has the bank take over the text of a document before the next look at it.
    pub fn has_changed(&mut self, id: &DocumentId) {
        self.gone.remove(id);
        self.unread.insert(id.clone());
    }

    /// The file of an open document is there now, or is not. A document whose file is deleted
    /// counts as gone until it is touched; one that was never saved does not.
    pub fn is_on_disk(&mut self, id: &DocumentId, is_on_disk: bool) {
        let Some(open) = self.documents.get_mut(id) else {
            return;
        };
        let was_on_disk = open.is_on_disk;
        if was_on_disk != is_on_disk {
            Arc::make_mut(open).is_on_disk = is_on_disk;
        }
        if is_on_disk && self.gone.contains(id) {
            self.has_changed(id);
        } else if was_on_disk && !is_on_disk {
            self.gone.insert(id.clone());
            self.unread.insert(id.clone());
        }
    }

    /// Has what was read of a text found again when the same text is read from disk.
    pub fn remember_text(&mut self, id: &DocumentId, place: &Place) {
        self.settle();
        let bank = self.banks.iter().find(|bank| bank.view.id == place.bank);
        let file = bank.and_then(|bank| bank.view.bank.file(place.path.as_str()));
        if let (Some(text), Some(facts)) = (self.read.get(id), file.and_then(|file| file.facts())) {
            self.cache.insert(text, Arc::clone(facts));
        }
    }

    /// Forgets a document that is not open any more.
    pub fn forget(&mut self, id: &DocumentId) {
        self.gone.remove(id);
        self.unread.remove(id);
        self.read.remove(id);
    }

    /// Has every open document of a bank taken over anew, into a bank that knows none of them.
    pub fn take_over_documents(&mut self, bank: BankId) {
        for (id, open) in &self.documents {
            if open.place.as_ref().is_some_and(|place| place.bank == bank) {
                self.read.remove(id);
                self.unread.insert(id.clone());
            }
        }
    }

    /// Has the banks take over the texts of documents that changed.
    pub fn settle(&mut self) {
        for id in std::mem::take(&mut self.unread) {
            self.take_over(&id);
        }
    }

    fn take_over(&mut self, id: &DocumentId) {
        let Some(open) = self.documents.get(id).cloned() else {
            return;
        };
        let Some(place) = &open.place else { return };
        let Some(bank) = self
            .banks
            .iter_mut()
            .find(|bank| bank.view.id == place.bank)
        else {
            return;
        };
        if place.path.as_str() == CONFIG_FILE {
            // Whole configurations are taken over, by reading the bank under them.
            return;
        }
        if self.gone.contains(id) {
            self.read.remove(id);
            bank.apply(vec![Change {
                path: place.path.clone(),
                file: None,
            }]);
        } else if place.path.is_markdown() {
            let text = open.document.text();
            let before = self.read.insert(id.clone(), Arc::clone(&text));
            let content = bank.content(&place.path, &text, before.as_deref());
            let path = place.path.clone();
            let file = Some(Arc::new(File {
                path: path.clone(),
                content,
            }));
            bank.apply(vec![Change { path, file }]);
        } else {
            return;
        }
        self.tell_soon();
    }

    /// When something is due, if anything is.
    pub fn due(&self) -> Option<Instant> {
        let publisher = self.publisher.due();
        let reload = self.workspace.reload_at.values().min().copied();
        [publisher, reload].into_iter().flatten().min()
    }

    /// Does what is due at `now`.
    pub fn on_due(&mut self, now: Instant) {
        if self.publisher.due().is_some_and(|due| due <= now) {
            self.tell();
        }
        self.reload_due(now);
    }

    /// Asks the client something; `on_answer` hears the result or the client's error.
    pub fn ask_client(
        &mut self,
        method: &'static str,
        params: impl Serialize,
        on_answer: impl FnOnce(&mut State, Result<Value, String>) + Send + 'static,
    ) {
        let id = self.outbox.request(method, params);
        self.waiting.insert(id, Box::new(on_answer));
    }

    /// Takes the client's answer.
    pub fn answered(&mut self, answer: Answer) {
        match self.waiting.remove(&answer.id) {
            Some(on_answer) => on_answer(self, answer.result),
            None => tracing::warn!("a response with an unknown id: {}", answer.id),
        }
    }
}

/// Whether the documents that were open then are open now with the same text.
fn same_texts(then: &Documents, now: &Documents) -> bool {
    then.iter().all(|(id, open)| {
        let current = now.get(id);
        current.is_some_and(|current| current.document.version() == open.document.version())
    })
}
