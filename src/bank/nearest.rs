//! Suggestions for misspelt names: the name with the least edit distance.

use super::path::BankPath;
use super::{Bank, file};
use crate::facts::question::names_a_file;

/// Longer names, in bytes, are not compared: the cost is proportional to the product of the lengths.
const LONGEST: usize = 256;

/// Whether `other` is near enough to `word` to be proposed for it: another case, or one letter apart, two from seven
/// letters on, three from twelve on. The distance is Levenshtein's, in letters.
pub fn is_near(word: &str, other: &str) -> bool {
    distance(word, other).is_some()
}

/// The nearest of `names` to `word`; of equally near ones the first by name. `None` if none is near.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .filter_map(|name| Some((distance(word, name)?, name)))
        .min()
        .map(|(_, name)| name)
}

/// The distance without case, if it is small; 0 if only case differs.
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
    // A letter takes up to four bytes, so this only drops names that certainly are not near.
    if word.len().abs_diff(other.len()) > 4 * allowed {
        return None;
    }
    let is_lower = |text: &str| text.is_ascii() && !text.bytes().any(|b| b.is_ascii_uppercase());
    if is_lower(word) && is_lower(other) {
        bounded(word.as_bytes(), other.as_bytes(), allowed)
    } else {
        let letters = |text: &str| text.to_lowercase().chars().collect::<Vec<_>>();
        bounded(&letters(word), &letters(other), allowed)
    }
}

/// Levenshtein's distance, if it is at most `limit`. Only looks at what can still be so near, because a file can have
/// hundreds of broken links, each to be compared with thousands of headings.
fn bounded<T: PartialEq>(one: &[T], other: &[T], limit: usize) -> Option<usize> {
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    // The distances of the part of `one` that was read to each start of `other`.
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let from = at.saturating_sub(limit);
        let mut before = row[from];
        row[from] = (at + 1 - from).min(limit + 1);
        let mut least = row[from];
        for place in from..other.len().min(at + limit + 1) {
            let replaced = before + usize::from(*letter != other[place]);
            before = row[place + 1];
            row[place + 1] = replaced.min(before + 1).min(row[place] + 1);
            least = least.min(row[place + 1]);
        }
        if least > limit {
            return None;
        }
    }
    Some(row[other.len()]).filter(|distance| *distance <= limit)
}

/// How many names on either side are compared, which limits the cost in folders of ten thousand files. Real folders are
/// smaller.
const REACH: usize = 100;

impl Bank {
    /// The answer file that is likely meant by `missing`, a file that does not exist: the same name with `.md` appended, or
    /// the
    /// nearest.
    pub fn nearest_answer(&self, missing: &BankPath) -> Option<String> {
        let doubled = format!("{missing}.md");
        if let Some(file) = self.file(&doubled) {
            return Some(file.path.name().to_owned());
        }
        let names = file::around(&self.files, missing, REACH)
            .map(|file| file.path.name())
            .filter(|name| names_a_file(name));
        nearest(missing.name(), names).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_distance_is_levenshteins() {
        let words: Vec<String> = (0..3_usize.pow(6))
            .map(|code| {
                let digits = (0..6).map(|place| code / 3_usize.pow(place) % 3);
                digits.map(|digit| ["", "a", "b"][digit]).collect()
            })
            .collect();
        for one in words.iter().step_by(5) {
            for other in &words {
                let distance = strsim::levenshtein(one, other);
                for limit in 0..4 {
                    let found = bounded(one.as_bytes(), other.as_bytes(), limit);
                    let expected = (distance <= limit).then_some(distance);
                    assert_eq!(found, expected, "{one} {other} {limit}");
                }
            }
        }
    }

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
