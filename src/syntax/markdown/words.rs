//! Counts the words of a markdown text that a reader sees.
//!
//! A word is a run without white space that contains a letter or a digit. In scripts without spaces (Chinese, Japanese)
//! every character is one, as in word processors. Prose and code count alike. Markup does not count: hashes, list
//! markers and numbers, fences and their language, table rules, link destinations, tags, comments.

/// Counts words over a text that comes in pieces.
#[derive(Default)]
pub(super) struct Words {
    /// The number of words so far.
    pub count: u32,
    /// Whether the run at the end of the last piece is counted already.
    counted: bool,
}

impl Words {
    /// Adds a piece that continues where the last one ended.
    pub fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return self.add_ascii(text.as_bytes());
        }
        for c in text.chars() {
            if c.is_ascii() {
                self.add_ascii(&[c as u8]);
            } else if is_word_by_itself(c) {
                self.count += 1;
                self.counted = false;
            } else if c.is_whitespace() {
                self.counted = false;
            } else if c.is_alphanumeric() {
                self.count += u32::from(!self.counted);
                self.counted = true;
            }
        }
    }

    /// The same for ASCII, without branches: word boundaries are unpredictable.
    fn add_ascii(&mut self, text: &[u8]) {
        let (mut count, mut counted) = (0, u8::from(self.counted));
        for byte in text {
            let [letter, within] = KINDS[*byte as usize];
            count += u32::from(letter & !counted);
            counted = (counted | letter) & within;
        }
        self.count += count;
        self.counted = counted != 0;
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
            self.add(shown);
            let end = if tag.starts_with("!--") { "-->" } else { ">" };
            rest = tag.split_once(end).map_or("", |(_, after)| after);
        }
        self.add(rest);
        self.gap();
    }
}

/// For each byte: whether it is a letter or a digit, and whether it may occur within a word, as 1 or 0.
const KINDS: [[u8; 2]; 256] = {
    let mut kinds = [[0, 1]; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        let is_blank = byte.is_ascii_whitespace() || byte == 0x0b;
        kinds[at] = [byte.is_ascii_alphanumeric() as u8, !is_blank as u8];
        at += 1;
    }
    kinds
};

/// The number of words in a text without markup, apart from line prefixes, emphasis and the like.
pub(super) fn in_prose(text: &str) -> u32 {
    let mut words = Words::default();
    for line in text.split(['\n', '\r']) {
        words.gap();
        words.add(without_number(line));
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
