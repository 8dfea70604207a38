//! Which duplicates refer to which earlier ones.

use imbl::{OrdMap, OrdSet};

use crate::bank::path::BankPath;

/// For each duplicate `L` the nearest earlier one `E`, in both directions.
#[derive(Clone)]
pub(super) struct EarlierDuplicates<L, E> {
    earlier: OrdMap<L, E>,
    later: OrdSet<(E, L)>,
}

impl<L: Ord + Clone, E: Ord + Clone> Default for EarlierDuplicates<L, E> {
    fn default() -> Self {
        Self {
            earlier: OrdMap::new(),
            later: OrdSet::new(),
        }
    }
}

impl<L: Ord + Clone, E: Ord + Clone> EarlierDuplicates<L, E> {
    /// Sets what `later` refers to. Returns whether that changed.
    pub fn set(&mut self, later: &L, earlier: Option<E>) -> bool {
        let before = match &earlier {
            Some(earlier) => self.earlier.insert(later.clone(), earlier.clone()),
            None => self.earlier.remove(later),
        };
        if before == earlier {
            return false;
        }
        if let Some(before) = before {
            self.later.remove(&(before, later.clone()));
        }
        if let Some(earlier) = earlier {
            self.later.insert((earlier, later.clone()));
        }
        true
    }

    /// Whether nothing has a duplicate.
    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// Whether `later` refers to an earlier duplicate.
    pub fn contains(&self, later: &L) -> bool {
        self.earlier.contains_key(later)
    }

    /// All references in the order of the later duplicates, starting with `from`.
    pub fn references(&self, from: L) -> impl Iterator<Item = (&L, &E)> {
        self.earlier.range(from..)
    }

    /// All references in the order of the earlier duplicates, starting with `from`.
    pub fn referring(&self, from: (E, L)) -> impl Iterator<Item = &(E, L)> {
        self.later.range(from..)
    }

    /// The same references under other names.
    pub fn renamed(&self, later: impl Fn(&L) -> L, earlier: impl Fn(&E) -> E) -> Self {
        let references = || self.earlier.iter().map(|(l, e)| (later(l), earlier(e)));
        Self {
            earlier: references().collect(),
            later: references().map(|(l, e)| (e, l)).collect(),
        }
    }
}

/// A hash in a file, and the earlier file that has the same hash.
pub(super) type EarlierFiles = EarlierDuplicates<(BankPath, u64), BankPath>;

impl EarlierFiles {
    /// The hashes of the file at `path` that an earlier file has, each with that file.
    pub fn of_file(&self, path: &BankPath) -> impl Iterator<Item = (u64, &BankPath)> + use<'_> {
        let path = path.clone();
        self.references((path.clone(), 0))
            .take_while(move |((later, _), _)| *later == path)
            .map(|((_, hash), earlier)| (*hash, earlier))
    }

    /// The files, each with a hash, that refer to the file at `path`.
    pub fn referring_to(
        &self,
        path: &BankPath,
    ) -> impl Iterator<Item = &(BankPath, u64)> + use<'_> {
        let path = path.clone();
        self.referring((path.clone(), (BankPath::seek(""), 0)))
            .take_while(move |(earlier, _)| *earlier == path)
            .map(|(_, later)| later)
    }
}
