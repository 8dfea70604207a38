//! Writes a text of several lines as a block scalar.

use crate::text::Refusal;

/// A block scalar, in the two parts that a comment may separate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// The part on the line of the key.
    pub header: String,
    /// The lines below it, each preceded by its line break.
    pub lines: String,
}

/// The indentation of the lines relative to the key.
const INDENT: u32 = 2;

/// Writes `text` as a block scalar for a key at `column`, in a mapping whose keys all have that column. Line breaks are
/// written as `line_break`; the value reads back with `\n` for each, as YAML defines, and otherwise equals `text`.
///
/// The header gives the chomping: `|` for one final line break, `|-` for none, `|+` for several. It also gives the
/// indentation where the text does not show it: if it starts with spaces or blank lines (YAML 1.2.2, 8.1.1.1).
///
/// # Errors
/// When the text is empty, or has a character that YAML can only write as an escape.
pub fn block(text: &str, column: u32, line_break: &str) -> Result<Block, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(Refusal::new("the text is empty"));
    }
    if let Some(c) = text.chars().find(|c| !is_writable(*c)) {
        return Err(Refusal::new(format!(
            "the text contains the character U+{:04X}, which a YAML block cannot contain",
            u32::from(c)
        )));
    }
    let body = text.trim_end_matches('\n');
    let chomp = match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let indicator = if text.starts_with([' ', '\t', '\n']) {
        INDENT.to_string()
    } else {
        String::new()
    };
    let indent = " ".repeat((column + INDENT) as usize);
    // The last line break ends the last line; earlier ones are lines by themselves.
    let lines = text.strip_suffix('\n').unwrap_or(&text).split('\n');
    let written = lines.map(|line| match line {
        "" => line_break.to_owned(),
        line => format!("{line_break}{indent}{line}"),
    });
    Ok(Block {
        header: format!("|{indicator}{chomp}"),
        lines: written.collect(),
    })
}

/// Whether a block scalar may contain `c`: YAML's printable characters, without those that some readers treat as line
/// breaks or drop.
fn is_writable(c: char) -> bool {
    matches!(c, '\n' | '\t')
        || !(c.is_control()
            || matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
            ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::yaml;

    /// The value that is read from the block of `text`, with other keys around it.
    fn read_back(text: &str, column: u32, line_break: &str) -> Result<String, Refusal> {
        let block = block(text, column, line_break)?;
        let dash = " ".repeat(column as usize - 2);
        let keys = " ".repeat(column as usize);
        let item = format!(
            "{dash}- question: Q?{line_break}{keys}answer: {} # why{}{line_break}{keys}topics: []{line_break}",
            block.header, block.lines
        );
        let root = yaml::parse(&item, 0).unwrap_or_else(|error| panic!("{item:?}: {error:?}"));
        let root = root.expect("a list");
        let map = root.as_list().and_then(|list| list.items[0].as_map());
        let map = map.expect("a mapping");
        let topics = map.value("topics").and_then(|node| node.as_list());
        assert!(topics.is_some(), "{item:?}");
        let answer = map.value("answer").and_then(|node| node.as_scalar());
        Ok(answer.expect("an answer").text.to_string())
    }

    #[test]
    fn every_end_and_start_is_kept() {
        for text in [
            "One",
            "One\n",
            "One\n\n\n",
            "\n\nOne\n",
            "  One\nTwo",
            "\tOne\n",
            "a\n\tb\n   \nc\n",
            "# no comment\n- no list\n--- \n'no quote\nkey: 😀\n",
            "---\nx\n...\n",
            "One  \n\n   ",
        ] {
            for line_break in ["\n", "\r\n"] {
                assert_eq!(read_back(text, 4, line_break).as_deref(), Ok(text));
            }
        }
        assert_eq!(read_back("a\r\nb\r", 2, "\n").as_deref(), Ok("a\nb\n"));
    }

    #[test]
    fn what_a_block_cannot_hold_is_refused() {
        for text in [
            "",
            " \n",
            "a\0",
            "a\u{7f}",
            "a\u{2028}b",
            "\u{feff}a",
            "a\u{85}",
        ] {
            assert!(block(text, 4, "\n").is_err(), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn every_text_reads_back(text in "(\\PC{0,3}|[ \t#:>|'\"a-]{0,4}|\n){0,8}", column in 2..5u32) {
            if let Ok(value) = read_back(&text, column, "\n") {
                prop_assert_eq!(value, text);
            }
        }
    }
}
