use crate::bank::Severity;
use crate::lint::fixes::write_count;
use crate::lint::keys;
use crate::lint::rule::{Check, Found, GroupContext, Rule};
use crate::syntax::yaml::Scalar;
use crate::text::Span;

pub const RULE: Rule = Rule {
    code: "title-count",
    severity: Severity::Hint,
    summary: "A title promises another number of questions than the group has",
    page: "\
## What it finds
A number in front of the word “Questions” in `title`, `briefTitle` or the `title` of `seo`, when the group has another
number of questions. `50+` and `over 50` are kept by more. A number behind a name is a version and promises nothing: “Java
8 Questions”, “React 18 & 19 Questions”.

## Why
The title is a promise: readers who came for fifty questions count.

## Example
```bad
//- /go/go.md
---
title: 'Top 3 Go Interview Questions'
questions:
  - question: What is a channel?
    answer: A typed pipe.
---
```
```good
//- /go/go.md
---
title: 'Top 2 Go Interview Questions'
questions:
  - question: What is a channel?
    answer: A typed pipe.
  - question: What is a slice?
    answer: A view of an array.
---
```

## What to do
Correct the number, or leave it out of the title.
",
    checks: &[Check::Group(check)],
    fixes: &[write_count::FIX],
};

fn check(context: &GroupContext<'_>, found: &mut Found<'_>) {
    let count = context.group.questions.len();
    if count == 0 {
        return;
    }
    for keyed in keys::head(context) {
        for entry in &keyed.map.entries {
            let title = matches!(entry.key.text.as_str(), "title" | "briefTitle");
            let scalar = entry.value.as_string().filter(|_| title);
            let Some((scalar, promise)) = scalar.and_then(|s| Some((s, promise(&s.text)?))) else {
                continue;
            };
            if !promise.is_kept_by(count) {
                let message = format!(
                    "the title promises {} questions, and the group has {count}",
                    promise.number
                );
                found.add(place(scalar, promise.span), message);
            }
        }
    }
}

/// Where a part of the text stands, or the whole value where escapes move the letters.
fn place(scalar: &Scalar, part: Span) -> Span {
    let inner = scalar.inner();
    match inner.len() as usize == scalar.text.len() {
        true => part.shift(inner.start),
        false => scalar.span,
    }
}

/// A number of questions that a title promises.
#[derive(PartialEq, Debug)]
struct Promise {
    number: usize,
    /// More are fine too.
    at_least: bool,
    /// The number in the title.
    span: Span,
}

impl Promise {
    fn is_kept_by(&self, count: usize) -> bool {
        count == self.number || (self.at_least && count > self.number)
    }
}

/// Whether a title promises another number of questions than `count`.
pub fn is_broken(title: &str, count: usize) -> bool {
    count > 0 && promise(title).is_some_and(|promise| !promise.is_kept_by(count))
}

/// Words that may stand in front of the number. Behind any other a number is a version: “Java 8 Questions”.
const BEFORE: &[&str] = &[
    "top", "best", "the", "these", "our", "with", "all", "over", "answer", "answered", "than",
];

/// Words between the number and “Questions” that make it a number of something else.
const BETWEEN: &[&str] = &[
    "of", "in", "for", "to", "with", "from", "and", "or", "&", "a", "the", "minute", "minutes",
    "hour", "hours", "day", "days", "week", "weeks", "year", "years", "tips",
];

/// How many words may stand between the number and “Questions”.
const REACH: usize = 7;

fn promise(title: &str) -> Option<Promise> {
    let words: Vec<(usize, &str)> = title
        .split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - title.as_ptr() as usize, word))
        .collect();
    words.iter().enumerate().find_map(|(index, (start, word))| {
        let bare = word.trim_start_matches(['(', '[', '"', '\'']);
        let digits = bare.trim_end_matches('+');
        let number = number(digits)?;
        let before: Vec<&str> = words[..index].iter().rev().map(|(_, word)| *word).collect();
        let counts = bare != *word || may_stand_before(&before);
        let before = before.first().map(|word| word.to_lowercase());
        let is_year = (1900..=2100).contains(&number);
        if !counts || is_year || !leads_to_questions(&words[index + 1..]) {
            return None;
        }
        let from = start + (word.len() - bare.len());
        Some(Promise {
            number,
            at_least: bare.ends_with('+') || matches!(before.as_deref(), Some("over" | "than")),
            span: Span::new(from as u32, (from + digits.len()) as u32),
        })
    })
}

/// The number that digits are, with or without a comma before the thousands; `None` of a large one.
fn number(digits: &str) -> Option<usize> {
    let plain = match digits.split_once(',') {
        Some((thousands, rest)) if thousands.len() == 1 && rest.len() == 3 => {
            format!("{thousands}{rest}")
        }
        _ => digits.to_owned(),
    };
    let is_number = plain.len() <= 4 && plain.bytes().all(|b| b.is_ascii_digit());
    plain.parse().ok().filter(|_| is_number)
}

/// Whether a number behind these words, the nearest first, can count questions: at the start of a title or of a part of
/// it, or behind a word such as `Top`. Behind another number it may be a second version: “React 18, 19 Questions”.
fn may_stand_before(before: &[&str]) -> bool {
    let Some(nearest) = before.first() else {
        return true;
    };
    let is_numbered = |word: &&&str| word.starts_with(|c: char| c.is_ascii_digit());
    let joins = nearest.ends_with(['-', '–', '—', '|', ',']);
    let is_sign = !nearest.contains(char::is_alphanumeric);
    let joined = if is_sign {
        before.get(1)
    } else {
        Some(nearest)
    };
    BEFORE.contains(&nearest.to_lowercase().as_str())
        || nearest.ends_with(':')
        || joins && joined.filter(is_numbered).is_none()
}

fn leads_to_questions(words: &[(usize, &str)]) -> bool {
    let mut before = "";
    for (_, word) in words.iter().take(REACH) {
        let bare = word.to_lowercase();
        let bare = bare.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        if matches!(bare, "question" | "questions" | "q&a" | "q&as") {
            return true;
        }
        let ends = word.ends_with([':', ',', ';', '.', '!', '?', '|']);
        let closes = word.contains([')', ']']) && !word.contains(['(', '[']);
        // A number behind a name is its version: “Top 10 React 18 Questions”.
        let is_name = before.starts_with(char::is_uppercase) && !before.ends_with('s');
        let is_other_number = bare.parse::<f64>().is_ok() && !is_name;
        if ends || closes || BETWEEN.contains(&bare) || is_other_number {
            return false;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Fixture;

    #[test]
    fn promises() {
        for (title, expected) in [
            ("50 Questions", Some((50, false))),
            (
                "Top 30 Popular Front End Developer Interview Questions",
                Some((30, false)),
            ),
            (
                "Top 50 Popular DevOps Interview Questions (and Answers)",
                Some((50, false)),
            ),
            ("100+ Go questions", Some((100, true))),
            ("Over 40 Questions on Go", Some((40, true))),
            ("Go: 12 Questions", Some((12, false))),
            ("Go (12 Questions)", Some((12, false))),
            ("Go interview | 12 Q&A", Some((12, false))),
            ("Java 8 Interview Questions", None),
            ("Java 8: The 20 Best Questions", Some((20, false))),
            ("2024 Interview Questions", None),
            ("Web 2.0 Questions", None),
            ("5 Days of Questions", None),
            ("10 Tips and Questions", None),
            ("The 5 Hardest: Questions", None),
            ("React 18 & 19 Questions", None),
            ("React 18 and 19 Questions", None),
            ("React 17, 18 Questions", None),
            ("React 17, 18 & 19 Questions", None),
            ("React 18 - 19 Questions", None),
            ("Windows 10 | 11 Questions", None),
            ("React (18 & 19) Questions", None),
            ("React (18 beta) Questions", None),
            ("React 18+ Questions", None),
            ("C++ 20 Questions", None),
            ("ES6 Questions", None),
            ("Windows 11 questions", None),
            ("Angular 17 Interview Questions and Answers", None),
            ("Tips & 20 Questions", None),
            ("Top 10 React 18 Questions", Some((10, false))),
            ("Top 50 Java 8 Interview Questions", Some((50, false))),
            ("Top 5 Books 20 Questions", None),
            ("Java 8: 50 Questions", Some((50, false))),
            ("Go - 12 Questions", Some((12, false))),
            ("100 Interview Questions", Some((100, false))),
            ("1,000 Questions", Some((1000, false))),
            ("1,50 Questions", None),
            ("Questions", None),
            ("99999 Questions", None),
            ("", None),
        ] {
            let found = promise(title).map(|p| (p.number, p.at_least));
            assert_eq!(found, expected, "{title}");
        }
    }

    #[test]
    fn in_every_title() {
        Fixture::new(
            "//- /go/go.md
---
briefTitle: Go in 3 Questions
title: '3 Äpfel Questions'␍
//^^^ title-count: the title promises 3 questions, and the group has 2
description: 3 Questions
seo: {title: 'The 9 \"Go\" Questions', description: 3 Questions}
//^^^ title-count
questions:
  - question: a
    answer: b
  - question: 'broken
---
//- /java/java.md
---
title: 1+ Questions
briefTitle: \"The 2 Questions\"
questions: [{question: a}, {question: b}]
---
//- /empty/empty.md
---
title: 5 Questions
questions:
---
",
        )
        .check_findings("title-count");
    }
}
