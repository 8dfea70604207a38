use crate::bank::Severity;
use crate::lint::numbering::{Slip, place_of};
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "number-repeated",
    severity: Severity::Warning,
    summary: "A question has the number of an earlier one",
    page: r"
## What it finds
A question with a number that an earlier question has, in a file that numbers its questions. Numbers that start again, as
in each section, are not reported. A list in which every item is `1.` has no numbers.

## Why
Readers refer to questions by number, and a rendered list shows other numbers than the file.

## Example
```bad
//- /questions.md
# Go interview questions

### 1. What is a channel?
A typed pipe between goroutines.

### 2. What is a mutex?
A lock for one goroutine at a time.

### 3. What is a slice?
A view of an array.

### 3. What is a map?
A table of keys and values.
```
```good
//- /questions.md
# Go interview questions

### 1. What is a channel?
A typed pipe between goroutines.

### 2. What is a mutex?
A lock for one goroutine at a time.

### 3. What is a slice?
A view of an array.

### 4. What is a map?
A table of keys and values.
```

## What to do
Number the questions again from there on: in an editor, the action “Renumber the questions from here on” does that, with
all that refers to them by number.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let questions = &context.group.questions;
    for &(index, slip) in context.slips() {
        let (Slip::Repeated { first, number }, Some(placed)) = (slip, questions.get(index)) else {
            continue;
        };
        let finding = found.add(
            place_of(&placed),
            format!("an earlier question has the number {number}, too"),
        );
        if let Some(first) = questions.get(first) {
            finding.related(context.path, place_of(&first), "the earlier question");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    /// Checks a document with questions of these numbers; `!` follows those that are reported.
    #[track_caller]
    fn check(numbers: &str) {
        let mut text = "//- /questions.md\n# Interview questions\n".to_owned();
        for (place, word) in numbers.split(' ').enumerate() {
            let (number, repeated) = match word.strip_suffix('!') {
                Some(number) => (number, "//^^^ number-repeated\n"),
                None => (word, ""),
            };
            text += &format!("\n### {number}. What is thing {place}?\n{repeated}It is a thing.\n");
        }
        Fixture::new(&text).check_findings("number-repeated");
    }

    #[test]
    fn one_that_was_before() {
        check("1 2 3 3! 4 5");
        check("1 2 3 4 5 3! 6 7");
        check("1 2 3 4 5 6 2! 3 4");
    }

    #[test]
    fn runs_and_lists_without_numbers() {
        check("1 2 3 1 2 3");
        check("1 1 1 1 1");
        check("1 2 4 5 6");
    }

    #[test]
    fn a_section_with_a_single_question() {
        let part = |name: &str, number: u32| {
            format!("\n## {name}\n\n### {number}. What is {name}?\nIt is a thing.\n")
        };
        let text = [part("locks", 1), part("keys", 1), part("pages", 1)].concat();
        let more = "\n### 2. What is a row?\nA part.\n\n### 3. What is a column?\nA part.\n";
        Fixture::new(&format!(
            "//- /questions.md\n# Interview questions\n{text}{more}"
        ))
        .check_findings("number-repeated");
    }

    #[test]
    fn the_first_number_of_a_section() {
        let text = r"
//- /questions.md
# Interview questions

## Locks

### 1. What is a lock?
It guards a value.

### 1. What is a key?
//^^^ number-repeated
It opens a lock.

### 2. What is a spin lock?
It tries again and again.

### 3. What is a latch?
It opens once.
";
        Fixture::new(text).check_findings("number-repeated");
    }

    #[test]
    fn a_letter_after_the_number() {
        check("1 2 3 3b 4 5");
    }
}
