use std::collections::HashSet;

use crate::bank::Severity;
use crate::bank::contents_match::{Difference, differences};
use crate::lint::fixes::update_contents;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::text::ellipsis;

pub const RULE: Rule = Rule {
    code: "contents-differs",
    severity: Severity::Hint,
    summary: "An entry of the table of contents differs from its question",
    page: r"
## What it finds
An entry of the file's table of contents with another text, or another number, than the question that it leads to. The
comparison ignores markup, case and punctuation. An entry that ends in `…` is a shortened text. A table in which most
entries differ has titles or numbers of its own, and is not reported.

## Why
Readers come to another question than they chose, or take it for another one.

## Example
```bad
//- /questions.md
# Go interview questions

1. [What is a channel?](#what-is-a-channel)
2. [What is a lock?](#what-is-a-mutex)
3. [What is a slice?](#what-is-a-slice)

### What is a channel?
A typed pipe between goroutines.

### What is a mutex?
A lock for one goroutine at a time.

### What is a slice?
A view of an array.
```
```good
//- /questions.md
# Go interview questions

1. [What is a channel?](#what-is-a-channel)
2. [What is a mutex?](#what-is-a-mutex)
3. [What is a slice?](#what-is-a-slice)

### What is a channel?
A typed pipe between goroutines.

### What is a mutex?
A lock for one goroutine at a time.

### What is a slice?
A view of an array.
```

## What to do
Copy the question's text, or its number, into the entry.
",
    checks: &[Check::Group(check)],
    fixes: &[update_contents::ENTRY],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let Some(matched) = context.contents() else {
        return;
    };
    let leads = matched.entries.iter().map(|(_, question)| *question);
    let mut reported = HashSet::new();
    for (at, index, difference) in differences(matched, leads) {
        if !reported.insert(at) {
            // Its text differs, too.
            continue;
        }
        let (entry, _) = matched.entries[at];
        let placed = matched.questions[index];
        let text = placed.question.text().map_or("", |text| text.text);
        let message = match difference {
            Difference::Text => format!("the question reads `{}`", ellipsis(text, LONGEST)),
            Difference::Number { listed, number } => {
                format!("the question has the number {number}, not {listed}")
            }
        };
        let there = placed.question.report_span().shift(placed.start);
        found
            .add(entry.span, message)
            .related(context.path, there, "the question");
    }
}

/// The most characters of a question's text that a message shows.
const LONGEST: usize = 120;

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(text: &str) {
        Fixture::new(&format!("//- /questions.md\n{text}")).check_findings("contents-differs");
    }

    #[test]
    fn another_text_or_number() {
        check(
            "# Interview questions

| No. | Questions |
|---|---|
| 1 | [What is a `lock`](#what-is-a-lock) |
| 2 | [What are keys?](#what-is-a-key) |
//^^^ contents-differs: the question reads `What is a key?`
| 3 | [What is a page of…](#what-is-a-page-of-a-table) |
| 5 | [What is a table?](#what-is-a-table) |
//^^^ contents-differs: the question has the number 4, not 5

1. ### What is a lock?
   It is held by one thread.

2. ### What is a key?
   It opens a lock.

3. ### What is a page of a table?
   A part of it.

4. ### What is a table?
   Many pages.
",
        );
    }

    #[test]
    fn a_table_with_numbers_of_its_own() {
        check(
            "# Interview questions

1. [What is a lock?](#1-what-is-a-lock)
1. [What is a key?](#2-what-is-a-key)
1. [What is a page?](#3-what-is-a-page)

### 1. What is a lock?
It is held by one thread.

### 2. What is a key?
It opens a lock.

### 3. What is a page?
A part of a table.
",
        );
    }
}
