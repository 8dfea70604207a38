//! A bit mask of the characters of a text: four bytes that rule out most texts that a search cannot match.
//!
//! A search ignores case and accents, so both sides are folded: `e` finds a text with `é`. Where folding is ambiguous,
//! the text counts as having every character, and the search as requiring none. False positives are possible, false
//! negatives are not.

/// A set of characters, folded to 32 bits.
pub type CharMask = u32;

/// All characters.
const ALL: CharMask = CharMask::MAX;

/// Bits above those of `a` to `z`: three for digits, one for other ASCII characters, two for letters of other scripts.
const DIGITS: u32 = 26;
const OTHER: u32 = 29;
const FOREIGN: u32 = 30;

/// The mask of `text`; not 0 if it has anything but white space.
pub fn char_mask(text: &str) -> CharMask {
    if text.is_ascii() {
        let masks = text.bytes().map(|byte| ASCII[usize::from(byte & 0x7f)]);
        return masks.fold(0, |all, mask| all | mask);
    }
    text.chars().fold(0, |all, c| all | of(c).unwrap_or(ALL))
}

/// The mask that a text must contain to match `asked`, the characters of a search as it compares them.
pub fn needed_by(asked: impl IntoIterator<Item = char>) -> CharMask {
    asked.into_iter().fold(0, |all, c| all | of(c).unwrap_or(0))
}

/// The bit of a character; `None` if folding may turn it into another character.
fn of(c: char) -> Option<CharMask> {
    match c {
        _ if c.is_ascii() => Some(ASCII[c as usize]),
        // Accented Latin, and variants of Latin letters: small, raised, wide, from other alphabets.
        '\u{80}'..='\u{36f}'
        | '\u{1d00}'..='\u{1dbf}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2000}'..='\u{218f}'
        | '\u{2460}'..='\u{24ff}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{a720}'..='\u{a7ff}'
        | '\u{ab30}'..='\u{ab6f}'
        | '\u{fb00}'..='\u{fb06}'
        | '\u{ff00}'..='\u{ff5e}'
        | '\u{1d400}'..='\u{1d7ff}' => None,
        _ if c.is_whitespace() => Some(0),
        _ => Some(1 << (FOREIGN + (folded(c) as u32 & 1))),
    }
}

/// The bits of the ASCII characters.
const ASCII: [CharMask; 128] = {
    let mut masks = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        masks[byte as usize] = ascii(byte);
        byte += 1;
    }
    masks
};

const fn ascii(byte: u8) -> CharMask {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'A'..=b'Z' => 1 << (byte - b'A'),
        b'0'..=b'9' => 1 << (DIGITS + (byte % 3) as u32),
        _ if byte.is_ascii_whitespace() || byte == 0x0b => 0,
        _ => 1 << OTHER,
    }
}

/// The character without case: uppercased, then lowercased, since two lowercase letters can share an uppercase one.
fn folded(c: char) -> char {
    let capital = c.to_uppercase().next().unwrap_or(c);
    capital.to_lowercase().next().unwrap_or(capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_its_letters_in_any_case() {
        let has = |text: &str, asked: &str| {
            let needed = needed_by(asked.chars());
            char_mask(text) & needed == needed
        };
        assert!(has("What is a Channel?", "chnl"));
        assert!(has("ЧТО 😀", "что"));
        assert!(has("Café", "e") && has("Café", "zé"));
        assert!(has("x", " ") && has("", ""));
        assert!(!has("What is a Channel?", "map"));
        assert!(!has("What?", "9") && !has("9", "-") && !has("x", "😀"));
        assert_eq!(char_mask(" \t\r\n\u{b}\u{c}"), 0);
    }
}
