//! A short piece of markdown as plain text.

use pulldown_cmark::{Event, Parser, TagEnd};

use super::body::options;

/// The text of a heading or another short piece of markdown, without markup and on one line.
pub fn plain_text(text: &str) -> String {
    let mut plain = String::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(t) | Event::Code(t) => plain.push_str(&t),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => plain.push(' '),
            _ => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
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
            ("", ""),
        ] {
            assert_eq!(plain_text(text), words);
        }
    }
}
