//! The thread that reads banks from disk, so that the main loop never waits for a disk.
//!
//! Jobs are done in order and reported in that order. The thread keeps each bank as it is on disk, without the texts of
//! open documents, to know what changed.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, unbounded};
use serde_json::Value;

use super::banks::{BankId, Loaded};
use crate::bank::{Bank, BankPath, CONFIG_FILE, Change, Config, Content, File, settings};
use crate::disk::{self, Batch, Cache, Folder, Watcher};
use crate::lint::{Findings, known_codes};

/// A job of the loader.
pub enum LoadJob {
    /// Reads a whole bank.
    Load(BankId, Setup),
    /// Reads files again that were created, changed or deleted.
    Refresh(BankId, Batch),
    /// Forgets a bank.
    Forget(BankId),
}

struct QueuedJob {
    job: LoadJob,
    /// Whether the main loop waits for its end.
    is_awaited: bool,
}

/// What a bank is read with.
#[derive(Clone, PartialEq)]
pub struct Setup {
    /// The root of the bank.
    pub root: Arc<Path>,
    /// The text of the configuration if it is open in the client.
    pub config: Option<Arc<String>>,
    /// The client's settings.
    pub settings: Value,
    /// Whether to watch the folder because the client does not.
    pub watch: bool,
}

/// What the loader reports.
pub enum Report {
    /// So many files of a bank were read so far.
    Progress(BankId, usize),
    /// A bank was read.
    Loaded(BankId, Box<Loaded>),
    /// The configuration's file changed, but not what it says. The change is that of the file.
    Configured(BankId, Arc<Folder>, Option<Change>),
    /// Files of a bank changed.
    Refreshed(BankId, Vec<Change>),
    /// Reading a bank panicked.
    Failed(BankId),
    /// What is wrong in the client's settings.
    InvalidSettings(Vec<String>),
    /// A job that was sent with [`Loader::send`] is done.
    Done,
}

type OnReport = Arc<dyn Fn(Report) + Send + Sync>;

/// Sends jobs to the thread.
pub struct Loader {
    jobs: Sender<QueuedJob>,
    /// Jobs that were sent and are not done.
    unfinished: usize,
}

impl Loader {
    /// Starts the thread, which calls `on_report`.
    ///
    /// # Errors
    /// When the system cannot start a thread.
    pub fn start(
        on_report: impl Fn(Report) + Send + Sync + 'static,
        cache: Arc<Cache>,
    ) -> std::io::Result<Self> {
        let (jobs, received) = unbounded();
        let worker = Worker {
            jobs: jobs.clone(),
            report: Arc::new(on_report),
            cache,
            banks: HashMap::new(),
        };
        std::thread::Builder::new()
            .name("loader".into())
            .spawn(move || worker.run(&received))?;
        Ok(Loader {
            jobs,
            unfinished: 0,
        })
    }

    /// Sends a job.
    pub fn send(&mut self, job: LoadJob) {
        self.unfinished += 1;
        // The thread lives as long as the process.
        let _ = self.jobs.send(QueuedJob {
            job,
            is_awaited: true,
        });
    }

    /// Notes [`Report::Done`].
    pub fn job_done(&mut self) {
        self.unfinished -= 1;
    }

    /// Whether all jobs are done.
    pub fn is_idle(&self) -> bool {
        self.unfinished == 0
    }
}

/// A bank as it is on disk.
struct OnDisk {
    setup: Setup,
    folder: Arc<Folder>,
    bank: Bank,
    _watcher: Option<Watcher>,
}

struct Worker {
    jobs: Sender<QueuedJob>,
    report: OnReport,
    cache: Arc<Cache>,
    banks: HashMap<BankId, OnDisk>,
}

impl Worker {
    fn run(mut self, received: &Receiver<QueuedJob>) {
        let mut queue = VecDeque::new();
        while let Some(QueuedJob { job, is_awaited }) = next(received, &mut queue) {
            let bank = match job {
                LoadJob::Load(bank, _) | LoadJob::Refresh(bank, _) | LoadJob::Forget(bank) => bank,
            };
            if !is_overtaken(&job, &queue)
                && catch_unwind(AssertUnwindSafe(|| self.work(job))).is_err()
            {
                // The panic hook logs it. The bank stays as it was.
                (self.report)(Report::Failed(bank));
            }
            if is_awaited {
                (self.report)(Report::Done);
            }
        }
    }

    fn work(&mut self, job: LoadJob) {
        match job {
            LoadJob::Load(bank, setup) => self.set_up(bank, setup),
            LoadJob::Refresh(bank, batch) => self.refresh(bank, batch),
            LoadJob::Forget(bank) => {
                self.banks.remove(&bank);
            }
        }
    }

    /// Reads a bank with a setup, or only the problems of the configuration's file if its meaning did not change.
    fn set_up(&mut self, id: BankId, setup: Setup) {
        let configuration = configuration(&setup);
        self.report_complaints(&configuration);
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
                (self.report)(Report::Configured(id, folder, change));
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
            // Starts before reading, so that changes during the reading are seen.
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
        let report = Arc::clone(&self.report);
        let progress = move |count: usize| report(Report::Progress(id, count));
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
        (self.report)(Report::Loaded(id, Box::new(loaded)));
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
            (self.report)(Report::Refreshed(id, updates.changes));
        }
    }

    fn report_complaints(&self, configuration: &Configuration) {
        if !configuration.complaints.is_empty() {
            let complaints = configuration.complaints.clone();
            (self.report)(Report::InvalidSettings(complaints));
        }
    }

    fn watch(&self, id: BankId, root: &Path) -> Option<Watcher> {
        let jobs = self.jobs.clone();
        let watcher = disk::watch(root, move |batch| {
            let job = LoadJob::Refresh(id, batch);
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
}

/// The next job. Moves all jobs that have arrived to the queue.
fn next(received: &Receiver<QueuedJob>, queue: &mut VecDeque<QueuedJob>) -> Option<QueuedJob> {
    if queue.is_empty() {
        queue.push_back(received.recv().ok()?);
    }
    queue.extend(received.try_iter());
    queue.pop_front()
}

/// Whether a later job makes this one useless: the bank will be read with another setup, or forgotten.
fn is_overtaken(job: &LoadJob, queue: &VecDeque<QueuedJob>) -> bool {
    let LoadJob::Load(bank, _) = job else {
        return false;
    };
    let overtakes = |later: &LoadJob| match later {
        LoadJob::Load(other, _) | LoadJob::Forget(other) => bank == other,
        LoadJob::Refresh(..) => false,
    };
    queue.iter().any(|job| overtakes(&job.job))
}

/// The configuration of a bank.
struct Configuration {
    config: Config,
    /// What is wrong in its file.
    problems: Vec<settings::Problem>,
    /// What is wrong in the client's settings.
    complaints: Vec<String>,
}

/// The bank's own configuration, and the client's settings for what it does not set.
fn configuration(setup: &Setup) -> Configuration {
    let text = match &setup.config {
        Some(text) => Some(text.to_string()),
        // A rule reports a file that cannot be read.
        None => disk::configuration(&setup.root).unwrap_or_default(),
    };
    let codes = known_codes();
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

/// The configuration's file as a change. It may exist only in the client.
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
