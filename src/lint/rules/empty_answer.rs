use crate::bank::Severity;
use crate::lint::rule::{BodyContext, Check, Found, Rule};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "empty-answer",
    severity: Severity::Error,
    summary: "An answer file is empty",
    page: r"
## What it finds
An answer file without any text that a question, an `ending` or a link leads to. It is reported in the answer file, once,
however many questions cite it.

## Why
The page prints `[object Module]` as the answer.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md

```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
A typed pipe between goroutines.
```

## What to do
Write the answer.
",
    checks: &[Check::Body(check)],
    mends: &[],
};

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    // An empty file that nothing leads to is shown nowhere: that is `orphan-answer`.
    let empty = context.body.is_empty() && context.bank.is_answer(context.path);
    if empty && context.bank.is_cited(context.path) {
        found.add(
            Span::at(context.start),
            format!(
                "`{}` is empty, and the site prints `[object Module]` for it; write the answer",
                context.path.name()
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn no_text_is_empty() {
        Fixture::new(
            r"
//- /go/go.md
---
questions:
  - question: One?
    answer: one.md
  - question: One again?
    answer: one.md
  - question: Two?
    answer: two.md
  - question: Three?
    answer: three.md
  - question: 'Broken?
    answer: four.md
ending: end.md
---
//- /go/content/one.md
//^^^ empty-answer: `one.md` is empty, and the site prints `[object Module]` for it; write the answer
//- /go/content/two.md
  ␍
//^^^ empty-answer
	␍
//- /go/content/three.md
<!-- to do -->
//- /go/content/four.md
//^^^ empty-answer
//- /go/content/end.md
//^^^ empty-answer
//- /go/content/orphan.md
//- /go/notes/one.md
//- /js/content/one.md
//- /empty.md
",
        )
        .check_findings("empty-answer");
    }
}
