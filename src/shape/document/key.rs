//! The line that names the right options: `Answer: C`, `Correct answers: A, D`, `The correct answer is **3. Text**`.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::line::{Kind, Line};
use super::plain::plain;
use super::vocabulary::{KEYS, WordSet, first_word};
use crate::text::{Span, letters};

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

impl Key {
    /// Whether it names nothing.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.quoted.is_none()
    }
}

/// The texts of the options, which are read only if a key quotes one.
pub struct Texts<'t> {
    text: &'t str,
    spans: Vec<Span>,
    plain: OnceCell<Vec<String>>,
}

impl<'t> Texts<'t> {
    /// The texts at these places.
    pub fn new(text: &'t str, spans: impl Iterator<Item = Span>) -> Self {
        Self {
            text,
            spans: spans.collect(),
            plain: OnceCell::new(),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.spans.len()
    }

    /// All without markup.
    fn all(&self) -> &[String] {
        self.plain.get_or_init(|| {
            self.spans
                .iter()
                .map(|span| plain(span.slice(self.text)).into_owned())
                .collect()
        })
    }
}

/// The key that a line is; `texts` are the options, which are numbered or lettered.
pub fn key_in(source: &str, line: &Line, texts: &Texts<'_>, numbered: bool) -> Option<Key> {
    let visible = line.visible(source);
    if !may_be_key(visible) {
        return None;
    }
    let bare = plain(visible);
    let bare = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(key) = spoken(bare, Span::new(line.start, line.span.end), texts.count()) {
        return Some(key);
    }
    static LEADS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(KEYS.iter().copied()));
    let (lead, rest) = LEADS.starts_of(bare).find(|(_, rest)| {
        rest.is_empty() || !rest.starts_with(|c: char| c.is_alphanumeric() && c.is_ascii())
    })?;
    let (colon, rest) = after_lead(rest);
    let places = if numbered {
        number_places(rest)
    } else {
        letter_places(rest, texts.count())
    };
    let is_key = !places.is_empty()
        && (colon
            || lead.ends_with("is")
            || lead.ends_with("are")
            || lead.len() > 3 && rest.len() < 40);
    let kind = line.kind;
    let line = Span::new(line.start, line.span.end);
    let at_end = (places.is_empty() && !numbered).then(|| letter_at_end(rest, texts.count()));
    if let Some(place) = at_end.flatten() {
        return Some(Key {
            line,
            places: vec![place],
            quoted: None,
        });
    }
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
    let other = places
        .is_empty()
        .then(|| of_other_style(rest, texts, numbered));
    if let Some(place) = other.flatten() {
        return Some(Key {
            line,
            places: vec![place],
            quoted: None,
        });
    }
    // `## Answers (with reasons)` announces them.
    if matches!(kind, Kind::Heading { .. }) && !bare.contains([':', '：']) {
        return None;
    }
    Some(Key {
        line,
        places,
        quoted: unknown,
    })
}

/// The place that a letter names where the options have numbers, or a number where they have letters: `b`, `2) Text`.
fn of_other_style(rest: &str, texts: &Texts<'_>, numbered: bool) -> Option<usize> {
    let bare = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let ([sign] | [sign, b')' | b'.', b' ', ..]) = bare.as_bytes() else {
        return None;
    };
    let place = match (numbered, sign) {
        (true, b'a'..=b'z' | b'A'..=b'Z') => usize::from(sign.to_ascii_lowercase() - b'a'),
        // A number can be a part of what an option says.
        (false, b'1'..=b'9')
            if !texts
                .all()
                .iter()
                .any(|text| text.contains(char::from(*sign))) =>
        {
            usize::from(sign - b'1')
        }
        _ => return None,
    };
    (place < texts.count()).then_some(place)
}

/// The place that the letter at the end of a sentence names: `The answer is the second option: B`.
fn letter_at_end(rest: &str, count: usize) -> Option<usize> {
    let (_, last) = rest
        .rsplit_once([':', '：'])
        .filter(|(before, _)| before.len() < 96)?;
    let [letter @ b'A'..=b'Z'] = last.trim_matches(|c: char| !c.is_alphanumeric()).as_bytes()
    else {
        return None;
    };
    let place = usize::from(letter - b'A');
    (place < count).then_some(place)
}

/// What comes after the words that start a key, and whether punctuation parts the two.
fn after_lead(rest: &str) -> (bool, &str) {
    let without = |rest, words: &[&str]| -> &str {
        let mut words = words.iter();
        words
            .find_map(|word| str::strip_prefix(rest, *word))
            .unwrap_or(rest)
    };
    let rest = without(rest.trim_start(), &["(s)", "(S)"]).trim_start();
    let stripped = rest.trim_start_matches([':', '：', '-', '–', '*', ' ', '=', '.', '(', '>']);
    let is_parted = stripped.len() < rest.len();
    let rest = without(stripped, &["is ", "are ", "ist ", "sind ", "est ", "es "]);
    let rest = rest.trim_start_matches([':', ' ', '(', '"', '\'']);
    let rest = without(rest, &["option ", "options ", "Option ", "Options "]);
    (is_parted, rest)
}

/// Whether a line starts with a word of a key or with a letter alone; no markup is read for this. No other line is a key.
pub fn may_be_key(visible: &str) -> bool {
    let start = visible.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = ["summary>", "b>", "strong>", "p>"]
        .iter()
        .find_map(|tag| start.strip_prefix(tag))
        .unwrap_or(start);
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric());
    if start.as_bytes().get(1) == Some(&b' ') {
        return true;
    }
    static FIRST: LazyLock<WordSet> =
        LazyLock::new(|| WordSet::new(KEYS.iter().map(|lead| first_word(lead))));
    // Those in scripts without spaces.
    static WIDE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let words = KEYS.iter().map(|lead| first_word(lead));
        words.filter(|word| is_wide(word)).collect()
    });
    let word = first_word(Span::new(0, 24).slice(start));
    FIRST.has(word) || is_wide(word) && WIDE.iter().any(|lead| word.starts_with(lead))
}

fn is_wide(word: &str) -> bool {
    word.bytes().next().is_some_and(|byte| byte >= 0xe0)
}

/// The key that a sentence such as `D is correct because …` is.
fn spoken(bare: &str, line: Span, count: usize) -> Option<Key> {
    let letter = bare.bytes().next().filter(u8::is_ascii_uppercase)?;
    let place = usize::from(letter - b'A');
    let rest = bare[1..].strip_prefix(" is ")?;
    let says = rest.starts_with("correct")
        || rest.starts_with("the correct ")
        || rest.starts_with("right")
        || rest.starts_with("the right ");
    (says && place < count).then(|| Key {
        line,
        places: vec![place],
        quoted: None,
    })
}

/// The most options that a text is compared with letter by letter, and the most parts that it can have.
const MOST: usize = 64;

/// The longest text that is compared letter by letter, in bytes.
const LONGEST: usize = 600;

/// Whether two texts differ in a few letters.
fn is_near(option: &str, wanted: &str) -> bool {
    let (shorter, longer) = match option.len() < wanted.len() {
        true => (option, wanted),
        false => (wanted, option),
    };
    // Only long texts take long to compare, and only those of about the same length can be alike.
    let may_be = wanted.len() > 8 && longer.len() <= LONGEST && shorter.len() * 2 >= longer.len();
    may_be && strsim::normalized_levenshtein(option, wanted) >= 0.85
}

/// The options that a text quotes, and the first part of it that is none of them.
fn quoted(rest: &str, texts: &Texts<'_>) -> (Vec<usize>, Option<String>) {
    let options: Vec<String> = texts.all().iter().map(|text| letters(text)).collect();
    let find = |part: &str| {
        let wanted = letters(part);
        let same = options.iter().position(|option| *option == wanted);
        same.map(|place| (place, true)).or_else(|| {
            let mut first = options.iter().take(MOST);
            let near = first.position(|option| is_near(option, &wanted));
            near.map(|place| (place, false))
        })
    };
    if let Some((place, exact)) = find(rest) {
        return (vec![place], (!exact).then(|| rest.to_owned()));
    }
    let (mut places, mut unknown) = (Vec::new(), None);
    // A comma can be inside of an option, so the parts are as long as they can be.
    let parts: Vec<&str> = rest.split([',', ';']).take(MOST).collect();
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
pub fn bare_key(source: &str, span: Span, texts: &Texts<'_>, numbered: bool) -> Option<Key> {
    let bare = plain(span.slice(source));
    let places = if numbered {
        number_places(&bare)
    } else {
        letter_places(&bare, texts.count())
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
    let wanted = [letters(&bare), letters(tail)];
    let place = texts.all().iter().position(|text| {
        let letters = letters(text);
        !letters.is_empty() && wanted.contains(&letters)
    })?;
    Some(Key {
        line: span,
        places: vec![place],
        quoted: None,
    })
}

/// The places named by digits: `3`, `1, 4`, `2. Text`.
fn number_places(rest: &str) -> Vec<usize> {
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
        // `3.5` and `2nd` are not places.
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

/// What can follow the letter of an option.
const ENDS: &str = ".):,;&/-*|+：、，。";

/// Whether a letter before white space is that of an option, and no word.
fn is_letter_alone(word: &str, after: &str, is_first: bool) -> bool {
    let next = after.trim_start();
    let is_capital = next.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '(' | '`' | '–' | '&')
    });
    let is_joined = || {
        separated(after)
            .is_some_and(|next| next.chars().nth(1).is_none_or(|c| !c.is_alphanumeric()))
    };
    is_capital && (word != "A" || is_first && next.len() < 80) || is_joined()
}

/// The places named by letters: `C`, `A, D`, `CE`, `B) Text`.
fn letter_places(rest: &str, count: usize) -> Vec<usize> {
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
        let ends = after.chars().next().is_none_or(|c| ENDS.contains(c));
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
        if single && !ends && !is_letter_alone(word, after, places.is_empty()) {
            return places;
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

#[cfg(test)]
mod tests {
    use super::{Key, Texts, key_in};
    use crate::shape::document::scan;
    use crate::text::Span;

    fn read(line: &str) -> Option<Key> {
        let text = format!("{line}\nred\ngreen, blue\nblack\nwhite");
        let lines = scan::lines(&text, 0);
        let options = lines[1..]
            .iter()
            .map(|line| Span::new(line.start, line.span.end));
        key_in(&text, &lines[0], &Texts::new(&text, options), false)
    }

    #[test]
    fn keys_name_options_by_letter_or_text() {
        for (line, places) in [
            ("Answer: C", &[2][..]),
            ("**Correct answers: A, D**", &[0, 3]),
            ("#### Answer: B", &[1]),
            ("Ans. BD", &[1, 3]),
            ("Réponse : A et C", &[0, 2]),
            ("答案：B", &[1]),
            ("Correct answer: green, blue", &[1]),
            ("The correct answer is **D. white**", &[3]),
            ("D is correct because it is last.", &[3]),
            ("الجواب هو الخيار الثاني: B", &[1]),
            ("Answer: 2", &[1]),
            ("Answer: 2) green", &[1]),
        ] {
            assert_eq!(
                read(line).map(|key| key.places),
                Some(places.to_vec()),
                "{line}"
            );
        }
        for line in [
            "A good answer names all.",
            "Answering takes time",
            "## Answers (Key)",
            "C is not correct.",
            "",
        ] {
            assert_eq!(read(line).map(|key| key.places), None, "{line}");
        }
    }

    #[test]
    fn a_text_that_no_option_has_is_kept() {
        let key = read("Answer: purple").map(|key| (key.places, key.quoted));
        assert_eq!(key, Some((Vec::new(), Some("purple".to_owned()))));
    }
}
