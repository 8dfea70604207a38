//! Where the questions of a group and of a bank have their levels.

use std::ops::Range;

use crate::bank::Bank;
use crate::facts::group::Group;

/// How many questions on each side of those in question are looked at for how a group writes levels.
pub const LOOKED_AT: usize = 200;

/// Whether levels have a key of their own around the question at `at`: as the group's nearest questions have it; in a group without levels as
/// most of the bank has it.
pub fn has_own_key(bank: &Bank, group: &Group, at: usize) -> bool {
    let near: Range<usize> =
        at.saturating_sub(LOOKED_AT)..(at + LOOKED_AT).min(group.questions.len());
    let (mut own, mut among) = (0, 0);
    for placed in group.questions.range(near) {
        if placed.question.level().is_some() {
            own += 1;
        } else if bank.own_level_of(placed.question).is_some() {
            among += 1;
        }
    }
    match own + among {
        0 => bank_has_own_key(bank),
        _ => own > among,
    }
}

/// Whether levels have a key of their own in most groups of the bank.
pub fn bank_has_own_key(bank: &Bank) -> bool {
    let is_level = |word: &str| bank.config().level(word).is_some();
    let groups = |found: bool, count: usize| if found { count } else { 0 };
    let own: usize = (bank.levels().iter())
        .map(|(word, uses)| groups(is_level(word), uses.groups.len()))
        .sum();
    let among: usize = (bank.topics().iter())
        .map(|(word, topic)| groups(is_level(word), topic.groups.len()))
        .sum();
    own > among
}
