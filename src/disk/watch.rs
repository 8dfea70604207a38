//! Watching a bank's folder for editors that cannot.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecursiveMode, Watcher as _};

use super::path::{absolute, resolved};

/// How long it must have been quiet before changes are reported: tools write a file in several steps, and a branch
/// switch touches thousands.
const QUIET: Duration = Duration::from_millis(100);

/// How long changes may be held back when it never gets quiet.
const PATIENCE: Duration = Duration::from_secs(1);

/// What happened in a folder since the last time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Batch {
    /// Events at these paths, sorted, each once: files or folders that were created, changed or deleted.
    Paths(Vec<PathBuf>),
    /// The system lost events: everything has to be read again.
    Rescan,
}

/// Watches until it is dropped.
pub struct Watcher {
    _watcher: notify::RecommendedWatcher,
}

type Reports = Receiver<notify::Result<Event>>;

/// Watches the folder `root` and everything below it except hidden files (ignore files are reported). `send` is called
/// in a separate thread.
///
/// # Errors
/// When the system cannot watch the folder, such as for want of watches.
pub fn watch(root: &Path, send: impl Fn(Batch) + Send + 'static) -> Result<Watcher, notify::Error> {
    let root = absolute(root);
    let (reports, received) = mpsc::channel();
    let config = Config::default().with_follow_symlinks(false);
    // Reading a file is not a change, and we read the whole bank ourselves: drop such events before they wake a thread.
    let pass = move |report: notify::Result<Event>| {
        let is_read = |event: &Event| matches!(event.kind, EventKind::Access(_));
        if !report.as_ref().is_ok_and(is_read) {
            // Without a receiver the watcher is about to be dropped.
            let _ = reports.send(report);
        }
    };
    let mut watcher = notify::RecommendedWatcher::new(pass, config)?;
    watcher.watch(&root, RecursiveMode::Recursive)?;
    // Some systems report paths with links resolved.
    let roots = [resolved(&root), root];
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || forward(&received, &roots, &send))
        .map_err(notify::Error::io)?;
    Ok(Watcher { _watcher: watcher })
}

/// Passes events on in batches until the watcher is dropped.
fn forward(reports: &Reports, roots: &[PathBuf], send: &dyn Fn(Batch)) {
    while let Ok(first) = reports.recv() {
        let mut batch = Gathered::default();
        batch.add(first, roots);
        let latest = Instant::now() + PATIENCE;
        let mut ended = RecvTimeoutError::Timeout;
        while Instant::now() < latest {
            match reports.recv_timeout(QUIET) {
                Ok(report) => batch.add(report, roots),
                Err(end) => {
                    ended = end;
                    break;
                }
            }
        }
        if let Some(batch) = batch.finish() {
            send(batch);
        }
        if ended == RecvTimeoutError::Disconnected {
            return;
        }
    }
}

#[derive(Default)]
struct Gathered {
    paths: BTreeSet<PathBuf>,
    lost: bool,
}

impl Gathered {
    fn add(&mut self, report: notify::Result<Event>, roots: &[PathBuf]) {
        match report {
            Ok(event) if event.need_rescan() => self.lost = true,
            Ok(event) => self.paths.extend(
                event
                    .paths
                    .into_iter()
                    .filter(|path| !is_hidden(path, roots)),
            ),
            Err(error) => {
                let root = roots.last().map(|root| root.display().to_string());
                tracing::warn!("watching {}: {error}", root.unwrap_or_default());
                self.lost = true;
            }
        }
    }

    fn finish(self) -> Option<Batch> {
        if self.lost {
            Some(Batch::Rescan)
        } else {
            (!self.paths.is_empty()).then(|| Batch::Paths(self.paths.into_iter().collect()))
        }
    }
}

/// Whether the path or a folder above it, up to one of `roots`, is hidden; ignore files are not. A version control system
/// writes into its folder all the time, and nothing there is the bank's.
fn is_hidden(path: &Path, roots: &[PathBuf]) -> bool {
    let mut inside = roots.iter().filter_map(|root| path.strip_prefix(root).ok());
    let inside = inside.next().unwrap_or(path);
    inside
        .iter()
        .any(|part| part.as_encoded_bytes().starts_with(b".") && part != ".gitignore")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_is_what_is_hidden_in_the_folder() {
        let roots = ["/home/.work/bank", "/bank"].map(PathBuf::from);
        for (path, hidden) in [
            ("/bank/go/a.md", false),
            ("/bank/.git/index", true),
            ("/bank/go/.gitignore", false),
            // As macOS reports it, when `/bank` is a link.
            ("/home/.work/bank/go/a.md", false),
            ("/home/.work/bank/.git/index", true),
        ] {
            assert_eq!(is_hidden(Path::new(path), &roots), hidden, "{path}");
        }
    }
}
