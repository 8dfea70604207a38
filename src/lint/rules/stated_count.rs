use crate::bank::Severity;
use crate::bank::title_promises::{TitlePromise, title_promises};
use crate::lint::fixes::write_count;

use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "stated-count",
    severity: Severity::Hint,
    summary: "A file promises another number of questions than it has",
    page: "\
## What it finds
A number of questions that is not so. In frontmatter, that is a number before the word “Questions” in `title`, `briefTitle`
or the `title` of `seo`. In markdown, it is such a number in the title, in the introduction, or in the heading of a section:
`50 Go Questions`, `Beginner (21-40 Questions)`, `Network Questions (23)`.

`50+` and `over 50` allow more. A number after a name is a version and is ignored: “Java 8 Questions”, “React 18 & 19
Questions”. A promise of many times as many questions refers to more than this file.

The rule was called `title-count`. That name continues to work in settings, comments and options.

## Why
Readers expect the number of questions that they are promised.

## Example
```bad
//- /go/go.md
---
title: 'Top 3 Go Interview Questions'
questions:
  - question: What is a channel?
    answer: A typed pipe.
---
```
```bad
//- /questions.md
# 4 Go interview questions

### What is a channel?
A typed pipe between goroutines.

### What is a mutex?
A lock for one goroutine at a time.

### What is a slice?
A view of an array.
```
```good
//- /go/go.md
---
title: 'Top 2 Go Interview Questions'
questions:
  - question: What is a channel?
    answer: A typed pipe.
  - question: What is a slice?
    answer: A view of an array.
---
```

## What to do
Correct the number, or remove it.
",
    checks: &[Check::Group(check), Check::Group(check_stated)],
    fixes: &[write_count::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let count = context.group.questions.len();
    if count == 0 {
        return;
    }
    for TitlePromise { promise, span } in title_promises(context.group) {
        if !promise.is_kept_by(count) {
            let message = format!(
                "the title promises {} questions, but the group has {count}",
                promise.number
            );
            found.add(span, message);
        }
    }
}

/// The promises in the markdown.
fn check_stated(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let group = context.group;
    for stated in group.stated.iter().filter(|stated| !stated.is_kept()) {
        let (number, count) = (stated.number, stated.questions.len());
        let place = match count == group.questions.len() {
            true => "file",
            false => "section",
        };
        let message = format!("{number} questions are promised, but the {place} has {count}");
        found.add(stated.span, message);
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn in_every_title() {
        Fixture::new(
            "//- /go/go.md
---
briefTitle: Go in 3 Questions
title: '3 Äpfel Questions'␍
//^^^ stated-count: the title promises 3 questions, but the group has 2
description: 3 Questions
seo: {title: 'The 9 \"Go\" Questions', description: 3 Questions}
//^^^ stated-count
questions:
  - question: a
    answer: b
  - question: 'broken
---
//- /java/java.md
---
title: 1+ Questions
briefTitle: \"The 2 Questions\"
questions: [{question: a}, {question: b}]
---
//- /empty/empty.md
---
title: 5 Questions
questions:
---
",
        )
        .check_findings("stated-count");
    }

    #[test]
    fn in_markdown() {
        Fixture::new(
            "//- /questions.md
# 5 Database Interview Questions
//^^^ stated-count: 5 questions are promised, but the file has 4

This is a list of **4** questions about databases.

## Locks (2)

### What is a lock?
It is held by one thread.

### What is a key?
It opens a lock.

## Beginner (3-6 Questions)
//^^^ stated-count: 4 questions are promised, but the section has 2

### What is a page?
A part of a table.

### What is a row?
A part of a page.
//- /more.md
# 400 Interview Questions

### What is a lock?
It is held by one thread.

### What is a key?
It opens a lock.

### What is a page?
A part of a table.
",
        )
        .check_findings("stated-count");
    }

    #[test]
    fn the_former_code_works() {
        let group = "---
title: 9 Questions
questions:
  - question: One?
    answer: Yes.
---
";
        let off = format!("rules: {{title-count: off}}\n//- /go/go.md\n{group}");
        Fixture::new(&off).check_findings("stated-count");
        let comment = "---
title: 9 Questions # qmark: allow(title-count)
questions:
  - question: One?
    answer: Yes.
---
";
        Fixture::new(&format!("//- /go/go.md\n{comment}")).check_findings("stated-count");
        assert_eq!(
            crate::lint::rule("title-count").map(|rule| rule.code),
            Some("stated-count")
        );
    }
}
