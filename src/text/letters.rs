//! What is left of a text without markup and punctuation.

/// The letters and digits of a text, in lower case.
pub fn letters(text: &str) -> String {
    if !text.is_ascii() {
        return each_letter(text).collect();
    }
    let mut letters = String::with_capacity(text.len());
    letters.extend(each_of_ascii(text).map(char::from));
    letters
}

/// Whether two texts have the same letters and digits, whatever their case.
pub fn same_letters(one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => each_of_ascii(one).eq(each_of_ascii(other)),
        false => each_letter(one).eq(each_letter(other)),
    }
}

fn each_letter(text: &str) -> impl Iterator<Item = char> + '_ {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase)
}

/// The same for a text in ASCII, without a look at the tables of Unicode.
fn each_of_ascii(text: &str) -> impl Iterator<Item = u8> + '_ {
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{letters, same_letters};

    #[test]
    fn letters_are_those_of_any_script() {
        for (text, want) in [
            ("1. What *is* `let`?", "1whatislet"),
            ("Что такое «let»?", "чтотакоеlet"),
            ("İ", "i\u{307}"),
            ("?!", ""),
        ] {
            assert_eq!(letters(text), want, "{text}");
        }
    }

    #[test]
    fn texts_with_the_same_letters() {
        for (one, other, same) in [
            ("What is it?", "**what** is IT", true),
            ("Straße", "straße!", true),
            ("A1", "a2", false),
            ("a", "а", false),
        ] {
            assert_eq!(same_letters(one, other), same, "{one} {other}");
        }
    }
}
