//! The thread that reads files for the owner, so that the owner never waits for a disk.
//!
//! Jobs are done in their order and their results come back in it, as events: what was read last is
//! what counts. It keeps each bank as the disk has it, without what is open in the client, to know
//! what changed.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, unbounded};
use serde_json::Value;

use super::banks::{BankId, Loaded};
use super::main_loop::Event;
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

/// All that decides how a bank is read.
#[derive(Clone)]
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
pub fn start(events: Sender<Event>, cache: Arc<Cache>) -> std::io::Result<Sender<Job>> {
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
    jobs: Sender<Job>,
    events: Sender<Event>,
    cache: Arc<Cache>,
    banks: HashMap<BankId, OnDisk>,
}

impl Files {
    fn run(mut self, received: &Receiver<Job>) {
        for job in received {
            // The panic hook logs it. The bank stays as it was read before.
            let _ = catch_unwind(AssertUnwindSafe(|| self.work(job)));
        }
    }

    fn work(&mut self, job: Job) {
        match job {
            Job::Load(bank, setup) => self.load(bank, setup),
            Job::Refresh(bank, batch) => self.refresh(bank, batch),
            Job::Forget(bank) => {
                self.banks.remove(&bank);
            }
        }
    }

    fn load(&mut self, id: BankId, setup: Setup) {
        let watcher = match self.banks.remove(&id) {
            Some(OnDisk {
                _watcher: Some(watcher),
                ..
            }) => Some(watcher),
            // Before reading: what changes meanwhile is read again after.
            _ => setup.watch.then(|| self.watch(id, &setup.root)).flatten(),
        };
        let Configuration {
            config,
            problems,
            complaints,
        } = configuration(&setup);
        let folder = Arc::new(Folder::open(
            &setup.root,
            Arc::new(config),
            problems.clone(),
        ));
        let events = self.events.clone();
        let progress = move |count: usize| {
            let report = move |state: &mut super::state::State| state.report_progress(id, count);
            let _ = events.send(Event::change("progress", report));
        };
        let mut bank = folder.load(&self.cache, &progress);
        if setup.config.is_some() {
            bank.apply(config_file(problems));
        }
        let findings = Findings::of_bank(&bank);
        let loaded = Loaded {
            bank: bank.clone(),
            findings,
            folder: Arc::clone(&folder),
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
        self.send("loaded", move |state| {
            state.complain(&complaints);
            state.loaded(id, loaded);
        });
    }

    fn refresh(&mut self, id: BankId, batch: Batch) {
        let Some(on_disk) = self.banks.get_mut(&id) else {
            return;
        };
        let updates = match batch {
            Batch::Paths(paths) => on_disk.folder.updates(&paths, &on_disk.bank, &self.cache),
            Batch::Rescan => disk::Updates {
                changes: Vec::new(),
                reload: true,
            },
        };
        if updates.reload {
            let setup = on_disk.setup.clone();
            return self.load(id, setup);
        }
        if !updates.changes.is_empty() {
            on_disk.bank.apply(updates.changes.clone());
            self.send("refreshed", move |state| {
                state.refreshed(id, updates.changes)
            });
        }
    }

    fn watch(&self, id: BankId, root: &Path) -> Option<Watcher> {
        let jobs = self.jobs.clone();
        let watcher = disk::watch(root, move |batch| {
            let _ = jobs.send(Job::Refresh(id, batch));
        });
        watcher
            .inspect_err(|error| {
                let root = root.display();
                tracing::warn!(
                    "`{root}` cannot be watched, changes from outside go unseen: {error}"
                );
            })
            .ok()
    }

    fn send(
        &self,
        name: &'static str,
        change: impl FnOnce(&mut super::state::State) + Send + 'static,
    ) {
        // The owner's thread lives as long as the process.
        let _ = self.events.send(Event::change(name, change));
    }
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

/// The configuration's file as a change, for one that may only be open in the client.
fn config_file(problems: Vec<settings::Problem>) -> Option<Change> {
    let path = BankPath::new(CONFIG_FILE)?;
    let content = Content::Config(problems.into());
    Some(Change {
        path: path.clone(),
        file: Some(Arc::new(File { path, content })),
    })
}

/// The root of the bank that a workspace folder is in: the nearest folder from it upwards with a
/// configuration, else itself. In the spelling of the folder, which is that of its documents.
pub fn bank_root(folder: &Path) -> PathBuf {
    let has_configuration = |folder: &&Path| matches!(disk::configuration(folder), Ok(Some(_)));
    folder
        .ancestors()
        .find(has_configuration)
        .unwrap_or(folder)
        .to_owned()
}
