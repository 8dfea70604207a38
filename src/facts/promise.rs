//! The number of questions that a text promises: a title, as in “50 Questions about Go”, or a sentence.

use crate::text::Span;

/// A number of questions that a title promises.
#[derive(PartialEq, Debug)]
pub struct Promise {
    /// The number.
    pub number: usize,
    /// True if more questions keep the promise, too: `100+`.
    pub at_least: bool,
    /// Where the number is in the title.
    pub span: Span,
}

impl Promise {
    /// True if a group of `count` questions keeps the promise.
    pub fn is_kept_by(&self, count: usize) -> bool {
        count == self.number || (self.at_least && count > self.number)
    }
}

/// True if the title promises a different number of questions than `count`.
pub fn is_broken(title: &str, count: usize) -> bool {
    count > 0 && promise(title).is_some_and(|promise| !promise.is_kept_by(count))
}

/// Words before a number of questions in prose: “contains 50 questions”.
const IN_PROSE: &[&str] = &[
    "contains",
    "contain",
    "containing",
    "includes",
    "including",
    "has",
    "have",
    "covers",
    "covering",
    "are",
];

/// Words before “of” and a number of questions in prose: “a list of 50 questions”.
const LISTS: &[&str] = &[
    "list",
    "collection",
    "set",
    "compilation",
    "total",
    "selection",
];

/// Words that can precede the number. After any other word, a number is a version: “Java 8 Questions”.
const BEFORE: &[&str] = &[
    "top", "best", "the", "these", "our", "with", "all", "over", "answer", "answered", "than",
];

/// Words between the number and “Questions” that make it count something else.
const BETWEEN: &[&str] = &[
    "of", "in", "for", "to", "with", "from", "and", "or", "&", "a", "the", "minute", "minutes",
    "hour", "hours", "day", "days", "week", "weeks", "year", "years", "tips",
];

/// The most words between the number and “Questions”.
const REACH: usize = 7;

/// The number of questions that a title promises, if any.
pub fn promise(title: &str) -> Option<Promise> {
    if !has_digit(title) {
        return None;
    }
    let words = words(title);
    words.iter().enumerate().find_map(|(index, (start, word))| {
        let bare = word.trim_start_matches(['(', '[', '"', '\'']);
        let digits = bare.trim_end_matches('+');
        let number = number(digits)?;
        let before = |back: usize| Some(words[index.checked_sub(back)?].1);
        let counts = bare != *word || may_stand_after(before(1), before(2));
        let before = before(1).map(str::to_lowercase);
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

/// The number of questions that a sentence promises, if any. More careful than [`promise`]: prose mentions many numbers.
pub fn promise_in_prose(text: &str) -> Option<Promise> {
    if !has_digit(text) {
        return None;
    }
    // Markup around a number is not part of a word.
    let bare = text.replace(['*', '_', '`'], " ");
    let words = words(&bare);
    words.iter().enumerate().find_map(|(index, (start, word))| {
        let digits = word.trim_end_matches('+');
        let number = number(digits).filter(|number| !(1900..=2100).contains(number))?;
        let before = |back: usize| Some(words[index.checked_sub(back)?].1.to_lowercase());
        let nearest = before(1)?;
        let is_list = || before(2).is_some_and(|word| LISTS.contains(&word.as_str()));
        let counts = IN_PROSE.contains(&nearest.as_str()) || nearest == "of" && is_list();
        (counts && leads_to_questions(&words[index + 1..])).then(|| Promise {
            number,
            at_least: word.ends_with('+'),
            span: Span::new(*start as u32, (start + digits.len()) as u32),
        })
    })
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The words of a text, each with its offset.
fn words(text: &str) -> Vec<(usize, &str)> {
    text.split(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .collect()
}

/// Parses a number of at most four digits, with or without a comma before the thousands.
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

/// True if a number after the word `nearest`, which is after `second`, can count questions: at the start of a title or of
/// a part of it, or after a word such as `Top`. After another number it may be a second version: “React 18, 19 Questions”.
fn may_stand_after(nearest: Option<&str>, second: Option<&str>) -> bool {
    let Some(nearest) = nearest else {
        return true;
    };
    let is_numbered = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    let joins = nearest.ends_with(['-', '–', '—', '|', ',']);
    let is_sign = !nearest.contains(char::is_alphanumeric);
    let joined = if is_sign { second } else { Some(nearest) };
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
        // A number after a name is its version: “Top 10 React 18 Questions”.
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

    #[test]
    fn promises_in_prose() {
        for (text, expected) in [
            (
                "This list contains **84** questions about Go.",
                Some((84, false)),
            ),
            (
                "We compiled a list of 50 backend interview questions.",
                Some((50, false)),
            ),
            ("It has 100+ questions", Some((100, true))),
            ("Here are 15 of 100 questions", None),
            ("There are 3 rounds. Questions follow", None),
            ("You have 20 minutes for the questions", None),
            ("Answer 20 questions a day", None),
        ] {
            let found = promise_in_prose(text).map(|p| (p.number, p.at_least));
            assert_eq!(found, expected, "{text}");
        }
    }

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
}
