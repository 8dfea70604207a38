use crate::bank::Severity;
use crate::lint::details;
use crate::lint::fixes::details_tags;
use crate::lint::rule::{BodyContext, Check, Found, QuestionContext, Rule};
use crate::syntax::markdown::body::Body;

pub const RULE: Rule = Rule {
    code: "stray-details",
    severity: Severity::Warning,
    summary: "A `</details>` closes nothing",
    page: r"
## What it finds
The end of a folded part, `</details>`, without its start, in a file with questions or in an answer. Code and comments are
not checked.

## Why
Without its start, the part is not folded: mostly an answer, which readers then see with the question.

## Example
```bad
//- /questions.md
# Go interview questions

### What is a channel?
<details><summary>Answer</summary>

A typed pipe between goroutines.

</details>

### What is a mutex?

A lock for one goroutine at a time.

</details>

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
Write `<details>` where the folded part starts, or remove the tag.
",
    checks: &[Check::Body(check), Check::Question(check_inline)],
    fixes: &[details_tags::FOLD, details_tags::REMOVE_END],
};

const MESSAGE: &str = "this `</details>` closes nothing";

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    let tags = context.body.stray_details().iter();
    details::in_body(context, tags, MESSAGE, found);
}

fn check_inline(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let tags = |body| Body::stray_details(body).iter();
    details::inline(context, tags, MESSAGE, found);
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn one_end_too_many() {
        Fixture::new(
            "//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
---
//- /go/content/one.md
- <details>
  <summary>More</summary>

  Text

  </details></details>
//^^^ stray-details: this `</details>` closes nothing

`</details>`
",
        )
        .check_findings("stray-details");
    }
}
