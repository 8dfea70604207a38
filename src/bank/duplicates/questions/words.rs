//! Splits a question into words and removes differences in spelling.

use smol_str::{SmolStr, SmolStrBuilder, StrExt};

use super::stop_words::{Class, class};

/// A word of a question, in lower case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// The word without hyphens, dots and marks around it: `back-end` is `backend`, `Node.js` is `nodejs`.
    pub text: SmolStr,
    /// Whether it is in backticks.
    pub code: bool,
    /// Its classes of stop words; none in backticks.
    pub class: Class,
    /// Whether there is a comma or semicolon before it.
    pub breaks: bool,
}

/// The words of `text` in order.
pub(super) fn words(text: &str) -> Vec<Word> {
    let short = without_spelled_out(text);
    let text = short.as_deref().unwrap_or(text);
    // An unmatched backtick does not open code.
    let ticks = text.bytes().filter(|&b| b == b'`').count() % 2 == 0;
    let mut reader = Reader::default();
    for (at, part) in text.split('`').enumerate() {
        reader.code = ticks && at % 2 == 1;
        for chunk in part.split(is_break) {
            reader.chunk(chunk);
            let end = chunk.as_ptr() as usize - part.as_ptr() as usize + chunk.len();
            reader.breaks |= matches!(part.as_bytes().get(end), Some(b',' | b';'));
        }
    }
    reader.found
}

fn is_break(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '/' | ',' | ';')
}

#[derive(Default)]
struct Reader {
    found: Vec<Word>,
    code: bool,
    breaks: bool,
}

impl Reader {
    fn chunk(&mut self, chunk: &str) {
        let Some(bare) = bare(chunk, self.code) else {
            return;
        };
        let bare = if bare.is_ascii() {
            bare.to_ascii_lowercase_smolstr()
        } else {
            bare.to_lowercase_smolstr()
        };
        let (base, ending) = match bare.rfind(['\'', '’']) {
            Some(at) if !self.code => bare.split_at(at),
            _ => (bare.as_str(), ""),
        };
        let ending = ending.trim_start_matches(['\'', '’']);
        match ending {
            // Of `isn't` and the like only the negation counts.
            "t" => self.push("not"),
            "s" | "re" | "ll" | "ve" | "d" | "m" | "" => self.push(base),
            _ => self.push(&bare),
        }
    }

    fn push(&mut self, text: &str) {
        let text = if text == "cannot" {
            "not".into()
        } else {
            joined(text)
        };
        if !text.is_empty() {
            self.found.push(Word {
                class: if self.code { 0 } else { class(&text) },
                text,
                code: self.code,
                breaks: std::mem::take(&mut self.breaks),
            });
        }
    }
}

/// A chunk without surrounding punctuation; `None` if nothing meaningful is left.
fn bare(chunk: &str, code: bool) -> Option<&str> {
    let is_letter = |c: char| c.is_alphanumeric();
    if !chunk.contains(is_letter) {
        // An operator such as `==`, but not a dash or an ampersand in prose.
        let operator = |c: char| "=<>!&|+*%^~?.:-[]{}@#$".contains(c);
        let chunk = chunk.trim_matches(['(', ')', '"', '\'']);
        let is_operator = !chunk.is_empty() && chunk.chars().all(operator);
        let weighs = code || chunk.contains(['=', '+', '<', '>']) || chunk.len() > 2;
        return (is_operator && weighs && !chunk.starts_with("..")).then_some(chunk);
    }
    let opens = |c: char| !is_letter(c) && !matches!(c, '.' | '@' | '#' | '$');
    let chunk = chunk.trim_start_matches(opens);
    let closes = |c: char| !is_letter(c) && !matches!(c, '+' | '#' | ')');
    let mut chunk = chunk.trim_end_matches(closes);
    while let Some(inner) = chunk.strip_suffix(')') {
        // The brackets of a call belong to its name.
        if inner.ends_with('(') && !inner.ends_with("((") {
            break;
        }
        chunk = inner.trim_end_matches(closes);
    }
    Some(chunk)
}

/// A word without optional marks inside it, such as hyphens.
fn joined(text: &str) -> SmolStr {
    let marks = ['-', '_', '.', '‐', '‑', '\'', '’', '"', '*'];
    if !text.contains(marks) || !text.contains(char::is_alphanumeric) {
        return text.into();
    }
    let mut out = SmolStrBuilder::new();
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let between = |test: fn(char) -> bool, after: Option<&char>| {
            before.is_some_and(test) && after.copied().is_some_and(test)
        };
        let after = rest.peek();
        let stays = match c {
            // 1.1 is not 11, and .net is not a net.
            '.' => between(|c| c.is_ascii_digit(), after) || before.is_none() && after.is_some(),
            c => !marks.contains(&c),
        };
        if stays {
            out.push(c);
        }
        before = Some(c);
    }
    out.finish()
}

/// The text with a name before its initials removed: `Document Object Model (DOM)` becomes `DOM`.
fn without_spelled_out(text: &str) -> Option<String> {
    let open = text.find('(')?;
    let close = open + text[open..].find(')')?;
    let inner = &text[open + 1..close];
    let letters: String = inner.chars().filter(|c| c.is_alphabetic()).collect();
    if inner.contains(' ') || !(2..=8).contains(&letters.chars().count()) {
        return None;
    }
    let singular = letters.strip_suffix('s').filter(|short| short.len() > 1);
    let start =
        spelled_out(&text[..open], &letters).or_else(|| spelled_out(&text[..open], singular?))?;
    Some(format!("{}{inner}{}", &text[..start], &text[close + 1..]))
}

/// Where the words at the end of `text` start whose initials are `letters`.
fn spelled_out(text: &str, letters: &str) -> Option<usize> {
    let mut end = text.trim_end().len();
    for letter in letters.chars().rev() {
        let part = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
        let start = part.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| {
            at + part[at..].chars().next().map_or(1, char::len_utf8)
        });
        let initial = part[start..].chars().next()?;
        if !initial.to_lowercase().eq(letter.to_lowercase()) {
            return None;
        }
        end = start;
    }
    Some(end)
}

/// The word without a plural's ending.
pub(super) fn singular(word: &str) -> &str {
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    let hissing = ["sses", "xes", "ches", "shes", "zzes"];
    if hissing.iter().any(|ending| word.ends_with(ending)) {
        return &word[..word.len() - 2];
    }
    if ["ss", "us", "is", "ies"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        // `queries` is `quer` here and so is `query`.
        return word.strip_suffix("ies").unwrap_or(word);
    }
    let word = word.strip_suffix('s').unwrap_or(word);
    word.strip_suffix('y')
        .filter(|stem| stem.len() > 2)
        .unwrap_or(word)
}

/// The word without a plural's, a participle's or a gerund's ending: `caches`, `cached` and `caching` are `cach`.
pub(super) fn stem(word: &str) -> &str {
    let word = singular(word);
    if word.len() < 5 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word;
    }
    let base = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed"));
    let base = base.filter(|base| base.len() > 2 && base.contains(['a', 'e', 'i', 'o', 'u', 'y']));
    let Some(base) = base else {
        return word.strip_suffix('e').unwrap_or(word);
    };
    let bytes = base.as_bytes();
    let doubled = bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    if doubled && base.len() > 3 && !base.ends_with(['l', 's', 'z']) {
        &base[..base.len() - 1]
    } else {
        base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found: Vec<_> = words(text).into_iter().map(|word| word.text).collect();
        assert_eq!(found.join(" "), expected, "{text:?}");
    }

    #[test]
    fn words_are_what_carries_them() {
        check("What is Node.js, and why?", "what is nodejs and why");
        check("C++ vs. C# (or F#)?", "c++ vs c# or f#");
        check("HTTP/1.1 or HTTP/2", "http 1.1 or http 2");
        check("`do...while` – do-while", "dowhile dowhile");
        check("What is `map()`? (not Map)", "what is map() not map");
        check("the '==' and `===` signs - & `-`", "the == and === signs -");
        check("What's `.env`? Don't you can’t", "what .env not you not");
        check("\"Infrastructure as Code\"", "infrastructure as code");
        check("什么是闭包？", "什么是闭包");
        check("😀 `", "");
    }

    #[test]
    fn initials_stand_for_their_words() {
        check(
            "What is the Document Object Model (DOM)?",
            "what is the dom",
        );
        check("Higher-Order Components (HOCs) here", "hocs here");
        check(
            "a continuous integration/continuous deployment (CI/CD) pipeline",
            "a ci cd pipeline",
        );
        check("infrastructure as code (IaC) is", "iac is");
        check("Security (DevSecOps)", "security devsecops");
        check("(a", "a");
        check("(ab)", "ab");
    }

    #[test]
    fn endings() {
        for (words, expected) in [
            ("cache caches cached caching", "cach"),
            ("query queries", "quer"),
            ("test tests tested testing", "test"),
            ("class classes", "class"),
            ("map maps mapped mapping", "map"),
            ("pool pools pooling", "pool"),
            ("box boxes", "box"),
        ] {
            for word in words.split(' ') {
                assert_eq!(stem(word), expected, "{word}");
            }
        }
        for word in [
            "string", "spring", "css", "status", "redis", "c++", "map()", "用",
        ] {
            assert_eq!(stem(word), word);
        }
    }
}
