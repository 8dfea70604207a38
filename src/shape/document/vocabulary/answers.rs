//! Words that announce answers, and what templates leave in their place.

use std::sync::LazyLock;

use super::keys::KEYS;
use super::word_set::WordSet;

/// Whether a heading is nothing but the announcement of an answer: `Answer`, `Answer: C`, `Explanation`.
pub fn is_answer_heading(plain: &str) -> bool {
    if plain.len() > 160 {
        return false;
    }
    let is_mark = |c: char| !c.is_alphanumeric();
    let bare = plain.trim_matches(is_mark);
    let head = bare.split([':', '：', '.', '(']).next().unwrap_or(bare);
    let head = head.trim_end_matches(is_mark);
    let known = |text: &str| text.len() > 1 && is_answer_word(text);
    known(bare) || known(head) && bare.chars().count() < 60
}

/// Words by which an answer is announced, in lower case.
const ANSWER: &[&str] = &[
    "answer",
    "answers",
    "ans",
    "solution",
    "solutions",
    "show",
    "show answer",
    "show solution",
    "response",
    "explanation",
    "reveal",
    "see answer",
    "view answer",
    "click to see",
    "feedback",
    "hint",
    "tl;dr",
    "a",
    "antwort",
    "lösung",
    "réponse",
    "reponse",
    "respuesta",
    "resposta",
    "risposta",
    "soluzione",
    "solución",
    "solução",
    "antwoord",
    "odpowiedź",
    "odpověď",
    "svar",
    "vastaus",
    "válasz",
    "răspuns",
    "cevap",
    "yanıt",
    "ответ",
    "решение",
    "відповідь",
    "答案",
    "解答",
    "参考答案",
    "解析",
    "回答",
    "答",
    "정답",
    "답",
    "jawaban",
    "đáp án",
    "trả lời",
    "جواب",
    "الإجابة",
    "उत्तर",
    "--answers--",
    "correct answer",
    "show/hide",
    "expand",
    "details",
    "click here",
    "spoiler",
    "answer here",
    "查看答案",
    "点击查看答案",
    "показать ответ",
    "show me",
    "key",
    "απάντηση",
    "reference answer",
    "sample answer",
    "show the answer",
];

/// Whether a text is one of the words by which an answer is announced.
fn is_answer_word(text: &str) -> bool {
    static WORDS: LazyLock<WordSet> = LazyLock::new(|| {
        let keys = KEYS.iter().filter(|word| **word != "correct");
        WordSet::new(ANSWER.iter().chain(keys).copied())
    });
    WORDS.has(text)
}

/// What a short text starts with that announces an answer, in lower case.
const LEADS: &[&str] = &[
    "show ",
    "click ",
    "answer",
    "solution",
    "view ",
    "see ",
    "toggle ",
    "expand ",
    "correct answer",
    "查看",
    "答案",
    "ответ",
    "antwort",
    "lösung",
    "reveal",
    "réponse",
    "respuesta",
    "resposta",
    "risposta",
    "odpowied",
    "cevap",
    "đáp án",
    "jawaban",
    "explanation",
    "help",
    "hint",
];

/// Whether a short text announces an answer: the word alone, or with a colon and more after it.
pub fn announces_answer(text: &str) -> bool {
    static STARTS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(LEADS.iter().copied()));
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    // No announcement is longer.
    if start.len() > 400 {
        return false;
    }
    let bare = text.trim_matches(|c: char| !(c.is_alphanumeric() || c == '&'));
    let head = bare.split([':', '：']).next().unwrap_or(bare).trim();
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric());
    is_answer_word(bare)
        || (is_answer_word(head)
            && (head.len() > 1 || ["a:", "A:"].iter().any(|lead| bare.starts_with(lead))))
        || STARTS.starts_of(bare).next().is_some() && bare.chars().count() < 60
}

/// Whether a text is one of the words by which an answer is announced, alone or with a colon and more after it.
pub fn names_answer(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let head = bare.split([':', '：']).next().unwrap_or(bare);
    is_answer_word(bare) || is_answer_word(head.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a text that announces an answer shows something else: `See the class`.
pub fn shows_something(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lead = start.get(..4).unwrap_or_default();
    lead.eq_ignore_ascii_case("see ") && !names_answer(text)
}

/// What authors leave in a template where an answer is to be written.
const PLACEHOLDERS: &[&str] = &[
    "answer here",
    "answer goes here",
    "your answer here",
    "add answer here",
    "write answer here",
    "to be completed",
    "to be added",
    "to be done",
    "to do",
    "todo",
    "tbd",
    "tba",
    "coming soon",
    "work in progress",
    "wip",
    "in progress",
    "add your answer",
    "write the answer here",
    "lorem ipsum",
    "placeholder",
    "fixme",
    "answer pending",
    "answer coming soon",
    "no answer yet",
    "not answered yet",
    "write your answer here",
    "insert answer here",
    "待补充",
    "待完善",
    "待更新",
    "暂无",
    "todo answer",
    "to be updated",
    "will be added soon",
    "will be updated soon",
    "to be continued",
    "your answer",
    "add your answer here",
    "insert your answer",
    "insert your answer here",
    "to be answered",
    "answer to be added",
    "answer will be added soon",
    "under construction",
    "待续",
    "未完待续",
    "待补",
    "敬请期待",
    "答案待补充",
    "準備中",
    "作成中",
    "작성 예정",
    "준비 중",
    "준비중",
    "ответ в разработке",
    "ответ скоро появится",
    "respuesta pendiente",
    "por completar",
    "próximamente",
    "em breve",
    "à compléter",
    "à venir",
    "folgt in kürze",
    "noch zu ergänzen",
    "do uzupełnienia",
    "đang cập nhật",
    "segera hadir",
];

/// Whether a text is what authors leave in a template where an answer is to be written.
pub fn is_placeholder(text: &str) -> bool {
    static WORDS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(PLACEHOLDERS.iter().copied()));
    WORDS.has(text.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// What authors leave in a template where a question is to be written.
pub fn is_question_placeholder(text: &str) -> bool {
    const WHOLE: &[&str] = &[
        "question here",
        "question goes here",
        "question text",
        "question text here",
        "question title",
        "your question",
        "your question here",
        "add question here",
        "add your question",
        "add your question here",
        "insert question here",
        "write your question here",
        "suggest your question",
    ];
    if text.len() > 32 || !text.contains("uestion") {
        return false;
    }
    let lower = text.to_lowercase();
    WHOLE.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::{announces_answer, is_answer_heading, is_placeholder, is_question_placeholder};

    #[test]
    fn answers_are_announced() {
        for (text, announces, heading) in [
            ("Answer", true, true),
            ("Answer: C", true, true),
            ("Show solution", true, true),
            ("Ответ", true, true),
            ("答案：B", true, true),
            ("What is an answer?", false, false),
            ("Answers of the sea", true, false),
        ] {
            assert_eq!(
                (announces_answer(text), is_answer_heading(text)),
                (announces, heading),
                "{text}"
            );
        }
        assert!(
            is_placeholder("*TODO*")
                && is_placeholder("Answer here.")
                && !is_placeholder("To do it well, wait.")
        );
        assert!(
            is_question_placeholder("[Your question here]")
                && !is_question_placeholder("What is a question?")
        );
    }
}
