//! What was read of a text, kept by the text's hash while anything uses it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

use dashmap::DashMap;
use xxhash_rust::xxh3::xxh3_128;

use crate::facts::Facts;
use crate::shape;

/// Facts by the hash of the text they were read from; shared by all threads.
///
/// Facts depend on the text alone, so a file that is restored, moved, or saved unchanged is not parsed again, and equal
/// files share their facts. Only facts that a bank still uses are kept. A guard never outlives the
/// statement that takes it.
#[derive(Default)]
pub struct Cache {
    facts: DashMap<Hash, Weak<Facts>>,
    /// How many entries may be there before those that nothing uses are taken out.
    purge_at: AtomicUsize,
}

/// A hash of 128 bits, in halves: as one number it would stand at every sixteenth byte only, and a table of them be a
/// third larger.
type Hash = [u64; 2];

/// Below this many entries it is not worth looking for unused ones.
const SMALL: usize = 1024;

impl Cache {
    /// The facts of `text`, read now or before.
    pub fn read(&self, text: &str) -> Arc<Facts> {
        let hash = hash(text);
        self.known(hash)
            .unwrap_or_else(|| self.keep(hash, Arc::new(shape::read(text, None))))
    }

    /// Keeps facts that were read from `text` elsewhere, and returns those to use: an equal text may have some already.
    pub fn insert(&self, text: &str, facts: Arc<Facts>) -> Arc<Facts> {
        let hash = hash(text);
        self.known(hash).unwrap_or_else(|| self.keep(hash, facts))
    }

    fn known(&self, hash: Hash) -> Option<Arc<Facts>> {
        self.facts.get(&hash).and_then(|held| held.upgrade())
    }

    fn keep(&self, hash: Hash, facts: Arc<Facts>) -> Arc<Facts> {
        self.facts.insert(hash, Arc::downgrade(&facts));
        if self.facts.len() > self.purge_at.load(Ordering::Relaxed).max(SMALL) {
            self.purge();
        }
        facts
    }

    /// Takes out what nothing uses any more. Costs a walk over all entries, hence only once their number has doubled.
    fn purge(&self) {
        self.facts.retain(|_, held| held.strong_count() > 0);
        self.purge_at.store(self.facts.len() * 2, Ordering::Relaxed);
    }
}

fn hash(text: &str) -> Hash {
    let hash = xxh3_128(text.as_bytes());
    [hash as u64, (hash >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_their_facts_while_they_are_used() {
        let cache = Cache::default();
        let first = cache.read("# One\n");
        assert!(Arc::ptr_eq(&first, &cache.read("# One\n")));
        assert!(!Arc::ptr_eq(&first, &cache.read("# Two\n")));
        assert_eq!(*first, shape::read("# One\n", None));
        let own = Arc::new(shape::read("# One\n", None));
        assert!(Arc::ptr_eq(&first, &cache.insert("# One\n", own)));
    }

    #[test]
    fn what_nothing_uses_is_let_go() {
        let cache = Cache::default();
        let kept = cache.read("kept");
        for n in 0..5 * SMALL {
            cache.read(&format!("text {n}"));
        }
        assert!(cache.facts.len() <= 2 * SMALL, "{}", cache.facts.len());
        assert!(Arc::ptr_eq(&kept, &cache.read("kept")));
    }
}
