use crate::bank::Severity;
use crate::lint::fixes::write_count;
use crate::lint::keys;
use crate::lint::promised_count::promise;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::syntax::yaml::Scalar;
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "title-count",
    severity: Severity::Hint,
    summary: "The number of questions in a title differs from the group's",
    page: "\
## What it finds
A number before the word “Questions” in `title`, `briefTitle` or the `title` of `seo` that differs from the number of
questions in the group. `50+` and `over 50` allow more. A number after a name is a version and is ignored: “Java 8
Questions”, “React 18 & 19 Questions”.

## Why
Readers expect the number of questions that the title promises.

## Example
```bad
//- /go/go.md
---
title: 'Top 3 Go Interview Questions'
questions:
  - question: What is a channel?
    answer: A typed pipe.
---
```
```good
//- /go/go.md
---
title: 'Top 2 Go Interview Questions'
questions:
  - question: What is a channel?
    answer: A typed pipe.
  - question: What is a slice?
    answer: A view of an array.
---
```

## What to do
Correct the number, or remove it from the title.
",
    checks: &[Check::Group(check)],
    fixes: &[write_count::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let count = context.group.questions.len();
    if count == 0 {
        return;
    }
    for keyed in keys::head(context) {
        for entry in &keyed.map.entries {
            let title = matches!(entry.key.text.as_str(), "title" | "briefTitle");
            let scalar = entry.value.as_string().filter(|_| title);
            let Some((scalar, promise)) = scalar.and_then(|s| Some((s, promise(&s.text)?))) else {
                continue;
            };
            if !promise.is_kept_by(count) {
                let message = format!(
                    "the title promises {} questions, but the group has {count}",
                    promise.number
                );
                found.add(place(scalar, promise.span), message);
            }
        }
    }
}

/// The place of a part of the text; the whole value where escapes move the letters.
fn place(scalar: &Scalar, part: Span) -> Span {
    let inner = scalar.inner();
    match inner.len() as usize == scalar.text.len() {
        true => part.shift(inner.start),
        false => scalar.span,
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[test]
    fn in_every_title() {
        Fixture::new(
            "//- /go/go.md
---
briefTitle: Go in 3 Questions
title: '3 Äpfel Questions'␍
//^^^ title-count: the title promises 3 questions, but the group has 2
description: 3 Questions
seo: {title: 'The 9 \"Go\" Questions', description: 3 Questions}
//^^^ title-count
questions:
  - question: a
    answer: b
  - question: 'broken
---
//- /java/java.md
---
title: 1+ Questions
briefTitle: \"The 2 Questions\"
questions: [{question: a}, {question: b}]
---
//- /empty/empty.md
---
title: 5 Questions
questions:
---
",
        )
        .check_findings("title-count");
    }
}
