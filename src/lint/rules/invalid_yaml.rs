use crate::bank::Severity;
use crate::lint::fixes::make_yaml;
use crate::lint::keys;
use crate::lint::rule::{Check, FileContext, Found, GroupContext, QuestionContext, Rule};
use crate::syntax::SyntaxError;

pub const RULE: Rule = Rule {
    code: "invalid-yaml",
    severity: Severity::Error,
    summary: "A frontmatter or a question in it is not YAML",
    page: "\
## What it finds
A frontmatter that is never closed, or a part of it (a question, the keys before or after the questions) that no YAML
parser can read. In `qmark.yaml`, a setting that cannot be read. The other rules leave the broken part alone; everything
around it is checked as ever.

## Why
Programs that read the bank stop at a file that is not YAML, or leave it out.

## Example
The colon in the question starts another value.
```bad
//- /go/go.md
---
questions:
  - question: Channels: what are they?
    answer: Typed pipes between goroutines.
---
```
```good
//- /go/go.md
---
questions:
  - question: 'Channels: what are they?'
    answer: Typed pipes between goroutines.
---
```

## What to do
Look at the place and a little above it. Mostly a value needs quotes (it holds `: `, or starts with a sign such as
`` ` ``, `@` or `*`), a quote or bracket is not closed, a line is indented with tabs, or it is indented differently from
its neighbours.
",
    checks: &[
        Check::File(check_file),
        Check::Group(check_group),
        Check::Question(check_question),
    ],
    fixes: &[make_yaml::FIX],
};

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(error) = context.question.error() {
        report(error, found);
    }
}

/// The site's parser takes the question below for an item of a list that ends in an empty one.
fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let questions = &context.group.questions;
    let before_last = questions.len().saturating_sub(1);
    for placed in questions.range(0..before_last) {
        if let Some(dash) = placed.question.empty_end() {
            found.add(
                dash.shift(placed.start),
                "this item is empty, and the question below is read as part of its list; write a value, or take the `-` out".to_owned(),
            );
        }
    }
}

fn check_file(context: &FileContext<'_>, found: &mut Found<'_>) {
    keys::config_problems(context, found);
    let Some(facts) = context.file.facts() else {
        return;
    };
    let front = facts.split().front;
    let Some(front) = front else {
        return;
    };
    if front.close.is_none() {
        // Whatever else is wrong then follows from the text below, which is taken for YAML.
        let mut message = "this frontmatter is never closed; end it with a line `---`".to_owned();
        if facts.as_group().is_none() {
            message += ", or write `***` if it is to be a horizontal line";
        }
        found.add(front.open, message);
    } else if let Some(head) = facts.head() {
        head.errors.iter().for_each(|error| report(error, found));
    }
}

fn report(error: &SyntaxError, found: &mut Found<'_>) {
    found.add(error.span, explain(&error.message));
}

/// What the parser's message means to an author.
fn explain(message: &str) -> String {
    if OWN.iter().any(|part| message.contains(part)) {
        return message.to_owned();
    }
    let known = MEANINGS.iter().find(|(part, _)| message.contains(part));
    known.map_or_else(
        || format!("this is not YAML: {message}"),
        |(_, meaning)| (*meaning).to_owned(),
    )
}

/// Parts of the messages that are written for authors already.
const OWN: &[&str] = &[
    "for a letter",
    "goes on further to the left",
    "starts an alias",
    "is a tag",
    "aliases stand for",
    "merges mappings only",
    "a frontmatter is",
    "is not one question",
    "not in one column",
    "no key before it",
    "a key and its colon",
];

/// Parts of the parser's messages, and what they mean to an author.
const MEANINGS: &[(&str, &str)] = &[
    (
        "mapping values are not allowed",
        "a colon that starts no value here; put a text that holds `: ` in quotes, and indent keys alike",
    ),
    (
        "illegal placement of ':'",
        "a colon that starts no value here; is a bracket or a quote open above it?",
    ),
    ("unclosed quote", "this quote is never closed"),
    ("unclosed bracket", "this bracket is never closed"),
    (
        "misplaced bracket",
        "this bracket was never opened; put the value in quotes",
    ),
    (
        "trailing content after single-quoted",
        "text after the closing quote; within single quotes a quote is written twice: `''`",
    ),
    (
        "trailing content after double-quoted",
        "text after the closing quote; within double quotes a quote is written `\\\"`",
    ),
    (
        "unknown escape",
        "no escape that YAML knows; write `\\\\` for a backslash, or use single quotes",
    ),
    (
        "unexpected character",
        "no value can start with this sign; put it in quotes",
    ),
    (
        "expected ':'",
        "a line that is neither `key: value` nor part of the value above; is the colon, or the blank behind it, missing?",
    ),
    ("found a tab", "YAML is indented with spaces, not with tabs"),
    (
        "tabs disallowed",
        "YAML is indented with spaces, not with tabs",
    ),
    (
        "expected <document start>",
        "this line is not indented like those around it; if it is none of them, move it out from among them",
    ),
    (
        "did not find expected key",
        "this line is not indented like the others it belongs to",
    ),
    (
        "did not find expected '-'",
        "this line is not indented like the others it belongs to",
    ),
    (
        "expected comment or line break",
        "after `|` or `>` the text starts in the next line; put a value that starts with the sign in quotes",
    ),
];

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[test]
    fn a_broken_question_costs_only_itself() {
        Fixture::new(
            "//- /go/go.md
---
title: Go␍
questions:␍
  - question: \"What is a map?␍
//^^^ invalid-yaml: this quote is never closed
    answer: A table.␍
  - question: What is a slice?␍
    answer: A view of an array.␍
  - question: `nil`␍
//^^^ invalid-yaml: no value can start with this sign; put it in quotes
    answer: Nothing.␍
  - question: y␍
ending: d.md␍
//^^^ invalid-yaml: this line is not indented like those around it; if it is none of them, move it out from among them
    answer: z␍
  - question: x␍
    topics: [a␍
    answer: b␍
//^^^ invalid-yaml: a colon that starts no value here; is a bracket or a quote open above it?
ending: e: f␍
//^^^ invalid-yaml
---␍
",
        )
        .check_findings("invalid-yaml");
    }

    #[test]
    fn a_frontmatter_that_is_never_closed_is_one_finding() {
        Fixture::new(
            "//- /go/go.md
---
//^^^ invalid-yaml: this frontmatter is never closed; end it with a line `---`
title: Go
questions:
  - question: What is a map?
    answer: A table.

Note: the text: below
is not YAML.
//- /go/content/a.md

---
//^^^ invalid-yaml: this frontmatter is never closed; end it with a line `---`, or write `***` if it is to be a horizontal line
A text below a line.
",
        )
        .check_findings("invalid-yaml");
    }

    #[test]
    fn messages() {
        for (value, message) in [
            (
                "!important b",
                "`!important` is a tag, and no value of this kind can have it; put a value that starts with `!` in quotes",
            ),
            (
                "*b",
                "`*b` starts an alias, and no anchor `&b` is above it; put the value in quotes",
            ),
            (
                "'it's",
                "text after the closing quote; within single quotes a quote is written twice: `''`",
            ),
            (
                "\"a\" b",
                "text after the closing quote; within double quotes a quote is written `\\\"`",
            ),
            (
                "> a",
                "after `|` or `>` the text starts in the next line; put a value that starts with the sign in quotes",
            ),
            (
                "- a",
                "this is not YAML: block sequence entries are not allowed in this context",
            ),
            (
                "a\n    answer b",
                "a line that is neither `key: value` nor part of the value above; is the colon, or the blank behind it, missing?",
            ),
            ("a\n\tb: c", "YAML is indented with spaces, not with tabs"),
        ] {
            let text = format!(
                "//- /go/go.md\n---\nquestions:\n  - level: x\n    question: {value}\n---\n"
            );
            let findings = Findings::of_bank(&Fixture::new(&text).bank);
            let list = findings.of("go/go.md").iter();
            let said: Vec<_> = list
                .map(|f| f.message.as_str())
                .filter(|m| !m.contains(" has no "))
                .collect();
            assert_eq!(said, [message], "{value}");
        }
    }

    #[test]
    fn an_empty_item_that_takes_the_question_below() {
        Fixture::new(
            "//- /go/go.md
---
questions:
  - question: One?
    topics:
      - X
      -
//^^^ invalid-yaml: this item is empty, and the question below is read as part of its list; write a value, or take the `-` out
  - question: Two?
    topics:
    -

    # note
//^^^
  - question: Three?
    topics:
      -
    answer: x
  - question: Four?
    answer: |
      -
  - question: Five?
    topics:
      - X
      -  # a - b
//^^^ invalid-yaml

    # - note
      # note
  - question: Six?
    topics:
      - X
      -  \x20
//^^^ invalid-yaml

# - note

  - question: Seven?
    links:
      - - a
        -
//^^^ invalid-yaml
  - question: Eight?
    topics:
    - X
    - # note
//^^^ invalid-yaml
  - question: Nine?
    seo:
      keywords: &k
        - X
        -
//^^^ invalid-yaml
  - question: Ten?
    topics:
      - X
      - # note
ending: x
---
"
            .replace("//^^^\n", "")
            .replace("    -\n\n", "    -\n//^^^ invalid-yaml\n\n")
            .as_str(),
        )
        .check_findings("invalid-yaml");
    }

    #[test]
    fn pages_and_the_configuration_are_read_too() {
        Fixture::new(
            "authors: [a/*.md
//^^^ invalid-yaml
answers: content
//- /a/sam.md
---
name: 'Sam
//^^^ invalid-yaml
---
//- /a/kim.md
---
name: Kim
---
//- /a/empty.md
---
---
//- /a/plain.md
Text.

---

More: text
",
        )
        .check_findings("invalid-yaml");
    }

    #[test]
    fn flow_style_is_yaml() {
        Fixture::new("//- /go/go.md\n---\nquestions: [{question: a, answer: b}, {question: c, answer: d}]\n---\n")
            .check_findings("invalid-yaml");
        Fixture::new(
            "//- /go/go.md\n---\nquestions: [{question: a, answer: b}\n//^^^ invalid-yaml\n---\n",
        )
        .check_findings("invalid-yaml");
    }
}
