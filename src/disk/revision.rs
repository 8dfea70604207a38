//! A bank as it was in a commit.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::cache::Cache;
use super::folder::Folder;
use super::git::{self, AHEAD, Commit, GitError, Objects};
use super::ignore_files::IgnoreFiles;
use super::read::{content_of_bytes, lossy};
use super::scan::bank_of;
use crate::bank::path::{folders_above, is_left_out};
use crate::bank::settings::Problem;
use crate::bank::{Bank, BankPath, CONFIG_FILE, Config, Content, Fault, File};
use crate::platform::HERE;

/// The folder of a bank as it was in a commit of its git repository.
///
/// The same files belong to the bank as on disk, see [`Folder`], by the ignore files of the commit. What is in submodules
/// is not read.
pub struct Revision {
    root: PathBuf,
    /// The hash of each file's object, by path from the bank's root. Links are resolved.
    files: BTreeMap<String, String>,
    ignored: IgnoreFiles,
    /// Reads single files; started again after an error.
    objects: Mutex<Option<Objects>>,
}

/// How many links are followed before they are taken as a circle.
const LINKS: usize = 16;

impl Revision {
    /// The commit `rev` of the repository in which the folder at `root` is.
    ///
    /// # Errors
    /// When git cannot be run or cannot read the repository, the folder is not in one, or it does not have the commit.
    pub fn open(root: &Path, rev: &str) -> Result<Self, GitError> {
        let commit = Commit::find(root, rev)?;
        let mut objects = Objects::start(root)?;
        let (mut files, mut links) = (BTreeMap::new(), BTreeMap::new());
        for entry in git::tree(root, &commit)? {
            // As on disk, a file whose name is not UTF-8 does not belong to a bank.
            let Some(path) = entry.path else { continue };
            let path = HERE.named(&path).into_owned();
            match entry.mode.as_str() {
                "120000" => _ = links.insert(path, entry.hash),
                "160000" => tracing::warn!("the submodule `{path}` is not read at `{rev}`"),
                _ => _ = files.insert(path, entry.hash),
            }
        }
        add_links(&mut files, &links, &mut objects)?;
        let ignored = ignore_files(&commit, &files, &mut objects)?;
        Ok(Self {
            root: root.to_owned(),
            files,
            ignored,
            objects: Mutex::new(Some(objects)),
        })
    }

    /// The text of the configuration that the bank had then; `None` without one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn configuration(&self) -> Result<Option<String>, GitError> {
        let Some(hash) = self.files.get(CONFIG_FILE) else {
            return Ok(None);
        };
        let bytes = self.bytes(hash, u64::MAX)?;
        Ok(bytes.map(|bytes| lossy(&bytes)))
    }

    /// Reads the whole bank, under this configuration; `problems` are those of the configuration file.
    ///
    /// # Errors
    /// When git cannot read a file.
    pub fn load(
        &self,
        config: &Arc<Config>,
        problems: Vec<Problem>,
        cache: &Cache,
    ) -> Result<Bank, GitError> {
        let reading = Reading {
            config,
            problems: problems.into(),
            cache,
        };
        let entries = self.entries(config);
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads = cores.min(entries.len() / ALONE + 1);
        let next = AtomicUsize::new(0);
        let read = || self.read_portions(&entries, &reading, &next);
        let found: Result<Vec<_>, GitError> = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(read)).collect();
            let mut found = vec![read()];
            for other in others {
                let joined = other.join();
                found.push(joined.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            found.into_iter().collect()
        });
        let mut files: Vec<Arc<File>> = found?.into_iter().flatten().collect();
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(bank_of(Arc::clone(config), &files))
    }

    /// The text of a file then, to be shown or compared: every byte that is not UTF-8 is a `?`. `None` if it did not exist
    /// or cannot be read.
    pub fn lossy_text(&self, path: &BankPath) -> Option<String> {
        let bytes = self.bytes(self.files.get(path.as_str())?, u64::from(u32::MAX));
        Some(lossy(&bytes.ok()??))
    }

    /// The files of the bank with the names of their objects.
    fn entries(&self, config: &Config) -> Vec<(BankPath, &str)> {
        let others = self.other_banks();
        let mut ignored = self.ignored.clone();
        let all = self.files.iter().filter_map(|(path, hash)| {
            let bank_path = BankPath::new(path)?;
            let in_folder = match bank_path.name() {
                CONFIG_FILE => bank_path.folder(),
                _ => path,
            };
            let is_held = path == CONFIG_FILE
                || !(is_left_out(path)
                    || Folder::is_excluded(config, path)
                    || folders_above(in_folder).any(|folder| others.contains(folder))
                    || ignored.is_ignored(path));
            is_held.then_some((bank_path, hash.as_str()))
        });
        all.collect()
    }

    /// The folders below the root with a configuration.
    fn other_banks(&self) -> BTreeSet<&str> {
        let folders = self
            .files
            .keys()
            .filter_map(|path| path.strip_suffix(CONFIG_FILE)?.strip_suffix('/'));
        folders.collect()
    }

    /// Reads one portion of the entries after another until none is left. Several threads share `next`, the first entry that no
    /// thread has taken.
    fn read_portions(
        &self,
        entries: &[(BankPath, &str)],
        reading: &Reading<'_>,
        next: &AtomicUsize,
    ) -> Result<Vec<Arc<File>>, GitError> {
        let mut objects = None;
        let (mut files, mut buffer) = (Vec::new(), Vec::new());
        loop {
            let from = next.fetch_add(AHEAD, Ordering::Relaxed).min(entries.len());
            let portion = &entries[from..entries.len().min(from + AHEAD)];
            if portion.is_empty() {
                return Ok(files);
            }
            let objects = match &mut objects {
                Some(objects) => objects,
                None => objects.insert(Objects::start(&self.root)?),
            };
            let is_read =
                |path: &BankPath| path.as_str() == CONFIG_FILE || reading.config.reads(path);
            let read = portion.iter().filter(|(path, _)| is_read(path));
            objects.request(read.map(|(_, hash)| *hash))?;
            for (path, _) in portion {
                let content = match is_read(path) {
                    true => reading.content(path, objects, &mut buffer)?,
                    false => Content::Other,
                };
                let path = path.clone();
                files.push(Arc::new(File { path, content }));
            }
        }
    }

    /// The first bytes of an object.
    fn bytes(&self, hash: &str, limit: u64) -> Result<Option<Vec<u8>>, GitError> {
        let mut held = self.objects.lock().unwrap_or_else(PoisonError::into_inner);
        let objects = match &mut *held {
            Some(objects) => objects,
            None => held.insert(Objects::start(&self.root)?),
        };
        let read = one(objects, hash, limit);
        if read.is_err() {
            *held = None;
        }
        read
    }
}

/// The number of files from which another thread pays off.
const ALONE: usize = 2000;

/// What is needed to read a file.
struct Reading<'r> {
    config: &'r Config,
    problems: Arc<[Problem]>,
    cache: &'r Cache,
}

impl Reading<'_> {
    /// The content of the next requested object, which is the file at `path`.
    fn content(
        &self,
        path: &BankPath,
        objects: &mut Objects,
        buffer: &mut Vec<u8>,
    ) -> Result<Content, GitError> {
        let limit = self.config.readable_size();
        Ok(match objects.read(buffer, limit)? {
            None => {
                let fault = Fault::Unreadable("git does not have it".into());
                Content::of_fault(path, fault, self.config)
            }
            Some(size) if size > limit => {
                Content::of_fault(path, Fault::TooLarge(size), self.config)
            }
            Some(_) => content_of_bytes(path, buffer, self.config, &self.problems, self.cache),
        })
    }
}

/// An object that is read by itself.
fn one(objects: &mut Objects, name: &str, limit: u64) -> Result<Option<Vec<u8>>, GitError> {
    let mut buffer = Vec::new();
    objects.request([name].into_iter())?;
    let size = objects.read(&mut buffer, limit)?;
    Ok(size.map(|_| buffer))
}

/// Adds the links to files in the folder, as these files.
fn add_links(
    files: &mut BTreeMap<String, String>,
    links: &BTreeMap<String, String>,
    objects: &mut Objects,
) -> Result<(), GitError> {
    let mut targets = BTreeMap::new();
    for (path, hash) in links {
        let target = one(objects, hash, 1 << 12)?.and_then(|it| String::from_utf8(it).ok());
        // One that leads out of the folder is not followed on disk either.
        let target = target.filter(|target| !target.starts_with('/'));
        let target = target.and_then(|to| BankPath::new(path)?.beside(&to));
        targets.extend(target.map(|target| (path.as_str(), target)));
    }
    for path in targets.keys() {
        let led_to = std::iter::successors(targets.get(path), |at| targets.get(at.as_str()));
        let mut led_to = led_to.take(LINKS);
        let hash = led_to.find_map(|at| files.get(at.as_str()).cloned());
        if let Some(hash) = hash {
            files.insert((*path).to_owned(), hash);
        }
    }
    Ok(())
}

/// The ignore files of the folder and of those above it in the repository.
fn ignore_files(
    commit: &Commit,
    files: &BTreeMap<String, String>,
    objects: &mut Objects,
) -> Result<IgnoreFiles, GitError> {
    const NAME: &str = ".gitignore";
    let mut ignored = IgnoreFiles::new(&commit.prefix);
    let prefix = commit.prefix.trim_end_matches('/');
    let above = folders_above(prefix);
    let root = (!prefix.is_empty()).then_some("");
    for folder in above.chain(root) {
        let path = match folder {
            "" => NAME.to_owned(),
            folder => format!("{folder}/{NAME}"),
        };
        let text = one(objects, &format!("{}:{path}", commit.hash), 1 << 20)?;
        ignored.add(folder, &lossy(&text.unwrap_or_default()));
    }
    let below = files.iter().filter_map(|(path, hash)| {
        let folder = path.strip_suffix(NAME)?;
        Some((
            folder
                .strip_suffix('/')
                .or(folder.is_empty().then_some(""))?,
            hash,
        ))
    });
    for (folder, hash) in below {
        let text = one(objects, hash, 1 << 20)?;
        let folder = format!("{}{folder}", commit.prefix);
        ignored.add(
            folder.trim_end_matches('/'),
            &lossy(&text.unwrap_or_default()),
        );
    }
    Ok(ignored)
}
