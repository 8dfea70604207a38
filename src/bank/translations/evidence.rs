//! Whether the texts of two files support what their paths suggest: that one is a translation of the other.
//!
//! Most codes of languages are short for something else, too: `ml` for machine learning, `it`, `id`, `cs`, `os`. So a bare
//! code counts only if the files have about equally many questions, and those of the one are in its language.

use crate::bank::language::Language;
use crate::facts::group::Group;

/// The number of questions that are looked at, spread over the file.
const SAMPLE: usize = 48;

/// English words that hardly any other language has.
const ENGLISH: &[&str] = &[
    "the",
    "what",
    "how",
    "does",
    "which",
    "between",
    "explain",
    "why",
    "you",
    "difference",
    "following",
    "describe",
    "when",
    "with",
    "and",
    "would",
    "output",
];

/// Words without accents of languages with Latin letters, none of them English.
const OTHERS: &[&str] = &[
    // German, Dutch, the Scandinavian languages
    "ist",
    "sind",
    "eine",
    "ein",
    "der",
    "das",
    "und",
    "wie",
    "warum",
    "welche",
    "wat",
    "het",
    "een",
    "hoe",
    "waarom",
    "welke",
    "vad",
    "hva",
    "hvad",
    "och",
    "og",
    "som",
    "hvordan", // French, Italian, Spanish, Portuguese, Romanian
    "est",
    "les",
    "des",
    "une",
    "quelle",
    "quel",
    "comment",
    "pourquoi",
    "cosa",
    "che",
    "della",
    "sono",
    "come",
    "quale",
    "que",
    "como",
    "los",
    "las",
    "una",
    "cual",
    "por",
    "para",
    "uma",
    "qual",
    "este",
    "care",
    "sunt", // Polish, Czech, Turkish
    "czym",
    "jak",
    "jest",
    "jaka",
    "jakie",
    "kter",
    "proc",
    "nedir",
    "ve",
    "bir",
    "hangi", // Indonesian, Malay, Vietnamese, Finnish, Hungarian
    "apa",
    "yang",
    "dan",
    "adalah",
    "bagaimana",
    "dari",
    "untuk",
    "mengapa",
    "mikä",
    "miten",
    "mi",
    "hogyan",
    "mik",
];

/// A family of letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Han,
    Kana,
    Hangul,
    Other,
}

/// Whether the texts support that `translation` is `original` in another language, `language`.
pub(super) fn supports(original: &Group, translation: &Group, language: &Language) -> bool {
    let (one, other) = (original.questions.len(), translation.questions.len());
    if one.min(other) * 3 < one.max(other) * 2 || one == 0 {
        return false;
    }
    let (here, there) = (Texts::of(translation), Texts::of(original));
    match scripts_of(&language.code) {
        [Script::Latin] if language.code == "en" => {
            here.mostly(here.english) && !there.mostly(there.english)
        }
        [Script::Latin] => {
            here.mostly(here.latin)
                && here.count > here.english * 3
                && here.other_words * 4 >= here.count
        }
        scripts => {
            let with = |texts: &Texts| texts.with_any(scripts);
            here.mostly(with(&here)) && !there.mostly(with(&there))
        }
    }
}

/// The scripts that a language is written in; a text has one of them.
fn scripts_of(code: &str) -> &'static [Script] {
    match code {
        "ru" | "uk" | "bg" | "be" | "mk" | "kk" | "ky" | "tg" | "mn" | "tt" | "ba" | "cv" => {
            &[Script::Cyrillic]
        }
        "sr" | "uz" => &[Script::Cyrillic, Script::Latin],
        "el" => &[Script::Greek],
        "he" | "yi" => &[Script::Hebrew],
        "ar" | "fa" | "ur" | "ps" | "ug" | "sd" => &[Script::Arabic],
        "zh" => &[Script::Han],
        "ja" => &[Script::Kana],
        "ko" => &[Script::Hangul],
        "hi" | "ne" | "mr" | "sa" | "bn" | "pa" | "gu" | "or" | "ta" | "te" | "kn" | "ml"
        | "si" | "th" | "lo" | "my" | "km" | "ka" | "hy" | "am" | "ti" | "bo" | "dz" | "dv" => {
            &[Script::Other]
        }
        _ => &[Script::Latin],
    }
}

/// How many questions of a file have what.
#[derive(Default)]
struct Texts {
    count: usize,
    /// With English words.
    english: usize,
    /// With accents, or words of other languages with Latin letters.
    other_words: usize,
    /// With Latin letters only.
    latin: usize,
    /// The scripts of each question, as bits.
    scripts: Vec<u16>,
}

impl Texts {
    fn of(group: &Group) -> Self {
        let mut texts = Self::default();
        let step = group.questions.len().div_ceil(SAMPLE).max(1);
        for at in (0..group.questions.len()).step_by(step) {
            let placed = group.questions.get(at);
            if let Some(text) = placed.as_ref().and_then(|placed| placed.question.text()) {
                texts.add(text.text);
            }
        }
        texts
    }

    fn add(&mut self, text: &str) {
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        let scripts = letters().fold(0, |all, c| all | bit(script(c)));
        let words = || text.split(|c: char| !c.is_alphabetic());
        let has =
            |list: &[&str]| words().any(|word| list.iter().any(|it| it.eq_ignore_ascii_case(word)));
        self.count += 1;
        self.english += usize::from(has(ENGLISH));
        self.other_words += usize::from(letters().any(|c| !c.is_ascii()) || has(OTHERS));
        self.latin += usize::from(scripts & !bit(Script::Latin) == 0);
        self.scripts.push(scripts);
    }

    /// Whether this many are at least half of the questions.
    fn mostly(&self, count: usize) -> bool {
        self.count > 0 && count * 2 >= self.count
    }

    /// How many have a letter of one of the scripts.
    fn with_any(&self, scripts: &[Script]) -> usize {
        let wanted = scripts.iter().fold(0, |all, script| all | bit(*script));
        self.scripts
            .iter()
            .filter(|found| *found & wanted != 0)
            .count()
    }
}

fn bit(script: Script) -> u16 {
    1 << script as u16
}

fn script(c: char) -> Script {
    match c {
        '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Script::Arabic,
        '\u{3040}'..='\u{30ff}' => Script::Kana,
        '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}' => Script::Han,
        '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => Script::Hangul,
        _ => Script::Other,
    }
}
