//! The program `git`: finding a commit, listing its files, and reading them.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Why something could not be read from git, and what to do about it.
#[derive(Debug)]
pub struct GitError(String);

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The variables with which a hook would make git read its own repository. It has to read that of the folder.
const INHERITED: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
];

/// A commit, and the folder that it is looked at from.
pub(super) struct Commit {
    /// Its name as a hash.
    pub hash: String,
    /// The path from the root of the repository to the folder; empty, or with `/` at its end.
    pub prefix: String,
}

impl Commit {
    /// The commit that `rev` names in the repository that `folder` is in.
    pub fn find(folder: &Path, rev: &str) -> Result<Self, GitError> {
        let prefix = prefix(folder)?;
        let unknown = || unknown(folder, rev);
        // Such a name would be an option.
        if rev.starts_with('-') || rev.is_empty() {
            return Err(unknown());
        }
        let name = |rev: &str| -> Result<String, GitError> {
            let output = run(folder, ["rev-parse", "--verify", "--quiet", rev])?;
            let output = output.map_err(|_| unknown())?;
            Ok(String::from_utf8_lossy(&output).trim().to_owned())
        };
        // In two steps: what follows `:/` in a name is a pattern up to its end.
        let hash = name(&format!("{}^{{commit}}", name(rev)?))?;
        Ok(Self { hash, prefix })
    }
}

/// Whether `rev` names a commit in the repository that `folder` is in; not where git cannot tell.
pub fn is_commit(folder: &Path, rev: &str) -> bool {
    Commit::find(folder, rev).is_ok()
}

/// The path of the folder in its repository.
fn prefix(folder: &Path) -> Result<String, GitError> {
    match run(folder, ["rev-parse", "--show-prefix"])? {
        Ok(output) => {
            let prefix = String::from_utf8_lossy(&output);
            Ok(prefix.trim_end_matches(['\n', '\r']).to_owned())
        }
        Err(reason) if reason.contains("not a git repository") => Err(GitError(format!(
            "`{}` is not in a git repository; run this in a clone of the bank's repository",
            folder.display()
        ))),
        Err(reason) => Err(failed(folder, &reason)),
    }
}

/// The error for a name that is not one of a commit.
fn unknown(folder: &Path, rev: &str) -> GitError {
    let shallow = run(folder, ["rev-parse", "--is-shallow-repository"]);
    let is_shallow = shallow.is_ok_and(|output| output.is_ok_and(|it| it.starts_with(b"true")));
    let what_to_do = if is_shallow {
        "this clone has only a part of the history; get the rest with `git fetch --unshallow`, or that commit with `git fetch origin COMMIT`"
    } else {
        "`git log --oneline` lists the commits here, and `git branch --all` the branches; `git fetch` gets those of the remote"
    };
    GitError(format!(
        "`{rev}` is not a commit of the git repository of `{}`; {what_to_do}",
        folder.display()
    ))
}

fn failed(folder: &Path, reason: &str) -> GitError {
    GitError(format!(
        "git cannot read the repository of `{}`: {}",
        folder.display(),
        reason.trim()
    ))
}

/// One object of a commit's tree.
pub(super) struct TreeEntry {
    /// Its kind as git writes it: `100644`, `120000` …
    pub mode: String,
    /// Its name as a hash.
    pub hash: String,
    /// Its path from the folder; `None` if that is not UTF-8.
    pub path: Option<String>,
}

/// The files of a commit below `folder`, in the order of git.
pub(super) fn tree(folder: &Path, commit: &Commit) -> Result<Vec<TreeEntry>, GitError> {
    let output = run(folder, ["ls-tree", "-r", "-z", &commit.hash])?;
    let output = output.map_err(|reason| failed(folder, &reason))?;
    let lines = output.split(|byte| *byte == 0);
    Ok(lines.filter_map(tree_entry).collect())
}

/// The entry in a line: mode, type and hash, a tab, and the path.
fn tree_entry(line: &[u8]) -> Option<TreeEntry> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (std::str::from_utf8(&line[..tab]).ok()?, &line[tab + 1..]);
    let mut words = head.split(' ');
    let (mode, _, hash) = (words.next()?, words.next()?, words.next()?);
    Some(TreeEntry {
        mode: mode.to_owned(),
        hash: hash.to_owned(),
        path: String::from_utf8(path.to_vec()).ok(),
    })
}

/// Runs git in the folder to its end: the output, or what it printed as the reason of its failure.
fn run<A: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = A>,
) -> Result<Result<Vec<u8>, String>, GitError> {
    let output = command(folder).args(arguments).output().map_err(missing)?;
    Ok(match output.status.success() {
        true => Ok(output.stdout),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    })
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        // Its messages are compared.
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null());
    for name in INHERITED {
        command.env_remove(name);
    }
    command
}

fn missing(error: io::Error) -> GitError {
    GitError(match error.kind() {
        io::ErrorKind::NotFound => {
            "the program `git` was not found; install git, or add its folder to `PATH`".to_owned()
        }
        io::ErrorKind::Unsupported => {
            "a git revision is read by the program `git`, which WebAssembly cannot run; compare two folders, `qmark diff OLD NEW`, or use the qmark that is built for this system".to_owned()
        }
        _ => format!("cannot run the program `git`: {error}"),
    })
}

/// A running git that returns objects by name.
pub(super) struct Objects {
    process: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// How many objects may be requested before the first of them is read. The names of so many fit into the smallest pipes, of
/// 4 KB, so that neither side waits for the other.
pub(super) const AHEAD: usize = 48;

impl Objects {
    /// Starts git in the folder.
    pub fn start(folder: &Path) -> Result<Self, GitError> {
        let mut process = command(folder)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(missing)?;
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (requests, answers) =
            pipes.ok_or_else(|| GitError("git has no input or output".to_owned()))?;
        Ok(Self {
            process,
            requests: Some(requests),
            answers: BufReader::with_capacity(1 << 16, answers),
        })
    }

    /// Requests objects, at most [`AHEAD`] that were not read yet.
    pub fn request<'n>(&mut self, names: impl Iterator<Item = &'n str>) -> Result<(), GitError> {
        let names: String = names.flat_map(|name| [name, "\n"]).collect();
        let requests = self.requests.as_mut().ok_or_else(ended)?;
        requests.write_all(names.as_bytes()).map_err(|_| ended())?;
        requests.flush().map_err(|_| ended())
    }

    /// Reads the next requested object into `buffer`, up to `limit` bytes of it. Returns its size; `None` if there is no
    /// such object.
    pub fn read(&mut self, buffer: &mut Vec<u8>, limit: u64) -> Result<Option<u64>, GitError> {
        buffer.clear();
        let mut head = String::new();
        self.answers.read_line(&mut head).map_err(|_| ended())?;
        let Some(size) = head
            .trim_end()
            .rsplit(' ')
            .next()
            .filter(|it| *it != "missing")
        else {
            return Ok(None);
        };
        let size: u64 = size.parse().map_err(|_| ended())?;
        let answers = &mut self.answers;
        let mut read = |kept: u64, buffer: &mut Vec<u8>| -> io::Result<()> {
            answers.by_ref().take(kept).read_to_end(buffer)?;
            // The rest, and the line break after it.
            io::copy(&mut answers.by_ref().take(size - kept + 1), &mut io::sink())?;
            Ok(())
        };
        read(size.min(limit), buffer).map_err(|_| ended())?;
        match buffer.len() as u64 == size.min(limit) {
            true => Ok(Some(size)),
            false => Err(ended()),
        }
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It ends with its input.
        self.requests = None;
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn ended() -> GitError {
    GitError(
        "`git cat-file` ended before all files were read; `git fsck` finds damaged objects"
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_tree() {
        let entry = tree_entry(b"100644 blob 0123abc\ta b/\xc3\xa4.md").unwrap();
        assert_eq!(
            (&*entry.mode, &*entry.hash, entry.path.as_deref()),
            ("100644", "0123abc", Some("a b/ä.md"))
        );
        let entry = tree_entry(b"100644 blob 0123abc\t\xff.md").unwrap();
        assert_eq!(entry.path, None);
        assert!(tree_entry(b"").is_none());
    }
}
