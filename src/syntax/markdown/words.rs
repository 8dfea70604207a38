//! Counts the words of a markdown text that a reader sees.
//!
//! A word is a run without white space that contains a letter or a digit. In scripts without spaces (Chinese, Japanese)
//! every character is one, as in word processors. Prose and code count alike. Markup does not count: hashes, list
//! markers and numbers, fences and their language, table rules, link destinations, tags, comments.

use super::{html, lanes};
use crate::text::Span;

/// Counts words over a text that comes in pieces.
#[derive(Default)]
pub(super) struct Words {
    /// The number of words so far.
    pub count: u32,
    /// Whether the run at the end of the last piece is counted already.
    counted: bool,
}

impl Words {
    /// Adds the `part` of `text`, a piece that continues where the last one ended.
    pub fn add(&mut self, text: &str, part: Span) {
        let (mut at, end) = (part.start as usize, part.end as usize);
        while at < end {
            at = self.add_eights(&text.as_bytes()[..end], at);
            let rest = end - at;
            if rest == 0 {
                return;
            }
            let lanes = lanes::take(text.as_bytes(), at) & lanes::lowest(rest.min(lanes::LANES));
            let ascii = lanes::below(lanes & lanes::HIGH);
            if ascii == lanes::LANES {
                // Fewer than eight, at the end.
                return self.add_lanes(lanes);
            }
            self.add_lanes(lanes & lanes::lowest(ascii));
            at += ascii;
            if let Some(c) = text[at..].chars().next() {
                self.add_wide(c);
                at += c.len_utf8();
            }
        }
    }

    /// Adds the characters of `text` from `at` on, eight at a time, as long as all eight are ASCII. Returns the offset of
    /// the next one.
    fn add_eights(&mut self, text: &[u8], at: usize) -> usize {
        let mut words = Self { ..*self };
        let mut end = at;
        for eight in text[at..].as_chunks().0 {
            let lanes = u64::from_le_bytes(*eight);
            if lanes & lanes::HIGH != 0 {
                break;
            }
            words.add_lanes(lanes);
            end += lanes::LANES;
        }
        *self = words;
        end
    }

    /// Adds ASCII characters. Without branches: word boundaries are unpredictable. A lane of 0 changes nothing.
    #[inline]
    fn add_lanes(&mut self, lanes: u64) {
        let letters =
            lanes::between(lanes::fold(lanes), b'a', b'z') | lanes::between(lanes, b'0', b'9');
        let blanks = lanes::between(lanes, b'\t', b'\r') | lanes::equal(lanes, b' ');
        // Adding a letter to a lane of ones carries over, through the rest of its word, into the lane of the blank after
        // it, which becomes 1. A carry over the end is a word that has not ended.
        let before = self.counted;
        let added = (letters >> 7) + u64::from(before);
        let (carried, counted) = (!lanes::whole(blanks)).overflowing_add(added);
        let ended = lanes::count(carried << 7 & blanks);
        self.count += ended + u32::from(counted) - u32::from(before);
        self.counted = counted;
    }

    /// Adds a character outside ASCII.
    fn add_wide(&mut self, c: char) {
        if is_word_by_itself(c) {
            self.count += 1;
            self.counted = false;
        } else if c.is_whitespace() {
            self.counted = false;
        } else if c.is_alphanumeric() {
            self.count += u32::from(!self.counted);
            self.counted = true;
        }
    }

    /// Ends the current word.
    pub fn gap(&mut self) {
        self.counted = false;
    }

    /// Adds the visible text of the HTML `block`, without tags and comments.
    pub fn add_html(&mut self, block: &str) {
        self.gap();
        let mut rest = block;
        while let Some((shown, tag)) = rest.split_once('<') {
            self.add_all(shown);
            rest = html::after_tag(tag);
        }
        self.add_all(rest);
        self.gap();
    }

    /// Adds a text that continues where the last piece ended.
    pub fn add_all(&mut self, text: &str) {
        self.add(text, Span::new(0, text.len() as u32));
    }
}

/// The number of words in a text without markup, apart from line prefixes, emphasis and the like.
pub(super) fn in_prose(text: &str) -> u32 {
    let mut words = Words::default();
    for line in text.split(['\n', '\r']) {
        words.gap();
        words.add_all(without_number(line));
    }
    words.count
}

/// The line without the number of a list item, if it has one.
fn without_number(line: &str) -> &str {
    let item = line.trim_start_matches([' ', '\t', '>', '*', '+']);
    let text = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = text.len() < item.len() && text.starts_with(['.', ')']);
    match text.get(1..) {
        Some(after) if is_number && (after.is_empty() || after.starts_with([' ', '\t'])) => after,
        _ => line,
    }
}

/// Whether the character counts as a word: Chinese characters and Japanese kana.
fn is_word_by_itself(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use crate::syntax::markdown::body;

    #[track_caller]
    fn check(text: &str, words: u32) {
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            assert_eq!(body::read(&text).words, words, "{text:?}");
            assert_eq!(body::words(&text), words, "{text:?}");
        }
    }

    #[test]
    fn prose_and_code_are_words() {
        check("", 0);
        check(" \n\t\n", 0);
        check("Two words.\n\nAnd don't forget 3.14!\n", 6);
        check("a b\nc", 3);
        check("Run `git add -p` often.\n", 5);
        check("```sh\ngit add -p\necho x\n```\n", 5);
        check("    let x = 1;\n\n# y\n", 4);
    }

    #[test]
    fn markup_is_none() {
        check("# A heading #\n\nText\n----\n", 3);
        check("* one\n* two\n+ three\n- four\n", 4);
        check("1. one\n2) two\n", 2);
        check("1. one\n2. `two`\n", 2);
        check("> 10. quoted\n", 1);
        check("10.5 is a number, and 10.", 6);
        check("*one* **t**wo ***\n\n***\n", 2);
        check("**t**wo `x`y [l](#a)m\n", 3);
        check("[the docs](https://a.b/c d) ", 3);
        check("[the docs](https://a.b/c)\n\n[ref]: x.md \"A title\"\n", 2);
        check("![a tree](t.png \"Title\") <https://a.b>\n", 3);
        check("| a | b |\n|---|---|\n| c d | |\n", 4);
        check("- [x] done\n\nNote[^1].\n\n[^1]: Foot.\n", 3);
    }

    #[test]
    fn tags_and_comments_are_none() {
        check("<!-- qmark: allow(broken-link) -->\nText.\n", 1);
        check(
            "<!--\nnot\n\nshown -->\n\nText <b class=\"x\">bold</b>.\n",
            2,
        );
        check(
            "<details>\n<summary>Show me</summary>\n\nText\n\n</details>\n",
            3,
        );
        check("<p", 0);
    }

    #[test]
    fn scripts_without_blanks_count_by_character() {
        check("什么是通道？", 5);
        check("Go の channel です", 5);
        check("Что такое канал — и зачем?", 5);
        check("채널은 무엇입니까", 2);
        check("🙂 a", 1);
    }
}
