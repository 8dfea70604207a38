use crate::bank::Severity;
use crate::bank::contents_match::lists_most;
use crate::facts::group::Group;
use crate::lint::contents_elsewhere::contents_elsewhere;
use crate::lint::fixes::update_contents;
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "missing-from-contents",
    severity: Severity::Warning,
    summary: "The table of contents lists most questions, but not this one",
    page: r"
## What it finds
A question to which no entry of the table of contents leads, where the table lists at least three in four of the questions.
The table is in the same file, or else in another one that links to the questions' headings. Five and more such questions
in a row get one finding. A table that lists only sections is not one of questions. An entry with the text of the question and a broken
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
    fixes: &[update_contents::MISSING],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let (bank, path, group) = (context.bank, context.path, context.group);
    if let Some(own) = context.contents().filter(|own| lists_most(&own.listed)) {
        let message = "the table of contents does not list this question";
        report(group, (&own.listed, &own.anchors), message, found);
    } else if let Some(table) = contents_elsewhere(bank, path, group) {
        let message = format!(
            "the table of contents in `{}` does not list this question",
            table.path
        );
        report(group, (&table.listed, &table.anchors), &message, found);
    }
}

/// The fewest questions in a row that get one finding together.
const FEWEST: usize = 5;

/// Reports the questions that are not listed. To one without an anchor no entry can lead.
fn report(
    group: &Group,
    (listed, anchors): (&[bool], &[Option<&str>]),
    message: &str,
    found: &mut Found<'_>,
) {
    let states: Vec<bool> = listed
        .iter()
        .zip(anchors)
        .map(|(listed, anchor)| !*listed && anchor.is_some())
        .collect();
    let mut first = 0;
    for run in states.chunk_by(|a, b| a == b) {
        let places = first..first + run.len();
        first = places.end;
        if !run[0] {
            continue;
        }
        let are_many = run.len() >= FEWEST;
        let reported = if are_many {
            places.start..places.start + 1
        } else {
            places
        };
        for placed in group.questions.range(reported) {
            let span = placed.question.report_span().shift(placed.start);
            match are_many {
                true => found.add(
                    span,
                    format!("{message}, nor the {} after it", run.len() - 1),
                ),
                false => found.add(span, message),
            };
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

    #[test]
    fn a_table_in_another_file() {
        Fixture::new(
            "//- /README.md
# Contents

- [Locks](db/questions.md#what-is-a-lock)
- [Keys](db/questions.md#what-is-a-key)
- [Pages](db/questions.md#what-is-a-pages)
- [Views](db/questions.md#What-is-a-view)
- [Cursors](db/questions.md#what-is-a-cursor)
- [All](db/questions.md)
//- /db/notes.md
[a lock](questions.md#what-is-a-lock), [a row](questions.md#what-is-a-row)
//- /db/questions.md
# Interview questions

## Part

### What is a lock?
It is held by one thread.

### What is a key?
It opens a lock.

### What is a page?
A part of a table.

### What is a view?
A query with a name.

### What is a cursor?
A place in a result.

### What is a row?
//^^^ missing-from-contents: the table of contents in `README.md` does not list this question
A part of a table.
",
        )
        .check_findings("missing-from-contents");
    }

    #[test]
    fn a_section_that_is_not_listed_gets_one_finding() {
        let mut text = "# Interview questions\n\n".to_owned();
        let ask = |number: usize| format!("\n## What is thing {number}?\nA thing.\n");
        for number in 1..=20 {
            text += &format!("- [What is thing {number}?](#what-is-thing-{number})\n");
        }
        text.extend((1..=20).map(ask));
        let expected = "//^^^ missing-from-contents: the table of contents does not list this question, nor the 4 after it\nA thing";
        text += &ask(21).replacen("A thing", expected, 1);
        text.extend((22..=25).map(ask));
        check(&text);
    }
}
