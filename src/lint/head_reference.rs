//! Ids in a group's head that name a file of the bank by its stem.

use super::rule::{Found, GroupContext};
use crate::bank::Bank;
use crate::bank::config::Files;
use crate::bank::nearest::nearest;

/// What a key of the head names.
pub struct Named<'c> {
    /// The key.
    pub key: &'static str,
    /// What its value is the id of, in words.
    pub what: &'static str,
    /// Where such files are; when the bank does not say, nothing is judged.
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

/// Reports the key's value when it is not `known`, with the one that is `near`.
pub fn check_id<'b>(
    context: &GroupContext<'b>,
    found: &mut Found<'_>,
    named: &Named<'_>,
    known: impl Fn(&str) -> bool,
    near: impl Fn(&str) -> Option<&'b str>,
) {
    let head = &context.group.head;
    let judged = !named.files.is_empty() && head.errors.is_empty();
    let Some(id) = head.map.string(named.key).filter(|_| judged) else {
        return;
    };
    if known(&id.text) {
        return;
    }
    let mut message = format!("there is no {} `{}`", named.what, id.text);
    if let Some(near) = near(&id.text) {
        message += &format!("; did you mean `{near}`?");
    }
    found.add(id.span, message);
}
