//! The marker before a question's text: a number, `Q:`, a word with a number.

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

/// The marker that `text` starts with, which is the text of a heading, a list item or a line.
pub fn marker(text: &str) -> Option<Marker<'_>> {
    let lead = text.len()
        - text
            .trim_start_matches(['*', '_', '[', '<', '(', '【', '#', ' '])
            .len();
    // Only markup may come before the marker.
    let inner = &text[lead..];
    let word_len = word_len(inner);
    let word = inner[..word_len].trim();
    let mut rest = &inner[word_len..];
    let glued = rest.len() == inner[word_len..].trim_start().len();
    rest = rest.trim_start_matches([' ', '#', '-', '.', '\u{a0}', '№']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: Option<u32> = (digits <= 6).then(|| rest[..digits].parse().ok()).flatten();
    rest_of(
        text,
        lead,
        word,
        glued,
        number,
        &rest[if number.is_some() { digits } else { 0 }..],
        &inner[word_len..],
    )
}

fn rest_of<'t>(
    text: &'t str,
    lead: usize,
    word: &'t str,
    _glued: bool,
    number: Option<u32>,
    after_number: &'t str,
    after_word: &'t str,
) -> Option<Marker<'t>> {
    let lower = word.to_lowercase();
    let is_question = QUESTION.contains(&lower.as_str());
    let from = if number.is_some() {
        after_number
    } else {
        after_word
    };
    // `第 3 题`, `17b`, `3/`.
    let from = from
        .strip_prefix(['题', '題', '问', '問', '章'])
        .unwrap_or(from);
    let letter = from.len()
        - from
            .trim_start_matches(|c: char| c.is_ascii_lowercase())
            .len();
    let from = if number.is_some() && letter == 1 && from[1..].starts_with(['.', ')', ':']) {
        &from[1..]
    } else {
        from
    };
    let trimmed = from.trim_start_matches(['*', '_', ']', '\\']);
    // `8 . Text`
    let trimmed = if number.is_some()
        && trimmed.starts_with([' '])
        && trimmed.trim_start().starts_with(['.', ')', ':', '：'])
    {
        trimmed.trim_start()
    } else {
        trimmed
    };
    let points = trimmed.len()
        - trimmed
            .trim_start_matches([
                '.', ')', ':', '：', '、', '．', '）', '-', '–', '—', '|', '>', '】', ']', '/',
            ])
            .len();
    let mut after = &trimmed[points..];
    let spaced =
        after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == '*' || c == '_');
    let class = if word.is_empty() {
        Class::Number
    } else if is_question {
        Class::Question
    } else {
        Class::Word
    };
    let fits = match class {
        Class::Number => number.is_some() && (points > 0 || lead > 0 && trimmed.len() < from.len()),
        Class::Question if lower == "p" => number.is_some() && points > 0,
        Class::Question => points > 0 || number.is_some() && spaced,
        Class::Word => {
            number.is_some()
                && (points > 0 || after.is_empty())
                && (spaced || trimmed.starts_with('：'))
        }
    };
    // `1.5 is a number` and `3-tier` start no question.
    let numeric = class == Class::Number && after.starts_with(|c: char| c.is_ascii_digit());
    let wide = class == Class::Number && number.is_some_and(|number| number > 9999);
    let hyphen = class == Class::Number && trimmed.starts_with(['-', '>', '/', '|']) && !spaced;
    if !fits || numeric || hyphen || wide {
        return None;
    }
    let mark_len = text.len() - after.len();
    after = after.trim_start();
    let closing = after.trim_start_matches(['*', '_']);
    // `**Q1.** Text` has the end of its markup after the marker.
    if closing.len() < after.len() && closing.starts_with(char::is_whitespace) {
        after = closing.trim_start();
    }
    Some(Marker {
        class,
        word,
        number,
        len: text.len() - after.len(),
        mark_len,
    })
}

/// The length of a word or two before a number.
fn word_len(text: &str) -> usize {
    let is_word = |c: char| {
        c.is_alphabetic()
            || ('\u{300}'..'\u{370}').contains(&c)
            || ('\u{900}'..'\u{980}').contains(&c)
    };
    let mut len = text.len() - text.trim_start_matches(is_word).len();
    if let Some(word) = ["Câu hỏi", "câu hỏi", "CÂU HỎI"]
        .iter()
        .find(|word| text.starts_with(**word))
    {
        len = word.len();
    }
    // In Chinese the word is not parted from what follows.
    for word in ["第", "问题", "問題", "问", "題", "题"] {
        if text.starts_with(word) && len > word.len() {
            return word.len();
        }
    }
    if text[..len].chars().count() > 16 {
        0
    } else {
        len
    }
}
