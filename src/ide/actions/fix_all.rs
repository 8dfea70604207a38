//! All safe fixes of a file at once, for those who have them made whenever they save.

use super::{Action, Kind, Request};
use crate::bank::BankPath;
use crate::edit::{Edit, Planned, diff};
use crate::lint::{Safety, Wish, mend};

/// One action for the whole file; none when nothing was found in it.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    if request.findings.of(request.path.as_str()).is_empty() {
        return Vec::new();
    }
    vec![Action::new(
        Kind::FixAll,
        "Make all safe fixes in this file",
        plan,
    )]
}

fn plan(request: &Request<'_>) -> Planned {
    let here = |path: &BankPath| path == request.path;
    let wish = Wish {
        of: &here,
        within: &here,
        up_to: Safety::Safe,
        moves_files: false,
    };
    let mended = mend(request.bank, request.findings, request.sources, wish);
    let after = mended.files.get(request.path).cloned().flatten();
    let edits = after.map_or_else(Vec::new, |after| diff(request.text, &after));
    Ok(Edit::texts(request.path, edits))
}
