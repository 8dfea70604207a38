//! The thread that reads files for the owner, so that the owner never waits for a disk.
//!
//! Jobs are done in their order and their results come back in it, as events: what was read last is
//! what counts. It keeps each bank as the disk has it, without what is open in the client, to know
//! what changed.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, unbounded};
use serde_json::Value;

use super::banks::{BankId, Loaded};
use super::main_loop::Event;
use super::state::State;
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, Content, File, settings};
use crate::disk::{self, Batch, Cache, Folder, Watcher};
use crate::lint::{Findings, RULES};

/// Something to do.
pub enum Job {
    /// To read a whole bank.
    Load(BankId, Setup),
    /// To read again what came, changed or went.
    Refresh(BankId, Batch),
    /// Nobody wants this bank any more.
    Forget(BankId),
}

/// A job on its way.
pub struct QueuedJob {
    pub job: Job,
    /// Whether the owner waits for its end.
    pub is_awaited: bool,
}

/// All that decides how a bank is read.
#[derive(Clone, PartialEq)]
pub struct Setup {
    pub root: Arc<Path>,
    /// The text of the configuration where it is open in the client.
    pub config: Option<Arc<str>>,
    /// The client's settings.
    pub settings: Value,
    /// Whether to watch the folder from now on: the client does not.
    pub watch: bool,
}

/// A bank as the disk has it.
struct OnDisk {
    setup: Setup,
    folder: Arc<Folder>,
    bank: Bank,
    _watcher: Option<Watcher>,
}

/// Starts the thread.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(events: Sender<Event>, cache: Arc<Cache>) -> std::io::Result<Sender<QueuedJob>> {
    let (jobs, received) = unbounded();
    let files = Files {
        jobs: jobs.clone(),
        events,
        cache,
        banks: HashMap::new(),
    };
    std::thread::Builder::new()
        .name("files".into())
        .spawn(move || files.run(&received))?;
    Ok(jobs)
}

struct Files {
    jobs: Sender<QueuedJob>,
    events: Sender<Event>,
    cache: Arc<Cache>,
    banks: HashMap<BankId, OnDisk>,
}

impl Files {
    fn run(mut self, received: &Receiver<QueuedJob>) {
        let mut queue = VecDeque::new();
        while let Some(QueuedJob { job, is_awaited }) = next(received, &mut queue) {
            let bank = match job {
                Job::Load(bank, _) | Job::Refresh(bank, _) | Job::Forget(bank) => bank,
            };
            if !is_overtaken(&job, &queue)
                && catch_unwind(AssertUnwindSafe(|| self.work(job))).is_err()
            {
                // The panic hook logs it. The bank stays as it was read before.
                self.send("unread", move |state| state.gave_up_reading(bank));
            }
            if is_awaited {
                self.send("job done", State::job_done);
            }
        }
    }

    fn work(&mut self, job: Job) {
        match job {
            Job::Load(bank, setup) => self.set_up(bank, setup),
            Job::Refresh(bank, batch) => self.refresh(bank, batch),
            Job::Forget(bank) => {
                self.banks.remove(&bank);
            }
        }
    }

    /// Reads a bank under a setup, or only the configuration's own problems again when the setup
    /// makes no difference to anything else.
    fn set_up(&mut self, id: BankId, setup: Setup) {
        let configuration = configuration(&setup);
        self.complain(&configuration);
        match self.banks.get_mut(&id) {
            Some(on_disk) if **on_disk.folder.config() == configuration.config => {
                let Configuration {
                    config, problems, ..
                } = configuration;
                let folder = Folder::open(&setup.root, Arc::new(config), problems.clone());
                let change = config_file(&setup, &folder, problems, &self.cache);
                on_disk.bank.apply(change.clone());
                on_disk.folder = Arc::new(folder);
                on_disk.setup = setup;
                let folder = Arc::clone(&on_disk.folder);
                self.send("configured", move |state| {
                    state.configured(id, folder, change)
                });
            }
            _ => self.load(id, setup, configuration),
        }
    }

    fn load(&mut self, id: BankId, setup: Setup, configuration: Configuration) {
        let watcher = match self.banks.remove(&id) {
            Some(OnDisk {
                _watcher: Some(watcher),
                ..
            }) => Some(watcher),
            // Before reading: what changes meanwhile is read again after.
            _ => setup.watch.then(|| self.watch(id, &setup.root)).flatten(),
        };
        let Configuration {
            config, problems, ..
        } = configuration;
        let folder = Arc::new(Folder::open(
            &setup.root,
            Arc::new(config),
            problems.clone(),
        ));
        let events = self.events.clone();
        let progress = move |count: usize| {
            let report = move |state: &mut State| state.report_progress(id, count);
            let _ = events.send(Event::change("progress", report));
        };
        let start = Instant::now();
        let mut bank = folder.load(&self.cache, &progress);
        bank.apply(config_file(&setup, &folder, problems, &self.cache));
        let findings = Findings::of_bank(&bank);
        let loaded = Loaded {
            bank: bank.clone(),
            findings,
            within: folder.roots_within(&bank),
            folder: Arc::clone(&folder),
            took: start.elapsed(),
        };
        self.banks.insert(
            id,
            OnDisk {
                setup,
                folder,
                bank,
                _watcher: watcher,
            },
        );
        self.send("loaded", move |state| state.loaded(id, loaded));
    }

    fn refresh(&mut self, id: BankId, batch: Batch) {
        let Some(on_disk) = self.banks.get_mut(&id) else {
            return;
        };
        let config = on_disk.setup.root.join(CONFIG_FILE);
        let updates = match batch {
            Batch::Paths(paths) if paths.iter().all(|path| *path == config) => {
                let setup = on_disk.setup.clone();
                return self.set_up(id, setup);
            }
            Batch::Paths(paths) => on_disk.folder.updates(&paths, &on_disk.bank, &self.cache),
            Batch::Rescan => disk::Updates {
                changes: Vec::new(),
                reload: true,
            },
        };
        if updates.reload {
            let setup = on_disk.setup.clone();
            let configuration = configuration(&setup);
            return self.load(id, setup, configuration);
        }
        if !updates.changes.is_empty() {
            on_disk.bank.apply(updates.changes.clone());
            self.send("refreshed", move |state| {
                state.refreshed(id, updates.changes)
            });
        }
    }

    fn complain(&self, configuration: &Configuration) {
        if !configuration.complaints.is_empty() {
            let complaints = configuration.complaints.clone();
            self.send("complaints", move |state| state.complain(&complaints));
        }
    }

    fn watch(&self, id: BankId, root: &Path) -> Option<Watcher> {
        let jobs = self.jobs.clone();
        let watcher = disk::watch(root, move |batch| {
            let job = Job::Refresh(id, batch);
            let _ = jobs.send(QueuedJob {
                job,
                is_awaited: false,
            });
        });
        watcher
            .inspect_err(|error| {
                let root = root.display();
                tracing::warn!(
                    "cannot watch `{root}`, so changes made outside the editor are not noticed: {error}"
                );
            })
            .ok()
    }

    fn send(&self, name: &'static str, change: impl FnOnce(&mut State) + Send + 'static) {
        // The owner's thread lives as long as the process.
        let _ = self.events.send(Event::change(name, change));
    }
}

/// The next job. The queue holds all that are there by now.
fn next(received: &Receiver<QueuedJob>, queue: &mut VecDeque<QueuedJob>) -> Option<QueuedJob> {
    if queue.is_empty() {
        queue.push_back(received.recv().ok()?);
    }
    queue.extend(received.try_iter());
    queue.pop_front()
}

/// Whether a later job makes this one useless: a bank is read under another setup anyway.
fn is_overtaken(job: &Job, queue: &VecDeque<QueuedJob>) -> bool {
    let Job::Load(bank, _) = job else {
        return false;
    };
    let overtakes = |later: &Job| match later {
        Job::Load(other, _) | Job::Forget(other) => bank == other,
        Job::Refresh(..) => false,
    };
    queue.iter().any(|job| overtakes(&job.job))
}

/// What a bank is read under.
struct Configuration {
    config: Config,
    /// What is wrong in its file.
    problems: Vec<settings::Problem>,
    /// What is wrong in the client's settings.
    complaints: Vec<String>,
}

/// The bank's own configuration, and the client's settings where that leaves something open.
fn configuration(setup: &Setup) -> Configuration {
    let text = match &setup.config {
        Some(text) => Some(text.to_string()),
        // A file that cannot be read is a finding of its own.
        None => disk::configuration(&setup.root).unwrap_or_default(),
    };
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    let (own, problems) = text
        .map(|text| settings::read(&text, &codes))
        .unwrap_or_default();
    let (config, complaints) = match &setup.settings {
        Value::Null => (own, Vec::new()),
        settings => settings::from_json(&own, settings, &codes),
    };
    Configuration {
        config,
        problems,
        complaints,
    }
}

/// The configuration's file as a change: it may be open in the client only.
fn config_file(
    setup: &Setup,
    folder: &Folder,
    problems: Vec<settings::Problem>,
    cache: &Cache,
) -> Option<Change> {
    let path = BankPath::new(CONFIG_FILE)?;
    let file = if setup.config.is_some() {
        let content = Content::Config(problems.into());
        Some(Arc::new(File {
            path: path.clone(),
            content,
        }))
    } else {
        folder.read(&path, cache)
    };
    Some(Change { path, file })
}
