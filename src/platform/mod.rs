//! What differs between systems: how paths are written, which names are one file's, and which names a file can have.
//!
//! Knows systems as data: a [`Platform`] describes one, and `paths`, `drives`, `names` and `uri` are functions of that
//! description, so all systems are tested on any of them. `process` asks the system itself. No other module asks which system
//! it was built for. Must not know: files, banks, editors.

mod drives;
mod names;
mod paths;
mod process;
#[cfg(test)]
mod tests;
mod uri;

pub use names::{caseless, composed, difference, is_device, unportable};
pub use process::{has_ended, output_is_closed, shows_colors};
pub use uri::encoded;

/// A system, described by what matters for the files of a bank.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Platform {
    /// What separates the names of a path.
    pub separator: char,
    /// Whether a path starts with a drive (`C:\`) or a server (`\\server\share\`), and `/` also separates names.
    pub has_drives: bool,
    /// Whether names that differ in case only can be those of one file. That depends on the volume: the stored name
    /// decides.
    pub may_ignore_case: bool,
    /// Whether names may be stored decomposed (NFD) and are found by both forms.
    pub decomposes: bool,
    /// Whether some names are those of devices, and some characters have a meaning of their own.
    pub reserves_names: bool,
    /// Whether programs run in a sandbox: in one thread, without permissions of files, without a folder that they are
    /// started in, and without help to resolve links.
    pub is_sandbox: bool,
}

/// Linux, and other systems that are like it.
pub const LINUX: Platform = Platform {
    separator: '/',
    has_drives: false,
    may_ignore_case: false,
    decomposes: false,
    reserves_names: false,
    is_sandbox: false,
};

/// macOS.
pub const MACOS: Platform = Platform {
    may_ignore_case: true,
    decomposes: true,
    ..LINUX
};

/// Windows.
pub const WINDOWS: Platform = Platform {
    separator: '\\',
    has_drives: true,
    may_ignore_case: true,
    reserves_names: true,
    ..LINUX
};

/// WebAssembly, whose host gives paths as on Linux.
pub const WEBASSEMBLY: Platform = Platform {
    is_sandbox: true,
    ..LINUX
};

/// The system that this build is for.
pub const HERE: Platform = if cfg!(target_family = "wasm") {
    WEBASSEMBLY
} else if cfg!(windows) {
    WINDOWS
} else if cfg!(target_vendor = "apple") {
    MACOS
} else {
    LINUX
};
