//! Which of too many candidates to send.
//!
//! Editors match and order by themselves, each in its own way, so all that is decided here is which candidates they get
//! to see. Four classes do for that, and a matcher with weights would be one more dependency for no visible gain.

/// The most that a list has. A reader looks at ten.
pub const LIMIT: usize = 200;

/// The candidates to send, in their order, and whether some were left out. Only when there are more than [`LIMIT`] does
/// it matter what is `typed`: those that begin with it come first, then those with a word that does, those that contain
/// it, and those that have its letters in its order.
pub fn keep<T>(candidates: Vec<T>, typed: &str, name: impl Fn(&T) -> &str) -> (Vec<T>, bool) {
    if candidates.len() <= LIMIT {
        return (candidates, false);
    }
    let typed = typed.trim().to_lowercase();
    let classed = candidates.into_iter().filter_map(|candidate| {
        let class = class(&name(&candidate).to_lowercase(), &typed)?;
        Some((class, candidate))
    });
    let mut classed: Vec<_> = classed.collect();
    classed.sort_by_key(|(class, _)| *class);
    classed.truncate(LIMIT);
    (
        classed
            .into_iter()
            .map(|(_, candidate)| candidate)
            .collect(),
        true,
    )
}

fn class(name: &str, typed: &str) -> Option<u8> {
    if name.starts_with(typed) {
        return Some(0);
    }
    if let Some(at) = name.find(typed) {
        let starts_word = |at: usize| !name[..at].ends_with(char::is_alphanumeric);
        let word = starts_word(at) || name.match_indices(typed).any(|(at, _)| starts_word(at));
        return Some(if word { 1 } else { 2 });
    }
    let mut letters = name.chars();
    let contained = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .all(|c| letters.any(|letter| letter == c));
    contained.then_some(3)
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
