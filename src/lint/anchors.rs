//! Anchors of links and of headings.

use crate::bank::nearest::nearest;
use crate::bank::{Bank, BankPath};
use crate::syntax::markdown::body::{Body, Link};

/// The file that the link leads to, with its body.
pub fn link_target<'b>(
    bank: &'b Bank,
    path: &BankPath,
    link: &Link<'_>,
) -> Option<(BankPath, &'b Body)> {
    let target = if link.path.is_empty() {
        path.clone()
    } else {
        path.beside(link.path)?
    };
    let body = bank.file(target.as_str())?.body()?;
    Some((target, body))
}

/// The anchor in the target of the link that is nearest to the link's own. The link is in the file `path`.
pub fn nearest_anchor<'b>(bank: &'b Bank, path: &BankPath, link: &Link<'_>) -> Option<&'b str> {
    let (_, body) = link_target(bank, path, link)?;
    nearest_in(link.anchor?, body)
}

/// The anchor of a heading that is nearest to `anchor`.
pub fn nearest_in<'b>(anchor: &str, body: &'b Body) -> Option<&'b str> {
    nearest(anchor, body.headings().map(|heading| heading.anchor))
}
