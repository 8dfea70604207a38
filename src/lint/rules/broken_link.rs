use crate::bank::path::{folders_above, is_left_out};
use crate::bank::{Bank, BankPath, CONFIG_FILE, Severity};
use crate::lint::fixes::use_link;
use crate::lint::rule::{BodyContext, Check, Found, QuestionContext, Rule};
use crate::syntax::markdown::body::{Body, Link};

pub const RULE: Rule = Rule {
    code: "broken-link",
    severity: Severity::Warning,
    summary: "A relative link or image points to a file that does not exist",
    page: r"
## What it finds
A link or an image in a file with questions, an answer, or a page that one of them leads to, whose relative path names no
file or folder of the bank. These are not checked: links to the web, links that start with a slash (`/guides`), links that point
outside the bank or into another bank within it, and links to hidden or excluded files or into `node_modules` or
`vendor`.

## Why
Readers get an error page, or see a gap in place of the image.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
A typed pipe, much safer than a [mutex](mutexes.md).
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
A typed pipe, much safer than a [mutex](mutexes.md).
//- /go/content/mutexes.md
A lock for one goroutine at a time.
```

## What to do
Correct the path, which is relative to the folder of the file that contains the link, or remove the link.
",
    checks: &[Check::Body(check), Check::Question(check_inline)],
    fixes: &[use_link::PROTOCOL],
};

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    links(
        context.bank,
        context.path,
        context.body,
        context.start,
        found,
    );
}

/// An inline answer: its links are relative to the group's file.
fn check_inline(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(body) = context.question.inline() {
        links(context.bank, context.path, body, 0, found);
    }
}

fn links(bank: &Bank, path: &BankPath, body: &Body, start: u32, found: &mut Found<'_>) {
    for link in body.links().filter(|link| !link.path.is_empty()) {
        if let Some(target) = path
            .beside(link.path)
            .filter(|target| is_absent(bank, target))
        {
            found.add(link.span.shift(start), message(&link, &target));
        }
    }
}

/// Whether neither a file nor a folder is at `target`, as far as the bank knows: hidden files and folders of dependencies,
/// what the configuration excludes, and the files of another bank within this one may be there.
fn is_absent(bank: &Bank, target: &BankPath) -> bool {
    let excluded = |path: &str| bank.config().exclude.contains(path);
    bank.file(target.as_str()).is_none()
        && !bank.has_folder(target)
        && !is_left_out(&format!("{target}/"))
        && !excluded(target.as_str())
        && !excluded(&format!("{target}/_"))
        && !is_in_another(bank, target)
}

/// Whether a folder above `path` has a configuration of its own, which makes it another bank.
fn is_in_another(bank: &Bank, path: &BankPath) -> bool {
    folders_above(path.as_str())
        .any(|folder| bank.file(&format!("{folder}/{CONFIG_FILE}")).is_some())
}

fn message(link: &Link<'_>, target: &BankPath) -> String {
    let path = link.path;
    if path.starts_with("www.") {
        format!("`{path}` is read as a file name; write `https://{path}`")
    } else if link.image {
        format!("image `{target}` does not exist in this bank")
    } else {
        format!("`{target}` does not exist in this bank")
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("broken-link");
    }

    #[test]
    fn relative_paths_to_nothing() {
        check(
            r"
//- /go/go.md
---
questions: []
---
[a](content/one.md) [b](one.md)
//^^^ broken-link: `go/one.md` does not exist in this bank
//- /go/content/one.md
[self](one.md) [up](../go.md#x) [gone](../js/js.md?x=1#y), [same](two.md 'title')
//^^^ broken-link: `go/js/js.md` does not exist in this bank
//^^^ broken-link: `go/content/two.md` does not exist in this bank
![i](<a b.png>) ![j](a%20c.png)
//^^^ broken-link: image `go/content/a c.png` does not exist in this bank
[www](www.example.org)
//^^^ broken-link: `www.example.org` is read as a file name; write `https://www.example.org`
[case](One.md)
//^^^ broken-link

[ref]: three.md
//^^^ broken-link: `go/content/three.md` does not exist in this bank

[ref] `[code](four.md)`

```
[code](five.md)
```
//- /go/content/a b.png
",
        );
    }

    #[test]
    fn what_cannot_be_judged() {
        check(
            r"
//- /go/go.md
---
questions: []
---
[a](https://example.org/x) [b](mailto:a@b) [c](//example.org) [d](/guides) [e](#here) [f](?x)
[g](../../elsewhere.md) [h](..) [i](content) [j](content/) [k](.) [l](../go/content)
[m](../.github/workflow.yml) [n](.hidden.md)

<!-- qmark: allow(broken-link) -->
[allowed](gone.md)
//- /go/content/one.md
One.
",
        );
        check(
            r"
exclude: [drafts/**]
//- /go/go.md
---
questions: []
---
[a](../drafts/one.md) [b](../drafts) [c](../other)
//^^^ broken-link: `other` does not exist in this bank
",
        );
    }

    #[test]
    fn inline_answers_link_from_their_group() {
        check(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: See [one](content/one.md) and [two](content/two.md).
//^^^ broken-link: `go/content/two.md` does not exist in this bank
  - question: Block?
    answer: |
      Text,␍

      ![picture](picture.png)␍
//^^^ broken-link: image `go/picture.png` does not exist in this bank
  - {question: Flow?, answer: '[x](x.md)'}
//^^^ broken-link
  - question: Allowed?
    answer: |
      <!-- qmark: allow(broken-link) -->

      [x](x.md)
  - question: 'Broken?
    answer: See [x](x.md)
---
//- /go/content/one.md
One.
",
        );
    }
}
