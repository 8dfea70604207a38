//! The marker before a question's text: a number, `Q:`, a word with a number.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::vocabulary::Lower;

/// What kind of marker a text starts with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// A number alone: `12.`, `12)`.
    Number,
    /// The letter Q or a word for "question", with or without a number.
    Question,
    /// Another word with a number: `Exercise 3:`, `C5.`.
    Word,
}

/// A marker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marker<'t> {
    /// What kind it is.
    pub class: Class,
    /// The word before the number.
    pub word: &'t str,
    /// The number.
    pub number: Option<u32>,
    /// Its length with the white space after it, in bytes.
    pub len: usize,
    /// The length without that white space.
    pub mark_len: usize,
}

/// Words for "question" in many languages, in lower case.
const QUESTION: &[&str] = &[
    "q",
    "question",
    "questions",
    "que",
    "ques",
    "quest",
    "frage",
    "pregunta",
    "pergunta",
    "domanda",
    "vraag",
    "pytanie",
    "otázka",
    "fråga",
    "spørgsmål",
    "spørsmål",
    "kysymys",
    "kérdés",
    "întrebare",
    "întrebarea",
    "soru",
    "вопрос",
    "питання",
    "câu",
    "câu hỏi",
    "pertanyaan",
    "soal",
    "问题",
    "問題",
    "第",
    "问",
    "問",
    "题",
    "題",
    "질문",
    "문제",
    "質問",
    "سؤال",
    "السؤال",
    "प्रश्न",
    "problem",
    "mcq",
    "問い",
    "p",
    "questão",
    "questao",
    "ερώτηση",
    "шумо",
    "въпрос",
    "питање",
    "pitanje",
    "klausimas",
];

/// Whether a word in lower case is one of those.
pub fn is_word_for_question(lower: &str) -> bool {
    static WORDS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| QUESTION.iter().copied().collect());
    WORDS.contains(lower)
}

/// Whether a text is only a word for "question" in the singular.
pub fn is_question_word(text: &str) -> bool {
    const OTHERS: &[&str] = &["questions", "problem", "mcq", "que", "第"];
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    if !(2..=32).contains(&bare.len()) {
        return false;
    }
    let lower = bare.to_lowercase();
    is_word_for_question(&lower) && !OTHERS.contains(&lower.as_str())
}

/// The marker that `text` starts with, which is the text of a heading, a list item or a line.
pub fn marker(text: &str) -> Option<Marker<'_>> {
    // Only markup may come before the marker.
    let inner = text.trim_start_matches(['*', '_', '[', '<', '(', '【', '#', ' ']);
    let is_marked = inner.len() < text.len();
    let word_len = word_len(inner);
    let word = inner[..word_len].trim();
    let after_word = &inner[word_len..];
    let digits = after_word.trim_start_matches([' ', '#', '-', '.', '\u{a0}', '№']);
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    let number: Option<u32> = (len <= 6).then(|| digits[..len].parse().ok()).flatten();
    let rest = match number {
        Some(_) if is_word_for_question(&Lower::of(word)) => after_parts(&digits[len..]),
        Some(_) => &digits[len..],
        None if word.is_empty() || is_prose(after_word) => return None,
        None => after_word,
    };
    let end = End::of(rest, number.is_some());
    let is_ended = end.points > 0 || is_marked && end.is_closed;
    if number.is_none() && !is_ended {
        return None;
    }
    let class = match &*Lower::of(word) {
        "" => Class::Number,
        // A letter that also starts other things.
        "p" if number.is_none() || end.points == 0 => return None,
        lower if is_word_for_question(lower) => Class::Question,
        _ => Class::Word,
    };
    if !end.fits(class, number, is_marked) {
        return None;
    }
    // `Q1.2` is the second of a part, and no number of the document.
    let has_parts = rest.len() < digits.len() - len;
    let mark_len = text.len() - end.after.len();
    let after = end.after.trim_start();
    // `**Q1.** Text` has the end of its markup after the marker.
    let closing = after.trim_start_matches(['*', '_']);
    let is_closed = closing.len() < after.len() && closing.starts_with(char::is_whitespace);
    let after = if is_closed {
        closing.trim_start()
    } else {
        after
    };
    Some(Marker {
        class,
        word,
        number: number.filter(|_| !has_parts),
        len: text.len() - after.len(),
        mark_len,
    })
}

/// What is after the further parts of a number such as `1.2`.
fn after_parts(rest: &str) -> &str {
    let mut rest = rest;
    while let Some(part) = rest.strip_prefix('.') {
        let after = part.trim_start_matches(|c: char| c.is_ascii_digit());
        if after.len() == part.len() {
            break;
        }
        rest = after;
    }
    rest
}

/// Whether what follows the first word of a text goes on with another, as in most lines.
fn is_prose(after_word: &str) -> bool {
    match after_word.as_bytes() {
        [b' ', next, ..] => next.is_ascii_alphanumeric(),
        [first, ..] => matches!(first, b',' | b'\''),
        [] => true,
    }
}

/// Punctuation that ends a marker.
const POINTS: &[char] = &[
    '.', ')', ':', '：', '、', '．', '）', '。', '-', '–', '—', '|', '>', '】', ']', '/',
];

/// The end of a marker, after its word and number.
struct End<'t> {
    /// From its first punctuation.
    from: &'t str,
    /// How many bytes of punctuation there are.
    points: usize,
    /// Whether markup ends before the punctuation.
    is_closed: bool,
    /// What comes after it.
    after: &'t str,
}

impl<'t> End<'t> {
    fn of(rest: &'t str, has_number: bool) -> Self {
        // `第 3 题`, `17b`.
        let rest = rest
            .trim_start()
            .strip_prefix(['题', '題', '问', '問', '章'])
            .unwrap_or(rest);
        let letter = rest.strip_prefix(|c: char| c.is_ascii_lowercase());
        let rest = letter
            .filter(|after| has_number && after.starts_with(['.', ')', ':']))
            .unwrap_or(rest);
        let mut from = rest.trim_start_matches(['*', '_', ']', '\\']);
        // `8 . Text`, `8 - Text`
        let spaced = from.trim_start();
        let is_spaced = spaced.starts_with(['.', ')', ':', '：'])
            || ["- ", "– ", "— "]
                .iter()
                .any(|dash| spaced.starts_with(dash));
        if has_number && from.starts_with(' ') && is_spaced {
            from = spaced;
        }
        let after = from.trim_start_matches(POINTS);
        Self {
            from,
            points: from.len() - after.len(),
            is_closed: from.len() < rest.len(),
            after,
        }
    }

    /// Whether it can end a marker of the class.
    fn fits(&self, class: Class, number: Option<u32>, is_marked: bool) -> bool {
        let is_spaced = self.after.is_empty()
            || self
                .after
                .starts_with(|c: char| c.is_whitespace() || c == '*' || c == '_');
        match class {
            Class::Number => {
                // `1.5 is a number` and `3-tier` start no question.
                let is_decimal = self.after.starts_with(|c: char| c.is_ascii_digit());
                let is_compound = self.from.starts_with(['-', '>', '/', '|']) && !is_spaced;
                let ends = self.points > 0 || is_marked && self.is_closed;
                number.is_some_and(|number| number <= HIGHEST)
                    && ends
                    && !is_decimal
                    && !is_compound
            }
            // `[Question] Text` is how templates write it.
            Class::Question => {
                let in_brackets = is_marked && self.is_closed && self.after.starts_with(' ');
                self.points > 0 || number.is_some() && is_spaced || in_brackets
            }
            Class::Word => {
                let ends = self.points > 0 || self.after.is_empty();
                number.is_some() && ends && (is_spaced || self.from.starts_with('：'))
            }
        }
    }
}

/// The highest number of a question. A higher one is a date, an error code or the like.
const HIGHEST: u32 = 99_999;

/// The longest word before a number, in characters.
const LONGEST: usize = 16;

/// The length of a word or two before a number.
fn word_len(text: &str) -> usize {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let is_ascii = text.as_bytes().get(letters).is_none_or(u8::is_ascii);
    let len = match is_ascii {
        true => letters,
        false => wide_word_len(text),
    };
    let is_short = len <= LONGEST || text[..len].chars().count() <= LONGEST;
    if is_short { len } else { 0 }
}

/// The same for a text that does not start with an ASCII word.
fn wide_word_len(text: &str) -> usize {
    let is_word = |c: char| {
        c.is_alphabetic()
            || ('\u{300}'..'\u{370}').contains(&c)
            || ('\u{900}'..'\u{980}').contains(&c)
    };
    if let Some(word) = ["Câu hỏi", "câu hỏi", "CÂU HỎI"]
        .iter()
        .find(|word| text.starts_with(**word))
    {
        return word.len();
    }
    let len = text.len() - text.trim_start_matches(is_word).len();
    // In Chinese the word is not parted from what follows.
    let words = ["第", "问题", "問題", "问", "題", "题"];
    let mut parted = words
        .iter()
        .filter(|word| text.starts_with(**word) && len > word.len());
    parted.next().map_or(len, |word| word.len())
}

#[cfg(test)]
mod tests {
    use super::{Class, marker};

    #[test]
    fn markers_of_every_kind_are_read() {
        for (text, class, number, rest) in [
            ("12. Why?", Class::Number, Some(12), "Why?"),
            ("3) Why?", Class::Number, Some(3), "Why?"),
            ("8 . Why?", Class::Number, Some(8), "Why?"),
            ("Q: Why?", Class::Question, None, "Why?"),
            ("Q7。 为什么", Class::Question, Some(7), "为什么"),
            ("**Q1.** Why?", Class::Question, Some(1), "Why?"),
            ("Question 4 - Why?", Class::Question, Some(4), "Why?"),
            ("第 3 题：为什么", Class::Question, Some(3), "为什么"),
            ("Câu hỏi 2: Tại sao?", Class::Question, Some(2), "Tại sao?"),
            ("Domanda 11. Perché?", Class::Question, Some(11), "Perché?"),
            ("Exercise 5: Sort", Class::Word, Some(5), "Sort"),
            ("10000. Why?", Class::Number, Some(10_000), "Why?"),
            ("17b) Why?", Class::Number, Some(17), "Why?"),
            ("[Question] Why?", Class::Question, None, "Why?"),
            ("Q1.2: Why?", Class::Question, None, "Why?"),
            ("**Question 3.10** Why?", Class::Question, None, "Why?"),
            ("Q1. 2 what?", Class::Question, Some(1), "2 what?"),
        ] {
            let found =
                marker(text).map(|marker| (marker.class, marker.number, &text[marker.len..]));
            assert_eq!(found, Some((class, number, rest)), "{text}");
        }
        for text in [
            "1.5 is a number",
            "3-tier models",
            "Why?",
            "2031 was wet",
            "Plan 9 from space",
            "203101. Wet",
            "",
        ] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
