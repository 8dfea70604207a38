//! Selects which candidates to send when there are too many.
//!
//! Editors filter and sort by themselves, each in its own way, so this only decides which candidates they get to see.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// The most that a list has. A reader looks at ten.
pub const LIMIT: usize = 200;

/// The candidates to send, and whether some were left out. Up to [`LIMIT`] candidates are all sent, in their order. Of
/// more, those that begin with `typed` come first, then those that contain it, then those that have its letters in this
/// order; within each class better matches come first, and equal matches keep their order.
pub fn keep<T>(candidates: Vec<T>, typed: &str, name: impl Fn(&T) -> &str) -> (Vec<T>, bool) {
    if candidates.len() <= LIMIT {
        return (candidates, false);
    }
    let query = Query::new(typed.trim());
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let ranked = candidates.into_iter().filter_map(|candidate| {
        let text = Utf32Str::new(name(&candidate), &mut buffer);
        let rank = query.rank(text, &mut matcher)?;
        Some((rank, candidate))
    });
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.truncate(LIMIT);
    let kept = ranked.into_iter().map(|(_, candidate)| candidate);
    (kept.collect(), true)
}

/// The typed text as three patterns, tried in this order.
struct Query {
    prefix: Atom,
    part: Atom,
    letters: Pattern,
}

impl Query {
    fn new(typed: &str) -> Self {
        let (case, accents) = (CaseMatching::Ignore, Normalization::Smart);
        Self {
            prefix: Atom::new(typed, case, accents, AtomKind::Prefix, false),
            part: Atom::new(typed, case, accents, AtomKind::Substring, false),
            letters: Pattern::new(typed, case, accents, AtomKind::Fuzzy),
        }
    }

    /// The class of a match and its score, the best first.
    fn rank(&self, name: Utf32Str<'_>, matcher: &mut Matcher) -> Option<(u8, Reverse<u32>)> {
        if let Some(score) = self.prefix.score(name, matcher) {
            return Some((0, Reverse(score.into())));
        }
        if let Some(score) = self.part.score(name, matcher) {
            return Some((1, Reverse(score.into())));
        }
        let score = self.letters.score(name, matcher)?;
        Some((2, Reverse(score)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_matches_come_first_when_there_are_too_many() {
        let mut names: Vec<String> = (0..LIMIT).map(|n| format!("file-{n:03}.md")).collect();
        assert_eq!(
            keep(names.clone(), "zzz", |name| name),
            (names.clone(), false)
        );
        names.extend(
            ["go-channel.md", "channels.md", "archanne.md", "c-h-a-n.md"].map(str::to_owned),
        );
        let (kept, cut) = keep(names.clone(), "Chan", |name| name);
        assert!(cut);
        assert_eq!(
            kept,
            ["channels.md", "go-channel.md", "archanne.md", "c-h-a-n.md"]
        );
        let (kept, cut) = keep(names, "", |name| name);
        assert_eq!(
            (kept.len(), kept[0].as_str(), cut),
            (LIMIT, "file-000.md", true)
        );
    }
}
