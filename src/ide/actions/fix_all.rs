//! Applies all safe fixes of a file at once, for authors who do that on each save.

use super::action::{Action, Kind, Request};
use crate::bank::BankPath;
use crate::edit::{Edit, Planned, diff};
use crate::lint::{FixOptions, Safety, fix_all};
use crate::shape;

/// One action for the whole file; none if it has no findings or can only be read.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let is_writable = request.group().is_none_or(shape::is_writable);
    if !is_writable || request.findings.of(request.path.as_str()).is_empty() {
        return Vec::new();
    }
    vec![Action::new(
        Kind::FixAll,
        "Apply all safe fixes in this file",
        plan,
    )]
}

fn plan(request: &Request<'_>) -> Planned {
    let is_this_file = |path: &BankPath| path == request.path;
    let options = FixOptions {
        selects: &is_this_file,
        may_change: &is_this_file,
        max_safety: Safety::Safe,
        may_move_files: false,
        contents: false,
    };
    let report = fix_all(request.bank, request.findings, request.sources, options);
    let after = report.files.get(request.path).cloned().flatten();
    let edits = after.map_or_else(Vec::new, |after| diff(request.text, &after));
    Ok(Edit::texts(request.path, edits))
}
