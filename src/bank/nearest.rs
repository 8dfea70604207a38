//! What somebody may have meant: the name that differs least from the one that was written.

use super::path::BankPath;
use super::{Bank, file};

/// Longer names, in bytes, are not compared: the cost is the product of the lengths.
const LONGEST: usize = 256;

/// Whether `other` is near enough to `word` to be proposed for it: another case, or one letter apart, two from seven
/// letters on, three from twelve on. Letters count as in Levenshtein's distance.
pub fn is_near(word: &str, other: &str) -> bool {
    distance(word, other).is_some()
}

/// The nearest of `names` to `word`; among equals the first by name. `None` when none is near.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .filter_map(|name| Some((distance(word, name)?, name)))
        .min()
        .map(|(_, name)| name)
}

/// The distance when it is small, case left aside: a name in the wrong case is nearest of all.
fn distance(word: &str, other: &str) -> Option<usize> {
    if word == other {
        return None;
    }
    if word.eq_ignore_ascii_case(other) {
        return Some(0);
    }
    let shorter = word.len().min(other.len());
    if word.len().max(other.len()) > LONGEST {
        return None;
    }
    let allowed = match shorter {
        0..=3 => return None,
        4..=6 => 1,
        7..=11 => 2,
        _ => 3,
    };
    // In bytes a letter can count for four; only what cannot be near is dropped here.
    if word.len().abs_diff(other.len()) > 4 * allowed {
        return None;
    }
    let distance = if word.is_ascii() && other.is_ascii() {
        if word.len().abs_diff(other.len()) > allowed {
            return None;
        }
        let lower = |text: &str| text.to_ascii_lowercase();
        strsim::levenshtein(&lower(word), &lower(other))
    } else {
        strsim::levenshtein(&word.to_lowercase(), &other.to_lowercase())
    };
    (distance <= allowed).then_some(distance)
}

impl Bank {
    /// The name of an answer file that may be meant by `missing`, a file that does not exist: the same with one `.md`
    /// more, or the nearest that starts with the same letter, which keeps the search short in a large folder.
    pub fn nearest_answer(&self, missing: &BankPath) -> Option<String> {
        let doubled = format!("{missing}.md");
        if let Some(file) = self.file(&doubled) {
            return Some(file.path.name().to_owned());
        }
        let first = missing.name().chars().next()?;
        let names = file::starting_with(&self.files, missing.folder(), first)
            .filter(|file| file.path.is_markdown())
            .map(|file| file.path.name());
        nearest(missing.name(), names).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_proposed() {
        let names = ["ada-lovelace", "alan-turing", "grace", "graces"];
        for (word, expected) in [
            ("ada-lovelase", Some("ada-lovelace")),
            ("Alan-Turing", Some("alan-turing")),
            ("grase", Some("grace")),
            ("gracess", Some("graces")),
            ("grace", Some("graces")),
            ("gr", None),
            ("GRACE", Some("grace")),
            ("linus", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, names), expected, "{word}");
        }
    }
}
