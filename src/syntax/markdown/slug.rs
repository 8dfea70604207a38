//! Question ids and heading anchors.

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark};

use super::slug_table::{REPLACEMENTS, ZEROS};

/// The id of the question `text`, as the npm package `slugify` 1.6 computes it with `lower: true`.
///
/// Characters are replaced according to the package's table (`&` by `and`, `é` by `e`). Characters that it does not
/// have are dropped, unless they are ASCII letters, digits or one of ``_*+~.()'"!:@``. Each run of white space and
/// hyphens between the rest becomes one hyphen. The id is ASCII; it is empty for a question in Chinese only.
pub fn question_id(text: &str) -> String {
    let mut id = Id {
        out: String::with_capacity(text.len()),
        gap: false,
    };
    let composed =
        text.is_ascii() || unicode_normalization::is_nfc_quick(text.chars()) == IsNormalized::Yes;
    if composed {
        text.chars().for_each(|c| id.push(c));
    } else {
        text.nfc().for_each(|c| id.push(c));
    }
    id.out
}

/// An id being built.
struct Id {
    out: String,
    /// Whether white space or hyphens followed the last character. They count only between two characters.
    gap: bool,
}

impl Id {
    /// Adds the replacement of `c`, a character of the composed text.
    fn push(&mut self, c: char) {
        match c {
            '-' => self.gap = true,
            '$' | '%' | '&' | '<' | '>' | '|' | '\u{80}'.. => match replacement(c) {
                // The package treats the replacement `-` as white space, as it does a hyphen.
                Some("-") => self.gap = true,
                Some(new) => new.chars().for_each(|c| self.push_allowed(c)),
                None => self.push_allowed(c),
            },
            _ => self.push_allowed(c),
        }
    }

    /// Adds `c` if an id may contain it.
    fn push_allowed(&mut self, c: char) {
        if c.is_ascii_alphanumeric() || "_*+~.()'\"!:@".contains(c) {
            if self.gap && !self.out.is_empty() {
                self.out.push('-');
            }
            self.gap = false;
            self.out.push(c.to_ascii_lowercase());
        } else if is_js_whitespace(c) {
            self.gap = true;
        }
    }
}

/// The replacement of `c` in the package's table.
fn replacement(c: char) -> Option<&'static str> {
    let row = REPLACEMENTS.binary_search_by_key(&c, |&(from, _)| from);
    row.ok().map(|row| REPLACEMENTS[row].1)
}

/// Whether `c` is white space in a JavaScript regular expression. Unlike Unicode, that includes the byte order mark and
/// excludes NEL.
fn is_js_whitespace(c: char) -> bool {
    c == '\u{feff}' || (c != '\u{85}' && c.is_whitespace())
}

/// The anchor of a heading with the plain text `text`, as GitHub computes it and the npm package `github-slugger` 2.0
/// reproduces it.
///
/// Lower case; letters, marks, digits, connectors such as `_`, hyphens and spaces are kept, and each space becomes a
/// hyphen. Repeated anchors in a file get the suffixes `-1`, `-2` and so on, which the caller adds.
pub fn heading_anchor(text: &str) -> String {
    if text.is_ascii() {
        let mut anchor = Vec::with_capacity(text.len());
        let kept = text.bytes().map(|byte| IN_ANCHORS[byte as usize]);
        anchor.extend(kept.filter(|&kept| kept != 0));
        return String::from_utf8(anchor).unwrap_or_default();
    }
    text.to_lowercase()
        .chars()
        .filter(|&c| c == ' ' || is_anchor_char(c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// What an anchor has for each ASCII character; 0 for those that it drops.
const IN_ANCHORS: [u8; 0x80] = {
    let mut kept = [0; 0x80];
    let mut byte = 0;
    while byte < 0x80 {
        kept[byte as usize] = match byte {
            b' ' => b'-',
            b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => byte.to_ascii_lowercase(),
            _ => 0,
        };
        byte += 1;
    }
    kept
};

/// Whether an anchor keeps `c` as it is.
fn is_anchor_char(c: char) -> bool {
    match c {
        '-' | '_' => true,
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Chinese characters, the most frequent ones outside ASCII, without a search in the tables.
        '\u{4e00}'..='\u{9fff}' => true,
        _ => c.is_alphabetic() || is_combining_mark(c) || is_digit(c) || is_connector(c),
    }
}

/// Whether `c`, outside ASCII, is a decimal digit (Nd); `²` and `½` are numbers but not digits.
fn is_digit(c: char) -> bool {
    let after = ZEROS.partition_point(|&zero| zero <= c);
    after > 0 && u32::from(c) - u32::from(ZEROS[after - 1]) < 10
}

/// Whether `c`, outside ASCII, is connector punctuation (Pc).
fn is_connector(c: char) -> bool {
    matches!(
        c,
        '\u{203f}' | '\u{2040}' | '\u{2054}' | '\u{fe33}' | '\u{fe34}' | '\u{fe4d}'
            ..='\u{fe4f}' | '\u{ff3f}'
    )
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{REPLACEMENTS, ZEROS, heading_anchor, question_id};

    #[derive(Deserialize)]
    struct Recorded {
        #[serde(rename = "in")]
        text: String,
        out: String,
    }

    /// Compares `slug` with the recorded output of the original; see tests/data/README.md.
    fn agrees(recorded: &str, least: usize, slug: fn(&str) -> String) {
        let mut count = 0;
        for line in recorded.lines() {
            let Recorded { text, out } = serde_json::from_str(line).unwrap();
            assert_eq!(slug(&text), out, "of {text:?}, recorded as {line}");
            count += 1;
        }
        assert!(count >= least, "only {count} recorded strings");
    }

    #[test]
    fn question_ids_are_those_of_the_package() {
        let recorded = include_str!("../../../tests/data/slugify.jsonl");
        agrees(recorded, 3_600, question_id);
    }

    #[test]
    fn heading_anchors_are_those_of_the_package() {
        let recorded = include_str!("../../../tests/data/slugify_anchors.jsonl");
        agrees(recorded, 1_600, heading_anchor);
    }

    #[test]
    fn question_ids_read_as_the_site_shows_them() {
        for (text, id) in [
            ("What is a channel?", "what-is-a-channel"),
            ("C++ vs C#?", "c++-vs-c"),
            ("CI/CD", "cicd"),
            ("100% CPU", "100percent-cpu"),
            ("`null` & 'undefined'", "null-and-'undefined'"),
            ("  a - b -- c ", "a-b-c"),
            ("e\u{301}te\u{301}", "ete"),
            ("1 ₹", "1-indian-rupee"),
            ("什么是闭包？", ""),
            ("", ""),
        ] {
            assert_eq!(question_id(text), id, "{text:?}");
        }
    }

    #[test]
    fn tables_are_sorted_and_whole() {
        assert_eq!(REPLACEMENTS.len(), 641);
        assert!(REPLACEMENTS.is_sorted_by(|a, b| a.0 < b.0));
        // `push` looks up only these ASCII characters.
        let ascii: String = REPLACEMENTS
            .iter()
            .map(|row| row.0)
            .filter(char::is_ascii)
            .collect();
        assert_eq!(ascii, "$%&<>|");
        assert!(ZEROS.is_sorted_by(|a, b| u32::from(*a) + 10 <= u32::from(*b)));
        for &zero in ZEROS {
            for digit in (zero..).take(10) {
                assert!(digit.is_numeric() && !digit.is_alphabetic(), "{digit:?}");
            }
        }
    }
}
