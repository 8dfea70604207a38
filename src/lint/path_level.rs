//! The level that the path of a file states.

use crate::bank::BankPath;
use crate::bank::config::Config;

/// The level that a path states, with its word: its name first, then its folders from the inside.
pub(super) fn level_of_path<'p>(config: &Config, path: &'p BankPath) -> Option<(usize, &'p str)> {
    let named = |word: &'p str| Some((config.level(word)?, word));
    let stated = |name: &'p str| {
        let end = || named(name.rsplit_once("--")?.1);
        let start = || {
            let (number, rest) = name.split_once(['-', '_'])?;
            let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            let (word, _) = rest.split_once(['-', '_']).filter(|_| is_number)?;
            named(word)
        };
        named(name).or_else(end).or_else(start)
    };
    let folders = path.folder().rsplit('/');
    std::iter::once(path.stem()).chain(folders).find_map(stated)
}

#[cfg(test)]
mod tests {
    use super::level_of_path;
    use crate::bank::{BankPath, Config};

    #[test]
    fn levels_in_paths() {
        let config = Config::default();
        for (path, expected) in [
            ("easy/locks.md", Some("easy")),
            ("Easy/sql/locks.md", Some("Easy")),
            ("q/00012-medium-locks/README.md", Some("medium")),
            ("q/locks--hard.md", Some("hard")),
            ("q/easy/locks--hard.md", Some("hard")),
            ("q/hard-links.md", None),
            ("q/working-hard.md", None),
            ("q/locks.md", None),
        ] {
            let path = BankPath::new(path).expect("a path");
            let found = level_of_path(&config, &path);
            assert_eq!(found.map(|(_, word)| word), expected, "{path}");
        }
    }
}
