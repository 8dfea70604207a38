//! Numbers in a text.

/// The text with the number `new` in every place where it has the number `old`, with as many leading zeros.
pub fn renumbered(text: &str, old: u32, new: u32) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let len = rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let digits = &rest[at..at + len];
        out += &rest[..at];
        let width = if digits.starts_with('0') { len } else { 1 };
        match digits.parse() == Ok(old) {
            true => out += &format!("{new:0width$}"),
            false => out += digits,
        }
        rest = &rest[at + len..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::renumbered;

    #[test]
    fn only_the_number_itself_changes() {
        for (text, expected) in [
            ("9. ", "10. "),
            ("<a name=\"q9\"></a>9. ", "<a name=\"q10\"></a>10. "),
            ("## 09) 99 9", "## 10) 99 10"),
            ("Q: ", "Q: "),
        ] {
            assert_eq!(renumbered(text, 9, 10), expected);
        }
    }
}
