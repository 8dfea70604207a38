//! Lines of markdown as plain text, and the words in them.

use crate::syntax::markdown::plain_text::plain_text;

/// A line of markdown without its markup.
pub fn plain(text: &str) -> String {
    let text = text.trim_start_matches(['#', '>', ' ']);
    let (mut marks, mut ticks) = (false, 0);
    for byte in text.bytes() {
        marks |= matches!(byte, b'*' | b'_' | b'[' | b'<' | b'&' | b'\\' | b'~');
        ticks += usize::from(byte == b'`');
    }
    if !marks && ticks == 0 {
        return text.trim().to_owned();
    }
    if !marks && ticks % 2 == 0 && !text.contains("``") {
        return text.trim().replace('`', "");
    }
    // After a no-break space a number starts no list.
    let text = format!("\u{a0}{text}");
    let plain = if text.contains('<') {
        plain_text(&with_named_tags(&text))
    } else {
        plain_text(&text)
    };
    plain.trim().to_owned()
}

/// The text with the brackets of elements that are not markup escaped: `<script>` is a word of a question, `<b>` is not.
fn with_named_tags(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut code = false;
    for (at, c) in text.char_indices() {
        code ^= c == '`';
        let rest = &text[at + c.len_utf8()..];
        let name = rest.trim_start_matches('/');
        let name = &name[..name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len())];
        if c == '<' && !code && !FORMATTING.contains(&name.to_ascii_lowercase().as_str()) {
            escaped.push_str("&lt;");
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Elements that say how a text looks.
const FORMATTING: &[&str] = &[
    "a", "abbr", "b", "big", "br", "center", "code", "del", "details", "div", "em", "font", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre",
    "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup", "tt", "u", "ul",
    "var", "dl", "dd", "dt",
];

/// What a byte is to the count of words.
#[derive(Clone, Copy)]
enum ByteClass {
    Other,
    Letter,
    Space,
    Tag,
    /// The first byte of a character of a script without spaces.
    Wide,
}

const CLASSES: [ByteClass; 256] = {
    let mut classes = [ByteClass::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' => ByteClass::Space,
            b'<' => ByteClass::Tag,
            0xe3..=0xe9 => ByteClass::Wide,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0xc3..=0xe1 | 0xea..=0xed => {
                ByteClass::Letter
            }
            _ => ByteClass::Other,
        };
        byte += 1;
    }
    classes
};

/// The number of words outside tags; each character counts in scripts without spaces.
pub fn count_words(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let (mut count, mut at, mut in_word) = (0, 0, false);
    while let Some(byte) = bytes.get(at) {
        match CLASSES[usize::from(*byte)] {
            ByteClass::Letter => {
                count += u32::from(!in_word);
                in_word = true;
            }
            ByteClass::Space => in_word = false,
            ByteClass::Tag
                if bytes
                    .get(at + 1)
                    .is_some_and(|next| next.is_ascii_alphabetic() || *next == b'/') =>
            {
                at += memchr::memchr(b'>', &bytes[at..]).unwrap_or(0);
            }
            // From U+3040 to U+9FFF.
            ByteClass::Wide
                if *byte != 0xe3 || bytes.get(at + 1).is_some_and(|next| *next >= 0x81) =>
            {
                count += 1
            }
            _ => {}
        }
        at += 1;
    }
    count
}

/// A text without the markup around its words, and of the words after them only what is near.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim_start_matches(['#', '>', ' ', '*', '_', '`']);
    ["<b>", "<strong>", "<i>", "<p>"]
        .iter()
        .find_map(|tag| text.strip_prefix(tag))
        .unwrap_or(text)
}

pub(super) fn is_only_a_link(visible: &str) -> bool {
    if !visible.starts_with(['[', '*', '_']) {
        return false;
    }
    let bare = visible.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    bare.starts_with('[') && bare.ends_with(')') && bare.matches("](").count() == 1
}

/// Whether a line between questions belongs to none: a link back to the top, tags alone.
pub fn is_furniture(visible: &str) -> bool {
    if !visible.starts_with('<') && memchr::memchr(b'#', visible.as_bytes()).is_none() {
        return false;
    }
    let is_link = visible.contains("](#") || visible.contains("<a href=\"#");
    if !is_link && !visible.starts_with('<') {
        return false;
    }
    let lower = if is_link && visible.len() < 400 {
        visible.to_lowercase()
    } else {
        String::new()
    };
    let back = [
        "back to top",
        "back to the top",
        "go to top",
        "to the top",
        "⬆",
        "↥",
        "[↑]",
        "⬆️",
        "回到顶部",
        "返回顶部",
        "наверх",
        "table of contents",
    ];
    if visible.contains("](#")
        && (back.iter().any(|word| lower.contains(word))
            || visible.len() < 40 && visible.contains('↑'))
    {
        return true;
    }
    if lower.contains("<a href=\"#") && back.iter().any(|word| lower.contains(word)) {
        return true;
    }
    let mut rest = visible;
    while let Some(inside) = rest.trim_start().strip_prefix('<') {
        match inside.find('>') {
            Some(end) if !inside.starts_with("img") => rest = &inside[end + 1..],
            _ => return false,
        }
    }
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
    visible.trim_start().starts_with('<') && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{count_words, is_furniture, plain};

    #[test]
    fn markup_is_dropped_and_elements_in_questions_are_kept() {
        for (text, want) in [
            ("What is `let`?", "What is let?"),
            ("**Why** [this](url)?", "Why this?"),
            ("What does <script> do?", "What does <script> do?"),
            ("1. not a list", "1. not a list"),
            ("a <b>bold</b> word", "a bold word"),
        ] {
            assert_eq!(plain(text), want, "{text}");
        }
    }

    #[test]
    fn words_are_counted_outside_tags() {
        for (text, want) in [
            ("", 0),
            ("two words", 2),
            ("- `a` <br/> b", 2),
            ("<div align=x>", 0),
            ("面团", 2),
            ("слово и слово", 3),
            ("?! …", 0),
        ] {
            assert_eq!(count_words(text), want, "{text}");
        }
    }

    #[test]
    fn links_to_the_top_and_tags_are_furniture() {
        for (text, want) in [
            ("**[⬆ Back to Top](#top)**", true),
            ("<br>", true),
            ("<img src=a>", false),
            ("See [below](#x).", false),
            ("</details>", true),
        ] {
            assert_eq!(is_furniture(text), want, "{text}");
        }
    }
}
