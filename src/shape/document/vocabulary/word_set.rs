//! A set of words that is asked without regard to case.

/// Words in lower case, by their first byte.
pub struct WordSet {
    by_first: [Vec<&'static str>; 256],
}

impl WordSet {
    /// The set of these words.
    pub fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_first = [const { Vec::new() }; 256];
        for word in words {
            if let Some(first) = word.bytes().next() {
                by_first[usize::from(first)].push(word);
            }
        }
        Self { by_first }
    }

    /// Whether it has this word.
    pub fn has(&self, word: &str) -> bool {
        let alike = self.alike(word);
        if word.is_ascii() {
            return alike.iter().any(|known| known.eq_ignore_ascii_case(word));
        }
        !alike.is_empty() && alike.contains(&word.to_lowercase().as_str())
    }

    /// The words that a text starts with, in the order in which they were added, each with what comes after it.
    pub fn starts_of<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'static str, &'t str)> {
        let start = |word: &&'static str| Some((*word, after(text, word)?));
        self.alike(text).iter().filter_map(start)
    }

    /// The words whose first byte is that of a text in lower case.
    fn alike(&self, text: &str) -> &[&'static str] {
        let first = text.chars().next().and_then(|c| c.to_lowercase().next());
        first.map_or(&[], |first| {
            let mut bytes = [0; 4];
            first.encode_utf8(&mut bytes);
            &self.by_first[usize::from(bytes[0])]
        })
    }
}

/// What comes after a word in lower case at the start of a text.
fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    if let Some((start, rest)) = text.split_at_checked(word.len())
        && start.is_ascii()
        && word.is_ascii()
    {
        return start.eq_ignore_ascii_case(word).then_some(rest);
    }
    let mut rest = text.chars();
    let mut lower = rest.by_ref().flat_map(char::to_lowercase);
    let is_same = word.chars().all(|letter| lower.next() == Some(letter));
    is_same.then_some(rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn words_are_found_in_any_case() {
        let set = WordSet::new(["key", "keys", "ключ"]);
        for (word, has) in [
            ("key", true),
            ("KEYS", true),
            ("Ключ", true),
            ("Kelvin", false),
            ("ke", false),
            ("", false),
            // The sign of the unit is a K in lower case.
            ("\u{212a}ey", true),
        ] {
            assert_eq!(set.has(word), has, "{word}");
        }
        for (text, start) in [
            ("Keyhole", Some(("key", "hole"))),
            ("КЛЮЧИ", Some(("ключ", "И"))),
            ("Ke", None),
            ("", None),
        ] {
            assert_eq!(set.starts_of(text).next(), start, "{text}");
        }
    }
}
