use crate::bank::Severity;
use crate::lint::fixes::use_id;
use crate::lint::head_reference::{Named, check_id, near_guide};
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "unknown-guide",
    severity: Severity::Warning,
    summary: "The `relatedGuidesId` of a group is not a guide of the bank",
    page: r"
## What it finds
The key `relatedGuidesId` must be the name of a guide's file without its extension, and this file does not exist. The rule
does nothing unless the setting `guides` says where the guides are.

## Why
The group's page shows a broken link to further reading.

## Example
```bad
guides: [guides/*.md]
//- /go/go.md
---
relatedGuidesId: concurency
questions: []
---
//- /guides/concurrency.md
Start with one goroutine.
```
```good
guides: [guides/*.md]
//- /go/go.md
---
relatedGuidesId: concurrency
questions: []
---
//- /guides/concurrency.md
Start with one goroutine.
```

## What to do
Write the name of the guide's file, or remove the key.
",
    checks: &[Check::Group(check)],
    fixes: &[use_id::GUIDE],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let named = Named {
        key: "relatedGuidesId",
        what: "guide",
        files: &context.bank.config().guides,
    };
    let bank = context.bank;
    let known = |id: &str| bank.guide(id).is_some();
    check_id(context, found, &named, known, |id| near_guide(bank, id));
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn guides_are_known_by_their_files() {
        Fixture::new(
            r#"
guides: [guides/*.md]
authors: [people/*.md]
//- /a/a.md
---␍
relatedGuidesId: "read-this"␍
questions: []␍
---␍
//- /b/b.md
---␍
relatedGuidesId: "raed-this"␍
//^^^ unknown-guide: the guide `raed-this` does not exist; did you mean `read-this`?
questions: []␍
---␍
//- /c/c.md
---
relatedGuidesId: ada
//^^^ unknown-guide: the guide `ada` does not exist
questions: []
---
//- /guides/read-this.md
Read.
//- /people/ada.md
Ada.
"#,
        )
        .check_findings("unknown-guide");
    }

    #[test]
    fn silent_where_the_bank_does_not_say() {
        Fixture::new("//- /a/a.md\n---\nrelatedGuidesId: x\nquestions: []\n---\n")
            .check_findings("unknown-guide");
    }
}
