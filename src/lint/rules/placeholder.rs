use crate::bank::Severity;
use crate::bank::config::ValueType;
use crate::facts::question::Question;
use crate::lint::keys::{self, KeyedMap};
use crate::lint::rule::{BodyContext, Check, Found, GroupContext, QuestionContext, Rule};
use crate::syntax::markdown::placeholder::{DATE, is_placeholder};
use crate::syntax::yaml::Style;
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "placeholder",
    severity: Severity::Warning,
    summary: "A placeholder has not been replaced",
    page: r"
## What it finds
Text that qmark inserts for the author to replace: `Write the answer here.` in an answer, `New question?` as a question,
`TODO` as any value of the frontmatter, and the date `1970-01-01`. In an answer file it is reported only if the file is
used. Code blocks are not checked.

In markdown with many questions, also what templates of such files leave: a question `Your question here`, and below a
question a line `Answer here`, `TODO` or `To be completed` with no text above it. A line such as `23-35. More about queues`
in place of the questions with these numbers is one, too.

## Why
Readers see the placeholder instead of an answer. The statistics do not count such a question as answered.

## Example
```bad
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
# What is a channel?

Write the answer here.
```
```good
//- /go/go.md
---
questions:
  - question: What is a channel?
    answer: channels.md
---
//- /go/content/channels.md
# What is a channel?

A typed pipe between goroutines.
```

## What to do
Replace the placeholder with the real text.
",
    checks: &[
        Check::Body(check_body),
        Check::Group(check_group),
        Check::Question(check_question),
    ],
    fixes: &[],
};

fn check_body(context: &BodyContext<'_>, found: &mut Found<'_>) {
    let places = context.body.placeholders();
    let (bank, path) = (context.bank, context.path);
    if places.is_empty() || !bank.is_answer(path) || !bank.is_cited(path) {
        return;
    }
    for place in places {
        let span = place.shift(context.start);
        found.add(span, "this is a placeholder; replace it with the answer");
    }
}

fn check_group(context: &GroupContext<'_>, found: &mut Found<'_>) {
    for line in context.group.unwritten.iter() {
        let message = format!(
            "this line is in place of {} questions; write them",
            line.count
        );
        found.add(line.span, message);
    }
    for keyed in keys::head(context) {
        check(&keyed, found);
    }
}

fn check_question(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    if let Some(question) = keys::question(context) {
        check(&question, found);
    }
    let question = context.question;
    // In an answer file it is reported above.
    let place = question.placeholder();
    if let Some(place) = place.filter(|_| !context.bank.is_answer(context.path)) {
        found.add(place, instead_of(question, place));
    }
    let inline = question.inline().filter(|_| question.is_whole());
    for place in inline.into_iter().flat_map(|body| body.placeholders()) {
        found.add(*place, "this is a placeholder; replace it with the answer");
    }
}

/// What a placeholder in markdown is to be replaced with.
fn instead_of(question: &Question, place: Span) -> &'static str {
    match question.text().is_some_and(|text| text.span == place) {
        true => "this is a placeholder; replace it with the question",
        false => "this is a placeholder; replace it with the answer",
    }
}

fn check(keyed: &KeyedMap<'_>, found: &mut Found<'_>) {
    for entry in &keyed.map.entries {
        let Some(scalar) = entry.value.as_scalar() else {
            continue;
        };
        let name = &entry.key.text;
        let is_date = keyed
            .key(name)
            .is_some_and(|key| key.value_type == ValueType::Date);
        let is_ours = is_placeholder(&scalar.text) || is_date && scalar.text == DATE;
        // The mark of a block is not part of the text.
        let span = match scalar.style {
            Style::Block => entry.key.span,
            _ => scalar.inner(),
        };
        if is_ours {
            let message = format!(
                "`{}` is a placeholder; replace it with the `{name}`",
                scalar.text.trim()
            );
            found.add(span, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::bank::BankPath;
    use crate::edit::new_group::new_group;
    use crate::fixture::Fixture;
    use crate::ide::new_question::{NewQuestion, new_question};
    use crate::lint::Findings;

    #[test]
    fn whatever_is_still_to_be_written() {
        Fixture::new(
            r"
//- /go/go.md
---
title: TODO
//^^^ placeholder: `TODO` is a placeholder; replace it with the `title`
description: 'TODO '
//^^^ placeholder
date: 1970-01-01
//^^^ placeholder: `1970-01-01` is a placeholder; replace it with the `date`
authorId: ada
seo: {title: TODO}
//^^^ placeholder
questions:
  - question: New question?
//^^^ placeholder: `New question?` is a placeholder; replace it with the `question`
    answer: one.md
  - question: 'TODO'
//^^^ placeholder
    answer: TODO
//^^^ placeholder: `TODO` is a placeholder; replace it with the `answer`
  - question: Two?
    answer: Write the answer here.
//^^^ placeholder: `Write the answer here.` is a placeholder; replace it with the `answer`
  - question: Three?
    answer: |␍
      # Three?␍
␍
      Write the answer here.␍
//^^^ placeholder: this is a placeholder; replace it with the answer
  - question: New question? # qmark: allow(placeholder)
    answer: A TODO is a note to oneself.
    level: 1970-01-01
  - question: 'New question?
ending: two.md
---
//- /go/content/one.md
# New question?

Write the answer here.
//^^^ placeholder: this is a placeholder; replace it with the answer

## More

Some of it is there. Write the answer here. Later.

Write the answer here.
//^^^ placeholder

```
Write the answer here.
```
//- /go/content/two.md
Write the answer here.
//^^^ placeholder
//- /go/content/orphan.md
Write the answer here.
//- /go/notes.md
Write the answer here.
",
        )
        .check_findings("placeholder");
    }

    #[test]
    fn an_answer_below_its_question() {
        Fixture::new(
            "//- /questions.md
# Interview questions

### What is a lock?
It is held by one thread.

### What is a key?
Answer here
//^^^ placeholder: this is a placeholder; replace it with the answer

### What is a page?
A part of a table.

### What is a row?
TODO: write more. It is a part of a page.
",
        )
        .check_findings("placeholder");
    }

    #[test]
    fn in_place_of_questions() {
        Fixture::new(
            "//- /questions.md
# Interview questions

### 1. What is a lock?
It is held by one thread.

### 2. What is a key?
It names a row.

3-6. More questions about tables
//^^^ placeholder: this line is in place of 4 questions; write them

### 7. What is a page?
A part of a table.

### 8. [Your question here]
//^^^ placeholder: this is a placeholder; replace it with the question
A part of a page, 9-11. of all.
",
        )
        .check_findings("placeholder");
    }

    /// The number of placeholders in the bank with these files.
    fn count(texts: &BTreeMap<BankPath, String>) -> usize {
        let findings = Findings::of_bank(&Fixture::bank(texts));
        let all = findings.iter().flat_map(|(_, list)| list.iter());
        all.filter(|finding| finding.code == "placeholder").count()
    }

    #[test]
    fn all_that_is_written_for_the_author_is_found() {
        let fixture = Fixture::new("//- /a.md\n---\nquestions: []\n---\n");
        let edit = new_group(&fixture.bank, "go", "Go").expect("it can be made");
        let mut texts = fixture.texts.clone();
        texts.extend(edit.creates);
        assert_eq!(count(&texts), 1, "the answer of a new group's question");

        let bank =
            Fixture::new("//- /a.md\n---\nquestions:\n  - question: One?\n    answer: Yes.\n---\n");
        let path = BankPath::new("a.md").expect("a path");
        let wish = NewQuestion {
            creates_files: true,
            ..NewQuestion::default()
        };
        let made =
            new_question(&bank.bank, &bank.sources(), &path, &wish).expect("it can be written");
        let mut texts = made.edit.creates.clone();
        texts.insert(path, made.text);
        assert_eq!(count(&texts), 2, "a new question and its answer");
    }

    #[test]
    fn a_line_in_place_of_questions() {
        let ask =
            |number: u32, word: &str| format!("### {number}. What is a {word}?\n\nA thing.\n\n");
        let text = |line: &str| {
            let (before, after) = (
                ask(1, "lock") + &ask(2, "key"),
                ask(6, "page") + &ask(7, "row"),
            );
            format!(
                "//- /q.md\n# Interview questions\n\n{before}{line}\n\nSee elsewhere.\n\n{after}"
            )
        };
        let found =
            "3-5. About trees\n//^^^ placeholder: this line is in place of 3 questions; write them";
        Fixture::new(&text(found)).check_findings("placeholder");
        Fixture::new(&text("3-4. About trees")).check_findings("placeholder");
    }
}
