//! Lists the texts that a user can read, and fails on phrases that mark translated or clever prose: the literals of the
//! program, what `--help` prints, the pages, the manifest of VS Code, and the literals of the editors' scripts, where one
//! is on one line.
//!
//! To read them all: `QMARK_TEXTS=1 cargo test --test tidy words -- --nocapture`.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// Phrases that do not belong in a text for users, with what to write instead.
const PHRASES: &[(&str, &str)] = &[
    ("anew", "again"),
    ("any more", "no longer"),
    ("anybody", "anyone, or name the user"),
    ("are no", "are not"),
    ("are none", "are not"),
    ("behind", "after"),
    ("blanks", "spaces"),
    ("cannot do without", "requires"),
    ("does as well", "also works"),
    ("for all in it", "because"),
    ("goes on", "continues"),
    ("graver", "more severe"),
    ("hears of", "notices"),
    ("in front of", "before"),
    ("is a matter of", "is reported by"),
    ("is no", "is not"),
    ("is none", "is not"),
    ("is not there", "does not exist"),
    ("is said", "is reported"),
    ("is there already", "already exists"),
    ("leads nowhere", "is broken"),
    ("leaf through", "browse"),
    ("may be left out", "is optional"),
    ("meanwhile", "in the meantime"),
    ("mend", "fix"),
    ("mended", "fixed"),
    ("mends", "fixes"),
    ("must be there", "is required"),
    ("nobody", "no one, or name what is missing"),
    ("of yours", "your"),
    ("said", "name the message"),
    ("speaks of", "refers to"),
    ("stand", "is, or is written"),
    ("standing", "is, or is written"),
    ("stands", "is, or is written"),
    ("stood", "was, or was written"),
    ("take for", "read as"),
    ("taken for", "read as"),
    ("takes for", "reads as"),
    ("tell apart", "distinguish"),
    ("tells", "shows"),
    ("that was meant", "intended"),
    ("the other way round", "say both"),
    ("to be had", "available"),
    ("told", "shown, or reported"),
    ("unless set", "default"),
    ("what it holds", "its content"),
    ("whom", "who"),
    ("word by word", "word for word"),
];

/// Plain English that has such a phrase.
const ALLOWED: &[&str] = &["there is no", "there are no"];

/// The prose of the repository that comes with the program.
const PAGES: &[&str] = &["README.md", "CHANGELOG.md", "CONTRIBUTING.md"];

/// A text and where it is: a path and a line.
struct Text {
    place: String,
    text: String,
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_text_is_plain_english() {
    let texts = texts();
    assert!(texts.len() > 500, "the texts were not found");
    if env::var_os("QMARK_TEXTS").is_some() {
        for Text { place, text } in &texts {
            #[allow(clippy::print_stdout, reason = "to be read by a person")]
            {
                println!("{place}: {text}");
            }
        }
    }
    let mut wrong = Vec::new();
    for Text { place, text } in &texts {
        let plain = without_allowed(text);
        for (phrase, better) in PHRASES {
            if has_words(&plain, phrase) {
                wrong.push(format!("{place}: `{phrase}`, better `{better}`: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn literals_are_read_as_rust_reads_them() {
    let code = r####"
        // "a comment"
        #[allow(dead_code, reason = "an attribute")]
        const A: &str = "one \"quoted\" \
            line";
        const B: &str = r#"raw "two" three"#;
        let c = '"'; let d: &'static str = b"bytes too";
    "####;
    let found: Vec<String> = literals(code).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        found,
        ["one \"quoted\" line", "raw \"two\" three", "bytes too"]
    );
    let script = quoted(r#"a = 'it\'s', "two" .. `${x} three` -- 'four'"#, &["--"]);
    assert_eq!(script, ["it's", "two", "${x} three"]);
}

#[test]
fn phrases_are_whole_words() {
    assert!(has_words("It stands, here", "stands"));
    assert!(!has_words("standstill", "stands"));
    assert_eq!(without_allowed("There is no {x} file"), "…  file");
    assert!(has_words(&without_allowed("There is nobody"), "nobody"));
}

fn texts() -> Vec<Text> {
    let mut texts = Vec::new();
    for (name, text) in super::sources() {
        if super::is_for_tests(&name) {
            continue;
        }
        let code = super::code(&text);
        for (line, text) in literals(code) {
            if text.trim().contains(' ') {
                texts.extend(lines(&format!("src/{name}"), line, &text));
            }
        }
        // What `--help` says.
        if name == "cli/arguments.rs" {
            texts.extend(doc_comments(&name, code));
        }
    }
    let mut pages: Vec<PathBuf> = PAGES.iter().map(|page| project().join(page)).collect();
    for folder in ["editors", "docs"] {
        pages_below(&project().join(folder), &mut pages);
    }
    for page in pages {
        match page.extension().and_then(OsStr::to_str) {
            Some("lua") => texts.extend(script(&page, &["--"])),
            Some("ts") => texts.extend(script(&page, &["//", "/*"])),
            _ => texts.extend(paragraphs(&page)),
        }
    }
    texts.extend(manifest());
    texts
}

fn doc_comments(name: &str, code: &str) -> Vec<Text> {
    let lines = code.lines().enumerate();
    let docs = lines.filter_map(|(at, line)| Some((at, line.trim().strip_prefix("/// ")?)));
    docs.map(|(at, doc)| Text {
        place: format!("src/{name}:{}", at + 1),
        text: doc.to_owned(),
    })
    .collect()
}

/// The lines of a page.
fn paragraphs(page: &Path) -> Vec<Text> {
    let text = fs::read_to_string(page).unwrap_or_default();
    lines(&name_of(page), 1, &text)
}

/// The literals of a script with several words, where one is on one line.
fn script(path: &Path, comments: &[&str]) -> Vec<Text> {
    let mut texts = Vec::new();
    let code = fs::read_to_string(path).unwrap_or_default();
    for (at, line) in code.lines().enumerate() {
        for text in quoted(line, comments) {
            texts.extend(lines(&name_of(path), at + 1, &text));
        }
    }
    texts
}

fn name_of(path: &Path) -> String {
    path.strip_prefix(project()).unwrap().display().to_string()
}

/// The texts in quotes of a line, up to a comment.
fn quoted(line: &str, comments: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = line.chars();
    while let Some(c) = chars.clone().next() {
        let rest = chars.as_str();
        if comments.iter().any(|comment| rest.starts_with(comment)) {
            break;
        }
        chars.next();
        let mut text = String::new();
        while ['\'', '"', '`'].contains(&c)
            && let Some(next) = chars.next()
        {
            if next == c {
                found.push(text);
                break;
            }
            text.extend(if next == '\\' {
                chars.next()
            } else {
                Some(next)
            });
        }
    }
    found
}

/// The lines of a text that starts at line `first` of the file `name`, without those of code.
fn lines(name: &str, first: usize, text: &str) -> Vec<Text> {
    let prose = prose(text);
    let lines = prose.lines().enumerate();
    lines
        .filter(|(_, line)| line.trim().contains(' '))
        .map(|(at, line)| Text {
            place: format!("{name}:{}", first + at),
            text: line.to_owned(),
        })
        .collect()
}

/// The pages and scripts for users below a folder: markdown, the help of Neovim, Lua and TypeScript.
fn pages_below(folder: &Path, pages: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_page = [".md", ".lua", ".ts"].iter().any(|end| name.ends_with(end));
        let is_page = is_page || name == "qmark.txt";
        if path.is_dir() && !["node_modules", "test", "out"].contains(&&*name) {
            pages_below(&path, pages);
        } else if is_page && path.is_file() {
            pages.push(path);
        }
    }
}

/// The texts of VS Code's manifest.
fn manifest() -> Vec<Text> {
    let name = "editors/vscode/package.json";
    let Ok(text) = fs::read_to_string(project().join(name)) else {
        return Vec::new();
    };
    let keys = [
        "\"description\": ",
        "\"markdownDescription\": ",
        "\"title\": ",
        "\"contents\": ",
    ];
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| keys.iter().any(|key| line.trim().starts_with(key)));
    lines
        .map(|(at, line)| Text {
            place: format!("{name}:{}", at + 1),
            text: line.trim().to_owned(),
        })
        .collect()
}

/// The text without blocks of code; the lines stay as many as they are.
fn prose(text: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut out = Vec::new();
    for line in text.lines() {
        let marks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            None if marks.len() >= 3 => fence = Some(marks),
            Some(open) if line == open => fence = None,
            None => {
                out.push(line);
                continue;
            }
            Some(_) => {}
        }
        out.push("");
    }
    out.join("\n")
}

/// The text in lower case, without the allowed parts and the names of what is filled in.
fn without_allowed(text: &str) -> String {
    let parts = text.split('{').enumerate();
    let parts = parts.map(|(at, part)| match part.split_once('}') {
        Some((_, after)) if at > 0 => after,
        _ => part,
    });
    let mut text = parts.collect::<String>().to_lowercase();
    for part in ALLOWED {
        while let Some(at) = place_of(&text, part) {
            text.replace_range(at..at + part.len(), "…");
        }
    }
    text
}

/// Whether the text has the phrase, as whole words.
fn has_words(text: &str, phrase: &str) -> bool {
    place_of(text, phrase).is_some()
}

/// Where the text has the phrase first, as whole words.
fn place_of(text: &str, phrase: &str) -> Option<usize> {
    let inside = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let mut places = text.match_indices(phrase).map(|(at, _)| at);
    places
        .find(|at| !text[..*at].ends_with(inside) && !text[at + phrase.len()..].starts_with(inside))
}

/// The string literals of Rust code with their lines, without those in comments and attributes.
fn literals(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    // How many brackets of an attribute are open.
    let mut attribute = 0;
    while let Some(c) = code[at..].chars().next() {
        let rest = &code[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if attribute == 0 && (rest.starts_with("#[") || rest.starts_with("#![")) {
            attribute = 1;
            at += rest.find('[').unwrap_or(0) + 1;
        } else if let Some((literal, length)) = literal(rest) {
            if attribute == 0 {
                let line = code[..at].matches('\n').count() + 1;
                found.push((line, literal));
            }
            at += length;
        } else if let Some(length) = character(rest) {
            at += length;
        } else {
            match c {
                '[' if attribute > 0 => attribute += 1,
                ']' if attribute > 0 => attribute -= 1,
                _ => {}
            }
            at += word(rest).max(c.len_utf8());
        }
    }
    found
}

/// The length of the identifier at the start, so that an `r` at its end opens no raw string.
fn word(rest: &str) -> usize {
    let is_raw = ["r\"", "r#\"", "b\"", "br\"", "br#\""]
        .iter()
        .any(|open| rest.starts_with(open));
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    if is_raw { 0 } else { end.unwrap_or(rest.len()) }
}

/// The string literal at the start: its value and its length in the code.
fn literal(rest: &str) -> Option<(String, usize)> {
    let opening = rest.find('"')?;
    let prefix = &rest[..opening];
    let marks = prefix.trim_start_matches(['b', 'c', 'r']);
    let is_raw = prefix.contains('r');
    let is_prefix = prefix.len() - marks.len() <= 2 && marks.chars().all(|c| c == '#');
    if !is_prefix || (!is_raw && !marks.is_empty()) {
        return None;
    }
    let body = &rest[opening + 1..];
    if is_raw {
        let end = body.find(&format!("\"{marks}"))?;
        return Some((body[..end].to_owned(), opening + 2 + end + marks.len()));
    }
    let mut value = String::new();
    let mut chars = body.char_indices();
    while let Some((index, c)) = chars.next() {
        match c {
            '"' => return Some((value, opening + 2 + index)),
            '\\' => match chars.next()?.1 {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                '\n' => {
                    let after = chars.as_str();
                    let skipped = after.len() - after.trim_start().len();
                    for _ in 0..after[..skipped].chars().count() {
                        chars.next();
                    }
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

/// The length of the character literal at the start, if it is one and no lifetime.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if let Some(escaped) = inner.strip_prefix('\\') {
        let first = escaped.chars().next()?.len_utf8();
        return Some(3 + first + escaped[first..].find('\'')?).map(|end| end.min(rest.len()));
    }
    let c = inner.chars().next()?;
    inner[c.len_utf8()..]
        .starts_with('\'')
        .then_some(2 + c.len_utf8())
}
