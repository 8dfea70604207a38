//! Which topics with similar names are different things, such as `HTTP` and `HTTPS`.
//!
//! A typo changes the spelling, not the meaning. These change the meaning: a number or version (`Java 8`, `IPv6`), a sign
//! (`C#`), an additional word (`AngularJS`), the opposite (`async`), and any letter of an acronym. In case of doubt two
//! names count as different things: a wrong finding costs more than a missing one.

/// Prefixes that change the meaning of a word, mostly to its opposite.
const PREFIXES: &[&str] = &[
    "a", "un", "in", "im", "il", "ir", "de", "dis", "en", "em", "non", "no", "mis", "ex", "anti",
];

/// Whether the two topics name different things, though they differ in a plural, in case or in few letters only.
pub(super) fn are_distinct(a: &str, b: &str) -> bool {
    if a == b || without_separators(a) == without_separators(b) {
        return false;
    }
    if numbers(a) != numbers(b) || signs(a) != signs(b) {
        return true;
    }
    let (bare, other_bare) = (without_punctuation(a), without_punctuation(b));
    if bare == other_bare {
        return false;
    }
    let (one, other) = (words(a), words(b));
    if bare.to_lowercase() == other_bare.to_lowercase() {
        // In a phrase, the other words tell that the same is meant: `REST API` and `Rest API`.
        return one.len() == 1 && other.len() == 1 && differ_by_case(a, b);
    }
    let (parts, others) = (with_humps(&one), with_humps(&other));
    if is_within(&parts, &others) || is_within(&others, &parts) {
        return true;
    }
    let mut differing = one.iter().zip(&other).filter(|(x, y)| x != y);
    one.len() == other.len() && differing.any(|(x, y)| name_two_things(x, y))
}

fn without_separators(name: &str) -> String {
    name.split(is_separator).collect()
}

fn without_punctuation(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_separator(c: char) -> bool {
    matches!(c, '-' | '_') || c.is_whitespace()
}

fn words(name: &str) -> Vec<&str> {
    name.split(is_separator)
        .filter(|word| !word.is_empty())
        .collect()
}

/// The runs of digits.
fn numbers(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_numeric())
        .filter(|run| !run.is_empty())
        .collect()
}

/// The signs that change the meaning. Those that only join words do not: `Node.js` and `CI/CD` are often written without
/// them.
fn signs(name: &str) -> Vec<char> {
    let leading = name.trim_start().starts_with('.').then_some('.');
    let counts = |c: &char| {
        matches!(
            c,
            '+' | '#' | '*' | '@' | '$' | '%' | '^' | '=' | '<' | '>' | '!' | '~'
        )
    };
    leading
        .into_iter()
        .chain(name.chars().filter(counts))
        .collect()
}

/// Whether two words that differ in case only are an acronym and a word: `MEAN` and `Mean`. An acronym that cannot be
/// read as a word, such as `CSS`, is the same in any case.
fn differ_by_case(a: &str, b: &str) -> bool {
    let (one, other) = (singular_acronym(a), singular_acronym(b));
    is_upper(one) != is_upper(other) && !has_no_vowel(one)
}

/// Whether two different words at the same position of two names are different things.
fn name_two_things(a: &str, b: &str) -> bool {
    let (one, other) = (singular_acronym(a), singular_acronym(b));
    if one == other {
        return false;
    }
    if one.to_lowercase() == other.to_lowercase() {
        // Different only if one has a plural, too: `API` and `Apis`.
        return one.len() + other.len() < a.len() + b.len() && differ_by_case(one, other);
    }
    is_acronym(one) || is_acronym(other) || are_counted(one, other) || are_opposites(one, other)
}

/// An acronym without the `s` of its plural: `APIs`.
fn singular_acronym(word: &str) -> &str {
    let stem = word
        .strip_suffix('s')
        .map(|stem| stem.trim_end_matches(['\'', '’']));
    stem.filter(|stem| is_upper(stem)).unwrap_or(word)
}

/// Whether the word is an acronym in capitals.
fn is_upper(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// Whether each letter of the word stands for something: more capitals than small letters, in short words as many
/// (`IaaS`), or no vowel (`http`).
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let small = word.chars().filter(|c| c.is_lowercase()).count();
    let is_short = capitals + small <= 4;
    capitals >= 2 && (capitals > small || is_short && capitals == small) || has_no_vowel(word)
}

fn has_no_vowel(word: &str) -> bool {
    let speaks = |c: char| {
        matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii()
    };
    word.chars().any(char::is_alphabetic) && !word.chars().any(speaks)
}

/// Whether both are members of a series: `A` and `B`, `ii` and `iii`.
fn are_counted(a: &str, b: &str) -> bool {
    let roman = |word: &str| {
        word.chars()
            .all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'))
    };
    let single = |word: &str| word.chars().count() == 1;
    roman(a) && roman(b) || single(a) && single(b)
}

/// Whether the words differ only in their prefixes: `sync` and `async`, `Encoding` and `Decoding`.
fn are_opposites(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let stems = |word: &str| -> Vec<String> {
        let stem = |prefix: &&str| {
            word.strip_prefix(*prefix)
                .filter(|stem| stem.chars().count() >= 3)
        };
        PREFIXES
            .iter()
            .filter_map(stem)
            .map(str::to_owned)
            .collect()
    };
    let (of_a, of_b) = (stems(&a), stems(&b));
    of_a.contains(&b) || of_b.contains(&a) || of_a.iter().any(|stem| of_b.contains(stem))
}

/// The words, split at humps and at the end of acronyms: `AngularJS` is `Angular` and `JS`,
/// `OAuth` is `O` and `Auth`.
fn with_humps(words: &[&str]) -> Vec<String> {
    let mut parts = Vec::new();
    for word in words {
        let chars: Vec<char> = word.chars().collect();
        let mut part = String::new();
        for (at, c) in chars.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| chars[before]);
            let starts = before.is_some_and(char::is_lowercase)
                || before.is_some_and(char::is_uppercase)
                    && chars.get(at + 1).is_some_and(|c| c.is_lowercase());
            if c.is_uppercase() && starts && !part.is_empty() {
                parts.push(std::mem::take(&mut part));
            }
            part.push(*c);
        }
        parts.push(part);
    }
    parts
}

/// Whether `longer` has all words of `shorter` in order, and more.
fn is_within(shorter: &[String], longer: &[String]) -> bool {
    let mut rest = longer.iter();
    shorter.len() < longer.len() && shorter.iter().all(|word| rest.any(|other| other == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pairs: &[(&str, &str)], expected: bool) {
        for (a, b) in pairs {
            assert_eq!(are_distinct(a, b), expected, "{a} and {b}");
            assert_eq!(are_distinct(b, a), expected, "{b} and {a}");
        }
    }

    #[test]
    fn a_number_or_a_sign_makes_another_thing() {
        check(
            &[
                ("IPv4", "IPv6"),
                ("Java 8", "Java 9"),
                ("Java 8", "Java 18"),
                ("Java 1.8", "Java 18"),
                ("Layer 4", "Layer 7"),
                ("OAuth", "OAuth2"),
                ("OAuth", "OAuth 2.0"),
                ("HTML", "HTML5"),
                ("ES5", "ES6"),
                ("UTF-8", "UTF-16"),
                ("Vue 2", "Vue 3"),
                ("HTTP/1", "HTTP/2"),
                ("Base32", "Base64"),
                ("x86", "x64"),
                ("Python", "Python 3"),
                ("C", "C#"),
                ("C", "C++"),
                ("C#", "C++"),
                ("F", "F#"),
                ("A", "A*"),
                (".NET", "NET"),
                ("Visual C", "Visual C++"),
            ],
            true,
        );
    }

    #[test]
    fn each_letter_of_an_acronym_counts() {
        check(
            &[
                ("HTTP", "HTTPS"),
                ("http", "https"),
                ("Http", "Https"),
                ("HTTP Methods", "HTTPS Methods"),
                ("MEAN", "Mean"),
                ("REST", "rest"),
                ("GO", "Go"),
                ("SOLID", "Solid"),
                ("HTML", "XHTML"),
                ("JSON", "BSON"),
                ("IaaS", "PaaS"),
                ("gRPC", "tRPC"),
                ("TCP", "UDP"),
                ("Java SE", "Java EE"),
                ("SQL", "NoSQL"),
                ("MySQL", "MySQLi"),
                ("APIS", "API"),
                ("APIs", "Api"),
            ],
            true,
        );
        check(
            &[
                ("API", "APIs"),
                ("ORM", "ORM's"),
                ("Web API", "Web APIs"),
                ("CSS", "Css"),
                ("SQL", "sql"),
                ("REST API", "Rest API"),
                ("MEAN Stack", "Mean stack"),
                ("GraphQL", "GrapQL"),
                ("MongoDB", "Mongo DB"),
                ("UTF-8", "UTF8"),
                ("NodeJS", "Nodejs"),
            ],
            false,
        );
    }

    #[test]
    fn a_word_more_or_the_opposite_is_another_thing() {
        check(
            &[
                ("Angular", "AngularJS"),
                ("OAuth", "Auth"),
                ("Vitamin", "Vitamin C"),
                ("Type A", "Type B"),
                ("Part I", "Part II"),
                ("part ii", "part iii"),
                ("sync", "async"),
                ("Mutable", "Immutable"),
                ("Encoding", "Decoding"),
                ("Import", "Export"),
                ("Controlled Inputs", "Uncontrolled Inputs"),
            ],
            true,
        );
    }

    #[test]
    fn a_slip_names_the_same() {
        check(
            &[
                ("Data Type", "Date Type"),
                ("Data Type", "data type"),
                ("Data Type", "DataTypes"),
                ("Event", "Events"),
                ("Maps", "Map"),
                ("Node.js", "node.js"),
                ("Node.js", "Nodejs"),
                ("CI/CD", "CICD"),
                ("JavaScript", "Javascript"),
                ("Error-Handling", "error handling"),
                ("Error Handling", "Eror Handling"),
                ("Java 8 Stream", "Java 8 Streams"),
                ("C++ Template", "C++ Templates"),
                ("Query", "Queries"),
                ("Beginner", "Begginer"),
                ("Zustände", "Zustande"),
                ("闭包", "闭 包"),
            ],
            false,
        );
    }
}
