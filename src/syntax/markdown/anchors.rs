//! Numbers the headings of a text that have the same anchor.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// The anchors so far, by their hash, each with the number of its last repetition.
#[derive(Default)]
pub(super) struct Anchors(HashMap<u64, u32, BuildHasherDefault<Unchanged>>);

impl Anchors {
    /// The anchor of the next heading, given what it is in a text without others: with `-1`, `-2` and so on if the text has
    /// it already.
    pub fn numbered(&mut self, anchor: String) -> String {
        let plain = xxh3_64(anchor.as_bytes());
        let Some(last) = self.0.get(&plain).copied() else {
            self.0.insert(plain, 0);
            return anchor;
        };
        let repetitions = (last + 1..).map(|number| (number, format!("{anchor}-{number}")));
        for (number, numbered) in repetitions {
            let hash = xxh3_64(numbered.as_bytes());
            // Another heading may have that text.
            if !self.0.contains_key(&hash) {
                self.0.insert(plain, number);
                self.0.insert(hash, 0);
                return numbered;
            }
        }
        anchor
    }
}

/// Hashes a number that is a hash already as itself.
#[derive(Default)]
struct Unchanged(u64);

impl Hasher for Unchanged {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
