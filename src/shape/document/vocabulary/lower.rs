//! Short texts in lower case, to look them up.

use std::ops::Deref;

/// The longest text that needs no allocation, in bytes.
const SHORT: usize = 40;

/// A text in lower case. It is on the stack where it is short and ASCII, as most words that are looked up.
pub enum Lower {
    /// On the stack: the bytes, and how many they are.
    Short([u8; SHORT], usize),
    /// Any other.
    Other(String),
}

impl Lower {
    /// The text in lower case.
    pub fn of(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        let Some(short) = bytes.get_mut(..text.len()).filter(|_| text.is_ascii()) else {
            return Self::Other(text.to_lowercase());
        };
        short.copy_from_slice(text.as_bytes());
        short.make_ascii_lowercase();
        Self::Short(bytes, text.len())
    }
}

impl Deref for Lower {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Short(bytes, len) => std::str::from_utf8(&bytes[..*len]).unwrap_or_default(),
            Self::Other(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lower;

    #[test]
    fn texts_are_in_lower_case_however_long() {
        let long = "A".repeat(99);
        for text in ["", "What", "Über", "Длина", &long] {
            assert_eq!(&*Lower::of(text), text.to_lowercase());
        }
    }
}
