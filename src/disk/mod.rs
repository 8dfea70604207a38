//! The file system: which files are a bank's, what is in them, and when they change.
//!
//! The only folder that touches files. It knows paths, ignore files and symbolic links, and turns what it reads into the
//! files of a bank. Must not know: rules, editors, the protocol, output formats.
//!
//! The files of a bank are in its folder: links that lead out of it are neither read nor written. What is outside: the
//! configuration and ignore files of folders above, logs, output, and pages in the user's cache. What a folder was in a
//! commit is read by the program `git`. Reading a folder never fails as a whole: a file that cannot be read has a fault.

mod cache;
mod folder;
mod git;
mod ignore_files;
mod ignored;
mod memory;
mod path;
mod read;
mod revision;
mod root;
mod scan;
mod search;
#[cfg(test)]
mod tests;
mod user_cache;
mod walk;
mod watch;
mod write;

pub use cache::Cache;
pub use folder::{Folder, Updates};
pub use git::{GitError, is_commit};
pub use memory::memory;
pub use path::{enter_working_folder, inside, place, resolved};
pub use revision::Revision;
pub use root::{
    BankLocation, bank_root, configuration, is_home, is_marked, locate, log_file, marked_root,
    output_file, text_of,
};
pub use search::Search;
pub use user_cache::cache_page;
pub use watch::{Batch, Watcher, watch};
pub use write::{Replacement, WriteError, write_all};
