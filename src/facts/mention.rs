//! File names that a text may contain although it cannot be read as YAML.
//!
//! An edit that deletes or moves a file must know everything that may reference it. The content of a broken question is
//! a guess, so any name in its lines counts, in every form that YAML and markdown allow. A name too many only delays a
//! finding; a missing one can delete a file that is in use.

use smol_str::SmolStr;

use crate::platform::caseless;
use crate::syntax::markdown::link::{decode, entities};
use crate::syntax::yaml::quote::unescaped;
use crate::syntax::yaml::{Map, Node, each_scalar};
use crate::text::Span;

/// What a part of a file may reference, beyond the values that were read from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Mention {
    /// Unknown: a part that is not YAML.
    Unread,
    /// Any file: an alias takes a value that is written elsewhere.
    AnyFile,
    /// A file by its name or path, in its caseless form.
    File(SmolStr),
}

impl From<&Mention> for Mention {
    fn from(mention: &Mention) -> Self {
        mention.clone()
    }
}

/// The longest file name, in bytes.
const LONGEST: usize = 255;

/// The mentions in `text`, which is not YAML; sorted, each once.
pub fn unread(text: &str) -> Vec<Mention> {
    let mut found = vec![Mention::Unread];
    if has_loose_alias(text) {
        found.push(Mention::AnyFile);
    }
    files_in(text, &mut found);
    normal(found)
}

/// What a question that is valid YAML mentions apart from its answer: under unknown or repeated keys, in values of the
/// wrong type, in an answer that is almost a file name, and by links in `hidden`, an answer whose words could not be
/// located in the text.
pub fn beside_the_answer(item: &Node, hidden: Option<&str>) -> Vec<Mention> {
    let mut found = Vec::new();
    let has_links = |text: &&str| text.contains("](") || text.contains("]:") || text.contains('<');
    if let Some(text) = hidden.filter(has_links) {
        files_in(text, &mut found);
    }
    match item.as_map() {
        Some(map) => in_map(map, ("question", "answer"), &mut found),
        None => each_scalar(item, &mut |scalar| files_in(&scalar.text, &mut found)),
    }
    normal(found)
}

/// The mentions in the keys of a frontmatter other than its questions.
pub fn in_head(map: &Map) -> Vec<Mention> {
    let mut found = Vec::new();
    in_map(map, ("", "ending"), &mut found);
    normal(found)
}

/// The names in `map`, apart from the first value of the key for prose and of the key that names a file.
fn in_map(map: &Map, (prose, file): (&str, &str), found: &mut Vec<Mention>) {
    let is_first = |at: usize, key: &str| {
        let first = map.entries.iter().position(|entry| entry.key.text == key);
        first == Some(at)
    };
    for (at, entry) in map.entries.iter().enumerate() {
        if entry.key.text.is_empty() {
            // The key is a list or a mapping, which was not read.
            found.push(Mention::AnyFile);
        }
        let text = entry.value.as_scalar().map(|scalar| scalar.text.as_str());
        match text {
            Some(_) if is_first(at, prose) => {}
            Some(text) if is_first(at, file) => {
                let is_read = text.ends_with(".md") && !text.contains(['\n', '\r']);
                if !is_read && nearly_names_a_file(text) {
                    files_in(text, found);
                }
            }
            _ => each_scalar(&entry.value, &mut |scalar| files_in(&scalar.text, found)),
        }
    }
}

/// True for `a.md.`, `‘a.md’` and `A.MD`, false for prose.
fn nearly_names_a_file(text: &str) -> bool {
    let core = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_prose = |c: char| "\n\r[]()<>`".contains(c);
    core.len() <= LONGEST && !core.contains(is_prose) && ends_in_md(core)
}

fn ends_in_md(text: &str) -> bool {
    let end = text.len().checked_sub(3).and_then(|at| text.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(".md"))
}

fn normal(mut found: Vec<Mention>) -> Vec<Mention> {
    found.sort_unstable();
    found.dedup();
    found
}

/// Adds every name of a markdown file that `text` may contain.
fn files_in(text: &str, found: &mut Vec<Mention>) {
    if !names_in(text).is_empty() || text.contains(['\\', '%', '&']) {
        for reading in readings(text) {
            let names = names_in(&reading).into_iter();
            found.extend(names.map(|name| Mention::File(caseless(name.slice(&reading)).into())));
        }
    }
}

/// The possible values of the text: its lines joined as YAML joins them, with the escapes of each kind of quotes and of
/// links decoded.
pub fn readings(text: &str) -> Vec<String> {
    let folded = folded(text);
    let mut all = Vec::with_capacity(4);
    if folded.contains("''") {
        all.push(folded.replace("''", "'"));
    }
    if folded.contains('\\') {
        all.push(unescaped(&folded));
    }
    if folded.contains(['%', '&']) {
        all.push(decode(&entities(&folded)));
    }
    all.push(folded);
    all
}

/// Replaces each line break and the spaces around it with one space, and a line break after a backslash with nothing.
fn folded(text: &str) -> String {
    let mut lines = text.split(['\n', '\r']).map(str::trim).peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        if let Some(line) = line.strip_suffix('\\') {
            out.push_str(line);
            continue;
        }
        out.push_str(line);
        if lines.peek().is_some() && !line.is_empty() {
            out.push(' ');
        }
    }
    out
}

/// The possible names of markdown files in `text`: for each `.md`, all ranges that end in it and start at a word.
fn names_in(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (dot, _) in text.match_indices('.') {
        let end = dot + 3;
        let is_end = text.get(dot..end).is_some_and(ends_in_md)
            && !text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
        if is_end {
            let starts = starts(text, dot).into_iter();
            found.extend(starts.map(|start| Span::new(start as u32, end as u32)));
        }
    }
    found
}

/// The offsets at which a name that ends at `dot` may start.
fn starts(text: &str, dot: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut after = '.';
    for (at, c) in text[..dot].char_indices().rev() {
        let start = at + c.len_utf8();
        // A name does not extend over a line break, a key or a quote.
        let ends_before = matches!(c, '\n' | '\r' | '"') || c == ':' && after.is_whitespace();
        let splits = !(c.is_ascii_alphanumeric() || "-_.+~@#$%".contains(c));
        if splits && !after.is_whitespace() && start < dot {
            starts.push(start);
        }
        if ends_before || dot - at > LONGEST {
            return starts;
        }
        after = c;
    }
    if dot > 0 && !after.is_whitespace() {
        starts.push(0);
    }
    starts
}

/// The spans at which `text`, which is not YAML, contains the file name `name` literally; empty where escapes or line
/// breaks split it.
pub fn places(text: &str, name: &str) -> Vec<Span> {
    let name = caseless(name);
    let mut places = names_in(text);
    places.retain(|span| caseless(span.slice(text)) == name);
    places
}

/// The spans at which `word` is a whole value in `text`, which is not YAML: not part of a sentence and not in a
/// comment.
pub fn values(text: &str, word: &str) -> Vec<Span> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(word) {
        let (before, after) = (
            &text[..at],
            text[at + word.len()..].trim_start_matches([' ', '\t']),
        );
        let opens = without_properties(before.trim_end_matches([' ', '\t']));
        let opens = opens.is_empty() || opens.ends_with(|c| ":-?[,{'\"\n\r".contains(c));
        let closes = after.is_empty() || after.starts_with(|c| ",]}:'\"#\n\r".contains(c));
        if opens && closes && !in_comment(before) {
            found.push(Span::new(at as u32, (at + word.len()) as u32));
        }
    }
    found
}

/// Strips trailing anchors and tags from the text before a value.
fn without_properties(mut before: &str) -> &str {
    loop {
        let start = before.rfind(|c: char| c.is_whitespace() || ",[{".contains(c));
        let start = start.map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        if !before[start..].starts_with(['&', '!']) {
            return before;
        }
        before = before[..start].trim_end_matches([' ', '\t']);
    }
}

/// Whether a comment starts in the last line of `before`. A `#` after quotes may belong to a value.
fn in_comment(before: &str) -> bool {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or(before);
    let sign = [" #", "\t#"]
        .iter()
        .filter_map(|sign| line.find(sign))
        .min();
    let own_line = line.trim_start().starts_with('#');
    own_line || sign.is_some_and(|at| !line[..at].contains(['\'', '"']))
}

/// Whether a value is an alias whose anchor is not in the text.
fn has_loose_alias(text: &str) -> bool {
    let stars = text.match_indices('*');
    stars.into_iter().any(|(at, _)| {
        let before = text[..at].trim_end_matches([' ', '\t']);
        let opens =
            before.is_empty() || before.ends_with([':', '-', '?', '[', ',', '{', '\n', '\r']);
        let rest = &text[at + 1..];
        let is_end = |c: char| c.is_whitespace() || ",[]{}*".contains(c);
        let (name, rest) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        let rest = rest.trim_start_matches([' ', '\t']);
        let closes = rest.is_empty() || rest.starts_with(['\n', '\r', '#', ',', ']', '}']);
        opens && closes && !name.is_empty() && !text.contains(&format!("&{name}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_name_counts() {
        for text in [
            "answer: b.md",
            "answer: 'b.md' # c",
            "{question: Why: x, answer: b.md}",
            "{question: Why: x,\n answer:\n  b.md}",
            "answer: &f b.md",
            "answer: &f\n b.md",
            "answer: !!str b.md",
            "answer: !<tag:yaml.org,2002:str> \"b.md\"",
            "? answer\n: b.md",
            "\"answer\": \"b\\x2emd\"",
            "answer: \"\\u0062.md\"",
            "answer: \"b\\U0000002Emd\"",
            "answer: \"b.\\\n   md\"",
            "answer: >-\n  b.md",
            "answer: |\r\n\tb.md\r\n",
            "Answer: B.MD",
            "- answer: ‘b.md’",
            "answer:b.md",
            "answer: ./b.md",
            "see [b](content/b%2Emd#x)",
            "see <a href='b&#46;md'>",
            "答案：b.md，",
        ] {
            let found = unread(text);
            let name = Mention::File("b.md".into());
            assert!(found.contains(&name), "{text:?}: {found:?}");
            assert!(!found.contains(&Mention::AnyFile), "{text:?}");
        }
    }

    #[test]
    fn names_with_spaces_and_quotes() {
        for (text, name) in [
            ("answer: my own answer.md", "my own answer.md"),
            ("answer: 'my\n    own answer.md'", "my own answer.md"),
            ("answer: 'what''s new.md'", "what's new.md"),
            ("answer: \"my\\ own\\tanswer.md\"", "own answer.md"),
            ("[x](my%20own%20answer.md)", "my own answer.md"),
        ] {
            let found = unread(text);
            assert!(found.contains(&Mention::File(name.into())), "{found:?}");
        }
    }

    #[test]
    fn other_names_are_not_it() {
        for text in [
            "answer: ab.md",
            "answer: b.mdx",
            "answer: a-b.md",
            "b .md",
            "b",
        ] {
            let found = unread(text);
            assert!(!found.contains(&Mention::File("b.md".into())), "{found:?}");
        }
    }

    #[test]
    fn a_word_as_a_whole_value() {
        for (text, count) in [
            ("topics: &t [Beginner, Data]", 1),
            ("- &d Data\n- !!str Data # Data\n- 'Data'\n", 3),
            ("topics:\n  [Data,\n   &a !x Data\n  ]", 2),
            ("level: Data", 1),
            ("['Data, big', Big Data, Database]", 1),
            ("question: What is Data in Go? Data.", 0),
            ("# Data", 0),
        ] {
            assert_eq!(values(text, "Data").len(), count, "{text}");
        }
    }

    #[test]
    fn an_alias_can_be_any_file() {
        for (text, any) in [
            ("answer: *f", true),
            ("answer: *f # c", true),
            ("{question: a: b, answer: *f}", true),
            ("<<: *base\nx", true),
            ("<<: [*a, *b]", true),
            ("question: What is *this*: x?", false),
            ("question: *this* and that", false),
            ("answer: &f b.md\nother: *f", false),
        ] {
            assert_eq!(unread(text).contains(&Mention::AnyFile), any, "{text}");
        }
    }
}
