//! The ids that are made of questions, and the anchors that are made of headings.

use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark};

use super::slug_table::{REPLACEMENTS, ZEROS};

/// The id of the question `text`: what the npm package `slugify` 1.6 gives with `lower: true`.
///
/// Characters are replaced from the package's table (`&` by `and`, `é` by `e`), those it does not
/// know dropped unless they are ASCII letters, digits or one of ``_*+~.()'"!:@``, and what blanks
/// and hyphens there are between the rest becomes one hyphen each run. The id is ASCII; of a
/// question in Chinese only it is empty.
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

/// An id as it grows.
struct Id {
    out: String,
    /// Whether blanks or hyphens came since the last character. They only count between two.
    gap: bool,
}

impl Id {
    /// Adds what `c`, a character of the composed text, comes to.
    fn push(&mut self, c: char) {
        match c {
            '-' => self.gap = true,
            '$' | '%' | '&' | '<' | '>' | '|' | '\u{80}'.. => match replacement(c) {
                // The package takes a replacement by `-` for a blank, as it does a hyphen.
                Some("-") => self.gap = true,
                Some(new) => new.chars().for_each(|c| self.push_allowed(c)),
                None => self.push_allowed(c),
            },
            _ => self.push_allowed(c),
        }
    }

    /// Adds `c` itself if an id may hold it.
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

/// What the package's table has for `c`.
fn replacement(c: char) -> Option<&'static str> {
    let row = REPLACEMENTS.binary_search_by_key(&c, |&(from, _)| from);
    row.ok().map(|row| REPLACEMENTS[row].1)
}

/// Whether `c` is white space to a JavaScript regular expression, which differs from Unicode's in
/// taking the byte order mark and leaving NEL.
fn is_js_whitespace(c: char) -> bool {
    c == '\u{feff}' || (c != '\u{85}' && c.is_whitespace())
}

/// The anchor of a heading whose text, markup taken away, is `text`: as GitHub makes it, and the
/// npm package `github-slugger` 2.0 after it.
///
/// Lower case; all but letters, marks, digits, connectors such as `_`, hyphens and spaces dropped;
/// a hyphen for each space. The second and later headings of one anchor in a file get `-1`, `-2`
/// and so on, which is for who sees them all.
pub fn heading_anchor(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|&c| c == ' ' || is_anchor_char(c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// Whether `c` stays in an anchor as it is.
fn is_anchor_char(c: char) -> bool {
    match c {
        '-' | '_' => true,
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        _ => c.is_alphabetic() || is_combining_mark(c) || is_digit(c) || is_connector(c),
    }
}

/// Whether `c`, outside ASCII, is a decimal digit (Nd); `²` and `½` are numbers but no digits.
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

    /// Holds `slug` against what the original made of the same strings; see tests/data/README.md.
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
        // `push` looks ASCII up only for these.
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
