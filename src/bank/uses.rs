//! Sets of files that have one thing in common: what they use or claim, or their folder.

use std::slice;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use smol_str::SmolStr;

use super::path::BankPath;

/// The files that refer to a target, or are in a folder, by path. Usually one or a few, for which a tree would waste memory.
#[derive(Clone)]
pub(super) enum Uses {
    One(BankPath),
    Few(Arc<[BankPath]>),
    Many(OrdSet<BankPath>),
}

const FEW: usize = 16;

impl Uses {
    /// `None` without any file.
    fn new(files: Vec<BankPath>) -> Option<Self> {
        match files.len() {
            0 => None,
            1 => files.into_iter().next().map(Self::One),
            2..=FEW => Some(Self::Few(files.into())),
            _ => Some(Self::Many(files.into())),
        }
    }

    /// The first by path.
    pub(super) fn first(&self) -> Option<&BankPath> {
        match self {
            Self::One(one) => Some(one),
            Self::Few(few) => few.first(),
            Self::Many(many) => many.get_min(),
        }
    }

    /// All files, by path.
    pub(super) fn iter(&self) -> impl Iterator<Item = &BankPath> {
        let (few, many) = match self {
            Self::One(one) => (slice::from_ref(one), None),
            Self::Few(few) => (&**few, None),
            Self::Many(many) => (&[][..], Some(many)),
        };
        few.iter().chain(many.into_iter().flatten())
    }

    pub(super) fn to_vec(&self) -> Vec<BankPath> {
        self.iter().cloned().collect()
    }

    pub(super) fn with(&self, path: &BankPath) -> Self {
        if let Self::Many(many) = self {
            return Self::Many(many.update(path.clone()));
        }
        let mut all = self.to_vec();
        if let Err(at) = all.binary_search(path) {
            all.insert(at, path.clone());
        }
        Self::new(all).unwrap_or_else(|| self.clone())
    }

    /// `None` when no file is left.
    pub(super) fn without(&self, path: &BankPath) -> Option<Self> {
        match self {
            Self::Many(many) if many.len() > FEW + 1 => Some(Self::Many(many.without(path))),
            _ => {
                let mut left = self.to_vec();
                left.retain(|other| other != path);
                Self::new(left)
            }
        }
    }
}

/// Adds or removes a file that has a key. Several can have it.
pub(super) fn keep(map: &mut OrdMap<SmolStr, Uses>, key: SmolStr, path: &BankPath, there: bool) {
    let held = map.get(&key);
    let now = match (held, there) {
        (Some(uses), true) => Some(uses.with(path)),
        (None, true) => Some(Uses::One(path.clone())),
        (held, false) => held.and_then(|uses| uses.without(path)),
    };
    match now {
        Some(uses) => map.insert(key, uses),
        None => map.remove(&key),
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn files_are_in_order_however_many_there_are() {
        let mut files: OrdMap<SmolStr, Uses> = OrdMap::new();
        let mut plain = BTreeSet::new();
        let steps = (0..60)
            .map(|at| (at, true))
            .chain((0..60).map(|at| (at, false)));
        for (at, there) in steps {
            let path = BankPath::new(&format!("{}.md", at * 37 % 60)).expect("a path");
            keep(&mut files, "go".into(), &path, there);
            match there {
                true => plain.insert(path),
                false => plain.remove(&path),
            };
            let found = files.get("go").into_iter().flat_map(Uses::iter);
            assert!(found.eq(&plain), "after {at}, {there}");
        }
        assert!(files.is_empty());
    }
}
