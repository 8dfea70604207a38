//! The questions of a document that a fix repairs.

use crate::lint::fix::FixContext;
use crate::shape;
use crate::shape::write::{Repair, TargetList};

/// The questions of the finding's file with what repairs them; `None` if nothing is written below their texts.
pub fn document<'c>(context: &FixContext<'c>) -> Option<(TargetList<'c>, Repair)> {
    let group = context.group()?;
    let repair = shape::repair_of(group).ok()?;
    let text = context.text;
    Some((TargetList { text, group }, repair))
}
