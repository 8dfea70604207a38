//! Numbers in a text.

use std::ops::Range;

/// The text with the number `new` in every place where it has the number `old`, with as many leading zeros.
pub fn renumbered(text: &str, old: u32, new: u32) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut from = 0;
    for (place, number) in renumberings(text, old, new) {
        out += &text[from..place.start];
        out += &number;
        from = place.end;
    }
    out + &text[from..]
}

/// The places where a text has the number `old`, each with what is written there for `new`.
fn renumberings(text: &str, old: u32, new: u32) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()) {
        let start = from + at;
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit);
        let place = start..start + digits.count();
        let digits = &text[place.clone()];
        let width = if digits.starts_with('0') {
            digits.len()
        } else {
            1
        };
        if digits.parse() == Ok(old) {
            found.push((place.clone(), format!("{new:0width$}")));
        }
        from = place.end;
    }
    found
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
