//! What was read of a text, kept by hash while anything uses it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

use dashmap::DashMap;
use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128_with_seed};

use crate::facts::Facts;
use crate::shape::{self, Input};

/// Facts by the hash of what they follow from; shared by all threads.
///
/// Facts follow from the text, from what the configuration says of the file, and rarely from its path. So a file that is
/// restored, moved, or saved unchanged is not parsed again, and equal files share their facts. Only facts that a bank
/// still uses are kept. A guard never outlives the statement that takes it.
#[derive(Default)]
pub struct Cache {
    facts: DashMap<Hash, Weak<Facts>>,
    /// How many entries may be there before those that nothing uses are taken out.
    purge_at: AtomicUsize,
}

/// A hash of 128 bits, in halves: as one number it would be aligned to sixteen bytes, and a table of them a third
/// larger.
type Hash = [u64; 2];

/// Below this many entries it is not worth looking for unused ones.
const SMALL: usize = 1024;

impl Cache {
    /// The facts of a file, read now or before.
    pub fn read(&self, input: &Input<'_>) -> Arc<Facts> {
        let hash = hash(input);
        let at_path = at_path(hash, input);
        let known = self.known(hash).or_else(|| self.known(at_path));
        known.unwrap_or_else(|| {
            let (facts, is_by_path) = shape::read_noting_path(input);
            let hash = if is_by_path { at_path } else { hash };
            self.keep(hash, Arc::new(facts))
        })
    }

    /// Keeps the facts of a file that was read elsewhere, and returns those to use: an equal file may have some already.
    pub fn insert(&self, input: &Input<'_>, facts: Arc<Facts>) -> Arc<Facts> {
        let hash = hash(input);
        let at_path = at_path(hash, input);
        let known = self.known(hash).or_else(|| self.known(at_path));
        // Whether they follow from the path is not known here.
        known.unwrap_or_else(|| self.keep(at_path, facts))
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

/// The hash of the text and of what the configuration says of the file.
fn hash(input: &Input<'_>) -> Hash {
    let hash = xxh3_128_with_seed(input.text.as_bytes(), input.decision().fingerprint());
    [hash as u64, (hash >> 64) as u64]
}

/// The hash of a file with this hash, and of its path.
fn at_path([a, b]: Hash, input: &Input<'_>) -> Hash {
    [xxh3_64_with_seed(input.path.as_bytes(), a), b]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::documents::DocumentRules;

    #[test]
    fn equal_texts_share_their_facts_while_they_are_used() {
        let cache = Cache::default();
        let one = Input::inferred("one.md", "# One\n");
        let first = cache.read(&one);
        assert!(Arc::ptr_eq(&first, &cache.read(&one)));
        let elsewhere = Input::inferred("two.md", "# One\n");
        assert!(Arc::ptr_eq(&first, &cache.read(&elsewhere)));
        let other = Input::inferred("one.md", "# Two\n");
        assert!(!Arc::ptr_eq(&first, &cache.read(&other)));
        assert_eq!(*first, shape::read(&one, None));
        let own = Arc::new(shape::read(&one, None));
        assert!(Arc::ptr_eq(&first, &cache.insert(&one, own)));
    }

    #[test]
    fn facts_that_follow_from_the_path_are_kept_for_it() {
        let cache = Cache::default();
        // The toy shape reads a level from the path of such a file.
        let text = "Q: What?\nLevel: by path\n<!-- lines -->\n";
        let (easy, hard) = (
            Input::inferred("easy.md", text),
            Input::inferred("hard.md", text),
        );
        let first = cache.read(&easy);
        let second = cache.read(&hard);
        assert_eq!(*first, shape::read(&easy, None));
        assert_eq!(*second, shape::read(&hard, None));
        assert_ne!(*first, *second);
        assert!(Arc::ptr_eq(&first, &cache.read(&easy)));
        assert!(Arc::ptr_eq(&second, &cache.read(&hard)));
    }

    #[test]
    fn facts_under_another_configuration_are_others() {
        let cache = Cache::default();
        let inferred = Input::inferred("a.md", "Q: What?\n<!-- lines -->\n");
        let first = cache.read(&inferred);
        let documents = &DocumentRules::default().with_inference(false);
        let off = Input {
            documents,
            ..inferred
        };
        let page = cache.read(&off);
        assert!(first.as_group().is_some() && page.as_group().is_none());
        assert!(Arc::ptr_eq(&page, &cache.read(&off)));
        let again = shape::read(&off, Some((&first, off.text)));
        assert_eq!(again, *page);
        let group = "---\nquestions: []\n---\n";
        let group = Input { text: group, ..off };
        assert!(cache.read(&group).as_group().is_some());
    }

    #[test]
    fn what_nothing_uses_is_let_go() {
        let cache = Cache::default();
        let kept = cache.read(&Input::inferred("a.md", "kept"));
        for n in 0..5 * SMALL {
            cache.read(&Input::inferred("a.md", &format!("text {n}")));
        }
        assert!(cache.facts.len() <= 2 * SMALL, "{}", cache.facts.len());
        assert!(Arc::ptr_eq(
            &kept,
            &cache.read(&Input::inferred("a.md", "kept"))
        ));
    }
}
