use crate::bank::Severity;
use crate::bank::config::ValueType;
use crate::facts::question::Answer;
use crate::lint::fixes::remove_empty;
use crate::lint::keys::{self, KeyedMap, is_empty};
use crate::lint::rule::{Check, Found, GroupContext, QuestionContext, Rule};
use crate::syntax::markdown::shown::Shown;
use crate::syntax::yaml::{Entry, Node};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "empty-value",
    severity: Severity::Warning,
    summary: "A key has an empty value",
    page: "\
## What it finds
A key with no value, with `null` or with an empty text; an inline answer without visible text, such as a comment; an empty
item in a list; a hyphen in `questions` without a question; a group without questions. It is an error where a question or
a group needs the value. Empty `topics` are reported by `missing-topics`; an empty list of `keywords` is allowed.

## Why
Readers see a gap where they expect text. Programs that read the bank fail on an empty question, answer, `seo` or
`questions`.

## Example
```bad
//- /go/go.md
---
description: ''
questions:
  - question: What is a channel?
    answer:
---
```
```good
//- /go/go.md
---
description: Questions about Go.
questions:
  - question: What is a channel?
    answer: A typed pipe.
---
```

## What to do
Write the value, or remove the key if it is optional.
",
    checks: &[
        Check::File(keys::config_problems),
        Check::Group(check_group),
        Check::Question(check_question),
    ],
    fixes: &[remove_empty::FIX],
};

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(question) = keys::question(context) {
        check(&question, context.question.trailing_empty_item(), found);
        check_answer(context, found);
    } else if context.question.is_keyed() && context.question.is_whole() && is_empty(context.node) {
        found.add_as(
            Severity::Error,
            context.question.report_span(),
            "this question is empty",
        );
    }
}

/// Finds an answer in its question that has a text, but nothing that a reader sees.
fn check_answer(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let answer = context.question.answer().and_then(Answer::scalar);
    let Some(answer) = answer.filter(|answer| !answer.text.trim().is_empty()) else {
        return;
    };
    if context.question.answer_shown() == Some(Shown::Nothing) {
        found.add(answer.span, "`answer` has no visible text");
    }
}

fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    for map in keys::head(context) {
        check(&map, None, found);
    }
    check_end(context, found);
    let group = context.group;
    if !group.questions.is_empty() || !group.head.errors.is_empty() {
        return;
    }
    let Some(list) = group.yaml() else {
        return;
    };
    match list.not_a_list.as_ref() {
        Some(node) if is_empty(node) => {
            found.add_as(
                Severity::Error,
                group.opening,
                "`questions` has no value; it must be a list of questions",
            );
        }
        Some(_) => {}
        None => {
            found.add(group.opening, "this group has no questions");
        }
    }
}

/// Finds the empty item with which the last question ends. With a question below it, it is more than an empty value:
/// see `invalid-yaml`.
fn check_end(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let questions = &context.group.questions;
    let last = questions
        .len()
        .checked_sub(1)
        .and_then(|at| questions.get(at));
    let Some((placed, dash)) =
        last.and_then(|last| Some((last, last.question.trailing_empty_item()?)))
    else {
        return;
    };
    let node = &placed.question.node();
    let question = QuestionContext {
        bank: context.bank,
        path: context.path,
        question: placed.question,
        node,
    };
    let Some(keyed) = keys::question(&question) else {
        return;
    };
    let Some(index) = keyed.map.entries.len().checked_sub(1) else {
        return;
    };
    let entry = &keyed.map.entries[index];
    let value_type = keyed.key(&entry.key.text).map(|key| key.value_type);
    let item = empty_items(entry).find(|(_, item)| hyphen(item) == Some(dash));
    if let Some((at, _)) = item.filter(|_| value_type == Some(ValueType::Strings)) {
        let span = dash.shift(placed.start);
        found
            .add(span, item_is_empty(entry))
            .about(keyed.about_item(index, at));
    }
}

/// `end` is the hyphen of an item that is looked at elsewhere.
fn check(keyed: &KeyedMap<'_>, end: Option<Span>, found: &mut Found<'_>) {
    for (index, entry) in keyed.map.entries.iter().enumerate() {
        match keyed.key(&entry.key.text).map(|key| key.value_type) {
            None | Some(ValueType::Any | ValueType::Questions) => {}
            Some(_) if is_empty(&entry.value) => {
                // `missing-topics` reports a question without topics.
                if entry.key.text != "topics" {
                    report(keyed, index, found);
                }
            }
            Some(ValueType::Strings) => check_items(keyed, index, end, found),
            Some(_) => {}
        }
    }
}

fn report(keyed: &KeyedMap<'_>, index: usize, found: &mut Found<'_>) {
    let (entry, about) = (&keyed.map.entries[index], keyed.about_key(index));
    let name = &entry.key.text;
    let span = match entry.value.span() {
        span if span.is_empty() => entry.key.span,
        span => span,
    };
    if entry.value.is_null() {
        let severity = match keys::build_needs(name) {
            true => Severity::Error,
            false => RULE.severity,
        };
        found
            .add_as(severity, span, format!("`{name}` has no value"))
            .about(about);
    } else {
        found.add(span, format!("`{name}` is empty")).about(about);
    }
}

fn check_items(keyed: &KeyedMap<'_>, index: usize, end: Option<Span>, found: &mut Found<'_>) {
    let entry = &keyed.map.entries[index];
    for (at, item) in empty_items(entry) {
        let span = match item.span() {
            span if span.is_empty() => match hyphen(item) {
                dash if dash.is_some() && dash == end => continue,
                dash => dash.unwrap_or(entry.key.span),
            },
            span => span,
        };
        found
            .add(span, item_is_empty(entry))
            .about(keyed.about_item(index, at));
    }
}

/// The empty items of a list; none of a list of topics in which all are, for that has no topics.
fn empty_items(entry: &Entry) -> impl Iterator<Item = (usize, &Node)> {
    let items = entry.value.as_list().map_or(&[][..], |list| &list.items);
    let is_for_another_rule = entry.key.text == "topics" && items.iter().all(is_empty);
    let items = if is_for_another_rule { &[] } else { items };
    items.iter().enumerate().filter(|(_, item)| is_empty(item))
}

fn item_is_empty(entry: &Entry) -> String {
    format!("an item of `{}` is empty", entry.key.text)
}

/// The place of the hyphen before an empty item.
fn hyphen(item: &Node) -> Option<Span> {
    let at = item.span().start;
    Some(Span::new(at.checked_sub(1)?, at))
}

#[cfg(test)]
mod tests {
    use crate::bank::Severity;
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[test]
    fn in_heads() {
        Fixture::new(
            "exclude:
//^^^ empty-value
//- /go/go.md
---
order:␍
//^^^ empty-value: `order` has no value
title: ''␍
//^^^ empty-value: `title` is empty
description: \"  \"␍
//^^^ empty-value: `description` is empty
isNew: ~␍
//^^^ empty-value: `isNew` has no value
unknown:
ending:
//^^^ empty-value
seo:
  title: a
  description:
//^^^ empty-value
  keywords: []
sitemap:
//^^^ empty-value
questions:
  - question: a
    answer: b
---
",
        )
        .check_findings("empty-value");
    }

    #[test]
    fn in_questions() {
        Fixture::new(
            "keys: {question: {note: any, video: string}}
//- /go/go.md
---
questions:
  - question: ''␍
//^^^ empty-value: `question` is empty
    answer:␍
//^^^ empty-value: `answer` has no value
    topics:␍
    note:
    video:
//^^^ empty-value
  - {question: a, answer: ''}
//^^^ empty-value
  - question: b
    answer: |
//^^^ empty-value: `answer` is empty
    topics: ['']
  - question: c
    answer: d
    topics: [x, '', y]
//^^^ empty-value: an item of `topics` is empty
  - question: e
    answer: f
    topics:
      - x
      -
//^^^ empty-value: an item of `topics` is empty
      - y
  -
//^^^ empty-value: this question is empty
  - question: g
    answer: <!-- to do -->
//^^^ empty-value: `answer` has no visible text
  - question: h
    answer: |
//^^^ empty-value
      <!-- to do -->

      [docs]: https://example.org
  - question: i
    answer: '# a comment'
  - question: j
    answer: '+'
  - question: k
    answer: <br>
//^^^ empty-value
  - question: 'broken
    answer:
---
",
        )
        .check_findings("empty-value");
    }

    #[test]
    fn an_empty_item_at_the_end_of_a_question() {
        // Above a question it is an error of its own.
        Fixture::new(
            "//- /go/go.md
---
questions:
  - question: a
    answer: b
    topics:
      - x
      -
  - question: c
    answer: d
    topics:
      - x
      - ''
//^^^ empty-value: an item of `topics` is empty
  - question: e
    answer: f
    topics:
    - x
    -
//^^^ empty-value: an item of `topics` is empty
    - y
    - # note
---
"
            .replace(
                "    - # note",
                "    - # note\n//^^^ empty-value: an item of `topics` is empty",
            )
            .as_str(),
        )
        .check_findings("empty-value");
    }

    #[test]
    fn a_question_that_is_not_written_under_keys_is_not_empty() {
        Fixture::new(
            "//- /cards.md
Q: What is a channel?
Q: May it be closed?
A: Yes.
",
        )
        .check_findings("empty-value");
    }

    #[test]
    fn a_group_without_questions() {
        for (value, severity) in [
            ("", Some(Severity::Error)),
            (" null", Some(Severity::Error)),
            (" # later", Some(Severity::Error)),
            (" []", Some(Severity::Warning)),
            (" none", None),
            (" [", None),
            (" [{question: a}]", None),
        ] {
            let text = format!("//- /go/go.md\n---\ntitle: a\nquestions:{value}\n---\n");
            let findings = Findings::of_bank(&Fixture::new(&text).bank);
            let mut list = findings.of("go/go.md").iter();
            let found = list.find(|f| f.code == "empty-value").map(|f| f.severity);
            assert_eq!(found, severity, "{value:?}");
        }
    }
}
