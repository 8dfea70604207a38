//! The topics that pages of the shape `topics` name.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::file::File;
use super::{Bank, BankPath};

impl Bank {
    /// The topics that pages of the shape `topics` name, by name.
    pub fn listed_topics(&self) -> impl Iterator<Item = &SmolStr> {
        self.listed.keys()
    }

    /// Whether a page of the shape `topics` names the topic.
    pub fn lists_topic(&self, name: &str) -> bool {
        self.listed.contains_key(name)
    }

    /// Counts the topics of a changed page. Returns the groups with a topic that a page names now, or no page names any
    /// longer.
    pub(super) fn list_topics(&mut self, old: Option<&File>, new: Option<&File>) -> Vec<BankPath> {
        if listed(old).eq(listed(new)) {
            return Vec::new();
        }
        let before = self.listed.clone();
        for topic in listed(new) {
            *self.listed.entry(topic.clone()).or_default() += 1;
        }
        for topic in listed(old) {
            match self.listed.get(topic).copied().unwrap_or_default() {
                0 | 1 => _ = self.listed.remove(topic),
                count => _ = self.listed.insert(topic.clone(), count - 1),
            }
        }
        let all: BTreeSet<&SmolStr> = listed(old).chain(listed(new)).collect();
        let is_other =
            |topic: &&SmolStr| before.contains_key(*topic) != self.listed.contains_key(*topic);
        let changed = all.into_iter().filter(is_other);
        let used = changed.filter_map(|topic| self.topics.get(topic));
        used.flat_map(|topic| topic.groups.keys().cloned())
            .collect()
    }
}

/// The topics that a page names.
fn listed(file: Option<&File>) -> impl Iterator<Item = &SmolStr> {
    let page = file.and_then(File::facts).and_then(|facts| facts.as_page());
    let listed = page.into_iter().flat_map(|page| &page.listed);
    let topics = listed.flat_map(|listed| &listed.topics);
    topics.map(|topic| &topic.text)
}
