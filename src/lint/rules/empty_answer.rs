use crate::bank::Severity;
use crate::lint::rule::{BodyContext, Check, Found, Rule};
use crate::syntax::markdown::shown::Shown;
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "empty-answer",
    severity: Severity::Error,
    summary: "An answer file is empty",
    page: r"
## What it finds
An answer file that a question, an `ending` or a link uses, and that has no text or no visible text except headings: only
comments, link definitions or empty elements. It is reported once, in the answer file, however many questions use it. The
text that qmark writes into a new answer file is reported by `placeholder`.

## Why
Readers open the answer and find nothing.

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
    fixes: &[],
};

fn check(context: &BodyContext<'_>, found: &mut Found<'_>) {
    // An empty file that nothing leads to is shown nowhere: that is `orphan-answer`.
    let shows_nothing = context.body.shown() == Shown::Nothing;
    if !shows_nothing || !context.bank.is_answer(context.path) {
        return;
    }
    let name = context.path.name();
    let message = if context.body.is_empty() {
        format!("`{name}` is empty; write the answer")
    } else if context.body.headings().next().is_some() {
        format!("`{name}` shows only its heading; write the answer below it")
    } else {
        format!("`{name}` has no visible text; write the answer")
    };
    if context.bank.is_cited(context.path) {
        let line = context.body.first_line;
        let span = match line.is_empty() {
            true => Span::at(context.start),
            false => line.shift(context.start),
        };
        found.add(span, message);
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
  - question: Five?
    answer: five.md
  - question: Six?
    answer: six.md
  - question: Seven?
    answer: seven.md
  - question: Eight?
    answer: eight.md
  - question: Nine?
    answer: nine.md
  - question: 'Broken?
    answer: four.md
ending: end.md
---
//- /go/content/one.md
//^^^ empty-answer: `one.md` is empty; write the answer
//- /go/content/two.md
  ␍
//^^^ empty-answer
	␍
//- /go/content/three.md
<!-- to do -->
//^^^ empty-answer: `three.md` has no visible text; write the answer
//- /go/content/five.md
# Five?
//^^^ empty-answer: `five.md` shows only its heading; write the answer below it

<!-- to do -->
//- /go/content/six.md
---
title: Six
---

//^^^ empty-answer
//- /go/content/seven.md

[docs]: https://example.org
//^^^ empty-answer
//- /go/content/eight.md
# Eight?

Write the answer here.
//- /go/content/nine.md
![a pipe](https://example.org/pipe.png)
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
