use crate::bank::Severity;
use crate::lint::fixes::make_yaml;
use crate::lint::keys;
use crate::lint::rule::{Check, FileContext, Found, GroupContext, QuestionContext, Rule};
use crate::syntax::SyntaxError;

pub const RULE: Rule = Rule {
    code: "invalid-yaml",
    severity: Severity::Error,
    summary: "The frontmatter, or a question in it, is not valid YAML",
    page: "\
## What it finds
A frontmatter that is not closed, or a part of it (a question, the keys before or after the questions) that is not valid
YAML. In `qmark.yaml`, a setting that is not valid YAML. The other rules skip the broken part and check everything around
it as usual.

## Why
Programs that read the bank fail on a file with invalid YAML, or skip it.

## Example
YAML reads the colon in the question as the start of another value.
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
Look at the reported position and the lines above it. Common causes: a value needs quotes (it contains `: `, or starts
with a character such as `` ` ``, `@` or `*`), a quote or bracket is not closed, a line is indented with tabs, or its
indentation differs from that of its neighbours.
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
    let briefs = context.briefs[..before_last].iter().enumerate();
    let with_item = briefs.filter(|(_, brief)| brief.has_empty_item);
    for placed in with_item.filter_map(|(index, _)| questions.get(index)) {
        if let Some(dash) = placed.question.trailing_empty_item() {
            found.add(
                dash.shift(placed.start),
                "this item is empty, so the question below is read as part of its list; write a value or remove the `-`".to_owned(),
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
        let mut message = "this frontmatter is not closed; add a line `---` at its end".to_owned();
        if facts.as_group().is_none() {
            message += ", or write `***` if a horizontal line is intended";
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
        || format!("invalid YAML: {message}"),
        |(_, meaning)| (*meaning).to_owned(),
    )
}

/// Parts of the messages that are written for authors already.
const OWN: &[&str] = &[
    "does not treat U+",
    "continues further left",
    "is an alias without",
    "is a tag",
    "aliases expand to",
    "merges mappings only",
    "a frontmatter must",
    "is not one question",
    "not aligned with",
    "no key before it",
    "a key and its colon",
];

/// Parts of the parser's messages, and what they mean to an author.
const MEANINGS: &[(&str, &str)] = &[
    (
        "mapping values are not allowed",
        "unexpected `:`; quote a value that contains `: `, and indent the keys of one mapping equally",
    ),
    (
        "illegal placement of ':'",
        "unexpected `:`; check for an unclosed bracket or quote above",
    ),
    ("unclosed quote", "this quote is not closed"),
    ("unclosed bracket", "this bracket is not closed"),
    (
        "misplaced bracket",
        "this bracket has no opening bracket; put the value in quotes",
    ),
    (
        "trailing content after single-quoted",
        "text after the closing quote; inside single quotes, write a quote twice: `''`",
    ),
    (
        "trailing content after double-quoted",
        "text after the closing quote; inside double quotes, write a quote as `\\\"`",
    ),
    (
        "unknown escape",
        "unknown escape; write `\\\\` for a backslash, or use single quotes",
    ),
    (
        "unexpected character",
        "a value cannot start with this character; put it in quotes",
    ),
    (
        "expected ':'",
        "this line is neither `key: value` nor part of the value above; check for a missing `:` or a missing space after it",
    ),
    ("found a tab", "YAML is indented with spaces, not with tabs"),
    (
        "tabs disallowed",
        "YAML is indented with spaces, not with tabs",
    ),
    (
        "expected <document start>",
        "inconsistent indentation; align this line with its siblings or move it out of the list",
    ),
    (
        "did not find expected key",
        "inconsistent indentation; align this line with its siblings",
    ),
    (
        "did not find expected '-'",
        "inconsistent indentation; align this line with its siblings",
    ),
    (
        "expected comment or line break",
        "text after `|` or `>` starts on the next line; quote a value that starts with this character",
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
//^^^ invalid-yaml: this quote is not closed
    answer: A table.␍
  - question: What is a slice?␍
    answer: A view of an array.␍
  - question: `nil`␍
//^^^ invalid-yaml: a value cannot start with this character; put it in quotes
    answer: Nothing.␍
  - question: y␍
ending: d.md␍
//^^^ invalid-yaml: inconsistent indentation; align this line with its siblings or move it out of the list
    answer: z␍
  - question: x␍
    topics: [a␍
    answer: b␍
//^^^ invalid-yaml: unexpected `:`; check for an unclosed bracket or quote above
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
//^^^ invalid-yaml: this frontmatter is not closed; add a line `---` at its end
title: Go
questions:
  - question: What is a map?
    answer: A table.

Note: the text: below
is not YAML.
//- /go/content/a.md

---
//^^^ invalid-yaml: this frontmatter is not closed; add a line `---` at its end, or write `***` if a horizontal line is intended
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
                "`!important` is a tag that this value cannot have; put a value that starts with `!` in quotes",
            ),
            (
                "*b",
                "`*b` is an alias without an anchor `&b` above it; put the value in quotes if it is text",
            ),
            (
                "'it's",
                "text after the closing quote; inside single quotes, write a quote twice: `''`",
            ),
            (
                "\"a\" b",
                "text after the closing quote; inside double quotes, write a quote as `\\\"`",
            ),
            (
                "> a",
                "text after `|` or `>` starts on the next line; quote a value that starts with this character",
            ),
            (
                "- a",
                "invalid YAML: block sequence entries are not allowed in this context",
            ),
            (
                "a\n    answer b",
                "this line is neither `key: value` nor part of the value above; check for a missing `:` or a missing space after it",
            ),
            ("a\n\tb: c", "YAML is indented with spaces, not with tabs"),
        ] {
            let text = format!(
                "//- /go/go.md\n---\nquestions:\n  - level: x\n    question: {value}\n---\n"
            );
            let findings = Findings::of_bank(&Fixture::new(&text).bank);
            let list = findings.of("go/go.md").iter();
            let messages: Vec<_> = list
                .map(|f| f.message.as_str())
                .filter(|m| !m.contains(" has no "))
                .collect();
            assert_eq!(messages, [message], "{value}");
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
//^^^ invalid-yaml: this item is empty, so the question below is read as part of its list; write a value or remove the `-`
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
