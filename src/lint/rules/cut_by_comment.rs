use crate::bank::Severity;
use crate::facts::question::names_a_file;
use crate::lint::fixes::whole_text;
use crate::lint::keys::{self, KeyedMap};
use crate::lint::rule::{Check, Found, GroupContext, QuestionContext, Rule};
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "cut-by-comment",
    severity: Severity::Warning,
    summary: "An unquoted `#` turns the rest of a text into a comment",
    page: "\
## What it finds
A question, an inline answer, a title or a description that is not quoted and contains a space followed by `#`: YAML ends
the text there. A comment after a complete sentence is not reported.

## Why
Readers see half a sentence, and no program reports an error.

## Example
```bad
//- /web/web.md
---
questions:
  - question: What comes after the # in an address?
    answer: The fragment.
---
```
```good
//- /web/web.md
---
questions:
  - question: 'What comes after the # in an address?'
    answer: The fragment. # shorter than it was
---
```

## What to do
Put the whole text in quotes. If it is meant as a comment, write it on its own line.
",
    checks: &[Check::Group(check_group), Check::Question(check_question)],
    fixes: &[whole_text::FIX],
};

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    if question.cuts().is_empty() {
        return;
    }
    if let Some(keyed) = keys::question(context) {
        check(&keyed, &["question", "answer"], question.cuts(), found);
    }
}

fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let names = [
        "briefTitle",
        "briefDescription",
        "title",
        "description",
        "relatedTitle",
    ];
    for keyed in keys::head(context) {
        check(&keyed, &names, &context.group.head.cuts, found);
    }
}

/// Reports the cuts in the values of these keys.
fn check(keyed: &KeyedMap<'_>, names: &[&str], cuts: &[(Span, Span)], found: &mut Found<'_>) {
    for (value, comment) in cuts {
        let mut entries = keyed.map.entries.iter();
        let Some(index) = entries.position(|entry| entry.value.span() == *value) else {
            continue;
        };
        let entry = &keyed.map.entries[index];
        let (name, text) = (
            entry.key.text.as_str(),
            entry.value.as_scalar().map_or("", |s| s.text.as_str()),
        );
        let is_file = name == "answer" && names_a_file(text);
        // A sentence that ends before the sign has lost nothing.
        let whole = text.ends_with(['.', '?', '!']);
        if names.contains(&name) && !is_file && !whole {
            let message = format!(
                "YAML reads this as a comment, so `{name}` ends here; put the whole text in quotes"
            );
            found.add(*comment, message).about(keyed.about_key(index));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    #[test]
    fn where_text_is_lost() {
        Fixture::new(
            "//- /web/web.md
---
order: 1 # the first
title: Questions about C # and .NET␍
//^^^ cut-by-comment: YAML reads this as a comment, so `title` ends here; put the whole text in quotes
description: 'The # sign' # a note
seo:
  title: The #1 in C␍
//^^^ cut-by-comment
  keywords: [c] # more
questions: # all of them
  # A comment above
  - question: What comes after the # in an address?␍
//^^^ cut-by-comment: YAML reads this as a comment, so `question` ends here; put the whole text in quotes
    answer: fragment.md # renamed
    topics:
      - Web # the level is missing
  - question: What is a fragment? # to be reworded
    answer: The part behind the # sign.
//^^^ cut-by-comment: YAML reads this as a comment, so `answer` ends here; put the whole text in quotes
  - question: C#, F# and G#how
    answer: |
      # A heading
      in a # block
  - question: Why does # mean number # qmark: allow(cut-by-comment)
    answer: a
  - question: \"broken # a
    answer: b # c
---
# A heading
",
        )
        .check_findings("cut-by-comment");
    }

    #[test]
    fn the_comment_is_marked() {
        let fixture = Fixture::new(
            "//- /a.md\n---\nquestions:\n  - question: What is a $1# sign  $2\n    answer: b\n---\n",
        );
        let findings = Findings::of_bank(&fixture.bank);
        let mut list = findings.of("a.md").iter();
        let found = list.find(|f| f.code == "cut-by-comment").map(|f| f.span);
        let span = found.map(|span| (span.start, span.end));
        assert_eq!(span, Some((fixture.places[0].1, fixture.places[1].1 - 2)));
    }
}
