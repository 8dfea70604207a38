use crate::bank::{Content, Fault, Severity};
use crate::lint::rule::{Check, FileContext, Found, Rule};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "not-utf8",
    severity: Severity::Error,
    summary: "A markdown file cannot be read as text",
    page: "\
## What it finds
A markdown file whose bytes are not UTF-8, or that the system does not let anybody read. Nothing in it is checked.

## Why
Readers see replacement signs in place of its letters, or nothing of the file at all.

## Example
The first file is written in Latin-1, as old editors do.
```bad
//- /go/content/maps.md latin-1
A map is not a café's menu.
```
```good
//- /go/content/maps.md
A map is not a café's menu.
```

## What to do
Save the file as UTF-8: editors offer it as “save with encoding”.
",
    checks: &[Check::File(check)],
    fixes: &[],
};

fn check(context: &FileContext<'_>, found: &mut Found<'_>) {
    match &context.file.content {
        Content::Fault(Fault::NotUtf8(offset)) => {
            let at = u32::try_from(*offset).unwrap_or(u32::MAX);
            let message = format!(
                "this file is not UTF-8: its byte {} is part of no letter; save it as UTF-8",
                offset + 1
            );
            found.add(Span::at(at), message);
        }
        Content::Fault(Fault::Unreadable(reason)) => {
            found.add(Span::at(0), format!("this file cannot be read: {reason}"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn the_first_wrong_byte() {
        Fixture::new(
            "//- /a.md latin-1
plain
café
//^^^ not-utf8: this file is not UTF-8: its byte 10 is part of no letter; save it as UTF-8
//- /b.md latin-1
plain
//- /c.md
café
",
        )
        .check_findings("not-utf8");
    }
}
