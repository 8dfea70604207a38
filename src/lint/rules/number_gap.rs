use crate::bank::Severity;
use crate::lint::numbering::{Slip, place_of};
use crate::lint::rule::{Check, Found, GroupContext, Rule};

pub const RULE: Rule = Rule {
    code: "number-gap",
    severity: Severity::Hint,
    summary: "The numbers of the questions skip some",
    page: r"
## What it finds
A question whose number is not the next one, in a file that numbers its questions. It is reported at the question after
the gap. How a file numbers is learnt from the file: the numbers can run through it or start again in a section, and they
can start with any number, as where they run on from another file. A list in which every item is `1.` has no numbers.

## Why
A gap is often a question that was lost, or numbers that were not updated after one was removed.

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

### 5. What is a map?
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
Write the question that is missing, or number the questions after the gap again: in an editor, the action “Renumber the
questions from here on” does that, with all that refers to them by number.
",
    checks: &[Check::Group(check)],
    fixes: &[],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    for &(index, slip) in context.slips() {
        let (Slip::Gap { before, number }, Some(placed)) =
            (slip, context.group.questions.get(index))
        else {
            continue;
        };
        found.add(
            place_of(&placed),
            format!("number {number} follows {before}"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::Fixture;

    #[track_caller]
    fn check(text: &str) {
        Fixture::new(&format!("//- /questions.md\n{text}")).check_findings("number-gap");
    }

    /// A document with questions of these numbers; `-` starts a section.
    fn numbered(numbers: &str) -> String {
        let mut text = "# Interview questions\n".to_owned();
        for (place, word) in numbers.split(' ').enumerate() {
            match word {
                "-" => text += &format!("\n## Part {place}\n"),
                _ => {
                    let (number, gap) = match word.strip_suffix('!') {
                        Some(number) => (number, "//^^^ number-gap\n"),
                        None => (word, ""),
                    };
                    text +=
                        &format!("\n### {number}. What is thing {place}?\n{gap}It is a thing.\n");
                }
            }
        }
        text
    }

    #[test]
    fn numbers_that_run_through() {
        check(&numbered("1 2 3 4 6! 7 8"));
        check(&numbered("1 2 3 - 4 5 - 7! 8"));
        check(&numbered("101 102 103 105! 106"));
        check(&numbered("1 2 3 4 3 5 6"));
        check(&numbered("1 2 3a 3b 4 5 7! 8"));
    }

    #[test]
    fn numbers_that_start_again() {
        check(&numbered("1 2 3 - 1 2 3 4 - 1 2 4!"));
        check(&numbered("1 2 3 1 2 3 4 6!"));
    }

    #[test]
    fn no_numbers_to_speak_of() {
        check(&numbered("1 1 1 1 1 1"));
        check(&numbered("3 17 29 41 60"));
        check(&numbered("1 5"));
    }

    #[test]
    fn the_message_names_both_numbers() {
        check(
            "# Interview questions

### 1. What is a lock?
### 2. What is a key?
### 3. What is a page?
### 7. What is a row?
//^^^ number-gap: number 7 follows 3
",
        );
    }
}
