use crate::bank::Severity;
use crate::lint::details;
use crate::lint::fixes::details_tags;
use crate::lint::rule::{BodyContext, Check, Found, QuestionContext, Rule};
use crate::syntax::markdown::body::Body;
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "unclosed-details",
    severity: Severity::Warning,
    summary: "A `<details>` is not closed",
    page: r"
## What it finds
The start of a folded part, `<details>`, without its end, in a file with questions or in an answer. Code and comments are
not checked. After a code fence that is not closed nothing is reported, because the end may be in that code.

## Why
The rest of the page is folded, and readers who do not open it never see it.

## Example
```bad
//- /questions.md
# Go interview questions

### What is a channel?
<details><summary>Answer</summary>

A typed pipe between goroutines.

</details>

### What is a mutex?
<details><summary>Answer</summary>

A lock for one goroutine at a time.

### What is a slice?
<details><summary>Answer</summary>

A view of an array.

</details>
```
```good
//- /questions.md
# Go interview questions

### What is a channel?
<details><summary>Answer</summary>

A typed pipe between goroutines.

</details>

### What is a mutex?
<details><summary>Answer</summary>

A lock for one goroutine at a time.

</details>

### What is a slice?
<details><summary>Answer</summary>

A view of an array.

</details>
```

## What to do
Write `</details>` where the folded part ends.
",
    checks: &[Check::Body(check), Check::Question(check_inline)],
    fixes: &[details_tags::CLOSE, details_tags::UNFOLD],
};

const MESSAGE: &str = "this `<details>` is not closed; everything below it is folded";

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    details::in_body(context, open(context.body), MESSAGE, found);
}

fn check_inline(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    details::inline(context, open, MESSAGE, found);
}

/// The tags that no fence can have cut off from their end.
fn open(body: &Body) -> impl Iterator<Item = &Span> {
    let fence = body.open_fences().iter().map(|fence| fence.start).max();
    let tags = body.open_details().iter();
    tags.filter(move |tag| fence.is_none_or(|fence| fence < tag.start))
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn in_answers_but_not_in_pages() {
        Fixture::new(
            "//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
  - question: Two?
    answer: |
      <details>
//^^^ unclosed-details: this `<details>` is not closed; everything below it is folded

      It has a type.
---
//- /go/content/one.md
`<details>` and

    <details>

<!-- <details> -->

<details>
//^^^ unclosed-details
<summary>More</summary>

Text
//- /go/content/two.md
<details>

```
</details>
//- /notes.md
<details>
",
        )
        .check_findings("unclosed-details");
    }
}
