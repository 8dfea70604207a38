use crate::bank::{Content, Fault, Severity};
use crate::lint::rule::{Check, FileContext, Found, Rule};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "too-large",
    severity: Severity::Warning,
    summary: "A markdown file is larger than the limit and is not read",
    page: "\
## What it finds
A markdown file with more bytes than the setting `maxFileSize` allows (8 MiB by default). Nothing in the file is checked.

## Why
A file of that size is rarely an answer: usually it is a log, a dump or an image encoded as text.

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
            format!("this file is not read: it has {size} bytes and `maxFileSize` is {limit}");
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
//^^^ too-large: this file is not read: it has 6 bytes and `maxFileSize` is 5
//- /data.json
123456789
",
        )
        .check_findings("too-large");
    }
}
