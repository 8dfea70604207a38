//! The banks of the workspace, each with what was found in it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::convert::DocumentId;
use crate::bank::{Bank, BankPath, Change, Content, Impact};
use crate::disk::{self, Folder};
use crate::lint::{Finding, Findings};

/// Names a bank as long as the server runs.
pub type BankId = u32;

/// A file of a bank.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    pub bank: BankId,
    pub path: BankPath,
}

/// A bank as answers see it. Cheap to clone, and never changes.
#[derive(Clone)]
pub struct BankView {
    pub id: BankId,
    pub bank: Bank,
    /// What was found. It may lag behind `bank`, but not in a snapshot made for findings.
    pub findings: Findings,
    /// When the findings of a file last changed, or its text did while it had some. For files with
    /// findings only.
    pub revisions: imbl::HashMap<BankPath, u64>,
    /// The files behind it.
    pub folder: Arc<Folder>,
    /// How long work on it took.
    pub timings: Timings,
    /// Whether all files were read since the start.
    pub is_loaded: bool,
}

/// How long work on a bank took the last time.
#[derive(Clone, Copy, Default, Debug)]
pub struct Timings {
    /// To read and check all of it; `None` before that was done.
    pub load: Option<Duration>,
    /// To bring the findings up to date.
    pub check: Option<Duration>,
}

impl BankView {
    /// What was found in a file.
    pub fn findings_of(&self, path: &BankPath) -> &[Finding] {
        self.findings.of(path.as_str())
    }
}

/// The file of a bank that a document is: of the deepest of the banks that it is in. A file that
/// its bank leaves out is none.
pub fn place_in<'b>(
    banks: impl Iterator<Item = &'b BankView> + Clone,
    id: &DocumentId,
) -> Option<Place> {
    let file = id.path()?;
    let of = |file: &Path| {
        let inside = banks.clone();
        let inside = inside.filter_map(|bank| Some((bank, bank.folder.bank_path(file)?)));
        inside.max_by_key(|(bank, _)| bank.folder.real().as_os_str().len())
    };
    // The client may spell the way to a bank in another way than its own folder, by links.
    let (bank, path) = of(file).or_else(|| of(&disk::resolved(file)))?;
    bank.folder.holds(&path).then_some(Place {
        bank: bank.id,
        path,
    })
}

/// A bank in the owner's hands.
pub struct LiveBank {
    pub view: BankView,
    /// The bank that the findings are of.
    checked: Bank,
    /// What changed since.
    unchecked: Impact,
}

/// A bank just read from disk.
pub struct Loaded {
    pub bank: Bank,
    pub findings: Findings,
    pub folder: Arc<Folder>,
    /// The roots of the banks within it.
    pub within: Vec<PathBuf>,
    /// How long that took.
    pub took: Duration,
}

impl LiveBank {
    /// A bank of which nothing was read yet.
    pub fn new(id: BankId, folder: Arc<Folder>) -> Self {
        let view = BankView {
            id,
            bank: Bank::default(),
            findings: Findings::default(),
            revisions: imbl::HashMap::new(),
            folder,
            timings: Timings::default(),
            is_loaded: false,
        };
        LiveBank {
            view,
            checked: Bank::default(),
            unchecked: Impact::default(),
        }
    }

    /// Takes over changes of files.
    pub fn apply(&mut self, changes: Vec<Change>) {
        let impact = self.view.bank.apply(changes);
        self.unchecked.merge(impact);
    }

    /// What a text says at a path of this bank. `before` is the text that the bank's facts of the
    /// same file were read from: what an edit left alone is not read again.
    pub fn content(&self, path: &BankPath, text: &str, before: Option<&str>) -> Content {
        let facts = self
            .view
            .bank
            .file(path.as_str())
            .and_then(|file| file.facts());
        let previous = facts.map(Arc::as_ref).zip(before);
        Content::read(path, text, self.view.bank.config(), previous)
    }

    /// Takes over the whole bank as it was read. Returns the files that had findings or have some.
    pub fn replace(&mut self, loaded: Loaded, now: u64) -> BTreeSet<BankPath> {
        let paths = |findings: &Findings| -> BTreeSet<BankPath> {
            findings.iter().map(|(path, _)| path.clone()).collect()
        };
        let mut touched = paths(&self.view.findings);
        let with_findings = paths(&loaded.findings);
        self.view.revisions = with_findings
            .iter()
            .map(|path| (path.clone(), now))
            .collect();
        touched.extend(with_findings);
        self.checked = loaded.bank.clone();
        self.unchecked = Impact::default();
        self.view.bank = loaded.bank;
        self.view.findings = loaded.findings;
        self.view.folder = loaded.folder;
        self.view.timings.load = Some(loaded.took);
        self.view.is_loaded = true;
        touched
    }

    /// Whether the findings are those of a former state.
    pub fn is_unchecked(&self) -> bool {
        self.view.is_loaded
            && !(self.unchecked.edited.is_empty() && self.unchecked.stale.is_empty())
    }

    /// Brings the findings up to date. Returns the files whose list is another now, or whose text
    /// is while they have findings: positions may have moved. `now` is a new revision.
    pub fn check(&mut self, now: u64) -> BTreeSet<BankPath> {
        if !self.is_unchecked() {
            return BTreeSet::new();
        }
        let start = Instant::now();
        let impact = std::mem::take(&mut self.unchecked);
        let view = &mut self.view;
        let changed = view.findings.update(&view.bank, &self.checked, &impact);
        self.checked = view.bank.clone();
        view.timings.check = Some(start.elapsed());
        let has_findings = |path: &BankPath| !view.findings.of(path.as_str()).is_empty();
        let mut touched: BTreeSet<BankPath> =
            impact.edited.into_iter().filter(has_findings).collect();
        touched.extend(changed);
        for path in &touched {
            if has_findings(path) {
                view.revisions.insert(path.clone(), now);
            } else {
                view.revisions.remove(path);
            }
        }
        touched
    }
}
