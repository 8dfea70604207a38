use crate::bank::config::Config;
use crate::bank::{BankPath, Severity};
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "level-disagrees",
    severity: Severity::Warning,
    summary: "The path of a question states another level than the question",
    page: r"
## What it finds
A file with one question whose path states a level, and whose frontmatter or text states another. A path states a level by
a folder with its name, by a name that ends in `--easy`, or by one that starts with a number and the level, such as
`0012-medium-channels`.

## Why
Readers who browse the folders and readers of the page see different levels.

## Example
```bad
//- /questions/0012-easy-channels.md
---
question: What is a channel?
difficulty: hard
---
A typed pipe between goroutines.
```
```good
//- /questions/0012-hard-channels.md
---
question: What is a channel?
difficulty: hard
---
A typed pipe between goroutines.
```

## What to do
Correct the level, or rename the file.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let bank = context.bank;
    let questions = &context.group.questions;
    let Some(placed) = questions.get(0).filter(|_| questions.len() == 1) else {
        return;
    };
    // With keys of its own, it is a list that happens to be short.
    if placed.question.is_keyed() {
        return;
    }
    let Some((level, mark)) = bank.own_level_of(placed.question) else {
        return;
    };
    let Some((other, word)) = level_of_path(bank.config(), context.path) else {
        return;
    };
    if level != other {
        let message = format!(
            "the path states the level `{word}`, the question `{}`",
            mark.text
        );
        found.add(mark.span.shift(placed.start), message);
    }
}

/// The level that a path states, with its word: its name first, then its folders from the inside.
fn level_of_path<'p>(config: &Config, path: &'p BankPath) -> Option<(usize, &'p str)> {
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
