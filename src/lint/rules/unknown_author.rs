use crate::bank::Severity;
use crate::lint::fixes::use_id;
use crate::lint::head_reference::{Named, check_id, near_author};
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "unknown-author",
    severity: Severity::Warning,
    summary: "The `authorId` of a group is not an author of the bank",
    page: r"
## What it finds
The key `authorId` must be the name of an author's file without its extension, and this file does not exist. The rule does
nothing unless the setting `authors` says where the authors are.

## Why
With an `authorId` the group's page shows its author, and this author is unknown.

## Example
```bad
authors: [authors/*.md]
//- /go/go.md
---
authorId: ada-lovelase
date: 2025-03-14
questions: []
---
//- /authors/ada-lovelace.md
---
name: Ada Lovelace
---
```
```good
authors: [authors/*.md]
//- /go/go.md
---
authorId: ada-lovelace
date: 2025-03-14
questions: []
---
//- /authors/ada-lovelace.md
---
name: Ada Lovelace
---
```

## What to do
Write the name of the author's file, or add the file.
",
    checks: &[Check::Group(check)],
    fixes: &[use_id::AUTHOR],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let named = Named {
        key: "authorId",
        what: "author",
        files: &context.bank.config().authors,
    };
    let bank = context.bank;
    let known = |id: &str| bank.author(id).is_some();
    check_id(context, found, &named, known, |id| near_author(bank, id));
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn authors_are_known_by_their_files() {
        Fixture::new(
            r"
authors: [authors/**/*.md]
//- /a/a.md
---
authorId: 'ada'
questions: []
---
//- /b/b.md
---
questions: []
authorId: grase
//^^^ unknown-author: the author `grase` does not exist; did you mean `grace`?
---
//- /c/c.md
---
authorId: linus
//^^^ unknown-author: the author `linus` does not exist
questions: []
---
//- /d/d.md
---
authorId: linus # qmark: allow(unknown-author)
questions: []
---
//- /e/e.md
---
authorId:
questions: []
---
//- /f/f.md
---
authorId: linus
title: 'open
questions: []
---
//- /authors/ada.md
---
name: Ada
---
//- /authors/old/grace.md
---
name: Grace
---
",
        )
        .check_findings("unknown-author");
    }

    #[test]
    fn silent_where_the_bank_does_not_say() {
        Fixture::new("//- /a/a.md\n---\nauthorId: linus\nquestions: []\n---\n")
            .check_findings("unknown-author");
    }
}
