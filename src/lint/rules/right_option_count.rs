use crate::bank::Severity;
use crate::lint::rule::{Check, Found, QuestionContext, Rule};
use crate::text::is_or_are;

pub const RULE: Rule = Rule {
    code: "right-option-count",
    severity: Severity::Warning,
    summary: "A question asks for another number of options than are right",
    page: r"
## What it finds
A question that asks for a number of options, as in “choose two”, and another number of its options is right.

## Why
Readers choose as many as they are asked for, and one of them is wrong or missing.

## Example
```bad
//- /go-quiz.md
# Go quiz

#### Q1. Which types have a fixed length? (Choose two)
- [x] array
- [ ] slice
- [ ] struct

#### Q2. Which keyword starts a goroutine?
- [x] go
- [ ] start

#### Q3. Which value has a map that was not made?
- [ ] 0
- [x] nil
```
```good
//- /go-quiz.md
# Go quiz

#### Q1. Which types have a fixed length? (Choose two)
- [x] array
- [ ] slice
- [x] struct

#### Q2. Which keyword starts a goroutine?
- [x] go
- [ ] start

#### Q3. Which value has a map that was not made?
- [ ] 0
- [x] nil
```

## What to do
Mark the other right options, or correct the number in the question.
",
    checks: &[Check::Question(check)],
    fixes: &[],
};

/// Words that ask for options, each before a number. English is first; other languages come after it.
const VERBS: &[&str] = &["choose", "select", "pick", "mark", "check", "tick"];

/// Words that may be between the two.
const FILLERS: &[&str] = &["the", "exactly", "any", "your", "only"];

/// Numbers as words.
const NUMBERS: &[(&str, usize)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("2", 2),
    ("3", 3),
    ("4", 4),
    ("5", 5),
];

/// Words after the number that show that it counts options.
const NOUNS: &[&str] = &[
    "options",
    "option",
    "answers",
    "answer",
    "choices",
    "responses",
    "statements",
    "correct",
    "right",
    "best",
    "that",
    "of",
];

fn check(context: &QuestionContext<'_>, found: &mut Found<'_>) {
    let question = context.question;
    let right = question.right_options().count();
    if right == 0 {
        return;
    }
    let Some(text) = question.text() else {
        return;
    };
    if let Some(asked) = asked(text.text).filter(|asked| *asked != right) {
        let are = is_or_are(right);
        let message = format!("the question asks for {asked} options, but {right} {are} right");
        found.add(text.span, message);
    }
}

/// The number of options that a text asks for.
fn asked(text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let bare = |word: &str| {
        let inside = word.trim_matches(|c: char| !c.is_alphanumeric());
        inside.to_owned()
    };
    let number = |at: usize| {
        let word = words.get(at)?;
        let known = NUMBERS.iter().find(|(name, _)| *name == bare(word));
        known.map(|(_, number)| *number)
    };
    (0..words.len()).find_map(|at| {
        let is_verb = VERBS.contains(&bare(words[at]).as_str());
        // Punctuation after the verb ends what it asks for.
        if !is_verb || words[at].ends_with([',', '.', ';', '?', '!', ')']) {
            return None;
        }
        let next = words.get(at + 1)?;
        let place = at + 1 + usize::from(FILLERS.contains(&bare(next).as_str()));
        let count = number(place)?;
        let is_last = words[place].ends_with(['.', ')', ']', ':', ',', ';', '*', '!', '?']);
        let counts = match words.get(place + 1) {
            _ if is_last => true,
            None => true,
            Some(noun) => NOUNS.contains(&bare(noun).as_str()),
        };
        counts.then_some(count)
    })
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn what_a_text_asks_for() {
        for (text, expected) in [
            ("Which are locks? (Choose two)", Some(2)),
            ("Which are locks? (Choose TWO.)", Some(2)),
            ("Select 3 options.", Some(3)),
            ("Select the two correct answers:", Some(2)),
            ("Choose two of the following.", Some(2)),
            ("Choose at least two", None),
            ("Which are locks? Choose all that apply", None),
            ("What does select 2 columns mean?", None),
            ("How do you select three rows of a table?", None),
            ("You can pick two colours. Which?", None),
            ("Which two are locks?", None),
        ] {
            assert_eq!(asked(text), expected, "{text}");
        }
    }
}
