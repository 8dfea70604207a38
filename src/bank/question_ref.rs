//! Questions by their group and place.

use super::path::BankPath;

/// A question of the bank.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
pub struct QuestionRef {
    /// The group's file.
    pub group: BankPath,
    /// Its index in the group.
    pub index: usize,
}
