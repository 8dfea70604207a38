use crate::bank::Severity;
use crate::facts::{Facts, Page};
use crate::lint::fixes::bring_in;
use crate::lint::keys::holds_questions;
use crate::lint::rule::{Check, FileContext, Found, Rule};
use crate::shape::documents::FileKind;
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "stray-file",
    severity: Severity::Error,
    summary: "A markdown file without questions is in the folder of a `roadmap` group",
    page: "\
## What it finds
A file that ends in `.md`, has no `questions`, and is in the folder of a group of the profile `roadmap` (see
`missing-key`). Next to other groups a README or notes are allowed. Authors and guides, which the settings list, and files with
`shape: topics` are not reported.

## Why
The build of this format reads every such file as a group, and fails if it has no questions.

## Example
```bad
//- /go/go.md
---
briefTitle: Go
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
briefTitle: Go
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
    fixes: &[bring_in::STRAY],
};

fn check(context: &FileContext<'_>, found: &mut Found<'_>) {
    let (bank, path) = (context.bank, &context.file.path);
    let Some(Facts::Page(page)) = context.file.facts().map(|facts| &**facts) else {
        return;
    };
    let mut groups = bank.groups_in(path.folder());
    let Some(group) = groups.find(|group| bank.is_roadmap(group.as_str())) else {
        return;
    };
    let config = bank.config();
    let of_another_kind = config.authors.contains(path.as_str())
        || config.guides.contains(path.as_str())
        || config
            .documents
            .decide(path.as_str())
            .sets(FileKind::Topics);
    if !path.as_str().ends_with(".md") || of_another_kind || is_a_broken_group(page) {
        return;
    }
    let folder = bank.answers_folder(group);
    let message = format!(
        "files beside a group are read as groups, and this one has no `questions`; move it (an answer belongs in `{folder}`)"
    );
    found.add(place(page), message);
}

/// Whether another rule reports why the file is not a group.
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
seo: {title: x}
questions: []
---
//- /go/notes.md

# Notes␍
//^^^ stray-file: files beside a group are read as groups, and this one has no `questions`; move it (an answer belongs in `go/content`)
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
    fn a_list_of_topics_is_no_stray_file() {
        Fixture::new(
            "documents: [{files: go/topics.md, shape: topics}]
//- /go/go.md
---
seo: {title: x}
questions: []
---
//- /go/topics.md
# Easy

## What is a channel?
## What is a map?
## What is a slice?
",
        )
        .check_findings("stray-file");
    }

    #[test]
    fn beside_a_group_of_no_profile_it_is_a_page() {
        let bank = |settings: &str, head: &str, mark: &str| {
            format!(
                "{settings}//- /go/go.md\n---\n{head}questions: []\n---\n//- /go/README.md\nHello\n{mark}//- /go/notes.md\n# Notes\n{mark}"
            )
        };
        let mark = "//^^^ stray-file\n";
        for (settings, head, mark) in [
            ("", "", ""),
            ("", "title: Go\norder: 1\n", ""),
            ("profile: none\n", "briefTitle: Go\n", ""),
            ("profile: roadmap\n", "", mark),
            ("", "sitemap: {priority: 1}\n", mark),
        ] {
            Fixture::new(&bank(settings, head, mark)).check_findings("stray-file");
        }
        // One group of the profile is enough.
        Fixture::new(
            "//- /a.md\n---\nquestions: []\n---\n//- /b.md\n---\nseo: {}\nquestions: []\n---\n//- /README.md\nHello\n//^^^ stray-file\n",
        )
        .check_findings("stray-file");
    }

    #[test]
    fn at_the_root() {
        Fixture::new(
            "//- /go.md\n---\nbriefTitle: Go\nquestions: []\n---\n//- /README.md\nHello\n//^^^ stray-file\n",
        )
        .check_findings("stray-file");
    }
}
