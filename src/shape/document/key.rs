//! The line that names the right options: `Answer: C`, `Correct answers: A, D`, `The correct answer is **3. Text**`.

use super::answer::plain;
use super::scan::Line;
use crate::text::Span;

/// A key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// Its line.
    pub line: Span,
    /// The places of the options that it names, from 0.
    pub places: Vec<usize>,
    /// A text that it quotes and that no option has.
    pub quoted: Option<String>,
}

/// Words that a key starts with, in lower case; longer ones first.
const LEADS: &[&str] = &[
    "the correct answers are",
    "the correct answer is",
    "the right answer is",
    "the answers are",
    "the answer is",
    "correct answers",
    "correct answer",
    "right answers",
    "right answer",
    "correct options",
    "correct option",
    "correct choice",
    "right option",
    "answers",
    "answer",
    "ans",
    "correct",
    "key",
    "solution",
    "response",
    "die richtige antwort ist",
    "richtige antwort",
    "richtige antworten",
    "antworten",
    "antwort",
    "lösung",
    "réponses correctes",
    "réponse correcte",
    "bonne réponse",
    "bonnes réponses",
    "réponses",
    "réponse",
    "reponse",
    "respuestas correctas",
    "respuesta correcta",
    "respuestas",
    "respuesta",
    "resposta correta",
    "respostas corretas",
    "respostas",
    "resposta",
    "risposta corretta",
    "risposte",
    "risposta",
    "juiste antwoord",
    "antwoord",
    "poprawna odpowiedź",
    "prawidłowa odpowiedź",
    "odpowiedzi",
    "odpowiedź",
    "odpowiedz",
    "správná odpověď",
    "odpověď",
    "rätt svar",
    "svar",
    "oikea vastaus",
    "vastaus",
    "helyes válasz",
    "válasz",
    "răspuns corect",
    "răspuns",
    "doğru cevap",
    "cevap",
    "yanıt",
    "правильный ответ",
    "правильные ответы",
    "верный ответ",
    "ответы",
    "ответ",
    "правильна відповідь",
    "відповідь",
    "jawaban yang benar",
    "jawaban",
    "đáp án đúng",
    "đáp án",
    "trả lời",
    "正确答案",
    "正確答案",
    "答案",
    "答",
    "正解",
    "答え",
    "정답",
    "답",
    "الإجابة الصحيحة",
    "الإجابة",
    "الجواب",
    "उत्तर",
    "जवाब",
    "odgovor",
    "točan odgovor",
    "одговор",
    "απάντηση",
    "پاسخ",
    "جواب",
];

/// The key that a line is; `texts` are the options, which are numbered or lettered.
pub fn key_in(source: &str, line: &Line, texts: &[String], numbered: bool) -> Option<Key> {
    let bare = plain(line.visible(source));
    let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.to_lowercase();
    // Lower case can change lengths; the words of keys are found only where it does not.
    if lower.len() != bare.len() {
        return None;
    }
    let lead = LEADS.iter().find(|lead| {
        lower.strip_prefix(**lead).is_some_and(|rest| {
            rest.is_empty() || !rest.starts_with(|c: char| c.is_alphanumeric() && c.is_ascii())
        })
    })?;
    let rest = bare[lead.len()..].trim_start();
    let rest = rest
        .strip_prefix("(s)")
        .or_else(|| rest.strip_prefix("(S)"))
        .unwrap_or(rest)
        .trim_start();
    let stripped = rest.trim_start_matches([':', '：', '-', '–', '*', ' ', '=', '.', '(', '>']);
    let (colon, rest) = (stripped.len() < rest.len(), stripped);
    let rest = ["is ", "are ", "ist ", "sind ", "est ", "es "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches([':', ' ', '(', '"', '\'']);
    let rest = ["option ", "options ", "Option ", "Options "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let places = if numbered {
        numbers(rest)
    } else {
        letters(rest, texts.len())
    };
    let is_key = !places.is_empty()
        && (colon
            || lead.ends_with("is")
            || lead.ends_with("are")
            || lead.len() > 3 && rest.len() < 40);
    let line = Span::new(line.start, line.span.end);
    if is_key {
        return Some(Key {
            line,
            places,
            quoted: None,
        });
    }
    if !colon || rest.is_empty() {
        return None;
    }
    let (places, unknown) = quoted(rest, texts);
    Some(Key {
        line,
        places,
        quoted: unknown,
    })
}

/// The options that a text quotes, and the first part of it that is none of them.
fn quoted(rest: &str, texts: &[String]) -> (Vec<usize>, Option<String>) {
    let options: Vec<String> = texts.iter().map(|text| normal(text)).collect();
    let find = |part: &str| {
        let wanted = normal(part);
        let same = options.iter().position(|option| *option == wanted);
        same.map(|place| (place, true)).or_else(|| {
            let near = options.iter().position(|option| {
                wanted.len() > 8 && strsim::normalized_levenshtein(option, &wanted) >= 0.85
            });
            near.map(|place| (place, false))
        })
    };
    if let Some((place, exact)) = find(rest) {
        return (vec![place], (!exact).then(|| rest.to_owned()));
    }
    let (mut places, mut unknown) = (Vec::new(), None);
    // A comma can be inside of an option, so the parts are as long as they can be.
    let parts: Vec<&str> = rest.split([',', ';']).collect();
    let mut at = 0;
    while at < parts.len() {
        let start = parts[at].as_ptr() as usize - rest.as_ptr() as usize;
        let longest = (at + 1..=parts.len()).rev().find_map(|to| {
            let last = parts[to - 1];
            let end = last.as_ptr() as usize - rest.as_ptr() as usize + last.len();
            let part = rest[start..end].trim().trim_start_matches("and ");
            find(part).map(|(place, exact)| (to, place, exact, part))
        });
        match longest {
            Some((to, place, exact, part)) => {
                places.push(place);
                if !exact && unknown.is_none() {
                    unknown = Some(part.to_owned());
                }
                at = to;
            }
            None => {
                unknown.get_or_insert_with(|| parts[at].trim().to_owned());
                at += 1;
            }
        }
    }
    (places, unknown)
}

/// The key that the first line of a folded answer is: `4) Text`, `B. Text`, or the text of an option.
pub fn bare_key(source: &str, span: Span, texts: &[String], numbered: bool) -> Option<Key> {
    let bare = plain(span.slice(source));
    let places = if numbered {
        numbers(&bare)
    } else {
        letters(&bare, texts.len())
    };
    let points = bare.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    if places.len() == 1
        && bare.len() - points.len() <= 2
        && (points.is_empty() || points.starts_with(['.', ')', ':']))
    {
        return Some(Key {
            line: span,
            places,
            quoted: None,
        });
    }
    let tail = if bare.len() - points.len() <= 2 {
        points.trim_start_matches(['.', ')', ':'])
    } else {
        ""
    };
    let wanted = [normal(&bare), normal(tail)];
    let place = texts.iter().position(|text| {
        !text.is_empty() && wanted.contains(&normal(text)) && !normal(text).is_empty()
    })?;
    Some(Key {
        line: span,
        places: vec![place],
        quoted: None,
    })
}

fn normal(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The places named by digits: `3`, `1, 4`, `2. Text`.
fn numbers(rest: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut rest = rest;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 2 {
            return places;
        }
        let Ok(number) = rest[..digits].parse::<usize>() else {
            return places;
        };
        rest = &rest[digits..];
        // `3.5` and `2nd` are no places.
        if rest.starts_with(|c: char| c.is_alphanumeric())
            || rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit())
        {
            return places;
        }
        places.extend(number.checked_sub(1));
        let Some(next) = separated(rest) else {
            return places;
        };
        rest = next;
    }
}

/// The places named by letters: `C`, `A, D`, `CE`, `B) Text`.
fn letters(rest: &str, count: usize) -> Vec<usize> {
    let mut places = Vec::new();
    let mut rest = rest;
    loop {
        let run = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if run == 0 || run > 6 {
            return places;
        }
        let word = &rest[..run];
        let is_upper = word.bytes().all(|byte| byte.is_ascii_uppercase());
        let place = |byte: u8| (byte.to_ascii_uppercase() - b'A') as usize;
        let after = &rest[run..];
        let ends = after.chars().next().is_none_or(|c| {
            matches!(
                c,
                '.' | ')'
                    | ':'
                    | ','
                    | ';'
                    | '&'
                    | '/'
                    | '-'
                    | '*'
                    | '|'
                    | '+'
                    | '：'
                    | '、'
                    | '，'
                    | '。'
            )
        });
        let single = run == 1 && (is_upper || ends);
        let glued = run > 1
            && is_upper
            && word.bytes().all(|byte| place(byte) < count)
            && (ends || after.starts_with(' '))
            && places.is_empty();
        if !single && !glued {
            return places;
        }
        // `A good way` starts no key, `B The text` does.
        if single && !ends {
            let next = after.trim_start();
            let capital = next.starts_with(|c: char| {
                c.is_uppercase()
                    || c.is_ascii_digit()
                    || c == '('
                    || c == '`'
                    || c == '–'
                    || c == '&'
            });
            let joined = separated(after).is_some_and(|next| {
                next.len() == 1 || next[1..].starts_with(|c: char| !c.is_alphanumeric())
            });
            if !(capital && word != "A"
                || joined
                || capital && places.is_empty() && next.len() < 80)
            {
                return places;
            }
        }
        places.extend(word.bytes().map(place));
        let Some(next) = separated(after) else {
            return places;
        };
        rest = next;
    }
}

/// What comes after a separator of two letters or numbers.
fn separated(rest: &str) -> Option<&str> {
    let trimmed = rest.trim_start_matches([' ', ')', '.', '*']);
    let next = trimmed.trim_start_matches([',', '&', '/', ';', '+', '、', '，', ' ']);
    if next.len() < trimmed.len() {
        let next = ["and ", "und ", "et ", "y ", "e ", "и ", "or "]
            .iter()
            .find_map(|word| next.strip_prefix(word))
            .unwrap_or(next);
        return Some(next.trim_start());
    }
    [
        "and ", "und ", "et ", "y ", "и ", "i ", "ve ", "dan ", "và ", "和",
    ]
    .iter()
    .find_map(|word| trimmed.strip_prefix(word))
    .map(str::trim_start)
}
