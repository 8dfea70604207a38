//! Words in the titles of banks, and of documents that are not banks.

use std::sync::LazyLock;

use super::lower::Lower;

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
    "qcm",
    "assessment",
    "test your",
    "frage",
    "pregunta",
    "entrevista",
    "pergunta",
    "entretien",
    "recrutement",
    "domand",
    "colloqui",
    "вопрос",
    "въпрос",
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
    "面经",
    "题目",
    "題目",
    "一题",
    "习题",
    "真题",
    "考题",
    "八股",
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
    has_bank_word(&lower) && !is_of_other_kind(&lower) && !is_talk(&lower)
}

/// Whether a title names questions or topics.
pub fn names_questions_or_topics(title: &str) -> bool {
    names_a_bank(title) || title.to_lowercase().contains("topic")
}

/// Whether a title in lower case has one of the words.
fn has_bank_word(lower: &str) -> bool {
    static BY_FIRST_BYTE: LazyLock<[Vec<&'static str>; 256]> = LazyLock::new(|| {
        let mut words = std::array::from_fn(|_| Vec::new());
        for word in BANK {
            words[usize::from(word.as_bytes()[0])].push(*word);
        }
        words
    });
    let mut places = lower.char_indices();
    places.any(|(at, _)| {
        let words = &BY_FIRST_BYTE[usize::from(lower.as_bytes()[at])];
        words.iter().any(|word| holds_at(lower, at, word))
    })
}

/// Longer words that a bank word starts or ends and that name something else.
const NO_BANK: &[&str] = &[
    "example",
    "examin",
    "questionnaire",
    "exampl",
    "suffrage",
    "anfrage",
    "umfrage",
    "personal",
    "aanvragen",
];

/// Whether `lower` has `word` as the start of a word and not as a part of one that means something else.
fn holds(lower: &str, word: &str) -> bool {
    let mut places = lower.match_indices(word);
    places.any(|(at, _)| holds_at(lower, at, word))
}

/// Whether it has it at this place.
fn holds_at(lower: &str, at: usize, word: &str) -> bool {
    let rest = &lower[at..];
    let starts = || !word.is_ascii() || !lower[..at].ends_with(|c: char| c.is_alphabetic());
    rest.starts_with(word) && starts() && !NO_BANK.iter().any(|other| rest.starts_with(other))
}

/// Words in the titles of documents with questions that are not banks.
const OTHER_KINDS: &[&str] = &[
    "faq",
    "faqs",
    "survey",
    "surveys",
    "poll",
    "polls",
    "questionnaire",
    "changelog",
    "agenda",
    "minutes",
    "roadmap",
    "glossary",
    "rfc",
    "retrospective",
    "report",
    "checklist",
    "transcript",
    "umfrage",
    "fragebogen",
    "sondage",
    "encuesta",
    "опрос",
    "anket",
    "enquête",
];

/// Whether a title in lower case is that of a document of another kind: frequent questions about a product, a survey.
pub fn is_of_other_kind(lower: &str) -> bool {
    const BANKS: &[&str] = &[
        "interview",
        "quiz",
        "exam",
        "面试",
        "собеседован",
        "entrevista",
        "entretien",
        "recrutement",
    ];
    let other = lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| OTHER_KINDS.contains(&word))
        || lower.contains("frequently asked questions");
    other && !BANKS.iter().any(|word| holds(lower, word))
}

/// Whether a title in lower case is that of a talk with somebody.
fn is_talk(lower: &str) -> bool {
    const TALKS: &[&str] = &[
        "interview with",
        "interview mit",
        "interview avec",
        "entretien avec",
        "entrevista con",
        "entrevista a ",
        "entrevista com",
        "интервью с",
        "intervista a",
    ];
    TALKS.iter().any(|talk| lower.contains(talk)) && !lower.contains("question")
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
    if heading.len() > 40 {
        return false;
    }
    let lower = Lower::of(heading.trim_matches(|c: char| !c.is_alphanumeric()));
    OTHER.contains(&&*lower)
}

/// Headings of a table of contents.
const CONTENTS: &[&str] = &[
    "table of contents",
    "table of content",
    "contents",
    "toc",
    "目录",
    "目錄",
    "目次",
    "목차",
    "содержание",
    "оглавление",
    "зміст",
    "spis treści",
    "inhaltsverzeichnis",
    "inhalt",
    "inhoudsopgave",
    "índice",
    "indice",
    "tabla de contenidos",
    "tabla de contenido",
    "sumário",
    "sommaire",
    "table des matières",
    "içindekiler",
    "daftar isi",
    "mục lục",
];

/// Whether a heading says what is on the page and not what the questions below are about.
pub fn is_about_the_page(plain: &str) -> bool {
    const QUESTIONS: &[&str] = &[
        "questions",
        "interview questions",
        "questions and answers",
        "questions & answers",
        "questions with answers",
    ];
    // The longest has 22 letters.
    plain.len() < 48 && is_one_of(plain, [CONTENTS, QUESTIONS])
}

/// The headings of what is before and after the questions, in lower case.
const SECTIONS: &[&str] = &[
    "about",
    "acknowledgements",
    "acknowledgments",
    "additional resources",
    "additional tips",
    "answers",
    "author",
    "authors",
    "bonus tips",
    "checklist",
    "common mistakes",
    "common pitfalls",
    "conclusion",
    "conclusions",
    "contributing",
    "contributors",
    "credits",
    "disclaimer",
    "exam tips",
    "faq",
    "final thoughts",
    "final tips",
    "further reading",
    "further resources",
    "general tips",
    "good luck",
    "how to contribute",
    "how to use",
    "how to use this guide",
    "how to use this repo",
    "how to use this repository",
    "index",
    "instructions",
    "interview checklist",
    "interview preparation tips",
    "interview strategy",
    "interview tips",
    "introduction",
    "key takeaways",
    "learning resources",
    "license",
    "links",
    "next steps",
    "note",
    "notes",
    "overview",
    "practice",
    "preparation checklist",
    "preparation tips",
    "prerequisites",
    "pro tips",
    "questions",
    "quick reference",
    "quick tips",
    "recommended reading",
    "reference",
    "references",
    "related topics",
    "resources",
    "scoring",
    "scoring guide",
    "see also",
    "source",
    "sources",
    "study tips",
    "summary",
    "takeaways",
    "tips",
    "tips and tricks",
    "tips for success",
    "useful links",
    "useful resources",
    "what's next",
    "wrap up",
    "wrap-up",
    // German
    "einleitung",
    "fazit",
    "lizenz",
    "quellen",
    "ressourcen",
    "weiterführende links",
    "zusammenfassung",
    // French
    "licence",
    "ressources",
    "références",
    "résumé",
    "sources et références",
    // Spanish
    "bibliografía",
    "conclusiones",
    "conclusión",
    "consejos",
    "fuentes",
    "introducción",
    "licencia",
    "recursos",
    "recursos adicionales",
    "referencias",
    "resumen",
    // Portuguese
    "bibliografia",
    "conclusão",
    "contribuindo",
    "dicas",
    "fontes",
    "introdução",
    "licença",
    "referências",
    "resumo",
    // Russian and Ukrainian
    "введение",
    "вступление",
    "висновки",
    "вывод",
    "выводы",
    "джерела",
    "дополнительные материалы",
    "заключение",
    "источники",
    "итоги",
    "лицензия",
    "литература",
    "полезные ссылки",
    "ресурсы",
    "советы",
    "ссылки",
    // Polish, Turkish
    "podsumowanie",
    "źródła",
    "kaynaklar",
    "sonuç",
    // Chinese, Japanese, Korean
    "参考",
    "参考文献",
    "参考资料",
    "参考链接",
    "参考連結",
    "參考資料",
    "前言",
    "小结",
    "小結",
    "总结",
    "總結",
    "结语",
    "结论",
    "貢献",
    "贡献",
    "まとめ",
    "はじめに",
    "おわりに",
    "결론",
    "참고",
    "참고 자료",
];

/// Whether a heading is one of the sections that banks have around their questions.
pub fn is_section(plain: &str) -> bool {
    is_one_of(plain, [CONTENTS, SECTIONS])
}

/// Whether a heading is in one of the lists, but for capitals and what surrounds its words.
fn is_one_of(plain: &str, lists: [&[&str]; 2]) -> bool {
    let lower = Lower::of(plain);
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    lists.iter().any(|list| list.contains(&bare))
}

#[cfg(test)]
mod tests {
    use super::{is_about_the_page, is_of_other_kind, is_section, names_a_bank};

    #[test]
    fn titles_name_banks_by_whole_words() {
        for (title, want) in [
            ("Java Interview Questions", true),
            ("go-quiz.md", true),
            ("面试题", true),
            ("Вопросы", true),
            ("Practice exam", true),
            ("examples/README.md", false),
            ("Questionnaire", false),
            ("FAQ", false),
            ("Interview FAQ", true),
            ("An interview with the cook", false),
            ("Notes", false),
        ] {
            assert_eq!(names_a_bank(title), want, "{title}");
        }
        assert!(is_of_other_kind("our survey") && !is_of_other_kind("exam faq"));
    }

    #[test]
    fn headings_of_contents_are_about_the_page_and_sections_of_it() {
        for (heading, about, section) in [
            ("Table of Contents", true, true),
            ("📖 Contents:", true, true),
            ("目錄", true, true),
            ("Spis treści", true, true),
            ("Interview questions", true, false),
            ("References", false, true),
            ("Contents of a file", false, false),
        ] {
            assert_eq!(is_about_the_page(heading), about, "{heading}");
            assert_eq!(is_section(heading), section, "{heading}");
        }
    }
}
