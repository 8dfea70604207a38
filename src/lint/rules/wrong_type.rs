use crate::bank::Severity;
use crate::bank::config::ValueType;
use crate::bank::schema::KeyRef;
use crate::lint::fixes::right_type;
use crate::lint::keys::{self, KeyedMap, is_empty, shown};
use crate::lint::rule::{Check, Found, GroupContext, QuestionContext, Rule};
use crate::lint::value_type::{expected, type_mismatch};
use crate::syntax::yaml::Node;
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "wrong-type",
    severity: Severity::Error,
    summary: "A value has the wrong type for its key",
    page: "\
## What it finds
A value that does not have the type of its key: a word instead of a list, a number instead of text, a `priority` greater
than 1, an invalid `changefreq`, a date not in the form `YYYY-MM-DD`, an item of `questions` that is not a mapping. The
rule also checks custom keys and the settings in `qmark.yaml`. For an optional key it is a warning. In a bank with
`profile: none` the keys of the profile can have any value.

## Why
Programs that read the bank fail on a question or an answer that is not text, and on a value that should be a list. Other
values are displayed incorrectly or ignored: YAML reads `1.10` as a number, and the page shows `1.1`.

## Example
```bad
//- /go/go.md
---
isNew: 'yes'
questions:
  - question: What is a channel?
    answer: A typed pipe.
    topics: Concurrency
---
```
```good
//- /go/go.md
---
isNew: true
questions:
  - question: What is a channel?
    answer: A typed pipe.
    topics:
      - Concurrency
---
```

## What to do
Write the value in the form that the message asks for. To make a number, a date, `true` or `false` a text, put it in
quotes.
",
    checks: &[
        Check::File(keys::config_problems),
        Check::Group(check_group),
        Check::Question(check_question),
    ],
    fixes: &[right_type::FIX],
};

fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    for map in keys::head(context) {
        check(&map, found);
    }
    let list = context.group.yaml();
    let not_a_list = list.and_then(|list| list.not_a_list.as_ref());
    if let Some(node) =
        not_a_list.filter(|node| !is_empty(node) && context.group.head.errors.is_empty())
    {
        found.add(
            node.span(),
            "`questions` must be a list; start each question with `- question:`",
        );
    }
}

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(question) = keys::question(context) {
        check(&question, found);
        return;
    }
    let node = context.node;
    if context.question.is_whole() && !is_empty(node) {
        let message = match node.as_scalar() {
            Some(text) => format!(
                "a question needs `question: …` and `answer: …`, not just `{}`",
                shown(&text.text)
            ),
            None => "a question must be `question: …` and `answer: …`, not a list".to_owned(),
        };
        found.add(node.span(), message);
    }
}

fn check(keyed: &KeyedMap<'_>, found: &mut Found<'_>) {
    for (index, entry) in keyed.map.entries.iter().enumerate() {
        let Some(key) = keyed.key(&entry.key.text) else {
            continue;
        };
        let severity = match key.required {
            true => RULE.severity,
            false => Severity::Warning,
        };
        mismatches(&key, &entry.value, &mut |span, item, message| {
            let about = match item {
                Some(item) => keyed.about_item(index, item),
                None => keyed.about_key(index),
            };
            found.add_as(severity, span, message).about(about);
        });
    }
}

/// Reports the parts of the value that do not have the type of the key, each with its place in the list. Empty values are `empty-value`.
fn mismatches(key: &KeyRef<'_>, node: &Node, report: &mut dyn FnMut(Span, Option<usize>, String)) {
    let name = key.name;
    match (key.value_type, node) {
        (ValueType::Any | ValueType::Questions, _) => {}
        _ if is_empty(node) => {}
        (ValueType::Map, Node::Map(_)) => {}
        (ValueType::Map, _) => report(
            node.span(),
            None,
            format!("`{name}` must be a mapping of `key: value`"),
        ),
        (ValueType::Strings, Node::List(list)) => {
            for (at, item) in list
                .items
                .iter()
                .enumerate()
                .filter(|(_, item)| !is_empty(item))
            {
                let message = match item {
                    Node::Scalar(scalar) => {
                        type_mismatch(&format!("an item of `{name}`"), ValueType::String, scalar)
                    }
                    _ => Some(format!("an item of `{name}` must be text")),
                };
                message
                    .into_iter()
                    .for_each(|message| report(item.span(), Some(at), message));
            }
        }
        (ValueType::Strings, Node::Scalar(scalar)) => {
            let text = shown(&scalar.text);
            report(
                scalar.span,
                None,
                format!("`{name}` must be a list; write `- {text}` on the next line"),
            );
        }
        (ValueType::Strings, Node::Map(_)) => {
            report(node.span(), None, format!("`{name}` must be a list"))
        }
        (value_type, Node::Scalar(scalar)) => {
            let message = type_mismatch(&format!("`{name}`"), value_type, scalar);
            message
                .into_iter()
                .for_each(|message| report(scalar.span, None, message));
        }
        (value_type, _) => report(
            node.span(),
            None,
            format!("`{name}` must be {}", expected(value_type)),
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::Severity;
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[track_caller]
    fn head(lines: &str) {
        Fixture::new(&format!("//- /go/go.md\n---\n{lines}questions: []\n---\n"))
            .check_findings("wrong-type");
    }

    #[test]
    fn in_heads() {
        head(
            "order: '4'␍
//^^^ wrong-type: `order` must be a number; remove the quotes from `4`
briefTitle: 404
//^^^ wrong-type: `briefTitle` must be text, but `404` is a number; put it in quotes
briefDescription: true
//^^^ wrong-type: `briefDescription` must be text, but `true` is a boolean; put it in quotes
title: 2024-05-24
//^^^ wrong-type: `title` must be text, but `2024-05-24` is a date; put it in quotes
description: [a]
//^^^ wrong-type: `description` must be text
isNew: yes
//^^^ wrong-type: `isNew` must be `true` or `false`, not `yes`
seo: none
//^^^ wrong-type: `seo` must be a mapping of `key: value`
sitemap:
  priority: 2
//^^^ wrong-type: `priority` must be a number from 0 to 1, not `2`
  changefreq: often
//^^^ wrong-type: `changefreq` must be always, hourly, daily, weekly, monthly, yearly or never, not `often`
",
        );
        head(
            "sitemap: {priority: '0.5', changefreq: 'daily'}\n//^^^ wrong-type: `priority` must be a number from 0 to 1; remove the quotes from `0.5`\n",
        );
        head(
            "seo:\n  keywords: go, questions\n//^^^ wrong-type: `keywords` must be a list; write `- go, questions` on the next line\n",
        );
        head(
            "seo:\n  keywords:\n    - 'a'\n    - 5\n//^^^ wrong-type: an item of `keywords` must be text, but `5` is a number; put it in quotes\n    - {b: c}\n//^^^ wrong-type: an item of `keywords` must be text\n",
        );
        head(
            "order: 4\nbriefTitle: '404'\nisNew: true\nseo: {keywords: []}\nsitemap: {priority: 0.7, changefreq: never}\n",
        );
    }

    #[test]
    fn dates() {
        for date in ["2024-05-24", "'2024-02-29'", "2024-05-24T10:00:00Z"] {
            head(&format!("date: {date}\n"));
        }
        for date in [
            "2024-5-24",
            "24.05.2024",
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "2024-00-01",
            "soon",
            "2024",
            "[2024-05-24]",
        ] {
            head(&format!("date: {date}\n//^^^ wrong-type\n"));
        }
        head(
            "date: May 2024\n//^^^ wrong-type: `date` must be a date as `YYYY-MM-DD`, not `May 2024`\n",
        );
    }

    #[test]
    fn in_questions() {
        Fixture::new(
            "keys: {question: {minutes: number, tags: list, extra: map, any: any}}
maxFileSize: many
//^^^ wrong-type
//- /go/go.md
---
questions:
  - question: 42␍
//^^^ wrong-type: `question` must be text, but `42` is a number; put it in quotes
    answer: [a]␍
//^^^ wrong-type: `answer` must be text
    topics: Beginner
//^^^ wrong-type: `topics` must be a list; write `- Beginner` on the next line
    level: 1
//^^^ wrong-type
  - What is a map?
//^^^ wrong-type: a question needs `question: …` and `answer: …`, not just `What is a map?`
  - - question: a
//^^^ wrong-type: a question must be `question: …` and `answer: …`, not a list
  - {question: a, answer: b, topics: {a: b}}
//^^^ wrong-type: `topics` must be a list
  - question: a
    answer: 'true'
    topics: ['1', 2]
//^^^ wrong-type
    minutes: five
//^^^ wrong-type: `minutes` must be a number, not `five`
    tags: []
    extra: {a: 1}
    any: 5
  - question: 'broken
    topics: Beginner
  - question: empty
    answer:
    topics: ''
---
",
        )
        .check_findings("wrong-type");
    }

    #[test]
    fn questions_that_are_no_list() {
        for (value, fires) in [
            ("none", true),
            ("{question: a}", true),
            ("\n  question: a", true),
            ("", false),
            ("[]", false),
        ] {
            let text = format!("//- /go/go.md\n---\nquestions: {value}\n---\n");
            let findings = Findings::of_bank(&Fixture::new(&text).bank);
            let found = findings
                .of("go/go.md")
                .iter()
                .any(|f| f.code == "wrong-type");
            assert_eq!(found, fires, "{value:?}");
        }
    }

    #[test]
    fn in_a_bank_of_no_profile_a_key_can_hold_anything() {
        Fixture::new(
            "profile: none
keys: {group: {order: {required: true}}}
//- /go/go.md
---
order: first
//^^^ wrong-type: `order` must be a number, not `first`
title: 404
date: May 2024
seo: none
sitemap: [a]
ending: 5
//^^^ wrong-type
questions: []
---
",
        )
        .check_findings("wrong-type");
    }

    #[test]
    fn a_key_that_may_be_left_out_is_less_grave() {
        for (line, severity) in [
            ("isNew: 1", Severity::Error),
            ("date: soon", Severity::Warning),
        ] {
            let text = format!("//- /go/go.md\n---\nbriefTitle: Go\n{line}\nquestions: []\n---\n");
            let findings = Findings::of_bank(&Fixture::new(&text).bank);
            let mut list = findings.of("go/go.md").iter();
            assert_eq!(
                list.find(|f| f.code == "wrong-type").map(|f| f.severity),
                Some(severity)
            );
        }
    }
}
