//! A set of files, given as globs.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A set of files, given as globs over paths from the bank's root.
#[derive(Clone, Debug)]
pub struct Files {
    /// The globs as written.
    pub globs: Vec<String>,
    set: GlobSet,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            globs: Vec::new(),
            set: GlobSet::empty(),
        }
    }
}

impl Files {
    /// The files that `globs` match.
    ///
    /// # Errors
    /// The first invalid glob, and why.
    pub fn new(globs: Vec<String>) -> Result<Self, globset::Error> {
        let mut builder = GlobSetBuilder::new();
        for glob in &globs {
            let glob = glob.trim_start_matches("./").trim_end_matches('/');
            // What matches a folder matches everything in it.
            for glob in [glob, &format!("{glob}/**")] {
                let mut glob = GlobBuilder::new(glob);
                builder.add(glob.literal_separator(true).build()?);
            }
        }
        Ok(Self {
            set: builder.build()?,
            globs,
        })
    }

    /// Whether the file at `path`, from the bank's root, is one of them.
    pub fn contains(&self, path: &str) -> bool {
        self.set.is_match(path)
    }

    /// Whether no glob is given.
    pub fn is_empty(&self) -> bool {
        self.globs.is_empty()
    }
}

impl PartialEq for Files {
    fn eq(&self, other: &Self) -> bool {
        self.globs == other.globs
    }
}
