//! What the indexes of questions return.

use crate::bank::path::BankPath;

/// Two questions that ask the same.
pub struct DuplicateQuestion {
    /// The index of the later question in its group.
    pub later: usize,
    /// The group of the earlier one.
    pub group: BankPath,
    /// The index of the earlier question there.
    pub earlier: usize,
}
