//! Which banks there are, and how what is on disk and what is open in the client come together.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tower_lsp::ls_types as lsp;

use super::banks::{BankId, BankView, LiveBank, Loaded, Place, place_in};
use super::convert::DocumentId;
use super::loader::{Job, QueuedJob, Setup};
use super::progress::Progress;
use super::settings::Settings;
use super::snapshot::OpenDocument;
use super::state::State;
use crate::bank::config::{Level, OwnKey};
use crate::bank::{BankPath, CONFIG_FILE, Change, Config};
use crate::disk::{self, Batch, Folder};

/// How long typing in a configuration has to rest before it counts: the whole bank is read under it.
const CONFIG_REST: Duration = Duration::from_millis(150);

/// What the owner knows of the workspace.
#[derive(Default)]
pub struct Workspace {
    /// The client's folders and the bank of each. Two folders may be of one bank.
    pub folders: Vec<(PathBuf, BankId)>,
    /// The roots of the banks within each bank.
    pub within: HashMap<BankId, Vec<PathBuf>>,
    /// Banks that came with a document of no folder.
    pub standalone: Vec<BankId>,
    /// The client's settings.
    pub settings: Settings,
    /// Whether the client has said that it is ready for requests and news.
    pub is_ready: bool,
    /// Banks whose configuration was edited, and when to read them under it.
    pub reload_at: HashMap<BankId, Instant>,
    pub progress: HashMap<BankId, Progress>,
    /// Jobs that were sent and are not done.
    jobs: usize,
    /// What the user was told of the settings.
    complaints: HashSet<String>,
    last_id: BankId,
}

impl Workspace {
    /// The client's folders.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.folders.iter().map(|(folder, _)| folder.as_path())
    }

    /// The settings that hold in a bank: those of the first of the client's folders that is of it, else of the nearest one
    /// around it.
    fn settings_of(&self, id: BankId, root: &Path) -> &Value {
        let folders = self.folders.iter();
        let own = folders.clone().find(|(_, bank)| *bank == id);
        let around = folders.filter(|(folder, _)| root.starts_with(folder));
        let folder = own.or_else(|| around.max_by_key(|(folder, _)| folder.as_os_str().len()));
        self.settings.of(folder.map(|(folder, _)| folder.as_path()))
    }
}

impl State {
    /// Adds a bank, and has it read as soon as the client is ready.
    pub fn add_bank(&mut self, root: &Path) -> BankId {
        self.workspace.last_id += 1;
        let id = self.workspace.last_id;
        let folder = Folder::open(root, Arc::new(Config::default()), Vec::new());
        self.roots.insert(id, folder.root().into());
        self.banks.push(LiveBank::new(id, Arc::new(folder)));
        self.place_documents();
        if self.workspace.is_ready {
            self.load(id);
        }
        id
    }

    /// Forgets a bank, and has the client forget its findings.
    pub fn forget_bank(&mut self, id: BankId) {
        let Some(at) = self.banks.iter().position(|bank| bank.view.id == id) else {
            return;
        };
        let bank = self.banks.remove(at);
        self.send_job(Job::Forget(id));
        self.workspace.reload_at.remove(&id);
        self.end_progress(id);
        self.place_documents();
        let told = bank.view.findings.iter().map(|(path, _)| Place {
            bank: id,
            path: path.clone(),
        });
        self.have_changed(told.collect());
        self.answer_parked();
    }

    /// The client is ready: reads all banks.
    pub fn load_all(&mut self) {
        self.workspace.is_ready = true;
        let ids: Vec<BankId> = self.banks.iter().map(|bank| bank.view.id).collect();
        for id in ids {
            self.load(id);
        }
    }

    /// Has a whole bank read under the configuration of now.
    fn load(&mut self, id: BankId) {
        let Some(root) = self.roots.get(&id).cloned() else {
            return;
        };
        let config = BankPath::new(CONFIG_FILE);
        let open = config.and_then(|path| self.document_at(&Place { bank: id, path }));
        let setup = Setup {
            config: open.map(|(_, open)| open.document.text()),
            settings: self.workspace.settings_of(id, &root).clone(),
            root,
            watch: !self.client.watches_files,
        };
        self.workspace.reload_at.remove(&id);
        self.begin_progress(id);
        self.send_job(Job::Load(id, setup));
    }

    /// Has all banks read from disk again, whatever is known of them.
    pub fn read_again(&mut self) {
        if !self.workspace.is_ready {
            return;
        }
        let ids: Vec<BankId> = self.banks.iter().map(|bank| bank.view.id).collect();
        for id in ids {
            self.begin_progress(id);
            self.send_job(Job::Refresh(id, Batch::Rescan));
            // One that could not be read at all has nothing to be read again.
            self.load(id);
        }
    }

    /// Reads the banks whose configuration has rested by `now`.
    pub fn reload_due(&mut self, now: Instant) {
        let due = |(id, at): (&BankId, &Instant)| (*at <= now).then_some(*id);
        let due: Vec<BankId> = self.workspace.reload_at.iter().filter_map(due).collect();
        for id in due {
            self.load(id);
        }
    }

    /// Takes over new settings of the client: banks where they are others now are read under them.
    pub fn take_settings(&mut self, settings: Settings) {
        let all = |state: &Self| -> Vec<(BankId, Value)> {
            let banks = state.banks.iter().map(|bank| &bank.view);
            let settings = |id, root| state.workspace.settings_of(id, root).clone();
            banks
                .map(|bank| (bank.id, settings(bank.id, bank.folder.root())))
                .collect()
        };
        let before = all(self);
        self.workspace.settings = settings;
        let now = all(self).into_iter().zip(before);
        let others: Vec<(BankId, _)> = now
            .filter(|(now, before)| now != before)
            .map(|it| it.0)
            .collect();
        if !others.is_empty() {
            self.workspace.complaints.clear();
        }
        if self.workspace.is_ready {
            for (id, _) in others {
                self.load(id);
            }
        }
    }

    /// Tells the user what is wrong in the settings, once.
    pub fn complain(&mut self, complaints: &[String]) {
        for complaint in complaints {
            if self.workspace.complaints.insert(complaint.clone()) {
                let message = format!("qmark settings: {complaint}");
                let params = json!({ "type": lsp::MessageType::WARNING, "message": message });
                self.outbox.notify("window/showMessage", params);
            }
        }
    }

    /// Takes over a bank that was read as a whole.
    pub fn loaded(&mut self, id: BankId, loaded: Loaded) {
        let revision = self.next_revision();
        let Some(bank) = self.bank_mut(id) else {
            return;
        };
        let means = token_meanings(bank.view.bank.config());
        let mean_others = means != token_meanings(loaded.bank.config());
        let within = loaded.within.clone();
        let touched = bank.replace(loaded, revision);
        self.found_within(id, within);
        self.place_documents();
        self.take_over_documents(id);
        self.end_progress(id);
        let places = touched.into_iter().map(|path| Place { bank: id, path });
        self.have_changed(places.collect());
        if mean_others && self.client.asks_again.tokens {
            self.ask_client("workspace/semanticTokens/refresh", (), |_, _| {});
        }
    }

    /// Takes over what changed on disk, but for what is open in the client.
    pub fn refreshed(&mut self, id: BankId, changes: Vec<Change>) {
        let mut rest = Vec::new();
        for change in changes {
            match self.open_at(id, &change.path) {
                Some(document) => self.is_on_disk(&document, change.file.is_some()),
                None => rest.push(change),
            }
        }
        self.apply(id, rest);
        self.tell_now();
    }

    /// The open document whose text counts for a file.
    fn open_at(&self, id: BankId, path: &BankPath) -> Option<DocumentId> {
        let counts = path.is_markdown() || path.as_str() == CONFIG_FILE;
        let path = path.clone();
        let (document, _) = self.document_at(&Place { bank: id, path })?;
        counts.then(|| document.clone())
    }

    fn apply(&mut self, id: BankId, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        self.publisher.others_changed = true;
        if let Some(bank) = self.bank_mut(id) {
            bank.apply(changes);
        }
    }

    /// The open document of a file.
    pub fn document_at(&self, place: &Place) -> Option<(&DocumentId, &Arc<OpenDocument>)> {
        let id = self.opened.get(place)?;
        Some((id, self.documents.get(id)?))
    }

    /// Notes which document is open for which file. A file that is open under two addresses is that of the first one.
    pub fn index_documents(&mut self) {
        let placed = self.documents.iter();
        let placed = placed.filter_map(|(id, open)| Some((open.place.clone()?, id.clone())));
        let mut placed: Vec<_> = placed.collect();
        placed.sort_unstable_by(|a, b| b.cmp(a));
        self.opened = placed.into_iter().collect();
    }

    /// Finds the place of every open document again, after the banks or their rules changed.
    fn place_documents(&mut self) {
        let views: Vec<&BankView> = self.banks.iter().map(|bank| &bank.view).collect();
        let mut moved = Vec::new();
        for (id, open) in &self.documents {
            let place = place_in(views.iter().copied(), id);
            if place != open.place {
                moved.push((
                    id.clone(),
                    OpenDocument {
                        place,
                        ..OpenDocument::clone(open)
                    },
                ));
            }
        }
        let has_moved = !moved.is_empty();
        for (id, open) in moved {
            let is_placed = open.place.is_some();
            self.forget(&id);
            self.documents.insert(id.clone(), Arc::new(open));
            if is_placed {
                self.has_changed(&id);
            }
        }
        if has_moved {
            self.index_documents();
        }
    }

    /// The file that a document is.
    pub fn place_of(&self, id: &DocumentId) -> Option<Place> {
        place_in(self.banks.iter().map(|bank| &bank.view), id)
    }

    /// Whether a file is on disk now.
    pub fn has_file(&self, place: &Place) -> bool {
        let bank = self.banks.iter().find(|bank| bank.view.id == place.bank);
        bank.is_some_and(|bank| bank.view.folder.has(&place.path))
    }

    /// The text of a configuration is being edited: the bank is to be read under it soon.
    pub fn config_changed(&mut self, id: BankId) {
        self.workspace
            .reload_at
            .insert(id, Instant::now() + CONFIG_REST);
    }

    /// The client does not hold a file any more: it is as the disk has it, now.
    pub fn return_to_disk(&mut self, place: &Place) {
        let cache = Arc::clone(&self.cache);
        let Some(bank) = self.bank_mut(place.bank) else {
            return;
        };
        if place.path.as_str() == CONFIG_FILE {
            return self.config_changed(place.bank);
        }
        let file = bank.view.folder.read(&place.path, &cache);
        let path = place.path.clone();
        self.apply(place.bank, vec![Change { path, file }]);
        self.tell_soon();
    }

    /// Has files and folders read again that came, changed or went.
    pub fn refresh(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        let mut by_bank: HashMap<BankId, Vec<PathBuf>> = HashMap::new();
        for path in paths {
            let is_inside = |bank: &LiveBank| bank.view.folder.bank_path(&path).is_some();
            let path = match self.banks.iter().any(is_inside) {
                true => path,
                // It may be named by another way to the same folder.
                false => disk::resolved(&path),
            };
            for bank in &self.banks {
                let folder = &bank.view.folder;
                if folder.bank_path(&path).is_some() || folder.root() == path {
                    by_bank.entry(bank.view.id).or_default().push(path.clone());
                }
            }
        }
        for (id, paths) in by_bank {
            self.send_job(Job::Refresh(id, Batch::Paths(paths)));
        }
    }

    fn send_job(&mut self, job: Job) {
        self.workspace.jobs += 1;
        // The thread lives as long as the process.
        let _ = self.jobs.send(QueuedJob {
            job,
            is_awaited: true,
        });
    }

    /// A job that was sent is done, and its result was taken over.
    pub fn job_done(&mut self) {
        self.workspace.jobs -= 1;
        self.answer_parked();
    }

    /// Whether every bank is as all that was said before has it. If not, it will be soon.
    pub fn is_up_to_date(&mut self) -> bool {
        let edited: Vec<BankId> = self.workspace.reload_at.keys().copied().collect();
        for id in edited {
            self.load(id);
        }
        self.workspace.jobs == 0 && self.banks.iter().all(|bank| bank.view.is_loaded)
    }

    /// A bank could not be read: what is known of it has to do.
    pub fn gave_up_reading(&mut self, id: BankId) {
        if let Some(bank) = self.bank_mut(id) {
            bank.view.is_loaded = true;
        }
        self.end_progress(id);
    }

    /// Takes over what is wrong in a configuration that is in effect already.
    pub fn configured(&mut self, id: BankId, folder: Arc<Folder>, change: Option<Change>) {
        if let Some(bank) = self.bank_mut(id) {
            bank.view.folder = folder;
        }
        self.apply(id, change.into_iter().collect());
        self.end_progress(id);
        self.tell_now();
    }
}

/// The settings by which the same text has other tokens.
fn token_meanings(config: &Config) -> (Vec<Level>, Vec<OwnKey>, Vec<OwnKey>) {
    let Config {
        levels,
        group_keys,
        question_keys,
        ..
    } = config;
    (levels.clone(), group_keys.clone(), question_keys.clone())
}
