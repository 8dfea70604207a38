use crate::bank::Severity;
use crate::lint::fixes::close_fence;
use crate::lint::rule::{BodyContext, Check, Found, QuestionContext, Rule};
use crate::syntax::markdown::body::Body;

pub const RULE: Rule = Rule {
    code: "unclosed-fence",
    severity: Severity::Warning,
    summary: "A code fence is not closed",
    page: r"
## What it finds
A line of three or more backticks or tildes that opens a code block which is not closed, or not before the next block is
opened. It is reported on the opening line, in introductions, answers and other markdown.

## Why
The rest of the page is shown as code.

## Example
````bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
```go
ch := make(chan int)

It has a type.
````
````good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
```go
ch := make(chan int)
```

It has a type.
````

## What to do
Close the block with a line of the same characters, at least as many as in the opening line, and nothing after them.
",
    checks: &[Check::Body(check), Check::Question(check_inline)],
    fixes: &[close_fence::FIX],
};

const MESSAGE: &str = "this code fence is not closed; everything below it is shown as code";

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    for fence in context.body.open_fences() {
        found.add(fence.shift(context.start), MESSAGE);
    }
}

fn check_inline(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let inline = context.question.inline();
    for fence in inline.into_iter().flat_map(Body::open_fences) {
        found.add(*fence, MESSAGE);
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn in_every_kind_of_text() {
        Fixture::new(
            r"
authors: [authors/*.md]
//- /go/go.md
---
questions:
  - question: Block?
    answer: |
      Text

      ~~~js
//^^^ unclosed-fence: this code fence is not closed; everything below it is shown as code
      code
  - question: Closed?
    answer: |
      ```js
      code
      ```
  - question: One line?
    answer: '```'
//^^^ unclosed-fence
  - question: Folded, so that nothing is known of its lines?
    answer: >
      ```js
  - question: Plain?
    answer: Use three backticks (```) to open it.
---

```
//^^^ unclosed-fence
intro
//- /go/content/one.md
- item

  ````js␍
//^^^ unclosed-fence
  code␍
  ```␍

text
//- /go/content/two.md
```sh
//^^^ unclosed-fence
code

Prose.

```sh
more
```
//- /go/content/three.md
````md
```js
```
````
<!-- qmark: allow(unclosed-fence) -->

```
//- /authors/ada.md
---
name: Ada
---
```
//^^^ unclosed-fence
",
        )
        .check_findings("unclosed-fence");
    }
}
