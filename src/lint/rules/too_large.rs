use crate::bank::{Content, Fault, Severity};
use crate::lint::rule::{Check, FileContext, Found, Rule};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "too-large",
    severity: Severity::Warning,
    summary: "A markdown file is larger than the limit and is not read",
    page: "\
## What it finds
A markdown file with more bytes than the setting `maxFileSize` allows; it is 8 MiB unless `qmark.yaml` says otherwise.
Nothing in the file is checked.

## Why
An answer of that size is nearly always something else: a log, a dump, a picture as text.

## Example
```bad
//- /go/content/maps.md
A map is a table of keys and values.
//- /qmark.yaml
maxFileSize: 20
```
```good
//- /go/content/maps.md
A map is a table of keys and values.
//- /qmark.yaml
maxFileSize: 40
```

## What to do
Split the file, move it out of the bank, or raise `maxFileSize`.
",
    checks: &[Check::File(check)],
    fixes: &[],
};

fn check(context: &FileContext<'_>, found: &mut Found<'_>) {
    if let Content::Fault(Fault::TooLarge(size)) = context.file.content {
        let limit = context.bank.config().max_file_size;
        let message =
            format!("this file has {size} bytes and is not read: `maxFileSize` is {limit}");
        found.add(Span::at(0), message);
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn more_than_the_limit() {
        Fixture::new(
            "maxFileSize: 5
//- /four.md
1234
//- /five.md
12345
//^^^ too-large: this file has 6 bytes and is not read: `maxFileSize` is 5
//- /data.json
123456789
",
        )
        .check_findings("too-large");
    }
}
