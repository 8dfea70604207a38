//! Words and marks that name levels.

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

/// The word of a level in `text`, and the words around it that are about something else.
pub fn level_in(text: &str) -> Option<LevelWord<'_>> {
    let mut found: Option<(usize, usize)> = None;
    let mut rest = Vec::new();
    for (start, word) in words(text) {
        let lower = word.to_lowercase();
        let bare = lower.trim_matches('-');
        let is_level = bare.chars().count() > 1 && LEVELS.contains(&bare);
        if is_level && found.is_none() {
            found = Some((start, start + word.len()));
        } else if !(is_level
            || AROUND.contains(&bare)
            || bare
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-'))
        {
            rest.push(lower);
        }
    }
    if let Some((start, end)) = found {
        return Some(LevelWord {
            word: &text[start..end],
            rest,
        });
    }
    // `Level 1`
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let number = bare
        .to_lowercase()
        .strip_prefix("level")?
        .trim()
        .parse::<u32>();
    let start = text.find(bare)?;
    number.is_ok().then(|| LevelWord {
        word: &text[start..start + bare.len()],
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
    let lower = value.trim().to_lowercase();
    LEVELS.contains(&lower.as_str())
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '-' || c == '\'' || c == '’';
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + rest.find(is_word)?;
        let len = text[start..]
            .find(|c: char| !is_word(c))
            .unwrap_or(text.len() - start);
        at = start + len;
        Some((start, &text[start..start + len]))
    })
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
