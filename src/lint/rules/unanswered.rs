use crate::bank::Severity;
use crate::facts::section::Section;
use crate::lint::fixes::add_answer;
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "unanswered",
    severity: Severity::Warning,
    summary: "A question has no answer, while most in its file have one",
    page: r"
## What it finds
A question without an answer below it, in a file that answers at least three in five of its questions. A question with a
right option is answered. Options of which none is right are reported by `no-right-option`, and an answer that is still to
be written by `placeholder`. A list of questions without answers is deliberate, and not reported. So is a section
in which no question has one.

## Why
Readers open the question and find nothing.

## Example
```bad
//- /questions.md
# Go interview questions

### What is a channel?
A typed pipe between goroutines.

### What is a mutex?

### What is a slice?
A view of an array.

### What is a map?
A table of keys and values.
```
```good
//- /questions.md
# Go interview questions

### What is a channel?

### What is a mutex?

### What is a slice?

### What is a map?
```

## What to do
Write the answer, or remove the question.
",
    checks: &[Check::Group(check)],
    fixes: &[add_answer::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let bare = unanswered_sections(context);
    let is_bare = |section: &Section| bare.binary_search(&section.first).is_ok();
    let (mut all, mut open) = (0, Vec::new());
    for (placed, brief) in context.group.questions.iter().zip(context.briefs) {
        let Some(is_open) = brief.is_open else {
            continue;
        };
        if placed.section.is_some_and(is_bare) {
            continue;
        }
        all += 1;
        if is_open {
            open.push(placed);
        }
    }
    if open.len() * 5 > all * 2 {
        return;
    }
    for placed in open {
        found.add(
            placed.question.report_span().shift(placed.start),
            "this question has no answer, while most in this file have one",
        );
    }
}

/// The sections of several questions of which none has an answer, by the index of the first question.
fn unanswered_sections(context: &GroupContext<'_>) -> Vec<usize> {
    let sections = context.group.questions.sections();
    let ends = sections.iter().skip(1).map(|section| section.first);
    let ends = ends.chain([context.briefs.len()]);
    let silent = sections.iter().zip(ends).filter(|(section, end)| {
        let briefs = &context.briefs[section.first..*end];
        briefs.len() >= SEVERAL && briefs.iter().all(|brief| brief.is_open == Some(true))
    });
    silent.map(|(section, _)| section.first).collect()
}

/// How many questions without answers are a section without answers.
const SEVERAL: usize = 3;

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(text: &str) {
        Fixture::new(&format!("//- /questions.md\n# Interview questions\n{text}"))
            .check_findings("unanswered");
    }

    #[test]
    fn most_have_an_answer() {
        check(
            "
### What is a lock?
It is held by one thread.

### What is a key?
//^^^ unanswered: this question has no answer, while most in this file have one

### What is a page?
A part of a table.

### What is a row?
A part of a page.
",
        );
    }

    #[test]
    fn a_comment_allows_it() {
        check(
            "
### What is a lock?
It is held by one thread.

<!-- qmark: allow(unanswered) -->
### What is a key?

### What is a page?
A part of a table.

### What is a row?
A part of a page.
",
        );
    }

    #[test]
    fn few_have_an_answer() {
        check(
            "
### What is a lock?
It is held by one thread.

### What is a key?

### What is a page?
A part of a table.

### What is a row?
",
        );
    }

    #[test]
    fn a_section_without_answers() {
        check(
            "
## To begin with

### What is a lock?

### What is a key?

### What is a door?

## Tables

### What is a page?
A part of a table.

### What is a row?
A part of a page.

### What is a column?
Values of one kind.

### What is a table?
Many pages.

### What is an index?
An order of rows.

### What is a view?
//^^^ unanswered
",
        );
    }
}
