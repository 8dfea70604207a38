use crate::bank::{BankPath, Severity};
use crate::facts::group::Group;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::syntax::markdown::slug::question_id;
use crate::text::{Span, ellipsis};

pub const RULE: Rule = Rule {
    code: "duplicate-question",
    severity: Severity::Warning,
    summary: "A question repeats another word for word, or has the same id as another in its group",
    page: "\
## What it finds
A question that repeats an earlier question of the bank word for word, in the same group or in another. The comparison
ignores case, white space, quotation marks and punctuation. The message names the first such question.

Also a question with the same id as an earlier one in its group. The id is made from the text: in lower case, with spaces
replaced by hyphens and most punctuation removed.

Translations and copies of a file repeat its questions on purpose and are not reported: `go.md`, `go.de.md` and
`de/go.md`, `go copy.md`, and groups with exactly the same questions. Questions that are nearly the same are reported by
`similar-question`.

## Why
Readers get the question twice, perhaps with answers that contradict each other. If two questions of a group share an id,
a reader who marks one of them as known marks the other too.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is `nil`?
    answer: The zero value of a pointer.
  - question: What is nil
    answer: The zero value of a map.
---
```
```bad
//- /js/js.md
---
questions:
  - question: What is a closure?
    answer: A function with the variables around it.
---
//- /python/python.md
---
questions:
  - question: What is a closure?
    answer: A function that remembers a scope.
---
```
```good
//- /go/go.md
---
questions:
  - question: What is a nil pointer?
    answer: The zero value of a pointer.
  - question: What is a nil map?
    answer: The zero value of a map.
---
//- /go/de/go.md
---
questions:
  - question: What is a nil map?
    answer: Not translated yet.
---
```

## What to do
Reword one of them, or remove it. If both are intended, allow the later one with a comment.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    // Only under keys is the id made of the text alone.
    let has_ids = context.group.yaml().is_some();
    let repeated = context.group.repeated_ids().filter(|_| has_ids);
    for (earlier, later) in repeated {
        let pair = QuestionText::pair(context, later, context.path, earlier);
        let Some((earlier, later)) = pair else {
            continue;
        };
        let id = question_id(later.text);
        // The id shows what the earlier one asks.
        let message = format!("an earlier question of this group has the same id, `{id}`");
        found
            .add(later.span, message)
            .related(context.path, earlier.span, "the earlier question");
    }
    for pair in context.bank.duplicate_questions(context.path) {
        // Reported above.
        if has_ids && context.group.repeats_id(pair.later) {
            continue;
        }
        let texts = QuestionText::pair(context, pair.later, &pair.group, pair.earlier);
        let Some((earlier, later)) = texts else {
            continue;
        };
        let place = match pair.group == *context.path {
            true if has_ids => "this group".to_owned(),
            true => "this file".to_owned(),
            false => format!("`{}`", pair.group),
        };
        let message = format!(
            "an earlier question in {place} asks the same: `{}`",
            one_line(earlier.text)
        );
        found
            .add(later.span, message)
            .related(&pair.group, earlier.span, "the earlier question");
    }
}

/// The text of a question, and its place in the file.
pub(super) struct QuestionText<'b> {
    pub text: &'b str,
    pub span: Span,
}

impl<'b> QuestionText<'b> {
    /// The texts of an earlier question and of a later one, which is in the group that is checked.
    pub fn pair(
        context: &GroupContext<'b>,
        later: usize,
        group: &BankPath,
        earlier: usize,
    ) -> Option<(Self, Self)> {
        let there = context.bank.group(group.as_str())?;
        Some((Self::of(there, earlier)?, Self::of(context.group, later)?))
    }

    fn of(group: &'b Group, index: usize) -> Option<Self> {
        let placed = group.questions.get(index)?;
        let text = placed.question.text()?;
        Some(Self {
            text: text.text,
            span: text.span.shift(placed.start),
        })
    }
}

/// The text in one line, cut where it gets long.
pub(super) fn one_line(text: &str) -> String {
    const LONGEST: usize = 120;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    ellipsis(&words, LONGEST)
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(source: &str) {
        Fixture::new(source).check_findings("duplicate-question");
        Fixture::new(source).check_findings("similar-question");
    }

    #[test]
    fn the_same_id_in_one_group() {
        check(
            r"
//- /a/a.md
---
questions:
  - question: What is `nil`?
  - question: What is nil
//^^^ duplicate-question: an earlier question of this group has the same id, `what-is-nil`
  - question: What is $nil
  - question: 'What is nil'
//^^^ duplicate-question
  - question: 什么是通道？
  - question: 什么是闭包？
  - question: 什么是闭包
//^^^ duplicate-question: an earlier question in this group asks the same: `什么是闭包？`
---
",
        );
    }

    #[test]
    fn the_same_words_in_another_group() {
        check(
            r"
//- /b/b.md
---
questions:
  - question: what is a `lock`
//^^^ duplicate-question: an earlier question in `a/a.md` asks the same: `What is a lock?`
  - question: How large is a page?
  - question: 'What is  a lock'
//^^^ duplicate-question: an earlier question of this group has the same id, `what-is-a-lock`
  - question: 'What is a lock?
  - question: What is a key? # qmark: allow(duplicate-question)
---
//- /a/a.md
---
questions:
  - question: What is a lock?
  - question: What is a key?
  - question: What is C?
  - question: 什么是闭包？
---
//- /c/c.md
---␍
questions: [{question: 'What is a lock!'}, {question: What is C#?}, {question: 什么是通道？}, {question: 什么是闭包}]␍
//^^^ duplicate-question: an earlier question in `a/a.md` asks the same: `What is a lock?`
//^^^ duplicate-question: an earlier question in `a/a.md` asks the same: `什么是闭包？`
---␍
//- /d/d.md
---
questions:
  - question: How large is a page?
//^^^ duplicate-question: an earlier question in `b/b.md` asks the same: `How large is a page?`
  - question: What are locks?
//^^^ similar-question
  - question: New question?
---
//- /e/e.md
---
questions:
  - question: New question?
---
",
        );
    }

    #[test]
    fn a_document_repeats_a_group() {
        check(
            r"
//- /README.md
# Interview questions

## 1. What is a lock?

It guards a value.

## 2. What is a page?

A block of memory.

## 3. What is a Lock
//^^^ duplicate-question: an earlier question in this file asks the same: `What is a lock?`

Not one that doors have.
//- /a/a.md
---
questions:
  - question: How large is a page?
  - question: what is a page
//^^^ duplicate-question: an earlier question in `README.md` asks the same: `What is a page?`
---
",
        );
    }

    #[test]
    fn code_and_options_tell_questions_apart() {
        let quiz = |second: &str, third: &str| {
            format!(
                r"
//- /quiz.md
# Quiz

## 1. What is printed?

```js
print(1 + 1);
```

- [ ] 1
- [x] 2

## 2. What is printed?
{second}

```js
print(1 + 2);
```

- [ ] 1
- [x] 2

## 3. What is printed?
{third}

```js
print(1 +  1);
```

- [{{}}] 2
- [{{}}] 1
"
            )
            .replacen("{}", " ", 1)
            .replacen("{}", "x", 1)
        };
        check(&quiz("", "//^^^ duplicate-question"));
        check(
            &quiz("", "")
                .replace("[ ] 1", "[ ] 3")
                .replace("[x] 1", "[x] 4"),
        );
        // The code may start the answer.
        check(
            "\
//- /code.md
# Questions about output

## 1. What is printed?

```js
print(1);
```

One.

## 2. What is printed?

```js
print(2);
```

Two.

## 3. What is a lock?

It guards a value.
",
        );
    }

    #[test]
    fn not_between_versions_of_one_file() {
        let asks = |path: &str, questions: &[&str]| {
            let items = questions.iter().map(|text| {
                format!(
                    "  - question: {text}
"
                )
            });
            format!(
                "//- /{path}
---
questions:
{}---
",
                items.collect::<String>()
            )
        };
        let one = ["What is a lock?"];
        for (a, b) in [
            ("go.md", "de/go.md"),
            ("go.md", "go.de.md"),
            ("go/go.md", "fr/go/go.md"),
            ("go/go.md", "go-es/go-es.md"),
            ("README.md", "README.pt-BR.md"),
            ("i18n/ja/go.md", "go.md"),
            ("go/go.md", "go/go copy.md"),
            ("go/go.md", "archive/go/go.md"),
        ] {
            check(&(asks(a, &one) + &asks(b, &one)));
        }
        let three = ["What is a lock?", "What is a key?", "What is a page?"];
        check(&(asks("a/a.md", &three) + &asks("b/b.md", &three)));
        // Duplicates of a copy in a third group are reported for both.
        let third = asks("z/z.md", &["What is a key?"]).replace(
            "key?
",
            "key?
//^^^ duplicate-question: an earlier question in `a/a.md` asks the same: `What is a key?`
",
        );
        check(&(asks("a/a.md", &three) + &asks("b/b.md", &three) + &third));
    }
}
