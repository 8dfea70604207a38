use crate::bank::Severity;
use crate::lint::fixes::use_level;
use crate::lint::path_level::level_of_path;
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
    fixes: &[use_level::OF_PATH, use_level::OF_TEXT],
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
