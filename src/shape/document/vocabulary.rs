//! The words by which readers tell questions, answers, levels and furniture, in the languages that banks are written in.

/// Words that a question starts with, in lower case. A text that starts with one is a question though it has no mark.
const STRONG: &[&str] = &[
    "what",
    "what's",
    "whats",
    "how",
    "why",
    "when",
    "where",
    "who",
    "whom",
    "whose",
    "which",
    "explain",
    "describe",
    "define",
    "is",
    "are",
    "do",
    "does",
    "did",
    "can",
    "could",
    "should",
    "would",
    "will",
    "have",
    "has",
    "tell me",
    "discuss",
    "difference",
    "differences",
    "differentiate",
    "compare",
    "predict",
    "in what",
    "in which",
    "for what",
    "give an example",
    // German, Dutch, Nordic
    "was",
    "wie",
    "warum",
    "wann",
    "wo",
    "wer",
    "welche",
    "welcher",
    "welches",
    "welchen",
    "welchem",
    "erkläre",
    "erklären",
    "beschreibe",
    "nenne",
    "wat",
    "hoe",
    "waarom",
    "welke",
    "wanneer",
    "leg uit",
    "vad",
    "hur",
    "varför",
    "hvad",
    "hvordan",
    "hva",
    // French, Spanish, Portuguese, Italian, Romanian
    "qu'est",
    "qu’est",
    "que",
    "quel",
    "quelle",
    "quels",
    "quelles",
    "comment",
    "pourquoi",
    "quand",
    "où",
    "expliquez",
    "décrivez",
    "quelles",
    "qué",
    "cómo",
    "por qué",
    "cuál",
    "cuáles",
    "cuándo",
    "dónde",
    "explica",
    "explique",
    "describe",
    "o que",
    "qual",
    "quais",
    "como",
    "por que",
    "quando",
    "onde",
    "descreva",
    "che",
    "che cosa",
    "cosa",
    "cos'è",
    "come",
    "perché",
    "quale",
    "quali",
    "cual",
    "¿",
    "ce",
    "cum",
    // Slavic
    "что",
    "как",
    "почему",
    "зачем",
    "какой",
    "какая",
    "какое",
    "какие",
    "каким",
    "какими",
    "каковы",
    "чем",
    "когда",
    "где",
    "кто",
    "сколько",
    "можно ли",
    "расскажите",
    "объясните",
    "опишите",
    "назовите",
    "для чего",
    "в чем",
    "в чём",
    "що",
    "як",
    "чому",
    "який",
    "яка",
    "яке",
    "які",
    "co",
    "jak",
    "dlaczego",
    "kiedy",
    "gdzie",
    "czym",
    "czy",
    "jaki",
    "jaka",
    "jakie",
    "które",
    "który",
    "która",
    "opisz",
    "wyjaśnij",
    "wymień",
    // Turkish, Indonesian, Vietnamese
    "nedir",
    "nasıl",
    "neden",
    "hangi",
    "apa",
    "bagaimana",
    "mengapa",
    "kenapa",
    "kapan",
    "jelaskan",
    "sebutkan",
    "yang mana",
    "làm thế nào",
    "tại sao",
    "khi nào",
    "thế nào",
    // Chinese, Japanese, Korean
    "什么",
    "什麼",
    "如何",
    "为什么",
    "為什麼",
    "怎么",
    "怎樣",
    "怎样",
    "哪些",
    "说说",
    "说一下",
    "谈谈",
    "请",
    "请问",
    "請",
    "介绍",
    "简述",
    "描述",
    "解释",
    "实现",
    "何",
    "なぜ",
    "どう",
    "무엇",
    "왜",
    "어떻게",
    // Arabic, Persian, Hindi
    "ما",
    "ماذا",
    "لماذا",
    "كيف",
    "متى",
    "أي",
    "هل",
    "چرا",
    "چیست",
    "क्या",
    "कैसे",
    "क्यों",
];

/// Words that begin questions as well as steps and titles.
const WEAK: &[&str] = &[
    "write",
    "create",
    "implement",
    "name",
    "list",
    "give",
    "mention",
    "state",
    "find",
    "design",
    "build",
    "make",
    "given",
    "if",
    "suppose",
    "you",
    "your",
    "convert",
    "calculate",
    "show",
    "draw",
    "outline",
    "identify",
    "select",
    "choose",
    "true or false",
    "in",
    "on",
    "for",
    "a",
    "an",
    "the",
    "let",
    "get",
    "walk",
    "talk",
    "run",
    "deploy",
    "use",
    "add",
    "delete",
    "remove",
    "print",
    "check",
    "set",
];

/// Parts of words by which a text in an unspaced script, or one with its question word at its end, is a question.
const INSIDE: &[&str] = &[
    "什么",
    "什麼",
    "如何",
    "怎么",
    "怎樣",
    "怎样",
    "哪些",
    "为什么",
    "是否",
    "区别",
    "的区别",
    "吗",
    "呢",
    "という",
    "とは",
    "ですか",
    "nedir",
    "là gì",
    "như thế nào",
    "difference between",
    "differences between",
];

/// Whether a text reads as a question: 2 when certain, 1 when it may be one, 0 when not.
pub fn question_like(text: &str) -> u8 {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '_' | '`' | '"' | '“' | '”' | '👶' | '⭐' | '🚀')
    });
    let ends = |rest: &str| {
        rest.is_empty()
            || rest.starts_with(|c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '*' | '_' | ')' | '"' | '”' | '\'' | '<' | '!' | '?' | ']'
                    )
            })
    };
    if text.contains(['？', '؟']) || text.match_indices('?').any(|(at, _)| ends(&text[at + 1..]))
    {
        return 2;
    }
    let lower = text.to_lowercase();
    if starts_with_any(&lower, STRONG) || INSIDE.iter().any(|word| lower.contains(word)) {
        return 2;
    }
    u8::from(starts_with_any(&lower, WEAK))
}

/// Whether a line below a heading asks the reader, so that it rather belongs to the question than answers it.
pub fn asks(text: &str) -> bool {
    const IMPERATIVES: &[&str] = &[
        "explain",
        "describe",
        "tell me",
        "discuss",
        "can you",
        "could you",
        "why",
        "how",
        "what",
        "give",
        "compare",
        "define",
        "name",
    ];
    let text = text
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ')' | '"' | '”'));
    text.ends_with(['?', '？'])
        || text.split_whitespace().count() < 40
            && starts_with_any(&text.to_lowercase(), IMPERATIVES)
}

fn starts_with_any(lower: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| {
            let wide = word.chars().next_back().is_some_and(|c| c >= '\u{2e80}');
            wide || rest.is_empty() || !rest.starts_with(char::is_alphanumeric)
        })
    })
}

/// Words in the title, the path or the first heading of a bank.
const BANK: &[&str] = &[
    "interview",
    "question",
    "quiz",
    "exam",
    "q&a",
    "q & a",
    "trivia",
    "exercise",
    "practice test",
    "flashcard",
    "flash card",
    "mcq",
    "assessment",
    "test your",
    "faq",
    "frage",
    "pregunta",
    "entrevista",
    "pergunta",
    "entretien",
    "domand",
    "colloqui",
    "вопрос",
    "собеседован",
    "питання",
    "співбесід",
    "rozmow",
    "pytani",
    "soru",
    "mülakat",
    "mulakat",
    "面试",
    "面試",
    "试题",
    "試題",
    "题库",
    "題庫",
    "问题",
    "問題",
    "面接",
    "면접",
    "질문",
    "phỏng vấn",
    "câu hỏi",
    "trắc nghiệm",
    "pertanyaan",
    "wawancara",
    "soal",
    "أسئلة",
    "مقابلة",
    "vragen",
    "opgave",
    "cauhoi",
    "kysymy",
    "intervju",
    "fråg",
    "kérdés",
    "întreb",
    "ερωτήσ",
    "otázk",
];

/// Whether a title names a bank of questions.
pub fn names_a_bank(title: &str) -> bool {
    let lower = title.to_lowercase();
    BANK.iter().any(|word| lower.contains(word))
}

/// Titles of sections that documents about other things have.
const OTHER: &[&str] = &[
    "installation",
    "install",
    "installing",
    "usage",
    "features",
    "license",
    "licence",
    "changelog",
    "release notes",
    "what's new",
    "getting started",
    "quick start",
    "quickstart",
    "contributing",
    "requirements",
    "prerequisites",
    "api reference",
    "api",
    "roadmap",
    "acknowledgements",
    "acknowledgments",
    "configuration",
    "build",
    "building",
    "options",
    "documentation",
    "known issues",
    "dependencies",
    "troubleshooting",
    "migration",
    "examples",
    "example",
];

/// Whether a heading is of the kind that documents about other things have.
pub fn is_of_other_documents(heading: &str) -> bool {
    let lower = heading
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    OTHER.contains(&lower.as_str())
}

/// Whether a heading is one of the sections that banks have around their questions.
pub fn is_section(plain: &str) -> bool {
    const SECTIONS: &[&str] = &[
        "table of contents",
        "contents",
        "toc",
        "index",
        "references",
        "reference",
        "resources",
        "conclusion",
        "introduction",
        "summary",
        "disclaimer",
        "about",
        "license",
        "contributors",
        "further reading",
        "links",
        "overview",
        "sources",
        "source",
        "authors",
        "author",
        "credits",
        "note",
        "notes",
        "tips",
        "faq",
        "questions",
        "answers",
        "related topics",
        "目录",
        "参考",
        "содержание",
        "оглавление",
        "inhaltsverzeichnis",
        "índice",
        "sommaire",
        "table des matières",
    ];
    let lower = plain.to_lowercase();
    SECTIONS.contains(&lower.trim_matches(|c: char| !c.is_alphanumeric()))
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

/// Whether a short text announces an answer: the word alone, or with a colon and more after it.
pub fn announces_answer(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !(c.is_alphanumeric() || c == '&'));
    let head = bare.split([':', '：']).next().unwrap_or(bare).trim();
    let head = head.trim_end_matches(|c: char| !c.is_alphanumeric());
    ANSWER.contains(&bare)
        || (ANSWER.contains(&head) && (head.len() > 1 || bare.starts_with("a:")))
        || [
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
        ]
        .iter()
        .any(|word| bare.starts_with(word) && bare.chars().count() < 60)
}

/// What authors leave in a template where an answer is to be written.
pub fn is_placeholder(text: &str) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    const WHOLE: &[&str] = &[
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
    ];
    WHOLE.contains(&bare)
}

/// Marks of a level behind a text.
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
