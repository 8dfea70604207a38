//! Sets of files that use or claim one thing.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use smol_str::SmolStr;

use super::path::BankPath;

/// The files that refer to a target, by path. Usually one or a few, for which a tree would waste memory.
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

    pub(super) fn to_vec(&self) -> Vec<BankPath> {
        match self {
            Self::One(one) => vec![one.clone()],
            Self::Few(few) => few.to_vec(),
            Self::Many(many) => many.iter().cloned().collect(),
        }
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

/// Adds or removes a file that has a name. Several can have it; the first by path counts.
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
