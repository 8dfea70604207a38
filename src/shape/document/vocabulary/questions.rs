//! Words that questions start with or contain.

use crate::text::Span;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lower::Lower;
use super::openers::{INSIDE, STRONG, WEAK};

/// Whether a text reads as a question: 2 when certain, 1 when it may be one, 0 when not.
pub fn question_like(text: &str) -> u8 {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '*' | '_' | '`' | '"' | '“' | '”' | '¿' | '¡' | '👶' | '⭐' | '🚀'
            )
    });
    let text = if text.len() > 600 {
        Span::new(0, 600).slice(text)
    } else {
        text
    };
    let is_ascii = text.is_ascii();
    if has_mark(text, is_ascii) {
        return 2;
    }
    // Words that a text starts with are short.
    let start = STARTS.likeness(&Lower::of(Span::new(0, 32).slice(text)));
    if start == 2 || has_word(text, is_ascii) {
        return 2;
    }
    start
}

/// Whether a text has the mark of a question that ends something.
fn has_mark(text: &str, is_ascii: bool) -> bool {
    let ends = |rest: &str| {
        rest.is_empty()
            || rest.starts_with(|c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '*' | '_' | ')' | '"' | '”' | '\'' | '<' | '!' | '?' | ']'
                    )
            })
    };
    memchr::memchr_iter(b'?', text.as_bytes()).any(|at| ends(&text[at + 1..]))
        || !is_ascii && text.contains(['？', '؟'])
}

/// Whether a text has a word of a question, wherever.
fn has_word(text: &str, is_ascii: bool) -> bool {
    if !is_ascii {
        return INSIDE.iter().any(|word| text.contains(word));
    }
    text.contains("ifference")
        && text.to_ascii_lowercase().contains("difference")
        && text.contains("between")
        || text.contains("nedir")
}

/// Whether a line below a heading asks the reader, so that it rather belongs to the question than answers it.
pub fn asks(text: &str) -> bool {
    const IMPERATIVES: &[&str] = &[
        "explain",
        "describe",
        "tell me",
        "discuss",
        "can you",
        "could you",
        "why",
        "how",
        "what",
        "give",
        "compare",
        "define",
        "name",
    ];
    let text = text
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ')' | '"' | '”'));
    text.ends_with(['?', '？'])
        || text.len() < 300
            && starts_with_any(&Span::new(0, 24).slice(text).to_lowercase(), IMPERATIVES)
}

/// The words that questions start with.
struct Starts {
    /// By their first word, and how much a text with each reads as a question.
    words: HashMap<&'static str, Vec<(&'static str, u8)>>,
    /// Those in scripts without spaces.
    wide: Vec<&'static str>,
}

static STARTS: LazyLock<Starts> = LazyLock::new(|| {
    let mut starts = Starts {
        words: HashMap::new(),
        wide: Vec::new(),
    };
    let strong = STRONG.iter().map(|word| (*word, 2));
    let weak = WEAK.iter().map(|word| (*word, 1));
    for (word, likeness) in strong.chain(weak) {
        if word.chars().next_back().is_some_and(is_wide) {
            starts.wide.push(word);
        } else {
            let same = starts.words.entry(first_word(word)).or_default();
            same.push((word, likeness));
        }
    }
    starts
});

impl Starts {
    /// How much a text in lower case reads as a question by the word that it starts with.
    fn likeness(&self, lower: &str) -> u8 {
        if lower.chars().next().is_some_and(is_wide)
            && self.wide.iter().any(|word| lower.starts_with(word))
        {
            return 2;
        }
        let words = self.words.get(first_word(lower)).into_iter().flatten();
        let starting = words.filter(|(word, _)| {
            let rest = lower.strip_prefix(word);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        starting.map(|(_, likeness)| *likeness).max().unwrap_or(0)
    }
}

/// Whether a character is of a script without spaces.
fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
}

/// The letters that a text starts with, or its first character.
pub fn first_word(text: &str) -> &str {
    let len = text
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len());
    &text[..if len == 0 {
        text.chars().next().map_or(0, char::len_utf8)
    } else {
        len
    }]
}

fn starts_with_any(lower: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            let wide = word.chars().next_back().is_some_and(is_wide);
            wide || rest.is_empty() || !rest.starts_with(char::is_alphanumeric)
        })
    })
}

/// Whether a question asks to write something, so that code answers it: `How to swap two numbers?`
pub fn asks_for_code(text: &str) -> bool {
    const TASKS: &[&str] = &[
        "build ",
        "convert ",
        "create ",
        "develop ",
        "how can ",
        "how do ",
        "how to ",
        "how would ",
        "implement ",
        "write ",
    ];
    let lower = text.to_lowercase();
    TASKS.iter().any(|task| lower.starts_with(task))
}

#[cfg(test)]
mod tests {
    use super::{asks, question_like};

    #[test]
    fn texts_that_ask_are_told_in_many_languages() {
        for (text, want) in [
            ("Is it wet?", 2),
            ("Explain the tide", 2),
            ("¿Qué es", 2),
            ("Объясните прилив", 2),
            ("说说潮汐", 2),
            ("조수란 무엇인가요", 2),
            ("Gelgit nedir", 2),
            ("Was ist Ebbe", 2),
            ("Write a function", 1),
            ("Installation", 0),
            ("Whatsoever", 0),
            ("a?b is an operator", 1),
            ("", 0),
        ] {
            assert_eq!(question_like(text), want, "{text}");
        }
        assert!(asks("Can you say why?") && asks("Explain it.") && !asks("It is wet."));
    }
}
