//! Lines of markdown as plain text, and the words in them.

use std::borrow::Cow;

use crate::syntax::markdown::plain_text::plain_text;

/// A line of markdown without its markup.
pub fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches(['#', '>', ' ']);
    let has_marks = text.bytes().any(|byte| IS_MARKUP[usize::from(byte)]);
    if !has_marks {
        let mut ticks = memchr::memchr_iter(b'`', text.as_bytes());
        if ticks.next().is_none() {
            return text.trim().into();
        }
        if ticks.count() % 2 == 1 && !text.contains("``") {
            return without_ticks(text.trim()).into();
        }
    }
    // After a no-break space a number starts no list.
    let text = format!("\u{a0}{text}");
    let plain = if text.contains('<') {
        plain_text(&with_named_tags(&text))
    } else {
        plain_text(&text)
    };
    plain.trim().to_owned().into()
}

/// The text without its backticks.
fn without_ticks(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut from = 0;
    for at in memchr::memchr_iter(b'`', text.as_bytes()) {
        bare += &text[from..at];
        from = at + 1;
    }
    bare + &text[from..]
}

/// Adds the words of a text with `gap` between them.
pub(super) fn add_words(words: &mut Vec<u8>, text: &str, gap: u8) {
    let text = text.trim();
    let mut last = b' ';
    let is_tidy = text.bytes().all(|byte| {
        let is_one_space = byte == b' ' && last != b' ';
        last = byte;
        is_one_space || byte.is_ascii_graphic()
    });
    if is_tidy {
        let bytes = text.bytes();
        words.extend(bytes.map(|byte| if byte == b' ' { gap } else { byte }));
        return;
    }
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            words.push(gap);
        }
        words.extend_from_slice(word.as_bytes());
    }
}

/// The bytes that may be markup, apart from backticks.
const IS_MARKUP: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"*_[<&\\~";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

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
        let is_escaped = escaped.ends_with('\\');
        if c == '<'
            && !code
            && !is_escaped
            && !FORMATTING.contains(&name.to_ascii_lowercase().as_str())
        {
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

/// For each byte: whether it starts a letter or a digit, whether a word can go on after it, and whether it starts a
/// character of a script without spaces, as 1 or 0.
const KINDS: [[u8; 3]; 256] = {
    let mut kinds = [[0, 1, 0]; 256];
    let mut byte = 0;
    while byte < 256 {
        match byte as u8 {
            b' ' | b'\t' | b'\n' | b'\r' => kinds[byte] = [0, 0, 0],
            0xe3..=0xe9 => kinds[byte] = [0, 1, 1],
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | 0xc3..=0xe1 | 0xea..=0xed => {
                kinds[byte] = [1, 1, 0];
            }
            _ => {}
        }
        byte += 1;
    }
    kinds
};

/// The number of words outside tags; each character counts in scripts without spaces.
pub fn count_words(text: &str) -> u32 {
    let mut words = Words::default();
    let mut rest = text.as_bytes();
    // Whether there can be an end of a tag in the rest.
    let mut ends = true;
    while let Some(at) = memchr::memchr(b'<', rest) {
        words.add(&rest[..at]);
        rest = &rest[at + 1..];
        let starts = matches!(rest.first(), Some(b'/' | b'a'..=b'z' | b'A'..=b'Z'));
        if starts && ends {
            match memchr::memchr(b'>', rest) {
                Some(end) => rest = &rest[end + 1..],
                None => ends = false,
            }
        }
    }
    words.add(rest);
    words.count
}

/// Counts words over a text that comes in pieces.
#[derive(Default)]
struct Words {
    count: u32,
    /// 1 within a word that is counted already.
    counted: u8,
}

impl Words {
    fn add(&mut self, text: &[u8]) {
        // Without branches: where words begin and end cannot be predicted.
        let (mut count, mut counted, mut any_wide) = (0, self.counted, 0);
        for byte in text {
            let [letter, within, wide] = KINDS[usize::from(*byte)];
            count += u32::from(letter & !counted);
            counted = (counted | letter) & within;
            any_wide |= wide;
        }
        self.count += count;
        self.counted = counted;
        if any_wide != 0 {
            self.add_wide(text);
        }
    }

    /// Adds the characters from U+3040 to U+9FFF.
    fn add_wide(&mut self, text: &[u8]) {
        for (at, byte) in text.iter().enumerate() {
            let [.., wide] = KINDS[usize::from(*byte)];
            let is_mark = *byte == 0xe3 && text.get(at + 1).is_some_and(|next| *next < 0x81);
            self.count += u32::from(wide & u8::from(!is_mark));
        }
    }
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

/// The most words of a link to the top that does not say "back".
const MOST_WORDS: usize = 5;

/// Whether a line between questions belongs to none: a link back to the top, tags alone.
pub fn is_furniture(visible: &str) -> bool {
    let is_tag = visible.starts_with('<');
    if !is_tag && memchr::memchr(b'#', visible.as_bytes()).is_none() {
        return false;
    }
    let is_link = visible.contains("](#");
    if is_link && visible.len() < 40 && visible.contains('↑') {
        return true;
    }
    let is_link = is_link || visible.contains("<a href=\"#");
    is_link && leads_back(visible) || (is_link || is_tag) && is_only_tags(visible)
}

/// What is written in links back to the top, in lower case.
const BACK: &[&str] = &[
    "back to top",
    "back to the top",
    "go to top",
    "table of contents",
    "⬆",
    "↥",
    "[↑]",
    "回到顶部",
    "返回顶部",
    "наверх",
];

/// One of these is in each of them that is not ASCII, and in few other links.
const SIGNS: &[char] = &['⬆', '↥', '↑', '回', '返', 'н', 'Н'];

fn leads_back(visible: &str) -> bool {
    if visible.len() >= 400 || !may_lead_back(visible) {
        return false;
    }
    let lower = visible.to_lowercase();
    let is_short = || lower.split_whitespace().count() <= MOST_WORDS;
    let leads_up = visible.contains("](#") && lower.contains("to the top");
    BACK.iter().any(|word| lower.contains(word)) || leads_up && is_short()
}

/// Whether a line has what is in all links back to the top. Most lines are ruled out at a low cost.
fn may_lead_back(visible: &str) -> bool {
    let bytes = visible.as_bytes();
    let mut ends = memchr::memchr2_iter(b't', b'T', bytes).map(|at| &bytes[at..]);
    let is = |text: &[u8], word: &str| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    ends.any(|text| is(text, "top") || is(text, "table of"))
        || !visible.is_ascii() && visible.contains(SIGNS)
}

fn is_only_tags(visible: &str) -> bool {
    let mut rest = visible;
    while let Some(inside) = rest.trim_start().strip_prefix('<') {
        match inside.find('>') {
            // An image and an address in angle brackets show something.
            Some(end) if !inside.starts_with("img") && !inside.starts_with("http") => {
                rest = &inside[end + 1..]
            }
            _ => return false,
        }
    }
    visible.trim_start().starts_with('<') && !rest.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{BACK, count_words, is_furniture, may_lead_back, plain};

    #[test]
    fn markup_is_dropped_and_elements_in_questions_are_kept() {
        for (text, want) in [
            ("What is `let`?", "What is let?"),
            ("**Why** [this](url)?", "Why this?"),
            ("What does <script> do?", "What does <script> do?"),
            (r"What does \<script\> do?", "What does <script> do?"),
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
    fn all_that_leads_back_is_looked_at() {
        for written in BACK {
            assert!(may_lead_back(written), "{written}");
            assert!(may_lead_back(&written.to_uppercase()), "{written}");
        }
    }

    #[test]
    fn links_to_the_top_and_tags_are_furniture() {
        for (text, want) in [
            ("**[⬆ Back to Top](#top)**", true),
            ("<br>", true),
            ("<img src=a>", false),
            ("<https://example.org/a>", false),
            ("See [below](#x).", false),
            ("</details>", true),
        ] {
            assert_eq!(is_furniture(text), want, "{text}");
        }
    }
}
