//! Words and marks that name levels.

use std::sync::LazyLock;

use super::word_set::WordSet;

/// Marks of a level after a text.
pub const LEVEL_MARKS: &[&str] = &[
    "👶", "⭐️", "⭐", "🚀", "🌟", "★", "☆", "🟢", "🟡", "🔴", "🟠",
];

/// Words that name a level, with the rank that they have; in lower case.
const LEVELS: &[&str] = &[
    "beginner",
    "beginners",
    "fresher",
    "freshers",
    "easy",
    "fundamental",
    "fundamentals",
    "basic",
    "basics",
    "junior",
    "entry",
    "entry-level",
    "entry level",
    "novice",
    "newbie",
    "elementary",
    "simple",
    "starter",
    "foundation",
    "foundational",
    "introductory",
    "warm-up",
    "warmup",
    "intermediate",
    "medium",
    "middle",
    "mid",
    "mid-level",
    "mid level",
    "regular",
    "moderate",
    "average",
    "normal",
    "advanced",
    "advance",
    "hard",
    "difficult",
    "experienced",
    "expert",
    "senior",
    "guru",
    "master",
    "lead",
    "architect",
    "professional",
    "challenging",
    "complex",
    "hardcore",
    "extreme",
    "初级",
    "中级",
    "高级",
    "初級",
    "中級",
    "高級",
    "简单",
    "中等",
    "困难",
    "基础",
    "进阶",
    "入门",
    "難しい",
    "簡単",
    "쉬움",
    "중간",
    "어려움",
    "초급",
    "중급",
    "고급",
    "leicht",
    "mittel",
    "schwer",
    "anfänger",
    "fortgeschritten",
    "fortgeschrittene",
    "facile",
    "moyen",
    "difficile",
    "débutant",
    "intermédiaire",
    "avancé",
    "fácil",
    "facil",
    "medio",
    "médio",
    "difícil",
    "dificil",
    "principiante",
    "intermedio",
    "avanzado",
    "básico",
    "basico",
    "intermediário",
    "avançado",
    "iniciante",
    "júnior",
    "pleno",
    "sênior",
    "начальный",
    "средний",
    "продвинутый",
    "лёгкий",
    "легкий",
    "сложный",
    "джуниор",
    "мидл",
    "сеньор",
    "базовый",
    "простой",
    "початковий",
    "середній",
    "просунутий",
    "kolay",
    "orta",
    "zor",
    "başlangıç",
    "ileri",
    "mudah",
    "sedang",
    "sulit",
    "pemula",
    "menengah",
    "lanjutan",
    "łatwy",
    "średni",
    "trudny",
    "dễ",
    "trung bình",
    "khó",
    "cơ bản",
    "nâng cao",
    "l1",
    "l2",
    "l3",
    "l4",
    "e",
    "m",
    "h",
    "tier 1",
    "tier 2",
    "tier 3",
];

/// Words around the word of a level in a heading that is about nothing but the level.
const AROUND: &[&str] = &[
    "level",
    "levels",
    "question",
    "questions",
    "interview",
    "for",
    "the",
    "and",
    "answers",
    "answer",
    "with",
    "candidates",
    "candidate",
    "developer",
    "developers",
    "professional",
    "professionals",
    "tier",
    "difficulty",
    "years",
    "year",
    "of",
    "experience",
    "q",
    "a",
    "top",
    "most",
    "common",
    "tasks",
    "task",
    "exercises",
    "exercise",
    "problems",
    "problem",
    "part",
    "section",
    "concept",
    "concepts",
    "only",
    "popular",
    "asked",
    "engineer",
    "engineers",
    "series",
    "stage",
    "topics",
    "quiz",
    "new",
    "more",
    "very",
    "to",
    "or",
    "yrs",
    "series",
    "вопросы",
    "уровень",
    "题",
    "题目",
    "问题",
    "面试题",
    "level-wise",
    "set",
    "list",
    "mcqs",
    "mcq",
    "stufe",
    "niveau",
    "nivel",
    "nível",
    "livello",
    "poziom",
    "seviye",
    "preguntas",
    "perguntas",
    "fragen",
    "pytania",
    "domande",
    "theory",
    "scenario",
    "roles",
    "role",
    "people",
    "graduates",
];

static LEVEL_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(LEVELS.iter().copied()));

/// The word of a level in `text`, and the words around it that are about something else.
pub fn level_in(text: &str) -> Option<LevelWord<'_>> {
    static AROUND_SET: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(AROUND.iter().copied()));
    let Some(word) = words(text).find(|word| is_level_word(word)) else {
        return numbered_level(text);
    };
    let is_number = |word: &str| (word.bytes()).all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_other = |word: &&str| {
        !is_level_word(word) && !AROUND_SET.has(word.trim_matches('-')) && !is_number(word)
    };
    Some(LevelWord {
        word,
        rest: words(text)
            .filter(is_other)
            .map(str::to_lowercase)
            .collect(),
    })
}

/// Whether a line of markdown has a word that can be that of a level. Fast: the markup is not read.
pub fn may_name_level(line: &str) -> bool {
    words(line).any(|word| is_level_word(word) || starts_with_level(word))
}

fn starts_with_level(word: &str) -> bool {
    let start = word.get(.."level".len());
    start.is_some_and(|start| start.eq_ignore_ascii_case("level"))
}

/// Whether a word of a text names a level. Letters do only where they are by themselves.
fn is_level_word(word: &str) -> bool {
    let bare = word.trim_matches('-');
    LEVEL_SET.has(bare) && bare.chars().count() > 1
}

/// `Level 1`
fn numbered_level(text: &str) -> Option<LevelWord<'_>> {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric());
    let (lead, number) = word.split_at_checked("level".len())?;
    let is_level = lead.eq_ignore_ascii_case("level") && number.trim().parse::<u32>().is_ok();
    is_level.then_some(LevelWord {
        word,
        rest: Vec::new(),
    })
}

/// A word of a level within a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LevelWord<'t> {
    /// The word as written.
    pub word: &'t str,
    /// The words around it that are about something else, in lower case.
    pub rest: Vec<String>,
}

/// Whether a short value is the word of a level.
pub fn is_level(value: &str) -> bool {
    LEVEL_SET.has(value.trim())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_between = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'));
    text.split(is_between).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::level_in;

    #[test]
    fn levels_are_found_in_headings() {
        for (text, word, rest) in [
            ("Beginner Questions", "Beginner", 0),
            ("**Advanced Level (21-40)**", "Advanced", 0),
            ("Basic Docker", "Basic", 1),
            ("Level 2", "Level 2", 0),
            ("初级", "初级", 0),
        ] {
            let found = level_in(text).map(|level| (level.word, level.rest.len()));
            assert_eq!(found, Some((word, rest)), "{text}");
        }
        assert!(level_in("Networking").is_none());
    }
}
