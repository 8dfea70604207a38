//! A short piece of markdown as plain text.

use pulldown_cmark::{Event, Parser, TagEnd};

use super::body::options;
use crate::text::one_line;

/// The text of a heading or another short piece of markdown, without markup and on one line.
pub fn plain_text(text: &str) -> String {
    if is_plain(text) {
        return one_line(text);
    }
    let mut plain = String::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(t) | Event::Code(t) => plain.push_str(&t),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => plain.push(' '),
            _ => {}
        }
    }
    one_line(&plain)
}

/// Whether this is one line without a character that can start markup. Most headings are, and to start a parser is slow.
fn is_plain(text: &str) -> bool {
    // At the start of a line, numbers and some signs make a list, a heading or a quotation.
    let starts_plain = text
        .bytes()
        .next()
        .is_none_or(|first| first.is_ascii_alphabetic() || !first.is_ascii());
    let is_markup = |byte: u8| {
        matches!(
            byte,
            0..b' ' | b'\\' | b'`' | b'*' | b'_' | b'~' | b'<' | b'[' | b'&' | b'|'
        )
    };
    starts_plain && !text.bytes().any(is_markup)
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn plain_words_of_markdown() {
        for (text, words) in [
            ("What *is* a `chan<T>` ?", "What is a chan<T> ?"),
            (
                "See [__this__](x.md)\nand ![that](y.png)",
                "See this and that",
            ),
            ("1 < 2 &amp; \\*so\\* ~~not~~ 😀", "1 < 2 & *so* not 😀"),
            (
                "C# > Java:  a\u{a0}b!? (1.) x = y + z # ",
                "C# > Java: a b!? (1.) x = y + z #",
            ),
            ("1. One", "One"),
            ("+ One", "One"),
            ("> One", "One"),
            ("# One #", "One"),
            (" One", "One"),
            ("é > 1", "é > 1"),
            ("One\n===", "One"),
            ("", ""),
        ] {
            assert_eq!(plain_text(text), words);
        }
    }
}
