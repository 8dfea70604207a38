//! Words that questions start with or contain.

use crate::text::Span;

use std::collections::HashMap;
use std::sync::LazyLock;

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
    if text.contains(['？', '؟']) || text.match_indices('?').any(|(at, _)| ends(&text[at + 1..]))
    {
        return 2;
    }
    // Words that a text starts with are short.
    let lower = Span::new(0, 32).slice(text).to_lowercase();
    if STARTS.strong(&lower) {
        return 2;
    }
    let inside = if text.is_ascii() {
        text.contains("ifference")
            && text.to_ascii_lowercase().contains("difference")
            && text.contains("between")
            || text.contains("nedir")
    } else {
        INSIDE.iter().any(|word| text.contains(word))
    };
    if inside {
        return 2;
    }
    u8::from(STARTS.weak(&lower))
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

/// The words that questions start with, by their first word.
struct Starts {
    words: HashMap<&'static str, Vec<(&'static str, bool)>>,
    /// Those in scripts without spaces.
    wide: Vec<&'static str>,
}

static STARTS: LazyLock<Starts> = LazyLock::new(|| {
    let mut starts = Starts {
        words: HashMap::new(),
        wide: Vec::new(),
    };
    let all = STRONG
        .iter()
        .map(|word| (*word, true))
        .chain(WEAK.iter().map(|word| (*word, false)));
    for (word, strong) in all {
        if word.chars().next_back().is_some_and(|c| c >= '\u{2e80}') {
            starts.wide.push(word);
        } else {
            starts
                .words
                .entry(first_word(word))
                .or_default()
                .push((word, strong));
        }
    }
    starts
});

impl Starts {
    fn strong(&self, lower: &str) -> bool {
        let wide = lower.chars().next().is_some_and(|c| c >= '\u{2e80}')
            && self.wide.iter().any(|word| lower.starts_with(word));
        wide || self.has(lower, true)
    }

    fn weak(&self, lower: &str) -> bool {
        self.has(lower, false)
    }

    fn has(&self, lower: &str, strong: bool) -> bool {
        let Some(words) = self.words.get(first_word(lower)) else {
            return false;
        };
        words.iter().any(|(word, is_strong)| {
            *is_strong == strong
                && lower
                    .strip_prefix(word)
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    }
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
            let wide = word.chars().next_back().is_some_and(|c| c >= '\u{2e80}');
            wide || rest.is_empty() || !rest.starts_with(char::is_alphanumeric)
        })
    })
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
