use crate::bank::{Content, Fault, Severity};
use crate::lint::rule::{Check, FileContext, Found, Rule};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "not-utf8",
    severity: Severity::Error,
    summary: "A markdown file is not valid UTF-8 or cannot be read",
    page: "\
## What it finds
A markdown file that is not valid UTF-8, or that cannot be opened, for example for lack of permission. Nothing in it is
checked.

## Why
Readers see replacement characters instead of letters, or nothing at all.

## Example
The first file is encoded in Latin-1, as by old editors.
```bad
//- /go/content/maps.md latin-1
A map is not a café's menu.
```
```good
//- /go/content/maps.md
A map is not a café's menu.
```

## What to do
Save the file as UTF-8. Many editors call this “save with encoding”.
",
    checks: &[Check::File(check)],
    fixes: &[],
};

fn check(context: &FileContext<'_>, found: &mut Found<'_>) {
    match &context.file.content {
        Content::Fault(Fault::NotUtf8(offset)) => {
            let at = u32::try_from(*offset).unwrap_or(u32::MAX);
            let message = format!(
                "this file is not valid UTF-8 (byte {} is the first invalid one); save it as UTF-8",
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
//^^^ not-utf8: this file is not valid UTF-8 (byte 10 is the first invalid one); save it as UTF-8
//- /b.md latin-1
plain
//- /c.md
café
",
        )
        .check_findings("not-utf8");
    }
}
