//! Sets of files that use or claim one thing.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use smol_str::SmolStr;

use super::path::BankPath;

/// The files that point to a target. Nearly always a few, and then a set of nodes would be a waste.
#[derive(Clone)]
pub(super) enum Uses {
    Few(Arc<[BankPath]>),
    Many(OrdSet<BankPath>),
}

const FEW: usize = 16;

impl Uses {
    /// The first by path.
    pub(super) fn first(&self) -> Option<&BankPath> {
        match self {
            Self::Few(few) => few.first(),
            Self::Many(many) => many.get_min(),
        }
    }

    pub(super) fn to_vec(&self) -> Vec<BankPath> {
        match self {
            Self::Few(few) => few.to_vec(),
            Self::Many(many) => many.iter().cloned().collect(),
        }
    }

    pub(super) fn with(&self, path: &BankPath) -> Self {
        match self {
            Self::Few(few) if few.contains(path) => self.clone(),
            Self::Few(few) if few.len() < FEW => {
                let mut all = few.to_vec();
                all.insert(all.partition_point(|other| other < path), path.clone());
                Self::Few(all.into())
            }
            Self::Few(few) => Self::Many(few.iter().chain([path]).cloned().collect()),
            Self::Many(many) => Self::Many(many.update(path.clone())),
        }
    }

    /// `None` when nobody is left.
    pub(super) fn without(&self, path: &BankPath) -> Option<Self> {
        match self {
            Self::Few(few) => {
                let left: Vec<_> = few.iter().filter(|other| *other != path).cloned().collect();
                (!left.is_empty()).then(|| Self::Few(left.into()))
            }
            Self::Many(many) => {
                let left = many.without(path);
                if left.len() > FEW {
                    Some(Self::Many(left))
                } else {
                    (!left.is_empty()).then(|| Self::Few(left.into_iter().collect()))
                }
            }
        }
    }
}

/// Keeps which files claim a name. Several may; the first by path is the one that counts.
pub(super) fn keep(map: &mut OrdMap<SmolStr, Uses>, key: SmolStr, path: &BankPath, there: bool) {
    let held = map.get(&key);
    let now = match (held, there) {
        (Some(uses), true) => Some(uses.with(path)),
        (None, true) => Some(Uses::Few([path.clone()].into())),
        (held, false) => held.and_then(|uses| uses.without(path)),
    };
    match now {
        Some(uses) => map.insert(key, uses),
        None => map.remove(&key),
    };
}
