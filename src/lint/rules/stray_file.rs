use crate::bank::Severity;
use crate::lint::fixes::bring_in;
use crate::lint::rule::{Check, FileContext, Found, Rule};
use crate::lint::rules::unknown_key::holds_questions;
use crate::syntax::{Facts, Page};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "stray-file",
    severity: Severity::Error,
    summary: "A markdown file without questions stands beside a group",
    page: "\
## What it finds
A file that ends in `.md`, has no `questions`, and stands in the folder of a group. Authors and guides are known by their
settings and left alone.

## Why
The site takes every such file for a group, and its build stops at one without questions.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/channels.md
A typed pipe between goroutines.
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
A typed pipe between goroutines.
```

## What to do
Move an answer into the answers' folder, anything else out of the group's folder.
",
    checks: &[Check::File(check)],
    mends: &[bring_in::STRAY],
};

fn check(context: &FileContext<'_>, found: &mut Found<'_>) {
    let (bank, path) = (context.bank, &context.file.path);
    let Some(Facts::Page(page)) = context.file.facts().map(|facts| &**facts) else {
        return;
    };
    let Some(group) = bank.groups_in(path.folder()).first() else {
        return;
    };
    let config = bank.config();
    let of_another_kind =
        config.authors.contains(path.as_str()) || config.guides.contains(path.as_str());
    if !path.as_str().ends_with(".md") || of_another_kind || is_a_broken_group(page) {
        return;
    }
    let folder = bank.answers_folder(group);
    let message = format!(
        "a file beside a group is taken for a group, and this one has no `questions`; move it elsewhere, an answer to `{folder}`"
    );
    found.add(place(page), message);
}

/// Whether another rule tells why the file is no group.
fn is_a_broken_group(page: &Page) -> bool {
    let unclosed = page
        .split()
        .front
        .is_some_and(|front| front.close.is_none());
    let head = page.head();
    unclosed
        || head.is_some_and(|head| {
            !head.errors.is_empty() || head.map.entries.iter().any(holds_questions)
        })
}

/// The first thing in the file.
fn place(page: &Page) -> Span {
    let split = page.split();
    match split.front {
        Some(front) => front.open,
        None => page.body.first_line.shift(split.body),
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn beside_a_group_only() {
        Fixture::new(
            "authors: go/authors.md
//- /go/go.md
---
questions: []
---
//- /go/notes.md

# Notes␍
//^^^ stray-file: a file beside a group is taken for a group, and this one has no `questions`; move it elsewhere, an answer to `go/content`
//- /go/head.md
---
//^^^ stray-file
title: x
---
//- /go/authors.md
//- /go/broken.md
---
title: 'x
---
//- /go/typo.md
---
question:
  - {question: a, answer: b}
---
//- /go/data.txt
//- /go/UPPER.MD
//- /go/content/a.md
//- /go/content/deep/a.md
//- /other/readme.md
//- /readme.md
",
        )
        .check_findings("stray-file");
    }

    #[test]
    fn at_the_root() {
        Fixture::new(
            "//- /go.md\n---\nquestions: []\n---\n//- /README.md\nHello\n//^^^ stray-file\n",
        )
        .check_findings("stray-file");
    }
}
