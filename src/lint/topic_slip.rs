//! Which rule reports a topic that looks like a slip: one slip is one finding.

use smol_str::SmolStr;

use crate::bank::config::{Config, Setting};
use crate::bank::nearest::nearest;
use crate::bank::{Bank, Severity};

/// The severity of both rules, unless the bank configures another.
pub const DEFAULT_SEVERITY: Severity = Severity::Warning;

/// The more frequent topic that `topic` looks like a slip for, where `near-topic` is to report it.
pub fn near<'b>(bank: &'b Bank, topic: &str) -> Option<&'b SmolStr> {
    nearly(bank, topic).filter(|_| !is_reported_as_unknown(bank, topic))
}

/// Whether `unknown-topic` is to report the topic. Of a slip only if it is configured to be the graver of the two rules.
pub fn is_reported_as_unknown(bank: &Bank, topic: &str) -> bool {
    let config = bank.config();
    let known = config.topics.as_deref();
    let is_unknown = known.is_some_and(|known| !known.iter().any(|name| name == topic))
        && config.level(topic).is_none();
    is_unknown && (nearly(bank, topic).is_none() || is_graver(config))
}

/// The topic that was meant by one that the closed list does not have: a topic of the list, or a level.
pub fn meant(bank: &Bank, topic: &str) -> Option<SmolStr> {
    let config = bank.config();
    let known = config.topics.as_deref()?;
    let may_be_used = |name: &&SmolStr| known.contains(name) || config.level(name).is_some();
    let near = bank.topics().near(topic).filter(may_be_used);
    let in_list = || nearest(topic, known.iter().map(SmolStr::as_str)).map(SmolStr::from);
    near.cloned().or_else(in_list)
}

/// What is on the bank's closed list is not a slip for what is not.
fn nearly<'b>(bank: &'b Bank, topic: &str) -> Option<&'b SmolStr> {
    let known = bank.config().topics.as_deref().unwrap_or_default();
    let is_known = |name: &str| known.iter().any(|known| known == name);
    let other = bank.topics().near(topic)?;
    (is_known(other) || !is_known(topic)).then_some(other)
}

fn is_graver(config: &Config) -> bool {
    // The gravest severity is the least; a rule that is off is less grave than any.
    let unknown = severity(config, "unknown-topic");
    let near = severity(config, "near-topic");
    match (unknown, near) {
        (Some(unknown), Some(near)) => unknown < near,
        (_, near) => near.is_none(),
    }
}

/// How grave the rule's findings are in this bank; `None` if it is off.
fn severity(config: &Config, code: &str) -> Option<Severity> {
    match config.rules.get(code) {
        Some(Setting::Off) => None,
        Some(Setting::As(severity)) => Some(*severity),
        None => Some(DEFAULT_SEVERITY),
    }
}
