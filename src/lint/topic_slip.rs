//! Decides which rule reports a misspelt topic, so that there is one finding for it.

use smol_str::SmolStr;

use crate::bank::config::{Config, Setting};
use crate::bank::nearest::nearest;
use crate::bank::{Bank, Severity};

/// The severity of both rules, unless the bank configures another.
pub const DEFAULT_SEVERITY: Severity = Severity::Warning;

/// The more frequent topic that `topic` seems to be a misspelling of, if `near-topic` reports it.
pub fn near<'b>(bank: &'b Bank, topic: &str) -> Option<&'b SmolStr> {
    nearly(bank, topic).filter(|_| !is_reported_as_unknown(bank, topic))
}

/// True if `unknown-topic` reports the topic. It reports a misspelling only if it is configured to be the more severe of
/// the two rules.
pub fn is_reported_as_unknown(bank: &Bank, topic: &str) -> bool {
    let config = bank.config();
    let known = config.topics.as_deref();
    let is_unknown = known.is_some_and(|known| !known.iter().any(|name| name == topic))
        && config.level(topic).is_none()
        && !bank.lists_topic(topic);
    is_unknown && (nearly(bank, topic).is_none() || unknown_is_more_severe(config))
}

/// The likely intended topic for one that is not on the closed list: a topic of the list, or a level.
pub fn intended(bank: &Bank, topic: &str) -> Option<SmolStr> {
    let config = bank.config();
    let known = config.topics.as_deref()?;
    let may_be_used = |name: &&SmolStr| known.contains(name) || config.level(name).is_some();
    let near = bank.topics().near(topic).filter(may_be_used);
    let in_list = || nearest(topic, known.iter().map(SmolStr::as_str)).map(SmolStr::from);
    near.cloned().or_else(in_list)
}

/// A topic on the closed list is never a misspelling of one that is not, and one that a page of topics names is none.
fn nearly<'b>(bank: &'b Bank, topic: &str) -> Option<&'b SmolStr> {
    if bank.lists_topic(topic) {
        return None;
    }
    let known = bank.config().topics.as_deref().unwrap_or_default();
    let is_known = |name: &str| known.iter().any(|known| known == name);
    let other = bank.topics().near(topic)?;
    (is_known(other) || !is_known(topic)).then_some(other)
}

fn unknown_is_more_severe(config: &Config) -> bool {
    // The most severe is the least in order. A rule that is off is less severe than any other.
    let unknown = severity(config, "unknown-topic");
    let near = severity(config, "near-topic");
    match (unknown, near) {
        (Some(unknown), Some(near)) => unknown < near,
        (_, near) => near.is_none(),
    }
}

/// The severity of the rule in this bank; `None` if the rule is off.
fn severity(config: &Config, code: &str) -> Option<Severity> {
    match config.rules.get(code) {
        Some(Setting::Off) => None,
        Some(Setting::As(severity)) => Some(*severity),
        None => Some(DEFAULT_SEVERITY),
    }
}
