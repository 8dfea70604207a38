use crate::bank::Severity;
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "missing-from-contents",
    severity: Severity::Warning,
    summary: "The table of contents lists most questions, but not this one",
    page: r"
## What it finds
A question to which no entry of the file's table of contents leads, where the table lists at least three in four of the
questions. A table that lists only sections is not one of questions. An entry with the text of the question and a broken
anchor counts; `broken-anchor` reports it. So does one with the number of the question and a word of its text, and one that
lacks the `#`.

## Why
Readers who look for the question in the table do not find it.

## Example
```bad
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

### What is a map?
A table of keys and values.
```
```good
//- /questions.md
# Go interview questions

1. [What is a channel?](#what-is-a-channel)
2. [What is a mutex?](#what-is-a-mutex)
3. [What is a slice?](#what-is-a-slice)
4. [What is a map?](#what-is-a-map)

### What is a channel?
A typed pipe between goroutines.

### What is a mutex?
A lock for one goroutine at a time.

### What is a slice?
A view of an array.

### What is a map?
A table of keys and values.
```

## What to do
Add an entry for the question.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let Some(matched) = context.contents() else {
        return;
    };
    let listed = matched.listed.iter().filter(|listed| **listed).count();
    if listed * 4 < matched.listed.len() * 3 {
        return;
    }
    // To a question without an anchor no entry can lead.
    let states = matched.listed.iter().zip(&matched.anchors).enumerate();
    let missing = states.filter(|(_, (listed, anchor))| !**listed && anchor.is_some());
    for (index, _) in missing {
        if let Some(placed) = context.group.questions.get(index) {
            found.add(
                placed.question.report_span().shift(placed.start),
                "the table of contents does not list this question",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(text: &str) {
        Fixture::new(&format!("//- /questions.md\n{text}")).check_findings("missing-from-contents");
    }

    #[test]
    fn a_table_that_lists_most() {
        check(
            "# Interview questions

| No. | Questions |
|---|---|
| 1 | [What is a lock?](#what-is-a-lock) |
| 2 | [What is a key?](#whats-a-key) |
| 3 | [What is a page?](#what-is-a-page) |
| 4 | [What is a table?](#what-is-a-table) |

1. ### What is a lock?
   It is held by one thread.

2. ### What is a key?
   It opens a lock.

3. ### What is a page?
   A part of a table.

4. ### What is a table?
   Many pages.

5. ### What is a row?
//^^^ missing-from-contents: the table of contents does not list this question
   A part of a page.
",
        );
    }

    #[test]
    fn a_table_of_sections() {
        check(
            "# Interview questions

- [Locks](#locks)
- [Tables](#tables)

## Locks

### What is a lock?
It is held by one thread.

### What is a key?
It opens a lock.

## Tables

### What is a page?
A part of a table.
",
        );
    }

    #[test]
    fn entries_that_lead_nowhere() {
        check(
            "# Interview questions

1. [What is a lock?](#what-is-a-lock)
2. [Why are pages swapped?](#why-are-pages-swapped)
3. [How do indexes help a query?](#indexes)
4. [What is a sperm whale?](#whale)
5. [What is a table?](#what-is-a-table)
6. [What is a trigger?](what-is-a-trigger)
7. [What is a view?](#what-is-a-view)
8. [What is a \"view\"?](#what-is-a-view)
9. [What is a cursor?](#what-is-a-cursor)
10. [What is a row?](#what-is-a-row)
11. [What is a column?](#what-is-a-column)
12. [What is a key?](#what-is-a-key)

## 1. What is a lock?
It is held by one thread.

## 2. Why is a page swapped?
Memory is short.

## 3. Which queries do indexes speed up?
Those that search.

## 4. What is a join?
//^^^ missing-from-contents
Two tables in one.

## 5. What is a table?
Many rows.

## What is a trigger?
A procedure.

## What is a view?
A query with a name.

## What is a 'view'?
Another one.

## What is a cursor?
A place in a result.

## What is a row?
A part of a table.

## What is a column?
Another part of a table.

## What is a key?
It finds a row.
",
        );
    }
}
