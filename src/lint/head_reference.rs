//! References in the head of a group: ids that name a file of the bank by its stem.

use super::keys::head_value;
use super::rule::{Found, GroupContext};
use crate::bank::Bank;
use crate::bank::config::Files;
use crate::bank::nearest::nearest;

/// A key of the head that holds an id.
pub struct Named<'c> {
    /// The key.
    pub key: &'static str,
    /// The kind of thing that it names, for messages.
    pub what: &'static str,
    /// The files of that kind; without any configured, nothing is reported.
    pub files: &'c Files,
}

/// The author whose id is nearest to `id`.
pub fn near_author<'b>(bank: &'b Bank, id: &str) -> Option<&'b str> {
    nearest(id, bank.authors().map(|(id, _)| id.as_str()))
}

/// The guide whose id is nearest to `id`.
pub fn near_guide<'b>(bank: &'b Bank, id: &str) -> Option<&'b str> {
    nearest(id, bank.guides().map(|(id, _)| id.as_str()))
}

/// Reports the id if it is not `known`, and suggests the one that is `near`.
pub fn check_id<'b>(
    context: &GroupContext<'b>,
    found: &mut Found<'_>,
    named: &Named<'_>,
    known: impl Fn(&str) -> bool,
    near: impl Fn(&str) -> Option<&'b str>,
) {
    let value = head_value(context.group, named.key);
    let Some((about, id)) = value.filter(|_| !named.files.is_empty()) else {
        return;
    };
    if known(&id.text) {
        return;
    }
    let mut message = format!("the {} `{}` does not exist", named.what, id.text);
    if let Some(near) = near(&id.text) {
        message += &format!("; did you mean `{near}`?");
    }
    found.add(id.span, message).about(about);
}
