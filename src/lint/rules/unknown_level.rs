use crate::bank::Severity;
use crate::bank::config::Config;
use crate::facts::mark::{Mark, OwnedMark};
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fixes::name_level;
use crate::lint::rule::{Check, Found, GroupContext, QuestionContext, Rule};

pub const RULE: Rule = Rule {
    code: "unknown-level",
    severity: Severity::Hint,
    summary: "A level is not one of the bank's levels",
    page: r"
## What it finds
A heading that gives its questions a level, or the level of a single question, that is neither one of the `levels` in
`qmark.yaml` nor a synonym of one. Without that setting nothing is reported. In frontmatter with `questions`,
`missing-level` reports such a level.

## Why
The questions count as ones without a level in statistics and filters.

## Example
```bad
levels: [Beginners, Advanced]
//- /questions.md
# Go interview questions

## Beginner

### What is a channel?
A typed pipe between goroutines.

### What is a mutex?
A lock for one goroutine at a time.

## Hard

### What is a slice?
A view of an array.
```
```good
levels: [Beginners, {name: Advanced, synonyms: [Hard]}]
//- /questions.md
# Go interview questions

## Beginners

### What is a channel?
A typed pipe between goroutines.

### What is a mutex?
A lock for one goroutine at a time.

## Hard

### What is a slice?
A view of an array.
```

## What to do
Write the level by its name, or add the word to the synonyms of a level.
",
    checks: &[Check::Group(check), Check::Question(check_question)],
    fixes: &[name_level::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let config = context.bank.config();
    let levels = context.group.questions.sections().iter();
    let mut last = None;
    for level in levels.filter_map(|section| section.level.as_ref()) {
        // A heading can be divided into several sections.
        if last.replace(level.span) == Some(level.span) {
            continue;
        }
        let Some(message) = unknown(config, OwnedMark::mark(level)) else {
            continue;
        };
        match level.is_written() {
            true => found.add(level.span, message),
            false => found.add(
                context.group.opening,
                format!("the path of this file: {message}"),
            ),
        };
    }
}

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let level = context.question.level();
    let level = level.filter(|_| !context.question.is_keyed());
    if let Some(level) = level
        && let Some(message) = unknown(context.bank.config(), level)
    {
        found
            .add(level.span, message)
            .about(About::Part(Part::Level));
    }
}

/// What to say of a level that the configuration does not list.
fn unknown(config: &Config, level: Mark<'_>) -> Option<String> {
    let is_unknown = config.given.contains("levels") && config.level(level.text).is_none();
    is_unknown.then(|| {
        let names = config
            .levels
            .iter()
            .map(|level| format!("`{}`", level.name));
        let names: Vec<String> = names.collect();
        format!(
            "`{}` is not a level; the levels are {}",
            level.text,
            names.join(", ")
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn without_the_setting_every_word_is_one() {
        Fixture::new(
            "//- /questions.md
# Interview questions

## Senior

### What is a lock?
It is held by one thread.

### What is a key?
It opens a lock.

### What is a page?
A part of a table.
",
        )
        .check_findings("unknown-level");
    }
}
